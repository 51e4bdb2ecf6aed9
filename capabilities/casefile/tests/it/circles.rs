//! A case is open to its authority, or kept to named people. For everyone else it is not there, on every surface.

use crate::pages::Desk;
use crate::people::{party, says, someone};
use access::testing::{node, person};
use access::{ActError, Asking, Node, OwnAuthority};
use casefile::{
    Case, CaseError, CircleAct, CircleFault, EntityFilter, Keys, NewCase, Outsider, Pick, Question, Standing,
};
use gate::{Ask, action};
use http::StatusCode;
use kernel::id::{CaseId, EntityId, NodeId};
use kernel::{Actor, Compartment, PersonRole, Property, Purpose, Role};
use store::testing::{TestStore, both};
use store::{StoreError, Tx};

const PURPOSE: Purpose = Purpose::Investigation;

/// An authority with those who work there.
struct House {
    node: Node,
    own: OwnAuthority,
    moussa: Actor,
    aissata: Actor,
    prosecutor: Actor,
    kind: String,
    _store: TestStore,
}

impl House {
    async fn both() -> Vec<Self> {
        let steps: Vec<_> = access::migrations().into_iter().chain(casefile::migrations()).collect();
        let mut houses = Vec::new();
        for s in both(&steps).await {
            let (mut node, own) =
                node(s.store.clone(), 1, "NE", "Investigation Unit", &[casefile::WORDS]).await;
            node.acts.extend(casefile::acts());
            houses.push(Self {
                moussa: person(&node, &own, "moussa", &[Role::Investigator]).await.0,
                aissata: person(&node, &own, "aissata", &[Role::Investigator]).await.0,
                prosecutor: person(&node, &own, "prosecutor", &[Role::Prosecutor]).await.0,
                kind: s.kind.to_string(),
                node,
                own,
                _store: s,
            });
        }
        houses
    }

    fn keys(&self) -> Keys<'_> {
        Keys::of(&self.node.vault)
    }

    /// The person as the next request makes them, with the circles they are in by then.
    async fn again(&self, actor: &Actor) -> Actor {
        let id = actor.person;
        let found = self.node.store.run::<_, CaseError, _, _>("again", |tx| async move {
            let person = access::store::person(&tx, id).await?.unwrap();
            Ok(access::store::actor(&tx, &person).await?.0)
        });
        found.await.unwrap()
    }

    async fn opens(
        &self,
        actor: &Actor,
        reference: &str,
        compartment: Compartment,
    ) -> Result<Case, CaseError> {
        let new = NewCase {
            reference: reference.into(),
            title: "A truck north of Agadez".into(),
            summary: "46 dead".into(),
            compartment,
            demonstration: false,
        };
        let new = &new;
        let opened = self.node.store.run("open", |tx| async move {
            casefile::create_case(&tx, &self.keys(), &self.node.gate, (actor, PURPOSE), new).await
        });
        opened.await
    }

    async fn says_sule(&self, actor: &Actor, case: &Case) -> EntityId {
        let added = self.node.store.run::<_, CaseError, _, _>("say", |tx| async move {
            let said = vec![says(Property::Name, "Haji Sule"), says(Property::Phone, "+227 90 00 01 14")];
            let sule = vec![someone("1", said)];
            casefile::add_statements(&tx, &self.keys(), actor, case, party("NE"), sule).await
        });
        added.await.unwrap().ids[0].1
    }

    async fn change(&self, actor: &Actor, case: CaseId, act: CircleAct) -> Result<(), CaseError> {
        let act = &act;
        let done = self.node.store.run("circle", |tx| async move {
            casefile::change_circle(&tx, &self.keys(), &self.node.gate, (actor, PURPOSE), case, act).await
        });
        done.await
    }

    fn asks<'a>(&self, actor: &'a Actor, tx: &Tx) -> Ask<'a> {
        Ask::new(actor, action::READ, PURPOSE, tx.at())
    }

    /// How many cases, records, hits of a search and values this person is told of.
    async fn sees(&self, actor: &Actor, case: CaseId) -> [u64; 5] {
        let seen = self.node.store.run::<_, CaseError, _, _>("look", |tx| async move {
            let (gate, ask, keys) = (&self.node.gate, self.asks(actor, &tx), self.keys());
            let (_, cases) = casefile::cases(&tx, &keys, (gate, &ask), "", 1).await?;
            let filter = EntityFilter::default();
            let (_, records) = casefile::entities(&tx, (gate, &ask), case, &filter, (1, 10)).await?;
            let counted = casefile::entity_counts(&tx, (gate, &ask), &[case]).await?;
            let counted = counted.get(&case).map_or(0, |kinds| kinds.values().sum());
            let question = Question::read("haji sule", party("NE"));
            let found = casefile::find_entities(&tx, &keys, &question, None).await?;
            let found = gate.open_each(found, &ask, &mut tx.log()).len() as u64;
            let standing = (None, Standing::All);
            let (_, values) = casefile::selectors(&tx, &keys, (gate, &ask), case, standing, 1).await?;
            Ok([cases, records, counted, found, values])
        });
        seen.await.unwrap()
    }

    /// How many acts this person may decide, and how many their side bar says.
    async fn waits_for(&self, second: &Actor) -> (usize, u64) {
        let seen = self.node.store.run::<_, StoreError, _, _>("wait", |tx| async move {
            let listed = access::acts::to_decide(&tx, &self.node, second).await?.len();
            Ok((listed, access::acts::to_decide_count(&tx, &self.node, second).await?))
        });
        seen.await.unwrap()
    }
}

