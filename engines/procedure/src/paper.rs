//! A dossier on paper, for a counterpart without a node: what a letter holds, what its reply form asks, and how the
//! cells of a form that came back are read. Pure: words are given, files are made and opened elsewhere.
//!
//! Refused: a form that is none of ours, one whose reference or code is not of the letter it is read against, one whose
//! questions are others than were asked. Nothing of such a form is taken for an answer.

use crate::kind::FieldKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the marker cell of a reply form says.
pub const FORM_MARK: &str = "liaison reply 1";
/// Row key of the marker.
pub const KEY_FORM: &str = "form";
/// Row key of the letter's reference.
pub const KEY_REFERENCE: &str = "reference";
/// Row key of the letter's code.
pub const KEY_CODE: &str = "code";
/// Row key of the choice of what is answered.
pub const KEY_MOVE: &str = "move";
/// Columns of the sheet: the key, the question, the answer, the hint.
pub const KEY_COLUMN: usize = 0;
/// Where the question stands.
pub const LABEL_COLUMN: usize = 1;
/// Where the answer is written.
pub const ANSWER_COLUMN: usize = 2;
/// Most rows of a form that are looked at.
pub const FORM_ROWS_MAX: usize = 1_000;
/// Letters of a code, in groups of [`CODE_GROUP`].
pub const CODE_LETTERS: usize = 12;
/// Letters of one group.
pub const CODE_GROUP: usize = 4;
/// No letter that is taken for another when it is read aloud or written by hand.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The printed code of a letter: sixty bits of the digest of its move, which commits to every word of it.
#[must_use]
pub fn code_of(digest: &kernel::Digest) -> String {
    let number = digest.0.iter().take(8).fold(0_u64, |n, byte| (n << 8) | u64::from(*byte));
    let mut code = String::new();
    for place in 0..CODE_LETTERS {
        if place > 0 && place.is_multiple_of(CODE_GROUP) {
            code.push('-');
        }
        let shift = 64_usize.saturating_sub(place.saturating_add(1).saturating_mul(5));
        let letter = usize::try_from((number >> shift) & 31).unwrap_or_default();
        code.push(char::from(ALPHABET.get(letter).copied().unwrap_or(b'0')));
    }
    code
}

/// A code as somebody wrote it, in the form it was printed in.
#[must_use]
pub fn plain_code(text: &str) -> String {
    let letters = text.chars().filter(char::is_ascii_alphanumeric).map(|c| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    });
    let mut code = String::new();
    for (place, letter) in letters.enumerate() {
        if place > 0 && place.is_multiple_of(CODE_GROUP) {
            code.push('-');
        }
        code.push(letter);
    }
    code
}

/// A letter, every word of it in the language of whom it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Letter {
    /// Its language.
    pub lang: String,
    /// Who writes, as the letterhead says it: the authority first, then its State and how it is reached.
    pub from: Vec<String>,
    /// To whom.
    pub to: Vec<String>,
    /// The law it rests on.
    pub over: String,
    /// What it is.
    pub title: String,
    /// Reference, code, date, term: label and value.
    pub facts: Vec<(String, String)>,
    /// What it says.
    pub parts: Vec<Part>,
    /// How to answer, and how to know that it is genuine.
    pub notes: Vec<Note>,
    /// Its code, as printed.
    pub code: String,
    /// What stands beside the code.
    pub code_label: String,
    /// What the square code holds.
    pub square: String,
    /// What the square code is, for who cannot see it.
    pub square_alt: String,
    /// `Page`.
    pub page: String,
}

/// A part of a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Its heading.
    pub heading: String,
    /// What it says.
    pub rows: Vec<Row>,
}

/// One thing a letter says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// What is said.
    pub label: String,
    /// As it is said, paragraph by paragraph.
    pub lines: Vec<String>,
    /// What may be done with it, where that differs from the whole.
    pub mark: String,
}

/// A sentence with its heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The heading.
    pub heading: String,
    /// The text.
    pub text: String,
}

/// What a reply form asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Form {
    /// Its language.
    pub lang: String,
    /// What it is.
    pub title: String,
    /// How it is filled in.
    pub intro: String,
    /// The words for reference and code.
    pub labels: [String; 2],
    /// The letter's reference.
    pub reference: String,
    /// The letter's code.
    pub code: String,
    /// When the letter was made, as days and milliseconds do not tell more than it says itself.
    pub day: (u16, u8, u8),
    /// What is asked, in order.
    pub questions: Vec<Question>,
}

