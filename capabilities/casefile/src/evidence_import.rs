//! The files of an import kept as evidence, so that every statement's source leads to the exhibit it was taken from.

use crate::capture::Captured;
use crate::evidence::{CustodyKind, NewCustody};
use crate::evidence_take::{TakeFault, Taken, Taking};
use crate::keys::Keys;
use crate::store_evidence::{NewExhibit, keep_exhibit};
use crate::types::{Case, CaseError};
use access::Node;
use kernel::id::ImportId;
use kernel::{Actor, Purpose};
use reading::capture::Capture;
use std::collections::BTreeSet;
use store::Tx;
use uuid::Uuid;

/// Takes files that stand in memory in; all of them or none.
///
/// # Errors
/// [`TakeFault`].
pub async fn take_files(node: &Node, files: &[(String, Vec<u8>)]) -> Result<Vec<Taken>, TakeFault> {
    let mut taken: Vec<Taken> = Vec::with_capacity(files.len());
    for (name, bytes) in files {
        match take_file(node, name, bytes).await {
            Ok(one) => taken.extend(one),
            Err(fault) => {
                taken.iter().for_each(|one| one.discard(node));
                return Err(fault);
            }
        }
    }
    Ok(taken)
}

async fn take_file(node: &Node, name: &str, bytes: &[u8]) -> Result<Option<Taken>, TakeFault> {
    let mut taking = Taking::begin(node, name);
    taking.push(bytes).await?;
    taking.finish().await
}

/// Keeps the files of an import as exhibits; which became some. What the case keeps already stays the exhibit it is.
///
/// # Errors
/// A refusal of the gate, or what the database says.
pub async fn keep_of_import(
    tx: &Tx,
    keys: &Keys<'_>,
    gate: &gate::Gate,
    by: (&Actor, Purpose),
    case: &Case,
    (import, from, taken, captures): (ImportId, &str, &[Taken], &[Capture]),
) -> Result<BTreeSet<Uuid>, CaseError> {
    let mut kept = BTreeSet::new();
    for one in taken {
        let mut came = NewCustody::new(CustodyKind::Received, tx.at());
        from.clone_into(&mut came.from);
        let new = NewExhibit {
            taken: one.clone(),
            what: String::new(),
            came,
            made: None,
            captured: told_of(one, taken, captures).map(|told| Captured::default().filled_by(told)),
            import: Some(import),
        };
        match keep_exhibit(tx, keys, gate, by, case, &new).await {
            Ok(exhibit) => {
                kept.insert(exhibit.id);
            }
            Err(CaseError::ExhibitThere(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(kept)
}

/// What the capture in a file says of itself; the one file of an import may hold it within.
fn told_of<'c>(one: &Taken, taken: &[Taken], captures: &'c [Capture]) -> Option<&'c Capture> {
    let alone = || captures.first().filter(|_| taken.len() == 1);
    captures.iter().find(|told| told.file == one.name).or_else(alone)
}

/// Removes what became no exhibit.
pub fn discard_others(node: &Node, taken: &[Taken], kept: &BTreeSet<Uuid>) {
    taken.iter().filter(|one| !kept.contains(&one.coming.id)).for_each(|one| one.discard(node));
}
