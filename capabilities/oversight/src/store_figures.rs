//! The figures of periods that are over, as they were counted: one document for each authority and period, written once
//! and never again. Exact counts are not kept anywhere.

use crate::types_figures::{Document, Figured};
use ::store::{Column, Migration, StoreError, Tx, table};
use gate::{Guarded, ObjectRef};
use kernel::figures::{Grain, Period};
use kernel::id::AuthorityId;
use kernel::{Digest, Label, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Periods that a page shows, the newest first.
pub(crate) const SHOWN_MAX: u64 = 60;

mod figures_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "figures")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub authority: Uuid,
        pub period: String,
        pub document: String,
        pub digest: String,
        pub counted_at: i64,
        pub released_at: Option<i64>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// One document for a period: the database refuses a second one, so that none can be subtracted from another.
pub(crate) fn migration() -> Migration {
    Migration::tables(
        "oversight-3-figures",
        vec![
            table("figures")
                .col("id", Column::Uuid)
                .col("authority", Column::Uuid)
                .col("period", Column::Text)
                .col("document", Column::Text)
                .col("digest", Column::Text)
                .col("counted_at", Column::Int)
                .opt("released_at", Column::Int)
                .key(&["id"])
                .unique(&["authority", "period"]),
        ],
    )
}

/// How the gate knows the figures of a period.
pub(crate) fn object(id: Uuid) -> ObjectRef {
    ObjectRef { kind: "figures", id }
}

/// Closed until the gate opens or releases it. The document is what was counted then, or nothing is shown.
fn closed(row: figures_row::Model) -> Result<Guarded<Figured>, StoreError> {
    let corrupt = || StoreError::Corrupt(format!("figures `{}`", row.id));
    let digest = Digest::parse(&row.digest).ok_or_else(corrupt)?;
    if digest != Digest::of_bytes(row.document.as_bytes()) {
        return Err(corrupt());
    }
    let document: Document = serde_json::from_str(&row.document).map_err(|_| corrupt())?;
    let (id, authority) = (row.id, AuthorityId(row.authority));
    let figured = Figured {
        id,
        period: Period::parse(&row.period).ok_or_else(corrupt)?,
        document,
        bytes: row.document,
        digest,
        counted_at: Timestamp(row.counted_at),
        released_at: row.released_at.map(Timestamp),
    };
    Ok(Guarded::new(object(id), Label::own(authority), figured))
}

/// The newest period of a length that was counted.
pub(crate) async fn last_counted(
    tx: &Tx,
    authority: AuthorityId,
    grain: Grain,
) -> Result<Option<Period>, StoreError> {
    let rows: Vec<String> = figures_row::Entity::find()
        .select_only()
        .column(figures_row::Column::Period)
        .filter(figures_row::Column::Authority.eq(authority.0))
        .into_tuple()
        .all(tx.db())
        .await?;
    let periods = rows.iter().filter_map(|text| Period::parse(text));
    Ok(periods.filter(|period| period.grain() == grain).max())
}

/// Keeps what was counted, for good.
pub(crate) async fn keep(tx: &Tx, authority: AuthorityId, document: &Document) -> Result<Uuid, StoreError> {
    let bytes = serde_json::to_string(document).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    let id = kernel::id::new(tx.clock(), tx.rng());
    let row = figures_row::ActiveModel {
        id: Set(id),
        authority: Set(authority.0),
        period: Set(document.period.to_string()),
        digest: Set(Digest::of_bytes(bytes.as_bytes()).to_string()),
        document: Set(bytes),
        counted_at: Set(tx.at().0),
        released_at: Set(None),
    };
    figures_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(id)
}

/// The figures of an authority, those counted last first.
pub(crate) async fn all(tx: &Tx, authority: AuthorityId) -> Result<Vec<Guarded<Figured>>, StoreError> {
    let rows = figures_row::Entity::find()
        .filter(figures_row::Column::Authority.eq(authority.0))
        .order_by_desc(figures_row::Column::Period)
        .limit(SHOWN_MAX)
        .all(tx.db())
        .await?;
    rows.into_iter().map(closed).collect()
}

/// Those of them that were released, for who may see what was published and nothing before.
pub(crate) async fn released(tx: &Tx, authority: AuthorityId) -> Result<Vec<Guarded<Figured>>, StoreError> {
    let rows = figures_row::Entity::find()
        .filter(figures_row::Column::Authority.eq(authority.0))
        .filter(figures_row::Column::ReleasedAt.is_not_null())
        .order_by_desc(figures_row::Column::Period)
        .limit(SHOWN_MAX)
        .all(tx.db())
        .await?;
    rows.into_iter().map(closed).collect()
}

/// The figures with this id.
pub(crate) async fn find(tx: &Tx, id: Uuid) -> Result<Option<Guarded<Figured>>, StoreError> {
    figures_row::Entity::find_by_id(id).one(tx.db()).await?.map(closed).transpose()
}

/// Marks figures as released; `false` if they were before.
pub(crate) async fn release(tx: &Tx, id: Uuid) -> Result<bool, StoreError> {
    let done = figures_row::Entity::update_many()
        .col_expr(figures_row::Column::ReleasedAt, Some(tx.at().0).into())
        .filter(figures_row::Column::Id.eq(id))
        .filter(figures_row::Column::ReleasedAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected == 1)
}
