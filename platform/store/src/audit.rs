//! The log. Entries are leaves of the transaction they describe; a sealer chains and signs them soon after.
//!
//! A leaf holds a salted digest, its body stands apart, so that a body can be erased and the chain still proved.
//! The chain shows any change, removal or reordering after sealing; what happens to a leaf before it is sealed
//! (about a second) is outside what the chain can show, and `SECURITY.md` says so.

use crate::{StoreError, Tx, insert_all};
use kernel::id::LeafId;
use kernel::{ActorKind, AuditEntry, Digest, Outcome, Salted};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Leaves chained in one go.
const SEAL_BATCH: u64 = 2_000;
/// Rows read at once while verifying.
const VERIFY_BATCH: u64 = 5_000;

mod leaf_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_leaf")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub digest: String,
        pub seq: Option<i64>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod body_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_body")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub at: i64,
        pub person: Uuid,
        pub authority: Uuid,
        pub action: String,
        pub object_kind: String,
        pub object: Uuid,
        pub refused: bool,
        pub salt: String,
        pub body: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod link_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_link")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i64,
        pub leaf: Uuid,
        pub head: String,
        pub signature: Option<Vec<u8>>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// An entry of the log as it is kept; these bytes are what the leaf's digest commits to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LoggedEntry {
    /// When, UTC milliseconds.
    pub at: i64,
    /// `person`, `operator`, `node`, or `peer NODEID`.
    pub actor_kind: String,
    /// The person.
    pub person: Uuid,
    /// Their name then.
    pub name: String,
    /// The authority they acted for.
    pub authority: Uuid,
    /// What they did.
    pub action: String,
    /// To what kind of object.
    pub object_kind: String,
    /// To which.
    pub object: Uuid,
    /// Why.
    pub purpose: String,
    /// How it ended.
    pub outcome: Outcome,
    /// In words.
    pub note: String,
}

/// An entry with its place in the chain.
#[derive(Clone, Debug)]
pub struct LogRow {
    /// Its id.
    pub id: LeafId,
    /// Its place; `None` until the sealer has chained it.
    pub seq: Option<i64>,
    /// What it says; `None` if the body was erased.
    pub entry: LoggedEntry,
}

/// What to look for in the log.
#[derive(Clone, Debug, Default)]
pub struct LogQuery {
    /// Only about this object.
    pub object: Option<Uuid>,
    /// Only this action.
    pub action: Option<String>,
    /// Only refusals.
    pub refused: bool,
    /// Only of these authorities; empty means all.
    pub authorities: Vec<Uuid>,
    /// Page, from 0.
    pub page: u64,
    /// Rows a page.
    pub rows: u64,
}

/// The result of verifying the chain.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LogReport {
    /// Entries in the chain.
    pub chained: i64,
    /// Entries not chained yet.
    pub waiting: u64,
    /// Bodies that were erased; their digests still stand.
    pub erased: i64,
    /// The last head.
    pub head: Option<String>,
}

fn actor_kind(kind: ActorKind) -> String {
    match kind {
        ActorKind::Person => "person".into(),
        ActorKind::Operator => "operator".into(),
        ActorKind::Node => "node".into(),
        ActorKind::Peer(node) => format!("peer {node}"),
    }
}

pub(crate) async fn write_leaves(tx: &Tx, entries: Vec<AuditEntry>) -> Result<(), StoreError> {
    let mut leaves = Vec::with_capacity(entries.len());
    let mut bodies = Vec::with_capacity(entries.len());
    for entry in entries {
        let id = LeafId::new(tx.clock(), tx.rng());
        let logged = LoggedEntry {
            at: entry.at.0,
            actor_kind: actor_kind(entry.actor.kind),
            person: entry.actor.person.0,
            name: entry.actor.name,
            authority: entry.actor.authority.0,
            action: entry.action.into(),
            object_kind: entry.object_kind.into(),
            object: entry.object,
            purpose: entry.purpose.code().into(),
            outcome: entry.outcome,
            note: entry.note,
        };
        let body = serde_json::to_string(&logged).map_err(|e| StoreError::Corrupt(e.to_string()))?;
        let salted = Salted::new(body.as_bytes(), tx.rng());
        leaves.push(leaf_row::ActiveModel {
            id: Set(id.0),
            digest: Set(salted.digest.to_string()),
            seq: Set(None),
        });
        bodies.push(body_row::ActiveModel {
            id: Set(id.0),
            at: Set(logged.at),
            person: Set(logged.person),
            authority: Set(logged.authority),
            action: Set(logged.action),
            object_kind: Set(logged.object_kind),
            object: Set(logged.object),
            refused: Set(logged.outcome != Outcome::Done),
            salt: Set(salted.salt.to_string()),
            body: Set(body),
        });
    }
    insert_all(tx, leaves).await?;
    insert_all(tx, bodies).await
}

fn next_head(previous: &str, seq: i64, leaf: &str) -> Digest {
    Digest::of(&[b"liaison log v1", previous.as_bytes(), &seq.to_be_bytes(), leaf.as_bytes()])
}

