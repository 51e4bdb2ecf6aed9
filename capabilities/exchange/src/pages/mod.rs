//! The room's pages, one file per action, and what they share: how dossiers are opened for a person, and how a form
//! is made of the fields that the definition of a dossier names.

pub(crate) mod around;
pub(crate) mod attach_file;
pub(crate) mod attachments;
pub(crate) mod correct_sent;
pub(crate) mod decide_attachment;
pub(crate) mod deliver_envelope;
pub(crate) mod deliver_parts;
pub(crate) mod fields;
pub(crate) mod letter;
pub(crate) mod list_courier;
pub(crate) mod list_dossiers;
pub(crate) mod make_move;
pub(crate) mod open_request;
pub(crate) mod picker;
pub(crate) mod read_courier;
pub(crate) mod save_attachment;
pub(crate) mod send_again;
pub(crate) mod show_desk;
pub(crate) mod show_dossier;
pub(crate) mod shown;
pub(crate) mod statement_shown;
pub(crate) mod suspend_peer;
pub(crate) mod take_answer;
pub(crate) mod test_calls;
pub(crate) mod transcribe;
pub(crate) mod verify_dossier;
pub(crate) mod whom;
mod worded;
pub(crate) mod write_courier;

use crate::carry;
use crate::store;
use crate::store_desk;
use crate::thread;
use crate::types::{Dossier, ExchangeError, StoredMove, Thread};
use ::store::Tx;
use access::{Node, Officer, broken};
use directory::Peer;
use gate::{Ask, Guarded, action};
use kernel::id::{CaseId, DossierId, Reference};
use kernel::{Actor, Purpose, Role};
use procedure::{ClockView, DossierState, Kind, MoveBody, MoveHeader};
use std::collections::{BTreeMap, BTreeSet};
use web::{Choice, Problem, T};

impl From<ExchangeError> for Problem {
    /// What forms do not answer themselves. A refusal and an absence are the same page.
    fn from(error: ExchangeError) -> Self {
        match error {
            ExchangeError::Store(error) => broken(&error),
            ExchangeError::NotHere | ExchangeError::Refused(_) | ExchangeError::UnknownPeer(_) => {
                Self::not_available()
            }
            ExchangeError::NotNow { .. } | ExchangeError::Frozen(_) => Self::conflict(),
            ExchangeError::HasNode | ExchangeError::AttachmentByLetter => Self::not_available(),
            ExchangeError::Paper(why) => {
                tracing::error!(why, "a letter could not be made");
                Self::broken()
            }
            ExchangeError::Kind(why) => {
                tracing::error!(why, "the definition of a dossier does not read");
                Self::broken()
            }
            _ => Self::bad_request(),
        }
    }
}

/// A move that cannot be made any more, as a page that still holds what was written for it, with the way to the dossier.
pub(crate) fn unsent(t: &T, thread: &Thread, code: &str, sent: &fields::Sent, problem: Problem) -> Problem {
    still_holding(t, thread.dossier.id, fields::written(t, &thread.kind, code, sent), problem)
}

/// The page of a conflict with these texts on it, and the way to the dossier. Any other problem stays as it is.
pub(crate) fn still_holding(t: &T, id: DossierId, texts: Vec<(String, String)>, problem: Problem) -> Problem {
    if problem.status() != axum::http::StatusCode::CONFLICT {
        return problem;
    }
    problem.typed(texts).way_out(t.get("exchange-to-dossier"), format!("/dossiers/{id}"))
}

/// The same where the dossier has to be read first.
pub(crate) async fn unsent_in(
    node: &Node,
    officer: &Officer,
    id: DossierId,
    (code, sent): (&str, &fields::Sent),
    problem: Problem,
) -> Problem {
    if problem.status() != axum::http::StatusCode::CONFLICT {
        return problem;
    }
    let read =
        node.store.run("what was not sent", |tx| async move { open_thread(&tx, node, officer, id).await });
    match read.await {
        Ok(thread) => unsent(&officer.t, &thread, code, sent, problem),
        Err(error) => error.into(),
    }
}

/// Roles that work on dossiers.
pub(crate) const ROLES: &[Role] = &[Role::Investigator, Role::DutyOfficer, Role::Prosecutor];

/// Roles that deal with couriers.
pub(crate) const COURIER_ROLES: &[Role] = &[Role::DutyOfficer, Role::Administrator];

/// Whether this person works on dossiers.
pub(crate) fn works_here(actor: &Actor) -> bool {
    ROLES.iter().any(|r| actor.is(*r))
}

/// What a person works on dossiers for, by what they are here.
pub(crate) fn purpose_for(actor: &Actor) -> Purpose {
    let investigates = actor.is(Role::Investigator) || actor.is(Role::DutyOfficer);
    if investigates { Purpose::Investigation } else { Purpose::Prosecution }
}

/// The question of this person, for lists and counts.
pub(crate) fn lists<'a>(actor: &'a Actor, tx: &Tx) -> Ask<'a> {
    Ask::new(actor, action::LIST, purpose_for(actor), tx.at())
}

