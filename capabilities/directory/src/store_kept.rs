//! Authorities and companies without a node, whose entries an own authority keeps: a provider, a hospital, the unit of a
//! neighbour State. Their entries are confirmed by calling back and are due again like every other.
//!
//! Refused: an entry for those who do not keep it: another authority of the same node has its own.

use crate::card::{CardAuthority, CardError, ContactPoint, LINE_BYTES_MAX, VerifiedCard};
use crate::confirmation::Confirmation;
use crate::peer_state::PeerState;
use crate::store::{ContactDraft, check_draft};
use crate::store_assess;
use crate::store_detail::{self, Detail};
use crate::text::is_single_line;
use crate::types::{DirectoryError, Peer, Terms};
use access::Node;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::{AuthorityId, ContactId, NodeId};
use kernel::{Actor, Label, Party, Purpose, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use std::collections::BTreeMap;
use store::Column::{Flag, Int, Text, Uuid as Id};
use store::{StoreError, TableDraft, Tx};
use uuid::Uuid;

/// Most authorities without a node that one authority keeps.
pub const KEPT_MAX: u64 = 2_000;
/// Where the entry says that it is a company's.
const COMPANY: &str = "company";

mod kept_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "kept_authority")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub keeper: Uuid,
        pub entry: String,
        pub confirmed_by: Option<String>,
        pub withdrawn: bool,
        pub at: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn table() -> TableDraft {
    store::table("kept_authority")
        .col("id", Id)
        .col("keeper", Id)
        // JSON, as an authority of a card.
        .col("entry", Text)
        .opt("confirmed_by", Text)
        .col("withdrawn", Flag)
        .col("at", Int)
        .key(&["id"])
        .index(&["keeper"])
}

/// What a person writes of an authority without a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptDraft {
    /// Its State; a company's is the one whose law it is under.
    pub party: Party,
    /// Its name.
    pub name: String,
    /// Codes of its functions; a company has none.
    pub functions: Vec<String>,
    /// Whether it is a company.
    pub company: bool,
    /// Languages it takes letters in, the best first.
    pub accepted_languages: Vec<String>,
    /// How it is reached.
    pub contact: ContactDraft,
}

/// An authority without a node, as its keeper has it.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The entry, as an authority of a card.
    pub authority: CardAuthority,
    /// Who keeps it.
    pub keeper: AuthorityId,
    /// Who confirmed it last.
    pub confirmed_by: Option<String>,
    /// And how.
    pub confirmation: Option<Confirmation>,
    /// Whether it was taken out; dossiers with it stay readable.
    pub withdrawn: bool,
}

impl Kept {
    /// How the exchange knows it: an id like a node's, of which no key exists.
    #[must_use]
    pub fn node(&self) -> NodeId {
        node_of(self.authority.id)
    }

    /// Whether it is a company.
    #[must_use]
    pub fn is_company(&self) -> bool {
        self.authority.rest.get(COMPANY) == Some(&Value::Bool(true))
    }

    /// Its contact point.
    #[must_use]
    pub fn point(&self) -> Option<&ContactPoint> {
        self.authority.contacts.first()
    }
}

fn node_of(id: AuthorityId) -> NodeId {
    NodeId(id.0.into_bytes())
}

/// Adds an authority without a node to the entries that the actor's authority keeps. It is not confirmed yet.
///
/// # Errors
/// [`DirectoryError::Taken`] for a name that is kept already in that State; [`DirectoryError::Card`] with the limit that
/// is broken; the gate's refusal.
pub async fn keep_authority(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    draft: &KeptDraft,
) -> Result<AuthorityId, DirectoryError> {
    may_keep(tx, node, actor, (actor.authority, Uuid::nil()))?;
    let all = kept(tx, actor.authority).await?;
    if all.iter().any(|k| same_name(k, draft)) {
        return Err(DirectoryError::Taken("name"));
    }
    if all.len() as u64 >= KEPT_MAX {
        return Err(DirectoryError::Full("authorities without a node"));
    }
    insert(tx, actor, draft).await
}

