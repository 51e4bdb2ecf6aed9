//! Statements in moves: picked from own cases one by one through the gate, and taken from a received move into a
//! case with everything the sender attached to them.

use crate::store;
use crate::thread;
use crate::types::{Carried, ExchangeError, Pick, StoredMove, Thread};
use ::store::Tx;
use access::Node;
use casefile::{Keys, NewEntity, NewStatement, NewValue, Source, Statement, Value};
use gate::{Ask, Guarded, Recipient, Released, action};
use kernel::id::{CaseId, DossierId, EntityId};
use kernel::{Actor, AuditSink, EntityKind, Handling, Label, Pap, Purpose, Restriction, Tlp};
use procedure::MoveBody;
use std::collections::{BTreeMap, BTreeSet};

/// The place of the statements in a body.
pub const STATEMENTS: &str = "statements";

/// What H2 of another authority of this node is kept under besides. A label names the node that something came from,
/// which here is the node of every other authority too; no rule knows this word, so that what bears it goes nowhere
/// rather than to a third authority here.
const PROVIDER_ONLY: &str = "provider-only";

/// Statements that may go, and how many may not.
pub(crate) struct Carriage {
    pub(crate) carried: Vec<Carried>,
    pub(crate) labels: Vec<Label>,
    pub(crate) withheld: usize,
}

