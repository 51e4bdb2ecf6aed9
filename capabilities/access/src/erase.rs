//! What is done about end dates: a review sets another, a hold stops the erasure, what is due is erased.
//!
//! One record is one transaction with its entry in the log, so that a process that dies in between leaves each record
//! whole or gone. Refused: a date without a reason or beyond what the rule would give today; the erasure of what a hold
//! stands on or something open needs.

use crate::node::Node;
use crate::retention::{
    Erased, HOLD_REVIEW_DAYS_MAX, KeptRecord, LINE_CHARS_MAX, Need, NewHold, PERIOD_DAYS_MAX, RetentionError,
    Rule, Standing, Tombstone, WHY_CHARS_MAX, last_date, said,
};
use crate::store_holds as holding;
use crate::{Kept, store_retention as kept};
use ::store::{StoreError, Tx};
use futures_core::future::BoxFuture;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::AuthorityId;
use kernel::time::DAY_MS;
use kernel::{Actor, AuditEntry, Outcome, Purpose, Timestamp};
use std::sync::Arc;
use uuid::Uuid;

/// Records looked at in one go.
const LOOKED_AT: u64 = 100;
/// Most records that one run erases; what is left waits for the next.
pub const ERASED_IN_A_RUN_MAX: u64 = 500;
/// Most records of an older program that one run gives a date, for each kind.
const DATED_IN_A_RUN_MAX: u64 = 2_000;

/// What a run of the job did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ended {
    /// Records that had no end date and got one.
    pub dated: u64,
    /// Records erased.
    pub erased: u64,
    /// Records that are due and stay, because a hold stands on them or something open needs them.
    pub held: u64,
    /// Rows that ended by their age alone.
    pub swept: u64,
}

/// Why a record is erased.
#[derive(Clone, Copy, Debug)]
pub enum Because<'a> {
    /// Its time is over.
    Due,
    /// A data subject asked for it: the request's reference. Why it was granted stands in the register.
    Request(&'a str),
}

/// A record whose end is to be decided, opened by the gate.
pub struct Decided {
    /// Its end date.
    pub record: KeptRecord,
    /// As its room sees it.
    pub standing: Standing,
    /// How the gate knows it.
    pub object: ObjectRef,
}

fn kind_of<'a>(node: &'a Node, kind: &str) -> Option<&'a Arc<dyn Kept>> {
    node.kept.iter().find(|k| k.kind() == kind)
}

/// The record behind an entry, as its room sees it; `None` where there is none.
///
/// # Errors
/// What the database says.
pub async fn behind(
    tx: &Tx,
    node: &Node,
    record: &KeptRecord,
) -> Result<Option<(Standing, ObjectRef)>, StoreError> {
    let Some(room) = kind_of(node, &record.kind) else { return Ok(None) };
    let standing = room.standing(node, tx, record.object, record.authority).await?;
    Ok(standing.map(|s| (s, ObjectRef { kind: room.kind(), id: record.object })))
}

/// Opens the entry of a record for an act on its end date. There is none, and none for you, are one answer.
///
/// # Errors
/// [`RetentionError::NotHere`], or what the database says.
pub async fn open(
    tx: &Tx,
    node: &Node,
    (actor, purpose): (&Actor, Purpose),
    action: &'static str,
    id: Uuid,
) -> Result<Decided, RetentionError> {
    let record = kept::kept(tx, &node.vault, id).await?.ok_or(RetentionError::NotHere)?;
    let (standing, object) = behind(tx, node, &record).await?.ok_or(RetentionError::NotHere)?;
    let ask = Ask::new(actor, action, purpose, tx.at()).on(object);
    let closed = Guarded::new(object, standing.label.clone(), ());
    node.gate.open(closed, &ask, &mut tx.log())?;
    Ok(Decided { record, standing, object })
}

