//! What is recorded about each State that a trusted node stands in.

use super::list_directory::look_up;
use super::shown;
use crate::store_peers;
use crate::types::{DirectoryError, Peer};
use access::{Node, Officer};
use axum::extract::State;
use axum::response::Response;
use kernel::{Party, Role};
use std::collections::BTreeMap;
use std::sync::Arc;
use web::{Head, Problem, T, Tag};

struct Row {
    party: Party,
    names: String,
    assessment: Tag,
    conditions: String,
    by: String,
}

#[derive(askama::Template)]
#[template(path = "list_assessments.html")]
struct ListAssessments<'a> {
    t: &'a T,
    rows: Vec<Row>,
    /// Whether this person oversees what was sent.
    oversees: bool,
}

pub(crate) async fn list(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    let read = node.store.run::<_, DirectoryError, _, _>("assessments", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            look_up(node, &tx, officer)?;
            Ok((
                store_peers::peers(&tx).await?,
                crate::store_kept::stand_ins(&tx, officer.authority.id).await?,
            ))
        }
    });
    let (peers, kept) = read.await?;
    let (t, now) = (&officer.t, node.store.clock().now());
    let mut of: BTreeMap<Party, Vec<Peer>> = BTreeMap::new();
    for peer in peers.into_iter().filter(Peer::is_trusted).chain(kept) {
        of.entry(peer.party()).or_default().push(peer);
    }
    let rows = of.into_iter().filter_map(|(party, peers)| {
        let first = peers.first()?;
        let held = first.assessment.as_ref();
        Some(Row {
            party,
            names: peers.iter().map(Peer::name).collect::<Vec<_>>().join(" · "),
            assessment: shown::assessment_tag(t, first, now),
            conditions: held.map(|a| a.conditions.clone()).unwrap_or_default(),
            by: held.map(|a| a.by.clone()).unwrap_or_default(),
        })
    });
    let head = Head::new("assessments", t.get("directory-assessments"))
        .over(t.get("directory-assessments-law"))
        .under(t.get("directory-assessments-what"));
    let oversees = officer.actor.is(Role::Auditor) || officer.actor.is(Role::DataProtectionOfficer);
    Ok(web::page(&officer.viewer, head, ListAssessments { t, rows: rows.collect(), oversees }))
}
