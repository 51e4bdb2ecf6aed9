//! What this room keeps of people, and what ends it: what the moves of dossiers say. An open dossier is not ended,
//! and holds its case and what was sent of it.

use crate::{store_attachments, store_erase, thread};
use ::store::{StoreError, Tx};
use access::{Dated, Erased, Kept, Need, Node, Rule, Standing, store_retention};
use futures_core::future::BoxFuture;
use kernel::id::{AuthorityId, DossierId};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Dossiers, each authority's copy of its own.
pub(crate) struct KeptDossiers;

impl Kept for KeptDossiers {
    fn kind(&self) -> &'static str {
        "dossier"
    }

    fn tables(&self) -> &'static [(&'static str, Rule)] {
        &[
            ("dossier", Rule::Dossier),
            ("dossier_move", Rule::Dossier),
            ("dossier_move_limit", Rule::Dossier),
            ("dossier_letter", Rule::Dossier),
            ("dossier_fork", Rule::Dossier),
            ("dossier_pending", Rule::Dossier),
            ("inbox", Rule::Quarantine),
            ("attachment", Rule::Dossier),
            ("dossier_taken", Rule::Case),
            ("sent_statement", Rule::Case),
            ("statement_copy", Rule::Case),
            ("correction_sent", Rule::Dossier),
            ("correction_applied", Rule::Case),
            ("consent", Rule::Dossier),
        ]
    }

    fn standing<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        object: Uuid,
        authority: AuthorityId,
    ) -> BoxFuture<'a, Result<Option<Standing>, StoreError>> {
        Box::pin(async move {
            let mut copies = crate::store::copies(tx, DossierId(object)).await?;
            let own = copies.iter().position(|d| d.authority == authority).map(|at| copies.swap_remove(at));
            let Some(dossier) = own else { return Ok(None) };
            Ok(Some(Standing {
                authority,
                label: crate::labels::label(tx, &dossier).await?,
                name: dossier.kind.id.clone(),
                href: Some(format!("/dossiers/{object}")),
                within: dossier.case.map(|case| ("case", case.0)),
            }))
        })
    }

    fn undated<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        most: u64,
    ) -> BoxFuture<'a, Result<Vec<Dated>, StoreError>> {
        Box::pin(async move { store_erase::undated(tx, most).await })
    }

    fn needs<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        kind: &'a str,
        object: Uuid,
        authority: AuthorityId,
    ) -> BoxFuture<'a, Result<Vec<Need>, StoreError>> {
        Box::pin(async move { store_erase::needs(tx, kind, object, authority).await })
    }

    fn goes<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        kind: &'a str,
        object: Uuid,
        _: AuthorityId,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move { store_erase::goes(tx, kind, object).await })
    }

    fn erase<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        object: Uuid,
        authority: AuthorityId,
    ) -> BoxFuture<'a, Result<Erased, StoreError>> {
        Box::pin(async move { store_erase::erase(tx, object, authority).await })
    }

    fn files<'a>(&'a self, tx: &'a Tx) -> BoxFuture<'a, Result<Vec<Uuid>, StoreError>> {
        Box::pin(async move { Ok(store_attachments::named_files(tx).await?.into_iter().collect()) })
    }

    fn sweep<'a>(&'a self, node: &'a Node, tx: &'a Tx) -> BoxFuture<'a, Result<u64, StoreError>> {
        Box::pin(async move {
            let period = store_retention::period_of_node(tx, Rule::Quarantine).await?;
            let waited = store_attachments::sweep(tx).await?;
            thread::follow_newly_known(tx, node).await?;
            let mut named = BTreeSet::new();
            for kept in &node.kept {
                named.extend(kept.files(tx).await?);
            }
            for file in node.files.left_over(&named, tx.at()) {
                if let Err(error) = node.files.remove(file) {
                    tracing::error!(%error, "a file that no row names could not be removed");
                }
            }
            Ok(store_erase::sweep(tx, tx.at().plus_ms(-period.ms())).await?.saturating_add(waited))
        })
    }
}
