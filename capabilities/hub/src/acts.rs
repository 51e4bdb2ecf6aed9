//! Acts about a hub that take two administrators: to settle what it showed, and to trust a node that two trusted ones
//! compared the words of.

use crate::follow::SHORTER;
use crate::say::{is_vouched_for, witnesses_of};
use crate::store;
use ::store::Tx;
use access::{Act, ActError, ActSays, AskedAct, NewAct, Node};
use directory::{DirectoryError, Terms, Trust, read_card};
use futures_core::future::BoxFuture;
use kernel::id::NodeId;
use kernel::{Actor, Label, Purpose, Role};
use seal::tree::Contradiction;
use serde_json::json;
use uuid::Uuid;
use web::T;

/// The kind of the act that settles an alarm.
pub(crate) const SETTLE: &str = "settle-hub";
/// The kind of the act that trusts a node on the word of witnesses.
pub(crate) const TRUST: &str = "trust-witnessed";

/// Settles an alarm about a hub.
pub(crate) struct SettleAct;

/// Trusts a node that two trusted ones compared the words of.
pub(crate) struct TrustWitnessedAct;

/// The act of settling this alarm.
pub(crate) fn settling(asker: &Actor, alarm: &store::Alarm, name: &str, reason: &str) -> NewAct {
    NewAct {
        kind: SETTLE,
        object: Uuid::from_bytes(alarm.hub.0),
        label: Label::own(asker.authority),
        parameters: json!({ "alarm": alarm.id, "name": name, "code": alarm.reason }),
        reason: reason.to_owned(),
    }
}

/// The act of trusting this node, which the log of this hub holds the card of.
pub(crate) fn trusting(asker: &Actor, hub: NodeId, subject: NodeId, name: &str, witnesses: &str) -> NewAct {
    NewAct {
        kind: TRUST,
        object: Uuid::from_bytes(subject.0),
        label: Label::own(asker.authority),
        parameters: json!({ "hub": hub, "name": name, "witnesses": witnesses }),
        reason: String::new(),
    }
}

impl Act for SettleAct {
    fn kind(&self) -> &'static str {
        SETTLE
    }

    fn object_kind(&self) -> &'static str {
        "peer"
    }

    fn purpose(&self) -> Purpose {
        Purpose::Administration
    }

    fn roles(&self) -> &'static [Role] {
        &[Role::Administrator]
    }

    fn alone(&self) -> bool {
        true
    }

    fn says(&self, act: &AskedAct, t: &T) -> ActSays {
        ActSays {
            title: t.say("hub-act-settle").with("name", act.text("name")).to_string(),
            effect: t.get("hub-act-settle-effect"),
            facts: vec![(t.get("hub-act-what"), t.get(&format!("hub-alarm-{}", act.text("code"))))],
            href: None,
        }
    }

    fn carry_out<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        asker: &'a Actor,
        second: &'a Actor,
        act: &'a AskedAct,
    ) -> BoxFuture<'a, Result<(), ActError>> {
        Box::pin(async move {
            let alarm = Uuid::try_parse(act.text("alarm")).map_err(|_| ActError::Changed)?;
            let both = format!("{}, {}", asker.name, second.name);
            if settle(tx, alarm, &both, &act.reason).await? { Ok(()) } else { Err(ActError::Changed) }
        })
    }
}

/// Settles an alarm; after a contradiction between heads the log is fetched anew. `false` if it is not open.
pub(crate) async fn settle(tx: &Tx, id: Uuid, by: &str, why: &str) -> Result<bool, ::store::StoreError> {
    let Some(alarm) = store::alarm(tx, id).await? else { return Ok(false) };
    if !store::settle(tx, id, by, why).await? {
        return Ok(false);
    }
    if alarm.reason == SHORTER || Contradiction::ALL.iter().any(|c| c.code() == alarm.reason) {
        store::forget_log(tx, alarm.hub).await?;
    }
    Ok(true)
}

impl Act for TrustWitnessedAct {
    fn kind(&self) -> &'static str {
        TRUST
    }

    fn object_kind(&self) -> &'static str {
        "peer"
    }

    fn purpose(&self) -> Purpose {
        Purpose::Administration
    }

    fn roles(&self) -> &'static [Role] {
        &[Role::Administrator]
    }

    fn says(&self, act: &AskedAct, t: &T) -> ActSays {
        ActSays {
            title: t.say("hub-act-trust").with("name", act.text("name")).to_string(),
            effect: t.get("hub-act-trust-effect"),
            facts: vec![(t.get("hub-compared-by"), act.text("witnesses").to_owned())],
            href: None,
        }
    }

    fn carry_out<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        asker: &'a Actor,
        second: &'a Actor,
        act: &'a AskedAct,
    ) -> BoxFuture<'a, Result<(), ActError>> {
        Box::pin(async move {
            let hub = NodeId::parse(act.text("hub")).ok_or(ActError::Changed)?;
            let subject = NodeId(*act.object.as_bytes());
            // As it stands now: a witness may have lost trust since, or the hub been exposed.
            if !is_vouched_for(tx, hub, subject).await? {
                return Err(ActError::Changed);
            }
            let names: Vec<String> =
                witnesses_of(tx, hub, subject).await?.iter().map(|peer| peer.name().to_owned()).collect();
            let leaf = store::newest(tx, hub, crate::statement::LeafKind::Card, subject).await?;
            let card = leaf.ok_or(ActError::Changed)?.leaf.get(1..).unwrap_or_default().to_vec();
            if read_card(&card).map(|card| card.node()) != Ok(subject) {
                return Err(ActError::Changed);
            }
            let name = format!("{}, {}; {}", asker.name, second.name, names.join(", "));
            let both = Actor { name, ..asker.clone() };
            // The words were compared by voice, by those two; nothing is agreed and nothing assessed yet.
            let terms = Terms { may_ask: false, may_answer: false, budget_per_day: 0 };
            let how = Trust { words_compared: true, terms, assessment: None };
            directory::trust(tx, node, &both, &card, &how).await.map(|_| ()).map_err(|error| match error {
                DirectoryError::Store(error) => ActError::Store(error),
                DirectoryError::Refused(_) => ActError::NotHere,
                _ => ActError::Changed,
            })
        })
    }
}
