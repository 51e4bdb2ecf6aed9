//! Open part of a protection record to one officer or one case, by consent or court order; take that back.

use super::screen_claim::find;
use super::{called, day, end_of_day};
use crate::rules::OPENING_LIFE_MS_MAX;
use crate::store_openings;
use crate::types::{
    ClaimFile, ClaimId, Ground, NewOpenedTo, NewOpening, OpenedField, OpeningId, ProtectionError,
};
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use kernel::Timestamp;
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, FieldError, Head, Problem, T};

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct OpenForm {
    #[serde(default)]
    to: String,
    #[serde(default)]
    who: String,
    #[serde(default)]
    fields: Vec<String>,
    #[serde(default)]
    ground: String,
    #[serde(default)]
    given: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    heard_by: String,
    #[serde(default)]
    number: String,
    #[serde(default)]
    court: String,
    #[serde(default)]
    dated: String,
    #[serde(default)]
    document: String,
    #[serde(default)]
    until: String,
}

/// Why an opening is taken back.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct TakeBackForm {
    #[serde(default)]
    why: String,
}

#[derive(askama::Template)]
#[template(path = "open_claim.html")]
struct OpenClaim<'a> {
    t: &'a T,
    claim: String,
    to: Vec<Choice>,
    fields: Vec<Choice>,
    grounds: Vec<Choice>,
    sent: OpenForm,
    errors: Vec<FieldError>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let file = find(&node, &officer, ClaimId(id)).await?;
    Ok(page(&officer, &file, OpenForm::default(), Vec::new()))
}

