//! Test calls: those this node placed, with the time each desk took, and those that wait at its own desks for a person.
//! The messages themselves are carried by the room of envelopes.

use crate::finder::Answering;
use crate::hours::{Open, open_at};
use crate::types::DirectoryError;
use kernel::id::{AuthorityId, ContactId, MessageId, NodeId};
use kernel::time::{HOUR_MS, MINUTE_MS};
use kernel::{Actor, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;
use store::Column::{Int, Text, Uuid as Id};
use store::{Migration, StoreError, TableDraft, Tx, outbox, table};
use uuid::Uuid;

/// How long an open desk has to answer a test call. Our own practice; no article sets it.
pub const CALL_TERM_MS: i64 = 30 * MINUTE_MS;
/// The same for a desk whose hours do not read.
pub const CALL_TERM_UNCLEAR_MS: i64 = 24 * HOUR_MS;
/// Longest term that a caller may set.
pub const CALL_TERM_MS_MAX: i64 = 8 * kernel::time::DAY_MS;
/// Test calls kept of one desk, in each direction; older ones go.
pub const CALLS_KEPT_MAX: u64 = 20;
/// Old calls of one desk that are swept at a time.
const SWEPT_MAX: u64 = 100;
/// Test calls shown of each direction.
pub const CALLS_SHOWN_MAX: u64 = 100;

mod call_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "test_call")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub peer: String,
        pub contact: Uuid,
        pub authority: Uuid,
        pub placed_by: String,
        pub at: i64,
        pub due: i64,
        pub answered_at: Option<i64>,
        pub message: Option<String>,
        pub hours: Option<String>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod received_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "test_call_received")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub peer: String,
        pub contact: Uuid,
        pub authority: Uuid,
        pub at: i64,
        pub due: i64,
        pub answered_at: Option<i64>,
        pub answered_by: Option<String>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn tables() -> Vec<TableDraft> {
    vec![
        table("test_call")
            // Random: it goes out.
            .col("id", Id)
            .col("peer", Text)
            .col("contact", Id)
            // The own authority that placed it.
            .col("authority", Id)
            .col("placed_by", Text)
            .col("at", Int)
            .col("due", Int)
            .opt("answered_at", Int)
            .key(&["id"])
            .index(&["peer", "contact"]),
        table("test_call_received")
            .col("id", Id)
            .col("peer", Text)
            .col("contact", Id)
            // The own authority whose desk is called.
            .col("authority", Id)
            .col("at", Int)
            .col("due", Int)
            .opt("answered_at", Int)
            .opt("answered_by", Text)
            .key(&["id", "peer"])
            .index(&["contact"]),
    ]
}

/// The message that carried a call, and the hours of the desk as they were then. Calls placed before have neither.
pub(crate) fn delivery_step() -> Migration {
    const MESSAGE: &str = "ALTER TABLE test_call ADD COLUMN message TEXT";
    const HOURS: &str = "ALTER TABLE test_call ADD COLUMN hours TEXT";
    let raw = vec![(MESSAGE, MESSAGE), (HOURS, HOURS)];
    Migration { name: "directory-5-calls-delivered", tables: Vec::new(), raw }
}

/// A test call that this node placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedCall {
    /// Its reference, which went out.
    pub id: Uuid,
    /// The node that was called.
    pub peer: NodeId,
    /// The desk.
    pub contact: ContactId,
    /// When it was placed.
    pub at: Timestamp,
    /// When the other node's receipt for it came; `None` while the call is still on its way. Calls of an earlier
    /// version, of which nothing is known, count as delivered when they were placed.
    pub delivered_at: Option<Timestamp>,
    /// Until when an answer is in time: the term begins with the receipt.
    pub due: Timestamp,
    /// When the answer of a person there came in.
    pub answered_at: Option<Timestamp>,
    /// Who placed it.
    pub placed_by: String,
}

