//! Who is in what a move carries: children, whose names leave and are shown only by an act of their own, and
//! people in distress, whose rescue comes first.

use crate::carry::{Carriage, STATEMENTS};
use crate::types::{ExchangeError, Pick};
use ::store::Tx;
use access::Node;
use casefile::{Keys, Statement};
use gate::{Ask, Guarded, action};
use kernel::id::EntityId;
use kernel::{ActorKind, AuditSink};
use procedure::{IMMINENT, MoveBody};
use serde_json::Value;
use std::collections::BTreeSet;

/// What the actor may read. What a child is called they may read where they may have it shown, and picked it as what it
/// is: the log says that they saw it.
pub(crate) fn readable(
    node: &Node,
    read: &Ask<'_>,
    found: Vec<Guarded<Statement>>,
    wanted: &BTreeSet<Pick>,
    log: &mut (dyn AuditSink + Send),
) -> Vec<Guarded<Statement>> {
    let (naming, mut open): (Vec<_>, Vec<_>) = found.into_iter().partition(|g| g.label().names_child);
    open.retain(|g| node.gate.may(g.label(), read));
    let released: BTreeSet<_> = wanted.iter().filter(|p| p.name).map(|p| p.statement.0).collect();
    let shows = match read.actor.kind {
        ActorKind::Node => *read,
        _ => Ask { action: action::SHOW_NAME, ..*read },
    };
    let named: Vec<_> = naming
        .into_iter()
        .filter(|g| released.contains(&g.object().id) && node.gate.may(g.label(), &shows))
        .collect();
    if !named.is_empty() {
        let _seen = node.gate.open_each(named.clone(), &shows, log);
        open.extend(named);
    }
    open
}

/// A body for eyes that did not ask for names: what children are called is left out of the statements it carries.
#[must_use]
pub fn without_names(mut body: MoveBody) -> MoveBody {
    let list = body.0.get_mut(STATEMENTS).and_then(|v| v.as_array_mut());
    for one in list.into_iter().flatten().filter_map(|v| v.as_object_mut()) {
        if one.get("names_child") == Some(&Value::Bool(true)) {
            one.remove("text");
        }
    }
    body
}

/// A request that carries what is in distress goes as an imminent threat to life, so that rescue comes first.
pub(crate) async fn rescue_first(
    tx: &Tx,
    node: &Node,
    (code, urgency): (&str, &str),
    carriage: &Carriage,
) -> Result<(), ExchangeError> {
    if code != "open" || urgency == IMMINENT || carriage.sent.is_empty() {
        return Ok(());
    }
    let carried: Vec<EntityId> = carriage.sent.iter().map(|s| s.entity).collect();
    let distress = casefile::in_distress(tx, &Keys::of(&node.vault), Some(&carried)).await?;
    if distress.is_empty() { Ok(()) } else { Err(ExchangeError::DistressFirst) }
}