/// Takes the picked statements through the gate, each under its own label. What may not go is counted; so is what
/// does not exist, was taken back, or is not for this person, so that the number tells nothing.
pub(crate) async fn pick(
    tx: &Tx,
    node: &Node,
    (actor, ask): (&Actor, &Ask<'_>),
    to: &Recipient,
    picks: &[Pick],
    log: &mut (dyn AuditSink + Send),
) -> Result<Carriage, ExchangeError> {
    let wanted: BTreeSet<Pick> = picks.iter().copied().collect();
    if wanted.is_empty() {
        return Ok(Carriage { carried: Vec::new(), labels: Vec::new(), withheld: 0 });
    }
    let keys = Keys::of(&node.vault);
    let ids: Vec<EntityId> = wanted.iter().map(|p| p.entity).collect::<BTreeSet<_>>().into_iter().collect();
    let chosen: BTreeSet<_> = wanted.iter().map(|p| p.statement.0).collect();
    let found = casefile::statements_of_all(tx, &keys, &ids).await?;
    let found: Vec<Guarded<Statement>> =
        found.into_iter().filter(|g| chosen.contains(&g.object().id)).collect();
    // Who may not read a statement does not send it either.
    let read = Ask::new(actor, action::READ, ask.purpose, ask.at);
    let found: Vec<Guarded<Statement>> =
        found.into_iter().filter(|g| node.gate.may(g.label(), &read)).collect();
    let labels: BTreeMap<_, Label> = found.iter().map(|g| (g.object().id, g.label().clone())).collect();
    let (released, _) = node.gate.release_each(found, ask, to, log);
    let standing: Vec<Released<Statement>> =
        released.into_iter().filter(|r| r.value().retracted.is_none()).collect();
    let standing = unmentioned(tx, node, (actor, ask), to, standing, &labels, log).await?;
    let entities = casefile::entities_by_id(tx, &ids).await?;
    let kinds = node.gate.open_each(entities, &read, &mut tx.log());
    let kinds: BTreeMap<EntityId, EntityKind> = kinds.into_iter().map(|e| (e.id, e.kind)).collect();
    let labels = standing.iter().filter_map(|r| labels.get(&r.object().id).cloned()).collect();
    let carried = outward(&standing, &kinds);
    let withheld = wanted.len().saturating_sub(carried.len());
    Ok(Carriage { carried, labels, withheld })
}

/// Leaves out what mentions somebody else who is kept from the recipient: in a remark, in the name of the source, in
/// the place it stands at. Each such statement passes the gate once more under its own label joined with what its words
/// are closed to.
async fn unmentioned(
    tx: &Tx,
    node: &Node,
    (actor, ask): (&Actor, &Ask<'_>),
    to: &Recipient,
    standing: Vec<Released<Statement>>,
    labels: &BTreeMap<uuid::Uuid, Label>,
    log: &mut (dyn AuditSink + Send),
) -> Result<Vec<Released<Statement>>, ExchangeError> {
    let keys = Keys::of(&node.vault);
    let mut free = Vec::with_capacity(standing.len());
    for released in standing {
        let blocked = casefile::blocked_in_statement(tx, &keys, released.value(), actor.party).await?;
        if !blocked.is_none() {
            let own = labels.get(&released.object().id).cloned();
            let label = own.unwrap_or_else(|| Label::own(actor.authority));
            let joined = label.join(&Label { blocked, ..label.clone() }).unwrap_or(label);
            if node.gate.release(Guarded::new(released.object(), joined, ()), ask, to, log).is_err() {
                continue;
            }
        }
        free.push(released);
    }
    Ok(free)
}

/// The form on the wire: entities are named by their place in the move, never by an id of this node.
fn outward(released: &[Released<Statement>], kinds: &BTreeMap<EntityId, EntityKind>) -> Vec<Carried> {
    let mut names: BTreeMap<EntityId, String> = BTreeMap::new();
    for statement in released.iter().map(Released::value) {
        let next = names.len().saturating_add(1);
        names.entry(statement.entity).or_insert_with(|| format!("e{next}"));
    }
    released
        .iter()
        .map(Released::value)
        .filter_map(|s| {
            let (text, link) = match &s.value {
                Value::Text(text) => (Some(text.clone()), None),
                // A link to an entity that does not go along would name something the receiver cannot see.
                Value::Entity(to) => (None, Some(names.get(to)?.clone())),
            };
            Some(Carried {
                entity: names.get(&s.entity)?.clone(),
                kind: *kinds.get(&s.entity)?,
                property: s.property,
                text,
                link,
                source: s.source.name.clone(),
                grade: s.grade.clone(),
                handling: s.handling,
                restrictions: s.restrictions.clone(),
                tlp: s.tlp.map(|m| m.code().to_owned()),
                pap: s.pap.map(|m| m.code().to_owned()),
                rest: serde_json::Map::new(),
            })
        })
        .collect()
}

/// The statements a body carries, and how many of them this program cannot read.
#[must_use]
pub fn carried(body: &MoveBody) -> (Vec<Carried>, usize) {
    let list = body.0.get(STATEMENTS).and_then(|v| v.as_array()).cloned().unwrap_or_default();
    let total = list.len();
    let read: Vec<Carried> = list.into_iter().filter_map(|v| serde_json::from_value(v).ok()).collect();
    let unread = total.saturating_sub(read.len());
    (read, unread)
}

/// What was taken from a move into a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Statements that are now statements of the case.
    pub statements: u64,
    /// Statements that this program cannot read and left in the dossier.
    pub unread: u64,
    /// Whether they had been taken before, so that nothing was done now.
    pub before: bool,
}

/// Makes the statements of a received move statements of a case of the same authority. Source, grade, handling and
/// restrictions stay the sender's, and the sender stays the originator. Taking them twice does nothing the
/// second time.
///
/// # Errors
/// [`ExchangeError::NotHere`], [`ExchangeError::NothingToTake`], or the gate's refusal.
pub async fn take_answer(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: DossierId,
    number: u64,
    case: CaseId,
) -> Result<Taken, ExchangeError> {
    let guarded = thread::thread(tx, node, id, actor.authority).await?.ok_or(ExchangeError::NotHere)?;
    let ask = Ask::new(actor, action::READ, Purpose::Investigation, tx.at()).on(store::object(id));
    let thread = node.gate.open(guarded, &ask, &mut tx.log()).map_err(|_| ExchangeError::NotHere)?;
    let side = thread.dossier.side.other();
    let received = thread.find(side, number).ok_or(ExchangeError::NotHere)?;
    let keys = Keys::of(&node.vault);
    let guarded = casefile::case(tx, &keys, case).await?.ok_or(ExchangeError::NotHere)?;
    let ask = Ask::new(actor, action::IMPORT, Purpose::Investigation, tx.at());
    let case = node.gate.open(guarded, &ask, &mut tx.log())?;
    let body = received.read_body().unwrap_or_default();
    let (statements, unread) = carried(&body);
    let unread = unread as u64;
    if let Some(statements) = store::taken(tx, id, side, number, case.id).await? {
        return Ok(Taken { statements, unread, before: true });
    }
    if statements.is_empty() {
        return Err(ExchangeError::NothingToTake);
    }
    let here = thread.dossier.peer == node.keys.id;
    let entities = inward(&thread, received, &body, statements, here)?;
    let added =
        casefile::add_statements(tx, &keys, actor, &case, thread_region(&thread, node, tx).await?, entities)
            .await?;
    store::keep_taken(tx, (id, side, number), case.id, added.statements, actor.person).await?;
    // A dossier of a closed compartment could not go on: nothing of one leaves.
    if thread.dossier.case.is_none() && case.compartment == kernel::Compartment::Operational {
        store::put_case(tx, &thread.dossier, case.id).await?;
    }
    Ok(Taken { statements: added.statements, unread, before: false })
}

/// Phone numbers without a country code are from where the sender is.
async fn thread_region(thread: &Thread, node: &Node, tx: &Tx) -> Result<kernel::Party, ExchangeError> {
    let peer = directory::counterpart(tx, node, thread.dossier.peer).await?;
    Ok(peer.ok_or_else(|| ExchangeError::UnknownPeer(thread.dossier.peer.to_string()))?.party())
}

fn inward(
    thread: &Thread,
    received: &StoredMove,
    body: &MoveBody,
    statements: Vec<Carried>,
    here: bool,
) -> Result<Vec<NewEntity>, ExchangeError> {
    let header = received.read_header()?;
    // What holds for the whole move holds for each statement of it.
    let whole = Handling::parse(body.text("handling")).unwrap_or(Handling::H0);
    let conditions: Vec<Restriction> = ["conditions", "restrictions"]
        .iter()
        .map(|name| body.text(name).trim())
        .filter(|text| !text.is_empty())
        .map(|text| Restriction(text.to_owned()))
        .collect();
    let known: BTreeSet<String> = statements.iter().map(|s| s.entity.clone()).collect();
    let mut entities: Vec<NewEntity> = Vec::new();
    for carried in statements {
        let value = match (carried.text, carried.link) {
            (Some(text), None) => NewValue::Text(text),
            (None, Some(link)) if known.contains(&link) => NewValue::Link(link),
            _ => continue,
        };
        let mut restrictions = carried.restrictions;
        restrictions.extend(conditions.iter().cloned());
        // A marking that this program does not know is kept as a restriction that it does not know: shown as it is,
        // and nothing goes on under it.
        let (tlp, pap) = (carried.tlp.as_deref().map(Tlp::read), carried.pap.as_deref().map(Pap::read));
        let unread = |scheme: &str, text: Option<&String>| text.map(|t| Restriction(format!("{scheme}:{t}")));
        if tlp == Some(None) {
            restrictions.extend(unread("TLP", carried.tlp.as_ref()));
        }
        if pap == Some(None) {
            restrictions.extend(unread("PAP", carried.pap.as_ref()));
        }
        let handling = carried.handling.max(whole);
        if here && handling >= Handling::H2 {
            restrictions.insert(Restriction(PROVIDER_ONLY.into()));
        }
        let statement = NewStatement {
            property: carried.property,
            value,
            source: Source {
                name: format!("{}: {}", header.desk, carried.source).trim_end_matches([':', ' ']).to_owned(),
                place: String::new(),
                import: None,
                received: Some((thread.dossier.id, received.number)),
            },
            grade: carried.grade,
            handling,
            restrictions,
            tlp: tlp.flatten(),
            pap: pap.flatten(),
            compartment: None,
            originator: Some(thread.dossier.peer),
        };
        match entities.iter_mut().find(|e| e.key == carried.entity) {
            Some(entity) => entity.statements.push(statement),
            None => {
                entities.push(NewEntity {
                    key: carried.entity,
                    kind: carried.kind,
                    statements: vec![statement],
                });
            }
        }
    }
    Ok(entities)
}
