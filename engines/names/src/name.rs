//! A name read once: its words as they sound, what stands around them, how much each of them tells. Comparing two names
//! (`fit`) then needs neither text nor script.

use crate::key::NAME_BYTES_MAX;
use crate::romanise::romanise;
use crate::somali;
use crate::sounds::{Sounds, Vowels};
use crate::text::{fold, unmarked};
use crate::vocabulary;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Most words of a name that are compared.
pub const WORDS_MAX: usize = 12;

/// What bears a name: people are called in parts of which some may be left out, organisations by a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearer {
    /// A person.
    Person,
    /// An organisation, a vessel, anything else.
    Thing,
}

/// A word of a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// As it was written.
    pub written: String,
    /// In plain letters, as they are heard.
    pub plain: String,
    /// In plain letters, as marks left out leave them: `Vučić` as `vucic`.
    pub bare: String,
    /// As it is heard.
    pub sounds: Sounds,
    /// One letter, which stands for a name.
    pub initial: bool,
    /// How much it tells, in log-odds: a rare word of many consonants most.
    pub telling: f32,
    /// A number that tells things of one name apart.
    pub number: bool,
    /// Stands after `bin`, `ibn`, `ould`: the father's name.
    pub father: bool,
    /// A name that many people bear, by its consonants.
    pub common: Option<u64>,
    /// What it is a short form of.
    pub short_of: Vec<&'static str>,
    /// Without `abd` before it.
    pub without_servant: Option<Sounds>,
}

/// A name, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// As it was written.
    pub written: String,
    /// The words that count, in order.
    pub words: Vec<Word>,
    /// Titles, which one side may take for a name.
    pub titles: Vec<Word>,
    /// All of them as one.
    pub whole: Sounds,
    /// The form of the company, where one is written.
    pub form: Option<&'static str>,
    /// Made of the names of person, father, grandfather and place, as Arabic names are: its script, its article or its
    /// `bin` says so.
    pub chain: bool,
}

/// Common names by their sounds.
static COMMON: LazyLock<HashSet<Vec<u8>>> = LazyLock::new(|| {
    let one = |name: &str| frame(&Sounds::of(name, Vowels::Written));
    vocabulary::common().map(one).collect()
});

/// The first eight consonants as one number.
fn packed(frame: &[u8]) -> u64 {
    frame.iter().take(8).fold(0, |all, s| (all << 8) | u64::from(*s))
}

/// The consonants, which spellings of one name share.
fn frame(sounds: &Sounds) -> Vec<u8> {
    sounds
        .codes
        .iter()
        .copied()
        .filter(|s| !matches!(s, b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'w'))
        .collect()
}

impl Name {
    /// Reads a name; `None` if nothing in it can be compared, or it is longer than [`NAME_BYTES_MAX`].
    #[must_use]
    pub fn read(text: &str, bearer: Bearer) -> Option<Self> {
        if text.len() > NAME_BYTES_MAX {
            return None;
        }
        let mut pieces = pieces(text);
        if bearer == Bearer::Person && is_somali(&pieces) {
            pieces.iter_mut().for_each(Piece::read_as_somali);
        }
        let chain = bearer == Bearer::Person
            && pieces.iter().any(|p| p.written.chars().any(is_of_the_middle_east) || is_of_chain(&p.plain));
        let (pieces, titles, form) = match bearer {
            Bearer::Person => {
                let (pieces, titles) = person(pieces);
                (pieces, titles, None)
            }
            Bearer::Thing => {
                let (pieces, form) = thing(pieces);
                (pieces, Vec::new(), form)
            }
        };
        let titles = titles.into_iter().filter_map(|p| p.word(bearer)).take(WORDS_MAX).collect();
        let mut words: Vec<Word> = pieces.into_iter().filter_map(|p| p.word(bearer)).collect();
        words.truncate(WORDS_MAX);
        let mut all = words.iter().map(|w| &w.sounds);
        let first = all.next()?.clone();
        let whole = all.fold(first, |whole, next| whole.joined(next));
        Some(Self { written: text.trim().to_owned(), words, titles, whole, form, chain })
    }
}

