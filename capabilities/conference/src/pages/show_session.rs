//! A session: its agenda with the organization of its work, its documents by symbol, its reports, and the statements that
//! were published. Whoever handed one in sees it with its receipt before; the secretariat sees all of them.

use super::{Links, Sent, days, head, permit, read, read_each, serve};
use crate::public::{Content, SessionOut, StatementOut};
use crate::send;
use crate::store;
use crate::store_given;
use crate::store_public;
use crate::types::{ConferenceError, Document, Item, KeptReport, LINE_CHARS_MAX, Session, Submission};
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::action;
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, FieldError, Problem, T, Tag, Tone};

/// Most items of an agenda.
const ITEMS_MAX: usize = 200;

struct StatementRow {
    id: Uuid,
    who: String,
    item: String,
    language: String,
    file: String,
    digest: String,
    receipt: String,
    when: String,
    published: String,
    /// Its State took it back.
    withdrawn: Option<Tag>,
    /// This authority handed it in.
    mine: bool,
}

#[derive(askama::Template)]
#[template(path = "show_session.html")]
struct ShowSession<'a> {
    t: &'a T,
    id: Uuid,
    links: Links,
    session: Session,
    when: String,
    documents: Vec<Document>,
    reports: Vec<KeptReport>,
    published: Vec<StatementRow>,
    /// Those that wait, as far as this person sees them.
    waiting: Vec<StatementRow>,
    /// Since when other nodes read it.
    outside: Option<String>,
    /// It changed since.
    moved_on: bool,
    nodes: usize,
    items: Vec<Choice>,
    languages: Vec<Choice>,
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

pub(crate) async fn change(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let (t, mut errors) = (&officer.t, Vec::new());
    let is_document = sent.field("act") == "document";
    let (one, other) = if is_document { ("symbol", "document_title") } else { ("number", "item_title") };
    let (code, title) = (sent.line(t, one, &mut errors), sent.line(t, other, &mut errors));
    let when = sent.maybe(t, "when", LINE_CHARS_MAX, &mut errors);
    if !errors.is_empty() {
        return page(&node, &officer, id, (sent, errors)).await;
    }
    let done = node.store.run::<_, ConferenceError, _, _>("change session", |tx| {
        let (node, officer) = (&node, &officer);
        let (code, title, when) = (code.clone(), title.clone(), when.clone());
        async move {
            permit(node, &tx, &officer.actor, action::KEEP_CONFERENCE, ("session", id))?;
            let closed = store::session(&tx, id).await?.ok_or(ConferenceError::NotHere)?;
            let session = read(node, &tx, &officer.actor, closed)?;
            if is_document {
                let new = Document { symbol: code, title, report: None };
                return Ok(store::add_document(&tx, &officer.actor.name, id, &new).await?);
            }
            let mut agenda = session.agenda;
            // The same number again says it anew.
            let new = Item { number: code, title, when };
            match agenda.iter_mut().find(|item| item.number == new.number) {
                Some(item) => *item = new,
                None => agenda.push(new),
            }
            if agenda.len() > ITEMS_MAX {
                return Err(ConferenceError::Full);
            }
            Ok(store::set_agenda(&tx, id, &agenda).await?)
        }
    });
    done.await?;
    Ok(Redirect::to(&format!("/conference/sessions/{id}")).into_response())
}

/// Publishes the session to other nodes as it stands, or takes it back there.
pub(crate) async fn publish(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let withdraws = sent.field("act") == "withdraw";
    let done = node.store.run::<_, ConferenceError, _, _>("publish session", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            serve(node, &tx, officer, ("session", id))?;
            let closed = store::session(&tx, id).await?.ok_or(ConferenceError::NotHere)?;
            let session = read(node, &tx, &officer.actor, closed)?;
            let documents = store::documents(&tx, id).await?;
            let content = Content::Session(SessionOut::of(&session, &documents));
            let content = (!withdraws).then_some(content);
            let by = &officer.actor;
            send::publish(&tx, node, by, ("session", id), content).await?;
            // What was published before goes with it; its end ends them.
            let of = store_public::publication(&tx, ("session", id), by.authority).await?;
            let published = store_given::submissions(&tx, id, true, None).await?;
            for one in read_each(node, &tx, by, published) {
                let content = of.as_ref().map(|of| Content::Statement(StatementOut::of(&one, of.reference)));
                let before = store_public::publication(&tx, ("submission", one.id), by.authority).await?;
                if before.and_then(|before| before.content) != content {
                    send::publish(&tx, node, by, ("submission", one.id), content).await?;
                }
            }
            Ok(())
        }
    });
    done.await?;
    node.wake.notify_one();
    Ok(Redirect::to(&format!("/conference/sessions/{id}")).into_response())
}

