//! A dossier: its steps, its history with receipts, what can be done now, the other desk.

use crate::attachments::ATTACH;
use crate::carry;
use crate::pages::around::Around;
use crate::pages::attachments::{self, AttachmentShown};
use crate::pages::make_move::assessment;
use crate::pages::shown::{self, MoveShown, clock_piece, other_side, word};
use crate::pages::{case_of, kind_word, open_thread, purpose_for, subject_of, works_here};
use crate::recall::Corrected;
use crate::store_consent;
use crate::thread::{self, ReceiptView};
use crate::types::{Dossier, ExchangeError, Side, Thread};
use ::store::Tx;
use access::{Node, Officer, Place};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::Form;
use directory::Peer;
use directory::hours::{Open, open_at};
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::DossierId;
use kernel::{AuditEntry, Label, Outcome, Purpose, Timestamp};
use procedure::{DossierState, MoveHeader, MoveKind};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{Action, Choice, Clock, FieldError, Head, Problem, Step, StepState, T};

/// The other desk, as the directory knows it.
struct DeskShown {
    authority: String,
    party: String,
    contact: Option<ContactShown>,
    assessment: String,
}

struct ContactShown {
    name: String,
    open: String,
    languages: String,
    confirmed: Option<String>,
    channels: Vec<(String, String)>,
}

#[derive(askama::Template)]
#[template(path = "show_dossier.html")]
struct ShowDossier<'a> {
    t: &'a T,
    verify: String,
    steps: Vec<Step>,
    moves: Vec<MoveShown>,
    meta: String,
    /// Why nothing goes to the other side now.
    stopped: Option<String>,
    frozen: Option<String>,
    clock: Clock,
    can: Vec<(String, String)>,
    desk: DeskShown,
    case: Option<(String, String)>,
    panels: Vec<String>,
    attachments: Vec<AttachmentShown>,
    /// Where files are attached.
    attach: Option<String>,
    /// Where hidden names can be asked for.
    names: Option<String>,
    purposes: Vec<Choice>,
    errors: Vec<FieldError>,
}

/// What the page is made of.
struct Read {
    thread: Thread,
    state: DossierState,
    headers: Vec<(usize, MoveHeader, ReceiptView)>,
    peer: Option<Peer>,
    case: Option<casefile::Case>,
    languages: Vec<String>,
    panels: Vec<String>,
    around: Around,
    attachments: Vec<AttachmentShown>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    page(&node, &officer, DossierId(id), None, Vec::new()).await
}

/// What the form for hidden names sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct NamesForm {
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    why: String,
}

/// The page with what children are called, this once, for a purpose that the log keeps.
pub(crate) async fn show_names(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<NamesForm>,
) -> Result<Response, Problem> {
    let why = sent.why.trim();
    let sound = (1..=WHY_CHARS_MAX).contains(&why.chars().count());
    match Purpose::parse(&sent.purpose).filter(|p| sound && FOR.contains(p)) {
        Some(purpose) => page(&node, &officer, DossierId(id), Some((purpose, why)), Vec::new()).await,
        None => {
            let errors = vec![FieldError::new("why", officer.t.get("casefile-child-why-needed"))];
            page(&node, &officer, DossierId(id), None, errors).await
        }
    }
}

/// What a name is shown for.
const FOR: [Purpose; 4] =
    [Purpose::Protection, Purpose::Investigation, Purpose::Prosecution, Purpose::Prevention];
/// Longest reason for having a name shown, in characters.
const WHY_CHARS_MAX: usize = 500;

