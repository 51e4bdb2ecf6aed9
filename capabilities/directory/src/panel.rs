//! On the desk: own contact points that have to be confirmed, and States that have to be assessed.

use crate::pages::show_entry::notification;
use crate::pages::shown;
use crate::rules;
use crate::store;
use crate::store_detail::own_entry;
use crate::store_peers;
use crate::types::Peer;
use ::store::{StoreError, Tx};
use access::{Node, Panel, Place};
use askama::Template;
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::{Actor, Label, Party, Purpose, Timestamp};
use std::collections::BTreeMap;
use uuid::Uuid;
use web::T;

/// Contact points shown on the desk; the directory shows the others.
const SHOWN_MAX: usize = 5;

/// Contact points of the own authority that are unconfirmed or soon will be.
#[derive(Debug, Default)]
pub struct ConfirmPanel;

struct Due {
    id: String,
    name: String,
    /// `None` once the date is past.
    left: Option<String>,
}

#[derive(Template)]
#[template(path = "confirm_panel.html")]
struct ConfirmShown<'a> {
    t: &'a T,
    due: Vec<Due>,
    /// Designations that are not notified yet, with the day.
    designations: Vec<(String, String)>,
}

impl Panel for ConfirmPanel {
    fn place(&self) -> Place {
        Place::DeskAside
    }

    fn order(&self) -> u8 {
        80
    }

    fn show<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        _: Uuid,
        t: &'a T,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        Box::pin(async move {
            let ask = Ask::new(actor, action::CONFIRM_CONTACT, Purpose::Administration, tx.at());
            if !node.gate.may(&Label::own(actor.authority), &ask) {
                return Ok(None);
            }
            let now = tx.at();
            let mine = store::own_contacts(tx).await?.into_iter().filter(|c| c.authority == actor.authority);
            let due = mine.filter_map(|c| {
                let left = rules::confirm_by(c.point.confirmed_at, now).since(now);
                (left <= rules::REMIND_BEFORE_MS).then(|| Due {
                    id: c.point.id.to_string(),
                    name: c.point.name,
                    left: (left > 0).then(|| t.duration(left)),
                })
            });
            let due: Vec<Due> = due.take(SHOWN_MAX).collect();
            let entry = own_entry(tx, actor.authority).await?;
            let open = entry.designations.iter().filter(|d| d.notified.is_none());
            let designations: Vec<_> =
                open.map(|d| (shown::function(t, &d.function), notification(t, d, now))).collect();
            if due.is_empty() && designations.is_empty() {
                return Ok(None);
            }
            let shown = ConfirmShown { t, due, designations }.render();
            shown
                .map(Some)
                .map_err(|e| StoreError::Corrupt(format!("the panel `confirm` cannot be written: {e}")))
        })
    }
}

/// States of trusted nodes whose assessment lapses soon, has lapsed, or was never made in full. On the desk of those who
/// may assess, so that an administrator needs nothing of it.
#[derive(Debug, Default)]
pub struct AssessPanel;

struct DueState {
    party: Party,
    why: String,
}

#[derive(Template)]
#[template(path = "assess_panel.html")]
struct AssessShown<'a> {
    t: &'a T,
    due: Vec<DueState>,
}

impl Panel for AssessPanel {
    fn place(&self) -> Place {
        Place::DeskAside
    }

    fn order(&self) -> u8 {
        82
    }

    fn show<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        _: Uuid,
        t: &'a T,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        Box::pin(async move {
            let ask = Ask::new(actor, action::ASSESS_COUNTERPART, Purpose::Administration, tx.at());
            if !node.gate.may(&Label::own(actor.authority), &ask) {
                return Ok(None);
            }
            let peers = store_peers::peers(tx).await?;
            let of: BTreeMap<Party, Peer> =
                peers.into_iter().filter(Peer::is_trusted).map(|p| (p.party(), p)).collect();
            let due = of
                .into_iter()
                .filter_map(|(party, peer)| Some(DueState { party, why: why_due(t, &peer, tx.at())? }));
            let due: Vec<DueState> = due.take(SHOWN_MAX).collect();
            if due.is_empty() {
                return Ok(None);
            }
            let shown = AssessShown { t, due }.render();
            shown
                .map(Some)
                .map_err(|e| StoreError::Corrupt(format!("the panel `assess` cannot be written: {e}")))
        })
    }
}

fn why_due(t: &T, peer: &Peer, now: Timestamp) -> Option<String> {
    let held = peer.assessment.as_ref();
    if rules::assess_by(held, now) > now {
        return None;
    }
    Some(match held {
        None => t.get("directory-assessment-none"),
        Some(held) if held.valid_until <= now => t.get("directory-assessment-lapsed"),
        Some(held) if held.is_minimal() => t.get("directory-assessment-minimal"),
        Some(held) => t.say("directory-assessment-lapses").with("day", t.day(held.valid_until)).to_string(),
    })
}
