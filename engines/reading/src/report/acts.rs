//! What a meeting recommended and decided: its acts with what each asks, and its conclusions where they ask something.

use super::text::Words;
use super::{Call, Kind, Paragraph, Recommendation, Report, Standing, Strength, SubItem, calls, themes};

/// Calls of one act, at most.
const CALLS_MAX: usize = 400;

/// Gathers the acts. `unnumbered` is the text without numbers.
pub(super) fn gather(report: &mut Report, unnumbered: &[Paragraph]) {
    let mut acts = std::mem::take(&mut report.recommendations);
    for act in &mut acts {
        fill(act);
    }
    let with_acts: std::collections::HashSet<Option<u32>> =
        acts.iter().map(|act| act.section.and_then(|id| report.outermost(id)).map(|s| s.id)).collect();
    let mut more = Vec::new();
    for paragraph in &report.paragraphs {
        more.extend(of_paragraph(report, paragraph, &with_acts));
    }
    let numbered = !report.paragraphs.iter().all(|p| p.number.is_empty());
    let mut next = 0u32;
    for paragraph in unnumbered.iter().filter(|_| numbered || report.paragraphs.is_empty()) {
        for act in of_paragraph(report, paragraph, &with_acts) {
            next = next.saturating_add(1);
            more.push(Recommendation { number: next.to_string(), numbered: false, ..act });
        }
    }
    acts.extend(more);
    acts.sort_by_key(|act| (act.place.from_line, act.place.to_line));
    number(&mut acts);
    report.recommendations = acts;
}

/// Acts that the text does not number get numbers of their own.
fn number(acts: &mut [Recommendation]) {
    let mut next = 0u32;
    for act in acts.iter_mut().filter(|a| a.number.is_empty()) {
        next = next.saturating_add(1);
        act.number = next.to_string();
        act.numbered = false;
    }
}

fn fill(act: &mut Recommendation) {
    let mut found = calls::of_text(&act.text, "", act.place);
    // The preamble of a decision asks nothing; of its text only its verbs count.
    if matches!(act.kind, Kind::Decision | Kind::Resolution) {
        found.retain(|call| by_body(call) && (call.strength != Strength::Noted || act.items.is_empty()));
    }
    match calls::leads(&act.text) {
        Some(who) => led(&act.items, who, &mut found),
        None => of_items(&act.items, "", &mut found),
    }
    found.truncate(CALLS_MAX);
    act.calls = found;
    let mut text = format!("{} {}", act.title, act.text);
    all_text(&act.items, &mut text);
    act.themes = themes::themes(&text);
    act.articles = themes::articles(&text);
}

fn of_items(items: &[SubItem], above: &str, found: &mut Vec<Call>) {
    for item in items {
        if found.len() > CALLS_MAX {
            return;
        }
        let label = if above.is_empty() { item.label.clone() } else { format!("{above}.{}", item.label) };
        found.extend(calls::of_text(&item.text, &label, item.place));
        of_items(&item.items, &label, found);
    }
}

/// What items ask of which the text before them says who speaks.
fn led(items: &[SubItem], who: &str, found: &mut Vec<Call>) {
    for item in items.iter().take(CALLS_MAX) {
        found.extend(calls::of_led(who, &item.text, &item.label, item.place));
        of_items(&item.items, &item.label, found);
    }
}

fn all_text(items: &[SubItem], text: &mut String) {
    for item in items {
        text.push_str(". ");
        text.push_str(&item.text);
        all_text(&item.items, text);
    }
}

/// What a section is for, by its heading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gives {
    Recommendations,
    Conclusions,
    Nothing,
}

fn gives(title: &str) -> Gives {
    let words = Words::of(title);
    let early = |list: &str| words.all.iter().take(4).any(|w| super::text::among(list, &w.lower));
    if early("recommendation recommendations recommandation recommandations recomendación recomendaciones") {
        Gives::Recommendations
    } else if early(
        "conclusion conclusions decision decisions action actions outcome outcomes conclusiones decisiones décisions mesures",
    ) {
        Gives::Conclusions
    } else {
        Gives::Nothing
    }
}

