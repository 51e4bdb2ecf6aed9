//! Claims on both databases: what they hold back, who may, what nobody else learns; and the pages.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

mod consular;
mod kept;
mod near;
mod openings;
mod pages;
mod sent;

use access::testing::{node, person};
use access::{ActError, Node, OwnAuthority};
use casefile::{Case, CaseError, Keys, NewCase, NewEntity, NewStatement, NewValue, Source};
use gate::{Ask, Assessment, Recipient, action};
use kernel::id::{EntityId, NodeId};
use kernel::{Actor, Blocked, Compartment, EntityKind, Party, PersonRole, Property, Purpose, Role};
use kernel::{Outcome, Selector, SelectorKind};
use protection::{
    Claim, ClaimFile, ClaimState, EventKind, NewClaim, ProtectionError, Screened, Screening, record_claim,
    screen,
};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::audit::{self, LogQuery};
use store::testing::{TestStore, both};
use store::{Migration, StoreError, Tx};

const NUMBER: &str = "+227 90 00 01 14";

fn steps() -> Vec<Migration> {
    [access::migrations(), directory::migrations(), casefile::migrations(), protection::migrations()].concat()
}

fn party(code: &str) -> Party {
    Party::parse(code).unwrap()
}

fn parties(codes: &str) -> BTreeSet<Party> {
    codes.split_whitespace().map(party).collect()
}

fn number() -> Selector {
    Selector { kind: SelectorKind::Phone, value: names::phone(NUMBER, Some(party("NE"))).unwrap() }
}

fn claims_of(nationality: &str, feared: &str) -> NewClaim {
    NewClaim {
        nationality: parties(nationality),
        feared: parties(feared),
        note: "fears the militia of Tamou".into(),
        ..NewClaim::default()
    }
}

fn decides(to: ClaimState, nationality: &str) -> Screening {
    Screening {
        to,
        nationality: parties(nationality),
        feared: parties(""),
        reason: "heard on 24 November".into(),
    }
}

/// Niamey's node and its people.
pub(crate) struct House {
    node: Arc<Node>,
    own: OwnAuthority,
    moussa: Actor,
    protector: Actor,
    second: Actor,
    auditor: Actor,
    tokens: Vec<(Role, String)>,
    kind: &'static str,
    at: TestStore,
}

impl House {
    async fn on(at: TestStore, panels: bool) -> Self {
        let words = [protection::WORDS, casefile::WORDS];
        let (mut node, own) = node(at.store.clone(), 1, "NE", "Investigation Unit", &words).await;
        node.acts.extend(protection::acts());
        if panels {
            node.panels = protection::panels();
        }
        let (moussa, a) = person(&node, &own, "a.moussa", &[Role::Investigator]).await;
        let (protector, b) = person(&node, &own, "p.rotector", &[Role::ProtectionOfficer]).await;
        let (second, _) = person(&node, &own, "s.econd", &[Role::ProtectionOfficer]).await;
        let (auditor, c) = person(&node, &own, "au.dit", &[Role::Auditor]).await;
        let tokens = vec![(Role::Investigator, a), (Role::ProtectionOfficer, b), (Role::Auditor, c)];
        Self { node: Arc::new(node), own, moussa, protector, second, auditor, tokens, kind: at.kind, at }
    }

    async fn both() -> Vec<Self> {
        let mut houses = Vec::new();
        for at in both(&steps()).await {
            houses.push(Self::on(at, false).await);
        }
        houses
    }

