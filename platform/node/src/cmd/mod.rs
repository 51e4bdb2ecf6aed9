//! One file per command, thin over the same functions as the pages.

pub mod read_child;

use crate::cli::{Cli, Command};
use anyhow::Result;
use std::process::ExitCode;
