//! What is to be done in a case: by whom, until when, and what came of it. It stands on the desk of whoever does it.

use crate::Keys;
use crate::pages::case_tabs::{CasePage, Tab, tabs};
use crate::pages::show_exhibit::moment;
use crate::pages::{PageNumber, acting, case_head, may_do, open_case, opened, purpose_of};
use crate::store_tasks::{
    NewTask, TASK_CHARS_MAX, Task, add_task, finish_task, open_tasks, tasks_of, tasks_waiting, who_does,
};
use crate::types::CaseError;
use access::{Node, Officer, Person, Says, Waiting, Work};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::id::{AuthorityId, CaseId, PersonId};
use kernel::{Actor, Role, Timestamp};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{StoreError, Tx};
use uuid::Uuid;
use web::{Choice, Clock, FieldError, Problem, T, Tone};

/// What the forms of tasks send.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(crate) struct TaskForm {
    #[serde(default)]
    what: String,
    #[serde(default)]
    who: String,
    #[serde(default)]
    due: String,
    #[serde(default)]
    task: Option<Uuid>,
    #[serde(default)]
    how: String,
}

struct Row {
    task: Task,
    who: String,
    due: Option<Clock>,
    done: String,
}

#[derive(askama::Template)]
#[template(path = "list_tasks.html")]
struct ListTasks<'a> {
    t: &'a T,
    tabs: Vec<Tab>,
    open: Vec<Row>,
    done: Vec<Row>,
    path: String,
    page: u64,
    total: u64,
    done_total: u64,
    people: Vec<Choice>,
    me: String,
    may_change: bool,
    sent: TaskForm,
    errors: Vec<FieldError>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Query(page): Query<PageNumber>,
) -> Result<Response, Problem> {
    list(&node, &officer, (CaseId(id), page.get()), TaskForm::default(), Vec::new()).await
}

