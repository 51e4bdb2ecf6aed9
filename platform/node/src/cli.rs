//! The command line. Scripts rely on it: results on standard output, messages on standard error, exit 0 when done,
//! 1 when refused or failed (with the reason), 2 when the words are wrong.
// long: every command and its words, as a person reads them in the help

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;

/// The cooperation network for the authorities that fight migrant smuggling: one node.
#[derive(Debug, Parser)]
#[command(name = "liaison", version, max_term_width = 100)]
pub struct Cli {
    /// The node's folder.
    #[arg(long, env = "LIAISON_NODE", global = true, value_name = "DIR")]
    pub node: Option<PathBuf>,
    /// One JSON document (or JSON Lines where it streams) on standard output.
    #[arg(long, global = true)]
    pub json: bool,
    /// Who acts: a sign-in name. Without it, the node's local operator.
    #[arg(long = "as", global = true, value_name = "PERSON")]
    pub act_as: Option<String>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the node's folder, its keys, and the first administrator's one-time sign-in link.
    Init(Init),
    /// Run the node.
    Serve(Serve),
    /// Print this node's card.
    Card(Card),
    /// Trust another node's card, after both administrators compared the words.
    Trust(Trust),
    /// List the nodes this one knows, with their state.
    Peers,
    /// Whom to reach in a State, for a matter, at an hour: why, and who is next.
    Find(Find),
    /// List test calls, place one, or answer one.
    Calls(Calls),
    /// Read a file into a case.
    Import(Import),
    /// Decide that values of a case may take part in matching.
    Accept(Accept),
    /// Ask other nodes, privately, which values of a case they hold too.
    Check(Check),
    /// Find records by any word, name or number.
    Search(Search),
    /// Show a case, an entity or a dossier.
    Show(Show),
    /// Write what may leave a case for another authority to a file.
    Export(Export),
    /// Show the figures of quarters and years that are over.
    Figures(Figures),
    /// Read the report of a meeting: its sections, recommendations, statements and attendance.
    ReadReport(ReadReport),
    /// Compare descriptions: JSON Lines of pairs in, probabilities with reasons out.
    Compare,
    /// Send an information request.
    Send(Send),
    /// List dossiers, what is due first.
    Inbox(Inbox),
    /// Answer a dossier: acknowledge, ask back, answer, refuse, withdraw, close; or take an answer into a case.
    Answer(Answer),
    /// Accept, refuse or save a file that a dossier carries, or release one as the second person.
    #[command(subcommand)]
    Attachment(Attachment),
    /// Keep files as evidence of a case, verify them, write a bundle that anybody can verify.
    #[command(subcommand)]
    Evidence(crate::cli_case::Evidence),
    /// Write what waits for a node to a file for a courier, or read a file that one brought.
    #[command(subcommand)]
    Courier(Courier),
    /// Keep authorities without a node; take the directory out and in as a table.
    #[command(subcommand)]
    Directory(Directory),
    /// Use a hub, or be one: a log of cards that nodes verify together, and mailboxes.
    #[command(subcommand)]
    Hub(crate::cli_hub::Hub),
    /// Networks through the hub: list, begin, invite, join, leave.
    #[command(subcommand)]
    Network(crate::cli_hub::Network),
    /// Check the log and every dossier: chains, signatures, receipts.
    Verify,
    /// Look for what is wrong with this node.
    Doctor,
    /// Make a new one-time sign-in link for a person.
    Link(Link),
    /// Three invented authorities on this machine, ready to click through.
    Demo(Demo),
    /// Reads a foreign file within limits; the program starts it by itself.
    #[command(hide = true, name = "read-child")]
    ReadChild,
}

/// `read-report`.
#[derive(Debug, Args)]
pub struct ReadReport {
    /// The report.
    pub file: PathBuf,
}

/// `init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The State, as two letters: GH.
    #[arg(long)]
    pub party: String,
    /// The authority's name; repeat it for several authorities on one node. A further one may say what it is
    /// designated for: "Central Authority=central-authority".
    #[arg(long, required = true, value_name = "NAME[=F,…]")]
    pub authority: Vec<String>,
    /// What the first authority is designated for: investigation-unit, central-authority, …
    #[arg(long, value_name = "F")]
    pub function: Vec<String>,
    /// Where the node listens, and where peers and people reach it.
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// A PostgreSQL address instead of SQLite in the folder.
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// The first administrator's sign-in name; those of further authorities have -2, -3, … after it.
    #[arg(long, default_value = "admin", value_name = "NAME")]
    pub administrator: String,
    /// Make it a hub, for good: it serves a log of cards and mailboxes to the nodes whose cards it trusts.
    #[arg(long)]
    pub hub: bool,
}

