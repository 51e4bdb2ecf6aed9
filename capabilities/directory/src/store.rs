//! Own contact points and the own card.

use crate::card::{
    CARD_VERSION, Card, CardAuthority, CardError, CardKem, Channel, ContactPoint, Key, LINE_BYTES_MAX,
    VerifiedCard, check_contact,
};
use crate::card::{read_card, sign_card};
use crate::confirmation::Confirmation;
use crate::particulars::Particulars;
use crate::rules;
use crate::sealing;
use crate::signing;
use crate::store_detail::{self, Detail};
use crate::store_peers;
use crate::text::is_single_line;
use crate::types::{DirectoryError, OWN_CONTACTS_MAX, OwnContact};
use access::Node;
use data_encoding::BASE64;
use gate::{Ask, Guarded, ObjectRef, Released, action};
use kernel::id::{AuthorityId, ContactId};
use kernel::{Actor, Label, Party, Purpose, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use seal::identity::KemPublic;
use serde_json::Map;
use std::collections::HashMap;
use store::Column::{Flag, Int, Text, Uuid as Id};
use store::{Migration, StoreError, Tx, setting, table};
use uuid::Uuid;

/// Where the own card is kept.
const OWN_CARD: &str = "directory-own-card";

mod contact_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "contact")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub authority: Uuid,
        pub name: String,
        pub languages: String,
        pub hours: String,
        pub channels: String,
        pub confirmed_at: Option<i64>,
        pub confirmed_by: Option<String>,
        pub withdrawn: bool,
        pub at: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod posting_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "contact_posting")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub contact: Uuid,
        pub party: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl From<sea_orm::DbErr> for DirectoryError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}

/// The room's schema.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    let mut tables = crate::store_peer_rows::tables();
    tables.push(
        table("contact")
            .col("id", Id)
            .col("authority", Id)
            .col("name", Text)
            .col("languages", Text)
            .col("hours", Text)
            // JSON, as in the card.
            .col("channels", Text)
            .opt("confirmed_at", Int)
            .opt("confirmed_by", Text)
            .col("withdrawn", Flag)
            .col("at", Int)
            .key(&["id"])
            .index(&["authority"]),
    );
    // The State that posted a liaison officer to a contact point; no row where it is the authority's own desk.
    let posting = table("contact_posting").col("contact", Id).col("party", Text).key(&["contact"]);
    vec![
        Migration::tables("directory-1-base", tables),
        Migration::tables("directory-2-assessment", vec![crate::store_assess::table(), posting]),
        Migration::tables(
            "directory-3-entries",
            [store_detail::tables(), crate::store_calls::tables()].concat(),
        ),
        Migration::tables("directory-4-without-node", vec![crate::store_kept::table()]),
        crate::store_prekeys::step(),
        crate::store_calls::delivery_step(),
        crate::store_peer_rows::keys_step(),
        crate::store_peer_rows::lifted_step(),
    ]
}

/// What a person writes of an own contact point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactDraft {
    /// Its name.
    pub name: String,
    /// Codes of its languages.
    pub languages: Vec<String>,
    /// Its hours.
    pub hours: String,
    /// How it is reached.
    pub channels: Vec<Channel>,
    /// The State whose liaison officer sits here, if it is another's.
    pub posted_by: Option<Party>,
    /// What it says beyond that.
    pub more: Particulars,
}

/// Gives every own authority that has no contact point its duty desk, not yet confirmed. For `init` and for a new
/// authority.
///
/// # Errors
/// What the database says.
pub async fn ensure_contacts(tx: &Tx, draft: &ContactDraft) -> Result<(), DirectoryError> {
    check_draft(draft)?;
    for authority in access::authorities(tx).await? {
        let count = contact_row::Entity::find()
            .filter(contact_row::Column::Authority.eq(authority.id.0))
            .count(tx.db());
        if count.await? == 0 {
            insert(tx, authority.id, draft).await?;
        }
    }
    Ok(())
}

/// The contact points of the node's authorities.
///
/// # Errors
/// What the database says.
pub async fn own_contacts(tx: &Tx) -> Result<Vec<OwnContact>, StoreError> {
    let rows = contact_row::Entity::find()
        .filter(contact_row::Column::Withdrawn.eq(false))
        .order_by_asc(contact_row::Column::At)
        .order_by_asc(contact_row::Column::Id)
        .all(tx.db())
        .await?;
    let mut posted: HashMap<Uuid, String> =
        posting_row::Entity::find().all(tx.db()).await?.into_iter().map(|p| (p.contact, p.party)).collect();
    let mut details = store_detail::details(tx).await?;
    rows.into_iter()
        .map(|row| {
            let by = posted.remove(&row.id);
            let detail = details.remove(&row.id).unwrap_or_default();
            contact_of(row, by, detail)
        })
        .collect()
}

