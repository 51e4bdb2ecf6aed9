//! What outlives a change that is refused.

use crate::{StoreError, Tx};

/// What a transaction found and that must be written even if the change it came with is refused: with the transaction
/// where it commits, else with its refusals.
pub trait Aside: Send + Sync {
    /// Writes it. It may be asked again when others change the same rows.
    fn write<'a>(
        &'a self,
        tx: &'a Tx,
    ) -> std::pin::Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send + 'a>>;

    /// Whether it is written only where the transaction was undone and nothing else was put aside: work that makes a
    /// refusal take as long as another one.
    fn only_when_undone(&self) -> bool {
        false
    }
}
