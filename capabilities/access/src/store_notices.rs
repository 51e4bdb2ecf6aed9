//! Whom to tell and when, and the letters that wait to go out: one for a person at most. An address is the person's own:
//! encrypted under the vault, and gone once they choose none or may not sign in any more. What goes to browsers stands in
//! `store_browsers`.

use crate::notices::{GRID_MS, Quiet, SENT_AT_ONCE_MAX, TRIES_MAX};
use crate::store_browsers;
use ::store::{Column, Migration, StoreError, Tx, table};
use kernel::id::PersonId;
use kernel::time::MINUTE_MS;
use kernel::{Lang, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use seal::vault::Vault;

/// What an address is wrapped for: it opens nowhere else.
const ADDRESS: &str = "notice-address";

mod choice_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "notice_choice")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person: Uuid,
        pub address: Vec<u8>,
        pub quiet_from: Option<i64>,
        pub quiet_until: Option<i64>,
        pub offset_min: i64,
        pub told_at: i64,
        pub failed_at: Option<i64>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod notice_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "notice")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person: Uuid,
        pub send_at: i64,
        pub tries: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn migrations() -> Vec<Migration> {
    vec![Migration::tables(
        "access-7-notices",
        vec![
            table("notice_choice")
                .col("person", Column::Uuid)
                .col("address", Column::Bytes)
                .opt("quiet_from", Column::Int)
                .opt("quiet_until", Column::Int)
                .col("offset_min", Column::Int)
                .col("told_at", Column::Int)
                .opt("failed_at", Column::Int)
                .key(&["person"]),
            table("notice")
                .col("person", Column::Uuid)
                .col("send_at", Column::Int)
                .col("tries", Column::Int)
                .key(&["person"])
                .index(&["send_at"]),
        ],
    )]
}

/// What somebody chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Who.
    pub person: PersonId,
    /// Where letters go, if they want any.
    pub address: Option<String>,
    /// When no ordinary one comes.
    pub quiet: Option<Quiet>,
    /// Up to when they were told of what came.
    pub told_at: Timestamp,
    /// When one was given up last.
    pub failed_at: Option<Timestamp>,
}

/// The address, if there is one: an empty one stands for none.
fn opened(vault: &Vault, row: &choice_row::Model) -> Result<Option<String>, StoreError> {
    let sealed = || StoreError::Sealed(format!("the address of {}", row.person));
    let open = vault.unwrap(ADDRESS, row.person.as_bytes(), &row.address).map_err(|_| sealed())?;
    let address = String::from_utf8(open.to_vec()).map_err(|_| sealed())?;
    Ok(Some(address).filter(|a| !a.is_empty()))
}

/// What everybody chose.
///
/// # Errors
/// What the database says; an address that does not open under this master key.
pub(crate) async fn choices(tx: &Tx, vault: &Vault) -> Result<Vec<Choice>, StoreError> {
    let rows = choice_row::Entity::find().all(tx.db()).await?;
    let choice = |row: choice_row::Model| {
        let quiet = row.quiet_from.zip(row.quiet_until);
        Ok(Choice {
            person: PersonId(row.person),
            address: opened(vault, &row)?,
            quiet: quiet.map(|(from, until)| Quiet { from, until, offset_min: row.offset_min }),
            told_at: Timestamp(row.told_at),
            failed_at: row.failed_at.map(Timestamp),
        })
    };
    rows.into_iter().map(choice).collect()
}

