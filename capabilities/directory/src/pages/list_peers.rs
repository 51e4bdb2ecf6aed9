//! The nodes this node trusts or trusted, its own card, and the place to paste another's. For administrators of the leading
//! authority, which decides for the whole node; those of another one on it learn whom to ask.

use super::shown;
use super::trust_card::CardSent;
use crate::armor::armor;
use crate::authorities::{may_run, permit_for_node};
use crate::card::VerifiedCard;
use crate::sealing;
use crate::store;
use crate::store_peers::{self, object};
use crate::store_prekeys;
use crate::types::{DirectoryError, Peer};
use ::store::Tx;
use access::{Asking, Node, Officer};
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::action;
use kernel::{Actor, Party};
use serde::Deserialize;
use std::sync::Arc;
use web::{Action, FieldError, Head, Problem, T, Tag, Tone, tag};

struct Row {
    node: String,
    party: Party,
    name: String,
    words: String,
    state: Tag,
    assessment: Tag,
    may_ask: bool,
    may_answer: bool,
    changed: Option<String>,
    last_seen: String,
    last_error: Option<String>,
    /// One-time keys of the peer that are left, if it ever handed any over.
    keys: Option<u64>,
}

/// The own card as the page shows it.
struct OwnShown {
    words: String,
    text: String,
    sequence: u64,
    /// Since when peers seal to its key.
    since: String,
}

#[derive(askama::Template)]
#[template(path = "list_peers.html")]
struct ListPeers<'a> {
    t: &'a T,
    rows: Vec<Row>,
    /// `None` if the node's facts make no card, with the reason in the log.
    own: Option<OwnShown>,
    sent: &'a CardSent,
    errors: &'a [FieldError],
}

#[derive(askama::Template)]
#[template(path = "peers_of_lead.html")]
struct PeersOfLead<'a> {
    t: &'a T,
    lead: String,
}

pub(crate) async fn list(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    if let Some(lead) = run_by_other(&node, &officer).await? {
        let t = &officer.t;
        let head = Head::new("peers", t.get("directory-peers")).under(t.get("directory-peers-what"));
        return Ok(web::page(&officer.viewer, head, PeersOfLead { t, lead }));
    }
    show(&node, &officer, &CardSent::default(), &[]).await
}

impl ListPeers<'_> {
    /// Whether the form that turns the key was sent and wants something.
    fn turning(&self) -> bool {
        self.errors.iter().any(|e| e.name == "reason")
    }
}

/// The own card as a file.
pub(crate) async fn download(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    let card = node.store.run::<_, DirectoryError, _, _>("own card", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            administer(node, &tx, officer).await?;
            store::own_card(&tx, node).await
        }
    });
    let card = card.await?;
    let name = format!("attachment; filename=\"liaison-card-{}-{}.txt\"", card.party(), card.node());
    let name = HeaderValue::from_str(&name).map_err(|_| Problem::broken())?;
    let mut response = armor(card.bytes()).into_response();
    response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

