//! What the tests do, in words of the domain.

use casefile::{Added, CaseError, Keys, NewCase, NewEntity, NewStatement, NewValue, Source, Statement};
use exchange::testing::{Desk, Pair, pairs, steps};
use exchange::{
    Delivery, ExchangeError, Made, MoveBody, NewMove, NewRequest, Pick, Report, Taken, Thread, WaitsFor,
    deliver_due,
};
use gate::{Ask, action};
use kernel::id::{CaseId, DossierId, EntityId, NodeId};
use kernel::{Blocked, Compartment, EntityKind, Party, Property, Purpose, SelectorKind};
use serde_json::json;

pub(crate) async fn both_databases() -> Vec<Pair> {
    pairs(&steps(), &[], |node| node.works = exchange::works()).await
}

/// A request as an officer would write it.
pub(crate) fn request() -> MoveBody {
    MoveBody::default()
        .with("subject", "Who used this number in October?")
        .with("facts", "A truck with 46 dead stood north of Agadez; a phone in its cab called this number.")
        .with("urgency", "normal")
        .with("basis", "UNTOC-27")
        .with("handling", "H0")
        .with("language", "en")
        .with_points(&["When and where was the number active in October?", "Who paid for it?"])
}

pub(crate) trait WithPoints {
    fn with_points(self, points: &[&str]) -> Self;
}

impl WithPoints for MoveBody {
    fn with_points(mut self, points: &[&str]) -> Self {
        self.0.insert("points".into(), json!(points));
        self
    }
}

pub(crate) fn answer() -> MoveBody {
    MoveBody::default()
        .with("outcome", "whole")
        .with("text", "The number was active in Agadez from 3 to 19 October.")
        .with("handling", "H1")
        .with("conditions", "ask us before it is used in court")
}

pub(crate) async fn opens(desk: &Desk, to: NodeId, body: MoveBody) -> Result<Made, ExchangeError> {
    opens_with(desk, to, body, Vec::new(), None).await
}

pub(crate) async fn opens_with(
    desk: &Desk,
    to: NodeId,
    body: MoveBody,
    statements: Vec<Pick>,
    case: Option<CaseId>,
) -> Result<Made, ExchangeError> {
    let new = NewRequest {
        peer: to,
        authority: None,
        case,
        hit: None,
        purpose: Purpose::Investigation,
        body,
        statements,
    };
    let made = desk.node.store.run("open", |tx| {
        let new = new.clone();
        async move { exchange::open_request(&tx, &desk.node, &desk.officer, new).await }
    });
    made.await
}

pub(crate) async fn moves(desk: &Desk, dossier: DossierId, new: NewMove) -> Result<Made, ExchangeError> {
    let made = desk.node.store.run("move", |tx| {
        let new = new.clone();
        async move { exchange::make_move(&tx, &desk.node, &desk.officer, dossier, new).await }
    });
    made.await
}

/// What a desk counts in a table of the quarter in which the tests stand.
pub(crate) async fn counts(desk: &Desk, table: &str) -> Vec<(&'static str, u64)> {
    let figures = exchange::figures().into_iter().find(|f| f.table().code == table).unwrap();
    let figures = &figures;
    let counted = desk.node.store.run::<_, store::StoreError, _, _>("count", |tx| async move {
        let quarter = kernel::figures::Period::parse("2026-Q4").unwrap();
        Ok(figures.count(&desk.node, &tx, desk.authority.id, quarter).await?.exact())
    });
    counted.await.unwrap()
}

pub(crate) async fn delivers(desk: &Desk) -> Delivery {
    deliver_due(&desk.node, 100).await.unwrap()
}

/// Both desks deliver until nothing is due.
pub(crate) async fn settle(pair: &Pair) {
    loop {
        let (one, other) = (delivers(&pair.accra).await, delivers(&pair.niamey).await);
        if one.carried == 0 && other.carried == 0 {
            return;
        }
    }
}

