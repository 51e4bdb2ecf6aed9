//! Claims and their history. What they say is encrypted under the room's own data key; the person is found by a keyed
//! digest, so that the tables tell nobody whose claim it is.

// long: a claim from its record to its last decision, read together; what is opened of it stands in `store_openings`

use crate::keys::Room;
use crate::rules;
use crate::types::{
    CLAIMS_MAX, Claim, ClaimFile, ClaimId, ClaimState, Event, EventKind, HISTORY_MAX, NewClaim,
    ProtectionError, Screened, Screening,
};
use ::store::Column::{Bytes, Int, Text, Uuid as Id};
use ::store::{Migration, StoreError, Tx, table};
use access::Node;
use casefile::{HoldReason, Keys};
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::{AuthorityId, CaseId, EntityId, PersonId};
use kernel::{
    Actor, AuditEntry, Blocked, Compartment, EntityKind, Label, Outcome, Party, Property, Purpose, Role,
    Timestamp,
};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

pub(crate) mod claim_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "protection_claim")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person: String,
        pub authority: Uuid,
        pub sealed: Vec<u8>,
        pub recorded_at: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod event_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "protection_event")]
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

/// The room's schema.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    let base = Migration::tables(
        "protection-1-base",
        vec![
            // `person` is a keyed digest: who reads the table does not learn whose claim it is. The rest is sealed.
            table("protection_claim")
                .col("id", Id)
                .col("person", Text)
                .col("authority", Id)
                .col("sealed", Bytes)
                .col("recorded_at", Int)
                .key(&["id"])
                .index(&["person"]),
            // What was recorded and decided, in order; only ever added to.
            table("protection_event")
                .col("claim", Id)
                .col("number", Int)
                .col("sealed", Bytes)
                .col("at", Int)
                .key(&["claim", "number"]),
        ],
    );
    vec![base, crate::store_openings::migration(), crate::store_consular::migration()]
}

/// What stands in a claim's sealed column.
#[derive(Serialize, Deserialize)]
struct Body {
    entity: EntityId,
    case: CaseId,
    known_as: String,
    state: ClaimState,
    nationality: BTreeSet<Party>,
    feared: BTreeSet<Party>,
    blocked: Blocked,
    note: String,
    recorded_by: PersonId,
    recorded_by_name: String,
    changed_at: Timestamp,
}

/// Records that a person of a case claims or may claim protection, and holds back every value of theirs in the same
/// transaction. Answers nothing but that it was done: whether there was a claim before, and how many values
/// were found, is not the recorder's to know.
///
/// # Errors
/// A refusal of the gate, an entity that is no person, texts that are too long, or what the database says.
pub async fn record_claim(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    entity: EntityId,
    new: &NewClaim,
) -> Result<(), ProtectionError> {
    let new = rules::new_claim(new)?;
    let guarded = casefile::entity(tx, entity).await?.ok_or(ProtectionError::NotHere)?;
    let authority = guarded.label().authority;
    let ask = Ask::new(actor, action::RECORD_PROTECTION, Purpose::Protection, tx.at()).on(guarded.object());
    let held = node.gate.open(guarded, &ask, &mut tx.log())?;
    if held.kind != EntityKind::Person {
        return Err(ProtectionError::NotAPerson);
    }
    let room = Room::of(tx, node).await?;
    let before = room.standing(tx, entity).await?;
    let claim = match &before {
        Some(claim) => rules::recorded_again(claim, &new),
        None => {
            let known_as = match new.known_as.is_empty() {
                true => readable_name(tx, node, actor, entity).await?,
                false => new.known_as.clone(),
            };
            first(tx, actor, (entity, held.case, authority), Claimed { known_as, new: &new })
        }
    };
    let kind = if before.is_some() { EventKind::RecordedAgain } else { EventKind::Recorded };
    let event = event(tx, actor, kind, before.as_ref(), &claim, &new.note);
    room.keep(tx, &claim, before.is_none(), &event).await?;
    hold(tx, node, &claim).await
}

