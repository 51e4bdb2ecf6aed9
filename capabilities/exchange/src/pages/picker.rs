//! Choosing statements of an own case for a move: found by the words of the case, chosen one by one.

use crate::pages::fields::{Sent, pick_value};
use crate::pages::purpose_for;
use crate::types::{ExchangeError, Pick};
use ::store::Tx;
use access::{Node, Officer};
use casefile::{Keys, Question, Statement, Value};
use gate::{Ask, action};
use kernel::EntityKind;
use kernel::id::EntityId;
use std::collections::{BTreeMap, BTreeSet};
use web::{Choice, T};

/// Entities shown at once; a narrower question shows others.
const ENTITIES_SHOWN: usize = 20;

/// What can be chosen now.
#[derive(Default)]
pub(crate) struct Offer {
    /// Statements to choose from, the chosen ones first.
    pub(crate) choices: Vec<Choice>,
    /// The values of those that are chosen.
    pub(crate) chosen: Vec<String>,
    /// The reference that was asked for names no case of this person.
    pub(crate) no_case: bool,
    /// More was found than is shown.
    pub(crate) more: bool,
}

/// Entities of the case that the person may see, and that a statement they may read explains: what is not theirs changes
/// neither the list nor whether there is more of it.
async fn matching(
    tx: &Tx,
    node: &Node,
    ask: &Ask<'_>,
    case: &casefile::Case,
    text: &str,
) -> Result<Vec<EntityId>, ExchangeError> {
    let keys = Keys::of(&node.vault);
    if text.is_empty() {
        let (filter, most) = (casefile::EntityFilter::default(), (ENTITIES_SHOWN as u64).saturating_add(1));
        let (found, _) = casefile::entities(tx, (&node.gate, ask), case.id, &filter, (1, most)).await?;
        return Ok(node.gate.open_each(found, ask, &mut tx.log()).into_iter().map(|e| e.id).collect());
    }
    let region = ask.actor.party;
    let question = Question::read(text, region);
    let within = Some(case.id);
    let (open, _) =
        casefile::find_permitted(tx, &keys, (&node.gate, ask), &question, within, LOOKED_AT_MAX).await?;
    let ids: Vec<EntityId> = open.into_iter().map(|e| e.id).collect();
    let mut said: BTreeMap<EntityId, Vec<casefile::Statement>> = BTreeMap::new();
    let closed = casefile::statements_of_all(tx, &keys, &ids).await?;
    // Whoever knows what a child is called finds the child by it; the name itself is not shown.
    let (naming, closed): (Vec<_>, Vec<_>) = closed.into_iter().partition(|g| g.label().names_child);
    let mut open = node.gate.open_each(closed, ask, &mut tx.log());
    if !naming.is_empty() {
        let searches = Ask { action: action::SEARCH, ..*ask };
        open.extend(node.gate.open_each(naming, &searches, &mut tx.log()));
    }
    for statement in open {
        said.entry(statement.entity).or_default().push(statement);
    }
    let explained =
        |id: &EntityId| said.get(id).is_some_and(|said| casefile::explains(said, &question, region));
    Ok(ids.into_iter().filter(explained).collect())
}

/// Records looked through for one question.
const LOOKED_AT_MAX: usize = 300;

