//! Moves: headers that are chained and signed, facts that the fold needs, bodies apart so that they can be erased.

use kernel::id::DossierId;
use kernel::{Digest, Timestamp};
use serde::{Deserialize, Deserializer, Serialize};

/// Largest header, in bytes.
pub const HEADER_BYTES_MAX: usize = 8 * 1024;
/// Most moves of one side in one dossier.
pub const MOVES_MAX: u32 = 500;
/// Most points of one request.
pub const POINTS_MAX: u16 = 50;

/// The two sides of a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Who opened it.
    Asker,
    /// Who is asked.
    Answerer,
}

impl Side {
    /// The other side.
    #[must_use]
    pub fn other(self) -> Self {
        if self == Self::Asker { Self::Answerer } else { Self::Asker }
    }

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        if self == Self::Asker { "asker" } else { "answerer" }
    }

    /// Reads the code.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "asker" => Some(Self::Asker),
            "answerer" => Some(Self::Answerer),
            _ => None,
        }
    }
}

/// How much was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// All that was asked.
    Whole,
    /// Part; the rest may follow.
    Part,
    /// There is nothing.
    None,
}

impl Outcome {
    /// Reads the code.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "whole" => Some(Self::Whole),
            "part" => Some(Self::Part),
            "none" => Some(Self::None),
            _ => None,
        }
    }
}

/// Which definition file the dossier follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindRef {
    /// The kind.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// SHA-256 of the file.
    pub digest: Digest,
}

/// What the fold needs to know of a move once its body is erased: codes, numbers and dates, never content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveFacts {
    /// How many points were asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<u16>,
    /// How much was answered; an outcome of a newer program reads as none given.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "known_outcome")]
    pub outcome: Option<Outcome>,
    /// Points that this move answers, from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answered: Vec<u16>,
    /// Those of them that it answers in part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub in_part: Vec<u16>,
    /// Those of them to which there is nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nothing: Vec<u16>,
    /// Ground of a refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
    /// When an answer is promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<Timestamp>,
    /// When an answer is requested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested_by: Option<Timestamp>,
    /// `normal`, `urgent`, `imminent-threat-to-life`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgency: Option<String>,
    /// The agreed profile of clocks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// How many attachments it names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachments: Option<u16>,
}

fn known_outcome<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Outcome>, D::Error> {
    Ok(Option::<String>::deserialize(from)?.and_then(|code| Outcome::parse(&code)))
}

/// The header of a move. Its bytes are what is signed and chained; they are kept as they came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MoveHeader {
    /// The dossier.
    pub dossier: DossierId,
    /// The definition file.
    pub kind: KindRef,
    /// Whose chain.
    pub side: Side,
    /// Place in that chain, from 1.
    pub number: u32,
    /// The move before it in the same chain.
    pub prev: Option<Digest>,
    /// The newest move of the other side that its maker had seen.
    pub seen: Option<Digest>,
    /// The move's code.
    pub code: String,
    /// What the fold needs.
    #[serde(default)]
    pub facts: MoveFacts,
    /// Salted commitment to the body.
    pub body: Digest,
    /// When, by its maker's clock; shown as a claim.
    pub at: Timestamp,
    /// The desk or person it comes from, as shown outward.
    pub desk: String,
    /// What a newer program added.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}

/// Why header bytes were not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// Too long.
    #[error("the header of the move is longer than {HEADER_BYTES_MAX} bytes")]
    TooLong,
    /// It does not read.
    #[error("the header of the move does not read: {0}")]
    Unreadable(String),
    /// A number is out of its range.
    #[error("the header of the move holds a number out of range")]
    OutOfRange,
}

impl MoveHeader {
    /// The bytes to be signed and chained.
    ///
    /// # Errors
    /// When it does not write as JSON or is too long.
    pub fn to_bytes(&self) -> Result<Vec<u8>, HeaderError> {
        let bytes = serde_json::to_vec(self).map_err(|e| HeaderError::Unreadable(e.to_string()))?;
        if bytes.len() > HEADER_BYTES_MAX { Err(HeaderError::TooLong) } else { Ok(bytes) }
    }

