//! The pieces of the design system that are values: made in Rust, printed in a template with `{{ … }}`. Pieces
//! that hold other content are macros in `templates/pieces.html`. Every text given to a piece is escaped by it.

use crate::given::Given;
use crate::words::T;
use askama::Template;
use std::fmt::Display;

/// What a tag or a number says about its matter. The words say it too: never the colour alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// A plain fact.
    #[default]
    Plain,
    /// Ours, in work, shared.
    Accent,
    /// Needs care.
    Warn,
    /// Danger, overdue, missing.
    Stop,
    /// Done, verified, shown.
    Good,
    /// A matter of protection; shown only to those cleared for it.
    Protection,
}

impl Tone {
    /// The class in the style sheet.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Accent => "accent",
            Self::Warn => "warn",
            Self::Stop => "stop",
            Self::Good => "good",
            Self::Protection => "protection",
        }
    }
}

macro_rules! pieces {
    ($($name:ident),*) => {$(impl askama::filters::HtmlSafe for $name {})*};
}
pieces!(Tag, Clock, Value, Button, Steps, Receipt, Progress, Pager, SearchBox);

/// A word in a frame: state, grade, handling, strength.
#[derive(Clone, Debug, Template)]
#[template(path = "piece/tag.html")]
pub struct Tag {
    text: String,
    tone: Tone,
}

/// A tag.
pub fn tag(text: impl Display, tone: impl Given<Tone>) -> Tag {
    Tag { text: text.to_string(), tone: tone.it() }
}

/// What is left or past, and why that clock.
#[derive(Clone, Debug, Template)]
#[template(path = "piece/clock.html")]
pub struct Clock {
    left: String,
    why: String,
    tone: Tone,
}

/// A clock: `clock("48 min", "agreed 1 h", Tone::Stop)`. The tone is a help; the words carry it.
pub fn clock(left: impl Display, why: impl Display, tone: impl Given<Tone>) -> Clock {
    Clock { left: left.to_string(), why: why.to_string(), tone: tone.it() }
}

/// A phone, document number, reference or name as it was written.
#[derive(Clone, Debug, Template)]
#[template(path = "piece/value.html")]
pub struct Value {
    text: String,
    code: bool,
}

/// A number, reference or address: always from left to right, in tabular figures, kept on its line.
pub fn code(text: impl Display) -> Value {
    Value { text: text.to_string(), code: true }
}

/// A name or a text in whatever script: runs in its own direction.
pub fn written(text: impl Display) -> Value {
    Value { text: text.to_string(), code: false }
}

/// A button that sends its form, or a link that looks like one.
#[derive(Clone, Debug, Template)]
#[template(path = "piece/button.html")]
pub struct Button {
    label: String,
    href: Option<String>,
    name_value: Option<(String, String)>,
    primary: bool,
    grave: bool,
}

impl Button {
    /// The one that most people want here.
    #[must_use]
    pub fn primary(mut self) -> Self {
        self.primary = true;
        self
    }
    /// One that cannot be taken back.
    #[must_use]
    pub fn grave(mut self) -> Self {
        self.grave = true;
        self
    }
    /// Sends this name and value with the form, to tell buttons apart.
    #[must_use]
    pub fn sending(mut self, name: impl Display, value: impl Display) -> Self {
        self.name_value = Some((name.to_string(), value.to_string()));
        self
    }
}

/// A button that sends the form it stands in.
pub fn button(label: impl Display) -> Button {
    Button { label: label.to_string(), href: None, name_value: None, primary: false, grave: false }
}

/// A link that looks like a button.
pub fn link_button(label: impl Display, href: impl Display) -> Button {
    Button { href: Some(href.to_string()), ..button(label) }
}

/// Where a step of a dossier stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Behind us.
    Done,
    /// Where we are.
    Now,
    /// Ahead.
    Ahead,
}

/// One step of a dossier.
#[derive(Clone, Debug)]
pub struct Step {
    /// `Answering`.
    pub label: String,
    /// `promised today 08:30`; empty if nothing is known.
    pub when: String,
    /// Where it stands.
    pub state: StepState,
}

