//! Before a check: what is asked, whom, why, and what the other side will learn. Then make it.

use crate::asker::{CheckError, NewCheck, run_check};
use crate::rules;
use ::store::{Fault, StoreError};
use access::{Node, Officer, broken};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use casefile::{Case, Eligibility, HeldSelector};
use directory::Peer;
use gate::{Ask, action};
use kernel::id::{CaseId, NodeId};
use kernel::{Purpose, SelectorKind, Timestamp, law::legal_basis};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, FieldError, Problem, T};

/// Values listed one by one; more are checked and counted.
const VALUES_SHOWN: u64 = 200;

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct MakeCheck {
    #[serde(default)]
    peers: Vec<String>,
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    basis: String,
    #[serde(default)]
    values: Vec<Uuid>,
    #[serde(default)]
    listed: String,
}

struct ValueRow {
    shown: String,
    held: HeldSelector,
    eligibility: Eligibility,
}

struct PeerRow {
    peer: Peer,
    contact: String,
    confirmed: bool,
    /// Under which conditions content may go there.
    conditions: String,
    assessed_until: Option<Timestamp>,
}

#[derive(askama::Template)]
#[template(path = "make_check.html")]
struct MakeCheckPage<'a> {
    t: &'a T,
    case: &'a Case,
    rows: Vec<ValueRow>,
    cleared: u64,
    of: u64,
    padded: u64,
    peers: Vec<PeerRow>,
    purposes: Vec<Choice>,
    bases: Vec<Choice>,
    sent: MakeCheck,
    errors: Vec<FieldError>,
}

impl MakeCheckPage<'_> {
    /// Everybody until the form was sent once (it always says a purpose); then who was ticked.
    fn asks(&self, peer: &Peer) -> bool {
        self.sent.purpose.is_empty() || self.sent.peers.contains(&peer.node.to_string())
    }

    fn takes(&self, id: &Uuid) -> bool {
        self.sent.listed.is_empty() || self.sent.values.contains(id)
    }

    fn all_listed(&self) -> bool {
        self.rows.len() as u64 == self.cleared
    }
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    page(&node, &officer, CaseId(id), MakeCheck::default(), Vec::new()).await
}

pub(crate) async fn make(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<MakeCheck>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let mut errors = Vec::new();
    let peers: Vec<NodeId> = sent.peers.iter().filter_map(|p| NodeId::parse(p)).collect();
    if peers.is_empty() {
        errors.push(FieldError::new("peers", t.get("deconfliction-peer-needed")));
    }
    let purpose = Purpose::parse(&sent.purpose);
    if purpose.is_none() {
        errors.push(FieldError::new("purpose", t.get("deconfliction-purpose-needed")));
    }
    if legal_basis::article(&sent.basis).is_none() {
        errors.push(FieldError::new("basis", t.get("deconfliction-basis-needed")));
    }
    if sent.words.len() > rules::PURPOSE_BYTES_MAX {
        errors.push(FieldError::new("words", t.get("deconfliction-words-long")));
    }
    // Where the form listed every value, those that were unticked stay out; where it could not, all take part.
    let only: BTreeSet<Uuid> =
        if sent.listed == "all" { sent.values.iter().copied().collect() } else { BTreeSet::new() };
    if sent.listed == "all" && only.is_empty() {
        errors.push(FieldError::new("values", t.get("deconfliction-value-needed")));
    }
    let Some(purpose) = purpose.filter(|_| errors.is_empty()) else {
        return page(&node, &officer, CaseId(id), sent, errors).await;
    };
    let new = NewCheck {
        case: CaseId(id),
        peers,
        purpose,
        words: sent.words.clone(),
        basis: sent.basis.clone(),
        only,
    };
    match run_check(&node, &officer.actor, &new).await {
        Ok((record, _)) => Ok(Redirect::to(&format!("/checks/{}", record.id)).into_response()),
        Err(CheckError::NothingCleared) => page(&node, &officer, CaseId(id), sent, Vec::new()).await,
        Err(CheckError::NoPeer) => {
            let errors = vec![FieldError::new("peers", t.get("deconfliction-peer-needed"))];
            page(&node, &officer, CaseId(id), sent, errors).await
        }
        Err(error) => Err(super::problem(&error)),
    }
}

struct Loaded {
    case: Case,
    values: Vec<ValueRow>,
    /// How many take part, by kind: all, also those that are not listed.
    cleared: BTreeMap<SelectorKind, u64>,
    of: u64,
    peers: Vec<Peer>,
    now: Timestamp,
}

enum LoadError {
    NotAvailable,
    Store(StoreError),
}

impl From<StoreError> for LoadError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<casefile::CaseError> for LoadError {
    fn from(error: casefile::CaseError) -> Self {
        match error {
            casefile::CaseError::Store(error) => Self::Store(error),
            _ => Self::NotAvailable,
        }
    }
}