    fn keys(&self) -> Keys<'_> {
        Keys::of(&self.node.vault)
    }

    /// A case with one person who has this number.
    async fn case(&self, reference: &str, text: &str) -> (Case, EntityId) {
        let opened = self.node.store.run::<_, CaseError, _, _>("case", |tx| async move {
            let new = NewCase {
                reference: reference.into(),
                title: String::new(),
                summary: String::new(),
                compartment: Compartment::Operational,
                demonstration: true,
            };
            let by = (&self.moussa, Purpose::Investigation);
            let case = casefile::create_case(&tx, &self.keys(), &self.node.gate, by, &new).await?;
            let said = vec![says(Property::Name, "Hadiza Oumarou"), says(Property::Phone, text)];
            let who = NewEntity { key: "1".into(), kind: EntityKind::Person, statements: said };
            let region = party("NE");
            let added =
                casefile::add_statements(&tx, &self.keys(), &self.moussa, &case, region, vec![who]).await?;
            Ok((case, added.ids[0].1))
        });
        opened.await.unwrap()
    }

    async fn clears(&self, case: &Case) -> u64 {
        let cleared = self.node.store.run::<_, CaseError, _, _>("clear", |tx| async move {
            let by = (&self.moussa, Purpose::Investigation);
            let all = casefile::Pick::default();
            let role = PersonRole::Suspect;
            casefile::accept(&tx, &self.node.gate, by, case, &all, role, "seized phone, order 12/26").await
        });
        cleared.await.unwrap().n
    }

    async fn records(&self, actor: &Actor, entity: EntityId, new: &NewClaim) -> Result<(), ProtectionError> {
        let recorded = self
            .node
            .store
            .run("record", |tx| async move { record_claim(&tx, &self.node, actor, entity, new).await });
        recorded.await
    }

    /// Screens; what a second officer must confirm, the second officer confirms.
    async fn screens(&self, actor: &Actor, claim: &Claim, how: &Screening) -> Result<Claim, ProtectionError> {
        match self.asks(actor, claim, how).await? {
            Screened::Done(claim) => Ok(claim),
            Screened::Waits(claim) => {
                self.confirms(&self.second).await.unwrap();
                Ok(self.file(&claim).await.claim)
            }
        }
    }

    async fn asks(&self, actor: &Actor, claim: &Claim, how: &Screening) -> Result<Screened, ProtectionError> {
        let id = claim.id;
        let screened =
            self.node.store.run("screen", |tx| async move { screen(&tx, &self.node, actor, id, how).await });
        screened.await
    }

    /// Confirms the first act that waits, whoever it waits for.
    pub(crate) async fn confirms(&self, who: &Actor) -> Result<(), ActError> {
        let waiting = self.node.store.run::<_, StoreError, _, _>("waiting", |tx| async move {
            access::acts::to_decide(&tx, &self.node, &self.second).await
        });
        let id = waiting.await.unwrap().first().map(|act| act.id).ok_or(ActError::NotHere)?;
        let done = self
            .node
            .store
            .run("confirm", |tx| async move { access::acts::confirm(&tx, &self.node, who, id, "").await });
        done.await
    }

    /// The claims that this person may read.
    async fn claims(&self, actor: &Actor) -> Vec<Claim> {
        let read = self.node.store.run::<_, ProtectionError, _, _>("claims", |tx| async move {
            let held = protection::claims(&tx, &self.node, self.own.id).await?;
            let ask = Ask::new(actor, action::LIST, Purpose::Protection, tx.at());
            Ok(self.node.gate.open_each(held, &ask, &mut tx.log()))
        });
        read.await.unwrap()
    }

    async fn file(&self, claim: &Claim) -> ClaimFile {
        let id = claim.id;
        let read = self.node.store.run::<_, ProtectionError, _, _>("claim", |tx| async move {
            let held = protection::claim(&tx, &self.node, id).await?.unwrap();
            let ask = Ask::new(&self.protector, action::READ, Purpose::Protection, tx.at());
            Ok(self.node.gate.open(held, &ask, &mut tx.log())?)
        });
        read.await.unwrap()
    }

    /// How the number and everything said of these people stand: the blocks of all their statements and selectors, and
    /// whether the number is held back.
    async fn stands(&self, people: &[EntityId]) -> (BTreeSet<Blocked>, BTreeSet<bool>) {
        let read = self.node.store.run::<_, CaseError, _, _>("stands", |tx| async move {
            let said = casefile::statements_of_all(&tx, &self.keys(), people).await?;
            let mut blocks: BTreeSet<Blocked> = said.iter().map(|s| s.label().blocked.clone()).collect();
            let holders = casefile::holders_of(&tx, &self.keys(), &number()).await?;
            assert!(!said.is_empty() && !holders.is_empty());
            blocks.extend(holders.iter().map(|h| h.label().blocked.clone()));
            let ask = Ask::new(&self.moussa, action::READ, Purpose::Investigation, tx.at());
            let holders = self.node.gate.open_each(holders, &ask, &mut tx.log());
            Ok((blocks, holders.iter().map(|h| h.held_back).collect()))
        });
        read.await.unwrap()
    }

    /// How many statements of a person may go to a State that was assessed favourably.
    async fn may_go(&self, entity: EntityId, to: &str) -> usize {
        let read = self.node.store.run::<_, CaseError, _, _>("release", |tx| async move {
            let said = casefile::statements_of(&tx, &self.keys(), entity).await?;
            let to = Recipient {
                node: NodeId([7; 16]),
                party: party(to),
                also: gate::Reach::none(),
                authority: None,
            };
            let ask = Ask::new(&self.moussa, action::SEND, Purpose::Investigation, tx.at());
            let ask = ask.assessed(Assessment::Valid);
            Ok(self.node.gate.release_each(said, &ask, &to, &mut tx.log()).0.len())
        });
        read.await.unwrap()
    }
}