/// One own contact point.
///
/// # Errors
/// What the database says.
pub async fn own_contact(tx: &Tx, id: ContactId) -> Result<Option<OwnContact>, StoreError> {
    let row = contact_row::Entity::find_by_id(id.0).one(tx.db()).await?;
    let Some(row) = row.filter(|r| !r.withdrawn) else { return Ok(None) };
    let posted = posting_row::Entity::find_by_id(id.0).one(tx.db()).await?;
    let detail = store_detail::detail(tx, id.0).await?;
    contact_of(row, posted.map(|p| p.party), detail).map(Some)
}

/// Adds a contact point to the actor's authority.
///
/// # Errors
/// [`DirectoryError::Full`] where there is no room for it; [`DirectoryError::Card`] with the limit that is broken; the gate's refusal.
pub async fn add_contact(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    draft: &ContactDraft,
) -> Result<ContactId, DirectoryError> {
    let object = ObjectRef { kind: "contact", id: Uuid::nil() };
    let ask = Ask::new(actor, action::CONFIRM_CONTACT, Purpose::Administration, tx.at()).on(object);
    node.gate.open(Guarded::new(object, Label::own(actor.authority), ()), &ask, &mut tx.log())?;
    check_draft(draft)?;
    let count = contact_row::Entity::find()
        .filter(contact_row::Column::Authority.eq(actor.authority.0))
        .filter(contact_row::Column::Withdrawn.eq(false))
        .count(tx.db());
    if count.await? >= OWN_CONTACTS_MAX {
        return Err(DirectoryError::Full("contact points of an authority"));
    }
    let id = insert(tx, actor.authority, draft).await?;
    fits_card(tx, node).await?;
    Ok(id)
}

/// Changes a contact point of the actor's authority. If hours or channels change it has to be confirmed again: the
/// date speaks of what was called then.
///
/// # Errors
/// [`DirectoryError::UnknownContact`], [`DirectoryError::Card`]; [`DirectoryError::Full`] where the node's card has no room
/// for it; the gate's refusal.
pub async fn change_contact(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: ContactId,
    draft: &ContactDraft,
) -> Result<(), DirectoryError> {
    let held = mine(tx, node, actor, id, "contact").await?;
    check_draft(draft)?;
    let mut update = contact_row::Entity::update_many()
        .col_expr(contact_row::Column::Name, draft.name.trim().into())
        .col_expr(contact_row::Column::Languages, draft.languages.join(" ").into())
        .col_expr(contact_row::Column::Hours, draft.hours.trim().into())
        .col_expr(contact_row::Column::Channels, channels_text(&draft.channels)?.into())
        .filter(contact_row::Column::Id.eq(id.0));
    let mut detail = Detail { facts: draft.more.clone(), confirmation: held.confirmation };
    let point = &held.point;
    let told = (&point.hours, &point.channels, &point.more.urgent_line);
    if told != (&draft.hours.trim().to_owned(), &draft.channels, &draft.more.urgent_line) {
        detail.confirmation = None;
        update = update
            .col_expr(contact_row::Column::ConfirmedAt, Option::<i64>::None.into())
            .col_expr(contact_row::Column::ConfirmedBy, Option::<String>::None.into());
    }
    update.exec(tx.db()).await?;
    store_detail::put_detail(tx, id, &detail).await?;
    put_posting(tx, id, draft.posted_by).await?;
    fits_card(tx, node).await
}

