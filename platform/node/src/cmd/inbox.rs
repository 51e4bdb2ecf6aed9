//! `liaison inbox`: dossiers, what is due first.

use super::Who;
use super::verify::counted;
use crate::cli::Inbox;
use anyhow::{Result, bail};
use exchange::DossierFilter;
use gate::{Ask, action};
use kernel::id::DossierId;
use kernel::{Actor, Purpose};
use serde_json::json;

/// Pages of dossiers looked through for the beginning of an id.
const PAGES_MAX: u64 = 40;

pub(crate) async fn run(who: &Who<'_>, args: &Inbox) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let actor = &actor;
    let filter = DossierFilter { open: !args.all, ..DossierFilter::default() };
    let filter = &filter;
    let listed = node.store.run::<_, exchange::ExchangeError, _, _>("inbox", |tx| async move {
        let ask = Ask::new(actor, action::LIST, Purpose::Investigation, tx.at());
        let (guarded, total) = exchange::store::dossiers(&tx, (&node.gate, &ask), filter, 1).await?;
        let mut rows = Vec::new();
        for dossier in node.gate.open_each(guarded, &ask, &mut tx.log()) {
            let peer = directory::counterpart(&tx, node, dossier.peer).await?;
            let peer = peer.map(|p| {
                let named = p.card.authority(dossier.theirs).map(|a| a.name.clone());
                named.unwrap_or_else(|| p.name().to_owned())
            });
            let peer = peer.unwrap_or_default();
            let thread = exchange::thread(&tx, node, dossier.id, dossier.authority).await?;
            let subject = thread.and_then(|t| node.gate.open(t, &ask, &mut tx.log()).ok());
            let subject = subject.map(|t| t.opening().text("subject").to_owned()).unwrap_or_default();
            let files = exchange::store_attachments::undecided(&tx, dossier.id, dossier.authority).await?;
            rows.push((dossier, peer, subject, files));
        }
        Ok((rows, total))
    });
    let (rows, total) = listed.await?;
    let documents: Vec<_> = rows
        .iter()
        .map(|(d, peer, subject, files)| {
            json!({
                "dossier": d.id, "kind": d.kind.id, "side": d.side, "peer": peer, "subject": subject, "state": d.state,
                "waits_for": d.waits_for.code(), "urgent": d.urgent, "due": d.due.as_ref().map(|due| due.at.rfc3339()),
                "opened_at": d.opened_at.rfc3339(), "hit": d.hit, "case": d.case, "attachments_to_decide": files,
            })
        })
        .collect();
    who.out.print(&documents, || {
        if rows.is_empty() {
            return "Nothing is open.".into();
        }
        let mut lines: Vec<String> = rows
            .iter()
            .map(|(d, peer, subject, files)| {
                let due = d.due.as_ref().map_or_else(|| "no date".into(), |due| due.at.rfc3339());
                let files = match files {
                    0 => String::new(),
                    files => format!("  {} to accept", counted(*files, "file", "files")),
                };
                format!(
                    "{}  {due}  waits for {}  {}  {peer}: {subject}{files}",
                    d.id,
                    d.waits_for.code(),
                    d.state
                )
            })
            .collect();
        lines.push(format!("{total} in all"));
        lines.join("\n")
    });
    Ok(true)
}

/// The dossier with this id, or the one whose id begins so, among those the actor may see.
pub(crate) async fn find_dossier(who: &Who<'_>, actor: &Actor, text: &str) -> Result<Option<DossierId>> {
    if let Some(id) = DossierId::parse(text) {
        return Ok(Some(id));
    }
    if text.len() < 4 || !text.chars().all(|c| c.is_ascii_hexdigit() || c == '-') {
        return Ok(None);
    }
    let node = who.node();
    let mut found = Vec::new();
    for page in 1..=PAGES_MAX {
        let part = node.store.run::<_, exchange::ExchangeError, _, _>("find dossier", |tx| async move {
            let ask = Ask::new(actor, action::LIST, Purpose::Investigation, tx.at());
            let filter = DossierFilter::default();
            let (guarded, _) = exchange::store::dossiers(&tx, (&node.gate, &ask), &filter, page).await?;
            Ok(node.gate.open_each(guarded, &ask, &mut tx.log()))
        });
        let part = part.await?;
        if part.is_empty() {
            break;
        }
        found.extend(part.iter().map(|d| d.id).filter(|id| id.to_string().starts_with(text)));
    }
    found.dedup();
    match found.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(*one)),
        several => bail!("`{text}` begins the ids of {} dossiers; give more of it", several.len()),
    }
}