/// `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Where to listen, for pages and for peers; by default as the configuration says.
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
}

/// `card`.
#[derive(Debug, Args)]
pub struct Card {
    /// Where peers reach this node, if not as the configuration says: https://host:port.
    #[arg(long, value_name = "URL")]
    pub address: Option<String>,
}

/// `trust`.
#[derive(Debug, Args)]
pub struct Trust {
    /// The card, as the other administrator sent it.
    pub file: PathBuf,
    /// The words were compared by voice; do not ask.
    #[arg(long)]
    pub yes: bool,
    /// Where the assessment of the other State's safeguards is recorded.
    #[arg(long, value_name = "TEXT")]
    pub assessment: Option<String>,
}

/// `find`.
#[derive(Debug, Args)]
pub struct Find {
    /// The State in which somebody is needed, as two letters.
    #[arg(long)]
    pub party: String,
    /// For what: boat-in-distress, document-check, witness-in-danger, mla-request, …
    #[arg(long, value_name = "CODE")]
    pub matter: String,
    /// When, if not now: 2026-11-24T03:00:00Z.
    #[arg(long, value_name = "MOMENT")]
    pub at: Option<String>,
    /// A language of who asks, the best first; repeat it. Without it, those of the own desk.
    #[arg(long, value_name = "CODE")]
    pub language: Vec<String>,
}

/// `calls`.
#[derive(Debug, Args)]
pub struct Calls {
    /// Call this desk: its id, as `find` gives it.
    #[arg(long, value_name = "DESK", conflicts_with = "answer")]
    pub place: Option<String>,
    /// Answer this call, as a person of the desk.
    #[arg(long, value_name = "CALL")]
    pub answer: Option<String>,
}

/// `import`.
#[derive(Debug, Args)]
pub struct Import {
    /// Do not keep the file as evidence of the case.
    #[arg(long)]
    pub no_evidence: bool,
    /// The files, each an import of its own; OFAC's three are one.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The case; made if it is new. The report of a meeting goes into no case.
    #[arg(long, value_name = "REF", default_value = "", hide_default_value = true)]
    pub case: String,
    /// The format; found out by itself if left out. `report` puts the report of a meeting into the record.
    #[arg(long, default_value = "auto")]
    pub format: String,
    /// For CSV: which column means what (TOML).
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// Only say what would be taken.
    #[arg(long)]
    pub preview: bool,
    /// Take what stands before the place where a file breaks off; without it nothing of such a file is taken.
    #[arg(long)]
    pub partial: bool,
}

/// `accept`.
#[derive(Debug, Args)]
pub struct Accept {
    /// The case.
    #[arg(long, value_name = "REF")]
    pub case: String,
    /// Only these kinds: phone, document, document-number, vessel, …
    #[arg(long, value_name = "K")]
    pub kind: Vec<String>,
    /// The role in the offence: suspect, organiser, listed, means-of-offence, …
    #[arg(long)]
    pub role: String,
    /// The lawful basis of collection, in words.
    #[arg(long, value_name = "TEXT")]
    pub basis: String,
}

/// `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// The case.
    #[arg(long, value_name = "REF")]
    pub case: String,
    /// Only these nodes: an authority's name or the beginning of a node's id.
    #[arg(long, value_name = "PEER")]
    pub with: Vec<String>,
    /// Why: investigation, prosecution, prevention, protection; more words may follow after a colon.
    #[arg(long, value_name = "TEXT")]
    pub purpose: String,
    /// The legal basis: UNTOC-27, SOMP-10, …
    #[arg(long, value_name = "CODE")]
    pub basis: String,
}

/// `search`.
#[derive(Debug, Args)]
pub struct Search {
    /// Any word, name or number.
    pub text: String,
}

/// `show`.
#[derive(Debug, Args)]
pub struct Show {
    /// A case's reference, or the id of a case, an entity or a dossier.
    pub reference: String,
}

/// `export`.
#[derive(Debug, Args)]
pub struct Export {
    /// The case.
    #[arg(long, value_name = "REF")]
    pub case: String,
    /// For whom: only what may reach them is written.
    #[arg(long, value_name = "PEER")]
    pub to: String,
    /// Why.
    #[arg(long, default_value = "investigation")]
    pub purpose: String,
    /// How it is written: `jsonl` with source and grade of every statement, `ftm` (FollowTheMoney), `stix` (STIX 2.1), `anx` (i2).
    #[arg(long, default_value = "jsonl")]
    pub format: String,
}

