//! Finding who may be the same: by numbers, by keys of person and birth, by names that sound alike, then compared in full
//! by the names engine. Inside the node and one authority; what it finds is proposed, never joined.

use crate::derive;
use crate::keys::Keys;
use crate::same::{CHANCE_MIN, describe, is_compared, lends_numbers};
use crate::store_rows::{entity_row, labels, selector_row, statement_row};
use crate::store_said::statements_of_entities;
use crate::store_same::{due_row, is_due, propose};
use crate::store_search::term;
use crate::types::{CaseError, Statement, Value};
use access::Node;
use kernel::id::EntityId;
use kernel::{EntityKind, Label, Property};
use names::Prepared;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::search::Query;
use store::{StoreError, Tx, search};
use uuid::Uuid;

/// Records looked at in one transaction.
const LOOKED_AT: u64 = 10;
/// Holders of one value beyond which it tells nobody apart.
const HOLDERS_MAX: usize = 40;
/// Names of a record that others are looked for by.
const NAMES_MAX: usize = 4;
/// Records of one name that are compared.
const NAMED_MAX: u64 = 40;
/// Records that one is compared with.
const COMPARED_MAX: usize = 120;

/// Records that are to be looked at next: the beginning of a run of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Due {
    run: Uuid,
    /// Where the run began and ended when this was read, in the case's order.
    between: (i64, i64),
    /// What is done with once the records were looked at.
    to: i64,
    /// Of a kind that is compared; may be none.
    records: Vec<Uuid>,
}

/// The next records that are due, at most `most`. They stay due until [`is_done`].
async fn next_due(tx: &Tx, most: u64) -> Result<Option<Due>, StoreError> {
    let compared: Vec<&str> = EntityKind::ALL.iter().filter(|k| is_compared(**k)).map(|k| k.code()).collect();
    let Some(run) = due_row::Entity::find().order_by_asc(due_row::Column::Id).one(tx.db()).await? else {
        return Ok(None);
    };
    let found: Vec<(Uuid, i64)> = entity_row::Entity::find()
        .select_only()
        .column(entity_row::Column::Id)
        .column(entity_row::Column::Seq)
        .filter(entity_row::Column::CaseId.eq(run.case_id))
        .filter(entity_row::Column::Seq.between(run.from_seq, run.to_seq))
        .filter(entity_row::Column::Kind.is_in(compared))
        .order_by_asc(entity_row::Column::Seq)
        .limit(most)
        .into_tuple()
        .all(tx.db())
        .await?;
    let last = found.last().filter(|_| found.len() as u64 == most).map_or(run.to_seq, |(_, seq)| *seq);
    let records = found.into_iter().map(|(id, _)| id).collect();
    Ok(Some(Due { run: run.id, between: (run.from_seq, run.to_seq), to: last, records }))
}

/// Notes that these were looked at; whether nobody else had noted it before.
async fn is_done(tx: &Tx, due: &Due) -> Result<bool, StoreError> {
    let as_read = Condition::all()
        .add(due_row::Column::Id.eq(due.run))
        .add(due_row::Column::FromSeq.eq(due.between.0))
        .add(due_row::Column::ToSeq.eq(due.between.1));
    let changed = if due.to < due.between.1 {
        let rest = due_row::Entity::update_many()
            .col_expr(due_row::Column::FromSeq, due.to.saturating_add(1).into())
            .filter(as_read);
        rest.exec(tx.db()).await?.rows_affected
    } else {
        due_row::Entity::delete_many().filter(as_read).exec(tx.db()).await?.rows_affected
    };
    Ok(changed == 1)
}

/// Looks for records that may be of one among those that are new or have changed, a few of them; whether more wait.
/// Whoever reads or writes meanwhile waits for nothing but the noting down of what was found.
///
/// # Errors
/// What the database says.
pub async fn look_for_same(node: &Node) -> Result<bool, CaseError> {
    let next = node
        .store
        .look::<_, CaseError, _, _>("casefile: due", |tx| async move { Ok(next_due(&tx, LOOKED_AT).await?) });
    let Some(due) = next.await? else { return Ok(false) };
    let mut found = Vec::with_capacity(due.records.len());
    for record in &due.records {
        let looked = node.store.look::<_, CaseError, _, _>("casefile: same", |tx| async move {
            likely(&tx, &Keys::of(&node.vault), *record).await
        });
        found.push((*record, looked.await?));
    }
    let (due, found) = (&due, &found);
    let noted = node.store.claimed::<_, CaseError, _, _>("casefile: same", |tx| async move {
        note(&tx, due, found).await?;
        Ok(is_due(&tx).await?)
    });
    Ok(noted.await?.unwrap_or(true))
}