/// Permits it to this person now, and writes down for what and why.
async fn permit_names(
    tx: &Tx,
    node: &Node,
    officer: &Officer,
    thread: &Thread,
    (purpose, why): (Purpose, &str),
) -> Result<(), ExchangeError> {
    let label = match thread.dossier.case {
        Some(case) => casefile::case_label(tx, case).await?,
        None => None,
    };
    let label = label.unwrap_or_else(|| Label::own(thread.dossier.authority));
    let object = ObjectRef { kind: "child-name", id: thread.dossier.id.0 };
    let ask = Ask::new(&officer.actor, action::SHOW_NAME, purpose, tx.at()).on(object);
    let names = Guarded::new(object, Label { names_child: true, ..label }, ());
    node.gate.open(names, &ask, &mut tx.log())?;
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: officer.actor.clone(),
        action: action::SHOW_NAME,
        object_kind: "dossier",
        object: thread.dossier.id.0,
        purpose,
        outcome: Outcome::Done,
        note: format!("why: {why}"),
    });
    Ok(())
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    id: DossierId,
    asked: Option<(Purpose, &str)>,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    if !works_here(&officer.actor) {
        return Err(Problem::not_available());
    }
    let mut read = read(node, officer, id, asked).await?;
    let (t, now) = (&officer.t, node.store.clock().now());
    let (other, party) = other_side(read.peer.as_ref(), &read.thread.dossier);
    // To whom nothing goes now, nothing is written either: it would be refused after it was written.
    let stopped = stopped(t, &read);
    let mut can = if stopped.is_some() { Vec::new() } else { can(t, &read) };
    if read.peer.as_ref().is_some_and(Peer::is_without_node) && read.state.turn.is_some() {
        can.push((t.get("exchange-received"), format!("/dossiers/{}/received", read.thread.dossier.id)));
    }
    let moves = moves(t, &read, &other);
    let hides = moves.iter().any(|m| m.said.as_ref().is_some_and(|said| said.hides));
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = ShowDossier {
        t,
        verify: format!("/dossiers/{}/verify", read.thread.dossier.id),
        steps: steps(t, &read, now),
        moves,
        attachments: std::mem::take(&mut read.attachments),
        attach: (stopped.is_none() && may_attach(&read))
            .then(|| format!("/dossiers/{}/attach", read.thread.dossier.id)),
        names: hides.then(|| format!("/dossiers/{id}/names")),
        purposes: FOR.iter().map(|p| Choice::new(p, t.get(&format!("exchange-purpose-{p}")))).collect(),
        errors,
        meta: meta(t, &read),
        stopped,
        frozen: read.thread.dossier.frozen.as_ref().map(|why| word(t, "reason", &shown::REASONS, why)),
        clock: clock_piece(t, &read.thread.kind, thread::due(&read.thread, &read.state).as_ref(), now),
        desk: desk(t, node, &read, (&other, &party), now),
        case: read.case.as_ref().map(|c| (c.reference.clone(), format!("/cases/{}", c.id))),
        panels: read.panels.clone(),
        can: can.clone(),
    };
    let opening = read.thread.opening();
    let mut head = Head::new("dossiers", subject_of(t, &opening))
        .over(over(t, &read.thread.dossier, &opening))
        .status(status);
    // The rest of what can be done stands beside the history.
    for (place, (label, href)) in first_three(&can).into_iter().enumerate() {
        let ends = ["/refuse", "/withdraw", "/withdraw-consent"].iter().any(|end| href.ends_with(end));
        let action = Action::link(label, href);
        head = head.action(match (ends, place) {
            (true, _) => action.grave(),
            (false, 0) => action.primary(),
            _ => action,
        });
    }
    let viewer = match &read.case {
        Some(case) => {
            let purpose = t.get(&format!("exchange-purpose-{}", purpose_for(&officer.actor)));
            officer.viewer.clone().acting_in(&case.reference, format!("/cases/{}", case.id), purpose)
        }
        None => officer.viewer.clone(),
    };
    Ok(web::page(&viewer, head, page))
}

async fn read(
    node: &Arc<Node>,
    officer: &Officer,
    id: DossierId,
    asked: Option<(Purpose, &str)>,
) -> Result<Read, Problem> {
    let read = node.store.run::<_, ExchangeError, _, _>("dossier", |tx| async move {
        let thread = open_thread(&tx, node, officer, id).await?;
        if let Some(asked) = asked {
            permit_names(&tx, node, officer, &thread, asked).await?;
        }
        let state = thread::state(&thread)?;
        let keys = thread::keys_of(&tx, node, thread.dossier.peer).await?;
        let mut headers = Vec::with_capacity(thread.moves.len());
        for (place, made) in thread.moves.iter().enumerate() {
            headers.push((
                place,
                made.read_header()?,
                thread::receipt_of(&tx, node, &thread, made, &keys).await?,
            ));
        }
        let case = match thread.dossier.case {
            Some(id) => case_of(&tx, node, &officer.actor, id).await?,
            None => None,
        };
        Ok(Read {
            attachments: attachments::shown(&tx, node, officer, &thread).await?,
            around: Around { names: asked.is_some(), ..around(&tx, officer, &thread).await? },
            peer: directory::counterpart(&tx, node, thread.dossier.peer).await?,
            languages: directory::own_languages(&tx, thread.dossier.authority).await?,
            panels: node.panels_at(Place::DossierAside, &tx, &officer.actor, id.0, &officer.t).await?,
            case,
            headers,
            state,
            thread,
        })
    });
    Ok(read.await?)
}

