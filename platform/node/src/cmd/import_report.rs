//! `liaison import --format report`: puts the report of a meeting into the record of its conference.

use super::Who;
use anyhow::{Context, Result};
use conference::ConferenceError;
use kernel::Digest;
use serde_json::json;

/// Takes each file in; says what it is and how much was understood.
pub(crate) async fn run(who: &Who<'_>, files: Vec<(String, Vec<u8>)>) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let actor = &actor;
    let (mut all, mut lines) = (Vec::with_capacity(files.len()), Vec::with_capacity(files.len()));
    for (name, bytes) in files {
        let digest = Digest::of_bytes(&bytes);
        let called = name.clone();
        let reading = tokio::task::spawn_blocking(move || crate::reports::read(called, bytes));
        let report = reading.await.context("the reading was cut off")?;
        let report = &report.with_context(|| format!("`{name}` was not taken"))?;
        let name = &name;
        let taken = node.store.run::<_, ConferenceError, _, _>("put report in", |tx| async move {
            conference::take_report(&tx, node, actor, (name, digest), report).await
        });
        let taken = taken.await?;
        let (count, id) = (taken.recommendations, taken.report);
        lines.push(format!("{name}: {count} recommendations, /conference/reports/{id}"));
        all.push(json!({
            "file": name, "report": taken.report, "session": taken.session, "before": taken.before,
            "taken": { "recommendations": taken.recommendations, "paragraphs": report.paragraphs.len() },
            "not_taken": report.findings.iter().map(|f| json!({
                "place": f.place, "reason": f.what, "detail": f.text,
            })).collect::<Vec<_>>(),
        }));
    }
    who.out.print(&json!({ "format": "report", "reports": all }), || lines.join("\n"));
    Ok(true)
}
