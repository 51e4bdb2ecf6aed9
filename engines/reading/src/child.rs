//! The reading process. The node hands a foreign file to a child that cannot allocate, run, write or open beyond its
//! limits, and takes back lines of JSON (A-6). A child that dies costs the rest of its file and nothing else.
//!
//! On the way in: one line of JSON (the request), then for each file its bytes in pieces, each after its length as four
//! bytes, a length of 0 ending the file. On the way out: one line of JSON for each item, then one with the summary.
// long: both ends of one protocol, read side by side

use crate::item::{Control, Format, Input, Item, Options, ReadError, Summary};
use rustix::process::{Resource, Rlimit, setrlimit};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitCode, Stdio};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The hidden subcommand that the program routes to [`run`].
pub const SUBCOMMAND: &str = "read-child";
/// Longest line that the child may write: one record at its limit, every letter escaped.
pub const LINE_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Longest request.
const REQUEST_BYTES_MAX: u64 = 1024 * 1024;
/// Most bytes of one file that is held to be joined with others.
pub const HELD_BYTES_MAX: u64 = 96 * 1024 * 1024;
/// Bytes of one piece.
const PIECE_BYTES: usize = 64 * 1024;
/// Bytes of a piece of a report's document.
const REPORT_PIECE_BYTES: usize = 1024 * 1024;

/// What a reading may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Address space of the child, in bytes.
    pub memory_bytes: u64,
    /// Processor time of the child, in seconds.
    pub cpu_seconds: u64,
    /// Time from start to end, in seconds.
    pub wall_seconds: u64,
    /// Bytes of all files together.
    pub input_bytes: u64,
    /// Bytes that the child may write.
    pub output_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory_bytes: 512 * 1024 * 1024,
            cpu_seconds: 300,
            wall_seconds: 600,
            input_bytes: kernel::limit::IMPORT_BYTES_MAX,
            output_bytes: 4 * 1024 * 1024 * 1024,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Request {
    format: Format,
    options: Options,
    limits: Limits,
    files: Vec<String>,
    /// The one file is the report of a meeting; its structure is the answer, whatever the format.
    #[serde(default)]
    report: bool,
}

/// Why the child gave up, in a form that crosses the pipe.
#[derive(Serialize, Deserialize)]
enum Failure {
    Doctype,
    NotTheFormat { format: Format, why: String },
    Mapping(String),
    TooLarge(u64),
    Other(String),
    NotAReport(String),
}

/// A line of the child.
#[derive(Serialize, Deserialize)]
enum Line {
    #[serde(rename = "i")]
    Item(Item),
    #[serde(rename = "d")]
    Done(Summary),
    #[serde(rename = "x")]
    Failed(Failure),
    /// A piece of the document that a report became.
    #[serde(rename = "r")]
    Report(String),
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Doctype => Self::Doctype,
            ReadError::NotTheFormat { format, why } => {
                Self::NotTheFormat { format: Format::parse(format).unwrap_or(Format::Csv), why }
            }
            ReadError::Mapping(why) => Self::Mapping(why),
            ReadError::NotAReport(why) => Self::NotAReport(why),
            ReadError::TooLarge { limit } => Self::TooLarge(limit),
            ReadError::Io(source) => Self::Other(format!("the file could not be read: {source}")),
            other => Self::Other(other.to_string()),
        }
    }
}

impl From<Failure> for ReadError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Doctype => Self::Doctype,
            Failure::NotTheFormat { format, why } => Self::NotTheFormat { format: format.code(), why },
            Failure::Mapping(why) => Self::Mapping(why),
            Failure::NotAReport(why) => Self::NotAReport(why),
            Failure::TooLarge(limit) => Self::TooLarge { limit },
            Failure::Other(why) => Self::BrokeOff(why),
        }
    }
}

