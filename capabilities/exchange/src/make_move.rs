//! Makes own moves: opens a request, acknowledges, asks back, supplements, answers, refuses, withdraws, closes.
//!
//! What a move says passes the gate as one guarded thing whose label joins all its parts: the free text with the
//! blocks of every protected value that stands in it, and each statement it carries under its own label. A
//! statement that may not go is left out and counted, nothing more. Header, commitment, signature, envelope and
//! the entry in the log are one transaction.

use crate::attachments::ATTACH;
use crate::carry::{self, Carriage, Corrects, SentAs};
use crate::envelope::{self, About, LIFE_MS};
use crate::persons;
use crate::prepared::{Files, Prepared};
use crate::recall;
use crate::receive::MOVE_KIND;
use crate::store;
use crate::store_letters;
use crate::store_recall::{self, Sent};
use crate::take_move::{FROM, TO};
use crate::thread::{self, After};
use crate::types::{
    CARRIED_MAX, Dossier, ExchangeError, KindRef, Made, NewMove, NewRequest, Pick, StoredMove, Thread,
    WaitsFor,
};
use crate::wire_move::{MOVE_CONTEXT, MoveWire};
use ::store::{StoreError, Tx};
use access::Node;
use casefile::{Door, Leaving};
use directory::Peer;
use gate::{Ask, Guarded, action};
use kernel::id::{AuthorityId, CaseId, DossierId, MessageId};
use kernel::{Actor, ActorKind, AuditSink, Digest, Handling, Label, Purpose, Salted};
use procedure::{Kind, MoveBody, MoveHeader, Severity, Side, missing_fields};
use seal::envelope::Heads;
use seal::vault::DataKey;
use serde_json::Value;

/// Longest name of a desk in a header, in bytes.
const DESK_BYTES_MAX: usize = 300;
/// The place of the purpose in the body of the opening move.
pub(crate) const PURPOSE: &str = "purpose";

/// Opens an information request with another node. After the commit the caller wakes the delivery.
///
/// # Errors
/// What is missing, what was not agreed, or the gate's refusal, neutral where the reason is a secret.
pub async fn open_request(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    new: NewRequest,
) -> Result<Made, ExchangeError> {
    open_dossier(tx, node, actor, procedure::shipped::REQUEST, new).await
}

pub(crate) fn shipped(code: &str) -> Result<&'static str, ExchangeError> {
    procedure::shipped::shipped(code)
        .ok_or_else(|| ExchangeError::Kind(format!("`{code}` is not known here")))
}

/// Opens a dossier of a kind this program knows. After the commit the caller wakes the delivery.
///
/// # Errors
/// As [`open_request`]; [`ExchangeError::Kind`] for a kind it does not know.
pub async fn open_dossier(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    code: &str,
    new: NewRequest,
) -> Result<Made, ExchangeError> {
    let (peer, theirs) = asked(tx, node, actor, &new).await?;
    let file = shipped(code)?;
    let kind = thread::read_kind(file.as_bytes())?;
    designated(tx, actor, &kind, &peer, theirs).await?;
    let id = DossierId::new(tx.rng());
    let dossier = Dossier {
        id,
        kind: KindRef { id: kind.id.clone(), version: kind.version, digest: kind.digest },
        kind_file: file.as_bytes().to_vec(),
        side: Side::Asker,
        peer: peer.node,
        authority: actor.authority,
        theirs,
        case: own_case(tx, node, actor, &new).await?,
        hit: new.hit.clone(),
        state: String::new(),
        waits_for: WaitsFor::Them,
        urgent: false,
        due: None,
        frozen: None,
        opened_at: tx.at(),
        changed_at: tx.at(),
        news_at: None,
    };
    let mut body = new.body.with(PURPOSE, new.purpose.code()).with_its_urgency();
    if let Some(hit) = &new.hit {
        body = body.with("hit", hit.chars().take(crate::types::HIT_CHARS_MAX).collect::<String>());
    }
    let new = NewMove { code: "open".into(), body, statements: new.statements };
    let mut thread = Thread { dossier, kind, moves: Vec::new() };
    let nothing = Corrects::new();
    let prepared = prepare(tx, node, actor, &peer, &thread, (&new, &nothing), new_purpose(&new)).await?;
    store::insert(tx, &node.vault, &thread.dossier, &DataKey::generate(tx.rng())).await?;
    keep_to_circle(tx, &mut thread, &prepared).await?;
    append(tx, node, actor, &peer, &mut thread, &new.code, prepared).await
}

