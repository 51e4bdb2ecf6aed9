//! What somebody saw when they called a contact point, or began to change it: a digest that their form carries. If
//! something else stands there by the time they send it, nothing is confirmed or written over.

use crate::card::{CardAuthority, ContactPoint};
use crate::particulars::AuthorityEntry;
use crate::store_kept::Kept;
use crate::types::DirectoryError;
use axum::http::StatusCode;
use kernel::Digest;
use serde::Serialize;
use web::FieldError;

/// What is called: hours, channels, the line for danger to life.
pub(crate) fn called(point: &ContactPoint) -> String {
    digest(&(&point.hours, &point.channels, &point.more.urgent_line))
}

/// All that a form of a contact point changes. Whether it is confirmed is no part of it.
pub(crate) fn contact(point: &ContactPoint) -> String {
    digest(&unconfirmed(point))
}

/// All that a form of an entry without a node changes.
pub(crate) fn kept(kept: &Kept) -> String {
    let contacts = kept.authority.contacts.iter().map(unconfirmed).collect();
    digest(&CardAuthority { contacts, ..kept.authority.clone() })
}

/// What an own authority says of itself.
pub(crate) fn entry(entry: &AuthorityEntry) -> String {
    digest(entry)
}

/// Whether what stands is what was seen. A call that comes from no form saw nothing.
///
/// # Errors
/// [`DirectoryError::Changed`].
pub(crate) fn still(seen: &str, stands: &str) -> Result<(), DirectoryError> {
    if seen.is_empty() || seen == stands { Ok(()) } else { Err(DirectoryError::Changed) }
}

/// A form that comes back with its faults speaks of what was seen first; any other of what stands now.
pub(crate) fn or_now(seen: &mut String, now: impl FnOnce() -> String) {
    if seen.is_empty() {
        *seen = now();
    }
}

/// With what status a form comes back.
pub(crate) fn status(errors: &[FieldError], changed: bool) -> StatusCode {
    match (changed, errors.is_empty()) {
        (true, _) => StatusCode::CONFLICT,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (false, true) => StatusCode::OK,
    }
}

fn unconfirmed(point: &ContactPoint) -> ContactPoint {
    let mut point = ContactPoint { confirmed_at: None, ..point.clone() };
    point.more.confirmed_how = None;
    point
}

fn digest(of: &impl Serialize) -> String {
    // What is read from the store can be written as it was.
    Digest::of(&[&serde_json::to_vec(of).unwrap_or_default()]).to_string()
}
