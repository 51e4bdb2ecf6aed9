//! Entities as cards: what is said of each, with its source, grade and handling beside it.

use crate::issue::taken_back_by_issue;
use crate::pages::contacts::event_word;
use crate::pages::see_to_child::child_tail;
use crate::pages::{pap_key, reads, tlp_key};
use crate::rules;
use crate::search::{How, why};
use crate::store_said::statements_searched;
use crate::types::{CaseError, Entity, HeldSelector, Statement, Value};
use crate::{Keys, Question, children_among, entities_by_id, only_said, selectors_of, statements_of_all};
use access::{Node, Officer};
use gate::{Ask, Guarded, action};
use kernel::id::{CaseId, EntityId, StatementId};
use kernel::{EntityKind, Pap, PersonRole, Property, Purpose, Tlp};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use store::Tx;
use web::{T, Tone};

/// Rows of a card in a list; the rest is on the entity's own page.
pub(crate) const ROWS_IN_LIST: usize = 8;

/// What stands under "says".
pub(crate) enum Says {
    /// Words in whatever script.
    Words(String),
    /// A number, reference or address.
    Code(String),
    /// Another entity: its page and its name.
    Link(EntityId, String),
    /// What a child is called, which is shown by an act of its own.
    Hidden,
}

/// What is done with what children are called.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Names {
    /// Hidden, as everywhere.
    Hidden,
    /// Looked at to say why a search found somebody, and not shown.
    Searched,
    /// Shown, by an act of its own, for this purpose.
    Shown(Purpose),
}

/// A statement as a row.
pub(crate) struct Row {
    pub(crate) id: StatementId,
    pub(crate) what: String,
    pub(crate) says: Says,
    pub(crate) tags: Vec<(String, Tone)>,
    pub(crate) source: String,
    pub(crate) place: String,
    /// Where the source can be looked at.
    pub(crate) source_page: Option<String>,
    pub(crate) grade: Option<String>,
    pub(crate) handling: Vec<(String, Tone)>,
    /// Why it was taken back, if it was.
    pub(crate) retracted: Option<String>,
}

/// An entity as a card.
pub(crate) struct Card {
    pub(crate) id: EntityId,
    pub(crate) title: String,
    pub(crate) meta: String,
    pub(crate) rows: Vec<Row>,
    /// How many rows are only on the entity's own page.
    pub(crate) more: usize,
}

/// What was opened of some entities.
#[derive(Default)]
pub(crate) struct Opened {
    statements: HashMap<EntityId, Vec<Statement>>,
    linked: HashMap<EntityId, String>,
    selectors: HashMap<StatementId, Vec<HeldSelector>>,
    /// Roles in an offence that somebody said and two people did not decide.
    only_said: HashSet<(EntityId, PersonRole)>,
    /// Who is taken for a child.
    children: BTreeSet<EntityId>,
    /// What children are called, where it explains a search; never shown.
    hidden: Vec<Statement>,
}

impl Opened {
    /// Opens what the person may see of these entities, of what they link to, and of their selectors.
    pub(crate) async fn of(
        node: &Node,
        tx: &Tx,
        officer: &Officer,
        entities: &[Entity],
    ) -> Result<Self, CaseError> {
        Self::with(node, tx, officer, entities, Names::Hidden).await
    }

    /// The same, with what children are called treated so.
    pub(crate) async fn with(
        node: &Node,
        tx: &Tx,
        officer: &Officer,
        entities: &[Entity],
        names: Names,
    ) -> Result<Self, CaseError> {
        let ids: Vec<EntityId> = entities.iter().map(|e| e.id).collect();
        let said = statements_of_all(tx, &Keys::of(&node.vault), &ids).await?;
        let (mut said, naming) = readable(node, tx, officer, said, names);
        let hidden = if matches!(names, Names::Shown(_)) {
            said.extend(naming);
            Vec::new()
        } else {
            naming
        };
        Ok(Self { hidden, ..Self::around(node, tx, officer, (&ids, said)).await? })
    }

