//! What an import's running text may be speaking of: passages as they stand, the mentions in them, and the candidates
//! that mentions of one value or one name make together. Pure.
//!
//! A candidate is a proposal and nothing else. No search finds it, no check asks it, no selector is made of it, until an
//! officer accepts it, and then it is a record as an officer's own word would have made it.

use crate::types::CaseError;
use kernel::id::{EntityId, ImportId, PersonId, StatementId};
use kernel::{EntityKind, Party, Property, Selector, Timestamp};
use reading::Passage;
use reading::recognise::{Mention, MentionKind, Rule, Sure};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Most passages of one import; what comes after them is named among what was not taken.
pub const PASSAGES_MAX: usize = 50_000;
/// Most candidates of a case that wait and are put in order of worth.
pub const WAITING_MAX: u64 = 5_000;
/// Most mentions of one candidate that are read.
pub(crate) const MENTIONS_READ_MAX: u64 = 500;
/// Spellings of one name that become its other names at acceptance.
const SPELLINGS_MAX: usize = 12;

/// A passage as it was read, with the mentions in it.
#[derive(Clone, Debug)]
pub(crate) struct ReadPassage {
    pub(crate) passage: Passage,
    pub(crate) mentions: Vec<Mention>,
}

/// Where a candidate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CandidateState {
    /// It waits for an officer.
    Waiting,
    /// It became a record, or part of one.
    Accepted,
    /// It goes with another candidate.
    Joined,
    /// It is nothing.
    Rejected,
}

impl CandidateState {
    const ALL: [Self; 4] = [Self::Waiting, Self::Accepted, Self::Joined, Self::Rejected];

    /// The stored code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Accepted => "accepted",
            Self::Joined => "joined",
            Self::Rejected => "rejected",
        }
    }

    pub(crate) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Something that the text of one import may be speaking of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its id.
    pub id: Uuid,
    /// The import in whose text it stands.
    pub import: ImportId,
    /// What it may be.
    pub kind: MentionKind,
    /// The value or name that was recognised.
    pub value: String,
    /// The State that the text names with it.
    pub party: Option<Party>,
    /// Where it stands.
    pub state: CandidateState,
    /// How many mentions of it there are.
    pub mentions: u64,
    /// Why the surest of them is taken for it.
    pub rule: Rule,
    /// How surely.
    pub sure: Sure,
    /// The record it became or joined.
    pub entity: Option<EntityId>,
    /// The candidate it goes with.
    pub joined: Option<Uuid>,
    /// Who judged it, and when.
    pub judged: Option<(PersonId, Timestamp)>,
    /// What was said by accepting it.
    pub(crate) said: Vec<StatementId>,
    pub(crate) seq: i64,
}

/// A mark in a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassageMark {
    /// Its first byte in the text.
    pub from: usize,
    /// The byte after its last.
    pub to: usize,
    /// What it is of.
    pub kind: MentionKind,
    /// Why.
    pub rule: Rule,
    /// The candidate it belongs to; dates and amounts belong to none.
    pub candidate: Option<Uuid>,
}

/// A passage with its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedPassage {
    /// Its id.
    pub id: Uuid,
    /// The import.
    pub import: ImportId,
    /// Which passage of the import it is, from 1.
    pub number: u64,
    /// Where it stands in the file.
    pub place: String,
    /// The text.
    pub text: String,
    /// The marks, in order.
    pub marks: Vec<PassageMark>,
}

/// What an officer says a candidate is, where the text was read wrongly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// What it is.
    pub kind: MentionKind,
    /// Its value or name.
    pub value: String,
}

/// What a candidate is joined with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinTo {
    /// A record of the case.
    Entity(EntityId),
    /// Another candidate of the case; the two are judged as one.
    Candidate(Uuid),
}

