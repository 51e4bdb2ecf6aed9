//! What a question asks for, and why a record answers it. Pure: the statements that a person may read are held against
//! the question, and what they do not explain is no answer, whatever the index found.

use crate::derive;
use crate::types::{Statement, Value};
use kernel::{EntityKind, Grade, Party, Selector};
use names::{Description, compare};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::RangeInclusive;

/// Longest question, in characters.
pub const QUESTION_CHARS_MAX: usize = 200;
/// Most statements shown as the reason of one hit.
const BECAUSE_MAX: usize = 4;
/// Fewest parts of a name of which one may be missing.
const PARTS_MIN: usize = 3;
/// Most parts of a name of which one may be missing.
const PARTS_MAX: usize = 5;
/// Most years that a question may be narrowed to.
pub const YEARS_MAX: i32 = 60;

/// What a question is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// Only records of this kind.
    pub kind: Option<EntityKind>,
    /// Only where a statement names this place: its tokens.
    pub place: Vec<String>,
    /// Only where a statement bears a date of these years.
    pub years: Option<RangeInclusive<i32>>,
    /// Only what statements of this grade or a better one explain: source and information.
    pub grade: Option<(String, String)>,
}

impl Narrowed {
    /// To this place, as somebody writes it.
    #[must_use]
    pub fn at(self, place: &str) -> Self {
        let place: String = place.chars().take(QUESTION_CHARS_MAX).collect();
        // A country is looked for by its code, so that it is found in whatever language it stands.
        let mut tokens = derive::place_tokens(&place);
        if names::party_of(&place).is_some() {
            tokens = tokens.split_off(tokens.len().saturating_sub(1));
        }
        Self { place: tokens, ..self }
    }

    /// To the years from the first to the second; either may be left open within [`YEARS_MAX`].
    #[must_use]
    pub fn between(self, from: Option<i32>, to: Option<i32>) -> Self {
        let years = match (from, to) {
            (None, None) => None,
            (Some(from), None) => Some(from..=from.saturating_add(YEARS_MAX)),
            (None, Some(to)) => Some(to.saturating_sub(YEARS_MAX)..=to),
            (Some(from), Some(to)) => Some(from..=to.min(from.saturating_add(YEARS_MAX))),
        };
        Self { years, ..self }
    }

    /// Whether it narrows nothing.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// What the list of a case's statements is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Only of sources whose name has this, however it is written; empty for all.
    pub source: String,
    /// Only of this grade or a better one: source and information.
    pub grade: Option<(String, String)>,
}

impl Listed {
    /// Whether this is what the source is called.
    #[must_use]
    pub fn is_of_source(&self, name: &str) -> bool {
        self.source.is_empty() || name.to_lowercase().contains(&self.source.to_lowercase())
    }

    /// Whether this grade is good enough.
    #[must_use]
    pub fn is_of_grade(&self, grade: Option<&Grade>) -> bool {
        at_least(grade, self.grade.as_ref())
    }

    /// Whether the list shows this statement.
    #[must_use]
    pub fn fits(&self, statement: &Statement) -> bool {
        self.is_of_source(&statement.source.name) && self.is_of_grade(statement.grade.as_ref())
    }
}

/// Whether a grade is this one or a better one. Letters and digits of every scheme go from the best on.
fn at_least(grade: Option<&Grade>, wanted: Option<&(String, String)>) -> bool {
    let Some((source, information)) = wanted else { return true };
    grade.is_some_and(|g| g.source <= *source && g.information <= *information)
}

/// What a question asks for: the values it may be, and the tokens it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// As it was asked.
    pub text: String,
    /// The identifiers it may be, normalised.
    pub values: Vec<Selector>,
    /// Its search tokens.
    pub tokens: Vec<String>,
    /// Its tokens as a name in any script.
    pub name_tokens: Vec<String>,
    /// What it is narrowed to.
    pub narrowed: Narrowed,
}

impl Question {
    /// Reads a question. `region` is where phone numbers without a country code are from.
    #[must_use]
    pub fn read(text: &str, region: Party) -> Self {
        let text: String = text.chars().take(QUESTION_CHARS_MAX).collect();
        Self {
            values: derive::values_asked_for(&text, region),
            tokens: derive::tokens(&text),
            name_tokens: derive::name_tokens(&text),
            narrowed: Narrowed::default(),
            text,
        }
    }

