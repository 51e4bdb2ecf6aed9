use super::*;
use crate::MoveBody;
use crate::clock::{clocks, due};
use crate::moves::KindRef;
use crate::shipped::{INFORMATION_REQUEST, information_request};
use kernel::id::DossierId;
use kernel::testing::SeededRng;
use kernel::time::{DAY_MS, HOUR_MS};
use kernel::{Salted, Timestamp};
use proptest::prelude::*;
use std::fmt::Write as _;

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

    fn chain(&self, side: Side) -> &Chain {
        if side == Side::Asker { &self.asker } else { &self.answerer }
    }

    fn chain_mut(&mut self, side: Side) -> &mut Chain {
        if side == Side::Asker { &mut self.asker } else { &mut self.answerer }
    }

    /// Makes a move; its maker has seen the first `seen` moves of the other side.
    fn moves(&mut self, side: Side, code: &str, seen: usize, facts: MoveFacts) -> &mut MoveHeader {
        let at = Timestamp(i64::try_from(self.chain(side).len()).unwrap());
        self.moves_at(side, code, seen, facts, at)
    }

    fn moves_at(
        &mut self,
        side: Side,
        code: &str,
        seen: usize,
        facts: MoveFacts,
        at: Timestamp,
    ) -> &mut MoveHeader {
        let (own, other) = (self.chain(side), self.chain(side.other()));
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
            at,
            desk: "desk".into(),
            rest: serde_json::Map::new(),
        };
        let digest = MoveHeader::digest(&header.to_bytes().unwrap());
        self.chain_mut(side).push((header, digest));
        &mut self.chain_mut(side).last_mut().unwrap().0
    }

    fn state(&self) -> DossierState {
        fold(&self.kind, &self.asker, &self.answerer)
    }
}

fn opened() -> Desk {
    opened_with(MoveFacts::default())
}

fn opened_with(facts: MoveFacts) -> Desk {
    let mut desk = Desk::new();
    desk.moves(Side::Asker, "open", 0, MoveFacts { points: Some(3), ..facts });
    desk
}

fn standing(state: &DossierState, side: Side, number: u32) -> Standing {
    state.moves.iter().find(|m| m.side == side && m.number == number).unwrap().standing
}

fn outcome(outcome: Outcome, answered: &[u16]) -> MoveFacts {
    MoveFacts { outcome: Some(outcome), answered: answered.to_vec(), ..MoveFacts::default() }
}

/// Facts with which no condition of the shipped kind stops a move.
fn plenty(kind: &Kind) -> MoveFacts {
    let facts = outcome(Outcome::Whole, &[]);
    MoveFacts { ground: kind.grounds.first().cloned(), points: Some(3), ..facts }
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
    assert_eq!(state.unseen(Side::Answerer).count(), 2);
    desk.moves(Side::Answerer, "answer", 1, outcome(Outcome::Whole, &[]));
    desk.moves(Side::Asker, "close", 3, MoveFacts::default());
    let state = desk.state();
    assert_eq!((state.state.as_str(), state.turn), ("closed", None));
    assert!(state.moves.iter().all(|m| m.standing == Standing::Valid));
    assert_eq!((state.unseen(Side::Answerer).count(), state.unseen(Side::Asker).count()), (0, 1));
    assert_eq!(due(&desk.kind, &state), None);
}

