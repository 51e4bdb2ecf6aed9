//! A web page saved whole (MHTML, RFC 2557): the page, its frames and its pictures as parts of one mail. What a browser wrote
//! of the saving stands in its head.
//!
//! Parts are taken as they stand decoded, so that a picture has the digest that it has as a file.

use crate::capture::{CapturedPart, Hashing, Kind, Reading};
use crate::item::{Control, Item, Options, Out, Part, Place, ReadError, Summary};
use crate::mail::{PARTS_MAX, nested};
use crate::nest::{Nest, whole};
use crate::text;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use std::io::Read;

/// Bytes of the head that are looked through to tell a page from a mail.
const HEAD_BYTES: usize = 8 * 1024;
/// Bytes of a part that are handed out at once.
const PIECE_BYTES: usize = 64 * 1024;

/// Whether these bytes begin as a page that was saved whole.
pub(crate) fn looks_like(start: &[u8], name: &str) -> bool {
    let head = start.get(..start.len().min(HEAD_BYTES)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase().replace("\r\n", "\n");
    let head = head.split("\n\n").next().unwrap_or_default();
    let has = |line: &str| head.lines().any(|known| known.starts_with(line));
    if start.contains(&0) || !(has("mime-version:") || has("content-type:")) {
        return false;
    }
    let name = name.to_ascii_lowercase();
    let named = name.ends_with(".mht") || name.ends_with(".mhtml");
    let said = has("snapshot-content-location:")
        || has("content-location:")
        || has("from: <saved by")
        || has("from: \"saved by")
        || has("x-mimeole: produced by microsoft mhtml");
    named || (said && head.contains("multipart/related"))
}

/// Reads a page that was saved whole.
pub(crate) fn read(
    (name, input): (&str, &mut dyn Read),
    options: &Options,
    nest: &Nest,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let bytes = whole(input)?;
    let not_one = |why: &str| ReadError::NotTheFormat { format: "mhtml", why: why.to_owned() };
    if nested(&bytes) > PARTS_MAX {
        return Err(not_one("parts within parts without end"));
    }
    let page = MessageParser::default().parse(&bytes).ok_or_else(|| not_one("it has no head"))?;
    let mut out = Out::new(sink);
    let mut reading = Reading::new(name, nest, options);
    let capture = &mut reading.capture;
    capture.url = address(&said(&page, "Snapshot-Content-Location"));
    if capture.url.is_empty() {
        capture.url = address(&said(&page, "Content-Location"));
    }
    if let Some(date) = page.date().filter(|date| date.is_valid()) {
        capture.at = kernel::Timestamp(date.to_timestamp().saturating_mul(1_000)).rfc3339();
    }
    capture.tool = tool(&page);
    if let Some(subject) = page.subject() {
        let place = Place { element: "subject".into(), ..Place::default() };
        text::passage(&mut out, place, Part::Heading, subject);
    }
    for (nth, part) in page.parts.iter().enumerate() {
        if out.stopped {
            break;
        }
        if matches!(part.body, PartType::Multipart(_)) {
            continue;
        }
        let media = part.content_type().map(|kind| {
            let media = format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default());
            kind.attribute("charset").map_or_else(|| media.clone(), |set| format!("{media}; charset={set}"))
        });
        let media = media.unwrap_or_default();
        let held = decoded(part, &bytes);
        let mut hashing = Hashing::default();
        hashing.push(&held);
        let (length, sha256) = hashing.finish();
        let mut url = address(part.content_location().unwrap_or_default());
        if url.is_empty() {
            url = part.content_id().map_or_else(|| format!("part {nth}"), |id| format!("cid:{id}"));
        }
        if reading.capture.url.is_empty() && Kind::of(&media) == Kind::Page {
            reading.capture.url.clone_from(&url);
        }
        let (at, status, fits) = (String::new(), 0, None);
        reading.hand_out(&[], &mut out);
        held.chunks(PIECE_BYTES).for_each(|piece| reading.hand_out(piece, &mut out));
        let part = CapturedPart { url, at, media, status, bytes: length, sha256, fits };
        reading.part(part, Some(held).filter(|held| !held.is_empty()), options, &mut out);
    }
    if reading.capture.parts_total == 0 {
        return Err(not_one("there is no page in it"));
    }
    reading.finish(&mut out);
    Ok(out.summary)
}

/// A line of the head, its encodings undone.
fn said(page: &Message<'_>, name: &'static str) -> String {
    let text = page.header(name).and_then(|value| value.as_text());
    text.or_else(|| page.header_raw(name)).unwrap_or_default().to_owned()
}

/// An address without the spaces at which its line was folded.
fn address(text: &str) -> String {
    text.split_whitespace().collect()
}

/// What saved the page: `Saved by Blink`, `Produced By Microsoft MimeOLE V6.1`.
fn tool(page: &Message<'_>) -> String {
    let from = page.header_raw("From").unwrap_or_default();
    let from = from.trim().trim_matches(['<', '>', '"', ' ']);
    if from.to_ascii_lowercase().starts_with("saved by") {
        return from.to_owned();
    }
    page.header_raw("X-MimeOLE").unwrap_or_default().trim().to_owned()
}

/// The bytes of a part as they were before they were written into the file.
fn decoded(part: &MessagePart<'_>, bytes: &[u8]) -> Vec<u8> {
    let raw = bytes.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
    let plain = match part.encoding {
        Encoding::None => None,
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(raw),
    };
    // What is written wrongly stands as the parser saved of it.
    plain.unwrap_or_else(|| match (&part.body, part.encoding) {
        (_, Encoding::None) => raw.to_vec(),
        (PartType::Binary(bytes) | PartType::InlineBinary(bytes), _) => bytes.to_vec(),
        (PartType::Text(text) | PartType::Html(text), _) => text.as_bytes().to_vec(),
        _ => raw.to_vec(),
    })
}