/// Whether both authorities have a function that this kind asks for. The other side asks the same on its own.
pub(crate) async fn designated(
    tx: &Tx,
    actor: &Actor,
    kind: &Kind,
    peer: &Peer,
    theirs: AuthorityId,
) -> Result<(), ExchangeError> {
    let own = access::authorities(tx).await?.into_iter().find(|a| a.id == actor.authority);
    let own: Vec<&str> = own.iter().flat_map(|a| &a.functions).map(|f| f.code()).collect();
    let asked = peer.card.authority(theirs).ok_or(ExchangeError::UnknownAuthority)?;
    if kind.may_take_side(Side::Asker, &own) && kind.may_take_side(Side::Answerer, &asked.functions) {
        Ok(())
    } else {
        Err(ExchangeError::NotDesignated)
    }
}

/// Adds a move to a dossier. After the commit the caller wakes the delivery.
///
/// # Errors
/// Why the move cannot be made, or the gate's refusal.
pub async fn make_move(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: DossierId,
    new: NewMove,
) -> Result<Made, ExchangeError> {
    let mut thread = opened(tx, node, actor, id).await?;
    let peer = trusted(tx, node, &thread).await?;
    let purpose = purpose_of(&thread);
    if new.code == recall::CORRECT || new.code == ATTACH {
        // What is corrected is looked up, and files are taken in before, never written by hand.
        return Err(ExchangeError::NotNow { code: new.code, state: thread.dossier.state });
    }
    may_now(&thread, &new)?;
    let prepared = prepare(tx, node, actor, &peer, &thread, (&new, &Corrects::new()), purpose).await?;
    keep_to_circle(tx, &mut thread, &prepared).await?;
    append(tx, node, actor, &peer, &mut thread, &new.code, prepared).await
}

/// What a restricted case said is kept to its circle here too: a dossier of no case that carries it becomes one of that
/// case, whose id the circle bears. Of two circles nothing can be put together, and a dossier of another case takes
/// nothing from it.
async fn keep_to_circle(tx: &Tx, thread: &mut Thread, prepared: &Prepared) -> Result<(), ExchangeError> {
    let Some(case) = prepared.circle.map(CaseId) else { return Ok(()) };
    match thread.dossier.case {
        Some(own) if own == case => Ok(()),
        Some(_) => Err(ExchangeError::MixedOrigin),
        None => {
            store::put_case(tx, &thread.dossier, case).await?;
            thread.dossier.case = Some(case);
            Ok(())
        }
    }
}

/// The purpose the asker gave; what answers it serves the same one.
#[must_use]
pub fn purpose_of(thread: &Thread) -> Purpose {
    Purpose::parse(thread.opening().text(PURPOSE)).unwrap_or(Purpose::Investigation)
}

fn new_purpose(new: &NewMove) -> Purpose {
    Purpose::parse(new.body.text(PURPOSE)).unwrap_or(Purpose::Investigation)
}

/// The thread, opened by the gate for the actor.
pub(crate) async fn opened(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: DossierId,
) -> Result<Thread, ExchangeError> {
    let guarded = thread::thread(tx, node, id, actor.authority).await?.ok_or(ExchangeError::NotHere)?;
    let ask = Ask::new(actor, action::READ, Purpose::Investigation, tx.at()).on(store::object(id));
    node.gate.open(guarded, &ask, &mut tx.log()).map_err(|_| ExchangeError::NotHere)
}

/// The node and the authority that are asked. Nobody asks themselves.
pub(crate) async fn asked(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    new: &NewRequest,
) -> Result<(Peer, AuthorityId), ExchangeError> {
    let peer = directory::counterpart(tx, node, new.peer).await?.filter(Peer::is_trusted);
    // The entry of an authority without a node is its keeper's alone.
    let peer = peer.filter(|p| p.kept_by.is_none_or(|keeper| keeper == actor.authority));
    let peer = peer.ok_or_else(|| ExchangeError::UnknownPeer(new.peer.to_string()))?;
    if !peer.terms.may_answer {
        return Err(ExchangeError::NotAgreed);
    }
    let theirs = new.authority.unwrap_or(peer.card.lead().id);
    if theirs == actor.authority || peer.card.authority(theirs).is_none() {
        return Err(ExchangeError::UnknownAuthority);
    }
    Ok((peer, theirs))
}

