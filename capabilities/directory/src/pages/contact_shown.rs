//! How the page of a contact point shows its channels, its confirmation and who is on duty; and the form of a confirmation.

use super::contact_more::pair_code;
use crate::card::LINE_BYTES_MAX;
use crate::confirmation::{Confirmation, HowConfirmed};
use crate::roster::OnDuty;
use crate::types::OwnContact;
use kernel::Timestamp;
use serde::Deserialize;
use web::{FieldError, T};

/// What the form of a confirmation sends.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct ConfirmSent {
    #[serde(default)]
    pub(crate) how: String,
    #[serde(default)]
    pub(crate) called: String,
    #[serde(default)]
    pub(crate) spoken_to: String,
    /// What stood there when it was called.
    #[serde(default)]
    pub(crate) seen: String,
}

/// A border post of a trusted node.
pub(crate) struct Post {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) answered_at: Option<Timestamp>,
}

/// The channels of a post: with whom under which call signs, and the last test that somebody there answered.
pub(crate) fn channels_of(t: &T, held: &OwnContact, posts: &[Post]) -> Vec<(String, String)> {
    let shown = |pair: &crate::BorderPair| {
        let code = pair_code(pair);
        let post = posts.iter().find(|p| p.code == code);
        let tested =
            post.and_then(|p| p.answered_at).map_or_else(|| t.get("directory-never-tested"), |at| t.when(at));
        let with = post.map_or(code, |p| p.name.clone());
        let said = t
            .say("directory-pair-with")
            .with("post", with)
            .with("ours", pair.call_sign.as_str())
            .with("theirs", pair.their_call_sign.as_str())
            .with("tested", tested);
        (t.get("directory-pair"), said.to_string())
    };
    held.point.more.pairs.iter().map(shown).collect()
}

/// Who is there, and for whom until when.
pub(crate) fn duty_text(t: &T, who: &OnDuty) -> String {
    match &who.holds_for {
        None => who.name.clone(),
        Some((of, until)) => t
            .say("directory-duty-for")
            .with("name", who.name.as_str())
            .with("of", of.as_str())
            .with("when", t.near(until))
            .to_string(),
    }
}

/// How it was confirmed, with the number and the name.
pub(crate) fn how_text(t: &T, how: &Confirmation) -> String {
    let way = t.get(&format!("directory-how-{}", how.how.code()));
    t.say("directory-confirmed-with")
        .with("way", way)
        .with("called", how.called.as_str())
        .with("name", how.spoken_to.as_str())
        .to_string()
}

pub(crate) fn read_confirmation(t: &T, sent: &ConfirmSent) -> Result<Confirmation, Vec<FieldError>> {
    let mut errors = Vec::new();
    let how = HowConfirmed::parse(&sent.how);
    if how.is_none() {
        errors.push(FieldError::new("how", t.get("directory-how-needed")));
    }
    for (name, text) in [("called", &sent.called), ("spoken_to", &sent.spoken_to)] {
        let right =
            !text.trim().is_empty() && text.len() <= LINE_BYTES_MAX && crate::text::is_single_line(text);
        if !right {
            errors.push(FieldError::new(name, t.get("directory-other-shape")));
        }
    }
    match how.filter(|_| errors.is_empty()) {
        Some(how) => Ok(Confirmation {
            how,
            called: sent.called.trim().to_owned(),
            spoken_to: sent.spoken_to.trim().to_owned(),
        }),
        None => Err(errors),
    }
}
