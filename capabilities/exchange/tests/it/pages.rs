//! The pages, as a browser without script sees them.

use crate::story::*;
use access::testing::person;
use axum::Router;
use axum::body::Body;
use exchange::testing::{Desk, Pair, neighbour, pair_on, steps};
use exchange::{ExchangeError, MoveBody, NewMove};
use http::{Request, StatusCode};
use kernel::{Lang, Role};
use std::sync::Arc;
use store::testing::sqlite;
use tower::ServiceExt;
use web::{RoomWords, Words};

const ROOMS: &[RoomWords] = &[directory::WORDS, casefile::WORDS, exchange::WORDS];

pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) to: String,
    pub(crate) text: String,
}

impl Page {
    #[track_caller]
    pub(crate) fn shows(&self, words: &[&str]) -> &Self {
        for word in words {
            assert!(
                self.text.contains(word),
                "{word:?} is not on the page ({}):\n{}",
                self.status,
                self.text
            );
        }
        self
    }

    #[track_caller]
    pub(crate) fn hides(&self, words: &[&str]) -> &Self {
        for word in words {
            assert!(!self.text.contains(word), "{word:?} is on the page:\n{}", self.text);
        }
        self
    }
}

pub(crate) async fn pair() -> Pair {
    let shape = |node: &mut access::Node| {
        node.panels = exchange::panels();
        node.works = exchange::works();
    };
    pair_on(sqlite(&steps()).await, sqlite(&steps()).await, ROOMS, shape).await
}

pub(crate) fn app(desk: &Desk) -> Router {
    let node = Arc::clone(&desk.node);
    let routes = exchange::routes().merge(directory::routes());
    let pages = routes.into_router(move |route, handler| access::enforce(&node, route, handler));
    web::protect(pages.with_state(Arc::clone(&desk.node)))
}

pub(crate) async fn send(
    desk: &Desk,
    session: &str,
    lang: &str,
    request: http::request::Builder,
    body: Body,
) -> Page {
    let request = request
        .header("cookie", format!("session={session}; lang={lang}"))
        .header("sec-fetch-site", "same-origin")
        .body(body)
        .unwrap();
    let response = app(desk).oneshot(request).await.unwrap();
    let status = response.status();
    let to = response.headers().get("location").map(|l| l.to_str().unwrap().to_owned()).unwrap_or_default();
    let bytes = axum::body::to_bytes(response.into_body(), 4 << 20).await.unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    // What a page says is wrong with a form leads to its place there.
    for link in text.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(text.contains(&format!("id=\"{link}\"")), "#{link} leads nowhere:\n{text}");
    }
    Page { status, to, text }
}

pub(crate) async fn get(desk: &Desk, path: &str) -> Page {
    send(desk, &desk.session, "en", Request::get(path), Body::empty()).await
}

pub(crate) async fn post(desk: &Desk, path: &str, form: &[(&str, &str)]) -> Page {
    post_as(desk, &desk.session, path, form).await
}

/// The same by somebody else.
pub(crate) async fn post_as(desk: &Desk, session: &str, path: &str, form: &[(&str, &str)]) -> Page {
    let coded = |text: &str| text.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
    let form: Vec<String> =
        form.iter().map(|(name, value)| format!("{}={}", coded(name), coded(value))).collect();
    let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    send(desk, session, "en", request, Body::from(form.join("&"))).await
}

fn request_form<'a>(peer: &'a str, act: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("peer", peer),
        ("purpose", "investigation"),
        ("subject", "Who used this number in October?"),
        ("points", "When and where?\r\n\r\nWho paid for it?\r\n"),
        ("facts", "A truck with 46 dead stood north of Agadez."),
        ("urgency", "normal"),
        ("basis", "SOMP-10-1-b"),
        ("handling", "H0"),
        ("language", "en"),
        ("act", act),
    ]
}

fn peer_value(desk: &Desk) -> String {
    format!("{}:{}", desk.node.keys.id, desk.authority.id)
}

#[tokio::test]
async fn an_empty_desk_says_what_to_do_next() {
    let pair = pair().await;
    get(&pair.accra, "/").await.shows(&[
        "Nothing waits here",
        "New request",
        "/dossiers/new",
        "/directory/find",
    ]);
    get(&pair.accra, "/dossiers").await.shows(&["No dossier yet"]);
    get(&pair.accra, "/dossiers?state=us").await.shows(&["No dossier like that"]);
}

