//! Judge what a text may be speaking of, one proposal after the other, with the source in view: accept, correct, join,
//! reject, undo. By single keys where the browser runs scripts, by one form a proposal where it does not; what comes
//! next has the focus after each act.

use crate::mention::{becomes, by_worth, is_name};
use crate::pages::acting;
use crate::pages::card::{captions, kind_word};
use crate::pages::known_here::known_here;
use crate::pages::passage::{Piece, pieces};
use crate::pages::{open_case, purpose_of, reads};
use crate::types::{Case, CaseError};
use crate::{
    Candidate, CandidateState, Correction, JoinTo, Keys, MarkedPassage, Proposals, Question,
    accept_candidate, candidate_by_id, candidates, find_permitted, join_candidate, passages_of, proposals,
    reject_candidate, undo_candidate,
};
use access::{Node, Officer};
use axum::extract::{Form, Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use gate::{Ask, action};
use http::StatusCode;
use kernel::id::{CaseId, EntityId};
use reading::recognise::{MentionKind, Sure};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;
use store::Tx;
use uuid::Uuid;
use web::{Choice, FieldError, Problem, T};

/// Proposals that the list beside shows.
const LISTED_MAX: usize = 12;
/// Judgements that can be taken back from the page.
const JUDGED_MAX: usize = 6;
/// Records that a proposal may be joined with, of each sort.
const JOIN_MAX: usize = 12;
/// What the address says.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct At {
    #[serde(default)]
    at: Option<Uuid>,
    #[serde(default)]
    passage: Option<usize>,
    /// The proposal that was judged last.
    #[serde(default)]
    done: Option<Uuid>,
}

/// What the forms send.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Sent {
    #[serde(default)]
    candidate: Option<Uuid>,
    #[serde(default)]
    act: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    value: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    next: Option<Uuid>,
}

/// A proposal in a list.
struct Line {
    id: Uuid,
    value: String,
    code: bool,
    kind: String,
    state: String,
    mentions: u64,
    known: usize,
    held: bool,
    href: String,
}

/// The proposal that is judged now.
struct Judged {
    candidate: Candidate,
    kind: String,
    why: String,
    sure: String,
    tone: web::Tone,
    held: bool,
    pieces: Vec<Piece>,
    place: String,
    file: String,
    passage: usize,
    passages: usize,
    before: Option<String>,
    after: Option<String>,
    next: Option<Uuid>,
    known: Vec<(EntityId, String)>,
    joins: Vec<Choice>,
    /// The record on which the number stands already.
    here: Option<String>,
}

#[derive(askama::Template)]
#[template(path = "review_mentions.html")]
struct ReviewMentions<'a> {
    t: &'a T,
    path: String,
    waiting: usize,
    judged: Option<Judged>,
    list: Vec<Line>,
    past: Vec<Line>,
    done: Option<Line>,
    together: Vec<(String, String, u64)>,
    sent: Sent,
    errors: Vec<FieldError>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Query(at): Query<At>,
) -> Result<Response, Problem> {
    page(&node, &officer, CaseId(id), at, (Sent::default(), Vec::new())).await
}

pub(crate) async fn act(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let (id, t) = (CaseId(id), &officer.t);
    let done = node.store.run::<_, CaseError, _, _>("judge proposal", |tx| {
        let (node, officer, sent) = (&node, &officer, sent.clone());
        async move { judge(node, &tx, officer, id, &sent).await }
    });
    let key = match done.await {
        Ok(undone) => {
            let next = if undone { sent.candidate } else { sent.next };
            let at = next.map(|n| format!("at={n}&")).unwrap_or_default();
            let done = sent.candidate.map(|c| format!("done={c}")).unwrap_or_default();
            return Ok(Redirect::to(&format!("/cases/{id}/review?{at}{done}")).into_response());
        }
        Err(CaseError::NotHere) if sent.candidate.is_none() => ("value", "casefile-review-choose"),
        Err(CaseError::NotOfKind) => ("value", "casefile-review-not-of-kind"),
        Err(CaseError::CannotJoin) => ("to", "casefile-review-cannot-join"),
        Err(error) => return Err(error.into()),
    };
    let errors = vec![FieldError::new(key.0, t.get(key.1))];
    page(&node, &officer, id, At { at: sent.candidate, ..At::default() }, (sent, errors)).await
}

