//! Who may see a case, as it is kept: the circle's people with the room that makes actors, the limit itself in the label
//! of every record of the case, rewritten label by label in the one transaction.

use crate::circle::{self, CircleAct, Reach};
use crate::keys::Keys;
use crate::store_cases::{Cover, case};
use crate::store_rows::{case_row, entity_row, import_row, keep_labels, labels, selector_row, statement_row};
use crate::types::{Case, CaseError};
use gate::{Ask, Gate, action};
use kernel::id::CaseId;
use kernel::{Actor, AuditEntry, Excluded, Label, Outcome, Purpose};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use store::{StoreError, Tx};
use uuid::Uuid;

/// Who may see a case that the gate opened for the asker.
///
/// # Errors
/// What the database says.
pub async fn reach_of(tx: &Tx, case: &Case) -> Result<Reach, CaseError> {
    let circle = match case.circle {
        Some(id) => Some(access::circle(tx, id).await?),
        None => None,
    };
    Ok(Reach { circle, excluded: case.excluded.clone() })
}

/// Changes who may see a case.
///
/// # Errors
/// A refusal of the gate, what a circle refuses, a reference that is taken when the case is opened again, or what the
/// database says.
pub async fn change_circle(
    tx: &Tx,
    keys: &Keys<'_>,
    gate: &Gate,
    (actor, purpose): (&Actor, Purpose),
    id: CaseId,
    act: &CircleAct,
) -> Result<(), CaseError> {
    let closed = case(tx, keys, id).await?.ok_or(CaseError::NotHere)?;
    let label = closed.label().clone();
    let ask = Ask::new(actor, action::RESTRICT, purpose, tx.at()).on(closed.object());
    let case = gate.open(closed, &ask, &mut tx.log())?;
    let before = reach_of(tx, &case).await?;
    let people = access::store::people(tx).await?;
    let after = circle::change(actor, &case, &before, act, &people).map_err(CaseError::Circle)?;
    let circle = after.circle.as_ref().map(|_| id.0);
    let was = before.circle.unwrap_or_default();
    match &after.circle {
        None => access::drop_circle(tx, id.0).await?,
        Some(now) => {
            for person in now.difference(&was) {
                access::name_in_circle(tx, id.0, *person, actor.person).await?;
            }
            for person in was.difference(now) {
                access::take_from_circle(tx, id.0, *person).await?;
            }
        }
    }
    if (circle, &after.excluded) != (case.circle, &case.excluded) {
        let label = Label { circle, excluded: after.excluded.clone(), ..label };
        put_cover(tx, keys, &case, &label).await?;
        relabel(tx, id, circle, &after.excluded).await?;
    }
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::RESTRICT,
        object_kind: "case",
        object: id.0,
        purpose,
        outcome: Outcome::Done,
        note: note(act, after.circle.as_ref().map(|c| c.len())),
    });
    Ok(())
}

/// What the log says of it: who was named, by id, never what the case is.
fn note(act: &CircleAct, people: Option<usize>) -> String {
    let ids = |named: &std::collections::BTreeSet<kernel::id::PersonId>| {
        named.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    let did = match act {
        CircleAct::Restrict(named) => format!("kept to a circle: {}", ids(named)),
        CircleAct::Open => "opened to the authority".to_owned(),
        CircleAct::Add(named) => format!("named: {}", ids(named)),
        CircleAct::Remove(person) => format!("taken out: {person}"),
        CircleAct::Exclude(who) => format!("excluded: {who:?}"),
        CircleAct::Readmit(who) => format!("no longer excluded: {who:?}"),
    };
    match people {
        Some(n) => format!("{did}; {n} in the circle"),
        None => did,
    }
}

/// The reference, title and summary stand in clear while the case is open, and encrypted while it is not.
async fn put_cover(tx: &Tx, keys: &Keys<'_>, case: &Case, label: &Label) -> Result<(), CaseError> {
    let cover = Cover::of(tx, keys, case, label).await?;
    case_row::Entity::update_many()
        .col_expr(case_row::Column::Reference, cover.reference.into())
        .col_expr(case_row::Column::Title, cover.title.into())
        .col_expr(case_row::Column::Summary, cover.summary.into())
        .col_expr(case_row::Column::Sealed, cover.sealed.into())
        .filter(case_row::Column::Id.eq(case.id.0))
        .exec(tx.db())
        .await
        .map_err(StoreError::from)?;
    Ok(crate::store_search::index_case(tx, keys, case, label).await?)
}

macro_rules! relabel {
    ($name:ident, $rows:ident, $case:ident) => {
        /// Rewrites the labels of these rows of a case, one distinct label at a time. Doing it twice changes nothing
        /// more, so that a label made by one step is never taken for one that still has to be changed.
        async fn $name(
            tx: &Tx,
            id: CaseId,
            circle: Option<Uuid>,
            excluded: &Excluded,
        ) -> Result<(), CaseError> {
            let used: Vec<Uuid> = $rows::Entity::find()
                .select_only()
                .column($rows::Column::Label)
                .distinct()
                .filter($rows::Column::$case.eq(id.0))
                .into_tuple()
                .all(tx.db())
                .await
                .map_err(StoreError::from)?;
            for (old, label) in labels(tx, used).await? {
                let label = Label { circle, excluded: excluded.clone(), ..label };
                let Some(new) = keep_labels(tx, [&label]).await?.first().copied().filter(|id| *id != old)
                else {
                    continue;
                };
                $rows::Entity::update_many()
                    .col_expr($rows::Column::Label, new.into())
                    .filter($rows::Column::$case.eq(id.0))
                    .filter($rows::Column::Label.eq(old))
                    .exec(tx.db())
                    .await
                    .map_err(StoreError::from)?;
            }
            Ok(())
        }
    };
}
relabel!(relabel_case, case_row, Id);
relabel!(relabel_entities, entity_row, CaseId);
relabel!(relabel_statements, statement_row, CaseId);
relabel!(relabel_selectors, selector_row, CaseId);
relabel!(relabel_imports, import_row, CaseId);

async fn relabel(tx: &Tx, id: CaseId, circle: Option<Uuid>, excluded: &Excluded) -> Result<(), CaseError> {
    relabel_case(tx, id, circle, excluded).await?;
    relabel_entities(tx, id, circle, excluded).await?;
    relabel_statements(tx, id, circle, excluded).await?;
    relabel_selectors(tx, id, circle, excluded).await?;
    relabel_imports(tx, id, circle, excluded).await
}
