//! On an entity's page: the way to record a claim, the same for every person whether there is a claim or not.
//! On the protection officer's desk: claims that wait.

use crate::pages::{called, due_clock, state_tag};
use crate::rules;
use crate::store;
use crate::types::{Claim, ProtectionError};
use ::store::{StoreError, Tx};
use access::{Count, Node, Panel, Place, Says, Waiting, Work};
use askama::Template;
use casefile::CaseError;
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::id::{AuthorityId, EntityId};
use kernel::{Actor, EntityKind, Purpose, Role, Timestamp};
use std::collections::BTreeMap;
use uuid::Uuid;
use web::T;

/// The way to record a claim, on a person's page.
#[derive(Debug, Default)]
pub(crate) struct RecordPanel;

/// Claims that wait, on the desk.
#[derive(Debug, Default)]
pub(crate) struct ClaimWork;

/// How many claims are past their time, beside the room's name.
#[derive(Debug, Default)]
pub(crate) struct Late;

#[derive(Template)]
#[template(path = "record_panel.html")]
struct RecordShown<'a> {
    t: &'a T,
    entity: EntityId,
}

impl Panel for RecordPanel {
    fn place(&self) -> Place {
        Place::EntityAside
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
            let entity = match casefile::entity(tx, EntityId(subject)).await {
                Ok(Some(entity)) => entity,
                Ok(None) => return Ok(None),
                Err(CaseError::Store(error)) => return Err(error),
                Err(_) => return Ok(None),
            };
            let ask = Ask::new(actor, action::RECORD_PROTECTION, Purpose::Protection, tx.at());
            if !node.gate.may(entity.label(), &ask) {
                return Ok(None);
            }
            let listed =
                node.gate.open_each(vec![entity], &Ask { action: action::LIST, ..ask }, &mut tx.log());
            match listed.first() {
                Some(entity) if entity.kind == EntityKind::Person => {
                    rendered(&RecordShown { t, entity: entity.id })
                }
                _ => Ok(None),
            }
        })
    }
}

impl Work for ClaimWork {
    fn kind(&self) -> &'static str {
        "protection-claim"
    }

    fn ask<'a>(&self, actor: &'a Actor, at: Timestamp) -> Option<Ask<'a>> {
        let protects = actor.is(Role::ProtectionOfficer);
        protects.then(|| Ask::new(actor, action::LIST, Purpose::Protection, at))
    }

    fn waiting<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        authority: AuthorityId,
    ) -> BoxFuture<'a, Result<Vec<Waiting>, StoreError>> {
        Box::pin(async move {
            match crate::store_waiting::waiting(tx, node, authority).await {
                Ok(waiting) => Ok(waiting),
                Err(ProtectionError::Store(error)) => Err(error),
                Err(error) => Err(StoreError::Corrupt(error.to_string())),
            }
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
            let claims = waiting(node, tx, actor).await?;
            let says = |claim: &Claim| {
                let href = format!("/protection/{}", claim.id);
                let says = Says {
                    title: called(t, claim),
                    what: t.get("protection-work-claim"),
                    next: (t.get("protection-work-look"), href.clone()),
                    tags: vec![state_tag(t, claim.state)],
                    clock: due_clock(t, claim, tx.at()),
                    href,
                    ..Says::default()
                };
                (claim.id.0, says)
            };
            let wanted = claims.iter().filter(|c| of.iter().any(|w| w.object == c.id.0));
            Ok(wanted.map(says).collect())
        })
    }
}

impl Count for Late {
    fn waiting<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
    ) -> BoxFuture<'a, Result<u64, StoreError>> {
        Box::pin(async move {
            if !actor.is(Role::ProtectionOfficer) {
                return Ok(0);
            }
            let claims = waiting(node, tx, actor).await?;
            let late = |claim: &&Claim| rules::due(claim).is_some_and(|due| due.by() < tx.at());
            Ok(claims.iter().filter(late).count() as u64)
        })
    }
}

/// Claims of the actor's authority that wait for something.
async fn waiting(node: &Node, tx: &Tx, actor: &Actor) -> Result<Vec<Claim>, StoreError> {
    let held = match store::claims(tx, node, actor.authority).await {
        Ok(held) => held,
        Err(ProtectionError::Store(error)) => return Err(error),
        Err(error) => return Err(StoreError::Corrupt(error.to_string())),
    };
    let ask = Ask::new(actor, action::LIST, Purpose::Protection, tx.at());
    let claims = node.gate.open_each(held, &ask, &mut tx.log());
    Ok(claims.into_iter().filter(|claim| rules::due(claim).is_some()).collect())
}

fn rendered(template: &impl Template) -> Result<Option<String>, StoreError> {
    let html = template.render();
    html.map(Some).map_err(|e| StoreError::Corrupt(format!("a panel of `protection` cannot be written: {e}")))
}

impl RecordShown<'_> {
    fn form(&self) -> String {
        format!("/protection/new?entity={}", self.entity)
    }
}