#[tokio::test]
async fn the_form_says_whom_to_ask_first_and_why_and_an_alert_names_the_paired_post() {
    let pair = pair().await;
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let theirs = crate::test_calls::opens_desk(niamey, "Assamaka", accra).await;
    let ours = crate::test_calls::opens_desk(accra, "Aflao", niamey).await;
    get(accra, "/dossiers/new").await.shows(&[" · first</option>", "Whom to ask", "It is open."]);
    get(accra, "/dossiers/new?kind=border-alert").await.hides(&["Gazelle 1"]);
    crate::test_calls::pairs_with(accra, ours, (niamey, theirs)).await;
    let form = get(accra, "/dossiers/new?kind=border-alert").await;
    form.shows(&["paired post, call sign Gazelle 1"]);
    let peer = peer_value(niamey);
    let alert = [
        ("kind", "border-alert"),
        ("peer", &peer),
        ("purpose", "investigation"),
        ("subject", "White truck"),
        ("alert", "vehicle"),
        ("facts", "A white truck goes north."),
        ("urgency", "normal"),
        ("basis", "SOMP-11-6"),
        ("handling", "H0"),
        ("language", "fr"),
        ("act", "preview"),
    ];
    let page = post(accra, "/dossiers/new", &alert).await;
    page.shows(&["This would be sent", "For the post with the call sign", "Gazelle 1"]);

    // There it stands on the desk of the post that is called so; a sign nobody has there is shown as it came.
    crate::test_calls::pairs_with(niamey, theirs, (accra, ours)).await;
    for sign in ["Lion 2", "Gazelle 1"] {
        let mut sent: Vec<_> = alert.iter().copied().filter(|(name, _)| *name != "act").collect();
        sent.extend([("post", sign), ("act", "send")]);
        assert_eq!(post(accra, "/dossiers/new", &sent).await.status, StatusCode::SEE_OTHER);
    }
    crate::story::settle(&pair).await;
    get(niamey, "/").await.shows(&["for the post Assamaka", "for the post Gazelle 1"]).hides(&["Lion 2"]);
}

/// Bytes of a page with nothing on it, and of one piece of work: what a line of 64 kbit/s carries in a second and a half.
const FRAME_BYTES_MAX: usize = 8_000;
const PIECE_BYTES_MAX: usize = 2_000;

#[tokio::test]
async fn a_7_a_desk_is_light_enough_for_a_satellite_line() {
    let pair = pair().await;
    let empty = get(&pair.niamey, "/").await.text.len();
    for _ in 0..8 {
        let to = pair.niamey.node.keys.id;
        crate::story::opens(&pair.accra, to, crate::story::request()).await.unwrap();
    }
    crate::story::settle(&pair).await;
    let page = get(&pair.niamey, "/").await;
    let each = page.text.len().saturating_sub(empty) / 8;
    assert!(empty <= FRAME_BYTES_MAX && each <= PIECE_BYTES_MAX, "{empty} bytes, {each} for each");
    // Whatever does not change comes once, under an address that changes with it.
    for address in page.text.split("\"/static/").skip(1).filter_map(|rest| rest.split('"').next()) {
        let digest = address.split('/').next().unwrap();
        assert!(digest.len() == 16 && digest.chars().all(|c| c.is_ascii_hexdigit()), "{address}");
    }
}

#[tokio::test]
async fn several_lines_of_a_field_are_shown_as_words_and_not_as_the_program_keeps_them() {
    let pair = pair().await;
    let peer = peer_value(&pair.niamey);
    let asked = [
        ("kind", "preservation-request"),
        ("peer", &peer),
        ("purpose", "investigation"),
        ("subject", "What two accounts left"),
        ("accounts", "+227 96 00 11 22\r\n@harmattan\r\n"),
        ("data", "all"),
        ("from_time", "2026-10-01T00:00"),
        ("to_time", "2026-11-01T00:00"),
        ("facts", "46 people died."),
        ("urgency", "normal"),
        ("basis", "UNTOC-27"),
        ("handling", "H0"),
        ("language", "en"),
        ("act", "preview"),
    ];
    let page = post(&pair.accra, "/dossiers/new", &asked).await;
    page.shows(&["This would be sent", "+227 96 00 11 22, @harmattan"]).hides(&["[&#34;", "[\""]);
}

#[tokio::test]
async fn who_protects_people_has_a_desk_without_dossiers_and_who_has_nothing_due_has_none() {
    let pair = pair().await;
    let accra = &pair.accra;
    let (_, protector) = person(&accra.node, &accra.authority, "protector", &[Role::ProtectionOfficer]).await;
    let page = send(accra, &protector, "en", Request::get("/"), Body::empty()).await;
    assert_eq!(page.status, StatusCode::OK);
    page.shows(&["Nothing waits here"]).hides(&["/dossiers/new", "/dossiers\""]);
    let (_, auditor) = person(&accra.node, &accra.authority, "auditor", &[Role::Auditor]).await;
    let page = send(accra, &auditor, "en", Request::get("/"), Body::empty()).await;
    assert_eq!((page.status, page.to.as_str()), (StatusCode::SEE_OTHER, "/account"));
}

#[tokio::test]
async fn a_way_to_reach_a_desk_is_called_by_its_name_in_every_language() {
    let pair = pair().await;
    for (lang, word) in [(Lang::En, "E-mail"), (Lang::Fr, "Courriel"), (Lang::Ar, "بريد إلكتروني")]
    {
        let t = web::T::new(pair.accra.node.words.clone(), lang);
        assert_eq!(directory::channel_word(&t, "email"), word, "{lang}");
        assert_eq!(directory::channel_word(&t, "pigeon"), "pigeon", "a_14: a newer one as it is");
    }
}

