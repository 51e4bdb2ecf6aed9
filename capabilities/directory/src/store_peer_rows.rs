//! The tables of peers, and how a row becomes a peer.

use crate::card::{Key, VerifiedCard, read_card};
use crate::peer_state::PeerState;
use crate::types::{Peer, RecordedAssessment, Terms};
use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use store::Column::{Bytes, Flag, Int, Text, Uuid as Id};
use store::{Migration, StoreError, TableDraft, table};

pub(crate) mod peer_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "peer")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub node: String,
        pub card: Vec<u8>,
        pub state: String,
        pub may_ask: bool,
        pub may_answer: bool,
        pub budget_per_day: i64,
        pub trusted_at: i64,
        pub trusted_by: String,
        pub changed_at: Option<i64>,
        pub revoked_at: Option<i64>,
        pub revoked_why: Option<String>,
        pub last_seen_at: Option<i64>,
        pub last_error: Option<String>,
        pub own_sequence: i64,
        pub keys_revoked: Option<String>,
        pub lifted_at: Option<i64>,
        pub lifted_why: Option<String>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod card_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "peer_card")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub node: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub sequence: i64,
        pub card: Vec<u8>,
        pub at: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod assessment_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "assessment")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub node: String,
        pub party: String,
        pub favourable: bool,
        pub reference: String,
        pub assurances: String,
        pub at: i64,
        pub by_person: Uuid,
        pub by_name: String,
        pub valid_until: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn tables() -> Vec<TableDraft> {
    vec![
        table("peer")
            .col("node", Text)
            .col("card", Bytes)
            .col("state", Text)
            .col("may_ask", Flag)
            .col("may_answer", Flag)
            .col("budget_per_day", Int)
            .col("trusted_at", Int)
            .col("trusted_by", Text)
            .opt("changed_at", Int)
            .opt("revoked_at", Int)
            .opt("revoked_why", Text)
            .opt("last_seen_at", Int)
            .opt("last_error", Text)
            // The sequence of this node's own card that the peer has.
            .col("own_sequence", Int)
            .key(&["node"]),
        // Each card that changed keys or authorities, so that an old signature can be proved later.
        table("peer_card")
            .col("node", Text)
            .col("sequence", Int)
            .col("card", Bytes)
            .col("at", Int)
            .key(&["node", "sequence"]),
        // Append-only; the last one of a node counts.
        table("assessment")
            .col("id", Id)
            .col("node", Text)
            .col("party", Text)
            .col("favourable", Flag)
            .col("reference", Text)
            .col("assurances", Text)
            .col("at", Int)
            .col("by_person", Id)
            .col("by_name", Text)
            .col("valid_until", Int)
            .key(&["id"])
            .index(&["node"]),
    ]
}

pub(crate) fn read_back(card: &[u8]) -> Result<VerifiedCard, StoreError> {
    read_card(card).map_err(|e| StoreError::Corrupt(format!("a peer's card: {e}")))
}

/// A signing key that its own node revoked in the log of a hub.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevokedKey {
    /// The key.
    pub key: Key<32>,
    /// Why, in its node's words.
    pub reason: String,
    /// When this node learned of it.
    pub at: Timestamp,
    /// Whether an administrator has seen it.
    #[serde(default)]
    pub seen: bool,
}

impl Peer {
    /// Whether it revoked this signing key of its.
    #[must_use]
    pub fn has_revoked(&self, key: &[u8; 32]) -> bool {
        self.keys_revoked.iter().any(|revoked| revoked.key.0 == *key)
    }
}

/// The signing keys that a peer revoked: JSON, as hubs' logs said it.
pub(crate) fn keys_step() -> Migration {
    const ADD: &str = "ALTER TABLE peer ADD COLUMN keys_revoked TEXT";
    Migration { name: "directory-6-keys-revoked", tables: Vec::new(), raw: vec![(ADD, ADD)] }
}

/// When and why a suspension ended.
pub(crate) fn lifted_step() -> Migration {
    const AT: &str = "ALTER TABLE peer ADD COLUMN lifted_at BIGINT";
    const WHY: &str = "ALTER TABLE peer ADD COLUMN lifted_why TEXT";
    Migration { name: "directory-7-lifted", tables: Vec::new(), raw: vec![(AT, AT), (WHY, WHY)] }
}

pub(crate) fn revoked_keys(text: Option<&str>) -> Result<Vec<RevokedKey>, StoreError> {
    let read = |text| serde_json::from_str(text);
    text.map_or(Ok(Vec::new()), read)
        .map_err(|e| StoreError::Corrupt(format!("keys that a peer revoked: {e}")))
}

pub(crate) fn peer_of(
    row: peer_row::Model,
    assessment: Option<RecordedAssessment>,
) -> Result<Peer, StoreError> {
    let card = read_back(&row.card)?;
    if card.node().to_string() != row.node {
        return Err(StoreError::Corrupt(format!("the card of `{}` is another's", row.node)));
    }
    Ok(Peer {
        node: card.node(),
        // What is not known to be trusted is not trusted.
        state: PeerState::parse(&row.state),
        terms: Terms {
            may_ask: row.may_ask,
            may_answer: row.may_answer,
            budget_per_day: u32::try_from(row.budget_per_day).unwrap_or(0),
        },
        assessment,
        trusted_at: Timestamp(row.trusted_at),
        trusted_by: row.trusted_by,
        changed_at: row.changed_at.map(Timestamp),
        stopped: row.revoked_at.map(|at| (Timestamp(at), row.revoked_why.unwrap_or_default())),
        lifted: row.lifted_at.map(|at| (Timestamp(at), row.lifted_why.unwrap_or_default())),
        last_seen_at: row.last_seen_at.map(Timestamp),
        last_error: row.last_error,
        has_own_sequence: u64::try_from(row.own_sequence).unwrap_or(0),
        answering: std::collections::BTreeMap::new(),
        kept_by: None,
        keys_revoked: revoked_keys(row.keys_revoked.as_deref())?,
        card,
    })
}
