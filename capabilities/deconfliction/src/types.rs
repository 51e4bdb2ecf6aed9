//! Messages between nodes, and what the room keeps of checks and hits.
//!
//! Foreign bytes are read here and nowhere else, with a limit on every list; a fuzz target reads each of them.

use crate::rules::{KINDS_MAX, PURPOSE_BYTES_MAX};
use kernel::id::{AuthorityId, CaseId, CheckId, NodeId, PersonId};
use kernel::limit::CHECK_SELECTORS_MAX;
use kernel::{Purpose, SelectorKind, Strength, Timestamp, law::legal_basis};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Most hits in one notice.
pub const NOTICE_HITS_MAX: usize = CHECK_SELECTORS_MAX;

/// Longest code of a kind of selector, in bytes.
const KIND_BYTES_MAX: usize = 40;

/// Bytes as base64 inside JSON.
pub(crate) mod packed {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(bytes: &[u8], s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&data_encoding::BASE64.encode(bytes))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<u8>, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        data_encoding::BASE64.decode(text.as_bytes()).map_err(serde::de::Error::custom)
    }
}

/// A question about one kind of selector.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AskedKind {
    /// The kind.
    pub kind: SelectorKind,
    /// The version of the rules that normalised the values.
    pub normaliser: u16,
    /// The batch, 16 bytes in hexadecimal.
    pub batch: String,
    /// Blinded elements, 32 bytes each; padded.
    #[serde(with = "packed")]
    pub blinded: Vec<u8>,
}

/// A check as it is asked. Purpose and legal basis stand on every one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AskMessage {
    /// The asking authority.
    pub authority: AuthorityId,
    /// Why, as a code.
    pub purpose: Purpose,
    /// Why, in words; no name and no number of the case.
    #[serde(default)]
    pub words: String,
    /// The legal basis, as a code.
    pub basis: String,
    /// One question a kind.
    pub questions: Vec<AskedKind>,
    /// Kinds that a newer program asked about and this one does not know: they are passed over, and the answer says so.
    #[serde(skip)]
    pub passed_over: Vec<String>,
}

/// A question as it comes, whatever its kind.
#[derive(Deserialize)]
struct WrittenKind {
    kind: String,
    normaliser: u16,
    batch: String,
    #[serde(with = "packed")]
    blinded: Vec<u8>,
}

/// A check as it comes.
#[derive(Deserialize)]
struct Written {
    authority: AuthorityId,
    purpose: Purpose,
    #[serde(default)]
    words: String,
    basis: String,
    questions: Vec<WrittenKind>,
}

/// The evaluation of one question.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AnsweredKind {
    /// The kind.
    pub kind: SelectorKind,
    /// The epoch's public key for this kind and view.
    pub key: blind::PublicKey,
    /// Evaluated elements, 32 bytes each.
    #[serde(with = "packed")]
    pub evaluated: Vec<u8>,
    /// That this key was used for the whole batch.
    pub proof: blind::Proof,
}

/// A check as it is answered.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct AnswerMessage {
    /// Why nothing was evaluated, if nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// The epoch.
    #[serde(default)]
    pub epoch: String,
    /// Digest of the asker's filter in this epoch, in hexadecimal.
    #[serde(default)]
    pub filter: String,
    /// One evaluation a question.
    #[serde(default)]
    pub answers: Vec<AnsweredKind>,
    /// Kinds that were asked about and not looked at, since the holder's program does not know them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed_over: Vec<String>,
    /// Of today's budget, used after this check.
    #[serde(default)]
    pub used: u64,
    /// Today's budget.
    #[serde(default)]
    pub budget: u64,
}

/// The filter as the holder hands it over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FilterMessage {
    /// The epoch.
    pub epoch: String,
    /// Digest of the filter, in hexadecimal.
    pub digest: String,
    /// The secret that ties its tags to this peer.
    pub secret: kernel::Digest,
    /// The filter.
    #[serde(with = "packed")]
    pub filter: Vec<u8>,
}

