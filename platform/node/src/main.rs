//! The one binary: composes the rooms, serves the pages and the peers, and is the command line over the same
//! functions.
#![warn(missing_docs)]

mod carry;
mod cli;
mod cmd;
mod compose;
mod config;
mod folder;
mod output;
mod story;
#[cfg(test)]
mod surface;

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
            eprintln!("liaison: {error:#}");
            ExitCode::FAILURE
        }
    }
}
