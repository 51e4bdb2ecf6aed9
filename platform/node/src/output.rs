//! Results go to standard output, one JSON document with `--json`, lines for people without; messages to standard
//! error.

use serde::Serialize;
use std::io::Write;

/// Where results go.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    json: bool,
}

impl Output {
    /// As the command line asked.
    #[must_use]
    pub fn new(json: bool) -> Self {
        Self { json }
    }

    /// Whether a program reads along.
    #[must_use]
    pub fn is_json(self) -> bool {
        self.json
    }

    /// Prints one result: the document, or the lines for people.
    pub fn print(self, document: &impl Serialize, lines: impl FnOnce() -> String) {
        let text = if self.json {
            serde_json::to_string(document).unwrap_or_else(|e| format!("{{\"error\":\"{e}\"}}"))
        } else {
            lines()
        };
        self.line(text.trim_end());
    }

    /// Prints one line as it is.
    pub fn line(self, text: &str) {
        let mut out = std::io::stdout().lock();
        // A closed pipe is the reader's choice, not an error of ours.
        let _closed = writeln!(out, "{text}");
    }
}
