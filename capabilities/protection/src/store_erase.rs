//! What ends: a claim with its history, its openings and its consular steps. The values it held back stay held, under
//! keyed digests that tell nobody whose they are, for as long as the rule for them says.

use crate::store::{claim_row, event_row};
use crate::store_consular::consular_row;
use crate::store_openings::opening_row;
use ::store::{StoreError, Tx};
use access::{Dated, Erased, Rule};
use kernel::Timestamp;
use kernel::id::AuthorityId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

/// Counts the end of a claim from what last happened to it.
pub(crate) async fn date(
    tx: &Tx,
    id: Uuid,
    authority: AuthorityId,
    since: Timestamp,
) -> Result<(), StoreError> {
    let dated = Dated { kind: "protection-claim", object: id, authority, rule: Rule::Claim, since };
    access::store_retention::date(tx, dated).await
}

/// Claims of an older program, without an end date: counted from today, since what last happened to them is sealed.
pub(crate) async fn undated(tx: &Tx, most: u64) -> Result<Vec<Dated>, StoreError> {
    let rows = claim_row::Entity::find()
        .filter(claim_row::Column::Id.not_in_subquery(access::store_retention::dated("protection-claim")))
        .limit(most)
        .all(tx.db())
        .await?;
    let dated = |row: claim_row::Model| Dated {
        kind: "protection-claim",
        object: row.id,
        authority: AuthorityId(row.authority),
        rule: Rule::Claim,
        since: tx.at(),
    };
    Ok(rows.into_iter().map(dated).collect())
}

/// Erases a claim.
pub(crate) async fn erase(tx: &Tx, id: Uuid) -> Result<Erased, StoreError> {
    let mut erased = Erased::none();
    let events =
        event_row::Entity::delete_many().filter(event_row::Column::Claim.eq(id)).exec(tx.db()).await?;
    let openings =
        opening_row::Entity::delete_many().filter(opening_row::Column::Claim.eq(id)).exec(tx.db()).await?;
    let steps =
        consular_row::Entity::delete_many().filter(consular_row::Column::Claim.eq(id)).exec(tx.db()).await?;
    for gone in [events, openings, steps] {
        erased.count(gone.rows_affected);
    }
    erased.count(access::forget_work(tx, &[id]).await?);
    claim_row::Entity::delete_by_id(id).exec(tx.db()).await?;
    erased.add([id]);
    Ok(erased)
}
