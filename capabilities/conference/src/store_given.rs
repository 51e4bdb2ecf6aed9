//! What authorities hand to a secretariat: statements, topics, answers to its calls; and the calls themselves.

use crate::store::{closed, got, put, row};
use crate::types::{
    Answered, Call, ConferenceError, LIST_MAX, STATEMENTS_MAX, Submission, TOPICS_EACH_MAX, Topic,
};
use ::store::Column::{Bytes, Flag, Int, Text, Uuid as Id};
use ::store::{Migration, StoreError, Tx, table};
use gate::Guarded;
use kernel::id::AuthorityId;
use kernel::{Actor, Digest, Party, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use seal::vault::Vault;
use uuid::Uuid;

/// What the vault wraps these under.
const STATEMENT: &str = "conference-statement";
const ANSWER: &str = "conference-answer";

row!(statement_row, "conference_statement", {
    authority: Uuid, session: Uuid, party: String, submitter: String, item: String, language: String, file: String,
    length: i64, digest: String, receipt: String, at: i64, by: String, published_at: Option<i64>,
    published_by: Option<String>, withdrawn_at: Option<i64>, sealed: Vec<u8>,
});
row!(topic_row, "conference_topic", { authority: Uuid, title: String, reason: String, at: i64, by: String });
row!(support_row, "conference_support", { topic: Uuid, authority: Uuid, note: String, at: i64, by: String });
row!(call_row, "conference_call", {
    authority: Uuid, title: String, reason: String, questions: String, deadline: i64, at: i64, by: String,
    digest: Option<String>, digest_at: Option<i64>,
});
row!(answer_row, "conference_answer", {
    call: Uuid, authority: Uuid, included: bool, at: i64, by: String, sealed: Vec<u8>,
});

// long: one table after another, with nothing to decide
pub(crate) fn migration() -> Migration {
    Migration::tables(
        "conference-3-given",
        vec![
            table("conference_statement")
                .col("id", Id)
                .col("authority", Id)
                .col("session", Id)
                .col("party", Text)
                .col("submitter", Text)
                .col("item", Text)
                .col("language", Text)
                .col("file", Text)
                .col("length", Int)
                .col("digest", Text)
                .col("receipt", Text)
                .col("at", Int)
                .col("by", Text)
                .opt("published_at", Int)
                .opt("published_by", Text)
                .col("sealed", Bytes)
                .key(&["id"])
                .index(&["session"]),
            table("conference_topic")
                .col("id", Id)
                .col("authority", Id)
                .col("title", Text)
                .col("reason", Text)
                .col("at", Int)
                .col("by", Text)
                .key(&["id"]),
            table("conference_support")
                .col("id", Id)
                .col("topic", Id)
                .col("authority", Id)
                .col("note", Text)
                .col("at", Int)
                .col("by", Text)
                .key(&["id"])
                .unique(&["topic", "authority"]),
            table("conference_call")
                .col("id", Id)
                .col("authority", Id)
                .col("title", Text)
                .col("reason", Text)
                .col("questions", Text)
                .col("deadline", Int)
                .col("at", Int)
                .col("by", Text)
                .opt("digest", Text)
                .opt("digest_at", Int)
                .key(&["id"]),
            table("conference_answer")
                .col("id", Id)
                .col("call", Id)
                .col("authority", Id)
                .col("included", Flag)
                .col("at", Int)
                .col("by", Text)
                .col("sealed", Bytes)
                .key(&["id"])
                .unique(&["call", "authority"]),
        ],
    )
}

fn submission_of(row: &statement_row::Model) -> Result<Guarded<Submission>, StoreError> {
    let party =
        Party::parse(&row.party).ok_or_else(|| StoreError::Corrupt(format!("no party `{}`", row.party)))?;
    let published = row.published_at.map(Timestamp).zip(row.published_by.clone());
    let value = Submission {
        id: row.id,
        session: row.session,
        authority: AuthorityId(row.authority),
        party,
        submitter: row.submitter.clone(),
        item: row.item.clone(),
        language: row.language.clone(),
        file: row.file.clone(),
        bytes: u64::try_from(row.length).unwrap_or_default(),
        digest: row.digest.clone(),
        receipt: row.receipt.clone(),
        at: Timestamp(row.at),
        by: row.by.clone(),
        published,
        withdrawn: row.withdrawn_at.map(Timestamp),
    };
    Ok(closed("submission", row.id, row.authority, value))
}

/// Takes a statement; its receipt names the digest of the file as it came.
pub(crate) async fn submit(
    tx: &Tx,
    vault: &Vault,
    by: &Actor,
    new: &Submission,
    bytes: &[u8],
) -> Result<Submission, ConferenceError> {
    let there = statement_row::Entity::find()
        .filter(statement_row::Column::Session.eq(new.session))
        .count(tx.db())
        .await
        .map_err(StoreError::from)?;
    if there >= STATEMENTS_MAX {
        return Err(ConferenceError::Full);
    }
    let id = kernel::id::new(tx.clock(), tx.rng());
    let receipt = receipt_number(tx, "ST");
    let taken = Submission {
        id,
        authority: by.authority,
        party: by.party,
        bytes: bytes.len() as u64,
        digest: Digest::of_bytes(bytes).to_string(),
        receipt,
        at: tx.at(),
        by: by.name.clone(),
        published: None,
        withdrawn: None,
        ..new.clone()
    };
    let row = statement_row::ActiveModel {
        id: Set(id),
        authority: Set(by.authority.0),
        session: Set(new.session),
        party: Set(by.party.code().to_owned()),
        submitter: Set(taken.submitter.clone()),
        item: Set(taken.item.clone()),
        language: Set(taken.language.clone()),
        file: Set(taken.file.clone()),
        length: Set(i64::try_from(bytes.len()).unwrap_or(i64::MAX)),
        digest: Set(taken.digest.clone()),
        receipt: Set(taken.receipt.clone()),
        at: Set(tx.at().0),
        by: Set(by.name.clone()),
        published_at: Set(None),
        published_by: Set(None),
        withdrawn_at: Set(None),
        sealed: Set(vault.wrap(STATEMENT, id.as_bytes(), bytes, tx.rng())),
    };
    statement_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    Ok(taken)
}

/// A new number of a receipt.
pub(crate) fn receipt_number(tx: &Tx, of: &str) -> String {
    let random = kernel::id::random(tx.rng()).simple().to_string();
    format!("{of}-{}", random.get(..10).unwrap_or_default().to_uppercase())
}

/// The statements to a session in the order they came: those that were published, or those that wait, of one authority
/// where it is named.
pub(crate) async fn submissions(
    tx: &Tx,
    session: Uuid,
    published: bool,
    of: Option<AuthorityId>,
) -> Result<Vec<Guarded<Submission>>, StoreError> {
    use statement_row::Column;
    let mut find =
        statement_row::Entity::find().filter(Column::Session.eq(session)).filter(match published {
            true => Column::PublishedAt.is_not_null(),
            false => Column::PublishedAt.is_null(),
        });
    if let Some(of) = of {
        find = find.filter(Column::Authority.eq(of.0));
    }
    let rows = find.order_by_asc(Column::Id).limit(STATEMENTS_MAX).all(tx.db()).await?;
    rows.iter().map(submission_of).collect()
}

/// One statement with its file; what its State took back has none.
pub(crate) async fn submission(
    tx: &Tx,
    vault: &Vault,
    id: Uuid,
) -> Result<Option<(Guarded<Submission>, Guarded<Vec<u8>>)>, StoreError> {
    let Some(row) = statement_row::Entity::find_by_id(id).one(tx.db()).await? else { return Ok(None) };
    let bytes = match row.withdrawn_at {
        Some(_) => Vec::new(),
        None => vault
            .unwrap(STATEMENT, id.as_bytes(), &row.sealed)
            .map_err(|_| StoreError::Sealed(format!("{STATEMENT} {id}")))?
            .to_vec(),
    };
    let file = closed("submission", row.id, row.authority, bytes);
    Ok(Some((submission_of(&row)?, file)))
}

/// Publishes a statement; `false` if it was published before.
pub(crate) async fn publish(tx: &Tx, id: Uuid, by: &str) -> Result<bool, StoreError> {
    let done = statement_row::Entity::update_many()
        .col_expr(statement_row::Column::PublishedAt, Some(tx.at().0).into())
        .col_expr(statement_row::Column::PublishedBy, Some(by.to_owned()).into())
        .filter(statement_row::Column::Id.eq(id))
        .filter(statement_row::Column::PublishedAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected > 0)
}

/// Takes back the publication of a statement; `false` if it was not published, or its State took it back.
pub(crate) async fn withdraw(tx: &Tx, id: Uuid) -> Result<bool, StoreError> {
    let done = statement_row::Entity::update_many()
        .col_expr(statement_row::Column::PublishedAt, None::<i64>.into())
        .col_expr(statement_row::Column::PublishedBy, None::<String>.into())
        .filter(statement_row::Column::Id.eq(id))
        .filter(statement_row::Column::PublishedAt.is_not_null())
        .filter(statement_row::Column::WithdrawnAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected > 0)
}

/// What became of a statement that its own State took back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TakenBack {
    /// Nobody but the secretariat had read it: it is gone.
    Gone,
    /// It was published: it stands as withdrawn, without its file.
    Withdrawn,
}

