//! The room's decisions, pure.

use crate::types::{
    BASIS_CHARS_MAX, CaseError, NewCase, NewStatement, NewValue, REFERENCE_CHARS_MAX, SUMMARY_CHARS_MAX,
    TITLE_CHARS_MAX,
};
use kernel::{Blocked, Compartment, EntityKind, Label, PersonRole, Property, SelectorKind, Strength};

/// A reference as it is stored: trimmed, 1 to 64 visible characters. Registries write `12/2026`, so a slash may stand in
/// it; it is never part of an address or of a path.
///
/// # Errors
/// [`CaseError::Reference`] with what was written.
pub fn reference(text: &str) -> Result<String, CaseError> {
    let text = text.trim();
    let sound = !text.is_empty()
        && text.chars().count() <= REFERENCE_CHARS_MAX
        && text.chars().all(|c| !c.is_control() && c != '\\');
    if sound { Ok(text.to_owned()) } else { Err(CaseError::Reference(text.chars().take(80).collect())) }
}

/// A case that may be opened.
///
/// # Errors
/// A reference or text that cannot be one.
pub fn new_case(new: &NewCase) -> Result<NewCase, CaseError> {
    let reference = reference(&new.reference)?;
    let (title, summary) = (new.title.trim(), new.summary.trim());
    if title.chars().count() > TITLE_CHARS_MAX || summary.chars().count() > SUMMARY_CHARS_MAX {
        return Err(CaseError::TooLong);
    }
    let title = if title.is_empty() { reference.clone() } else { title.to_owned() };
    Ok(NewCase { title, summary: summary.to_owned(), reference, ..new.clone() })
}

/// A basis as it is recorded.
///
/// # Errors
/// [`CaseError::NoBasis`] if there is none or it is too long.
pub fn basis(text: &str) -> Result<String, CaseError> {
    let text = text.trim();
    let sound = !text.is_empty() && text.chars().count() <= BASIS_CHARS_MAX;
    if sound { Ok(text.to_owned()) } else { Err(CaseError::NoBasis) }
}

/// A role that may make a selector eligible.
///
/// # Errors
/// [`CaseError::NotAnOffenceRole`] for every other role.
pub fn offence_role(role: PersonRole) -> Result<PersonRole, CaseError> {
    if role.is_offence_role() { Ok(role) } else { Err(CaseError::NotAnOffenceRole(role)) }
}

/// Whether a statement can stand: links name entities, everything else is text of a bounded length, a role is one.
///
/// # Errors
/// What is wrong with it.
pub fn statement(new: &NewStatement) -> Result<(), CaseError> {
    let NewValue::Text(text) = &new.value else {
        return if new.property.is_link() { Ok(()) } else { Err(CaseError::WrongValue(new.property)) };
    };
    if new.property.is_link() {
        return Err(CaseError::WrongValue(new.property));
    }
    if text.len() > kernel::limit::VALUE_BYTES_MAX {
        return Err(CaseError::ValueTooLong(new.property));
    }
    if new.property == Property::Role && PersonRole::parse(text).is_none() {
        return Err(CaseError::NotARole(text.chars().take(80).collect()));
    }
    Ok(())
}

/// The label of a statement: the case's authority, its own limits, and the blocks of the entity it is about.
#[must_use]
pub fn label_of(case: &Label, new: &NewStatement, blocked: &Blocked) -> Label {
    Label {
        authority: case.authority,
        // A statement may stand in a closer compartment than its case, never in a wider one.
        compartment: new.compartment.map_or(case.compartment, |c| c.max(case.compartment)),
        handling: new.handling,
        restrictions: new.restrictions.clone(),
        blocked: join(blocked, &case.blocked),
        originator: new.originator,
        circle: case.circle,
        excluded: case.excluded.clone(),
        tlp: new.tlp,
        pap: new.pap,
        names_child: false,
    }
}

/// Whether the cover of a case (reference, title, summary) is encrypted and its reference taken by nobody else's leave:
/// outside the operational compartment, and wherever it is kept to a circle.
#[must_use]
pub fn is_covered(label: &Label) -> bool {
    is_sealed(label.compartment) || label.circle.is_some()
}

/// Everything that either block stops.
#[must_use]
pub fn join(a: &Blocked, b: &Blocked) -> Blocked {
    Blocked { everyone: a.everyone || b.everyone, parties: a.parties.union(&b.parties).copied().collect() }
}

/// Whether a blocked value closes the whole entity it stands on, not only its own statement. A value that is issued
/// once marks its holder: the name beside a protected person's number is as telling as the number. A compound person
/// key could be chance, so that only its own statement is closed.
#[must_use]
pub fn closes_entity(kind: SelectorKind, blocked: &Blocked) -> bool {
    !blocked.is_none() && kind.strength() == Strength::Strong
}

/// Whether rows of this compartment are encrypted by the application (architecture §3).
#[must_use]
pub fn is_sealed(compartment: Compartment) -> bool {
    compartment != Compartment::Operational
}

