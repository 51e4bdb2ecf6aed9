//! The history of a case as its rooms tell it: what happened in it or was taken in for it, the newest first, a stretch
//! at a time. A room that keeps something of a case beside the case's own registers a [`Happened`]; it tells each person
//! what that person may know, and the page that joins them knows nothing of the room.

use crate::node::Node;
use futures_core::future::BoxFuture;
use kernel::id::{CaseId, PersonId};
use kernel::{Actor, Timestamp};
use store::{StoreError, Tx};
use uuid::Uuid;
use web::T;

/// A place in a history: when something happened, and the id of what it happened to. Of two at one moment the greater id
/// stands first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// When.
    pub at: Timestamp,
    /// Of what.
    pub id: Uuid,
}

impl Moment {
    /// As an address has it.
    #[must_use]
    pub fn code(&self) -> String {
        format!("{}.{}", self.at.0, self.id)
    }

    /// Reads the code; what is none is no place.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let (at, id) = code.split_once('.')?;
        Some(Self { at: Timestamp(at.parse().ok()?), id: Uuid::try_parse(id).ok()? })
    }
}

/// A stretch of a history.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    /// Nothing before this.
    pub from: Timestamp,
    /// Nothing after this.
    pub to: Timestamp,
    /// What stands further down than this place only.
    pub below: Option<Moment>,
    /// How many are looked at.
    pub most: u64,
}

/// What was found in a stretch, as far as the person may know of it.
#[derive(Debug)]
pub struct Told<E> {
    /// What happened, the newest first.
    pub events: Vec<(Moment, E)>,
    /// The last place that was looked at, where there may be more below it.
    pub goes_on: Option<Moment>,
}

impl<E> Told<E> {
    /// What was found at the places that were looked at, the newest first.
    #[must_use]
    pub fn new(stretch: &Stretch, looked_at: &[Moment], events: Vec<(Moment, E)>) -> Self {
        let whole = (looked_at.len() as u64) < stretch.most;
        Self { events, goes_on: looked_at.last().copied().filter(|_| !whole) }
    }

    /// The same events as something else.
    #[must_use]
    pub fn map<F>(self, mut with: impl FnMut(E) -> F) -> Told<F> {
        let events = self.events.into_iter().map(|(moment, event)| (moment, with(event))).collect();
        Told { events, goes_on: self.goes_on }
    }
}

/// Joins what several told of one stretch: the newest first, at most as many as one of them may tell. What stands below
/// the place to which all of them looked is left for the next stretch.
#[must_use]
pub fn join<E>(stretch: &Stretch, all: Vec<Told<E>>) -> Told<E> {
    let looked_to = all.iter().filter_map(|told| told.goes_on).max();
    let mut events: Vec<(Moment, E)> = all.into_iter().flat_map(|told| told.events).collect();
    events.retain(|(moment, _)| looked_to.is_none_or(|to| *moment >= to));
    events.sort_by_key(|(moment, _)| std::cmp::Reverse(*moment));
    let most = usize::try_from(stretch.most).unwrap_or(usize::MAX);
    if events.len() <= most {
        return Told { events, goes_on: looked_to };
    }
    events.truncate(most);
    let goes_on = events.last().map(|(moment, _)| *moment);
    Told { events, goes_on }
}

/// Something a room tells of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseEvent {
    /// What sort of event it is, in the person's language.
    pub what: String,
    /// Who did it: somebody of this node,
    pub by: Option<PersonId>,
    /// or somebody else, as they are called.
    pub whose: String,
    /// What it is about, in words.
    pub about: String,
    /// Its page.
    pub href: String,
}

/// What a room tells of a case.
pub trait Happened: Send + Sync {
    /// What happened in this stretch of a case that the person has open, as far as they may know of it.
    fn events<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        reader: (&'a Actor, &'a T),
        case: CaseId,
        stretch: &'a Stretch,
    ) -> BoxFuture<'a, Result<Told<CaseEvent>, StoreError>>;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(at: i64, id: u128) -> Moment {
        Moment { at: Timestamp(at), id: Uuid::from_u128(id) }
    }

    fn stretch(most: u64) -> Stretch {
        Stretch { from: Timestamp(0), to: Timestamp(100), below: None, most }
    }

    fn told(stretch: &Stretch, moments: &[Moment]) -> Told<i64> {
        Told::new(stretch, moments, moments.iter().map(|m| (*m, m.at.0)).collect())
    }

    #[test]
    fn a_place_reads_back_from_an_address_and_nonsense_is_none() {
        let moment = at(1_795_000_000_123, 77);
        assert_eq!(Moment::parse(&moment.code()), Some(moment));
        for code in ["", "1", "x.y", "1.2", ".00000000-0000-0000-0000-000000000000"] {
            assert_eq!(Moment::parse(code), None, "{code}");
        }
    }

    #[test]
    fn what_rooms_tell_stands_in_one_order_the_newest_first() {
        let s = stretch(10);
        let joined = join(&s, vec![told(&s, &[at(9, 1), at(3, 1)]), told(&s, &[at(5, 1)])]);
        let order: Vec<i64> = joined.events.iter().map(|(_, n)| *n).collect();
        assert_eq!((order.as_slice(), joined.goes_on), ([9, 5, 3].as_slice(), None));
    }

    #[test]
    fn nothing_is_shown_below_the_place_to_which_everybody_looked() {
        let s = stretch(2);
        // The first may have something between 8 and 3 that it did not look at.
        let joined = join(&s, vec![told(&s, &[at(9, 1), at(8, 1)]), told(&s, &[at(3, 1)])]);
        let order: Vec<i64> = joined.events.iter().map(|(_, n)| *n).collect();
        assert_eq!((order.as_slice(), joined.goes_on), ([9, 8].as_slice(), Some(at(8, 1))));
    }

    #[test]
    fn a_page_goes_on_after_its_last_even_where_nothing_in_it_may_be_shown() {
        let s = stretch(2);
        let closed: Told<i64> = Told::new(&s, &[at(9, 1), at(8, 1)], Vec::new());
        let joined = join(&s, vec![closed, told(&s, &[at(3, 1)])]);
        assert_eq!((joined.events.len(), joined.goes_on), (0, Some(at(8, 1))));
    }

    /// Whatever the rooms hold, walking page by page gives each event once and in order.
    #[test]
    fn page_by_page_everything_is_told_once() {
        let rooms: [Vec<Moment>; 3] = [
            (0..17).map(|n| at(n * 3, 1)).collect(),
            (0..5).map(|n| at(40 - n, 2)).collect(),
            (0..9).map(|n| at(20, n + 10)).collect(),
        ];
        let mut below = None;
        let mut walked = Vec::new();
        for _ in 0..100 {
            let s = Stretch { below, ..stretch(4) };
            let all = rooms.iter().map(|room| {
                let mut here: Vec<Moment> =
                    room.iter().copied().filter(|m| below.is_none_or(|below| *m < below)).collect();
                here.sort_by(|a, b| b.cmp(a));
                here.truncate(4);
                told(&s, &here)
            });
            let page = join(&s, all.collect());
            walked.extend(page.events.iter().map(|(moment, _)| *moment));
            below = page.goes_on;
            if below.is_none() {
                break;
            }
        }
        let mut all: Vec<Moment> = rooms.concat();
        all.sort_by(|a, b| b.cmp(a));
        assert_eq!(walked, all);
    }
}
