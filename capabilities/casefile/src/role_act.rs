//! Nobody who was smuggled becomes a suspect by one decision (R-01; Protocol 5, 6(4)): a domestic offence, its legal
//! basis, and a second officer. It is never made alone. Every role whose values are held back is treated the same, so
//! that the question itself tells nobody which of them somebody has.
//!
//! What a confirmed decision does not do: it opens no value for matching. Values of somebody who was smuggled stay
//! held back.

use crate::pages::card::role_word;
use crate::pages::purpose_of;
use crate::types::{BASIS_CHARS_MAX, CaseError, NewStatement, NewValue, Source};
use crate::{Keys, store_roles};
use access::{Act, ActError, ActSays, AskedAct, NewAct, Node};
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::id::EntityId;
use kernel::{Actor, Label, PersonRole, Property, Purpose, Role};
use serde_json::json;
use store::{StoreError, Tx};
use uuid::Uuid;
use web::T;

/// Records a role in an offence of somebody whom the law protects.
#[derive(Debug, Default)]
pub(crate) struct OffenceRole;

/// The act's kind.
const KIND: &str = "record-offence-role";

/// A decision to be asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Decision {
    pub(crate) offence: String,
    pub(crate) basis: String,
    pub(crate) why: String,
}

impl Decision {
    /// Whether offence and legal basis are there and none is too long.
    pub(crate) fn is_whole(&self) -> bool {
        let sound = |text: &str| (1..=BASIS_CHARS_MAX).contains(&text.trim().chars().count());
        sound(&self.offence) && sound(&self.basis) && self.why.chars().count() <= BASIS_CHARS_MAX
    }
}

pub(crate) fn asked(
    entity: EntityId,
    (label, called, reference): (Label, &str, &str),
    role: PersonRole,
    decision: &Decision,
) -> NewAct {
    NewAct {
        kind: KIND,
        object: entity.0,
        label,
        parameters: json!({
            "called": called, "reference": reference, "role": role.code(),
            "offence": decision.offence.trim(), "basis": decision.basis.trim(),
        }),
        reason: decision.why.trim().to_owned(),
    }
}

impl Act for OffenceRole {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn object_kind(&self) -> &'static str {
        "entity"
    }

    fn purpose(&self) -> Purpose {
        Purpose::Investigation
    }

    fn roles(&self) -> &'static [Role] {
        &[Role::Investigator, Role::Prosecutor, Role::ProtectionOfficer]
    }

    fn label_now<'a>(&'a self, tx: &'a Tx, object: Uuid) -> BoxFuture<'a, Result<Option<Label>, StoreError>> {
        Box::pin(async move { crate::kept::entity_label(tx, object).await })
    }

    fn says(&self, act: &AskedAct, t: &T) -> ActSays {
        let role = role_word(t, act.text("role"));
        ActSays {
            title: t
                .say("casefile-act-role")
                .with("name", act.text("called"))
                .with("role", &role)
                .to_string(),
            effect: t.get("casefile-act-role-effect"),
            facts: vec![
                (t.get("casefile-act-case"), act.text("reference").to_owned()),
                (t.get("casefile-property-role"), role),
                (t.get("casefile-offence"), act.text("offence").to_owned()),
                (t.get("casefile-legal-basis"), act.text("basis").to_owned()),
            ],
            href: Some(format!("/entities/{}", act.object)),
        }
    }

    fn carry_out<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        asker: &'a Actor,
        second: &'a Actor,
        act: &'a AskedAct,
    ) -> BoxFuture<'a, Result<(), ActError>> {
        Box::pin(async move {
            decided(node, tx, (asker, second), act).await.map_err(|error| match error {
                CaseError::Store(error) => ActError::Store(error),
                CaseError::Refused(_) | CaseError::NotHere => ActError::NotHere,
                _ => ActError::Changed,
            })
        })
    }
}

async fn decided(
    node: &Node,
    tx: &Tx,
    (asker, second): (&Actor, &Actor),
    act: &AskedAct,
) -> Result<(), CaseError> {
    let keys = Keys::of(&node.vault);
    let ask = |code| Ask::new(asker, code, purpose_of(asker), tx.at());
    let guarded = crate::entity(tx, EntityId(act.object)).await?.ok_or(CaseError::NotHere)?;
    let reads = ask(action::IMPORT).on(guarded.object());
    let entity = node.gate.open(guarded, &reads, &mut tx.log())?;
    let guarded = crate::case(tx, &keys, entity.case).await?.ok_or(CaseError::NotHere)?;
    let reads = ask(action::READ).on(guarded.object());
    let case = node.gate.open(guarded, &reads, &mut tx.log())?;
    let role = PersonRole::parse(act.text("role")).ok_or(CaseError::NotHere)?;
    let why = format!("{}; {}; {}, {}", act.text("offence"), act.text("basis"), asker.name, second.name);
    let source = Source { name: why, ..Source::default() };
    let new = NewStatement::own(Property::Role, NewValue::Text(role.code().into()), source);
    store_roles::record_decided(tx, &keys, (asker, second), (&case, &entity), (role, new)).await
}
