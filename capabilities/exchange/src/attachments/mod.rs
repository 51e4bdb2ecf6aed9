//! Attachments: files of any size that belong to a move. The move names them; their chunks follow once the other side has
//! accepted them, and stop and go on as the line does.
//!
//! Who may: officers of the dossier attach, accept, refuse and save, as the gate decides on each under a label of its own.
//! Kept here: a file is sealed once, chunk by chunk under a key of its own (`seal::stream`), and is stored, sent, carried
//! and received as it was sealed; its key stands, wrapped, in its row, and goes to the other side inside the sealed move
//! alone; name, length, media type and SHA-256 are shown before anything large moves; nothing is shown as complete that
//! was not verified as it stands on the disk, nothing as delivered without the receiver's signature. Refused: a file
//! that cannot be searched for protected values leaves to another State only after a second person released it, whoever is
//! protected and whether anybody is; what came from somebody stays under their restrictions wherever it is
//! attached again; what was closed since it was offered stops, and says nothing of why.

pub(crate) mod act;
pub(crate) mod answer;
pub(crate) mod of_exhibit;
pub(crate) mod offer;
pub(crate) mod parts;
pub(crate) mod push;
pub(crate) mod save;
pub(crate) mod scan;
pub(crate) mod take_in;
pub(crate) mod verify;

pub use act::RELEASE_ATTACHMENT;
pub use answer::decide_attachment;
pub use of_exhibit::{draft_of, exhibits_to_send};
pub use offer::{Attached, NewAttachment, attach};
pub use parts::{PARTS_BYTES_MAX, PartsAnswer, PartsRefusal, take_parts};
pub use push::{Moved, parts_always, parts_due, parts_of};
pub use save::{Save, save_attachment};
pub use take_in::{Draft, TakeFault, Taking};
pub use verify::{FileBroken, FilesReport, verify_attachments};

use kernel::id::{AuthorityId, DossierId, NodeId, PersonId};
use kernel::{Digest, Handling, Timestamp};
use procedure::Side;
use seal::stream::{FileKey, WholeFile, chunks_of};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

/// The move that names attachments.
pub const ATTACH: &str = "attach";
/// The kind of an envelope in which a receiver says what became of one.
pub const SAID_KIND: &str = "attachment";
/// Most attachments that one move names; what more a peer names is not offered.
pub const OF_MOVE_MAX: usize = 20;
/// Most attachments of one side of a dossier.
pub const OF_DOSSIER_MAX: u64 = 500;
/// Longest name that is shown, in characters.
pub const NAME_CHARS_MAX: usize = access::media::NAME_CHARS_MAX;
/// Longest media type, in characters.
const MEDIA_CHARS_MAX: usize = 80;

/// What a move says of an attachment, inside the seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announced {
    /// What both sides call it; random.
    pub id: Uuid,
    /// Its name, as the sender calls it, cleaned.
    pub name: String,
    /// What it is, by its first bytes.
    #[serde(rename = "type")]
    pub media: String,
    /// How long it is.
    pub bytes: u64,
    /// SHA-256 of its content.
    pub sha256: Digest,
    /// The digest over its sealed chunks.
    pub root: Digest,
    /// What a newer program added.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Announced {
    /// What it is as a whole, as announced.
    #[must_use]
    pub fn whole(&self) -> WholeFile {
        WholeFile { bytes: self.bytes, sha256: self.sha256, root: self.root }
    }

    /// Whether this program takes it: of a length that it stores, with a name that can be shown.
    fn is_sound(&self) -> bool {
        (1..=kernel::limit::ATTACHMENT_BYTES_MAX).contains(&self.bytes)
            && self.media.chars().count() <= MEDIA_CHARS_MAX
    }
}

/// Those that a body names, as far as this program reads them.
#[must_use]
pub fn announced(body: &procedure::MoveBody) -> Vec<Announced> {
    let list = body.0.get(procedure::ATTACHMENTS).and_then(Value::as_array);
    let read = |value: &Value| {
        let mut one: Announced = serde_json::from_value(value.clone()).ok()?;
        one.name = access::media::clean_name(&one.name);
        one.is_sound().then_some(one)
    };
    list.into_iter().flatten().take(OF_MOVE_MAX).filter_map(read).collect()
}

/// The root over all attachments of a move, for the head of its envelope.
#[must_use]
pub fn root_of(all: &[Announced]) -> Option<Digest> {
    let parts: Vec<&[u8]> = all.iter().flat_map(|a| [a.id.as_bytes().as_slice(), &a.root.0]).collect();
    let whole = [[b"liaison attachments v1".as_slice()].as_slice(), &parts].concat();
    (!all.is_empty()).then(|| Digest::of(&whole))
}

/// Which way an attachment goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// From this authority.
    Out,
    /// To it.
    In,
}