fn says(property: Property, text: &str) -> NewStatement {
    let source = Source { name: "witness W-2".into(), ..Source::default() };
    NewStatement::own(property, NewValue::Text(text.into()), source)
}

fn only(blocked: Blocked) -> BTreeSet<Blocked> {
    [blocked].into()
}

#[tokio::test]
async fn r_05_recording_blocks_the_value_in_every_case_of_the_node_now_and_later() {
    for house in House::both().await {
        let (case, hadiza) = house.case("AG-114", NUMBER).await;
        let (_, elsewhere) = house.case("AG-115", "0022790000114").await;
        assert!(house.clears(&case).await > 0, "{}", house.kind);
        assert_eq!(house.may_go(hadiza, "XA").await, 2, "{}", house.kind);
        house.records(&house.moussa, hadiza, &claims_of("XA", "XB")).await.unwrap();
        let block = Blocked { everyone: false, parties: parties("XA XB") };
        let (_, later) = house.case("AG-116", "227 9000 0114").await;
        let people = [hadiza, elsewhere, later];
        assert_eq!(house.stands(&people).await, (only(block), [true].into()), "{}", house.kind);
        for who in people {
            assert_eq!(house.may_go(who, "XA").await, 0, "nationality");
            assert_eq!(house.may_go(who, "XB").await, 0, "feared");
            assert_eq!(house.may_go(who, "XC").await, 2, "others");
        }
        assert_eq!(house.clears(&case).await, 0, "{}: nothing of hers is matched", house.kind);
        let text = house.node.store.run::<_, CaseError, _, _>("text", |tx| {
            let (keys, house) = (house.keys(), &house);
            async move {
                let to = Recipient {
                    node: NodeId([9; 16]),
                    party: party("XA"),
                    also: Default::default(),
                    authority: None,
                };
                let leaving = casefile::Leaving::by(&house.moussa, &to, casefile::Door::Move);
                casefile::blocked_in_text(&tx, &keys, "call +227 90000114", &leaving).await
            }
        });
        assert!(text.await.unwrap().stops(party("XA")), "{}: nor in free text", house.kind);
    }
}

#[tokio::test]
async fn r_05_an_unscreened_person_is_kept_from_everyone() {
    for house in House::both().await {
        let (_, hadiza) = house.case("AG-114", NUMBER).await;
        house.records(&house.moussa, hadiza, &claims_of("", "")).await.unwrap();
        let claims = house.claims(&house.protector).await;
        assert_eq!(claims[0].state, ClaimState::Unscreened);
        assert!(house.stands(&[hadiza]).await.0.iter().all(|b| b.everyone), "{}", house.kind);
        for to in ["XA", "GH", "NE"] {
            assert_eq!(house.may_go(hadiza, to).await, 0, "{}: {to}", house.kind);
        }
    }
}

