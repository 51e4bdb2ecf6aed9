//! At a hub: its members, when they were last there, and how full their mailboxes are. Never what lies in them.

use super::{may_see, trusted};
use crate::log;
use crate::say::HubError;
use crate::store_mail::{self, Fill};
use access::{Node, Officer};
use axum::extract::State;
use axum::response::Response;
use directory::Peer;
use kernel::Timestamp;
use std::sync::Arc;
use web::{Head, Problem, T};

struct Row {
    name: String,
    seen: String,
    items: u64,
    size: String,
    oldest: String,
}

#[derive(askama::Template)]
#[template(path = "list_members.html")]
struct ListMembers<'a> {
    t: &'a T,
    rows: Vec<Row>,
}

pub(crate) async fn list(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    let (node, officer, t) = (&node, &officer, &officer.t);
    let read = node.store.run::<_, HubError, _, _>("members of the hub", |tx| async move {
        may_see(node, &tx, officer).await?;
        if !log::is_hub(&tx).await? {
            return Err(HubError::NotHere);
        }
        let mut members = Vec::new();
        for peer in trusted(&tx).await? {
            let (fill, _) = store_mail::fill(&tx, peer.node, None).await?;
            members.push((peer, fill));
        }
        Ok((members, tx.at()))
    });
    let (members, now) = read.await?;
    let rows = members.iter().map(|(peer, fill)| row(t, now, peer, fill)).collect();
    let head =
        Head::new("hub", t.get("hub-members")).over(t.get("hub-title")).under(t.get("hub-members-what"));
    Ok(web::page(&officer.viewer, head, ListMembers { t, rows }))
}

fn row(t: &T, now: Timestamp, peer: &Peer, fill: &Fill) -> Row {
    Row {
        name: format!("{} ({})", peer.name(), peer.party()),
        seen: peer.last_seen_at.map_or_else(|| t.get("hub-never-seen"), |at| t.ago(now, at)),
        items: fill.items,
        size: t.n("hub-kilobytes", fill.bytes.div_ceil(1024)),
        oldest: fill.oldest.map(|at| t.ago(now, at)).unwrap_or_default(),
    }
}
