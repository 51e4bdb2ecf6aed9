//! The desk: what waits for a person, in order, and who has it; taking it, giving it to a colleague, handing a shift over,
//! passing it up.
//!
//! Who may: whoever the gate lets have a piece of work, and nobody else is offered it; why somebody is not, is not said
//! . Every change is one transaction with its entry in the log. Refused: work that does not wait, somebody
//! who may not have it, an answer to a handover that was meant for somebody else.

use crate::node::Node;
use crate::store_duty::Staff;
use crate::store_work::{self, Event, NOTE_CHARS_MAX};
use crate::work::{Held, How, Says, WORK_MAX, Waiting, Work, Works};
use ::store::{Fault, StoreError, Tx};
use gate::{Guarded, ObjectRef, action};
use kernel::id::{AuthorityId, PersonId};
use kernel::{Actor, AuditEntry, Outcome};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;
use web::T;

/// Rows of a desk; what stands further down is counted.
pub const DESK_ROWS_MAX: usize = 100;

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such work for this person: the same answer whatever the reason.
    #[error("there is no such work here")]
    NotHere,
    /// It cannot go to this person, or there is no such person: the same answer.
    #[error("it cannot go to them")]
    NotTo,
    /// A note is too long.
    #[error("a note has at most {NOTE_CHARS_MAX} characters")]
    Note,
    /// Somebody decided before.
    #[error("this was decided before")]
    Decided,
}

impl From<gate::Refusal> for DeskError {
    fn from(_: gate::Refusal) -> Self {
        Self::NotHere
    }
}

impl Fault for DeskError {
    fn store(&self) -> Option<&StoreError> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

/// A piece of work at a desk and who has it now.
#[derive(Clone)]
pub struct Piece {
    /// Its kind.
    pub work: Arc<dyn Work>,
    /// What waits.
    pub waiting: Waiting,
    /// Who has it, if anybody ever took it.
    pub held: Option<Held>,
}

impl Piece {
    /// How the gate and the log know it.
    #[must_use]
    pub fn object(&self) -> ObjectRef {
        ObjectRef { kind: self.work.kind(), id: self.waiting.object }
    }

    /// Who has it now.
    #[must_use]
    pub fn holder(&self) -> Option<PersonId> {
        self.held.as_ref().and_then(|h| h.holder)
    }

