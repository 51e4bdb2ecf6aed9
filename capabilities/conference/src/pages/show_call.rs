//! A call for input: one form for all, answers that only the secretariat and whoever gave them read, and the digest it
//! makes of them. Who did not answer stands nowhere.

use super::list_calls::{due, state};
use super::write_draft::{Prints, file};
use super::{Links, Sent, ask, head, named, permit, read, serve, to_ourselves};
use crate::public::{CallOut, Content, DigestOut};
use crate::send;
use crate::store::names;
use crate::store_given;
use crate::types::{Answered, Call, ConferenceError, TEXT_CHARS_MAX};
use ::store::Tx;
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::{Guarded, ObjectRef, action};
use kernel::Label;
use procedure::paper::{Letter, Part, Row as PaperRow, code_of};
use std::sync::Arc;
use uuid::Uuid;
use web::{Action, Clock, FieldError, Problem, T, Tag};

#[derive(Clone)]
struct AnswerShown {
    id: Uuid,
    who: String,
    when: String,
    /// Each question with its answer.
    says: Vec<(String, String)>,
    included: bool,
}

#[derive(askama::Template)]
#[template(path = "show_call.html")]
struct ShowCall<'a> {
    t: &'a T,
    id: Uuid,
    links: Links,
    call: Call,
    state: Tag,
    due: Option<Clock>,
    open: bool,
    /// The own answer, question by question.
    mine: Vec<String>,
    answered: bool,
    /// All answers, for the secretariat; those in the digest once it is published.
    answers: Vec<AnswerShown>,
    curates: bool,
    sent: Sent,
    errors: Vec<FieldError>,
}

#[derive(Clone)]
struct Found {
    call: Call,
    caller: String,
    mine: Option<Answered>,
    answers: Vec<AnswerShown>,
    curates: bool,
}

async fn found(node: &Arc<Node>, officer: &Officer, id: Uuid) -> Result<Found, ConferenceError> {
    let links = Links::of(officer);
    let found = node.store.run::<_, ConferenceError, _, _>("call", |tx| async move {
        let closed = store_given::call(&tx, id).await?.ok_or(ConferenceError::NotHere)?;
        let call = read(node, &tx, &officer.actor, closed)?;
        let names = names(&tx).await?;
        // Only the authority that calls curates.
        let curates = links.serves && call.authority == officer.authority.id;
        let closed = store_given::answers(&tx, &node.vault, id).await?;
        let own = Label::own(officer.authority.id);
        let (own, others): (Vec<_>, Vec<_>) = closed.into_iter().partition(|g| *g.label() == own);
        let mine = match links.follows {
            true => node
                .gate
                .open_each(own.clone(), &ask(&officer.actor, &tx, action::SUBMIT), &mut tx.log())
                .pop(),
            false => None,
        };
        let code = if curates { action::SERVE_CONFERENCE } else { action::READ_CONFERENCE };
        // What is not published is the secretariat's alone; published is what it took in.
        let all = match curates || call.digest.is_some() {
            true => [own, others].concat(),
            false => Vec::new(),
        };
        let mut all = node.gate.open_each(all, &ask(&officer.actor, &tx, code), &mut tx.log());
        all.retain(|one| curates || one.included);
        all.sort_by_key(|one| (named(&names, one.authority), one.id));
        let answers = all.iter().map(|one| shown(&officer.t, &call, one, named(&names, one.authority)));
        Ok(Found { answers: answers.collect(), caller: named(&names, call.authority), mine, curates, call })
    });
    found.await
}

fn shown(t: &T, call: &Call, one: &Answered, who: String) -> AnswerShown {
    let says = call.questions.iter().cloned().zip(one.says.iter().cloned());
    let says = says.filter(|(_, answer)| !answer.is_empty()).collect();
    AnswerShown { id: one.id, who, when: t.day(one.at), says, included: one.included }
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    page(&node, &officer, id, (Sent::default(), Vec::new())).await
}

