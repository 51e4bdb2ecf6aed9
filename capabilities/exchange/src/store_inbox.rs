//! What peers sent: each message once, with the one receipt it is answered with, and the state of the line to each
//! peer.

use crate::store_rows::{inbox_row, line_row, pending_row};
use kernel::id::{DossierId, MessageId, NodeId};
use kernel::{Digest, Timestamp};
use procedure::Side;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use seal::envelope::Opened;
use std::collections::BTreeMap;
use store::{Migration, StoreError, Tx, insert_all};

/// Rows of a list of what is kept apart.
const KEPT_ROWS: u64 = 200;

/// How a message was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InState {
    /// It is durable here.
    Taken,
    /// It is kept apart for a person to look at.
    Quarantined,
    /// It was not taken and never will be.
    Rejected,
}

impl InState {
    /// The stored code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Quarantined => "quarantined",
            Self::Rejected => "rejected",
        }
    }

    fn parse(code: &str) -> Result<Self, StoreError> {
        [Self::Taken, Self::Quarantined, Self::Rejected]
            .into_iter()
            .find(|s| s.code() == code)
            .ok_or_else(|| StoreError::Corrupt(format!("inbox state `{code}`")))
    }
}

/// A message as it was answered.
#[derive(Clone, Debug)]
pub struct Received {
    /// Who sent it.
    pub peer: NodeId,
    /// Its id; two peers may choose the same one.
    pub message: MessageId,
    /// Digest of what was signed in it.
    pub digest: Digest,
    /// Digest of what it says, whatever key it is sealed to; `None` if it did not open, and of those of earlier programs.
    pub content: Option<Digest>,
    /// Its kind; empty if it did not open.
    pub kind: String,
    /// The dossier it names.
    pub dossier: Option<DossierId>,
    /// How it was taken.
    pub state: InState,
    /// Why it was not simply taken.
    pub why: Option<String>,
    /// The signed receipt.
    pub receipt: Vec<u8>,
    /// The envelope as it came, while it is kept apart.
    pub kept: Option<Vec<u8>>,
    /// Digest of the envelope as it came, if it opened.
    pub envelope: Option<Digest>,
    /// When.
    pub at: Timestamp,
}

impl Received {
    /// Whether this is the same message, perhaps sealed to another key.
    pub(crate) fn is(&self, opened: &Opened) -> bool {
        self.digest == opened.digest || (self.content.is_some() && self.content == opened.content())
    }
}

/// The digest of what each message says: one that was sealed anew, to another key, is known by it.
pub(crate) fn migration() -> Migration {
    const ADD: &str = "ALTER TABLE inbox ADD COLUMN content TEXT";
    Migration { name: "exchange-12-contents", tables: Vec::new(), raw: vec![(ADD, ADD)] }
}

fn received(row: inbox_row::Model) -> Result<Received, StoreError> {
    let corrupt = || StoreError::Corrupt(format!("message `{}` of the inbox", row.message));
    Ok(Received {
        peer: NodeId::parse(&row.peer).ok_or_else(corrupt)?,
        message: MessageId(row.message),
        digest: Digest::parse(&row.digest).ok_or_else(corrupt)?,
        content: row.content.as_deref().and_then(Digest::parse),
        kind: row.kind,
        dossier: row.dossier.map(DossierId),
        state: InState::parse(&row.state)?,
        why: row.why,
        receipt: row.receipt,
        kept: row.kept,
        envelope: row.envelope.as_deref().and_then(Digest::parse),
        at: Timestamp(row.at),
    })
}

/// The message of this peer, if it came before.
///
/// # Errors
/// What the database says.
pub async fn find(tx: &Tx, peer: NodeId, message: MessageId) -> Result<Option<Received>, StoreError> {
    let row = inbox_row::Entity::find_by_id((peer.to_string(), message.0)).one(tx.db()).await?;
    row.map(received).transpose()
}

/// Of these messages of this peer those that came before.
///
/// # Errors
/// What the database says.
pub(crate) async fn find_all(
    tx: &Tx,
    peer: NodeId,
    messages: &[MessageId],
) -> Result<BTreeMap<MessageId, Received>, StoreError> {
    let rows = inbox_row::Entity::find()
        .filter(inbox_row::Column::Peer.eq(peer.to_string()))
        .filter(inbox_row::Column::Message.is_in(messages.iter().map(|m| m.0)))
        .all(tx.db())
        .await?;
    rows.into_iter().map(|row| Ok((MessageId(row.message), received(row)?))).collect()
}

