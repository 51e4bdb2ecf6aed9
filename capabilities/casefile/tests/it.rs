//! The room's store on both databases, and its pages.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "it/children.rs"]
mod children;
#[path = "it/circles.rs"]
mod circles;
#[path = "it/evidence.rs"]
mod evidence;
#[path = "it/history.rs"]
mod history;
#[path = "it/imports.rs"]
mod imports;
#[path = "it/issues.rs"]
mod issues;
#[path = "it/listed.rs"]
mod listed;
#[path = "it/markings.rs"]
mod markings;
#[path = "it/mentions.rs"]
mod mentions;
#[path = "it/pages.rs"]
mod pages;
#[path = "it/people.rs"]
mod people;
#[path = "it/rescue.rs"]
mod rescue;
#[path = "it/roles.rs"]
mod roles;
#[path = "it/same.rs"]
mod same;
#[path = "it/searched.rs"]
mod searched;
#[path = "it/statements.rs"]
mod statements;
#[path = "it/store_held.rs"]
mod store_held;
#[path = "it/store_tamper.rs"]
mod store_tamper;
#[path = "it/work.rs"]
mod work;
