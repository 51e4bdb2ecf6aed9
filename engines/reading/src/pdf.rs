//! Pages (PDF): the text of each page in the order in which it is read, what the file says of itself, where its links point.
//!
//! The glyphs of a page are taken where they stand, so that Arabic and Hebrew, which such files hold in the order of the eye,
//! come in the order of reading; where that order is not sure, it is said. A page without letters is a picture: it is said,
//! and nothing is invented for it. Nothing is drawn, run or fetched.

mod lines;
mod order;

use crate::item::{Control, Item, Out, Part, Place, ReadError, Reason, Summary};
use crate::{nest, text};
use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{Array, DateTime, Dict, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Rect};
use lines::{Cell, Paragraph};
use std::collections::BTreeSet;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Most pages.
const PAGES_MAX: usize = 20_000;
/// Most letters of a page.
const LETTERS_MAX: usize = 200_000;
/// Most lines and pictures of a page.
const DRAWN_MAX: usize = 1_000_000;
/// Most frames that a page opens; a page that draws itself opens one each time.
const FRAMES_MAX: usize = 20_000;
/// Frames within so many others are rare, and a page that draws itself is made of them.
const DEEP: usize = 16;
/// Most of those.
const DEEP_FRAMES_MAX: usize = 100;
/// Most links of a page.
const LINKS_MAX: usize = 1_000;

/// Reads a file of pages.
pub(crate) fn read(
    input: &mut dyn Read,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let bytes = nest::whole(input)?;
    let mut out = Out::new(sink);
    let not_one = |why: &str| ReadError::NotTheFormat { format: "pdf", why: why.to_owned() };
    let pdf = match catch_unwind(AssertUnwindSafe(|| Pdf::new(bytes))) {
        Ok(Ok(pdf)) => pdf,
        Ok(Err(LoadPdfError::Decryption(_))) => {
            let why = "closed with a password; open it and save it without one";
            out.not_taken(Place::default(), Reason::Locked, why);
            return Ok(out.summary);
        }
        Ok(Err(LoadPdfError::Invalid)) | Err(_) => return Err(not_one("no page can be found in it")),
    };
    about(&pdf, &mut out);
    let cache = InterpreterCache::new();
    for (nth, page) in pdf.pages().iter().enumerate() {
        let number = (nth as u64).saturating_add(1);
        if nth >= PAGES_MAX {
            let why = format!("more than {PAGES_MAX} pages");
            out.not_taken(Place { page: number, ..Place::default() }, Reason::TooMany, &why);
            break;
        }
        let mut glyphs = Glyphs::default();
        let whole = catch_unwind(AssertUnwindSafe(|| {
            let settings = InterpreterSettings::default();
            // Where the page begins and how large it is matters to what is drawn and not to what is read.
            let frame = Rect::new(0.0, 0.0, 1.0, 1.0);
            let mut context = Context::new(Affine::IDENTITY, frame, &cache, pdf.xref(), settings);
            interpret_page(page, &mut context, &mut glyphs);
        }));
        if whole.is_err() {
            let why = if glyphs.over { "more on this page than the limit" } else { "this page breaks off" };
            let reason = if glyphs.over { Reason::TooMany } else { Reason::BrokenOff };
            out.not_taken(Place { page: number, ..Place::default() }, reason, why);
        }
        hand_on(glyphs, number, whole.is_ok(), &mut out);
        let links = catch_unwind(AssertUnwindSafe(|| links(page)));
        for link in links.unwrap_or_default() {
            let place = Place { page: number, element: "link".into(), ..Place::default() };
            text::passage(&mut out, place, Part::About, &link);
        }
        if out.stopped {
            break;
        }
    }
    if pdf.pages().is_empty() {
        return Err(not_one("no page can be found in it"));
    }
    Ok(out.summary)
}

/// The text of a page, or why there is none.
fn hand_on(glyphs: Glyphs, page: u64, whole: bool, out: &mut Out<'_>) {
    let place = |element: &str, line: u64, index: u64| Place {
        page,
        line,
        index,
        element: element.to_owned(),
        ..Place::default()
    };
    let (letters, unknown) = (glyphs.cells.len(), glyphs.unknown);
    let readable = glyphs.cells.iter().any(|cell| !cell.text.trim().is_empty());
    if !readable || unknown.saturating_mul(2) > letters {
        if unknown > 0 {
            let why = format!("{unknown} of {letters} letters of this page do not say what they are");
            out.not_taken(place("", 0, 0), Reason::NoText, &why);
        } else if glyphs.pictures > 0 {
            out.not_taken(place("", 0, 0), Reason::NoText, "a picture without a text layer");
        } else if whole {
            out.not_taken(place("", 0, 0), Reason::Empty, "nothing is written on this page");
        }
        return;
    }
    if unknown > 0 {
        let why = format!("{unknown} of {letters} letters of this page do not say what they are");
        out.not_taken(place("", 0, 0), Reason::Encoding, &why);
    }
    // A scan with what a machine read in it looks like a page and is one machine's opinion of it.
    let layer = glyphs.unseen.saturating_mul(2) > letters && glyphs.pictures > 0;
    let element = if layer { "text layer of a picture" } else { "" };
    for (index, paragraph) in lines::paragraphs(glyphs.cells).into_iter().enumerate() {
        let Paragraph { line, text, heading, sure } = paragraph;
        let place = place(element, line, (index as u64).saturating_add(1));
        if !sure {
            let why = "letters that run both ways; their order may not be that of the page";
            out.not_taken(place.clone(), Reason::TextOrder, why);
        }
        crate::mrz::records(&text, &place, out);
        text::passage(out, place, if heading { Part::Heading } else { Part::Body }, &text);
    }
}

