//! Node cards: who a node is, where it stands, with which keys, and who answers there. One signed file that is
//! mailed, pasted or fetched, and trusted only after two people compared its words.
//!
//! A card is read by [`read_card`] and by nothing else: what comes out is a [`VerifiedCard`], whose signature is the
//! identity key's, whose node id is that key's, and whose lists and texts keep their limits. Fields that this
//! version does not know are kept. Refused: a card of several States, because non-refoulement and the
//! counterpart's assessment are decided per State.

use crate::armor::{ARMOR_FOOT, ARMOR_HEAD, unarmor};
use crate::limits::{code, line, name, within};
use crate::particulars::{AuthorityEntry, Particulars, check_entry, check_particulars};
use data_encoding::BASE64URL_NOPAD;
use kernel::id::{AuthorityId, ContactId, NodeId};
use kernel::{Digest, Function, Party, Timestamp};
use seal::identity::{Identity, KemPublic, KeyError, open_signed};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The version of the card's fields that this program writes.
pub const CARD_VERSION: u16 = 1;
/// Largest card, in bytes, as signed.
pub const CARD_BYTES_MAX: usize = 256 * 1024;
/// Largest text form of a card, in bytes.
pub const CARD_TEXT_BYTES_MAX: usize = CARD_BYTES_MAX * 3 / 2;
/// Most authorities in a card.
pub const AUTHORITIES_MAX: usize = 64;
/// Most functions of one authority.
pub const FUNCTIONS_MAX: usize = 32;
/// Most contact points of one authority.
pub const CONTACTS_MAX: usize = 64;
/// Most languages of one contact point.
pub const LANGUAGES_MAX: usize = 16;
/// Most channels of one contact point.
pub const CHANNELS_MAX: usize = 16;
/// Most addresses of a node.
pub const ADDRESSES_MAX: usize = 8;
/// Most signing keys: the present one and those whose messages may still be on the way.
pub const SIGNING_KEYS_MAX: usize = 4;
/// Most KEM keys.
pub const KEM_KEYS_MAX: usize = 8;
/// Longest name, in bytes.
pub const NAME_BYTES_MAX: usize = 240;
/// Longest hours, channel or address, in bytes.
pub const LINE_BYTES_MAX: usize = 320;
/// Longest code (function, language, kind of channel, id of a key), in bytes.
pub const CODE_BYTES_MAX: usize = 64;
/// Most unknown fields in one part of a card.
pub const REST_MAX: usize = 32;
/// Length of an X-Wing public key, in bytes (ML-KEM-768 and X25519).
pub const KEM_KEY_BYTES: usize = 1216;

/// The use that a card's signature is for.
const CONTEXT: &str = "liaison card v1";

/// Why a card was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// Larger than a card may be.
    #[error(
        "the card is larger than {CARD_BYTES_MAX} bytes; ask its administrator for the file `liaison card` prints"
    )]
    TooLarge,
    /// No card at all.
    #[error("this is not a card; paste the whole file, from `{ARMOR_HEAD}` to `{ARMOR_FOOT}`")]
    NotACard,
    /// A field is missing or has another shape.
    #[error("the card cannot be read: {0}; ask its administrator for a new one")]
    Unreadable(String),
    /// The signature is not the identity key's.
    #[error("the card is forged or damaged: its signature does not fit its identity key; do not trust it")]
    Forged,
    /// The node id is another key's.
    #[error("the card is forged: it claims the id `{0}`, which belongs to another key; do not trust it")]
    WrongNode(NodeId),
    /// Made by a program whose cards this one cannot read.
    #[error("the card has version {0}, this program reads version {CARD_VERSION}; install the newer program")]
    Version(u16),
    /// A list or a text does not keep its limit.
    #[error("the card breaks a limit: {0}; ask its administrator to correct it")]
    Limit(&'static str),
    /// An address that is not `https://host:port`.
    #[error("the card's address `{0}` is not of the form `https://host:port`")]
    Address(String),
    /// Authorities of several States.
    #[error("the card names authorities of more than one State; each State needs its own node")]
    SeveralStates,
}

/// Key bytes of a fixed length, base64url without padding in the card.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Key<const N: usize>(pub [u8; N]);

impl<const N: usize> Serialize for Key<N> {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&BASE64URL_NOPAD.encode(&self.0))
    }
}

impl<'de, const N: usize> Deserialize<'de> for Key<N> {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok().and_then(|b| <[u8; N]>::try_from(b).ok());
        bytes
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom(format!("a key of {N} bytes is expected here")))
    }
}

