//! One claim: what is known, what was decided and why; and the form to decide.

use super::record_claim::states_field;
use super::{called, codes, due_clock, ground_words, kept_from, state_tag};
use crate::rules;
use crate::store;
use crate::store_openings;
use crate::types::{
    Claim, ClaimFile, ClaimId, ClaimState, OpenedTo, Opening, ProtectionError, Screened, Screening,
    TEXT_CHARS_MAX,
};
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::{Ask, action};
use kernel::{Purpose, Timestamp};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, Clock, FieldError, Head, Problem, T, Tag, Tone};

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct ScreenForm {
    #[serde(default)]
    to: String,
    #[serde(default)]
    nationality: String,
    #[serde(default)]
    feared: String,
    #[serde(default)]
    reason: String,
}

struct Told {
    when: String,
    by: String,
    what: String,
    state: Tag,
    kept_from: String,
    text: String,
}

struct OpeningRow {
    id: String,
    to: String,
    fields: String,
    ground: String,
    until: String,
    state: Tag,
    stands: bool,
}

#[derive(askama::Template)]
#[template(path = "screen_claim.html")]
struct ScreenClaim<'a> {
    t: &'a T,
    claim: &'a Claim,
    state: Tag,
    due: Option<Clock>,
    kept_from: String,
    nationality: String,
    feared: String,
    recorded: String,
    history: Vec<Told>,
    openings: Vec<OpeningRow>,
    choices: Vec<Choice>,
    kept: Option<String>,
    sent: ScreenForm,
    errors: Vec<FieldError>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let file = find(&node, &officer, ClaimId(id)).await?;
    let sent = ScreenForm {
        nationality: codes(&file.claim.nationality),
        feared: codes(&file.claim.feared),
        ..ScreenForm::default()
    };
    page(&node, &officer, ClaimId(id), sent, Vec::new()).await
}

pub(crate) async fn screen(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<ScreenForm>,
) -> Result<Response, Problem> {
    let id = ClaimId(id);
    let screening = match read(&officer.t, &sent) {
        Ok(screening) => screening,
        Err(errors) => {
            return page(&node, &officer, id, sent, errors).await;
        }
    };
    let screened = node.store.run::<_, ProtectionError, _, _>("screen protection claim", |tx| {
        let (node, officer, screening) = (&node, &officer, &screening);
        async move { store::screen(&tx, node, &officer.actor, id, screening).await }
    });
    match screened.await? {
        Screened::Done(_) => Ok(Redirect::to(&format!("/protection/{id}")).into_response()),
        Screened::Waits(_) => Ok(Redirect::to("/second-person").into_response()),
    }
}

/// A claim with its history, for those who may read it.
pub(crate) async fn find(
    node: &Arc<Node>,
    officer: &Officer,
    id: ClaimId,
) -> Result<ClaimFile, ProtectionError> {
    let found = node.store.run::<_, ProtectionError, _, _>("protection claim", |tx| async move {
        let held = store::claim(&tx, node, id).await?.ok_or(ProtectionError::NotHere)?;
        let ask = Ask::new(&officer.actor, action::READ, Purpose::Protection, tx.at()).on(held.object());
        Ok(node.gate.open(held, &ask, &mut tx.log())?)
    });
    found.await
}

/// What was opened of a claim.
async fn opened_of(
    node: &Arc<Node>,
    officer: &Officer,
    id: ClaimId,
) -> Result<Vec<Opening>, ProtectionError> {
    let found = node.store.run::<_, ProtectionError, _, _>("protection openings", |tx| async move {
        let held = store_openings::openings(&tx, node, id).await?;
        let ask = Ask::new(&officer.actor, action::LIST, Purpose::Protection, tx.at());
        Ok(node.gate.open_each(held, &ask, &mut tx.log()))
    });
    found.await
}

/// Until when the claim is kept, for whoever opened it before.
async fn kept_until(
    node: &Arc<Node>,
    officer: &Officer,
    id: ClaimId,
) -> Result<Option<String>, ProtectionError> {
    let found = node.store.run::<_, ProtectionError, _, _>("end date of claim", |tx| async move {
        let of = (crate::store::object(id).kind, id.0);
        Ok(access::kept_panel(node, &tx, of, officer.actor.authority, &officer.t).await?)
    });
    found.await
}

