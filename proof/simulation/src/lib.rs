//! Several nodes in one process, on real databases, over a network that does what networks do at night; everything
//! follows from a seed.
//!
//! What is proved after each run: every move that was made stands once, in both histories, in the same place; both
//! histories are the same bytes; every message has a receipt, and what each receipt says is true of the other side's
//! database. Refused: a run that met no fault and calls itself a proof.
//!
//! Between the nodes stands a hub with a log of cards and mailboxes. In a hostile night it lies: it shows one member a
//! log of its own making, swallows what is left with it, and hands out what it keeps in another order, twice and bent.
//! What was exchanged arrives all the same, and the fork is exposed by name; an honest hub is never accused.
#![cfg(test)]

mod dice;
mod files;
mod hostile;
mod morning;
mod net;
mod nights;
mod run;
mod world;
