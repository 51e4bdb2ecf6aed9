//! What the room puts on the desk: dossiers that wait for an answer, what came back, what is late, files to be accepted or
//! refused, test calls for a person, corrections that came, were not told yet, or were not acknowledged.

use crate::pages::shown::other_side;
use crate::pages::test_calls::{Names, received_row};
use crate::pages::{purpose_for, subject_of, works_here};
use crate::store_desk;
use crate::types::Dossier;
use crate::work_dossiers::{DossierWork, NewsWork, OverdueWork, read};
use crate::work_recall::{CorrectionCame, CorrectionLate, CorrectionUntold};
use ::store::{StoreError, Tx};
use access::{Node, Says, Waiting, Work};
use directory::calls;
use futures_core::future::BoxFuture;
use gate::{Ask, Guarded, action};
use kernel::id::{AuthorityId, CaseId, DossierId};
use kernel::time::DAY_MS;
use kernel::{Actor, Label, Purpose, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;
use web::T;

pub(crate) type Waits<'a> = BoxFuture<'a, Result<Vec<Waiting>, StoreError>>;
pub(crate) type Texts<'a> = BoxFuture<'a, Result<BTreeMap<Uuid, Says>, StoreError>>;

/// What the room puts on the desk.
#[must_use]
pub fn works() -> Vec<Arc<dyn Work>> {
    vec![
        Arc::new(DossierWork),
        Arc::new(NewsWork),
        Arc::new(OverdueWork),
        Arc::new(FilesWork),
        Arc::new(CallWork),
        Arc::new(CorrectionCame),
        Arc::new(CorrectionUntold),
        Arc::new(CorrectionLate),
        Arc::new(crate::work_again::NotTakenWork),
        Arc::new(crate::work_keys::KeyRevokedWork),
    ]
}

/// The question of whoever works on dossiers.
pub(crate) fn asks(actor: &Actor, at: Timestamp) -> Option<Ask<'_>> {
    works_here(actor).then(|| Ask::new(actor, action::LIST, purpose_for(actor), at))
}

/// Files that the other side offers and nobody here has decided on; a piece of work for each dossier, whether or not it has
/// ended.
struct FilesWork;

impl Work for FilesWork {
    fn kind(&self) -> &'static str {
        "offered-files"
    }

    fn ask<'a>(&self, actor: &'a Actor, at: Timestamp) -> Option<Ask<'a>> {
        asks(actor, at)
    }

    fn waiting<'a>(&'a self, node: &'a Node, tx: &'a Tx, authority: AuthorityId) -> Waits<'a> {
        Box::pin(async move {
            let offered = store_desk::offered(tx, authority).await?;
            let ids: Vec<DossierId> = offered.keys().copied().collect();
            let danger = store_desk::endangered(tx, &node.vault, authority, &ids).await?;
            let closed = store_desk::these(tx, authority, &ids).await?;
            let waits = |one: &Guarded<Dossier>| {
                let id = DossierId(one.object().id);
                let newest = offered.get(&id)?.newest;
                let waiting = Waiting::new(id.0, one.label().clone(), newest);
                Some(Waiting { danger: danger.contains(&id), ..waiting })
            };
            Ok(closed.iter().filter_map(waits).collect())
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
            let offered = store_desk::offered(tx, actor.authority).await?;
            let mut said = BTreeMap::new();
            for subject in &read(tx, node, actor, of).await? {
                let id = subject.dossier.id;
                let Some(files) = offered.get(&id) else { continue };
                let (other, party) = other_side(subject.peer.as_ref(), &subject.dossier);
                let says = Says {
                    title: subject_of(t, &subject.opening),
                    what: t.n("exchange-work-files", files.n),
                    other: if party.is_empty() { other } else { format!("{other} · {party}") },
                    why: t.get("exchange-work-files-why"),
                    next: (t.get("exchange-attachment-to-decide"), format!("/dossiers/{id}#attachments")),
                    href: format!("/dossiers/{id}"),
                    ..Says::default()
                };
                said.insert(id.0, says);
            }
            Ok(said)
        })
    }
}

/// Test calls that wait for a person.
struct CallWork;

impl Work for CallWork {
    fn kind(&self) -> &'static str {
        "test-call"
    }

    fn ask<'a>(&self, actor: &'a Actor, at: Timestamp) -> Option<Ask<'a>> {
        Some(Ask::new(actor, action::CONFIRM_CONTACT, Purpose::Administration, at))
    }

    fn waiting<'a>(&'a self, _: &'a Node, tx: &'a Tx, authority: AuthorityId) -> Waits<'a> {
        Box::pin(async move {
            let open = calls::received_calls(tx, authority).await?.into_iter();
            // After its term an answer is still a sign of life, for a day.
            let open = open.filter(|c| c.answered.is_none() && tx.at().since(c.due) < DAY_MS);
            Ok(open.map(|c| Waiting::new(c.id, Label::own(c.authority), c.at).due(Some(c.due))).collect())
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
            let (names, wanted) = (Names::of(tx).await?, objects(of));
            let mut said = BTreeMap::new();
            for call in calls::received_calls(tx, actor.authority).await? {
                if !wanted.contains(&call.id) {
                    continue;
                }
                let row = received_row(t, &names, &call, tx.at());
                let says = Says {
                    title: t.say("exchange-work-call").with("desk", row.desk.as_str()).to_string(),
                    href: "/test-calls".into(),
                    what: t.get("exchange-work-call-what"),
                    other: row.other,
                    why: t.get("exchange-work-call-why"),
                    next: (t.get("exchange-call-answer"), row.answer.unwrap_or_default()),
                    next_at_once: true,
                    ..Says::default()
                };
                said.insert(call.id, says);
            }
            Ok(said)
        })
    }
}

pub(crate) fn objects(of: &[Waiting]) -> BTreeSet<Uuid> {
    of.iter().map(|w| w.object).collect()
}

/// The label of a case or of the dossier of something: who sees that sees this.
pub(crate) async fn label_in(
    tx: &Tx,
    authority: AuthorityId,
    (dossier, case): (DossierId, Option<CaseId>),
) -> Result<Option<Label>, StoreError> {
    match case {
        Some(case) => casefile::case_label(tx, case).await,
        None => Ok(crate::store::dossier(tx, dossier, authority).await?.map(|d| d.label().clone())),
    }
}