/// Keeps what somebody chose; from now on they are told.
///
/// # Errors
/// What the database says.
pub(crate) async fn choose(
    tx: &Tx,
    vault: &Vault,
    person: PersonId,
    address: Option<&str>,
    quiet: Option<Quiet>,
) -> Result<(), StoreError> {
    use choice_row::Column as C;
    let row = choice_row::ActiveModel {
        person: Set(person.0),
        address: Set(vault.wrap(
            ADDRESS,
            person.0.as_bytes(),
            address.unwrap_or_default().as_bytes(),
            tx.rng(),
        )),
        quiet_from: Set(quiet.map(|q| q.from)),
        quiet_until: Set(quiet.map(|q| q.until)),
        offset_min: Set(quiet.map_or(0, |q| q.offset_min)),
        told_at: Set(tx.at().0),
        failed_at: Set(None),
    };
    let conflict = OnConflict::column(C::Person)
        .update_columns([C::Address, C::QuietFrom, C::QuietUntil, C::OffsetMin, C::ToldAt, C::FailedAt])
        .to_owned();
    choice_row::Entity::insert(row).on_conflict(conflict).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// From now on somebody is told, without letters, if they were not told of anything before.
///
/// # Errors
/// What the database says.
pub(crate) async fn begin(tx: &Tx, vault: &Vault, person: PersonId) -> Result<(), StoreError> {
    let before = choice_row::Entity::find_by_id(person.0).one(tx.db()).await?;
    match before {
        None => choose(tx, vault, person, None, None).await,
        // What came while nothing could tell them is no news.
        Some(row) if opened(vault, &row)?.is_none() && store_browsers::of(tx, person).await?.is_empty() => {
            told(tx, person).await
        }
        Some(_) => Ok(()),
    }
}

/// Forgets somebody's address, their browsers, and what waits for them.
///
/// # Errors
/// What the database says.
pub(crate) async fn forget(tx: &Tx, person: PersonId) -> Result<(), StoreError> {
    choice_row::Entity::delete_by_id(person.0).exec(tx.db()).await?;
    notice_row::Entity::delete_by_id(person.0).exec(tx.db()).await?;
    store_browsers::forget(tx, person).await
}

/// Remembers that they were told of everything up to now.
///
/// # Errors
/// What the database says.
pub(crate) async fn told(tx: &Tx, person: PersonId) -> Result<(), StoreError> {
    choice_row::Entity::update_many()
        .col_expr(choice_row::Column::ToldAt, tx.at().0.into())
        .filter(choice_row::Column::Person.eq(person.0))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Queues a notice; one that waits is brought forward if this one goes earlier.
///
/// # Errors
/// What the database says.
pub(crate) async fn put(tx: &Tx, person: PersonId, at: Timestamp) -> Result<(), StoreError> {
    let waits = notice_row::Entity::find_by_id(person.0).one(tx.db()).await?;
    if waits.as_ref().is_some_and(|w| w.send_at <= at.0) {
        return Ok(());
    }
    let row = notice_row::ActiveModel { person: Set(person.0), send_at: Set(at.0), tries: Set(0) };
    let conflict = OnConflict::column(notice_row::Column::Person)
        .update_columns([notice_row::Column::SendAt, notice_row::Column::Tries])
        .to_owned();
    notice_row::Entity::insert(row).on_conflict(conflict).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// When what was tried so often is tried again, if it does not go: ever later.
pub(crate) fn tried_again(now: Timestamp, tries: i64) -> Timestamp {
    let step = u32::try_from(tries.clamp(1, TRIES_MAX)).unwrap_or(1);
    now.plus_ms(MINUTE_MS.saturating_mul(1_i64 << step).min(4 * GRID_MS))
}

/// A letter to be sent now.
#[derive(Clone, Debug)]
pub(crate) struct DueNotice {
    pub(crate) person: PersonId,
    pub(crate) address: String,
    pub(crate) lang: Lang,
    pub(crate) tries: i64,
}

/// Takes what is due, with the next attempt set down, ever later.
///
/// # Errors
/// What the database says.
pub(crate) async fn take_due(tx: &Tx, vault: &Vault) -> Result<Vec<DueNotice>, StoreError> {
    use notice_row::Column as C;
    let rows = notice_row::Entity::find()
        .filter(C::SendAt.lte(tx.at().0))
        .order_by_asc(C::SendAt)
        .limit(SENT_AT_ONCE_MAX)
        .all(tx.db())
        .await?;
    let mut due = Vec::with_capacity(rows.len());
    for row in rows {
        let (person, tries) = (PersonId(row.person), row.tries.saturating_add(1));
        let choice = choice_row::Entity::find_by_id(row.person).one(tx.db()).await?;
        let known = crate::store::person(tx, person).await?.filter(|p| p.active);
        let (Some(choice), Some(known)) = (choice, known) else {
            forget(tx, person).await?;
            continue;
        };
        let Some(address) = opened(vault, &choice)? else {
            done(tx, person, false).await?;
            continue;
        };
        let next = tried_again(tx.at(), tries);
        notice_row::Entity::update_many()
            .col_expr(C::SendAt, next.0.into())
            .col_expr(C::Tries, tries.into())
            .filter(C::Person.eq(row.person))
            .exec(tx.db())
            .await?;
        due.push(DueNotice { person, address, lang: known.lang, tries });
    }
    Ok(due)
}

/// A notice is sent, or given up.
///
/// # Errors
/// What the database says.
pub(crate) async fn done(tx: &Tx, person: PersonId, failed: bool) -> Result<(), StoreError> {
    notice_row::Entity::delete_by_id(person.0).exec(tx.db()).await?;
    if failed {
        choice_row::Entity::update_many()
            .col_expr(choice_row::Column::FailedAt, Some(tx.at().0).into())
            .filter(choice_row::Column::Person.eq(person.0))
            .exec(tx.db())
            .await?;
    }
    Ok(())
}
