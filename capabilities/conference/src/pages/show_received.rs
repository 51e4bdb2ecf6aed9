//! What another node publishes: what a State does about a recommendation, a session, a statement, a call with its digest, a
//! list of topics;
//! and what one's own authority hands in for it, with the receipt that was signed there. What was taken back is not shown
//! any more; what a newer program publishes is shown as it came.

use super::{Links, Sent, Shown, ask, days, head, read, read_each, show_published, statements};
use crate::public::{CallOut, Content, Handed, Of, SessionOut, StatementOut, TopicsOut};
use crate::store_handed::{self, HandedOut};
use crate::store_public::{self, Received};
use crate::types::ConferenceError;
use ::store::outbox::{self, OutState};
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::Response;
use gate::action;
use kernel::Timestamp;
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, FieldError, Problem, T, Tag, Tone};

struct HandedRow {
    id: Uuid,
    what: String,
    file: String,
    when: String,
    digest: String,
    state: Tag,
    receipt: String,
    /// How far it is taken back, if it is.
    back: Option<Tag>,
    /// It was signed for, and can be taken back.
    may_take_back: bool,
}

struct TopicRow {
    reference: Uuid,
    title: String,
    reason: String,
    who: String,
    when: String,
    supporters: Vec<(String, String)>,
    may_support: bool,
}

struct StatementRow {
    id: Uuid,
    who: String,
    /// Its State took it back.
    withdrawn: bool,
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
    /// The day on which its State took the statement back.
    withdrawn: Option<String>,
    topics: Option<Vec<TopicRow>>,
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

pub(super) struct Found {
    head: Received,
    pub(super) content: Option<Content>,
    /// As it came, where this program does not know it.
    raw: String,
    statements: Vec<Received>,
    handed: Vec<(HandedOut, Option<OutState>)>,
}

pub(super) async fn found(node: &Arc<Node>, officer: &Officer, id: Uuid) -> Result<Found, ConferenceError> {
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
        let mut statements = Vec::new();
        for kind in ["statement", store_public::WITHDRAWN] {
            let subject = Some(vec![head.reference.to_string()]);
            let of = store_public::received_each(&tx, kind, subject).await?;
            statements.extend(read_each(node, &tx, &officer.actor, of));
        }
        statements.retain(|one| one.peer == head.peer);
        statements.sort_by_key(|one| std::cmp::Reverse(one.id));
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

pub(super) async fn page(
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
        _ => None,
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
            .map(|s| StatementRow {
                id: s.id,
                who: s.title.clone(),
                withdrawn: s.kind == store_public::WITHDRAWN,
            })
            .collect(),
        file: None,
        withdrawn: None,
        topics: None,
        call: None,
        open: false,
        mine: mine.unwrap_or_default(),
        handed: handed_rows(t, &found.handed),
        items: vec![Choice::new("", t.get("conference-no-item"))],
        languages: statements::languages(t),
        sent,
        errors,
    };
    fill(&mut body, officer, found.content, now);
    body.facts.retain(|(_, value)| !value.is_empty());
    body
}

/// What stands on the page of each kind.
fn fill(body: &mut ShowReceived<'_>, officer: &Officer, content: Option<Content>, now: Timestamp) {
    let t = body.t;
    let fact = |key: &str, value: &str| (t.get(key), value.to_owned());
    match content {
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
            body.withdrawn = one.withdrawn.map(|at| t.day(Timestamp(at)));
            body.file = Some(one).filter(|one| one.withdrawn.is_none());
        }
        Some(Content::Call(one)) => {
            body.open = one.digest.is_none() && now.0 <= one.deadline;
            body.facts = vec![fact("conference-deadline", &t.day(Timestamp(one.deadline)))];
            body.text = one.reason.lines().map(str::to_owned).collect();
            body.call = Some(one);
        }
        Some(Content::Topics(list)) => body.topics = Some(topic_rows(t, officer, &list)),
        _ => {}
    }
}

fn title(t: &T, found: &Found) -> String {
    match &found.content {
        Some(Content::Session(_)) => t.get("conference-session"),
        Some(Content::Statement(_)) => t.get("conference-statement"),
        Some(Content::Call(_)) => t.get("conference-call"),
        Some(Content::Topics(_)) => t.get("conference-topics"),
        _ if found.head.taken_back => t.get("conference-taken-back"),
        _ => t.get("conference-not-known"),
    }
}

