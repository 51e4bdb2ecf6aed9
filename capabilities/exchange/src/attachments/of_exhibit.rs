//! An exhibit of the dossier's own case that goes out as a file of the dossier: a copy is sealed for the other side, the
//! original stays as it came; the other side is told its number, its SHA-256 and where its custody ends; and the exhibit's
//! custody says to whom it was disclosed, in the transaction that makes the move. Refused: an exhibit of another case, one
//! whose bytes are not those that came in.

use super::take_in::{Draft, TakeFault, Taking, blocking};
use super::{Announced, Attachment};
use crate::make_move::purpose_of;
use crate::pages::subject_of_opening;
use crate::types::{ExchangeError, Thread};
use ::store::Tx;
use ::store::files::FileFault;
use access::Node;
use casefile::{CustodyKind, Exhibit, Keys, NewCustody, ReadExhibit};
use directory::Peer;
use gate::{Ask, action};
use kernel::Actor;
use kernel::id::CaseId;
use serde_json::json;
use uuid::Uuid;

/// What an attachment says of the exhibit it is: its number with its sender.
const EXHIBIT: &str = "exhibit";
/// How many events its custody had, and the digest of the last of them.
const EVENTS: &str = "custody-events";
const HEAD: &str = "custody-head";

/// Exhibits of a case, opened for a copy that goes out.
///
/// # Errors
/// The gate's refusal; one that is not in the case is not there.
pub async fn exhibits_to_send(
    tx: &Tx,
    node: &Node,
    (actor, thread): (&Actor, &Thread),
    ids: &[Uuid],
) -> Result<Vec<Exhibit>, ExchangeError> {
    let keys = Keys::of(&node.vault);
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let held = casefile::exhibit(tx, &keys, *id).await?.ok_or(ExchangeError::NotHere)?;
        let ask = Ask::new(actor, action::SAVE, purpose_of(thread), tx.at()).on(held.object());
        let exhibit = node.gate.open(held, &ask, &mut tx.log())?;
        belongs(&exhibit, thread.dossier.case)?;
        found.push(exhibit);
    }
    Ok(found)
}

fn belongs(exhibit: &Exhibit, case: Option<CaseId>) -> Result<(), ExchangeError> {
    if case == Some(exhibit.case) { Ok(()) } else { Err(ExchangeError::NotHere) }
}

/// Takes in a copy of an exhibit, chunk by chunk.
///
/// # Errors
/// [`TakeFault`]; what was written is removed.
pub async fn draft_of(node: &Node, exhibit: &Exhibit) -> Result<Draft, TakeFault> {
    let mut taking = Taking::begin(node, &exhibit.name);
    let mut read = ReadExhibit::begin(&node.files, exhibit);
    loop {
        let (again, chunk) = blocking(move || {
            let chunk = read.next_chunk()?;
            Ok((read, chunk))
        })
        .await?;
        read = again;
        match chunk {
            Some(content) => taking.push(&content).await?,
            None => break,
        }
    }
    if read.finish() != Some(exhibit.whole) {
        let fault = std::io::Error::other("the bytes of the exhibit are not those that came in");
        return Err(FileFault::Io(fault).into());
    }
    let mut draft = taking.finish().await?;
    draft.exhibit = Some(exhibit.id);
    draft.rest = [
        (EXHIBIT.to_owned(), json!(exhibit.called())),
        (EVENTS.to_owned(), json!(exhibit.events)),
        (HEAD.to_owned(), json!(exhibit.head)),
    ]
    .into_iter()
    .collect();
    Ok(draft)
}

/// Records in the custody of an exhibit to whom it was disclosed, and by which move.
pub(super) async fn disclosed(
    tx: &Tx,
    node: &Node,
    (actor, peer, thread): (&Actor, &Peer, &Thread),
    (one, number): (&Attachment, u64),
) -> Result<(), ExchangeError> {
    let Some(exhibit) = one.exhibit else { return Ok(()) };
    let mut event = NewCustody::new(CustodyKind::Disclosed, tx.at());
    event.to = format!("{} ({})", peer.name(), peer.party());
    event.how = format!("{} · {number}", subject_of_opening(&thread.opening()));
    let keys = Keys::of(&node.vault);
    let by = (actor, purpose_of(thread), action::SAVE);
    let exhibit = casefile::add_custody(tx, &keys, &node.gate, by, exhibit, &event).await?;
    belongs(&exhibit, thread.dossier.case)?;
    if exhibit.whole.sha256 == one.announced.sha256 { Ok(()) } else { Err(ExchangeError::NotHere) }
}

/// What an attachment says of the exhibit it is, if it is one: its number, and where its custody ended, as its sender says.
pub(crate) fn told(announced: &Announced) -> Option<(String, Option<String>)> {
    let text = |name: &str, most: usize| {
        let text = announced.rest.get(name)?.as_str()?;
        let kept: String = text.chars().filter(|c| !c.is_control()).take(most).collect();
        (!kept.is_empty()).then_some(kept)
    };
    Some((text(EXHIBIT, 20)?, text(HEAD, 64)))
}
