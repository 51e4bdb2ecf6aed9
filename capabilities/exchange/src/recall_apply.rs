//! What a node does by itself with a correction that came: every copy under its references is taken back in the
//! transaction that stores the move, what stands instead is added as the sender's statement, the correction goes on to
//! whoever a copy was passed on to, and the signed acknowledgement leaves.
//!
//! Kept here: what is applied once is not applied again; a corrected value inherits no clearance; every
//! compartment is corrected, and nothing of any is told but a number; what only people may say stays for them, and what
//! still stands is not said to be taken back. Refused: an acknowledgement of a correction
//! that was not sent, a correction of what somebody else sent.

use crate::carry::{Corrects, as_received, carried, thread_region};
use crate::make_move::{append, prepare, purpose_of, trusted};
use crate::recall::{APPLIED, CORRECT, REFERENCES, counts, send};
use crate::store;
use crate::store_recall::{self, AppliedCorrection, Copy, Of, Sent};
use crate::thread;
use crate::types::{Carried, ExchangeError, NewMove, Pick, StoredMove, Thread};
use ::store::{StoreError, Tx};
use access::Node;
use casefile::{Entity, Keys, NewValue, Statement};
use directory::Peer;
use gate::{Ask, action};
use kernel::id::{AuthorityId, CaseId, DossierId, StatementId};
use kernel::{Digest, Party};
use procedure::moves::MOVES_MAX;
use procedure::{MoveBody, Placed};
use serde_json::Value;
use std::collections::BTreeMap;

/// Does what the moves of the other side ask the node itself to do, those after `before`: applies its corrections
/// and acknowledges them, notes its acknowledgements. What does not count at its place does nothing.
pub(crate) async fn react(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    thread: &mut Thread,
    before: u64,
) -> Result<(), ExchangeError> {
    let side = thread.dossier.side.other();
    if thread.dossier.frozen.is_some() || !thread.chain(side).any(|m| m.number > before) {
        return Ok(());
    }
    let state = thread::state(thread)?;
    let new = |m: &&Placed| u64::from(m.number) > before;
    for placed in state.moves.iter().filter(new) {
        let Some(made) = thread.find(side, u64::from(placed.number)).cloned() else { continue };
        if counts(placed, side, CORRECT) {
            apply(tx, node, peer, thread, &made).await?;
        } else if counts(placed, side, APPLIED) {
            acknowledged(tx, thread, &made).await?;
        }
    }
    Ok(())
}

/// Notes that a correction was applied: one that this side sent in this dossier, and no other.
async fn acknowledged(tx: &Tx, thread: &Thread, made: &StoredMove) -> Result<(), StoreError> {
    let body = made.read_body().unwrap_or_default();
    let Some(correction) = Digest::parse(body.text("correction")) else { return Ok(()) };
    let copies = body.0.get("copies").and_then(Value::as_u64).unwrap_or(0);
    let ours = (thread.dossier.id, thread.dossier.side);
    store_recall::mark_applied(tx, ours, correction, copies).await?;
    Ok(())
}

/// What a correction changed.
#[derive(Default)]
struct Changed {
    cases: BTreeMap<CaseId, Counts>,
    /// Copies taken back, each with what stands instead.
    copies: BTreeMap<StatementId, Option<StatementId>>,
    /// A copy that should not stand could not be taken back.
    stands: bool,
}

/// What a correction changed in one case, in copies.
#[derive(Clone, Copy, Default)]
struct Counts {
    withdrawn: u64,
    replaced: u64,
    unfinished: u64,
}

/// What became of a copy.
enum Now {
    /// Taken back with nothing in its place.
    Withdrawn,
    /// Taken back; this stands instead.
    Replaced(StatementId),
    /// Taken back; what would stand instead only people can say here.
    Unfinished,
}

/// Takes the copies back, adds what stands instead, passes the correction on and acknowledges it.
async fn apply(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    thread: &mut Thread,
    made: &StoredMove,
) -> Result<(), ExchangeError> {
    let body = made.read_body().unwrap_or_default();
    let mut instead = BTreeMap::new();
    for new in carried(&body).0 {
        if let Some(old) = new.corrects {
            instead.insert(old, new);
        }
    }
    let why = why(made, &body)?;
    let copies = store_recall::copies(tx, (made.dossier, made.side), &body.references(REFERENCES)).await?;
    let mut changed = Changed::default();
    for copy in &copies {
        let new = instead.get(&copy.reference);
        let now = change(tx, node, thread, (made, &body), copy, new, &why).await;
        if matches!(now, Ok(None)) {
            continue;
        }
        let counts = changed.cases.entry(copy.case).or_default();
        let (count, added) = match now {
            Ok(Some(Now::Replaced(added))) => (&mut counts.replaced, Some(added)),
            Ok(Some(Now::Unfinished)) => (&mut counts.unfinished, None),
            Ok(_) => (&mut counts.withdrawn, None),
            Err(error) => {
                not_the_store(made, error)?;
                counts.unfinished = counts.unfinished.saturating_add(1);
                changed.stands = true;
                continue;
            }
        };
        *count = count.saturating_add(1);
        changed.copies.insert(copy.statement, added);
    }
    let passed_on = pass_on(tx, node, thread, &changed.copies).await?;
    keep(tx, thread, made, &changed, passed_on).await?;
    if changed.stands {
        return Ok(()); // The sender sees that it was not applied, and calls.
    }
    acknowledge(tx, node, peer, thread, made, changed.copies.len() as u64)
        .await
        .or_else(|error| not_the_store(made, error))
}

