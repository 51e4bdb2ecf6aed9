//! A hub that lies: it has its own keys and signs what it likes. Each lie is exposed by name within one exchange
//! between two honest nodes, and stops nothing between them.

use crate::town::{Bent, Carried, House, Town, towns};
use directory::DirectoryError;
use kernel::Timestamp;
use kernel::id::NodeId;
use kernel::time::{DAY_MS, HOUR_MS};
use seal::identity::SigningKey;
use seal::tree::{Contradiction, Head, Tree, leaf_hash, open_head, sign_head};
use std::sync::Arc;
use store::StoreError;

/// A log of a hub's own making, signed with its key.
pub struct Forged {
    pub leaves: Vec<Vec<u8>>,
    key: SigningKey,
    hub: NodeId,
    at: Timestamp,
}

impl Forged {
    /// What the hub really holds, to be changed.
    pub async fn from(hub: &House) -> Self {
        let node = &hub.node;
        let read = node.store.run::<_, StoreError, _, _>("forge", |tx| async move {
            let key = directory::signing_keys(&tx, node).await?.newest().to_secret();
            Ok((hub::state::leaves(&tx, node.keys.id, 0, 200).await?, key, tx.at()))
        });
        let (leaves, key, at) = read.await.unwrap();
        let leaves = leaves.into_iter().map(|leaf| leaf.leaf).collect();
        Self { leaves, key: SigningKey::from_secret(&key).unwrap(), hub: hub.id(), at }
    }

    fn answer(&self, carried: &Carried<'_>) -> Option<Vec<u8>> {
        let number = |at: usize| u64::from_be_bytes(carried.body[at..at + 8].try_into().unwrap());
        match carried.path {
            hub::HEAD_PATH => {
                let size = usize::try_from(number(0)).unwrap_or(usize::MAX).min(self.leaves.len());
                let tree = Tree::of(self.leaves[..size].iter().map(|leaf| leaf_hash(leaf)));
                let head = Head::new(self.hub, tree.size(), tree.root(), self.at);
                Some(sign_head(&head, &self.key).unwrap())
            }
            hub::LEAVES_PATH => {
                let range = usize::try_from(number(0)).unwrap()..usize::try_from(number(8)).unwrap();
                let mut out = Vec::new();
                for leaf in &self.leaves[range] {
                    out.extend_from_slice(&u32::try_from(leaf.len()).unwrap().to_be_bytes());
                    out.extend_from_slice(leaf);
                }
                Some(out)
            }
            _ => None,
        }
    }
}

/// Shows this log to one member; everybody else sees the real one.
pub fn show_to(town: &Town, victim: &House, forged: Forged) {
    let (victim, hub) = (victim.id(), town.hub.id());
    town.wire.bend(move |carried| match carried.from == victim && carried.to == hub {
        true => forged.answer(carried).map_or(Bent::Carries, Bent::Answers),
        false => Bent::Carries,
    });
}

/// A card of somebody who calls themselves as this node does, with keys of their own.
async fn impostor(town: &Town, of: &House) -> Vec<u8> {
    let steps = exchange::testing::steps();
    let at = store::testing::sqlite(&steps).await;
    let (party, name) = (of.node.facts.party.to_string(), of.own.name.clone());
    let (node, _) = access::testing::node(at.store.clone(), 99, &party, &name, &[directory::WORDS]).await;
    assert_ne!(node.keys.id, of.id(), "{}", town.kind);
    directory::testing::card_of(&node).await
}

fn card_leaf(card: &[u8]) -> Vec<u8> {
    hub::statement::LeafKind::Card.around(card)
}

