//! Peers, their terms and assessments, own contact points, and what can go wrong.

use crate::card::{CardAuthority, CardError, VerifiedCard};
pub use crate::confirmation::OwnContact;
use crate::finder::{self, Answering, Desk, Proposal, Question};
use crate::peer_state::PeerState;
use crate::rules;
use gate::{Ask, Assessment, Recipient, Refusal};
use kernel::id::{AuthorityId, ContactId, NodeId, PersonId};
use kernel::{Actor, ActorKind, Compartment, Party, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use store::{Fault, StoreError};
use uuid::Uuid;

/// Most peers of a node.
pub const PEERS_MAX: u64 = 2_000;
/// Most contact points of one own authority; the same as in a card.
pub const OWN_CONTACTS_MAX: u64 = crate::card::CONTACTS_MAX as u64;
/// Longest reference of an assessment, assurance or reason, in bytes.
pub const REASON_BYTES_MAX: usize = 2_000;
/// Longest error kept of the last attempt to reach a peer, in characters.
pub const LAST_ERROR_CHARS_MAX: usize = 300;
/// Most cards of one peer kept because keys or authorities changed.
pub const CARDS_KEPT_MAX: u64 = 512;

/// What is agreed with a peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// It may put checks and requests to this node.
    pub may_ask: bool,
    /// This node may put checks and requests to it.
    pub may_answer: bool,
    /// Selectors it may ask about in a day, padding counted.
    pub budget_per_day: u32,
}

impl Default for Terms {
    fn default() -> Self {
        Self { may_ask: true, may_answer: true, budget_per_day: rules::BUDGET_PER_DAY }
    }
}

/// An officer's judgement of the State that would receive, to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAssessment {
    /// Personal data may go there.
    pub favourable: bool,
    /// The document it rests on: `MoJ 2026/114, data protection, torture, death penalty, persecution`.
    pub reference: String,
    /// Assurances the other side gave; may be empty.
    pub assurances: String,
    /// Until when it stands; [`rules::ASSESSMENT_LIFE_MS`] from now if not given.
    pub valid_until: Option<Timestamp>,
}

impl NewAssessment {
    /// A favourable one that stands for the usual time.
    #[must_use]
    pub fn favourable(reference: &str) -> Self {
        Self { favourable: true, reference: reference.into(), assurances: String::new(), valid_until: None }
    }
}

/// What is asked about a State before personal data goes there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Safeguard {
    /// Whether data is used for its purpose only, kept safe and erased.
    DataProtection,
    /// Whether the person may face torture or inhuman treatment.
    Torture,
    /// Whether the person may face the death penalty.
    DeathPenalty,
    /// Whether ordinary charges are used to persecute.
    Persecution,
}

impl Safeguard {
    /// Every question, in order.
    pub const ALL: &'static [Self] =
        &[Self::DataProtection, Self::Torture, Self::DeathPenalty, Self::Persecution];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::DataProtection => "data-protection",
            Self::Torture => "torture",
            Self::DeathPenalty => "death-penalty",
            Self::Persecution => "persecution",
        }
    }
}

/// What was found on one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    /// Nothing stands against it.
    Clear,
    /// Only under a condition or an assurance.
    Conditional,
    /// It stands against any transfer.
    Adverse,
}

impl Finding {
    /// Every finding, in order.
    pub const ALL: &'static [Self] = &[Self::Clear, Self::Conditional, Self::Adverse];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Conditional => "conditional",
            Self::Adverse => "adverse",
        }
    }
}

/// The answer to one question, with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examined {
    /// Which question.
    pub question: Safeguard,
    /// What was found.
    pub finding: Finding,
    /// The source or document.
    pub source: String,
    /// Anything more; may be empty.
    pub note: String,
}

/// An assurance that was asked of the other State.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assurance {
    /// When it was asked.
    pub asked_at: Timestamp,
    /// When it was given; `None` if it was not.
    pub given_at: Option<Timestamp>,
    /// Its text.
    pub text: String,
}

/// What an assessment comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AssessmentResult {
    /// Personal data may go there.
    Favourable,
    /// It may go there under the conditions named.
    Conditional,
    /// It may not.
    Unfavourable,
}

impl AssessmentResult {
    /// Every result, in order.
    pub const ALL: &'static [Self] = &[Self::Favourable, Self::Conditional, Self::Unfavourable];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Favourable => "favourable",
            Self::Conditional => "conditional",
            Self::Unfavourable => "unfavourable",
        }
    }
}

/// A structured assessment of a State, to be recorded by a prosecutor or a data protection officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewStateAssessment {
    /// The State.
    pub party: Party,
    /// What it comes to.
    pub result: AssessmentResult,
    /// Under which conditions, shown to the officer before anything is sent; needed where there are any.
    pub conditions: String,
    /// One answer to each question.
    pub examined: Vec<Examined>,
    /// Assurances asked and given.
    pub assurances: Vec<Assurance>,
    /// The document the whole rests on.
    pub reference: String,
    /// Until when it stands; it is due again before.
    pub valid_until: Timestamp,
}