/// Sets another end date, with a reason: later or earlier, never beyond what the rule would give a record of today.
///
/// # Errors
/// [`RetentionError`].
pub async fn review(
    tx: &Tx,
    node: &Node,
    by: (&Actor, Purpose),
    id: Uuid,
    (until, why): (Timestamp, &str),
) -> Result<(), RetentionError> {
    let opened = open(tx, node, by, action::REVIEW_RETENTION, id).await?;
    let why = said(why, WHY_CHARS_MAX)?;
    let period = kept::period(tx, opened.record.authority, opened.record.rule).await?;
    let last = last_date(&period, tx.at());
    if until <= tx.at() || until > last {
        return Err(RetentionError::Date(last));
    }
    kept::set_date(tx, &node.vault, by.0, id, (until, why)).await?;
    let note = format!("kept until {} instead of {}", until.rfc3339(), opened.record.ends_at.rfc3339());
    log(tx, by, action::REVIEW_RETENTION, opened.object, note);
    Ok(())
}

/// Places a legal hold.
///
/// # Errors
/// [`RetentionError`].
pub async fn place_hold(
    tx: &Tx,
    node: &Node,
    by: (&Actor, Purpose),
    id: Uuid,
    new: &NewHold,
) -> Result<Uuid, RetentionError> {
    let opened = open(tx, node, by, action::HOLD_RECORD, id).await?;
    let ground = said(&new.ground, WHY_CHARS_MAX)?.to_owned();
    let reference = said(&new.reference, LINE_CHARS_MAX)?.to_owned();
    let last = tx.at().plus_ms(HOLD_REVIEW_DAYS_MAX.saturating_mul(DAY_MS));
    if new.review_at <= tx.at() || new.review_at > last {
        return Err(RetentionError::Date(last));
    }
    let review_at = new.review_at;
    let hold =
        holding::put_hold(tx, &node.vault, by.0, id, &NewHold { ground, reference, review_at }).await?;
    let note = format!("placed legal hold {hold}, to be looked at on {}", review_at.rfc3339());
    log(tx, by, action::HOLD_RECORD, opened.object, note);
    Ok(hold)
}

/// Lifts a legal hold, with a reason.
///
/// # Errors
/// [`RetentionError`].
pub async fn lift_hold(
    tx: &Tx,
    node: &Node,
    by: (&Actor, Purpose),
    (id, hold): (Uuid, Uuid),
    why: &str,
) -> Result<(), RetentionError> {
    let opened = open(tx, node, by, action::HOLD_RECORD, id).await?;
    said(why, WHY_CHARS_MAX)?;
    if !holding::drop_hold(tx, id, hold).await? {
        return Err(RetentionError::NotHere);
    }
    log(tx, by, action::HOLD_RECORD, opened.object, format!("lifted legal hold {hold}"));
    Ok(())
}

/// Sets a rule of the actor's authority.
///
/// # Errors
/// [`RetentionError`].
pub async fn set_rule(
    tx: &Tx,
    node: &Node,
    by: &Actor,
    rule: Rule,
    (days, source): (i64, &str),
) -> Result<(), RetentionError> {
    let object = ObjectRef { kind: "retention", id: by.authority.0 };
    keeps(tx, node, by)?;
    let source = said(source, LINE_CHARS_MAX)?;
    if !(1..=PERIOD_DAYS_MAX).contains(&days) {
        return Err(RetentionError::Date(tx.at().plus_ms(PERIOD_DAYS_MAX.saturating_mul(DAY_MS))));
    }
    kept::set_period(tx, by, rule, days, source).await?;
    let note = format!("{}: {days} days", rule.code());
    log(tx, (by, Purpose::Oversight), action::KEEP_RETENTION, object, note);
    Ok(())
}

/// The gate's word that this person oversees the end dates of their authority.
///
/// # Errors
/// A refusal.
pub fn keeps(tx: &Tx, node: &Node, by: &Actor) -> Result<(), gate::Refusal> {
    let object = ObjectRef { kind: "retention", id: by.authority.0 };
    let ask = Ask::new(by, action::KEEP_RETENTION, Purpose::Oversight, tx.at()).on(object);
    node.gate.open(Guarded::new(object, kernel::Label::own(by.authority), ()), &ask, &mut tx.log())
}

