//! The hub as its member sees it: how fresh, who agrees, what cannot be true, whom it introduces.

use super::{alarm_says, may_see, named, names, trusted};
use crate::rules::{Freshness, WITHOUT_HUB_DAYS, WITNESSES_MIN};
use crate::say::HubError;
use crate::state::{self, HubState, Introduced};
use crate::store::{self, Alarm};
use access::{Node, Officer};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::id::NodeId;
use kernel::{Role, Timestamp};
use std::collections::BTreeMap;
use std::sync::Arc;
use web::{Choice, FieldError, Head, Problem, T, Tag, Tone};

struct HubShown {
    node: String,
    name: String,
    fresh: Tag,
    as_of: String,
    size: u64,
    root: String,
    since: String,
    own_card: String,
    error: String,
    open: bool,
    answers: Vec<AnswerRow>,
}

struct AnswerRow {
    name: String,
    says: Tag,
    size: u64,
    when: String,
}

struct AlarmRow {
    id: String,
    state: Tag,
    when: String,
    says: String,
    shown_by: String,
    again: i64,
    settled: String,
}

struct IntroducedRow {
    node: String,
    name: String,
    words: String,
    card: String,
    witnesses: String,
    vouched: bool,
}

#[derive(askama::Template)]
#[template(path = "show_hub.html")]
struct ShowHub<'a> {
    t: &'a T,
    hubs: Vec<HubShown>,
    alarms: Vec<AlarmRow>,
    introduced: Vec<IntroducedRow>,
    /// Trusted nodes that are no hub of this node yet.
    peers: Vec<Choice>,
    acts: bool,
    is_hub: bool,
    days: i64,
    errors: Vec<FieldError>,
}

/// What the page shows, as it was read.
struct Read {
    hubs: Vec<HubState>,
    alarms: Vec<Alarm>,
    introduced: Vec<Introduced>,
    peers: Vec<directory::Peer>,
    names: BTreeMap<NodeId, String>,
    is_hub: bool,
    now: Timestamp,
}

pub(crate) async fn show(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    page(&node, &officer, Vec::new()).await
}

pub(crate) async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let read = node.store.run::<_, HubError, _, _>("hubs", |tx| async move {
        may_see(node, &tx, officer).await?;
        let hubs = state::hubs(&tx, node.keys.id).await?;
        let hub = hubs.first().map(|hub| hub.hub);
        let introduced = match hub {
            Some(hub) => state::introduced(&tx, node.keys.id, hub).await?,
            None => Vec::new(),
        };
        let alarms = store::alarms(&tx).await?;
        let (peers, names) = (trusted(&tx).await?, names(&tx, node, hub).await?);
        let is_hub = crate::log::is_hub(&tx).await?;
        Ok(Read { hubs, alarms, introduced, peers, names, is_hub, now: tx.at() })
    });
    let (read, t) = (read.await?, &officer.t);
    let acts = officer.actor.is(Role::Administrator);
    let used: Vec<NodeId> = read.hubs.iter().map(|hub| hub.hub).collect();
    let believed = read.hubs.first().is_some_and(|hub| hub.open == 0);
    let choice = |peer: &directory::Peer| Choice::new(peer.node, named(&read.names, peer.node));
    let body = ShowHub {
        t,
        hubs: read.hubs.iter().map(|hub| hub_shown(t, hub, &read.names, read.now)).collect(),
        alarms: read.alarms.into_iter().map(|alarm| alarm_row(t, &read.names, alarm)).collect(),
        introduced: read.introduced.iter().map(|one| introduced_row(t, one, believed)).collect(),
        peers: read.peers.iter().filter(|peer| !used.contains(&peer.node)).map(choice).collect(),
        acts,
        is_hub: read.is_hub,
        days: WITHOUT_HUB_DAYS,
        errors,
    };
    let status = if body.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head =
        Head::new("hub", t.get("hub-title")).over(t.get("hub-law")).under(t.get("hub-what")).status(status);
    Ok(web::page(&officer.viewer, head, body))
}

fn hub_shown(t: &T, hub: &HubState, names: &BTreeMap<NodeId, String>, now: Timestamp) -> HubShown {
    let freshness = hub.freshness(now);
    let tone = match freshness {
        Freshness::Fresh(_) => Tone::Good,
        Freshness::Nothing | Freshness::Overdue(_) => Tone::Warn,
        Freshness::Stale(_) => Tone::Stop,
    };
    let as_of = freshness.as_of().map_or_else(
        || t.get("hub-nothing-yet"),
        |at| t.say("hub-as-of").with("when", t.when(at)).with("ago", t.ago(now, at)).to_string(),
    );
    let own_card = match hub.own_card {
        Some(number) if number >= hub.own_given => t.get("hub-own-card-there"),
        Some(_) => t.get("hub-own-card-older"),
        None => t.get("hub-own-card-missing"),
    };
    let answer = |answer: &store::StoredAnswer| AnswerRow {
        name: named(names, answer.peer),
        says: match answer.agrees {
            true => web::tag(t.get("hub-agrees"), Tone::Good),
            false => web::tag(t.get("hub-agrees-not"), Tone::Warn),
        },
        size: answer.size,
        when: t.ago(now, answer.at),
    };
    HubShown {
        node: hub.hub.to_string(),
        name: hub.name.clone().map_or_else(|| named(names, hub.hub), |_| named(names, hub.hub)),
        fresh: web::tag(t.get(&format!("hub-{}", freshness.code())), tone),
        as_of,
        size: hub.size,
        root: hub.root.map(|root| root.to_string()).unwrap_or_default(),
        since: t
            .say("hub-used-since")
            .with("when", t.day(hub.since))
            .with("who", hub.by.as_str())
            .to_string(),
        own_card,
        error: hub.last_error.clone().unwrap_or_default(),
        open: hub.open > 0,
        answers: hub.answers.iter().map(answer).collect(),
    }
}

fn alarm_row(t: &T, names: &BTreeMap<NodeId, String>, alarm: Alarm) -> AlarmRow {
    let hub = named(names, alarm.hub);
    let subject = alarm.subject.map(|node| named(names, node)).unwrap_or_default();
    let shown_by = alarm
        .shown_by
        .map(|peer| t.say("hub-shown-by").with("peer", named(names, peer).as_str()).to_string());
    let settled = alarm.settled.map(|(at, by, why)| format!("{} · {by} · {why}", t.when(at)));
    AlarmRow {
        id: alarm.id.to_string(),
        state: match settled {
            None => web::tag(t.get("hub-alarm-open"), Tone::Stop),
            Some(_) => web::tag(t.get("hub-alarm-settled"), Tone::Plain),
        },
        when: t.when(alarm.at),
        says: alarm_says(t, &alarm.reason, &hub, &subject),
        shown_by: shown_by.unwrap_or_default(),
        again: alarm.again,
        settled: settled.unwrap_or_default(),
    }
}

fn introduced_row(t: &T, one: &Introduced, believed: bool) -> IntroducedRow {
    let witnesses: Vec<&str> = one.witnesses.iter().map(directory::Peer::name).collect();
    IntroducedRow {
        node: one.card.node().to_string(),
        name: format!("{} ({})", one.card.lead().name, one.card.party()),
        words: one.card.words().join(" "),
        card: directory::armor(one.card.bytes()),
        witnesses: t.list(&witnesses),
        vouched: believed && witnesses.len() >= WITNESSES_MIN,
    }
}
