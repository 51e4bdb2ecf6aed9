//! On the protection officer's desk: near misses that wait. On the desk of who wrote one that was released: that it can
//! be sent now, and nothing of why it could not.

use crate::pages::list_near::held_words;
use ::store::{StoreError, Tx};
use access::{Node, Panel, Place, Says, Waiting, Work};
use askama::Template;
use casefile::{CaseError, Keys, NearMiss};
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::id::AuthorityId;
use kernel::{Actor, Purpose, Role, Timestamp};
use std::collections::BTreeMap;
use uuid::Uuid;
use web::T;

/// Near misses that wait.
#[derive(Debug, Default)]
pub(crate) struct NearWork;

/// What was released of what somebody wrote.
#[derive(Debug, Default)]
pub(crate) struct FreedPanel;

#[derive(Template)]
#[template(path = "freed_panel.html")]
struct FreedShown<'a> {
    t: &'a T,
    lines: Vec<String>,
}

impl Work for NearWork {
    fn kind(&self) -> &'static str {
        "near-miss"
    }

    fn ask<'a>(&self, actor: &'a Actor, at: Timestamp) -> Option<Ask<'a>> {
        let protects = actor.is(Role::ProtectionOfficer);
        protects.then(|| Ask::new(actor, action::LIST, Purpose::Protection, at))
    }

    fn waiting<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        authority: AuthorityId,
    ) -> BoxFuture<'a, Result<Vec<Waiting>, StoreError>> {
        Box::pin(async move {
            casefile::near_misses_waiting(tx, &Keys::of(&node.vault), authority).await.map_err(fault)
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
            let Some(ask) = self.ask(actor, tx.at()) else { return Ok(BTreeMap::new()) };
            let mut held =
                casefile::near_misses(tx, &Keys::of(&node.vault), actor.authority).await.map_err(fault)?;
            held.retain(|near| of.iter().any(|w| w.object == near.object().id));
            let near = node.gate.open_each(held, &ask, &mut tx.log());
            let says = |near: &NearMiss| {
                let href = format!("/near-misses/{}", near.id);
                let reach = t.say("protection-work-near-reach").with("party", near.says.party.code());
                let says = Says {
                    title: near.says.passage.clone(),
                    what: t.get("protection-near-title"),
                    other: held_words(t, &near.says.held),
                    why: reach.to_string(),
                    next: (t.get("protection-near-decide"), href.clone()),
                    href,
                    ..Says::default()
                };
                (near.id.0, says)
            };
            Ok(near.iter().map(says).collect())
        })
    }
}

impl Panel for FreedPanel {
    fn place(&self) -> Place {
        Place::Desk
    }

    fn order(&self) -> u8 {
        62
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
            let held = casefile::freed_for(tx, &Keys::of(&node.vault), actor).await.map_err(fault)?;
            if held.is_empty() {
                return Ok(None);
            }
            let ask = Ask::new(actor, action::LIST, Purpose::Investigation, tx.at());
            let freed = node.gate.open_each(held, &ask, &mut tx.log());
            let mut lines: Vec<String> = freed
                .iter()
                .map(|freed| t.say("protection-freed-line").with("when", t.when(freed.written)).to_string())
                .collect();
            lines.dedup();
            if lines.is_empty() { Ok(None) } else { rendered(&FreedShown { t, lines }) }
        })
    }
}

fn fault(error: CaseError) -> StoreError {
    match error {
        CaseError::Store(error) => error,
        other => StoreError::Corrupt(other.to_string()),
    }
}

fn rendered(template: &impl Template) -> Result<Option<String>, StoreError> {
    let html = template.render();
    html.map(Some).map_err(|e| StoreError::Corrupt(format!("a panel of `protection` cannot be written: {e}")))
}