/// A test call at a desk of this node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedCall {
    /// The caller's reference.
    pub id: Uuid,
    /// The node that calls.
    pub peer: NodeId,
    /// The own desk.
    pub contact: ContactId,
    /// The own authority whose desk it is.
    pub authority: AuthorityId,
    /// When it came in.
    pub at: Timestamp,
    /// Until when an answer is in time.
    pub due: Timestamp,
    /// When somebody answered.
    pub answered: Option<(Timestamp, String)>,
}

/// Until when a desk with these hours has to answer a call placed now.
#[must_use]
pub fn due_of(hours: &str, now: Timestamp) -> Timestamp {
    match open_at(hours, now) {
        Open::Now => now.plus_ms(CALL_TERM_MS),
        Open::Until(at) => at.plus_ms(CALL_TERM_MS),
        Open::Unknown => now.plus_ms(CALL_TERM_UNCLEAR_MS),
    }
}

fn node_of(text: &str) -> Result<NodeId, StoreError> {
    NodeId::parse(text).ok_or_else(|| StoreError::Corrupt(format!("the node of a test call: {text}")))
}

impl PlacedCall {
    /// How long the person there took: from the receipt on, since time on the line is none of theirs.
    #[must_use]
    pub fn took_ms(&self) -> Option<i64> {
        let answered = self.answered_at?;
        // An answer may be here before the receipt is.
        let from = self.delivered_at.filter(|at| *at <= answered).unwrap_or(self.at);
        Some(answered.since(from).max(0))
    }

    /// Since when the desk is silent: the term has passed without an answer to a call that was delivered. While a call
    /// lies in the own outbox, nothing is known of the desk.
    #[must_use]
    pub fn silent_since(&self, now: Timestamp) -> Option<Timestamp> {
        let silent = self.answered_at.is_none() && self.delivered_at.is_some() && self.due <= now;
        silent.then_some(self.due)
    }
}

/// The calls of these rows, each with when it was delivered.
async fn all_placed(tx: &Tx, rows: Vec<call_row::Model>) -> Result<Vec<PlacedCall>, StoreError> {
    let carried = rows.iter().filter_map(|row| MessageId::parse(row.message.as_deref()?));
    let receipts = outbox::receipted_at(tx, &carried.collect::<Vec<_>>()).await?;
    rows.into_iter().map(|row| placed(row, &receipts)).collect()
}

fn placed(row: call_row::Model, receipts: &BTreeMap<MessageId, Timestamp>) -> Result<PlacedCall, StoreError> {
    let delivered_at = match row.message.as_deref().map(MessageId::parse) {
        None => Some(Timestamp(row.at)),
        Some(message) => message.and_then(|id| receipts.get(&id).copied()),
    };
    let term = row.hours.as_deref().zip(delivered_at).map(|(hours, at)| due_of(hours, at));
    Ok(PlacedCall {
        peer: node_of(&row.peer)?,
        id: row.id,
        contact: ContactId(row.contact),
        at: Timestamp(row.at),
        delivered_at,
        due: term.unwrap_or(Timestamp(row.due)),
        answered_at: row.answered_at.map(Timestamp),
        placed_by: row.placed_by,
    })
}

fn received(row: received_row::Model) -> Result<ReceivedCall, StoreError> {
    Ok(ReceivedCall {
        peer: node_of(&row.peer)?,
        id: row.id,
        contact: ContactId(row.contact),
        authority: AuthorityId(row.authority),
        at: Timestamp(row.at),
        due: Timestamp(row.due),
        answered: row.answered_at.map(|at| (Timestamp(at), row.answered_by.unwrap_or_default())),
    })
}