#[tokio::test]
async fn a_log_is_followed_verified_and_kept_the_same_everywhere() {
    for town in towns().await {
        town.everybody_follows().await;
        let roots: Vec<_> = [town.state(&town.accra).await, town.state(&town.niamey).await]
            .into_iter()
            .map(|state| (state.size, state.root))
            .collect();
        assert_eq!(roots[0].0, 4, "{}: the hub and three members", town.kind);
        assert_eq!(roots[0], roots[1], "{}", town.kind);
        town.exchange_heads(&town.accra, &town.niamey).await;
        assert!(town.exposed(&town.accra).await.is_empty() && town.exposed(&town.niamey).await.is_empty());
        let agreed = town.state(&town.accra).await.answers;
        assert!(agreed.iter().any(|a| a.peer == town.niamey.id() && a.agrees), "{}: {agreed:?}", town.kind);
    }
}

#[tokio::test]
async fn a_4_a_newer_card_of_a_trusted_node_comes_by_the_log_as_if_it_had_shown_it_itself() {
    for town in towns().await {
        town.everybody_follows().await;
        town.wire.cut(&town.accra, &town.niamey, true);
        town.niamey.changes_its_card("Night desk").await;
        town.everybody_follows().await;
        let held = town.accra.peer(&town.niamey).await;
        assert_eq!(held.card, town.niamey.card().await, "{}", town.kind);
    }
}

#[tokio::test]
async fn a_fork_is_exposed_by_name_on_both_sides_within_one_exchange() {
    for town in towns().await {
        town.everybody_follows().await;
        // From here on Niamey sees another log than Accra, both signed by the hub.
        town.palermo.changes_its_card("Night desk").await;
        directory::send_cards_due(&town.palermo.node).await.unwrap();
        hub::write_log(&town.hub.node).await.unwrap();
        let mut forged = Forged::from(&town.hub).await;
        let last = forged.leaves.len() - 1;
        forged.leaves[last] = card_leaf(&impostor(&town, &town.palermo).await);
        show_to(&town, &town.niamey, forged);
        assert_eq!(town.follows(&town.accra).await, hub::Followed::Now(1));
        assert_eq!(town.follows(&town.niamey).await, hub::Followed::Now(1), "nothing here shows it alone");
        town.advance_ms(HOUR_MS);
        town.exchange_heads(&town.accra, &town.niamey).await;
        for (here, there) in [(&town.accra, &town.niamey), (&town.niamey, &town.accra)] {
            let exposed = town.exposed(here).await;
            let fork = exposed.iter().find(|e| e.code == "other-root").unwrap();
            assert_eq!((fork.hub, fork.shown_by), (town.hub.id(), Some(there.id())), "{}", town.kind);
            // Both heads are the hub's own, and contradict each other for anybody.
            let keys: Vec<_> = here.peer(&town.hub).await.card.card().signing.iter().map(|k| k.0).collect();
            let read = |bytes: &[u8]| open_head(bytes, town.hub.id(), &keys).unwrap();
            let shown = Contradiction::shown_by(&read(&fork.held), &read(&fork.shown), &fork.proof());
            assert_eq!(shown, Some(Contradiction::OtherRoot), "{}", town.kind);
        }
        // What they exchange goes on; the hub is not believed for keys any more.
        town.wire.straighten();
        town.wire.cut(&town.accra, &town.niamey, true);
        let before = town.accra.peer(&town.niamey).await;
        town.niamey.changes_its_card("Day desk").await;
        town.everybody_follows().await;
        assert_eq!(town.accra.peer(&town.niamey).await.card, before.card, "{}: not by this hub", town.kind);
        town.wire.cut(&town.accra, &town.niamey, false);
        directory::send_cards_due(&town.niamey.node).await.unwrap();
        assert_ne!(town.accra.peer(&town.niamey).await.card, before.card, "{}: by itself", town.kind);
    }
}

