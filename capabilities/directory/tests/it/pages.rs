//! The pages as people meet them, by route and role.

use super::{Pair, act, change_desk, one_pair, opens_with, own, seen_from, steps};
use access::Work;
use access::testing::{node, person};
use access::{Carrier, CarryError, Node, PeerIdentity};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use directory::testing::{card_of, introduce, trust_card};
use directory::{Channel, ConfirmWork, Confirmation, ContactDraft, KeptDraft, Particulars, armor};
use futures_core::future::BoxFuture;
use http_body_util::BodyExt;
use kernel::id::NodeId;
use kernel::time::{DAY_MS, MINUTE_MS};
use kernel::{Actor, Digest, Function, Lang, Role};
use std::sync::Arc;
use store::testing::sqlite;
use tower::ServiceExt;

fn app(node: &Arc<Node>) -> Router {
    web::protect(
        directory::routes().into_router(|r, h| access::enforce(node, r, h)).with_state(Arc::clone(node)),
    )
}

pub(super) struct Page {
    pub(super) status: StatusCode,
    pub(super) to: String,
    pub(super) text: String,
}

async fn send(app: &Router, request: Request<Body>) -> Page {
    let response = app.clone().oneshot(request).await.unwrap();
    let to = response.headers().get(header::LOCATION).map_or("", |v| v.to_str().unwrap()).to_owned();
    let status = response.status();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    Page { status, to, text: String::from_utf8_lossy(&bytes).into_owned() }
}

/// Someone with a session.
pub(super) struct Visitor<'a> {
    pub(super) app: &'a Router,
    pub(super) token: String,
}

impl Visitor<'_> {
    pub(super) async fn get(&self, path: &str) -> Page {
        let request = Request::get(path).header(header::COOKIE, format!("session={}", self.token));
        send(self.app, request.body(Body::empty()).unwrap()).await
    }

    pub(super) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let code = |text: &str| text.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
        let form =
            fields.iter().map(|(k, v)| format!("{}={}", code(k), code(v))).collect::<Vec<_>>().join("&");
        let request = Request::post(path)
            .header(header::COOKIE, format!("session={}", self.token))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        send(self.app, request.body(Body::from(form)).unwrap()).await
    }
}

/// Niamey with its pages, and the people who work there.
pub(super) struct House {
    pub(super) niamey: Arc<Node>,
    pub(super) accra: Node,
    pub(super) at: super::TestStore,
    pub(super) app: Router,
    pub(super) people: Vec<(Role, Actor, String)>,
}

impl House {
    pub(super) async fn new() -> Self {
        let Pair { niamey, accra, at_niamey, .. } = one_pair(&[directory::WORDS]).await;
        let own = niamey
            .store
            .run::<_, store::StoreError, _, _>("a", |tx| async move { access::authorities(&tx).await });
        let own = own.await.unwrap().remove(0);
        let mut people = Vec::new();
        for (name, role) in [
            ("admin", Role::Administrator),
            ("a.moussa", Role::DutyOfficer),
            ("h.ibrahim", Role::Investigator),
            ("audit", Role::Auditor),
            ("pro.secutor", Role::Prosecutor),
            ("data.protector", Role::DataProtectionOfficer),
        ] {
            let (actor, token) = person(&niamey, &own, name, &[role]).await;
            people.push((role, actor, token));
        }
        card_of(&niamey).await;
        let mut niamey = niamey;
        niamey.acts.extend(directory::acts());
        let niamey = Arc::new(niamey);
        Self { app: app(&niamey), niamey, accra, at: at_niamey, people }
    }

    pub(super) fn of(&self, role: Role) -> Visitor<'_> {
        let token = self.people.iter().find(|p| p.0 == role).unwrap().2.clone();
        Visitor { app: &self.app, token }
    }

    /// After months the old sessions are over: somebody signs in again.
    pub(super) async fn again(&self, role: Role) -> Visitor<'_> {
        let id = self.people.iter().find(|p| p.0 == role).unwrap().1.person;
        let start = |tx| async move { access::store::start_session(&tx, id).await };
        let token = self.niamey.store.run::<_, store::StoreError, _, _>("session", start).await.unwrap();
        Visitor { app: &self.app, token }
    }

    pub(super) async fn desk(&self) -> String {
        let node = &self.niamey;
        let found = act(node, |tx, _| async move { Ok(directory::own_contacts(&tx).await?) }).await.unwrap();
        format!("/directory/contacts/{}", found[0].point.id)
    }
}

