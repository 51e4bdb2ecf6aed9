//! What went to other nodes and what came from them: own publications with who has which edition, and publications of
//! others as they were signed.

use crate::public::Content;
use crate::store::{closed, row};
use crate::types::{ConferenceError, PUBLICATIONS_MAX, RECEIVED_MAX};
use ::store::Column::{Bytes, Flag, Int, Text, Uuid as Id};
use ::store::{Migration, StoreError, Tx, table};
use gate::Guarded;
use kernel::id::{AuthorityId, NodeId};
use kernel::{Actor, Party, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;
use uuid::Uuid;

row!(publication_row, "conference_publication", {
    authority: Uuid, kind: String, subject: Uuid, reference: Uuid, number: i64, content: Option<String>, at: i64,
    by: String,
});
row!(sent_row, "conference_sent", { publication: Uuid, peer: String, number: i64 });
row!(received_row, "conference_received", {
    peer: String, reference: Uuid, number: i64, kind: String, authority: Uuid, name: String, party: String,
    subject: String, title: String, at: i64, taken_at: i64, taken_back: bool, document: Vec<u8>,
});
// long: one table after another, with nothing to decide
pub(crate) fn migration() -> Migration {
    Migration::tables(
        "conference-4-nodes",
        vec![
            table("conference_publication")
                .col("id", Id)
                .col("authority", Id)
                .col("kind", Text)
                .col("subject", Id)
                .col("reference", Id)
                .col("number", Int)
                .opt("content", Text)
                .col("at", Int)
                .col("by", Text)
                .key(&["id"])
                .unique(&["kind", "subject", "authority"])
                .unique(&["reference"]),
            table("conference_sent")
                .col("id", Id)
                .col("publication", Id)
                .col("peer", Text)
                .col("number", Int)
                .key(&["id"])
                .unique(&["publication", "peer"])
                .index(&["peer"]),
            table("conference_received")
                .col("id", Id)
                .col("peer", Text)
                .col("reference", Id)
                .col("number", Int)
                .col("kind", Text)
                .col("authority", Id)
                .col("name", Text)
                .col("party", Text)
                .col("subject", Text)
                .col("title", Text)
                .col("at", Int)
                .col("taken_at", Int)
                .col("taken_back", Flag)
                .col("document", Bytes)
                .key(&["id"])
                .unique(&["peer", "reference"])
                .index(&["kind", "subject"]),
            table("conference_guest")
                .col("id", Id)
                .col("peer", Text)
                .col("authority", Id)
                .col("name", Text)
                .col("party", Text)
                .col("at", Int)
                .key(&["id"])
                .unique(&["peer", "authority"]),
            table("conference_handed")
                .col("id", Id)
                .col("authority", Id)
                .col("peer", Text)
                .col("received", Id)
                .col("reference", Id)
                .col("what", Text)
                .col("file", Text)
                .col("digest", Text)
                .col("message", Id)
                .col("at", Int)
                .col("by", Text)
                .col("sealed", Bytes)
                .opt("receipt", Text)
                .opt("receipt_at", Int)
                .opt("document", Bytes)
                .key(&["id"])
                .unique(&["reference"])
                .index(&["received", "authority"]),
            table("conference_taken")
                .col("id", Id)
                .col("peer", Text)
                .col("reference", Id)
                .col("at", Int)
                .key(&["id"])
                .unique(&["peer", "reference"]),
        ],
    )
}

/// Something that an authority of this node publishes to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Publication {
    pub(crate) id: Uuid,
    pub(crate) authority: AuthorityId,
    /// The kind of object, as the gate knows it.
    pub(crate) kind: &'static str,
    pub(crate) subject: Uuid,
    pub(crate) reference: Uuid,
    pub(crate) number: i64,
    /// What it says, a statement without its file; nothing where it was taken back.
    pub(crate) content: Option<Content>,
    pub(crate) at: Timestamp,
}

/// The kinds of objects that are published.
const KINDS: [&str; 5] = ["recommendation", "session", "submission", "call", "topic"];

