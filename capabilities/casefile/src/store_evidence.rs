//! Exhibits and their custody as they are kept. What is said of an exhibit, and the key that opens it, stand sealed in its
//! row in every compartment; when the row goes, nobody opens the file any more. An exhibit stands under the label of its
//! case as it is now.

use crate::capture::Captured;
use crate::evidence::{
    CUSTODY_MAX, Custody, CustodyEvent, EXHIBITS_MAX, Exhibit, MadeOf, NewCustody, WHAT_CHARS_MAX, walk,
};
use crate::evidence_take::Taken;
use crate::keys::Keys;
use crate::store_coming;
use crate::types::{Case, CaseError};
use data_encoding::BASE64;
use gate::{Ask, Gate, Guarded, ObjectRef, action};
use kernel::id::{CaseId, ImportId, PersonId};
use kernel::limit::PAGE_ROWS;
use kernel::{Actor, AuditEntry, Compartment, Digest, Label, Outcome, Purpose, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use seal::stream::{FileKey, WholeFile};
use serde::{Deserialize, Serialize};
use store::{Column, Migration, StoreError, Tx, table};
use uuid::Uuid;

pub(crate) mod exhibit_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "exhibit")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub number: i64,
        pub mark: String,
        pub file: Uuid,
        pub made_of: Option<Uuid>,
        pub import: Option<Uuid>,
        pub sealed: Vec<u8>,
        pub by: Uuid,
        pub at: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod custody_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "custody")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub exhibit: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub sealed: Vec<u8>,
        pub at: Option<i64>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn migration() -> Migration {
    Migration::tables(
        "casefile-5-evidence",
        vec![
            // `mark` is a keyed digest of the bytes: who reads the database learns what is equal and nothing more.
            table("exhibit")
                .col("id", Column::Uuid)
                .col("case_id", Column::Uuid)
                .col("number", Column::Int)
                .col("mark", Column::Text)
                .col("file", Column::Uuid)
                .opt("made_of", Column::Uuid)
                .opt("import", Column::Uuid)
                .col("sealed", Column::Bytes)
                .col("by", Column::Uuid)
                .col("at", Column::Int)
                .key(&["id"])
                .unique(&["case_id", "number"])
                .unique(&["case_id", "mark"]),
            table("custody")
                .col("exhibit", Column::Uuid)
                .col("number", Column::Int)
                .col("sealed", Column::Bytes)
                .key(&["exhibit", "number"]),
        ],
    )
}

/// How the gate knows an exhibit.
#[must_use]
pub fn object(id: Uuid) -> ObjectRef {
    ObjectRef { kind: "exhibit", id }
}

/// What is said of an exhibit, what opens it, and where its custody ends.
#[derive(Serialize, Deserialize)]
struct Wrapped {
    name: String,
    media: String,
    bytes: u64,
    sha256: Digest,
    root: Digest,
    key: String,
    what: String,
    made: Option<MadeOf>,
    captured: Option<Captured>,
    events: u64,
    head: Option<Digest>,
}

/// An exhibit to be.
#[derive(Clone)]
pub struct NewExhibit {
    /// The file as it was taken in.
    pub taken: Taken,
    /// What it is, in an officer's words.
    pub what: String,
    /// How it came: the first event of its custody.
    pub came: NewCustody,
    /// If it is a working copy, of what.
    pub made: Option<MadeOf>,
    /// If it was captured on the network, how.
    pub captured: Option<Captured>,
    /// The import that takes statements from it.
    pub import: Option<ImportId>,
}

fn wrap(tx: &Tx, keys: &Keys<'_>, compartment: Compartment, one: &Exhibit) -> Result<Vec<u8>, CaseError> {
    let wrapped = Wrapped {
        name: one.name.clone(),
        media: one.media.clone(),
        bytes: one.whole.bytes,
        sha256: one.whole.sha256,
        root: one.whole.root,
        key: BASE64.encode(&one.key.to_bytes()),
        what: one.what.clone(),
        made: one.made.clone(),
        captured: one.captured.clone(),
        events: one.events,
        head: one.head,
    };
    keys.lock("exhibit", compartment, one.id, &wrapped, tx.rng())
}

