//! Imports: a file taken into a case in one transaction, what was not taken line by line, and uploads that wait for
//! the officer to look at the preview.

use crate::import::Prepared;
use crate::keys::Keys;
use crate::rules;
use crate::store_cases::case_label;
use crate::store_issues::{self, List};
use crate::store_rows::{import_line_row, import_row, keep_labels, labels, one_label, read_back, upload_row};
use crate::store_statements::Progress;
use crate::types::{Case, CaseError, Import, ImportResult, NotTaken};
use gate::{Ask, Gate, Guarded, ObjectRef, action};
use kernel::id::{CaseId, ImportId, PersonId};
use kernel::limit::PAGE_ROWS;
use kernel::time::HOUR_MS;
use kernel::{Actor, AuditEntry, Compartment, Digest, EntityKind, Label, Outcome, Purpose, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;
use store::{StoreError, Tx, insert_all};
use uuid::Uuid;

/// How long an upload waits for the officer.
pub const UPLOAD_WAITS_MS: i64 = HOUR_MS;
/// Largest file taken through the page, in bytes; larger ones are imported on the command line.
pub const UPLOAD_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Most uploads of one person that wait at a time; the oldest goes.
const UPLOADS_WAITING_MAX: u64 = 5;

/// The file an import takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenFile {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes.
    pub digest: Digest,
}

impl TakenFile {
    /// Several files that are taken as one: their names, and the digest of their digests in order; of one file its
    /// plain SHA-256.
    #[must_use]
    pub fn of(files: &[(String, Vec<u8>)]) -> Self {
        let digests: Vec<Digest> = files.iter().map(|(_, bytes)| Digest::of_bytes(bytes)).collect();
        let digest = match digests.as_slice() {
            [one] => *one,
            several => Digest::of(&several.iter().map(|d| d.0.as_slice()).collect::<Vec<_>>()),
        };
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        Self { name: names.join(", "), digest }
    }
}

#[derive(Default, serde::Serialize, serde::Deserialize)]
struct Described {
    file: String,
    taken: BTreeMap<EntityKind, u64>,
    /// The file's digest, where the row bears only a keyed one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    digest: Option<Digest>,
}

/// A digest of a known file tells that the file was taken, so that a closed compartment stores it under a key.
fn stored_digest(keys: &Keys<'_>, digest: Digest, compartment: Compartment) -> String {
    if rules::is_sealed(compartment) { keys.file(&digest) } else { digest.to_string() }
}

/// Takes what was read from a file into a case: everything, or nothing if this fails. A file is taken into a case
/// once; the second time says where the first went.
///
/// # Errors
/// The file was taken before, a refusal of the gate, or what the database says.
pub async fn take_import(
    tx: &Tx,
    keys: &Keys<'_>,
    gate: &Gate,
    (actor, purpose): (&Actor, Purpose),
    case: &Case,
    (file, prepared): (&TakenFile, &Prepared),
    progress: Progress<'_>,
) -> Result<ImportResult, CaseError> {
    let label = case_label(tx, case.id).await?.ok_or(CaseError::NotHere)?;
    let ask = Ask::new(actor, action::IMPORT, purpose, tx.at());
    gate.open(Guarded::new(crate::store_cases::object(case.id), label.clone(), ()), &ask, &mut tx.log())?;
    if let Some(before) = taken_before(tx, keys, case.id, file.digest).await? {
        return Err(CaseError::AlreadyTaken {
            import: ImportId(before.id),
            at: Timestamp(before.at).rfc3339(),
        });
    }
    let list = List::of(tx, keys, case, (file, prepared)).await?;
    let (added, changes) =
        store_issues::take(tx, keys, actor, case, (list.as_ref(), prepared), progress).await?;
    let result = ImportResult {
        import: prepared.import,
        taken: prepared.taken.clone(),
        statements: added.statements,
        selectors: added.selectors,
        not_taken: prepared.not_taken.clone(),
        changes,
    };
    let named = (file, list.map(|list| list.name));
    write_import(tx, keys, actor, case, &label, named, prepared, &result).await?;
    crate::store_mentions::keep_passages(tx, keys, case, prepared).await?;
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::IMPORT,
        object_kind: "import",
        object: prepared.import.0,
        purpose,
        outcome: Outcome::Done,
        note: format!(
            "case {}: {} entities, {} statements, {} not taken{}",
            case.id,
            added.entities,
            added.statements,
            prepared.not_taken_total,
            changes.map_or_else(String::new, |c| format!(
                ", the issue before brought up to date: {} added, {} changed, {} removed",
                c.added, c.changed, c.removed
            ))
        ),
    });
    Ok(result)
}

