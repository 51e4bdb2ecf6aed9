//! Who, in that State, for this, now: the desks in order with the reasons, who is next, and who was left out. Made for a
//! telephone at three in the morning: one form, one answer, numbers that can be pressed.

use super::list_directory::look_up;
use super::shown::{self, PointShown};
use super::shown_desk;
use crate::desks::{desks_at, paired_with, read_moment};
use crate::finder::{self, Desk, Found, LeftOut, Proposal, Question};
use crate::matter::Matter;
use crate::store;
use crate::types::DirectoryError;
use access::{Node, Officer};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::id::ContactId;
use kernel::{Party, Role};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use web::{Choice, FieldError, Head, Problem, T};

/// Most desks proposed on one page; who needs more looks in the directory.
const PROPOSED_MAX: usize = 12;
/// Most desks left out that are named.
const LEFT_OUT_MAX: usize = 40;
/// Who may write to a desk: those who open dossiers.
const WRITES: [Role; 3] = [Role::Investigator, Role::DutyOfficer, Role::Prosecutor];

/// What is asked. Nothing yet, on the first visit.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    party: String,
    #[serde(default)]
    matter: String,
    #[serde(default)]
    language: String,
    /// As the field sends it; now, if empty.
    #[serde(default)]
    at: String,
}

/// A desk that is proposed, with what can be done.
struct Proposed {
    place: usize,
    authority: String,
    party: Party,
    point: PointShown,
    urgent_line: Option<String>,
    /// What its authority says of itself.
    entry: Vec<(String, String)>,
    reasons: Vec<String>,
    /// When to go to the next.
    next: Option<String>,
    /// The form of a request to this authority.
    write_to: Option<String>,
    /// For those who may call the desk to test it: its node and its id.
    test: Option<(String, ContactId)>,
}

impl Proposed {
    fn title(&self, t: &T) -> String {
        if self.place == 1 { t.get("directory-whom-first") } else { t.n("directory-whom-then", self.place) }
    }
}

#[derive(askama::Template)]
#[template(path = "find_desk.html")]
struct FindDesk<'a> {
    t: &'a T,
    asked: &'a Asked,
    parties: Vec<Choice>,
    matters: Vec<Choice>,
    languages: Vec<Choice>,
    errors: Vec<FieldError>,
    /// Whether something was asked; not on the first visit.
    answered: bool,
    /// Nobody else is left, and the first is past its date.
    unsure: bool,
    proposed: Vec<Proposed>,
    left_out: Vec<String>,
    /// How many of the State's desks answer for other things.
    others: usize,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let read = node.store.run::<_, DirectoryError, _, _>("find desk", |tx| {
        let (node, officer) = (&node, &officer);
        let (asked_at, offset_min) = (asked.at.trim(), officer.t.zone.offset_min);
        async move {
            look_up(node, &tx, officer)?;
            let languages = store::own_languages(&tx, officer.authority.id).await?;
            let paired = paired_with(&tx, officer.authority.id).await?;
            let given = read_moment(asked_at, offset_min).unwrap_or(tx.at());
            Ok((desks_at(&tx, officer.authority.id, given).await?, languages, paired, tx.at()))
        }
    });
    let (known, spoken, paired, now) = read.await?;
    let t = &officer.t;
    let (mut errors, mut found) = (Vec::new(), None);
    if !(asked.party.is_empty() && asked.matter.is_empty()) {
        match question(t, &asked, (&officer, spoken, now)) {
            Ok(question) => {
                let question = Question { paired, ..question };
                found = Some((finder::find(&question, &known), question));
            }
            Err(wrong) => errors = wrong,
        }
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let answer = found.as_ref().map_or_else(|| t.get("directory-whom-what"), |(_, q)| answered(t, q));
    let mut head = Head::new("directory", t.get("directory-whom")).under(answer).status(status);
    if let Some(matter) = found.as_ref().and_then(|(_, q)| q.matter) {
        head = head.over(matter.article());
    }
    Ok(web::page(&officer.viewer, head, body(&officer, &asked, &known, found, errors)))
}

fn body<'a>(
    officer: &'a Officer,
    asked: &'a Asked,
    known: &[Desk],
    found: Option<(Found, Question)>,
    errors: Vec<FieldError>,
) -> FindDesk<'a> {
    let t = &officer.t;
    let parties: BTreeSet<Party> = known.iter().map(|d| d.party).collect();
    let answered = found.is_some();
    let (found, at) = found.map_or_else(|| (Found::default(), kernel::Timestamp(0)), |(f, q)| (f, q.at));
    let other = |why: &LeftOut| matches!(why, LeftOut::OtherFunction);
    let left_out = found.left_out.iter().filter(|(_, why)| !other(why)).take(LEFT_OUT_MAX);
    FindDesk {
        t,
        asked,
        parties: parties.iter().map(|p| Choice::new(p, p)).collect(),
        matters: matters(t),
        languages: languages(t),
        errors,
        answered,
        unsure: found.proposals.first().is_some_and(|p| !p.confirmed),
        others: found.left_out.iter().filter(|(_, why)| other(why)).count(),
        left_out: left_out.map(|(desk, why)| shown_desk::left_out(t, &passed(desk, why), why)).collect(),
        proposed: found
            .proposals
            .into_iter()
            .take(PROPOSED_MAX)
            .enumerate()
            .map(|(place, p)| proposed(officer, place, p, at))
            .collect(),
    }
}

