//! Statements in moves: picked from own cases one by one through the gate, and taken from a received move into a
//! case with everything the sender attached to them.

use crate::consent::{self, Granted};
use crate::persons::readable;
use crate::recall;
use crate::store;
use crate::store_recall::{self, Copy};
use crate::thread;
use crate::types::{Carried, ExchangeError, Pick, StoredMove, Thread};
use ::store::Tx;
use access::Node;
use casefile::{Door, Keys, Leaving, NewEntity, NewStatement, NewValue, Source, Statement, Value, Watch};
use gate::{Ask, Consent, Guarded, Recipient, Released, action};
use kernel::id::{CaseId, DossierId, EntityId, Reference, StatementId};
use kernel::{Actor, ActorKind, AuditSink, EntityKind, Handling, Label, Pap, Purpose, Restriction, Rng, Tlp};
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
    /// What went under which reference.
    pub(crate) sent: Vec<SentAs>,
    /// What every received part has of its originator's consent, or does not need.
    pub(crate) consent: Consent,
    /// Received statements that only lack their originator's consent.
    pub(crate) to_ask: Vec<Pick>,
    /// Some of it says what a child is called, released by whoever picked it.
    pub(crate) names: bool,
}

impl Carriage {
    fn empty() -> Self {
        Self {
            carried: Vec::new(),
            labels: Vec::new(),
            withheld: 0,
            sent: Vec::new(),
            consent: WHOLE,
            to_ask: Vec::new(),
            names: false,
        }
    }
}

/// A statement on its way, with what it is called there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SentAs {
    pub(crate) reference: Reference,
    pub(crate) statement: StatementId,
    pub(crate) entity: EntityId,
    pub(crate) case: CaseId,
}

/// Every consent there is.
const WHOLE: Consent = Consent { onward: true, judicial: true };

/// Which own statements stand instead of which references.
pub(crate) type Corrects = BTreeMap<StatementId, Reference>;

/// Takes the picked statements through the gate, each under its own label. What may not go is counted; so is what
/// does not exist, was taken back, or is not for this person, so that the number tells nothing. Where nothing
/// but the handling its originator set stands in the way, the officer is told, since they can read it themselves.
pub(crate) async fn pick(
    tx: &Tx,
    node: &Node,
    ask: &Ask<'_>,
    leaving: &Leaving<'_>,
    (picks, corrects): (&[Pick], &Corrects),
    log: &mut (dyn AuditSink + Send),
) -> Result<Carriage, ExchangeError> {
    let (actor, to) = (leaving.actor(), leaving.to());
    let wanted: BTreeSet<Pick> = picks.iter().copied().collect();
    if wanted.is_empty() {
        return Ok(Carriage::empty());
    }
    let keys = Keys::of(&node.vault);
    let ids: Vec<EntityId> = wanted.iter().map(|p| p.entity).collect::<BTreeSet<_>>().into_iter().collect();
    let chosen: BTreeSet<_> = wanted.iter().map(|p| p.statement.0).collect();
    let found = casefile::statements_of_all(tx, &keys, &ids).await?;
    let found: Vec<Guarded<Statement>> =
        found.into_iter().filter(|g| chosen.contains(&g.object().id)).collect();
    // Who may not read a statement does not send it either. The node passes on what it corrects.
    let code = if actor.kind == ActorKind::Node { action::APPLY_CORRECTION } else { action::READ };
    let read = Ask::new(actor, code, ask.purpose, ask.at);
    let found = readable(node, &read, found, &wanted, log);
    let labels: BTreeMap<_, Label> = found.iter().map(|g| (g.object().id, g.label().clone())).collect();
    let statements: Vec<StatementId> = found.iter().map(|g| StatementId(g.object().id)).collect();
    let granted = consent::granted(tx, &statements, to, ask.purpose).await?;
    let passed = pass(node, ask, to, found, &granted, log);
    let standing: Vec<Released<Statement>> =
        passed.released.into_iter().filter(|r| r.value().retracted.is_none()).collect();
    let standing = unmentioned(tx, node, ask, leaving, standing, (&labels, &granted), log).await?;
    let entities = casefile::entities_by_id(tx, &ids).await?;
    let kinds = node.gate.open_each(entities, &read, &mut tx.log());
    let kinds: BTreeMap<EntityId, EntityKind> = kinds.into_iter().map(|e| (e.id, e.kind)).collect();
    let (mut carried, sent) = outward(&standing, &kinds, (corrects, &labels), tx.rng());
    let labels: Vec<Label> = standing.iter().filter_map(|r| labels.get(&r.object().id).cloned()).collect();
    let names = labels.iter().any(|label| label.names_child);
    for (one, as_sent) in carried.iter_mut().zip(&sent) {
        // What the originator asks for in return goes on with the statement.
        let conditions = granted.get(&as_sent.statement).map_or("", |g| g.conditions.as_str());
        if !conditions.is_empty() && passed.by_consent.contains(&as_sent.statement) {
            one.restrictions.insert(Restriction(conditions.to_owned()));
        }
    }
    let withheld = wanted.len().saturating_sub(carried.len());
    let to_ask = wanted.into_iter().filter(|p| passed.to_ask.contains(&p.statement)).collect();
    Ok(Carriage { carried, labels, withheld, sent, consent: passed.consent, to_ask, names })
}

