//! `liaison attachment`: accepts, refuses or saves a file that a dossier carries, or releases one as the second person.

use super::Who;
use crate::cli::{Attachment, AttachmentRef, AttachmentSave};
use anyhow::{Context, Result, bail};
use exchange::attachments::{
    self, Attached, Draft, NewAttachment, RELEASE_ATTACHMENT, Save, State, TakeFault, Taking, Way,
};
use exchange::{ExchangeError, store_attachments};
use gate::{Ask, action};
use kernel::id::DossierId;
use kernel::{Actor, Handling, Purpose};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::{StoreError, Tx};
use uuid::Uuid;

/// Bytes read at a time.
const PIECE: usize = 64 * 1024;

pub(crate) async fn run(who: &Who<'_>, args: &Attachment) -> Result<bool> {
    match args {
        Attachment::Accept(args) => decide(who, args, true).await,
        Attachment::Refuse(args) => decide(who, args, false).await,
        Attachment::Release(args) => release(who, args).await,
        Attachment::Save(args) => save(who, args).await,
    }
}

/// The attachment with this id, or the one whose id begins so, among those of the actor's authority.
async fn find(who: &Who<'_>, actor: &Actor, text: &str) -> Result<Uuid> {
    let node = who.node();
    let all = node.store.run::<_, StoreError, _, _>("attachments", |tx| async move {
        store_attachments::ids_of(&tx, actor.authority).await
    });
    let mut found: Vec<Uuid> = all.await?.into_iter().filter(|id| id.to_string().starts_with(text)).collect();
    found.dedup();
    match found.as_slice() {
        [one] if text.len() >= 4 => Ok(*one),
        [] | [_] => bail!("there is no attachment `{text}` here; give at least four signs of its id"),
        several => bail!("`{text}` begins the ids of {} attachments; give more of it", several.len()),
    }
}

async fn decide(who: &Who<'_>, args: &AttachmentRef, accept: bool) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let actor = &actor;
    let id = find(who, actor, &args.attachment).await?;
    node.store
        .run("decide attachment", |tx| async move {
            attachments::decide_attachment(&tx, node, actor, (None, id), accept).await
        })
        .await?;
    let word = if accept { "accepted" } else { "refused" };
    who.out.print(&json!({ "attachment": id, "state": word }), || format!("{id}: {word}."));
    Ok(true)
}

/// The second person, named with `--as`, lets it go.
async fn release(who: &Who<'_>, args: &AttachmentRef) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let actor = &actor;
    let id = find(who, actor, &args.attachment).await?;
    let released = node.store.run::<_, access::ActError, _, _>("release attachment", |tx| async move {
        let waiting = access::acts::to_decide(&tx, node, actor).await?;
        let act = waiting.into_iter().find(|act| act.kind == RELEASE_ATTACHMENT && act.object == id);
        let act = act.ok_or(access::ActError::NotHere)?;
        access::acts::confirm(&tx, node, actor, act.id, "").await
    });
    released.await.context("it does not wait for this person; the second one is named with --as")?;
    who.out.print(&json!({ "attachment": id, "state": "offered" }), || format!("{id}: offered."));
    Ok(true)
}

async fn save(who: &Who<'_>, args: &AttachmentSave) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let actor = &actor;
    let id = find(who, actor, &args.attachment).await?;
    if args.to.exists() {
        bail!("`{}` is there already; give another name", args.to.display());
    }
    let opened = node.store.run("save attachment", |tx| async move {
        attachments::save_attachment(&tx, node, actor, (None, id)).await.map(Arc::new)
    });
    let opened =
        opened.await.context("there is no such attachment here that is whole and that you may save")?;
    let opened = Arc::into_inner(opened).context("it is being saved already")?;
    let (sha256, bytes) = (opened.one.announced.sha256, opened.one.announced.bytes);
    let part = args.to.with_extension("part");
    if let Err(error) = pour(opened, &part, &args.to).await {
        // What is left of it is of no use to anybody.
        let _ = std::fs::remove_file(&part);
        return Err(error).with_context(|| format!("`{}` was not written", args.to.display()));
    }
    let document = json!({ "attachment": id, "file": args.to, "bytes": bytes, "sha256": sha256 });
    who.out.print(&document, || format!("{}: {bytes} bytes, SHA-256 {sha256}.", args.to.display()));
    Ok(true)
}