pub(crate) async fn answer(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let call = found(&node, &officer, id).await?.call;
    let mut errors = Vec::new();
    let fields = (0..call.questions.len()).map(|n| format!("answer-{n}"));
    let says: Vec<String> = fields.map(|f| sent.maybe(t, &f, TEXT_CHARS_MAX, &mut errors)).collect();
    if says.iter().all(String::is_empty) {
        errors.push(FieldError::new("answer-0", t.get("conference-answer-something")));
    }
    if !errors.is_empty() {
        return page(&node, &officer, id, (sent, errors)).await;
    }
    let done = node.store.run::<_, ConferenceError, _, _>("answer call", |tx| {
        let (node, officer, says, call) = (&node, &officer, &says, &call);
        async move {
            permit(node, &tx, &officer.actor, action::SUBMIT, ("call", id))?;
            store_given::answer(&tx, &node.vault, &officer.actor, call, says).await
        }
    });
    done.await?;
    Ok(Redirect::to(&format!("/conference/calls/{id}")).into_response())
}

pub(crate) async fn curate(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    if !found(&node, &officer, id).await?.curates {
        return Err(Problem::not_available());
    }
    let mut errors = Vec::new();
    let publishes = sent.field("act") == "digest";
    let words = match publishes {
        true => sent.text(t, "words", TEXT_CHARS_MAX, &mut errors),
        false => String::new(),
    };
    let answer = Uuid::parse_str(sent.field("answer")).ok();
    if !publishes && answer.is_none() {
        errors.push(FieldError::new("answer", t.get("conference-needed")));
    }
    if !errors.is_empty() {
        return page(&node, &officer, id, (sent, errors)).await;
    }
    let included = sent.field("act") == "include";
    let done = node.store.run::<_, ConferenceError, _, _>("curate call", |tx| {
        let (node, officer, words) = (&node, &officer, &words);
        async move {
            serve(node, &tx, officer, ("call", id))?;
            match answer {
                Some(answer) if !publishes => match store_given::include(&tx, id, answer, included).await? {
                    true => Ok(()),
                    false => Err(ConferenceError::NotHere),
                },
                _ => {
                    store_given::publish_digest(&tx, id, words).await?;
                    to_others(node, &tx, officer, id).await
                }
            }
        }
    });
    done.await?;
    node.wake.notify_one();
    Ok(Redirect::to(&format!("/conference/calls/{id}")).into_response())
}

/// The call with its digest, as other nodes read it: the answers that were taken in and no others.
async fn to_others(node: &Arc<Node>, tx: &Tx, officer: &Officer, id: Uuid) -> Result<(), ConferenceError> {
    let closed = store_given::call(tx, id).await?.ok_or(ConferenceError::NotHere)?;
    let call = read(node, tx, &officer.actor, closed)?;
    let names = names(tx).await?;
    let closed = store_given::answers(tx, &node.vault, id).await?;
    let asked = ask(&officer.actor, tx, action::SERVE_CONFERENCE);
    let mut all = node.gate.open_each(closed, &asked, &mut tx.log());
    all.retain(|one| one.included);
    all.sort_by_key(|one| (named(&names, one.authority), one.id));
    let answers = all.iter().map(|one| {
        let one = shown(&officer.t, &call, one, named(&names, one.authority));
        (one.who, one.says)
    });
    let digest = call.digest.as_ref().map(|(words, at)| DigestOut {
        words: words.clone(),
        at: at.0,
        answers: answers.collect(),
    });
    let content = Content::Call(CallOut::of(&call, digest));
    send::publish(tx, node, &officer.actor, ("call", id), Some(content)).await
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    id: Uuid,
    (sent, errors): (Sent, Vec<FieldError>),
) -> Result<Response, Problem> {
    let found = found(node, officer, id).await?;
    let (t, now, links) = (&officer.t, node.store.clock().now(), Links::of(officer));
    let mine = found.mine.map(|one| one.says).unwrap_or_default();
    let body = ShowCall {
        t,
        id,
        links,
        state: state(t, &found.call, now),
        due: due(t, &found.call, now),
        open: now <= found.call.deadline && found.call.digest.is_none(),
        answered: !mine.is_empty(),
        mine,
        answers: found.answers,
        curates: found.curates,
        call: found.call,
        sent,
        errors,
    };
    let mut head = head(t, t.get("conference-call"), &body.errors).under(found.caller);
    if links.keeps && body.call.digest.is_some() {
        let path = format!("/conference/calls/{id}/digest");
        head = head
            .action(Action::link(t.get("conference-digest-pdf"), format!("{path}/pdf")).primary())
            .action(Action::link(t.get("conference-digest-docx"), format!("{path}/docx")));
    }
    Ok(web::page(&officer.viewer, head, body))
}

