//! Names of people: after a title, after "named", after a word of kinship or for what somebody does, before "born",
//! by how names are built, and, weakly, as words in capitals within a sentence.

use super::lexicon::{
    BORN_AS, CALLED, HAN_ENDS, HAN_FAMILY, KINSHIP, NOT_NAMES, PARTICLES, PARTS, SENTENCE_WORDS, TITLES,
};
use super::words::{Script, Words};
use super::{Found, MentionKind, Rule, Sure};

/// Words of a person's name at most.
const NAME_WORDS: usize = 5;
/// Words of an Arabic name at most, compounds counted as one.
const ARABIC_WORDS: usize = 3;

/// The words of a name: first and last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) first: usize,
    pub(super) last: usize,
    /// Words that carry the name, without particles.
    pub(super) names: usize,
}

pub(super) fn by_context(words: &Words<'_>, found: &mut Found<'_>) {
    for at in 0..words.len() {
        let rules = [
            (&TITLES, Rule::Title),
            (&CALLED, Rule::Called),
            (&KINSHIP, Rule::Kinship),
            (&PARTS, Rule::Part),
        ];
        for (phrases, rule) in rules {
            if let Some(length) = words.longest(at, phrases) {
                after(words, found, (at, at.saturating_add(length)), rule);
            }
        }
        within_han(words, found, at);
        by_form(words, found, at);
        if words.longest(at, &BORN_AS).is_some() {
            before(words, found, at);
        }
    }
}

fn add(words: &Words<'_>, found: &mut Found<'_>, run: Run, rule: Rule) {
    let sure = match (rule, run.names) {
        (Rule::Capitals, _) | (Rule::Kinship | Rule::Part | Rule::Called, 1) => Sure::Weak,
        _ => Sure::Likely,
    };
    let span = words.span(run.first, run.last);
    let value = words.text_of(run.first, run.last).split_whitespace().collect::<Vec<_>>().join(" ");
    found.add(MentionKind::Person, span, value, (rule, sure));
}

/// A name after a word that introduces it.
fn after(words: &Words<'_>, found: &mut Found<'_>, (label, at): (usize, usize), rule: Rule) {
    let Some(word) = words.get(at) else { return };
    let between = words.before(at);
    let colon = between.trim().chars().all(|c| ":：፡=-".contains(c)) && !between.trim().is_empty();
    // `Name` and `الاسم` alone are labels of a form; in a sentence they say nothing.
    let own = words.get(label).map(|w| w.folded.as_str()).unwrap_or_default();
    let form = matches!(own, "name" | "nom" | "nombre" | "nome" | "имя" | "фио" | "الاسم" | "ስም" | "surname")
        && at == label.saturating_add(1);
    let quoted = between.trim().chars().all(|c| "\"'«“„‘(،,".contains(c)) && !between.trim().is_empty();
    let dotted = rule == Rule::Title && between.trim() == ".";
    if form && !colon
        || !(words.close(at)
            || colon && (form || rule == Rule::Called || rule == Rule::Part)
            || quoted && rule != Rule::Title
            || dotted)
    {
        return;
    }
    if between.contains('\n') || between.contains(". ") && rule != Rule::Title {
        return;
    }
    let run = match word.script {
        Script::Cased => {
            // A title's own capital, or the word `me` and the like in a sentence: `told me Ibrahim`.
            let short = own.chars().count() <= 2
                && rule == Rule::Title
                && !words.get(label).is_some_and(|w| w.capital);
            if short { None } else { capital_run(words, at, NAME_WORDS) }
        }
        Script::Arabic => arabic_run(words, at, ARABIC_WORDS),
        Script::Ethiopic => arabic_run(words, at, 2),
        Script::Han => han_run(words, at, 2, 4),
        Script::Other => None,
    };
    let Some(mut run) = run else { return };
    if run.names == 0 || run.names == 1 && not_a_name(words, run.first) {
        return;
    }
    // `Captain` before a name is a title; `Captain Ibrahim Saleh said` ends where the sentence goes on.
    while run.last > run.first && not_a_name(words, run.last) {
        run.last = run.last.saturating_sub(1);
    }
    add(words, found, run, rule);
}

fn not_a_name(words: &Words<'_>, at: usize) -> bool {
    words.get(at).is_none_or(|w| {
        NOT_NAMES.has(&w.folded)
            || names::party_of(&w.folded).is_some() && w.folded.chars().count() > 3
            || w.has_digit
    })
}

