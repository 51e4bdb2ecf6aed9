//! What was opened of protection records to whoever looks: on their desk, on a case, on a person's page. Where nothing
//! was opened to them there is no panel, whether there is a claim or not.

use crate::pages::{codes, ground_words, state_tag};
use crate::store_openings;
use crate::types::{OpenedClaim, OpenedValue, ProtectionError};
use ::store::{StoreError, Tx};
use access::{Node, Panel, Place};
use askama::Template;
use casefile::CaseError;
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::id::{CaseId, EntityId};
use kernel::{Actor, Purpose};
use uuid::Uuid;
use web::{T, Tag};

/// What was opened, at one place of the pages.
#[derive(Debug)]
pub(crate) struct OpenedPanel(pub(crate) Place);

struct Shown {
    entity: String,
    fields: Vec<Field>,
    ground: String,
    until: String,
}

struct Field {
    name: String,
    tag: Option<Tag>,
    text: String,
}

#[derive(Template)]
#[template(path = "opened_panel.html")]
struct OpenedShown<'a> {
    t: &'a T,
    linked: bool,
    rows: Vec<Shown>,
}

impl Panel for OpenedPanel {
    fn place(&self) -> Place {
        self.0
    }

    fn order(&self) -> u8 {
        61
    }

    fn show<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        subject: Uuid,
        t: &'a T,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        Box::pin(async move {
            let (case, of) = match self.0 {
                Place::Case => (Some(CaseId(subject)), None),
                Place::EntityAside => match case_of(node, tx, actor, EntityId(subject)).await? {
                    Some(case) => (Some(case), Some(EntityId(subject))),
                    None => return Ok(None),
                },
                _ => (None, None),
            };
            let found = store_openings::opened_to(tx, node, actor, case, of).await.map_err(fault)?;
            if found.is_empty() {
                return Ok(None);
            }
            let rows = found.iter().map(|claim| shown(t, claim)).collect();
            let html = OpenedShown { t, linked: of.is_none(), rows }.render();
            html.map(Some).map_err(|e| StoreError::Corrupt(format!("a panel of `protection`: {e}")))
        })
    }
}

/// The case of an entity that the officer may see.
async fn case_of(node: &Node, tx: &Tx, actor: &Actor, id: EntityId) -> Result<Option<CaseId>, StoreError> {
    let held = match casefile::entity(tx, id).await {
        Ok(held) => held,
        Err(CaseError::Store(error)) => return Err(error),
        Err(_) => None,
    };
    let ask = Ask::new(actor, action::LIST, Purpose::Protection, tx.at());
    let seen = node.gate.open_each(held.into_iter().collect(), &ask, &mut tx.log());
    Ok(seen.first().map(|entity| entity.case))
}

fn fault(error: ProtectionError) -> StoreError {
    match error {
        ProtectionError::Store(error) => error,
        other => StoreError::Corrupt(other.to_string()),
    }
}

fn shown(t: &T, claim: &OpenedClaim) -> Shown {
    let field = |(field, value): &(crate::OpenedField, OpenedValue)| {
        let (tag, text) = match value {
            OpenedValue::State(state) => (Some(state_tag(t, *state)), String::new()),
            OpenedValue::Parties(parties) if parties.is_empty() => (None, t.get("protection-not-known")),
            OpenedValue::Parties(parties) => (None, codes(parties)),
            OpenedValue::Text(text) => (None, text.clone()),
        };
        Field { name: t.get(&format!("protection-field-{}", field.code())), tag, text }
    };
    Shown {
        entity: claim.entity.to_string(),
        fields: claim.fields.iter().map(field).collect(),
        ground: ground_words(t, &claim.ground),
        until: t.day(claim.until),
    }
}