#[expect(clippy::too_many_arguments, reason = "one step of `take_import`, split off for its length")]
async fn write_import(
    tx: &Tx,
    keys: &Keys<'_>,
    actor: &Actor,
    case: &Case,
    label: &Label,
    (file, list): (&TakenFile, Option<String>),
    prepared: &Prepared,
    result: &ImportResult,
) -> Result<(), CaseError> {
    let id = prepared.import;
    let mut described =
        Described { file: file.name.chars().take(200).collect(), taken: result.taken.clone(), digest: None };
    if rules::is_sealed(case.compartment) {
        described.digest = Some(file.digest);
    }
    let sealed = match rules::is_sealed(case.compartment) {
        true => {
            Some(keys.lock("import", case.compartment, id.0, &std::mem::take(&mut described), tx.rng())?)
        }
        false => None,
    };
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let row = import_row::ActiveModel {
        id: Set(id.0),
        case_id: Set(case.id.0),
        file: Set(described.file),
        digest: Set(stored_digest(keys, file.digest, case.compartment)),
        format: Set(prepared.format.clone()),
        taken: Set(serde_json::to_string(&described.taken).map_err(|e| StoreError::Corrupt(e.to_string()))?),
        sealed: Set(sealed),
        statements: Set(count(result.statements)),
        selectors: Set(count(result.selectors)),
        not_taken: Set(count(prepared.not_taken_total)),
        by: Set(actor.person.0),
        at: Set(tx.at().0),
        label: Set(keep_labels(tx, [label]).await?.first().copied().unwrap_or_default()),
        list: Set(list),
        changes: Set(match result.changes {
            Some(changes) => {
                Some(serde_json::to_string(&changes).map_err(|e| StoreError::Corrupt(e.to_string()))?)
            }
            None => None,
        }),
    };
    import_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    let mut lines = Vec::with_capacity(result.not_taken.len());
    for (number, line) in result.not_taken.iter().enumerate() {
        let cover = match rules::is_sealed(case.compartment) {
            true => {
                let body = (&line.place, &line.detail);
                Some(keys.lock("import-line", case.compartment, id.0, &body, tx.rng())?)
            }
            false => None,
        };
        let clear = |t: &str| if cover.is_some() { String::new() } else { t.to_owned() };
        lines.push(import_line_row::ActiveModel {
            import: Set(id.0),
            line: Set(i64::try_from(number).unwrap_or(i64::MAX)),
            place: Set(clear(&line.place)),
            reason: Set(line.reason.clone()),
            detail: Set(clear(&line.detail)),
            sealed: Set(cover),
        });
    }
    Ok(insert_all(tx, lines).await?)
}

/// The import that took this file into the case, if one did.
///
/// # Errors
/// What the database says.
pub async fn import_of_file(
    tx: &Tx,
    keys: &Keys<'_>,
    case: CaseId,
    digest: Digest,
) -> Result<Option<ImportId>, CaseError> {
    Ok(taken_before(tx, keys, case, digest).await?.map(|row| ImportId(row.id)))
}

async fn taken_before(
    tx: &Tx,
    keys: &Keys<'_>,
    case: CaseId,
    digest: Digest,
) -> Result<Option<import_row::Model>, StoreError> {
    Ok(import_row::Entity::find()
        .filter(import_row::Column::CaseId.eq(case.0))
        .filter(import_row::Column::Digest.is_in([digest.to_string(), keys.file(&digest)]))
        .one(tx.db())
        .await?)
}

