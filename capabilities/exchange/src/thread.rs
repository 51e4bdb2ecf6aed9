//! A dossier with both chains: its state as the fold says, its history byte for byte, its verification.

use crate::store;
use crate::store_courier;
use crate::store_desk;
use crate::store_letters;
use crate::types::{Dossier, Due, ExchangeError, StoredMove, Thread, WaitsFor};
use crate::wire_move::MOVE_CONTEXT;
use ::store::outbox::{self, OutState};
use ::store::{StoreError, Tx};
use access::Node;
use gate::{Guarded, ObjectRef};
use kernel::id::{AuthorityId, DossierId, NodeId};
use kernel::{Digest, Salted};
use procedure::{ClockView, DossierState, IMMINENT, Kind, MoveHeader, NOT_URGENT, Placed, Side, Standing};
use seal::identity;
use seal::receipt::{Expected, Fate, verify_receipt};
use serde::Serialize;

/// A dossier with everything its moves say, as the authority of the person who asks has it, closed until the gate
/// opens it.
///
/// # Errors
/// What the database says, or a kind file that does not read any more.
pub async fn thread(
    tx: &Tx,
    node: &Node,
    id: DossierId,
    authority: AuthorityId,
) -> Result<Option<Guarded<Thread>>, ExchangeError> {
    let Some(dossier) = store::meant(tx, id, authority).await? else { return Ok(None) };
    let thread = load(tx, node, dossier).await?;
    let label = store::label(tx, &thread.dossier).await?;
    Ok(Some(Guarded::new(store::object(id), label, thread)))
}

/// The same for the protocol itself.
pub(crate) async fn load(tx: &Tx, node: &Node, dossier: Dossier) -> Result<Thread, ExchangeError> {
    let kind = kind_of(&dossier);
    let moves = store::moves(tx, &node.vault, &dossier).await?;
    Ok(Thread { dossier, kind, moves })
}

/// The kind of a dossier, by the definition that came with it; an unknown one where this program does not understand that.
pub(crate) fn kind_of(dossier: &Dossier) -> Kind {
    read_kind(&dossier.kind_file).unwrap_or_else(|_| Kind::unknown(&dossier.kind))
}

/// Reads a definition file.
///
/// # Errors
/// [`ExchangeError::Kind`].
pub fn read_kind(file: &[u8]) -> Result<Kind, ExchangeError> {
    let text = std::str::from_utf8(file).map_err(|e| ExchangeError::Kind(e.to_string()))?;
    procedure::shipped::read(text).map_err(|e| ExchangeError::Kind(e.to_string()))
}

/// The state both chains say, the same on both nodes.
///
/// # Errors
/// A stored header that does not read any more.
pub fn state(thread: &Thread) -> Result<DossierState, StoreError> {
    let chain = |side| {
        thread.chain(side).map(|m| Ok((m.read_header()?, m.digest))).collect::<Result<Vec<_>, StoreError>>()
    };
    Ok(procedure::fold(&thread.kind, &chain(Side::Asker)?, &chain(Side::Answerer)?))
}

/// The clock that binds most.
#[must_use]
pub fn due(thread: &Thread, state: &DossierState) -> Option<ClockView> {
    procedure::due(&thread.kind, state)
}

/// What was added to a dossier.
#[derive(Clone, Copy, Debug)]
pub(crate) enum After {
    /// A move of this side that the node made by itself.
    Node,
    /// What somebody here made or entered: they had the dossier before them.
    Somebody,
    /// What the other side made, beyond so many of its moves.
    Theirs(u64),
}

/// The newest of the other side's moves that somebody here has to see, of those beyond `before`. Corrections and files
/// stand on the desk by themselves; what nodes make by themselves is for nodes. Of an unknown kind it is whatever comes.
pub(crate) fn news<'a>(thread: &'a Thread, state: &DossierState, before: u64) -> Option<&'a StoredMove> {
    let theirs = thread.dossier.side.other();
    let made = |m: &Placed| thread.kind.find(&m.code).is_some_and(|k| !k.by_node && !k.opens());
    let counts = |m: &Placed| m.standing == Standing::Valid && made(m);
    let own_work = |code: &str| [crate::recall::CORRECT, crate::attachments::ATTACH].contains(&code);
    let is_news =
        |m: &&Placed| m.side == theirs && !own_work(&m.code) && (counts(m) || !thread.kind.is_known());
    let newest = state.moves.iter().filter(is_news).map(|m| u64::from(m.number)).max()?;
    thread.find(theirs, newest).filter(|m| m.number > before)
}

