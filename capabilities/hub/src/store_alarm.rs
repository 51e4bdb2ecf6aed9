//! What hubs showed that cannot be true, and statements of this node on their way to a hub.

use crate::store::{SHOWN_MAX, alarm_row, count, node_of, number, said_row};
use ::store::{StoreError, Tx};
use kernel::Timestamp;
use kernel::id::NodeId;
use sea_orm::ActiveValue::{Set, Unchanged};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Something about a hub that cannot be true.
#[derive(Clone, Debug)]
pub struct Alarm {
    /// Its id.
    pub id: Uuid,
    /// The hub.
    pub hub: NodeId,
    /// When it was seen first.
    pub at: Timestamp,
    /// How often since.
    pub again: i64,
    /// A code: of a contradiction, of a leaf's fault, of a swapped card, `shorter`.
    pub reason: String,
    /// The peer that showed it, if it was not the hub itself.
    pub shown_by: Option<NodeId>,
    /// What it is about: a node, or nothing.
    pub subject: Option<NodeId>,
    /// What was held before, as it was signed.
    pub held: Vec<u8>,
    /// What contradicts it, as it was signed.
    pub shown: Vec<u8>,
    /// The proof between two heads, 32 bytes a digest; may be empty.
    pub proof: Vec<u8>,
    /// When, by whom and why it was settled.
    pub settled: Option<(Timestamp, String, String)>,
}

fn alarm_of(row: alarm_row::Model) -> Result<Alarm, StoreError> {
    let settled = match (row.settled_at, row.settled_by, row.settled_why) {
        (Some(at), Some(by), Some(why)) => Some((Timestamp(at), by, why)),
        _ => None,
    };
    Ok(Alarm {
        id: row.id,
        hub: node_of(&row.hub)?,
        at: Timestamp(row.at),
        again: row.again,
        reason: row.reason,
        shown_by: row.shown_by.as_deref().map(node_of).transpose()?,
        subject: NodeId::parse(&row.subject),
        held: row.held,
        shown: row.shown,
        proof: row.proof,
        settled,
    })
}

/// Raises an alarm; an open one of the same kind about the same only counts, unless this one is the first with a proof,
/// which it then keeps instead of what convinced this node alone. `true` if it says something new.
pub(crate) async fn raise(tx: &Tx, new: &Alarm) -> Result<bool, StoreError> {
    let subject = new.subject.map(|node| node.to_string()).unwrap_or_default();
    let open = alarm_row::Entity::find()
        .filter(alarm_row::Column::Hub.eq(new.hub.to_string()))
        .filter(alarm_row::Column::Reason.eq(&new.reason))
        .filter(alarm_row::Column::Subject.eq(&subject))
        .filter(alarm_row::Column::SettledAt.is_null())
        .one(tx.db())
        .await?;
    if let Some(open) = open {
        let proven = open.proof.is_empty() && !new.proof.is_empty();
        let mut more = alarm_row::ActiveModel {
            id: Unchanged(open.id),
            again: Set(open.again.saturating_add(1)),
            ..Default::default()
        };
        if proven {
            more.shown_by = Set(new.shown_by.map(|node| node.to_string()));
            more.held = Set(new.held.clone());
            more.shown = Set(new.shown.clone());
            more.proof = Set(new.proof.clone());
        }
        alarm_row::Entity::update(more).exec(tx.db()).await?;
        return Ok(proven);
    }
    let row = alarm_row::ActiveModel {
        id: Set(new.id),
        hub: Set(new.hub.to_string()),
        at: Set(new.at.0),
        again: Set(0),
        reason: Set(new.reason.clone()),
        shown_by: Set(new.shown_by.map(|node| node.to_string())),
        subject: Set(subject),
        held: Set(new.held.clone()),
        shown: Set(new.shown.clone()),
        proof: Set(new.proof.clone()),
        settled_at: Set(None),
        settled_by: Set(None),
        settled_why: Set(None),
    };
    alarm_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(true)
}

/// Whether two administrators settled an alarm of this kind about this very thing before.
pub(crate) async fn was_settled(tx: &Tx, new: &Alarm) -> Result<bool, StoreError> {
    let subject = new.subject.map(|node| node.to_string()).unwrap_or_default();
    let found = alarm_row::Entity::find()
        .filter(alarm_row::Column::Hub.eq(new.hub.to_string()))
        .filter(alarm_row::Column::Reason.eq(&new.reason))
        .filter(alarm_row::Column::Subject.eq(subject))
        .filter(alarm_row::Column::Shown.eq(new.shown.clone()))
        .filter(alarm_row::Column::SettledAt.is_not_null())
        .one(tx.db())
        .await?;
    Ok(found.is_some())
}

