//! Marks of notes that lost their raised form: `the study of knots,2 which`. A digit is taken for one only where a note with
//! that mark stands further down, and the marks come in their order.

use super::text::begins_large;
use super::{Paragraph, Recommendation, Report, SubItem};
use std::collections::HashSet;

/// Notes that nothing refers to before no more are looked for: the text marks them in another way.
const MISSED_MAX: u32 = 40;

/// Gives paragraphs and acts the marks of notes that stand in their text as plain digits.
pub(super) fn gather(report: &mut Report) {
    let raised: HashSet<&String> = report
        .paragraphs
        .iter()
        .chain(&report.annex_paragraphs)
        .flat_map(|p| &p.footnotes)
        .chain(report.recommendations.iter().flat_map(|r| &r.footnotes))
        .collect();
    let plain = |mark: &str| !mark.is_empty() && mark.bytes().all(|b| b.is_ascii_digit());
    let wanted: Vec<(String, u32)> = report
        .footnotes
        .iter()
        .filter(|note| plain(&note.mark) && !raised.contains(&note.mark))
        .map(|note| (note.mark.clone(), note.place.from_line))
        .collect();
    let (mut from, mut missed) = (0u32, 0u32);
    for (mark, until) in wanted {
        if missed > MISSED_MAX {
            break;
        }
        let (paragraphs, annexed) = (report.paragraphs.iter_mut(), report.annex_paragraphs.iter_mut());
        let texts = paragraphs.chain(annexed).map(Holder::of_paragraph);
        let texts = texts.chain(report.recommendations.iter_mut().map(Holder::of_act));
        let mut fitting: Vec<Holder<'_>> =
            texts.filter(|one| one.line >= from && one.line <= until && one.holds(&mark)).collect();
        fitting.sort_by_key(|one| one.line);
        if let Some(first) = fitting.into_iter().next() {
            from = first.line;
            first.marks.push(mark);
        } else {
            missed = missed.saturating_add(1);
        }
    }
}

/// What may hold a mark.
struct Holder<'a> {
    line: u32,
    text: &'a str,
    items: &'a [SubItem],
    marks: &'a mut Vec<String>,
}

impl<'a> Holder<'a> {
    fn of_paragraph(one: &'a mut Paragraph) -> Self {
        let line = one.place.from_line;
        Self { line, text: &one.text, items: &one.items, marks: &mut one.footnotes }
    }

    fn of_act(one: &'a mut Recommendation) -> Self {
        let line = one.place.from_line;
        Self { line, text: &one.text, items: &one.items, marks: &mut one.footnotes }
    }

    fn holds(&self, mark: &str) -> bool {
        fn within(items: &[SubItem], mark: &str) -> bool {
            items.iter().any(|item| stands_in(&item.text, mark) || within(&item.items, mark))
        }
        stands_in(self.text, mark) || within(self.items, mark)
    }
}

/// Whether a mark is glued to the end of a word or of what closes it.
fn stands_in(text: &str, mark: &str) -> bool {
    text.match_indices(mark).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at.saturating_add(mark.len())..).unwrap_or_default();
        let closed =
            after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || ".,;:)".contains(c));
        let Some(last) = before.chars().next_back() else { return false };
        let word = before.chars().rev().nth(1);
        // `CO2` and `2.1` are what they say; `in 2033.1 It` ends a sentence.
        let ends_sentence = after.is_empty() || after.starts_with(' ') && begins_large(after.trim_start());
        let glued = match last {
            '.' => word.is_some_and(|c| c.is_lowercase() || c == ')' || c.is_ascii_digit() && ends_sentence),
            ',' | ';' | ':' => word.is_some_and(|c| c.is_lowercase() || c == ')'),
            ')' | '\u{201d}' | '"' => true,
            c => c.is_lowercase(),
        };
        closed && glued
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("met in Oslo on 9 June 2033.1 It had", "1", true)]
    #[case("a study of knots,2 which it read", "2", true)]
    #[case("the carbon in CO2, which", "2", false)]
    #[case("a rise of 2.1 per cent", "1", false)]
    #[case("document 12", "2", false)]
    #[case("“Ropes”3 and", "3", true)]
    fn a_mark_is_glued_to_a_word(#[case] text: &str, #[case] mark: &str, #[case] glued: bool) {
        assert_eq!(stands_in(text, mark), glued, "{text}");
    }
}
