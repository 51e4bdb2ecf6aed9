//! Tables of the room: authorities, people, links, sessions, failed attempts. Secrets are kept as hashes or wrapped.

use crate::rules;
use crate::types::{Link, LinkKind, NewPerson, OwnAuthority, Person, cleared_by};
use kernel::id::{AuthorityId, PersonId};
use kernel::{Actor, ActorKind, Digest, Function, Lang, Party, Role, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use seal::vault::Vault;
use std::collections::BTreeSet;
use store::{Column, Migration, StoreError, Tx, table};

/// The room's schema.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    [
        vec![base(), crate::store_circle::migration(), crate::store_retention::migration()],
        crate::store_shifts::migrations(),
        crate::store_acts::migrations(),
        crate::desk_migrations(),
    ]
    .concat()
}

fn base() -> Migration {
    Migration::tables(
        "access-1-people",
        vec![
            table("authority")
                .col("id", Column::Uuid)
                .col("party", Column::Text)
                .col("name", Column::Text)
                .col("functions", Column::Text)
                .col("at", Column::Int)
                .key(&["id"]),
            table("person")
                .col("id", Column::Uuid)
                .col("authority", Column::Uuid)
                .col("sign_in", Column::Text)
                .col("name", Column::Text)
                .col("lang", Column::Text)
                .col("roles", Column::Text)
                .col("active", Column::Flag)
                .opt("passphrase", Column::Text)
                .opt("totp", Column::Bytes)
                .col("totp_step", Column::Int)
                .col("at", Column::Int)
                .key(&["id"])
                .unique(&["sign_in"]),
            table("sign_in_link")
                .col("token", Column::Text)
                .col("person", Column::Uuid)
                .col("kind", Column::Text)
                .col("expires_at", Column::Int)
                .opt("totp", Column::Bytes)
                .key(&["token"]),
            table("session")
                .col("token", Column::Text)
                .col("person", Column::Uuid)
                .col("started_at", Column::Int)
                .col("seen_at", Column::Int)
                .key(&["token"])
                .index(&["person"]),
            table("attempt")
                .col("who", Column::Text)
                .col("failures", Column::Int)
                .col("wait_until", Column::Int)
                .key(&["who"]),
        ],
    )
}

macro_rules! rows {
    ($($module:ident = $table:literal { $key:ident: $key_type:ty, $($field:ident: $type:ty),* $(,)? })*) => {$(
        mod $module {
            use sea_orm::entity::prelude::*;
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                #[sea_orm(primary_key, auto_increment = false)]
                pub $key: $key_type,
                $(pub $field: $type),*
            }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}
            impl ActiveModelBehavior for ActiveModel {}
        }
    )*};
}

rows! {
    authority_row = "authority" { id: Uuid, party: String, name: String, functions: String, at: i64 }
    person_row = "person" {
        id: Uuid, authority: Uuid, sign_in: String, name: String, lang: String, roles: String, active: bool,
        passphrase: Option<String>, totp: Option<Vec<u8>>, totp_step: i64, at: i64,
    }
    link_row = "sign_in_link" { token: String, person: Uuid, kind: String, expires_at: i64, totp: Option<Vec<u8>> }
    session_row = "session" { token: String, person: Uuid, started_at: i64, seen_at: i64 }
    attempt_row = "attempt" { who: String, failures: i64, wait_until: i64 }
}

/// Tokens are kept as digests: who reads the database cannot sign in with it.
fn kept(token: &str) -> String {
    Digest::of(&[b"liaison token v1", token.as_bytes()]).to_string()
}

fn codes<T: Copy>(values: impl IntoIterator<Item = T>, code: fn(T) -> &'static str) -> String {
    values.into_iter().map(code).collect::<Vec<_>>().join(" ")
}

fn authority_of(row: authority_row::Model) -> Result<OwnAuthority, StoreError> {
    let party =
        Party::parse(&row.party).ok_or_else(|| StoreError::Corrupt(format!("party of `{}`", row.id)))?;
    let functions = row.functions.split_whitespace().filter_map(Function::parse).collect();
    Ok(OwnAuthority { id: AuthorityId(row.id), party, name: row.name, functions })
}

fn person_of(row: &person_row::Model) -> Person {
    Person {
        id: PersonId(row.id),
        authority: AuthorityId(row.authority),
        sign_in: row.sign_in.clone(),
        name: row.name.clone(),
        lang: Lang::parse(&row.lang).unwrap_or(Lang::En),
        roles: row.roles.split_whitespace().filter_map(Role::parse).collect(),
        enrolled: row.passphrase.is_some() && row.totp.is_some(),
        active: row.active,
    }
}

