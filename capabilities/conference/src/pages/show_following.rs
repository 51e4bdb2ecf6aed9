//! What the own State does about one recommendation: answer, lead, partners, actions, indicators, figures of the node with
//! their query, evidence, and what the State and others say of how far it is, side by side. Each form adds a step; what
//! others would read stands beside it before anything is published.

use super::{Links, Sent, Shown, ask, at, head, permit, read};
use crate::draft::{action_line, figure_label, figure_query, figure_value};
use crate::figures::{self, Told};
use crate::follow::{Answer, FollowUp, PartnerKind, Status, Step, Viewpoint};
use crate::public::Content;
use crate::send;
use crate::store;
use crate::store_follow;
use crate::types::{ConferenceError, LINE_CHARS_MAX, Recommended, TEXT_CHARS_MAX};
use access::{Node, Officer};
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::action;
use std::sync::Arc;
use uuid::Uuid;
use web::{Action, Choice, FieldError, Problem, T, Tag, Tone};

struct ActionRow {
    id: Uuid,
    says: String,
    state: Tag,
    open: bool,
}

struct FigureRow {
    label: String,
    value: String,
    query: String,
    when: String,
}

struct ViewRow {
    who: String,
    view: String,
    status: String,
    reason: String,
    when: String,
}

#[derive(askama::Template)]
#[template(path = "show_following.html")]
struct ShowFollowing<'a> {
    t: &'a T,
    links: Links,
    path: String,
    shown: Shown,
    follow: FollowUp,
    answer: String,
    reason: String,
    partners: Vec<String>,
    actions: Vec<ActionRow>,
    figures: Vec<FigureRow>,
    views: Vec<ViewRow>,
    published: String,
    moved_on: bool,
    /// How many nodes get what is published.
    nodes: usize,
    internal: usize,
    answers: Vec<Choice>,
    sorts: Vec<Choice>,
    statuses: Vec<Choice>,
    viewpoints: Vec<Choice>,
    sent: Sent,
    errors: Vec<FieldError>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    page(&node, &officer, id, (Sent::default(), Vec::new())).await
}

pub(crate) async fn act(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    told: Option<Extension<Arc<dyn Told>>>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let (one, follow) = found(&node, &officer, id).await?;
    let mut errors = Vec::new();
    let step = match sent.field("act") {
        "figures" => None,
        "publish" => Some(Step::Publishes { page: follow.to_publish() }),
        _ => Some(match step(t, &sent, &mut errors) {
            Some(step) if errors.is_empty() => step,
            _ => return page(&node, &officer, id, (sent, errors)).await,
        }),
    };
    let told = told.map(|Extension(told)| told);
    let done = node.store.run::<_, ConferenceError, _, _>("follow up", |tx| {
        let (node, officer, step, told, one) = (&node, &officer, &step, &told, &one);
        async move {
            permit(node, &tx, &officer.actor, action::FOLLOW_UP, ("recommendation", id))?;
            let add = |step: Step| {
                let tx = &tx;
                async move { store_follow::add(tx, &node.vault, &officer.actor, id, &step).await.map(|_| ()) }
            };
            match step {
                Some(step) => {
                    add(step.clone()).await?;
                    to_others(node, &tx, officer, one, step).await
                }
                None => {
                    for figure in figures::read(&tx, node, &officer.actor, told.as_ref()).await? {
                        add(Step::Counted { figure }).await?;
                    }
                    Ok(())
                }
            }
        }
    });
    done.await?;
    node.wake.notify_one();
    Ok(Redirect::to(&at(id)).into_response())
}

/// What a step changes for other nodes, in its transaction: they read what is published, and no more what is taken back.
async fn to_others(
    node: &Arc<Node>,
    tx: &::store::Tx,
    officer: &Officer,
    one: &Recommended,
    step: &Step,
) -> Result<(), ConferenceError> {
    let content = match step {
        Step::Publishes { page } => Some(Content::follow_up(one, page)),
        Step::Withdraws { .. } => None,
        _ => return Ok(()),
    };
    send::publish(tx, node, &officer.actor, ("recommendation", one.id), content).await
}

