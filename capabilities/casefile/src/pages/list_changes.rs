//! What changed in a case from one day to another, the newest first: files taken, what was recorded and taken back, what
//! happened to its evidence, notes, tasks, what was cleared and judged, and what other rooms did for it; each with who did it. What one act recorded
//! stands together. The list goes on below the last it showed, so that a long history costs what is shown of it. What
//! children are called is shown on their own pages only.

use crate::element::Judgement;
use crate::evidence::CustodyEvent;
use crate::pages::card::{Names, Opened, Row, Says, captions, readable, role_word};
use crate::pages::case_tabs::{CasePage, Tab, tabs};
use crate::pages::list_offences::{element_word, offence_words};
use crate::pages::show_history::{begins, day, ends, field};
use crate::pages::{acting, case_head, in_address, open_case, opened, reads};
use crate::store_elements::Looked;
use crate::store_history::{
    Recorded, cleared_in, custody_in, imports_in, judged_in, notes_in, offences_in, recorded_in,
    taken_back_in, tasks_in,
};
use crate::store_tasks::{Note, Task};
use crate::types::{Case, CaseError, Eligibility, Import, Statement};
use crate::{Exhibit, Keys};
use access::history::{CaseEvent, Moment, Stretch, Told, join};
use access::{Node, Officer};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use gate::{Guarded, action};
use kernel::Timestamp;
use kernel::id::{CaseId, EntityId, PersonId};
use kernel::limit::PAGE_ROWS;
use kernel::time::MINUTE_MS;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use store::Tx;
use uuid::Uuid;
use web::{Problem, T, Tone};

/// Times that more is read for one page. Whoever may read little of a case goes on from where that ends.
const ROUNDS_MAX: usize = 10;
/// Characters shown of a note or a task.
const WORDS_SHOWN: usize = 280;

/// Which days, and where the list goes on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    from: String,
    to: String,
    below: String,
}

impl Asked {
    /// The address of these days from their end, or below a place.
    fn address(&self, path: &str, below: Option<Moment>) -> String {
        let below = below.map(|moment| moment.code()).unwrap_or_default();
        let parts = [("from", self.from.trim()), ("to", self.to.trim()), ("below", below.as_str())];
        let told = parts.into_iter().filter(|(_, value)| !value.is_empty());
        let told: Vec<String> = told.map(|(name, value)| format!("{name}={}", in_address(value))).collect();
        if told.is_empty() { path.to_owned() } else { format!("{path}?{}", told.join("&")) }
    }
}

/// Something that happened.
enum Change {
    Opened,
    Taken(Import),
    Recorded { by: PersonId, said: Vec<Statement>, begun: BTreeSet<EntityId>, more: bool },
    TakenBack(Statement),
    Evidence(Box<Exhibit>, Option<CustodyEvent>),
    Noted(Note),
    TaskSet(Task),
    TaskDone(Task),
    Cleared(Eligibility),
    Looked(Looked),
    Judged(Looked, Judgement),
    Told(CaseEvent),
}

/// A part of what an event says.
struct Piece {
    /// The record it is about, with its page.
    about: Option<(String, String)>,
    /// A statement of it.
    row: Option<Row>,
    /// Words.
    words: String,
    /// The record began with it.
    begun: bool,
}

impl Piece {
    fn words(words: String) -> Self {
        Self { about: None, row: None, words, begun: false }
    }

    fn of(href: String, called: String) -> Self {
        Self { about: Some((href, called)), ..Self::words(String::new()) }
    }
}

/// An event as a row.
struct Line {
    when: String,
    who: String,
    tag: web::Tag,
    pieces: Vec<Piece>,
    more: Option<String>,
}

#[derive(askama::Template)]
#[template(path = "list_changes.html")]
struct ListChanges<'a> {
    t: &'a T,
    tabs: Vec<Tab>,
    path: String,
    from: String,
    to: String,
    lines: Vec<Line>,
    /// Where the list begins, unless this is there.
    first: Option<String>,
    next: Option<String>,
}