/// Copies what the chains say into the row that lists read, after something was added to one of them, and counts the end of
/// the dossier from it.
pub(crate) async fn refresh(tx: &Tx, thread: &mut Thread, after: After) -> Result<DossierState, StoreError> {
    let state = view(tx, thread, after)?;
    store::put_view(tx, &thread.dossier).await?;
    crate::consent::refresh(tx, thread, &state).await?;
    crate::store_erase::date(tx, &thread.dossier).await?;
    Ok(state)
}

/// Takes what the chains say now into the dossier; the caller writes it down.
pub(crate) fn view(tx: &Tx, thread: &mut Thread, after: After) -> Result<DossierState, StoreError> {
    let state = state(thread)?;
    let news = match after {
        After::Node => thread.dossier.news_at,
        After::Somebody => None,
        After::Theirs(before) if news(thread, &state, before).is_some() => Some(tx.at()),
        After::Theirs(_) => thread.dossier.news_at,
    };
    let clock = due(thread, &state);
    let urgent = thread.opening().is_urgent()
        || state.opening.urgency.as_deref().is_some_and(|urgency| urgency != NOT_URGENT);
    let dossier = &mut thread.dossier;
    dossier.waits_for = match state.turn {
        None => WaitsFor::Nobody,
        Some(side) if side == dossier.side => WaitsFor::Us,
        Some(_) => WaitsFor::Them,
    };
    dossier.state.clone_from(&state.state);
    dossier.urgent = state.turn.is_some() && urgent;
    dossier.due = clock.and_then(|c| c.until.map(|at| Due { at, why: c.code }));
    // What waits for us stands on the desk as that.
    dossier.news_at = news.filter(|_| dossier.waits_for != WaitsFor::Us);
    dossier.changed_at = tx.at();
    Ok(state)
}

/// Follows the dossiers whose kind this program did not understand when they came and, being newer now, does.
pub(crate) async fn follow_newly_known(tx: &Tx, node: &Node) -> Result<(), StoreError> {
    for dossier in store_desk::of_unknown_kind(tx).await? {
        if kind_of(&dossier).is_known() {
            let mut thread = load(tx, node, dossier).await.map_err(crate::panel_recall::stored)?;
            refresh(tx, &mut thread, After::Theirs(0)).await?;
        }
    }
    Ok(())
}

/// The history as both nodes have it once heads were exchanged: the asker's chain, then the answerer's, header bytes
/// and signature of each move, each with its length.
#[must_use]
pub fn history_bytes(thread: &Thread) -> Vec<u8> {
    let mut out = b"liaison history v1\n".to_vec();
    out.extend(thread.dossier.id.0.as_bytes());
    for side in [Side::Asker, Side::Answerer] {
        let chain: Vec<&StoredMove> = thread.chain(side).collect();
        out.extend((chain.len() as u64).to_be_bytes());
        for part in chain.iter().flat_map(|m| [&m.header, &m.signature]) {
            out.extend((part.len() as u64).to_be_bytes());
            out.extend(part);
        }
    }
    out
}

/// The digest of the history; two people can read it to each other.
#[must_use]
pub fn history_digest(thread: &Thread) -> Digest {
    Digest::of_bytes(&history_bytes(thread))
}

/// What is known of the other side's receipt of an own move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum ReceiptView {
    /// It waits to be sent, or to be sent again.
    Waiting {
        /// Why the last attempt failed.
        why: Option<String>,
        /// When it was given to a courier last.
        courier: Option<i64>,
    },
    /// The other side signed that it is durable there; verified.
    Durable {
        /// When, by its clock.
        at: i64,
        /// Whether the head it names is this move or a later one of this side's chain.
        head: bool,
    },
    /// The other side signed that it keeps it apart, or does not take it.
    Refused {
        /// The code.
        reason: String,
    },
    /// It went as a letter: nobody signed for it, whatever was recorded.
    Letter {
        /// When an officer says that it was sent, and how.
        sent: Option<(i64, String)>,
        /// When they said on the telephone that they have it.
        confirmed: Option<i64>,
    },
    /// Nobody took it in time.
    Expired,
    /// What stands here as a receipt is none.
    False,
    /// A move of the other side.
    Theirs,
}

