//! Two desks on a wire that writes down what it carries, and can change or repeat it.

use access::{Carrier, CarryError, Node};
use casefile::{CaseError, Keys, NewCase, NewEntity, NewStatement, NewValue, Source};
use deconfliction::store::{HitQuery, HitRow};
use deconfliction::{NewCheck, PeerResult, asker, holder};
use exchange::PEER_ENVELOPES;
use exchange::receive::Answer;
use exchange::testing::{Desk, Pair, pairs, steps};
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::id::{CaseId, NodeId};
use kernel::{
    Blocked, Compartment, Digest, EntityKind, Party, PersonRole, Property, Purpose, Selector, SelectorKind,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, Weak};
use store::StoreError;

/// One exchange on the wire.
#[derive(Clone)]
pub struct Carried {
    pub from: NodeId,
    pub to: NodeId,
    pub path: String,
    pub asked: Vec<u8>,
    pub answered: Vec<u8>,
}

type Meddling = Box<dyn FnMut(&str, Vec<u8>) -> Vec<u8> + Send>;

#[derive(Default)]
pub struct Tap {
    nodes: Mutex<BTreeMap<NodeId, Weak<Node>>>,
    pub carried: Mutex<Vec<Carried>>,
    /// Changes answers on their way: path and answer in, answer out.
    pub meddles: Mutex<Option<Meddling>>,
}

struct End {
    from: NodeId,
    tap: Arc<Tap>,
}

impl Carrier for End {
    fn carry<'a>(
        &'a self,
        to: NodeId,
        _: &'a [String],
        _: Digest,
        path: &'a str,
        body: Vec<u8>,
    ) -> BoxFuture<'a, Result<Vec<u8>, CarryError>> {
        Box::pin(async move {
            let node = self.tap.nodes.lock().unwrap().get(&to).and_then(Weak::upgrade).unwrap();
            let answered = hands(&node, self.from, path, &body).await?;
            let mut meddles = self.tap.meddles.lock().unwrap();
            let answered = match meddles.as_mut() {
                Some(meddle) => meddle(path, answered),
                None => answered,
            };
            let kept =
                Carried { from: self.from, to, path: path.into(), asked: body, answered: answered.clone() };
            self.tap.carried.lock().unwrap().push(kept);
            Ok(answered)
        })
    }
}

/// What the pages of a node do with a peer's bytes.
pub async fn hands(node: &Arc<Node>, from: NodeId, path: &str, body: &[u8]) -> Result<Vec<u8>, CarryError> {
    match path {
        asker::CHECK_PATH => {
            holder::answer_check(node, from, body).await.map_err(|_| CarryError::Status(403))
        }
        asker::FILTER_PATH => {
            holder::give_filter(node, from, body).await.map_err(|_| CarryError::Status(403))
        }
        PEER_ENVELOPES => match exchange::hand_in(node, from, body).await {
            Ok(Answer::Receipt(receipt)) => Ok(receipt),
            Ok(Answer::Unreadable(_)) => Err(CarryError::Status(422)),
            Ok(Answer::NotYet(_)) => Err(CarryError::Status(503)),
            Err(_) => Err(CarryError::Status(503)),
        },
        _ => Err(CarryError::Status(404)),
    }
}

/// Accra and Niamey on the wire.
pub struct Two {
    pub accra: Desk,
    pub niamey: Desk,
    pub tap: Arc<Tap>,
    pub kind: &'static str,
}

fn replugged(desk: Desk, tap: &Arc<Tap>) -> Desk {
    let Desk { node, authority, officer, session, clock, store } = desk;
    let mut node = Arc::into_inner(node).unwrap();
    node.carrier = Arc::new(End { from: node.keys.id, tap: Arc::clone(tap) });
    let node = Arc::new(node);
    tap.nodes.lock().unwrap().insert(node.keys.id, Arc::downgrade(&node));
    Desk { node, authority, officer, session, clock, store }
}

/// A pair on each database.
pub async fn both_databases() -> Vec<Two> {
    let all = [steps(), deconfliction::migrations()].concat();
    let shape = |node: &mut Node| {
        node.inbound = deconfliction::inbound();
        node.panels = deconfliction::panels();
        node.kept = [access::kept(), casefile::kept(), exchange::kept(), deconfliction::kept()].concat();
    };
    let mut twos = Vec::new();
    for Pair { accra, niamey, kind, .. } in pairs(&all, &[deconfliction::WORDS], shape).await {
        let tap = Arc::new(Tap::default());
        twos.push(Two { accra: replugged(accra, &tap), niamey: replugged(niamey, &tap), tap, kind });
    }
    twos
}