/// What an administrator decides when trusting a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trust {
    /// Two people read the words of the card to each other and they were the same.
    pub words_compared: bool,
    /// What is agreed.
    pub terms: Terms,
    /// The assessment of its State; without one no content goes there.
    pub assessment: Option<NewAssessment>,
}

/// An assessment as recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedAssessment {
    /// Its id, which the log names with every release that relied on it.
    pub id: Uuid,
    /// What it comes to.
    pub result: AssessmentResult,
    /// Under which conditions.
    pub conditions: String,
    /// The answers; empty for a minimal one, recorded when a card was trusted.
    pub examined: Vec<Examined>,
    /// Assurances asked and given.
    pub asked: Vec<Assurance>,
    /// The State it is about.
    pub party: Party,
    /// Whether personal data may go there.
    pub favourable: bool,
    /// The document it rests on.
    pub reference: String,
    /// Assurances given.
    pub assurances: String,
    /// When it was recorded.
    pub at: Timestamp,
    /// Who recorded it.
    pub by: String,
    /// Until when it stands.
    pub valid_until: Timestamp,
}

impl RecordedAssessment {
    /// Whether it was recorded without its questions answered, when a card was trusted.
    #[must_use]
    pub fn is_minimal(&self) -> bool {
        self.examined.is_empty()
    }
}

/// A node whose card somebody trusted, now or once.
#[derive(Clone, Debug)]
pub struct Peer {
    /// The node.
    pub node: NodeId,
    /// Its newest card.
    pub card: VerifiedCard,
    /// Whether it is trusted.
    pub state: PeerState,
    /// What is agreed.
    pub terms: Terms,
    /// The last assessment of its State.
    pub assessment: Option<RecordedAssessment>,
    /// Since when it is trusted.
    pub trusted_at: Timestamp,
    /// Who trusted it.
    pub trusted_by: String,
    /// When keys, certificate or authorities of its card last changed after it was trusted.
    pub changed_at: Option<Timestamp>,
    /// When and why trust was suspended or withdrawn.
    pub stopped: Option<(Timestamp, String)>,
    /// When the last suspension ended, and why its keys were believed again.
    pub lifted: Option<(Timestamp, String)>,
    /// When it last answered or asked.
    pub last_seen_at: Option<Timestamp>,
    /// Why it could not be reached the last time; `None` after a success.
    pub last_error: Option<String>,
    /// The sequence of this node's card that it has.
    pub has_own_sequence: u64,
    /// How its desks answered test calls.
    pub answering: BTreeMap<ContactId, Answering>,
    /// Which authority of this node keeps its entry, where it has no node of its own.
    pub kept_by: Option<AuthorityId>,
    /// Signing keys that it said are not to be believed any more; nothing signed with one is taken from then on.
    pub keys_revoked: Vec<crate::RevokedKey>,
}

impl Peer {
    /// Whether it is trusted. An authority without a node is once its entry stands in the directory.
    #[must_use]
    pub fn is_trusted(&self) -> bool {
        self.state == PeerState::Trusted
    }

    /// Whether trust stands still until somebody knows what happened to it.
    #[must_use]
    pub fn is_suspended(&self) -> bool {
        self.state == PeerState::Suspended
    }

    /// Whether it has no node: what is said to it goes as a letter, and comes back by hand.
    #[must_use]
    pub fn is_without_node(&self) -> bool {
        self.kept_by.is_some()
    }

