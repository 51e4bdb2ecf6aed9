//! What waits at the desk of an authority, for the node itself: ids, labels and clocks, nothing of what moves say but how
//! urgent the asker called it.

use crate::labels;
use crate::store::{DESK_ROWS, dossier_of, moves_of_all};
use crate::store_rows::dossier_row;
use crate::types::{Dossier, StoredMove, WaitsFor};
use access::Waiting;
use gate::Guarded;
use kernel::Label;
use kernel::id::{AuthorityId, DossierId};
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use seal::vault::Vault;
use std::collections::BTreeSet;
use store::{StoreError, Tx};

/// What the asker calls danger to life.
pub(crate) const DANGER: &str = "imminent-threat-to-life";
/// Dossiers that wait at one desk, at most; the list of dossiers shows others.
const WAITING_MAX: u64 = DESK_ROWS * 5;

/// Dossiers that wait for an authority, or stand still, each as `waits` makes it of dossier, label and whether a life is in
/// danger.
///
/// # Errors
/// What the database says.
pub(crate) async fn waiting(
    tx: &Tx,
    vault: &Vault,
    authority: AuthorityId,
    waits: fn(&Dossier, &Label, bool) -> Waiting,
) -> Result<Vec<Waiting>, StoreError> {
    use dossier_row::Column as C;
    let stands = Condition::all().add(C::Frozen.is_not_null()).add(C::WaitsFor.ne(WaitsFor::Nobody.code()));
    let rows = dossier_row::Entity::find()
        .filter(C::Authority.eq(authority.0))
        .filter(Condition::any().add(C::WaitsFor.eq(WaitsFor::Us.code())).add(stands))
        .order_by_desc(C::Urgent)
        .order_by_asc(C::DueAt.is_null())
        .order_by_asc(C::DueAt)
        .order_by_asc(C::ChangedAt)
        .limit(WAITING_MAX)
        .all(tx.db())
        .await?;
    let dossiers: Vec<Dossier> = rows.into_iter().map(dossier_of).collect::<Result<_, _>>()?;
    let urgent: Vec<Dossier> = dossiers.iter().filter(|d| d.urgent).cloned().collect();
    let mut danger = BTreeSet::new();
    if !urgent.is_empty() {
        for (id, moves) in moves_of_all(tx, vault, authority, &urgent).await? {
            let opening = moves.iter().find_map(StoredMove::read_body);
            if opening.is_some_and(|body| body.text("urgency") == DANGER) {
                danger.insert(id);
            }
        }
    }
    let closed = labels::guarded(tx, dossiers.clone()).await?;
    let labelled = dossiers.iter().zip(&closed);
    Ok(labelled.map(|(d, closed)| waits(d, closed.label(), danger.contains(&d.id))).collect())
}

/// The same dossiers by their ids, as this authority has them, closed.
///
/// # Errors
/// What the database says.
pub(crate) async fn these(
    tx: &Tx,
    authority: AuthorityId,
    ids: &[DossierId],
) -> Result<Vec<Guarded<Dossier>>, StoreError> {
    let rows = dossier_row::Entity::find()
        .filter(dossier_row::Column::Authority.eq(authority.0))
        .filter(dossier_row::Column::Id.is_in(ids.iter().map(|d| d.0)))
        .all(tx.db())
        .await?;
    labels::guarded(tx, rows.into_iter().map(dossier_of).collect::<Result<_, _>>()?).await
}
