//! One element of an offence: what shows it is picked from the statements and exhibits of the case, and a person judges,
//! with reasons. What was judged before stands below.

use crate::element::{Detail, Element, Judgement, JudgementLacks, NewJudgement, REASONS_CHARS_MAX, Shown};
use crate::pages::list_offences::{Grounds, element_word, offence_words, said, shown_tag};
use crate::pages::{acting, open_case, purpose_of, reads};
use crate::store_elements::{Looked, judge_element, judgements_of, offence};
use crate::types::{Case, CaseError};
use crate::{
    EntityFilter, Exhibit, Keys, Question, Statement, entities, exhibits_of, find_entities, statements_of_all,
};
use access::{Node, Officer};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::action;
use http::StatusCode;
use kernel::id::{EntityId, PersonId, StatementId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::Tx;
use uuid::Uuid;
use web::{Choice, FieldError, Head, Problem, T, Tag};

/// Entities whose statements are offered at once; a search narrows them.
const OFFERED_MAX: u64 = 10;
/// Statements that are offered at once.
const STATEMENTS_OFFERED_MAX: usize = 60;

/// What narrows what is offered.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(crate) struct Narrowed {
    #[serde(default)]
    q: String,
}

/// What the form of a judgement sends.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(crate) struct JudgeForm {
    #[serde(default)]
    shown: String,
    #[serde(default)]
    detail: String,
    #[serde(default)]
    why: String,
    #[serde(default)]
    statement: Vec<Uuid>,
    #[serde(default)]
    exhibit: Vec<Uuid>,
}

struct Before {
    tag: Tag,
    why: String,
    judged: String,
    rests: usize,
}

#[derive(askama::Template)]
#[template(path = "judge_element.html")]
struct JudgeElement<'a> {
    t: &'a T,
    element: Element,
    path: String,
    back: String,
    q: String,
    exhibits: Vec<Choice>,
    statements: Vec<Choice>,
    chosen_exhibits: Vec<String>,
    chosen_statements: Vec<String>,
    before: Vec<Before>,
    sent: JudgeForm,
    errors: Vec<FieldError>,
}

struct Opened {
    case: Case,
    looked: Looked,
    judged: Vec<Judgement>,
    exhibits: Vec<Exhibit>,
    statements: Vec<Statement>,
    names: BTreeMap<PersonId, String>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((id, element)): Path<(Uuid, String)>,
    Query(narrowed): Query<Narrowed>,
) -> Result<Response, Problem> {
    let element = Element::parse(&element).ok_or_else(Problem::not_available)?;
    let q = narrowed.q.trim().chars().take(crate::QUESTION_CHARS_MAX).collect();
    page(&node, &officer, (id, element, q), None, Vec::new()).await
}

pub(crate) async fn judge(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((id, element)): Path<(Uuid, String)>,
    Form(sent): Form<JudgeForm>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let element = Element::parse(&element).ok_or_else(Problem::not_available)?;
    let again = |errors| page(&node, &officer, (id, element, String::new()), Some(sent.clone()), errors);
    let Some(shown) = Shown::parse(&sent.shown) else {
        return again(vec![FieldError::new("shown", t.get("casefile-shown-needed"))]).await;
    };
    let new = &NewJudgement {
        element,
        shown,
        detail: Detail::parse(&sent.detail),
        why: sent.why.clone(),
        statements: sent.statement.iter().map(|id| StatementId(*id)).collect(),
        exhibits: sent.exhibit.iter().copied().collect(),
    };
    let judged = node.store.run("judge element", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let by = (&officer.actor, purpose_of(&officer.actor));
            judge_element(&tx, &Keys::of(&node.vault), &node.gate, by, id, new).await
        }
    });
    let (field, word) = match judged.await {
        Ok(case) => return Ok(Redirect::to(&format!("/cases/{case}/elements")).into_response()),
        Err(CaseError::Judgement(JudgementLacks::Why)) => ("why", "casefile-judge-why-needed"),
        Err(CaseError::Judgement(JudgementLacks::Ground)) => ("exhibit", "casefile-judge-ground-needed"),
        Err(CaseError::Judgement(JudgementLacks::Short)) => ("why", "casefile-too-long"),
        Err(error) => return Err(error.into()),
    };
    again(vec![FieldError::new(field, t.get(word))]).await
}

