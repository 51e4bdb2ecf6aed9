//! Second person: what waits for me, with what happens if I confirm; what I asked for, and where it stands.

use crate::acts::{self, ActError, ActId, ActSays, ActState, AskedAct, REASON_CHARS_MAX};
use crate::node::Node;
use crate::officer::{Officer, broken};
use ::store::StoreError;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use http::StatusCode;
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{Clock, Problem, T, Tag, Tone};

/// What the forms send.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct DecideForm {
    #[serde(default)]
    decision: String,
    #[serde(default)]
    why: String,
}

struct Waiting {
    act: AskedAct,
    says: ActSays,
    asked: String,
    left: Clock,
}

struct Past {
    act: AskedAct,
    title: String,
    asked: String,
    state: Tag,
    decided: String,
    may_withdraw: bool,
    /// Until when, of what is open.
    until: String,
}

#[derive(askama::Template)]
#[template(path = "decide_act.html")]
struct DecideAct<'a> {
    t: &'a T,
    waiting: Vec<Waiting>,
    past: Vec<Past>,
    fault: Option<String>,
}

impl From<ActError> for Problem {
    fn from(error: ActError) -> Self {
        match error {
            ActError::Store(error) => broken(&error),
            ActError::NotHere => Self::not_available(),
            ActError::NoReason | ActError::Full => Self::bad_request(),
            _ => Self::conflict(),
        }
    }
}

pub(crate) async fn list(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    show(&node, &officer, None).await
}

pub(crate) async fn decide(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<DecideForm>,
) -> Result<Response, Problem> {
    let id = ActId(id);
    let done = node.store.run::<_, ActError, _, _>("decide act", |tx| {
        let (node, actor, sent) = (&node, &officer.actor, sent.clone());
        async move {
            match sent.decision.as_str() {
                "confirm" => acts::confirm(&tx, node, actor, id, &sent.why).await,
                "refuse" => acts::refuse(&tx, node, actor, id, &sent.why).await,
                "withdraw" => acts::withdraw(&tx, node, actor, id).await,
                _ => Err(ActError::NotHere),
            }
        }
    });
    match done.await {
        Ok(()) => {
            // What was confirmed may have put messages out.
            node.wake.notify_one();
            Ok(Redirect::to("/second-person").into_response())
        }
        Err(error) => match fault(&error) {
            Some(key) => show(&node, &officer, Some(officer.t.n(key, REASON_CHARS_MAX))).await,
            None => Err(error.into()),
        },
    }
}

/// The words for what the person can do something about.
fn fault(error: &ActError) -> Option<&'static str> {
    match error {
        ActError::Own => Some("access-act-own"),
        ActError::NotYours => Some("access-act-not-yours"),
        ActError::Decided => Some("access-act-decided"),
        ActError::RanOut => Some("access-act-ran-out"),
        ActError::Changed => Some("access-act-changed"),
        ActError::NoReason => Some("access-act-no-reason"),
        ActError::Store(_) | ActError::NotHere | ActError::Waits | ActError::Full => None,
    }
}

async fn show(node: &Arc<Node>, officer: &Officer, fault: Option<String>) -> Result<Response, Problem> {
    let t = &officer.t;
    let found = node.store.run::<_, StoreError, _, _>("second person", |tx| {
        let (node, actor) = (&node, &officer.actor);
        async move {
            let waiting = acts::to_decide(&tx, node, actor).await?;
            Ok((waiting, acts::own_acts(&tx, node, actor).await?, tx.at()))
        }
    });
    let (waiting, past, now) = found.await.map_err(|e| broken(&e))?;
    let asked = |act: &AskedAct| {
        t.say("access-act-asked").with("who", &act.asked_name).with("when", t.when(act.asked_at)).to_string()
    };
    let waiting = waiting.into_iter().map(|act| Waiting {
        says: acts::says(node, &act, t),
        asked: asked(&act),
        left: web::clock(t.duration(act.expires_at.since(now)), t.get("access-act-left"), Tone::Plain),
        act,
    });
    let me = officer.actor.person;
    let past = past.into_iter().map(|act| Past {
        title: acts::says(node, &act, t).title,
        asked: asked(&act),
        state: web::tag(t.get(&format!("access-act-state-{}", act.state.code())), tone(act.state)),
        decided: act.decided.as_ref().map(|d| decided(t, d)).unwrap_or_default(),
        may_withdraw: act.state == ActState::Waits && act.asked_by == me,
        until: match act.state {
            ActState::Waits | ActState::Permitted => t.when(act.expires_at),
            _ => String::new(),
        },
        act,
    });
    let status = if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = DecideAct { t, waiting: waiting.collect(), past: past.collect(), fault };
    let head = web::Head::new("second-person", t.get("access-second-person"))
        .under(t.get("access-second-person-what"))
        .status(status);
    Ok(web::page(&officer.viewer, head, page))
}

fn decided(t: &T, decided: &acts::Decided) -> String {
    let said = t.say("access-act-decided-by").with("who", &decided.by).with("when", t.when(decided.at));
    if decided.why.is_empty() { said.to_string() } else { format!("{said}: {}", decided.why) }
}

fn tone(state: ActState) -> Tone {
    match state {
        ActState::Waits | ActState::Permitted | ActState::Alone => Tone::Warn,
        ActState::Done => Tone::Good,
        ActState::Refused | ActState::RanOut => Tone::Stop,
        ActState::Withdrawn => Tone::Plain,
    }
}
