//! Acts that wait for a second person, and who lost which role when. What an act is about to do is encrypted under
//! the vault: it may hold names and decisions that stand encrypted elsewhere.

use crate::acts::{self, ActId, ActState, AskedAct, Decided, NewAct, SHOWN_MAX, WAITING_MAX};
use crate::node::Node;
use crate::rules;
use crate::store;
use crate::types::Person;
use ::store::{Column, Migration, StoreError, Tx, table};
use gate::Guarded;
use kernel::id::{AuthorityId, PersonId};
use kernel::{Actor, Label, Role, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Condition, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use seal::vault::Vault;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An act behind its guard, its kind, and who asked.
pub(crate) type Kept = (Guarded<AskedAct>, String, PersonId);

mod act_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "second_act")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub authority: Uuid,
        pub kind: String,
        pub object: Uuid,
        pub label: String,
        pub sealed: Vec<u8>,
        pub asked_by: Uuid,
        pub asked_name: String,
        pub asked_at: i64,
        pub expires_at: i64,
        pub state: String,
        pub decided_by: Option<Uuid>,
        pub decided_name: Option<String>,
        pub decided_at: Option<i64>,
        pub why: Option<Vec<u8>>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod lost_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "role_lost")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub role: String,
        pub authority: Uuid,
        pub at: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn migrations() -> Vec<Migration> {
    vec![Migration::tables(
        "access-3-second-person",
        vec![
            table("second_act")
                .col("id", Column::Uuid)
                .col("authority", Column::Uuid)
                .col("kind", Column::Text)
                .col("object", Column::Uuid)
                .col("label", Column::Text)
                .col("sealed", Column::Bytes)
                .col("asked_by", Column::Uuid)
                .col("asked_name", Column::Text)
                .col("asked_at", Column::Int)
                .col("expires_at", Column::Int)
                .col("state", Column::Text)
                .opt("decided_by", Column::Uuid)
                .opt("decided_name", Column::Text)
                .opt("decided_at", Column::Int)
                .opt("why", Column::Bytes)
                .key(&["id"])
                .index(&["authority", "state"])
                .index(&["kind", "object"]),
            table("role_lost")
                .col("person", Column::Uuid)
                .col("role", Column::Text)
                .col("authority", Column::Uuid)
                .col("at", Column::Int)
                .key(&["person", "role"]),
        ],
    )]
}

#[derive(Serialize, Deserialize)]
struct Body {
    parameters: serde_json::Value,
    reason: String,
}

/// Where the texts of an act are wrapped for: they open nowhere else.
const ASKED: &str = "act";
const DECIDED: &str = "act-decided";

fn corrupt(what: &str, id: impl std::fmt::Display) -> StoreError {
    StoreError::Corrupt(format!("{what} of act `{id}`"))
}

/// Keeps an act as asked for.
pub(crate) async fn keep(
    tx: &Tx,
    vault: &Vault,
    asker: &Actor,
    new: &NewAct,
    state: ActState,
) -> Result<ActId, StoreError> {
    let id = kernel::id::new(tx.clock(), tx.rng());
    let body = Body { parameters: new.parameters.clone(), reason: new.reason.trim().to_owned() };
    let body = serde_json::to_vec(&body).map_err(|_| corrupt("text", id))?;
    let row = act_row::ActiveModel {
        id: Set(id),
        authority: Set(asker.authority.0),
        kind: Set(new.kind.to_owned()),
        object: Set(new.object),
        label: Set(serde_json::to_string(&new.label).map_err(|_| corrupt("label", id))?),
        sealed: Set(vault.wrap(ASKED, id.as_bytes(), &body, tx.rng())),
        asked_by: Set(asker.person.0),
        asked_name: Set(asker.name.clone()),
        asked_at: Set(tx.at().0),
        expires_at: Set(acts::expiry(tx.at()).0),
        state: Set(state.code().to_owned()),
        decided_by: Set(None),
        decided_name: Set(None),
        decided_at: Set(None),
        why: Set(None),
    };
    act_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(ActId(id))
}

fn opened(tx: &Tx, vault: &Vault, row: act_row::Model) -> Result<(AskedAct, Label), StoreError> {
    let open = |place: &str, sealed: &[u8]| {
        vault.unwrap(place, row.id.as_bytes(), sealed).map_err(|_| StoreError::Sealed("act".into()))
    };
    let body: Body =
        serde_json::from_slice(&open(ASKED, &row.sealed)?).map_err(|_| corrupt("text", row.id))?;
    let label: Label = serde_json::from_str(&row.label).map_err(|_| corrupt("label", row.id))?;
    let why = match &row.why {
        Some(sealed) => String::from_utf8_lossy(&open(DECIDED, sealed)?).into_owned(),
        None => String::new(),
    };
    let state = ActState::parse(&row.state).ok_or_else(|| corrupt("state", row.id))?;
    let decided = row.decided_name.zip(row.decided_at);
    let expires_at = Timestamp(row.expires_at);
    let asked = AskedAct {
        id: ActId(row.id),
        kind: row.kind,
        authority: AuthorityId(row.authority),
        object: row.object,
        parameters: body.parameters,
        reason: body.reason,
        asked_by: PersonId(row.asked_by),
        asked_name: row.asked_name,
        asked_at: Timestamp(row.asked_at),
        expires_at,
        state: state.at(tx.at(), expires_at),
        decided: decided.map(|(by, at)| Decided { by, at: Timestamp(at), why }),
    };
    Ok((asked, label))
}

