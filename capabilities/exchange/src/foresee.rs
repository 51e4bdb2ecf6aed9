//! What would happen if a move were made, for the page that is shown beforehand: the same path through the gate,
//! and nothing is sent. That it was looked at stands in the log.

use crate::carry::Corrects;
use crate::make_move::{
    PURPOSE, action_of, asked, carriage, check_fields, designated, label_of_text, may_now, opened, own_case,
    purpose_of, shipped, trusted, with_statements,
};
use crate::persons;
use crate::store_recall;
use crate::thread;
use crate::types::{ExchangeError, NewMove, NewRequest, Pick};
use ::store::{Tx, TxLog};
use access::Node;
use casefile::{Door, Leaving};
use directory::Peer;
use gate::{Ask, Guarded, Recipient};
use kernel::id::{CaseId, DossierId};
use kernel::{Actor, AuditEntry, AuditSink, Purpose};
use procedure::MoveBody;
use std::collections::BTreeMap;

/// What would happen if the move were made: for the page that is shown beforehand. Sends nothing.
#[derive(Clone, Debug)]
pub struct Foreseen {
    /// What the other side will see, as it would be sent.
    pub body: MoveBody,
    /// Statements it would carry.
    pub carried: usize,
    /// Statements that are not available for it.
    pub withheld: usize,
    /// How many of them only lack the consent of their originator, by the dossier they were received in.
    pub to_ask: BTreeMap<DossierId, usize>,
}

/// Shows beforehand what opening a request would send.
///
/// # Errors
/// As [`open_request`].
pub async fn foresee_request(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    new: &NewRequest,
) -> Result<Foreseen, ExchangeError> {
    foresee_dossier(tx, node, actor, procedure::shipped::REQUEST, new).await
}

/// Shows beforehand what opening a dossier of a kind would send.
///
/// # Errors
/// As [`open_dossier`].
pub async fn foresee_dossier(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    code: &str,
    new: &NewRequest,
) -> Result<Foreseen, ExchangeError> {
    let (peer, theirs) = asked(tx, node, actor, new).await?;
    let kind = thread::read_kind(shipped(code)?.as_bytes())?;
    designated(tx, actor, &kind, &peer, theirs).await?;
    let body = new.body.clone().with(PURPOSE, new.purpose.code()).with_its_urgency();
    let to = peer.recipient_for(theirs).ok_or(ExchangeError::UnknownAuthority)?;
    check_fields(&kind, "open", &body)?;
    let case = own_case(tx, node, actor, new).await?;
    let picked = (new.statements.as_slice(), &Corrects::new());
    foresee(tx, node, actor, &peer, &to, "open", (body, case), picked, new.purpose).await
}

/// Shows beforehand what a move would send.
///
/// # Errors
/// As [`make_move`].
pub async fn foresee_move(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: DossierId,
    new: &NewMove,
) -> Result<Foreseen, ExchangeError> {
    let thread = opened(tx, node, actor, id).await?;
    let peer = trusted(tx, node, &thread).await?;
    may_now(&thread, new)?;
    let to = peer.recipient_for(thread.dossier.theirs).ok_or(ExchangeError::UnknownAuthority)?;
    let purpose = purpose_of(&thread);
    let picked = (new.statements.as_slice(), &Corrects::new());
    foresee(tx, node, actor, &peer, &to, &new.code, (new.body.clone(), thread.dossier.case), picked, purpose)
        .await
}

/// In which dossiers these statements were received.
async fn received_in(tx: &Tx, picks: &[Pick]) -> Result<BTreeMap<DossierId, usize>, ExchangeError> {
    let ids: Vec<_> = picks.iter().map(|p| p.statement).collect();
    let mut found = BTreeMap::new();
    for copy in store_recall::copies_among(tx, &ids).await? {
        let n: &mut usize = found.entry(copy.dossier).or_default();
        *n = n.saturating_add(1);
    }
    Ok(found)
}

#[expect(clippy::too_many_arguments, reason = "the parts of a move that is not made yet")]
pub(crate) async fn foresee(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    peer: &Peer,
    to: &Recipient,
    code: &str,
    (body, case): (MoveBody, Option<CaseId>),
    picked: (&[Pick], &Corrects),
    purpose: Purpose,
) -> Result<Foreseen, ExchangeError> {
    let ask = peer.assessed(Ask::new(actor, action_of(actor, code), purpose, tx.at()));
    let leaving = Leaving::by(actor, to, Door::Move).of(case);
    let label = label_of_text(tx, node, &body, &leaving).await?;
    let mut log = LookedAt(tx.log());
    let carriage = carriage(tx, node, &ask, &leaving, picked, &mut log).await?;
    persons::rescue_first(tx, node, (code, body.urgency()), &carriage).await?;
    let label =
        carriage.labels.iter().try_fold(label, |all, one| all.join(one)).ok_or(ExchangeError::MixedOrigin)?;
    let body = with_statements(body, &carriage)?;
    let object = gate::ObjectRef { kind: "preview", id: uuid::Uuid::nil() };
    let ask = ask.consented(carriage.consent).releasing_names(carriage.names);
    let released = node.gate.release(Guarded::new(object, label, body), &ask, to, &mut log)?;
    Ok(Foreseen {
        body: released.value().clone(),
        carried: carriage.carried.len(),
        withheld: carriage.withheld,
        to_ask: received_in(tx, &carriage.to_ask).await?,
    })
}

/// What the gate decides for a page that is only looked at stands in the log too, or looking would be a way to find
/// out what is protected and leave no trace; it is marked, because nothing leaves.
struct LookedAt(TxLog);

impl AuditSink for LookedAt {
    fn write(&mut self, entry: AuditEntry) {
        let note = format!("looked at before sending, nothing sent: {}", entry.note);
        self.0.write(AuditEntry { note, ..entry });
    }
}
