//! The state of a dossier: a pure fold over the two chains of moves and nothing else, the same on both nodes.
//!
//! Moves are merged by what their makers had seen. Two moves made without knowledge of each other are ordered by the
//! kind's precedence, then asker first; never by a clock, a digest or the order of arrival. A move that is not valid
//! at its place is void, with the reason, and stays visible. A move whose maker had seen something that is not here
//! yet waits.

use crate::kind::{Condition, Kind, MoveKind};
use crate::moves::{MoveFacts, MoveHeader, Outcome, Side};
use kernel::{Digest, Timestamp};
use std::collections::BTreeSet;

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
    /// Facts of the opening move.
    pub opening: MoveFacts,
    /// When it was opened, by the asker's clock.
    pub opened_at: Option<Timestamp>,
    /// The last promise.
    pub promised: Option<Timestamp>,
    /// Whose turn it is; `None` when it has ended.
    pub turn: Option<Side>,
}

/// Folds the two chains. Each is in the order of its numbers, without gaps, as the store keeps them.
#[must_use]
pub fn fold(kind: &Kind, asker: &[(MoveHeader, Digest)], answerer: &[(MoveHeader, Digest)]) -> DossierState {
    let mut state = DossierState {
        state: String::new(),
        moves: Vec::with_capacity(asker.len() + answerer.len()),
        waiting: Vec::new(),
        points: 0,
        answered: BTreeSet::new(),
        opening: MoveFacts::default(),
        opened_at: None,
        promised: None,
        turn: Some(Side::Asker),
    };
    let mut placed: BTreeSet<Digest> = BTreeSet::new();
    let (mut a, mut b) = (asker.iter().peekable(), answerer.iter().peekable());
    loop {
        let ready = |next: Option<&&(MoveHeader, Digest)>| {
            next.filter(|(header, _)| header.seen.is_none_or(|seen| placed.contains(&seen)))
                .map(|(h, _)| precedence(kind, h))
        };
        let next = match (ready(a.peek()), ready(b.peek())) {
            (Some(x), Some(y)) if y < x => b.next(),
            (Some(_), _) => a.next(),
            (None, Some(_)) => b.next(),
            (None, None) => break,
        };
        let Some((header, digest)) = next else { break };
        place(kind, &mut state, header);
        placed.insert(*digest);
        if let Some(seen) = header.seen {
            mark_seen(
                &mut state,
                header.side.other(),
                if header.side == Side::Asker { answerer } else { asker },
                seen,
            );
        }
    }
    state.waiting = a.chain(b).map(|(h, _)| (h.side, h.number)).collect();
    state.turn = turn(kind, &state);
    state
}

/// Two moves that did not know of each other: the lower goes first.
fn precedence(kind: &Kind, header: &MoveHeader) -> u8 {
    kind.find(&header.code).map_or(u8::MAX, |m| m.precedence)
}

fn mark_seen(state: &mut DossierState, side: Side, chain: &[(MoveHeader, Digest)], seen: Digest) {
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
    });
}

fn judge(kind: &Kind, state: &DossierState, made: &MoveKind, side: Side, facts: &MoveFacts) -> Standing {
    let in_place =
        if made.from.is_empty() { state.state.is_empty() } else { made.from.contains(&state.state) };
    let meets = |condition: &Condition| match condition {
        Condition::GroundGiven => facts.ground.as_ref().is_some_and(|g| kind.grounds.contains(g)),
        Condition::AllPointsAnswered => (1..=state.points).all(|n| state.answered.contains(&n)),
    };
    if made.side != side {
        Standing::VoidSide
    } else if !in_place {
        Standing::VoidState
    } else if !made.when.iter().all(meets) {
        Standing::VoidCondition
    } else {
        Standing::Valid
    }
}