impl ListChanges<'_> {
    fn earlier(&self) -> web::Field {
        web::date("from", self.t.get("casefile-changes-from")).value(&self.from)
    }

    fn later(&self) -> web::Field {
        web::date("to", self.t.get("casefile-changes-to")).value(&self.to)
    }
}

pub(crate) async fn list(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let id = CaseId(id);
    let looked = node.store.run::<_, CaseError, _, _>("list changes", |tx| {
        let (node, officer, asked) = (&node, &officer, &asked);
        async move { look(node, &tx, officer, id, asked).await }
    });
    let (case, lines, days, next) = looked.await?;
    let t = &officer.t;
    let path = format!("/cases/{id}/history");
    let head = case_head(t, &case, ("casefile-changes", "casefile-changes-what"), &[]);
    let body = ListChanges {
        t,
        tabs: tabs(t, id, CasePage::History),
        from: field(days.0),
        to: field(days.1),
        first: Moment::parse(&asked.below).map(|_| asked.address(&path, None)),
        next: next.map(|last| asked.address(&path, Some(last))),
        path,
        lines,
    };
    Ok(web::page(&acting(&officer, &case), head, body))
}

type Page = (Case, Vec<Line>, (i64, i64), Option<Moment>);

async fn look(node: &Node, tx: &Tx, officer: &Officer, id: CaseId, asked: &Asked) -> Result<Page, CaseError> {
    let case = open_case(node, tx, officer, id, action::READ).await?;
    let offset = i64::from(officer.t.zone.offset_min).saturating_mul(MINUTE_MS);
    let (from, to) = (day(&asked.from, offset, case.opened_at), day(&asked.to, offset, tx.at()));
    let (from, to) = if from <= to { (from, to) } else { (to, from) };
    let stretch = Stretch {
        from: begins(from, offset),
        to: ends(to, offset),
        below: Moment::parse(&asked.below),
        most: PAGE_ROWS,
    };
    let (events, next) = one_page(node, tx, officer, &case, stretch).await?;
    let lines = lines(node, tx, officer, &case, events).await?;
    Ok((case, lines, (from, to), next))
}

/// One page of what the person may know of, and the place below which the next one begins.
async fn one_page(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    case: &Case,
    mut stretch: Stretch,
) -> Result<(Vec<(Moment, Change)>, Option<Moment>), CaseError> {
    let mut shown = Vec::new();
    for _ in 0..ROUNDS_MAX {
        let told = told(node, tx, officer, case, &stretch).await?;
        shown.extend(told.events);
        match told.goes_on {
            Some(last) if (shown.len() as u64) < PAGE_ROWS => stretch.below = Some(last),
            goes_on => return Ok((shown, goes_on)),
        }
    }
    Ok((shown, stretch.below))
}

