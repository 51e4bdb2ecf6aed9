//! The desk: what is due comes first, with its clock and why that clock.

use crate::pages::shown::{self, clock_piece, other_side, state_tag};
use crate::pages::{Subject, subject_of, works_here};
use crate::store;
use crate::types::{DossierFilter, ExchangeError, WaitsFor};
use access::{Node, Officer, Place, Whose};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Actor, Role, Timestamp};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{Action, Clock, Head, Problem, T, Tag};

/// Dossiers that wait for the other side, shown on the desk; their list shows the others.
const THEIRS_SHOWN_MAX: usize = 10;

/// A dossier in a list.
pub(crate) struct DossierRow {
    pub(crate) href: String,
    pub(crate) due: bool,
    pub(crate) clock: Clock,
    pub(crate) subject: String,
    pub(crate) urgency: Option<Tag>,
    pub(crate) what: String,
    pub(crate) other: String,
    pub(crate) other_more: String,
    pub(crate) state: Tag,
}

/// What the address may say.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Chosen {
    /// Whose work is shown: `mine`, `free`, or everybody's.
    #[serde(default)]
    who: String,
}

#[derive(askama::Template)]
#[template(path = "show_desk.html")]
struct ShowDesk<'a> {
    t: &'a T,
    /// What waits, as the room of desks shows it.
    list: String,
    /// Dossiers in which the other side has to do something.
    rows: Vec<DossierRow>,
    meta: String,
    panels: Vec<String>,
    aside: Vec<String>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(chosen): Query<Chosen>,
) -> Result<Response, Problem> {
    let dossiers = works_here(&officer.actor);
    if !keeps_desk(&officer.actor) {
        // Who keeps no desk starts in the first room they have.
        let first = node
            .rooms
            .iter()
            .find(|r| (r.shown)(&officer.actor) && r.href != "/")
            .map_or("/account", |r| r.href);
        return Ok(Redirect::to(first).into_response());
    }
    let t = &officer.t;
    let read = node.store.run::<_, ExchangeError, _, _>("desk", |tx| {
        let (node, officer, whose) = (&node, &officer, Whose::parse(&chosen.who));
        async move {
            let list = access::desk_list(node, &tx, officer, whose).await?;
            let panels = node.panels_at(Place::Desk, &tx, &officer.actor, Uuid::nil(), &officer.t).await?;
            let aside =
                node.panels_at(Place::DeskAside, &tx, &officer.actor, Uuid::nil(), &officer.t).await?;
            if !dossiers {
                return Ok((list, Vec::new(), 0, panels, aside));
            }
            let theirs = DossierFilter { waits_for: Some(WaitsFor::Them), ..DossierFilter::default() };
            let ask = super::lists(&officer.actor, &tx);
            let (closed, total) = store::dossiers(&tx, (&node.gate, &ask), &theirs, 1).await?;
            let subjects = super::subjects(&tx, node, &officer.actor, closed).await?;
            Ok((list, subjects, total, panels, aside))
        }
    });
    let (list, subjects, total, panels, aside) = read.await?;
    let now = node.store.clock().now();
    let rows = subjects.iter().take(THEIRS_SHOWN_MAX).map(|s| row(t, s, now)).collect();
    let meta = t.n("exchange-desk-theirs-count", total);
    let mut head = Head::new("desk", t.get("exchange-desk")).under(under(t, now));
    if dossiers {
        head = head.action(Action::link(t.get("exchange-new-request"), "/dossiers/new").primary());
        if casefile::opens_cases(&node, &officer) {
            head = head.action(Action::link(t.get("casefile-new-case"), "/cases/new"));
        }
        head = head.action(Action::link(t.get("exchange-whom-to-reach"), "/directory/find"));
    }
    Ok(web::page(&officer.viewer, head, ShowDesk { t, list: list.html, rows, meta, panels, aside }))
}

/// Who has something due on a desk: those who work on dossiers, protection officers, and national coordinators.
#[must_use]
pub fn keeps_desk(actor: &Actor) -> bool {
    works_here(actor) || actor.is(Role::ProtectionOfficer) || actor.is(Role::NationalCoordinator)
}

/// The day and hour where the reader is, and in UTC.
fn under(t: &T, now: Timestamp) -> String {
    let utc = t.clone().in_zone(web::Zone::utc());
    if t.zone == web::Zone::utc() {
        return t
            .say("exchange-desk-under-utc")
            .with("day", t.day_long(now))
            .with("hour", t.hour(now))
            .to_string();
    }
    t.say("exchange-desk-under")
        .with("day", t.day_long(now))
        .with("hour", t.hour(now))
        .with("place", &t.zone.name)
        .with("utc", utc.hour(now))
        .to_string()
}

pub(crate) fn row(t: &T, subject: &Subject, now: Timestamp) -> DossierRow {
    let dossier = &subject.dossier;
    let (other, party) = other_side(subject.peer.as_ref(), dossier);
    let (urgency, urgent) = (subject.opening.urgency(), subject.opening.is_urgent());
    let mut what = vec![super::kind_word(t, &dossier.kind.id)];
    if let Some(case) = &subject.case {
        what.push(t.say("exchange-in-case").with("case", case).to_string());
    }
    if subject.state.points > 0 && !subject.state.answered.is_empty() {
        let done = t
            .say("exchange-points-answered")
            .with("n", subject.state.answered.len())
            .with("of", subject.state.points);
        what.push(done.to_string());
    }
    DossierRow {
        href: format!("/dossiers/{}", dossier.id),
        due: dossier.waits_for == WaitsFor::Us && urgent,
        clock: clock_piece(t, &subject.kind, subject.clock.as_ref(), now),
        subject: subject_of(t, &subject.opening),
        urgency: urgent
            .then(|| web::tag(shown::word(t, "urgency", &shown::URGENCIES, urgency), web::Tone::Stop)),
        what: what.join(" · "),
        other,
        other_more: side_line(t, subject, &party),
        state: state_tag(t, &subject.kind, dossier),
    }
}

fn side_line(t: &T, subject: &Subject, party: &str) -> String {
    let side = match subject.dossier.side {
        crate::Side::Asker => t.get("exchange-you-asked"),
        crate::Side::Answerer => t.get("exchange-they-ask"),
    };
    format!("{party} · {side}")
}
