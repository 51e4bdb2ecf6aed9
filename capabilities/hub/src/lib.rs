//! The hub: a node that hosts a log of cards and statements, and mailboxes, for the nodes whose cards it trusts; and
//! what a node does that uses one.
//!
//! Who may: administrators of the leading authority begin and end the use of a hub, speak in its log, and join networks;
//! two of them settle what a hub showed and cannot be true, or trust a node on the word of two witnesses; auditors and
//! data protection officers see its state. Kept here: the whole log, verified leaf by leaf and by its root; both
//! documents of every contradiction. Refused: believing a hub for a key, needing one, opening anything that
//! lies in a mailbox, a head that does not continue what was shown before or to others.
#![warn(missing_docs)]

mod acts;
mod follow;
mod log;
mod mail;
mod pages;
mod panel;
pub mod rules;
mod say;
mod spread;
pub mod state;
pub mod statement;
mod store;
mod store_alarm;
mod store_mail;
mod store_used;
mod witness;

pub use follow::{Followed, SHORTER, follow, follow_hubs, say_due};
pub use log::{
    HEAD_PATH, LEAVES_IN_A_STEP_MAX, LEAVES_MAX, LEAVES_PATH, Refused, STATEMENTS_PATH, become_hub, is_hub,
    write_log,
};
pub use mail::{
    COLLECT_PATH, ITEM_AGE_MAX_MS, ITEM_BYTES_MAX, MAILBOX_BYTES_MAX, MAILBOX_ITEMS_MAX, MAILBOX_PATH,
    Posted, SENDER_BYTES_MAX, SENDER_ITEMS_MAX, end_old, post_and_collect,
};
pub use panel::AlarmCount;
pub use say::{
    HubError, InNetwork, act_in_network, become_hub as make_hub, begin_network, begin_to_use, hub_in_use,
    own_networks, say_compared, say_revoked, stop_using,
};
pub use witness::tell_heads;

use ::store::{Migration, StoreError};
use access::{Inbound, Node};
use directory::DirectoryError;
use kernel::Role;
use kernel::limit::ENVELOPE_BYTES_MAX;
use std::sync::Arc;
use web::{Guard, Routes};

/// The room's words.
pub const WORDS: web::RoomWords = web::RoomWords {
    room: "hub",
    en: include_str!("../lang/en.ftl"),
    fr: include_str!("../lang/fr.ftl"),
    ar: include_str!("../lang/ar.ftl"),
    proper: &[],
};

/// The room's schema.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![store::log_migration(), store_mail::mail_migration()]
}

/// What the room does with envelopes, and receipts that came by a mailbox.
#[must_use]
pub fn inbound() -> Vec<Arc<dyn Inbound>> {
    vec![
        Arc::new(witness::TakeHead),
        Arc::new(witness::TakeAnswer),
        Arc::new(spread::TakeFork),
        Arc::new(exchange::mailbox::TakeReceipts),
    ]
}

/// The acts of this room that need a second person.
#[must_use]
pub fn acts() -> Vec<Arc<dyn access::Act>> {
    vec![Arc::new(acts::SettleAct), Arc::new(acts::TrustWitnessedAct)]
}

/// The room's surface.
#[must_use]
pub fn routes() -> Routes<Arc<Node>> {
    use pages::{
        list_log, list_members, list_networks, serve_log, serve_mailbox, show_hub, show_network, use_hub,
    };
    Routes::new("hub")
        .guard(Guard::Role(&[Role::Auditor, Role::DataProtectionOfficer, Role::Administrator]))
        .get("/hub", "show_hub", show_hub::show)
        .get("/hub/log", "list_hub_log", list_log::list)
        .get("/hub/members", "list_hub_members", list_members::list)
        .guard(Guard::Role(&[Role::Administrator]))
        .post("/hub/use", "use_hub", use_hub::begin)
        .post("/hub/follow", "follow_hub", use_hub::follow_now)
        .post("/hub/stop", "stop_using_hub", use_hub::stop)
        .post("/hub/compared", "say_compared", use_hub::say_compared)
        .post("/hub/alarms/{id}", "settle_hub", use_hub::settle)
        .post("/hub/introduced/{node}", "trust_witnessed", use_hub::trust_witnessed)
        .get("/hub/networks", "list_networks", list_networks::list)
        .post("/hub/networks", "begin_network", list_networks::begin)
        .get("/hub/networks/{id}", "show_network", show_network::show)
        .post("/hub/networks/{id}", "act_in_network", show_network::act)
        .guard(Guard::Peer)
        .post(HEAD_PATH, "hub_head", serve_log::head)
        .post(LEAVES_PATH, "hub_leaves", serve_log::leaves)
        .post(STATEMENTS_PATH, "hub_statement", serve_log::statement)
        .upload(MAILBOX_PATH, "leave_in_mailbox", ENVELOPE_BYTES_MAX, serve_mailbox::leave)
        .post(COLLECT_PATH, "collect_mailbox", serve_mailbox::collect)
}

/// One round of everything the room does by itself, at a hub and at those who use one.
///
/// # Errors
/// What the database says.
pub async fn work(node: &Node) -> Result<(), StoreError> {
    match write_log(node).await {
        Ok(_) => {}
        Err(DirectoryError::Store(error)) => return Err(error),
        Err(error) => tracing::error!(%error, "the log of the hub could not be written"),
    }
    say_due(node).await?;
    follow_hubs(node, false).await?;
    tell_heads(node).await?;
    post_and_collect(node).await?;
    Ok(())
}
