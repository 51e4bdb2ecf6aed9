//! `liaison verify`: the log, and every dossier: chains, signatures, commitments, receipts.

use super::Who;
use anyhow::Result;
use serde_json::json;
use store::StoreError;

pub(crate) async fn run(who: &Who<'_>) -> Result<bool> {
    let node = who.node();
    let log = oversight::verify_log(node).await;
    let ids = node
        .store
        .run::<_, StoreError, _, _>("dossiers", |tx| async move { exchange::store::all_ids(&tx).await })
        .await?;
    let mut dossiers = Vec::new();
    for id in ids {
        let report = node
            .store
            .run("verify", |tx| async move { exchange::verify_dossier(&tx, node, id).await })
            .await?;
        dossiers.push((id, report));
    }
    let sound = log.is_ok() && dossiers.iter().all(|(_, r)| r.faults.is_empty());
    let document = json!({
        "sound": sound,
        "log": match &log { Ok(report) => json!(report), Err(error) => json!({ "broken": error.to_string() }) },
        "dossiers": dossiers.iter().map(|(id, report)| json!({ "dossier": id, "report": report })).collect::<Vec<_>>(),
    });
    who.out.print(&document, || {
        let mut lines = vec![match &log {
            Ok(r) => format!("Log: {} entries chained and signed, {} not chained yet, {} erased.", r.chained, r.waiting, r.erased),
            Err(error) => format!("Log: {error}"),
        }];
        for (id, r) in &dossiers {
            lines.push(format!(
                "Dossier {id}: {} moves, {} signatures, {} receipts verified, {} not received yet, history {}{}",
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
