//! Search over what entities are called and known by, whatever script and form the question is in.

use crate::derive;
use crate::keys::Keys;
use crate::store_cases::entities_by_id;
use crate::store_rows::selector_row;
use crate::types::{CaseError, Entity, FOUND_MAX};
use gate::{Ask, Gate, Guarded};
use kernel::id::{CaseId, EntityId};
use kernel::{Party, Selector};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{BTreeSet, HashMap};
use store::{StoreError, Tx, search};
use uuid::Uuid;

/// What a question asks for: the values it may be, and the tokens it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The identifiers it may be, normalised.
    pub values: Vec<Selector>,
    /// Its search tokens.
    pub tokens: Vec<String>,
    /// Its tokens as a name in any script; none if it is one word or too short to tell names apart.
    pub name_tokens: Vec<String>,
}

impl Question {
    /// Reads a question. `region` is where phone numbers without a country code are from.
    #[must_use]
    pub fn read(text: &str, region: Party) -> Self {
        let text: String = text.chars().take(QUESTION_CHARS_MAX).collect();
        Self {
            values: derive::values_asked_for(&text, region),
            tokens: derive::tokens(&text),
            name_tokens: derive::name_tokens(&text),
        }
    }
}

/// Longest question, in characters.
pub const QUESTION_CHARS_MAX: usize = 200;

/// Entities that answer a question, best first: those that hold a value it names, then those whose names and
/// identifiers hold every token of it. At most [`FOUND_MAX`]; all of them closed.
///
/// # Errors
/// What the database says.
pub async fn find_entities(
    tx: &Tx,
    keys: &Keys<'_>,
    question: &Question,
    within: Option<CaseId>,
) -> Result<Vec<Guarded<Entity>>, CaseError> {
    let ids = found(tx, keys, question, within).await?;
    in_order(tx, &ids).await
}

/// The first `most` of those entities that this person may search, and whether there are more. They are read and opened a
/// few hundred at a time, so that a word which thousands bear costs no more than what is shown of it.
///
/// # Errors
/// What the database says.
pub async fn find_permitted(
    tx: &Tx,
    keys: &Keys<'_>,
    (gate, ask): (&Gate, &Ask<'_>),
    question: &Question,
    within: Option<CaseId>,
    most: usize,
) -> Result<(Vec<Entity>, bool), CaseError> {
    let ids = found(tx, keys, question, within).await?;
    let mut permitted = Vec::new();
    for some in ids.chunks(OPENED_AT_ONCE) {
        permitted.extend(gate.open_each(in_order(tx, some).await?, ask, &mut tx.log()));
        if permitted.len() > most {
            break;
        }
    }
    let more = permitted.len() > most;
    permitted.truncate(most);
    Ok((permitted, more))
}

/// Entities read and opened at once.
const OPENED_AT_ONCE: usize = 400;

/// What answers a question, best first, each once.
async fn found(
    tx: &Tx,
    keys: &Keys<'_>,
    question: &Question,
    within: Option<CaseId>,
) -> Result<Vec<EntityId>, CaseError> {
    let mut seen = BTreeSet::new();
    let by_value = by_value(tx, keys, question, within).await?;
    let by_tokens = by_tokens(tx, keys, question, within).await?;
    let all = by_value.into_iter().chain(by_tokens);
    Ok(all.filter(|id| seen.insert(*id)).map(EntityId).collect())
}

async fn in_order(tx: &Tx, ids: &[EntityId]) -> Result<Vec<Guarded<Entity>>, CaseError> {
    let mut found = entities_by_id(tx, ids).await?;
    let place: HashMap<Uuid, usize> = ids.iter().enumerate().map(|(n, id)| (id.0, n)).collect();
    found.sort_by_key(|g| place.get(&g.object().id).copied());
    Ok(found)
}

async fn by_value(
    tx: &Tx,
    keys: &Keys<'_>,
    question: &Question,
    within: Option<CaseId>,
) -> Result<Vec<Uuid>, CaseError> {
    if question.values.is_empty() {
        return Ok(Vec::new());
    }
    let mut select = selector_row::Entity::find()
        .select_only()
        .column(selector_row::Column::Entity)
        .distinct()
        .filter(selector_row::Column::Key.is_in(question.values.iter().map(|v| keys.value(v))));
    if let Some(case) = within {
        select = select.filter(selector_row::Column::CaseId.eq(case.0));
    }
    Ok(select.limit(FOUND_MAX).into_tuple().all(tx.db()).await.map_err(StoreError::from)?)
}

async fn by_tokens(
    tx: &Tx,
    keys: &Keys<'_>,
    question: &Question,
    within: Option<CaseId>,
) -> Result<Vec<Uuid>, CaseError> {
    let (mut found, within) = (Vec::new(), within.map(|case| case.0));
    // As it is written first, then as a name in any script.
    for tokens in [&question.tokens, &question.name_tokens] {
        found.extend(search::find(tx, tokens, within, FOUND_MAX).await?);
        // Tokens of closed compartments stand as keyed digests: whole tokens only, never their beginnings.
        let keyed: Vec<String> = tokens.iter().map(|t| keys.token(t)).collect();
        found.extend(search::find(tx, &keyed, within, FOUND_MAX).await?);
    }
    Ok(found)
}
