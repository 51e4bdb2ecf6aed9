//! A part of a captured page, taken out into an exhibit of its own: the picture of an advert, the page as its server sent
//! it. Its bytes are those whose digest was taken when the capture came in, or nothing is kept.

use crate::capture::Captured;
use crate::capture_read::{NotOut, take_out};
use crate::evidence::{CustodyKind, MadeOf, NewCustody, called};
use crate::evidence_take::{TakeFault, Taken};
use crate::files::Reader;
use crate::pages::import_file::reader_of;
use crate::pages::show_exhibit::{CustodyForm, open_exhibit, page};
use crate::pages::{open_case, opened, purpose_of};
use crate::store_evidence::NewExhibit;
use crate::types::CaseError;
use crate::{Exhibit, Keys, exhibits_of_bytes, keep_exhibit};
use access::{Node, Officer};
use axum::extract::{Extension, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::action;
use reading::capture::CapturedPart;
use std::sync::Arc;
use store::files::FileFault;
use uuid::Uuid;
use web::{FieldError, Problem};

/// Which part: its place among those that are told of, from 0.
#[derive(Clone, Copy, Debug, serde::Deserialize)]
pub(crate) struct PartForm {
    part: u32,
}

/// What a field of the page that tells of a part is called.
pub(crate) fn field(number: usize) -> String {
    format!("part-{number}")
}

pub(crate) async fn take(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    reader: Option<Extension<Reader>>,
    Form(PartForm { part: number }): Form<PartForm>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    // Before anything is read or written: whoever may not add leaves nothing here.
    let looked = node.store.run::<_, CaseError, _, _>("capture of a part", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let exhibit = open_exhibit(node, &tx, officer, id, action::READ).await?;
            open_case(node, &tx, officer, exhibit.case, action::IMPORT).await?;
            let part = exhibit.captured.as_ref().and_then(|whole| whole.parts.get(number as usize)).cloned();
            let part = part.ok_or(CaseError::NotHere)?;
            let own = exhibits_of_bytes(&tx, &Keys::of(&node.vault), exhibit.case, &[part.sha256]).await?;
            let own = opened(node, &tx, officer, own).pop();
            Ok((exhibit, part, own))
        }
    });
    let (exhibit, part, own) = looked.await?;
    if let Some(own) = own {
        // The case has these bytes as an exhibit already, however they came: nothing need be read.
        return Ok(Redirect::to(&format!("/exhibits/{}", own.id)).into_response());
    }
    let refused = match take_out(&node, &reader_of(reader), &exhibit, (u64::from(number), &part)).await {
        Ok(taken) => match keep(&node, &officer, (&exhibit, number, &part), &taken).await {
            Ok(kept) => return Ok(Redirect::to(&format!("/exhibits/{kept}")).into_response()),
            Err(error) => {
                taken.discard(&node);
                let CaseError::ExhibitThere(there) = error else { return Err(error.into()) };
                t.say("casefile-exhibit-there").with("number", called(there)).to_string()
            }
        },
        Err(error) => {
            tracing::warn!(%error, "a part of a capture was not taken out");
            t.get(match error {
                NotOut::OtherBytes => "casefile-part-other",
                NotOut::Take(TakeFault::File(FileFault::Full { .. })) => "casefile-exhibit-no-room",
                NotOut::Unreadable(_) | NotOut::Take(_) => "casefile-part-unreadable",
            })
        }
    };
    let errors = vec![FieldError::new(field(number as usize), refused)];
    page(&node, &officer, id, None, (CustodyForm::default(), errors)).await
}

/// Keeps what was taken out, with the capture that it stood in and how it came out of it.
async fn keep(
    node: &Node,
    officer: &Officer,
    (exhibit, number, part): (&Exhibit, u32, &CapturedPart),
    taken: &Taken,
) -> Result<Uuid, CaseError> {
    let t = &officer.t;
    let how = t.say("casefile-part-how").with("number", exhibit.called()).with("url", &part.url);
    let how =
        how.with("part", number.saturating_add(1)).with("version", env!("CARGO_PKG_VERSION")).to_string();
    let what = t.say("casefile-part-what").with("number", exhibit.called()).to_string();
    let captured = exhibit.captured.as_ref().map(|whole| Captured {
        url: part.url.clone(),
        at: if part.at.is_empty() { whole.at.clone() } else { part.at.clone() },
        read_as: None,
        parts: Vec::new(),
        parts_total: 0,
        ..whole.clone()
    });
    node.store
        .run("keep a part", |tx| {
            let (how, what, captured) = (&how, &what, &captured);
            async move {
                let case = open_case(node, &tx, officer, exhibit.case, action::READ).await?;
                let made = MadeOf { exhibit: exhibit.id, how: how.clone() };
                let came = NewCustody { how: how.clone(), ..NewCustody::new(CustodyKind::Derived, tx.at()) };
                let new = NewExhibit {
                    taken: taken.clone(),
                    what: what.clone(),
                    came,
                    made: Some(made),
                    captured: captured.clone(),
                    import: None,
                };
                let by = (&officer.actor, purpose_of(&officer.actor));
                Ok(keep_exhibit(&tx, &Keys::of(&node.vault), &node.gate, by, &case, &new).await?.id)
            }
        })
        .await
}
