//! Several nodes in one process, on real databases, over a network that does what networks do at night; everything
//! follows from a seed.
//!
//! What is proved after each run: every move that was made stands once, in both histories, in the same place; both
//! histories are the same bytes; every message has a receipt, and what each receipt says is true of the other side's
//! database. Refused: a run that met no fault and calls itself a proof.
//!
//! A hub between the nodes has its place in [`net`], where what it does to a parcel is drawn; attachments have theirs in
//! [`run`], where a move is made. Neither is here yet.
#![cfg(test)]

mod dice;
mod morning;
mod net;
mod run;
mod world;
