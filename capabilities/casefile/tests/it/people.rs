//! Who acts, and how tests say things.

use casefile::{Case, CaseError, Keys, NewCase, NewEntity, NewStatement, NewValue, Source};
use gate::{Ask, Gate, action};
use kernel::id::{AuthorityId, PersonId};
use kernel::{Actor, ActorKind, Compartment, EntityKind, Party, Property, Purpose, Role};
use seal::vault::{MasterKey, Vault};
use std::sync::Arc;
use store::Tx;
use store::testing::TestStore;
use uuid::Uuid;

pub const PURPOSE: Purpose = Purpose::Investigation;

/// What a room function needs besides the transaction.
pub struct Room {
    pub gate: Gate,
    pub vault: Vault,
    pub moussa: Actor,
    pub protector: Actor,
    pub stranger: Actor,
}

pub fn party(code: &str) -> Party {
    Party::parse(code).unwrap()
}

pub fn person(authority: u128, id: u128, roles: &[Role], compartments: &[Compartment]) -> Actor {
    Actor {
        kind: ActorKind::Person,
        person: PersonId(Uuid::from_u128(id)),
        name: "A. Moussa".into(),
        authority: AuthorityId(Uuid::from_u128(authority)),
        party: party("NE"),
        roles: roles.iter().copied().collect(),
        compartments: compartments.iter().copied().collect(),
        circles: Default::default(),
    }
}

impl Room {
    pub fn new() -> Arc<Self> {
        let protection = [Compartment::Operational, Compartment::Protection];
        Arc::new(Self {
            gate: gate::testing::gate(),
            vault: Vault::new(MasterKey::generate(&kernel::testing::SeededRng::new(7))),
            moussa: person(1, 10, &[Role::Investigator], &[Compartment::Operational]),
            protector: person(1, 11, &[Role::ProtectionOfficer], &protection),
            stranger: person(2, 20, &[Role::Investigator], &[Compartment::Operational]),
        })
    }

    pub fn keys(&self) -> Keys<'_> {
        Keys::of(&self.vault)
    }

    pub fn asks<'a>(&self, actor: &'a Actor, tx: &Tx) -> Ask<'a> {
        Ask::new(actor, action::READ, PURPOSE, tx.at())
    }

    /// Opens a case in this compartment.
    pub async fn opens(
        &self,
        tx: &Tx,
        actor: &Actor,
        reference: &str,
        compartment: Compartment,
    ) -> Result<Case, CaseError> {
        let new = NewCase {
            reference: reference.into(),
            title: format!("Case {reference}"),
            summary: String::new(),
            compartment,
            demonstration: true,
        };
        let purpose = if compartment == Compartment::Protection { Purpose::Protection } else { PURPOSE };
        casefile::create_case(tx, &self.keys(), &self.gate, (actor, purpose), &new).await
    }
}

/// A statement of the case's own.
pub fn says(property: Property, text: &str) -> NewStatement {
    let source = Source { name: "witness W-2".into(), place: "line 14".into(), ..Source::default() };
    NewStatement::own(property, NewValue::Text(text.into()), source)
}

pub fn links(property: Property, key: &str) -> NewStatement {
    NewStatement::own(property, NewValue::Link(key.into()), Source::default())
}

pub fn someone(key: &str, statements: Vec<NewStatement>) -> NewEntity {
    NewEntity { key: key.into(), kind: EntityKind::Person, statements }
}

/// Both databases with the schema of this room and of the directory, whose keys sign.
pub async fn stores_with_keys() -> Vec<TestStore> {
    let steps = [access::migrations(), directory::migrations(), casefile::migrations()];
    store::testing::both(&steps.concat()).await
}

/// Both databases with this room's schema.
pub async fn stores() -> Vec<TestStore> {
    store::testing::both(&[access::migrations(), casefile::migrations()].concat()).await
}
