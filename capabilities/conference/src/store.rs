//! The record of a conference: sessions, documents, reports as structure, recommendations and what changed them, the
//! status of treaties. What is public still comes out through the gate alone, so that the log says who looked.

use crate::types::{
    Change, ConferenceError, Document, Item, KeptReport, RECOMMENDATIONS_MAX, Recommended, Related,
    SESSIONS_MAX, Session, StatusSource, TreatyStatus,
};
use ::store::Column::{Int, Text, Uuid as Id};
use ::store::{Migration, StoreError, Tx, insert_all, table};
use gate::{Guarded, ObjectRef};
use kernel::id::AuthorityId;
use kernel::{Actor, Label, Party, Timestamp};
use reading::report::Report;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use uuid::Uuid;

macro_rules! row {
    ($name:ident, $table:literal, { $($field:ident : $kind:ty),* $(,)? }) => {
        pub(crate) mod $name {
            use sea_orm::entity::prelude::*;
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                #[sea_orm(primary_key, auto_increment = false)]
                pub id: Uuid,
                $(pub $field: $kind),*
            }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}
            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}
pub(crate) use row;

row!(session_row, "conference_session", {
    authority: Uuid, body: String, title: String, place: String, first_day: String, last_day: String,
    agenda: String, at: i64, by: String,
});
row!(document_row, "conference_document", {
    session: Uuid, report: Option<Uuid>, symbol: String, title: String, at: i64, by: String,
});
row!(report_row, "conference_report", {
    authority: Uuid, session: Uuid, symbol: String, language: String, file: String, digest: String,
    structure: String, at: i64, by: String,
});
row!(recommendation_row, "conference_recommendation", {
    authority: Uuid, report: Uuid, session: Uuid, place: i64, symbol: String, body: String, day: String,
    says: String,
});
row!(relation_row, "conference_relation", {
    later: Uuid, earlier: Uuid, change: String, note: String, at: i64, by: String,
});
row!(status_row, "treaty_status", {
    instrument: String, party: String, signed: String, deposited: String, source: String, as_of: String,
    at: i64, by: String,
});

/// The schema of the record.
// long: one table after another, with nothing to decide
pub(crate) fn migration() -> Migration {
    Migration::tables(
        "conference-1-record",
        vec![
            table("conference_session")
                .col("id", Id)
                .col("authority", Id)
                .col("body", Text)
                .col("title", Text)
                .col("place", Text)
                .col("first_day", Text)
                .col("last_day", Text)
                .col("agenda", Text)
                .col("at", Int)
                .col("by", Text)
                .key(&["id"])
                .index(&["first_day"]),
            table("conference_document")
                .col("id", Id)
                .col("session", Id)
                .opt("report", Id)
                .col("symbol", Text)
                .col("title", Text)
                .col("at", Int)
                .col("by", Text)
                .key(&["id"])
                .unique(&["session", "symbol"]),
            table("conference_report")
                .col("id", Id)
                .col("authority", Id)
                .col("session", Id)
                .col("symbol", Text)
                .col("language", Text)
                .col("file", Text)
                .col("digest", Text)
                .col("structure", Text)
                .col("at", Int)
                .col("by", Text)
                .key(&["id"])
                .unique(&["digest"])
                .index(&["session"]),
            table("conference_recommendation")
                .col("id", Id)
                .col("authority", Id)
                .col("report", Id)
                .col("session", Id)
                .col("place", Int)
                .col("symbol", Text)
                .col("body", Text)
                .col("day", Text)
                .col("says", Text)
                .key(&["id"])
                .index(&["report"]),
            table("conference_relation")
                .col("id", Id)
                .col("later", Id)
                .col("earlier", Id)
                .col("change", Text)
                .col("note", Text)
                .col("at", Int)
                .col("by", Text)
                .key(&["id"])
                .unique(&["later", "earlier"])
                .index(&["earlier"]),
            table("treaty_status")
                .col("id", Id)
                .col("instrument", Text)
                .col("party", Text)
                .col("signed", Text)
                .col("deposited", Text)
                .col("source", Text)
                .col("as_of", Text)
                .col("at", Int)
                .col("by", Text)
                .key(&["id"])
                .unique(&["instrument", "party"]),
        ],
    )
}

/// What the database keeps as JSON.
pub(crate) fn put<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|e| StoreError::Corrupt(e.to_string()))
}