#[tokio::test]
async fn r_05_a_recording_that_fails_half_way_leaves_nothing() {
    for house in House::both().await {
        let (_, hadiza) = house.case("AG-114", NUMBER).await;
        let failed = house.node.store.run::<(), ProtectionError, _, _>("record", |tx| {
            let house = &house;
            async move {
                record_claim(&tx, &house.node, &house.moussa, hadiza, &claims_of("XA", "")).await?;
                Err(StoreError::Corrupt("the disk is full".into()).into())
            }
        });
        failed.await.unwrap_err();
        assert!(house.claims(&house.protector).await.is_empty(), "{}", house.kind);
        assert_eq!(house.stands(&[hadiza]).await, (only(Blocked::none()), [false].into()), "{}", house.kind);
        let query =
            LogQuery { action: Some(action::RECORD_PROTECTION.into()), rows: 10, ..LogQuery::default() };
        let logged = house.node.store.run::<_, StoreError, _, _>("log", |tx| {
            let query = query.clone();
            async move { audit::read(&tx, &query).await }
        });
        assert!(logged.await.unwrap().0.is_empty(), "{}: no trace of what did not happen", house.kind);
    }
}

#[tokio::test]
async fn r_04_claims_are_read_and_decided_by_protection_officers_of_the_authority_only() {
    for house in House::both().await {
        let (_, hadiza) = house.case("AG-114", NUMBER).await;
        house.records(&house.moussa, hadiza, &claims_of("XA", "")).await.unwrap();
        let stranger =
            Actor { authority: kernel::id::AuthorityId(uuid::Uuid::from_u128(9)), ..house.protector.clone() };
        let operator = house
            .node
            .store
            .run::<_, StoreError, _, _>("operator", |tx| async move { access::operator(&tx).await });
        let operator = operator.await.unwrap();
        let claim = house.claims(&house.protector).await.remove(0);
        assert_eq!((claim.known_as.as_str(), claim.entity), ("Hadiza Oumarou", hadiza));
        let closed = decides(ClaimState::Closed, "XA");
        for other in [&house.moussa, &house.auditor, &stranger, &operator] {
            assert!(house.claims(other).await.is_empty(), "{}: {}", house.kind, other.name);
            let refused = house.screens(other, &claim, &closed).await;
            assert!(matches!(refused, Err(ProtectionError::Refused(_))), "{}: {}", house.kind, other.name);
        }
        for other in [&house.auditor, &stranger] {
            let refused = house.records(other, hadiza, &claims_of("XC", "")).await;
            assert!(matches!(refused, Err(ProtectionError::Refused(_))), "{}: {}", house.kind, other.name);
        }
        assert_eq!(house.claims(&house.protector).await, [claim], "nothing changed");
        house.records(&operator, hadiza, &claims_of("", "XD")).await.unwrap();
        assert_eq!(house.claims(&house.protector).await[0].feared, parties("XD"));
    }
}

#[tokio::test]
async fn recording_twice_adds_and_takes_nothing_away() {
    for house in House::both().await {
        let (_, hadiza) = house.case("AG-114", NUMBER).await;
        house.records(&house.moussa, hadiza, &claims_of("", "")).await.unwrap();
        house.records(&house.moussa, hadiza, &claims_of("XA", "")).await.unwrap();
        let claims = house.claims(&house.protector).await;
        assert_eq!((claims.len(), claims[0].state), (1, ClaimState::Unscreened), "{}", house.kind);
        assert!(claims[0].blocked.everyone, "a nationality that somebody names does not make her heard");
        let kinds: Vec<EventKind> = house.file(&claims[0]).await.history.iter().map(|e| e.kind).collect();
        assert_eq!(kinds, [EventKind::Recorded, EventKind::RecordedAgain], "{}", house.kind);
    }
}

