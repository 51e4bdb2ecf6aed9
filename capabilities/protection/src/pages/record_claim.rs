//! Record that a person of a case claims or may claim protection. The answer is the same whatever was known before
//!

use super::states;
use crate::store;
use crate::types::{NAME_CHARS_MAX, NewClaim, PARTIES_MAX, ProtectionError, TEXT_CHARS_MAX};
use access::{Node, Officer};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use casefile::Keys;
use gate::{Ask, action};
use kernel::id::EntityId;
use kernel::{EntityKind, Purpose, Role};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{FieldError, Head, Problem, T};

/// Of whom.
#[derive(Deserialize)]
pub(crate) struct Of {
    entity: Uuid,
}

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct RecordForm {
    #[serde(default)]
    nationality: String,
    #[serde(default)]
    feared: String,
    #[serde(default)]
    known_as: String,
    #[serde(default)]
    note: String,
}

#[derive(askama::Template)]
#[template(path = "record_claim.html")]
struct RecordClaim<'a> {
    t: &'a T,
    entity: EntityId,
    /// The name, if the recorder may read it anyway.
    name: Option<String>,
    sent: RecordForm,
    errors: Vec<FieldError>,
}

#[derive(askama::Template)]
#[template(path = "claim_recorded.html")]
struct ClaimRecorded<'a> {
    t: &'a T,
    entity: EntityId,
    sees_claims: bool,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(of): Query<Of>,
) -> Result<Response, Problem> {
    page(&node, &officer, EntityId(of.entity), RecordForm::default(), Vec::new()).await
}

pub(crate) async fn record(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(of): Query<Of>,
    Form(sent): Form<RecordForm>,
) -> Result<Response, Problem> {
    let id = EntityId(of.entity);
    let new = match read(&officer.t, &sent) {
        Ok(new) => new,
        Err(errors) => return page(&node, &officer, id, sent, errors).await,
    };
    let recorded = node.store.run::<_, ProtectionError, _, _>("record protection claim", |tx| {
        let (node, officer, new) = (&node, &officer, &new);
        async move { store::record_claim(&tx, node, &officer.actor, id, new).await }
    });
    recorded.await?;
    Ok(Redirect::to(&format!("/protection/recorded?entity={id}")).into_response())
}

/// What everybody sees who recorded something. It says nothing that the person did not do a moment ago.
pub(crate) async fn recorded(officer: Officer, Query(of): Query<Of>) -> Response {
    let t = &officer.t;
    let sees_claims = officer.actor.is(Role::ProtectionOfficer);
    let head = Head::new("casefile", t.get("protection-recorded")).over(t.get("protection-law"));
    web::page(&officer.viewer, head, ClaimRecorded { t, entity: EntityId(of.entity), sees_claims })
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    id: EntityId,
    sent: RecordForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let looked = node.store.run::<_, ProtectionError, _, _>("protection form", |tx| async move {
        let entity = casefile::entity(&tx, id).await?.ok_or(ProtectionError::NotHere)?;
        let ask = Ask::new(&officer.actor, action::RECORD_PROTECTION, Purpose::Protection, tx.at());
        let entity = node.gate.open(entity, &ask, &mut tx.log())?;
        if entity.kind != EntityKind::Person {
            return Err(ProtectionError::NotAPerson);
        }
        let said = casefile::statements_of(&tx, &Keys::of(&node.vault), id).await?;
        let said = node.gate.open_each(said, &Ask { action: action::READ, ..ask }, &mut tx.log());
        Ok(store::name_in(&said))
    });
    let t = &officer.t;
    let name = match looked.await {
        Err(ProtectionError::NotAPerson) => {
            return Err(Problem::bad_request().what(t.get("protection-only-persons")));
        }
        other => other?,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = Head::new("casefile", t.get("protection-record"))
        .over(t.get("protection-law"))
        .under(name.as_deref().unwrap_or_default())
        .status(status);
    Ok(web::page(&officer.viewer, head, RecordClaim { t, entity: id, name, sent, errors }))
}

fn read(t: &T, sent: &RecordForm) -> Result<NewClaim, Vec<FieldError>> {
    let mut errors = Vec::new();
    let nationality = states_field(t, "nationality", &sent.nationality, &mut errors);
    let feared = states_field(t, "feared", &sent.feared, &mut errors);
    for (name, text, max) in
        [("known_as", &sent.known_as, NAME_CHARS_MAX), ("note", &sent.note, TEXT_CHARS_MAX)]
    {
        if text.trim().chars().count() > max {
            errors.push(FieldError::new(name, t.n("protection-too-long", max)));
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(NewClaim { nationality, feared, known_as: sent.known_as.clone(), note: sent.note.clone() })
}

/// The States of a field, or an error at it.
pub(super) fn states_field(
    t: &T,
    name: &str,
    text: &str,
    errors: &mut Vec<FieldError>,
) -> std::collections::BTreeSet<kernel::Party> {
    match states(text) {
        Ok(found) if found.len() > PARTIES_MAX => {
            errors.push(FieldError::new(name, t.n("protection-too-many-states", PARTIES_MAX)));
            Default::default()
        }
        Ok(found) => found,
        Err(unknown) => {
            let which = t.list(&unknown);
            errors.push(FieldError::new(name, t.say("protection-no-state").with("which", which)));
            Default::default()
        }
    }
}

impl ClaimRecorded<'_> {
    fn back(&self) -> String {
        format!("/entities/{}", self.entity)
    }
}