/// A file that stands under its name only once it is whole.
async fn pour(mut opened: Save, part: &Path, to: &Path) -> Result<()> {
    let mut file = File::options().write(true).create_new(true).open(part)?;
    while let Some(piece) = opened.next().await? {
        file.write_all(&piece)?;
    }
    file.sync_all()?;
    Ok(std::fs::rename(part, to)?)
}

/// Takes files in, sealed, before the dossier that shall carry them is opened or answered.
pub(crate) async fn take_in(who: &Who<'_>, files: &[PathBuf]) -> Result<Vec<Draft>> {
    let mut drafts = Vec::new();
    for path in files {
        match take_in_one(who, path).await {
            Ok(draft) => drafts.push(draft),
            Err(error) => {
                discard(who, &drafts);
                return Err(error).with_context(|| format!("`{}` was not attached", path.display()));
            }
        }
    }
    Ok(drafts)
}

async fn take_in_one(who: &Who<'_>, path: &Path) -> Result<Draft> {
    let mut file = File::open(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut taking = Taking::begin(who.node(), &name);
    let mut piece = vec![0; PIECE];
    loop {
        let n = file.read(&mut piece)?;
        let Some(bytes) = piece.get(..n).filter(|bytes| !bytes.is_empty()) else { break };
        taking.push(bytes).await?;
    }
    taking.finish().await.map_err(|e: TakeFault| anyhow::anyhow!(e))
}

/// Removes what was taken in for a dossier that did not come about.
pub(crate) fn discard(who: &Who<'_>, drafts: &[Draft]) {
    drafts.iter().for_each(|draft| draft.discard(who.node()));
}

/// Attaches what was taken in; says of each whether it was offered or waits for a second person.
pub(crate) async fn attach_all(
    tx: &Tx,
    node: &access::Node,
    actor: &Actor,
    dossier: DossierId,
    (drafts, handling): (&[Draft], Handling),
) -> Result<Vec<Attached>, ExchangeError> {
    let new = NewAttachment { handling, conditions: String::new(), text: String::new() };
    let mut all = Vec::with_capacity(drafts.len());
    for draft in drafts {
        all.push(attachments::attach(tx, node, actor, dossier, (draft, &new)).await?);
    }
    Ok(all)
}

/// What became of attaching, for the document.
pub(crate) fn became(all: &[Attached]) -> Vec<Value> {
    let one = |attached: &Attached| match attached {
        Attached::Waits(id) => json!({ "attachment": id, "state": "waits" }),
        Attached::Offered(id, made) => json!({ "attachment": id, "state": "offered", "move": made.number }),
    };
    all.iter().map(one).collect()
}

/// The same for people.
pub(crate) fn lines(all: &[Attached]) -> String {
    let waits = all.iter().filter(|one| matches!(one, Attached::Waits(_))).count();
    let offered = all.len().saturating_sub(waits);
    let mut text = String::new();
    if offered > 0 {
        text.push_str(&format!(" {offered} files are offered."));
    }
    if waits > 0 {
        text.push_str(&format!(" {waits} files wait for a second person."));
    }
    text
}

/// The attachments of a dossier that the actor may see.
pub(crate) async fn of_dossier(
    tx: &Tx,
    node: &access::Node,
    actor: &Actor,
    dossier: DossierId,
) -> Result<Vec<Value>, ExchangeError> {
    let closed = store_attachments::attachments_of(tx, &node.vault, dossier, actor.authority).await?;
    let ask = Ask::new(actor, action::READ, Purpose::Investigation, tx.at());
    let open = node.gate.open_each(closed, &ask, &mut tx.log());
    let one = |one: &attachments::Attachment| {
        let there = match one.way {
            Way::In if one.state == State::Complete => one.chunks(),
            Way::In => {
                let length = node.files.length(one.file).unwrap_or(0);
                length.div_ceil(seal::stream::SEALED_CHUNK as u64).min(one.chunks())
            }
            Way::Out => one.sent,
        };
        json!({
            "attachment": one.id(), "way": one.way, "state": one.state, "name": one.announced.name,
            "type": one.announced.media, "bytes": one.announced.bytes, "sha256": one.announced.sha256,
            "handling": one.handling, "conditions": one.conditions, "text": one.text, "move": one.number,
            "chunks": one.chunks(), "there": there, "why": one.why,
        })
    };
    Ok(open.iter().map(one).collect())
}