/// Only the store's failure stops the move from being taken, so that the sender tries again. Whatever else stands in
/// the way stands in the log, and on the desk what a person has to finish.
fn not_the_store(made: &StoredMove, error: ExchangeError) -> Result<(), ExchangeError> {
    if let ExchangeError::Store(error) = error {
        return Err(error.into());
    }
    tracing::warn!(dossier = %made.dossier, number = made.number, why = %error, "a correction is not applied whole");
    Ok(())
}

/// The reason that is written beside a copy taken back: whose it is, and what they wrote.
fn why(made: &StoredMove, body: &MoveBody) -> Result<String, StoreError> {
    let desk = made.read_header()?.desk;
    let reasons = body.text("reasons").trim();
    Ok(if reasons.is_empty() { desk } else { format!("{desk}: {reasons}") })
}

/// Changes one copy. `None` where it stands no longer, so that nothing was changed now.
async fn change(
    tx: &Tx,
    node: &Node,
    thread: &Thread,
    (made, body): (&StoredMove, &MoveBody),
    copy: &Copy,
    new: Option<&Carried>,
    why: &str,
) -> Result<Option<Now>, ExchangeError> {
    let keys = Keys::of(&node.vault);
    let actor = node.as_actor(thread.dossier.authority);
    let ask = Ask::new(&actor, action::APPLY_CORRECTION, purpose_of(thread), tx.at());
    let Some(closed) = casefile::statement(tx, &keys, copy.statement).await? else { return Ok(None) };
    let said: Statement = node.gate.open(closed, &ask, &mut tx.log())?;
    let Some(closed) = casefile::entity(tx, copy.entity).await? else { return Ok(None) };
    let entity = node.gate.open(closed, &ask, &mut tx.log())?;
    if said.retracted.is_some() {
        return Ok(None);
    }
    let region = thread_region(thread, node, tx).await?;
    casefile::retract(tx, &keys, &actor, (&said, entity.kind), why, region).await?;
    match put_instead(tx, node, thread, (made, body), (copy, &entity), (new, region)).await {
        Ok(Some(added)) => Ok(Some(Now::Replaced(added))),
        Ok(None) => Ok(Some(Now::Withdrawn)),
        // It is taken back already: whoever has a copy of it is told all the same.
        Err(error) => not_the_store(made, error).map(|()| Some(Now::Unfinished)),
    }
}

/// Adds what stands instead of a copy that was taken back. `None` where nothing does.
async fn put_instead(
    tx: &Tx,
    node: &Node,
    thread: &Thread,
    (made, body): (&StoredMove, &MoveBody),
    (copy, entity): (&Copy, &Entity),
    (new, region): (Option<&Carried>, Party),
) -> Result<Option<StatementId>, ExchangeError> {
    let value = new.and_then(|n| n.text.clone().map(|text| (n, NewValue::Text(text))));
    let Some((new, value)) = value else { return Ok(None) };
    let statement = as_received(thread, (made, body), new, value, thread.dossier.peer == node.keys.id)?;
    if casefile::rules::statement(&statement).is_err() {
        return Ok(None); // What cannot stand in a case does not; what was wrong is taken back all the same.
    }
    let (keys, actor) = (Keys::of(&node.vault), node.as_actor(thread.dossier.authority));
    let ask = Ask::new(&actor, action::APPLY_CORRECTION, purpose_of(thread), tx.at());
    let Some(closed) = casefile::case(tx, &keys, copy.case).await? else { return Ok(None) };
    let case = node.gate.open(closed, &ask, &mut tx.log())?;
    let added = casefile::add_to_entity(tx, &keys, &actor, (&case, entity), region, vec![statement]).await?;
    let Some(id) = added.said.first().copied() else { return Ok(None) };
    if let Some(reference) = new.reference {
        let kept = Copy { statement: id, reference, number: made.number, ..copy.clone() };
        store_recall::keep_copies(tx, &[kept]).await?;
    }
    Ok(Some(id))
}