#[test]
fn each_point_knows_which_move_answered_it_and_how() {
    let mut desk = opened();
    let part = MoveFacts { in_part: vec![2], ..outcome(Outcome::Part, &[1, 2]) };
    desk.moves(Side::Answerer, "answer", 1, part);
    desk.moves(
        Side::Answerer,
        "answer",
        1,
        MoveFacts { nothing: vec![3], ..outcome(Outcome::Whole, &[2, 3, 4]) },
    );
    let state = desk.state();
    let known = |outcome, number| PointAnswer { outcome, number };
    let wanted = [(1, known(Outcome::Whole, 1)), (2, known(Outcome::Whole, 2)), (3, known(Outcome::None, 2))];
    assert_eq!(state.answers, BTreeMap::from(wanted), "point 4 was never asked");
    assert_eq!(state.state, "answered");
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
fn crossing_moves_are_ordered_by_the_kind_and_never_by_a_clock() {
    for at in [Timestamp(i64::MIN), Timestamp(0), Timestamp(i64::MAX)] {
        let mut desk = opened();
        desk.moves_at(Side::Answerer, "answer", 1, outcome(Outcome::Whole, &[]), at);
        desk.moves_at(Side::Asker, "withdraw", 0, MoveFacts::default(), Timestamp(0));
        assert_eq!(desk.state().state, "withdrawn", "{at:?}");
    }
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
    desk.moves(Side::Answerer, "answer", 1, MoveFacts::default());
    let state = desk.state();
    assert_eq!(state.state, "opened");
    assert_eq!(standing(&state, Side::Asker, 2), Standing::VoidSide);
    assert_eq!(standing(&state, Side::Answerer, 1), Standing::VoidCondition, "r_09: not on the closed list");
    assert_eq!(standing(&state, Side::Answerer, 2), Standing::VoidUnknown);
    assert_eq!(standing(&state, Side::Answerer, 3), Standing::VoidCondition, "it does not say its outcome");
}

#[test]
fn a_move_that_answers_something_not_here_yet_waits() {
    let mut desk = opened();
    desk.moves(Side::Answerer, "ask-back", 1, MoveFacts::default());
    desk.moves(Side::Asker, "supplement", 1, MoveFacts::default());
    let state = fold(&desk.kind, &desk.asker, &[]);
    assert_eq!((state.state.as_str(), state.waiting.as_slice()), ("opened", [(Side::Asker, 2)].as_slice()));
    let late = fold(&desk.kind, &desk.asker[1..], &desk.answerer);
    assert_eq!(late.waiting, [(Side::Asker, 2), (Side::Answerer, 1)], "the opening move is missing");
    assert_eq!(late.state, "");
}

#[test]
fn a_number_used_twice_freezes_the_dossier_on_both_nodes_whichever_came_first() {
    let mut desk = opened();
    desk.moves(Side::Answerer, "acknowledge", 1, MoveFacts::default());
    desk.moves(Side::Answerer, "answer", 1, outcome(Outcome::Whole, &[]));
    let mut other = opened();
    other.moves(Side::Answerer, "acknowledge", 1, MoveFacts::default());
    other.moves(Side::Answerer, "refuse", 1, plenty(&desk.kind));
    let fork = other.answerer[1].clone();
    let (mut here, mut there) = (desk.answerer.clone(), desk.answerer.clone());
    here.push(fork.clone());
    there.insert(0, fork);
    let state = fold(&desk.kind, &desk.asker, &here);
    assert_eq!(state, fold(&desk.kind, &desk.asker, &there));
    assert_eq!(state.frozen, Some(Frozen { side: Side::Answerer, number: 2, why: FrozenWhy::NumberTwice }));
    assert_eq!((state.state.as_str(), state.turn), ("acknowledged", None), "what stands before it counts");
    let withdraw = may_make(&desk.kind, &state, Side::Asker, "withdraw", &MoveFacts::default());
    assert_eq!(withdraw, Err(WhyNot::Frozen));
    assert!(
        allowed_moves(&desk.kind, &state, Side::Asker).is_empty() && clocks(&desk.kind, &state).is_empty()
    );
    // The same move received twice is no fork.
    let twice = [desk.answerer.clone(), desk.answerer.clone()].concat();
    assert_eq!(fold(&desk.kind, &desk.asker, &twice), desk.state());
}

#[test]
fn a_chain_that_does_not_continue_freezes_the_dossier() {
    let mut desk = opened();
    desk.moves(Side::Answerer, "acknowledge", 1, MoveFacts::default());
    desk.moves(Side::Answerer, "answer", 1, outcome(Outcome::Whole, &[])).prev = Some(Digest([7; 32]));
    let broken = Frozen { side: Side::Answerer, number: 2, why: FrozenWhy::ChainBroken };
    assert_eq!(desk.state().frozen, Some(broken));
    assert_eq!(fold(&desk.kind, &desk.answerer, &[]).frozen.map(|f| f.why), Some(FrozenWhy::ChainBroken));
}

#[test]
fn an_erased_body_changes_nothing_and_the_chain_is_still_proved() {
    let kind = information_request().unwrap();
    let body =
        MoveBody::parse(br#"{"outcome":"part","answers":[{"point":2}],"text":"On 4 October"}"#).unwrap();
    let salted = Salted::new(&body.to_bytes(), &SeededRng::new(3));
    let mut desk = opened();
    desk.moves(Side::Answerer, "answer", 1, body.facts()).body = salted.digest;
    let bytes = desk.answerer[0].0.to_bytes().unwrap();
    let with_body = (MoveHeader::parse(&bytes).unwrap(), MoveHeader::digest(&bytes));
    assert!(Salted { salt: salted.salt, digest: with_body.0.body }.holds(&body.to_bytes()));
    let state = fold(&kind, &desk.asker, &[with_body]);
    // Body and salt are gone; header bytes are all that is left, and they were all that was used.
    drop((body, salted));
    let erased = (MoveHeader::parse(&bytes).unwrap(), MoveHeader::digest(&bytes));
    assert_eq!(fold(&kind, &desk.asker, &[erased]), state);
    assert_eq!((state.state.as_str(), state.answered), ("answered-part", BTreeSet::from([2])));
}

#[test]
fn a_14_a_kind_that_is_not_understood_shows_its_moves_and_none_can_be_made() {
    let text = INFORMATION_REQUEST.replacen("version = 5", "version = 6\nmood = \"hopeful\"", 1);
    assert!(Kind::read(&text).is_err());
    let mut desk = opened();
    desk.moves(Side::Answerer, "sing", 1, MoveFacts::default());
    let named = desk.asker[0].0.kind.clone();
    let kind = Kind::unknown(&named);
    assert!(!kind.is_known() && desk.kind.is_known());
    assert_eq!((kind.id, kind.digest), (named.id.clone(), named.digest));
    let state = fold(&Kind::unknown(&named), &desk.asker, &desk.answerer);
    assert!(allowed_moves(&Kind::unknown(&named), &state, Side::Answerer).is_empty());
    assert_eq!((state.moves.len(), state.turn, state.state.as_str()), (2, None, ""));
    assert!(state.moves.iter().all(|m| m.standing == Standing::VoidUnknown));
}

#[test]
fn a_condition_that_wants_every_point_answered_waits_for_the_last_one() {
    let text = INFORMATION_REQUEST.replacen(
        "from = [\"answered\", \"answered-part\", \"refused\", \"withdrawn\"]",
        "from = [\"answered\", \"answered-part\", \"refused\", \"withdrawn\"]\nwhen = [\"all-points-answered\"]",
        1,
    );
    let mut desk = opened();
    desk.kind = Kind::read(&text).unwrap();
    desk.moves(Side::Answerer, "answer", 1, outcome(Outcome::Part, &[1, 3]));
    let close =
        |desk: &Desk| may_make(&desk.kind, &desk.state(), Side::Asker, "close", &MoveFacts::default());
    assert_eq!(close(&desk), Err(WhyNot::Condition));
    desk.moves(Side::Answerer, "answer", 1, outcome(Outcome::Part, &[2]));
    assert_eq!(close(&desk), Ok(()));
}

#[test]
fn without_an_agreed_number_a_clock_shows_what_has_passed_and_is_never_overdue() {
    let desk = opened();
    let clock = due(&desk.kind, &desk.state()).unwrap();
    assert_eq!((clock.code.as_str(), clock.until), ("elapsed", None));
    let later = Timestamp(400 * DAY_MS);
    assert!(!clock.is_overdue(later));
    assert_eq!(clock.elapsed_ms(later), 400 * DAY_MS);
    assert_eq!(clock.elapsed_ms(Timestamp(-5)), 0, "the other side's clock runs ahead");
}

#[test]
fn an_agreed_profile_runs_by_urgency_and_stands_still_while_something_is_asked_back() {
    let facts = |urgency: &str| MoveFacts {
        urgency: Some(urgency.into()),
        profile: Some("eu-2023-977".into()),
        requested_by: Some(Timestamp(DAY_MS)),
        ..MoveFacts::default()
    };
    let codes =
        |desk: &Desk| clocks(&desk.kind, &desk.state()).into_iter().map(|c| c.code).collect::<Vec<_>>();
    assert_eq!(codes(&opened_with(facts("normal"))), ["eu-other", "requested-by", "elapsed"]);
    let mut desk = opened_with(facts("urgent"));
    assert_eq!(codes(&desk), ["eu-urgent-direct", "eu-urgent-indirect", "requested-by", "elapsed"]);
    let clock = due(&desk.kind, &desk.state()).unwrap();
    assert_eq!(clock.until, Some(Timestamp(8 * HOUR_MS)));
    assert!(!clock.is_overdue(Timestamp(8 * HOUR_MS)) && clock.is_overdue(Timestamp(8 * HOUR_MS + 1)));
    desk.moves_at(Side::Answerer, "ask-back", 1, MoveFacts::default(), Timestamp(HOUR_MS));
    let paused = due(&desk.kind, &desk.state()).unwrap();
    assert_eq!((paused.paused, paused.until), (Some(7 * HOUR_MS), None), "seven of its eight hours are left");
    assert!(!paused.is_overdue(Timestamp(i64::MAX)));
    desk.moves_at(Side::Asker, "attach", 1, MoveFacts::default(), Timestamp(4 * HOUR_MS));
    assert_eq!(
        due(&desk.kind, &desk.state()).unwrap().paused,
        Some(7 * HOUR_MS),
        "a file sets nothing going"
    );
    desk.moves_at(Side::Asker, "supplement", 1, MoveFacts::default(), Timestamp(6 * HOUR_MS));
    let clock = due(&desk.kind, &desk.state()).unwrap();
    assert_eq!((clock.paused, clock.until), (None, Some(Timestamp(13 * HOUR_MS))));
}

/// What may be made in every state by either side.
fn table(kind: &Kind) -> String {
    let facts = plenty(kind);
    let mut table = String::new();
    for code in std::iter::once("").chain(kind.states.iter().map(String::as_str)) {
        let mut state = opened().state();
        state.state = code.into();
        for made in &kind.moves {
            for side in SIDES {
                let from = if code.is_empty() { "(none)" } else { code };
                let said = match may_make(kind, &state, side, &made.code, &facts) {
                    Ok(()) if made.any_time => "-> (as it is)".to_owned(),
                    Ok(()) => format!("-> {}", made.to),
                    Err(why) => format!("no: {why:?}"),
                };
                writeln!(table, "{from:17} {:9} {:16} {said}", side.code(), made.code).unwrap();
            }
        }
    }
    table
}

#[test]
fn every_state_every_move_and_either_side_stand_in_the_checked_in_tables() {
    for (code, file) in crate::shipped::SHIPPED {
        let path = format!("{}/kinds/{code}.moves.txt", env!("CARGO_MANIFEST_DIR"));
        let now = table(&Kind::read(file).unwrap());
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            std::fs::write(&path, &now).unwrap();
        }
        assert_eq!(now, std::fs::read_to_string(&path).unwrap(), "{code}");
    }
}

#[test]
fn r_18_what_was_sent_is_corrected_in_every_state_and_no_state_changes() {
    let mut desk = opened();
    desk.moves(Side::Answerer, "answer", 1, outcome(Outcome::Whole, &[]));
    desk.moves(Side::Asker, "close", 1, MoveFacts::default());
    let closed = desk.state();
    let promise = MoveFacts { promised: Some(Timestamp(5)), ..outcome(Outcome::Part, &[1]) };
    desk.moves(Side::Answerer, "correct", 2, promise);
    desk.moves(Side::Asker, "applied", 2, MoveFacts::default());
    let state = desk.state();
    assert_eq!((state.state.as_str(), state.turn, state.promised), ("closed", None, None));
    assert_eq!(state.answers, closed.answers, "a correction answers no point again");
    assert!(state.moves.iter().all(|m| m.standing == Standing::Valid));
    let offered: Vec<_> =
        allowed_moves(&desk.kind, &state, Side::Asker).iter().map(|m| m.code.clone()).collect();
    assert_eq!(
        offered,
        ["correct", "disclose", "attach"],
        "what nodes say by themselves is offered to nobody"
    );
}

#[test]
fn a_correction_that_crosses_a_withdrawal_holds_up_nothing() {
    let mut desk = opened();
    desk.moves(Side::Answerer, "answer", 1, outcome(Outcome::Whole, &[]));
    desk.moves(Side::Asker, "correct", 0, MoveFacts::default());
    desk.moves(Side::Asker, "withdraw", 0, MoveFacts::default());
    assert_eq!(desk.state().state, "withdrawn");
}

#[test]
fn r_10_consent_is_given_whole_or_in_part_and_taken_back() {
    let mut desk = Desk { kind: Kind::read(crate::shipped::PERMISSION_TO_PASS_ON).unwrap(), ..Desk::new() };
    desk.moves(Side::Asker, "open", 0, MoveFacts::default());
    assert_eq!(desk.state().turn, Some(Side::Answerer));
    desk.moves(Side::Answerer, "grant", 1, outcome(Outcome::Part, &[]));
    assert_eq!((desk.state().state.as_str(), desk.state().turn), ("granted-part", None));
    desk.moves(Side::Answerer, "withdraw-consent", 1, MoveFacts::default());
    assert_eq!(desk.state().state, "consent-withdrawn");
    desk.moves(Side::Answerer, "grant", 1, outcome(Outcome::Whole, &[]));
    assert_eq!(desk.state().state, "consent-withdrawn", "what was taken back is asked for anew");
}

/// One node's own chain, and what it has received of the other, in the order it came.
#[derive(Clone, Default)]
struct Node {
    own: Chain,
    received: Chain,
}

impl Node {
    fn state(&self, kind: &Kind, side: Side) -> DossierState {
        if side == Side::Asker {
            fold(kind, &self.own, &self.received)
        } else {
            fold(kind, &self.received, &self.own)
        }
    }

    /// The newest of the other side's moves without a gap before it.
    fn seen(&self) -> usize {
        (1..).take_while(|n| self.received.iter().any(|(h, _)| h.number == *n)).count()
    }
}

/// Two nodes, each with its own view, over a line that reorders and doubles. Mostly honest: they make only moves that
/// their own view allows; `rude` ones make any.
struct Pair {
    kind: Kind,
    nodes: [Node; 2],
    air: Vec<(usize, Chained)>,
    /// What its maker's view said of each move: allowed, and how many of the other side's moves it had seen.
    made: BTreeMap<(Side, u32), (bool, u32)>,
}

const SIDES: [Side; 2] = [Side::Asker, Side::Answerer];

impl Pair {
    fn makes(&mut self, who: usize, pick: usize, rude: bool) {
        let side = SIDES[who];
        let facts = MoveFacts {
            outcome: [Some(Outcome::Part), Some(Outcome::Whole)][pick % 2],
            ..plenty(&self.kind)
        };
        let view = self.nodes[who].state(&self.kind, side);
        let may = |m: &&MoveKind| may_make(&self.kind, &view, side, &m.code, &facts).is_ok();
        let choices: Vec<&MoveKind> = self.kind.moves.iter().filter(|m| rude || may(m)).collect();
        let Some(chosen) = choices.get(pick % choices.len().max(1)) else { return };
        let (code, allowed) = (chosen.code.clone(), may(chosen));
        let seen = self.nodes[who].seen();
        let mut desk = Desk { kind: self.kind.clone(), asker: Vec::new(), answerer: Vec::new() };
        desk.chain_mut(side).clone_from(&self.nodes[who].own);
        let mut received = self.nodes[who].received.clone();
        received.sort_by_key(|(h, _)| h.number);
        received.dedup_by_key(|(h, _)| h.number);
        *desk.chain_mut(side.other()) = received;
        desk.moves(side, &code, seen, facts);
        let new = desk.chain(side).last().unwrap().clone();
        self.made.insert((side, new.0.number), (allowed, u32::try_from(seen).unwrap()));
        self.air.push((1 - who, new.clone()));
        self.nodes[who].own.push(new);
    }

    fn delivers(&mut self, pick: usize, keep: bool) {
        if self.air.is_empty() {
            return;
        }
        let at = pick % self.air.len();
        let (to, one) = if keep { self.air[at].clone() } else { self.air.swap_remove(at) };
        if !self.nodes[to].received.iter().any(|(_, d)| *d == one.1) || keep {
            self.nodes[to].received.push(one);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever two nodes do on what they know, and in whatever order it arrives: once both have everything they say
    /// the same; every move stands after all its maker had seen; and a move its maker's view allowed is void only
    /// because something crossed it.
    #[test]
    fn both_nodes_reach_the_same_state_whatever_the_order_of_arrival(
        script in proptest::collection::vec((0_u8..10, any::<u16>()), 0..40), rude_line in any::<bool>(),
    ) {
        let mut pair = Pair { kind: information_request().unwrap(), nodes: Default::default(), air: Vec::new(), made: BTreeMap::new() };
        pair.makes(0, 0, false);
        for (what, pick) in script {
            let pick = usize::from(pick);
            match what {
                0..=1 => pair.makes(0, pick, false),
                2..=4 => pair.makes(1, pick, false),
                5 => pair.makes(pick % 2, pick / 2, rude_line),
                6 => pair.delivers(pick, true),
                _ => pair.delivers(pick, false),
            }
        }
        while !pair.air.is_empty() { pair.delivers(7, false); }
        let [a, b] = &pair.nodes;
        let state = a.state(&pair.kind, Side::Asker);
        prop_assert_eq!(&state, &b.state(&pair.kind, Side::Answerer));
        prop_assert!(state.waiting.is_empty() && state.frozen.is_none());
        prop_assert_eq!(state.moves.len(), a.own.len() + b.own.len());
        for (at, placed) in state.moves.iter().enumerate() {
            let (allowed, seen) = pair.made[&(placed.side, placed.number)];
            let before = |side: Side| u32::try_from(state.moves[..at].iter().filter(|m| m.side == side).count()).unwrap();
            prop_assert_eq!(before(placed.side), placed.number - 1, "chains keep their order");
            let others = before(placed.side.other());
            prop_assert!(others >= seen, "it stands after what its maker had seen");
            if allowed && placed.standing != Standing::Valid {
                let crossed = others > seen || state.moves[..at].iter().any(|m| m.side == placed.side && pair.made[&(m.side, m.number)].0 && m.standing != Standing::Valid);
                prop_assert!(crossed, "{placed:?} is void though nothing crossed it");
            }
        }
    }

    /// Whatever is handed over, sound or not, in whatever order: no panic, and every distinct move is placed or waits.
    #[test]
    fn any_chains_in_any_order_are_folded_alike(
        script in proptest::collection::vec((any::<bool>(), 0_usize..9, 0_usize..6, 0_u8..12), 0..14), turn in 0_usize..14,
    ) {
        let codes = ["open", "acknowledge", "ask-back", "supplement", "answer", "refuse", "withdraw", "close", "?"];
        let mut desk = opened();
        for (asker, code, seen, damage) in script {
            let side = if asker { Side::Asker } else { Side::Answerer };
            let header = desk.moves(side, codes[code], seen, outcome(Outcome::Part, &[1]));
            match damage {
                0 => header.prev = Some(Digest([1; 32])),
                1 => header.number = header.number.saturating_sub(1).max(1),
                2 => header.seen = Some(Digest([2; 32])),
                _ => {}
            }
        }
        let state = desk.state();
        prop_assert_eq!(state.moves.len() + state.waiting.len(), desk.asker.len() + desk.answerer.len());
        for chain in [&mut desk.asker, &mut desk.answerer] {
            let by = turn % chain.len().max(1);
            chain.rotate_left(by);
        }
        prop_assert_eq!(state, desk.state());
    }

    /// Leave out every move that is made at any time, and the rest says the same.
    #[test]
    fn moves_of_any_time_change_no_state(
        script in proptest::collection::vec((0_usize..2, any::<u16>(), any::<bool>()), 0..40),
    ) {
        let mut pair = Pair { kind: information_request().unwrap(), nodes: Default::default(), air: Vec::new(), made: BTreeMap::new() };
        pair.makes(0, 0, false);
        for (who, pick, deliver) in script {
            pair.makes(who, pick.into(), false);
            if deliver && !pair.air.is_empty() { pair.delivers(usize::from(pick), false); }
        }
        let [asker, answerer] = [pair.nodes[0].own.clone(), pair.nodes[1].own.clone()];
        let whole = fold(&pair.kind, &asker, &answerer);
        let without = fold(&pair.kind, &without(&pair.kind, &asker, &answerer), &without(&pair.kind, &answerer, &asker));
        prop_assert_eq!((&whole.state, whole.turn, whole.promised), (&without.state, without.turn, without.promised));
        prop_assert_eq!((whole.points, &whole.opening), (without.points, &without.opening));
        prop_assert_eq!(whole.answers.keys().collect::<Vec<_>>(), without.answers.keys().collect::<Vec<_>>());
        let void = |state: &DossierState| state.moves.iter().filter(|m| m.standing != Standing::Valid).count();
        prop_assert_eq!(void(&whole), void(&without));
    }
}

/// A chain without its moves of any time, each of the rest linked to what is left.
fn without(kind: &Kind, chain: &Chain, other: &Chain) -> Chain {
    let stays = |header: &MoveHeader| !kind.find(&header.code).is_some_and(|m| m.any_time);
    let mut out: Chain = Vec::new();
    for (header, digest) in chain.iter().filter(|(h, _)| stays(h)) {
        let seen = header.seen.and_then(|seen| {
            let at = other.iter().position(|(_, d)| *d == seen)?;
            other[..=at].iter().rev().find(|(h, _)| stays(h)).map(|(_, d)| *d)
        });
        let number = u32::try_from(out.len() + 1).unwrap();
        out.push((MoveHeader { number, prev: out.last().map(|(_, d)| *d), seen, ..header.clone() }, *digest));
    }
    out
}
