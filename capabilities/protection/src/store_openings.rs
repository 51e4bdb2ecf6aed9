//! What was opened of a claim to an officer or a case, by consent or court order.
//!
//! Nobody finds an opening but by the one it was made to: rows are looked up under a keyed digest of the officer or
//! the case, so that for everybody else the answer is empty in the same way and the same time as if there were no
//! claim. What the row says is sealed.

use crate::keys::Room;
use crate::rules;
use crate::types::{
    ClaimId, Ground, NewOpenedTo, NewOpening, OpenedClaim, OpenedField, OpenedTo, Opening, OpeningId,
    ProtectionError, TEXT_CHARS_MAX, TakenBack,
};
use ::store::Column::{Bytes, Int, Text, Uuid as Id};
use ::store::{Migration, StoreError, Tx, table};
use access::Node;
use casefile::Keys;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::{AuthorityId, CaseId, EntityId};
use kernel::{Actor, AuditEntry, Compartment, Label, Outcome, Purpose, Role, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Most openings of one claim, those that ended counted.
pub const OPENINGS_MAX: u64 = 500;

pub(crate) mod opening_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "protection_opening")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub claim: Uuid,
        pub authority: Uuid,
        pub person: String,
        pub reader: String,
        pub sealed: Vec<u8>,
        pub at: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn migration() -> Migration {
    Migration::tables(
        "protection-2-openings",
        vec![
            // `person` and `reader` are keyed digests; the rest is sealed.
            table("protection_opening")
                .col("id", Id)
                .col("claim", Id)
                .col("authority", Id)
                .col("person", Text)
                .col("reader", Text)
                .col("sealed", Bytes)
                .col("at", Int)
                .key(&["id"])
                .index(&["claim"])
                .index(&["reader"]),
        ],
    )
}

/// What stands in the sealed column.
#[derive(Serialize, Deserialize)]
struct Body {
    entity: EntityId,
    to: OpenedTo,
    fields: BTreeSet<OpenedField>,
    ground: Ground,
    until: Timestamp,
    by: String,
    taken_back: Option<TakenBack>,
}

/// Opens the named fields of a claim to an officer or a case. Without an entry of this kind nothing of a claim shows to
/// anybody but a protection officer.
///
/// # Errors
/// The gate's refusal, a ground or an end that is missing, somebody who is not here, or what the database says.
pub async fn open_claim(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: ClaimId,
    new: &NewOpening,
) -> Result<OpeningId, ProtectionError> {
    let room = Room::of(tx, node).await?;
    let guarded = room.find(tx, id).await?.ok_or(ProtectionError::NotHere)?;
    let ask = Ask::new(actor, action::OPEN_PROTECTION, Purpose::Protection, tx.at()).on(guarded.object());
    let claim = node.gate.open(guarded, &ask, &mut tx.log())?;
    rules::new_opening(new, tx.at())?;
    let of_claim = opening_row::Entity::find().filter(opening_row::Column::Claim.eq(id.0));
    if of_claim.count(tx.db()).await.map_err(StoreError::from)? >= OPENINGS_MAX {
        return Err(ProtectionError::TooLong);
    }
    let to = named(tx, node, (actor, &ask), &new.to).await?;
    let opening = OpeningId(kernel::id::new(tx.clock(), tx.rng()));
    let body = Body {
        entity: claim.entity,
        to: to.clone(),
        fields: new.fields.clone(),
        ground: new.ground.clone(),
        until: new.until,
        by: actor.name.clone(),
        taken_back: None,
    };
    let row = opening_row::ActiveModel {
        id: Set(opening.0),
        claim: Set(id.0),
        authority: Set(claim.authority.0),
        person: Set(room.person(claim.entity)),
        reader: Set(reader(&room, &to)),
        sealed: Set(room.lock(tx, &place(opening), &body)?),
        at: Set(tx.at().0),
    };
    opening_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    log(tx, actor, opening, format!("opened by {} until {}", new.ground.basis().code(), new.until.rfc3339()));
    Ok(opening)
}

