//! What this room keeps of people, and what ends it: checks with what was asked and found, notices of peers' hits,
//! and what peers asked. What a case had in matching goes with it: its hits at once, and its tokens with their epoch, so
//! that who holds tokens of the old one learns nothing from an absence.

use crate::holder;
use crate::store;
use ::store::{StoreError, Tx};
use access::{Dated, Erased, Kept, Need, Node, Rule, Standing, store_retention};
use futures_core::future::BoxFuture;
use kernel::Label;
use kernel::id::{AuthorityId, CaseId, CheckId};
use uuid::Uuid;

/// Checks.
pub(crate) struct KeptChecks;

impl Kept for KeptChecks {
    fn kind(&self) -> &'static str {
        "check"
    }

    fn tables(&self) -> &'static [(&'static str, Rule)] {
        &[
            ("match_check", Rule::Check),
            ("match_batch", Rule::Check),
            ("match_result", Rule::Check),
            ("match_hit", Rule::Check),
            ("match_asked", Rule::Check),
            ("match_answer", Rule::Check),
            ("match_token", Rule::Check),
            ("match_filter", Rule::Check),
            ("match_peer_filter", Rule::Check),
        ]
    }

    fn standing<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        object: Uuid,
        _: AuthorityId,
    ) -> BoxFuture<'a, Result<Option<Standing>, StoreError>> {
        Box::pin(async move {
            let Some(check) = store::check(tx, CheckId(object)).await? else { return Ok(None) };
            // A check is as open as its case; one without a case, to its authority.
            let label = casefile::case_label(tx, check.case).await?;
            Ok(Some(Standing {
                authority: check.authority,
                label: label.unwrap_or_else(|| Label::own(check.authority)),
                name: String::new(),
                href: Some(format!("/checks/{object}")),
                within: Some(("case", check.case.0)),
            }))
        })
    }

    fn undated<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        most: u64,
    ) -> BoxFuture<'a, Result<Vec<Dated>, StoreError>> {
        Box::pin(async move { store::undated(tx, most).await })
    }

    fn needs<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        kind: &'a str,
        object: Uuid,
        _: AuthorityId,
    ) -> BoxFuture<'a, Result<Vec<Need>, StoreError>> {
        Box::pin(async move {
            if kind != "case" {
                return Ok(Vec::new());
            }
            let checks = store::checks_of_case(tx, CaseId(object)).await?;
            let n = access::store_holds::held_among(tx, "check", &checks).await?;
            Ok(if n > 0 { vec![Need { code: "held-check", n }] } else { Vec::new() })
        })
    }

    fn goes<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        kind: &'a str,
        object: Uuid,
        authority: AuthorityId,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let (selectors, cleared) = casefile::selector_ids(tx, kind, object).await?;
            if cleared {
                holder::end_running_epoch(tx).await?;
            }
            store::drop_hits_of(tx, &selectors).await?;
            if kind == "case" {
                let checks = store::checks_of_case(tx, CaseId(object)).await?;
                for check in &checks {
                    store::erase_check(tx, *check).await?;
                }
                store::drop_hits_in(tx, CaseId(object)).await?;
                store_retention::undate(tx, "check", &checks, authority).await?;
            }
            Ok(())
        })
    }

    fn erase<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        object: Uuid,
        _: AuthorityId,
    ) -> BoxFuture<'a, Result<Erased, StoreError>> {
        Box::pin(async move { store::erase_check(tx, object).await })
    }

    fn sweep<'a>(&'a self, _: &'a Node, tx: &'a Tx) -> BoxFuture<'a, Result<u64, StoreError>> {
        Box::pin(async move {
            let period = store_retention::period_of_node(tx, Rule::Check).await?;
            store::sweep(tx, tx.at().plus_ms(-period.ms())).await
        })
    }
}
