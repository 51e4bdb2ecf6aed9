//! What one authority published about one recommendation, as it stood then, for everybody on the node. One at a time: no
//! page sets two of them beside each other.

use super::{Links, Shown, head, named, read};
use crate::draft::{action_line, figure_label, figure_query, figure_value, view_line};
use crate::follow::Published;
use crate::store::{self, names};
use crate::store_follow;
use crate::types::ConferenceError;
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::Response;
use std::sync::Arc;
use uuid::Uuid;
use web::{Action, Problem, T};

#[derive(askama::Template)]
#[template(path = "show_published.html")]
pub(super) struct ShowPublished<'a> {
    t: &'a T,
    links: Links,
    shown: Shown,
    answer: String,
    reason: String,
    lead: String,
    /// What is shown: its heading, and lines.
    parts: Vec<(String, Vec<String>)>,
    figures: Vec<(String, String, String)>,
    /// Of another node: who signed it there, and which edition it is.
    pub(super) signed: String,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let found = node.store.run::<_, ConferenceError, _, _>("published", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let closed = store_follow::publication(&tx, &node.vault, id).await?;
            let closed = closed.ok_or(ConferenceError::NotHere)?;
            let (recommendation, who, at, page) = read(node, &tx, &officer.actor, closed)?;
            let one = store::recommendation(&tx, recommendation).await?.ok_or(ConferenceError::NotHere)?;
            let one = read(node, &tx, &officer.actor, one)?;
            Ok((one, named(&names(&tx).await?, who), at, page))
        }
    });
    let (one, who, when, page) = found.await?;
    let t = &officer.t;
    let back = format!("/conference/recommendations/{}", one.id);
    let body = body(t, Links::of(&officer), Shown::of(t, &one), &page);
    let head = head(t, t.say("conference-published-title").with("who", who.as_str()), &[])
        .under(t.say("conference-published-as-of").with("day", t.day_long(when)))
        .action(Action::link(t.get("conference-the-record"), back));
    Ok(web::page(&officer.viewer, head, body))
}

/// What others read, as it stands on a page.
pub(super) fn body<'a>(t: &'a T, links: Links, shown: Shown, page: &Published) -> ShowPublished<'a> {
    let answer = page.answer.as_ref();
    let figure = |(f, at): &(crate::follow::Figure, kernel::Timestamp)| {
        let value = format!("{} · {}", figure_value(t, f), t.day(*at));
        (figure_label(t, &f.code), value, figure_query(t, &f.code))
    };
    ShowPublished {
        t,
        links,
        shown,
        answer: answer.map(|(a, _)| t.get(&format!("conference-answer-{}", a.code()))).unwrap_or_default(),
        reason: answer.map(|(_, reason)| reason.clone()).unwrap_or_default(),
        lead: page.lead.clone(),
        parts: parts(t, page),
        figures: page.figures.iter().map(figure).collect(),
        signed: String::new(),
    }
}

fn parts(t: &T, page: &Published) -> Vec<(String, Vec<String>)> {
    let partner = |(name, sort): &(String, crate::follow::PartnerKind)| {
        format!("{name} · {}", t.get(&format!("conference-partner-{}", sort.code())))
    };
    let indicator = |i: &crate::follow::IndicatorState| {
        let last = i.values.last().map(|(at, value)| format!("{value} · {}", t.day(*at))).unwrap_or_default();
        format!("{} ({}): {last} · {}", i.what, i.unit, i.source)
    };
    let parts = [
        ("partners", page.partners.iter().map(partner).collect()),
        ("actions", page.actions.iter().map(|a| action_line(t, a)).collect()),
        ("indicators", page.indicators.iter().map(indicator).collect()),
        ("evidence", page.evidence.iter().map(|e| format!("{} · {}", e.title, e.reference)).collect()),
        ("views", page.views.iter().map(|v| view_line(t, v)).collect::<Vec<_>>()),
    ];
    let named = parts.into_iter().filter(|(_, lines): &(_, Vec<String>)| !lines.is_empty());
    named.map(|(key, lines)| (t.get(&format!("conference-{key}")), lines)).collect()
}
