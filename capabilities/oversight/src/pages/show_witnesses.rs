//! Who counter-signs this node's log, whose log this node counter-signs, and what contradicts.

use super::{LogError, peer_name};
use crate::store as kept;
use crate::{rules, witness};
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use directory::Peer;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::{Label, Purpose, Role};
use serde::Deserialize;
use std::sync::Arc;
use store::Tx;
use uuid::Uuid;
use web::{FieldError, Head, Problem, T, Tag, Tone};

/// Longest reason, in characters.
const REASON_CHARS_MAX: usize = 1_000;

/// Why an alarm is settled.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct SettleForm {
    #[serde(default)]
    reason: String,
}

struct WitnessRow {
    name: String,
    ours: String,
    ours_tag: Tag,
    theirs: String,
}

struct AlarmRow {
    id: String,
    name: String,
    when: String,
    why: String,
    held: i64,
    again: i64,
    settled: String,
}

#[derive(askama::Template)]
#[template(path = "show_witnesses.html")]
struct ShowWitnesses<'a> {
    t: &'a T,
    rows: Vec<WitnessRow>,
    alarms: Vec<AlarmRow>,
    settles: bool,
    errors: Vec<FieldError>,
}

pub(crate) async fn show(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    page(&node, &officer, Vec::new()).await
}

pub(crate) async fn settle(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<SettleForm>,
) -> Result<Response, Problem> {
    let reason = sent.reason.trim().to_owned();
    if reason.is_empty() || reason.chars().count() > REASON_CHARS_MAX {
        let errors = vec![FieldError::new("reason", officer.t.get("oversight-reason-needed"))];
        return page(&node, &officer, errors).await;
    }
    let settled = node.store.run::<_, LogError, _, _>("settle alarm", |tx| {
        let (node, officer, reason) = (&node, &officer, &reason);
        async move {
            // Whether a witness is believed again binds the whole node: its leading authority decides.
            let lead = access::authorities(&tx).await?.first().map_or(officer.authority.id, |a| a.id);
            let object = ObjectRef { kind: "witness-alarm", id };
            let ask =
                Ask::new(&officer.actor, action::TRUST_PEER, Purpose::Administration, tx.at()).on(object);
            node.gate.open(Guarded::new(object, Label::own(lead), ()), &ask, &mut tx.log())?;
            match witness::settle(&tx, &officer.actor, id, reason).await? {
                true => Ok(()),
                false => Err(LogError::NotHere),
            }
        }
    });
    settled.await?;
    Ok(Redirect::to("/witnesses").into_response())
}

/// The gate's word: for those who read the log as such, for the administrator as part of running the node.
fn may_see(node: &Node, tx: &Tx, officer: &Officer) -> Result<(), LogError> {
    let object = ObjectRef { kind: "witness-alarm", id: Uuid::nil() };
    let ask = match officer.actor.is(Role::Administrator) {
        true => Ask::new(&officer.actor, action::ADMINISTER, Purpose::Administration, tx.at()),
        false => Ask::new(&officer.actor, action::READ_LOG, Purpose::Oversight, tx.at()),
    };
    let closed = Guarded::new(object, Label::own(officer.authority.id), ());
    node.gate.open(closed, &ask.on(object), &mut tx.log())?;
    Ok(())
}

async fn page(node: &Arc<Node>, officer: &Officer, errors: Vec<FieldError>) -> Result<Response, Problem> {
    let t = &officer.t;
    let read = node.store.run::<_, LogError, _, _>("witnesses", |tx| async move {
        may_see(node, &tx, officer)?;
        let peers = directory::peers(&tx).await?;
        let mut rows = Vec::new();
        for peer in peers.iter().filter(|p| p.is_trusted()) {
            rows.push(row(&tx, t, &peers, peer).await?);
        }
        let alarms = kept::alarms(&tx).await?.into_iter().map(|alarm| alarm_row(t, &peers, alarm));
        Ok((rows, alarms.collect::<Vec<_>>()))
    });
    let (rows, alarms) = read.await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = Head::new("witnesses", t.get("oversight-witnesses"))
        .over(t.get("oversight-law"))
        .under(t.get("oversight-witnesses-what"))
        .status(status);
    let settles = officer.actor.is(Role::Administrator);
    Ok(web::page(&officer.viewer, head, ShowWitnesses { t, rows, alarms, settles, errors }))
}

async fn row(tx: &Tx, t: &T, peers: &[Peer], peer: &Peer) -> Result<WitnessRow, LogError> {
    let now = tx.at();
    let said = |seq: i64, at| format!("{}, {}", t.n("oversight-count", seq), t.ago(now, at));
    let last = kept::last_answer(tx, peer.node).await?;
    let (ours, ours_tag) = match &last {
        None => (String::new(), web::tag(t.get("oversight-not-yet-signed"), Tone::Warn)),
        Some(a) if !a.agrees => (said(a.seq, a.at), web::tag(t.get("oversight-witness-refuses"), Tone::Stop)),
        Some(a) if now.since(a.at) > rules::WITNESS_AGE_MAX_MS => {
            (said(a.seq, a.at), web::tag(t.get("oversight-old"), Tone::Warn))
        }
        Some(a) => (said(a.seq, a.at), web::tag(t.get("oversight-witness-agrees"), Tone::Good)),
    };
    let theirs = kept::witnessed(tx, peer.node).await?;
    Ok(WitnessRow {
        name: peer_name(peers, peer.node),
        ours,
        ours_tag,
        theirs: theirs.map(|w| said(w.end.seq, w.at)).unwrap_or_default(),
    })
}

fn alarm_row(t: &T, peers: &[Peer], alarm: kept::Alarm) -> AlarmRow {
    let settled = alarm.settled.map(|(at, by, why)| format!("{} · {by} · {why}", t.when(at)));
    AlarmRow {
        id: alarm.id.to_string(),
        name: peer_name(peers, alarm.peer),
        when: t.when(alarm.at),
        why: t.get(&format!("oversight-alarm-{}", alarm.reason)),
        held: alarm.held_seq,
        again: alarm.again,
        settled: settled.unwrap_or_default(),
    }
}
