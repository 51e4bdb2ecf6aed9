//! One State: what was assessed, by whom, on what, with which assurances; and the form to assess it anew.

use super::list_directory::look_up;
use super::shown;
use crate::store_assess;
use crate::store_peers;
use crate::types::{
    AssessmentResult, Assurance, DirectoryError, Examined, Finding, NewStateAssessment, Peer,
    RecordedAssessment, Safeguard,
};
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::{Ask, action};
use kernel::{Label, Party, Purpose, Timestamp};
use std::sync::Arc;
use web::{Choice, FieldError, Head, Problem, T, Tag, Tone};

/// Assurances that the form takes at once; more are added by assessing again.
const ASSURANCE_ROWS: usize = 3;

/// What the form sends: pairs, since the questions are a list.
#[derive(Clone, Default)]
struct Sent(Vec<(String, String)>);

impl Sent {
    fn said(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
    }
}

struct Answer {
    question: String,
    finding: Tag,
    source: String,
    note: String,
}

struct Shown {
    result: Tag,
    minimal: bool,
    until: String,
    at: String,
    by: String,
    reference: String,
    conditions: String,
    answers: Vec<Answer>,
    assurances: Vec<String>,
}

#[derive(askama::Template)]
#[template(path = "assess_state.html")]
struct AssessState<'a> {
    t: &'a T,
    party: Party,
    names: String,
    state: Option<Tag>,
    history: Vec<Shown>,
    may: bool,
    results: Vec<Choice>,
    findings: Vec<Choice>,
    sent: Sent,
    errors: Vec<FieldError>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(party): Path<String>,
) -> Result<Response, Problem> {
    let party = Party::parse(&party).ok_or_else(Problem::not_available)?;
    page(&node, &officer, party, None, Vec::new()).await
}

