//! Corrections on the desk: those that came, those that nobody was told of yet, those that were not acknowledged in time.

use crate::panel_recall::{Reader, named, reached, sentence};
use crate::recall;
use crate::store_recall::{self, Of};
use crate::work::{Texts, Waits, asks, label_in, objects};
use ::store::{StoreError, Tx};
use access::{Node, Says, Waiting, Work};
use futures_core::future::BoxFuture;
use gate::Ask;
use kernel::id::{AuthorityId, CaseId, DossierId};
use kernel::{Actor, Digest, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use web::T;

/// Corrections that came: done with once somebody has seen what changed.
pub(crate) struct CorrectionCame;

/// What a correction in one place is called here: it has no id of its own.
fn correction_id(one: &store_recall::AppliedCorrection) -> Uuid {
    let case = one.case.map_or(Uuid::nil(), |c| c.0);
    let parts = [one.dossier.0.as_bytes().as_slice(), &one.number.to_be_bytes(), case.as_bytes()];
    let mut id = [0; 16];
    id.iter_mut().zip(Digest::of(&parts).0).for_each(|(to, from)| *to = from);
    Uuid::from_bytes(id)
}

impl Work for CorrectionCame {
    fn kind(&self) -> &'static str {
        "correction"
    }

    fn ask<'a>(&self, actor: &'a Actor, at: Timestamp) -> Option<Ask<'a>> {
        asks(actor, at)
    }

    fn ends_when_seen(&self) -> bool {
        true
    }

    fn seen<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        authority: AuthorityId,
        object: Uuid,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            for one in store_recall::unseen(tx, authority).await? {
                if correction_id(&one) == object {
                    store_recall::mark_seen(tx, &one).await?;
                }
            }
            Ok(())
        })
    }

    fn waiting<'a>(&'a self, _: &'a Node, tx: &'a Tx, authority: AuthorityId) -> Waits<'a> {
        Box::pin(async move {
            let mut all = Vec::new();
            for one in store_recall::unseen(tx, authority).await? {
                let label = label_in(tx, authority, (one.dossier, one.case)).await?;
                all.extend(label.map(|label| Waiting::new(correction_id(&one), label, one.at)));
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
    ) -> Texts<'a> {
        Box::pin(async move {
            let (r, wanted) = (Reader { node, tx, actor }, objects(of));
            let mut said = BTreeMap::new();
            for one in store_recall::unseen(tx, actor.authority).await? {
                let id = correction_id(&one);
                if !wanted.contains(&id) {
                    continue;
                }
                let title = t
                    .say("exchange-correction-from")
                    .with("desk", named(r, one.dossier).await?)
                    .with("when", t.day(one.at))
                    .with("replaced", one.replaced)
                    .with("withdrawn", one.withdrawn);
                let href =
                    one.case.map_or_else(|| format!("/dossiers/{}", one.dossier), |c| format!("/cases/{c}"));
                let says = Says {
                    title: title.to_string(),
                    next: (t.get("exchange-work-seen"), format!("/desk/{}/{id}", self.kind())),
                    what: t.get("exchange-corrections"),
                    why: t.get("exchange-work-correction-why"),
                    href,
                    ..Says::default()
                };
                said.insert(id, says);
            }
            Ok(said)
        })
    }
}

/// Statements that went out, no longer stand, and of which nobody was told yet; a piece of work for each case.
pub(crate) struct CorrectionUntold;

impl Work for CorrectionUntold {
    fn kind(&self) -> &'static str {
        "correction-untold"
    }

    fn ask<'a>(&self, actor: &'a Actor, at: Timestamp) -> Option<Ask<'a>> {
        asks(actor, at)
    }

    fn waiting<'a>(&'a self, _: &'a Node, tx: &'a Tx, authority: AuthorityId) -> Waits<'a> {
        Box::pin(async move {
            // Since it was taken back, whenever it was sent.
            let mut cases: BTreeMap<CaseId, Timestamp> = BTreeMap::new();
            for (one, gone) in recall::taken_back_when(tx, Of::Untold(authority)).await? {
                let at = cases.entry(one.case).or_insert(gone);
                *at = (*at).max(gone);
            }
            let ids: Vec<CaseId> = cases.keys().copied().collect();
            let mut labels = casefile::case_labels(tx, &ids).await?;
            let waiting =
                |(case, at): (CaseId, Timestamp)| Some(Waiting::new(case.0, labels.remove(&case)?, at));
            Ok(cases.into_iter().filter_map(waiting).collect())
        })
    }

    fn says<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        t: &'a T,
        of: &'a [Waiting],
    ) -> Texts<'a> {
        Box::pin(async move {
            let mut counts: BTreeMap<Uuid, BTreeSet<_>> = BTreeMap::new();
            for one in recall::taken_back(tx, Of::Untold(actor.authority)).await? {
                counts.entry(one.case.0).or_default().insert(one.statement);
            }
            let says = |w: &Waiting| {
                let href = format!("/cases/{}/corrections", w.object);
                let says = Says {
                    title: t.n("exchange-untold", counts.get(&w.object)?.len()),
                    next: (t.get("exchange-untold-tag"), href.clone()),
                    what: t.get("exchange-corrections"),
                    why: t.get("exchange-work-untold-why"),
                    href,
                    ..Says::default()
                };
                Some((w.object, says))
            };
            Ok(of.iter().filter_map(says).collect())
        })
    }
}

/// Corrections that were sent and not acknowledged in time.
pub(crate) struct CorrectionLate;

impl Work for CorrectionLate {
    fn kind(&self) -> &'static str {
        "correction-late"
    }

    fn ask<'a>(&self, actor: &'a Actor, at: Timestamp) -> Option<Ask<'a>> {
        asks(actor, at)
    }

    fn waiting<'a>(&'a self, _: &'a Node, tx: &'a Tx, authority: AuthorityId) -> Waits<'a> {
        Box::pin(async move {
            // Since its time was over; of several in a dossier the one that came to that last.
            let mut dossiers: BTreeMap<DossierId, Timestamp> = BTreeMap::new();
            for one in recall::late(tx, authority).await? {
                let over = one.correction.at.plus_ms(recall::ACKNOWLEDGED_WITHIN_MS);
                let at = dossiers.entry(one.correction.dossier).or_insert(over);
                *at = (*at).max(over);
            }
            let mut all = Vec::with_capacity(dossiers.len());
            for (id, over) in dossiers {
                let label = label_in(tx, authority, (id, None)).await?;
                all.extend(label.map(|label| Waiting::new(id.0, label, over)));
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
    ) -> Texts<'a> {
        Box::pin(async move {
            let (r, wanted) = (Reader { node, tx, actor }, objects(of));
            let mut said = BTreeMap::new();
            for one in recall::late(tx, actor.authority).await? {
                let id = one.correction.dossier;
                if !wanted.contains(&id.0) {
                    continue;
                }
                let href = format!("/dossiers/{id}");
                let says = Says {
                    title: sentence(r, t, &one).await?,
                    next: (t.get("exchange-work-look"), href.clone()),
                    what: t.get("exchange-corrections"),
                    why: t.get("exchange-work-late-why"),
                    tags: vec![reached(t, &one)],
                    href,
                    ..Says::default()
                };
                said.insert(id.0, says);
            }
            Ok(said)
        })
    }
}
