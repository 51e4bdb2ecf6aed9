//! What this room keeps of people, and what ends it: claims. One that is not decided is not ended: its time being
//! over shows to the protection officer, who decides it.

use crate::keys::Room;
use crate::store_erase;
use crate::types::{ClaimId, ProtectionError};
use ::store::{StoreError, Tx};
use access::{Dated, Erased, Kept, Need, Node, Rule, Standing};
use futures_core::future::BoxFuture;
use kernel::id::AuthorityId;
use uuid::Uuid;

/// Claims.
pub(crate) struct KeptClaims;

impl Kept for KeptClaims {
    fn kind(&self) -> &'static str {
        "protection-claim"
    }

    fn tables(&self) -> &'static [(&'static str, Rule)] {
        &[
            ("protection_claim", Rule::Claim),
            ("protection_event", Rule::Claim),
            ("protection_opening", Rule::Claim),
            ("protection_consular", Rule::Claim),
        ]
    }

    fn standing<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        object: Uuid,
        _: AuthorityId,
    ) -> BoxFuture<'a, Result<Option<Standing>, StoreError>> {
        Box::pin(async move {
            let claim = Room::of(tx, node).await?.unguarded(tx, ClaimId(object)).await?;
            let Some(claim) = claim else { return Ok(None) };
            let label = crate::store::label(tx, &claim).await.map_err(|error| match error {
                ProtectionError::Store(error) => error,
                other => StoreError::Corrupt(other.to_string()),
            })?;
            Ok(Some(Standing {
                authority: claim.authority,
                label,
                name: String::new(),
                href: Some(format!("/protection/{object}")),
                within: None,
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
        node: &'a Node,
        tx: &'a Tx,
        kind: &'a str,
        object: Uuid,
        _: AuthorityId,
    ) -> BoxFuture<'a, Result<Vec<Need>, StoreError>> {
        Box::pin(async move {
            if kind != self.kind() {
                return Ok(Vec::new());
            }
            let claim = Room::of(tx, node).await?.unguarded(tx, ClaimId(object)).await?;
            let open = claim.is_some_and(|claim| !claim.state.has_ended());
            Ok(if open { vec![Need { code: "open-claim", n: 1 }] } else { Vec::new() })
        })
    }

    fn erase<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        object: Uuid,
        _: AuthorityId,
    ) -> BoxFuture<'a, Result<Erased, StoreError>> {
        Box::pin(async move { store_erase::erase(tx, object).await })
    }
}
