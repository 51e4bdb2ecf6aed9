//! A part of the log as a table for other programs. It leaves the node, so it passes the gate, which lets it go to
//! the overseers of its own authority and to nobody else.

use super::read_log::Find;
use super::{LogError, overseen};
use access::{Node, Officer};
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use gate::{Ask, Guarded, ObjectRef, Recipient, Released, action};
use kernel::{Label, Outcome, Purpose, Timestamp};
use std::sync::Arc;
use store::audit::{self, LogRow};
use web::Problem;

/// Most entries of one file, the newest; more are had by naming days.
const ROWS_MAX: u64 = 20_000;
/// The columns.
const COLUMNS: &[&str] = &[
    "place",
    "at",
    "actor",
    "name",
    "person",
    "authority",
    "action",
    "object_kind",
    "object",
    "listed",
    "purpose",
    "outcome",
    "to",
    "policies",
    "note",
];

pub(crate) async fn export(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(find): Query<Find>,
) -> Result<Response, Problem> {
    let released = node.store.run::<_, LogError, _, _>("export log", |tx| {
        let (node, officer, find) = (&node, &officer, &find);
        async move {
            let peers = directory::peers(&tx).await?;
            let mut query = find.query(overseen(&tx, officer, &peers).await?);
            (query.page, query.rows) = (0, ROWS_MAX);
            let (rows, _) = audit::read(&tx, &query).await?;
            let id = find.object().or(find.person()).unwrap_or_default();
            let object = ObjectRef { kind: "log", id };
            let own = own_recipient(node, officer);
            let ask = Ask::new(&officer.actor, action::EXPORT_LOG, Purpose::Oversight, tx.at()).on(object);
            let guarded = Guarded::new(object, Label::own(officer.authority.id), rows);
            Ok(node.gate.release(guarded, &ask, &own, &mut tx.log())?)
        }
    });
    Ok(file(released.await?, "log.csv"))
}

/// The overseers of the own authority, to whom a part of the log goes and to nobody else.
pub(crate) fn own_recipient(node: &Node, officer: &Officer) -> Recipient {
    Recipient {
        node: node.keys.id,
        party: officer.authority.party,
        also: gate::Reach::none(),
        authority: Some(officer.authority.id),
    }
}

/// Entries that the gate let out, as a file.
pub(crate) fn file(released: Released<Vec<LogRow>>, name: &str) -> Response {
    let file = released.encode(|rows| table(&rows));
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, file.value().clone()).into_response()
}

fn table(rows: &[LogRow]) -> String {
    let mut text = line(COLUMNS.iter().map(|c| (*c).to_owned()));
    for row in rows {
        let entry = &row.entry;
        let listed: Vec<String> = entry.outcome.listed().iter().map(ToString::to_string).collect();
        let outcome = match &entry.outcome {
            Outcome::Done | Outcome::Permitted { .. } => "done",
            Outcome::Released { .. } => "released",
            Outcome::Refused(_) => "refused",
        };
        text.push_str(&line([
            row.seq.map(|seq| seq.to_string()).unwrap_or_default(),
            Timestamp(entry.at).rfc3339(),
            entry.actor_kind.clone(),
            entry.name.clone(),
            entry.person.to_string(),
            entry.authority.to_string(),
            entry.action.clone(),
            entry.object_kind.clone(),
            if entry.object.is_nil() { String::new() } else { entry.object.to_string() },
            listed.join(" "),
            entry.purpose.clone(),
            outcome.to_owned(),
            entry.outcome.recipient().unwrap_or_default().to_owned(),
            entry.outcome.policies().join(" "),
            entry.note.clone(),
        ]));
    }
    text
}

/// One line as RFC 4180 wants it. What a spreadsheet would run as a formula is kept from it.
pub(crate) fn line(cells: impl IntoIterator<Item = String>) -> String {
    let cell = |text: String| {
        let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let mark = if formula { "'" } else { "" };
        format!("\"{mark}{}\"", text.replace('"', "\"\""))
    };
    let mut line = cells.into_iter().map(cell).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_stays_a_cell_and_is_no_formula() {
        let cells = ["plain", "say \"no\", twice", "=HYPERLINK(1)", "-1", "two\nlines"];
        assert_eq!(
            line(cells.map(str::to_owned)),
            "\"plain\",\"say \"\"no\"\", twice\",\"'=HYPERLINK(1)\",\"'-1\",\"two\nlines\"\r\n"
        );
    }
}
