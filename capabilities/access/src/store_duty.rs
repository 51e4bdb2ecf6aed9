//! Who is on shift, who is deputy and head of a desk, and desks handed over. Of the authority's own staff alone.

use crate::types::Person;
use crate::work::Works;
use crate::{store, store_shifts};
use ::store::{Column, Migration, StoreError, Tx, table};
use kernel::id::{AuthorityId, PersonId};
use kernel::time::{DAY_MS, HOUR_MS};
use kernel::{Actor, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Longest shift.
pub const DUTY_MS_MAX: i64 = 24 * HOUR_MS;
/// How far ahead a roster is written.
pub const AHEAD_MS_MAX: i64 = 60 * DAY_MS;
/// Shifts of an authority that are to come or run, at most.
pub const DUTIES_MAX: u64 = 500;
/// Shifts kept after they ended.
const DUTY_KEPT_MS: i64 = 30 * DAY_MS;
/// How long a handover waits for the next person.
pub const HANDOVER_LIFE_MS: i64 = 12 * HOUR_MS;

macro_rules! row {
    ($module:ident = $table:literal { [$($key:ident: $key_type:ty),*] $($field:ident: $type:ty),* $(,)? }) => {
        mod $module {
            use sea_orm::entity::prelude::*;
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                $(#[sea_orm(primary_key, auto_increment = false)]
                pub $key: $key_type,)*
                $(pub $field: $type),*
            }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}
            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

row!(duty_row = "duty" { [id: Uuid] authority: Uuid, person: Uuid, since: i64, until: i64, by: String });
row!(head_row = "desk_head" { [authority: Uuid, place: i64] person: Uuid });
row!(handover_row = "desk_handover" {
    [id: Uuid] authority: Uuid, giver: Uuid, taker: Uuid, at: i64, state: String, decided_at: Option<i64>,
});
row!(piece_row = "desk_handover_item" { [handover: Uuid, kind: String, object: Uuid] });

pub(crate) fn migrations() -> Vec<Migration> {
    vec![Migration::tables(
        "access-6-duty",
        vec![
            table("duty")
                .col("id", Column::Uuid)
                .col("authority", Column::Uuid)
                .col("person", Column::Uuid)
                .col("since", Column::Int)
                .col("until", Column::Int)
                .col("by", Column::Text)
                .key(&["id"])
                .index(&["authority", "until"]),
            table("desk_head")
                .col("authority", Column::Uuid)
                .col("place", Column::Int)
                .col("person", Column::Uuid)
                .key(&["authority", "place"]),
            table("desk_handover")
                .col("id", Column::Uuid)
                .col("authority", Column::Uuid)
                .col("giver", Column::Uuid)
                .col("taker", Column::Uuid)
                .col("at", Column::Int)
                .col("state", Column::Text)
                .opt("decided_at", Column::Int)
                .key(&["id"])
                .index(&["authority", "state"]),
            table("desk_handover_item")
                .col("handover", Column::Uuid)
                .col("kind", Column::Text)
                .col("object", Column::Uuid)
                .key(&["handover", "kind", "object"])
                .index(&["object"]),
        ],
    )]
}

/// A shift in the roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub person: PersonId,
    /// From when.
    pub since: Timestamp,
    /// Until when.
    pub until: Timestamp,
}

impl Duty {
    /// Whether it runs.
    #[must_use]
    pub fn runs(&self, now: Timestamp) -> bool {
        self.since <= now && now < self.until
    }
}

/// The roster of an authority: shifts that run or are to come, and those that ended lately; the first to begin first.
///
/// # Errors
/// What the database says.
pub async fn roster(tx: &Tx, authority: AuthorityId) -> Result<Vec<Duty>, StoreError> {
    let rows = duty_row::Entity::find()
        .filter(duty_row::Column::Authority.eq(authority.0))
        .filter(duty_row::Column::Until.gt(tx.at().plus_ms(-DUTY_KEPT_MS).0))
        .order_by_asc(duty_row::Column::Since)
        .order_by_asc(duty_row::Column::Id)
        .limit(DUTIES_MAX.saturating_mul(2))
        .all(tx.db())
        .await?;
    let duty = |row: duty_row::Model| Duty {
        id: row.id,
        person: PersonId(row.person),
        since: Timestamp(row.since),
        until: Timestamp(row.until),
    };
    Ok(rows.into_iter().map(duty).collect())
}

/// Writes a shift into the roster. `false` if as many stand there as may, or it overlaps one of the same person.
///
/// # Errors
/// What the database says.
pub(crate) async fn add(
    tx: &Tx,
    by: &Actor,
    (person, since, until): (PersonId, Timestamp, Timestamp),
) -> Result<bool, StoreError> {
    use duty_row::Column as C;
    let of = || duty_row::Entity::find().filter(C::Authority.eq(by.authority.0));
    let over = of().filter(C::Person.eq(person.0)).filter(C::Since.lt(until.0)).filter(C::Until.gt(since.0));
    let full = of().filter(C::Until.gt(tx.at().0)).count(tx.db()).await? >= DUTIES_MAX;
    if full || over.count(tx.db()).await? > 0 {
        return Ok(false);
    }
    duty_row::Entity::delete_many()
        .filter(C::Until.lt(tx.at().plus_ms(-DUTY_KEPT_MS).0))
        .exec(tx.db())
        .await?;
    let row = duty_row::ActiveModel {
        id: Set(kernel::id::new(tx.clock(), tx.rng())),
        authority: Set(by.authority.0),
        person: Set(person.0),
        since: Set(since.0),
        until: Set(until.0),
        by: Set(by.name.clone()),
    };
    duty_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(true)
}

/// Ends a shift now, or takes it out of the roster if it has not begun. `false` if none of this authority is there.
///
/// # Errors
/// What the database says.
pub(crate) async fn end(tx: &Tx, authority: AuthorityId, id: Uuid) -> Result<Option<PersonId>, StoreError> {
    let row = duty_row::Entity::find_by_id(id).one(tx.db()).await?;
    let row = row.filter(|r| r.authority == authority.0 && r.until > tx.at().0);
    let Some(row) = row else { return Ok(None) };
    if row.since >= tx.at().0 {
        duty_row::Entity::delete_by_id(id).exec(tx.db()).await?;
    } else {
        duty_row::Entity::update_many()
            .col_expr(duty_row::Column::Until, tx.at().0.into())
            .filter(duty_row::Column::Id.eq(id))
            .exec(tx.db())
            .await?;
    }
    Ok(Some(PersonId(row.person)))
}

/// Ends the shift of a person that runs now.
///
/// # Errors
/// What the database says.
pub(crate) async fn end_of(tx: &Tx, authority: AuthorityId, person: PersonId) -> Result<(), StoreError> {
    use duty_row::Column as C;
    duty_row::Entity::update_many()
        .col_expr(C::Until, tx.at().0.into())
        .filter(C::Authority.eq(authority.0))
        .filter(C::Person.eq(person.0))
        .filter(C::Since.lte(tx.at().0))
        .filter(C::Until.gt(tx.at().0))
        .exec(tx.db())
        .await?;
    Ok(())
}

struct Member {
    person: Person,
    works: Works,
    until: Option<Timestamp>,
    keeps_shifts: bool,
}

/// Who of an authority is there: whether they are on shift and until when. What they may do is read when it is asked.
pub struct Staff {
    people: BTreeMap<PersonId, Member>,
    /// The deputy and the head of the desk, in this order.
    pub(crate) heads: [Option<PersonId>; 2],
}

impl Staff {
    /// Reads them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn of(tx: &Tx, authority: AuthorityId) -> Result<Self, StoreError> {
        let (now, roster) = (tx.at(), roster(tx, authority).await?);
        let handed = store_shifts::all_running(tx).await?;
        let mut people = BTreeMap::new();
        for person in store::people(tx).await?.into_iter().filter(|p| p.authority == authority) {
            let held = handed.iter().filter(|shift| shift.to == person.id).map(|shift| shift.until);
            let own = || roster.iter().filter(|d| d.person == person.id);
            let until = own().filter(|d| d.runs(now)).map(|d| d.until).chain(held).max();
            let works = match until {
                _ if !person.active => Works::Gone,
                Some(_) => Works::On,
                None => Works::Off,
            };
            let keeps_shifts = own().next().is_some();
            people.insert(person.id, Member { person, works, until, keeps_shifts });
        }
        let rows =
            head_row::Entity::find().filter(head_row::Column::Authority.eq(authority.0)).all(tx.db()).await?;
        let head = |place: i64| rows.iter().find(|r| r.place == place).map(|r| PersonId(r.person));
        Ok(Self { people, heads: [head(1), head(2)] })
    }

    /// Somebody who may sign in, with what they may do now.
    pub(crate) async fn actor(&self, tx: &Tx, person: PersonId) -> Result<Option<Actor>, StoreError> {
        match self.people.get(&person).filter(|m| m.person.active) {
            Some(member) => Ok(Some(store::actor(tx, &member.person).await?.0)),
            None => Ok(None),
        }
    }

    pub(crate) fn works(&self, person: PersonId) -> Works {
        self.people.get(&person).map_or(Works::Gone, |m| m.works)
    }

    /// When the shift that somebody is in ends.
    pub(crate) fn until(&self, person: PersonId) -> Option<Timestamp> {
        self.people.get(&person).and_then(|m| m.until)
    }

    pub(crate) fn name(&self, person: PersonId) -> &str {
        self.people.get(&person).map_or("", |m| m.person.name.as_str())
    }

    /// Whether somebody may be told of what waits now: who keeps shifts only in one.
    pub(crate) fn reachable(&self, person: PersonId) -> bool {
        self.people.get(&person).is_some_and(|m| m.works == Works::On || !m.keeps_shifts)
    }

    /// Everyone who may sign in.
    pub(crate) fn everyone(&self) -> impl Iterator<Item = &Person> {
        self.people.values().map(|m| &m.person).filter(|p| p.active)
    }
}

