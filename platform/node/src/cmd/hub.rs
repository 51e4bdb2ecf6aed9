//! `liaison hub` and `liaison network`: the hub of this node, and networks through it.

use super::Who;
use super::trust::{agreed, card_in};
use crate::cli_hub::{CardFile, Hub, Network};
use anyhow::{Context, Result, bail};
use directory::{Terms, Trust, VerifiedCard};
use hub::rules::Standing;
use hub::state::{self, HubState};
use hub::{HubError, InNetwork};
use kernel::id::NodeId;
use serde_json::json;
use store::StoreError;

pub(crate) async fn run(who: &Who<'_>, what: &Hub) -> Result<bool> {
    let node = who.node();
    match what {
        Hub::Start => {
            let actor = &who.actor().await?;
            node.store
                .run::<_, HubError, _, _>(
                    "start hub",
                    |tx| async move { hub::make_hub(&tx, node, actor).await },
                )
                .await?;
            hub::write_log(node).await?;
            who.out.print(&json!({ "hub": node.keys.id }), || {
                "This node is a hub now. Admit nodes by their cards: liaison hub admit FILE.".into()
            });
        }
        Hub::Admit(file) => {
            let (card, name) = trusted(who, file).await?;
            hub::write_log(node).await?;
            who.out.print(&json!({ "node": card, "name": name }), || format!("{name} is a member."));
        }
        Hub::Use(file) => {
            let (id, name) = trusted(who, file).await?;
            let actor = &who.actor().await?;
            let begun = node.store.run::<_, HubError, _, _>("use hub", |tx| async move {
                hub::begin_to_use(&tx, node, actor, id).await
            });
            begun.await?;
            // The hub has to know this node's card before it answers.
            directory::send_cards_due(node).await?;
            let followed = hub::follow(node, id).await?;
            who.out.print(&json!({ "hub": id, "name": name, "followed": format!("{followed:?}") }), || {
                format!("{name} is used as a hub; {}.", said(&followed))
            });
        }
        Hub::State => return show_state(who).await,
        Hub::Follow => return follow(who).await,
        Hub::Members => members(who).await?,
        Hub::Introduced => introduced(who).await?,
        Hub::Compared(peer) => {
            let actor = &who.actor().await?;
            let name = peer.peer.as_str();
            let done = node.store.run::<_, HubError, _, _>("compared", |tx| async move {
                let peer = directory::peer_by_name(&tx, name).await?;
                hub::say_compared(&tx, node, actor, peer.node).await
            });
            done.await?;
            return handed_over(who).await;
        }
        Hub::Revoke(revoke) => {
            let actor = &who.actor().await?;
            let done = node.store.run::<_, HubError, _, _>("revoke key", |tx| async move {
                hub::say_revoked(&tx, node, actor, &revoke.key, &revoke.reason).await
            });
            done.await?;
            return handed_over(who).await;
        }
        Hub::Stop => {
            let actor = &who.actor().await?;
            let done = node.store.run::<_, HubError, _, _>("stop using hub", |tx| async move {
                let id = hub::hub_in_use(&tx).await?;
                hub::stop_using(&tx, node, actor, id).await
            });
            done.await?;
            who.out.print(&json!({ "stopped": true }), || "The hub is not used any more.".into());
        }
    }
    Ok(true)
}

/// Trusts a card after its words were compared, with nothing agreed and nothing assessed; a trusted one stays as it is.
async fn trusted(who: &Who<'_>, file: &CardFile) -> Result<(NodeId, String)> {
    let (node, path) = (who.node(), file.file.display());
    let bytes = std::fs::read(&file.file).with_context(|| format!("cannot read `{path}`"))?;
    let bytes = card_in(&bytes);
    let card: VerifiedCard =
        directory::read_card(&bytes).with_context(|| format!("`{path}` is not a card"))?;
    let (id, name) = (card.node(), card.lead().name.clone());
    let known = node
        .store
        .run::<_, StoreError, _, _>("peer", |tx| async move { directory::peer(&tx, id).await })
        .await?;
    if known.is_some_and(|peer| peer.is_trusted()) {
        return Ok((id, name));
    }
    eprintln!("{name} ({}), node {id}", card.party());
    eprintln!("Its words, to be compared by telephone:\n  {}", card.words().join(" "));
    if !file.yes && !agreed()? {
        bail!("nothing was trusted");
    }
    let terms = Terms { may_ask: false, may_answer: false, budget_per_day: 0 };
    let how = &Trust { words_compared: true, terms, assessment: None };
    let (actor, bytes) = (&who.actor().await?, &bytes);
    node.store.run("trust", |tx| async move { directory::trust(&tx, node, actor, bytes, how).await }).await?;
    Ok((id, name))
}

fn said(followed: &hub::Followed) -> String {
    match followed {
        hub::Followed::Now(new) => format!("{new} new entries"),
        hub::Followed::Failed(why) => format!("it could not be asked: {why}"),
        hub::Followed::Exposed(code) => format!("what it shows cannot be true: {code}"),
        hub::Followed::NotUsed => "it is not used or not trusted".into(),
    }
}

