//! What a line begins with: a number, a label, a heading's mark, an act's name. One look at one line; what it means is
//! for the outline to say.

use super::Kind;
use super::text::{begins_large, roman, squeezed};

/// What a line begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `12.`, `[12]` and text; the text may stand on the next line.
    Number(u32),
    /// `4.2`, `4.2.1`: the chapter's number before its own.
    Decimal(Vec<u32>),
    /// `(a)`, `a)`, `(iv)`, `(1)`.
    Label(String),
    /// A bullet or dash.
    Bullet,
    /// `IV.`
    Roman(u32),
    /// `B.`
    Letter(char),
    /// `Chapter II`, `Part One`.
    Chapter(u32),
    /// `Annex I`; 0 where it has no number.
    Annex(u32),
    /// `Recommendation 8`, `Decision 22/1`.
    Act(Kind, String, bool),
}

/// A mark and where the text after it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Begin {
    pub mark: Mark,
    /// The mark as written, without dots and brackets.
    pub written: String,
    pub rest: usize,
}

/// All marks that a line may begin with; a letter may be roman too.
pub(super) fn begins(line: &str) -> Vec<Begin> {
    let mut all = Vec::new();
    all.extend(act(line));
    all.extend(chapter(line));
    all.extend(number(line));
    all.extend(decimal(line));
    all.extend(roman_mark(line));
    all.extend(letter(line));
    if !(line.starts_with('[') && matches!(all.first(), Some(Begin { mark: Mark::Number(_), .. }))) {
        all.extend(label(line));
    }
    all.extend(bullet(line));
    all
}

fn rest_after(line: &str, at: usize) -> Option<usize> {
    let rest = line.get(at..)?;
    if rest.is_empty() {
        return Some(at);
    }
    rest.starts_with(char::is_whitespace).then(|| line.len().saturating_sub(rest.trim_start().len()))
}

/// A number at the start of a line, with the place after it. Arabic-Indic digits count as digits.
fn digits(line: &str) -> Option<(u32, usize)> {
    let mut value = 0u32;
    let mut end = 0usize;
    for (at, c) in line.char_indices().take(5) {
        let digit = match c {
            '0'..='9' => c.to_digit(10)?,
            '\u{660}'..='\u{669}' => u32::from(c).checked_sub(0x660)?,
            _ => break,
        };
        value = value.checked_mul(10)?.checked_add(digit)?;
        end = at.saturating_add(c.len_utf8());
    }
    (end > 0 && value > 0 && value < 10_000).then_some((value, end))
}

/// Most parts of a number with the chapter's before it, and most digits of each.
const DECIMAL_PARTS_MAX: usize = 4;
const DECIMAL_DIGITS_MAX: usize = 3;

fn decimal(line: &str) -> Option<Begin> {
    let end = line.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(line.len());
    let written = line.get(..end)?.trim_end_matches('.');
    let parts = written.split('.');
    let number: Vec<u32> = parts
        .map(|part| part.parse().ok().filter(|n| *n > 0 && part.len() <= DECIMAL_DIGITS_MAX))
        .collect::<Option<_>>()?;
    let rest = rest_after(line, end)?;
    let large = begins_large(line.get(rest..).unwrap_or_default());
    let fits = (2..=DECIMAL_PARTS_MAX).contains(&number.len()) && large;
    fits.then(|| Begin { mark: Mark::Decimal(number), written: written.to_owned(), rest })
}

/// `[12] Text`.
fn bracketed(line: &str) -> Option<Begin> {
    let (value, end) = digits(line.strip_prefix('[')?)?;
    let at = end.saturating_add(2);
    line.get(..at)?.strip_suffix(']')?;
    let rest = rest_after(line, at)?;
    let large = begins_large(line.get(rest..).unwrap_or_default());
    large.then(|| Begin { mark: Mark::Number(value), written: value.to_string(), rest })
}

fn number(line: &str) -> Option<Begin> {
    if line.starts_with('[') {
        return bracketed(line);
    }
    let (value, end) = digits(line)?;
    let after = line.get(end..)?;
    // `3     ANY OTHER BUSINESS`: a heading in capitals needs no dot.
    if after.starts_with('\t') || after.starts_with("   ") {
        let title = after.trim_start();
        let capitals =
            !title.chars().any(char::is_lowercase) && title.chars().filter(|c| c.is_uppercase()).count() > 3;
        let alone = !title.contains("   ") && !title.contains('\t') && end <= 2;
        let rest = line.len().saturating_sub(title.len());
        return (capitals && alone && begins_large(title)).then(|| Begin {
            mark: Mark::Number(value),
            written: value.to_string(),
            rest,
        });
    }
    let dot = after.strip_prefix(['.', ')'])?;
    let at = line.len().saturating_sub(dot.len());
    let rest = rest_after(line, at).or_else(|| begins_large(dot).then_some(at))?;
    Some(Begin { mark: Mark::Number(value), written: value.to_string(), rest })
}

