//! What data subjects ask, and how it was answered.

use kernel::{Rng, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// Longest name, contact or source, in characters.
pub const LINE_CHARS_MAX: usize = 300;
/// Longest text of a request or a step, in characters.
pub const TEXT_CHARS_MAX: usize = 10_000;
/// Most days a policy may give.
pub const DAYS_MAX: i64 = 3_650;
/// Most steps of a request.
pub const STEPS_MAX: usize = 200;

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$vdoc])* $variant),*
        }

        impl $name {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable code.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// Reads the code.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

codes! {
    /// What a data subject asks for.
    RequestKind {
        /// What is held about them.
        Access = "access",
        /// That something be put right.
        Correction = "correction",
        /// That something be deleted.
        Deletion = "deletion",
        /// That something not be done with it.
        Objection = "objection",
    }
}

codes! {
    /// What was done about it.
    StepKind {
        /// The person is who they say.
        IdentityConfirmed = "identity-confirmed",
        /// It could not be established who asks.
        IdentityFailed = "identity-failed",
        /// Something was done.
        Done = "done",
        /// Decided: as asked.
        Granted = "granted",
        /// Decided: a part of it.
        GrantedInPart = "granted-in-part",
        /// Decided: no, with the ground.
        Refused = "refused",
        /// Taken back by whoever asked.
        Withdrawn = "withdrawn",
    }
}

impl StepKind {
    /// Whether it ends the request.
    #[must_use]
    pub fn is_decision(self) -> bool {
        matches!(self, Self::Granted | Self::GrantedInPart | Self::Refused | Self::Withdrawn)
    }

    /// Whether it gives something to whoever asks, so that it must be known who that is.
    #[must_use]
    pub fn needs_identity(self) -> bool {
        matches!(self, Self::Granted | Self::GrantedInPart)
    }
}

/// Id of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId(pub Uuid);

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What stands encrypted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Who asks.
    pub name: String,
    /// How they are reached.
    pub contact: String,
    /// What they ask, in their words.
    pub words: String,
}

/// A request to be recorded.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// What is asked for.
    pub kind: RequestKind,
    /// When it came.
    pub received_at: Timestamp,
    /// Who and what.
    pub said: Said,
}

/// A request of the register.
#[derive(Clone, Debug)]
pub struct SubjectRequest {
    /// Its id.
    pub id: RequestId,
    /// The reference given to whoever asks.
    pub reference: String,
    /// What is asked for.
    pub kind: RequestKind,
    /// When it came.
    pub received_at: Timestamp,
    /// When it is due, and where that stands; `None` if no time was set when it was recorded.
    pub due: Option<(Timestamp, String)>,
    /// Whether it is decided.
    pub decided: bool,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// By whom.
    pub recorded_by: String,
    /// Who and what.
    pub said: Said,
    /// What was done, oldest first; empty in a list.
    pub steps: Vec<SubjectStep>,
}

/// What was done about a request.
#[derive(Clone, Debug)]
pub struct SubjectStep {
    /// What kind.
    pub kind: StepKind,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// In words.
    pub what: String,
}

/// Why a step is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepRefused {
    /// The request is decided.
    Decided,
    /// Nobody established yet who asks.
    NoIdentity,
    /// It has as many steps as it may have.
    TooMany,
}

impl SubjectRequest {
    /// Whether a step may follow.
    ///
    /// # Errors
    /// [`StepRefused`].
    pub fn may(&self, step: StepKind) -> Result<(), StepRefused> {
        if self.decided {
            return Err(StepRefused::Decided);
        }
        if self.steps.len() >= STEPS_MAX {
            return Err(StepRefused::TooMany);
        }
        let checks = [StepKind::IdentityConfirmed, StepKind::IdentityFailed];
        let known = self.steps.iter().rev().find(|s| checks.contains(&s.kind)).map(|s| s.kind);
        match step.needs_identity() && known != Some(StepKind::IdentityConfirmed) {
            true => Err(StepRefused::NoIdentity),
            false => Ok(()),
        }
    }
}

/// How long an authority has to answer. The law differs from State to State: it is set by the authority, with its source,
/// and nothing is due before it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DuePolicy {
    /// Days from the day the request came.
    pub days: i64,
    /// The law, article and version it stands in.
    pub source: String,
}

impl DuePolicy {
    /// When a request that came then is due.
    #[must_use]
    pub fn due(&self, received: Timestamp) -> Timestamp {
        received.plus_ms(self.days.saturating_mul(kernel::time::DAY_MS))
    }
}

/// A reference for whoever asks: random, without letters that are mistaken for others.
#[must_use]
pub fn reference(rng: &dyn Rng) -> String {
    const LETTERS: &[u8] = b"23456789CDFGHJKMNPQRTVWX";
    let letter = |byte: u8| LETTERS.get(usize::from(byte) % LETTERS.len()).copied().map_or('2', char::from);
    let drawn: String = rng.array::<8>().into_iter().map(letter).collect();
    let (first, second) = drawn.split_at(4);
    format!("DS-{first}-{second}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::testing::SeededRng;

    fn request(steps: &[StepKind], decided: bool) -> SubjectRequest {
        let step = |kind: &StepKind| SubjectStep {
            kind: *kind,
            at: Timestamp(0),
            by: String::new(),
            what: String::new(),
        };
        SubjectRequest {
            id: RequestId(Uuid::nil()),
            reference: String::new(),
            kind: RequestKind::Access,
            received_at: Timestamp(0),
            due: None,
            decided,
            recorded_at: Timestamp(0),
            recorded_by: String::new(),
            said: Said { name: String::new(), contact: String::new(), words: String::new() },
            steps: steps.iter().map(step).collect(),
        }
    }

    #[test]
    fn nothing_is_granted_before_it_is_known_who_asks() {
        use StepKind::{Granted, GrantedInPart, IdentityConfirmed, IdentityFailed, Refused, Withdrawn};
        for kind in [Granted, GrantedInPart] {
            assert_eq!(request(&[], false).may(kind), Err(StepRefused::NoIdentity));
            assert_eq!(request(&[IdentityConfirmed], false).may(kind), Ok(()));
            let doubted = request(&[IdentityConfirmed, IdentityFailed], false);
            assert_eq!(doubted.may(kind), Err(StepRefused::NoIdentity), "the last check counts");
        }
        for kind in [Refused, Withdrawn, IdentityConfirmed] {
            assert_eq!(request(&[], false).may(kind), Ok(()));
        }
        assert_eq!(request(&[IdentityConfirmed], true).may(Granted), Err(StepRefused::Decided));
    }

    #[test]
    fn what_is_due_follows_the_policy_and_its_source() {
        let policy = DuePolicy { days: 30, source: "Act 843, section 32".into() };
        assert_eq!(policy.due(Timestamp(5)), Timestamp(5 + 30 * kernel::time::DAY_MS));
    }

    #[test]
    fn a_17_a_reference_is_random_and_short() {
        let (one, other) = (reference(&SeededRng::new(1)), reference(&SeededRng::new(2)));
        assert_ne!(one, other);
        assert_eq!(one.len(), "DS-2345-6789".len());
    }
}
