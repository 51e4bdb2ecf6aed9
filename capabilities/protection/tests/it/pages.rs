//! The pages as people meet them, by role.

use super::{House, NUMBER, claims_of, steps};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use kernel::Role;
use protection::ClaimState;
use std::sync::Arc;
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

impl Visitor {
    pub(crate) fn of(house: &House, role: Role) -> Self {
        let token = house.tokens.iter().find(|t| t.0 == role).unwrap().1.clone();
        let routes = protection::routes().merge(casefile::routes());
        let router = routes.into_router(|r, h| access::enforce(&house.node, r, h));
        Self { app: web::protect(router.with_state(Arc::clone(&house.node))), token }
    }

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
}

#[tokio::test]
async fn a_8_what_an_officer_sees_is_the_same_before_and_after_a_claim() {
    let house = House::on(sqlite(&steps()).await, true).await;
    let (case, hadiza) = house.case("AG-114", NUMBER).await;
    let moussa = Visitor::of(&house, Role::Investigator);
    let form = format!("/protection/new?entity={hadiza}");
    let before = (moussa.get(&form).await, moussa.get(&format!("/cases/{}", case.id)).await);
    assert_eq!((before.0.status, before.1.status), (StatusCode::OK, StatusCode::OK));
    assert!(before.0.text.contains("Hadiza Oumarou"));
    let entity = moussa.get(&format!("/entities/{hadiza}")).await;
    assert!(entity.text.contains(&form), "the way to record stands on the person's page: {}", entity.text);
    let mut answers = Vec::new();
    for fields in [vec![("nationality", "")], vec![("nationality", "Niger"), ("note", "again")]] {
        let sent = moussa.post(&form, &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        answers.push((sent.to.clone(), moussa.get(&sent.to).await.text));
    }
    assert_eq!(answers[0], answers[1], "the second recording is answered as the first");
    assert!(answers[0].1.contains("Values of this person are held back."), "{}", answers[0].1);
    assert_eq!(moussa.get(&form).await.text, before.0.text, "the form does not know");
    let panel = |page: &str| {
        let from = page.find("Danger to this person").unwrap();
        page[from..].split("</section>").next().unwrap().to_owned()
    };
    let after = moussa.get(&format!("/entities/{hadiza}")).await;
    assert_eq!(panel(&entity.text), panel(&after.text), "nor does the panel");
    let claim = house.claims(&house.protector).await.remove(0);
    for path in ["/protection".to_owned(), format!("/protection/{}", claim.id)] {
        let page = moussa.get(&path).await;
        let nothing = moussa.get("/protection/00000000-0000-0000-0000-000000000001").await;
        assert_eq!((page.status, nothing.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{path}");
        assert_eq!(page.text, nothing.text, "{path}");
    }
}

#[tokio::test]
async fn a_protection_officer_sees_what_is_due_and_decides_with_a_reason() {
    let house = House::on(sqlite(&steps()).await, true).await;
    let (_, hadiza) = house.case("AG-114", NUMBER).await;
    let officer = Visitor::of(&house, Role::ProtectionOfficer);
    assert!(officer.get("/protection").await.text.contains("No claim recorded"));
    house.records(&house.moussa, hadiza, &claims_of("", "XB")).await.unwrap();
    let list = officer.get("/protection").await;
    for told in ["Hadiza Oumarou", "not screened", "everyone outside this node", "3 days"] {
        assert!(list.text.contains(told), "{told}: {}", list.text);
    }
    let claim = house.claims(&house.protector).await.remove(0);
    let path = format!("/protection/{}", claim.id);
    let page = officer.get(&path).await;
    assert!(page.text.contains("fears the militia of Tamou"), "{}", page.text);
    let silent = officer.post(&path, &[("to", "granted"), ("nationality", "Niger"), ("reason", "")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.text.contains("Record the reason of the decision."), "{}", silent.text);
    let nowhere = officer.post(&path, &[("to", "open"), ("nationality", "Atlantis"), ("reason", "x")]).await;
    assert!(nowhere.text.contains("Atlantis") && nowhere.status == StatusCode::UNPROCESSABLE_ENTITY);
    let fields =
        [("to", "granted"), ("nationality", "Niger"), ("feared", "XB"), ("reason", "decision 7 of 2026")];
    assert_eq!(officer.post(&path, &fields).await.to, "/second-person", "a door would open again");
    assert!(!officer.get(&path).await.text.contains("decision 7 of 2026"));
    house.confirms(&house.second).await.unwrap();
    let page = officer.get(&path).await;
    assert!(page.text.contains("decision 7 of 2026") && page.text.contains("NE, XB"), "{}", page.text);
    assert_eq!(house.claims(&house.protector).await[0].state, ClaimState::Granted);
}

#[tokio::test]
async fn a_8_who_neither_records_nor_protects_finds_nothing_here() {
    let house = House::on(sqlite(&steps()).await, true).await;
    let (_, hadiza) = house.case("AG-114", NUMBER).await;
    let auditor = Visitor::of(&house, Role::Auditor);
    for path in ["/protection".to_owned(), format!("/protection/new?entity={hadiza}")] {
        assert_eq!(auditor.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let moussa = Visitor::of(&house, Role::Investigator);
    let nobody = "/protection/new?entity=00000000-0000-0000-0000-000000000001";
    assert_eq!(moussa.get(nobody).await.status, StatusCode::NOT_FOUND);
    assert_eq!(moussa.post(nobody, &[]).await.status, StatusCode::NOT_FOUND);
}

#[test]
fn a_12_every_word_of_the_room_is_in_three_languages() {
    let words = web::Words::new(&[protection::WORDS]).unwrap();
    let templates = [
        include_str!("../../templates/claim_recorded.html"),
        include_str!("../../templates/consular.html"),
        include_str!("../../templates/list_claims.html"),
        include_str!("../../templates/open_claim.html"),
        include_str!("../../templates/opened_panel.html"),
        include_str!("../../templates/record_claim.html"),
        include_str!("../../templates/record_panel.html"),
        include_str!("../../templates/screen_claim.html"),
        include_str!("../../templates/show_sent.html"),
        include_str!("../../templates/freed_panel.html"),
        include_str!("../../templates/list_near.html"),
        include_str!("../../templates/screen_near.html"),
    ];
    let pages = [
        include_str!("../../src/panel.rs"),
        include_str!("../../src/panel_opened.rs"),
        include_str!("../../src/panel_near.rs"),
        include_str!("../../src/pages/list_near.rs"),
        include_str!("../../src/pages/screen_near.rs"),
        include_str!("../../src/release.rs"),
        include_str!("../../src/pages/mod.rs"),
        include_str!("../../src/pages/consular.rs"),
        include_str!("../../src/pages/show_sent.rs"),
        include_str!("../../src/pages/list_claims.rs"),
        include_str!("../../src/pages/open_claim.rs"),
        include_str!("../../src/pages/record_claim.rs"),
        include_str!("../../src/pages/screen_claim.rs"),
    ];
    for source in templates.iter().chain(&pages) {
        assert_eq!(words.unknown_keys(source), Vec::<String>::new());
    }
    for template in templates {
        assert_eq!(web::bare_text(template), Vec::<String>::new());
    }
    for state in ClaimState::ALL {
        assert!(words.knows(&format!("protection-state-{state}")), "{state}");
        assert!(words.knows(&format!("protection-state-{state}-what")), "{state}");
    }
    for field in protection::OpenedField::ALL {
        assert!(words.knows(&format!("protection-field-{}", field.code())), "{field:?}");
    }
    for key in ["who", "given", "language", "heard-by", "number", "court", "dated", "document", "until"] {
        assert!(words.knows(&format!("protection-{key}")), "{key}");
    }
    for state in casefile::NearState::ALL {
        assert!(words.knows(&format!("protection-near-state-{}", state.code())), "{state:?}");
    }
    for door in casefile::Door::ALL {
        assert!(words.knows(&format!("protection-near-door-{}", door.code())), "{door:?}");
    }
    for code in ["slip", "left-out", "between", "last-digits", "one-off"] {
        assert!(words.knows(&format!("protection-near-{code}")), "{code}");
    }
    for kind in ["phone", "document-number", "account", "email", "handle"] {
        assert!(words.knows(&format!("protection-near-kind-{kind}")), "{kind}");
    }
    for outcome in ["other", "other-what", "same", "same-what"] {
        assert!(words.knows(&format!("protection-near-to-{outcome}")), "{outcome}");
    }
    for event in ["recorded", "recorded-again", "screened"] {
        assert!(words.knows(&format!("protection-event-{event}")), "{event}");
    }
}

#[tokio::test]
async fn r_04_a_protection_officer_opens_part_of_a_record_on_the_page_and_takes_it_back() {
    let house = House::on(sqlite(&steps()).await, true).await;
    let (case, hadiza) = house.case("AG-114", NUMBER).await;
    house.records(&house.moussa, hadiza, &claims_of("XA", "XB")).await.unwrap();
    let claim = house.claims(&house.protector).await.remove(0);
    let (officer, moussa) =
        (Visitor::of(&house, Role::ProtectionOfficer), Visitor::of(&house, Role::Investigator));
    let (entity, of_case) = (format!("/entities/{hadiza}"), format!("/cases/{}", case.id));
    let before = (moussa.get(&entity).await.text, moussa.get(&of_case).await.text);
    assert!(!before.0.contains("protection record"), "{}", before.0);
    let open = format!("/protection/{}/open", claim.id);
    assert_eq!(moussa.get(&open).await.status, StatusCode::NOT_FOUND);
    assert!(officer.get(&open).await.text.contains("A court ordered it"));
    let day = |ms: i64| house.node.store.clock().now().plus_ms(ms).rfc3339()[..10].to_owned();
    let (given, until) = (day(-kernel::time::DAY_MS), day(9 * kernel::time::DAY_MS));
    let mut fields = vec![
        ("to", "officer"),
        ("who", "a.moussa"),
        ("fields", "feared"),
        ("ground", "consent"),
        ("given", given.as_str()),
        ("heard_by", "F. Souley"),
        ("until", until.as_str()),
    ];
    let missing = officer.post(&open, &fields).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY, "the language is missing");
    fields.push(("language", "Hausa"));
    let sent = officer.post(&open, &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let shown = moussa.get(&entity).await.text;
    for told in ["There is a protection record about this person.", "XB", "Hausa"] {
        assert!(shown.contains(told), "`{told}`: {shown}");
    }
    assert!(!shown.contains("XA") && !shown.contains("Tamou"), "what was not ticked stays closed");
    let file = officer.get(&sent.to).await.text;
    let from = file.find("/protection/openings/").unwrap();
    let take_back = file[from..].split('"').next().unwrap().to_owned();
    let back = officer.post(&take_back, &[("why", "she withdrew it")]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
    assert!(officer.get(&sent.to).await.text.contains("she withdrew it"));
    assert_eq!((moussa.get(&entity).await.text, moussa.get(&of_case).await.text), before, "as before");
}