/// And how it reads back.
pub(crate) fn got<T: DeserializeOwned>(what: &str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|e| StoreError::Corrupt(format!("{what}: {e}")))
}

/// A value under the label of the authority that keeps it.
pub(crate) fn closed<T>(kind: &'static str, id: Uuid, authority: Uuid, value: T) -> Guarded<T> {
    Guarded::new(ObjectRef { kind, id }, Label::own(AuthorityId(authority)), value)
}

pub(crate) fn session_of(row: session_row::Model) -> Result<Guarded<Session>, StoreError> {
    let agenda: Vec<Item> = got("agenda", &row.agenda)?;
    let session = Session {
        id: row.id,
        body: row.body,
        title: row.title,
        place: row.place,
        from: row.first_day,
        to: row.last_day,
        agenda,
        by: row.by,
    };
    Ok(closed("session", row.id, row.authority, session))
}

/// One session.
pub(crate) async fn session(tx: &Tx, id: Uuid) -> Result<Option<Guarded<Session>>, StoreError> {
    session_row::Entity::find_by_id(id).one(tx.db()).await?.map(session_of).transpose()
}

/// Sets a session down; one of the same body on the same first day is that session.
pub(crate) async fn add_session(tx: &Tx, by: &Actor, new: &Session) -> Result<Uuid, ConferenceError> {
    let there = session_row::Entity::find()
        .filter(session_row::Column::Body.eq(&new.body))
        .filter(session_row::Column::FirstDay.eq(&new.from))
        .filter(session_row::Column::Title.eq(&new.title))
        .one(tx.db())
        .await
        .map_err(StoreError::from)?;
    if let Some(there) = there {
        return Ok(there.id);
    }
    if session_row::Entity::find().count(tx.db()).await.map_err(StoreError::from)? >= SESSIONS_MAX {
        return Err(ConferenceError::Full);
    }
    let id = kernel::id::new(tx.clock(), tx.rng());
    let row = session_row::ActiveModel {
        id: Set(id),
        authority: Set(by.authority.0),
        body: Set(new.body.clone()),
        title: Set(new.title.clone()),
        place: Set(new.place.clone()),
        first_day: Set(new.from.clone()),
        last_day: Set(new.to.clone()),
        agenda: Set(put(&new.agenda)?),
        at: Set(tx.at().0),
        by: Set(by.name.clone()),
    };
    session_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    Ok(id)
}

