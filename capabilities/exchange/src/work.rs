//! What the room puts on the desk: dossiers that wait for an answer, test calls for a person, corrections that came, were
//! not told yet, or were not acknowledged.

use crate::pages::shown::{self, clock_piece, other_side, state_tag};
use crate::pages::test_calls::{Names, received_row};
use crate::pages::{Subject, kind_word, purpose_for, subject_of, subjects, works_here};
use crate::panel_recall::{Reader, named, reached, sentence, stored};
use crate::store_recall::{self, Of};
use crate::types::Dossier;
use crate::{recall, store_desk};
use ::store::{StoreError, Tx};
use access::work::{ALERT_TERM_MS, DANGER_TERM_MS};
use access::{Node, Says, Waiting, Work};
use directory::calls;
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::id::{AuthorityId, CaseId, DossierId};
use kernel::time::DAY_MS;
use kernel::{Actor, Digest, Label, Purpose, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;
use web::{T, Tone, tag};

/// How long a correction that came stands on the desk for somebody to see it.
const LATELY_MS: i64 = 7 * DAY_MS;
/// The kind of dossier that has to be acknowledged whatever its urgency.
const ALERT: &str = "border-alert";

type Waits<'a> = BoxFuture<'a, Result<Vec<Waiting>, StoreError>>;
type Texts<'a> = BoxFuture<'a, Result<BTreeMap<Uuid, Says>, StoreError>>;

/// What the room puts on the desk.
#[must_use]
pub fn works() -> Vec<Arc<dyn Work>> {
    vec![
        Arc::new(DossierWork),
        Arc::new(CallWork),
        Arc::new(CorrectionCame),
        Arc::new(CorrectionUntold),
        Arc::new(CorrectionLate),
        Arc::new(crate::work_again::NotTakenWork),
        Arc::new(crate::work_keys::KeyRevokedWork),
    ]
}

/// The question of whoever works on dossiers.
fn asks(actor: &Actor, at: Timestamp) -> Option<Ask<'_>> {
    works_here(actor).then(|| Ask::new(actor, action::LIST, purpose_for(actor), at))
}

/// Dossiers that wait for this side.
struct DossierWork;

/// A dossier as it waits: unless it is acknowledged, an alert or a call for help moves on.
fn waits(dossier: &Dossier, label: &Label, danger: bool) -> Waiting {
    let opened = dossier.state == "opened" && dossier.side == procedure::Side::Answerer;
    let term = if danger { DANGER_TERM_MS } else { ALERT_TERM_MS };
    let moves_on = opened && (danger || dossier.kind.id == ALERT);
    Waiting {
        danger,
        urgent: dossier.urgent,
        due: dossier.due.as_ref().map(|d| d.at),
        acknowledge_within_ms: moves_on.then_some(term),
        ..Waiting::new(dossier.id.0, label.clone(), dossier.changed_at)
    }
}

impl Work for DossierWork {
    fn kind(&self) -> &'static str {
        "dossier"
    }

    fn ask<'a>(&self, actor: &'a Actor, at: Timestamp) -> Option<Ask<'a>> {
        asks(actor, at)
    }

    fn waiting<'a>(&'a self, node: &'a Node, tx: &'a Tx, authority: AuthorityId) -> Waits<'a> {
        Box::pin(store_desk::waiting(tx, &node.vault, authority, waits))
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
            let ids: Vec<DossierId> = of.iter().map(|w| DossierId(w.object)).collect();
            let closed = store_desk::these(tx, actor.authority, &ids).await?;
            let read = subjects(tx, node, actor, closed).await.map_err(stored)?;
            let mut said = BTreeMap::new();
            for subject in &read {
                let mut says = dossier_says(t, subject, tx.at());
                says.what.extend(for_post(tx, actor.authority, t, subject).await?);
                said.insert(subject.dossier.id.0, says);
            }
            Ok(said)
        })
    }
}

/// The desk that an alert is for: the own post that the other side calls so, or what they call it.
async fn for_post(
    tx: &Tx,
    authority: AuthorityId,
    t: &T,
    subject: &Subject,
) -> Result<Option<String>, StoreError> {
    let sign = subject.opening.text("post");
    if sign.is_empty() || subject.dossier.side != procedure::Side::Answerer {
        return Ok(None);
    }
    let post = directory::desks::post_called(tx, authority, sign).await?;
    let post = post.unwrap_or_else(|| sign.to_owned());
    Ok(Some(format!(" · {}", t.say("exchange-work-for-post").with("post", post))))
}

