//! The state of a dossier: a pure fold over the two chains of moves and nothing else, the same on both nodes.
//!
//! Moves are merged by what their makers had seen. Two moves made without knowledge of each other are ordered by the
//! kind's precedence, then asker first; never by a clock, a digest or the order of arrival. A move that is not valid
//! at its place is void, with the reason, and stays visible. A move whose maker had seen something that is not here
//! yet waits. A number used twice in a chain, or a chain that does not continue, freezes the dossier; what stands
//! before that place still counts.

use crate::kind::{Condition, Kind, MoveKind};
use crate::moves::{MoveFacts, MoveHeader, Outcome, Side};
use kernel::{Digest, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// How a move stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It counts.
    Valid,
    /// The kind does not allow it in the state it met.
    VoidState,
    /// It is not this side's to make.
    VoidSide,
    /// A condition of the kind is not met.
    VoidCondition,
    /// The kind has no such move: a newer program's. Shown as it is, changes nothing.
    VoidUnknown,
}

/// A move in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Whose.
    pub side: Side,
    /// Its number in that chain.
    pub number: u32,
    /// Its code.
    pub code: String,
    /// How it stands.
    pub standing: Standing,
    /// The state after it.
    pub state: String,
    /// Whether the other side has shown, by a later move, that it saw this one.
    pub seen: bool,
    /// When, by its maker's clock; a claim.
    pub at: Timestamp,
}

/// What is known of a point that was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PointAnswer {
    /// How much was answered.
    pub outcome: Outcome,
    /// The answerer's move that said so last.
    pub number: u32,
}

/// Why a dossier stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrozenWhy {
    /// Two different moves bear one number of a chain.
    NumberTwice,
    /// A move does not name the one before it, or stands in the wrong chain.
    ChainBroken,
}

/// Where a dossier stands still. Nothing from this place on counts, on either node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// Whose chain.
    pub side: Side,
    /// The number.
    pub number: u32,
    /// Why.
    pub why: FrozenWhy,
}

/// The state of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierState {
    /// The state's code; empty before the opening move.
    pub state: String,
    /// Every placed move, in the order of the fold.
    pub moves: Vec<Placed>,
    /// Moves that wait for something their maker had seen and this node has not.
    pub waiting: Vec<(Side, u32)>,
    /// Points asked.
    pub points: u16,
    /// Points answered so far.
    pub answered: BTreeSet<u16>,
    /// What is known of each of them.
    pub answers: BTreeMap<u16, PointAnswer>,
    /// Facts of the opening move.
    pub opening: MoveFacts,
    /// When it was opened, by the asker's clock.
    pub opened_at: Option<Timestamp>,
    /// The last promise.
    pub promised: Option<Timestamp>,
    /// Whose turn it is; `None` when it has ended or stands still.
    pub turn: Option<Side>,
    /// Where it stands still, if it does.
    pub frozen: Option<Frozen>,
}

impl DossierState {
    /// Moves of this side of which the other has not shown that it saw them.
    pub fn unseen(&self, side: Side) -> impl Iterator<Item = &Placed> {
        self.moves.iter().filter(move |m| m.side == side && !m.seen)
    }
}

type Chained = (MoveHeader, Digest);

/// Folds the two chains, whatever order their moves are handed over in; only header and digest are needed, so that an
/// erased body changes nothing. A move that was received twice counts once.
#[must_use]
pub fn fold(kind: &Kind, asker: &[Chained], answerer: &[Chained]) -> DossierState {
    let (a, b) = (sound(asker, Side::Asker), sound(answerer, Side::Answerer));
    let mut state = DossierState {
        state: String::new(),
        moves: Vec::with_capacity(a.moves.len().saturating_add(b.moves.len())),
        waiting: Vec::new(),
        points: 0,
        answered: BTreeSet::new(),
        answers: BTreeMap::new(),
        opening: MoveFacts::default(),
        opened_at: None,
        promised: None,
        turn: None,
        frozen: a.frozen.or(b.frozen),
    };
    merge(kind, &mut state, &a.moves, &b.moves);
    state.waiting.extend(a.waiting.into_iter().chain(b.waiting));
    state.waiting.sort_unstable();
    state.turn = turn(kind, &state);
    state
}

