//! The one binary: composes the rooms, serves the pages and the peers, and is the command line over the same
//! functions.
#![warn(missing_docs)]

#[cfg(test)]
mod authorisation;
mod carry;
mod cli;
mod cli_case;
mod cli_hub;
mod cmd;
mod compose;
mod config;
#[cfg(test)]
mod figures;
mod folder;
mod mail;
mod output;
mod paper;
mod push;
mod reports;
#[cfg(test)]
mod retention;
mod story;
#[cfg(test)]
mod surface;
mod told;

use clap::Parser;
use cli::{Cli, Command};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Command::ReadChild = cli.command {
        return cmd::read_child::run();
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("liaison: cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(cmd::run(cli)) {
        Ok(code) => code,
        Err(error) => {
            let reason = format!("{error:#}");
            eprintln!("liaison: {reason}");
            if is_disk_full(&reason) {
                eprintln!(
                    "liaison: the disk is full or fails; make room and try again, nothing was done by halves"
                );
            }
            ExitCode::FAILURE
        }
    }
}

/// Whether a reason, however deep it comes from, is that the database cannot grow: SQLite says so in one of two ways,
/// PostgreSQL and the operating system in a third.
fn is_disk_full(reason: &str) -> bool {
    ["disk is full", "disk I/O error", "No space left"].iter().any(|words| reason.contains(words))
}