/// Offers the statements that the form asks for, and keeps those chosen before.
pub(crate) async fn offer(
    tx: &Tx,
    node: &Node,
    officer: &Officer,
    sent: &Sent,
) -> Result<Offer, ExchangeError> {
    let (reference, text) = (sent.field("from_case").trim(), sent.field("find").trim());
    let keys = Keys::of(&node.vault);
    let ask = Ask::new(&officer.actor, action::READ, purpose_for(&officer.actor), tx.at());
    let mut offer = Offer::default();
    let picks = sent.picks();
    let mut entities: Vec<EntityId> =
        picks.iter().map(|p| p.entity).collect::<BTreeSet<_>>().into_iter().collect();
    if !reference.is_empty() {
        let found = casefile::find_case(tx, &keys, (&node.gate, &ask), reference).await?;
        match found.and_then(|g| node.gate.open(g, &ask, &mut tx.log()).ok()) {
            None => offer.no_case = true,
            Some(case) => {
                let mut open = matching(tx, node, &ask, &case, text).await?;
                offer.more = open.len() > ENTITIES_SHOWN;
                open.truncate(ENTITIES_SHOWN);
                entities.extend(open);
            }
        }
    }
    let mut seen = BTreeSet::new();
    entities.retain(|id| seen.insert(*id));
    let kinds = node.gate.open_each(casefile::entities_by_id(tx, &entities).await?, &ask, &mut tx.log());
    let kinds: BTreeMap<EntityId, EntityKind> = kinds.into_iter().map(|e| (e.id, e.kind)).collect();
    let closed = casefile::statements_of_all(tx, &keys, &entities).await?;
    let (naming, closed): (Vec<_>, Vec<_>) = closed.into_iter().partition(|g| g.label().names_child);
    let mut statements = node.gate.open_each(closed, &ask, &mut tx.log());
    let mut hidden = BTreeSet::new();
    if !naming.is_empty() && sent.field("names") == "yes" {
        let shows = Ask { action: action::SHOW_NAME, ..ask };
        let shown = node.gate.open_each(naming, &shows, &mut tx.log());
        hidden.extend(shown.iter().map(|s| s.id));
        statements.extend(shown);
    }
    let names = names(&statements);
    let mut choices: Vec<(bool, Choice)> = Vec::new();
    for statement in statements.iter().filter(|s| s.retracted.is_none() && kinds.contains_key(&s.entity)) {
        let name = hidden.contains(&statement.id);
        let pick = Pick { entity: statement.entity, statement: statement.id, name };
        let chosen = picks.contains(&pick);
        if chosen {
            offer.chosen.push(pick_value(&pick));
        }
        choices.push((!chosen, choice(&officer.t, &pick, statement, &names)));
    }
    choices.sort_by_key(|(later, _)| *later);
    offer.choices = choices.into_iter().map(|(_, choice)| choice).collect();
    Ok(offer)
}

/// What each entity is called, for the labels.
fn names(statements: &[Statement]) -> BTreeMap<EntityId, String> {
    let mut names = BTreeMap::new();
    for statement in statements {
        if let Value::Text(text) = &statement.value {
            let naming =
                matches!(statement.property, kernel::Property::Name | kernel::Property::DocumentNumber);
            if naming || !names.contains_key(&statement.entity) {
                names.entry(statement.entity).or_insert_with(|| text.clone());
            }
        }
    }
    names
}

fn choice(t: &T, pick: &Pick, statement: &Statement, names: &BTreeMap<EntityId, String>) -> Choice {
    let name = |id: &EntityId| names.get(id).cloned().unwrap_or_else(|| t.get("exchange-unnamed"));
    let value = match &statement.value {
        Value::Text(text) => text.clone(),
        Value::Entity(to) => name(to),
    };
    let property = t.get(&format!("casefile-property-{}", statement.property));
    let grade = statement.grade.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut hint = vec![name(&statement.entity), statement.source.name.clone(), grade];
    if pick.name {
        hint.push(t.get("exchange-pick-name"));
    }
    hint.push(t.get(&format!("casefile-handling-{}", statement.handling)));
    hint.retain(|part| !part.is_empty());
    Choice::new(pick_value(pick), format!("{property}: {value}")).hint(hint.join(" · "))
}

/// The statements as checks, for the template.
pub(crate) fn checks(t: &T, offer: &Offer, errors: &[web::FieldError]) -> web::Field {
    let field = web::checks("pick", t.get("exchange-pick-statements"), &offer.choices).errors(errors);
    offer.chosen.iter().fold(field, |field, value| field.value(value))
}