#[test]
fn a_12_every_word_of_the_room_is_in_three_languages() {
    let words = web::Words::new(&[directory::WORDS]).unwrap();
    let sources = [
        include_str!("../../templates/add_authority.html"),
        include_str!("../../templates/peers_of_lead.html"),
        include_str!("../../templates/assess_panel.html"),
        include_str!("../../templates/assess_state.html"),
        include_str!("../../templates/designation_panel.html"),
        include_str!("../../templates/find_desk.html"),
        include_str!("../../templates/list_assessments.html"),
        include_str!("../../templates/list_directory.html"),
        include_str!("../../templates/list_peers.html"),
        include_str!("../../templates/preview_card.html"),
        include_str!("../../templates/show_contact.html"),
        include_str!("../../templates/show_entry.html"),
        include_str!("../../templates/show_kept.html"),
        include_str!("../../src/pages/show_kept.rs"),
        include_str!("../../src/pages/contact_form.rs"),
        include_str!("../../src/pages/contact_more.rs"),
        include_str!("../../src/pages/contact_shown.rs"),
        include_str!("../../src/pages/seen.rs"),
        include_str!("../../src/pages/show_entry.rs"),
        include_str!("../../templates/show_peer.html"),
        include_str!("../../src/panel.rs"),
        include_str!("../../src/pages/add_authority.rs"),
        include_str!("../../src/trust_act.rs"),
        include_str!("../../src/sealing.rs"),
        include_str!("../../src/pages/assess_state.rs"),
        include_str!("../../src/pages/find_desk.rs"),
        include_str!("../../src/pages/list_assessments.rs"),
        include_str!("../../src/pages/shown_desk.rs"),
        include_str!("../../src/pages/list_directory.rs"),
        include_str!("../../src/pages/list_peers.rs"),
        include_str!("../../src/pages/show_contact.rs"),
        include_str!("../../src/pages/show_peer.rs"),
        include_str!("../../src/pages/shown.rs"),
        include_str!("../../src/pages/trust_card.rs"),
    ];
    for source in sources {
        assert_eq!(words.unknown_keys(source), Vec::<String>::new());
    }
    for function in Function::ALL {
        assert!(words.knows(&format!("directory-function-{function}")), "{function}");
    }
    for matter in directory::Matter::ALL {
        assert!(words.knows(&format!("directory-matter-{}", matter.code())), "{}", matter.code());
    }
    for entry in directory::rooms() {
        assert!(words.knows(entry.label));
    }
    let used = sources.concat();
    for line in directory::WORDS.en.lines().filter(|l| l.starts_with("directory-")) {
        let key = line.split(' ').next().unwrap();
        let built = [
            "directory-function-",
            "directory-language-",
            "directory-channel-",
            "directory-safeguard-",
            "directory-finding-",
            "directory-result-",
            "directory-matter-",
            "directory-how-call-back",
            "directory-how-signed-reply",
            "directory-basis-",
            "directory-answer-",
        ]
        .iter()
        .any(|p| key.starts_with(p));
        let known = ["directory-title", "directory-peers"].contains(&key);
        assert!(built || known || used.contains(&format!("\"{key}\"")), "`{key}` is used nowhere");
    }
}

#[tokio::test]
async fn each_page_answers_those_it_is_for_and_nobody_else() {
    let house = House::new().await;
    trust_card(&house.niamey, &card_of(&house.accra).await).await;
    let (desk, peer) = (house.desk().await, format!("/peers/{}", house.accra.keys.id));
    let (admin, duty, inv, audit) =
        (Role::Administrator, Role::DutyOfficer, Role::Investigator, Role::Auditor);
    let (prosecutor, protector) = (Role::Prosecutor, Role::DataProtectionOfficer);
    let everyone = [admin, duty, inv, audit, prosecutor, protector];
    let table: [(&str, &[Role]); 14] = [
        ("/authorities", &[admin]),
        ("/directory", &everyone),
        ("/directory/find", &everyone),
        ("/directory/find?party=NE&matter=child-alone", &everyone),
        (&desk, &everyone),
        ("/assessments", &everyone),
        ("/assessments/GH", &everyone),
        ("/assessments/ZZ", &[]),
        ("/directory/contacts/new", &[admin, duty]),
        ("/directory/entry", &[admin, duty]),
        ("/peers", &[admin]),
        ("/peers/card", &[admin]),
        (&peer, &[admin]),
        ("/peers/00000000000000000000000000000000", &[]),
    ];
    for (path, may) in table {
        for (role, ..) in &house.people {
            let page = house.of(*role).get(path).await;
            let right = if may.contains(role) { StatusCode::OK } else { StatusCode::NOT_FOUND };
            assert_eq!(page.status, right, "{role} {path}");
            assert!(!page.text.contains("[directory-"), "{role} {path}: a word is missing");
        }
        let stranger = send(&house.app, Request::get(path).body(Body::empty()).unwrap()).await;
        assert_eq!((stranger.status, &stranger.to[..8]), (StatusCode::SEE_OTHER, "/sign-in"), "{path}");
    }
    for (path, may) in
        [(format!("{desk}/confirm"), vec![admin, duty]), (format!("{peer}/revoke"), vec![admin])]
    {
        for (role, ..) in &house.people {
            let fields =
                [("reason", "test"), ("how", "call-back"), ("called", "+227 20"), ("spoken_to", "desk")];
            let page = house.of(*role).post(&path, &fields).await;
            let right = if may.contains(role) { StatusCode::SEE_OTHER } else { StatusCode::NOT_FOUND };
            assert_eq!(page.status, right, "{role} {path}");
        }
    }
}