/// Keeps a test call that goes out now, to a desk with these hours; returns its reference, and until when an answer is in
/// time. One at a time: a desk that was called and may still answer is not called again.
///
/// # Errors
/// [`DirectoryError::Taken`] while one is open.
pub async fn place_call(
    tx: &Tx,
    actor: &Actor,
    (peer, contact): (NodeId, ContactId),
    hours: &str,
) -> Result<(Uuid, Timestamp), DirectoryError> {
    let due = due_of(hours, tx.at());
    use call_row::Column as C;
    let of_desk =
        || call_row::Entity::find().filter(C::Peer.eq(peer.to_string())).filter(C::Contact.eq(contact.0));
    let open = of_desk().filter(C::AnsweredAt.is_null()).filter(C::Due.gt(tx.at().0)).count(tx.db());
    if open.await? > 0 {
        return Err(DirectoryError::Taken("test call"));
    }
    let id = kernel::id::random(tx.rng());
    let row = call_row::ActiveModel {
        id: Set(id),
        peer: Set(peer.to_string()),
        contact: Set(contact.0),
        authority: Set(actor.authority.0),
        placed_by: Set(actor.name.clone()),
        at: Set(tx.at().0),
        due: Set(due.0),
        answered_at: Set(None),
        message: Set(None),
        hours: Set(Some(hours.to_owned())),
    };
    call_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    let old = of_desk()
        .order_by_desc(C::At)
        .order_by_desc(C::Id)
        .offset(CALLS_KEPT_MAX)
        .limit(SWEPT_MAX)
        .all(tx.db())
        .await?;
    let old: Vec<Uuid> = old.into_iter().map(|row| row.id).collect();
    if !old.is_empty() {
        call_row::Entity::delete_many().filter(C::Id.is_in(old)).exec(tx.db()).await?;
    }
    Ok((id, due))
}

