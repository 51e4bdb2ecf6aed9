//! Assessments of counterpart States: recorded question by question, kept with their history, found again by
//! the releases that relied on them.
//!
//! A full one is of a State and holds for every node of it; a minimal one was recorded when one node's card was
//! trusted. Where a State was ever assessed in full only full ones count, so that nobody who runs the node can put a
//! bare word in the place of a finding.

use crate::rules;
use crate::store_peer_rows::assessment_row;
use crate::text::is_text;
use crate::types::{
    AssessmentResult, Assurance, DirectoryError, Examined, NewAssessment, NewStateAssessment,
    REASON_BYTES_MAX, RecordedAssessment,
};
use access::Node;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::NodeId;
use kernel::{Actor, Label, Party, Purpose, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::Column::{Text, Uuid as Id};
use store::audit::{self, LogQuery, LogRow};
use store::{StoreError, TableDraft, Tx};
use uuid::Uuid;

/// Most assessments of one State that are shown.
pub const HISTORY_MAX: u64 = 200;
/// Most entries of the log, of each way out, that are looked through for releases that relied on an assessment.
pub const RELIED_ON_SCAN_MAX: u64 = 2_000;

mod detail_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "assessment_detail")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub assessment: Uuid,
        pub party: String,
        pub body: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What a full assessment says beyond its line; a minimal one has no row. Append-only, like the assessments.
pub(crate) fn table() -> TableDraft {
    let detail = store::table("assessment_detail");
    detail.col("assessment", Id).col("party", Text).col("body", Text).key(&["assessment"]).index(&["party"])
}

#[derive(Serialize, Deserialize)]
struct Detail {
    result: AssessmentResult,
    conditions: String,
    examined: Vec<Examined>,
    asked: Vec<Assurance>,
}

/// Records a full assessment of a State. The last one counts.
///
/// # Errors
/// The gate's refusal, [`DirectoryError::Unsound`], [`DirectoryError::Text`], or what the database says.
pub async fn assess_state(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    new: &NewStateAssessment,
) -> Result<Uuid, DirectoryError> {
    let id = kernel::id::new(tx.clock(), tx.rng());
    let object = ObjectRef { kind: "assessment", id };
    let ask = Ask::new(actor, action::ASSESS_COUNTERPART, Purpose::Administration, tx.at()).on(object);
    node.gate.open(Guarded::new(object, Label::own(actor.authority), ()), &ask, &mut tx.log())?;
    check(new)?;
    rules::sound(new, tx.at())?;
    let row = assessment_row::ActiveModel {
        id: Set(id),
        // Of the State, not of one node of it.
        node: Set(String::new()),
        party: Set(new.party.code().into()),
        favourable: Set(new.result != AssessmentResult::Unfavourable),
        reference: Set(new.reference.trim().into()),
        assurances: Set(String::new()),
        at: Set(tx.at().0),
        by_person: Set(actor.person.0),
        by_name: Set(actor.name.clone()),
        valid_until: Set(new.valid_until.0),
    };
    let detail = Detail {
        result: new.result,
        conditions: new.conditions.trim().to_owned(),
        examined: new.examined.clone(),
        asked: new.assurances.clone(),
    };
    let body = serde_json::to_string(&detail).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    let detail =
        detail_row::ActiveModel { assessment: Set(id), party: Set(new.party.code().into()), body: Set(body) };
    assessment_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    detail_row::Entity::insert(detail).exec_without_returning(tx.db()).await?;
    Ok(id)
}

/// Records a minimal assessment, by reference alone, for one node whose card is trusted. Where its State was assessed in
/// full nothing is recorded, and the answer says so.
pub(crate) async fn insert_minimal(
    tx: &Tx,
    actor: &Actor,
    (node, party): (NodeId, Party),
    new: &NewAssessment,
) -> Result<bool, DirectoryError> {
    let full = detail_row::Entity::find().filter(detail_row::Column::Party.eq(party.code())).one(tx.db());
    if full.await?.is_some() {
        return Ok(false);
    }
    let row = assessment_row::ActiveModel {
        id: Set(kernel::id::new(tx.clock(), tx.rng())),
        node: Set(node.to_string()),
        party: Set(party.code().into()),
        favourable: Set(new.favourable),
        reference: Set(new.reference.trim().into()),
        assurances: Set(new.assurances.trim().into()),
        at: Set(tx.at().0),
        by_person: Set(actor.person.0),
        by_name: Set(actor.name.clone()),
        valid_until: Set(new.valid_until.unwrap_or_else(|| tx.at().plus_ms(rules::ASSESSMENT_LIFE_MS)).0),
    };
    assessment_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(true)
}

/// The assessments that count, by State and by node.
#[derive(Default)]
pub(crate) struct Standing {
    of_state: HashMap<Party, RecordedAssessment>,
    of_node: HashMap<String, RecordedAssessment>,
}