/// A step as a form sends it; errors where fields are missing.
fn step(t: &T, sent: &Sent, errors: &mut Vec<FieldError>) -> Option<Step> {
    let id = |name: &str| Uuid::parse_str(sent.field(name)).ok();
    let needed = |errors: &mut Vec<FieldError>, name: &str| {
        errors.push(FieldError::new(name, t.get("conference-needed")));
    };
    match sent.field("act") {
        "lead" => Some(Step::Leads { institution: sent.line(t, "institution", errors) }),
        "done" => {
            let note = sent.maybe(t, "done_note", LINE_CHARS_MAX, errors);
            Some(Step::Done { action: id("action")?, note })
        }
        "action" => Some(Step::Acts {
            what: sent.line(t, "what", errors),
            owner: sent.maybe(t, "owner", LINE_CHARS_MAX, errors),
            due: sent.day(t, "due", false, errors),
        }),
        "indicator" => Some(Step::Measures {
            what: sent.line(t, "measure", errors),
            unit: sent.line(t, "unit", errors),
            baseline: sent.maybe(t, "baseline", LINE_CHARS_MAX, errors),
            target: sent.maybe(t, "target", LINE_CHARS_MAX, errors),
            source: sent.line(t, "source", errors),
        }),
        "value" => Some(Step::Measured { indicator: id("indicator")?, value: sent.line(t, "value", errors) }),
        "evidence" => Some(Step::Shows {
            title: sent.line(t, "title", errors),
            reference: sent.line(t, "reference", errors),
            public: sent.field("public") == "yes",
        }),
        "open" => Some(Step::Opens { evidence: id("evidence")?, public: sent.field("public") == "yes" }),
        "withdraw" => Some(Step::Withdraws { reason: sent.line(t, "withdraw_reason", errors) }),
        "partner" => {
            let name = sent.line(t, "partner", errors);
            match PartnerKind::parse(sent.field("sort")) {
                Some(sort) => Some(Step::Partners { name, sort }),
                None => {
                    needed(errors, "sort");
                    None
                }
            }
        }
        "answer" => {
            let reason = sent.text(t, "reason", TEXT_CHARS_MAX, errors);
            match Answer::parse(sent.field("answer")) {
                Some(answer) => Some(Step::Answers { answer, reason }),
                None => {
                    needed(errors, "answer");
                    None
                }
            }
        }
        _ => assessed(t, sent, errors),
    }
}

fn assessed(t: &T, sent: &Sent, errors: &mut Vec<FieldError>) -> Option<Step> {
    let who = sent.line(t, "who", errors);
    let reason = sent.text(t, "why", TEXT_CHARS_MAX, errors);
    let (status, view) = (Status::parse(sent.field("status")), Viewpoint::parse(sent.field("view")));
    for (name, missing) in [("status", status.is_none()), ("view", view.is_none())] {
        if missing {
            errors.push(FieldError::new(name, t.get("conference-needed")));
        }
    }
    Some(Step::Assesses { status: status?, view: view?, who, reason })
}

pub(super) async fn found(
    node: &Arc<Node>,
    officer: &Officer,
    id: Uuid,
) -> Result<(Recommended, FollowUp), ConferenceError> {
    let found = node.store.run::<_, ConferenceError, _, _>("follow-up", |tx| async move {
        let closed = store::recommendation(&tx, id).await?.ok_or(ConferenceError::NotHere)?;
        let one = read(node, &tx, &officer.actor, closed)?;
        let closed = store_follow::of(&tx, &node.vault, officer.authority.id, id).await?;
        let ask = ask(&officer.actor, &tx, action::FOLLOW_UP).on(closed.object());
        Ok((one, node.gate.open(closed, &ask, &mut tx.log())?))
    });
    found.await
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    id: Uuid,
    (sent, errors): (Sent, Vec<FieldError>),
) -> Result<Response, Problem> {
    let t = &officer.t;
    let (one, follow) = found(node, officer, id).await?;
    let now = node.store.clock().now();
    let nodes = super::nodes(node).await?;
    let body = body(t, officer, (&one, follow, now), (nodes, sent, errors));
    let path = at(id);
    let head = head(t, t.say("conference-follow-title").with("name", body.shown.name.as_str()), &body.errors)
        .action(Action::link(t.get("conference-draft-pdf"), format!("{path}/draft/pdf")))
        .action(Action::link(t.get("conference-draft-docx"), format!("{path}/draft/docx")))
        .action(Action::link(t.get("conference-the-record"), format!("/conference/recommendations/{id}")));
    Ok(web::page(&officer.viewer, head, body))
}