pub(crate) fn read(keys: &Keys<'_>, label: &Label, row: exhibit_row::Model) -> Result<Exhibit, CaseError> {
    let wrapped: Wrapped = keys.unlock("exhibit", label.compartment, row.id, &row.sealed)?;
    let key = BASE64.decode(wrapped.key.as_bytes()).ok().and_then(|key| FileKey::from_bytes(&key));
    Ok(Exhibit {
        id: row.id,
        case: CaseId(row.case_id),
        number: u64::try_from(row.number).unwrap_or(0),
        name: wrapped.name,
        media: wrapped.media,
        whole: WholeFile { bytes: wrapped.bytes, sha256: wrapped.sha256, root: wrapped.root },
        what: wrapped.what,
        made: wrapped.made,
        captured: wrapped.captured,
        import: row.import.map(ImportId),
        at: Timestamp(row.at),
        by: PersonId(row.by),
        events: wrapped.events,
        head: wrapped.head,
        file: row.file,
        key: key.ok_or_else(|| StoreError::Corrupt(format!("the key of exhibit `{}`", row.id)))?,
    })
}

async fn label_of(tx: &Tx, case: CaseId) -> Result<Label, CaseError> {
    crate::case_label(tx, case).await?.ok_or(CaseError::NotHere)
}

/// Keeps a file as an exhibit of a case that the gate opened, with the first event of its custody.
///
/// # Errors
/// A refusal of the gate; [`CaseError::ExhibitThere`] if the case has these bytes already; [`CaseError::CustodyLacks`];
/// what the database says.
pub async fn keep_exhibit(
    tx: &Tx,
    keys: &Keys<'_>,
    gate: &Gate,
    (actor, purpose): (&Actor, Purpose),
    case: &Case,
    new: &NewExhibit,
) -> Result<Exhibit, CaseError> {
    let label = label_of(tx, case.id).await?;
    let id = new.taken.coming.id;
    let ask = Ask::new(actor, action::IMPORT, purpose, tx.at()).on(object(id));
    gate.open(Guarded::new(object(id), label.clone(), ()), &ask, &mut tx.log())?;
    let mark = keys.file(&new.taken.whole.sha256);
    if let Some(there) = row_of_mark(tx, case.id, &mark).await? {
        return Err(CaseError::ExhibitThere(u64::try_from(there.number).unwrap_or(0)));
    }
    let last = exhibit_row::Entity::find()
        .filter(exhibit_row::Column::CaseId.eq(case.id.0))
        .order_by_desc(exhibit_row::Column::Number)
        .one(tx.db())
        .await
        .map_err(StoreError::from)?;
    let number = last.map_or(0, |row| row.number).saturating_add(1);
    if u64::try_from(number).unwrap_or(u64::MAX) > EXHIBITS_MAX {
        return Err(CaseError::TooLong);
    }
    let mut exhibit = Exhibit {
        id,
        case: case.id,
        number: u64::try_from(number).unwrap_or(0),
        name: new.taken.name.clone(),
        media: new.taken.media.to_owned(),
        whole: new.taken.whole,
        what: new.what.trim().chars().take(WHAT_CHARS_MAX).collect(),
        made: new.made.clone(),
        captured: new.captured.as_ref().map(Captured::trimmed),
        import: new.import,
        at: tx.at(),
        by: actor.person,
        events: 0,
        head: None,
        file: new.taken.coming.file,
        key: new.taken.coming.key.clone(),
    };
    append(tx, keys, (actor, label.compartment), &mut exhibit, &new.came).await?;
    let row = exhibit_row::ActiveModel {
        id: Set(id),
        case_id: Set(case.id.0),
        number: Set(number),
        mark: Set(mark),
        file: Set(exhibit.file),
        made_of: Set(exhibit.made.as_ref().map(|made| made.exhibit)),
        import: Set(exhibit.import.map(|import| import.0)),
        sealed: Set(wrap(tx, keys, label.compartment, &exhibit)?),
        by: Set(actor.person.0),
        at: Set(tx.at().0),
    };
    exhibit_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    store_coming::came(tx, id).await?;
    crate::store_erase::date_case(tx, case.id, case.authority, case.compartment).await?;
    say(tx, (actor, purpose), action::IMPORT, &exhibit);
    Ok(exhibit)
}

/// What the log says of it: the place of the event and its digest, so that the log is a second witness of the chain.
fn say(tx: &Tx, (actor, purpose): (&Actor, Purpose), action: &'static str, exhibit: &Exhibit) {
    let head = exhibit.head.map(|head| head.to_string()).unwrap_or_default();
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action,
        object_kind: "exhibit",
        object: exhibit.id,
        purpose,
        outcome: Outcome::Done,
        note: format!("case {}: custody {} {head}", exhibit.case, exhibit.events),
    });
}

