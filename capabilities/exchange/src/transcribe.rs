//! Moves of a counterpart without a node, written into its chain by hand. They are signed by this node, because nobody
//! else can, and say in their signed header that they were transcribed, how they came and who entered them; everywhere
//! they are shown as not verified by the system.
//!
//! Refused: a transcribed move in a dossier with a node, whose moves come signed; one that the definition does not
//! allow the other side at this place; the same one twice, since nothing is ever taken out of a chain again.

use crate::make_move::{check_fields, opened};
use crate::store;
use crate::store_letters::WAYS;
use crate::thread::{self, After};
use crate::types::{ExchangeError, Made, NewMove, StoredMove, Thread};
use crate::wire_move::MOVE_CONTEXT;
use ::store::Tx;
use access::Node;
use gate::{Ask, Guarded, action};
use kernel::id::{DossierId, MessageId};
use kernel::{Actor, AuditEntry, Outcome, Salted, Timestamp};
use procedure::MoveHeader;
use serde::{Deserialize, Serialize};

/// The place in a header for how a transcribed move came.
pub const TRANSCRIBED: &str = "transcribed";
/// Longest name of who entered it, in characters.
const BY_CHARS_MAX: usize = 120;

/// How an answer came that no system verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Came {
    /// One of [`WAYS`].
    pub how: String,
    /// On which day.
    pub received: Timestamp,
    /// Who entered it.
    #[serde(default)]
    pub by: String,
    /// The code of the letter whose form it came on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
}

/// How a move came, if it was transcribed.
#[must_use]
pub fn transcribed(header: &MoveHeader) -> Option<Came> {
    let said = header.rest.get(TRANSCRIBED)?;
    // What does not read is transcribed all the same; nobody may take it for signed by the other side.
    Some(serde_json::from_value(said.clone()).unwrap_or_else(|_| Came {
        how: String::new(),
        received: header.at,
        by: String::new(),
        form: None,
    }))
}

/// Writes what a counterpart without a node answered into its chain. `after` is how many of its moves whoever enters
/// this had before them, where they looked at all.
///
/// # Errors
/// [`ExchangeError::HasNode`]; [`ExchangeError::EnteredBefore`] and [`ExchangeError::EnteredMeanwhile`]; why the move
/// cannot be made by them now; the gate's refusal.
pub async fn transcribe(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: DossierId,
    new: &NewMove,
    came: &Came,
    after: Option<u64>,
) -> Result<Made, ExchangeError> {
    let mut thread = opened(tx, node, actor, id).await?;
    may_transcribe(tx, node, actor, &thread).await?;
    not_twice(&thread, new, came)?;
    let stands = thread.chain(thread.dossier.side.other()).count() as u64;
    if after.is_some_and(|after| after != stands) {
        return Err(ExchangeError::EnteredMeanwhile);
    }
    check(&thread, new)?;
    if !WAYS.contains(&came.how.as_str()) {
        return Err(ExchangeError::Came);
    }
    if !came.received.has_begun_somewhere(tx.at()) {
        return Err(ExchangeError::Day);
    }
    let by: String = actor.name.chars().take(BY_CHARS_MAX).collect();
    let came = Came { by, ..came.clone() };
    let made = signed(tx, node, &thread, actor, new, &came).await?;
    let key = store::key(tx, &node.vault, &thread.dossier).await?;
    store::insert_move(tx, thread.dossier.authority, key.as_ref(), &made).await?;
    crate::store_erase::limit(tx, thread.dossier.authority, &made).await?;
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::IMPORT,
        object_kind: "transcribed-move",
        object: id.0,
        purpose: crate::purpose_of(&thread),
        outcome: Outcome::Done,
        note: format!("move {} of the other side, by {}", made.number, came.how),
    });
    let (number, message) = (made.number, made.message);
    thread.moves.push(made);
    thread.moves.sort_by_key(|m| (m.side, m.number));
    thread::refresh(tx, &mut thread, After::Somebody).await?;
    Ok(Made { dossier: id, number, message, carried: 0, withheld: 0 })
}

