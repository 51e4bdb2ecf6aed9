//! `liaison show`: a case, an entity or a dossier.

use super::{Who, find_case};
use crate::cli::Show;
use anyhow::{Result, bail};
use casefile::{CaseError, EntityFilter, Keys, Value};
use gate::{Ask, action};
use kernel::Purpose;
use kernel::id::{CaseId, DossierId, EntityId};
use serde_json::{Value as Json, json};
use store::Tx;

/// Entities of a case printed at most.
const ENTITIES_MAX: u64 = 500;

pub(crate) async fn run(who: &Who<'_>, args: &Show) -> Result<bool> {
    let Some(document) = document(who, args).await? else {
        bail!("there is no case, entity or dossier `{}` here that you may read", args.reference)
    };
    who.out.print(&document, || serde_json::to_string_pretty(&document).unwrap_or_default());
    Ok(true)
}

/// The case, entity or dossier that is called so, as whoever asks may read it.
pub(crate) async fn document(who: &Who<'_>, args: &Show) -> Result<Option<Json>> {
    let (node, actor) = (who.node(), who.actor().await?);
    let (actor, reference) = (&actor, args.reference.as_str());
    let found = node.store.run::<_, CaseError, _, _>("show", |tx| async move {
        if let Some(case) = find_case(&tx, node, actor, reference).await? {
            return Ok(Some(case_document(&tx, node, actor, &case).await?));
        }
        let keys = Keys::of(&node.vault);
        let ask = Ask::new(actor, action::READ, Purpose::Investigation, tx.at());
        if let Some(id) = CaseId::parse(reference)
            && let Some(guarded) = casefile::case(&tx, &keys, id).await?
            && let Ok(case) = node.gate.open(guarded, &ask, &mut tx.log())
        {
            return Ok(Some(case_document(&tx, node, actor, &case).await?));
        }
        if let Some(id) = EntityId::parse(reference)
            && let Some(guarded) = casefile::entity(&tx, id).await?
            && let Ok(entity) = node.gate.open(guarded, &ask, &mut tx.log())
        {
            return Ok(Some(entity_document(&tx, node, actor, &entity).await?));
        }
        Ok(None)
    });
    if let Some(document) = found.await? {
        return Ok(Some(document));
    }
    match super::inbox::find_dossier(who, actor, reference).await? {
        Some(id) => Ok(Some(dossier_document(who, actor, id).await?)),
        None => Ok(None),
    }
}

async fn case_document(
    tx: &Tx,
    node: &access::Node,
    actor: &kernel::Actor,
    case: &casefile::Case,
) -> Result<Json, CaseError> {
    let ask = Ask::new(actor, action::READ, Purpose::Investigation, tx.at());
    let filter = EntityFilter { kind: None, ids: None };
    let (guarded, total) =
        casefile::entities(tx, (&node.gate, &ask), case.id, &filter, (1, ENTITIES_MAX)).await?;
    let counts = casefile::selector_counts(tx, (&node.gate, &ask), case.id).await?;
    let mut entities = Vec::new();
    for entity in node.gate.open_each(guarded, &ask, &mut tx.log()) {
        entities.push(entity_document(tx, node, actor, &entity).await?);
    }
    let selectors: serde_json::Map<String, Json> = counts
        .iter()
        .map(|(kind, c)| {
            (
                kind.code().to_owned(),
                json!({ "waiting": c.waiting, "cleared": c.cleared, "held_back": c.held_back }),
            )
        })
        .collect();
    Ok(json!({
        "case": case.id, "reference": case.reference, "title": case.title, "opened_at": case.opened_at.rfc3339(),
        "entities_total": total, "selectors": selectors, "entities": entities,
    }))
}

async fn entity_document(
    tx: &Tx,
    node: &access::Node,
    actor: &kernel::Actor,
    entity: &casefile::Entity,
) -> Result<Json, CaseError> {
    let keys = Keys::of(&node.vault);
    let ask = Ask::new(actor, action::READ, Purpose::Investigation, tx.at());
    let statements = casefile::statements_of(tx, &keys, entity.id).await?;
    let statements: Vec<_> = node
        .gate
        .open_each(statements, &ask, &mut tx.log())
        .into_iter()
        .map(|s| {
            let value = match s.value {
                Value::Text(text) => json!(text),
                Value::Entity(id) => json!({ "entity": id }),
            };
            json!({
                "id": s.id, "property": s.property, "value": value, "source": s.source.name, "place": s.source.place,
                "received": s.source.received.map(|(d, n)| json!({ "dossier": d, "move": n })),
                "grade": s.grade.map(|g| g.to_string()), "handling": s.handling, "tlp": s.tlp, "pap": s.pap,
                "restrictions": s.restrictions, "at": s.at.rfc3339(),
                "originator": s.originator.map(|n| n.to_string()), "retracted": s.retracted.map(|r| r.why),
            })
        })
        .collect();
    Ok(json!({ "entity": entity.id, "kind": entity.kind, "case": entity.case, "statements": statements }))
}

async fn dossier_document(who: &Who<'_>, actor: &kernel::Actor, id: DossierId) -> Result<Json> {
    let node = who.node();
    let thread = node.store.run("show dossier", |tx| async move {
        let guarded = exchange::thread(&tx, node, id, actor.authority)
            .await?
            .ok_or(exchange::ExchangeError::NotHere)?;
        let ask = Ask::new(actor, action::READ, Purpose::Investigation, tx.at()).on(guarded.object());
        let thread = node.gate.open(guarded, &ask, &mut tx.log())?;
        let keys = exchange::thread::keys_of(&tx, node, thread.dossier.peer).await?;
        let mut moves = Vec::new();
        for made in &thread.moves {
            let header = made.read_header()?;
            let receipt = exchange::receipt_of(&tx, node, &thread, made, &keys).await?;
            moves.push(json!({
                "side": made.side, "number": made.number, "move": header.code, "at": header.at.rfc3339(), "desk": header.desk,
                "digest": made.digest, "body": made.read_body().map(exchange::without_names), "receipt": format!("{receipt:?}"),
                "transcribed": exchange::transcribed(&header),
            }));
        }
        let files = super::attachment::of_dossier(&tx, node, actor, id).await?;
        Ok::<_, exchange::ExchangeError>((thread, moves, files))
    });
    let (thread, moves, files) = thread.await?;
    let d = &thread.dossier;
    Ok(json!({
        "dossier": d.id, "kind": d.kind.id, "side": d.side, "peer": d.peer.to_string(), "state": d.state, "case": d.case, "hit": d.hit,
        "history": exchange::history_digest(&thread).to_string(), "moves": moves, "attachments": files,
    }))
}
