//! Walk the log, hold it against what witnesses signed, and say whether it holds.

use super::{LogError, oversee, peer_name};
use crate::chain::{self, Proof};
use access::{Node, Officer};
use axum::extract::State;
use axum::response::Response;
use directory::Peer;
use std::sync::Arc;
use uuid::Uuid;
use web::{Action, Head, Problem, T};

/// What does not fit, and where.
struct Break {
    place: Option<i64>,
    entry: String,
    why: String,
}

/// The newest counter-signature.
struct Signed {
    by: String,
    seq: i64,
    when: String,
    old: bool,
}

#[derive(askama::Template)]
#[template(path = "verify_log.html")]
struct VerifyLog<'a> {
    t: &'a T,
    proof: &'a Proof,
    breaks: Vec<Break>,
    signed: Option<Signed>,
    walked: String,
}

pub(crate) async fn verify(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    let may = node.store.run::<_, LogError, _, _>("may verify log", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            oversee(node, &tx, officer, Uuid::nil())?;
            Ok(directory::peers(&tx).await?)
        }
    });
    let peers = may.await?;
    let t = &officer.t;
    let proof = chain::verify_log(&node).await.map_err(|error| access::broken(&error))?;
    if !proof.holds() {
        // For the administrator too, whoever found it.
        tracing::error!(
            faults = proof.log.faults.len(),
            witnesses = proof.witness_faults.len(),
            "the log does not verify"
        );
    }
    let head = Head::new("oversight", t.get("oversight-verify-title"))
        .over(t.get("oversight-law"))
        .action(Action::link(t.get("oversight-back"), "/log"))
        .action(Action::link(t.get("oversight-witnesses"), "/witnesses"))
        .action(Action::link(t.get("oversight-again"), "/log/verify").primary());
    let body = VerifyLog {
        t,
        breaks: breaks(t, &proof, &peers),
        signed: signed(t, &proof, &peers),
        walked: t.when(proof.walked_at),
        proof: &proof,
    };
    Ok(web::page(&officer.viewer, head, body))
}

fn breaks(t: &T, proof: &Proof, peers: &[Peer]) -> Vec<Break> {
    let of_log = proof.log.faults.iter().map(|fault| Break {
        place: fault.seq,
        entry: fault.entry.map(|id| id.to_string()).unwrap_or_default(),
        why: t.get(&format!("oversight-why-{}", fault.why.code())),
    });
    let of_witness = proof.witness_faults.iter().map(|fault| Break {
        place: Some(fault.seq),
        entry: peer_name(peers, fault.witness),
        why: t.get(&format!("oversight-witness-{}", fault.why.code())),
    });
    of_log.chain(of_witness).collect()
}

fn signed(t: &T, proof: &Proof, peers: &[Peer]) -> Option<Signed> {
    let newest = proof.newest()?;
    Some(Signed {
        by: peer_name(peers, newest.witness),
        seq: newest.seq,
        when: t.ago(proof.walked_at, newest.at),
        old: proof.walked_at.since(newest.at) > crate::rules::WITNESS_AGE_MAX_MS,
    })
}
