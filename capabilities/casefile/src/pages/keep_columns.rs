//! What the columns of a table mean, kept under a name for the next table with the same header, or forgotten. A table
//! whose header is known is read so at once, and the page says under which name.

use crate::Keys;
use crate::keys::Headings;
use crate::pages::import_file::{At, Sent, waiting_files};
use crate::pages::purpose_of;
use crate::store_columns::{KeptColumns, Meaning, forget_columns, keep_columns, kept_columns};
use crate::table::Columns;
use crate::types::CaseError;
use access::{Node, Officer};
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::id::CaseId;
use std::sync::Arc;
use uuid::Uuid;
use web::Problem;

/// What a page says to read a table by its header alone, though a meaning is kept for it.
pub(crate) const GUESS: &str = "none";

/// Which of the kept meanings a table is read by: the one that was asked for, else one for the very same header.
pub(crate) fn chosen<'k>(
    kept: &'k [KeptColumns],
    (header, headings): (&[String], &Headings),
    asked: &str,
) -> Option<&'k KeptColumns> {
    let heads = headings.of_all(header);
    let same = |one: &&KeptColumns| one.meaning.heads == heads;
    match Uuid::try_parse(asked) {
        Ok(id) => kept.iter().find(|one| one.id == id),
        Err(_) if asked == GUESS => None,
        Err(_) => kept.iter().find(same),
    }
}

/// The kept meanings of the officer's authority.
pub(crate) async fn kept(node: &Node, officer: &Officer) -> Result<Vec<KeptColumns>, CaseError> {
    let authority = officer.actor.authority;
    let kept = node
        .store
        .run("kept columns", |tx| async move { kept_columns(&tx, &Keys::of(&node.vault), authority).await });
    kept.await
}

/// Keeps or forgets, and shows the table again.
pub(crate) async fn act(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((id, waiting)): Path<(Uuid, Uuid)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let at = At { case: CaseId(id), upload: waiting };
    let said = |name: &str| pairs.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.as_str());
    let (act, name) = (said("act").to_owned(), said("name").to_owned());
    let saved = Uuid::try_parse(said("saved")).ok();
    let header: Vec<String> =
        pairs.iter().filter(|(n, _)| n == "header").map(|(_, value)| value.clone()).collect();
    let sent = Sent::read(pairs);
    // Whoever may not take files into this case has nothing to keep here.
    let (case, _) = waiting_files(&node, &officer, at).await?;
    let header = header.get(..header.len().min(reading::item::COLUMNS_MAX)).unwrap_or_default().to_vec();
    let by = (&officer.actor, purpose_of(&officer.actor));
    let done = node.store.run::<_, CaseError, _, _>("keep columns", |tx| {
        let (node, case, sent, name, header) = (&node, &case, &sent, &name, &header);
        let forget = (act == "forget").then_some(saved);
        async move {
            match forget {
                Some(id) => {
                    forget_columns(&tx, by, case, id.ok_or(CaseError::NotHere)?).await?;
                    Ok(None)
                }
                None => {
                    let columns = Columns::new(header, sent.kind, &sent.columns);
                    let codes = (0..header.len()).map(|n| columns.code(n).to_owned()).collect();
                    let keys = Keys::of(&node.vault);
                    let heads = keys.headings().of_all(header);
                    let meaning = Meaning::new(name.clone(), heads, columns.kind, codes);
                    keep_columns(&tx, &keys, by, case, meaning).await.map(Some)
                }
            }
        }
    });
    let back = format!("/cases/{}/import/{}", at.case, at.upload);
    let to = match done.await {
        Ok(Some(kept)) => format!("{back}?saved={kept}"),
        Ok(None) => format!("{back}?saved={GUESS}"),
        // A meaning without a name: the page asks for one, and nothing that was said is lost.
        Err(CaseError::Empty) => back,
        Err(error) => return Err(error.into()),
    };
    Ok(Redirect::to(&to).into_response())
}