impl Way {
    /// The stored code.
    #[must_use]
    pub fn code(self) -> &'static str {
        if self == Self::Out { "out" } else { "in" }
    }

    pub(crate) fn parse(code: &str) -> Option<Self> {
        [Self::Out, Self::In].into_iter().find(|w| w.code() == code)
    }
}

/// Where an attachment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It waits for a second person; nothing of it has left.
    Waits,
    /// The second person refused it, or it was taken back.
    Withheld,
    /// A move named it; nobody there has decided.
    Offered,
    /// Its receiver refused it.
    Refused,
    /// Its receiver accepted it: its chunks are on their way.
    Accepted,
    /// It stands at its receiver whole and verified, and the receiver signed that.
    Complete,
    /// All its chunks came, and they are not what was announced.
    Differs,
    /// It does not open any more where it is sent from.
    Damaged,
}

impl State {
    /// Every one.
    pub const ALL: [Self; 8] = [
        Self::Waits,
        Self::Withheld,
        Self::Offered,
        Self::Refused,
        Self::Accepted,
        Self::Complete,
        Self::Differs,
        Self::Damaged,
    ];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Waits => "waits",
            Self::Withheld => "withheld",
            Self::Offered => "offered",
            Self::Refused => "refused",
            Self::Accepted => "accepted",
            Self::Complete => "complete",
            Self::Differs => "differs",
            Self::Damaged => "damaged",
        }
    }

    pub(crate) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// An attachment as an authority keeps it.
#[derive(Clone)]
pub struct Attachment {
    /// What its move says of it, or will say.
    pub announced: Announced,
    /// Opens it.
    pub key: FileKey,
    /// Whose it is here.
    pub authority: AuthorityId,
    /// Its dossier.
    pub dossier: DossierId,
    /// The other node.
    pub peer: NodeId,
    /// Which way it goes.
    pub way: Way,
    /// Whose chain names it.
    pub side: Side,
    /// The move there, once it is made.
    pub number: Option<u64>,
    /// Its file.
    pub file: Uuid,
    /// Where it stands.
    pub state: State,
    /// What a receiver may do with it.
    pub handling: Handling,
    /// What its sender asks for in words.
    pub conditions: String,
    /// What its sender says of it.
    pub text: String,
    /// The exhibit it is a copy of, if it goes out as one.
    pub exhibit: Option<Uuid>,
    /// Who attached it, if that was done here.
    pub by: Option<PersonId>,
    /// How many chunks the other side says it has.
    pub sent: u64,
    /// Up to which chunk it was given to a courier.
    pub given: u64,
    /// Failed attempts in a row.
    pub attempts: u32,
    /// Why the last attempt failed, as a code.
    pub why: Option<String>,
    /// What the receiver signed last.
    pub receipt: Option<Vec<u8>>,
    /// Since when it stands here.
    pub at: Timestamp,
}

impl Attachment {
    /// What both sides call it.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.announced.id
    }

    /// How many chunks it has.
    #[must_use]
    pub fn chunks(&self) -> u64 {
        chunks_of(self.announced.bytes)
    }
}

impl std::fmt::Debug for Attachment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Attachment");
        shown
            .field("id", &self.id())
            .field("way", &self.way)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use procedure::MoveBody;
    use serde_json::json;

    fn body(list: Value) -> MoveBody {
        let mut body = MoveBody::default();
        body.0.insert("attachments".into(), list);
        body
    }

    fn one(bytes: u64, name: &str) -> Value {
        let digest = Digest([7; 32]);
        json!({ "id": Uuid::from_u128(9), "name": name, "type": "application/pdf", "bytes": bytes, "sha256": digest, "root": digest, "pages": 3 })
    }

    #[test]
    fn a_7_what_cannot_be_stored_is_not_offered_and_names_are_cleaned() {
        let sound = |list: Value| announced(&body(list)).len();
        assert_eq!(sound(json!([one(1, "a")])), 1);
        assert_eq!(sound(json!([one(0, "a")])), 0);
        assert_eq!(sound(json!([one(kernel::limit::ATTACHMENT_BYTES_MAX + 1, "a")])), 0);
        assert_eq!(sound(json!(["rubbish", 7])), 0);
        assert_eq!(sound(Value::Array(vec![one(1, "a"); OF_MOVE_MAX + 1])), OF_MOVE_MAX);
        let read = announced(&body(json!([one(5, "../../etc/\u{202e}fdp.exe")])));
        assert_eq!(read[0].name, "fdp.exe");
        assert_eq!(read[0].rest["pages"], 3, "a_14");
    }

    #[test]
    fn the_facts_of_the_header_count_attachments_and_name_none() {
        let facts = body(json!([one(5, "list.pdf"), one(6, "b")])).facts();
        assert_eq!(facts.attachments, Some(2));
        assert!(!serde_json::to_string(&facts).unwrap().contains("list"));
        assert_eq!(MoveBody::default().facts().attachments, None);
    }
}
