//! The words of the command line about the evidence of a case.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `evidence`.
#[derive(Debug, Subcommand)]
pub enum Evidence {
    /// Keep a file as evidence: hashed and encrypted as it is read, whatever its size. Given again after it was cut off, it
    /// goes on where it ended.
    Add(EvidenceAdd),
    /// List the exhibits of a case.
    List(EvidenceCase),
    /// Write exhibits with their custody to one signed file that anybody can verify.
    Export(EvidenceExport),
    /// Read every exhibit from its first byte to its last, and walk its custody; exit 1 if one is not what came in.
    Verify(EvidenceCase),
}

/// Which case.
#[derive(Debug, Args)]
pub struct EvidenceCase {
    /// The case, by its reference.
    #[arg(long, value_name = "REFERENCE")]
    pub case: String,
}

/// `evidence add`.
#[derive(Debug, Args)]
pub struct EvidenceAdd {
    /// The file.
    pub file: PathBuf,
    /// The case, by its reference.
    #[arg(long, value_name = "REFERENCE")]
    pub case: String,
    /// From whom it came.
    #[arg(long, value_name = "TEXT")]
    pub from: Option<String>,
    /// What it is, in your own words.
    #[arg(long, default_value = "", value_name = "TEXT")]
    pub what: String,
    /// Where it came in.
    #[arg(long, default_value = "", value_name = "TEXT")]
    pub place: String,
    /// How it came, and in what state; for a working copy, how it was made.
    #[arg(long, default_value = "", value_name = "TEXT")]
    pub how: String,
    /// When it came, if not now: 2026-11-24T03:00:00Z. For a captured page, when it was captured.
    #[arg(long, value_name = "MOMENT")]
    pub at: Option<String>,
    /// It is a working copy of this exhibit: E-1.
    #[arg(long, value_name = "NUMBER", conflicts_with = "url")]
    pub copy_of: Option<String>,
    /// It is a page or account of the network that was captured at this address.
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// Who captured it.
    #[arg(long, default_value = "", value_name = "TEXT", requires = "url")]
    pub by: String,
    /// The tool that captured it, with its version.
    #[arg(long, default_value = "", value_name = "TEXT", requires = "url")]
    pub tool: String,
    /// The account and the network address that were used.
    #[arg(long, default_value = "", value_name = "TEXT", requires = "url")]
    pub identity: String,
    /// What the page has to do with the case.
    #[arg(long, default_value = "", value_name = "TEXT", requires = "url")]
    pub context: String,
}

/// `evidence export`.
#[derive(Debug, Args)]
pub struct EvidenceExport {
    /// The case, by its reference.
    #[arg(long, value_name = "REFERENCE")]
    pub case: String,
    /// Only this exhibit: E-1; repeat it. Without it, all of them.
    #[arg(long, value_name = "NUMBER")]
    pub exhibit: Vec<String>,
    /// For whom the bundle is.
    #[arg(long = "for", value_name = "TEXT")]
    pub recipient: String,
    /// Why.
    #[arg(long, default_value = "", value_name = "TEXT")]
    pub why: String,
    /// Where to; it must not be there yet.
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
}
