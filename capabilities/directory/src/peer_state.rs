//! Whether a peer is trusted. What is not known to be trusted is not.

/// Whether a peer is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeerState {
    /// Two people compared the words of its card.
    Trusted,
    /// Trust stands still: nothing goes to it and nothing is taken from it, and what waits on either side waits on.
    Suspended,
    /// Trust was withdrawn.
    Revoked,
}

impl PeerState {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Trusted => "trusted",
            Self::Suspended => "suspended",
            Self::Revoked => "revoked",
        }
    }

    /// The state of a code; what nobody knows is not trusted.
    pub(crate) fn parse(code: &str) -> Self {
        [Self::Trusted, Self::Suspended]
            .into_iter()
            .find(|state| state.code() == code)
            .unwrap_or(Self::Revoked)
    }
}