pub(crate) async fn reads(desk: &Desk, dossier: DossierId) -> Thread {
    let read = desk.node.store.run::<_, ExchangeError, _, _>("read", |tx| async move {
        let guarded = exchange::thread(&tx, &desk.node, dossier, desk.authority.id)
            .await?
            .ok_or(ExchangeError::NotHere)?;
        let ask = Ask::new(&desk.officer, action::READ, Purpose::Investigation, tx.at());
        Ok(desk.node.gate.open(guarded, &ask, &mut tx.log())?)
    });
    read.await.unwrap()
}

pub(crate) async fn knows(desk: &Desk, dossier: DossierId) -> bool {
    let known = desk.node.store.run::<_, ExchangeError, _, _>("known", |tx| async move {
        Ok(exchange::thread(&tx, &desk.node, dossier, desk.authority.id).await?.is_some())
    });
    known.await.unwrap()
}

pub(crate) async fn verifies(desk: &Desk, dossier: DossierId) -> Report {
    let report = desk.node.store.run("verify", |tx| async move {
        exchange::verify_dossier(&tx, &desk.node, dossier, desk.authority.id).await
    });
    report.await.unwrap()
}

pub(crate) async fn opens_case(desk: &Desk, reference: &str) -> CaseId {
    let new = NewCase {
        reference: reference.into(),
        title: String::new(),
        summary: String::new(),
        compartment: Compartment::Operational,
        demonstration: true,
    };
    let opened = desk.node.store.run::<_, CaseError, _, _>("case", |tx| {
        let new = new.clone();
        async move {
            let keys = Keys::of(&desk.node.vault);
            casefile::create_case(&tx, &keys, &desk.node.gate, (&desk.officer, Purpose::Investigation), &new)
                .await
        }
    });
    opened.await.unwrap().id
}

/// Records a phone used by a person.
pub(crate) async fn records(desk: &Desk, case: CaseId, name: &str, phone: &str) -> Added {
    records_with(desk, case, name, phone, |s| s).await
}

pub(crate) async fn records_with(
    desk: &Desk,
    case: CaseId,
    name: &str,
    phone: &str,
    shape: fn(NewStatement) -> NewStatement,
) -> Added {
    let (name, phone) = (name.to_owned(), phone.to_owned());
    let added = desk.node.store.run::<_, CaseError, _, _>("record", |tx| {
        let source =
            || Source { name: "operator record".into(), place: "item 7".into(), ..Source::default() };
        let text = |property, value: &str| {
            shape(NewStatement::own(property, NewValue::Text(value.into()), source()))
        };
        let entity = NewEntity {
            key: "p".into(),
            kind: EntityKind::Person,
            statements: vec![text(Property::Name, &name), text(Property::Phone, &phone)],
        };
        async move {
            let keys = Keys::of(&desk.node.vault);
            let guarded = casefile::case(&tx, &keys, case).await?.ok_or(CaseError::NotHere)?;
            let ask = Ask::new(&desk.officer, action::IMPORT, Purpose::Investigation, tx.at());
            let case = desk.node.gate.open(guarded, &ask, &mut tx.log())?;
            casefile::add_statements(&tx, &keys, &desk.officer, &case, desk.officer.party, vec![entity]).await
        }
    });
    added.await.unwrap()
}

pub(crate) async fn statements(desk: &Desk, entity: EntityId) -> Vec<Statement> {
    let read = desk.node.store.run::<_, CaseError, _, _>("statements", |tx| async move {
        let closed = casefile::statements_of(&tx, &Keys::of(&desk.node.vault), entity).await?;
        let ask = Ask::new(&desk.officer, action::READ, Purpose::Investigation, tx.at());
        Ok(desk.node.gate.open_each(closed, &ask, &mut tx.log()))
    });
    read.await.unwrap()
}

pub(crate) async fn everything_of(desk: &Desk, case: CaseId) -> Vec<Statement> {
    let read = desk.node.store.run::<_, CaseError, _, _>("entities", |tx| async move {
        let ask = Ask::new(&desk.officer, action::READ, Purpose::Investigation, tx.at());
        let filter = casefile::EntityFilter::default();
        let (closed, _) = casefile::entities(&tx, (&desk.node.gate, &ask), case, &filter, (1, 100)).await?;
        Ok(desk.node.gate.open_each(closed, &ask, &mut tx.log()))
    });
    let mut all = Vec::new();
    for entity in read.await.unwrap() {
        all.extend(statements(desk, entity.id).await);
    }
    all
}

