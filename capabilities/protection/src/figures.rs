//! What the room counts for the figures of the authority: people for whom protection was claimed, as one
//! number of a whole year. Never by State: a State and a few people point at them.

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
    vec![Arc::new(Claimed)]
}

const CLAIMED: Fixed = Fixed {
    room: "protection",
    code: "people-claimed-for",
    grain: Grain::Year,
    unit: Unit::Persons,
    cells: &["people"],
};

/// People for whom protection was claimed.
struct Claimed;

impl Figures for Claimed {
    fn table(&self) -> &'static Fixed {
        &CLAIMED
    }

    fn list(&self) -> Option<(&'static str, &'static [Role])> {
        Some(("/protection", &[Role::ProtectionOfficer]))
    }

    fn count<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        authority: AuthorityId,
        period: Period,
    ) -> BoxFuture<'a, Result<Counts, StoreError>> {
        Box::pin(async move {
            let mut counts = Counts::none();
            counts.add_all("people", store_figures::claimed_in(tx, node, authority, period).await?);
            Ok(counts)
        })
    }
}
