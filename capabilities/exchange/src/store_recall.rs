//! What was sent and received under which reference, and what became of corrections. No content stands here:
//! references, ids and counts.

use crate::store_rows::{copy_row, corrected_row, correction_row, sent_row};
use ::store::{Migration, StoreError, Tx};
use kernel::id::{AuthorityId, CaseId, DossierId, EntityId, MessageId, NodeId, Reference, StatementId};
use kernel::{Digest, Timestamp};
use procedure::Side;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Rows of a list of sent statements.
pub const WATCHED_MAX: u64 = 5_000;
/// Rows of a list of corrections that are done with; what is not stands on the list whatever its age.
pub const CORRECTIONS_MAX: u64 = 200;

/// Copies of a correction that a person has to finish.
pub(crate) fn unfinished_corrections() -> Migration {
    const ADD: &str = "ALTER TABLE correction_applied ADD COLUMN unfinished BIGINT NOT NULL DEFAULT 0";
    Migration { name: "exchange-10-unfinished-corrections", tables: Vec::new(), raw: vec![(ADD, ADD)] }
}

/// A statement that went out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// What it is called between the two nodes.
    pub reference: Reference,
    /// The own statement.
    pub statement: StatementId,
    /// What it is about.
    pub entity: EntityId,
    /// Its case.
    pub case: CaseId,
    /// To which node.
    pub peer: NodeId,
    /// In which dossier.
    pub dossier: DossierId,
    /// In whose chain: this authority's.
    pub side: Side,
    /// With which move of it.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// The own move that took it back there, once one was sent.
    pub corrected: Option<u64>,
}

/// A received statement that was taken into a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// The statement of the case.
    pub statement: StatementId,
    /// What its sender calls it.
    pub reference: Reference,
    /// What its sender called the statement that it corrects, however often it was corrected since; its own
    /// reference where it corrects none.
    pub first: Reference,
    /// Who sent it.
    pub peer: NodeId,
    /// In which dossier.
    pub dossier: DossierId,
    /// In whose chain.
    pub side: Side,
    /// With which move of it.
    pub number: u64,
    /// The case it was taken into.
    pub case: CaseId,
    /// What it is about there.
    pub entity: EntityId,
}

/// A correction that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentCorrection {
    /// The dossier.
    pub dossier: DossierId,
    /// The own side of it.
    pub side: Side,
    /// The own move.
    pub number: u64,
    /// The move's digest, which the acknowledgement names.
    pub digest: Digest,
    /// The message it went with.
    pub message: MessageId,
    /// Whose.
    pub authority: AuthorityId,
    /// To which node.
    pub peer: NodeId,
    /// Statements it takes back.
    pub statements: u64,
    /// Whether the node passed it on by itself.
    pub by_node: bool,
    /// When.
    pub at: Timestamp,
    /// When the signed acknowledgement came, and how many copies it says were changed.
    pub applied: Option<(Timestamp, u64)>,
}

/// What a correction that came changed in one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppliedCorrection {
    /// The dossier.
    pub dossier: DossierId,
    /// The sender's side of it.
    pub side: Side,
    /// The sender's move.
    pub number: u64,
    /// The case; `None` where nothing of it had been taken.
    pub case: Option<CaseId>,
    /// Whose.
    pub authority: AuthorityId,
    /// Who sent it.
    pub peer: NodeId,
    /// Copies taken back with nothing in their place.
    pub withdrawn: u64,
    /// Copies taken back with a new statement in their place.
    pub replaced: u64,
    /// Copies that a person has to finish: what would stand instead only people may say, or the copy could not be
    /// taken back.
    pub unfinished: u64,
    /// Dossiers it was passed on in.
    pub passed_on: u64,
    /// When.
    pub at: Timestamp,
}

/// Which sent statements are meant.
#[derive(Clone, Copy, Debug)]
pub enum Of<'a> {
    /// Those of a case.
    Case(CaseId),
    /// Those sent in a dossier from this side.
    Dossier(DossierId, Side),
    /// These.
    Statements(&'a [StatementId]),
    /// Those of an authority that were taken back in their case, and not corrected yet.
    Untold(AuthorityId),
}

