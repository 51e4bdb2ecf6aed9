//! Small state of the node: settings in clear, secrets wrapped under the master key.

use crate::{StoreError, Tx};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use sea_orm::sea_query::OnConflict;
use seal::vault::Vault;

mod setting_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "setting")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub value: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod secret_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "secret")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub wrapped: Vec<u8>,
        pub at: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Reads a setting.
///
/// # Errors
/// What the database says.
pub async fn get(tx: &Tx, name: &str) -> Result<Option<String>, StoreError> {
    Ok(setting_row::Entity::find_by_id(name).one(tx.db()).await?.map(|row| row.value))
}

/// Writes a setting.
///
/// # Errors
/// What the database says.
pub async fn put(tx: &Tx, name: &str, value: &str) -> Result<(), StoreError> {
    let row = setting_row::ActiveModel { name: Set(name.into()), value: Set(value.into()) };
    let conflict =
        OnConflict::column(setting_row::Column::Name).update_column(setting_row::Column::Value).to_owned();
    setting_row::Entity::insert(row).on_conflict(conflict).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Reads a secret, if there is one.
///
/// # Errors
/// [`StoreError::Sealed`] if it does not open under this master key.
pub async fn secret(tx: &Tx, vault: &Vault, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(row) = secret_row::Entity::find_by_id(name).one(tx.db()).await? else { return Ok(None) };
    let open =
        vault.unwrap("secret", name.as_bytes(), &row.wrapped).map_err(|_| StoreError::Sealed(name.into()))?;
    Ok(Some(open.to_vec()))
}

/// Writes a secret, wrapped; replaces an older one.
///
/// # Errors
/// What the database says.
pub async fn put_secret(tx: &Tx, vault: &Vault, name: &str, value: &[u8]) -> Result<(), StoreError> {
    let wrapped = vault.wrap("secret", name.as_bytes(), value, tx.rng());
    let row = secret_row::ActiveModel { name: Set(name.into()), wrapped: Set(wrapped), at: Set(tx.at().0) };
    let conflict = OnConflict::column(secret_row::Column::Name)
        .update_columns([secret_row::Column::Wrapped, secret_row::Column::At])
        .to_owned();
    secret_row::Entity::insert(row).on_conflict(conflict).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Erases a secret; what was encrypted under it can never be read again.
///
/// # Errors
/// What the database says.
pub async fn erase_secret(tx: &Tx, name: &str) -> Result<(), StoreError> {
    secret_row::Entity::delete_by_id(name).exec(tx.db()).await?;
    Ok(())
}
