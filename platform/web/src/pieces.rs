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
pieces!(Tag, Clock, Value, Button, Field, Steps, Receipt, Progress, Pager, ErrorSummary, SearchBox);

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

/// A wrong field and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name in the form.
    pub name: String,
    /// What to do, in the reader's language.
    pub message: String,
}

impl FieldError {
    /// An error of a field.
    pub fn new(name: impl Display, message: impl Display) -> Self {
        Self { name: name.to_string(), message: message.to_string() }
    }
}

/// All wrong fields above a form, each a link to its field. Prints nothing if there are none.
#[derive(Clone, Debug, Template)]
#[template(path = "piece/error_summary.html")]
pub struct ErrorSummary {
    title: String,
    errors: Vec<FieldError>,
}

/// All wrong fields above a form.
pub fn error_summary(t: &T, errors: &[FieldError]) -> ErrorSummary {
    ErrorSummary { title: t.n("web-form-errors", errors.len()), errors: errors.to_vec() }
}

/// A choice in a select or among radio buttons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// What it means, below the label (radio and checks only).
    pub hint: String,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Display, label: impl Display) -> Self {
        Self { value: value.to_string(), label: label.to_string(), hint: String::new() }
    }
    /// What it means.
    #[must_use]
    pub fn hint(mut self, hint: impl Display) -> Self {
        self.hint = hint.to_string();
        self
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Input(&'static str),
    Text(u8),
    Select(Vec<Choice>),
    Radio(Vec<Choice>),
    Checks(Vec<Choice>),
    Check,
    File(String),
    Hidden,
}

/// A field of a form with its label, hint and error.
#[derive(Clone, Debug, Template)]
#[template(path = "piece/field.html")]
pub struct Field {
    kind: Kind,
    name: String,
    label: String,
    hint: String,
    error: String,
    values: Vec<String>,
    optional: String,
    required: bool,
    autocomplete: &'static str,
    numeric: bool,
    narrow: bool,
    ltr: bool,
    focus: bool,
    length_max: Option<u32>,
}

impl Field {
    fn new(kind: Kind, name: impl Display, label: impl Display) -> Self {
        Self {
            kind,
            name: name.to_string(),
            label: label.to_string(),
            hint: String::new(),
            error: String::new(),
            values: Vec::new(),
            optional: String::new(),
            required: false,
            autocomplete: "off",
            numeric: false,
            narrow: false,
            ltr: false,
            focus: false,
            length_max: None,
        }
    }

    /// What helps to fill it in.
    #[must_use]
    pub fn hint(mut self, hint: impl Display) -> Self {
        self.hint = hint.to_string();
        self
    }

    /// What stands in it, or which choice is taken; for checks, call once per taken choice.
    #[must_use]
    pub fn value(mut self, value: impl Display) -> Self {
        self.values.push(value.to_string());
        self
    }

    /// Its error, if the list has one for it.
    #[must_use]
    pub fn errors(mut self, errors: &[FieldError]) -> Self {
        self.error =
            errors.iter().find(|e| e.name == self.name).map(|e| e.message.clone()).unwrap_or_default();
        self
    }

    /// Must be filled in. The browser says so first, the server always.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// May be left empty, and says so.
    #[must_use]
    pub fn optional(mut self, t: &T) -> Self {
        self.optional = t.get("web-form-optional");
        self
    }

    /// What the browser may fill in: `username`, `current-password`, `one-time-code`.
    #[must_use]
    pub fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = what;
        self
    }

    /// Digits: shows the number keys on a phone.
    #[must_use]
    pub fn numeric(mut self) -> Self {
        self.numeric = true;
        self
    }

    /// As wide as a code, not as wide as the column.
    #[must_use]
    pub fn narrow(mut self) -> Self {
        self.narrow = true;
        self
    }

    /// Always from left to right: phones, document numbers, references, e-mail.
    #[must_use]
    pub fn ltr(mut self) -> Self {
        self.ltr = true;
        self
    }

    /// Has the cursor when the page opens; at most one of a page.
    #[must_use]
    pub fn focus(mut self) -> Self {
        self.focus = true;
        self
    }

    /// Longest text, in characters.
    #[must_use]
    pub fn length_max(mut self, characters: u32) -> Self {
        self.length_max = Some(characters);
        self
    }

    fn first(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    fn takes(&self, value: &str) -> bool {
        self.values.iter().any(|v| v == value)
    }

    fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{}-hint", self.name));
        }
        if !self.error.is_empty() {
            ids.push(format!("{}-error", self.name));
        }
        ids.join(" ")
    }
}

/// One line of text.
pub fn text(name: impl Display, label: impl Display) -> Field {
    Field::new(Kind::Input("text"), name, label)
}
/// A password.
pub fn password(name: impl Display, label: impl Display) -> Field {
    Field::new(Kind::Input("password"), name, label).autocomplete("current-password").ltr()
}
/// A day, sent as `2026-11-24`.
pub fn date(name: impl Display, label: impl Display) -> Field {
    Field::new(Kind::Input("date"), name, label).narrow()
}
/// A day and time, sent as `2026-11-24T03:12`, in the reader's zone.
pub fn moment(name: impl Display, label: impl Display) -> Field {
    Field::new(Kind::Input("datetime-local"), name, label).narrow()
}
/// Several lines of text.
pub fn textarea(name: impl Display, label: impl Display, rows: impl Given<u8>) -> Field {
    Field::new(Kind::Text(rows.it()), name, label)
}
/// One of many.
pub fn select(name: impl Display, label: impl Display, choices: &[Choice]) -> Field {
    Field::new(Kind::Select(choices.to_vec()), name, label)
}
/// One of few, all visible.
pub fn radio(name: impl Display, label: impl Display, choices: &[Choice]) -> Field {
    Field::new(Kind::Radio(choices.to_vec()), name, label)
}
/// Any of a few.
pub fn checks(name: impl Display, label: impl Display, choices: &[Choice]) -> Field {
    Field::new(Kind::Checks(choices.to_vec()), name, label)
}
/// Yes or no, sent as `yes`.
pub fn check(name: impl Display, label: impl Display) -> Field {
    Field::new(Kind::Check, name, label)
}
/// Files; `accept` as HTML wants it, empty for any.
pub fn file(name: impl Display, label: impl Display, accept: impl Display) -> Field {
    Field::new(Kind::File(accept.to_string()), name, label)
}
/// A value that is sent along.
pub fn hidden(name: impl Display, value: impl Display) -> Field {
    Field::new(Kind::Hidden, name, "").value(value)
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