impl<const N: usize> std::fmt::Debug for Key<N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Key({}…)", BASE64URL_NOPAD.encode(self.0.get(..6).unwrap_or_default()))
    }
}

/// A card's fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// [`CARD_VERSION`].
    pub version: u16,
    /// The node.
    pub node: NodeId,
    /// Grows with every change; a lower one than already seen is an old card replayed.
    pub sequence: u64,
    /// The Ed25519 key that signs cards and nothing else.
    pub identity: Key<32>,
    /// Ed25519 keys that sign envelopes, moves and receipts; the present one first.
    pub signing: Vec<Key<32>>,
    /// Keys to seal to; the newest first.
    pub kem: Vec<CardKem>,
    /// SHA-256 of the public key in the node's TLS certificate.
    pub tls: Digest,
    /// Where the node is reached: `https://host:port`.
    pub addresses: Vec<String>,
    /// Who works there, the leading authority first.
    pub authorities: Vec<CardAuthority>,
    /// What this version does not know.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A key to seal to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardKem {
    /// Its id, as envelopes name it.
    pub id: String,
    /// The X-Wing public key.
    pub key: Key<KEM_KEY_BYTES>,
    /// What this version does not know.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// An authority of a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardAuthority {
    /// Its id.
    pub id: AuthorityId,
    /// Its State.
    pub party: Party,
    /// Its name.
    pub name: String,
    /// Codes of its functions; codes that this version does not know are kept and shown as they are.
    pub functions: Vec<String>,
    /// Its contact points.
    pub contacts: Vec<ContactPoint>,
    /// What it says of itself beyond that.
    #[serde(flatten)]
    pub entry: AuthorityEntry,
    /// What this version does not know.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl CardAuthority {
    /// The functions that this version knows.
    #[must_use]
    pub fn known_functions(&self) -> BTreeSet<Function> {
        self.functions.iter().filter_map(|code| Function::parse(code)).collect()
    }
}

/// A desk or a person that answers for an authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactPoint {
    /// Its id.
    pub id: ContactId,
    /// Its name: `duty desk`.
    pub name: String,
    /// Codes of its languages: `en`, `fr`, `ar`, `pt-BR`.
    pub languages: Vec<String>,
    /// Its hours, see [`crate::hours`]: `24/7`, `Mo-Fr 08:00-16:00 +01:00`.
    pub hours: String,
    /// How it is reached.
    pub channels: Vec<Channel>,
    /// When somebody last made sure that it answers; `None` if never.
    pub confirmed_at: Option<Timestamp>,
    /// The State that posted a liaison officer here, if it is another's desk: what is sent to the authority reaches
    /// that State too (R-05; Recommendation 8(b)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted_by: Option<Party>,
    /// What it says of itself beyond that.
    #[serde(flatten)]
    pub more: Particulars,
    /// What this version does not know.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// One way to reach a contact point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// `phone`, `email`, `text` (in words), or another's code.
    pub kind: String,
    /// The number, address or words.
    pub value: String,
    /// What this version does not know.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Channel {
    /// A channel of a kind.
    #[must_use]
    pub fn new(kind: &str, value: &str) -> Self {
        Self { kind: kind.into(), value: value.into(), rest: Map::new() }
    }
}

/// A card whose signature, node id, keys and limits were checked. [`read_card`] makes one; an authority without a node is
/// shown as one that names no key and no address, which nothing is ever taken from or sealed to.
#[derive(Clone, Debug)]
pub struct VerifiedCard {
    card: Card,
    lead: CardAuthority,
    /// None where there is no node to seal to.
    seal_to: Option<KemPublic>,
    bytes: Vec<u8>,
}

impl PartialEq for VerifiedCard {
    /// Two cards are the same when they say the same, whatever the form of their signature.
    fn eq(&self, other: &Self) -> bool {
        self.card == other.card
    }
}

impl Eq for VerifiedCard {}

impl VerifiedCard {
    /// The entry of an authority without a node, as its keeper wrote it.
    pub(crate) fn of_entry(node: NodeId, authority: CardAuthority) -> Result<Self, CardError> {
        check_authority(&authority)?;
        let card = Card {
            version: CARD_VERSION,
            node,
            sequence: 0,
            identity: Key([0; 32]),
            signing: Vec::new(),
            kem: Vec::new(),
            tls: Digest([0; 32]),
            addresses: Vec::new(),
            authorities: vec![authority.clone()],
            rest: Map::new(),
        };
        Ok(Self { card, lead: authority, seal_to: None, bytes: Vec::new() })
    }