/// Links so close that the values of what they lead to are the values of whom they lead from: what is held back of the
/// person is held back of the thing, and of the record that was judged to be the same person.
#[must_use]
pub fn shares_values(link: Property) -> bool {
    matches!(link, Property::HoldsDocument | Property::Uses | Property::Owns | Property::SameAs)
}

/// The order in which a card shows properties: names first, then what identifies, then the rest.
#[must_use]
pub fn place_on_card(property: Property) -> u8 {
    match property {
        Property::Name => 0,
        Property::Alias => 1,
        Property::WeakAlias => 2,
        Property::Role => 3,
        Property::BirthDate
        | Property::BirthPlace
        | Property::AgeClaimed
        | Property::AgeDoubted
        | Property::AgeAssessed
        | Property::Gender
        | Property::Nationality
        | Property::ParentName => 4,
        Property::Phone
        | Property::Email
        | Property::Handle
        | Property::AccountNumber
        | Property::Plate
        | Property::Imo => 5,
        Property::DocumentKind | Property::DocumentNumber | Property::DocumentIssuer => 6,
        Property::Remark => 9,
        p if p.is_link() => 8,
        _ => 7,
    }
}

/// Kinds in the order in which lists show them.
pub const KINDS: &[EntityKind] = EntityKind::ALL;

/// Whether one of these statements gives a role whose values are held back.
#[must_use]
pub fn name_held_role(statements: &[NewStatement]) -> bool {
    statements.iter().any(|s| {
        s.property == Property::Role
            && matches!(&s.value, NewValue::Text(t) if PersonRole::parse(t).is_some_and(|r| r.is_held_back()))
    })
}

/// From when on a record under this label may no longer be kept, because its sender said so: the earliest day of any.
#[must_use]
pub fn erase_by(label: &Label) -> Option<kernel::Timestamp> {
    label.restrictions.iter().filter_map(kernel::Restriction::erase_by).min()
}

/// Roles that an officer may record of this kind. A thing is what an offence was done with, or what rescued, is in
/// distress, or carried people who sought asylum; nothing else is offered one.
pub(crate) fn roles_of(kind: EntityKind) -> impl Iterator<Item = PersonRole> {
    let of_things = |r: &PersonRole| *r == PersonRole::Means || r.is_no_offence();
    let of_carriers = |r: &PersonRole| matches!(r, PersonRole::InDistress | PersonRole::AsylumCarriage);
    PersonRole::ALL.iter().copied().filter(move |r| match kind {
        EntityKind::Person => !of_carriers(r),
        EntityKind::Organisation => *r != PersonRole::InDistress,
        EntityKind::Vessel | EntityKind::Vehicle => of_things(r),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Source;
    use kernel::id::AuthorityId;
    use kernel::{Handling, Party};
    use uuid::Uuid;

    fn text(property: Property, value: &str) -> NewStatement {
        NewStatement::own(property, NewValue::Text(value.into()), Source::default())
    }

    #[test]
    fn a_reference_is_visible_and_short() {
        assert_eq!(reference("  AG-114 ").unwrap(), "AG-114");
        assert_eq!(reference("قضية ١٢").unwrap(), "قضية ١٢");
        assert_eq!(reference("AG-7/26").unwrap(), "AG-7/26");
        for wrong in ["", "  ", "a\\b", "a\nb", &"x".repeat(65)] {
            assert!(matches!(reference(wrong), Err(CaseError::Reference(_))), "{wrong:?}");
        }
    }

    #[test]
    fn a_15_only_offence_roles_clear_a_value() {
        for role in PersonRole::ALL {
            assert_eq!(offence_role(*role).is_ok(), role.is_offence_role(), "{role}");
            assert!(!(role.is_offence_role() && role.is_held_back()), "{role} cannot be both");
        }
    }

    #[test]
    fn links_name_entities_and_everything_else_is_text() {
        assert!(statement(&text(Property::Name, "Suleiman Adoum")).is_ok());
        assert!(matches!(statement(&text(Property::Uses, "x")), Err(CaseError::WrongValue(_))));
        let link = NewStatement::own(Property::Name, NewValue::Link("x".into()), Source::default());
        assert!(matches!(statement(&link), Err(CaseError::WrongValue(_))));
        assert!(matches!(statement(&text(Property::Role, "boss")), Err(CaseError::NotARole(_))));
        let long = text(Property::Remark, &"x".repeat(kernel::limit::VALUE_BYTES_MAX + 1));
        assert!(matches!(statement(&long), Err(CaseError::ValueTooLong(_))));
    }

    #[test]
    fn a_statement_never_stands_in_a_wider_compartment_than_its_case() {
        let mut case = Label::own(AuthorityId(Uuid::nil()));
        case.compartment = Compartment::Integrity;
        let mut new = text(Property::Name, "x");
        new.compartment = Some(Compartment::Operational);
        new.handling = Handling::H2;
        let label = label_of(
            &case,
            &new,
            &Blocked { everyone: false, parties: [Party::parse("XA").unwrap()].into() },
        );
        assert_eq!((label.compartment, label.handling), (Compartment::Integrity, Handling::H2));
        assert!(label.blocked.stops(Party::parse("XA").unwrap()));
    }
}
