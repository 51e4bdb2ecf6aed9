//! One recommendation: its words, who is asked how strongly, what it is about, what later sessions changed, and which
//! authorities published something about it. What they say stands on a page of each alone.

use super::{Links, Sent, Shown, days, head, named, permit, read, read_each, word};
use crate::public::Of;
use crate::rules::same_words;
use crate::store::{self, names};
use crate::store_follow;
use crate::store_public;
use crate::types::{Change, ConferenceError, Recommended, Related, TEXT_CHARS_MAX};
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::action;
use kernel::Role;
use reading::report::Footnote;
use std::sync::Arc;
use uuid::Uuid;
use web::{Action, Choice, FieldError, Problem, T};

struct RelatedRow {
    id: Uuid,
    name: String,
    says: String,
    note: String,
}

struct PublishedRow {
    href: String,
    who: String,
    when: String,
}

#[derive(askama::Template)]
#[template(path = "show_recommendation.html")]
struct ShowRecommendation<'a> {
    t: &'a T,
    id: Uuid,
    links: Links,
    shown: Shown,
    report: Uuid,
    session: Uuid,
    place: String,
    themes: Vec<String>,
    articles: Vec<String>,
    notes: Vec<String>,
    related: Vec<RelatedRow>,
    proposed: Vec<RelatedRow>,
    published: Vec<PublishedRow>,
    earlier: Vec<Choice>,
    changes: Vec<Choice>,
    sent: Sent,
    errors: Vec<FieldError>,
}

struct Read {
    one: Recommended,
    all: Vec<Recommended>,
    related: Vec<Related>,
    notes: Vec<Footnote>,
    published: Vec<PublishedRow>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    page(&node, &officer, id, (Sent::default(), Vec::new())).await
}

pub(crate) async fn relate(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let (t, mut errors) = (&officer.t, Vec::new());
    let earlier = Uuid::parse_str(sent.field("earlier")).ok();
    let change = Change::parse(sent.field("change"));
    if earlier.is_none() {
        errors.push(FieldError::new("earlier", t.get("conference-needed")));
    }
    if change.is_none() {
        errors.push(FieldError::new("change", t.get("conference-needed")));
    }
    let note = sent.maybe(t, "note", TEXT_CHARS_MAX, &mut errors);
    let (Some(earlier), Some(change), true) = (earlier, change, errors.is_empty()) else {
        return page(&node, &officer, id, (sent, errors)).await;
    };
    let related = Related { later: id, earlier, change, note, by: officer.actor.name.clone() };
    let done = node.store.run::<_, ConferenceError, _, _>("relate recommendations", |tx| {
        let (node, officer, related) = (&node, &officer, &related);
        async move {
            permit(node, &tx, &officer.actor, action::KEEP_CONFERENCE, ("recommendation", id))?;
            let later = store::recommendation(&tx, related.later).await?.ok_or(ConferenceError::NotHere)?;
            let later = read(node, &tx, &officer.actor, later)?;
            let earlier =
                store::recommendation(&tx, related.earlier).await?.ok_or(ConferenceError::NotHere)?;
            let earlier = read(node, &tx, &officer.actor, earlier)?;
            // Nothing changes what comes after it, nor what stands beside it in its own report.
            if earlier.report == later.report || earlier.day > later.day {
                return Err(ConferenceError::Closed);
            }
            if store::relate(&tx, related).await? { Ok(()) } else { Err(ConferenceError::Closed) }
        }
    });
    done.await?;
    Ok(Redirect::to(&format!("/conference/recommendations/{id}")).into_response())
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    id: Uuid,
    (sent, errors): (Sent, Vec<FieldError>),
) -> Result<Response, Problem> {
    let t = &officer.t;
    let found = node.store.run::<_, ConferenceError, _, _>("recommendation", |tx| async move {
        let closed = store::recommendation(&tx, id).await?.ok_or(ConferenceError::NotHere)?;
        let one = read(node, &tx, &officer.actor, closed)?;
        let all = read_each(node, &tx, &officer.actor, store::recommendations(&tx, None).await?);
        let related = store::related(&tx, id).await?;
        let report = store::report(&tx, one.report).await?.ok_or(ConferenceError::NotHere)?;
        let (_, structure) = read(node, &tx, &officer.actor, report)?;
        let notes =
            structure.footnotes.into_iter().filter(|n| one.says.footnotes.contains(&n.mark)).collect();
        let names = names(&tx).await?;
        let published = store_follow::publications(&tx, id).await?;
        let row = |(id, who, when): (Uuid, _, _)| PublishedRow {
            href: format!("/conference/published/{id}"),
            who: named(&names, who),
            when: officer.t.day(when),
        };
        let mut published: Vec<PublishedRow> = published.into_iter().map(row).collect();
        let of = Of::recommendation(&one);
        let others =
            store_public::received_each(&tx, "follow-up", Some(vec![of.key(), of.words_key()])).await?;
        let others = read_each(node, &tx, &officer.actor, others);
        published.extend(others.into_iter().map(|one| PublishedRow {
            href: format!("/conference/received/{}", one.id),
            who: one.who(),
            when: officer.t.day(one.at),
        }));
        // In the order of their names: no order tells who was first or did more.
        published.sort_by(|a, b| a.who.cmp(&b.who));
        Ok(Read { one, all, related, notes, published })
    });
    let found = found.await?;
    let body = body(t, officer, found, (sent, errors));
    let mut head = head(t, body.shown.called.as_str(), &body.errors);
    if officer.actor.is(Role::NationalCoordinator) {
        head = head.action(Action::link(t.get("conference-follow"), super::at(id)).primary());
    }
    Ok(web::page(&officer.viewer, head, body))
}

