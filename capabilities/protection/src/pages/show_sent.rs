//! To whom something of the person went before the claim.

use super::{called, screen_claim::find};
use crate::store_sent;
use crate::types::{ClaimId, ProtectionError};
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::Response;
use std::sync::Arc;
use uuid::Uuid;
use web::{Head, Problem, T, Tag, Tone};

struct Row {
    at: String,
    to: String,
    state: Tag,
    dossier: String,
}

#[derive(askama::Template)]
#[template(path = "show_sent.html")]
struct ShowSent<'a> {
    t: &'a T,
    rows: Vec<Row>,
    more: bool,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let (id, t) = (ClaimId(id), &officer.t);
    let file = find(&node, &officer, id).await?;
    let read = node.store.run::<_, ProtectionError, _, _>("went to", |tx| {
        let (node, officer) = (&node, &officer);
        async move { store_sent::went_to(&tx, node, &officer.actor, id).await }
    });
    let (went, more) = read.await?;
    let row = |w: &store_sent::WentTo| Row {
        at: t.when(w.at),
        to: format!("{} {}", w.party.map(|p| p.to_string()).unwrap_or_default(), w.name).trim().to_owned(),
        state: match w.kept_away {
            true => web::tag(t.get("protection-sent-kept"), Tone::Stop),
            false => web::tag(t.get("protection-sent-other"), Tone::Plain),
        },
        dossier: format!("{} · {}", w.dossier, w.number),
    };
    let head = Head::new("protection", t.get("protection-sent"))
        .over(called(t, &file.claim))
        .under(t.get("protection-sent-what"));
    Ok(web::page(&officer.viewer, head, ShowSent { t, rows: went.iter().map(row).collect(), more }))
}