/// The messages that came from this peer in exactly these bytes.
///
/// # Errors
/// What the database says.
pub(crate) async fn find_envelopes(
    tx: &Tx,
    peer: NodeId,
    envelopes: &[Digest],
) -> Result<BTreeMap<Digest, Received>, StoreError> {
    let rows = inbox_row::Entity::find()
        .filter(inbox_row::Column::Peer.eq(peer.to_string()))
        .filter(inbox_row::Column::Envelope.is_in(envelopes.iter().map(ToString::to_string)))
        .all(tx.db())
        .await?;
    let named = |row| Ok::<_, StoreError>(received(row)?).map(|one| one.envelope.map(|of| (of, one)));
    rows.into_iter().map(named).filter_map(Result::transpose).collect()
}

/// Keeps a message with its receipt.
///
/// # Errors
/// What the database says; the same message twice is an error.
pub async fn keep(tx: &Tx, new: &Received) -> Result<(), StoreError> {
    keep_all(tx, std::slice::from_ref(new)).await
}

/// Keeps messages, each with its receipt.
///
/// # Errors
/// What the database says; the same message twice is an error.
pub(crate) async fn keep_all(tx: &Tx, new: &[Received]) -> Result<(), StoreError> {
    let row = |new: &Received| inbox_row::ActiveModel {
        peer: Set(new.peer.to_string()),
        message: Set(new.message.0),
        digest: Set(new.digest.to_string()),
        kind: Set(new.kind.clone()),
        dossier: Set(new.dossier.map(|d| d.0)),
        state: Set(new.state.code().into()),
        why: Set(new.why.clone()),
        receipt: Set(new.receipt.clone()),
        kept: Set(new.kept.clone()),
        envelope: Set(new.envelope.map(|digest| digest.to_string())),
        content: Set(new.content.map(|digest| digest.to_string())),
        at: Set(tx.at().0),
    };
    insert_all(tx, new.iter().map(row).collect()).await
}

/// How many envelopes of this peer are kept apart because they do not open.
pub(crate) async fn count_unreadable(tx: &Tx, peer: NodeId) -> Result<u64, StoreError> {
    Ok(inbox_row::Entity::find()
        .filter(inbox_row::Column::Peer.eq(peer.to_string()))
        .filter(inbox_row::Column::Kind.eq(""))
        .count(tx.db())
        .await?)
}

/// What is kept apart, newest first.
///
/// # Errors
/// What the database says.
pub async fn quarantined(tx: &Tx) -> Result<Vec<Received>, StoreError> {
    let rows = inbox_row::Entity::find()
        .filter(inbox_row::Column::State.eq(InState::Quarantined.code()))
        .order_by_desc(inbox_row::Column::At)
        .limit(KEPT_ROWS)
        .all(tx.db())
        .await?;
    rows.into_iter().map(received).collect()
}

/// How much of what a peer sent is kept apart, by reason, and since when the newest: what was looked at or went over time is
/// not among it.
pub(crate) async fn kept_apart(tx: &Tx, peer: NodeId) -> Result<Vec<(String, u64, Timestamp)>, StoreError> {
    let rows: Vec<(Option<String>, i64, Option<i64>)> = inbox_row::Entity::find()
        .select_only()
        .column(inbox_row::Column::Why)
        .column_as(inbox_row::Column::Message.count(), "count")
        .column_as(inbox_row::Column::At.max(), "newest")
        .filter(inbox_row::Column::Peer.eq(peer.to_string()))
        .filter(inbox_row::Column::State.eq(InState::Quarantined.code()))
        .filter(inbox_row::Column::Kept.is_not_null())
        .group_by(inbox_row::Column::Why)
        .order_by_asc(inbox_row::Column::Why)
        .into_tuple()
        .all(tx.db())
        .await?;
    let read = |(why, count, newest): (Option<String>, i64, Option<i64>)| {
        (why.unwrap_or_default(), u64::try_from(count).unwrap_or(0), Timestamp(newest.unwrap_or(0)))
    };
    Ok(rows.into_iter().map(read).collect())
}

