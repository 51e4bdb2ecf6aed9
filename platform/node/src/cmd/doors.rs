//! Two whole nodes: what a State that somebody fears gets from the other by the routes and by export.

use super::{Who, export, init, serve};
use crate::cli::Export;
use crate::compose::{self, Opened};
use crate::config::Config;
use crate::output::Output;
use casefile::{CaseError, Keys, NewCase, NewEntity, NewStatement, NewValue, Source};
use directory::{NewAssessment, Terms, Trust};
use kernel::id::{CaseId, EntityId};
use kernel::{Actor, Compartment, EntityKind, Function, Party, PersonRole, Property, Purpose};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use store::StoreError;
use web::Guard;

const PROTECTED: [&str; 4] = ["90 00 01 14", "90000114", "Hadiza", "HADIZA"];
const OPEN: &str = "+227 96 00 00 09";

pub(super) async fn node(at: &Path, party: &str, authority: &str) -> Opened {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let config = Config::new(listener.local_addr().unwrap(), None);
    drop(listener);
    let party = Party::parse(party).unwrap();
    let functions = [Function::InvestigationUnit].into();
    let hosted = init::Hosted { name: authority.to_owned(), functions };
    let made = init::make(at, &config, party, &[hosted], "admin").await;
    made.unwrap().0
}

pub(super) async fn operator(opened: &Opened) -> Actor {
    let run = opened
        .node
        .store
        .run::<_, StoreError, _, _>("operator", |tx| async move { access::operator(&tx).await });
    run.await.unwrap()
}

pub(super) async fn trusts(one: &Opened, other: &Opened) {
    let card = other.node.store.run("card", |tx| async move { directory::own_card(&tx, &other.node).await });
    let (card, actor) = (card.await.unwrap(), operator(one).await);
    let how = Trust {
        words_compared: true,
        terms: Terms::default(),
        assessment: Some(NewAssessment::favourable("MoJ 2026/114")),
    };
    let (card, actor, how) = (card.bytes(), &actor, &how);
    let run = one
        .node
        .store
        .run("trust", |tx| async move { directory::trust(&tx, &one.node, actor, card, how).await });
    run.await.unwrap();
}

/// A case with people and their phones, all cleared for matching.
async fn case(opened: &Opened, reference: &str, people: &[(&str, &str)]) -> (CaseId, Vec<EntityId>) {
    let (node, actor) = (&opened.node, &operator(opened).await);
    let says = |property, text: &str| {
        let source = Source { name: "operator record".into(), place: "item 7".into(), ..Source::default() };
        NewStatement::own(property, NewValue::Text(text.into()), source)
    };
    let run = node.store.run::<_, CaseError, _, _>("case", |tx| async move {
        let new = NewCase {
            reference: reference.into(),
            title: String::new(),
            summary: String::new(),
            compartment: Compartment::Operational,
            demonstration: false,
        };
        let (keys, by) = (Keys::of(&node.vault), (actor, Purpose::Investigation));
        let case = casefile::create_case(&tx, &keys, &node.gate, by, &new).await?;
        let entity = |(name, phone): &(&str, &str)| NewEntity {
            key: (*name).into(),
            kind: EntityKind::Person,
            statements: vec![says(Property::Name, name), says(Property::Phone, phone)],
        };
        let entities = people.iter().map(entity).collect();
        let added = casefile::add_statements(&tx, &keys, actor, &case, actor.party, entities).await?;
        let all = casefile::Pick::default();
        casefile::accept(&tx, &node.gate, by, &case, &all, PersonRole::Suspect, "order 12/26").await?;
        Ok((case.id, added.ids.into_iter().map(|(_, id)| id).collect()))
    });
    run.await.unwrap()
}

async fn claims(opened: &Opened, person: EntityId, feared: &str) {
    let (node, actor) = (&opened.node, &operator(opened).await);
    let new = protection::NewClaim {
        nationality: [Party::parse("SD").unwrap()].into(),
        feared: [Party::parse(feared).unwrap()].into(),
        note: "fears a militia".into(),
        ..protection::NewClaim::default()
    };
    let new = &new;
    let run = node
        .store
        .run("claim", |tx| async move { protection::record_claim(&tx, node, actor, person, new).await });
    run.await.unwrap();
}

/// Ghana's and Niger's nodes; Niger's holds somebody who fears Ghana, and somebody who does not.
struct Two {
    accra: Opened,
    niamey: Opened,
    case: CaseId,
    people: Vec<EntityId>,
    _home: tempfile::TempDir,
}

