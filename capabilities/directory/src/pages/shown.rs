//! How parts of the directory are shown: functions, languages, hours, confirmation, what is wrong with a card.

use crate::card::{CardError, Channel, ContactPoint};
use crate::hours::{Open, open_at};
use crate::particulars::AuthorityEntry;
use crate::rules;
use crate::types::{AssessmentResult, DirectoryError, Peer};
use gate::Assessment;
use kernel::{Function, Timestamp};
use web::{Choice, T, Tag, Tone, tag};

/// Languages that have a name in the language files; others show their code.
pub(crate) const LANGUAGES: [&str; 14] =
    ["en", "fr", "ar", "es", "ru", "zh", "pt", "it", "tr", "am", "ti", "ha", "fa", "ur"];
/// Kinds of channel that have a name in the language files; others show their code.
const CHANNELS: [&str; 3] = ["phone", "email", "text"];

/// A contact point as a row shows it.
pub(crate) struct PointShown {
    pub(crate) name: String,
    pub(crate) languages: String,
    pub(crate) channels: Vec<ChannelShown>,
    pub(crate) hours: String,
    pub(crate) open: Tag,
    pub(crate) confirmed: Tag,
    pub(crate) confirmed_when: String,
    /// What it says beyond that: name and value.
    pub(crate) more: Vec<(String, String)>,
}

/// A channel as a row shows it.
pub(crate) struct ChannelShown {
    pub(crate) kind: String,
    pub(crate) value: String,
    /// A number or an address, shown from left to right.
    pub(crate) code: bool,
    /// Calls or writes, where a device can.
    pub(crate) href: Option<String>,
}

impl PointShown {
    pub(crate) fn new(t: &T, point: &ContactPoint, now: Timestamp) -> Self {
        let confirmed = rules::is_confirmed(point.confirmed_at, now);
        Self {
            name: point.name.clone(),
            languages: languages(t, &point.languages),
            channels: point.channels.iter().map(|c| channel(t, c)).collect(),
            hours: if point.hours.is_empty() { t.get("directory-hours-none") } else { point.hours.clone() },
            open: open_tag(t, open_at(&point.hours, now)),
            confirmed: confirmed_tag(t, confirmed),
            confirmed_when: match point.confirmed_at {
                Some(at) => t.day(at),
                None => t.get("directory-confirmed-never"),
            },
            more: more(t, point),
        }
    }
}

/// What a contact point says beyond name, hours and channels.
fn more(t: &T, point: &ContactPoint) -> Vec<(String, String)> {
    let of = &point.more;
    let party = |p: Option<kernel::Party>| p.map(|p| p.code().to_owned()).unwrap_or_default();
    let day = |at: Option<Timestamp>| at.map(|at| t.day(at)).unwrap_or_default();
    // A term ends with its last day.
    let last = of.valid_until.map(|at| at.plus_ms(-1));
    let facts = [
        ("directory-urgent-line", of.urgent_line.clone().unwrap_or_default()),
        ("directory-reply-languages", languages(t, &of.reply_languages)),
        ("directory-posted-by", party(point.posted_by)),
        ("directory-posted-to", party(of.posted_to)),
        ("directory-host-unit", of.host_unit.clone()),
        ("directory-mandate", of.mandate.clone()),
        ("directory-term-from", day(of.valid_from)),
        ("directory-term-until", day(last)),
    ];
    facts.into_iter().filter(|(_, v)| !v.is_empty()).map(|(key, value)| (t.get(key), value)).collect()
}

/// What an authority says of itself, for who is about to write to it.
pub(crate) fn entry(t: &T, of: &AuthorityEntry) -> Vec<(String, String)> {
    let yes_no =
        |v: Option<bool>| v.map(|v| t.get(if v { "directory-answer-yes" } else { "directory-answer-no" }));
    let bases: Vec<String> = of
        .untoc_basis
        .iter()
        .map(|b| {
            if matches!(b.as_str(), "mla" | "extradition") {
                t.get(&format!("directory-basis-{b}"))
            } else {
                b.clone()
            }
        })
        .collect();
    let facts = [
        ("directory-territory", of.territory.clone()),
        ("directory-accepted-languages", languages(t, &of.accepted_languages)),
        ("directory-legal-requirements", of.legal_requirements.clone()),
        ("directory-urgent-procedure", of.urgent_procedure.clone()),
        ("directory-untoc-basis", row(t, bases.into_iter())),
        ("directory-through-interpol", yes_no(of.through_interpol).unwrap_or_default()),
        ("directory-diplomatic", yes_no(of.diplomatic).unwrap_or_default()),
    ];
    facts.into_iter().filter(|(_, v)| !v.is_empty()).map(|(key, value)| (t.get(key), value)).collect()
}

/// What a kind of channel is called; one that has no name shows its code.
#[must_use]
pub fn channel_word(t: &T, kind: &str) -> String {
    if CHANNELS.contains(&kind) { t.get(&format!("directory-channel-{kind}")) } else { kind.to_owned() }
}

fn channel(t: &T, channel: &Channel) -> ChannelShown {
    ChannelShown {
        kind: channel_word(t, &channel.kind),
        value: channel.value.clone(),
        code: channel.kind != "text",
        href: match channel.kind.as_str() {
            "phone" => Some(phone_href(&channel.value)),
            "email" => Some(email_href(&channel.value)),
            _ => None,
        },
    }
}

