//! Two records side by side: what agrees, what contradicts, item by item, each with its source and grade; then the
//! officer's answer. Nothing joins by itself, and what a person may not read is not compared for them.

use crate::pages::card::{Opened, Row, Says};
use crate::pages::see_to_child::names_of;
use crate::pages::{open_case, reads};
use crate::same::{CHANCE_MIN, Judged, SameAnswer, SamePair, SameState, Topic, describe, lends_numbers};
use crate::types::{BASIS_CHARS_MAX, Case, CaseError, Entity, Statement, Value};
use crate::{Keys, case, entities_by_id, judge, pair, pairs_of};
use access::{Node, Officer};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::{Ask, action};
use http::StatusCode;
use kernel::Property;
use kernel::id::{CaseId, EntityId};
use names::{Comparison, Reason};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use store::{StoreError, Tx};
use uuid::Uuid;
use web::{Field, FieldError, Problem, T, Tone};

/// What was opened of records that are compared, and of what lends them its numbers.
pub(crate) struct Sides {
    own: Opened,
    held: Opened,
}

impl Sides {
    pub(crate) async fn of(
        node: &Node,
        tx: &Tx,
        officer: &Officer,
        entities: &[Entity],
    ) -> Result<Self, CaseError> {
        let own = Opened::of(node, tx, officer, entities).await?;
        let held: BTreeSet<EntityId> =
            entities.iter().flat_map(|e| own.said_of(e.id)).filter_map(lent).collect();
        let held: Vec<EntityId> = held.into_iter().collect();
        if held.is_empty() {
            return Ok(Self { own, held: Opened::default() });
        }
        let closed = entities_by_id(tx, &held).await?;
        let held = node.gate.open_each(closed, &reads(officer, tx), &mut tx.log());
        Ok(Self { own, held: Opened::of(node, tx, officer, &held).await? })
    }

    /// What a record is called.
    pub(crate) fn title(&self, t: &T, entity: &Entity) -> String {
        self.own.card(t, entity, 0).title
    }

    /// Compares two of them, from what was opened.
    pub(crate) fn compare(&self, one: &Entity, other: &Entity) -> Comparison {
        let told = |entity: &Entity| {
            let own: Vec<_> = self.own.said_of(entity.id).iter().filter_map(text).collect();
            let lenders = self.own.said_of(entity.id).iter().filter_map(lent);
            let held: Vec<_> = lenders.flat_map(|id| self.held.said_of(id).iter().filter_map(text)).collect();
            describe(entity.kind, &own, &held)
        };
        names::compare(&told(one), &told(other))
    }

    /// The statements of a record that speak of a topic, with those of what lends it its numbers.
    fn rows(&self, t: &T, entity: &Entity, topic: Topic) -> Vec<Row> {
        let of = |p: Property| Topic::of(p) == topic && p != Property::SameAs;
        let own = self.own.said_of(entity.id).iter().filter(|s| s.retracted.is_none() && of(s.property));
        let lenders = self.own.said_of(entity.id).iter().filter_map(lent);
        let held = lenders.flat_map(|id| self.held.said_of(id)).filter(|s| {
            topic == Topic::Numbers && s.retracted.is_none() && of(s.property) && !s.property.is_link()
        });
        own.map(|s| self.own.row(t, s)).chain(held.map(|s| self.held.row(t, s))).collect()
    }
}

fn lent(statement: &Statement) -> Option<EntityId> {
    match statement.value {
        Value::Entity(id) if lends_numbers(statement.property) && statement.retracted.is_none() => Some(id),
        _ => None,
    }
}

fn text(statement: &Statement) -> Option<(Property, &str)> {
    match &statement.value {
        Value::Text(text) if statement.retracted.is_none() => Some((statement.property, text.as_str())),
        _ => None,
    }
}

