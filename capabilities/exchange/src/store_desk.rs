//! What waits at the desk of an authority, for the node itself: ids, labels and clocks, nothing of what moves say but how
//! urgent the asker called it; and what lists read of several dossiers at once.

use crate::attachments::{State, Way};
use crate::labels;
use crate::store::{DESK_ROWS, dossier_of, move_of, unwrap};
use crate::store_rows::{attachment_row, dossier_row, move_row};
use crate::thread::for_danger;
use crate::types::{Dossier, StoredMove, WaitsFor};
use access::Waiting;
use gate::Guarded;
use kernel::id::{AuthorityId, DossierId};
use kernel::{Label, Timestamp};
use procedure::Side;
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use seal::vault::{DataKey, Vault};
use std::collections::{BTreeMap, BTreeSet};
use store::{Migration, StoreError, Tx};
use uuid::Uuid;

/// Dossiers that wait at one desk, at most; the list of dossiers shows others.
const WAITING_MAX: u64 = DESK_ROWS * 5;
/// Files that wait for a decision, looked at in one go, the newest first.
const OFFERED_MAX: u64 = 1_000;

/// `news_at`: when the newest thing that the other side did in a dossier came, until somebody has seen it; `unseen`: the
/// same of a correction. Of those that came before nobody knows any more who has seen them.
pub(crate) fn migration() -> Migration {
    const STEPS: [&str; 3] = [
        "ALTER TABLE dossier ADD COLUMN news_at BIGINT",
        "CREATE INDEX dossier_news ON dossier (authority, news_at)",
        "ALTER TABLE correction_applied ADD COLUMN unseen BOOLEAN NOT NULL DEFAULT TRUE",
    ];
    let raw = STEPS.into_iter().map(|sql| (sql, sql)).collect();
    Migration { name: "exchange-11-news", tables: Vec::new(), raw }
}

/// Why dossiers stand on a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// They wait for this side, or stand still.
    Ours,
    /// The other side did something that nobody here has seen, and they do not wait for this side.
    News,
    /// They wait for the other side, whose time is over.
    TheirsOverdue,
}

impl Why {
    fn condition(self, tx: &Tx) -> Condition {
        use dossier_row::Column as C;
        let waits_for = |whom: WaitsFor| C::WaitsFor.eq(whom.code());
        match self {
            Self::Ours => {
                let open = C::WaitsFor.ne(WaitsFor::Nobody.code());
                let stands = Condition::all().add(C::Frozen.is_not_null()).add(open);
                Condition::any().add(waits_for(WaitsFor::Us)).add(stands)
            }
            Self::News => Condition::all().add(C::NewsAt.is_not_null()),
            Self::TheirsOverdue => Condition::all()
                .add(waits_for(WaitsFor::Them))
                .add(C::Frozen.is_null())
                .add(C::DueAt.lt(tx.at().0)),
        }
    }
}

/// Dossiers that stand on the desk of an authority, each as `waits` makes it of dossier, label and whether a life is in
/// danger.
///
/// # Errors
/// What the database says.
pub(crate) async fn waiting(
    tx: &Tx,
    vault: &Vault,
    authority: AuthorityId,
    why: Why,
    waits: impl Fn(&Dossier, &Label, bool) -> Option<Waiting>,
) -> Result<Vec<Waiting>, StoreError> {
    use dossier_row::Column as C;
    let rows = dossier_row::Entity::find()
        .filter(C::Authority.eq(authority.0))
        .filter(why.condition(tx))
        .order_by_desc(C::Urgent)
        .order_by_asc(C::DueAt.is_null())
        .order_by_asc(C::DueAt)
        .order_by_asc(C::ChangedAt)
        .limit(WAITING_MAX)
        .all(tx.db())
        .await?;
    let dossiers: Vec<Dossier> = rows.into_iter().map(dossier_of).collect::<Result<_, _>>()?;
    // One that has ended is not urgent any more, and its news may still be of people in danger.
    let urgent: Vec<DossierId> =
        dossiers.iter().filter(|d| d.urgent || why == Why::News).map(|d| d.id).collect();
    let danger = endangered(tx, vault, authority, &urgent).await?;
    let closed = labels::guarded(tx, dossiers.clone()).await?;
    let labelled = dossiers.iter().zip(&closed);
    Ok(labelled.filter_map(|(d, closed)| waits(d, closed.label(), danger.contains(&d.id))).collect())
}

/// Those of these dossiers that were opened for imminent danger to life.
///
/// # Errors
/// What the database says.
pub(crate) async fn endangered(
    tx: &Tx,
    vault: &Vault,
    authority: AuthorityId,
    ids: &[DossierId],
) -> Result<BTreeSet<DossierId>, StoreError> {
    let mut danger = BTreeSet::new();
    for opening in openings_of(tx, vault, authority, ids).await? {
        if for_danger(&opening)? {
            danger.insert(opening.dossier);
        }
    }
    Ok(danger)
}

/// The opening moves of these dossiers, as `authority` has them.
async fn openings_of(
    tx: &Tx,
    vault: &Vault,
    authority: AuthorityId,
    ids: &[DossierId],
) -> Result<Vec<StoredMove>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = ids.iter().map(|d| d.0).collect();
    let opened = keys(tx, vault, authority, &ids).await?;
    let rows = move_row::Entity::find()
        .filter(move_row::Column::Dossier.is_in(ids))
        .filter(move_row::Column::Authority.eq(authority.0))
        .filter(move_row::Column::Side.eq(Side::Asker.code()))
        .filter(move_row::Column::Number.eq(1))
        .all(tx.db())
        .await?;
    rows.into_iter()
        .map(|row| {
            let key = opened.get(&row.dossier).and_then(Option::as_ref);
            move_of(row, key)
        })
        .collect()
}