    /// Opens what stands around statements that are open: what they link to, and the selectors of these entities.
    pub(crate) async fn around(
        node: &Node,
        tx: &Tx,
        officer: &Officer,
        (ids, said): (&[EntityId], Vec<Statement>),
    ) -> Result<Self, CaseError> {
        let keys = Keys::of(&node.vault);
        let ask = reads(officer, tx);
        let targets: BTreeSet<EntityId> = said
            .iter()
            .filter_map(|s| if let Value::Entity(id) = s.value { Some(id) } else { None })
            .collect();
        let targets: Vec<EntityId> = targets.into_iter().collect();
        let linked = captions(node, tx, officer, &targets).await?;
        let selectors = selectors_of(tx, &keys, ids).await?;
        let with_roles: BTreeSet<EntityId> =
            said.iter().filter(|s| s.property == Property::Role).map(|s| s.entity).collect();
        let with_roles: Vec<EntityId> = with_roles.into_iter().collect();
        let only_said = only_said(tx, &keys, &with_roles).await?;
        let children = children_among(tx, ids).await?;
        let mut opened = Self { linked, only_said, children, ..Self::default() };
        if !selectors.is_empty() {
            for selector in node.gate.open_each(selectors, &ask, &mut tx.log()) {
                opened.selectors.entry(selector.statement).or_default().push(selector);
            }
        }
        for statement in said {
            opened.statements.entry(statement.entity).or_default().push(statement);
        }
        for statements in opened.statements.values_mut() {
            statements.sort_by_key(|s| rules::place_on_card(s.property));
        }
        Ok(opened)
    }

    /// What explains why one entity was found: what was opened of it, and what it is called where that is hidden.
    pub(crate) fn explaining(&self, entity: EntityId) -> Vec<&Statement> {
        let hidden = self.hidden.iter().filter(|s| s.entity == entity);
        self.said_of(entity).iter().chain(hidden).collect()
    }

    /// Whether somebody is taken for a child.
    pub(crate) fn is_child(&self, entity: EntityId) -> bool {
        self.children.contains(&entity)
    }

    /// What was opened of one entity, in the order of the card.
    pub(crate) fn said_of(&self, entity: EntityId) -> &[Statement] {
        self.statements.get(&entity).map_or(&[], Vec::as_slice)
    }

    /// The card of an entity with at most `rows_max` rows.
    pub(crate) fn card(&self, t: &T, entity: &Entity, rows_max: usize) -> Card {
        let all = self.said_of(entity.id);
        let said: Vec<&Statement> = all.iter().filter(|s| s.retracted.is_none()).collect();
        let rows = said.iter().take(rows_max).map(|s| self.row(t, s)).collect();
        Card {
            id: entity.id,
            title: match self.is_child(entity.id) {
                true => child_caption(t, entity.id, &said),
                false => caption(t, entity.kind, &said),
            },
            meta: self.meta(t, entity.kind, &said),
            rows,
            more: said.len().saturating_sub(rows_max),
        }
    }

    /// The card of records that were judged to be one: what is said of each, with the mark of the record it stands on.
    pub(crate) fn card_as_one(
        &self,
        t: &T,
        (entity, others): (&Entity, &[Entity]),
        marks: &BTreeMap<CaseId, String>,
        rows_max: usize,
    ) -> Card {
        if others.is_empty() {
            return self.card(t, entity, rows_max);
        }
        let all = std::iter::once(entity).chain(others);
        let mut said: Vec<(&Entity, &Statement)> =
            all.flat_map(|of| self.said_of(of.id).iter().map(move |s| (of, s))).collect();
        said.retain(|(_, s)| s.retracted.is_none() && s.property != Property::SameAs);
        said.sort_by_key(|(_, s)| rules::place_on_card(s.property));
        let row = |(of, s): &(&Entity, &Statement)| {
            let mut row = self.row(t, s);
            let mark = marks.get(&of.case).filter(|_| of.id != entity.id);
            row.tags.extend(mark.map(|reference| (reference.clone(), Tone::Plain)));
            row
        };
        let statements: Vec<&Statement> = said.iter().map(|(_, s)| *s).collect();
        Card {
            rows: said.iter().take(rows_max).map(row).collect(),
            more: said.len().saturating_sub(rows_max),
            meta: self.meta(t, entity.kind, &statements),
            ..self.card(t, entity, 0)
        }
    }