/// One hit in a notice.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NoticedHit {
    /// The reference both sides quote.
    pub reference: String,
    /// The kind.
    pub kind: SelectorKind,
    /// The batch it was asked in.
    pub batch: String,
    /// The peer tag; the holder finds its own record by it and nothing else.
    pub tag: blind::Tag,
}

/// A notice of hits: kind and reference, nothing of the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NoticeMessage {
    /// The epoch.
    pub epoch: String,
    /// The asking authority.
    pub authority: AuthorityId,
    /// Hits.
    pub hits: Vec<NoticedHit>,
}

/// The holder found its record and asks for the proof that it was asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ClaimMessage {
    /// References of the notice.
    pub references: Vec<String>,
}

/// The asker proves that it asked: index and blinding factor of each.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProofMessage {
    /// Reference and proof.
    pub proofs: Vec<(String, blind::Reveal)>,
}

/// Why a message of a peer was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadMessage(pub &'static str);

impl AskMessage {
    /// Reads and checks a peer's question.
    ///
    /// # Errors
    /// A code that the asker is told.
    pub fn parse(bytes: &[u8]) -> Result<Self, BadMessage> {
        let written: Written = serde_json::from_slice(bytes).map_err(|_| BadMessage("unreadable"))?;
        let kinds: std::collections::BTreeSet<_> =
            written.questions.iter().map(|q| q.kind.as_str()).collect();
        if written.questions.is_empty()
            || written.questions.len() > KINDS_MAX
            || kinds.len() != written.questions.len()
            || !kinds.into_iter().all(is_code)
        {
            return Err(BadMessage("questions"));
        }
        let asked = Self::of(written);
        if asked.words.len() > PURPOSE_BYTES_MAX || legal_basis::article(&asked.basis).is_none() {
            return Err(BadMessage("basis"));
        }
        let right_purpose = !matches!(asked.purpose, Purpose::Administration | Purpose::Oversight);
        if !right_purpose {
            return Err(BadMessage("purpose"));
        }
        for question in &asked.questions {
            if question.normaliser != kernel::selector::NORMALISER_VERSION {
                return Err(BadMessage("normaliser"));
            }
            let count = question.blinded.len() / 32;
            let padded = count.is_power_of_two() && (blind::BATCH_MIN..=CHECK_SELECTORS_MAX).contains(&count);
            if question.blinded.len() % 32 != 0 || !padded || batch_id(&question.batch).is_none() {
                return Err(BadMessage("batch"));
            }
        }
        Ok(asked)
    }

    fn of(written: Written) -> Self {
        let Written { authority, purpose, words, basis, questions } = written;
        let mut asked =
            Self { authority, purpose, words, basis, questions: Vec::new(), passed_over: Vec::new() };
        for WrittenKind { kind, normaliser, batch, blinded } in questions {
            match SelectorKind::parse(&kind) {
                Some(kind) => asked.questions.push(AskedKind { kind, normaliser, batch, blinded }),
                None => asked.passed_over.push(kind),
            }
        }
        asked
    }

    /// The padded size of what is looked at.
    #[must_use]
    pub fn cost(&self) -> u64 {
        self.questions.iter().map(|q| (q.blinded.len() / 32) as u64).sum()
    }
}

/// Whether a text could be the code of a kind: what goes back into an answer is nothing else.
fn is_code(text: &str) -> bool {
    (1..=KIND_BYTES_MAX).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
}

/// Elements of a batch as blind wants them.
#[must_use]
pub fn elements(bytes: &[u8]) -> Vec<[u8; 32]> {
    bytes.as_chunks::<32>().0.to_vec()
}

/// A batch id from its text.
#[must_use]
pub fn batch_id(text: &str) -> Option<[u8; 16]> {
    data_encoding::HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok()
}

/// Which side of a hit this node is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HitSide {
    /// This node asked.
    Asked,
    /// A peer asked, and proved that it did.
    Noticed,
}

