//! Who is out there: authorities, contact points with the date they were last confirmed, cards, trust.
//!
//! Who may: every officer looks up; duty officers and administrators confirm and change own contact points; only
//! administrators trust, assess and revoke other nodes, after reading the card's words to each other by voice.
//!
//! Refused: a card that is forged, stale or another State's; routing to an unconfirmed contact point while a
//! confirmed one exists; content to a State that nobody assessed (A-16, decided by the gate on what is
//! recorded here). There is no central directory on the path: each node keeps what its administrators trusted.

pub mod card;
pub mod hours;
pub mod rules;
pub mod store;
pub mod store_peers;
pub mod types;

#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod text;

pub use card::{Card, CardAuthority, CardError, Channel, ContactPoint, VerifiedCard, armor, read_card};
pub use rules::{ContactChoice, Why, choose_contact, is_confirmed};
pub use store::{
    ContactDraft, add_contact, change_contact, confirm_contact, ensure_contacts, migrations, own_card,
    own_contact, own_contacts, own_languages, release_card, withdraw_contact,
};
pub use store_peers::{
    assess, cards_of, has_own_card, peer, peer_by_name, peers, revoke, seen, set_terms, trust, trusted,
    unreached, update_card,
};
pub use types::{
    CardChange, DirectoryError, NewAssessment, OwnContact, Peer, PeerState, RecordedAssessment, Terms, Trust,
};