#[tokio::test]
async fn a_fork_is_known_also_to_a_member_that_never_meets_the_one_that_was_misled() {
    for has_copy in [true, false] {
        for town in towns().await {
            town.everybody_follows().await;
            let mut forged = Forged::from(&town.hub).await;
            forged.leaves.push(card_leaf(&impostor(&town, &town.palermo).await));
            show_to(&town, &town.niamey, forged);
            assert_eq!(town.follows(&town.niamey).await, hub::Followed::Now(1));
            town.palermo.changes_its_card("Night desk").await;
            directory::send_cards_due(&town.palermo.node).await.unwrap();
            hub::write_log(&town.hub.node).await.unwrap();
            town.follows(&town.accra).await;
            if has_copy {
                town.follows(&town.palermo).await;
            } else {
                let (palermo, hub) = (&town.palermo, town.hub.id());
                let begin_anew = palermo.in_store(|tx| async move {
                    hub::stop_using(&tx, &palermo.node, &palermo.admin, hub).await?;
                    hub::begin_to_use(&tx, &palermo.node, &palermo.admin, hub).await.map(|_| ())
                });
                begin_anew.await;
            }
            town.wire.cut(&town.palermo, &town.niamey, true);
            town.wire.down(&town.hub, true);
            town.exchange_heads(&town.accra, &town.niamey).await;
            exchange::deliver_due(&town.accra.node, 100).await.unwrap();
            let exposed = town.exposed(&town.palermo).await;
            assert_eq!(exposed.len(), 1, "{} {has_copy}: {exposed:?}", town.kind);
            let fork = &exposed[0];
            assert_eq!((fork.code.as_str(), fork.hub), ("other-root", town.hub.id()), "{}", town.kind);
            assert_eq!(fork.shown_by, Some(town.accra.id()), "{}: who told", town.kind);
            let hub = town.palermo.peer(&town.hub).await;
            let keys: Vec<_> = hub.card.card().signing.iter().map(|k| k.0).collect();
            let read = |bytes: &[u8]| open_head(bytes, town.hub.id(), &keys).unwrap();
            let shown = Contradiction::shown_by(&read(&fork.held), &read(&fork.shown), &fork.proof());
            assert_eq!(shown, Some(Contradiction::OtherRoot), "{}: it proves itself", town.kind);
        }
    }
}

#[tokio::test]
async fn a_fork_is_exposed_where_one_side_has_seen_less_and_the_hub_answers_nobody() {
    for town in towns().await {
        town.everybody_follows().await;
        let mut forged = Forged::from(&town.hub).await;
        forged.leaves.push(card_leaf(&impostor(&town, &town.palermo).await));
        show_to(&town, &town.niamey, forged);
        assert_eq!(town.follows(&town.niamey).await, hub::Followed::Now(1));
        for desk in ["Night desk", "Day desk"] {
            town.palermo.changes_its_card(desk).await;
            directory::send_cards_due(&town.palermo.node).await.unwrap();
            hub::write_log(&town.hub.node).await.unwrap();
        }
        assert_eq!(town.follows(&town.accra).await, hub::Followed::Now(2));
        town.wire.down(&town.hub, true);
        // Whoever has seen less tells: the other one proves. And the other way round: the answer shows the shorter head.
        let (shorter, longer) = (&town.niamey, &town.accra);
        town.exchange_heads(shorter, longer).await;
        for here in [shorter, longer] {
            let exposed = town.exposed(here).await;
            let fork = exposed.iter().find(|e| e.code == "not-continued");
            assert!(fork.is_some(), "{}: {exposed:?}", town.kind);
            assert!(!fork.unwrap().proof().is_empty(), "{}: anybody can verify it", town.kind);
        }
    }
    for town in towns().await {
        town.everybody_follows().await;
        let mut forged = Forged::from(&town.hub).await;
        forged.leaves.push(card_leaf(&impostor(&town, &town.palermo).await));
        show_to(&town, &town.niamey, forged);
        town.follows(&town.niamey).await;
        for desk in ["Night desk", "Day desk"] {
            town.palermo.changes_its_card(desk).await;
            directory::send_cards_due(&town.palermo.node).await.unwrap();
            hub::write_log(&town.hub.node).await.unwrap();
        }
        town.follows(&town.accra).await;
        town.wire.down(&town.hub, true);
        town.exchange_heads(&town.accra, &town.niamey).await;
        assert_eq!(town.codes(&town.accra).await, ["not-continued"], "{}: by the answer", town.kind);
        // Whoever answered knows only what it holds; it is told what is wrong with it.
        exchange::deliver_due(&town.accra.node, 100).await.unwrap();
        let told = town.codes(&town.niamey).await;
        assert!(told.iter().any(|code| code == "not-continued"), "{}: {told:?}", town.kind);
    }
}