pub(crate) async fn picks(desk: &Desk, added: &Added) -> Vec<Pick> {
    let mut picks = Vec::new();
    for (_, entity) in &added.ids {
        picks.extend(statements(desk, *entity).await.into_iter().map(|s| Pick {
            entity: *entity,
            statement: s.id,
            name: false,
        }));
    }
    picks
}

/// Holds a phone back from a State, as a protection claim does.
pub(crate) async fn holds_back(desk: &Desk, phone: &str, from: &str) {
    let blocked = Blocked { everyone: false, parties: [Party::parse(from).unwrap()].into() };
    // Free text is read in every way it may be meant; a claim names the number itself.
    let mut selectors = casefile::values_in(phone, desk.officer.party);
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    selectors.retain(|s| s.kind == SelectorKind::Phone && s.value.trim_start_matches('+') == digits);
    assert_eq!(selectors.len(), 1, "{phone} is recognised");
    let held = desk.node.store.run::<_, CaseError, _, _>("hold back", |tx| {
        let (blocked, selectors) = (&blocked, &selectors);
        async move {
            let keys = Keys::of(&desk.node.vault);
            casefile::hold_back(&tx, &keys, selectors, blocked, casefile::HoldReason::Protection).await
        }
    });
    held.await.unwrap();
}

pub(crate) async fn takes(
    desk: &Desk,
    dossier: DossierId,
    number: u64,
    case: CaseId,
) -> Result<Taken, ExchangeError> {
    let taken = desk.node.store.run("take", |tx| async move {
        exchange::take_answer(&tx, &desk.node, &desk.officer, dossier, number, case).await
    });
    taken.await
}

pub(crate) fn waits_for(thread: &Thread) -> (String, WaitsFor) {
    (thread.dossier.state.clone(), thread.dossier.waits_for)
}

/// The message that a move went with, as it waits or waited in the outbox.
pub(crate) async fn message_of(desk: &Desk, made: &Made) -> store::outbox::OutboxRow {
    let message = made.message;
    let row = desk.node.store.run::<_, ExchangeError, _, _>("message", |tx| async move {
        Ok(store::outbox::find(&tx, message).await?)
    });
    row.await.unwrap().unwrap()
}

/// Takes a statement back in its case.
pub(crate) async fn takes_back(desk: &Desk, pick: Pick, why: &str) {
    let done = desk.node.store.run::<_, CaseError, _, _>("take back", |tx| async move {
        let keys = Keys::of(&desk.node.vault);
        let ask = Ask::new(&desk.officer, action::JUDGE, Purpose::Investigation, tx.at());
        let closed = casefile::statement(&tx, &keys, pick.statement).await?.ok_or(CaseError::NotHere)?;
        let said = desk.node.gate.open(closed, &ask, &mut tx.log())?;
        let region = desk.officer.party;
        casefile::retract(&tx, &keys, &desk.officer, (&said, EntityKind::Person), why, region).await
    });
    done.await.unwrap();
}

/// Says something more of an entity of a case.
pub(crate) async fn says_of(
    desk: &Desk,
    (case, entity): (CaseId, EntityId),
    property: Property,
    text: &str,
    shape: fn(NewStatement) -> NewStatement,
) -> Pick {
    let added = desk.node.store.run::<_, CaseError, _, _>("say more", |tx| {
        let source = Source { name: "operator record".into(), ..Source::default() };
        let new = shape(NewStatement::own(property, NewValue::Text(text.into()), source));
        async move {
            let keys = Keys::of(&desk.node.vault);
            let ask = Ask::new(&desk.officer, action::IMPORT, Purpose::Investigation, tx.at());
            let closed = casefile::case(&tx, &keys, case).await?.ok_or(CaseError::NotHere)?;
            let case = desk.node.gate.open(closed, &ask, &mut tx.log())?;
            let closed = casefile::entity(&tx, entity).await?.ok_or(CaseError::NotHere)?;
            let ask = Ask::new(&desk.officer, action::READ, Purpose::Investigation, tx.at());
            let entity = desk.node.gate.open(closed, &ask, &mut tx.log())?;
            let region = desk.officer.party;
            casefile::add_to_entity(&tx, &keys, &desk.officer, (&case, &entity), region, vec![new]).await
        }
    });
    Pick { entity, statement: *added.await.unwrap().said.first().unwrap(), name: false }
}

