//! The house rules that can be read off the tree: arrows between crates, sizes, where the database, the clock and
//! the languages may be named. `tests/it.rs` applies each to the whole tree; each is also tried on a small bad
//! sample beside it, so that a rule which has stopped biting is noticed.
//!
//! Refuses to mend anything, and to judge what needs the types (clippy does that).

pub mod arrows;
pub mod documents;
pub mod licences;
pub mod source;
pub mod templates;
pub mod tree;

use std::fmt;

/// One place where a rule does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file, from the root.
    pub path: String,
    /// From 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong.
    pub why: String,
    /// What to do instead.
    pub way_out: &'static str,
}

impl Finding {
    /// A finding at one line of a file.
    #[must_use]
    pub fn at(path: &str, line: usize, why: impl Into<String>, way_out: &'static str) -> Self {
        Self { path: path.to_owned(), line, why: why.into(), way_out }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}; {}", self.path, self.line, self.why, self.way_out)
    }
}
