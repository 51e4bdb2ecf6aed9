//! What waits at the desks of an authority: each room says what waits there, this room who has it.
//!
//! Rooms bring [`Work`], registered in the program. A piece of work tells nothing of what it is about: an id, the label the
//! gate decides on, and its clocks; what it says is opened for its reader alone. Kept here: what is due stands in one
//! order, danger to life first; nothing disappears because somebody went off shift, see [`Held::at`].

use crate::node::Node;
use ::store::{StoreError, Tx};
use futures_core::future::BoxFuture;
use gate::Ask;
use kernel::id::{AuthorityId, PersonId};
use kernel::time::{HOUR_MS, MINUTE_MS};
use kernel::{Actor, Label, Timestamp};
use std::collections::BTreeMap;
use uuid::Uuid;
use web::{Clock, T, Tag};

/// How long somebody has to acknowledge a call for help before it moves on. Our own practice; no article sets it.
pub const DANGER_TERM_MS: i64 = 15 * MINUTE_MS;
/// The same for an alert in which nobody is in danger.
pub const ALERT_TERM_MS: i64 = 60 * MINUTE_MS;
/// How long the deputy has something overdue before it goes to the head of the desk. Our own practice.
pub const OVERDUE_TERM_MS: i64 = 4 * HOUR_MS;
/// What somebody called urgent and gave no date for stands as if it were due so long after it came. Our own practice.
pub const URGENT_TERM_MS: i64 = 24 * HOUR_MS;
/// Pieces of work of one kind at a desk; the room's own page shows others.
pub const WORK_MAX: usize = 500;

/// A piece of work that waits at the desk of an authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// What it is about; with the kind of the [`Work`] its name.
    pub object: Uuid,
    /// Who may see it is decided on this.
    pub label: Label,
    /// Somebody's life is in danger.
    pub danger: bool,
    /// Somebody called it urgent.
    pub urgent: bool,
    /// Until when, where something sets it.
    pub due: Option<Timestamp>,
    /// Since when it waits here.
    pub since: Timestamp,
    /// How long somebody has to acknowledge it, from `since`, before it goes to the deputy and then to the head of the
    /// desk; none where nothing of that kind is awaited.
    pub acknowledge_within_ms: Option<i64>,
    /// Once it is overdue it goes to the deputy too, and then to the head of the desk.
    pub up_when_overdue: bool,
}

impl Waiting {
    /// What waits, without a clock.
    #[must_use]
    pub fn new(object: Uuid, label: Label, since: Timestamp) -> Self {
        Self {
            object,
            label,
            danger: false,
            urgent: false,
            due: None,
            since,
            acknowledge_within_ms: None,
            up_when_overdue: false,
        }
    }

    /// With the end of its time.
    #[must_use]
    pub fn due(self, due: Option<Timestamp>) -> Self {
        Self { due, ..self }
    }

    /// Where it stands among others: danger to life, what is overdue, what is due, what has no end; the first to end, or
    /// to come, first. What is urgent and has no date has one here, which is shown to nobody.
    #[must_use]
    pub fn rank(&self, now: Timestamp) -> (u8, Timestamp, Timestamp) {
        match self.due.or_else(|| self.urgent.then(|| self.since.plus_ms(URGENT_TERM_MS))) {
            _ if self.danger => (0, self.due.unwrap_or(self.since), self.since),
            Some(due) if due < now => (1, due, self.since),
            Some(due) => (2, due, self.since),
            None => (3, self.since, self.since),
        }
    }

    /// How far it has to be passed up by now: 0 nobody, 1 the deputy, 2 the head of the desk.
    #[must_use]
    pub fn level(&self, now: Timestamp) -> i64 {
        let unacknowledged = self.acknowledge_within_ms.map(|term| (self.since.plus_ms(term), term));
        let overdue = self.due.filter(|_| self.up_when_overdue).map(|due| (due, OVERDUE_TERM_MS));
        let level = |(deputy, term): (Timestamp, i64)| {
            i64::from(now >= deputy).saturating_add(i64::from(now >= deputy.plus_ms(term)))
        };
        unacknowledged.into_iter().chain(overdue).map(level).max().unwrap_or(0)
    }
}