/// A case with people and their phones; nothing is cleared yet.
pub async fn case_of(desk: &Desk, reference: &str, people: &[(&str, &str)]) -> CaseId {
    let opened = desk.node.store.run::<_, CaseError, _, _>("case", |tx| async move {
        let new = NewCase {
            reference: reference.into(),
            title: String::new(),
            summary: String::new(),
            compartment: Compartment::Operational,
            demonstration: true,
        };
        let keys = Keys::of(&desk.node.vault);
        let by = (&desk.officer, Purpose::Investigation);
        let case = casefile::create_case(&tx, &keys, &desk.node.gate, by, &new).await?;
        let says = |property, text: &str| {
            let source =
                Source { name: "operator record".into(), place: "item 7".into(), ..Source::default() };
            NewStatement::own(property, NewValue::Text(text.into()), source)
        };
        let entities = people
            .iter()
            .map(|(name, phone)| NewEntity {
                key: (*name).into(),
                kind: EntityKind::Person,
                statements: vec![says(Property::Name, name), says(Property::Phone, phone)],
            })
            .collect();
        casefile::add_statements(&tx, &keys, &desk.officer, &case, desk.officer.party, entities).await?;
        Ok(case.id)
    });
    opened.await.unwrap()
}

/// A case with one person whose statements bear these markings.
pub async fn marked_case_of(
    desk: &Desk,
    reference: &str,
    phone: &str,
    (tlp, pap): (Option<kernel::Tlp>, Option<kernel::Pap>),
) -> CaseId {
    let case = case_of(desk, reference, &[]).await;
    let said = desk.node.store.run::<_, CaseError, _, _>("marked", |tx| async move {
        let keys = Keys::of(&desk.node.vault);
        let guarded = casefile::case(&tx, &keys, case).await?.ok_or(CaseError::NotHere)?;
        let ask = Ask::new(&desk.officer, action::READ, Purpose::Investigation, tx.at());
        let case = desk.node.gate.open(guarded, &ask, &mut tx.log())?;
        let source = Source { name: "operator record".into(), ..Source::default() };
        let value = NewValue::Text(phone.into());
        let said = NewStatement { tlp, pap, ..NewStatement::own(Property::Phone, value, source) };
        let entity = NewEntity { key: "m".into(), kind: EntityKind::Person, statements: vec![said] };
        casefile::add_statements(&tx, &keys, &desk.officer, &case, desk.officer.party, vec![entity]).await
    });
    said.await.unwrap();
    case
}

/// Clears every phone of the case for matching; how many, and how many are held back.
pub async fn clears(desk: &Desk, case: CaseId) -> (u64, u64) {
    let done = desk.node.store.run::<_, CaseError, _, _>("clear", |tx| async move {
        let guarded =
            casefile::case(&tx, &Keys::of(&desk.node.vault), case).await?.ok_or(CaseError::NotHere)?;
        let ask = Ask::new(&desk.officer, action::READ, Purpose::Investigation, tx.at());
        let case = desk.node.gate.open(guarded, &ask, &mut tx.log())?;
        let mut phones = casefile::Pick::default();
        phones.kinds.insert(SelectorKind::Phone);
        let by = (&desk.officer, Purpose::Investigation);
        casefile::accept(&tx, &desk.node.gate, by, &case, &phones, PersonRole::Suspect, "order 12/26").await
    });
    let done = done.await.unwrap();
    (done.n, done.held_back)
}

/// A phone as a selector.
pub fn phone(text: &str) -> Selector {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    Selector { kind: SelectorKind::Phone, value: format!("+{digits}") }
}

/// Holds a phone back from a State, as a protection claim does.
pub async fn holds_back(desk: &Desk, text: &str, from: &str) {
    holds_back_on(&desk.node, text, from).await;
}

/// The same, where only the node is at hand.
pub async fn holds_back_on(node: &Node, text: &str, from: &str) {
    let blocked = Blocked { everyone: false, parties: [Party::parse(from).unwrap()].into() };
    let held = node.store.run::<_, CaseError, _, _>("hold back", |tx| {
        let (blocked, selector) = (&blocked, [phone(text)]);
        async move {
            let keys = Keys::of(&node.vault);
            casefile::hold_back(&tx, &keys, &selector, blocked, casefile::HoldReason::Protection).await
        }
    });
    assert_eq!(held.await.unwrap().selectors, 1);
}

/// Makes a check with the other desk.
pub async fn checks(desk: &Desk, other: &Desk, case: CaseId) -> PeerResult {
    checks_saying(desk, other, case, "a phone in a sealed truck").await
}

/// The same, with a purpose in these words.
pub async fn checks_saying(desk: &Desk, other: &Desk, case: CaseId, words: &str) -> PeerResult {
    let new = NewCheck {
        case,
        peers: vec![other.node.keys.id],
        purpose: Purpose::Investigation,
        words: words.into(),
        basis: "UNTOC-27".into(),
        only: BTreeSet::new(),
    };
    let (_, mut results) = deconfliction::run_check(&desk.node, &desk.officer, &new).await.unwrap();
    results.remove(0)
}

/// Delivers what both have queued until nothing is due.
pub async fn settle(two: &Two) {
    loop {
        let one = exchange::deliver_due(&two.accra.node, 100).await.unwrap();
        let other = exchange::deliver_due(&two.niamey.node, 100).await.unwrap();
        if one.carried == 0 && other.carried == 0 {
            return;
        }
    }
}

/// Hits that the people of a desk see.
pub async fn shown(desk: &Desk) -> Vec<HitRow> {
    let authority = desk.authority.id;
    let hits = desk.node.store.run::<_, StoreError, _, _>("hits", |tx| async move {
        deconfliction::store::hits(&tx, authority, HitQuery::default(), &[]).await
    });
    hits.await.unwrap().0
}