fn named(people: &[&Actor]) -> std::collections::BTreeSet<kernel::id::PersonId> {
    people.iter().map(|a| a.person).collect()
}

#[tokio::test]
async fn a_8_a_restricted_case_is_in_no_list_count_or_search_of_anyone_outside_its_circle() {
    for house in &House::both().await {
        let case = house.opens(&house.moussa, "AG-114", Compartment::Operational).await.unwrap();
        house.says_sule(&house.moussa, &case).await;
        let whole = [1, 1, 1, 1, 1];
        assert_eq!(house.sees(&house.aissata, case.id).await, whole, "{}", house.kind);
        house.change(&house.moussa, case.id, CircleAct::Restrict([].into())).await.unwrap();
        let moussa = house.again(&house.moussa).await;
        assert_eq!(house.sees(&moussa, case.id).await, whole, "{}", house.kind);
        assert_eq!(house.sees(&house.aissata, case.id).await, [0; 5], "{}", house.kind);
        // What is added afterwards is kept too.
        house.says_sule(&moussa, &case).await;
        assert_eq!(house.sees(&house.aissata, case.id).await, [0; 5], "{}", house.kind);
        assert_eq!(house.sees(&moussa, case.id).await[1], 2, "{}", house.kind);

        house.change(&moussa, case.id, CircleAct::Add(named(&[&house.aissata]))).await.unwrap();
        let aissata = house.again(&house.aissata).await;
        assert_eq!(house.sees(&aissata, case.id).await[1], 2, "{}", house.kind);
        house.change(&moussa, case.id, CircleAct::Remove(aissata.person)).await.unwrap();
        let aissata = house.again(&aissata).await;
        assert_eq!(house.sees(&aissata, case.id).await, [0; 5], "{}", house.kind);

        house.change(&moussa, case.id, CircleAct::Open).await.unwrap();
        assert_eq!(house.sees(&aissata, case.id).await[1], 2, "{}", house.kind);
    }
}