/// A chance as a number and a word.
pub(crate) fn chance_words(t: &T, chance: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and 100")]
    let of_hundred = (chance * 100.0).round() as i64;
    let key = match of_hundred {
        95.. => "casefile-same-chance-very",
        80.. => "casefile-same-chance-likely",
        50.. => "casefile-same-chance-perhaps",
        _ => "casefile-same-chance-hardly",
    };
    // No list of agreements makes a certainty, nor of contradictions.
    t.say(key).with("n", of_hundred.clamp(1, 99)).to_string()
}

/// A reason in words.
pub(crate) fn reason_words(t: &T, reason: &Reason) -> String {
    let key = format!("casefile-reason-{}", reason.code);
    let apart = |text: Option<&String>| text.cloned().unwrap_or_default();
    // A number comes with its kind, which the word of the code says.
    let (x, y) = match reason.values.as_slice() {
        [kind, value] if kernel::SelectorKind::parse(kind).is_some() => (Some(value), None),
        values => (values.first(), values.get(1)),
    };
    t.say(&key).with("x", apart(x)).with("y", apart(y)).to_string()
}

/// The references of the cases of these records, of those the person may see.
pub(crate) async fn references(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    entities: &[Entity],
) -> Result<BTreeMap<CaseId, String>, CaseError> {
    let (keys, ask) = (Keys::of(&node.vault), reads(officer, tx));
    let mut found = BTreeMap::new();
    for id in entities.iter().map(|e| e.case).collect::<BTreeSet<_>>() {
        let Some(closed) = case(tx, &keys, id).await? else { continue };
        if let Ok(case) = node.gate.open(closed, &ask, &mut tx.log()) {
            found.insert(id, case.reference);
        }
    }
    Ok(found)
}

/// For each of these records those that were judged to be one with it, as far as the person may see them and what lies
/// between.
pub(crate) async fn joined_among(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    ids: &[EntityId],
) -> Result<BTreeMap<EntityId, Vec<Entity>>, CaseError> {
    let (keys, ask) = (Keys::of(&node.vault), reads(officer, tx));
    let mut beside: HashMap<EntityId, Vec<Entity>> = HashMap::new();
    let (mut asked, mut wanted) = (BTreeSet::new(), ids.to_vec());
    while !wanted.is_empty() && asked.len() < JOINED_LOOKED_AT_MAX {
        asked.extend(wanted.iter().copied());
        let mut next = BTreeSet::new();
        for (pair, one, other) in pairs_of(tx, &keys, (&node.gate, &ask), &wanted).await? {
            if pair.state == SameState::Joined {
                next.extend([one.id, other.id]);
                beside.entry(one.id).or_default().push(other.clone());
                beside.entry(other.id).or_default().push(one);
            }
        }
        wanted = next.into_iter().filter(|id| !asked.contains(id)).collect();
    }
    let mut found = BTreeMap::new();
    for id in ids.iter().filter(|id| beside.contains_key(id)) {
        let (mut seen, mut others, mut next) = (BTreeSet::from([*id]), Vec::new(), vec![*id]);
        while let Some(from) = next.pop().filter(|_| others.len() < crate::store_same::ONE_MAX) {
            for entity in beside.get(&from).into_iter().flatten() {
                if seen.insert(entity.id) {
                    next.push(entity.id);
                    others.push(entity.clone());
                }
            }
        }
        found.insert(*id, others);
    }
    Ok(found)
}

/// Records looked at for what is one with what is shown.
const JOINED_LOOKED_AT_MAX: usize = 1_000;

/// Records without those that are one with an earlier one, and for each the others.
pub(crate) async fn as_one(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    found: Vec<Entity>,
) -> Result<(Vec<Entity>, BTreeMap<EntityId, Vec<Entity>>), CaseError> {
    let ids: Vec<EntityId> = found.iter().map(|e| e.id).collect();
    let mut joined = joined_among(node, tx, officer, &ids).await?;
    let (mut gone, mut heads) = (BTreeSet::new(), Vec::new());
    for entity in found {
        if gone.contains(&entity.id) {
            joined.remove(&entity.id);
            continue;
        }
        gone.extend(joined.get(&entity.id).into_iter().flatten().map(|e| e.id));
        heads.push(entity);
    }
    Ok((heads, joined))
}

