//! What a marking means at every surface that is no dossier: the page (and its print), `show`, `search`, `export`, the
//! export of the log. Each row is a marking; the columns say who gets the value where.

use super::doors::{node, operator, trusts};
use super::{Who, export, search, show};
use crate::cli::{Export, Search, Show};
use crate::compose::{self, Opened};
use crate::output::Output;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use casefile::{CaseError, Keys, NewCase, NewEntity, NewStatement, NewValue, Source};
use http_body_util::BodyExt;
use kernel::id::{EntityId, NodeId};
use kernel::{Compartment, EntityKind, Handling, Lang, Pap, Property, Purpose, Restriction, Role, Tlp};
use std::sync::Arc;
use store::StoreError;
use tower::ServiceExt;

/// How a statement is marked, and what its marking is called where it is shown.
type Mark = fn(NewStatement) -> NewStatement;

/// A marking; whether an export to a State's node, for nobody named there, takes it along: own, and received from a third.
struct Line {
    called: &'static str,
    mark: Mark,
    own_leaves: bool,
    received_leaves: bool,
}

fn restricted(words: &str, said: NewStatement) -> NewStatement {
    NewStatement { restrictions: [Restriction(words.into())].into(), ..said }
}

#[rustfmt::skip]
const LINES: &[Line] = &[
    Line { called: "H0", mark: |s| s, own_leaves: true, received_leaves: true },
    Line { called: "H1", mark: |s| NewStatement { handling: Handling::H1, ..s }, own_leaves: true, received_leaves: true },
    Line { called: "H2", mark: |s| NewStatement { handling: Handling::H2, ..s }, own_leaves: true, received_leaves: false },
    Line { called: "H3", mark: |s| NewStatement { handling: Handling::H3, ..s }, own_leaves: true, received_leaves: false },
    Line { called: "GREEN", mark: |s| NewStatement { tlp: Tlp::parse("GREEN"), ..s }, own_leaves: true, received_leaves: true },
    Line { called: "AMBER", mark: |s| NewStatement { tlp: Tlp::parse("AMBER"), ..s }, own_leaves: true, received_leaves: false },
    Line { called: "AMBER+STRICT", mark: |s| NewStatement { tlp: Tlp::parse("AMBER+STRICT"), ..s }, own_leaves: true, received_leaves: false },
    Line { called: "RED", mark: |s| NewStatement { tlp: Tlp::parse("RED"), ..s }, own_leaves: false, received_leaves: false },
    Line { called: "RED", mark: |s| NewStatement { pap: Pap::parse("RED"), ..s }, own_leaves: true, received_leaves: true },
    Line { called: "named-recipients-only", mark: |s| restricted("named-recipients-only", s), own_leaves: false, received_leaves: false },
    Line { called: "not-in-court-without-consent", mark: |s| restricted("not-in-court-without-consent", s), own_leaves: true, received_leaves: true },
    Line { called: "ask the source first", mark: |s| restricted("ask the source first", s), own_leaves: false, received_leaves: false },
];

/// The name that a line's person bears; `from` tells own from received. No two are alike.
fn name(line: usize, received: bool) -> String {
    const FIRST: [&str; 12] = [
        "Zubeyda", "Qorvan", "Tesser", "Mibrak", "Oldrich", "Fenwig", "Hjalmar", "Kubilay", "Pradosh",
        "Xiomar", "Wendel", "Bogdan",
    ];
    format!("{} {}", FIRST[line], if received { "Marqaben" } else { "Dulvithor" })
}

async fn marked(opened: &Opened) -> Vec<EntityId> {
    let (node, actor) = (&opened.node, &operator(opened).await);
    let made = node.store.run::<_, CaseError, _, _>("case", |tx| async move {
        let new = NewCase {
            reference: "NE-9".into(),
            title: String::new(),
            summary: String::new(),
            compartment: Compartment::Operational,
            demonstration: false,
        };
        let (keys, by) = (Keys::of(&node.vault), (actor, Purpose::Investigation));
        let case = casefile::create_case(&tx, &keys, &node.gate, by, &new).await?;
        let mut entities = Vec::new();
        for received in [false, true] {
            for (n, line) in LINES.iter().enumerate() {
                let value = NewValue::Text(name(n, received));
                let said = NewStatement::own(Property::Name, value, Source::default());
                let said = NewStatement { originator: received.then_some(NodeId([3; 16])), ..said };
                entities.push(NewEntity {
                    key: format!("{received}-{n}"),
                    kind: EntityKind::Person,
                    statements: vec![(line.mark)(said)],
                });
            }
        }
        let added = casefile::add_statements(&tx, &keys, actor, &case, actor.party, entities).await?;
        Ok(added.ids.into_iter().map(|(_, id)| id).collect())
    });
    made.await.unwrap()
}

