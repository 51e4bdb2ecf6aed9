//! Dossiers and their moves as they are kept: of each dossier one copy for each authority of this node that takes part
//! in it, so that two authorities of one node know no more of each other than two nodes do. Headers and signatures stand in clear and for ever; bodies stand apart,
//! encrypted under the key of their dossier, so that they can be erased and the chains still proved.

use crate::labels::guarded;
pub use crate::labels::label;
pub use crate::store_forks::forks;
use crate::store_rows::{dossier_row, move_row, taken_row};
use crate::types::{Dossier, DossierFilter, Due, KindRef, StoredMove, WaitsFor};
use gate::{Ask, Gate, Guarded, ObjectRef};
use kernel::id::{AuthorityId, CaseId, DossierId, MessageId, NodeId, PersonId};
use kernel::limit::PAGE_ROWS;
use kernel::{Digest, Timestamp};
use procedure::Side;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use seal::vault::{DataKey, Vault};
use std::collections::BTreeSet;
use store::{StoreError, Tx};
use uuid::Uuid;

/// Most moves of one dossier.
pub const MOVES_MAX: u64 = 2_000;
/// Rows of the desk.
pub const DESK_ROWS: u64 = 100;
/// Rows of the dossiers on a case's page.
pub const CASE_ROWS: u64 = 50;

/// The state of a dossier in which nothing more is expected.
pub(crate) const NOBODY: &str = "nobody";

/// How the gate knows a dossier.
#[must_use]
pub fn object(id: DossierId) -> ObjectRef {
    ObjectRef { kind: "dossier", id: id.0 }
}

pub(crate) fn corrupt(what: &str, id: impl std::fmt::Display) -> StoreError {
    StoreError::Corrupt(format!("{what} of dossier `{id}`"))
}

pub(crate) fn dossier_of(row: dossier_row::Model) -> Result<Dossier, StoreError> {
    Ok(Dossier {
        id: DossierId(row.id),
        kind: KindRef {
            id: row.kind,
            version: u32::try_from(row.kind_version).map_err(|_| corrupt("kind", row.id))?,
            digest: Digest::parse(&row.kind_digest).ok_or_else(|| corrupt("kind", row.id))?,
        },
        kind_file: row.kind_file,
        side: Side::parse(&row.side).ok_or_else(|| corrupt("side", row.id))?,
        peer: NodeId::parse(&row.peer).ok_or_else(|| corrupt("peer", row.id))?,
        authority: AuthorityId(row.authority),
        theirs: AuthorityId(row.theirs),
        case: row.case_id.map(CaseId),
        hit: row.hit,
        state: row.state,
        waits_for: WaitsFor::parse(&row.waits_for).ok_or_else(|| corrupt("state", row.id))?,
        urgent: row.urgent,
        due: row.due_at.map(|at| Due { at: Timestamp(at), why: row.due_why }),
        frozen: row.frozen,
        opened_at: Timestamp(row.opened_at),
        changed_at: Timestamp(row.changed_at),
        news_at: row.news_at.map(Timestamp),
    })
}

