//! Attachments as they are kept: one row for each way, so that two authorities of one node each have their own. What is
//! said of one, and the key that opens it, stand wrapped in the row; when the row goes, nobody opens the file any more.

use crate::attachments::{Announced, Attachment, State, Way};
use crate::store::{self, number};
use crate::store_rows::attachment_row::{self, Column as C};
use crate::types::Dossier;
use ::store::{StoreError, Tx};
use data_encoding::BASE64;
use gate::{Guarded, ObjectRef};
use kernel::id::{AuthorityId, DossierId, NodeId, PersonId};
use kernel::{Digest, Handling, Label, Restriction, Timestamp};
use procedure::Side;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use seal::stream::FileKey;
use seal::vault::Vault;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What a row's wrapped part is wrapped for.
const WRAPPED: &str = "attachment";
/// What is equal to what is found by, without the digest standing in clear.
const MARK: &str = "attachment content v1";
/// Rows read in one go.
const ROWS_MAX: u64 = 1_000;
/// States in which nobody needs the file any more.
const GONE: [State; 3] = [State::Withheld, State::Refused, State::Differs];
/// How long one waits for a second person; the act has run out by then.
const WAITS_MS: i64 = 30 * kernel::time::DAY_MS;

/// How the gate knows an attachment.
#[must_use]
pub fn object(id: Uuid) -> ObjectRef {
    ObjectRef { kind: "attachment", id }
}

/// What is said of an attachment, and what opens it.
#[derive(Serialize, Deserialize)]
struct Wrapped {
    announced: Announced,
    key: String,
    handling: Handling,
    #[serde(default)]
    conditions: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    exhibit: Option<Uuid>,
}

fn place(id: Uuid, way: Way) -> Vec<u8> {
    format!("{id} {}", way.code()).into_bytes()
}

fn wrap(vault: &Vault, tx: &Tx, one: &Attachment) -> Result<Vec<u8>, StoreError> {
    let wrapped = Wrapped {
        announced: one.announced.clone(),
        key: BASE64.encode(&one.key.to_bytes()),
        handling: one.handling,
        conditions: one.conditions.clone(),
        text: one.text.clone(),
        exhibit: one.exhibit,
    };
    let json = serde_json::to_vec(&wrapped).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    Ok(vault.wrap(WRAPPED, &place(one.id(), one.way), &json, tx.rng()))
}

/// What content is found by; who reads the database learns what is equal and nothing more.
fn mark(vault: &Vault, sha256: &Digest) -> String {
    vault.index_key(MARK).index(&[&sha256.0]).to_string()
}

fn read(vault: &Vault, row: attachment_row::Model) -> Result<Attachment, StoreError> {
    let corrupt = |what: &str| StoreError::Corrupt(format!("{what} of attachment `{}`", row.id));
    let count = |n: i64| u64::try_from(n).unwrap_or(0);
    let way = Way::parse(&row.way).ok_or_else(|| corrupt("the way"))?;
    let sealed = |_| StoreError::Sealed(format!("attachment {}", row.id));
    let open = vault.unwrap(WRAPPED, &place(row.id, way), &row.sealed).map_err(sealed)?;
    let wrapped: Wrapped = serde_json::from_slice(&open).map_err(|_| corrupt("what is said"))?;
    let key = BASE64.decode(wrapped.key.as_bytes()).ok().and_then(|key| FileKey::from_bytes(&key));
    Ok(Attachment {
        key: key.ok_or_else(|| corrupt("the key"))?,
        announced: wrapped.announced,
        authority: AuthorityId(row.authority),
        dossier: DossierId(row.dossier),
        peer: NodeId::parse(&row.peer).ok_or_else(|| corrupt("the peer"))?,
        way,
        side: Side::parse(&row.side).ok_or_else(|| corrupt("the side"))?,
        number: row.number.map(count),
        file: row.file,
        state: State::parse(&row.state).ok_or_else(|| corrupt("the state"))?,
        handling: wrapped.handling,
        conditions: wrapped.conditions,
        text: wrapped.text,
        exhibit: wrapped.exhibit,
        by: row.by.map(PersonId),
        sent: count(row.sent),
        given: count(row.given),
        attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
        why: row.why,
        receipt: row.receipt,
        at: Timestamp(row.at),
    })
}

