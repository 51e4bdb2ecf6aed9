//! The gate itself: opens, releases, remembers.

use crate::decide::{Decision, Question, decide};
use crate::policies::{self, GateError, PolicyFile, Rules};
use crate::refusal::{Public, Reason, Refusal};
use crate::{Ask, Guarded, ObjectRef, Recipient, Released};
use kernel::{ActorKind, AuditEntry, AuditSink, Label, Outcome};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use uuid::Uuid;

/// Most answers remembered. When it is reached all are forgotten; a list of ten thousand records has a few hundred
/// labels, so that this is rare and the new start cheap.
pub const DECISIONS_MAX: usize = 16_384;

/// Decides, and writes every decision down. One per node, shared by all threads.
pub struct Gate {
    rules: Rules,
    remembered: RwLock<HashMap<Question, Decision>>,
}

impl Gate {
    /// The base policies and those of the rooms.
    ///
    /// # Errors
    /// When a policy does not parse, lacks `@id` or `@article`, repeats an id, or does not fit the schema.
    pub fn new(policies: &[PolicyFile]) -> Result<Self, GateError> {
        Ok(Self { rules: policies::read(policies)?, remembered: RwLock::default() })
    }

    /// Opens one record, or says why not. Either way the log says so.
    ///
    /// # Errors
    /// The refusal; the value is gone.
    pub fn open<T>(&self, guarded: Guarded<T>, ask: &Ask<'_>, log: &mut dyn AuditSink) -> Result<T, Refusal> {
        let Guarded { object, label, value } = guarded;
        self.pass(&label, object, ask, None, log)?;
        Ok(value)
    }

    /// Opens what may be opened of a list and drops the rest without a word. One entry in the log, with numbers.
    pub fn open_each<T>(&self, list: Vec<Guarded<T>>, ask: &Ask<'_>, log: &mut dyn AuditSink) -> Vec<T> {
        let (asked, kind) = (list.len(), list.first().map_or("list", |g| g.object.kind));
        let opened: Vec<T> = list
            .into_iter()
            .filter(|g| self.answer(Question::new(&g.label, Some(g.object), ask, None)).refused.is_none())
            .map(|g| g.value)
            .collect();
        let note = format!("opened {} of {asked}", opened.len());
        write(log, ask, ObjectRef { kind, id: Uuid::nil() }, Outcome::Done, note);
        opened
    }

    /// Whether a record under this label could be opened so; for showing buttons. Writes nothing, grants nothing.
    #[must_use]
    pub fn may(&self, label: &Label, ask: &Ask<'_>) -> bool {
        self.answer(Question::new(label, None, ask, None)).refused.is_none()
    }

    /// Whether this record could be released so; for showing beforehand what the other side would learn.
    /// Writes nothing, grants nothing.
    #[must_use]
    pub fn may_release<T>(&self, guarded: &Guarded<T>, ask: &Ask<'_>, to: &Recipient) -> bool {
        self.answer(Question::new(&guarded.label, Some(guarded.object), ask, Some(to))).refused.is_none()
    }

    /// What could be said of why this record would not be released so; `None` if it would. For offering what opens the
    /// door, such as to ask for consent. Writes nothing, grants nothing.
    #[must_use]
    pub fn why_not<T>(&self, guarded: &Guarded<T>, ask: &Ask<'_>, to: &Recipient) -> Option<Public> {
        let decision = self.answer(Question::new(&guarded.label, Some(guarded.object), ask, Some(to)));
        let outsider = matches!(ask.actor.kind, ActorKind::Peer(_));
        decision.refused.map(|reasons| Refusal::new(reasons, outsider).public().clone())
    }

    /// Lets one record out to one recipient, or says why not. Either way the log says so.
    ///
    /// # Errors
    /// The refusal; the value is gone.
    pub fn release<T>(
        &self,
        guarded: Guarded<T>,
        ask: &Ask<'_>,
        to: &Recipient,
        log: &mut dyn AuditSink,
    ) -> Result<Released<T>, Refusal> {
        let Guarded { object, label, value } = guarded;
        self.pass(&label, object, ask, Some(to), log)?;
        Ok(Released { object, to: *to, value })
    }

    /// Lets out what may go of a list, and says how many were withheld. One entry in the log, with numbers and, where
    /// nothing may go, the policies that decided.
    pub fn release_each<T>(
        &self,
        list: Vec<Guarded<T>>,
        ask: &Ask<'_>,
        to: &Recipient,
        log: &mut dyn AuditSink,
    ) -> (Vec<Released<T>>, usize) {
        let (asked, kind) = (list.len(), list.first().map_or("list", |g| g.object.kind));
        let mut released = Vec::new();
        let mut why = std::collections::BTreeSet::new();
        for Guarded { object, label, value } in list {
            match self.answer(Question::new(&label, Some(object), ask, Some(to))).refused {
                None => released.push(Released { object, to: *to, value }),
                Some(reasons) => why.extend(reasons.iter().map(|r| r.policy.to_string())),
            }
        }
        let outcome = if released.is_empty() && asked > 0 {
            Outcome::Refused(why.into_iter().collect())
        } else {
            Outcome::Done
        };
        let note = format!("released {} of {asked} to {}", released.len(), place(to));
        write(log, ask, ObjectRef { kind, id: Uuid::nil() }, outcome, note);
        let withheld = asked.saturating_sub(released.len());
        (released, withheld)
    }

    /// How many answers are remembered; never more than [`DECISIONS_MAX`].
    #[must_use]
    pub fn remembered(&self) -> usize {
        self.remembered.read().unwrap_or_else(PoisonError::into_inner).len()
    }

    fn pass(
        &self,
        label: &Label,
        object: ObjectRef,
        ask: &Ask<'_>,
        to: Option<&Recipient>,
        log: &mut dyn AuditSink,
    ) -> Result<(), Refusal> {
        let decision = self.answer(Question::new(label, Some(object), ask, to));
        let note = to.map_or_else(String::new, |to| format!("to {}", place(to)));
        let outcome = match &decision.refused {
            None => Outcome::Done,
            Some(reasons) => Outcome::Refused(ids(reasons)),
        };
        write(log, ask, object, outcome, note);
        let outsider = matches!(ask.actor.kind, ActorKind::Peer(_));
        decision.refused.map_or(Ok(()), |reasons| Err(Refusal::new(reasons, outsider)))
    }

    /// The remembered answer, or a new one.
    fn answer(&self, question: Question) -> Decision {
        let remembered = self.remembered.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = remembered.get(&question) {
            return known.clone();
        }
        drop(remembered);
        let decision = decide(&self.rules, &question);
        let mut remembered = self.remembered.write().unwrap_or_else(PoisonError::into_inner);
        if remembered.len() >= DECISIONS_MAX {
            remembered.clear();
        }
        remembered.insert(question, decision.clone());
        decision
    }
}

fn ids(reasons: &Arc<[Reason]>) -> Vec<String> {
    reasons.iter().map(|r| r.policy.to_string()).collect()
}

fn place(to: &Recipient) -> String {
    let authority = to.authority.map(|a| format!(" {a}")).unwrap_or_default();
    format!("{} {}{authority}", to.party, to.node)
}

fn write(log: &mut dyn AuditSink, ask: &Ask<'_>, object: ObjectRef, outcome: Outcome, note: String) {
    log.write(AuditEntry {
        at: ask.at,
        actor: ask.actor.clone(),
        action: ask.action,
        object_kind: object.kind,
        object: object.id,
        purpose: ask.purpose,
        outcome,
        note,
    });
}
