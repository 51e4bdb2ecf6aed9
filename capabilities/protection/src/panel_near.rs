//! On the protection officer's desk: near misses that wait. On the desk of who wrote one that was released: that it can
//! be sent now, and nothing of why it could not.

use crate::pages::list_near::{held_words, near_word};
use ::store::{StoreError, Tx};
use access::{Node, Panel, Place};
use askama::Template;
use casefile::{CaseError, Keys, NearMiss, NearState};
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::{Actor, Purpose, Role};
use uuid::Uuid;
use web::T;

/// Near misses shown on the desk; the room shows the others.
const SHOWN_MAX: usize = 5;

/// Near misses that wait.
#[derive(Debug, Default)]
pub(crate) struct NearPanel;

/// What was released of what somebody wrote.
#[derive(Debug, Default)]
pub(crate) struct FreedPanel;

struct Row {
    id: String,
    passage: String,
    held: String,
    party: String,
    why: String,
    when: String,
}

#[derive(Template)]
#[template(path = "near_panel.html")]
struct NearShown<'a> {
    t: &'a T,
    total: usize,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "freed_panel.html")]
struct FreedShown<'a> {
    t: &'a T,
    lines: Vec<String>,
}

impl Panel for NearPanel {
    fn place(&self) -> Place {
        Place::Desk
    }

    fn order(&self) -> u8 {
        21
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
            if !actor.is(Role::ProtectionOfficer) {
                return Ok(None);
            }
            let held =
                casefile::near_misses(tx, &Keys::of(&node.vault), actor.authority).await.map_err(fault)?;
            let ask = Ask::new(actor, action::LIST, Purpose::Protection, tx.at());
            let mut near = node.gate.open_each(held, &ask, &mut tx.log());
            near.retain(|near| near.state == NearState::Open);
            if near.is_empty() {
                return Ok(None);
            }
            let row = |near: &NearMiss| Row {
                id: near.id.to_string(),
                passage: near.says.passage.clone(),
                held: held_words(t, &near.says.held),
                party: near.says.party.code().to_owned(),
                why: near.says.why.iter().map(|why| near_word(t, why)).collect::<Vec<_>>().join(" "),
                when: t.ago(tx.at(), near.at),
            };
            let rows = near.iter().take(SHOWN_MAX).map(row).collect();
            rendered(&NearShown { t, total: near.len(), rows })
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
