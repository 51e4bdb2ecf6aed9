//! Questions to the log: its entries, newest first, and how often who did what.

use super::LoggedEntry;
use super::rows::{body_row, link_row, listed_row};
use crate::{StoreError, Tx};
use kernel::Timestamp;
use kernel::id::LeafId;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Most groups of a tally.
const GROUPS_MAX: u64 = 100;

/// An entry with its place in the chain.
#[derive(Clone, Debug)]
pub struct LogRow {
    /// Its id.
    pub id: LeafId,
    /// Its place; `None` until the sealer has chained it.
    pub seq: Option<i64>,
    /// What it says.
    pub entry: LoggedEntry,
}

/// What to look for in the log.
#[derive(Clone, Debug, Default)]
pub struct LogQuery {
    /// Only about this object, named itself or in a list.
    pub object: Option<Uuid>,
    /// Only this action.
    pub action: Option<String>,
    /// Only by this person.
    pub person: Option<Uuid>,
    /// Only refusals.
    pub refused: bool,
    /// No refusals.
    pub granted: bool,
    /// Only what was let out of the node.
    pub left: bool,
    /// Only what was let out to this node.
    pub to: Option<String>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
    /// Not these actions.
    pub without: Vec<&'static str>,
    /// Only of these authorities; empty means all.
    pub authorities: Vec<Uuid>,
    /// Page, from 0.
    pub page: u64,
    /// Rows a page.
    pub rows: u64,
}

impl LogQuery {
    fn select(&self) -> Select<body_row::Entity> {
        use body_row::Column;
        let mut select = body_row::Entity::find();
        if let Some(object) = self.object {
            let listed = listed_row::Entity::find()
                .select_only()
                .column(listed_row::Column::Leaf)
                .filter(listed_row::Column::Object.eq(object))
                .into_query();
            select = select.filter(Column::Object.eq(object).or(Column::Id.in_subquery(listed)));
        }
        if let Some(action) = &self.action {
            select = select.filter(Column::Action.eq(action));
        }
        if let Some(person) = self.person {
            select = select.filter(Column::Person.eq(person));
        }
        // Written out as the indexes over them are.
        if self.refused {
            select = select.filter(Expr::cust("refused"));
        }
        if self.granted {
            select = select.filter(Expr::cust("NOT refused"));
        }
        if self.left {
            select = select.filter(Expr::cust("recipient <> ''"));
        }
        if let Some(to) = &self.to {
            select = select.filter(Column::Recipient.contains(to));
        }
        if let Some(from) = self.from {
            select = select.filter(Column::At.gte(from.0));
        }
        if let Some(until) = self.until {
            select = select.filter(Column::At.lt(until.0));
        }
        if !self.without.is_empty() {
            select = select.filter(Column::Action.is_not_in(self.without.iter().copied()));
        }
        if !self.authorities.is_empty() {
            select = select.filter(Column::Authority.is_in(self.authorities.iter().copied()));
        }
        select
    }
}

/// A page of the log, newest first, and how many entries match.
///
/// # Errors
/// What the database says, or an entry that does not read back.
pub async fn read(tx: &Tx, query: &LogQuery) -> Result<(Vec<LogRow>, u64), StoreError> {
    let select = query.select();
    let count = select.clone().count(tx.db()).await?;
    let rows = Ord::max(query.rows, 1);
    let bodies = select
        .order_by_desc(body_row::Column::Id)
        .offset(query.page.saturating_mul(rows))
        .limit(rows)
        .all(tx.db())
        .await?;
    let mut places = BTreeMap::new();
    for chunk in bodies.chunks(10_000) {
        let leaves = link_row::Column::Leaf.is_in(chunk.iter().map(|body| body.id));
        for link in link_row::Entity::find().filter(leaves).all(tx.db()).await? {
            places.insert(link.leaf, link.seq);
        }
    }
    let row = |body: body_row::Model| {
        let entry = serde_json::from_str(&body.body).map_err(|e| StoreError::Corrupt(e.to_string()))?;
        Ok(LogRow { id: LeafId(body.id), seq: places.get(&body.id).copied(), entry })
    };
    Ok((bodies.into_iter().map(row).collect::<Result<_, StoreError>>()?, count))
}

/// What entries are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TallyBy {
    /// Who acted.
    Person,
    /// What was done, to which kind of record.
    What,
    /// Whom it was let out to.
    Recipient,
}

/// Entries of one kind, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Who, for [`TallyBy::Person`]: their name in the newest of these entries.
    pub name: String,
    /// What was done, for [`TallyBy::What`].
    pub action: String,
    /// To which kind of record, for [`TallyBy::What`].
    pub object_kind: String,
    /// To whom, for [`TallyBy::Recipient`].
    pub recipient: String,
    /// How often.
    pub count: i64,
    /// The first time.
    pub first: Timestamp,
    /// The last time.
    pub last: Timestamp,
}

/// How often, of what a question finds: what is most frequent first, a hundred groups at most.
///
/// # Errors
/// What the database says, or an entry that does not read back.
pub async fn tally(tx: &Tx, query: &LogQuery, by: TallyBy) -> Result<Vec<Tally>, StoreError> {
    use body_row::Column;
    let columns = match by {
        TallyBy::Person => [Column::Person, Column::Authority],
        TallyBy::What => [Column::Action, Column::ObjectKind],
        TallyBy::Recipient => [Column::Recipient, Column::Recipient],
    };
    let mut select = query.select().select_only();
    for (column, name) in columns.into_iter().zip(["one", "two"]) {
        select = select.column_as(column, name).group_by(column);
    }
    let select = select
        .column_as(Column::Id.count(), "n")
        .column_as(Column::At.min(), "first")
        .column_as(Column::At.max(), "last")
        .order_by(Expr::cust("n"), Order::Desc)
        .limit(GROUPS_MAX);
    let group = |count, first, last| Tally {
        name: String::new(),
        action: String::new(),
        object_kind: String::new(),
        recipient: String::new(),
        count,
        first: Timestamp(first),
        last: Timestamp(last),
    };
    if by == TallyBy::Person {
        let rows: Vec<(Uuid, Uuid, i64, i64, i64)> = select.into_tuple().all(tx.db()).await?;
        let mut tallies = Vec::with_capacity(rows.len());
        for (person, authority, count, first, last) in rows {
            let name = name_of(tx, query, person, authority).await?;
            tallies.push(Tally { name, ..group(count, first, last) });
        }
        return Ok(tallies);
    }
    let rows: Vec<(String, String, i64, i64, i64)> = select.into_tuple().all(tx.db()).await?;
    let tallies = rows.into_iter().map(|(one, two, count, first, last)| match by {
        TallyBy::What => Tally { action: one, object_kind: two, ..group(count, first, last) },
        _ => Tally { recipient: one, ..group(count, first, last) },
    });
    Ok(tallies.collect())
}

async fn name_of(tx: &Tx, query: &LogQuery, person: Uuid, authority: Uuid) -> Result<String, StoreError> {
    let one = LogQuery { person: Some(person), authorities: vec![authority], ..query.clone() };
    let newest = one.select().order_by_desc(body_row::Column::Id).one(tx.db()).await?;
    let entry = newest.map(|body| serde_json::from_str::<LoggedEntry>(&body.body)).transpose();
    Ok(entry.map_err(|e| StoreError::Corrupt(e.to_string()))?.map(|entry| entry.name).unwrap_or_default())
}