#[derive(Template)]
#[template(path = "same_panel.html")]
struct SamePanel<'a> {
    t: &'a T,
    /// Name, case, chance and pair of each that waits; without a chance, of each that is one with it.
    joined: Vec<(String, String, EntityId, Uuid)>,
    waiting: Vec<(String, String, String, Uuid)>,
}

/// What a record's page shows of the question: what it is one with, and what may be.
pub(crate) async fn panel(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    entity: &Entity,
) -> Result<String, CaseError> {
    let (t, keys, ask) = (&officer.t, Keys::of(&node.vault), reads(officer, tx));
    let pairs = pairs_of(tx, &keys, (&node.gate, &ask), &[entity.id]).await?;
    if pairs.is_empty() {
        return Ok(String::new());
    }
    let all: Vec<Entity> = pairs.iter().flat_map(|(_, one, other)| [one.clone(), other.clone()]).collect();
    let sides = Sides::of(node, tx, officer, &all).await?;
    let cases = references(node, tx, officer, &all).await?;
    let (mut joined, mut waiting) = (Vec::new(), Vec::new());
    for (pair, one, other) in &pairs {
        let with = if one.id == entity.id { other } else { one };
        let (name, case) = (sides.title(t, with), cases.get(&with.case).cloned().unwrap_or_default());
        let chance = sides.compare(one, other).probability;
        match pair.state {
            SameState::Joined => joined.push((name, case, with.id, pair.id)),
            SameState::Open | SameState::Later if chance >= CHANCE_MIN => {
                waiting.push((name, case, chance_words(t, chance), pair.id));
            }
            _ => {}
        }
    }
    if joined.is_empty() && waiting.is_empty() {
        return Ok(String::new());
    }
    let shown = SamePanel { t, joined, waiting }.render();
    shown.map_err(|e| StoreError::Corrupt(format!("a panel of `casefile`: {e}")).into())
}

/// What the forms send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AnswerForm {
    answer: String,
    why: String,
}

/// One topic: what either record says, and what that tells.
struct Line {
    what: String,
    one: Vec<Row>,
    other: Vec<Row>,
    says: Vec<(String, Tone)>,
}

struct Looked {
    pair: SamePair,
    one: (Entity, Case, String),
    other: (Entity, Case, String),
    lines: Vec<Line>,
    chance: String,
    may_judge: bool,
    by: BTreeMap<kernel::id::PersonId, String>,
}

#[derive(Template)]
#[template(path = "compare_entities.html")]
struct CompareEntities<'a> {
    t: &'a T,
    looked: Looked,
    sent: AnswerForm,
    errors: Vec<FieldError>,
}

impl CompareEntities<'_> {
    fn why(&self) -> Field {
        web::textarea("why", self.t.get("casefile-same-why"), 3)
            .hint(self.t.get("casefile-same-why-hint"))
            .value(&self.sent.why)
            .length_max(u32::try_from(BASIS_CHARS_MAX).unwrap_or(u32::MAX))
            .errors(&self.errors)
    }

    fn path(&self) -> String {
        format!("/same/{}", self.looked.pair.id)
    }

    fn decided(&self) -> bool {
        matches!(self.looked.pair.state, SameState::Joined | SameState::Apart)
    }

    fn answered(&self, judged: &Judged) -> String {
        let by = self.looked.by.get(&judged.by).cloned().unwrap_or_default();
        let key = format!("casefile-same-did-{}", judged.answer.code());
        self.t.say(&key).with("name", by).with("day", self.t.day(judged.at)).to_string()
    }

    /// The record and its case: two records may be called the same.
    fn called(&self, (_, case, title): &(Entity, Case, String)) -> String {
        format!("{title} · {}", case.reference)
    }

    /// What a reason speaks for, in a word beside the colour.
    fn speaks(&self, tone: &Tone) -> String {
        self.t.get(if *tone == Tone::Good { "casefile-same-for" } else { "casefile-same-against" })
    }

    fn state(&self) -> String {
        self.t.get(&format!("casefile-same-state-{}", self.looked.pair.state.code()))
    }

    fn tone(&self) -> Tone {
        if self.looked.pair.state == SameState::Joined { Tone::Good } else { Tone::Plain }
    }
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    page(&node, &officer, id, AnswerForm::default(), Vec::new()).await
}