/// What the binary does as a child, on its standard input and output. Takes no arguments.
#[must_use]
pub fn run(args: &[String]) -> ExitCode {
    if !args.is_empty() {
        eprintln!("{SUBCOMMAND} takes no arguments; the node starts it by itself");
        return ExitCode::from(2);
    }
    match main(std::io::stdin(), std::io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Reads files in a child within the usual [`Limits`]. `program` is the node's own binary, which routes the hidden
/// subcommand [`SUBCOMMAND`] to [`run`]. Every item goes to `sink` as it comes, which may stop the reading.
///
/// # Errors
/// A file that cannot be opened; why the whole could not be read. What the sink was given before stands.
pub fn read_files(
    program: &Path,
    format: Format,
    files: &[PathBuf],
    options: &Options,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let mut inputs: Vec<Input<'_>> = Vec::with_capacity(files.len());
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        inputs.push(Input { name, bytes: Box::new(File::open(path)?) });
    }
    run_parent(program, &[SUBCOMMAND], format, inputs, options, &Limits::default(), sink)
}

/// What runs in the child: limits first, then the request, then the files.
///
/// # Errors
/// Only what the pipes say; a file that cannot be read is told through the output.
pub fn main(input: impl Read + 'static, output: impl Write) -> std::io::Result<()> {
    let mut input = BufReader::with_capacity(PIECE_BYTES, input);
    let mut output = BufWriter::with_capacity(PIECE_BYTES, output);
    let mut request = Vec::new();
    input.by_ref().take(REQUEST_BYTES_MAX).read_until(b'\n', &mut request)?;
    let request: Request = serde_json::from_slice(&request).map_err(std::io::Error::other)?;
    confine(&request.limits)?;
    if request.report {
        return report(&request, Box::new(input), &mut output);
    }
    let mut failed = None;
    let mut sink = |item: Item| match write_line(&mut output, &Line::Item(item)) {
        Ok(()) => Control::Go,
        Err(error) => {
            failed = Some(error);
            Control::Stop
        }
    };
    let result = read_all(&request, Box::new(input), &mut sink);
    if let Some(error) = failed {
        return Err(error);
    }
    let last = match result {
        Ok(summary) => Line::Done(summary),
        Err(error) => Line::Failed(error.into()),
    };
    write_line(&mut output, &last)?;
    output.flush()
}

/// Reads the one file as a report, and writes its document piece by piece.
fn report(request: &Request, input: Box<dyn Read>, output: &mut impl Write) -> std::io::Result<()> {
    let name = request.files.first().cloned().unwrap_or_default();
    let mut bytes = Vec::new();
    let mut file = Pieces { input: Rc::new(RefCell::new(input)), left: 0, ended: false };
    file.by_ref().take(HELD_BYTES_MAX.saturating_add(1)).read_to_end(&mut bytes)?;
    let read = if bytes.len() as u64 > HELD_BYTES_MAX {
        Err(ReadError::TooLarge { limit: HELD_BYTES_MAX })
    } else {
        crate::report::read_bytes(bytes, &name)
    };
    let last = match read.and_then(|report| {
        serde_json::to_string(&report).map_err(|error| ReadError::BrokeOff(error.to_string()))
    }) {
        Ok(document) => {
            let mut rest = document.as_str();
            while !rest.is_empty() {
                let (piece, after) = rest.split_at(rest.floor_char_boundary(REPORT_PIECE_BYTES));
                write_line(output, &Line::Report(piece.to_owned()))?;
                rest = after;
            }
            Line::Done(Summary::default())
        }
        Err(error) => Line::Failed(error.into()),
    };
    write_line(output, &last)?;
    output.flush()
}

fn write_line(output: &mut impl Write, line: &Line) -> std::io::Result<()> {
    serde_json::to_writer(&mut *output, line)?;
    output.write_all(b"\n")
}

fn read_all(
    request: &Request,
    input: Box<dyn Read>,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let shared = Rc::new(RefCell::new(input));
    // Tables that are joined come in any order, so each is held; the others are read as they come.
    let held = request.format == Format::OfacSdn && request.files.len() > 1;
    let mut inputs: Vec<(String, Box<dyn Read>)> = Vec::with_capacity(request.files.len());
    for name in &request.files {
        let mut file = Pieces { input: Rc::clone(&shared), left: 0, ended: false };
        if !held {
            inputs.push((name.clone(), Box::new(file)));
            continue;
        }
        let mut bytes = Vec::new();
        file.by_ref().take(HELD_BYTES_MAX.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > HELD_BYTES_MAX {
            return Err(ReadError::TooLarge { limit: HELD_BYTES_MAX });
        }
        inputs.push((name.clone(), Box::new(Cursor::new(bytes))));
    }
    crate::read(request.format, inputs, &request.options, sink)
}

/// One file out of the pieces.
struct Pieces {
    input: Rc<RefCell<Box<dyn Read>>>,
    left: usize,
    ended: bool,
}

impl Read for Pieces {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if self.ended || out.is_empty() {
            return Ok(0);
        }
        let mut input = self.input.borrow_mut();
        if self.left == 0 {
            let mut length = [0; 4];
            input.read_exact(&mut length)?;
            self.left = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
            if self.left == 0 {
                self.ended = true;
                return Ok(0);
            }
        }
        let most = self.left.min(out.len());
        let read = input.read(out.get_mut(..most).unwrap_or_default())?;
        if read == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        self.left = self.left.saturating_sub(read);
        Ok(read)
    }
}

impl Drop for Pieces {
    /// What a reader left of its file belongs to no other.
    fn drop(&mut self) {
        let _ = std::io::copy(self, &mut std::io::sink());
    }
}

/// Takes from this process what reading does not need: memory and processor time beyond the limits, files to write,
/// files to open, other processes, dumps.
fn confine(limits: &Limits) -> std::io::Result<()> {
    let set = |resource, most| {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) }).map_err(std::io::Error::from)
    };
    set(Resource::As, limits.memory_bytes)?;
    // A second between the limits, so that the signal that ends the child tells why.
    let (soft, hard) = (limits.cpu_seconds, limits.cpu_seconds.saturating_add(1));
    setrlimit(Resource::Cpu, Rlimit { current: Some(soft), maximum: Some(hard) })?;
    set(Resource::Fsize, 0)?;
    set(Resource::Core, 0)?;
    // Not honoured for root; without open files a program that is started cannot load itself either.
    set(Resource::Nproc, 0)?;
    set(Resource::Nofile, 0)
}