/// Both chains of several dossiers as `authority` has them, with the body of the opening move only; for lists.
///
/// # Errors
/// What the database says; a body that does not open under its dossier's key.
pub(crate) async fn moves_of_all(
    tx: &Tx,
    vault: &Vault,
    authority: AuthorityId,
    dossiers: &[Dossier],
) -> Result<BTreeMap<DossierId, Vec<StoredMove>>, StoreError> {
    let ids: Vec<Uuid> = dossiers.iter().map(|d| d.id.0).collect();
    let opened = keys(tx, vault, authority, &ids).await?;
    let rows = move_row::Entity::find()
        .filter(move_row::Column::Dossier.is_in(ids))
        .filter(move_row::Column::Authority.eq(authority.0))
        .order_by_asc(move_row::Column::Number)
        .all(tx.db())
        .await?;
    let mut moves: BTreeMap<DossierId, Vec<StoredMove>> = BTreeMap::new();
    for row in rows {
        let opening = row.number == 1 && row.side == Side::Asker.code();
        let key = opened.get(&row.dossier).and_then(Option::as_ref).filter(|_| opening);
        moves.entry(DossierId(row.dossier)).or_default().push(move_of(row, key)?);
    }
    moves.values_mut().for_each(|m| m.sort_by_key(|m| (m.side, m.number)));
    Ok(moves)
}

/// The keys of the bodies of these dossiers; none of those that are erased.
async fn keys(
    tx: &Tx,
    vault: &Vault,
    authority: AuthorityId,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, Option<DataKey>>, StoreError> {
    let keys: Vec<(Uuid, Option<Vec<u8>>)> = dossier_row::Entity::find()
        .select_only()
        .column(dossier_row::Column::Id)
        .column(dossier_row::Column::Key)
        .filter(dossier_row::Column::Id.is_in(ids.iter().copied()))
        .filter(dossier_row::Column::Authority.eq(authority.0))
        .into_tuple()
        .all(tx.db())
        .await?;
    let open = |(id, wrapped): (Uuid, Option<Vec<u8>>)| {
        Ok((id, wrapped.map(|w| unwrap(vault, DossierId(id), &w)).transpose()?))
    };
    keys.into_iter().map(open).collect()
}

/// The same dossiers by their ids, as this authority has them, closed.
///
/// # Errors
/// What the database says.
pub(crate) async fn these(
    tx: &Tx,
    authority: AuthorityId,
    ids: &[DossierId],
) -> Result<Vec<Guarded<Dossier>>, StoreError> {
    let rows = dossier_row::Entity::find()
        .filter(dossier_row::Column::Authority.eq(authority.0))
        .filter(dossier_row::Column::Id.is_in(ids.iter().map(|d| d.0)))
        .all(tx.db())
        .await?;
    labels::guarded(tx, rows.into_iter().map(dossier_of).collect::<Result<_, _>>()?).await
}

/// Dossiers whose state nobody here can name.
pub(crate) async fn of_unknown_kind(tx: &Tx) -> Result<Vec<Dossier>, StoreError> {
    let rows = dossier_row::Entity::find()
        .filter(dossier_row::Column::State.eq(""))
        .limit(WAITING_MAX)
        .all(tx.db())
        .await?;
    rows.into_iter().map(dossier_of).collect()
}

/// Somebody of this authority has seen what the other side did in this dossier.
///
/// # Errors
/// What the database says.
pub(crate) async fn seen(tx: &Tx, authority: AuthorityId, id: DossierId) -> Result<(), StoreError> {
    dossier_row::Entity::update_many()
        .col_expr(dossier_row::Column::NewsAt, Expr::value(None::<i64>))
        .filter(dossier_row::Column::Id.eq(id.0))
        .filter(dossier_row::Column::Authority.eq(authority.0))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// The files of a dossier that wait for a decision.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offered {
    /// How many.
    pub(crate) n: u64,
    /// Since when the newest stands here.
    pub(crate) newest: Timestamp,
}

/// The files that wait for a decision of this authority, by dossier.
///
/// # Errors
/// What the database says.
pub(crate) async fn offered(
    tx: &Tx,
    authority: AuthorityId,
) -> Result<BTreeMap<DossierId, Offered>, StoreError> {
    use attachment_row::Column as C;
    let rows: Vec<(Uuid, i64)> = attachment_row::Entity::find()
        .select_only()
        .columns([C::Dossier, C::At])
        .filter(C::Authority.eq(authority.0))
        .filter(C::Way.eq(Way::In.code()))
        .filter(C::State.eq(State::Offered.code()))
        .order_by_desc(C::At)
        .limit(OFFERED_MAX)
        .into_tuple()
        .all(tx.db())
        .await?;
    let mut all: BTreeMap<DossierId, Offered> = BTreeMap::new();
    for (dossier, at) in rows {
        let of = all.entry(DossierId(dossier)).or_insert(Offered { n: 0, newest: Timestamp(at) });
        of.n = of.n.saturating_add(1);
    }
    Ok(all)
}