pub(crate) async fn assess(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(party): Path<String>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let party = Party::parse(&party).ok_or_else(Problem::not_available)?;
    let (sent, now) = (Sent(sent), node.store.clock().now());
    let new = match read(&officer.t, party, &sent, now) {
        Ok(new) => new,
        Err(errors) => return page(&node, &officer, party, Some(sent), errors).await,
    };
    let recorded = node.store.run::<_, DirectoryError, _, _>("assess State", |tx| {
        let (node, officer, new) = (&node, &officer, &new);
        async move { store_assess::assess_state(&tx, node, &officer.actor, new).await }
    });
    match recorded.await {
        Ok(_) => Ok(Redirect::to(&format!("/assessments/{party}")).into_response()),
        Err(DirectoryError::Unsound(_)) => {
            let errors = vec![FieldError::new("result", officer.t.get("directory-assess-unsound"))];
            page(&node, &officer, party, Some(sent), errors).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    party: Party,
    sent: Option<Sent>,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let read = node.store.run::<_, DirectoryError, _, _>("assessment", |tx| async move {
        look_up(node, &tx, officer)?;
        let mut peers = store_peers::peers(&tx).await?;
        peers.extend(crate::store_kept::stand_ins(&tx, officer.authority.id).await?);
        let peers: Vec<Peer> = peers.into_iter().filter(|p| p.is_trusted() && p.party() == party).collect();
        Ok((peers, store_assess::assessments_of(&tx, party).await?))
    });
    let (peers, history) = read.await?;
    if peers.is_empty() && history.is_empty() {
        return Err(Problem::not_available());
    }
    let (t, now) = (&officer.t, node.store.clock().now());
    let ask = Ask::new(&officer.actor, action::ASSESS_COUNTERPART, Purpose::Administration, now);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = t.say("directory-assess-state").with("party", party.code()).to_string();
    let head = Head::new("assessments", title).over(t.get("directory-assessments-law")).status(status);
    let codes = |prefix: &str, codes: Vec<&'static str>| {
        codes.into_iter().map(|c| Choice::new(c, t.get(&format!("{prefix}-{c}")))).collect::<Vec<_>>()
    };
    let body = AssessState {
        t,
        party,
        names: peers.iter().map(Peer::name).collect::<Vec<_>>().join(" · "),
        state: peers.first().map(|p| shown::assessment_tag(t, p, now)),
        may: node.gate.may(&Label::own(officer.authority.id), &ask),
        results: codes("directory-result", AssessmentResult::ALL.iter().map(|r| r.code()).collect()),
        findings: codes("directory-finding", Finding::ALL.iter().map(|f| f.code()).collect()),
        sent: sent.unwrap_or_else(|| before(history.first(), now)),
        history: history.iter().map(|a| told(t, a)).collect(),
        errors,
    };
    Ok(web::page(&officer.viewer, head, body))
}

fn told(t: &T, held: &RecordedAssessment) -> Shown {
    let tone = match held.result {
        AssessmentResult::Favourable => Tone::Good,
        AssessmentResult::Conditional => Tone::Warn,
        AssessmentResult::Unfavourable => Tone::Stop,
    };
    let answer = |e: &Examined| {
        let tone = match e.finding {
            Finding::Clear => Tone::Good,
            Finding::Conditional => Tone::Warn,
            Finding::Adverse => Tone::Stop,
        };
        Answer {
            question: t.get(&format!("directory-safeguard-{}", e.question.code())),
            finding: web::tag(t.get(&format!("directory-finding-{}", e.finding.code())), tone),
            source: e.source.clone(),
            note: e.note.clone(),
        }
    };
    let assurance = |a: &Assurance| {
        let said = match a.given_at {
            Some(given) => t.say("directory-assurance-given").with("given", t.day(given)),
            None => t.say("directory-assurance-asked"),
        };
        said.with("asked", t.day(a.asked_at)).with("text", &a.text).to_string()
    };
    let bare = (!held.assurances.is_empty()).then(|| held.assurances.clone());
    Shown {
        result: web::tag(t.get(&format!("directory-result-{}", held.result.code())), tone),
        minimal: held.is_minimal(),
        until: t.day(held.valid_until),
        at: t.day(held.at),
        by: held.by.clone(),
        reference: held.reference.clone(),
        conditions: held.conditions.clone(),
        answers: held.examined.iter().map(answer).collect(),
        assurances: held.asked.iter().map(assurance).chain(bare).collect(),
    }
}

/// What the form shows before anybody changed it: the last answers, with a new end.
fn before(last: Option<&RecordedAssessment>, now: Timestamp) -> Sent {
    let day = |at: Timestamp| at.rfc3339().split('T').next().unwrap_or_default().to_owned();
    let mut sent = vec![("until".to_owned(), day(now.plus_ms(crate::rules::ASSESSMENT_LIFE_MS)))];
    let Some(last) = last.filter(|a| !a.is_minimal()) else { return Sent(sent) };
    sent.push(("result".into(), last.result.code().into()));
    sent.push(("conditions".into(), last.conditions.clone()));
    sent.push(("reference".into(), last.reference.clone()));
    for e in &last.examined {
        let code = e.question.code();
        sent.push((format!("finding-{code}"), e.finding.code().into()));
        sent.push((format!("source-{code}"), e.source.clone()));
        sent.push((format!("note-{code}"), e.note.clone()));
    }
    for (n, a) in last.asked.iter().enumerate() {
        sent.push((format!("asked-{n}"), day(a.asked_at)));
        sent.push((format!("given-{n}"), a.given_at.map(day).unwrap_or_default()));
        sent.push((format!("text-{n}"), a.text.clone()));
    }
    Sent(sent)
}

fn read(t: &T, party: Party, sent: &Sent, now: Timestamp) -> Result<NewStateAssessment, Vec<FieldError>> {
    let mut errors = Vec::new();
    let result = AssessmentResult::ALL.iter().copied().find(|r| r.code() == sent.said("result"));
    if result.is_none() {
        errors.push(FieldError::new("result", t.get("directory-result-needed")));
    }
    let reference = sent.said("reference").to_owned();
    if reference.is_empty() {
        errors.push(FieldError::new("reference", t.get("directory-reference-needed")));
    }
    if result == Some(AssessmentResult::Conditional) && sent.said("conditions").is_empty() {
        errors.push(FieldError::new("conditions", t.get("directory-conditions-needed")));
    }
    let valid_until = Timestamp::parse(&format!("{}T23:59:59Z", sent.said("until"))).filter(|at| *at > now);
    if valid_until.is_none() {
        errors.push(FieldError::new("until", t.get("directory-until-needed")));
    }
    let examined = read_examined(t, sent, &mut errors);
    let assurances = read_assurances(t, sent, now, &mut errors);
    match (result, valid_until) {
        (Some(result), Some(valid_until)) if errors.is_empty() => Ok(NewStateAssessment {
            party,
            result,
            conditions: sent.said("conditions").to_owned(),
            examined,
            assurances,
            reference,
            valid_until,
        }),
        _ => Err(errors),
    }
}

fn read_examined(t: &T, sent: &Sent, errors: &mut Vec<FieldError>) -> Vec<Examined> {
    let mut examined = Vec::new();
    for question in Safeguard::ALL {
        let code = question.code();
        let name = format!("finding-{code}");
        let finding = Finding::ALL.iter().copied().find(|f| f.code() == sent.said(&name));
        let source = sent.said(&format!("source-{code}")).to_owned();
        if source.is_empty() {
            errors.push(FieldError::new(format!("source-{code}"), t.get("directory-source-needed")));
        }
        match finding {
            Some(finding) => examined.push(Examined {
                question: *question,
                finding,
                source,
                note: sent.said(&format!("note-{code}")).to_owned(),
            }),
            None => errors.push(FieldError::new(name, t.get("directory-finding-needed"))),
        }
    }
    examined
}

fn read_assurances(t: &T, sent: &Sent, now: Timestamp, errors: &mut Vec<FieldError>) -> Vec<Assurance> {
    let day = |text: &str| Timestamp::parse(&format!("{text}T00:00:00Z")).filter(|at| *at <= now);
    let mut assurances = Vec::new();
    for n in 0..crate::rules::ASSURANCES_MAX {
        let text = sent.said(&format!("text-{n}")).to_owned();
        if text.is_empty() {
            continue;
        }
        let given = sent.said(&format!("given-{n}"));
        let given_at = day(given);
        let asked_at = day(sent.said(&format!("asked-{n}")));
        match asked_at {
            Some(asked_at) if given.is_empty() || given_at.is_some_and(|g| g >= asked_at) => {
                assurances.push(Assurance { asked_at, given_at, text });
            }
            _ => errors.push(FieldError::new(format!("asked-{n}"), t.get("directory-assurance-days"))),
        }
    }
    assurances
}

impl AssessState<'_> {
    fn questions(&self) -> Vec<(String, web::Field, web::Field, web::Field)> {
        let field = |question: &Safeguard| {
            let code = question.code();
            let (finding, source, note) =
                (format!("finding-{code}"), format!("source-{code}"), format!("note-{code}"));
            let choices = &self.findings;
            (
                self.t.get(&format!("directory-safeguard-{code}")),
                web::radio(&finding, self.t.get("directory-finding"), choices)
                    .value(self.sent.said(&finding))
                    .required()
                    .errors(&self.errors),
                web::text(&source, self.t.get("directory-source"))
                    .value(self.sent.said(&source))
                    .required()
                    .errors(&self.errors),
                web::textarea(&note, self.t.get("directory-note"), 2)
                    .value(self.sent.said(&note))
                    .optional(self.t),
            )
        };
        Safeguard::ALL.iter().map(field).collect()
    }

    fn assurances(&self) -> Vec<(web::Field, web::Field, web::Field)> {
        let held = (0..crate::rules::ASSURANCES_MAX)
            .filter(|n| !self.sent.said(&format!("text-{n}")).is_empty())
            .count();
        let rows = held.saturating_add(1).clamp(ASSURANCE_ROWS, crate::rules::ASSURANCES_MAX);
        let row = |n: usize| {
            let (asked, given, text) = (format!("asked-{n}"), format!("given-{n}"), format!("text-{n}"));
            (
                web::textarea(&text, self.t.get("directory-assurance-text"), 2).value(self.sent.said(&text)),
                web::date(&asked, self.t.get("directory-assurance-asked-on"))
                    .value(self.sent.said(&asked))
                    .errors(&self.errors),
                web::date(&given, self.t.get("directory-assurance-given-on")).value(self.sent.said(&given)),
            )
        };
        (0..rows).map(row).collect()
    }

    fn result_field(&self) -> web::Field {
        let field = web::radio("result", self.t.get("directory-result"), &self.results);
        field.value(self.sent.said("result")).required().errors(&self.errors)
    }

    fn conditions_field(&self) -> web::Field {
        let field = web::textarea("conditions", self.t.get("directory-conditions"), 2);
        let field = field.hint(self.t.get("directory-conditions-hint")).value(self.sent.said("conditions"));
        field.errors(&self.errors)
    }

    fn reference_field(&self) -> web::Field {
        let field = web::text("reference", self.t.get("directory-reference"));
        let field = field.hint(self.t.get("directory-reference-hint")).value(self.sent.said("reference"));
        field.required().errors(&self.errors)
    }

    fn until_field(&self) -> web::Field {
        let field = web::date("until", self.t.get("directory-valid-until")).value(self.sent.said("until"));
        field.required().errors(&self.errors)
    }
}
