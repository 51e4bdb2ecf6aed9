//! Correction and withdrawal by the originator: what was taken back in a case is taken back with everybody it
//! went to, and everybody says so with a signature.
//!
//! A statement goes out under a random reference. When it no longer stands in the case, an officer sends the
//! correction: a move of the same dossier, at any time. What the other side does with it is `recall_apply`. A
//! correction that comes before the statement was taken counts first. Kept here: only the sender of a statement
//! corrects it. Refused: a correction of what still stands here.

use crate::carry::{Corrects, carried};
use crate::foresee::{Foreseen, foresee};
use crate::make_move::{append, may_now, opened, prepare, purpose_of, trusted};
use crate::store_letters;
use crate::store_recall::{self, Of, Sent, SentCorrection};
use crate::thread;
use crate::types::{Carried, ExchangeError, Made, NewMove, Pick, StoredMove, Thread};
use ::store::outbox::{self, OutState};
use ::store::{StoreError, Tx};
use access::Node;
use casefile::{CaseError, Keys, Statement};
use directory::Peer;
use gate::Ask;
use kernel::id::{AuthorityId, DossierId, EntityId, Reference, StatementId};
use kernel::time::DAY_MS;
use kernel::{Actor, Timestamp};
use procedure::{MoveBody, Placed, Side, Standing as Placing};
use std::collections::{BTreeMap, BTreeSet};

/// The move that takes back and replaces what was sent.
pub const CORRECT: &str = "correct";
/// The move by which a node says that it did so.
pub const APPLIED: &str = "applied";
/// Where a body names what is taken back, and where a grant names what it covers.
pub const REFERENCES: &str = "references";
/// How long the other side has before its silence stands on the desk. No treaty gives a number; it is this node's
/// own rule, and nothing follows from it but that somebody calls.
pub const ACKNOWLEDGED_WITHIN_MS: i64 = 7 * DAY_MS;

// ---- What stands of what was sent ----------------------------------------------------------------------------------

/// What one side of a dossier took back of what it had sent, and what it put in its place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Corrected {
    gone: BTreeSet<Reference>,
    instead: BTreeMap<Reference, Carried>,
}

/// What became of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It stands.
    Stands,
    /// Something else stands instead.
    Replaced,
    /// Nothing stands instead.
    Withdrawn,
}

impl Corrected {
    /// Reads the corrections of a side. Those that do not count change nothing.
    pub(crate) fn of(thread: &Thread, side: Side) -> Result<Self, StoreError> {
        let mut all = Self::default();
        if !thread.chain(side).any(|m| m.read_header().is_ok_and(|h| h.code == CORRECT)) {
            return Ok(all);
        }
        let state = thread::state(thread)?;
        for placed in state.moves.iter().filter(|m| counts(m, side, CORRECT)) {
            let body = thread.find(side, u64::from(placed.number)).and_then(StoredMove::read_body);
            let Some(body) = body else { continue };
            let gone = body.references(REFERENCES);
            for new in carried(&body).0 {
                if let Some(old) = new.corrects.filter(|old| gone.contains(old)) {
                    all.instead.insert(old, new);
                }
            }
            all.gone.extend(gone);
        }
        Ok(all)
    }

    pub(crate) fn fate(&self, reference: Reference) -> Fate {
        match (self.gone.contains(&reference), self.latest(reference).is_some()) {
            (false, _) => Fate::Stands,
            (true, true) => Fate::Replaced,
            (true, false) => Fate::Withdrawn,
        }
    }

    /// What stands now instead of something taken back, however often it was corrected.
    fn latest(&self, reference: Reference) -> Option<&Carried> {
        let mut found = self.instead.get(&reference)?;
        for _ in 0..self.instead.len() {
            match found.reference.filter(|r| self.gone.contains(r)) {
                None => return Some(found),
                Some(next) => found = self.instead.get(&next)?,
            }
        }
        None // Corrections that name each other in a circle leave nothing.
    }
}

pub(crate) fn counts(placed: &Placed, side: Side, code: &str) -> bool {
    placed.side == side && placed.code == code && placed.standing == Placing::Valid
}

/// A statement as its sender lets it stand, with what it was called first.
pub(crate) struct Standing {
    pub(crate) carried: Carried,
    pub(crate) first: Option<Reference>,
}

/// The statements of a move as they stand now.
pub(crate) struct AsItStands {
    pub(crate) statements: Vec<Standing>,
    /// Of how many their sender said something else since.
    pub(crate) corrected: u64,
}