/// The part of a chain that can be relied on.
struct Sound<'a> {
    moves: Vec<&'a Chained>,
    waiting: Vec<(Side, u32)>,
    frozen: Option<Frozen>,
}

fn sound(chain: &[Chained], side: Side) -> Sound<'_> {
    let mut sorted: Vec<&Chained> = chain.iter().collect();
    sorted.sort_by_key(|(header, digest)| (header.number, *digest));
    sorted.dedup_by_key(|(_, digest)| *digest);
    let twice = sorted.windows(2).find_map(|two| match two {
        [(one, _), (other, _)] if one.number == other.number => Some(one.number),
        _ => None,
    });
    let mut out = Sound { moves: Vec::with_capacity(sorted.len()), waiting: Vec::new(), frozen: None };
    let mut before: Option<Digest> = None;
    for (at, chained) in (1_u32..).zip(&sorted) {
        let (header, digest) = chained;
        if header.number != at && twice.is_none_or(|n| header.number < n) {
            break; // A gap: the rest waits for what is missing.
        }
        let why = if twice == Some(header.number) {
            FrozenWhy::NumberTwice
        } else if header.prev != before || header.side != side {
            FrozenWhy::ChainBroken
        } else {
            out.moves.push(chained);
            before = Some(*digest);
            continue;
        };
        out.frozen = Some(Frozen { side, number: header.number, why });
        break;
    }
    if out.frozen.is_none()
        && let Some(number) = twice
    {
        out.frozen = Some(Frozen { side, number, why: FrozenWhy::NumberTwice });
    }
    out.waiting = sorted.iter().skip(out.moves.len()).map(|(header, _)| (side, header.number)).collect();
    out
}

/// Places the moves of both chains: each after what its maker had seen, and of two that did not know of each other
/// the one the kind puts first, then the asker's.
fn merge(kind: &Kind, state: &mut DossierState, asker: &[&Chained], answerer: &[&Chained]) {
    let mut placed: BTreeSet<Digest> = BTreeSet::new();
    let (mut a, mut b) = (asker.iter().peekable(), answerer.iter().peekable());
    loop {
        let ready = |next: Option<&&&Chained>| {
            next.filter(|(header, _)| header.seen.is_none_or(|seen| placed.contains(&seen)))
                .map(|(header, _)| precedence(kind, header))
        };
        let next = match (ready(a.peek()), ready(b.peek())) {
            (Some(x), Some(y)) if y < x => b.next(),
            (Some(_), _) => a.next(),
            (None, Some(_)) => b.next(),
            (None, None) => break,
        };
        let Some((header, digest)) = next else { break };
        place(kind, state, header);
        placed.insert(*digest);
        if let Some(seen) = header.seen {
            let other = if header.side == Side::Asker { answerer } else { asker };
            mark_seen(state, header.side.other(), other, seen);
        }
    }
    state.waiting = a.chain(b).map(|(header, _)| (header.side, header.number)).collect();
}

/// Two moves that did not know of each other: the lower goes first.
fn precedence(kind: &Kind, header: &MoveHeader) -> u8 {
    kind.find(&header.code).map_or(u8::MAX, |m| m.precedence)
}

fn mark_seen(state: &mut DossierState, side: Side, chain: &[&Chained], seen: Digest) {
    let Some(up_to) = chain.iter().find(|(_, d)| *d == seen).map(|(h, _)| h.number) else { return };
    for earlier in state.moves.iter_mut().filter(|m| m.side == side && m.number <= up_to) {
        earlier.seen = true;
    }
}

fn place(kind: &Kind, state: &mut DossierState, header: &MoveHeader) {
    let standing = match kind.find(&header.code) {
        None => Standing::VoidUnknown,
        Some(made) => judge(kind, state, made, header.side, &header.facts),
    };
    if standing == Standing::Valid
        && let Some(made) = kind.find(&header.code)
    {
        apply(state, made, header);
    }
    state.moves.push(Placed {
        side: header.side,
        number: header.number,
        code: header.code.clone(),
        standing,
        state: state.state.clone(),
        seen: false,
        at: header.at,
    });
}

