//! Exhibits: files kept as evidence, their bytes as they came, hashed on the way in and sealed at rest; and custody, the
//! events of an exhibit from hand to hand, each bound to the one before it by SHA-256, so that one that is taken out,
//! changed or moved shows.
//!
//! An event is a small JSON document, and its digest is SHA-256 over exactly these bytes, so that anybody can check the
//! chain with `sha256sum` once it stands in a bundle. How many there are and the digest of the last one stand sealed with
//! the exhibit, so that the last ones cannot be taken away either. Refused: a change of what was received, an event
//! that says nothing, a second exhibit with the same bytes in a case.

use crate::capture::Captured;
use kernel::id::{CaseId, ImportId, PersonId};
use kernel::{Digest, Timestamp};
use seal::stream::{FileKey, WholeFile};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Longest description of an exhibit or of what happened to it, in characters.
pub const WHAT_CHARS_MAX: usize = 2_000;
/// Longest name of who gave or took an exhibit, and of a place, in characters.
pub const WHO_CHARS_MAX: usize = 200;
/// Most exhibits of one case.
pub const EXHIBITS_MAX: u64 = 100_000;
/// Most custody events of one exhibit.
pub const CUSTODY_MAX: u64 = 10_000;
/// What begins every custody event; the version of its form.
const CUSTODY: &str = "liaison custody v1";

/// What happened to an exhibit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CustodyKind {
    /// It came: from whom, where, how.
    Received,
    /// A page or an account on the network was captured.
    Captured,
    /// A working copy of another exhibit was made, as which this one came about.
    Derived,
    /// It was put under a seal, with the number of the seal.
    Sealed,
    /// A seal was opened.
    Opened,
    /// A copy of its bytes went out of the node to somebody.
    Copied,
    /// A copy of its bytes went to another authority as a file of a dossier.
    Disclosed,
    /// It went to somebody else's keeping.
    Transferred,
    /// It came back, or went back to whom it belongs.
    Returned,
}

impl CustodyKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Received,
        Self::Captured,
        Self::Derived,
        Self::Sealed,
        Self::Opened,
        Self::Copied,
        Self::Disclosed,
        Self::Transferred,
        Self::Returned,
    ];
    /// What an officer records by hand: of the others the program itself is the witness.
    pub const BY_HAND: [Self; 4] = [Self::Sealed, Self::Opened, Self::Transferred, Self::Returned];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Captured => "captured",
            Self::Derived => "derived",
            Self::Sealed => "sealed",
            Self::Opened => "opened",
            Self::Copied => "copied",
            Self::Disclosed => "disclosed",
            Self::Transferred => "transferred",
            Self::Returned => "returned",
        }
    }

    /// Reads the code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What is said of an event of custody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCustody {
    /// What happened.
    pub kind: CustodyKind,
    /// When, as the officer says; the program's own time of recording stands beside it.
    pub happened: Timestamp,
    /// From whom.
    pub from: String,
    /// To whom.
    pub to: String,
    /// Where.
    pub place: String,
    /// How, and what else there is to say: the number of a seal, the state it was in.
    pub how: String,
}

impl NewCustody {
    /// An event of which nothing is said yet.
    #[must_use]
    pub fn new(kind: CustodyKind, happened: Timestamp) -> Self {
        Self {
            kind,
            happened,
            from: String::new(),
            to: String::new(),
            place: String::new(),
            how: String::new(),
        }
    }

    /// The same without what surrounds the words, and no longer than they may be.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        let short = |text: &str, most: usize| text.trim().chars().take(most).collect::<String>();
        Self {
            kind: self.kind,
            happened: self.happened,
            from: short(&self.from, WHO_CHARS_MAX),
            to: short(&self.to, WHO_CHARS_MAX),
            place: short(&self.place, WHO_CHARS_MAX),
            how: short(&self.how, WHAT_CHARS_MAX),
        }
    }

    /// What is missing in it; the name of the field. What came says from whom and how, what went says to whom, a seal
    /// its number.
    #[must_use]
    pub fn missing(&self) -> Option<&'static str> {
        let empty = |text: &str| text.trim().is_empty();
        match self.kind {
            CustodyKind::Received if empty(&self.from) => Some("from"),
            CustodyKind::Transferred
            | CustodyKind::Returned
            | CustodyKind::Copied
            | CustodyKind::Disclosed
                if empty(&self.to) =>
            {
                Some("to")
            }
            CustodyKind::Derived | CustodyKind::Sealed | CustodyKind::Opened if empty(&self.how) => {
                Some("how")
            }
            _ => None,
        }
    }
}

