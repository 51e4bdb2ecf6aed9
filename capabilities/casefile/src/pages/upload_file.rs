//! Bring files for a case. They wait an hour, encrypted, for the officer to look at the preview.

use crate::pages::acting;
use crate::pages::import_file::case_for_import;
use crate::store_imports::UPLOAD_BYTES_MAX;
use crate::types::CaseError;
use crate::{Keys, keep_upload};
use access::{Node, Officer};
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use kernel::id::CaseId;
use std::sync::Arc;
use uuid::Uuid;
use web::{FieldError, Problem, T};

/// Most files of one upload.
const FILES_MAX: usize = 8;

#[derive(askama::Template)]
#[template(path = "upload_file.html")]
struct UploadFile<'a> {
    t: &'a T,
    path: String,
    errors: Vec<FieldError>,
    mib: u64,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    upload_page(&node, &officer, CaseId(id), Vec::new()).await
}

pub(crate) async fn keep(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    multipart: Multipart,
) -> Result<Response, Problem> {
    let (id, t) = (CaseId(id), &officer.t);
    case_for_import(&node, &officer, id).await?;
    let files = files_of(multipart).await?;
    if files.is_empty() {
        let errors = vec![FieldError::new("file", t.get("casefile-file-needed"))];
        return upload_page(&node, &officer, id, errors).await;
    }
    if files.len() > FILES_MAX {
        let errors = vec![FieldError::new("file", t.n("casefile-too-many-files", FILES_MAX))];
        return upload_page(&node, &officer, id, errors).await;
    }
    let files = &files;
    let kept = node.store.run::<_, CaseError, _, _>("keep upload", |tx| {
        let (node, officer) = (&node, &officer);
        async move { keep_upload(&tx, &Keys::of(&node.vault), (id, officer.actor.person), files).await }
    });
    let kept = kept.await?;
    Ok(Redirect::to(&format!("/cases/{id}/import/{kept}")).into_response())
}

async fn files_of(mut multipart: Multipart) -> Result<Vec<(String, Vec<u8>)>, Problem> {
    let mut files = Vec::new();
    let mut total = 0_usize;
    while let Some(field) = multipart.next_field().await.map_err(|e| unreadable(&e))? {
        if field.name() != Some("file") {
            continue;
        }
        let name: String =
            field.file_name().unwrap_or_default().chars().filter(|c| !c.is_control()).take(120).collect();
        let bytes = field.bytes().await.map_err(|e| unreadable(&e))?;
        total = total.saturating_add(bytes.len());
        if total > UPLOAD_BYTES_MAX {
            return Err(Problem::too_large());
        }
        if !name.is_empty() && !bytes.is_empty() {
            files.push((name, bytes.to_vec()));
        }
    }
    Ok(files)
}

fn unreadable(error: &axum::extract::multipart::MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::too_large()
    } else {
        Problem::bad_request()
    }
}

async fn upload_page(
    node: &Node,
    officer: &Officer,
    id: CaseId,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let case = case_for_import(node, officer, id).await?;
    let t = &officer.t;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = web::Head::new("casefile", t.get("casefile-add-material"))
        .over(t.say("casefile-clear-over").with("reference", &case.reference))
        .under(t.get("casefile-upload-what"))
        .action(web::Action::link(t.get("casefile-to-case"), format!("/cases/{id}")))
        .status(status);
    let mib = (UPLOAD_BYTES_MAX / (1024 * 1024)) as u64;
    let body = UploadFile { t, path: format!("/cases/{id}/import"), errors, mib };
    Ok(web::page(&acting(officer, &case), head, body))
}

impl UploadFile<'_> {
    fn file(&self) -> web::Field {
        web::file("file", self.t.get("casefile-file"), "")
            .hint(self.t.n("casefile-file-hint", self.mib))
            .required()
            .errors(&self.errors)
    }
}
