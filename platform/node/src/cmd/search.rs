//! `liaison search`: records by any word, name or number, with why they were found.

use super::Who;
use crate::cli::Search;
use anyhow::Result;
use casefile::{CaseError, Keys, Question, Value};
use gate::{Ask, action};
use kernel::{Property, Purpose};
use serde_json::json;

/// Most results printed.
const SHOWN_MAX: usize = 200;

/// An entity with what is said of it.
type Row = (casefile::Entity, Vec<(Property, String)>);

pub(crate) async fn run(who: &Who<'_>, args: &Search) -> Result<bool> {
    let rows = found(who, args).await?;
    who.out.print(&documents(&rows), || {
        if rows.is_empty() {
            return "Nothing found in what you may read.".into();
        }
        let line = |(entity, says): &Row| {
            let first: Vec<_> = says.iter().take(4).map(|(p, v)| format!("{p}: {v}")).collect();
            format!("{}  {}  {}", entity.id, entity.kind, first.join(" · "))
        };
        rows.iter().map(line).collect::<Vec<_>>().join("\n")
    });
    Ok(true)
}

/// What is found, as whoever asks may read it.
pub(crate) async fn found(who: &Who<'_>, args: &Search) -> Result<Vec<Row>> {
    let (node, actor) = (who.node(), who.actor().await?);
    let actor = &actor;
    let found = node.store.run::<_, CaseError, _, _>("search", |tx| async move {
        let keys = Keys::of(&node.vault);
        let question = Question::read(&args.text, actor.party);
        let ask = Ask::new(actor, action::SEARCH, Purpose::Investigation, tx.at());
        let gate = (&node.gate, &ask);
        let (entities, _) = casefile::find_permitted(&tx, &keys, gate, &question, None, SHOWN_MAX).await?;
        let mut rows = Vec::new();
        for entity in entities {
            let statements = casefile::statements_of(&tx, &keys, entity.id).await?;
            let naming: std::collections::BTreeSet<_> =
                statements.iter().filter(|g| g.label().names_child).map(|g| g.object().id).collect();
            let opened = node.gate.open_each(statements, &ask, &mut tx.log());
            // Found by something that is not theirs to read: no hit, or searching would tell more than reading.
            if !casefile::explains(&opened, &question, actor.party) {
                continue;
            }
            let says: Vec<(Property, String)> = opened
                .into_iter()
                // What a child is called is searched and not printed.
                .filter(|s| s.retracted.is_none() && !naming.contains(&s.id.0))
                .filter_map(|s| if let Value::Text(text) = s.value { Some((s.property, text)) } else { None })
                .collect();
            rows.push((entity, says));
        }
        Ok(rows)
    });
    Ok(found.await?)
}

/// As a program reads it.
pub(crate) fn documents(rows: &[Row]) -> Vec<serde_json::Value> {
    rows.iter()
        .map(|(entity, says)| {
            let says: Vec<_> = says.iter().map(|(p, v)| json!({ "property": p, "value": v })).collect();
            json!({ "entity": entity.id, "case": entity.case, "kind": entity.kind, "says": says })
        })
        .collect()
}
