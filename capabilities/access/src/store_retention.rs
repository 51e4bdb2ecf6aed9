//! End dates and the rules of each authority, with the tables of the whole. Reasons and grounds are encrypted by the
//! program, since they may name somebody.

use crate::retention::{Dated, KeptRecord, MOVED_EVERY_MS, Period, Reviewed, Rule};
use kernel::id::AuthorityId;
use kernel::{Actor, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use seal::vault::Vault;
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Column, Migration, StoreError, Tx, insert_all, table};
use uuid::Uuid;

macro_rules! rows {
    ($($module:ident = $table:literal { $($(#[$key:ident])? $field:ident: $type:ty),* $(,)? })*) => {$(
        pub(crate) mod $module {
            use sea_orm::entity::prelude::*;
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                $($(#[sea_orm($key, auto_increment = false)])? pub $field: $type),*
            }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}
            impl ActiveModelBehavior for ActiveModel {}
        }
    )*};
}

rows! {
    kept_row = "kept_record" {
        #[primary_key] id: Uuid, kind: String, object: Uuid, authority: Uuid, rule: String, since: i64, ends_at: i64,
        decided_at: Option<i64>, decided_by: Option<String>, why: Option<Vec<u8>>,
    }
    hold_row = "legal_hold" {
        #[primary_key] id: Uuid, kept: Uuid, sealed: Vec<u8>, review_at: i64, placed_at: i64, placed_by: String,
    }
    rule_row = "retention_rule" {
        #[primary_key] authority: Uuid, #[primary_key] rule: String, days: i64, source: String, by: String, at: i64,
    }
    tombstone_row = "tombstone" {
        #[primary_key] id: Uuid, kind: String, object: Uuid, authority: Uuid, rule: Option<String>,
        ended_at: Option<i64>, at: i64, by: String, request: String, rows: i64, digest: String, apart: bool,
    }
}

pub(crate) fn migration() -> Migration {
    let (id, text, int, bytes) = (Column::Uuid, Column::Text, Column::Int, Column::Bytes);
    let tables = vec![
        table("kept_record")
            .col("id", id)
            .col("kind", text)
            .col("object", id)
            .col("authority", id)
            .col("rule", text)
            .col("since", int)
            .col("ends_at", int)
            .opt("decided_at", int)
            .opt("decided_by", text)
            .opt("why", bytes)
            .key(&["id"])
            .unique(&["object", "kind", "authority"])
            .index(&["ends_at"])
            .index(&["authority", "ends_at"]),
        // Only holds that stand. That one was placed and lifted is in the log.
        table("legal_hold")
            .col("id", id)
            .col("kept", id)
            .col("sealed", bytes)
            .col("review_at", int)
            .col("placed_at", int)
            .col("placed_by", text)
            .key(&["id"])
            .index(&["kept"]),
        table("retention_rule")
            .col("authority", id)
            .col("rule", text)
            .col("days", int)
            .col("source", text)
            .col("by", text)
            .col("at", int)
            .key(&["authority", "rule"]),
        // `apart`: of a record that was kept to named people; its tombstone shows to nobody else either.
        table("tombstone")
            .col("id", id)
            .col("kind", text)
            .col("object", id)
            .col("authority", id)
            .opt("rule", text)
            .opt("ended_at", int)
            .col("at", int)
            .col("by", text)
            .col("request", text)
            .col("rows", int)
            .col("digest", text)
            .col("apart", Column::Flag)
            .key(&["id"])
            .index(&["authority", "at"]),
    ];
    Migration::tables("access-retention-1", tables)
}

/// What the vault wraps the texts under.
const SEALED: &str = "retention";

pub(crate) fn seal<T: Serialize>(tx: &Tx, vault: &Vault, id: Uuid, clear: &T) -> Result<Vec<u8>, StoreError> {
    let clear = serde_json::to_vec(clear).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    Ok(vault.wrap(SEALED, id.as_bytes(), &clear, tx.rng()))
}

pub(crate) fn open<T: serde::de::DeserializeOwned>(
    vault: &Vault,
    id: Uuid,
    sealed: &[u8],
) -> Result<T, StoreError> {
    let clear = vault
        .unwrap(SEALED, id.as_bytes(), sealed)
        .map_err(|_| StoreError::Sealed(format!("{SEALED} {id}")))?;
    serde_json::from_slice(&clear).map_err(|e| StoreError::Corrupt(format!("{SEALED} `{id}`: {e}")))
}

pub(crate) fn rule_of(code: &str) -> Result<Rule, StoreError> {
    Rule::parse(code).ok_or_else(|| StoreError::Corrupt(format!("retention rule `{code}`")))
}

pub(crate) fn record(vault: &Vault, row: kept_row::Model) -> Result<KeptRecord, StoreError> {
    let decided = match (row.decided_at, row.decided_by, row.why) {
        (Some(at), Some(by), Some(why)) => {
            Some(Reviewed { by, at: Timestamp(at), why: open(vault, row.id, &why)? })
        }
        _ => None,
    };
    Ok(KeptRecord {
        id: row.id,
        kind: row.kind,
        object: row.object,
        authority: AuthorityId(row.authority),
        rule: rule_of(&row.rule)?,
        since: Timestamp(row.since),
        ends_at: Timestamp(row.ends_at),
        decided,
    })
}

async fn row_of(
    tx: &Tx,
    kind: &str,
    object: Uuid,
    authority: AuthorityId,
) -> Result<Option<kept_row::Model>, StoreError> {
    Ok(kept_row::Entity::find()
        .filter(kept_row::Column::Object.eq(object))
        .filter(kept_row::Column::Kind.eq(kind))
        .filter(kept_row::Column::Authority.eq(authority.0))
        .one(tx.db())
        .await?)
}

/// Gives a record its end date, or moves it because something happened that its rule counts from. A date that somebody
/// set stays; one that lies less than a day back is not moved, so that work on a record does not fight over its date.
///
/// # Errors
/// What the database says.
pub async fn date(tx: &Tx, new: Dated) -> Result<(), StoreError> {
    date_all(tx, vec![new]).await
}

/// The same for some records, fewer than one statement holds; of one that stands among them twice the later counts.
///
/// # Errors
/// What the database says.
pub async fn date_all(tx: &Tx, all: Vec<Dated>) -> Result<(), StoreError> {
    let new: BTreeMap<_, Dated> = all.into_iter().map(|d| ((d.kind, d.object, d.authority), d)).collect();
    if new.is_empty() {
        return Ok(());
    }
    let held = kept_row::Entity::find()
        .filter(kept_row::Column::Object.is_in(new.values().map(|d| d.object)))
        .all(tx.db())
        .await?;
    let held = |new: &Dated| {
        let is_it = |row: &&kept_row::Model| {
            row.object == new.object && row.kind == new.kind && row.authority == new.authority.0
        };
        held.iter().find(is_it)
    };
    let mut periods = BTreeMap::new();
    let mut first = Vec::new();
    for new in new.values() {
        let held = held(new);
        let moves = |row: &kept_row::Model| {
            row.rule != new.rule.code() || new.since.0.saturating_sub(row.since) >= MOVED_EVERY_MS
        };
        if !held.is_none_or(moves) {
            continue;
        }
        let of = (new.authority, new.rule.code());
        let ms = match periods.get(&of) {
            Some(ms) => *ms,
            None => {
                let ms = period(tx, new.authority, new.rule).await?.ms();
                periods.insert(of, ms);
                ms
            }
        };
        let ends_at = new.since.plus_ms(ms).0;
        match held {
            None => first.push(kept_row::ActiveModel {
                id: Set(kernel::id::random(tx.rng())),
                kind: Set(new.kind.into()),
                object: Set(new.object),
                authority: Set(new.authority.0),
                rule: Set(new.rule.code().into()),
                since: Set(new.since.0),
                ends_at: Set(ends_at),
                decided_at: Set(None),
                decided_by: Set(None),
                why: Set(None),
            }),
            Some(row) => {
                let ends_at = if row.decided_at.is_some() { row.ends_at } else { ends_at };
                kept_row::Entity::update_many()
                    .col_expr(kept_row::Column::Rule, Expr::value(new.rule.code()))
                    .col_expr(kept_row::Column::Since, Expr::value(new.since.0))
                    .col_expr(kept_row::Column::EndsAt, Expr::value(ends_at))
                    .filter(kept_row::Column::Id.eq(row.id))
                    .exec(tx.db())
                    .await?;
            }
        }
    }
    insert_all(tx, first).await
}

/// Drops end dates of records that went with a larger one, holds and all.
///
/// # Errors
/// What the database says.
pub async fn undate(tx: &Tx, kind: &str, objects: &[Uuid], authority: AuthorityId) -> Result<(), StoreError> {
    for chunk in objects.chunks(1_000) {
        let ids: Vec<Uuid> = kept_row::Entity::find()
            .select_only()
            .column(kept_row::Column::Id)
            .filter(kept_row::Column::Object.is_in(chunk.iter().copied()))
            .filter(kept_row::Column::Kind.eq(kind))
            .filter(kept_row::Column::Authority.eq(authority.0))
            .into_tuple()
            .all(tx.db())
            .await?;
        hold_row::Entity::delete_many()
            .filter(hold_row::Column::Kept.is_in(ids.clone()))
            .exec(tx.db())
            .await?;
        kept_row::Entity::delete_many().filter(kept_row::Column::Id.is_in(ids)).exec(tx.db()).await?;
    }
    Ok(())
}

/// The entry of a record.
///
/// # Errors
/// What the database says.
pub async fn kept_of(
    tx: &Tx,
    vault: &Vault,
    kind: &str,
    object: Uuid,
    authority: AuthorityId,
) -> Result<Option<KeptRecord>, StoreError> {
    row_of(tx, kind, object, authority).await?.map(|row| record(vault, row)).transpose()
}

/// The entry with this id.
///
/// # Errors
/// What the database says.
pub async fn kept(tx: &Tx, vault: &Vault, id: Uuid) -> Result<Option<KeptRecord>, StoreError> {
    kept_row::Entity::find_by_id(id).one(tx.db()).await?.map(|row| record(vault, row)).transpose()
}

/// Entries that end before a moment, what ends first first: of one authority or of all, after a place in that order.
///
/// # Errors
/// What the database says.
pub async fn ending(
    tx: &Tx,
    vault: &Vault,
    authority: Option<AuthorityId>,
    before: Timestamp,
    after: Option<(Timestamp, Uuid)>,
    most: u64,
) -> Result<Vec<KeptRecord>, StoreError> {
    let mut condition = Condition::all().add(kept_row::Column::EndsAt.lt(before.0));
    if let Some(authority) = authority {
        condition = condition.add(kept_row::Column::Authority.eq(authority.0));
    }
    if let Some((at, id)) = after {
        let same = Condition::all().add(kept_row::Column::EndsAt.eq(at.0)).add(kept_row::Column::Id.gt(id));
        condition = condition.add(Condition::any().add(kept_row::Column::EndsAt.gt(at.0)).add(same));
    }
    let rows = kept_row::Entity::find()
        .filter(condition)
        .order_by_asc(kept_row::Column::EndsAt)
        .order_by_asc(kept_row::Column::Id)
        .limit(most)
        .all(tx.db())
        .await?;
    rows.into_iter().map(|row| record(vault, row)).collect()
}

/// The records of a kind that have an end date, as a part of a room's own question for those that have none.
#[must_use]
pub fn dated(kind: &str) -> sea_orm::sea_query::SelectStatement {
    sea_orm::sea_query::Query::select()
        .column(kept_row::Column::Object)
        .from(kept_row::Entity)
        .and_where(kept_row::Column::Kind.eq(kind))
        .to_owned()
}

/// Sets another end date than the rule gives.
///
/// # Errors
/// What the database says.
pub(crate) async fn set_date(
    tx: &Tx,
    vault: &Vault,
    by: &Actor,
    id: Uuid,
    (until, why): (Timestamp, &str),
) -> Result<(), StoreError> {
    kept_row::Entity::update_many()
        .col_expr(kept_row::Column::EndsAt, Expr::value(until.0))
        .col_expr(kept_row::Column::DecidedAt, Expr::value(Some(tx.at().0)))
        .col_expr(kept_row::Column::DecidedBy, Expr::value(Some(by.name.clone())))
        .col_expr(kept_row::Column::Why, Expr::value(Some(seal(tx, vault, id, &why)?)))
        .filter(kept_row::Column::Id.eq(id))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// A rule as an authority has it.
///
/// # Errors
/// What the database says.
pub async fn period(tx: &Tx, authority: AuthorityId, rule: Rule) -> Result<Period, StoreError> {
    let row = rule_row::Entity::find_by_id((authority.0, rule.code().to_owned())).one(tx.db()).await?;
    Ok(match row {
        Some(row) => Period { rule, days: row.days, source: Some(row.source) },
        None => Period { rule, days: rule.default_days(), source: None },
    })
}

/// A rule for what belongs to no one authority: as the node's first authority has it.
///
/// # Errors
/// What the database says.
pub async fn period_of_node(tx: &Tx, rule: Rule) -> Result<Period, StoreError> {
    match crate::store::authorities(tx).await?.first() {
        Some(first) => period(tx, first.id, rule).await,
        None => Ok(Period { rule, days: rule.default_days(), source: None }),
    }
}

/// Sets a rule of an authority. Every record under it gets its new date at once, but those whose date somebody set.
///
/// # Errors
/// What the database says.
pub(crate) async fn set_period(
    tx: &Tx,
    by: &Actor,
    rule: Rule,
    days: i64,
    source: &str,
) -> Result<(), StoreError> {
    let row = rule_row::ActiveModel {
        authority: Set(by.authority.0),
        rule: Set(rule.code().into()),
        days: Set(days),
        source: Set(source.into()),
        by: Set(by.name.clone()),
        at: Set(tx.at().0),
    };
    let again = OnConflict::columns([rule_row::Column::Authority, rule_row::Column::Rule])
        .update_columns([
            rule_row::Column::Days,
            rule_row::Column::Source,
            rule_row::Column::By,
            rule_row::Column::At,
        ])
        .to_owned();
    rule_row::Entity::insert(row).on_conflict(again).exec_without_returning(tx.db()).await?;
    let ms = days.saturating_mul(kernel::time::DAY_MS);
    kept_row::Entity::update_many()
        .col_expr(kept_row::Column::EndsAt, Expr::col(kept_row::Column::Since).add(ms))
        .filter(kept_row::Column::Authority.eq(by.authority.0))
        .filter(kept_row::Column::Rule.eq(rule.code()))
        .filter(kept_row::Column::DecidedAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(())
}
