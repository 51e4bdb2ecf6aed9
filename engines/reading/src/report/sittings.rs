//! Which meeting took which item of the agenda, and when.

use super::masthead::ordinal;
use super::text::{Words, sentences};
use super::{Paragraph, Report, Sitting, when};

/// The items of an agenda that a text names: `agenda items 2 and 3 (a)`.
pub(super) fn items_in(text: &str) -> Vec<String> {
    let words = Words::of(text);
    let mut items: Vec<String> = Vec::new();
    for at in 0..words.all.len() {
        let Some(mut next) = words.at(at, "item|items|sub-item|sub-items|point|points|tema|temas du|del|de?")
        else {
            continue;
        };
        while let Some((item, number, after)) = item(&words, next) {
            add(&mut items, item);
            next = after;
            if let Some((_, to, past)) =
                words.at(next, "\u{2013}|to|~|\u{2014}").and_then(|n| self::item(&words, n))
            {
                for between in number.saturating_add(1)..=to.min(number.saturating_add(40)) {
                    add(&mut items, between.to_string());
                }
                next = past;
            }
            match words.at(next, ",? and|et|y|e|, items|item?") {
                Some(after) => next = after,
                None => break,
            }
        }
    }
    items
}

fn add(items: &mut Vec<String>, item: String) {
    if !items.contains(&item) {
        items.push(item);
    }
}

fn item(words: &Words<'_>, at: usize) -> Option<(String, u32, usize)> {
    let number: u32 = words.lower(at).parse().ok().filter(|n| (1..100).contains(n))?;
    let next = at.saturating_add(1);
    let open = words.at(next, "(");
    let label = open
        .map(|o| words.lower(o).to_owned())
        .filter(|l| l.len() <= 2 && l.chars().all(char::is_alphabetic));
    match (open, label) {
        (Some(open), Some(label)) if words.lower(open.saturating_add(1)) == ")" => {
            Some((format!("{number}({label})"), number, open.saturating_add(2)))
        }
        _ => Some((number.to_string(), number, next)),
    }
}

/// The items of a sentence; `this item` is that of the section.
pub(super) fn items_of(report: &Report, paragraph: &Paragraph, sentence: &str) -> Vec<String> {
    let named = items_in(sentence);
    let this = Words::of(sentence).has("this|these|the agenda? item|items|sub-item|sub-items|matter");
    if named.is_empty() && this { of_section(report, paragraph) } else { named }
}

/// The item that the section of a paragraph names.
pub(super) fn of_section(report: &Report, paragraph: &Paragraph) -> Vec<String> {
    let mut section = paragraph.section.and_then(|id| report.section(id));
    while let Some(here) = section {
        if !here.agenda_item.is_empty() {
            return vec![here.agenda_item.clone()];
        }
        section = here.parent.and_then(|id| report.section(id));
    }
    Vec::new()
}

/// Gathers what the paragraphs say.
pub(super) fn gather(report: &mut Report) {
    let mut all = Vec::new();
    for paragraph in &report.paragraphs {
        for sentence in sentences(&paragraph.text) {
            let words = Words::of(sentence);
            let took = words.find_any(
                0,
                &[
                    "considered|discussed|examined|examiné|examinó|examina",
                    "took up",
                    "resumed|continued|concluded|began its consideration",
                    "agreed … consider",
                    "was|were considered",
                ],
            );
            let meetings = meetings(&words);
            if took.is_none() || meetings.is_empty() {
                continue;
            }
            let items = items_of(report, paragraph, sentence);
            if items.is_empty() {
                continue;
            }
            let dates = days_after(sentence);
            all.push(Sitting {
                items,
                meetings,
                dates,
                paragraph: paragraph.number.clone(),
                place: paragraph.place,
            });
            break;
        }
    }
    report.meetings = all;
}

/// The numbers of the meetings: `1st, 2nd and 3rd meetings`.
fn meetings(words: &Words<'_>) -> Vec<u32> {
    let mut found = Vec::new();
    for at in 0..words.all.len() {
        if words.at(at, "meeting|meetings|séance|séances|sesión|sesiones|plenary").is_none() {
            continue;
        }
        let mut here = Vec::new();
        let mut back = at;
        while let Some(before) = back.checked_sub(1) {
            match (ordinal(words.lower(before)), words.lower(before)) {
                (Some(value), _) => here.push(value),
                (None, "and" | "," | "et" | "y" | "plenary" | "to") => {}
                _ => break,
            }
            back = before;
        }
        here.reverse();
        for value in here {
            if !found.contains(&value) {
                found.push(value);
            }
        }
        if found.len() > 40 {
            break;
        }
    }
    found
}

fn days_after(sentence: &str) -> String {
    when::find(sentence).map(|(_, _, dates)| dates.text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_items_that_a_sentence_names_are_read() {
        for (text, items) in [
            ("considered agenda item 2, entitled", &["2"][..]),
            ("Under agenda items 2 and 3, statements", &["2", "3"]),
            ("considered items 2, 3 and 4 of its agenda", &["2", "3", "4"]),
            ("A general debate on items 2\u{2013}4 was held", &["2", "3", "4"]),
            ("(Agenda sub-item 3(a))", &["3(a)"]),
            ("au titre du point 4 de l\u{2019}ordre du jour", &["4"]),
            ("several items were discussed in 2022", &[]),
        ] {
            assert_eq!(items_in(text), items, "{text}");
        }
    }

    #[test]
    fn the_meetings_are_read() {
        let words = Words::of("At its 1st, 2nd and 3rd meetings, on 27 June");
        assert_eq!(meetings(&words), [1, 2, 3]);
        assert_eq!(meetings(&Words::of("at its fourth plenary meeting")), [4]);
    }
}
