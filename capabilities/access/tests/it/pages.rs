//! The pages as people meet them: people and their roles, the second person.

use crate::House;
use access::store as people;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use kernel::Role;
use kernel::id::PersonId;
use std::sync::Arc;
use store::StoreError;
use store::testing::sqlite;
use tower::ServiceExt;

pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) to: String,
    pub(crate) text: String,
}

/// Someone with a session.
pub(crate) struct Visitor {
    app: Router,
    token: String,
}

/// A new session of this person.
pub(crate) async fn visitor(house: &House, id: PersonId) -> Visitor {
    let start = |tx| async move { people::start_session(&tx, id).await };
    let token = house.at.store.run::<_, StoreError, _, _>("session", start).await.unwrap();
    let router = access::routes().into_router(|r, h| access::enforce(&house.node, r, h));
    Visitor { app: web::protect(router.with_state(Arc::clone(&house.node))), token }
}

impl Visitor {
    async fn send(&self, request: Request<Body>) -> Page {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let to = response.headers().get(header::LOCATION).map_or("", |v| v.to_str().unwrap()).to_owned();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Page { status, to, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    pub(crate) async fn get(&self, path: &str) -> Page {
        let request = Request::get(path).header(header::COOKIE, format!("session={}", self.token));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let code = |text: &str| text.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
        let form: Vec<String> = fields.iter().map(|(k, v)| format!("{}={}", code(k), code(v))).collect();
        let request = Request::post(path)
            .header(header::COOKIE, format!("session={}", self.token))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form.join("&"))).unwrap()).await
    }

    /// The act that waits first on the page.
    async fn first_act(&self) -> String {
        let page = self.get("/second-person").await.text;
        let id = page.split("action=\"/second-person/").nth(1).unwrap();
        format!("/second-person/{}", id.split('"').next().unwrap())
    }
}

#[tokio::test]
async fn a_8_a_page_for_some_roles_is_not_there_for_others_whatever_it_asks_itself() {
    let house = House::on(sqlite(&access::migrations()).await).await;
    // A page that asks nobody: the guard alone stands before it.
    let routes = web::Routes::<Arc<access::Node>>::new("access")
        .guard(web::Guard::Role(&[Role::Auditor]))
        .get("/only", "only", || async { "seen" });
    let router = routes.into_router(|r, h| access::enforce(&house.node, r, h));
    let app = web::protect(router.with_state(Arc::clone(&house.node)));
    for (role, status) in [
        (Role::Auditor, StatusCode::OK),
        (Role::Administrator, StatusCode::NOT_FOUND),
        (Role::Investigator, StatusCode::NOT_FOUND),
    ] {
        let person = house.joins(role.code(), &[role]).await.0;
        let visitor = Visitor { app: app.clone(), ..visitor(&house, person.person).await };
        let page = visitor.get("/only").await;
        assert_eq!(page.status, status, "{role}");
        assert_eq!(page.text == "seen", status == StatusCode::OK, "{role}");
    }
}

#[tokio::test]
async fn what_was_written_when_the_session_ended_is_sent_again_after_signing_in() {
    let house = House::on(sqlite(&access::migrations()).await).await;
    let admin = house.joins("admin", &[Role::Administrator]).await.0;
    let other = house.joins("other", &[Role::Administrator]).await.0;
    let at = visitor(&house, admin.person).await;
    let over = Visitor { token: "over".into(), app: at.app.clone() };
    let path = format!("/people/{}", other.person);
    let long = "what an officer\nwrote & thought of <b>for an hour";
    let fields = [("note", long), ("roles", "investigator"), ("roles", "auditor")];
    let page = over.post(&path, &fields).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    for stands in [
        format!("action=\"{path}\""),
        "name=\"note\" value=\"what an officer\nwrote &#38; thought of &#60;b&#62;for an hour\"".into(),
        "name=\"roles\" value=\"auditor\"".into(),
        "href=\"/sign-in\" target=\"_blank\"".into(),
    ] {
        assert!(page.text.contains(&stands), "{stands}:\n{}", page.text);
    }
    assert_eq!(house.person(other.person).await.roles, [Role::Administrator].into(), "nothing was done");
    let much = "x".repeat(300_000);
    let page = over.post(&path, &[("note", much.as_str())]).await;
    assert!(page.status == StatusCode::UNAUTHORIZED && !page.text.contains("name=\"note\""));
    let page = over.get("/people").await;
    assert_eq!((page.status, page.to.as_str()), (StatusCode::SEE_OTHER, "/sign-in?back=/people"));
}

