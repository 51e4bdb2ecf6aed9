//! On the desk: own contact points that have to be confirmed.

use crate::rules;
use crate::store;
use ::store::{StoreError, Tx};
use access::{Node, Panel, Place};
use askama::Template;
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::{Actor, Label, Purpose};
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
            if due.is_empty() {
                return Ok(None);
            }
            let shown = ConfirmShown { t, due }.render();
            shown
                .map(Some)
                .map_err(|e| StoreError::Corrupt(format!("the panel `confirm` cannot be written: {e}")))
        })
    }
}
