//! `liaison directory`: keeps authorities without a node, and takes the directory out and in as a table.

use super::Who;
use crate::cli::{Directory, DirectoryImport, DirectoryKeep};
use crate::paper;
use anyhow::{Context, Result, bail};
use directory::table::{self, Becomes, Judged};
use directory::{Channel, Confirmation, ContactDraft, DirectoryError, KeptDraft, NewAssessment, Particulars};
use kernel::Party;
use reading::Format;
use reading::child::Limits;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;

pub(crate) async fn run(who: &Who<'_>, args: &Directory) -> Result<bool> {
    match args {
        Directory::Keep(args) => keep(who, args).await,
        Directory::Export { file } => export(who, file).await,
        Directory::Import(args) => import(who, args).await,
    }
}

async fn keep(who: &Who<'_>, args: &DirectoryKeep) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let actor = &actor;
    let channel = |kind: &str, value: &Option<String>| value.as_ref().map(|v| Channel::new(kind, v));
    let channels =
        [channel("phone", &args.phone), channel("email", &args.email), channel("text", &args.address)];
    let draft = KeptDraft {
        party: Party::parse(&args.party).context("the State is two letters: --party XB")?,
        name: args.name.clone(),
        functions: args.function.clone(),
        company: args.company,
        accepted_languages: args.language.clone(),
        contact: ContactDraft {
            name: args.name.clone(),
            languages: args.language.clone(),
            hours: String::new(),
            channels: channels.into_iter().flatten().collect(),
            posted_by: None,
            more: Particulars::default(),
        },
    };
    if draft.contact.channels.is_empty() {
        bail!("how are they reached? give --phone, --email or --address");
    }
    let draft = &draft;
    let kept = node.store.run::<_, DirectoryError, _, _>("keep", |tx| async move {
        let id = directory::keep_authority(&tx, node, actor, draft).await?;
        if let Some(spoken_to) = &args.confirmed_with {
            let called = args.phone.clone().or_else(|| args.email.clone()).unwrap_or_default();
            directory::confirm_kept(&tx, node, actor, id, &Confirmation::call_back(&called, spoken_to))
                .await?;
        }
        if let Some(reference) = &args.assessment {
            let stands_for = kernel::id::NodeId(id.0.into_bytes());
            let new = NewAssessment::favourable(reference);
            directory::assess(&tx, node, actor, stands_for, &new).await?;
        }
        Ok(id)
    });
    let id = kept.await?;
    who.out.print(&json!({ "authority": id, "name": args.name, "node": null }), || {
        format!("Kept: {} ({}), without a node. Letters go there.", args.name, args.party)
    });
    Ok(true)
}

async fn export(who: &Who<'_>, file: &Path) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let actor = &actor;
    let rows = node.store.run::<_, DirectoryError, _, _>("directory export", |tx| async move {
        table::export_table(&tx, node, actor).await
    });
    let rows = rows.await?;
    let bytes = if is_workbook(file) {
        letters::table("directory", &rows).map_err(|e| anyhow::anyhow!("{e}"))?
    } else {
        table::as_csv(&rows).into_bytes()
    };
    std::fs::write(file, bytes).with_context(|| format!("cannot write `{}`", file.display()))?;
    let entries = rows.len().saturating_sub(1);
    who.out.print(&json!({ "file": file, "rows": entries }), || format!("{entries} rows written."));
    Ok(true)
}

fn is_workbook(file: &Path) -> bool {
    file.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx"))
}

async fn import(who: &Who<'_>, args: &DirectoryImport) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let actor = &actor;
    let bytes =
        std::fs::read(&args.file).with_context(|| format!("cannot read `{}`", args.file.display()))?;
    let named: BTreeMap<String, String> = match &args.map {
        Some(path) => {
            let text = std::fs::read_to_string(path);
            let text = text.with_context(|| format!("cannot read `{}`", path.display()))?;
            toml::from_str(&text)
                .context("the mapping names a column for each of ours: name = \"Autorité\"")?
        }
        None => BTreeMap::new(),
    };
    if let Some(unknown) = named.keys().find(|k| !table::COLUMNS.contains(&k.as_str())) {
        bail!("`{unknown}` is no column of the directory; they are {}", table::COLUMNS.join(", "));
    }
    let format = if is_workbook(&args.file) { Format::Xlsx } else { Format::Csv };
    let program = std::env::current_exe()?;
    let most = table::ROWS_MAX.saturating_add(2);
    let read =
        tokio::task::spawn_blocking(move || paper::rows(&program, format, bytes, &Limits::default(), most));
    let rows = read.await?.map_err(|why| anyhow::anyhow!(why))?;
    let mut sheets: Vec<table::Sheet> = Vec::new();
    for (name, row) in rows {
        let row = (row.row, row.cells);
        match sheets.iter_mut().find(|(known, _)| *known == name) {
            Some((_, of)) => of.push(row),
            None => sheets.push((name, vec![row])),
        }
    }
    let (sheets, named) = (&sheets, &named);
    let import = node.store.run::<_, DirectoryError, _, _>("directory import", |tx| async move {
        table::import_table(&tx, node, actor, (sheets, named), !args.preview).await
    });
    let import = import.await?;
    let several = sheets.len() > 1;
    let document = json!({ "taken": !args.preview, "rows": import.rows, "skipped": import.skipped });
    who.out.print(&document, || {
        let skipped = import
            .skipped
            .iter()
            .map(|s| format!("sheet `{}`: {} rows not taken: no column for State and name", s.sheet, s.rows));
        let rows = import.rows.iter().map(|judged| line(judged, several));
        rows.chain(skipped).collect::<Vec<_>>().join("\n")
    });
    Ok(true)
}

fn line(judged: &Judged, several: bool) -> String {
    let becomes = match &judged.becomes {
        Becomes::New => "new, unconfirmed".to_owned(),
        Becomes::Changed { columns } => format!("changed: {}", columns.join(", ")),
        Becomes::Same => "the same".to_owned(),
        Becomes::Refused { why } => format!("not taken: {why}"),
    };
    let sheet = if several { format!("sheet `{}`, ", judged.sheet) } else { String::new() };
    format!("{sheet}line {}: {} {}: {becomes}", judged.row, judged.state, judged.name)
}
