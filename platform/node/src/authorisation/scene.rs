//! Niamey with its story and with something of every kind of record: of the own authority, kept to a circle, of the
//! integrity and the protection compartment, and of another authority of the node.

use crate::cmd;
use crate::compose::Opened;
use crate::story;
use access::{NewPerson, Node};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use casefile::{
    Case, CaseError, ImportOptions, Keys, NewCase, NewEntity, NewStatement, NewValue, Pick, Source,
};
use directory::{DirectoryError, NewAssessment, Terms, Trust};
use exchange::{ExchangeError, MoveBody, NewMove, NewRequest};
use gate::{Ask, action};
use kernel::id::{CaseId, EntityId, ImportId};
use kernel::{
    Actor, Compartment, Digest, EntityKind, Handling, Lang, Party, PersonRole, Property, Purpose, Role,
};
use protection::{Ground, NewClaim, NewOpenedTo, NewOpening, OpenedField, ProtectionError};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::time::Duration;
use store::StoreError;
use tower::ServiceExt;

/// Who asks: the name of the column, and how they sign in. Nobody and the peer have no session.
pub(super) const ASKERS: &[(&str, Option<&str>)] = &[
    ("nobody", None),
    ("administrator", Some("admin")),
    ("investigator", Some("h.ibrahim")),
    ("duty-officer", Some("a.moussa")),
    ("prosecutor", Some("prosecutor")),
    ("protection-officer", Some("r.issoufou")),
    ("auditor", Some("auditor")),
    ("data-protection-officer", Some("data.protection")),
    ("in-circle", Some("in.circle")),
    ("neighbour", Some("d.salifou")),
    ("neighbour-protection", Some("z.mahamane")),
    ("neighbour-admin", Some("admin-2")),
    ("coordinator", Some("coordinator")),
    ("neighbour-coordinator", Some("coordinator-2")),
    ("secretariat", Some("secretariat")),
    ("peer", None),
];
/// What has an id that nothing has.
pub(super) const NO_SUCH: &str = "no-such";
/// The number of the answer in the other side's chain: it was acknowledged first.
const ANSWER: &str = "2";
/// A move that the asking side may make on an answered request.
const MOVE: &str = "close";
/// Longest that the other node may take.
const WITHIN: Duration = Duration::from_secs(60);

/// The running system and what stands in it.
pub(super) struct Scene {
    app: Router,
    niamey: Arc<Opened>,
    accra: kernel::id::NodeId,
    /// How many acts were asked for.
    acts: AtomicU32,
    /// Kind, what it is of, its id.
    pub(super) things: Vec<(&'static str, &'static str, String)>,
}

/// A node of the story with its people, listening on a port of its own.
pub(super) async fn make(home: &Path, key: &str) -> Opened {
    let scene = story::read().unwrap().into_iter().find(|s| s.key == key).unwrap();
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let listen: SocketAddr = listener.local_addr().unwrap();
    drop(listener);
    let opened = cmd::demo::make(&home.join(key), listen, &scene).await.unwrap();
    story::tell(&opened.node, &scene).await.unwrap();
    opened
}

pub(super) async fn actor(node: &Node, sign_in: &str) -> Actor {
    let found = node.store.run::<_, StoreError, _, _>("actor", |tx| async move {
        let person = access::store::person_named(&tx, sign_in).await?.unwrap();
        Ok(access::store::actor(&tx, &person).await?.0)
    });
    found.await.unwrap()
}

pub(super) async fn add(node: &Node, beside: &str, sign_in: &str, roles: &[Role]) -> Actor {
    let authority = actor(node, beside).await.authority;
    let new = NewPerson {
        authority,
        sign_in: sign_in.into(),
        name: sign_in.into(),
        lang: Lang::En,
        roles: roles.iter().copied().collect(),
    };
    let new = &new;
    let added = node
        .store
        .run::<_, StoreError, _, _>("add", |tx| async move { access::store::add_person(&tx, new).await });
    added.await.unwrap();
    actor(node, sign_in).await
}