#[tokio::test]
async fn an_administrator_gives_no_role_to_themselves() {
    let house = House::on(sqlite(&access::migrations()).await).await;
    let admin = house.joins("admin", &[Role::Administrator]).await.0;
    let at = visitor(&house, admin.person).await;
    let path = format!("/people/{}", admin.person);
    for role in ["investigator", "protection-officer", "auditor"] {
        let saved = at.post(&path, &[("roles", "administrator"), ("roles", role), ("active", "yes")]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER);
        assert_eq!(house.person(admin.person).await.roles, [Role::Administrator].into(), "{role}");
    }
}

#[tokio::test]
async fn a_guarded_role_waits_for_the_other_administrator_and_an_ordinary_one_does_not() {
    let house = House::on(sqlite(&access::migrations()).await).await;
    let admin = house.joins("admin", &[Role::Administrator]).await.0;
    let at = visitor(&house, admin.person).await;
    let moussa = house.moussa.0.person;
    let path = format!("/people/{moussa}");
    let both = [("roles", "investigator"), ("roles", "protection-officer"), ("active", "yes")];
    assert_eq!(at.post(&path, &both).await.to, "/people?done=alone", "there is no other administrator");
    let alone = at.get("/people?done=alone").await.text;
    assert!(alone.contains("Made alone."), "{alone}");
    assert!(house.person(moussa).await.roles.contains(&Role::ProtectionOfficer));
    assert!(at.get("/second-person").await.text.contains("made alone"));

    let other = house.joins("other", &[Role::Administrator]).await.0;
    let more = [("roles", "duty-officer"), ("roles", "auditor"), ("active", "yes")];
    assert_eq!(at.post(&path, &more).await.to, "/people?done=waits");
    assert_eq!(house.person(moussa).await.roles, [Role::DutyOfficer].into(), "the rest at once");
    let own = at.get("/second-person").await.text;
    assert!(own.contains("Nothing waits for you") && own.contains("Take back"), "{own}");

    let second = visitor(&house, other.person).await;
    let act = second.first_act().await;
    let page = second.get("/second-person").await.text;
    assert!(
        page.contains("auditor") && page.contains("a.moussa") && page.contains("asked by admin"),
        "{page}"
    );
    let mute = second.post(&act, &[("decision", "refuse")]).await;
    assert_eq!(mute.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(at.post(&act, &[("decision", "confirm")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.person(moussa).await.roles, [Role::DutyOfficer].into(), "not by whoever asked");
    assert_eq!(second.post(&act, &[("decision", "confirm")]).await.to, "/second-person");
    assert_eq!(house.person(moussa).await.roles, [Role::DutyOfficer, Role::Auditor].into());

    // Nor does the other administrator confirm what they would gain themselves.
    let gain = [("roles", "administrator"), ("roles", "auditor"), ("active", "yes")];
    assert_eq!(at.post(&format!("/people/{}", other.person), &gain).await.to, "/people?done=waits");
    let act = second.first_act().await;
    let page = second.post(&act, &[("decision", "confirm")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.text);
    assert_eq!(house.person(other.person).await.roles, [Role::Administrator].into());
}

#[tokio::test]
async fn a_new_person_gets_ordinary_roles_at_once_and_guarded_ones_when_confirmed() {
    let house = House::on(sqlite(&access::migrations()).await).await;
    let admin = house.joins("admin", &[Role::Administrator]).await.0;
    house.joins("other", &[Role::Administrator]).await;
    let at = visitor(&house, admin.person).await;
    let fields = [
        ("name", "B. New"),
        ("sign_in", "b.new"),
        ("lang", "fr"),
        ("roles", "investigator"),
        ("roles", "administrator"),
    ];
    let page = at.post("/people", &fields).await.text;
    assert!(page.contains("/welcome/") && page.contains("waits for a second administrator"), "{page}");
    let found = house
        .at
        .store
        .run::<_, StoreError, _, _>("new", |tx| async move { people::person_named(&tx, "b.new").await });
    assert_eq!(found.await.unwrap().unwrap().roles, [Role::Investigator].into());
}

#[tokio::test]
async fn a_link_for_somebody_who_has_signed_in_before_takes_two_administrators() {
    let house = House::on(sqlite(&access::migrations()).await).await;
    let admin = house.joins("admin", &[Role::Administrator]).await.0;
    let other = house.joins("other", &[Role::Administrator]).await.0;
    let at = visitor(&house, admin.person).await;
    let path = format!("/people/{}/link", house.moussa.0.person);
    assert!(
        at.post(&path, &[]).await.text.contains("/welcome/"),
        "never signed in: nobody's access is taken"
    );
    let (node, id) = (&house.node, house.moussa.0.person);
    let enrolled = house.at.store.run::<_, StoreError, _, _>("enrol", |tx| async move {
        people::enrol(&tx, &node.vault, id, "hash", b"totp", 1).await
    });
    enrolled.await.unwrap();
    let page = at.post(&path, &[]).await.text;
    assert!(!page.contains("/welcome/") && page.contains("waits for a second administrator"), "{page}");
    let second = visitor(&house, other.person).await;
    let act = second.first_act().await;
    assert_eq!(second.post(&act, &[("decision", "confirm")]).await.to, "/second-person");
    assert!(at.post(&path, &[]).await.text.contains("/welcome/"), "once");
    assert!(!at.post(&path, &[]).await.text.contains("/welcome/"), "and not twice");
}

#[test]
fn a_12_every_word_of_the_room_is_in_three_languages() {
    let words = web::Words::new(&[access::WORDS]).unwrap();
    let templates = [
        include_str!("../../templates/decide_act.html"),
        include_str!("../../templates/list_people.html"),
        include_str!("../../templates/show_account.html"),
        include_str!("../../templates/desk_list.html"),
        include_str!("../../templates/work_rows.html"),
        include_str!("../../templates/show_work.html"),
        include_str!("../../templates/keep_duty.html"),
        include_str!("../../templates/hand_over_desk.html"),
        include_str!("../../templates/take_desk.html"),
        include_str!("../../templates/list_keys.html"),
    ];
    let sources = [
        include_str!("../../src/people_acts.rs"),
        include_str!("../../src/officer.rs"),
        include_str!("../../src/pages/decide_act.rs"),
        include_str!("../../src/pages/hand_over.rs"),
        include_str!("../../src/pages/list_people.rs"),
        include_str!("../../src/pages/show_account.rs"),
        include_str!("../../src/pages/choose_notices.rs"),
        include_str!("../../src/pages/keep_browsers.rs"),
        include_str!("../../src/pages/serve_worker.rs"),
        include_str!("../../src/pages/hand_over_desk.rs"),
        include_str!("../../src/pages/keep_duty.rs"),
        include_str!("../../src/pages/list_keys.rs"),
        include_str!("../../src/pages/show_work.rs"),
        include_str!("../../src/notices.rs"),
        include_str!("../../src/panel_desk.rs"),
        include_str!("../../src/work_acts.rs"),
    ];
    for source in templates.iter().chain(&sources) {
        // What a form is asked for by name is no key.
        let unknown: Vec<_> = words.unknown_keys(source).into_iter().filter(|k| k != "to").collect();
        assert_eq!(unknown, Vec::<String>::new());
    }
    for how in [
        "taken",
        "assigned",
        "handed-over",
        "escalated",
        "passed-up",
        "given-back",
        "returned",
        "seen",
        "noted",
    ] {
        assert!(words.knows(&format!("access-work-did-{how}")), "{how}");
    }
    for key in ["search", "next", "previous", "open", "desk", "finder", "shift", "help"] {
        assert!(words.knows(&format!("access-key-{key}")), "{key}");
    }
    for state in ["waits", "permitted", "done", "refused", "withdrawn", "alone", "ran-out"] {
        assert!(words.knows(&format!("access-act-state-{state}")), "{state}");
    }
}
