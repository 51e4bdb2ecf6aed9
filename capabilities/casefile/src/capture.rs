//! A page or an account on the network as it was captured, with what the Berkeley Protocol on Digital Open Source
//! Investigations wants to be known of it: where it stood, when it was captured, by whom and as whom, with what. What is
//! missing is said, and nothing is made up for it.

use kernel::Timestamp;
use reading::Format;
use reading::capture::{Capture, CapturedPart};
use serde::{Deserialize, Serialize};

/// Longest address of a page, in characters.
pub const URL_CHARS_MAX: usize = 2_000;
/// Longest of the other texts of a capture, in characters.
pub const TEXT_CHARS_MAX: usize = 300;

/// What is known of a capture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Captured {
    /// The full address of what was captured.
    pub url: String,
    /// When, in UTC, RFC 3339; empty if nobody knows.
    pub at: String,
    /// Who captured it, where it was not who took it in.
    pub by: String,
    /// The tool and its version.
    pub tool: String,
    /// As whom: the account and the address on the network that were used.
    pub identity: String,
    /// Why this page: what it has to do with the case.
    pub context: String,
    /// What the file was read as when it was told what it is made of: an officer may know better than its bytes say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_as: Option<Format>,
    /// What the file is made of, each part with its digest, where it is a page saved whole or a crawl.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<CapturedPart>,
    /// How many parts there are; more than `parts` where those are cut off.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub parts_total: u64,
}

fn is_zero(n: &u64) -> bool {
    *n == 0
}

/// What the Protocol wants and a capture may lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacks {
    /// The full address.
    Url,
    /// When it was captured.
    At,
    /// Who captured it.
    By,
    /// The tool and its version.
    Tool,
    /// As whom.
    Identity,
    /// Its context.
    Context,
}

impl Lacks {
    /// Everything there is to lack.
    pub const ALL: [Self; 6] = [Self::Url, Self::At, Self::By, Self::Tool, Self::Identity, Self::Context];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Url => "url",
            Self::At => "at",
            Self::By => "by",
            Self::Tool => "tool",
            Self::Identity => "identity",
            Self::Context => "context",
        }
    }
}

impl Captured {
    /// The same without what surrounds the words, and no longer than they may be.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        let short = |text: &str, most: usize| text.trim().chars().take(most).collect::<String>();
        Self {
            url: short(&self.url, URL_CHARS_MAX),
            at: short(&self.at, TEXT_CHARS_MAX),
            by: short(&self.by, TEXT_CHARS_MAX),
            tool: short(&self.tool, TEXT_CHARS_MAX),
            identity: short(&self.identity, TEXT_CHARS_MAX),
            context: short(&self.context, TEXT_CHARS_MAX),
            read_as: self.read_as,
            parts: self.parts.clone(),
            parts_total: self.parts_total,
        }
    }

    /// The same with what the file says of itself, where the officer said nothing.
    #[must_use]
    pub fn filled_by(&self, told: &Capture) -> Self {
        let or = |said: &str, told: &str| if said.trim().is_empty() { told } else { said }.to_owned();
        Self {
            url: or(&self.url, &told.url),
            at: or(&self.at, &told.at),
            by: or(&self.by, &told.by),
            tool: or(&self.tool, &told.tool),
            identity: self.identity.clone(),
            context: self.context.clone(),
            read_as: told.read_as,
            parts: told.parts.clone(),
            parts_total: told.parts_total,
        }
        .trimmed()
    }

    /// What the Protocol wants and this lacks. An address without a scheme is none: nobody could find the page by it.
    #[must_use]
    pub fn lacks(&self) -> Vec<Lacks> {
        let missing = |lack: &Lacks| match lack {
            Lacks::Url => self.url.split_once("://").is_none_or(|(_, rest)| rest.trim().is_empty()),
            Lacks::At => Timestamp::parse(&self.at).is_none(),
            Lacks::By => self.by.trim().is_empty(),
            Lacks::Tool => self.tool.trim().is_empty(),
            Lacks::Identity => self.identity.trim().is_empty(),
            Lacks::Context => self.context.trim().is_empty(),
        };
        Lacks::ALL.into_iter().filter(missing).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capture_says_what_the_protocol_misses_in_it() {
        assert_eq!(Captured::default().lacks(), Lacks::ALL);
        let whole = Captured {
            url: "https://example.test/profile/9".into(),
            at: "2026-11-20T08:15:00Z".into(),
            by: "Moussa".into(),
            tool: "browsertrix 1.4".into(),
            identity: "no account, 203.0.113.9".into(),
            context: "offers crossings from Zuwara".into(),
            ..Captured::default()
        };
        assert_eq!(whole.lacks(), []);
        let without = Captured { url: "example.test".into(), at: "yesterday".into(), ..whole };
        assert_eq!(without.lacks(), [Lacks::Url, Lacks::At]);
    }

    #[test]
    fn what_the_file_says_of_itself_fills_what_the_officer_left_empty_and_nothing_else() {
        let said = Captured { tool: "browsertrix 1.4".into(), ..Captured::default() };
        let told = Capture {
            url: "https://example.test/profile/9".into(),
            at: "2026-11-20T08:15:00Z".into(),
            tool: "another".into(),
            parts_total: 3,
            ..Capture::default()
        };
        let filled = said.filled_by(&told);
        assert_eq!((filled.tool.as_str(), filled.parts_total), ("browsertrix 1.4", 3));
        assert_eq!(filled.lacks(), [Lacks::By, Lacks::Identity, Lacks::Context]);
    }
}
