//! What the room puts on the desk: hits that came lately, until somebody has seen them. A hit is a reason to talk and sets
//! nothing going by itself.

use super::show_check::views;
use crate::store::{self, HitQuery};
use crate::types::HitSide;
use ::store::{StoreError, Tx};
use access::{Node, Says, Waiting, Work};
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::id::AuthorityId;
use kernel::time::DAY_MS;
use kernel::{Actor, Purpose, Role, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use web::{T, Tone, tag};

/// How long a hit stands on the desk for somebody to see it; on its case it stands for good.
const LATELY_MS: i64 = 14 * DAY_MS;
const ROLES: [Role; 2] = [Role::Investigator, Role::DutyOfficer];

/// Hits that came lately.
pub(crate) struct HitWork;

/// The newest hit of each value with each peer: checked again it is one hit.
async fn lately(tx: &Tx, authority: AuthorityId) -> Result<Vec<store::HitRow>, StoreError> {
    let (rows, _) = store::hits(tx, authority, HitQuery::default(), &[]).await?;
    let since = tx.at().plus_ms(-LATELY_MS);
    let mut seen = BTreeSet::new();
    let fresh = rows.into_iter().filter(|r| r.hit.at > since);
    Ok(fresh.filter(|r| seen.insert((r.hit.peer, r.hit.selector))).collect())
}

impl Work for HitWork {
    fn kind(&self) -> &'static str {
        "hit"
    }

    fn ask<'a>(&self, actor: &'a Actor, at: Timestamp) -> Option<Ask<'a>> {
        let works = ROLES.iter().any(|role| actor.is(*role));
        works.then(|| Ask::new(actor, action::READ, Purpose::Investigation, at))
    }

    fn ends_when_seen(&self) -> bool {
        true
    }

    fn waiting<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        authority: AuthorityId,
    ) -> BoxFuture<'a, Result<Vec<Waiting>, StoreError>> {
        Box::pin(async move {
            let (rows, keys) = (lately(tx, authority).await?, casefile::Keys::of(&node.vault));
            let selectors: Vec<Uuid> = rows.iter().map(|r| r.hit.selector).collect();
            // What is held back shows no hit either, nor counts.
            let free = casefile::selectors_free(tx, &keys, &selectors).await?;
            let waits = |row: &store::HitRow| {
                let label = free.get(&row.hit.selector)?.clone();
                Some(Waiting::new(row.hit.id, label, row.hit.at))
            };
            Ok(rows.iter().filter_map(waits).collect())
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
            let mut rows = lately(tx, actor.authority).await?;
            rows.retain(|row| of.iter().any(|w| w.object == row.hit.id));
            let languages = vec![t.lang.code().to_owned()];
            let mut said = BTreeMap::new();
            for hit in views(tx, node, actor, Purpose::Investigation, &languages, rows).await? {
                let asked = hit.row.hit.side == HitSide::Asked;
                let key = if asked { "deconfliction-hit-asked" } else { "deconfliction-hit-noticed" };
                let strength = if hit.strong() {
                    tag(t.get("deconfliction-strong"), Tone::Accent)
                } else {
                    tag(t.n("deconfliction-one-in", hit.one_in), Tone::Warn)
                };
                let case = format!("/cases/{}", hit.row.hit.case);
                let seen = (t.get("deconfliction-work-seen"), format!("/desk/hit/{}", hit.row.hit.id));
                let says = Says {
                    title: t.get(&hit.kind_key()),
                    href: if asked { hit.ask_address() } else { case },
                    what: format!("{} {}", t.say(key).with("peer", hit.peer.as_str()), hit.value),
                    why: t.get("deconfliction-reason-to-talk"),
                    next: seen,
                    tags: vec![strength],
                    ..Says::default()
                };
                said.insert(hit.row.hit.id, says);
            }
            Ok(said)
        })
    }
}