fn publication_of(row: publication_row::Model) -> Result<Publication, StoreError> {
    let kind = KINDS.into_iter().find(|kind| *kind == row.kind);
    let kind = kind.ok_or_else(|| StoreError::Corrupt(format!("no publication `{}`", row.kind)))?;
    let content = match &row.content {
        Some(text) => Some(crate::store::got("publication", text)?),
        None => None,
    };
    Ok(Publication {
        id: row.id,
        authority: AuthorityId(row.authority),
        kind,
        subject: row.subject,
        reference: row.reference,
        number: row.number,
        content,
        at: Timestamp(row.at),
    })
}

/// A new edition of what an authority publishes about a thing; nothing where what was never published is taken back.
pub(crate) async fn put_publication(
    tx: &Tx,
    by: &Actor,
    (kind, subject): (&'static str, Uuid),
    content: Option<&Content>,
) -> Result<Option<Publication>, ConferenceError> {
    let there = row_of(tx, (kind, subject), by.authority).await?;
    let said = content.map(crate::store::put).transpose()?;
    let (id, reference, number) = match &there {
        Some(row) => (row.id, row.reference, row.number.saturating_add(1)),
        None if content.is_none() => return Ok(None),
        None => (kernel::id::new(tx.clock(), tx.rng()), kernel::id::random(tx.rng()), 1),
    };
    if there.is_none()
        && publication_row::Entity::find().count(tx.db()).await.map_err(StoreError::from)? >= PUBLICATIONS_MAX
    {
        return Err(ConferenceError::Full);
    }
    // Taken back twice is taken back.
    if there.is_some_and(|before| before.content.is_none()) && said.is_none() {
        return Ok(None);
    }
    publication_row::Entity::delete_by_id(id).exec(tx.db()).await.map_err(StoreError::from)?;
    let row = publication_row::ActiveModel {
        id: Set(id),
        authority: Set(by.authority.0),
        kind: Set(kind.to_owned()),
        subject: Set(subject),
        reference: Set(reference),
        number: Set(number),
        content: Set(said),
        at: Set(tx.at().0),
        by: Set(by.name.clone()),
    };
    publication_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    let (content, at, authority) = (content.cloned(), tx.at(), by.authority);
    Ok(Some(Publication { id, authority, kind, subject, reference, number, content, at }))
}

async fn row_of(
    tx: &Tx,
    (kind, subject): (&str, Uuid),
    of: AuthorityId,
) -> Result<Option<publication_row::Model>, StoreError> {
    use publication_row::Column;
    Ok(publication_row::Entity::find()
        .filter(Column::Kind.eq(kind))
        .filter(Column::Subject.eq(subject))
        .filter(Column::Authority.eq(of.0))
        .one(tx.db())
        .await?)
}

/// What an authority publishes about a thing, if it stands.
pub(crate) async fn publication(
    tx: &Tx,
    of: (&str, Uuid),
    by: AuthorityId,
) -> Result<Option<Publication>, StoreError> {
    let found = row_of(tx, of, by).await?.map(publication_of).transpose()?;
    Ok(found.filter(|one| one.content.is_some()))
}

/// Everything that stands of a kind, about a thing where it is named, by whichever authority of this node.
pub(crate) async fn publications(
    tx: &Tx,
    kind: &str,
    subject: Option<Uuid>,
) -> Result<Vec<Publication>, StoreError> {
    use publication_row::Column;
    let mut find =
        publication_row::Entity::find().filter(Column::Kind.eq(kind)).filter(Column::Content.is_not_null());
    if let Some(subject) = subject {
        find = find.filter(Column::Subject.eq(subject));
    }
    find.all(tx.db()).await?.into_iter().map(publication_of).collect()
}

/// A publication by the reference that others know, taken back or not.
pub(crate) async fn by_reference(tx: &Tx, reference: Uuid) -> Result<Option<Publication>, StoreError> {
    let find = publication_row::Entity::find().filter(publication_row::Column::Reference.eq(reference));
    find.one(tx.db()).await?.map(publication_of).transpose()
}

/// Notes that an edition goes to a peer.
pub(crate) async fn note_sent(
    tx: &Tx,
    publication: Uuid,
    peer: NodeId,
    number: i64,
) -> Result<(), StoreError> {
    sent_row::Entity::delete_many()
        .filter(sent_row::Column::Publication.eq(publication))
        .filter(sent_row::Column::Peer.eq(peer.to_string()))
        .exec(tx.db())
        .await?;
    let row = sent_row::ActiveModel {
        id: Set(kernel::id::new(tx.clock(), tx.rng())),
        publication: Set(publication),
        peer: Set(peer.to_string()),
        number: Set(number),
    };
    sent_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// What a peer lacks, the oldest first, at most `most`: each with whether it has an earlier edition.
pub(crate) async fn lacking(
    tx: &Tx,
    peer: NodeId,
    most: usize,
) -> Result<Vec<(Publication, bool)>, StoreError> {
    let has: Vec<(Uuid, i64)> = sent_row::Entity::find()
        .select_only()
        .column(sent_row::Column::Publication)
        .column(sent_row::Column::Number)
        .filter(sent_row::Column::Peer.eq(peer.to_string()))
        .into_tuple()
        .all(tx.db())
        .await?;
    let has: BTreeMap<Uuid, i64> = has.into_iter().collect();
    let all: Vec<(Uuid, i64)> = publication_row::Entity::find()
        .select_only()
        .column(publication_row::Column::Id)
        .column(publication_row::Column::Number)
        .order_by_asc(publication_row::Column::Id)
        .into_tuple()
        .all(tx.db())
        .await?;
    let mut list = Vec::new();
    for (id, _) in all.into_iter().filter(|(id, number)| has.get(id) != Some(number)).take(most) {
        let Some(row) = publication_row::Entity::find_by_id(id).one(tx.db()).await? else { continue };
        list.push((publication_of(row)?, has.contains_key(&id)));
    }
    Ok(list)
}

/// The kind under which a statement is kept that its State took back, so that lists tell it without its document.
pub(crate) const WITHDRAWN: &str = "withdrawn-statement";

/// A publication of another node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Received {
    pub(crate) id: Uuid,
    pub(crate) peer: NodeId,
    pub(crate) reference: Uuid,
    pub(crate) number: i64,
    pub(crate) kind: String,
    /// Its authority there, by the id in its card.
    pub(crate) authority: AuthorityId,
    /// What that is called, with its State.
    pub(crate) name: String,
    pub(crate) party: Party,
    pub(crate) subject: String,
    pub(crate) title: String,
    pub(crate) at: Timestamp,
    pub(crate) taken_back: bool,
}

impl Received {
    /// Who publishes it.
    pub(crate) fn who(&self) -> String {
        format!("{} ({})", self.name, self.party)
    }

    /// The kind of object, as the gate knows it.
    fn object(&self) -> &'static str {
        match self.kind.as_str() {
            "follow-up" => "recommendation",
            "session" => "session",
            "statement" | WITHDRAWN => "submission",
            "call" => "call",
            "topics" => "topic",
            _ => "conference",
        }
    }
}