/// One act; whether it was an undoing.
async fn judge(node: &Node, tx: &Tx, officer: &Officer, id: CaseId, sent: &Sent) -> Result<bool, CaseError> {
    let case = open_case(node, tx, officer, id, action::IMPORT).await?;
    let (keys, gate) = (Keys::of(&node.vault), &node.gate);
    let by = (&officer.actor, purpose_of(&officer.actor));
    let candidate = sent.candidate.ok_or(CaseError::NotHere)?;
    match sent.act.as_str() {
        "accept" => {
            let correction = MentionKind::parse(&sent.kind)
                .map(|kind| Correction { kind, value: sent.value.trim().to_owned() });
            accept_candidate(tx, &keys, gate, by, &case, candidate, correction.as_ref()).await?;
        }
        "join" => {
            let to = join_to(&sent.to).ok_or(CaseError::CannotJoin)?;
            join_candidate(tx, &keys, gate, by, &case, candidate, to).await?;
        }
        "reject" => reject_candidate(tx, &keys, gate, by, &case, candidate).await?,
        "undo" => {
            let why = officer.t.get("casefile-review-undone-why");
            undo_candidate(tx, &keys, gate, by, &case, candidate, &why).await?;
            return Ok(true);
        }
        _ => return Err(CaseError::NotHere),
    }
    Ok(false)
}

fn join_to(code: &str) -> Option<JoinTo> {
    let (sort, id) = code.split_once('-')?;
    let id = Uuid::try_parse(id).ok()?;
    match sort {
        "record" => Some(JoinTo::Entity(EntityId(id))),
        "proposal" => Some(JoinTo::Candidate(id)),
        _ => None,
    }
}

/// The proposals of a case that wait, those of most worth first, as far as this person may see them.
pub(crate) async fn waiting(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    id: CaseId,
    kind: Option<MentionKind>,
) -> Result<(Vec<Candidate>, Proposals), CaseError> {
    let ask = reads(officer, tx);
    let found = candidates(tx, &Keys::of(&node.vault), id, (CandidateState::Waiting, kind)).await?;
    let mut found = node.gate.open_each(found, &ask, &mut tx.log());
    let known = proposals(tx, (&node.gate, &ask), &found).await?;
    found.sort_by_cached_key(|c| by_worth(c, known.known.contains_key(&c.id)));
    Ok((found, known))
}

struct Looked {
    case: Case,
    waiting: Vec<Candidate>,
    known: Proposals,
    past: Vec<Candidate>,
    current: Option<Current>,
    done: Option<Candidate>,
}

struct Current {
    candidate: Candidate,
    passages: Vec<MarkedPassage>,
    file: String,
    names: Vec<(EntityId, String)>,
    joins: Vec<Choice>,
    here: Option<String>,
}

async fn look(node: &Node, tx: &Tx, officer: &Officer, id: CaseId, at: &At) -> Result<Looked, CaseError> {
    let case = open_case(node, tx, officer, id, action::READ).await?;
    let keys = Keys::of(&node.vault);
    let ask = reads(officer, tx);
    let (waiting, known) = waiting(node, tx, officer, id, None).await?;
    let mut past = Vec::new();
    for state in [CandidateState::Accepted, CandidateState::Joined, CandidateState::Rejected] {
        let found = candidates(tx, &keys, id, (state, None)).await?;
        past.extend(node.gate.open_each(found, &ask, &mut tx.log()));
    }
    past.sort_by_key(|c| std::cmp::Reverse(c.judged.map(|(_, at)| at)));
    past.truncate(JUDGED_MAX);
    let done = match at.done {
        Some(done) => match candidate_by_id(tx, &keys, done).await? {
            Some(closed) => Some(node.gate.open(closed, &ask, &mut tx.log())?),
            None => None,
        },
        None => None,
    };
    let chosen = waiting.iter().find(|c| Some(c.id) == at.at).or_else(|| waiting.first()).cloned();
    let current = match chosen {
        Some(candidate) => Some(current(node, tx, officer, (&case, candidate), (&waiting, &known)).await?),
        None => None,
    };
    Ok(Looked { case, waiting, known, past, current, done })
}