#[tokio::test]
async fn a_request_is_written_seen_as_they_will_see_it_and_only_then_sent() {
    let pair = pair().await;
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let peer = peer_value(niamey);
    let form = get(accra, &format!("/dossiers/new?peer={}", niamey.node.keys.id)).await;
    form.shows(&["They will learn", "They see in any case", "National Investigation Unit", "selected"]);

    let mut wrong = request_form(&peer, "preview");
    wrong.retain(|(name, _)| *name != "subject");
    wrong.push(("urgency_reason", "typed before"));
    let page = post(accra, "/dossiers/new", &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows(&["The question, in one line: fill this in.", "typed before", "A truck with 46 dead"]);

    let page = post(accra, "/dossiers/new", &request_form(&peer, "preview")).await;
    page.shows(&[
        "This would be sent",
        "goes to National Investigation Unit",
        "<li><bdi dir=\"auto\">Who paid for it?",
        "valid until",
    ]);
    assert_eq!(delivers(accra).await.carried, 0, "seeing it sends nothing");

    let page = post(accra, "/dossiers/new", &request_form(&peer, "edit")).await;
    page.shows(&["Who used this number in October?", "See what would be sent"]);

    let page = post(accra, "/dossiers/new", &request_form(&peer, "send")).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    get(accra, &page.to).await.shows(&["not yet received by the other side", "You asked", "Withdraw…"]);
    settle(&pair).await;
    get(accra, &page.to).await.shows(&["durable at National Investigation Unit", "equal on both sides"]);
    get(niamey, "/").await.shows(&[
        "Who used this number in October?",
        "Document Fraud Expertise Centre",
        "not acknowledged",
        "no date in the treaty",
        "nobody has acknowledged it yet",
        "Nobody has it",
        "/acknowledge",
    ]);
    get(niamey, &page.to).await.shows(&[
        "Document Fraud Expertise Centre asked",
        "Acknowledge",
        "Ask back",
        "Refuse…",
    ]);
}

#[tokio::test]
async fn a_request_from_a_hit_says_why_they_are_asked_in_the_officers_language() {
    let pair = pair().await;
    let peer = pair.niamey.node.keys.id;
    let form = get(&pair.accra, &format!("/dossiers/new?peer={peer}&hit=H-7Q2M")).await;
    form.shows(&["A private check between our nodes", "hit H-7Q2M"]);
    get(&pair.accra, "/dossiers/new").await.hides(&["A private check between our nodes"]);
}

#[tokio::test]
async fn an_answer_with_statements_goes_from_one_case_into_another() {
    let pair = pair().await;
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
    settle(&pair).await;
    let case = opens_case(niamey, "AG-114").await;
    let added = records(niamey, case, "Suleiman Adoum", "+227 90 00 01 15").await;
    holds_back(niamey, "+227 90 00 01 14", "GH").await;
    let protected = records(niamey, case, "A. B.", "+227 90 00 01 14").await;

    let path = format!("/dossiers/{id}/answer");
    let found =
        post(niamey, &path, &[("act", "find"), ("from_case", "AG-114"), ("find", "Adoum"), ("text", "kept")])
            .await;
    found.shows(&["Suleiman Adoum", "phone: +227", "operator record", "kept"]);
    post(niamey, &path, &[("act", "find"), ("from_case", "nothing")])
        .await
        .shows(&["There is no such case here for you"]);

    let mut form = vec![
        ("outcome".to_owned(), "whole".to_owned()),
        ("text".to_owned(), "The number was active in Agadez.".to_owned()),
        ("handling".to_owned(), "H1".to_owned()),
        ("conditions".to_owned(), "not in court without our consent".to_owned()),
        ("answer_1".to_owned(), "whole".to_owned()),
        ("answer_1_text".to_owned(), "3 to 19 October".to_owned()),
    ];
    for pick in picks(niamey, &added).await.into_iter().chain(picks(niamey, &protected).await) {
        form.push(("pick".into(), format!("{}:{}", pick.entity, pick.statement)));
    }
    let send_as = |act: &str| {
        let mut form: Vec<(String, String)> = form.clone();
        form.push(("act".into(), act.into()));
        form
    };
    let preview = send_as("preview");
    let preview: Vec<(&str, &str)> = preview.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let page = post(niamey, &path, &preview).await;
    page.shows(&[
        "2 statements. You can answer without them.",
        "Suleiman Adoum",
        "2 statements with their source",
    ]);
    page.hides(&["A. B.", "90 00 01 14"]);
    let sent = send_as("send");
    let sent: Vec<(&str, &str)> = sent.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    assert_eq!(post(niamey, &path, &sent).await.status, StatusCode::SEE_OTHER);
    settle(&pair).await;

    let shown = get(accra, &format!("/dossiers/{id}")).await;
    shown.shows(&[
        "National Investigation Unit answered",
        "Suleiman Adoum",
        "Point 1: In full · ",
        "3 to 19 October",
        "Take into a case",
        "H1: not in court without permission",
    ]);
    let own = opens_case(accra, "DF-0931").await;
    let take = format!("/dossiers/{id}/take/1");
    get(accra, &take).await.shows(&["not in court without our consent", "2 statements"]);
    let wrong = post(accra, &take, &[("case", "AG-114")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "their case is not ours");
    assert_eq!(post(accra, &take, &[("case", "DF-0931")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(everything_of(accra, own).await.len(), 2);
    get(accra, &format!("/dossiers/{id}")).await.shows(&["DF-0931", "/cases/"]);
    get(accra, &format!("/dossiers/{id}/verify")).await.shows(&["It all holds."]);
    let ours = get(accra, &format!("/dossiers/{id}/history")).await.text;
    assert_eq!(ours, get(niamey, &format!("/dossiers/{id}/history")).await.text);
}

#[tokio::test]
async fn a_refusal_that_is_a_secret_keeps_the_draft_and_does_not_hint() {
    let pair = pair().await;
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    holds_back(accra, "+227 90 00 01 14", "NE").await;
    let peer = peer_value(niamey);
    let mut form = request_form(&peer, "send");
    form.retain(|(name, _)| *name != "facts");
    form.push(("facts", "The cab's phone called +227 90 00 01 14."));
    let page = post(accra, "/dossiers/new", &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows(&["This cannot be sent to this authority.", "The cab&#39;s phone called"]);
    page.hides(&["refoulement", "blocked", "claim", "held back"]);
}

#[tokio::test]
async fn a_8_who_has_nothing_to_do_with_a_dossier_finds_nothing() {
    let pair = pair().await;
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
    let paths = [
        format!("/dossiers/{id}"),
        format!("/dossiers/{id}/verify"),
        format!("/dossiers/{id}/history"),
        format!("/dossiers/{id}/withdraw"),
        format!("/dossiers/{id}/take/1"),
        "/dossiers".into(),
        "/dossiers/new".into(),
    ];
    let (_, auditor) = person(&accra.node, &accra.authority, "auditor", &[Role::Auditor]).await;
    for path in &paths {
        let page = send(accra, &auditor, "en", Request::get(path), Body::empty()).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
    }
    // A dossier of the other node, before it was delivered, and one that never was, look the same.
    let unknown = kernel::id::random(accra.node.store.rng());
    let (one, other) = (get(niamey, &paths[0]).await, get(niamey, &format!("/dossiers/{unknown}")).await);
    assert_eq!((one.status, other.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(one.text, other.text);
    // Peers come by certificate, not by session.
    let page = post(accra, exchange::PEER_ENVELOPES, &[]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_8_each_authority_of_a_node_sees_its_own_side_and_nothing_of_the_others() {
    let pair = pair().await;
    let unit = &pair.niamey;
    let central = &neighbour(unit, "Central Authority, Niamey", "b.central").await;
    let third = &neighbour(unit, "Protection Service, Niamey", "c.third").await;
    let case = opens_case(unit, "AG-114").await;
    let choice = format!("{}:{}", unit.node.keys.id, central.authority.id);
    get(unit, "/dossiers/new").await.shows(&[
        &choice,
        "Central Authority, Niamey",
        "Protection Service, Niamey",
    ]);
    get(central, "/dossiers/new").await.hides(&[&choice]).shows(&["National Investigation Unit"]);
    let new = exchange::NewRequest {
        peer: unit.node.keys.id,
        authority: Some(central.authority.id),
        case: Some(case),
        hit: None,
        purpose: kernel::Purpose::Investigation,
        body: request(),
        statements: Vec::new(),
    };
    let made = unit.node.store.run("open", |tx| {
        let new = new.clone();
        async move { exchange::open_request(&tx, &unit.node, &unit.officer, new).await }
    });
    let id = made.await.unwrap().dossier;
    let paths = ["", "/verify", "/history", "/withdraw", "/acknowledge", "/take/1"]
        .map(|p| format!("/dossiers/{id}{p}"));
    let never = format!("/dossiers/{}", kernel::id::random(unit.node.store.rng()));
    // Before it is delivered nobody but the one that asks knows of it.
    assert_eq!(get(central, &paths[0]).await.text, get(central, &never).await.text);
    assert_eq!(delivers(unit).await.delivered, 1);
    get(unit, &paths[0]).await.shows(&["AG-114", "Central Authority, Niamey", "authority of the same State"]);
    let theirs = get(central, &paths[0]).await;
    assert_eq!(theirs.status, StatusCode::OK);
    theirs.shows(&["National Investigation Unit", "Who used this number in October?"]);
    theirs.hides(&["AG-114", &case.to_string()]);
    // Each makes the moves of its own side only.
    assert_eq!(get(central, &paths[4]).await.status, StatusCode::OK);
    assert_ne!(get(central, &paths[3]).await.status, StatusCode::OK);
    assert_eq!(get(unit, &paths[3]).await.status, StatusCode::OK);
    for path in &paths {
        let page = get(third, path).await;
        assert_eq!(
            (page.status, &page.text),
            (StatusCode::NOT_FOUND, &get(third, &never).await.text),
            "{path}"
        );
    }
    get(third, "/dossiers").await.hides(&["Who used this number"]);
    get(central, "/dossiers").await.shows(&["Who used this number"]).hides(&["AG-114"]);
}

#[tokio::test]
async fn every_page_stands_in_every_language() {
    let pair = pair().await;
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
    settle(&pair).await;
    let answered = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
    settle(&pair).await;
    moves(niamey, answered, NewMove::of("ask-back", MoveBody::default().with("text", "which month?")))
        .await
        .unwrap();
    settle(&pair).await;
    for lang in Lang::ALL {
        let pages = [
            (niamey, "/".to_owned()),
            (niamey, "/dossiers".into()),
            (niamey, "/dossiers/new".into()),
            (niamey, format!("/dossiers/{id}")),
            (niamey, format!("/dossiers/{id}/verify")),
            (niamey, format!("/dossiers/{id}/acknowledge")),
            (niamey, format!("/dossiers/{id}/ask-back")),
            (niamey, format!("/dossiers/{id}/answer")),
            (niamey, format!("/dossiers/{id}/refuse")),
            (accra, format!("/dossiers/{id}/withdraw")),
            (accra, format!("/dossiers/{answered}/supplement")),
        ];
        for (desk, path) in pages {
            let page = send(desk, &desk.session, lang.code(), Request::get(&path), Body::empty()).await;
            assert_eq!(page.status, StatusCode::OK, "{lang} {path}");
            assert!(
                !page.text.contains("[exchange-") && !page.text.contains("[casefile-"),
                "{lang} {path}: {}",
                page.text
            );
        }
    }
}

#[test]
fn a_12_every_word_of_pages_and_templates_stands_in_every_language() {
    let words = Words::new(ROOMS).unwrap();
    let sources = [
        include_str!("../../templates/case_panel.html"),
        include_str!("../../templates/dossier_rows.html"),
        include_str!("../../templates/list_dossiers.html"),
        include_str!("../../templates/letter.html"),
        include_str!("../../templates/received.html"),
        include_str!("../../templates/transcribe.html"),
        include_str!("../../templates/make_move.html"),
        include_str!("../../templates/open_request.html"),
        include_str!("../../templates/picker.html"),
        include_str!("../../templates/preview.html"),
        include_str!("../../templates/said.html"),
        include_str!("../../templates/show_desk.html"),
        include_str!("../../templates/show_dossier.html"),
        include_str!("../../templates/take_answer.html"),
        include_str!("../../templates/test_calls.html"),
        include_str!("../../templates/verify_dossier.html"),
        include_str!("../../templates/correct_sent.html"),
        include_str!("../../templates/correction_preview.html"),
        include_str!("../../templates/recall_panel.html"),
        include_str!("../../templates/list_courier.html"),
        include_str!("../../templates/read_courier.html"),
        include_str!("../../src/pages/shown.rs"),
        include_str!("../../src/pages/show_desk.rs"),
        include_str!("../../src/pages/show_dossier.rs"),
        include_str!("../../src/pages/list_dossiers.rs"),
        include_str!("../../src/pages/make_move.rs"),
        include_str!("../../src/pages/open_request.rs"),
        include_str!("../../src/pages/take_answer.rs"),
        include_str!("../../src/pages/test_calls.rs"),
        include_str!("../../src/pages/verify_dossier.rs"),
        include_str!("../../src/pages/fields.rs"),
        include_str!("../../src/pages/picker.rs"),
        include_str!("../../src/pages/correct_sent.rs"),
        include_str!("../../src/panel_recall.rs"),
        include_str!("../../src/pages/around.rs"),
        include_str!("../../src/pages/list_courier.rs"),
        include_str!("../../src/pages/read_courier.rs"),
        include_str!("../../src/panel_courier.rs"),
        include_str!("../../src/letter_words.rs"),
        include_str!("../../src/pages/letter.rs"),
        include_str!("../../src/pages/transcribe.rs"),
    ];
    for (number, source) in sources.into_iter().enumerate() {
        // Keys that are put together are tried one by one below.
        let unknown: Vec<_> = words.unknown_keys(source).into_iter().filter(|k| !k.contains('{')).collect();
        assert_eq!(unknown, Vec::<String>::new(), "source {number}");
        if number < 20 {
            assert_eq!(web::bare_text(source), Vec::<String>::new(), "source {number}");
        }
    }
}

#[tokio::test]
async fn r_18_what_was_taken_back_is_corrected_in_one_act_and_seen_before() {
    let pair = pair().await;
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let at = answered(&pair, "+227 90 00 01 14", true, |s| s).await;
    let path = format!("/cases/{}/corrections", at.theirs);
    get(niamey, &path).await.shows(&["Nothing that was sent from this case"]);
    takes_back(niamey, at.phone, "another subscriber").await;
    let right = (at.theirs, at.phone.entity);
    let instead = says_of(niamey, right, kernel::Property::Phone, "+227 90 00 02 25", |s| s).await;
    get(niamey, "/").await.shows(&["1 statement that was sent no longer stands here", &path]);
    get(niamey, &path).await.shows(&[
        "Document Fraud Expertise Centre",
        "another subscriber",
        "+227 90 00 02 25",
        "They will learn",
    ]);
    let name = format!("instead-{}", at.phone.statement);
    let value = instead.statement.to_string();
    let form = |reasons: &'static str, act: &'static str| {
        vec![(name.as_str(), value.as_str()), ("reasons", reasons), ("act", act)]
    };
    let page = post(niamey, &path, &form("", "preview")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows(&["Why it is corrected: fill this in."]);
    let page = post(niamey, &path, &form("mixed up", "preview")).await;
    page.shows(&["This would be sent", "1 statement taken back", "+227 90 00 02 25", "mixed up"]);
    assert_eq!(delivers(niamey).await.carried, 0, "seeing it sends nothing");
    let page = post(niamey, &path, &form("mixed up", "send")).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    settle(&pair).await;
    let dossier = format!("/dossiers/{}", at.dossier);
    get(niamey, &dossier).await.shows(&["You corrected what you had sent", "applied the correction"]);
    get(accra, &dossier).await.shows(&["corrected what it had sent", "corrected since", "mixed up"]);
    let lately = format!("/cases/{}", at.own);
    get(accra, "/").await.shows(&["National Investigation Unit corrected on", "replaced 1", &lately]);
    get(niamey, "/").await.hides(&["no longer stands here"]);
    get(accra, &format!("{dossier}/take/1")).await.shows(&["Corrected since", "+227 90 00 02 25"]);
    assert_eq!(get(accra, &path).await.status, StatusCode::NOT_FOUND, "a_8: another node's case");
}

#[tokio::test]
async fn r_18_what_a_colleague_took_back_after_the_preview_does_not_go_with_it() {
    let pair = pair().await;
    let niamey = &pair.niamey;
    let at = answered(&pair, "+227 90 00 01 14", true, |s| s).await;
    let path = format!("/cases/{}/corrections", at.theirs);
    takes_back(niamey, at.phone, "another subscriber").await;
    let shown = format!("instead-{}", at.phone.statement);
    let form = |act: &'static str| vec![(shown.as_str(), ""), ("reasons", "mixed up"), ("act", act)];
    post(niamey, &path, &form("preview")).await.shows(&["1 statement taken back"]);
    let said = everything_of(niamey, at.theirs).await;
    let name = said.iter().find(|s| s.property == kernel::Property::Name).unwrap();
    let name = exchange::Pick { entity: name.entity, statement: name.id, name: false };
    takes_back(niamey, name, "somebody else").await;
    let page = post(niamey, &path, &form("send")).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    settle(&pair).await;
    let stands = everything_of(&pair.accra, at.own).await;
    let stands: Vec<_> = stands.iter().filter(|s| s.retracted.is_none()).map(|s| s.property).collect();
    assert_eq!(stands, [kernel::Property::Name], "nobody saw what taking the name back would send");
    get(niamey, &path).await.shows(&["Suleiman Adoum", "somebody else"]);
    // Sent once more, it finds nothing of what it showed.
    let page = post(niamey, &path, &form("send")).await;
    assert_eq!(page.status, StatusCode::OK);
    page.shows(&["Suleiman Adoum"]);
    assert_eq!(delivers(niamey).await.carried, 0);
}

#[tokio::test]
async fn what_was_written_for_a_move_that_cannot_be_made_any_more_stands_to_be_copied() {
    let pair = pair().await;
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let dossier = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
    settle(&pair).await;
    moves(accra, dossier, NewMove::of("withdraw", MoveBody::default().with("reasons", "r"))).await.unwrap();
    settle(&pair).await;
    let path = format!("/dossiers/{dossier}/answer");
    let form =
        [("outcome", "whole"), ("text", "An hour of work on <the number>."), ("answer_2_text", "A shop.")];
    for act in ["preview", "send"] {
        let page = post(niamey, &path, &[&form[..], &[("act", act)]].concat()).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        page.shows(&["An hour of work on &#60;the number&#62;.</textarea>", "A shop.</textarea>"]);
        page.shows(&["What you wrote is not saved", &format!("href=\"/dossiers/{dossier}\"")]);
    }
}

async fn panels(desk: &Desk, place: access::Place, subject: uuid::Uuid) -> String {
    let t = web::T::new(Arc::clone(&desk.node.words), Lang::En);
    let shown = desk.node.store.run::<_, store::StoreError, _, _>("panels", |tx| {
        let t = &t;
        async move { desk.node.panels_at(place, &tx, &desk.officer, subject, t).await }
    });
    shown.await.unwrap().concat()
}

#[tokio::test]
async fn r_18_a_case_and_its_records_say_to_whom_it_went_and_what_became_of_the_correction() {
    let pair = pair().await;
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let at = answered(&pair, "+227 90 00 01 14", true, |s| s).await;
    let answering = panels(niamey, access::Place::Case, at.theirs.0).await;
    assert!(
        answering.contains(&format!("/dossiers/{}", at.dossier)),
        "the case that answered shows the dossier: {answering}"
    );
    let record = panels(niamey, access::Place::EntityAside, at.phone.entity.0).await;
    assert!(record.contains("sent to Document Fraud Expertise Centre on"), "{record}");
    let copy = everything_of(accra, at.own).await.first().unwrap().entity;
    let received = panels(accra, access::Place::EntityAside, copy.0).await;
    assert!(received.contains("from National Investigation Unit"), "{received}");
    assert!(received.contains("information, not evidence"), "r_20: {received}");
    assert!(received.contains("kind=permission-to-pass-on"), "{received}");

    takes_back(niamey, at.phone, "another subscriber").await;
    for (place, subject) in
        [(access::Place::EntityAside, at.phone.entity.0), (access::Place::Case, at.theirs.0)]
    {
        let untold = panels(niamey, place, subject).await;
        assert!(untold.contains("send the correction"), "{place:?}: {untold}");
    }
    corrects(niamey, at.dossier, at.phone, None, "mixed up").await.unwrap();
    let case = panels(niamey, access::Place::Case, at.theirs.0).await;
    assert!(case.contains("sent, not received yet"), "{case}");
    settle(&pair).await;
    let case = panels(niamey, access::Place::Case, at.theirs.0).await;
    assert!(case.contains("applied to 1 copy"), "{case}");
    let overseer = panels(niamey, access::Place::DataProtection, uuid::Uuid::nil()).await;
    assert!(overseer.contains("Corrections sent") && !overseer.contains("href="), "{overseer}");
    let theirs = panels(accra, access::Place::Case, at.own.0).await;
    assert!(theirs.contains("withdrawn 1"), "{theirs}");
}

#[tokio::test]
async fn r_20_what_was_received_is_information_until_its_sender_consents_to_court() {
    let pair = pair().await;
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let at = answered(&pair, "+227 90 00 01 14", true, |s| s).await;
    let dossier = format!("/dossiers/{}", at.dossier);
    get(accra, &dossier).await.shows(&["information, not evidence", "Disclose to the defence"]);
    get(niamey, &dossier).await.hides(&["information, not evidence"]);

    let form = format!("/dossiers/new?kind=permission-to-pass-on&about={}", at.dossier);
    let page = get(accra, &form).await;
    page.shows(&[
        "Ask for permission to pass on",
        "your own courts",
        "+227 90 00 01 14",
        "to use it in court",
    ]);
    page.hides(&["Statements from your cases"]);
    let body = reads(accra, at.dossier).await;
    let body = body.find(exchange::Side::Answerer, 1).unwrap().read_body().unwrap();
    let references: Vec<String> =
        exchange::carry::carried(&body).0.iter().filter_map(|s| s.reference.map(|r| r.to_string())).collect();
    let (peer, about) = (peer_value(niamey), at.dossier.to_string());
    let mut asked = vec![
        ("kind", "permission-to-pass-on"),
        ("about", about.as_str()),
        ("peer", peer.as_str()),
        ("purpose", "investigation"),
        ("subject", "Suleiman Adoum in court"),
        ("use", "judicial"),
        ("recipient", "GH"),
        ("for_purpose", "prosecution"),
        ("reasons", "the trial begins in March"),
        ("basis", "UNTOC-27"),
        ("language", "en"),
        ("act", "send"),
    ];
    asked.extend(references.iter().map(|r| ("references", r.as_str())));
    let page = post(accra, "/dossiers/new", &asked).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    settle(&pair).await;
    get(niamey, &page.to).await.shows(&["Permission to pass on", "Consent", "2 statements", "GH"]);
    let grant = format!("{}/grant", page.to);
    get(niamey, &grant).await.shows(&["Consent to passing on", "+227 90 00 01 14"]);
    let given = post(niamey, &grant, &[("outcome", "whole"), ("act", "send")]).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text);
    settle(&pair).await;
    get(accra, &page.to).await.shows(&["consented", "Granted"]);
    get(accra, &dossier).await.shows(&["may be used in court by consent"]);
    let no_more = [("reasons", "the source fears for her life"), ("act", "send")];
    post(niamey, &format!("{}/withdraw-consent", page.to), &no_more).await;
    settle(&pair).await;
    get(accra, &page.to).await.shows(&["withdrew its consent"]);
    get(accra, &dossier).await.shows(&["information, not evidence"]);
}

#[test]
fn every_legal_basis_and_purpose_has_a_word() {
    let words = Words::new(ROOMS).unwrap();
    let mut keys: Vec<String> =
        kernel::legal_basis::ALL.iter().map(|(code, _)| format!("basis-{code}")).collect();
    keys.extend(kernel::Purpose::ALL.iter().map(|p| format!("purpose-{p}")));
    let missing: Vec<_> = keys.iter().map(|k| format!("exchange-{k}")).filter(|k| !words.knows(k)).collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[tokio::test]
async fn r_02_a_request_without_a_benefit_is_not_sent_as_an_offence_and_one_not_known_is_marked_on_both_sides()
 {
    let pair = pair().await;
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let peer = peer_value(niamey);
    let with = |benefit: &'static str, more: &'static str| {
        let mut form = request_form(&peer, "send");
        form.extend([("offence", "6.1.a"), ("benefit", benefit)]);
        if !more.is_empty() {
            form.push((more, "yes"));
        }
        form
    };
    let refused = post(accra, "/dossiers/new", &with("none", "")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows(&["Without a benefit this is no offence of Protocol article 6."]);
    let unproven = post(accra, "/dossiers/new", &with("unknown", "endangers_life")).await;
    assert_eq!(unproven.status, StatusCode::SEE_OTHER, "{}", unproven.text);
    let stated = post(accra, "/dossiers/new", &with("money", "")).await;
    settle(&pair).await;
    for desk in [accra, niamey] {
        get(desk, &unproven.to).await.shows(&["Element unproven: benefit", "not known", "6(3)(a)"]);
        get(desk, &stated.to).await.hides(&["Element unproven"]);
    }
    // What another program sends without its own check arrives, and says what it lacks (A-14).
    let body = request().with("offence", "6.1.a").with("benefit", "none");
    let shown = exchange::testing::shown_tags(accra, &body);
    assert!(shown.iter().any(|tag| tag.contains("No benefit: no offence of article 6")), "{shown:?}");
    let refused = opens(accra, niamey.node.keys.id, body).await;
    assert!(matches!(refused, Err(ExchangeError::Fields(_))), "{refused:?}");
}

#[tokio::test]
async fn r_26_a_dossier_shows_what_a_child_is_called_only_to_whoever_asks_and_says_why() {
    let pair = pair().await;
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let case = opens_case(accra, "DF-0931").await;
    let added = records(accra, case, "Selam Tesfay", "+227 90 00 01 15").await;
    says_of(accra, (case, added.ids[0].1), kernel::Property::AgeClaimed, "16", |s| s).await;
    let found = [("act", "find"), ("from_case", "DF-0931"), ("find", "Selam Tesfay")];
    let peer = peer_value(niamey);
    let form = |act: &'static str, names: bool| {
        let mut form = request_form(&peer, act);
        form.extend(found.iter().filter(|(name, _)| *name != "act"));
        if names {
            form.push(("names", "yes"));
        }
        form
    };
    let page = post(accra, "/dossiers/new", &form("find", false)).await;
    page.shows(&["phone: +227"]).hides(&["name: Selam"]);
    let page = post(accra, "/dossiers/new", &form("find", true)).await;
    page.shows(&["name: Selam Tesfay", "choosing it releases it"]);
    let value =
        page.text.split("value=\"").filter_map(|v| v.split('"').next()).find(|v| v.ends_with(":name"));
    let value = value.unwrap().to_owned();
    let mut send = form("send", true);
    send.push(("pick", value.as_str()));
    let sent = post(accra, "/dossiers/new", &send).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    settle(&pair).await;
    for desk in [accra, niamey] {
        get(desk, &sent.to).await.shows(&["a child’s name", "Show the name"]).hides(&["Selam"]);
        let names = format!("{}/names", sent.to);
        let bare = post(desk, &names, &[("purpose", "protection"), ("why", " ")]).await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
        bare.hides(&["Selam"]);
        post(desk, &names, &[("purpose", "protection"), ("why", "guardian asked")])
            .await
            .shows(&["Selam Tesfay"]);
    }
    let (_, duty) = person(&accra.node, &accra.authority, "duty", &[Role::DutyOfficer]).await;
    let request = Request::post(format!("{}/names", sent.to))
        .header("content-type", "application/x-www-form-urlencoded");
    let refused = send_as(accra, &duty, request, "purpose=protection&why=x").await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}

async fn send_as(desk: &Desk, session: &str, request: http::request::Builder, form: &str) -> Page {
    send(desk, session, "en", request, Body::from(form.to_owned())).await
}

async fn file_of(desk: &Desk, path: &str) -> (StatusCode, Vec<u8>) {
    let request = Request::post(path)
        .header("cookie", format!("session={}", desk.session))
        .header("sec-fetch-site", "same-origin")
        .body(Body::empty());
    let response = app(desk).oneshot(request.unwrap()).await.unwrap();
    if response.status() == StatusCode::OK {
        let headers = response.headers();
        assert_eq!(headers["content-disposition"], "attachment; filename=\"for-courier.liaison\"");
        assert_eq!(
            (&headers["x-content-type-options"], &headers["cache-control"]),
            (&"nosniff".parse().unwrap(), &"no-store".parse().unwrap())
        );
    }
    let status = response.status();
    (status, axum::body::to_bytes(response.into_body(), 4 << 20).await.unwrap().to_vec())
}

async fn brings(desk: &Desk, file: &[u8]) -> Page {
    let head = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
    let body = [head.as_bytes(), file, b"\r\n--x--\r\n"].concat();
    let request = Request::post("/courier").header("content-type", "multipart/form-data; boundary=x");
    send(desk, &desk.session, "en", request, Body::from(body)).await
}

#[tokio::test]
async fn what_waits_goes_to_a_courier_from_the_page_and_what_one_brought_is_read_there_line_by_line() {
    let pair = pair().await;
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    pair.wire.pull_out(niamey.node.keys.id);
    opens(accra, niamey.node.keys.id, request()).await.unwrap();
    delivers(accra).await;
    get(accra, "/").await.shows(&["Cannot be reached", "1 message waits for", "send it by courier"]);
    get(accra, "/courier").await.shows(&[
        "National Investigation Unit",
        "1 message",
        "no receipt owed",
        "never",
    ]);
    let path = format!("/courier/{}", niamey.node.keys.id);
    let (status, file) = file_of(accra, &path).await;
    assert_eq!((status, &file[..4]), (StatusCode::OK, b"LSC1".as_slice()));
    assert_eq!(file_of(accra, "/courier/00000000000000000000000000000000").await.0, StatusCode::NOT_FOUND);
    get(accra, "/").await.shows(&["given to the courier on"]);
    get(accra, "/courier").await.shows(&["file 1"]);

    let page = brings(niamey, &file).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    page.shows(&["Read to its end", "Document Fraud Expertise Centre", "move of a dossier", "taken"]);
    brings(niamey, &file).await.shows(&["Read to its end", "here before"]);
    get(niamey, "/courier").await.shows(&["no message", "1 receipt owed"]);
    let cut = brings(niamey, &file[..file.len() / 2]).await;
    assert_eq!(cut.status, StatusCode::UNPROCESSABLE_ENTITY);
    cut.shows(&["Not read to its end", "It is cut short"]);
    brings(accra, &file).await.shows(&["No key of this node opens it", "Nothing was taken"]);
    brings(accra, b"a letter").await.shows(&["This is no courier file"]);
    let (auditor, session) = person(&accra.node, &accra.authority, "a.boateng", &[Role::Auditor]).await;
    assert!(auditor.is(Role::Auditor));
    let page = send(accra, &session, "en", Request::get("/courier"), Body::empty()).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_administrator_sees_when_the_one_time_keys_of_a_peer_have_run_out() {
    let pair = pair().await;
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let (_, administrator) = person(&accra.node, &accra.authority, "keeper", &[Role::Administrator]).await;
    let peers = || send(accra, &administrator, "en", Request::get("/peers"), Body::empty());
    peers().await.hides(&["no one-time keys left"]);
    directory::ask_prekeys_due(&accra.node).await.unwrap();
    peers().await.shows(&["National Investigation Unit"]).hides(&["no one-time keys left"]);
    let id = niamey.node.keys.id;
    let dropped = accra.node.store.run::<_, store::StoreError, _, _>("drop", |tx| async move {
        directory::drop_prekeys(&tx, id).await
    });
    dropped.await.unwrap();
    peers().await.shows(&["no one-time keys left", "go to its weekly key"]);
}