#[tokio::test]
async fn a_restricted_case_still_takes_part_in_matching_by_the_node() {
    for house in &House::both().await {
        let case = house.opens(&house.moussa, "AG-114", Compartment::Operational).await.unwrap();
        house.says_sule(&house.moussa, &case).await;
        house.change(&house.moussa, case.id, CircleAct::Restrict([].into())).await.unwrap();
        let moussa = &house.again(&house.moussa).await;
        let (case, house_ref) = (&case, house);
        let seen = house.node.store.run::<_, CaseError, _, _>("match", |tx| async move {
            let gate = &house_ref.node.gate;
            let (pick, role) = (Pick::default(), PersonRole::Suspect);
            let by = (&house_ref.aissata, PURPOSE);
            let others = casefile::accept(&tx, gate, by, case, &pick, role, "list 4").await;
            assert!(matches!(others, Err(CaseError::Refused(_))), "who does not see it clears nothing in it");
            casefile::accept(&tx, gate, (moussa, PURPOSE), case, &pick, role, "list 4").await?;
            let node = house_ref.node.as_actor(house_ref.own.id);
            let ask = Ask::new(&node, action::MATCH, PURPOSE, tx.at()).eligible(true);
            Ok(gate.open_each(casefile::eligible_on_node(&tx).await?, &ask, &mut tx.log()).len())
        });
        assert_eq!(seen.await.unwrap(), 1, "{}", house.kind);
    }
}

#[tokio::test]
async fn a_8_neither_a_taken_reference_nor_the_database_tells_of_a_restricted_case() {
    for house in &House::both().await {
        let case = house.opens(&house.moussa, "AG-114", Compartment::Operational).await.unwrap();
        house.change(&house.moussa, case.id, CircleAct::Restrict([].into())).await.unwrap();
        let theirs = house.opens(&house.aissata, "AG-114", Compartment::Operational).await.unwrap();
        let moussa = house.again(&house.moussa).await;
        for (actor, wanted) in [(&house.aissata, theirs.id)] {
            let found = house.node.store.run::<_, CaseError, _, _>("find", |tx| async move {
                let ask = house.asks(actor, &tx);
                casefile::find_case(&tx, &house.keys(), (&house.node.gate, &ask), "AG-114").await
            });
            assert_eq!(found.await.unwrap().unwrap().object().id, wanted.0, "{}", house.kind);
        }
        let back = house.change(&moussa, case.id, CircleAct::Open).await;
        assert!(matches!(back, Err(CaseError::ReferenceTaken(r)) if r == "AG-114"), "{}", house.kind);
        let title = house.node.store.run::<_, CaseError, _, _>("read", |tx| {
            let moussa = &moussa;
            async move {
                let closed = casefile::case(&tx, &house.keys(), case.id).await?.unwrap();
                Ok(house.node.gate.open(closed, &house.asks(moussa, &tx), &mut tx.log())?)
            }
        });
        let read = title.await.unwrap();
        assert_eq!((read.reference.as_str(), read.title.as_str()), ("AG-114", "A truck north of Agadez"));
    }
}

#[tokio::test]
async fn r_04_an_integrity_case_is_known_to_its_circle_alone_from_the_first_moment() {
    for house in &House::both().await {
        let case = house.opens(&house.prosecutor, "INT-1", Compartment::Integrity).await.unwrap();
        let prosecutor = house.again(&house.prosecutor).await;
        house.says_sule(&prosecutor, &case).await;
        assert_eq!(house.sees(&prosecutor, case.id).await[1], 1, "{}", house.kind);
        assert_eq!(house.sees(&house.moussa, case.id).await, [0; 5], "{}", house.kind);
        // Anybody may use the same reference, in that compartment too, and learns nothing.
        house.opens(&house.moussa, "INT-1", Compartment::Operational).await.unwrap();
        house.opens(&house.aissata, "INT-1", Compartment::Integrity).await.unwrap();
        let open = house.change(&prosecutor, case.id, CircleAct::Open).await;
        assert!(matches!(open, Err(CaseError::Circle(CircleFault::AlwaysKept))), "{}", house.kind);
        let clear = house.node.store.run::<_, CaseError, _, _>("clear words", |tx| async move {
            Ok(store::search::find(&tx, &crate::searched::word("haji"), None, 10).await?)
        });
        assert!(clear.await.unwrap().is_empty(), "{}: no clear token", house.kind);
        let duty = person(&house.node, &house.own, "duty", &[Role::DutyOfficer]).await.0;
        let refused = house.opens(&duty, "INT-2", Compartment::Integrity).await;
        assert!(matches!(refused, Err(CaseError::Refused(_))), "{}", house.kind);
    }
}

