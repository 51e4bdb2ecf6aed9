//! A dossier kind: a definition file, read strictly.

use crate::moves::Side;
use kernel::time::{DAY_MS, HOUR_MS};
use kernel::{Digest, Lang};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Longest word of a definition file, in bytes.
pub const WORD_BYTES_MAX: usize = 600;
/// Largest definition file, in bytes.
pub const KIND_BYTES_MAX: usize = 64 * 1024;

/// What can be wrong with a definition file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KindError {
    /// It does not read.
    #[error("the kind file does not read: {0}")]
    Unreadable(String),
    /// It contradicts itself.
    #[error("the kind file `{kind}` contradicts itself: {what}")]
    Unsound {
        /// The kind.
        kind: String,
        /// What does not fit.
        what: String,
    },
}

/// Conditions a move can be bound to. The list is closed: a file can name them and define none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// A ground of the kind's list is given.
    GroundGiven,
    /// Every point asked has an outcome.
    AllPointsAnswered,
    /// The move says whether it answers whole, in part, or that there is nothing.
    OutcomeGiven,
}

/// What must be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// The move cannot be made without.
    Required,
    /// The officer is warned.
    Warn,
    /// Free.
    Optional,
    /// Required where the urgency is not normal.
    IfUrgent,
    /// Required where a date is requested.
    IfRequestedBy,
    /// Required where something is told only after it was done.
    IfAfter,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// One line.
    Line,
    /// Text.
    Text,
    /// One of a list, or a code of the node's lists.
    Code,
    /// A legal basis of the kernel's list.
    Basis,
    /// A ground of the kind's list.
    Ground,
    /// Numbered questions.
    Points,
    /// Outcomes and texts by point.
    Answers,
    /// An RFC 3339 moment.
    Moment,
    /// Yes or no.
    Flag,
    /// Statements, each with source, grade and handling.
    Statements,
    /// References that statements were sent under.
    References,
    /// Whom something may go to: a State, and if said a node and an authority of it.
    Recipient,
    /// A number of things.
    Count,
    /// The digest of a move.
    Digest,
    /// Files that follow in chunks: name, length and digests of each.
    Attachments,
}

/// A field of a move.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name in the body.
    pub name: String,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether it must be there.
    pub need: Need,
    /// Its longest form, in bytes.
    pub bytes_max: usize,
    /// Allowed codes; empty where any is.
    #[serde(default)]
    pub choices: Vec<String>,
    /// The rule it comes from.
    pub source: String,
}

/// A move of the kind.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoveKind {
    /// Its code.
    pub code: String,
    /// Who makes it; either side where none is named.
    #[serde(default)]
    pub side: Option<Side>,
    /// It is made in every state from the opening on, the last ones too, and changes none. It names no state, and
    /// crosses every other move without holding it up.
    #[serde(default)]
    pub any_time: bool,
    /// The node makes it by itself; no officer is offered it.
    #[serde(default)]
    pub by_node: bool,
    /// In which states; empty for the opening move.
    #[serde(default)]
    pub from: Vec<String>,
    /// The state it leads to.
    #[serde(default)]
    pub to: String,
    /// The state it leads to where only part is answered.
    #[serde(default)]
    pub to_part: Option<String>,
    /// Which of two moves made without knowledge of each other counts first; the lower.
    #[serde(default)]
    pub precedence: u8,
    /// Conditions.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// What it says.
    pub fields: Vec<Field>,
}

impl MoveKind {
    /// Whether it opens the dossier.
    #[must_use]
    pub fn opens(&self) -> bool {
        self.from.is_empty() && !self.any_time
    }

    /// Whether it is this side's to make.
    #[must_use]
    pub fn is_for(&self, side: Side) -> bool {
        self.side.is_none_or(|s| s == side)
    }

    /// What contradicts itself in it, if something does.
    fn unsound(&self) -> Option<&'static str> {
        if self.any_time {
            let names_states = !self.from.is_empty() || !self.to.is_empty() || self.to_part.is_some();
            // A move that changes nothing must not hold up one that does: crossing moves go by precedence.
            let held_up = self.precedence != 0;
            return (names_states || held_up)
                .then_some("is made at any time, and names states or a precedence");
        }
        self.side.is_none().then_some("names no side, and is not made at any time")
    }
}