/// A dossier as lists show it.
pub(crate) struct Subject {
    pub(crate) dossier: Dossier,
    pub(crate) peer: Option<Peer>,
    pub(crate) opening: MoveBody,
    pub(crate) state: DossierState,
    pub(crate) kind: Kind,
    pub(crate) clock: Option<ClockView>,
    /// The newest thing that the other side did.
    pub(crate) news: Option<MoveHeader>,
    /// The reference of the own case.
    pub(crate) case: Option<String>,
}

/// The subject of a request, or a sentence where it is not there any more.
pub(crate) fn subject_of(t: &T, opening: &MoveBody) -> String {
    let subject = subject_of_opening(opening);
    if subject.is_empty() { t.get("exchange-subject-erased") } else { subject }
}

/// The subject as it was written; nothing once it is erased.
pub(crate) fn subject_of_opening(opening: &MoveBody) -> String {
    opening.text("subject").to_owned()
}

/// What a kind of dossier is called.
pub(crate) fn kind_word(t: &T, kind: &str) -> String {
    shown::kind_word(t, "name", kind)
}

/// Statements of these moves that have a reference, to choose from; only those in `among` if that is given.
pub(crate) fn named_references<'a>(
    t: &T,
    moves: impl Iterator<Item = &'a StoredMove>,
    among: Option<&BTreeSet<Reference>>,
) -> Vec<Choice> {
    let mut choices = Vec::new();
    for body in moves.filter_map(StoredMove::read_body) {
        for statement in carry::carried(&body).0 {
            let Some(reference) = statement.reference else { continue };
            if among.is_none_or(|among| among.contains(&reference)) {
                let shown = shown::StatementShown::new(t, &statement, false);
                let label = format!("{}: {}", shown.property, shown.value);
                choices.push(Choice::new(reference, label).hint(shown.source));
            }
        }
    }
    choices
}

/// Opens listed dossiers for this person, with what their rows show.
pub(crate) async fn subjects(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    closed: Vec<Guarded<Dossier>>,
) -> Result<Vec<Subject>, ExchangeError> {
    let ask = lists(actor, tx);
    let dossiers = node.gate.open_each(closed, &ask, &mut tx.log());
    let mut peers: BTreeMap<_, Peer> = directory::peers(tx).await?.into_iter().map(|p| (p.node, p)).collect();
    for other in dossiers.iter().map(|d| d.peer) {
        // This node itself, or the stand-in of an authority without one.
        if let std::collections::btree_map::Entry::Vacant(place) = peers.entry(other)
            && let Some(peer) = directory::counterpart(tx, node, other).await?
        {
            place.insert(peer);
        }
    }
    let mut moves = store_desk::moves_of_all(tx, &node.vault, actor.authority, &dossiers).await?;
    let mut cases = BTreeMap::new();
    let mut rows = Vec::with_capacity(dossiers.len());
    for dossier in dossiers {
        let case = match dossier.case {
            Some(id) => case_reference(tx, node, actor, id, &mut cases).await?,
            None => None,
        };
        let kind = thread::kind_of(&dossier);
        let moves = moves.remove(&dossier.id).unwrap_or_default();
        let thread = Thread { dossier, kind, moves };
        let state = thread::state(&thread)?;
        rows.push(Subject {
            peer: peers.get(&thread.dossier.peer).cloned(),
            opening: thread.opening(),
            clock: thread::due(&thread, &state),
            news: thread::news(&thread, &state, 0).map(StoredMove::read_header).transpose()?,
            state,
            case,
            kind: thread.kind,
            dossier: thread.dossier,
        });
    }
    Ok(rows)
}

/// The reference of a case that this person may read.
async fn case_reference(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: CaseId,
    known: &mut BTreeMap<CaseId, Option<String>>,
) -> Result<Option<String>, ExchangeError> {
    if let Some(reference) = known.get(&id) {
        return Ok(reference.clone());
    }
    let case = case_of(tx, node, actor, id).await?.map(|c| c.reference);
    known.insert(id, case.clone());
    Ok(case)
}

/// A case, if this person may read it.
pub(crate) async fn case_of(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: CaseId,
) -> Result<Option<casefile::Case>, ExchangeError> {
    let Some(guarded) = casefile::case(tx, &casefile::Keys::of(&node.vault), id).await? else {
        return Ok(None);
    };
    let ask = Ask::new(actor, action::READ, purpose_for(actor), tx.at());
    Ok(node.gate.open(guarded, &ask, &mut tx.log()).ok())
}

/// A dossier with its moves, opened for this person.
pub(crate) async fn open_thread(
    tx: &Tx,
    node: &Node,
    officer: &Officer,
    id: DossierId,
) -> Result<Thread, ExchangeError> {
    let guarded =
        thread::thread(tx, node, id, officer.actor.authority).await?.ok_or(ExchangeError::NotHere)?;
    let ask =
        Ask::new(&officer.actor, action::READ, purpose_for(&officer.actor), tx.at()).on(store::object(id));
    node.gate.open(guarded, &ask, &mut tx.log()).map_err(|_| ExchangeError::NotHere)
}
