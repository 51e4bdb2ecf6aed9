//! On the desk: test calls that wait for a person.

use crate::pages::test_calls::{CallRow, Names, received_row};
use access::{Node, Panel, Place};
use askama::Template;
use directory::calls;
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::{Actor, Label, Purpose};
use store::{StoreError, Tx};
use uuid::Uuid;
use web::T;

/// Calls shown on the desk; their own page shows the others.
const SHOWN_MAX: usize = 5;

/// Test calls at the desks of the person's authority.
#[derive(Debug, Default)]
pub struct DeskCalls;

#[derive(Template)]
#[template(path = "calls_panel.html")]
struct CallsShown<'a> {
    t: &'a T,
    waiting: Vec<CallRow>,
}

impl Panel for DeskCalls {
    fn place(&self) -> Place {
        Place::DeskAside
    }

    fn order(&self) -> u8 {
        10
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
            let calls = calls::received_calls(tx, actor.authority).await?;
            let waiting: Vec<_> = calls.iter().filter(|c| c.answered.is_none()).take(SHOWN_MAX).collect();
            if waiting.is_empty() {
                return Ok(None);
            }
            let names = Names::of(tx).await?;
            let waiting = waiting.into_iter().map(|c| received_row(t, &names, c, tx.at())).collect();
            let shown = CallsShown { t, waiting }.render();
            shown
                .map(Some)
                .map_err(|e| StoreError::Corrupt(format!("the panel of test calls cannot be written: {e}")))
        })
    }
}