async fn current(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    (case, candidate): (&Case, Candidate),
    (waiting, known): (&[Candidate], &Proposals),
) -> Result<Current, CaseError> {
    let keys = Keys::of(&node.vault);
    let ask = reads(officer, tx);
    let passages = passages_of(tx, &keys, candidate.id).await?;
    let passages = node.gate.open_each(passages, &ask, &mut tx.log());
    let import = crate::import(tx, &keys, candidate.import).await?.ok_or(CaseError::NotHere)?;
    let file = node.gate.open(import, &ask, &mut tx.log())?.file;
    // The same value anywhere, and whoever is called so: in this case they may be joined with it.
    let question = Question::read(&candidate.value, officer.actor.party);
    let (found, _) = find_permitted(tx, &keys, (&node.gate, &ask), &question, None, JOIN_MAX).await?;
    let mut same: Vec<EntityId> = known.known.get(&candidate.id).cloned().unwrap_or_default();
    same.extend(found.iter().map(|e| e.id));
    let mut seen = std::collections::BTreeSet::new();
    same.retain(|id| seen.insert(*id));
    same.truncate(JOIN_MAX);
    let of_case = record_choices(node, tx, officer, case, &candidate).await?;
    let names = captions(node, tx, officer, &same).await?;
    let named: Vec<(EntityId, String)> =
        same.iter().filter_map(|id| Some((*id, names.get(id)?.clone()))).collect();
    let t = &officer.t;
    let mut joins = of_case;
    joins.sort_by_key(|(id, _)| !same.contains(id));
    let mut choices: Vec<Choice> = joins
        .into_iter()
        .map(|(id, name)| {
            Choice::new(format!("record-{id}"), t.say("casefile-review-a-record").with("name", name))
        })
        .collect();
    // What stands in the same passage is what a number most often belongs to.
    let beside: Vec<Uuid> =
        passages.iter().flat_map(|p| p.marks.iter().filter_map(|m| m.candidate)).collect();
    let others =
        waiting.iter().filter(|c| c.id != candidate.id && beside.contains(&c.id) && may_join(&candidate, c));
    choices.extend(others.take(JOIN_MAX).map(|c| {
        let words = t.say("casefile-review-a-proposal").with("name", c.value.as_str());
        Choice::new(format!("proposal-{}", c.id), words.with("kind", mention_word(t, c.kind)))
    }));
    let stands_on = known.known.get(&candidate.id).map_or(&[][..], Vec::as_slice);
    let here = known_here(node, tx, officer, (case, &candidate), stands_on).await?;
    if let Some(here) = &here {
        choices.retain(|choice| choice.value != here.value);
        choices.insert(0, here.clone());
    }
    Ok(Current { candidate, passages, file, names: named, joins: choices, here: here.map(|h| h.value) })
}

/// Names go to names of their kind, numbers to whoever has them.
fn may_join(candidate: &Candidate, to: &Candidate) -> bool {
    if is_name(candidate.kind) {
        candidate.kind == to.kind
    } else {
        is_name(to.kind) && to.kind != MentionKind::Place
    }
}

