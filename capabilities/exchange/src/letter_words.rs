//! The words of a letter, of its reply form, and of how to verify it, in the language of whom they are for.

use crate::letter::state_then;
use crate::pages::fields;
use crate::pages::shown::{self, Said};
use crate::types::{ExchangeError, StoredMove, Thread};
use access::OwnAuthority;
use directory::{ContactPoint, Peer};
use kernel::{Handling, Lang, Timestamp};
use procedure::kind::{Field, FieldKind};
use procedure::paper::{CODE_LETTERS, Form, KEY_MOVE, Letter, Note, Part, Question, Row, on_paper};
use procedure::{Kind, MoveBody, MoveHeader, MoveKind};
use std::sync::Arc;
use web::{T, Words};

/// What a letter is about.
pub(crate) struct About<'a> {
    pub(crate) thread: &'a Thread,
    pub(crate) made: &'a StoredMove,
    pub(crate) header: &'a MoveHeader,
    pub(crate) peer: &'a Peer,
    pub(crate) code: &'a str,
    /// When it is put on paper.
    pub(crate) at: Timestamp,
}

/// The desks of an authority that a letter names at that time, those somebody made sure of first: none whose term is
/// over or has not begun, none of another State's officer, nor of an own one abroad.
pub(crate) fn reached<'a>(
    desks: impl Iterator<Item = &'a ContactPoint>,
    at: Timestamp,
) -> impl Iterator<Item = &'a ContactPoint> {
    let serves = move |desk: &&ContactPoint| {
        let more = &desk.more;
        desk.posted_by.is_none()
            && more.posted_to.is_none()
            && more.valid_from.is_none_or(|from| from <= at)
            && more.valid_until.is_none_or(|until| at < until)
    };
    let (sure, unsure): (Vec<_>, Vec<_>) = desks.filter(serves).partition(|desk| desk.confirmed_at.is_some());
    sure.into_iter().chain(unsure)
}

impl About<'_> {
    /// What both sides call the dossier; random, and no number of ours.
    fn reference(&self) -> String {
        self.thread.dossier.id.to_string()
    }

    fn kind(&self) -> &Kind {
        &self.thread.kind
    }
}

/// The letter of what the gate let out.
pub(crate) fn letter(
    t: &T,
    about: &About<'_>,
    body: &MoveBody,
    (own, desk): (Option<&OwnAuthority>, Option<&ContactPoint>),
    has_form: bool,
) -> Letter {
    let kind = about.kind();
    let said = Said::new(t, kind, &about.header.code, body, true);
    let opening = about.thread.opening();
    let subject = body.text("subject");
    let name = shown::kind_word(t, "name", &kind.id);
    let what = match about.header.code.as_str() {
        "open" => name,
        code => format!("{name}: {}", shown::move_word(t, kind, "do", code)),
    };
    let mut parts = vec![Part {
        heading: if subject.is_empty() { opening.text("subject").to_owned() } else { subject.to_owned() },
        rows: matter(t, &said),
    }];
    if !said.statements.is_empty() {
        parts.push(Part { heading: t.get("exchange-statements"), rows: statements(&said) });
    }
    parts.retain(|p| !p.rows.is_empty());
    Letter {
        lang: t.lang.code().to_owned(),
        from: from(t, own, desk),
        to: to(t, about),
        over: law(t, kind, &opening),
        title: what,
        facts: facts(t, about, body),
        parts,
        notes: notes(t, has_form),
        code: about.code.to_owned(),
        code_label: t.get("exchange-letter-code"),
        square: format!("LIAISON LETTER 1 {} {}", about.code, about.made.digest),
        square_alt: t.get("exchange-letter-square"),
        page: t.get("exchange-letter-page"),
    }
}

fn from(t: &T, own: Option<&OwnAuthority>, desk: Option<&ContactPoint>) -> Vec<String> {
    let mut lines: Vec<String> = own.iter().map(|a| a.name.clone()).collect();
    lines.extend(own.map(|a| a.party.to_string()));
    if let Some(point) = desk {
        lines.push(point.name.clone());
        lines.extend(
            point.channels.iter().map(|c| format!("{}: {}", directory::channel_word(t, &c.kind), c.value)),
        );
    }
    lines
}

fn to(t: &T, about: &About<'_>) -> Vec<String> {
    let theirs = about.peer.card.authority(about.thread.dossier.theirs);
    let mut lines: Vec<String> = theirs.iter().map(|a| a.name.clone()).collect();
    lines.extend(theirs.map(|a| a.party.to_string()));
    let desks = theirs.into_iter().flat_map(|a| &a.contacts);
    let post = reached(desks, about.at).flat_map(|c| &c.channels);
    lines.extend(post.take(3).map(|c| format!("{}: {}", directory::channel_word(t, &c.kind), c.value)));
    lines
}