/// The same where the caller has seen that the name is free and that there is room.
pub(crate) async fn keep_new(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    draft: &KeptDraft,
) -> Result<AuthorityId, DirectoryError> {
    may_keep(tx, node, actor, (actor.authority, Uuid::nil()))?;
    insert(tx, actor, draft).await
}

async fn insert(tx: &Tx, actor: &Actor, draft: &KeptDraft) -> Result<AuthorityId, DirectoryError> {
    let id = AuthorityId(kernel::id::new(tx.clock(), tx.rng()));
    let entry = entry_of((id, ContactId::new(tx.rng())), draft, None)?;
    let row = kept_row::ActiveModel {
        id: Set(id.0),
        keeper: Set(actor.authority.0),
        entry: Set(written(&entry)?),
        confirmed_by: Set(None),
        withdrawn: Set(false),
        at: Set(tx.at().0),
    };
    kept_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(id)
}

/// Whether a draft speaks of the authority of this entry.
#[must_use]
pub fn same_name(kept: &Kept, draft: &KeptDraft) -> bool {
    kept.authority.party == draft.party
        && kept.authority.name.trim().to_lowercase() == draft.name.trim().to_lowercase()
}

/// Changes an entry. If hours, channels or the line for danger to life change it has to be confirmed again: the date
/// speaks of what was called then.
///
/// # Errors
/// [`DirectoryError::UnknownContact`]; as [`keep_authority`].
pub async fn change_kept(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: AuthorityId,
    draft: &KeptDraft,
) -> Result<(), DirectoryError> {
    let held = mine(tx, node, actor, id).await?;
    let others = kept(tx, held.keeper).await?;
    if others.iter().any(|k| k.authority.id != id && same_name(k, draft)) {
        return Err(DirectoryError::Taken("name"));
    }
    put_change(tx, &held, draft).await
}

/// The same where the caller holds the entry and has seen that it keeps its name.
pub(crate) async fn change_held(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    held: &Kept,
    draft: &KeptDraft,
) -> Result<(), DirectoryError> {
    may_keep(tx, node, actor, (held.keeper, held.authority.id.0))?;
    put_change(tx, held, draft).await
}

async fn put_change(tx: &Tx, held: &Kept, draft: &KeptDraft) -> Result<(), DirectoryError> {
    let (id, before) = (held.authority.id, held.point().cloned());
    let contact = before.as_ref().map_or_else(|| ContactId::new(tx.rng()), |p| p.id);
    let mut entry = entry_of((id, contact), draft, Some(held))?;
    let same = |a: &ContactPoint, b: &ContactPoint| {
        (&a.hours, &a.channels, &a.more.urgent_line) == (&b.hours, &b.channels, &b.more.urgent_line)
    };
    let stands = before.as_ref().zip(entry.contacts.first()).is_some_and(|(a, b)| same(a, b));
    let mut row = kept_row::ActiveModel { id: Set(id.0), ..Default::default() };
    if stands {
        entry.contacts.iter_mut().for_each(|p| p.confirmed_at = before.as_ref().and_then(|b| b.confirmed_at));
    } else {
        store_detail::put_detail(tx, contact, &Detail::default()).await?;
        row.confirmed_by = Set(None);
    }
    row.entry = Set(written(&entry)?);
    kept_row::Entity::update(row).exec(tx.db()).await?;
    Ok(())
}