type Head = (Uuid, String, Uuid, i64, String, Uuid, String, String, String, String, i64, bool);

fn heads() -> sea_orm::Select<received_row::Entity> {
    use received_row::Column::{
        At, Authority, Id, Kind, Name, Number, Party, Peer, Reference, Subject, TakenBack, Title,
    };
    received_row::Entity::find()
        .select_only()
        .columns([Id, Peer, Reference, Number, Kind, Authority, Name, Party, Subject, Title, At, TakenBack])
}

fn received_of(head: Head) -> Result<Received, StoreError> {
    let (id, peer, reference, number, kind, authority, name, party, subject, title, at, taken_back) = head;
    let corrupt = || StoreError::Corrupt(format!("conference_received {id}"));
    Ok(Received {
        id,
        peer: NodeId::parse(&peer).ok_or_else(corrupt)?,
        reference,
        number,
        kind,
        authority: AuthorityId(authority),
        name,
        party: Party::parse(&party).ok_or_else(corrupt)?,
        subject,
        title,
        at: Timestamp(at),
        taken_back,
    })
}

fn shut(one: Received) -> Guarded<Received> {
    closed(one.object(), one.id, one.authority.0, one)
}

/// What others publish of a kind, about one of these subjects where they are named; what was taken back is not there.
pub(crate) async fn received_each(
    tx: &Tx,
    kind: &str,
    subjects: Option<Vec<String>>,
) -> Result<Vec<Guarded<Received>>, StoreError> {
    use received_row::Column;
    let mut find = heads().filter(Column::Kind.eq(kind)).filter(Column::TakenBack.eq(false));
    if let Some(subjects) = subjects {
        find = find.filter(Column::Subject.is_in(subjects));
    }
    let rows: Vec<Head> =
        find.order_by_desc(Column::Id).limit(RECEIVED_MAX).into_tuple().all(tx.db()).await?;
    rows.into_iter().map(|head| received_of(head).map(shut)).collect()
}

