//! Search: names in any script, numbers in any form, words of what is said, over the cases a person may see, narrowed by
//! what the address says. A hit is shown only with a statement that the person may read and that explains it, so that
//! searching tells no more than reading. Records that were judged to be one are shown as one.

use crate::pages::card::{Names, Opened, Row, Says, explained, kind_word};
use crate::pages::compare_entities::as_one;
use crate::pages::{grade_asked, grade_field, in_address, page_number, reads};
use crate::search::{How, Why, why};
use crate::types::{Case, CaseError, Entity};
use crate::{Keys, Narrowed, Question, case, find_case, find_cases, find_permitted};
use access::{Node, Officer};
use axum::extract::{Query, State};
use axum::response::Response;
use gate::{Ask, action};
use kernel::EntityKind;
use kernel::id::{CaseId, EntityId};
use kernel::limit::PAGE_ROWS;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;
use store::Tx;
use web::{Choice, Field, Problem, T};

/// The question, and what it is narrowed to.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    kind: String,
    place: String,
    from: String,
    to: String,
    grade: String,
    case: String,
    page: Option<String>,
}

impl Asked {
    fn narrowed(&self) -> Narrowed {
        let year = |text: &str| text.trim().parse::<i32>().ok().filter(|y| (1..=9999).contains(y));
        Narrowed {
            kind: EntityKind::parse(&self.kind),
            grade: grade_asked(&self.grade),
            ..Narrowed::default()
        }
        .at(self.place.trim())
        .between(year(&self.from), year(&self.to))
    }

    /// The address of the same question, without its page.
    fn address(&self) -> String {
        let parts = [
            ("q", &self.q),
            ("kind", &self.kind),
            ("place", &self.place),
            ("from", &self.from),
            ("to", &self.to),
            ("grade", &self.grade),
            ("case", &self.case),
        ];
        let told = parts.into_iter().filter(|(_, value)| !value.trim().is_empty());
        let told: Vec<String> =
            told.map(|(name, value)| format!("{name}={}", in_address(value.trim()))).collect();
        format!("/search?{}", told.join("&"))
    }

    fn is_empty(&self) -> bool {
        self.q.is_empty() && self.case.trim().is_empty() && self.narrowed().is_none()
    }
}

struct Hit {
    entity: Entity,
    title: String,
    kind: String,
    case: Case,
    /// In words, how it was found.
    how: String,
    because: Vec<Row>,
    /// Records that were judged to be the same: each with its case.
    one_with: Vec<(EntityId, String)>,
}

#[derive(askama::Template)]
#[template(path = "search_records.html")]
struct SearchRecords<'a> {
    t: &'a T,
    asked: Asked,
    address: String,
    page: u64,
    looked: Looked,
}

impl SearchRecords<'_> {
    fn kinds(&self) -> Field {
        let any = Choice::new("", self.t.get("casefile-search-any"));
        let kinds = EntityKind::ALL.iter().map(|k| Choice::new(k, kind_word(self.t, *k)));
        let all: Vec<Choice> = [any].into_iter().chain(kinds).collect();
        web::select("kind", self.t.get("casefile-search-kind"), &all).value(&self.asked.kind)
    }

    fn place(&self) -> Field {
        web::text("place", self.t.get("casefile-search-place")).value(&self.asked.place).length_max(200)
    }

    fn from(&self) -> Field {
        web::text("from", self.t.get("casefile-search-from")).value(&self.asked.from).numeric().length_max(4)
    }

    fn until(&self) -> Field {
        web::text("to", self.t.get("casefile-search-to")).value(&self.asked.to).numeric().length_max(4)
    }

    fn grade(&self) -> Field {
        grade_field(self.t, &self.asked.grade)
    }

    fn case(&self) -> Field {
        web::text("case", self.t.get("casefile-search-case")).value(&self.asked.case).length_max(64).ltr()
    }
}

#[derive(Default)]
struct Looked {
    hits: Vec<Hit>,
    cases: Vec<Case>,
    total: u64,
    /// There are more than were looked through.
    cut: bool,
}

pub(crate) async fn search(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(mut asked): Query<Asked>,
) -> Result<Response, Problem> {
    asked.q = asked.q.trim().chars().take(crate::QUESTION_CHARS_MAX).collect();
    let page = page_number(asked.page.as_deref());
    let looked = if asked.is_empty() {
        Looked::default()
    } else {
        let found = node.store.run::<_, CaseError, _, _>("search", |tx| {
            let (node, officer, asked) = (&node, &officer, asked.clone());
            async move { look(node, &tx, officer, &asked, page).await }
        });
        found.await?
    };
    let t = &officer.t;
    let mut viewer = officer.viewer.clone();
    viewer.searched.clone_from(&asked.q);
    let head = web::Head::new("casefile", t.get("casefile-search")).under(t.get("casefile-search-what"));
    let address = asked.address();
    Ok(web::page(&viewer, head, SearchRecords { t, asked, address, page, looked }))
}