pub(crate) async fn trusted(tx: &Tx, node: &Node, thread: &Thread) -> Result<Peer, ExchangeError> {
    let peer = directory::counterpart(tx, node, thread.dossier.peer).await?.filter(Peer::is_trusted);
    peer.ok_or_else(|| ExchangeError::UnknownPeer(thread.dossier.peer.to_string()))
}

/// The case on this side, if the actor may open it.
pub(crate) async fn own_case(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    new: &NewRequest,
) -> Result<Option<kernel::id::CaseId>, ExchangeError> {
    let Some(id) = new.case else { return Ok(None) };
    let guarded =
        casefile::case(tx, &casefile::Keys::of(&node.vault), id).await?.ok_or(ExchangeError::NotHere)?;
    let ask = Ask::new(actor, action::READ, new.purpose, tx.at());
    Ok(Some(node.gate.open(guarded, &ask, &mut tx.log())?.id))
}

pub(crate) fn may_now(thread: &Thread, new: &NewMove) -> Result<(), ExchangeError> {
    if let Some(why) = &thread.dossier.frozen {
        return Err(ExchangeError::Frozen(why.clone()));
    }
    // Before the conditions, so that the officer is told which field is missing rather than that a rule is not met.
    let state = thread::state(thread)?;
    let side = thread.dossier.side;
    let allowed = procedure::allowed_moves(&thread.kind, &state, side).iter().any(|m| m.code == new.code);
    if !allowed {
        return Err(ExchangeError::NotNow { code: new.code.clone(), state: state.state });
    }
    check_fields(&thread.kind, &new.code, &new.body)?;
    let may = procedure::may_make(&thread.kind, &state, side, &new.code, &new.body.facts());
    may.map_err(|_| ExchangeError::NotNow { code: new.code.clone(), state: state.state })
}

pub(crate) fn check_fields(kind: &procedure::Kind, code: &str, body: &MoveBody) -> Result<(), ExchangeError> {
    let problems = missing_fields(kind, code, body);
    let stops: Vec<_> = problems.into_iter().filter(|p| p.severity == Severity::Stop).collect();
    if stops.is_empty() { Ok(()) } else { Err(ExchangeError::Fields(stops)) }
}

/// The action a move's content is released under.
pub(crate) fn action_of(actor: &Actor, code: &str) -> &'static str {
    let by_node = actor.kind == ActorKind::Node;
    match code {
        recall::APPLIED => action::SEND_ACKNOWLEDGEMENT,
        _ if by_node => action::PASS_CORRECTION,
        "open" => action::OPEN_DOSSIER,
        "answer" => action::ANSWER,
        _ => action::MOVE,
    }
}

/// The label of what a move says: own, with the handling it names, and closed to every State that a protected value
/// in its text is closed to. A dossier of a restricted case is kept to the same circle, and reaches nobody whom the case
/// excludes.
pub(crate) async fn label_of_text(
    tx: &Tx,
    node: &Node,
    body: &MoveBody,
    leaving: &Leaving<'_>,
) -> Result<Label, ExchangeError> {
    let keys = casefile::Keys::of(&node.vault);
    let blocked = casefile::blocked_in_text(tx, &keys, &body.all_text(), leaving).await?;
    let handling = Handling::parse(body.text("handling")).unwrap_or(Handling::H0);
    let label = Label { blocked, handling, ..Label::own(leaving.authority()) };
    let case = match leaving.case() {
        Some(case) => casefile::case_label(tx, case).await?,
        None => None,
    };
    match case {
        None => Ok(label),
        Some(case) => label.join(&case).ok_or(ExchangeError::MixedOrigin),
    }
}