/// Leaves out what mentions somebody else who is kept from the recipient: in a remark, in the name of the source, in
/// the place it stands at. Each such statement passes the gate once more under its own label joined with what its words
/// are closed to.
async fn unmentioned(
    tx: &Tx,
    node: &Node,
    ask: &Ask<'_>,
    leaving: &Leaving<'_>,
    standing: Vec<Released<Statement>>,
    (labels, granted): (&BTreeMap<uuid::Uuid, Label>, &BTreeMap<StatementId, Granted>),
    log: &mut (dyn AuditSink + Send),
) -> Result<Vec<Released<Statement>>, ExchangeError> {
    let keys = Keys::of(&node.vault);
    let watch = Watch::of(tx, &keys).await?;
    let mut free = Vec::with_capacity(standing.len());
    for released in standing {
        // The case of the statement decides, which need not be the dossier's.
        let leaving = leaving.of(Some(released.value().case)).by_door(Door::Statement);
        let blocked = watch.statement(tx, &keys, released.value(), &leaving).await?;
        if !blocked.is_none() {
            let own = labels.get(&released.object().id).cloned();
            let label = own.unwrap_or_else(|| Label::own(leaving.authority()));
            let joined = label.join(&Label { blocked, ..label.clone() }).unwrap_or(label);
            let consent =
                granted.get(&StatementId(released.object().id)).map_or(Consent::default(), |g| g.consent);
            let ask = ask.consented(consent).releasing_names(joined.names_child);
            if node
                .gate
                .release(Guarded::new(released.object(), joined, ()), &ask, leaving.to(), log)
                .is_err()
            {
                continue;
            }
        }
        free.push(released);
    }
    Ok(free)
}

/// What the gate let pass of some statements.
struct Passed {
    released: Vec<Released<Statement>>,
    consent: Consent,
    by_consent: BTreeSet<StatementId>,
    to_ask: BTreeSet<StatementId>,
}

/// Statements under the same consent that all name a child, or none of them.
type Alike = ((Consent, bool), Vec<Guarded<Statement>>);

