//! Cases out, in the formats that others read: FollowTheMoney, STIX, i2 charts.
//!
//! The writers take what the gate let through, entity by entity, and never hold the whole. What a format has no field
//! for stands where the format lets a program put its own, and is counted, so that whoever exports is told; what it cannot
//! hold at all is counted too. They refuse nothing and drop nothing in silence.

mod anx;
mod ftm;
mod stix;

use crate::item::{Draft, DraftEntity, Marked, Value};
use kernel::{EntityKind, Property};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// A format that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// FollowTheMoney, lines of JSON.
    Ftm,
    /// A STIX 2.1 bundle.
    Stix,
    /// An i2 Analyst's Notebook chart, XML.
    Anx,
}

impl Target {
    /// Reads the code of the command line.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Some(match code {
            "ftm" => Self::Ftm,
            "stix" => Self::Stix,
            "anx" => Self::Anx,
            _ => return None,
        })
    }

    /// The format that reads back what was written.
    #[must_use]
    pub fn format(self) -> crate::Format {
        match self {
            Self::Ftm => crate::Format::Ftm,
            Self::Stix => crate::Format::Stix,
            Self::Anx => crate::Format::Anx,
        }
    }
}

/// An entity on its way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// The entity; its key is its place in this file and no id of the node.
    pub entity: DraftEntity,
    /// The narrowest of what holds for its statements.
    pub marked: Marked,
    /// Restrictions in words, of any of its statements.
    pub restrictions: Vec<String>,
}

/// What was not written as the format itself has it: what it was, and how often.
pub type Aside = BTreeMap<String, u64>;

/// Writes entities one after the other.
#[derive(Debug)]
pub struct Writer<W: Write> {
    to: W,
    target: Target,
    stamp: String,
    salt: String,
    aside: Aside,
    written: u64,
    links: u64,
    /// Restrictions in words that the file has told of.
    defined: BTreeSet<String>,
}

impl<W: Write> Writer<W> {
    /// Begins a file. `stamp` is the moment of the export, RFC 3339, for formats that want one; `salt` is random, so that what
    /// stands first in two files never bears one id.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn new(to: W, target: Target, stamp: &str, salt: &str) -> io::Result<Self> {
        let (stamp, salt, aside) = (stamp.to_owned(), salt.to_owned(), Aside::new());
        let mut writer =
            Self { to, target, stamp, salt, aside, written: 0, links: 0, defined: BTreeSet::new() };
        match target {
            Target::Ftm => {}
            Target::Stix => stix::begin(&mut writer)?,
            Target::Anx => anx::begin(&mut writer)?,
        }
        Ok(writer)
    }

    /// Writes an entity. `kind_of` tells what another one is; a link to what it does not know is counted and left out:
    /// its end did not leave.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn entity(
        &mut self,
        outgoing: &Outgoing,
        kind_of: &dyn Fn(&str) -> Option<EntityKind>,
    ) -> io::Result<()> {
        match self.target {
            Target::Ftm => ftm::entity(self, outgoing, kind_of),
            Target::Stix => stix::entity(self, outgoing, kind_of),
            Target::Anx => anx::entity(self, outgoing, kind_of),
        }
    }

    /// Ends the file and says what stands aside.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn end(mut self) -> io::Result<Aside> {
        match self.target {
            Target::Ftm => {}
            Target::Stix => stix::end(&mut self)?,
            Target::Anx => anx::end(&mut self)?,
        }
        self.to.flush()?;
        Ok(self.aside)
    }

    fn note(&mut self, what: impl Into<String>) {
        let count = self.aside.entry(what.into()).or_default();
        *count = count.saturating_add(1);
    }

    fn line(&mut self, value: &serde_json::Value) -> io::Result<()> {
        self.written = self.written.saturating_add(1);
        serde_json::to_writer(&mut self.to, value).map_err(io::Error::other)?;
        self.to.write_all(b"\n")
    }

    fn next_link(&mut self) -> u64 {
        self.links = self.links.saturating_add(1);
        self.links
    }
}

/// The texts of an entity, by property, in order.
fn texts(entity: &DraftEntity) -> impl Iterator<Item = (Property, &str)> {
    entity.statements.iter().filter_map(|draft| match draft {
        Draft { property, value: Value::Text(text), .. } => Some((*property, text.as_str())),
        Draft { value: Value::Link(_), .. } => None,
    })
}

/// The links of an entity.
fn links(entity: &DraftEntity) -> impl Iterator<Item = (Property, &str)> {
    entity.statements.iter().filter_map(|draft| match draft {
        Draft { property, value: Value::Link(key), .. } => Some((*property, key.as_str())),
        Draft { value: Value::Text(_), .. } => None,
    })
}

/// What an entity is called, for formats that give each a caption.
fn caption(entity: &DraftEntity) -> String {
    let named = texts(entity).find(|(p, _)| *p == Property::Name);
    let numbered = || {
        texts(entity).find(|(p, _)| {
            matches!(
                p,
                Property::Phone
                    | Property::Handle
                    | Property::DocumentNumber
                    | Property::Plate
                    | Property::AccountNumber
                    | Property::Imei
                    | Property::Iccid
                    | Property::Address
                    | Property::EventKind
                    | Property::Date
            )
        })
    };
    named.or_else(numbered).map_or_else(|| entity.kind.code().to_owned(), |(_, text)| text.to_owned())
}
