//! The leaves of a log: cards as their nodes signed them, and statements that nodes sign about themselves.
//!
//! A leaf is one byte that says what follows, and the signed document. Refused: a card that is forged, a statement
//! that is not signed by a key of the newest card of its node before it, or that repeats an older one. What a newer
//! program writes is kept and shown as it is.

use data_encoding::BASE64URL_NOPAD;
use directory::{CardError, VerifiedCard, read_card};
use kernel::Timestamp;
use kernel::id::{AuthorityId, NodeId};
use seal::identity::{SigningKey, open_signed};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

/// The context of a statement's signature.
const CONTEXT: &str = "log-statement";
/// The one version.
const VERSION: u32 = 1;
/// Largest statement, in bytes.
pub const STATEMENT_BYTES_MAX: usize = 4 * 1024;
/// Longest name of a network, in characters.
pub const NAME_CHARS_MAX: usize = 120;
/// Longest purpose or reason, in characters.
pub const PURPOSE_CHARS_MAX: usize = 400;
/// Largest leaf, in bytes.
pub const LEAF_BYTES_MAX: usize = directory::card::CARD_BYTES_MAX + 1;

/// What a leaf holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeafKind {
    /// A card.
    Card,
    /// A statement.
    Statement,
}

impl LeafKind {
    /// The first byte of the leaf.
    #[must_use]
    pub fn byte(self) -> u8 {
        match self {
            Self::Card => 1,
            Self::Statement => 2,
        }
    }

    /// The leaf around a document.
    #[must_use]
    pub fn around(self, document: &[u8]) -> Vec<u8> {
        let mut leaf = vec![self.byte()];
        leaf.extend_from_slice(document);
        leaf
    }
}

/// What a node says, signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// 1.
    pub version: u32,
    /// Who says it.
    pub node: NodeId,
    /// Which of its statements: each is higher than the one before, so that none can be said again.
    pub number: u64,
    /// When, by its clock.
    pub at: Timestamp,
    /// What.
    #[serde(flatten)]
    pub says: Says,
}

/// What can be said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "kebab-case")]
pub enum Says {
    /// A signing key of the node is not to be believed any more.
    Revoked {
        /// The key, base64url without padding.
        key: String,
        /// Why.
        reason: String,
    },
    /// People of this node compared the words of that one by voice.
    Compared {
        /// Whose words; its id is its identity key's digest.
        subject: NodeId,
    },
    /// A network begins; who says so keeps it.
    Network {
        /// Its id.
        network: Uuid,
        /// Its name.
        name: String,
        /// What it is for.
        purpose: String,
        /// Which authority keeps it.
        authority: AuthorityId,
    },
    /// Its keeper invites a node.
    Invite {
        /// The network.
        network: Uuid,
        /// Whom.
        invited: NodeId,
    },
    /// An invited node joins.
    Accept {
        /// The network.
        network: Uuid,
    },
    /// A member leaves, or somebody invited declines.
    Leave {
        /// The network.
        network: Uuid,
    },
    /// Its keeper takes a member out, or an invitation back.
    Remove {
        /// The network.
        network: Uuid,
        /// Whom.
        member: NodeId,
    },
    /// Something of a newer program.
    #[serde(untagged)]
    Other(Map<String, Value>),
}

impl Says {
    /// The stable code; what a newer program says has its own.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Revoked { .. } => "revoked",
            Self::Compared { .. } => "compared",
            Self::Network { .. } => "network",
            Self::Invite { .. } => "invite",
            Self::Accept { .. } => "accept",
            Self::Leave { .. } => "leave",
            Self::Remove { .. } => "remove",
            Self::Other(fields) => fields.get("says").and_then(Value::as_str).unwrap_or_default(),
        }
    }
}

/// A leaf that was read and fits those before it.
#[derive(Clone, Debug)]
pub enum Leaf {
    /// A card.
    Card(Box<VerifiedCard>),
    /// A statement.
    Statement(Statement),
    /// Something of a newer program.
    Other,
}

/// Why a leaf cannot stand in an honest log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LeafFault {
    /// The card is not signed by the identity key it names.
    #[error("the log holds a card that its node did not sign")]
    ForgedCard,
    /// An older card, or another one with the same number, after a newer one.
    #[error("the log goes back to an older card of a node")]
    CardWentBack,
    /// A statement that its node did not sign, or that is no newer than one before it.
    #[error("the log holds a statement that its node did not sign, or a second time")]
    ForgedStatement,
}

impl LeafFault {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::ForgedCard => "forged-card",
            Self::CardWentBack => "card-went-back",
            Self::ForgedStatement => "forged-statement",
        }
    }
}

/// What stands in the log before a leaf, of the node it is about.
#[derive(Clone, Debug, Default)]
pub struct Before {
    /// The node's newest card.
    pub card: Option<VerifiedCard>,
    /// The number of its newest statement.
    pub statement: Option<u64>,
}

/// Whom a leaf is about, before anything of it is believed; `None` for what this program cannot read.
#[must_use]
pub fn about(leaf: &[u8]) -> Option<NodeId> {
    let (kind, document) = leaf.split_first()?;
    match *kind {
        1 => read_card(document).ok().map(|card| card.node()),
        2 => open_signed(document, CONTEXT, None).ok().and_then(|signed| {
            serde_json::from_slice::<Statement>(signed.bytes).ok().map(|statement| statement.node)
        }),
        _ => None,
    }
}

