//! The moves of a case's dossiers by their time, for the history of the case; what they say stays closed.

use crate::store::move_of;
use crate::store_rows::{dossier_row, move_row};
use crate::types::StoredMove;
use ::store::{StoreError, Tx};
use access::history::Stretch;
use access::store_history::within;
use kernel::id::{AuthorityId, CaseId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

/// The moves in the dossiers of a case, in the copies of this authority, without their bodies, the newest first.
pub(crate) async fn moves_in(
    tx: &Tx,
    authority: AuthorityId,
    case: CaseId,
    stretch: &Stretch,
) -> Result<Vec<StoredMove>, StoreError> {
    let of_case = dossier_row::Entity::find()
        .select_only()
        .column(dossier_row::Column::Id)
        .filter(dossier_row::Column::CaseId.eq(case.0))
        .filter(dossier_row::Column::Authority.eq(authority.0))
        .into_query();
    let rows = move_row::Entity::find()
        .filter(move_row::Column::Dossier.in_subquery(of_case))
        .filter(move_row::Column::Authority.eq(authority.0))
        .filter(within(move_row::Column::At, move_row::Column::Message, stretch))
        .order_by_desc(move_row::Column::At)
        .order_by_desc(move_row::Column::Message)
        .limit(stretch.most)
        .all(tx.db())
        .await?;
    rows.into_iter().map(|row| move_of(row, None)).collect()
}
