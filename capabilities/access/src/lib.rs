//! People, roles, sign-in, and the node they work on.
//!
//! Who may: everybody signs in and hands roles of their own to a colleague for a shift; administrators add people and
//! roles, and read no content; what needs a second person waits for one here ([`Act`]). Refused: default accounts
//! and default passphrases, a second use of a link or of a code, a session older than a shift, guessing at
//! speed, a role given to oneself, an act confirmed by whoever asked for it. What a person may do to a record is not
//! decided here: that is the gate's.

mod act_types;
pub mod acts;
pub mod credential;
pub mod erase;
pub mod figures;
pub mod node;
pub mod officer;
mod panel_retention;
pub mod people_acts;
mod policy;
pub mod retention;
pub mod rules;
pub mod store;
mod store_circle;
pub mod store_holds;
pub mod store_retention;
pub mod store_shifts;
pub mod types;

mod guard;
mod pages;
mod store_acts;
#[cfg(feature = "testing")]
pub mod testing;

pub use acts::{
    Act, ActError, ActId, ActSays, ActState, AskedAct, Asking, NewAct, SecondPersonCount, ask_second, spend,
};
pub use figures::Figures;
pub use guard::{PeerIdentity, enforce};
pub use node::{
    Carrier, CarryError, Count, Facts, Inbound, InboundRefusal, Node, NodeKeys, Panel, Place, RoomEntry,
};
pub use officer::{Officer, broken};
pub use panel_retention::{EndsSoon, KeptUntil, RetentionDue, kept_panel, panels};
pub use policy::POLICY;
pub use retention::{Dated, Erased, Kept, Need, RetentionError, Rule, Standing};
pub use store::{authorities, migrations, operator};
pub use store_acts::forget as forget_acts;
pub use store_circle::{circle, circle_has, circles_of, drop_circle, name_in_circle, take_from_circle};
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

/// The acts of this room that need a second person.
#[must_use]
pub fn acts() -> Vec<Arc<dyn Act>> {
    vec![Arc::new(people_acts::GiveRoles), Arc::new(people_acts::RenewAccess)]
}

/// The kinds of record about people that this room keeps.
#[must_use]
pub fn kept() -> Vec<Arc<dyn Kept>> {
    vec![Arc::new(erase::KeptActs)]
}

/// Who sees how long a record is kept. What they may do about it is the gate's decision.
const KEEPERS: &[Role] = &[
    Role::Investigator,
    Role::DutyOfficer,
    Role::Prosecutor,
    Role::ProtectionOfficer,
    Role::DataProtectionOfficer,
];

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
        .post("/shifts", "hand_over", pages::hand_over::hand_over)
        .post("/shifts/{id}/end", "end_shift", pages::hand_over::end)
        .get("/second-person", "list_acts", pages::decide_act::list)
        .post("/second-person/{id}", "decide_act", pages::decide_act::decide)
        .guard(Guard::Role(KEEPERS))
        .get("/kept/{id}", "show_kept", pages::show_kept::show)
        .post("/kept/{id}", "show_kept", pages::show_kept::act)
        .guard(Guard::Role(&[Role::Administrator]))
        .get("/people", "list_people", pages::list_people::list)
        .post("/people", "add_person", pages::list_people::add)
        .post("/people/{id}", "change_person", pages::list_people::change)
        .post("/people/{id}/link", "make_link", pages::list_people::make_link)
}