/// Why nothing goes to the other side now, where its node is suspended or trusted no more.
fn stopped(t: &T, read: &Read) -> Option<String> {
    let peer = read.peer.as_ref().filter(|peer| !peer.is_trusted())?;
    let key = if peer.is_suspended() { "exchange-peer-suspended" } else { "exchange-peer-withdrawn" };
    let (since, _) = peer.stopped.as_ref()?;
    Some(t.say(key).with("when", t.when(*since)).to_string())
}

/// What both sides corrected since, and what may be used in court by consent.
async fn around(tx: &Tx, officer: &Officer, thread: &Thread) -> Result<Around, ExchangeError> {
    let theirs = thread.chain(thread.dossier.side.other()).filter_map(|m| m.read_body());
    let references = theirs.flat_map(|b| carry::carried(&b).0).filter_map(|s| s.reference).collect();
    let for_court = |c: &store_consent::Consented| {
        let here = c.about == thread.dossier.id && c.peer == thread.dossier.peer;
        here && c.judicial && !c.withdrawn && c.to.party == officer.actor.party
    };
    let consents = store_consent::consents_to(tx, &references).await?;
    Ok(Around {
        asker: Corrected::of(thread, Side::Asker)?,
        answerer: Corrected::of(thread, Side::Answerer)?,
        names: false,
        judicial: consents.into_iter().filter(for_court).map(|c| c.reference).collect(),
    })
}

/// What it is and under which law.
fn over(t: &T, dossier: &Dossier, opening: &procedure::MoveBody) -> String {
    let mut parts = vec![kind_word(t, &dossier.kind.id)];
    if kernel::legal_basis::article(opening.text("basis")).is_some() {
        parts.push(shown::basis(t, opening.text("basis")));
    }
    parts.join(" · ")
}

/// The moves that can be made now, the likeliest first.
fn can(t: &T, read: &Read) -> Vec<(String, String)> {
    if read.thread.dossier.frozen.is_some() {
        return Vec::new();
    }
    // What was sent is corrected from its case, where it is seen what stands instead; a disclosure starts at the move
    // that is disclosed.
    let order = [
        "answer",
        "grant",
        "acknowledge",
        "supplement",
        "close",
        "ask-back",
        "refuse",
        "withdraw",
        "withdraw-consent",
    ];
    let allowed = procedure::allowed_moves(&read.thread.kind, &read.state, read.thread.dossier.side);
    let elsewhere = |m: &MoveKind| m.by_node || m.any_time;
    let mut codes: Vec<&str> = allowed.iter().filter(|m| !elsewhere(m)).map(|m| m.code.as_str()).collect();
    // What only this kind knows is what it is for.
    codes.sort_by_key(|c| order.iter().position(|o| o == c).map_or(0, |place| place.saturating_add(1)));
    if read.state.state == "opened" {
        // What was just asked is acknowledged first.
        codes.sort_by_key(|c| *c != "acknowledge");
    }
    let dossier = read.thread.dossier.id;
    let kind = &read.thread.kind;
    codes.iter().map(|c| (shown::move_word(t, kind, "act", c), format!("/dossiers/{dossier}/{c}"))).collect()
}

/// Files are attached to every dossier whose kind knows them and that does not stand still, unless it goes by letter.
fn may_attach(read: &Read) -> bool {
    !read.peer.as_ref().is_some_and(Peer::is_without_node)
        && read.thread.dossier.frozen.is_none()
        && read.thread.kind.find(ATTACH).is_some()
}

fn first_three(can: &[(String, String)]) -> Vec<(String, String)> {
    can.iter().take(web::ACTIONS_MAX).cloned().collect()
}

/// The history, newest first, in the order both sides agree on; what waits for something unseen comes on top.
fn moves(t: &T, read: &Read, other: &str) -> Vec<MoveShown> {
    let place = |header: &MoveHeader| {
        let found = read.state.moves.iter().position(|m| m.side == header.side && m.number == header.number);
        found.unwrap_or(usize::MAX)
    };
    let mut order: Vec<&(usize, MoveHeader, ReceiptView)> = read.headers.iter().collect();
    order.sort_by_key(|(_, header, _)| std::cmp::Reverse(place(header)));
    order
        .into_iter()
        .filter_map(|(n, header, receipt)| {
            let made = read.thread.moves.get(*n)?;
            let around = (other, &read.around);
            Some(MoveShown::new(t, &read.thread, &read.state, (made, header), receipt, around))
        })
        .collect()
}

