//! The draft of a national report as a file: PDF to read, DOCX to go on with. It leaves the program, so it passes the gate
//! what is internal is not in it.

use super::{ask, permit, read_each, show_following, to_ourselves};
use crate::docx;
use crate::draft::{Drafted, letter};
use crate::follow::FollowUp;
use crate::store;
use crate::store_follow;
use crate::types::{ConferenceError, Recommended};
use access::{Node, Officer};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use exchange::Printer;
use gate::{Guarded, ObjectRef, Released, action};
use kernel::Label;
use procedure::paper::Letter;
use std::sync::Arc;
use uuid::Uuid;
use web::Problem;

/// What prints; the program has one.
pub(super) type Prints = Option<Extension<Arc<dyn Printer>>>;

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

pub(crate) async fn one(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((id, form)): Path<(Uuid, String)>,
    prints: Prints,
) -> Result<Response, Problem> {
    let (one, follow) = show_following::found(&node, &officer, id).await?;
    write(&node, &officer, vec![drafted(one, &follow)], (id, &form), prints).await
}

pub(crate) async fn all(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(form): Path<String>,
    prints: Prints,
) -> Result<Response, Problem> {
    let found = node.store.run::<_, ConferenceError, _, _>("draft report", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            permit(node, &tx, &officer.actor, action::FOLLOW_UP, ("conference", Uuid::nil()))?;
            let closed = store_follow::all(&tx, &node.vault, officer.authority.id).await?;
            let follow =
                node.gate.open_each(closed, &ask(&officer.actor, &tx, action::FOLLOW_UP), &mut tx.log());
            let all = read_each(node, &tx, &officer.actor, store::recommendations(&tx, None).await?);
            Ok((follow, all))
        }
    });
    let (follow, all) = found.await?;
    let of = |id: Uuid| follow.iter().find(|(other, _)| *other == id).map(|(_, f)| f);
    let list: Vec<Drafted> = all.into_iter().filter_map(|one| of(one.id).map(|f| drafted(one, f))).collect();
    write(&node, &officer, list, (Uuid::nil(), &form), prints).await
}

fn drafted(recommendation: Recommended, follow: &FollowUp) -> Drafted {
    let internal = follow.now.evidence.iter().filter(|e| !e.public).count();
    Drafted { recommendation, page: follow.to_publish(), internal }
}

async fn write(
    node: &Arc<Node>,
    officer: &Officer,
    list: Vec<Drafted>,
    (id, form): (Uuid, &str),
    prints: Prints,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let (name, party) = (officer.authority.name.as_str(), officer.authority.party.to_string());
    let released = node.store.run::<_, ConferenceError, _, _>("write draft", |tx| {
        let list = list.clone();
        async move {
            let object = ObjectRef { kind: "recommendation", id };
            let closed = Guarded::new(object, Label::own(officer.authority.id), list);
            let ask = ask(&officer.actor, &tx, action::EXPORT_CONFERENCE).on(object);
            Ok(node.gate.release(closed, &ask, &to_ourselves(node, &officer.actor), &mut tx.log())?)
        }
    });
    let now = node.store.clock().now();
    let released = released.await?;
    let made = released.encode(|list| letter(t, (name, &party), now, &list));
    file(made, form, "national-report", prints).await
}

/// A letter as a file of this form, under this name.
pub(super) async fn file(
    letter: Released<Letter>,
    form: &str,
    name: &str,
    prints: Prints,
) -> Result<Response, Problem> {
    let Some(Extension(print)) = prints else { return Err(Problem::unavailable_now()) };
    let (kind, ending) = match form {
        "pdf" => ("application/pdf", "pdf"),
        "docx" => (DOCX, "docx"),
        _ => return Err(Problem::not_available()),
    };
    let printed = tokio::task::spawn_blocking(move || match ending {
        "pdf" => print.letter(&letter),
        _ => print.pack(&docx::parts(letter.value())),
    });
    let printed = printed.await.map_err(|e| ConferenceError::Paper(e.to_string()))?;
    let bytes = printed.map_err(ConferenceError::Paper)?;
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{ending}\"")),
    ];
    Ok((headers, bytes).into_response())
}