/// Records of the case that the proposal may be joined with, the newest first.
async fn record_choices(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    case: &Case,
    candidate: &Candidate,
) -> Result<Vec<(EntityId, String)>, CaseError> {
    let ask = reads(officer, tx);
    let kind = becomes(candidate.kind).map(|(kind, _)| kind).filter(|_| is_name(candidate.kind));
    let filter = crate::EntityFilter { kind, ids: None };
    let (found, total) = crate::entities(tx, (&node.gate, &ask), case.id, &filter, (1, 1)).await?;
    drop(found);
    let last = total.div_ceil(kernel::limit::PAGE_ROWS).max(1);
    let page = (last, kernel::limit::PAGE_ROWS);
    let (found, _) = crate::entities(tx, (&node.gate, &ask), case.id, &filter, page).await?;
    let found = node.gate.open_each(found, &ask, &mut tx.log());
    let ids: Vec<EntityId> = found.iter().rev().map(|e| e.id).take(JOIN_MAX).collect();
    let names = captions(node, tx, officer, &ids).await?;
    let t = &officer.t;
    let kinds: HashMap<EntityId, kernel::EntityKind> = found.iter().map(|e| (e.id, e.kind)).collect();
    let named = ids.into_iter().filter_map(|id| {
        let kind = kinds.get(&id).map(|k| kind_word(t, *k))?;
        Some((id, t.list([names.get(&id)?.clone(), kind])))
    });
    Ok(named.collect())
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    id: CaseId,
    at: At,
    (sent, errors): (Sent, Vec<FieldError>),
) -> Result<Response, Problem> {
    let asked = &at;
    let looked = node
        .store
        .run::<_, CaseError, _, _>("review", |tx| async move { look(node, &tx, officer, id, asked).await });
    let looked = looked.await?;
    let t = &officer.t;
    let may = Ask::new(&officer.actor, action::IMPORT, purpose_of(&officer.actor), node.store.clock().now());
    if !node.gate.may(&looked.case.label(), &may) {
        return Err(Problem::not_available());
    }
    let path = format!("/cases/{id}/review");
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = web::Head::new("casefile", t.get("casefile-review"))
        .over(t.say("casefile-clear-over").with("reference", &looked.case.reference))
        .under(t.get("casefile-review-what"))
        .action(web::Action::link(t.get("casefile-to-case"), format!("/cases/{id}")))
        .action(web::Action::link(t.get("casefile-look-through"), format!("/cases/{id}/clear")))
        .status(status);
    let now = looked.current.as_ref().map(|c| c.candidate.id);
    let place = looked.waiting.iter().position(|c| Some(c.id) == now).unwrap_or(0);
    // The list begins with what is judged now.
    let list = looked.waiting.iter().skip(place).take(LISTED_MAX);
    let list = list.map(|c| line(t, &path, c, &looked.known)).collect();
    let next = looked.waiting.get(place.saturating_add(1)).or_else(|| looked.waiting.first());
    let next = next.map(|c| c.id).filter(|id| Some(*id) != now);
    let done = looked.done.filter(|c| c.state != CandidateState::Waiting);
    let body = ReviewMentions {
        t,
        waiting: looked.waiting.len(),
        together: together(t, &path, &looked.waiting),
        list,
        past: looked.past.iter().map(|c| line(t, &path, c, &looked.known)).collect(),
        done: done.map(|c| line(t, &path, &c, &looked.known)),
        judged: looked.current.map(|c| judged(t, &path, c, (&looked.known, next), &at)),
        path,
        sent,
        errors,
    };
    Ok(web::page(&acting(officer, &looked.case), head, body))
}

