//! Names and identifiers: read, normalise, compare, explain.
//!
//! Everything that one node must write exactly as another does stands here: selectors, name keys, search tokens,
//! dates, countries. Pure: values in, values out, no clock, no randomness, no file, no list of anybody's names.
//!
//! It refuses to say that two people are the same, and to make a person's name alone into something that can be
//! matched.
#![warn(missing_docs)]

pub mod dates;
pub mod party;
pub mod search;
pub mod selectors;

mod countries;
mod text;

pub use dates::{Day, Interval};
pub use party::party_of;
pub use search::search_tokens;
pub use selectors::{
    NotASelector, account, document, document_number, email, handle, iban, imo, phone, plate, registration,
};
pub use text::fold;