/// Reads named bytes in a child: `exe` with `args`, which must end in [`run`]. Items go to `sink` as they come.
///
/// # Errors
/// Why the whole could not be read. What the sink was given before stands.
pub fn run_parent<S: AsRef<OsStr>>(
    exe: &Path,
    args: &[S],
    format: Format,
    files: Vec<Input<'_>>,
    options: &Options,
    limits: &Limits,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let names = files.iter().map(|file| file.name.clone()).collect();
    let request = Request { format, options: options.clone(), limits: *limits, files: names, report: false };
    converse(exe, args, &request, files, &mut Taken { sink, document: String::new() })
}

/// Reads the report of a meeting in a child, as [`run_parent`] reads files.
///
/// # Errors
/// Why nothing could be read: no text in the file, too large, too slow.
pub fn read_report<S: AsRef<OsStr>>(
    exe: &Path,
    args: &[S],
    file: Input<'_>,
    limits: &Limits,
) -> Result<crate::report::Report, ReadError> {
    let request = Request {
        format: Format::Csv,
        options: Options::default(),
        limits: *limits,
        files: vec![file.name.clone()],
        report: true,
    };
    let mut taken = Taken { sink: &mut |_| Control::Go, document: String::new() };
    converse(exe, args, &request, vec![file], &mut taken)?;
    serde_json::from_str(&taken.document)
        .map_err(|error| ReadError::BrokeOff(format!("a document that is none of ours: {error}")))
}

/// What the parent takes from the child.
struct Taken<'a> {
    sink: &'a mut dyn FnMut(Item) -> Control,
    /// The document of a report, as far as it came.
    document: String,
}

fn converse<S: AsRef<OsStr>>(
    exe: &Path,
    args: &[S],
    asked: &Request,
    files: Vec<Input<'_>>,
    taken: &mut Taken<'_>,
) -> Result<Summary, ReadError> {
    let limits = &asked.limits;
    let mut request = serde_json::to_vec(asked).map_err(|e| ReadError::BrokeOff(e.to_string()))?;
    request.push(b'\n');
    let mut child = Command::new(exe)
        .args(args)
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(ReadError::BrokeOff("no pipe to the reading process".into()));
    };
    let run = Run {
        child: Mutex::new(child),
        slow: AtomicBool::new(false),
        large: AtomicBool::new(false),
        fed: AtomicU64::new(0),
    };
    let told = std::thread::scope(|scope| {
        let (done, wait) = channel::<()>();
        scope.spawn(|| run.feed(stdin, &request, files, limits.input_bytes));
        let run_ref = &run;
        scope.spawn(move || {
            if wait.recv_timeout(Duration::from_secs(limits.wall_seconds)) == Err(RecvTimeoutError::Timeout) {
                run_ref.slow.store(true, Ordering::SeqCst);
                run_ref.kill();
            }
        });
        let told = run.listen(BufReader::with_capacity(PIECE_BYTES, stdout), limits, taken);
        // Whatever came, the child has no more to say; a feeder that waits on it ends with it.
        run.kill();
        drop(done);
        told
    });
    run.conclude(told, limits)
}