/// Hands a statement over and says what the hub answered.
async fn handed_over(who: &Who<'_>) -> Result<bool> {
    let taken = hub::say_due(who.node()).await?;
    hub::follow_hubs(who.node(), true).await?;
    who.out.print(&json!({ "taken": taken }), || match taken {
        0 => "It waits for the hub and is sent by itself.".into(),
        _ => "It stands in the log of the hub.".into(),
    });
    Ok(true)
}

async fn states(who: &Who<'_>) -> Result<(Vec<HubState>, Vec<state::Exposed>, kernel::Timestamp)> {
    let node = who.node();
    let read = node.store.run::<_, StoreError, _, _>("hubs", |tx| async move {
        Ok((state::hubs(&tx, node.keys.id).await?, state::exposed(&tx).await?, tx.at()))
    });
    Ok(read.await?)
}

async fn show_state(who: &Who<'_>) -> Result<bool> {
    let (hubs, exposed, now) = states(who).await?;
    let documents: Vec<_> = hubs
        .iter()
        .map(|hub| {
            let freshness = hub.freshness(now);
            let exposed = exposed.iter().filter(|e| e.hub == hub.hub);
            json!({
                "hub": hub.hub, "name": hub.name, "entries": hub.size, "root": hub.root,
                "freshness": freshness.code(), "as_of": freshness.as_of().map(kernel::Timestamp::rfc3339),
                "last_error": hub.last_error, "agree": hub.answers.iter().filter(|a| a.agrees).count(),
                "exposed": exposed.map(|e| json!({ "code": e.code, "shown_by": e.shown_by, "about": e.subject })).collect::<Vec<_>>(),
            })
        })
        .collect();
    who.out.print(&documents, || match hubs.as_slice() {
        [] => "This node uses no hub: liaison hub use CARD.".into(),
        hubs => hubs.iter().map(|hub| line(hub, &exposed, now)).collect::<Vec<_>>().join("\n"),
    });
    Ok(exposed.is_empty())
}

/// A hub in one line, and what it was exposed for.
pub(super) fn line(hub: &HubState, exposed: &[state::Exposed], now: kernel::Timestamp) -> String {
    let name = hub.name.clone().unwrap_or_else(|| hub.hub.to_string());
    let as_of = match hub.freshness(now).as_of() {
        None => "nothing known yet".to_owned(),
        Some(at) => {
            let hours = now.since(at) / kernel::time::HOUR_MS;
            format!("{}, as of {hours} hours ago", hub.freshness(now).code())
        }
    };
    let agree = hub.answers.iter().filter(|a| a.agrees).count();
    let mut text = format!("{name}: {} entries, {as_of}; {agree} nodes agree", hub.size);
    for one in exposed.iter().filter(|e| e.hub == hub.hub) {
        let about = one.subject.map(|node| format!(" about {node}")).unwrap_or_default();
        let by = one.shown_by.map(|node| format!(", shown by {node}")).unwrap_or_default();
        text.push_str(&format!("; CANNOT BE TRUE: {}{about}{by}", one.code));
    }
    text
}

async fn follow(who: &Who<'_>) -> Result<bool> {
    let node = who.node();
    directory::send_cards_due(node).await?;
    hub::say_due(node).await?;
    let followed = hub::follow_hubs(node, true).await?;
    hub::tell_heads(node).await?;
    let posted = hub::post_and_collect(node).await?;
    let document = json!({
        "hubs": followed.iter().map(|(hub, what)| json!({ "hub": hub, "said": said(what) })).collect::<Vec<_>>(),
        "left": posted.left, "taken": posted.taken, "receipts": posted.receipts, "not_opened": posted.shut,
    });
    who.out.print(&document, || {
        let lines = followed.iter().map(|(hub, what)| format!("{hub}: {}", said(what)));
        let mail = format!("{} left, {} taken, {} receipts sent", posted.left, posted.taken, posted.receipts);
        lines.chain([mail]).collect::<Vec<_>>().join("\n")
    });
    Ok(followed.iter().all(|(_, what)| matches!(what, hub::Followed::Now(_))))
}

async fn members(who: &Who<'_>) -> Result<()> {
    let node = who.node();
    let (is_hub, peers) = node
        .store
        .run::<_, StoreError, _, _>("members", |tx| async move {
            Ok((hub::is_hub(&tx).await?, directory::peers(&tx).await?))
        })
        .await?;
    if !is_hub {
        bail!("this node is no hub; `liaison hub start` makes it one, for good");
    }
    let filled = state::mailboxes(node).await?;
    let members: Vec<_> = peers
        .iter()
        .filter(|peer| peer.is_trusted())
        .map(|peer| {
            (peer, filled.iter().find(|(of, _)| *of == peer.node).map(|(_, fill)| *fill).unwrap_or_default())
        })
        .collect();
    let documents: Vec<_> = members
        .iter()
        .map(|(peer, fill)| json!({ "node": peer.node, "name": peer.name(), "party": peer.party(),
            "last_seen": peer.last_seen_at.map(kernel::Timestamp::rfc3339), "envelopes": fill.items, "bytes": fill.bytes }))
        .collect();
    who.out.print(&documents, || {
        let line = |(peer, fill): &(&directory::Peer, hub::state::Fill)| {
            format!("{}  {}  {} envelopes, {} bytes", peer.node, peer.name(), fill.items, fill.bytes)
        };
        members.iter().map(line).collect::<Vec<_>>().join("\n")
    });
    Ok(())
}