/// Adds an event to the chain; the exhibit then ends with it.
async fn append(
    tx: &Tx,
    keys: &Keys<'_>,
    (actor, compartment): (&Actor, Compartment),
    exhibit: &mut Exhibit,
    new: &NewCustody,
) -> Result<(), CaseError> {
    let new = new.trimmed();
    if let Some(field) = new.missing() {
        return Err(CaseError::CustodyLacks(field));
    }
    if exhibit.events >= CUSTODY_MAX {
        return Err(CaseError::TooLong);
    }
    let event = CustodyEvent::following(
        (exhibit.id, exhibit.whole.sha256),
        (exhibit.events, exhibit.head),
        &new,
        (&actor.name, tx.at()),
    );
    let document = event.document();
    let what = format!("custody {}", event.number);
    let row = custody_row::ActiveModel {
        exhibit: Set(exhibit.id),
        number: Set(i64::try_from(event.number).unwrap_or(i64::MAX)),
        sealed: Set(keys.lock(&what, compartment, exhibit.id, &document, tx.rng())?),
        at: Set(Some(tx.at().0)),
    };
    custody_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    exhibit.events = event.number;
    exhibit.head = Some(Digest::of_bytes(document.as_bytes()));
    Ok(())
}

/// Records what happened to an exhibit: for `action::IMPORT` what an officer says, for `action::SAVE` that a copy goes out.
/// Returns the exhibit as it stands then.
///
/// # Errors
/// A refusal of the gate, [`CaseError::NotHere`], [`CaseError::CustodyLacks`], or what the database says.
pub async fn add_custody(
    tx: &Tx,
    keys: &Keys<'_>,
    gate: &Gate,
    (actor, purpose, action): (&Actor, Purpose, &'static str),
    id: Uuid,
    new: &NewCustody,
) -> Result<Exhibit, CaseError> {
    let closed = exhibit(tx, keys, id).await?.ok_or(CaseError::NotHere)?;
    let compartment = closed.label().compartment;
    let ask = Ask::new(actor, action, purpose, tx.at()).on(object(id));
    let mut exhibit = gate.open(closed, &ask, &mut tx.log())?;
    append(tx, keys, (actor, compartment), &mut exhibit, new).await?;
    let sealed = wrap(tx, keys, compartment, &exhibit)?;
    exhibit_row::Entity::update_many()
        .col_expr(exhibit_row::Column::Sealed, sealed.into())
        .filter(exhibit_row::Column::Id.eq(id))
        .exec(tx.db())
        .await
        .map_err(StoreError::from)?;
    say(tx, (actor, purpose), action, &exhibit);
    Ok(exhibit)
}

/// One exhibit.
///
/// # Errors
/// What the database says.
pub async fn exhibit(tx: &Tx, keys: &Keys<'_>, id: Uuid) -> Result<Option<Guarded<Exhibit>>, CaseError> {
    let row = exhibit_row::Entity::find_by_id(id).one(tx.db()).await.map_err(StoreError::from)?;
    Ok(guarded(tx, keys, row.into_iter().collect()).await?.pop())
}

/// The exhibit of a case with this number.
///
/// # Errors
/// What the database says.
pub async fn exhibit_numbered(
    tx: &Tx,
    keys: &Keys<'_>,
    case: CaseId,
    number: u64,
) -> Result<Option<Guarded<Exhibit>>, CaseError> {
    let row = exhibit_row::Entity::find()
        .filter(exhibit_row::Column::CaseId.eq(case.0))
        .filter(exhibit_row::Column::Number.eq(i64::try_from(number).unwrap_or(i64::MAX)))
        .one(tx.db())
        .await
        .map_err(StoreError::from)?;
    Ok(guarded(tx, keys, row.into_iter().collect()).await?.pop())
}

/// The exhibits of a case whose bytes have one of these SHA-256: where a statement's source leads, and what of a capture
/// stands by itself.
///
/// # Errors
/// What the database says.
pub async fn exhibits_of_bytes(
    tx: &Tx,
    keys: &Keys<'_>,
    case: CaseId,
    sha256: &[Digest],
) -> Result<Vec<Guarded<Exhibit>>, CaseError> {
    let rows = exhibit_row::Entity::find()
        .filter(exhibit_row::Column::CaseId.eq(case.0))
        .filter(exhibit_row::Column::Mark.is_in(sha256.iter().map(|digest| keys.file(digest))))
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    guarded(tx, keys, rows).await
}

async fn row_of_mark(tx: &Tx, case: CaseId, mark: &str) -> Result<Option<exhibit_row::Model>, StoreError> {
    Ok(exhibit_row::Entity::find()
        .filter(exhibit_row::Column::CaseId.eq(case.0))
        .filter(exhibit_row::Column::Mark.eq(mark))
        .one(tx.db())
        .await?)
}

/// A page of a case's exhibits by number, and how many there are; `page` counts from 1.
///
/// # Errors
/// What the database says.
pub async fn exhibits_of(
    tx: &Tx,
    keys: &Keys<'_>,
    case: CaseId,
    page: u64,
) -> Result<(Vec<Guarded<Exhibit>>, u64), CaseError> {
    let select = exhibit_row::Entity::find().filter(exhibit_row::Column::CaseId.eq(case.0));
    let total = select.clone().count(tx.db()).await.map_err(StoreError::from)?;
    let rows = select
        .order_by_asc(exhibit_row::Column::Number)
        .offset(page.saturating_sub(1).saturating_mul(PAGE_ROWS))
        .limit(PAGE_ROWS)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    Ok((guarded(tx, keys, rows).await?, total))
}

/// The working copies that were made of an exhibit, or the exhibits an import was taken from.
///
/// # Errors
/// What the database says.
pub async fn exhibits_from(
    tx: &Tx,
    keys: &Keys<'_>,
    from: ExhibitsFrom,
) -> Result<Vec<Guarded<Exhibit>>, CaseError> {
    let wanted = match from {
        ExhibitsFrom::Exhibit(id) => exhibit_row::Column::MadeOf.eq(id),
        ExhibitsFrom::Import(id) => exhibit_row::Column::Import.eq(id.0),
    };
    let rows = exhibit_row::Entity::find()
        .filter(wanted)
        .order_by_asc(exhibit_row::Column::Number)
        .limit(PAGE_ROWS)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    guarded(tx, keys, rows).await
}

/// What exhibits came about by.
#[derive(Clone, Copy, Debug)]
pub enum ExhibitsFrom {
    /// They are working copies of this one.
    Exhibit(Uuid),
    /// Statements of this import were taken from them.
    Import(ImportId),
}

async fn guarded(
    tx: &Tx,
    keys: &Keys<'_>,
    rows: Vec<exhibit_row::Model>,
) -> Result<Vec<Guarded<Exhibit>>, CaseError> {
    let cases: Vec<CaseId> = rows.iter().map(|row| CaseId(row.case_id)).collect();
    let labels = crate::case_labels(tx, &cases).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        // An exhibit without its case is erased with it.
        let Some(label) = labels.get(&CaseId(row.case_id)) else { continue };
        found.push(Guarded::new(object(row.id), label.clone(), read(keys, label, row)?));
    }
    Ok(found)
}