    /// The fields.
    #[must_use]
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// The signed bytes as they came; what is stored and handed on.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The node.
    #[must_use]
    pub fn node(&self) -> NodeId {
        self.card.node
    }

    /// The State the node acts for.
    #[must_use]
    pub fn party(&self) -> Party {
        self.lead.party
    }

    /// The leading authority.
    #[must_use]
    pub fn lead(&self) -> &CardAuthority {
        &self.lead
    }

    /// An authority of the card.
    #[must_use]
    pub fn authority(&self, id: AuthorityId) -> Option<&CardAuthority> {
        self.card.authorities.iter().find(|a| a.id == id)
    }

    /// The newest key to seal to; none of an authority without a node.
    #[must_use]
    pub fn seal_to(&self) -> Option<&KemPublic> {
        self.seal_to.as_ref()
    }

    /// Whether the key signs envelopes, moves and receipts of this node.
    #[must_use]
    pub fn signs_with(&self, key: &[u8; 32]) -> bool {
        self.card.signing.iter().any(|k| k.0 == *key)
    }

    /// Words of the identity key that two people read to each other. They stay the same for the node's whole life.
    #[must_use]
    pub fn words(&self) -> Vec<&'static str> {
        seal::fingerprint_words(&self.card.identity.0)
    }

    /// Whether signing keys, certificate or authorities differ from the other card's: what a later proof needs to know.
    #[must_use]
    pub fn differs_in_substance(&self, other: &Self) -> bool {
        let (a, b) = (&self.card, &other.card);
        a.signing != b.signing || a.tls != b.tls || self.who() != other.who()
    }

    /// Whether this is for an administrator's eye: other authorities, another certificate, or signing keys of which none
    /// stood in the card before. A turn is none, because the key it replaces is named beside the new one for a while:
    /// shown every time it would teach people to look away.
    #[must_use]
    pub fn breaks_with(&self, other: &Self) -> bool {
        self.keys_break(other) || self.who() != other.who()
    }

    /// Whether certificate or signing keys have nothing in common with the other card's.
    #[must_use]
    pub fn keys_break(&self, other: &Self) -> bool {
        let (a, b) = (&self.card, &other.card);
        a.tls != b.tls || !a.signing.iter().any(|key| b.signing.contains(key))
    }

    fn who(&self) -> Vec<(AuthorityId, Party, &str)> {
        self.card.authorities.iter().map(|a| (a.id, a.party, a.name.as_str())).collect()
    }
}

/// What a new card of a known peer changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardChange {
    /// Anything at all.
    pub newer: bool,
    /// Keys or certificate; shown to the administrator.
    pub keys: bool,
}

/// Reads a card in its text form or as signed bytes, and checks all of it.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn read_card(bytes: &[u8]) -> Result<VerifiedCard, CardError> {
    let signed = match std::str::from_utf8(bytes) {
        Ok(text) if text.contains(ARMOR_HEAD) => unarmor(text)?,
        _ => bytes.to_vec(),
    };
    if signed.len() > CARD_BYTES_MAX {
        return Err(CardError::TooLarge);
    }
    let card = open_card(&signed)?;
    let (lead, seal_to) = check(&card)?;
    Ok(VerifiedCard { card, lead, seal_to: Some(seal_to), bytes: signed })
}

/// Signs a card's fields.
pub(crate) fn sign_card(identity: &Identity, card: &Card) -> Result<VerifiedCard, CardError> {
    let body = serde_json::to_vec(card).map_err(|e| CardError::Unreadable(e.to_string()))?;
    // What this node would refuse from others it does not say either.
    read_card(&identity.sign_document(CONTEXT, &body))
}

/// The fields of a signed card. The key in the container must be the identity key that the fields name.
fn open_card(signed: &[u8]) -> Result<Card, CardError> {
    let document = open_signed(signed, CONTEXT, None).map_err(|error| match error {
        KeyError::NotSigned => CardError::NotACard,
        KeyError::NotAKey | KeyError::Forged | KeyError::OtherKey => CardError::Forged,
    })?;
    let version: Versioned = serde_json::from_slice(document.bytes).map_err(unreadable)?;
    if version.version != CARD_VERSION {
        return Err(CardError::Version(version.version));
    }
    let card: Card = serde_json::from_slice(document.bytes).map_err(unreadable)?;
    if card.identity.0 != document.signer {
        return Err(CardError::Forged);
    }
    Ok(card)
}