#[tokio::test]
async fn an_administrator_adds_an_authority_whose_own_administrator_does_not_run_the_node() {
    let house = House::new().await;
    let admin = house.of(Role::Administrator);
    assert!(admin.get("/directory").await.text.contains("href=\"/authorities\""));
    let mut fields = vec![
        ("name", "Central Authority, Niamey"),
        ("person", "D. Salifou"),
        ("sign_in", "d.salifou"),
        ("lang", "fr"),
    ];
    let lacking = admin.post("/authorities", &fields).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(lacking.text.contains("Choose at least one function") && lacking.text.contains("D. Salifou"));
    fields.push(("functions", "central-authority"));
    let same = [&fields[1..], &[("name", "national investigation unit, NIAMEY")]].concat();
    let taken = admin.post("/authorities", &same).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    let before = own(&house.niamey).await;
    let added = admin.post("/authorities", &fields).await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.text);
    assert!(added.text.contains("/welcome/") && added.text.contains("D. Salifou"));

    let card = own(&house.niamey).await;
    assert!(card.card().sequence > before.card().sequence, "peers take it as the newer one");
    let names: Vec<_> = card.card().authorities.iter().map(|a| (a.name.as_str(), a.contacts.len())).collect();
    assert_eq!(names, [("National Investigation Unit, Niamey", 1), ("Central Authority, Niamey", 1)]);
    let listed = house.of(Role::Investigator).get("/directory?function=central-authority").await.text;
    assert!(listed.contains("Central Authority, Niamey") && listed.contains("this node"));
    let again = admin.post("/authorities", &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "a name stands for one authority");

    // The new authority's administrator adds its people, and does not decide who else works on this node.
    let theirs = act(&house.niamey, |tx, _| async move {
        let person = access::store::person_named(&tx, "d.salifou").await?.unwrap();
        Ok(access::store::start_session(&tx, person.id).await?)
    });
    let theirs = Visitor { app: &house.app, token: theirs.await.unwrap() };
    assert_eq!(theirs.get("/authorities").await.status, StatusCode::NOT_FOUND);
    fields[0] = ("name", "Another one");
    assert_eq!(theirs.post("/authorities", &fields).await.status, StatusCode::NOT_FOUND);
    assert!(!theirs.get("/directory").await.text.contains("href=\"/authorities\""));
    assert_eq!(own(&house.niamey).await.card().authorities.len(), 2);

    // Nor whom the node trusts: that binds the leading authority too.
    let peer = trust_card(&house.niamey, &card_of(&house.accra).await).await;
    let told = theirs.get("/peers").await;
    assert!(
        told.text.contains("Une autre autorité en décide") && !told.text.contains("Accra"),
        "{}",
        told.text
    );
    let path = format!("/peers/{}", peer.node);
    for (path, fields) in [
        (format!("{path}/revoke"), vec![("reason", "it is compromised")]),
        (format!("{path}/revoke"), vec![]),
        (format!("{path}/terms"), vec![("budget", "1")]),
        ("/peers/keys".into(), vec![("reason", "it is compromised")]),
    ] {
        assert_eq!(theirs.post(&path, &fields).await.status, StatusCode::NOT_FOUND, "{path} {fields:?}");
    }
    assert_eq!(theirs.get(&path).await.status, StatusCode::NOT_FOUND);
    assert!(seen_from(&house.niamey, &house.accra).await.is_trusted());
}

#[tokio::test]
async fn the_keys_are_turned_early_by_two_administrators() {
    let house = House::new().await;
    let admin = house.of(Role::Administrator);
    let key = || async { own(&house.niamey).await.seal_to().unwrap().id().to_text() };
    let first = key().await;
    let lacking = admin.post("/peers/keys", &[("reason", "")]).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
    let alone = admin.post("/peers/keys", &[("reason", "a laptop was stolen")]).await;
    assert_eq!(
        (alone.status, alone.to.as_str()),
        (StatusCode::SEE_OTHER, "/peers"),
        "nobody else could confirm"
    );
    let second = key().await;
    assert_ne!(second, first);

    let other = colleague(&house).await;
    let asked = admin.post("/peers/keys", &[("reason", "another laptop was stolen")]).await;
    assert_eq!(asked.to, "/second-person");
    assert_eq!(key().await, second, "nothing is turned yet");
    let confirmed = house.niamey.store.run::<_, access::ActError, _, _>("confirm", |tx| {
        let (node, other) = (&house.niamey, &other);
        async move {
            let waiting = access::acts::to_decide(&tx, node, other).await?;
            access::acts::confirm(&tx, node, other, waiting[0].id, "the theft is on file").await
        }
    });
    confirmed.await.unwrap();
    assert_ne!(key().await, second);
    assert_eq!(
        crate::directory_signers(&house.niamey).await.len(),
        3,
        "the signing key turned with it, twice"
    );
    assert_eq!(opens_with(&house.niamey).await.len(), 3, "what is on its way still opens");
}

/// A second administrator of the leading authority.
async fn colleague(house: &House) -> kernel::Actor {
    let own = access::OwnAuthority {
        id: house.people[0].1.authority,
        party: kernel::Party::parse("NE").unwrap(),
        name: String::new(),
        functions: [].into(),
    };
    person(&house.niamey, &own, "second", &[Role::Administrator]).await.0
}