async fn two() -> Two {
    let home = tempfile::tempdir().unwrap();
    let accra = node(&home.path().join("accra"), "GH", "Document Fraud Expertise Centre").await;
    let niamey = node(&home.path().join("niamey"), "NE", "National Investigation Unit").await;
    trusts(&accra, &niamey).await;
    trusts(&niamey, &accra).await;
    let both = [("Hadiza Oumarou", "+227 90 00 01 14"), ("Issa Garba", OPEN)];
    let (case, people) = case(&niamey, "NE-9", &both).await;
    claims(&niamey, people[0], "GH").await;
    Two { accra, niamey, case, people, _home: home }
}

/// How somebody comes to the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comes {
    InTheClear,
    WithoutCertificate,
    WithTheTrustedCertificate,
}

/// A TLS client of this node that shows `shown`, if anything.
fn tls(door: &wire::Certificate, shown: Option<&wire::Certificate>) -> Arc<rustls::ClientConfig> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(CertificateDer::from(door.certificate_der().to_vec())).unwrap();
    let builder =
        rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_protocol_versions(&[&rustls::version::TLS13])
            .unwrap()
            .with_root_certificates(roots);
    Arc::new(match shown {
        None => builder.with_no_client_auth(),
        Some(own) => {
            let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(own.key_pkcs8().to_vec()));
            let chain = vec![CertificateDer::from(own.certificate_der().to_vec())];
            builder.with_client_auth_cert(chain, key).unwrap()
        }
    })
}

/// One request; the status and everything that was said.
fn says(at: SocketAddr, tls: Option<&Arc<rustls::ClientConfig>>, request: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(at).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let mut answer = Vec::new();
    match tls {
        None => {
            stream.write_all(request.as_bytes()).unwrap();
            stream.read_to_end(&mut answer).unwrap();
        }
        Some(config) => {
            let name = ServerName::try_from("localhost").unwrap();
            let connection = rustls::ClientConnection::new(Arc::clone(config), name).unwrap();
            let mut stream = rustls::StreamOwned::new(connection, stream);
            stream.write_all(request.as_bytes()).unwrap();
            stream.read_to_end(&mut answer).unwrap();
        }
    }
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.split(' ').nth(1).and_then(|s| s.parse().ok());
    (status.unwrap_or_else(|| panic!("{request}: {answer}")), answer)
}

/// The path with each of these in the place of its first name.
fn paths(path: &str, ids: &[String]) -> Vec<String> {
    let Some((before, rest)) = path.split_once('{') else { return vec![path.to_owned()] };
    let after = rest.split_once('}').unwrap().1;
    let after = after.replace("{number}", "1").replace("{code}", "answer").replace("{upload}", &ids[0]);
    ids.iter().map(|id| format!("{before}{id}{after}")).collect()
}

