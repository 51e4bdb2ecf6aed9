//! Plants secrets in every field that a person, a file or a peer can write in, by the ways by which they are written:
//! the pages where they take what is needed, the rooms' own functions where a mark can be set that no page offers.

mod between;
mod cases;

use super::super::scene::{Scene, actor, add, make, trust};
use super::dice::Dice;
use super::forms::{Form, body, forms};
use super::plants::{ALL, Out, Plants};
use super::world::World;
use crate::cmd;
use crate::config::Config;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use casefile::{
    Case, CaseError, CircleAct, Keys, NewCase, NewEntity, NewStatement, NewValue, Outsider, Source,
};
use exchange::{ExchangeError, MoveBody, NewMove, NewRequest, Pick};
use gate::{Ask, Guarded, ObjectRef, action};
use http_body_util::BodyExt;
use kernel::id::{CaseId, DossierId, EntityId, StatementId};
use kernel::{
    Actor, Compartment, EntityKind, Function, Handling, Pap, Party, PersonRole, Property, Purpose,
    Restriction, Role, Tlp,
};
use protection::{Ground, NewClaim, NewOpenedTo, NewOpening, OpenedField, ProtectionError};
use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use store::StoreError;
use tower::ServiceExt;

type Send = (Out, &'static str);
const OWN: Send = (ALL, "own information goes where an officer sends it");
const NEVER: Send = (Out::Never, "nothing but moves, checks and cards leaves (A-1, A-17)");
const SEALED: Send = (Out::Never, "no compartment leaves (R-04)");
const PLACE: Send = (Out::Never, "where in its source a statement stands stays here");
const BACK: Send = (Out::To(&["accra"]), "what was written to one desk is that desk's");

/// What was sown.
pub(super) struct Sown {
    pub(super) plants: Plants,
    /// Kind, what it is of, its id: what the addresses may name.
    pub(super) things: Vec<(&'static str, &'static str, String)>,
    /// Who asks, with the secret of their session.
    pub(super) sessions: Vec<(&'static str, Option<String>)>,
    /// Whole texts that are held back by value, and from whom: what an officer may write by mistake.
    pub(super) held: Vec<String>,
}

pub(super) struct Sower {
    world: World,
    dice: Dice,
    sown: Sown,
    /// People who do something here and ask for nothing later.
    others: Vec<(&'static str, Option<String>)>,
}

/// A case and a person in it.
struct Filed {
    case: Case,
    person: EntityId,
}

/// A node of the State that people of the scene fear.
async fn feared(home: &Path, key: &str) -> crate::compose::Opened {
    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 1));
    let hosted =
        cmd::init::Hosted { name: format!("Bureau, {key}"), functions: [Function::InvestigationUnit].into() };
    let config = Config::new(listen, None);
    cmd::init::make(&home.join(key), &config, Party::parse("XA").unwrap(), &[hosted], "admin")
        .await
        .unwrap()
        .0
}

/// The scene of the table of authorisation, with more peers, and with secrets in every field.
pub(super) async fn sow(home: &Path, seed: u64) -> (World, Sown) {
    let scene = Scene::make(home).await;
    let things = scene.things.clone();
    drop(scene);
    let niamey = crate::compose::open(&home.join("niamey")).await.unwrap();
    let others = [make(home, "palermo").await, feared(home, "feared").await, feared(home, "gone").await];
    for other in &others {
        trust(&niamey, other).await;
        trust(other, &niamey).await;
    }
    let gone = others[2].node.keys.id.to_string();
    drop((niamey, others));
    let world = World::open(home).await;
    let sown = Sown { plants: Plants::default(), things, sessions: Vec::new(), held: Vec::new() };
    let mut sower = Sower { world, dice: Dice::new(seed, u64::MAX), sown, others: Vec::new() };
    sower.everything(&gone).await;
    (sower.world, sower.sown)
}

impl Sower {
    fn word(&mut self, field: &str, place: &'static str, out: Send) -> String {
        self.sown.plants.word(&mut self.dice, field, place, out)
    }

    fn is(&mut self, kind: &'static str, of: &'static str, id: impl ToString) {
        self.sown.things.push((kind, of, id.to_string()));
    }

    /// What somebody may try to read, and to pick for sending.
    fn stand(&mut self, of: &'static str, entity: EntityId, said: Vec<StatementId>) {
        self.is("entity", of, entity);
        for id in said {
            self.is("statement", of, id);
            self.is("pick", of, format!("{entity}:{id}"));
        }
    }

    async fn actor(&self, sign_in: &str) -> Actor {
        actor(self.world.node("niamey"), sign_in).await
    }

    async fn everything(&mut self, gone: &str) {
        self.sessions().await;
        for peer in super::plants::PEERS {
            let desk = operator_of(self.world.node(peer)).await.authority;
            self.is("desk", peer, format!("{}:{desk}", self.world.id(peer)));
        }
        let (own, protection) = self.cases().await;
        self.marked(&own).await;
        self.texts_of(&own, &protection).await;
        self.claims(&own).await;
        self.received(&own).await;
        self.asked(&own).await;
        self.files(&own, &protection).await;
        self.around(gone).await;
        self.world.deliver().await;
        for name in super::world::NODES {
            oversight::seal_log(self.world.node(name)).await.unwrap();
        }
        let _sown_itself = self.world.tap.taken();
    }

    async fn sessions(&mut self) {
        for (asker, sign_in) in super::super::scene::ASKERS {
            if *asker == "peer" {
                continue;
            }
            let token = match sign_in {
                Some(sign_in) => Some(self.session(sign_in).await),
                None => None,
            };
            self.sown.sessions.push((asker, token));
        }
        // Not among those who ask: somebody else to decide, and somebody whose name is a secret of its own.
        let niamey = self.world.node("niamey").clone();
        add(&niamey, "r.issoufou", "second-protector", &[Role::ProtectionOfficer]).await;
        let name = format!("Person {}", self.word("person.name", "people", NEVER));
        let (node, name) = (&niamey, &name);
        let made = node.store.run::<_, StoreError, _, _>("name", |tx| async move {
            let person = access::store::person_named(&tx, "h.ibrahim").await?.unwrap();
            let new = access::NewPerson {
                authority: person.authority,
                sign_in: "named".into(),
                name: name.clone(),
                lang: kernel::Lang::En,
                roles: [Role::Investigator].into(),
            };
            access::store::add_person(&tx, &new).await
        });
        made.await.unwrap();
        for who in ["second-protector", "named"] {
            let token = Some(self.session(who).await);
            self.others.push((who, token));
        }
    }

    async fn session(&self, sign_in: &str) -> String {
        let made = self.world.node("niamey").store.run::<_, StoreError, _, _>("session", |tx| async move {
            let person = access::store::person_named(&tx, sign_in).await?.unwrap();
            access::store::start_session(&tx, person.id).await
        });
        made.await.unwrap()
    }

    // ---- Pages -----------------------------------------------------------------------------------------------------

    async fn ask(
        &self,
        asker: &str,
        path: &str,
        sent: Option<(&str, String)>,
    ) -> (StatusCode, String, String) {
        let mut everybody = self.sown.sessions.iter().chain(&self.others);
        let token = everybody.find(|s| s.0 == asker).unwrap_or_else(|| panic!("{asker}")).1.clone();
        let mut request = match sent {
            Some(_) => Request::post(path),
            None => Request::get(path),
        };
        if let Some(token) = token {
            request = request.header(header::COOKIE, format!("session={token}"));
        }
        let (kind, text) = sent.unwrap_or_default();
        let request = request.header(header::CONTENT_TYPE, kind).body(Body::from(text)).unwrap();
        let response = self.world.app.clone().oneshot(request).await.unwrap();
        let (parts, text) = response.into_parts();
        let to = parts.headers.get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let text = text.collect().await.unwrap().to_bytes();
        (parts.status, to.unwrap_or_default(), String::from_utf8_lossy(&text).into_owned())
    }

    async fn post(&self, asker: &str, path: &str, sent: &[(&str, &str)]) -> (StatusCode, String, String) {
        let sent: Vec<_> = sent.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        self.ask(asker, path, Some(("application/x-www-form-urlencoded", body(&sent)))).await
    }

    /// Fills in the form of a page whose address ends so; where it leads to.
    async fn fill(&self, asker: &str, page: &str, action: &str, given: &[(&str, &str)]) -> String {
        let (status, _, text) = self.ask(asker, page, None).await;
        assert_eq!(status, StatusCode::OK, "{asker} {page}");
        let all = forms(&text);
        let fits = |f: &&Form| f.action.split('?').next().unwrap().ends_with(action);
        // Of several forms to one address, the one in which there is most to fill in.
        let known = |f: &&Form| given.iter().filter(|g| f.fields.iter().any(|x| x.name == g.0)).count();
        let form = all.iter().filter(fits).max_by_key(known).unwrap_or_else(|| panic!("{page}: no {action}"));
        let sent = body(&form.filled(given));
        let (status, to, text) =
            self.ask(asker, &form.action, Some(("application/x-www-form-urlencoded", sent))).await;
        let errors = text.split("field-error").nth(1).map(|t| t.chars().take(160).collect::<String>());
        assert_eq!(status, StatusCode::SEE_OTHER, "{asker} {page} {action}: {errors:?}");
        to
    }

    // ---- Files -----------------------------------------------------------------------------------------------------

    async fn upload(&self, asker: &str, case: CaseId, name: &str, text: &str) -> String {
        let sent = format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: text/csv\r\n\r\n{text}\r\n--x--\r\n"
        );
        let page = format!("/cases/{case}/import");
        let (status, to, _) = self.ask(asker, &page, Some(("multipart/form-data; boundary=x", sent))).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        to
    }

    async fn files(&mut self, own: &Filed, protection: &Filed) {
        let name = format!("{}.csv", self.word("upload.sealed: file name", "upload", OWN));
        let held = self.word("upload.sealed: file", "upload", OWN);
        let to = self
            .upload("investigator", own.case.id, &name, &format!("name,phone\n{held},+227 96 00 00 01\n"))
            .await;
        self.is("upload", "own", to.rsplit('/').next().unwrap());

        let name = format!("{}.csv", self.word("import.file", "own", NEVER));
        let (read, place) = (self.word("statement.value: imported", "own", OWN), "own");
        let lost = self.word("import_line.detail", place, NEVER);
        let text = format!("name,passport,birth date\n{read},,1984\n,,{lost}\nMusa Issa,,{lost}\n");
        let to = self.upload("investigator", own.case.id, &name, &text).await;
        let source = self.word("statement_source.name: import", "own", OWN);
        let to = self
            .fill("investigator", &to, to.split('?').next().unwrap(), &[("source", source.as_str())])
            .await;
        self.is("import", "own", to.rsplit('/').next().unwrap());
        self.report(
            "investigator",
            own.case.id,
            ["passage.text", "candidate.value", "import_reading.terms"],
            ("own", NEVER),
        )
        .await;

        let (asker, place) = ("protection-officer", "protection");
        let name = format!("{}.csv", self.word("import.sealed: file", place, SEALED));
        let read = self.word("statement.sealed: imported", place, SEALED);
        let lost = self.word("import_line.sealed: detail", place, SEALED);
        let text = format!("name,birth date\n{read},1984\n,{lost}\nMusa Issa,{lost}\n");
        let to = self.upload(asker, protection.case.id, &name, &text).await;
        let source = self.word("statement_source.sealed: import", place, SEALED);
        let to = self.fill(asker, &to, to.split('?').next().unwrap(), &[("source", source.as_str())]).await;
        self.is("import", place, to.rsplit('/').next().unwrap());
        let sealed = ["passage.sealed", "candidate.sealed", "import_reading.sealed"];
        self.report(asker, protection.case.id, sealed, (place, SEALED)).await;
    }

    /// A report in running text, which waits for somebody to judge what it may be speaking of.
    async fn report(
        &mut self,
        asker: &str,
        case: CaseId,
        [text, value, source]: [&str; 3],
        (place, send): (&'static str, Send),
    ) {
        let told = self.word(&format!("{text}: told"), place, send);
        let address = self.word(&format!("{value}: proposed"), place, send);
        let body = format!("They speak of {told} at the well.\n\nWrite to {address}@example.org tonight.\n");
        let to = self.upload(asker, case, "report.txt", &body).await;
        let source = self.word(&format!("{source}: source"), place, send);
        let review =
            self.fill(asker, &to, to.split('?').next().unwrap(), &[("source", source.as_str())]).await;
        assert!(review.ends_with("/review"), "{review}: a text is judged next");
    }

    // ---- What belongs to no case -----------------------------------------------------------------------------------

    async fn around(&mut self, gone: &str) {
        let niamey = self.world.node("niamey").clone();
        let sign_in = self.word("person.sign_in", "people", NEVER);
        let new = add(&niamey, "h.ibrahim", &sign_in, &[Role::Investigator]).await;
        self.is("person", "own", new.person);

        let colleague = actor(&niamey, "colleague").await.person.to_string();
        let why = self.word("handed_shift.reason", "shift", NEVER);
        let given =
            [("to", colleague.as_str()), ("shift", "investigator"), ("hours", "8"), ("reason", why.as_str())];
        let (status, ..) = self.post("investigator", "/shifts", &given).await;
        assert_eq!(status, StatusCode::SEE_OTHER);

        let words = ["name", "contact", "words"]
            .map(|what| (what, self.word(&format!("subject_request.sealed: {what}"), "request", NEVER)));
        let mut given = vec![("kind", "access"), ("received", "2025-01-02")];
        given.extend(words.iter().map(|(n, w)| (*n, w.as_str())));
        let source = self.word("setting.value: time for requests", "rule", NEVER);
        let policy = [("days", "30"), ("source", source.as_str())];
        self.fill("data-protection-officer", "/data-protection", "/data-protection/time", &policy).await;
        let page = self
            .fill("data-protection-officer", "/data-protection", "/data-protection/requests", &given)
            .await;
        self.is("request", "own", page.rsplit('/').next().unwrap());
        let what = self.word("subject_step.sealed", "request", NEVER);
        let (_, _, text) = self.ask("data-protection-officer", &page, None).await;
        let step = forms(&text).into_iter().find(|f| f.action.contains("/requests/")).unwrap();
        let first = step.fields.iter().find(|f| f.name == "step").unwrap().values[0].clone();
        self.fill(
            "data-protection-officer",
            &page,
            &page,
            &[("step", first.as_str()), ("what", what.as_str())],
        )
        .await;

        self.directory(gone).await;
        self.odd_message().await;
    }

    async fn directory(&mut self, gone: &str) {
        const CARD: Send = (ALL, "it stands on the card that every peer has");
        let name = self.word("contact.name", "node", CARD);
        let hours = "24/7".to_owned();
        let other = self.word("contact.channels", "node", CARD);
        let given = [
            ("name", name.as_str()),
            ("hours", hours.as_str()),
            ("other", other.as_str()),
            ("languages", "fr"),
        ];
        self.fill("duty-officer", "/directory/contacts/new", "/directory/contacts", &given).await;

        let (_, _, text) = self.ask("prosecutor", "/assessments/GH", None).await;
        let form = forms(&text).into_iter().find(|f| f.action == "/assessments/GH").unwrap();
        let texts: Vec<String> = form
            .fields
            .iter()
            .filter(|f| f.kind == super::forms::Kind::Text)
            .map(|f| f.name.clone())
            .collect();
        let mut given = Vec::new();
        for field in texts {
            let value = match field.as_str() {
                day if day.contains("until") => continue,
                day if day.contains("asked") || day.contains("given") => "2026-01-02".to_owned(),
                "reference" => self.word("assessment.reference", "node", NEVER),
                text => self.word(&format!("assessment_detail.body: {text}"), "node", NEVER),
            };
            given.push((field, value));
        }
        let mut given: Vec<(&str, &str)> = given.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let until = "2027-06-01";
        given.extend([("valid_until", until), ("until", until), ("result", "conditional")]);
        self.fill("prosecutor", "/assessments/GH", "/assessments/GH", &given).await;

        let name = format!("Unit {}", self.word("authority.name", "node", CARD));
        let given = [
            ("name", name.as_str()),
            ("functions", "investigation-unit"),
            ("person", "Admin Four"),
            ("sign_in", "admin-four"),
            ("lang", "en"),
        ];
        let sent: Vec<_> = given.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let sent = Some(("application/x-www-form-urlencoded", body(&sent)));
        let (status, _, text) = self.ask("administrator", "/authorities", sent).await;
        assert!(status == StatusCode::OK || status == StatusCode::SEE_OTHER, "{text}");

        let assurances = self.word("assessment.assurances", "node", NEVER);
        let reference = self.word("assessment.reference: of a peer", "node", NEVER);
        let page = format!("/peers/{}", self.world.id("palermo"));
        let given = [
            ("assessment", "favourable"),
            ("reference", reference.as_str()),
            ("assurances", assurances.as_str()),
        ];
        self.fill("administrator", &page, "/assess", &given).await;

        let again = self.word("peer.lifted_why", "administration", NEVER);
        let given = [("reason", "something seems wrong")];
        self.fill("administrator", &format!("/peers/{gone}/suspension"), "/suspend", &given).await;
        let given = [("why", again.as_str()), ("compared", "yes")];
        self.fill("administrator", &format!("/peers/{gone}/suspension"), "/lift", &given).await;

        let why = self.word("peer.revoked_why", "administration", NEVER);
        let given = [("reason", why.as_str())];
        self.fill("administrator", &format!("/peers/{gone}"), "/revoke", &given).await;
        self.is("peer", "own", gone);
    }

    /// A message of a kind that nobody here knows.
    async fn odd_message(&mut self) {
        let kind =
            self.word("inbox.kind", "sign-in", (Out::To(&["accra"]), "what a peer wrote is that peer's"));
        let sealed = sealed(&self.world, "accra", &kind, b"{}".to_vec()).await;
        let ends = (self.world.id("accra"), self.world.id("niamey"));
        self.world.tap.hand(ends, "/peer/v1/envelopes", sealed).await.unwrap();
    }
}

pub(super) async fn operator_of(node: &access::Node) -> Actor {
    let found =
        node.store.run::<_, StoreError, _, _>("operator", |tx| async move { access::operator(&tx).await });
    found.await.unwrap()
}

/// An envelope of a peer to Niamey, of any kind and with anything in it.
pub(super) async fn sealed(world: &World, peer: &str, kind: &str, body: Vec<u8>) -> Vec<u8> {
    let (node, to) = (world.node(peer), world.node("niamey"));
    let actor = node.as_actor(operator_of(node).await.authority);
    let object = ObjectRef { kind: "ping", id: uuid::Uuid::nil() };
    let recipient = gate::Recipient {
        node: to.keys.id,
        party: to.facts.party,
        also: gate::Reach::none(),
        authority: None,
    };
    let at = node.store.clock().now();
    let ask = Ask::new(&actor, action::SEND_RECEIPT, Purpose::Administration, at).on(object);
    let guarded = Guarded::new(object, kernel::Label::own(actor.authority), body);
    let released = node.gate.release(guarded, &ask, &recipient, &mut Vec::new()).unwrap();
    let keys = super::world::opens_with(to).await;
    let key = keys.newest().unwrap().public();
    let head = seal::envelope::EnvelopeHead {
        version: seal::envelope::VERSION,
        sender: node.keys.id,
        recipient: to.keys.id,
        kem_key: key.id().to_text(),
        message: kernel::id::MessageId::new(node.store.rng()),
        kind: kind.to_owned(),
        dossier: None,
        sequence: 0,
        heads: seal::envelope::Heads::default(),
        purpose: Purpose::Investigation,
        expires: at.plus_ms(86_400_000),
        attachments: None,
        rest: serde_json::Map::new(),
    };
    let signs = super::world::signs_with(node).await;
    let done = seal::envelope::seal_envelope(&head, released, signs.newest(), key, node.store.rng());
    done.unwrap().bytes
}