/// Screens a claim: the state, the States, and why. The block follows in the same transaction. Only a final decision
/// makes the claim's own block narrower, and only after a second protection officer confirmed it.
///
/// # Errors
/// A refusal of the gate, no reason, a step that a claim does not take, or what the database says.
pub async fn screen(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: ClaimId,
    screening: &Screening,
) -> Result<Screened, ProtectionError> {
    let room = Room::of(tx, node).await?;
    let guarded = room.find(tx, id).await?.ok_or(ProtectionError::NotHere)?;
    let ask = Ask::new(actor, action::SCREEN_PROTECTION, Purpose::Protection, tx.at()).on(guarded.object());
    let before = node.gate.open(guarded, &ask, &mut tx.log())?;
    let claim = rules::screened(&before, screening, tx.at())?;
    if rules::loosens(&before.blocked, &claim.blocked) {
        let label = label(tx, &before).await?;
        let new = crate::release::asked(&before, &claim, screening, label)?;
        let _waits = access::ask_second(tx, node, actor, &new).await?;
        return Ok(Screened::Waits(before));
    }
    decide(tx, &room, actor, (&before, &claim), screening).await?;
    hold(tx, node, &claim).await?;
    Ok(Screened::Done(claim))
}

/// Opens a door again, as two protection officers decided. `seen` is how the claim stood when the first one did;
/// whatever happened to it since calls for a new decision.
///
/// # Errors
/// As [`screen`]; [`access::ActError::Changed`] if the claim is no longer what it was.
pub(crate) async fn release(
    tx: &Tx,
    node: &Node,
    (asker, second): (&Actor, &Actor),
    id: ClaimId,
    (screening, seen): (&Screening, &serde_json::Value),
) -> Result<(), ProtectionError> {
    let room = Room::of(tx, node).await?;
    let guarded = room.find(tx, id).await?.ok_or(ProtectionError::NotHere)?;
    let ask = Ask::new(asker, action::SCREEN_PROTECTION, Purpose::Protection, tx.at()).on(guarded.object());
    let before = node.gate.open(guarded, &ask, &mut tx.log())?;
    if crate::release::seen(&before) != *seen {
        return Err(ProtectionError::Act(access::ActError::Changed));
    }
    let claim = rules::screened(&before, screening, tx.at())?;
    // Both stand in the claim's history.
    let both = Actor { name: format!("{}, {}", asker.name, second.name), ..asker.clone() };
    decide(tx, &room, &both, (&before, &claim), screening).await?;
    // The same person may stand on an older claim that was opened again.
    let claims = room.of_person(tx, claim.entity).await?;
    let all = claims.iter().fold(Blocked::none(), |all, c| rules::join(&all, &c.blocked));
    let keys = Keys::of(&node.vault);
    casefile::lift_hold(tx, &keys, claim.entity, &all, HoldReason::Protection).await?;
    Ok(())
}

/// Writes a decision to the claim, its history and the log.
async fn decide(
    tx: &Tx,
    room: &Room,
    actor: &Actor,
    (before, claim): (&Claim, &Claim),
    screening: &Screening,
) -> Result<(), ProtectionError> {
    let event = event(tx, actor, EventKind::Screened, Some(before), claim, screening.reason.trim());
    room.keep(tx, claim, false, &event).await?;
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::SCREEN_PROTECTION,
        object_kind: "protection-claim",
        object: claim.id.0,
        purpose: Purpose::Protection,
        outcome: Outcome::Done,
        note: format!("{} to {}", before.state, claim.state),
    });
    Ok(())
}

/// The claims of an authority, newest first, at most [`CLAIMS_MAX`].
///
/// # Errors
/// What the database says.
pub async fn claims(
    tx: &Tx,
    node: &Node,
    authority: AuthorityId,
) -> Result<Vec<Guarded<Claim>>, ProtectionError> {
    let rows = claim_row::Entity::find()
        .filter(claim_row::Column::Authority.eq(authority.0))
        .order_by_desc(claim_row::Column::RecordedAt)
        .order_by_desc(claim_row::Column::Id)
        .limit(CLAIMS_MAX)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let room = Room::of(tx, node).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        found.push(closed(tx, room.open(row)?).await?);
    }
    Ok(found)
}

/// One claim with its history.
///
/// # Errors
/// What the database says.
pub async fn claim(tx: &Tx, node: &Node, id: ClaimId) -> Result<Option<Guarded<ClaimFile>>, ProtectionError> {
    let row = claim_row::Entity::find_by_id(id.0).one(tx.db()).await.map_err(StoreError::from)?;
    let Some(row) = row else { return Ok(None) };
    let room = Room::of(tx, node).await?;
    let claim = room.open(row)?;
    let rows = event_row::Entity::find()
        .filter(event_row::Column::Claim.eq(id.0))
        .order_by_asc(event_row::Column::Number)
        .limit(HISTORY_MAX)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let history = rows
        .iter()
        .map(|row| room.unlock(&event_place(row.claim, row.number), &row.sealed))
        .collect::<Result<Vec<Event>, StoreError>>()?;
    let (object, label) = (object(id), label(tx, &claim).await?);
    Ok(Some(Guarded::new(object, label, ClaimFile { claim, history })))
}

