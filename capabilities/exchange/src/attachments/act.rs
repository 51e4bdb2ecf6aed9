//! A file that cannot be searched for protected values leaves to another State only after a second person looked at it and
//! released it. It is asked of every such file, whoever is protected and whether anybody is, so that the question tells
//! nothing. Confirming makes the move that names it.

use super::offer::offer;
use super::{Attachment, State, Way};
use crate::store_attachments as kept;
use crate::types::ExchangeError;
use ::store::{StoreError, Tx};
use access::{Act, ActError, ActSays, AskedAct, NewAct, Node};
use futures_core::future::BoxFuture;
use kernel::{Actor, Label, Purpose, Role};
use serde_json::json;
use uuid::Uuid;
use web::T;

/// The kind of the act that releases an attachment.
pub const RELEASE_ATTACHMENT: &str = "release-attachment";

/// Releases an attachment.
#[derive(Debug, Default)]
pub(crate) struct ReleaseAttachment;

/// The act of letting this attachment go to this desk.
pub(super) fn asked(one: &Attachment, label: Label, to: &str) -> NewAct {
    NewAct {
        kind: RELEASE_ATTACHMENT,
        object: one.id(),
        label,
        parameters: json!({
            "dossier": one.dossier, "name": one.announced.name, "type": one.announced.media,
            "bytes": one.announced.bytes.to_string(), "sha256": one.announced.sha256, "to": to,
        }),
        reason: one.text.chars().take(access::acts::REASON_CHARS_MAX).collect(),
    }
}

impl Act for ReleaseAttachment {
    fn kind(&self) -> &'static str {
        RELEASE_ATTACHMENT
    }

    fn object_kind(&self) -> &'static str {
        "attachment"
    }

    fn purpose(&self) -> Purpose {
        Purpose::Investigation
    }

    fn roles(&self) -> &'static [Role] {
        &[Role::Investigator, Role::DutyOfficer, Role::Prosecutor]
    }

    fn label_now<'a>(&'a self, tx: &'a Tx, object: Uuid) -> BoxFuture<'a, Result<Option<Label>, StoreError>> {
        Box::pin(async move { kept::label_by_id(tx, object, Way::Out).await })
    }

    fn says(&self, act: &AskedAct, t: &T) -> ActSays {
        let (name, to) = (act.text("name"), act.text("to"));
        let bytes: u64 = act.text("bytes").parse().unwrap_or(0);
        ActSays {
            title: t.say("exchange-act-release").with("name", name).with("desk", to).to_string(),
            effect: t.get("exchange-act-release-effect"),
            facts: vec![
                (t.get("exchange-attachment-type"), act.text("type").to_owned()),
                (t.get("exchange-attachment-size"), crate::pages::attachments::size(t, bytes)),
                (t.get("exchange-attachment-sha256"), act.text("sha256").to_owned()),
                (t.get("exchange-act-release-to"), to.to_owned()),
            ],
            href: Some(format!("/dossiers/{}#attachments", act.text("dossier"))),
        }
    }

    fn carry_out<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        asker: &'a Actor,
        _: &'a Actor,
        act: &'a AskedAct,
    ) -> BoxFuture<'a, Result<(), ActError>> {
        Box::pin(async move {
            let one = kept::find(tx, &node.vault, act.object, Way::Out).await?;
            let one = one.filter(|one| one.state == State::Waits).ok_or(ActError::Changed)?;
            match offer(tx, node, asker, &one, false).await {
                Ok(_) => Ok(()),
                Err(ExchangeError::Store(error)) => Err(error.into()),
                // Whatever closed meanwhile says nothing of itself.
                Err(_) => Err(ActError::Changed),
            }
        })
    }

    fn not_done<'a>(&'a self, tx: &'a Tx, act: &'a AskedAct) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let this = (act.object, Way::Out);
            kept::becomes(tx, this, &[State::Waits], State::Withheld, None).await?;
            Ok(())
        })
    }
}
