//! Correcting what was sent: of a case, the statements that went out and no longer stand, with what shall stand
//! instead; then what each recipient would read; then sending it to all of them. Refused: sending what the form did not
//! show, as what a colleague took back since, or what did not fit on it.

use crate::pages::fields::{self, Sent as Form};
use crate::pages::shown::StatementShown;
use crate::pages::{case_of, purpose_for, works_here};
use crate::recall::{self, Correction};
use crate::store_recall::{Of, Sent};
use crate::types::ExchangeError;
use crate::{carry, store};
use ::store::Tx;
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use casefile::{Case, Keys, Statement, Value};
use gate::{Ask, action};
use kernel::id::{AuthorityId, CaseId, DossierId, EntityId, StatementId};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, Field, FieldError, Head, Problem, T};

/// Statements shown at once; when they are corrected the rest comes.
const SHOWN_MAX: usize = 50;

/// A statement that went out and no longer stands.
struct Gone {
    statement: Statement,
    sent: Vec<Sent>,
    /// What could stand instead.
    could: Vec<Statement>,
}

/// What the form works on.
struct Work {
    case: Case,
    gone: Vec<Gone>,
    desks: BTreeMap<DossierId, String>,
}

/// What one recipient would read.
struct Reads {
    desk: String,
    gone: usize,
    statements: Vec<StatementShown>,
    withheld: usize,
    /// Nothing can be sent to this desk now.
    cannot: bool,
}

#[derive(askama::Template)]
#[template(path = "correct_sent.html")]
struct CorrectSent<'a> {
    t: &'a T,
    action: String,
    back: String,
    fields: Vec<Field>,
    reasons: Field,
    errors: Vec<FieldError>,
}

#[derive(askama::Template)]
#[template(path = "correction_preview.html")]
struct CorrectionPreview<'a> {
    t: &'a T,
    action: String,
    sent: &'a Form,
    reasons: String,
    reads: Vec<Reads>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let work = work(&node, &officer, CaseId(id)).await?;
    form(&officer, &work, &Form::default(), Vec::new())
}

pub(crate) async fn act(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    sent: axum_extra::extract::Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let sent = Form::of(sent);
    let work = work(&node, &officer, CaseId(id)).await?;
    if sent.field("reasons").trim().is_empty() {
        let missing = officer
            .t
            .say("exchange-field-missing")
            .with("field", officer.t.get("exchange-field-reasons-correct"));
        return form(&officer, &work, &sent, vec![FieldError::new("reasons", missing)]);
    }
    if sent.field("act") == "edit" {
        return form(&officer, &work, &sent, Vec::new());
    }
    let corrections = &corrections(&work, &sent);
    if corrections.is_empty() {
        // What the form showed was sent by somebody else meanwhile; what is left is looked at first.
        return form(&officer, &work, &sent, Vec::new());
    }
    if sent.field("act") != "send" {
        let read = node.store.run::<_, ExchangeError, _, _>("foresee correction", |tx| {
            let (node, officer, work) = (&node, &officer, &work);
            async move {
                let mut reads = Vec::new();
                for (id, correction) in corrections {
                    reads.push(reads_in(&tx, node, officer, work, (*id, correction)).await?);
                }
                Ok(reads)
            }
        });
        return match read.await {
            Ok(reads) => Ok(preview(&officer, &work, &sent, reads)),
            Err(error) => refused(&officer, &work, &sent, error),
        };
    }
    let done = node.store.run::<_, ExchangeError, _, _>("send corrections", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let mut refused = None;
            let mut sent = 0_usize;
            for (id, correction) in corrections {
                match recall::correct(&tx, node, &officer.actor, *id, correction).await {
                    Ok(_) => sent = sent.saturating_add(1),
                    Err(ExchangeError::Store(error)) => return Err(error.into()),
                    // It stays on the desk as not sent.
                    Err(error) => refused = Some(error),
                }
            }
            refused.filter(|_| sent == 0).map_or(Ok(()), Err)
        }
    });
    match done.await {
        Ok(()) => {
            node.wake.notify_one();
            Ok(Redirect::to(&format!("/cases/{id}")).into_response())
        }
        Err(error) => refused(&officer, &work, &sent, error),
    }
}