/// Takes a statement back in the name of whoever handed it in; nothing where it is not theirs, or was taken back before.
pub(crate) async fn take_back(tx: &Tx, id: Uuid, by: AuthorityId) -> Result<Option<TakenBack>, StoreError> {
    use statement_row::Column;
    let find = statement_row::Entity::find_by_id(id).filter(Column::Authority.eq(by.0));
    let Some(row) = find.filter(Column::WithdrawnAt.is_null()).one(tx.db()).await? else { return Ok(None) };
    if row.published_at.is_none() {
        statement_row::Entity::delete_by_id(id).exec(tx.db()).await?;
        return Ok(Some(TakenBack::Gone));
    }
    statement_row::Entity::update_many()
        .col_expr(Column::WithdrawnAt, Some(tx.at().0).into())
        .col_expr(Column::Sealed, Vec::<u8>::new().into())
        .filter(Column::Id.eq(id))
        .exec(tx.db())
        .await?;
    Ok(Some(TakenBack::Withdrawn))
}

/// Proposes a topic.
pub(crate) async fn propose(tx: &Tx, by: &Actor, title: &str, reason: &str) -> Result<Uuid, ConferenceError> {
    let own = topic_row::Entity::find().filter(topic_row::Column::Authority.eq(by.authority.0));
    let own = own.count(tx.db()).await.map_err(StoreError::from)?;
    let all = topic_row::Entity::find().count(tx.db()).await.map_err(StoreError::from)?;
    if own >= TOPICS_EACH_MAX || all >= LIST_MAX {
        return Err(ConferenceError::Full);
    }
    let id = kernel::id::new(tx.clock(), tx.rng());
    let row = topic_row::ActiveModel {
        id: Set(id),
        authority: Set(by.authority.0),
        title: Set(title.to_owned()),
        reason: Set(reason.to_owned()),
        at: Set(tx.at().0),
        by: Set(by.name.clone()),
    };
    topic_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    Ok(id)
}