/// Alarms, newest first.
pub(crate) async fn alarms(tx: &Tx) -> Result<Vec<Alarm>, StoreError> {
    let rows =
        alarm_row::Entity::find().order_by_desc(alarm_row::Column::Id).limit(SHOWN_MAX).all(tx.db()).await?;
    rows.into_iter().map(alarm_of).collect()
}

/// One alarm.
pub(crate) async fn alarm(tx: &Tx, id: Uuid) -> Result<Option<Alarm>, StoreError> {
    alarm_row::Entity::find_by_id(id).one(tx.db()).await?.map(alarm_of).transpose()
}

/// How many alarms nobody settled; of one hub, or of all.
pub(crate) async fn open_alarms(tx: &Tx, hub: Option<NodeId>) -> Result<u64, StoreError> {
    let mut find = alarm_row::Entity::find().filter(alarm_row::Column::SettledAt.is_null());
    if let Some(hub) = hub {
        find = find.filter(alarm_row::Column::Hub.eq(hub.to_string()));
    }
    Ok(find.count(tx.db()).await?)
}

/// Settles an alarm; `false` if it is not open.
pub(crate) async fn settle(tx: &Tx, id: Uuid, by: &str, why: &str) -> Result<bool, StoreError> {
    let done = alarm_row::Entity::update_many()
        .col_expr(alarm_row::Column::SettledAt, Some(tx.at().0).into())
        .col_expr(alarm_row::Column::SettledBy, Some(by.to_owned()).into())
        .col_expr(alarm_row::Column::SettledWhy, Some(why.to_owned()).into())
        .filter(alarm_row::Column::Id.eq(id))
        .filter(alarm_row::Column::SettledAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected > 0)
}

/// A statement of this node on its way to a hub.
#[derive(Clone, Debug)]
pub struct Said {
    /// Its number.
    pub number: u64,
    /// What it says.
    pub code: String,
    /// The signed statement.
    pub document: Vec<u8>,
    /// When it was made.
    pub at: Timestamp,
    /// Whether the hub took it.
    pub taken: bool,
    /// Why it did not.
    pub refused: Option<String>,
}

/// Queues a statement for a hub.
pub(crate) async fn say(tx: &Tx, hub: NodeId, said: Said) -> Result<(), StoreError> {
    let row = said_row::ActiveModel {
        hub: Set(hub.to_string()),
        number: Set(number(said.number)),
        code: Set(said.code),
        document: Set(said.document),
        at: Set(said.at.0),
        taken_at: Set(None),
        refused: Set(None),
    };
    said_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Statements for a hub that it has not answered yet, in order; or all of them.
pub(crate) async fn said(tx: &Tx, hub: NodeId, waiting: bool) -> Result<Vec<Said>, StoreError> {
    let mut find = said_row::Entity::find().filter(said_row::Column::Hub.eq(hub.to_string()));
    if waiting {
        find = find.filter(said_row::Column::TakenAt.is_null()).filter(said_row::Column::Refused.is_null());
    }
    let rows = find
        .order_by_asc(said_row::Column::Number)
        .limit(crate::log::STATEMENTS_OF_ONE_MAX)
        .all(tx.db())
        .await?;
    let read = |row: said_row::Model| Said {
        number: count(row.number),
        code: row.code,
        document: row.document,
        at: Timestamp(row.at),
        taken: row.taken_at.is_some(),
        refused: row.refused,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// The number of the newest statement for a hub.
pub(crate) async fn last_said(tx: &Tx, hub: NodeId) -> Result<u64, StoreError> {
    let row = said_row::Entity::find()
        .filter(said_row::Column::Hub.eq(hub.to_string()))
        .order_by_desc(said_row::Column::Number)
        .one(tx.db())
        .await?;
    Ok(row.map_or(0, |row| count(row.number)))
}

/// Notes what a hub answered to a statement.
pub(crate) async fn said_answered(
    tx: &Tx,
    hub: NodeId,
    of: u64,
    refused: Option<&str>,
) -> Result<(), StoreError> {
    let taken = refused.is_none().then_some(tx.at().0);
    said_row::Entity::update_many()
        .col_expr(said_row::Column::TakenAt, taken.into())
        .col_expr(said_row::Column::Refused, refused.map(str::to_owned).into())
        .filter(said_row::Column::Hub.eq(hub.to_string()))
        .filter(said_row::Column::Number.eq(number(of)))
        .exec(tx.db())
        .await?;
    Ok(())
}
