//! The desks that are known here: those of this node's authorities and of the nodes it trusts, for the finder.

use crate::card::CardAuthority;
use crate::finder::{Desk, Found, Question, find};
use crate::store;
use crate::store_detail::own_entries;
use crate::store_peers::peers;
use crate::types::Peer;
use ::store::{StoreError, Tx};
use kernel::Timestamp;
use kernel::id::{AuthorityId, ContactId};

/// Every desk that is known here and can be written to.
///
/// # Errors
/// What the database says.
pub async fn desks(tx: &Tx) -> Result<Vec<Desk>, StoreError> {
    desks_with(tx, Peer::is_trusted).await
}

/// The desks of this node and of the peers of which this holds.
async fn desks_with(tx: &Tx, peer: fn(&Peer) -> bool) -> Result<Vec<Desk>, StoreError> {
    let own = store::own_contacts(tx).await?;
    let mut entries = own_entries(tx).await?;
    let mut desks = Vec::new();
    for authority in access::authorities(tx).await? {
        let said = CardAuthority {
            id: authority.id,
            party: authority.party,
            name: authority.name,
            functions: authority.functions.iter().map(|f| f.code().to_owned()).collect(),
            contacts: Vec::new(),
            entry: entries.remove(&authority.id).unwrap_or_default(),
            rest: serde_json::Map::new(),
        };
        let points = own.iter().filter(|c| c.authority == authority.id);
        desks.extend(points.map(|c| Desk::of(&said, &c.point)));
    }
    desks.extend(peers(tx).await?.iter().filter(|p| peer(p)).flat_map(Peer::desks));
    Ok(desks)
}

/// The posts that those of an own authority are paired with, each with its call sign.
///
/// # Errors
/// What the database says.
pub async fn paired_with(tx: &Tx, authority: AuthorityId) -> Result<Vec<(ContactId, String)>, StoreError> {
    let own = store::own_contacts(tx).await?.into_iter().filter(|c| c.authority == authority);
    Ok(own.flat_map(|c| c.point.more.pairs).map(|p| (p.desk, p.their_call_sign)).collect())
}

/// The own post of an authority that another one calls by this sign: its name.
///
/// # Errors
/// What the database says.
pub async fn post_called(tx: &Tx, authority: AuthorityId, sign: &str) -> Result<Option<String>, StoreError> {
    let own = store::own_contacts(tx).await?.into_iter().filter(|c| c.authority == authority);
    let mut called = own.filter(|c| c.point.more.pairs.iter().any(|pair| pair.call_sign == sign.trim()));
    Ok(called.next().map(|contact| contact.point.name))
}

/// The desks of authorities without a node that an authority keeps.
///
/// # Errors
/// What the database says.
pub async fn kept_desks(tx: &Tx, keeper: AuthorityId) -> Result<Vec<Desk>, StoreError> {
    let of = |kept: &crate::Kept| {
        let node = Some(kept.node());
        let desk = |point| Desk { node, without_node: true, ..Desk::of(&kept.authority, point) };
        kept.authority.contacts.iter().map(desk).collect::<Vec<_>>()
    };
    Ok(crate::store_kept::kept(tx, keeper).await?.iter().flat_map(of).collect())
}

/// A question for an hour further away than this is not one for now.
const SAME_HOUR_MS: i64 = 30 * kernel::time::MINUTE_MS;

/// Every desk that is known to an authority here, those of suspended nodes among them, with what can be known of it for this
/// moment: that a desk does not answer now says nothing of another hour.
///
/// # Errors
/// What the database says.
pub async fn desks_at(tx: &Tx, asker: AuthorityId, at: Timestamp) -> Result<Vec<Desk>, StoreError> {
    let of_nodes = desks_with(tx, |p| p.is_trusted() || p.is_suspended()).await?;
    let mut known = [of_nodes, kept_desks(tx, asker).await?].concat();
    if at.since(tx.at()).abs() > SAME_HOUR_MS {
        known.iter_mut().for_each(|desk| desk.answering.silent_since = None);
    }
    Ok(known)
}

/// Whom to reach, by what is known to an authority here.
///
/// # Errors
/// What the database says.
pub async fn find_desks(tx: &Tx, asker: AuthorityId, question: &Question) -> Result<Found, StoreError> {
    Ok(find(question, &desks_at(tx, asker, question.at).await?))
}

/// A moment as the form sends it, `2026-11-24T03:12`, in a zone so many minutes east of UTC.
#[must_use]
pub fn read_moment(text: &str, offset_min: i16) -> Option<Timestamp> {
    let utc = Timestamp::parse(&format!("{}:00Z", text.trim()))?;
    Some(utc.plus_ms(-i64::from(offset_min) * kernel::time::MINUTE_MS))
}
