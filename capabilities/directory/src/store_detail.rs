//! What own contact points and own authorities say beyond the minimum, and how a contact point was confirmed.

use crate::confirmation::{Confirmation, HowConfirmed};
use crate::particulars::{AuthorityEntry, Particulars, check_entry};
use crate::types::DirectoryError;
use access::Node;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::{AuthorityId, ContactId};
use kernel::{Actor, Label, Purpose};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use sea_orm::sea_query::OnConflict;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use store::Column::{Text, Uuid as Id};
use store::{StoreError, TableDraft, Tx, table};
use uuid::Uuid;

pub(crate) mod detail_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "contact_detail")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub contact: Uuid,
        pub facts: String,
        pub how: Option<String>,
        pub called: Option<String>,
        pub spoken_to: Option<String>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod entry_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "authority_entry")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub authority: Uuid,
        pub facts: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn tables() -> Vec<TableDraft> {
    vec![
        table("contact_detail")
            .col("contact", Id)
            // JSON, as in the card.
            .col("facts", Text)
            .opt("how", Text)
            .opt("called", Text)
            .opt("spoken_to", Text)
            .key(&["contact"]),
        table("authority_entry").col("authority", Id).col("facts", Text).key(&["authority"]),
    ]
}

/// What is kept of a contact point beyond its row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Detail {
    pub(crate) facts: Particulars,
    pub(crate) confirmation: Option<Confirmation>,
}

fn detail_of(row: detail_row::Model) -> Result<Detail, StoreError> {
    let mut facts: Particulars = read(&row.facts, "details of a contact point")?;
    let how = row.how.as_deref().and_then(HowConfirmed::parse);
    facts.confirmed_how = how.map(|how| how.code().to_owned());
    let confirmation = how.map(|how| Confirmation {
        how,
        called: row.called.unwrap_or_default(),
        spoken_to: row.spoken_to.unwrap_or_default(),
    });
    Ok(Detail { facts, confirmation })
}

pub(crate) async fn details(tx: &Tx) -> Result<HashMap<Uuid, Detail>, StoreError> {
    let rows = detail_row::Entity::find().all(tx.db()).await?;
    rows.into_iter().map(|row| Ok((row.contact, detail_of(row)?))).collect()
}

pub(crate) async fn detail(tx: &Tx, contact: Uuid) -> Result<Detail, StoreError> {
    let row = detail_row::Entity::find_by_id(contact).one(tx.db()).await?;
    row.map_or_else(|| Ok(Detail::default()), detail_of)
}

/// Keeps what a contact point says, and how it was confirmed.
pub(crate) async fn put_detail(tx: &Tx, contact: ContactId, new: &Detail) -> Result<(), StoreError> {
    // How it was confirmed stands beside it.
    let facts = Particulars { confirmed_how: None, ..new.facts.clone() };
    let of = new.confirmation.as_ref();
    let row = detail_row::ActiveModel {
        contact: Set(contact.0),
        facts: Set(written(&facts)?),
        how: Set(of.map(|c| c.how.code().to_owned())),
        called: Set(of.map(|c| c.called.clone())),
        spoken_to: Set(of.map(|c| c.spoken_to.clone())),
    };
    use detail_row::Column as C;
    let conflict =
        OnConflict::column(C::Contact).update_columns([C::Facts, C::How, C::Called, C::SpokenTo]).to_owned();
    detail_row::Entity::insert(row).on_conflict(conflict).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// What the node's authorities say of themselves.
///
/// # Errors
/// What the database says.
pub async fn own_entries(tx: &Tx) -> Result<HashMap<AuthorityId, AuthorityEntry>, StoreError> {
    let rows = entry_row::Entity::find().all(tx.db()).await?;
    let read_row =
        |row: entry_row::Model| Ok((AuthorityId(row.authority), read(&row.facts, "entry of an authority")?));
    rows.into_iter().map(read_row).collect()
}

/// What one of the node's authorities says of itself.
///
/// # Errors
/// What the database says.
pub async fn own_entry(tx: &Tx, authority: AuthorityId) -> Result<AuthorityEntry, StoreError> {
    Ok(own_entries(tx).await?.remove(&authority).unwrap_or_default())
}

/// Changes what the actor's authority says of itself.
///
/// # Errors
/// [`DirectoryError::Card`] with the limit that is broken; [`DirectoryError::Full`] where the node's card has no room for it;
/// the gate's refusal.
pub async fn change_entry(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    entry: &AuthorityEntry,
) -> Result<(), DirectoryError> {
    let object = ObjectRef { kind: "authority-entry", id: actor.authority.0 };
    let ask = Ask::new(actor, action::CONFIRM_CONTACT, Purpose::Administration, tx.at()).on(object);
    node.gate.open(Guarded::new(object, Label::own(actor.authority), ()), &ask, &mut tx.log())?;
    check_entry(entry)?;
    let row = entry_row::ActiveModel { authority: Set(actor.authority.0), facts: Set(written(entry)?) };
    let conflict =
        OnConflict::column(entry_row::Column::Authority).update_column(entry_row::Column::Facts).to_owned();
    entry_row::Entity::insert(row).on_conflict(conflict).exec_without_returning(tx.db()).await?;
    crate::store::fits_card(tx, node).await
}

fn written(of: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(of).map_err(|e| StoreError::Corrupt(e.to_string()))
}

fn read<T: DeserializeOwned>(text: &str, what: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|e| StoreError::Corrupt(format!("{what}: {e}")))
}
