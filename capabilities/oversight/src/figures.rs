//! Figures: counted once when a period is over, frozen, released by two people of whom one is a data protection officer.
//!
//! Kept here: a period has one document for ever (whoever could have it counted twice could subtract), exact counts
//! never reach the database, and nothing leaves that was not released. What may be told of a count stands in
//! [`kernel::figures`]. Refused: figures of a period that runs, filters of any kind, a release without a second person.

use crate::store_figures as kept;
use crate::store_requests;
use crate::types_figures::{Document, FORMAT, Figured};
use ::store::{StoreError, Tx};
use access::{Act, ActError, ActSays, AskedAct, Asking, Figures, NewAct, Node, OwnAuthority};
use futures_core::future::BoxFuture;
use gate::{Ask, Guarded, Recipient, Released, action};
use kernel::figures::{Counts, Fixed, Grain, Period, Unit};
use kernel::id::AuthorityId;
use kernel::{Actor, AuditEntry, Outcome, Purpose, Role};
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;
use web::T;

/// The kind of the act that releases figures.
pub(crate) const RELEASE: &str = "release-figures";

/// The claim of whoever counts.
const JOB: &str = "figures";

/// Every table of the room.
#[must_use]
pub fn figures() -> Vec<Arc<dyn Figures>> {
    vec![Arc::new(SubjectRequests)]
}

/// The acts of the room that need a second person.
#[must_use]
pub fn acts() -> Vec<Arc<dyn Act>> {
    vec![Arc::new(ReleaseFigures)]
}

const REQUESTS: Fixed = Fixed {
    room: "oversight",
    code: "subject-requests",
    grain: Grain::Year,
    unit: Unit::Persons,
    cells: &["access", "correction", "deletion", "objection"],
};

/// What data subjects asked for.
struct SubjectRequests;

impl Figures for SubjectRequests {
    fn table(&self) -> &'static Fixed {
        &REQUESTS
    }

    fn list(&self) -> Option<(&'static str, &'static [Role])> {
        Some(("/data-protection", &[Role::DataProtectionOfficer]))
    }

    fn count<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        authority: AuthorityId,
        period: Period,
    ) -> BoxFuture<'a, Result<Counts, StoreError>> {
        Box::pin(async move {
            let mut counts = Counts::none();
            for kind in REQUESTS.cells {
                counts.add_all(kind, store_requests::recorded_in(tx, authority, kind, period).await?);
            }
            Ok(counts)
        })
    }
}

/// Counts every period that is over and was not counted, for every authority of the node; says how many. Nobody asks for
/// it and nobody can have it done again.
///
/// # Errors
/// What the database says.
pub async fn count_figures(node: &Node) -> Result<usize, StoreError> {
    let authorities = node
        .store
        .run::<_, StoreError, _, _>("authorities", |tx| async move { access::authorities(&tx).await });
    let mut counted = 0_usize;
    for own in authorities.await? {
        for grain in Grain::ALL {
            let own = &own;
            // Of several processes one counts: what it finds counted by another it leaves alone.
            let done = node.store.claimed::<_, StoreError, _, _>(JOB, |tx| async move {
                count_due(&tx, node, own, grain).await
            });
            counted = counted.saturating_add(done.await?.unwrap_or_default());
        }
    }
    Ok(counted)
}

async fn count_due(tx: &Tx, node: &Node, own: &OwnAuthority, grain: Grain) -> Result<usize, StoreError> {
    let tables: Vec<_> = node.figures.iter().filter(|f| f.table().grain == grain).collect();
    if tables.is_empty() {
        return Ok(0);
    }
    let last = kept::last_counted(tx, own.id, grain).await?;
    let due = Period::due(grain, last, tx.at());
    for period in &due {
        let mut told = Vec::with_capacity(tables.len());
        for figures in &tables {
            let counts = figures.count(node, tx, own.id, *period).await?;
            told.push(figures.table().told(&counts));
        }
        let document = Document {
            format: FORMAT.into(),
            party: own.party,
            authority: own.name.clone(),
            period: *period,
            tables: told,
        };
        let id = kept::keep(tx, own.id, &document).await?;
        log(tx, &node.as_actor(own.id), id, format!("counted {period}"));
    }
    Ok(due.len())
}

fn log(tx: &Tx, actor: &Actor, id: Uuid, note: String) {
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::READ_FIGURES,
        object_kind: "figures",
        object: id,
        purpose: Purpose::Oversight,
        outcome: Outcome::Done,
        note,
    });
}

/// The figures of the actor's authority, the newest first, as far as the gate opens them.
///
/// # Errors
/// What the database says.
pub async fn figures_of(tx: &Tx, node: &Node, actor: &Actor) -> Result<Vec<Figured>, StoreError> {
    let closed = kept::all(tx, actor.authority).await?;
    let ask = Ask::new(actor, action::READ_FIGURES, Purpose::Oversight, tx.at());
    Ok(node.gate.open_each(closed, &ask, &mut tx.log()))
}

