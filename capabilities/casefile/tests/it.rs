//! The room's store on both databases.

#[path = "it/held.rs"]
mod held;
#[path = "it/imports.rs"]
mod imports;
#[path = "it/people.rs"]
mod people;
#[path = "it/statements.rs"]
mod statements;
