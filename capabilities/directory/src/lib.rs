//! Who is out there: authorities, contact points with the date they were last confirmed, cards, trust.
//!
//! Who may: every officer looks up; duty officers and administrators confirm and change own contact points; only
//! administrators trust and revoke other nodes, after reading the card's words to each other by voice, and on the pages
//! a second one confirms the trust; only those of the leading authority add a further one to the node; prosecutors and
//! data protection officers assess the States of trusted nodes.
//!
//! Refused: a card that is forged, stale or another State's; routing to an unconfirmed contact point while a
//! confirmed one exists; content to a State that nobody assessed (A-16, decided by the gate on what is
//! recorded here). There is no central directory on the path: each node keeps what its administrators trusted.

pub mod authorities;
pub mod card;
pub mod confirmation;
pub mod counterparts;
pub mod deliver;
pub mod desks;
pub mod finder;
pub mod hours;
mod limits;
pub mod matter;
pub mod particulars;
mod policy;
pub mod prekeys;
pub mod roster;
pub mod rules;
pub mod store;
pub mod store_assess;
pub mod store_calls;
pub mod store_detail;
pub mod store_kept;
pub mod store_peers;
pub mod store_prekeys;
pub mod store_suspend;
pub mod table;
pub mod types;

mod armor;
mod pages;
mod panel;
mod peer_state;
mod sealing;
mod signing;
mod store_peer_rows;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod text;
mod trust_act;

pub use store_calls as calls;

pub use armor::armor;
pub use authorities::{NewAuthority, add_authority, is_authority_name};
pub use card::{Card, CardAuthority, CardChange, CardError, Channel, ContactPoint, VerifiedCard, read_card};
pub use confirmation::{Confirmation, HowConfirmed};
pub use counterparts::{addressee_by_name, counterpart, counterparts, ourselves};
pub use deliver::send_cards_due;
pub use finder::{Answering, Desk, Found, LeftOut, Proposal, Question, Reason, find};
pub use matter::{Matter, Urgency};
pub use pages::list_peers::administers;
pub use pages::shown::{channel_word, fault as fault_word};
pub use pages::shown_desk::reason as reason_word;
pub use panel::{AssessPanel, ConfirmWork, DesignationPanel};
pub use particulars::{AuthorityEntry, BorderPair, Designation, Particulars};
pub use peer_state::PeerState;
pub use policy::POLICY;
pub use prekeys::{PREKEYS_PATH, ask_prekeys_due, hand_prekeys};
pub use rules::is_confirmed;
pub use sealing::{sealing_keys, turn_when_due};
pub use signing::{signed_with, signing_keys, turn_signing_when_due};
pub use store::{
    ContactDraft, add_contact, change_contact, confirm_contact, ensure_contacts, migrations, own_card,
    own_contact, own_contacts, own_languages, release_card, withdraw_contact,
};
pub use store_assess::{assess_state, assessments_of, relied_on};
pub use store_detail::{change_entry, own_entries, own_entry};
pub use store_kept::{
    Kept, KeptDraft, change_kept, confirm_kept, keep_authority, kept, kept_authority, withdraw_kept,
};
pub use store_peer_rows::RevokedKey;
pub use store_peers::{
    assess, cards_of, has_own_card, peer, peer_by_name, peers, revoke, revoke_key, revoked_key_seen, seen,
    set_terms, trust, trusted, unreached, update_card,
};
pub use store_prekeys::{
    WrappedPrekey, drop_prekeys, prekeys_among, prekeys_left, spend_prekeys, take_prekey,
};
pub use store_suspend::{Lift, lift, suspend};
pub use types::{
    AssessmentResult, Assurance, DirectoryError, Examined, Finding, NewAssessment, NewStateAssessment,
    OwnContact, Peer, RecordedAssessment, Safeguard, Terms, Trust,
};

use access::{Node, RoomEntry};
use kernel::Role;
use std::sync::Arc;
use web::{Guard, Routes};

/// The room's words.
pub const WORDS: web::RoomWords = web::RoomWords {
    room: "directory",
    en: include_str!("../lang/en.ftl"),
    fr: include_str!("../lang/fr.ftl"),
    ar: include_str!("../lang/ar.ftl"),
    proper: &[],
};

