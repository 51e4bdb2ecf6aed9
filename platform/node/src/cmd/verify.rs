//! `liaison verify`: the log and what witnesses signed of it, and every authority's copy of every dossier: chains,
//! signatures, commitments, receipts.

use super::Who;
use anyhow::Result;
use exchange::attachments::FilesReport;
use oversight::Proof;
use serde_json::json;
use std::collections::BTreeMap;
use store::StoreError;

pub(crate) async fn run(who: &Who<'_>) -> Result<bool> {
    let node = who.node();
    let log = oversight::verify_log(node).await?;
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
        let files = exchange::attachments::verify_attachments(node, id, authority).await?;
        let name = names.get(&authority).cloned().unwrap_or_default();
        dossiers.push((id, name, report, files));
    }
    let hubs = node.store.run::<_, StoreError, _, _>("logs of hubs", |tx| async move {
        Ok((hub::state::walk(&tx, node.keys.id).await?, hub::state::exposed(&tx).await?))
    });
    let (hubs, exposed) = hubs.await?;
    let hubs_hold = exposed.is_empty() && hubs.iter().all(|walked| walked.broken_at.is_none());
    let sound = log.holds()
        && hubs_hold
        && dossiers.iter().all(|(.., r, files)| r.faults.is_empty() && files.faults.is_empty());
    let document = json!({
        "sound": sound,
        "log": log,
        "hubs": hubs.iter().map(|w| json!({ "hub": w.hub, "entries": w.leaves, "broken_at": w.broken_at })).collect::<Vec<_>>(),
        "exposed": exposed.iter().map(|e| json!({ "hub": e.hub, "code": e.code, "about": e.subject })).collect::<Vec<_>>(),
        "dossiers": dossiers
            .iter()
            .map(|(id, name, report, files)| json!({ "dossier": id, "authority": name, "report": report, "files": files }))
            .collect::<Vec<_>>(),
    });
    who.out.print(&document, || {
        let mut lines = log_lines(&log);
        for (id, name, r, files) in &dossiers {
            // Where several authorities work, each has its own copy, and the line says whose it is.
            let whose = if names.len() > 1 { format!(" of {name}") } else { String::new() };
            lines.push(format!(
                "Dossier {id}{whose}: moves {}, signatures {}, receipts verified {}, not received yet {}, history {}{}",
                r.moves,
                r.signatures,
                r.receipts,
                r.not_received,
                r.history,
                if r.faults.is_empty() { String::new() } else { format!(", {} FAULTS: {:?}", r.faults.len(), r.faults) },
            ));
            lines.extend(file_line(files));
        }
        lines.extend(hub_lines(&hubs, &exposed));
        lines.push(if sound { "Everything holds.".into() } else { "Something does not hold.".into() });
        lines.join("\n")
    });
    Ok(sound)
}

/// The files of a dossier as they stand on the disk; nothing where there are none.
fn file_line(files: &FilesReport) -> Option<String> {
    let broken = files.faults.iter().map(|f| format!(", {}: {}", f.attachment, f.what)).collect::<String>();
    let read = counted(files.files, "file", "files");
    let held = format!("  {read} read again, {} bytes, each by its SHA-256", files.bytes);
    match files.faults.len() {
        0 if files.files == 0 => None,
        0 => Some(format!("{held}.")),
        n => Some(format!("{held}; {} BROKEN{broken}.", counted(n as u64, "file", "files"))),
    }
}

/// The logs of hubs that are kept here, and what hubs showed that cannot be true.
fn hub_lines(hubs: &[hub::state::Walked], exposed: &[hub::state::Exposed]) -> Vec<String> {
    let walked = hubs.iter().map(|walked| {
        let fault = walked.broken_at.map(|place| format!(", BROKEN at entry {}", place.saturating_add(1)));
        format!("Log of hub {}: {} entries{}", walked.hub, walked.leaves, fault.unwrap_or_default())
    });
    let shown = exposed.iter().map(|one| {
        let about = one.subject.map(|node| format!(" about {node}")).unwrap_or_default();
        format!("Hub {}: what it showed cannot be true: {}{about}", one.hub, one.code)
    });
    walked.chain(shown).collect()
}

/// A number with what it counts.
pub(super) fn counted(n: impl Into<i128>, one: &str, more: &str) -> String {
    let n: i128 = n.into();
    if n == 1 { format!("1 {one}") } else { format!("{n} {more}") }
}

/// The log in words: how far it goes, who counter-signed it, and what does not fit, with its place.
pub(super) fn log_lines(proof: &Proof) -> Vec<String> {
    let log = &proof.log;
    let mut lines = vec![
        format!(
            "Log: {} chained, {} signed, {} not chained yet, {} erased.",
            counted(log.chained, "entry", "entries"),
            counted(log.checkpoints, "checkpoint", "checkpoints"),
            log.waiting,
            log.erased
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

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn one_entry_is_no_entries() {
        assert_eq!(counted(1_u64, "file", "files"), "1 file");
        assert_eq!(counted(1, "entry", "entries"), "1 entry");
        assert_eq!(counted(0, "entry", "entries"), "0 entries");
        assert_eq!(counted(12, "checkpoint", "checkpoints"), "12 checkpoints");
    }
}
