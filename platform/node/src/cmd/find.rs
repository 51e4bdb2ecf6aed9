//! `liaison find`: whom to reach in a State, for a matter, at an hour; why, and who is next.

use super::Who;
use crate::cli::Find;
use anyhow::{Context, Result};
use directory::{DirectoryError, Found, LeftOut, Matter, Proposal, Question, Reason};
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::{Label, Party, Purpose, Timestamp};
use serde_json::{Value, json};

pub(crate) async fn run(who: &Who<'_>, args: &Find) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let party = Party::parse(&args.party).context("the State is two letters: --party NE")?;
    let matter = Matter::parse(&args.matter).with_context(|| {
        let codes: Vec<&str> = Matter::ALL.iter().map(|m| m.code()).collect();
        format!("`{}` is no matter; one of {}", args.matter, codes.join(", "))
    })?;
    let at = match &args.at {
        Some(text) => Some(Timestamp::parse(text).context("--at wants a moment: 2026-11-24T03:00:00Z")?),
        None => None,
    };
    let actor = &actor;
    let found = node.store.run::<_, DirectoryError, _, _>("find", |tx| async move {
        let object = ObjectRef { kind: "directory", id: actor.authority.0 };
        let ask = Ask::new(actor, action::READ_DIRECTORY, Purpose::Investigation, tx.at()).on(object);
        node.gate.open(Guarded::new(object, Label::own(actor.authority), ()), &ask, &mut tx.log())?;
        let mut languages = args.language.clone();
        if languages.is_empty() {
            languages = directory::own_languages(&tx, actor.authority).await?;
        }
        let question = Question {
            party,
            matter: Some(matter),
            at: at.unwrap_or(tx.at()),
            languages,
            asker: actor.party,
            paired: directory::desks::paired_with(&tx, actor.authority).await?,
        };
        Ok((directory::desks::find_desks(&tx, actor.authority, &question).await?, question))
    });
    let (found, question) = found.await?;
    who.out.print(&document(&found, &question), || lines(&found));
    // Nobody to reach is an answer that a script must see.
    Ok(!found.proposals.is_empty())
}

fn document(found: &Found, question: &Question) -> Value {
    let next = |place: usize| found.proposals.get(place.saturating_add(1)).map(|p| p.desk.point.id);
    let proposals: Vec<Value> = found
        .proposals
        .iter()
        .enumerate()
        .map(|(place, p)| {
            json!({
                "node": p.desk.node, "party": p.desk.party, "authority": p.desk.authority, "name": p.desk.name,
                "desk": p.desk.point.id, "desk_name": p.desk.point.name, "channels": p.desk.point.channels,
                "urgent_line": p.desk.point.more.urgent_line, "confirmed": p.confirmed,
                "reasons": p.reasons.iter().map(reason).collect::<Vec<_>>(),
                "next": next(place), "next_at": p.next_at.map(Timestamp::rfc3339),
            })
        })
        .collect();
    let left_out: Vec<Value> = found
        .left_out
        .iter()
        .map(|(desk, why)| {
            json!({
                "desk": desk.point.id, "desk_name": desk.point.name, "name": desk.name, "why": why.code(),
                "at": since(why).map(Timestamp::rfc3339),
            })
        })
        .collect();
    json!({
        "party": question.party, "matter": question.matter.map(Matter::code), "at": question.at.rfc3339(),
        "languages": question.languages, "proposals": proposals, "left_out": left_out,
    })
}

fn since(why: &LeftOut) -> Option<Timestamp> {
    match why {
        LeftOut::OtherFunction | LeftOut::WithoutNode | LeftOut::Suspended => None,
        LeftOut::NotYet(at) | LeftOut::Over(at) | LeftOut::Silent(at) => Some(*at),
        LeftOut::Unconfirmed(at) => *at,
    }
}

fn reason(of: &Reason) -> Value {
    let code = of.code();
    match of {
        Reason::Function(function, article) => {
            json!({ "code": code, "function": function, "article": article })
        }
        Reason::Liaison(by, to) => json!({ "code": code, "by": by, "to": to }),
        Reason::OpensAt(at) | Reason::Confirmed(at) | Reason::Silent(at) | Reason::EndsOn(at) => {
            json!({ "code": code, "at": at.rfc3339() })
        }
        Reason::Unconfirmed(at) => json!({ "code": code, "at": at.map(Timestamp::rfc3339) }),
        Reason::Language(language) => json!({ "code": code, "language": language }),
        Reason::Answers(ms, of) => json!({ "code": code, "median_ms": ms, "answered": of }),
        Reason::Paired(sign) => json!({ "code": code, "call_sign": sign }),
        Reason::DeputyOf(name) => json!({ "code": code, "of": name }),
        Reason::ReachesToo(party) => json!({ "code": code, "party": party }),
        Reason::WithoutNode
        | Reason::OpenNow
        | Reason::UrgentLine
        | Reason::HoursUnclear
        | Reason::Translation => {
            json!({ "code": code })
        }
    }
}

fn lines(found: &Found) -> String {
    if found.proposals.is_empty() {
        return "Nobody is known there for this.".into();
    }
    let line = |(place, p): (usize, &Proposal)| {
        let why: Vec<&str> = p.reasons.iter().map(Reason::code).collect();
        let to = p.desk.point.channels.first().map(|c| c.value.clone()).unwrap_or_default();
        let to = p.desk.point.more.urgent_line.clone().unwrap_or(to);
        let then = p.next_at.map(|at| format!("  next at {}", at.rfc3339())).unwrap_or_default();
        let number = place.saturating_add(1);
        format!("{number}. {}, {}  {to}  ({}){then}", p.desk.point.name, p.desk.name, why.join(", "))
    };
    let mut lines: Vec<String> = found.proposals.iter().enumerate().map(line).collect();
    for (desk, why) in found.left_out.iter().filter(|(_, why)| *why != LeftOut::OtherFunction) {
        let at = since(why).map(|at| format!(" {}", at.rfc3339())).unwrap_or_default();
        lines.push(format!("left out: {}, {}: {}{at}", desk.point.name, desk.name, why.code()));
    }
    lines.join("\n")
}
