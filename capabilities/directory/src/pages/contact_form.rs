//! The form of an own contact point: what it shows of one that is held, and what it says.

use super::contact_more::{self, pair_code, term_text};
use super::{seen, shown};
use crate::card::{Channel, LINE_BYTES_MAX, NAME_BYTES_MAX};
use crate::hours::Hours;
use crate::store::ContactDraft;
use crate::types::OwnContact;
use kernel::Party;
use serde::Deserialize;
use web::{FieldError, T};

/// Most telephone numbers of one contact point.
pub(crate) const PHONES_MAX: usize = 8;

/// What the form of a contact point sends.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct ContactSent {
    #[serde(default)]
    pub(crate) reply_languages: Vec<String>,
    #[serde(default)]
    pub(crate) urgent_line: String,
    /// In order; empty where none is chosen.
    #[serde(default)]
    pub(crate) deputies: Vec<String>,
    #[serde(default)]
    pub(crate) valid_from: String,
    #[serde(default)]
    pub(crate) valid_until: String,
    #[serde(default)]
    pub(crate) posted_to: String,
    #[serde(default)]
    pub(crate) host_unit: String,
    #[serde(default)]
    pub(crate) mandate: String,
    /// Paired posts as `node:desk`, with the call signs and the hours between tests, each in its place.
    #[serde(default)]
    pub(crate) pair: Vec<String>,
    #[serde(default)]
    pub(crate) call_sign: Vec<String>,
    #[serde(default)]
    pub(crate) their_call_sign: Vec<String>,
    #[serde(default)]
    pub(crate) test_every: Vec<String>,
    #[serde(default)]
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) languages: Vec<String>,
    #[serde(default)]
    pub(crate) hours: String,
    #[serde(default)]
    pub(crate) phones: String,
    #[serde(default)]
    pub(crate) email: String,
    #[serde(default)]
    pub(crate) other: String,
    #[serde(default)]
    pub(crate) posted_by: String,
    /// What stood there when the form was filled in.
    #[serde(default)]
    pub(crate) seen: String,
}

/// What the form of a held contact point shows.
pub(crate) fn sent_of(held: &OwnContact) -> ContactSent {
    let of = |kind: &str| {
        let values = held.point.channels.iter().filter(|c| c.kind == kind).map(|c| c.value.clone());
        values.collect::<Vec<_>>()
    };
    let more = &held.point.more;
    let (valid_from, valid_until) = term_text(more.valid_from, more.valid_until);
    ContactSent {
        reply_languages: more.reply_languages.clone(),
        urgent_line: more.urgent_line.clone().unwrap_or_default(),
        deputies: more.deputies.iter().map(ToString::to_string).collect(),
        valid_from,
        valid_until,
        posted_to: more.posted_to.map(|p| p.code().to_owned()).unwrap_or_default(),
        host_unit: more.host_unit.clone(),
        mandate: more.mandate.clone(),
        pair: more.pairs.iter().map(pair_code).collect(),
        call_sign: more.pairs.iter().map(|p| p.call_sign.clone()).collect(),
        their_call_sign: more.pairs.iter().map(|p| p.their_call_sign.clone()).collect(),
        test_every: more.pairs.iter().map(|p| p.test_every_hours.to_string()).collect(),
        name: held.point.name.clone(),
        languages: held.point.languages.clone(),
        hours: held.point.hours.clone(),
        phones: of("phone").join("\n"),
        email: of("email").into_iter().next().unwrap_or_default(),
        other: of("text").into_iter().next().unwrap_or_default(),
        posted_by: held.point.posted_by.map(|p| p.code().to_owned()).unwrap_or_default(),
        seen: seen::contact(&held.point),
    }
}

/// What it says, or what is wrong with it.
pub(crate) fn read(t: &T, sent: &ContactSent) -> Result<ContactDraft, Vec<FieldError>> {
    let mut errors = Vec::new();
    let name = sent.name.trim();
    if name.is_empty() || name.len() > NAME_BYTES_MAX || !crate::text::is_single_line(name) {
        errors.push(FieldError::new("name", t.get("directory-name-needed")));
    }
    let known = |code: &&String| shown::LANGUAGES.contains(&code.as_str());
    let languages: Vec<String> = sent.languages.iter().filter(known).cloned().collect();
    if languages.is_empty() {
        errors.push(FieldError::new("languages", t.get("directory-languages-needed")));
    }
    let hours = sent.hours.trim();
    if hours.len() > LINE_BYTES_MAX || Hours::read(hours).is_none() {
        errors.push(FieldError::new("hours", t.get("directory-hours-shape")));
    }
    let phones: Vec<&str> = sent.phones.lines().map(str::trim).filter(|p| !p.is_empty()).collect();
    if phones.len() > PHONES_MAX || !phones.iter().all(|p| is_phone(p)) {
        errors.push(FieldError::new("phones", t.get("directory-phones-shape")));
    }
    let (email, other) = (sent.email.trim(), sent.other.trim());
    if !email.is_empty() && !is_email(email) {
        errors.push(FieldError::new("email", t.get("directory-email-shape")));
    }
    if other.len() > LINE_BYTES_MAX || !crate::text::is_single_line(other) {
        errors.push(FieldError::new("other", t.get("directory-other-shape")));
    }
    if phones.is_empty() && email.is_empty() && other.is_empty() {
        errors.push(FieldError::new("phones", t.get("directory-channel-needed")));
    }
    let posted = sent.posted_by.trim();
    let posted_by = Party::parse(posted);
    if !posted.is_empty() && posted_by.is_none() {
        errors.push(FieldError::new("posted_by", t.get("directory-posted-shape")));
    }
    let more = contact_more::read(t, sent, &mut errors);
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut channels: Vec<Channel> = phones.into_iter().map(|p| Channel::new("phone", p)).collect();
    channels.extend((!email.is_empty()).then(|| Channel::new("email", email)));
    channels.extend((!other.is_empty()).then(|| Channel::new("text", other)));
    Ok(ContactDraft { name: name.into(), languages, hours: hours.into(), channels, posted_by, more })
}

/// `+` and 7 to 15 digits (E.164), with spaces, dots, hyphens or brackets between them.
pub(crate) fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let shape = text.chars().skip(1).all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '(' | ')'));
    text.starts_with('+') && (7..=15).contains(&digits) && shape && text.len() <= 40
}

pub(crate) fn is_email(text: &str) -> bool {
    let whole = text.len() <= LINE_BYTES_MAX && !text.contains(char::is_whitespace);
    let parts = text.split_once('@');
    whole
        && crate::text::is_single_line(text)
        && parts.is_some_and(|(who, at)| !who.is_empty() && at.contains('.'))
}