/// What was asked, in words.
fn answered(t: &T, q: &Question) -> String {
    let matter = q.matter.map(|m| t.get(&format!("directory-matter-{}", m.code()))).unwrap_or_default();
    let asked = t.say("directory-whom-answer").with("party", q.party.code()).with("matter", matter);
    asked.with("when", t.when(q.at)).to_string()
}

/// A desk with its authority, for a sentence.
fn named(desk: &Desk) -> String {
    if desk.point.name == desk.name {
        desk.name.clone()
    } else {
        format!("{} ({})", desk.point.name, desk.name)
    }
}

/// A desk that is not proposed. Where only its node stands in the way it can be reached all the same: with how.
fn passed(desk: &Desk, why: &LeftOut) -> String {
    let channel = desk.point.channels.first().map(|channel| &channel.value);
    let reached = matches!(why, LeftOut::WithoutNode | LeftOut::Suspended);
    match desk.point.more.urgent_line.as_ref().or(channel).filter(|_| reached) {
        Some(way) => format!("{} · {way}", named(desk)),
        None => named(desk),
    }
}

fn proposed(officer: &Officer, place: usize, p: Proposal, at: kernel::Timestamp) -> Proposed {
    let (t, desk) = (&officer.t, p.desk);
    let own = desk.node.is_none();
    let writes = WRITES.iter().any(|role| officer.actor.is(*role)) && desk.authority != officer.authority.id;
    let node = desk.node.map(|n| n.to_string());
    Proposed {
        place: place.saturating_add(1),
        party: desk.party,
        point: PointShown::new(t, &desk.point, at),
        urgent_line: desk.point.more.urgent_line.clone(),
        entry: shown::entry(t, &desk.entry),
        reasons: p.reasons.iter().map(|r| shown_desk::reason(t, r)).collect(),
        next: p.next_at.map(|at| t.near(at)),
        // An authority of this node is addressed in the form itself.
        write_to: writes.then(|| match &node {
            Some(node) => format!("/dossiers/new?peer={node}:{}", desk.authority),
            None => "/dossiers/new".to_owned(),
        }),
        test: node
            .filter(|_| !own && !desk.without_node && officer.actor.is(Role::DutyOfficer))
            .map(|n| (n, desk.point.id)),
        authority: desk.name,
    }
}

fn question(
    t: &T,
    asked: &Asked,
    (officer, spoken, now): (&Officer, Vec<String>, kernel::Timestamp),
) -> Result<Question, Vec<FieldError>> {
    let mut errors = Vec::new();
    let (party, matter) = (Party::parse(&asked.party), Matter::parse(&asked.matter));
    if party.is_none() {
        errors.push(FieldError::new("party", t.get("directory-posted-shape")));
    }
    if matter.is_none() {
        errors.push(FieldError::new("matter", t.get("directory-matter-needed")));
    }
    let given = asked.at.trim();
    let at = if given.is_empty() { Some(now) } else { read_moment(given, t.zone.offset_min) };
    if at.is_none() {
        errors.push(FieldError::new("at", t.get("directory-moment-shape")));
    }
    let (Some(party), Some(_), Some(at)) = (party, matter, at) else { return Err(errors) };
    // The language asked for comes first; without one, the reader's own and then those of their desk.
    let mut languages = vec![asked.language.clone(), t.lang.code().to_owned()];
    languages.retain(|code| shown::LANGUAGES.contains(&code.as_str()));
    if asked.language.is_empty() {
        languages.extend(spoken);
    } else {
        languages.truncate(1);
    }
    Ok(Question { party, matter, at, languages, asker: officer.authority.party, paired: Vec::new() })
}

fn matters(t: &T) -> Vec<Choice> {
    let named = |m: &Matter| Choice::new(m.code(), t.get(&format!("directory-matter-{}", m.code())));
    Matter::ALL.iter().map(named).collect()
}

fn languages(t: &T) -> Vec<Choice> {
    let all =
        shown::LANGUAGES.iter().map(|code| Choice::new(code, t.get(&format!("directory-language-{code}"))));
    std::iter::once(Choice::new("", t.get("directory-language-ours"))).chain(all).collect()
}
