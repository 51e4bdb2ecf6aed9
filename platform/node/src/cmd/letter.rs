//! Letters from the command line: the files of an own move, and a reply form that came back.

use super::Who;
use crate::paper;
use anyhow::{Context, Result, bail};
use exchange::{Came, ExchangeError, NewMove};
use kernel::id::DossierId;
use kernel::{Actor, Timestamp};
use serde_json::{Value, json};
use std::path::Path;

/// Writes the files of a letter into a folder, which is made.
pub(crate) async fn write(
    who: &Who<'_>,
    actor: &Actor,
    at: (DossierId, u64),
    folder: &Path,
) -> Result<Vec<String>> {
    let lang = kernel::Lang::En;
    let files = exchange::package(who.node(), actor, at, lang, &paper::press()).await?;
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    let mut names = Vec::with_capacity(files.len());
    for (name, bytes) in files {
        let path = folder.join(&name);
        std::fs::write(&path, bytes).with_context(|| format!("cannot write `{}`", path.display()))?;
        names.push(name);
    }
    Ok(names)
}

/// Reads a reply form and takes it as a move that no system verified.
pub(crate) async fn take(
    who: &Who<'_>,
    actor: &Actor,
    id: DossierId,
    (file, way, received): (&Path, &str, Option<&str>),
) -> Result<Value> {
    let node = who.node();
    let bytes = std::fs::read(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    let program = std::env::current_exe()?;
    let rows = tokio::task::spawn_blocking(move || paper::form_rows(&program, bytes)).await?;
    let rows = &rows.map_err(|why| anyhow::anyhow!(why))?;
    let received = match received {
        Some(day) => {
            Timestamp::parse(&format!("{day}T00:00:00Z")).context("--received wants a day: 2026-11-26")?
        }
        None => node.store.clock().now(),
    };
    let reply = node.store.run::<_, ExchangeError, _, _>("read reply", |tx| async move {
        exchange::read_reply(&tx, node, actor, id, rows).await
    });
    let reply = reply.await?;
    if reply.answers.is_empty() {
        bail!("the form does not say what is answered: its first question is empty");
    }
    if let Some(wrong) = reply.read.iter().find(|a| a.unknown) {
        bail!("`{}` in cell {} is none of the choices of `{}`", wrong.value, wrong.cell, wrong.label);
    }
    let body = node.store.run::<_, ExchangeError, _, _>("body of reply", |tx| {
        let reply = &reply;
        async move { exchange::body_of_reply(&tx, node, actor, id, reply).await }
    });
    let new = NewMove::of(&reply.answers, body.await?);
    let came = Came { how: way.to_owned(), received, by: String::new(), form: Some(reply.code.clone()) };
    let (new, came) = (&new, &came);
    let made = node.store.run::<_, ExchangeError, _, _>("transcribe", |tx| async move {
        exchange::transcribe(&tx, node, actor, id, new, came, None).await
    });
    let made = made.await?;
    Ok(json!({
        "dossier": made.dossier, "move": made.number, "answers": reply.answers, "verified": false, "older": reply.older,
        "read": reply.read,
    }))
}
