//! Who may see a case: the circle that a restricted case is kept to, and who is excluded from it. Pure.
//!
//! Refused: a circle in which nobody is left who may change it, an excluded person in a circle, an integrity case that
//! is open to all.

use crate::types::Case;
use access::Person;
use kernel::id::{AuthorityId, NodeId, PersonId};
use kernel::{Actor, Compartment, Excluded, Role};
use std::collections::BTreeSet;

/// Most people in one circle, and most that are excluded from one case.
pub const CIRCLE_MAX: usize = 200;

/// One change of who may see a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CircleAct {
    /// Keep it to a circle: who says so, and these.
    Restrict(BTreeSet<PersonId>),
    /// Open it again to every officer of the authority.
    Open,
    /// Name people in the circle.
    Add(BTreeSet<PersonId>),
    /// Take a person out of the circle.
    Remove(PersonId),
    /// Exclude someone for good; a person named in the circle is taken out of it.
    Exclude(Outsider),
    /// Take an exclusion back. It names nobody in the circle.
    Readmit(Outsider),
}

/// Who is excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outsider {
    /// A person.
    Person(PersonId),
    /// An authority with everyone in it.
    Authority(AuthorityId),
    /// A node with every authority on it.
    Node(NodeId),
}

/// What a circle refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CircleFault {
    /// Who asks neither opened the case nor is a prosecutor.
    #[error("only who opened the case, or a prosecutor who may see it, decides who else may")]
    NotYours,
    /// Nobody would be left who may change the circle.
    #[error(
        "one person who opened the case, or a prosecutor, has to stay in the circle; add another one first"
    )]
    Emptied,
    /// The person is excluded, by name or with their authority.
    #[error("this person is excluded from the case and cannot be added")]
    Excluded,
    /// Nobody of that name works on content in this authority.
    #[error("no officer of this authority has that name; choose one of the list")]
    Nobody,
    /// An integrity case is never open.
    #[error("a case of the integrity compartment is always kept to its circle")]
    AlwaysKept,
    /// It is kept to a circle already, or it is not.
    #[error("the case changed meanwhile; look at it again")]
    Changed,
    /// Too many at once.
    #[error("a circle has at most {CIRCLE_MAX} people, and as many may be excluded")]
    TooMany,
}

/// How a case stands: its circle if it has one, and who is excluded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The people it is kept to; `None` if it is open to every officer of the authority.
    pub circle: Option<BTreeSet<PersonId>>,
    /// Who must never see it.
    pub excluded: Excluded,
}

/// Whether this person decides who may see a case: who opened it, or a prosecutor. That they may see it themselves the
/// gate has decided before.
#[must_use]
pub fn decides(person: PersonId, roles: &BTreeSet<Role>, case: &Case) -> bool {
    person == case.opened_by || roles.contains(&Role::Prosecutor)
}

/// Whether a person can be named in the circle of a case.
#[must_use]
pub fn can_be_named(person: &Person, case: &Case, excluded: &Excluded) -> bool {
    let works = [Role::Investigator, Role::DutyOfficer, Role::Prosecutor, Role::ProtectionOfficer];
    person.active
        && person.authority == case.authority
        && works.iter().any(|role| person.roles.contains(role))
        && !is_excluded(person, excluded)
}

fn is_excluded(person: &Person, excluded: &Excluded) -> bool {
    excluded.people.contains(&person.id) || excluded.authorities.contains(&person.authority)
}

/// How the case stands after a change. `people` are those of the node.
///
/// # Errors
/// What cannot be.
pub fn change(
    actor: &Actor,
    case: &Case,
    before: &Reach,
    act: &CircleAct,
    people: &[Person],
) -> Result<Reach, CircleFault> {
    if !decides(actor.person, &actor.roles, case) {
        return Err(CircleFault::NotYours);
    }
    let mut after = before.clone();
    match act {
        CircleAct::Restrict(named) => {
            if before.circle.is_some() {
                return Err(CircleFault::Changed);
            }
            nameable(named, case, &after.excluded, people)?;
            let mut circle = named.clone();
            circle.insert(actor.person);
            after.circle = Some(circle);
        }
        CircleAct::Open if case.compartment == Compartment::Integrity => return Err(CircleFault::AlwaysKept),
        CircleAct::Open => after.circle = None,
        CircleAct::Add(named) => {
            nameable(named, case, &after.excluded, people)?;
            after.circle.as_mut().ok_or(CircleFault::Changed)?.extend(named.iter().copied());
        }
        CircleAct::Remove(person) => {
            after.circle.as_mut().ok_or(CircleFault::Changed)?.remove(person);
        }
        CircleAct::Exclude(who) => {
            match who {
                Outsider::Person(id) => after.excluded.people.insert(*id),
                Outsider::Authority(id) => after.excluded.authorities.insert(*id),
                Outsider::Node(id) => after.excluded.nodes.insert(*id),
            };
            // Out of the circle too, so that taking the exclusion back names nobody anew.
            if let (Some(circle), Outsider::Person(id)) = (after.circle.as_mut(), who) {
                circle.remove(id);
            }
        }
        CircleAct::Readmit(who) => {
            match who {
                Outsider::Person(id) => after.excluded.people.remove(id),
                Outsider::Authority(id) => after.excluded.authorities.remove(id),
                Outsider::Node(id) => after.excluded.nodes.remove(id),
            };
        }
    }
    bounded(&after)?;
    if somebody_decides(case, &after, people) { Ok(after) } else { Err(CircleFault::Emptied) }
}

fn nameable(
    named: &BTreeSet<PersonId>,
    case: &Case,
    excluded: &Excluded,
    people: &[Person],
) -> Result<(), CircleFault> {
    for id in named {
        let person = people.iter().find(|p| p.id == *id).ok_or(CircleFault::Nobody)?;
        if is_excluded(person, excluded) {
            return Err(CircleFault::Excluded);
        }
        if !can_be_named(person, case, excluded) {
            return Err(CircleFault::Nobody);
        }
    }
    Ok(())
}

fn bounded(reach: &Reach) -> Result<(), CircleFault> {
    let excluded = &reach.excluded;
    let circle = reach.circle.as_ref().map_or(0, BTreeSet::len);
    let outside = excluded.people.len().max(excluded.authorities.len()).max(excluded.nodes.len());
    if circle.max(outside) > CIRCLE_MAX { Err(CircleFault::TooMany) } else { Ok(()) }
}

/// Whether someone who can sign in may still see the case and change who else may. Nobody can empty a circle, and
/// nobody can shut a case for ever.
fn somebody_decides(case: &Case, reach: &Reach, people: &[Person]) -> bool {
    people.iter().any(|p| {
        can_be_named(p, case, &reach.excluded)
            && decides(p.id, &p.roles, case)
            && reach.circle.as_ref().is_none_or(|circle| circle.contains(&p.id))
    })
}
