//! What waits at the desk of protection officers, for the node itself: ids, labels and clocks, nothing of what is said.

use crate::keys::Room;
use crate::store::{claim_row, closed};
use crate::types::{CLAIMS_MAX, ProtectionError};
use ::store::{StoreError, Tx};
use access::Node;
use kernel::id::AuthorityId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

/// The claims of an authority that wait for something, as the desk knows them: by whose time, under which label, and
/// nothing of what they say.
///
/// # Errors
/// What the database says.
pub(crate) async fn waiting(
    tx: &Tx,
    node: &Node,
    authority: AuthorityId,
) -> Result<Vec<access::Waiting>, ProtectionError> {
    let of = claim_row::Column::Authority.eq(authority.0);
    let rows = claim_row::Entity::find().filter(of).limit(CLAIMS_MAX).all(tx.db()).await;
    let rows = rows.map_err(StoreError::from)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let room = Room::of(tx, node).await?;
    let mut waiting = Vec::new();
    for row in rows {
        let claim = room.open(row)?;
        let Some(due) = crate::rules::due(&claim) else { continue };
        let (id, since) = (claim.id.0, claim.changed_at);
        let label = closed(tx, claim).await?.label().clone();
        waiting.push(access::Waiting::new(id, label, since).due(Some(due.by())));
    }
    Ok(waiting)
}