pub(crate) async fn act(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<AnswerForm>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let answer = SameAnswer::parse(&sent.answer).ok_or_else(Problem::bad_request)?;
    let why = sent.why.trim().to_owned();
    if (answer.needs_why() && why.is_empty()) || why.chars().count() > BASIS_CHARS_MAX {
        let errors = vec![FieldError::new("why", t.get("casefile-same-why-needed"))];
        return page(&node, &officer, id, sent, errors).await;
    }
    let done = node.store.run::<_, CaseError, _, _>("judge same", |tx| {
        let (node, officer, why) = (&node, &officer, why.clone());
        async move {
            let keys = Keys::of(&node.vault);
            let ask = reads(officer, &tx);
            judge(&tx, &keys, (&node.gate, &ask), id, (answer, &why), officer.actor.party).await
        }
    });
    done.await?;
    let to = if answer == SameAnswer::Undo { format!("/same/{id}") } else { "/same".to_owned() };
    Ok(Redirect::to(&to).into_response())
}

async fn look(node: &Node, tx: &Tx, officer: &Officer, id: Uuid) -> Result<Looked, CaseError> {
    let (keys, ask, t) = (Keys::of(&node.vault), reads(officer, tx), &officer.t);
    let (pair, one, other) = pair(tx, &keys, (&node.gate, &ask), id).await?;
    let both = [one.clone(), other.clone()];
    let sides = Sides::of(node, tx, officer, &both).await?;
    let compared = sides.compare(&one, &other);
    let waits = SameState::WAITING.contains(&pair.state);
    // A question that only what they may not read raises is none of theirs.
    if waits && compared.probability < CHANCE_MIN {
        return Err(CaseError::NotHere);
    }
    let of_one = open_case(node, tx, officer, one.case, action::READ).await?;
    let of_other = open_case(node, tx, officer, other.case, action::READ).await?;
    let judges = Ask { action: action::JUDGE, ..ask };
    let may_judge = [&of_one, &of_other].iter().all(|case| node.gate.may(&case.label(), &judges));
    let lines = Topic::ALL.into_iter().filter_map(|topic| {
        let says: Vec<(String, Tone)> = compared
            .why
            .iter()
            .filter(|r| Topic::of_reason(&r.code) == topic)
            .map(|r| (reason_words(t, r), if r.weight > 0.0 { Tone::Good } else { Tone::Stop }))
            .collect();
        let what = t.get(&format!("casefile-same-topic-{}", topic.code()));
        let (left, right) = (sides.rows(t, &one, topic), sides.rows(t, &other, topic));
        let empty = left.is_empty() && right.is_empty();
        (!empty).then_some(Line { what, one: left, other: right, says })
    });
    let people: BTreeSet<_> = pair.judged.iter().map(|j| j.by).collect();
    let by = names_of(tx, &people.into_iter().collect::<Vec<_>>()).await?;
    Ok(Looked {
        lines: lines.collect(),
        chance: chance_words(t, compared.probability),
        one: (one.clone(), of_one, sides.title(t, &one)),
        other: (other.clone(), of_other, sides.title(t, &other)),
        pair,
        may_judge,
        by,
    })
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    id: Uuid,
    sent: AnswerForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let looked = node.store.run("compare records", |tx| async move { look(node, &tx, officer, id).await });
    let looked: Looked = looked.await?;
    let t = &officer.t;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = t.get(&format!("casefile-same-title-{}", looked.one.0.kind));
    let head = web::Head::new("casefile", title)
        .over(&looked.chance)
        .under(t.get("casefile-same-under"))
        .action(web::Action::link(t.get("casefile-same-to-list"), "/same"))
        .status(status);
    Ok(web::page(&officer.viewer, head, CompareEntities { t, looked, sent, errors }))
}
