//! Custody from the command line: what happened to an exhibit outside the program, and its chain, event by event.

use super::{moment, number, numbered, the_case};
use crate::cli_case::{EvidenceCustody, EvidenceRecord};
use crate::cmd::Who;
use anyhow::{Context, Result, bail};
use casefile::{CaseError, Custody, CustodyEvent, CustodyKind, Exhibit, Keys, NewCustody};
use gate::{Ask, action};
use kernel::Purpose;
use serde_json::json;

/// Records an event.
pub(super) async fn record(who: &Who<'_>, args: &EvidenceRecord) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let (actor, n) = (&actor, number(&args.exhibit)?);
    let kind = CustodyKind::parse(&args.what).filter(|kind| CustodyKind::BY_HAND.contains(kind));
    let kind = kind.with_context(|| format!("`{}` is nothing that is recorded by hand", args.what))?;
    let now = node.store.clock().now();
    let at = args.at.as_deref().map(moment).transpose()?.unwrap_or(now);
    if at > now {
        bail!("what happened is not in the future");
    }
    let mut new = NewCustody::new(kind, at);
    (new.from, new.to) = (args.from.clone(), args.to.clone());
    (new.place, new.how) = (args.place.clone(), args.how.clone());
    if let Some(field) = new.missing() {
        bail!("say --{field}");
    }
    let new = &new;
    let recorded = node.store.run::<_, CaseError, _, _>("record custody", |tx| async move {
        let case = the_case(&tx, node, actor, &args.case).await?;
        let id = numbered(&tx, node, actor, &case, n).await?.id;
        let by = (actor, Purpose::Investigation, action::IMPORT);
        casefile::add_custody(&tx, &Keys::of(&node.vault), &node.gate, by, id, new).await
    });
    let exhibit = recorded.await.with_context(|| format!("nothing was recorded of {}", args.exhibit))?;
    let document =
        json!({ "exhibit": exhibit.called(), "custody": exhibit.events, "custody_head": exhibit.head });
    who.out.print(&document, || format!("{}: {} events of custody.", exhibit.called(), exhibit.events));
    Ok(true)
}

/// Shows the chain; exit 1 where it does not hold.
pub(super) async fn show(who: &Who<'_>, args: &EvidenceCustody) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let (actor, n) = (&actor, number(&args.exhibit)?);
    let found = node.store.run::<_, CaseError, _, _>("show custody", |tx| async move {
        let case = the_case(&tx, node, actor, &args.case).await?;
        let exhibit = numbered(&tx, node, actor, &case, n).await?;
        let held = casefile::custody_of(&tx, &Keys::of(&node.vault), &exhibit).await?;
        let ask = Ask::new(actor, action::READ, Purpose::Investigation, tx.at()).on(held.object());
        Ok((exhibit, node.gate.open(held, &ask, &mut tx.log())?))
    });
    let (exhibit, custody): (Exhibit, Custody) =
        found.await.with_context(|| format!("{} cannot be shown", args.exhibit))?;
    let events: Vec<&CustodyEvent> = custody.events.iter().map(|(event, _)| event).collect();
    let document = json!({ "exhibit": exhibit.called(), "events": events, "broken_at": custody.broken });
    who.out.print(&document, || {
        let mut lines: Vec<String> = events.iter().map(|event| line(event)).collect();
        lines.extend(custody.broken.map(|n| format!("CUSTODY BROKEN AT EVENT {n}")));
        lines.join("\n")
    });
    Ok(custody.broken.is_none())
}

/// An event on one line: what, when, by whom, and what is said of it.
fn line(event: &CustodyEvent) -> String {
    let mut line = format!("{}  {}  {}  {}", event.number, event.happened, event.what.code(), event.by);
    let said = [("from", &event.from), ("to", &event.to), ("at", &event.place), ("how", &event.how)];
    for (word, text) in said.into_iter().filter(|(_, text)| !text.is_empty()) {
        line.push_str(&format!("  {word} {text}"));
    }
    line
}
