//! An attachment as a file on somebody's own machine: opened chunk by chunk as it goes out. It is never shown inside a page
//! and never named by what it says it is: browsers save it and run nothing.

use crate::attachments::{Save, save_attachment};
use access::media::disposition;
use access::{Node, Officer};
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_core::Stream;
use kernel::id::DossierId;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use store::files::FileFault;
use tokio::sync::mpsc;
use uuid::Uuid;
use web::Problem;

/// Chunks that wait for a browser that is slower than the node.
const CHUNKS_MAX: usize = 2;

type Piece = Result<Bytes, FileFault>;

/// The chunks as a body; one that fails breaks the download off, so that no half file passes for a whole one.
struct Pieces(mpsc::Receiver<Piece>);

impl Stream for Pieces {
    type Item = Piece;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Piece>> {
        self.0.poll_recv(cx)
    }
}

pub(crate) async fn save(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((dossier, id)): Path<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    let save = node.store.run("save attachment", |tx| {
        let (node, actor) = (&node, &officer.actor);
        async move { save_attachment(&tx, node, actor, (Some(DossierId(dossier)), id)).await.map(Arc::new) }
    });
    let save = Arc::into_inner(save.await?).ok_or_else(Problem::broken)?;
    let (name, bytes) = (save.one.announced.name.clone(), save.one.announced.bytes);
    let (send, rest) = mpsc::channel(CHUNKS_MAX);
    tokio::spawn(pour(save, send));
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_LENGTH, bytes.to_string()),
        (header::CONTENT_DISPOSITION, disposition(&name)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(Pieces(rest))).into_response())
}

async fn pour(mut save: Save, to: mpsc::Sender<Piece>) {
    loop {
        let piece = match save.next().await {
            Ok(None) => return,
            Ok(Some(content)) => Ok(Bytes::from(content)),
            Err(error) => {
                tracing::error!(attachment = %save.one.id(), %error, "an attachment could not be saved whole");
                Err(error)
            }
        };
        let failed = piece.is_err();
        // A browser that is gone is told nothing.
        if to.send(piece).await.is_err() || failed {
            return;
        }
    }
}
