//! What became of letters: which own move went as one, when and how it was sent, and whether a call confirmed that it came.

use crate::store_rows::letter_row;
use crate::types::StoredMove;
use ::store::{StoreError, Tx};
use kernel::Timestamp;
use kernel::id::{AuthorityId, DossierId, MessageId, PersonId};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// How a letter goes out, or an answer comes in.
pub const WAYS: [&str; 5] = ["post", "email", "hand", "stick", "telephone"];

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterSent {
    /// The move it is.
    pub message: MessageId,
    /// Its place in the own chain.
    pub number: u64,
    /// When it was sent and how, once somebody recorded that.
    pub sent: Option<(Timestamp, String)>,
    /// Who recorded it.
    pub by: Option<PersonId>,
    /// When they said on the telephone that they have it, and who said so.
    pub confirmed: Option<(Timestamp, String)>,
}

/// Records that an own move goes as a letter; answers what it is known by, as messages are.
pub(crate) async fn insert(
    tx: &Tx,
    authority: AuthorityId,
    made: &StoredMove,
) -> Result<MessageId, StoreError> {
    let message = MessageId::new(tx.rng());
    let row = letter_row::ActiveModel {
        message: Set(message.0),
        dossier: Set(made.dossier.0),
        authority: Set(authority.0),
        number: Set(crate::store::number(made.number)),
        sent_at: Set(None),
        way: Set(None),
        by: Set(None),
        confirmed_at: Set(None),
        spoken_to: Set(None),
    };
    letter_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(message)
}

/// The letter of a move, if it went as one.
///
/// # Errors
/// What the database says.
pub async fn letter(tx: &Tx, message: MessageId) -> Result<Option<LetterSent>, StoreError> {
    Ok(letter_row::Entity::find_by_id(message.0).one(tx.db()).await?.map(letter_of))
}

/// The letters of an authority's copy of a dossier, in order.
///
/// # Errors
/// What the database says.
pub async fn letters(
    tx: &Tx,
    dossier: DossierId,
    authority: AuthorityId,
) -> Result<Vec<LetterSent>, StoreError> {
    let rows = letter_row::Entity::find()
        .filter(letter_row::Column::Dossier.eq(dossier.0))
        .filter(letter_row::Column::Authority.eq(authority.0))
        .order_by_asc(letter_row::Column::Number)
        .all(tx.db())
        .await?;
    Ok(rows.into_iter().map(letter_of).collect())
}

/// Records when and how a letter was sent.
pub(crate) async fn put_sent(
    tx: &Tx,
    message: MessageId,
    (at, way): (Timestamp, &str),
    by: PersonId,
) -> Result<(), StoreError> {
    let row = letter_row::ActiveModel {
        message: Set(message.0),
        sent_at: Set(Some(at.0)),
        way: Set(Some(way.into())),
        by: Set(Some(by.0)),
        ..Default::default()
    };
    letter_row::Entity::update(row).exec(tx.db()).await?;
    Ok(())
}

/// Records that a call confirmed that a letter came.
pub(crate) async fn put_confirmed(
    tx: &Tx,
    message: MessageId,
    (at, spoken_to): (Timestamp, &str),
) -> Result<(), StoreError> {
    let row = letter_row::ActiveModel {
        message: Set(message.0),
        confirmed_at: Set(Some(at.0)),
        spoken_to: Set(Some(spoken_to.into())),
        ..Default::default()
    };
    letter_row::Entity::update(row).exec(tx.db()).await?;
    Ok(())
}

/// What the letters of a copy say beyond their moves goes with it.
pub(crate) async fn erase(tx: &Tx, dossier: DossierId, authority: AuthorityId) -> Result<(), StoreError> {
    letter_row::Entity::delete_many()
        .filter(letter_row::Column::Dossier.eq(dossier.0))
        .filter(letter_row::Column::Authority.eq(authority.0))
        .exec(tx.db())
        .await?;
    Ok(())
}

fn letter_of(row: letter_row::Model) -> LetterSent {
    LetterSent {
        message: MessageId(row.message),
        number: u64::try_from(row.number).unwrap_or_default(),
        sent: row.sent_at.map(Timestamp).zip(row.way),
        by: row.by.map(PersonId),
        confirmed: row.confirmed_at.map(Timestamp).zip(row.spoken_to),
    }
}
