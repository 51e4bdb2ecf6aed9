//! Addresses of pages, of accounts with services and their invitations, and of mail.

use super::words::Words;
use super::{Found, MentionKind, Rule, Sure};

/// Longest address that is looked at, in bytes.
const ADDRESS_BYTES_MAX: usize = 300;
/// Services by the word for them, as people write it before a handle.
const SERVICES: &[&str] = &[
    "telegram",
    "whatsapp",
    "signal",
    "viber",
    "facebook",
    "instagram",
    "tiktok",
    "twitter",
    "snapchat",
    "wechat",
    "skype",
    "discord",
    "messenger",
    "vk",
    "imo",
    "threads",
    "insta",
    "تلغرام",
    "تيليجرام",
    "تليغرام",
    "واتساب",
    "فيسبوك",
    "انستغرام",
    "телеграм",
    "телеграмм",
    "вотсап",
    "инстаграм",
    "微信",
    "ቴሌግራም",
    "ዋትስአፕ",
    "ፌስቡክ",
];

/// Everything that is one piece without spaces: mail, pages, profiles, invitations.
pub(super) fn find(found: &mut Found<'_>) {
    let text = found.text;
    let mut at = 0_usize;
    for piece in text.split(|c: char| c.is_whitespace() || "<>\"«»“”،؛".contains(c)) {
        let from = at;
        at = at.saturating_add(piece.len());
        // The divider that ended the piece.
        at = at.saturating_add(text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
        one(found, from, piece);
    }
}

fn one(found: &mut Found<'_>, from: usize, piece: &str) {
    if piece.len() > ADDRESS_BYTES_MAX || piece.len() < 5 {
        return;
    }
    let lead =
        piece.len().saturating_sub(piece.trim_start_matches(|c: char| "([{'‘,;:。，".contains(c)).len());
    let own = piece.get(lead..).unwrap_or_default();
    let own = own.trim_end_matches(|c: char| ")]}'’,;:.!?。，、؟".contains(c));
    // A label is sometimes set against its address: `mail:a@b.example`, `Telegram:t.me/x`.
    let (lead, own) =
        match own.rfind(":http").or_else(|| own.rfind(":t.me/")).or_else(|| own.rfind(":wa.me/")) {
            Some(colon) => {
                let cut = colon.saturating_add(1);
                (lead.saturating_add(cut), own.get(cut..).unwrap_or_default())
            }
            None => (lead, own),
        };
    let from = from.saturating_add(lead);
    if own.contains('@') && !own.contains('/') && !own.starts_with('@') {
        mail(found, from, own);
    } else if own.contains('/') || own.starts_with("www.") {
        page(found, from, own);
    } else if own.contains(':') {
        named_service(found, from, own);
    }
}

fn mail(found: &mut Found<'_>, from: usize, own: &str) {
    // `mail:boss@example.org`: the address begins after the label.
    let cut = own.rfind(':').map_or(0, |n| n.saturating_add(1));
    let own = own.get(cut..).unwrap_or_default();
    let from = from.saturating_add(cut);
    let top = own.rsplit('.').next().unwrap_or_default();
    let sound = top.chars().count() > 1 && top.chars().all(char::is_alphabetic);
    if let Some(value) = names::email(own).ok().filter(|_| sound) {
        found.add(
            MentionKind::Email,
            (from, from.saturating_add(own.len())),
            value,
            (Rule::Form, Sure::Checked),
        );
    }
}

/// `telegram:boats_24`, the form in which handles are kept.
fn named_service(found: &mut Found<'_>, from: usize, own: &str) {
    let Some((service, rest)) = own.split_once(':') else { return };
    if !SERVICES.contains(&names::fold(service).as_str()) || rest.chars().count() < 3 {
        return;
    }
    if let Ok(value) = names::handle("", own) {
        let span = (from, from.saturating_add(own.len()));
        found.add(MentionKind::Handle, span, value, (Rule::Labelled, Sure::Likely));
    }
}

fn page(found: &mut Found<'_>, from: usize, own: &str) {
    let span = (from, from.saturating_add(own.len()));
    if let Some(value) = profile(own) {
        found.add(MentionKind::Handle, span, value, (Rule::ServiceAddress, Sure::Checked));
        return;
    }
    let lower = own.to_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let host = rest
        .or_else(|| lower.starts_with("www.").then_some(lower.as_str()))
        .map(|rest| rest.split(['/', '?', '#', ':']).next().unwrap_or_default());
    let sound = host.is_some_and(|h| h.contains('.') && h.split('.').all(|part| !part.is_empty()));
    if sound {
        found.add(MentionKind::Website, span, own.to_owned(), (Rule::Form, Sure::Checked));
    }
}

/// A profile or an invitation of a service that is known, as `service:handle`.
fn profile(own: &str) -> Option<String> {
    let bare = own.split_once("://").map_or(own, |(_, rest)| rest);
    let (host, path) = bare.split_once('/')?;
    let host = host.to_ascii_lowercase();
    let host = host.trim_start_matches("www.").trim_start_matches("m.");
    let path = path.split('?').next()?.trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or_default();
    match host {
        "chat.whatsapp.com" => code("whatsapp", last),
        "discord.gg" => code("discord", last),
        "discord.com" if path.starts_with("invite/") => code("discord", last),
        "signal.group" => code("signal", path.trim_start_matches('#')),
        "signal.me" => names::handle("signal", path.trim_start_matches("#p/")).ok(),
        "fb.me" | "m.me" | "instagram.com" | "facebook.com" | "tiktok.com" | "x.com" | "twitter.com"
        | "vk.com" | "t.me" | "telegram.me" | "wa.me" | "snapchat.com" | "youtube.com" => {
            let unspecific = ["watch", "profile.php", "home", "share", "p", "reel", "groups"];
            if last.is_empty() || unspecific.contains(&last) {
                return None;
            }
            if matches!(host, "t.me" | "telegram.me") && path.starts_with("joinchat/") {
                return code("telegram", last);
            }
            if host == "wa.me" {
                let number = format!("+{}", last.trim_start_matches('+'));
                return names::phone(&number, None).ok().map(|number| format!("whatsapp:{number}"));
            }
            let host = if host == "m.me" { "facebook.com" } else { host };
            names::handle("", &format!("https://{host}/{path}")).ok()
        }
        _ => None,
    }
}

/// The code of an invitation.
fn code(service: &str, code: &str) -> Option<String> {
    let sound = (4..=100).contains(&code.len())
        && code.chars().all(|c| c.is_ascii_alphanumeric() || "-_+".contains(c));
    if sound { names::handle(service, code).ok() } else { None }
}

/// `Telegram: @boats_24`, `on Instagram as @boats`: a service, and its handle not far behind.
pub(super) fn handles_by_service(words: &Words<'_>, found: &mut Found<'_>) {
    for (at, word) in words.from(0).iter().enumerate() {
        if !SERVICES.contains(&word.folded.as_str()) {
            continue;
        }
        for next in at.saturating_add(1)..=at.saturating_add(4) {
            let Some(handle) = words.get(next) else { break };
            let before = words.before(next);
            if before.contains(['\n', ';']) {
                break;
            }
            let marked = before.ends_with('@');
            let colon = next == at.saturating_add(1) && before.trim_end().ends_with([':', '：']);
            if !marked && !colon {
                continue;
            }
            let to = end_of_handle(found.text, handle.from);
            let from = handle.from.saturating_sub(usize::from(marked));
            let own = found.text(handle.from, to).to_owned();
            let latin = own.is_ascii() && own.chars().any(|c| c.is_ascii_alphabetic());
            // After a bare colon a word of the language may follow; a handle has a digit or an underscore in it.
            let telling = marked || own.contains(['_', '.']) || own.chars().any(|c| c.is_ascii_digit());
            if latin
                && telling
                && own.len() >= 3
                && let Ok(value) = names::handle(service(&word.folded), &own)
            {
                found.add(MentionKind::Handle, (from, to), value, (Rule::Labelled, Sure::Likely));
            }
            break;
        }
    }
}

fn end_of_handle(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "_.".contains(c))).unwrap_or(rest.len());
    let own = rest.get(..end).unwrap_or_default().trim_end_matches('.');
    from.saturating_add(own.len())
}

/// One name for one service, whatever script it is written in.
fn service(folded: &str) -> &str {
    match folded {
        "تلغرام" | "تيليجرام" | "تليغرام" | "телеграм" | "телеграмм" | "ቴሌግራም" => {
            "telegram"
        }
        "واتساب" | "вотсап" | "ዋትስአፕ" => "whatsapp",
        "فيسبوك" | "ፌስቡክ" | "messenger" => "facebook",
        "انستغرام" | "инстаграм" | "insta" => "instagram",
        "微信" => "wechat",
        other => other,
    }
}
