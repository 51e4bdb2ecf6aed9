//! What the columns of tables mean, as officers of an authority named and kept it for the next table of the same kind. It
//! holds codes and keyed digests of headings: a table without a header has somebody's name and number where others have
//! headings, and the authority keeps no value of any row. It belongs to the authority and to no case.
//!
//! A name is kept once: who keeps another meaning under it replaces the first.

use crate::keys::Keys;
use crate::types::{Case, CaseError};
use gate::action;
use kernel::id::AuthorityId;
use kernel::{Actor, AuditEntry, Compartment, EntityKind, Outcome, Purpose};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use store::{Column, Migration, StoreError, Tx, table};
use uuid::Uuid;

/// Longest name of a kept meaning, in characters.
pub(crate) const NAME_CHARS_MAX: usize = 80;
/// Most of them that an authority keeps; the oldest goes when there are more.
const KEPT_MAX: u64 = 100;

mod columns_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "kept_columns")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub authority: Uuid,
        pub by: Uuid,
        pub at: i64,
        pub sealed: Vec<u8>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn migration() -> Migration {
    Migration::tables(
        "casefile-9-columns",
        vec![
            table("kept_columns")
                .col("id", Column::Uuid)
                .col("authority", Column::Uuid)
                .col("by", Column::Uuid)
                .col("at", Column::Int)
                .col("sealed", Column::Bytes)
                .key(&["id"])
                .index(&["authority", "at"]),
        ],
    )
}

/// What is kept of a table's columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Meaning {
    /// How the officer called it.
    pub(crate) name: String,
    /// The keyed digests of the headings ([`Headings`](crate::keys::Headings)).
    #[serde(default)]
    pub(crate) heads: Vec<String>,
    /// The headings themselves, as an older program kept them; see [`forget_headings`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    header: Vec<String>,
    /// What each row is about.
    pub(crate) kind: EntityKind,
    /// What each column says: a property, a marking, or nothing.
    pub(crate) codes: Vec<String>,
}

impl Meaning {
    pub(crate) fn new(name: String, heads: Vec<String>, kind: EntityKind, codes: Vec<String>) -> Self {
        Self { name, heads, header: Vec::new(), kind, codes }
    }
}

/// A kept meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeptColumns {
    pub(crate) id: Uuid,
    pub(crate) meaning: Meaning,
}

/// Those of an authority, by name.
///
/// # Errors
/// What the database says.
pub(crate) async fn kept_columns(
    tx: &Tx,
    keys: &Keys<'_>,
    authority: AuthorityId,
) -> Result<Vec<KeptColumns>, CaseError> {
    let rows = columns_row::Entity::find()
        .filter(columns_row::Column::Authority.eq(authority.0))
        .order_by_desc(columns_row::Column::At)
        .limit(KEPT_MAX)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let read = |row: columns_row::Model| {
        let meaning = keys.unlock("columns", Compartment::Operational, row.id, &row.sealed)?;
        Ok(KeptColumns { id: row.id, meaning })
    };
    let mut kept = rows.into_iter().map(read).collect::<Result<Vec<_>, CaseError>>()?;
    kept.sort_by(|a, b| a.meaning.name.cmp(&b.meaning.name));
    Ok(kept)
}

/// Keeps a meaning; the case is the one whose import it was made in, for which the officer has the gate's word.
///
/// # Errors
/// [`CaseError::Empty`] without a name, or what the database says.
pub(crate) async fn keep_columns(
    tx: &Tx,
    keys: &Keys<'_>,
    (actor, purpose): (&Actor, Purpose),
    case: &Case,
    meaning: Meaning,
) -> Result<Uuid, CaseError> {
    let name: String = meaning.name.trim().chars().take(NAME_CHARS_MAX).collect();
    if name.is_empty() {
        return Err(CaseError::Empty);
    }
    let kept = kept_columns(tx, keys, actor.authority).await?;
    for old in kept.iter().filter(|old| old.meaning.name == name) {
        remove(tx, (actor, purpose), case, old.id, "replaced").await?;
    }
    let id = kernel::id::random(tx.rng());
    let meaning = Meaning { name, ..meaning };
    let row = columns_row::ActiveModel {
        id: Set(id),
        authority: Set(actor.authority.0),
        by: Set(actor.person.0),
        at: Set(tx.at().0),
        sealed: Set(keys.lock("columns", Compartment::Operational, id, &meaning, tx.rng())?),
    };
    columns_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    let beyond: Vec<Uuid> = columns_row::Entity::find()
        .select_only()
        .column(columns_row::Column::Id)
        .filter(columns_row::Column::Authority.eq(actor.authority.0))
        .order_by_desc(columns_row::Column::At)
        .order_by_desc(columns_row::Column::Id)
        .offset(KEPT_MAX)
        .limit(KEPT_MAX)
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    for old in beyond {
        remove(tx, (actor, purpose), case, old, "the oldest of too many, gone").await?;
    }
    say(tx, (actor, purpose), case, "kept", id);
    Ok(id)
}