/// Every topic, the newest first, with who supports it.
pub(crate) async fn topics(tx: &Tx) -> Result<Vec<Guarded<Topic>>, StoreError> {
    let rows =
        topic_row::Entity::find().order_by_desc(topic_row::Column::Id).limit(LIST_MAX).all(tx.db()).await?;
    let mut list = Vec::with_capacity(rows.len());
    for row in rows {
        let supports = support_row::Entity::find()
            .filter(support_row::Column::Topic.eq(row.id))
            .order_by_asc(support_row::Column::Id)
            .all(tx.db())
            .await?;
        let supporters = supports.into_iter().map(|s| (AuthorityId(s.authority), s.note)).collect();
        let (id, authority) = (row.id, row.authority);
        let topic = Topic {
            id,
            authority: AuthorityId(authority),
            title: row.title,
            reason: row.reason,
            at: Timestamp(row.at),
            supporters,
        };
        list.push(closed("topic", id, authority, topic));
    }
    Ok(list)
}

/// Supports a topic of somebody else, once.
pub(crate) async fn support(tx: &Tx, by: &Actor, id: Uuid, note: &str) -> Result<(), ConferenceError> {
    let topic = topic_row::Entity::find_by_id(id).one(tx.db()).await.map_err(StoreError::from)?;
    let topic = topic.ok_or(ConferenceError::NotHere)?;
    let there = support_row::Entity::find()
        .filter(support_row::Column::Topic.eq(id))
        .filter(support_row::Column::Authority.eq(by.authority.0))
        .count(tx.db())
        .await
        .map_err(StoreError::from)?;
    if topic.authority == by.authority.0 || there > 0 {
        return Err(ConferenceError::Closed);
    }
    let row = support_row::ActiveModel {
        id: Set(kernel::id::new(tx.clock(), tx.rng())),
        topic: Set(id),
        authority: Set(by.authority.0),
        note: Set(note.to_owned()),
        at: Set(tx.at().0),
        by: Set(by.name.clone()),
    };
    support_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    Ok(())
}

fn call_of(row: call_row::Model) -> Result<Guarded<Call>, StoreError> {
    let (id, authority) = (row.id, row.authority);
    let call = Call {
        id,
        authority: AuthorityId(authority),
        title: row.title,
        reason: row.reason,
        questions: got("questions", &row.questions)?,
        deadline: Timestamp(row.deadline),
        digest: row.digest.zip(row.digest_at.map(Timestamp)),
    };
    Ok(closed("call", id, authority, call))
}