/// Chinese sets no spaces: the word that introduces a name and the name are one run of characters.
fn within_han(words: &Words<'_>, found: &mut Found<'_>, at: usize) {
    let Some(word) = words.get(at).filter(|w| w.script == Script::Han) else { return };
    let own = found.text(word.from, word.to).to_owned();
    let labels = [
        ("名叫", Rule::Called),
        ("名为", Rule::Called),
        ("又名", Rule::Called),
        ("姓名", Rule::Called),
        ("嫌疑人", Rule::Part),
        ("司机", Rule::Part),
        ("律师", Rule::Part),
        ("证人", Rule::Part),
        ("船长", Rule::Title),
    ];
    for (label, rule) in labels {
        let Some(place) = own.find(label) else { continue };
        let rest = own.get(place.saturating_add(label.len())..).unwrap_or_default();
        // `·` divides the parts of a foreign name, and is no character of the word.
        let from = word.from.saturating_add(place).saturating_add(label.len());
        han_name(found, from, rest, rule);
    }
    for title in ["先生", "女士", "小姐"] {
        let Some(place) = own.find(title) else { continue };
        let before: Vec<char> = own.get(..place).unwrap_or_default().chars().rev().take(3).collect();
        let family = before.iter().position(|c| HAN_FAMILY.contains(*c)).filter(|n| *n >= 1);
        if let Some(n) = family {
            let bytes: usize = before.iter().take(n.saturating_add(1)).map(|c| c.len_utf8()).sum();
            let to = word.from.saturating_add(place);
            let from = to.saturating_sub(bytes);
            let value = found.text(from, to).to_owned();
            found.add(MentionKind::Person, (from, to), value, (Rule::Title, Sure::Likely));
        }
    }
}

/// A Chinese name, or a foreign one in Chinese characters with `·`, that begins at a byte.
fn han_name(found: &mut Found<'_>, from: usize, rest: &str, rule: Rule) {
    let whole = found.text.get(from..).unwrap_or_default();
    let foreign = whole
        .chars()
        .take(16)
        .take_while(|c| is_han(*c) && !"，。".contains(*c) || "·•".contains(*c))
        .collect::<String>();
    if foreign.contains(['·', '•']) {
        let cut = foreign.rfind(['·', '•']).unwrap_or_default();
        let tail = foreign.get(cut..).unwrap_or_default();
        let ends = tail
            .char_indices()
            .skip(1)
            .find(|(n, c)| *n > 0 && HAN_ENDS.contains(*c))
            .map_or(tail.len(), |(n, _)| n);
        let to = from.saturating_add(cut).saturating_add(ends);
        let value = found.text(from, to).to_owned();
        found.add(MentionKind::Person, (from, to), value, (rule, Sure::Likely));
        return;
    }
    let own: String = rest.chars().take(4).take_while(|c| is_han(*c) && !HAN_ENDS.contains(*c)).collect();
    let family = own.chars().next().is_some_and(|c| HAN_FAMILY.contains(c));
    let name: String = own.chars().take(3).collect();
    if family && name.chars().count() >= 2 {
        let to = from.saturating_add(name.len());
        found.add(MentionKind::Person, (from, to), name, (rule, Sure::Likely));
    }
}

fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x2FFFF)
}

/// Names that show by themselves that they are names: `… بن …`, a patronymic, a family name in capitals beside a given
/// one.
fn by_form(words: &Words<'_>, found: &mut Found<'_>, at: usize) {
    let Some(word) = words.get(at) else { return };
    match word.script {
        Script::Arabic if matches!(word.folded.as_str(), "بن" | "ابن" | "بنت" | "ولد") => {
            let Some(first) = at.checked_sub(1) else { return };
            let left =
                words.get(first).is_some_and(|w| w.script == Script::Arabic && !is_sentence(&w.folded));
            if !left || !words.close(at) {
                return;
            }
            if let Some(run) = arabic_run(words, first, ARABIC_WORDS) {
                add(words, found, run, Rule::NameForm);
            }
        }
        Script::Cased if word.capital => {
            let patronymic = ["ович", "евич", "овна", "евна", "оглы", "ovich", "evich", "ovna"]
                .iter()
                .any(|end| word.folded.ends_with(end) && word.folded.chars().count() > 6);
            let Some(first) = at.checked_sub(1).filter(|_| patronymic) else { return };
            // Given name and patronymic, with the family name before or behind.
            let from = capital_run_before(words, first, 2).unwrap_or(first);
            if words.get(first).is_some_and(|w| w.capital)
                && words.close(at)
                && let Some(run) = capital_run(words, from, 4)
            {
                add(words, found, run, Rule::NameForm);
            }
        }
        _ => {}
    }
}