/// Under which reference a statement went out in a dossier.
pub(crate) async fn reference_of(desk: &Desk, dossier: DossierId, pick: Pick) -> kernel::id::Reference {
    let sent = desk.node.store.run::<_, ExchangeError, _, _>("sent", |tx| async move {
        let of = exchange::store_recall::Of::Statements(&[pick.statement]);
        Ok(exchange::store_recall::sent_of(&tx, of).await?)
    });
    sent.await.unwrap().into_iter().find(|s| s.dossier == dossier).unwrap().reference
}

/// Sends the correction of one statement.
pub(crate) async fn corrects(
    desk: &Desk,
    dossier: DossierId,
    wrong: Pick,
    instead: Option<Pick>,
    reasons: &str,
) -> Result<Made, ExchangeError> {
    let reference = reference_of(desk, dossier, wrong).await;
    let correction = exchange::Correction {
        items: vec![(reference, instead.map(|p| p.statement))],
        reasons: reasons.into(),
    };
    let made = desk.node.store.run("correct", |tx| {
        let correction = &correction;
        async move { exchange::correct(&tx, &desk.node, &desk.officer, dossier, correction).await }
    });
    made.await
}

/// How far the corrections of a desk have come.
pub(crate) async fn follows(desk: &Desk) -> Vec<exchange::Followed> {
    let all = desk.node.store.run::<_, ExchangeError, _, _>("follow", |tx| async move {
        Ok(exchange::corrections_sent(&tx, desk.authority.id).await?)
    });
    all.await.unwrap()
}

/// What stands of a property in a case, and what was taken back with its reason.
pub(crate) async fn phones(desk: &Desk, case: CaseId) -> (Vec<String>, Vec<(String, String)>) {
    let (mut stands, mut gone) = (Vec::new(), Vec::new());
    for said in everything_of(desk, case).await.into_iter().filter(|s| s.property == Property::Phone) {
        let casefile::Value::Text(text) = said.value else { continue };
        match said.retracted {
            None => stands.push(text),
            Some(retraction) => gone.push((text, retraction.why)),
        }
    }
    (stands, gone)
}

/// An answer from Niamey with a name and a phone, taken into Accra's case.
pub(crate) struct Answered {
    pub(crate) dossier: DossierId,
    /// Niamey's case, and what it says there.
    pub(crate) theirs: CaseId,
    pub(crate) phone: Pick,
    /// Accra's case.
    pub(crate) own: CaseId,
}

/// Everything up to the answer; it is taken where `take` says so.
pub(crate) async fn answered(
    pair: &Pair,
    phone: &str,
    take: bool,
    shape: fn(NewStatement) -> NewStatement,
) -> Answered {
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let dossier = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
    settle(pair).await;
    let theirs = opens_case(niamey, "AG-114").await;
    let added = records_with(niamey, theirs, "Suleiman Adoum", phone, shape).await;
    let chosen = picks(niamey, &added).await;
    // What the whole answer says of handling would hold for each statement.
    let body = answer().with("handling", "H0").with("conditions", "");
    let answer = NewMove { code: "answer".into(), body, statements: chosen.clone() };
    assert_eq!(moves(niamey, dossier, answer).await.unwrap().carried, 2);
    settle(pair).await;
    let own = opens_case(accra, "DF-0931").await;
    if take {
        assert_eq!(takes(accra, dossier, 1, own).await.unwrap().statements, 2);
    }
    let phone = *chosen.iter().find(|p| p.statement == *added.said.last().unwrap()).unwrap();
    Answered { dossier, theirs, phone, own }
}
