//! The room's decisions, pure: whom a claim blocks, which steps it takes, when something is due.
//!
//! Recording only ever closes doors. A door is opened again by a final decision and by nothing else (R-05: the
//! screening result must change first).

use crate::types::{
    Claim, ClaimState, ConsularChoice, ConsularStep, Ground, NAME_CHARS_MAX, NewClaim, NewOpening,
    OpenedClaim, OpenedField, OpenedValue, Opening, PARTIES_MAX, ProtectionError, Screening, TEXT_CHARS_MAX,
};
use kernel::time::DAY_MS;
use kernel::{Blocked, Party, Timestamp};
use std::collections::BTreeSet;

/// An unscreened person is to be heard within this time. Our own practice; no article sets it.
pub const SCREEN_WITHIN_MS: i64 = 3 * DAY_MS;
/// An open claim is to be looked at again after this time. Our own practice; no article sets it.
pub const REVIEW_AFTER_MS: i64 = 30 * DAY_MS;

/// The longest an opening of a claim stands; afterwards somebody asks anew. Our own practice; no article sets it.
pub const OPENING_LIFE_MS_MAX: i64 = 366 * DAY_MS;

/// Whether an opening may be recorded: its ground is whole and not of tomorrow, its end is named and near enough
///
///
/// # Errors
/// What is missing.
pub fn new_opening(new: &NewOpening, now: Timestamp) -> Result<(), ProtectionError> {
    let whole =
        |texts: &[&String]| texts.iter().all(|t| !t.trim().is_empty() && t.chars().count() <= NAME_CHARS_MAX);
    let sound = match &new.ground {
        Ground::Consent { given_at, language, heard_by } => *given_at <= now && whole(&[language, heard_by]),
        Ground::CourtOrder { number, court, dated, document } => {
            *dated <= now && whole(&[number, court, document])
        }
    };
    if !sound {
        return Err(ProtectionError::NoGround);
    }
    let left = new.until.since(now);
    if left > 0 && left <= OPENING_LIFE_MS_MAX { Ok(()) } else { Err(ProtectionError::NoEnd) }
}

/// Whether what was opened may still be read.
#[must_use]
pub fn stands(opening: &Opening, now: Timestamp) -> bool {
    opening.taken_back.is_none() && now < opening.until
}

/// What an officer sees of the claim: the fields that were named, as they are now, and nothing else.
#[must_use]
pub fn opened(opening: &Opening, claim: &Claim) -> OpenedClaim {
    let value = |field: OpenedField| match field {
        OpenedField::State => Some(OpenedValue::State(claim.state)),
        OpenedField::KnownAs => said(&claim.known_as),
        OpenedField::Nationality => Some(OpenedValue::Parties(claim.nationality.clone())),
        OpenedField::Feared => Some(OpenedValue::Parties(claim.feared.clone())),
        OpenedField::Note => said(&claim.note),
    };
    OpenedClaim {
        id: opening.id,
        entity: opening.entity,
        fields: opening.fields.iter().filter_map(|f| Some((*f, value(*f)?))).collect(),
        ground: opening.ground.clone(),
        until: opening.until,
    }
}

fn said(text: &str) -> Option<OpenedValue> {
    (!text.is_empty()).then(|| OpenedValue::Text(text.to_owned()))
}

/// Whether a step of consular notification may follow those recorded: informed first, then the person's choice, and a
/// notice only while the last choice is yes (R-06; Vienna Convention on Consular Relations, 36(1)(b)).
///
/// # Errors
/// What has to come first.
pub fn consular_step(
    before: &[ConsularStep],
    step: &ConsularStep,
    now: Timestamp,
) -> Result<(), ProtectionError> {
    if step.on() > now {
        return Err(ProtectionError::NotSoLate);
    }
    let informed = before.iter().rev().find(|s| matches!(s, ConsularStep::Informed { .. }));
    let chosen = before.iter().rev().find_map(|s| match s {
        ConsularStep::Chose { choice, on } => Some((*choice, *on)),
        _ => None,
    });
    match step {
        ConsularStep::Informed { language, by, .. } => {
            let said = |t: &str| !t.trim().is_empty() && t.chars().count() <= NAME_CHARS_MAX;
            if said(language) && said(by) { Ok(()) } else { Err(ProtectionError::NotInformed) }
        }
        ConsularStep::Chose { on, .. } => match informed {
            None => Err(ProtectionError::NotInformed),
            Some(informed) if *on < informed.on() => Err(ProtectionError::NotSoLate),
            Some(_) => Ok(()),
        },
        ConsularStep::NoticeGiven { on, .. } => match (informed, chosen) {
            (None, _) => Err(ProtectionError::NotInformed),
            (Some(_), Some((ConsularChoice::Yes, chose))) if *on >= chose => Ok(()),
            (Some(_), Some((ConsularChoice::Yes, _))) => Err(ProtectionError::NotSoLate),
            (Some(_), _) => Err(ProtectionError::NotChosen),
        },
    }
}

