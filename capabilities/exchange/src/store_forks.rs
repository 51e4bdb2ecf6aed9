//! The second move that bears a number, kept as the evidence why a dossier stands still.

use crate::store::{corrupt, number};
use crate::store_rows::fork_row;
use crate::types::{Fork, StoredMove};
use ::store::{StoreError, Tx};
use kernel::id::{AuthorityId, DossierId};
use kernel::{Digest, Timestamp};
use procedure::Side;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// Keeps the second move that bears a number, and names the dossier frozen.
pub(crate) async fn keep_fork(tx: &Tx, authority: AuthorityId, fork: &StoredMove) -> Result<(), StoreError> {
    let key = (fork.dossier.0, authority.0, fork.digest.to_string());
    let known = fork_row::Entity::find_by_id(key).one(tx.db()).await?;
    if known.is_some() {
        return Ok(());
    }
    let row = fork_row::ActiveModel {
        dossier: Set(fork.dossier.0),
        authority: Set(authority.0),
        digest: Set(fork.digest.to_string()),
        side: Set(fork.side.code().into()),
        number: Set(number(fork.number)),
        header: Set(fork.header.clone()),
        signature: Set(fork.signature.clone()),
        signer: Set(fork.signer.to_vec()),
        message: Set(fork.message.0),
        at: Set(tx.at().0),
    };
    fork_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// The evidence of forks in an authority's copy.
///
/// # Errors
/// What the database says.
pub async fn forks(tx: &Tx, id: DossierId, authority: AuthorityId) -> Result<Vec<Fork>, StoreError> {
    let rows = fork_row::Entity::find()
        .filter(fork_row::Column::Dossier.eq(id.0))
        .filter(fork_row::Column::Authority.eq(authority.0))
        .all(tx.db())
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Fork {
                side: Side::parse(&row.side).ok_or_else(|| corrupt("a fork", id))?,
                number: u64::try_from(row.number).map_err(|_| corrupt("a fork", id))?,
                digest: Digest::parse(&row.digest).ok_or_else(|| corrupt("a fork", id))?,
                at: Timestamp(row.at),
            })
        })
        .collect()
}
