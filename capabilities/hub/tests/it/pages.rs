//! The pages, by role, and a network joined from the screens alone.

use crate::hostile::{Forged, show_to};
use crate::town::towns;
use kernel::Role;

#[tokio::test]
async fn an_administrator_joins_a_network_from_the_screens_alone() {
    for town in towns().await {
        town.everybody_follows().await;
        let (accra, niamey) = (&town.accra, &town.niamey);
        let (status, to) = accra.post("/hub/networks", "name=RedTRAM&purpose=specialised+prosecutors").await;
        assert_eq!((status.as_u16(), to.as_str()), (303, "/hub/networks"), "{}", town.kind);
        let (_, list) = accra.get("/hub/networks").await;
        let at = list.split("/hub/networks/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let path = format!("/hub/networks/{at}");
        let (status, _) = accra.post(&path, &format!("act=invite&node={}", niamey.id())).await;
        assert_eq!(status, 303, "{}", town.kind);
        town.everybody_follows().await;
        let (_, list) = niamey.get("/hub/networks").await;
        assert!(list.contains("RedTRAM") && list.contains("invited"), "{}: {list}", town.kind);
        assert_eq!(niamey.post(&path, "act=join").await.0, 303, "{}", town.kind);
        let (_, page) = niamey.get(&path).await;
        assert!(
            page.contains("Document Fraud Expertise Centre") && page.contains("Duty desk"),
            "{}: {page}",
            town.kind
        );
        // Palermo is in no network, and this one does not exist for it.
        assert_eq!(town.palermo.get(&path).await.0, 404, "{}", town.kind);
        assert_eq!(town.palermo.post(&path, "act=join").await.0, 404, "{}", town.kind);
        assert_eq!(accra.post("/hub/networks", "name=&purpose=x").await.0, 422, "{}", town.kind);
    }
}

#[tokio::test]
async fn what_cannot_be_true_stands_by_name_before_administrator_and_auditor_and_two_settle_it() {
    for town in towns().await {
        town.everybody_follows().await;
        let niamey = &town.niamey;
        let mut forged = Forged::from(&town.hub).await;
        forged.leaves.swap(1, 2);
        forged.leaves.push(forged.leaves[3].clone());
        show_to(&town, niamey, forged);
        let (status, _) = niamey.post("/hub/follow", &format!("hub={}", town.hub.id())).await;
        assert_eq!(status, 303, "{}", town.kind);
        let says =
            "Secretariat (AT) signed a longer log that does not begin with the one it had signed before";
        let (_, auditor) = niamey.someone("auditor", Role::Auditor).await;
        for session in [&niamey.session, &auditor] {
            let (_, page) = niamey.get_as(session, "/hub").await;
            let plain = page.replace("<bdi>", "").replace("</bdi>", "").replace(['\u{2068}', '\u{2069}'], "");
            assert!(plain.contains(says) && plain.contains("not believed for keys"), "{}: {page}", town.kind);
        }
        let (_, page) = niamey.get_as(&auditor, "/hub").await;
        assert!(
            !page.contains("action=\"/hub/alarms/"),
            "{}: an auditor sees and does not settle",
            town.kind
        );
        let (_, page) = niamey.get("/hub").await;
        let id = page.split("action=\"/hub/alarms/").nth(1).unwrap().split('"').next().unwrap();
        let path = format!("/hub/alarms/{id}");
        assert_eq!(niamey.post(&path, "reason=").await.0, 422, "{}: not without a reason", town.kind);
        let (_, second) = niamey.someone("b.admin", Role::Administrator).await;
        let (status, to) = niamey.post(&path, "reason=restored+after+a+fire").await;
        assert_eq!((status.as_u16(), to.as_str()), (303, "/second-person"), "{}", town.kind);
        assert_eq!(town.codes(niamey).await, ["not-continued"], "{}: one is not enough", town.kind);
        let (_, acts) = niamey.get_as(&second, "/second-person").await;
        let act = acts.split("/second-person/").nth(1).unwrap().split(['"', '/']).next().unwrap();
        let (status, answer) = niamey
            .post_as(&second, &format!("/second-person/{act}"), "decision=confirm&why=spoke+with+Vienna")
            .await;
        assert_eq!(status, 303, "{}: {answer}", town.kind);
        assert!(town.codes(niamey).await.is_empty(), "{}", town.kind);
        town.wire.straighten();
        assert_eq!(town.follows(niamey).await, hub::Followed::Now(4), "{}: fetched anew", town.kind);
    }
}

#[tokio::test]
async fn the_log_and_the_members_are_shown_to_those_who_run_or_oversee_the_node_and_to_nobody_else() {
    for town in towns().await {
        town.everybody_follows().await;
        let (_, investigator) = town.niamey.someone("investigator", Role::Investigator).await;
        for path in ["/hub", "/hub/log", "/hub/members", "/hub/networks"] {
            assert_eq!(town.niamey.get_as(&investigator, path).await.0, 404, "{}: {path}", town.kind);
        }
        let (status, log) = town.niamey.get("/hub/log").await;
        assert!(
            status == 200 && log.contains("The log holds.") && log.contains("Procura di Palermo"),
            "{log}"
        );
        assert_eq!(town.niamey.get("/hub/members").await.0, 404, "{}: Niamey is no hub", town.kind);
        let (status, members) = town.hub.get("/hub/members").await;
        assert!(status == 200 && members.contains("Procura di Palermo"), "{}: {members}", town.kind);
        // Somebody who may write to the database changes the copy.
        town.niamey
            .runs(&["UPDATE hub_leaf SET hash = (SELECT root FROM hub_leaf WHERE place = 3) WHERE place = 1"])
            .await;
        let (_, log) = town.niamey.get("/hub/log").await;
        assert!(log.contains("The copy kept here was changed."), "{}: {log}", town.kind);
    }
}

#[test]
fn a_12_every_word_of_the_room_is_in_three_languages() {
    let words = web::Words::new(&[hub::WORDS]).unwrap();
    let templates = [
        include_str!("../../templates/list_log.html"),
        include_str!("../../templates/list_members.html"),
        include_str!("../../templates/list_networks.html"),
        include_str!("../../templates/show_hub.html"),
        include_str!("../../templates/show_network.html"),
    ];
    let pages = [
        include_str!("../../src/acts.rs"),
        include_str!("../../src/pages/list_log.rs"),
        include_str!("../../src/pages/list_members.rs"),
        include_str!("../../src/pages/list_networks.rs"),
        include_str!("../../src/pages/mod.rs"),
        include_str!("../../src/pages/show_hub.rs"),
        include_str!("../../src/pages/show_network.rs"),
        include_str!("../../src/pages/use_hub.rs"),
    ];
    for source in templates.iter().chain(&pages) {
        assert_eq!(words.unknown_keys(source), Vec::<String>::new());
    }
    for template in templates {
        assert_eq!(web::bare_text(template), Vec::<String>::new());
    }
    let alarms = [
        "other-root",
        "not-continued",
        "shorter",
        "forged-card",
        "card-went-back",
        "forged-statement",
        "own-card",
        "own-name",
        "other-card",
        "other-key",
    ];
    for code in alarms {
        assert!(
            words.knows(&format!("hub-alarm-{code}")) && words.knows(&format!("hub-alarm-{code}-says")),
            "{code}"
        );
    }
}
