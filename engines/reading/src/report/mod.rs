//! Reports of meetings, read.
//!
//! Text in, structure out: sections and who stands behind them, numbered paragraphs, what was recommended to whom and how
//! strongly, the agenda, who spoke and who was there. The rules are those of the editorial layout of the United Nations
//! in general; none names a document. It refuses to invent: what it does not understand it gives as it stands, says so,
//! and loses nothing ([`Report::rebuild`]).

mod types;

pub use types::*;