/// One question of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// The move and field: `preserve.promised`; [`KEY_MOVE`] for what is answered at all. Empty for a heading.
    pub key: String,
    /// The question.
    pub label: String,
    /// What helps to answer it.
    pub hint: String,
    /// What can be chosen: code and word. Empty where anything can be written.
    pub choices: Vec<(String, String)>,
}

impl Question {
    /// A line between questions.
    #[must_use]
    pub fn heading(label: impl Into<String>) -> Self {
        Self { key: String::new(), label: label.into(), hint: String::new(), choices: Vec::new() }
    }
}

/// Whether a field can be answered on paper. Statements, references and digests are a node's.
#[must_use]
pub fn on_paper(kind: FieldKind) -> bool {
    !matches!(kind, FieldKind::Statements | FieldKind::References | FieldKind::Recipient | FieldKind::Digest)
}

/// A row of a sheet, as the reading process gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRow {
    /// Its number, from 1.
    pub row: u64,
    /// Its cells, the first column first.
    pub cells: Vec<String>,
}

impl SheetRow {
    fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |c| c.trim())
    }
}

/// A value that stood in a form, with its cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answered {
    /// The question's key.
    pub key: String,
    /// The question, as it was asked.
    pub label: String,
    /// What stands in the cell: the code of the choice where there is one, else as it was written.
    pub value: String,
    /// Where it stood.
    pub cell: String,
    /// It is none of the choices.
    pub unknown: bool,
}

/// Why a form was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// No marker: some other sheet.
    #[error("this is not a reply form of this program; ask for `reply.xlsx` as it went with the letter")]
    Foreign,
    /// A marker of a program that is not this one.
    #[error("this form was made by a newer program; install it, or enter the answer by hand")]
    Newer,
    /// Reference and code do not belong together, or are not of this dossier.
    #[error(
        "the reference or the code in this form is not that of a letter of this dossier; nothing was read"
    )]
    OtherLetter,
    /// The questions are others than were asked.
    #[error("the questions of this form were changed (`{0}`); enter the answer by hand")]
    Changed(String),
}

/// The code that a form bears, so that the letter it answers can be found.
///
/// # Errors
/// [`FormError::Foreign`], [`FormError::Newer`].
pub fn form_code(rows: &[SheetRow]) -> Result<String, FormError> {
    let mark = keyed(rows, KEY_FORM).map(|r| r.cell(ANSWER_COLUMN)).ok_or(FormError::Foreign)?;
    match mark {
        FORM_MARK => {}
        other if other.starts_with("liaison reply ") => return Err(FormError::Newer),
        _ => return Err(FormError::Foreign),
    }
    let code = keyed(rows, KEY_CODE).map(|r| r.cell(ANSWER_COLUMN)).ok_or(FormError::OtherLetter)?;
    Ok(plain_code(code))
}

/// Reads the answers of a form that came back against the form that went out.
///
/// # Errors
/// [`FormError`].
pub fn read_form(rows: &[SheetRow], asked: &Form) -> Result<Vec<Answered>, FormError> {
    let code = form_code(rows)?;
    let reference = keyed(rows, KEY_REFERENCE).map_or("", |r| r.cell(ANSWER_COLUMN));
    if code != asked.code || reference != asked.reference {
        return Err(FormError::OtherLetter);
    }
    let own = [KEY_FORM, KEY_REFERENCE, KEY_CODE];
    let known: BTreeMap<&str, &Question> =
        asked.questions.iter().filter(|q| !q.key.is_empty()).map(|q| (q.key.as_str(), q)).collect();
    let mut seen = BTreeMap::new();
    for row in rows.iter().take(FORM_ROWS_MAX) {
        let key = row.cell(KEY_COLUMN);
        if key.is_empty() || own.contains(&key) {
            continue;
        }
        let question = known.get(key).ok_or_else(|| FormError::Changed(key.to_owned()))?;
        if row.cell(LABEL_COLUMN) != question.label || seen.insert(key, row).is_some() {
            return Err(FormError::Changed(key.to_owned()));
        }
    }
    if let Some(missing) = known.keys().find(|key| !seen.contains_key(*key)) {
        return Err(FormError::Changed((*missing).to_owned()));
    }
    let answered = asked.questions.iter().filter_map(|q| Some((q, *seen.get(q.key.as_str())?)));
    Ok(answered.filter_map(|(question, row)| answer(question, row)).collect())
}

