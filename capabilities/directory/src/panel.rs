//! On the desk: own contact points that have to be confirmed, and States that have to be assessed.

use crate::pages::show_entry::notification;
use crate::pages::shown;
use crate::rules;
use crate::store;
use crate::store_detail::own_entry;
use crate::store_kept::{Kept, kept};
use crate::store_peers;
use crate::types::Peer;
use ::store::{StoreError, Tx};
use access::{Node, Panel, Place, Says, Waiting, Work};
use askama::Template;
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::id::AuthorityId;
use kernel::{Actor, Label, Party, Purpose, Timestamp};
use std::collections::BTreeMap;
use uuid::Uuid;
use web::T;

/// Rows of a panel; the room's own page shows the others.
const SHOWN_MAX: usize = 5;

/// Contact points of the own authority, and of those without a node whose entries it keeps, that are unconfirmed or soon will
/// be.
#[derive(Debug, Default)]
pub struct ConfirmWork;

impl Work for ConfirmWork {
    fn kind(&self) -> &'static str {
        "contact"
    }

    fn ask<'a>(&self, actor: &'a Actor, at: Timestamp) -> Option<Ask<'a>> {
        Some(Ask::new(actor, action::CONFIRM_CONTACT, Purpose::Administration, at))
    }

    fn waiting<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        authority: AuthorityId,
    ) -> BoxFuture<'a, Result<Vec<Waiting>, StoreError>> {
        Box::pin(async move {
            let waits = |id: Uuid, confirmed_at: Option<Timestamp>| {
                // One that was never confirmed has been due since the beginning.
                let due = confirmed_at.map(|at| rules::confirm_by(Some(at), tx.at()));
                let since = due.unwrap_or(Timestamp(0)).plus_ms(-rules::REMIND_BEFORE_MS);
                let waiting = Waiting::new(id, Label::own(authority), since.max(Timestamp(0)));
                (since <= tx.at()).then(|| waiting.due(Some(due.unwrap_or(Timestamp(0)))))
            };
            let own = store::own_contacts(tx).await?.into_iter().filter(|c| c.authority == authority);
            let mut all: Vec<Waiting> =
                own.filter_map(|c| waits(c.point.id.0, c.point.confirmed_at)).collect();
            let kept = kept(tx, authority).await?;
            let point = |k: &Kept| k.point().and_then(|p| p.confirmed_at);
            all.extend(kept.iter().filter_map(|k| waits(k.authority.id.0, point(k))));
            Ok(all)
        })
    }

    fn says<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        t: &'a T,
        of: &'a [Waiting],
    ) -> BoxFuture<'a, Result<BTreeMap<Uuid, Says>, StoreError>> {
        Box::pin(async move {
            let waits = |id: Uuid| of.iter().find(|w| w.object == id);
            let says = |title: String, href: String, confirmed_at: Option<Timestamp>| {
                let never = || web::clock("–", t.get("directory-work-never-confirmed"), web::Tone::Stop);
                Says {
                    title,
                    what: t.get("directory-to-confirm"),
                    next: (t.get("directory-confirm-now"), href.clone()),
                    clock: confirmed_at.is_none().then(never),
                    href,
                    ..Says::default()
                }
            };
            let mut said = BTreeMap::new();
            for contact in store::own_contacts(tx).await? {
                let id = contact.point.id.0;
                let its = waits(id).filter(|_| contact.authority == actor.authority);
                let Some(waiting) = its else { continue };
                let href = format!("/directory/contacts/{id}");
                let mut says = says(contact.point.name, href, contact.point.confirmed_at);
                if waiting.due.is_some_and(|due| due < tx.at()) {
                    says.why = t.get("directory-routed-around");
                }
                said.insert(id, says);
            }
            for kept in kept(tx, actor.authority).await? {
                let id = kept.authority.id.0;
                if waits(id).is_some() {
                    let confirmed_at = kept.point().and_then(|p| p.confirmed_at);
                    let href = format!("/directory/kept/{id}");
                    said.insert(id, says(kept.authority.name, href, confirmed_at));
                }
            }
            Ok(said)
        })
    }
}

/// Designations of the own authority that are not notified yet.
#[derive(Debug, Default)]
pub struct DesignationPanel;

#[derive(Template)]
#[template(path = "designation_panel.html")]
struct DesignationsShown<'a> {
    t: &'a T,
    /// The function, with the day.
    designations: Vec<(String, String)>,
}

impl Panel for DesignationPanel {
    fn place(&self) -> Place {
        Place::DeskAside
    }

    fn order(&self) -> u8 {
        80
    }

    fn show<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        _: Uuid,
        t: &'a T,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        Box::pin(async move {
            let ask = Ask::new(actor, action::CONFIRM_CONTACT, Purpose::Administration, tx.at());
            if !node.gate.may(&Label::own(actor.authority), &ask) {
                return Ok(None);
            }
            let entry = own_entry(tx, actor.authority).await?;
            let open = entry.designations.iter().filter(|d| d.notified.is_none());
            let designations: Vec<_> =
                open.map(|d| (shown::function(t, &d.function), notification(t, d, tx.at()))).collect();
            if designations.is_empty() {
                return Ok(None);
            }
            let shown = DesignationsShown { t, designations }.render();
            shown
                .map(Some)
                .map_err(|e| StoreError::Corrupt(format!("the panel `designations` cannot be written: {e}")))
        })
    }
}

/// States of trusted nodes whose assessment lapses soon, has lapsed, or was never made in full. On the desk of those who
/// may assess, so that an administrator needs nothing of it.
#[derive(Debug, Default)]
pub struct AssessPanel;

struct DueState {
    party: Party,
    why: String,
}

#[derive(Template)]
#[template(path = "assess_panel.html")]
struct AssessShown<'a> {
    t: &'a T,
    due: Vec<DueState>,
}

impl Panel for AssessPanel {
    fn place(&self) -> Place {
        Place::DeskAside
    }

    fn order(&self) -> u8 {
        82
    }

    fn show<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        _: Uuid,
        t: &'a T,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        Box::pin(async move {
            let ask = Ask::new(actor, action::ASSESS_COUNTERPART, Purpose::Administration, tx.at());
            if !node.gate.may(&Label::own(actor.authority), &ask) {
                return Ok(None);
            }
            let peers = store_peers::peers(tx).await?;
            let of: BTreeMap<Party, Peer> =
                peers.into_iter().filter(Peer::is_trusted).map(|p| (p.party(), p)).collect();
            let due = of
                .into_iter()
                .filter_map(|(party, peer)| Some(DueState { party, why: why_due(t, &peer, tx.at())? }));
            let due: Vec<DueState> = due.take(SHOWN_MAX).collect();
            if due.is_empty() {
                return Ok(None);
            }
            let shown = AssessShown { t, due }.render();
            shown
                .map(Some)
                .map_err(|e| StoreError::Corrupt(format!("the panel `assess` cannot be written: {e}")))
        })
    }
}

fn why_due(t: &T, peer: &Peer, now: Timestamp) -> Option<String> {
    let held = peer.assessment.as_ref();
    if rules::assess_by(held, now) > now {
        return None;
    }
    Some(match held {
        None => t.get("directory-assessment-none"),
        Some(held) if held.valid_until <= now => t.get("directory-assessment-lapsed"),
        Some(held) if held.is_minimal() => t.get("directory-assessment-minimal"),
        Some(held) => t.say("directory-assessment-lapses").with("day", t.day(held.valid_until)).to_string(),
    })
}