/// What a mention of this kind is proposed as; dates and amounts are shown in the text and are nothing by themselves.
pub(crate) fn becomes(kind: MentionKind) -> Option<(EntityKind, Property)> {
    Some(match kind {
        MentionKind::Phone => (EntityKind::Phone, Property::Phone),
        MentionKind::Document => (EntityKind::TravelDocument, Property::DocumentNumber),
        MentionKind::Imo => (EntityKind::Vessel, Property::Imo),
        MentionKind::Mmsi => (EntityKind::Vessel, Property::Mmsi),
        MentionKind::Imei => (EntityKind::Device, Property::Imei),
        MentionKind::Plate => (EntityKind::Vehicle, Property::Plate),
        MentionKind::Account | MentionKind::Wallet => (EntityKind::BankAccount, Property::AccountNumber),
        MentionKind::Handle => (EntityKind::OnlineAccount, Property::Handle),
        MentionKind::Email => (EntityKind::OnlineAccount, Property::Email),
        MentionKind::Website => (EntityKind::OnlineAccount, Property::Website),
        MentionKind::Coordinates | MentionKind::Place => (EntityKind::Place, Property::Name),
        MentionKind::Person => (EntityKind::Person, Property::Name),
        MentionKind::Organisation => (EntityKind::Organisation, Property::Name),
        MentionKind::Vessel => (EntityKind::Vessel, Property::Name),
        MentionKind::Date | MentionKind::Money => return None,
    })
}

/// Whether the kind is a name, of which several spellings are one candidate.
pub(crate) fn is_name(kind: MentionKind) -> bool {
    matches!(kind, MentionKind::Person | MentionKind::Organisation | MentionKind::Vessel | MentionKind::Place)
}

/// Under what mentions of one import are one candidate: the same normal value, or a name with the same key in any
/// script.
pub(crate) fn group_of(kind: MentionKind, value: &str) -> String {
    let folded = || names::fold(value);
    if is_name(kind) { names::name_key(value).unwrap_or_else(folded) } else { folded() }
}

/// The value that is matched once an officer cleared it, if the kind has one.
pub(crate) fn selector_of(kind: MentionKind, value: &str, region: Party) -> Option<Selector> {
    let texts = texts_of(kind, value);
    let (entity, _) = becomes(kind).filter(|_| !is_name(kind))?;
    crate::derive::derive(entity, &texts, region).selectors().next().cloned()
}

/// What a value says, as properties: a wallet names its currency too.
fn texts_of(kind: MentionKind, value: &str) -> Vec<(Property, &str)> {
    let Some((_, property)) = becomes(kind) else { return Vec::new() };
    match value.split_once(':').filter(|_| kind == MentionKind::Wallet) {
        Some((currency, address)) => vec![(property, address), (Property::Bank, currency)],
        None => vec![(property, value)],
    }
}

/// The properties of a value as owned texts, the State with them where the kind has a place for it.
pub(crate) fn said_of(kind: MentionKind, value: &str, party: Option<Party>) -> Vec<(Property, String)> {
    let mut said: Vec<(Property, String)> =
        texts_of(kind, value).into_iter().map(|(p, text)| (p, text.to_owned())).collect();
    match (kind, party) {
        (MentionKind::Document, Some(issuer)) => said.push((Property::DocumentIssuer, issuer.to_string())),
        (MentionKind::Place, Some(country)) => said.push((Property::Country, country.to_string())),
        _ => {}
    }
    said
}

/// The value that an officer gives, in its normal form.
///
/// # Errors
/// [`CaseError::NotOfKind`] for what no value of the kind can be.
pub(crate) fn normal(kind: MentionKind, value: &str, region: Party) -> Result<String, CaseError> {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let read = match kind {
        MentionKind::Phone => names::phone(&value, Some(region)),
        MentionKind::Document => names::document_number(&value),
        MentionKind::Imo => names::imo(&value),
        MentionKind::Imei => names::imei(&value),
        MentionKind::Account => names::account("", &value),
        MentionKind::Plate => names::plate(region, &value).map(|_| value.to_uppercase()),
        MentionKind::Handle => names::handle("", &value),
        MentionKind::Email => names::email(&value),
        MentionKind::Date | MentionKind::Money => return Err(CaseError::NotOfKind),
        _ if value.is_empty() || value.len() > kernel::limit::VALUE_BYTES_MAX => {
            return Err(CaseError::NotOfKind);
        }
        _ => Ok(value),
    };
    read.map_err(|_| CaseError::NotOfKind)
}

/// A candidate in the making: which mentions, by passage and place in it.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) kind: MentionKind,
    pub(crate) value: String,
    pub(crate) party: Option<Party>,
    pub(crate) rule: Rule,
    pub(crate) sure: Sure,
    pub(crate) mentions: Vec<(usize, usize)>,
}

