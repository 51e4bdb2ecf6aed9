//! Browsers that people added for notices, and what waits to go to each: one at most. The address that a browser names is
//! a secret between it, its push service and the node: encrypted under the vault with the name its person gave it, and gone
//! once they take it out, the service says that the browser is gone, or they may not sign in any more.

use crate::notices::SENT_AT_ONCE_MAX;
use crate::store_notices::tried_again;
use ::store::{Column, Migration, StoreError, Tx, table};
use kernel::id::PersonId;
use kernel::{Digest, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use seal::vault::Vault;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Browsers of one person.
pub const BROWSERS_MAX: usize = 10;
/// Longest name of one, in characters.
pub const NAME_CHARS_MAX: usize = 60;
/// What a browser is wrapped for: it opens nowhere else.
const BROWSER: &str = "notice-browser";

mod browser_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "notice_browser")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person: Uuid,
        pub sealed: Vec<u8>,
        pub added_at: i64,
        pub failed_at: Option<i64>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod push_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "notice_push")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub browser: Uuid,
        pub send_at: i64,
        pub tries: i64,
        pub urgent: bool,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn migrations() -> Vec<Migration> {
    vec![Migration::tables(
        "access-8-browsers",
        vec![
            table("notice_browser")
                .col("id", Column::Uuid)
                .col("person", Column::Uuid)
                .col("sealed", Column::Bytes)
                .col("added_at", Column::Int)
                .opt("failed_at", Column::Int)
                .key(&["id"])
                .index(&["person"]),
            table("notice_push")
                .col("browser", Column::Uuid)
                .col("send_at", Column::Int)
                .col("tries", Column::Int)
                .col("urgent", Column::Flag)
                .key(&["browser"])
                .index(&["send_at"]),
        ],
    )]
}

/// What is sealed of a browser.
#[derive(Serialize, Deserialize)]
struct Sealed {
    endpoint: String,
    name: String,
}

/// A browser that somebody added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Browser {
    pub(crate) id: Uuid,
    /// What its person calls it.
    pub(crate) name: String,
    /// By this it knows itself on the page: a digest of its address.
    pub(crate) mark: Digest,
    pub(crate) added_at: Timestamp,
    /// When a notice to it was given up last.
    pub(crate) failed_at: Option<Timestamp>,
}

fn opened(vault: &Vault, row: &browser_row::Model) -> Result<Sealed, StoreError> {
    let sealed = || StoreError::Sealed(format!("the browser {}", row.id));
    let open = vault.unwrap(BROWSER, row.id.as_bytes(), &row.sealed).map_err(|_| sealed())?;
    serde_json::from_slice(&open).map_err(|_| sealed())
}

async fn rows(tx: &Tx, person: PersonId) -> Result<Vec<browser_row::Model>, StoreError> {
    use browser_row::Column as C;
    let found = browser_row::Entity::find().filter(C::Person.eq(person.0));
    Ok(found.order_by_asc(C::AddedAt).order_by_asc(C::Id).all(tx.db()).await?)
}

/// The browsers of somebody, oldest first.
///
/// # Errors
/// What the database says; one that does not open under this master key.
pub(crate) async fn shown(tx: &Tx, vault: &Vault, person: PersonId) -> Result<Vec<Browser>, StoreError> {
    let browser = |row: browser_row::Model| {
        let Sealed { endpoint, name } = opened(vault, &row)?;
        Ok(Browser {
            id: row.id,
            name,
            mark: Digest::of_bytes(endpoint.as_bytes()),
            added_at: Timestamp(row.added_at),
            failed_at: row.failed_at.map(Timestamp),
        })
    };
    rows(tx, person).await?.into_iter().map(browser).collect()
}

/// Which browsers somebody has.
///
/// # Errors
/// What the database says.
pub(crate) async fn of(tx: &Tx, person: PersonId) -> Result<Vec<Uuid>, StoreError> {
    Ok(rows(tx, person).await?.into_iter().map(|row| row.id).collect())
}

/// Which browsers everybody has.
///
/// # Errors
/// What the database says.
pub(crate) async fn all(tx: &Tx) -> Result<BTreeMap<PersonId, Vec<Uuid>>, StoreError> {
    let mut all: BTreeMap<PersonId, Vec<Uuid>> = BTreeMap::new();
    for row in browser_row::Entity::find().all(tx.db()).await? {
        all.entry(PersonId(row.person)).or_default().push(row.id);
    }
    Ok(all)
}