/// Sets a task, or records that one was done.
pub(crate) async fn act(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<TaskForm>,
) -> Result<Response, Problem> {
    let (id, t) = (CaseId(id), &officer.t);
    let due = match sent.due.trim() {
        "" => None,
        text => match moment(text, t.zone.offset_min) {
            Some(due) => Some(due),
            None => {
                let errors = vec![FieldError::new("due", t.get("casefile-task-due-wrong"))];
                return list(&node, &officer, (id, 1), sent, errors).await;
            }
        },
    };
    let who = Uuid::try_parse(&sent.who).map(PersonId).unwrap_or(officer.actor.person);
    let done = node.store.run::<_, CaseError, _, _>("task", |tx| {
        let (node, officer, sent) = (&node, &officer, &sent);
        async move {
            let by = (&officer.actor, purpose_of(&officer.actor));
            let keys = Keys::of(&node.vault);
            let case = open_case(node, &tx, officer, id, action::READ).await?;
            match sent.task {
                Some(task) if finish_task(&tx, &keys, &node.gate, by, (task, &sent.how)).await? == id => {
                    Ok(())
                }
                Some(_) => Err(CaseError::NotHere),
                None => {
                    let new = NewTask { what: sent.what.clone(), who, due };
                    add_task(&tx, &keys, &node.gate, by, &case, &new).await.map(|_| ())
                }
            }
        }
    });
    match done.await {
        Ok(()) => Ok(Redirect::to(&format!("/cases/{id}/tasks")).into_response()),
        Err(CaseError::Empty) => {
            let errors = vec![FieldError::new("what", t.get("casefile-task-what-needed"))];
            list(&node, &officer, (id, 1), sent, errors).await
        }
        Err(CaseError::TooLong) => {
            let errors = vec![FieldError::new("what", t.get("casefile-too-long"))];
            list(&node, &officer, (id, 1), sent, errors).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn list(
    node: &Arc<Node>,
    officer: &Officer,
    (id, page): (CaseId, u64),
    sent: TaskForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let looked = node.store.run::<_, CaseError, _, _>("list tasks", |tx| async move {
        let case = open_case(node, &tx, officer, id, action::READ).await?;
        let keys = Keys::of(&node.vault);
        let (open, total) = tasks_of(&tx, &keys, id, (true, page)).await?;
        let (done, done_total) = tasks_of(&tx, &keys, id, (false, 1)).await?;
        let both = (opened(node, &tx, officer, open), opened(node, &tx, officer, done));
        let people = access::store::people(&tx).await?;
        Ok((case, both, (total, done_total), people, tx.at()))
    });
    let (case, (open, done), (total, done_total), people, now) = looked.await?;
    let t = &officer.t;
    let names: BTreeMap<PersonId, String> = people.iter().map(|p| (p.id, p.name.clone())).collect();
    let rows = |tasks: Vec<Task>| tasks.into_iter().map(|task| row(t, task, &names, now)).collect::<Vec<_>>();
    let head = case_head(t, &case, ("casefile-tab-tasks", "casefile-tasks-what"), &errors);
    let body = ListTasks {
        t,
        tabs: tabs(t, id, CasePage::Tasks),
        open: rows(open),
        done: rows(done),
        path: format!("/cases/{id}/tasks"),
        page,
        total,
        done_total,
        people: choices(&people, case.authority),
        me: officer.actor.person.to_string(),
        may_change: may_do(node, officer, &case, action::IMPORT, now),
        sent,
        errors,
    };
    Ok(web::page(&acting(officer, &case), head, body))
}

/// Who can be given a task: those of the authority who work on content.
fn choices(people: &[Person], authority: AuthorityId) -> Vec<Choice> {
    let works = |p: &&Person| {
        p.active
            && p.authority == authority
            && p.roles.iter().any(|role: &Role| crate::OFFICERS.contains(role))
    };
    people.iter().filter(works).map(|p| Choice::new(p.id, &p.name)).collect()
}

fn row(t: &T, task: Task, names: &BTreeMap<PersonId, String>, now: Timestamp) -> Row {
    let name = |id: &PersonId| names.get(id).cloned().unwrap_or_default();
    let done = task.done.as_ref().map(|(by, at, _)| {
        t.say("casefile-child-done-by").with("name", name(by)).with("day", t.day(*at)).to_string()
    });
    Row { who: name(&task.who), due: due_clock(t, &task, now), done: done.unwrap_or_default(), task }
}

/// How long there is for an open task, where it has an end.
fn due_clock(t: &T, task: &Task, now: Timestamp) -> Option<Clock> {
    let due = task.due.filter(|_| task.done.is_none())?;
    let left = due.since(now);
    let (words, tone) = match left {
        ms if ms < 0 => (t.say("casefile-child-late").with("by", t.duration(ms)).to_string(), Tone::Stop),
        ms if ms < kernel::time::DAY_MS => (t.duration(ms), Tone::Warn),
        ms => (t.duration(ms), Tone::Plain),
    };
    Some(web::clock(words, t.when(due), tone))
}

impl ListTasks<'_> {
    fn what(&self) -> web::Field {
        let most = u32::try_from(TASK_CHARS_MAX).unwrap_or(u32::MAX);
        let field = web::text("what", self.t.get("casefile-task-what")).value(&self.sent.what);
        field.length_max(most).required().errors(&self.errors)
    }

    fn who(&self) -> web::Field {
        let chosen = if self.sent.who.is_empty() { &self.me } else { &self.sent.who };
        web::select("who", self.t.get("casefile-task-who"), &self.people).value(chosen)
    }

    fn due(&self) -> web::Field {
        let field = web::moment("due", self.t.get("casefile-task-due")).value(&self.sent.due);
        field.optional(self.t).errors(&self.errors)
    }
}

/// Tasks, on the desk of whoever does them.
pub(crate) struct Tasks;

impl Work for Tasks {
    fn kind(&self) -> &'static str {
        "case-task"
    }

    fn ask<'a>(&self, actor: &'a Actor, at: Timestamp) -> Option<Ask<'a>> {
        let officer = crate::OFFICERS.iter().any(|role: &Role| actor.is(*role));
        officer.then(|| Ask::new(actor, action::LIST, purpose_of(actor), at))
    }

    fn waiting<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        authority: AuthorityId,
    ) -> BoxFuture<'a, Result<Vec<Waiting>, StoreError>> {
        Box::pin(async move {
            let waiting = tasks_waiting(tx, authority).await.map_err(of_store)?;
            Ok(waiting.into_iter().map(|(waiting, _)| waiting).collect())
        })
    }

    fn bars<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        waiting: &'a Waiting,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async move { Ok(who_does(tx, waiting.object).await? != Some(actor.person)) })
    }

    fn says<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        t: &'a T,
        of: &'a [Waiting],
    ) -> BoxFuture<'a, Result<BTreeMap<Uuid, Says>, StoreError>> {
        Box::pin(async move {
            let Some(ask) = self.ask(actor, tx.at()) else { return Ok(BTreeMap::new()) };
            let ids: Vec<Uuid> = of.iter().map(|waiting| waiting.object).collect();
            let held = open_tasks(tx, &Keys::of(&node.vault), &ids).await.map_err(of_store)?;
            let tasks = node.gate.open_each(held, &ask, &mut tx.log());
            let says = |task: Task| {
                let href = format!("/cases/{}/tasks", task.case);
                let clock = due_clock(t, &task, tx.at());
                let next = (t.get("casefile-task-record-done"), href.clone());
                let what = t.get("casefile-task");
                (task.id, Says { title: task.what, what, next, clock, href, ..Says::default() })
            };
            Ok(tasks.into_iter().map(says).collect())
        })
    }
}

fn of_store(error: CaseError) -> StoreError {
    match error {
        CaseError::Store(error) => error,
        other => StoreError::Corrupt(other.to_string()),
    }
}