/// Looks at the next few records that are due, in this transaction; whether there were any.
///
/// # Errors
/// What the database says.
pub async fn look_at_due(tx: &Tx, keys: &Keys<'_>) -> Result<bool, CaseError> {
    let Some(due) = next_due(tx, LOOKED_AT).await? else { return Ok(false) };
    let mut found = Vec::with_capacity(due.records.len());
    for record in &due.records {
        found.push((*record, likely(tx, keys, *record).await?));
    }
    note(tx, &due, &found).await?;
    Ok(true)
}

/// Proposes what was found, unless another process has looked at the same records meanwhile.
async fn note(tx: &Tx, due: &Due, found: &[(Uuid, Vec<(Uuid, f64)>)]) -> Result<(), CaseError> {
    if !is_done(tx, due).await? {
        return Ok(());
    }
    for (record, likely) in found.iter().filter(|(_, likely)| !likely.is_empty()) {
        // As they stand now: what was erased since is not proposed, and what is held closer is proposed closer.
        let ids: Vec<Uuid> = std::iter::once(*record).chain(likely.iter().map(|(id, _)| *id)).collect();
        let known = about(tx, &ids).await?;
        let Some((_, label)) = known.get(record) else { continue };
        let there = likely.iter().filter_map(|(id, chance)| {
            let other = &known.get(id).filter(|(_, other)| other.authority == label.authority)?.1;
            Some((*id, *chance, other.compartment.max(label.compartment)))
        });
        propose(tx, label.authority, *record, &there.collect::<Vec<_>>()).await?;
    }
    Ok(())
}

/// Compares one record with those that it may be the same as: the likely ones, each with its chance.
async fn likely(tx: &Tx, keys: &Keys<'_>, entity: Uuid) -> Result<Vec<(Uuid, f64)>, CaseError> {
    let Some((kind, label)) = about(tx, &[entity]).await?.remove(&entity) else { return Ok(Vec::new()) };
    if !is_compared(kind) {
        return Ok(Vec::new());
    }
    let said = Said::of(tx, keys, &[entity]).await?;
    let mut others = by_value(tx, &said.lent_by(entity)).await?;
    others.extend(by_name(tx, keys, kind, &said.names_of(entity)).await?);
    others.remove(&entity);
    let others: Vec<Uuid> = others.into_iter().collect();
    let known = about(tx, &others).await?;
    let is_like =
        |id: &Uuid| known.get(id).is_some_and(|(k, l)| *k == kind && l.authority == label.authority);
    let others: Vec<Uuid> = others.into_iter().filter(is_like).take(COMPARED_MAX).collect();
    if others.is_empty() {
        return Ok(Vec::new());
    }
    let of_others = Said::of(tx, keys, &others).await?;
    let own = said.prepared(kind, entity);
    let chances = others.into_iter().map(|id| (id, own.probability(&of_others.prepared(kind, id))));
    Ok(chances.filter(|(_, chance)| *chance >= CHANCE_MIN).collect())
}

/// What is said of some records, with what they hold, use or own.
struct Said {
    of: HashMap<Uuid, Vec<Statement>>,
}

impl Said {
    async fn of(tx: &Tx, keys: &Keys<'_>, ids: &[Uuid]) -> Result<Self, CaseError> {
        let mut of: HashMap<Uuid, Vec<Statement>> = HashMap::new();
        let mut wanted: Vec<EntityId> = ids.iter().map(|id| EntityId(*id)).collect();
        // First the records, then what they hold.
        for _ in 0..2 {
            for s in statements_of_entities(tx, keys, &wanted).await? {
                if s.retracted.is_none() {
                    of.entry(s.entity.0).or_default().push(s);
                }
            }
            let held: BTreeSet<EntityId> = of.values().flatten().filter_map(lent).collect();
            wanted = held.into_iter().filter(|id| !of.contains_key(&id.0)).take(COMPARED_MAX * 4).collect();
        }
        Ok(Self { of })
    }

