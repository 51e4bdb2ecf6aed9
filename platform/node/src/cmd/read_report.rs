//! `liaison read-report`: the report of a meeting as structure. The file is read in a child process with limits; no node is
//! needed, and nothing is kept.

use crate::cli::ReadReport;
use crate::output::Output;
use anyhow::{Context, Result};
use reading::Input;
use reading::child::{self, Limits};
use reading::report::{Call, Report, Section, Standing, Status};
use std::fmt::Write;
use std::fs::File;

/// Memory of the reading, in bytes.
const MEMORY_BYTES: u64 = 1024 * 1024 * 1024;
/// Processor time of the reading, in seconds.
const CPU_SECONDS: u64 = 60;
/// Time from start to end, in seconds.
const WALL_SECONDS: u64 = 120;
/// Largest file, in bytes.
const INPUT_BYTES: u64 = 128 * 1024 * 1024;
/// Largest document that is taken from the child, in bytes.
const OUTPUT_BYTES: u64 = 512 * 1024 * 1024;

pub(crate) fn run(args: &ReadReport, out: Output) -> Result<()> {
    let path = &args.file;
    let file = File::open(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let limits = Limits {
        memory_bytes: MEMORY_BYTES,
        cpu_seconds: CPU_SECONDS,
        wall_seconds: WALL_SECONDS,
        input_bytes: INPUT_BYTES,
        output_bytes: OUTPUT_BYTES,
    };
    let program = std::env::current_exe().context("where is this program?")?;
    let input = Input { name, bytes: Box::new(file) };
    let report = child::read_report(&program, &[child::SUBCOMMAND], input, &limits)?;
    out.print(&report, || summary(&report));
    Ok(())
}

/// What a person wants to know first.
fn summary(report: &Report) -> String {
    let mut text = String::new();
    let shown = if report.title.is_empty() { "(no title found)" } else { &report.title };
    let _ = writeln!(text, "{shown}");
    let about =
        [report.symbols.join(", "), report.body.clone(), report.place.clone(), report.dates.text.clone()];
    let _ =
        writeln!(text, "{}", about.iter().filter(|a| !a.is_empty()).cloned().collect::<Vec<_>>().join(" · "));
    let _ = writeln!(
        text,
        "{} paragraphs ({} in annexes), {} recommendations and decisions, {} items of the agenda, {} documents before the meeting",
        report.paragraphs.len(),
        report.annex_paragraphs.len(),
        report.recommendations.len(),
        report.agenda.len(),
        report.documents.len()
    );
    heading(&mut text, "Sections");
    for section in &report.sections {
        sections(&mut text, section);
    }
    heading(&mut text, "Recommendations and decisions");
    for act in &report.recommendations {
        let kind = serde_json::to_value(act.kind).ok();
        let kind = kind.as_ref().and_then(|k| k.as_str()).unwrap_or_default();
        let _ = writeln!(
            text,
            "  {kind} {}{}: {}",
            act.number,
            if act.draft { " (draft)" } else { "" },
            start_of(&act.text, &act.title)
        );
        for call in &act.calls {
            let _ = writeln!(text, "      {}", call_line(call));
        }
    }
    who(&mut text, report);
    heading(&mut text, "Not understood");
    if report.findings.is_empty() {
        let _ = writeln!(text, "  nothing");
    }
    for finding in &report.findings {
        let what = serde_json::to_value(finding.what).ok();
        let what = what.as_ref().and_then(|w| w.as_str()).unwrap_or_default();
        let _ = writeln!(text, "  line {}: {what} {}", finding.place.from_line, finding.text);
    }
    text
}

fn heading(text: &mut String, words: &str) {
    let _ = writeln!(text, "\n{words}");
}

fn sections(text: &mut String, section: &Section) {
    let indent = "  ".repeat(usize::try_from(section.level.min(8)).unwrap_or(1));
    let standing = match section.standing {
        Standing::Adopted => " [adopted]",
        Standing::Summary => " [summary by the chair, not negotiated]",
        Standing::NotSaid => "",
    };
    let dot = if section.number.is_empty() { "" } else { ". " };
    let _ = writeln!(text, "{indent}{}{dot}{}{standing}", section.number, section.title);
}

fn call_line(call: &Call) -> String {
    let whom = if call.addressee.is_empty() { "(the body itself)" } else { &call.addressee };
    let item = if call.item.is_empty() { String::new() } else { format!("({}) ", call.item) };
    format!("{item}{whom}: {}", call.words)
}

fn start_of(text: &str, title: &str) -> String {
    const CHARS: usize = 110;
    let whole = if title.is_empty() { text } else { title };
    let short: String = whole.chars().take(CHARS).collect();
    if short.len() < whole.len() { format!("{short}…") } else { short }
}

fn who(text: &mut String, report: &Report) {
    if !report.panellists.is_empty() {
        heading(text, "Panellists");
    }
    for one in &report.panellists {
        let _ =
            writeln!(text, "  {} ({}): {}; item {}", one.name, one.state, one.function, one.items.join(", "));
    }
    if !report.statements.is_empty() {
        heading(text, "Statements");
    }
    for one in &report.statements {
        let names: Vec<&str> = one.speakers.iter().map(|s| s.written.as_str()).collect();
        let items = if one.items.is_empty() {
            "no item named".into()
        } else {
            format!("item {}", one.items.join(", "))
        };
        let _ = writeln!(text, "  {items}, {}, {}: {}", status(one.status), names.len(), names.join("; "));
    }
    if !report.attendance.is_empty() {
        heading(text, "Attendance");
    }
    for one in &report.attendance {
        let names: Vec<&str> = one.names.iter().map(|n| n.written.as_str()).collect();
        let _ = writeln!(text, "  {}, {}: {}", status(one.status), names.len(), names.join("; "));
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Party => "parties",
        Status::Signatory => "signatories",
        Status::Neither => "neither party nor signatory",
        Status::Member => "members",
        Status::Observer => "observers",
        Status::ObserverEntity => "entities with an observer mission or office",
        Status::Organisation => "organisations",
        Status::NotSaid => "status not said",
    }
}
