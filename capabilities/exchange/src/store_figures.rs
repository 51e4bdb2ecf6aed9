//! What the room counts: dossiers that ended in a period, by what their chains say, and corrections that were sent.
//! Headers only: no text is opened for it, and no id leaves this file.

use crate::store::corrupt;
use crate::store_rows::{correction_row, dossier_row, move_row};
use crate::thread::read_kind;
use ::store::{StoreError, Tx};
use kernel::figures::{Period, is_counted};
use kernel::id::{AuthorityId, CaseId};
use kernel::{Digest, Timestamp};
use procedure::{Kind, MoveFacts, MoveHeader, Side, Standing};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Dossiers read at a time.
const CHUNK: u64 = 500;

/// How a dossier ended for the first time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ended {
    /// The move that ended it.
    pub(crate) code: String,
    /// What that move says, in codes.
    pub(crate) facts: MoveFacts,
    /// The state it led to.
    pub(crate) state: String,
    /// From the opening to the end, as this node saw both.
    pub(crate) took_ms: i64,
}

/// A dossier, without what nobody counts.
struct Row {
    id: Uuid,
    case: Option<Uuid>,
    kind_file: Vec<u8>,
    opened_at: i64,
}

/// Which dossiers are counted.
#[derive(Clone, Copy)]
pub(crate) enum Which {
    /// Those of this kind.
    Kind(&'static str),
    /// Those whose definition is such a one.
    Such(fn(&Kind) -> bool),
}

/// The dossiers of one side that ended in a period for the first time.
pub(crate) async fn ended_in(
    tx: &Tx,
    authority: AuthorityId,
    (which, side): (Which, Side),
    period: Period,
) -> Result<Vec<Ended>, StoreError> {
    let mut ended = Vec::new();
    let mut page = 0_u64;
    loop {
        let rows = rows_of(tx, authority, (which, side), period, page).await?;
        let Some(next) = page.checked_add(1).filter(|_| !rows.is_empty()) else { return Ok(ended) };
        page = next;
        let kept = kept_apart(tx, rows.iter().filter_map(|row| row.case)).await?;
        let counted: Vec<Row> =
            rows.into_iter().filter(|row| row.case.is_none_or(|case| !kept.contains(&case))).collect();
        let mut moves = moves_of(tx, authority, &counted).await?;
        let mut kinds: BTreeMap<Vec<u8>, Kind> = BTreeMap::new();
        for row in counted {
            if !kinds.contains_key(&row.kind_file) {
                // What this program does not understand it does not count.
                let Ok(kind) = read_kind(&row.kind_file) else { continue };
                kinds.insert(row.kind_file.clone(), kind);
            }
            let Some(kind) = kinds.get(&row.kind_file).filter(|kind| which.holds(kind)) else { continue };
            let chains = moves.remove(&row.id).unwrap_or_default();
            let end = first_end(kind, &chains).filter(|(at, _)| period.holds(*at));
            ended.extend(end.map(|(at, end)| Ended { took_ms: at.since(Timestamp(row.opened_at)), ..end }));
        }
    }
}

impl Which {
    fn holds(self, kind: &Kind) -> bool {
        match self {
            Self::Kind(_) => true,
            Self::Such(is) => is(kind),
        }
    }
}

async fn rows_of(
    tx: &Tx,
    authority: AuthorityId,
    (which, side): (Which, Side),
    period: Period,
    page: u64,
) -> Result<Vec<Row>, StoreError> {
    let mut find = dossier_row::Entity::find();
    if let Which::Kind(kind) = which {
        find = find.filter(dossier_row::Column::Kind.eq(kind));
    }
    let rows: Vec<(Uuid, Option<Uuid>, Vec<u8>, i64)> = find
        .select_only()
        .column(dossier_row::Column::Id)
        .column(dossier_row::Column::CaseId)
        .column(dossier_row::Column::KindFile)
        .column(dossier_row::Column::OpenedAt)
        .filter(dossier_row::Column::Authority.eq(authority.0))
        .filter(dossier_row::Column::Side.eq(side.code()))
        .filter(dossier_row::Column::ChangedAt.gte(period.begin().0))
        .filter(dossier_row::Column::OpenedAt.lt(period.end().0))
        .order_by_asc(dossier_row::Column::Id)
        .offset(page.saturating_mul(CHUNK))
        .limit(CHUNK)
        .into_tuple()
        .all(tx.db())
        .await?;
    let row = |(id, case, kind_file, opened_at)| Row { id, case, kind_file, opened_at };
    Ok(rows.into_iter().map(row).collect())
}

/// Which of these cases are kept to named people, or from somebody.
async fn kept_apart(tx: &Tx, cases: impl Iterator<Item = Uuid>) -> Result<BTreeSet<Uuid>, StoreError> {
    let cases: BTreeSet<Uuid> = cases.collect();
    let ids: Vec<CaseId> = cases.iter().copied().map(CaseId).collect();
    let labels = casefile::case_labels(tx, &ids).await?;
    let counted = |case: &Uuid| labels.get(&CaseId(*case)).is_some_and(is_counted);
    Ok(cases.into_iter().filter(|case| !counted(case)).collect())
}

/// A move as the fold needs it, and when it was stored here.
type Chained = (MoveHeader, Digest, Timestamp);

async fn moves_of(
    tx: &Tx,
    authority: AuthorityId,
    dossiers: &[Row],
) -> Result<BTreeMap<Uuid, Vec<Chained>>, StoreError> {
    let rows: Vec<(Uuid, Vec<u8>, String, i64)> = move_row::Entity::find()
        .select_only()
        .column(move_row::Column::Dossier)
        .column(move_row::Column::Header)
        .column(move_row::Column::Digest)
        .column(move_row::Column::At)
        .filter(move_row::Column::Dossier.is_in(dossiers.iter().map(|row| row.id)))
        .filter(move_row::Column::Authority.eq(authority.0))
        .order_by_asc(move_row::Column::Number)
        .into_tuple()
        .all(tx.db())
        .await?;
    let mut moves: BTreeMap<Uuid, Vec<Chained>> = BTreeMap::new();
    for (id, header, digest, at) in rows {
        let header = MoveHeader::parse(&header).map_err(|_| corrupt("a move", id))?;
        let digest = Digest::parse(&digest).ok_or_else(|| corrupt("a digest", id))?;
        moves.entry(id).or_default().push((header, digest, Timestamp(at)));
    }
    Ok(moves)
}

/// The first valid move that led to a state in which nothing more is expected.
fn first_end(kind: &Kind, chains: &[Chained]) -> Option<(Timestamp, Ended)> {
    let chain = |side| {
        let of_side = chains.iter().filter(move |(header, ..)| header.side == side);
        of_side.map(|(header, digest, _)| (header.clone(), *digest)).collect::<Vec<_>>()
    };
    let state = procedure::fold(kind, &chain(Side::Asker), &chain(Side::Answerer));
    let end = state.moves.iter().find(|m| m.standing == Standing::Valid && kind.is_ended(&m.state))?;
    let (header, _, at) =
        chains.iter().find(|(header, ..)| (header.side, header.number) == (end.side, end.number))?;
    let ended =
        Ended { code: end.code.clone(), facts: header.facts.clone(), state: end.state.clone(), took_ms: 0 };
    Some((*at, ended))
}

/// Corrections that were sent in a period, and how many of them the other side's node signed for.
pub(crate) async fn corrections_in(
    tx: &Tx,
    authority: AuthorityId,
    period: Period,
) -> Result<(u64, u64), StoreError> {
    let mut counted = (0_u64, 0_u64);
    let mut page = 0_u64;
    loop {
        let rows: Vec<(Uuid, Option<i64>)> = correction_row::Entity::find()
            .select_only()
            .column(correction_row::Column::Dossier)
            .column(correction_row::Column::AppliedAt)
            .filter(correction_row::Column::Authority.eq(authority.0))
            .filter(correction_row::Column::At.gte(period.begin().0))
            .filter(correction_row::Column::At.lt(period.end().0))
            .order_by_asc(correction_row::Column::Dossier)
            .order_by_asc(correction_row::Column::Side)
            .order_by_asc(correction_row::Column::Number)
            .offset(page.saturating_mul(CHUNK))
            .limit(CHUNK)
            .into_tuple()
            .all(tx.db())
            .await?;
        let Some(next) = page.checked_add(1).filter(|_| !rows.is_empty()) else { return Ok(counted) };
        page = next;
        let cases = cases_of(tx, authority, rows.iter().map(|row| row.0)).await?;
        let kept = kept_apart(tx, cases.values().copied().flatten()).await?;
        for (dossier, applied) in rows {
            let of_kept = cases.get(&dossier).copied().flatten().is_some_and(|case| kept.contains(&case));
            if of_kept {
                continue;
            }
            let signed = applied.is_some_and(|at| at < period.end().0);
            let count = if signed { &mut counted.0 } else { &mut counted.1 };
            *count = count.saturating_add(1);
        }
    }
}

async fn cases_of(
    tx: &Tx,
    authority: AuthorityId,
    dossiers: impl Iterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, Option<Uuid>>, StoreError> {
    let ids: BTreeSet<Uuid> = dossiers.collect();
    let rows: Vec<(Uuid, Option<Uuid>)> = dossier_row::Entity::find()
        .select_only()
        .column(dossier_row::Column::Id)
        .column(dossier_row::Column::CaseId)
        .filter(dossier_row::Column::Id.is_in(ids))
        .filter(dossier_row::Column::Authority.eq(authority.0))
        .into_tuple()
        .all(tx.db())
        .await?;
    Ok(rows.into_iter().collect())
}