/// Sends the correction on, by itself and with its entries in the log, in every dossier a copy went out in. What the
/// gate does not let pass there goes as taken back with nothing in its place; where nothing can be sent it stays
/// with what officers see as not sent yet.
async fn pass_on(
    tx: &Tx,
    node: &Node,
    thread: &Thread,
    copies: &BTreeMap<StatementId, Option<StatementId>>,
) -> Result<u64, ExchangeError> {
    let ids: Vec<StatementId> = copies.keys().copied().collect();
    let mut dossiers: BTreeMap<DossierId, Vec<Sent>> = BTreeMap::new();
    for sent in store_recall::sent_of(tx, Of::Statements(&ids)).await? {
        if sent.corrected.is_none() && sent.dossier != thread.dossier.id {
            dossiers.entry(sent.dossier).or_default().push(sent);
        }
    }
    let mut passed = 0_u64;
    for (id, sent) in dossiers {
        match pass_on_in(tx, node, (id, thread.dossier.authority), &sent, copies).await {
            Ok(()) => passed = passed.saturating_add(1),
            Err(ExchangeError::Store(error)) => return Err(error.into()),
            // The gate's refusal stands in the log; the desk shows what was not sent.
            Err(why) => tracing::warn!(dossier = %id, %why, "a correction is not passed on"),
        }
    }
    Ok(passed)
}

async fn pass_on_in(
    tx: &Tx,
    node: &Node,
    (id, authority): (DossierId, AuthorityId),
    sent: &[Sent],
    copies: &BTreeMap<StatementId, Option<StatementId>>,
) -> Result<(), ExchangeError> {
    let own = store::meant(tx, id, authority).await?.filter(|d| d.authority == authority);
    let mut thread = thread::load(tx, node, own.ok_or(ExchangeError::NotHere)?).await?;
    let actor = node.as_actor(authority);
    let peer = trusted(tx, node, &thread).await?;
    let mut corrects = Corrects::new();
    let mut statements = Vec::new();
    for one in sent {
        if let Some(instead) = copies.get(&one.statement).copied().flatten() {
            statements.push(Pick { entity: one.entity, statement: instead, name: true });
            corrects.insert(instead, one.reference);
        }
    }
    let references = sent.iter().map(|s| s.reference).collect();
    let body = MoveBody::default().with_references(REFERENCES, &references).with("cause", "originator");
    let new = NewMove { code: CORRECT.into(), body, statements };
    may_by_itself(&thread, CORRECT, &new.body)?;
    match send(tx, node, &actor, &peer, &mut thread, (&new, &corrects)).await {
        // The parts pass and the whole does not: what was wrong is taken back with nothing in its place.
        Err(ExchangeError::Refused(_) | ExchangeError::MixedOrigin) if !new.statements.is_empty() => {
            let bare = NewMove { statements: Vec::new(), ..new };
            send(tx, node, &actor, &peer, &mut thread, (&bare, &Corrects::new())).await.map(|_| ())
        }
        other => other.map(|_| ()),
    }
}

/// Whether the node may make this move by itself: in a dossier that does not stand still and has room for it.
fn may_by_itself(thread: &Thread, code: &str, body: &MoveBody) -> Result<(), ExchangeError> {
    let (side, state) = (thread.dossier.side, thread::state(thread)?);
    let full = thread.chain(side).count() as u64 >= u64::from(MOVES_MAX);
    let may = procedure::may_make(&thread.kind, &state, side, code, &body.facts());
    if thread.dossier.frozen.is_some() || full || may.is_err() {
        return Err(ExchangeError::NotNow { code: code.into(), state: state.state });
    }
    Ok(())
}

/// Signs that a correction was applied, and to how many copies.
async fn acknowledge(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    thread: &mut Thread,
    made: &StoredMove,
    copies: u64,
) -> Result<(), ExchangeError> {
    let mut body = MoveBody::default().with("correction", made.digest.to_string());
    body.0.insert("copies".into(), copies.into());
    if may_by_itself(thread, APPLIED, &body).is_err() {
        return Ok(()); // An older definition of the kind has no such move, or the chain is full.
    }
    let actor = node.as_actor(thread.dossier.authority);
    let (new, purpose) = (NewMove::of(APPLIED, body), purpose_of(thread));
    let prepared = prepare(tx, node, &actor, peer, thread, (&new, &Corrects::new()), purpose).await?;
    append(tx, node, &actor, peer, thread, APPLIED, prepared).await.map(|_| ())
}

/// Keeps what was changed, case by case, for the desk and the cases.
async fn keep(
    tx: &Tx,
    thread: &Thread,
    made: &StoredMove,
    changed: &Changed,
    passed_on: u64,
) -> Result<(), StoreError> {
    let one = |case, counts: &Counts| AppliedCorrection {
        dossier: made.dossier,
        side: made.side,
        number: made.number,
        case,
        authority: thread.dossier.authority,
        peer: thread.dossier.peer,
        withdrawn: counts.withdrawn,
        replaced: counts.replaced,
        unfinished: counts.unfinished,
        passed_on,
        at: tx.at(),
    };
    if changed.cases.is_empty() {
        return store_recall::keep_applied(tx, &one(None, &Counts::default())).await;
    }
    for (case, counts) in &changed.cases {
        store_recall::keep_applied(tx, &one(Some(*case), counts)).await?;
    }
    Ok(())
}