/// Writes a new attachment; with `danger`, of a dossier that was opened for imminent danger to life.
///
/// # Errors
/// What the database says.
pub(crate) async fn insert(tx: &Tx, vault: &Vault, one: &Attachment, danger: bool) -> Result<(), StoreError> {
    let row = attachment_row::ActiveModel {
        id: Set(one.id()),
        way: Set(one.way.code().into()),
        authority: Set(one.authority.0),
        dossier: Set(one.dossier.0),
        peer: Set(one.peer.to_string()),
        side: Set(one.side.code().into()),
        number: Set(one.number.map(number)),
        state: Set(one.state.code().into()),
        bytes: Set(number(one.announced.bytes)),
        file: Set(one.file),
        sealed: Set(wrap(vault, tx, one)?),
        mark: Set(mark(vault, &one.announced.sha256)),
        by: Set(one.by.map(|p| p.0)),
        sent: Set(0),
        given: Set(0),
        attempts: Set(0),
        next_at: Set(tx.at().0),
        why: Set(None),
        receipt: Set(None),
        at: Set(tx.at().0),
        changed_at: Set(tx.at().0),
        danger: Set(danger),
    };
    attachment_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// One attachment, for the protocol itself, which moves it without reading what it says.
pub(crate) async fn find(
    tx: &Tx,
    vault: &Vault,
    id: Uuid,
    way: Way,
) -> Result<Option<Attachment>, StoreError> {
    let row = attachment_row::Entity::find_by_id((id, way.code().to_owned())).one(tx.db()).await?;
    row.map(|row| read(vault, row)).transpose()
}

/// The label an attachment is read under: its dossier's, with what its sender set on it.
pub(crate) async fn label_of(tx: &Tx, one: &Attachment) -> Result<Label, StoreError> {
    let dossier = copy_of(tx, one).await?;
    let label = crate::labels::label(tx, &dossier).await?;
    let received = one.way == Way::In;
    let words = one.conditions.trim();
    let restrictions = (received && !words.is_empty()).then(|| Restriction(words.to_owned()));
    Ok(Label {
        handling: one.handling,
        originator: received.then_some(one.peer),
        restrictions: restrictions.into_iter().collect(),
        ..label
    })
}

/// The same, of the attachment with this id; `None` if there is none.
pub(crate) async fn label_by_id(tx: &Tx, id: Uuid, way: Way) -> Result<Option<Label>, StoreError> {
    let row = attachment_row::Entity::find_by_id((id, way.code().to_owned())).one(tx.db()).await?;
    let Some(row) = row else { return Ok(None) };
    let copies = store::copies(tx, DossierId(row.dossier)).await?;
    match copies.into_iter().find(|d| d.authority.0 == row.authority) {
        Some(dossier) => Ok(Some(crate::labels::label(tx, &dossier).await?)),
        None => Ok(None),
    }
}

async fn copy_of(tx: &Tx, one: &Attachment) -> Result<Dossier, StoreError> {
    let copies = store::copies(tx, one.dossier).await?;
    let own = copies.into_iter().find(|d| d.authority == one.authority);
    own.ok_or_else(|| StoreError::Corrupt(format!("attachment `{}` without its dossier", one.id())))
}

async fn guarded(tx: &Tx, one: Attachment) -> Result<Guarded<Attachment>, StoreError> {
    let label = label_of(tx, &one).await?;
    Ok(Guarded::new(object(one.id()), label, one))
}

/// An attachment of an authority, closed until the gate opens it.
///
/// # Errors
/// What the database says.
pub async fn attachment(
    tx: &Tx,
    vault: &Vault,
    id: Uuid,
    authority: AuthorityId,
) -> Result<Option<Guarded<Attachment>>, StoreError> {
    let row = attachment_row::Entity::find()
        .filter(attachment_row::Column::Id.eq(id))
        .filter(attachment_row::Column::Authority.eq(authority.0))
        .one(tx.db())
        .await?;
    match row {
        Some(row) => Ok(Some(guarded(tx, read(vault, row)?).await?)),
        None => Ok(None),
    }
}

/// Those of a dossier, closed until the gate opens them; the oldest first.
///
/// # Errors
/// What the database says.
pub async fn attachments_of(
    tx: &Tx,
    vault: &Vault,
    dossier: DossierId,
    authority: AuthorityId,
) -> Result<Vec<Guarded<Attachment>>, StoreError> {
    let mut all = Vec::new();
    for one in all_of(tx, vault, dossier, authority).await? {
        all.push(guarded(tx, one).await?);
    }
    Ok(all)
}

/// The same, for the node itself, which reads their bytes and shows nothing of them.
pub(crate) async fn all_of(
    tx: &Tx,
    vault: &Vault,
    dossier: DossierId,
    authority: AuthorityId,
) -> Result<Vec<Attachment>, StoreError> {
    let rows = attachment_row::Entity::find()
        .filter(of(dossier, authority))
        .order_by_asc(attachment_row::Column::At)
        .order_by_asc(attachment_row::Column::Id)
        .limit(ROWS_MAX)
        .all(tx.db())
        .await?;
    rows.into_iter().map(|row| read(vault, row)).collect()
}

fn of(dossier: DossierId, authority: AuthorityId) -> Condition {
    Condition::all()
        .add(attachment_row::Column::Dossier.eq(dossier.0))
        .add(attachment_row::Column::Authority.eq(authority.0))
}

/// How many of a dossier go this way.
pub(crate) async fn count(
    tx: &Tx,
    dossier: DossierId,
    authority: AuthorityId,
    way: Way,
) -> Result<u64, StoreError> {
    let found = attachment_row::Entity::find().filter(of(dossier, authority));
    Ok(found.filter(attachment_row::Column::Way.eq(way.code())).count(tx.db()).await?)
}

/// How many of each dossier wait for this authority's decision.
///
/// # Errors
/// What the database says.
pub async fn undecided(tx: &Tx, dossier: DossierId, authority: AuthorityId) -> Result<u64, StoreError> {
    let found = attachment_row::Entity::find()
        .filter(of(dossier, authority))
        .filter(attachment_row::Column::Way.eq(Way::In.code()))
        .filter(attachment_row::Column::State.eq(State::Offered.code()));
    Ok(found.count(tx.db()).await?)
}

/// Attachments with this content that an authority received: what is attached again stays under what their senders set.
pub(crate) async fn received_like(
    tx: &Tx,
    vault: &Vault,
    authority: AuthorityId,
    sha256: &Digest,
) -> Result<Vec<Attachment>, StoreError> {
    let rows = attachment_row::Entity::find()
        .filter(attachment_row::Column::Authority.eq(authority.0))
        .filter(attachment_row::Column::Mark.eq(mark(vault, sha256)))
        .filter(attachment_row::Column::Way.eq(Way::In.code()))
        .limit(ROWS_MAX)
        .all(tx.db())
        .await?;
    rows.into_iter().map(|row| read(vault, row)).collect()
}

/// What the files of attachments that were accepted will still take, beside what they take now.
pub(crate) async fn promised(tx: &Tx) -> Result<Vec<(Uuid, u64)>, StoreError> {
    let rows: Vec<(Uuid, i64)> = attachment_row::Entity::find()
        .select_only()
        .column(attachment_row::Column::File)
        .column(attachment_row::Column::Bytes)
        .filter(attachment_row::Column::Way.eq(Way::In.code()))
        .filter(attachment_row::Column::State.eq(State::Accepted.code()))
        .into_tuple()
        .all(tx.db())
        .await?;
    Ok(rows.into_iter().map(|(file, bytes)| (file, u64::try_from(bytes).unwrap_or(0))).collect())
}

/// Those whose chunks are due to go out to peers but these, those that wait longest first.
pub(crate) async fn due_out(
    tx: &Tx,
    vault: &Vault,
    not_to: &BTreeSet<NodeId>,
) -> Result<Vec<Attachment>, StoreError> {
    let due = accepted(Way::Out).filter(C::NextAt.lte(tx.at().0));
    let due = due.filter(C::Peer.is_not_in(not_to.iter().map(NodeId::to_string)));
    let due = due.order_by_desc(C::Danger).order_by_asc(C::NextAt).limit(ROWS_MAX);
    let rows = due.all(tx.db()).await?;
    rows.into_iter().map(|row| read(vault, row)).collect()
}

/// Whether another one than this is due to the same peer and goes before it, for a life is in danger.
pub(crate) async fn is_overtaken(tx: &Tx, one: &Attachment) -> Result<bool, StoreError> {
    let own = attachment_row::Entity::find_by_id((one.id(), one.way.code().to_owned())).one(tx.db()).await?;
    let first = accepted(Way::Out).filter(C::Peer.eq(one.peer.to_string())).filter(C::Danger.eq(true));
    let waits = first.filter(C::NextAt.lte(tx.at().0)).count(tx.db()).await?;
    Ok(waits > 0 && own.is_some_and(|own| !own.danger))
}

/// Those accepted for one peer, for a courier.
pub(crate) async fn accepted_for(
    tx: &Tx,
    vault: &Vault,
    peer: NodeId,
) -> Result<Vec<Attachment>, StoreError> {
    let rows = accepted(Way::Out)
        .filter(attachment_row::Column::Peer.eq(peer.to_string()))
        .order_by_desc(attachment_row::Column::Danger)
        .order_by_asc(attachment_row::Column::At)
        .limit(ROWS_MAX)
        .all(tx.db())
        .await?;
    rows.into_iter().map(|row| read(vault, row)).collect()
}

/// Those whose chunks are to come in.
pub(crate) async fn coming_in(tx: &Tx, vault: &Vault) -> Result<Vec<Attachment>, StoreError> {
    let rows = accepted(Way::In).limit(ROWS_MAX).all(tx.db()).await?;
    rows.into_iter().map(|row| read(vault, row)).collect()
}

fn accepted(way: Way) -> sea_orm::Select<attachment_row::Entity> {
    attachment_row::Entity::find()
        .filter(attachment_row::Column::Way.eq(way.code()))
        .filter(attachment_row::Column::State.eq(State::Accepted.code()))
}

/// When chunks are next due, if any are.
pub(crate) async fn next_out(tx: &Tx) -> Result<Option<Timestamp>, StoreError> {
    let row = accepted(Way::Out)
        .order_by_asc(attachment_row::Column::NextAt)
        .select_only()
        .column(attachment_row::Column::NextAt)
        .into_tuple::<i64>()
        .one(tx.db())
        .await?;
    Ok(row.map(Timestamp))
}

fn this(id: Uuid, way: Way) -> Condition {
    Condition::all().add(attachment_row::Column::Id.eq(id)).add(attachment_row::Column::Way.eq(way.code()))
}

/// Brings an attachment from one of these states to another; `false` if it stood in none of them.
pub(crate) async fn becomes(
    tx: &Tx,
    (id, way): (Uuid, Way),
    from: &[State],
    to: State,
    receipt: Option<&[u8]>,
) -> Result<bool, StoreError> {
    let mut update = attachment_row::Entity::update_many()
        .col_expr(attachment_row::Column::State, to.code().into())
        .col_expr(attachment_row::Column::NextAt, tx.at().0.into())
        .col_expr(attachment_row::Column::Attempts, 0_i64.into())
        .col_expr(attachment_row::Column::Why, Expr::value(None::<String>))
        .col_expr(attachment_row::Column::ChangedAt, tx.at().0.into());
    if let Some(receipt) = receipt {
        update = update.col_expr(attachment_row::Column::Receipt, receipt.to_vec().into());
    }
    let done = update
        .filter(this(id, way))
        .filter(attachment_row::Column::State.is_in(from.iter().map(|s| s.code())))
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected == 1)
}