/// Adds a browser; one that somebody has already gets the new name and a new start. `false` if they have as many as they may.
///
/// # Errors
/// What the database says.
pub(crate) async fn add(
    tx: &Tx,
    vault: &Vault,
    person: PersonId,
    endpoint: &str,
    name: &str,
) -> Result<bool, StoreError> {
    let (mut known, mut count) = (None, 0_usize);
    for row in rows(tx, person).await? {
        count = count.saturating_add(1);
        if opened(vault, &row)?.endpoint == endpoint {
            known = Some(row.id);
        }
    }
    if known.is_none() && count >= BROWSERS_MAX {
        return Ok(false);
    }
    let id = match known {
        Some(id) => {
            take_out(tx, id).await?;
            id
        }
        None => kernel::id::random(tx.rng()),
    };
    let sealed = Sealed { endpoint: endpoint.to_owned(), name: name.to_owned() };
    let sealed = serde_json::to_vec(&sealed).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    let row = browser_row::ActiveModel {
        id: Set(id),
        person: Set(person.0),
        sealed: Set(vault.wrap(BROWSER, id.as_bytes(), &sealed, tx.rng())),
        added_at: Set(tx.at().0),
        failed_at: Set(None),
    };
    browser_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(true)
}

/// Takes a browser out, with what waits for it.
///
/// # Errors
/// What the database says.
pub(crate) async fn take_out(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    push_row::Entity::delete_by_id(id).exec(tx.db()).await?;
    browser_row::Entity::delete_by_id(id).exec(tx.db()).await?;
    Ok(())
}

/// Takes out every browser of somebody.
///
/// # Errors
/// What the database says.
pub(crate) async fn forget(tx: &Tx, person: PersonId) -> Result<(), StoreError> {
    for id in of(tx, person).await? {
        take_out(tx, id).await?;
    }
    Ok(())
}

/// Queues a notice to a browser; one that waits is brought forward if this one goes earlier, and is urgent if one of them is.
///
/// # Errors
/// What the database says.
pub(crate) async fn put(tx: &Tx, browser: Uuid, at: Timestamp, urgent: bool) -> Result<(), StoreError> {
    use push_row::Column as C;
    let waits = push_row::Entity::find_by_id(browser).one(tx.db()).await?;
    let urgent = urgent || waits.as_ref().is_some_and(|w| w.urgent);
    let earlier = waits.as_ref().filter(|w| w.send_at <= at.0);
    if earlier.is_some_and(|w| w.urgent == urgent) {
        return Ok(());
    }
    let row = push_row::ActiveModel {
        browser: Set(browser),
        send_at: Set(earlier.map_or(at.0, |w| w.send_at)),
        tries: Set(earlier.map_or(0, |w| w.tries)),
        urgent: Set(urgent),
    };
    let conflict = OnConflict::column(C::Browser).update_columns([C::SendAt, C::Tries, C::Urgent]).to_owned();
    push_row::Entity::insert(row).on_conflict(conflict).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// A notice to go to a browser now.
#[derive(Clone, Debug)]
pub(crate) struct DuePush {
    pub(crate) browser: Uuid,
    pub(crate) endpoint: String,
    pub(crate) urgent: bool,
    pub(crate) tries: i64,
}

/// Takes what is due, the urgent first, with the next attempt set down, ever later.
///
/// # Errors
/// What the database says.
pub(crate) async fn take_due(tx: &Tx, vault: &Vault) -> Result<Vec<DuePush>, StoreError> {
    use push_row::Column as C;
    let found = push_row::Entity::find()
        .filter(C::SendAt.lte(tx.at().0))
        .order_by_desc(C::Urgent)
        .order_by_asc(C::SendAt)
        .limit(SENT_AT_ONCE_MAX)
        .all(tx.db())
        .await?;
    let mut due = Vec::with_capacity(found.len());
    for row in found {
        let browser = browser_row::Entity::find_by_id(row.browser).one(tx.db()).await?;
        let Some(browser) = browser else {
            take_out(tx, row.browser).await?;
            continue;
        };
        let tries = row.tries.saturating_add(1);
        again(tx, row.browser, tried_again(tx.at(), tries)).await?;
        push_row::Entity::update_many()
            .col_expr(C::Tries, tries.into())
            .filter(C::Browser.eq(row.browser))
            .exec(tx.db())
            .await?;
        let endpoint = opened(vault, &browser)?.endpoint;
        due.push(DuePush { browser: row.browser, endpoint, urgent: row.urgent, tries });
    }
    Ok(due)
}

/// Tries a notice again at another moment.
///
/// # Errors
/// What the database says.
pub(crate) async fn again(tx: &Tx, browser: Uuid, at: Timestamp) -> Result<(), StoreError> {
    push_row::Entity::update_many()
        .col_expr(push_row::Column::SendAt, at.0.into())
        .filter(push_row::Column::Browser.eq(browser))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// A notice went to a browser, or is given up.
///
/// # Errors
/// What the database says.
pub(crate) async fn done(tx: &Tx, browser: Uuid, failed: bool) -> Result<(), StoreError> {
    push_row::Entity::delete_by_id(browser).exec(tx.db()).await?;
    let failed_at = failed.then(|| tx.at().0);
    browser_row::Entity::update_many()
        .col_expr(browser_row::Column::FailedAt, failed_at.into())
        .filter(browser_row::Column::Id.eq(browser))
        .exec(tx.db())
        .await?;
    Ok(())
}
