//! Publishes to other nodes, through the gate and the outbox: what a State or a secretariat publishes goes to every node
//! that this one trusts, signed, and so does its correction and its end. Whoever comes to be trusted later gets what stands.
//! What is handed to a secretariat elsewhere goes to that node alone.
//!
//! Refused: anything but the record of the conference, by anybody but who answers for it (gate: `send-conference`).

use crate::public::{Content, HAND_IN_VERSION, HandIn, Handed};
use crate::store_given;
use crate::store_handed::{self, HandedOut};
use crate::store_public::{self, Publication, Received};
use crate::types::ConferenceError;
use ::store::{StoreError, Tx};
use access::Node;
use directory::Peer;
use exchange::envelope::{self, About, CarriageError};
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::MessageId;
use kernel::{Actor, ActorKind, Digest, Label, Purpose, Timestamp};
use seal::publication::{VERSION, sign_publication};
use uuid::Uuid;

/// The kind of an envelope that carries a publication.
pub const PUBLICATION_KIND: &str = "publication";
/// The kind of an envelope that hands something to a secretariat.
pub const HAND_IN_KIND: &str = "hand-in";
/// The kind of an envelope with the receipt for that.
pub const HANDED_IN_KIND: &str = "handed-in";
/// Most nodes that a publication goes to in the transaction that makes it, and most that a run of the job sends; the
/// others follow in the next run.
pub const AT_ONCE_MAX: usize = 64;

/// Publishes something to other nodes, corrects it, or takes it back (`None`); whoever calls wakes the delivery.
///
/// # Errors
/// What the database says; [`ConferenceError::Full`].
pub(crate) async fn publish(
    tx: &Tx,
    node: &Node,
    by: &Actor,
    of: (&'static str, Uuid),
    content: Option<Content>,
) -> Result<(), ConferenceError> {
    let Some(publication) = store_public::put_publication(tx, by, of, content.as_ref()).await? else {
        return Ok(());
    };
    let peers = directory::peers(tx).await?;
    for peer in peers.iter().filter(|p| p.is_trusted()).take(AT_ONCE_MAX) {
        send(tx, node, by, peer, &publication).await?;
    }
    Ok(())
}

/// Sends to nodes what they lack; returns how many publications went.
///
/// # Errors
/// What the database says.
pub async fn send_publications_due(node: &Node) -> Result<usize, StoreError> {
    let peers = node.store.look("publications due", |tx| async move { directory::peers(&tx).await }).await?;
    let mut sent: usize = 0;
    for peer in peers.iter().filter(|p| p.is_trusted()) {
        let most = AT_ONCE_MAX.saturating_sub(sent);
        let went = node.store.run::<_, ConferenceError, _, _>("send publications", |tx| async move {
            let mut went: usize = 0;
            for (publication, has) in store_public::lacking(&tx, peer.node, most).await? {
                // What was taken back before they had it, they need not know of.
                if publication.content.is_none() && !has {
                    store_public::note_sent(&tx, publication.id, peer.node, publication.number).await?;
                    continue;
                }
                let by = node.as_actor(publication.authority);
                went = went.saturating_add(usize::from(send(&tx, node, &by, peer, &publication).await?));
            }
            Ok(went)
        });
        match went.await {
            Ok(went) => sent = sent.saturating_add(went),
            Err(ConferenceError::Store(error)) => return Err(error),
            Err(error) => tracing::warn!(peer = %peer.node, %error, "publications could not be sent"),
        }
    }
    if sent > 0 {
        node.wake.notify_one();
    }
    Ok(sent)
}

/// Sends one edition to one peer; `false` if it may not go there, or there is no key to seal to.
async fn send(
    tx: &Tx,
    node: &Node,
    by: &Actor,
    peer: &Peer,
    publication: &Publication,
) -> Result<bool, ConferenceError> {
    let content = match &publication.content {
        Some(Content::Statement(out)) if out.withdrawn.is_none() => {
            let Some((_, file)) = store_given::submission(tx, &node.vault, publication.subject).await? else {
                return Ok(false);
            };
            // Opened for the document that the gate releases below. It is its State's; the secretariat that publishes it
            // reads it as everybody does, and the node sends it again to whoever came later.
            let code = match by.kind {
                ActorKind::Node => action::SEND_CONFERENCE,
                _ => action::READ_CONFERENCE,
            };
            let ask = Ask::new(by, code, Purpose::Administration, tx.at()).on(file.object());
            let opened = node.gate.open(file, &ask, &mut tx.log())?;
            Some(Content::Statement(out.clone().with(&opened)))
        }
        other => other.clone(),
    };
    let document = seal::publication::Publication {
        version: VERSION,
        node: node.keys.id,
        authority: publication.authority,
        reference: publication.reference,
        number: u64::try_from(publication.number).unwrap_or_default(),
        at: publication.at,
        content: content.map(serde_json::to_value).transpose().map_err(corrupt)?,
        rest: serde_json::Map::new(),
    };
    let signs = directory::signing_keys(tx, node).await?;
    let Ok(bytes) = sign_publication(&document, signs.for_holder_of(peer.has_own_sequence)) else {
        tracing::warn!(publication = %publication.id, "a publication is too large to be sent");
        return Ok(false);
    };
    let object = ObjectRef { kind: publication.kind, id: publication.subject };
    let closed = Guarded::new(object, Label::own(publication.authority), bytes);
    let ask = ask(by, tx).on(object);
    let Ok(released) = node.gate.release(closed, &ask, &peer.recipient(), &mut tx.log()) else {
        return Ok(false);
    };
    let about = About::of(tx, PUBLICATION_KIND, Purpose::Administration);
    match envelope::queue(tx, node, peer, &about, released).await {
        Ok(_) => {
            store_public::note_sent(tx, publication.id, peer.node, publication.number).await?;
            Ok(true)
        }
        Err(CarriageError::Store(error)) => Err(error.into()),
        Err(error) => {
            tracing::warn!(peer = %peer.node, %error, "a publication could not be sealed");
            Ok(false)
        }
    }
}

fn ask<'a>(by: &'a Actor, tx: &Tx) -> Ask<'a> {
    Ask::new(by, action::SEND_CONFERENCE, Purpose::Administration, tx.at())
}

