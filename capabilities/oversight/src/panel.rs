//! What waits for the room's people, beside its names in the side bar.

use crate::store;
use ::store::{StoreError, Tx};
use access::{Count, Node};
use futures_core::future::BoxFuture;
use kernel::Actor;

/// How many contradictions of witnesses nobody settled, of either side.
pub struct AlarmCount;

impl Count for AlarmCount {
    fn waiting<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        _: &'a Actor,
    ) -> BoxFuture<'a, Result<u64, StoreError>> {
        Box::pin(async move {
            let mut waiting = store::count_open_alarms(tx).await?;
            for peer in directory::peers(tx).await?.iter().filter(|p| p.is_trusted()) {
                let last = store::last_answer(tx, peer.node).await?;
                waiting = waiting.saturating_add(u64::from(last.is_some_and(|a| !a.agrees)));
            }
            Ok(waiting)
        })
    }
}