fn roman_mark(line: &str) -> Option<Begin> {
    let end = line.find(|c: char| !c.is_ascii_uppercase())?;
    let value = roman(line.get(..end)?)?;
    let after = line.get(end..)?;
    let dotted = after.strip_prefix(['.', ')', '\u{2013}', '\u{2014}', ':']);
    let at = dotted.map_or(end, |rest| line.len().saturating_sub(rest.len()));
    let rest = rest_after(line, at)?;
    let title = line.get(rest..).unwrap_or_default();
    // `I Introduction` has no dot; `I am` is a sentence.
    let tabbed = after.starts_with('\t') || after.starts_with("   ");
    let bold =
        dotted.is_some() && (title.is_empty() || begins_large(title) || title.starts_with(char::is_numeric));
    (bold || tabbed && begins_large(title)).then(|| Begin {
        mark: Mark::Roman(value),
        written: line.get(..end).unwrap_or_default().to_owned(),
        rest,
    })
}

fn letter(line: &str) -> Option<Begin> {
    let mut chars = line.chars();
    let first = chars.next().filter(char::is_ascii_uppercase)?;
    chars.next().filter(|c| *c == '.')?;
    let rest = rest_after(line, 2)?;
    let title = line.get(rest..).unwrap_or_default();
    begins_large(title).then(|| Begin { mark: Mark::Letter(first), written: first.to_string(), rest })
}

fn label(line: &str) -> Option<Begin> {
    // `.1     noted the progress made;`
    if let Some(inner) = line.strip_prefix('.') {
        let (value, end) = digits(inner).filter(|(_, end)| *end <= 2)?;
        let rest = rest_after(line, end.saturating_add(1))?;
        let written = value.to_string();
        return Some(Begin { mark: Mark::Label(written.clone()), written, rest });
    }
    let open = line.strip_prefix(['(', '[']);
    let inner = open.unwrap_or(line);
    let end = inner.find([')', ']'])?;
    let written = inner.get(..end)?;
    let short = written.len() <= 5 && !written.is_empty();
    let small = written.chars().all(|c| c.is_ascii_lowercase())
        && (written.len() == 1 || roman(written).is_some() || twice(written));
    let counted = open.is_some() && written.len() <= 3 && written.chars().all(|c| c.is_ascii_digit());
    let large = open.is_some() && written.len() == 1 && written.chars().all(|c| c.is_ascii_uppercase());
    if !short || !(small || counted || large) {
        return None;
    }
    let at = line.len().saturating_sub(inner.len()).saturating_add(end).saturating_add(1);
    let rest = rest_after(line, at)?;
    Some(Begin { mark: Mark::Label(written.to_owned()), written: written.to_owned(), rest })
}

/// `aa`, `bb`: what follows `z`.
fn twice(written: &str) -> bool {
    let mut chars = written.chars();
    written.len() == 2 && chars.next() == chars.next()
}

fn bullet(line: &str) -> Option<Begin> {
    let first = line.chars().next()?;
    let dash = matches!(first, '-' | '\u{2013}' | '\u{2014}' | '*');
    if !dash && !matches!(first, '\u{2022}' | '\u{25cf}' | '\u{25aa}' | '\u{f0b7}' | '\u{b7}' | '\u{2023}') {
        return None;
    }
    let at = first.len_utf8();
    let rest = line.get(at..)?;
    let rest_at = line.len().saturating_sub(rest.trim_start().len());
    if rest.trim_start().is_empty() || (dash && !rest.starts_with(char::is_whitespace)) {
        return None;
    }
    // `- (a) text`: the label is the mark.
    if let Some(inner) = label(line.get(rest_at..)?) {
        return Some(Begin { rest: rest_at.saturating_add(inner.rest), ..inner });
    }
    Some(Begin { mark: Mark::Bullet, written: String::new(), rest: rest_at })
}

const CHAPTERS: [&str; 9] =
    ["chapter", "chapitre", "capítulo", "capitulo", "part", "partie", "parte", "section", "sección"];
const ANNEXES: [&str; 7] = ["annex", "annexe", "anexo", "appendix", "appendice", "apéndice", "annexes"];
const NUMBERED: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

