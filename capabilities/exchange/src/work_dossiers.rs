//! Dossiers on the desk: those that wait for this side, what the other side did and nobody here has seen, and what is late
//! at the other side.

use crate::pages::shown::{self, clock_piece, other_side, state_tag};
use crate::pages::{Subject, kind_word, subject_of, subjects};
use crate::panel_recall::stored;
use crate::store_desk::{self, Why};
use crate::thread::kind_of;
use crate::types::Dossier;
use crate::work::{Texts, Waits, asks};
use ::store::{StoreError, Tx};
use access::work::{ALERT_TERM_MS, DANGER_TERM_MS};
use access::{Node, Says, Waiting, Work};
use futures_core::future::BoxFuture;
use gate::Ask;
use kernel::id::{AuthorityId, DossierId};
use kernel::{Actor, Label, Timestamp};
use procedure::Side;
use procedure::kind::OnOverdue;
use std::collections::BTreeMap;
use uuid::Uuid;
use web::{T, Tone, tag};

/// Dossiers that wait for this side.
pub(crate) struct DossierWork;

/// What the definition of a dossier says happens, once its time has passed; `None` before that.
fn on_overdue(dossier: &Dossier, now: Timestamp) -> Option<OnOverdue> {
    let due = dossier.due.as_ref().filter(|due| due.at < now)?;
    kind_of(dossier).clocks.iter().find(|clock| clock.code == due.why).map(|clock| clock.on_overdue)
}

/// A dossier that waits for this side: unless it is acknowledged, an alert or a call for help moves on, and nothing that
/// comes to it meanwhile gives anybody more time.
fn ours(dossier: &Dossier, label: &Label, danger: bool, now: Timestamp) -> Waiting {
    let opened = dossier.state == "opened" && dossier.side == Side::Answerer;
    let term = if danger { DANGER_TERM_MS } else { ALERT_TERM_MS };
    let moves_on = opened && (danger || dossier.kind.id == procedure::shipped::ALERT);
    let late = on_overdue(dossier, now);
    let due = dossier.due.as_ref().filter(|_| late != Some(OnOverdue::None));
    let since = if opened { dossier.opened_at } else { dossier.changed_at };
    Waiting {
        danger,
        urgent: dossier.urgent,
        due: due.map(|due| due.at),
        acknowledge_within_ms: moves_on.then_some(term),
        up_when_overdue: late == Some(OnOverdue::Escalate),
        ..Waiting::new(dossier.id.0, label.clone(), since)
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
        let waits = |d: &Dossier, label: &Label, danger| Some(ours(d, label, danger, tx.at()));
        Box::pin(store_desk::waiting(tx, &node.vault, authority, Why::Ours, waits))
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
            let mut said = BTreeMap::new();
            for subject in &read(tx, node, actor, of).await? {
                let mut says = dossier_says(t, subject, tx.at());
                says.what.extend(for_post(tx, actor.authority, t, subject).await?);
                said.insert(subject.dossier.id.0, says);
            }
            Ok(said)
        })
    }
}

/// The dossiers that these are about, opened for this person.
pub(crate) async fn read(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    of: &[Waiting],
) -> Result<Vec<Subject>, StoreError> {
    let ids: Vec<DossierId> = of.iter().map(|w| DossierId(w.object)).collect();
    let closed = store_desk::these(tx, actor.authority, &ids).await?;
    subjects(tx, node, actor, closed).await.map_err(stored)
}

/// The desk that an alert is for: the own post that the other side calls so, or what they call it.
async fn for_post(
    tx: &Tx,
    authority: AuthorityId,
    t: &T,
    subject: &Subject,
) -> Result<Option<String>, StoreError> {
    let sign = subject.opening.text("post");
    if sign.is_empty() || subject.dossier.side != Side::Answerer {
        return Ok(None);
    }
    let post = directory::desks::post_called(tx, authority, sign).await?;
    let post = post.unwrap_or_else(|| sign.to_owned());
    Ok(Some(format!(" · {}", t.say("exchange-work-for-post").with("post", post))))
}

/// What a dossier says on the desk of whoever has the next step.
fn dossier_says(t: &T, subject: &Subject, now: Timestamp) -> Says {
    let dossier = &subject.dossier;
    let (other, party) = other_side(subject.peer.as_ref(), dossier);
    let mut tags = Vec::new();
    if subject.opening.is_urgent() {
        let urgency = shown::word(t, "urgency", &shown::URGENCIES, subject.opening.urgency());
        tags.push(tag(urgency, Tone::Stop));
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

/// What the other side did, in dossiers that do not wait for this side: answers, refusals, results. Done with once somebody
/// has seen it.
pub(crate) struct NewsWork;

impl Work for NewsWork {
    fn kind(&self) -> &'static str {
        "dossier-news"
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
        Box::pin(store_desk::seen(tx, authority, DossierId(object)))
    }

    fn waiting<'a>(&'a self, node: &'a Node, tx: &'a Tx, authority: AuthorityId) -> Waits<'a> {
        // What came of a call for help wakes whoever called.
        let waits = |d: &Dossier, label: &Label, danger| {
            Some(Waiting { danger, ..Waiting::new(d.id.0, label.clone(), d.news_at?) })
        };
        Box::pin(store_desk::waiting(tx, &node.vault, authority, Why::News, waits))
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
            let mut said = BTreeMap::new();
            for subject in &read(tx, node, actor, of).await? {
                let id = subject.dossier.id.0;
                let done = subject.news.as_ref();
                let done = done.map(|header| shown::title(t, &subject.kind, header, None, false));
                let says = Says {
                    why: done.unwrap_or_default(),
                    next: (t.get("exchange-work-seen"), format!("/desk/{}/{id}", self.kind())),
                    clock: None,
                    ..dossier_says(t, subject, tx.at())
                };
                said.insert(id, says);
            }
            Ok(said)
        })
    }
}

/// Dossiers that wait for the other side, whose time is over.
pub(crate) struct OverdueWork;

/// One of them; `None` where its definition says that nothing happens then.
fn theirs(dossier: &Dossier, label: &Label, danger: bool, now: Timestamp) -> Option<Waiting> {
    let late = on_overdue(dossier, now).filter(|late| *late != OnOverdue::None)?;
    let due = dossier.due.as_ref()?.at;
    Some(Waiting {
        danger,
        urgent: dossier.urgent,
        up_when_overdue: late == OnOverdue::Escalate,
        ..Waiting::new(dossier.id.0, label.clone(), due).due(Some(due))
    })
}

impl Work for OverdueWork {
    fn kind(&self) -> &'static str {
        "dossier-overdue"
    }

    fn ask<'a>(&self, actor: &'a Actor, at: Timestamp) -> Option<Ask<'a>> {
        asks(actor, at)
    }

    fn waiting<'a>(&'a self, node: &'a Node, tx: &'a Tx, authority: AuthorityId) -> Waits<'a> {
        let waits = |d: &Dossier, label: &Label, danger| theirs(d, label, danger, tx.at());
        Box::pin(store_desk::waiting(tx, &node.vault, authority, Why::TheirsOverdue, waits))
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
            let mut said = BTreeMap::new();
            for subject in &read(tx, node, actor, of).await? {
                let says =
                    Says { why: t.get("exchange-work-why-overdue"), ..dossier_says(t, subject, tx.at()) };
                said.insert(subject.dossier.id.0, says);
            }
            Ok(said)
        })
    }
}
