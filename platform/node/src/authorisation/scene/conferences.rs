//! A report of a conference with what two States do about it, statements, a topic, and a call of a secretariat.

use super::*;
use conference::ConferenceError;
use reading::report::{Addressee, Call, Recommendation, Report, Strength};

/// The secretariat of a conference on this node, and somebody who works there.
pub(super) async fn secretariat(node: &Node, party: &str) -> Actor {
    let party = Party::parse(party).unwrap();
    let added = node.store.run::<_, StoreError, _, _>("secretariat", |tx| async move {
        let functions = [kernel::Function::Secretariat].into();
        let own = access::store::add_authority(&tx, party, "Conference Secretariat", &functions).await?;
        let new = NewPerson {
            authority: own.id,
            sign_in: "secretariat".into(),
            name: "secretariat".into(),
            lang: Lang::En,
            roles: [Role::Secretariat].into(),
        };
        access::store::add_person(&tx, &new).await
    });
    added.await.unwrap();
    actor(node, "secretariat").await
}

impl Scene {
    /// A session, a call and a list of topics that Accra's secretariat publishes, as they come here.
    pub(super) async fn published_elsewhere(&mut self, accra: &Arc<Node>, by: &Actor) {
        let started = accra.store.run::<_, StoreError, _, _>("session", |tx| async move {
            access::store::start_session(&tx, by.person).await
        });
        let token = started.await.unwrap();
        let app = cmd::serve::app(accra);
        let post = |path: String, form: &'static str| {
            let request = Request::post(&path)
                .header(header::COOKIE, format!("session={token}"))
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(form));
            let app = app.clone();
            async move {
                let response = app.oneshot(request.unwrap()).await.unwrap();
                let to = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
                to.unwrap_or_else(|| panic!("{path}: {}", response.status()))
            }
        };
        let at = post("/conference/sessions".into(), "body=b&title=t&from=2026-06-01").await;
        post(format!("{at}/publish"), "act=publish").await;
        let coordinator = add(accra, "k.mensah", "coordinator", &[Role::NationalCoordinator]).await;
        let started = accra.store.run::<_, StoreError, _, _>("session", |tx| {
            let person = coordinator.person;
            async move { access::store::start_session(&tx, person).await }
        });
        hand_in(&app, &started.await.unwrap(), &at).await;
        let page = page_of(&app, &token, &at).await;
        let statement = after(&page, "/conference/statements/");
        post(format!("/conference/statements/{statement}"), "act=publish").await;
        post("/conference/calls".into(), "title=t&reason=r&questions=q&deadline=2199-12-31").await;
        post("/conference/topics/publish".into(), "act=publish").await;
        for (list, of) in [
            ("/conference/sessions", "session"),
            ("/conference/calls", "call"),
            ("/conference/topics", "topics"),
        ] {
            let id = self.comes(list).await;
            self.is("publication", of, id);
        }
        let session =
            self.things.iter().find(|t| (t.0, t.1) == ("publication", "session")).unwrap().2.clone();
        let path = format!("/conference/received/{session}");
        let id = self.comes(&path).await;
        self.is("publication", "statement", id);
        // And what the coordinator here hands in there, once it is signed for.
        add(&self.niamey.node, "h.ibrahim", "coordinator", &[Role::NationalCoordinator]).await;
        hand_in(&self.app, &self.session("coordinator").await, &path).await;
        let id = self.comes_with(&path, "coordinator", &format!("{path}/receipts/")).await;
        self.is("handed in", "own", id);
    }

    /// A statement more of an authority here, so that taking one back leaves the next.
    pub(super) async fn another_statement(&self, of: &str) -> String {
        let session = &self.things.iter().find(|t| (t.0, t.1) == ("session", "public")).unwrap().2;
        let path = format!("/conference/sessions/{session}");
        let who = if of == "own" { "coordinator" } else { "coordinator-2" };
        hand_in(&self.app, &self.session(who).await, &path).await;
        let page = self.page(who, &path).await;
        page.rsplit("/conference/statements/").next().unwrap().split(['"', '/']).next().unwrap().to_owned()
    }

    /// Waits until this page names something of another node.
    async fn comes(&self, list: &str) -> String {
        // The frame of a page names the page itself; what comes is a link in it.
        self.comes_with(list, "h.ibrahim", "class=\"strong\" href=\"/conference/received/").await
    }

    /// The same for this link, on the page as somebody sees it.
    async fn comes_with(&self, list: &str, who: &str, link: &str) -> String {
        for _ in 0..600 {
            let page = self.page(who, list).await;
            if page.contains(link) {
                return after(&page, link);
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        panic!("nothing of another node comes to {list}");
    }

    pub(super) async fn conferences(&mut self) {
        let niamey = Arc::clone(&self.niamey);
        let node = &niamey.node;
        add(node, "d.salifou", "coordinator-2", &[Role::NationalCoordinator]).await;
        secretariat(node, "NE").await;
        let by = &actor(node, "coordinator").await;
        let call =
            Call { addressed: Addressee::StatesParties, strength: Strength::Should, ..Call::default() };
        let report = &Report {
            symbols: vec!["INV/1".into()],
            body: "Working Group".into(),
            recommendations: vec![Recommendation {
                number: "1".into(),
                text: "States parties should answer.".into(),
                calls: vec![call],
                ..Recommendation::default()
            }],
            ..Report::default()
        };
        let taken = node.store.run::<_, ConferenceError, _, _>("report", |tx| async move {
            conference::take_report(&tx, node, by, ("r.txt", Digest::of_bytes(b"r")), report).await
        });
        let taken = taken.await.unwrap();
        self.is("report", "public", taken.report);
        self.is("session", "public", taken.session);
        let list = self.page("coordinator", "/conference").await;
        let recommendation = after(&list, "/conference/recommendations/");
        self.is("recommendation", "public", &recommendation);
        let following = format!("/conference/following/{recommendation}");
        for form in ["act=answer&answer=accepted&reason=r", "act=publish"] {
            self.leads("coordinator", &following, form).await;
        }
        let page = self.page("coordinator", &format!("/conference/recommendations/{recommendation}")).await;
        self.is("published", "own", after(&page, "/conference/published/"));
        self.leads("coordinator", "/conference/topics", "title=t&reason=r").await;
        let page = self.page("coordinator-2", "/conference/topics").await;
        self.is("topic", "own", after(&page, "action=\"/conference/topics/"));
        let form = "title=t&reason=r&questions=q&deadline=2199-12-31";
        let call = self.leads("secretariat", "/conference/calls", form).await;
        self.is("call for input", "open", call);
        let form = "title=t&reason=r&questions=q&deadline=2199-12-31";
        let over = self.leads("secretariat", "/conference/calls", form).await;
        self.leads("secretariat", &format!("/conference/calls/{over}"), "act=digest&words=w").await;
        self.is("call for input", "with digest", over);
        for (of, who) in [("own", "coordinator"), ("neighbour's", "coordinator-2")] {
            let id = self.hands_in(who, taken.session).await;
            self.is("submission", of, id);
        }
        self.is("treaty", "known", "smuggling");
        self.is("draft", "own", "docx");
    }

    /// A statement of this person's authority, which waits to be published.
    async fn hands_in(&self, who: &str, session: uuid::Uuid) -> String {
        let path = format!("/conference/sessions/{session}");
        hand_in(&self.app, &self.session(who).await, &path).await;
        let page = self.page(who, &path).await;
        after(&page, "/conference/statements/")
    }
}

/// A page as somebody sees it.
async fn page_of(app: &axum::Router, token: &str, path: &str) -> String {
    use http_body_util::BodyExt;
    let request = Request::get(path).header(header::COOKIE, format!("session={token}"));
    let response = app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A statement to a session, as a form sends it.
async fn hand_in(app: &axum::Router, token: &str, session: &str) {
    let fields = "--x\r\ncontent-disposition: form-data; name=\"submitter\"\r\n\r\nNiger\r\n\
                  --x\r\ncontent-disposition: form-data; name=\"language\"\r\n\r\nfr\r\n\
                  --x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"s.txt\"\r\n\r\ntext\r\n--x--\r\n";
    let request = Request::post(format!("{session}/statements"))
        .header(header::COOKIE, format!("session={token}"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    let response = app.clone().oneshot(request.body(Body::from(fields)).unwrap()).await.unwrap();
    assert_eq!(response.status().as_u16(), 303);
}

/// The id that follows these words on a page.
fn after(page: &str, words: &str) -> String {
    let rest = page.split(words).nth(1).unwrap_or_else(|| panic!("no {words} in {page}"));
    rest.split(['"', '/']).next().unwrap().to_owned()
}