async fn session(opened: &Opened, sign_in: &str, role: Role) -> String {
    let made = opened.node.store.run::<_, StoreError, _, _>("session", |tx| async move {
        let authority = access::authorities(&tx).await?.first().unwrap().id;
        let new = access::NewPerson {
            authority,
            sign_in: sign_in.into(),
            name: sign_in.into(),
            lang: Lang::En,
            roles: [role].into(),
        };
        let person = access::store::add_person(&tx, &new).await?;
        access::store::start_session(&tx, person).await
    });
    made.await.unwrap()
}

async fn get(app: &Router, token: &str, path: &str) -> (u16, String) {
    let request = Request::get(path).header(header::COOKIE, format!("session={token}"));
    let response = app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let status = response.status().as_u16();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn r_10_a_marking_holds_at_every_surface() {
    let home = tempfile::tempdir().unwrap();
    let accra = node(&home.path().join("accra"), "GH", "Document Fraud Expertise Centre").await;
    let niamey = node(&home.path().join("niamey"), "NE", "National Investigation Unit").await;
    trusts(&niamey, &accra).await;
    let people = marked(&niamey).await;
    // While the operator is alone nobody has to allow the export.
    let who = Who { opened: &niamey, name: None, out: Output::new(true) };
    let args = Export {
        case: "NE-9".into(),
        to: "GH".into(),
        purpose: "investigation".into(),
        format: "jsonl".into(),
    };
    let mut exported = String::new();
    export::write(&who, &args, |line| exported.push_str(line)).await.unwrap();
    let router = compose::routes().into_router(|r, h| access::enforce(&niamey.node, r, h));
    let app = web::protect(router.with_state(Arc::clone(&niamey.node)));
    let investigator = session(&niamey, "in.vest", Role::Investigator).await;
    let auditor = session(&niamey, "au.dit", Role::Auditor).await;

    for (at, person) in people.iter().enumerate() {
        let (n, received) = (at % LINES.len(), at >= LINES.len());
        let (line, name) = (&LINES[n], name(n, received));
        let of = format!("{} {}", line.called, if received { "received" } else { "own" });
        // Who works on the case reads it, with its marking beside it, on the page that is also what is printed.
        let (status, page) = get(&app, &investigator, &format!("/entities/{person}")).await;
        assert_eq!((status, page.contains(&name)), (200, true), "{of}: page");
        let (status, page) = get(&app, &auditor, &format!("/entities/{person}")).await;
        assert_eq!((status, page.contains(&name)), (404, false), "{of}: page, for who oversees");
        let shown =
            show::document(&who, &Show { reference: person.to_string() }).await.unwrap().unwrap().to_string();
        assert!(shown.contains(&name) && shown.contains(line.called), "{of}: show: {shown}");
        let found = search::found(&who, &Search { text: name.clone() }).await.unwrap();
        let found = serde_json::Value::from(search::documents(&found)).to_string();
        assert!(found.contains(&name), "{of}: search: {found}");
        // What leaves for a node where nobody is named is what its marking lets go.
        let leaves = if received { line.received_leaves } else { line.own_leaves };
        assert_eq!(exported.contains(&name), leaves, "{of}: export");
    }
    // The log that leaves says who looked and what left, and no value of any of them.
    let (status, log) = get(&app, &auditor, "/log/export").await;
    assert_eq!(status, 200);
    assert!(log.contains("export") && log.contains("statement"), "{log}");
    for at in 0..people.len() {
        let name = name(at % LINES.len(), at >= LINES.len());
        assert!(!log.contains(name.split(' ').next().unwrap()), "{name}: log export");
    }
    let (status, _) = get(&app, &investigator, "/log/export").await;
    assert_eq!(status, 404, "nor is the log theirs to take");
}
