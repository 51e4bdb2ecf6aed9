//! What another node publishes: what a State does about a recommendation, a session, a statement, a call with its digest;
//! and what one's own authority hands in for it, with the receipt that was signed there. What was taken back is not shown
//! any more; what a newer program publishes is shown as it came.

use super::{Links, Sent, Shown, ask, days, head, permit, read, read_each, show_published, statements};
use crate::public::{CallOut, Content, Handed, Of, SessionOut, StatementOut};
use crate::send;
use crate::store_handed::{self, HandedOut};
use crate::store_public::{self, Received};
use crate::types::{ConferenceError, STATEMENT_BYTES_MAX, TEXT_CHARS_MAX};
use ::store::outbox::{self, OutState};
use access::{Node, Officer};
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use data_encoding::BASE64;
use gate::action;
use kernel::Timestamp;
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, FieldError, Problem, T, Tag, Tone};

struct HandedRow {
    what: String,
    file: String,
    when: String,
    digest: String,
    state: Tag,
    receipt: String,
}

struct StatementRow {
    id: Uuid,
    who: String,
}

#[derive(askama::Template)]
#[template(path = "show_received.html")]
struct ShowReceived<'a> {
    t: &'a T,
    id: Uuid,
    links: Links,
    signed: String,
    taken_back: bool,
    title: String,
    facts: Vec<(String, String)>,
    text: Vec<String>,
    session: Option<SessionOut>,
    statements: Vec<StatementRow>,
    /// A statement with a file to save.
    file: Option<StatementOut>,
    call: Option<CallOut>,
    /// The call is still answered.
    open: bool,
    /// What stands as the own answer.
    mine: Vec<String>,
    handed: Vec<HandedRow>,
    items: Vec<Choice>,
    languages: Vec<Choice>,
    sent: Sent,
    errors: Vec<FieldError>,
}

struct Found {
    head: Received,
    content: Option<Content>,
    /// As it came, where this program does not know it.
    raw: String,
    statements: Vec<Received>,
    handed: Vec<(HandedOut, Option<OutState>)>,
}

async fn found(node: &Arc<Node>, officer: &Officer, id: Uuid) -> Result<Found, ConferenceError> {
    let found = node.store.run::<_, ConferenceError, _, _>("received", |tx| async move {
        let closed = store_public::received(&tx, id).await?.ok_or(ConferenceError::NotHere)?;
        let (head, document) = read(node, &tx, &officer.actor, closed)?;
        // It was signed by a key that the directory had for the node when it came; what is kept is what was signed.
        let signed = seal::identity::open_signed(&document, "publication", None);
        let says = signed.ok().and_then(|s| s.read::<seal::publication::Publication>().ok());
        let value = says.and_then(|says| says.into_value().content);
        let content: Option<Content> = value.clone().and_then(|value| serde_json::from_value(value).ok());
        let raw = match (&content, value) {
            (None, Some(value)) => serde_json::to_string_pretty(&value).unwrap_or_default(),
            _ => String::new(),
        };
        let of =
            store_public::received_each(&tx, "statement", Some(vec![head.reference.to_string()])).await?;
        let mut statements = read_each(node, &tx, &officer.actor, of);
        statements.retain(|one| one.peer == head.peer);
        let mut handed = Vec::new();
        if Links::of(officer).follows {
            let closed = store_handed::handed(&tx, &node.vault, id, officer.authority.id).await?;
            let ask = ask(&officer.actor, &tx, action::SUBMIT);
            for one in node.gate.open_each(closed, &ask, &mut tx.log()) {
                let state = outbox::find(&tx, one.message).await?.map(|row| row.state);
                handed.push((one, state));
            }
        }
        Ok(Found { head, content, raw, statements, handed })
    });
    found.await
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    page(&node, &officer, id, (Sent::default(), Vec::new())).await
}

/// The file of a statement.
pub(crate) async fn save(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    match found(&node, &officer, id).await?.content {
        Some(Content::Statement(one)) => {
            let bytes = one.file().ok_or_else(Problem::not_available)?;
            Ok(statements::saved(&one.file, bytes))
        }
        _ => Err(Problem::not_available()),
    }
}