/// Mentions of one import put together, in the order in which the first of each stands.
pub(crate) fn grouped(passages: &[ReadPassage]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut places: BTreeMap<(MentionKind, String), usize> = BTreeMap::new();
    for (at, passage) in passages.iter().enumerate() {
        for (number, mention) in passage.mentions.iter().enumerate() {
            if becomes(mention.kind).is_none() {
                continue;
            }
            let key = (mention.kind, group_of(mention.kind, &mention.value));
            match places.get(&key).and_then(|place| groups.get_mut(*place)) {
                Some(group) => {
                    group.mentions.push((at, number));
                    group.party = group.party.or(mention.party);
                    if mention.sure > group.sure {
                        (group.sure, group.rule) = (mention.sure, mention.rule);
                    }
                }
                None => {
                    places.insert(key, groups.len());
                    groups.push(Group {
                        kind: mention.kind,
                        value: mention.value.clone(),
                        party: mention.party,
                        rule: mention.rule,
                        sure: mention.sure,
                        mentions: vec![(at, number)],
                    });
                }
            }
        }
    }
    groups
}

/// The other spellings of a name, each once, with where it stands first.
pub(crate) fn spellings<'m>(
    value: &str,
    mentions: impl Iterator<Item = (&'m str, &'m str)>,
) -> Vec<(String, String)> {
    let mut seen = vec![names::fold(value)];
    let mut others = Vec::new();
    for (text, place) in mentions {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let folded = names::fold(&text);
        if !seen.contains(&folded) && others.len() < SPELLINGS_MAX {
            seen.push(folded);
            others.push((text, place.to_owned()));
        }
    }
    others
}

/// In order of worth: what this reader's node knows already, then what is sure, then what is said often, then as the
/// text has it. Names of people come before places, which are many.
pub(crate) fn by_worth(candidate: &Candidate, known: bool) -> impl Ord + use<> {
    use std::cmp::Reverse;
    let place =
        matches!(candidate.kind, MentionKind::Place | MentionKind::Website | MentionKind::Coordinates);
    (
        Reverse(known),
        place,
        Reverse(candidate.sure),
        Reverse(candidate.mentions),
        candidate.import,
        candidate.seq,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use reading::{Part, Place};

    fn passage(text: &str) -> ReadPassage {
        let mentions = reading::recognise(text, Party::parse("NE"));
        let passage = Passage { place: Place::default(), part: Part::Body, text: text.into() };
        ReadPassage { passage, mentions }
    }

    #[test]
    fn mentions_of_one_number_or_of_one_name_in_two_scripts_are_one_candidate() {
        let passages = [
            passage("The driver Suleiman Adoum answers +227 90 00 01 14."),
            passage("المدعو سليمان أدوم، هاتفه ٩٠٠٠٠١١٤"),
            passage("On 11 March 2024 he paid 5 000 euros."),
        ];
        let groups = grouped(&passages);
        let seen: Vec<(MentionKind, usize)> = groups.iter().map(|g| (g.kind, g.mentions.len())).collect();
        assert_eq!(seen, [(MentionKind::Person, 2), (MentionKind::Phone, 2)], "dates and amounts are none");
    }

    #[test]
    fn a_correction_has_to_be_a_value_of_its_kind() {
        let region = Party::parse("NE").unwrap();
        assert_eq!(normal(MentionKind::Phone, "90 00 01 14", region).unwrap(), "+22790000114");
        assert!(normal(MentionKind::Phone, "tomorrow", region).is_err());
        assert!(normal(MentionKind::Person, "  ", region).is_err());
        assert_eq!(normal(MentionKind::Person, " Issa  Garba ", region).unwrap(), "Issa Garba");
    }

    #[test]
    fn a_wallet_is_an_account_with_its_currency() {
        let region = Party::parse("NE").unwrap();
        let value = "BTC:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
        let selector = selector_of(MentionKind::Wallet, value, region).unwrap();
        assert_eq!(selector.kind, kernel::SelectorKind::Account);
        assert!(selector.value.starts_with("BTC:"));
        assert!(
            selector_of(MentionKind::Person, "Issa Garba", region).is_none(),
            "a name alone matches nobody"
        );
    }
}