/// What a piece of work says to its reader, in their language.
#[derive(Clone, Debug, Default)]
pub struct Says {
    /// What it is.
    pub title: String,
    /// Its page.
    pub href: String,
    /// What kind of thing it is, and on which case.
    pub what: String,
    /// Who is on the other side.
    pub other: String,
    /// Why it stands here.
    pub why: String,
    /// The next step and its page.
    pub next: (String, String),
    /// One press does it, without a page in between.
    pub next_at_once: bool,
    /// What must be known at a glance.
    pub tags: Vec<Tag>,
    /// Its clock, where the room has one with a reason; the end of its time otherwise.
    pub clock: Option<Clock>,
}

/// A kind of work. Rooms bring them, the program registers them.
pub trait Work: Send + Sync {
    /// Its stable code: stands in addresses and in the log.
    fn kind(&self) -> &'static str;
    /// The question whether this person may have it on their desk. `None` for whoever does no such work.
    fn ask<'a>(&self, actor: &'a Actor, at: Timestamp) -> Option<Ask<'a>>;
    /// Whether it is done with once somebody says that they have seen it.
    fn ends_when_seen(&self) -> bool {
        false
    }
    /// Somebody said that they have seen it. A room whose work ends with that, and stands for as long as nobody did,
    /// keeps it here: what is set down of who has what goes a while after it waits no more.
    fn seen<'a>(
        &'a self,
        _: &'a Node,
        _: &'a Tx,
        _: AuthorityId,
        _: Uuid,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async { Ok(()) })
    }
    /// Everything of it that waits at the desk of an authority.
    fn waiting<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        authority: AuthorityId,
    ) -> BoxFuture<'a, Result<Vec<Waiting>, StoreError>>;
    /// Whether this person must not have this piece, whatever the gate says: it would be their own to confirm.
    fn bars<'a>(
        &'a self,
        _: &'a Node,
        _: &'a Tx,
        _: &'a Actor,
        _: &'a Waiting,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async { Ok(false) })
    }
    /// What these say to this reader, opened by the gate; what it does not open is missing.
    fn says<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        t: &'a T,
        of: &'a [Waiting],
    ) -> BoxFuture<'a, Result<BTreeMap<Uuid, Says>, StoreError>>;
}

/// How a piece of work came to whoever has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// They took it.
    Taken,
    /// A colleague gave it to them.
    Assigned,
    /// It came with the shift.
    HandedOver,
    /// Nobody acknowledged it in time.
    Escalated,
    /// A colleague passed it up.
    PassedUp,
    /// They gave it back; nobody has it.
    GivenBack,
    /// Whoever had it went off shift; nobody has it.
    Returned,
    /// Somebody has seen it.
    Seen,
    /// Only a note was written.
    Noted,
}

impl How {
    const ALL: [Self; 9] = [
        Self::Taken,
        Self::Assigned,
        Self::HandedOver,
        Self::Escalated,
        Self::PassedUp,
        Self::GivenBack,
        Self::Returned,
        Self::Seen,
        Self::Noted,
    ];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Assigned => "assigned",
            Self::HandedOver => "handed-over",
            Self::Escalated => "escalated",
            Self::PassedUp => "passed-up",
            Self::GivenBack => "given-back",
            Self::Returned => "returned",
            Self::Seen => "seen",
            Self::Noted => "noted",
        }
    }

    pub(crate) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.code() == code)
    }
}

/// Who has a piece of work, as it was last set down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The kind of the [`Work`].
    pub kind: String,
    /// What it is about.
    pub object: Uuid,
    /// Who has it, if anybody.
    pub holder: Option<PersonId>,
    /// Who had it last, once nobody has it.
    pub last: Option<PersonId>,
    /// Since when.
    pub since: Timestamp,
    /// When the shift of the holder ends, if they keep shifts.
    pub until: Option<Timestamp>,
    /// How it came there.
    pub how: How,
    /// How far it was passed up: 0 nobody, 1 the deputy, 2 the head of the desk.
    pub level: i64,
    /// When somebody saw it.
    pub seen_at: Option<Timestamp>,
}

impl Held {
    /// The same as it stands now: what belongs to somebody off shift is the desk's again, without anything having to run
    /// for that. `works` says whether the holder still may have it and is on shift.
    #[must_use]
    pub fn at(self, now: Timestamp, works: impl Fn(PersonId) -> Works) -> Self {
        let Some(holder) = self.holder else { return self };
        let gone = match works(holder) {
            Works::On => return self,
            Works::Off if self.until.is_none() => return self,
            Works::Off | Works::Gone => self.until.filter(|until| *until < now).unwrap_or(now),
        };
        Self { holder: None, last: Some(holder), since: gone, until: None, how: How::Returned, ..self }
    }
}