/// Takes an opening back. From then on it shows nothing.
///
/// # Errors
/// The gate's refusal, no reason, or what the database says.
pub async fn take_back(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: OpeningId,
    why: &str,
) -> Result<ClaimId, ProtectionError> {
    let room = Room::of(tx, node).await?;
    let row = opening_row::Entity::find_by_id(id.0).one(tx.db()).await.map_err(StoreError::from)?;
    let row = row.ok_or(ProtectionError::NotHere)?;
    let ask = Ask::new(actor, action::OPEN_PROTECTION, Purpose::Protection, tx.at()).on(object(id));
    let held = Guarded::new(object(id), label(AuthorityId(row.authority)), read(&room, &row)?);
    let opening = node.gate.open(held, &ask, &mut tx.log())?;
    let why = why.trim();
    if why.is_empty() {
        return Err(ProtectionError::NoReason);
    }
    if why.chars().count() > TEXT_CHARS_MAX {
        return Err(ProtectionError::TooLong);
    }
    if opening.taken_back.is_none() {
        let taken_back = Some(TakenBack { at: tx.at(), by: actor.name.clone(), why: why.to_owned() });
        let body = Body {
            entity: opening.entity,
            to: opening.to,
            fields: opening.fields,
            ground: opening.ground,
            until: opening.until,
            by: opening.by,
            taken_back,
        };
        let sealed = room.lock(tx, &place(id), &body)?;
        opening_row::Entity::update_many()
            .col_expr(opening_row::Column::Sealed, sealed.into())
            .filter(opening_row::Column::Id.eq(id.0))
            .exec(tx.db())
            .await
            .map_err(StoreError::from)?;
        log(tx, actor, id, "taken back".into());
    }
    Ok(opening.claim)
}

/// What was opened of a claim, newest first. For protection officers.
///
/// # Errors
/// What the database says.
pub async fn openings(tx: &Tx, node: &Node, id: ClaimId) -> Result<Vec<Guarded<Opening>>, ProtectionError> {
    let rows = opening_row::Entity::find()
        .filter(opening_row::Column::Claim.eq(id.0))
        .order_by_desc(opening_row::Column::At)
        .order_by_desc(opening_row::Column::Id)
        .limit(OPENINGS_MAX)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let room = Room::of(tx, node).await?;
    let guarded = |row: &opening_row::Model| {
        let held = object(OpeningId(row.id));
        Ok(Guarded::new(held, label(AuthorityId(row.authority)), read(&room, row)?))
    };
    rows.iter().map(guarded).collect()
}

/// What was opened to this officer, and to those who may open this case, of one person or of anybody; each read by the
/// gate and logged. The work done is the same whether there is a claim or not.
///
/// # Errors
/// What the database says.
pub async fn opened_to(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    case: Option<CaseId>,
    of: Option<EntityId>,
) -> Result<Vec<OpenedClaim>, ProtectionError> {
    let room = Room::of(tx, node).await?;
    // On the page of a case as a whole only what was opened to that case stands; the officer's own is on their desk.
    let mut readers = Vec::new();
    if case.is_none() || of.is_some() {
        readers.push(room.reader("officer", actor.person.0));
    }
    if let Some(case) = case
        && opens_case(tx, node, actor, case).await?
    {
        readers.push(room.reader("case", case.0));
    }
    let mut found = opening_row::Entity::find().filter(opening_row::Column::Reader.is_in(readers));
    if let Some(entity) = of {
        found = found.filter(opening_row::Column::Person.eq(room.person(entity)));
    }
    let rows = found
        .order_by_desc(opening_row::Column::At)
        .order_by_desc(opening_row::Column::Id)
        .limit(OPENINGS_MAX)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let mut seen = Vec::new();
    for row in rows {
        let opening = read(&room, &row)?;
        let now = gate::Opening {
            basis: opening.ground.basis(),
            named: true,
            standing: rules::stands(&opening, tx.at()),
        };
        let ask = Ask::new(actor, action::READ, Purpose::Protection, tx.at()).opened(now);
        let label = label(AuthorityId(row.authority));
        if !node.gate.may(&label, &ask.on(object(opening.id))) {
            continue;
        }
        let Some(claim) = room.unguarded(tx, opening.claim).await? else { continue };
        let held = Guarded::new(object(opening.id), label, rules::opened(&opening, &claim));
        seen.extend(node.gate.open(held, &ask.on(object(opening.id)), &mut tx.log()).ok());
    }
    Ok(seen)
}

