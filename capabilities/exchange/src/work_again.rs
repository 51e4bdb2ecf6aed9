//! On the desk and beside a dossier: moves that the other side does not have, why, and the way to send them again.

use crate::make_move::opened;
use crate::pages::shown::{REASONS, other_side, word};
use crate::pages::{kind_word, purpose_for, subject_of, subjects, works_here};
use crate::panel_recall::stored;
use crate::store_again;
use crate::store_desk;
use crate::thread::{self, ReceiptView};
use crate::types::ExchangeError;
use ::store::outbox;
use ::store::{StoreError, Tx};
use access::{Node, Panel, Place, Says, Waiting, Work};
use askama::Template;
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::id::{AuthorityId, DossierId};
use kernel::{Actor, Timestamp};
use std::collections::BTreeMap;
use uuid::Uuid;
use web::{T, Tone, tag};

/// Dossiers of which the other side does not have an own move.
pub(crate) struct NotTakenWork;

impl Work for NotTakenWork {
    fn kind(&self) -> &'static str {
        "not-taken"
    }

    fn ask<'a>(&self, actor: &'a Actor, at: Timestamp) -> Option<Ask<'a>> {
        works_here(actor).then(|| Ask::new(actor, action::LIST, purpose_for(actor), at))
    }

    fn waiting<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        authority: AuthorityId,
    ) -> BoxFuture<'a, Result<Vec<Waiting>, StoreError>> {
        Box::pin(async move {
            let lacking = store_again::lacking(tx, authority).await?;
            let ids: Vec<DossierId> = lacking.keys().copied().collect();
            let mut all = Vec::with_capacity(ids.len());
            for closed in store_desk::these(tx, authority, &ids).await? {
                let id = closed.object().id;
                let Some(lacks) = lacking.get(&DossierId(id)) else { continue };
                let waits = Waiting::new(id, closed.label().clone(), lacks.since);
                all.push(Waiting { danger: lacks.danger, ..waits });
            }
            Ok(all)
        })
    }

    fn says<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        t: &'a T,
        of: &'a [Waiting],
    ) -> BoxFuture<'a, Result<BTreeMap<Uuid, Says>, StoreError>> {
        Box::pin(async move {
            let ids: Vec<DossierId> = of.iter().map(|w| DossierId(w.object)).collect();
            let closed = store_desk::these(tx, actor.authority, &ids).await?;
            let mut said = BTreeMap::new();
            for subject in subjects(tx, node, actor, closed).await.map_err(stored)? {
                let id = subject.dossier.id;
                let reasons = why(tx, node, actor, id, t).await.map_err(stored)?;
                let (other, party) = other_side(subject.peer.as_ref(), &subject.dossier);
                let href = format!("/dossiers/{id}");
                let says = Says {
                    title: subject_of(t, &subject.opening),
                    what: kind_word(t, &subject.dossier.kind.id),
                    other: if party.is_empty() { other } else { format!("{other} · {party}") },
                    why: t.n("exchange-not-taken-n", reasons.len()),
                    next: (t.get("exchange-not-taken-look"), href.clone()),
                    tags: vec![tag(t.get("exchange-not-taken"), Tone::Stop)],
                    href,
                    ..Says::default()
                };
                said.insert(id.0, says);
            }
            Ok(said)
        })
    }
}

/// Why the other side does not have moves of a dossier, one reason for each of them.
async fn why(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: DossierId,
    t: &T,
) -> Result<Vec<String>, ExchangeError> {
    let thread = opened(tx, node, actor, id).await?;
    let keys = thread::keys_of(tx, node, thread.dossier.peer).await?;
    let mut reasons = Vec::new();
    for made in thread.chain(thread.dossier.side) {
        let row = outbox::find(tx, made.message).await?;
        if !row.is_some_and(|row| row.state.is_not_taken()) {
            continue;
        }
        reasons.push(match thread::receipt_of(tx, node, &thread, made, &keys).await? {
            ReceiptView::Refused { reason } => word(t, "reason", &REASONS, &reason),
            ReceiptView::Expired => t.get("exchange-receipt-expired"),
            _ => t.get("exchange-receipt-false"),
        });
    }
    Ok(reasons)
}

#[derive(Template)]
#[template(path = "not_taken_panel.html")]
struct NotTakenPanel<'a> {
    t: &'a T,
    count: String,
    reasons: Vec<String>,
    send_again: String,
}

/// Beside a dossier: what the other side does not have, and the button.
#[derive(Debug, Default)]
pub(crate) struct NotTakenBeside;

impl Panel for NotTakenBeside {
    fn place(&self) -> Place {
        Place::DossierAside
    }

    fn order(&self) -> u8 {
        5
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
            let id = DossierId(subject);
            if !works_here(actor) || !outbox::is_lacking(tx, id).await? {
                return Ok(None);
            }
            let mut reasons = match why(tx, node, actor, id, t).await {
                Ok(reasons) => reasons,
                Err(ExchangeError::Store(error)) => return Err(error),
                Err(_) => return Ok(None),
            };
            if reasons.is_empty() {
                return Ok(None); // It is the other authority's on this node to send.
            }
            let count = t.n("exchange-not-taken-n", reasons.len());
            reasons.dedup();
            let send_again = format!("/dossiers/{id}/send-again");
            let shown = NotTakenPanel { t, count, reasons, send_again }.render();
            shown.map(Some).map_err(|e| StoreError::Corrupt(format!("a panel cannot be written: {e}")))
        })
    }
}
