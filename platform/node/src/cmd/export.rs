//! `liaison export`: what may leave a case for another authority, as JSON Lines on standard output.

use super::{Who, find_case, purpose_of};
use crate::cli::Export;
use anyhow::{Context, Result};
use casefile::{CaseError, EntityFilter, Keys, Value};
use gate::{Ask, action};
use serde_json::json;

/// Entities read in one go.
const ENTITIES: u64 = 500;

pub(crate) async fn run(who: &Who<'_>, args: &Export) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let actor = &actor;
    let (purpose, _) = purpose_of(&args.purpose);
    let peer =
        node.store.run("peer", |tx| async move { directory::peer_by_name(&tx, &args.to).await }).await?;
    let peer = &peer;
    let (mut page, mut written, mut withheld) = (1, 0_u64, 0_u64);
    loop {
        let part = node.store.run::<_, CaseError, _, _>("export", |tx| async move {
            let Some(case) = find_case(&tx, node, actor, &args.case).await? else { return Ok(None) };
            let read = Ask::new(actor, action::READ, purpose, tx.at());
            let filter = EntityFilter { kind: None, ids: None };
            let (guarded, _) =
                casefile::entities(&tx, (&node.gate, &read), case.id, &filter, (page, ENTITIES)).await?;
            let entities = node.gate.open_each(guarded, &read, &mut tx.log());
            let ids: Vec<_> = entities.iter().map(|e| e.id).collect();
            let statements = casefile::statements_of_all(&tx, &Keys::of(&node.vault), &ids).await?;
            // Each statement passes the gate for this recipient; nothing else is written.
            let out = Ask::new(actor, action::EXPORT, purpose, tx.at()).assessed(peer.assessment(tx.at()));
            let (released, withheld) =
                node.gate.release_each(statements, &out, &peer.recipient(), &mut tx.log());
            Ok(Some((entities, released, withheld)))
        });
        let (entities, released, kept) =
            part.await?.with_context(|| format!("there is no case `{}`", args.case))?;
        withheld += kept as u64;
        for statement in released.iter().map(gate::Released::value).filter(|s| s.retracted.is_none()) {
            let kind = entities.iter().find(|e| e.id == statement.entity).map(|e| e.kind);
            let local = |id| entities.iter().position(|e| e.id == id);
            // Entities bear their place in this file, never their id here.
            let value = match &statement.value {
                Value::Text(text) => json!({ "text": text }),
                Value::Entity(id) => json!({ "link": local(*id) }),
            };
            written += 1;
            who.out.line(&json!({
                "entity": local(statement.entity).map(|n| format!("{page}-{n}")), "kind": kind, "property": statement.property, "value": value,
                "source": statement.source.name, "grade": statement.grade.as_ref().map(ToString::to_string),
                "handling": statement.handling, "tlp": statement.tlp, "pap": statement.pap, "restrictions": statement.restrictions,
            }).to_string());
        }
        if (entities.len() as u64) < ENTITIES {
            break;
        }
        page += 1;
    }
    eprintln!(
        "liaison: {written} statements written for {}; {withheld} are not available for this export",
        peer.name()
    );
    Ok(true)
}
