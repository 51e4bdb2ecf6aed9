//! Own contact points, and how somebody made sure that one answers: by calling back, or by its signed reply.

use crate::card::ContactPoint;
use kernel::id::AuthorityId;

/// A contact point of an own authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnContact {
    /// Whose it is.
    pub authority: AuthorityId,
    /// What the card says of it.
    pub point: ContactPoint,
    /// Who confirmed it last.
    pub confirmed_by: Option<String>,
    /// And how.
    pub confirmation: Option<Confirmation>,
}

/// How somebody made sure that a contact point answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HowConfirmed {
    /// By calling or writing to it, as somebody abroad would, on a number known from elsewhere.
    CallBack,
    /// By its signed reply.
    SignedReply,
}

impl HowConfirmed {
    /// Both ways.
    pub const ALL: &'static [Self] = &[Self::CallBack, Self::SignedReply];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::CallBack => "call-back",
            Self::SignedReply => "signed-reply",
        }
    }

    /// The way of a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|how| how.code() == code)
    }
}

/// That a contact point answered, with what it rests on. The way stands in the card; number and name stay here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// How.
    pub how: HowConfirmed,
    /// The number that was called, or the reference of the reply.
    pub called: String,
    /// Who answered.
    pub spoken_to: String,
}

impl Confirmation {
    /// By calling a number.
    #[must_use]
    pub fn call_back(called: &str, spoken_to: &str) -> Self {
        Self { how: HowConfirmed::CallBack, called: called.into(), spoken_to: spoken_to.into() }
    }
}
