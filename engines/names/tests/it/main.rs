//! How often the keys of two spellings of one word agree, on public pairs read in place. The tables were made by letter
//! and not from these pairs, of which none is copied anywhere.
#![cfg(test)]

mod explain;
mod measure;

use names::name_key;
use std::collections::BTreeMap;
use std::path::PathBuf;

fn shared(path: &str) -> Option<String> {
    let folder = std::env::var_os("LIAISON_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let file = folder.join(path);
    let text = std::fs::read_to_string(&file).ok();
    if text.is_none() {
        println!("skipped: {} absent", file.display());
    }
    text
}

/// The key of a name of two words, since one word has none.
fn key(word: &str) -> Option<String> {
    name_key(&format!("{word} Tomtom"))
}

/// Of pairs with keys on both sides, the share whose keys agree; and the share of all words under the fullest key.
fn agreement(pairs: &[(String, String)]) -> (f64, f64) {
    let keys: Vec<(String, String)> = pairs.iter().filter_map(|(a, b)| Some((key(a)?, key(b)?))).collect();
    let same = keys.iter().filter(|(a, b)| a == b).count();
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, latin) in &keys {
        *sizes.entry(latin).or_default() += 1;
    }
    let fullest = sizes.values().max().copied().unwrap_or_default();
    (same as f64 / keys.len() as f64, fullest as f64 / keys.len() as f64)
}

fn pairs(text: &str, script: usize, latin: usize) -> Vec<(String, String)> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        // Some of the files write their letters apart.
        let other = cells.get(script)?.trim();
        let apart = other.split(' ').all(|part| part.chars().count() == 1);
        let other = if apart { other.replace(' ', "") } else { other.to_owned() };
        Some((other, (*cells.get(latin)?).trim().to_owned()))
    };
    let rows = text.lines().filter(|line| !line.starts_with('#')).filter_map(row);
    rows.filter(|(a, b)| !a.is_empty() && !b.is_empty()).collect()
}

/// Bounds a little below what was measured in November 2026 (.891, .866, .936, .609; fullest key .006).
#[test]
fn keys_of_one_word_in_two_scripts_mostly_agree_and_do_not_crowd() {
    for (file, script, latin, least) in [
        ("arabic-english-tokens.txt", 0, 1, 0.88),
        ("wikidata-arabic-latin-80.tsv", 1, 0, 0.85),
        ("geez-single-names.txt", 0, 1, 0.92),
        ("wikidata-hebrew-latin-80.tsv", 1, 0, 0.59),
    ] {
        let Some(text) = shared(&format!("data/names/{file}")) else { continue };
        let (same, fullest) = agreement(&pairs(&text, script, latin));
        println!("{file}: {same:.3} agree, fullest key {fullest:.4}");
        assert!(same >= least, "{file}: {same:.3} agree, less than {least}");
        assert!(fullest <= 0.01, "{file}: {fullest:.4} of all words share one key");
    }
}