async fn open(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    (id, element, q): (Uuid, Element, &str),
    also: &BTreeSet<StatementId>,
) -> Result<Opened, CaseError> {
    let (keys, ask) = (Keys::of(&node.vault), reads(officer, tx));
    let held = offence(tx, &keys, id).await?.ok_or(CaseError::NotHere)?;
    let on = gate::Ask { action: action::JUDGE, ..ask }.on(held.object());
    let looked = node.gate.open(held, &on, &mut tx.log())?;
    let case = open_case(node, tx, officer, looked.case, action::READ).await?;
    let held = judgements_of(tx, &keys, &looked).await?;
    let on = ask.on(held.object());
    let mut judged = node.gate.open(held, &on, &mut tx.log())?;
    judged.retain(|j| j.element == element);
    let (held, _) = exhibits_of(tx, &keys, case.id, 1).await?;
    let exhibits = match held.is_empty() {
        true => Vec::new(),
        false => node.gate.open_each(held, &ask, &mut tx.log()),
    };
    let mut statements = offered(node, tx, officer, (&case, q)).await?;
    // What the last judgement and the form rest on is offered again, whatever the search found.
    let grounds = Grounds::of(node, tx, officer, judged.last().map_or(&[], std::slice::from_ref)).await?;
    let there: BTreeSet<StatementId> = statements.iter().map(|s| s.id).collect();
    let wanted: Vec<StatementId> = also.iter().copied().filter(|id| !there.contains(id)).collect();
    let mut more: Vec<Statement> =
        grounds.statements.into_values().filter(|s| !there.contains(&s.id)).collect();
    if !wanted.is_empty() {
        let held = crate::statements_by_id(tx, &keys, &wanted).await?;
        let open = node.gate.open_each(held, &ask, &mut tx.log());
        more.extend(open.into_iter().filter(|s| s.case == case.id));
    }
    more.retain(|s| s.retracted.is_none());
    more.sort_by_key(|s| s.id);
    more.dedup_by_key(|s| s.id);
    statements.splice(0..0, more);
    let names = access::store::people(tx).await?.into_iter().map(|p| (p.id, p.name)).collect();
    Ok(Opened { case, looked, judged, exhibits, statements, names })
}

