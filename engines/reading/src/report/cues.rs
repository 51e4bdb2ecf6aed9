//! What the words of a line tell: whether they are of an agenda, of a decision, of a paragraph, of a title.

use super::Kind;
use super::outline::{ANNEX, CHAPTER, ROMAN};
use super::text::{Words, among, begins_large, ended};

/// Which acts a section gives by its heading: `Decisions adopted by …`.
pub(super) fn gives_acts(title: &str) -> Option<Kind> {
    let words = Words::of(title);
    let adopted = |word: &str| words.all.iter().take(6).any(|w| among(word, &w.lower));
    if adopted("resolutions résolutions resoluciones") {
        Some(Kind::Resolution)
    } else if adopted("decisions décisions decisiones") {
        Some(Kind::Decision)
    } else {
        None
    }
}

/// `A (71)   Title`, `22/1. Title`, `53/1`: an act whose kind the section's heading gives.
pub(super) fn bare_act(text: &str, kind: Kind) -> Option<(Kind, String, usize)> {
    let first = text.split_whitespace().next()?;
    let after = text.get(first.len()..)?;
    let numbered = first.trim_end_matches(['.', ':']);
    let slashed = numbered.split_once('/').is_some_and(|(a, b)| {
        let digits = |t: &str| !t.is_empty() && t.len() <= 4 && t.bytes().all(|c| c.is_ascii_digit());
        digits(a) && (digits(b) || b.len() <= 8 && b.starts_with(|c: char| c.is_ascii_uppercase()))
    });
    let lettered = first.len() <= 3 && first.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let session = after.trim_start().strip_prefix('(').and_then(|inner| inner.split_once(')'));
    let (number, title) = match session {
        Some((inside, title))
            if lettered
                && inside.len() <= 8
                && inside.bytes().any(|b| b.is_ascii_digit() || b.is_ascii_uppercase()) =>
        {
            (format!("{first} ({inside})"), title)
        }
        _ if slashed => (numbered.to_owned(), after),
        _ => return None,
    };
    let title = title.trim_start_matches(['.', ':', ' ', '\t', '\u{2013}', '\u{2014}']);
    (title.is_empty() || begins_large(title) && !ended(title))
        .then(|| (kind, number, text.len().saturating_sub(title.len())))
}

/// `(Agenda item 3)` below a heading.
pub(super) fn agenda_note(text: &str) -> bool {
    let lower = text.to_lowercase();
    let inner = lower.strip_prefix('(').unwrap_or_default();
    text.len() < 60
        && [
            "agenda item",
            "agenda sub-item",
            "agenda items",
            "item ",
            "items ",
            "point ",
            "points ",
            "tema ",
            "temas ",
            "agenda sub-items",
        ]
        .iter()
        .any(|word| inner.starts_with(word))
}

/// What a section before the first number may be called.
pub(super) fn plain_title(text: &str) -> bool {
    matches!(
        super::text::bare(text).as_str(),
        "introduction"
            | "summary"
            | "foreword"
            | "preface"
            | "résumé"
            | "resumen"
            | "introducción"
            | "abbreviationsandacronyms"
            | "abbreviations"
            | "executivesummary"
            | "avantpropos"
    )
}

/// What stands before a number: whether an agenda or a decision is open.
#[derive(Default)]
pub(super) struct Seen {
    pub outermost: u32,
    pub annex: bool,
    /// The last of them is a part or chapter, in which numbers often begin anew.
    pub part: bool,
    pub decision: bool,
    /// The number that the open agenda has next; 0 where none is open.
    next_item: u32,
    buffer: String,
    agenda_section: bool,
}

impl Seen {
    pub(super) fn heading(&mut self, rank: u32, title: &str) {
        if rank <= ROMAN {
            self.outermost = self.outermost.saturating_add(1);
        }
        if rank <= CHAPTER {
            self.annex = rank == ANNEX;
        }
        if rank <= ROMAN {
            self.part = rank == CHAPTER;
        }
        self.decision = false;
        self.next_item = 0;
        self.buffer.clear();
        let title = title.to_lowercase();
        self.agenda_section = ["agenda", "provisional agenda", "ordre du jour", "programa", "temario"]
            .iter()
            .any(|w| title.starts_with(w));
    }

    pub(super) fn act(&mut self, kind: Kind) {
        self.decision = matches!(kind, Kind::Decision | Kind::Resolution);
        self.next_item = 0;
    }

