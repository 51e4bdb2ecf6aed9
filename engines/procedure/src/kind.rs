//! A dossier kind: a definition file, read strictly.

use crate::moves::Side;
use kernel::Digest;
use serde::Deserialize;
use std::collections::BTreeSet;

/// The definition file of the information request, byte for byte what its digest is taken of.
pub const INFORMATION_REQUEST: &str = include_str!("../kinds/information-request.toml");
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
    /// Who makes it.
    pub side: Side,
    /// In which states; empty for the opening move.
    pub from: Vec<String>,
    /// The state it leads to.
    pub to: String,
    /// The state it leads to where only part is answered.
    #[serde(default)]
    pub to_part: Option<String>,
    /// Which of two moves made without knowledge of each other counts first; the lower.
    pub precedence: u8,
    /// Conditions.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// What it says.
    pub fields: Vec<Field>,
}

/// A clock of the kind (domain 8.1). A clock without `until` shows elapsed time.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// Its code.
    pub code: String,
    /// The rule.
    pub rule: String,
    /// `hard`, `indicative`, `agreed`, `policy`.
    pub nature: String,
    /// The move that starts it.
    pub starts: String,
    /// The fact of that move that says until when.
    #[serde(default)]
    pub until: Option<String>,
    /// `notify`, `escalate`, `none`.
    pub on_overdue: String,
}

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
    ended: Vec<String>,
    grounds: Vec<String>,
    #[serde(rename = "move")]
    moves: Vec<MoveKind>,
    #[serde(rename = "clock", default)]
    clocks: Vec<Clock>,
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
    /// States in which nothing is due any more.
    pub ended: Vec<String>,
    /// Grounds of refusal.
    pub grounds: Vec<String>,
    /// Moves.
    pub moves: Vec<MoveKind>,
    /// Clocks, the most binding first.
    pub clocks: Vec<Clock>,
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
            ended: file.ended,
            grounds: file.grounds,
            moves: file.moves,
            clocks: file.clocks,
        };
        kind.check()?;
        Ok(kind)
    }

    /// The move with this code.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<&MoveKind> {
        self.moves.iter().find(|m| m.code == code)
    }

    /// Whether nothing is due in this state.
    #[must_use]
    pub fn is_ended(&self, state: &str) -> bool {
        self.ended.iter().any(|s| s == state)
    }

    fn check(&self) -> Result<(), KindError> {
        let unsound = |what: String| Err(KindError::Unsound { kind: self.id.clone(), what });
        let known = |state: &String| self.states.contains(state);
        let openers = self.moves.iter().filter(|m| m.from.is_empty()).count();
        if openers != 1 {
            return unsound(format!("{openers} opening moves; there must be one"));
        }
        let mut codes = BTreeSet::new();
        for m in &self.moves {
            if !codes.insert(&m.code) {
                return unsound(format!("two moves are called `{}`", m.code));
            }
            let states = m.from.iter().chain([&m.to]).chain(&m.to_part);
            if let Some(state) = states.into_iter().find(|s| !known(s)) {
                return unsound(format!("move `{}` names the unknown state `{state}`", m.code));
            }
            if let Some(field) = m.fields.iter().find(|f| f.source.trim().is_empty()) {
                return unsound(format!("field `{}` of `{}` names no source", field.name, m.code));
            }
        }
        if let Some(state) = self.steps.iter().chain(&self.ended).find(|s| !known(s)) {
            return unsound(format!("a step or end names the unknown state `{state}`"));
        }
        let unreachable = self
            .states
            .iter()
            .find(|s| !self.moves.iter().any(|m| &m.to == *s || m.to_part.as_ref() == Some(s)));
        if let Some(state) = unreachable {
            return unsound(format!("no move leads to `{state}`"));
        }
        if let Some(clock) = self.clocks.iter().find(|c| !codes.contains(&c.starts)) {
            return unsound(format!("clock `{}` starts with an unknown move", clock.code));
        }
        Ok(())
    }
}

/// The information request.
///
/// # Errors
/// Never, as a test shows; the type says so to callers that read other files too.
pub fn information_request() -> Result<Kind, KindError> {
    Kind::read(INFORMATION_REQUEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_information_request_is_sound_and_every_field_names_its_rule() {
        let kind = information_request().unwrap();
        assert_eq!(kind.moves.len(), 8);
        assert!(kind.moves.iter().flat_map(|m| &m.fields).all(|f| f.source.len() > 3));
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
            ("version = 1", "version = 1\nextra = 2"),
        ] {
            let text = INFORMATION_REQUEST.replacen(from, to, 1);
            assert_ne!(text, INFORMATION_REQUEST, "{from}");
            assert!(Kind::read(&text).is_err(), "{to}");
        }
    }
}
