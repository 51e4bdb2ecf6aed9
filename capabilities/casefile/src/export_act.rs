//! A case leaves as a file only after a second person allowed it: for one recipient, once. What may go is still
//! decided statement by statement when it goes.

use crate::case_label;
use crate::types::Case;
use access::{Act, ActError, ActSays, AskedAct, NewAct, Node};
use futures_core::future::BoxFuture;
use kernel::id::{CaseId, NodeId};
use kernel::{Actor, Label, Purpose, Role};
use serde_json::json;
use store::{StoreError, Tx};
use uuid::Uuid;
use web::T;

/// The kind of the act that permits an export.
pub const EXPORT_CASE: &str = "export-case";

/// Permits the export of a case.
#[derive(Debug, Default)]
pub(crate) struct ExportCase;

/// The act of exporting this case to this peer.
#[must_use]
pub fn export_asked(case: &Case, (to, name): (NodeId, &str), purpose: Purpose) -> NewAct {
    NewAct {
        kind: EXPORT_CASE,
        object: case.id.0,
        label: case.label(),
        parameters: json!({
            "reference": case.reference, "title": case.title, "to": to.to_string(), "name": name,
            "purpose": purpose.code(),
        }),
        reason: String::new(),
    }
}

impl Act for ExportCase {
    fn kind(&self) -> &'static str {
        EXPORT_CASE
    }

    fn object_kind(&self) -> &'static str {
        "case"
    }

    fn purpose(&self) -> Purpose {
        Purpose::Investigation
    }

    fn roles(&self) -> &'static [Role] {
        &[Role::Investigator, Role::Prosecutor]
    }

    fn alone(&self) -> bool {
        true
    }

    fn permits(&self) -> bool {
        true
    }

    fn label_now<'a>(&'a self, tx: &'a Tx, object: Uuid) -> BoxFuture<'a, Result<Option<Label>, StoreError>> {
        Box::pin(async move { case_label(tx, CaseId(object)).await })
    }

    fn says(&self, act: &AskedAct, t: &T) -> ActSays {
        let (reference, name) = (act.text("reference"), act.text("name"));
        let purpose = Purpose::parse(act.text("purpose")).unwrap_or(Purpose::Investigation);
        ActSays {
            title: t.say("casefile-act-export").with("reference", reference).with("name", name).to_string(),
            effect: t.get("casefile-act-export-effect"),
            facts: vec![
                (t.get("casefile-act-case"), format!("{reference} · {}", act.text("title"))),
                (t.get("casefile-act-to"), name.to_owned()),
                (t.get("casefile-act-purpose"), t.get(&format!("casefile-purpose-{purpose}"))),
            ],
            href: Some(format!("/cases/{}", act.object)),
        }
    }

    fn carry_out<'a>(
        &'a self,
        _: &'a Node,
        _: &'a Tx,
        _: &'a Actor,
        _: &'a Actor,
        _: &'a AskedAct,
    ) -> BoxFuture<'a, Result<(), ActError>> {
        // Whoever asked exports, once; every statement passes the gate then.
        Box::pin(async { Ok(()) })
    }
}
