//! What was not understood, and what is wrong with the file.

use super::lines::Source;
use super::text::{ended, squeezed, superscript};
use super::{Addressee, Finding, Kind, Report, Role, Span, Strength, What};
use std::collections::HashSet;

/// Findings of one kind, at most: a file that is none of a report would give one for each line.
const OF_ONE_KIND_MAX: usize = 200;

/// Looks over a report that was read.
pub(super) fn look(source: &Source, titles: &[String], report: &mut Report) {
    let mut found = std::mem::take(&mut report.findings);
    // What a file says about itself, and what runs on its pages, is no text of it.
    let mut own = report.blocks.iter().filter(|b| b.role != Role::Running);
    if own.all(|b| !b.text.chars().any(char::is_alphanumeric)) {
        found.push(finding(What::NoText, "", Span::default()));
        report.findings = found;
        return;
    }
    found.extend(source.columns.iter().map(|span| finding(What::TwoColumns, "", *span)));
    if report.paragraphs.iter().all(|p| p.number.is_empty()) && report.sections.is_empty() {
        found.push(finding(What::NoLayout, "", Span::default()));
    }
    numbers(report, &mut found);
    notes(report, &mut found);
    breaks_off(titles, report, &mut found);
    unclear(report, &mut found);
    for block in report.blocks.iter().filter(|b| b.role == Role::Text && lone(&b.text)) {
        found.push(finding(What::NotTaken, &block.text, block.place));
    }
    let mut counts = [0usize; 12];
    found.retain(|one| {
        let Some(count) = counts.get_mut(usize::from(one.what as u8)) else {
            return true;
        };
        *count = count.saturating_add(1);
        *count <= OF_ONE_KIND_MAX
    });
    report.findings = found;
}

fn finding(what: What, text: &str, place: Span) -> Finding {
    let text: String = squeezed(text).chars().take(160).collect();
    Finding { what, text, place }
}

/// A number or a mark without text.
fn lone(text: &str) -> bool {
    text.len() < 12 && !text.chars().any(char::is_alphabetic)
}

/// Paragraphs that are missing or stand twice, within what counts on.
fn numbers(report: &Report, found: &mut Vec<Finding>) {
    let mut last: Option<u32> = None;
    let mut seen: HashSet<u32> = HashSet::new();
    for paragraph in &report.paragraphs {
        let Ok(number) = paragraph.number.parse::<u32>() else { continue };
        if number == 1 {
            seen.clear();
            last = None;
        }
        if !seen.insert(number) {
            found.push(finding(What::NumberTwice, &paragraph.number, paragraph.place));
        }
        let next = last.map_or(1, |l| l.saturating_add(1));
        if number > next {
            let missing: Vec<String> = (next..number).take(20).map(|n| n.to_string()).collect();
            found.push(finding(What::NumberMissing, &missing.join(", "), paragraph.place));
        }
        last = Some(number);
    }
}

fn notes(report: &Report, found: &mut Vec<Finding>) {
    let marks: HashSet<&str> = report.footnotes.iter().map(|n| n.mark.as_str()).collect();
    for paragraph in report.paragraphs.iter().chain(&report.annex_paragraphs) {
        for mark in paragraph.footnotes.iter().filter(|m| !marks.contains(m.as_str())) {
            found.push(finding(What::FootnoteAlone, mark, paragraph.place));
        }
    }
    for act in &report.recommendations {
        for mark in act.footnotes.iter().filter(|m| !marks.contains(m.as_str())) {
            found.push(finding(What::FootnoteAlone, mark, act.place));
        }
    }
}

/// A text that ends within a sentence, or whose table of contents announces what never comes.
fn breaks_off(titles: &[String], report: &Report, found: &mut Vec<Finding>) {
    let last =
        report.blocks.iter().rev().find(|b| !matches!(b.role, Role::Running | Role::Footnote | Role::Table));
    if let Some(block) = last {
        let cut =
            matches!(block.role, Role::Paragraph | Role::Recommendation | Role::Heading | Role::Contents);
        let text = block.text.trim_end_matches(|c: char| superscript(c).is_some());
        let listed = report
            .annex_paragraphs
            .last()
            .is_some_and(|p| p.blocks.contains(&block.id) && p.text.contains('\n'));
        if cut && !ended(text) && !listed {
            let tail: String = text.chars().rev().take(120).collect::<Vec<_>>().into_iter().rev().collect();
            found.push(finding(What::BreaksOff, &tail, block.place));
        }
    }
    let there: HashSet<String> = report.sections.iter().map(|s| super::text::bare(&s.title)).collect();
    let came = |title: &String| {
        there.iter().any(|t| t.starts_with(title.as_str()) || title.starts_with(t.as_str()) && t.len() > 8)
    };
    let missing: Vec<&String> =
        titles.iter().filter(|t| t.len() > 8 && t.len() < 300).filter(|t| !came(t)).take(40).collect();
    let announced = titles.iter().rev().find(|t| t.len() > 8 && t.len() < 300);
    if announced.is_some_and(|last| missing.contains(&last)) && missing.len().saturating_mul(4) > titles.len()
    {
        let place = report.blocks.last().map_or(Span::default(), |b| b.place);
        found.push(finding(
            What::BreaksOff,
            "the table of contents announces sections that do not come",
            place,
        ));
    }
}

/// Recommendations of which it is not clear what they ask, or of whom.
fn unclear(report: &Report, found: &mut Vec<Finding>) {
    for act in report.recommendations.iter().filter(|a| a.kind == Kind::Recommendation) {
        let clear = act
            .calls
            .first()
            .is_some_and(|c| c.addressed != Addressee::Unclear && c.strength != Strength::Unclear);
        if !clear {
            found.push(finding(What::NotTaken, &format!("{} {}", act.number, act.text), act.place));
        }
    }
}