    /// One statement as a row.
    pub(crate) fn row(&self, t: &T, statement: &Statement) -> Row {
        let says = match &statement.value {
            _ if self.hidden.iter().any(|s| s.id == statement.id) => Says::Hidden,
            Value::Entity(id) => {
                let name = self.linked.get(id).cloned();
                Says::Link(*id, name.unwrap_or_else(|| t.get("casefile-unnamed")))
            }
            Value::Text(text) if statement.property == Property::Role => {
                Says::Words(self.role(t, statement, text))
            }
            Value::Text(text) if statement.property == Property::EventKind => {
                Says::Words(event_word(t, text))
            }
            Value::Text(text) if is_code(statement.property) => Says::Code(text.clone()),
            Value::Text(text) => Says::Words(text.clone()),
        };
        let mut tags = Vec::new();
        for selector in self.selectors.get(&statement.id).into_iter().flatten() {
            // Why a value is held back is a secret in itself: one word for every reason.
            if selector.held_back {
                tags.push((t.get("casefile-state-held"), Tone::Plain));
            } else if selector.eligibility.is_some() {
                tags.push((t.get("casefile-state-cleared"), Tone::Good));
            }
        }
        tags.dedup_by(|a, b| a.0 == b.0);
        let mut handling = vec![(statement.handling.code().to_owned(), Tone::Plain)];
        handling.extend(statement.tlp.map(|m| (t.get(tlp_key(m)), tone_of(m == Tlp::Red))));
        handling.extend(statement.pap.map(|m| (t.get(pap_key(m)), tone_of(m == Pap::Red))));
        for restriction in &statement.restrictions {
            let words = match (restriction.erase_by(), restriction.is_known()) {
                // The restriction names its last day; the moment is the end of it.
                (Some(end), _) => {
                    t.say("casefile-restriction-erase-by").with("day", t.day(end.plus_ms(-1))).to_string()
                }
                (None, true) => t.get(&format!("casefile-restriction-{}", restriction.0)),
                (None, false) => restriction.0.clone(),
            };
            handling.push((words, Tone::Stop));
        }
        let source = &statement.source;
        let received = source.received.map(|(_, n)| t.say("casefile-source-move").with("n", n).to_string());
        Row {
            id: statement.id,
            what: t.get(&format!("casefile-property-{}", statement.property)),
            says,
            tags,
            source: source.name.clone(),
            place: received.unwrap_or_else(|| source.place.clone()),
            source_page: match (source.received, source.import) {
                (Some((dossier, _)), _) => Some(format!("/dossiers/{dossier}")),
                (None, Some(import)) => Some(format!("/imports/{import}")),
                (None, None) => None,
            },
            grade: statement.grade.as_ref().map(|g| format!("{} {}", g.source, g.information)),
            handling,
            retracted: statement.retracted.as_ref().map(|r| match taken_back_by_issue(&r.why) {
                Some(day) => t.say("casefile-no-longer-said").with("day", day).to_string(),
                None => r.why.clone(),
            }),
        }
    }
}

fn tone_of(narrowest: bool) -> Tone {
    if narrowest { Tone::Stop } else { Tone::Plain }
}

impl Opened {
    /// A role in words; one that was said and not decided says so.
    fn role(&self, t: &T, statement: &Statement, code: &str) -> String {
        let word = role_word(t, code);
        let said = PersonRole::parse(code).is_some_and(|r| self.only_said.contains(&(statement.entity, r)));
        if said { t.say("casefile-role-said").with("role", word).to_string() } else { word }
    }

    fn meta(&self, t: &T, kind: EntityKind, said: &[&Statement]) -> String {
        let mut parts = vec![kind_word(t, kind)];
        for s in said.iter().filter(|s| s.property == Property::Role) {
            if let Value::Text(text) = &s.value {
                parts.push(self.role(t, s, text));
            }
        }
        let sources: BTreeSet<&str> = said.iter().map(|s| s.source.name.as_str()).collect();
        let counts = t.n("casefile-count-statements", said.len());
        parts.push(format!("{counts}, {}", t.n("casefile-count-sources", sources.len())));
        parts.join(" · ")
    }
}

/// What the person may read of what is said, and apart from it what children are called, as far as that is asked for.
pub(crate) fn readable(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    said: Vec<Guarded<Statement>>,
    names: Names,
) -> (Vec<Statement>, Vec<Statement>) {
    let ask = reads(officer, tx);
    let (naming, said): (Vec<Guarded<Statement>>, Vec<_>) =
        said.into_iter().partition(|g| g.label().names_child);
    let said = node.gate.open_each(said, &ask, &mut tx.log());
    (said, named(node, tx, &ask, naming, names))
}

/// Which of the entities found are a hit, best first: those that statements which the person may read explain, what
/// children are called included.
pub(crate) async fn explained(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    found: Vec<Entity>,
    question: &Question,
) -> Result<Vec<Entity>, CaseError> {
    let ids: Vec<EntityId> = found.iter().map(|e| e.id).collect();
    let said = statements_searched(tx, &Keys::of(&node.vault), &ids).await?;
    let (said, naming) = readable(node, tx, officer, said, Names::Searched);
    let mut of: HashMap<EntityId, Vec<&Statement>> = HashMap::new();
    for statement in said.iter().chain(&naming) {
        of.entry(statement.entity).or_default().push(statement);
    }
    let region = officer.actor.party;
    let why_of = |e: &Entity| of.get(&e.id).and_then(|s| why(s, question, region));
    let mut explained: Vec<(Entity, How, f64)> = found
        .into_iter()
        .filter_map(|e| why_of(&e).map(|why| (why.how, why.score)).map(|(how, score)| (e, how, score)))
        .collect();
    explained.sort_by(|x, y| x.1.cmp(&y.1).then(y.2.total_cmp(&x.2)));
    Ok(explained.into_iter().map(|(entity, ..)| entity).collect())
}

