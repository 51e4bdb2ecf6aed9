//! Notices to people who are not looking: that something waits at their desk, and not a word of what.
//!
//! Who may: everybody chooses for themselves, with an address and quiet hours. Kept here: every notice has the same text,
//! length and form; ordinary ones go out only at a few moments of the hour, each a little later by chance, so that when
//! one comes tells little; danger to life does not wait for that, nor for the end of quiet hours. Refused: more than one
//! that waits for a person and a way, an address that would add a line to a letter. To browsers nothing is said at all:
//! each shows the one sentence by itself.

use crate::desk::Piece;
use crate::node::Node;
use crate::store_browsers::DuePush;
use crate::store_duty::Staff;
use crate::store_notices::{self, Choice};
use crate::{desk, store, store_browsers};
use ::store::{StoreError, Tx};
use futures_core::future::BoxFuture;
use kernel::id::PersonId;
use kernel::time::{DAY_MS, MINUTE_MS};
use kernel::{Actor, Rng, Timestamp};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// Ordinary notices go out at these moments: every quarter of an hour.
pub const GRID_MS: i64 = 15 * MINUTE_MS;
/// And up to this much later, by chance.
pub const JITTER_MS: u64 = 5 * 60_000;
/// The same for danger to life.
pub const DANGER_JITTER_MS: u64 = 20_000;
/// How often sending is tried before a notice is given up.
pub const TRIES_MAX: i64 = 6;
/// Notices sent in one go.
pub const SENT_AT_ONCE_MAX: u64 = 50;
/// Longest address, in characters (RFC 5321).
pub const ADDRESS_CHARS_MAX: usize = 254;

/// Sends a letter. The program implements it over the machine's own mail, tests over memory.
pub trait Mailer: Send + Sync {
    /// Hands the letter to the mail; the error is for the log.
    fn send<'a>(&'a self, to: &'a str, text: &'a str) -> BoxFuture<'a, Result<(), String>>;
}

/// Why a notice to a browser did not go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotPushed {
    /// The browser takes none any more; it is forgotten.
    Gone,
    /// Not now.
    Failed {
        /// For the log: without the browser's address.
        why: String,
        /// How long its push service asks to wait, in seconds.
        wait_s: Option<u64>,
    },
}

/// Wakes browsers, and says nothing to them. The program implements it over push services, tests over memory.
pub trait Pusher: Send + Sync {
    /// The node's public key, as a browser is told it when it is added.
    fn key(&self) -> &str;
    /// Whether an address that a browser names is at a push service which the operator allows.
    fn takes(&self, endpoint: &str) -> bool;
    /// Wakes the browser; `urgent` also one that saves its battery.
    fn push<'a>(
        &'a self,
        endpoint: &'a str,
        urgent: bool,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<(), NotPushed>>;
}

/// Hours in which somebody wants no ordinary notice: minutes of their day, from and until.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// From this minute of the day.
    pub from: i64,
    /// Until this one.
    pub until: i64,
    /// How far the person's clock is east of UTC, in minutes, when they chose.
    pub offset_min: i64,
}

const DAY_MIN: i64 = 24 * 60;

impl Quiet {
    /// When the quiet hours that run at a moment end; `None` outside of them.
    #[must_use]
    pub fn ends(&self, at: Timestamp) -> Option<Timestamp> {
        let minute = at.plus_ms(self.offset_min.saturating_mul(MINUTE_MS)).0.rem_euclid(DAY_MS) / MINUTE_MS;
        let into = (minute - self.from).rem_euclid(DAY_MIN);
        let length = (self.until - self.from).rem_euclid(DAY_MIN);
        let begun = Timestamp(at.0 - at.0.rem_euclid(MINUTE_MS));
        (into < length).then(|| begun.plus_ms((length - into).saturating_mul(MINUTE_MS)))
    }
}

