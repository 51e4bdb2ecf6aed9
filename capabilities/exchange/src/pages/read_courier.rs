//! A file that a courier brought: read as it comes in, with what became of it line by line.

use crate::courier::{Became, Intake, Line, Stop, Taken, What};
use crate::pages::list_courier;
use crate::pages::shown::{self, REASONS};
use access::{Node, Officer};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use std::sync::Arc;
use web::{Action, FieldError, Head, Problem, T, Tag, Tone, tag};

/// Largest upload: the largest courier file, and the form around it.
pub(crate) const BYTES_MAX: usize = 2 * 1024 * 1024 * 1024 + 16 * 1024 * 1024;
/// Lines shown; what was not taken comes first, and the file can be read again from the command line.
const LINES_SHOWN_MAX: usize = 500;
/// Longest reason, in characters.
const REASON_CHARS_MAX: usize = 500;
/// The kinds of messages with a word of their own.
const KINDS: [&str; 7] =
    ["attachment", "move", "hit-notice", "hit-claim", "hit-proof", "checkpoint", "counter-signature"];
/// Codes of a line with a word of their own, beside those of receipts.
const LINE_REASONS: [&str; 12] = [
    "no-room",
    "unknown-record",
    "card",
    "not-sent-here",
    "receipt",
    "quarantined",
    "rejected",
    "truncated",
    "unknown-key",
    "forged",
    "message-id-used",
    "not-available",
];

struct LineShown {
    place: u64,
    what: String,
    became: Tag,
    reason: String,
}

#[derive(askama::Template)]
#[template(path = "read_courier.html")]
struct ReadCourier<'a> {
    t: &'a T,
    stopped: Option<String>,
    more: bool,
    from: String,
    number: String,
    taken: usize,
    not_taken: usize,
    lines: Vec<LineShown>,
    hidden: usize,
}

pub(crate) async fn read(
    State(node): State<Arc<Node>>,
    officer: Officer,
    mut multipart: Multipart,
) -> Result<Response, Problem> {
    let mut settled = None;
    while let Some(field) = multipart.next_field().await.map_err(|e| unreadable(&e))? {
        match field.name() {
            Some("reason") => settled = reason(field).await?,
            Some("file") if field.file_name().is_some_and(|name| !name.is_empty()) => {
                return take(&node, &officer, settled, field).await;
            }
            _ => {}
        }
    }
    let errors = vec![FieldError::new("file", officer.t.get("exchange-courier-file-needed"))];
    list_courier::page(&node, &officer, &settled.unwrap_or_default(), errors).await
}

async fn reason(field: Field<'_>) -> Result<Option<String>, Problem> {
    let text = field.text().await.map_err(|e| unreadable(&e))?;
    let text: String = text.trim().chars().filter(|c| !c.is_control()).take(REASON_CHARS_MAX).collect();
    Ok(Some(text).filter(|text| !text.is_empty()))
}

/// Reads the file piece by piece; it never stands in memory or on the disk.
async fn take(
    node: &Node,
    officer: &Officer,
    settled: Option<String>,
    mut field: Field<'_>,
) -> Result<Response, Problem> {
    let mut intake = Intake::begin(node, &officer.actor, settled).await?;
    while let Some(piece) = field.chunk().await.map_err(|e| unreadable(&e))? {
        if !intake.push(&piece).await? {
            break;
        }
    }
    let taken = intake.finish().await?;
    Ok(page(officer, &taken))
}

fn unreadable(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::too_large()
    } else {
        Problem::bad_request()
    }
}

fn page(officer: &Officer, taken: &Taken) -> Response {
    let t = &officer.t;
    let (done, not_done) = taken.counts();
    let mut lines: Vec<&Line> = taken.lines.iter().collect();
    lines.sort_by_key(|line| (matches!(line.became, Became::Taken | Became::KnownBefore), line.place));
    let status = if taken.stopped.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = Head::new("courier", t.get("exchange-courier-read"))
        .action(Action::link(t.get("exchange-courier-back"), "/courier"))
        .status(status);
    let body = ReadCourier {
        t,
        stopped: taken.stopped.as_ref().map(|stop| stop_text(t, stop)),
        more: taken.more,
        from: taken.from.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
        number: taken.file.as_ref().map(|file| t.number(file.number)).unwrap_or_default(),
        taken: done,
        not_taken: not_done,
        hidden: lines.len().saturating_sub(LINES_SHOWN_MAX),
        lines: lines.into_iter().take(LINES_SHOWN_MAX).map(|line| line_shown(t, line)).collect(),
    };
    web::page(&officer.viewer, head, body)
}

/// Why the file was not read to its end, and what to do.
fn stop_text(t: &T, stop: &Stop) -> String {
    t.get(match stop.code() {
        "no-courier-file" => "exchange-courier-stop-no-courier-file",
        "version" => "exchange-courier-stop-version",
        "not-for-us" => "exchange-courier-stop-not-for-us",
        "damaged" => "exchange-courier-stop-damaged",
        "truncated" => "exchange-courier-stop-truncated",
        "forged" => "exchange-courier-stop-forged",
        "unknown-sender" => "exchange-courier-stop-unknown-sender",
        "peer-not-trusted" => "exchange-courier-stop-peer-not-trusted",
        "key-not-current" => "exchange-courier-stop-key-not-current",
        "stale" => "exchange-courier-stop-stale",
        "gone-back" => "exchange-courier-stop-gone-back",
        _ => "exchange-courier-stop-content",
    })
}

fn line_shown(t: &T, line: &Line) -> LineShown {
    let what = match line.what {
        What::Card => t.get("exchange-courier-card"),
        What::Receipt => t.get("exchange-courier-receipt"),
        What::Message => shown::word(t, "courier-kind", &KINDS, &line.kind),
        What::Parts => t.get("exchange-attachments"),
        What::Unknown => t.get("exchange-courier-unknown"),
    };
    let what = if what.is_empty() { t.get("exchange-courier-shut") } else { what };
    let became = match line.became {
        Became::Taken => tag(t.get("exchange-courier-taken"), Tone::Good),
        Became::KnownBefore => tag(t.get("exchange-courier-known-before"), Tone::Plain),
        Became::KeptApart => tag(t.get("exchange-courier-kept-apart"), Tone::Warn),
        Became::NotTaken => tag(t.get("exchange-courier-not-taken"), Tone::Stop),
        Became::NotYet => tag(t.get("exchange-courier-not-yet"), Tone::Warn),
    };
    let reason = line.reason.as_deref().map(|code| {
        if LINE_REASONS.contains(&code) {
            shown::word(t, "courier-reason", &LINE_REASONS, code)
        } else {
            shown::word(t, "reason", &REASONS, code)
        }
    });
    LineShown { place: line.place, what, became, reason: reason.unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::Words;

    #[test]
    fn a_12_every_code_of_a_line_has_a_word() {
        let words = Arc::new(Words::new(&[directory::WORDS, casefile::WORDS, crate::WORDS]).unwrap());
        let t = T::new(words, kernel::Lang::Ar);
        for (group, codes) in [("courier-kind", &KINDS[..]), ("courier-reason", &LINE_REASONS[..])] {
            for code in codes {
                let word = shown::word(&t, group, codes, code);
                assert!(!word.contains('['), "{group} {code}: {word}");
            }
        }
    }
}
