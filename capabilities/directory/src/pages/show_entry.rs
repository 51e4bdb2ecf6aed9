//! What the own authority says of itself in the directory: territory, requirements, languages and ways of requests, and
//! its designations with the day each was notified (UNTOC 18(13), Protocol 8(6)).

use super::contact_more::{day, day_text, term, term_text};
use super::seen;
use super::show_contact::may_confirm;
use super::shown;
use crate::particulars::{AuthorityEntry, Designation, ENTRY_TEXT_BYTES_MAX};
use crate::rules::{self, NOTIFIED_FUNCTIONS};
use crate::store_detail::{change_entry, own_entry};
use crate::text::{is_single_line, is_text};
use crate::types::DirectoryError;
use access::{Node, Officer};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use kernel::Timestamp;
use kernel::time::DAY_MS;
use serde::Deserialize;
use std::sync::Arc;
use web::{Choice, Field, FieldError, Head, Problem, T};

/// For what the Convention may be the basis.
const BASES: [&str; 2] = ["mla", "extradition"];

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct EntrySent {
    #[serde(default)]
    territory: String,
    #[serde(default)]
    accepted_languages: Vec<String>,
    #[serde(default)]
    legal_requirements: String,
    #[serde(default)]
    urgent_procedure: String,
    #[serde(default)]
    untoc_basis: Vec<String>,
    #[serde(default)]
    through_interpol: String,
    #[serde(default)]
    diplomatic: String,
    #[serde(default)]
    valid_from: String,
    #[serde(default)]
    valid_until: String,
    /// One of each for every function that is notified, in their order.
    #[serde(default)]
    designated: Vec<String>,
    #[serde(default)]
    notified: Vec<String>,
    /// What stood there when the form was filled in.
    #[serde(default)]
    seen: String,
}

#[derive(askama::Template)]
#[template(path = "show_entry.html")]
struct ShowEntry<'a> {
    t: &'a T,
    /// The functions with the article of each.
    functions: Vec<(String, &'static str)>,
    /// Designations, with when they are due or were notified.
    designations: Vec<(String, String)>,
    sent: EntrySent,
    errors: Vec<FieldError>,
    /// What stands now, if somebody changed it while this was typed.
    stands: Option<Vec<(String, String)>>,
}

impl ShowEntry<'_> {
    fn languages(&self) -> Field {
        let named = |code: &&str| Choice::new(code, self.t.get(&format!("directory-language-{code}")));
        let choices: Vec<Choice> = shown::LANGUAGES.iter().map(named).collect();
        let field = web::checks("accepted_languages", self.t.get("directory-accepted-languages"), &choices);
        self.sent.accepted_languages.iter().fold(field, |field, code| field.value(code))
    }

    fn bases(&self) -> Field {
        let named = |code: &&str| Choice::new(code, self.t.get(&format!("directory-basis-{code}")));
        let choices: Vec<Choice> = BASES.iter().map(named).collect();
        let field = web::checks("untoc_basis", self.t.get("directory-untoc-basis"), &choices);
        self.sent.untoc_basis.iter().fold(field, |field, code| field.value(code))
    }

    fn yes_or_no(&self, name: &str, label: String, value: &str) -> Field {
        let word = |code: &str| {
            Choice::new(
                code,
                self.t.get(&format!("directory-answer-{}", if code.is_empty() { "none" } else { code })),
            )
        };
        web::select(name, label, &[word(""), word("yes"), word("no")]).value(value)
    }

    /// For each function that is notified: its name, and the fields of the two days.
    fn days(&self) -> Vec<(String, Field, Field)> {
        let of = |list: &[String], place: usize| list.get(place).cloned().unwrap_or_default();
        let mut fields = Vec::new();
        for (place, function) in NOTIFIED_FUNCTIONS.iter().enumerate() {
            let date = |name: &str, label: &str, value: String| {
                web::date(name, self.t.get(label)).of_form(function.code()).value(value).errors(&self.errors)
            };
            fields.push((
                shown::function(self.t, function.code()),
                date("designated", "directory-designated", of(&self.sent.designated, place)),
                date("notified", "directory-notified", of(&self.sent.notified, place)),
            ));
        }
        fields
    }
}