/// The page, with what was pasted and what is wrong with it.
pub(crate) async fn show(
    node: &Arc<Node>,
    officer: &Officer,
    sent: &CardSent,
    errors: &[FieldError],
) -> Result<Response, Problem> {
    let (t, now) = (&officer.t, node.store.clock().now());
    let read = node.store.run::<_, DirectoryError, _, _>("peers", |tx| async move {
        administer(node, &tx, officer).await?;
        let since = sealing::sealing_keys(&tx, node).await?.stored().next().map(|(made, _)| made);
        let own = match store::own_card(&tx, node).await {
            Err(DirectoryError::Card(error)) => {
                tracing::error!(%error, "this node has no card that others could read; check its address");
                None
            }
            other => Some(other?),
        };
        Ok((store_peers::peers(&tx).await?, own, since, store_prekeys::prekeys_left(&tx).await?))
    });
    let (peers, own, since, keys) = read.await?;
    let row = |peer: Peer| Row {
        node: peer.node.to_string(),
        party: peer.party(),
        name: peer.name().to_owned(),
        words: peer.card.words().join(" "),
        state: state_tag(t, &peer),
        assessment: shown::assessment_tag(t, &peer, now),
        may_ask: peer.terms.may_ask,
        may_answer: peer.terms.may_answer,
        changed: peer.changed_at.map(|at| t.when(at)),
        last_seen: peer.last_seen_at.map_or_else(|| t.get("directory-never-seen"), |at| t.ago(now, at)),
        keys: keys.get(&peer.node).copied().filter(|_| peer.is_trusted()),
        last_error: peer.last_error,
    };
    let own = own.map(|card: VerifiedCard| OwnShown {
        words: card.words().join(" "),
        text: armor(card.bytes()),
        sequence: card.card().sequence,
        since: since.map(|at| t.day(at)).unwrap_or_default(),
    });
    let mut head = Head::new("peers", t.get("directory-peers")).under(t.get("directory-peers-what"));
    if own.is_some() {
        head = head.action(Action::link(t.get("directory-own-card-download"), "/peers/card"));
    }
    if !errors.is_empty() {
        head = head.status(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let body = ListPeers { t, rows: peers.into_iter().map(row).collect(), own, sent, errors };
    Ok(web::page(&officer.viewer, head, body))
}

/// Why the keys are turned before their time.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct TurnSent {
    #[serde(default)]
    reason: String,
}

/// Asks a second administrator to turn the keys that peers seal to and this node signs with.
pub(crate) async fn turn(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<TurnSent>,
) -> Result<Response, Problem> {
    let turned = node.store.run::<_, DirectoryError, _, _>("turn keys", |tx| {
        let (node, officer, sent) = (&node, &officer, &sent);
        async move {
            administer(node, &tx, officer).await?;
            let why = store_peers::reason(&sent.reason, "reason")?;
            match access::ask_second(&tx, node, &officer.actor, &sealing::asked(&officer.actor, node, &why))
                .await?
            {
                Asking::Waits(_) => Ok("/second-person"),
                Asking::Alone => {
                    sealing::turn_now(&tx, node, &officer.actor).await?;
                    Ok("/peers")
                }
            }
        }
    });
    match turned.await {
        Ok(next) => Ok(Redirect::to(next).into_response()),
        Err(DirectoryError::Text(_)) => {
            let errors = [FieldError::new("reason", officer.t.get("directory-reason-needed"))];
            show(&node, &officer, &CardSent::default(), &errors).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether a peer is trusted, in a word.
pub(crate) fn state_tag(t: &T, peer: &Peer) -> Tag {
    if peer.is_trusted() {
        tag(t.get("directory-trusted"), Tone::Good)
    } else if peer.is_suspended() {
        tag(t.get("directory-suspended"), Tone::Warn)
    } else {
        tag(t.get("directory-revoked"), Tone::Stop)
    }
}

/// The gate's word that this person may see whom the node trusts, with its entry in the log.
pub(crate) async fn administer(node: &Node, tx: &Tx, officer: &Officer) -> Result<(), DirectoryError> {
    administers(tx, node, &officer.actor).await
}

/// As [`administer`], of an actor.
///
/// # Errors
/// The gate's refusal.
pub async fn administers(tx: &Tx, node: &Node, actor: &Actor) -> Result<(), DirectoryError> {
    permit_for_node(tx, node, actor, action::ADMINISTER, object("peers", node.keys.id)).await
}

/// Who runs the node, for an administrator of another authority on it.
async fn run_by_other(node: &Arc<Node>, officer: &Officer) -> Result<Option<String>, Problem> {
    let lead = node.store.run::<_, DirectoryError, _, _>("who runs the node", |tx| async move {
        Ok(access::authorities(&tx).await?.into_iter().next())
    });
    let other = lead.await?.filter(|lead| !may_run(node, &officer.actor, lead.id));
    Ok(other.map(|lead| lead.name))
}