/// Names the deputy (1) or the head (2) of a desk, or nobody.
///
/// # Errors
/// What the database says.
pub async fn set_head(
    tx: &Tx,
    authority: AuthorityId,
    place: i64,
    person: Option<PersonId>,
) -> Result<(), StoreError> {
    let Some(person) = person else {
        head_row::Entity::delete_by_id((authority.0, place)).exec(tx.db()).await?;
        return Ok(());
    };
    let row = head_row::ActiveModel { authority: Set(authority.0), place: Set(place), person: Set(person.0) };
    let conflict = OnConflict::columns([head_row::Column::Authority, head_row::Column::Place])
        .update_column(head_row::Column::Person)
        .to_owned();
    head_row::Entity::insert(row).on_conflict(conflict).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// A desk offered to the next person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// Its id.
    pub id: Uuid,
    /// Who goes.
    pub giver: PersonId,
    /// Who comes.
    pub taker: PersonId,
    /// When it was offered.
    pub at: Timestamp,
    /// What is handed over: kind and object.
    pub pieces: Vec<(String, Uuid)>,
}

/// What is kept of a handover that is decided.
pub(crate) const ACCEPTED: &str = "accepted";
/// The same for one that is not taken, or was taken back.
pub(crate) const DECLINED: &str = "declined";
const OFFERED: &str = "offered";

