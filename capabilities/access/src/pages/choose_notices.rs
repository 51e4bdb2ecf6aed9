//! Whether one is told that something waits, where letters go, and the hours in which nothing comes. Browsers are added
//! beside this, in `keep_browsers`.

use crate::node::Node;
use crate::notices::{ADDRESS_CHARS_MAX, Quiet, address};
use crate::officer::{Officer, broken};
use crate::pages::show_account;
use crate::store_notices;
use ::store::StoreError;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::action;
use kernel::{AuditEntry, Outcome, Purpose};
use serde::Deserialize;
use std::sync::Arc;
use web::{Choice, FieldError, Problem, T};

const HOUR_MIN: i64 = 60;

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct NoticeForm {
    #[serde(default)]
    pub(crate) address: String,
    #[serde(default)]
    pub(crate) quiet_from: String,
    #[serde(default)]
    pub(crate) quiet_until: String,
    #[serde(default)]
    act: String,
}

impl NoticeForm {
    /// What was chosen before.
    pub(crate) fn of(choice: Option<store_notices::Choice>) -> Self {
        let Some(choice) = choice else { return Self::default() };
        let hour = |minutes: i64| (minutes / HOUR_MIN).to_string();
        Self {
            address: choice.address.unwrap_or_default(),
            quiet_from: choice.quiet.map(|q| hour(q.from)).unwrap_or_default(),
            quiet_until: choice.quiet.map(|q| hour(q.until)).unwrap_or_default(),
            act: String::new(),
        }
    }
}

pub(crate) async fn choose(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<NoticeForm>,
) -> Result<Response, Problem> {
    let chosen = if sent.act == "none" { None } else { Some(read(&node, &officer.t, &sent)) };
    let chosen = match chosen.transpose() {
        Ok(chosen) => chosen,
        Err(errors) => return show_account::with_notices(&node, &officer, sent, errors).await,
    };
    let done = node.store.run::<_, StoreError, _, _>("choose notices", |tx| {
        let (node, actor, chosen) = (&node, &officer.actor, &chosen);
        async move {
            match chosen {
                Some((to, quiet)) => {
                    store_notices::choose(&tx, &node.vault, actor.person, to.as_deref(), *quiet).await?;
                }
                None => store_notices::forget(&tx, actor.person).await?,
            }
            tx.audit(AuditEntry {
                at: tx.at(),
                actor: actor.clone(),
                action: action::HAND_OVER,
                object_kind: "notices",
                object: actor.person.0,
                purpose: Purpose::Administration,
                outcome: Outcome::Done,
                note: if chosen.is_some() { "wants notices" } else { "wants no notices" }.into(),
            });
            Ok(())
        }
    });
    done.await.map_err(|e| broken(&e))?;
    Ok(Redirect::to("/account").into_response())
}

type Chosen = (Option<String>, Option<Quiet>);

fn read(node: &Node, t: &T, sent: &NoticeForm) -> Result<Chosen, Vec<FieldError>> {
    // Where browsers are told, the hours are chosen without letters too.
    let none = sent.address.trim().is_empty() && node.pusher.is_some();
    let to = match address(&sent.address) {
        None if !none => {
            let text = t.n("access-notice-address-needed", ADDRESS_CHARS_MAX);
            return Err(vec![FieldError::new("address", text)]);
        }
        to => to.map(str::to_owned),
    };
    let hour = |text: &str| text.parse::<i64>().ok().filter(|h| (0..24).contains(h));
    let quiet = match (hour(&sent.quiet_from), hour(&sent.quiet_until)) {
        (Some(from), Some(until)) if from != until => Some(Quiet {
            from: from.saturating_mul(HOUR_MIN),
            until: until.saturating_mul(HOUR_MIN),
            offset_min: i64::from(t.zone.offset_min),
        }),
        _ => None,
    };
    Ok((to, quiet))
}

/// The hours of a day, and none.
pub(crate) fn hours(t: &T) -> Vec<Choice> {
    let none = std::iter::once(Choice::new("", t.get("access-notice-no-quiet")));
    none.chain((0..24).map(|h| Choice::new(h, format!("{h:02}:00")))).collect()
}
