//! Who has which piece of work, and what happened to it. Notes are content: encrypted under the vault, read under the
//! label of what they are about. Everything here goes with its object, and at the latest a while after nothing of it
//! waits any more; the log keeps who had what.

use crate::work::{Held, How};
use ::store::{Column, Migration, StoreError, Tx, table};
use gate::{Guarded, ObjectRef};
use kernel::id::{AuthorityId, PersonId};
use kernel::time::DAY_MS;
use kernel::{Actor, Label, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Condition, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use seal::vault::Vault;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Longest note, in characters.
pub const NOTE_CHARS_MAX: usize = 1_000;
/// Events of one piece of work that are shown, the newest.
pub const EVENTS_SHOWN_MAX: u64 = 50;
/// How long after the last event what is kept of a piece of work goes, once it does not wait any more.
pub const WORK_KEPT_MS: i64 = 30 * DAY_MS;
/// Rows swept at a time.
const SWEPT_MAX: u64 = 500;
/// What a note is wrapped for: it opens nowhere else.
const NOTE: &str = "work-note";

mod item_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "work_item")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub authority: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub object: Uuid,
        pub holder: Option<Uuid>,
        pub last: Option<Uuid>,
        pub since: i64,
        pub until: Option<i64>,
        pub how: String,
        pub level: i64,
        pub seen_at: Option<i64>,
        pub changed_at: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod event_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "work_event")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub authority: Uuid,
        pub kind: String,
        pub object: Uuid,
        pub at: i64,
        pub how: String,
        pub by: String,
        pub holder: Option<Uuid>,
        pub note: Option<Vec<u8>>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn migrations() -> Vec<Migration> {
    vec![Migration::tables(
        "access-5-work",
        vec![
            table("work_item")
                .col("authority", Column::Uuid)
                .col("kind", Column::Text)
                .col("object", Column::Uuid)
                .opt("holder", Column::Uuid)
                .opt("last", Column::Uuid)
                .col("since", Column::Int)
                .opt("until", Column::Int)
                .col("how", Column::Text)
                .col("level", Column::Int)
                .opt("seen_at", Column::Int)
                .col("changed_at", Column::Int)
                .key(&["authority", "kind", "object"])
                .index(&["object"])
                .index(&["changed_at"]),
            table("work_event")
                .col("id", Column::Uuid)
                .col("authority", Column::Uuid)
                .col("kind", Column::Text)
                .col("object", Column::Uuid)
                .col("at", Column::Int)
                .col("how", Column::Text)
                .col("by", Column::Text)
                .opt("holder", Column::Uuid)
                .opt("note", Column::Bytes)
                .key(&["id"])
                .index(&["object"]),
        ],
    )]
}

fn held_of(row: item_row::Model) -> Result<Held, StoreError> {
    let how = How::parse(&row.how);
    Ok(Held {
        how: how.ok_or_else(|| StoreError::Corrupt(format!("how work on `{}` came", row.object)))?,
        kind: row.kind,
        object: row.object,
        holder: row.holder.map(PersonId),
        last: row.last.map(PersonId),
        since: Timestamp(row.since),
        until: row.until.map(Timestamp),
        level: row.level,
        seen_at: row.seen_at.map(Timestamp),
    })
}

/// Who has what, by kind and object: everything that somebody of this authority ever took and that still stands.
///
/// # Errors
/// What the database says.
pub(crate) async fn held(
    tx: &Tx,
    authority: AuthorityId,
) -> Result<BTreeMap<(String, Uuid), Held>, StoreError> {
    let rows =
        item_row::Entity::find().filter(item_row::Column::Authority.eq(authority.0)).all(tx.db()).await?;
    let mut all = BTreeMap::new();
    for row in rows {
        all.insert((row.kind.clone(), row.object), held_of(row)?);
    }
    Ok(all)
}

/// Sets down who has a piece of work.
///
/// # Errors
/// What the database says.
pub(crate) async fn put(tx: &Tx, authority: AuthorityId, held: &Held) -> Result<(), StoreError> {
    use item_row::Column as C;
    let row = item_row::ActiveModel {
        authority: Set(authority.0),
        kind: Set(held.kind.clone()),
        object: Set(held.object),
        holder: Set(held.holder.map(|p| p.0)),
        last: Set(held.last.map(|p| p.0)),
        since: Set(held.since.0),
        until: Set(held.until.map(|at| at.0)),
        how: Set(held.how.code().into()),
        level: Set(held.level),
        seen_at: Set(held.seen_at.map(|at| at.0)),
        changed_at: Set(tx.at().0),
    };
    let conflict = OnConflict::columns([C::Authority, C::Kind, C::Object])
        .update_columns([C::Holder, C::Last, C::Since, C::Until, C::How, C::Level, C::SeenAt, C::ChangedAt])
        .to_owned();
    item_row::Entity::insert(row).on_conflict(conflict).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Something that happened to a piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// What.
    pub how: How,
    /// Who did it.
    pub by: String,
    /// Who has it since.
    pub holder: Option<PersonId>,
    /// What they wrote to it; empty if nothing.
    pub note: String,
}