    /// Reads bytes whose signature was verified.
    ///
    /// # Errors
    /// [`HeaderError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, HeaderError> {
        if bytes.len() > HEADER_BYTES_MAX {
            return Err(HeaderError::TooLong);
        }
        let header: Self =
            serde_json::from_slice(bytes).map_err(|e| HeaderError::Unreadable(e.to_string()))?;
        let points = header.facts.points.unwrap_or(0);
        let first = header.number == 1;
        let sound = (1..=MOVES_MAX).contains(&header.number)
            && first == header.prev.is_none()
            && points <= POINTS_MAX
            && [&header.facts.answered, &header.facts.in_part, &header.facts.nothing]
                .into_iter()
                .all(|list| are_points(list))
            && header.desk.len() <= 300
            && header.code.len() <= 64;
        if sound { Ok(header) } else { Err(HeaderError::OutOfRange) }
    }

    /// The digest that the next move of the chain names.
    #[must_use]
    pub fn digest(bytes: &[u8]) -> Digest {
        Digest::of(&[b"liaison move v1", bytes])
    }
}

fn are_points(list: &[u16]) -> bool {
    list.len() <= usize::from(POINTS_MAX) && list.iter().all(|n| (1..=POINTS_MAX).contains(n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::testing::SeededRng;
    use serde_json::json;

    fn header() -> serde_json::Value {
        json!({
            "dossier": DossierId::new(&SeededRng::new(1)), "side": "answerer", "number": 1, "prev": null, "seen": null,
            "kind": { "id": "information-request", "version": 1, "digest": Digest([1; 32]) }, "code": "answer",
            "facts": { "outcome": "part", "answered": [1, 2], "nothing": [2] }, "body": Digest([2; 32]), "at": 5,
            "desk": "Duty desk",
        })
    }

    fn parse(header: &serde_json::Value) -> Result<MoveHeader, HeaderError> {
        MoveHeader::parse(&serde_json::to_vec(header).unwrap())
    }

    #[test]
    fn a_header_is_written_and_read_and_its_digest_is_of_its_bytes() {
        let read = parse(&header()).unwrap();
        assert_eq!(
            (read.facts.outcome, read.facts.nothing.as_slice()),
            (Some(Outcome::Part), [2].as_slice())
        );
        let bytes = read.to_bytes().unwrap();
        assert_eq!(MoveHeader::parse(&bytes), Ok(read));
        assert_ne!(MoveHeader::digest(&bytes), MoveHeader::digest(&[bytes.as_slice(), b" "].concat()));
    }

    #[test]
    fn a_14_what_a_newer_program_says_is_kept() {
        let mut newer = header();
        newer["weather"] = json!({"sea": 4});
        newer["facts"]["outcome"] = json!("by-courier");
        let read = parse(&newer).unwrap();
        assert_eq!(read.facts.outcome, None);
        assert_eq!(read.rest["weather"], json!({"sea": 4}));
        assert_eq!(MoveHeader::parse(&read.to_bytes().unwrap()), Ok(read));
    }

    #[test]
    fn a_7_headers_out_of_range_are_refused() {
        for (place, value) in [
            ("/number", json!(0)),
            ("/number", json!(2)),
            ("/number", json!(501)),
            ("/prev", json!(Digest([3; 32]))),
            ("/facts/answered", json!([0])),
            ("/facts/answered", json!([51])),
            ("/facts/nothing", json!((0..51).map(|_| 1).collect::<Vec<u16>>())),
            ("/code", json!("x".repeat(65))),
            ("/desk", json!("x".repeat(301))),
        ] {
            let mut wrong = header();
            *wrong.pointer_mut(place).unwrap() = value;
            assert_eq!(parse(&wrong), Err(HeaderError::OutOfRange), "{place}");
        }
        let mut long = header();
        long["padding"] = json!("x".repeat(HEADER_BYTES_MAX));
        assert_eq!(parse(&long), Err(HeaderError::TooLong));
        assert!(matches!(MoveHeader::parse(b"{}"), Err(HeaderError::Unreadable(_))));
    }
}