async fn look(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    asked: &Asked,
    page: u64,
) -> Result<Looked, CaseError> {
    let keys = Keys::of(&node.vault);
    let region = officer.actor.party;
    let question = Question::read(&asked.q, region).narrowed_to(asked.narrowed());
    let ask = Ask { action: action::SEARCH, ..reads(officer, tx) };
    let gate = (&node.gate, &ask);
    let within = match asked.case.trim() {
        "" => None,
        // A case that is not theirs to see is none.
        reference => match find_case(tx, &keys, gate, reference).await? {
            Some(closed) => Some(CaseId(closed.object().id)),
            None => return Ok(Looked::default()),
        },
    };
    let (found, cut) = find_permitted(tx, &keys, gate, &question, within, HITS_MAX).await?;
    let cases = match (page, within, question.narrowed.is_none()) {
        (1, None, true) => find_cases(tx, &keys, gate, &question).await?,
        _ => Vec::new(),
    };
    if found.is_empty() {
        return Ok(Looked { cases, ..Looked::default() });
    }
    let found = explained(node, tx, officer, found, &question).await?;
    let (found, one_with) = as_one(node, tx, officer, found).await?;
    let total = found.len() as u64;
    let from = usize::try_from(page.saturating_sub(1).saturating_mul(PAGE_ROWS)).unwrap_or(usize::MAX);
    let rows = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
    let shown: Vec<Entity> = found.into_iter().skip(from).take(rows).collect();
    let hits = hits(node, tx, officer, (shown, &one_with), &question).await?;
    Ok(Looked { hits, cases, total, cut })
}

async fn hits(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    (shown, one_with): (Vec<Entity>, &BTreeMap<EntityId, Vec<Entity>>),
    question: &Question,
) -> Result<Vec<Hit>, CaseError> {
    let (t, region) = (&officer.t, officer.actor.party);
    let opened = Opened::with(node, tx, officer, &shown, Names::Searched).await?;
    let mut cases: BTreeMap<CaseId, Option<Case>> = BTreeMap::new();
    let mut hits = Vec::new();
    for entity in shown {
        let others = one_with.get(&entity.id).map(Vec::as_slice).unwrap_or_default();
        for of in std::iter::once(&entity).chain(others) {
            if let Entry::Vacant(place) = cases.entry(of.case) {
                place.insert(open_found(node, tx, officer, of.case).await?);
            }
        }
        let reference =
            |of: &Entity| cases.get(&of.case).and_then(Option::as_ref).map(|c| c.reference.clone());
        let Some(Some(case)) = cases.get(&entity.case) else { continue };
        let said = opened.explaining(entity.id);
        let Some(why) = why(&said, question, region) else { continue };
        hits.push(Hit {
            title: opened.card(t, &entity, 0).title,
            kind: kind_word(t, entity.kind),
            case: case.clone(),
            how: how(t, &why, opened.is_child(entity.id)),
            because: why.because.iter().map(|s| opened.row(t, s)).collect(),
            one_with: others.iter().filter_map(|of| Some((of.id, reference(of)?))).collect(),
            entity,
        });
    }
    Ok(hits)
}

async fn open_found(node: &Node, tx: &Tx, officer: &Officer, id: CaseId) -> Result<Option<Case>, CaseError> {
    let ask = Ask { action: action::SEARCH, ..reads(officer, tx) };
    let closed = case(tx, &Keys::of(&node.vault), id).await?;
    Ok(closed.and_then(|c| node.gate.open(c, &ask, &mut tx.log()).ok()))
}

/// How it was found, in words. What of a name sounds alike is not told of a child.
fn how(t: &T, why: &Why<'_>, child: bool) -> String {
    let pairs: Vec<String> =
        why.alike.iter().map(|(x, y)| format!("\u{2068}{x}\u{2069} ~ \u{2068}{y}\u{2069}")).collect();
    let alike = |key: &str, bare: &str| match pairs.is_empty() || child {
        true => t.get(bare),
        false => t.say(key).with("parts", pairs.join(", ")).to_string(),
    };
    match why.how {
        How::Value => t.get("casefile-why-value"),
        How::ValueOtherwise => t.get("casefile-why-value-otherwise"),
        How::Written => t.get("casefile-why-written"),
        How::Sounds => alike("casefile-why-sounds-alike", "casefile-why-sounds"),
        How::Words => t.get("casefile-why-words"),
        How::Partly => alike("casefile-why-partly-alike", "casefile-why-partly"),
        How::Narrowed => t.get("casefile-why-narrowed"),
    }
}

/// Records looked through for one question; the page says so when there are more.
const HITS_MAX: usize = 100;