/// The receipt of a move, verified now.
///
/// # Errors
/// What the database says.
pub async fn receipt_of(
    tx: &Tx,
    node: &Node,
    thread: &Thread,
    made: &StoredMove,
    keys: &[[u8; 32]],
) -> Result<ReceiptView, StoreError> {
    if made.side != thread.dossier.side {
        return Ok(ReceiptView::Theirs);
    }
    let Some(row) = outbox::find(tx, made.message).await? else {
        return Ok(match store_letters::letter(tx, made.message).await? {
            Some(letter) => ReceiptView::Letter {
                sent: letter.sent.map(|(at, way)| (at.0, way)),
                confirmed: letter.confirmed.map(|(at, _)| at.0),
            },
            None => ReceiptView::False,
        });
    };
    let Some(bytes) = &row.receipt else {
        return Ok(match row.state {
            OutState::Queued => {
                let given = store_courier::given_at(tx, made.message).await?;
                ReceiptView::Waiting { why: row.last_error, courier: given.map(|at| at.0) }
            }
            OutState::Expired => ReceiptView::Expired,
            _ => ReceiptView::False,
        });
    };
    let expected =
        Expected { message: made.message, digest: row.digest, sender: node.keys.id, by: thread.dossier.peer };
    let Ok(receipt) = verify_receipt(bytes, &expected, keys) else { return Ok(ReceiptView::False) };
    Ok(match (receipt.fate, row.state) {
        (Fate::Durable { head }, OutState::Delivered) => {
            let known = thread.chain(made.side).any(|m| Some(m.digest) == head);
            ReceiptView::Durable { at: receipt.at.0, head: known || head.is_none() }
        }
        (Fate::Quarantined { reason }, OutState::Quarantined)
        | (Fate::Rejected { reason }, OutState::Rejected) => ReceiptView::Refused { reason },
        (Fate::Unknown { state }, OutState::Quarantined) => ReceiptView::Refused { reason: state },
        _ => ReceiptView::False,
    })
}

/// Keys a peer signs or signed with, present and past, revoked ones too, so that old receipts and moves can be proved
///
///
/// # Errors
/// What the database says.
pub async fn keys_of(tx: &Tx, node: &Node, peer: NodeId) -> Result<Vec<[u8; 32]>, StoreError> {
    let mut keys: Vec<[u8; 32]> = Vec::new();
    let mut ours = peer == node.keys.id;
    if let Some(known) = directory::counterpart(tx, node, peer).await? {
        keys.extend(known.card.card().signing.iter().map(|k| k.0));
        // What an authority without a node said was entered and signed here.
        ours |= known.is_without_node();
    }
    if ours {
        keys.extend(directory::signed_with(tx).await?);
    }
    for (_, card) in directory::cards_of(tx, peer).await? {
        keys.extend(card.card().signing.iter().map(|k| k.0));
    }
    keys.sort_unstable();
    keys.dedup();
    Ok(keys)
}

/// The same without those that the peer revoked: what comes now is not believed under them.
pub(crate) async fn believed_keys_of(
    tx: &Tx,
    node: &Node,
    peer: NodeId,
) -> Result<Vec<[u8; 32]>, StoreError> {
    let mut keys = keys_of(tx, node, peer).await?;
    if let Some(known) = directory::counterpart(tx, node, peer).await? {
        keys.retain(|key| !known.has_revoked(key));
    }
    Ok(keys)
}

/// What verification found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// Moves looked at.
    pub moves: usize,
    /// Signatures that verify.
    pub signatures: usize,
    /// Bodies that fit their commitment.
    pub bodies: usize,
    /// Bodies that were erased; their commitment still stands.
    pub erased: usize,
    /// Receipts of the other side that verify.
    pub receipts: usize,
    /// Own moves without a receipt yet.
    pub not_received: usize,
    /// The digest of the history.
    pub history: String,
    /// The state the chains say.
    pub state: String,
    /// Why the dossier stands still, if it does.
    pub frozen: Option<String>,
    /// What does not hold; empty if all does.
    pub faults: Vec<Fault>,
}

/// What does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Whose chain.
    pub side: Side,
    /// Which move.
    pub number: u64,
    /// A code.
    pub what: &'static str,
}