    /// The same, narrowed.
    #[must_use]
    pub fn narrowed_to(self, narrowed: Narrowed) -> Self {
        Self { narrowed, ..self }
    }

    /// Whether one part of the name that is asked for may be missing in what is found.
    pub(crate) fn may_miss_a_part(&self) -> bool {
        (PARTS_MIN..=PARTS_MAX).contains(&self.name_tokens.len())
    }

    /// Whether it asks for nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty() && self.values.is_empty() && self.narrowed.is_none()
    }
}

/// How a record answers a question, surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum How {
    /// It bears the number, written as asked.
    Value,
    /// It bears the number, written otherwise.
    ValueOtherwise,
    /// Its names or numbers are written so.
    Written,
    /// It is called so in another script or spelling.
    Sounds,
    /// Its texts have the words.
    Words,
    /// It is called so but for one part.
    Partly,
    /// It is of the kind, place and time asked for.
    Narrowed,
}

/// Why a record answers a question.
#[derive(Clone, Debug)]
pub(crate) struct Why<'s> {
    pub(crate) how: How,
    /// The statements that say so.
    pub(crate) because: Vec<&'s Statement>,
    /// What of the question sounds like what of the name.
    pub(crate) alike: Vec<(String, String)>,
    /// How much alike a name is; orders those that are found the same way.
    pub(crate) score: f64,
}

/// Whether statements that a person may read explain why an entity answers a question. What does not is no hit: it was
/// found by something that is not theirs to read, and to show it would tell that it stands there.
#[must_use]
pub fn explains(said: &[Statement], question: &Question, region: Party) -> bool {
    why(&said.iter().collect::<Vec<_>>(), question, region).is_some()
}

/// Why what is said answers a question, if it does.
pub(crate) fn why<'s>(said: &[&'s Statement], question: &Question, region: Party) -> Option<Why<'s>> {
    let standing: Vec<&Statement> = said.iter().copied().filter(|s| s.retracted.is_none()).collect();
    let beside = beside(&standing, &question.narrowed)?;
    let graded: Vec<&Statement> =
        standing.iter().copied().filter(|s| is_graded(s, &question.narrowed)).collect();
    if question.tokens.is_empty() {
        let graded = question.narrowed.grade.is_some().then(|| graded.first().copied());
        let because: Vec<&Statement> = match graded {
            Some(None) => return None,
            Some(first) => beside.into_iter().chain(first).collect(),
            None if beside.is_empty() && question.narrowed.kind.is_none() => return None,
            None if beside.is_empty() => standing.into_iter().take(1).collect(),
            None => beside,
        };
        return Some(Why { how: How::Narrowed, because, alike: Vec::new(), score: 0.0 });
    }
    let mut why = answer(&graded, question, region)?;
    let more: Vec<&Statement> =
        beside.into_iter().filter(|b| !why.because.iter().any(|s| s.id == b.id)).collect();
    why.because.extend(more);
    Some(why)
}

/// The statements that say the place and time a question is narrowed to; `None` where they do not.
fn beside<'s>(standing: &[&'s Statement], narrowed: &Narrowed) -> Option<Vec<&'s Statement>> {
    let mut because = Vec::new();
    if !narrowed.place.is_empty() {
        let at = |s: &&&Statement| {
            derive::PLACES.contains(&s.property)
                && text(s).is_some_and(|t| {
                    let held = derive::place_tokens(t);
                    narrowed.place.iter().all(|token| held.contains(token))
                })
        };
        because.push(*standing.iter().find(at)?);
    }
    if let Some(years) = &narrowed.years {
        let then = |s: &&&Statement| {
            derive::TIMES.contains(&s.property)
                && text(s).is_some_and(|t| derive::years_of(t).any(|year| years.contains(&year)))
        };
        because.push(*standing.iter().find(then)?);
    }
    Some(because)
}

fn is_graded(statement: &Statement, narrowed: &Narrowed) -> bool {
    at_least(statement.grade.as_ref(), narrowed.grade.as_ref())
}

fn text(statement: &Statement) -> Option<&str> {
    match &statement.value {
        Value::Text(text) => Some(text),
        Value::Entity(_) => None,
    }
}