    fn said(&self, id: Uuid) -> &[Statement] {
        self.of.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The record, and what lends it its numbers.
    fn lent_by(&self, id: Uuid) -> Vec<Uuid> {
        std::iter::once(id).chain(self.said(id).iter().filter_map(lent).map(|e| e.0)).collect()
    }

    fn names_of(&self, id: Uuid) -> Vec<&str> {
        let named = self.said(id).iter().filter(|s| matches!(s.property, Property::Name | Property::Alias));
        named.filter_map(text).map(|(_, text)| text).take(NAMES_MAX).collect()
    }

    fn prepared(&self, kind: EntityKind, id: Uuid) -> Prepared {
        let own: Vec<_> = self.said(id).iter().filter_map(text).collect();
        let lenders = self.lent_by(id).into_iter().skip(1);
        let held: Vec<_> = lenders.flat_map(|id| self.said(id).iter().filter_map(text)).collect();
        Prepared::of(&describe(kind, &own, &held))
    }
}

fn lent(statement: &Statement) -> Option<EntityId> {
    match statement.value {
        Value::Entity(id) if lends_numbers(statement.property) => Some(id),
        _ => None,
    }
}

fn text(statement: &Statement) -> Option<(Property, &str)> {
    match &statement.value {
        Value::Text(text) => Some((statement.property, text.as_str())),
        Value::Entity(_) => None,
    }
}

/// Kind and label of records.
async fn about(tx: &Tx, ids: &[Uuid]) -> Result<HashMap<Uuid, (EntityKind, Label)>, CaseError> {
    let mut found = HashMap::new();
    for chunk in ids.chunks(crate::store_rows::IN_MAX) {
        let rows = entity_row::Entity::find()
            .filter(entity_row::Column::Id.is_in(chunk.iter().copied()))
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        let known = labels(tx, rows.iter().map(|r| r.label)).await?;
        for row in rows {
            if let Some((kind, label)) = EntityKind::parse(&row.kind).zip(known.get(&row.label)) {
                found.insert(row.id, (kind, label.clone()));
            }
        }
    }
    Ok(found)
}

/// Records that share a number or a key with these, and those that such a thing belongs to.
async fn by_value(tx: &Tx, ids: &[Uuid]) -> Result<BTreeSet<Uuid>, CaseError> {
    let of = selector_row::Column::Entity.is_in(ids.iter().copied());
    let own: Vec<Vec<u8>> = selector_row::Entity::find()
        .select_only()
        .column(selector_row::Column::Key)
        .distinct()
        .filter(of)
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let mut holders: BTreeMap<Vec<u8>, BTreeSet<Uuid>> = BTreeMap::new();
    for key in own {
        let most = u64::try_from(HOLDERS_MAX).unwrap_or(u64::MAX).saturating_add(1);
        let found: Vec<Uuid> = selector_row::Entity::find()
            .select_only()
            .column(selector_row::Column::Entity)
            .filter(selector_row::Column::Key.eq(key.clone()))
            .limit(most)
            .into_tuple()
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        if found.len() <= HOLDERS_MAX {
            holders.entry(key).or_default().extend(found);
        }
    }
    let mut found: BTreeSet<Uuid> = holders.into_values().flatten().collect();
    let owners: Vec<(Uuid, String)> = statement_row::Entity::find()
        .select_only()
        .column(statement_row::Column::Entity)
        .column(statement_row::Column::Property)
        .filter(statement_row::Column::Link.is_in(found.iter().copied()))
        .limit(u64::try_from(COMPARED_MAX).unwrap_or(u64::MAX))
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    found.extend(
        owners.into_iter().filter(|(_, p)| Property::parse(p).is_some_and(lends_numbers)).map(|o| o.0),
    );
    Ok(found)
}

/// Records whose names sound like these, the newest of each.
async fn by_name(
    tx: &Tx,
    keys: &Keys<'_>,
    kind: EntityKind,
    names: &[&str],
) -> Result<BTreeSet<Uuid>, CaseError> {
    let mut found = BTreeSet::new();
    for name in names {
        let tokens = derive::name_tokens(name);
        // One word of a name tells nobody apart.
        if tokens.len() < 2 {
            continue;
        }
        let tokens = tokens.into_iter().chain([derive::kind_token(kind)]);
        let terms = tokens.map(|t| term(keys, [t], false)).collect();
        let hits = search::find(tx, &Query { terms, within: None }, None, NAMED_MAX).await?;
        found.extend(hits.into_iter().map(|hit| hit.object));
    }
    Ok(found)
}
