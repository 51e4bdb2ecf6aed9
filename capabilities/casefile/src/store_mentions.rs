//! Passages, mentions and candidates: kept with the import, read under its label, gone with the case.

use crate::import::Prepared;
use crate::keys::Keys;
use crate::mention::{
    Candidate, CandidateState, Group, MENTIONS_READ_MAX, MarkedPassage, PassageMark, WAITING_MAX, grouped,
    selector_of,
};
use crate::rules;
use crate::store_cases::permitted;
use crate::store_held::holds_of_keys;
use crate::store_mention_rows::{candidate_row, mention_row, passage_row, reading_row};
use crate::store_rows::{IN_MAX, import_row, labels, one_label, read_back, selector_row};
use crate::types::{Case, CaseError, ImportOptions};
use gate::{Ask, Gate, Guarded, ObjectRef};
use kernel::id::{CaseId, EntityId, ImportId, PersonId, StatementId};
use kernel::{Compartment, Grade, Handling, Label, Pap, Party, Restriction, Timestamp, Tlp};
use reading::recognise::{MentionKind, Rule, Sure};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{StoreError, Tx, insert_all};
use uuid::Uuid;

/// Under which terms a file with running text was taken; what is accepted out of it is said under the same.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Terms {
    pub(crate) source: String,
    pub(crate) handling: Handling,
    pub(crate) restrictions: BTreeSet<Restriction>,
    pub(crate) tlp: Option<Tlp>,
    pub(crate) pap: Option<Pap>,
    pub(crate) grade: Option<Grade>,
    pub(crate) compartment: Option<Compartment>,
}

impl Terms {
    fn of(options: &ImportOptions) -> Self {
        Self {
            source: options.source.clone(),
            handling: options.handling,
            restrictions: options.restrictions.clone(),
            tlp: options.tlp,
            pap: options.pap,
            grade: options.grade.clone(),
            compartment: options.compartment,
        }
    }
}

/// What of a candidate is as closed as its text.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct CandidateBody {
    pub(crate) value: String,
    pub(crate) party: String,
}

/// Keeps the running text of an import with what may stand in it.
pub(crate) async fn keep_passages(
    tx: &Tx,
    keys: &Keys<'_>,
    case: &Case,
    prepared: &Prepared,
) -> Result<(), CaseError> {
    if prepared.passages.is_empty() {
        return Ok(());
    }
    let compartment = prepared.options.compartment.unwrap_or(case.compartment);
    let (import, sealing) = (prepared.import, rules::is_sealed(compartment));
    let mut terms = serde_json::to_string(&Terms::of(&prepared.options)).map_err(corrupt)?;
    let sealed = match sealing {
        true => {
            Some(keys.lock("import terms", compartment, import.0, &std::mem::take(&mut terms), tx.rng())?)
        }
        false => None,
    };
    let row = reading_row::ActiveModel {
        import: Set(import.0),
        case_id: Set(case.id.0),
        compartment: Set(compartment.code().into()),
        terms: Set(terms),
        sealed: Set(sealed),
    };
    reading_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    let ids = write_passages(tx, keys, (case.id, compartment), prepared).await?;
    let groups = grouped(&prepared.passages);
    let mut of: HashMap<(usize, usize), Uuid> = HashMap::new();
    let mut rows = Vec::with_capacity(groups.len());
    for (seq, group) in groups.iter().enumerate() {
        let row = candidate(tx, keys, (case.id, compartment), (prepared, group, seq))?;
        if let sea_orm::ActiveValue::Set(id) = row.id {
            of.extend(group.mentions.iter().map(|mention| (*mention, id)));
        }
        rows.push(row);
    }
    insert_all(tx, rows).await?;
    let mut marks = Vec::new();
    for (at, (passage, id)) in prepared.passages.iter().zip(ids).enumerate() {
        for (number, mention) in passage.mentions.iter().enumerate() {
            marks.push(mention_row::ActiveModel {
                passage: Set(id),
                start: Set(count(mention.from)),
                length: Set(count(mention.to.saturating_sub(mention.from))),
                case_id: Set(case.id.0),
                candidate: Set(of.get(&(at, number)).copied()),
                kind: Set(mention.kind.code().into()),
                rule: Set(mention.rule.code().into()),
                sure: Set(mention.sure.code().into()),
            });
        }
    }
    Ok(insert_all(tx, marks).await?)
}