fn apply(state: &mut DossierState, made: &MoveKind, header: &MoveHeader) {
    let facts = &header.facts;
    let to = match (&made.to_part, facts.outcome) {
        (Some(part), Some(Outcome::Part)) => part,
        _ => &made.to,
    };
    state.state.clone_from(to);
    if made.from.is_empty() {
        state.points = facts.points.unwrap_or(0);
        state.opening = facts.clone();
        state.opened_at = Some(header.at);
    }
    let points = state.points;
    match facts.outcome {
        Some(Outcome::Whole | Outcome::None) => state.answered.extend(1..=points),
        _ => state.answered.extend(facts.answered.iter().copied().filter(|n| *n <= points)),
    }
    if facts.promised.is_some() {
        state.promised = facts.promised;
    }
}

fn turn(kind: &Kind, state: &DossierState) -> Option<Side> {
    if state.state.is_empty() {
        return Some(Side::Asker);
    }
    if kind.is_ended(&state.state) {
        return None;
    }
    // What was asked back waits for the asker; everything else that is open waits for the answerer.
    let asked_back =
        allowed_moves(kind, state, Side::Asker).iter().any(|m| m.to != "withdrawn" && m.to != "closed");
    Some(if asked_back { Side::Asker } else { Side::Answerer })
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
    match judge(kind, state, made, side, facts) {
        Standing::Valid => Ok(()),
        Standing::VoidSide => Err(WhyNot::OtherSide),
        Standing::VoidCondition => Err(WhyNot::Condition),
        Standing::VoidState | Standing::VoidUnknown => Err(WhyNot::State),
    }
}

/// Moves a side may make in this state, if it fills them in.
#[must_use]
pub fn allowed_moves<'k>(kind: &'k Kind, state: &DossierState, side: Side) -> Vec<&'k MoveKind> {
    kind.moves.iter().filter(|m| m.side == side && m.from.contains(&state.state)).collect()
}

/// A clock as it stands; "overdue" is a view, not a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockView {
    /// Its code.
    pub code: String,
    /// The rule.
    pub rule: String,
    /// Hard, indicative, agreed or policy.
    pub nature: String,
    /// Since when it runs.
    pub since: Timestamp,
    /// Until when; `None` where the rule gives no time and only what has passed is shown.
    pub until: Option<Timestamp>,
}

impl ClockView {
    /// Whether its time has passed.
    #[must_use]
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.until.is_some_and(|until| now > until)
    }
}

