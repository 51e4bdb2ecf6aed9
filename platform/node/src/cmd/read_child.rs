//! The child process that reads a foreign file within limits.

use std::process::ExitCode;

/// Reads what the parent hands over on standard input.
pub fn run(rest: &[String]) -> ExitCode {
    reading::child::run(rest)
}