/// Hands a statement to the secretariat that publishes the session.
pub(crate) async fn submit(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    multipart: Multipart,
) -> Result<Response, Problem> {
    let (sent, file) = statements::parts(multipart, STATEMENT_BYTES_MAX).await?;
    if !matches!(found(&node, &officer, id).await?.content, Some(Content::Session(_))) {
        return Err(Problem::not_available());
    }
    let typed = match statements::typed(&officer.t, &sent, file) {
        Ok(typed) => typed,
        Err(errors) => return page(&node, &officer, id, (sent, errors)).await,
    };
    let says = Handed::Statement {
        submitter: typed.submitter,
        item: typed.item,
        language: typed.language.to_owned(),
        file: typed.file,
        bytes: BASE64.encode(&typed.bytes),
    };
    hand_in(&node, &officer, id, says).await
}

/// Answers a call of a secretariat elsewhere.
pub(crate) async fn answer(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let (t, mut errors) = (&officer.t, Vec::new());
    let Some(Content::Call(call)) = found(&node, &officer, id).await?.content else {
        return Err(Problem::not_available());
    };
    if call.digest.is_some() || node.store.clock().now().0 > call.deadline {
        return Err(Problem::conflict());
    }
    let fields = (0..call.questions.len()).map(|n| format!("answer-{n}"));
    let says: Vec<String> = fields.map(|f| sent.maybe(t, &f, TEXT_CHARS_MAX, &mut errors)).collect();
    if says.iter().all(String::is_empty) {
        errors.push(FieldError::new("answer-0", t.get("conference-answer-something")));
    }
    if !errors.is_empty() {
        return page(&node, &officer, id, (sent, errors)).await;
    }
    hand_in(&node, &officer, id, Handed::Answer { says }).await
}

async fn hand_in(node: &Arc<Node>, officer: &Officer, id: Uuid, says: Handed) -> Result<Response, Problem> {
    let done = node.store.run::<_, ConferenceError, _, _>("hand in", |tx| {
        let says = says.clone();
        async move {
            permit(node, &tx, &officer.actor, action::SUBMIT, ("submission", id))?;
            let closed = store_public::received(&tx, id).await?.ok_or(ConferenceError::NotHere)?;
            let (to, _) = read(node, &tx, &officer.actor, closed)?;
            if to.taken_back {
                return Err(ConferenceError::Closed);
            }
            send::hand_in(&tx, node, &officer.actor, &to, says).await
        }
    });
    done.await?;
    node.wake.notify_one();
    Ok(Redirect::to(&format!("/conference/received/{id}")).into_response())
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    id: Uuid,
    (sent, errors): (Sent, Vec<FieldError>),
) -> Result<Response, Problem> {
    let t = &officer.t;
    let found = found(node, officer, id).await?;
    let signed = t
        .say("conference-signed-by")
        .with("who", found.head.who())
        .with("node", found.head.peer.to_string())
        .with("number", u64::try_from(found.head.number).unwrap_or_default())
        .to_string();
    let who = found.head.who();
    let when = t.day_long(found.head.at);
    if let Some(Content::FollowUp { of, page }) = &found.content {
        let mut body = show_published::body(t, Links::of(officer), shown(t, of), page);
        body.signed = signed;
        let head = head(t, t.say("conference-published-title").with("who", who), &[])
            .under(t.say("conference-published-as-of").with("day", when));
        return Ok(web::page(&officer.viewer, head, body));
    }
    let body = body(t, officer, (found, signed, node.store.clock().now()), (sent, errors));
    let head = head(t, body.title.as_str(), &body.errors)
        .under(t.say("conference-published-by").with("who", who).with("day", when));
    Ok(web::page(&officer.viewer, head, body))
}

/// A recommendation as another node sends it with what its State does about it.
fn shown(t: &T, of: &Of) -> Shown {
    let known = ["recommendation", "decision", "resolution", "conclusion"];
    let act = known.into_iter().find(|code| *code == of.act).unwrap_or("recommendation");
    Shown {
        called: t.say(&format!("conference-kind-{act}")).with("name", of.name()).to_string(),
        draft: false,
        name: of.name(),
        heading: of.heading.clone(),
        text: of.text.clone(),
        items: of.items.clone(),
        calls: Vec::new(),
    }
}