#[tokio::test]
async fn a_fork_that_one_member_saw_alone_is_told_to_the_others_once_it_is_proven() {
    for town in towns().await {
        town.everybody_follows().await;
        let mut forged = Forged::from(&town.hub).await;
        forged.leaves.push(card_leaf(&impostor(&town, &town.palermo).await));
        show_to(&town, &town.accra, forged);
        assert_eq!(town.follows(&town.accra).await, hub::Followed::Now(1));
        let mut other = Forged::from(&town.hub).await;
        other.leaves.swap(1, 2);
        other.leaves.push(card_leaf(&impostor(&town, &town.palermo).await));
        show_to(&town, &town.niamey, other);
        assert_eq!(town.follows(&town.niamey).await, hub::Followed::Exposed("not-continued".into()));
        assert!(town.exposed(&town.niamey).await[0].proof().is_empty(), "{}: its word alone", town.kind);
        town.wire.straighten();
        for desk in ["Night desk", "Day desk"] {
            town.palermo.changes_its_card(desk).await;
            directory::send_cards_due(&town.palermo.node).await.unwrap();
            hub::write_log(&town.hub.node).await.unwrap();
        }
        assert_eq!(town.follows(&town.niamey).await, hub::Followed::Now(2));
        exchange::deliver_due(&town.niamey.node, 100).await.unwrap();
        assert!(town.exposed(&town.palermo).await.is_empty(), "{}: nobody is accused by hearsay", town.kind);
        town.wire.cut(&town.accra, &town.palermo, true);
        town.exchange_heads(&town.accra, &town.niamey).await;
        exchange::deliver_due(&town.niamey.node, 100).await.unwrap();
        for member in [&town.niamey, &town.palermo] {
            let exposed = town.exposed(member).await;
            let known: Vec<_> = exposed.iter().map(|e| (e.code.as_str(), e.proof().is_empty())).collect();
            assert_eq!(known, [("not-continued", false)], "{}", town.kind);
        }
    }
}

#[tokio::test]
async fn a_log_put_in_another_order_or_with_a_leaf_left_out_does_not_continue() {
    for change in ["order", "left out"] {
        for town in towns().await {
            town.everybody_follows().await;
            town.palermo.changes_its_card("Night desk").await;
            directory::send_cards_due(&town.palermo.node).await.unwrap();
            hub::write_log(&town.hub.node).await.unwrap();
            let mut forged = Forged::from(&town.hub).await;
            if change == "order" {
                forged.leaves.swap(1, 2);
            } else {
                let last = forged.leaves.pop().unwrap();
                forged.leaves.remove(1);
                forged.leaves.extend([last, card_leaf(&impostor(&town, &town.hub).await)]);
            }
            show_to(&town, &town.niamey, forged);
            let followed = town.follows(&town.niamey).await;
            assert_eq!(followed, hub::Followed::Exposed("not-continued".into()), "{}: {change}", town.kind);
            let exposed = town.exposed(&town.niamey).await;
            assert_eq!(exposed[0].hub, town.hub.id());
            assert!(
                !exposed[0].held.is_empty() && !exposed[0].shown.is_empty(),
                "both signed heads are kept"
            );
        }
    }
    for town in towns().await {
        town.everybody_follows().await;
        let mut forged = Forged::from(&town.hub).await;
        forged.leaves.pop();
        show_to(&town, &town.niamey, forged);
        let followed = town.follows(&town.niamey).await;
        assert_eq!(followed, hub::Followed::Exposed(hub::SHORTER.into()), "{}", town.kind);
    }
}

