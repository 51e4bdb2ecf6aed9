//! Reports of meetings: read in the limited child, handed to the room that keeps them.

use conference::{ReadFault, ReportReader};
use reading::child::{self, Limits};
use reading::report::{Report, What};
use reading::{Input, ReadError};

/// What reading a report may cost: it is text, and a page waits for it.
fn limits() -> Limits {
    Limits {
        cpu_seconds: 30,
        wall_seconds: 60,
        input_bytes: conference::REPORT_FILE_BYTES_MAX as u64,
        output_bytes: 128 * 1024 * 1024,
        ..Limits::default()
    }
}

/// Reads a file as the report of a meeting. Blocks until the child has ended.
///
/// # Errors
/// Why it is no report.
pub(crate) fn read(name: String, bytes: Vec<u8>) -> Result<Report, ReadFault> {
    let program = std::env::current_exe().map_err(|_| ReadFault::Broken)?;
    let input = Input { name, bytes: Box::new(std::io::Cursor::new(bytes)) };
    match child::read_report(&program, &[child::SUBCOMMAND], input, &limits()) {
        Ok(report) if report.findings.iter().any(|f| f.what == What::NoText) => Err(ReadFault::NoText),
        Ok(report) => Ok(report),
        Err(ReadError::TooLarge { .. } | ReadError::TooSlow { .. }) => Err(ReadFault::TooLarge),
        Err(ReadError::NotAReport(_) | ReadError::NotTheFormat { .. }) => Err(ReadFault::Format),
        Err(_) => Err(ReadFault::Broken),
    }
}

/// The reader that the pages use.
pub(crate) fn reader() -> ReportReader {
    ReportReader::new(read)
}
