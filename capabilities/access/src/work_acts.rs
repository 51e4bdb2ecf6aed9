//! On the desk: acts of colleagues that wait for a second person.

use crate::acts;
use crate::node::Node;
use crate::store_acts;
use crate::work::{Says, Waiting, Work};
use ::store::{StoreError, Tx};
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::id::AuthorityId;
use kernel::{Actor, Purpose, Role, Timestamp};
use std::collections::BTreeMap;
use uuid::Uuid;
use web::T;

/// Acts on content; those on the node itself are on the administrators' own page, who keep no desk.
pub(crate) struct SecondPersonWork;

/// The purpose that every act of a kind is confirmed for is its own; here it is enough that a person decides on content.
fn purpose(actor: &Actor) -> Option<Purpose> {
    let of = [
        (Role::Investigator, Purpose::Investigation),
        (Role::Prosecutor, Purpose::Prosecution),
        (Role::ProtectionOfficer, Purpose::Protection),
    ];
    of.into_iter().find(|(role, _)| actor.is(*role)).map(|(_, purpose)| purpose)
}

impl Work for SecondPersonWork {
    fn kind(&self) -> &'static str {
        "second-act"
    }

    fn ask<'a>(&self, actor: &'a Actor, at: Timestamp) -> Option<Ask<'a>> {
        purpose(actor).map(|purpose| Ask::new(actor, action::CONFIRM_ACT, purpose, at))
    }

    fn waiting<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        authority: AuthorityId,
    ) -> BoxFuture<'a, Result<Vec<Waiting>, StoreError>> {
        Box::pin(async move { store_acts::waiting_at(tx, node, authority).await })
    }

    fn bars<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        waiting: &'a Waiting,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async move { Ok(!acts::decides(tx, node, actor, acts::ActId(waiting.object)).await?) })
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
            let mut said = BTreeMap::new();
            for asked in acts::to_decide(tx, node, actor).await? {
                if !of.iter().any(|w| w.object == asked.id.0) {
                    continue;
                }
                let says = Says {
                    title: acts::says(node, &asked, t).title,
                    href: "/second-person".into(),
                    what: t.get("access-second-person"),
                    why: t.say("access-work-second").with("who", &asked.asked_name).to_string(),
                    next: (t.get("access-work-decide"), "/second-person".into()),
                    ..Says::default()
                };
                said.insert(asked.id.0, says);
            }
            Ok(said)
        })
    }
}