fn corrupt(error: serde_json::Error) -> StoreError {
    StoreError::Corrupt(error.to_string())
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

async fn write_passages(
    tx: &Tx,
    keys: &Keys<'_>,
    (case, compartment): (CaseId, Compartment),
    prepared: &Prepared,
) -> Result<Vec<Uuid>, CaseError> {
    let (mut ids, mut rows) = (Vec::new(), Vec::new());
    for (seq, read) in prepared.passages.iter().enumerate() {
        let id = kernel::id::new(tx.clock(), tx.rng());
        let mut body = (read.passage.place.to_string(), read.passage.text.clone());
        let sealed = match rules::is_sealed(compartment) {
            true => Some(keys.lock("passage", compartment, id, &std::mem::take(&mut body), tx.rng())?),
            false => None,
        };
        let part = serde_json::to_value(read.passage.part).map_err(corrupt)?;
        rows.push(passage_row::ActiveModel {
            id: Set(id),
            import: Set(prepared.import.0),
            case_id: Set(case.0),
            seq: Set(count(seq.saturating_add(1))),
            part: Set(part.as_str().unwrap_or_default().to_owned()),
            place: Set(body.0),
            text: Set(body.1),
            sealed: Set(sealed),
        });
        ids.push(id);
    }
    insert_all(tx, rows).await?;
    Ok(ids)
}

fn candidate(
    tx: &Tx,
    keys: &Keys<'_>,
    (case, compartment): (CaseId, Compartment),
    (prepared, group, seq): (&Prepared, &Group, usize),
) -> Result<candidate_row::ActiveModel, CaseError> {
    let id = kernel::id::new(tx.clock(), tx.rng());
    let key = selector_of(group.kind, &group.value, prepared.options.region).map(|s| keys.value(&s));
    let party = group.party.map(|p| p.to_string()).unwrap_or_default();
    let mut body = CandidateBody { value: group.value.clone(), party };
    let sealed = match rules::is_sealed(compartment) {
        true => Some(keys.lock("candidate", compartment, id, &std::mem::take(&mut body), tx.rng())?),
        false => None,
    };
    let sure = Sure::ALL.iter().position(|s| *s == group.sure).unwrap_or_default();
    Ok(candidate_row::ActiveModel {
        id: Set(id),
        import: Set(prepared.import.0),
        case_id: Set(case.0),
        seq: Set(count(seq)),
        kind: Set(group.kind.code().into()),
        value: Set(body.value),
        party: Set(body.party),
        sealed: Set(sealed),
        key: Set(key),
        state: Set(CandidateState::Waiting.code().into()),
        mentions: Set(count(group.mentions.len())),
        rule: Set(group.rule.code().into()),
        sure: Set(group.sure.code().into()),
        worth: Set(count(sure.saturating_mul(1_000_000).saturating_add(group.mentions.len().min(999_999)))),
        entity: Set(None),
        joined: Set(None),
        said: Set(String::new()),
        by: Set(None),
        at: Set(None),
    })
}

/// How the text of an import is labelled: as the import, in the compartment it was taken into.
pub(crate) async fn label_of(
    tx: &Tx,
    import: ImportId,
) -> Result<Option<(Label, reading_row::Model)>, CaseError> {
    let row = import_row::Entity::find_by_id(import.0).one(tx.db()).await.map_err(StoreError::from)?;
    let reading = reading_row::Entity::find_by_id(import.0).one(tx.db()).await.map_err(StoreError::from)?;
    let (Some(row), Some(reading)) = (row, reading) else { return Ok(None) };
    let label = one_label(&labels(tx, [row.label]).await?, row.label)?;
    let compartment =
        read_back(Compartment::parse(&reading.compartment), "compartment", &reading.compartment)?;
    Ok(Some((Label { compartment, ..label }, reading)))
}

/// The terms of an import.
pub(crate) fn terms(
    keys: &Keys<'_>,
    label: &Label,
    reading: &reading_row::Model,
) -> Result<Terms, CaseError> {
    let json: String = match &reading.sealed {
        Some(sealed) => keys.unlock("import terms", label.compartment, reading.import, sealed)?,
        None => reading.terms.clone(),
    };
    Ok(serde_json::from_str(&json).map_err(corrupt)?)
}

/// The labels of the imports of these rows that have text.
async fn labels_of(tx: &Tx, imports: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, Label>, CaseError> {
    let mut found = HashMap::new();
    for import in imports.collect::<BTreeSet<_>>() {
        if let Some((label, _)) = label_of(tx, ImportId(import)).await? {
            found.insert(import, label);
        }
    }
    Ok(found)
}

fn object(import: Uuid) -> ObjectRef {
    ObjectRef { kind: "import", id: import }
}

fn opened(keys: &Keys<'_>, label: &Label, row: candidate_row::Model) -> Result<Candidate, CaseError> {
    let body = match &row.sealed {
        Some(sealed) => keys.unlock("candidate", label.compartment, row.id, sealed)?,
        None => CandidateBody { value: row.value, party: row.party },
    };
    let said = row.said.split(' ').filter(|id| !id.is_empty());
    Ok(Candidate {
        id: row.id,
        import: ImportId(row.import),
        kind: read_back(MentionKind::parse(&row.kind), "kind of mention", &row.kind)?,
        value: body.value,
        party: Party::parse(&body.party),
        state: read_back(CandidateState::parse(&row.state), "state of candidate", &row.state)?,
        mentions: u64::try_from(row.mentions).unwrap_or(0),
        rule: read_back(Rule::parse(&row.rule), "rule", &row.rule)?,
        sure: read_back(Sure::parse(&row.sure), "sureness", &row.sure)?,
        entity: row.entity.map(EntityId),
        joined: row.joined,
        judged: row.by.zip(row.at).map(|(by, at)| (PersonId(by), Timestamp(at))),
        said: said.filter_map(StatementId::parse).collect(),
        seq: row.seq,
    })
}

/// One candidate.
///
/// # Errors
/// What the database says.
pub async fn candidate_by_id(
    tx: &Tx,
    keys: &Keys<'_>,
    id: Uuid,
) -> Result<Option<Guarded<Candidate>>, CaseError> {
    let row = candidate_row::Entity::find_by_id(id).one(tx.db()).await.map_err(StoreError::from)?;
    let Some(row) = row else { return Ok(None) };
    let Some((label, _)) = label_of(tx, ImportId(row.import)).await? else { return Ok(None) };
    Ok(Some(Guarded::new(object(row.import), label.clone(), opened(keys, &label, row)?)))
}

/// What a reader's node knows of the values of candidates, of what that reader may see.
#[derive(Clone, Debug, Default)]
pub struct Proposals {
    /// Records of any case with the same value, for each candidate that has some.
    pub known: HashMap<Uuid, Vec<EntityId>>,
    /// Candidates whose value is held back.
    pub held: BTreeSet<Uuid>,
}

/// The candidates of a case in one state, those of most worth first, at most [`WAITING_MAX`]; those of each import
/// closed by its label. `kind` narrows them.
///
/// # Errors
/// What the database says.
pub async fn candidates(
    tx: &Tx,
    keys: &Keys<'_>,
    case: CaseId,
    (state, kind): (CandidateState, Option<MentionKind>),
) -> Result<Vec<Guarded<Candidate>>, CaseError> {
    let mut select = candidate_row::Entity::find()
        .filter(candidate_row::Column::CaseId.eq(case.0))
        .filter(candidate_row::Column::State.eq(state.code()));
    if let Some(kind) = kind {
        select = select.filter(candidate_row::Column::Kind.eq(kind.code()));
    }
    // What waits comes by its worth, what was judged by when.
    let rows = select
        .order_by_desc(candidate_row::Column::At)
        .order_by_desc(candidate_row::Column::Worth)
        .order_by_asc(candidate_row::Column::Import)
        .order_by_asc(candidate_row::Column::Seq)
        .limit(WAITING_MAX)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let known = labels_of(tx, rows.iter().map(|r| r.import)).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let import = row.import;
        let label = one_label(&known, import)?;
        found.push(Guarded::new(object(import), label.clone(), opened(keys, &label, row)?));
    }
    Ok(found)
}

/// What is known of candidates elsewhere on the node, as far as the asker may see it, and which values are held back.
///
/// # Errors
/// What the database says.
pub async fn proposals(
    tx: &Tx,
    (gate, ask): (&Gate, &Ask<'_>),
    candidates: &[Candidate],
) -> Result<Proposals, CaseError> {
    let ids: Vec<Uuid> = candidates.iter().map(|c| c.id).collect();
    let mut by_key: BTreeMap<Vec<u8>, Vec<Uuid>> = BTreeMap::new();
    for chunk in ids.chunks(IN_MAX) {
        let rows: Vec<(Uuid, Option<Vec<u8>>)> = candidate_row::Entity::find()
            .select_only()
            .column(candidate_row::Column::Id)
            .column(candidate_row::Column::Key)
            .filter(candidate_row::Column::Id.is_in(chunk.iter().copied()))
            .into_tuple()
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        for (id, key) in rows {
            if let Some(key) = key {
                by_key.entry(key).or_default().push(id);
            }
        }
    }
    let wanted: Vec<Vec<u8>> = by_key.keys().cloned().collect();
    let mut proposals = Proposals::default();
    for chunk in wanted.chunks(IN_MAX) {
        let rows: Vec<(Vec<u8>, Uuid, Uuid)> = selector_row::Entity::find()
            .select_only()
            .column(selector_row::Column::Key)
            .column(selector_row::Column::Entity)
            .column(selector_row::Column::Label)
            .filter(selector_row::Column::Key.is_in(chunk.iter().cloned()))
            .into_tuple()
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        let open = permitted(tx, gate, ask, rows.iter().map(|r| r.2).collect()).await?;
        for (key, entity, _) in rows.into_iter().filter(|r| open.contains(&r.2)) {
            for id in by_key.get(&key).into_iter().flatten() {
                let known = proposals.known.entry(*id).or_default();
                if !known.contains(&EntityId(entity)) {
                    known.push(EntityId(entity));
                }
            }
        }
    }
    let held = holds_of_keys(tx, &wanted).await?;
    let held = by_key.iter().filter(|(key, _)| held.has(key)).flat_map(|(_, ids)| ids.iter().copied());
    proposals.held = held.collect();
    Ok(proposals)
}

/// How many passages an import has, and how many of its candidates wait.
///
/// # Errors
/// What the database says.
pub async fn passage_counts(tx: &Tx, import: ImportId) -> Result<(u64, u64), CaseError> {
    let passages = passage_row::Entity::find().filter(passage_row::Column::Import.eq(import.0));
    let waiting = candidate_row::Entity::find()
        .filter(candidate_row::Column::Import.eq(import.0))
        .filter(candidate_row::Column::State.eq(CandidateState::Waiting.code()));
    let passages = passages.count(tx.db()).await.map_err(StoreError::from)?;
    Ok((passages, waiting.count(tx.db()).await.map_err(StoreError::from)?))
}

/// The passages in which a candidate is mentioned, in order, each with all its marks; a candidate that others go with
/// has theirs too.
///
/// # Errors
/// What the database says.
pub async fn passages_of(
    tx: &Tx,
    keys: &Keys<'_>,
    candidate: Uuid,
) -> Result<Vec<Guarded<MarkedPassage>>, CaseError> {
    let with = with_joined(tx, candidate).await?;
    let ids: Vec<Uuid> = mention_row::Entity::find()
        .select_only()
        .column(mention_row::Column::Passage)
        .filter(mention_row::Column::Candidate.is_in(with))
        .order_by_asc(mention_row::Column::Passage)
        .limit(MENTIONS_READ_MAX)
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let ids: BTreeSet<Uuid> = ids.into_iter().collect();
    let rows = passage_row::Entity::find()
        .filter(passage_row::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(passage_row::Column::Import)
        .order_by_asc(passage_row::Column::Seq)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let marks = mention_row::Entity::find()
        .filter(mention_row::Column::Passage.is_in(ids))
        .order_by_asc(mention_row::Column::Start)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let mut of: HashMap<Uuid, Vec<PassageMark>> = HashMap::new();
    for row in marks {
        of.entry(row.passage).or_default().push(mark(row)?);
    }
    let known = labels_of(tx, rows.iter().map(|r| r.import)).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let label = one_label(&known, row.import)?;
        let marks = of.remove(&row.id).unwrap_or_default();
        found.push(Guarded::new(object(row.import), label.clone(), read_passage(keys, &label, row, marks)?));
    }
    Ok(found)
}

/// The candidate with those that go with it.
pub(crate) async fn with_joined(tx: &Tx, candidate: Uuid) -> Result<Vec<Uuid>, CaseError> {
    let joined: Vec<Uuid> = candidate_row::Entity::find()
        .select_only()
        .column(candidate_row::Column::Id)
        .filter(candidate_row::Column::Joined.eq(candidate))
        .filter(candidate_row::Column::State.eq(CandidateState::Joined.code()))
        .limit(MENTIONS_READ_MAX)
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    Ok(std::iter::once(candidate).chain(joined).collect())
}

fn mark(row: mention_row::Model) -> Result<PassageMark, CaseError> {
    let from = usize::try_from(row.start).unwrap_or(0);
    Ok(PassageMark {
        from,
        to: from.saturating_add(usize::try_from(row.length).unwrap_or(0)),
        kind: read_back(MentionKind::parse(&row.kind), "kind of mention", &row.kind)?,
        rule: read_back(Rule::parse(&row.rule), "rule", &row.rule)?,
        candidate: row.candidate,
    })
}

pub(crate) fn read_passage(
    keys: &Keys<'_>,
    label: &Label,
    row: passage_row::Model,
    marks: Vec<PassageMark>,
) -> Result<MarkedPassage, CaseError> {
    let (place, text) = match &row.sealed {
        Some(sealed) => keys.unlock("passage", label.compartment, row.id, sealed)?,
        None => (row.place, row.text),
    };
    let number = u64::try_from(row.seq).unwrap_or(0);
    Ok(MarkedPassage { id: row.id, import: ImportId(row.import), number, place, text, marks })
}

/// Forgets the text of a case.
pub(crate) async fn forget_case(tx: &Tx, case: Uuid) -> Result<u64, StoreError> {
    let mentions = mention_row::Entity::delete_many().filter(mention_row::Column::CaseId.eq(case));
    let candidates = candidate_row::Entity::delete_many().filter(candidate_row::Column::CaseId.eq(case));
    let passages = passage_row::Entity::delete_many().filter(passage_row::Column::CaseId.eq(case));
    let readings = reading_row::Entity::delete_many().filter(reading_row::Column::CaseId.eq(case));
    let gone = [
        mentions.exec(tx.db()).await?.rows_affected,
        candidates.exec(tx.db()).await?.rows_affected,
        passages.exec(tx.db()).await?.rows_affected,
        readings.exec(tx.db()).await?.rows_affected,
    ];
    Ok(gone.into_iter().fold(0, u64::saturating_add))
}
