//! The record of a conference and following it, through the pages, on both databases.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod follow;
mod given;
mod nodes;
mod record;
mod store_forget;
mod topics;
mod words;

use access::testing::{node, person};
use access::{Node, OwnAuthority};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::{Extension, Router};
use conference::{ReadFault, ReportReader};
use exchange::Printer;
use gate::Released;
use http_body_util::BodyExt;
use kernel::{Function, Party, Role};
use procedure::paper::{Form, Letter};
use reading::report::{
    Addressee, AgendaItem, Article, Attendance, Call, Dates, Document, Finding, Name, Paragraph,
    Recommendation, Report, Section, Span, Standing, Status, Strength, SubItem, Theme, What,
};
use std::sync::Arc;
use store::testing::{TestStore, both};
use store::{Migration, StoreError};
use tower::ServiceExt;

fn steps() -> Vec<Migration> {
    [exchange::testing::steps(), conference::migrations()].concat()
}

/// A node with an investigation unit, another authority and a secretariat, and its pages.
struct House {
    node: Arc<Node>,
    clock: Arc<kernel::testing::TestClock>,
    /// Keeps its database.
    _at: Option<TestStore>,
    own: OwnAuthority,
    other: OwnAuthority,
    secretariat: OwnAuthority,
    app: Router,
    kind: &'static str,
}

/// Prints nothing: what would be on paper, as text.
struct Plain;

impl Printer for Plain {
    fn letter(&self, letter: &Released<Letter>) -> Result<Vec<u8>, String> {
        serde_json::to_vec(letter.value()).map_err(|e| e.to_string())
    }
    fn form(&self, _: &Form) -> Result<Vec<u8>, String> {
        Err("no form is printed here".into())
    }
    fn pack(&self, files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, String> {
        Ok(files.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes].concat()).collect())
    }
}

/// A reader for this process: the file is the report as JSON; the child that reads real ones is tried elsewhere.
fn reader() -> ReportReader {
    ReportReader::new(|_, bytes| match bytes.starts_with(b"scan") {
        true => Err(ReadFault::NoText),
        false => serde_json::from_slice(&bytes).map_err(|_| ReadFault::Format),
    })
}

impl House {
    async fn on(at: TestStore) -> Self {
        let words = [conference::WORDS, exchange::WORDS, directory::WORDS];
        let (mut node, own) = node(at.store.clone(), 1, "NE", "Investigation Unit", &words).await;
        node.works = conference::works();
        let kind = at.kind;
        Self {
            clock: Arc::clone(&at.clock),
            _at: Some(at),
            ..Self::standing(Arc::new(node), own, kind, ["ML", "XX"]).await
        }
    }

    /// The pages of a node that stands already.
    async fn over(desk: &exchange::testing::Desk, kind: &'static str) -> Self {
        // A node's card names authorities of one State.
        let party = desk.authority.party.code().to_owned();
        let house = Self::standing(Arc::clone(&desk.node), desk.authority.clone(), kind, [&party; 2]).await;
        Self { clock: Arc::clone(&desk.clock), ..house }
    }

    async fn standing(
        node: Arc<Node>,
        own: OwnAuthority,
        kind: &'static str,
        [other_party, its_party]: [&str; 2],
    ) -> Self {
        let add = |party: &str, name: &'static str, function: Function| {
            let (node, party) = (Arc::clone(&node), Party::parse(party).unwrap());
            async move {
                let added = node.store.run::<_, StoreError, _, _>("authority", |tx| async move {
                    access::store::add_authority(&tx, party, name, &[function].into()).await
                });
                added.await.unwrap()
            }
        };
        let other = add(other_party, "Central Authority", Function::CentralAuthority).await;
        let secretariat = add(its_party, "Conference Secretariat", Function::Secretariat).await;
        let router = conference::routes().into_router(|r, h| access::enforce(&node, r, h));
        let print: Arc<dyn Printer> = Arc::new(Plain);
        let router = router.with_state(Arc::clone(&node));
        let app = web::protect(router.layer(Extension(reader())).layer(Extension(print)));
        let clock = Arc::new(kernel::testing::TestClock::at(kernel::Timestamp(0)));
        Self { node, clock, _at: None, own, other, secretariat, app, kind }
    }

    async fn both() -> Vec<Self> {
        let mut houses = Vec::new();
        for at in both(&steps()).await {
            houses.push(Self::on(at).await);
        }
        houses
    }

    /// Somebody of an authority with a role, signed in.
    async fn someone(&self, of: &OwnAuthority, role: Role) -> String {
        let name = format!("{}.{}", role.code(), of.name.replace(' ', ".").to_lowercase());
        person(&self.node, of, &name, &[role]).await.1
    }

    async fn coordinator(&self) -> String {
        self.someone(&self.own, Role::NationalCoordinator).await
    }

    async fn send(&self, request: Request<Body>) -> (StatusCode, String) {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let to = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&bytes).replace(['\u{2068}', '\u{2069}'], "");
        (status, to.unwrap_or_else(|| text.replace("<bdi>", "").replace("</bdi>", "")))
    }

    async fn get(&self, token: &str, path: &str) -> (u16, String) {
        let request = Request::get(path).header(header::COOKIE, format!("session={token}"));
        let (status, text) = self.send(request.body(Body::empty()).unwrap()).await;
        (status.as_u16(), text)
    }

    async fn post(&self, token: &str, path: &str, form: &str) -> (u16, String) {
        let request = Request::post(path)
            .header(header::COOKIE, format!("session={token}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        let (status, text) = self.send(request.body(Body::from(form.to_owned())).unwrap()).await;
        (status.as_u16(), text)
    }

    /// Posts a file with other fields.
    async fn upload(&self, token: &str, path: &str, fields: &[(&str, &str)], file: &[u8]) -> (u16, String) {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.into_bytes());
        }
        body.extend(b"--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"report.txt\"\r\n\r\n");
        body.extend(file);
        body.extend(b"\r\n--x--\r\n");
        let request = Request::post(path)
            .header(header::COOKIE, format!("session={token}"))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .header("sec-fetch-site", "same-origin");
        let (status, text) = self.send(request.body(Body::from(body)).unwrap()).await;
        (status.as_u16(), text)
    }

    /// Puts a report in and answers its page's address.
    async fn puts_in(&self, token: &str, report: &Report) -> String {
        let file = serde_json::to_vec(report).unwrap();
        let (status, to) = self.upload(token, "/conference/put-in", &[], &file).await;
        assert_eq!(status, 303, "{}: {to}", self.kind);
        to
    }

    /// The address of the recommendation whose text holds these words.
    async fn recommendation(&self, token: &str, words: &str) -> String {
        let (_, list) = self.get(token, &format!("/conference?q={}", words.replace(' ', "+"))).await;
        let id = list.split("/conference/recommendations/").nth(1).unwrap().split('"').next().unwrap();
        id.to_owned()
    }
}

