//! Open a case.

use crate::pages::{compartments, purpose_of};
use crate::types::{CaseError, NewCase, REFERENCE_CHARS_MAX, SUMMARY_CHARS_MAX, TITLE_CHARS_MAX};
use crate::{Keys, create_case};
use access::{Node, Officer};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use http::StatusCode;
use kernel::Compartment;
use serde::Deserialize;
use std::sync::Arc;
use web::{Choice, FieldError, Problem, T};

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct OpenCaseForm {
    #[serde(default)]
    reference: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    compartment: String,
}

#[derive(askama::Template)]
#[template(path = "open_case.html")]
struct OpenCase<'a> {
    t: &'a T,
    sent: OpenCaseForm,
    errors: Vec<FieldError>,
    compartments: Vec<Choice>,
}

pub(crate) async fn show(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    form(&node, &officer, OpenCaseForm::default(), Vec::new())
}

pub(crate) async fn open(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<OpenCaseForm>,
) -> Result<Response, Problem> {
    let may = compartments(&node, &officer, gate::action::IMPORT);
    let asked =
        Compartment::parse(&sent.compartment).or(may.first().copied()).ok_or_else(Problem::not_available)?;
    let new = NewCase {
        reference: sent.reference.clone(),
        title: sent.title.clone(),
        summary: sent.summary.clone(),
        compartment: asked,
        demonstration: node.facts.demonstration,
    };
    let opened = node.store.run("open case", |tx| {
        let (node, officer, new) = (&node, &officer, new.clone());
        async move {
            let by = (&officer.actor, purpose_of(&officer.actor));
            create_case(&tx, &Keys::of(&node.vault), &node.gate, by, &new).await
        }
    });
    let t = &officer.t;
    let wrong = |name, key| Ok(vec![FieldError::new(name, t.get(key))]);
    let errors: Result<Vec<FieldError>, CaseError> = match opened.await {
        Ok(case) => return Ok(Redirect::to(&format!("/cases/{}", case.id)).into_response()),
        Err(CaseError::Reference(_)) => wrong("reference", "casefile-reference-wrong"),
        Err(CaseError::ReferenceTaken(_)) => wrong("reference", "casefile-reference-taken"),
        Err(CaseError::TooLong) if sent.title.chars().count() > TITLE_CHARS_MAX => {
            wrong("title", "casefile-too-long")
        }
        Err(CaseError::TooLong) => wrong("summary", "casefile-too-long"),
        Err(error) => Err(error),
    };
    form(&node, &officer, sent, errors?)
}

fn form(
    node: &Node,
    officer: &Officer,
    sent: OpenCaseForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let may = compartments(node, officer, gate::action::IMPORT);
    if may.is_empty() {
        return Err(Problem::not_available());
    }
    let compartments = may
        .into_iter()
        .map(|c| {
            let hint = t.get(&format!("casefile-compartment-{c}-what"));
            Choice::new(c, t.get(&format!("casefile-compartment-{c}"))).hint(hint)
        })
        .collect();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = web::Head::new("casefile", t.get("casefile-new-case"))
        .under(t.get("casefile-new-case-what"))
        .status(status);
    Ok(web::page(&officer.viewer, head, OpenCase { t, sent, errors, compartments }))
}

impl OpenCase<'_> {
    fn compartment(&self) -> web::Field {
        let first = self.compartments.first().map_or("", |c| c.value.as_str());
        let chosen = if self.sent.compartment.is_empty() { first } else { self.sent.compartment.as_str() };
        web::radio("compartment", self.t.get("casefile-compartment"), &self.compartments).value(chosen)
    }

    fn reference(&self) -> web::Field {
        web::text("reference", self.t.get("casefile-reference"))
            .hint(self.t.get("casefile-reference-hint"))
            .value(&self.sent.reference)
            .length_max(u32::try_from(REFERENCE_CHARS_MAX).unwrap_or(u32::MAX))
            .required()
            .focus()
            .errors(&self.errors)
    }

    fn title(&self) -> web::Field {
        web::text("title", self.t.get("casefile-title"))
            .hint(self.t.get("casefile-title-hint"))
            .value(&self.sent.title)
            .length_max(u32::try_from(TITLE_CHARS_MAX).unwrap_or(u32::MAX))
            .optional(self.t)
            .errors(&self.errors)
    }

    fn summary(&self) -> web::Field {
        web::textarea("summary", self.t.get("casefile-summary"), 4)
            .hint(self.t.get("casefile-summary-hint"))
            .value(&self.sent.summary)
            .length_max(u32::try_from(SUMMARY_CHARS_MAX).unwrap_or(u32::MAX))
            .optional(self.t)
            .errors(&self.errors)
    }
}
