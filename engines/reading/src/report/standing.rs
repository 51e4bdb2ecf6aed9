//! Which sections the meeting adopted and which are a summary by whoever presided, by the words that say so.

use super::text::{Words, roman, sentences};
use super::{Quote, Report, Standing};

struct Said {
    sections: Vec<u32>,
    standing: Standing,
    quote: Quote,
}

/// Gives every section its standing.
pub(super) fn read(report: &mut Report) {
    let mut all: Vec<Said> = Vec::new();
    let mut whole: Option<Quote> = None;
    for paragraph in report.paragraphs.iter().chain(&report.annex_paragraphs) {
        for sentence in sentences(&paragraph.text) {
            let words = Words::of(sentence);
            let quote = || Quote {
                paragraph: paragraph.number.clone(),
                text: sentence.to_owned(),
                place: paragraph.place,
            };
            let own = paragraph.section.and_then(|id| report.outermost(id)).map(|s| s.id);
            if summary_said(&words) {
                let annexes = annexes(report, &words);
                let sections = if annexes.is_empty() { own.into_iter().collect() } else { annexes };
                let of_this = words.has("following|present summary|section|chapter")
                    || words.has("not subject to negotiation")
                    || words.has("n'a pas été négocié|négociée")
                    || words.has("no fue objeto de negociación");
                let about_this = (of_this || sections.len() != 1 || words.has("annex|annexes"))
                    && (!words.has("contained|contain|contains in|the annex|annexes|chair's|president's")
                        || !sections.is_empty() && words.has("annex|annexes"));
                if about_this {
                    all.push(Said { sections, standing: Standing::Summary, quote: quote() });
                }
            }
            let sections = adopted_sections(report, &words);
            if !sections.is_empty() {
                all.push(Said { sections, standing: Standing::Adopted, quote: quote() });
            } else if adopted_whole(&words) {
                whole = Some(quote());
            }
        }
    }
    by_heading(report, &mut all);
    apply(report, &all, whole);
}

fn apply(report: &mut Report, all: &[Said], whole: Option<Quote>) {
    let parents: Vec<Option<u32>> = report.sections.iter().map(|s| s.parent).collect();
    for said in all {
        // What is said of a section holds for those within it.
        let mut within = vec![false; parents.len()];
        for (at, parent) in parents.iter().enumerate() {
            let own = u32::try_from(at).is_ok_and(|id| said.sections.contains(&id));
            let above = parent
                .and_then(|p| usize::try_from(p).ok())
                .and_then(|p| within.get(p))
                .copied()
                .unwrap_or(false);
            if let Some(flag) = within.get_mut(at) {
                *flag = own || above;
            }
        }
        for (section, _) in report.sections.iter_mut().zip(&within).filter(|(_, within)| **within) {
            // The words that are plain about a section win over those about the whole.
            if section.standing == Standing::NotSaid
                || said.standing == Standing::Summary && section.standing != Standing::Adopted
            {
                section.standing = said.standing;
            }
            if section.standing == said.standing && section.said.len() < 4 {
                section.said.push(said.quote.clone());
            }
        }
    }
    let annexes: Vec<u32> = report.sections.iter().filter(|s| is_annex(&s.number)).map(|s| s.id).collect();
    let Some(whole) = whole.filter(|_| all.iter().all(|s| s.standing != Standing::Adopted)) else { return };
    for at in 0..report.sections.len() {
        let id = u32::try_from(at).unwrap_or(u32::MAX);
        let annexed = report.outermost(id).is_some_and(|s| annexes.contains(&s.id));
        if let Some(section) =
            report.sections.get_mut(at).filter(|s| s.standing == Standing::NotSaid && !annexed)
        {
            section.standing = Standing::Adopted;
            section.said.push(whole.clone());
        }
    }
}

fn is_annex(number: &str) -> bool {
    let first = number.split(' ').next().unwrap_or_default().to_lowercase();
    super::text::among("annex annexe anexo appendix appendice apéndice", &first)
}