fn log(tx: &Tx, (by, purpose): (&Actor, Purpose), action: &'static str, object: ObjectRef, note: String) {
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: by.clone(),
        action,
        object_kind: object.kind,
        object: object.id,
        purpose,
        outcome: Outcome::Done,
        note,
    });
}

/// What stops the erasure of a record: legal holds on it or on what it stands in, and what is still open.
///
/// # Errors
/// What the database says.
pub async fn stops(
    tx: &Tx,
    node: &Node,
    (kind, object): (&str, Uuid),
    standing: &Standing,
) -> Result<(usize, Vec<Need>), StoreError> {
    let mut entries = Vec::new();
    for (kind, object) in std::iter::once((kind, object)).chain(standing.within) {
        let entry = kept::kept_of(tx, &node.vault, kind, object, standing.authority).await?;
        entries.extend(entry.map(|e| e.id));
    }
    let holds = holding::holds_on(tx, &node.vault, &entries).await?.len();
    let mut needs = Vec::new();
    for room in &node.kept {
        needs.extend(room.needs(node, tx, kind, object, standing.authority).await?);
    }
    Ok((holds, needs))
}

/// Erases one record in this transaction, with its entry in the log, and puts a tombstone in its place.
///
/// # Errors
/// [`RetentionError::Held`], a refusal of the gate, or what the database says.
pub async fn erase(
    tx: &Tx,
    node: &Node,
    by: &Actor,
    (kind, object, authority): (&str, Uuid, AuthorityId),
    because: Because<'_>,
) -> Result<Erased, RetentionError> {
    let room = kind_of(node, kind).ok_or(RetentionError::NotHere)?;
    let standing = room.standing(node, tx, object, authority).await?.ok_or(RetentionError::NotHere)?;
    let authority = standing.authority;
    let named = ObjectRef { kind: room.kind(), id: object };
    let ask = Ask::new(by, action::ERASE_RECORD, Purpose::Oversight, tx.at()).on(named);
    node.gate.open(Guarded::new(named, standing.label.clone(), ()), &ask, &mut tx.log())?;
    let (holds, needs) = stops(tx, node, (kind, object), &standing).await?;
    if holds > 0 || !needs.is_empty() {
        return Err(RetentionError::Held { holds, needs });
    }
    let entry = kept::kept_of(tx, &node.vault, kind, object, authority).await?;
    for other in &node.kept {
        other.goes(node, tx, kind, object, authority).await?;
    }
    let erased = room.erase(node, tx, object, authority).await?;
    crate::store_acts::forget(tx, &[object]).await?;
    kept::undate(tx, kind, &[object], authority).await?;
    let request = match because {
        Because::Due => "",
        Because::Request(reference) => reference,
    };
    let stone = Tombstone {
        kind: kind.to_owned(),
        object,
        rule: entry.as_ref().map(|e| e.rule),
        ended_at: entry.as_ref().map(|e| e.ends_at),
        at: tx.at(),
        by: by.name.clone(),
        request: request.to_owned(),
        rows: erased.rows(),
        digest: erased.digest().to_string(),
    };
    let apart = standing.label.circle.is_some() || !standing.label.excluded.is_none();
    holding::bury(tx, authority, &stone, apart).await?;
    // The note names no value: the rule or the request, how much it was, and what commits to it.
    let under = stone.rule.map_or("no rule", Rule::code);
    let what = if request.is_empty() { format!("rule {under}") } else { format!("request {request}") };
    let note = format!("{what}; {} rows; digest {}", stone.rows, stone.digest);
    let by = Actor { authority, ..by.clone() };
    log(tx, (&by, Purpose::Oversight), action::ERASE_RECORD, named, note);
    Ok(erased)
}