/// Writes a new dossier with the key of its bodies. Its end date is set beside it, see [`crate::store_erase::end`].
///
/// # Errors
/// What the database says.
pub(crate) async fn insert(
    tx: &Tx,
    vault: &Vault,
    dossier: &Dossier,
    key: &DataKey,
) -> Result<(), StoreError> {
    let wrapped = vault.wrap("dossier", dossier.id.0.as_bytes(), &key.to_bytes(), tx.rng());
    let row = dossier_row::ActiveModel {
        id: Set(dossier.id.0),
        kind: Set(dossier.kind.id.clone()),
        kind_version: Set(i64::from(dossier.kind.version)),
        kind_digest: Set(dossier.kind.digest.to_string()),
        kind_file: Set(dossier.kind_file.clone()),
        side: Set(dossier.side.code().into()),
        peer: Set(dossier.peer.to_string()),
        authority: Set(dossier.authority.0),
        theirs: Set(dossier.theirs.0),
        case_id: Set(dossier.case.map(|c| c.0)),
        hit: Set(dossier.hit.clone()),
        key: Set(Some(wrapped)),
        state: Set(dossier.state.clone()),
        waits_for: Set(dossier.waits_for.code().into()),
        urgent: Set(dossier.urgent),
        due_at: Set(dossier.due.as_ref().map(|d| d.at.0)),
        due_why: Set(dossier.due.as_ref().map(|d| d.why.clone()).unwrap_or_default()),
        frozen: Set(dossier.frozen.clone()),
        opened_at: Set(dossier.opened_at.0),
        changed_at: Set(dossier.changed_at.0),
        news_at: Set(dossier.news_at.map(|at| at.0)),
    };
    dossier_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// The copy of a dossier that a person of `authority` means, closed until the gate opens it; see [`meant`].
///
/// # Errors
/// What the database says.
pub async fn dossier(
    tx: &Tx,
    id: DossierId,
    authority: AuthorityId,
) -> Result<Option<Guarded<Dossier>>, StoreError> {
    Ok(guarded(tx, meant(tx, id, authority).await?.into_iter().collect()).await?.pop())
}

/// The copy that a person of `authority` means: its own. Where it has none, another's stands in, so that it is the
/// gate that refuses it and the log that says so.
pub(crate) async fn meant(
    tx: &Tx,
    id: DossierId,
    authority: AuthorityId,
) -> Result<Option<Dossier>, StoreError> {
    let mut all = copies(tx, id).await?;
    let own = all.iter().position(|d| d.authority == authority).unwrap_or_default();
    Ok((own < all.len()).then(|| all.swap_remove(own)))
}

/// Every copy of a dossier on this node, for the protocol itself, which works on it without reading what its moves
/// say: one, or two where both sides are here.
pub(crate) async fn copies(tx: &Tx, id: DossierId) -> Result<Vec<Dossier>, StoreError> {
    let rows = dossier_row::Entity::find()
        .filter(dossier_row::Column::Id.eq(id.0))
        .order_by_asc(dossier_row::Column::Side)
        .all(tx.db())
        .await?;
    rows.into_iter().map(dossier_of).collect()
}

/// Of these dossiers those of which a copy is here.
pub(crate) async fn among(
    tx: &Tx,
    ids: impl Iterator<Item = DossierId>,
) -> Result<BTreeSet<DossierId>, StoreError> {
    let found: Vec<Uuid> = dossier_row::Entity::find()
        .select_only()
        .column(dossier_row::Column::Id)
        .filter(dossier_row::Column::Id.is_in(ids.map(|id| id.0)))
        .into_tuple()
        .all(tx.db())
        .await?;
    Ok(found.into_iter().map(DossierId).collect())
}

/// Every copy of every dossier, for verification.
///
/// # Errors
/// What the database says.
pub async fn all_copies(tx: &Tx) -> Result<Vec<(DossierId, AuthorityId)>, StoreError> {
    let ids: Vec<(Uuid, Uuid)> = dossier_row::Entity::find()
        .select_only()
        .column(dossier_row::Column::Id)
        .column(dossier_row::Column::Authority)
        .order_by_asc(dossier_row::Column::OpenedAt)
        .into_tuple()
        .all(tx.db())
        .await?;
    Ok(ids.into_iter().map(|(id, authority)| (DossierId(id), AuthorityId(authority))).collect())
}

/// A page of the dossiers of the asker's authority and how many there are, without those of cases that are not theirs
/// to see; what is due first comes first. `page` counts from 1.
///
/// # Errors
/// What the database says.
pub async fn dossiers(
    tx: &Tx,
    (gate, ask): (&Gate, &Ask<'_>),
    filter: &DossierFilter,
    page: u64,
) -> Result<(Vec<Guarded<Dossier>>, u64), StoreError> {
    let select = dossier_row::Entity::find().filter(condition(tx, (gate, ask), filter).await?);
    let total = select.clone().count(tx.db()).await?;
    let rows = select
        // What waits for us first (`us` sorts after `them` and `nobody`), then what is urgent, then by date; what
        // has no date comes last.
        .order_by_desc(dossier_row::Column::WaitsFor)
        .order_by_desc(dossier_row::Column::Urgent)
        .order_by_asc(dossier_row::Column::DueAt.is_null())
        .order_by_asc(dossier_row::Column::DueAt)
        .order_by_desc(dossier_row::Column::ChangedAt)
        .offset(page.saturating_sub(1).saturating_mul(PAGE_ROWS))
        .limit(PAGE_ROWS)
        .all(tx.db())
        .await?;
    let found: Vec<Dossier> = rows.into_iter().map(dossier_of).collect::<Result<_, _>>()?;
    Ok((guarded(tx, found).await?, total))
}

/// How many dossiers fit.
///
/// # Errors
/// What the database says.
pub async fn count(
    tx: &Tx,
    (gate, ask): (&Gate, &Ask<'_>),
    filter: &DossierFilter,
) -> Result<u64, StoreError> {
    let condition = condition(tx, (gate, ask), filter).await?;
    Ok(dossier_row::Entity::find().filter(condition).count(tx.db()).await?)
}

async fn condition(
    tx: &Tx,
    (gate, ask): (&Gate, &Ask<'_>),
    filter: &DossierFilter,
) -> Result<Condition, StoreError> {
    let mut condition = Condition::all().add(dossier_row::Column::Authority.eq(ask.actor.authority.0));
    let closed = casefile::cases_closed_to(tx, gate, ask).await?;
    if !closed.is_empty() {
        let open = dossier_row::Column::CaseId.is_not_in(closed.iter().map(|c| c.0));
        condition = condition.add(Condition::any().add(dossier_row::Column::CaseId.is_null()).add(open));
    }
    if let Some(waits_for) = filter.waits_for {
        condition = condition.add(dossier_row::Column::WaitsFor.eq(waits_for.code()));
    }
    if filter.open {
        condition = condition.add(dossier_row::Column::WaitsFor.ne(NOBODY));
    }
    if filter.closed {
        condition = condition.add(dossier_row::Column::WaitsFor.eq(NOBODY));
    }
    if let Some(side) = filter.side {
        condition = condition.add(dossier_row::Column::Side.eq(side.code()));
    }
    if let Some(peer) = filter.peer {
        condition = condition.add(dossier_row::Column::Peer.eq(peer.to_string()));
    }
    if let Some(case) = filter.case {
        let mut of = Condition::any().add(dossier_row::Column::CaseId.eq(case.0));
        // A case that is kept to others does not tell what its statements answered.
        if !closed.contains(&case) {
            let answered = crate::store_recall::answered_from(case, ask.actor.authority);
            of = of.add(dossier_row::Column::Id.in_subquery(answered));
        }
        condition = condition.add(of);
    }
    Ok(condition)
}

/// What the two chains say now, copied for lists.
pub(crate) async fn put_view(tx: &Tx, dossier: &Dossier) -> Result<(), StoreError> {
    use sea_orm::sea_query::Expr;
    dossier_row::Entity::update_many()
        .col_expr(dossier_row::Column::State, Expr::value(dossier.state.clone()))
        .col_expr(dossier_row::Column::WaitsFor, Expr::value(dossier.waits_for.code()))
        .col_expr(dossier_row::Column::Urgent, Expr::value(dossier.urgent))
        .col_expr(dossier_row::Column::DueAt, Expr::value(dossier.due.as_ref().map(|d| d.at.0)))
        .col_expr(
            dossier_row::Column::DueWhy,
            Expr::value(dossier.due.as_ref().map(|d| d.why.clone()).unwrap_or_default()),
        )
        .col_expr(dossier_row::Column::Frozen, Expr::value(dossier.frozen.clone()))
        .col_expr(dossier_row::Column::ChangedAt, Expr::value(dossier.changed_at.0))
        .col_expr(dossier_row::Column::NewsAt, Expr::value(dossier.news_at.map(|at| at.0)))
        .filter(this_copy(dossier))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Ties a received dossier to a case of its authority. The other side never learns which.
///
/// # Errors
/// What the database says.
pub(crate) async fn put_case(tx: &Tx, dossier: &Dossier, case: CaseId) -> Result<(), StoreError> {
    dossier_row::Entity::update_many()
        .col_expr(dossier_row::Column::CaseId, Some(case.0).into())
        .filter(this_copy(dossier))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// The row of this copy and of no other.
fn this_copy(dossier: &Dossier) -> Condition {
    Condition::all()
        .add(dossier_row::Column::Id.eq(dossier.id.0))
        .add(dossier_row::Column::Authority.eq(dossier.authority.0))
}

/// The moves that a copy holds.
fn its_moves((id, authority): (DossierId, AuthorityId)) -> Condition {
    Condition::all().add(move_row::Column::Dossier.eq(id.0)).add(move_row::Column::Authority.eq(authority.0))
}

/// The key of a copy's bodies; `None` once they are erased.
///
/// # Errors
/// [`StoreError::Sealed`] if it does not open under this master key.
pub(crate) async fn key(tx: &Tx, vault: &Vault, dossier: &Dossier) -> Result<Option<DataKey>, StoreError> {
    let wrapped: Option<Option<Vec<u8>>> = dossier_row::Entity::find()
        .select_only()
        .column(dossier_row::Column::Key)
        .filter(this_copy(dossier))
        .into_tuple()
        .one(tx.db())
        .await?;
    wrapped.flatten().map(|wrapped| unwrap(vault, dossier.id, &wrapped)).transpose()
}

/// Erases every body of an authority's copy for ever: the key is dropped and the salts with it. The chains stay
/// provable. What the other side keeps is its own to erase.
///
/// # Errors
/// What the database says.
pub async fn erase_bodies(tx: &Tx, id: DossierId, authority: AuthorityId) -> Result<(), StoreError> {
    use sea_orm::sea_query::Expr;
    dossier_row::Entity::update_many()
        .col_expr(dossier_row::Column::Key, Expr::value(None::<Vec<u8>>))
        .col_expr(dossier_row::Column::NewsAt, Expr::value(None::<i64>))
        .filter(dossier_row::Column::Id.eq(id.0))
        .filter(dossier_row::Column::Authority.eq(authority.0))
        .exec(tx.db())
        .await?;
    move_row::Entity::update_many()
        .col_expr(move_row::Column::Salt, Expr::value(None::<String>))
        .col_expr(move_row::Column::Body, Expr::value(None::<Vec<u8>>))
        .filter(its_moves((id, authority)))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Where a body stands; it opens only there.
fn place(dossier: DossierId, side: Side, number: u64) -> Vec<u8> {
    format!("dossier_move.body {dossier} {} {number}", side.code()).into_bytes()
}

/// Appends a move to its chain in an authority's copy.
///
/// # Errors
/// What the database says; a number used twice is an error.
pub(crate) async fn insert_move(
    tx: &Tx,
    authority: AuthorityId,
    key: Option<&DataKey>,
    new: &StoredMove,
) -> Result<(), StoreError> {
    let at = place(new.dossier, new.side, new.number);
    let body = key.zip(new.body.as_ref()).map(|(key, body)| key.seal(&at, body, tx.rng()));
    let row = move_row::ActiveModel {
        dossier: Set(new.dossier.0),
        authority: Set(authority.0),
        side: Set(new.side.code().into()),
        number: Set(number(new.number)),
        header: Set(new.header.clone()),
        digest: Set(new.digest.to_string()),
        signature: Set(new.signature.clone()),
        signer: Set(new.signer.to_vec()),
        salt: Set(new.salt.map(|s| s.to_string())),
        body: Set(body),
        at: Set(new.at.0),
        person: Set(new.person.map(|p| p.0)),
        message: Set(new.message.0),
    };
    move_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

pub(crate) fn number(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Both chains of a copy, each in order, the asker's first. Bodies that were erased are missing.
///
/// # Errors
/// What the database says; a body that does not open under the dossier's key.
pub(crate) async fn moves(tx: &Tx, vault: &Vault, dossier: &Dossier) -> Result<Vec<StoredMove>, StoreError> {
    let rows = move_row::Entity::find()
        .filter(its_moves((dossier.id, dossier.authority)))
        .order_by_asc(move_row::Column::Number)
        .limit(MOVES_MAX)
        .all(tx.db())
        .await?;
    let key = key(tx, vault, dossier).await?;
    let mut moves = rows.into_iter().map(|row| move_of(row, key.as_ref())).collect::<Result<Vec<_>, _>>()?;
    moves.sort_by_key(|m| (m.side, m.number));
    Ok(moves)
}

pub(crate) fn unwrap(vault: &Vault, id: DossierId, wrapped: &[u8]) -> Result<DataKey, StoreError> {
    let sealed = |_| StoreError::Sealed(format!("the key of dossier {id}"));
    let open = vault.unwrap("dossier", id.0.as_bytes(), wrapped).map_err(sealed)?;
    DataKey::from_bytes(&open).map_err(sealed)
}

pub(crate) fn move_of(row: move_row::Model, key: Option<&DataKey>) -> Result<StoredMove, StoreError> {
    let id = DossierId(row.dossier);
    let side = Side::parse(&row.side).ok_or_else(|| corrupt("a side", id))?;
    let n = u64::try_from(row.number).map_err(|_| corrupt("a number", id))?;
    let body = match key.zip(row.body) {
        Some((key, sealed)) => {
            let open = key.open(&place(id, side, n), &sealed);
            Some(open.map_err(|_| StoreError::Sealed(format!("move {n} of dossier {id}")))?.to_vec())
        }
        None => None,
    };
    Ok(StoredMove {
        dossier: id,
        side,
        number: n,
        header: row.header,
        digest: Digest::parse(&row.digest).ok_or_else(|| corrupt("a digest", id))?,
        signature: row.signature,
        signer: row.signer.try_into().map_err(|_| corrupt("a signer", id))?,
        salt: row
            .salt
            .as_deref()
            .map(|s| Digest::parse(s).ok_or_else(|| corrupt("a salt", id)))
            .transpose()?,
        body,
        at: Timestamp(row.at),
        person: row.person.map(PersonId),
        message: MessageId(row.message),
    })
}

/// How many statements of a move were taken into a case, if they were.
///
/// # Errors
/// What the database says.
pub async fn taken(
    tx: &Tx,
    id: DossierId,
    side: Side,
    n: u64,
    case: CaseId,
) -> Result<Option<u64>, StoreError> {
    let key = (id.0, side.code().to_owned(), number(n), case.0);
    let row = taken_row::Entity::find_by_id(key).one(tx.db()).await?;
    Ok(row.map(|r| u64::try_from(r.statements).unwrap_or(0)))
}

pub(crate) async fn keep_taken(
    tx: &Tx,
    (id, side, n): (DossierId, Side, u64),
    case: CaseId,
    statements: u64,
    by: PersonId,
) -> Result<(), StoreError> {
    let row = taken_row::ActiveModel {
        dossier: Set(id.0),
        side: Set(side.code().into()),
        number: Set(number(n)),
        case_id: Set(case.0),
        statements: Set(number(statements)),
        by: Set(by.0),
        at: Set(tx.at().0),
    };
    taken_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Takes the store back to before the last move of a chain, as a restored backup would.
///
/// # Errors
/// What the database says.
#[cfg(feature = "testing")]
pub async fn forget_last_move_for_test(tx: &Tx, id: DossierId, side: Side) -> Result<(), StoreError> {
    let last = move_row::Entity::find()
        .filter(move_row::Column::Dossier.eq(id.0))
        .filter(move_row::Column::Side.eq(side.code()))
        .order_by_desc(move_row::Column::Number)
        .one(tx.db())
        .await?;
    if let Some(last) = last {
        let key = (id.0, last.authority, last.side, last.number);
        move_row::Entity::delete_by_id(key).exec(tx.db()).await?;
    }
    Ok(())
}