fn opening_row(t: &T, opening: &Opening, now: Timestamp) -> OpeningRow {
    let to = match &opening.to {
        OpenedTo::Officer { name, .. } => name.clone(),
        OpenedTo::Case { reference, .. } => {
            t.say("protection-open-to-case").with("case", reference).to_string()
        }
    };
    let names = opening.fields.iter().map(|f| t.get(&format!("protection-field-{}", f.code())));
    let fields: Vec<String> = std::iter::once(t.get("protection-field-existence")).chain(names).collect();
    let state = match &opening.taken_back {
        Some(back) => {
            let said = t.say("protection-opening-taken-back").with("when", t.day(back.at));
            web::tag(said.with("who", &back.by).with("why", &back.why), Tone::Plain)
        }
        None if rules::stands(opening, now) => web::tag(t.get("protection-opening-stands"), Tone::Warn),
        None => web::tag(t.get("protection-opening-ended"), Tone::Plain),
    };
    OpeningRow {
        id: opening.id.to_string(),
        to,
        fields: fields.join(" · "),
        ground: ground_words(t, &opening.ground),
        until: t.day(opening.until),
        state,
        stands: rules::stands(opening, now),
    }
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    id: ClaimId,
    sent: ScreenForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let (file, openings) = (find(node, officer, id).await?, opened_of(node, officer, id).await?);
    let kept = kept_until(node, officer, id).await?;
    let (t, now, claim) = (&officer.t, node.store.clock().now(), &file.claim);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = Head::new("protection", called(t, claim)).over(t.get("protection-law")).status(status);
    let told = file.history.iter().rev().map(|event| Told {
        when: t.when(event.at),
        by: event.by_name.clone(),
        what: t.get(&format!("protection-event-{}", event.kind.code())),
        state: state_tag(t, event.to),
        kept_from: kept_from(t, &event.blocked),
        text: event.text.clone(),
    });
    let body = ScreenClaim {
        t,
        claim,
        state: state_tag(t, claim.state),
        due: due_clock(t, claim, now),
        kept_from: kept_from(t, &claim.blocked),
        nationality: shown(t, &claim.nationality),
        feared: shown(t, &claim.feared),
        recorded: t
            .say("protection-recorded-by")
            .with("who", &claim.recorded_by_name)
            .with("when", t.when(claim.recorded_at))
            .to_string(),
        history: told.collect(),
        openings: openings.iter().map(|o| opening_row(t, o, now)).collect(),
        choices: rules::next(claim.state)
            .iter()
            .map(|s| {
                let label = t.get(&format!("protection-state-{s}"));
                Choice::new(s, label).hint(t.get(&format!("protection-state-{s}-what")))
            })
            .collect(),
        kept,
        sent,
        errors,
    };
    Ok(web::page(&officer.viewer, head, body))
}

fn shown(t: &T, states: &std::collections::BTreeSet<kernel::Party>) -> String {
    if states.is_empty() { t.get("protection-not-known") } else { codes(states) }
}

fn read(t: &T, sent: &ScreenForm) -> Result<Screening, Vec<FieldError>> {
    let mut errors = Vec::new();
    let to = ClaimState::parse(&sent.to);
    if to.is_none() {
        errors.push(FieldError::new("to", t.get("protection-state-needed")));
    }
    let nationality = states_field(t, "nationality", &sent.nationality, &mut errors);
    let feared = states_field(t, "feared", &sent.feared, &mut errors);
    let reason = sent.reason.trim();
    if reason.is_empty() {
        errors.push(FieldError::new("reason", t.get("protection-reason-needed")));
    } else if reason.chars().count() > TEXT_CHARS_MAX {
        errors.push(FieldError::new("reason", t.n("protection-too-long", TEXT_CHARS_MAX)));
    }
    match to {
        Some(to) if errors.is_empty() => Ok(Screening { to, nationality, feared, reason: reason.to_owned() }),
        _ => Err(errors),
    }
}

impl ScreenClaim<'_> {
    fn page_of(&self, name: &str) -> String {
        format!("/protection/{}/{name}", self.claim.id)
    }

    fn to(&self) -> web::Field {
        let field = web::radio("to", self.t.get("protection-decision"), &self.choices);
        field.value(&self.sent.to).required().errors(&self.errors)
    }

    fn nationality_field(&self) -> web::Field {
        let field = web::text("nationality", self.t.get("protection-nationality"));
        field.hint(self.t.get("protection-states-hint")).value(&self.sent.nationality).errors(&self.errors)
    }

    fn feared_field(&self) -> web::Field {
        web::text("feared", self.t.get("protection-feared")).value(&self.sent.feared).errors(&self.errors)
    }

    fn reason_field(&self) -> web::Field {
        let field = web::textarea("reason", self.t.get("protection-reason"), 3);
        field
            .hint(self.t.get("protection-reason-hint"))
            .value(&self.sent.reason)
            .required()
            .errors(&self.errors)
    }
}
