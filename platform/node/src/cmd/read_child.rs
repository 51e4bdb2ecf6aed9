//! The child process that reads a foreign file within limits.

use std::process::ExitCode;

/// Reads what the parent hands over on standard input, and writes what was recognised to standard output.
pub fn run() -> ExitCode {
    reading::child::run(&[])
}