/// Whether the officer may open the case, so that what was opened to the case is opened to them.
async fn opens_case(tx: &Tx, node: &Node, actor: &Actor, id: CaseId) -> Result<bool, ProtectionError> {
    let Some(case) = casefile::case(tx, &Keys::of(&node.vault), id).await? else { return Ok(false) };
    let ask = Ask::new(actor, action::READ, Purpose::Investigation, tx.at()).on(case.object());
    Ok(node.gate.may(case.label(), &ask))
}

/// Who is meant, if they are of the same authority and work on content.
async fn named(
    tx: &Tx,
    node: &Node,
    (actor, ask): (&Actor, &Ask<'_>),
    to: &NewOpenedTo,
) -> Result<OpenedTo, ProtectionError> {
    match to {
        NewOpenedTo::Officer(sign_in) => {
            let officers = [Role::Investigator, Role::DutyOfficer, Role::Prosecutor];
            let found = access::store::person_named(tx, sign_in.trim()).await?;
            let found = found.filter(|p| {
                p.authority == actor.authority && p.active && officers.iter().any(|r| p.roles.contains(r))
            });
            let found = found.ok_or(ProtectionError::NobodyNamed)?;
            Ok(OpenedTo::Officer { person: found.id, name: found.name })
        }
        NewOpenedTo::Case(reference) => {
            let keys = Keys::of(&node.vault);
            // Only its id is taken; what the case says is not opened by naming it. One that is kept to others is not
            // there to be named.
            let found = casefile::find_case(tx, &keys, (&node.gate, ask), reference).await?;
            let found = found.filter(|case| case.label().compartment == Compartment::Operational);
            let found = found.ok_or(ProtectionError::NobodyNamed)?;
            let reference = reference.trim().chars().take(crate::types::NAME_CHARS_MAX).collect();
            Ok(OpenedTo::Case { case: CaseId(found.object().id), reference })
        }
    }
}

fn reader(room: &Room, to: &OpenedTo) -> String {
    match to {
        OpenedTo::Officer { person, .. } => room.reader("officer", person.0),
        OpenedTo::Case { case, .. } => room.reader("case", case.0),
    }
}

fn read(room: &Room, row: &opening_row::Model) -> Result<Opening, StoreError> {
    let id = OpeningId(row.id);
    let body: Body = room.unlock(&place(id), &row.sealed)?;
    Ok(Opening {
        id,
        claim: ClaimId(row.claim),
        entity: body.entity,
        to: body.to,
        fields: body.fields,
        ground: body.ground,
        until: body.until,
        at: Timestamp(row.at),
        by: body.by,
        taken_back: body.taken_back,
    })
}

fn object(id: OpeningId) -> ObjectRef {
    ObjectRef { kind: "protection-opening", id: id.0 }
}

/// An opening stands in the protection compartment like the claim itself; the gate lets through to whom it names.
fn label(authority: AuthorityId) -> Label {
    Label { compartment: Compartment::Protection, ..Label::own(authority) }
}

fn place(id: OpeningId) -> Vec<u8> {
    [b"protection_opening.sealed\0".as_slice(), id.0.as_bytes()].concat()
}

/// The act itself, beside the gate's entry that it was allowed; never whose claim it is, nor what it says.
fn log(tx: &Tx, actor: &Actor, id: OpeningId, note: String) {
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::OPEN_PROTECTION,
        object_kind: "protection-opening",
        object: id.0,
        purpose: Purpose::Protection,
        outcome: Outcome::Done,
        note,
    });
}