/// Sets the agenda of a session.
pub(crate) async fn set_agenda(tx: &Tx, id: Uuid, agenda: &[Item]) -> Result<(), StoreError> {
    session_row::Entity::update_many()
        .col_expr(session_row::Column::Agenda, put(&agenda)?.into())
        .filter(session_row::Column::Id.eq(id))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// The documents of a session, by symbol.
pub(crate) async fn documents(tx: &Tx, session: Uuid) -> Result<Vec<Document>, StoreError> {
    let rows = document_row::Entity::find()
        .filter(document_row::Column::Session.eq(session))
        .order_by_asc(document_row::Column::Symbol)
        .all(tx.db())
        .await?;
    let read =
        |row: document_row::Model| Document { symbol: row.symbol, title: row.title, report: row.report };
    Ok(rows.into_iter().map(read).collect())
}

/// Sets a document down; a symbol that is there already keeps its title unless it had none.
pub(crate) async fn add_document(tx: &Tx, by: &str, session: Uuid, new: &Document) -> Result<(), StoreError> {
    let there = document_row::Entity::find()
        .filter(document_row::Column::Session.eq(session))
        .filter(document_row::Column::Symbol.eq(&new.symbol))
        .one(tx.db())
        .await?;
    if let Some(there) = there {
        if there.title.is_empty() && !new.title.is_empty() {
            document_row::Entity::update_many()
                .col_expr(document_row::Column::Title, new.title.clone().into())
                .filter(document_row::Column::Id.eq(there.id))
                .exec(tx.db())
                .await?;
        }
        return Ok(());
    }
    let row = document_row::ActiveModel {
        id: Set(kernel::id::new(tx.clock(), tx.rng())),
        session: Set(session),
        report: Set(new.report),
        symbol: Set(new.symbol.clone()),
        title: Set(new.title.clone()),
        at: Set(tx.at().0),
        by: Set(by.to_owned()),
    };
    document_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

fn report_of(row: &report_row::Model) -> KeptReport {
    KeptReport {
        id: row.id,
        session: row.session,
        symbol: row.symbol.clone(),
        language: row.language.clone(),
        file: row.file.clone(),
        digest: row.digest.clone(),
        at: Timestamp(row.at),
        by: row.by.clone(),
    }
}

/// Every report of these sessions.
pub(crate) async fn reports(
    tx: &Tx,
    sessions: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<Guarded<KeptReport>>, StoreError> {
    let find = report_row::Entity::find().filter(report_row::Column::Session.is_in(sessions));
    let rows = find.order_by_desc(report_row::Column::Id).limit(SESSIONS_MAX).all(tx.db()).await?;
    Ok(rows.iter().map(|row| closed("report", row.id, row.authority, report_of(row))).collect())
}

/// One report with its structure.
pub(crate) async fn report(tx: &Tx, id: Uuid) -> Result<Option<Guarded<(KeptReport, Report)>>, StoreError> {
    let Some(row) = report_row::Entity::find_by_id(id).one(tx.db()).await? else { return Ok(None) };
    let structure: Report = got("report", &row.structure)?;
    Ok(Some(closed("report", row.id, row.authority, (report_of(&row), structure))))
}

/// The report made from this very file, if it was put in before.
pub(crate) async fn report_of_file(tx: &Tx, digest: &str) -> Result<Option<Uuid>, StoreError> {
    let found = report_row::Entity::find().filter(report_row::Column::Digest.eq(digest)).one(tx.db()).await?;
    Ok(found.map(|row| row.id))
}

/// Keeps a report with its recommendations.
pub(crate) async fn add_report(
    tx: &Tx,
    by: &Actor,
    new: &KeptReport,
    (body, day): (&str, &str),
    structure: &Report,
) -> Result<(), ConferenceError> {
    let standing = recommendation_row::Entity::find().count(tx.db()).await.map_err(StoreError::from)?;
    if standing.saturating_add(structure.recommendations.len() as u64) > RECOMMENDATIONS_MAX {
        return Err(ConferenceError::Full);
    }
    let row = report_row::ActiveModel {
        id: Set(new.id),
        authority: Set(by.authority.0),
        session: Set(new.session),
        symbol: Set(new.symbol.clone()),
        language: Set(new.language.clone()),
        file: Set(new.file.clone()),
        digest: Set(new.digest.clone()),
        structure: Set(put(structure)?),
        at: Set(new.at.0),
        by: Set(new.by.clone()),
    };
    report_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    let mut rows = Vec::with_capacity(structure.recommendations.len());
    for (place, says) in (0_i64..).zip(&structure.recommendations) {
        rows.push(recommendation_row::ActiveModel {
            id: Set(kernel::id::new(tx.clock(), tx.rng())),
            authority: Set(by.authority.0),
            report: Set(new.id),
            session: Set(new.session),
            place: Set(place),
            symbol: Set(new.symbol.clone()),
            body: Set(body.to_owned()),
            day: Set(day.to_owned()),
            says: Set(put(says)?),
        });
    }
    insert_all(tx, rows).await?;
    crate::store_found::fill(tx).await?;
    Ok(())
}

pub(crate) fn recommended_of(row: recommendation_row::Model) -> Result<Recommended, StoreError> {
    Ok(Recommended {
        id: row.id,
        report: row.report,
        session: row.session,
        symbol: row.symbol,
        body: row.body,
        day: row.day,
        says: got("recommendation", &row.says)?,
    })
}

/// The same under its label.
pub(crate) fn guarded(row: recommendation_row::Model) -> Result<Guarded<Recommended>, StoreError> {
    let (id, authority) = (row.id, row.authority);
    Ok(closed("recommendation", id, authority, recommended_of(row)?))
}

/// Every recommendation, those of the newest session first, each report in its order; of one report, or of all.
pub(crate) async fn recommendations(
    tx: &Tx,
    report: Option<Uuid>,
) -> Result<Vec<Guarded<Recommended>>, StoreError> {
    use recommendation_row::Column;
    let mut find = recommendation_row::Entity::find();
    if let Some(report) = report {
        find = find.filter(Column::Report.eq(report));
    }
    let rows = find
        .order_by_desc(Column::Day)
        .order_by_asc(Column::Report)
        .order_by_asc(Column::Place)
        .limit(RECOMMENDATIONS_MAX)
        .all(tx.db())
        .await?;
    rows.into_iter().map(guarded).collect()
}

/// One recommendation.
pub(crate) async fn recommendation(tx: &Tx, id: Uuid) -> Result<Option<Guarded<Recommended>>, StoreError> {
    recommendation_row::Entity::find_by_id(id).one(tx.db()).await?.map(guarded).transpose()
}

/// What changes this recommendation, and what it changes.
pub(crate) async fn related(tx: &Tx, id: Uuid) -> Result<Vec<Related>, StoreError> {
    use relation_row::Column;
    let rows = relation_row::Entity::find()
        .filter(Condition::any().add(Column::Later.eq(id)).add(Column::Earlier.eq(id)))
        .order_by_asc(Column::Id)
        .all(tx.db())
        .await?;
    let read = |row: relation_row::Model| {
        let change = Change::parse(&row.change)
            .ok_or_else(|| StoreError::Corrupt(format!("no change `{}`", row.change)))?;
        Ok(Related { later: row.later, earlier: row.earlier, change, note: row.note, by: row.by })
    };
    rows.into_iter().map(read).collect()
}

/// Records that a later recommendation changes an earlier one; `false` if that was said before.
pub(crate) async fn relate(tx: &Tx, new: &Related) -> Result<bool, StoreError> {
    let there = relation_row::Entity::find()
        .filter(relation_row::Column::Later.eq(new.later))
        .filter(relation_row::Column::Earlier.eq(new.earlier))
        .one(tx.db())
        .await?;
    if there.is_some() {
        return Ok(false);
    }
    let row = relation_row::ActiveModel {
        id: Set(kernel::id::new(tx.clock(), tx.rng())),
        later: Set(new.later),
        earlier: Set(new.earlier),
        change: Set(new.change.code().to_owned()),
        note: Set(new.note.clone()),
        at: Set(tx.at().0),
        by: Set(new.by.clone()),
    };
    relation_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(true)
}

/// The status of a treaty, with where it comes from; empty where nobody put it in.
pub(crate) async fn treaty_status(
    tx: &Tx,
    instrument: &str,
) -> Result<(Vec<TreatyStatus>, StatusSource), StoreError> {
    let rows = status_row::Entity::find()
        .filter(status_row::Column::Instrument.eq(instrument))
        .order_by_asc(status_row::Column::Party)
        .all(tx.db())
        .await?;
    let source = rows.first().map(|row| StatusSource {
        source: row.source.clone(),
        as_of: row.as_of.clone(),
        by: row.by.clone(),
    });
    let read = |row: status_row::Model| {
        let party = Party::parse(&row.party)
            .ok_or_else(|| StoreError::Corrupt(format!("no party `{}`", row.party)))?;
        Ok(TreatyStatus { party, signed: row.signed, deposited: row.deposited })
    };
    let rows = rows.into_iter().map(read).collect::<Result<_, StoreError>>()?;
    Ok((rows, source.unwrap_or_default()))
}

/// Puts the status of a treaty in the place of the one before.
pub(crate) async fn put_treaty_status(
    tx: &Tx,
    instrument: &str,
    source: &StatusSource,
    new: &[TreatyStatus],
) -> Result<(), StoreError> {
    status_row::Entity::delete_many()
        .filter(status_row::Column::Instrument.eq(instrument))
        .exec(tx.db())
        .await?;
    let row = |one: &TreatyStatus| status_row::ActiveModel {
        id: Set(kernel::id::new(tx.clock(), tx.rng())),
        instrument: Set(instrument.to_owned()),
        party: Set(one.party.code().to_owned()),
        signed: Set(one.signed.clone()),
        deposited: Set(one.deposited.clone()),
        source: Set(source.source.clone()),
        as_of: Set(source.as_of.clone()),
        at: Set(tx.at().0),
        by: Set(source.by.clone()),
    };
    insert_all(tx, new.iter().map(row).collect::<Vec<_>>()).await
}

/// The names of the authorities of this node with their States, and of those elsewhere that handed something in.
pub(crate) async fn names(tx: &Tx) -> Result<BTreeMap<AuthorityId, (String, Party)>, StoreError> {
    let own = access::authorities(tx).await?;
    let own = own.into_iter().map(|one| (one.id, (one.name, one.party)));
    Ok(own.chain(crate::store_handed::guests(tx).await?).collect())
}
