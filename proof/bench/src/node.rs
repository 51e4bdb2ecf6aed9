//! A node made and run as processes, as an administrator would: its commands, its pages, its memory.

use serde_json::Value;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a started node may take until it answers.
const UP_WITHIN: Duration = Duration::from_secs(20);
/// Times a page is asked for; the 95th of a hundred in order of time is what is reported.
const ASKED: usize = 100;
/// Times it is asked for before that, so that no figure is that of the first.
const WARM: usize = 5;

/// A node in a folder of its own; what runs of it ends with it.
pub struct Node {
    home: tempfile::TempDir,
    program: PathBuf,
    /// Where it listens.
    pub address: SocketAddr,
    running: Option<Child>,
}

#[expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a benchmark that fails has nothing to report"
)]
impl Node {
    /// A new node of this State, in which invented people may visit without credentials.
    ///
    /// # Panics
    /// When the program is not there or refuses.
    #[must_use]
    pub fn new(party: &str) -> Self {
        Self::new_on(party, None)
    }

    /// The same on this database; without one, on SQLite in its folder.
    ///
    /// # Panics
    /// When the program is not there or refuses.
    #[must_use]
    pub fn new_on(party: &str, database: Option<&str>) -> Self {
        let program = std::env::current_exe().unwrap().with_file_name("liaison");
        assert!(program.exists(), "build it first: cargo build --release --bin liaison");
        let home = tempfile::tempdir().unwrap();
        let address = SocketAddr::from(([127, 0, 0, 1], 1));
        let mut node = Self { home, program, address, running: None };
        let name = format!("Bench of {party}");
        let mut words = vec!["init", "--party", party, "--authority", &name];
        words.extend(database.into_iter().flat_map(|url| ["--database", url]));
        let made = node.run(&words);
        let pages = made.get("pages").and_then(Value::as_str).unwrap();
        node.address = pages.trim_start_matches("http://").parse().unwrap();
        let settings = node.folder().join("liaison.toml");
        let text = std::fs::read_to_string(&settings).unwrap();
        std::fs::write(settings, text.replace("demonstration = false", "demonstration = true")).unwrap();
        node
    }