fn law(t: &T, kind: &Kind, opening: &MoveBody) -> String {
    match opening.text("basis") {
        "" => shown::kind_word(t, "law", &kind.id),
        basis => shown::basis(t, basis),
    }
}

fn facts(t: &T, about: &About<'_>, body: &MoveBody) -> Vec<(String, String)> {
    let mut facts = vec![
        (t.get("exchange-letter-reference"), about.reference()),
        (t.get("exchange-letter-code"), about.code.to_owned()),
        (t.get("exchange-letter-date"), t.day_long(about.header.at)),
    ];
    if let Some(by) = body.moment("requested_by") {
        facts.push((t.get("exchange-letter-answer-by"), t.when(by)));
    }
    if body.is_urgent() {
        let urgency = shown::word(t, "urgency", &shown::URGENCIES, body.urgency());
        facts.push((t.get("exchange-letter-urgency"), urgency));
    }
    if let Some(handling) = Handling::parse(body.text("handling")) {
        facts.push((t.get("exchange-letter-handling"), t.get(&format!("casefile-handling-{handling}"))));
    }
    facts
}

fn row(label: impl Into<String>, lines: Vec<String>) -> Row {
    Row { label: label.into(), lines, mark: String::new() }
}

fn matter(t: &T, said: &Said) -> Vec<Row> {
    let mut rows = Vec::new();
    if !said.text.is_empty() {
        rows.push(row(t.get("exchange-letter-text"), said.text.clone()));
    }
    let numbered = said.points.iter().zip(1_u64..).map(|(point, n)| format!("{}. {point}", t.number(n)));
    let points: Vec<String> = numbered.collect();
    if !points.is_empty() {
        rows.push(row(t.get("exchange-letter-points"), points));
    }
    for (n, outcome, text) in &said.answers {
        rows.push(row(t.n("exchange-point-n", *n), vec![outcome.clone(), text.clone()]));
    }
    rows.extend(
        said.facts
            .iter()
            .filter(|(_, v)| !v.is_empty())
            .map(|(label, value)| row(label.clone(), value.lines().map(str::to_owned).collect())),
    );
    rows
}

fn statements(said: &Said) -> Vec<Row> {
    let one = |s: &shown::StatementShown| {
        let mut marks = vec![s.handling.to_string()];
        marks.extend(s.restrictions.iter().cloned());
        marks.extend([s.source.clone(), s.grade.clone()].into_iter().filter(|m| !m.is_empty()));
        Row {
            label: format!("{} · {}", s.entity, s.property),
            lines: vec![s.value.clone()],
            mark: marks.join(" · "),
        }
    };
    said.statements.iter().map(one).collect()
}

fn notes(t: &T, has_form: bool) -> Vec<Note> {
    let note = |name: &str| Note {
        heading: t.get(&format!("exchange-letter-{name}-title")),
        text: t.get(&format!("exchange-letter-{name}")),
    };
    let answer = has_form.then(|| note("answer"));
    answer.into_iter().chain([note("genuine")]).collect()
}

/// What the reply form of a letter asks: the moves that the other side could make after it. None where it can make none.
pub(crate) fn form(t: &T, about: &About<'_>) -> Result<Option<Form>, ExchangeError> {
    let state = state_then(about.thread, about.header)?;
    let side = about.thread.dossier.side.other();
    let kind = about.kind();
    let moves: Vec<&MoveKind> = procedure::allowed_moves(kind, &state, side)
        .into_iter()
        .filter(|m| !m.by_node && !m.any_time && m.code != "acknowledge")
        .collect();
    if moves.is_empty() {
        return Ok(None);
    }
    let words = moves.iter().map(|m| (m.code.clone(), shown::move_word(t, kind, "act", &m.code)));
    let mut questions = vec![Question {
        key: KEY_MOVE.into(),
        label: t.get("exchange-form-what"),
        hint: t.get("exchange-form-what-hint"),
        choices: words.collect(),
    }];
    let points = about.thread.opening().points();
    for made in moves {
        questions.push(Question::heading(shown::move_word(t, kind, "do", &made.code)));
        for field in made.fields.iter().filter(|f| on_paper(f.kind) && !HERE.contains(&f.name.as_str())) {
            ask(t, (kind, made, field), &points, &mut questions);
        }
    }
    let (year, month, day) = day_of(about.header.at);
    Ok(Some(Form {
        lang: t.lang.code().to_owned(),
        title: t.get("exchange-form-title"),
        intro: t.get("exchange-form-intro"),
        labels: [t.get("exchange-letter-reference"), t.get("exchange-letter-code")],
        reference: about.reference(),
        code: about.code.to_owned(),
        day: (year, month, day),
        questions,
    }))
}

