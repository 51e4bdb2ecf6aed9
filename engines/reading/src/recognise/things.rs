//! Organisations by their company forms, vessels by their prefixes.

use super::lexicon::{COMPANY_AFTER, COMPANY_BEFORE, NAMED, VESSEL_PREFIXES, VESSEL_WORDS};
use super::people::{arabic_run, capital_run, capital_run_before, han_run_before, quoted};
use super::words::{Script, Words};
use super::{Found, MentionKind, Rule, Sure};

/// Words of a company's or vessel's name at most.
const NAME_WORDS: usize = 5;

pub(super) fn organisations(words: &Words<'_>, found: &mut Found<'_>) {
    let mut at = 0;
    while at < words.len() {
        if let Some(length) = words.longest(at, &COMPANY_BEFORE) {
            company_after(words, found, at, length);
        } else if let Some(length) = words.longest(at, &COMPANY_AFTER) {
            company_before(words, found, at, length);
        }
        at = at.saturating_add(1);
    }
}

/// `Société Harmattan Fret`, `شركة هرمتان`, `ООО «Харматтан»`: the form stands first and belongs to the name.
fn company_after(words: &Words<'_>, found: &mut Found<'_>, at: usize, length: usize) {
    let next = at.saturating_add(length);
    let Some(script) = words.get(next).map(|w| w.script) else { return };
    let starts = words.get(at).is_some_and(|w| w.script != Script::Cased || w.capital);
    if let Some((from, to, _)) = quoted(words, next) {
        let start = words.get(at).map_or(from, |w| w.from);
        // The closing mark belongs to what the opening one does.
        let rest = found.text.get(to..).unwrap_or_default();
        let closing = rest.trim_start_matches([' ', '\u{a0}']);
        let mark = closing.chars().next().filter(|c| "»”\"’」“".contains(*c)).map_or(0, char::len_utf8);
        let to = if mark == 0 {
            to
        } else {
            to.saturating_add(rest.len().saturating_sub(closing.len())).saturating_add(mark)
        };
        let value = found.text(start, to).to_owned();
        found.add(MentionKind::Organisation, (start, to), value, (Rule::CompanyForm, Sure::Likely));
        return;
    }
    if !starts || !words.close(next) {
        return;
    }
    let run = match script {
        Script::Cased => capital_run(words, next, NAME_WORDS),
        Script::Arabic | Script::Ethiopic => arabic_run(words, next, 2),
        Script::Han | Script::Other => None,
    };
    let Some(run) = run else { return };
    // The form may stand behind as well: `Société Harmattan Fret SARL`.
    let last = words
        .longest(run.last.saturating_add(1), &COMPANY_AFTER)
        .filter(|_| words.close(run.last.saturating_add(1)));
    let last = last.map_or(run.last, |n| run.last.saturating_add(n));
    let span = words.span(at, last);
    let value = words.text_of(at, last).to_owned();
    found.add(MentionKind::Organisation, span, value, (Rule::CompanyForm, Sure::Likely));
}

/// `Harmattan Fret SARL`, `Harmattan Freight Ltd`, `哈马丹货运公司`.
fn company_before(words: &Words<'_>, found: &mut Found<'_>, at: usize, length: usize) {
    let mut last = at.saturating_add(length).saturating_sub(1);
    // One form may follow another: `Freight Ltd`.
    while let Some(more) =
        words.longest(last.saturating_add(1), &COMPANY_AFTER).filter(|_| words.close(last.saturating_add(1)))
    {
        last = last.saturating_add(more);
    }
    let Some(form) = words.get(at) else { return };
    if form.script == Script::Cased && !form.capital {
        return;
    }
    let Some(first) = at.checked_sub(1).and_then(|n| capital_run_before(words, n, NAME_WORDS)) else {
        return;
    };
    if !words.close(at) && !matches!(words.before(at), ", ") {
        return;
    }
    let (from, mut to) = words.span(first, last);
    // `S.A.` keeps its last dot.
    if found.text.get(to..).is_some_and(|rest| rest.starts_with('.')) && length > 1 {
        to = to.saturating_add(1);
    }
    let value = found.text(from, to).to_owned();
    found.add(MentionKind::Organisation, (from, to), value, (Rule::CompanyForm, Sure::Likely));
}

pub(super) fn vessels(words: &Words<'_>, found: &mut Found<'_>) {
    let mut at = 0;
    while at < words.len() {
        let prefix = words.longest(at, &VESSEL_PREFIXES).filter(|_| words.get(at).is_some_and(|w| w.capital));
        if let Some(length) = prefix {
            vessel_after(words, found, at.saturating_add(length), false);
        } else if let Some(length) = words.longest(at, &VESSEL_WORDS) {
            vessel_after(words, found, at.saturating_add(length), true);
        }
        at = at.saturating_add(1);
    }
    han_companies(words, found);
}

fn vessel_after(words: &Words<'_>, found: &mut Found<'_>, at: usize, by_word: bool) {
    let sure = Sure::Likely;
    // `the vessel named "X"`: the word between belongs to neither.
    let skip = words.longest(at, &NAMED).unwrap_or(0);
    let at = at.saturating_add(skip);
    if let Some((from, to, inner)) = quoted(words, at) {
        found.add(MentionKind::Vessel, (from, to), inner, (Rule::VesselWord, sure));
        return;
    }
    let Some(word) = words.get(at).filter(|_| words.close(at)) else { return };
    let run = match word.script {
        Script::Cased => capital_run(words, at, 3),
        Script::Arabic if by_word && skip > 0 => arabic_run(words, at, 2),
        _ => None,
    };
    let Some(run) = run else { return };
    let span = words.span(run.first, run.last);
    let value = words.text_of(run.first, run.last).to_owned();
    found.add(MentionKind::Vessel, span, value, (Rule::VesselWord, sure));
}

/// Chinese names of companies end in their form and begin where a sign or a word of the sentence ends.
fn han_companies(words: &Words<'_>, found: &mut Found<'_>) {
    for word in words.from(0).iter().filter(|w| w.script == Script::Han) {
        let own = found.text(word.from, word.to).to_owned();
        for form in ["有限公司", "公司", "银行", "集团"] {
            let Some(at) = own.find(form) else { continue };
            let to = word.from.saturating_add(at).saturating_add(form.len());
            let start = han_run_before(own.get(..at).unwrap_or_default(), 8);
            let from = word.from.saturating_add(start);
            if to.saturating_sub(from) > form.len().saturating_add(3) {
                let value = found.text(from, to).to_owned();
                found.add(MentionKind::Organisation, (from, to), value, (Rule::CompanyForm, Sure::Weak));
            }
            break;
        }
    }
}
