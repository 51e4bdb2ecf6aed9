//! Who is on duty for the desks of an authority: those on shift by its roster, or else its duty officers, and colleagues who hold a shift of theirs until a time.
//! For that authority's own people alone: names of staff do not go out with the card.

use ::store::{StoreError, Tx};
use access::store_duty::roster;
use access::store_shifts::running_for;
use kernel::id::AuthorityId;
use kernel::{Role, Timestamp};

/// Most people looked at; an authority with more has another way to know who is there.
pub const PEOPLE_MAX: usize = 200;

/// Somebody on duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnDuty {
    /// Their name.
    pub name: String,
    /// For whom and until when, if a shift was handed to them.
    pub holds_for: Option<(String, Timestamp)>,
}

/// Who is on duty now. In a gap of a roster nobody is.
///
/// # Errors
/// What the database says.
pub async fn on_duty(tx: &Tx, of: AuthorityId) -> Result<Vec<OnDuty>, StoreError> {
    let people = access::store::people(tx).await?;
    let roster = roster(tx, of).await?;
    let mut there = Vec::new();
    for person in people.into_iter().filter(|p| p.active && p.authority == of).take(PEOPLE_MAX) {
        // An authority that keeps a roster says by it who is there; another by who is a duty officer.
        let on_shift = roster.iter().any(|duty| duty.person == person.id && duty.runs(tx.at()));
        let by_role = roster.is_empty() && person.roles.contains(&Role::DutyOfficer);
        if on_shift || by_role {
            there.push(OnDuty { name: person.name.clone(), holds_for: None });
        }
        let handed = running_for(tx, &person).await?.into_iter();
        for (shift, giver) in handed.filter(|(s, _)| s.roles.contains(&Role::DutyOfficer)) {
            there.push(OnDuty { name: person.name.clone(), holds_for: Some((giver.name, shift.until)) });
        }
    }
    Ok(there)
}
