//! `liaison verify`: the log, and every authority's copy of every dossier: chains, signatures, commitments, receipts.

use super::Who;
use anyhow::Result;
use serde_json::json;
use std::collections::BTreeMap;
use store::StoreError;

pub(crate) async fn run(who: &Who<'_>) -> Result<bool> {
    let node = who.node();
    let log = oversight::verify_log(node).await;
    let (copies, names) = node
        .store
        .run::<_, StoreError, _, _>("dossiers", |tx| async move {
            let own = access::authorities(&tx).await?;
            let names: BTreeMap<_, _> = own.into_iter().map(|a| (a.id, a.name)).collect();
            Ok((exchange::store::all_copies(&tx).await?, names))
        })
        .await?;
    let mut dossiers = Vec::new();
    for (id, authority) in copies {
        let report = node
            .store
            .run("verify", |tx| async move { exchange::verify_dossier(&tx, node, id, authority).await })
            .await?;
        let name = names.get(&authority).cloned().unwrap_or_default();
        dossiers.push((id, name, report));
    }
    let sound = log.is_ok() && dossiers.iter().all(|(.., r)| r.faults.is_empty());
    let document = json!({
        "sound": sound,
        "log": match &log { Ok(report) => json!(report), Err(error) => json!({ "broken": error.to_string() }) },
        "dossiers": dossiers
            .iter()
            .map(|(id, name, report)| json!({ "dossier": id, "authority": name, "report": report }))
            .collect::<Vec<_>>(),
    });
    who.out.print(&document, || {
        let mut lines = vec![match &log {
            Ok(r) => format!("Log: {} entries chained and signed, {} not chained yet, {} erased.", r.chained, r.waiting, r.erased),
            Err(error) => format!("Log: {error}"),
        }];
        for (id, name, r) in &dossiers {
            // Where several authorities work, each has its own copy, and the line says whose it is.
            let whose = if names.len() > 1 { format!(" of {name}") } else { String::new() };
            lines.push(format!(
                "Dossier {id}{whose}: {} moves, {} signatures, {} receipts verified, {} not received yet, history {}{}",
                r.moves,
                r.signatures,
                r.receipts,
                r.not_received,
                r.history,
                if r.faults.is_empty() { String::new() } else { format!(", {} FAULTS: {:?}", r.faults.len(), r.faults) },
            ));
        }
        lines.push(if sound { "Everything holds.".into() } else { "Something does not hold.".into() });
        lines.join("\n")
    });
    Ok(sound)
}
