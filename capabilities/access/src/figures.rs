//! What rooms count for the figures of an authority: each a table of its own, registered in the program. A room hands
//! over counts and nothing that it counted; what may be told of them is decided in [`kernel::figures`].

use crate::node::Node;
use futures_core::future::BoxFuture;
use kernel::figures::{Counts, Fixed, Period};
use kernel::id::AuthorityId;
use kernel::{Actor, Role};
use store::{StoreError, Tx};

/// A table that a room counts. Of a case that is kept to named people it counts nothing, see
/// [`kernel::figures::is_counted`].
pub trait Figures: Send + Sync {
    /// The table. Its words are `ROOM-figures-TABLE`, the same with `-what`, and with each cell.
    fn table(&self) -> &'static Fixed;

    /// The list in which the records of the table stand, and the roles that may open it.
    fn list(&self) -> Option<(&'static str, &'static [Role])> {
        None
    }

    /// The events of this authority in a period that is over.
    fn count<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        authority: AuthorityId,
        period: Period,
    ) -> BoxFuture<'a, Result<Counts, StoreError>>;
}

/// The list in which somebody may see what a table counts; `None` for whoever may not.
#[must_use]
pub fn list_for(figures: &dyn Figures, actor: &Actor) -> Option<&'static str> {
    figures.list().filter(|(_, roles)| roles.iter().any(|role| actor.is(*role))).map(|(list, _)| list)
}