/// Whom the claim blocks is held back of everything the person is known by.
async fn hold(tx: &Tx, node: &Node, claim: &Claim) -> Result<(), ProtectionError> {
    let keys = Keys::of(&node.vault);
    casefile::hold_back_entity(tx, &keys, claim.entity, &claim.blocked, HoldReason::Protection).await?;
    Ok(())
}

/// The first name of the person that the recorder may read anyway, so that the protection officer knows who it is.
async fn readable_name(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    entity: EntityId,
) -> Result<String, ProtectionError> {
    let said = casefile::statements_of(tx, &Keys::of(&node.vault), entity).await?;
    let ask = Ask::new(actor, action::READ, Purpose::Protection, tx.at());
    let said = node.gate.open_each(said, &ask, &mut tx.log());
    Ok(name_in(&said).unwrap_or_default())
}

/// The first name that stands among statements.
pub(crate) fn name_in(said: &[casefile::Statement]) -> Option<String> {
    let standing = said.iter().filter(|s| s.retracted.is_none());
    standing.filter(|s| s.property == Property::Name).find_map(|s| match &s.value {
        casefile::Value::Text(text) => Some(text.chars().take(crate::types::NAME_CHARS_MAX).collect()),
        casefile::Value::Entity(_) => None,
    })
}

struct Claimed<'a> {
    known_as: String,
    new: &'a NewClaim,
}

fn first(
    tx: &Tx,
    actor: &Actor,
    (entity, case, authority): (EntityId, CaseId, AuthorityId),
    Claimed { known_as, new }: Claimed<'_>,
) -> Claim {
    let state = rules::first_state(&new.nationality);
    Claim {
        id: ClaimId(kernel::id::new(tx.clock(), tx.rng())),
        entity,
        case,
        authority,
        known_as,
        state,
        nationality: new.nationality.clone(),
        feared: new.feared.clone(),
        blocked: rules::blocked(state, &new.nationality, &new.feared),
        note: new.note.clone(),
        recorded_by: actor.person,
        recorded_by_name: actor.name.clone(),
        recorded_at: tx.at(),
        changed_at: tx.at(),
    }
}

fn event(
    tx: &Tx,
    actor: &Actor,
    kind: EventKind,
    before: Option<&Claim>,
    after: &Claim,
    text: &str,
) -> Event {
    Event {
        at: tx.at(),
        by: actor.person,
        by_name: actor.name.clone(),
        kind,
        from: before.map(|claim| claim.state),
        to: after.state,
        nationality: after.nationality.clone(),
        feared: after.feared.clone(),
        blocked: after.blocked.clone(),
        text: text.to_owned(),
    }
}

pub(crate) fn object(id: ClaimId) -> ObjectRef {
    ObjectRef { kind: "protection-claim", id: id.0 }
}

/// A claim stands in the protection compartment, and no door of the node lets it out. Whoever is excluded from
/// the case is excluded from it, and a case that is kept to a circle keeps it there too, as long as the circle has a
/// protection officer: without one, nobody could ever screen it, and the person would wait for ever.
pub(crate) async fn label(tx: &Tx, claim: &Claim) -> Result<Label, ProtectionError> {
    let own = Label {
        compartment: Compartment::Protection,
        blocked: claim.blocked.clone(),
        ..Label::own(claim.authority)
    };
    let Some(entity) = casefile::entity(tx, claim.entity).await? else { return Ok(own) };
    let case = entity.label();
    let circle = match case.circle {
        Some(circle) if access::circle_has(tx, circle, Role::ProtectionOfficer).await? => Some(circle),
        _ => None,
    };
    Ok(Label { circle, excluded: case.excluded.clone(), ..own })
}

pub(crate) async fn closed(tx: &Tx, claim: Claim) -> Result<Guarded<Claim>, ProtectionError> {
    let label = label(tx, &claim).await?;
    Ok(Guarded::new(object(claim.id), label, claim))
}

fn claim_place(id: Uuid) -> Vec<u8> {
    [b"protection_claim.sealed\0".as_slice(), id.as_bytes()].concat()
}

fn event_place(claim: Uuid, number: i64) -> Vec<u8> {
    [b"protection_event.sealed\0".as_slice(), claim.as_bytes(), &number.to_be_bytes()].concat()
}

