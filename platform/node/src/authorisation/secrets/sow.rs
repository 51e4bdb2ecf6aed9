//! Plants secrets in every field that a person, a file or a peer can write in, by the ways by which they are written:
//! the pages where they take what is needed, the rooms' own functions where a mark can be set that no page offers.

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

    // ---- Cases -----------------------------------------------------------------------------------------------------

    /// Something said of everything that can be said of one kind of thing.
    fn says(&mut self, place: &'static str, out: Send) -> Vec<NewStatement> {
        let plain = |p: &Property| !p.is_link() && *p != Property::Role;
        let all: Vec<Property> = Property::ALL.iter().copied().filter(plain).collect();
        all.into_iter().map(|property| self.said(property, place, out)).collect()
    }

    fn said(&mut self, property: Property, place: &'static str, out: Send) -> NewStatement {
        // What is kept in a closed compartment stands encrypted.
        let closed = matches!(place, "integrity" | "protection" | "their-protection" | "nobody");
        let (of_value, of_source, of_place) = match closed {
            true => ("statement.sealed: value", "statement_source.sealed: name", "statement.sealed: place"),
            false => ("statement.value", "statement_source.name", "statement.place"),
        };
        let field = format!("{of_value}: {property}");
        let value = match property {
            Property::Phone => self.sown.plants.phone(&mut self.dice, &field, place, out),
            Property::Email => format!("{}@example.org", self.word(&field, place, out)),
            Property::Website => format!("https://{}.example", self.word(&field, place, out)),
            // A number has a digit in it; in a text, letters alone are a word.
            Property::DocumentNumber | Property::Plate => {
                format!("{}47", self.word(&field, place, out)).to_uppercase()
            }
            Property::Name => {
                let place = if place == "own" { "own-name" } else { place };
                format!("Aissa {} Garba", self.word(&field, place, out))
            }
            _ => self.word(&field, place, out),
        };
        let name = self.word(of_source, place, out);
        let hidden = if out.0 == Out::Never { out } else { PLACE };
        let within = self.word(of_place, place, hidden);
        let source = Source { name: format!("record {name}"), place: within, ..Source::default() };
        NewStatement::own(property, NewValue::Text(value), source)
    }

    /// Something that another node says.
    fn told(&mut self, out: Send) -> NewStatement {
        let value = self.word("statement.value: received", "own", out);
        let name = self.word("statement_source.name: received", "own", out);
        let source = Source { name: format!("record {name}"), ..Source::default() };
        NewStatement::own(Property::Remark, NewValue::Text(value), source)
    }

    async fn case(&mut self, of: &'static str, sign_in: &str, compartment: Compartment, out: Send) -> Filed {
        let never = if out.0 == Out::Never { out } else { NEVER };
        // The cover of a case that is kept or in a closed compartment is encrypted.
        let field = |what: &str| match of {
            "own" | "shut" | "theirs" => format!("case_file.{what}"),
            _ => format!("case_file.sealed: {what}"),
        };
        let new = NewCase {
            reference: self.word(&field("reference"), of, never).to_uppercase(),
            title: format!("Operation {}", self.word(&field("title"), of, never)),
            summary: format!("About {}.", self.word(&field("summary"), of, never)),
            compartment,
            demonstration: false,
        };
        let says = self.says(of, out);
        let by = self.actor(sign_in).await;
        let purpose =
            if compartment == Compartment::Protection { Purpose::Protection } else { Purpose::Investigation };
        let (by, new, says) = (&by, &new, &says);
        let node = self.world.node("niamey").clone();
        let node = &node;
        let made = node.store.run::<_, CaseError, _, _>("case", |tx| async move {
            let keys = Keys::of(&node.vault);
            let case = casefile::create_case(&tx, &keys, &node.gate, (by, purpose), new).await?;
            let person = NewEntity { key: "p".into(), kind: EntityKind::Person, statements: says.clone() };
            Ok((case.clone(), casefile::add_statements(&tx, &keys, by, &case, by.party, vec![person]).await?))
        });
        let (case, added) = made.await.unwrap();
        let person = added.ids[0].1;
        self.is("case", of, case.id);
        self.stand(of, person, added.said);
        Filed { case, person }
    }

    async fn circle(&self, sign_in: &str, case: CaseId, act: CircleAct) {
        let (by, node, act) = (&self.actor(sign_in).await, self.world.node("niamey"), &act);
        let done = node.store.run::<_, CaseError, _, _>("circle", |tx| async move {
            let by = (by, Purpose::Investigation);
            casefile::change_circle(&tx, &Keys::of(&node.vault), &node.gate, by, case, act).await
        });
        done.await.unwrap();
    }

    /// Clears what a case knows, for matching.
    async fn clear(&mut self, place: &'static str, sign_in: &str, case: CaseId) {
        let basis = &format!("order {}", self.word("acceptance.basis", place, NEVER));
        let (by, node) = (&self.actor(sign_in).await, self.world.node("niamey"));
        let cleared = node.store.run::<_, CaseError, _, _>("clear", |tx| async move {
            let keys = Keys::of(&node.vault);
            let ask = Ask::new(by, action::READ, Purpose::Investigation, tx.at());
            let case = casefile::case(&tx, &keys, case).await?.unwrap();
            let case = node.gate.open(case, &ask, &mut tx.log())?;
            let (by, all) = ((by, Purpose::Investigation), casefile::Pick::default());
            casefile::accept(&tx, &node.gate, by, &case, &all, PersonRole::Suspect, basis).await
        });
        assert!(cleared.await.unwrap().n > 0);
    }

    async fn cases(&mut self) -> (Filed, Filed) {
        let own = self.case("own", "h.ibrahim", Compartment::Operational, OWN).await;
        self.clear("own", "h.ibrahim", own.case.id).await;

        const NOT_THERE: Send = (
            Out::To(&["accra", "feared"]),
            "who is excluded by name never sees the case, nor does their node",
        );
        let shut = self.case("shut", "h.ibrahim", Compartment::Operational, NOT_THERE).await;
        self.clear("shut", "h.ibrahim", shut.case.id).await;
        let moussa = self.actor("a.moussa").await.person;
        for who in [Outsider::Person(moussa), Outsider::Node(self.world.id("palermo"))] {
            self.circle("h.ibrahim", shut.case.id, CircleAct::Exclude(who)).await;
        }

        let kept = self.case("kept", "in.circle", Compartment::Operational, OWN).await;
        self.clear("kept", "in.circle", kept.case.id).await;
        self.request("kept", "in.circle", "accra", Some(kept.case.id), &[]).await;
        self.circle("in.circle", kept.case.id, CircleAct::Restrict(BTreeSet::new())).await;

        self.case("integrity", "in.circle", Compartment::Integrity, SEALED).await;
        let protection = self.case("protection", "r.issoufou", Compartment::Protection, SEALED).await;
        let theirs = self.case("theirs", "d.salifou", Compartment::Operational, OWN).await;
        self.clear("theirs", "d.salifou", theirs.case.id).await;
        self.request("theirs", "d.salifou", "accra", Some(theirs.case.id), &[]).await;
        let person =
            self.case("their-protection", "z.mahamane", Compartment::Protection, SEALED).await.person;
        self.claim("their-claim", ("z.mahamane", "z.mahamane"), person, &["XA"], None).await;
        (own, protection)
    }

    /// Statements under every mark.
    async fn marked(&mut self, own: &Filed) {
        const NAMED: Send = (Out::Named, "only where an authority is named as the recipient");
        const LOUD: Send =
            (Out::Answer, "PAP: takes no part in what can be noticed, or names it to no third party");
        const UNKNOWN: Send = (Out::Never, "nothing goes on under a restriction that is not known (A-14)");
        let mut says = Vec::new();
        for handling in Handling::ALL {
            says.push(NewStatement { handling: *handling, ..self.said(Property::Remark, "own", OWN) });
        }
        for tlp in Tlp::ALL {
            let out = if *tlp == Tlp::Red { NAMED } else { OWN };
            says.push(NewStatement { tlp: Some(*tlp), ..self.said(Property::Remark, "own", out) });
        }
        for pap in Pap::ALL {
            let out = if matches!(pap, Pap::Red | Pap::Amber) { LOUD } else { OWN };
            says.push(NewStatement { pap: Some(*pap), ..self.said(Property::Remark, "own", out) });
        }
        for known in Restriction::KNOWN {
            let out = if *known == "named-recipients-only" { NAMED } else { OWN };
            let restrictions = [Restriction((*known).to_owned())].into();
            says.push(NewStatement { restrictions, ..self.said(Property::Remark, "own", out) });
        }
        let unknown = self.word("label.json: restriction", "own", UNKNOWN);
        let restrictions = [Restriction(unknown)].into();
        says.push(NewStatement { restrictions, ..self.said(Property::Remark, "own", UNKNOWN) });
        self.say(own, "h.ibrahim", "own", says).await;
        for (place, compartment) in
            [("protection", Compartment::Protection), ("nobody", Compartment::Integrity)]
        {
            for beside in [false, true] {
                // By itself, and of somebody of whom something else may be read.
                let mut says: Vec<NewStatement> =
                    beside.then(|| self.said(Property::Alias, "own", OWN)).into_iter().collect();
                says.push(NewStatement {
                    compartment: Some(compartment),
                    ..self.said(Property::Remark, place, SEALED)
                });
                self.say(own, "h.ibrahim", place, says).await;
            }
        }
    }

    async fn say(&mut self, filed: &Filed, sign_in: &str, place: &'static str, says: Vec<NewStatement>) {
        let (by, node) = (&self.actor(sign_in).await, self.world.node("niamey").clone());
        let (node, says, filed) = (&node, &says, filed);
        let said = node.store.run::<_, CaseError, _, _>("say", |tx| async move {
            let keys = Keys::of(&node.vault);
            let person = NewEntity { key: "m".into(), kind: EntityKind::Person, statements: says.clone() };
            casefile::add_statements(&tx, &keys, by, &filed.case, by.party, vec![person]).await
        });
        let added = said.await.unwrap();
        self.stand(place, added.ids[0].1, added.said);
    }

    /// What is written about a case beside what is said in it: a reason, a second person's word, an import.
    async fn texts_of(&mut self, own: &Filed, protection: &Filed) {
        for (place, asker, filed, send) in
            [("own", "investigator", own, NEVER), ("protection", "protection-officer", protection, SEALED)]
        {
            self.taken_back(place, asker, filed, send).await;
            self.second_person(place, asker, filed, send).await;
        }
    }

    async fn taken_back(&mut self, place: &'static str, asker: &str, filed: &Filed, send: Send) {
        let gone = self.said(Property::Alias, place, send);
        let value = match &gone.value {
            NewValue::Text(text) => text.clone(),
            _ => unreachable!(),
        };
        let page = format!("/entities/{}", filed.person);
        let given = [
            ("property", "alias"),
            ("value", value.as_str()),
            ("source", gone.source.name.as_str()),
            ("place", gone.source.place.as_str()),
        ];
        self.fill(asker, &page, "/statements", &given).await;
        let (_, _, text) = self.ask(asker, &page, None).await;
        // The choice to take back names what it takes back.
        let after = text.split(value.as_str()).last().unwrap_or_default().to_owned();
        let mut taken = forms(&text).into_iter().map(|f| f.action).filter(|a| a.ends_with("/retract"));
        let action = taken.find(|a| after.contains(a.as_str())).unwrap_or_default();
        let why = self.word(if place == "own" { "retraction.why" } else { "retraction.sealed" }, place, send);
        let (status, ..) = self.post(asker, &action, &[("why", why.as_str())]).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{action}");
    }

    /// Two roles that need a second person: one waits, one was refused.
    async fn second_person(&mut self, place: &'static str, asker: &str, filed: &Filed, send: Send) {
        for refused in [true, false] {
            // Somebody else: a witness's values take part in nothing.
            let says = vec![self.said(Property::Remark, place, if place == "own" { OWN } else { send })];
            let sign_in = if place == "own" { "h.ibrahim" } else { "r.issoufou" };
            let page = format!("/entities/{}", self.somebody(filed, sign_in, place, says).await);
            self.fill(asker, &page, "/role", &[("role", "witness"), ("why", "hearing")]).await;
            let unread = (Out::Never, "nothing but moves, checks and cards leaves (A-1, A-17)");
            // What is confirmed becomes the source of what is said of a role.
            let source = if refused || place != "own" { unread } else { OWN };
            let words = [
                ("why", self.word("second_act.sealed: why", place, unread)),
                ("offence", self.word("second_act.sealed: offence", place, source)),
                ("basis", self.word("second_act.sealed: basis", place, source)),
            ];
            let mut given = vec![("role", "suspect")];
            given.extend(words.iter().map(|(n, w)| (*n, w.as_str())));
            let to = self.fill(asker, &page, "/role", &given).await;
            assert_eq!(to, "/second-person");
            if !refused {
                continue;
            }
            let second = if place == "protection" { "second-protector" } else { "prosecutor" };
            let (_, _, text) = self.ask(second, "/second-person", None).await;
            let after =
                text.split(words[1].1.as_str()).nth(1).unwrap_or_else(|| panic!("{second} decides nothing"));
            let action =
                forms(after).into_iter().find(|f| f.action.starts_with("/second-person/")).unwrap().action;
            let why = self.word("second_act.why", place, unread);
            let (status, ..) =
                self.post(second, &action, &[("decision", "refuse"), ("why", why.as_str())]).await;
            assert_eq!(status, StatusCode::SEE_OTHER, "{action}");
        }
    }

    // ---- Protection ------------------------------------------------------------------------------------------------

    async fn claim(
        &mut self,
        place: &'static str,
        (by, officer): (&str, &str),
        person: EntityId,
        feared: &[&str],
        opened_to: Option<&str>,
    ) {
        let parties: BTreeSet<Party> = feared.iter().map(|p| Party::parse(p).unwrap()).collect();
        let note_place = if opened_to.is_some() { "opened" } else { place };
        let new = NewClaim {
            nationality: parties.clone(),
            feared: parties.clone(),
            known_as: self.word("protection_claim.sealed: known as", place, SEALED),
            note: self.word("protection_claim.sealed: note", note_place, SEALED),
        };
        let (by, officer) = (self.actor(by).await, self.actor(officer).await);
        let node = self.world.node("niamey").clone();
        let (node, new, by, officer) = (&node, &new, &by, &officer);
        let made = node.store.run::<_, ProtectionError, _, _>("claim", |tx| async move {
            protection::record_claim(&tx, node, by, person, new).await?;
            let claims = protection::claims(&tx, node, by.authority).await?;
            Ok(protection::ClaimId(claims[0].object().id))
        });
        let claim = made.await.unwrap();
        self.is("claim", place, claim);
        let screening = &protection::Screening {
            to: protection::ClaimState::Open,
            nationality: parties.clone(),
            feared: parties,
            reason: self.word("protection_event.sealed: reason", place, SEALED),
        };
        let screened = node.store.run::<_, ProtectionError, _, _>("screen", |tx| async move {
            protection::screen(&tx, node, officer, claim, screening).await
        });
        screened.await.unwrap();
        let page = format!("/protection/{claim}/consular");
        let asker = if place == "their-claim" { "neighbour-protection" } else { "protection-officer" };
        let language = self.word("protection_consular.sealed: language", place, SEALED);
        let told = self.word("protection_consular.sealed: by", place, SEALED);
        let step = [
            ("step", "informed"),
            ("on", "2026-01-02"),
            ("language", language.as_str()),
            ("by", told.as_str()),
        ];
        let (status, ..) = self.post(asker, &page, &step).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let Some(to) = opened_to else { return };
        let mut of_ground =
            |what: &str| self.word(&format!("protection_opening.sealed: {what}"), "opened", SEALED);
        let ground = Ground::CourtOrder {
            number: of_ground("number"),
            court: of_ground("court"),
            document: of_ground("document"),
            dated: node.store.clock().now(),
        };
        let opening = &NewOpening {
            to: NewOpenedTo::Officer(to.into()),
            fields: [OpenedField::Note].into(),
            ground,
            until: node.store.clock().now().plus_ms(86_400_000),
        };
        let opened = node.store.run::<_, ProtectionError, _, _>("open", |tx| async move {
            protection::open_claim(&tx, node, officer, claim, opening).await
        });
        let opening = opened.await.unwrap();
        self.is("opening", place, opening.0);
    }

    /// People who fear a State, and what is known of them where it is not known that they do.
    async fn claims(&mut self, own: &Filed) {
        const FEARS: Send =
            (Out::To(&["accra", "palermo"]), "a value of somebody who fears a State never reaches it (R-05)");
        const UNSCREENED: Send =
            (Out::Never, "as long as nationality is not known, a claimant's values reach nobody (R-05)");
        for (out, feared, opened_to) in [(FEARS, &["XA"][..], Some("h.ibrahim")), (UNSCREENED, &[][..], None)]
        {
            let mut says = vec![
                self.said(Property::Phone, "own", out),
                self.said(Property::Name, "own", out),
                self.said(Property::DocumentNumber, "own", out),
                self.said(Property::Remark, "own", out),
            ];
            let text = |s: &NewStatement| match &s.value {
                NewValue::Text(text) => text.clone(),
                _ => unreachable!(),
            };
            self.sown.held.extend(says.iter().take(3).map(text));
            let person = self.people(own, says.clone()).await;
            self.claim("claim", ("a.moussa", "r.issoufou"), person, feared, opened_to).await;
            // The same values elsewhere, said of somebody else.
            says.truncate(1);
            says.push(self.said(Property::Alias, "own", OWN));
            self.people(own, says).await;
        }
    }

    async fn people(&mut self, own: &Filed, says: Vec<NewStatement>) -> EntityId {
        self.somebody(own, "h.ibrahim", "own", says).await
    }

    async fn somebody(
        &mut self,
        filed: &Filed,
        sign_in: &str,
        place: &'static str,
        says: Vec<NewStatement>,
    ) -> EntityId {
        self.say(filed, sign_in, place, says).await;
        let entity = self.sown.things.iter().rfind(|t| t.0 == "entity").unwrap().2.clone();
        EntityId::parse(&entity).unwrap()
    }

    // ---- Between nodes ---------------------------------------------------------------------------------------------

    /// Words in every field of a move that takes words.
    fn move_body(&mut self, place: &'static str, fields: &[&str], out: Send) -> MoveBody {
        let mut made = MoveBody::default();
        for field in fields {
            let word = self.word(&format!("dossier_move.body: {field}"), place, out);
            made = match *field {
                "points" => {
                    made.0.insert("points".into(), serde_json::json!([word]));
                    made
                }
                _ => made.with(field, word),
            };
        }
        made
    }

    /// A request of somebody in Niamey, with words in every field.
    async fn request(
        &mut self,
        place: &'static str,
        sign_in: &str,
        peer: &'static str,
        case: Option<CaseId>,
        statements: &[Pick],
    ) -> DossierId {
        let fields =
            ["subject", "points", "facts", "reasons", "link", "urgency_reason", "requested_by_reason"];
        let made = self.move_body(place, &fields, BACK);
        let made = made
            .with("urgency", "urgent")
            .with("basis", "UNTOC-27")
            .with("handling", "H1")
            .with("language", "en")
            .with("requested_by", "2027-01-02T03:04:00Z");
        let new = &NewRequest {
            peer: self.world.id(peer),
            authority: None,
            case,
            hit: None,
            purpose: Purpose::Investigation,
            body: made,
            statements: statements.to_vec(),
        };
        let (by, node) = (&self.actor(sign_in).await, self.world.node("niamey").clone());
        let node = &node;
        let made = node.store.run::<_, ExchangeError, _, _>("ask", |tx| async move {
            exchange::open_request(&tx, node, by, new.clone()).await
        });
        let made = made.await.unwrap();
        self.is("dossier", place, made.dossier);
        self.world.deliver().await;
        made.dossier
    }

    /// What a peer makes in a dossier.
    async fn moves(&self, peer: &str, by: &Actor, id: DossierId, moves: &[NewMove]) {
        let node = self.world.node(peer);
        for new in moves {
            let made = node.store.run::<_, ExchangeError, _, _>("move", |tx| async move {
                exchange::make_move(&tx, node, by, id, new.clone()).await
            });
            made.await.unwrap();
        }
        self.world.deliver().await;
    }

    /// An answer of Accra with statements under every mark, taken into a case here.
    async fn received(&mut self, own: &Filed) {
        const FREE: Send = (ALL, "H0: goes where an officer sends it");
        const COURT: Send =
            (Out::NotInCourt(super::plants::PEERS), "received H1: not in court without consent (R-10)");
        const ORIGINATOR: Send = (
            Out::To(&["accra"]),
            "received H2, H3, TLP AMBER and up, or for named recipients: only back (R-10)",
        );
        const ORIGINATOR_COURT: Send =
            (Out::NotInCourt(&["accra"]), "received H2, H3: only back, and not in court (R-10)");
        let asked = self.request("own", "h.ibrahim", "accra", Some(own.case.id), &[]).await;
        let mut says = Vec::new();
        for (handling, out) in Handling::ALL.iter().zip([FREE, COURT, ORIGINATOR_COURT, ORIGINATOR_COURT]) {
            says.push(NewStatement { handling: *handling, ..self.told(out) });
        }
        for tlp in Tlp::ALL {
            let narrow = matches!(tlp, Tlp::Red | Tlp::AmberStrict | Tlp::Amber);
            let out = if narrow { ORIGINATOR } else { FREE };
            says.push(NewStatement { tlp: Some(*tlp), ..self.told(out) });
        }
        let out = ORIGINATOR;
        let restrictions = [Restriction("named-recipients-only".into())].into();
        says.push(NewStatement { restrictions, ..self.told(out) });
        let node = self.world.node("accra").clone();
        let by = &actor(&node, "k.mensah").await;
        let (node, says) = (&node, &says);
        let carried = node.store.run::<_, CaseError, _, _>("accra's case", |tx| async move {
            let keys = Keys::of(&node.vault);
            let new = NewCase {
                reference: "GH-10".into(),
                title: String::new(),
                summary: String::new(),
                compartment: Compartment::Operational,
                demonstration: false,
            };
            let case =
                casefile::create_case(&tx, &keys, &node.gate, (by, Purpose::Investigation), &new).await?;
            let one = NewEntity { key: "o".into(), kind: EntityKind::Person, statements: says.clone() };
            let added = casefile::add_statements(&tx, &keys, by, &case, by.party, vec![one]).await?;
            let entity = added.ids[0].1;
            Ok(added
                .said
                .into_iter()
                .map(|statement| Pick { entity, statement, name: false })
                .collect::<Vec<_>>())
        });
        let carried = carried.await.unwrap();
        let seen = self.move_body("own", &["text"], BACK);
        let answer = self.move_body("own", &["text"], BACK).with("outcome", "whole").with("handling", "H0");
        let moves = [
            NewMove::of("acknowledge", seen),
            NewMove { code: "answer".into(), body: answer, statements: carried },
        ];
        self.moves("accra", by, asked, &moves).await;
        let (by, node) = (&self.actor("h.ibrahim").await, self.world.node("niamey").clone());
        let (node, case) = (&node, own.case.id);
        let taken = node.store.run::<_, ExchangeError, _, _>("take", |tx| async move {
            exchange::take_answer(&tx, node, by, asked, 2, case).await
        });
        assert_eq!(taken.await.unwrap().statements as usize, says.len());
        let said = node.store.run::<_, CaseError, _, _>("received", |tx| async move {
            let keys = Keys::of(&node.vault);
            let ask = Ask::new(by, action::READ, Purpose::Investigation, tx.at());
            let filter = casefile::EntityFilter { kind: None, ids: None };
            let (all, _) = casefile::entities(&tx, (&node.gate, &ask), case, &filter, (1, 100)).await?;
            let newest = all.iter().map(|e| EntityId(e.object().id)).max().unwrap();
            let said = casefile::statements_of(&tx, &keys, newest).await?;
            Ok((newest, said.iter().map(|s| s.object().id).collect::<Vec<_>>()))
        });
        let (entity, said) = said.await.unwrap();
        self.stand("own", entity, said.into_iter().map(StatementId).collect());
    }

    /// Requests and checks of the peers, and of the other authority of the node.
    async fn asked(&mut self, own: &Filed) {
        for peer in ["accra", "palermo", "feared"] {
            let to: &'static [&'static str] = match peer {
                "accra" => &["accra"],
                "palermo" => &["palermo"],
                _ => &["feared"],
            };
            let out: Send = (Out::To(to), "what a peer wrote is that peer's");
            let fields = ["subject", "points", "facts", "reasons", "link"];
            let made = self.move_body("own", &fields, out);
            let made = made
                .with("urgency", "normal")
                .with("basis", "UNTOC-27")
                .with("handling", "H1")
                .with("language", "en");
            let node = self.world.node(peer).clone();
            let by = operator_of(&node).await;
            let new = &NewRequest {
                peer: self.world.id("niamey"),
                authority: None,
                case: None,
                hit: None,
                purpose: Purpose::Investigation,
                body: made,
                statements: Vec::new(),
            };
            let (node, by) = (&node, &by);
            let opened = node.store.run::<_, ExchangeError, _, _>("ask", |tx| async move {
                exchange::open_request(&tx, node, by, new.clone()).await
            });
            let opened = opened.await.unwrap().dossier;
            self.world.deliver().await;
            self.is("dossier", "own", opened);
            self.check_of(peer, by).await;
        }
        let words = self.word("match_check.words", "own", BACK);
        let node = self.world.node("niamey").clone();
        let by = self.actor("named").await;
        let new = deconfliction::NewCheck {
            case: own.case.id,
            peers: vec![self.world.id("accra")],
            purpose: Purpose::Investigation,
            words: format!("smuggling {words}"),
            basis: "UNTOC-27".into(),
            only: BTreeSet::new(),
        };
        let (check, _) = deconfliction::run_check(&node, &by, &new).await.unwrap();
        self.is("check", "own", check.id);
        self.world.deliver().await;
        self.permission(own).await;
    }

    /// A check by a peer that guesses the numbers of those who claim protection.
    async fn check_of(&mut self, peer: &str, by: &Actor) {
        let to: &'static [&'static str] = match peer {
            "accra" => &["accra"],
            "palermo" => &["palermo"],
            _ => &["feared"],
        };
        let words =
            self.word("match_asked.words", "received", (Out::To(to), "what a peer wrote is that peer's"));
        let node = self.world.node(peer).clone();
        let mut guesses: Vec<String> =
            self.sown.held.iter().filter(|h| h.starts_with("+227")).cloned().collect();
        assert_eq!(guesses.len(), 2);
        guesses.push("+227 96 00 00 77".into());
        let (node, guesses) = (&node, &guesses);
        let case = node.store.run::<_, CaseError, _, _>("guess", |tx| async move {
            let keys = Keys::of(&node.vault);
            let new = NewCase {
                reference: "GUESS".into(),
                title: String::new(),
                summary: String::new(),
                compartment: Compartment::Operational,
                demonstration: false,
            };
            let ask = (by, Purpose::Investigation);
            let case = casefile::create_case(&tx, &keys, &node.gate, ask, &new).await?;
            let entity = |(n, phone): (usize, &String)| NewEntity {
                key: format!("{n}"),
                kind: EntityKind::Phone,
                statements: vec![NewStatement::own(
                    Property::Phone,
                    NewValue::Text(phone.clone()),
                    Source { name: "list".into(), ..Source::default() },
                )],
            };
            let all = guesses.iter().enumerate().map(entity).collect();
            casefile::add_statements(&tx, &keys, by, &case, by.party, all).await?;
            let all = casefile::Pick::default();
            casefile::accept(&tx, &node.gate, ask, &case, &all, PersonRole::Suspect, "order 1").await?;
            Ok(case.id)
        });
        let new = deconfliction::NewCheck {
            case: case.await.unwrap(),
            peers: vec![self.world.id("niamey")],
            purpose: Purpose::Investigation,
            words: format!("inquiry {words}"),
            basis: "UNTOC-27".into(),
            only: BTreeSet::new(),
        };
        let (_, results) = deconfliction::run_check(node, by, &new).await.unwrap();
        assert_eq!(results[0].state, "done", "{peer}: {results:?}");
        assert_eq!(results[0].hits, 0, "{peer} finds a number of somebody who claims protection (R-05)");
        self.world.deliver().await;
    }

    /// Accra lets one received statement go on to Palermo, on a condition.
    async fn permission(&mut self, _: &Filed) {}

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

        let (asker, place) = ("protection-officer", "protection");
        let name = format!("{}.csv", self.word("import.sealed: file", place, SEALED));
        let read = self.word("statement.sealed: imported", place, SEALED);
        let lost = self.word("import_line.sealed: detail", place, SEALED);
        let text = format!("name,birth date\n{read},1984\n,{lost}\nMusa Issa,{lost}\n");
        let to = self.upload(asker, protection.case.id, &name, &text).await;
        let source = self.word("statement_source.sealed: import", place, SEALED);
        let to = self.fill(asker, &to, to.split('?').next().unwrap(), &[("source", source.as_str())]).await;
        self.is("import", place, to.rsplit('/').next().unwrap());
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
    let done = seal::envelope::seal_envelope(&head, released, &node.keys.signing, key, node.store.rng());
    done.unwrap().bytes
}
