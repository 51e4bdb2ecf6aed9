//! Under which label a dossier is read: what hangs on a case is not there for anyone to whom the case is not.

use crate::store::object;
use crate::types::Dossier;
use gate::Guarded;
use kernel::Label;
use kernel::id::CaseId;
use procedure::Side;
use store::{StoreError, Tx};

/// The label a dossier is read under: its own authority's, with the circle, the exclusions and the compartment of the
/// case it belongs to. What its moves carry has labels of its own.
///
/// # Errors
/// What the database says.
pub async fn label(tx: &Tx, dossier: &Dossier) -> Result<Label, StoreError> {
    let case = match dossier.case {
        Some(case) => casefile::case_label(tx, case).await?,
        None => None,
    };
    Ok(label_in(dossier, case.as_ref()))
}

fn label_in(dossier: &Dossier, case: Option<&Label>) -> Label {
    let originator = (dossier.side == Side::Answerer).then_some(dossier.peer);
    let own = Label { originator, ..Label::own(dossier.authority) };
    match (case, dossier.case) {
        // A dossier keeps the id of an erased case only where that case was not for everybody; it stays so.
        (None, Some(gone)) => Label { circle: Some(gone.0), ..own },
        (None, None) => own,
        (Some(case), _) => Label {
            compartment: case.compartment,
            circle: case.circle,
            excluded: case.excluded.clone(),
            ..own
        },
    }
}

/// Dossiers, closed until the gate opens them.
pub(crate) async fn guarded(tx: &Tx, dossiers: Vec<Dossier>) -> Result<Vec<Guarded<Dossier>>, StoreError> {
    let cases: Vec<CaseId> = dossiers.iter().filter_map(|d| d.case).collect();
    let known = if cases.is_empty() { Default::default() } else { casefile::case_labels(tx, &cases).await? };
    let close = |dossier: Dossier| {
        let label = label_in(&dossier, dossier.case.and_then(|case| known.get(&case)));
        Guarded::new(object(dossier.id), label, dossier)
    };
    Ok(dossiers.into_iter().map(close).collect())
}