impl Room {
    pub(crate) fn open(&self, row: claim_row::Model) -> Result<Claim, StoreError> {
        let body: Body = self.unlock(&claim_place(row.id), &row.sealed)?;
        Ok(Claim {
            id: ClaimId(row.id),
            entity: body.entity,
            case: body.case,
            authority: AuthorityId(row.authority),
            known_as: body.known_as,
            state: body.state,
            nationality: body.nationality,
            feared: body.feared,
            blocked: body.blocked,
            note: body.note,
            recorded_by: body.recorded_by,
            recorded_by_name: body.recorded_by_name,
            recorded_at: Timestamp(row.recorded_at),
            changed_at: body.changed_at,
        })
    }

    pub(crate) async fn find(&self, tx: &Tx, id: ClaimId) -> Result<Option<Guarded<Claim>>, ProtectionError> {
        let row = claim_row::Entity::find_by_id(id.0).one(tx.db()).await.map_err(StoreError::from)?;
        match row {
            Some(row) => Ok(Some(closed(tx, self.open(row)?).await?)),
            None => Ok(None),
        }
    }

    /// A claim for those parts of the room that close it again before they hand it on.
    pub(crate) async fn unguarded(&self, tx: &Tx, id: ClaimId) -> Result<Option<Claim>, StoreError> {
        let row = claim_row::Entity::find_by_id(id.0).one(tx.db()).await?;
        row.map(|row| self.open(row)).transpose()
    }

    /// The newest claim of a person.
    pub(crate) async fn claim_of(
        &self,
        tx: &Tx,
        entity: EntityId,
    ) -> Result<Option<Guarded<Claim>>, ProtectionError> {
        match self.of_person(tx, entity).await?.into_iter().next() {
            Some(claim) => Ok(Some(closed(tx, claim).await?)),
            None => Ok(None),
        }
    }

    /// The claims of this person, newest first. Inside the room only: they are not shown, they are added to.
    async fn of_person(&self, tx: &Tx, entity: EntityId) -> Result<Vec<Claim>, StoreError> {
        let rows = claim_row::Entity::find()
            .filter(claim_row::Column::Person.eq(self.person(entity)))
            .order_by_desc(claim_row::Column::RecordedAt)
            .order_by_desc(claim_row::Column::Id)
            .all(tx.db())
            .await?;
        rows.into_iter().map(|row| self.open(row)).collect()
    }

    /// The claim of this person that has not ended.
    async fn standing(&self, tx: &Tx, entity: EntityId) -> Result<Option<Claim>, StoreError> {
        let claims = self.of_person(tx, entity).await?;
        Ok(claims.into_iter().find(|claim| !claim.state.has_ended()))
    }

