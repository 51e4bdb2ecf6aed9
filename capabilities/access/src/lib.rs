//! People, roles, sign-in, and the node they work on.
//!
//! Who may: everybody signs in; administrators add people and roles, and read no content. Refused: default accounts
//! and default passphrases, a second use of a link or of a code, a session older than a shift, guessing at
//! speed. What a person may do to a record is not decided here: that is the gate's.

pub mod credential;
pub mod node;
pub mod officer;
mod policy;
pub mod rules;
pub mod store;
mod store_circle;
pub mod types;

mod guard;
mod pages;
#[cfg(feature = "testing")]
pub mod testing;

pub use guard::{PeerIdentity, enforce};
pub use node::{
    Carrier, CarryError, Count, Facts, Inbound, InboundRefusal, Node, NodeKeys, Panel, Place, RoomEntry,
};
pub use officer::{Officer, broken};
pub use policy::POLICY;
pub use store::{authorities, migrations, operator};
pub use store_circle::{circle, circles_of, drop_circle, name_in_circle, take_from_circle};
pub use types::{Link, LinkKind, NewPerson, OwnAuthority, Person};

use kernel::Role;
use std::sync::Arc;
use web::{Guard, Routes};

/// The room's words.
pub const WORDS: web::RoomWords = web::RoomWords {
    room: "access",
    en: include_str!("../lang/en.ftl"),
    fr: include_str!("../lang/fr.ftl"),
    ar: include_str!("../lang/ar.ftl"),
    proper: &[],
};

/// The room's surface.
#[must_use]
pub fn routes() -> Routes<Arc<Node>> {
    Routes::new("access")
        .guard(Guard::Public)
        .get("/sign-in", "sign_in", pages::sign_in::show)
        .post("/sign-in", "sign_in", pages::sign_in::sign_in)
        .get("/welcome/{token}", "open_link", pages::open_link::show)
        .post("/welcome/{token}", "open_link", pages::open_link::enrol)
        .guard(Guard::SignedIn)
        .post("/sign-out", "sign_out", pages::sign_in::sign_out)
        .get("/account", "show_account", pages::show_account::show)
        .guard(Guard::Role(&[Role::Administrator]))
        .get("/people", "list_people", pages::list_people::list)
        .post("/people", "add_person", pages::list_people::add)
        .post("/people/{id}", "change_person", pages::list_people::change)
        .post("/people/{id}/link", "make_link", pages::list_people::make_link)
}
