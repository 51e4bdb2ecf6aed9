//! Near misses as those who protect somebody read and decide them.

use crate::keys::Keys;
use crate::near::{
    FREED_SHOWN_MS, Freed, NEAR_MISSES_MAX, NearDecision, NearMiss, NearMissId, NearSays, NearState,
};
use crate::store_rows::{near_miss_row, read_back};
use crate::types::{CaseError, NewStatement, NewValue, Source};
use gate::{Ask, Gate, Guarded, ObjectRef};
use kernel::id::{AuthorityId, EntityId};
use kernel::{Actor, Compartment, Label, Property, Role, Timestamp};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use store::{StoreError, Tx};

/// The near misses of what an authority protects: those that wait, oldest first, then those decided, newest first.
///
/// # Errors
/// What the database says.
pub async fn near_misses(
    tx: &Tx,
    keys: &Keys<'_>,
    authority: AuthorityId,
) -> Result<Vec<Guarded<NearMiss>>, CaseError> {
    let of = near_miss_row::Entity::find().filter(near_miss_row::Column::Authority.eq(authority.0));
    let waiting = of
        .clone()
        .filter(near_miss_row::Column::State.eq(NearState::Open.code()))
        .order_by_asc(near_miss_row::Column::At)
        .limit(NEAR_MISSES_MAX);
    let decided = of
        .filter(near_miss_row::Column::State.ne(NearState::Open.code()))
        .order_by_desc(near_miss_row::Column::ChangedAt)
        .limit(NEAR_MISSES_MAX);
    let mut rows = waiting.all(tx.db()).await.map_err(StoreError::from)?;
    rows.extend(decided.all(tx.db()).await.map_err(StoreError::from)?);
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        found.push(guarded(tx, keys, row).await?);
    }
    Ok(found)
}

/// Near misses that wait, as the desk knows them: since when, under which label, and nothing of what they say.
///
/// # Errors
/// What the database says.
pub async fn near_misses_waiting(
    tx: &Tx,
    keys: &Keys<'_>,
    authority: AuthorityId,
) -> Result<Vec<access::Waiting>, CaseError> {
    let rows = near_miss_row::Entity::find()
        .filter(near_miss_row::Column::Authority.eq(authority.0))
        .filter(near_miss_row::Column::State.eq(NearState::Open.code()))
        .order_by_asc(near_miss_row::Column::At)
        .limit(NEAR_MISSES_MAX)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let mut waiting = Vec::with_capacity(rows.len());
    for row in rows {
        let (id, at) = (row.id, Timestamp(row.at));
        let label = guarded(tx, keys, row).await?.label().clone();
        waiting.push(access::Waiting::new(id, label, at));
    }
    Ok(waiting)
}

/// One near miss.
///
/// # Errors
/// What the database says.
pub async fn near_miss(
    tx: &Tx,
    keys: &Keys<'_>,
    id: NearMissId,
) -> Result<Option<Guarded<NearMiss>>, CaseError> {
    let row = near_miss_row::Entity::find_by_id(id.0).one(tx.db()).await.map_err(StoreError::from)?;
    match row {
        Some(row) => Ok(Some(guarded(tx, keys, row).await?)),
        None => Ok(None),
    }
}

/// A near miss stands in the protection compartment of who protects the person; who is shut out of the person's case is
/// shut out of it, and a circle keeps it as long as a protection officer is in it, as it keeps a claim.
async fn guarded(
    tx: &Tx,
    keys: &Keys<'_>,
    row: near_miss_row::Model,
) -> Result<Guarded<NearMiss>, CaseError> {
    let says = keys.unlock("near miss", Compartment::Protection, row.id, &row.sealed)?;
    let state = read_back(NearState::parse(&row.state), "state of a near miss", &row.state)?;
    let of = AuthorityId(row.authority);
    let mut label = Label { compartment: Compartment::Protection, ..Label::own(of) };
    if let Some(entity) = crate::entity(tx, EntityId(row.entity)).await? {
        let case = entity.label();
        label.excluded = case.excluded.clone();
        label.circle = match case.circle {
            Some(circle) if access::circle_has(tx, circle, Role::ProtectionOfficer).await? => Some(circle),
            _ => None,
        };
    }
    let id = NearMissId(row.id);
    let near = NearMiss { id, of, entity: EntityId(row.entity), state, says, at: Timestamp(row.at) };
    Ok(Guarded::new(ObjectRef { kind: "near-miss", id: row.id }, label, near))
}