#[tokio::test]
async fn an_administrator_pastes_a_card_compares_its_words_and_trusts_it() {
    let house = House::new().await;
    let admin = house.of(Role::Administrator);
    let card = armor(&card_of(&house.accra).await);
    let preview = admin.post("/peers/preview", &[("card", &card)]).await;
    assert_eq!(preview.status, StatusCode::OK);
    for word in seal::fingerprint_words(&house.accra.keys.identity.public()) {
        assert!(preview.text.contains(&format!("<strong>{word}</strong>")), "{word}");
    }
    assert!(preview.text.contains("Document Fraud Expertise Centre, Accra"));

    let mut fields = vec![
        ("card", card.as_str()),
        ("terms", "may-ask"),
        ("terms", "may-answer"),
        ("budget", "500"),
        ("assessment", "favourable"),
        ("reference", "MoJ 2026/114"),
        ("valid_until", "2027-11-24"),
    ];
    let lazy = admin.post("/peers", &fields).await;
    assert_eq!(lazy.status, StatusCode::UNPROCESSABLE_ENTITY, "words not compared");
    assert!(lazy.text.contains("MoJ 2026/114"), "what was typed is kept");
    assert!(admin.get("/peers").await.text.contains("No node is trusted yet"));

    fields.push(("compared", "yes"));
    let trusted = admin.post("/peers", &fields).await;
    assert_eq!(
        (trusted.status, trusted.to.clone()),
        (StatusCode::SEE_OTHER, format!("/peers/{}", house.accra.keys.id))
    );
    let shown = admin.get(&trusted.to).await.text;
    assert!(shown.contains("MoJ 2026/114") && shown.contains("until 24 Nov 2027"));
    let found = house.of(Role::Investigator).get("/directory?state=GH").await.text;
    assert!(found.contains("Reach now:") && found.contains("+227 20 00 00 01"));

    let unreasoned = admin.post(&format!("{}/revoke", trusted.to), &[]).await;
    assert_eq!(unreasoned.status, StatusCode::UNPROCESSABLE_ENTITY);
    admin.post(&format!("{}/revoke", trusted.to), &[("reason", "its key was lost")]).await;
    assert!(admin.get(&trusted.to).await.text.contains("its key was lost"));
    let gone = house.of(Role::Investigator).get("/directory").await.text;
    assert!(!gone.contains("Accra"), "a revoked node is not in the directory");
}

#[tokio::test]
async fn where_there_are_two_administrators_one_trusts_only_with_the_other() {
    let house = House::new().await;
    let second = colleague(&house).await;
    let admin = house.of(Role::Administrator);
    let card = armor(&card_of(&house.accra).await);
    let fields = [
        ("card", card.as_str()),
        ("compared", "yes"),
        ("terms", "may-ask"),
        ("budget", "500"),
        ("assessment", "favourable"),
        ("reference", "MoJ 2026/114"),
        ("valid_until", "2027-11-24"),
    ];
    let trusted = admin.post("/peers", &fields).await;
    assert_eq!((trusted.status, trusted.to.as_str()), (StatusCode::SEE_OTHER, "/second-person"));
    let peers = || async {
        let found = house
            .niamey
            .store
            .run::<_, store::StoreError, _, _>("peers", |tx| async move { directory::peers(&tx).await });
        found.await.unwrap()
    };
    assert!(peers().await.is_empty(), "nothing is trusted yet");
    let again = admin.post("/peers", &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text.contains("waits for a second administrator"), "{}", again.text);
    let confirmed = house.niamey.store.run::<_, access::ActError, _, _>("confirm", |tx| {
        let (node, second) = (&house.niamey, &second);
        async move {
            let waiting = access::acts::to_decide(&tx, node, second).await?;
            let said = access::acts::says(node, &waiting[0], &web::T::new(node.words.clone(), Lang::En));
            access::acts::confirm(&tx, node, second, waiting[0].id, "called Accra myself").await?;
            Ok(said)
        }
    });
    let said = confirmed.await.unwrap();
    let words = seal::fingerprint_words(&house.accra.keys.identity.public()).join(" ");
    assert!(said.facts.iter().any(|f| f.1 == words), "the second reads the words too: {said:?}");
    let peers = peers().await;
    assert_eq!((peers.len(), peers[0].trusted_by.as_str()), (1, "admin, second"));
    assert!(peers[0].is_trusted() && peers[0].terms.budget_per_day == 500 && !peers[0].terms.may_answer);
}