    /// Whether somebody said that they have seen it since it came.
    fn is_seen(&self) -> bool {
        let seen = self.held.as_ref().and_then(|h| h.seen_at);
        self.work.ends_when_seen() && seen.is_some_and(|at| at >= self.waiting.since)
    }
}

/// Everything that waits in an authority, whoever may see it: for the node itself, which tells nobody of it.
pub(crate) async fn of_authority(
    tx: &Tx,
    node: &Node,
    authority: AuthorityId,
    staff: &Staff,
) -> Result<Vec<Piece>, StoreError> {
    of_kinds(tx, node, authority, staff, &|_| true).await
}

async fn of_kinds(
    tx: &Tx,
    node: &Node,
    authority: AuthorityId,
    staff: &Staff,
    wanted: &(dyn Fn(&dyn Work) -> bool + Send + Sync),
) -> Result<Vec<Piece>, StoreError> {
    let mut held = store_work::held(tx, authority).await?;
    let mut pieces = Vec::new();
    for work in node.works.iter().filter(|work| wanted(work.as_ref())) {
        for waiting in work.waiting(node, tx, authority).await?.into_iter().take(WORK_MAX) {
            let was = held.remove(&(work.kind().to_owned(), waiting.object));
            let mut piece = Piece { work: Arc::clone(work), waiting, held: was };
            if let Some(was) = piece.held.take() {
                let barred = match was.holder {
                    Some(holder) => {
                        let actor = staff.actor(tx, holder).await?;
                        !may_have(tx, node, actor.as_ref(), &piece).await?
                    }
                    None => false,
                };
                let works = |holder| if barred { Works::Gone } else { staff.works(holder) };
                piece.held = Some(was.at(tx.at(), works));
            }
            if !piece.is_seen() {
                pieces.push(piece);
            }
        }
    }
    // What only has to be seen stands below what somebody waits for.
    pieces.sort_by_key(|p| {
        let (class, at, since) = p.waiting.rank(tx.at());
        (class.saturating_add(u8::from(p.work.ends_when_seen())), at, since)
    });
    Ok(pieces)
}

/// Whether somebody may have a piece of work.
pub(crate) async fn may_have(
    tx: &Tx,
    node: &Node,
    person: Option<&Actor>,
    piece: &Piece,
) -> Result<bool, StoreError> {
    let Some(actor) = person else { return Ok(false) };
    let Some(ask) = piece.work.ask(actor, tx.at()) else { return Ok(false) };
    Ok(node.gate.may(&piece.waiting.label, &ask.on(piece.object()))
        && !piece.work.bars(node, tx, actor, &piece.waiting).await?)
}

/// What waits for this person, in order. Nothing is opened.
///
/// # Errors
/// What the database says.
pub async fn pieces(tx: &Tx, node: &Node, actor: &Actor, staff: &Staff) -> Result<Vec<Piece>, StoreError> {
    let mut theirs = Vec::new();
    let does = |work: &dyn Work| work.ask(actor, tx.at()).is_some();
    for piece in of_kinds(tx, node, actor.authority, staff, &does).await? {
        if may_have(tx, node, Some(actor), &piece).await? {
            theirs.push(piece);
        }
    }
    Ok(theirs)
}

/// How many pieces of work stand at a person's desk: for the side bar of every page, so that nobody else is looked at.
///
/// # Errors
/// What the database says.
pub async fn count(tx: &Tx, node: &Node, actor: &Actor) -> Result<u64, StoreError> {
    let mut held = store_work::held(tx, actor.authority).await?;
    let mut count: u64 = 0;
    for work in node.works.iter().filter(|work| work.ask(actor, tx.at()).is_some()) {
        for waiting in work.waiting(node, tx, actor.authority).await?.into_iter().take(WORK_MAX) {
            let held = held.remove(&(work.kind().to_owned(), waiting.object));
            let piece = Piece { work: Arc::clone(work), waiting, held };
            let counts = !piece.is_seen() && may_have(tx, node, Some(actor), &piece).await?;
            count = count.saturating_add(u64::from(counts));
        }
    }
    Ok(count)
}

/// What these pieces say to their reader, by kind and object, opened by the gate.
///
/// # Errors
/// What the database says.
pub async fn says(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    t: &T,
    of: &[Piece],
) -> Result<BTreeMap<(&'static str, Uuid), Says>, StoreError> {
    let mut said = BTreeMap::new();
    for work in &node.works {
        let its: Vec<Waiting> =
            of.iter().filter(|p| p.work.kind() == work.kind()).map(|p| p.waiting.clone()).collect();
        if !its.is_empty() {
            let texts = work.says(node, tx, actor, t, &its).await?;
            said.extend(texts.into_iter().map(|(object, says)| ((work.kind(), object), says)));
        }
    }
    Ok(said)
}

/// One piece of work, if it waits for this person.
///
/// # Errors
/// [`DeskError::NotHere`].
pub async fn find(
    tx: &Tx,
    node: &Node,
    (actor, staff): (&Actor, &Staff),
    (kind, object): (&str, Uuid),
) -> Result<Piece, DeskError> {
    let all = pieces(tx, node, actor, staff).await?;
    let this = |p: &Piece| p.work.kind() == kind && p.waiting.object == object;
    all.into_iter().find(this).ok_or(DeskError::NotHere)
}

/// What happened to it, as far as this person may read it.
///
/// # Errors
/// What the database says.
pub async fn history(tx: &Tx, node: &Node, actor: &Actor, piece: &Piece) -> Result<Vec<Event>, StoreError> {
    let label = &piece.waiting.label;
    let events = store_work::events(tx, &node.vault, actor.authority, piece.object(), label).await?;
    let Some(ask) = piece.work.ask(actor, tx.at()) else { return Ok(Vec::new()) };
    Ok(node.gate.open_each(events, &ask, &mut tx.log()))
}

/// What somebody does with a piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Take it, also from a colleague: both names stand in the log.
    Take,
    /// Give it to a colleague.
    Assign(PersonId),
    /// Give back to the desk what one has.
    GiveBack,
    /// Pass it up to the deputy, or to the head where the deputy has it or may not.
    PassUp,
    /// Say that one has seen it.
    Seen,
    /// Only write a note.
    Note,
}