/// What a claim waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Somebody must hear the person.
    Screen(Timestamp),
    /// Somebody must see how the procedure stands.
    Review(Timestamp),
}

impl Due {
    /// Until when.
    #[must_use]
    pub fn by(self) -> Timestamp {
        match self {
            Self::Screen(by) | Self::Review(by) => by,
        }
    }
}

/// What a claim waits for, if anything.
#[must_use]
pub fn due(claim: &Claim) -> Option<Due> {
    match claim.state {
        ClaimState::Unscreened => Some(Due::Screen(claim.recorded_at.plus_ms(SCREEN_WITHIN_MS))),
        ClaimState::Open => Some(Due::Review(claim.changed_at.plus_ms(REVIEW_AFTER_MS))),
        ClaimState::Granted | ClaimState::RefusedFinal | ClaimState::Closed => None,
    }
}

/// A claim that may be recorded: texts trimmed and bounded.
///
/// # Errors
/// What is too long or too much.
pub fn new_claim(new: &NewClaim) -> Result<NewClaim, ProtectionError> {
    let (known_as, note) = (new.known_as.trim(), new.note.trim());
    if known_as.chars().count() > NAME_CHARS_MAX || note.chars().count() > TEXT_CHARS_MAX {
        return Err(ProtectionError::TooLong);
    }
    states(&new.nationality, &new.feared)?;
    Ok(NewClaim { known_as: known_as.to_owned(), note: note.to_owned(), ..new.clone() })
}

/// Where a claim stands when it is recorded: open if the nationality is known, otherwise unscreened.
#[must_use]
pub fn first_state(nationality: &BTreeSet<Party>) -> ClaimState {
    if nationality.is_empty() { ClaimState::Unscreened } else { ClaimState::Open }
}

/// Whom a claim in this state blocks: the States of nationality and those feared. As long as the nationality is not
/// known and nothing final was decided, nobody outside the node receives anything: any State could be the one.
#[must_use]
pub fn blocked(state: ClaimState, nationality: &BTreeSet<Party>, feared: &BTreeSet<Party>) -> Blocked {
    let parties: BTreeSet<Party> = nationality.union(feared).copied().collect();
    let everyone = match state {
        ClaimState::RefusedFinal | ClaimState::Closed => return Blocked::none(),
        ClaimState::Granted => parties.is_empty(),
        ClaimState::Unscreened | ClaimState::Open => nationality.is_empty(),
    };
    Blocked { everyone, parties }
}

/// Everything that either block stops.
#[must_use]
pub fn join(a: &Blocked, b: &Blocked) -> Blocked {
    Blocked { everyone: a.everyone || b.everyone, parties: a.parties.union(&b.parties).copied().collect() }
}

/// Whether `after` lets anything through that `before` stopped.
#[must_use]
pub fn loosens(before: &Blocked, after: &Blocked) -> bool {
    let opened = !before.parties.is_subset(&after.parties) || before.everyone;
    opened && !after.everyone
}

/// A claim after somebody recorded the same person again: States are only added, the state stands, and so does every
/// block that was there.
#[must_use]
pub fn recorded_again(claim: &Claim, new: &NewClaim) -> Claim {
    let nationality: BTreeSet<Party> = claim.nationality.union(&new.nationality).copied().collect();
    let feared: BTreeSet<Party> = claim.feared.union(&new.feared).copied().collect();
    let blocked = join(&claim.blocked, &blocked(claim.state, &nationality, &feared));
    Claim { nationality, feared, blocked, ..claim.clone() }
}