/// An event of custody, as it stands in the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustodyEvent {
    /// [`CUSTODY`].
    pub form: String,
    /// The exhibit.
    pub exhibit: Uuid,
    /// Its place in the chain, from 1.
    pub number: u64,
    /// What happened.
    pub what: CustodyKind,
    /// When it happened, as the officer says, RFC 3339.
    pub happened: String,
    /// When it was recorded, RFC 3339.
    pub recorded: String,
    /// Who recorded it.
    pub by: String,
    /// From whom.
    pub from: String,
    /// To whom.
    pub to: String,
    /// Where.
    pub place: String,
    /// How.
    pub how: String,
    /// SHA-256 of the exhibit's bytes.
    pub sha256: Digest,
    /// SHA-256 of the event before it; nothing before the first.
    pub previous: Option<Digest>,
}

impl CustodyEvent {
    /// An event that follows `previous`, of which there are `before`, on an exhibit.
    #[must_use]
    pub fn following(
        (exhibit, sha256): (Uuid, Digest),
        (before, previous): (u64, Option<Digest>),
        new: &NewCustody,
        (by, at): (&str, Timestamp),
    ) -> Self {
        Self {
            form: CUSTODY.to_owned(),
            exhibit,
            number: before.saturating_add(1),
            what: new.kind,
            happened: new.happened.rfc3339(),
            recorded: at.rfc3339(),
            by: by.to_owned(),
            from: new.from.clone(),
            to: new.to.clone(),
            place: new.place.clone(),
            how: new.how.clone(),
            sha256,
            previous,
        }
    }

    /// The document, of which the digest is taken.
    #[must_use]
    pub fn document(&self) -> String {
        // Texts, numbers and digests always have a form.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

/// The custody of an exhibit: its events, and where the chain breaks, if it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Custody {
    /// The events that hold, in order, each with its document.
    pub events: Vec<(CustodyEvent, String)>,
    /// The number of the first event that is missing, was changed or moved. What stands from there on is not shown as
    /// true.
    pub broken: Option<u64>,
}

/// Walks the chain of an exhibit: every event follows the one before it, belongs to this exhibit and these bytes, and
/// there are as many as were recorded, to the last.
#[must_use]
pub fn walk(
    (exhibit, sha256): (Uuid, Digest),
    documents: Vec<String>,
    (events, head): (u64, Option<Digest>),
) -> Custody {
    let mut walked = Custody { events: Vec::with_capacity(documents.len()), broken: None };
    let mut last = None;
    for (place, document) in (1_u64..).zip(documents) {
        let event: Option<CustodyEvent> = serde_json::from_str(&document).ok();
        let follows = |e: &CustodyEvent| {
            (e.exhibit, e.number, e.sha256, e.previous) == (exhibit, place, sha256, last) && e.form == CUSTODY
        };
        let Some(event) = event.filter(follows).filter(|_| place <= events) else {
            walked.broken = Some(place);
            return walked;
        };
        last = Some(Digest::of_bytes(document.as_bytes()));
        walked.events.push((event, document));
    }
    let there = walked.events.len() as u64;
    if there != events || last != head {
        walked.broken = Some(there.saturating_add(u64::from(there < events)).max(1));
    }
    walked
}

/// What a working copy was made of, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeOf {
    /// The exhibit it was made of.
    pub exhibit: Uuid,
    /// How: the tool with its version, what was done.
    pub how: String,
}

/// A file kept as evidence.
#[derive(Clone)]
pub struct Exhibit {
    /// Its id; random, so that it may stand in what leaves.
    pub id: Uuid,
    /// The case.
    pub case: CaseId,
    /// Its number in the case: `E-4`.
    pub number: u64,
    /// The file's name, as whoever brought it called it.
    pub name: String,
    /// What it is by its first bytes.
    pub media: String,
    /// How long it is, and its digests.
    pub whole: WholeFile,
    /// What it is, in an officer's words.
    pub what: String,
    /// If it is a working copy, of what.
    pub made: Option<MadeOf>,
    /// If it was captured on the network, how.
    pub captured: Option<Captured>,
    /// The import that took statements from it.
    pub import: Option<ImportId>,
    /// When it came in.
    pub at: Timestamp,
    /// Who took it in.
    pub by: PersonId,
    /// How many custody events it has.
    pub events: u64,
    /// The digest of the last one.
    pub head: Option<Digest>,
    pub(crate) file: Uuid,
    pub(crate) key: FileKey,
}

