//! An officer's judgement of candidates: accepted, joined, rejected, undone; and what is blacked out of a text when a
//! record is erased.
//!
//! Accepting is the one way from a text into the case. What is said then goes through the function that every other
//! statement goes through, so that a value that is held back anywhere is held back here, and what is said
//! stays under the terms of the import. Clearing it for matching is another act, on another page.

use crate::keys::Keys;
use crate::mention::{
    Candidate, CandidateState, Correction, JoinTo, becomes, is_name, normal, said_of, spellings,
};
use crate::store_mention_rows::{candidate_row, mention_row, passage_row};
use crate::store_mentions::{Terms, label_of, passages_of, read_passage, terms, with_joined};
use crate::store_statements::{add_statements, add_to_entity};
use crate::types::{Case, CaseError, Entity, NewEntity, NewStatement, NewValue, Source};
use gate::{Ask, Gate, action};
use kernel::id::{CaseId, EntityId, ImportId, StatementId};
use kernel::{Actor, AuditEntry, EntityKind, Outcome, Property, Purpose};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use std::collections::BTreeMap;
use store::{StoreError, Tx};
use uuid::Uuid;

/// Who judges, with what.
#[derive(Clone, Copy)]
struct By<'a> {
    tx: &'a Tx,
    keys: &'a Keys<'a>,
    gate: &'a Gate,
    actor: &'a Actor,
    purpose: Purpose,
    case: &'a Case,
}

/// How many candidates of a case wait.
///
/// # Errors
/// What the database says.
pub async fn candidates_waiting(tx: &Tx, case: CaseId) -> Result<u64, CaseError> {
    let waiting = candidate_row::Entity::find()
        .filter(candidate_row::Column::CaseId.eq(case.0))
        .filter(candidate_row::Column::State.eq(CandidateState::Waiting.code()));
    Ok(waiting.count(tx.db()).await.map_err(StoreError::from)?)
}

/// Makes a record of a candidate that waits, with those that go with it; answers the record. `correction` is what the
/// officer says where the text was read wrongly.
///
/// # Errors
/// It does not wait in this case, a refusal of the gate, [`CaseError::NotOfKind`], or what the database says.
pub async fn accept_candidate(
    tx: &Tx,
    keys: &Keys<'_>,
    gate: &Gate,
    (actor, purpose): (&Actor, Purpose),
    case: &Case,
    id: Uuid,
    correction: Option<&Correction>,
) -> Result<EntityId, CaseError> {
    let by = By { tx, keys, gate, actor, purpose, case };
    let candidate = by.waiting(id).await?;
    let (kind, value) = match correction {
        Some(c) => (c.kind, c.value.as_str()),
        None => (candidate.kind, candidate.value.as_str()),
    };
    let corrected = kind != candidate.kind || value != candidate.value;
    let value = if corrected { normal(kind, value, actor.party)? } else { value.to_owned() };
    let (entity_kind, _) = becomes(kind).ok_or(CaseError::NotOfKind)?;
    let mut new = by.statements(&candidate, (kind, &value), corrected).await?;
    for other in by.joined_with(id).await? {
        new.extend(by.statements(&other, (other.kind, &other.value), false).await?);
    }
    named_once(&mut new);
    // Accepted before and undone: the record is there, with nothing said of it.
    let before = match candidate.entity {
        Some(entity) => by.entity(entity).await.ok().filter(|e| e.kind == entity_kind).map(|e| e.id),
        None => None,
    };
    let (entity, said) = match before {
        Some(entity) => (entity, by.add_to(entity, new).await?),
        None => {
            let entity = NewEntity { key: id.to_string(), kind: entity_kind, statements: new };
            let added = add_statements(tx, keys, actor, case, actor.party, vec![entity]).await?;
            (added.ids.first().map(|(_, id)| *id).ok_or(CaseError::NotHere)?, added.said)
        }
    };
    by.settle(&candidate, CandidateState::Accepted, (Some(entity), None), &said).await?;
    let how = if corrected { "corrected and accepted" } else { "accepted" };
    by.log(&candidate, format!("proposal {id} {how} as {kind}: entity {entity}"));
    Ok(entity)
}

