//! `liaison doctor`: looks for what is wrong with this node and says the way out.

use super::Who;
use anyhow::Result;
use serde_json::json;
use std::os::unix::fs::PermissionsExt;

struct Finding {
    what: &'static str,
    fine: bool,
    says: String,
}

// long: one finding after the other
pub(crate) async fn run(who: &Who<'_>) -> Result<bool> {
    let (node, config, folder) = (who.node(), &who.opened.config, &who.opened.folder);
    let mut findings = Vec::new();
    let mut add = |what, fine, says: String| findings.push(Finding { what, fine, says });

    let mode = std::fs::metadata(folder)?.permissions().mode();
    add(
        "folder",
        mode & 0o077 == 0,
        if mode & 0o077 == 0 {
            "closed to others".into()
        } else {
            format!("others may enter it; run chmod 700 {}", folder.display())
        },
    );
    let plain =
        config.pages.starts_with("http://") && !config.listen.ip().is_loopback() && !config.behind_proxy;
    add(
        "pages",
        !plain,
        if plain {
            "pages are set to plain HTTP but the node listens beyond this machine; set `pages` to https://…"
                .into()
        } else {
            config.pages.clone()
        },
    );
    let local = config.address.contains("127.0.0.1") || config.address.contains("localhost");
    add(
        "address",
        true,
        if local {
            format!("{}: only nodes on this machine reach it; set `address` for others", config.address)
        } else {
            config.address.clone()
        },
    );
    let card = node.store.run("card", |tx| async move { directory::own_card(&tx, node).await }).await;
    add(
        "card",
        card.is_ok(),
        card.map_or_else(|e| e.to_string(), |c| format!("sequence {}", c.card().sequence)),
    );
    let peers = node.store.run::<_, store::StoreError, _, _>("peers", |tx| async move {
        let mut list = Vec::new();
        for peer in directory::peers(&tx).await? {
            let waiting = store::outbox::count_waiting(&tx, peer.node).await?;
            list.push((peer, waiting));
        }
        Ok((list, tx.at()))
    });
    let (peers, now) = peers.await?;
    for (peer, waiting) in peers.iter().filter(|(p, _)| p.is_trusted()) {
        let assessed = peer.assessment(now) == gate::Assessment::Valid;
        let says = match (&peer.last_error, assessed) {
            (Some(error), _) => format!("{}: {error}; {waiting} messages wait", peer.name()),
            (None, false) => {
                format!("{}: no valid assessment of its State, so nothing goes there (A-16)", peer.name())
            }
            (None, true) => format!("{}: {waiting} messages wait", peer.name()),
        };
        add("peer", assessed && peer.last_error.is_none(), says);
    }
    let log = oversight::verify_log(node).await?;
    let broken = log.log.faults.first().map(|f| {
        let place = f.seq.map_or_else(|| "an entry".into(), |seq| format!("entry {seq}"));
        format!("{place}: {}; run `liaison verify` and change nothing", f.why.says())
    });
    add("log", log.log.holds(), broken.unwrap_or_else(|| format!("{} entries hold", log.log.chained)));
    let contradicted = log.witness_faults.first().map(|f| format!("{} {}", f.witness, f.why.says()));
    let old = log.newest().is_some_and(|c| {
        log.walked_at.since(c.at) > oversight::rules::WITNESS_AGE_MAX_MS && log.witnesses > 0
    });
    let fine = contradicted.is_none() && !old;
    add("witness", fine, contradicted.unwrap_or_else(|| log.witness_line()));

    let known = node.store.run::<_, store::StoreError, _, _>("hubs", |tx| async move {
        Ok((hub::state::hubs(&tx, node.keys.id).await?, hub::state::exposed(&tx).await?, tx.at()))
    });
    let (hubs, exposed, now) = known.await?;
    for one in &hubs {
        let fresh = !matches!(one.freshness(now), hub::rules::Freshness::Stale(_));
        add("hub", fresh && one.open == 0, super::hub::line(one, &exposed, now));
    }

    let fine = findings.iter().all(|f| f.fine);
    let documents: Vec<_> =
        findings.iter().map(|f| json!({ "what": f.what, "fine": f.fine, "says": f.says })).collect();
    who.out.print(&json!({ "fine": fine, "findings": documents }), || {
        findings
            .iter()
            .map(|f| format!("{} {}: {}", if f.fine { "ok  " } else { "LOOK" }, f.what, f.says))
            .collect::<Vec<_>>()
            .join("\n")
    });
    Ok(fine)
}