pub(crate) async fn show(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    let held = held(&node, &officer).await?;
    let sent = sent_of(&held);
    Ok(page(&node, &officer, &held, (sent, Vec::new()), false))
}

pub(crate) async fn change(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<EntrySent>,
) -> Result<Response, Problem> {
    let held = held(&node, &officer).await?;
    let entry = match read(&officer.t, &sent, &held, node.store.clock().now()) {
        Ok(entry) => entry,
        Err(errors) => return Ok(page(&node, &officer, &held, (sent, errors), false)),
    };
    let changed = node.store.run::<_, DirectoryError, _, _>("change entry", |tx| {
        let (node, officer, entry, seen) = (&node, &officer, &entry, &sent.seen);
        async move {
            let stood = own_entry(&tx, officer.authority.id).await?;
            change_entry(&tx, node, &officer.actor, entry).await?;
            seen::still(seen, &seen::entry(&stood))
        }
    });
    match changed.await {
        Ok(()) => {
            node.wake.notify_one();
            Ok(Redirect::to("/directory/entry").into_response())
        }
        Err(DirectoryError::Changed) => {
            let stands = self::held(&node, &officer).await?;
            let sent = EntrySent { seen: seen::entry(&stands), ..sent };
            Ok(page(&node, &officer, &stands, (sent, Vec::new()), true))
        }
        Err(DirectoryError::Full(_)) => {
            let errors = vec![FieldError::new("territory", officer.t.get("directory-full"))];
            Ok(page(&node, &officer, &held, (sent, errors), false))
        }
        Err(error) => Err(error.into()),
    }
}

async fn held(node: &Arc<Node>, officer: &Officer) -> Result<AuthorityEntry, Problem> {
    if !may_confirm(node, officer) {
        return Err(Problem::not_available());
    }
    let own = officer.authority.id;
    let read = node
        .store
        .run::<_, DirectoryError, _, _>("entry", |tx| async move { Ok(own_entry(&tx, own).await?) });
    Ok(read.await?)
}

fn page(
    node: &Node,
    officer: &Officer,
    held: &AuthorityEntry,
    (sent, errors): (EntrySent, Vec<FieldError>),
    changed: bool,
) -> Response {
    let (t, now) = (&officer.t, node.store.clock().now());
    let status = seen::status(&errors, changed);
    let functions = &officer.authority.functions;
    let body = ShowEntry {
        t,
        functions: functions
            .iter()
            .map(|f| (shown::function(t, f.code()), crate::matter::article_of(*f)))
            .collect(),
        designations: held
            .designations
            .iter()
            .map(|d| (shown::function(t, &d.function), notification(t, d, now)))
            .collect(),
        sent,
        errors,
        stands: changed.then(|| shown::entry(t, held)),
    };
    let head = Head::new("directory", t.get("directory-entry"))
        .over(t.get("directory-contact-law"))
        .under(t.get("directory-entry-what"))
        .status(status);
    web::page(&officer.viewer, head, body)
}

/// Whether a designation was notified, or by when it has to be (Protocol 8(6): within a month).
pub(crate) fn notification(t: &T, designation: &Designation, now: Timestamp) -> String {
    let due = rules::notify_by(designation.designated);
    match designation.notified {
        Some(at) => t.say("directory-notified-on").with("day", t.day(at)).to_string(),
        // The month is the Protocol's for the authority at sea; for others it is advice (UNTOC 18(13) names no term).
        None if designation.function != kernel::Function::SeaAuthority.code() => {
            t.say("directory-notify-advised").with("day", t.day(due)).to_string()
        }
        // The month runs to the end of its last day.
        None if due.plus_ms(DAY_MS) <= now => {
            t.say("directory-notify-overdue").with("day", t.day(due)).to_string()
        }
        None => t.say("directory-notify-by").with("day", t.day(due)).to_string(),
    }
}

fn answer(of: Option<bool>) -> String {
    match of {
        Some(true) => "yes".into(),
        Some(false) => "no".into(),
        None => String::new(),
    }
}

