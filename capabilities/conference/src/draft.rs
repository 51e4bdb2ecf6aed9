//! The draft of a national report: what the State does about each recommendation it follows, in words that its people go
//! on with. What is internal is not in it. Pure: words and values in, a letter out.

use crate::figures::{LIVE, RELEASED};
use crate::follow::{Figure, Published, View};
use crate::types::Recommended;
use kernel::{Digest, Timestamp};
use procedure::paper::{Letter, Note, Part, Row, code_of};
use reading::report::SubItem;
use web::T;

/// A recommendation with what would be published of it, and how many pieces of evidence stay internal.
#[derive(Clone, Debug)]
pub(crate) struct Drafted {
    pub(crate) recommendation: Recommended,
    pub(crate) page: Published,
    pub(crate) internal: usize,
}

/// What a figure is called.
pub(crate) fn figure_label(t: &T, code: &str) -> String {
    match code.strip_prefix(RELEASED).map(|rest| rest.split('.').collect::<Vec<_>>()).as_deref() {
        Some([room, table, cell]) => {
            let key = format!("{room}-figures-{table}");
            format!("{} · {}", t.get(&key), t.get(&format!("{key}-{cell}")))
        }
        _ if LIVE.contains(&code) => t.get(&format!("conference-figure-{code}")),
        // Of another node whose program counts what this one does not know.
        _ => code.to_owned(),
    }
}

/// The query behind a figure, in words.
pub(crate) fn figure_query(t: &T, code: &str) -> String {
    match code.strip_prefix(RELEASED).map(|rest| rest.split('.').collect::<Vec<_>>()).as_deref() {
        Some([room, table, _]) => {
            let what = t.get(&format!("{room}-figures-{table}-what"));
            format!("{what} {}", t.get("conference-figure-released-query"))
        }
        _ if LIVE.contains(&code) => t.get(&format!("conference-figure-{code}-query")),
        _ => String::new(),
    }
}

/// What a figure came to.
pub(crate) fn figure_value(t: &T, figure: &Figure) -> String {
    let number = |n: u64| t.number(n);
    let value = match (figure.below, figure.to, figure.of) {
        (Some(below), _, _) => t.say("conference-figure-below").with("n", below).to_string(),
        (_, Some(to), _) => t.say("conference-figure-band").with("from", figure.n).with("to", to).to_string(),
        (_, _, Some(of)) => t.say("conference-figure-of").with("n", figure.n).with("of", of).to_string(),
        _ => number(figure.n),
    };
    if figure.period.is_empty() { value } else { format!("{value} ({})", figure.period) }
}

/// What somebody says of how far it is, on one line.
pub(crate) fn view_line(t: &T, view: &View) -> String {
    let status = t.get(&format!("conference-status-{}", view.status.code()));
    let what = t.get(&format!("conference-view-{}", view.view.code()));
    format!("{} ({what}): {status}. {}", view.who, view.reason)
}

/// The letter of the whole draft.
pub(crate) fn letter(t: &T, (authority, party): (&str, &str), now: Timestamp, list: &[Drafted]) -> Letter {
    let parts: Vec<Part> = list.iter().map(|one| part(t, one)).collect();
    let internal: usize = list.iter().map(|one| one.internal).sum();
    let mut notes =
        vec![Note { heading: t.get("conference-draft-note"), text: t.get("conference-draft-note-text") }];
    if internal > 0 {
        notes.push(Note {
            heading: t.get("conference-draft-internal"),
            text: t.n("conference-draft-internal-text", internal),
        });
    }
    let said = serde_json::to_vec(&parts).unwrap_or_default();
    let code = code_of(&Digest::of_bytes(&said));
    Letter {
        lang: t.lang.code().to_owned(),
        from: vec![authority.to_owned(), party.to_owned()],
        to: Vec::new(),
        over: t.get("conference-draft-over"),
        title: t.get("conference-draft-title"),
        facts: vec![
            (t.get("conference-draft-day"), t.day_long(now)),
            (t.get("conference-draft-count"), t.number(list.len())),
        ],
        parts,
        notes,
        square: format!("LIAISON DRAFT 1 {code}"),
        square_alt: t.get("conference-draft-square"),
        code_label: t.get("conference-draft-code"),
        code,
        page: t.get("conference-draft-page"),
    }
}