/// The digest as a file, once it is published.
pub(crate) async fn digest(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((id, form)): Path<(Uuid, String)>,
    prints: Prints,
) -> Result<Response, Problem> {
    let found = found(&node, &officer, id).await?;
    if found.call.digest.is_none() {
        return Err(Problem::not_available());
    }
    let t = &officer.t;
    let released = node.store.run::<_, ConferenceError, _, _>("write digest", |tx| {
        let (node, officer, found) = (&node, &officer, found.clone());
        async move {
            let object = ObjectRef { kind: "call", id };
            let closed = Guarded::new(object, Label::own(officer.authority.id), found);
            let ask = ask(&officer.actor, &tx, action::EXPORT_CONFERENCE).on(object);
            Ok(node.gate.release(closed, &ask, &to_ourselves(node, &officer.actor), &mut tx.log())?)
        }
    });
    let made = released.await?.encode(|found| letter(t, &found));
    file(made, &form, "digest", prints).await
}

fn letter(t: &T, found: &Found) -> Letter {
    let row = |(label, text): &(String, String)| PaperRow {
        label: label.clone(),
        lines: text.lines().map(str::to_owned).collect(),
        mark: String::new(),
    };
    let included = found.answers.iter().filter(|one| one.included);
    let parts: Vec<Part> = included
        .map(|one| Part { heading: one.who.clone(), rows: one.says.iter().map(row).collect() })
        .collect();
    let (words, at) = found.call.digest.clone().unwrap_or_default();
    let said = serde_json::to_vec(&(&words, &parts)).unwrap_or_default();
    let code = code_of(&kernel::Digest::of_bytes(&said));
    let mut all = vec![Part {
        heading: t.get("conference-digest"),
        rows: vec![row(&(t.get("conference-digest-words"), words))],
    }];
    all.extend(parts);
    Letter {
        lang: t.lang.code().to_owned(),
        from: vec![found.caller.clone()],
        to: Vec::new(),
        over: t.get("conference-over"),
        title: found.call.title.clone(),
        facts: vec![(t.get("conference-draft-day"), t.day_long(at))],
        parts: all,
        notes: Vec::new(),
        square: format!("LIAISON DIGEST 1 {code}"),
        square_alt: t.get("conference-draft-square"),
        code_label: t.get("conference-draft-code"),
        code,
        page: t.get("conference-draft-page"),
    }
}

impl ShowCall<'_> {
    /// The fields of the one form: name, question, what stands in it.
    fn fields(&self) -> Vec<(String, String, String)> {
        let value = |n: usize, name: &str| match self.errors.is_empty() {
            true => self.mine.get(n).cloned().unwrap_or_default(),
            false => self.sent.field(name).to_owned(),
        };
        let field = |(n, question): (usize, &String)| {
            let name = format!("answer-{n}");
            let value = value(n, &name);
            (name, question.clone(), value)
        };
        self.call.questions.iter().enumerate().map(field).collect()
    }
}
