//! What goes to other nodes: what a State published about a recommendation, and a secretariat's sessions, statements and
//! calls, in the form that leaves. Ids of this node do not (A-17), and days stand where it keeps moments.

use crate::follow::Published;
use crate::types::{Call, Document, Item, Recommended, Session, Submission};
use data_encoding::BASE64;
use kernel::time::DAY_MS;
use kernel::{Digest, Party, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is published; the code of each stands in `kind`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Content {
    /// What a State does about a recommendation.
    FollowUp {
        /// Which.
        of: Of,
        /// What others read.
        page: Box<Published>,
    },
    /// A session of a conference, as its secretariat publishes it.
    Session(SessionOut),
    /// A statement to a session.
    Statement(StatementOut),
    /// A call for input, and its digest once there is one.
    Call(CallOut),
}

/// A recommendation, so that it is found where the same report was put in, and read where it was not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Of {
    /// What it is: `recommendation`, `decision`…
    pub act: String,
    /// The symbol of the report.
    pub symbol: String,
    /// Its number there.
    pub number: String,
    /// The body that recommends.
    pub body: String,
    /// The first day of the session, or empty.
    pub day: String,
    /// Its heading.
    pub heading: String,
    /// Its words.
    pub text: String,
    /// Its sub-items, each on a line with its label.
    pub items: Vec<String>,
}

impl Of {
    /// What is sent of a recommendation.
    #[must_use]
    pub fn recommendation(one: &Recommended) -> Self {
        let mut items = Vec::new();
        crate::draft::items(&one.says.items, &mut items, 3);
        Self {
            act: crate::pages::code_of(&one.says.kind),
            symbol: one.symbol.clone(),
            number: one.says.number.clone(),
            body: one.body.clone(),
            day: one.day.clone(),
            heading: one.says.heading.clone(),
            text: one.says.text.clone(),
            items,
        }
    }

    /// By what it is found at another node: symbol and number, whatever the language; without a symbol, its words.
    #[must_use]
    pub fn key(&self) -> String {
        match self.symbol.contains('/') {
            true => format!("{} {}", self.symbol.trim().to_uppercase(), self.number.trim()),
            false => self.words_key(),
        }
    }

    /// By its words alone.
    #[must_use]
    pub fn words_key(&self) -> String {
        let words: Vec<&str> = self.text.split_whitespace().collect();
        Digest::of_bytes(words.join(" ").to_lowercase().as_bytes()).to_string()
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}, {}", self.symbol, self.number)
    }
}

/// A session as it goes out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionOut {
    /// The body that meets.
    pub body: String,
    /// Which session it is.
    pub title: String,
    /// Where.
    pub place: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Its agenda.
    pub agenda: Vec<Item>,
    /// Its documents: symbol and title.
    pub documents: Vec<(String, String)>,
}

impl SessionOut {
    /// What is sent of a session.
    #[must_use]
    pub fn of(one: &Session, documents: &[Document]) -> Self {
        Self {
            body: one.body.clone(),
            title: one.title.clone(),
            place: one.place.clone(),
            from: one.from.clone(),
            to: one.to.clone(),
            agenda: one.agenda.clone(),
            documents: documents.iter().map(|d| (d.symbol.clone(), d.title.clone())).collect(),
        }
    }
}

/// A statement as it goes out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StatementOut {
    /// The session, by the reference under which it is published.
    pub session: Uuid,
    /// On whose behalf, in their words.
    pub submitter: String,
    /// The State.
    pub party: Option<Party>,
    /// The item of the agenda; may be empty.
    pub item: String,
    /// The language it is written in.
    pub language: String,
    /// The name of its file.
    pub file: String,
    /// SHA-256 of the file.
    pub digest: String,
    /// The file, in base64; joined when it is sent.
    pub bytes: String,
}

impl StatementOut {
    /// What is sent of a statement, without its file.
    #[must_use]
    pub fn of(one: &Submission, session: Uuid) -> Self {
        Self {
            session,
            submitter: one.submitter.clone(),
            party: Some(one.party),
            item: one.item.clone(),
            language: one.language.clone(),
            file: one.file.clone(),
            digest: one.digest.clone(),
            bytes: String::new(),
        }
    }

    /// The same with its file.
    #[must_use]
    pub fn with(mut self, file: &[u8]) -> Self {
        self.bytes = BASE64.encode(file);
        self
    }

    /// Its file, if it is the one that its digest names.
    #[must_use]
    pub fn file(&self) -> Option<Vec<u8>> {
        let bytes = BASE64.decode(self.bytes.as_bytes()).ok()?;
        (Digest::of_bytes(&bytes).to_string() == self.digest).then_some(bytes)
    }
}

/// A call for input as it goes out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CallOut {
    /// What it is about.
    pub title: String,
    /// Why, and for what.
    pub reason: String,
    /// Its one form.
    pub questions: Vec<String>,
    /// Until when, in milliseconds.
    pub deadline: i64,
    /// The digest, once it is published.
    pub digest: Option<DigestOut>,
}

impl CallOut {
    /// What is sent of a call.
    #[must_use]
    pub fn of(one: &Call, digest: Option<DigestOut>) -> Self {
        Self {
            title: one.title.clone(),
            reason: one.reason.clone(),
            questions: one.questions.clone(),
            deadline: one.deadline.0,
            digest,
        }
    }
}