fn meta(t: &T, read: &Read) -> String {
    if read.peer.as_ref().is_some_and(Peer::is_without_node) {
        let unverified = t.get("exchange-history-on-paper");
        return format!("{unverified} · {}", t.n("exchange-moves", read.thread.moves.len()));
    }
    let waiting = read.headers.iter().any(|(.., r)| {
        !matches!(r, ReceiptView::Durable { .. } | ReceiptView::Theirs | ReceiptView::Letter { .. })
    });
    let equal = if waiting { t.get("exchange-history-provisional") } else { t.get("exchange-history-equal") };
    format!("{equal} · {}", t.n("exchange-moves", read.thread.moves.len()))
}

/// The steps of the definition with the one the receipts add: delivered.
fn steps(t: &T, read: &Read, now: Timestamp) -> Vec<Step> {
    let reached = |state: &str| {
        let found = read.state.moves.iter().find(|m| m.state == state)?;
        read.thread.find(found.side, u64::from(found.number)).map(|m| m.at)
    };
    let opening = read.headers.iter().find(|(_, h, _)| h.side == Side::Asker && h.number == 1);
    let delivered = match opening.map(|(.., receipt)| receipt) {
        Some(ReceiptView::Durable { at, .. }) => Some(Timestamp(*at)),
        Some(ReceiptView::Theirs) => reached("opened"),
        _ => None,
    };
    // Nobody signs for a letter.
    let on_paper = matches!(opening, Some((.., ReceiptView::Letter { .. })));
    let now_state = read.state.state.as_str();
    let mut steps = Vec::new();
    let kind = &read.thread.kind;
    for code in &kind.steps {
        let goal = kind.goal() == Some(code.as_str());
        let beside = !kind.steps.iter().any(|s| s == now_state) && now_state != "asked-back";
        let ended_otherwise = goal && beside && kind.is_ended(now_state);
        let shown_code = if goal && beside { now_state } else { code.as_str() };
        let at = reached(shown_code).filter(|_| !goal || !beside || kind.is_ended(now_state));
        let promised = read.state.promised.filter(|_| goal && at.is_none());
        let when = match (at, promised) {
            (Some(at), _) => shown::when(t, at, now),
            (None, Some(promised)) => {
                t.say("exchange-step-promised").with("when", shown::when(t, promised, now)).to_string()
            }
            (None, None) => String::new(),
        };
        let is_now = shown_code == now_state || (code == "acknowledged" && now_state == "asked-back");
        let passed = at.is_some()
            || ended_otherwise
            || (code == "acknowledged" && kind.goal().is_some_and(|goal| reached(goal).is_some()));
        let state = if is_now {
            StepState::Now
        } else if passed {
            StepState::Done
        } else {
            StepState::Ahead
        };
        steps.push(Step { label: shown::said(t, kind, "state", &shown::STATES, shown_code), when, state });
        if code == "opened" && !on_paper {
            let state = if delivered.is_some() { StepState::Done } else { StepState::Ahead };
            let when = delivered.map(|at| shown::when(t, at, now)).unwrap_or_default();
            steps.push(Step { label: t.get("exchange-step-delivered"), when, state });
        }
    }
    steps
}

fn desk(t: &T, node: &Node, read: &Read, (other, party): (&str, &str), now: Timestamp) -> DeskShown {
    let theirs = read.thread.dossier.theirs;
    let found = read.peer.as_ref().and_then(|p| p.contact_for(Some(theirs), now, &read.languages));
    let contact = found.map(|proposal| {
        let point = &proposal.desk.point;
        let open = match open_at(&point.hours, now) {
            Open::Now => t.get("exchange-desk-open"),
            Open::Until(at) => t.say("exchange-desk-opens").with("when", t.near(at)).to_string(),
            Open::Unknown => String::new(),
        };
        let confirmed = point.confirmed_at.filter(|_| proposal.confirmed).map(|at| t.ago(now, at));
        ContactShown {
            name: point.name.clone(),
            open: [point.hours.clone(), open].join(" · ").trim_matches([' ', '·']).to_owned(),
            languages: t.list(&point.languages),
            channels: {
                let channels = point.channels.iter();
                channels.map(|c| (directory::channel_word(t, &c.kind), c.value.clone())).collect()
            },
            confirmed,
        }
    });
    DeskShown {
        authority: other.to_owned(),
        party: party.to_owned(),
        contact,
        assessment: read
            .peer
            .as_ref()
            .filter(|p| p.is_trusted())
            .map(|p| assessment(t, node, p, now))
            .unwrap_or_default(),
    }
}