/// What others publish about recommendations of reports that were not put in here.
pub(crate) async fn received_elsewhere(tx: &Tx) -> Result<Vec<Guarded<Received>>, StoreError> {
    use received_row::Column;
    let find = heads()
        .filter(Column::Kind.eq("follow-up"))
        .filter(Column::TakenBack.eq(false))
        .filter(Column::Subject.not_in_subquery(crate::store_found::known_here()));
    let rows: Vec<Head> =
        find.order_by_desc(Column::Id).limit(RECEIVED_MAX).into_tuple().all(tx.db()).await?;
    rows.into_iter().map(|head| received_of(head).map(shut)).collect()
}

/// One publication of another node, with the document as it was signed.
pub(crate) async fn received(tx: &Tx, id: Uuid) -> Result<Option<Guarded<(Received, Vec<u8>)>>, StoreError> {
    let Some(row) = received_row::Entity::find_by_id(id).one(tx.db()).await? else { return Ok(None) };
    let document = row.document.clone();
    let head = (
        row.id,
        row.peer,
        row.reference,
        row.number,
        row.kind,
        row.authority,
        row.name,
        row.party,
        row.subject,
        row.title,
        row.at,
        row.taken_back,
    );
    let one = received_of(head)?;
    Ok(Some(closed(one.object(), id, one.authority.0, (one, document))))
}

/// What a peer published under a reference, whatever became of it.
pub(crate) async fn received_under(
    tx: &Tx,
    peer: NodeId,
    reference: Uuid,
) -> Result<Option<Received>, StoreError> {
    use received_row::Column;
    let find = heads().filter(Column::Peer.eq(peer.to_string())).filter(Column::Reference.eq(reference));
    find.into_tuple::<Head>().one(tx.db()).await?.map(received_of).transpose()
}

/// Keeps an edition in the place of the one before; `false` where this peer has as many as may be.
pub(crate) async fn keep_received(tx: &Tx, new: &Received, document: &[u8]) -> Result<bool, StoreError> {
    use received_row::Column;
    let before = received_under(tx, new.peer, new.reference).await?;
    let id = match &before {
        Some(before) => before.id,
        None => {
            let find = received_row::Entity::find().filter(Column::Peer.eq(new.peer.to_string()));
            if find.count(tx.db()).await? >= RECEIVED_MAX {
                return Ok(false);
            }
            kernel::id::new(tx.clock(), tx.rng())
        }
    };
    received_row::Entity::delete_by_id(id).exec(tx.db()).await?;
    let row = received_row::ActiveModel {
        id: Set(id),
        peer: Set(new.peer.to_string()),
        reference: Set(new.reference),
        number: Set(new.number),
        kind: Set(new.kind.clone()),
        authority: Set(new.authority.0),
        name: Set(new.name.clone()),
        party: Set(new.party.code().to_owned()),
        subject: Set(new.subject.clone()),
        title: Set(new.title.clone()),
        at: Set(new.at.0),
        taken_at: Set(tx.at().0),
        taken_back: Set(new.taken_back),
        document: Set(document.to_vec()),
    };
    received_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(true)
}
