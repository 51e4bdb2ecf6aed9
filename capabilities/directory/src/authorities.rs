//! Further authorities of this node. They write to each other as to authorities of other nodes; what one keeps the
//! others do not see.
//!
//! Who may: an administrator of the leading authority, which runs the node for the others. The new authority's people
//! are added by its own first administrator. Refused: a name that another authority of the node has, since people
//! address each other by it.

use crate::card::{AUTHORITIES_MAX, NAME_BYTES_MAX};
use crate::store::{self, ContactDraft};
use crate::text::is_single_line;
use crate::types::DirectoryError;
use ::store::Tx;
use access::{LinkKind, NewPerson, Node, OwnAuthority};
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::AuthorityId;
use kernel::{Actor, ActorKind, Function, Label, Lang, Purpose, Role};
use std::collections::BTreeSet;

/// An authority to be added, with the person who administers it first.
#[derive(Clone, Debug)]
pub struct NewAuthority {
    /// Its name.
    pub name: String,
    /// What it is designated for.
    pub functions: BTreeSet<Function>,
    /// The sign-in name of its first administrator.
    pub sign_in: String,
    /// That person's name.
    pub person: String,
    /// And language.
    pub lang: Lang,
    /// Its first contact point, not yet confirmed.
    pub desk: ContactDraft,
}

/// Whether an authority can bear this name: it must stand in a card.
#[must_use]
pub fn is_authority_name(name: &str) -> bool {
    !name.trim().is_empty() && name.len() <= NAME_BYTES_MAX && is_single_line(name)
}

/// Adds an authority to the node, so that the next card names it; returns the secret of its administrator's one-time
/// link.
///
/// # Errors
/// [`DirectoryError::Text`], [`DirectoryError::Taken`], [`DirectoryError::Full`]; the gate's refusal.
pub async fn add_authority(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    new: &NewAuthority,
) -> Result<String, DirectoryError> {
    let all = run_by(tx, node, actor).await?;
    let name = new.name.trim();
    if !is_authority_name(name) {
        return Err(DirectoryError::Text("name"));
    }
    if new.functions.is_empty() {
        return Err(DirectoryError::Text("functions"));
    }
    if all.iter().any(|a| a.name.to_lowercase() == name.to_lowercase()) {
        return Err(DirectoryError::Taken("name"));
    }
    if all.len() >= AUTHORITIES_MAX {
        return Err(DirectoryError::Full("authorities of a node"));
    }
    if access::store::person_named(tx, &new.sign_in).await?.is_some() {
        return Err(DirectoryError::Taken("sign_in"));
    }
    // A card names one State, and with it every authority of its node.
    let own = access::store::add_authority(tx, node.facts.party, name, &new.functions).await?;
    let person = NewPerson {
        authority: own.id,
        sign_in: new.sign_in.clone(),
        name: new.person.clone(),
        lang: new.lang,
        roles: [Role::Administrator].into(),
    };
    let id = access::store::add_person(tx, &person).await?;
    store::ensure_contacts(tx, &new.desk).await?;
    store::own_card(tx, node).await?;
    Ok(access::store::make_link(tx, &node.vault, id, LinkKind::Enrol).await?)
}

/// The node's authorities, for who runs the node.
///
/// # Errors
/// The gate's refusal, with its entry in the log.
pub async fn run_by(tx: &Tx, node: &Node, actor: &Actor) -> Result<Vec<OwnAuthority>, DirectoryError> {
    let all = access::authorities(tx).await?;
    let lead = all.first().map_or(actor.authority, |a| a.id);
    permit_for_node(tx, node, actor, action::ADMINISTER, ObjectRef { kind: "authority", id: lead.0 }).await?;
    Ok(all)
}

/// The gate's word on what binds every authority of the node, such as whom it trusts: its leading authority's to do.
/// A peer that hands over its card speaks for itself. With its entry in the log.
///
/// # Errors
/// The gate's refusal.
pub(crate) async fn permit_for_node(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    code: &'static str,
    object: ObjectRef,
) -> Result<(), DirectoryError> {
    let owner = match actor.kind {
        ActorKind::Peer(_) => actor.authority,
        _ => access::authorities(tx).await?.first().map_or(actor.authority, |a| a.id),
    };
    let ask = Ask::new(actor, code, Purpose::Administration, tx.at()).on(object);
    node.gate.open(Guarded::new(object, Label::own(owner), ()), &ask, &mut tx.log())?;
    Ok(())
}

/// Whether this person runs the node that `lead` leads; for showing the way there.
pub(crate) fn may_run(node: &Node, actor: &Actor, lead: AuthorityId) -> bool {
    let ask = Ask::new(actor, action::ADMINISTER, Purpose::Administration, node.store.clock().now());
    node.gate.may(&Label::own(lead), &ask)
}