    /// Its folder.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.home.path().join("node")
    }

    /// A file beside its folder.
    ///
    /// # Panics
    /// When it cannot be written.
    #[must_use]
    pub fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.home.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Runs a command to its end and returns its document.
    ///
    /// # Panics
    /// When the program refuses.
    pub fn run(&self, args: &[&str]) -> Value {
        let done = Command::new(&self.program)
            .arg("--node")
            .arg(self.folder())
            .arg("--json")
            .args(args)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{args:?}: {said} {}", String::from_utf8_lossy(&done.stdout));
        serde_json::from_slice(&done.stdout).expect("one JSON document")
    }

    /// Seconds that a command takes, as whoever typed it waits.
    pub fn seconds(&self, args: &[&str]) -> (f64, Value) {
        let started = Instant::now();
        let document = self.run(args);
        (started.elapsed().as_secs_f64(), document)
    }

    /// The id of a node that this one trusts.
    ///
    /// # Panics
    /// When it does not know it.
    #[must_use]
    pub fn id_of(&self, other: &Self) -> String {
        let peers = self.run(&["peers"]);
        let address = format!("https://{}", other.address);
        let is = |peer: &&Value| peer.get("addresses").is_some_and(|a| a.to_string().contains(&address));
        let peer = peers.as_array().and_then(|all| all.iter().find(is)).expect("a peer");
        peer.get("node").and_then(Value::as_str).expect("an id").to_owned()
    }

    /// Trusts another node as if the administrators had compared the words, its State assessed favourably.
    pub fn trust(&self, other: &Self) {
        let card = other.run(&["card"]);
        let card = card.get("card").and_then(Value::as_str).expect("a card").to_owned();
        let file = self.file(&format!("card-{}", other.address.port()), card.as_bytes());
        self.run(&["trust", &file, "--yes", "--assessment", "invented for the measurement"]);
    }

    /// Starts `serve`; seconds until the first page is there.
    ///
    /// # Panics
    /// When it does not answer.
    pub fn serve(&mut self) -> f64 {
        let started = Instant::now();
        let child = Command::new(&self.program)
            .arg("--node")
            .arg(self.folder())
            .arg("serve")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        self.running = Some(child.unwrap());
        while TcpStream::connect(self.address).is_err() || self.http("GET", "/sign-in", "", "").0 != 200 {
            assert!(started.elapsed() < UP_WITHIN, "it does not answer");
            std::thread::sleep(Duration::from_millis(2));
        }
        started.elapsed().as_secs_f64()
    }

    /// Ends what runs.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.running.take() {
            let _gone = child.kill();
            child.wait().unwrap();
        }
    }

    /// Mebibytes of memory that the running node holds.
    #[must_use]
    pub fn resident(&self) -> f64 {
        self.memory("VmRSS:")
    }

    /// Mebibytes of memory that the running node held at most so far.
    #[must_use]
    pub fn peak(&self) -> f64 {
        self.memory("VmHWM:")
    }

    fn memory(&self, what: &str) -> f64 {
        let pid = self.running.as_ref().expect("it runs").id();
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let line = status.lines().find(|l| l.starts_with(what)).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
    }

    /// The same after it has been left alone for some seconds, so that what only the last page needed is gone.
    #[must_use]
    pub fn resident_idle(&self) -> f64 {
        std::thread::sleep(Duration::from_secs(3));
        self.resident()
    }

    /// One request; status, and the whole answer with its head.
    ///
    /// # Panics
    /// When the connection breaks.
    #[must_use]
    pub fn http(&self, method: &str, path: &str, session: &str, form: &str) -> (u16, String) {
        let address = self.address;
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nConnection: close\r\n\
             Cookie: session={session}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n\r\n{form}",
            form.len()
        )
        .unwrap();
        let mut text = Vec::new();
        stream.read_to_end(&mut text).unwrap();
        let text = String::from_utf8_lossy(&text).into_owned();
        (text.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0), text)
    }

    /// A page that must be there.
    ///
    /// # Panics
    /// When it is not.
    #[must_use]
    pub fn page(&self, session: &str, path: &str) -> String {
        let (status, text) = self.http("GET", path, session, "");
        assert_eq!(status, 200, "{path}: {}", text.lines().next().unwrap_or_default());
        text
    }

    /// Adds somebody with this role and lets them visit; the session.
    ///
    /// # Panics
    /// When the node does not let them in.
    #[must_use]
    pub fn sign_in(&self, name: &str, role: &str) -> String {
        let administrator = self.visit("admin");
        let form = format!("name={name}&sign_in={name}&lang=en&roles={role}");
        let (status, said) = self.http("POST", "/people", &administrator, &form);
        assert!(status < 400, "{status}: {said}");
        self.visit(name)
    }

    fn visit(&self, name: &str) -> String {
        let link = self.run(&["link", name]);
        let link = link.get("link").and_then(Value::as_str).expect("a link");
        let path = link.trim_start_matches(&format!("http://{}", self.address));
        let (_, said) = self.http("POST", path, "", "");
        let cookie = said.lines().find_map(|l| l.split_once("session=")).expect("a session").1;
        cookie.split(';').next().unwrap_or_default().to_owned()
    }

    /// Seconds of processor time that the running node has used.
    ///
    /// # Panics
    /// When it does not run.
    #[must_use]
    pub fn processor(&self) -> f64 {
        processor_of(&self.running.as_ref().expect("it runs").id().to_string())
    }

    /// Milliseconds within which 95 of 100 answers came, the paths asked for in turn; and milliseconds of processor
    /// time for each, which others on the machine do not lengthen.
    ///
    /// # Panics
    /// When one is not there.
    #[must_use]
    pub fn p95(&self, session: &str, paths: &[String]) -> (f64, f64) {
        let mut times = Vec::with_capacity(ASKED);
        let before = self.processor();
        for (number, path) in paths.iter().cycle().take(WARM + ASKED).enumerate() {
            let asked = Instant::now();
            let _page = self.page(session, path);
            if number >= WARM {
                times.push(asked.elapsed().as_secs_f64() * 1000.0);
            }
        }
        times.sort_by(f64::total_cmp);
        let p95 = times.get(ASKED * 95 / 100 - 1).copied().expect("a hundred answers");
        #[expect(clippy::cast_precision_loss, reason = "a hundred")]
        let each = (self.processor() - before) * 1000.0 / (WARM + ASKED) as f64;
        (p95, each)
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The public lists that stand beside the project, where they do: (the United Nations' list, OFAC's three files).
#[must_use]
pub fn lists() -> Option<(String, [String; 3])> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("LIAISON_SHARED").map_or(beside, PathBuf::from).join("data/lists");
    let file = |name: &str| folder.join(name).canonicalize().ok()?.to_str().map(str::to_owned);
    let ofac = [file("ofac-2022-sdn.csv")?, file("ofac-2022-alt.csv")?, file("ofac-2022-add.csv")?];
    let found = file("un-sc-2020-11-30.xml").map(|un| (un, ofac));
    if found.is_none() {
        eprintln!("bench: the lists are not here; what needs them is skipped");
    }
    found
}

/// Seconds of processor time that a process has used, by its number; `self` is this one.
#[must_use]
pub fn processor_of(process: &str) -> f64 {
    // User and system time stand 12th and 13th after the name (`man proc_pid_stat`).
    ticks_of(process, 11)
}

/// Seconds of processor time of every command that this process ran to its end, and of what they ran.
#[must_use]
pub fn processor_of_commands() -> f64 {
    // Those of children that were waited for stand after the own ones.
    ticks_of("self", 13)
}

/// Two times of a process, in hundredths where they stand, in seconds.
fn ticks_of(process: &str, first: usize) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let ticks = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(first).take(2);
    ticks.filter_map(|t| t.parse::<f64>().ok()).sum::<f64>() / 100.0
}