/// A piece of a name between what separates.
struct Piece {
    written: String,
    plain: String,
    /// What is read for sounds: letters of scripts that are brought to Latin one by one stand apart, so that `t` and `h`
    /// of `طه` are not taken for `th`.
    heard: String,
    vowels: Vowels,
    father: bool,
}

impl Piece {
    fn of(written: &str) -> Option<Self> {
        let plain: String = romanise(written).replace(' ', "");
        let vowels = vowels_of(written);
        let heard = if vowels == Vowels::Unwritten { apart_by_letter(written) } else { plain.clone() };
        (!plain.is_empty()).then(|| Self { vowels, plain, heard, written: written.to_owned(), father: false })
    }

    fn read_as_somali(&mut self) {
        if self.vowels == Vowels::Written {
            self.plain = somali::heard(&self.plain);
            self.heard.clone_from(&self.plain);
        }
    }

    fn with_servant_joined(self, father: bool) -> Self {
        let plain = one_servant(&self.plain);
        let heard = if plain == self.plain { self.heard } else { plain.clone() };
        Self { plain, heard, father, ..self }
    }

    fn word(self, bearer: Bearer) -> Option<Word> {
        let heard = if bearer == Bearer::Person { undisguised(&self.heard) } else { self.heard.clone() };
        let sounds = Sounds::of(&heard, self.vowels);
        if sounds.codes.is_empty() {
            return None;
        }
        let number =
            (bearer == Bearer::Thing).then(|| vocabulary::number(&self.plain)).flatten().map(str::to_owned);
        let initial = bearer == Bearer::Person && self.plain.len() == 1 && self.vowels == Vowels::Written;
        let frame = frame(&sounds);
        let common = (bearer == Bearer::Person && COMMON.contains(&frame)).then(|| packed(&frame));
        let rest = self.plain.strip_prefix("abd").filter(|rest| rest.len() >= 3);
        let without_servant = rest.map(|rest| Sounds::of(rest, self.vowels));
        let short_of = if bearer == Bearer::Person { vocabulary::short_of(&self.plain) } else { Vec::new() };
        let telling = telling(&self.plain, &sounds, bearer, common.is_some());
        let is_number = number.is_some();
        let plain = number.unwrap_or(self.plain);
        Some(Word {
            bare: bare(&self.written),
            written: self.written,
            number: is_number,
            plain,
            sounds,
            initial,
            telling,
            father: self.father,
            common,
            short_of,
            without_servant,
        })
    }
}

/// Whether a name is written as Somali is. A name that is written in Han beside it is none.
fn is_somali(pieces: &[Piece]) -> bool {
    let sure = |p: &Piece| p.vowels == Vowels::Written && somali::shows(&p.plain);
    pieces.iter().any(sure) && !pieces.iter().any(|p| p.written.chars().any(is_east_asian))
}

/// Digits among the letters of a name as the letters they stand for: misread by a machine, or written so on purpose.
fn undisguised(plain: &str) -> String {
    let letters = plain.bytes().filter(u8::is_ascii_lowercase).count();
    if letters.saturating_mul(2) <= plain.len() || letters == plain.len() {
        return plain.to_owned();
    }
    let letter = |c| match c {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        '8' => 'b',
        '9' => 'g',
        c => c,
    };
    plain.chars().map(letter).collect()
}

fn telling(plain: &str, sounds: &Sounds, bearer: Bearer, common: bool) -> f32 {
    if bearer == Bearer::Thing && vocabulary::is_stop(plain) {
        return 0.1;
    }
    if bearer == Bearer::Thing && vocabulary::is_general(plain) {
        return 0.8;
    }
    let count = sounds.consonants();
    let vowels = u8::try_from(sounds.codes.len()).unwrap_or(u8::MAX).saturating_sub(count);
    let all = (0.7 + 0.85 * f32::from(count) + 0.15 * f32::from(vowels)).min(4.4);
    if common { all * 0.6 } else { all }
}

/// Each letter in Latin, apostrophes between; the article left out as elsewhere.
fn apart_by_letter(written: &str) -> String {
    let rest = written.strip_prefix("ال").filter(|rest| rest.chars().count() >= 2 && !rest.starts_with("له"));
    let letters = rest.unwrap_or(written).chars().map(|c| romanise(&c.to_string()));
    letters.filter(|l| !l.is_empty()).collect::<Vec<_>>().join("'")
}

