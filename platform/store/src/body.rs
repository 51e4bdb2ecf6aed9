//! What is sealed in a message, under the node's own key, until it is durable at its peer: a peer that lost the key that
//! it was sealed to, or did not take it, is sent it anew.

use crate::outbox::{OutState, outbox_row};
use crate::{StoreError, Tx};
use kernel::Digest;
use kernel::id::MessageId;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Cond, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// Messages whose bodies are erased in one statement.
const ERASED_AT_ONCE: usize = 200;

pub(crate) mod body_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "outbox_body")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub message: Uuid,
        pub sealed: Vec<u8>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What was sealed in a message that is not durable at its peer yet, under the node's own key.
pub(crate) fn body_step() -> crate::Migration {
    use crate::Column::{Bytes, Uuid};
    let table = crate::table("outbox_body").col("message", Uuid).col("sealed", Bytes).key(&["message"]);
    crate::Migration::tables("store-outbox-body", vec![table])
}

pub(crate) async fn put_body(tx: &Tx, message: MessageId, sealed: Vec<u8>) -> Result<(), StoreError> {
    let row = body_row::ActiveModel { message: Set(message.0), sealed: Set(sealed) };
    body_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// What is sealed in a message, under this node's own key; `None` once it is durable at its peer.
///
/// # Errors
/// What the database says.
pub async fn body(tx: &Tx, message: MessageId) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(body_row::Entity::find_by_id(message.0).one(tx.db()).await?.map(|row| row.sealed))
}

/// Erases what is sealed in these messages, as far as this node could still open it.
///
/// # Errors
/// What the database says.
pub async fn forget_bodies(tx: &Tx, messages: &[uuid::Uuid]) -> Result<(), StoreError> {
    for some in messages.chunks(ERASED_AT_ONCE) {
        body_row::Entity::delete_many()
            .filter(body_row::Column::Message.is_in(some.iter().copied()))
            .exec(tx.db())
            .await?;
    }
    Ok(())
}

/// A message that waits was sealed anew, to another key: it goes at once. `body` is what is sealed in it now.
///
/// # Errors
/// What the database says.
pub async fn reseal(
    tx: &Tx,
    message: MessageId,
    (sealed, digest): (Vec<u8>, Digest),
    body: Vec<u8>,
) -> Result<(), StoreError> {
    outbox_row::Entity::update_many()
        .col_expr(outbox_row::Column::Sealed, sealed.into())
        .col_expr(outbox_row::Column::Digest, digest.to_string().into())
        .col_expr(outbox_row::Column::NextAt, tx.at().0.into())
        .filter(outbox_row::Column::Message.eq(message.0))
        .filter(outbox_row::Column::State.eq(OutState::Queued.code()))
        .exec(tx.db())
        .await?;
    forget_bodies(tx, &[message.0]).await?;
    put_body(tx, message, body).await
}

/// What was in a message that the peer does not have was sent again in another one.
///
/// # Errors
/// What the database says.
pub async fn sent_again(tx: &Tx, message: MessageId) -> Result<(), StoreError> {
    outbox_row::Entity::update_many()
        .col_expr(outbox_row::Column::State, OutState::SentAgain.code().into())
        .filter(outbox_row::Column::Message.eq(message.0))
        .filter(outbox_row::Column::State.is_in(OutState::NOT_TAKEN.map(OutState::code)))
        .exec(tx.db())
        .await?;
    forget_bodies(tx, &[message.0]).await
}

/// What ends with these messages: what is durable at the peer need not be sealed again, and what belongs to no dossier
/// nobody sends again.
pub(crate) async fn ended(tx: &Tx, messages: &[uuid::Uuid]) -> Result<(), StoreError> {
    let of_none = Cond::all()
        .add(outbox_row::Column::State.ne(OutState::Queued.code()))
        .add(outbox_row::Column::Dossier.is_null());
    let over = Cond::any().add(outbox_row::Column::State.eq(OutState::Delivered.code())).add(of_none);
    let over = Query::select()
        .column(outbox_row::Column::Message)
        .from(outbox_row::Entity)
        .and_where(outbox_row::Column::Message.is_in(messages.iter().copied()))
        .cond_where(over)
        .to_owned();
    body_row::Entity::delete_many().filter(body_row::Column::Message.in_subquery(over)).exec(tx.db()).await?;
    Ok(())
}