fn answer<'s>(standing: &[&'s Statement], question: &Question, region: Party) -> Option<Why<'s>> {
    let found = |how, because: Vec<&'s Statement>| {
        (!because.is_empty()).then(|| Why { how, because, alike: Vec::new(), score: 0.0 })
    };
    let held: Vec<Held<'s>> = standing.iter().copied().map(Held::of).collect();
    let all = |tokens: &[String], begins| together(&held, tokens, begins, 0, |h| h.tokens().into());
    let by_value: Vec<&Statement> = standing
        .iter()
        .copied()
        .filter(|s| text(s).is_some_and(|t| derive::holds(s.property, t, &question.values, region)))
        .take(BECAUSE_MAX)
        .collect();
    let written = by_value.iter().any(|s| text(s).is_some_and(|t| t.trim() == question.text.trim()));
    found(if written { How::Value } else { How::ValueOtherwise }, by_value)
        .or_else(|| found(How::Written, all(&question.tokens, true)))
        .or_else(|| found(How::Sounds, all(&question.name_tokens, false)).map(|why| heard(why, question)))
        .or_else(|| found(How::Words, words(&held, question)))
        .or_else(|| {
            let missing = usize::from(question.may_miss_a_part());
            let most = together(&held, &question.name_tokens, false, missing, |h| h.tokens().into());
            found(How::Partly, if missing == 0 { Vec::new() } else { most }).map(|why| heard(why, question))
        })
}

/// A statement beside what it is found by. That is made once and only when it is asked for: a question may ask in four
/// ways, and the first statement of a record is often enough.
struct Held<'s> {
    statement: &'s Statement,
    tokens: OnceCell<Vec<String>>,
}

impl<'s> Held<'s> {
    fn of(statement: &'s Statement) -> Self {
        Self { statement, tokens: OnceCell::new() }
    }

    fn tokens(&self) -> &[String] {
        let of = || text(self.statement).map(|text| derive::tokens_of(self.statement.property, text));
        self.tokens.get_or_init(|| of().unwrap_or_default())
    }
}

/// Every word of the question, as a word of a text without its endings or as it stands in a name.
fn words<'s>(standing: &[Held<'s>], question: &Question) -> Vec<&'s Statement> {
    let stems: Vec<String> = question.tokens.iter().flat_map(|t| derive::word_tokens(t)).collect();
    together(standing, &stems, false, 0, |held| {
        if !held.statement.property.is_naming() {
            return held.tokens().into();
        }
        // Where a name has the word itself, it has its stem.
        let stems = held.tokens().iter().flat_map(|t| derive::word_tokens(t));
        Cow::Owned(held.tokens().iter().cloned().chain(stems).collect())
    })
}

/// What of the question sounds like what of the name that was found, and how much.
fn heard<'s>(why: Why<'s>, question: &Question) -> Why<'s> {
    let of = |name: &str| Description {
        kind: "person".into(),
        names: vec![name.to_owned()],
        ..Description::default()
    };
    let asked = of(&question.text);
    let best = why
        .because
        .iter()
        .filter_map(|s| text(s))
        .map(|name| compare(&asked, &of(name)))
        .max_by(|x, y| x.probability.total_cmp(&y.probability));
    let Some(best) = best else { return why };
    let pair = |values: &[String]| match values {
        [x, y] if x != y => Some((x.clone(), y.clone())),
        _ => None,
    };
    let alike = best.why.iter().filter(|r| r.weight > 0.0).filter_map(|r| pair(&r.values)).collect();
    Why { alike, score: best.probability, ..why }
}

/// The first statements that together hold every token but so many; with `begins` the last token may be the beginning
/// of a longer one.
fn together<'s>(
    standing: &[Held<'s>],
    tokens: &[String],
    begins: bool,
    may_miss: usize,
    held_by: impl for<'h> Fn(&'h Held<'s>) -> Cow<'h, [String]>,
) -> Vec<&'s Statement> {
    let long = |t: &&String| t.chars().count() >= store::search::BEGINNING_CHARS_MIN;
    let last = tokens.last().filter(|_| begins).filter(long);
    let mut missing: Vec<&String> = tokens.iter().collect();
    let mut because = Vec::new();
    if missing.is_empty() {
        return because;
    }
    for one in standing {
        let held = held_by(one);
        let before = missing.len();
        missing.retain(|m| !held.iter().any(|h| h == *m || (Some(*m) == last && h.starts_with(m.as_str()))));
        if missing.len() != before {
            because.push(one.statement);
        }
        if missing.is_empty() {
            return because;
        }
    }
    if missing.len() <= may_miss { because } else { Vec::new() }
}
