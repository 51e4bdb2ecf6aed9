//! Topics as a secretariat lists them for other nodes: each under a reference of its own, and to which secretariat it
//! was handed. What was taken back is gone with what was said in support of it.

use crate::store::row;
use crate::store_given::{support_row, topic_row, topics};
use crate::types::Topic;
use ::store::Column::{Int, Uuid as Id};
use ::store::{Migration, StoreError, Tx, table};
use gate::Guarded;
use kernel::id::AuthorityId;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::BTreeMap;
use uuid::Uuid;

row!(mark_row, "conference_topic_mark", { topic: Uuid, reference: Uuid, seat: Option<Uuid>, at: i64 });

/// What a topic has at other nodes; which thing here a reference of another node became; what was taken back.
pub(crate) fn migration() -> Migration {
    const WITHDRAWN: &str = "ALTER TABLE conference_statement ADD COLUMN withdrawn_at bigint";
    const WHAT: &str = "ALTER TABLE conference_taken ADD COLUMN what text";
    let marks = table("conference_topic_mark")
        .col("id", Id)
        .col("topic", Id)
        .col("reference", Id)
        .opt("seat", Id)
        .col("at", Int)
        .key(&["id"])
        .unique(&["topic"])
        .unique(&["reference"]);
    Migration {
        name: "conference-6-topics-elsewhere",
        tables: vec![marks],
        raw: vec![
            (WITHDRAWN, WITHDRAWN),
            (WHAT, WHAT),
            (
                "ALTER TABLE conference_taken ADD COLUMN subject uuid_text",
                "ALTER TABLE conference_taken ADD COLUMN subject uuid",
            ),
        ],
    }
}

/// The reference of a topic at other nodes; made when it has none. A topic that came from elsewhere is of the secretariat it
/// was handed to; one of this node is of every secretariat here.
pub(crate) async fn mark(tx: &Tx, topic: Uuid, seat: Option<AuthorityId>) -> Result<Uuid, StoreError> {
    let there = mark_row::Entity::find().filter(mark_row::Column::Topic.eq(topic)).one(tx.db()).await?;
    if let Some(row) = there {
        return Ok(row.reference);
    }
    let reference = kernel::id::random(tx.rng());
    let row = mark_row::ActiveModel {
        id: Set(kernel::id::new(tx.clock(), tx.rng())),
        topic: Set(topic),
        reference: Set(reference),
        seat: Set(seat.map(|seat| seat.0)),
        at: Set(tx.at().0),
    };
    mark_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(reference)
}

/// The topics that a secretariat publishes, in the order they came.
pub(crate) async fn topics_of(tx: &Tx, seat: AuthorityId) -> Result<Vec<Guarded<Topic>>, StoreError> {
    let seats: BTreeMap<Uuid, Option<Uuid>> =
        mark_row::Entity::find().all(tx.db()).await?.into_iter().map(|row| (row.topic, row.seat)).collect();
    let mut list = topics(tx).await?;
    list.retain(|one| {
        let of = seats.get(&one.object().id).copied().flatten();
        of.is_none_or(|of| of == seat.0)
    });
    list.reverse();
    Ok(list)
}

/// The topic under this reference in the list of a secretariat.
pub(crate) async fn marked(tx: &Tx, reference: Uuid, seat: AuthorityId) -> Result<Option<Uuid>, StoreError> {
    let found = mark_row::Entity::find().filter(mark_row::Column::Reference.eq(reference)).one(tx.db());
    let found = found.await?.filter(|row| row.seat.is_none_or(|of| of == seat.0));
    Ok(found.map(|row| row.topic))
}

/// Takes a topic back in the name of whoever proposed it; `false` where it is not theirs.
pub(crate) async fn take_back_topic(tx: &Tx, id: Uuid, by: AuthorityId) -> Result<bool, StoreError> {
    let of = topic_row::Entity::delete_many()
        .filter(topic_row::Column::Id.eq(id))
        .filter(topic_row::Column::Authority.eq(by.0));
    if of.exec(tx.db()).await?.rows_affected == 0 {
        return Ok(false);
    }
    let supports = support_row::Entity::delete_many().filter(support_row::Column::Topic.eq(id));
    supports.exec(tx.db()).await?;
    let marks = mark_row::Entity::delete_many().filter(mark_row::Column::Topic.eq(id));
    marks.exec(tx.db()).await?;
    Ok(true)
}

/// Takes back what somebody said in support of a topic; `false` where they did not.
pub(crate) async fn take_back_support(tx: &Tx, topic: Uuid, by: AuthorityId) -> Result<bool, StoreError> {
    let of = support_row::Entity::delete_many()
        .filter(support_row::Column::Topic.eq(topic))
        .filter(support_row::Column::Authority.eq(by.0));
    Ok(of.exec(tx.db()).await?.rows_affected > 0)
}
