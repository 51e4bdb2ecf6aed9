//! The reading process. This test binary, told so by its arguments, is the child: a shell moves the pipe out of
//! the test harness's way, which writes to standard output before any test runs.

use super::{Taken, shared};
use reading::child::{Limits, run_parent};
use reading::{Control, Format, Input, Options, ReadError, Summary};
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;
use std::time::Duration;

const MOVED: &str =
    "exec 3>&1 1>/dev/null; exec \"$0\" --exact \"$1\" --ignored --nocapture --test-threads=1";

#[test]
#[ignore = "runs as the reading process of the other tests"]
fn as_reading_process() {
    let pipe = File::create("/proc/self/fd/3").expect("started by a parent");
    let told = reading::child::main(std::io::stdin(), pipe);
    std::process::exit(i32::from(told.is_err()));
}

/// A child whose input tries what the limits forbid as soon as they stand, and tells what it could do.
#[test]
#[ignore = "runs as the reading process of the other tests"]
fn as_curious_process() {
    let pipe = File::create("/proc/self/fd/3").expect("started by a parent");
    let told = reading::child::main(Curious { told: false, answer: Cursor::new(Vec::new()) }, pipe);
    std::process::exit(i32::from(told.is_err()));
}

struct Curious {
    told: bool,
    answer: Cursor<Vec<u8>>,
}

impl Read for Curious {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if !self.told {
            let n = std::io::stdin().read(out.get_mut(..1).unwrap_or_default())?;
            if out.first() == Some(&b'\n') {
                self.told = true;
            }
            return Ok(n);
        }
        if self.answer.get_ref().is_empty() {
            let open = File::open("/etc/hosts").is_ok() || File::open("/proc/self/status").is_ok();
            let write = File::create(std::env::temp_dir().join("liaison-curious")).is_ok();
            let run = std::process::Command::new("/bin/true").status().is_ok_and(|status| status.success());
            let table = format!("Name;Remark\nCurious;open {open}, write {write}, run {run}\n");
            let length = u32::try_from(table.len()).unwrap_or(0).to_le_bytes();
            let bytes = [length.as_slice(), table.as_bytes(), [0; 4].as_slice()].concat();
            self.answer = Cursor::new(bytes);
        }
        self.answer.read(out)
    }
}

fn through(
    process: &str,
    (format, options): (Format, &Options),
    files: Vec<Input<'_>>,
    limits: &Limits,
    sink: &mut dyn FnMut(reading::Item) -> Control,
) -> Result<Summary, ReadError> {
    let own = std::env::current_exe().expect("a test binary");
    let own = own.to_str().expect("a readable path");
    run_parent(Path::new("/bin/sh"), &["-c", MOVED, own, process], format, files, options, limits, sink)
}

/// The bytes of a part of a capture.
pub(crate) fn part_in_child(format: Format, file: Input<'_>, part: u64) -> Vec<u8> {
    let mut out = Taken::default();
    let options = Options { part: Some(part), ..Options::default() };
    let process = "child::as_reading_process";
    let told =
        through(process, (format, &options), vec![file], &Limits::default(), &mut |item| out.take(item));
    told.expect("a capture");
    out.bytes
}

/// What came, also when the reading failed.
pub(crate) fn read_in_child(
    format: Format,
    files: Vec<Input<'_>>,
    limits: &Limits,
) -> (Taken, Result<Summary, ReadError>) {
    let mut out = Taken::default();
    let told =
        through("child::as_reading_process", (format, &Options::default()), files, limits, &mut |item| {
            out.take(item)
        });
    (out, told)
}

fn file<'a>(name: &str, bytes: impl Read + Send + 'a) -> Input<'a> {
    Input { name: name.to_owned(), bytes: Box::new(bytes) }
}

/// Rows without end.
struct Endless {
    row: u64,
    pause: Duration,
}

impl Read for Endless {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        std::thread::sleep(self.pause);
        self.row += 1;
        let text =
            if self.row == 1 { "Name;Remark\n".to_owned() } else { format!("Number {};x\n", self.row) };
        let n = text.len().min(out.len());
        out[..n].copy_from_slice(&text.as_bytes()[..n]);
        Ok(n)
    }
}

#[test]
fn a_6_what_the_child_reads_is_what_the_reader_reads() {
    let Some(path) = shared("data/lists/un-sc-2020-11-30.xml") else { return };
    let open = || File::open(&path).expect("the list");
    let mut here = Taken::default();
    let inputs: Vec<(String, Box<dyn Read>)> = vec![("un.xml".into(), Box::new(open()))];
    let direct = reading::read(Format::UnScList, inputs, &Options::default(), &mut |item| here.take(item));
    let (there, told) = read_in_child(Format::UnScList, vec![file("un.xml", open())], &Limits::default());
    assert_eq!(told.expect("a list"), direct.expect("a list"));
    assert_eq!(there.entities, here.entities);
    assert_eq!(there.not_taken, here.not_taken);
    assert!(!there.entities.is_empty());
}

