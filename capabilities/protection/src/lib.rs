//! protection
mod store;
pub use store::migrations;
use access::{Node, Panel};
use std::sync::Arc;
use web::Routes;
/// The room's words.
pub const WORDS: web::RoomWords = web::RoomWords {
    room: "protection",
    en: include_str!("../lang/en.ftl"),
    fr: include_str!("../lang/fr.ftl"),
    ar: include_str!("../lang/ar.ftl"),
    proper: &[],
};
/// The room's surface.
#[must_use]
pub fn routes() -> Routes<Arc<Node>> {
    Routes::new("protection")
}
/// What the room shows on other rooms' pages.
#[must_use]
pub fn panels() -> Vec<Arc<dyn Panel>> {
    Vec::new()
}