/// What the file says of itself.
fn about(pdf: &Pdf, out: &mut Out<'_>) {
    let told = pdf.metadata();
    let texts = [
        ("title", &told.title),
        ("author", &told.author),
        ("subject", &told.subject),
        ("keywords", &told.keywords),
        ("creator", &told.creator),
        ("producer", &told.producer),
    ];
    for (element, bytes) in texts {
        if let Some(bytes) = bytes {
            let place = Place { element: element.to_owned(), ..Place::default() };
            text::passage(out, place, Part::About, &words(bytes));
        }
    }
    for (element, date) in [("created", &told.creation_date), ("modified", &told.modification_date)] {
        if let Some(date) = date {
            let place = Place { element: element.to_owned(), ..Place::default() };
            text::passage(out, place, Part::About, &written(date));
        }
    }
}

/// A text of the file's own: of two bytes a letter by its mark, else of one.
fn words(bytes: &[u8]) -> String {
    let marked = bytes.starts_with(&[0xFE, 0xFF])
        || bytes.starts_with(&[0xFF, 0xFE])
        || bytes.starts_with(&[0xEF, 0xBB, 0xBF]);
    if marked || std::str::from_utf8(bytes).is_ok() {
        return text::decoded(bytes.to_vec(), None).text;
    }
    text::decoded(bytes.to_vec(), Some("windows-1252")).text
}

fn written(date: &DateTime) -> String {
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
        date.year, date.month, date.day, date.hour, date.minute, date.second
    )
}

/// Where the links of a page point to.
fn links(page: &Page<'_>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let Some(notes) = page.raw().get::<Array<'_>>(b"Annots") else { return found };
    for note in notes.iter::<Dict<'_>>().take(LINKS_MAX) {
        let action = note.get::<Dict<'_>>(b"A");
        if let Some(link) = action.and_then(|action| action.get::<PdfString<'_>>(b"URI")) {
            found.insert(words(link.as_bytes()));
        }
    }
    found
}

/// Takes the letters of a page where they stand.
#[derive(Default)]
struct Glyphs {
    cells: Vec<Cell>,
    unknown: usize,
    unseen: usize,
    pictures: usize,
    drawn: usize,
    frames: usize,
    open: usize,
    deep: usize,
    over: bool,
}

impl Glyphs {
    /// Counts what is drawn. Beyond the limit the page ends here: nothing else ends a page that draws itself.
    fn count(&mut self) {
        self.drawn = self.drawn.saturating_add(1);
        let frames = self.frames > FRAMES_MAX || self.deep > DEEP_FRAMES_MAX;
        if frames || self.drawn > DRAWN_MAX || self.cells.len() > LETTERS_MAX {
            self.over = true;
            resume_unwind(Box::new("more on a page than the limit"));
        }
    }

    fn frame(&mut self) {
        self.frames = self.frames.saturating_add(1);
        self.open = self.open.saturating_add(1);
        self.deep = self.deep.saturating_add(usize::from(self.open > DEEP));
        self.count();
    }
}

impl<'a> Device<'a> for Glyphs {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        mode: &GlyphDrawMode,
    ) {
        self.count();
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => String::new(),
        };
        let known = !text.is_empty()
            && !text
                .chars()
                .any(|c| c == '\u{FFFD}' || (c.is_control() && !c.is_whitespace()) || is_private(c));
        let width = match glyph {
            Glyph::Outline(glyph) => glyph.advance_width(),
            Glyph::Type3(_) => None,
        };
        let text = if known { text } else { "\u{FFFD}".to_owned() };
        let Some(cell) = Cell::of(text, transform * glyph_transform, f64::from(width.unwrap_or(500.0)))
        else {
            return;
        };
        // A letter that is filled and then drawn round stands there once.
        if self.cells.last().is_some_and(|last| last.is_again(&cell)) {
            return;
        }
        self.unknown = self.unknown.saturating_add(usize::from(!known));
        self.unseen = self.unseen.saturating_add(usize::from(matches!(mode, GlyphDrawMode::Invisible)));
        self.cells.push(cell);
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {
        self.count();
        self.pictures = self.pictures.saturating_add(1);
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}

    fn set_blend_mode(&mut self, _: BlendMode) {}

    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {
        self.count();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.frame();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.frame();
    }

    fn pop_clip_path(&mut self) {
        self.open = self.open.saturating_sub(1);
    }

    fn pop_transparency_group(&mut self) {
        self.open = self.open.saturating_sub(1);
    }
}

/// A letter that only its own font knows.
fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
}
