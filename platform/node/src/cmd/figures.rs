//! `liaison figures`: the figures of periods that are over, as they were counted.

use super::Who;
use crate::cli::Figures;
use anyhow::{Context, Result};
use kernel::figures::{Band, Period};
use oversight::Figured;
use serde_json::json;
use store::StoreError;

pub(crate) async fn run(who: &Who<'_>, args: &Figures) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let actor = &actor;
    let period = match &args.period {
        Some(text) => Some(Period::parse(text).with_context(|| {
            format!("`{text}` is no period; write a quarter as 2026-Q3 or a year as 2026")
        })?),
        None => None,
    };
    oversight::count_figures(node).await?;
    let read = node.store.run::<_, StoreError, _, _>("figures", |tx| async move {
        oversight::figures_of(&tx, node, actor).await
    });
    let all = read.await?;
    let Some(period) = period else {
        let documents: Vec<_> = all.iter().map(head).collect();
        who.out.print(&documents, || periods(&all));
        return Ok(true);
    };
    let figured = all.iter().find(|f| f.period == period);
    let figured = figured.with_context(|| format!("there are no figures of {period} for you here"))?;
    let document = json!({
        "period": figured.period, "digest": figured.digest, "released": released(figured), "document": figured.document,
    });
    who.out.print(&document, || tables(figured));
    Ok(true)
}

fn head(figured: &Figured) -> serde_json::Value {
    json!({ "period": figured.period, "digest": figured.digest, "released": released(figured) })
}

fn released(figured: &Figured) -> Option<String> {
    figured.released_at.map(kernel::Timestamp::rfc3339)
}

fn state(figured: &Figured) -> String {
    let state = released(figured).map_or_else(|| "not released".into(), |at| format!("released {at}"));
    format!("{}  {state}  {}", figured.period, figured.digest)
}

fn periods(all: &[Figured]) -> String {
    if all.is_empty() {
        return "No period is over that you may see.".into();
    }
    all.iter().map(state).collect::<Vec<_>>().join("\n")
}

fn tables(figured: &Figured) -> String {
    let mut lines = vec![state(figured)];
    for table in &figured.document.tables {
        lines.push(format!("{} {}", table.room, table.table));
        for cell in &table.cells {
            let count = match cell.count {
                Band::Within { from, to } => format!("{from} to {to}"),
                Band::Below { below } => format!("fewer than {below}, or none"),
            };
            lines.push(format!("  {}: {count}", cell.cell));
        }
    }
    lines.join("\n")
}
