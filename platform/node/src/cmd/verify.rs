//! `liaison verify`: the log and what witnesses signed of it, and every dossier: chains, signatures, commitments,
//! receipts.

use super::Who;
use anyhow::Result;
use oversight::Proof;
use serde_json::json;
use store::StoreError;

pub(crate) async fn run(who: &Who<'_>) -> Result<bool> {
    let node = who.node();
    let log = oversight::verify_log(node).await?;
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
    let sound = log.holds() && dossiers.iter().all(|(_, r)| r.faults.is_empty());
    let document = json!({
        "sound": sound,
        "log": log,
        "dossiers": dossiers.iter().map(|(id, report)| json!({ "dossier": id, "report": report })).collect::<Vec<_>>(),
    });
    who.out.print(&document, || {
        let mut lines = log_lines(&log);
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

/// The log in words: how far it goes, who counter-signed it, and what does not fit, with its place.
pub(super) fn log_lines(proof: &Proof) -> Vec<String> {
    let log = &proof.log;
    let mut lines = vec![
        format!(
            "Log: {} entries chained, {} checkpoints signed, {} not chained yet, {} erased.",
            log.chained, log.checkpoints, log.waiting, log.erased
        ),
        format!("Witnesses: {}.", proof.witness_line()),
    ];
    for fault in &log.faults {
        let place = fault.seq.map_or_else(|| "with no place".into(), |seq| format!("at entry {seq}"));
        let id = fault.entry.map(|id| format!(" ({id})")).unwrap_or_default();
        lines.push(format!("Log: {place}{id}: {}.", fault.why.says()));
    }
    if log.more > 0 {
        lines.push(format!("Log: {} faults more.", log.more));
    }
    for fault in &proof.witness_faults {
        lines.push(format!("Witness {} at entry {}: {}.", fault.witness, fault.seq, fault.why.says()));
    }
    lines
}
