//! `Guarded<T>` inwards, `Released<T>` outwards.

use kernel::id::{AuthorityId, NodeId};
use kernel::{Label, Party};
use uuid::Uuid;

/// Which record it is. Decisions are bound to it: what was granted for one object opens no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ObjectRef {
    /// `statement`, `case`, `dossier`, `selector`, `check`, `filter`, `notice`, `receipt`, `card`, `export`…
    pub kind: &'static str,
    /// Its id.
    pub id: Uuid,
}

/// A value of a room's store, closed. Only [`Gate::open`](crate::Gate::open) yields the value, only
/// [`Gate::release`](crate::Gate::release) turns it into something that may leave.
#[derive(Clone)]
#[must_use = "a guarded value is of no use until the gate has opened or released it"]
pub struct Guarded<T> {
    pub(crate) object: ObjectRef,
    pub(crate) label: Label,
    pub(crate) value: T,
}

impl<T> Guarded<T> {
    /// Closes a value. Wrapping is always safe; it is unwrapping that needs a decision.
    pub fn new(object: ObjectRef, label: Label, value: T) -> Self {
        Self { object, label, value }
    }

    /// Which record it is.
    #[must_use]
    pub fn object(&self) -> ObjectRef {
        self.object
    }

    /// Its label. Labels are shown only to those who may see the record.
    #[must_use]
    pub fn label(&self) -> &Label {
        &self.label
    }
}

impl<T> std::fmt::Debug for Guarded<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Guarded").field("object", &self.object).finish_non_exhaustive()
    }
}

/// Letters of a party's code.
const LETTERS: u16 = 26;

/// A small set of States that copies. It holds every code there can be, so that none is ever left out.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Reach([u64; 11]);

impl Reach {
    /// Nobody else.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The States of the set.
    pub fn parties(&self) -> impl Iterator<Item = Party> + '_ {
        (b'A'..=b'Z').flat_map(|a| (b'A'..=b'Z').map(move |b| [a, b])).filter_map(|code| {
            let party = Party::parse(std::str::from_utf8(&code).ok()?)?;
            self.has(party).then_some(party)
        })
    }

    /// Whether a State is among them.
    #[must_use]
    pub fn has(&self, party: Party) -> bool {
        let (word, bit) = place(party);
        self.0.get(word).is_some_and(|w| w & bit != 0)
    }
}

impl FromIterator<Party> for Reach {
    fn from_iter<I: IntoIterator<Item = Party>>(parties: I) -> Self {
        let mut reach = Self::default();
        for party in parties {
            let (word, bit) = place(party);
            if let Some(word) = reach.0.get_mut(word) {
                *word |= bit;
            }
        }
        reach
    }
}

impl std::fmt::Debug for Reach {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.parties()).finish()
    }
}

/// Which word and which bit of it stand for a party.
fn place(party: Party) -> (usize, u64) {
    let number = party.code().bytes().fold(0_u16, |n, letter| {
        n.saturating_mul(LETTERS).saturating_add(u16::from(letter.saturating_sub(b'A')))
    });
    (usize::from(number >> 6), 1_u64 << (number & 63))
}

/// Who receives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Recipient {
    /// The node.
    pub node: NodeId,
    /// The State it acts for.
    pub party: Party,
    /// Other States whose people it would reach there: a liaison officer posted from one of them.
    pub also: Reach,
    /// The authority, where one is addressed.
    pub authority: Option<AuthorityId>,
}

/// A value that the gate let out, for one recipient. `seal` and the exports accept nothing else.
#[must_use = "released values are meant to be sent"]
pub struct Released<T> {
    pub(crate) object: ObjectRef,
    pub(crate) to: Recipient,
    pub(crate) value: T,
}

impl<T> Released<T> {
    /// What is sent.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// To whom, and to no one else.
    #[must_use]
    pub fn to(&self) -> &Recipient {
        &self.to
    }

    /// Which record it came from.
    #[must_use]
    pub fn object(&self) -> ObjectRef {
        self.object
    }

    /// The same content in its form on the wire. The closure encodes or blinds; it must not add content that did
    /// not pass the gate. `proof/tidy` lists every caller.
    pub fn encode<U>(self, form: impl FnOnce(T) -> U) -> Released<U> {
        Released { object: self.object, to: self.to, value: form(self.value) }
    }

    /// Several released values as one, if they go to the same recipient; `None` if not, or if there is none.
    pub fn together(values: Vec<Self>) -> Option<Released<Vec<T>>> {
        let first = values.first()?;
        let (object, to) = (first.object, first.to);
        if values.iter().any(|v| v.to != to) {
            return None;
        }
        Some(Released { object, to, value: values.into_iter().map(|v| v.value).collect() })
    }
}

#[cfg(feature = "testing")]
impl<T> Released<T> {
    /// A released value with no decision behind it, for the tests of what accepts only released values.
    pub fn for_test(value: T, to: Recipient, object: ObjectRef) -> Self {
        Self { object, to, value }
    }
}

impl<T> std::fmt::Debug for Released<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Released").field("object", &self.object).field("to", &self.to).finish_non_exhaustive()
    }
}
