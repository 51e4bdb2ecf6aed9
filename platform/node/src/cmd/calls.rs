//! `liaison calls`: test calls of the own authority's desks and to others; place one, or answer one as a person.

use super::Who;
use crate::cli::Calls;
use anyhow::{Context, Result, bail};
use directory::calls::{self, PlacedCall, ReceivedCall};
use exchange::{ExchangeError, test_call};
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::ContactId;
use kernel::{Label, Purpose, Timestamp};
use serde_json::json;

pub(crate) async fn run(who: &Who<'_>, args: &Calls) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let actor = &actor;
    if let Some(desk) = &args.place {
        let desk =
            ContactId::parse(desk).context("--place wants the id of a desk, as `liaison find` gives it")?;
        let placed = node.store.run::<_, ExchangeError, _, _>("place test call", |tx| async move {
            let known = directory::desks::desks(&tx).await?;
            let peer = known.iter().find(|d| d.point.id == desk).and_then(|d| d.node);
            let peer = peer.ok_or(ExchangeError::NotHere)?;
            test_call::place(&tx, node, actor, (peer, desk)).await
        });
        let call = match placed.await {
            Ok(call) => call,
            Err(ExchangeError::NotHere) => bail!("no desk of a trusted node has this id"),
            Err(error) => return Err(error.into()),
        };
        who.out.print(&json!({ "call": call }), || format!("Called: {call}"));
        return Ok(true);
    }
    let own = actor.authority;
    let read = node.store.run::<_, ExchangeError, _, _>("test calls", |tx| async move {
        let object = ObjectRef { kind: "directory", id: own.0 };
        let ask = Ask::new(actor, action::READ_DIRECTORY, Purpose::Administration, tx.at()).on(object);
        node.gate.open(Guarded::new(object, Label::own(own), ()), &ask, &mut tx.log())?;
        Ok((calls::received_calls(&tx, own).await?, calls::placed_calls(&tx, own).await?))
    });
    let (received, placed) = read.await?;
    if let Some(call) = &args.answer {
        let waits = received.iter().find(|c| c.id.to_string() == *call && c.answered.is_none());
        let waits = waits.with_context(|| format!("no call `{call}` waits here"))?;
        let (peer, id) = (waits.peer, waits.id);
        let answered = node.store.run::<_, ExchangeError, _, _>("answer test call", |tx| async move {
            test_call::acknowledge(&tx, node, actor, (peer, id)).await
        });
        answered.await?;
        who.out.print(&json!({ "answered": id }), || format!("Answered: {id}"));
        return Ok(true);
    }
    let document = json!({
        "received": received.iter().map(here).collect::<Vec<_>>(),
        "placed": placed.iter().map(there).collect::<Vec<_>>(),
    });
    who.out.print(&document, || {
        let mut lines: Vec<String> = received.iter().map(|c| format!("here   {}", here(c))).collect();
        lines.extend(placed.iter().map(|c| format!("there  {}", there(c))));
        if lines.is_empty() { "No test call yet.".into() } else { lines.join("\n") }
    });
    Ok(true)
}

fn here(c: &ReceivedCall) -> serde_json::Value {
    json!({
        "call": c.id, "from": c.peer, "desk": c.contact, "at": c.at.rfc3339(), "due": c.due.rfc3339(),
        "answered": c.answered.as_ref().map(|(at, _)| at.rfc3339()),
        "by": c.answered.as_ref().map(|(_, by)| by),
    })
}

fn there(c: &PlacedCall) -> serde_json::Value {
    json!({
        "call": c.id, "to": c.peer, "desk": c.contact, "at": c.at.rfc3339(), "due": c.due.rfc3339(),
        "delivered": c.delivered_at.map(Timestamp::rfc3339),
        "answered": c.answered_at.map(Timestamp::rfc3339), "by": c.placed_by,
    })
}