fn call(addressed: Addressee, strength: Strength) -> Call {
    Call { addressed, strength, ..Call::default() }
}

/// An invented report of an invented body.
fn report() -> Report {
    let place = Span { from_line: 12, to_line: 14, page: 0 };
    let name = |written: &str, code: Option<&str>| Name {
        written: written.into(),
        party: code.and_then(Party::parse),
        on_behalf_of: String::new(),
    };
    let list = |status, names| Attendance { status, names, paragraph: "4".into(), ..Attendance::default() };
    Report {
        symbols: vec!["INV/WG.1/2023/4".into()],
        title: "Report of the meeting on desks".into(),
        body: "Working Group on Desks".into(),
        session: "third meeting".into(),
        place: "Vienna".into(),
        dates: Dates {
            text: "5 and 6 June 2023".into(),
            from: Some("2023-06-05".into()),
            to: Some("2023-06-06".into()),
        },
        language: "en".into(),
        sections: vec![
            Section {
                id: 0,
                level: 1,
                number: "II".into(),
                title: "Recommendations".into(),
                standing: Standing::Adopted,
                ..Section::default()
            },
            Section {
                id: 1,
                level: 1,
                number: "III".into(),
                title: "Deliberations".into(),
                standing: Standing::Summary,
                ..Section::default()
            },
        ],
        paragraphs: vec![Paragraph {
            number: "7".into(),
            section: Some(1),
            text: "Speakers described desks that nobody answers.".into(),
            place,
            ..Paragraph::default()
        }],
        recommendations: vec![
            Recommendation {
                number: "1".into(),
                heading: "Desks".into(),
                section: Some(0),
                text: "States parties should designate and confirm contact points for direct communication."
                    .into(),
                items: vec![SubItem {
                    label: "a".into(),
                    text: "At every hour;".into(),
                    ..SubItem::default()
                }],
                calls: vec![call(Addressee::StatesParties, Strength::Should)],
                themes: vec![Theme::ContactPoints],
                articles: vec![Article { treaty: "UNTOC".into(), article: "18".into() }],
                ..Recommendation::default()
            },
            Recommendation {
                number: "2".into(),
                heading: "Partners".into(),
                section: Some(0),
                text: "The secretariat is requested to identify partnerships and to disseminate them.".into(),
                calls: vec![call(Addressee::Secretariat, Strength::Requested)],
                themes: vec![Theme::PrivateSector],
                ..Recommendation::default()
            },
        ],
        agenda: vec![AgendaItem {
            number: "1".into(),
            title: "Organizational matters".into(),
            items: vec![SubItem { label: "a".into(), text: "Opening".into(), ..SubItem::default() }],
            ..AgendaItem::default()
        }],
        attendance: vec![
            list(Status::Party, vec![name("Niger", Some("NE")), name("Sudan", Some("SD"))]),
            list(Status::Signatory, vec![name("Iran (Islamic Republic of)", Some("IR"))]),
        ],
        documents: vec![Document {
            symbol: "INV/WG.1/2023/1".into(),
            title: "Annotated agenda".into(),
            ..Document::default()
        }],
        findings: vec![Finding { what: What::NotTaken, text: "***".into(), place }],
        ..Report::default()
    }
}