/// A hit as people see it. A reason to talk, never an identification.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Its id here.
    pub id: Uuid,
    /// Which side.
    pub side: HitSide,
    /// The check, on the asking side.
    pub check: Option<CheckId>,
    /// The peer.
    pub peer: NodeId,
    /// The peer's authority, where it is known.
    pub authority: Option<AuthorityId>,
    /// The own case it belongs to.
    pub case: CaseId,
    /// The own selector.
    pub selector: Uuid,
    /// The kind.
    pub kind: SelectorKind,
    /// How likely it is chance.
    pub chance: f64,
    /// The reference both sides quote.
    pub reference: String,
    /// When.
    pub at: Timestamp,
}

impl Hit {
    /// How much a shared value of this kind says.
    #[must_use]
    pub fn strength(&self) -> Strength {
        self.kind.strength()
    }
}

/// A check that was made.
#[derive(Clone, Debug)]
pub struct CheckRecord {
    /// Its id.
    pub id: CheckId,
    /// The case.
    pub case: CaseId,
    /// The authority.
    pub authority: AuthorityId,
    /// Who made it.
    pub person: PersonId,
    /// Their name then.
    pub by: String,
    /// Why, as a code.
    pub purpose: Purpose,
    /// Why, in words.
    pub words: String,
    /// The legal basis.
    pub basis: String,
    /// When.
    pub at: Timestamp,
}

/// What became of a check with one peer.
#[derive(Clone, Debug, Serialize)]
pub struct PeerResult {
    /// The peer.
    pub peer: NodeId,
    /// Its name then.
    pub name: String,
    /// `done`, `refused`, `unreached`, `held`.
    pub state: String,
    /// Why, if not done.
    pub reason: String,
    /// Values asked.
    pub asked: u64,
    /// Own values that did not leave.
    pub withheld: u64,
    /// Padded size, which the peer saw.
    pub padded: u64,
    /// Hits.
    pub hits: u64,
    /// Both sides together, in milliseconds.
    pub took_ms: i64,
    /// Used of the day's budget there.
    pub used: u64,
    /// The day's budget there.
    pub budget: u64,
    /// Kinds that were not looked at there, since their program does not know them.
    pub not_looked_at: Vec<SelectorKind>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A question about these kinds, as a program of any age writes it.
    fn asks(kinds: &[&str]) -> Vec<u8> {
        let blinded = data_encoding::BASE64.encode(&[0; 32 * blind::BATCH_MIN]);
        let question = |kind: &&str| {
            serde_json::json!({
                "kind": kind, "normaliser": kernel::selector::NORMALISER_VERSION,
                "batch": "00".repeat(16), "blinded": blinded,
            })
        };
        let questions: Vec<_> = kinds.iter().map(question).collect();
        serde_json::json!({
            "authority": Uuid::nil(), "purpose": "investigation", "basis": "UNTOC-27", "questions": questions,
        })
        .to_string()
        .into_bytes()
    }

    #[test]
    fn a_14_a_kind_that_only_a_newer_program_knows_is_passed_over_and_the_others_are_read() {
        let asked = AskMessage::parse(&asks(&["phone", "gait", "email"])).unwrap();
        let known: Vec<SelectorKind> = asked.questions.iter().map(|q| q.kind).collect();
        assert_eq!(known, [SelectorKind::Phone, SelectorKind::Email]);
        assert_eq!(asked.passed_over, ["gait"]);
        assert_eq!(asked.cost(), 2 * blind::BATCH_MIN as u64, "what is not looked at costs nothing");
        assert_eq!(AskMessage::parse(&asks(&["phone"])).unwrap().passed_over, [""; 0]);
    }

    #[test]
    fn what_is_no_code_of_a_kind_does_not_come_back_in_an_answer() {
        let long = "a".repeat(KIND_BYTES_MAX + 1);
        for kind in ["", "+22790000114", "Tesfay Selam", long.as_str()] {
            assert_eq!(
                AskMessage::parse(&asks(&["phone", kind])).unwrap_err(),
                BadMessage("questions"),
                "{kind}"
            );
        }
        assert!(AskMessage::parse(&asks(&["gait", "gait"])).is_err(), "one question a kind");
    }
}