pub(crate) async fn open(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<OpenForm>,
) -> Result<Response, Problem> {
    let (id, now) = (ClaimId(id), node.store.clock().now());
    let new = match read(&officer.t, &sent, now) {
        Ok(new) => new,
        Err(errors) => {
            let file = find(&node, &officer, id).await?;
            return Ok(page(&officer, &file, sent, errors));
        }
    };
    let opened = node.store.run::<_, ProtectionError, _, _>("open protection claim", |tx| {
        let (node, officer, new) = (&node, &officer, &new);
        async move { store_openings::open_claim(&tx, node, &officer.actor, id, new).await }
    });
    match opened.await {
        Ok(_) => Ok(Redirect::to(&format!("/protection/{id}")).into_response()),
        Err(ProtectionError::NobodyNamed) => {
            let file = find(&node, &officer, id).await?;
            let errors = vec![FieldError::new("who", officer.t.get("protection-nobody-named"))];
            Ok(page(&officer, &file, sent, errors))
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn take_back(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<TakeBackForm>,
) -> Result<Response, Problem> {
    let taken = node.store.run::<_, ProtectionError, _, _>("take opening back", |tx| {
        let (node, officer, why) = (&node, &officer, &sent.why);
        async move { store_openings::take_back(&tx, node, &officer.actor, OpeningId(id), why).await }
    });
    let claim = taken.await?;
    Ok(Redirect::to(&format!("/protection/{claim}")).into_response())
}

fn page(officer: &Officer, file: &ClaimFile, sent: OpenForm, errors: Vec<FieldError>) -> Response {
    let t = &officer.t;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = Head::new("protection", t.get("protection-open-title"))
        .over(called(t, &file.claim))
        .under(t.get("protection-open-what"))
        .status(status);
    let body = OpenClaim {
        t,
        claim: file.claim.id.to_string(),
        to: vec![
            Choice::new("officer", t.get("protection-open-officer"))
                .hint(t.get("protection-open-officer-hint")),
            Choice::new("case", t.get("protection-open-case")).hint(t.get("protection-open-case-hint")),
        ],
        fields: OpenedField::ALL
            .iter()
            .map(|f| Choice::new(f.code(), t.get(&format!("protection-field-{}", f.code()))))
            .collect(),
        grounds: vec![
            Choice::new("consent", t.get("protection-ground-consent")),
            Choice::new("court-order", t.get("protection-ground-order")),
        ],
        sent,
        errors,
    };
    web::page(&officer.viewer, head, body)
}

fn read(t: &T, sent: &OpenForm, now: Timestamp) -> Result<NewOpening, Vec<FieldError>> {
    let mut errors = Vec::new();
    let who = sent.who.trim().to_owned();
    if who.is_empty() {
        errors.push(FieldError::new("who", t.get("protection-nobody-named")));
    }
    let to = match sent.to.as_str() {
        "officer" => Some(NewOpenedTo::Officer(who)),
        "case" => Some(NewOpenedTo::Case(who)),
        _ => {
            errors.push(FieldError::new("to", t.get("protection-open-to-needed")));
            None
        }
    };
    let ground = read_ground(t, sent, now, &mut errors);
    let until = end_of_day(&sent.until).filter(|at| (1..=OPENING_LIFE_MS_MAX).contains(&at.since(now)));
    if until.is_none() {
        errors.push(FieldError::new("until", t.get("protection-until-needed")));
    }
    let fields = sent.fields.iter().filter_map(|f| OpenedField::parse(f)).collect();
    match (to, ground, until) {
        (Some(to), Some(ground), Some(until)) if errors.is_empty() => {
            Ok(NewOpening { to, fields, ground, until })
        }
        _ => Err(errors),
    }
}

fn read_ground(t: &T, sent: &OpenForm, now: Timestamp, errors: &mut Vec<FieldError>) -> Option<Ground> {
    let mut needed = |name: &str, text: &str| {
        let text = text.trim();
        if text.is_empty() || text.chars().count() > crate::types::NAME_CHARS_MAX {
            errors.push(FieldError::new(name, t.get("protection-ground-part-needed")));
        }
        text.to_owned()
    };
    let (ground, date) = match sent.ground.as_str() {
        "consent" => {
            let (language, heard_by) =
                (needed("language", &sent.language), needed("heard_by", &sent.heard_by));
            let given = day(&sent.given).filter(|at| *at <= now);
            (given.map(|given_at| Ground::Consent { given_at, language, heard_by }), "given")
        }
        "court-order" => {
            let (number, court) = (needed("number", &sent.number), needed("court", &sent.court));
            let document = needed("document", &sent.document);
            let dated = day(&sent.dated).filter(|at| *at <= now);
            (dated.map(|dated| Ground::CourtOrder { number, court, dated, document }), "dated")
        }
        _ => {
            errors.push(FieldError::new("ground", t.get("protection-ground-needed")));
            return None;
        }
    };
    if ground.is_none() {
        errors.push(FieldError::new(date, t.get("protection-day-needed")));
    }
    ground
}

impl OpenClaim<'_> {
    fn back(&self) -> String {
        format!("/protection/{}", self.claim)
    }

    fn field(&self, name: &'static str, value: &str) -> web::Field {
        web::text(name, self.t.get(&format!("protection-{}", name.replace('_', "-"))))
            .value(value)
            .errors(&self.errors)
    }

    fn day_field(&self, name: &'static str, value: &str) -> web::Field {
        web::date(name, self.t.get(&format!("protection-{name}"))).value(value).errors(&self.errors)
    }

    fn to_field(&self) -> web::Field {
        let field = web::radio("to", self.t.get("protection-open-to"), &self.to);
        field.value(&self.sent.to).required().errors(&self.errors)
    }

    fn fields_field(&self) -> web::Field {
        let field = web::checks("fields", self.t.get("protection-open-fields"), &self.fields)
            .hint(self.t.get("protection-open-fields-hint"));
        self.sent.fields.iter().fold(field, |field, code| field.value(code))
    }

    fn ground_field(&self) -> web::Field {
        let field = web::radio("ground", self.t.get("protection-ground"), &self.grounds);
        field.value(&self.sent.ground).required().errors(&self.errors)
    }
}