/// Puts a candidate that waits to a record of the case, or to another candidate with which it is then judged as one.
///
/// # Errors
/// As [`accept_candidate`]; [`CaseError::CannotJoin`] for two that cannot be one.
pub async fn join_candidate(
    tx: &Tx,
    keys: &Keys<'_>,
    gate: &Gate,
    (actor, purpose): (&Actor, Purpose),
    case: &Case,
    id: Uuid,
    to: JoinTo,
) -> Result<(), CaseError> {
    let by = By { tx, keys, gate, actor, purpose, case };
    let candidate = by.waiting(id).await?;
    let to = match to {
        JoinTo::Candidate(other) => {
            let other = by.candidate(other).await?;
            match (other.state, other.entity) {
                (CandidateState::Accepted, Some(entity)) => JoinTo::Entity(entity),
                (CandidateState::Waiting, _) if other.id != id => JoinTo::Candidate(other.id),
                _ => return Err(CaseError::CannotJoin),
            }
        }
        entity @ JoinTo::Entity(_) => entity,
    };
    match to {
        JoinTo::Entity(entity) => {
            let known = by.entity(entity).await?;
            let mut new = by.statements(&candidate, (candidate.kind, &candidate.value), false).await?;
            for other in by.joined_with(id).await? {
                new.extend(by.statements(&other, (other.kind, &other.value), false).await?);
            }
            fits(known.kind, &candidate)?;
            for statement in new.iter_mut().filter(|s| s.property == Property::Name) {
                statement.property = Property::Alias;
            }
            let said = by.add_to(entity, new).await?;
            by.settle(&candidate, CandidateState::Accepted, (Some(entity), None), &said).await?;
            by.log(&candidate, format!("proposal {id} joined with entity {entity}"));
        }
        JoinTo::Candidate(other) => {
            let target = by.candidate(other).await?;
            let (kind, _) = becomes(target.kind).ok_or(CaseError::CannotJoin)?;
            fits(kind, &candidate)?;
            // Whoever went with it goes with the other now: one step, never a chain.
            candidate_row::Entity::update_many()
                .col_expr(candidate_row::Column::Joined, Expr::value(other))
                .filter(candidate_row::Column::Joined.eq(id))
                .exec(tx.db())
                .await
                .map_err(StoreError::from)?;
            by.settle(&candidate, CandidateState::Joined, (None, Some(other)), &[]).await?;
            by.log(&candidate, format!("proposal {id} joined with proposal {other}"));
        }
    }
    Ok(())
}

/// A name goes to a record of its own kind; a number goes to whoever has it.
fn fits(kind: EntityKind, candidate: &Candidate) -> Result<(), CaseError> {
    match becomes(candidate.kind) {
        Some((own, _)) if own == kind || !is_name(candidate.kind) => Ok(()),
        _ => Err(CaseError::CannotJoin),
    }
}

/// Says that a candidate is nothing.
///
/// # Errors
/// As [`accept_candidate`].
pub async fn reject_candidate(
    tx: &Tx,
    keys: &Keys<'_>,
    gate: &Gate,
    (actor, purpose): (&Actor, Purpose),
    case: &Case,
    id: Uuid,
) -> Result<(), CaseError> {
    let by = By { tx, keys, gate, actor, purpose, case };
    let candidate = by.waiting(id).await?;
    by.settle(&candidate, CandidateState::Rejected, (candidate.entity, None), &[]).await?;
    by.log(&candidate, format!("proposal {id} rejected"));
    Ok(())
}

/// Takes a judgement back: the candidate waits again, and what was said by accepting it is retracted, with who, when and
/// why.
///
/// # Errors
/// It waits already, a refusal of the gate, or what the database says.
pub async fn undo_candidate(
    tx: &Tx,
    keys: &Keys<'_>,
    gate: &Gate,
    (actor, purpose): (&Actor, Purpose),
    case: &Case,
    id: Uuid,
    why: &str,
) -> Result<(), CaseError> {
    let by = By { tx, keys, gate, actor, purpose, case };
    let candidate = by.candidate(id).await?;
    if candidate.state == CandidateState::Waiting {
        return Err(CaseError::NotHere);
    }
    let ask = Ask::new(actor, action::JUDGE, purpose, tx.at());
    for said in &candidate.said {
        let Some(closed) = crate::statement(tx, keys, *said).await? else { continue };
        let statement = gate.open(closed, &ask, &mut tx.log())?;
        if statement.retracted.is_none() {
            let kind = by.entity(statement.entity).await?.kind;
            crate::retract(tx, keys, actor, (&statement, kind), why, actor.party).await?;
        }
    }
    // A record that was there before stays another's; one that was made of this is filled again by accepting again.
    let made = candidate.entity.filter(|_| !candidate.said.is_empty());
    let own = match made {
        Some(entity) => by.is_bare(entity).await?.then_some(entity),
        None => None,
    };
    by.settle(&candidate, CandidateState::Waiting, (own, None), &[]).await?;
    by.log(&candidate, format!("judgement of proposal {id} taken back"));
    Ok(())
}