pub(super) async fn trust(one: &Opened, other: &Opened) {
    let theirs = &other.node;
    let card = theirs.store.run("card", |tx| async move { directory::own_card(&tx, theirs).await });
    let card = &card.await.unwrap();
    let how = &Trust {
        words_compared: true,
        terms: Terms::default(),
        assessment: Some(NewAssessment::favourable("MoJ 2026/114")),
    };
    let node = &one.node;
    let trusted = node.store.run::<_, DirectoryError, _, _>("trust", |tx| async move {
        let actor = access::operator(&tx).await.map_err(DirectoryError::from)?;
        directory::trust(&tx, node, &actor, card.bytes(), how).await.map(|_| ())
    });
    trusted.await.unwrap();
}

/// A case with a person and a phone in it, and an import.
async fn case(node: &Node, by: &Actor, reference: &str, compartment: Compartment) -> (Case, EntityId) {
    let says = |property, text: &str| {
        let source = Source { name: "record".into(), place: "item 7".into(), ..Source::default() };
        NewStatement::own(property, NewValue::Text(text.into()), source)
    };
    let purpose = match compartment {
        Compartment::Protection => Purpose::Protection,
        _ => Purpose::Investigation,
    };
    let made = node.store.run::<_, CaseError, _, _>("case", |tx| async move {
        let keys = Keys::of(&node.vault);
        let new = NewCase {
            reference: reference.into(),
            title: format!("Case {reference}"),
            summary: String::new(),
            compartment,
            demonstration: false,
        };
        let case = casefile::create_case(&tx, &keys, &node.gate, (by, purpose), &new).await?;
        let phone = format!("+227 96 00 01 {:02}", reference.len());
        let person = NewEntity {
            key: "person".into(),
            kind: EntityKind::Person,
            statements: vec![says(Property::Name, "Issa Garba"), says(Property::Phone, &phone)],
        };
        let added = casefile::add_statements(&tx, &keys, by, &case, by.party, vec![person]).await?;
        Ok((case, added.ids.into_iter().next().unwrap().1))
    });
    made.await.unwrap()
}

/// An import into a case, of a file in which nothing was recognised.
async fn import(node: &Node, by: &Actor, case: &Case) -> ImportId {
    let options = ImportOptions {
        source: "list".into(),
        format: "csv".into(),
        region: by.party,
        handling: Handling::H0,
        restrictions: std::collections::BTreeSet::new(),
        tlp: None,
        pap: None,
        grade: None,
        compartment: None,
    };
    let purpose = match case.compartment {
        Compartment::Protection => Purpose::Protection,
        _ => Purpose::Investigation,
    };
    let options = &options;
    let taken = node.store.run::<_, CaseError, _, _>("import", |tx| async move {
        let id = ImportId::new(tx.clock(), tx.rng());
        let prepared = casefile::prepare(std::iter::empty(), options, id);
        let digest = Digest::of_bytes(case.reference.as_bytes());
        let file = casefile::TakenFile { name: "list.csv".into(), digest };
        let (keys, progress) = (Keys::of(&node.vault), |_: u64, _: u64| {});
        let by = (by, purpose);
        let what = (&file, &prepared);
        Ok(casefile::take_import(&tx, &keys, &node.gate, by, case, what, &progress).await?.import)
    });
    taken.await.unwrap()
}

