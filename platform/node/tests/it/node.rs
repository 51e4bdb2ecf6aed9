//! A node in a folder of its own, run as processes.

use serde_json::Value;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The program under test.
pub const LIAISON: &str = env!("CARGO_BIN_EXE_liaison");
/// How long a started node may take until it answers; generous, since other tests run beside it.
const UP_WITHIN: Duration = Duration::from_secs(60);

/// What a command said.
pub struct Said {
    /// The exit code; -1 where a signal ended it.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Said {
    /// Standard output as the one document it must be.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}\n{}", self.out, self.err))
    }

    /// The same, of a command that must succeed.
    pub fn fine(self) -> Value {
        assert_eq!(self.code, 0, "{}\n{}", self.out, self.err);
        self.json()
    }

    /// Asserts exit 1, a reason on standard error that names `word`, and nothing that looks like a crash.
    pub fn refused(&self, word: &str) {
        assert_eq!(self.code, 1, "{}\n{}", self.out, self.err);
        assert!(self.err.to_lowercase().contains(&word.to_lowercase()), "`{word}` is not in: {}", self.err);
        assert!(!self.err.contains("panicked") && !self.err.contains("RUST_BACKTRACE"), "{}", self.err);
    }
}

/// Runs the program with these words and this standard input.
pub fn liaison_with(args: &[&str], input: &str) -> Said {
    let mut child = Command::new(LIAISON)
        .args(args)
        .env_remove("LIAISON_NODE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input closes it; that is its right.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let done = child.wait_with_output().unwrap();
    Said {
        code: done.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&done.stdout).into_owned(),
        err: String::from_utf8_lossy(&done.stderr).into_owned(),
    }
}

/// Runs the program with these words, with `input` as its standard input; also gives the most memory it ever had, in
/// bytes, as the kernel counts it.
pub fn liaison_measured(args: &[&str], mut input: impl Read + Send + 'static) -> (Said, u64) {
    let mut command = Command::new(LIAISON);
    command.args(args).env_remove("LIAISON_NODE");
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (status, mut stdin) = (format!("/proc/{}/status", child.id()), child.stdin.take().unwrap());
    // A command that has read enough closes its input; that is its right.
    let fed = std::thread::spawn(move || drop(std::io::copy(&mut input, &mut stdin)));
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let kib =
            text.lines().find_map(|l| l.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        most = most.max(kib.unwrap_or(0_u64) * 1024);
        std::thread::sleep(Duration::from_millis(5));
    }
    fed.join().unwrap();
    let done = child.wait_with_output().unwrap();
    let said = Said {
        code: done.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&done.stdout).into_owned(),
        err: String::from_utf8_lossy(&done.stderr).into_owned(),
    };
    (said, most)
}

/// Runs the program with these words.
pub fn liaison(args: &[&str]) -> Said {
    liaison_with(args, "")
}

/// Now, for waiting on processes.
#[expect(clippy::disallowed_methods, reason = "real processes run in real time")]
pub fn now() -> Instant {
    Instant::now()
}

/// A port nobody listens on now.
pub fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

/// A node; its processes end with it.
pub struct TestNode {
    home: TempDir,
    /// Where it listens.
    pub port: u16,
    /// The first administrator's one-time link.
    pub link: String,
    child: Option<Child>,
}

impl TestNode {
    /// Made with `init`, not running.
    pub fn init(party: &str, authority: &str) -> Self {
        Self::init_in(tempfile::tempdir().unwrap(), party, authority)
    }

    /// The same, at home here.
    pub fn init_in(home: TempDir, party: &str, authority: &str) -> Self {
        let port = free_port();
        let (folder, listen) = (home.path().join("node"), format!("127.0.0.1:{port}"));
        let said = liaison(&[
            "--json",
            "--node",
            folder.to_str().unwrap(),
            "init",
            "--party",
            party,
            "--authority",
            authority,
            "--listen",
            &listen,
        ]);
        let made = said.fine();
        Self { home, port, link: made["link"].as_str().unwrap().to_owned(), child: None }
    }

    /// Its folder.
    pub fn folder(&self) -> PathBuf {
        self.home.path().join("node")
    }

    /// A file beside the folder.
    pub fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.home.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Runs a command on it with `--json`.
    pub fn run(&self, args: &[&str]) -> Said {
        self.run_with(args, "")
    }

    /// Runs a command on it with `--json` and this standard input.
    pub fn run_with(&self, args: &[&str], input: &str) -> Said {
        let folder = self.folder();
        let all: Vec<&str> =
            ["--json", "--node", folder.to_str().unwrap()].iter().chain(args).copied().collect();
        liaison_with(&all, input)
    }

    /// The card as its administrator would send it.
    pub fn card(&self) -> String {
        self.run(&["card"]).fine()["card"].as_str().unwrap().to_owned()
    }

    /// Trusts another's card after the words were compared.
    pub fn trust(&self, other: &Self) {
        let card = self.file(&format!("card-{}", other.port), other.card().as_bytes());
        self.run(&["trust", &card, "--yes"]).fine();
    }

    /// Starts `serve` and waits until it answers.
    pub fn serve(&mut self) {
        self.start();
        self.wait_up();
    }

    /// Starts `serve` without waiting.
    pub fn start(&mut self) {
        assert!(self.child.is_none(), "it runs already");
        let log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(self.home.path().join("serve.log"))
            .unwrap();
        let child = Command::new(LIAISON)
            .arg("--node")
            .arg(self.folder())
            .arg("serve")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn();
        self.child = Some(child.unwrap());
    }

    /// Waits until it answers.
    pub fn wait_up(&mut self) {
        let until = now() + UP_WITHIN;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            assert!(now() < until, "it does not answer:\n{}", self.log());
            let ended = self.child.as_mut().unwrap().try_wait().unwrap();
            assert!(ended.is_none(), "it ended: {ended:?}\n{}", self.log());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// What `serve` wrote so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.home.path().join("serve.log")).unwrap_or_default()
    }

    /// Ends it with SIGKILL, by its pid.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            child.wait().unwrap();
        }
    }

    /// One HTTP request to its pages; the status and the whole answer.
    pub fn http(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let more: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\nContent-Length: {}\r\n{more}\r\n{body}",
            self.port,
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1).and_then(|s| s.parse().ok());
        (status.unwrap_or_else(|| panic!("no status: {answer}")), answer)
    }
}

impl Drop for TestNode {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Two nodes that trust each other, not running.
pub fn pair() -> (TestNode, TestNode) {
    let accra = TestNode::init("GH", "Document Fraud Expertise Centre");
    let niamey = TestNode::init("NE", "National Investigation Unit");
    accra.trust(&niamey);
    niamey.trust(&accra);
    (accra, niamey)
}

/// A file of the shared test data, if it is on this machine.
pub fn shared(name: &str) -> Option<String> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder =
        std::env::var_os("LIAISON_SHARED").map_or_else(|| workspace.join("../shared"), PathBuf::from);
    let path = folder.join("data").join(name);
    if !path.exists() {
        println!("skipped: {} absent", path.display());
        return None;
    }
    Some(path.canonicalize().unwrap().to_str().unwrap().to_owned())
}

/// Asks `done` again and again; panics with `what` if it never holds.
pub fn wait_for(what: &str, within: Duration, mut done: impl FnMut() -> bool) {
    let until = now() + within;
    while !done() {
        assert!(now() < until, "never: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}
