//! Adds this browser to those that are told that something waits, or takes one out. The browser itself asks its person and
//! names the address; only a person's own browsers are known here.

use crate::node::Node;
use crate::officer::{Officer, broken};
use crate::pages::show_account;
use crate::store_browsers::{self, BROWSERS_MAX, NAME_CHARS_MAX};
use crate::store_notices;
use ::store::{StoreError, Tx};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::action;
use kernel::{Actor, AuditEntry, Outcome, Purpose};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{FieldError, Problem, T};

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct BrowserForm {
    #[serde(default)]
    pub(crate) browser: String,
    #[serde(default)]
    endpoint: String,
    #[serde(default)]
    remove: String,
}

/// What came of it.
enum Kept {
    Done,
    NotTheirs,
    TooMany,
}

pub(crate) async fn keep(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<BrowserForm>,
) -> Result<Response, Problem> {
    let wanted = match read(&node, &officer.t, &sent) {
        Ok(wanted) => wanted,
        Err(errors) => return show_account::with_browser(&node, &officer, sent, errors).await,
    };
    let done = node.store.run::<_, StoreError, _, _>("keep browsers", |tx| {
        let (node, actor, wanted, sent) = (&node, &officer.actor, &wanted, &sent);
        async move {
            let (kept, note) = match wanted {
                Wanted::Add(name) => {
                    (add(&tx, node, actor, &sent.endpoint, name).await?, "adds a browser for notices")
                }
                Wanted::Remove(id) => (remove(&tx, actor, *id).await?, "takes out a browser for notices"),
            };
            if matches!(kept, Kept::Done) {
                tx.audit(AuditEntry {
                    at: tx.at(),
                    actor: actor.clone(),
                    action: action::HAND_OVER,
                    object_kind: "notices",
                    object: actor.person.0,
                    purpose: Purpose::Administration,
                    outcome: Outcome::Done,
                    note: note.into(),
                });
            }
            Ok(kept)
        }
    });
    match done.await.map_err(|e| broken(&e))? {
        Kept::Done => Ok(Redirect::to("/account#browsers").into_response()),
        Kept::NotTheirs => Err(Problem::not_available()),
        Kept::TooMany => {
            let text = officer.t.n("access-browser-too-many", BROWSERS_MAX);
            show_account::with_browser(&node, &officer, sent, vec![FieldError::new("browser", text)]).await
        }
    }
}

/// What is wanted: a browser more, by its name, or one less.
enum Wanted {
    Add(String),
    Remove(Uuid),
}

fn read(node: &Node, t: &T, sent: &BrowserForm) -> Result<Wanted, Vec<FieldError>> {
    if !sent.remove.is_empty() {
        return Ok(Wanted::Remove(Uuid::parse_str(&sent.remove).unwrap_or_default()));
    }
    let name = sent.browser.trim();
    let one = |text: String| Err(vec![FieldError::new("browser", text)]);
    if name.is_empty() || name.chars().count() > NAME_CHARS_MAX || name.chars().any(char::is_control) {
        return one(t.n("access-browser-name-needed", NAME_CHARS_MAX));
    }
    match &node.pusher {
        // Without script the browser names no address.
        Some(_) if sent.endpoint.is_empty() => one(t.get("access-browser-script")),
        Some(pusher) if pusher.takes(&sent.endpoint) => Ok(Wanted::Add(name.to_owned())),
        _ => one(t.get("access-browser-not-allowed")),
    }
}

async fn add(tx: &Tx, node: &Node, actor: &Actor, endpoint: &str, name: &str) -> Result<Kept, StoreError> {
    store_notices::begin(tx, &node.vault, actor.person).await?;
    let added = store_browsers::add(tx, &node.vault, actor.person, endpoint, name).await?;
    Ok(if added { Kept::Done } else { Kept::TooMany })
}

async fn remove(tx: &Tx, actor: &Actor, id: Uuid) -> Result<Kept, StoreError> {
    if !store_browsers::of(tx, actor.person).await?.contains(&id) {
        return Ok(Kept::NotTheirs);
    }
    store_browsers::take_out(tx, id).await?;
    Ok(Kept::Done)
}