#[tokio::test]
async fn r_05_only_a_final_decision_loosens_and_others_holds_stay() {
    for house in House::both().await {
        let (case, hadiza) = house.case("AG-114", NUMBER).await;
        let (_, brother) = house.case("AG-115", NUMBER).await;
        house.records(&house.moussa, hadiza, &claims_of("", "")).await.unwrap();
        house.records(&house.moussa, brother, &claims_of("XB", "")).await.unwrap();
        let claims = house.claims(&house.protector).await;
        let hers = claims.iter().find(|c| c.entity == hadiza).unwrap();
        let open = house.screens(&house.protector, hers, &decides(ClaimState::Open, "XA")).await.unwrap();
        assert!(open.blocked.everyone, "{}", house.kind);
        assert_eq!(house.may_go(hadiza, "XC").await, 0, "{}: heard is not decided", house.kind);
        let granted = decides(ClaimState::Granted, "XA");
        let granted = house.screens(&house.protector, hers, &granted).await.unwrap();
        assert_eq!(granted.blocked, Blocked { everyone: false, parties: parties("XA") });
        let both = Blocked { everyone: false, parties: parties("XA XB") };
        assert_eq!(house.stands(&[hadiza, brother]).await, (only(both), [true].into()), "{}", house.kind);
        house.screens(&house.protector, hers, &decides(ClaimState::Closed, "")).await.unwrap();
        let his = Blocked { everyone: false, parties: parties("XB") };
        assert_eq!(
            house.stands(&[hadiza, brother]).await,
            (only(his), [true].into()),
            "{}: his hold on the number they share stands",
            house.kind
        );
        let other = claims.iter().find(|c| c.entity == brother).unwrap();
        let refused = decides(ClaimState::RefusedFinal, "XB");
        house.screens(&house.protector, other, &refused).await.unwrap();
        let free = (only(Blocked::none()), [false].into());
        assert_eq!(house.stands(&[hadiza, brother]).await, free, "{}", house.kind);
        let (_, later) = house.case("AG-116", NUMBER).await;
        assert_eq!(house.stands(&[later]).await, free, "{}", house.kind);
        assert!(house.clears(&case).await > 0, "{}: an officer clears it again", house.kind);
        let states: Vec<ClaimState> = house.file(hers).await.history.iter().map(|e| e.to).collect();
        use ClaimState::{Closed, Granted, Open, Unscreened};
        assert_eq!(
            states,
            [Unscreened, Open, Granted, Closed],
            "{}: nothing of the history is lost",
            house.kind
        );
    }
}

#[tokio::test]
async fn r_05_a_door_opens_again_only_when_a_second_protection_officer_says_so() {
    for house in House::both().await {
        let (_, hadiza) = house.case("AG-114", NUMBER).await;
        house.records(&house.moussa, hadiza, &claims_of("XA", "")).await.unwrap();
        let claim = house.claims(&house.protector).await.remove(0);
        let closed = decides(ClaimState::Closed, "XA");
        let waits = house.asks(&house.protector, &claim, &closed).await.unwrap();
        assert_eq!(waits, Screened::Waits(claim.clone()), "{}", house.kind);
        assert_eq!(house.may_go(hadiza, "XA").await, 0, "{}: nothing is open yet", house.kind);
        let own = house.confirms(&house.protector).await;
        assert!(matches!(own, Err(ActError::Own)), "{}: {own:?}", house.kind);
        for other in [&house.moussa, &house.auditor] {
            let refused = house.confirms(other).await;
            assert!(matches!(refused, Err(ActError::NotHere)), "{}: {}", house.kind, other.name);
        }
        let twice = house.asks(&house.protector, &claim, &closed).await;
        assert!(matches!(twice, Err(ProtectionError::Act(ActError::Waits))), "{}", house.kind);
        // Somebody records another State that she fears: what was decided without knowing it is not carried out.
        house.records(&house.moussa, hadiza, &claims_of("", "XB")).await.unwrap();
        let changed = house.confirms(&house.second).await;
        assert!(matches!(changed, Err(ActError::Changed)), "{}: {changed:?}", house.kind);
        assert_eq!(house.may_go(hadiza, "XA").await, 0, "{}", house.kind);
        let log = LogQuery { action: Some(action::CONFIRM_ACT.into()), rows: 50, ..LogQuery::default() };
        let logged = house.node.store.run::<_, StoreError, _, _>("log", |tx| {
            let log = log.clone();
            async move { audit::read(&tx, &log).await }
        });
        let logged = logged.await.unwrap().0;
        let own = |r: &audit::LogRow| {
            r.entry.name == "p.rotector" && r.entry.outcome == Outcome::Refused(vec!["second-person".into()])
        };
        assert!(logged.iter().any(own), "{}: that somebody tried alone stands in the log", house.kind);
    }
}

#[tokio::test]
async fn both_officers_stand_in_the_history_of_a_claim_that_was_opened() {
    for house in House::both().await {
        let (_, hadiza) = house.case("AG-114", NUMBER).await;
        house.records(&house.moussa, hadiza, &claims_of("XA", "")).await.unwrap();
        let claim = house.claims(&house.protector).await.remove(0);
        let closed = decides(ClaimState::Closed, "");
        assert_eq!(house.screens(&house.protector, &claim, &closed).await.unwrap().state, ClaimState::Closed);
        assert_eq!(house.may_go(hadiza, "XA").await, 2, "{}", house.kind);
        let last = house.file(&claim).await.history.pop().unwrap();
        assert_eq!((last.by_name.as_str(), last.by), ("p.rotector, s.econd", house.protector.person));
    }
}