/// Confirms that a contact point of the actor's authority answers as it says, with what that rests on.
///
/// # Errors
/// [`DirectoryError::UnknownContact`], [`DirectoryError::Text`]; the gate's refusal.
pub async fn confirm_contact(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: ContactId,
    how: &Confirmation,
) -> Result<(), DirectoryError> {
    let held = mine(tx, node, actor, id, "contact-confirmation").await?;
    for (field, text) in [("called", &how.called), ("spoken_to", &how.spoken_to)] {
        if text.trim().is_empty() || text.len() > LINE_BYTES_MAX || !is_single_line(text) {
            return Err(DirectoryError::Text(field));
        }
    }
    let detail = Detail { facts: held.point.more, confirmation: Some(how.clone()) };
    store_detail::put_detail(tx, id, &detail).await?;
    contact_row::Entity::update_many()
        .col_expr(contact_row::Column::ConfirmedAt, tx.at().0.into())
        .col_expr(contact_row::Column::ConfirmedBy, actor.name.clone().into())
        .filter(contact_row::Column::Id.eq(id.0))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Takes a contact point out of the directory.
///
/// # Errors
/// [`DirectoryError::UnknownContact`]; the gate's refusal.
pub async fn withdraw_contact(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: ContactId,
) -> Result<(), DirectoryError> {
    mine(tx, node, actor, id, "contact-withdrawal").await?;
    contact_row::Entity::update_many()
        .col_expr(contact_row::Column::Withdrawn, true.into())
        .filter(contact_row::Column::Id.eq(id.0))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// The own card, signed. Made anew, with the next sequence, only when its content changed.
///
/// # Errors
/// [`DirectoryError::Card`] when the node's own facts make no card (an address that is not `https://…`).
pub async fn own_card(tx: &Tx, node: &Node) -> Result<VerifiedCard, DirectoryError> {
    let held = held_card(tx).await?;
    let sequence = held.as_ref().map_or(0, |h| h.card().sequence);
    let mut card = compose(tx, node, sequence).await?;
    if let Some(held) = held.filter(|h| *h.card() == card) {
        return Ok(held);
    }
    card.sequence = rules::next_sequence(sequence, tx.at());
    let signed = sign_card(&node.keys.identity, &card)?;
    setting::put(tx, OWN_CARD, &BASE64.encode(signed.bytes())).await?;
    Ok(signed)
}

/// Whether the node's card still holds what its authorities say: one that is too large is read by nobody, and the node
/// could say nothing any more. Asked within every change, which is refused then.
///
/// # Errors
/// [`DirectoryError::Full`].
pub(crate) async fn fits_card(tx: &Tx, node: &Node) -> Result<(), DirectoryError> {
    match own_card(tx, node).await {
        Err(DirectoryError::Card(CardError::TooLarge)) => {
            Err(DirectoryError::Full("bytes of the node's card"))
        }
        // Whatever else is wrong with the card was so before.
        Ok(_) | Err(DirectoryError::Card(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// The own card, let out for a peer.
///
/// # Errors
/// As [`own_card`]; the gate's refusal.
pub async fn release_card(
    tx: &Tx,
    node: &Node,
    peer: &crate::Peer,
) -> Result<(u64, Released<Vec<u8>>), DirectoryError> {
    let card = own_card(tx, node).await?;
    let actor = node.as_actor(card.lead().id);
    let object = store_peers::object("card", card.node());
    let ask = Ask::new(&actor, action::SEND_CARD, Purpose::Administration, tx.at()).on(object);
    let guarded = Guarded::new(object, Label::own(actor.authority), card.bytes().to_vec());
    let released = node.gate.release(guarded, &ask, &peer.recipient(), &mut tx.log())?;
    Ok((card.card().sequence, released))
}

/// Languages that the contact points of an own authority speak, for choosing a contact on the other side.
///
/// # Errors
/// What the database says.
pub async fn own_languages(tx: &Tx, authority: AuthorityId) -> Result<Vec<String>, StoreError> {
    let mut languages = Vec::new();
    for contact in own_contacts(tx).await?.into_iter().filter(|c| c.authority == authority) {
        for language in contact.point.languages {
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
    }
    Ok(languages)
}

async fn held_card(tx: &Tx) -> Result<Option<VerifiedCard>, StoreError> {
    let Some(text) = setting::get(tx, OWN_CARD).await? else { return Ok(None) };
    let bytes = BASE64.decode(text.as_bytes()).map_err(|e| StoreError::Corrupt(format!("own card: {e}")))?;
    read_card(&bytes).map(Some).map_err(|e| StoreError::Corrupt(format!("own card: {e}")))
}

async fn compose(tx: &Tx, node: &Node, sequence: u64) -> Result<Card, DirectoryError> {
    let contacts = own_contacts(tx).await?;
    let mut entries = store_detail::own_entries(tx).await?;
    let authorities = access::authorities(tx).await?.into_iter().map(|a| CardAuthority {
        id: a.id,
        party: a.party,
        functions: a.functions.iter().map(|f| f.code().to_owned()).collect(),
        entry: entries.remove(&a.id).unwrap_or_default(),
        contacts: contacts.iter().filter(|c| c.authority == a.id).map(|c| c.point.clone()).collect(),
        name: a.name,
        rest: Map::new(),
    });
    let keys = &node.keys;
    Ok(Card {
        version: CARD_VERSION,
        node: keys.id,
        sequence,
        identity: Key(keys.identity.public()),
        signing: signing::signing_keys(tx, node).await?.standing().map(|s| Key(s.key.public())).collect(),
        kem: sealing::sealing_keys(tx, node)
            .await?
            .newest()
            .map(|key| card_kem(key.public()))
            .transpose()?
            .into_iter()
            .collect(),
        tls: keys.tls,
        addresses: vec![node.facts.address.clone()],
        authorities: authorities.collect(),
        rest: Map::new(),
    })
}

fn card_kem(key: &KemPublic) -> Result<CardKem, StoreError> {
    let bytes = key
        .to_bytes()
        .try_into()
        .map_err(|_| StoreError::Corrupt("a key to seal to has another length".into()))?;
    Ok(CardKem { id: key.id().to_text(), key: Key(bytes), rest: Map::new() })
}

/// A contact point of the actor's own authority, after the gate's word.
async fn mine(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: ContactId,
    kind: &'static str,
) -> Result<OwnContact, DirectoryError> {
    let held = own_contact(tx, id).await?.ok_or(DirectoryError::UnknownContact)?;
    let object = ObjectRef { kind, id: id.0 };
    let ask = Ask::new(actor, action::CONFIRM_CONTACT, Purpose::Administration, tx.at()).on(object);
    node.gate.open(Guarded::new(object, Label::own(held.authority), ()), &ask, &mut tx.log())?;
    Ok(held)
}

async fn insert(tx: &Tx, authority: AuthorityId, draft: &ContactDraft) -> Result<ContactId, DirectoryError> {
    let id = ContactId::new(tx.rng());
    let row = contact_row::ActiveModel {
        id: Set(id.0),
        authority: Set(authority.0),
        name: Set(draft.name.trim().into()),
        languages: Set(draft.languages.join(" ")),
        hours: Set(draft.hours.trim().into()),
        channels: Set(channels_text(&draft.channels)?),
        confirmed_at: Set(None),
        confirmed_by: Set(None),
        withdrawn: Set(false),
        at: Set(tx.at().0),
    };
    contact_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    let detail = Detail { facts: draft.more.clone(), confirmation: None };
    store_detail::put_detail(tx, id, &detail).await?;
    put_posting(tx, id, draft.posted_by).await?;
    Ok(id)
}

/// Records whose liaison officer sits at a contact point, or that it is nobody's.
async fn put_posting(tx: &Tx, id: ContactId, by: Option<Party>) -> Result<(), DirectoryError> {
    posting_row::Entity::delete_by_id(id.0).exec(tx.db()).await?;
    if let Some(by) = by {
        let row = posting_row::ActiveModel { contact: Set(id.0), party: Set(by.code().into()) };
        posting_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}

pub(crate) fn check_draft(draft: &ContactDraft) -> Result<(), DirectoryError> {
    let point = ContactPoint {
        id: ContactId(Uuid::nil()),
        name: draft.name.trim().into(),
        languages: draft.languages.clone(),
        hours: draft.hours.trim().into(),
        channels: draft.channels.clone(),
        confirmed_at: None,
        posted_by: draft.posted_by,
        more: draft.more.clone(),
        rest: Map::new(),
    };
    Ok(check_contact(&point)?)
}

fn channels_text(channels: &[Channel]) -> Result<String, StoreError> {
    serde_json::to_string(channels).map_err(|e| StoreError::Corrupt(e.to_string()))
}

fn contact_of(
    row: contact_row::Model,
    posted: Option<String>,
    detail: Detail,
) -> Result<OwnContact, StoreError> {
    let unread = || StoreError::Corrupt(format!("State that posted to `{}`", row.id));
    let posted_by = posted.map(|code| Party::parse(&code).ok_or_else(unread)).transpose()?;
    let channels = serde_json::from_str(&row.channels)
        .map_err(|e| StoreError::Corrupt(format!("channels of `{}`: {e}", row.id)))?;
    Ok(OwnContact {
        authority: AuthorityId(row.authority),
        confirmed_by: row.confirmed_by,
        confirmation: detail.confirmation,
        point: ContactPoint {
            id: ContactId(row.id),
            name: row.name,
            languages: row.languages.split_whitespace().map(str::to_owned).collect(),
            hours: row.hours,
            channels,
            confirmed_at: row.confirmed_at.map(Timestamp),
            posted_by,
            more: detail.facts,
            rest: Map::new(),
        },
    })
}