#[tokio::test]
async fn a_8_an_excluded_person_sees_nothing_and_cannot_be_added_later() {
    for house in &House::both().await {
        let case = house.opens(&house.prosecutor, "INT-1", Compartment::Integrity).await.unwrap();
        let (prosecutor, aissata) = (&house.again(&house.prosecutor).await, &house.aissata);
        house.says_sule(prosecutor, &case).await;
        house.change(prosecutor, case.id, CircleAct::Add(named(&[aissata]))).await.unwrap();
        let inside = house.again(aissata).await;
        assert_eq!(house.sees(&inside, case.id).await[1], 1, "{}", house.kind);
        let out = CircleAct::Exclude(Outsider::Person(aissata.person));
        house.change(prosecutor, case.id, out.clone()).await.unwrap();
        // Even the request that was under way with the old circle.
        assert_eq!(house.sees(&inside, case.id).await, [0; 5], "{}", house.kind);
        assert_eq!(house.sees(&house.again(aissata).await, case.id).await, [0; 5], "{}", house.kind);
        let added = house.change(prosecutor, case.id, CircleAct::Add(named(&[aissata]))).await;
        assert!(matches!(added, Err(CaseError::Circle(CircleFault::Excluded))), "{}", house.kind);
        // What is said later is closed to them too.
        house.says_sule(prosecutor, &case).await;
        assert_eq!(house.sees(&inside, case.id).await, [0; 5], "{}", house.kind);
        let back = CircleAct::Readmit(Outsider::Person(aissata.person));
        house.change(prosecutor, case.id, back).await.unwrap();
        let after = house.again(aissata).await;
        assert_eq!(house.sees(&after, case.id).await, [0; 5], "{}: names nobody anew", house.kind);
    }
}

#[tokio::test]
async fn nobody_empties_a_circle_and_only_the_owner_or_a_prosecutor_changes_it() {
    for house in &House::both().await {
        let case = house.opens(&house.moussa, "AG-114", Compartment::Operational).await.unwrap();
        let fault = |done: Result<(), CaseError>| match done {
            Err(CaseError::Circle(fault)) => fault,
            other => panic!("{}: {other:?}", house.kind),
        };
        let theirs = house.change(&house.aissata, case.id, CircleAct::Restrict([].into())).await;
        assert_eq!(fault(theirs), CircleFault::NotYours);
        let circle = CircleAct::Restrict(named(&[&house.aissata]));
        house.change(&house.moussa, case.id, circle).await.unwrap();
        let (moussa, aissata) = (house.again(&house.moussa).await, house.again(&house.aissata).await);
        let theirs = house.change(&aissata, case.id, CircleAct::Add(named(&[&house.prosecutor]))).await;
        assert_eq!(fault(theirs), CircleFault::NotYours);
        let last = house.change(&moussa, case.id, CircleAct::Remove(moussa.person)).await;
        assert_eq!(fault(last), CircleFault::Emptied, "an investigator who cannot change it is not enough");
        let outside = house.change(&house.prosecutor, case.id, CircleAct::Open).await;
        assert!(matches!(outside, Err(CaseError::Refused(_))), "{}", house.kind);
        house.change(&moussa, case.id, CircleAct::Add(named(&[&house.prosecutor]))).await.unwrap();
        house.change(&moussa, case.id, CircleAct::Remove(moussa.person)).await.unwrap();
        let prosecutor = house.again(&house.prosecutor).await;
        house.change(&prosecutor, case.id, CircleAct::Remove(aissata.person)).await.unwrap();
        let last = house.change(&prosecutor, case.id, CircleAct::Remove(prosecutor.person)).await;
        assert_eq!(fault(last), CircleFault::Emptied);
        let node = CircleAct::Exclude(Outsider::Node(NodeId([7; 16])));
        house.change(&prosecutor, case.id, node).await.unwrap();
        let own = CircleAct::Exclude(Outsider::Authority(house.own.id));
        assert_eq!(fault(house.change(&prosecutor, case.id, own).await), CircleFault::Emptied);
    }
}