fn dossier_says(t: &T, subject: &Subject, now: Timestamp) -> Says {
    let dossier = &subject.dossier;
    let (other, party) = other_side(subject.peer.as_ref(), dossier);
    let urgency = subject.opening.text("urgency");
    let mut tags = Vec::new();
    if !matches!(urgency, "" | "normal") {
        tags.push(tag(shown::word(t, "urgency", &shown::URGENCIES, urgency), Tone::Stop));
    }
    tags.push(state_tag(t, &subject.kind, dossier));
    let mut what = vec![kind_word(t, &dossier.kind.id)];
    if let Some(case) = &subject.case {
        what.push(t.say("exchange-in-case").with("case", case).to_string());
    }
    if subject.state.points > 0 && !subject.state.answered.is_empty() {
        let done = t.say("exchange-points-answered").with("n", subject.state.answered.len());
        what.push(done.with("of", subject.state.points).to_string());
    }
    let href = format!("/dossiers/{}", dossier.id);
    let acknowledge = dossier.state == "opened" && subject.kind.find("acknowledge").is_some();
    let (why, next) = match (dossier.frozen.is_some(), dossier.state.as_str()) {
        (true, _) => ("exchange-work-why-frozen", None),
        (_, "opened") => ("exchange-work-why-opened", acknowledge.then_some("acknowledge")),
        (_, "asked-back") => ("exchange-work-why-asked-back", Some("supplement")),
        _ => ("exchange-work-why-open", None),
    };
    let next = match next {
        Some(code) => (t.get(&format!("exchange-work-{code}")), format!("{href}/{code}")),
        None => (t.get("exchange-work-look"), href.clone()),
    };
    Says {
        title: subject_of(t, &subject.opening),
        what: what.join(" · "),
        other: if party.is_empty() { other } else { format!("{other} · {party}") },
        why: t.get(why),
        next,
        next_at_once: false,
        tags,
        clock: subject.clock.is_some().then(|| clock_piece(t, &subject.kind, subject.clock.as_ref(), now)),
        href,
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

fn objects(of: &[Waiting]) -> BTreeSet<Uuid> {
    of.iter().map(|w| w.object).collect()
}

/// The label of a case or of the dossier of something: who sees that sees this.
async fn label_in(
    tx: &Tx,
    authority: AuthorityId,
    (dossier, case): (DossierId, Option<CaseId>),
) -> Result<Option<Label>, StoreError> {
    match case {
        Some(case) => casefile::case_label(tx, case).await,
        None => Ok(crate::store::dossier(tx, dossier, authority).await?.map(|d| d.label().clone())),
    }
}

/// Corrections that came: done with once somebody has seen what changed.
struct CorrectionCame;

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

    fn waiting<'a>(&'a self, _: &'a Node, tx: &'a Tx, authority: AuthorityId) -> Waits<'a> {
        Box::pin(async move {
            let since = tx.at().plus_ms(-LATELY_MS);
            let mut all = Vec::new();
            for one in store_recall::applied_of(tx, authority, None, since).await? {
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
            let since = tx.at().plus_ms(-LATELY_MS);
            let mut said = BTreeMap::new();
            for one in store_recall::applied_of(tx, actor.authority, None, since).await? {
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
struct CorrectionUntold;

impl Work for CorrectionUntold {
    fn kind(&self) -> &'static str {
        "correction-untold"
    }

    fn ask<'a>(&self, actor: &'a Actor, at: Timestamp) -> Option<Ask<'a>> {
        asks(actor, at)
    }

    fn waiting<'a>(&'a self, _: &'a Node, tx: &'a Tx, authority: AuthorityId) -> Waits<'a> {
        Box::pin(async move {
            let mut cases: BTreeMap<CaseId, Timestamp> = BTreeMap::new();
            for one in recall::taken_back(tx, Of::Untold(authority)).await? {
                let at = cases.entry(one.case).or_insert(one.at);
                *at = (*at).max(one.at);
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
struct CorrectionLate;

async fn late(tx: &Tx, authority: AuthorityId) -> Result<Vec<recall::Followed>, StoreError> {
    let mut late = recall::corrections_sent(tx, authority).await?;
    late.retain(|f| f.overdue);
    Ok(late)
}

impl Work for CorrectionLate {
    fn kind(&self) -> &'static str {
        "correction-late"
    }

    fn ask<'a>(&self, actor: &'a Actor, at: Timestamp) -> Option<Ask<'a>> {
        asks(actor, at)
    }

    fn waiting<'a>(&'a self, _: &'a Node, tx: &'a Tx, authority: AuthorityId) -> Waits<'a> {
        Box::pin(async move {
            let mut all: BTreeMap<Uuid, Waiting> = BTreeMap::new();
            let due = tx.at().plus_ms(-recall::ACKNOWLEDGED_WITHIN_MS);
            for one in store_recall::unanswered(tx, authority, due).await? {
                let id = one.dossier;
                let label = label_in(tx, authority, (id, None)).await?;
                all.extend(label.map(|label| (id.0, Waiting::new(id.0, label, one.at))));
            }
            Ok(all.into_values().collect())
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
            for one in late(tx, actor.authority).await? {
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
