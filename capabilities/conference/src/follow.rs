//! What an authority does about a recommendation, for its own State: steps, and what they come to.
//!
//! Steps are appended, never changed, so that what was thought and promised stays. What they come to is a pure fold.
//! Views of the State, of peers and of others stand side by side; nothing makes one number or one colour of them (domain
//! 6), and nothing here knows of a second State (R-24).

use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! closed {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant),* }
        impl $name {
            /// Each of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The stable code.
            #[must_use]
            pub fn code(self) -> &'static str { match self { $(Self::$variant => $code),* } }
            /// Reads the code.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> { Self::ALL.iter().copied().find(|one| one.code() == code) }
        }
    };
}

closed! {
    /// Whether the State takes a recommendation on.
    Answer {
        /// It does.
        Accepted = "accepted",
        /// It takes on a part.
        InPart = "in-part",
        /// It does not.
        NotAccepted = "not-accepted",
    }
}

closed! {
    /// How far it is, in the words of those who follow recommendations (domain 6).
    Status {
        /// Nothing was begun.
        NotStarted = "not-started",
        /// There is a plan.
        Planned = "planned",
        /// Work goes on.
        InProgress = "in-progress",
        /// It is done.
        Implemented = "implemented",
        /// It is done and kept up.
        Sustained = "sustained",
        /// It does not apply to this State; the reason is given.
        NotApplicable = "not-applicable",
        /// It is not accepted; the reason is given.
        NotAccepted = "not-accepted",
    }
}

closed! {
    /// Who says how far it is.
    Viewpoint {
        /// The State itself.
        State = "state",
        /// Another State that reviewed it.
        Peer = "peer",
        /// Civil society, a company, an academic: whoever is concerned.
        Stakeholder = "stakeholder",
    }
}

closed! {
    /// What a partner is.
    PartnerKind {
        /// A public institution.
        Public = "public",
        /// A company or an association of companies.
        PrivateSector = "private-sector",
        /// A civil society organisation.
        CivilSociety = "civil-society",
        /// An international organisation.
        International = "international",
    }
}

/// What a figure of the node came to when it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Its code; words and query are the room's.
    pub code: String,
    /// How many.
    pub n: u64,
    /// Of how many; none where it is a count.
    pub of: Option<u64>,
    /// The most it may be, where a band of a released figure is told; `n` is the least.
    #[serde(default)]
    pub to: Option<u64>,
    /// Fewer than this, where a released figure tells no more; `n` says nothing then.
    #[serde(default)]
    pub below: Option<u64>,
    /// The period of a released figure.
    #[serde(default)]
    pub period: String,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Step {
    /// The State takes it on, or not.
    Answers {
        /// Which.
        answer: Answer,
        /// Why.
        reason: String,
    },
    /// The institution that leads.
    Leads {
        /// Its name.
        institution: String,
    },
    /// Somebody takes part.
    Partners {
        /// The name.
        name: String,
        /// What they are.
        sort: PartnerKind,
    },
    /// Something is to be done.
    Acts {
        /// What.
        what: String,
        /// By whom.
        owner: String,
        /// Until when, `2026-12-31`; may be empty.
        due: String,
    },
    /// It was done.
    Done {
        /// Which action.
        action: Uuid,
        /// What came of it.
        note: String,
    },
    /// Progress is measured by this.
    Measures {
        /// What is measured.
        what: String,
        /// In what.
        unit: String,
        /// What it was.
        baseline: String,
        /// What it is to be.
        target: String,
        /// Where the value comes from.
        source: String,
    },
    /// What was measured.
    Measured {
        /// Which indicator.
        indicator: Uuid,
        /// What it was.
        value: String,
    },
    /// A figure of the node itself was read.
    Counted {
        /// What it came to.
        figure: Figure,
    },
    /// Something shows it.
    Shows {
        /// What it is.
        title: String,
        /// Where it is: an address, a number of a file.
        reference: String,
        /// Whether others may see it once the State publishes.
        public: bool,
    },
    /// Whether others may see a piece of evidence was changed.
    Opens {
        /// Which.
        evidence: Uuid,
        /// Whether they may.
        public: bool,
    },
    /// Somebody says how far it is.
    Assesses {
        /// How far.
        status: Status,
        /// What they are.
        view: Viewpoint,
        /// Who.
        who: String,
        /// Why they say so.
        reason: String,
    },
    /// The State published what others may see of this, as it stood.
    Publishes {
        /// What others read.
        page: Published,
    },
    /// It took that back.
    Withdraws {
        /// Why.
        reason: String,
    },
}