fn bare(written: &str) -> String {
    unmarked(written).chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Arabic, Hebrew, Syriac and their neighbours.
fn is_of_the_middle_east(c: char) -> bool {
    matches!(u32::from(c), 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF)
}

fn vowels_of(text: &str) -> Vowels {
    let script = |c: char| match u32::from(c) {
        _ if is_of_the_middle_east(c) => Some(Vowels::Unwritten),
        // Thai and Lao leave out the shortest, and write others before the consonant that they follow.
        0xE00..=0xEFF => Some(Vowels::Unwritten),
        // Ethiopic, Hangul and kana put vowels between consonants that are heard together.
        0x1200..=0x139F | 0x2D80..=0x2DDF | 0xAB00..=0xAB2F | 0xAC00..=0xD7AF | 0x3040..=0x30FF => {
            Some(Vowels::Unheard)
        }
        _ => None,
    };
    text.chars().find_map(script).unwrap_or_default()
}

/// The text at its spaces and dashes, at a capital within a word, and Han and Hangul names after the family name.
fn pieces(text: &str) -> Vec<Piece> {
    let apart = apart(text);
    let folded = fold(&apart);
    let mut out = Vec::new();
    for part in folded.split(|c: char| {
        c.is_whitespace()
            || matches!(c, '-' | ',' | '.' | '/' | '(' | ')' | '"' | ';' | ':' | '_' | '&' | '+' | '·' | '・')
    }) {
        let part = part.strip_suffix("'s").unwrap_or(part);
        // A whole name of two to four signs begins with the family's; a name in pieces is in its pieces already.
        if folded == part && part.chars().all(is_east_asian) && (2..=4).contains(&part.chars().count()) {
            let split = part.chars().next().map_or(0, char::len_utf8);
            let (family, given) = part.split_at(split);
            out.extend([Piece::of(family), Piece::of(given)].into_iter().flatten());
        } else {
            out.extend(Piece::of(part));
        }
        if out.len() >= 4 * WORDS_MAX {
            break;
        }
    }
    out
}

pub(crate) fn is_east_asian(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF)
}

/// `SergeiLavrov` as two words: a capital after three small letters.
fn apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len().saturating_add(4));
    let mut small = 0_usize;
    for c in text.chars() {
        if c.is_uppercase() && small >= 3 {
            out.push(' ');
        }
        small = if c.is_lowercase() { small.saturating_add(1) } else { 0 };
        out.push(c);
    }
    out
}

/// Titles apart and particles left out; `abd` joined to the name it belongs to.
fn person(pieces: Vec<Piece>) -> (Vec<Piece>, Vec<Piece>) {
    let count = pieces.len();
    let counts = |p: &Piece| !(vocabulary::is_title(&p.plain) || vocabulary::is_particle(&p.plain));
    let some_count = pieces.iter().any(counts);
    let mut out: Vec<Piece> = Vec::with_capacity(count);
    let mut servant: Option<Piece> = None;
    let mut rest = pieces.into_iter().peekable();
    let mut father = false;
    let mut titles = Vec::new();
    while let Some(piece) = rest.next() {
        let more = rest.peek().is_some();
        if more && is_servant(&piece.plain) {
            servant = servant.or(Some(piece));
            continue;
        }
        let article = rest.peek().is_some_and(|next| is_assimilated(&piece.plain, &next.plain));
        if article || (some_count && !counts(&piece)) {
            father |= is_son_of(&piece.plain) && !out.is_empty();
            titles.extend(vocabulary::is_title(&piece.plain).then_some(piece));
            continue;
        }
        let father = std::mem::take(&mut father);
        out.push(match servant.take() {
            Some(first) => Piece {
                written: format!("{} {}", first.written, piece.written),
                plain: format!("abd{}", piece.plain),
                heard: format!("abd'{}", piece.heard),
                vowels: piece.vowels,
                father,
            },
            None => piece.with_servant_joined(father),
        });
    }
    out.extend(servant);
    (out, titles)
}

fn is_of_chain(plain: &str) -> bool {
    is_son_of(plain) || is_servant(plain) || matches!(plain, "al" | "el" | "abu" | "abou" | "umm")
}

fn is_son_of(plain: &str) -> bool {
    matches!(plain, "bin" | "ibn" | "ben" | "bn" | "bint" | "binti" | "ould" | "wuld" | "wld" | "walad")
}

