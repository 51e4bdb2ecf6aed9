//! What waits for the room's people, beside its name in the side bar.

use crate::store;
use ::store::{StoreError, Tx};
use access::{Count, Node};
use futures_core::future::BoxFuture;
use kernel::Actor;

/// How many things that hubs showed cannot be true, and nobody settled.
pub struct AlarmCount;

impl Count for AlarmCount {
    fn waiting<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        _: &'a Actor,
    ) -> BoxFuture<'a, Result<u64, StoreError>> {
        Box::pin(store::open_alarms(tx, None))
    }
}