/// One import.
///
/// # Errors
/// What the database says.
pub async fn import(tx: &Tx, keys: &Keys<'_>, id: ImportId) -> Result<Option<Guarded<Import>>, CaseError> {
    let row = import_row::Entity::find_by_id(id.0).one(tx.db()).await.map_err(StoreError::from)?;
    Ok(guarded(tx, keys, row.into_iter().collect()).await?.pop())
}

/// The imports of a case, newest first.
///
/// # Errors
/// What the database says.
pub async fn imports_of(tx: &Tx, keys: &Keys<'_>, case: CaseId) -> Result<Vec<Guarded<Import>>, CaseError> {
    let rows = import_row::Entity::find()
        .filter(import_row::Column::CaseId.eq(case.0))
        .order_by_desc(import_row::Column::At)
        .limit(PAGE_ROWS)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    guarded(tx, keys, rows).await
}

/// A page of what an import did not take, and how many lines there are; `page` counts from 1.
///
/// # Errors
/// What the database says.
pub async fn lines_not_taken(
    tx: &Tx,
    keys: &Keys<'_>,
    id: ImportId,
    page: u64,
) -> Result<Option<(Guarded<Vec<NotTaken>>, u64)>, CaseError> {
    let Some(row) = import_row::Entity::find_by_id(id.0).one(tx.db()).await.map_err(StoreError::from)? else {
        return Ok(None);
    };
    let label = one_label(&labels(tx, [row.label]).await?, row.label)?;
    let select = import_line_row::Entity::find().filter(import_line_row::Column::Import.eq(id.0));
    let total = select.clone().count(tx.db()).await.map_err(StoreError::from)?;
    let rows = select
        .order_by_asc(import_line_row::Column::Line)
        .offset(page.saturating_sub(1).saturating_mul(PAGE_ROWS))
        .limit(PAGE_ROWS)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let (place, detail) = match &row.sealed {
            Some(sealed) => keys.unlock("import-line", label.compartment, id.0, sealed)?,
            None => (row.place, row.detail),
        };
        lines.push(NotTaken { place, reason: row.reason, detail });
    }
    let object = ObjectRef { kind: "import", id: id.0 };
    Ok(Some((Guarded::new(object, label, lines), total)))
}

pub(crate) async fn guarded(
    tx: &Tx,
    keys: &Keys<'_>,
    rows: Vec<import_row::Model>,
) -> Result<Vec<Guarded<Import>>, CaseError> {
    let known = labels(tx, rows.iter().map(|r| r.label)).await?;
    rows.into_iter()
        .map(|row| {
            let label = one_label(&known, row.label)?;
            let described = match &row.sealed {
                Some(sealed) => keys.unlock("import", label.compartment, row.id, sealed)?,
                None => Described {
                    digest: None,
                    taken: serde_json::from_str(&row.taken)
                        .map_err(|e| StoreError::Corrupt(format!("counts of import `{}`: {e}", row.id)))?,
                    file: row.file,
                },
            };
            let count = |n: i64| u64::try_from(n).unwrap_or(0);
            let import =
                Import {
                    id: ImportId(row.id),
                    case: CaseId(row.case_id),
                    file: described.file,
                    digest: match described.digest {
                        Some(digest) => digest,
                        None => read_back(Digest::parse(&row.digest), "digest of import", &row.digest)?,
                    },
                    format: row.format,
                    taken: described.taken,
                    statements: count(row.statements),
                    selectors: count(row.selectors),
                    not_taken: count(row.not_taken),
                    changes: match &row.changes {
                        Some(json) => Some(serde_json::from_str(json).map_err(|e| {
                            StoreError::Corrupt(format!("changes of import `{}`: {e}", row.id))
                        })?),
                        None => None,
                    },
                    by: PersonId(row.by),
                    at: Timestamp(row.at),
                };
            Ok(Guarded::new(ObjectRef { kind: "import", id: row.id }, label, import))
        })
        .collect()
}

