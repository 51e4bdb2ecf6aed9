//! Networks: a keeper invites, a node accepts, both signed in the log; and trust on the word of two witnesses.

use crate::hostile::{Forged, show_to};
use crate::town::{House, Town, towns};
use hub::rules::Standing;
use hub::{HubError, InNetwork};
use kernel::Role;
use kernel::id::NodeId;
use uuid::Uuid;

pub async fn begins(town: &Town, house: &House, name: &str) -> Uuid {
    let name = name.to_owned();
    let id = house
        .in_store(|tx| {
            let name = name.clone();
            async move { hub::begin_network(&tx, &house.node, &house.admin, &name, "Joint prosecution").await }
        })
        .await;
    town.everybody_follows().await;
    id
}

pub async fn does(house: &House, id: Uuid, what: InNetwork) -> Result<(), HubError> {
    let done = house.node.store.run::<_, HubError, _, _>("in a network", |tx| async move {
        hub::act_in_network(&tx, &house.node, &house.admin, id, what).await
    });
    done.await
}

async fn standing(house: &House, id: Uuid, of: NodeId) -> Option<Standing> {
    let networks =
        house.in_store(|tx| async move { hub::own_networks(&tx, &house.node, &house.admin).await }).await;
    networks.into_iter().find(|network| network.id == id).and_then(|network| network.standing(of))
}

#[tokio::test]
async fn a_node_is_invited_by_the_keeper_joins_and_leaves_and_the_log_shows_it_to_all_members() {
    for town in towns().await {
        town.everybody_follows().await;
        let (accra, niamey, palermo) = (&town.accra, &town.niamey, &town.palermo);
        let id = begins(&town, accra, "RedTRAM").await;
        assert_eq!(
            standing(niamey, id, niamey.id()).await,
            None,
            "{}: who is not in it does not see it",
            town.kind
        );
        assert!(matches!(does(niamey, id, InNetwork::Join).await, Err(HubError::NotHere)));
        does(accra, id, InNetwork::Invite(niamey.id())).await.unwrap();
        town.everybody_follows().await;
        assert_eq!(standing(niamey, id, niamey.id()).await, Some(Standing::Invited), "{}", town.kind);
        assert_eq!(
            standing(palermo, id, niamey.id()).await,
            None,
            "{}: an invitation is between two",
            town.kind
        );
        assert!(matches!(does(niamey, id, InNetwork::Invite(palermo.id())).await, Err(HubError::NotHere)));
        does(niamey, id, InNetwork::Join).await.unwrap();
        town.everybody_follows().await;
        for here in [accra, niamey] {
            assert_eq!(standing(here, id, niamey.id()).await, Some(Standing::Member), "{}", town.kind);
        }
        does(niamey, id, InNetwork::Leave).await.unwrap();
        town.everybody_follows().await;
        assert_eq!(standing(accra, id, niamey.id()).await, None, "{}", town.kind);
        let statements: Vec<u8> = hub_kinds(&town).await;
        assert_eq!(statements, [2, 2, 2, 2], "{}: each was signed and stands in the log", town.kind);
    }
}

async fn hub_kinds(town: &Town) -> Vec<u8> {
    let hub = town.hub.id();
    let leaves =
        town.accra.in_store(|tx| async move { Ok(hub::state::leaves(&tx, hub, 0, 200).await?) }).await;
    leaves.into_iter().map(|leaf| leaf.kind).filter(|kind| *kind == 2).collect()
}

#[tokio::test]
async fn a_statement_said_again_by_the_hub_is_exposed_and_makes_nobody_a_member() {
    for town in towns().await {
        town.everybody_follows().await;
        let id = begins(&town, &town.accra, "RedTRAM").await;
        does(&town.accra, id, InNetwork::Invite(town.niamey.id())).await.unwrap();
        town.everybody_follows().await;
        does(&town.niamey, id, InNetwork::Join).await.unwrap();
        town.everybody_follows().await;
        does(&town.niamey, id, InNetwork::Leave).await.unwrap();
        town.everybody_follows().await;
        let mut forged = Forged::from(&town.hub).await;
        let joined = forged.leaves[forged.leaves.len() - 2].clone();
        forged.leaves.push(joined);
        show_to(&town, &town.accra, forged);
        town.follows(&town.accra).await;
        let exposed = town.exposed(&town.accra).await;
        assert_eq!(exposed[0].code, "forged-statement", "{}: {exposed:?}", town.kind);
        assert_eq!(exposed[0].subject, Some(town.niamey.id()), "{}: in whose name", town.kind);
        assert_eq!(standing(&town.accra, id, town.niamey.id()).await, None, "{}", town.kind);
        // And while that is open nobody new is invited by this hub's word.
        let invite = does(&town.accra, id, InNetwork::Invite(town.palermo.id())).await;
        assert!(matches!(invite, Err(HubError::Open)), "{}: {invite:?}", town.kind);
    }
}

