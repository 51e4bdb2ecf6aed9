//! What the room counts: people for whom protection was claimed.

use crate::keys::Room;
use crate::store::claim_row;
use crate::types::ClaimId;
use ::store::{StoreError, Tx};
use access::Node;
use kernel::figures::Period;
use kernel::id::AuthorityId;
use kernel::{Compartment, Label};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeSet;

/// People for whom a claim was recorded in a period, each once, without those whose case is kept to named people.
/// Claims stand encrypted: which case one belongs to is known only once it is opened.
pub(crate) async fn claimed_in(
    tx: &Tx,
    node: &Node,
    authority: AuthorityId,
    period: Period,
) -> Result<u64, StoreError> {
    let rows = claim_row::Entity::find()
        .filter(claim_row::Column::Authority.eq(authority.0))
        .filter(claim_row::Column::RecordedAt.gte(period.begin().0))
        .filter(claim_row::Column::RecordedAt.lt(period.end().0))
        .order_by_asc(claim_row::Column::Id)
        .all(tx.db())
        .await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let room = Room::of(tx, node).await?;
    let mut people = BTreeSet::new();
    for row in rows {
        let Some(claim) = room.unguarded(tx, ClaimId(row.id)).await? else { continue };
        // A claim stands in the protection compartment itself; how its case is kept decides.
        let case = casefile::case_label(tx, claim.case).await?;
        let open = |case: &Label| {
            case.compartment != Compartment::Integrity && case.circle.is_none() && case.excluded.is_none()
        };
        if case.as_ref().is_some_and(open) {
            people.insert(row.person);
        }
    }
    Ok(people.len() as u64)
}
