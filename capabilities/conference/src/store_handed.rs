//! What was handed to secretariats elsewhere, with its receipt, and the authorities of other nodes that handed something in
//! here. What an authority hands in is encrypted by the program until its secretariat publishes it.

use crate::public::Handed;
use crate::store::{closed, row};
use crate::types::TAKEN_MAX;
use ::store::{StoreError, Tx};
use gate::Guarded;
use kernel::id::{AuthorityId, MessageId, NodeId};
use kernel::{Actor, Party, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use seal::vault::Vault;
use uuid::Uuid;

/// What the vault wraps what was handed in under.
const HANDED: &str = "conference-handed";

row!(guest_row, "conference_guest", { peer: String, authority: Uuid, name: String, party: String, at: i64 });
row!(handed_row, "conference_handed", {
    authority: Uuid, peer: String, received: Uuid, reference: Uuid, what: String, file: String, digest: String,
    message: Uuid, at: i64, by: String, sealed: Vec<u8>, receipt: Option<String>, receipt_at: Option<i64>,
    document: Option<Vec<u8>>,
});
row!(taken_row, "conference_taken", {
    peer: String, reference: Uuid, at: i64, what: Option<String>, subject: Option<Uuid>,
});

/// An authority of another node that hands something in here, under an id of this node.
pub(crate) async fn guest(
    tx: &Tx,
    peer: NodeId,
    (authority, name, party): (AuthorityId, &str, Party),
) -> Result<AuthorityId, StoreError> {
    use guest_row::Column;
    let there = guest_row::Entity::find()
        .filter(Column::Peer.eq(peer.to_string()))
        .filter(Column::Authority.eq(authority.0))
        .one(tx.db())
        .await?;
    if let Some(row) = there {
        return Ok(AuthorityId(row.id));
    }
    let id = kernel::id::random(tx.rng());
    let row = guest_row::ActiveModel {
        id: Set(id),
        peer: Set(peer.to_string()),
        authority: Set(authority.0),
        name: Set(name.to_owned()),
        party: Set(party.code().to_owned()),
        at: Set(tx.at().0),
    };
    guest_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(AuthorityId(id))
}

/// What authorities of other nodes are called.
pub(crate) async fn guests(tx: &Tx) -> Result<Vec<(AuthorityId, (String, Party))>, StoreError> {
    let rows = guest_row::Entity::find().all(tx.db()).await?;
    let named = |row: guest_row::Model| {
        let party = Party::parse(&row.party)
            .ok_or_else(|| StoreError::Corrupt(format!("no party `{}`", row.party)))?;
        Ok((AuthorityId(row.id), (row.name, party)))
    };
    rows.into_iter().map(named).collect()
}

/// Notes that something was taken under a reference; `false` if it was taken before, or that peer handed in as much as
/// may be.
pub(crate) async fn take_once(tx: &Tx, peer: NodeId, reference: Uuid) -> Result<bool, StoreError> {
    use taken_row::Column;
    let of_peer = taken_row::Entity::find().filter(Column::Peer.eq(peer.to_string()));
    let there = of_peer.clone().filter(Column::Reference.eq(reference)).count(tx.db()).await?;
    if there > 0 || of_peer.count(tx.db()).await? >= TAKEN_MAX {
        return Ok(false);
    }
    let row = taken_row::ActiveModel {
        id: Set(kernel::id::new(tx.clock(), tx.rng())),
        peer: Set(peer.to_string()),
        reference: Set(reference),
        at: Set(tx.at().0),
        what: Set(None),
        subject: Set(None),
    };
    taken_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(true)
}

/// Notes what was made of something that was taken, so that it can be taken back by its reference.
pub(crate) async fn took(
    tx: &Tx,
    peer: NodeId,
    reference: Uuid,
    (what, subject): (&str, Uuid),
) -> Result<(), StoreError> {
    use taken_row::Column;
    taken_row::Entity::update_many()
        .col_expr(Column::What, Some(what.to_owned()).into())
        .col_expr(Column::Subject, Some(subject).into())
        .filter(Column::Peer.eq(peer.to_string()))
        .filter(Column::Reference.eq(reference))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// What was made of something that a peer handed in under a reference.
pub(crate) async fn taken_as(
    tx: &Tx,
    peer: NodeId,
    reference: Uuid,
) -> Result<Option<(String, Uuid)>, StoreError> {
    use taken_row::Column;
    let find = taken_row::Entity::find()
        .filter(Column::Peer.eq(peer.to_string()))
        .filter(Column::Reference.eq(reference));
    Ok(find.one(tx.db()).await?.and_then(|row| row.what.zip(row.subject)))
}

/// Something that was handed to a secretariat elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HandedOut {
    pub(crate) id: Uuid,
    pub(crate) authority: AuthorityId,
    pub(crate) received: Uuid,
    pub(crate) reference: Uuid,
    /// What it is, by its code.
    pub(crate) what: String,
    pub(crate) file: String,
    pub(crate) digest: String,
    pub(crate) message: MessageId,
    pub(crate) at: Timestamp,
    pub(crate) says: Handed,
    /// The number of the receipt and when they took it, once they signed.
    pub(crate) receipt: Option<(String, Timestamp)>,
    /// The receipt as it was signed.
    pub(crate) document: Option<Vec<u8>>,
}

/// Notes what was handed in.
pub(crate) async fn keep_handed(
    tx: &Tx,
    vault: &Vault,
    by: &Actor,
    (peer, new): (NodeId, &HandedOut),
) -> Result<(), StoreError> {
    let id = kernel::id::new(tx.clock(), tx.rng());
    let clear = crate::store::put(&new.says)?;
    let row = handed_row::ActiveModel {
        id: Set(id),
        authority: Set(by.authority.0),
        peer: Set(peer.to_string()),
        received: Set(new.received),
        reference: Set(new.reference),
        what: Set(new.what.clone()),
        file: Set(new.file.clone()),
        digest: Set(new.digest.clone()),
        message: Set(new.message.0),
        at: Set(tx.at().0),
        by: Set(by.name.clone()),
        sealed: Set(vault.wrap(HANDED, id.as_bytes(), clear.as_bytes(), tx.rng())),
        receipt: Set(None),
        receipt_at: Set(None),
        document: Set(None),
    };
    handed_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// What an authority handed in for a publication of another node, the oldest first.
pub(crate) async fn handed(
    tx: &Tx,
    vault: &Vault,
    received: Uuid,
    of: AuthorityId,
) -> Result<Vec<Guarded<HandedOut>>, StoreError> {
    use handed_row::Column;
    let rows = handed_row::Entity::find()
        .filter(Column::Received.eq(received))
        .filter(Column::Authority.eq(of.0))
        .order_by_asc(Column::Id)
        .limit(TAKEN_MAX)
        .all(tx.db())
        .await?;
    let read = |row: handed_row::Model| {
        let clear = vault
            .unwrap(HANDED, row.id.as_bytes(), &row.sealed)
            .map_err(|_| StoreError::Sealed(format!("{HANDED} {}", row.id)))?;
        let says = serde_json::from_slice(&clear).map_err(|e| StoreError::Corrupt(e.to_string()))?;
        let one = HandedOut {
            id: row.id,
            authority: AuthorityId(row.authority),
            received: row.received,
            reference: row.reference,
            what: row.what,
            file: row.file,
            digest: row.digest,
            message: MessageId(row.message),
            at: Timestamp(row.at),
            says,
            receipt: row.receipt.zip(row.receipt_at.map(Timestamp)),
            document: row.document,
        };
        Ok(closed("submission", row.id, row.authority, one))
    };
    rows.into_iter().map(read).collect()
}

/// Keeps what a secretariat signed for; `false` if nothing with this reference and digest was handed to that node, or it
/// signed before.
pub(crate) async fn keep_receipt(
    tx: &Tx,
    peer: NodeId,
    signed: &seal::publication::HandedIn,
    document: &[u8],
) -> Result<bool, StoreError> {
    use handed_row::Column;
    let done = handed_row::Entity::update_many()
        .col_expr(Column::Receipt, Some(signed.receipt.clone()).into())
        .col_expr(Column::ReceiptAt, Some(signed.at.0).into())
        .col_expr(Column::Document, Some(document.to_vec()).into())
        .filter(Column::Peer.eq(peer.to_string()))
        .filter(Column::Reference.eq(signed.reference))
        .filter(Column::Digest.eq(signed.digest.to_string()))
        .filter(Column::Receipt.is_null())
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected > 0)
}
