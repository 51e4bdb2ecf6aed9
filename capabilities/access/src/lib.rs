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
pub mod desk;
pub mod erase;
pub mod figures;
pub mod history;
pub mod media;
pub mod node;
pub mod notices;
pub mod officer;
mod panel_desk;
mod panel_retention;
pub mod people_acts;
mod policy;
pub mod retention;
pub mod rules;
pub mod store;
mod store_circle;
pub mod store_duty;
pub mod store_history;
pub mod store_holds;
mod store_notices;
pub mod store_retention;
pub mod store_shifts;
mod store_work;
pub mod types;
pub mod work;
mod work_acts;

mod guard;
pub mod handover;
mod pages;
mod store_acts;
mod store_browsers;
#[cfg(feature = "testing")]
pub mod testing;

pub use acts::{
    Act, ActError, ActId, ActSays, ActState, AskedAct, Asking, NewAct, SecondPersonCount, ask_second, spend,
};
pub use figures::Figures;
pub use guard::{PeerIdentity, enforce};
pub use history::{CaseEvent, Happened};
pub use node::{
    Carrier, CarryError, Count, Facts, Inbound, InboundRefusal, Node, NodeKeys, Panel, Place, RoomEntry,
};
pub use notices::{Mailer, NotPushed, Pusher, keep_desks, send_due};
pub use officer::{Officer, broken};
pub use panel_desk::{DeskList, Whose, desk_list};
pub use panel_retention::{EndsSoon, KeptUntil, RetentionDue, kept_panel, panels};
pub use policy::POLICY;
pub use retention::{Dated, Erased, Kept, Need, RetentionError, Rule, Standing};
pub use store::{authorities, migrations, operator};
pub use store_acts::forget as forget_acts;
pub use store_circle::{circle, circle_has, circles_of, drop_circle, name_in_circle, take_from_circle};
pub use store_work::forget as forget_work;
pub use types::{Link, LinkKind, NewPerson, OwnAuthority, Person};
pub use work::{Says, Waiting, Work};

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

/// The tables of desks, shifts and notices.
fn desk_migrations() -> Vec<::store::Migration> {
    [
        store_work::migrations(),
        store_duty::migrations(),
        store_notices::migrations(),
        store_browsers::migrations(),
    ]
    .concat()
}

/// The acts of this room that need a second person.
#[must_use]
pub fn acts() -> Vec<Arc<dyn Act>> {
    vec![Arc::new(people_acts::GiveRoles), Arc::new(people_acts::RenewAccess)]
}

/// What this room puts on the desk.
#[must_use]
pub fn works() -> Vec<Arc<dyn Work>> {
    vec![Arc::new(work_acts::SecondPersonWork)]
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

/// Who has work on a desk.
const DESKS: &[Role] = &pages::keep_duty::DESK_ROLES;

/// Who sees who is on shift.
const ROSTERS: &[Role] =
    &[Role::Investigator, Role::DutyOfficer, Role::Prosecutor, Role::ProtectionOfficer, Role::Administrator];

/// The room's surface.
#[must_use]
pub fn routes() -> Routes<Arc<Node>> {
    Routes::new("access")
        .guard(Guard::Public)
        .get("/sign-in", "sign_in", pages::sign_in::show)
        .post("/sign-in", "sign_in", pages::sign_in::sign_in)
        // What a browser runs to show a notice: the same for everybody, also after they signed out.
        .get("/notices/worker.js", "serve_worker", pages::serve_worker::serve)
        .get("/welcome/{token}", "open_link", pages::open_link::show)
        .post("/welcome/{token}", "open_link", pages::open_link::enrol)
        .guard(Guard::SignedIn)
        .post("/sign-out", "sign_out", pages::sign_in::sign_out)
        .get("/account", "show_account", pages::show_account::show)
        .post("/shifts", "hand_over", pages::hand_over::hand_over)
        .post("/shifts/{id}/end", "end_shift", pages::hand_over::end)
        .get("/second-person", "list_acts", pages::decide_act::list)
        .post("/second-person/{id}", "decide_act", pages::decide_act::decide)
        .post("/account/notices", "choose_notices", pages::choose_notices::choose)
        .post("/account/browsers", "keep_browsers", pages::keep_browsers::keep)
        .get("/keys", "list_keys", pages::list_keys::show)
        .guard(Guard::Role(DESKS))
        .get("/desk/{kind}/{id}", "show_work", pages::show_work::show)
        .post("/desk/{kind}/{id}", "show_work", pages::show_work::act)
        .get("/duty/hand-over", "hand_over_desk", pages::hand_over_desk::show)
        .post("/duty/hand-over", "hand_over_desk", pages::hand_over_desk::offer)
        .get("/duty/hand-over/{id}", "take_desk", pages::hand_over_desk::look)
        .post("/duty/hand-over/{id}", "take_desk", pages::hand_over_desk::decide)
        .guard(Guard::Role(ROSTERS))
        .get("/duty", "keep_duty", pages::keep_duty::show)
        .post("/duty", "keep_duty", pages::keep_duty::change)
        .guard(Guard::Role(KEEPERS))
        .get("/kept/{id}", "show_kept", pages::show_kept::show)
        .post("/kept/{id}", "show_kept", pages::show_kept::act)
        .guard(Guard::Role(&[Role::Administrator]))
        .get("/people", "list_people", pages::list_people::list)
        .post("/people", "add_person", pages::list_people::add)
        .post("/people/{id}", "change_person", pages::list_people::change)
        .post("/people/{id}/link", "make_link", pages::list_people::make_link)
}
