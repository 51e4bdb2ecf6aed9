//! One near miss: what somebody wrote and what is held, side by side, why they are similar, and the form to decide.

use super::list_near::{held_words, near_tag, near_word};
use crate::keys::Room;
use crate::near::{NearScreening, screen_near};
use crate::types::{ProtectionError, TEXT_CHARS_MAX};
use ::store::Tx;
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use casefile::{Keys, NearMiss, NearMissId, NearState};
use gate::{Ask, action};
use kernel::Purpose;
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, FieldError, Head, Problem, T, Tag};

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct NearForm {
    #[serde(default)]
    to: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    spelling: String,
}

#[derive(askama::Template)]
#[template(path = "screen_near.html")]
struct ScreenNear<'a> {
    t: &'a T,
    id: String,
    state: Tag,
    passage: String,
    around: String,
    held: String,
    why: Vec<String>,
    to: String,
    door: String,
    place: String,
    writers: String,
    claim: Option<(String, String)>,
    decision: Option<String>,
    /// Whether this officer may decide it now.
    decides: Decides,
    is_name: bool,
    choices: Vec<Choice>,
    sent: NearForm,
    errors: Vec<FieldError>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Decides {
    Yes,
    /// They wrote it.
    Own,
    /// The words are a spelling of the held name now.
    Held,
}

/// A near miss with what is known around it, for who reads it.
struct Found {
    near: NearMiss,
    claim: Option<(String, String)>,
    case: String,
    recipient: String,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    page(&node, &officer, NearMissId(id), NearForm::default(), Vec::new()).await
}

pub(crate) async fn screen(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<NearForm>,
) -> Result<Response, Problem> {
    let (id, t) = (NearMissId(id), &officer.t);
    let screening = match read(t, &sent) {
        Ok(screening) => screening,
        Err(errors) => return page(&node, &officer, id, sent, errors).await,
    };
    let done = node.store.run::<_, ProtectionError, _, _>("screen near miss", |tx| {
        let (node, officer, screening) = (&node, &officer, &screening);
        async move { screen_near(&tx, node, &officer.actor, id, screening).await }
    });
    let key = match done.await {
        Ok(()) => return Ok(Redirect::to("/near-misses").into_response()),
        Err(ProtectionError::OwnText) => "protection-near-own",
        Err(ProtectionError::IsSpelling) => "protection-near-is-spelling",
        Err(error) => return Err(error.into()),
    };
    page(&node, &officer, id, sent, vec![FieldError::new("to", t.get(key))]).await
}

fn read(t: &T, sent: &NearForm) -> Result<NearScreening, Vec<FieldError>> {
    let mut errors = Vec::new();
    let to = NearState::parse(&sent.to).filter(|to| *to != NearState::Open);
    if to.is_none() {
        errors.push(FieldError::new("to", t.get("protection-near-needed")));
    }
    let reason = sent.reason.trim();
    if reason.is_empty() {
        errors.push(FieldError::new("reason", t.get("protection-reason-needed")));
    } else if reason.chars().count() > TEXT_CHARS_MAX {
        errors.push(FieldError::new("reason", t.n("protection-too-long", TEXT_CHARS_MAX)));
    }
    match to {
        Some(to) if errors.is_empty() => {
            Ok(NearScreening { to, reason: reason.to_owned(), spelling: sent.spelling == "yes" })
        }
        _ => Err(errors),
    }
}