fn judged(t: &T, path: &str, current: Current, (known, next): (&Proposals, Option<Uuid>), at: &At) -> Judged {
    let Current { candidate, passages, file, names, joins, here } = current;
    let total = passages.len();
    let shown = at.passage.unwrap_or(1).clamp(1, total.max(1));
    let passage = passages.get(shown.saturating_sub(1));
    let step = |n: usize| format!("{path}?at={}&passage={n}", candidate.id);
    let rule = t.get(&format!("casefile-rule-{}", candidate.rule));
    // Of several files taken together the place names the one.
    let within = |p: &&MarkedPassage| {
        file.contains(", ") && p.place.split(", ").next().is_some_and(|f| file.contains(f))
    };
    let file = if passage.filter(within).is_some() { String::new() } else { file };
    Judged {
        here,
        kind: mention_word(t, candidate.kind),
        why: rule,
        sure: t.get(&format!("casefile-sure-{}", candidate.sure)),
        tone: tone(candidate.sure),
        held: known.held.contains(&candidate.id),
        pieces: passage.map(|p| pieces(t, path, p, candidate.id)).unwrap_or_default(),
        place: passage.map(|p| p.place.clone()).unwrap_or_default(),
        before: (shown > 1).then(|| step(shown.saturating_sub(1))),
        after: (shown < total).then(|| step(shown.saturating_add(1))),
        passage: shown,
        passages: total,
        known: names,
        file,
        next,
        joins,
        candidate,
    }
}

fn tone(sure: Sure) -> web::Tone {
    match sure {
        Sure::Checked => web::Tone::Good,
        Sure::Likely => web::Tone::Accent,
        Sure::Weak => web::Tone::Warn,
    }
}

/// What a mention may be of, in words.
pub(crate) fn mention_word(t: &T, kind: MentionKind) -> String {
    t.get(&format!("casefile-mention-{kind}"))
}

fn line(t: &T, path: &str, candidate: &Candidate, known: &Proposals) -> Line {
    Line {
        id: candidate.id,
        value: candidate.value.clone(),
        code: !is_name(candidate.kind),
        kind: mention_word(t, candidate.kind),
        state: t.get(&format!("casefile-proposal-{}", candidate.state.code())),
        mentions: candidate.mentions,
        known: known.known.get(&candidate.id).map_or(0, Vec::len),
        held: known.held.contains(&candidate.id),
        href: format!("{path}?at={}", candidate.id),
    }
}

/// Kinds of which several may be accepted at once, after a look: numbers that say themselves what they are.
fn together(t: &T, path: &str, waiting: &[Candidate]) -> Vec<(String, String, u64)> {
    let mut found = Vec::new();
    for kind in MentionKind::ALL.iter().filter(|k| !is_name(**k)) {
        let n = waiting.iter().filter(|c| c.kind == *kind && c.sure > Sure::Weak).count();
        if n > 1 {
            found.push((mention_word(t, *kind), format!("{path}/together?kind={kind}"), n as u64));
        }
    }
    found
}

impl ReviewMentions<'_> {
    fn is_code(&self, judged: &Judged) -> bool {
        !is_name(judged.candidate.kind)
    }

    fn kind_field(&self, judged: &Judged) -> web::Field {
        let kinds = MentionKind::ALL.iter().filter(|k| becomes(**k).is_some());
        let kinds: Vec<Choice> = kinds.map(|k| Choice::new(k, mention_word(self.t, *k))).collect();
        let chosen =
            if self.sent.kind.is_empty() { judged.candidate.kind.code() } else { self.sent.kind.as_str() };
        web::select("kind", self.t.get("casefile-review-kind"), &kinds).value(chosen)
    }

    fn value_field(&self, judged: &Judged) -> web::Field {
        let value = if self.sent.value.is_empty() { &judged.candidate.value } else { &self.sent.value };
        let field = web::text("value", self.t.get("casefile-review-value")).value(value).errors(&self.errors);
        if is_name(judged.candidate.kind) { field } else { field.ltr() }
    }

    fn clear(&self) -> String {
        self.path.replace("/review", "/clear")
    }

    fn to_field(&self, judged: &Judged) -> web::Field {
        let here = judged.here.as_deref().unwrap_or_default();
        let mut choices = vec![Choice::new("", self.t.get("casefile-choose"))];
        choices.extend(judged.joins.iter().cloned());
        web::select("to", self.t.get("casefile-review-to"), &choices)
            .value(if self.sent.to.is_empty() { here } else { &self.sent.to })
            .errors(&self.errors)
    }
}
