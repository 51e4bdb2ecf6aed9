//! A case: what stands in it, entity by entity, with what other rooms show of it.

use crate::pages::card::{Card, Opened, ROWS_IN_LIST, Says, captions, explained, kind_word};
use crate::pages::case_tabs::{CasePage, Tab, tabs};
use crate::pages::compare_entities::{as_one, references};
use crate::pages::{in_address, open_case, page_number, purpose_of, reads};
use crate::types::{Case, CaseError, Entity, Import};
use crate::{
    EntityFilter, Keys, Question, SelectorCount, entities, entity_counts, find_permitted, imports_of,
};
use access::{Node, Officer, Place};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use gate::action;
use kernel::id::{CaseId, EntityId};
use kernel::limit::PAGE_ROWS;
use kernel::{EntityKind, Timestamp};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Tx;
use uuid::Uuid;
use web::{Problem, T};

/// What narrows the case.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Narrowed {
    #[serde(default)]
    q: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    page: Option<String>,
}

/// A kind with its number, as a link that narrows the list.
struct KindLink {
    label: String,
    n: u64,
    href: String,
    chosen: bool,
}

#[derive(askama::Template)]
#[template(path = "show_case.html")]
struct ShowCase<'a> {
    t: &'a T,
    now: Timestamp,
    cards: Vec<Card>,
    kinds: Vec<KindLink>,
    q: String,
    path: String,
    address: String,
    page: u64,
    total: u64,
    whole: u64,
    values: SelectorCount,
    may_clear: bool,
    may_import: bool,
    kept: bool,
    proposals: u64,
    imports: Vec<Import>,
    panels: Vec<String>,
    aside: Vec<String>,
    distress: Vec<(EntityId, String)>,
    tabs: Vec<Tab>,
}

struct Looked {
    case: Case,
    cards: Vec<Card>,
    counts: Vec<(EntityKind, u64)>,
    total: u64,
    values: SelectorCount,
    proposals: u64,
    imports: Vec<Import>,
    panels: Vec<String>,
    aside: Vec<String>,
    distress: Vec<(EntityId, String)>,
    now: Timestamp,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Query(narrowed): Query<Narrowed>,
) -> Result<Response, Problem> {
    let id = CaseId(id);
    let page = page_number(narrowed.page.as_deref());
    let kind = EntityKind::parse(&narrowed.kind);
    let q: String = narrowed.q.trim().chars().take(crate::QUESTION_CHARS_MAX).collect();
    let looked = node.store.run::<_, CaseError, _, _>("show case", |tx| {
        let (node, officer, q) = (&node, &officer, q.clone());
        async move { look(node, &tx, officer, id, (kind, &q, page)).await }
    });
    let looked = looked.await?;
    let t = &officer.t;
    let case = &looked.case;
    let path = format!("/cases/{id}");
    let may = |action| {
        node.gate.may(
            &case.label(),
            &gate::Ask::new(&officer.actor, action, purpose_of(&officer.actor), looked.now),
        )
    };
    let (may_import, may_clear, may_check) = (may(action::IMPORT), may(action::ACCEPT), may(action::CHECK));
    let opened = t.say("casefile-over").with("reference", &case.reference).with("day", t.day(case.opened_at));
    let mut head = web::Head::new("casefile", &case.title).over(opened).under(&case.summary);
    if may_import {
        head = head.action(web::Action::link(t.get("casefile-add-material"), format!("{path}/import")));
    }
    if may_check {
        head = head.action(web::Action::link(t.get("casefile-check"), format!("{path}/check")));
    }
    if may(action::OPEN_DOSSIER) {
        let to = format!("/dossiers/new?case={id}");
        head = head.action(web::Action::link(t.get("casefile-new-request"), to).primary());
    }
    let body = ShowCase {
        t,
        now: looked.now,

        kinds: kind_links(t, &path, &q, kind, &looked.counts),
        whole: looked.counts.iter().map(|(_, n)| n).sum(),
        cards: looked.cards,
        address: address(&path, &q, kind),
        path,
        q,
        page,
        total: looked.total,
        values: looked.values,
        may_clear,
        may_import,
        kept: case.circle.is_some(),
        proposals: looked.proposals,
        imports: looked.imports,
        panels: looked.panels,
        aside: looked.aside,
        distress: looked.distress,
        tabs: tabs(t, id, CasePage::Records),
    };
    let purpose = t.get(&format!("casefile-purpose-{}", purpose_of(&officer.actor)));
    let viewer = officer.viewer.clone().acting_in(&case.reference, format!("/cases/{id}"), purpose);
    Ok(web::page(&viewer, head, body))
}

