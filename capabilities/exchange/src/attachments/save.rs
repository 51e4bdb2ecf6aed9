//! What was offered is remembered; what is complete is opened chunk by chunk for whoever may save it.

use super::take_in::blocking;
use super::{ATTACH, Attachment, OF_DOSSIER_MAX, State, Way, announced};
use crate::store_attachments as kept;
use crate::types::{Dossier, ExchangeError, StoredMove};
use ::store::files::FileFault;
use ::store::{StoreError, Tx};
use access::Node;
use gate::{Ask, action};
use kernel::id::DossierId;
use kernel::{Actor, Handling, Purpose};
use seal::stream::{FileKey, Opening, begins_at};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// Remembers what a received move offers. What has no key with it, or is larger than what is stored here, stays named in
/// the move and is not offered.
pub(crate) async fn offered(
    tx: &Tx,
    node: &Node,
    dossier: &Dossier,
    made: &StoredMove,
    keys: &BTreeMap<Uuid, FileKey>,
) -> Result<(), StoreError> {
    if made.read_header()?.code != ATTACH {
        return Ok(());
    }
    let Some(body) = made.read_body() else { return Ok(()) };
    let mut room =
        OF_DOSSIER_MAX.saturating_sub(kept::count(tx, dossier.id, dossier.authority, Way::In).await?);
    for one in announced(&body) {
        let Some(key) = keys.get(&one.id).cloned() else { continue };
        if room == 0 || kept::find(tx, &node.vault, one.id, Way::In).await?.is_some() {
            continue;
        }
        room = room.saturating_sub(1);
        let new = Attachment {
            announced: one,
            key,
            authority: dossier.authority,
            dossier: dossier.id,
            peer: dossier.peer,
            way: Way::In,
            side: made.side,
            number: Some(made.number),
            file: uuid::Builder::from_random_bytes(tx.rng().array()).into_uuid(),
            state: State::Offered,
            // What does not read is kept as the strictest.
            handling: Handling::parse(body.text("handling")).unwrap_or(Handling::H3),
            conditions: body.text("conditions").into(),
            text: body.text("text").into(),
            exhibit: None,
            by: None,
            sent: 0,
            given: 0,
            attempts: 0,
            why: None,
            receipt: None,
            at: tx.at(),
        };
        kept::insert(tx, &node.vault, &new, false).await?;
    }
    Ok(())
}

/// An attachment that somebody may save, opened chunk by chunk.
pub struct Save {
    /// What it is.
    pub one: Attachment,
    files: Arc<store::files::Files>,
    opening: Opening,
}

/// Opens an attachment (of this dossier, where one is named) for a person to save: one that came in whole, or an own one that still waits or went.
///
/// # Errors
/// [`ExchangeError::NotHere`] if there is none, or none that is whole; the gate's refusal.
pub async fn save_attachment(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    (dossier, id): (Option<DossierId>, Uuid),
) -> Result<Save, ExchangeError> {
    let found =
        kept::attachment(tx, &node.vault, id, actor.authority).await?.ok_or(ExchangeError::NotHere)?;
    let ask = Ask::new(actor, action::SAVE, Purpose::Investigation, tx.at()).on(kept::object(id));
    let one = node.gate.open(found, &ask, &mut tx.log()).map_err(|_| ExchangeError::NotHere)?;
    let whole = match one.way {
        Way::In => one.state == State::Complete,
        Way::Out => !matches!(one.state, State::Withheld | State::Refused | State::Damaged),
    };
    if !whole || dossier.is_some_and(|dossier| dossier != one.dossier) {
        return Err(ExchangeError::NotHere);
    }
    let opening = Opening::new(one.key.clone(), *one.id().as_bytes(), one.announced.bytes);
    Ok(Save { one, files: Arc::clone(&node.files), opening })
}

impl Save {
    /// The next content; `None` at its end.
    ///
    /// # Errors
    /// What the disk says; a chunk that does not open any more.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, FileFault> {
        let Some((chunk, length)) = self.opening.wants() else { return Ok(None) };
        let (files, file) = (Arc::clone(&self.files), self.one.file);
        let sealed = blocking(move || files.read_at(file, begins_at(chunk), length)).await?;
        let opened = self.opening.push(&sealed);
        opened
            .map(|content| Some(content.to_vec()))
            .map_err(|e| FileFault::Io(std::io::Error::other(e.to_string())))
    }
}