async fn work(node: &Arc<Node>, officer: &Officer, id: CaseId) -> Result<Work, Problem> {
    if !works_here(&officer.actor) {
        return Err(Problem::not_available());
    }
    let read = node.store.run::<_, ExchangeError, _, _>("corrections", |tx| async move {
        let case = case_of(&tx, node, &officer.actor, id).await?.ok_or(ExchangeError::NotHere)?;
        let sent = recall::taken_back(&tx, Of::Case(id)).await?;
        let dossiers: BTreeSet<DossierId> = sent.iter().map(|s| s.dossier).collect();
        let mut desks = BTreeMap::new();
        for dossier in dossiers {
            if let Some(name) = desk_of(&tx, node, dossier, officer.actor.authority).await? {
                desks.insert(dossier, name);
            }
        }
        Ok(Work { case, gone: gone(&tx, node, officer, sent).await?, desks })
    });
    Ok(read.await?)
}

/// The authority on the other side of a dossier, by its name.
pub(crate) async fn desk_of(
    tx: &Tx,
    node: &Node,
    id: DossierId,
    authority: AuthorityId,
) -> Result<Option<String>, ExchangeError> {
    let Some(dossier) = store::meant(tx, id, authority).await?.filter(|d| d.authority == authority) else {
        return Ok(None);
    };
    let peer = directory::counterpart(tx, node, dossier.peer).await?;
    Ok(Some(crate::pages::shown::other_side(peer.as_ref(), &dossier).0))
}

async fn gone(tx: &Tx, node: &Node, officer: &Officer, sent: Vec<Sent>) -> Result<Vec<Gone>, ExchangeError> {
    let mut of: BTreeMap<StatementId, Vec<Sent>> = BTreeMap::new();
    for one in sent {
        of.entry(one.statement).or_default().push(one);
    }
    let ids: Vec<StatementId> = of.keys().copied().take(SHOWN_MAX).collect();
    let ask = Ask::new(&officer.actor, action::READ, purpose_for(&officer.actor), tx.at());
    let closed = casefile::statements_by_id(tx, &Keys::of(&node.vault), &ids).await?;
    let mut around: BTreeMap<EntityId, Vec<Statement>> = BTreeMap::new();
    let mut all = Vec::new();
    for statement in node.gate.open_each(closed, &ask, &mut tx.log()) {
        let standing = match around.entry(statement.entity) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => {
                free.insert(recall::could_stand_instead(tx, node, &ask, statement.entity).await?)
            }
        };
        let could =
            standing.iter().filter(|s| s.property == statement.property && matches!(s.value, Value::Text(_)));
        let sent = of.remove(&statement.id).unwrap_or_default();
        all.push(Gone { could: could.cloned().collect(), sent, statement });
    }
    Ok(all)
}

fn instead_name(statement: StatementId) -> String {
    format!("instead-{statement}")
}

/// What the form means, for each dossier that one of the statements it showed went out in.
fn corrections(work: &Work, form: &Form) -> BTreeMap<DossierId, Correction> {
    let mut all: BTreeMap<DossierId, Correction> = BTreeMap::new();
    for gone in &work.gone {
        let name = instead_name(gone.statement.id);
        if !form.has(&name) {
            continue;
        }
        let chosen = StatementId::parse(form.field(&name));
        let instead = chosen.filter(|id| gone.could.iter().any(|s| s.id == *id));
        for sent in &gone.sent {
            let correction = all.entry(sent.dossier).or_insert_with(|| Correction {
                items: Vec::new(),
                reasons: form.field("reasons").trim().to_owned(),
            });
            if correction.items.len() < crate::types::CARRIED_MAX {
                correction.items.push((sent.reference, instead));
            }
        }
    }
    all
}