/// `send`.
#[derive(Debug, Args)]
pub struct Send {
    /// To whom: an authority's name or the beginning of a node's id. Not needed with --hit.
    #[arg(long, value_name = "PEER")]
    pub to: Option<String>,
    /// The case the request comes from.
    #[arg(long, value_name = "REF")]
    pub case: String,
    /// The hit that gives reason to ask: its reference.
    #[arg(long, value_name = "REFERENCE")]
    pub hit: Option<String>,
    /// What kind of dossier it opens.
    #[arg(long, default_value = "information-request", value_name = "CODE")]
    pub kind: String,
    /// The request as JSON: a file, or - for standard input.
    #[arg(long, value_name = "FILE")]
    pub body: Option<PathBuf>,
    /// For an authority without a node: where the files of the letter go.
    #[arg(long, value_name = "DIR")]
    pub letter: Option<PathBuf>,
    /// The subject, in one line.
    #[arg(long)]
    pub subject: Option<String>,
    /// A point asked; repeat it for several.
    #[arg(long, value_name = "TEXT")]
    pub point: Vec<String>,
    /// The facts and the offence.
    #[arg(long)]
    pub facts: Option<String>,
    /// Why.
    #[arg(long, default_value = "investigation")]
    pub purpose: String,
    /// The legal basis.
    #[arg(long, default_value = "UNTOC-27", value_name = "CODE")]
    pub basis: String,
    /// A file to attach; repeat it for several. Its content goes once the other side accepts it.
    #[arg(long, value_name = "FILE")]
    pub attach: Vec<PathBuf>,
}

/// `figures`.
#[derive(Debug, Args)]
pub struct Figures {
    /// The tables of this period: 2026-Q3, or 2026 for what is counted by the year.
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,
}

/// `inbox`.
#[derive(Debug, Args)]
pub struct Inbox {
    /// Also those that are closed.
    #[arg(long)]
    pub all: bool,
}

/// What to do with a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MoveWord {
    /// It arrived and somebody is on it.
    Acknowledge,
    /// More is needed to answer.
    AskBack,
    /// Give what was asked back.
    Supplement,
    /// Answer.
    Answer,
    /// Refuse, with a ground.
    Refuse,
    /// It is no longer needed.
    Withdraw,
    /// It is done.
    Close,
    /// Take the answer into the case, with its source.
    Take,
}

/// `answer`.
#[derive(Debug, Args)]
pub struct Answer {
    /// The dossier's id, or the beginning of it.
    pub dossier: String,
    /// What to do.
    #[arg(long = "move", value_enum, default_value = "answer")]
    pub word: MoveWord,
    /// A reply form that an authority without a node sent back: taken as an answer that no system verified.
    #[arg(long, value_name = "FILE")]
    pub from_form: Option<PathBuf>,
    /// How the form came: post, email, hand, stick, telephone.
    #[arg(long, default_value = "email", value_name = "WAY")]
    pub way: String,
    /// The day it came, if not today: 2026-11-26.
    #[arg(long, value_name = "DAY")]
    pub received: Option<String>,
    /// For an authority without a node: where the files of the letter go.
    #[arg(long, value_name = "DIR")]
    pub letter: Option<PathBuf>,
    /// The text.
    #[arg(long, default_value = "")]
    pub text: String,
    /// How much of what was asked is answered: whole, part, none.
    #[arg(long, default_value = "whole")]
    pub outcome: String,
    /// For a refusal: the ground.
    #[arg(long)]
    pub ground: Option<String>,
    /// The move as JSON instead: a file, or - for standard input.
    #[arg(long, value_name = "FILE")]
    pub body: Option<PathBuf>,
    /// Entities or statements of a case to send with the answer, by id.
    #[arg(long, value_name = "ID")]
    pub with: Vec<String>,
    /// The case an answer is taken into, if not the one it was asked from.
    #[arg(long, value_name = "REF")]
    pub case: Option<String>,
    /// What the receiver may do with it: H0, H1, H2, H3.
    #[arg(long, default_value = "H0")]
    pub handling: String,
    /// A file to attach; repeat it for several. Its content goes once the other side accepts it.
    #[arg(long, value_name = "FILE")]
    pub attach: Vec<PathBuf>,
}

