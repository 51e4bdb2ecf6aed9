//! Each house rule, over the whole tree.
#![cfg(test)]

use cargo_metadata::{Metadata, MetadataCommand};
use tidy::source::{Source, unlisted_callers};
use tidy::tree::{self, File};
use tidy::{Finding, arrows, documents, licences, templates};

/// Fewer files than this, and the rules looked at the wrong folder.
const RUST_FILES_MIN: usize = 40;

fn metadata() -> Metadata {
    let manifest = tree::root().join("Cargo.toml");
    MetadataCommand::new().manifest_path(manifest).other_options(vec!["--locked".into()]).exec().unwrap()
}

fn files() -> Vec<File> {
    tree::files(&tree::root()).unwrap()
}

fn none(found: &[Finding]) {
    let list: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(list.is_empty(), "{} places:\n{}", list.len(), list.join("\n"));
}

fn over_source(rule: fn(&Source) -> Vec<Finding>) {
    let files = files();
    let rust: Vec<&File> = files.iter().filter(|file| file.ending() == "rs").collect();
    assert!(rust.len() >= RUST_FILES_MIN, "only {} Rust files found", rust.len());
    let judge =
        |file: &&File| Source::read(file).map_or_else(|finding| vec![finding], |source| rule(&source));
    none(&rust.iter().flat_map(judge).collect::<Vec<_>>());
}

#[test]
fn crates_know_only_whom_they_may() {
    none(&arrows::undrawn(&arrows::members(&metadata())));
}

#[test]
fn what_we_stand_on_is_licensed_and_from_one_registry() {
    none(&licences::unaccepted(&metadata()));
}

#[test]
fn functions_and_files_keep_their_limits() {
    over_source(Source::too_long);
}

#[test]
fn no_lint_is_silenced_for_good() {
    over_source(Source::allows);
}

#[test]
fn the_database_is_named_only_in_stores() {
    over_source(Source::database_outside_store);
}

#[test]
fn a_10_clock_and_randomness_come_in_at_one_place() {
    over_source(Source::ambient);
}

#[test]
fn a_1_whoever_re_encodes_a_released_value_is_listed() {
    let files = files();
    let sources: Vec<Source> = files
        .iter()
        .filter(|file| file.ending() == "rs")
        .filter_map(|file| Source::read(file).ok())
        .collect();
    let callers: Vec<(String, usize)> = sources.iter().flat_map(Source::released_callers).collect();
    let list = files.iter().find(|file| file.path == "proof/tidy/released_callers.txt").unwrap();
    none(&unlisted_callers(&callers, list));
}

#[test]
fn a_12_templates_say_nothing_in_one_language_only() {
    none(&files().iter().flat_map(templates::hard_coded).collect::<Vec<_>>());
}

#[test]
fn nothing_names_a_path_of_one_machine() {
    none(&files().iter().flat_map(documents::machine_paths).collect::<Vec<_>>());
}

#[test]
fn links_in_documents_lead_somewhere() {
    let root = tree::root();
    none(&files().iter().flat_map(|file| documents::dangling_links(file, &root)).collect::<Vec<_>>());
}