/// Whom a leaf says it is about, believed or not: to name who is concerned by one that cannot be true.
#[must_use]
pub fn claims_to_be_about(leaf: &[u8]) -> Option<NodeId> {
    #[derive(Deserialize)]
    struct Claim {
        node: NodeId,
    }
    let json = leaf.get(SIGNED_FROM..)?;
    about(leaf).or_else(|| serde_json::from_slice::<Claim>(json).ok().map(|claim| claim.node))
}

/// Where the signed bytes of a leaf begin: after its first byte and what a signed document has before them.
const SIGNED_FROM: usize = 1 + 104;

/// Reads a leaf against what stands before it.
///
/// # Errors
/// [`LeafFault`].
pub fn read_leaf(leaf: &[u8], before: &Before) -> Result<Leaf, LeafFault> {
    let Some((kind, document)) = leaf.split_first() else { return Err(LeafFault::ForgedCard) };
    match *kind {
        1 => read_logged_card(document, before),
        2 => {
            let keys: Vec<[u8; 32]> = before.card.iter().flat_map(signing_keys).collect();
            let statement = open_statement(document, &keys).ok_or(LeafFault::ForgedStatement)?;
            let again = before.statement.is_some_and(|number| statement.number <= number);
            let theirs = before.card.as_ref().is_some_and(|card| card.node() == statement.node);
            if again || !theirs { Err(LeafFault::ForgedStatement) } else { Ok(Leaf::Statement(statement)) }
        }
        _ => Ok(Leaf::Other),
    }
}

fn read_logged_card(document: &[u8], before: &Before) -> Result<Leaf, LeafFault> {
    let card = match read_card(document) {
        Ok(card) => card,
        Err(CardError::Forged | CardError::WrongNode(_) | CardError::NotACard) => {
            return Err(LeafFault::ForgedCard);
        }
        // Another version, or a limit that a newer program does not have.
        Err(_) => return Ok(Leaf::Other),
    };
    let newer = before.card.as_ref().is_none_or(|held| card.card().sequence > held.card().sequence);
    if newer { Ok(Leaf::Card(Box::new(card))) } else { Err(LeafFault::CardWentBack) }
}

/// The keys a card names for signing.
pub(crate) fn signing_keys(card: &VerifiedCard) -> Vec<[u8; 32]> {
    card.card().signing.iter().map(|key| key.0).collect()
}

/// Signs a statement; `None` for one that others would refuse.
#[must_use]
pub(crate) fn sign_statement(statement: &Statement, key: &SigningKey) -> Option<Vec<u8>> {
    let json = serde_json::to_vec(statement).ok()?;
    let signed = key.sign_document(CONTEXT, &json);
    open_statement(&signed, &[key.public()]).filter(|read| read == statement).map(|_| signed)
}

/// Reads a statement signed by one of these keys; `None` if it is none, or breaks a limit.
#[must_use]
pub(crate) fn open_statement(document: &[u8], signers: &[[u8; 32]]) -> Option<Statement> {
    if document.len() > STATEMENT_BYTES_MAX {
        return None;
    }
    let signed = open_signed(document, CONTEXT, None).ok()?;
    if !signers.contains(&signed.signer) {
        return None;
    }
    let statement: Statement = signed.read().ok()?.into_value();
    let fine = match &statement.says {
        Says::Revoked { key, reason } => {
            BASE64URL_NOPAD.decode(key.as_bytes()).is_ok_and(|key| key.len() == 32)
                && line(reason, PURPOSE_CHARS_MAX)
        }
        Says::Network { name, purpose, .. } => line(name, NAME_CHARS_MAX) && line(purpose, PURPOSE_CHARS_MAX),
        Says::Other(_) => !KNOWN.contains(&statement.says.code()),
        _ => true,
    };
    (fine && statement.version == VERSION).then_some(statement)
}

/// Codes that must read as what they are.
const KNOWN: &[&str] = &["", "revoked", "compared", "network", "invite", "accept", "leave", "remove"];

/// Whether a text is one line of words, not too long.
#[must_use]
pub fn line(text: &str, most: usize) -> bool {
    let count = text.chars().count();
    (1..=most).contains(&count) && text.trim() == text && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::testing::SeededRng;

    #[test]
    fn a_14_a_statement_of_a_newer_program_is_kept_with_its_words_and_a_known_one_must_read() {
        let key = SigningKey::generate(&SeededRng::new(1));
        let sign = |json: &str| key.sign_document(CONTEXT, json.as_bytes());
        let base = "\"version\":1,\"node\":\"07070707070707070707070707070707\",\"number\":3,\"at\":5";
        let newer = sign(&format!("{{{base},\"says\":\"vouches\",\"for\":\"x\"}}"));
        let read = open_statement(&newer, &[key.public()]).unwrap();
        assert_eq!(read.says.code(), "vouches");
        for broken in [
            "\"says\":\"invite\",\"network\":\"no id\"",
            "\"says\":\"network\",\"network\":\"00000000-0000-0000-0000-000000000001\"",
            "\"sayz\":\"nothing\"",
        ] {
            assert!(
                open_statement(&sign(&format!("{{{base},{broken}}}")), &[key.public()]).is_none(),
                "{broken}"
            );
        }
        let stranger = SigningKey::generate(&SeededRng::new(2));
        assert!(open_statement(&newer, &[stranger.public()]).is_none());
    }

    #[test]
    fn a_7_a_name_is_one_line_of_limited_length() {
        assert!(line("RedTRAM", NAME_CHARS_MAX));
        for wrong in ["", " padded ", "two\nlines", &"n".repeat(NAME_CHARS_MAX + 1)] {
            assert!(!line(wrong, NAME_CHARS_MAX), "{wrong:?}");
        }
    }
}
