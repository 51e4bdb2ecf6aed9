//! Acts on people that a second administrator confirms: giving a guarded role, and a new one-time link for somebody
//! who has signed in before: with it one could come in as them.

use crate::acts::{Act, ActError, ActSays, AskedAct, NewAct};
use crate::node::Node;
use crate::store;
use crate::types::Person;
use ::store::Tx;
use futures_core::future::BoxFuture;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::PersonId;
use kernel::{Actor, Label, Purpose, Role};
use serde_json::json;
use std::collections::BTreeSet;
use web::T;

/// The kind of [`GiveRoles`].
pub const GIVE_ROLES: &str = "give-roles";
/// The kind of [`RenewAccess`].
pub const RENEW_ACCESS: &str = "renew-access";

/// Gives guarded roles to a person.
#[derive(Debug, Default)]
pub struct GiveRoles;

/// Lets an administrator make one new one-time link for somebody who has signed in before.
#[derive(Debug, Default)]
pub struct RenewAccess;

/// Asks that `roles` be given to the person.
pub(crate) fn give_roles(asker: &Actor, person: &Person, roles: &BTreeSet<Role>) -> NewAct {
    let codes: Vec<&str> = roles.iter().map(|r| r.code()).collect();
    NewAct {
        kind: GIVE_ROLES,
        object: person.id.0,
        label: Label::own(asker.authority),
        parameters: json!({ "name": person.name, "sign_in": person.sign_in, "roles": codes }),
        reason: String::new(),
    }
}

/// Asks for a new link for the person.
pub(crate) fn renew_access(asker: &Actor, person: &Person) -> NewAct {
    NewAct {
        kind: RENEW_ACCESS,
        object: person.id.0,
        label: Label::own(asker.authority),
        parameters: json!({ "name": person.name, "sign_in": person.sign_in }),
        reason: String::new(),
    }
}

/// The gate's word that this administrator may change this person, with its entry in the log.
pub(crate) fn administer(node: &Node, tx: &Tx, actor: &Actor, id: PersonId) -> Result<(), gate::Refusal> {
    let object = ObjectRef { kind: "person", id: id.0 };
    let ask = Ask::new(actor, action::ADMINISTER, Purpose::Administration, tx.at()).on(object);
    node.gate.open(Guarded::new(object, Label::own(actor.authority), ()), &ask, &mut tx.log())
}

fn roles_of(asked: &AskedAct) -> BTreeSet<Role> {
    let list = asked.parameters.get("roles").and_then(|v| v.as_array());
    list.into_iter().flatten().filter_map(|v| v.as_str()).filter_map(Role::parse).collect()
}

fn who(asked: &AskedAct, t: &T) -> Vec<(String, String)> {
    vec![
        (t.get("access-name"), asked.text("name").to_owned()),
        (t.get("access-sign-in-as"), asked.text("sign_in").to_owned()),
    ]
}

impl Act for GiveRoles {
    fn kind(&self) -> &'static str {
        GIVE_ROLES
    }

    fn object_kind(&self) -> &'static str {
        "person"
    }

    fn purpose(&self) -> Purpose {
        Purpose::Administration
    }

    fn roles(&self) -> &'static [Role] {
        &[Role::Administrator]
    }

    fn alone(&self) -> bool {
        true
    }

    fn bars(&self, asked: &AskedAct, second: PersonId) -> bool {
        asked.object == second.0
    }

    fn says(&self, asked: &AskedAct, t: &T) -> ActSays {
        let roles = roles_of(asked).into_iter().map(|r| t.get(&format!("access-role-{r}")));
        let mut facts = who(asked, t);
        facts.push((t.get("access-roles"), t.list(roles)));
        ActSays {
            title: t.say("access-act-give-roles").with("name", asked.text("name")).to_string(),
            effect: t.get("access-act-give-roles-effect"),
            facts,
            href: Some("/people".into()),
        }
    }

    fn carry_out<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        asker: &'a Actor,
        _: &'a Actor,
        asked: &'a AskedAct,
    ) -> BoxFuture<'a, Result<(), ActError>> {
        Box::pin(async move {
            let person = store::person(tx, PersonId(asked.object)).await?;
            let person = person.filter(|p| p.active && p.authority == asked.authority);
            let person = person.ok_or(ActError::Changed)?;
            administer(node, tx, asker, person.id)?;
            let roles = person.roles.union(&roles_of(asked)).copied().collect();
            Ok(store::set_person(tx, person.id, &roles, true).await?)
        })
    }
}

impl Act for RenewAccess {
    fn kind(&self) -> &'static str {
        RENEW_ACCESS
    }

    fn object_kind(&self) -> &'static str {
        "person"
    }

    fn purpose(&self) -> Purpose {
        Purpose::Administration
    }

    fn roles(&self) -> &'static [Role] {
        &[Role::Administrator]
    }

    fn alone(&self) -> bool {
        true
    }

    fn permits(&self) -> bool {
        true
    }

    fn says(&self, asked: &AskedAct, t: &T) -> ActSays {
        ActSays {
            title: t.say("access-act-renew").with("name", asked.text("name")).to_string(),
            effect: t.get("access-act-renew-effect"),
            facts: who(asked, t),
            href: Some("/people".into()),
        }
    }

    fn carry_out<'a>(
        &'a self,
        _: &'a Node,
        _: &'a Tx,
        _: &'a Actor,
        _: &'a Actor,
        _: &'a AskedAct,
    ) -> BoxFuture<'a, Result<(), ActError>> {
        // The link is shown once, to whoever asked, when they use what was permitted.
        Box::pin(async { Ok(()) })
    }
}