impl std::fmt::Debug for Exhibit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Exhibit").field("id", &self.id).field("number", &self.number).finish_non_exhaustive()
    }
}

impl Exhibit {
    /// How people and bundles call it.
    #[must_use]
    pub fn called(&self) -> String {
        called(self.number)
    }
}

/// How the exhibit with this number of a case is called.
#[must_use]
pub fn called(number: u64) -> String {
    format!("E-{number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXHIBIT: Uuid = Uuid::from_u128(7);
    const AT: Timestamp = Timestamp(1_795_000_000_000);

    fn bytes() -> Digest {
        Digest::of_bytes(b"what was found on the phone")
    }

    /// Three events: received, sealed, transferred.
    fn chain() -> (Vec<String>, (u64, Option<Digest>)) {
        let (mut documents, mut last) = (Vec::new(), None);
        let kinds = [CustodyKind::Received, CustodyKind::Sealed, CustodyKind::Transferred];
        for (before, kind) in (0_u64..).zip(kinds) {
            let mut new = NewCustody::new(kind, AT);
            new.from = format!("from {before}");
            let event = CustodyEvent::following((EXHIBIT, bytes()), (before, last), &new, ("Moussa", AT));
            let document = event.document();
            last = Some(Digest::of_bytes(document.as_bytes()));
            documents.push(document);
        }
        (documents, (3, last))
    }

    #[test]
    fn a_whole_chain_holds_to_its_last_event() {
        let (documents, head) = chain();
        let custody = walk((EXHIBIT, bytes()), documents.clone(), head);
        assert_eq!((custody.broken, custody.events.len()), (None, 3));
        assert_eq!(custody.events[2].1, documents[2]);
        assert_eq!(walk((EXHIBIT, bytes()), Vec::new(), (0, None)).broken, None);
    }

    #[test]
    fn an_event_that_is_removed_moved_or_changed_shows() {
        let (whole, head) = chain();
        let broken = |documents: Vec<String>| walk((EXHIBIT, bytes()), documents, head).broken;
        let without = |n: usize| {
            let mut documents = whole.clone();
            documents.remove(n);
            documents
        };
        assert_eq!(broken(without(0)), Some(1));
        assert_eq!(broken(without(1)), Some(2));
        assert_eq!(broken(without(2)), Some(3), "the last one shows too");
        assert_eq!(broken(Vec::new()), Some(1));
        assert_eq!(broken(vec![whole[0].clone(), whole[2].clone(), whole[1].clone()]), Some(2));
        let changed = whole[1].replace("from 1", "from 9");
        let changed = vec![whole[0].clone(), changed, whole[2].clone()];
        assert_eq!(broken(changed), Some(3), "what follows no longer fits");
        let last = whole[2].replace("Moussa", "Nobody");
        assert!(broken(vec![whole[0].clone(), whole[1].clone(), last]).is_some());
        let mut more = whole.clone();
        more.push(whole[2].clone());
        assert_eq!(broken(more), Some(4));
    }

    #[test]
    fn a_chain_of_another_exhibit_or_other_bytes_is_none() {
        let (documents, head) = chain();
        assert_eq!(walk((Uuid::from_u128(8), bytes()), documents.clone(), head).broken, Some(1));
        let other = Digest::of_bytes(b"other bytes");
        assert_eq!(walk((EXHIBIT, other), documents, head).broken, Some(1));
    }

    #[test]
    fn every_kind_says_what_it_must() {
        for kind in CustodyKind::ALL {
            assert_eq!(CustodyKind::parse(kind.code()), Some(kind));
            let mut new = NewCustody::new(kind, AT);
            new.how = "   ".into();
            let missing = new.missing();
            assert_eq!(missing.is_none(), kind == CustodyKind::Captured, "{kind:?}");
            for field in [&mut new.from, &mut new.to, &mut new.how] {
                *field = "x".into();
            }
            assert_eq!(new.missing(), None, "{kind:?}");
        }
    }
}