/// Chains the leaves that wait and signs the new head; returns how many it chained. One at a time: two sealers
/// collide on the same place in the chain and one tries again.
///
/// # Errors
/// What the database says.
pub async fn seal(tx: &Tx, sign: &(dyn Fn(&[u8]) -> Vec<u8> + Send + Sync)) -> Result<usize, StoreError> {
    let waiting = leaf_row::Entity::find()
        .filter(leaf_row::Column::Seq.is_null())
        .order_by_asc(leaf_row::Column::Id)
        .limit(SEAL_BATCH)
        .all(tx.db())
        .await?;
    let last = link_row::Entity::find().order_by_desc(link_row::Column::Seq).one(tx.db()).await?;
    let (mut seq, mut head) = last.map_or((0, String::new()), |l| (l.seq, l.head));
    let mut links = Vec::with_capacity(waiting.len());
    let count = waiting.len();
    for (number, leaf) in waiting.into_iter().enumerate() {
        seq = seq.saturating_add(1);
        let next = next_head(&head, seq, &leaf.digest);
        head = next.to_string();
        let signature = (number + 1 == count).then(|| sign(&next.0));
        leaf_row::Entity::update_many()
            .col_expr(leaf_row::Column::Seq, seq.into())
            .filter(leaf_row::Column::Id.eq(leaf.id))
            .exec(tx.db())
            .await?;
        links.push(link_row::ActiveModel {
            seq: Set(seq),
            leaf: Set(leaf.id),
            head: Set(head.clone()),
            signature: Set(signature),
        });
    }
    insert_all(tx, links).await?;
    Ok(count)
}

/// Walks the whole chain: every link, every leaf, every body that still stands, every signature.
///
/// # Errors
/// [`StoreError::BrokenLog`] at the first entry that does not fit.
pub async fn verify(
    tx: &Tx,
    check: &(dyn Fn(&[u8], &[u8]) -> bool + Send + Sync),
) -> Result<LogReport, StoreError> {
    let mut report = LogReport::default();
    let mut head = String::new();
    let mut last_signed = true;
    loop {
        let links = link_row::Entity::find()
            .filter(link_row::Column::Seq.gt(report.chained))
            .order_by_asc(link_row::Column::Seq)
            .limit(VERIFY_BATCH)
            .all(tx.db())
            .await?;
        if links.is_empty() {
            break;
        }
        for link in links {
            let seq = report.chained.saturating_add(1);
            let broken = |why| StoreError::BrokenLog { seq, why };
            if link.seq != seq {
                return Err(broken("an entry is missing from the chain"));
            }
            let leaf = leaf_row::Entity::find_by_id(link.leaf).one(tx.db()).await?;
            let leaf = leaf.ok_or_else(|| broken("its leaf is missing"))?;
            let next = next_head(&head, seq, &leaf.digest);
            if next.to_string() != link.head {
                return Err(broken("its digest does not continue the chain"));
            }
            match body_row::Entity::find_by_id(link.leaf).one(tx.db()).await? {
                None => report.erased = report.erased.saturating_add(1),
                Some(body) if !body_fits(&body, &leaf.digest) => return Err(broken("its text was changed")),
                Some(_) => {}
            }
            last_signed = link.signature.is_some();
            if link.signature.is_some_and(|signature| !check(&next.0, &signature)) {
                return Err(broken("the signature over its head is not this node's"));
            }
            head = link.head;
            report.chained = seq;
        }
    }
    if !last_signed {
        return Err(StoreError::BrokenLog { seq: report.chained, why: "the end of the chain is not signed" });
    }
    report.waiting = leaf_row::Entity::find().filter(leaf_row::Column::Seq.is_null()).count(tx.db()).await?;
    report.head = (!head.is_empty()).then_some(head);
    Ok(report)
}

/// The columns that are searched by must say what the body says, or a changed column would hide an entry.
fn body_fits(body: &body_row::Model, digest: &str) -> bool {
    let Some(salt) = Digest::parse(&body.salt) else { return false };
    let Ok(entry) = serde_json::from_str::<LoggedEntry>(&body.body) else { return false };
    Salted::digest(&salt, body.body.as_bytes()).to_string() == digest
        && entry.at == body.at
        && entry.person == body.person
        && entry.authority == body.authority
        && entry.action == body.action
        && entry.object_kind == body.object_kind
        && entry.object == body.object
        && (entry.outcome != Outcome::Done) == body.refused
}

/// A page of the log, newest first, and how many entries match.
///
/// # Errors
/// What the database says, or an entry that does not read back.
pub async fn read(tx: &Tx, query: &LogQuery) -> Result<(Vec<LogRow>, u64), StoreError> {
    let mut select = body_row::Entity::find();
    if let Some(object) = query.object {
        select = select.filter(body_row::Column::Object.eq(object));
    }
    if let Some(action) = &query.action {
        select = select.filter(body_row::Column::Action.eq(action));
    }
    if query.refused {
        select = select.filter(body_row::Column::Refused.eq(true));
    }
    if !query.authorities.is_empty() {
        select = select.filter(body_row::Column::Authority.is_in(query.authorities.iter().copied()));
    }
    let count = select.clone().count(tx.db()).await?;
    let rows = query.rows.max(1);
    let bodies = select
        .order_by_desc(body_row::Column::Id)
        .offset(query.page.saturating_mul(rows))
        .limit(rows)
        .all(tx.db())
        .await?;
    let mut found = Vec::with_capacity(bodies.len());
    for body in bodies {
        let seq = leaf_row::Entity::find_by_id(body.id).one(tx.db()).await?.and_then(|leaf| leaf.seq);
        let entry = serde_json::from_str(&body.body).map_err(|e| StoreError::Corrupt(e.to_string()))?;
        found.push(LogRow { id: LeafId(body.id), seq, entry });
    }
    Ok((found, count))
}

/// Erases the text of an entry; the chain goes on proving that there was one.
///
/// # Errors
/// What the database says.
pub async fn erase_body(tx: &Tx, id: LeafId) -> Result<(), StoreError> {
    body_row::Entity::delete_by_id(id.0).exec(tx.db()).await?;
    Ok(())
}