/// How binding a clock is (domain 8.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nature {
    /// A treaty gives the number.
    Hard,
    /// Somebody's wish, or no number at all.
    Indicative,
    /// Both sides agreed to it.
    Agreed,
    /// This node's own rule.
    Policy,
}

impl Nature {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Hard => "hard",
            Self::Indicative => "indicative",
            Self::Agreed => "agreed",
            Self::Policy => "policy",
        }
    }
}

impl fmt::Display for Nature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What happens when the time has passed. Never a move: overdue is a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnOverdue {
    /// Whoever keeps the desk is told.
    Notify,
    /// Somebody above is told too.
    Escalate,
    /// Nothing.
    None,
}

/// What a length is counted in. Working days need the calendar of a State, and are not read until there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Calendar {
    /// Hours, one after the other.
    Hours,
    /// Days of 24 hours, one after the other.
    Days,
}

/// A date that a move states and a clock runs until.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Until {
    /// The date the answerer promised.
    Promised,
    /// The date the asker asked for, with its reason.
    RequestedBy,
}

/// A clock of the kind (domain 8.1). One with neither `until` nor `length` shows elapsed time.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// Its code.
    pub code: String,
    /// The rule.
    pub rule: String,
    /// How binding it is.
    pub nature: Nature,
    /// The move that starts it.
    pub starts: String,
    /// The date it runs until.
    #[serde(default)]
    pub until: Option<Until>,
    /// How long it runs, in units of `calendar`.
    #[serde(default)]
    pub length: Option<u32>,
    /// What the length is counted in.
    #[serde(default)]
    pub calendar: Option<Calendar>,
    /// States in which a length does not run on.
    #[serde(default)]
    pub paused_by: Vec<String>,
    /// Runs only where the opening move names this agreed profile.
    #[serde(default)]
    pub profile: Option<String>,
    /// Runs only with one of these urgencies; empty for any.
    #[serde(default)]
    pub urgency: Vec<String>,
    /// What happens when its time has passed.
    pub on_overdue: OnOverdue,
}

impl Clock {
    /// How long it runs, in milliseconds.
    #[must_use]
    pub fn length_ms(&self) -> Option<i64> {
        let unit = match self.calendar? {
            Calendar::Hours => HOUR_MS,
            Calendar::Days => DAY_MS,
        };
        Some(i64::from(self.length?).saturating_mul(unit))
    }
}

/// The words of a kind: by group (`state`, `move`, `field`, …), by code, by language.
pub(crate) type Words = BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    version: u32,
    law: Vec<String>,
    asker_functions: Vec<String>,
    answerer_functions: Vec<String>,
    states: Vec<String>,
    steps: Vec<String>,
    #[serde(default)]
    asker_turn: Vec<String>,
    ended: Vec<String>,
    grounds: Vec<String>,
    #[serde(rename = "move")]
    moves: Vec<MoveKind>,
    #[serde(rename = "clock", default)]
    clocks: Vec<Clock>,
    #[serde(default)]
    words: Words,
}

/// A kind, read and found sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// SHA-256 of the file; the opening move names it.
    pub digest: Digest,
    /// Legal bases it rests on, by code.
    pub law: Vec<String>,
    /// Functions an asking authority must have; empty means any.
    pub asker_functions: Vec<String>,
    /// Functions an answering authority must have; empty means any.
    pub answerer_functions: Vec<String>,
    /// States, in the order of progress.
    pub states: Vec<String>,
    /// States shown as steps.
    pub steps: Vec<String>,
    /// States that wait for the asker; every other one that has not ended waits for the answerer.
    pub asker_turn: Vec<String>,
    /// States in which nothing is due any more.
    pub ended: Vec<String>,
    /// Grounds of refusal.
    pub grounds: Vec<String>,
    /// Moves.
    pub moves: Vec<MoveKind>,
    /// Clocks, the most binding first.
    pub clocks: Vec<Clock>,
    pub(crate) words: Words,
}