#[tokio::test]
async fn lifting_a_claim_leaves_what_a_role_holds_back() {
    for house in House::both().await {
        let (case, hadiza) = house.case("AG-114", NUMBER).await;
        let said = house.node.store.run::<_, CaseError, _, _>("role", |tx| {
            let (house, case) = (&house, &case);
            async move { role(&tx, house, case, hadiza, PersonRole::SmuggledMigrant).await }
        });
        said.await.unwrap();
        house.records(&house.moussa, hadiza, &claims_of("XA", "")).await.unwrap();
        let claim = house.claims(&house.protector).await.remove(0);
        house.screens(&house.protector, &claim, &decides(ClaimState::Closed, "")).await.unwrap();
        let stands = house.stands(&[hadiza]).await;
        assert_eq!(stands, (only(Blocked::none()), [true].into()), "{}: a migrant's number", house.kind);
        assert_eq!(house.clears(&case).await, 0, "{}", house.kind);
    }
}

/// Somebody records the role of a person in a case.
pub(crate) async fn role_of(house: &House, case: &Case, who: EntityId, is: PersonRole) {
    let said = house
        .node
        .store
        .run::<_, CaseError, _, _>("role", |tx| async move { role(&tx, house, case, who, is).await });
    said.await.unwrap();
}

async fn role(tx: &Tx, house: &House, case: &Case, who: EntityId, is: PersonRole) -> Result<(), CaseError> {
    let entity = casefile::entity(tx, who).await?.unwrap();
    let ask = Ask::new(&house.moussa, action::READ, Purpose::Investigation, tx.at());
    let entity = house.node.gate.open(entity, &ask, &mut tx.log())?;
    let new = says(Property::Role, is.code());
    let to = (case, &entity);
    casefile::add_to_entity(tx, &house.keys(), &house.moussa, to, party("NE"), vec![new]).await?;
    Ok(())
}

#[tokio::test]
async fn a_decision_needs_its_reason_and_a_claim_its_person_and_both_stand_in_the_log() {
    let house = House::both().await.remove(0);
    let (case, hadiza) = house.case("AG-114", NUMBER).await;
    house.records(&house.moussa, hadiza, &claims_of("XA", "")).await.unwrap();
    let claim = house.claims(&house.protector).await.remove(0);
    let silent = Screening { reason: " ".into(), ..decides(ClaimState::Granted, "XA") };
    let refused = house.screens(&house.protector, &claim, &silent).await;
    assert!(matches!(refused, Err(ProtectionError::NoReason)));
    house.screens(&house.protector, &claim, &decides(ClaimState::Granted, "XA")).await.unwrap();
    let vessel = house.node.store.run::<_, CaseError, _, _>("vessel", |tx| {
        let (house, case) = (&house, &case);
        async move {
            let said = vec![says(Property::Name, "Amina II")];
            let new = NewEntity { key: "v".into(), kind: EntityKind::Vessel, statements: said };
            let by = &house.moussa;
            casefile::add_statements(&tx, &house.keys(), by, case, party("NE"), vec![new]).await
        }
    });
    let vessel = vessel.await.unwrap().ids[0].1;
    let refused = house.records(&house.moussa, vessel, &claims_of("", "")).await;
    assert!(matches!(refused, Err(ProtectionError::NotAPerson)));
    let query = LogQuery { object: Some(claim.id.0), rows: 20, ..LogQuery::default() };
    let logged = house.node.store.run::<_, StoreError, _, _>("log", |tx| {
        let query = query.clone();
        async move { audit::read(&tx, &query).await }
    });
    let logged = logged.await.unwrap().0;
    assert!(logged.iter().any(|r| r.entry.note == "open to granted" && r.entry.outcome == Outcome::Done));
    assert!(logged.iter().all(|r| !r.entry.note.contains("XA") && !r.entry.note.contains("Hadiza")));
}