fn corrupt(error: serde_json::Error) -> ConferenceError {
    ConferenceError::Store(StoreError::Corrupt(error.to_string()))
}

/// Hands something to the secretariat that published `to`; whoever calls wakes the delivery.
///
/// # Errors
/// [`ConferenceError::NotHere`] where that node is no longer trusted; the gate's refusal; what the database says.
pub(crate) async fn hand_in(
    tx: &Tx,
    node: &Node,
    by: &Actor,
    to: &Received,
    says: Handed,
) -> Result<(), ConferenceError> {
    let peer =
        directory::peer(tx, to.peer).await?.filter(Peer::is_trusted).ok_or(ConferenceError::NotHere)?;
    let recipient = peer.recipient_for(to.authority).ok_or(ConferenceError::NotHere)?;
    let reference = kernel::id::random(tx.rng());
    let digest = Digest::of_bytes(&says.bytes().unwrap_or_default()).to_string();
    let file = match &says {
        Handed::Statement { file, .. } => file.clone(),
        Handed::Topic { title, .. } => title.clone(),
        _ => String::new(),
    };
    let handed = HandIn {
        version: HAND_IN_VERSION,
        reference,
        to: to.reference,
        authority: by.authority,
        says: says.clone(),
        rest: serde_json::Map::new(),
    };
    let body = serde_json::to_vec(&handed).map_err(corrupt)?;
    let object = ObjectRef { kind: "submission", id: reference };
    let closed = Guarded::new(object, Label::own(by.authority), body);
    let ask = ask(by, tx).on(object);
    let released = node.gate.release(closed, &ask, &recipient, &mut tx.log())?;
    let about = About::of(tx, HAND_IN_KIND, Purpose::Administration);
    let message: MessageId = match envelope::queue(tx, node, &peer, &about, released).await {
        Ok(message) => message,
        Err(CarriageError::Store(error)) => return Err(error.into()),
        Err(error) => {
            tracing::warn!(peer = %peer.node, %error, "what is handed in could not be sealed");
            return Err(ConferenceError::NotHere);
        }
    };
    let new = HandedOut {
        id: Uuid::nil(),
        authority: by.authority,
        received: to.id,
        reference,
        what: says.code().to_owned(),
        file,
        digest,
        message,
        at: Timestamp(0),
        says,
        receipt: None,
        document: None,
    };
    Ok(store_handed::keep_handed(tx, &node.vault, by, (peer.node, &new)).await?)
}