/// Statements of the case to pick from: of what the search finds, or of its first records.
async fn offered(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    (case, q): (&Case, &str),
) -> Result<Vec<Statement>, CaseError> {
    let (keys, ask) = (Keys::of(&node.vault), reads(officer, tx));
    let ids = match q.is_empty() {
        true => None,
        false => {
            let question = Question::read(q, officer.actor.party);
            let found = find_entities(tx, &keys, &question, Some(case.id)).await?;
            let found = node.gate.open_each(found, &ask, &mut tx.log());
            Some(found.into_iter().map(|e| e.id).collect::<Vec<EntityId>>())
        }
    };
    let filter = EntityFilter { kind: None, ids };
    let (found, _) = entities(tx, (&node.gate, &ask), case.id, &filter, (1, OFFERED_MAX)).await?;
    let found = node.gate.open_each(found, &ask, &mut tx.log());
    let ids: Vec<EntityId> = found.iter().map(|e| e.id).collect();
    let held = statements_of_all(tx, &keys, &ids).await?;
    let mut statements = node.gate.open_each(held, &ask, &mut tx.log());
    statements.retain(|s| s.retracted.is_none());
    statements.truncate(STATEMENTS_OFFERED_MAX);
    Ok(statements)
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    (id, element, q): (Uuid, Element, String),
    sent: Option<JudgeForm>,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let sent_ids = sent.iter().flat_map(|s| s.statement.iter().map(|id| StatementId(*id)));
    let (also, asked): (BTreeSet<StatementId>, &str) =
        (sent_ids.take(crate::element::RESTS_MAX).collect(), &q);
    let also = &also;
    let opened = node
        .store
        .run("element", |tx| async move { open(node, &tx, officer, (id, element, asked), also).await });
    let opened: Opened = opened.await?;
    let t = &officer.t;
    let last = opened.judged.last();
    let sent = sent.unwrap_or_else(|| JudgeForm {
        shown: last.map(|j| j.shown.code().to_owned()).unwrap_or_default(),
        detail: last.and_then(|j| j.detail).map(|d| d.code().to_owned()).unwrap_or_default(),
        why: last.map(|j| j.why.clone()).unwrap_or_default(),
        statement: last.map(|j| j.statements.iter().map(|s| s.0).collect()).unwrap_or_default(),
        exhibit: last.map(|j| j.exhibits.clone()).unwrap_or_default(),
    });
    let before = |j: &Judgement| Before {
        tag: shown_tag(t, Some(j.shown)),
        why: j.why.clone(),
        judged: {
            let name = opened.names.get(&j.by).cloned().unwrap_or_default();
            t.say("casefile-judged-by").with("name", name).with("day", t.when(j.at)).to_string()
        },
        rests: j.statements.len().saturating_add(j.exhibits.len()),
    };
    let body = JudgeElement {
        t,
        element,
        path: format!("/offences/{id}/{}", element.code()),
        back: format!("/cases/{}/elements", opened.case.id),
        q,
        exhibits: opened
            .exhibits
            .iter()
            .map(|e| Choice::new(e.id, format!("{} {}", e.called(), e.name)).hint(&e.what))
            .collect(),
        statements: opened.statements.iter().map(|s| Choice::new(s.id, said(t, s))).collect(),
        chosen_exhibits: sent.exhibit.iter().map(ToString::to_string).collect(),
        chosen_statements: sent.statement.iter().map(ToString::to_string).collect(),
        before: opened.judged.iter().rev().map(before).collect(),
        sent,
        errors,
    };
    let status = if body.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = Head::new("casefile", element_word(t, element))
        .over(format!("{} · {}", opened.case.reference, offence_words(t, &opened.looked)))
        .under(&opened.looked.conduct)
        .status(status);
    Ok(web::page(&acting(officer, &opened.case), head, body))
}

impl JudgeElement<'_> {
    fn shown(&self) -> web::Field {
        let word = |s: &Shown| {
            let hint = self.t.get(&format!("casefile-shown-{}-what", s.code()));
            Choice::new(s.code(), self.t.get(&format!("casefile-shown-{}", s.code()))).hint(hint)
        };
        let choices: Vec<Choice> = Shown::ALL.iter().map(word).collect();
        web::radio("shown", self.t.get("casefile-col-shown"), &choices)
            .value(&self.sent.shown)
            .errors(&self.errors)
    }

    fn details(&self) -> Option<web::Field> {
        let all = Detail::of(self.element);
        let word = |d: &Detail| Choice::new(d.code(), self.t.get(&format!("casefile-detail-{}", d.code())));
        let none = std::iter::once(Choice::new("", self.t.get("casefile-detail-none")));
        let choices: Vec<Choice> = none.chain(all.iter().map(word)).collect();
        let key = if self.element == Element::Benefit {
            "casefile-detail-benefit"
        } else {
            "casefile-detail-fraud"
        };
        let field = web::select("detail", self.t.get(key), &choices).value(&self.sent.detail);
        (!all.is_empty()).then_some(field)
    }

    fn grounds(&self, name: &'static str, choices: &[Choice], chosen: &[String]) -> web::Field {
        let key = format!("casefile-judge-{name}s");
        let field =
            chosen.iter().fold(web::checks(name, self.t.get(&key), choices), |f, value| f.value(value));
        field.errors(&self.errors)
    }

    fn why(&self) -> web::Field {
        let most = u32::try_from(REASONS_CHARS_MAX).unwrap_or(u32::MAX);
        let field = web::textarea("why", self.t.get("casefile-judge-why"), 4).value(&self.sent.why);
        field.hint(self.t.get("casefile-judge-why-hint")).length_max(most).required().errors(&self.errors)
    }
}