/// What happened in a stretch, from everybody who tells of a case.
async fn told(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    case: &Case,
    stretch: &Stretch,
) -> Result<Told<Change>, CaseError> {
    let (id, keys, ask) = (case.id, Keys::of(&node.vault), reads(officer, tx));
    let (taken, kept) =
        (imports_in(tx, &keys, id, stretch).await?, custody_in(tx, &keys, id, stretch).await?);
    let noted = notes_in(tx, &keys, id, stretch).await?;
    let (set, done) =
        (tasks_in(tx, &keys, (id, false), stretch).await?, tasks_in(tx, &keys, (id, true), stretch).await?);
    let cleared = cleared_in(tx, id, stretch).await?;
    let looked = offences_in(tx, &keys, id, stretch).await?;
    let judged = judged_in(tx, &keys, (&node.gate, &ask), id, stretch).await?;
    let at = |at: Timestamp, id: Uuid| Moment { at, id };
    let mut all = vec![
        open(node, tx, officer, taken, |i| (at(i.at, i.id.0), Change::Taken(i))),
        open(node, tx, officer, kept, |(moment, e, c)| (moment, Change::Evidence(Box::new(e), c))),
        open(node, tx, officer, noted, |n| (at(n.at, n.id), Change::Noted(n))),
        open(node, tx, officer, set, |s| (at(s.at, s.id), Change::TaskSet(s))),
        open(node, tx, officer, done, |d| {
            (at(d.done.as_ref().map_or(d.at, |done| done.1), d.id), Change::TaskDone(d))
        }),
        open(node, tx, officer, cleared, |c| (at(c.at, c.act), Change::Cleared(c))),
        open(node, tx, officer, looked, |l| (at(l.at, l.id), Change::Looked(l))),
        open(node, tx, officer, judged, |(moment, l, j)| (moment, Change::Judged(l, j))),
        taken_back(node, tx, officer, taken_back_in(tx, &keys, id, stretch).await?),
        recorded(node, tx, officer, recorded_in(tx, &keys, (&node.gate, &ask), id, stretch).await?),
    ];
    for room in &node.histories {
        let told = room.events(node, tx, (&officer.actor, &officer.t), id, stretch).await?;
        all.push(told.map(Change::Told));
    }
    let begins = Moment { at: case.opened_at, id: id.0 };
    let within =
        (stretch.from..=stretch.to).contains(&begins.at) && stretch.below.is_none_or(|below| begins < below);
    let opened = if within { vec![(begins, Change::Opened)] } else { Vec::new() };
    all.push(Told { events: opened, goes_on: None });
    Ok(join(stretch, all))
}

/// What the person may read of closed events, each at its place.
fn open<V>(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    told: Told<Guarded<V>>,
    as_change: impl Fn(V) -> (Moment, Change),
) -> Told<Change> {
    let held = told.events.into_iter().map(|(_, closed)| closed).collect();
    let events = opened(node, tx, officer, held).into_iter().map(as_change).collect();
    Told { events, goes_on: told.goes_on }
}

fn taken_back(node: &Node, tx: &Tx, officer: &Officer, told: Told<Guarded<Statement>>) -> Told<Change> {
    let places: HashMap<Uuid, Moment> = told.events.iter().map(|(moment, _)| (moment.id, *moment)).collect();
    let held = told.events.into_iter().map(|(_, closed)| closed).collect();
    let place = |s: Statement| Some((*places.get(&s.id.0)?, Change::TakenBack(s)));
    let events = said_openly(node, tx, officer, held).into_iter().filter_map(place).collect();
    Told { events, goes_on: told.goes_on }
}

/// What one act recorded stays together.
fn recorded(node: &Node, tx: &Tx, officer: &Officer, told: Told<Recorded>) -> Told<Change> {
    let (mut held, mut act_of, mut acts) = (Vec::new(), HashMap::new(), Vec::new());
    for (moment, Recorded { by, said, begun, more }) in told.events {
        act_of.extend(said.iter().map(|closed| (closed.object().id, acts.len())));
        held.extend(said);
        acts.push((moment, by, begun, more, Vec::new()));
    }
    for statement in said_openly(node, tx, officer, held) {
        if let Some(act) = act_of.get(&statement.id.0).and_then(|n| acts.get_mut(*n)) {
            act.4.push(statement);
        }
    }
    acts.retain(|(.., said)| !said.is_empty());
    let change = |(moment, by, begun, more, said)| (moment, Change::Recorded { by, said, begun, more });
    Told { events: acts.into_iter().map(change).collect(), goes_on: told.goes_on }
}

/// Statements that the person may read, without what children are called.
fn said_openly(node: &Node, tx: &Tx, officer: &Officer, held: Vec<Guarded<Statement>>) -> Vec<Statement> {
    if held.is_empty() { Vec::new() } else { readable(node, tx, officer, held, Names::Hidden).0 }
}

