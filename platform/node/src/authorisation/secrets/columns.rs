//! Every column of the database in which somebody's words may stand has a plant in it, or a reason why not. And what is
//! to be encrypted stands nowhere in clear.

use super::sow::Sown;
use super::world::World;
use crate::authorisation::expected;
use std::collections::{BTreeMap, BTreeSet};

/// Places whose words stand in no column in clear (SECURITY.md, a stolen database).
const ENCRYPTED: &[&str] = &[
    "integrity",
    "integrity-name",
    "protection",
    "claim",
    "opened",
    "their-claim",
    "their-protection",
    "nobody",
    "upload",
    "request",
];

pub(super) async fn compare(world: &World, sown: &Sown) {
    let mut columns: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (column, value) in store::testing::every_value(&world.node("niamey").store).await {
        columns.entry(column).or_default().extend(sown.plants.marks.found(&value));
    }
    let mut faults = Vec::new();
    for (column, found) in &columns {
        for plant in found.iter().map(|n| &sown.plants.all[*n]) {
            if ENCRYPTED.contains(&plant.place) {
                faults.push(format!("in clear in {column}: {} of {}", plant.field, plant.place));
            }
        }
    }
    for (n, plant) in sown.plants.all.iter().enumerate().filter(|(_, p)| !ENCRYPTED.contains(&p.place)) {
        let column = plant.field.split(':').next().unwrap_or_default();
        // A dossier's texts stand under a key of its own.
        let sealed = column.ends_with(".sealed") || ["dossier_move.body", "second_act.why"].contains(&column);
        if !sealed && !columns.get(column).is_some_and(|found| found.contains(&n)) {
            faults.push(format!("does not stand where it was planted: {} of {}", plant.field, plant.place));
        }
    }
    let named: BTreeSet<&str> = sown.plants.all.iter().filter_map(|p| p.field.split(':').next()).collect();
    let file = std::fs::read_to_string(expected("columns-without-plant.txt")).unwrap();
    let known: BTreeMap<&str, &str> = file
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split_once(": ").unwrap_or((line, "")))
        .collect();
    for (column, found) in &columns {
        let planted = !found.is_empty() || named.contains(column.as_str());
        match (planted, known.get(column.as_str())) {
            (false, None) => faults.push(format!("nothing is planted in {column}")),
            // Where one leaf of the index ends and the next begins is chance, and may be at a planted word.
            (true, Some(&"the index's own")) => {}
            (true, Some(_)) => faults.push(format!("{column} is listed as without a plant, and has one")),
            (false, Some(&"")) => faults.push(format!("{column}: say why nothing is planted")),
            _ => {}
        }
    }
    faults.extend(
        known
            .keys()
            .filter(|c| !columns.contains_key(**c))
            .map(|c| format!("there is no column {c} any more")),
    );
    faults.extend(
        named.iter().filter(|f| !columns.contains_key(**f)).map(|f| format!("a plant names {f}, no column")),
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