/// An action as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionState {
    /// Its id.
    #[serde(default, skip_serializing_if = "Uuid::is_nil")]
    pub id: Uuid,
    /// What is to be done.
    pub what: String,
    /// By whom.
    pub owner: String,
    /// Until when; may be empty.
    pub due: String,
    /// When it was done, and what came of it.
    pub done: Option<(Timestamp, String)>,
    /// Since when it is planned.
    #[serde(default = "beginning")]
    pub since: Timestamp,
}

fn beginning() -> Timestamp {
    Timestamp(0)
}

/// An indicator with what was measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorState {
    /// Its id.
    #[serde(default, skip_serializing_if = "Uuid::is_nil")]
    pub id: Uuid,
    /// What is measured.
    pub what: String,
    /// In what.
    pub unit: String,
    /// What it was.
    pub baseline: String,
    /// What it is to be.
    pub target: String,
    /// Where the value comes from.
    pub source: String,
    /// What was measured, the oldest first.
    pub values: Vec<(Timestamp, String)>,
}

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceState {
    /// Its id.
    #[serde(default, skip_serializing_if = "Uuid::is_nil")]
    pub id: Uuid,
    /// What it is.
    pub title: String,
    /// Where it is.
    pub reference: String,
    /// Whether others may see it once the State publishes.
    pub public: bool,
}

/// What somebody says of how far it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// How far.
    pub status: Status,
    /// What they are.
    pub view: Viewpoint,
    /// Who.
    pub who: String,
    /// Why they say so.
    pub reason: String,
    /// When it was recorded.
    pub at: Timestamp,
}

/// What others read of a follow-up once it is published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Published {
    /// Whether the State takes it on, and why.
    pub answer: Option<(Answer, String)>,
    /// The institution that leads.
    pub lead: String,
    /// Who takes part.
    pub partners: Vec<(String, PartnerKind)>,
    /// What is done and to be done.
    pub actions: Vec<ActionState>,
    /// What is measured.
    pub indicators: Vec<IndicatorState>,
    /// The node's own figures.
    pub figures: Vec<(Figure, Timestamp)>,
    /// What shows it, as far as it is public.
    pub evidence: Vec<EvidenceState>,
    /// Who says how far it is, side by side.
    pub views: Vec<View>,
}

/// What the steps come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FollowUp {
    /// Everything, public or not.
    pub now: Published,
    /// What others read, and since when; none where nothing is published.
    pub published: Option<(Published, Timestamp, Uuid)>,
    /// How many steps there are.
    pub steps: usize,
}

impl FollowUp {
    /// What these steps, in their order, come to. A step that speaks of what is not there changes nothing.
    #[must_use]
    pub fn of(steps: &[(Uuid, Timestamp, Step)]) -> Self {
        let mut all = Self::default();
        for (id, at, step) in steps {
            all.take(*id, *at, step);
            all.steps = all.steps.saturating_add(1);
        }
        all
    }