/// Tries every route in one way of coming.
fn tries_every_route(at: SocketAddr, how: Comes, tls: Option<&Arc<rustls::ClientConfig>>, ids: &[String]) {
    let routes = compose::routes().list();
    for guard in [Guard::Public, Guard::SignedIn, Guard::Peer] {
        assert!(routes.iter().any(|r| r.guard == guard), "the list is the whole surface");
    }
    assert!(routes.len() > 50, "{}", routes.len());
    for route in routes {
        for path in paths(&route.path, ids) {
            let form = "q=Oumarou&text=Oumarou&case=NE-9";
            let request = match route.method.as_str() {
                "GET" => {
                    format!("GET {path}?{form} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                }
                method => format!(
                    "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
                     Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
                    form.len()
                ),
            };
            let (status, said) = says(at, tls, &request);
            let about = format!("{} {path} {how:?}: {status}", route.method);
            for value in PROTECTED {
                assert!(!said.contains(value), "{about}: {said}");
            }
            match route.guard {
                Guard::Public => assert!(status < 500, "{about}"),
                // Keys and nothing else, for whoever is trusted; what is no question asks for them from the beginning.
                Guard::Peer if how == Comes::WithTheTrustedCertificate && path == directory::PREKEYS_PATH => {
                    assert_eq!(status, 200, "{about}");
                }
                // This node is no hub.
                Guard::Peer if path.starts_with("/hub/") => assert_eq!(status, 404, "{about}: {said}"),
                Guard::Peer if how == Comes::WithTheTrustedCertificate => {
                    // It is answered: what came is no envelope, and is refused as that.
                    assert!((400..500).contains(&status) && ![401, 404].contains(&status), "{about}: {said}");
                }
                Guard::Peer => assert_eq!(status, 404, "{about}: {said}"),
                Guard::SignedIn | Guard::Role(_) if route.method == "GET" => {
                    assert_eq!(status, 303, "{about}");
                    assert!(said.contains("location: /sign-in?back="), "{about}: {said}");
                }
                Guard::SignedIn | Guard::Role(_) => assert_eq!(status, 401, "{about}: {said}"),
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_05_a_protected_value_leaves_by_no_door_search_as_a_peer() {
    let two = two().await;
    let Two { accra, niamey, people, .. } = &two;
    let (peer, actor) = (accra.node.keys.id, operator(niamey).await);
    let mut body = exchange::MoveBody::default()
        .with("subject", "s")
        .with("facts", "f")
        .with("urgency", "normal")
        .with("basis", "UNTOC-27")
        .with("handling", "H0")
        .with("language", "en");
    body.0.insert("points".into(), serde_json::json!(["p"]));
    let new = exchange::NewRequest {
        peer,
        authority: None,
        case: Some(two.case),
        hit: None,
        purpose: Purpose::Investigation,
        body,
        statements: Vec::new(),
    };
    let (new, actor) = (&new, &actor);
    let made = niamey
        .node
        .store
        .run("open", |tx| async move { exchange::open_request(&tx, &niamey.node, actor, new.clone()).await });
    let mut ids = vec![two.case.to_string(), made.await.unwrap().dossier.to_string(), peer.to_string()];
    ids.extend(people.iter().map(ToString::to_string));
    let said = niamey.node.store.run::<_, CaseError, _, _>("ids", |tx| async move {
        let of = casefile::statements_of_all(&tx, &Keys::of(&niamey.node.vault), people).await?;
        let claims = protection::claims(&tx, &niamey.node, actor.authority).await.unwrap();
        Ok((of.iter().map(|s| s.object().id).collect::<Vec<_>>(), claims[0].object().id))
    });
    let (statements, claim) = said.await.unwrap();
    ids.extend(statements.iter().chain([&claim]).map(ToString::to_string));

    let at = niamey.config.listen;
    let listener = tokio::net::TcpListener::bind(at).await.unwrap();
    let tried = async {
        for how in [Comes::InTheClear, Comes::WithoutCertificate, Comes::WithTheTrustedCertificate] {
            let config = match how {
                Comes::InTheClear => None,
                Comes::WithoutCertificate => Some(tls(&niamey.certificate, None)),
                Comes::WithTheTrustedCertificate => Some(tls(&niamey.certificate, Some(&accra.certificate))),
            };
            let ids = ids.clone();
            let tried =
                tokio::task::spawn_blocking(move || tries_every_route(at, how, config.as_ref(), &ids));
            tried.await.unwrap();
        }
        // What peers may do, they get: the same peer asks for both numbers, and learns of one.
        let names = [("x", "+227 90 00 01 14"), ("y", OPEN)];
        let (mine, _) = case(accra, "GH-1", &names).await;
        let new = deconfliction::NewCheck {
            case: mine,
            peers: vec![niamey.node.keys.id],
            purpose: Purpose::Investigation,
            words: String::new(),
            basis: "UNTOC-27".into(),
            only: std::collections::BTreeSet::new(),
        };
        let (_, results) = deconfliction::run_check(&accra.node, &operator(accra).await, &new).await.unwrap();
        let found = (results[0].state.as_str(), results[0].hits);
        assert_eq!((found, results[0].asked > 1), (("done", 1), true), "{results:?}");
    };
    tokio::select! {
        ended = serve::serve(niamey, vec![listener], std::future::pending()) => panic!("{ended:?}"),
        () = tried => {}
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_05_a_protected_value_leaves_by_no_door_export() {
    for (also, feared) in [(0, "GH"), (1, "IT")] {
        let two = two().await;
        claims(&two.niamey, two.people[also], feared).await;
        let who = Who { opened: &two.niamey, name: None, out: Output::new(true) };
        let args = Export {
            case: "NE-9".into(),
            to: "GH".into(),
            purpose: "investigation".into(),
            format: "jsonl".into(),
        };
        let mut written = String::new();
        export::write(&who, &args, |line| written.push_str(line)).await.unwrap();
        for value in PROTECTED {
            assert!(!written.contains(value), "{value}: {written}");
        }
        // A claim that fears another State keeps nothing from this one.
        assert!(written.contains("Issa Garba") && written.contains("96 00 00 09"), "{written}");
    }
}
