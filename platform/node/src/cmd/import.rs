//! `liaison import`: reads a file into a case, in a child process with limits; says what was taken and what not.

use super::{Who, find_case};
use crate::cli::Import;
use access::Node;
use anyhow::{Context, Result, bail};
use casefile::{Case, CaseError, Changes, ImportOptions, Keys, NewCase, Prepared, Taken, TakenFile};
use gate::{Ask, action};
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
    let mapping = match &args.map {
        Some(path) => {
            Some(std::fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))?)
        }
        None => None,
    };
    let files = load(&args.files)?;
    if args.format == "report" {
        return super::import_report::run(who, files).await;
    }
    anyhow::ensure!(!args.case.is_empty(), "name the case: --case REF");
    let imports = divided(files, &args.format);
    if let [_] = imports.as_slice() {
        for files in imports {
            let one = take_and_keep(who, args, files, mapping.clone()).await?;
            who.out.print(&one.document, || one.lines.join("\n"));
        }
        return Ok(true);
    }
    // Several imports: one that fails does not keep the others out, and says why in its row.
    let (mut rows, mut all, mut fine) = (Vec::new(), Vec::new(), true);
    for files in imports {
        let name = TakenFile::of(&files).name;
        match take_and_keep(who, args, files, mapping.clone()).await {
            Ok(one) => {
                rows.push(one.row(&name));
                all.push(one.document);
            }
            Err(error) => {
                fine = false;
                let empty = String::new;
                let why = format!("nothing: {error:#}");
                rows.push([name.clone(), empty(), empty(), empty(), empty(), why]);
                all.push(json!({ "file": name, "error": format!("{error:#}") }));
            }
        }
    }
    who.out.print(&json!({ "imports": all }), || table(&rows));
    Ok(fine)
}

/// OFAC's tables are one list; every other file is an import of its own.
fn divided(files: Vec<File>, format: &str) -> Vec<Vec<File>> {
    let (mut tables, mut others) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let start = bytes.get(..bytes.len().min(casefile::START_BYTES)).unwrap_or_default();
        let is_table = match format {
            "auto" => reading::detect(start, &name) == Some(reading::Format::OfacSdn),
            code => code == reading::Format::OfacSdn.code(),
        };
        if is_table { tables.push((name, bytes)) } else { others.push(vec![(name, bytes)]) }
    }
    if !tables.is_empty() {
        others.push(tables);
    }
    others
}

/// A file: its name and its bytes.
type File = (String, Vec<u8>);

/// What one import came to.
struct One {
    document: Value,
    lines: Vec<String>,
}

impl One {
    /// File, format, entities, statements, not taken, what changed.
    fn row(&self, name: &str) -> [String; 6] {
        let count = |field: &str| self.document.get(field).map(ToString::to_string).unwrap_or_default();
        let taken = self.document.get("taken").or_else(|| self.document.get("would_take"));
        let entities: u64 = taken
            .and_then(Value::as_object)
            .map_or(0, |kinds| kinds.values().filter_map(Value::as_u64).sum());
        let changes = self.document.get("changes").and_then(Value::as_object).map_or_else(String::new, |c| {
            let of = |field: &str| c.get(field).map(ToString::to_string).unwrap_or_default();
            format!("{} added, {} changed, {} removed", of("added"), of("changed"), of("removed"))
        });
        let format = self.document.get("format").and_then(Value::as_str).unwrap_or_default();
        [
            name.to_owned(),
            format.to_owned(),
            entities.to_string(),
            count("statements"),
            count("not_taken_total"),
            changes,
        ]
    }
}

/// Rows under a header, in columns.
fn table(rows: &[[String; 6]]) -> String {
    let header = ["file", "format", "entities", "statements", "not taken", "changes"].map(str::to_owned);
    let all: Vec<&[String; 6]> = std::iter::once(&header).chain(rows).collect();
    let width =
        |n: usize| all.iter().filter_map(|row| row.get(n)).map(|c| c.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..6).map(width).collect();
    let line = |row: &&[String; 6]| {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, w)| format!("{cell:<w$}")).collect();
        cells.join("  ").trim_end().to_owned()
    };
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// One import, its file kept as evidence of the case; what is not kept is gone from the disk.
async fn take_and_keep(
    who: &Who<'_>,
    args: &Import,
    files: Vec<File>,
    mapping: Option<String>,
) -> Result<One> {
    let (node, actor) = (who.node(), who.actor().await?);
    // An empty file is no exhibit; the reading says what is wrong with it.
    let originals = match args.no_evidence || args.preview || files.iter().any(|(_, bytes)| bytes.is_empty())
    {
        true => Vec::new(),
        false => casefile::take_files(node, &files).await.context("the file was not kept as evidence")?,
    };
    let done = take(who, &actor, args, (files, &originals), mapping).await;
    casefile::discard_others(node, &originals, done.as_ref().map_or(&Kept::new(), |(_, kept)| kept));
    done.map(|(one, _)| one)
}

