//! That somebody is no child is decided by two people after an age assessment. It is never made alone, and
//! nothing else undoes it: what was found becomes a statement of its own.

use crate::child::ChildGround;
use crate::pages::purpose_of;
use crate::types::{BASIS_CHARS_MAX, CaseError, NewStatement, NewValue, Source};
use crate::{Keys, store_child};
use access::{Act, ActError, ActSays, AskedAct, NewAct, Node};
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::id::EntityId;
use kernel::{Actor, Label, Property, Purpose, Role};
use serde_json::json;
use store::{StoreError, Tx};
use uuid::Uuid;
use web::T;

/// Ends that somebody is taken for a child.
#[derive(Debug, Default)]
pub(crate) struct NoChild;

/// The act's kind.
const KIND: &str = "end-child-flag";

/// A decision to be asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Assessment {
    /// The age that was found, and how.
    pub(crate) found: String,
    /// Who made the assessment, and its reference.
    pub(crate) by: String,
}

impl Assessment {
    /// Whether both are there and none is too long.
    pub(crate) fn is_whole(&self) -> bool {
        let sound = |text: &str| (1..=BASIS_CHARS_MAX).contains(&text.trim().chars().count());
        sound(&self.found) && sound(&self.by)
    }
}

/// The act, as it is asked for. It does not say what the person is called.
pub(crate) fn asked(
    entity: EntityId,
    (label, called, reference): (Label, &str, &str),
    ground: ChildGround,
    assessment: &Assessment,
) -> NewAct {
    NewAct {
        kind: KIND,
        object: entity.0,
        label,
        parameters: json!({
            "called": called, "reference": reference, "ground": ground.code(),
            "found": assessment.found.trim(), "by": assessment.by.trim(),
        }),
        reason: assessment.found.trim().to_owned(),
    }
}

impl Act for NoChild {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn object_kind(&self) -> &'static str {
        "entity"
    }

    fn purpose(&self) -> Purpose {
        Purpose::Protection
    }

    fn roles(&self) -> &'static [Role] {
        &[Role::Investigator, Role::Prosecutor, Role::ProtectionOfficer]
    }

    fn label_now<'a>(&'a self, tx: &'a Tx, object: Uuid) -> BoxFuture<'a, Result<Option<Label>, StoreError>> {
        Box::pin(async move { crate::kept::entity_label(tx, object).await })
    }

    fn says(&self, act: &AskedAct, t: &T) -> ActSays {
        ActSays {
            title: t.say("casefile-act-no-child").with("name", act.text("called")).to_string(),
            effect: t.get("casefile-act-no-child-effect"),
            facts: vec![
                (t.get("casefile-act-case"), act.text("reference").to_owned()),
                (t.get("casefile-child-why"), ground_word(t, act.text("ground"))),
                (t.get("casefile-child-found"), act.text("found").to_owned()),
                (t.get("casefile-child-assessed-by"), act.text("by").to_owned()),
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
                CaseError::Refused(_) => ActError::NotHere,
                _ => ActError::Changed,
            })
        })
    }
}

/// A ground in words; what is none of ours stands as it is.
pub(crate) fn ground_word(t: &T, code: &str) -> String {
    match ChildGround::parse(code) {
        Some(ground) => t.get(ground_key(ground)),
        None => code.to_owned(),
    }
}

fn ground_key(ground: ChildGround) -> &'static str {
    match ground {
        ChildGround::BirthDate => "casefile-child-ground-birth-date",
        ChildGround::AgeClaimed => "casefile-child-ground-age-claimed",
        ChildGround::AgeDoubted => "casefile-child-ground-age-doubted",
        ChildGround::Received => "casefile-child-ground-received",
        ChildGround::SamePerson => "casefile-child-ground-same-person",
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
    let changes = ask(action::IMPORT).on(guarded.object());
    let entity = node.gate.open(guarded, &changes, &mut tx.log())?;
    let guarded = crate::case(tx, &keys, entity.case).await?.ok_or(CaseError::NotHere)?;
    let reads = ask(action::READ).on(guarded.object());
    let case = node.gate.open(guarded, &reads, &mut tx.log())?;
    store_child::lift(tx, &keys, (asker, second), entity.id).await?;
    let by = format!("{}; {}, {}", act.text("by"), asker.name, second.name);
    let source = Source { name: by, ..Source::default() };
    let found = NewValue::Text(act.text("found").to_owned());
    let new = NewStatement::own(Property::AgeAssessed, found, source);
    crate::add_to_entity(tx, &keys, asker, (&case, &entity), asker.party, vec![new]).await?;
    Ok(())
}
