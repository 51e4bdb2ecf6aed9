//! `liaison peers`: the nodes this one knows.

use super::Who;
use anyhow::Result;
use exchange::store_courier::Way;
use serde_json::json;

pub(crate) async fn run(who: &Who<'_>) -> Result<bool> {
    let node = who.node();
    let peers = node.store.run::<_, store::StoreError, _, _>("peers", |tx| async move {
        let mut list = Vec::new();
        for peer in directory::peers(&tx).await? {
            let waiting = store::outbox::count_waiting(&tx, peer.node).await?;
            let given = exchange::store_courier::newest(&tx, Way::Out, peer.node, true).await?;
            list.push((peer, waiting, given.map(|file| file.at)));
        }
        Ok((list, directory::prekeys_left(&tx).await?))
    });
    let (peers, keys) = peers.await?;
    let documents: Vec<_> = peers
        .iter()
        .map(|(p, waiting, given)| {
            json!({
                "node": p.node.to_string(), "name": p.name(), "party": p.party(), "state": p.state,
                "may_ask": p.terms.may_ask, "may_answer": p.terms.may_answer, "budget_per_day": p.terms.budget_per_day,
                "assessment_until": p.assessment.as_ref().map(|a| a.valid_until.rfc3339()),
                "addresses": p.card.card().addresses, "words": p.card.words(), "waiting": waiting, "one_time_keys": keys.get(&p.node),
                "given_to_courier": given.map(kernel::Timestamp::rfc3339), "last_seen": p.last_seen_at.map(kernel::Timestamp::rfc3339), "last_error": p.last_error,
            })
        })
        .collect();
    who.out.print(&documents, || {
        if peers.is_empty() {
            return "No peer yet. Exchange cards: `liaison card`, then `liaison trust FILE`.".into();
        }
        let line = |(p, waiting, given): &(directory::Peer, u64, Option<kernel::Timestamp>)| {
            let given = given.map(|at| format!(", given to a courier {}", at.rfc3339())).unwrap_or_default();
            let seen = p.last_seen_at.map_or_else(|| "never reached".into(), kernel::Timestamp::rfc3339);
            format!(
                "{}  {}  {}  {}  {seen}  {waiting} waiting{given}",
                p.node,
                p.party(),
                p.state.code(),
                p.name()
            )
        };
        peers.iter().map(line).collect::<Vec<_>>().join("\n")
    });
    Ok(true)
}
