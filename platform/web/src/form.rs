//! Fields of forms. The browser's own checks come first, the server's always; an error stands at its field and in
//! the list above the form.

use crate::given::Given;
use crate::words::T;
use askama::Template;
use std::fmt::Display;

impl askama::filters::HtmlSafe for Field {}
impl askama::filters::HtmlSafe for ErrorSummary {}

/// A wrong field and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name in the form.
    pub name: String,
    /// What to do, in the reader's language.
    pub message: String,
    /// The id of the field on the page, where it is not its name.
    id: String,
}

impl FieldError {
    /// An error of a field.
    pub fn new(name: impl Display, message: impl Display) -> Self {
        Self { name: name.to_string(), message: message.to_string(), id: name.to_string() }
    }

    /// For a field of a form beside another one with a field of the same name, see [`Field::of_form`].
    #[must_use]
    pub fn of_form(mut self, form: &str) -> Self {
        self.id = format!("{form}-{}", self.name);
        self
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
    /// Its own on the page; the name, unless several forms there have a field of that name.
    id: String,
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
            id: name.to_string(),
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

    /// For a form beside another one with a field of the same name: a label belongs to one field only.
    #[must_use]
    pub fn of_form(mut self, form: &str) -> Self {
        self.id = format!("{form}-{}", self.name);
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
            ids.push(format!("{}-hint", self.id));
        }
        if !self.error.is_empty() {
            ids.push(format!("{}-error", self.id));
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
