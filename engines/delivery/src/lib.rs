//! Queues, retries and receipts, as pure values: what to send now, what a failure or a receipt changes, and what is
//! known about an arriving message. The store keeps the rows and the wire carries the bytes; neither is known here.
//!
//! Refused: showing a message as delivered without a receipt for exactly what was signed; sending a message of
//! a dossier before the one ahead of it has ended; letting a peer that is down take the slots of one that is up;
//! a queue, a retry or a wait without a limit; asking a clock or drawing chance.
#![warn(missing_docs)]

pub mod inbox;
pub mod line;
pub mod outbox;
pub mod queue;

pub use inbox::{Arrival, Known, receive};
pub use line::{Line, Passage, backoff_ms};
pub use outbox::{
    Failure, Fate, OutboxRow, ReceiptFacts, Receipted, RowState, after_failure, after_peer_up, after_receipt,
    expired, leased, plan,
};
pub use queue::{Alarm, Effect, Event, PeerQueue, step};