/// Events as rows, with what the records in them are called and who did them.
async fn lines(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    case: &Case,
    events: Vec<(Moment, Change)>,
) -> Result<Vec<Line>, CaseError> {
    let said: Vec<Statement> = events
        .iter()
        .flat_map(|(_, change)| match change {
            Change::Recorded { said, .. } => said.as_slice(),
            Change::TakenBack(statement) => std::slice::from_ref(statement),
            _ => &[],
        })
        .cloned()
        .collect();
    let about: BTreeSet<EntityId> = said.iter().map(|s| s.entity).collect();
    let about: Vec<EntityId> = about.into_iter().collect();
    let called = captions(node, tx, officer, &about).await?;
    let around = Opened::around(node, tx, officer, (&about, said)).await?;
    let people = access::store::people(tx).await?;
    let people: BTreeMap<PersonId, String> = people.into_iter().map(|p| (p.id, p.name)).collect();
    let shown = Shown { t: &officer.t, case, called, around, people };
    Ok(events.into_iter().map(|(moment, change)| shown.line(moment.at, change)).collect())
}

struct Shown<'a> {
    t: &'a T,
    case: &'a Case,
    called: HashMap<EntityId, String>,
    around: Opened,
    people: BTreeMap<PersonId, String>,
}

impl Shown<'_> {
    fn line(&self, at: Timestamp, change: Change) -> Line {
        let t = self.t;
        let (key, tone, by) = match &change {
            Change::Opened => ("casefile-change-opened", Tone::Plain, Some(self.case.opened_by)),
            Change::Taken(import) => ("casefile-change-taken", Tone::Good, Some(import.by)),
            Change::Recorded { by, said, .. } => {
                let received = said.iter().any(|s| s.source.received.is_some());
                let key = if received { "casefile-change-received" } else { "casefile-change-recorded" };
                (key, Tone::Good, Some(*by))
            }
            Change::TakenBack(s) => {
                ("casefile-change-taken-back", Tone::Stop, s.retracted.as_ref().map(|r| r.by))
            }
            Change::Evidence(..) => ("casefile-change-evidence", Tone::Plain, None),
            Change::Noted(note) => ("casefile-change-noted", Tone::Plain, Some(note.by)),
            Change::TaskSet(task) => ("casefile-change-task-set", Tone::Plain, Some(task.by)),
            Change::TaskDone(task) => {
                ("casefile-change-task-done", Tone::Plain, task.done.as_ref().map(|d| d.0))
            }
            Change::Cleared(act) => ("casefile-change-cleared", Tone::Good, Some(act.by)),
            Change::Looked(looked) => ("casefile-change-looked", Tone::Plain, Some(looked.by)),
            Change::Judged(_, judged) => ("casefile-change-judged", Tone::Plain, Some(judged.by)),
            Change::Told(event) => ("", Tone::Plain, event.by),
        };
        let (who, what) = match &change {
            Change::Evidence(_, event) => {
                (event.as_ref().map(|e| e.by.clone()).unwrap_or_default(), t.get(key))
            }
            Change::Told(event) if by.is_none() => (event.whose.clone(), event.what.clone()),
            Change::Told(event) => (self.person(by), event.what.clone()),
            _ => (self.person(by), t.get(key)),
        };
        let more = match &change {
            Change::Recorded { said, more: true, .. } => {
                said.first().map(|s| self.statements_of(&s.source.name))
            }
            _ => None,
        };
        Line { when: t.when(at), who, tag: web::tag(what, tone), pieces: self.pieces(change), more }
    }

    fn person(&self, by: Option<PersonId>) -> String {
        by.and_then(|by| self.people.get(&by).cloned()).unwrap_or_default()
    }

    /// The list of everything that a source says.
    fn statements_of(&self, source: &str) -> String {
        format!("/cases/{}/statements?source={}", self.case.id, in_address(source))
    }

    fn pieces(&self, change: Change) -> Vec<Piece> {
        let t = self.t;
        match change {
            Change::Opened => Vec::new(),
            Change::Taken(import) => {
                let mut words = t.n("casefile-count-statements", import.statements);
                if let Some(changes) = &import.changes {
                    let issue = t
                        .say("casefile-change-issue")
                        .with("added", changes.added)
                        .with("changed", changes.changed)
                        .with("removed", changes.removed);
                    words = format!("{words} · {issue}");
                }
                vec![Piece { words, ..Piece::of(format!("/imports/{}", import.id), import.file) }]
            }
            Change::Recorded { said, begun, .. } => {
                said.iter().map(|s| self.statement(s, begun.contains(&s.entity))).collect()
            }
            Change::TakenBack(statement) => {
                let piece = self.statement(&statement, false);
                let why = piece.row.as_ref().and_then(|row| row.retracted.clone()).unwrap_or_default();
                vec![Piece { words: why, ..piece }]
            }
            Change::Evidence(exhibit, event) => {
                let called = format!("{} {}", exhibit.called(), exhibit.name);
                let words = event.map_or_else(|| t.get("casefile-change-unread"), |e| self.custody(&e));
                vec![Piece { words, ..Piece::of(format!("/exhibits/{}", exhibit.id), called) }]
            }
            Change::Noted(note) => vec![Piece::words(short(&note.text))],
            Change::TaskSet(task) => {
                let who = self.person(Some(task.who));
                let what = short(&task.what);
                let words = t.say("casefile-change-for").with("what", what).with("who", who);
                vec![Piece::words(words.to_string())]
            }
            Change::TaskDone(task) => {
                let how = task.done.map(|(_, _, how)| short(&how)).unwrap_or_default();
                let mut all = vec![Piece::words(short(&task.what))];
                all.extend((!how.is_empty()).then(|| Piece::words(how)));
                all
            }
            Change::Cleared(act) => {
                let words = format!("{} · {}", role_word(t, act.role.code()), short(&act.basis));
                let href = format!("/cases/{}/clear", self.case.id);
                vec![Piece { words, ..Piece::of(href, t.get("casefile-change-cleared-what")) }]
            }
            Change::Looked(looked) => vec![self.offence(&looked, short(&looked.conduct))],
            Change::Judged(looked, judged) => {
                let shown = t.get(&format!("casefile-shown-{}", judged.shown.code()));
                let said = [element_word(t, judged.element), shown, short(&judged.why)];
                let said: Vec<String> = said.into_iter().filter(|text| !text.is_empty()).collect();
                vec![self.offence(&looked, said.join(" · "))]
            }
            Change::Told(event) => vec![Piece::of(event.href, event.about)],
        }
    }

    fn statement(&self, statement: &Statement, begun: bool) -> Piece {
        let called = self.called.get(&statement.entity).cloned();
        let called = called.unwrap_or_else(|| self.t.get("casefile-unnamed"));
        let row = Some(self.around.row(self.t, statement));
        Piece { row, begun, ..Piece::of(format!("/entities/{}", statement.entity), called) }
    }

    fn offence(&self, looked: &Looked, words: String) -> Piece {
        let href = format!("/cases/{}/elements", self.case.id);
        Piece { words, ..Piece::of(href, offence_words(self.t, looked)) }
    }

    fn custody(&self, event: &CustodyEvent) -> String {
        let what = self.t.get(&format!("casefile-custody-{}", event.what.code()));
        let said = [&event.from, &event.to, &event.place, &event.how];
        let said = said.into_iter().filter(|text| !text.is_empty()).map(|text| short(text));
        std::iter::once(what).chain(said).collect::<Vec<_>>().join(" · ")
    }
}

/// The beginning of a text.
fn short(text: &str) -> String {
    match text.char_indices().nth(WORDS_SHOWN) {
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or_default()),
        None => text.to_owned(),
    }
}
