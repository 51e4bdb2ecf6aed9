//! `liaison courier`: what waits for a peer into a file, and a file that a courier brought.

use super::Who;
use crate::cli::{Courier, CourierRead, CourierWrite};
use anyhow::{Context, Result, bail};
use exchange::courier::{self, Became, Intake, Line, Sink, Taken, What};
use kernel::Actor;
use serde_json::json;
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::pin::Pin;

/// Bytes read at a time.
const PIECE: usize = 64 * 1024;

pub(crate) async fn run(who: &Who<'_>, args: &Courier) -> Result<bool> {
    match args {
        Courier::Write(args) => write(who, args).await,
        Courier::Read(args) => read(who, args).await,
    }
}

/// A file that stands under its name only once it is whole and safe.
struct Unfinished {
    file: BufWriter<File>,
    path: PathBuf,
}

impl Unfinished {
    fn create(path: PathBuf) -> Result<Self> {
        let file = File::options().write(true).create_new(true).open(&path);
        let file = file.with_context(|| format!("cannot write `{}`", path.display()))?;
        Ok(Self { file: BufWriter::new(file), path })
    }

    fn finish(mut self, to: &Path) -> std::io::Result<()> {
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        std::fs::rename(&self.path, to)
    }
}

impl Sink for Unfinished {
    fn put<'a>(
        &'a mut self,
        bytes: &'a [u8],
    ) -> Pin<Box<dyn Future<Output = std::io::Result<()>> + Send + 'a>> {
        Box::pin(async move { self.file.write_all(bytes) })
    }
}

async fn write(who: &Who<'_>, args: &CourierWrite) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let named = args.to.as_str();
    let found = node.store.run::<_, directory::DirectoryError, _, _>("peer", |tx| async move {
        directory::peer_by_name(&tx, named).await
    });
    let peer = found.await?;
    // The newest state of the log goes along.
    oversight::seal_log(node).await?;
    oversight::offer_checkpoints(node).await?;
    let path = place(who, &args.path)?;
    if path.exists() {
        bail!("`{}` is there already; give another name", path.display());
    }
    let part = path.with_extension("part");
    let mut file = Unfinished::create(part.clone())?;
    let written = courier::write(node, &actor, peer.node, &mut file).await;
    let written = match written {
        Ok(written) => file.finish(&path).map(|()| written).map_err(exchange::courier::CourierFault::from),
        Err(error) => Err(error),
    };
    let written = match written {
        Ok(written) => written,
        Err(error) => {
            // What is left of it is of no use to anybody.
            let _ = std::fs::remove_file(&part);
            return Err(error).with_context(|| format!("`{}` was not written", path.display()));
        }
    };
    courier::given(node, &actor, &written).await?;
    let file = &written.file;
    let document = json!({
        "file": path, "peer": file.peer.to_string(), "name": written.name, "number": file.number,
        "messages": file.messages, "receipts": file.receipts, "bytes": written.bytes, "more": written.more,
    });
    who.out.print(&document, || {
        let more = if written.more { "; more waits: write another file" } else { "" };
        format!(
            "{}: for {}, {} messages and {} receipts{more}. They stay queued until their receipts come.",
            path.display(),
            written.name,
            file.messages,
            file.receipts
        )
    });
    Ok(true)
}

/// The file's path; within a folder, a name that tells nothing.
fn place(who: &Who<'_>, path: &Path) -> Result<PathBuf> {
    if !path.is_dir() {
        return Ok(path.to_owned());
    }
    for _ in 0..8 {
        let name: [u8; 4] = who.node().store.rng().array();
        let path = path.join(format!("{:08x}.liaison", u32::from_be_bytes(name)));
        if !path.exists() {
            return Ok(path);
        }
    }
    bail!("no name is free in `{}`", path.display())
}

async fn read(who: &Who<'_>, args: &CourierRead) -> Result<bool> {
    let actor = who.actor().await?;
    let file = File::open(&args.file).with_context(|| format!("cannot read `{}`", args.file.display()))?;
    let taken = take(who, &actor, file, args.settled.clone()).await?;
    let (done, not_done) = taken.counts();
    let document = json!({
        "from": taken.from.as_ref().map(|(id, name)| json!({ "node": id.to_string(), "name": name })),
        "number": taken.file.as_ref().map(|file| file.number),
        "whole": taken.stopped.is_none(), "more": taken.more,
        "stopped": taken.stopped.as_ref().map(|stop| json!({ "code": stop.code(), "why": stop.to_string() })),
        "taken": done, "not_taken": not_done, "lines": taken.lines,
    });
    who.out.print(&document, || {
        let mut text: Vec<String> = taken.lines.iter().map(line).collect();
        if let Some((_, name)) = &taken.from {
            text.push(format!("from {name}: {done} taken, {not_done} not"));
        }
        if taken.more {
            text.push("The other node had more than went into this file: ask for its next one.".into());
        }
        text.join("\n")
    });
    if let Some(stop) = &taken.stopped {
        eprintln!("liaison: `{}`: {stop}", args.file.display());
    }
    Ok(taken.stopped.is_none())
}

async fn take(who: &Who<'_>, actor: &Actor, mut file: File, settled: Option<String>) -> Result<Taken> {
    let mut intake = Intake::begin(who.node(), actor, settled).await?;
    let mut piece = vec![0; PIECE];
    loop {
        let n = file.read(&mut piece).context("the file cannot be read any further; what was taken stays")?;
        let Some(bytes) = piece.get(..n).filter(|bytes| !bytes.is_empty()) else { break };
        if !intake.push(bytes).await? {
            break;
        }
    }
    Ok(intake.finish().await?)
}

fn line(line: &Line) -> String {
    let what = match line.what {
        What::Card => "card",
        What::Receipt => "receipt",
        What::Message if line.kind.is_empty() => "message that does not open",
        What::Message => &line.kind,
        What::Parts => "chunks of attachments",
        What::Unknown => "record of a newer program",
    };
    let became = match line.became {
        Became::Taken => "taken",
        Became::KnownBefore => "here before",
        Became::KeptApart => "kept apart",
        Became::NotTaken => "not taken",
        Became::NotYet => "comes again: what it follows is not here",
    };
    let why = line.reason.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
    format!("{}  {what}: {became}{why}", line.place)
}