/// Read before the other fields, which another version may name otherwise.
#[derive(Deserialize)]
struct Versioned {
    version: u16,
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn unreadable(error: serde_json::Error) -> CardError {
    CardError::Unreadable(error.to_string())
}

/// Every limit of a card; its leading authority and its newest key to seal to.
fn check(card: &Card) -> Result<(CardAuthority, KemPublic), CardError> {
    if NodeId::of_key(&card.identity.0) != card.node {
        return Err(CardError::WrongNode(card.node));
    }
    within(1..=SIGNING_KEYS_MAX, card.signing.len(), "signing keys")?;
    within(1..=KEM_KEYS_MAX, card.kem.len(), "keys to seal to")?;
    within(1..=ADDRESSES_MAX, card.addresses.len(), "addresses")?;
    within(1..=AUTHORITIES_MAX, card.authorities.len(), "authorities")?;
    within(0..=REST_MAX, card.rest.len(), "unknown fields")?;
    if card.signing.contains(&card.identity) {
        // The identity key certifies; were it to sign messages too, one could be taken for the other.
        return Err(CardError::Limit("the identity key signs nothing but cards"));
    }
    let mut seal_to = None;
    for kem in &card.kem {
        let key = check_kem(kem)?;
        seal_to.get_or_insert(key);
    }
    let seal_to = seal_to.ok_or(CardError::Limit("keys to seal to"))?;
    for address in &card.addresses {
        check_address(address)?;
    }
    let lead = card.authorities.first().ok_or(CardError::Limit("authorities"))?;
    let mut ids = BTreeSet::new();
    for authority in &card.authorities {
        if authority.party != lead.party {
            return Err(CardError::SeveralStates);
        }
        if !ids.insert(authority.id) {
            return Err(CardError::Limit("two authorities share an id"));
        }
        check_authority(authority)?;
    }
    Ok((lead.clone(), seal_to))
}

fn check_kem(kem: &CardKem) -> Result<KemPublic, CardError> {
    within(0..=REST_MAX, kem.rest.len(), "unknown fields of a key")?;
    let key = KemPublic::from_bytes(&kem.key.0).map_err(|_| CardError::Limit("a key to seal to is none"))?;
    if key.id().to_text() == kem.id {
        Ok(key)
    } else {
        Err(CardError::Limit("a key to seal to has another id"))
    }
}

fn check_authority(authority: &CardAuthority) -> Result<(), CardError> {
    name(&authority.name, "name of an authority")?;
    within(0..=FUNCTIONS_MAX, authority.functions.len(), "functions of an authority")?;
    within(0..=CONTACTS_MAX, authority.contacts.len(), "contact points of an authority")?;
    within(0..=REST_MAX, authority.rest.len(), "unknown fields of an authority")?;
    authority.functions.iter().try_for_each(|f| code(f, "function of an authority"))?;
    check_entry(&authority.entry)?;
    authority.contacts.iter().try_for_each(check_contact)
}

/// The limits of a contact point, own or foreign.
pub(crate) fn check_contact(contact: &ContactPoint) -> Result<(), CardError> {
    name(&contact.name, "name of a contact point")?;
    within(0..=LANGUAGES_MAX, contact.languages.len(), "languages of a contact point")?;
    within(0..=CHANNELS_MAX, contact.channels.len(), "channels of a contact point")?;
    within(0..=REST_MAX, contact.rest.len(), "unknown fields of a contact point")?;
    line(&contact.hours, "hours of a contact point")?;
    for language in &contact.languages {
        code(language, "language of a contact point")?;
    }
    for channel in &contact.channels {
        code(&channel.kind, "kind of a channel")?;
        line(&channel.value, "channel of a contact point")?;
        within(0..=REST_MAX, channel.rest.len(), "unknown fields of a channel")?;
    }
    check_particulars(&contact.more)
}

/// `https://host[:port]`, no user, no path, no query.
pub(crate) fn check_address(address: &str) -> Result<(), CardError> {
    let wrong = || CardError::Address(address.chars().take(80).collect());
    if address.len() > LINE_BYTES_MAX {
        return Err(CardError::Limit("length of an address"));
    }
    let uri: axum::http::Uri = address.parse().map_err(|_| wrong())?;
    let authority = uri.authority().ok_or_else(wrong)?;
    let bare = uri.path_and_query().is_none_or(|p| p.as_str() == "/");
    let plain = uri.scheme_str() == Some("https") && bare && !authority.as_str().contains('@');
    if plain && !authority.host().is_empty() { Ok(()) } else { Err(wrong()) }
}
