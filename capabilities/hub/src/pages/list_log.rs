//! The log of the hub as it is kept here, newest first, with what was verified of each entry.

use super::{may_see, named, names};
use crate::say::{HubError, hub_in_use};
use crate::statement::{LeafKind, Says, Statement};
use crate::store::StoredLeaf;
use crate::{log, state, store};
use access::{Node, Officer};
use axum::extract::{Query, State};
use axum::response::Response;
use kernel::id::NodeId;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use web::{Head, Problem, T, Tag, Tone};

/// Entries on a page.
const ROWS: u64 = kernel::limit::PAGE_ROWS;

/// Which page.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct PageQuery {
    #[serde(default)]
    page: Option<u64>,
}

struct Row {
    place: u64,
    who: String,
    what: String,
    when: String,
    holds: Tag,
    hash: String,
}

#[derive(askama::Template)]
#[template(path = "list_log.html")]
struct ListLog<'a> {
    t: &'a T,
    rows: Vec<Row>,
    size: u64,
    page: u64,
    holds: bool,
}

pub(crate) async fn list(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(asked): Query<PageQuery>,
) -> Result<Response, Problem> {
    let (node, officer, t) = (&node, &officer, &officer.t);
    let page = asked.page.unwrap_or(1).max(1);
    let read = node.store.run::<_, HubError, _, _>("log of the hub", |tx| async move {
        may_see(node, &tx, officer).await?;
        // A hub shows its own log; a member the copy that it keeps.
        let hub = match log::is_hub(&tx).await? {
            true => node.keys.id,
            false => hub_in_use(&tx).await.map_err(|_| HubError::NotHere)?,
        };
        let size = store::size(&tx, hub).await?;
        let until = size.saturating_sub(page.saturating_sub(1).saturating_mul(ROWS));
        let from = until.saturating_sub(ROWS);
        let mut leaves = state::leaves(&tx, hub, from, until.saturating_sub(from)).await?;
        leaves.reverse();
        let walked = state::walk(&tx, node.keys.id).await?;
        let broken = walked.into_iter().find(|walked| walked.hub == hub).and_then(|walked| walked.broken_at);
        Ok((leaves, size, broken, names(&tx, node, Some(hub)).await?))
    });
    let (leaves, size, broken, names) = read.await?;
    let rows = leaves.iter().map(|leaf| row(t, leaf, broken, &names)).collect();
    let head = Head::new("hub", t.get("hub-log")).over(t.get("hub-title")).under(t.get("hub-log-what"));
    Ok(web::page(&officer.viewer, head, ListLog { t, rows, size, page, holds: broken.is_none() }))
}

fn row(t: &T, leaf: &StoredLeaf, broken: Option<u64>, names: &BTreeMap<NodeId, String>) -> Row {
    let holds = match broken {
        Some(place) if leaf.place >= place => web::tag(t.get("hub-holds-not"), Tone::Stop),
        _ if leaf.node.is_none() => web::tag(t.get("hub-unread"), Tone::Warn),
        _ => web::tag(t.get("hub-holds"), Tone::Good),
    };
    Row {
        place: leaf.place.saturating_add(1),
        who: leaf.node.map(|node| named(names, node)).unwrap_or_default(),
        what: what(t, leaf, names),
        when: t.when(leaf.at),
        holds,
        // Enough to compare by eye; the whole is in the database and follows from the leaf.
        hash: leaf.hash.to_string().chars().take(16).collect(),
    }
}

fn what(t: &T, leaf: &StoredLeaf, names: &BTreeMap<NodeId, String>) -> String {
    if leaf.kind == LeafKind::Card.byte() {
        return t.n("hub-says-card", leaf.number);
    }
    let statement = serde_json::from_slice::<Statement>(leaf.leaf.get(105..).unwrap_or_default());
    let Some(said) = statement.ok().filter(|_| leaf.kind == LeafKind::Statement.byte()) else {
        return t.get("hub-says-unknown");
    };
    match &said.says {
        Says::Revoked { reason, .. } => t.say("hub-says-revoked").with("reason", reason.as_str()).to_string(),
        Says::Compared { subject } => {
            t.say("hub-says-compared").with("node", named(names, *subject).as_str()).to_string()
        }
        Says::Network { .. }
        | Says::Invite { .. }
        | Says::Accept { .. }
        | Says::Leave { .. }
        | Says::Remove { .. } => {
            // Which network and who stands on its own page, for those who are in it.
            t.get(&format!("hub-says-{}", said.says.code()))
        }
        Says::Other(_) => t.get("hub-says-unknown"),
    }
}