/// The custody of an exhibit that the gate opened, walked from its first event to its last.
///
/// # Errors
/// What the database says.
pub async fn custody_of(tx: &Tx, keys: &Keys<'_>, exhibit: &Exhibit) -> Result<Guarded<Custody>, CaseError> {
    let label = label_of(tx, exhibit.case).await?;
    let rows = custody_row::Entity::find()
        .filter(custody_row::Column::Exhibit.eq(exhibit.id))
        .order_by_asc(custody_row::Column::Number)
        .limit(CUSTODY_MAX.saturating_add(1))
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let mut documents = Vec::with_capacity(rows.len());
    for row in rows {
        // What does not open was put there by somebody else, or moved: the chain breaks where it stands.
        let what = format!("custody {}", row.number);
        let document: String =
            keys.unlock(&what, label.compartment, exhibit.id, &row.sealed).unwrap_or_default();
        documents.push(document);
    }
    let custody = walk((exhibit.id, exhibit.whole.sha256), documents, (exhibit.events, exhibit.head));
    Ok(Guarded::new(object(exhibit.id), label, custody))
}

/// Every file that an exhibit names, or that is still coming.
pub(crate) async fn named_files(tx: &Tx) -> Result<Vec<Uuid>, StoreError> {
    let kept = exhibit_row::Entity::find().select_only().column(exhibit_row::Column::File);
    let mut files: Vec<Uuid> = kept.into_tuple().all(tx.db()).await?;
    files.extend(store_coming::files(tx).await?);
    Ok(files)
}

/// Erases the exhibits of a case, their custody and what was coming. Their files open no more, and are swept.
pub(crate) async fn forget_case(tx: &Tx, case: Uuid) -> Result<Vec<Uuid>, StoreError> {
    let ids: Vec<Uuid> = exhibit_row::Entity::find()
        .select_only()
        .column(exhibit_row::Column::Id)
        .filter(exhibit_row::Column::CaseId.eq(case))
        .into_tuple()
        .all(tx.db())
        .await?;
    for chunk in ids.chunks(crate::store_rows::IN_MAX) {
        custody_row::Entity::delete_many()
            .filter(custody_row::Column::Exhibit.is_in(chunk.iter().copied()))
            .exec(tx.db())
            .await?;
    }
    exhibit_row::Entity::delete_many().filter(exhibit_row::Column::CaseId.eq(case)).exec(tx.db()).await?;
    store_coming::forget_case(tx, case).await?;
    Ok(ids)
}