fn of_paragraph(
    report: &Report,
    paragraph: &Paragraph,
    with_acts: &std::collections::HashSet<Option<u32>>,
) -> Vec<Recommendation> {
    let (mut gives_here, mut title, mut summary) = (Gives::Nothing, String::new(), false);
    let mut section = paragraph.section.and_then(|id| report.section(id));
    let outermost = paragraph.section.and_then(|id| report.outermost(id)).map(|s| s.id);
    while let Some(here) = section {
        if title.is_empty() {
            here.title.clone_into(&mut title);
        }
        summary |= here.standing == Standing::Summary;
        if gives_here == Gives::Nothing {
            gives_here = gives(&here.title);
        }
        section = here.parent.and_then(|id| report.section(id));
    }
    if summary
        || with_acts.contains(&outermost) && gives_here != Gives::Nothing && outermost == paragraph.section
    {
        return Vec::new();
    }
    if with_acts.contains(&outermost) && gives_here == Gives::Recommendations {
        return Vec::new();
    }
    let listed = paragraph.text.trim_end().ends_with(':')
        && Words::of(&paragraph.text)
            .has("recommendations|recommandations|recomendaciones|recommended|recommandé|recomendó");
    if gives_here == Gives::Recommendations && listed && !paragraph.items.is_empty() {
        let own =
            paragraph.items.iter().filter_map(|item| of_item(paragraph, item, &title)).collect::<Vec<_>>();
        if !own.is_empty() {
            return own;
        }
    }
    own_act(report, paragraph, (gives_here, title))
}

/// What a paragraph itself asks or decides, by what its section gives.
fn own_act(
    report: &Report,
    paragraph: &Paragraph,
    (gives_here, title): (Gives, String),
) -> Vec<Recommendation> {
    let mut found = calls::of_text(&paragraph.text, "", paragraph.place);
    if let Some(who) = calls::leads(&paragraph.text) {
        led(&paragraph.items, who, &mut found);
    }
    let asks = |call: &Call| !matches!(call.strength, Strength::Noted | Strength::Unclear);
    // The body tells what it asked or decided; outside of sections for that, no `should` of a speaker counts.
    let own_voice = found.iter().any(|call| asks(call) && by_body(call));
    let asked = found.iter().any(|call| asks(call) && call.addressed != super::Addressee::Unclear);
    let counts = match gives_here {
        Gives::Recommendations => asked,
        Gives::Conclusions => own_voice,
        Gives::Nothing => {
            own_voice
                && found.iter().any(|call| by_body(call) && asks(call) && call.strength != Strength::Decided)
        }
    };
    if !counts {
        return Vec::new();
    }
    let kind = if gives_here == Gives::Recommendations { Kind::Recommendation } else { Kind::Conclusion };
    let mut act = Recommendation {
        kind,
        number: paragraph.number.clone(),
        numbered: !paragraph.number.is_empty(),
        heading: title,
        section: paragraph.section,
        text: paragraph.text.clone(),
        items: paragraph.items.clone(),
        footnotes: paragraph.footnotes.clone(),
        place: paragraph.place,
        blocks: paragraph.blocks.clone(),
        ..Recommendation::default()
    };
    if calls::leads(&paragraph.text).is_some() && drafts_decisions(report, paragraph.section) {
        (act.kind, act.draft) = (Kind::Decision, true);
        act.title.clone_from(&act.heading);
    }
    fill(&mut act);
    vec![act]
}

/// Whether a section, or one that it stands in, gives decisions that another body shall adopt.
fn drafts_decisions(report: &Report, section: Option<u32>) -> bool {
    let mut here = section.and_then(|id| report.section(id));
    while let Some(section) = here {
        let words = Words::of(&section.title);
        if words
            .at(
                0,
                "draft|projet|projets|proyecto|proyectos de? decision|decisions|décision|décisions|decisión",
            )
            .is_some()
        {
            return true;
        }
        here = section.parent.and_then(|id| report.section(id));
    }
    false
}

/// Whether a call is told as an act of the body: its verb is none of the modal ones.
fn by_body(call: &Call) -> bool {
    let first = call.words.split_whitespace().next().unwrap_or_default().to_lowercase();
    let verb = first.ends_with("ed") || first.ends_with('s') && first.len() > 3 || first == "took";
    (verb || super::text::among("pidió invitó instó alentó decidió recomendó", &first))
        && !super::text::among("needs must", &first)
}

fn of_item(paragraph: &Paragraph, item: &SubItem, heading: &str) -> Option<Recommendation> {
    let asks = calls::of_text(&item.text, "", item.place);
    if asks.is_empty() {
        return None;
    }
    let number =
        if item.label.is_empty() { String::new() } else { format!("{}({})", paragraph.number, item.label) };
    let mut act = Recommendation {
        kind: Kind::Recommendation,
        numbered: !number.is_empty(),
        number,
        heading: heading.to_owned(),
        section: paragraph.section,
        text: item.text.clone(),
        items: item.items.clone(),
        place: item.place,
        blocks: paragraph.blocks.clone(),
        ..Recommendation::default()
    };
    fill(&mut act);
    Some(act)
}
