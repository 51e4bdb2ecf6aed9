//! Consular notification: the person is informed, chooses, and only then the consulate is told.

use super::{called, day, kept_from, screen_claim::find};
use crate::store_consular;
use crate::types::{ClaimId, ConsularChoice, ConsularEntry, ConsularStep, ProtectionError};
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::{Ask, action};
use kernel::{Party, Purpose};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, FieldError, Head, Problem, T};

/// What the forms send.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct StepForm {
    #[serde(default)]
    step: String,
    #[serde(default)]
    on: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    choice: String,
    #[serde(default)]
    state: String,
}

struct Told {
    on: String,
    what: String,
    by: String,
}

#[derive(askama::Template)]
#[template(path = "consular.html")]
struct ConsularPage<'a> {
    t: &'a T,
    claim: String,
    told: Vec<Told>,
    kept_from: String,
    /// Which step comes next: `informed`, `chose` or `notice`.
    choices: Vec<Choice>,
    informed: bool,
    chosen: bool,
    sent: StepForm,
    errors: Vec<FieldError>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    page(&node, &officer, ClaimId(id), StepForm::default(), Vec::new()).await
}

pub(crate) async fn step(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<StepForm>,
) -> Result<Response, Problem> {
    let (id, t) = (ClaimId(id), &officer.t);
    let step = match read(t, &sent) {
        Ok(step) => step,
        Err(error) => return page(&node, &officer, id, sent, vec![error]).await,
    };
    let taken = node.store.run::<_, ProtectionError, _, _>("consular step", |tx| {
        let (node, officer, step) = (&node, &officer, &step);
        async move { store_consular::take_consular_step(&tx, node, &officer.actor, id, step).await }
    });
    let (field, key) = match taken.await {
        Ok(()) => return Ok(Redirect::to(&format!("/protection/{id}/consular")).into_response()),
        Err(ProtectionError::NotInformed) => ("language", "protection-consular-not-informed"),
        Err(ProtectionError::NotChosen) => ("state", "protection-consular-not-chosen"),
        Err(ProtectionError::NotSoLate) => ("on", "protection-consular-day"),
        Err(error) => return Err(error.into()),
    };
    page(&node, &officer, id, sent, vec![FieldError::new(field, t.get(key))]).await
}

fn read(t: &T, sent: &StepForm) -> Result<ConsularStep, FieldError> {
    let on = day(&sent.on).ok_or_else(|| FieldError::new("on", t.get("protection-day-needed")))?;
    match sent.step.as_str() {
        "informed" => Ok(ConsularStep::Informed {
            on,
            language: sent.language.trim().to_owned(),
            by: sent.by.trim().to_owned(),
        }),
        "chose" => {
            let choice = ConsularChoice::ALL.iter().copied().find(|c| c.code() == sent.choice);
            let choice = choice
                .ok_or_else(|| FieldError::new("choice", t.get("protection-consular-choice-needed")))?;
            Ok(ConsularStep::Chose { on, choice })
        }
        _ => {
            let to = names::party_of(&sent.state).or_else(|| Party::parse(&sent.state));
            let to = to.ok_or_else(|| FieldError::new("state", t.get("protection-consular-state-needed")))?;
            Ok(ConsularStep::NoticeGiven { on, to })
        }
    }
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    id: ClaimId,
    sent: StepForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let file = find(node, officer, id).await?;
    let read = node.store.run::<_, ProtectionError, _, _>("consular", |tx| async move {
        let held = store_consular::consular(&tx, node, id).await?.ok_or(ProtectionError::NotHere)?;
        let ask = Ask::new(&officer.actor, action::READ, Purpose::Protection, tx.at()).on(held.object());
        Ok(node.gate.open(held, &ask, &mut tx.log())?)
    });
    let (entries, t) = (read.await?, &officer.t);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = Head::new("protection", t.get("protection-consular"))
        .over(called(t, &file.claim))
        .under(t.get("protection-consular-law"))
        .status(status);
    let chosen = entries.iter().rev().find_map(|e| match e.step {
        ConsularStep::Chose { choice, .. } => Some(choice),
        _ => None,
    });
    let body = ConsularPage {
        t,
        claim: id.to_string(),
        told: entries.iter().map(|e| told(t, e)).collect(),
        kept_from: kept_from(t, &file.claim.blocked),
        choices: ConsularChoice::ALL
            .iter()
            .map(|c| Choice::new(c.code(), t.get(&format!("protection-consular-choice-{}", c.code()))))
            .collect(),
        informed: entries.iter().any(|e| matches!(e.step, ConsularStep::Informed { .. })),
        chosen: chosen == Some(ConsularChoice::Yes),
        sent,
        errors,
    };
    Ok(web::page(&officer.viewer, head, body))
}

fn told(t: &T, entry: &ConsularEntry) -> Told {
    let what = match &entry.step {
        ConsularStep::Informed { language, by, .. } => t
            .say("protection-consular-informed-words")
            .with("language", language.as_str())
            .with("who", by.as_str())
            .to_string(),
        ConsularStep::Chose { choice, .. } => t.get(&format!("protection-consular-choice-{}", choice.code())),
        ConsularStep::NoticeGiven { to, .. } => {
            t.say("protection-consular-notice-words").with("state", to.code()).to_string()
        }
    };
    Told { on: t.day(entry.step.on()), what, by: entry.by_name.clone() }
}

impl ConsularPage<'_> {
    fn field(&self, name: &'static str, label: &str, value: &str) -> web::Field {
        web::text(name, self.t.get(label)).value(value).required().errors(&self.errors)
    }

    fn on(&self) -> web::Field {
        let field = web::date("on", self.t.get("protection-consular-on"));
        field.value(&self.sent.on).required().errors(&self.errors)
    }

    fn choice(&self) -> web::Field {
        let field = web::radio("choice", self.t.get("protection-consular-choice"), &self.choices);
        field.value(&self.sent.choice).required().errors(&self.errors)
    }
}