/// Adds an authority to the node.
///
/// # Errors
/// What the database says.
pub async fn add_authority(
    tx: &Tx,
    party: Party,
    name: &str,
    functions: &BTreeSet<Function>,
) -> Result<OwnAuthority, StoreError> {
    let id = AuthorityId::new(tx.rng());
    // The one that came first leads the node, also where several are added in one instant.
    let last = authority_row::Entity::find().order_by_desc(authority_row::Column::At).one(tx.db()).await?;
    let at = last.map_or(tx.at().0, |last| tx.at().0.max(last.at.saturating_add(1)));
    let row = authority_row::ActiveModel {
        id: Set(id.0),
        party: Set(party.code().into()),
        name: Set(name.into()),
        functions: Set(codes(functions.iter().copied(), Function::code)),
        at: Set(at),
    };
    authority_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(OwnAuthority { id, party, name: name.into(), functions: functions.clone() })
}

/// The node's authorities, the first one first.
///
/// # Errors
/// What the database says.
pub async fn authorities(tx: &Tx) -> Result<Vec<OwnAuthority>, StoreError> {
    let rows = authority_row::Entity::find()
        .order_by_asc(authority_row::Column::At)
        .order_by_asc(authority_row::Column::Name)
        .all(tx.db())
        .await?;
    rows.into_iter().map(authority_of).collect()
}

/// Adds a person. A sign-in name that is taken is an error of the database.
///
/// # Errors
/// What the database says.
pub async fn add_person(tx: &Tx, new: &NewPerson) -> Result<PersonId, StoreError> {
    let id = PersonId::new(tx.clock(), tx.rng());
    let row = person_row::ActiveModel {
        id: Set(id.0),
        authority: Set(new.authority.0),
        sign_in: Set(new.sign_in.clone()),
        name: Set(new.name.clone()),
        lang: Set(new.lang.code().into()),
        roles: Set(codes(new.roles.iter().copied(), Role::code)),
        active: Set(true),
        passphrase: Set(None),
        totp: Set(None),
        totp_step: Set(0),
        at: Set(tx.at().0),
    };
    person_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(id)
}

/// One person.
///
/// # Errors
/// What the database says.
pub async fn person(tx: &Tx, id: PersonId) -> Result<Option<Person>, StoreError> {
    Ok(person_row::Entity::find_by_id(id.0).one(tx.db()).await?.as_ref().map(person_of))
}

/// The person with this sign-in name.
///
/// # Errors
/// What the database says.
pub async fn person_named(tx: &Tx, sign_in: &str) -> Result<Option<Person>, StoreError> {
    let row = person_row::Entity::find().filter(person_row::Column::SignIn.eq(sign_in)).one(tx.db()).await?;
    Ok(row.as_ref().map(person_of))
}

/// Everyone on the node.
///
/// # Errors
/// What the database says.
pub async fn people(tx: &Tx) -> Result<Vec<Person>, StoreError> {
    let rows = person_row::Entity::find().order_by_asc(person_row::Column::SignIn).all(tx.db()).await?;
    Ok(rows.iter().map(person_of).collect())
}

/// Sets roles and whether the person may sign in; open sessions of someone shut out end at once.
///
/// # Errors
/// What the database says.
pub async fn set_person(
    tx: &Tx,
    id: PersonId,
    roles: &BTreeSet<Role>,
    active: bool,
) -> Result<(), StoreError> {
    if let Some(before) = person(tx, id).await?.filter(|p| p.active) {
        let lost = before.roles.iter().filter(|role| !active || !roles.contains(role));
        crate::store_acts::roles_lost(tx, &before, lost.copied()).await?;
    }
    person_row::Entity::update_many()
        .col_expr(person_row::Column::Roles, codes(roles.iter().copied(), Role::code).into())
        .col_expr(person_row::Column::Active, active.into())
        .filter(person_row::Column::Id.eq(id.0))
        .exec(tx.db())
        .await?;
    if !active {
        crate::store_notices::forget(tx, id).await?;
        session_row::Entity::delete_many().filter(session_row::Column::Person.eq(id.0)).exec(tx.db()).await?;
    }
    Ok(())
}

/// Makes a one-time link; returns its secret, which is shown once and kept only as a digest. Older links of the
/// person die.
///
/// # Errors
/// What the database says.
pub async fn make_link(
    tx: &Tx,
    vault: &Vault,
    person: PersonId,
    kind: LinkKind,
) -> Result<String, StoreError> {
    link_row::Entity::delete_many().filter(link_row::Column::Person.eq(person.0)).exec(tx.db()).await?;
    let token = rules::token(tx.rng());
    let secret = crate::credential::new_totp_secret(tx.rng());
    let row = link_row::ActiveModel {
        token: Set(kept(&token)),
        person: Set(person.0),
        kind: Set(if kind == LinkKind::Enrol { "enrol" } else { "visit" }.into()),
        expires_at: Set(tx.at().plus_ms(rules::LINK_LIFE_MS).0),
        totp: Set(Some(vault.wrap("totp", person.0.as_bytes(), &secret, tx.rng()))),
    };
    link_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(token)
}