struct Run {
    child: Mutex<Child>,
    slow: AtomicBool,
    large: AtomicBool,
    fed: AtomicU64,
}

/// What the parent heard.
enum Told {
    Line(Result<Summary, ReadError>),
    Stopped(Summary),
    Silence,
}

impl Run {
    fn kill(&self) {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        // A child that has ended cannot be killed, and need not be.
        let _ = child.kill();
    }

    fn feed(&self, mut stdin: ChildStdin, request: &[u8], files: Vec<Input<'_>>, most: u64) {
        // A pipe that closes means that the child ended; the listener says why.
        let _ = stdin.write_all(request).and_then(|()| {
            let mut piece = vec![0; PIECE_BYTES];
            for mut file in files {
                loop {
                    let read = file.bytes.read(&mut piece)?;
                    let total = self.fed.fetch_add(read as u64, Ordering::SeqCst).saturating_add(read as u64);
                    if total > most {
                        self.large.store(true, Ordering::SeqCst);
                        self.kill();
                        return Ok(());
                    }
                    stdin.write_all(&u32::try_from(read).unwrap_or(0).to_le_bytes())?;
                    stdin.write_all(piece.get(..read).unwrap_or_default())?;
                    if read == 0 {
                        break;
                    }
                }
            }
            stdin.flush()
        });
    }

    fn listen(&self, mut stdout: impl BufRead, limits: &Limits, taken: &mut Taken<'_>) -> Told {
        let mut summary = Summary::default();
        let mut line = Vec::new();
        let mut heard = 0u64;
        loop {
            line.clear();
            let most = LINE_BYTES_MAX.saturating_add(1) as u64;
            let read = stdout.by_ref().take(most).read_until(b'\n', &mut line).unwrap_or(0);
            heard = heard.saturating_add(read as u64);
            if heard > limits.output_bytes || line.len() > LINE_BYTES_MAX {
                let limit =
                    if line.len() > LINE_BYTES_MAX { LINE_BYTES_MAX as u64 } else { limits.output_bytes };
                return Told::Line(Err(ReadError::TooLarge { limit }));
            }
            if line.last() != Some(&b'\n') {
                return Told::Silence;
            }
            match serde_json::from_slice::<Line>(&line) {
                Ok(Line::Item(item)) => {
                    summary.count(&item);
                    if (taken.sink)(item) == Control::Stop {
                        return Told::Stopped(summary);
                    }
                }
                Ok(Line::Report(piece)) => taken.document.push_str(&piece),
                // The parent's own count stands; of the child's summary only what it alone can know is taken.
                Ok(Line::Done(told)) => {
                    return Told::Line(Ok(Summary {
                        broken: told.broken,
                        header: told.header,
                        dated: told.dated,
                        captures: told.captures,
                        ..summary
                    }));
                }
                Ok(Line::Failed(failure)) => return Told::Line(Err(failure.into())),
                Err(error) => {
                    return Told::Line(Err(ReadError::BrokeOff(format!(
                        "a line that is none of ours: {error}"
                    ))));
                }
            }
        }
    }

    fn conclude(self, told: Told, limits: &Limits) -> Result<Summary, ReadError> {
        let (slow, large) = (self.slow.load(Ordering::SeqCst), self.large.load(Ordering::SeqCst));
        let mut child = self.child.into_inner().unwrap_or_else(PoisonError::into_inner);
        let status = child.wait()?;
        match told {
            Told::Line(result) => result,
            Told::Stopped(summary) => Ok(summary),
            Told::Silence if slow => Err(ReadError::TooSlow { seconds: limits.wall_seconds }),
            Told::Silence if large => Err(ReadError::TooLarge { limit: limits.input_bytes }),
            Told::Silence => Err(ReadError::BrokeOff(reason_of(status))),
        }
    }
}

fn reason_of(status: std::process::ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt;
    match status.signal() {
        Some(24) => "the reading process used up its processor time".into(),
        Some(6 | 9 | 11) => "the reading process ended, most likely for lack of memory".into(),
        Some(signal) => format!("the reading process was ended by signal {signal}"),
        None => format!("the reading process ended with {status}"),
    }
}
