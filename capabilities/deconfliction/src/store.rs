//! Tables of the room: budgets, answers, checks, batches, hits. Epochs, tokens and filters are in `store_keys`.
// long: the tables of one protocol, read together; what can be told apart stands in `store_keys`.

use crate::types::{CheckRecord, Hit, HitSide, PeerResult};
use kernel::id::{AuthorityId, CaseId, CheckId, MessageId, NodeId, PersonId};
use kernel::limit::PAGE_ROWS;
use kernel::{Purpose, SelectorKind, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;
use store::{Column, Migration, StoreError, TableDraft, Tx, insert_all, table};

pub(crate) use crate::store_erase::*;
pub use crate::store_keys::*;
use crate::store_rows::rows;
use uuid::Uuid;

/// The room's schema.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    let mut tables = crate::store_keys::tables();
    tables.extend(check_tables());
    vec![Migration::tables("deconfliction-1-checks", tables)]
}

fn check_tables() -> Vec<TableDraft> {
    let (uuid, text, int, bytes) = (Column::Uuid, Column::Text, Column::Int, Column::Bytes);
    // long: one line a column
    vec![
        table("match_budget").col("peer", text).col("day", int).col("used", int).key(&["peer", "day"]),
        table("match_answer")
            .col("message", uuid)
            .col("peer", text)
            .col("digest", text)
            .col("answer", bytes)
            .col("at", int)
            .key(&["message"]),
        table("match_asked")
            .col("peer", text)
            .col("batch", text)
            .col("kind", text)
            .col("authority", uuid)
            .col("blinded", bytes)
            .col("purpose", text)
            .col("words", text)
            .col("basis", text)
            .col("at", int)
            .key(&["peer", "batch"]),
        table("match_check")
            .col("id", uuid)
            .col("case_id", uuid)
            .col("authority", uuid)
            .col("person", uuid)
            .col("by", text)
            .col("purpose", text)
            .col("words", text)
            .col("basis", text)
            .col("at", int)
            .key(&["id"])
            .index(&["case_id"]),
        table("match_batch")
            .col("batch", text)
            .col("check_id", uuid)
            .col("peer", text)
            .col("kind", text)
            .col("sealed", bytes)
            .key(&["batch"])
            .index(&["check_id"]),
        table("match_result")
            .col("check_id", uuid)
            .col("peer", text)
            .col("result", text)
            .key(&["check_id", "peer"]),
        table("match_hit")
            .col("id", uuid)
            .col("side", text)
            .opt("check_id", uuid)
            .col("peer", text)
            .opt("authority", uuid)
            .col("own_authority", uuid)
            .col("case_id", uuid)
            .col("selector", uuid)
            .col("kind", text)
            .col("chance", text)
            .col("reference", text)
            .opt("batch", text)
            .opt("place", int)
            .col("shown", Column::Flag)
            .col("at", int)
            .key(&["id"])
            .index(&["reference"])
            .index(&["case_id"])
            .index(&["check_id"]),
    ]
}