/// A claim after a screening. What is not final adds to the block and takes nothing away.
///
/// # Errors
/// No reason, a text too long, too many States, or a step that a claim does not take.
pub fn screened(claim: &Claim, screening: &Screening, now: Timestamp) -> Result<Claim, ProtectionError> {
    let reason = screening.reason.trim();
    if reason.is_empty() {
        return Err(ProtectionError::NoReason);
    }
    if reason.chars().count() > TEXT_CHARS_MAX {
        return Err(ProtectionError::TooLong);
    }
    states(&screening.nationality, &screening.feared)?;
    if !next(claim.state).contains(&screening.to) {
        return Err(ProtectionError::NoSuchStep { from: claim.state, to: screening.to });
    }
    let decided = blocked(screening.to, &screening.nationality, &screening.feared);
    let blocked = if screening.to.is_final() { decided } else { join(&claim.blocked, &decided) };
    Ok(Claim {
        state: screening.to,
        nationality: screening.nationality.clone(),
        feared: screening.feared.clone(),
        blocked,
        changed_at: now,
        ..claim.clone()
    })
}

/// The states a claim may go to. Nobody becomes unheard again; what has ended can be opened again.
#[must_use]
pub fn next(state: ClaimState) -> &'static [ClaimState] {
    use ClaimState::{Closed, Granted, Open, RefusedFinal, Unscreened};
    match state {
        Unscreened | Open => &[Open, Granted, RefusedFinal, Closed],
        Granted => &[Granted, Open, Closed],
        RefusedFinal | Closed => &[Open],
    }
}