    fn take(&mut self, id: Uuid, at: Timestamp, step: &Step) {
        let now = &mut self.now;
        match step.clone() {
            Step::Answers { answer, reason } => now.answer = Some((answer, reason)),
            Step::Leads { institution } => now.lead = institution,
            Step::Partners { name, sort } => {
                now.partners.retain(|(other, _)| *other != name);
                now.partners.push((name, sort));
            }
            Step::Acts { what, owner, due } => {
                now.actions.push(ActionState { id, what, owner, due, done: None, since: at });
            }
            Step::Done { action, note } => {
                let open = now.actions.iter_mut().find(|one| one.id == action && one.done.is_none());
                if let Some(one) = open {
                    one.done = Some((at, note));
                }
            }
            Step::Measures { what, unit, baseline, target, source } => {
                let values = Vec::new();
                now.indicators.push(IndicatorState { id, what, unit, baseline, target, source, values });
            }
            Step::Measured { indicator, value } => {
                if let Some(one) = now.indicators.iter_mut().find(|one| one.id == indicator) {
                    one.values.push((at, value));
                }
            }
            Step::Counted { figure } => {
                now.figures.retain(|(other, _)| other.code != figure.code);
                now.figures.push((figure, at));
            }
            Step::Shows { title, reference, public } => {
                now.evidence.push(EvidenceState { id, title, reference, public });
            }
            Step::Opens { evidence, public } => {
                if let Some(one) = now.evidence.iter_mut().find(|one| one.id == evidence) {
                    one.public = public;
                }
            }
            Step::Assesses { status, view, who, reason } => {
                // The newest word of each stands beside those of the others; one never takes another's place.
                now.views.retain(|one| (one.view, &one.who) != (view, &who));
                now.views.push(View { status, view, who, reason, at });
            }
            Step::Publishes { page } => self.published = Some((page, at, id)),
            Step::Withdraws { .. } => self.published = None,
        }
    }

    /// What others would read if it were published now.
    #[must_use]
    pub fn to_publish(&self) -> Published {
        let mut page = self.now.clone();
        page.evidence.retain(|one| one.public);
        page
    }

    /// Whether what others read is no longer what would be published now.
    #[must_use]
    pub fn has_moved_on(&self) -> bool {
        self.published.as_ref().is_some_and(|(page, _, _)| *page != self.to_publish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(list: &[Step]) -> Vec<(Uuid, Timestamp, Step)> {
        (1_u128..)
            .zip(list)
            .map(|(n, step)| (Uuid::from_u128(n), Timestamp(n as i64), step.clone()))
            .collect()
    }

    fn says(status: Status, view: Viewpoint, who: &str) -> Step {
        Step::Assesses { status, view, who: who.into(), reason: "as reported".into() }
    }

    #[test]
    fn views_of_the_state_and_of_others_stand_side_by_side_and_each_replaces_only_its_own() {
        let all = FollowUp::of(&steps(&[
            says(Status::Implemented, Viewpoint::State, "Ministry of Justice"),
            says(Status::InProgress, Viewpoint::Stakeholder, "Network of shelters"),
            says(Status::Sustained, Viewpoint::State, "Ministry of Justice"),
        ]));
        let seen: Vec<_> = all.now.views.iter().map(|v| (v.view, v.status)).collect();
        let expected = [(Viewpoint::Stakeholder, Status::InProgress), (Viewpoint::State, Status::Sustained)];
        assert_eq!(seen, expected);
    }

    #[test]
    fn what_is_internal_is_not_published_and_what_was_published_stays_as_it_stood() {
        let shows = |title: &str, public| Step::Shows { title: title.into(), reference: "r".into(), public };
        let mut list = vec![shows("decree", true), shows("minutes", false)];
        let page = FollowUp::of(&steps(&list)).to_publish();
        assert_eq!(page.evidence.iter().map(|e| e.title.as_str()).collect::<Vec<_>>(), ["decree"]);
        list.push(Step::Publishes { page });
        assert!(!FollowUp::of(&steps(&list)).has_moved_on());
        list.push(Step::Opens { evidence: Uuid::from_u128(2), public: true });
        let all = FollowUp::of(&steps(&list));
        assert!(all.has_moved_on());
        assert_eq!(all.published.as_ref().unwrap().0.evidence.len(), 1, "as it stood");
        list.push(Step::Withdraws { reason: "under review".into() });
        assert_eq!(FollowUp::of(&steps(&list)).published, None);
    }

    #[test]
    fn an_action_is_done_once_and_a_step_about_nothing_changes_nothing() {
        let act = Step::Acts { what: "test calls".into(), owner: "desk".into(), due: "2026-12-31".into() };
        let done = |n, note: &str| Step::Done { action: Uuid::from_u128(n), note: note.into() };
        let all = FollowUp::of(&steps(&[act, done(1, "first"), done(1, "again"), done(9, "nothing")]));
        assert_eq!(all.now.actions.len(), 1);
        assert_eq!(all.now.actions[0].done.as_ref().unwrap().1, "first");
    }
}
