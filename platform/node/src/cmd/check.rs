//! `liaison check`: asks other nodes, privately, which values of a case they hold too.

use super::{Who, find_case, purpose_of};
use crate::cli::Check;
use anyhow::{Context, Result};
use casefile::CaseError;
use deconfliction::NewCheck;
use deconfliction::store::{self as checks, HitQuery};
use kernel::id::EntityId;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use store::StoreError;

pub(crate) async fn run(who: &Who<'_>, args: &Check) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let actor = &actor;
    let case = node
        .store
        .run::<_, CaseError, _, _>("case", |tx| async move { find_case(&tx, node, actor, &args.case).await });
    let case = case.await?.with_context(|| format!("there is no case `{}`", args.case))?;
    let peers = node.store.run::<_, directory::DirectoryError, _, _>("peers", |tx| async move {
        let mut ids = Vec::new();
        for name in &args.with {
            ids.push(directory::peer_by_name(&tx, name).await?.node);
        }
        if args.with.is_empty() {
            let all = directory::peers(&tx).await?;
            ids.extend(all.iter().filter(|p| p.is_trusted() && p.terms.may_answer).map(|p| p.node));
        }
        Ok(ids)
    });
    let (purpose, words) = purpose_of(&args.purpose);
    let new = NewCheck {
        case: case.id,
        peers: peers.await?,
        purpose,
        words,
        basis: args.basis.clone(),
        only: BTreeSet::new(),
    };
    let (record, results) = deconfliction::run_check(node, actor, &new).await?;
    let (hits, values) = hits(who, actor, &record).await?;
    let refused: Vec<Value> = results
        .iter()
        .filter(|r| r.state != "done")
        .map(|r| json!({ "peer": r.name, "node": r.peer.to_string(), "state": r.state, "reason": r.reason }))
        .collect();
    let asked = results.iter().map(|r| r.asked).max().unwrap_or(0);
    let took: i64 = results.iter().map(|r| r.took_ms).sum();
    let document = json!({
        "check": record.id, "hits": hits, "asked": asked, "took_ms": took, "refused": refused,
        "peers": results,
    });
    let complete = refused.is_empty();
    who.out.print(&document, || {
        let mut lines = vec![format!("{asked} values asked of {} authorities in {took} ms.", results.len())];
        lines.extend(values);
        lines.extend(
            results
                .iter()
                .filter(|r| r.state != "done")
                .map(|r| format!("{}: {} ({})", r.name, r.state, r.reason)),
        );
        if hits.is_empty() {
            lines.push("Nothing is shared with those that answered. That is not proof of absence.".into());
        }
        lines.join("\n")
    });
    Ok(complete)
}

/// The hits as documents and as lines; one entry for each shared value and own record of it.
async fn hits(
    who: &Who<'_>,
    actor: &kernel::Actor,
    record: &deconfliction::CheckRecord,
) -> Result<(Vec<Value>, Vec<String>)> {
    let node = who.node();
    let loaded = node.store.run::<_, StoreError, _, _>("hits", |tx| async move {
        let query = HitQuery { check: Some(record.id), ..HitQuery::default() };
        let (rows, _) = checks::hits(&tx, record.authority, query, &[]).await?;
        let keys = casefile::Keys::of(&node.vault);
        let mut guarded = Vec::new();
        for row in &rows {
            guarded.extend(casefile::selector(&tx, &keys, row.hit.selector).await.ok().flatten());
        }
        let ask = gate::Ask::new(actor, gate::action::READ, record.purpose, tx.at());
        let held: BTreeMap<_, _> =
            node.gate.open_each(guarded, &ask, &mut tx.log()).into_iter().map(|h| (h.id, h)).collect();
        let references = references(&tx, node, &ask, held.values().map(|h| h.entity).collect()).await;
        let mut peers = BTreeMap::new();
        for row in &rows {
            if let Some(peer) = directory::peer(&tx, row.hit.peer).await? {
                peers.insert(row.hit.peer, peer);
            }
        }
        Ok((rows, held, references, peers, tx.at()))
    });
    let (rows, held, references, peers, now) = loaded.await?;
    let (mut documents, mut lines) = (Vec::new(), Vec::new());
    for row in rows {
        let hit = row.hit;
        let Some(own) = held.get(&hit.selector) else { continue };
        let peer = peers.get(&hit.peer);
        let contact = peer.and_then(|p| p.contact_for(hit.authority, now, &[]));
        let contact_name = contact.as_ref().map(|c| c.desk.point.name.clone());
        let name = peer.map(|p| p.name().to_owned()).unwrap_or_default();
        documents.push(json!({
            "kind": hit.kind, "strength": hit.strength(), "chance": hit.chance, "peer": name,
            "contact": { "name": contact_name, "confirmed": contact.as_ref().map(|c| c.confirmed) },
            "reference": hit.reference, "value": own.selector.value, "entity": own.entity,
            "own_reference": references.get(&own.entity), "case": hit.case,
        }));
        lines.push(format!(
            "{}  {} ({}, 1 in {} by chance)  {}  {}",
            hit.reference,
            own.selector.value,
            hit.kind,
            deconfliction::rules::one_in(hit.chance),
            name,
            contact_name.unwrap_or_default(),
        ));
    }
    Ok((documents, lines))
}

/// The file's own reference of each entity, or of whoever holds or uses it.
async fn references(
    tx: &store::Tx,
    node: &access::Node,
    ask: &gate::Ask<'_>,
    entities: BTreeSet<EntityId>,
) -> BTreeMap<EntityId, String> {
    let keys = casefile::Keys::of(&node.vault);
    let things: Vec<EntityId> = entities.into_iter().collect();
    let naming = casefile::statements_naming(tx, &keys, &things).await.unwrap_or_default();
    let naming = node.gate.open_each(naming, ask, &mut tx.log());
    let mut holders: BTreeMap<EntityId, EntityId> = things.iter().map(|t| (*t, *t)).collect();
    for statement in naming.iter().filter(|s| s.retracted.is_none()) {
        if let casefile::Value::Entity(thing) = statement.value {
            holders.insert(thing, statement.entity);
        }
    }
    let all: Vec<EntityId> = holders.values().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let said = casefile::statements_of_all(tx, &keys, &all).await.unwrap_or_default();
    let said = node.gate.open_each(said, ask, &mut tx.log());
    // A list gives its own reference first and its data base's number after it; the first is what people quote.
    let mut named: BTreeMap<EntityId, String> = BTreeMap::new();
    for statement in
        said.into_iter().filter(|s| s.property == kernel::Property::Reference && s.retracted.is_none())
    {
        if let casefile::Value::Text(text) = statement.value {
            named.entry(statement.entity).or_insert(text);
        }
    }
    holders.into_iter().filter_map(|(thing, holder)| Some((thing, named.get(&holder)?.clone()))).collect()
}