fn chapter(line: &str) -> Option<Begin> {
    let end = line.find(|c: char| !c.is_alphabetic()).unwrap_or(line.len());
    let word = line.get(..end)?;
    if !begins_large(word) {
        return None;
    }
    let lower = word.to_lowercase();
    let annex = ANNEXES.contains(&lower.as_str());
    if !annex && !CHAPTERS.contains(&lower.as_str()) {
        return None;
    }
    let after = line.get(end..)?.trim_start();
    let number_end = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
    let written = after.get(..number_end)?;
    let ordinal = || NUMBERED.iter().position(|n| *n == written.to_lowercase());
    let value = roman(written)
        .filter(|_| written.chars().all(char::is_uppercase))
        .or_else(|| written.parse().ok())
        .or_else(|| ordinal().and_then(|at| u32::try_from(at.saturating_add(1)).ok()))
        .or_else(|| (annex && written.len() == 1).then(|| letter_value(written)).flatten());
    let title = after.get(number_end..)?;
    let ends = title.is_empty()
        || title.starts_with(['.', ':', '\t', '*', '\u{2013}', '\u{2014}'])
        || title.starts_with("  ")
        || title.trim_start().starts_with('[');
    match value {
        Some(value)
            if ends || begins_large(title.trim_start()) && title.len() < 160 && !title.contains(". ") =>
        {
            let rest = title.trim_start_matches(['.', ':', '*', '\u{2013}', '\u{2014}']).trim_start();
            let mark = if annex { Mark::Annex(value) } else { Mark::Chapter(value) };
            let written = format!("{word} {written}");
            Some(Begin { mark, written, rest: line.len().saturating_sub(rest.len()) })
        }
        None if annex && (after.is_empty() || after.starts_with(['*', '['])) => {
            Some(Begin { mark: Mark::Annex(0), written: word.to_owned(), rest: line.len() })
        }
        _ => None,
    }
}

fn letter_value(written: &str) -> Option<u32> {
    let c = written.chars().next().filter(char::is_ascii_uppercase)?;
    u32::from(c).checked_sub(64)
}

const ACTS: [(&str, Kind); 9] = [
    ("recommendation", Kind::Recommendation),
    ("recommandation", Kind::Recommendation),
    ("recomendación", Kind::Recommendation),
    ("decision", Kind::Decision),
    ("décision", Kind::Decision),
    ("decisión", Kind::Decision),
    ("resolution", Kind::Resolution),
    ("résolution", Kind::Resolution),
    ("resolución", Kind::Resolution),
];

/// `Recommendation 8`, `*Decision 22/1*`, `Draft resolution on …`, alone on its line or glued to what it heads.
fn act(line: &str) -> Option<Begin> {
    let starred = line.trim_start_matches(['*', '_', '#', ' ']);
    let (draft, body) = match starred.split_once(' ') {
        Some((first, rest)) if matches!(first.to_lowercase().as_str(), "draft" | "projet") => {
            (true, rest.strip_prefix("de ").unwrap_or(rest))
        }
        _ => (false, starred),
    };
    if !begins_large(starred) {
        return None;
    }
    // `Draft ECOSOC resolution`: whose it is stands before its kind.
    let body = match body.split_once(' ') {
        Some((whose, rest)) if draft && whose.len() > 2 && whose.chars().all(char::is_uppercase) => rest,
        _ => body,
    };
    let end = body.find(|c: char| !c.is_alphabetic()).unwrap_or(body.len());
    let word = body.get(..end)?.to_lowercase();
    let (_, kind) = ACTS.iter().find(|(name, _)| *name == word)?;
    let after = body.get(end..)?;
    let number = after.trim_start().trim_start_matches("No. ").trim_start_matches("n\u{b0} ");
    let number_end = number.find(char::is_whitespace).unwrap_or(number.len());
    let first = number.get(..number_end)?;
    let written = first.trim_end_matches(['*', '_', ':', '.', ',']);
    let counts =
        written.chars().any(|c| c.is_ascii_digit()) || roman(written).is_some() || written.len() == 1;
    if !counts || !after.starts_with(char::is_whitespace) {
        // `DECISION ON SALT`: on a cover of its own.
        let capitals = !line.chars().any(char::is_lowercase)
            && [" ON ", " SUR ", " SOBRE "].iter().any(|on| after.starts_with(on));
        let titled = (draft || capitals) && line.len() < 200 && !super::text::ended(line);
        return titled.then(|| Begin {
            mark: Mark::Act(*kind, String::new(), draft),
            written: String::new(),
            // `Draft resolution` alone: its title stands below.
            rest: match after.trim().is_empty() {
                true => line.len(),
                false => line.len().saturating_sub(starred.len()),
            },
        });
    }
    let mut rest = number.get(number_end..)?;
    let mut written = squeezed(written);
    // `Decision 585 (S-XXXIII)`: the session is of the number.
    if let Some(inner) = rest.trim_start().strip_prefix('(')
        && let Some(close) = inner.find(|c: char| c.is_whitespace()).or(Some(inner.len()))
    {
        written = format!("{written} ({}", inner.get(..close).unwrap_or_default());
        rest = inner.get(close..).unwrap_or_default();
    }
    let title = rest.trim_start_matches(['*', '_', ':', '.', ' ', '\t', '\u{2013}', '\u{2014}']);
    let broken = first.ends_with(','); // `Recommendation 3, which …` is a sentence.
    if broken || !(title.is_empty() || begins_large(title)) {
        return None;
    }
    let rest = line.len().saturating_sub(title.len());
    Some(Begin { mark: Mark::Act(*kind, written.clone(), draft), written, rest })
}