/// When a notice of something that came now goes out.
#[must_use]
pub fn goes_out(now: Timestamp, danger: bool, quiet: Option<Quiet>, rng: &dyn Rng) -> Timestamp {
    if danger {
        return now.plus_ms(by_chance(rng, DANGER_JITTER_MS));
    }
    let awake = quiet.and_then(|quiet| quiet.ends(now)).unwrap_or(now);
    let next = Timestamp(awake.0 - awake.0.rem_euclid(GRID_MS)).plus_ms(GRID_MS);
    next.plus_ms(by_chance(rng, JITTER_MS))
}

fn by_chance(rng: &dyn Rng, below: u64) -> i64 {
    let mut bytes = [0; 8];
    rng.fill(&mut bytes);
    i64::try_from(u64::from_be_bytes(bytes) % below).unwrap_or(0)
}

/// An address that a letter can go to and that adds nothing to it.
#[must_use]
pub fn address(text: &str) -> Option<&str> {
    let text = text.trim();
    let plain = |c: char| c.is_ascii_graphic() && !"<>()[],;:\\\"".contains(c);
    let (name, host) = text.split_once('@')?;
    let whole = !name.is_empty() && host.contains('.') && !host.contains('@') && !host.starts_with('.');
    (whole && text.len() <= ADDRESS_CHARS_MAX && !text.starts_with('-') && text.chars().all(plain))
        .then_some(text)
}

/// Whether something of this came to a person since they were told, and whether a life is in danger in it.
fn news(pieces: &[(Piece, bool)], person: PersonId, told: Timestamp, now: Timestamp) -> Option<bool> {
    let mut news = None;
    for (piece, _) in pieces.iter().filter(|(p, may)| *may && p.holder().is_none_or(|h| h == person)) {
        let mine = piece.held.as_ref().filter(|h| h.holder == Some(person)).map(|h| h.since);
        let came = piece.waiting.since.max(mine.unwrap_or(Timestamp(i64::MIN)));
        let fell_due = piece.waiting.due.filter(|due| *due <= now).unwrap_or(Timestamp(i64::MIN));
        if came.max(fell_due) > told {
            news = Some(news.unwrap_or(false) || piece.waiting.danger);
        }
    }
    news
}

/// The ways to everybody: what they chose, and the browsers they added.
pub(crate) struct Ways {
    choices: Vec<Choice>,
    browsers: BTreeMap<PersonId, Vec<Uuid>>,
}

impl Ways {
    async fn of(tx: &Tx, node: &Node) -> Result<Self, StoreError> {
        let browsers = if node.pusher.is_some() { store_browsers::all(tx).await? } else { BTreeMap::new() };
        let mut choices = store_notices::choices(tx, &node.vault).await?;
        for choice in &mut choices {
            choice.address = choice.address.take().filter(|_| node.mailer.is_some());
        }
        choices.retain(|c| c.address.is_some() || browsers.contains_key(&c.person));
        Ok(Self { choices, browsers })
    }
}

/// Queues a notice, each way they chose, for everyone of an authority to whom something came.
pub(crate) async fn queue(
    tx: &Tx,
    node: &Node,
    pieces: &[Piece],
    staff: &Staff,
    ways: &Ways,
) -> Result<(), StoreError> {
    for person in staff.everyone() {
        let Some(choice) = ways.choices.iter().find(|c| c.person == person.id) else { continue };
        let Some(actor) = staff.actor(tx, person.id).await? else { continue };
        let seen = visible(tx, node, &actor, pieces).await?;
        let Some(danger) = news(&seen, person.id, choice.told_at, tx.at()) else { continue };
        if !danger && !staff.reachable(person.id) {
            continue;
        }
        let at = goes_out(tx.at(), danger, choice.quiet, tx.rng());
        if choice.address.is_some() {
            store_notices::put(tx, person.id, at).await?;
        }
        for browser in ways.browsers.get(&person.id).into_iter().flatten() {
            store_browsers::put(tx, *browser, at, danger).await?;
        }
        store_notices::told(tx, person.id).await?;
    }
    Ok(())
}