/// The clock that binds most: a promise, else the date asked for, else the time that has passed. `None` once nothing
/// is due.
#[must_use]
pub fn due(kind: &Kind, state: &DossierState) -> Option<ClockView> {
    let since = state.opened_at?;
    if kind.is_ended(&state.state) {
        return None;
    }
    kind.clocks.iter().find_map(|clock| {
        let until = match clock.until.as_deref() {
            Some("promised") => Some(state.promised?),
            Some("requested_by") => Some(state.opening.requested_by?),
            Some(_) => return None,
            None => None,
        };
        Some(ClockView {
            code: clock.code.clone(),
            rule: clock.rule.clone(),
            nature: clock.nature.clone(),
            since,
            until,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::information_request;
    use crate::moves::KindRef;
    use kernel::id::DossierId;
    use kernel::testing::SeededRng;
    use proptest::prelude::*;

    type Chain = Vec<(MoveHeader, Digest)>;

    struct Desk {
        kind: Kind,
        asker: Chain,
        answerer: Chain,
    }

    impl Desk {
        fn new() -> Self {
            Self { kind: information_request().unwrap(), asker: Vec::new(), answerer: Vec::new() }
        }

        /// Makes a move; its maker has seen the first `seen` moves of the other side.
        fn moves(&mut self, side: Side, code: &str, seen: usize, facts: MoveFacts) {
            let (own, other) = if side == Side::Asker {
                (&self.asker, &self.answerer)
            } else {
                (&self.answerer, &self.asker)
            };
            let header = MoveHeader {
                dossier: DossierId::new(&SeededRng::new(1)),
                kind: KindRef { id: self.kind.id.clone(), version: 1, digest: self.kind.digest },
                side,
                number: u32::try_from(own.len() + 1).unwrap(),
                prev: own.last().map(|(_, d)| *d),
                seen: seen.checked_sub(1).and_then(|i| other.get(i)).map(|(_, d)| *d),
                code: code.into(),
                facts,
                body: Digest([0; 32]),
                at: Timestamp(i64::try_from(own.len()).unwrap()),
                desk: "desk".into(),
                rest: serde_json::Map::new(),
            };
            let digest = MoveHeader::digest(&header.to_bytes().unwrap());
            if side == Side::Asker {
                self.asker.push((header, digest))
            } else {
                self.answerer.push((header, digest))
            }
        }

        fn state(&self) -> DossierState {
            fold(&self.kind, &self.asker, &self.answerer)
        }
    }

    fn opened() -> Desk {
        let mut desk = Desk::new();
        desk.moves(Side::Asker, "open", 0, MoveFacts { points: Some(3), ..MoveFacts::default() });
        desk
    }

    fn standing(state: &DossierState, side: Side, number: u32) -> Standing {
        state.moves.iter().find(|m| m.side == side && m.number == number).unwrap().standing
    }

    fn outcome(outcome: Outcome, answered: &[u16]) -> MoveFacts {
        MoveFacts { outcome: Some(outcome), answered: answered.to_vec(), ..MoveFacts::default() }
    }

    #[test]
    fn a_request_is_opened_acknowledged_answered_in_part_then_whole_and_closed() {
        let mut desk = opened();
        assert_eq!((desk.state().state.as_str(), desk.state().turn), ("opened", Some(Side::Answerer)));
        desk.moves(
            Side::Answerer,
            "acknowledge",
            1,
            MoveFacts { promised: Some(Timestamp(9)), ..MoveFacts::default() },
        );
        desk.moves(Side::Answerer, "answer", 1, outcome(Outcome::Part, &[1]));
        let state = desk.state();
        assert_eq!((state.state.as_str(), state.answered.len(), state.points), ("answered-part", 1, 3));
        assert_eq!(due(&desk.kind, &state).unwrap().until, Some(Timestamp(9)), "the promise binds most");
        desk.moves(Side::Answerer, "answer", 1, outcome(Outcome::Whole, &[]));
        desk.moves(Side::Asker, "close", 3, MoveFacts::default());
        let state = desk.state();
        assert_eq!((state.state.as_str(), state.turn), ("closed", None));
        assert!(state.moves.iter().all(|m| m.standing == Standing::Valid));
        assert!(state.moves.iter().filter(|m| m.side == Side::Answerer).all(|m| m.seen));
        assert_eq!(due(&desk.kind, &state), None);
    }

    #[test]
    fn what_is_asked_back_waits_for_the_asker() {
        let mut desk = opened();
        desk.moves(Side::Answerer, "ask-back", 1, MoveFacts::default());
        assert_eq!(desk.state().turn, Some(Side::Asker));
        desk.moves(Side::Asker, "supplement", 1, MoveFacts::default());
        assert_eq!(desk.state().turn, Some(Side::Answerer));
    }

    #[test]
    fn a_withdrawal_that_crosses_an_answer_counts_on_both_nodes() {
        let mut desk = opened();
        desk.moves(Side::Answerer, "answer", 1, outcome(Outcome::Whole, &[]));
        desk.moves(Side::Asker, "withdraw", 0, MoveFacts::default());
        let state = desk.state();
        assert_eq!(state.state, "withdrawn");
        assert_eq!(standing(&state, Side::Answerer, 1), Standing::VoidState);
        // Had the asker seen the answer, there would have been nothing left to withdraw.
        let mut late = opened();
        late.moves(Side::Answerer, "answer", 1, outcome(Outcome::Whole, &[]));
        late.moves(Side::Asker, "withdraw", 1, MoveFacts::default());
        assert_eq!(late.state().state, "answered");
        assert_eq!(standing(&late.state(), Side::Asker, 2), Standing::VoidState);
    }

    #[test]
    fn void_moves_stay_visible_with_their_reason() {
        let mut desk = opened();
        desk.moves(Side::Asker, "answer", 0, outcome(Outcome::Whole, &[]));
        desk.moves(
            Side::Answerer,
            "refuse",
            1,
            MoveFacts { ground: Some("bank-secrecy".into()), ..MoveFacts::default() },
        );
        desk.moves(Side::Answerer, "telepathy", 1, MoveFacts::default());
        let state = desk.state();
        assert_eq!(state.state, "opened");
        assert_eq!(standing(&state, Side::Asker, 2), Standing::VoidSide);
        assert_eq!(standing(&state, Side::Answerer, 1), Standing::VoidCondition);
        assert_eq!(standing(&state, Side::Answerer, 2), Standing::VoidUnknown);
    }

    #[test]
    fn a_move_that_answers_something_not_here_yet_waits() {
        let mut desk = opened();
        desk.moves(Side::Answerer, "ask-back", 1, MoveFacts::default());
        desk.moves(Side::Asker, "supplement", 1, MoveFacts::default());
        let state = fold(&desk.kind, &desk.asker, &[]);
        assert_eq!(
            (state.state.as_str(), state.waiting.as_slice()),
            ("opened", [(Side::Asker, 2)].as_slice())
        );
    }

    #[test]
    fn every_move_in_every_state_by_either_side() {
        let kind = information_request().unwrap();
        let facts = MoveFacts {
            ground: kind.grounds.first().cloned(),
            outcome: Some(Outcome::Whole),
            ..MoveFacts::default()
        };
        let mut table = String::new();
        for state_code in &kind.states {
            let mut state = opened().state();
            state.state.clone_from(state_code);
            for side in [Side::Asker, Side::Answerer] {
                let may: Vec<_> = kind
                    .moves
                    .iter()
                    .filter(|m| may_make(&kind, &state, side, &m.code, &facts).is_ok())
                    .map(|m| m.code.as_str())
                    .collect();
                table.push_str(&format!("{state_code} {}: {}\n", side.code(), may.join(" ")));
            }
        }
        assert_eq!(table, include_str!("../kinds/information-request.moves.txt"));
    }

    proptest! {
        /// Whatever moves are made, knowing whatever of the other side, the state depends on the chains alone, and a
        /// node that has received only part of them agrees once the rest is there.
        #[test]
        fn both_nodes_reach_the_same_state(script in proptest::collection::vec((any::<bool>(), 0_usize..8, 0_usize..6), 0..14)) {
            let codes = ["open", "acknowledge", "ask-back", "supplement", "answer", "refuse", "withdraw", "close"];
            let mut desk = opened();
            for (asker, code, seen) in script {
                let side = if asker { Side::Asker } else { Side::Answerer };
                let other = if asker { desk.answerer.len() } else { desk.asker.len() };
                let own = if asker { &desk.asker } else { &desk.answerer };
                // A maker never forgets what it had seen before.
                let before = own.last().and_then(|(h, _)| h.seen).and_then(|d| {
                    let chain = if asker { &desk.answerer } else { &desk.asker };
                    chain.iter().position(|(_, x)| *x == d)
                }).map_or(0, |i| i + 1);
                desk.moves(side, codes[code], seen.clamp(before, other.max(before)), outcome(Outcome::Part, &[1]));
            }
            let whole = desk.state();
            prop_assert_eq!(&whole, &desk.state());
            prop_assert!(whole.waiting.is_empty(), "nothing waits when both chains are here");
            prop_assert_eq!(whole.moves.len(), desk.asker.len() + desk.answerer.len());
            for cut in 0..desk.answerer.len() {
                let part = fold(&desk.kind, &desk.asker, &desk.answerer[..cut]);
                prop_assert_eq!(part.moves.len() + part.waiting.len(), desk.asker.len() + cut);
            }
        }
    }
}