/// Where a heading of an act is glued to what stands before it in its line: `…the private sector*Recommendation 3*`.
pub(super) fn glued_act(line: &str) -> Option<usize> {
    ["*Recommendation ", "*Recommandation ", "*Recomendación ", "*Decision ", "*Resolution "]
        .iter()
        .filter_map(|word| line.find(word))
        .chain(["Recommendation ", "Recommandation ", "Recomendación "].iter().filter_map(|word| {
            // Without stars it is glued only where no space stands before it.
            line.match_indices(word).map(|(at, _)| at).find(|at| {
                line.get(..*at).is_some_and(|before| {
                    before.ends_with(|c: char| c.is_lowercase() || matches!(c, ')' | '.' | '\u{201d}'))
                })
            })
        }))
        .filter(|at| *at > 0 && line.get(*at..).and_then(act).is_some())
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn first(line: &str) -> Option<Mark> {
        begins(line).into_iter().next().map(|b| b.mark)
    }

    #[rstest]
    #[case("12. At its 3rd meeting", Some(Mark::Number(12)))]
    #[case("12.\tAt its", Some(Mark::Number(12)))]
    #[case("2012 was a year", None)]
    #[case("3.5 per cent", None)]
    #[case("4.2 The Forum met", Some(Mark::Decimal(vec![4, 2])))]
    #[case("4.2.1. The Forum met", Some(Mark::Decimal(vec![4, 2, 1])))]
    #[case("4. The Forum met", Some(Mark::Number(4)))]
    #[case("2022.12.31 The day", None)]
    #[case("[7] The Council met", Some(Mark::Number(7)))]
    #[case("[7] see below", Some(Mark::Label("7".into())))]
    #[case("3     ANY OTHER BUSINESS", Some(Mark::Number(3)))]
    #[case("3     Chile     12", None)]
    #[case(".2     requested the Secretariat", Some(Mark::Label("2".into())))]
    #[case("DECISION ON SALT", Some(Mark::Act(Kind::Decision, String::new(), false)))]
    #[case("(iv) Text", Some(Mark::Label("iv".into())))]
    #[case("- (a) Opening", Some(Mark::Label("a".into())))]
    #[case("(see annex I) and", None)]
    #[case("\u{2022} States should", Some(Mark::Bullet))]
    #[case("II. Recommendations", Some(Mark::Roman(2)))]
    #[case("B.     Agenda", Some(Mark::Letter('B')))]
    #[case("Chapter IV", Some(Mark::Chapter(4)))]
    #[case("Part of the text", None)]
    #[case("Annex III", Some(Mark::Annex(3)))]
    #[case("Annexe", Some(Mark::Annex(0)))]
    #[case("Annex I to the Convention", None)]
    #[case("*Recommendation 3*", Some(Mark::Act(Kind::Recommendation, "3".into(), false)))]
    #[case("Recommendation 3 was adopted", None)]
    #[case("Decision 22/1", Some(Mark::Act(Kind::Decision, "22/1".into(), false)))]
    #[case("Decision 585 ((S-XXXIII)", Some(Mark::Act(Kind::Decision, "585 ((S-XXXIII)".into(), false)))]
    #[case("Decisions adopted by", None)]
    fn a_line_begins_with(#[case] line: &str, #[case] mark: Option<Mark>) {
        assert_eq!(first(line), mark, "{line}");
    }
}
