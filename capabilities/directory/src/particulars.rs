//! What an entry of the directory says beyond name, hours and channels: deputies, the line for danger to life, terms,
//! postings; and for an authority, its territory, what it requires, the languages it accepts, its designations. Part of
//! the signed card, each with its limit; a node that does not know a field keeps it.

use crate::card::{CODE_BYTES_MAX, CardError, LANGUAGES_MAX, LINE_BYTES_MAX, NAME_BYTES_MAX};
use crate::limits::{code, line, within};
use crate::text::is_text;
use kernel::id::{ContactId, NodeId};
use kernel::{Party, Timestamp};
use serde::{Deserialize, Serialize};

/// Most deputies of a contact point.
pub const DEPUTIES_MAX: usize = 8;
/// Most posts that one post is paired with.
pub const PAIRS_MAX: usize = 8;
/// Longest time between the tests of a pair, in hours: thirty days.
pub const TEST_EVERY_HOURS_MAX: u16 = 720;
/// Most designations of an authority.
pub const DESIGNATIONS_MAX: usize = 16;
/// Longest text of an entry (legal requirements, urgent procedure, mandate), in bytes.
pub const ENTRY_TEXT_BYTES_MAX: usize = 2_000;

/// What a contact point says of itself beyond the minimum.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Particulars {
    /// Languages it answers in, where they are not those it reads.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reply_languages: Vec<String>,
    /// A number that is answered at every hour, for danger to life and what cannot wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgent_line: Option<String>,
    /// Who stands in for it, in order: contact points of the same authority.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deputies: Vec<ContactId>,
    /// From when it answers; always, if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Timestamp>,
    /// Until when; a posting or a mandate ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Timestamp>,
    /// For a liaison officer: the State they work in (Recommendation 8(b); UNTOC 27(1)(d)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted_to: Option<Party>,
    /// For a liaison officer: the unit that hosts them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub host_unit: String,
    /// For a liaison officer: what they may do there, and what not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mandate: String,
    /// The posts across the border that it is paired with (Recommendation 8(c)).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<BorderPair>,
    /// How it was confirmed last: `call-back`, `signed-reply`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_how: Option<String>,
}

/// A direct channel to a post across the border, as one of the two publishes it. Hours and languages are those of each
/// post's own entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BorderPair {
    /// The other post's node.
    pub node: NodeId,
    /// The other post.
    pub desk: ContactId,
    /// What this post is called on the channel.
    pub call_sign: String,
    /// What the other is called.
    pub their_call_sign: String,
    /// How often the channel is tested, in hours; never by itself, if zero.
    #[serde(default)]
    pub test_every_hours: u16,
}

/// What an authority says of itself beyond the minimum (the record of the UNODC directory of competent authorities).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorityEntry {
    /// The territory it is competent for, if not the whole State (UNTOC 18(13)).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub territory: String,
    /// Languages in which it accepts requests (UNTOC 18(14)).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted_languages: Vec<String>,
    /// What a request has to hold, documents and laws.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub legal_requirements: String,
    /// What to do when it is urgent.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub urgent_procedure: String,
    /// For what the Convention itself is accepted as the legal basis: `mla`, `extradition`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub untoc_basis: Vec<String>,
    /// Whether requests may come through INTERPOL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through_interpol: Option<bool>,
    /// Whether the diplomatic channel is required.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diplomatic: Option<bool>,
    /// From when it is competent; always, if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub competent_from: Option<Timestamp>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub competent_until: Option<Timestamp>,
    /// Its designations, with the days they were made and notified.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub designations: Vec<Designation>,
}

/// A designation that is notified to the depositary: Protocol 8(6), UNTOC 18(13).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Designation {
    /// Code of the function.
    pub function: String,
    /// When the authority was designated.
    pub designated: Timestamp,
    /// When the depositary was notified; `None` while it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notified: Option<Timestamp>,
}

/// The limits of a contact point's particulars.
pub(crate) fn check_particulars(of: &Particulars) -> Result<(), CardError> {
    within(0..=LANGUAGES_MAX, of.reply_languages.len(), "languages of reply")?;
    within(0..=DEPUTIES_MAX, of.deputies.len(), "deputies of a contact point")?;
    of.reply_languages.iter().try_for_each(|l| code(l, "language of reply"))?;
    within(0..=PAIRS_MAX, of.pairs.len(), "paired posts")?;
    for pair in &of.pairs {
        within(0..=CODE_BYTES_MAX, pair.call_sign.len(), "call sign")?;
        within(0..=CODE_BYTES_MAX, pair.their_call_sign.len(), "call sign")?;
        line(&pair.call_sign, "call sign")?;
        line(&pair.their_call_sign, "call sign")?;
        within(0..=TEST_EVERY_HOURS_MAX.into(), pair.test_every_hours.into(), "time between tests")?;
    }
    line(of.urgent_line.as_deref().unwrap_or_default(), "line for danger to life")?;
    within(0..=NAME_BYTES_MAX, of.host_unit.len(), "host unit")?;
    line(&of.host_unit, "host unit")?;
    text(&of.mandate, "mandate of a liaison officer")?;
    of.confirmed_how.as_ref().map_or(Ok(()), |how| code(how, "way of confirmation"))
}

/// The limits of an authority's entry.
pub(crate) fn check_entry(of: &AuthorityEntry) -> Result<(), CardError> {
    within(0..=LINE_BYTES_MAX, of.territory.len(), "territory of an authority")?;
    line(&of.territory, "territory of an authority")?;
    within(0..=LANGUAGES_MAX, of.accepted_languages.len(), "accepted languages")?;
    of.accepted_languages.iter().try_for_each(|l| code(l, "accepted language"))?;
    text(&of.legal_requirements, "legal requirements")?;
    text(&of.urgent_procedure, "urgent procedure")?;
    within(0..=LANGUAGES_MAX, of.untoc_basis.len(), "use of the Convention as basis")?;
    of.untoc_basis.iter().try_for_each(|b| code(b, "use of the Convention as basis"))?;
    within(0..=DESIGNATIONS_MAX, of.designations.len(), "designations of an authority")?;
    of.designations.iter().try_for_each(|d| code(&d.function, "function of a designation"))
}

fn text(given: &str, what: &'static str) -> Result<(), CardError> {
    if given.len() <= ENTRY_TEXT_BYTES_MAX && is_text(given) { Ok(()) } else { Err(CardError::Limit(what)) }
}