fn is_servant(plain: &str) -> bool {
    matches!(
        plain,
        "abd"
            | "abdul"
            | "abdal"
            | "abdel"
            | "abdol"
            | "abdu"
            | "abdoul"
            | "abdur"
            | "abdus"
            | "abdun"
            | "abdal-"
            | "abdi"
    )
}

/// `ar` before `Rahman`, `ad` before `Din`: the article as it is spoken.
fn is_assimilated(plain: &str, next: &str) -> bool {
    matches!(
        plain,
        "ar" | "as"
            | "ash"
            | "ad"
            | "adh"
            | "an"
            | "at"
            | "ath"
            | "az"
            | "er"
            | "ed"
            | "en"
            | "es"
            | "ez"
            | "ur"
            | "us"
            | "ud"
            | "un"
            | "ush"
            | "uz"
    ) && plain.get(1..).is_some_and(|consonant| next.starts_with(consonant))
}

/// `abdulrahman`, `abdurrahman` and `abdelrahman` as `abdrahman`.
fn one_servant(plain: &str) -> String {
    let inner = || {
        let rest = plain.strip_prefix("abd")?;
        let rest = rest.trim_start_matches(['u', 'a', 'e', 'o', 'i']);
        let without = rest
            .strip_prefix('l')
            .filter(|r| r.len() >= 2 && !r.starts_with(['a', 'e', 'i', 'o', 'u', 'l', 'h']));
        let rest = without.unwrap_or(rest);
        (rest.len() >= 2).then(|| format!("abd{rest}"))
    };
    inner().unwrap_or_else(|| plain.to_owned())
}

/// Without the form of a company, which stands apart.
fn thing(pieces: Vec<Piece>) -> (Vec<Piece>, Option<&'static str>) {
    let mut form = None;
    let pieces = letters_joined(pieces);
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let plains: Vec<String> = pieces.iter().map(|p| p.plain.clone()).collect();
    let words: Vec<&str> = plains.iter().map(String::as_str).collect();
    let mut skip = 0_usize;
    for (at, piece) in pieces.into_iter().enumerate() {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let found = words.get(at..).and_then(vocabulary::form_at);
        match found {
            // A name that is nothing but a form keeps it.
            Some((of, count)) if words.len() > count => {
                // `Company Ltd` is the second.
                form = form.filter(|form| *form != "co").or(Some(of));
                skip = count.saturating_sub(1);
            }
            _ => match like(&piece) {
                Some(of) if words.len() > 1 => form = form.or(Some(of)),
                _ => {
                    let plain = glued_form(&piece.plain, &mut form);
                    let heard = if plain == piece.plain { piece.heard } else { plain.clone() };
                    out.push(Piece { plain, heard, ..piece });
                }
            },
        }
    }
    (out, form)
}

fn like(piece: &Piece) -> Option<&'static str> {
    (piece.plain.len() >= 7).then(|| vocabulary::form_like(&Sounds::of(&piece.plain, piece.vowels))).flatten()
}

/// `A.B.C.` as `abc`; a letter alone stays alone.
fn letters_joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut run = false;
    for piece in pieces {
        // A number may stand before the letters of a form: `V L.P.`.
        let begins = run || vocabulary::number(&piece.plain).is_none();
        let letter = begins && piece.plain.len() == 1 && piece.plain.bytes().all(|b| b.is_ascii_lowercase());
        match out.last_mut().filter(|_| run && letter) {
            Some(last) => {
                last.plain.push_str(&piece.plain);
                last.heard.push_str(&piece.heard);
                last.written.push_str(&piece.written);
            }
            None => out.push(piece),
        }
        run = letter;
    }
    out
}

/// `siemensag` written in one.
fn glued_form(plain: &str, form: &mut Option<&'static str>) -> String {
    for ending in ["gmbh", "ltd", "llc", "inc", "plc", "ag"] {
        if let Some(rest) = plain.strip_suffix(ending)
            && rest.len() >= 5
            && form.is_none()
            && ending != "ag"
        {
            *form = vocabulary::form_at(&[ending]).map(|(form, _)| form);
            return rest.to_owned();
        }
    }
    plain.to_owned()
}
