//! What is shown beside received statements: what their sender said of them since, and whether they may be used in
//! court.

use crate::carry::carried;
use crate::pages::shown::StatementShown;
use crate::recall::{Corrected, Fate};
use crate::types::Side;
use kernel::id::Reference;
use procedure::MoveBody;
use serde_json::Value;
use std::collections::BTreeSet;
use web::{T, Tag, Tone, tag};

/// What is known around a move, besides the thread.
pub(crate) struct Around {
    pub(crate) asker: Corrected,
    pub(crate) answerer: Corrected,
    /// What children are called is shown, because it was asked for.
    pub(crate) names: bool,
    /// References whose use in court their originator consented to.
    pub(crate) judicial: BTreeSet<Reference>,
}

impl Around {
    /// Notes beside statements what their sender said of them since.
    pub(crate) fn mark(&self, t: &T, side: Side, statements: &mut [StatementShown]) {
        let corrected = if side == Side::Asker { &self.asker } else { &self.answerer };
        for statement in statements {
            statement.later = match statement.reference.map(|r| corrected.fate(r)) {
                Some(Fate::Replaced) => Some(tag(t.get("exchange-later-replaced"), Tone::Warn)),
                Some(Fate::Withdrawn) => Some(tag(t.get("exchange-later-withdrawn"), Tone::Warn)),
                Some(Fate::Stands) | None => None,
            };
        }
    }
}

/// Whether what a move says is information or may be used as evidence. It is evidence only by consent of its
/// originator; a custody chain is for the court to see.
pub(crate) fn court(t: &T, body: &MoveBody, judicial: &BTreeSet<Reference>) -> Tag {
    let (statements, unread) = carried(body);
    let total = statements.len().saturating_add(unread);
    let by_consent = statements.iter().filter(|s| s.reference.is_some_and(|r| judicial.contains(&r))).count();
    if body.0.get("evidence") == Some(&Value::Bool(true)) || (total > 0 && by_consent == total) {
        return tag(t.get("exchange-court-consent"), Tone::Good);
    }
    if by_consent > 0 {
        let part = t.say("exchange-court-part").with("n", by_consent).with("of", total);
        return tag(part.to_string(), Tone::Warn);
    }
    tag(t.get("exchange-court-not"), Tone::Plain)
}