/// Keeps an event.
///
/// # Errors
/// What the database says.
pub(crate) async fn keep_event(
    tx: &Tx,
    vault: &Vault,
    (by, held): (&Actor, &Held),
    how: How,
    note: &str,
) -> Result<(), StoreError> {
    let id = kernel::id::new(tx.clock(), tx.rng());
    let note = note.trim();
    let sealed = (!note.is_empty()).then(|| vault.wrap(NOTE, id.as_bytes(), note.as_bytes(), tx.rng()));
    let row = event_row::ActiveModel {
        id: Set(id),
        authority: Set(by.authority.0),
        kind: Set(held.kind.clone()),
        object: Set(held.object),
        at: Set(tx.at().0),
        how: Set(how.code().into()),
        by: Set(by.name.clone()),
        holder: Set(held.holder.map(|p| p.0)),
        note: Set(sealed),
    };
    event_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// What happened to a piece of work, the newest first, under the label of what it is about.
///
/// # Errors
/// What the database says; a note that does not open under this master key.
pub(crate) async fn events(
    tx: &Tx,
    vault: &Vault,
    authority: AuthorityId,
    object: ObjectRef,
    label: &Label,
) -> Result<Vec<Guarded<Event>>, StoreError> {
    use event_row::Column as C;
    let rows = event_row::Entity::find()
        .filter(C::Authority.eq(authority.0))
        .filter(C::Kind.eq(object.kind))
        .filter(C::Object.eq(object.id))
        .order_by_desc(C::At)
        .order_by_desc(C::Id)
        .limit(EVENTS_SHOWN_MAX)
        .all(tx.db())
        .await?;
    let mut events = Vec::with_capacity(rows.len());
    for row in rows {
        let sealed = || StoreError::Sealed(format!("a note on {} {}", row.kind, row.object));
        let note = match &row.note {
            Some(note) => {
                let open = vault.unwrap(NOTE, row.id.as_bytes(), note).map_err(|_| sealed())?;
                String::from_utf8(open.to_vec()).map_err(|_| sealed())?
            }
            None => String::new(),
        };
        let how = How::parse(&row.how).ok_or_else(|| StoreError::Corrupt("an event of work".into()))?;
        let event = Event { at: Timestamp(row.at), how, by: row.by, holder: row.holder.map(PersonId), note };
        events.push(Guarded::new(object, label.clone(), event));
    }
    Ok(events)
}

/// Drops everything about work on these objects, which are erased.
///
/// # Errors
/// What the database says.
pub async fn forget(tx: &Tx, objects: &[Uuid]) -> Result<u64, StoreError> {
    let mut gone = 0_u64;
    for chunk in objects.chunks(1_000) {
        let ids = || chunk.iter().copied();
        let events = event_row::Entity::delete_many().filter(event_row::Column::Object.is_in(ids()));
        let items = item_row::Entity::delete_many().filter(item_row::Column::Object.is_in(ids()));
        gone = gone.saturating_add(events.exec(tx.db()).await?.rows_affected);
        gone = gone.saturating_add(items.exec(tx.db()).await?.rows_affected);
        crate::store_duty::forget_pieces(tx, chunk).await?;
    }
    Ok(gone)
}

/// Drops what is kept of work that does not wait any more and was not touched for a while.
///
/// # Errors
/// What the database says.
pub(crate) async fn sweep(
    tx: &Tx,
    authority: AuthorityId,
    waits: &(dyn Fn(&str, Uuid) -> bool + Send + Sync),
) -> Result<(), StoreError> {
    let old = item_row::Entity::find()
        .filter(item_row::Column::Authority.eq(authority.0))
        .filter(item_row::Column::ChangedAt.lt(tx.at().plus_ms(-WORK_KEPT_MS).0))
        .order_by_asc(item_row::Column::ChangedAt)
        .limit(SWEPT_MAX)
        .all(tx.db())
        .await?;
    for row in old.into_iter().filter(|row| !waits(&row.kind, row.object)) {
        let this = Condition::all()
            .add(event_row::Column::Authority.eq(row.authority))
            .add(event_row::Column::Kind.eq(row.kind.clone()))
            .add(event_row::Column::Object.eq(row.object));
        event_row::Entity::delete_many().filter(this).exec(tx.db()).await?;
        item_row::Entity::delete_by_id((row.authority, row.kind, row.object)).exec(tx.db()).await?;
    }
    Ok(())
}
