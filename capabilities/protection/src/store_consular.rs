//! Consular notification of a person in detention, step by step. Sealed like the claim it belongs to; only ever
//! added to.

use crate::keys::Room;
use crate::rules;
use crate::types::{ClaimId, ConsularEntry, ConsularStep, HISTORY_MAX, ProtectionError};
use ::store::Column::{Bytes, Int, Uuid as Id};
use ::store::{Migration, StoreError, Tx, table};
use access::Node;
use gate::{Ask, Guarded, action};
use kernel::{Actor, AuditEntry, Outcome, Purpose};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

pub(crate) mod consular_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "protection_consular")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub claim: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub sealed: Vec<u8>,
        pub at: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn migration() -> Migration {
    let steps = table("protection_consular");
    let steps = steps.col("claim", Id).col("number", Int).col("sealed", Bytes).col("at", Int);
    Migration::tables("protection-3-consular", vec![steps.key(&["claim", "number"])])
}

/// Records a step. A notice is refused before the person was informed and chose it.
///
/// # Errors
/// The gate's refusal, what has to come first, or what the database says.
pub async fn take_consular_step(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: ClaimId,
    step: &ConsularStep,
) -> Result<(), ProtectionError> {
    let room = Room::of(tx, node).await?;
    let guarded = room.find(tx, id).await?.ok_or(ProtectionError::NotHere)?;
    let object = guarded.object();
    let ask = Ask::new(actor, action::SCREEN_PROTECTION, Purpose::Protection, tx.at()).on(object);
    node.gate.open(guarded, &ask, &mut tx.log())?;
    let before: Vec<ConsularStep> = entries(tx, &room, id).await?.into_iter().map(|e| e.step).collect();
    rules::consular_step(&before, step, tx.at())?;
    let number = i64::try_from(before.len()).unwrap_or(i64::MAX).saturating_add(1);
    let entry = ConsularEntry { step: step.clone(), at: tx.at(), by_name: actor.name.clone() };
    let row = consular_row::ActiveModel {
        claim: Set(id.0),
        number: Set(number),
        sealed: Set(room.lock(tx, &place(id.0, number), &entry)?),
        at: Set(tx.at().0),
    };
    consular_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    let what = match step {
        ConsularStep::Informed { .. } => "informed",
        ConsularStep::Chose { .. } => "chose",
        ConsularStep::NoticeGiven { .. } => "notice given",
    };
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::SCREEN_PROTECTION,
        object_kind: object.kind,
        object: object.id,
        purpose: Purpose::Protection,
        outcome: Outcome::Done,
        note: format!("consular notification: {what}"),
    });
    Ok(())
}

/// The steps recorded of a claim, oldest first.
///
/// # Errors
/// What the database says.
pub async fn consular(
    tx: &Tx,
    node: &Node,
    id: ClaimId,
) -> Result<Option<Guarded<Vec<ConsularEntry>>>, ProtectionError> {
    let room = Room::of(tx, node).await?;
    let Some(claim) = room.find(tx, id).await? else { return Ok(None) };
    let found = entries(tx, &room, id).await?;
    Ok(Some(Guarded::new(claim.object(), claim.label().clone(), found)))
}

async fn entries(tx: &Tx, room: &Room, id: ClaimId) -> Result<Vec<ConsularEntry>, StoreError> {
    let rows = consular_row::Entity::find()
        .filter(consular_row::Column::Claim.eq(id.0))
        .order_by_asc(consular_row::Column::Number)
        .limit(HISTORY_MAX)
        .all(tx.db())
        .await?;
    rows.iter().map(|row| room.unlock(&place(row.claim, row.number), &row.sealed)).collect()
}

fn place(claim: Uuid, number: i64) -> Vec<u8> {
    [b"protection_consular.sealed\0".as_slice(), claim.as_bytes(), &number.to_be_bytes()].concat()
}