/// The link with this secret, if it is good now.
///
/// # Errors
/// What the database says.
pub async fn find_link(tx: &Tx, vault: &Vault, token: &str) -> Result<Option<(Link, Vec<u8>)>, StoreError> {
    let Some(row) = link_row::Entity::find_by_id(kept(token)).one(tx.db()).await? else { return Ok(None) };
    if tx.at().0 >= row.expires_at {
        return Ok(None);
    }
    let wrapped = row.totp.unwrap_or_default();
    let secret = vault
        .unwrap("totp", row.person.as_bytes(), &wrapped)
        .map_err(|_| StoreError::Sealed("totp".into()))?;
    let kind = if row.kind == "visit" { LinkKind::Visit } else { LinkKind::Enrol };
    Ok(Some((
        Link { person: PersonId(row.person), kind, expires_at: Timestamp(row.expires_at) },
        secret.to_vec(),
    )))
}

/// Uses the link up: it never works again.
///
/// # Errors
/// What the database says.
pub async fn spend_link(tx: &Tx, token: &str) -> Result<(), StoreError> {
    link_row::Entity::delete_by_id(kept(token)).exec(tx.db()).await?;
    Ok(())
}

/// Sets passphrase and second factor; every open session of the person ends.
///
/// # Errors
/// What the database says.
pub async fn enrol(
    tx: &Tx,
    vault: &Vault,
    id: PersonId,
    hash: &str,
    totp: &[u8],
    step: i64,
) -> Result<(), StoreError> {
    let wrapped = vault.wrap("totp", id.0.as_bytes(), totp, tx.rng());
    person_row::Entity::update_many()
        .col_expr(person_row::Column::Passphrase, hash.into())
        .col_expr(person_row::Column::Totp, wrapped.into())
        .col_expr(person_row::Column::TotpStep, step.into())
        .filter(person_row::Column::Id.eq(id.0))
        .exec(tx.db())
        .await?;
    session_row::Entity::delete_many().filter(session_row::Column::Person.eq(id.0)).exec(tx.db()).await?;
    Ok(())
}

/// What sign-in needs to know of a person: hash, second factor, last step used.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Whose.
    pub person: PersonId,
    /// Hash of the passphrase.
    pub hash: Option<String>,
    /// Secret of the second factor.
    pub totp: Option<Vec<u8>>,
    /// The last code's time step; none up to it is taken again.
    pub step: i64,
}

/// The credentials behind a sign-in name, of people who may sign in.
///
/// # Errors
/// What the database says.
pub async fn credentials(tx: &Tx, vault: &Vault, sign_in: &str) -> Result<Option<Credentials>, StoreError> {
    let row = person_row::Entity::find().filter(person_row::Column::SignIn.eq(sign_in)).one(tx.db()).await?;
    let Some(row) = row.filter(|r| r.active) else { return Ok(None) };
    let open = |wrapped: Vec<u8>| {
        vault
            .unwrap("totp", row.id.as_bytes(), &wrapped)
            .map(|s| s.to_vec())
            .map_err(|_| StoreError::Sealed("totp".into()))
    };
    let totp = row.totp.map(open).transpose()?;
    Ok(Some(Credentials { person: PersonId(row.id), hash: row.passphrase, totp, step: row.totp_step }))
}

/// Remembers the code's step, so that it is not taken twice; `false` if another request was faster with it.
///
/// # Errors
/// What the database says.
pub async fn use_step(tx: &Tx, id: PersonId, step: i64) -> Result<bool, StoreError> {
    let done = person_row::Entity::update_many()
        .col_expr(person_row::Column::TotpStep, step.into())
        .filter(person_row::Column::Id.eq(id.0))
        .filter(person_row::Column::TotpStep.lt(step))
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected == 1)
}

/// Until when attempts for this sign-in name wait; also counts one more failure if `failed`.
///
/// # Errors
/// What the database says.
pub async fn attempts(tx: &Tx, who: &str, failed: bool) -> Result<Timestamp, StoreError> {
    let who = kept(who);
    let row = attempt_row::Entity::find_by_id(&who).one(tx.db()).await?;
    let (failures, until) = row.map_or((0, 0), |r| (r.failures, r.wait_until));
    if !failed {
        return Ok(Timestamp(until));
    }
    let failures = failures.saturating_add(1);
    let until = rules::wait_until(failures, tx.at());
    let row = attempt_row::ActiveModel { who: Set(who), failures: Set(failures), wait_until: Set(until.0) };
    let conflict = OnConflict::column(attempt_row::Column::Who)
        .update_columns([attempt_row::Column::Failures, attempt_row::Column::WaitUntil])
        .to_owned();
    attempt_row::Entity::insert(row).on_conflict(conflict).exec_without_returning(tx.db()).await?;
    Ok(until)
}

