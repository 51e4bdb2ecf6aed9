//! What somebody wrote that is similar to what is held: those that wait, and what was decided of the others.

use crate::types::ProtectionError;
use access::{Node, Officer};
use axum::extract::State;
use axum::response::Response;
use casefile::{HeldText, Keys, NearMiss, NearState};
use gate::{Ask, action};
use kernel::Purpose;
use std::sync::Arc;
use web::{Head, Problem, T, Tag, Tone};

struct Row {
    id: String,
    when: String,
    passage: String,
    held: String,
    party: String,
    why: String,
    state: Tag,
}

#[derive(askama::Template)]
#[template(path = "list_near.html")]
struct ListNear<'a> {
    t: &'a T,
    waiting: usize,
    rows: Vec<Row>,
}

pub(crate) async fn list(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    let read = node.store.run::<_, ProtectionError, _, _>("near misses", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let held = casefile::near_misses(&tx, &Keys::of(&node.vault), officer.authority.id).await?;
            let ask = Ask::new(&officer.actor, action::LIST, Purpose::Protection, tx.at());
            Ok(node.gate.open_each(held, &ask, &mut tx.log()))
        }
    });
    let near = read.await?;
    let (t, now) = (&officer.t, node.store.clock().now());
    let row = |near: &NearMiss| Row {
        id: near.id.to_string(),
        when: t.ago(now, near.at),
        passage: near.says.passage.clone(),
        held: held_words(t, &near.says.held),
        party: near.says.party.code().to_owned(),
        why: near.says.why.iter().map(|why| near_word(t, why)).collect::<Vec<_>>().join(" "),
        state: near_tag(t, near.state),
    };
    let waiting = near.iter().filter(|near| near.state == NearState::Open).count();
    let head = Head::new("protection", t.get("protection-near-title"))
        .over(t.get("protection-law"))
        .under(t.get("protection-near-under"));
    let rows = near.iter().map(row).collect();
    Ok(web::page(&officer.viewer, head, ListNear { t, waiting, rows }))
}

/// Where a near miss stands, in a word.
pub(crate) fn near_tag(t: &T, state: NearState) -> Tag {
    let tone = match state {
        NearState::Open => Tone::Warn,
        NearState::Other => Tone::Plain,
        NearState::Same => Tone::Protection,
    };
    web::tag(t.get(&format!("protection-near-state-{}", state.code())), tone)
}

/// A held value with what it is.
pub(crate) fn held_words(t: &T, held: &HeldText) -> String {
    match held.kind.as_str() {
        casefile::NAME => held.text.clone(),
        kind => t
            .say("protection-near-held-number")
            .with("kind", t.get(&format!("protection-near-kind-{kind}")))
            .with("number", held.text.as_str())
            .to_string(),
    }
}

/// Why two are similar, in words.
pub(crate) fn near_word(t: &T, why: &names::Reason) -> String {
    let value = |n: usize| why.values.get(n).map_or("", String::as_str).to_owned();
    t.say(&format!("protection-{}", why.code)).with("one", value(0)).with("other", value(1)).to_string()
}