impl Fault for LoadError {
    fn store(&self) -> Option<&StoreError> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

async fn load(node: &Arc<Node>, officer: &Officer, id: CaseId) -> Result<Loaded, LoadError> {
    node.store
        .run("check: form", |tx| async move {
            let keys = casefile::Keys::of(&node.vault);
            let guarded = casefile::case(&tx, &keys, id).await?.ok_or(LoadError::NotAvailable)?;
            let ask = Ask::new(&officer.actor, action::CHECK, Purpose::Investigation, tx.at());
            let case_ask = ask.on(guarded.object());
            let case =
                node.gate.open(guarded, &case_ask, &mut tx.log()).map_err(|_| LoadError::NotAvailable)?;
            // What is marked so that it takes no part in matching is not offered for it either.
            let part =
                Ask::new(&officer.actor, action::MATCH, Purpose::Investigation, tx.at()).eligible(true);
            let read = Ask::new(&officer.actor, action::READ, Purpose::Investigation, tx.at());
            let both = [&part, &read];
            let cleared = casefile::eligible_counts(&tx, &node.gate, &both, id).await?;
            let shown = casefile::eligible_shown(&tx, &node.gate, &both, id, VALUES_SHOWN).await?;
            let opened = node.gate.open_each(shown, &read, &mut tx.log());
            let mut shown = super::shown(&tx, node, &officer.actor, Purpose::Investigation, &opened).await;
            let values: Vec<ValueRow> = opened
                .into_iter()
                .filter_map(|held| {
                    let eligibility = held.eligibility.clone()?;
                    Some(ValueRow { shown: shown.remove(&held.id).unwrap_or_default(), held, eligibility })
                })
                .collect();
            let counts = casefile::selector_counts(&tx, (&node.gate, &read), id).await?;
            let of = counts.values().map(|c| c.waiting + c.cleared + c.held_back).sum();
            let peers =
                directory::peers(&tx).await?.into_iter().filter(|p| p.is_trusted() && p.terms.may_answer);
            Ok(Loaded { case, values, cleared, of, peers: peers.collect(), now: tx.at() })
        })
        .await
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    id: CaseId,
    sent: MakeCheck,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let loaded = load(node, officer, id).await.map_err(|error| match error {
        LoadError::NotAvailable => Problem::not_available(),
        LoadError::Store(error) => broken(&error),
    })?;
    let Loaded { case, values, cleared, of, peers, now } = loaded;
    let t = &officer.t;
    let sizes = cleared.values().map(|n| usize::try_from(*n).unwrap_or(usize::MAX));
    let padded = sizes.map(|n| rules::cost(n.saturating_add(rules::DECOYS))).sum();
    let cleared = cleared.values().sum();
    let languages = vec![t.lang.code().to_owned()];
    let peers = peers.into_iter().map(|peer| {
        let contact = peer.contact_for(None, now, &languages);
        PeerRow {
            contact: contact.as_ref().map(|c| c.desk.point.name.clone()).unwrap_or_default(),
            confirmed: contact.is_some_and(|c| c.confirmed),
            conditions: peer.assessment.as_ref().map(|a| a.conditions.clone()).unwrap_or_default(),
            assessed_until: peer
                .assessment
                .as_ref()
                .filter(|_| peer.assessment(now) == gate::Assessment::Valid)
                .map(|a| a.valid_until),
            peer,
        }
    });
    let purposes = [Purpose::Investigation, Purpose::Prosecution, Purpose::Prevention, Purpose::Protection];
    let page = MakeCheckPage {
        t,
        rows: values,
        cleared,
        of,
        padded,
        peers: peers.collect(),
        purposes: purposes
            .iter()
            .map(|p| Choice::new(p, t.get(&format!("deconfliction-purpose-{p}"))))
            .collect(),
        bases: legal_basis::ALL
            .iter()
            .map(|(code, _)| Choice::new(code, t.get(&format!("deconfliction-basis-{code}"))))
            .collect(),
        sent,
        errors,
        case: &case,
    };
    let mut head = web::Head::new("checks", t.get("deconfliction-check-title")).over(
        t.say("deconfliction-case")
            .with("reference", case.reference.as_str())
            .with("title", case.title.as_str()),
    );
    if page.cleared > 0 && !page.peers.is_empty() {
        head = head.action(web::Action::submit(t.get("deconfliction-make"), "check").primary());
    }
    let viewer = officer.viewer.clone().acting_in(
        &case.reference,
        format!("/cases/{}", case.id),
        t.get("deconfliction-purpose-investigation"),
    );
    Ok(web::page(&viewer, head, page))
}

impl MakeCheckPage<'_> {
    fn address(&self) -> String {
        format!("/cases/{}/check", self.case.id)
    }

    fn clear_address(&self) -> String {
        format!("/cases/{}/clear", self.case.id)
    }

    fn cleared_line(&self) -> String {
        self.t.say("deconfliction-cleared").with("n", self.cleared).with("of", self.of).to_string()
    }

    fn listed(&self) -> &'static str {
        if self.all_listed() { "all" } else { "many" }
    }

    fn kind_key(&self, kind: &kernel::SelectorKind) -> String {
        format!("deconfliction-kind-{kind}")
    }

    fn role_key(&self, role: &kernel::PersonRole) -> String {
        format!("deconfliction-role-{role}")
    }
}
