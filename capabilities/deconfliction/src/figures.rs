//! What the room counts for the figures of the authority: checks that were made, each found something or
//! nothing, and questions of peers that were answered, each for one purpose. Not told: with or by whom.

use crate::store_figures;
use ::store::{StoreError, Tx};
use access::{Figures, Node};
use futures_core::future::BoxFuture;
use kernel::Role;
use kernel::figures::{Counts, Fixed, Grain, Period, Unit};
use kernel::id::AuthorityId;
use std::sync::Arc;

/// Every table of the room.
#[must_use]
pub fn figures() -> Vec<Arc<dyn Figures>> {
    vec![Arc::new(Made), Arc::new(Answered)]
}

const MADE: Fixed = Fixed {
    room: "deconfliction",
    code: "checks-made",
    grain: Grain::Quarter,
    unit: Unit::Acts,
    cells: &["found", "nothing"],
};

/// The purposes of content are its cells: no other is answered.
const ANSWERED: Fixed = Fixed {
    room: "deconfliction",
    code: "questions-answered",
    grain: Grain::Quarter,
    unit: Unit::Acts,
    cells: &["investigation", "prosecution", "prevention", "protection"],
};

/// Checks of this authority.
struct Made;

impl Figures for Made {
    fn table(&self) -> &'static Fixed {
        &MADE
    }

    fn list(&self) -> Option<(&'static str, &'static [Role])> {
        Some(("/checks", &[Role::Investigator, Role::DutyOfficer, Role::Prosecutor]))
    }

    fn count<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        authority: AuthorityId,
        period: Period,
    ) -> BoxFuture<'a, Result<Counts, StoreError>> {
        Box::pin(async move {
            let (found, nothing) = store_figures::checks_in(tx, authority, period).await?;
            let mut counts = Counts::none();
            counts.add_all("found", found);
            counts.add_all("nothing", nothing);
            Ok(counts)
        })
    }
}

/// Questions of peers. The node answers for all its authorities at once, so that each of them tells the same.
struct Answered;

impl Figures for Answered {
    fn table(&self) -> &'static Fixed {
        &ANSWERED
    }

    fn count<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        _: AuthorityId,
        period: Period,
    ) -> BoxFuture<'a, Result<Counts, StoreError>> {
        Box::pin(async move {
            let mut counts = Counts::none();
            for purpose in ANSWERED.cells {
                counts.add_all(purpose, store_figures::answered_in(tx, purpose, period).await?);
            }
            Ok(counts)
        })
    }
}