    pub(super) fn before(&mut self, text: &str, anew: bool) {
        if anew {
            self.buffer.clear();
        }
        if self.buffer.len() < 4_000 {
            self.buffer.push(' ');
            self.buffer.push_str(text);
        }
    }

    /// Whether this number is an item of an agenda.
    pub(super) fn agenda(&mut self, number: u32, body: &str, latin: bool) -> bool {
        if number == 1 {
            let said = names_agenda(&self.buffer)
                && (ended(self.buffer.trim_end()) || self.buffer.trim_end().ends_with(':'));
            self.next_item = u32::from(said || self.agenda_section);
        }
        let sentence = latin && body.len() > 60 && told(body);
        if self.next_item == 0 || number != self.next_item || sentence {
            if sentence || number != self.next_item {
                self.next_item = 0;
            }
            return false;
        }
        self.next_item = self.next_item.saturating_add(1);
        true
    }
}

/// Whether a text speaks of an agenda that follows it.
pub(super) fn names_agenda(text: &str) -> bool {
    let lower = text.to_lowercase();
    let tail: String = lower.chars().rev().take(320).collect::<Vec<_>>().into_iter().rev().collect();
    ["agenda", "ordre du jour", "programa", "temario"].iter().any(|word| tail.contains(word))
}

/// Whether a text has a finite verb that paragraphs of reports have.
pub(super) fn verb(body: &str) -> bool {
    const VERBS: &str = "was were is are has have had will would shall should may must can could did considered adopted held \
     decided took made noted agreed elected heard recalled requested invited welcomed recommended encouraged \
     urged expressed emphasized stressed highlighted underlined underscored reaffirmed reiterated said stated \
     added opened closed met attended participated approved concluded continued thanked acknowledged \
     recognized introduced presented delivered raised provides provide called asked endorsed supported \
     objected reported observed pointed drew gave spoke suggested proposed submitted established convened \
     found began ended remained became led asked examined reviewed discussed appointed declared extended welcomes \
     notes takes places holds meets makes gives includes provided included addressed focused related described \
     contains sought felt believed hoped commended appealed  ont sont est été était étaient a \
     devraient fue fueron ha han deberían es son se declaró señaló";
    let words = Words::of(body);
    words.all.iter().take(90).any(|w| {
        spanish_past(&w.lower)
            || w.lower.len() <= 12 && among(VERBS, &w.lower) && (w.lower != "a" || fr_a(&words))
    })
}

/// Whether a text tells what happened, as no title does.
pub(super) fn told(body: &str) -> bool {
    const TOLD: &str = "was were is are has have had considered decided took noted agreed heard held met welcomed \
         expressed emphasized stressed recalled elected était étaient ont été fue fueron han";
    Words::of(body).all.iter().take(60).any(|w| among(TOLD, &w.lower))
}

/// A Spanish verb in the past.
fn spanish_past(word: &str) -> bool {
    word.len() > 4 && ["ó", "aron", "ieron", "ían"].iter().any(|end| word.ends_with(end)) && word != "millón"
}

/// The French `a` is a verb, the English one an article.
fn fr_a(words: &Words<'_>) -> bool {
    let participle = |w: &str| w.ends_with('é') || among("pris tenu élu réuni entendu examiné", w);
    let follows = |at: usize| words.lower(at) == "a" && participle(words.lower(at.saturating_add(1)));
    words.has("la|le|l'|du|des|les a")
        || (0..words.all.len().min(90)).any(follows)
        || words.all.iter().any(|w| matches!(w.lower.as_str(), "du" | "les" | "des" | "aux"))
}

/// Verbs that operative paragraphs begin with.
const OPERATIVE: &str = "decides requests invites urges encourages calls recommends takes notes welcomes reaffirms stresses \
     emphasizes recognizes expresses reiterates endorses approves adopts recalls acknowledges underlines \
     affirms condemns appeals commends appreciates looks declares authorizes confirms highlights considers \
     extends décide prie invite engage encourage demande recommande souligne note réaffirme salue decide \
     solicita invita insta alienta exhorta pide recomienda reafirma subraya acoge";

/// Whether a text begins as an operative paragraph does.
pub(super) fn operative(body: &str) -> bool {
    let first = body
        .split_whitespace()
        .find(|w| !matches!(w.to_lowercase().as_str(), "also" | "further" | "again" | "strongly" | "once"))
        .unwrap_or_default();
    let lower = first.to_lowercase();
    begins_large(body)
        && body.split_whitespace().next().is_some_and(|w| w.len() > 3)
        && among(OPERATIVE, lower.trim_end_matches(','))
}
