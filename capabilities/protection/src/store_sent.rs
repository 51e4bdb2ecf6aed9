//! To whom something of a protected person went before the claim, so that the protection officer can have it recalled
//! . A fact of the protection record: the officer of the dossier is not told why it is asked.

use crate::keys::Room;
use crate::store;
use crate::types::{ClaimId, ProtectionError};
use ::store::Tx;
use access::Node;
use casefile::Keys;
use exchange::ExchangeError;
use gate::{Ask, action};
use kernel::{Actor, Blocked, Party, Purpose, Timestamp};

/// One move that told the other side something of the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WentTo {
    /// The dossier, as both sides name it.
    pub dossier: String,
    /// The number of the own move in it.
    pub number: u64,
    /// The authority it went to.
    pub name: String,
    /// Its State; `None` if the node is not known any more.
    pub party: Option<Party>,
    /// When.
    pub at: Timestamp,
    /// Whether the claim keeps the person from that State now.
    pub kept_away: bool,
}

/// The own moves that carry a value or name of the person of this claim, newest first; and whether there were more
/// dossiers than are looked through.
///
/// # Errors
/// The gate's refusal, or what the database says.
pub async fn went_to(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: ClaimId,
) -> Result<(Vec<WentTo>, bool), ProtectionError> {
    let room = Room::of(tx, node).await?;
    let guarded = room.find(tx, id).await?.ok_or(ProtectionError::NotHere)?;
    let label = guarded.label().clone();
    let ask = Ask::new(actor, action::READ, Purpose::Protection, tx.at());
    let claim = node.gate.open(guarded, &ask.on(store::object(id)), &mut tx.log())?;
    let known = casefile::keys_of_entity(tx, &Keys::of(&node.vault), claim.entity).await?;
    let (found, more) = exchange::sent_with(tx, node, &label, &known, actor.party).await.map_err(fault)?;
    let mut went = Vec::new();
    for sent in node.gate.open_each(found, &ask, &mut tx.log()) {
        let peer = directory::peer(tx, sent.peer).await?;
        let authority = peer.as_ref().and_then(|p| p.card.authority(sent.theirs));
        let party = authority.map(|a| a.party);
        let reached = peer.as_ref().and_then(|p| p.recipient_for(sent.theirs));
        went.push(WentTo {
            dossier: sent.dossier.to_string(),
            number: sent.number,
            name: authority.map(|a| a.name.clone()).unwrap_or_default(),
            party,
            at: sent.at,
            kept_away: reached.is_none_or(|to| stops(&claim.blocked, &to)),
        });
    }
    Ok((went, more))
}

fn stops(blocked: &Blocked, to: &gate::Recipient) -> bool {
    std::iter::once(to.party).chain(to.also.parties()).any(|party| blocked.stops(party))
}

fn fault(error: ExchangeError) -> ProtectionError {
    match error {
        ExchangeError::Store(error) => ProtectionError::Store(error),
        other => ProtectionError::Store(::store::StoreError::Corrupt(other.to_string())),
    }
}