pub(crate) async fn prepare(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    peer: &Peer,
    thread: &Thread,
    (new, corrects): (&NewMove, &Corrects),
    purpose: Purpose,
) -> Result<Prepared, ExchangeError> {
    if thread.moves.is_empty() {
        check_fields(&thread.kind, &new.code, &new.body)?;
    }
    let to = peer.recipient_for(thread.dossier.theirs).ok_or(ExchangeError::UnknownAuthority)?;
    let code = action_of(actor, &new.code);
    let ask = peer.assessed(Ask::new(actor, code, purpose, tx.at()));
    let leaving = Leaving::by(actor, &to, Door::Move).of(thread.dossier.case).within(thread.dossier.id);
    // An acknowledgement is a digest and a number; what looks like a protected value in a digest is none.
    let label = match code {
        action::SEND_ACKNOWLEDGEMENT => Label::own(actor.authority),
        _ => label_of_text(tx, node, &new.body, &leaving).await?,
    };
    let picked = (new.statements.as_slice(), corrects);
    let carriage = carriage(tx, node, &ask, &leaving, picked, &mut tx.log()).await?;
    persons::rescue_first(tx, node, (&new.code, new.body.urgency()), &carriage).await?;
    let label =
        carriage.labels.iter().try_fold(label, |all, one| all.join(one)).ok_or(ExchangeError::MixedOrigin)?;
    let circle = match label.circle {
        Some(circle) => Some(circle),
        None => shut_case(tx, &carriage).await?,
    };
    let body = with_statements(new.body.clone(), &carriage)?;
    let mut object = store::object(thread.dossier.id);
    if code == action::SEND_ACKNOWLEDGEMENT {
        object.kind = "acknowledgement";
    }
    let guarded = Guarded::new(object, label, body);
    let released = {
        let ask = ask.consented(carriage.consent).releasing_names(carriage.names);
        node.gate.release(guarded, &ask, &to, &mut tx.log())?
    };
    let (carried, withheld) = (carriage.carried.len(), carriage.withheld);
    Ok(Prepared {
        to,
        purpose,
        released,
        carried,
        withheld,
        circle,
        sent: carriage.sent,
        files: Files::default(),
    })
}

/// The case of what is carried from which somebody is excluded: its dossier is as shut to them as the case.
async fn shut_case(tx: &Tx, carriage: &Carriage) -> Result<Option<uuid::Uuid>, ExchangeError> {
    let mut shut = None;
    for case in carriage.sent.iter().map(|s| s.case).collect::<std::collections::BTreeSet<_>>() {
        let label = casefile::case_label(tx, case).await?;
        if label.is_some_and(|label| !label.excluded.is_none()) && shut.replace(case.0).is_some() {
            return Err(ExchangeError::MixedOrigin);
        }
    }
    Ok(shut)
}

pub(crate) async fn carriage(
    tx: &Tx,
    node: &Node,
    ask: &Ask<'_>,
    leaving: &Leaving<'_>,
    picked: (&[Pick], &Corrects),
    log: &mut (dyn AuditSink + Send),
) -> Result<Carriage, ExchangeError> {
    if picked.0.len() > CARRIED_MAX {
        return Err(ExchangeError::TooManyStatements);
    }
    carry::pick(tx, node, ask, leaving, picked, log).await
}

pub(crate) fn with_statements(mut body: MoveBody, carriage: &Carriage) -> Result<MoveBody, ExchangeError> {
    if !carriage.carried.is_empty() {
        let unwritten = |e: serde_json::Error| ExchangeError::Kind(e.to_string());
        let list = carriage.carried.iter().map(serde_json::to_value).collect::<Result<Vec<_>, _>>();
        body.0.insert(carry::STATEMENTS.into(), Value::Array(list.map_err(unwritten)?));
    }
    Ok(body)
}

