//! A report as structured knowledge: its sections with who stands behind them, numbered paragraphs each with an address
//! of its own, recommendations, panellists, statements by item, and what was not understood.

use super::{Links, days, head, read, read_each, word};
use crate::store;
use crate::types::{ConferenceError, KeptReport, Recommended};
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::Response;
use reading::report::{Name, Paragraph, Report, Section, Standing, Status};
use std::sync::Arc;
use uuid::Uuid;
use web::{Action, Problem, T, Tag, Tone};

struct ParagraphShown {
    /// Its address on the page; numbers may stand twice.
    anchor: String,
    number: String,
    text: String,
    items: Vec<String>,
    /// Where it stands in the source.
    place: String,
}

struct SectionShown {
    id: u32,
    level: u32,
    title: String,
    standing: Option<Tag>,
    said: Vec<String>,
    paragraphs: Vec<ParagraphShown>,
    recommendations: Vec<(Uuid, String, String)>,
}

struct ListShown {
    title: String,
    names: Vec<String>,
}

#[derive(askama::Template)]
#[template(path = "show_report.html")]
struct ShowReport<'a> {
    t: &'a T,
    links: Links,
    kept: KeptReport,
    called: String,
    when: String,
    place: String,
    body: String,
    paragraphs: usize,
    sections: Vec<SectionShown>,
    /// What stands before the first section.
    loose: Vec<ParagraphShown>,
    recommendations: usize,
    footnotes: Vec<(String, String)>,
    panellists: Vec<(String, String)>,
    statements: Vec<ListShown>,
    attendance: Vec<ListShown>,
    findings: Vec<(String, String, String)>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let found = node.store.run::<_, ConferenceError, _, _>("report", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let closed = store::report(&tx, id).await?.ok_or(ConferenceError::NotHere)?;
            let (kept, structure) = read(node, &tx, &officer.actor, closed)?;
            let recommended = store::recommendations(&tx, Some(id)).await?;
            Ok((kept, structure, read_each(node, &tx, &officer.actor, recommended)))
        }
    });
    let (kept, structure, recommended) = found.await?;
    let t = &officer.t;
    let head = head(t, t.get("conference-report"), &[])
        .under(kept.symbol.as_str())
        .action(Action::link(t.get("conference-attendance"), format!("/conference/reports/{id}/attendance")));
    Ok(web::page(&officer.viewer, head, body(t, &officer, kept, &structure, &recommended)))
}

fn body<'a>(
    t: &'a T,
    officer: &Officer,
    kept: KeptReport,
    structure: &Report,
    recommended: &[Recommended],
) -> ShowReport<'a> {
    let day = |day: &Option<String>| day.clone().unwrap_or_default();
    let loose = structure.paragraphs.iter().filter(|p| p.section.is_none());
    let attended = structure.attendance.iter().map(|list| ListShown {
        title: format!("{} · {}", status(t, list.status), t.n("conference-name-count", list.names.len())),
        names: list.names.iter().map(name).collect(),
    });
    let spoke = structure.statements.iter().map(|list| ListShown {
        title: format!("{} · {}", items_of(t, &list.items), status(t, list.status)),
        names: list.speakers.iter().map(name).collect(),
    });
    let finding = |f: &reading::report::Finding| {
        (word(t, "finding", &f.what), super::short(&f.text, 160), place(t, &f.place))
    };
    let panellist = |p: &reading::report::Panellist| {
        let of: Vec<&str> =
            [p.function.as_str(), p.state.as_str()].into_iter().filter(|s| !s.is_empty()).collect();
        (p.name.clone(), of.join(", "))
    };
    ShowReport {
        t,
        links: Links::of(officer),
        when: days(t, &day(&structure.dates.from), &day(&structure.dates.to)),
        called: structure.title.clone(),
        place: structure.place.clone(),
        body: structure.body.clone(),
        paragraphs: structure.paragraphs.len(),
        sections: structure.sections.iter().map(|s| section(t, s, structure, recommended)).collect(),
        loose: loose.map(|p| paragraph(t, p, anchor(structure, p))).collect(),
        recommendations: recommended.len(),
        footnotes: structure.footnotes.iter().map(|n| (n.mark.clone(), n.text.clone())).collect(),
        panellists: structure.panellists.iter().map(panellist).collect(),
        statements: spoke.collect(),
        attendance: attended.collect(),
        findings: structure.findings.iter().map(finding).collect(),
        kept,
    }
}

/// A name with the State that it is.
fn name(name: &Name) -> String {
    match name.party {
        Some(party) => format!("{} ({party})", name.written),
        None => name.written.clone(),
    }
}

fn status(t: &T, status: Status) -> String {
    word(t, "attended", &status)
}

fn items_of(t: &T, items: &[String]) -> String {
    match items.is_empty() {
        true => t.get("conference-no-item"),
        false => t.say("conference-items").with("items", items.join(", ")).to_string(),
    }
}

fn place(t: &T, span: &reading::report::Span) -> String {
    t.say("conference-lines").with("from", span.from_line).with("to", span.to_line).to_string()
}

/// `p17`; where that number stands twice, the place in the report for those that come later.
fn anchor(structure: &Report, one: &Paragraph) -> String {
    let first = structure.paragraphs.iter().position(|p| p.number == one.number);
    let own = structure.paragraphs.iter().position(|p| p == one);
    match (first, own) {
        (Some(first), Some(own)) if first != own => format!("p{}-{own}", one.number),
        _ => format!("p{}", one.number),
    }
}

fn paragraph(t: &T, one: &Paragraph, anchor: String) -> ParagraphShown {
    let mut items = Vec::new();
    crate::draft::items(&one.items, &mut items, 3);
    ParagraphShown {
        anchor,
        number: one.number.clone(),
        text: one.text.clone(),
        items,
        place: place(t, &one.place),
    }
}

fn section(t: &T, one: &Section, structure: &Report, recommended: &[Recommended]) -> SectionShown {
    // Who stands behind a whole stands behind its parts; the words that say so stand with the whole.
    let standing = match one.standing {
        Standing::Adopted => Some(web::tag(t.get("conference-adopted"), Tone::Good)),
        Standing::Summary => Some(web::tag(t.get("conference-summary"), Tone::Warn)),
        Standing::NotSaid => None,
    };
    let within = structure.paragraphs.iter().filter(|p| p.section == Some(one.id));
    let annexed = structure.annex_paragraphs.iter().enumerate().filter(|(_, p)| p.section == Some(one.id));
    let annexed = annexed.map(|(n, p)| paragraph(t, p, format!("a{n}")));
    let recommended = recommended.iter().filter(|r| r.says.section == Some(one.id));
    let shown = recommended
        .map(|r| (r.id, super::called(t, &r.says, &r.says.number), super::short(&r.says.text, 200)));
    SectionShown {
        id: one.id,
        level: one.level.clamp(1, 3),
        title: format!("{} {}", one.number, one.title).trim().to_owned(),
        standing,
        said: one.said.iter().map(|q| q.text.clone()).collect(),
        paragraphs: within.map(|p| paragraph(t, p, anchor(structure, p))).chain(annexed).collect(),
        recommendations: shown.collect(),
    }
}