async fn find(tx: &Tx, node: &Node, officer: &Officer, id: NearMissId) -> Result<Found, ProtectionError> {
    let keys = Keys::of(&node.vault);
    let guarded = casefile::near_miss(tx, &keys, id).await?.ok_or(ProtectionError::NotHere)?;
    let ask = Ask::new(&officer.actor, action::READ, Purpose::Protection, tx.at());
    let object = guarded.object();
    let near = node.gate.open(guarded, &ask.on(object), &mut tx.log())?;
    let claim = Room::of(tx, node).await?.claim_of(tx, near.entity).await?;
    let claim = match claim {
        Some(guarded) => {
            let object = guarded.object();
            let opened = node.gate.open(guarded, &ask.on(object), &mut tx.log()).ok();
            opened.map(|claim| (format!("/protection/{}", claim.id), super::called(&officer.t, &claim)))
        }
        None => None,
    };
    let case = match near.says.case {
        Some(case) => match casefile::case(tx, &keys, case).await? {
            Some(guarded) => {
                let ask = Ask { action: action::SCREEN_PROTECTION, ..ask }.on(guarded.object());
                let case = node.gate.open(guarded, &ask, &mut tx.log()).ok();
                case.map(|case| case.reference).unwrap_or_default()
            }
            None => String::new(),
        },
        None => String::new(),
    };
    let peer = directory::peer(tx, near.says.node).await?;
    let at = near
        .says
        .authority
        .and_then(|id| peer.as_ref().and_then(|p| p.card.authority(id)).map(|a| a.name.clone()));
    let recipient = at.or_else(|| peer.map(|p| p.name().to_owned())).unwrap_or_default();
    Ok(Found { near, claim, case, recipient })
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    id: NearMissId,
    sent: NearForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let found = node
        .store
        .run::<_, ProtectionError, _, _>("near miss", |tx| async move { find(&tx, node, officer, id).await })
        .await?;
    let (t, near) = (&officer.t, &found.near);
    let says = &near.says;
    let decides = match () {
        () if near.is_by(officer.actor.person) => Decides::Own,
        () if says.decision.as_ref().is_some_and(|d| d.spelling) => Decides::Held,
        () => Decides::Yes,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = Head::new("protection", t.get("protection-near-one"))
        .over(t.get("protection-law"))
        .under(t.get("protection-near-one-under"))
        .status(status);
    let body = ScreenNear {
        t,
        id: id.to_string(),
        state: near_tag(t, near.state),
        passage: says.passage.clone(),
        around: says.around.clone(),
        held: held_words(t, &says.held),
        why: says.why.iter().map(|why| near_word(t, why)).collect(),
        to: format!("{} · {}", found.recipient, says.party.code()),
        door: t.get(&format!("protection-near-door-{}", says.door.code())),
        place: place(t, &found),
        writers: writers(t, near),
        claim: found.claim.clone(),
        decision: says.decision.as_ref().map(|d| {
            t.say("protection-near-decided")
                .with("who", d.by_name.as_str())
                .with("when", t.when(d.at))
                .with("reason", d.reason.as_str())
                .to_string()
        }),
        decides,
        is_name: near.is_name(),
        choices: [NearState::Other, NearState::Same]
            .iter()
            .map(|state| {
                let code = state.code();
                let label = t.get(&format!("protection-near-to-{code}"));
                Choice::new(code, label).hint(t.get(&format!("protection-near-to-{code}-what")))
            })
            .collect(),
        sent,
        errors,
    };
    Ok(web::page(&officer.viewer, head, body))
}

/// Out of which case or dossier it would have gone, as far as it is for those who protect the person.
fn place(t: &T, found: &Found) -> String {
    let says = &found.near.says;
    if !says.told {
        return t.get("protection-near-not-told");
    }
    let case = (!found.case.is_empty())
        .then(|| t.say("protection-near-case").with("case", found.case.as_str()).to_string());
    let dossier =
        says.dossier.map(|id| t.say("protection-near-dossier").with("dossier", id.to_string()).to_string());
    let parts: Vec<String> = case.into_iter().chain(dossier).collect();
    if parts.is_empty() { t.get("protection-near-no-case") } else { parts.join(" · ") }
}

fn writers(t: &T, near: &NearMiss) -> String {
    if !near.says.told {
        return t.get("protection-near-not-told");
    }
    let one = |writer: &casefile::Writer| {
        t.say("protection-recorded-by")
            .with("who", writer.name.as_str())
            .with("when", t.when(writer.at))
            .to_string()
    };
    near.says.writers.iter().map(one).collect::<Vec<_>>().join(" · ")
}

impl ScreenNear<'_> {
    fn may_decide(&self) -> bool {
        self.decides == Decides::Yes
    }

    fn why_not(&self) -> String {
        match self.decides {
            Decides::Own => self.t.get("protection-near-own"),
            _ => self.t.get("protection-near-is-spelling"),
        }
    }

    fn to_field(&self) -> web::Field {
        let field = web::radio("to", self.t.get("protection-near-decision"), &self.choices);
        field.value(&self.sent.to).required().errors(&self.errors)
    }

    fn spelling_field(&self) -> web::Field {
        let field = web::check("spelling", self.t.get("protection-near-spelling"));
        field.hint(self.t.get("protection-near-spelling-what")).value(&self.sent.spelling)
    }

    fn reason_field(&self) -> web::Field {
        let field = web::textarea("reason", self.t.get("protection-reason"), 3);
        field
            .hint(self.t.get("protection-near-reason-hint"))
            .value(&self.sent.reason)
            .required()
            .errors(&self.errors)
    }
}
