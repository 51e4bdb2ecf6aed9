//! Released figures as files to publish. They leave the node, so they pass the gate; what was not released is not
//! there.

use super::LogError;
use super::export_log::line;
use crate::figures;
use access::{ActError, Node, Officer};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use uuid::Uuid;
use web::Problem;

pub(crate) async fn download(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((id, form)): Path<(Uuid, String)>,
) -> Result<Response, Problem> {
    if !["csv", "json"].contains(&form.as_str()) {
        return Err(Problem::not_available());
    }
    let released = node.store.run::<_, ActError, _, _>("download figures", |tx| {
        let (node, actor) = (&node, &officer.actor);
        async move { figures::released(&tx, node, actor, id).await }
    });
    let released = released.await.map_err(LogError::from)?;
    let name = format!("attachment; filename=\"figures-{}.{form}\"", released.value().period);
    let (kind, file) = if form == "json" {
        ("application/json", released.encode(|f| f.bytes))
    } else {
        ("text/csv; charset=utf-8", released.encode(|f| f.document.lines().into_iter().map(line).collect()))
    };
    let headers = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, file.value().clone()).into_response())
}