#[tokio::test]
async fn a_swapped_key_is_exposed_by_the_name_it_was_swapped_under() {
    for town in towns().await {
        town.everybody_follows().await;
        let mut forged = Forged::from(&town.hub).await;
        let false_accra = impostor(&town, &town.accra).await;
        forged.leaves.push(card_leaf(&false_accra));
        let forged = Arc::new(forged);
        let hub = town.hub.id();
        town.wire.bend(move |carried| match carried.to == hub {
            true => forged.answer(carried).map_or(Bent::Carries, Bent::Answers),
            false => Bent::Carries,
        });
        let false_id = directory::read_card(&false_accra).unwrap().node();
        for (member, code) in
            [(&town.accra, "own-name"), (&town.niamey, "other-key"), (&town.palermo, "other-key")]
        {
            town.follows(member).await;
            let exposed = town.exposed(member).await;
            assert_eq!(exposed.len(), 1, "{}: {exposed:?}", town.kind);
            assert_eq!(
                (exposed[0].code.as_str(), exposed[0].subject),
                (code, Some(false_id)),
                "{}",
                town.kind
            );
        }
        // It is nobody's peer, and cannot become one through this hub.
        let trusts =
            town.niamey.in_store(|tx| async move { Ok(directory::peer(&tx, false_id).await?.is_some()) });
        assert!(!trusts.await, "{}", town.kind);
    }
}

#[tokio::test]
async fn a_3_a_card_changed_by_the_hub_is_a_forgery_and_an_older_one_is_no_newer_one() {
    for town in towns().await {
        town.everybody_follows().await;
        let before = town.niamey.peer(&town.accra).await;
        let real = Forged::from(&town.hub).await;
        let accra = real.leaves.iter().find(|leaf| leaf[1..] == *before.card.bytes()).unwrap().clone();
        for (change, code) in [("bytes", "forged-card"), ("again", "card-went-back")] {
            let mut leaf = accra.clone();
            if change == "bytes" {
                let place = leaf.windows(6).position(|w| w == b"https:").unwrap();
                leaf[place + 9] ^= 1;
            }
            let mut forged = Forged::from(&town.hub).await;
            forged.leaves.push(leaf);
            if code == "card-went-back" {
                // Over what the first lie left.
                settle_everything(&town, &town.niamey).await;
            }
            let forged = Forged { at: town.niamey.node.store.clock().now(), ..forged };
            show_to(&town, &town.niamey, forged);
            town.follows(&town.niamey).await;
            let exposed = town.exposed(&town.niamey).await;
            let found = exposed.iter().find(|e| e.code == code);
            let found = found.unwrap_or_else(|| panic!("{}: {exposed:?}", town.kind));
            assert_eq!(found.subject, Some(town.accra.id()), "{}: named", town.kind);
            assert_eq!(
                town.niamey.peer(&town.accra).await.card,
                before.card,
                "{}: believed in nothing",
                town.kind
            );
        }
    }
}

/// As two administrators would after they spoke with the hub: the copy is forgotten and fetched anew.
async fn settle_everything(town: &Town, member: &House) {
    let hub = town.hub.id();
    member
        .in_store(|tx| async move {
            hub::stop_using(&tx, &member.node, &member.admin, hub).await?;
            hub::begin_to_use(&tx, &member.node, &member.admin, hub).await.map(|_| ())
        })
        .await;
    town.wire.straighten();
    town.follows(member).await;
}