fn int(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn count(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

fn corrupt(what: &str, id: Uuid) -> StoreError {
    StoreError::Corrupt(format!("{what} of `{id}`"))
}

/// The dossiers of others that statements of a case answered, as the ids to look among.
pub(crate) fn answered_from(case: CaseId, authority: AuthorityId) -> sea_orm::sea_query::SelectStatement {
    let sent = sent_row::Entity::find()
        .select_only()
        .column(sent_row::Column::Dossier)
        .filter(sent_row::Column::CaseId.eq(case.0))
        .filter(sent_row::Column::Authority.eq(authority.0));
    sent.into_query()
}

fn sent(row: sent_row::Model) -> Result<Sent, StoreError> {
    Ok(Sent {
        reference: Reference(row.reference),
        statement: StatementId(row.statement),
        entity: EntityId(row.entity),
        case: CaseId(row.case_id),
        peer: NodeId::parse(&row.peer).ok_or_else(|| corrupt("recipient", row.reference))?,
        dossier: DossierId(row.dossier),
        side: Side::parse(&row.side).ok_or_else(|| corrupt("side", row.reference))?,
        number: count(row.number),
        at: Timestamp(row.at),
        corrected: row.corrected.map(count),
    })
}

/// Keeps under which references statements went out.
pub(crate) async fn keep_sent(tx: &Tx, authority: AuthorityId, all: &[Sent]) -> Result<(), StoreError> {
    let rows: Vec<sent_row::ActiveModel> = all
        .iter()
        .map(|s| sent_row::ActiveModel {
            reference: Set(s.reference.0),
            statement: Set(s.statement.0),
            entity: Set(s.entity.0),
            case_id: Set(s.case.0),
            authority: Set(authority.0),
            peer: Set(s.peer.to_string()),
            dossier: Set(s.dossier.0),
            side: Set(s.side.code().into()),
            number: Set(int(s.number)),
            at: Set(s.at.0),
            corrected: Set(None),
        })
        .collect();
    ::store::insert_all(tx, rows).await
}

/// Statements that went out, the newest first.
///
/// # Errors
/// What the database says.
pub async fn sent_of(tx: &Tx, of: Of<'_>) -> Result<Vec<Sent>, StoreError> {
    let condition = match of {
        Of::Case(case) => Condition::all().add(sent_row::Column::CaseId.eq(case.0)),
        Of::Dossier(id, side) => Condition::all()
            .add(sent_row::Column::Dossier.eq(id.0))
            .add(sent_row::Column::Side.eq(side.code())),
        Of::Statements(ids) => {
            let ids: Vec<Uuid> = ids.iter().map(|s| s.0).collect();
            Condition::all().add(sent_row::Column::Statement.is_in(ids))
        }
        Of::Untold(authority) => Condition::all()
            .add(sent_row::Column::Authority.eq(authority.0))
            .add(sent_row::Column::Corrected.is_null())
            .add(sent_row::Column::Statement.in_subquery(casefile::retracted())),
    };
    let rows = sent_row::Entity::find()
        .filter(condition)
        .order_by_desc(sent_row::Column::At)
        .order_by_asc(sent_row::Column::Reference)
        .limit(WATCHED_MAX)
        .all(tx.db())
        .await?;
    rows.into_iter().map(sent).collect()
}

/// Notes which own move took these back at the other side.
pub(crate) async fn mark_corrected(
    tx: &Tx,
    references: &BTreeSet<Reference>,
    number: u64,
) -> Result<(), StoreError> {
    sent_row::Entity::update_many()
        .col_expr(sent_row::Column::Corrected, Expr::value(Some(int(number))))
        .filter(sent_row::Column::Reference.is_in(references.iter().map(|r| r.0)))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Keeps which copies were taken into a case.
pub(crate) async fn keep_copies(tx: &Tx, all: &[Copy]) -> Result<(), StoreError> {
    let rows: Vec<copy_row::ActiveModel> = all
        .iter()
        .map(|c| copy_row::ActiveModel {
            statement: Set(c.statement.0),
            reference: Set(c.reference.0),
            first: Set(c.first.0),
            peer: Set(c.peer.to_string()),
            dossier: Set(c.dossier.0),
            side: Set(c.side.code().into()),
            number: Set(int(c.number)),
            case_id: Set(c.case.0),
            entity: Set(c.entity.0),
            at: Set(tx.at().0),
        })
        .collect();
    ::store::insert_all(tx, rows).await
}

fn copy(row: copy_row::Model) -> Result<Copy, StoreError> {
    Ok(Copy {
        statement: StatementId(row.statement),
        reference: Reference(row.reference),
        first: Reference(row.first),
        peer: NodeId::parse(&row.peer).ok_or_else(|| corrupt("sender", row.statement))?,
        dossier: DossierId(row.dossier),
        side: Side::parse(&row.side).ok_or_else(|| corrupt("side", row.statement))?,
        number: count(row.number),
        case: CaseId(row.case_id),
        entity: EntityId(row.entity),
    })
}

/// The copies of what this side of a dossier sent under these references. Nobody but the sender of that dossier can
/// name them.
pub(crate) async fn copies(
    tx: &Tx,
    (dossier, side): (DossierId, Side),
    references: &BTreeSet<Reference>,
) -> Result<Vec<Copy>, StoreError> {
    let rows = copy_row::Entity::find()
        .filter(copy_row::Column::Dossier.eq(dossier.0))
        .filter(copy_row::Column::Side.eq(side.code()))
        .filter(copy_row::Column::Reference.is_in(references.iter().map(|r| r.0)))
        .order_by_asc(copy_row::Column::Statement)
        .all(tx.db())
        .await?;
    rows.into_iter().map(copy).collect()
}

/// Where these statements came from, of those that are copies.
///
/// # Errors
/// What the database says.
pub async fn copies_among(tx: &Tx, ids: &[StatementId]) -> Result<Vec<Copy>, StoreError> {
    let rows = copy_row::Entity::find()
        .filter(copy_row::Column::Statement.is_in(ids.iter().map(|s| s.0)))
        .all(tx.db())
        .await?;
    rows.into_iter().map(copy).collect()
}

/// The copies that say something of an entity.
///
/// # Errors
/// What the database says.
pub async fn copies_of_entity(tx: &Tx, entity: EntityId) -> Result<Vec<Copy>, StoreError> {
    let rows = copy_row::Entity::find().filter(copy_row::Column::Entity.eq(entity.0)).all(tx.db()).await?;
    rows.into_iter().map(copy).collect()
}

/// Keeps a correction that was sent.
pub(crate) async fn keep_correction(tx: &Tx, new: &SentCorrection) -> Result<(), StoreError> {
    let row = correction_row::ActiveModel {
        dossier: Set(new.dossier.0),
        side: Set(new.side.code().into()),
        number: Set(int(new.number)),
        digest: Set(new.digest.to_string()),
        message: Set(new.message.0),
        authority: Set(new.authority.0),
        peer: Set(new.peer.to_string()),
        statements: Set(int(new.statements)),
        by_node: Set(new.by_node),
        at: Set(new.at.0),
        applied_at: Set(None),
        copies: Set(None),
    };
    correction_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Notes the acknowledgement of a correction: of this one, that was sent in this dossier from this side, and that
/// nobody acknowledged yet. Any other says nothing.
pub(crate) async fn mark_applied(
    tx: &Tx,
    (dossier, side): (DossierId, Side),
    digest: Digest,
    copies: u64,
) -> Result<bool, StoreError> {
    let done = correction_row::Entity::update_many()
        .col_expr(correction_row::Column::AppliedAt, Expr::value(Some(tx.at().0)))
        .col_expr(correction_row::Column::Copies, Expr::value(Some(int(copies))))
        .filter(correction_row::Column::Dossier.eq(dossier.0))
        .filter(correction_row::Column::Side.eq(side.code()))
        .filter(correction_row::Column::Digest.eq(digest.to_string()))
        .filter(correction_row::Column::AppliedAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected > 0)
}

/// The corrections an authority sent before a moment and that no acknowledgement came for, the newest first.
///
/// # Errors
/// What the database says.
pub(crate) async fn unanswered(
    tx: &Tx,
    authority: AuthorityId,
    before: Timestamp,
) -> Result<Vec<SentCorrection>, StoreError> {
    let rows = correction_row::Entity::find()
        .filter(correction_row::Column::Authority.eq(authority.0))
        .filter(correction_row::Column::AppliedAt.is_null())
        .filter(correction_row::Column::At.lt(before.0))
        .order_by_asc(correction_row::Column::At)
        .limit(WATCHED_MAX)
        .all(tx.db())
        .await?;
    rows.into_iter().rev().map(correction).collect()
}

/// The corrections an authority sent: those not acknowledged first, then the newest of the others.
///
/// # Errors
/// What the database says.
pub async fn corrections_of(tx: &Tx, authority: AuthorityId) -> Result<Vec<SentCorrection>, StoreError> {
    let mut all = unanswered(tx, authority, Timestamp(i64::MAX)).await?;
    let rows = correction_row::Entity::find()
        .filter(correction_row::Column::Authority.eq(authority.0))
        .filter(correction_row::Column::AppliedAt.is_not_null())
        .order_by_desc(correction_row::Column::At)
        .limit(CORRECTIONS_MAX)
        .all(tx.db())
        .await?;
    for row in rows {
        all.push(correction(row)?);
    }
    Ok(all)
}

fn correction(row: correction_row::Model) -> Result<SentCorrection, StoreError> {
    Ok(SentCorrection {
        dossier: DossierId(row.dossier),
        side: Side::parse(&row.side).ok_or_else(|| corrupt("correction", row.dossier))?,
        number: count(row.number),
        digest: Digest::parse(&row.digest).ok_or_else(|| corrupt("correction", row.dossier))?,
        message: MessageId(row.message),
        authority: AuthorityId(row.authority),
        peer: NodeId::parse(&row.peer).ok_or_else(|| corrupt("correction", row.dossier))?,
        statements: count(row.statements),
        by_node: row.by_node,
        at: Timestamp(row.at),
        applied: row.applied_at.map(|at| (Timestamp(at), row.copies.map_or(0, count))),
    })
}

/// Keeps what a correction that came changed.
pub(crate) async fn keep_applied(tx: &Tx, new: &AppliedCorrection) -> Result<(), StoreError> {
    let row = corrected_row::ActiveModel {
        dossier: Set(new.dossier.0),
        side: Set(new.side.code().into()),
        number: Set(int(new.number)),
        case_id: Set(new.case.map_or(Uuid::nil(), |c| c.0)),
        authority: Set(new.authority.0),
        peer: Set(new.peer.to_string()),
        withdrawn: Set(int(new.withdrawn)),
        replaced: Set(int(new.replaced)),
        passed_on: Set(int(new.passed_on)),
        unfinished: Set(int(new.unfinished)),
        at: Set(new.at.0),
        unseen: Set(true),
    };
    corrected_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// The corrections that reached an authority since then, or one case of it, the newest first.
///
/// # Errors
/// What the database says.
pub async fn applied_of(
    tx: &Tx,
    authority: AuthorityId,
    case: Option<CaseId>,
    since: Timestamp,
) -> Result<Vec<AppliedCorrection>, StoreError> {
    let mut select = corrected_row::Entity::find()
        .filter(corrected_row::Column::Authority.eq(authority.0))
        .filter(corrected_row::Column::At.gte(since.0));
    if let Some(case) = case {
        select = select.filter(corrected_row::Column::CaseId.eq(case.0));
    }
    let rows = select
        .order_by_desc(corrected_row::Column::At)
        .order_by_asc(corrected_row::Column::Dossier)
        .limit(CORRECTIONS_MAX)
        .all(tx.db())
        .await?;
    rows.into_iter().map(applied).collect()
}

/// The corrections that reached an authority and that nobody there has seen, the newest first.
pub(crate) async fn unseen(tx: &Tx, authority: AuthorityId) -> Result<Vec<AppliedCorrection>, StoreError> {
    let rows = corrected_row::Entity::find()
        .filter(corrected_row::Column::Authority.eq(authority.0))
        .filter(corrected_row::Column::Unseen.eq(true))
        .order_by_desc(corrected_row::Column::At)
        .order_by_asc(corrected_row::Column::Dossier)
        .limit(CORRECTIONS_MAX)
        .all(tx.db())
        .await?;
    rows.into_iter().map(applied).collect()
}

/// Somebody has seen what a correction changed in one place.
pub(crate) async fn mark_seen(tx: &Tx, one: &AppliedCorrection) -> Result<(), StoreError> {
    use corrected_row::Column as C;
    corrected_row::Entity::update_many()
        .col_expr(C::Unseen, Expr::value(false))
        .filter(C::Dossier.eq(one.dossier.0))
        .filter(C::Side.eq(one.side.code()))
        .filter(C::Number.eq(int(one.number)))
        .filter(C::CaseId.eq(one.case.map_or(Uuid::nil(), |c| c.0)))
        .exec(tx.db())
        .await?;
    Ok(())
}

fn applied(row: corrected_row::Model) -> Result<AppliedCorrection, StoreError> {
    Ok(AppliedCorrection {
        dossier: DossierId(row.dossier),
        side: Side::parse(&row.side).ok_or_else(|| corrupt("correction", row.dossier))?,
        number: count(row.number),
        case: (!row.case_id.is_nil()).then_some(CaseId(row.case_id)),
        authority: AuthorityId(row.authority),
        peer: NodeId::parse(&row.peer).ok_or_else(|| corrupt("correction", row.dossier))?,
        withdrawn: count(row.withdrawn),
        replaced: count(row.replaced),
        passed_on: count(row.passed_on),
        unfinished: count(row.unfinished),
        at: Timestamp(row.at),
    })
}
