//! A check with what became of it, peer by peer, and its hits, each with the desk to ask.

use crate::rules;
use crate::store::{self, HitQuery, HitRow};
use crate::types::CheckRecord;
use ::store::{Fault, StoreError, Tx};
use access::{Node, Officer, broken};
use axum::extract::{Path, State};
use axum::response::Response;
use casefile::{Case, HeldSelector};
use directory::Peer;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::{CheckId, NodeId};
use kernel::{Label, Purpose, Strength, Timestamp};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;
use uuid::Uuid;
use web::{Problem, T};

/// A hit as the page shows it.
pub(crate) struct HitView {
    pub(crate) row: HitRow,
    /// The own value; empty where the officer may not see it.
    pub(crate) value: String,
    pub(crate) peer: String,
    pub(crate) contact: String,
    pub(crate) confirmed: bool,
    pub(crate) one_in: u64,
}

impl HitView {
    pub(crate) fn strong(&self) -> bool {
        self.row.hit.strength() == Strength::Strong
    }

    pub(crate) fn kind_key(&self) -> String {
        format!("deconfliction-kind-{}", self.row.hit.kind)
    }

    pub(crate) fn ask_address(&self) -> String {
        let hit = &self.row.hit;
        format!("/dossiers/new?case={}&peer={}&hit={}", hit.case, hit.peer, hit.reference)
    }
}

struct ResultRow {
    name: String,
    state: String,
    reason: String,
    asked: u64,
    withheld: u64,
    padded: u64,
    hits: u64,
    took_ms: i64,
    used: u64,
    budget: u64,
    not_looked_at: Vec<String>,
}

#[derive(askama::Template)]
#[template(path = "show_check.html")]
struct ShowCheck<'a> {
    t: &'a T,
    check: &'a CheckRecord,
    results: Vec<ResultRow>,
    hits: Vec<HitView>,
    missed: u64,
    kept: Option<String>,
}

impl ShowCheck<'_> {
    fn key(&self, group: &str, code: &str) -> String {
        format!("deconfliction-{group}-{code}")
    }
}

enum ShowError {
    NotAvailable,
    Store(StoreError),
}

impl From<StoreError> for ShowError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Fault for ShowError {
    fn store(&self) -> Option<&StoreError> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let (node_ref, officer_ref) = (&node, &officer);
    let loaded = node.store.run("show check", |tx| async move {
        let loaded = load(&tx, node_ref, officer_ref, CheckId(id)).await?;
        let authority = officer_ref.actor.authority;
        let kept = access::kept_panel(node_ref, &tx, ("check", id), authority, &officer_ref.t).await?;
        Ok::<_, ShowError>((loaded, kept))
    });
    let ((check, case, results, hits), kept) = loaded.await.map_err(|error| match error {
        ShowError::NotAvailable => Problem::not_available(),
        ShowError::Store(error) => broken(&error),
    })?;
    let t = &officer.t;
    let results: Vec<ResultRow> = results.iter().map(result_row).collect();
    let asked: u64 = results.iter().map(|r| r.asked).max().unwrap_or(0);
    let distinct: std::collections::BTreeSet<_> = hits.iter().map(|h| h.row.hit.reference.clone()).collect();
    let head = web::Head::new("checks", t.get("deconfliction-result-title"))
        .over(
            t.say("deconfliction-case")
                .with("reference", case.reference.as_str())
                .with("title", case.title.as_str()),
        )
        .action(web::Action::link(t.get("deconfliction-again"), format!("/cases/{}/check", case.id)))
        .action(web::Action::link(t.get("deconfliction-to-case"), format!("/cases/{}", case.id)));
    let missed = asked.saturating_sub(distinct.len() as u64);
    let viewer = officer.viewer.clone().acting_in(
        &case.reference,
        format!("/cases/{}", case.id),
        t.get(&format!("deconfliction-purpose-{}", check.purpose)),
    );
    Ok(web::page(&viewer, head, ShowCheck { t, check: &check, results, hits, missed, kept }))
}

type Loaded = (CheckRecord, Case, Vec<serde_json::Value>, Vec<HitView>);

