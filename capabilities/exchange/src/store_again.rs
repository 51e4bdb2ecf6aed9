//! Own moves that the other side does not have: found by the messages they went with, and given new ones.

use crate::store::number;
use crate::store_rows::{correction_row, dossier_row, move_row};
use crate::types::Side;
use ::store::outbox::{self, NotTaken};
use ::store::{StoreError, Tx};
use kernel::Timestamp;
use kernel::id::{AuthorityId, DossierId, MessageId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Messages looked up in one statement.
const AT_ONCE: usize = 200;

/// A dossier of which the other side does not have something.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lacks {
    pub(crate) danger: bool,
    /// When it was first known that they do not have it.
    pub(crate) since: Timestamp,
}

/// The dossiers of an authority of which the other side does not have an own move that still says something.
pub(crate) async fn lacking(
    tx: &Tx,
    authority: AuthorityId,
) -> Result<BTreeMap<DossierId, Lacks>, StoreError> {
    let mut all: BTreeMap<DossierId, Lacks> = BTreeMap::new();
    for some in outbox::not_taken(tx).await?.chunks(AT_ONCE) {
        let known: BTreeMap<Uuid, &NotTaken> = some.iter().map(|one| (one.message.0, one)).collect();
        let moves: Vec<(Uuid, String, Uuid)> = move_row::Entity::find()
            .select_only()
            .column(move_row::Column::Dossier)
            .column(move_row::Column::Side)
            .column(move_row::Column::Message)
            .filter(move_row::Column::Authority.eq(authority.0))
            .filter(move_row::Column::Message.is_in(known.keys().copied()))
            .filter(move_row::Column::Body.is_not_null())
            .into_tuple()
            .all(tx.db())
            .await?;
        // Between two authorities of this node both copies name the message; it is for the one who made the move to send.
        let own: Vec<(Uuid, String)> = dossier_row::Entity::find()
            .select_only()
            .column(dossier_row::Column::Id)
            .column(dossier_row::Column::Side)
            .filter(dossier_row::Column::Authority.eq(authority.0))
            .filter(dossier_row::Column::Id.is_in(moves.iter().map(|(dossier, ..)| *dossier)))
            .into_tuple()
            .all(tx.db())
            .await?;
        let own: BTreeMap<Uuid, String> = own.into_iter().collect();
        for (dossier, side, message) in moves {
            let Some(one) = known.get(&message).filter(|_| own.get(&dossier) == Some(&side)) else {
                continue;
            };
            let lacks =
                all.entry(DossierId(dossier)).or_insert(Lacks { danger: one.danger, since: one.since });
            lacks.since = lacks.since.min(one.since);
        }
    }
    Ok(all)
}

/// A move goes with another message from now on.
pub(crate) async fn put_message(
    tx: &Tx,
    authority: AuthorityId,
    (dossier, side, place): (DossierId, Side, u64),
    message: MessageId,
) -> Result<(), StoreError> {
    move_row::Entity::update_many()
        .col_expr(move_row::Column::Message, Expr::value(message.0))
        .filter(move_row::Column::Dossier.eq(dossier.0))
        .filter(move_row::Column::Authority.eq(authority.0))
        .filter(move_row::Column::Side.eq(side.code()))
        .filter(move_row::Column::Number.eq(number(place)))
        .exec(tx.db())
        .await?;
    correction_row::Entity::update_many()
        .col_expr(correction_row::Column::Message, Expr::value(message.0))
        .filter(correction_row::Column::Dossier.eq(dossier.0))
        .filter(correction_row::Column::Authority.eq(authority.0))
        .filter(correction_row::Column::Side.eq(side.code()))
        .filter(correction_row::Column::Number.eq(number(place)))
        .exec(tx.db())
        .await?;
    Ok(())
}