async fn look(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    id: CaseId,
    (kind, q, page): (Option<EntityKind>, &str, u64),
) -> Result<Looked, CaseError> {
    let case = open_case(node, tx, officer, id, action::READ).await?;
    let keys = Keys::of(&node.vault);
    let ask = reads(officer, tx);
    let ids = match q.is_empty() {
        true => None,
        false => {
            let question = Question::read(q, officer.actor.party);
            let gate = (&node.gate, &ask);
            let (found, _) = find_permitted(tx, &keys, gate, &question, Some(id), FOUND_IN_CASE_MAX).await?;
            let found = explained(node, tx, officer, found, &question).await?;
            Some(found.into_iter().map(|e| e.id).collect::<Vec<EntityId>>())
        }
    };
    let filter = EntityFilter { kind, ids };
    let (found, total) = entities(tx, (&node.gate, &ask), id, &filter, (page, PAGE_ROWS)).await?;
    let found = node.gate.open_each(found, &ask, &mut tx.log());
    let (found, joined) = as_one(node, tx, officer, found).await?;
    let others = |e: &Entity| joined.get(&e.id).map(Vec::as_slice).unwrap_or_default();
    let all: Vec<Entity> = found.iter().flat_map(|e| std::iter::once(e).chain(others(e))).cloned().collect();
    let opened = Opened::of(node, tx, officer, &all).await?;
    let marks = if joined.is_empty() { BTreeMap::new() } else { references(node, tx, officer, &all).await? };
    let counts = entity_counts(tx, (&node.gate, &ask), &[id]).await?.remove(&id).unwrap_or_default();
    let mut values = SelectorCount::default();
    for count in crate::selector_counts(tx, (&node.gate, &ask), id).await?.values() {
        values.waiting = values.waiting.saturating_add(count.waiting);
        values.cleared = values.cleared.saturating_add(count.cleared);
        values.held_back = values.held_back.saturating_add(count.held_back);
    }
    let imports = imports_of(tx, &keys, id).await?;
    let imports =
        if imports.is_empty() { Vec::new() } else { node.gate.open_each(imports, &ask, &mut tx.log()) };
    let distress = in_distress(node, tx, officer, id).await?;
    let proposals = crate::candidates_waiting(tx, id).await?;
    let t = &officer.t;
    Ok(Looked {
        distress,
        proposals,
        cards: found.iter().map(|e| opened.card_as_one(t, (e, others(e)), &marks, ROWS_IN_LIST)).collect(),
        counts: counts.into_iter().collect(),
        total,
        values,
        imports,
        panels: node.panels_at(Place::Case, tx, &officer.actor, id.0, t).await?,
        aside: node.panels_at(Place::CaseAside, tx, &officer.actor, id.0, t).await?,
        now: tx.at(),
        case,
    })
}

/// Records that a search within a case looks through.
const FOUND_IN_CASE_MAX: usize = 300;

/// What is in distress in this case, of what the person may see.
async fn in_distress(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    id: CaseId,
) -> Result<Vec<(EntityId, String)>, CaseError> {
    let all = crate::in_distress_of(tx, &Keys::of(&node.vault), id).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let all: Vec<EntityId> = all.into_iter().collect();
    let found = crate::entities_by_id(tx, &all).await?;
    let here = node.gate.open_each(found, &reads(officer, tx), &mut tx.log());
    let here: Vec<EntityId> = here.into_iter().filter(|e| e.case == id).map(|e| e.id).collect();
    Ok(captions(node, tx, officer, &here).await?.into_iter().collect())
}

fn address(path: &str, q: &str, kind: Option<EntityKind>) -> String {
    let mut parts = Vec::new();
    if !q.is_empty() {
        parts.push(format!("q={}", in_address(q)));
    }
    parts.extend(kind.map(|k| format!("kind={k}")));
    if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
}

fn kind_links(
    t: &T,
    path: &str,
    q: &str,
    chosen: Option<EntityKind>,
    counts: &[(EntityKind, u64)],
) -> Vec<KindLink> {
    let all = counts.iter().map(|(_, n)| n).sum();
    let mut links = vec![KindLink {
        label: t.get("casefile-all-kinds"),
        n: all,
        href: address(path, q, None),
        chosen: chosen.is_none(),
    }];
    links.extend(counts.iter().map(|(kind, n)| KindLink {
        label: kind_word(t, *kind),
        n: *n,
        href: address(path, q, Some(*kind)),
        chosen: chosen == Some(*kind),
    }));
    links
}

impl ShowCase<'_> {
    fn under(&self, page: &str) -> String {
        format!("{}/{page}", self.path)
    }
}