/// Confirms that an authority without a node answers as its entry says, with what that rests on.
///
/// # Errors
/// [`DirectoryError::UnknownContact`], [`DirectoryError::Text`]; the gate's refusal.
pub async fn confirm_kept(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: AuthorityId,
    how: &Confirmation,
) -> Result<(), DirectoryError> {
    let mut held = mine(tx, node, actor, id).await?;
    for (field, text) in [("called", &how.called), ("spoken_to", &how.spoken_to)] {
        if text.trim().is_empty() || text.len() > LINE_BYTES_MAX || !is_single_line(text) {
            return Err(DirectoryError::Text(field));
        }
    }
    for point in &mut held.authority.contacts {
        point.confirmed_at = Some(tx.at());
        let detail = Detail { facts: crate::Particulars::default(), confirmation: Some(how.clone()) };
        store_detail::put_detail(tx, point.id, &detail).await?;
    }
    let row = kept_row::ActiveModel {
        id: Set(id.0),
        entry: Set(written(&held.authority)?),
        confirmed_by: Set(Some(actor.name.clone())),
        ..Default::default()
    };
    kept_row::Entity::update(row).exec(tx.db()).await?;
    Ok(())
}

/// Takes an entry out of the directory. Nothing can be asked of it any more; what was asked stays.
///
/// # Errors
/// [`DirectoryError::UnknownContact`]; the gate's refusal.
pub async fn withdraw_kept(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: AuthorityId,
) -> Result<(), DirectoryError> {
    mine(tx, node, actor, id).await?;
    let row = kept_row::ActiveModel { id: Set(id.0), withdrawn: Set(true), ..Default::default() };
    kept_row::Entity::update(row).exec(tx.db()).await?;
    Ok(())
}

/// The entries that an authority keeps, by State and name.
///
/// # Errors
/// What the database says.
pub async fn kept(tx: &Tx, keeper: AuthorityId) -> Result<Vec<Kept>, StoreError> {
    let rows = kept_row::Entity::find()
        .filter(kept_row::Column::Keeper.eq(keeper.0))
        .filter(kept_row::Column::Withdrawn.eq(false))
        .order_by_asc(kept_row::Column::Id)
        .all(tx.db())
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut details = store_detail::details(tx).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let authority = read(&row.entry)?;
        let detail = authority.contacts.first().and_then(|point| details.remove(&point.id.0));
        all.push(kept_of(row, authority, detail));
    }
    all.sort_by_cached_key(|k| (k.authority.party, k.authority.name.to_lowercase()));
    Ok(all)
}

/// One entry, whoever keeps it and whether or not it still stands; the caller asks the gate.
///
/// # Errors
/// What the database says.
pub async fn kept_authority(tx: &Tx, id: AuthorityId) -> Result<Option<Kept>, StoreError> {
    let Some(row) = kept_row::Entity::find_by_id(id.0).one(tx.db()).await? else { return Ok(None) };
    let authority = read(&row.entry)?;
    let detail = match authority.contacts.first() {
        Some(point) => Some(store_detail::detail(tx, point.id.0).await?),
        None => None,
    };
    Ok(Some(kept_of(row, authority, detail)))
}

/// An authority without a node in the place of one: it answers questions by letter, and asks none.
pub(crate) async fn stand_in(tx: &Tx, id: NodeId) -> Result<Option<Peer>, StoreError> {
    let Some(held) = kept_authority(tx, AuthorityId(Uuid::from_bytes(id.0))).await? else { return Ok(None) };
    let standing = store_assess::standing(tx).await?;
    peer_of(held, &standing).map(Some)
}

/// All of them that an authority keeps.
pub(crate) async fn stand_ins(tx: &Tx, keeper: AuthorityId) -> Result<Vec<Peer>, StoreError> {
    let all = kept(tx, keeper).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let standing = store_assess::standing(tx).await?;
    all.into_iter().map(|held| peer_of(held, &standing)).collect()
}

fn peer_of(held: Kept, standing: &store_assess::Standing) -> Result<Peer, StoreError> {
    let (node, party) = (held.node(), held.authority.party);
    let broken = |e: CardError| StoreError::Corrupt(format!("entry of `{node}`: {e}"));
    Ok(Peer {
        node,
        state: if held.withdrawn { PeerState::Revoked } else { PeerState::Trusted },
        terms: Terms { may_ask: false, may_answer: true, budget_per_day: 0 },
        assessment: standing.of(&node.to_string(), party),
        trusted_at: Timestamp(0),
        trusted_by: String::new(),
        changed_at: None,
        stopped: None,
        lifted: None,
        last_seen_at: None,
        last_error: None,
        has_own_sequence: u64::MAX,
        answering: BTreeMap::new(),
        kept_by: Some(held.keeper),
        keys_revoked: Vec::new(),
        card: VerifiedCard::of_entry(node, held.authority).map_err(broken)?,
    })
}

