//! Accept several proposals of one kind at once, each looked at first: only numbers that say themselves what they are,
//! never names, never what is weak.

use crate::mention::is_name;
use crate::pages::acting;
use crate::pages::review_mentions::{mention_word, waiting};
use crate::pages::{open_case, purpose_of, reads};
use crate::types::CaseError;
use crate::{Candidate, Keys, accept_candidate, passages_of};
use access::{Node, Officer};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::{Ask, action};
use http::StatusCode;
use kernel::id::CaseId;
use reading::recognise::{MentionKind, Sure};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{FieldError, Problem, T};

/// Most proposals accepted at once.
const TOGETHER_MAX: usize = 50;
/// Characters of the text shown before and behind each.
const AROUND_CHARS: usize = 60;

/// Which kind.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Kind {
    #[serde(default)]
    kind: String,
}

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Sent {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    id: Vec<Uuid>,
}

struct Row {
    candidate: Candidate,
    before: String,
    own: String,
    after: String,
    held: bool,
    ticked: bool,
}

#[derive(askama::Template)]
#[template(path = "review_together.html")]
struct ReviewTogether<'a> {
    t: &'a T,
    path: String,
    back: String,
    kind: String,
    word: String,
    rows: Vec<Row>,
    errors: Vec<FieldError>,
}

/// The kind of the address: one of numbers, not of names; telephone numbers where none is said.
fn kind_of(code: &str) -> Result<MentionKind, CaseError> {
    if code.is_empty() {
        return Ok(MentionKind::Phone);
    }
    MentionKind::parse(code).filter(|kind| !is_name(*kind)).ok_or(CaseError::NotHere)
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Query(of): Query<Kind>,
) -> Result<Response, Problem> {
    page(&node, &officer, CaseId(id), &of.kind, Vec::new()).await
}

pub(crate) async fn act(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let (id, t) = (CaseId(id), &officer.t);
    if sent.id.is_empty() {
        let errors = vec![FieldError::new("id", t.get("casefile-ticks-needed"))];
        return page(&node, &officer, id, &sent.kind, errors).await;
    }
    let kind = kind_of(&sent.kind)?;
    let done = node.store.run::<_, CaseError, _, _>("accept together", |tx| {
        let (node, officer, ids) = (&node, &officer, sent.id.clone());
        async move {
            let case = open_case(node, &tx, officer, id, action::IMPORT).await?;
            let (open, _) = waiting(node, &tx, officer, id, Some(kind)).await?;
            let by = (&officer.actor, purpose_of(&officer.actor));
            let keys = Keys::of(&node.vault);
            // What is not in this list was not looked at, whatever a form sends.
            let looked_at = open.iter().filter(|c| c.sure > Sure::Weak && ids.contains(&c.id));
            for candidate in looked_at.take(TOGETHER_MAX) {
                accept_candidate(&tx, &keys, &node.gate, by, &case, candidate.id, None).await?;
            }
            Ok(())
        }
    });
    done.await?;
    Ok(Redirect::to(&format!("/cases/{id}/review")).into_response())
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    id: CaseId,
    code: &str,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let kind = kind_of(code);
    let looked = node.store.run::<_, CaseError, _, _>("review together", |tx| {
        let kind = kind_of(code);
        async move {
            let case = open_case(node, &tx, officer, id, action::READ).await?;
            let (open, known) = waiting(node, &tx, officer, id, Some(kind?)).await?;
            let (keys, ask) = (Keys::of(&node.vault), reads(officer, &tx));
            let mut rows = Vec::new();
            for candidate in open.into_iter().filter(|c| c.sure > Sure::Weak).take(TOGETHER_MAX) {
                let passages = passages_of(&tx, &keys, candidate.id).await?;
                let passages = node.gate.open_each(passages, &ask, &mut tx.log());
                let first = passages.iter().find_map(|p| {
                    let mark = p.marks.iter().find(|m| m.candidate == Some(candidate.id))?;
                    Some((p.text.get(..mark.from)?, p.text.get(mark.from..mark.to)?, p.text.get(mark.to..)?))
                });
                let (before, own, after) = first.unwrap_or_default();
                let held = known.held.contains(&candidate.id);
                rows.push(Row {
                    before: tail(before),
                    own: own.to_owned(),
                    after: after.chars().take(AROUND_CHARS).collect(),
                    // Only what proves itself is ticked beforehand, and nothing that is held back.
                    ticked: candidate.sure == Sure::Checked && !held,
                    held,
                    candidate,
                });
            }
            Ok((case, rows))
        }
    });
    let (case, rows) = looked.await?;
    let t = &officer.t;
    let may = Ask::new(&officer.actor, action::IMPORT, purpose_of(&officer.actor), node.store.clock().now());
    if !node.gate.may(&case.label(), &may) {
        return Err(Problem::not_available());
    }
    let kind = kind?;
    let back = format!("/cases/{id}/review");
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let word = mention_word(t, kind);
    let head = web::Head::new("casefile", t.say("casefile-review-together").with("kind", word.as_str()))
        .over(t.say("casefile-clear-over").with("reference", &case.reference))
        .under(t.get("casefile-review-together-what"))
        .action(web::Action::link(t.get("casefile-review-one-by-one"), back.clone()))
        .status(status);
    let path = format!("{back}/together");
    let body = ReviewTogether { t, path, back, kind: kind.code().into(), word, rows, errors };
    Ok(web::page(&acting(officer, &case), head, body))
}

/// The last characters of a text.
fn tail(text: &str) -> String {
    let skip = text.chars().count().saturating_sub(AROUND_CHARS);
    text.chars().skip(skip).collect()
}

impl ReviewTogether<'_> {
    fn sure(&self, row: &Row) -> String {
        format!("casefile-sure-{}", row.candidate.sure)
    }
}