impl By<'_> {
    /// A candidate of this case, opened for whoever judges.
    async fn candidate(&self, id: Uuid) -> Result<Candidate, CaseError> {
        let row = candidate_row::Entity::find_by_id(id).one(self.tx.db()).await.map_err(StoreError::from)?;
        row.filter(|r| r.case_id == self.case.id.0).ok_or(CaseError::NotHere)?;
        let closed = crate::candidate_by_id(self.tx, self.keys, id).await?.ok_or(CaseError::NotHere)?;
        Ok(self.gate.open(closed, &self.ask(), &mut self.tx.log())?)
    }

    async fn waiting(&self, id: Uuid) -> Result<Candidate, CaseError> {
        let candidate = self.candidate(id).await?;
        if candidate.state == CandidateState::Waiting { Ok(candidate) } else { Err(CaseError::NotHere) }
    }

    fn ask(&self) -> Ask<'_> {
        Ask::new(self.actor, action::IMPORT, self.purpose, self.tx.at())
    }

    async fn entity(&self, id: EntityId) -> Result<Entity, CaseError> {
        let closed = crate::entity(self.tx, id).await?.ok_or(CaseError::NotHere)?;
        let ask = Ask { action: action::READ, ..self.ask() };
        let entity = self.gate.open(closed, &ask, &mut self.tx.log())?;
        if entity.case == self.case.id { Ok(entity) } else { Err(CaseError::NotHere) }
    }

    async fn joined_with(&self, id: Uuid) -> Result<Vec<Candidate>, CaseError> {
        let mut joined = Vec::new();
        for other in with_joined(self.tx, id).await?.into_iter().skip(1) {
            joined.push(self.candidate(other).await?);
        }
        Ok(joined)
    }

    /// What accepting a candidate says: its value with where it stands first, and the other spellings of a name.
    async fn statements(
        &self,
        candidate: &Candidate,
        (kind, value): (reading::recognise::MentionKind, &str),
        corrected: bool,
    ) -> Result<Vec<NewStatement>, CaseError> {
        let (label, reading) = label_of(self.tx, candidate.import).await?.ok_or(CaseError::NotHere)?;
        let terms = terms(self.keys, &label, &reading)?;
        let passages = passages_of(self.tx, self.keys, candidate.id).await?;
        let passages =
            self.gate.open_each(passages, &Ask { action: action::READ, ..self.ask() }, &mut self.tx.log());
        let own = passages.iter().flat_map(|p| {
            let marks = p.marks.iter().filter(|m| m.candidate == Some(candidate.id));
            marks.filter_map(|m| Some((p.text.get(m.from..m.to)?, p.place.as_str(), m.from, m.to)))
        });
        let own: Vec<(&str, &str, usize, usize)> = own.collect();
        let place = own.first().map_or(String::new(), |(text, place, ..)| match corrected {
            true => format!("{place}: {text}"),
            false => (*place).to_owned(),
        });
        let party = candidate.party.filter(|_| !corrected);
        let said =
            said_of(kind, value, party).into_iter().map(|(p, text)| said(&terms, candidate, p, text, &place));
        let mut new: Vec<NewStatement> = said.collect();
        if is_name(kind) && !corrected {
            let others = spellings(value, own.iter().map(|(text, place, ..)| (*text, *place)));
            new.extend(others.into_iter().map(|(text, place)| said_alias(&terms, candidate, text, &place)));
        }
        Ok(new)
    }

    async fn add_to(&self, entity: EntityId, new: Vec<NewStatement>) -> Result<Vec<StatementId>, CaseError> {
        let known = self.entity(entity).await?;
        let region = self.actor.party;
        Ok(add_to_entity(self.tx, self.keys, self.actor, (self.case, &known), region, new).await?.said)
    }

    /// Whether nothing is said of a record any more.
    async fn is_bare(&self, entity: EntityId) -> Result<bool, CaseError> {
        Ok(crate::store_said::standing(self.tx, self.keys, entity).await?.is_empty())
    }

    async fn settle(
        &self,
        candidate: &Candidate,
        state: CandidateState,
        (entity, joined): (Option<EntityId>, Option<Uuid>),
        said: &[StatementId],
    ) -> Result<(), CaseError> {
        let judged = state != CandidateState::Waiting;
        let said = said.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let row = candidate_row::ActiveModel {
            id: Set(candidate.id),
            state: Set(state.code().into()),
            entity: Set(entity.map(|e| e.0)),
            joined: Set(joined),
            said: Set(said),
            by: Set(judged.then_some(self.actor.person.0)),
            at: Set(judged.then_some(self.tx.at().0)),
            ..Default::default()
        };
        row.update(self.tx.db()).await.map_err(StoreError::from)?;
        Ok(())
    }

    fn log(&self, candidate: &Candidate, note: String) {
        self.tx.audit(AuditEntry {
            at: self.tx.at(),
            actor: self.actor.clone(),
            action: action::IMPORT,
            object_kind: "import",
            object: candidate.import.0,
            purpose: self.purpose,
            outcome: Outcome::Done,
            note,
        });
    }
}