/// Does it, with its entry in the log.
///
/// # Errors
/// [`DeskError`]; nothing is changed then.
pub async fn act(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    (kind, object): (&str, Uuid),
    (step, note): (Step, &str),
) -> Result<(), DeskError> {
    let staff = Staff::of(tx, actor.authority).await?;
    let piece = find(tx, node, (actor, &staff), (kind, object)).await?;
    opened(tx, node, actor, &piece)?;
    if note.chars().count() > NOTE_CHARS_MAX {
        return Err(DeskError::Note);
    }
    let to = match step {
        Step::Take => Some((actor.person, How::Taken)),
        Step::Assign(to) => Some((to, How::Assigned)),
        Step::PassUp => Some((up(tx, node, &piece, &staff).await?, How::PassedUp)),
        Step::GiveBack | Step::Seen | Step::Note => None,
    };
    let was = standing(tx, &piece);
    let (held, how) = match (to, step) {
        (Some((to, how)), _) => {
            let actor = staff.actor(tx, to).await?;
            if !may_have(tx, node, actor.as_ref(), &piece).await? {
                return Err(DeskError::NotTo);
            }
            (given(tx, was, (to, staff.until(to)), how), how)
        }
        (None, Step::GiveBack) if was.holder == Some(actor.person) => {
            let back = Held { holder: None, last: Some(actor.person), since: tx.at(), until: None, ..was };
            (Held { how: How::GivenBack, ..back }, How::GivenBack)
        }
        (None, Step::GiveBack) => return Err(DeskError::NotHere),
        (None, Step::Seen) if piece.work.ends_when_seen() => {
            piece.work.seen(node, tx, actor.authority, object).await?;
            (Held { seen_at: Some(tx.at()), ..was }, How::Seen)
        }
        (None, Step::Seen) => return Err(DeskError::NotHere),
        (None, _) if note.trim().is_empty() => return Err(DeskError::Note),
        (None, _) => (was, How::Noted),
    };
    set(tx, node, actor, (&piece, &held), (how, note), &staff).await
}

/// The gate's word that this person deals with it, with the entry in the log.
fn opened(tx: &Tx, node: &Node, actor: &Actor, piece: &Piece) -> Result<(), DeskError> {
    let ask = piece.work.ask(actor, tx.at()).ok_or(DeskError::NotHere)?;
    let object = piece.object();
    let closed = Guarded::new(object, piece.waiting.label.clone(), ());
    Ok(node.gate.open(closed, &ask.on(object), &mut tx.log())?)
}

/// How it stands: as it was set down, or untouched.
pub(crate) fn standing(tx: &Tx, piece: &Piece) -> Held {
    piece.held.clone().unwrap_or_else(|| Held {
        kind: piece.work.kind().to_owned(),
        object: piece.waiting.object,
        holder: None,
        last: None,
        since: tx.at(),
        until: None,
        how: How::GivenBack,
        level: 0,
        seen_at: None,
    })
}

pub(crate) fn given(
    tx: &Tx,
    was: Held,
    (to, until): (PersonId, Option<kernel::Timestamp>),
    how: How,
) -> Held {
    Held { holder: Some(to), last: was.holder.or(was.last), since: tx.at(), until, how, ..was }
}