/// A name before "born", "alias": `Ibrahim Saleh, né le 3 mai 1981`.
fn before(words: &Words<'_>, found: &mut Found<'_>, at: usize) {
    let Some(last) = at.checked_sub(1) else { return };
    let between = words.before(at);
    if !between.chars().all(|c| " ,(".contains(c)) {
        return;
    }
    match words.get(last).map(|w| w.script) {
        Some(Script::Cased) => {
            let Some(first) = capital_run_before(words, last, NAME_WORDS) else { return };
            let run = Run { first, last, names: last.saturating_sub(first).saturating_add(1) };
            let sound = run.names >= 2 && (first..=last).all(|n| !not_a_name(words, n));
            if sound {
                add(words, found, run, Rule::BornAs);
            }
        }
        Some(Script::Ethiopic) => {
            let first = last.saturating_sub(1);
            let sound = (first..=last).all(|n| {
                words.get(n).is_some_and(|w| w.script == Script::Ethiopic && !is_sentence(&w.folded))
            });
            if sound && first < last && words.close(last) {
                add(words, found, Run { first, last, names: 2 }, Rule::BornAs);
            }
        }
        _ => {}
    }
}

/// Two words or more in capitals within a sentence, none of them known for something else. Weak.
pub(super) fn by_capitals(words: &Words<'_>, found: &mut Found<'_>) {
    let mut at = 0;
    while at < words.len() {
        let Some(run) = words
            .get(at)
            .filter(|w| w.capital && w.script == Script::Cased)
            .and_then(|_| capital_run(words, at, NAME_WORDS))
        else {
            at = at.saturating_add(1);
            continue;
        };
        at = run.last.saturating_add(1);
        // The first word of a sentence has a capital anyway.
        let first = if words.get(run.first).is_some_and(|w| w.first) && run.names > 2 {
            run.first.saturating_add(1)
        } else {
            run.first
        };
        let begins = words.get(first).is_some_and(|w| w.first);
        let all = (first..=run.last).filter_map(|n| words.get(n));
        let shouting = all.clone().all(|w| w.all_capitals);
        let known = (first..=run.last).any(|n| not_a_name(words, n));
        let short = all.clone().any(|w| w.folded.chars().count() < 2);
        if !begins && !shouting && !known && !short && run.last > first && run.names >= 2 {
            // With the family name in capitals beside a given one it is more than a guess.
            let mixed = all.clone().filter(|w| w.all_capitals).count() == 1;
            add(words, found, Run { first, ..run }, if mixed { Rule::NameForm } else { Rule::Capitals });
        }
    }
}

/// Words in capitals from a place on, particles between them.
pub(super) fn capital_run(words: &Words<'_>, at: usize, most: usize) -> Option<Run> {
    let first = words.get(at)?;
    let particle = |n: usize| words.get(n).is_some_and(|w| PARTICLES.has(&w.folded));
    let starts = first.capital && !first.has_digit
        || particle(at) && words.get(at.saturating_add(1)).is_some_and(|w| w.capital);
    if !starts || first.script != Script::Cased {
        return None;
    }
    let mut run = Run { first: at, last: at, names: usize::from(first.capital) };
    let mut next = at.saturating_add(1);
    while run.names < most && words.get(next).is_some() && next < at.saturating_add(most.saturating_mul(2)) {
        let Some(word) = words.get(next).filter(|w| w.script == Script::Cased && !w.has_digit) else { break };
        if !together(words, next) {
            break;
        }
        if word.capital {
            (run.last, run.names) = (next, run.names.saturating_add(1));
        } else if !particle(next) {
            break;
        }
        next = next.saturating_add(1);
    }
    (run.names > 0).then_some(run)
}

/// Whether nothing but a space (or the dot of an initial, or a hyphen) divides a word from the one before.
fn together(words: &Words<'_>, at: usize) -> bool {
    let between = words.before(at);
    let initial = at.checked_sub(1).and_then(|n| words.get(n)).is_some_and(|w| w.folded.chars().count() == 1);
    matches!(between, " " | "\u{a0}" | "-" | "'" | "’") || between == ". " && initial
}

