//! Clocks of a dossier as they stand. Overdue is a view over the fold and the present moment; it changes no state and
//! is no move.

use crate::fold::{DossierState, Standing};
use crate::kind::{Clock, Kind, Nature, OnOverdue, Until};
use kernel::Timestamp;

/// A clock as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockView {
    /// Its code.
    pub code: String,
    /// The rule.
    pub rule: String,
    /// How binding it is.
    pub nature: Nature,
    /// Since when it runs, by the clock of who started it.
    pub since: Timestamp,
    /// Until when; `None` where the rule gives no time and only what has passed is shown, and while it stands still.
    pub until: Option<Timestamp>,
    /// What is left of it, in milliseconds, while it stands still because the other side was asked something; below zero
    /// where its time was over before.
    pub paused: Option<i64>,
    /// What happens when its time has passed.
    pub on_overdue: OnOverdue,
}

impl ClockView {
    /// Whether its time has passed.
    #[must_use]
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.until.is_some_and(|until| now > until)
    }

    /// Milliseconds that have passed since it was started; never negative, whatever the other side's clock says.
    #[must_use]
    pub fn elapsed_ms(&self, now: Timestamp) -> i64 {
        now.since(self.since).max(0)
    }
}

/// The clock that binds most: the first that runs, in the order of the kind file. `None` once nothing is due.
#[must_use]
pub fn due(kind: &Kind, state: &DossierState) -> Option<ClockView> {
    clocks(kind, state).into_iter().next()
}

/// Every clock that runs, in the order of the kind file.
#[must_use]
pub fn clocks(kind: &Kind, state: &DossierState) -> Vec<ClockView> {
    if state.frozen.is_some() || state.state.is_empty() || kind.is_ended(&state.state) {
        return Vec::new();
    }
    kind.clocks.iter().filter_map(|clock| view(clock, state)).collect()
}

fn view(clock: &Clock, state: &DossierState) -> Option<ClockView> {
    let opening = &state.opening;
    let agreed = clock.profile.is_none() || clock.profile == opening.profile;
    let urgent =
        clock.urgency.is_empty() || opening.urgency.as_ref().is_some_and(|u| clock.urgency.contains(u));
    if !agreed || !urgent {
        return None;
    }
    let started = state.moves.iter().find(|m| m.standing == Standing::Valid && m.code == clock.starts)?;
    let date = match clock.until {
        Some(Until::Promised) => Some(state.promised?),
        Some(Until::RequestedBy) => Some(opening.requested_by?),
        None => None,
    };
    let length =
        clock.length_ms().map(|ms| started.at.plus_ms(ms).plus_ms(paused_ms(clock, state, started.at)));
    // What was asked back stops a length, not a date that somebody named.
    let last = state.moves.iter().rfind(|m| m.standing == Standing::Valid)?.at;
    let paused = length.filter(|_| clock.paused_by.contains(&state.state)).map(|end| end.since(last));
    Some(ClockView {
        code: clock.code.clone(),
        rule: clock.rule.clone(),
        nature: clock.nature,
        since: started.at,
        until: date.or(length).filter(|_| paused.is_none()),
        paused,
        on_overdue: clock.on_overdue,
    })
}

/// How long the dossier stood in states that pause the clock, by the times its moves state.
fn paused_ms(clock: &Clock, state: &DossierState, since: Timestamp) -> i64 {
    let valid: Vec<_> = state.moves.iter().filter(|m| m.standing == Standing::Valid).collect();
    let mut paused: i64 = 0;
    for two in valid.windows(2) {
        if let [from, to] = two
            && clock.paused_by.contains(&from.state)
        {
            paused = paused.saturating_add(to.at.since(from.at.max(since)).max(0));
        }
    }
    paused
}