/// The move that names it was made.
pub(crate) async fn named_by(tx: &Tx, id: Uuid, n: u64) -> Result<(), StoreError> {
    attachment_row::Entity::update_many()
        .col_expr(attachment_row::Column::Number, number(n).into())
        .filter(this(id, Way::Out))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Where the sending of one stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Progress<'a> {
    /// How many chunks the other side says it has.
    pub(crate) sent: u64,
    /// Failed attempts in a row.
    pub(crate) attempts: u32,
    /// Not before.
    pub(crate) next_at: Timestamp,
    /// Why the last attempt failed, as a code.
    pub(crate) why: Option<&'a str>,
}

/// Notes how far it was sent, and when to go on.
pub(crate) async fn put_progress(tx: &Tx, id: Uuid, now: &Progress<'_>) -> Result<(), StoreError> {
    attachment_row::Entity::update_many()
        .col_expr(attachment_row::Column::Sent, number(now.sent).into())
        .col_expr(attachment_row::Column::Attempts, i64::from(now.attempts).into())
        .col_expr(attachment_row::Column::NextAt, now.next_at.0.into())
        .col_expr(attachment_row::Column::Why, now.why.map(str::to_owned).into())
        .filter(this(id, Way::Out))
        .filter(attachment_row::Column::State.eq(State::Accepted.code()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Notes up to which chunk it was given to a courier.
pub(crate) async fn put_given(tx: &Tx, id: Uuid, given: u64) -> Result<(), StoreError> {
    attachment_row::Entity::update_many()
        .col_expr(attachment_row::Column::Given, number(given).into())
        .filter(this(id, Way::Out))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// The rows of an authority's copy of a dossier go; without them nobody opens the files.
pub(crate) async fn erase(tx: &Tx, dossier: DossierId, authority: AuthorityId) -> Result<u64, StoreError> {
    let gone = attachment_row::Entity::delete_many().filter(of(dossier, authority)).exec(tx.db()).await?;
    Ok(gone.rows_affected)
}

/// Those that one move named go, as the sender's last day for them is over.
pub(crate) async fn erase_of_move(
    tx: &Tx,
    (dossier, authority): (Uuid, Uuid),
    (side, n): (&str, i64),
) -> Result<u64, StoreError> {
    let gone = attachment_row::Entity::delete_many()
        .filter(of(DossierId(dossier), AuthorityId(authority)))
        .filter(attachment_row::Column::Side.eq(side))
        .filter(attachment_row::Column::Number.eq(n))
        .exec(tx.db())
        .await?;
    Ok(gone.rows_affected)
}

/// Drops what waited for a second person longer than anybody decides.
pub(crate) async fn sweep(tx: &Tx) -> Result<u64, StoreError> {
    let gone = attachment_row::Entity::delete_many()
        .filter(attachment_row::Column::State.is_in([State::Waits.code(), State::Withheld.code()]))
        .filter(attachment_row::Column::At.lt(tx.at().plus_ms(-WAITS_MS).0))
        .exec(tx.db())
        .await?;
    Ok(gone.rows_affected)
}

/// The files that rows name; every other one is left over.
pub(crate) async fn named_files(tx: &Tx) -> Result<BTreeSet<Uuid>, StoreError> {
    let files: Vec<Uuid> = attachment_row::Entity::find()
        .select_only()
        .column(attachment_row::Column::File)
        .filter(attachment_row::Column::State.is_not_in(GONE.map(State::code)))
        .into_tuple()
        .all(tx.db())
        .await?;
    Ok(files.into_iter().collect())
}

/// The ids of an authority's attachments, the newest first, to find one by the beginning of it.
///
/// # Errors
/// What the database says.
pub async fn ids_of(tx: &Tx, authority: AuthorityId) -> Result<Vec<Uuid>, StoreError> {
    let ids: Vec<Uuid> = attachment_row::Entity::find()
        .select_only()
        .column(attachment_row::Column::Id)
        .filter(attachment_row::Column::Authority.eq(authority.0))
        .order_by_desc(attachment_row::Column::At)
        .limit(ROWS_MAX)
        .into_tuple()
        .all(tx.db())
        .await?;
    Ok(ids)
}