fn body<'a>(
    t: &'a T,
    officer: &Officer,
    found: Read,
    (sent, errors): (Sent, Vec<FieldError>),
) -> ShowRecommendation<'a> {
    let one = &found.one;
    let name = |id: Uuid| found.all.iter().find(|r| r.id == id).map(Recommended::name).unwrap_or_default();
    let related = |r: &Related| {
        let (other, way) = if r.later == one.id { (r.earlier, "does") } else { (r.later, "done") };
        RelatedRow {
            id: other,
            name: name(other),
            says: t.get(&format!("conference-change-{way}-{}", r.change.code())),
            note: r.note.clone(),
        }
    };
    let said: Vec<RelatedRow> = found.related.iter().map(related).collect();
    let proposed = same_words(one, &found.all).into_iter().filter(|(r, _)| said.iter().all(|s| s.id != r.id));
    let proposed = proposed.map(|(r, percent)| RelatedRow {
        id: r.id,
        name: r.name(),
        says: t.n("conference-same-words", percent),
        note: r.says.heading.clone(),
    });
    let proposed: Vec<RelatedRow> = proposed.collect();
    let earlier = found.all.iter().filter(|r| r.report != one.report && r.day <= one.day);
    let article = |a: &reading::report::Article| format!("{} {}", a.treaty, a.article).trim().to_owned();
    ShowRecommendation {
        t,
        id: one.id,
        links: Links::of(officer),
        shown: Shown::of(t, one),
        report: one.report,
        session: one.session,
        place: format!("{} · {}", one.body, days(t, &one.day, &one.day)),
        themes: one.says.themes.iter().map(|theme| word(t, "theme", theme)).collect(),
        articles: one.says.articles.iter().map(article).collect(),
        notes: found.notes.iter().map(|n| format!("{} {}", n.mark, n.text)).collect(),
        related: said,
        proposed,
        published: found.published,
        earlier: earlier.map(|r| Choice::new(r.id, r.name())).collect(),
        changes: Change::ALL
            .iter()
            .map(|c| Choice::new(c.code(), t.get(&format!("conference-change-does-{}", c.code()))))
            .collect(),
        sent,
        errors,
    }
}