/// A digest of answers as it goes out: what the secretariat took in, and nothing of who did not answer (R-24).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DigestOut {
    /// The words before it.
    pub words: String,
    /// The day it was published, in milliseconds.
    pub at: i64,
    /// Who answered, and each question with the answer.
    pub answers: Vec<(String, Vec<(String, String)>)>,
}

impl Content {
    /// What others read of a follow-up.
    #[must_use]
    pub fn follow_up(one: &Recommended, page: &Published) -> Self {
        Self::FollowUp { of: Of::recommendation(one), page: Box::new(outward(page)) }
    }
}

/// A page as it leaves: without the ids of this node, and with days where it keeps moments.
fn outward(page: &Published) -> Published {
    let mut page = page.clone();
    let day = |at: &mut Timestamp| at.0 = at.0.saturating_sub(at.0.rem_euclid(DAY_MS));
    for one in &mut page.actions {
        one.id = Uuid::nil();
        one.since = Timestamp(0);
        if let Some((at, _)) = &mut one.done {
            day(at);
        }
    }
    for one in &mut page.indicators {
        one.id = Uuid::nil();
        one.values.iter_mut().for_each(|(at, _)| day(at));
    }
    for one in &mut page.evidence {
        one.id = Uuid::nil();
    }
    page.figures.iter_mut().for_each(|(_, at)| day(at));
    page.views.iter_mut().for_each(|one| day(&mut one.at));
    page
}

/// Something handed to a secretariat of another node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandIn {
    /// [`HAND_IN_VERSION`].
    pub version: u16,
    /// Names what is handed in; random.
    pub reference: Uuid,
    /// What it is for, by the reference under which it was published.
    pub to: Uuid,
    /// Whose it is, by the id in the card of the node that sends it.
    pub authority: kernel::id::AuthorityId,
    /// What it is.
    pub says: Handed,
    /// What a newer program added.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}

/// The version of what is handed in.
pub const HAND_IN_VERSION: u16 = 1;

/// What can be handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Handed {
    /// A statement to a session.
    Statement {
        /// On whose behalf.
        submitter: String,
        /// The item of the agenda; may be empty.
        item: String,
        /// The language it is written in.
        language: String,
        /// The name of its file.
        file: String,
        /// The file, in base64.
        bytes: String,
    },
    /// An answer to a call, question by question.
    Answer {
        /// What it says.
        says: Vec<String>,
    },
}

impl Handed {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Statement { .. } => "statement",
            Self::Answer { .. } => "answer",
        }
    }

    /// The bytes that the receipt names by their digest: the file, or the answers as they are sent. `None` where they do
    /// not read.
    #[must_use]
    pub fn bytes(&self) -> Option<Vec<u8>> {
        match self {
            Self::Statement { bytes, .. } => BASE64.decode(bytes.as_bytes()).ok(),
            Self::Answer { says } => serde_json::to_vec(says).ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::follow::{ActionState, EvidenceState};

    #[test]
    fn a_17_no_id_of_the_node_and_no_moment_goes_out_with_a_page() {
        let id = Uuid::from_u128(0x0198_7654_3210_7abc_8def_0123_4567_89ab);
        let at = Timestamp(86_400_000 * 20_000 + 12_345);
        let page = Published {
            actions: vec![ActionState {
                id,
                what: "call".into(),
                owner: String::new(),
                due: "2026-12-31".into(),
                done: Some((at, "done".into())),
                since: at,
            }],
            evidence: vec![EvidenceState { id, title: "d".into(), reference: "r".into(), public: true }],
            ..Published::default()
        };
        let says =
            serde_json::to_string(&Content::FollowUp { of: Of::default(), page: Box::new(outward(&page)) });
        let says = says.unwrap();
        assert!(!says.contains(&id.to_string()) && !says.contains("12345"), "{says}");
        assert!(says.contains(&(86_400_000_i64 * 20_000).to_string()), "the day stays: {says}");
        let read: Content = serde_json::from_str(&says).unwrap();
        assert!(matches!(read, Content::FollowUp { page, .. } if page.actions.len() == 1));
    }

    #[test]
    fn a_recommendation_is_the_same_in_every_language_and_without_a_symbol_by_its_words() {
        let of = |symbol: &str, text: &str| Of {
            symbol: symbol.into(),
            number: "8".into(),
            text: text.into(),
            ..Of::default()
        };
        assert_eq!(of("CTOC/COP/1", "States should").key(), of("ctoc/cop/1", "Les États devraient").key());
        assert_eq!(of("report.txt", "States  should").key(), of("other.txt", "States should").key());
        assert_ne!(of("report.txt", "States should").key(), of("report.txt", "States may").key());
    }

    #[test]
    fn a_file_that_is_not_the_one_its_digest_names_is_none() {
        let digest = Digest::of_bytes(b"words").to_string();
        let out = StatementOut { digest, ..StatementOut::default() };
        assert_eq!(out.clone().with(b"words").file().as_deref(), Some(b"words".as_slice()));
        assert_eq!(out.clone().with(b"other words").file(), None);
        assert_eq!(StatementOut { bytes: "%".into(), ..out }.file(), None);
    }
}
