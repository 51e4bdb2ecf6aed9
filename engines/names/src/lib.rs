//! Names and identifiers: read, normalise, compare, explain.
//!
//! Everything that one node must write exactly as another does stands here: selectors, name keys, search tokens,
//! dates, countries. Pure: values in, values out, no clock, no randomness, no file, no list of anybody's names.
//!
//! It refuses to say that two people are the same: [`compare()`] gives a probability that is never 0 and never 1, with
//! reasons. It refuses to make a person's name alone into something that can be matched.
#![warn(missing_docs)]

pub mod compare;
pub mod dates;
pub mod found;
pub mod key;
pub mod near;
pub mod party;
pub mod persons;
pub mod search;
pub mod selectors;

mod countries;
mod fit;
mod name;
mod romanise;
mod somali;
mod sounds;
mod text;
mod vocabulary;
mod words;

pub use compare::{Comparison, Description, Identifier, Prepared, Reason, compare};
pub use dates::{Day, Interval};
pub use found::values_in;
pub use key::{name_key, name_windows, name_words};
pub use near::{Near, NearName, NearText};
pub use party::party_of;
pub use persons::person_keys;
pub use search::search_tokens;
pub use selectors::{
    NotASelector, account, document, document_number, email, handle, iban, imei, imo, phone, plate,
    registration,
};
pub use text::fold;
pub use words::text_tokens;