rows! {
budget_row = "match_budget" { #[key] peer: String, #[key] day: i64; used: i64 }
answer_row = "match_answer" { #[key] message: Uuid; peer: String, digest: String, answer: Vec<u8>, at: i64 }
asked_row = "match_asked" {
    #[key] peer: String, #[key] batch: String; kind: String, authority: Uuid, blinded: Vec<u8>, purpose: String, words: String,
    basis: String, at: i64,
}
check_row = "match_check" {
    #[key] id: Uuid; case_id: Uuid, authority: Uuid, person: Uuid, by: String, purpose: String, words: String, basis: String,
    at: i64,
}
batch_row = "match_batch" { #[key] batch: String; check_id: Uuid, peer: String, kind: String, sealed: Vec<u8> }
result_row = "match_result" { #[key] check_id: Uuid, #[key] peer: String; result: String }
hit_row = "match_hit" {
    #[key] id: Uuid; side: String, check_id: Option<Uuid>, peer: String, authority: Option<Uuid>, own_authority: Uuid,
    case_id: Uuid, selector: Uuid, kind: String, chance: String, reference: String, batch: Option<String>,
    place: Option<i64>, shown: bool, at: i64,
}
}

/// Charges a peer's budget of the day; returns what is used now, or what would have been if it is over.
///
/// # Errors
/// What the database says.
pub async fn charge(tx: &Tx, peer: NodeId, cost: u64, budget: u64) -> Result<Result<u64, u64>, StoreError> {
    let id = (peer.to_string(), tx.at().day());
    let used = budget_row::Entity::find_by_id(id)
        .one(tx.db())
        .await?
        .map_or(0, |r| u64::try_from(r.used).unwrap_or(0));
    let after = used.saturating_add(cost);
    if after > budget {
        return Ok(Err(used));
    }
    let row = budget_row::ActiveModel {
        peer: Set(peer.to_string()),
        day: Set(tx.at().day()),
        used: Set(i64::try_from(after).unwrap_or(i64::MAX)),
    };
    let conflict = OnConflict::columns([budget_row::Column::Peer, budget_row::Column::Day])
        .update_column(budget_row::Column::Used)
        .to_owned();
    budget_row::Entity::insert(row).on_conflict(conflict).exec_without_returning(tx.db()).await?;
    Ok(Ok(after))
}

/// The answer given to a message before, with the digest of the message.
///
/// # Errors
/// What the database says.
pub async fn answer(tx: &Tx, message: MessageId) -> Result<Option<(String, Vec<u8>)>, StoreError> {
    let row = answer_row::Entity::find_by_id(message.0).one(tx.db()).await?;
    Ok(row.map(|r| (r.digest, r.answer)))
}

/// Keeps an answer for repeats, and forgets those that are too old for any.
///
/// # Errors
/// What the database says.
pub async fn put_answer(
    tx: &Tx,
    message: MessageId,
    peer: NodeId,
    digest: &str,
    answer: &[u8],
    forget_before: Timestamp,
) -> Result<(), StoreError> {
    answer_row::Entity::delete_many()
        .filter(answer_row::Column::At.lt(forget_before.0))
        .exec(tx.db())
        .await?;
    let row = answer_row::ActiveModel {
        message: Set(message.0),
        peer: Set(peer.to_string()),
        digest: Set(digest.into()),
        answer: Set(answer.to_vec()),
        at: Set(tx.at().0),
    };
    answer_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// What a peer asked, kept so that it can prove later that it did.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The peer.
    pub peer: NodeId,
    /// The batch.
    pub batch: String,
    /// The kind.
    pub kind: SelectorKind,
    /// The asking authority.
    pub authority: AuthorityId,
    /// Blinded elements.
    pub blinded: Vec<u8>,
    /// Purpose as a code.
    pub purpose: Purpose,
    /// Purpose in words.
    pub words: String,
    /// Legal basis.
    pub basis: String,
}

/// Keeps what a peer asked.
///
/// # Errors
/// What the database says; a batch used twice is an error.
pub async fn put_asked(tx: &Tx, asked: &Asked) -> Result<(), StoreError> {
    let row = asked_row::ActiveModel {
        peer: Set(asked.peer.to_string()),
        batch: Set(asked.batch.clone()),
        kind: Set(asked.kind.code().into()),
        authority: Set(asked.authority.0),
        blinded: Set(asked.blinded.clone()),
        purpose: Set(asked.purpose.code().into()),
        words: Set(asked.words.clone()),
        basis: Set(asked.basis.clone()),
        at: Set(tx.at().0),
    };
    asked_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// What a peer asked in a batch.
///
/// # Errors
/// What the database says.
pub async fn asked(tx: &Tx, peer: NodeId, batch: &str) -> Result<Option<Asked>, StoreError> {
    let id = (peer.to_string(), batch.to_owned());
    let Some(row) = asked_row::Entity::find_by_id(id).one(tx.db()).await? else { return Ok(None) };
    let corrupt = || StoreError::Corrupt(format!("what was asked in batch `{batch}`"));
    Ok(Some(Asked {
        peer,
        kind: SelectorKind::parse(&row.kind).ok_or_else(corrupt)?,
        purpose: Purpose::parse(&row.purpose).ok_or_else(corrupt)?,
        batch: row.batch,
        authority: AuthorityId(row.authority),
        blinded: row.blinded,
        words: row.words,
        basis: row.basis,
    }))
}

/// Keeps a check.
///
/// # Errors
/// What the database says.
pub async fn put_check(tx: &Tx, check: &CheckRecord) -> Result<(), StoreError> {
    let row = check_row::ActiveModel {
        id: Set(check.id.0),
        case_id: Set(check.case.0),
        authority: Set(check.authority.0),
        person: Set(check.person.0),
        by: Set(check.by.clone()),
        purpose: Set(check.purpose.code().into()),
        words: Set(check.words.clone()),
        basis: Set(check.basis.clone()),
        at: Set(check.at.0),
    };
    check_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    let (object, authority, since) = (check.id.0, check.authority, check.at);
    let dated = access::Dated { kind: "check", object, authority, rule: access::Rule::Check, since };
    access::store_retention::date(tx, dated).await
}

fn check_of(row: check_row::Model) -> Result<CheckRecord, StoreError> {
    let purpose = Purpose::parse(&row.purpose)
        .ok_or_else(|| StoreError::Corrupt(format!("purpose of check `{}`", row.id)))?;
    Ok(CheckRecord {
        id: CheckId(row.id),
        case: CaseId(row.case_id),
        authority: AuthorityId(row.authority),
        person: PersonId(row.person),
        by: row.by,
        purpose,
        words: row.words,
        basis: row.basis,
        at: Timestamp(row.at),
    })
}

/// One check.
///
/// # Errors
/// What the database says.
pub async fn check(tx: &Tx, id: CheckId) -> Result<Option<CheckRecord>, StoreError> {
    check_row::Entity::find_by_id(id.0).one(tx.db()).await?.map(check_of).transpose()
}

/// Checks of an authority, newest first, of one case if it is named, without those of the cases in `closed`; and how
/// many there are.
///
/// # Errors
/// What the database says.
pub async fn checks(
    tx: &Tx,
    authority: AuthorityId,
    (case, closed): (Option<CaseId>, &[CaseId]),
    page: u64,
) -> Result<(Vec<CheckRecord>, u64), StoreError> {
    let mut select = check_row::Entity::find().filter(check_row::Column::Authority.eq(authority.0));
    if !closed.is_empty() {
        select = select.filter(check_row::Column::CaseId.is_not_in(closed.iter().map(|c| c.0)));
    }
    if let Some(case) = case {
        select = select.filter(check_row::Column::CaseId.eq(case.0));
    }
    let count = select.clone().count(tx.db()).await?;
    let rows = select
        .order_by_desc(check_row::Column::Id)
        .offset(page.saturating_mul(PAGE_ROWS))
        .limit(PAGE_ROWS)
        .all(tx.db())
        .await?;
    Ok((rows.into_iter().map(check_of).collect::<Result<_, _>>()?, count))
}

/// When each of these cases was last checked; those never checked are left out.
///
/// # Errors
/// What the database says.
pub async fn last_checked(tx: &Tx, cases: &[CaseId]) -> Result<BTreeMap<CaseId, Timestamp>, StoreError> {
    let rows: Vec<(Uuid, i64)> = check_row::Entity::find()
        .select_only()
        .column(check_row::Column::CaseId)
        .column_as(check_row::Column::At.max(), "newest")
        .filter(check_row::Column::CaseId.is_in(cases.iter().map(|c| c.0)))
        .group_by(check_row::Column::CaseId)
        .into_tuple()
        .all(tx.db())
        .await?;
    Ok(rows.into_iter().map(|(case, at)| (CaseId(case), Timestamp(at))).collect())
}

/// Keeps the sealed inputs of a batch, for proofs and for oversight.
///
/// # Errors
/// What the database says.
pub async fn put_batch(
    tx: &Tx,
    batch: &str,
    check: CheckId,
    peer: NodeId,
    kind: SelectorKind,
    sealed: Vec<u8>,
) -> Result<(), StoreError> {
    let row = batch_row::ActiveModel {
        batch: Set(batch.into()),
        check_id: Set(check.0),
        peer: Set(peer.to_string()),
        kind: Set(kind.code().into()),
        sealed: Set(sealed),
    };
    batch_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// The sealed inputs of a batch asked of this peer, with its kind.
///
/// # Errors
/// What the database says.
pub async fn batch(
    tx: &Tx,
    batch: &str,
    peer: NodeId,
) -> Result<Option<(SelectorKind, Vec<u8>)>, StoreError> {
    let row = batch_row::Entity::find_by_id(batch).one(tx.db()).await?.filter(|r| r.peer == peer.to_string());
    Ok(row.and_then(|r| Some((SelectorKind::parse(&r.kind)?, r.sealed))))
}

/// Keeps what became of a check with a peer.
///
/// # Errors
/// What the database says.
pub async fn put_result(tx: &Tx, check: CheckId, result: &PeerResult) -> Result<(), StoreError> {
    let text = serde_json::to_string(result).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    let row = result_row::ActiveModel {
        check_id: Set(check.0),
        peer: Set(result.peer.to_string()),
        result: Set(text),
    };
    result_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// What became of a check, peer by peer.
///
/// # Errors
/// What the database says.
pub async fn results(tx: &Tx, check: CheckId) -> Result<Vec<serde_json::Value>, StoreError> {
    let rows =
        result_row::Entity::find().filter(result_row::Column::CheckId.eq(check.0)).all(tx.db()).await?;
    let read = |r: result_row::Model| {
        serde_json::from_str(&r.result).map_err(|e| StoreError::Corrupt(e.to_string()))
    };
    rows.into_iter().map(read).collect()
}

/// A hit with what only the protocol needs.
#[derive(Clone, Debug)]
pub struct HitRow {
    /// The hit.
    pub hit: Hit,
    /// The own authority it belongs to.
    pub own_authority: AuthorityId,
    /// The batch it was asked in.
    pub batch: Option<String>,
    /// Its place in the batch.
    pub place: Option<u32>,
    /// Whether people may see it.
    pub shown: bool,
}

/// Keeps hits.
///
/// # Errors
/// What the database says.
pub async fn put_hits(tx: &Tx, hits: &[HitRow]) -> Result<(), StoreError> {
    let row = |h: &HitRow| hit_row::ActiveModel {
        id: Set(h.hit.id),
        side: Set(if h.hit.side == HitSide::Asked { "asked" } else { "noticed" }.into()),
        check_id: Set(h.hit.check.map(|c| c.0)),
        peer: Set(h.hit.peer.to_string()),
        authority: Set(h.hit.authority.map(|a| a.0)),
        own_authority: Set(h.own_authority.0),
        case_id: Set(h.hit.case.0),
        selector: Set(h.hit.selector),
        kind: Set(h.hit.kind.code().into()),
        chance: Set(h.hit.chance.to_string()),
        reference: Set(h.hit.reference.clone()),
        batch: Set(h.batch.clone()),
        place: Set(h.place.map(i64::from)),
        shown: Set(h.shown),
        at: Set(h.hit.at.0),
    };
    insert_all(tx, hits.iter().map(row).collect()).await
}

fn hit_of(row: hit_row::Model) -> Result<HitRow, StoreError> {
    let corrupt = || StoreError::Corrupt(format!("hit `{}`", row.reference));
    Ok(HitRow {
        hit: Hit {
            id: row.id,
            side: if row.side == "asked" { HitSide::Asked } else { HitSide::Noticed },
            check: row.check_id.map(CheckId),
            peer: NodeId::parse(&row.peer).ok_or_else(corrupt)?,
            authority: row.authority.map(AuthorityId),
            case: CaseId(row.case_id),
            selector: row.selector,
            kind: SelectorKind::parse(&row.kind).ok_or_else(corrupt)?,
            chance: row.chance.parse().map_err(|_| corrupt())?,
            reference: row.reference.clone(),
            at: Timestamp(row.at),
        },
        own_authority: AuthorityId(row.own_authority),
        place: row.place.and_then(|p| u32::try_from(p).ok()),
        batch: row.batch,
        shown: row.shown,
    })
}

/// What to look for among hits that people may see.
#[derive(Clone, Copy, Debug, Default)]
pub struct HitQuery {
    /// Of this check.
    pub check: Option<CheckId>,
    /// Of this case.
    pub case: Option<CaseId>,
    /// Page.
    pub page: u64,
}

/// Hits of an authority, newest first, without those of the cases in `closed`, and how many there are.
///
/// # Errors
/// What the database says.
pub async fn hits(
    tx: &Tx,
    authority: AuthorityId,
    query: HitQuery,
    closed: &[CaseId],
) -> Result<(Vec<HitRow>, u64), StoreError> {
    let mut select = hit_row::Entity::find()
        .filter(hit_row::Column::OwnAuthority.eq(authority.0))
        .filter(hit_row::Column::Shown.eq(true));
    if !closed.is_empty() {
        select = select.filter(hit_row::Column::CaseId.is_not_in(closed.iter().map(|c| c.0)));
    }
    if let Some(check) = query.check {
        select = select.filter(hit_row::Column::CheckId.eq(check.0));
    }
    if let Some(case) = query.case {
        select = select.filter(hit_row::Column::CaseId.eq(case.0));
    }
    let count = select.clone().count(tx.db()).await?;
    // A check shows its hits whole: it is bounded by what was asked.
    let (offset, limit) =
        if query.check.is_some() { (0, 20_000) } else { (query.page.saturating_mul(PAGE_ROWS), PAGE_ROWS) };
    let rows = select.order_by_desc(hit_row::Column::Id).offset(offset).limit(limit).all(tx.db()).await?;
    Ok((rows.into_iter().map(hit_of).collect::<Result<_, _>>()?, count))
}

/// Hits with this reference from this peer, shown or not.
///
/// # Errors
/// What the database says.
pub async fn hits_referred(tx: &Tx, peer: NodeId, reference: &str) -> Result<Vec<HitRow>, StoreError> {
    let rows = hit_row::Entity::find()
        .filter(hit_row::Column::Reference.eq(reference))
        .filter(hit_row::Column::Peer.eq(peer.to_string()))
        .all(tx.db())
        .await?;
    rows.into_iter().map(hit_of).collect()
}

/// A hit of the authority by its reference, of one of the asker's cases.
///
/// # Errors
/// What the database says.
pub async fn hit_by_reference(
    tx: &Tx,
    authority: AuthorityId,
    reference: &str,
    closed: &[CaseId],
) -> Result<Option<HitRow>, StoreError> {
    let row = hit_row::Entity::find()
        .filter(hit_row::Column::Reference.eq(reference.trim().to_uppercase()))
        .filter(hit_row::Column::OwnAuthority.eq(authority.0))
        .filter(hit_row::Column::Shown.eq(true))
        .filter(hit_row::Column::CaseId.is_not_in(closed.iter().map(|c| c.0)))
        .one(tx.db())
        .await?;
    row.map(hit_of).transpose()
}

/// Shows hits that were proved.
///
/// # Errors
/// What the database says.
pub async fn show_hits(tx: &Tx, ids: &[Uuid]) -> Result<(), StoreError> {
    for chunk in ids.chunks(500) {
        hit_row::Entity::update_many()
            .col_expr(hit_row::Column::Shown, true.into())
            .filter(hit_row::Column::Id.is_in(chunk.iter().copied()))
            .exec(tx.db())
            .await?;
    }
    Ok(())
}