/// Whether somebody is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Works {
    /// On shift now.
    On,
    /// In no shift now; perhaps they never keep any.
    Off,
    /// May not sign in any more, or not have this.
    Gone,
}

#[cfg(test)]
mod tests {
    use super::*;
    const NOW: Timestamp = Timestamp(100 * HOUR_MS);

    fn waiting(n: u128) -> Waiting {
        let label = Label::own(AuthorityId(Uuid::from_u128(1)));
        Waiting::new(Uuid::from_u128(n), label, Timestamp(0).plus_ms(n as i64))
    }

    fn held() -> Held {
        Held {
            kind: "dossier".into(),
            object: Uuid::from_u128(1),
            holder: Some(PersonId(Uuid::from_u128(9))),
            last: None,
            since: Timestamp(0),
            until: Some(NOW.plus_ms(-1)),
            how: How::Taken,
            level: 0,
            seen_at: None,
        }
    }

    #[test]
    fn danger_to_life_comes_first_then_what_is_overdue_then_what_is_due() {
        let late = |n, hours: i64| waiting(n).due(Some(NOW.plus_ms(-hours * HOUR_MS)));
        let soon = |n, hours: i64| waiting(n).due(Some(NOW.plus_ms(hours * HOUR_MS)));
        let danger = Waiting { danger: true, ..soon(1, 40) };
        let mut all = [waiting(7), soon(5, 30), late(3, 1), waiting(6), soon(4, 2), late(2, 9), danger];
        all.sort_by_key(|w| w.rank(NOW));
        let order: Vec<u128> = all.iter().map(|w| w.object.as_u128()).collect();
        assert_eq!(order, [1, 2, 3, 4, 5, 6, 7]);
    }

    #[test]
    fn what_is_urgent_and_has_no_date_stands_above_what_is_older_and_is_not() {
        let urgent =
            |n, hours: i64| Waiting { urgent: true, since: NOW.plus_ms(-hours * HOUR_MS), ..waiting(n) };
        let due = |n, hours: i64| waiting(n).due(Some(NOW.plus_ms(hours * HOUR_MS)));
        let mut all = [waiting(6), due(5, 200), urgent(4, 1), due(3, 2), urgent(2, 30), due(1, -9)];
        all.sort_by_key(|w| w.rank(NOW));
        let order: Vec<u128> = all.iter().map(|w| w.object.as_u128()).collect();
        assert_eq!(order, [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn an_alert_that_nobody_acknowledges_goes_to_the_deputy_and_then_to_the_head() {
        let alert = Waiting { acknowledge_within_ms: Some(DANGER_TERM_MS), ..waiting(0) };
        let after = |minutes: i64| alert.level(Timestamp(0).plus_ms(minutes * MINUTE_MS));
        assert_eq!((after(0), after(14), after(15), after(29), after(30), after(600)), (0, 0, 1, 1, 2, 2));
        assert_eq!(waiting(0).level(NOW), 0, "nobody waits for an acknowledgement");
    }

    #[test]
    fn what_is_overdue_goes_up_where_its_rule_says_so_and_stays_where_it_does_not() {
        let late = waiting(0).due(Some(Timestamp(0)));
        let after = |w: &Waiting, hours: i64| w.level(Timestamp(0).plus_ms(hours * HOUR_MS));
        assert_eq!((after(&late, 1), after(&late, 100)), (0, 0));
        let up = Waiting { up_when_overdue: true, ..late };
        assert_eq!((after(&up, -1), after(&up, 0), after(&up, 3), after(&up, 4)), (0, 1, 1, 2));
        let early = Waiting { up_when_overdue: true, ..waiting(0) };
        assert_eq!(early.level(NOW), 0, "what is due at no time is never overdue");
    }

    #[test]
    fn what_belongs_to_somebody_off_shift_is_the_desks_again_and_says_whose_it_was() {
        let now = held().at(NOW, |_| Works::Off);
        assert_eq!((now.holder, now.last, now.how), (None, held().holder, How::Returned));
        assert_eq!(now.since, NOW.plus_ms(-1), "since the shift ended");
        assert_eq!(held().at(NOW, |_| Works::On), held(), "a shift that goes on keeps it");
        let kept = Held { until: None, ..held() };
        assert_eq!(
            kept.clone().at(NOW, |_| Works::Off),
            kept,
            "taken outside a shift: theirs until they give it back"
        );
        assert_eq!(kept.at(NOW, |_| Works::Gone).holder, None, "who may not have it does not keep it");
    }
}