fn body<'a>(
    t: &'a T,
    officer: &Officer,
    (found, signed, now): (Found, String, Timestamp),
    (sent, errors): (Sent, Vec<FieldError>),
) -> ShowReceived<'a> {
    let head = &found.head;
    let mine = found.handed.iter().rev().find_map(|(one, _)| match &one.says {
        Handed::Answer { says } => Some(says.clone()),
        Handed::Statement { .. } => None,
    });
    let mut body = ShowReceived {
        t,
        id: head.id,
        links: Links::of(officer),
        signed,
        taken_back: head.taken_back,
        title: title(t, &found),
        facts: Vec::new(),
        text: found.raw.lines().map(str::to_owned).collect(),
        session: None,
        statements: found
            .statements
            .iter()
            .map(|s| StatementRow { id: s.id, who: s.title.clone() })
            .collect(),
        file: None,
        call: None,
        open: false,
        mine: mine.unwrap_or_default(),
        handed: found.handed.iter().map(|(one, state)| row(t, one, *state)).collect(),
        items: vec![Choice::new("", t.get("conference-no-item"))],
        languages: statements::languages(t),
        sent,
        errors,
    };
    let fact = |key: &str, value: &str| (t.get(key), value.to_owned());
    match found.content {
        Some(Content::Session(one)) => {
            body.facts = vec![
                fact("conference-body", &one.body),
                fact("conference-place", &one.place),
                fact("conference-when", &days(t, &one.from, &one.to)),
            ];
            let item = |i: &crate::types::Item| {
                Choice::new(&i.number, t.say("conference-items").with("items", i.number.as_str()))
            };
            body.items.extend(one.agenda.iter().filter(|i| !i.number.is_empty()).map(item));
            body.session = Some(one);
        }
        Some(Content::Statement(one)) => {
            body.facts = vec![
                fact("conference-submitter", &one.submitter),
                fact("conference-item", &one.item),
                fact("conference-file", &one.file),
                fact("conference-sha", &one.digest),
            ];
            body.file = Some(one);
        }
        Some(Content::Call(one)) => {
            body.open = one.digest.is_none() && now.0 <= one.deadline;
            body.facts = vec![fact("conference-deadline", &t.day(Timestamp(one.deadline)))];
            body.text = one.reason.lines().map(str::to_owned).collect();
            body.call = Some(one);
        }
        _ => {}
    }
    body.facts.retain(|(_, value)| !value.is_empty());
    body
}

fn title(t: &T, found: &Found) -> String {
    match &found.content {
        Some(Content::Session(_)) => t.get("conference-session"),
        Some(Content::Statement(_)) => t.get("conference-statement"),
        Some(Content::Call(_)) => t.get("conference-call"),
        _ if found.head.taken_back => t.get("conference-taken-back"),
        _ => t.get("conference-not-known"),
    }
}

fn row(t: &T, one: &HandedOut, state: Option<OutState>) -> HandedRow {
    let (key, tone) = match (&one.receipt, state) {
        (Some(_), _) => ("conference-handed-signed", Tone::Good),
        (None, Some(OutState::Rejected | OutState::Quarantined | OutState::Expired)) => {
            ("conference-handed-refused", Tone::Stop)
        }
        (None, Some(OutState::Delivered)) => ("conference-handed-there", Tone::Accent),
        (None, _) => ("conference-handed-waits", Tone::Plain),
    };
    let receipt = one.receipt.as_ref().map(|(number, at)| {
        t.say("conference-receipt-of").with("number", number.as_str()).with("when", t.when(*at)).to_string()
    });
    HandedRow {
        what: t.get(&format!("conference-handed-{}", one.what)),
        file: one.file.clone(),
        when: t.when(one.at),
        digest: one.digest.clone(),
        state: web::tag(t.get(key), tone),
        receipt: receipt.unwrap_or_default(),
    }
}

impl ShowReceived<'_> {
    /// Where statements go.
    fn submits(&self) -> String {
        format!("/conference/received/{}/statements", self.id)
    }

    /// Where the file is saved from.
    fn file_at(&self) -> String {
        format!("/conference/received/{}/file", self.id)
    }

    /// The fields of the one form of a call: name, question, what stands in it.
    fn fields(&self) -> Vec<(String, String, String)> {
        let questions = self.call.iter().flat_map(|call| &call.questions).enumerate();
        let field = |(n, question): (usize, &String)| {
            let name = format!("answer-{n}");
            let value = match self.errors.is_empty() {
                true => self.mine.get(n).cloned().unwrap_or_default(),
                false => self.sent.field(&name).to_owned(),
            };
            (name, question.clone(), value)
        };
        questions.map(field).collect()
    }
}
