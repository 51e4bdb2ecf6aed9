//! What an import took and what it did not, line by line.

use crate::pages::card::kind_word;
use crate::pages::{PageNumber, open_case, purpose_of, reads};
use crate::types::{CaseError, Import, NotTaken};
use crate::{
    Exhibit, ExhibitsFrom, Keys, exhibits_from, exhibits_of_bytes, import, lines_not_taken, passage_counts,
};
use access::{Node, Officer};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use gate::action;
use kernel::id::ImportId;
use std::sync::Arc;
use uuid::Uuid;
use web::{Problem, T};

#[derive(askama::Template)]
#[template(path = "show_import.html")]
struct ShowImport<'a> {
    t: &'a T,
    import: &'a Import,
    format: String,
    digest: Vec<String>,
    taken: Vec<(String, u64)>,
    lines: Vec<(NotTaken, String)>,
    path: String,
    page: u64,
    total: u64,
    passages: u64,
    proposed: u64,
    exhibits: Vec<Exhibit>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Query(page): Query<PageNumber>,
) -> Result<Response, Problem> {
    let (id, page) = (ImportId(id), page.get());
    let looked = node.store.run::<_, CaseError, _, _>("show import", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let keys = Keys::of(&node.vault);
            let ask = reads(officer, &tx);
            let taken = import(&tx, &keys, id).await?.ok_or(CaseError::NotHere)?;
            let taken = node.gate.open(taken, &ask, &mut tx.log())?;
            let case = open_case(node, &tx, officer, taken.case, action::READ).await?;
            let (lines, total) = lines_not_taken(&tx, &keys, id, page).await?.ok_or(CaseError::NotHere)?;
            let text = passage_counts(&tx, id).await?;
            let mut held = exhibits_from(&tx, &keys, ExhibitsFrom::Import(id)).await?;
            if held.is_empty() {
                // The same bytes were there before the import.
                held.extend(exhibits_of_bytes(&tx, &keys, case.id, &[taken.digest]).await?);
            }
            let exhibits = match held.is_empty() {
                true => Vec::new(),
                false => node.gate.open_each(held, &ask, &mut tx.log()),
            };
            Ok((taken, case, node.gate.open(lines, &ask, &mut tx.log())?, (total, exhibits), text))
        }
    });
    let (import, case, lines, (total, exhibits), (passages, proposed)) = looked.await?;
    let t = &officer.t;
    let path = format!("/imports/{id}");
    let mut head = web::Head::new("casefile", &import.file)
        .over(
            t.say("casefile-import-over").with("reference", &case.reference).with("when", t.when(import.at)),
        )
        .action(web::Action::link(t.get("casefile-look-through"), format!("/cases/{}/clear", case.id)));
    let to_case = web::Action::link(t.get("casefile-to-case"), format!("/cases/{}", case.id));
    head = if proposed > 0 {
        let review =
            web::Action::link(t.n("casefile-review-n", proposed), format!("/cases/{}/review", case.id));
        head.action(to_case).action(review.primary())
    } else {
        head.action(to_case.primary())
    };
    let body = ShowImport {
        t,
        taken: import.taken.iter().map(|(kind, n)| (kind_word(t, *kind), *n)).collect(),
        lines: lines.into_iter().map(|l| (l.clone(), reason_word(t, &l.reason))).collect(),
        format: format_word(t, &import.format),
        digest: groups(&import.digest.to_string()),
        import: &import,
        path,
        page,
        total,
        passages,
        proposed,
        exhibits,
    };
    let purpose = t.get(&format!("casefile-purpose-{}", purpose_of(&officer.actor)));
    let viewer = officer.viewer.clone().acting_in(&case.reference, format!("/cases/{}", case.id), purpose);
    Ok(web::page(&viewer, head, body))
}

/// A format in words; one that a newer program wrote stands as its code.
pub(crate) fn format_word(t: &T, code: &str) -> String {
    match reading::Format::parse(code) {
        Some(format) => t.get(&format!("casefile-format-{}", format.code())),
        None => code.to_owned(),
    }
}

/// A long number in groups, so that a line can break between them.
fn groups(digest: &str) -> Vec<String> {
    let digits: Vec<char> = digest.chars().collect();
    digits.chunks(8).map(|group| group.iter().collect()).collect()
}

/// Reasons that have words of their own: ours, and the reader's.
const REASONS: &[&str] = &[
    "unknown-link",
    "empty",
    "cannot-stand",
    "nothing-said",
    "broken-off",
    "no-place",
    "unknown-element",
    "too-long",
    "too-many",
    "nul",
    "encoding",
    "columns",
    "quotes",
    "no-subject",
    "no-entry",
    "not-a-date",
    "entity-reference",
    "unknown-country",
    "unknown-marking",
    "not-json",
    "removed",
    "unknown-format",
    "locked",
    "no-text",
    "text-order",
    "deleted",
    "check-digit",
    "thinned",
    "malformed",
];

/// A reason in words; one that a reader gave in its own words stands beside it as it is.
pub(crate) fn reason_word(t: &T, code: &str) -> String {
    match REASONS.contains(&code) {
        true => t.get(&format!("casefile-reason-{code}")),
        false => t.get("casefile-reason-other"),
    }
}
