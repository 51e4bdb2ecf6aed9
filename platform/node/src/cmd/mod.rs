//! One file per command, thin over the same functions as the pages.

mod accept;
mod answer;
pub(crate) mod attachment;
mod calls;
mod card;
mod check;
mod compare;
mod courier;
pub(crate) mod demo;
mod directory;
mod doctor;
#[cfg(test)]
mod doors;
mod evidence;
pub(crate) mod export;
mod figures;
mod find;
mod hub;
mod import;
mod import_report;
mod inbox;
pub(crate) mod init;
mod letter;
mod link;
#[cfg(test)]
mod markings;
mod peers;
pub mod read_child;
mod read_report;
pub(crate) mod search;
mod send;
pub(crate) mod serve;
pub(crate) mod show;
mod trust;
mod verify;

use crate::cli::{Cli, Command};
use crate::compose::{self, Opened};
use crate::output::Output;
use access::Node;
use anyhow::{Context, Result, bail};
use casefile::{Case, Keys};
use gate::{Ask, action};
use kernel::{Actor, Purpose};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use store::{StoreError, Tx};

/// Messages handed over after a command, at most.
const DELIVERED_MAX: usize = 500;

/// Runs the command.
///
/// # Errors
/// What failed or was refused, in words; the program exits with 1.
pub async fn run(cli: Cli) -> Result<ExitCode> {
    let out = Output::new(cli.json);
    match &cli.command {
        Command::Init(args) => init::run(&folder(&cli)?, args, out).await?,
        Command::Demo(args) => demo::run(args, out).await?,
        Command::Compare => compare::run()?,
        Command::ReadReport(args) => read_report::run(args, out)?,
        Command::ReadChild => {}
        command => {
            let folder = folder(&cli)?;
            if let Command::Serve(args) = command {
                serve::run(&folder, args).await?;
                return Ok(ExitCode::SUCCESS);
            }
            let opened = compose::open(&folder).await?;
            return within(&cli, command, &opened, out).await;
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn within(cli: &Cli, command: &Command, opened: &Opened, out: Output) -> Result<ExitCode> {
    let node = &opened.node;
    let who = Who { opened, name: cli.act_as.clone(), out };
    let fine = match command {
        Command::Card(args) => card::run(&who, args).await,
        Command::Trust(args) => trust::run(&who, args).await,
        Command::Peers => peers::run(&who).await,
        Command::Find(args) => find::run(&who, args).await,
        Command::Calls(args) => calls::run(&who, args).await,
        Command::Import(args) => import::run(&who, args).await,
        Command::Accept(args) => accept::run(&who, args).await,
        Command::Check(args) => check::run(&who, args).await,
        Command::Search(args) => search::run(&who, args).await,
        Command::Show(args) => show::run(&who, args).await,
        Command::Export(args) => export::run(&who, args).await,
        Command::Figures(args) => figures::run(&who, args).await,
        Command::Send(args) => send::run(&who, args).await,
        Command::Inbox(args) => inbox::run(&who, args).await,
        Command::Answer(args) => answer::run(&who, args).await,
        Command::Attachment(args) => attachment::run(&who, args).await,
        Command::Evidence(args) => evidence::run(&who, args).await,
        Command::Courier(args) => courier::run(&who, args).await,
        Command::Directory(args) => self::directory::run(&who, args).await,
        Command::Hub(what) => hub::run(&who, what).await,
        Command::Network(what) => hub::network(&who, what).await,
        Command::Verify => verify::run(&who).await,
        Command::Doctor => doctor::run(&who).await,
        Command::Link(args) => link::run(&who, args).await,
        Command::Init(_)
        | Command::Serve(_)
        | Command::Compare
        | Command::ReadReport(_)
        | Command::Demo(_)
        | Command::ReadChild => {
            return Ok(ExitCode::SUCCESS);
        }
    }?;
    match afterwards(node).await {
        // The act is committed: to say now that it failed would have it done twice.
        Err(error) if error.is_disk_full() => eprintln!(
            "liaison: the disk is full or fails: what was done stands; it is signed in the log and goes out once there is room"
        ),
        other => other?,
    }
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What the command queued goes out now, whether or not a `serve` runs beside it, and its entries in the log are signed.
async fn afterwards(node: &Arc<Node>) -> Result<(), StoreError> {
    exchange::deliver_due(node, DELIVERED_MAX).await?;
    exchange::attachments::parts_due(node).await?;
    oversight::seal_log(node).await.map(|_| ())
}

fn folder(cli: &Cli) -> Result<PathBuf> {
    cli.node.clone().context("which node? give --node DIR or set LIAISON_NODE")
}

/// Who acts on which node, and where results go.
pub struct Who<'a> {
    /// The node.
    pub opened: &'a Opened,
    /// The sign-in name given with `--as`.
    pub name: Option<String>,
    /// Where results go.
    pub out: Output,
}

impl Who<'_> {
    /// The node.
    #[must_use]
    pub fn node(&self) -> &Arc<Node> {
        &self.opened.node
    }

    /// The actor: the person named with `--as`, or the local operator if the node allows it.
    ///
    /// # Errors
    /// When there is no such person, or the operator is switched off.
    pub async fn actor(&self) -> Result<Actor> {
        let (node, name) = (self.node(), self.name.as_deref());
        let found = node.store.run::<_, StoreError, _, _>("actor", |tx| async move {
            let Some(name) = name else { return access::operator(&tx).await.map(Some) };
            let person = access::store::person_named(&tx, name).await?.filter(|p| p.active);
            match person {
                Some(person) => Ok(Some(access::store::actor(&tx, &person).await?.0)),
                None => Ok(None),
            }
        });
        if name.is_none() && !node.facts.operator {
            bail!("the local operator is switched off on this node; say who acts with --as PERSON");
        }
        found.await?.with_context(|| format!("nobody signs in as `{}` here", name.unwrap_or_default()))
    }
}

/// The case with this reference, opened through the gate.
pub(crate) async fn find_case(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    reference: &str,
) -> Result<Option<Case>, casefile::CaseError> {
    let keys = Keys::of(&node.vault);
    let ask = Ask::new(actor, action::READ, Purpose::Investigation, tx.at());
    let Some(guarded) = casefile::find_case(tx, &keys, (&node.gate, &ask), reference).await? else {
        return Ok(None);
    };
    let ask = ask.on(guarded.object());
    Ok(Some(node.gate.open(guarded, &ask, &mut tx.log())?))
}

/// The purpose at the beginning of a text, and the whole text as words: `investigation: who else works here`.
pub(crate) fn purpose_of(text: &str) -> (Purpose, String) {
    let head = text.split([':', ' ', ',']).next().unwrap_or_default().to_lowercase();
    match Purpose::parse(&head) {
        Some(purpose) => {
            let rest = text.get(head.len()..).unwrap_or_default();
            (purpose, rest.trim_start_matches([':', ' ', ',']).to_owned())
        }
        None => (Purpose::Investigation, text.to_owned()),
    }
}