fn judge(kind: &Kind, state: &DossierState, made: &MoveKind, side: Side, facts: &MoveFacts) -> Standing {
    let in_place = if made.opens() { state.state.is_empty() } else { stands_at(made, &state.state) };
    let meets = |condition: &Condition| match condition {
        Condition::GroundGiven => facts.ground.as_ref().is_some_and(|g| kind.grounds.contains(g)),
        Condition::AllPointsAnswered => (1..=state.points).all(|n| state.answered.contains(&n)),
        Condition::OutcomeGiven => facts.outcome.is_some(),
    };
    if !made.is_for(side) {
        Standing::VoidSide
    } else if !in_place {
        Standing::VoidState
    } else if !made.when.iter().all(meets) {
        Standing::VoidCondition
    } else {
        Standing::Valid
    }
}

/// Whether a move that does not open the dossier is made in this state.
fn stands_at(made: &MoveKind, state: &str) -> bool {
    if made.any_time { !state.is_empty() } else { made.from.iter().any(|s| s == state) }
}

fn apply(state: &mut DossierState, made: &MoveKind, header: &MoveHeader) {
    if made.any_time {
        return; // Whatever facts it repeats, it changes nothing.
    }
    let facts = &header.facts;
    let to = match (&made.to_part, facts.outcome) {
        (Some(part), Some(Outcome::Part)) => part,
        _ => &made.to,
    };
    state.state.clone_from(to);
    if made.opens() {
        state.points = facts.points.unwrap_or(0);
        state.opening = facts.clone();
        state.opened_at = Some(header.at);
    }
    answer_points(state, header);
    if facts.promised.is_some() {
        state.promised = facts.promised;
    }
}

/// What an answer says of each point; where it says nothing of one, the whole answer's outcome stands for it.
fn answer_points(state: &mut DossierState, header: &MoveHeader) {
    let facts = &header.facts;
    for point in 1..=state.points {
        let outcome = if facts.nothing.contains(&point) {
            Outcome::None
        } else if facts.in_part.contains(&point) {
            Outcome::Part
        } else if facts.answered.contains(&point) {
            Outcome::Whole
        } else {
            match facts.outcome {
                // What an earlier move answered stays as it was answered there.
                Some(outcome @ (Outcome::Whole | Outcome::None)) if !state.answered.contains(&point) => {
                    outcome
                }
                _ => continue,
            }
        };
        state.answered.insert(point);
        state.answers.insert(point, PointAnswer { outcome, number: header.number });
    }
}

fn turn(kind: &Kind, state: &DossierState) -> Option<Side> {
    if state.frozen.is_some() || !kind.is_known() || kind.is_ended(&state.state) {
        return None;
    }
    let asker = state.state.is_empty() || kind.asker_turn.contains(&state.state);
    Some(if asker { Side::Asker } else { Side::Answerer })
}

/// Why a move may not be made now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WhyNot {
    /// The kind has no such move.
    #[error("this kind of dossier has no such move")]
    Unknown,
    /// It is the other side's.
    #[error("this move is the other side's to make")]
    OtherSide,
    /// Not in this state.
    #[error("the dossier is not in a state in which this move can be made")]
    State,
    /// The dossier stands still.
    #[error("a number was used twice in this dossier; talk to the other desk and open a new one")]
    Frozen,
    /// A condition is not met.
    #[error("a condition of this move is not met, such as a ground from the list")]
    Condition,
}

/// Whether a side may make this move now, with these facts.
///
/// # Errors
/// Why not.
pub fn may_make(
    kind: &Kind,
    state: &DossierState,
    side: Side,
    code: &str,
    facts: &MoveFacts,
) -> Result<(), WhyNot> {
    let made = kind.find(code).ok_or(WhyNot::Unknown)?;
    if state.frozen.is_some() {
        return Err(WhyNot::Frozen);
    }
    match judge(kind, state, made, side, facts) {
        Standing::Valid => Ok(()),
        Standing::VoidSide => Err(WhyNot::OtherSide),
        Standing::VoidCondition => Err(WhyNot::Condition),
        Standing::VoidState | Standing::VoidUnknown => Err(WhyNot::State),
    }
}

/// Moves a side may make in this state, if it fills them in; those that nodes make by themselves are left out.
#[must_use]
pub fn allowed_moves<'k>(kind: &'k Kind, state: &DossierState, side: Side) -> Vec<&'k MoveKind> {
    let free = state.frozen.is_none();
    let may = |m: &&MoveKind| free && !m.by_node && m.is_for(side) && stands_at(m, &state.state);
    kind.moves.iter().filter(may).collect()
}

#[cfg(test)]
mod tests;
