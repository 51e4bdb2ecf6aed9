//! A report of a conference with what two States do about it, statements, a topic, and a call of a secretariat.

use super::*;
use conference::ConferenceError;
use reading::report::{Addressee, Call, Recommendation, Report, Strength};

impl Scene {
    pub(super) async fn conferences(&mut self) {
        let niamey = Arc::clone(&self.niamey);
        let node = &niamey.node;
        add(node, "h.ibrahim", "coordinator", &[Role::NationalCoordinator]).await;
        add(node, "d.salifou", "coordinator-2", &[Role::NationalCoordinator]).await;
        let added = node.store.run::<_, StoreError, _, _>("secretariat", |tx| async move {
            let party = Party::parse("NE").unwrap();
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
        let token = self.session(who).await;
        let fields = "--x\r\ncontent-disposition: form-data; name=\"submitter\"\r\n\r\nNiger\r\n\
                      --x\r\ncontent-disposition: form-data; name=\"language\"\r\n\r\nfr\r\n\
                      --x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"s.txt\"\r\n\r\ntext\r\n--x--\r\n";
        let request = Request::post(format!("{path}/statements"))
            .header(header::COOKIE, format!("session={token}"))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        let response = self.app.clone().oneshot(request.body(Body::from(fields)).unwrap()).await.unwrap();
        assert_eq!(response.status().as_u16(), 303);
        let page = self.page(who, &path).await;
        after(&page, "/conference/statements/")
    }
}

/// The id that follows these words on a page.
fn after(page: &str, words: &str) -> String {
    let rest = page.split(words).nth(1).unwrap_or_else(|| panic!("no {words} in {page}"));
    rest.split(['"', '/']).next().unwrap().to_owned()
}