    /// Writes the claim as it stands and adds what happened to its history.
    async fn keep(&self, tx: &Tx, claim: &Claim, is_new: bool, event: &Event) -> Result<(), StoreError> {
        let body = Body {
            entity: claim.entity,
            case: claim.case,
            known_as: claim.known_as.clone(),
            state: claim.state,
            nationality: claim.nationality.clone(),
            feared: claim.feared.clone(),
            blocked: claim.blocked.clone(),
            note: claim.note.clone(),
            recorded_by: claim.recorded_by,
            recorded_by_name: claim.recorded_by_name.clone(),
            changed_at: claim.changed_at,
        };
        let id = claim.id.0;
        let sealed = self.lock(tx, &claim_place(id), &body)?;
        let row = claim_row::ActiveModel {
            id: Set(id),
            person: Set(self.person(claim.entity)),
            authority: Set(claim.authority.0),
            sealed: Set(sealed),
            recorded_at: Set(claim.recorded_at.0),
        };
        if is_new {
            claim_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
        } else {
            claim_row::Entity::update(row).exec(tx.db()).await?;
        }
        let count = event_row::Entity::find().filter(event_row::Column::Claim.eq(id)).count(tx.db()).await?;
        let number = i64::try_from(count).unwrap_or(i64::MAX).saturating_add(1);
        let row = event_row::ActiveModel {
            claim: Set(id),
            number: Set(number),
            sealed: Set(self.lock(tx, &event_place(id, number), event)?),
            at: Set(tx.at().0),
        };
        event_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
        crate::store_erase::date(tx, id, claim.authority, tx.at()).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use casefile::{NewCase, NewEntity, NewStatement, NewValue, Source};
    use kernel::Role;

    /// What must not stand in the clear: the note, the reason, the name it was recorded under, the States in JSON.
    const SECRETS: [&str; 4] = ["militia of Tamou", "tribunal of Dosso", "the woman with the scar", "\"XQ\""];

    #[tokio::test]
    async fn r_04_what_a_claim_says_is_not_readable_in_the_database() {
        let steps = [access::migrations(), casefile::migrations(), migrations()].concat();
        for at in ::store::testing::both(&steps).await {
            let (node, own) = access::testing::node(at.store.clone(), 1, "NE", "Unit", &[]).await;
            let (moussa, _) = access::testing::person(&node, &own, "a.moussa", &[Role::Investigator]).await;
            let (officer, _) =
                access::testing::person(&node, &own, "p.rotector", &[Role::ProtectionOfficer]).await;
            let kept = at.store.run::<_, ProtectionError, _, _>("claim", |tx| {
                let (node, moussa, officer) = (&node, &moussa, &officer);
                async move {
                    let entity = somebody(&tx, node, moussa).await?;
                    let new = NewClaim {
                        nationality: Party::parse("XQ").into_iter().collect(),
                        known_as: "the woman with the scar".into(),
                        note: "fears the militia of Tamou".into(),
                        ..NewClaim::default()
                    };
                    record_claim(&tx, node, moussa, entity, &new).await?;
                    let held = claims(&tx, node, moussa.authority).await?;
                    let id = ClaimId(held.first().unwrap().object().id);
                    let screening = Screening {
                        to: ClaimState::Granted,
                        nationality: new.nationality.clone(),
                        feared: BTreeSet::new(),
                        reason: "decision of the tribunal of Dosso".into(),
                    };
                    screen(&tx, node, officer, id, &screening).await?;
                    Ok((entity, id))
                }
            });
            let (entity, id) = kept.await.unwrap();
            let raw = at.store.run::<_, StoreError, _, _>("raw", |tx| async move { raw(&tx).await });
            let raw = raw.await.unwrap();
            assert!(raw.len() >= 4, "{}: claim, two events, key, log", at.kind);
            let plain = |wanted: &str| {
                let wanted = wanted.as_bytes();
                raw.iter().any(|bytes| bytes.windows(wanted.len()).any(|window| window == wanted))
            };
            for secret in SECRETS {
                assert!(!plain(secret), "{}: `{secret}` stands in the clear", at.kind);
            }
            assert!(plain(&id.to_string()), "{}: the search would find what is there", at.kind);
            assert!(!claim_names(&at.store, entity).await, "{}: nor whose claim it is", at.kind);
        }
    }

    async fn somebody(tx: &Tx, node: &Node, by: &Actor) -> Result<EntityId, ProtectionError> {
        let keys = Keys::of(&node.vault);
        let new = NewCase {
            reference: "AG-114".into(),
            title: String::new(),
            summary: String::new(),
            compartment: Compartment::Operational,
            demonstration: true,
        };
        let purpose = Purpose::Investigation;
        let case = casefile::create_case(tx, &keys, &node.gate, (by, purpose), &new).await?;
        let name = NewStatement::own(Property::Name, NewValue::Text("Hadiza".into()), Source::default());
        let who = NewEntity { key: "1".into(), kind: EntityKind::Person, statements: vec![name] };
        let added = casefile::add_statements(tx, &keys, by, &case, node.facts.party, vec![who]).await?;
        Ok(added.ids.first().unwrap().1)
    }

    /// Every column of the room's tables as bytes, the room's key as it is kept, and every entry of the log.
    async fn raw(tx: &Tx) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut all = Vec::new();
        for row in claim_row::Entity::find().all(tx.db()).await? {
            all.extend([row.id.to_string().into_bytes(), row.person.into_bytes(), row.sealed]);
        }
        for row in event_row::Entity::find().all(tx.db()).await? {
            all.extend([row.claim.to_string().into_bytes(), row.sealed]);
        }
        let query = ::store::audit::LogQuery { rows: 1_000, ..Default::default() };
        for row in ::store::audit::read(tx, &query).await?.0 {
            all.push(serde_json::to_vec(&row.entry).map_err(|e| StoreError::Corrupt(e.to_string()))?);
        }
        Ok(all)
    }

    /// Whether the entity's id stands in a row of the room in any form it could be written in.
    async fn claim_names(store: &::store::Store, entity: EntityId) -> bool {
        let rows = store.run::<_, StoreError, _, _>("rows", |tx| async move {
            Ok(claim_row::Entity::find().all(tx.db()).await?)
        });
        let forms = [entity.0.to_string(), entity.0.simple().to_string()];
        rows.await.unwrap().iter().any(|row| {
            let text = String::from_utf8_lossy(&row.sealed);
            forms.iter().any(|form| row.person.contains(form) || text.contains(form))
                || row.sealed.windows(16).any(|window| window == entity.0.as_bytes())
        })
    }
}