/// Verifies both chains of an authority's copy from the bytes that are kept: numbers, links, signatures, signers,
/// commitments, receipts.
///
/// # Errors
/// [`ExchangeError::NotHere`]; what the database says.
pub async fn verify_dossier(
    tx: &Tx,
    node: &Node,
    id: DossierId,
    authority: AuthorityId,
) -> Result<Report, ExchangeError> {
    let copy = store::meant(tx, id, authority).await?.filter(|d| d.authority == authority);
    let thread = load(tx, node, copy.ok_or(ExchangeError::NotHere)?).await?;
    let (own, theirs) = (directory::signed_with(tx).await?, keys_of(tx, node, thread.dossier.peer).await?);
    let other = directory::counterpart(tx, node, thread.dossier.peer).await?;
    let on_paper = other.is_some_and(|p| p.is_without_node());
    let mut report = Report {
        history: history_digest(&thread).to_string(),
        frozen: thread.dossier.frozen.clone(),
        ..Report::default()
    };
    for side in [Side::Asker, Side::Answerer] {
        let mut prev = None;
        for (place, made) in thread.chain(side).enumerate() {
            let keys = if side == thread.dossier.side { &own } else { &theirs };
            verify_move(&thread, made, ((place as u64).saturating_add(1), on_paper), prev, keys, &mut report);
            prev = Some(made.digest);
            match receipt_of(tx, node, &thread, made, &theirs).await? {
                ReceiptView::Durable { .. } | ReceiptView::Refused { .. } => {
                    report.receipts = report.receipts.saturating_add(1);
                }
                ReceiptView::Waiting { .. } | ReceiptView::Expired | ReceiptView::Letter { .. } => {
                    report.not_received = report.not_received.saturating_add(1);
                }
                ReceiptView::False => {
                    report.faults.push(Fault { side, number: made.number, what: "receipt" })
                }
                ReceiptView::Theirs => {}
            }
        }
    }
    report.state = state(&thread)?.state;
    if report.state != thread.dossier.state {
        report.faults.push(Fault { side: thread.dossier.side, number: 0, what: "state" });
    }
    Ok(report)
}

fn verify_move(
    thread: &Thread,
    made: &StoredMove,
    (place, on_paper): (u64, bool),
    prev: Option<Digest>,
    keys: &[[u8; 32]],
    report: &mut Report,
) {
    report.moves = report.moves.saturating_add(1);
    let mut fault = |what| report.faults.push(Fault { side: made.side, number: made.number, what });
    if !keys.contains(&made.signer) {
        fault("signer");
    }
    let signed = identity::verify(&made.signer, MOVE_CONTEXT, &made.header, &made.signature).is_ok();
    if !signed {
        fault("signature");
    }
    if MoveHeader::digest(&made.header) != made.digest {
        fault("digest");
    }
    let Ok(header) = MoveHeader::parse(&made.header) else {
        fault("header");
        return;
    };
    let names = (header.dossier, header.side, u64::from(header.number), header.kind.digest);
    if names != (thread.dossier.id, made.side, place, thread.dossier.kind.digest) || made.number != place {
        fault("place");
    }
    if header.prev != prev {
        fault("chain");
    }
    if made.side != thread.dossier.side && on_paper && crate::transcribe::transcribed(&header).is_none() {
        fault("transcribed");
    }
    if header.seen.is_some_and(|seen| !thread.chain(made.side.other()).any(|m| m.digest == seen)) {
        fault("seen");
    }
    let body = made
        .salt
        .zip(made.body.as_ref())
        .map(|(salt, body)| Salted { salt, digest: header.body }.holds(body));
    if body == Some(false) {
        fault("body");
    }
    report.signatures = report.signatures.saturating_add(usize::from(signed));
    report.bodies = report.bodies.saturating_add(usize::from(body == Some(true)));
    report.erased = report.erased.saturating_add(usize::from(body.is_none()));
}

/// Whether a dossier with this opening is about imminent danger to life; its moves and files go first.
pub(crate) fn for_danger(opening: &StoredMove) -> Result<bool, StoreError> {
    let said = opening.read_body().is_some_and(|body| body.urgency() == IMMINENT);
    Ok(said || opening.read_header()?.facts.urgency.as_deref() == Some(IMMINENT))
}

/// How the gate knows a move.
#[must_use]
pub fn move_object(digest: &Digest) -> ObjectRef {
    let mut id = [0; 16];
    id.iter_mut().zip(digest.0).for_each(|(to, from)| *to = from);
    ObjectRef { kind: "move", id: uuid::Uuid::from_bytes(id) }
}