/// Each statement with the consent that its originator gave for it, and no other's.
fn pass(
    node: &Node,
    ask: &Ask<'_>,
    to: &Recipient,
    found: Vec<Guarded<Statement>>,
    granted: &BTreeMap<StatementId, Granted>,
    log: &mut (dyn AuditSink + Send),
) -> Passed {
    let mut passed = Passed {
        released: Vec::with_capacity(found.len()),
        consent: WHOLE,
        by_consent: BTreeSet::new(),
        to_ask: BTreeSet::new(),
    };
    let place: BTreeMap<_, usize> = found.iter().enumerate().map(|(n, g)| (g.object().id, n)).collect();
    let mut groups: Vec<Alike> = Vec::new();
    for guarded in found {
        // What names a child and stands here was released by whoever picked it.
        let names = guarded.label().names_child;
        let ask = &ask.releasing_names(names);
        let id = StatementId(guarded.object().id);
        let consent = granted.get(&id).map_or(Consent::default(), |g| g.consent);
        let with = ask.consented(consent);
        if guarded.label().originator.is_some() {
            let freely = node.gate.may_release(&guarded, ask, to);
            let closed = node.gate.why_not(&guarded, &with, to);
            if closed.as_ref().is_some_and(|public| public.code() == "handling") {
                passed.to_ask.insert(id);
            }
            if !freely && closed.is_none() {
                passed.by_consent.insert(id);
                passed.consent = passed.consent.and(consent);
            }
        }
        match groups.iter_mut().find(|(c, _)| *c == (consent, names)) {
            Some((_, group)) => group.push(guarded),
            None => groups.push(((consent, names), vec![guarded])),
        }
    }
    for ((consent, names), group) in groups {
        let ask = ask.consented(consent).releasing_names(names);
        let (released, _) = node.gate.release_each(group, &ask, to, log);
        passed.released.extend(released);
    }
    passed.released.sort_by_key(|r| place.get(&r.object().id).copied());
    passed
}

/// The form on the wire: entities are named by their place in the move and statements by a random reference, never by
/// an id of this node.
fn outward(
    released: &[Released<Statement>],
    kinds: &BTreeMap<EntityId, EntityKind>,
    (corrects, labels): (&Corrects, &BTreeMap<uuid::Uuid, Label>),
    rng: &dyn Rng,
) -> (Vec<Carried>, Vec<SentAs>) {
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
            let reference = Reference::new(rng);
            let carried = Carried {
                reference: Some(reference),
                corrects: corrects.get(&s.id).copied(),
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
                names_child: labels.get(&s.id.0).is_some_and(|label| label.names_child),
                rest: serde_json::Map::new(),
            };
            Some((carried, SentAs { reference, statement: s.id, entity: s.entity, case: s.case }))
        })
        .unzip()
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
    /// Statements that their sender has corrected or withdrawn since: taken as they stand now, or not at all.
    pub corrected: u64,
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
        return Ok(Taken { statements, unread, before: true, corrected: 0 });
    }
    // A correction that came first counts first: what it took back is never taken.
    let standing = recall::as_it_stands(&thread, side, statements)?;
    if standing.statements.is_empty() || received.read_header()?.code == recall::CORRECT {
        return Err(ExchangeError::NothingToTake);
    }
    let here = thread.dossier.peer == node.keys.id;
    let named = standing.statements.iter().map(|s| &s.carried).filter(|c| c.names_child);
    let children: BTreeSet<String> =
        named.filter(|c| c.kind == EntityKind::Person).map(|c| c.entity.clone()).collect();
    let (entities, references) = inward(&thread, received, &body, standing.statements, here)?;
    let region = thread_region(&thread, node, tx).await?;
    let added = casefile::add_statements(tx, &keys, actor, &case, region, entities).await?;
    for (_, child) in added.ids.iter().filter(|(key, _)| children.contains(key)) {
        casefile::take_for_child(tx, &keys, actor, &case, *child, casefile::ChildGround::Received).await?;
    }
    store_recall::keep_copies(tx, &copies_of(&thread, received, &case, &added, &references)).await?;
    store::keep_taken(tx, (id, side, number), case.id, added.statements, actor.person).await?;
    // A dossier of a closed compartment could not go on: nothing of one leaves.
    if thread.dossier.case.is_none() && case.compartment == kernel::Compartment::Operational {
        store::put_case(tx, &thread.dossier, case.id).await?;
    }
    Ok(Taken { statements: added.statements, unread, before: false, corrected: standing.corrected })
}