fn sent_of(held: &AuthorityEntry) -> EntrySent {
    let (valid_from, valid_until) = term_text(held.competent_from, held.competent_until);
    let of = |function: &kernel::Function| held.designations.iter().find(|d| d.function == function.code());
    EntrySent {
        territory: held.territory.clone(),
        accepted_languages: held.accepted_languages.clone(),
        legal_requirements: held.legal_requirements.clone(),
        urgent_procedure: held.urgent_procedure.clone(),
        untoc_basis: held.untoc_basis.clone(),
        through_interpol: answer(held.through_interpol),
        diplomatic: answer(held.diplomatic),
        valid_from,
        valid_until,
        designated: NOTIFIED_FUNCTIONS
            .iter()
            .map(|f| of(f).map(|d| day_text(d.designated)).unwrap_or_default())
            .collect(),
        notified: NOTIFIED_FUNCTIONS
            .iter()
            .map(|f| of(f).and_then(|d| d.notified).map(day_text).unwrap_or_default())
            .collect(),
        seen: seen::entry(held),
    }
}

fn read(
    t: &T,
    sent: &EntrySent,
    held: &AuthorityEntry,
    now: Timestamp,
) -> Result<AuthorityEntry, Vec<FieldError>> {
    let mut errors = Vec::new();
    let (competent_from, competent_until) = term(t, (&sent.valid_from, &sent.valid_until), &mut errors);
    let territory = sent.territory.trim();
    if territory.len() > crate::card::LINE_BYTES_MAX || !is_single_line(territory) {
        errors.push(FieldError::new("territory", t.get("directory-other-shape")));
    }
    let texts =
        [("legal_requirements", &sent.legal_requirements), ("urgent_procedure", &sent.urgent_procedure)];
    for (name, text) in texts {
        if text.len() > ENTRY_TEXT_BYTES_MAX || !is_text(text) {
            errors.push(FieldError::new(name, t.get("directory-text-needed")));
        }
    }
    let designations = designations(t, sent, held, now, &mut errors);
    if !errors.is_empty() {
        return Err(errors);
    }
    let yes = |text: &str| matches!(text, "yes" | "no").then(|| text == "yes");
    let known = |code: &&String| shown::LANGUAGES.contains(&code.as_str());
    Ok(AuthorityEntry {
        territory: territory.to_owned(),
        accepted_languages: sent.accepted_languages.iter().filter(known).cloned().collect(),
        legal_requirements: sent.legal_requirements.trim().to_owned(),
        urgent_procedure: sent.urgent_procedure.trim().to_owned(),
        untoc_basis: sent.untoc_basis.iter().filter(|b| BASES.contains(&b.as_str())).cloned().collect(),
        through_interpol: yes(&sent.through_interpol),
        diplomatic: yes(&sent.diplomatic),
        competent_from,
        competent_until,
        designations,
    })
}

/// The designations as the form has them; those of functions it has no field for stay.
fn designations(
    t: &T,
    sent: &EntrySent,
    held: &AuthorityEntry,
    now: Timestamp,
    errors: &mut Vec<FieldError>,
) -> Vec<Designation> {
    let in_form = |d: &&Designation| NOTIFIED_FUNCTIONS.iter().any(|f| f.code() == d.function);
    let mut list: Vec<Designation> = held.designations.iter().filter(|d| !in_form(d)).cloned().collect();
    for (place, function) in NOTIFIED_FUNCTIONS.iter().enumerate() {
        let text = |of: &[String]| of.get(place).map(|s| s.trim().to_owned()).unwrap_or_default();
        let (on, told) = (text(&sent.designated), text(&sent.notified));
        if on.is_empty() && told.is_empty() {
            continue;
        }
        let (designated, notified) = (day(&on), day(&told));
        let ahead = |day: Timestamp| !day.has_begun_somewhere(now);
        let wrong = designated.is_none_or(ahead)
            || (notified.is_none() && !told.is_empty())
            || notified.zip(designated).is_some_and(|(told, on)| told < on || ahead(told));
        match designated.filter(|_| !wrong) {
            Some(designated) => {
                list.push(Designation { function: function.code().into(), designated, notified });
            }
            None => errors.push(FieldError::new("designated", t.get("directory-designation-days"))),
        }
    }
    list
}