#[tokio::test]
async fn only_administrators_of_the_leading_authority_speak_for_the_node() {
    for town in towns().await {
        town.everybody_follows().await;
        let niamey = &town.niamey;
        let (auditor, _) = niamey.someone("auditor", Role::Auditor).await;
        let refused = niamey.node.store.run::<_, HubError, _, _>("begin", |tx| {
            let auditor = &auditor;
            async move { hub::begin_network(&tx, &niamey.node, auditor, "RedTRAM", "prosecution").await }
        });
        assert!(matches!(refused.await, Err(HubError::Refused(_))), "{}", town.kind);
    }
}

#[tokio::test]
async fn a_4_a_node_is_trusted_on_the_word_of_two_witnesses_and_two_administrators_and_of_no_fewer() {
    for town in towns().await {
        // Niamey never met Palermo.
        let (niamey, palermo) = (&town.niamey, town.palermo.id());
        forget(niamey, palermo).await;
        town.everybody_follows().await;
        let hub = town.hub.id();
        let tunis = town.tunis().await;
        let says = async |house: &House| {
            house
                .in_store(
                    |tx| async move { hub::say_compared(&tx, &house.node, &house.admin, palermo).await },
                )
                .await;
            hub::say_due(&house.node).await.unwrap();
            town.follows(niamey).await;
        };
        let introduced = || async {
            let found =
                niamey.in_store(|tx| async move { Ok(hub::state::introduced(&tx, niamey.id(), hub).await?) });
            found.await
        };
        assert_eq!(introduced().await[0].card.node(), palermo, "{}", town.kind);
        let asks = || async { niamey.post(&format!("/hub/introduced/{palermo}"), "").await };
        assert_eq!(asks().await.0, 409, "{}: nobody says so", town.kind);
        says(&town.accra).await;
        assert_eq!(introduced().await[0].witnesses.len(), 1, "{}", town.kind);
        assert_eq!(asks().await.0, 409, "{}: one is not enough", town.kind);
        says(&tunis).await;
        assert_eq!(introduced().await[0].witnesses.len(), 2, "{}", town.kind);
        let (_, second) = niamey.someone("b.admin", Role::Administrator).await;
        let (status, to) = asks().await;
        assert_eq!((status.as_u16(), to.as_str()), (303, "/second-person"), "{}", town.kind);
        let trusted = || {
            niamey.in_store(|tx| async move {
                Ok(directory::peer(&tx, palermo).await?.is_some_and(|p| p.is_trusted()))
            })
        };
        assert!(!trusted().await, "{}: not by one administrator", town.kind);
        let (_, page) = niamey.get_as(&second, "/second-person").await;
        let id = page.split("/second-person/").nth(1).unwrap().split(['"', '/']).next().unwrap().to_owned();
        let (status, answer) = niamey
            .post_as(&second, &format!("/second-person/{id}"), "decision=confirm&why=spoke+with+both")
            .await;
        assert_eq!(status, 303, "{}: {answer}", town.kind);
        assert!(trusted().await, "{}", town.kind);
        let terms = niamey
            .in_store(|tx| async move { Ok(directory::peer(&tx, palermo).await?.unwrap().terms) })
            .await;
        assert!(!terms.may_ask && !terms.may_answer, "{}: nothing is agreed by that", town.kind);
    }
}

/// As if this node had never met that one.
async fn forget(house: &House, node: NodeId) {
    let sql = format!("DELETE FROM peer WHERE node = '{node}'");
    let cards = format!("DELETE FROM peer_card WHERE node = '{node}'");
    house.runs(&[&sql, &cards]).await;
}