async fn load(tx: &Tx, node: &Node, officer: &Officer, id: CheckId) -> Result<Loaded, ShowError> {
    let check = store::check(tx, id).await?.ok_or(ShowError::NotAvailable)?;
    let object = ObjectRef { kind: "check", id: id.0 };
    let ask = Ask::new(&officer.actor, action::READ, check.purpose, tx.at());
    let label = label_of(tx, &check).await?;
    let guarded = Guarded::new(object, label, check);
    let check =
        node.gate.open(guarded, &ask.on(object), &mut tx.log()).map_err(|_| ShowError::NotAvailable)?;
    let keys = casefile::Keys::of(&node.vault);
    let case = casefile::case(tx, &keys, check.case).await.ok().flatten().ok_or(ShowError::NotAvailable)?;
    let case = node.gate.open(case, &ask, &mut tx.log()).map_err(|_| ShowError::NotAvailable)?;
    let results = store::results(tx, id).await?;
    let (mut rows, _) =
        store::hits(tx, check.authority, HitQuery { check: Some(id), ..HitQuery::default() }, &[]).await?;
    rows.sort_by_key(|r| std::cmp::Reverse(r.hit.strength()));
    let languages = vec![officer.t.lang.code().to_owned()];
    let hits = views(tx, node, &officer.actor, check.purpose, &languages, rows).await?;
    Ok((check, case, results, hits))
}

/// The label of a check: what it asked, its case says, so that it is read under the limits of the case.
pub(crate) async fn label_of(tx: &Tx, check: &CheckRecord) -> Result<Label, StoreError> {
    let case = casefile::case_label(tx, check.case).await?;
    Ok(case.unwrap_or_else(|| Label::own(check.authority)))
}

/// Hits as pages show them: the own value through the gate, the peer's desk from the directory.
pub(crate) async fn views(
    tx: &Tx,
    node: &Node,
    actor: &kernel::Actor,
    purpose: Purpose,
    languages: &[String],
    rows: Vec<HitRow>,
) -> Result<Vec<HitView>, StoreError> {
    let keys = casefile::Keys::of(&node.vault);
    let mut peers: BTreeMap<NodeId, Option<Peer>> = BTreeMap::new();
    let mut guarded = Vec::with_capacity(rows.len());
    for row in &rows {
        if let Entry::Vacant(unknown) = peers.entry(row.hit.peer) {
            unknown.insert(directory::peer(tx, row.hit.peer).await?);
        }
        guarded.extend(casefile::selector(tx, &keys, row.hit.selector).await.ok().flatten());
    }
    let ask = Ask::new(actor, action::READ, purpose, tx.at());
    let opened = node.gate.open_each(guarded, &ask, &mut tx.log());
    let shown = super::shown(tx, node, actor, purpose, &opened).await;
    let values: BTreeMap<Uuid, HeldSelector> = opened.into_iter().map(|held| (held.id, held)).collect();
    // What is held back shows no hit either.
    let free =
        rows.into_iter().filter(|row| values.get(&row.hit.selector).is_some_and(|held| !held.held_back));
    Ok(free.map(|row| view(row, &shown, &peers, tx.at(), languages)).collect())
}

fn view(
    row: HitRow,
    shown: &BTreeMap<Uuid, String>,
    peers: &BTreeMap<NodeId, Option<Peer>>,
    now: Timestamp,
    languages: &[String],
) -> HitView {
    let peer = peers.get(&row.hit.peer).and_then(Option::as_ref);
    let contact = peer.and_then(|p| p.contact_for(row.hit.authority, now, languages));
    HitView {
        value: shown.get(&row.hit.selector).cloned().unwrap_or_default(),
        peer: peer.map(|p| p.name().to_owned()).unwrap_or_default(),
        confirmed: contact.as_ref().is_some_and(|c| c.confirmed),
        contact: contact.map(|c| c.desk.point.name).unwrap_or_default(),
        one_in: rules::one_in(row.hit.chance),
        row,
    }
}

/// The kinds that a peer did not look at; older results say nothing of them.
fn kinds(value: &serde_json::Value) -> Vec<String> {
    let all = value.get("not_looked_at").and_then(serde_json::Value::as_array);
    all.into_iter().flatten().filter_map(|kind| kind.as_str().map(str::to_owned)).collect()
}

fn result_row(value: &serde_json::Value) -> ResultRow {
    let text =
        |name: &str| value.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let number = |name: &str| value.get(name).and_then(serde_json::Value::as_u64).unwrap_or(0);
    ResultRow {
        name: text("name"),
        state: text("state"),
        reason: text("reason"),
        asked: number("asked"),
        withheld: number("withheld"),
        padded: number("padded"),
        hits: number("hits"),
        took_ms: value.get("took_ms").and_then(serde_json::Value::as_i64).unwrap_or(0),
        used: number("used"),
        budget: number("budget"),
        not_looked_at: kinds(value),
    }
}
