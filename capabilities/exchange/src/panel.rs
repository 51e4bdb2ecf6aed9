//! What the room shows elsewhere: the dossiers of a case on its page, and how many wait, beside the desk's name.

use crate::pages::show_desk::{DossierRow, row};
use crate::panel_courier::WaitsForCourier;
use crate::panel_recall::{CaseCorrections, CorrectionsSent, RecordExchanged};
use crate::store;
use crate::types::{DossierFilter, ExchangeError};
use ::store::{StoreError, Tx};
use access::{Count, Node, Panel, Place, RoomEntry};
use askama::Template;
use futures_core::future::BoxFuture;
use kernel::Actor;
use kernel::id::CaseId;
use std::sync::Arc;
use uuid::Uuid;
use web::T;

/// The dossiers of a case.
#[derive(Debug, Default)]
pub struct CaseDossiers;

#[derive(Template)]
#[template(path = "case_panel.html")]
struct CasePanel<'a> {
    t: &'a T,
    new: String,
    rows: Vec<DossierRow>,
    total: u64,
}

impl Panel for CaseDossiers {
    fn place(&self) -> Place {
        Place::Case
    }

    fn order(&self) -> u8 {
        60
    }

    fn show<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        subject: Uuid,
        t: &'a T,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        Box::pin(async move {
            if !crate::pages::works_here(actor) {
                return Ok(None);
            }
            let filter = DossierFilter { case: Some(CaseId(subject)), ..DossierFilter::default() };
            let (closed, total) =
                store::dossiers(tx, (&node.gate, &crate::pages::lists(actor, tx)), &filter, 1).await?;
            let read = crate::pages::subjects(tx, node, actor, closed).await;
            let subjects = read.map_err(|e| match e {
                ExchangeError::Store(error) => error,
                other => StoreError::Corrupt(other.to_string()),
            })?;
            let rows = subjects.iter().map(|s| row(t, s, tx.at())).collect();
            let shown = CasePanel { t, new: format!("/dossiers/new?case={subject}"), rows, total }.render();
            shown
                .map(Some)
                .map_err(|e| StoreError::Corrupt(format!("the panel of dossiers cannot be written: {e}")))
        })
    }
}

/// How many pieces of work stand at the person's desk.
#[derive(Debug, Default)]
pub struct DeskCount;

impl Count for DeskCount {
    fn waiting<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
    ) -> BoxFuture<'a, Result<u64, StoreError>> {
        Box::pin(access::desk::count(tx, node, actor))
    }
}

/// The room's panels, for the node to register.
#[must_use]
pub fn panels() -> Vec<Arc<dyn Panel>> {
    vec![
        Arc::new(CaseDossiers),
        Arc::new(CorrectionsSent),
        Arc::new(CaseCorrections),
        Arc::new(RecordExchanged),
        Arc::new(WaitsForCourier),
        Arc::new(crate::work_again::NotTakenBeside),
        Arc::new(crate::panel_apart::KeptApart),
        Arc::new(crate::work_keys::KeysRevoked),
        Arc::new(crate::panel_suspend::HeldThere),
    ]
}

/// The desk and the list of dossiers, for the side bar.
#[must_use]
pub fn rooms() -> Vec<RoomEntry> {
    let entry = |room, label, href, count| RoomEntry {
        room,
        label,
        href,
        apart: false,
        shown: crate::pages::works_here,
        count,
    };
    let count: Arc<dyn Count> = Arc::new(DeskCount);
    vec![
        entry("desk", "exchange-desk", "/", Some(count)),
        entry("dossiers", "exchange-dossiers", "/dossiers", None),
    ]
}