/// What the officer who enters the answer says, not they.
const HERE: [&str; 3] = ["handling", "language", "restrictions"];

fn ask(t: &T, (kind, made, field): (&Kind, &MoveKind, &Field), points: &[String], all: &mut Vec<Question>) {
    let key = format!("{}.{}", made.code, field.name);
    if field.kind == FieldKind::Answers {
        for (point, n) in points.iter().zip(1_u64..) {
            let label = t.say("exchange-point").with("n", n).with("point", point.as_str()).to_string();
            let outcomes = shown::OUTCOMES.iter();
            let choices = outcomes.map(|o| ((*o).to_owned(), shown::word(t, "outcome", &shown::OUTCOMES, o)));
            all.push(Question {
                key: format!("{key}.{n}"),
                label,
                hint: String::new(),
                choices: choices.collect(),
            });
            let label = t.say("exchange-point-text").with("n", n).to_string();
            let hint = String::new();
            all.push(Question { key: format!("{key}.{n}.text"), label, hint, choices: Vec::new() });
        }
        return;
    }
    let hint = match field.kind {
        FieldKind::Moment => t.get("exchange-form-day"),
        FieldKind::Points => t.get("exchange-form-lines"),
        _ => String::new(),
    };
    let label = fields::label(t, kind, made, field);
    all.push(Question { key, label, hint, choices: choices(t, kind, field) });
}

fn choices(t: &T, kind: &Kind, field: &Field) -> Vec<(String, String)> {
    let value = |c: &String| {
        let word = match field.name.as_str() {
            "outcome" => shown::word(t, "outcome", &shown::OUTCOMES, c),
            "urgency" => shown::word(t, "urgency", &shown::URGENCIES, c),
            name => shown::value_text(t, kind, name, &serde_json::Value::String(c.clone())),
        };
        (c.clone(), word)
    };
    match field.kind {
        FieldKind::Ground => {
            let word = |g: &String| (g.clone(), shown::said(t, kind, "ground", &shown::GROUNDS, g));
            kind.grounds.iter().map(word).collect()
        }
        FieldKind::Flag => {
            vec![("yes".into(), t.get("exchange-yes")), ("no".into(), t.get("exchange-no"))]
        }
        FieldKind::Code => field.choices.iter().map(value).collect(),
        _ => Vec::new(),
    }
}

/// Year, month and day of a moment, UTC.
fn day_of(at: Timestamp) -> (u16, u8, u8) {
    let text = at.rfc3339();
    let mut parts = text.get(..10).unwrap_or_default().splitn(3, '-');
    let mut number = || parts.next().and_then(|p| p.parse::<u16>().ok()).unwrap_or(1);
    let (year, month, day) = (number(), number(), number());
    (year, u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1))
}

/// How whoever gets the letter verifies it, without this program, in every language.
pub(crate) fn verify(words: &Arc<Words>, code: &str, key: &[&str]) -> String {
    let key: Vec<String> = key.chunks(6).map(|line| line.join(" ")).collect();
    let mut text = String::new();
    for lang in Lang::ALL {
        let t = T::new(Arc::clone(words), *lang);
        for part in ["title", "what", "run", "expect", "words", "call", "form"] {
            let said = t.say(&format!("exchange-verify-letter-{part}")).with("code", code).to_string();
            // Marks of direction are for pages; a plain file is read by tools as well.
            text.extend(said.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')));
            text.push_str("\n\n");
            if part == "run" {
                text.push_str("    ");
                text.push_str(VERIFY_COMMAND);
                text.push_str("\n\n");
            }
            if part == "words" {
                for line in &key {
                    text.push_str(&format!("    {line}\n"));
                }
                text.push('\n');
            }
        }
        text.push_str("----------------------------------------------------------------\n\n");
    }
    text
}

/// What anybody with OpenSSL 1.1.1 or newer runs in the folder of the files.
pub const VERIFY_COMMAND: &str =
    "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in letter.pdf -sigfile letter.sig";

const _: () = assert!(CODE_LETTERS == 12, "the words of the form speak of twelve letters");