fn part(t: &T, one: &Drafted) -> Part {
    let (says, page) = (&one.recommendation.says, &one.page);
    let mut rows = Vec::new();
    let mut add = |label: String, lines: Vec<String>, mark: String| {
        let lines: Vec<String> = lines.into_iter().filter(|line| !line.trim().is_empty()).collect();
        if !lines.is_empty() {
            rows.push(Row { label, lines, mark });
        }
    };
    let mut text = vec![says.text.clone()];
    items(&says.items, &mut text, 3);
    add(t.get("conference-draft-text"), text, one.recommendation.name());
    if let Some((answer, reason)) = &page.answer {
        let word = t.get(&format!("conference-answer-{}", answer.code()));
        add(t.get("conference-answer"), vec![word, reason.clone()], String::new());
    }
    add(t.get("conference-lead"), vec![page.lead.clone()], String::new());
    let partner = |(name, kind): &(String, crate::follow::PartnerKind)| {
        format!("{name} ({})", t.get(&format!("conference-partner-{}", kind.code())))
    };
    add(t.get("conference-partners"), page.partners.iter().map(partner).collect(), String::new());
    add(t.get("conference-actions"), page.actions.iter().map(|a| action_line(t, a)).collect(), String::new());
    for (figure, at) in &page.figures {
        let line = format!("{}: {}", figure_label(t, &figure.code), figure_value(t, figure));
        let mark = format!("{} {}", t.day(*at), figure_query(t, &figure.code));
        add(t.get("conference-figures"), vec![line], mark);
    }
    for one in &page.indicators {
        add(t.get("conference-indicators"), indicator_lines(t, one), one.source.clone());
    }
    let shown = |e: &crate::follow::EvidenceState| format!("{} · {}", e.title, e.reference);
    add(t.get("conference-evidence"), page.evidence.iter().map(shown).collect(), String::new());
    add(t.get("conference-views"), page.views.iter().map(|v| view_line(t, v)).collect(), String::new());
    let heading = t
        .say("conference-draft-recommendation")
        .with("number", says.number.as_str())
        .with("heading", says.heading.as_str())
        .to_string();
    Part { heading, rows }
}

/// The sub-items of a text, each on a line with its label.
pub(crate) fn items(list: &[SubItem], out: &mut Vec<String>, deep: u8) {
    for item in list {
        let label = if item.label.is_empty() { "–".to_owned() } else { format!("({})", item.label) };
        out.push(format!("{label} {}", item.text));
        if deep > 0 {
            items(&item.items, out, deep.saturating_sub(1));
        }
    }
}

/// An action with who does it and until when, or what came of it.
pub(crate) fn action_line(t: &T, one: &crate::follow::ActionState) -> String {
    let mut line = one.what.clone();
    if !one.owner.is_empty() {
        line = format!("{line} · {}", one.owner);
    }
    match &one.done {
        Some((at, note)) => {
            let done = t.say("conference-done-on").with("day", t.day(*at)).to_string();
            format!("{line} · {done} {note}")
        }
        None if one.due.is_empty() => line,
        None => format!("{line} · {}", t.say("conference-due-on").with("day", one.due.as_str())),
    }
}

fn indicator_lines(t: &T, one: &crate::follow::IndicatorState) -> Vec<String> {
    let mut lines = vec![format!("{} ({})", one.what, one.unit)];
    if !one.baseline.is_empty() || !one.target.is_empty() {
        let from =
            t.say("conference-from-to").with("from", one.baseline.as_str()).with("to", one.target.as_str());
        lines.push(from.to_string());
    }
    if let Some((at, value)) = one.values.last() {
        lines.push(format!("{} · {value}", t.day(*at)));
    }
    lines
}