/// All messages of a dossier that came from its peer.
///
/// # Errors
/// What the database says.
pub async fn of_dossier(tx: &Tx, peer: NodeId, dossier: DossierId) -> Result<Vec<Received>, StoreError> {
    let rows = inbox_row::Entity::find()
        .filter(inbox_row::Column::Peer.eq(peer.to_string()))
        .filter(inbox_row::Column::Dossier.eq(dossier.0))
        .order_by_asc(inbox_row::Column::At)
        .all(tx.db())
        .await?;
    rows.into_iter().map(received).collect()
}

/// A move that an earlier program signed for before the one it follows came; `sealed` is its body as signed, wrapped under
/// the node's master key.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    pub(crate) number: i64,
    pub(crate) message: MessageId,
    pub(crate) sealed: Vec<u8>,
}

/// Keeps a move as programs did that signed for one before its turn came.
///
/// # Errors
/// What the database says.
#[cfg(feature = "testing")]
pub async fn keep_before_its_turn(
    tx: &Tx,
    peer: NodeId,
    header: &procedure::MoveHeader,
    (message, sealed): (MessageId, Vec<u8>),
) -> Result<(), StoreError> {
    let row = pending_row::ActiveModel {
        peer: Set(peer.to_string()),
        dossier: Set(header.dossier.0),
        side: Set(header.side.code().into()),
        number: Set(i64::from(header.number)),
        message: Set(message.0),
        sealed: Set(sealed),
        at: Set(tx.at().0),
    };
    pending_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Whether moves of this peer wait for their turn.
pub(crate) async fn has_pending(tx: &Tx, peer: NodeId) -> Result<bool, StoreError> {
    let one = pending_row::Entity::find()
        .select_only()
        .column(pending_row::Column::Number)
        .filter(pending_row::Column::Peer.eq(peer.to_string()));
    Ok(one.limit(1).into_tuple::<i64>().one(tx.db()).await?.is_some())
}

/// Takes out what waits for this place in a chain.
pub(crate) async fn take_pending(
    tx: &Tx,
    peer: NodeId,
    dossier: DossierId,
    (side, number): (Side, i64),
) -> Result<Vec<Pending>, StoreError> {
    let which = || {
        Condition::all()
            .add(pending_row::Column::Peer.eq(peer.to_string()))
            .add(pending_row::Column::Dossier.eq(dossier.0))
            .add(pending_row::Column::Side.eq(side.code()))
            .add(pending_row::Column::Number.eq(number))
    };
    let rows = pending_row::Entity::find()
        .filter(which())
        .order_by_asc(pending_row::Column::At)
        .all(tx.db())
        .await?;
    if !rows.is_empty() {
        pending_row::Entity::delete_many().filter(which()).exec(tx.db()).await?;
    }
    Ok(rows
        .into_iter()
        .map(|r| Pending { number: r.number, message: MessageId(r.message), sealed: r.sealed })
        .collect())
}

/// The state of the line to a peer, as `delivery` wrote it.
pub(crate) async fn line(tx: &Tx, peer: NodeId) -> Result<Option<String>, StoreError> {
    Ok(line_row::Entity::find_by_id(peer.to_string()).one(tx.db()).await?.map(|row| row.state))
}

/// The state of every line that is remembered.
pub(crate) async fn lines(tx: &Tx) -> Result<Vec<(NodeId, String)>, StoreError> {
    let rows = line_row::Entity::find().all(tx.db()).await?;
    let read = |row: line_row::Model| {
        let peer = NodeId::parse(&row.peer);
        Ok((peer.ok_or_else(|| StoreError::Corrupt(format!("line to `{}`", row.peer)))?, row.state))
    };
    rows.into_iter().map(read).collect()
}

pub(crate) async fn put_line(tx: &Tx, peer: NodeId, state: &str) -> Result<(), StoreError> {
    let row =
        line_row::ActiveModel { peer: Set(peer.to_string()), state: Set(state.into()), at: Set(tx.at().0) };
    let known = OnConflict::column(line_row::Column::Peer)
        .update_columns([line_row::Column::State, line_row::Column::At])
        .to_owned();
    line_row::Entity::insert(row).on_conflict(known).exec_without_returning(tx.db()).await?;
    Ok(())
}
