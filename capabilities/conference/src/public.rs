//! What goes to other nodes: what a State published about a recommendation, and a secretariat's sessions, statements,
//! calls and topics, in the form that leaves. Ids of this node do not (A-17), and days stand where it keeps moments.

use crate::follow::Published;
use crate::types::{Call, Document, Item, Recommended, Session, Submission, Topic};
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
    /// The topics that are proposed for future agendas.
    Topics(TopicsOut),
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
        // A symbol has no blank; `5/6 June` is of a title.
        match self.symbol.contains('/') && !self.symbol.trim().contains(' ') {
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
    /// The day on which its State took it back, in milliseconds; there is no file then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<i64>,
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
            withdrawn: one.withdrawn.map(|at| day(at).0),
        }
    }

    /// The same once its State took it back.
    #[must_use]
    pub fn taken_back(self, at: Timestamp) -> Self {
        Self { bytes: String::new(), withdrawn: Some(day(at).0), ..self }
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

/// The topics of a secretariat as they go out, in the order they came: how many support one is no vote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TopicsOut {
    /// Each of them.
    pub topics: Vec<TopicOut>,
}

/// A topic as it goes out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TopicOut {
    /// By what it is supported from elsewhere; random.
    pub reference: Uuid,
    /// The topic.
    pub title: String,
    /// Why.
    pub reason: String,
    /// Who proposes it, with the State.
    pub who: String,
    /// The day it was proposed, in milliseconds.
    pub at: i64,
    /// Who supports it, with what they say to it.
    pub supporters: Vec<(String, String)>,
}

impl TopicsOut {
    /// What is sent of topics, each with its reference; `named` says who somebody is.
    #[must_use]
    pub fn of(all: &[(Uuid, Topic)], named: impl Fn(kernel::id::AuthorityId) -> String) -> Self {
        let out = |(reference, one): &(Uuid, Topic)| TopicOut {
            reference: *reference,
            title: one.title.clone(),
            reason: one.reason.clone(),
            who: named(one.authority),
            at: day(one.at).0,
            supporters: one.supporters.iter().map(|(who, note)| (named(*who), note.clone())).collect(),
        };
        Self { topics: all.iter().map(out).collect() }
    }

    /// What of it still stands in the list as it is now; nothing is added.
    #[must_use]
    pub fn as_far_as(mut self, now: &Self) -> Self {
        self.topics.retain_mut(|one| {
            let there = now.topics.iter().find(|other| other.reference == one.reference);
            one.supporters.retain(|said| there.is_some_and(|there| there.supporters.contains(said)));
            there.is_some()
        });
        self
    }
}

/// The beginning of the day of a moment: nobody elsewhere learns at what hour somebody works.
fn day(at: Timestamp) -> Timestamp {
    Timestamp(at.0.saturating_sub(at.0.rem_euclid(DAY_MS)))
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
    let to_day = |at: &mut Timestamp| *at = day(*at);
    for one in &mut page.actions {
        one.id = Uuid::nil();
        one.since = Timestamp(0);
        if let Some((at, _)) = &mut one.done {
            to_day(at);
        }
    }
    for one in &mut page.indicators {
        one.id = Uuid::nil();
        one.values.iter_mut().for_each(|(at, _)| to_day(at));
    }
    for one in &mut page.evidence {
        one.id = Uuid::nil();
    }
    page.figures.iter_mut().for_each(|(_, at)| to_day(at));
    page.views.iter_mut().for_each(|one| to_day(&mut one.at));
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
    /// A topic for a future agenda.
    Topic {
        /// The topic.
        title: String,
        /// Why.
        reason: String,
    },
    /// Support of a topic of somebody else.
    Support {
        /// Which, by the reference in the list.
        topic: Uuid,
        /// What is said to it; may be empty.
        note: String,
    },
    /// What was handed in before is taken back.
    TakeBack {
        /// Which, by the reference it was handed in under.
        of: Uuid,
    },
}

impl Handed {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Statement { .. } => "statement",
            Self::Answer { .. } => "answer",
            Self::Topic { .. } => "topic",
            Self::Support { .. } => "support",
            Self::TakeBack { .. } => "take-back",
        }
    }

    /// Whether whoever handed it in can take it back; a new answer stands in the place of the one before.
    #[must_use]
    pub fn can_be_taken_back(&self) -> bool {
        matches!(self, Self::Statement { .. } | Self::Topic { .. } | Self::Support { .. })
    }

    /// The bytes that the receipt names by their digest: the file, or what else is said, as JSON. `None` where they do not
    /// read.
    #[must_use]
    pub fn bytes(&self) -> Option<Vec<u8>> {
        match self {
            Self::Statement { bytes, .. } => BASE64.decode(bytes.as_bytes()).ok(),
            Self::Answer { says } => serde_json::to_vec(says).ok(),
            Self::Topic { title, reason } => serde_json::to_vec(&[title, reason]).ok(),
            Self::Support { topic, note } => serde_json::to_vec(&(topic, note)).ok(),
            Self::TakeBack { of } => serde_json::to_vec(of).ok(),
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
    fn what_is_taken_back_leaves_a_list_and_nothing_that_came_since_is_added() {
        let topic = |n: u128, supporters: &[&str]| TopicOut {
            reference: Uuid::from_u128(n),
            supporters: supporters.iter().map(|who| ((*who).to_owned(), String::new())).collect(),
            ..TopicOut::default()
        };
        let before = TopicsOut { topics: vec![topic(1, &["A", "B"]), topic(2, &[])] };
        let now = TopicsOut { topics: vec![topic(1, &["B", "C"]), topic(3, &[])] };
        assert_eq!(before.as_far_as(&now), TopicsOut { topics: vec![topic(1, &["B"])] });
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