/// The gate's word that the actor keeps entries of this authority.
fn may_keep(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    (keeper, id): (AuthorityId, Uuid),
) -> Result<(), DirectoryError> {
    let object = ObjectRef { kind: "kept-authority", id };
    let ask = Ask::new(actor, action::CONFIRM_CONTACT, Purpose::Administration, tx.at()).on(object);
    node.gate.open(Guarded::new(object, Label::own(keeper), ()), &ask, &mut tx.log())?;
    Ok(())
}

async fn mine(tx: &Tx, node: &Node, actor: &Actor, id: AuthorityId) -> Result<Kept, DirectoryError> {
    let held =
        kept_authority(tx, id).await?.filter(|k| !k.withdrawn).ok_or(DirectoryError::UnknownContact)?;
    may_keep(tx, node, actor, (held.keeper, id.0))?;
    Ok(held)
}

/// Whether an entry can be made of a draft, or one that is held be changed so.
///
/// # Errors
/// [`DirectoryError::Card`] with the limit that is broken.
pub(crate) fn check_kept(draft: &KeptDraft, held: Option<&Kept>) -> Result<(), DirectoryError> {
    entry_of((AuthorityId(Uuid::nil()), ContactId(Uuid::nil())), draft, held).map(drop)
}

/// The entry that a draft makes. What the draft does not speak of stays as it is held.
fn entry_of(
    (id, contact): (AuthorityId, ContactId),
    draft: &KeptDraft,
    held: Option<&Kept>,
) -> Result<CardAuthority, DirectoryError> {
    check_draft(&draft.contact)?;
    let mut rest = held.map(|h| h.authority.rest.clone()).unwrap_or_default();
    rest.remove(COMPANY);
    if draft.company {
        rest.insert(COMPANY.into(), Value::Bool(true));
    }
    let told = &draft.contact;
    let entry = CardAuthority {
        id,
        party: draft.party,
        name: draft.name.trim().to_owned(),
        functions: if draft.company { Vec::new() } else { draft.functions.clone() },
        contacts: vec![ContactPoint {
            id: contact,
            name: told.name.trim().to_owned(),
            languages: told.languages.clone(),
            hours: told.hours.trim().to_owned(),
            channels: told.channels.clone(),
            confirmed_at: None,
            posted_by: told.posted_by,
            more: told.more.clone(),
            rest: held.and_then(Kept::point).map(|p| p.rest.clone()).unwrap_or_default(),
        }],
        entry: crate::AuthorityEntry {
            accepted_languages: draft.accepted_languages.clone(),
            ..held.map(|h| h.authority.entry.clone()).unwrap_or_default()
        },
        rest,
    };
    // What would not stand in a card does not stand here.
    VerifiedCard::of_entry(node_of(id), entry.clone())?;
    Ok(entry)
}

fn kept_of(row: kept_row::Model, authority: CardAuthority, detail: Option<Detail>) -> Kept {
    Kept {
        authority,
        keeper: AuthorityId(row.keeper),
        confirmed_by: row.confirmed_by,
        confirmation: detail.and_then(|d| d.confirmation),
        withdrawn: row.withdrawn,
    }
}

fn written(entry: &CardAuthority) -> Result<String, StoreError> {
    serde_json::to_string(entry).map_err(|e| StoreError::Corrupt(e.to_string()))
}

fn read(entry: &str) -> Result<CardAuthority, StoreError> {
    serde_json::from_str(entry).map_err(|e| StoreError::Corrupt(format!("entry without a node: {e}")))
}
