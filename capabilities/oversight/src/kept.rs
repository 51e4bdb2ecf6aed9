//! What this room keeps of people, and what ends it: requests of data subjects. One that is not decided is not ended.

use crate::store_requests as kept;
use ::store::{StoreError, Tx};
use access::{Dated, Erased, Kept, Need, Node, Rule, Standing};
use futures_core::future::BoxFuture;
use kernel::Label;
use kernel::id::AuthorityId;
use uuid::Uuid;

/// Requests of data subjects.
pub(crate) struct KeptRequests;

impl Kept for KeptRequests {
    fn kind(&self) -> &'static str {
        "subject-request"
    }

    fn tables(&self) -> &'static [(&'static str, Rule)] {
        &[("subject_request", Rule::Request), ("subject_step", Rule::Request)]
    }

    fn standing<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        object: Uuid,
        _: AuthorityId,
    ) -> BoxFuture<'a, Result<Option<Standing>, StoreError>> {
        Box::pin(async move {
            let found = kept::standing(tx, object).await?;
            Ok(found.map(|(authority, name, _)| Standing {
                authority,
                label: Label::own(authority),
                name,
                href: Some(format!("/data-protection/requests/{object}")),
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
        Box::pin(async move { kept::undated(tx, most).await })
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
            let open = kind == self.kind() && kept::standing(tx, object).await?.is_some_and(|r| !r.2);
            Ok(if open { vec![Need { code: "open-request", n: 1 }] } else { Vec::new() })
        })
    }

    fn erase<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        object: Uuid,
        _: AuthorityId,
    ) -> BoxFuture<'a, Result<Erased, StoreError>> {
        Box::pin(async move { kept::erase(tx, object).await })
    }
}