/// Which statements of the case are copies of which references.
fn copies_of(
    thread: &Thread,
    received: &StoredMove,
    case: &casefile::Case,
    added: &casefile::Added,
    references: &[(String, Option<(Reference, Reference)>)],
) -> Vec<Copy> {
    let entities: BTreeMap<&str, EntityId> = added.ids.iter().map(|(k, id)| (k.as_str(), *id)).collect();
    let said = added.said.iter().zip(references);
    said.filter_map(|(statement, (entity, names))| {
        let (reference, first) = (*names)?;
        Some(Copy {
            statement: *statement,
            reference,
            first,
            peer: thread.dossier.peer,
            dossier: thread.dossier.id,
            side: received.side,
            number: received.number,
            case: case.id,
            entity: *entities.get(entity.as_str())?,
        })
    })
    .collect()
}

/// Phone numbers without a country code are from where the sender is.
pub(crate) async fn thread_region(
    thread: &Thread,
    node: &Node,
    tx: &Tx,
) -> Result<kernel::Party, ExchangeError> {
    let peer = directory::counterpart(tx, node, thread.dossier.peer).await?;
    Ok(peer.ok_or_else(|| ExchangeError::UnknownPeer(thread.dossier.peer.to_string()))?.party())
}

/// What holds for a whole move holds for each statement of it.
fn whole_of(body: &MoveBody) -> (Handling, Vec<Restriction>) {
    let handling = Handling::parse(body.text("handling")).unwrap_or(Handling::H0);
    let conditions = ["conditions", "restrictions"]
        .iter()
        .map(|name| body.text(name).trim())
        .filter(|text| !text.is_empty())
        .map(|text| Restriction(text.to_owned()))
        .collect();
    (handling, conditions)
}

/// A received statement as a statement of a case: everything of it stays the sender's.
pub(crate) fn as_received(
    thread: &Thread,
    (received, body): (&StoredMove, &MoveBody),
    carried: &Carried,
    value: NewValue,
    here: bool,
) -> Result<NewStatement, ExchangeError> {
    let (whole, conditions) = whole_of(body);
    let mut restrictions = carried.restrictions.clone();
    restrictions.extend(conditions);
    // A marking that this program does not know is kept as a restriction that it does not know: shown as it is, and
    // nothing goes on under it.
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
    let desk = received.read_header()?.desk;
    Ok(NewStatement {
        property: carried.property,
        value,
        source: Source {
            name: format!("{desk}: {}", carried.source).trim_end_matches([':', ' ']).to_owned(),
            place: String::new(),
            import: None,
            received: Some((thread.dossier.id, received.number)),
        },
        grade: carried.grade.clone(),
        handling,
        restrictions,
        tlp: tlp.flatten(),
        pap: pap.flatten(),
        compartment: None,
        originator: Some(thread.dossier.peer),
    })
}

/// For each statement, in the order in which the case adds them: its entity, what it is called, what it was called
/// first.
type Named = Vec<(String, Option<(Reference, Reference)>)>;

fn inward(
    thread: &Thread,
    received: &StoredMove,
    body: &MoveBody,
    statements: Vec<recall::Standing>,
    here: bool,
) -> Result<(Vec<NewEntity>, Named), ExchangeError> {
    let known: BTreeSet<String> = statements.iter().map(|s| s.carried.entity.clone()).collect();
    let mut entities: Vec<(NewEntity, Named)> = Vec::new();
    for recall::Standing { carried, first } in statements {
        let value = match (&carried.text, &carried.link) {
            (Some(text), None) => NewValue::Text(text.clone()),
            (None, Some(link)) if known.contains(link) => NewValue::Link(link.clone()),
            _ => continue,
        };
        let statement = as_received(thread, (received, body), &carried, value, here)?;
        let named = (carried.entity.clone(), carried.reference.zip(first));
        match entities.iter_mut().find(|(e, _)| e.key == carried.entity) {
            Some((entity, names)) => {
                entity.statements.push(statement);
                names.push(named);
            }
            None => {
                let entity =
                    NewEntity { key: carried.entity, kind: carried.kind, statements: vec![statement] };
                entities.push((entity, vec![named]));
            }
        }
    }
    let (entities, names): (Vec<_>, Vec<_>) = entities.into_iter().unzip();
    Ok((entities, names.concat()))
}