/// Whom it is passed up to: the first of deputy and head who may have it and does not.
async fn up(tx: &Tx, node: &Node, piece: &Piece, staff: &Staff) -> Result<PersonId, DeskError> {
    let holder = piece.holder();
    let above =
        staff.heads.iter().rposition(|h| h.is_some() && *h == holder).map_or(0, |n| n.saturating_add(1));
    for head in staff.heads.iter().skip(above).flatten() {
        let actor = staff.actor(tx, *head).await?;
        if may_have(tx, node, actor.as_ref(), piece).await? {
            return Ok(*head);
        }
    }
    Err(DeskError::NotTo)
}

pub(crate) async fn set(
    tx: &Tx,
    node: &Node,
    by: &Actor,
    (piece, held): (&Piece, &Held),
    (how, note): (How, &str),
    staff: &Staff,
) -> Result<(), DeskError> {
    store_work::put(tx, by.authority, held).await?;
    store_work::keep_event(tx, &node.vault, (by, held), how, note).await?;
    let name = |person: Option<PersonId>| person.map_or("nobody", |p| staff.name(p)).to_owned();
    let before = if how == How::Returned { held.last } else { piece.holder() };
    let (now, before) = (name(held.holder), name(before));
    log(tx, by, piece, format!("{}: {before} had it, {now} has it", how.code()));
    Ok(())
}

fn log(tx: &Tx, by: &Actor, piece: &Piece, note: String) {
    let purpose = piece.work.ask(by, tx.at()).map_or(kernel::Purpose::Administration, |ask| ask.purpose);
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: by.clone(),
        action: action::HAND_OVER,
        object_kind: piece.work.kind(),
        object: piece.waiting.object,
        purpose,
        outcome: Outcome::Done,
        note,
    });
}

/// Whom a piece of work can be given to: those of the authority who may have it.
///
/// # Errors
/// What the database says.
pub async fn colleagues(
    tx: &Tx,
    node: &Node,
    piece: &Piece,
    staff: &Staff,
) -> Result<Vec<(PersonId, String)>, StoreError> {
    let mut all = Vec::new();
    for person in staff.everyone() {
        let actor = staff.actor(tx, person.id).await?;
        if may_have(tx, node, actor.as_ref(), piece).await? {
            all.push((person.id, person.name.clone()));
        }
    }
    Ok(all)
}

/// What the clock does at the desks of an authority: what belongs to somebody off shift is given back, what nobody
/// acknowledged in time is passed up. Each is set down and logged; the desk itself shows the first also without it.
pub(crate) async fn keep(
    tx: &Tx,
    node: &Node,
    authority: AuthorityId,
    (pieces, staff): (&[Piece], &Staff),
) -> Result<(), DeskError> {
    let by = node.as_actor(authority);
    let before = store_work::held(tx, authority).await?;
    for piece in pieces {
        let (kind, object) = (piece.work.kind(), piece.waiting.object);
        let was = before.get(&(kind.to_owned(), object));
        if let Some(held) = piece.held.as_ref().filter(|h| h.how == How::Returned)
            && was.is_some_and(|w| w.holder.is_some())
        {
            set(tx, node, &by, (piece, held), (How::Returned, ""), staff).await?;
        }
        let standing = standing(tx, piece);
        let level = piece.waiting.level(tx.at());
        if level <= standing.level {
            continue;
        }
        let mut to = None;
        for head in staff.heads.iter().take(usize::try_from(level).unwrap_or(0)).flatten().rev() {
            let actor = staff.actor(tx, *head).await?;
            if to.is_none() && may_have(tx, node, actor.as_ref(), piece).await? {
                to = Some(*head);
            }
        }
        let held = match to {
            Some(to) => given(tx, standing, (to, staff.until(to)), How::Escalated),
            None => standing,
        };
        set(tx, node, &by, (piece, &Held { level, ..held }), (How::Escalated, ""), staff).await?;
    }
    Ok(())
}