/// A child in a case, and what is due for them first.
async fn child(node: &Node, by: &Actor, case: &Case) -> uuid::Uuid {
    let made = node.store.run::<_, CaseError, _, _>("child", |tx| async move {
        let keys = Keys::of(&node.vault);
        let says = |property, text: &str| {
            let source = Source { name: "record".into(), ..Source::default() };
            NewStatement::own(property, NewValue::Text(text.into()), source)
        };
        let person = NewEntity {
            key: "child".into(),
            kind: EntityKind::Person,
            statements: vec![says(Property::Name, "Zara"), says(Property::AgeDoubted, "school card")],
        };
        let added = casefile::add_statements(&tx, &keys, by, case, by.party, vec![person]).await?;
        let child = added.ids.first().map(|(_, id)| *id).unwrap();
        let held = casefile::child_of(&tx, &keys, child).await?.unwrap();
        let ask = Ask::new(by, action::READ, Purpose::Protection, tx.at());
        let (_, duties) = node.gate.open(held, &ask, &mut tx.log())?;
        Ok(duties[0].id)
    });
    made.await.unwrap()
}

/// Two records of one person, and the question whether they are one.
async fn pair(node: &Node, by: &Actor, case: &Case) -> uuid::Uuid {
    let made = node.store.run::<_, CaseError, _, _>("pair", |tx| async move {
        let keys = Keys::of(&node.vault);
        let says = |property, text: &str| {
            let source = Source { name: "record".into(), ..Source::default() };
            NewStatement::own(property, NewValue::Text(text.into()), source)
        };
        let person = |key: &str| NewEntity {
            key: key.into(),
            kind: EntityKind::Person,
            statements: vec![says(Property::Name, "Idder Zerhouni"), says(Property::BirthDate, "1981-02-03")],
        };
        let new = vec![person("one"), person("other")];
        let added = casefile::add_statements(&tx, &keys, by, case, by.party, new).await?;
        while casefile::look_at_due(&tx, &keys).await? {}
        let purpose =
            if by.is(Role::ProtectionOfficer) { Purpose::Protection } else { Purpose::Investigation };
        let ask = Ask::new(by, action::READ, purpose, tx.at());
        let ids: Vec<_> = added.ids.iter().map(|(_, id)| *id).collect();
        let pairs = casefile::pairs_of(&tx, &keys, (&node.gate, &ask), &ids).await?;
        let between = pairs.iter().find(|(pair, ..)| ids.contains(&pair.one) && ids.contains(&pair.other));
        Ok(between.unwrap().0.id)
    });
    made.await.unwrap()
}

/// A file kept as evidence of a case.
async fn exhibit(node: &Node, by: &Actor, case: &Case) -> uuid::Uuid {
    let purpose = match case.compartment {
        Compartment::Protection => Purpose::Protection,
        _ => Purpose::Investigation,
    };
    let files = [("phone.bin".to_owned(), case.reference.as_bytes().to_vec())];
    let taken = casefile::take_files(node, &files).await.unwrap();
    let taken = &taken;
    let kept = node.store.run::<_, CaseError, _, _>("exhibit", |tx| async move {
        let mut came = casefile::NewCustody::new(casefile::CustodyKind::Received, tx.at());
        came.from = "Gendarmerie".into();
        // One that the file does not give, so that whoever may ask for it is told that and nothing is kept.
        let part = reading::capture::CapturedPart {
            url: "https://ads.example.test/boat.png".into(),
            at: String::new(),
            media: "image/png".into(),
            status: 0,
            bytes: 4,
            sha256: kernel::Digest::of_bytes(b"boat"),
            fits: None,
        };
        let new = casefile::NewExhibit {
            taken: taken[0].clone(),
            what: "phone".into(),
            came,
            made: None,
            captured: Some(casefile::Captured { parts: vec![part], parts_total: 1, ..Default::default() }),
            import: None,
        };
        let keys = Keys::of(&node.vault);
        casefile::keep_exhibit(&tx, &keys, &node.gate, (by, purpose), case, &new).await
    });
    kept.await.unwrap().id
}

/// An offence that a case looks at; nothing where whoever holds the case does not judge.
async fn offence(node: &Node, by: &Actor, case: &Case) -> Option<uuid::Uuid> {
    let looked = node.store.run::<_, CaseError, _, _>("offence", |tx| async move {
        let keys = Keys::of(&node.vault);
        let by = (by, Purpose::Investigation);
        let what = (casefile::Offence::Smuggling, casefile::Participation::Principal, "a crossing");
        casefile::look_at_offence(&tx, &keys, &node.gate, by, case, what).await
    });
    looked.await.ok()
}

