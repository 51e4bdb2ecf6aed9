//! The desks that are known here: those of this node's authorities and of the nodes it trusts, for the finder.

use crate::card::CardAuthority;
use crate::finder::{Desk, Found, Question, find};
use crate::store;
use crate::store_peers::peers;
use crate::types::Peer;
use ::store::{StoreError, Tx};
use kernel::Timestamp;

/// Every desk that is known here.
///
/// # Errors
/// What the database says.
pub async fn desks(tx: &Tx) -> Result<Vec<Desk>, StoreError> {
    let own = store::own_contacts(tx).await?;
    let mut desks = Vec::new();
    for authority in access::authorities(tx).await? {
        let said = CardAuthority {
            id: authority.id,
            party: authority.party,
            name: authority.name,
            functions: authority.functions.iter().map(|f| f.code().to_owned()).collect(),
            contacts: Vec::new(),
            entry: crate::AuthorityEntry::default(),
            rest: serde_json::Map::new(),
        };
        let points = own.iter().filter(|c| c.authority == authority.id);
        desks.extend(points.map(|c| Desk::of(&said, &c.point)));
    }
    for peer in peers(tx).await?.iter().filter(|p| Peer::is_trusted(p)) {
        desks.extend(peer.desks());
    }
    Ok(desks)
}

/// Whom to reach, by what is known here.
///
/// # Errors
/// What the database says.
pub async fn find_desks(tx: &Tx, question: &Question) -> Result<Found, StoreError> {
    Ok(find(question, &desks(tx).await?))
}

/// A moment as the form sends it, `2026-11-24T03:12`, in a zone so many minutes east of UTC.
#[must_use]
pub fn read_moment(text: &str, offset_min: i16) -> Option<Timestamp> {
    let utc = Timestamp::parse(&format!("{}:00Z", text.trim()))?;
    Some(utc.plus_ms(-i64::from(offset_min) * kernel::time::MINUTE_MS))
}
