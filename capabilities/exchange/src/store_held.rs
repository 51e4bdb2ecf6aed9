//! What a peer holds of this node's: counted for each authority, for who decides whether it is trusted on. Numbers and sizes
//! only; what they are of stays with the authority whose they are.

use crate::attachments::{State, Way};
use crate::store_rows::{attachment_row, dossier_row, sent_row};
use ::store::{StoreError, Tx};
use kernel::id::{AuthorityId, NodeId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What of one authority a peer holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Dossiers with one of its authorities, whoever opened them.
    pub dossiers: usize,
    /// Statements that went out to it, whatever became of them.
    pub statements: usize,
    /// Files that it has whole.
    pub files: usize,
    /// Their size in bytes.
    pub bytes: u64,
}

/// What the peer holds, by authority of this node; those that share no dossier with it are left out.
///
/// # Errors
/// What the database says.
pub async fn held_by(tx: &Tx, peer: NodeId) -> Result<BTreeMap<AuthorityId, Held>, StoreError> {
    let peer = peer.to_string();
    let dossiers: Vec<(Uuid, Uuid)> = dossier_row::Entity::find()
        .select_only()
        .columns([dossier_row::Column::Id, dossier_row::Column::Authority])
        .filter(dossier_row::Column::Peer.eq(peer.as_str()))
        .into_tuple()
        .all(tx.db())
        .await?;
    let whose: BTreeMap<Uuid, AuthorityId> =
        dossiers.iter().map(|(id, of)| (*id, AuthorityId(*of))).collect();
    let mut held: BTreeMap<AuthorityId, Held> = BTreeMap::new();
    for authority in whose.values() {
        let one = held.entry(*authority).or_default();
        one.dossiers = one.dossiers.saturating_add(1);
    }
    let statements: Vec<Uuid> = sent_row::Entity::find()
        .select_only()
        .column(sent_row::Column::Dossier)
        .filter(sent_row::Column::Peer.eq(peer.as_str()))
        .into_tuple()
        .all(tx.db())
        .await?;
    for dossier in statements {
        if let Some(one) = whose.get(&dossier).and_then(|authority| held.get_mut(authority)) {
            one.statements = one.statements.saturating_add(1);
        }
    }
    let files: Vec<(Uuid, i64)> = attachment_row::Entity::find()
        .select_only()
        .columns([attachment_row::Column::Authority, attachment_row::Column::Bytes])
        .filter(attachment_row::Column::Peer.eq(peer.as_str()))
        .filter(attachment_row::Column::Way.eq(Way::Out.code()))
        .filter(attachment_row::Column::State.eq(State::Complete.code()))
        .into_tuple()
        .all(tx.db())
        .await?;
    for (authority, bytes) in files {
        let one = held.entry(AuthorityId(authority)).or_default();
        one.files = one.files.saturating_add(1);
        one.bytes = one.bytes.saturating_add(u64::try_from(bytes).unwrap_or(0));
    }
    Ok(held)
}