/// What entities are called, of those the person may see.
pub(crate) async fn captions(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    ids: &[EntityId],
) -> Result<HashMap<EntityId, String>, CaseError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let ask = reads(officer, tx);
    let entities = node.gate.open_each(entities_by_id(tx, ids).await?, &ask, &mut tx.log());
    let ids: Vec<EntityId> = entities.iter().map(|e| e.id).collect();
    let children = children_among(tx, &ids).await?;
    let mut of: BTreeMap<EntityId, Vec<Statement>> = BTreeMap::new();
    let said = statements_of_all(tx, &Keys::of(&node.vault), &ids).await?;
    for statement in readable(node, tx, officer, said, Names::Hidden).0 {
        of.entry(statement.entity).or_default().push(statement);
    }
    Ok(entities
        .into_iter()
        .map(|e| {
            let mut said: Vec<&Statement> =
                of.get(&e.id).into_iter().flatten().filter(|s| s.retracted.is_none()).collect();
            said.sort_by_key(|s| rules::place_on_card(s.property));
            let called = match children.contains(&e.id) {
                true => child_caption(&officer.t, e.id, &said),
                false => caption(&officer.t, e.kind, &said),
            };
            (e.id, called)
        })
        .collect())
}

/// What children are called, as far as it is asked for. Otherwise it is not even asked for: what is hidden from everyone
/// is no refusal to anybody.
fn named(
    node: &Node,
    tx: &Tx,
    ask: &Ask<'_>,
    naming: Vec<Guarded<Statement>>,
    names: Names,
) -> Vec<Statement> {
    let (code, purpose) = match names {
        _ if naming.is_empty() => return Vec::new(),
        Names::Hidden => return Vec::new(),
        Names::Searched => (action::SEARCH, ask.purpose),
        Names::Shown(purpose) => (action::SHOW_NAME, purpose),
    };
    node.gate.open_each(naming, &Ask { action: code, purpose, ..*ask }, &mut tx.log())
}

/// What a child is called: a word and the end of the record's id, so that two of them are told apart, unless the name
/// was shown.
fn child_caption(t: &T, entity: EntityId, said: &[&Statement]) -> String {
    let shown = said.iter().find_map(|s| match &s.value {
        Value::Text(text) if s.property == Property::Name => Some(text.clone()),
        _ => None,
    });
    shown.unwrap_or_else(|| child_tail(t, entity))
}

/// What an entity is called: its first name, else what identifies it, else what it is.
fn caption(t: &T, kind: EntityKind, said: &[&Statement]) -> String {
    let text = |wanted: &dyn Fn(Property) -> bool| {
        said.iter().find_map(|s| match &s.value {
            Value::Text(text) if wanted(s.property) => Some(text.clone()),
            _ => None,
        })
    };
    text(&|p| p == Property::Name)
        .or_else(|| text(&is_code))
        .or_else(|| text(&|p| p != Property::Role && p != Property::Remark))
        .unwrap_or_else(|| t.say("casefile-unnamed-kind").with("kind", kind_word(t, kind)).to_string())
}

/// A kind in words.
pub(crate) fn kind_word(t: &T, kind: EntityKind) -> String {
    t.get(&format!("casefile-kind-{kind}"))
}

/// A role in words; what is none of ours stands as it is.
pub(crate) fn role_word(t: &T, code: &str) -> String {
    PersonRole::parse(code).map_or_else(|| code.to_owned(), |role| t.get(&format!("casefile-role-{role}")))
}

/// Whether a property holds a number, reference or address rather than words.
pub(crate) fn is_code(property: Property) -> bool {
    matches!(
        property,
        Property::Phone
            | Property::Email
            | Property::Handle
            | Property::Website
            | Property::DocumentNumber
            | Property::RegistrationNumber
            | Property::Imo
            | Property::Mmsi
            | Property::CallSign
            | Property::Plate
            | Property::AccountNumber
            | Property::Reference
            | Property::BirthDate
            | Property::IssuedOn
            | Property::ExpiresOn
            | Property::Date
            | Property::ListedOn
            | Property::NoLongerListed
            | Property::Until
            | Property::Coordinates
            | Property::Imei
            | Property::Imsi
            | Property::Iccid
    )
}
