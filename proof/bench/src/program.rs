//! The program itself: time to the first answer, and memory while it idles.

use crate::Report;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Measures the `liaison` built beside this program.
///
/// # Panics
/// When it does not run.
#[expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a benchmark that fails has nothing to report"
)]
pub fn run(report: &mut Report<'_>) {
    let program = std::env::current_exe().unwrap().with_file_name("liaison");
    assert!(program.exists(), "build it first: cargo build --release --bin liaison");
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("node");
    let made = Command::new(&program)
        .args(["--node"])
        .arg(&folder)
        .args(["--json", "init", "--party", "GH", "--authority", "Bench"])
        .output()
        .unwrap();
    let made: serde_json::Value = serde_json::from_slice(&made.stdout).expect("init prints JSON");
    let address: SocketAddr =
        made.get("pages").and_then(|p| p.as_str()).unwrap().trim_start_matches("http://").parse().unwrap();
    let started = Instant::now();
    let mut child = serve(&program, &folder);
    while get(address, "/sign-in").is_none() {
        assert!(started.elapsed() < Duration::from_secs(20), "it does not answer");
        std::thread::sleep(Duration::from_millis(5));
    }
    report("start until the first page", started.elapsed().as_secs_f64(), "s", None);
    let mut times: Vec<f64> = (0..200)
        .map(|_| {
            let asked = Instant::now();
            get(address, "/sign-in").expect("a page");
            asked.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    report("sign-in page, p95 of 200", times.get(189).copied().unwrap_or(0.0), "ms", None);
    std::thread::sleep(Duration::from_secs(2));
    report("resident memory, empty node", resident_mib(child.id()), "MiB", None);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to report")]
fn serve(program: &PathBuf, folder: &PathBuf) -> Child {
    Command::new(program)
        .arg("--node")
        .arg(folder)
        .arg("serve")
        .stderr(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

fn get(address: SocketAddr, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").ok()?;
    let mut text = String::new();
    stream.read_to_string(&mut text).ok()?;
    text.starts_with("HTTP/1.1 200").then_some(text)
}

fn resident_mib(pid: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}