impl Scene {
    fn is(&mut self, kind: &'static str, of: &'static str, id: impl ToString) {
        self.things.push((kind, of, id.to_string()));
    }

    /// The case with what stands in it.
    async fn holds(&mut self, of: &'static str, by: &Actor, case: &Case, entity: EntityId) {
        let niamey = Arc::clone(&self.niamey);
        let node = &niamey.node;
        let said = node.store.run::<_, CaseError, _, _>("said", |tx| async move {
            casefile::statements_of(&tx, &Keys::of(&node.vault), entity).await
        });
        let statement = said.await.unwrap().last().unwrap().object().id;
        self.is("case", of, case.id);
        self.is("entity", of, entity);
        self.is("statement", of, statement);
        self.is("import", of, import(node, by, case).await);
        self.is("child", of, child(node, by, case).await);
        self.is("pair", of, pair(node, by, case).await);
        self.is("exhibit", of, exhibit(node, by, case).await);
        if let Some(id) = offence(node, by, case).await {
            self.is("offence", of, id);
        }
        self.dated(of, by, ("case", case.id.0)).await;
    }

    /// The entry that says until when a record is kept.
    async fn dated(&mut self, of: &'static str, by: &Actor, (kind, object): (&str, uuid::Uuid)) {
        let niamey = Arc::clone(&self.niamey);
        let node = &niamey.node;
        let entry = node.store.run::<_, StoreError, _, _>("entry", |tx| async move {
            access::store_retention::kept_of(&tx, &node.vault, kind, object, by.authority).await
        });
        self.is("kept", of, entry.await.unwrap().unwrap().id);
    }

    /// Somebody's check of a case with Accra, and a request from it.
    async fn asks(&mut self, of: &'static str, by: &Actor, case: CaseId) -> kernel::id::DossierId {
        let (niamey, accra) = (Arc::clone(&self.niamey), self.accra);
        let node = &niamey.node;
        let cleared = node.store.run::<_, CaseError, _, _>("clear", |tx| async move {
            let keys = Keys::of(&node.vault);
            let ask = Ask::new(by, action::READ, Purpose::Investigation, tx.at());
            let closed = casefile::case(&tx, &keys, case).await?.unwrap();
            let case = node.gate.open(closed, &ask, &mut tx.log())?;
            let (by, all) = ((by, Purpose::Investigation), Pick::default());
            casefile::accept(&tx, &node.gate, by, &case, &all, PersonRole::Suspect, "order 12/26").await
        });
        cleared.await.unwrap();
        let new = deconfliction::NewCheck {
            case,
            peers: vec![accra],
            purpose: Purpose::Investigation,
            words: String::new(),
            basis: "UNTOC-27".into(),
            only: std::collections::BTreeSet::new(),
        };
        let (check, results) = deconfliction::run_check(node, by, &new).await.unwrap();
        assert_eq!(results[0].state.as_str(), "done", "{results:?}");
        let mut body = MoveBody::default()
            .with("subject", "s")
            .with("facts", "f")
            .with("urgency", "normal")
            .with("basis", "UNTOC-27")
            .with("handling", "H0")
            .with("language", "en");
        body.0.insert("points".into(), serde_json::json!(["p"]));
        let new = &NewRequest {
            peer: accra,
            authority: None,
            case: Some(case),
            hit: None,
            purpose: Purpose::Investigation,
            body,
            statements: Vec::new(),
        };
        let made = node.store.run::<_, ExchangeError, _, _>("ask", |tx| async move {
            exchange::open_request(&tx, node, by, new.clone()).await
        });
        let made = made.await.unwrap();
        node.wake.notify_one();
        self.is("check", of, check.id);
        self.is("dossier", of, made.dossier);
        made.dossier
    }

