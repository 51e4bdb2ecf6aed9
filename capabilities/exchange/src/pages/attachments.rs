//! How attachments are shown: name, type, length and digest before anything large moves, where each stands, and what can
//! be done about it.

use crate::attachments::of_exhibit::told;
use crate::attachments::{Attachment, State, Way};
use crate::store_attachments as kept;
use crate::types::{ExchangeError, Thread};
use ::store::Tx;
use access::{Node, Officer};
use gate::{Ask, action};
use kernel::Purpose;
use web::{T, Tag, Tone, tag};

/// An attachment on the page of its dossier.
pub(crate) struct AttachmentShown {
    pub(crate) name: String,
    /// What it is, and how long.
    pub(crate) what: String,
    pub(crate) sha256: String,
    /// The exhibit it is with its sender, and where its custody ended.
    pub(crate) exhibit: Option<(String, Option<String>)>,
    /// Whose it is: sent, or received.
    pub(crate) way: String,
    pub(crate) state: Tag,
    /// How far it has come, or why it does not.
    pub(crate) says: String,
    pub(crate) handling: String,
    pub(crate) text: String,
    pub(crate) conditions: String,
    /// Where it is accepted or refused.
    pub(crate) decide: Option<String>,
    /// Where one that was accepted and is not whole yet is given up.
    pub(crate) give_up: Option<String>,
    /// Where it is saved.
    pub(crate) save: Option<String>,
}

/// A length as people say it.
pub(crate) fn size(t: &T, bytes: u64) -> String {
    const STEP: u64 = 1_000;
    let (key, n) = match bytes {
        n if n < 10 * STEP => ("exchange-size-b", n),
        n if n < 10 * STEP * STEP => ("exchange-size-kb", n.div_ceil(STEP)),
        n => ("exchange-size-mb", n.div_ceil(STEP * STEP)),
    };
    t.say(key).with("n", t.number(n)).to_string()
}

/// The words for media types that officers know by another name; others stand as they are.
fn media(t: &T, code: &str) -> String {
    let key = match code {
        "application/pdf" => "exchange-media-pdf",
        "text/plain" => "exchange-media-text",
        "application/zip" => "exchange-media-archive",
        "application/octet-stream" => "exchange-media-unknown",
        "application/x-msdownload" | "application/x-executable" => "exchange-media-program",
        code if code.starts_with("image/") => "exchange-media-image",
        code if code.starts_with("video/") => "exchange-media-video",
        code if code.starts_with("audio/") => "exchange-media-audio",
        code if code.contains("officedocument") || code.contains("opendocument") => "exchange-media-office",
        other => return other.to_owned(),
    };
    t.get(key)
}

impl AttachmentShown {
    /// `here`: how many bytes of it stand on this node's disk.
    pub(crate) fn new(t: &T, one: &Attachment, here: u64) -> Self {
        let base = format!("/dossiers/{}/attachments/{}", one.dossier, one.id());
        let (received, state) = (one.way == Way::In, one.state);
        let saves = if received {
            state == State::Complete
        } else {
            !matches!(state, State::Withheld | State::Refused | State::Damaged)
        };
        let way = if received { "exchange-attachment-received" } else { "exchange-attachment-sent" };
        Self {
            name: one.announced.name.clone(),
            what: format!("{} · {}", media(t, &one.announced.media), size(t, one.announced.bytes)),
            sha256: one.announced.sha256.to_string(),
            exhibit: told(&one.announced),
            way: t.get(way),
            state: state_tag(t, one),
            says: says(t, one, here),
            handling: t.get(&format!("casefile-handling-{}", one.handling)),
            text: one.text.clone(),
            conditions: one.conditions.clone(),
            decide: (received && state == State::Offered).then(|| base.clone()),
            give_up: (received && state == State::Accepted).then(|| base.clone()),
            save: saves.then_some(base),
        }
    }
}

fn state_tag(t: &T, one: &Attachment) -> Tag {
    let received = one.way == Way::In;
    let (key, tone) = match one.state {
        State::Waits => ("waits", Tone::Warn),
        State::Withheld => ("withheld", Tone::Stop),
        State::Offered if received => ("to-decide", Tone::Warn),
        State::Offered => ("offered", Tone::Plain),
        State::Refused if received => ("refused-us", Tone::Plain),
        State::Refused => ("refused", Tone::Stop),
        State::Accepted if received => ("coming", Tone::Accent),
        State::Accepted => ("going", Tone::Accent),
        State::Complete if received => ("complete", Tone::Good),
        State::Complete => ("delivered", Tone::Good),
        State::Differs => ("differs", Tone::Stop),
        State::Damaged => ("damaged", Tone::Stop),
    };
    tag(t.get(&format!("exchange-attachment-{key}")), tone)
}

/// How far it has come; why it does not, where somebody can do something about it.
fn says(t: &T, one: &Attachment, here: u64) -> String {
    if one.state != State::Accepted {
        return String::new();
    }
    let total = one.announced.bytes;
    let there = match one.way {
        Way::In => here.min(total),
        Way::Out => one.sent.saturating_mul(seal::stream::CHUNK as u64).min(total),
    };
    let of =
        t.say("exchange-attachment-so-far").with("n", size(t, there)).with("of", size(t, total)).to_string();
    let why = match one.why.as_deref() {
        Some("no-room") => "exchange-attachment-no-room-there",
        Some("not-available") => "exchange-attachment-not-available",
        Some("unreachable") => "exchange-attachment-unreachable",
        Some(_) => "exchange-attachment-again",
        None if one.way == Way::Out && one.sent >= one.chunks() => "exchange-attachment-being-verified",
        None => return of,
    };
    format!("{of} · {}", t.get(why))
}

/// The attachments of a dossier, opened for this person.
pub(crate) async fn shown(
    tx: &Tx,
    node: &Node,
    officer: &Officer,
    thread: &Thread,
) -> Result<Vec<AttachmentShown>, ExchangeError> {
    let (id, own) = (thread.dossier.id, thread.dossier.authority);
    let closed = kept::attachments_of(tx, &node.vault, id, own).await?;
    if closed.is_empty() {
        return Ok(Vec::new());
    }
    let ask = Ask::new(&officer.actor, action::READ, Purpose::Investigation, tx.at());
    let open = node.gate.open_each(closed, &ask, &mut tx.log());
    let here = |one: &Attachment| node.files.length(one.file).unwrap_or(0);
    Ok(open.iter().rev().map(|one| AttachmentShown::new(&officer.t, one, here(one))).collect())
}
