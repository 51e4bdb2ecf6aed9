//! What this room keeps of people, and what ends it: cases with everything in them, and single entities, which end
//! with their case or at the request of whom they are about.

use crate::keys::Keys;
use crate::store_erase;
use crate::types::CaseError;
use ::store::{StoreError, Tx};
use access::{Dated, Erased, Kept, Node, Rule, Standing, store_retention};
use futures_core::future::BoxFuture;
use kernel::Label;
use kernel::id::{AuthorityId, CaseId, EntityId};
use uuid::Uuid;

/// What the store says of a failure of this room that is none of its own.
fn stored(error: CaseError) -> StoreError {
    match error {
        CaseError::Store(error) => error,
        other => StoreError::Corrupt(other.to_string()),
    }
}

/// The label of an entity as it stands now, for what is decided about it; `None` where there is none.
pub(crate) async fn entity_label(tx: &Tx, id: Uuid) -> Result<Option<Label>, StoreError> {
    let entity = crate::entity(tx, EntityId(id)).await.map_err(stored)?;
    Ok(entity.map(|e| e.label().clone()))
}

/// Cases.
pub(crate) struct KeptCases;

impl Kept for KeptCases {
    fn kind(&self) -> &'static str {
        "case"
    }

    fn tables(&self) -> &'static [(&'static str, Rule)] {
        &[
            ("case_file", Rule::Case),
            ("entity", Rule::Case),
            ("statement", Rule::Case),
            ("statement_source", Rule::Case),
            ("retraction", Rule::Case),
            ("selector", Rule::Case),
            ("acceptance", Rule::Case),
            ("role_decision", Rule::Case),
            ("child", Rule::Case),
            ("child_duty", Rule::Case),
            ("held_entity", Rule::Case),
            ("held_value", Rule::HeldValue),
            ("held_word", Rule::Case),
            ("near_miss", Rule::Case),
            ("import", Rule::Case),
            ("import_line", Rule::Case),
            ("taken_key", Rule::Case),
            ("import_reading", Rule::Case),
            ("passage", Rule::Case),
            ("mention", Rule::Case),
            ("candidate", Rule::Case),
            ("upload", Rule::Case),
            ("exhibit", Rule::Case),
            ("custody", Rule::Case),
            ("exhibit_coming", Rule::Case),
            ("case_task", Rule::Case),
            ("case_note", Rule::Case),
            ("case_offence", Rule::Case),
            ("element_judgement", Rule::Case),
            ("label", Rule::Case),
            ("search_doc", Rule::Case),
            ("circle_member", Rule::Case),
            ("same_pair", Rule::Case),
            ("same_due", Rule::Case),
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
            let Some(label) = crate::case_label(tx, CaseId(object)).await? else { return Ok(None) };
            Ok(Some(Standing {
                authority: label.authority,
                name: store_erase::open_reference(tx, object).await?,
                href: Some(format!("/cases/{object}")),
                within: None,
                label,
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

    fn erase<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        object: Uuid,
        _: AuthorityId,
    ) -> BoxFuture<'a, Result<Erased, StoreError>> {
        Box::pin(async move { store_erase::erase_case(tx, &Keys::of(&node.vault), object).await })
    }

    fn files<'a>(&'a self, tx: &'a Tx) -> BoxFuture<'a, Result<Vec<Uuid>, StoreError>> {
        Box::pin(async move { crate::store_evidence::named_files(tx).await })
    }

    fn sweep<'a>(&'a self, node: &'a Node, tx: &'a Tx) -> BoxFuture<'a, Result<u64, StoreError>> {
        Box::pin(async move {
            crate::drop_expired(tx).await.map_err(stored)?;
            crate::store_coming::sweep(tx).await?;
            let keys = Keys::of(&node.vault);
            let past = store_erase::erase_past_limit(tx, &keys, node.facts.party).await.map_err(stored)?;
            crate::store_words::complete_words(tx, &keys).await.map_err(stored)?;
            let period = store_retention::period_of_node(tx, Rule::HeldValue).await?;
            let values = store_erase::end_held_values(tx, tx.at().plus_ms(-period.ms())).await?;
            Ok(past.saturating_add(values))
        })
    }
}

/// Entities. They have no end of their own; at the request of whom they are about they go alone.
pub(crate) struct KeptEntities;

impl Kept for KeptEntities {
    fn kind(&self) -> &'static str {
        "entity"
    }

    fn tables(&self) -> &'static [(&'static str, Rule)] {
        &[]
    }

    fn standing<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        object: Uuid,
        _: AuthorityId,
    ) -> BoxFuture<'a, Result<Option<Standing>, StoreError>> {
        Box::pin(async move {
            let found = store_erase::entity_of(tx, object).await?;
            Ok(found.map(|(case, label)| Standing {
                authority: label.authority,
                label,
                name: String::new(),
                href: Some(format!("/entities/{object}")),
                within: Some(("case", case)),
            }))
        })
    }

    fn erase<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        object: Uuid,
        _: AuthorityId,
    ) -> BoxFuture<'a, Result<Erased, StoreError>> {
        Box::pin(async move {
            store_erase::erase_entity(tx, &Keys::of(&node.vault), object).await.map_err(stored)
        })
    }
}