/// Ends what is due: gives a date to what has none, erases what is over and not held, record by record, and what ends
/// by its age. Any number of processes may run it at a time. At most [`ERASED_IN_A_RUN_MAX`] records a run.
///
/// # Errors
/// What the database says. What was erased before stays erased.
pub async fn end_what_is_due(node: &Node) -> Result<Ended, StoreError> {
    let mut ended = Ended { dated: date_undated(node).await?, ..Ended::default() };
    let mut after = None;
    while ended.erased < ERASED_IN_A_RUN_MAX {
        let due = node.store.run::<_, StoreError, _, _>("retention: look", |tx| async move {
            kept::ending(&tx, &node.vault, None, tx.at().plus_ms(1), after, LOOKED_AT).await
        });
        let due = due.await?;
        let Some(last) = due.last() else { break };
        after = Some((last.ends_at, last.id));
        for record in &due {
            match end(node, record).await {
                Ok(true) => ended.erased = ended.erased.saturating_add(1),
                Ok(false) => {}
                Err(RetentionError::Held { .. }) => ended.held = ended.held.saturating_add(1),
                Err(RetentionError::Store(error)) => return Err(error),
                // One record that does not go must not keep the others: it stays due, and the log of the program says so.
                Err(error) => {
                    tracing::error!(%error, kind = record.kind, "a record that is due was not erased")
                }
            }
        }
    }
    for room in &node.kept {
        let swept = node
            .store
            .run::<_, StoreError, _, _>("retention: sweep", |tx| async move { room.sweep(node, &tx).await });
        ended.swept = ended.swept.saturating_add(swept.await?);
    }
    if ended.erased > 0 || ended.swept > 0 {
        node.store.wipe_freed().await?;
    }
    Ok(ended)
}

/// Ends one record; `false` if it is no longer due.
async fn end(node: &Node, record: &KeptRecord) -> Result<bool, RetentionError> {
    let ended = node.store.run::<_, RetentionError, _, _>("retention: erase", |tx| async move {
        // It may have been reviewed or erased since it was looked up.
        let now = kept::kept(&tx, &node.vault, record.id).await?;
        let Some(now) = now.filter(|r| r.ends_at <= tx.at()) else { return Ok(false) };
        let by = node.as_actor(now.authority);
        match erase(&tx, node, &by, (&now.kind, now.object, now.authority), Because::Due).await {
            Ok(_) => Ok(true),
            // The record is gone and its date was left behind, or its room is not in this program.
            Err(RetentionError::NotHere) if kind_of(node, &now.kind).is_some() => {
                kept::undate(&tx, &now.kind, &[now.object], now.authority).await?;
                Ok(false)
            }
            Err(error) => Err(error),
        }
    });
    ended.await
}

async fn date_undated(node: &Node) -> Result<u64, StoreError> {
    let mut dated = 0_u64;
    for room in &node.kept {
        let run = node.store.run::<_, StoreError, _, _>("retention: date", |tx| async move {
            let found = room.undated(node, &tx, DATED_IN_A_RUN_MAX).await?;
            for one in &found {
                kept::date(&tx, *one).await?;
            }
            Ok(found.len() as u64)
        });
        dated = dated.saturating_add(run.await?);
    }
    Ok(dated)
}

/// Acts that a second person decided: they end by their age.
pub struct KeptActs;

impl Kept for KeptActs {
    fn kind(&self) -> &'static str {
        "second-act"
    }

    fn tables(&self) -> &'static [(&'static str, Rule)] {
        &[("second_act", Rule::Act)]
    }

    fn standing<'a>(
        &'a self,
        _: &'a Node,
        _: &'a Tx,
        _: Uuid,
        _: AuthorityId,
    ) -> BoxFuture<'a, Result<Option<Standing>, StoreError>> {
        Box::pin(async { Ok(None) })
    }

    fn erase<'a>(
        &'a self,
        _: &'a Node,
        _: &'a Tx,
        _: Uuid,
        _: AuthorityId,
    ) -> BoxFuture<'a, Result<Erased, StoreError>> {
        Box::pin(async { Ok(Erased::none()) })
    }

    fn sweep<'a>(&'a self, _: &'a Node, tx: &'a Tx) -> BoxFuture<'a, Result<u64, StoreError>> {
        Box::pin(async move {
            let period = kept::period_of_node(tx, Rule::Act).await?;
            crate::store_acts::forget_before(tx, tx.at().plus_ms(-period.ms())).await
        })
    }
}