#[tokio::test]
async fn a_8_every_page_of_a_restricted_case_is_a_page_that_is_not_there() {
    let desk = Desk::new().await;
    let (_, colleague) = desk.joins("aissata", &[Role::Investigator]).await;
    let (_, duty) = desk.joins("duty", &[Role::DutyOfficer]).await;
    let (case, entity) = desk.case_with_sule().await;
    desk.get_as(&colleague, &case).await.shows(&["Haji Sule", "Open to the authority"]);
    let circle = format!("{case}/circle");
    desk.get_as(&colleague, &circle).await.shows(&["Only who opened the case, or a prosecutor"]);
    desk.get(&circle).await.shows(&["Keep it to these people and me", "aissata", "duty"]);
    let upload = desk.uploads(&case, "list.csv", "name,phone\nA. B.,+227 90 00 01 15\n").await.to;
    let kept = desk.post(&circle, "act=restrict").await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    desk.get(&circle).await.shows(&[
        "Kept to these people",
        "1 person",
        "moussa",
        "Open it to the authority",
    ]);
    desk.get("/cases").await.shows(&["AG-114", "Kept to a circle"]);
    let taken = desk.post(&upload, "source=list").await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
    for session in [&colleague, &duty] {
        let nowhere = desk.get_as(session, "/cases/00000000-0000-7000-8000-000000000000").await;
        for path in [
            case.clone(),
            circle.clone(),
            entity.clone(),
            taken.to.clone(),
            upload.clone(),
            format!("{case}/clear"),
            format!("{case}/import"),
            format!("{case}?q=sule"),
        ] {
            let page = desk.get_as(session, &path).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(page.text, nowhere.text, "{path}: the same page as for nothing at all");
            page.hides(&["Sule", "AG-114", "Agadez"]);
        }
        for (path, form) in [
            (format!("{case}/clear"), "which=kinds&kinds=phone&role=suspect&basis=x"),
            (circle.clone(), "act=open"),
            (format!("{entity}/statements"), "property=alias&value=x&source=y"),
            (format!("{entity}/role"), "role=suspect"),
        ] {
            assert_eq!(desk.post_as(session, &path, form).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for path in ["/cases", "/cases?q=truck", "/search?q=Haji+Sule", "/search?q=%2B22790000114"] {
            desk.get_as(session, path).await.hides(&["/entities/", "AG-114", "Refrigerated"]);
        }
    }
    let again = desk.post_as(&colleague, "/cases/new", "reference=AG-114&title=Mine").await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "a taken reference tells of no restricted case");
    desk.get_as(&colleague, "/cases").await.shows(&["1 case", "Mine"]);
}

#[tokio::test]
async fn an_integrity_case_is_opened_on_the_page_and_excludes_by_name() {
    let desk = Desk::new().await;
    let (suspected, session) = desk.joins("suspected", &[Role::Investigator, Role::Prosecutor]).await;
    desk.get("/cases/new").await.shows(&["Integrity", "Only those named for it see it"]);
    let opened = desk.post("/cases/new", "reference=INT-1&title=Passports&compartment=integrity").await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
    let circle = format!("{}/circle", opened.to);
    let who = format!("act=exclude&who=person%3A{}", suspected.person);
    assert_eq!(desk.post(&circle, &who).await.status, StatusCode::SEE_OTHER);
    desk.get(&circle).await.shows(&["Excluded", "No longer exclude", "always kept to its circle"]);
    let added = desk.post(&circle, &format!("act=add&people={}", suspected.person)).await;
    assert_eq!(added.status, StatusCode::UNPROCESSABLE_ENTITY);
    added.shows(&["This person is excluded from the case and cannot be added."]);
    let reopened = desk.post(&circle, "act=open").await;
    assert_eq!(reopened.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(desk.get_as(&session, &opened.to).await.status, StatusCode::NOT_FOUND);
    desk.get_as(&session, "/cases").await.hides(&["Passports", "INT-1", "1 case"]);
}

#[tokio::test]
async fn a_8_searching_within_a_case_tells_no_more_than_reading() {
    let desk = Desk::new().await;
    let (case, _) = desk.case_with_sule().await;
    let id = CaseId::parse(case.trim_start_matches("/cases/")).unwrap();
    let (node, actor) = (&desk.node, &desk.moussa.0);
    let said = node.store.run::<_, CaseError, _, _>("say", |tx| async move {
        let keys = Keys::of(&node.vault);
        let closed = casefile::case(&tx, &keys, id).await?.unwrap();
        let ask = Ask::new(actor, action::IMPORT, PURPOSE, tx.at());
        let case = node.gate.open(closed, &ask, &mut tx.log())?;
        let mut hidden = says(Property::Alias, "Selam Tesfay");
        hidden.compartment = Some(Compartment::Protection);
        let girl = vec![someone("1", vec![says(Property::Name, "Miriam"), hidden])];
        casefile::add_statements(&tx, &keys, actor, &case, party("NE"), girl).await
    });
    said.await.unwrap();
    desk.get(&format!("{case}?q=miriam")).await.shows(&["Miriam"]);
    let asked = desk.get(&format!("{case}?q=selam+tesfay")).await;
    asked.shows(&["Nothing like that in this case"]);
    asked.hides(&["Miriam"]);
    desk.get("/search?q=selam+tesfay").await.hides(&["Miriam"]);
}

#[tokio::test]
async fn a_9_the_log_says_what_was_done_and_nothing_of_what_stands_there() {
    let desk = Desk::new().await;
    let (case, entity) = desk.case_with_sule().await;
    desk.post(&format!("{case}/circle"), "act=restrict").await;
    let form = "property=alias&value=The+Hajj&source=W-2&handling=H3&tlp=RED";
    desk.post(&format!("{entity}/statements"), form).await;
    for path in [&case, &entity, &format!("{case}?q=sule"), &"/search?q=The+Hajj".to_owned()] {
        desk.get(path).await;
    }
    let log = desk.node.store.run::<_, CaseError, _, _>("log", |tx| async move {
        Ok(store::audit::read(&tx, &store::audit::LogQuery { rows: 1_000, ..Default::default() }).await?.0)
    });
    let log = log.await.unwrap();
    assert!(log.iter().any(|row| row.entry.action == action::RESTRICT), "the change stands in the log");
    for row in log {
        let written = format!("{:?}", row.entry);
        for content in ["Sule", "Hajj", "90 00", "AG-114", "Refrigerated", "W-2", "witness"] {
            assert!(!written.contains(content), "{content:?} stands in the log: {written}");
        }
    }
}

#[tokio::test]
async fn a_8_what_waits_for_a_second_person_is_there_for_the_circle_of_its_case_alone() {
    for house in House::both().await {
        let (node, moussa, prosecutor) = (&house.node, &house.moussa, &house.prosecutor);
        let case = house.opens(moussa, "AG-114", Compartment::Operational).await.unwrap();
        let new = &casefile::export_asked(&case, (NodeId([0x50; 16]), "Palermo"), PURPOSE);
        let asked = node.store.run::<_, ActError, _, _>("ask", |tx| async move {
            access::ask_second(&tx, node, moussa, new).await
        });
        let Asking::Waits(act) = asked.await.unwrap() else { panic!("there are others who could confirm") };
        assert_eq!(house.waits_for(prosecutor).await, (1, 1), "{}", house.kind);

        house.change(moussa, case.id, CircleAct::Restrict([].into())).await.unwrap();
        assert_eq!(house.waits_for(prosecutor).await, (0, 0), "it was asked before the case was kept");
        let confirmed = node.store.run::<_, ActError, _, _>("confirm", |tx| async move {
            access::acts::confirm(&tx, node, prosecutor, act, "").await
        });
        assert!(matches!(confirmed.await, Err(ActError::NotHere)), "{}", house.kind);

        let moussa = house.again(moussa).await;
        house.change(&moussa, case.id, CircleAct::Add(named(&[prosecutor]))).await.unwrap();
        let prosecutor = house.again(prosecutor).await;
        assert_eq!(house.waits_for(&prosecutor).await, (1, 1), "{}", house.kind);
        assert_eq!(house.waits_for(&house.aissata).await, (0, 0), "{}", house.kind);
    }
}