fn said(terms: &Terms, candidate: &Candidate, property: Property, text: String, place: &str) -> NewStatement {
    let source = Source {
        name: terms.source.clone(),
        place: place.to_owned(),
        import: Some(candidate.import),
        received: None,
    };
    NewStatement {
        grade: terms.grade.clone(),
        handling: terms.handling,
        restrictions: terms.restrictions.clone(),
        tlp: terms.tlp,
        pap: terms.pap,
        compartment: terms.compartment,
        ..NewStatement::own(property, NewValue::Text(text), source)
    }
}

fn said_alias(terms: &Terms, candidate: &Candidate, text: String, place: &str) -> NewStatement {
    said(terms, candidate, Property::Alias, text, place)
}

/// Of several names the first is the name and the others are further ones.
fn named_once(new: &mut [NewStatement]) {
    let names = new.iter_mut().filter(|s| s.property == Property::Name);
    for further in names.skip(1) {
        further.property = Property::Alias;
    }
}

/// Blacks out of the text what stands there of a record that is erased: the mentions of its candidates, as many bytes
/// as they had, and the candidates with them.
pub(crate) async fn black_out(tx: &Tx, keys: &Keys<'_>, entity: EntityId) -> Result<u64, CaseError> {
    let own: Vec<Uuid> = candidate_row::Entity::find()
        .select_only()
        .column(candidate_row::Column::Id)
        .filter(candidate_row::Column::Entity.eq(entity.0))
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let mut all = Vec::new();
    for id in own {
        all.extend(with_joined(tx, id).await?);
    }
    let marks = mention_row::Entity::find()
        .filter(mention_row::Column::Candidate.is_in(all.iter().copied()))
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let mut by_passage: BTreeMap<Uuid, Vec<(usize, usize)>> = BTreeMap::new();
    for row in &marks {
        let from = usize::try_from(row.start).unwrap_or(0);
        let to = from.saturating_add(usize::try_from(row.length).unwrap_or(0));
        by_passage.entry(row.passage).or_default().push((from, to));
    }
    for (passage, places) in by_passage {
        black_out_of(tx, keys, passage, &places).await?;
    }
    let mentions = mention_row::Entity::delete_many()
        .filter(mention_row::Column::Candidate.is_in(all.iter().copied()))
        .exec(tx.db())
        .await
        .map_err(StoreError::from)?;
    let candidates = candidate_row::Entity::delete_many()
        .filter(candidate_row::Column::Id.is_in(all))
        .exec(tx.db())
        .await
        .map_err(StoreError::from)?;
    Ok(mentions.rows_affected.saturating_add(candidates.rows_affected))
}

async fn black_out_of(
    tx: &Tx,
    keys: &Keys<'_>,
    passage: Uuid,
    places: &[(usize, usize)],
) -> Result<(), CaseError> {
    let row = passage_row::Entity::find_by_id(passage).one(tx.db()).await.map_err(StoreError::from)?;
    let Some(row) = row else { return Ok(()) };
    let (label, _) = label_of(tx, ImportId(row.import)).await?.ok_or(CaseError::NotHere)?;
    let sealed = row.sealed.is_some();
    let read = read_passage(keys, &label, row, Vec::new())?;
    let mut text = read.text;
    for (from, to) in places {
        if text.get(*from..*to).is_some() {
            text.replace_range(*from..*to, &"-".repeat(to.saturating_sub(*from)));
        }
    }
    let mut new = passage_row::ActiveModel { id: Set(passage), ..Default::default() };
    if sealed {
        new.sealed =
            Set(Some(keys.lock("passage", label.compartment, passage, &(read.place, text), tx.rng())?));
    } else {
        new.text = Set(text);
    }
    new.update(tx.db()).await.map_err(StoreError::from)?;
    Ok(())
}