fn keyed<'a>(rows: &'a [SheetRow], key: &str) -> Option<&'a SheetRow> {
    rows.iter().take(FORM_ROWS_MAX).find(|r| r.cell(KEY_COLUMN) == key)
}

fn answer(question: &Question, row: &SheetRow) -> Option<Answered> {
    let written = row.cell(ANSWER_COLUMN);
    if written.is_empty() {
        return None;
    }
    let same = |text: &str| text.to_lowercase() == written.to_lowercase();
    let chosen = question.choices.iter().find(|(code, word)| same(word) || same(code));
    Some(Answered {
        key: question.key.clone(),
        label: question.label.clone(),
        value: chosen.map_or_else(|| written.to_owned(), |(code, _)| code.clone()),
        cell: format!("C{}", row.row),
        unknown: chosen.is_none() && !question.choices.is_empty(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        let choices = vec![("preserve".into(), "Conservé".into()), ("refuse".into(), "Refusé".into())];
        let ask = |key: &str, label: &str, choices: Vec<(String, String)>| Question {
            key: key.into(),
            label: label.into(),
            hint: String::new(),
            choices,
        };
        Form {
            lang: "fr".into(),
            title: "Formulaire".into(),
            intro: String::new(),
            labels: ["Référence".into(), "Code".into()],
            reference: "R-1".into(),
            code: "ABCD-EFGH-JKMN".into(),
            day: (2026, 11, 26),
            questions: vec![
                ask(KEY_MOVE, "Réponse", choices),
                Question::heading("Conservé"),
                ask("preserve.promised", "Jusqu’au", Vec::new()),
            ],
        }
    }

    fn filled(change: impl Fn(&mut Vec<SheetRow>)) -> Result<Vec<Answered>, FormError> {
        let row = |n: u64, cells: [&str; 3]| SheetRow { row: n, cells: cells.map(str::to_owned).to_vec() };
        let mut rows = vec![
            row(1, [KEY_FORM, "", FORM_MARK]),
            row(2, [KEY_REFERENCE, "Référence", "R-1"]),
            row(3, [KEY_CODE, "Code", "ABCD-EFGH-JKMN"]),
            row(5, [KEY_MOVE, "Réponse", " conservé "]),
            row(6, ["", "Conservé", ""]),
            row(7, ["preserve.promised", "Jusqu’au", "2027-02-24"]),
        ];
        change(&mut rows);
        read_form(&rows, &form())
    }

    #[test]
    fn a_filled_form_gives_each_answer_with_its_cell() {
        let read = filled(|_| {}).unwrap();
        let told: Vec<_> = read.iter().map(|a| (a.key.as_str(), a.value.as_str(), a.cell.as_str())).collect();
        assert_eq!(told, [("move", "preserve", "C5"), ("preserve.promised", "2027-02-24", "C7")]);
        let other = filled(|rows| rows[3].cells[2] = "peut-être".into()).unwrap();
        assert!(other[0].unknown && other[0].value == "peut-être");
    }

    #[test]
    fn a_form_that_is_not_the_one_that_was_sent_says_why_and_gives_nothing() {
        assert_eq!(filled(|rows| rows[0].cells[2] = "budget".into()), Err(FormError::Foreign));
        assert_eq!(filled(Vec::clear), Err(FormError::Foreign));
        assert_eq!(filled(|rows| rows[0].cells[2] = "liaison reply 2".into()), Err(FormError::Newer));
        for place in [1, 2] {
            assert_eq!(filled(|rows| rows[place].cells[2] = "R-2".into()), Err(FormError::OtherLetter));
        }
        let changed = |key: &str| Err(FormError::Changed(key.into()));
        assert_eq!(filled(|rows| rows[5].cells[1] = "Détruit le".into()), changed("preserve.promised"));
        assert_eq!(filled(|rows| drop(rows.pop())), changed("preserve.promised"));
        assert_eq!(filled(|rows| rows[4].cells[0] = "answer.text".into()), changed("answer.text"));
        assert_eq!(filled(|rows| rows.push(rows[5].clone())), changed("preserve.promised"));
    }

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let code = code_of(&kernel::Digest([0xA5; 32]));
        assert_eq!(code.len(), CODE_LETTERS + 2);
        assert_eq!(plain_code(&code.to_lowercase().replace('-', " ")), code);
        assert_eq!(plain_code("o1il"), "0111");
        assert_ne!(code, code_of(&kernel::Digest([0xA4; 32])));
    }
}