impl Standing {
    /// What counts for a node of a State.
    pub(crate) fn of(&self, node: &str, party: Party) -> Option<RecordedAssessment> {
        self.of_state.get(&party).or_else(|| self.of_node.get(node)).cloned()
    }
}

/// Everything that counts now.
pub(crate) async fn standing(tx: &Tx) -> Result<Standing, StoreError> {
    let mut standing = Standing::default();
    // Ids grow with time, so of each State and node the last one stays.
    let rows = assessment_row::Entity::find().order_by_asc(assessment_row::Column::Id).all(tx.db()).await?;
    let details = details(tx, None).await?;
    for row in rows {
        let node = row.node.clone();
        let held = recorded(row, &details)?;
        match held.is_minimal() {
            true => standing.of_node.insert(node, held),
            false => standing.of_state.insert(held.party, held),
        };
    }
    Ok(standing)
}

/// Every assessment of a State, full and minimal, newest first.
///
/// # Errors
/// What the database says.
pub async fn assessments_of(tx: &Tx, party: Party) -> Result<Vec<RecordedAssessment>, StoreError> {
    let rows = assessment_row::Entity::find()
        .filter(assessment_row::Column::Party.eq(party.code()))
        .order_by_desc(assessment_row::Column::Id)
        .limit(HISTORY_MAX)
        .all(tx.db())
        .await?;
    let details = details(tx, Some(party)).await?;
    rows.into_iter().map(|row| recorded(row, &details)).collect()
}

/// The releases of these authorities (of all, if none is named) that relied on an assessment, newest first: what the log
/// says of them. What was only looked at beforehand is none. Each way out is looked through to [`RELIED_ON_SCAN_MAX`]
/// entries. For those who may read the log; the caller asks the gate.
///
/// # Errors
/// What the database says.
pub async fn relied_on(tx: &Tx, id: Uuid, authorities: &[Uuid]) -> Result<Vec<LogRow>, StoreError> {
    let mark = format!("{}{id}", gate::RELIED_ON);
    let mut found = Vec::new();
    for way in [
        action::OPEN_DOSSIER,
        action::MOVE,
        action::ANSWER,
        action::SEND,
        action::CHECK,
        action::PUBLISH_FILTER,
        action::ANSWER_CHECK,
        action::NOTIFY_HIT,
        action::EXPORT,
    ] {
        let query = LogQuery {
            action: Some(way.into()),
            authorities: authorities.to_vec(),
            left: true,
            rows: RELIED_ON_SCAN_MAX,
            ..LogQuery::default()
        };
        let (rows, _) = audit::read(tx, &query).await?;
        found.extend(
            rows.into_iter().filter(|r| r.entry.note.ends_with(&mark) && r.entry.object_kind != "preview"),
        );
    }
    found.sort_by_key(|row| std::cmp::Reverse(row.id.0));
    Ok(found)
}

async fn details(tx: &Tx, party: Option<Party>) -> Result<HashMap<Uuid, Detail>, StoreError> {
    let mut found = detail_row::Entity::find();
    if let Some(party) = party {
        found = found.filter(detail_row::Column::Party.eq(party.code()));
    }
    let read = |row: detail_row::Model| {
        let detail = serde_json::from_str(&row.body)
            .map_err(|e| StoreError::Corrupt(format!("assessment `{}`: {e}", row.assessment)))?;
        Ok((row.assessment, detail))
    };
    found.all(tx.db()).await?.into_iter().map(read).collect()
}

fn recorded(
    row: assessment_row::Model,
    details: &HashMap<Uuid, Detail>,
) -> Result<RecordedAssessment, StoreError> {
    let party = Party::parse(&row.party)
        .ok_or_else(|| StoreError::Corrupt(format!("State of assessment `{}`", row.id)))?;
    let detail = details.get(&row.id);
    let result = match (detail, row.favourable) {
        (Some(detail), _) => detail.result,
        (None, true) => AssessmentResult::Favourable,
        (None, false) => AssessmentResult::Unfavourable,
    };
    Ok(RecordedAssessment {
        id: row.id,
        result,
        conditions: detail.map(|d| d.conditions.clone()).unwrap_or_default(),
        examined: detail.map(|d| d.examined.clone()).unwrap_or_default(),
        asked: detail.map(|d| d.asked.clone()).unwrap_or_default(),
        party,
        favourable: row.favourable,
        reference: row.reference,
        assurances: row.assurances,
        at: Timestamp(row.at),
        by: row.by_name,
        valid_until: Timestamp(row.valid_until),
    })
}

fn check(new: &NewStateAssessment) -> Result<(), DirectoryError> {
    crate::store_peers::reason(&new.reference, "reference")?;
    let parts = new.examined.iter().flat_map(|e| [&e.source, &e.note]);
    let all = parts.chain(new.assurances.iter().map(|a| &a.text)).chain([&new.conditions]);
    for text in all {
        if text.len() > REASON_BYTES_MAX || !is_text(text) {
            return Err(DirectoryError::Text("assessment"));
        }
    }
    Ok(())
}
