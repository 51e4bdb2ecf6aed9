//! Figures of the node itself that show how far the State is: what its directory and its desks say, and what two people
//! released. Each has the query behind it in words (`conference-figure-CODE-query`). None counts anything of a case: of
//! cases only what was released is told, as it was released.

use crate::follow::Figure;
use crate::store_training;
use ::store::{StoreError, Tx};
use access::Node;
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::figures::{Band, Unit};
use kernel::time::DAY_MS;
use kernel::{Actor, Purpose};
use std::sync::Arc;

/// Begins the code of a released figure: `released.ROOM.TABLE.CELL`.
pub(crate) const RELEASED: &str = "released.";

/// Figures that another room counted and two people released; the program registers who knows them.
pub trait Told: Send + Sync {
    /// Those of the actor's authority, of the newest period that was released.
    fn told<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
    ) -> BoxFuture<'a, Result<Vec<Figure>, StoreError>>;
}

fn figure(code: &str, n: usize, of: Option<usize>) -> Figure {
    Figure {
        code: code.into(),
        n: n as u64,
        of: of.map(|of| of as u64),
        to: None,
        below: None,
        period: String::new(),
    }
}

/// Codes of the figures that the node reads now.
pub(crate) const LIVE: [&str; 7] = [
    "contacts-confirmed",
    "liaison-officers",
    "border-pairs",
    "test-calls-answered",
    "trainings",
    "people-trained",
    "assistance-requests",
];
/// How far back trainings are counted.
const TRAININGS_MS: i64 = 365 * DAY_MS;

/// People in the bands in which persons are told: a count of few could name them (domain 4).
fn people(code: &str, n: u64) -> Figure {
    let one = figure(code, 0, None);
    match Unit::Persons.band(n) {
        Band::Within { from, to } => Figure { n: from, to: Some(to), ..one },
        Band::Below { below } => Figure { below: Some(below), ..one },
    }
}

/// Everything that can be read now.
pub(crate) async fn read(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    told: Option<&Arc<dyn Told>>,
) -> Result<Vec<Figure>, StoreError> {
    let own: Vec<_> = directory::own_contacts(tx)
        .await?
        .into_iter()
        .filter(|contact| contact.authority == actor.authority)
        .collect();
    let confirmed = own.iter().filter(|c| directory::is_confirmed(c.point.confirmed_at, tx.at())).count();
    let officers = own.iter().filter(|c| c.point.more.posted_to.is_some()).count();
    let pairs = own.iter().map(|c| c.point.more.pairs.len()).sum();
    let calls = directory::calls::received_calls(tx, actor.authority).await?;
    let ended: Vec<_> = calls.iter().filter(|c| c.answered.is_some() || c.due < tx.at()).collect();
    let in_time = ended.iter().filter(|c| c.answered.as_ref().is_some_and(|(at, _)| *at <= c.due)).count();
    let from = tx.at().plus_ms(TRAININGS_MS.saturating_neg()).rfc3339();
    let held = store_training::since(tx, actor.authority, from.get(..10).unwrap_or_default()).await?;
    let ask = Ask::new(actor, action::FOLLOW_UP, Purpose::Administration, tx.at());
    let held = node.gate.open_each(held, &ask, &mut tx.log());
    let trained = held.iter().map(|one| one.people).fold(0, u64::saturating_add);
    let [contacts, liaison, border, test_calls, trainings, trained_people, assistance] = LIVE;
    let mut list = vec![
        figure(contacts, confirmed, Some(own.len())),
        figure(liaison, officers, None),
        figure(border, pairs, None),
        figure(test_calls, in_time, Some(ended.len())),
        figure(trainings, held.len(), None),
        people(trained_people, trained),
    ];
    if !exchange::assists() {
        // No kind asks for it: there are none, and none is hidden by saying so. Later, what was released tells.
        list.push(figure(assistance, 0, None));
    }
    if let Some(told) = told {
        list.extend(told.told(node, tx, actor).await?);
    }
    Ok(list)
}
