//! What the room tells of a case, for the case's history: each step of its dossiers, by whom, on whose side.

use crate::pages::{shown, subject_of, subjects, works_here};
use crate::store_history::moves_in;
use crate::types::ExchangeError;
use crate::{store_desk, types::StoredMove};
use ::store::{StoreError, Tx};
use access::Node;
use access::history::{CaseEvent, Happened, Moment, Stretch, Told};
use futures_core::future::BoxFuture;
use kernel::Actor;
use kernel::id::{CaseId, DossierId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use web::T;

/// The steps of a case's dossiers.
#[derive(Debug, Default)]
pub struct DossierSteps;

/// What the room tells of a case.
#[must_use]
pub fn histories() -> Vec<Arc<dyn Happened>> {
    vec![Arc::new(DossierSteps)]
}

impl Happened for DossierSteps {
    fn events<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        (actor, t): (&'a Actor, &'a T),
        case: CaseId,
        stretch: &'a Stretch,
    ) -> BoxFuture<'a, Result<Told<CaseEvent>, StoreError>> {
        Box::pin(async move {
            if !works_here(actor) {
                return Ok(Told { events: Vec::new(), goes_on: None });
            }
            let moves = moves_in(tx, actor.authority, case, stretch).await?;
            let moments: Vec<Moment> = moves.iter().map(moment).collect();
            let ids: BTreeSet<DossierId> = moves.iter().map(|made| made.dossier).collect();
            let ids: Vec<DossierId> = ids.into_iter().collect();
            if ids.is_empty() {
                return Ok(Told::new(stretch, &moments, Vec::new()));
            }
            let closed = store_desk::these(tx, actor.authority, &ids).await?;
            let open = subjects(tx, node, actor, closed).await.map_err(|e| match e {
                ExchangeError::Store(error) => error,
                other => StoreError::Corrupt(other.to_string()),
            })?;
            let open: BTreeMap<DossierId, _> = open.into_iter().map(|s| (s.dossier.id, s)).collect();
            let mut events = Vec::with_capacity(moves.len());
            for made in &moves {
                // A dossier that is not theirs to see is not there.
                let Some(subject) = open.get(&made.dossier) else { continue };
                let header = made.read_header()?;
                let own = made.side == subject.dossier.side;
                events.push((
                    moment(made),
                    CaseEvent {
                        what: shown::title(t, &subject.kind, &header, None, own),
                        by: made.person.filter(|_| own),
                        whose: header.desk.clone(),
                        about: subject_of(t, &subject.opening),
                        href: format!("/dossiers/{}", made.dossier),
                    },
                ));
            }
            Ok(Told::new(stretch, &moments, events))
        })
    }
}

fn moment(made: &StoredMove) -> Moment {
    Moment { at: made.at, id: made.message.0 }
}