/// The choices of a closed list.
fn choices<V: Copy>(t: &T, of: &str, list: &[V], code: impl Fn(V) -> &'static str) -> Vec<Choice> {
    list.iter()
        .map(|one| Choice::new(code(*one), t.get(&format!("conference-{of}-{}", code(*one)))))
        .collect()
}

fn body<'a>(
    t: &'a T,
    officer: &Officer,
    (one, follow, now): (&Recommended, FollowUp, kernel::Timestamp),
    (nodes, sent, errors): (usize, Sent, Vec<FieldError>),
) -> ShowFollowing<'a> {
    let page = &follow.now;
    let action = |a: &crate::follow::ActionState| {
        let late = crate::work::end_of(&a.due).is_some_and(|due| due < now);
        let state = match (&a.done, late) {
            (Some(_), _) => web::tag(t.get("conference-done"), Tone::Good),
            (None, true) => web::tag(t.get("conference-overdue"), Tone::Stop),
            (None, false) => web::tag(t.get("conference-to-do"), Tone::Accent),
        };
        ActionRow { id: a.id, says: action_line(t, a), state, open: a.done.is_none() }
    };
    let figure = |(figure, when): &(crate::follow::Figure, kernel::Timestamp)| FigureRow {
        label: figure_label(t, &figure.code),
        value: figure_value(t, figure),
        query: figure_query(t, &figure.code),
        when: t.when(*when),
    };
    let view = |v: &crate::follow::View| ViewRow {
        who: v.who.clone(),
        view: t.get(&format!("conference-view-{}", v.view.code())),
        status: t.get(&format!("conference-status-{}", v.status.code())),
        reason: v.reason.clone(),
        when: t.day(v.at),
    };
    let partner = |(name, sort): &(String, PartnerKind)| {
        format!("{name} · {}", t.get(&format!("conference-partner-{}", sort.code())))
    };
    let answer = page.answer.as_ref();
    ShowFollowing {
        t,
        links: Links::of(officer),
        path: at(one.id),
        shown: Shown::of(t, one),
        answer: answer.map(|(a, _)| t.get(&format!("conference-answer-{}", a.code()))).unwrap_or_default(),
        reason: answer.map(|(_, reason)| reason.clone()).unwrap_or_default(),
        partners: page.partners.iter().map(partner).collect(),
        actions: page.actions.iter().map(action).collect(),
        figures: page.figures.iter().map(figure).collect(),
        views: page.views.iter().map(view).collect(),
        published: follow.published.as_ref().map(|(_, at, _)| t.day(*at)).unwrap_or_default(),
        moved_on: follow.has_moved_on(),
        nodes,
        internal: page.evidence.iter().filter(|e| !e.public).count(),
        answers: choices(t, "answer", Answer::ALL, Answer::code),
        sorts: choices(t, "partner", PartnerKind::ALL, PartnerKind::code),
        statuses: choices(t, "status", Status::ALL, Status::code),
        viewpoints: choices(t, "view", Viewpoint::ALL, Viewpoint::code),
        follow,
        sent,
        errors,
    }
}

impl ShowFollowing<'_> {
    /// What was typed into a field of a form that was refused.
    fn typed(&self, name: &str) -> &str {
        self.sent.field(name)
    }

    /// Whether the form of this act was refused, so that it stays open.
    fn open(&self, act: &str) -> bool {
        !self.errors.is_empty() && self.sent.field("act") == act
    }
}
