//! Where an assessment of a State was relied on: everything that went there under it, each with its version. For
//! overseers. Refused to those who assess and do not oversee: the list names what is kept to circles too.

use super::export_log::{self, own_recipient};
use super::{LogError, oversee, overseen, recipient_name, word};
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::Response;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::{Label, Party, Purpose, Timestamp};
use std::sync::Arc;
use store::audit::LogRow;
use uuid::Uuid;
use web::{Action, Head, Problem, T};

/// Most rows of the page; the file has all that were found.
const ROWS_MAX: usize = 500;

struct Row {
    when: String,
    who: String,
    what: String,
    kind: String,
    object: String,
    to: String,
    version: String,
}

#[derive(askama::Template)]
#[template(path = "show_relied_on.html")]
struct ShowReliedOn<'a> {
    t: &'a T,
    rows: Vec<Row>,
    total: usize,
    most: usize,
}

/// What went under one version of an assessment.
struct Under {
    reference: String,
    at: Timestamp,
    row: LogRow,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(party): Path<String>,
) -> Result<Response, Problem> {
    let party = Party::parse(&party).ok_or_else(Problem::not_available)?;
    let may = node.store.run::<_, LogError, _, _>("may read relied on", |tx| {
        let (node, officer) = (&node, &officer);
        async move { oversee(node, &tx, officer, Uuid::nil()) }
    });
    may.await?;
    let found = node.store.look::<_, LogError, _, _>("relied on", |tx| {
        let officer = &officer;
        async move {
            let peers = directory::peers(&tx).await?;
            Ok((found(&tx, officer, party).await?, peers))
        }
    });
    let (under, peers) = found.await?;
    let t = &officer.t;
    let row = |under: &Under| {
        let entry = &under.row.entry;
        Row {
            when: t.when(Timestamp(entry.at)),
            who: entry.name.clone(),
            what: word(&node, t, "action", &entry.action),
            kind: word(&node, t, "object", &entry.object_kind),
            object: if entry.object.is_nil() { String::new() } else { entry.object.to_string() },
            to: entry.outcome.recipient().map(|to| recipient_name(&peers, to)).unwrap_or_default(),
            version: t
                .say("oversight-relied-version")
                .with("reference", under.reference.as_str())
                .with("day", t.day(under.at))
                .to_string(),
        }
    };
    let rows = under.iter().take(ROWS_MAX).map(row).collect();
    let mut head =
        Head::new("oversight", t.say("oversight-relied-title").with("state", party.code()).to_string())
            .over(t.get("oversight-law"))
            .under(t.get("oversight-relied-what"))
            .action(Action::link(t.get("oversight-relied-assessment"), format!("/assessments/{party}")));
    if !under.is_empty() {
        head = head.action(Action::link(t.get("oversight-export"), format!("/log/relied-on/{party}/export")));
    }
    Ok(web::page(&officer.viewer, head, ShowReliedOn { t, rows, total: under.len(), most: ROWS_MAX }))
}

/// The same as a table for other programs, in the columns of the log.
pub(crate) async fn export(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(party): Path<String>,
) -> Result<Response, Problem> {
    let party = Party::parse(&party).ok_or_else(Problem::not_available)?;
    let released = node.store.run::<_, LogError, _, _>("export relied on", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let rows: Vec<LogRow> = found(&tx, officer, party).await?.into_iter().map(|u| u.row).collect();
            let object = ObjectRef { kind: "log", id: Uuid::nil() };
            let own = own_recipient(node, officer);
            let ask = Ask::new(&officer.actor, action::EXPORT_LOG, Purpose::Oversight, tx.at()).on(object);
            let guarded = Guarded::new(object, Label::own(officer.authority.id), rows);
            Ok(node.gate.release(guarded, &ask, &own, &mut tx.log())?)
        }
    });
    Ok(export_log::file(released.await?, "relied-on.csv"))
}

/// What went to a State under each version of its assessment, newest first.
async fn found(tx: &store::Tx, officer: &Officer, party: Party) -> Result<Vec<Under>, LogError> {
    let peers = directory::peers(tx).await?;
    let authorities = overseen(tx, officer, &peers).await?;
    let mut under = Vec::new();
    for version in directory::assessments_of(tx, party).await? {
        for row in directory::relied_on(tx, version.id, &authorities).await? {
            under.push(Under { reference: version.reference.clone(), at: version.at, row });
        }
    }
    under.sort_by_key(|u| std::cmp::Reverse((u.row.entry.at, u.row.id.0)));
    Ok(under)
}