/// `attachment`.
#[derive(Debug, Subcommand)]
pub enum Attachment {
    /// Accept a file that the other side offers: its content comes.
    Accept(AttachmentRef),
    /// Refuse it: it stays away.
    Refuse(AttachmentRef),
    /// Release a file that waits for a second person, who is named with --as.
    Release(AttachmentRef),
    /// Write a file that is complete and verified.
    Save(AttachmentSave),
}

/// Which attachment.
#[derive(Debug, Args)]
pub struct AttachmentRef {
    /// Its id, as `show` gives it, or the beginning of it.
    pub attachment: String,
}

/// `attachment save`.
#[derive(Debug, Args)]
pub struct AttachmentSave {
    /// Its id, as `show` gives it, or the beginning of it.
    pub attachment: String,
    /// Where to; it must not be there yet.
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
}

/// `directory`.
#[derive(Debug, Subcommand)]
pub enum Directory {
    /// Keep the entry of an authority or a company that has no node, so that it can be asked by letter.
    Keep(DirectoryKeep),
    /// Write the directory to a table: FILE.csv or FILE.xlsx.
    Export {
        /// The file.
        file: PathBuf,
    },
    /// Take entries of authorities without a node from a table; says line by line what becomes of it.
    Import(DirectoryImport),
}

/// `directory keep`.
#[derive(Debug, Args)]
pub struct DirectoryKeep {
    /// Its name.
    pub name: String,
    /// Its State, as two letters; of a company the one whose law it is under.
    #[arg(long)]
    pub party: String,
    /// It is a company.
    #[arg(long)]
    pub company: bool,
    /// What it is designated for: central-authority, investigation-unit, …
    #[arg(long, value_name = "F")]
    pub function: Vec<String>,
    /// A language that it takes letters in, the best first: en, fr, ar.
    #[arg(long, value_name = "CODE")]
    pub language: Vec<String>,
    /// Its telephone number.
    #[arg(long, value_name = "NUMBER")]
    pub phone: Option<String>,
    /// Its e-mail address.
    #[arg(long, value_name = "ADDRESS")]
    pub email: Option<String>,
    /// Its postal address, or another way to reach it.
    #[arg(long, value_name = "TEXT")]
    pub address: Option<String>,
    /// It was called back just now: who answered.
    #[arg(long, value_name = "NAME")]
    pub confirmed_with: Option<String>,
    /// Where the assessment of its State's safeguards is recorded.
    #[arg(long, value_name = "TEXT")]
    pub assessment: Option<String>,
}

/// `directory import`.
#[derive(Debug, Args)]
pub struct DirectoryImport {
    /// The table: CSV or XLSX.
    pub file: PathBuf,
    /// Which of its columns is which, where they have other names (TOML: name = "Autorité").
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// Only say what would become of each line.
    #[arg(long)]
    pub preview: bool,
}

/// `courier`.
#[derive(Debug, Subcommand)]
pub enum Courier {
    /// Write everything that waits for a node: card, receipts, messages. They stay queued until their receipts come.
    Write(CourierWrite),
    /// Read a file that a courier brought, and say line by line what was taken and what not.
    Read(CourierRead),
}

/// `courier write`.
#[derive(Debug, Args)]
pub struct CourierWrite {
    /// For whom: an authority's name or the beginning of a node's id.
    #[arg(long = "for", value_name = "PEER")]
    pub to: String,
    /// The file, which must not be there yet; or a folder, for a name that tells nothing.
    #[arg(value_name = "FILE|DIR")]
    pub path: PathBuf,
}

/// `courier read`.
#[derive(Debug, Args)]
pub struct CourierRead {
    /// The file.
    pub file: PathBuf,
    /// Why the other node begins anew, after you spoke with its administrator: for a file that was stopped because
    /// its writer has gone back, as after a restore, or because a later one was read.
    #[arg(long, value_name = "REASON")]
    pub settled: Option<String>,
}

/// `link`.
#[derive(Debug, Args)]
pub struct Link {
    /// The person's sign-in name.
    pub person: String,
}

/// `demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Where the three nodes' folders are kept.
    #[arg(long, default_value = "demo", value_name = "DIR")]
    pub folder: PathBuf,
    /// The first of the three ports.
    #[arg(long, default_value_t = 7420)]
    pub port: u16,
    /// Make everything ready, print, and end.
    #[arg(long)]
    pub prepare: bool,
}