/// Forgets one of the officer's authority.
///
/// # Errors
/// [`CaseError::NotHere`], or what the database says.
pub(crate) async fn forget_columns(
    tx: &Tx,
    (actor, purpose): (&Actor, Purpose),
    case: &Case,
    id: Uuid,
) -> Result<(), CaseError> {
    if remove(tx, (actor, purpose), case, id, "forgotten").await? == 0 {
        return Err(CaseError::NotHere);
    }
    Ok(())
}

/// Removes one of the authority, and says so.
async fn remove(
    tx: &Tx,
    (actor, purpose): (&Actor, Purpose),
    case: &Case,
    id: Uuid,
    became: &str,
) -> Result<u64, CaseError> {
    let gone = columns_row::Entity::delete_many()
        .filter(columns_row::Column::Id.eq(id))
        .filter(columns_row::Column::Authority.eq(actor.authority.0))
        .exec(tx.db())
        .await
        .map_err(StoreError::from)?;
    if gone.rows_affected > 0 {
        say(tx, (actor, purpose), case, became, id);
    }
    Ok(gone.rows_affected)
}

/// Keeps keyed digests in place of the headings that an older program kept.
pub(crate) async fn forget_headings(tx: &Tx, keys: &Keys<'_>) -> Result<(), CaseError> {
    let (what, headings) = (Compartment::Operational, keys.headings());
    for row in columns_row::Entity::find().all(tx.db()).await.map_err(StoreError::from)? {
        let old: Meaning = keys.unlock("columns", what, row.id, &row.sealed)?;
        if old.header.is_empty() {
            continue;
        }
        let new = Meaning { heads: headings.of_all(&old.header), header: Vec::new(), ..old };
        columns_row::Entity::update_many()
            .col_expr(columns_row::Column::Sealed, keys.lock("columns", what, row.id, &new, tx.rng())?.into())
            .filter(columns_row::Column::Id.eq(row.id))
            .exec(tx.db())
            .await
            .map_err(StoreError::from)?;
    }
    Ok(())
}

fn say(tx: &Tx, (actor, purpose): (&Actor, Purpose), case: &Case, became: &str, id: Uuid) {
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::IMPORT,
        object_kind: "case",
        object: case.id.0,
        purpose,
        outcome: Outcome::Done,
        note: format!("what the columns of a table mean: {became}, {id}"),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use seal::vault::{MasterKey, Vault};

    /// The columns of a table without a header: its first row, as an older program kept it.
    fn old() -> Meaning {
        let header = vec!["Tesfay Selam".to_owned(), "+227 90 00 01 14".to_owned()];
        let codes = vec!["name".to_owned(), "phone".to_owned()];
        Meaning { header, ..Meaning::new("operator".into(), Vec::new(), EntityKind::Person, codes) }
    }

    #[tokio::test]
    async fn headings_that_an_older_program_kept_are_known_again_and_no_longer_kept() {
        for s in store::testing::both(&[migration()]).await {
            let run = s.store.run::<_, CaseError, _, _>("older", |tx| async move {
                let vault = Vault::new(MasterKey::generate(&kernel::testing::SeededRng::new(7)));
                let (keys, id) = (Keys::of(&vault), Uuid::from_u128(1));
                let row = columns_row::ActiveModel {
                    id: Set(id),
                    authority: Set(id),
                    by: Set(id),
                    at: Set(0),
                    sealed: Set(keys.lock("columns", Compartment::Operational, id, &old(), tx.rng())?),
                };
                columns_row::Entity::insert(row)
                    .exec_without_returning(tx.db())
                    .await
                    .map_err(StoreError::from)?;
                forget_headings(&tx, &keys).await?;
                let kept = kept_columns(&tx, &keys, AuthorityId(id)).await?.remove(0).meaning;
                let json = serde_json::to_string(&kept).unwrap();
                assert!(!json.contains("Selam") && !json.contains("01 14"), "{json}");
                let same = vec!["TESFAY  SELAM ".trim().replace("  ", " "), "+227 90 00 01 14".into()];
                assert_eq!(kept.heads, keys.headings().of_all(&same));
                assert_eq!(kept.codes, old().codes);
                Ok(())
            });
            run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
        }
    }
}