#[test]
fn a_6_the_child_opens_writes_and_runs_nothing() {
    let mut out = Taken::default();
    let files = vec![file("x.csv", std::io::empty())];
    let told = through(
        "child::as_curious_process",
        (Format::Csv, &Options::default()),
        files,
        &Limits::default(),
        &mut |i| out.take(i),
    );
    told.expect("a table");
    let said: Vec<&str> = out.statements().map(|(_, draft)| super::text(draft)).collect();
    assert!(said.contains(&"open false, write false, run false"), "{said:?}");
}

#[test]
fn a_6_a_child_without_memory_dies_and_the_parent_lives() {
    let limits = Limits { memory_bytes: 96 * 1024 * 1024, ..Limits::default() };
    // Two files that are joined are held: 80 MB do not fit beside what the process is made of.
    let rows = || std::io::repeat(b'1').take(40 * 1024 * 1024);
    let (_, told) =
        read_in_child(Format::OfacSdn, vec![file("sdn.csv", rows()), file("add.csv", rows())], &limits);
    assert!(matches!(&told, Err(ReadError::BrokeOff(why)) if why.contains("memory")), "{told:?}");
}

#[test]
fn a_6_a_child_that_uses_up_its_processor_time_is_ended_and_its_items_stay() {
    let limits = Limits { cpu_seconds: 1, ..Limits::default() };
    let endless = Endless { row: 0, pause: Duration::ZERO };
    let (taken, told) = read_in_child(Format::Csv, vec![file("x.csv", endless)], &limits);
    assert!(matches!(&told, Err(ReadError::BrokeOff(why)) if why.contains("processor")), "{told:?}");
    assert!(taken.entities.len() > 100, "{} entities", taken.entities.len());
}

#[test]
fn a_6_a_reading_that_takes_too_long_is_ended_and_its_items_stay() {
    let limits = Limits { wall_seconds: 2, ..Limits::default() };
    let slow = Endless { row: 0, pause: Duration::from_millis(5) };
    let (_, told) = read_in_child(Format::Csv, vec![file("x.csv", slow)], &limits);
    assert!(matches!(told, Err(ReadError::TooSlow { seconds: 2 })), "{told:?}");
}

#[test]
fn a_6_what_goes_in_and_what_comes_out_is_bounded() {
    let endless = || Endless { row: 0, pause: Duration::ZERO };
    let limits = Limits { input_bytes: 64 * 1024, ..Limits::default() };
    let (_, told) = read_in_child(Format::Csv, vec![file("x.csv", endless())], &limits);
    assert!(matches!(told, Err(ReadError::TooLarge { limit: 65536 })), "{told:?}");
    let limits = Limits { output_bytes: 64 * 1024, ..Limits::default() };
    let (taken, told) = read_in_child(Format::Csv, vec![file("x.csv", endless())], &limits);
    assert!(matches!(told, Err(ReadError::TooLarge { limit: 65536 })), "{told:?}");
    assert!(!taken.entities.is_empty());
}

#[test]
fn a_refusal_of_the_child_arrives_as_what_it_was() {
    let bomb =
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]><CONSOLIDATED_LIST>&a;</CONSOLIDATED_LIST>";
    let (_, told) =
        read_in_child(Format::UnScList, vec![file("x.xml", Cursor::new(bomb))], &Limits::default());
    assert!(matches!(told, Err(ReadError::Doctype)), "{told:?}");
    let (_, told) =
        read_in_child(Format::UnScList, vec![file("x.xml", Cursor::new("<a/>"))], &Limits::default());
    assert!(matches!(told, Err(ReadError::NotTheFormat { .. })), "{told:?}");
}

#[test]
fn a_sink_that_has_enough_stops_the_child() {
    let mut count = 0;
    let files = vec![file("x.csv", Endless { row: 0, pause: Duration::ZERO })];
    let told = through(
        "child::as_reading_process",
        (Format::Csv, &Options::default()),
        files,
        &Limits::default(),
        &mut |_| {
            count += 1;
            if count < 10 { Control::Go } else { Control::Stop }
        },
    );
    assert_eq!(told.expect("stopped").records, 10);
}

#[test]
fn a_6_a_program_that_is_no_reading_process_is_not_believed() {
    for (script, why) in [
        ("exit 3", "ended"),
        ("cat >/dev/null & echo '{\"i\":{\"x\":1}}'; wait", "none of ours"),
        ("cat /dev/zero", "too large"),
        ("printf '{\"i\":'", "ended"),
    ] {
        let files = vec![file("x.csv", Cursor::new("Name;Remark\nA One;x\n"))];
        let args = ["-c", script];
        let told = run_parent(
            Path::new("/bin/sh"),
            &args,
            Format::Csv,
            files,
            &Options::default(),
            &Limits::default(),
            &mut |_| panic!("nothing may be taken"),
        );
        let error = told.expect_err(script).to_string();
        assert!(error.contains(why), "{script}: {error}");
    }
}
