//! A statement that a move carries, in the reader's words.

use crate::types::Carried;
use kernel::id::Reference;
use kernel::{Handling, Pap, Tlp};
use web::{T, Tag, Tone, tag};

/// A statement as a move carries it.
pub(crate) struct StatementShown {
    pub(crate) entity: String,
    pub(crate) property: String,
    pub(crate) value: String,
    pub(crate) source: String,
    pub(crate) grade: String,
    pub(crate) handling: Handling,
    pub(crate) restrictions: Vec<String>,
    pub(crate) reference: Option<Reference>,
    /// What its sender said of it since.
    pub(crate) later: Option<Tag>,
    /// TLP and PAP in words; one that this program does not know as it came.
    pub(crate) markings: Vec<Tag>,
}

fn markings(t: &T, carried: &Carried) -> Vec<Tag> {
    let word = |scheme: &str, known: Option<String>, text: &str| {
        known.map_or_else(|| format!("{scheme}:{text}"), |code| t.get(&marking_key(scheme, &code)))
    };
    let tlp = carried.tlp.as_deref().map(|m| word("TLP", Tlp::read(m).map(|m| m.to_string()), m));
    let pap = carried.pap.as_deref().map(|m| word("PAP", Pap::read(m).map(|m| m.to_string()), m));
    tlp.into_iter().chain(pap).map(|words| tag(words, Tone::Warn)).collect()
}

fn marking_key(scheme: &str, code: &str) -> String {
    format!("casefile-{}-{}", scheme.to_lowercase(), code.to_lowercase().replace('+', "-"))
}

impl StatementShown {
    /// A statement in the reader's words; what a child is called only where that was asked for.
    pub(crate) fn new(t: &T, carried: &Carried, names: bool) -> Self {
        let hidden = carried.names_child && !names;
        let value = carried.text.clone().or_else(|| carried.link.clone()).unwrap_or_default();
        Self {
            entity: format!("{} {}", t.get(&format!("casefile-kind-{}", carried.kind)), carried.entity),
            property: t.get(&format!("casefile-property-{}", carried.property)),
            value: if hidden { t.get("casefile-child-hidden") } else { value },
            source: carried.source.clone(),
            grade: carried.grade.as_ref().map(ToString::to_string).unwrap_or_default(),
            handling: carried.handling,
            restrictions: carried.restrictions.iter().map(|r| r.0.clone()).collect(),
            reference: carried.reference,
            later: None,
            markings: markings(t, carried),
        }
    }
}
