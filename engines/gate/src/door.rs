//! The gate itself: opens, releases, remembers.

use crate::decide::{Decision, Question, decide};
use crate::policies::{self, GateError, PolicyFile, Rules};
use crate::refusal::{Reason, Refusal};
use crate::{Ask, Guarded, ObjectRef, Recipient, Released};
use kernel::{ActorKind, AuditEntry, AuditSink, LISTED_MAX, Label, Outcome};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock};
use uuid::Uuid;

/// Most answers remembered. When it is reached all are forgotten; a list of ten thousand records has a few hundred
/// labels, so that this is rare and the new start cheap.
pub const DECISIONS_MAX: usize = 16_384;

/// Stands in the log before the id of the assessment that a release relied on.
pub const RELIED_ON: &str = " relying on assessment ";

/// Decides, and writes every decision down. One per node, shared by all threads.
pub struct Gate {
    rules: Rules,
    remembered: RwLock<HashMap<Question<'static>, Decision>>,
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

    /// Opens what may be opened of a list and drops the rest without a word. One entry in the log,
    /// with numbers, the records that were opened, and the policies on either side.
    pub fn open_each<T>(&self, list: Vec<Guarded<T>>, ask: &Ask<'_>, log: &mut dyn AuditSink) -> Vec<T> {
        let (asked, kind) = (list.len(), list.first().map_or("list", |g| g.object.kind));
        let mut opened = Vec::new();
        let mut told = Told::default();
        for Guarded { object, label, value } in list {
            if told.hears(object, &self.answer(Question::new(&label, Some(object), ask, None))) {
                opened.push(value);
            }
        }
        let note = told.note(format!("opened {} of {asked}", opened.len()));
        let outcome = match asked {
            0 => Outcome::Done,
            _ => Outcome::Permitted { by: told.by(), listed: told.listed },
        };
        write(log, ask, ObjectRef { kind, id: Uuid::nil() }, outcome, note);
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

    /// Lets out what may go of a list, and says how many were withheld. One entry in the log, with numbers, the
    /// records that went, and the policies on either side.
    pub fn release_each<T>(
        &self,
        list: Vec<Guarded<T>>,
        ask: &Ask<'_>,
        to: &Recipient,
        log: &mut dyn AuditSink,
    ) -> (Vec<Released<T>>, usize) {
        let (asked, kind) = (list.len(), list.first().map_or("list", |g| g.object.kind));
        let mut released = Vec::new();
        let mut told = Told::default();
        for Guarded { object, label, value } in list {
            if told.hears(object, &self.answer(Question::new(&label, Some(object), ask, Some(to)))) {
                released.push(Released { object, to: *to, value });
            }
        }
        let note =
            told.note(format!("released {} of {asked} to {}{}", released.len(), place(to), relied_on(ask)));
        let outcome = match (released.is_empty(), asked) {
            (true, 0) => Outcome::Done,
            (true, _) => Outcome::Refused(told.why()),
            (false, _) => Outcome::Released { to: place(to), by: told.by(), listed: told.listed },
        };
        write(log, ask, ObjectRef { kind, id: Uuid::nil() }, outcome, note);
        let withheld = asked.saturating_sub(released.len());
        (released, withheld)
    }

    /// Where a policy comes from, as its file says; `None` for a reason that is no policy.
    #[must_use]
    pub fn article(&self, policy: &str) -> Option<&str> {
        let reasons = &self.rules.reasons;
        reasons.values().find(|(_, reason)| &*reason.policy == policy).map(|(_, reason)| &*reason.article)
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
        let note = match (to, ask.opening) {
            (Some(to), _) => format!("to {}{}", place(to), relied_on(ask)),
            (None, Some(opening)) => format!("opened by {}", opening.basis.code()),
            (None, None) => String::new(),
        };
        let outcome = match &decision.refused {
            None => match to {
                None => Outcome::Permitted { by: names(&decision.by), listed: Vec::new() },
                Some(to) => Outcome::Released { to: place(to), by: names(&decision.by), listed: Vec::new() },
            },
            Some(reasons) => Outcome::Refused(ids(reasons)),
        };
        write(log, ask, object, outcome, note);
        let outsider = matches!(ask.actor.kind, ActorKind::Peer(_));
        decision.refused.map_or(Ok(()), |reasons| Err(Refusal::new(reasons, outsider)))
    }

    /// The remembered answer, or a new one.
    fn answer(&self, question: Question<'_>) -> Decision {
        if let Some(known) = self.known(&question) {
            return known;
        }
        let decision = decide(&self.rules, &question);
        let mut remembered = self.remembered.write().unwrap_or_else(PoisonError::into_inner);
        if remembered.len() >= DECISIONS_MAX {
            remembered.clear();
        }
        remembered.insert(question.kept(), decision.clone());
        decision
    }

    fn known<'q>(&self, question: &Question<'q>) -> Option<Decision> {
        let remembered = self.remembered.read().unwrap_or_else(PoisonError::into_inner);
        // Questions that live for ever are also questions that live as long as this one.
        let remembered: &HashMap<Question<'q>, Decision> = &remembered;
        remembered.get(question).cloned()
    }
}

/// What the log is told of a list: which policies permitted, which withheld, and which records went through.
#[derive(Default)]
struct Told {
    by: BTreeSet<Arc<str>>,
    why: BTreeSet<Arc<str>>,
    listed: Vec<Uuid>,
    passed: usize,
}

impl Told {
    /// Takes one answer in; whether it was yes.
    fn hears(&mut self, object: ObjectRef, answer: &Decision) -> bool {
        if let Some(reasons) = &answer.refused {
            self.why.extend(reasons.iter().map(|r| Arc::clone(&r.policy)));
            return false;
        }
        self.by.extend(answer.by.iter().cloned());
        self.passed = self.passed.saturating_add(1);
        if self.listed.len() < LISTED_MAX {
            self.listed.push(object.id);
        }
        true
    }

    fn by(&self) -> Vec<String> {
        self.by.iter().map(ToString::to_string).collect()
    }

    fn why(&self) -> Vec<String> {
        self.why.iter().map(ToString::to_string).collect()
    }

    fn note(&self, numbers: String) -> String {
        let mut note = numbers;
        if self.passed > self.listed.len() {
            note.push_str(&format!("; the first {} are named", self.listed.len()));
        }
        if !self.why.is_empty() {
            note.push_str(&format!("; withheld under {}", self.why().join(", ")));
        }
        note
    }
}

fn names(policies: &[Arc<str>]) -> Vec<String> {
    policies.iter().map(ToString::to_string).collect()
}

fn ids(reasons: &Arc<[Reason]>) -> Vec<String> {
    reasons.iter().map(|r| r.policy.to_string()).collect()
}

/// How the log names the assessment that a release relied on; [`RELIED_ON`] and its id.
fn relied_on(ask: &Ask<'_>) -> String {
    ask.assessment_id.map(|id| format!("{RELIED_ON}{id}")).unwrap_or_default()
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