    /// Somebody asks for an export of a case; it waits for a second person.
    async fn asks_to_export(&self, by: &Actor, case: &Case) -> access::ActId {
        let node = &self.niamey.node;
        let new = &casefile::export_asked(case, (self.accra, "Accra"), Purpose::Investigation);
        let asked = node.store.run::<_, CaseError, _, _>("act", |tx| async move {
            Ok(access::ask_second(&tx, node, by, new).await?)
        });
        match asked.await.unwrap() {
            access::Asking::Waits(id) => id,
            access::Asking::Alone => panic!("{}: nobody else could confirm it", case.reference),
        }
    }

    /// A claim about a person of a case, and what was opened of it to somebody.
    async fn claim(&mut self, of: &'static str, (by, officer): (&Actor, &Actor), entity: EntityId, to: &str) {
        let niamey = Arc::clone(&self.niamey);
        let node = &niamey.node;
        let new = &NewClaim { feared: [Party::parse("XA").unwrap()].into(), ..NewClaim::default() };
        let until = node.store.clock().now().plus_ms(86_400_000);
        let opening = &NewOpening {
            to: NewOpenedTo::Officer(to.into()),
            fields: [OpenedField::Feared].into(),
            ground: Ground::CourtOrder {
                number: "12/26".into(),
                court: "Tribunal, Niamey".into(),
                dated: node.store.clock().now(),
                document: "file 4".into(),
            },
            until,
        };
        let made = node.store.run::<_, ProtectionError, _, _>("claim", |tx| async move {
            protection::record_claim(&tx, node, by, entity, new).await?;
            let claims = protection::claims(&tx, node, by.authority).await?;
            let claim = protection::ClaimId(claims[0].object().id);
            Ok((claim, protection::open_claim(&tx, node, officer, claim, opening).await?))
        });
        let (claim, opening) = made.await.unwrap();
        // What somebody wrote to that State that is only similar to what is held.
        let near = node.store.run::<_, CaseError, _, _>("near miss", |tx| async move {
            let keys = Keys::of(&node.vault);
            let party = Party::parse("XA").unwrap();
            let to =
                gate::Recipient { node: node.keys.id, party, also: gate::Reach::none(), authority: None };
            let leaving = casefile::Leaving::by(by, &to, casefile::Door::Move);
            casefile::blocked_in_text(&tx, &keys, "seen with Issa Garbad", &leaving).await
        });
        assert!(!near.await.unwrap().is_none());
        let near = node.store.run::<_, CaseError, _, _>("near miss", |tx| async move {
            let held = casefile::near_misses(&tx, &Keys::of(&node.vault), by.authority).await?;
            Ok(held[0].object().id)
        });
        self.is("near miss", of, near.await.unwrap());
        self.is("claim", of, claim);
        let entry = if of == "own" { "claim" } else { "neighbour's claim" };
        self.dated(entry, by, ("protection-claim", claim.0)).await;
        self.is("opening", of, opening.0);
    }

    /// The id in the address that an act leads to.
    async fn leads(&self, sign_in: &str, path: &str, form: &str) -> String {
        let token = self.session(sign_in).await;
        let request = Request::post(path)
            .header(header::COOKIE, format!("session={token}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form.to_owned()));
        let response = self.app.clone().oneshot(request.unwrap()).await.unwrap();
        let to = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let to = to.unwrap_or_else(|| panic!("{path}: {}", response.status()));
        to.rsplit('/').next().unwrap().to_owned()
    }

    pub(super) async fn session(&self, sign_in: &str) -> String {
        let made = self.niamey.node.store.run::<_, StoreError, _, _>("session", |tx| async move {
            let person = access::store::person_named(&tx, sign_in).await?.unwrap();
            access::store::start_session(&tx, person.id).await
        });
        made.await.unwrap()
    }
}

mod build;
mod conferences;
mod hubs;
mod request;

pub(super) use request::{kind_of, reader};