#[tokio::test]
async fn a_hub_that_withholds_gets_stale_with_its_age_though_it_signs_new_heads() {
    for town in towns().await {
        town.everybody_follows().await;
        let old = Forged::from(&town.hub).await;
        town.palermo.changes_its_card("Night desk").await;
        directory::send_cards_due(&town.palermo.node).await.unwrap();
        hub::write_log(&town.hub.node).await.unwrap();
        assert_eq!(town.follows(&town.accra).await, hub::Followed::Now(1));
        let fresh = |leaves: Vec<Vec<u8>>, key: &SigningKey, at| Forged {
            leaves,
            key: SigningKey::from_secret(&key.to_secret()).unwrap(),
            hub: town.hub.id(),
            at,
        };
        town.advance_ms(HOUR_MS);
        town.exchange_heads(&town.accra, &town.niamey).await;
        town.advance_ms(26 * HOUR_MS);
        show_to(
            &town,
            &town.niamey,
            fresh(old.leaves.clone(), &old.key, town.niamey.node.store.clock().now()),
        );
        assert_eq!(town.follows(&town.niamey).await, hub::Followed::Now(0), "its head is new and signed");
        let state = town.state(&town.niamey).await;
        let now = town.niamey.node.store.clock().now();
        assert_eq!(state.freshness(now).code(), "stale", "{}", town.kind);
        let age = now.since(state.freshness(now).as_of().unwrap());
        assert!((26 * HOUR_MS..28 * HOUR_MS).contains(&age), "{}: {age}", town.kind);
        // And it says so in words.
        // Nobody stays signed in for a day.
        let (_, auditor) = town.niamey.someone("auditor", kernel::Role::Auditor).await;
        let (_, page) = town.niamey.get_as(&auditor, "/hub").await;
        assert!(page.contains("26 hours ago"), "{}: {page}", town.kind);
        town.wire.straighten();
        assert_eq!(town.follows(&town.niamey).await, hub::Followed::Now(1));
        assert_eq!(town.state(&town.niamey).await.freshness(now).code(), "fresh", "{}", town.kind);
    }
}

#[tokio::test]
async fn a_5_nodes_that_know_each_other_work_eight_days_without_the_hub() {
    for town in towns().await {
        town.everybody_follows().await;
        town.wire.down(&town.hub, true);
        for day in 1..=8 {
            town.advance_ms(DAY_MS);
            town.niamey.changes_its_card(&format!("Desk of day {day}")).await;
            directory::send_cards_due(&town.niamey.node).await.unwrap();
            hub::work(&town.accra.node).await.unwrap();
            assert_eq!(
                town.accra.peer(&town.niamey).await.card,
                town.niamey.card().await,
                "{} {day}",
                town.kind
            );
            town.exchange_heads(&town.accra, &town.niamey).await;
            let answers = town.state(&town.accra).await.answers;
            assert!(answers.iter().all(|a| a.agrees), "{}: envelopes go on", town.kind);
        }
        let state = town.state(&town.accra).await;
        let now = town.accra.node.store.clock().now();
        assert_eq!(state.freshness(now).code(), "stale", "{}", town.kind);
        assert!(town.exposed(&town.accra).await.is_empty(), "{}: to be down is no lie", town.kind);
    }
}

#[tokio::test]
async fn a_8_to_anybody_who_is_no_member_a_hub_is_not_there_and_neither_is_one_on_a_node_that_is_none() {
    for town in towns().await {
        town.everybody_follows().await;
        let carry = |from: &House, to: &House, path: &str| {
            let (node, to, path) = (Arc::clone(&from.node), to.id(), path.to_owned());
            async move {
                node.carrier
                    .carry(to, &[], kernel::Digest([0; 32]), &path, u64::MAX.to_be_bytes().to_vec())
                    .await
            }
        };
        let not_here = carry(&town.accra, &town.niamey, hub::HEAD_PATH).await;
        assert!(matches!(not_here, Err(access::CarryError::Status(404))), "{}: Niamey is no hub", town.kind);
        assert!(carry(&town.accra, &town.hub, hub::HEAD_PATH).await.is_ok());
        let accra = town.accra.id();
        let revoked = town.hub.node.store.run::<_, DirectoryError, _, _>("revoke", |tx| {
            let hub = &town.hub;
            async move { directory::revoke(&tx, &hub.node, &hub.admin, accra, "it left").await }
        });
        revoked.await.unwrap();
        for path in [hub::HEAD_PATH, hub::LEAVES_PATH, hub::STATEMENTS_PATH, hub::COLLECT_PATH] {
            let gone = carry(&town.accra, &town.hub, path).await;
            assert!(matches!(gone, Err(access::CarryError::Status(404))), "{}: {path}", town.kind);
        }
    }
}