    /// The name of its leading authority.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.card.lead().name
    }

    /// Its State.
    #[must_use]
    pub fn party(&self) -> Party {
        self.card.party()
    }

    /// Where it is reached.
    #[must_use]
    pub fn addresses(&self) -> &[String] {
        &self.card.card().addresses
    }

    /// The peer as an actor, acting for its leading authority.
    #[must_use]
    pub fn actor(&self) -> Actor {
        let lead = self.card.lead();
        Actor {
            kind: ActorKind::Peer(self.node),
            person: PersonId(Uuid::nil()),
            name: lead.name.clone(),
            authority: lead.id,
            party: lead.party,
            roles: BTreeSet::new(),
            compartments: BTreeSet::from([Compartment::Operational]),
            circles: BTreeSet::new(),
        }
    }

    /// The node as a recipient, no authority addressed.
    #[must_use]
    pub fn recipient(&self) -> Recipient {
        let also = self.card.card().authorities.iter().flat_map(posted).collect();
        Recipient { node: self.node, party: self.party(), also, authority: None }
    }

    /// An authority of the node as a recipient; `None` if its card does not name it.
    #[must_use]
    pub fn recipient_for(&self, authority: AuthorityId) -> Option<Recipient> {
        let found = self.card.authority(authority)?;
        let also = posted(found).collect();
        Some(Recipient { node: self.node, party: found.party, also, authority: Some(found.id) })
    }

    /// What is recorded about its State, as the gate wants it. A peer that is not trusted has no assessment.
    #[must_use]
    pub fn assessment(&self, now: Timestamp) -> Assessment {
        match &self.assessment {
            Some(a) if self.is_trusted() && a.party == self.party() => {
                if a.favourable && now < a.valid_until { Assessment::Valid } else { Assessment::NotValid }
            }
            _ => Assessment::Unrecorded,
        }
    }

    /// A question to the gate with what is recorded about this peer's State: it decides, and the log names it.
    #[must_use]
    pub fn assessed<'a>(&self, ask: Ask<'a>) -> Ask<'a> {
        ask.assessed(self.assessment(ask.at)).relying_on(self.assessment.as_ref().map(|a| a.id))
    }

    /// Its desks, for the finder.
    pub fn desks(&self) -> impl Iterator<Item = Desk> + '_ {
        self.card.card().authorities.iter().flat_map(move |a| {
            a.contacts.iter().map(move |point| Desk {
                node: Some(self.node),
                answering: self.answering.get(&point.id).copied().unwrap_or_default(),
                suspended: self.is_suspended(),
                ..Desk::of(a, point)
            })
        })
    }

    /// Whom to reach now, by the finder: of that authority, or of all if none is named.
    #[must_use]
    pub fn contact_for(
        &self,
        authority: Option<AuthorityId>,
        now: Timestamp,
        languages: &[String],
    ) -> Option<Proposal> {
        let asked: Vec<Desk> =
            self.desks().filter(|d| authority.is_none_or(|id| d.authority == id)).collect();
        let found = finder::find(&Question::any(self.party(), now, languages), &asked);
        found.proposals.into_iter().next()
    }
}

/// The other States whose liaison officers answer for an authority.
fn posted(authority: &CardAuthority) -> impl Iterator<Item = Party> + '_ {
    authority.contacts.iter().filter_map(|c| c.posted_by).filter(|p| *p != authority.party)
}

/// What can go wrong in the directory.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// The card was not read.
    #[error(transparent)]
    Card(#[from] CardError),
    /// An old card replayed, or two cards with one number.
    #[error(
        "the card is stale: it has sequence {offered}, a card with {held} is known; ask for the newest one"
    )]
    Stale {
        /// The sequence of the card that is held.
        held: u64,
        /// The sequence of the card that was offered.
        offered: u64,
    },
    /// The card is this node's own.
    #[error("this is the card of this node itself; paste the other side's")]
    OwnCard,
    /// The words were not compared.
    #[error("the words were not compared: read them to each other by voice first, then trust the card")]
    NotCompared,
    /// A card of another node than the one expected.
    #[error("the card is of node `{0}`, not of the one that was asked")]
    OtherNode(NodeId),
    /// A trusted node's new card names another State.
    #[error(
        "the new card names another State than the one that was trusted; compare words and trust it anew"
    )]
    OtherState,
    /// Trust in it stands still; it ends on its own page, where what waits for it is sealed to the keys believed then.
    #[error("the node is suspended; end the suspension on its page, or withdraw trust")]
    Suspended,
    /// A suspension ends with new keys, or with a reason to believe those that stood.
    #[error("no new keys, and no reason why the old ones are sound: paste a card with new keys, or say why")]
    SameKeys,
    /// Nobody trusts such a node here.
    #[error("`{0}` is not a trusted node; see `liaison peers`")]
    UnknownPeer(String),
    /// Several peers fit a name.
    #[error("`{0}` fits several nodes; give more of the name, or the node id")]
    Ambiguous(String),
    /// What goes to other nodes only was to go to an authority of this one.
    #[error(
        "`{0}` is an authority of this node itself; checks and exports go to other nodes, requests (`send`) go to it too"
    )]
    SameNode(String),
    /// Another one has this name.
    #[error("`{0}` is taken; choose another")]
    Taken(&'static str),
    /// There is no such contact point here.
    #[error("there is no such contact point")]
    UnknownContact,
    /// Somebody changed it since it was seen.
    #[error("somebody changed it meanwhile; look at what stands now")]
    Changed,
    /// A limit is reached.
    #[error("the limit is reached: {0}")]
    Full(&'static str),
    /// A text is missing or too long.
    #[error("`{0}` is missing or too long")]
    Text(&'static str),
    /// The same was asked for and waits for a second administrator.
    #[error("this was asked for and waits for a second administrator")]
    Waits,
    /// The parts of an assessment do not fit each other.
    #[error("the assessment does not hold together: {0}")]
    Unsound(&'static str),
    /// A State that was assessed question by question is not assessed by a reference alone.
    #[error(
        "this State was assessed question by question; a prosecutor or data protection officer assesses it anew"
    )]
    AssessedInFull,
    /// The gate refused.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<access::ActError> for DirectoryError {
    fn from(error: access::ActError) -> Self {
        match error {
            access::ActError::Store(error) => Self::Store(error),
            _ => Self::Waits,
        }
    }
}

impl Fault for DirectoryError {
    fn store(&self) -> Option<&StoreError> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}