async fn visible(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    pieces: &[Piece],
) -> Result<Vec<(Piece, bool)>, StoreError> {
    let mut seen = Vec::with_capacity(pieces.len());
    for piece in pieces {
        seen.push((piece.clone(), desk::may_have(tx, node, Some(actor), piece).await?));
    }
    Ok(seen)
}

/// Sends what is to go out now, each way; returns how many went. What does not go is tried again, ever later, and then given
/// up; the person's page says so. A mail program that hangs keeps no browser waiting, nor one push service another.
///
/// # Errors
/// What the database says.
pub async fn send_due(node: &Node) -> Result<usize, StoreError> {
    let (letters, pushes) = tokio::join!(send_letters(node), send_pushes(node));
    Ok(letters?.saturating_add(pushes?))
}

async fn send_pushes(node: &Node) -> Result<usize, StoreError> {
    let Some(pusher) = &node.pusher else { return Ok(0) };
    let due = node.store.run::<_, StoreError, _, _>("take pushes", |tx| async move {
        store_browsers::take_due(&tx, &node.vault).await
    });
    let now = node.store.clock().now();
    let mut going = tokio::task::JoinSet::new();
    for push in due.await? {
        let pusher = Arc::clone(pusher);
        going.spawn(async move {
            let went = pusher.push(&push.endpoint, push.urgent, now).await;
            (push, went)
        });
    }
    let mut sent: usize = 0;
    while let Some(one) = going.join_next().await {
        // One that broke off stays queued with its next attempt.
        let Ok((push, went)) = one else { continue };
        if let Err(NotPushed::Failed { why, .. }) = &went {
            tracing::warn!(%why, tries = push.tries, "a notice to a browser could not be sent");
        }
        sent = sent.saturating_add(usize::from(went.is_ok()));
        let settled = node.store.run::<_, StoreError, _, _>("push sent", |tx| {
            let (push, went) = (&push, &went);
            async move { settle(&tx, push, went).await }
        });
        settled.await?;
    }
    Ok(sent)
}

/// What becomes of a notice to a browser after it was tried.
async fn settle(tx: &Tx, push: &DuePush, went: &Result<(), NotPushed>) -> Result<(), StoreError> {
    match went {
        Ok(()) => store_browsers::done(tx, push.browser, false).await,
        Err(NotPushed::Gone) => store_browsers::take_out(tx, push.browser).await,
        Err(NotPushed::Failed { .. }) if push.tries >= TRIES_MAX => {
            store_browsers::done(tx, push.browser, true).await
        }
        Err(NotPushed::Failed { wait_s: Some(wait_s), .. }) => {
            let asked = i64::try_from(*wait_s).unwrap_or(i64::MAX).saturating_mul(1_000).min(4 * GRID_MS);
            let later = tx.at().plus_ms(asked).max(store_notices::tried_again(tx.at(), push.tries));
            store_browsers::again(tx, push.browser, later).await
        }
        Err(NotPushed::Failed { wait_s: None, .. }) => Ok(()),
    }
}

async fn send_letters(node: &Node) -> Result<usize, StoreError> {
    let Some(mailer) = &node.mailer else { return Ok(0) };
    // Taken with the next attempt set down first: a crash in between sends one twice rather than none.
    let due = node.store.run::<_, StoreError, _, _>("take notices", |tx| async move {
        store_notices::take_due(&tx, &node.vault).await
    });
    let mut sent: usize = 0;
    for notice in due.await? {
        let text = node.words.t(notice.lang, "access-notice-text");
        let went = mailer.send(&notice.address, &text).await;
        if let Err(error) = &went {
            tracing::warn!(%error, tries = notice.tries, "a notice could not be sent");
        }
        sent = sent.saturating_add(usize::from(went.is_ok()));
        let over = went.is_ok() || notice.tries >= TRIES_MAX;
        let done = node.store.run::<_, StoreError, _, _>("notice sent", |tx| {
            let (person, failed) = (notice.person, went.is_err());
            async move { if over { store_notices::done(&tx, person, failed).await } else { Ok(()) } }
        });
        done.await?;
    }
    Ok(sent)
}