async fn closed(tx: &Tx, node: &Node, rows: Vec<act_row::Model>) -> Result<Vec<Kept>, StoreError> {
    let mut kept = Vec::with_capacity(rows.len());
    for row in rows {
        let (asked, label) = opened(tx, &node.vault, row)?;
        kept.extend(acts::closed(tx, node, asked, label).await?);
    }
    Ok(kept)
}

/// One act.
pub(crate) async fn find(tx: &Tx, node: &Node, id: ActId) -> Result<Option<Kept>, StoreError> {
    let row = act_row::Entity::find_by_id(id.0).one(tx.db()).await?;
    Ok(closed(tx, node, row.into_iter().collect()).await?.pop())
}

/// What waits in an authority now, the oldest first.
pub(crate) async fn open_acts(tx: &Tx, node: &Node, authority: AuthorityId) -> Result<Vec<Kept>, StoreError> {
    let rows = act_row::Entity::find()
        .filter(act_row::Column::Authority.eq(authority.0))
        .filter(act_row::Column::State.eq(ActState::Waits.code()))
        .filter(act_row::Column::ExpiresAt.gt(tx.at().0))
        .order_by_asc(act_row::Column::Id)
        .limit(WAITING_MAX)
        .all(tx.db())
        .await?;
    closed(tx, node, rows).await
}

/// Acts that wait in an authority, as the desk knows them: until when, under which label, and nothing of what they are.
pub(crate) async fn waiting_at(
    tx: &Tx,
    node: &Node,
    authority: AuthorityId,
) -> Result<Vec<crate::work::Waiting>, StoreError> {
    let rows = act_row::Entity::find()
        .filter(act_row::Column::Authority.eq(authority.0))
        .filter(act_row::Column::State.eq(ActState::Waits.code()))
        .filter(act_row::Column::ExpiresAt.gt(tx.at().0))
        .limit(WAITING_MAX)
        .all(tx.db())
        .await?;
    let mut waiting = Vec::with_capacity(rows.len());
    for row in rows {
        let (id, since, until) = (row.id, Timestamp(row.asked_at), Timestamp(row.expires_at));
        for (closed, _, _) in closed(tx, node, vec![row]).await? {
            let one = crate::work::Waiting::new(id, closed.label().clone(), since);
            waiting.push(one.due(Some(until)));
        }
    }
    Ok(waiting)
}

/// What this person asked for or decided, newest first.
pub(crate) async fn acts_of(tx: &Tx, node: &Node, person: &Actor) -> Result<Vec<Kept>, StoreError> {
    let either = Condition::any()
        .add(act_row::Column::AskedBy.eq(person.person.0))
        .add(act_row::Column::DecidedBy.eq(person.person.0));
    let rows = act_row::Entity::find()
        .filter(either)
        .order_by_desc(act_row::Column::Id)
        .limit(SHOWN_MAX)
        .all(tx.db())
        .await?;
    closed(tx, node, rows).await
}

/// What this asker was permitted to do with this object.
pub(crate) async fn permitted(
    tx: &Tx,
    node: &Node,
    asker: &Actor,
    (kind, object): (&str, uuid::Uuid),
) -> Result<Vec<Kept>, StoreError> {
    let rows = act_row::Entity::find()
        .filter(act_row::Column::Kind.eq(kind))
        .filter(act_row::Column::Object.eq(object))
        .filter(act_row::Column::AskedBy.eq(asker.person.0))
        .filter(act_row::Column::State.eq(ActState::Permitted.code()))
        .order_by_asc(act_row::Column::Id)
        .limit(SHOWN_MAX)
        .all(tx.db())
        .await?;
    closed(tx, node, rows).await
}

/// Uses a permission up; `false` if it was used.
pub(crate) async fn used(tx: &Tx, id: ActId) -> Result<bool, StoreError> {
    let done = act_row::Entity::update_many()
        .col_expr(act_row::Column::State, ActState::Done.code().into())
        .filter(act_row::Column::Id.eq(id.0))
        .filter(act_row::Column::State.eq(ActState::Permitted.code()))
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected == 1)
}