#[tokio::test]
async fn a_card_that_cannot_be_trusted_says_why() {
    let house = House::new().await;
    let admin = house.of(Role::Administrator);
    let (own_card, other) = (armor(&card_of(&house.niamey).await), card_of(&house.accra).await);
    let mut forged = other.clone();
    *forged.last_mut().unwrap() ^= 1;
    for (card, says) in [
        ("hello".to_owned(), "This is not a card."),
        (own_card, "This is the card of this node itself."),
        (armor(&forged), "it is forged or damaged"),
    ] {
        let page = admin.post("/peers/preview", &[("card", &card)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{says}");
        assert!(page.text.contains(says), "{says}");
    }
    trust_card(&house.niamey, &other).await;
    change_desk(&house.accra, "Mo-Fr 08:00-16:00 UTC").await;
    let newer = own(&house.accra).await;
    let path = format!("/peers/{}/card", house.accra.keys.id);
    let renewed = admin.post(&path, &[("card", &armor(newer.bytes()))]).await;
    assert_eq!(renewed.status, StatusCode::SEE_OTHER);
    let replayed = admin.post(&path, &[("card", &armor(&other))]).await;
    assert!(replayed.text.contains("This card is older than the one that is known"));
}

#[tokio::test]
async fn r_25_the_directory_shows_what_is_unconfirmed_and_a_duty_officer_confirms_it() {
    let house = House::new().await;
    trust_card(&house.niamey, &card_of(&house.accra).await).await;
    let fresh = house.of(Role::DutyOfficer).get("/directory").await.text;
    assert!(!fresh.contains(">unconfirmed<"));
    house.at.clock.advance_ms(91 * DAY_MS);
    let duty = house.again(Role::DutyOfficer).await;
    let stale = duty.get("/directory").await.text;
    assert_eq!(stale.matches(">unconfirmed<").count(), 2, "own desk and theirs");
    let desk = house.desk().await;
    let unsaid = duty.post(&format!("{desk}/confirm"), &[("how", "call-back"), ("called", "")]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY, "who answered, on which number?");
    let how = [("how", "call-back"), ("called", "+227 20 00 00 01"), ("spoken_to", "B. Adamou")];
    let confirmed = duty.post(&format!("{desk}/confirm"), &how).await;
    assert_eq!(confirmed.to, desk);
    assert!(duty.get(&desk).await.text.contains("+227 20 00 00 01, B. Adamou"));
    let card = own(&house.niamey).await;
    assert_eq!(card.lead().contacts[0].more.confirmed_how.as_deref(), Some("call-back"));
    assert!(!String::from_utf8_lossy(card.bytes()).contains("Adamou"), "who answered stays here");
    assert_eq!(
        duty.get("/directory").await.text.matches(">unconfirmed<").count(),
        1,
        "theirs is not ours to confirm"
    );
    assert!(duty.get("/directory?state=GH").await.text.contains("Nobody here is confirmed"));
}

#[tokio::test]
async fn the_directory_is_searched_by_state_function_and_words() {
    let house = House::new().await;
    trust_card(&house.niamey, &card_of(&house.accra).await).await;
    let officer = house.of(Role::Investigator);
    for (query, count) in [
        ("", 2),
        ("?state=GH", 1),
        ("?state=IT", 0),
        ("?function=investigation-unit", 2),
        ("?function=sea-authority", 0),
        ("?q=ACCRA+fraud", 1),
        ("?q=accra+niamey", 0),
        ("?q=duty+desk", 2),
    ] {
        let page = officer.get(&format!("/directory{query}")).await.text;
        assert_eq!(page.matches("<tr>").count().saturating_sub(1), count, "{query}");
    }
    let none = officer.get("/directory?q=%3Cscript%3E").await.text;
    assert!(none.contains("No contact point fits") && !none.contains("<script>"));
}

#[tokio::test]
async fn a_contact_point_is_added_and_its_faults_are_named() {
    let house = House::new().await;
    let duty = house.of(Role::DutyOfficer);
    let good = [
        ("name", "Border <b>desk</b>"),
        ("languages", "fr"),
        ("languages", "ha"),
        ("hours", "24/7"),
        ("phones", "+227 20 00 00 02\n+227 20 00 00 03"),
    ];
    let table = [
        ("name", " ", "Enter a name"),
        ("hours", "always", "Write 24/7, or for example"),
        ("phones", "20 00 00", "Write each number with +"),
        ("phones", "", "Give at least one way"),
    ];
    for (field, value, says) in table {
        let bent: Vec<_> = good.iter().map(|(k, v)| (*k, if *k == field { value } else { *v })).collect();
        let page = duty.post("/directory/contacts", &bent).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{says}");
        assert!(page.text.contains(says), "{says}");
    }
    let added = duty.post("/directory/contacts", &good).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER);
    let page = duty.get(&added.to).await.text;
    assert!(page.contains("Border &lt;b&gt;desk") || page.contains("Border &#60;b&#62;desk"), "escaped");
    assert!(
        page.contains("French, Hausa") && page.contains("+227 20 00 00 03") && page.contains(">unconfirmed<")
    );
    let withdrawn = duty.post(&format!("{}/withdraw", added.to), &[]).await;
    assert_eq!(withdrawn.to, "/directory");
    assert_eq!(duty.get(&added.to).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_own_card_is_downloaded_as_others_read_it() {
    let house = House::new().await;
    let page = house.of(Role::Administrator).get("/peers/card").await;
    assert_eq!(directory::read_card(page.text.as_bytes()).unwrap(), own(&house.niamey).await);
}

#[tokio::test]
async fn r_25_the_desk_reminds_those_who_can_confirm_before_the_day_comes() {
    let house = House::new().await;
    let node = &house.niamey;
    let shown = |role: Role| {
        let actor = house.people.iter().find(|p| p.0 == role).unwrap().1.clone();
        async move {
            let t = web::T::new(Arc::clone(&node.words), Lang::En);
            let (actor, t) = (&actor, &t);
            let waits = |tx: store::Tx| async move {
                let may = ConfirmWork.ask(actor, tx.at()).unwrap();
                let waiting = ConfirmWork.waiting(node, &tx, actor.authority).await?;
                let theirs: Vec<_> = waiting.into_iter().filter(|w| node.gate.may(&w.label, &may)).collect();
                let said = ConfirmWork.says(node, &tx, actor, t, &theirs).await?;
                Ok(theirs
                    .into_iter()
                    .map(|w| (said[&w.object].title.clone(), w.due.unwrap().since(tx.at())))
                    .collect::<Vec<_>>())
            };
            node.store.run::<_, store::StoreError, _, _>("work", waits).await.unwrap()
        }
    };
    assert_eq!(shown(Role::DutyOfficer).await, [], "just confirmed");
    house.at.clock.advance_ms(86 * DAY_MS);
    assert_eq!(shown(Role::DutyOfficer).await, [("Duty desk".to_owned(), 4 * DAY_MS)]);
    assert_eq!(shown(Role::Investigator).await, []);
    house.at.clock.advance_ms(5 * DAY_MS);
    assert_eq!(shown(Role::DutyOfficer).await, [("Duty desk".to_owned(), -DAY_MS)], "overdue");
    let officer = &house.people.iter().find(|p| p.0 == Role::DutyOfficer).unwrap().1;
    let kept = node.store.run::<_, directory::DirectoryError, _, _>("keep", |tx| async move {
        let draft = KeptDraft {
            party: kernel::Party::parse("NE").unwrap(),
            name: "Hôpital d’Agadez".into(),
            functions: Vec::new(),
            company: true,
            accepted_languages: vec!["fr".into()],
            contact: ContactDraft {
                name: "Admissions".into(),
                languages: vec!["fr".into()],
                hours: String::new(),
                channels: vec![Channel::new("email", "admissions@agadez.example")],
                posted_by: None,
                more: Particulars::default(),
            },
        };
        let id = directory::keep_authority(&tx, node, officer, &draft).await?;
        let how = Confirmation::call_back("+227 20 44 00 11", "Mme Diallo");
        directory::confirm_kept(&tx, node, officer, id, &how).await
    });
    kept.await.unwrap();
    assert_eq!(shown(Role::DutyOfficer).await.len(), 1, "just confirmed too");
    house.at.clock.advance_ms(86 * DAY_MS);
    let due = shown(Role::DutyOfficer).await;
    assert_eq!(
        due.last(),
        Some(&("Hôpital d’Agadez".to_owned(), 4 * DAY_MS)),
        "what is kept is due like all else"
    );
}

/// Takes bytes to the other node's routes, as `from`.
struct Wire {
    from: NodeId,
    to: Router,
}

impl Carrier for Wire {
    fn carry<'a>(
        &'a self,
        _: NodeId,
        _: &'a [String],
        _: Digest,
        path: &'a str,
        body: Vec<u8>,
    ) -> BoxFuture<'a, Result<Vec<u8>, CarryError>> {
        Box::pin(async move {
            let request =
                Request::post(path).extension(PeerIdentity(self.from)).body(Body::from(body)).unwrap();
            let response = self.to.clone().oneshot(request).await.unwrap();
            if response.status() != StatusCode::OK {
                return Err(CarryError::Status(response.status().as_u16()));
            }
            Ok(response.into_body().collect().await.unwrap().to_bytes().to_vec())
        })
    }
}

#[tokio::test]
async fn a_5_nodes_that_trust_each_other_keep_their_cards_fresh_by_themselves() {
    for pair in super::pairs().await {
        let Pair { mut niamey, accra, kind, .. } = pair;
        introduce(&niamey, &accra).await;
        let accra = Arc::new(accra);
        niamey.carrier = Arc::new(Wire { from: niamey.keys.id, to: app(&accra) });
        assert_eq!(
            directory::send_cards_due(&niamey).await.unwrap(),
            1,
            "{kind}: it does not know what Accra has"
        );
        assert_eq!(directory::send_cards_due(&niamey).await.unwrap(), 0, "{kind}: nothing is sent twice");
        change_desk(&niamey, "Mo-Fr 08:00-16:00 +01:00").await;
        change_desk(&accra, "Mo-Fr 07:00-15:00 UTC").await;
        assert_eq!(directory::send_cards_due(&niamey).await.unwrap(), 1);
        let there = super::seen_from(&accra, &niamey).await;
        assert_eq!(there.card.lead().contacts[0].hours, "Mo-Fr 08:00-16:00 +01:00");
        assert!(there.last_seen_at.is_some());
        let here = super::seen_from(&niamey, &accra).await;
        assert_eq!(here.card.lead().contacts[0].hours, "Mo-Fr 07:00-15:00 UTC");
    }
}

#[tokio::test]
async fn a_peer_that_does_not_answer_is_noted_and_one_that_is_not_trusted_learns_nothing() {
    let Pair { niamey, accra, .. } = one_pair(&[directory::WORDS]).await;
    introduce(&niamey, &accra).await;
    assert_eq!(directory::send_cards_due(&niamey).await.unwrap(), 0);
    let here = super::seen_from(&niamey, &accra).await;
    assert!(here.last_error.unwrap().contains("cannot be reached"));

    let third = sqlite(&steps()).await;
    let (stranger, _) = node(third.store.clone(), 3, "IT", "Stranger", &[]).await;
    let card = card_of(&stranger).await;
    let app = app(&Arc::new(niamey));
    let post = |from: Option<NodeId>| {
        let request = Request::post("/peer/v1/card");
        let request = if let Some(from) = from { request.extension(PeerIdentity(from)) } else { request };
        send(&app, request.body(Body::from(card.clone())).unwrap())
    };
    assert_eq!(post(Some(stranger.keys.id)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(post(None).await.status, StatusCode::NOT_FOUND, "no certificate, no page");
    let borrowed = post(Some(accra.keys.id)).await;
    assert_eq!(borrowed.status, StatusCode::BAD_REQUEST, "a peer offers no card but its own");
}

/// A whole assessment as the form sends it.
fn assessment(result: &'static str, finding: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut fields = vec![
        ("result", result),
        ("conditions", "No onward transfer; no death penalty is sought"),
        ("reference", "MoJ 2026/300"),
        ("until", "2027-11-20"),
        ("text-0", "The death penalty will not be sought"),
        ("asked-0", "2026-01-05"),
        ("given-0", "2026-02-01"),
    ];
    for question in ["data-protection", "torture", "persecution"] {
        let (f, s): (&'static str, &'static str) = match question {
            "data-protection" => ("finding-data-protection", "source-data-protection"),
            "torture" => ("finding-torture", "source-torture"),
            _ => ("finding-persecution", "source-persecution"),
        };
        fields.extend([(f, "clear"), (s, "Report 12 of the ministry")]);
    }
    fields.extend([("finding-death-penalty", finding), ("source-death-penalty", "note verbale 7")]);
    fields
}

#[tokio::test]
async fn a_16_a_prosecutor_assesses_a_state_and_an_administrator_needs_nothing_of_it() {
    let house = House::new().await;
    trust_card(&house.niamey, &card_of(&house.accra).await).await;
    let (prosecutor, admin) = (house.of(Role::Prosecutor), house.of(Role::Administrator));
    let form = prosecutor.get("/assessments/GH").await;
    assert!(form.text.contains("by reference alone"), "the minimal one is marked: {}", form.text);
    assert!(form.text.contains("finding-torture"));
    assert!(!admin.get("/assessments/GH").await.text.contains("finding-torture"), "no form for others");
    let refused = admin.post("/assessments/GH", &assessment("favourable", "clear")).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let better_than_its_finding =
        prosecutor.post("/assessments/GH", &assessment("favourable", "adverse")).await;
    assert_eq!(better_than_its_finding.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut silent = assessment("conditional", "conditional");
    silent.retain(|(name, _)| *name != "source-torture");
    assert_eq!(prosecutor.post("/assessments/GH", &silent).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sent = prosecutor.post("/assessments/GH", &assessment("conditional", "conditional")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let shown = prosecutor.get("/assessments/GH").await;
    for told in [
        "favourable with conditions",
        "no death penalty is sought",
        "note verbale 7",
        "given on",
        "MoJ 2026/300",
    ] {
        assert!(shown.text.contains(told), "`{told}`");
    }
    let list = prosecutor.get("/assessments").await;
    assert!(list.text.contains("No onward transfer"), "{}", list.text);
    let peer = format!("/peers/{}", house.accra.keys.id);
    let bare = [("assessment", "favourable"), ("reference", "MoJ 2026/301"), ("valid_until", "2027-11-20")];
    let replaced = admin.post(&format!("{peer}/assess"), &bare).await;
    assert_eq!(replaced.status, StatusCode::UNPROCESSABLE_ENTITY, "a bare word replaces no finding");
    assert!(replaced.text.contains("question by question"), "{}", replaced.text);
}

#[tokio::test]
async fn at_three_in_the_morning_the_finder_names_the_desk_says_why_and_who_is_next() {
    let house = House::new().await;
    trust_card(&house.niamey, &card_of(&house.accra).await).await;
    let duty = house.of(Role::DutyOfficer);
    let asked = duty.get("/directory/find?party=GH&matter=information-request&language=fr").await;
    assert_eq!(asked.status, StatusCode::OK);
    for said in [
        "Reach first",
        "It answers for this as investigation unit (UNTOC 27).",
        "It is open.",
        "Speaks French.",
        "Confirmed on",
        "href=\"tel:+22720000001\"",
        "Write to this desk",
    ] {
        assert!(asked.text.contains(said), "{said}");
    }
    assert!(asked.text.contains(&format!("/dossiers/new?peer={}:", house.accra.keys.id)));
    // An auditor reads the directory and opens no dossier.
    let auditor = house.of(Role::Auditor);
    let read = auditor.get("/directory/find?party=GH&matter=information-request").await;
    assert!(!read.text.contains("Write to this desk") && !read.text.contains("Test call"));
    // A desk of another function is not proposed, and the page says what to do next.
    let none = duty.get("/directory/find?party=GH&matter=money-trail").await;
    assert!(none.text.contains("Reach first") || none.text.contains("No desk there is known for this"));
    for wrong in
        ["party=GH", "party=GH&matter=dinner", "matter=child-alone", "party=GH&matter=child-alone&at=soon"]
    {
        let page = duty.get(&format!("/directory/find?{wrong}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let then = duty.get("/directory/find?party=GH&matter=child-alone&at=2027-06-01T03:00").await;
    assert!(then.text.contains("1 Jun 2027, 03:00"), "another hour than now");
}

#[tokio::test]
async fn what_an_authority_says_of_itself_goes_out_with_its_card_and_a_designation_is_due_in_a_month() {
    let house = House::new().await;
    let duty = house.of(Role::DutyOfficer);
    let fields = [
        ("territory", "Agadez region"),
        ("accepted_languages", "fr"),
        ("legal_requirements", "Two copies, certified."),
        ("urgent_procedure", "Call first; confirm in writing the same day."),
        ("untoc_basis", "mla"),
        ("through_interpol", "yes"),
        ("designated", ""),
        ("designated", "2026-11-03"),
        ("notified", ""),
        ("notified", ""),
    ];
    assert_eq!(duty.post("/directory/entry", &fields).await.status, StatusCode::SEE_OTHER);
    let shown = duty.get("/directory/entry").await.text;
    assert!(shown.contains("notify by 3 Dec 2026"), "Protocol 8(6): one month");
    let card = own(&house.niamey).await;
    let entry = &card.lead().entry;
    assert_eq!((entry.territory.as_str(), entry.through_interpol), ("Agadez region", Some(true)));
    assert_eq!(entry.accepted_languages, ["fr"]);
    let here = trust_card(&house.accra, card.bytes()).await;
    assert_eq!(here.card.lead().entry, *entry, "the other side reads it");
    // A designation is not notified before it was made, and neither is still to come.
    for (designated, notified) in [("2027-11-03", ""), ("2026-11-03", "2026-11-01"), ("", "2026-11-03")] {
        let days = [("designated", ""), ("designated", designated), ("notified", ""), ("notified", notified)];
        let refused = duty.post("/directory/entry", &days).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{designated} {notified}");
    }
    assert_eq!(
        house.of(Role::Investigator).post("/directory/entry", &fields).await.status,
        StatusCode::NOT_FOUND
    );
    // The month runs to the end of its last day: from 24 November, 02:12, to 3 December at noon, and past midnight.
    house.at.clock.advance_ms(9 * DAY_MS + 10 * 60 * MINUTE_MS);
    let last_day = house.again(Role::DutyOfficer).await.get("/directory/entry").await.text;
    assert!(last_day.contains("notify by 3 Dec 2026"), "{last_day}");
    house.at.clock.advance_ms(12 * 60 * MINUTE_MS);
    let over = house.again(Role::DutyOfficer).await.get("/directory/entry").await.text;
    assert!(!over.contains("notify by 3 Dec 2026"), "{over}");
}

#[tokio::test]
async fn a_contact_point_has_deputies_a_term_a_line_for_danger_to_life_and_a_mandate_abroad() {
    let house = House::new().await;
    let (duty, desk) = (house.of(Role::DutyOfficer), house.desk().await);
    let magistrate = [
        ("name", "Liaison magistrate"),
        ("languages", "fr"),
        ("hours", "Mo-Fr 09:00-18:00 Europe/Rome"),
        ("phones", "+39 06 000 00 01"),
        ("posted_to", "IT"),
        ("host_unit", "Ministry of Justice, Rome"),
        ("mandate", "Checks drafts; no powers of investigation."),
        ("valid_until", "2027-06-30"),
    ];
    let made = duty.post("/directory/contacts", &magistrate).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let id = made.to.rsplit('/').next().unwrap().to_owned();
    let fields = [
        ("name", "Duty desk"),
        ("languages", "fr"),
        ("hours", "Mo-Fr 08:00-16:00 Africa/Niamey"),
        ("phones", "+227 20 00 00 01"),
        ("urgent_line", "+227 20 00 00 99"),
        ("deputies", id.as_str()),
        ("deputies", ""),
    ];
    assert_eq!(duty.post(&desk, &fields).await.to, desk);
    let card = own(&house.niamey).await;
    let points = &card.lead().contacts;
    let of = |name: &str| points.iter().find(|p| p.name == name).unwrap().clone();
    assert_eq!(of("Duty desk").more.deputies, [of("Liaison magistrate").id]);
    assert_eq!(of("Duty desk").more.urgent_line.as_deref(), Some("+227 20 00 00 99"));
    let more = of("Liaison magistrate").more;
    assert_eq!(
        (more.posted_to.unwrap().code(), more.host_unit.as_str()),
        ("IT", "Ministry of Justice, Rome")
    );
    assert_eq!(
        more.valid_until.unwrap().rfc3339(),
        "2027-07-01T00:00:00Z",
        "the last day belongs to the term"
    );
    let shown = duty.get(&made.to).await.text;
    assert!(shown.contains("value=\"2027-06-30\"") && shown.contains("no powers of investigation"));
    let backwards = [magistrate.as_slice(), &[("valid_from", "2027-07-02")]].concat();
    assert_eq!(duty.post("/directory/contacts", &backwards).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn colleagues_see_who_is_on_duty_at_a_desk_and_nobody_else_does() {
    let house = House::new().await;
    let desk = house.desk().await;
    assert!(house.of(Role::Investigator).get(&desk).await.text.contains("On duty now"));
    let added = house.niamey.store.run::<_, store::StoreError, _, _>("neighbour", |tx| async move {
        let functions = [Function::CentralAuthority].into();
        let niger = kernel::Party::parse("NE").unwrap();
        access::store::add_authority(&tx, niger, "Central Authority, Niamey", &functions).await
    });
    let other = added.await.unwrap();
    let (_, token) = person(&house.niamey, &other, "d.salifou", &[Role::DutyOfficer]).await;
    let seen = Visitor { app: &house.app, token }.get(&desk).await;
    assert_eq!(seen.status, StatusCode::OK, "the desk itself is in the directory");
    assert!(!seen.text.contains("On duty now"), "who works there is not for a neighbour");
    // Nor who called, which number, and who answered; the day and the way stand in the card.
    let own = house.of(Role::Investigator).get(&desk).await.text;
    for staff in ["+227 20 00 00 01, duty officer", "operator"] {
        assert!(own.contains(staff) && !seen.text.contains(staff), "{staff}");
    }
}

#[tokio::test]
async fn in_a_gap_of_the_roster_nobody_is_on_duty() {
    let house = House::new().await;
    let desk = house.desk().await;
    let named = house.people.iter().find(|p| p.0 == Role::DutyOfficer).unwrap().1.person.to_string();
    let shown = house.of(Role::Investigator).get(&desk).await.text;
    assert!(on_duty(&shown).contains("a.moussa"), "without a roster those whose task it is");
    let access = access::routes().into_router(|r, h| access::enforce(&house.niamey, r, h));
    let access = web::protect(access.with_state(Arc::clone(&house.niamey)));
    let own = Visitor { app: &access, token: house.of(Role::DutyOfficer).token };
    let written = own.post("/duty", &[("act", "add"), ("person", &named), ("hours", "8")]).await;
    assert_eq!(written.to, "/duty", "{}", written.text);
    assert!(on_duty(&house.of(Role::Investigator).get(&desk).await.text).contains("a.moussa"));
    house.at.clock.advance_ms(9 * 60 * MINUTE_MS);
    let gap = house.again(Role::Investigator).await.get(&desk).await.text;
    assert!(on_duty(&gap).contains("Nobody now") && !on_duty(&gap).contains("a.moussa"), "{gap}");
}

fn on_duty(page: &str) -> &str {
    page.split("On duty now").nth(1).unwrap().split("</section>").next().unwrap()
}
