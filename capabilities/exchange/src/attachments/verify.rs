//! Files as they stand on the disk, read again from their first byte to their last and compared with what the signed move
//! says of them: each chunk opens at its place, and length, SHA-256 and root are the announced ones. Nothing is changed.
//!
//! What is still on its way, was refused, or came as something else is not whole here and is not judged.

use super::take_in::blocking;
use super::{Attachment, State, Way};
use crate::store_attachments as kept;
use ::store::StoreError;
use ::store::files::{FileFault, Files};
use access::Node;
use kernel::id::{AuthorityId, DossierId};
use seal::stream::{Opening, begins_at};
use serde::Serialize;
use std::sync::Arc;
use uuid::Uuid;

/// What the files of a dossier are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FilesReport {
    /// Files that were read.
    pub files: u64,
    /// What they hold together.
    pub bytes: u64,
    /// Files that are not what their move says.
    pub faults: Vec<FileBroken>,
}

/// A file that is not what its move says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileBroken {
    /// Which one.
    pub attachment: Uuid,
    /// A code.
    pub what: &'static str,
}

/// Reads every whole file of an authority's copy of a dossier again. No transaction is open meanwhile.
///
/// # Errors
/// What the database says.
pub async fn verify_attachments(
    node: &Node,
    dossier: DossierId,
    authority: AuthorityId,
) -> Result<FilesReport, StoreError> {
    let all = node.store.look("attachments to verify", |tx| async move {
        kept::all_of(&tx, &node.vault, dossier, authority).await
    });
    let mut report = FilesReport::default();
    for one in all.await?.into_iter().filter(is_whole) {
        let (id, bytes, files) = (one.id(), one.announced.bytes, Arc::clone(&node.files));
        report.files = report.files.saturating_add(1);
        report.bytes = report.bytes.saturating_add(bytes);
        let what = match blocking(move || read_again(&files, &one)).await {
            Ok(what) => what,
            Err(error) => {
                tracing::error!(attachment = %id, %error, "an attachment cannot be read");
                Some("unreadable")
            }
        };
        report.faults.extend(what.map(|what| FileBroken { attachment: id, what }));
    }
    Ok(report)
}

/// Whether all of it has to be here.
fn is_whole(one: &Attachment) -> bool {
    match one.way {
        Way::In => one.state == State::Complete,
        Way::Out => !matches!(one.state, State::Withheld | State::Refused | State::Differs),
    }
}

fn read_again(files: &Files, one: &Attachment) -> Result<Option<&'static str>, FileFault> {
    let mut opening = Opening::new(one.key.clone(), *one.id().as_bytes(), one.announced.bytes);
    while let Some((chunk, length)) = opening.wants() {
        if opening.push(&files.read_at(one.file, begins_at(chunk), length)?).is_err() {
            return Ok(Some("chunk"));
        }
    }
    Ok((opening.finish() != Some(one.announced.whole())).then_some("digest"))
}