/// Whether the other side of this dossier is entered by hand, and by this person.
///
/// # Errors
/// [`ExchangeError::HasNode`]; the gate's refusal.
pub(crate) async fn may_transcribe(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    thread: &Thread,
) -> Result<(), ExchangeError> {
    let peer = directory::counterpart(tx, node, thread.dossier.peer).await?;
    if !peer.is_some_and(|p| p.is_without_node()) {
        return Err(ExchangeError::HasNode);
    }
    let object = gate::ObjectRef { kind: "transcribed-move", id: thread.dossier.id.0 };
    let label = store::label(tx, &thread.dossier).await?;
    let ask = Ask::new(actor, action::IMPORT, crate::purpose_of(thread), tx.at()).on(object);
    node.gate.open(Guarded::new(object, label, ()), &ask, &mut tx.log())?;
    Ok(())
}

/// Whether the same was entered before: from the same reply form, or by hand from what came the same way on the same
/// day.
fn not_twice(thread: &Thread, new: &NewMove, came: &Came) -> Result<(), ExchangeError> {
    let bytes = new.body.to_bytes();
    for made in thread.chain(thread.dossier.side.other()) {
        let header = made.read_header()?;
        let Some(before) = transcribed(&header) else { continue };
        let from_the_same = match &came.form {
            Some(_) => before.form == came.form,
            None => (&before.how, before.received) == (&came.how, came.received),
        };
        if from_the_same && header.code == new.code && made.body.as_ref() == Some(&bytes) {
            return Err(ExchangeError::EnteredBefore);
        }
    }
    Ok(())
}

/// Whether the other side may make this move now, and whether it says what it must.
fn check(thread: &Thread, new: &NewMove) -> Result<(), ExchangeError> {
    if let Some(why) = &thread.dossier.frozen {
        return Err(ExchangeError::Frozen(why.clone()));
    }
    let (state, side) = (thread::state(thread)?, thread.dossier.side.other());
    let not_now = || ExchangeError::NotNow { code: new.code.clone(), state: state.state.clone() };
    let mut allowed = procedure::allowed_moves(&thread.kind, &state, side).into_iter();
    if !allowed.any(|m| m.code == new.code && !m.by_node) || !new.statements.is_empty() {
        return Err(not_now());
    }
    check_fields(&thread.kind, &new.code, &new.body)?;
    procedure::may_make(&thread.kind, &state, side, &new.code, &new.body.facts()).map_err(|_| not_now())
}

async fn signed(
    tx: &Tx,
    node: &Node,
    thread: &Thread,
    actor: &Actor,
    new: &NewMove,
    came: &Came,
) -> Result<StoredMove, ExchangeError> {
    let side = thread.dossier.side.other();
    let number = (thread.chain(side).count() as u64).saturating_add(1);
    let short = u32::try_from(number).ok().filter(|n| *n <= procedure::moves::MOVES_MAX);
    let too_many = || ExchangeError::NotNow { code: new.code.clone(), state: thread.dossier.state.clone() };
    let peer = directory::counterpart(tx, node, thread.dossier.peer).await?;
    let desk = peer.and_then(|p| p.card.authority(thread.dossier.theirs).map(|a| a.name.clone()));
    let bytes = new.body.to_bytes();
    let salted = Salted::new(&bytes, tx.rng());
    let mut rest = serde_json::Map::new();
    let said = serde_json::to_value(came).map_err(|e| ExchangeError::Kind(e.to_string()))?;
    rest.insert(TRANSCRIBED.into(), said);
    let header = MoveHeader {
        dossier: thread.dossier.id,
        kind: thread.dossier.kind.clone(),
        side,
        number: short.ok_or_else(too_many)?,
        prev: thread.head(side),
        seen: thread.head(side.other()),
        code: new.code.clone(),
        facts: new.body.facts(),
        body: salted.digest,
        at: tx.at(),
        desk: desk.unwrap_or_default(),
        rest,
    };
    let header_bytes = header.to_bytes().map_err(|e| ExchangeError::Kind(e.to_string()))?;
    let signs = directory::signing_keys(tx, node).await?;
    Ok(StoredMove {
        dossier: thread.dossier.id,
        side,
        number,
        digest: MoveHeader::digest(&header_bytes),
        signature: signs.newest().sign(MOVE_CONTEXT, &header_bytes).to_vec(),
        signer: signs.newest().public(),
        header: header_bytes,
        salt: Some(salted.salt),
        body: Some(bytes),
        at: tx.at(),
        person: Some(actor.person),
        message: MessageId::new(tx.rng()),
    })
}