/// The steps of a dossier, in a line.
#[derive(Clone, Debug, Template)]
#[template(path = "piece/steps.html")]
pub struct Steps {
    steps: Vec<Step>,
    label: String,
    done: String,
    now: String,
    ahead: String,
}

/// The steps of a dossier.
pub fn steps(t: &T, steps: &[Step]) -> Steps {
    Steps {
        steps: steps.to_vec(),
        label: t.get("web-steps"),
        done: t.get("web-step-done"),
        now: t.get("web-step-now"),
        ahead: t.get("web-step-ahead"),
    }
}

/// What is known of the other side's receipt.
#[derive(Clone, Debug, Template)]
#[template(path = "piece/receipt.html")]
pub struct Receipt {
    text: String,
    tone: Tone,
}

/// A receipt that was checked: `durable in Accra 02:40:07`.
pub fn receipt(text: impl Display) -> Receipt {
    Receipt { text: text.to_string(), tone: Tone::Good }
}
/// No receipt yet.
pub fn no_receipt(text: impl Display) -> Receipt {
    Receipt { text: text.to_string(), tone: Tone::Warn }
}
/// The other side refused or quarantined it.
pub fn refused_receipt(text: impl Display) -> Receipt {
    Receipt { text: text.to_string(), tone: Tone::Stop }
}

/// Work that goes on, with what is done of it. The page may be left.
#[derive(Clone, Debug, Template)]
#[template(path = "piece/progress.html")]
pub struct Progress {
    label: String,
    done: u64,
    of: u64,
    words: String,
    leave: String,
}

/// Progress of `done` out of `of`; `of` 0 means that the end is not known.
pub fn progress(t: &T, label: impl Display, done: impl Given<u64>, of: impl Given<u64>) -> Progress {
    let (done, of) = (done.it(), of.it());
    let words = if of == 0 {
        t.n("web-progress-so-far", done)
    } else {
        t.say("web-progress-of").with("done", done).with("of", of).to_string()
    };
    Progress { label: label.to_string(), done: done.min(of), of, words, leave: t.get("web-progress-leave") }
}

/// The pages of a list.
#[derive(Clone, Debug, Template)]
#[template(path = "piece/pager.html")]
pub struct Pager {
    label: String,
    summary: String,
    previous: Option<(String, String)>,
    next: Option<(String, String)>,
}

/// The pager of a list of `total` rows of which page `page` (from 1) is shown, [`kernel::limit::PAGE_ROWS`] a page.
/// `address` is the list's own path with its query, without `page`.
pub fn pager(t: &T, address: impl Display, page: impl Given<u64>, total: impl Given<u64>) -> Pager {
    let (page, total) = (page.it().max(1), total.it());
    let rows = kernel::limit::PAGE_ROWS;
    let first = page.saturating_sub(1).saturating_mul(rows).saturating_add(1).min(total);
    let last = page.saturating_mul(rows).min(total);
    let address = address.to_string();
    let sign = if address.contains('?') { '&' } else { '?' };
    let to = |n: u64| format!("{address}{sign}page={n}");
    Pager {
        label: t.get("web-pager"),
        summary: t
            .say("web-pager-rows")
            .with("first", first)
            .with("last", last)
            .with("total", total)
            .to_string(),
        previous: (page > 1).then(|| (t.get("web-pager-previous"), to(page.saturating_sub(1)))),
        next: (last < total).then(|| (t.get("web-pager-next"), to(page.saturating_add(1)))),
    }
}

/// A search within a list.
#[derive(Clone, Debug, Template)]
#[template(path = "piece/search_box.html")]
pub struct SearchBox {
    action: String,
    label: String,
    value: String,
    submit: String,
}

/// A search box that sends `q` by GET.
pub fn search_box(t: &T, action: impl Display, label: impl Display, value: impl Display) -> SearchBox {
    SearchBox {
        action: action.to_string(),
        label: label.to_string(),
        value: value.to_string(),
        submit: t.get("web-search-go"),
    }
}