/// The first of the words in capitals that end at a place.
pub(super) fn capital_run_before(words: &Words<'_>, last: usize, most: usize) -> Option<usize> {
    let fits =
        |n: usize| words.get(n).is_some_and(|w| w.script == Script::Cased && w.capital && !w.has_digit);
    if !fits(last) {
        return None;
    }
    let mut first = last;
    while last.saturating_sub(first) < most.saturating_sub(1) {
        let Some(before) = first.checked_sub(1) else { break };
        let particle = words.get(before).is_some_and(|w| PARTICLES.has(&w.folded));
        let amp = matches!(words.before(first), " & " | "-") || together(words, first);
        if !amp || !(fits(before) || particle && before.checked_sub(1).is_some_and(fits)) {
            break;
        }
        // The article or preposition that begins a sentence is no part of a name.
        if words
            .get(before)
            .is_some_and(|w| w.first && NOT_NAMES.has(&w.folded) && w.folded.chars().count() <= 5)
        {
            break;
        }
        first = before;
    }
    Some(first)
}

fn is_sentence(folded: &str) -> bool {
    SENTENCE_WORDS.has(folded)
}

/// An Arabic or Ge'ez name from a word on: it ends at a word of the sentence, a sign, a number. What holds a compound
/// together (`عبد الرحمن`, `أبو بكر`, `بن`) does not count.
pub(super) fn arabic_run(words: &Words<'_>, at: usize, most: usize) -> Option<Run> {
    let script = words.get(at)?.script;
    let binds = |n: usize| {
        words.get(n).is_some_and(|w| {
            matches!(
                w.folded.as_str(),
                "عبد"
                    | "أبو"
                    | "ابو"
                    | "أبي"
                    | "بن"
                    | "ابن"
                    | "بنت"
                    | "ولد"
                    | "آل"
                    | "أم"
                    | "نور"
                    | "سيف"
            )
        })
    };
    let mut run = Run { first: at, last: at, names: 0 };
    let mut next = at;
    while run.names < most && next < at.saturating_add(most.saturating_mul(3)) {
        let Some(word) = words.get(next).filter(|w| w.script == script && !w.has_digit) else { break };
        let verb = word.folded.starts_with("وال") && word.folded.chars().count() > 5 && next > at;
        if is_sentence(&word.folded)
            || verb
            || next > at && !words.close(next)
            || word.folded.chars().count() < 2
        {
            break;
        }
        run.last = next;
        if !binds(next) {
            run.names = run.names.saturating_add(1);
            // `محمد بن علي`: what is bound belongs to the same name.
            if run.names >= most && binds(next.saturating_add(1)) && words.close(next.saturating_add(1)) {
                run.names = run.names.saturating_sub(1);
            }
        }
        next = next.saturating_add(1);
    }
    (run.names > 0).then_some(run)
}

/// A run of Chinese characters that is a whole word: between signs.
pub(super) fn han_run(words: &Words<'_>, at: usize, least: usize, most: usize) -> Option<Run> {
    let count = words.get(at)?.folded.chars().count();
    (least..=most).contains(&count).then_some(Run { first: at, last: at, names: 1 })
}

/// Where the last characters of a Chinese text begin that could be a name: after a word of the sentence, at most
/// `most` characters back.
pub(super) fn han_run_before(text: &str, most: usize) -> usize {
    let mut from = text.len();
    for (at, c) in text.char_indices().rev().take(most) {
        if HAN_ENDS.contains(c) || !is_han(c) {
            break;
        }
        from = at;
    }
    from
}

/// What stands in quotation marks right before a word: its first byte, its end, the text.
pub(super) fn quoted(words: &Words<'_>, at: usize) -> Option<(usize, usize, String)> {
    const LONGEST: usize = 80;
    let before = words.before(at);
    let open = before.chars().next_back().filter(|c| "«“„\"‘「".contains(*c));
    // French sets a space inside its quotation marks.
    let open = open.or_else(|| before.trim_end().chars().next_back().filter(|c| "«".contains(*c)))?;
    if before.trim_end_matches([open, ' ', '\u{a0}']).chars().any(|c| !" \u{a0}".contains(c)) {
        return None;
    }
    let close = match open {
        '«' => '»',
        '“' | '„' => '”',
        '‘' => '’',
        '「' => '」',
        _ => '"',
    };
    let from = words.get(at)?.from;
    let rest = words.text.get(from..)?;
    let end = rest
        .char_indices()
        .take(LONGEST)
        .find(|(_, c)| *c == close || open == '„' && *c == '“')
        .map(|(n, _)| n)?;
    let inner = rest.get(..end)?.trim_end();
    (!inner.is_empty()).then(|| (from, from.saturating_add(inner.len()), inner.to_owned()))
}