/// Statements of a move with what their sender corrected since in their place.
pub(crate) fn as_it_stands(
    thread: &Thread,
    side: Side,
    statements: Vec<Carried>,
) -> Result<AsItStands, StoreError> {
    let corrected = Corrected::of(thread, side)?;
    let total = statements.len();
    let mut all = AsItStands { statements: Vec::with_capacity(total), corrected: 0 };
    for old in statements {
        let first = old.reference;
        if first.is_none_or(|r| corrected.fate(r) == Fate::Stands) {
            all.statements.push(Standing { carried: old, first });
            continue;
        }
        all.corrected = all.corrected.saturating_add(1);
        let new = first.and_then(|r| corrected.latest(r)).filter(|new| new.link.is_none());
        if let Some(new) = new {
            // It says the new thing of what the old one was about.
            let carried = Carried { entity: old.entity, kind: old.kind, ..new.clone() };
            all.statements.push(Standing { carried, first });
        }
    }
    Ok(all)
}

// ---- Sending -------------------------------------------------------------------------------------------------------

/// A correction to be sent in one dossier.
#[derive(Clone, Debug)]
pub struct Correction {
    /// What is taken back, and the own statement that stands instead, if one does.
    pub items: Vec<(Reference, Option<StatementId>)>,
    /// Why, for the other side.
    pub reasons: String,
}

/// Statements that went out, no longer stand here, and of which the other side was not told yet.
///
/// # Errors
/// What the database says.
pub async fn taken_back(tx: &Tx, of: Of<'_>) -> Result<Vec<Sent>, StoreError> {
    Ok(taken_back_when(tx, of).await?.into_iter().map(|(sent, _)| sent).collect())
}

/// The same, each with when it was taken back here.
pub(crate) async fn taken_back_when(tx: &Tx, of: Of<'_>) -> Result<Vec<(Sent, Timestamp)>, StoreError> {
    let mut sent = store_recall::sent_of(tx, of).await?;
    sent.retain(|s| s.corrected.is_none());
    let ids: Vec<StatementId> = sent.iter().map(|s| s.statement).collect();
    let gone = casefile::retracted_among(tx, &ids).await?;
    let when = |s: Sent| gone.get(&s.statement).map(|at| (s, *at));
    Ok(sent.into_iter().filter_map(when).collect())
}

/// Sends a correction to the other side of a dossier. After the commit the caller wakes the delivery.
///
/// # Errors
/// [`ExchangeError::NotHere`] for what was not sent in this dossier, still stands, or was corrected before; what
/// stops any move.
pub async fn correct(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: DossierId,
    correction: &Correction,
) -> Result<Made, ExchangeError> {
    let mut thread = opened(tx, node, actor, id).await?;
    let (new, corrects) = written(tx, &thread, correction).await?;
    may_now(&thread, &new)?;
    let peer = trusted(tx, node, &thread).await?;
    send(tx, node, actor, &peer, &mut thread, (&new, &corrects)).await
}

/// Shows beforehand what a correction would send.
///
/// # Errors
/// As [`correct`].
pub async fn foresee_correction(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: DossierId,
    correction: &Correction,
) -> Result<Foreseen, ExchangeError> {
    let thread = opened(tx, node, actor, id).await?;
    let (new, corrects) = written(tx, &thread, correction).await?;
    may_now(&thread, &new)?;
    let peer = trusted(tx, node, &thread).await?;
    let to = peer.recipient_for(thread.dossier.theirs).ok_or(ExchangeError::UnknownAuthority)?;
    let picked = (new.statements.as_slice(), &corrects);
    foresee(
        tx,
        node,
        actor,
        &peer,
        &to,
        CORRECT,
        (new.body.clone(), thread.dossier.case),
        picked,
        purpose_of(&thread),
    )
    .await
}

/// The move a correction means, checked against what was really sent.
async fn written(
    tx: &Tx,
    thread: &Thread,
    correction: &Correction,
) -> Result<(NewMove, Corrects), ExchangeError> {
    let dossier = &thread.dossier;
    let open = taken_back(tx, Of::Dossier(dossier.id, dossier.side)).await?;
    let open: BTreeMap<Reference, Sent> = open.into_iter().map(|s| (s.reference, s)).collect();
    let mut statements = Vec::new();
    let mut corrects = Corrects::new();
    for (reference, instead) in &correction.items {
        let sent = open.get(reference).ok_or(ExchangeError::NotHere)?;
        if let Some(statement) = instead {
            statements.push(Pick { entity: sent.entity, statement: *statement, name: true });
            corrects.insert(*statement, *reference);
        }
    }
    let references = correction.items.iter().map(|(r, _)| *r).collect();
    let body = MoveBody::default().with("reasons", correction.reasons.trim());
    let body = body.with_references(REFERENCES, &references);
    Ok((NewMove { code: CORRECT.into(), body, statements }, corrects))
}