/// A file that waits for the officer to look at the preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its id.
    pub id: Uuid,
    /// The case it is meant for.
    pub case: CaseId,
    /// The files, each with its name.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Keeps an upload for an hour, encrypted; drops what has waited too long.
///
/// # Errors
/// What the database says.
pub async fn keep_upload(
    tx: &Tx,
    keys: &Keys<'_>,
    (case, person): (CaseId, PersonId),
    files: &[(String, Vec<u8>)],
) -> Result<Uuid, CaseError> {
    drop_expired(tx).await?;
    let waiting: Vec<Uuid> = upload_row::Entity::find()
        .select_only()
        .column(upload_row::Column::Id)
        .filter(upload_row::Column::Person.eq(person.0))
        .order_by_desc(upload_row::Column::ExpiresAt)
        .offset(UPLOADS_WAITING_MAX.saturating_sub(1))
        .limit(PAGE_ROWS)
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    upload_row::Entity::delete_many()
        .filter(upload_row::Column::Id.is_in(waiting))
        .exec(tx.db())
        .await
        .map_err(StoreError::from)?;
    let id = kernel::id::random(tx.rng());
    let row = upload_row::ActiveModel {
        id: Set(id),
        case_id: Set(case.0),
        person: Set(person.0),
        sealed: Set(keys.lock_bytes("upload", id, &packed(files), tx.rng())),
        expires_at: Set(tx.at().plus_ms(UPLOAD_WAITS_MS).0),
    };
    upload_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    Ok(id)
}

/// An upload of this person, while it waits.
///
/// # Errors
/// What the database says.
pub async fn upload(
    tx: &Tx,
    keys: &Keys<'_>,
    id: Uuid,
    person: PersonId,
) -> Result<Option<Upload>, CaseError> {
    let row = upload_row::Entity::find_by_id(id).one(tx.db()).await.map_err(StoreError::from)?;
    let Some(row) = row.filter(|r| r.person == person.0 && r.expires_at > tx.at().0) else { return Ok(None) };
    let bytes = keys.unlock_bytes("upload", id, &row.sealed)?;
    let files = unpacked(&bytes).ok_or_else(|| StoreError::Corrupt(format!("upload `{id}`")))?;
    Ok(Some(Upload { id, case: CaseId(row.case_id), files }))
}

/// Name and bytes of each file, each after its length.
fn packed(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = Vec::with_capacity(files.iter().map(|(n, b)| n.len() + b.len() + 16).sum());
    for (name, bytes) in files {
        for part in [name.as_bytes(), bytes] {
            out.extend_from_slice(&(part.len() as u64).to_be_bytes());
            out.extend_from_slice(part);
        }
    }
    out
}

fn unpacked(mut bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut part = || {
        let (length, rest) = bytes.split_first_chunk::<8>()?;
        let (part, rest) = rest.split_at_checked(usize::try_from(u64::from_be_bytes(*length)).ok()?)?;
        bytes = rest;
        Some(part)
    };
    let mut files = Vec::new();
    while let Some(name) = part() {
        files.push((String::from_utf8(name.to_vec()).ok()?, part()?.to_vec()));
    }
    Some(files)
}

/// Drops an upload: it was taken, or the officer does not want it.
///
/// # Errors
/// What the database says.
pub async fn drop_upload(tx: &Tx, id: Uuid, person: PersonId) -> Result<(), CaseError> {
    upload_row::Entity::delete_many()
        .filter(upload_row::Column::Id.eq(id))
        .filter(upload_row::Column::Person.eq(person.0))
        .exec(tx.db())
        .await
        .map_err(StoreError::from)?;
    Ok(())
}

/// Drops uploads that waited too long.
///
/// # Errors
/// What the database says.
pub async fn drop_expired(tx: &Tx) -> Result<(), CaseError> {
    upload_row::Entity::delete_many()
        .filter(upload_row::Column::ExpiresAt.lte(tx.at().0))
        .exec(tx.db())
        .await
        .map_err(StoreError::from)?;
    Ok(())
}
