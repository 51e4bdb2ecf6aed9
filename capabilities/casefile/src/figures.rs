//! What the room counts for the figures of the authority: cases that were opened. Cases of integrity and of
//! protection, and those kept to named people, are not counted. A case bears no offence of its own, so that none is told.

use crate::store_figures;
use access::{Figures, Node};
use futures_core::future::BoxFuture;
use kernel::Role;
use kernel::figures::{Counts, Fixed, Grain, Period, Unit};
use kernel::id::AuthorityId;
use std::sync::Arc;
use store::{StoreError, Tx};

/// Every table of the room.
#[must_use]
pub fn figures() -> Vec<Arc<dyn Figures>> {
    vec![Arc::new(Opened)]
}

const OPENED: Fixed = Fixed {
    room: "casefile",
    code: "cases-opened",
    grain: Grain::Quarter,
    unit: Unit::Acts,
    cells: &["opened"],
};

/// Cases that were opened.
struct Opened;

impl Figures for Opened {
    fn table(&self) -> &'static Fixed {
        &OPENED
    }

    fn list(&self) -> Option<(&'static str, &'static [Role])> {
        Some(("/cases", crate::OFFICERS))
    }

    fn count<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        authority: AuthorityId,
        period: Period,
    ) -> BoxFuture<'a, Result<Counts, StoreError>> {
        Box::pin(async move {
            let mut counts = Counts::none();
            counts.add_all("opened", store_figures::opened_in(tx, authority, period).await?);
            Ok(counts)
        })
    }
}
