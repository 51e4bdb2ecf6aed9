//! The register of what data subjects ask. Who asks and what they say is encrypted by the program, since asking at all
//! tells something; what is due, and how it ended, is clear.

use crate::types::{
    DuePolicy, NewRequest, RequestId, RequestKind, Said, StepKind, SubjectRequest, SubjectStep, reference,
};
use ::store::{Column, Migration, StoreError, Tx, setting, table};
use gate::{Guarded, ObjectRef};
use kernel::figures::Period;
use kernel::id::AuthorityId;
use kernel::limit::PAGE_ROWS;
use kernel::{Actor, Label, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use seal::vault::Vault;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// What the vault wraps these under.
const SEALED: &str = "subject-request";

mod request_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "subject_request")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub authority: Uuid,
        pub reference: String,
        pub kind: String,
        pub received_at: i64,
        pub due_at: Option<i64>,
        pub due_source: Option<String>,
        pub decided: bool,
        pub recorded_at: i64,
        pub recorded_by: String,
        pub sealed: Vec<u8>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod step_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "subject_step")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub request: Uuid,
        pub kind: String,
        pub at: i64,
        pub by: String,
        pub sealed: Vec<u8>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn migrations() -> Vec<Migration> {
    vec![Migration::tables(
        "oversight-2-requests",
        vec![
            table("subject_request")
                .col("id", Column::Uuid)
                .col("authority", Column::Uuid)
                .col("reference", Column::Text)
                .col("kind", Column::Text)
                .col("received_at", Column::Int)
                .opt("due_at", Column::Int)
                .opt("due_source", Column::Text)
                .col("decided", Column::Flag)
                .col("recorded_at", Column::Int)
                .col("recorded_by", Column::Text)
                .col("sealed", Column::Bytes)
                .key(&["id"])
                .index(&["authority", "decided"]),
            table("subject_step")
                .col("id", Column::Uuid)
                .col("request", Column::Uuid)
                .col("kind", Column::Text)
                .col("at", Column::Int)
                .col("by", Column::Text)
                .col("sealed", Column::Bytes)
                .key(&["id"])
                .index(&["request"]),
        ],
    )]
}

fn seal<T: Serialize>(tx: &Tx, vault: &Vault, id: Uuid, clear: &T) -> Result<Vec<u8>, StoreError> {
    let clear = serde_json::to_vec(clear).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    Ok(vault.wrap(SEALED, id.as_bytes(), &clear, tx.rng()))
}

fn open<T: DeserializeOwned>(vault: &Vault, id: Uuid, sealed: &[u8]) -> Result<T, StoreError> {
    let sealed_error = |_| StoreError::Sealed(format!("{SEALED} {id}"));
    let clear = vault.unwrap(SEALED, id.as_bytes(), sealed).map_err(sealed_error)?;
    serde_json::from_slice(&clear).map_err(|e| StoreError::Corrupt(format!("{SEALED} `{id}`: {e}")))
}

/// Requests of a kind that were recorded in a period.
pub(crate) async fn recorded_in(
    tx: &Tx,
    authority: AuthorityId,
    kind: &str,
    period: Period,
) -> Result<u64, StoreError> {
    Ok(request_row::Entity::find()
        .filter(request_row::Column::Authority.eq(authority.0))
        .filter(request_row::Column::Kind.eq(kind))
        .filter(request_row::Column::RecordedAt.gte(period.begin().0))
        .filter(request_row::Column::RecordedAt.lt(period.end().0))
        .count(tx.db())
        .await?)
}

/// Records what somebody asks, with the day it is due as the authority's policy says today.
pub(crate) async fn add(
    tx: &Tx,
    vault: &Vault,
    by: &Actor,
    new: &NewRequest,
) -> Result<RequestId, StoreError> {
    let id = kernel::id::new(tx.clock(), tx.rng());
    let policy = due_policy(tx, by.authority).await?;
    let row = request_row::ActiveModel {
        id: Set(id),
        authority: Set(by.authority.0),
        reference: Set(reference(tx.rng())),
        kind: Set(new.kind.code().into()),
        received_at: Set(new.received_at.0),
        due_at: Set(policy.as_ref().map(|p| p.due(new.received_at).0)),
        due_source: Set(policy.map(|p| p.source)),
        decided: Set(false),
        recorded_at: Set(tx.at().0),
        recorded_by: Set(by.name.clone()),
        sealed: Set(seal(tx, vault, id, &new.said)?),
    };
    request_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    date(tx, id, by.authority).await?;
    Ok(RequestId(id))
}

/// A page of the authority's register, open ones first, then what is due first; and how many there are.
pub(crate) async fn list(
    tx: &Tx,
    vault: &Vault,
    authority: AuthorityId,
    page: u64,
) -> Result<(Vec<Guarded<SubjectRequest>>, u64), StoreError> {
    use request_row::Column;
    let select = request_row::Entity::find().filter(Column::Authority.eq(authority.0));
    let total = select.clone().count(tx.db()).await?;
    let rows = select
        .order_by_asc(Column::Decided)
        .order_by_asc(Column::DueAt)
        .order_by_desc(Column::Id)
        .offset(page.saturating_sub(1).saturating_mul(PAGE_ROWS))
        .limit(PAGE_ROWS)
        .all(tx.db())
        .await?;
    let list = rows.into_iter().map(|row| guarded(vault, row, Vec::new()));
    Ok((list.collect::<Result<_, _>>()?, total))
}