/// Forgets failures after a success.
///
/// # Errors
/// What the database says.
pub async fn clear_attempts(tx: &Tx, who: &str) -> Result<(), StoreError> {
    attempt_row::Entity::delete_by_id(kept(who)).exec(tx.db()).await?;
    Ok(())
}

/// Opens a session; returns its secret for the cookie.
///
/// # Errors
/// What the database says.
pub async fn start_session(tx: &Tx, person: PersonId) -> Result<String, StoreError> {
    let token = rules::token(tx.rng());
    let row = session_row::ActiveModel {
        token: Set(kept(&token)),
        person: Set(person.0),
        started_at: Set(tx.at().0),
        seen_at: Set(tx.at().0),
    };
    session_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(token)
}

/// The person of a session that still stands.
///
/// # Errors
/// What the database says.
pub async fn session(tx: &Tx, token: &str) -> Result<Option<Person>, StoreError> {
    let key = kept(token);
    let Some(row) = session_row::Entity::find_by_id(&key).one(tx.db()).await? else { return Ok(None) };
    if !rules::session_stands(Timestamp(row.started_at), Timestamp(row.seen_at), tx.at()) {
        end_session(tx, token).await?;
        return Ok(None);
    }
    if tx.at().since(Timestamp(row.seen_at)) > kernel::time::MINUTE_MS {
        session_row::Entity::update_many()
            .col_expr(session_row::Column::SeenAt, tx.at().0.into())
            .filter(session_row::Column::Token.eq(&key))
            .exec(tx.db())
            .await?;
    }
    let person = person_row::Entity::find_by_id(row.person).one(tx.db()).await?;
    Ok(person.as_ref().map(person_of).filter(|p| p.active))
}

/// Ends a session.
///
/// # Errors
/// What the database says.
pub async fn end_session(tx: &Tx, token: &str) -> Result<(), StoreError> {
    session_row::Entity::delete_by_id(kept(token)).exec(tx.db()).await?;
    Ok(())
}

/// A person as an actor, with their authority: with their own roles, and with those handed to them for a shift that
/// runs now. The name says for whom else they act, wherever that adds to what they may.
///
/// # Errors
/// When the authority is gone.
pub async fn actor(tx: &Tx, person: &Person) -> Result<(Actor, OwnAuthority), StoreError> {
    actor_without(tx, person, None).await
}

/// As [`actor`], leaving out what this colleague handed over.
pub(crate) async fn actor_without(
    tx: &Tx,
    person: &Person,
    colleague: Option<PersonId>,
) -> Result<(Actor, OwnAuthority), StoreError> {
    let authority = authorities(tx).await?.into_iter().find(|a| a.id == person.authority);
    let authority =
        authority.ok_or_else(|| StoreError::Corrupt(format!("authority of `{}`", person.sign_in)))?;
    let (mut roles, mut name) = (person.roles.clone(), person.name.clone());
    for (shift, giver) in crate::store_shifts::running_for(tx, person).await? {
        if colleague != Some(shift.from) && !shift.roles.is_subset(&person.roles) {
            roles.extend(shift.roles);
            name = format!("{name}, for {}", giver.name);
        }
    }
    let actor = Actor {
        kind: ActorKind::Person,
        person: person.id,
        name,
        authority: authority.id,
        party: authority.party,
        compartments: cleared_by(&roles),
        roles,
        circles: crate::store_circle::circles_of(tx, person.id).await?,
    };
    Ok((actor, authority))
}

/// The local operator of the command line: an officer identity of the node's first authority, logged as such.
///
/// # Errors
/// When the node has no authority yet.
pub async fn operator(tx: &Tx) -> Result<Actor, StoreError> {
    let authority = authorities(tx).await?.into_iter().next();
    let authority = authority.ok_or_else(|| StoreError::Corrupt("the node has no authority".into()))?;
    Ok(Actor {
        kind: ActorKind::Operator,
        person: PersonId(authority.id.0),
        name: "local operator".into(),
        authority: authority.id,
        party: authority.party,
        roles: BTreeSet::from([Role::Investigator, Role::DutyOfficer]),
        compartments: BTreeSet::from([kernel::Compartment::Operational]),
        circles: BTreeSet::new(), // Nobody can name the operator.
    })
}
