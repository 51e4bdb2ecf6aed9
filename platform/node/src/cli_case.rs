//! The words of the command line about the evidence of a case.

use clap::{ArgGroup, Args, Subcommand};
use std::path::PathBuf;

/// `evidence`.
#[derive(Debug, Subcommand)]
pub enum Evidence {
    /// Keep a file as evidence: hashed and encrypted as it is read, whatever its size. Given again after it was cut off, it
    /// goes on where it ended.
    Add(EvidenceAdd),
    /// List the exhibits of a case.
    List(EvidenceCase),
    /// Record what happened to an exhibit outside the program: put under a seal, opened, handed over, given back.
    Record(EvidenceRecord),
    /// Show the custody of an exhibit, event by event, and whether the chain holds.
    Custody(EvidenceCustody),
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

/// `evidence add`. Who captured a page and how is said of what is said to be captured: of another file it would be lost.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("capture").args(["url", "captured"]).multiple(true)))]
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
    /// It is a captured page that says itself where it stood and when: a page saved whole (MHTML), WARC, WACZ.
    #[arg(long, conflicts_with = "copy_of")]
    pub captured: bool,
    /// Who captured it.
    #[arg(long, default_value = "", value_name = "TEXT", requires = "capture")]
    pub by: String,
    /// The tool that captured it, with its version.
    #[arg(long, default_value = "", value_name = "TEXT", requires = "capture")]
    pub tool: String,
    /// The account and the network address that were used.
    #[arg(long, default_value = "", value_name = "TEXT", requires = "capture")]
    pub identity: String,
    /// What the page has to do with the case.
    #[arg(long, default_value = "", value_name = "TEXT", requires = "capture")]
    pub context: String,
}

/// `evidence record`.
#[derive(Debug, Args)]
pub struct EvidenceRecord {
    /// The exhibit: E-1.
    pub exhibit: String,
    /// The case, by its reference.
    #[arg(long, value_name = "REFERENCE")]
    pub case: String,
    /// What happened.
    #[arg(long, value_parser = ["sealed", "opened", "transferred", "returned"])]
    pub what: String,
    /// From whom.
    #[arg(long, default_value = "", value_name = "TEXT")]
    pub from: String,
    /// To whom: to be said of what went or came back.
    #[arg(long, default_value = "", value_name = "TEXT")]
    pub to: String,
    /// Where.
    #[arg(long, default_value = "", value_name = "TEXT")]
    pub place: String,
    /// How, and what else there is to say: the number of a seal, the state it was in.
    #[arg(long, default_value = "", value_name = "TEXT")]
    pub how: String,
    /// When, if not now: 2026-11-24T03:00:00Z.
    #[arg(long, value_name = "MOMENT")]
    pub at: Option<String>,
}

/// `evidence custody`.
#[derive(Debug, Args)]
pub struct EvidenceCustody {
    /// The exhibit: E-1.
    pub exhibit: String,
    /// The case, by its reference.
    #[arg(long, value_name = "REFERENCE")]
    pub case: String,
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

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(subcommand)]
        what: Evidence,
    }

    #[test]
    fn who_captured_a_page_is_said_of_a_captured_page_alone() {
        let add = |said: &[&str]| {
            let line = ["liaison", "add", "page.mhtml", "--case", "AG-114"].iter().chain(said);
            Line::try_parse_from(line).map(|line| match line.what {
                Evidence::Add(add) => add.by,
                _ => unreachable!(),
            })
        };
        for said in ["--by", "--tool", "--identity", "--context"] {
            let refused = add(&[said, "M. Issa"]).unwrap_err();
            assert_eq!(refused.kind(), clap::error::ErrorKind::MissingRequiredArgument, "{said}");
        }
        assert_eq!(add(&["--by", "M. Issa", "--captured"]).unwrap(), "M. Issa");
        assert_eq!(add(&["--by", "M. Issa", "--url", "https://example.org/"]).unwrap(), "M. Issa");
        assert_eq!(add(&["--from", "the registry"]).unwrap(), "");
    }
}
