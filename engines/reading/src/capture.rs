//! Pages of the network as programs save them, with what a capture says of itself: where it stood, when it was captured, with
//! what, and each part with its digest (domain §5.5). What a capture does not say is left empty; nothing is made up for it,
//! and nothing that it points to is fetched.

use crate::Format;
use crate::item::{Item, Options, Out, Part, Place, Reason};
use crate::nest::{Nest, shown};
use crate::text;
use kernel::Digest;
use serde::{Deserialize, Serialize};
use sha2::Digest as _;

/// Most captures that one reading tells of.
pub const CAPTURES_MAX: usize = 10;
/// Most parts that are told of one by one, over all captures of a reading; the rest is counted.
pub const PARTS_MAX: usize = 1_000;
/// Longest address of a part, in characters.
const URL_CHARS_MAX: usize = 1_000;
/// Longest other text of a capture, in characters.
const TEXT_CHARS_MAX: usize = 300;

/// What a file says of the capture that it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capture {
    /// The file's name.
    pub file: String,
    /// What the file that came in was read as: it, or an archive that holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_as: Option<Format>,
    /// The full address of the page.
    pub url: String,
    /// When it was captured, as the file writes it.
    pub at: String,
    /// Who captured it.
    pub by: String,
    /// The tool and its version.
    pub tool: String,
    /// Its parts, in the order of the file.
    pub parts: Vec<CapturedPart>,
    /// How many there are; more than `parts` where those are cut off.
    pub parts_total: u64,
}

/// A part of a capture: a page, a picture, a style sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapturedPart {
    /// Its full address.
    pub url: String,
    /// When it was captured, where the file says so of each.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
    /// What it is, as its server said.
    pub media: String,
    /// What its server answered; 0 where the file does not say.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub status: u16,
    /// How long it is, as a file of its own.
    pub bytes: u64,
    /// SHA-256 of the same.
    pub sha256: Digest,
    /// Whether a digest that the capture has of it fits; nothing where it has none that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fits: Option<bool>,
}

fn is_zero(n: &u16) -> bool {
    *n == 0
}

/// What a part is to a reader.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A web page.
    Page,
    /// Whatever its first bytes say.
    Found,
    /// Pictures, sound, film.
    Picture,
    /// Scripts, styles, fonts: how the page looks.
    Look,
}

impl Kind {
    /// By the type that its server gave.
    pub(crate) fn of(media: &str) -> Self {
        let media = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let begins = |word: &str| media.starts_with(word);
        let has = |word: &str| media.contains(word);
        if matches!(media.as_str(), "text/html" | "application/xhtml+xml") {
            Self::Page
        } else if begins("image/") || begins("audio/") || begins("video/") {
            Self::Picture
        } else if has("javascript") || has("ecmascript") || has("css") || has("font") || has("wasm") {
            Self::Look
        } else {
            Self::Found
        }
    }

    /// Whether its bytes are held to be read.
    pub(crate) fn is_read(self) -> bool {
        matches!(self, Self::Page | Self::Found)
    }
}

/// SHA-256 of a part as it comes.
#[derive(Default)]
pub(crate) struct Hashing {
    hash: sha2::Sha256,
    pub(crate) bytes: u64,
}

impl Hashing {
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.bytes = self.bytes.saturating_add(bytes.len() as u64);
    }

    pub(crate) fn finish(self) -> (u64, Digest) {
        (self.bytes, Digest(self.hash.finalize().into()))
    }
}

/// A capture in the reading.
pub(crate) struct Reading<'n> {
    pub(crate) capture: Capture,
    nest: &'n Nest,
    /// Captures that came before it.
    before: usize,
    /// The part whose bytes are asked for, if they are asked for.
    asked: Option<u64>,
    pictures: u64,
    looks: u64,
}

impl<'n> Reading<'n> {
    pub(crate) fn new(name: &str, nest: &'n Nest, options: &Options) -> Self {
        let capture = Capture { file: shown(name), ..Capture::default() };
        // Only the first: the numbers of its parts are what is told of the file.
        let before = nest.captures_so_far();
        let asked = options.part.filter(|_| before == 0);
        Self { capture, nest, before, asked, pictures: 0, looks: 0 }
    }