impl Kind {
    /// Reads a definition file.
    ///
    /// # Errors
    /// [`KindError`], with what is wrong.
    pub fn read(text: &str) -> Result<Self, KindError> {
        if text.len() > KIND_BYTES_MAX {
            return Err(KindError::Unreadable("it is too long".into()));
        }
        let file: File = toml::from_str(text).map_err(|e| KindError::Unreadable(e.to_string()))?;
        let kind = Self {
            id: file.id,
            version: file.version,
            digest: Digest::of_bytes(text.as_bytes()),
            law: file.law,
            asker_functions: file.asker_functions,
            answerer_functions: file.answerer_functions,
            states: file.states,
            steps: file.steps,
            asker_turn: file.asker_turn,
            ended: file.ended,
            grounds: file.grounds,
            moves: file.moves,
            clocks: file.clocks,
            words: file.words,
        };
        kind.check()?;
        Ok(kind)
    }

    /// Whether this program understands it: what it does has at least the move that opens it.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.moves.is_empty()
    }

    /// A word of the definition, in this language or, where it has none in it, in English.
    #[must_use]
    pub fn word(&self, group: &str, code: &str, lang: Lang) -> Option<&str> {
        let said = self.words.get(group)?.get(code)?;
        said.get(lang.code()).or_else(|| said.get(Lang::En.code())).map(String::as_str)
    }

    /// The state that the dossier is made for: the last step before it is closed.
    #[must_use]
    pub fn goal(&self) -> Option<&str> {
        self.steps.iter().rev().map(String::as_str).find(|step| *step != "closed")
    }

    /// The move with this code.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<&MoveKind> {
        self.moves.iter().find(|m| m.code == code)
    }

    /// Whether an authority with these functions may take this side.
    #[must_use]
    pub fn may_take_side(&self, side: Side, functions: &[impl AsRef<str>]) -> bool {
        let wanted = match side {
            Side::Asker => &self.asker_functions,
            Side::Answerer => &self.answerer_functions,
        };
        wanted.is_empty() || functions.iter().any(|f| wanted.iter().any(|w| w == f.as_ref()))
    }

    /// Whether nothing is due in this state.
    #[must_use]
    pub fn is_ended(&self, state: &str) -> bool {
        self.ended.iter().any(|s| s == state)
    }

    fn check(&self) -> Result<(), KindError> {
        let unsound = |what: String| Err(KindError::Unsound { kind: self.id.clone(), what });
        let known = |state: &String| self.states.contains(state);
        let openers = self.moves.iter().filter(|m| m.opens()).count();
        if openers != 1 {
            return unsound(format!("{openers} opening moves; there must be one"));
        }
        let mut codes = BTreeSet::new();
        for m in &self.moves {
            if !codes.insert(&m.code) {
                return unsound(format!("two moves are called `{}`", m.code));
            }
            if let Some(why) = m.unsound() {
                return unsound(format!("move `{}` {why}", m.code));
            }
            let to = (!m.any_time).then_some(&m.to);
            let states = m.from.iter().chain(to).chain(&m.to_part);
            if let Some(state) = states.into_iter().find(|s| !known(s)) {
                return unsound(format!("move `{}` names the unknown state `{state}`", m.code));
            }
            if let Some(field) = m.fields.iter().find(|f| f.source.trim().is_empty()) {
                return unsound(format!("field `{}` of `{}` names no source", field.name, m.code));
            }
        }
        if let Some(state) = self.steps.iter().chain(&self.ended).chain(&self.asker_turn).find(|s| !known(s))
        {
            return unsound(format!("a list of states names the unknown state `{state}`"));
        }
        let unreachable = self
            .states
            .iter()
            .find(|s| !self.moves.iter().any(|m| &m.to == *s || m.to_part.as_ref() == Some(s)));
        if let Some(state) = unreachable {
            return unsound(format!("no move leads to `{state}`"));
        }
        let long = |word: &&String| word.len() > WORD_BYTES_MAX || word.contains(['\n', '\r']);
        if let Some(word) =
            self.words.values().flat_map(|g| g.values()).flat_map(|said| said.values()).find(long)
        {
            let start: String = word.chars().take(40).collect();
            return unsound(format!("the word `{start}…` is longer than a line of {WORD_BYTES_MAX} bytes"));
        }
        self.check_clocks(&codes)
    }

    fn check_clocks(&self, moves: &BTreeSet<&String>) -> Result<(), KindError> {
        let mut codes = BTreeSet::new();
        for clock in &self.clocks {
            let wrong = if !codes.insert(&clock.code) {
                "has the name of another clock"
            } else if !moves.contains(&clock.starts) {
                "starts with an unknown move"
            } else if clock.rule.trim().is_empty() {
                "names no rule"
            } else if clock.length.is_some() != clock.calendar.is_some() || clock.length == Some(0) {
                "needs a length above zero and what it is counted in, or neither"
            } else if clock.until.is_some() && clock.length.is_some() {
                "runs until a date or for a length, not both"
            } else if clock.paused_by.iter().any(|s| !self.states.contains(s)) {
                "is paused by an unknown state"
            } else {
                continue;
            };
            let what = format!("clock `{}` {wrong}", clock.code);
            return Err(KindError::Unsound { kind: self.id.clone(), what });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shipped::{INFORMATION_REQUEST, SHIPPED, information_request, shipped};

    #[test]
    fn the_information_request_is_sound_and_every_field_names_its_rule() {
        let kind = information_request().unwrap();
        assert_eq!(kind.moves.len(), 12);
        assert!(kind.moves.iter().flat_map(|m| &m.fields).all(|f| f.source.len() > 3));
        assert!(kind.clocks.iter().all(|c| c.rule.len() > 3));
        assert!(kind.law.iter().all(|code| kernel::legal_basis::article(code).is_some()));
        assert_eq!(kind.digest, Digest::of_bytes(INFORMATION_REQUEST.as_bytes()));
    }

    #[test]
    fn every_kind_that_is_shipped_is_sound_and_found_by_its_code() {
        for (code, file) in SHIPPED {
            let kind = Kind::read(file).unwrap();
            assert_eq!((kind.id.as_str(), shipped(code)), (*code, Some(*file)));
            assert!(kind.moves.iter().flat_map(|m| &m.fields).all(|f| f.source.len() > 3), "{code}");
            assert!(kind.law.iter().all(|code| kernel::legal_basis::article(code).is_some()), "{code}");
        }
        assert_eq!(shipped("telepathy"), None);
    }

    #[test]
    fn who_may_ask_and_answer_is_said_by_function() {
        let none: [&str; 0] = [];
        assert!(information_request().unwrap().may_take_side(Side::Asker, &none));
        let text =
            INFORMATION_REQUEST.replacen("answerer_functions = []", "answerer_functions = [\"fiu\"]", 1);
        let kind = Kind::read(&text).unwrap();
        assert!(kind.may_take_side(Side::Answerer, &["prosecutor", "fiu"]));
        assert!(
            !kind.may_take_side(Side::Answerer, &["prosecutor"])
                && !kind.may_take_side(Side::Answerer, &none)
        );
    }

    #[test]
    fn a_file_that_contradicts_itself_is_refused() {
        for (from, to) in [
            ("to = \"refused\"", "to = \"refusedd\""),
            ("code = \"close\"", "code = \"open\""),
            ("from = []\n", "from = [\"closed\"]\n"),
            ("when = [\"ground-given\"]", "when = [\"moon-is-full\"]"),
            ("starts = \"acknowledge\"", "starts = \"nothing\""),
            ("source = \"SOMP 6\"", "source = \"\""),
            ("version = 5", "version = 3\nextra = 2"),
            ("nature = \"agreed\"", "nature = \"stern\""),
            ("until = \"promised\"", "until = \"whenever\""),
            ("length = 8\ncalendar = \"hours\"", "length = 8"),
            ("length = 8\ncalendar = \"hours\"", "length = 0\ncalendar = \"hours\""),
            ("calendar = \"hours\"", "calendar = \"working\""),
            ("paused_by = [\"asked-back\"]", "paused_by = [\"asleep\"]"),
            ("asker_turn = [\"asked-back\"]", "asker_turn = [\"asleep\"]"),
            ("rule = \"UNTOC 27\"", "rule = \"\""),
            ("code = \"elapsed\"", "code = \"promised\""),
            ("any_time = true", "any_time = true\nto = \"closed\""),
            ("any_time = true", "any_time = true\nprecedence = 3"),
            ("any_time = true", "any_time = false"),
        ] {
            let text = INFORMATION_REQUEST.replacen(from, to, 1);
            assert_ne!(text, INFORMATION_REQUEST, "{from}");
            assert!(Kind::read(&text).is_err(), "{to}");
        }
    }
}