async fn reads_in(
    tx: &Tx,
    node: &Node,
    officer: &Officer,
    work: &Work,
    (id, correction): (DossierId, &Correction),
) -> Result<Reads, ExchangeError> {
    let mut reads = Reads {
        desk: work.desks.get(&id).cloned().unwrap_or_default(),
        gone: correction.items.len(),
        statements: Vec::new(),
        withheld: 0,
        cannot: false,
    };
    match recall::foresee_correction(tx, node, &officer.actor, id, correction).await {
        Ok(foreseen) => {
            let (statements, _) = carry::carried(&foreseen.body);
            reads.statements = statements.iter().map(|s| StatementShown::new(&officer.t, s, false)).collect();
            reads.withheld = foreseen.withheld;
        }
        Err(ExchangeError::Store(error)) => return Err(error.into()),
        // One desk that cannot be reached must not keep the correction from the others.
        Err(_) => reads.cannot = true,
    }
    Ok(reads)
}

fn text_of(statement: &Statement) -> String {
    match &statement.value {
        Value::Text(text) => text.clone(),
        Value::Entity(_) => String::new(),
    }
}

fn form(officer: &Officer, work: &Work, sent: &Form, errors: Vec<FieldError>) -> Result<Response, Problem> {
    let t = &officer.t;
    let mut all = Vec::new();
    for gone in &work.gone {
        let property = t.get(&format!("casefile-property-{}", gone.statement.property));
        let desks: BTreeSet<&str> =
            gone.sent.iter().filter_map(|s| work.desks.get(&s.dossier)).map(String::as_str).collect();
        let why = gone.statement.retracted.as_ref().map(|r| r.why.clone()).unwrap_or_default();
        let mut choices = vec![Choice::new("", t.get("exchange-instead-nothing"))];
        choices.extend(gone.could.iter().map(|s| Choice::new(s.id, text_of(s))));
        let hint = t.say("exchange-instead-hint").with("desks", t.list(desks)).with("why", why);
        let name = instead_name(gone.statement.id);
        // What was added last is most often what was meant.
        let newest = gone.could.iter().max_by_key(|s| (s.at, s.id)).map(|s| s.id.to_string());
        let chosen = if sent.has(&name) { sent.field(&name).to_owned() } else { newest.unwrap_or_default() };
        let label = format!("{property}: {}", text_of(&gone.statement));
        all.push(web::select(&name, label, &choices).value(chosen).hint(hint));
    }
    let status = if errors.is_empty() {
        axum::http::StatusCode::OK
    } else {
        axum::http::StatusCode::UNPROCESSABLE_ENTITY
    };
    let reasons = web::textarea("reasons", t.get("exchange-field-reasons-correct"), 2)
        .value(sent.field("reasons"))
        .hint(t.get("exchange-hint-reasons-correct"))
        .required()
        .length_max(400_u32)
        .errors(&errors);
    let page = CorrectSent {
        t,
        action: format!("/cases/{}/corrections", work.case.id),
        back: format!("/cases/{}", work.case.id),
        fields: all,
        reasons,
        errors,
    };
    let head = Head::new("casefile", t.get("exchange-do-correct")).over(&work.case.title).status(status);
    Ok(web::page(&officer.viewer, head, page))
}

fn preview(officer: &Officer, work: &Work, sent: &Form, reads: Vec<Reads>) -> Response {
    let t = &officer.t;
    let page = CorrectionPreview {
        t,
        action: format!("/cases/{}/corrections", work.case.id),
        sent,
        reasons: sent.field("reasons").trim().to_owned(),
        reads,
    };
    let head = Head::new("casefile", t.get("exchange-preview")).over(t.get("exchange-do-correct"));
    web::page(&officer.viewer, head, page)
}

fn refused(officer: &Officer, work: &Work, sent: &Form, error: ExchangeError) -> Result<Response, Problem> {
    match fields::errors(&officer.t, None, &error) {
        Some(errors) => form(officer, work, sent, errors),
        None => {
            let problem = Problem::from(error);
            if problem.status() != axum::http::StatusCode::CONFLICT {
                return Err(problem);
            }
            let reasons = officer.t.get("exchange-field-reasons-correct");
            Err(problem.typed(vec![(reasons, sent.field("reasons").to_owned())]))
        }
    }
}
