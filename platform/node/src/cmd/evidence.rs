//! `liaison evidence`: keeps files as evidence of a case, lists and verifies them, writes a bundle.

use super::{Who, find_case};
use crate::cli_case::{Evidence, EvidenceAdd, EvidenceCase, EvidenceExport};
use access::Node;
use anyhow::{Context, Result, anyhow, bail};
use casefile::{
    BundleFor, Captured, Case, CaseError, Coming, CustodyKind, Exhibit, Keys, MadeOf, NewCustody, NewExhibit,
    Reader, Taken, Taking,
};
use gate::{Ask, action};
use kernel::{Actor, Purpose, Timestamp};
use serde_json::json;
use std::fs::File;
use std::io::{BufWriter, IsTerminal, Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::UNIX_EPOCH;
use store::Tx;
use uuid::Uuid;

mod custody;

/// Bytes read at a time.
const PIECE: usize = 256 * 1024;

pub(crate) async fn run(who: &Who<'_>, what: &Evidence) -> Result<bool> {
    match what {
        Evidence::Add(args) => add(who, args).await,
        Evidence::List(args) => list(who, args).await,
        Evidence::Export(args) => export(who, args).await,
        Evidence::Verify(args) => verify(who, args).await,
        Evidence::Record(args) => custody::record(who, args).await,
        Evidence::Custody(args) => custody::show(who, args).await,
    }
}

async fn the_case(tx: &Tx, node: &Node, actor: &Actor, reference: &str) -> Result<Case, CaseError> {
    find_case(tx, node, actor, reference).await?.ok_or(CaseError::NotHere)
}

fn moment(text: &str) -> Result<Timestamp> {
    Timestamp::parse(text).with_context(|| format!("`{text}` is no moment; write 2026-11-24T03:00:00Z"))
}

/// The number in `E-4`, or in `4`.
fn number(text: &str) -> Result<u64> {
    let digits = text.trim().trim_start_matches(['E', 'e']).trim_start_matches('-');
    digits.parse().with_context(|| format!("`{text}` is no number of an exhibit; E-1 is one"))
}

/// An exhibit of a case by its number, opened for reading.
async fn numbered(tx: &Tx, node: &Node, actor: &Actor, case: &Case, n: u64) -> Result<Exhibit, CaseError> {
    let held = casefile::exhibit_numbered(tx, &Keys::of(&node.vault), case.id, n).await?;
    let held = held.ok_or(CaseError::NotHere)?;
    let ask = Ask::new(actor, action::READ, Purpose::Investigation, tx.at()).on(held.object());
    Ok(node.gate.open(held, &ask, &mut tx.log())?)
}

/// Every exhibit of a case that the actor may read.
async fn every(tx: &Tx, node: &Node, actor: &Actor, case: &Case) -> Result<Vec<Exhibit>, CaseError> {
    let ask = Ask::new(actor, action::READ, Purpose::Investigation, tx.at());
    let (mut all, mut page) = (Vec::new(), 1);
    loop {
        let (held, total) = casefile::exhibits_of(tx, &Keys::of(&node.vault), case.id, page).await?;
        let last = held.is_empty() || page.saturating_mul(kernel::limit::PAGE_ROWS) >= total;
        all.extend(node.gate.open_each(held, &ask, &mut tx.log()));
        if last {
            return Ok(all);
        }
        page += 1;
    }
}

// long: one act, read from top to bottom: what would be refused, take in, keep, report
async fn add(who: &Who<'_>, args: &EvidenceAdd) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let actor = &actor;
    let at = args.at.as_deref().map(moment).transpose()?;
    let captures = args.captured || args.url.is_some();
    let kind = match (&args.copy_of, captures) {
        (Some(_), _) => CustodyKind::Derived,
        (None, true) => CustodyKind::Captured,
        (None, false) => CustodyKind::Received,
    };
    let now = node.store.clock().now();
    let mut came = NewCustody::new(kind, at.unwrap_or(now));
    came.from = args.from.clone().unwrap_or_default();
    (came.place, came.how) = (args.place.clone(), args.how.clone());
    // Before a large file is read: what would be refused afterwards.
    match came.missing() {
        Some("from") => bail!("say from whom the file came, with --from"),
        Some(_) => bail!("say how the copy was made, with --how"),
        None => {}
    }
    let of = args.copy_of.as_deref().map(number).transpose()?;
    let (taken, went_on) = take_in(who, actor, args).await?;
    let said = captures.then(|| Captured {
        url: args.url.clone().unwrap_or_default(),
        at: at.map(Timestamp::rfc3339).unwrap_or_default(),
        by: args.by.clone(),
        tool: args.tool.clone(),
        identity: args.identity.clone(),
        context: args.context.clone(),
        ..Captured::default()
    });
    let reader = Reader::default();
    let told = casefile::captured_each(node, &reader, std::slice::from_ref(&taken), said.as_ref());
    let captured = told.await.into_iter().next().flatten();
    if at.is_none() {
        let told = captured.as_ref().and_then(|c| Timestamp::parse(&c.at)).filter(|at| *at <= now);
        came.happened = told.unwrap_or(came.happened);
    }
    let (taken, came, captured) = (&taken, &came, &captured);
    let kept = node.store.run::<_, CaseError, _, _>("keep exhibit", |tx| async move {
        let case = the_case(&tx, node, actor, &args.case).await?;
        let made = match of {
            None => None,
            Some(n) => {
                let exhibit = numbered(&tx, node, actor, &case, n).await?.id;
                Some(MadeOf { exhibit, how: args.how.clone() })
            }
        };
        let new = NewExhibit {
            taken: taken.clone(),
            what: args.what.clone(),
            came: came.clone(),
            made,
            captured: captured.clone(),
            import: None,
        };
        let by = (actor, Purpose::Investigation);
        casefile::keep_exhibit(&tx, &Keys::of(&node.vault), &node.gate, by, &case, &new).await
    });
    let kept = match kept.await {
        Ok(kept) => kept,
        Err(error) => {
            taken.discard(node);
            return Err(error).with_context(|| format!("`{}` was not kept", args.file.display()));
        }
    };
    let parts = kept.captured.as_ref().map_or(0, |captured| captured.parts_total);
    let lacks: Vec<&str> =
        kept.captured.as_ref().map(Captured::lacks).unwrap_or_default().iter().map(|l| l.code()).collect();
    let document = json!({
        "exhibit": kept.called(), "id": kept.id, "file": kept.name, "bytes": kept.whole.bytes,
        "sha256": kept.whole.sha256, "type": kept.media, "went_on": went_on, "missing": lacks, "parts": parts,
    });
    who.out.print(&document, || {
        let missing = match lacks.is_empty() {
            true => String::new(),
            false => format!(" Missing for the Berkeley Protocol: {}.", lacks.join(", ")),
        };
        let (called, whole) = (kept.called(), kept.whole);
        format!("{called}: {}, {} bytes, SHA-256 {}.{missing}", kept.name, whole.bytes, whole.sha256)
    });
    Ok(true)
}

/// Takes the file in, going on with an earlier try; says whether it did.
async fn take_in(who: &Who<'_>, actor: &Actor, args: &EvidenceAdd) -> Result<(Taken, bool)> {
    let path = &args.file;
    let meta = std::fs::metadata(path).with_context(|| format!("cannot open `{}`", path.display()))?;
    let changed = meta.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    let told = format!("{} {} {changed}", path.display(), meta.len());
    for afresh in [false, true] {
        let (coming, went_on) = coming(who.node(), actor, &args.case, (&told, afresh)).await?;
        let there = coming.there(who.node())?;
        if went_on && there > 0 {
            eprintln!("liaison: going on after {there} bytes of an earlier try");
        }
        if let Some(taken) = read(who, path, (coming, meta.len())).await? {
            return Ok((taken, went_on && there > 0));
        }
        eprintln!("liaison: the file is not the one of the earlier try; beginning afresh");
    }
    bail!("`{}` changes while it is read; make a copy that stays and add that", path.display())
}

async fn coming(node: &Node, actor: &Actor, case: &str, told: (&str, bool)) -> Result<(Coming, bool)> {
    let found = node.store.run::<_, CaseError, _, _>("coming exhibit", |tx| async move {
        let case = the_case(&tx, node, actor, case).await?;
        let by = (actor, Purpose::Investigation);
        casefile::coming(&tx, &Keys::of(&node.vault), &node.gate, by, case.id, told).await
    });
    found.await.with_context(|| format!("nothing was added to `{case}`"))
}

/// Reads the file from its beginning; `None` if it is not the one of which a part stands there.
async fn read(who: &Who<'_>, path: &Path, (coming, bytes): (Coming, u64)) -> Result<Option<Taken>> {
    let mut file = File::open(path)?;
    let mut taking = Taking::resume(who.node(), &path.to_string_lossy(), coming)?;
    let bar = match who.out.is_json() || !std::io::stderr().is_terminal() {
        true => indicatif::ProgressBar::hidden(),
        false => indicatif::ProgressBar::new(bytes),
    };
    let mut piece = vec![0; PIECE];
    loop {
        let n = file.read(&mut piece)?;
        let Some(content) = piece.get(..n).filter(|content| !content.is_empty()) else { break };
        if !taking.push(content).await? {
            return Ok(None);
        }
        bar.inc(n as u64);
    }
    bar.finish_and_clear();
    Ok(taking.finish().await?)
}

async fn list(who: &Who<'_>, args: &EvidenceCase) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let actor = &actor;
    let found = node.store.run::<_, CaseError, _, _>("list evidence", |tx| async move {
        let case = the_case(&tx, node, actor, &args.case).await?;
        every(&tx, node, actor, &case).await
    });
    let found = found.await.with_context(|| format!("no evidence of `{}` can be listed", args.case))?;
    let all: Vec<_> = found.iter().map(listed).collect();
    who.out.print(&json!({ "case": args.case, "exhibits": all }), || match found.is_empty() {
        true => "No evidence yet.".to_owned(),
        false => {
            let line = |e: &Exhibit| {
                let copy = if e.made.is_some() { " (working copy)" } else { "" };
                let (called, bytes) = (e.called(), e.whole.bytes);
                format!("{called}  {}  {bytes} bytes  {}{copy}  {}", e.whole.sha256, e.name, e.what)
            };
            found.iter().map(line).collect::<Vec<_>>().join("\n")
        }
    });
    Ok(true)
}

fn listed(exhibit: &Exhibit) -> serde_json::Value {
    json!({
        "exhibit": exhibit.called(), "id": exhibit.id, "file": exhibit.name, "type": exhibit.media,
        "bytes": exhibit.whole.bytes, "sha256": exhibit.whole.sha256, "what": exhibit.what,
        "made_of": exhibit.made, "captured": exhibit.captured, "at": exhibit.at.rfc3339(),
        "custody": exhibit.events, "custody_head": exhibit.head,
    })
}

async fn verify(who: &Who<'_>, args: &EvidenceCase) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let actor = &actor;
    let found = node.store.run::<_, CaseError, _, _>("verify evidence", |tx| async move {
        let case = the_case(&tx, node, actor, &args.case).await?;
        let (keys, mut found) = (Keys::of(&node.vault), Vec::new());
        for exhibit in every(&tx, node, actor, &case).await? {
            let held = casefile::custody_of(&tx, &keys, &exhibit).await?;
            let ask = Ask::new(actor, action::READ, Purpose::Investigation, tx.at()).on(held.object());
            let broken = node.gate.open(held, &ask, &mut tx.log())?.broken;
            found.push((exhibit, broken));
        }
        Ok(found)
    });
    let found = found.await.with_context(|| format!("no evidence of `{}` can be verified", args.case))?;
    let (mut all, mut lines, mut fine) = (Vec::new(), Vec::new(), true);
    for (exhibit, broken) in &found {
        let unaltered = casefile::is_unaltered(&node.files, exhibit).await?;
        fine &= unaltered && broken.is_none();
        let called = exhibit.called();
        all.push(json!({
            "exhibit": called, "sha256": exhibit.whole.sha256, "unaltered": unaltered, "custody_broken_at": broken,
        }));
        let bytes = if unaltered { "as it came in" } else { "NOT AS IT CAME IN" };
        let custody = match broken {
            None => format!("{} events of custody hold", exhibit.events),
            Some(n) => format!("CUSTODY BROKEN AT EVENT {n}"),
        };
        lines.push(format!("{called}  {}: {bytes}; {custody}.", exhibit.name));
    }
    who.out.print(&json!({ "case": args.case, "fine": fine, "exhibits": all }), || match lines.is_empty() {
        true => "No evidence yet.".to_owned(),
        false => lines.join("\n"),
    });
    Ok(fine)
}

async fn export(who: &Who<'_>, args: &EvidenceExport) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let actor = &actor;
    if args.to.exists() {
        bail!("`{}` is there already; give another name", args.to.display());
    }
    let numbers = args.exhibit.iter().map(|text| number(text)).collect::<Result<Vec<u64>>>()?;
    let (numbers, of) = (&numbers, &BundleFor { to: args.recipient.clone(), why: args.why.clone() });
    let made = node.store.run::<_, CaseError, _, _>("make bundle", |tx| async move {
        let case = the_case(&tx, node, actor, &args.case).await?;
        let mut ids: Vec<Uuid> = Vec::new();
        for n in numbers {
            ids.push(numbered(&tx, node, actor, &case, *n).await?.id);
        }
        if numbers.is_empty() {
            ids.extend(every(&tx, node, actor, &case).await?.iter().map(|e| e.id));
        }
        let authorities = access::authorities(&tx).await?;
        let own = authorities.iter().find(|a| a.id == actor.authority).map(|a| a.name.clone());
        let (by, own) = ((actor, Purpose::Investigation), own.unwrap_or_default());
        let bundle = casefile::prepare_bundle(&tx, node, by, (&case, &own), &ids, of).await?;
        Ok(Arc::new((ids.len(), bundle)))
    });
    let made = made.await.with_context(|| format!("no bundle was made of `{}`", args.case))?;
    let part = args.to.with_extension("part");
    let (written, kept) = (part.clone(), Arc::clone(&made));
    let writing = tokio::task::spawn_blocking(move || {
        let mut out = BufWriter::new(File::options().write(true).create_new(true).open(&written)?);
        kept.1.write(&mut out).map_err(|error| anyhow!(error))?;
        out.flush()?;
        Ok::<_, anyhow::Error>(out.into_inner().map_err(|error| anyhow!(error.to_string()))?.sync_all()?)
    });
    let wrote = writing.await.context("the writing was cut off")?;
    if let Err(error) = wrote.and_then(|()| Ok(std::fs::rename(&part, &args.to)?)) {
        // What is left of it is of no use to anybody.
        let _left = std::fs::remove_file(&part);
        return Err(error).with_context(|| format!("`{}` was not written", args.to.display()));
    }
    let document = json!({
        "file": args.to, "exhibits": made.0, "verify": [casefile::VERIFY_FILES, casefile::VERIFY_SIGNATURE],
    });
    who.out.print(&document, || {
        format!("{}: {} exhibits; how to verify it stands in VERIFY.txt within.", args.to.display(), made.0)
    });
    Ok(true)
}