/// Opens a call.
pub(crate) async fn open_call(tx: &Tx, by: &Actor, new: &Call) -> Result<Uuid, ConferenceError> {
    if call_row::Entity::find().count(tx.db()).await.map_err(StoreError::from)? >= LIST_MAX {
        return Err(ConferenceError::Full);
    }
    let id = kernel::id::new(tx.clock(), tx.rng());
    let row = call_row::ActiveModel {
        id: Set(id),
        authority: Set(by.authority.0),
        title: Set(new.title.clone()),
        reason: Set(new.reason.clone()),
        questions: Set(put(&new.questions)?),
        deadline: Set(new.deadline.0),
        at: Set(tx.at().0),
        by: Set(by.name.clone()),
        digest: Set(None),
        digest_at: Set(None),
    };
    call_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    Ok(id)
}

/// Every call, the newest first.
pub(crate) async fn calls(tx: &Tx) -> Result<Vec<Guarded<Call>>, StoreError> {
    let rows =
        call_row::Entity::find().order_by_desc(call_row::Column::Id).limit(LIST_MAX).all(tx.db()).await?;
    rows.into_iter().map(call_of).collect()
}

/// One call.
pub(crate) async fn call(tx: &Tx, id: Uuid) -> Result<Option<Guarded<Call>>, StoreError> {
    call_row::Entity::find_by_id(id).one(tx.db()).await?.map(call_of).transpose()
}

/// Publishes the digest of a call, or says it anew.
pub(crate) async fn publish_digest(tx: &Tx, id: Uuid, words: &str) -> Result<(), StoreError> {
    call_row::Entity::update_many()
        .col_expr(call_row::Column::Digest, Some(words.to_owned()).into())
        .col_expr(call_row::Column::DigestAt, Some(tx.at().0).into())
        .filter(call_row::Column::Id.eq(id))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Gives the authority's answer to a call, or another one in its place, which is not in the digest yet.
pub(crate) async fn answer(
    tx: &Tx,
    vault: &Vault,
    by: &Actor,
    call: &Call,
    says: &[String],
) -> Result<(), ConferenceError> {
    if tx.at() > call.deadline || call.digest.is_some() {
        return Err(ConferenceError::Closed);
    }
    answer_row::Entity::delete_many()
        .filter(answer_row::Column::Call.eq(call.id))
        .filter(answer_row::Column::Authority.eq(by.authority.0))
        .exec(tx.db())
        .await
        .map_err(StoreError::from)?;
    let there = answer_row::Entity::find().filter(answer_row::Column::Call.eq(call.id)).count(tx.db()).await;
    if there.map_err(StoreError::from)? >= LIST_MAX {
        return Err(ConferenceError::Full);
    }
    let id = kernel::id::new(tx.clock(), tx.rng());
    let row = answer_row::ActiveModel {
        id: Set(id),
        call: Set(call.id),
        authority: Set(by.authority.0),
        included: Set(false),
        at: Set(tx.at().0),
        by: Set(by.name.clone()),
        sealed: Set(vault.wrap(ANSWER, id.as_bytes(), put(&says)?.as_bytes(), tx.rng())),
    };
    answer_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    Ok(())
}

/// The answers to a call, in the order they came.
pub(crate) async fn answers(
    tx: &Tx,
    vault: &Vault,
    call: Uuid,
) -> Result<Vec<Guarded<Answered>>, StoreError> {
    let rows = answer_row::Entity::find()
        .filter(answer_row::Column::Call.eq(call))
        .order_by_asc(answer_row::Column::Id)
        .all(tx.db())
        .await?;
    let mut list = Vec::with_capacity(rows.len());
    for row in rows {
        let clear = vault
            .unwrap(ANSWER, row.id.as_bytes(), &row.sealed)
            .map_err(|_| StoreError::Sealed(format!("{ANSWER} {}", row.id)))?;
        let says = serde_json::from_slice(&clear).map_err(|e| StoreError::Corrupt(e.to_string()))?;
        let answered = Answered {
            id: row.id,
            authority: AuthorityId(row.authority),
            says,
            at: Timestamp(row.at),
            included: row.included,
        };
        list.push(closed("call", call, row.authority, answered));
    }
    Ok(list)
}

/// Takes an answer into the digest, or out of it; `false` where there is none.
pub(crate) async fn include(tx: &Tx, call: Uuid, id: Uuid, included: bool) -> Result<bool, StoreError> {
    let done = answer_row::Entity::update_many()
        .col_expr(answer_row::Column::Included, included.into())
        .filter(answer_row::Column::Id.eq(id))
        .filter(answer_row::Column::Call.eq(call))
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected > 0)
}