/// Keeps which message carries a call: once its receipt is here, the call was delivered.
///
/// # Errors
/// What the database says.
pub async fn call_carried(tx: &Tx, id: Uuid, message: MessageId) -> Result<(), StoreError> {
    call_row::Entity::update_many()
        .col_expr(call_row::Column::Message, message.to_string().into())
        .filter(call_row::Column::Id.eq(id))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Keeps that a person of the peer answered a call; `false` if this peer was not called so, or has answered.
///
/// # Errors
/// What the database says.
pub async fn call_answered(
    tx: &Tx,
    (peer, contact): (NodeId, ContactId),
    id: Uuid,
) -> Result<bool, StoreError> {
    use call_row::Column as C;
    let done = call_row::Entity::update_many()
        .col_expr(C::AnsweredAt, tx.at().0.into())
        .filter(C::Id.eq(id))
        .filter(C::Peer.eq(peer.to_string()))
        .filter(C::Contact.eq(contact.0))
        .filter(C::AnsweredAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected == 1)
}

/// Keeps a call of a peer for the people of the desk. An older one of the same peer that still waits gives way to it.
///
/// # Errors
/// What the database says.
pub async fn keep_received(tx: &Tx, call: &ReceivedCall) -> Result<(), StoreError> {
    use received_row::Column as C;
    let of_desk = || received_row::Entity::find().filter(C::Contact.eq(call.contact.0));
    received_row::Entity::delete_many()
        .filter(C::Contact.eq(call.contact.0))
        .filter(C::Peer.eq(call.peer.to_string()))
        .filter(C::AnsweredAt.is_null())
        .exec(tx.db())
        .await?;
    let row = received_row::ActiveModel {
        id: Set(call.id),
        peer: Set(call.peer.to_string()),
        contact: Set(call.contact.0),
        authority: Set(call.authority.0),
        at: Set(call.at.0),
        due: Set(call.due.0),
        answered_at: Set(None),
        answered_by: Set(None),
    };
    received_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    let answered = of_desk().filter(C::AnsweredAt.is_not_null());
    let old = answered
        .order_by_desc(C::At)
        .order_by_desc(C::Id)
        .offset(CALLS_KEPT_MAX)
        .limit(SWEPT_MAX)
        .all(tx.db())
        .await?;
    for row in old {
        received_row::Entity::delete_by_id((row.id, row.peer)).exec(tx.db()).await?;
    }
    Ok(())
}

/// A call at a desk of this node.
///
/// # Errors
/// What the database says.
pub async fn received_call(tx: &Tx, peer: NodeId, id: Uuid) -> Result<Option<ReceivedCall>, StoreError> {
    let row = received_row::Entity::find_by_id((id, peer.to_string())).one(tx.db()).await?;
    row.map(received).transpose()
}

/// Keeps that somebody answered; `false` if it was answered already.
///
/// # Errors
/// What the database says.
pub async fn answer_call(tx: &Tx, call: &ReceivedCall, by: &str) -> Result<bool, StoreError> {
    use received_row::Column as C;
    let done = received_row::Entity::update_many()
        .col_expr(C::AnsweredAt, tx.at().0.into())
        .col_expr(C::AnsweredBy, by.into())
        .filter(C::Id.eq(call.id))
        .filter(C::Peer.eq(call.peer.to_string()))
        .filter(C::AnsweredAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected == 1)
}

/// The calls at the desks of an own authority, those that wait first, then the newest.
///
/// # Errors
/// What the database says.
pub async fn received_calls(tx: &Tx, authority: AuthorityId) -> Result<Vec<ReceivedCall>, StoreError> {
    use received_row::Column as C;
    let rows = received_row::Entity::find()
        .filter(C::Authority.eq(authority.0))
        .order_by_desc(C::At)
        .order_by_desc(C::Id)
        .limit(CALLS_SHOWN_MAX)
        .all(tx.db())
        .await?;
    let mut calls = rows.into_iter().map(received).collect::<Result<Vec<_>, _>>()?;
    calls.sort_by_key(|c| c.answered.is_some());
    Ok(calls)
}

/// The calls that an own authority placed, the newest first.
///
/// # Errors
/// What the database says.
pub async fn placed_calls(tx: &Tx, authority: AuthorityId) -> Result<Vec<PlacedCall>, StoreError> {
    use call_row::Column as C;
    let rows = call_row::Entity::find()
        .filter(C::Authority.eq(authority.0))
        .order_by_desc(C::At)
        .order_by_desc(C::Id)
        .limit(CALLS_SHOWN_MAX)
        .all(tx.db())
        .await?;
    all_placed(tx, rows).await
}

/// How the desks of peers answered, by node and desk; of one peer, if it is named.
///
/// # Errors
/// What the database says.
pub(crate) async fn answering(
    tx: &Tx,
    of: Option<NodeId>,
) -> Result<BTreeMap<String, BTreeMap<ContactId, Answering>>, StoreError> {
    use call_row::Column as C;
    let mut rows = call_row::Entity::find();
    if let Some(peer) = of {
        rows = rows.filter(C::Peer.eq(peer.to_string()));
    }
    let rows = rows.order_by_asc(C::At).order_by_asc(C::Id).all(tx.db()).await?;
    let mut of_desk: BTreeMap<(NodeId, ContactId), Vec<PlacedCall>> = BTreeMap::new();
    for call in all_placed(tx, rows).await? {
        of_desk.entry((call.peer, call.contact)).or_default().push(call);
    }
    let mut known: BTreeMap<String, BTreeMap<ContactId, Answering>> = BTreeMap::new();
    for ((peer, contact), calls) in of_desk {
        known.entry(peer.to_string()).or_default().insert(contact, judge(&calls, tx.at()));
    }
    Ok(known)
}

/// What the calls to one desk, the oldest first, say of it now. A call that may still be answered, or was not delivered,
/// says nothing yet; an answer that came late is an answer.
fn judge(calls: &[PlacedCall], now: Timestamp) -> Answering {
    let (mut times, mut silent_since, mut answered_at) = (Vec::new(), None, None);
    for call in calls {
        if let Some(took) = call.took_ms() {
            times.push(took);
            silent_since = None;
            answered_at = answered_at.max(call.answered_at);
        } else {
            silent_since = call.silent_since(now).or(silent_since);
        }
    }
    times.sort_unstable();
    Answering {
        median_ms: times.get(times.len() / 2).copied(),
        answered: u32::try_from(times.len()).unwrap_or(u32::MAX),
        answered_at,
        silent_since,
    }
}

/// Whether it is time to test a channel again: a call is placed only after the last one has run out or was answered.
///
/// # Errors
/// What the database says.
pub async fn test_is_due(
    tx: &Tx,
    (peer, contact): (NodeId, ContactId),
    every_hours: u16,
) -> Result<bool, StoreError> {
    use call_row::Column as C;
    let of_desk =
        call_row::Entity::find().filter(C::Peer.eq(peer.to_string())).filter(C::Contact.eq(contact.0));
    let last = of_desk.order_by_desc(C::At).order_by_desc(C::Id).one(tx.db()).await?;
    let wait = i64::from(every_hours).saturating_mul(HOUR_MS);
    Ok(every_hours > 0 && last.is_none_or(|last| tx.at().since(Timestamp(last.at)) >= wait))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// (placed, delivered, due, answered), in minutes.
    fn judged(calls: &[(i64, Option<i64>, i64, Option<i64>)], now: i64) -> Answering {
        let at = |m: i64| Timestamp(m * MINUTE_MS);
        let call = |(placed, delivered, due, answered): &(i64, Option<i64>, i64, Option<i64>)| PlacedCall {
            id: Uuid::nil(),
            peer: NodeId::of_key(&[7; 32]),
            contact: ContactId(Uuid::nil()),
            at: at(*placed),
            delivered_at: delivered.map(at),
            due: at(*due),
            answered_at: answered.map(at),
            placed_by: String::new(),
        };
        judge(&calls.iter().map(call).collect::<Vec<_>>(), at(now))
    }

    /// The same, delivered at once.
    fn minutes(calls: &[(i64, i64, Option<i64>)], now: i64) -> Answering {
        judged(&calls.iter().map(|(p, d, a)| (*p, Some(*p), *d, *a)).collect::<Vec<_>>(), now)
    }

    #[test]
    fn a_call_that_was_not_delivered_says_nothing_and_time_on_the_line_is_nobodys() {
        assert_eq!(judged(&[(0, None, 30, None)], 500), Answering::default());
        let late = [(0, Some(600), 630, None)];
        assert_eq!(judged(&late, 629).silent_since, None, "its term began when it was delivered");
        assert_eq!(judged(&late, 630).silent_since, Some(Timestamp(630 * MINUTE_MS)));
        assert_eq!(judged(&[(0, Some(600), 630, Some(604))], 700).median_ms, Some(4 * MINUTE_MS));
        // The answer was here before the receipt.
        assert_eq!(judged(&[(0, Some(9), 39, Some(8))], 700).median_ms, Some(8 * MINUTE_MS));
    }

    #[test]
    fn a_desk_is_silent_once_the_term_of_its_last_call_has_passed() {
        let at = |m: i64| Some(Timestamp(m * MINUTE_MS));
        let call = [(0, 30, None)];
        assert_eq!(minutes(&call, 29).silent_since, None, "it may still answer");
        assert_eq!(minutes(&call, 30).silent_since, at(30));
        // It is called again: until that call runs out, the first still counts.
        assert_eq!(minutes(&[(0, 30, None), (40, 70, None)], 50).silent_since, at(30));
        assert_eq!(minutes(&[(0, 30, None), (40, 70, Some(44))], 50).silent_since, None, "it answers again");
        assert_eq!(minutes(&[(0, 30, Some(45))], 50).silent_since, None, "late is not silent");
    }

    #[test]
    fn half_of_the_answers_were_faster_than_the_median() {
        let calls = [(0, 30, Some(4)), (100, 130, Some(109)), (200, 230, Some(202))];
        let of = minutes(&calls, 300);
        assert_eq!((of.median_ms, of.answered), (Some(4 * MINUTE_MS), 3));
        assert_eq!(minutes(&[], 300), Answering::default());
    }

    #[test]
    fn a_desk_that_is_shut_answers_after_it_opens() {
        let at = |text| Timestamp::parse(text).unwrap();
        let night = at("2026-11-24T02:12:00Z");
        assert_eq!(due_of("24/7", night), at("2026-11-24T02:42:00Z"));
        assert_eq!(due_of("Mo-Fr 08:00-16:00 Europe/Rome", night), at("2026-11-24T07:30:00Z"));
        assert_eq!(due_of("by appointment", night), at("2026-11-25T02:12:00Z"));
    }
}
