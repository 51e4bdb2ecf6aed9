//! Dossier kinds as data, and what follows from them: which moves may be made, what a move must say, and the state
//! of a dossier as a pure fold over the two chains of signed moves.
//!
//! Refused: a state that depends on who received what first, on a clock or on a digest; a condition that is not on
//! the closed list; dropping what a newer program sent.
#![warn(missing_docs)]

pub mod body;
pub mod clock;
pub mod fold;
pub mod kind;
pub mod moves;
pub mod offence;
pub mod paper;
pub mod shipped;

pub use body::{
    ATTACHMENTS, FieldProblem, IMMINENT, MoveBody, NOT_URGENT, PassedTo, Severity, Trouble, missing_fields,
};
pub use clock::{ClockView, clocks, due};
pub use fold::{
    DossierState, Frozen, FrozenWhy, Placed, PointAnswer, Standing, WhyNot, allowed_moves, fold, may_make,
};
pub use kind::{Kind, KindError, MoveKind};
pub use moves::{HeaderError, KindRef, MoveFacts, MoveHeader, Outcome, Side};
pub use shipped::information_request;