/// Calls a number: only its digits and the `+` go into the address.
pub(crate) fn phone_href(number: &str) -> String {
    let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    format!("tel:{digits}")
}

/// Writes to an address. A card of another node may say anything: what is not part of a plain address is coded.
fn email_href(address: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'@' | b'.' | b'-' | b'_' | b'+');
    let coded =
        address.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") });
    format!("mailto:{}", coded.collect::<String>())
}

/// Whether a contact point is confirmed, in a word.
pub(crate) fn confirmed_tag(t: &T, confirmed: bool) -> Tag {
    if confirmed {
        tag(t.get("directory-confirmed"), Tone::Good)
    } else {
        tag(t.get("directory-unconfirmed"), Tone::Warn)
    }
}

/// Whether a desk is open, in words.
pub(crate) fn open_tag(t: &T, open: Open) -> Tag {
    match open {
        Open::Now => tag(t.get("directory-open"), Tone::Good),
        Open::Until(at) => tag(t.say("directory-opens").with("when", t.near(at)), Tone::Plain),
        Open::Unknown => tag(t.get("directory-open-unknown"), Tone::Warn),
    }
}

/// A function's name; the code itself where this version does not know it.
pub(crate) fn function(t: &T, code: &str) -> String {
    match Function::parse(code) {
        Some(known) => t.get(&format!("directory-function-{known}")),
        None => code.to_owned(),
    }
}

/// The functions as choices of a field.
pub(crate) fn function_choices(t: &T) -> Vec<Choice> {
    Function::ALL.iter().map(|f| Choice::new(f.code(), function(t, f.code()))).collect()
}

/// The languages as choices of a field.
pub(crate) fn language_choices(t: &T) -> Vec<Choice> {
    LANGUAGES.iter().map(|code| Choice::new(code, t.get(&format!("directory-language-{code}")))).collect()
}

/// Names of languages, in a row.
pub(crate) fn languages(t: &T, codes: &[String]) -> String {
    let name = |code: &String| {
        let known = LANGUAGES.contains(&code.as_str());
        if known { t.get(&format!("directory-language-{code}")) } else { code.clone() }
    };
    row(t, codes.iter().map(name))
}

/// Names in a row, with the comma of the language.
pub(crate) fn row(t: &T, names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<_>>().join(&format!("{} ", t.get("directory-comma")))
}

/// The state of a peer's assessment, in a word.
pub(crate) fn assessment_tag(t: &T, peer: &Peer, now: Timestamp) -> Tag {
    match (peer.assessment(now), &peer.assessment) {
        (Assessment::Valid, Some(a)) if a.result == AssessmentResult::Conditional => {
            tag(t.say("directory-assessed-conditional").with("day", t.day(a.valid_until)), Tone::Warn)
        }
        (Assessment::Valid, Some(a)) => {
            tag(t.say("directory-assessed-until").with("day", t.day(a.valid_until)), Tone::Good)
        }
        (Assessment::NotValid, Some(a)) if a.favourable => {
            tag(t.get("directory-assessment-lapsed"), Tone::Stop)
        }
        (Assessment::NotValid, _) => tag(t.get("directory-assessment-unfavourable"), Tone::Stop),
        _ => tag(t.get("directory-assessment-none"), Tone::Warn),
    }
}

/// What is wrong with a card or a form, for the person who sent it; `None` where the page must not or cannot say.
#[must_use]
pub fn fault(t: &T, error: &DirectoryError) -> Option<String> {
    Some(match error {
        DirectoryError::Card(card) => card_fault(t, card),
        DirectoryError::Stale { .. } => t.get("directory-card-stale"),
        DirectoryError::OwnCard => t.get("directory-card-own"),
        DirectoryError::OtherState => t.get("directory-card-other-state"),
        DirectoryError::OtherNode(_) => t.get("directory-card-other-node"),
        DirectoryError::NotCompared => t.get("directory-not-compared"),
        DirectoryError::Text(_) => t.get("directory-text-needed"),
        DirectoryError::Full(_) => t.get("directory-full"),
        DirectoryError::Changed => t.get("directory-changed-meanwhile"),
        DirectoryError::Waits => t.get("directory-act-waits"),
        DirectoryError::Unsound(_) => t.get("directory-assess-unsound"),
        DirectoryError::AssessedInFull => t.get("directory-assessed-in-full"),
        DirectoryError::Suspended => t.get("directory-suspended-still"),
        DirectoryError::SameKeys => t.get("directory-same-keys"),
        DirectoryError::UnknownPeer(_)
        | DirectoryError::Ambiguous(_)
        | DirectoryError::SameNode(_)
        | DirectoryError::Taken(_)
        | DirectoryError::UnknownContact
        | DirectoryError::Refused(_)
        | DirectoryError::Store(_) => return None,
    })
}

fn card_fault(t: &T, error: &CardError) -> String {
    match error {
        CardError::TooLarge => t.get("directory-card-too-large"),
        CardError::NotACard => t.get("directory-card-not-a-card"),
        CardError::Unreadable(_) | CardError::Limit(_) | CardError::Address(_) => {
            t.get("directory-card-unreadable")
        }
        CardError::Forged | CardError::WrongNode(_) => t.get("directory-card-forged"),
        CardError::Version(_) => t.get("directory-card-version"),
        CardError::SeveralStates => t.get("directory-card-states"),
    }
}