async fn introduced(who: &Who<'_>) -> Result<()> {
    let node = who.node();
    let found = node.store.run::<_, HubError, _, _>("introduced", |tx| async move {
        let id = hub::hub_in_use(&tx).await?;
        Ok(state::introduced(&tx, node.keys.id, id).await?)
    });
    let found = found.await?;
    let documents: Vec<_> = found
        .iter()
        .map(|one| {
            json!({ "node": one.card.node(), "name": one.card.lead().name, "party": one.card.party(),
            "words": one.card.words(), "card": directory::armor(one.card.bytes()),
            "compared_by": one.witnesses.iter().map(directory::Peer::name).collect::<Vec<_>>() })
        })
        .collect();
    who.out.print(&documents, || {
        let line = |one: &state::Introduced| {
            let by: Vec<&str> = one.witnesses.iter().map(directory::Peer::name).collect();
            let by = if by.is_empty() { "nobody you trust".to_owned() } else { by.join(", ") };
            format!(
                "{}  {} ({}), not trusted; words compared by {by}",
                one.card.node(),
                one.card.lead().name,
                one.card.party()
            )
        };
        found.iter().map(line).collect::<Vec<_>>().join("\n")
    });
    Ok(())
}

/// `liaison network`.
pub(crate) async fn network(who: &Who<'_>, what: &Network) -> Result<bool> {
    let (node, actor) = (who.node(), &who.actor().await?);
    let own = node
        .store
        .run::<_, HubError, _, _>("networks", |tx| async move { hub::own_networks(&tx, node, actor).await });
    let own = own.await?;
    let of = |text: &str| {
        let mut fits = own.iter().filter(|n| n.name == text || n.id.to_string() == text).map(|n| n.id);
        let first = fits.next().with_context(|| format!("there is no network `{text}` here"))?;
        if fits.next().is_some() {
            bail!("several networks are called `{text}`; give its id");
        }
        Ok(first)
    };
    let (id, act) = match what {
        Network::List => {
            list(who, &own);
            return Ok(true);
        }
        Network::Begin(begin) => {
            let made = node.store.run::<_, HubError, _, _>("begin network", |tx| async move {
                hub::begin_network(&tx, node, actor, &begin.name, &begin.purpose).await
            });
            made.await?;
            return handed_over(who).await;
        }
        Network::Invite(with) => (of(&with.network)?, InNetwork::Invite(member(who, &with.member).await?)),
        Network::Remove(with) => (of(&with.network)?, InNetwork::Remove(member(who, &with.member).await?)),
        Network::Join(named) => (of(&named.network)?, InNetwork::Join),
        Network::Leave(named) => (of(&named.network)?, InNetwork::Leave),
    };
    let done = node.store.run::<_, HubError, _, _>("in network", |tx| async move {
        hub::act_in_network(&tx, node, actor, id, act).await
    });
    done.await?;
    handed_over(who).await
}

fn list(who: &Who<'_>, own: &[hub::rules::Network]) {
    let word = |standing: Option<Standing>| match standing {
        Some(Standing::Keeper) => "keeper",
        Some(Standing::Member) => "member",
        Some(Standing::Invited) => "invited",
        None => "outside",
    };
    let id = who.node().keys.id;
    let documents: Vec<_> = own
        .iter()
        .map(|n| {
            json!({ "network": n.id, "name": n.name, "purpose": n.purpose, "standing": word(n.standing(id)),
            "members": n.members().collect::<Vec<_>>() })
        })
        .collect();
    who.out.print(&documents, || {
        let line = |n: &hub::rules::Network| {
            format!(
                "{}  {}  {}: {} members; {}",
                n.id,
                n.name,
                word(n.standing(id)),
                n.members().count(),
                n.purpose
            )
        };
        own.iter().map(line).collect::<Vec<_>>().join("\n")
    });
}

/// A node of the hub's log by the beginning of its id or an authority's name.
async fn member(who: &Who<'_>, text: &str) -> Result<NodeId> {
    let node = who.node();
    let known = node.store.run::<_, HubError, _, _>("members", |tx| async move {
        let id = hub::hub_in_use(&tx).await?;
        Ok(state::cards(&tx, id).await?)
    });
    let mut fits = known.await?.into_iter().filter(|card| {
        let by_name = card.card().authorities.iter().any(|a| a.name == text);
        by_name || (text.len() >= 4 && card.node().to_string().starts_with(text))
    });
    let first = fits.next().with_context(|| format!("no node of the hub's log is called `{text}`"))?;
    if fits.next().is_some() {
        bail!("several nodes of the log fit `{text}`; give more of the id");
    }
    Ok(first.node())
}
