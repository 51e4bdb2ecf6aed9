//! On the desk of a coordinator: actions that the State set itself, with the day they are due.

use crate::pages::at;
use crate::store;
use crate::store_follow;
use ::store::{StoreError, Tx};
use access::{Node, Says, Waiting, Work};
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::id::AuthorityId;
use kernel::time::DAY_MS;
use kernel::{Actor, Label, Purpose, Timestamp};
use std::collections::BTreeMap;
use uuid::Uuid;
use web::T;

/// How long before its day an action stands on the desk.
const SHOWN_BEFORE_MS: i64 = 30 * DAY_MS;

/// Actions that are due.
#[derive(Debug, Default)]
pub(crate) struct DueActions;

/// The end of a day that was written `2026-12-31`.
pub(crate) fn end_of(day: &str) -> Option<Timestamp> {
    Timestamp::parse(&format!("{day}T00:00:00Z")).map(|at| at.plus_ms(DAY_MS.saturating_sub(1)))
}

impl Work for DueActions {
    fn kind(&self) -> &'static str {
        "follow-up-action"
    }

    fn ask<'a>(&self, actor: &'a Actor, at: Timestamp) -> Option<Ask<'a>> {
        Some(Ask::new(actor, action::FOLLOW_UP, Purpose::Administration, at))
    }

    fn waiting<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        authority: AuthorityId,
    ) -> BoxFuture<'a, Result<Vec<Waiting>, StoreError>> {
        Box::pin(async move {
            let mut all = Vec::new();
            for open in store_follow::open_actions(tx, &node.vault, authority).await? {
                let Some(due) = end_of(&open.due) else { continue };
                if due.plus_ms(SHOWN_BEFORE_MS.saturating_neg()) <= tx.at() {
                    all.push(Waiting::new(open.id, Label::own(authority), open.since).due(Some(due)));
                }
            }
            Ok(all)
        })
    }

    fn says<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        t: &'a T,
        of: &'a [Waiting],
    ) -> BoxFuture<'a, Result<BTreeMap<Uuid, Says>, StoreError>> {
        Box::pin(async move {
            let ask = Ask::new(actor, action::FOLLOW_UP, Purpose::Administration, tx.at());
            let closed = store_follow::all(tx, &node.vault, actor.authority).await?;
            let mut said = BTreeMap::new();
            for (recommendation, follow) in node.gate.open_each(closed, &ask, &mut tx.log()) {
                for one in follow.now.actions.iter().filter(|a| of.iter().any(|w| w.object == a.id)) {
                    let href = at(recommendation);
                    let says = Says {
                        title: one.what.clone(),
                        what: t.get("conference-work-action"),
                        other: one.owner.clone(),
                        why: name(tx, node, actor, recommendation).await?,
                        next: (t.get("conference-work-next"), href.clone()),
                        href,
                        ..Says::default()
                    };
                    said.insert(one.id, says);
                }
            }
            Ok(said)
        })
    }
}

/// What a recommendation is called; nothing where the record does not have it.
async fn name(tx: &Tx, node: &Node, actor: &Actor, id: Uuid) -> Result<String, StoreError> {
    let Some(closed) = store::recommendation(tx, id).await? else { return Ok(String::new()) };
    let ask = Ask::new(actor, action::READ_CONFERENCE, Purpose::Administration, tx.at());
    Ok(node.gate.open(closed, &ask, &mut tx.log()).map(|one| one.name()).unwrap_or_default())
}
