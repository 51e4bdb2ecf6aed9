//! `liaison import`: reads a file into a case, in a child process with limits; says what was taken and what not.

use super::{Who, find_case};
use crate::cli::Import;
use anyhow::{Context, Result, bail};
use casefile::{CaseError, ImportOptions, Keys, NewCase, Taken, TakenFile};
use kernel::id::ImportId;
use kernel::{Actor, Compartment, Digest, Handling, Purpose};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::io::{IsTerminal, Read};
use std::path::Path;
use uuid::Uuid;

/// Exhibits that an import made of its files.
type Kept = BTreeSet<Uuid>;

pub(crate) async fn run(who: &Who<'_>, args: &Import) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let files = load(&args.files)?;
    let originals = match args.no_evidence || args.preview {
        true => Vec::new(),
        false => casefile::take_files(node, &files).await.context("the file was not kept as evidence")?,
    };
    let done = take(who, &actor, args, (files, &originals)).await;
    casefile::discard_others(node, &originals, done.as_ref().unwrap_or(&Kept::new()));
    done.map(|_| true)
}

// long: one act, read from top to bottom: read, prepare, take, report
async fn take(
    who: &Who<'_>,
    actor: &Actor,
    args: &Import,
    (files, originals): (Vec<(String, Vec<u8>)>, &[Taken]),
) -> Result<Kept> {
    let node = who.node();
    let mapping = match &args.map {
        Some(path) => {
            Some(std::fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))?)
        }
        None => None,
    };
    let digest = digest_of(&files);
    let name = args.files.iter().map(|f| file_name(f)).collect::<Vec<_>>().join(", ");
    let (format, region) = (args.format.clone(), actor.party);
    let reading =
        tokio::task::spawn_blocking(move || casefile::read_files(files, &format, mapping.as_deref(), region));
    let read = reading.await.context("the reading was cut off")??;
    let options = ImportOptions {
        source: name.clone(),
        format: read.format.code().into(),
        region: actor.party,
        handling: Handling::H0,
        restrictions: std::collections::BTreeSet::new(),
        tlp: None,
        pap: None,
        grade: None,
        compartment: None,
    };
    let import = ImportId::new(node.store.clock(), node.store.rng());
    let prepared = casefile::prepare(read.items, &options, import);
    let not_taken: Vec<Value> = prepared
        .not_taken
        .iter()
        .map(|n| json!({ "place": n.place, "reason": n.reason, "detail": n.detail }))
        .collect();
    if args.preview {
        let document = json!({
            "format": read.format.code(), "would_take": kinds(&prepared.taken), "statements": prepared.statements(),
            "not_taken": not_taken, "not_taken_total": prepared.not_taken_total, "broken": read.broken,
        });
        who.out.print(&document, || serde_json::to_string_pretty(&document).unwrap_or_default());
        return Ok(Kept::new());
    }
    if let Some(broken) = read.broken.as_ref().filter(|_| !args.partial) {
        bail!(
            "the file breaks off: {broken}; nothing was taken. Get it whole, or give --partial to take the {} records before that place",
            prepared.entities()
        );
    }
    let (file, prepared) = (&TakenFile { name, digest }, &prepared);
    let bar = progress(who);
    let bar = &bar;
    let result = node.store.run::<_, CaseError, _, _>("import", |tx| async move {
        let case = match find_case(&tx, node, actor, &args.case).await? {
            Some(case) => case,
            None => {
                let new = NewCase {
                    reference: args.case.clone(),
                    title: String::new(),
                    summary: String::new(),
                    compartment: Compartment::Operational,
                    demonstration: node.facts.demonstration,
                };
                casefile::create_case(
                    &tx,
                    &Keys::of(&node.vault),
                    &node.gate,
                    (actor, Purpose::Investigation),
                    &new,
                )
                .await?
            }
        };
        let step = |done: u64, all: u64| {
            bar.set_length(all);
            bar.set_position(done);
        };
        let keys = Keys::of(&node.vault);
        let taken = casefile::take_import(
            &tx,
            &keys,
            &node.gate,
            (actor, Purpose::Investigation),
            &case,
            (file, prepared),
            &step,
        );
        let taken = taken.await?;
        let by = (actor, Purpose::Investigation);
        let files = (taken.import, file.name.as_str(), originals);
        let kept = casefile::keep_of_import(&tx, &keys, &node.gate, by, &case, files).await?;
        Ok((case.id, taken, kept))
    });
    let (case, result, kept) = result.await?;
    bar.finish_and_clear();
    report(who, case, &result, prepared, &read.broken, read.format.code(), &not_taken);
    Ok(kept)
}

/// What was taken and what was not, line by line.
fn report(
    who: &Who<'_>,
    case: kernel::id::CaseId,
    result: &casefile::ImportResult,
    prepared: &casefile::Prepared,
    broken: &Option<String>,
    format: &str,
    not_taken: &[Value],
) {
    let document = json!({
        "import": result.import, "case": case, "format": format, "taken": kinds(&result.taken),
        "statements": result.statements, "selectors": result.selectors, "not_taken": not_taken,
        "not_taken_total": prepared.not_taken_total, "broken": broken,
    });
    who.out.print(&document, || {
        let taken: Vec<_> = result.taken.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
        let mut lines = vec![
            format!(
                "Taken: {} ({} statements, {} values that could be matched).",
                taken.join(", "),
                result.statements,
                result.selectors
            ),
            format!("Not taken: {}.", prepared.not_taken_total),
        ];
        lines.extend(
            prepared.not_taken.iter().take(20).map(|n| format!("  {}: {} {}", n.place, n.reason, n.detail)),
        );
        if prepared.not_taken_total > 20 {
            lines.push("  … (all of them with --json, and on the page of the import)".into());
        }
        if let Some(broken) = broken {
            lines.push(format!("The file broke off: {broken}. What stood before was taken."));
        }
        lines.join("\n")
    });
}

fn kinds(taken: &std::collections::BTreeMap<kernel::EntityKind, u64>) -> Map<String, Value> {
    taken.iter().map(|(kind, n)| (kind.code().to_owned(), json!(n))).collect()
}

fn progress(who: &Who<'_>) -> indicatif::ProgressBar {
    if who.out.is_json() || !std::io::stderr().is_terminal() {
        return indicatif::ProgressBar::hidden();
    }
    indicatif::ProgressBar::new(0)
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}

/// The files with their names. Each is bounded, so that a wrong path costs nothing.
fn load(paths: &[std::path::PathBuf]) -> Result<Vec<(String, Vec<u8>)>> {
    let most = kernel::limit::IMPORT_BYTES_MAX;
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        let file = std::fs::File::open(path).with_context(|| format!("cannot open `{}`", path.display()))?;
        let mut known = file.metadata()?.len();
        let mut bytes = Vec::new();
        if known <= most {
            // A pipe has no length beforehand, and a file may grow: one byte more than is taken tells.
            file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
            known = bytes.len() as u64;
        }
        if known > most {
            bail!("`{}` is larger than {} MiB; divide it", path.display(), most / (1024 * 1024));
        }
        files.push((file_name(path), bytes));
    }
    Ok(files)
}

/// The digest of the files as one: of one file, its plain SHA-256; of several, of their digests in order.
fn digest_of(files: &[(String, Vec<u8>)]) -> Digest {
    let digests: Vec<Digest> = files.iter().map(|(_, bytes)| Digest::of_bytes(bytes)).collect();
    match digests.as_slice() {
        [one] => *one,
        several => Digest::of(&several.iter().map(|d| d.0.as_slice()).collect::<Vec<_>>()),
    }
}