    /// Hands out bytes of the part that is taken next, if it was asked for; none at all before its first.
    pub(crate) fn hand_out(&self, bytes: &[u8], out: &mut Out<'_>) {
        if self.asked == Some(self.capture.parts_total) {
            out.item(Item::Bytes(bytes.to_vec()));
        }
    }

    /// Takes a part; its bytes are given where they are to be read.
    pub(crate) fn part(
        &mut self,
        mut part: CapturedPart,
        read: Option<Vec<u8>>,
        options: &Options,
        out: &mut Out<'_>,
    ) {
        let kind = Kind::of(&part.media);
        match kind {
            Kind::Picture => self.pictures = self.pictures.saturating_add(1),
            Kind::Look => self.looks = self.looks.saturating_add(1),
            Kind::Page | Kind::Found => {}
        }
        let name = part.url.clone();
        if part.fits == Some(false) {
            let place = Place { file: shown(&name), ..Place::default() };
            out.not_taken(place, Reason::CheckDigit, "it is not what the capture's own digest says");
        }
        out.stopped |= self.asked == Some(self.capture.parts_total);
        if let Some(bytes) = read.filter(|_| kind.is_read() && options.part.is_none()) {
            self.nest.spend(bytes.len() as u64);
            let format = (kind == Kind::Page).then_some(Format::Html);
            let bytes = if kind == Kind::Page { unicode(bytes, &part.media) } else { bytes };
            self.nest.member_as(&name, format, bytes, options, out);
        }
        self.capture.parts_total = self.capture.parts_total.saturating_add(1);
        if self.capture.parts.len() < PARTS_MAX {
            (part.url, part.media) = (short(&part.url, URL_CHARS_MAX), short(&part.media, TEXT_CHARS_MAX));
            part.at = short(&part.at, TEXT_CHARS_MAX);
            self.capture.parts.push(part);
        }
    }

    /// Hands on what the capture says of itself.
    pub(crate) fn finish(mut self, out: &mut Out<'_>) {
        for (count, reason, what) in [
            (self.pictures, Reason::NoText, "pictures, sound and film: each has its digest"),
            (self.looks, Reason::NoPlace, "scripts, styles and fonts: each has its digest"),
        ] {
            if count > 0 {
                out.not_taken(Place::default(), reason, &format!("{count} {what}"));
            }
        }
        let capture = &mut self.capture;
        capture.url = short(&capture.url, URL_CHARS_MAX);
        for text in [&mut capture.at, &mut capture.by, &mut capture.tool] {
            *text = short(text, TEXT_CHARS_MAX);
        }
        for (element, said) in [("address", &capture.url), ("captured", &capture.at)] {
            if !said.is_empty() {
                let place = Place { element: element.to_owned(), ..Place::default() };
                text::passage(out, place, Part::About, said);
            }
        }
        if !self.nest.captured(self.before, self.capture) {
            let why = format!(
                "more than {CAPTURES_MAX} captures in one file: what this one says of itself, and its digests"
            );
            out.not_taken(Place::default(), Reason::TooMany, &why);
        }
    }
}

/// A page in the letters of Unicode where its server said in which it came.
fn unicode(bytes: Vec<u8>, media: &str) -> Vec<u8> {
    let media = media.to_ascii_lowercase();
    let told = media.split_once("charset=").map(|(_, set)| {
        let set = set.trim_start_matches(['"', '\'']);
        set.split([';', '"', '\'', ' ']).next().unwrap_or_default()
    });
    match told {
        Some(set) if std::str::from_utf8(&bytes).is_err() => {
            text::decoded(bytes, Some(set)).text.into_bytes()
        }
        _ => bytes,
    }
}

/// A text of a capture on one line and no longer than it may be.
fn short(said: &str, most: usize) -> String {
    said.trim().chars().filter(|c| !c.is_control()).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("text/html; charset=utf-8", true)]
    #[case("application/pdf", true)]
    #[case("", true)]
    #[case("IMAGE/png", false)]
    #[case("text/css", false)]
    #[case("application/x-javascript", false)]
    #[case("font/woff2", false)]
    fn what_can_hold_words_is_read(#[case] media: &str, #[case] read: bool) {
        assert_eq!(Kind::of(media).is_read(), read);
    }
}