/// Writes what was decided of a near miss.
///
/// # Errors
/// [`CaseError::NotHere`] if it was decided meanwhile, or what the database says.
pub async fn decide_near_miss(
    tx: &Tx,
    keys: &Keys<'_>,
    near: &NearMiss,
    (state, decision): (NearState, NearDecision),
) -> Result<(), CaseError> {
    let says = NearSays { decision: Some(decision), ..near.says.clone() };
    let sealed = keys.lock("near miss", Compartment::Protection, near.id.0, &says, tx.rng())?;
    let changed = near_miss_row::Entity::update_many()
        .col_expr(near_miss_row::Column::State, state.code().into())
        .col_expr(near_miss_row::Column::Sealed, sealed.into())
        .col_expr(near_miss_row::Column::ChangedAt, tx.at().0.into())
        .filter(near_miss_row::Column::Id.eq(near.id.0))
        .filter(near_miss_row::Column::State.eq(near.state.code()))
        .exec(tx.db())
        .await
        .map_err(StoreError::from)?;
    if changed.rows_affected == 1 { Ok(()) } else { Err(CaseError::NotHere) }
}

/// Records the words of a near miss as another spelling of the person's name, so that they are held exactly from now
/// on. The spelling stands in the protection compartment: in the case it would tell that somebody looked.
///
/// # Errors
/// A refusal of the gate, or what the database says.
pub async fn record_spelling(
    tx: &Tx,
    keys: &Keys<'_>,
    (gate, ask): (&Gate, &Ask<'_>),
    near: &NearMiss,
    reason: &str,
) -> Result<(), CaseError> {
    let guarded = crate::entity(tx, near.entity).await?.ok_or(CaseError::NotHere)?;
    let entity = {
        let ask = ask.on(guarded.object());
        gate.open(guarded, &ask, &mut tx.log())?
    };
    let guarded = crate::case(tx, keys, entity.case).await?.ok_or(CaseError::NotHere)?;
    let case = {
        let ask = ask.on(guarded.object());
        gate.open(guarded, &ask, &mut tx.log())?
    };
    let source = Source { name: reason.to_owned(), ..Source::default() };
    let said = NewStatement::own(Property::Alias, NewValue::Text(near.says.passage.clone()), source);
    let said = NewStatement { compartment: Some(Compartment::Protection), ..said };
    crate::add_to_entity(tx, keys, ask.actor, (&case, &entity), ask.actor.party, vec![said]).await?;
    Ok(())
}

/// What somebody wrote that was released within the last days: that it can be sent now, and nothing more.
///
/// # Errors
/// What the database says.
pub async fn freed_for(tx: &Tx, keys: &Keys<'_>, actor: &Actor) -> Result<Vec<Guarded<Freed>>, CaseError> {
    let rows = near_miss_row::Entity::find()
        .filter(near_miss_row::Column::State.eq(NearState::Other.code()))
        .filter(near_miss_row::Column::ChangedAt.gt(tx.at().plus_ms(FREED_SHOWN_MS.saturating_neg()).0))
        .order_by_desc(near_miss_row::Column::ChangedAt)
        .limit(NEAR_MISSES_MAX)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let mut freed = Vec::new();
    for row in rows {
        let says: NearSays = keys.unlock("near miss", Compartment::Protection, row.id, &row.sealed)?;
        let own = says.writers.iter().find(|w| w.person == actor.person);
        let object = ObjectRef { kind: "freed-text", id: row.id };
        freed.extend(own.map(|w| Guarded::new(object, Label::own(actor.authority), Freed { written: w.at })));
    }
    Ok(freed)
}