/// What the file would change as a later issue of a list, as far as who asks may see it.
async fn foreseen(
    node: &Node,
    actor: &Actor,
    case: &Case,
    of: (&TakenFile, &Prepared),
) -> Result<Option<Changes>, CaseError> {
    let look = node.store.look("foresee issue", |tx| async move {
        let ask = Ask::new(actor, action::IMPORT, Purpose::Investigation, tx.at());
        casefile::foresee_issue(&tx, &Keys::of(&node.vault), (&node.gate, &ask), case, of).await
    });
    look.await
}

// long: one act, read from top to bottom: read, prepare, take, report
async fn take(
    who: &Who<'_>,
    actor: &Actor,
    args: &Import,
    (files, originals): (Vec<File>, &[Taken]),
    mapping: Option<String>,
) -> Result<(One, Kept)> {
    let node = who.node();
    let digest = digest_of(&files);
    let name = TakenFile::of(&files).name;
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
    let captures = read.captures;
    let import = ImportId::new(node.store.clock(), node.store.rng());
    let mut prepared = casefile::prepare(read.items, &options, import);
    prepared.dated = read.dated;
    let not_taken: Vec<Value> = prepared
        .not_taken
        .iter()
        .map(|n| json!({ "place": n.place, "reason": n.reason, "detail": n.detail }))
        .collect();
    if args.preview {
        let of = (&TakenFile { name, digest }, &prepared);
        let case = node.store.run::<_, CaseError, _, _>("case to foresee", |tx| async move {
            find_case(&tx, node, actor, &args.case).await
        });
        let changes = match &case.await? {
            Some(case) => foreseen(node, actor, case, of).await?,
            None => None,
        };
        let document = json!({
            "format": read.format.code(), "would_take": kinds(&prepared.taken), "statements": prepared.statements(),
            "not_taken": not_taken, "not_taken_total": prepared.not_taken_total, "broken": read.broken,
            "would_change": changes,
        });
        let lines = vec![serde_json::to_string_pretty(&document).unwrap_or_default()];
        return Ok((One { document, lines }, Kept::new()));
    }
    if let Some(broken) = read.broken.as_ref().filter(|_| !args.partial) {
        bail!(
            "the file breaks off: {broken}; nothing was taken. Get it whole, or give --partial to take the {} records before that place",
            prepared.entities()
        );
    }
    let (file, prepared, captures) = (&TakenFile { name, digest }, &prepared, captures.as_slice());
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
        let files = (taken.import, file.name.as_str(), originals, captures);
        let kept = casefile::keep_of_import(&tx, &keys, &node.gate, by, &case, files).await?;
        Ok((case.id, taken, kept))
    });
    let (case, result, kept) = result.await?;
    bar.finish_and_clear();
    Ok((report(case, &result, prepared, &read.broken, read.format.code(), &not_taken), kept))
}

/// What was taken and what was not, line by line.
fn report(
    case: kernel::id::CaseId,
    result: &casefile::ImportResult,
    prepared: &casefile::Prepared,
    broken: &Option<String>,
    format: &str,
    not_taken: &[Value],
) -> One {
    let document = json!({
        "import": result.import, "case": case, "format": format, "taken": kinds(&result.taken),
        "statements": result.statements, "selectors": result.selectors, "not_taken": not_taken,
        "not_taken_total": prepared.not_taken_total, "broken": broken, "changes": result.changes,
        "passages": prepared.passages(), "proposed": prepared.proposed(),
    });
    let lines = || {
        let taken: Vec<_> = result.taken.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
        let mut lines = vec![
            format!(
                "Taken: {} ({} statements, {} values that could be matched).",
                if taken.is_empty() { "no records".to_owned() } else { taken.join(", ") },
                result.statements,
                result.selectors
            ),
            format!("Not taken: {}.", prepared.not_taken_total),
        ];
        if let Some(changes) = result.changes {
            lines.push(format!(
                "Against the list taken before: {} new, {} changed, {} no longer on it, {} as before; {} statements taken back.",
                changes.added, changes.changed, changes.removed, changes.unchanged, changes.retracted
            ));
        }
        if prepared.passages() > 0 {
            lines.push(format!(
                "Running text: {} passages; {} proposals wait for an officer on the page of the case.",
                prepared.passages(),
                prepared.proposed()
            ));
        }
        lines.extend(
            prepared.not_taken.iter().take(20).map(|n| format!("  {}: {} {}", n.place, n.reason, n.detail)),
        );
        if prepared.not_taken_total > 20 {
            lines.push("  … (all of them with --json, and on the page of the import)".into());
        }
        if let Some(broken) = broken {
            lines.push(format!("The file broke off: {broken}. What stood before was taken."));
        }
        lines
    };
    One { lines: lines(), document }
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