/// What the page shows, as it was read.
struct Found {
    session: Session,
    documents: Vec<Document>,
    reports: Vec<KeptReport>,
    published: Vec<Submission>,
    waiting: Vec<Submission>,
    /// Since when other nodes read it, and whether it changed since.
    outside: Option<(kernel::Timestamp, bool)>,
}

async fn found(node: &Arc<Node>, officer: &Officer, id: Uuid) -> Result<Found, ConferenceError> {
    let found = node.store.run::<_, ConferenceError, _, _>("session", |tx| async move {
        let closed = store::session(&tx, id).await?.ok_or(ConferenceError::NotHere)?;
        let session = read(node, &tx, &officer.actor, closed)?;
        let documents = store::documents(&tx, id).await?;
        let reports = read_each(node, &tx, &officer.actor, store::reports(&tx, [id]).await?);
        let published = store_given::submissions(&tx, id, true, None).await?;
        let published = read_each(node, &tx, &officer.actor, published);
        let links = Links::of(officer);
        // What waits is for the secretariat, and for whoever handed it in.
        let (code, of) = match links.serves {
            true => (action::SERVE_CONFERENCE, None),
            false => (action::SUBMIT, Some(officer.authority.id)),
        };
        let waiting = match links.keeps {
            true => {
                let waiting = store_given::submissions(&tx, id, false, of).await?;
                node.gate.open_each(waiting, &super::ask(&officer.actor, &tx, code), &mut tx.log())
            }
            false => Vec::new(),
        };
        let outside = store_public::publication(&tx, ("session", id), officer.authority.id).await?;
        let now = Content::Session(SessionOut::of(&session, &documents));
        let outside = outside.map(|one| (one.at, one.content != Some(now)));
        Ok(Found { session, documents, reports, published, waiting, outside })
    });
    found.await
}

pub(super) async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    id: Uuid,
    (sent, errors): (Sent, Vec<FieldError>),
) -> Result<Response, Problem> {
    let t = &officer.t;
    let Found { session, documents, reports, published, waiting, outside } = found(node, officer, id).await?;
    let nodes = super::nodes(node).await?;
    let links = Links::of(officer);
    let own = officer.authority.id;
    let mine = |s: &Submission| links.follows && s.authority == own;
    let row = |s: &Submission| StatementRow { mine: mine(s), ..row(t, s) };
    let waiting = waiting.iter().map(row).collect();
    let published = published.iter().map(row).collect();
    let item = |i: &Item| {
        let number = t.say("conference-items").with("items", i.number.as_str());
        Choice::new(&i.number, number)
    };
    let mut items = vec![Choice::new("", t.get("conference-no-item"))];
    items.extend(session.agenda.iter().filter(|i| !i.number.is_empty()).map(item));
    let when = days(t, &session.from, &session.to);
    let languages = super::statements::languages(t);
    let body = ShowSession {
        t,
        id,
        links,
        session,
        when,
        documents,
        reports,
        published,
        waiting,
        outside: outside.map(|(at, _)| t.day(at)),
        moved_on: outside.is_some_and(|(_, changed)| changed),
        nodes,
        items,
        languages,
        sent,
        errors,
    };
    let head = head(t, t.get("conference-session"), &body.errors).under(body.when.as_str());
    Ok(web::page(&officer.viewer, head, body))
}

fn row(t: &T, s: &Submission) -> StatementRow {
    let published = s.published.as_ref().map(|(at, by)| {
        t.say("conference-published-on").with("day", t.day(*at)).with("who", by.as_str()).to_string()
    });
    StatementRow {
        id: s.id,
        who: format!("{} ({})", s.submitter, s.party),
        item: s.item.clone(),
        language: t.get(&format!("conference-language-{}", s.language)),
        file: s.file.clone(),
        digest: s.digest.clone(),
        receipt: s.receipt.clone(),
        when: t.when(s.at),
        published: published.unwrap_or_default(),
        withdrawn: s.withdrawn.map(|at| {
            let said = t.say("conference-withdrawn-on").with("day", t.day(at));
            web::tag(said, Tone::Plain)
        }),
        mine: false,
    }
}

impl ShowSession<'_> {
    /// Whether the form of this act was refused, so that it stays open.
    fn open(&self, act: &str) -> bool {
        !self.errors.is_empty() && self.sent.field("act") == act
    }

    /// Where statements go.
    fn submits(&self) -> String {
        format!("/conference/sessions/{}/statements", self.id)
    }
}