/// The room's surface.
#[must_use]
pub fn routes() -> Routes<Arc<Node>> {
    use pages::{
        add_authority, assess_state, exchange_cards, find_desk, hand_prekeys, list_assessments,
        list_directory, list_peers, show_contact, show_entry, show_kept, show_peer, trust_card,
    };
    Routes::new("directory")
        .guard(Guard::SignedIn)
        .get("/directory", "list_directory", list_directory::list)
        .get("/directory/find", "find_desk", find_desk::show)
        .get("/directory/contacts/{id}", "show_contact", show_contact::show)
        .get("/directory/kept/{id}", "show_kept", show_kept::show)
        .get("/assessments", "list_assessments", list_assessments::list)
        .get("/assessments/{party}", "assess_state", assess_state::show)
        .guard(Guard::Role(&[Role::Prosecutor, Role::DataProtectionOfficer]))
        .post("/assessments/{party}", "assess_state", assess_state::assess)
        .guard(Guard::Role(&[Role::DutyOfficer, Role::Administrator]))
        .get("/directory/contacts/new", "show_contact", show_contact::new)
        .get("/directory/kept/new", "show_kept", show_kept::new)
        .post("/directory/kept", "keep_authority", show_kept::add)
        .post("/directory/kept/{id}", "change_kept", show_kept::change)
        .post("/directory/kept/{id}/confirm", "confirm_kept", show_kept::confirm)
        .post("/directory/kept/{id}/withdraw", "withdraw_kept", show_kept::withdraw)
        .get("/directory/entry", "show_entry", show_entry::show)
        .post("/directory/entry", "change_entry", show_entry::change)
        .post("/directory/contacts", "add_contact", show_contact::add)
        .post("/directory/contacts/{id}", "change_contact", show_contact::change)
        .post("/directory/contacts/{id}/confirm", "confirm_contact", show_contact::confirm)
        .post("/directory/contacts/{id}/withdraw", "withdraw_contact", show_contact::withdraw)
        .guard(Guard::Role(&[Role::Administrator]))
        .get("/authorities", "list_authorities", add_authority::list)
        .post("/authorities", "add_authority", add_authority::add)
        .get("/peers", "list_peers", list_peers::list)
        .get("/peers/card", "download_card", list_peers::download)
        .post("/peers/keys", "turn_keys", list_peers::turn)
        .post("/peers/preview", "preview_card", trust_card::preview)
        .post("/peers", "trust_card", trust_card::trust)
        .get("/peers/{node}", "show_peer", show_peer::show)
        .post("/peers/{node}/terms", "set_terms", show_peer::set_terms)
        .post("/peers/{node}/assess", "assess_peer", show_peer::assess)
        .post("/peers/{node}/card", "renew_card", show_peer::renew)
        .post("/peers/{node}/revoke", "revoke_peer", show_peer::revoke)
        .guard(Guard::Peer)
        .post(deliver::CARD_PATH, "exchange_cards", exchange_cards::exchange)
        .post(PREKEYS_PATH, "hand_prekeys", hand_prekeys::hand)
}

/// The acts of this room that need a second person.
#[must_use]
pub fn acts() -> Vec<Arc<dyn access::Act>> {
    vec![Arc::new(trust_act::TrustAct), Arc::new(sealing::TurnAct)]
}

/// The room in the side bar, and its part for administrators.
#[must_use]
pub fn rooms() -> Vec<RoomEntry> {
    vec![
        RoomEntry {
            room: "directory",
            label: "directory-title",
            href: "/directory",
            apart: false,
            shown: |_| true,
            count: None,
        },
        RoomEntry {
            room: "assessments",
            label: "directory-assessments",
            href: "/assessments",
            apart: true,
            shown: |actor| actor.is(Role::Prosecutor) || actor.is(Role::DataProtectionOfficer),
            count: None,
        },
        RoomEntry {
            room: "peers",
            label: "directory-peers",
            href: "/peers",
            apart: true,
            shown: |actor| actor.is(Role::Administrator),
            count: None,
        },
    ]
}