/// Signs and queues a correction, and keeps that it was sent.
pub(crate) async fn send(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    peer: &Peer,
    thread: &mut Thread,
    (new, corrects): (&NewMove, &Corrects),
) -> Result<Made, ExchangeError> {
    let purpose = purpose_of(thread);
    let prepared = prepare(tx, node, actor, peer, thread, (new, corrects), purpose).await?;
    let made = append(tx, node, actor, peer, thread, CORRECT, prepared).await?;
    let side = thread.dossier.side;
    let stored = thread.find(side, made.number).ok_or(ExchangeError::NotHere)?;
    let references = new.body.references(REFERENCES);
    let kept = SentCorrection {
        dossier: made.dossier,
        side,
        number: made.number,
        digest: stored.digest,
        message: made.message,
        authority: thread.dossier.authority,
        peer: peer.node,
        statements: references.len() as u64,
        by_node: stored.person.is_none(),
        at: tx.at(),
        applied: None,
    };
    store_recall::keep_correction(tx, &kept).await?;
    store_recall::mark_corrected(tx, &references, made.number).await?;
    Ok(made)
}

// ---- Seeing --------------------------------------------------------------------------------------------------------

/// How far a correction that was sent has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum Reached {
    /// It waits to be sent, or to be sent again.
    Sent,
    /// The other side signed that it is durable there.
    Delivered,
    /// The other side signed that it was applied.
    Applied {
        /// When that came.
        at: Timestamp,
        /// To how many copies.
        copies: u64,
    },
    /// It went as a letter, and they said on the telephone that they have it: a node that would sign there is none.
    Confirmed {
        /// When that was recorded.
        at: Timestamp,
    },
    /// The other side did not take it, or nobody did in time.
    NotTaken,
}

/// A correction with how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// The correction.
    pub correction: SentCorrection,
    /// How far it has come.
    pub reached: Reached,
    /// Whether the acknowledgement should be here by now.
    pub overdue: bool,
}

/// The corrections an authority sent, each with how far it has come; those not acknowledged first.
///
/// # Errors
/// What the database says.
pub async fn corrections_sent(tx: &Tx, authority: AuthorityId) -> Result<Vec<Followed>, StoreError> {
    let mut all = Vec::new();
    for correction in store_recall::corrections_of(tx, authority).await? {
        all.push(follow(tx, correction).await?);
    }
    Ok(all)
}

/// Those of them whose time is over and that nobody acknowledged.
pub(crate) async fn late(tx: &Tx, authority: AuthorityId) -> Result<Vec<Followed>, StoreError> {
    let mut late = Vec::new();
    let before = tx.at().plus_ms(-ACKNOWLEDGED_WITHIN_MS);
    for correction in store_recall::unanswered(tx, authority, before).await? {
        late.extend(Some(follow(tx, correction).await?).filter(|f| f.overdue));
    }
    Ok(late)
}

async fn follow(tx: &Tx, correction: SentCorrection) -> Result<Followed, StoreError> {
    let reached = match correction.applied {
        Some((at, copies)) => Reached::Applied { at, copies },
        None => match outbox::find(tx, correction.message).await?.map(|row| row.state) {
            Some(OutState::Delivered) => Reached::Delivered,
            Some(OutState::Queued) => Reached::Sent,
            Some(_) => Reached::NotTaken,
            None => by_letter(tx, &correction).await?,
        },
    };
    let waits = !matches!(reached, Reached::Applied { .. } | Reached::Confirmed { .. });
    let overdue = waits && tx.at().since(correction.at) > ACKNOWLEDGED_WITHIN_MS;
    Ok(Followed { overdue: overdue || reached == Reached::NotTaken, correction, reached })
}

/// How far a correction has come that no line carries.
async fn by_letter(tx: &Tx, correction: &SentCorrection) -> Result<Reached, StoreError> {
    let letter = store_letters::letter(tx, correction.message).await?;
    Ok(match letter.map(|letter| letter.confirmed) {
        Some(Some((at, _))) => Reached::Confirmed { at },
        Some(None) => Reached::Sent,
        None => Reached::NotTaken,
    })
}

/// What the replacement of a statement can be: what stands of the same property of the same entity.
pub(crate) async fn could_stand_instead(
    tx: &Tx,
    node: &Node,
    ask: &Ask<'_>,
    entity: EntityId,
) -> Result<Vec<Statement>, CaseError> {
    let closed = casefile::statements_of(tx, &Keys::of(&node.vault), entity).await?;
    let open = node.gate.open_each(closed, ask, &mut tx.log());
    Ok(open.into_iter().filter(|s| s.retracted.is_none()).collect())
}