/// One request with its steps, oldest first.
pub(crate) async fn find(
    tx: &Tx,
    vault: &Vault,
    id: RequestId,
) -> Result<Option<Guarded<SubjectRequest>>, StoreError> {
    let Some(row) = request_row::Entity::find_by_id(id.0).one(tx.db()).await? else { return Ok(None) };
    let rows = step_row::Entity::find()
        .filter(step_row::Column::Request.eq(id.0))
        .order_by_asc(step_row::Column::Id)
        .all(tx.db())
        .await?;
    let mut steps = Vec::with_capacity(rows.len());
    for step in rows {
        let kind = StepKind::parse(&step.kind).ok_or_else(|| unknown("step", &step.kind))?;
        let what = open::<String>(vault, step.id, &step.sealed)?;
        steps.push(SubjectStep { kind, at: Timestamp(step.at), by: step.by, what });
    }
    guarded(vault, row, steps).map(Some)
}

/// Adds a step; a decision ends the request.
pub(crate) async fn add_step(
    tx: &Tx,
    vault: &Vault,
    by: &Actor,
    id: RequestId,
    (kind, what): (StepKind, &str),
) -> Result<(), StoreError> {
    let step = kernel::id::new(tx.clock(), tx.rng());
    let row = step_row::ActiveModel {
        id: Set(step),
        request: Set(id.0),
        kind: Set(kind.code().into()),
        at: Set(tx.at().0),
        by: Set(by.name.clone()),
        sealed: Set(seal(tx, vault, step, &what)?),
    };
    step_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    date(tx, id.0, by.authority).await?;
    if kind.is_decision() {
        request_row::Entity::update_many()
            .col_expr(request_row::Column::Decided, true.into())
            .filter(request_row::Column::Id.eq(id.0))
            .exec(tx.db())
            .await?;
    }
    Ok(())
}

/// Counts the end of a request from now: it was recorded, or a step was taken.
async fn date(tx: &Tx, id: Uuid, authority: AuthorityId) -> Result<(), StoreError> {
    let (kind, rule, since) = ("subject-request", access::Rule::Request, tx.at());
    access::store_retention::date(tx, access::Dated { kind, object: id, authority, rule, since }).await
}

/// Whose a request is, its reference, and whether it is decided.
pub(crate) async fn standing(tx: &Tx, id: Uuid) -> Result<Option<(AuthorityId, String, bool)>, StoreError> {
    let row = request_row::Entity::find_by_id(id).one(tx.db()).await?;
    Ok(row.map(|r| (AuthorityId(r.authority), r.reference, r.decided)))
}

/// Requests of an older program, without an end date.
pub(crate) async fn undated(tx: &Tx, most: u64) -> Result<Vec<access::Dated>, StoreError> {
    let rows = request_row::Entity::find()
        .filter(request_row::Column::Id.not_in_subquery(access::store_retention::dated("subject-request")))
        .limit(most)
        .all(tx.db())
        .await?;
    let dated = |row: request_row::Model| access::Dated {
        kind: "subject-request",
        object: row.id,
        authority: AuthorityId(row.authority),
        rule: access::Rule::Request,
        since: Timestamp(row.recorded_at),
    };
    Ok(rows.into_iter().map(dated).collect())
}

/// Erases a request with its steps.
pub(crate) async fn erase(tx: &Tx, id: Uuid) -> Result<access::Erased, StoreError> {
    let mut erased = access::Erased::none();
    let steps =
        step_row::Entity::delete_many().filter(step_row::Column::Request.eq(id)).exec(tx.db()).await?;
    erased.count(steps.rows_affected);
    request_row::Entity::delete_by_id(id).exec(tx.db()).await?;
    erased.add([id]);
    Ok(erased)
}

fn unknown(what: &str, code: &str) -> StoreError {
    StoreError::Corrupt(format!("{what} `{code}` of the register"))
}

fn guarded(
    vault: &Vault,
    row: request_row::Model,
    steps: Vec<SubjectStep>,
) -> Result<Guarded<SubjectRequest>, StoreError> {
    let object = ObjectRef { kind: "subject-request", id: row.id };
    let label = Label::own(AuthorityId(row.authority));
    let said: Said = open(vault, row.id, &row.sealed)?;
    let request = SubjectRequest {
        id: RequestId(row.id),
        kind: RequestKind::parse(&row.kind).ok_or_else(|| unknown("kind", &row.kind))?,
        reference: row.reference,
        received_at: Timestamp(row.received_at),
        due: row.due_at.map(Timestamp).zip(row.due_source),
        decided: row.decided,
        recorded_at: Timestamp(row.recorded_at),
        recorded_by: row.recorded_by,
        said,
        steps,
    };
    Ok(Guarded::new(object, label, request))
}

fn policy_name(authority: AuthorityId) -> String {
    format!("subject-requests-due {authority}")
}

/// How long the authority has to answer, and where that stands; `None` until somebody said so.
pub(crate) async fn due_policy(tx: &Tx, authority: AuthorityId) -> Result<Option<DuePolicy>, StoreError> {
    let text = setting::get(tx, &policy_name(authority)).await?;
    let read = |text: String| serde_json::from_str(&text).map_err(|e| StoreError::Corrupt(e.to_string()));
    text.map(read).transpose()
}

/// Says how long, and where that stands. Requests recorded before keep their day.
pub(crate) async fn set_due_policy(
    tx: &Tx,
    authority: AuthorityId,
    policy: &DuePolicy,
) -> Result<(), StoreError> {
    let text = serde_json::to_string(policy).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    setting::put(tx, &policy_name(authority), &text).await
}
