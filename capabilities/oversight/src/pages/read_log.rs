//! The log, newest first: who did what to which record, for which purpose, and how it ended.

use super::{LogError, oversee, word};
use crate::rules;
use access::{Node, Officer};
use axum::extract::{Query, State};
use axum::response::Response;
use gate::action;
use kernel::limit::PAGE_ROWS;
use kernel::{Outcome, Timestamp};
use serde::Deserialize;
use std::sync::Arc;
use store::audit::{self, LogQuery, LogRow};
use uuid::Uuid;
use web::{Action, Choice, Head, Problem, T, Tag, Tone};

/// Actions that are logged without a decision of the gate.
const BESIDE_THE_GATE: &[&str] = &["sign-in", "use-link"];
/// Highest page that is looked up.
const PAGE_MAX: u64 = 1_000_000;

/// What to look for.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Find {
    #[serde(default)]
    action: String,
    #[serde(default)]
    object: String,
    #[serde(default)]
    refused: String,
    #[serde(default)]
    page: String,
}

impl Find {
    /// The action, if it is one that the log can hold.
    fn action(&self) -> Option<String> {
        let code = self.action.trim();
        actions().any(|known| known == code).then(|| code.to_owned())
    }

    fn object(&self) -> Option<Uuid> {
        Uuid::try_parse(self.object.trim()).ok()
    }

    fn refused(&self) -> bool {
        self.refused == "yes"
    }

    fn page(&self) -> u64 {
        self.page.parse().unwrap_or(1).clamp(1, PAGE_MAX)
    }

    fn asks(&self) -> bool {
        self.action().is_some() || self.object().is_some() || self.refused()
    }

    fn address(&self) -> String {
        let mut parts = Vec::new();
        parts.extend(self.action().map(|code| format!("action={code}")));
        parts.extend(self.object().map(|id| format!("object={id}")));
        parts.extend(self.refused().then(|| "refused=yes".to_owned()));
        if parts.is_empty() { "/log".into() } else { format!("/log?{}", parts.join("&")) }
    }
}

struct Row {
    when: String,
    moment: String,
    who: String,
    kind: String,
    what: String,
    object_kind: String,
    object: Option<String>,
    why: String,
    outcome: Tag,
    policies: String,
    note: String,
    place: Option<i64>,
}

#[derive(askama::Template)]
#[template(path = "read_log.html")]
struct ReadLog<'a> {
    t: &'a T,
    rows: Vec<Row>,
    total: u64,
    page: u64,
    find: Find,
    actions: Vec<Choice>,
}

pub(crate) async fn read(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(find): Query<Find>,
) -> Result<Response, Problem> {
    let page = find.page();
    let found = node.store.run::<_, LogError, _, _>("read log", |tx| {
        let (node, officer, find) = (&node, &officer, &find);
        async move {
            oversee(node, &tx, officer, find.object().unwrap_or_default())?;
            let here: Vec<_> = access::authorities(&tx).await?.into_iter().map(|a| a.id).collect();
            let peers = directory::peers(&tx).await?;
            let peers = peers.iter().flat_map(|p| p.card.card().authorities.iter().map(|a| a.id)).collect();
            let query = LogQuery {
                object: find.object(),
                action: find.action(),
                refused: find.refused(),
                authorities: rules::overseen(officer.authority.id, &here, &peers),
                page: page.saturating_sub(1),
                rows: PAGE_ROWS,
            };
            Ok(audit::read(&tx, &query).await?)
        }
    });
    let (entries, total) = found.await?;
    let t = &officer.t;
    let head = Head::new("oversight", t.get("oversight-log"))
        .over(t.get("oversight-law"))
        .under(t.get("oversight-what"))
        .action(Action::link(t.get("oversight-verify"), "/log/verify").primary());
    let mut choices = vec![Choice::new("", t.get("oversight-any-action"))];
    choices.extend(actions().map(|code| Choice::new(code, word(&node, t, "action", code))));
    let rows = entries.into_iter().map(|entry| row(&node, t, entry)).collect();
    Ok(web::page(&officer.viewer, head, ReadLog { t, rows, total, page, find, actions: choices }))
}

fn actions() -> impl Iterator<Item = &'static str> {
    action::ALL.iter().chain(BESIDE_THE_GATE).copied()
}

fn row(node: &Node, t: &T, LogRow { seq, entry, .. }: LogRow) -> Row {
    let (kind, peer) = match entry.actor_kind.split_once(' ') {
        Some((kind, id)) => (kind, Some(id)),
        None => (entry.actor_kind.as_str(), None),
    };
    let at = Timestamp(entry.at);
    let (outcome, policies) = match entry.outcome {
        Outcome::Done => (web::tag(t.get("oversight-done"), Tone::Good), String::new()),
        Outcome::Refused(ids) => (web::tag(t.get("oversight-refused"), Tone::Stop), ids.join(", ")),
    };
    let kind = word(node, t, "actor", kind);
    Row {
        when: t.when(at),
        moment: at.rfc3339(),
        who: entry.name,
        kind: peer.map_or_else(|| kind.clone(), |id| format!("{kind} {id}")),
        what: word(node, t, "action", &entry.action),
        object_kind: word(node, t, "object", &entry.object_kind),
        object: (!entry.object.is_nil()).then(|| entry.object.to_string()),
        why: word(node, t, "purpose", &entry.purpose),
        outcome,
        policies,
        note: entry.note,
        place: seq,
    }
}

impl ReadLog<'_> {
    fn refused_only(&self) -> web::Field {
        let field = web::check("refused", self.t.get("oversight-refused-only"));
        if self.find.refused() { field.value("yes") } else { field }
    }
}