/// Offers a desk to the next person; an earlier offer of the same giver ends.
///
/// # Errors
/// What the database says.
pub(crate) async fn offer(
    tx: &Tx,
    authority: AuthorityId,
    (giver, taker): (PersonId, PersonId),
    pieces: &[(&str, Uuid)],
) -> Result<Uuid, StoreError> {
    use handover_row::Column as C;
    handover_row::Entity::update_many()
        .col_expr(C::State, DECLINED.into())
        .col_expr(C::DecidedAt, Some(tx.at().0).into())
        .filter(C::Giver.eq(giver.0))
        .filter(C::State.eq(OFFERED))
        .exec(tx.db())
        .await?;
    let id = kernel::id::new(tx.clock(), tx.rng());
    let row = handover_row::ActiveModel {
        id: Set(id),
        authority: Set(authority.0),
        giver: Set(giver.0),
        taker: Set(taker.0),
        at: Set(tx.at().0),
        state: Set(OFFERED.into()),
        decided_at: Set(None),
    };
    handover_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    let piece = |(kind, object): &(&str, Uuid)| piece_row::ActiveModel {
        handover: Set(id),
        kind: Set((*kind).to_owned()),
        object: Set(*object),
    };
    ::store::insert_all(tx, pieces.iter().map(piece).collect()).await?;
    Ok(id)
}

/// The desks that are offered now in an authority.
///
/// # Errors
/// What the database says.
pub(crate) async fn offered(tx: &Tx, authority: AuthorityId) -> Result<Vec<Handover>, StoreError> {
    use handover_row::Column as C;
    let rows = handover_row::Entity::find()
        .filter(C::Authority.eq(authority.0))
        .filter(C::State.eq(OFFERED))
        .filter(C::At.gt(tx.at().plus_ms(-HANDOVER_LIFE_MS).0))
        .order_by_asc(C::At)
        .all(tx.db())
        .await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let pieces =
            piece_row::Entity::find().filter(piece_row::Column::Handover.eq(row.id)).all(tx.db()).await?;
        all.push(Handover {
            id: row.id,
            giver: PersonId(row.giver),
            taker: PersonId(row.taker),
            at: Timestamp(row.at),
            pieces: pieces.into_iter().map(|p| (p.kind, p.object)).collect(),
        });
    }
    Ok(all)
}

/// Decides a handover once; `false` if somebody did before.
///
/// # Errors
/// What the database says.
pub(crate) async fn decide(tx: &Tx, id: Uuid, state: &'static str) -> Result<bool, StoreError> {
    use handover_row::Column as C;
    let done = handover_row::Entity::update_many()
        .col_expr(C::State, state.into())
        .col_expr(C::DecidedAt, Some(tx.at().0).into())
        .filter(C::Id.eq(id))
        .filter(C::State.eq(OFFERED))
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected == 1)
}

/// Drops these objects from handovers.
pub(crate) async fn forget_pieces(tx: &Tx, objects: &[Uuid]) -> Result<(), StoreError> {
    let these = piece_row::Column::Object.is_in(objects.iter().copied());
    piece_row::Entity::delete_many().filter(these).exec(tx.db()).await?;
    Ok(())
}

/// Drops handovers that are long over.
///
/// # Errors
/// What the database says.
pub(crate) async fn sweep(tx: &Tx) -> Result<(), StoreError> {
    let old: Vec<Uuid> = handover_row::Entity::find()
        .select_only()
        .column(handover_row::Column::Id)
        .filter(handover_row::Column::At.lt(tx.at().plus_ms(-DUTY_KEPT_MS).0))
        .into_tuple()
        .all(tx.db())
        .await?;
    let of = piece_row::Column::Handover.is_in(old.iter().copied());
    piece_row::Entity::delete_many().filter(of).exec(tx.db()).await?;
    handover_row::Entity::delete_many().filter(handover_row::Column::Id.is_in(old)).exec(tx.db()).await?;
    Ok(())
}