/// Figures of the actor's authority that were released, the newest first: nothing of those that were not is opened.
///
/// # Errors
/// What the database says.
pub async fn released_of(tx: &Tx, node: &Node, actor: &Actor) -> Result<Vec<Figured>, StoreError> {
    let closed = kept::released(tx, actor.authority).await?;
    let ask = Ask::new(actor, action::READ_FIGURES, Purpose::Oversight, tx.at());
    Ok(node.gate.open_each(closed, &ask, &mut tx.log()))
}

/// Figures that were released, let out by the gate to be published.
///
/// # Errors
/// [`ActError::NotHere`] where there are none, they were not released, or the gate refuses.
pub async fn released(tx: &Tx, node: &Node, actor: &Actor, id: Uuid) -> Result<Released<Figured>, ActError> {
    let closed = kept::find(tx, id).await?.ok_or(ActError::NotHere)?;
    let ask = Ask::new(actor, action::RELEASE_FIGURES, Purpose::Oversight, tx.at()).on(closed.object());
    let out = node.gate.release(closed, &ask, &to_ourselves(node, actor), &mut tx.log())?;
    if out.value().released_at.is_some() { Ok(out) } else { Err(ActError::NotHere) }
}

/// Asks that figures be released. A data protection officer confirms it; nobody releases alone.
///
/// # Errors
/// [`ActError::Decided`] where they were released before, [`ActError::Waits`] where somebody asked, [`ActError::NotHere`].
pub async fn ask_release(tx: &Tx, node: &Node, actor: &Actor, id: Uuid) -> Result<Asking, ActError> {
    let closed = kept::find(tx, id).await?.ok_or(ActError::NotHere)?;
    let label = closed.label().clone();
    let ask = Ask::new(actor, action::RELEASE_FIGURES, Purpose::Oversight, tx.at()).on(closed.object());
    let figured = node.gate.open(closed, &ask, &mut tx.log())?;
    if figured.released_at.is_some() {
        return Err(ActError::Decided);
    }
    let new = NewAct {
        kind: RELEASE,
        object: id,
        label,
        parameters: json!({ "period": figured.period, "digest": figured.digest }),
        reason: String::new(),
    };
    access::ask_second(tx, node, actor, &new).await
}

/// Whoever publishes does so for their own authority: the gate lets out to it alone.
fn to_ourselves(node: &Node, actor: &Actor) -> Recipient {
    Recipient {
        node: node.keys.id,
        party: actor.party,
        also: gate::Reach::none(),
        authority: Some(actor.authority),
    }
}

/// What a period is called.
pub(crate) fn period_name(t: &T, period: Period) -> String {
    let year = period.year().to_string();
    match period.quarter() {
        Some(quarter) => {
            let quarter = i64::from(quarter);
            t.say("oversight-figures-quarter").with("quarter", quarter).with("year", year).to_string()
        }
        None => t.say("oversight-figures-year").with("year", year).to_string(),
    }
}

/// Releases the figures of a period.
struct ReleaseFigures;

impl Act for ReleaseFigures {
    fn kind(&self) -> &'static str {
        RELEASE
    }

    fn object_kind(&self) -> &'static str {
        "figures"
    }

    fn purpose(&self) -> Purpose {
        Purpose::Oversight
    }

    fn roles(&self) -> &'static [Role] {
        &[Role::DataProtectionOfficer]
    }

    fn says(&self, act: &AskedAct, t: &T) -> ActSays {
        let period = Period::parse(act.text("period"));
        let name = period.map_or_else(|| act.text("period").to_owned(), |period| period_name(t, period));
        ActSays {
            title: t.say("oversight-act-release").with("period", name).to_string(),
            effect: t.get("oversight-act-release-effect"),
            facts: vec![(t.get("oversight-figures-digest"), act.text("digest").to_owned())],
            href: Some(format!("/figures?period={}", act.text("period"))),
        }
    }

    fn carry_out<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        asker: &'a Actor,
        _: &'a Actor,
        act: &'a AskedAct,
    ) -> BoxFuture<'a, Result<(), ActError>> {
        Box::pin(async move {
            let closed: Guarded<Figured> = kept::find(tx, act.object).await?.ok_or(ActError::Changed)?;
            let ask =
                Ask::new(asker, action::RELEASE_FIGURES, Purpose::Oversight, tx.at()).on(closed.object());
            let out = node.gate.release(closed, &ask, &to_ourselves(node, asker), &mut tx.log())?;
            // What the second person saw is what goes out.
            if out.value().digest.to_string() != act.text("digest") {
                return Err(ActError::Changed);
            }
            if kept::release(tx, out.object().id).await? { Ok(()) } else { Err(ActError::Decided) }
        })
    }
}
