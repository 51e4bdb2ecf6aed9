//! Figures of the node itself that show how far the State is: what its directory and its desks say, and what two people
//! released. Each has the query behind it in words (`conference-figure-CODE-query`). None counts anything of a case: of
//! cases only what was released is told, as it was released.

use crate::follow::Figure;
use ::store::{StoreError, Tx};
use access::Node;
use futures_core::future::BoxFuture;
use kernel::Actor;
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
pub(crate) const LIVE: [&str; 4] =
    ["contacts-confirmed", "liaison-officers", "border-pairs", "test-calls-answered"];

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
    let [contacts, liaison, border, test_calls] = LIVE;
    let mut list = vec![
        figure(contacts, confirmed, Some(own.len())),
        figure(liaison, officers, None),
        figure(border, pairs, None),
        figure(test_calls, in_time, Some(ended.len())),
    ];
    if let Some(told) = told {
        list.extend(told.told(node, tx, actor).await?);
    }
    Ok(list)
}