/// `The following summary … was not subject to negotiation`, `is, instead, a summary by the Chair`.
fn summary_said(words: &Words<'_>) -> bool {
    words
        .find_any(
            0,
            &[
                "summary of … deliberations|discussions|discussion … prepared|was|is",
                "summary by the chair|president|co-chairs|facilitator|moderator|chairperson",
                "chair's|president's|co-chairs'|facilitator's|chairperson's|chairman's summary",
                "résumé du|de|établi la|par? … président|présidente|présidence",
                "resumen del|de|preparado|elaborado la|por? … presidente|presidenta|presidencia",
                "not subject to negotiation",
                "n'a pas été négocié|négociée",
                "no fue objeto de negociación",
            ],
        )
        .is_some()
        && !words.has("requested|agreed|decided … chair's|president's summary")
}

/// `contained in annexes I and II`.
fn annexes(report: &Report, words: &Words<'_>) -> Vec<u32> {
    let Some((_, at)) = words.find(0, "annex|annexes|annexe|anexo|anexos") else { return Vec::new() };
    let numbers = numbers(words, at);
    let named = |number: &str| {
        let last = number.split(' ').next_back().unwrap_or_default();
        is_annex(number)
            && (roman(last).is_some_and(|n| numbers.contains(&n))
                || numbers.is_empty() && !number.contains(' '))
    };
    report.sections.iter().filter(|s| s.level == 1 && named(&s.number)).map(|s| s.id).collect()
}

/// Roman or plain numbers from a word on: `I, II, IV and V`, `I–III`.
fn numbers(words: &Words<'_>, from: usize) -> Vec<u32> {
    let mut all: Vec<u32> = Vec::new();
    let mut at = from;
    let value =
        |at: usize| roman(words.lower(at)).or_else(|| words.lower(at).parse().ok().filter(|n| *n < 60));
    while let Some(number) = value(at) {
        all.push(number);
        at = at.saturating_add(1);
        if let Some(to) = words.at(at, "to|\u{2013}|-|à|a").and_then(value) {
            all.extend(number.saturating_add(1)..=to.min(number.saturating_add(40)));
            at = at.saturating_add(2);
        }
        match words.at(at, ", and|et|y?").or_else(|| words.at(at, "and|et|y")) {
            Some(next) if value(next).is_some() => at = next,
            _ => break,
        }
    }
    all
}

/// `adopted sections I, II, IV and V of the present report`.
fn adopted_sections(report: &Report, words: &Words<'_>) -> Vec<u32> {
    let adopts = "adopted|approved|adopté|adoptées|aprobó|adoptó";
    let pattern =
        format!("{adopts} … section|sections|chapter|chapters|part|parts|chapitres|capítulos|secciones");
    let Some((_, at)) = words.find(0, &pattern) else { return Vec::new() };
    let numbers = numbers(words, at);
    let outer = report.sections.iter().filter(|s| s.level == 1 && !is_annex(&s.number));
    let numbered = |number: &str| {
        let last = number.split(' ').next_back().unwrap_or_default();
        roman(last).or_else(|| last.parse().ok()).is_some_and(|n| numbers.contains(&n))
    };
    outer.filter(|s| numbered(&s.number)).map(|s| s.id).collect()
}

/// `adopted the draft report`, `The report of the session was adopted`.
fn adopted_whole(words: &Words<'_>) -> bool {
    words
        .find_any(
            0,
            &[
                "adopted|approved the|its draft|present? report on|of|as|and|,|.",
                "adopted|approved the|its draft|present? report … session|meeting",
                "considered and adopted the draft? report",
                "report … was adopted|approved",
                "report of the … session was adopted",
                "adopté le|son projet? de? rapport",
                "adoptó|aprobó el|su proyecto? de? informe",
            ],
        )
        .is_some()
        && !words.has("report of the working|group|bureau|credentials|subcommittee")
        || words.has("the report of the … session was adopted")
}

/// Sections that their heading calls a summary by whoever presided.
fn by_heading(report: &Report, all: &mut Vec<Said>) {
    for section in &report.sections {
        let words = Words::of(&section.title);
        let summary = words
            .find_any(
                0,
                &[
                    "chair's|president's|co-chairs'|facilitator's|chairperson's|chairman's|moderator's summary",
                    "summary by the chair|president|facilitator|co-chairs",
                    "résumé du|de|établi la|par? le? président|présidente|présidence",
                    "resumen del|de la? presidente|presidenta|presidencia",
                ],
            )
            .is_some();
        if summary {
            let quote = Quote { paragraph: String::new(), text: section.title.clone(), place: section.place };
            all.push(Said { sections: vec![section.id], standing: Standing::Summary, quote });
        }
    }
}