/// Signs the move, adds it to the own chain and queues it, in this transaction.
pub(crate) async fn append(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    peer: &Peer,
    thread: &mut Thread,
    code: &str,
    prepared: Prepared,
) -> Result<Made, ExchangeError> {
    let side = thread.dossier.side;
    let number = (thread.chain(side).count() as u64).saturating_add(1);
    let bytes = prepared.released.value().to_bytes();
    let salted = Salted::new(&bytes, tx.rng());
    let header = header(tx, thread, code, number, prepared.released.value(), salted.digest).await?;
    let header_bytes = header.to_bytes().map_err(|e| ExchangeError::Kind(e.to_string()))?;
    let signs = directory::signing_keys(tx, node).await?;
    let signer = signs.for_holder_of(peer.has_own_sequence);
    let mut made = StoredMove {
        dossier: thread.dossier.id,
        side,
        number,
        digest: MoveHeader::digest(&header_bytes),
        signature: signer.sign(MOVE_CONTEXT, &header_bytes).to_vec(),
        signer: signer.public(),
        header: header_bytes,
        salt: Some(salted.salt),
        body: Some(bytes.clone()),
        at: tx.at(),
        person: (actor.kind != ActorKind::Node).then_some(actor.person),
        message: MessageId(uuid::Uuid::nil()),
    };
    let kind_file = (number == 1 && side == Side::Asker)
        .then(|| String::from_utf8_lossy(&thread.dossier.kind_file).into_owned());
    let wire = MoveWire::of(&made, salted.salt, &bytes, kind_file).with_keys(prepared.files.keys).to_bytes();
    let about = About {
        kind: MOVE_KIND,
        dossier: Some((thread.dossier.id, number)),
        danger: is_danger(thread, &made)?,
        heads: Heads { own: Some(made.digest), theirs: thread.head(side.other()) },
        purpose: prepared.purpose,
        expires: tx.at().plus_ms(LIFE_MS),
        attachments: prepared.files.root,
    };
    debug_assert_eq!(prepared.to.node, peer.node);
    if peer.is_without_node() {
        // It goes on paper, which passes the gate again when it is printed.
        made.message = store_letters::insert(tx, thread.dossier.authority, &made).await?;
    } else {
        made.message = envelope::queue(tx, node, peer, &about, prepared.released.encode(|_| wire)).await?;
    }
    let key = store::key(tx, &node.vault, &thread.dossier).await?;
    store::insert_move(tx, thread.dossier.authority, key.as_ref(), &made).await?;
    store_recall::keep_sent(tx, thread.dossier.authority, &sent_with(&made, peer, &prepared.sent)).await?;
    let message = made.message;
    thread.moves.push(made);
    thread.moves.sort_by_key(|m| (m.side, m.number));
    let by = if actor.kind == ActorKind::Node { After::Node } else { After::Somebody };
    thread::refresh(tx, thread, by).await?;
    let (carried, withheld) = (prepared.carried, prepared.withheld);
    Ok(Made { dossier: thread.dossier.id, number, message, carried, withheld })
}

/// Whether the dossier was opened for imminent danger to life; then each of its moves goes first.
fn is_danger(thread: &Thread, made: &StoredMove) -> Result<bool, StoreError> {
    thread::for_danger(thread.chain(Side::Asker).next().unwrap_or(made))
}

/// Under which references statements went with a move.
fn sent_with(made: &StoredMove, peer: &Peer, all: &[SentAs]) -> Vec<Sent> {
    let one = |s: &SentAs| Sent {
        reference: s.reference,
        statement: s.statement,
        entity: s.entity,
        case: s.case,
        peer: peer.node,
        dossier: made.dossier,
        side: made.side,
        number: made.number,
        at: made.at,
        corrected: None,
    };
    all.iter().map(one).collect()
}

async fn header(
    tx: &Tx,
    thread: &Thread,
    code: &str,
    number: u64,
    body: &MoveBody,
    commitment: Digest,
) -> Result<MoveHeader, ExchangeError> {
    let dossier = &thread.dossier;
    let own = access::authorities(tx).await?.into_iter().find(|a| a.id == dossier.authority);
    let desk = own.map(|a| a.name).unwrap_or_default();
    let mut rest = serde_json::Map::new();
    if number == 1 && dossier.side == Side::Asker {
        rest.insert(FROM.into(), Value::String(dossier.authority.to_string()));
        rest.insert(TO.into(), Value::String(dossier.theirs.to_string()));
    }
    let too_many = || ExchangeError::NotNow { code: code.into(), state: dossier.state.clone() };
    let number =
        u32::try_from(number).ok().filter(|n| *n <= procedure::moves::MOVES_MAX).ok_or_else(too_many)?;
    Ok(MoveHeader {
        dossier: dossier.id,
        kind: dossier.kind.clone(),
        side: dossier.side,
        number,
        prev: thread.head(dossier.side),
        seen: thread.head(dossier.side.other()),
        code: code.into(),
        facts: body.facts(),
        body: commitment,
        at: tx.at(),
        desk: cut(desk),
        rest,
    })
}

fn cut(mut desk: String) -> String {
    while desk.len() > DESK_BYTES_MAX {
        desk.pop();
    }
    desk
}