/// Whether an act of this kind on this object waits now.
pub(crate) async fn waiting(tx: &Tx, kind: &str, object: uuid::Uuid) -> Result<bool, StoreError> {
    let n = act_row::Entity::find()
        .filter(act_row::Column::Kind.eq(kind))
        .filter(act_row::Column::Object.eq(object))
        .filter(act_row::Column::State.eq(ActState::Waits.code()))
        .filter(act_row::Column::ExpiresAt.gt(tx.at().0))
        .count(tx.db())
        .await?;
    Ok(n > 0)
}

/// How much waits in an authority now.
pub(crate) async fn waiting_count(tx: &Tx, authority: AuthorityId) -> Result<u64, StoreError> {
    Ok(act_row::Entity::find()
        .filter(act_row::Column::Authority.eq(authority.0))
        .filter(act_row::Column::State.eq(ActState::Waits.code()))
        .filter(act_row::Column::ExpiresAt.gt(tx.at().0))
        .count(tx.db())
        .await?)
}

/// Writes the decision; `false` if somebody was faster.
pub(crate) async fn settle(
    tx: &Tx,
    vault: &Vault,
    id: ActId,
    state: ActState,
    by: &Actor,
    why: &str,
) -> Result<bool, StoreError> {
    let why = vault.wrap(DECIDED, id.0.as_bytes(), why.as_bytes(), tx.rng());
    let done = act_row::Entity::update_many()
        .col_expr(act_row::Column::State, state.code().into())
        .col_expr(act_row::Column::DecidedBy, by.person.0.into())
        .col_expr(act_row::Column::DecidedName, by.name.clone().into())
        .col_expr(act_row::Column::DecidedAt, tx.at().0.into())
        .col_expr(act_row::Column::Why, why.into())
        .filter(act_row::Column::Id.eq(id.0))
        .filter(act_row::Column::State.eq(ActState::Waits.code()))
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected == 1)
}

/// Remembers which roles somebody just lost.
pub(crate) async fn roles_lost(
    tx: &Tx,
    person: &Person,
    roles: impl Iterator<Item = Role>,
) -> Result<(), StoreError> {
    for role in roles {
        let row = lost_row::ActiveModel {
            person: Set(person.id.0),
            role: Set(role.code().to_owned()),
            authority: Set(person.authority.0),
            at: Set(tx.at().0),
        };
        let conflict = OnConflict::columns([lost_row::Column::Person, lost_row::Column::Role])
            .update_column(lost_row::Column::At)
            .to_owned();
        lost_row::Entity::insert(row).on_conflict(conflict).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}

/// Whether anybody but the asker could confirm with one of these roles, or could have until a short while ago.
pub(crate) async fn others_could(tx: &Tx, asker: &Actor, roles: &[Role]) -> Result<bool, StoreError> {
    let could = |p: &Person| {
        p.active
            && p.authority == asker.authority
            && p.id != asker.person
            && roles.iter().any(|role| p.roles.contains(role))
    };
    if store::people(tx).await?.iter().any(could) {
        return Ok(true);
    }
    let lately = tx.at().0.saturating_sub(rules::ALONE_AFTER_MS);
    let lost = lost_row::Entity::find()
        .filter(lost_row::Column::Authority.eq(asker.authority.0))
        .filter(lost_row::Column::Person.ne(asker.person.0))
        .filter(lost_row::Column::Role.is_in(roles.iter().map(|r| r.code())))
        .filter(lost_row::Column::At.gt(lately))
        .count(tx.db())
        .await?;
    Ok(lost > 0)
}

/// Drops every act about these objects, which are erased.
///
/// # Errors
/// What the database says.
pub async fn forget(tx: &Tx, objects: &[Uuid]) -> Result<u64, StoreError> {
    let mut gone = 0_u64;
    for chunk in objects.chunks(1_000) {
        let acts: Vec<Uuid> = act_row::Entity::find()
            .select_only()
            .column(act_row::Column::Id)
            .filter(act_row::Column::Object.is_in(chunk.iter().copied()))
            .into_tuple()
            .all(tx.db())
            .await?;
        crate::store_work::forget(tx, &acts).await?;
        let dropped = act_row::Entity::delete_many()
            .filter(act_row::Column::Object.is_in(chunk.iter().copied()))
            .exec(tx.db())
            .await?;
        gone = gone.saturating_add(dropped.rows_affected);
    }
    Ok(gone)
}

/// Drops the acts of an authority that ran out before a moment.
///
/// # Errors
/// What the database says.
pub(crate) async fn forget_before(tx: &Tx, before: Timestamp) -> Result<u64, StoreError> {
    let dropped =
        act_row::Entity::delete_many().filter(act_row::Column::ExpiresAt.lt(before.0)).exec(tx.db()).await?;
    Ok(dropped.rows_affected)
}
