//! What waits at the desk of an authority, for the node itself: ids, labels and clocks, nothing of what is said.

use crate::ChildDuty;
use crate::store_child::{DUTIES_MAX, children_among, duty_row, label_of};
use crate::types::CaseError;
use kernel::Timestamp;
use kernel::id::{AuthorityId, EntityId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use store::{StoreError, Tx};

/// What is due for children in an authority, as the desk knows it: by when, under which label, and nothing of for whom.
///
/// # Errors
/// What the database says.
pub(crate) async fn duties_waiting(
    tx: &Tx,
    authority: AuthorityId,
) -> Result<Vec<access::Waiting>, CaseError> {
    let rows = duty_row::Entity::find()
        .filter(duty_row::Column::Authority.eq(authority.0))
        .filter(duty_row::Column::DoneAt.is_null())
        .order_by_asc(duty_row::Column::DueAt)
        .limit(DUTIES_MAX)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let ids: Vec<EntityId> = rows.iter().map(|r| EntityId(r.entity)).collect();
    let standing = children_among(tx, &ids).await?;
    let mut waiting = Vec::new();
    for row in rows.into_iter().filter(|r| standing.contains(&EntityId(r.entity))) {
        let Some(label) = label_of(tx, EntityId(row.entity)).await? else { continue };
        let due = Timestamp(row.due_at);
        let term = ChildDuty::parse(&row.duty).map_or(0, |duty| duty.due(Timestamp(0)).0);
        waiting.push(access::Waiting::new(row.id, label, due.plus_ms(-term)).due(Some(due)));
    }
    Ok(waiting)
}