/// Looks after the desks of every authority: what the clock does, and notices of it.
///
/// # Errors
/// What the database says.
pub async fn keep_desks(node: &Node) -> Result<(), StoreError> {
    let authorities = node
        .store
        .look::<_, StoreError, _, _>("authorities", |tx| async move { store::authorities(&tx).await })
        .await?;
    for authority in authorities {
        let kept = node.store.run::<_, desk::DeskError, _, _>("keep desks", |tx| {
            let of = authority.id;
            async move {
                let staff = Staff::of(&tx, of).await?;
                let pieces = desk::of_authority(&tx, node, of, &staff).await?;
                desk::keep(&tx, node, of, (&pieces, &staff)).await?;
                // As it stands after that: what was passed up is news for whom it went to.
                let pieces = desk::of_authority(&tx, node, of, &staff).await?;
                let ways = Ways::of(&tx, node).await?;
                if !ways.choices.is_empty() {
                    queue(&tx, node, &pieces, &staff, &ways).await?;
                }
                let waits = |kind: &str, object| {
                    pieces.iter().any(|p| p.work.kind() == kind && p.waiting.object == object)
                };
                crate::store_work::sweep(&tx, of, &waits).await?;
                crate::store_duty::sweep(&tx).await?;
                Ok(())
            }
        });
        if let Err(error) = kept.await {
            match error {
                desk::DeskError::Store(error) => return Err(error),
                other => tracing::error!(%other, "a desk could not be kept"),
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::testing::SeededRng;
    use kernel::time::HOUR_MS;

    const NIGHT: Quiet = Quiet { from: 22 * 60, until: 6 * 60, offset_min: 60 };

    /// A moment by the clock of somebody an hour east of UTC.
    fn at(hour: i64, minute: i64) -> Timestamp {
        Timestamp(400 * DAY_MS + (hour - 1) * HOUR_MS + minute * MINUTE_MS)
    }

    #[test]
    fn quiet_hours_hold_over_midnight_and_end_in_the_morning() {
        assert_eq!(NIGHT.ends(at(23, 30)), Some(at(24 + 6, 0)));
        assert_eq!(NIGHT.ends(at(3, 0)), Some(at(6, 0)));
        assert_eq!((NIGHT.ends(at(6, 0)), NIGHT.ends(at(21, 59))), (None, None));
    }

    #[test]
    fn danger_to_life_waits_for_no_quiet_hour_and_nothing_else_breaks_one() {
        let rng = SeededRng::new(3);
        let danger = goes_out(at(3, 0), true, Some(NIGHT), &rng);
        assert!(danger.since(at(3, 0)) < MINUTE_MS, "{danger:?}");
        let ordinary = goes_out(at(3, 0), false, Some(NIGHT), &rng);
        assert!(ordinary >= at(6, 0), "{ordinary:?}");
    }

    #[test]
    fn when_an_ordinary_notice_comes_tells_the_quarter_of_an_hour_at_most() {
        let rng = SeededRng::new(4);
        for minute in 0..15 {
            let out = goes_out(at(10, minute), false, None, &rng);
            assert!(out >= at(10, 15) && out < at(10, 20), "what came at {minute} goes out at {out:?}");
        }
    }

    #[test]
    fn an_address_adds_nothing_to_a_letter() {
        assert_eq!(address(" duty@niamey.example "), Some("duty@niamey.example"));
        let bad =
            ["", "duty", "a@b", "a@b.c\nBcc: x@y.z", "a b@c.d", "-oQ/tmp@c.d", "<a@b.c>", "a@b.c,d@e.f"];
        for text in bad {
            assert_eq!(address(text), None, "{text:?}");
        }
    }
}