/// The list with what this authority may still say of it. Who somebody is stands in it as the secretariat has it.
fn topic_rows(t: &T, officer: &Officer, list: &TopicsOut) -> Vec<TopicRow> {
    let own = format!("{} ({})", officer.authority.name, officer.authority.party);
    let row = |one: &crate::public::TopicOut| TopicRow {
        reference: one.reference,
        title: one.title.clone(),
        reason: one.reason.clone(),
        who: one.who.clone(),
        when: t.day(Timestamp(one.at)),
        supporters: one.supporters.clone(),
        may_support: Links::of(officer).follows
            && one.who != own
            && one.supporters.iter().all(|(who, _)| *who != own),
    };
    list.topics.iter().map(row).collect()
}

/// What was handed in, each with how far it was taken back.
fn handed_rows(t: &T, all: &[(HandedOut, Option<OutState>)]) -> Vec<HandedRow> {
    let back = |of: Uuid| {
        let of_it = |one: &HandedOut| matches!(one.says, Handed::TakeBack { of: other } if other == of);
        // The last try: one that was refused may be made again.
        all.iter().rev().find(|(one, _)| of_it(one))
    };
    let row = |(one, state): &(HandedOut, Option<OutState>)| {
        let back = back(one.reference);
        let back_state = back.map(|(one, state)| state_of(one, *state));
        let refused = back_state.is_none_or(|(key, _)| key == REFUSED);
        let back = back_state.map(|(key, tone)| {
            let state = t.get(key);
            let tone = if key == SIGNED { Tone::Plain } else { tone };
            web::tag(t.say("conference-handed-back").with("state", state), tone)
        });
        let may_take_back = one.receipt.is_some() && one.says.can_be_taken_back() && refused;
        HandedRow { back, may_take_back, ..handed_row(t, one, *state) }
    };
    let shown = all.iter().filter(|(one, _)| !matches!(one.says, Handed::TakeBack { .. }));
    shown.map(row).collect()
}

const SIGNED: &str = "conference-handed-signed";
const REFUSED: &str = "conference-handed-refused";

/// How far something is that was handed in.
fn state_of(one: &HandedOut, state: Option<OutState>) -> (&'static str, Tone) {
    match (&one.receipt, state) {
        (Some(_), _) => (SIGNED, Tone::Good),
        (None, Some(OutState::Rejected | OutState::Quarantined | OutState::Expired)) => (REFUSED, Tone::Stop),
        (None, Some(OutState::Delivered)) => ("conference-handed-there", Tone::Accent),
        (None, _) => ("conference-handed-waits", Tone::Plain),
    }
}

fn handed_row(t: &T, one: &HandedOut, state: Option<OutState>) -> HandedRow {
    let (key, tone) = state_of(one, state);
    let receipt = one.receipt.as_ref().map(|(number, at)| {
        t.say("conference-receipt-of").with("number", number.as_str()).with("when", t.when(*at)).to_string()
    });
    HandedRow {
        id: one.id,
        what: t.get(&format!("conference-handed-{}", one.what)),
        file: one.file.clone(),
        when: t.when(one.at),
        digest: one.digest.clone(),
        state: web::tag(t.get(key), tone),
        receipt: receipt.unwrap_or_default(),
        back: None,
        may_take_back: false,
    }
}

impl ShowReceived<'_> {
    /// Whether the form of a topic was refused, so that it stays open.
    fn open_topic(&self, reference: &Uuid) -> bool {
        !self.errors.is_empty() && self.sent.field("topic") == reference.to_string()
    }

    /// Where statements go.
    fn submits(&self) -> String {
        format!("/conference/received/{}/statements", self.id)
    }

    /// Where the receipt for something is saved from.
    fn receipt_at(&self, handed: &Uuid) -> String {
        format!("/conference/received/{}/receipts/{handed}", self.id)
    }

    fn withdrawn_tag(&self) -> Tag {
        web::tag(self.t.get("conference-withdrawn"), Tone::Plain)
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