fn states(nationality: &BTreeSet<Party>, feared: &BTreeSet<Party>) -> Result<(), ProtectionError> {
    let sound = nationality.len() <= PARTIES_MAX && feared.len() <= PARTIES_MAX;
    if sound { Ok(()) } else { Err(ProtectionError::TooManyStates) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::id::{AuthorityId, CaseId, EntityId, PersonId};
    use uuid::Uuid;

    fn set(codes: &str) -> BTreeSet<Party> {
        codes.split_whitespace().map(|c| Party::parse(c).unwrap()).collect()
    }

    fn claim(state: ClaimState, nationality: &str, feared: &str) -> Claim {
        let (nationality, feared) = (set(nationality), set(feared));
        Claim {
            id: crate::ClaimId(Uuid::nil()),
            entity: EntityId(Uuid::nil()),
            case: CaseId(Uuid::nil()),
            authority: AuthorityId(Uuid::nil()),
            known_as: String::new(),
            state,
            blocked: blocked(state, &nationality, &feared),
            nationality,
            feared,
            note: String::new(),
            recorded_by: PersonId(Uuid::nil()),
            recorded_by_name: String::new(),
            recorded_at: Timestamp(0),
            changed_at: Timestamp(0),
        }
    }

    fn says(to: ClaimState, nationality: &str, feared: &str) -> Screening {
        Screening {
            to,
            nationality: set(nationality),
            feared: set(feared),
            reason: "heard on 24 November".into(),
        }
    }

    #[test]
    fn r_05_nationality_and_feared_states_are_blocked_and_an_unknown_nationality_blocks_everyone() {
        for (state, nationality, feared, everyone, parties) in [
            (ClaimState::Unscreened, "", "", true, ""),
            (ClaimState::Unscreened, "", "XB", true, "XB"),
            (ClaimState::Open, "XA", "XB", false, "XA XB"),
            (ClaimState::Granted, "XA", "", false, "XA"),
            (ClaimState::Granted, "", "XB", false, "XB"),
            (ClaimState::Granted, "", "", true, ""),
            (ClaimState::RefusedFinal, "XA", "XB", false, ""),
            (ClaimState::Closed, "XA", "XB", false, ""),
        ] {
            let expected = Blocked { everyone, parties: set(parties) };
            assert_eq!(
                blocked(state, &set(nationality), &set(feared)),
                expected,
                "{state} {nationality}/{feared}"
            );
        }
    }

    #[test]
    fn r_05_only_a_final_decision_with_a_reason_loosens() {
        for from in ClaimState::ALL {
            for to in ClaimState::ALL {
                let before = claim(*from, "", "XB");
                let Ok(after) = screened(&before, &says(*to, "XA", ""), Timestamp(1)) else { continue };
                assert!(!loosens(&before.blocked, &after.blocked) || to.is_final(), "{from} to {to}");
            }
        }
        let before = claim(ClaimState::Unscreened, "", "");
        let open = screened(&before, &says(ClaimState::Open, "XA", ""), Timestamp(1)).unwrap();
        assert!(open.blocked.everyone, "to be heard is not yet to be safe");
        let granted = screened(&open, &says(ClaimState::Granted, "XA", ""), Timestamp(2)).unwrap();
        assert_eq!(granted.blocked, Blocked { everyone: false, parties: set("XA") });
        let none = Screening { reason: "  ".into(), ..says(ClaimState::RefusedFinal, "", "") };
        assert!(matches!(screened(&before, &none, Timestamp(1)), Err(ProtectionError::NoReason)));
    }

    #[test]
    fn recording_again_never_takes_anything_away() {
        for state in ClaimState::ALL {
            let before = claim(*state, "XA", "XB");
            let new = NewClaim { nationality: set("XC"), ..NewClaim::default() };
            let after = recorded_again(&before, &new);
            assert!(!loosens(&before.blocked, &after.blocked), "{state}");
            assert_eq!(after.state, *state);
        }
        let unheard = claim(ClaimState::Unscreened, "", "");
        let named = recorded_again(&unheard, &NewClaim { nationality: set("XA"), ..NewClaim::default() });
        assert!(named.blocked.everyone);
    }

    #[test]
    fn nobody_becomes_unheard_again_and_an_ended_claim_can_be_opened() {
        for state in ClaimState::ALL {
            assert!(!next(*state).contains(&ClaimState::Unscreened), "{state}");
        }
        let ended = claim(ClaimState::Closed, "XA", "");
        assert!(matches!(
            screened(&ended, &says(ClaimState::Granted, "XA", ""), Timestamp(1)),
            Err(ProtectionError::NoSuchStep { from: ClaimState::Closed, to: ClaimState::Granted })
        ));
        assert!(screened(&ended, &says(ClaimState::Open, "XA", ""), Timestamp(1)).is_ok());
    }

    #[test]
    fn whom_a_block_stops_tells_whether_another_loosens_it() {
        let block = |everyone, parties| Blocked { everyone, parties: set(parties) };
        assert!(!loosens(&block(false, "XA"), &block(false, "XA XB")));
        assert!(!loosens(&block(true, ""), &block(true, "XA")));
        assert!(!loosens(&block(false, "XA"), &block(true, "")));
        assert!(loosens(&block(true, "XA"), &block(false, "XA")));
        assert!(loosens(&block(false, "XA XB"), &block(false, "XB")));
    }

    #[test]
    fn r_06_a_consulate_is_told_only_after_the_person_was_informed_and_chose() {
        let informed = |on| ConsularStep::Informed {
            on: Timestamp(on),
            language: "Hausa".into(),
            by: "F. Souley".into(),
        };
        let chose = |on, choice| ConsularStep::Chose { on: Timestamp(on), choice };
        let notice = |on| ConsularStep::NoticeGiven { on: Timestamp(on), to: Party::parse("XA").unwrap() };
        use ConsularChoice::{Later, No, Yes};
        type Line = (Vec<ConsularStep>, ConsularStep, bool);
        let table: Vec<Line> = vec![
            (vec![], informed(1), true),
            (vec![], chose(1, Yes), false),
            (vec![], notice(1), false),
            (vec![informed(1)], notice(2), false),
            (vec![informed(1)], chose(2, Yes), true),
            (vec![informed(3)], chose(2, Yes), false),
            (vec![informed(1), chose(2, No)], notice(3), false),
            (vec![informed(1), chose(2, Later)], notice(3), false),
            (vec![informed(1), chose(2, Yes)], notice(3), true),
            (vec![informed(1), chose(3, Yes)], notice(2), false),
            (vec![informed(1), chose(2, Yes), chose(3, No)], notice(4), false),
            (vec![informed(1), chose(2, No), chose(3, Yes)], notice(4), true),
            (vec![informed(1), chose(2, Yes)], notice(11), false),
        ];
        for (number, (before, step, may)) in table.into_iter().enumerate() {
            let decided = consular_step(&before, &step, Timestamp(10));
            assert_eq!(decided.is_ok(), may, "line {number}: {decided:?}");
        }
        let mute = ConsularStep::Informed { on: Timestamp(1), language: " ".into(), by: "F. Souley".into() };
        assert!(matches!(consular_step(&[], &mute, Timestamp(10)), Err(ProtectionError::NotInformed)));
    }
}
