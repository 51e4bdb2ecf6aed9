//! Reads policy files. A file that an auditor could not follow is refused: every policy has an id and an article,
//! fits the schema, and stands on its own (no templates).

use crate::refusal::Reason;
use cedar_policy::{
    ActionConstraint, Entities, EntityUid, Policy, PolicyId, PolicySet, Schema, ValidationMode, Validator,
};
use std::collections::HashMap;
use std::sync::Arc;
use thiserror::Error;

/// The words policies may use.
pub const SCHEMA: &str = include_str!("../schema.cedarschema");
/// The rules that hold for every room.
pub const BASE: PolicyFile = PolicyFile { room: "gate", text: include_str!("../policies/base.cedar") };

/// A room's `policy.cedar`.
#[derive(Clone, Copy, Debug)]
pub struct PolicyFile {
    /// The room it belongs to, for messages.
    pub room: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// Why the gate could not be built. The node does not start then.
#[derive(Debug, Error)]
pub enum GateError {
    /// The schema of the gate itself does not parse.
    #[error("the schema of the gate cannot be read: {0}")]
    Schema(String),
    /// A policy file does not parse.
    #[error("the policies of `{room}` cannot be read: {why}; correct the file")]
    Unreadable {
        /// The room.
        room: &'static str,
        /// What the parser says.
        why: String,
    },
    /// A policy lacks an annotation.
    #[error("a policy of `{room}` has no `@{annotation}`; add it: {policy}")]
    Unannotated {
        /// The room.
        room: &'static str,
        /// Which one is missing.
        annotation: &'static str,
        /// The policy's text.
        policy: String,
    },
    /// A policy file holds a template.
    #[error("the policies of `{0}` hold a template; write each policy out")]
    Template(&'static str),
    /// Two policies share an id.
    #[error("two policies are called `{0}`; give each its own id")]
    Twice(String),
    /// A policy uses words that are not in the schema, or uses them wrongly.
    #[error("policies do not fit the schema: {0}; compare `engines/gate/schema.cedarschema`")]
    Invalid(String),
}

/// Policies ready to decide, with what the log says of each, in the order of the files.
pub(crate) struct Rules {
    pub(crate) schema: Schema,
    /// The schema's actions, each with the groups it stands in.
    pub(crate) actions: Entities,
    /// Of each action the policies whose scope it is in. The scope of every other does not match, whatever else is asked,
    /// so that it has nothing to say.
    pub(crate) of: HashMap<EntityUid, PolicySet>,
    pub(crate) reasons: HashMap<PolicyId, (usize, Reason)>,
}

/// Reads the base policies and those of the rooms.
pub(crate) fn read(files: &[PolicyFile]) -> Result<Rules, GateError> {
    let (schema, _) = Schema::from_cedarschema_str(SCHEMA).map_err(|e| GateError::Schema(e.to_string()))?;
    let mut set = PolicySet::new();
    let mut reasons = HashMap::new();
    for file in std::iter::once(&BASE).chain(files) {
        add_file(file, &mut set, &mut reasons)?;
    }
    let checked = Validator::new(schema.clone()).validate(&set, ValidationMode::Strict);
    // Warnings are refused too: a policy that can never apply is a rule someone believes in and does not have.
    if !checked.validation_passed_without_warnings() {
        let mut found: Vec<String> = checked.validation_errors().map(ToString::to_string).collect();
        found.extend(checked.validation_warnings().map(ToString::to_string));
        return Err(GateError::Invalid(found.join("; ")));
    }
    let actions = schema.action_entities().map_err(|e| GateError::Schema(e.to_string()))?;
    let ids = actions.iter().map(cedar_policy::Entity::uid);
    let of = ids.map(|action| Ok((action.clone(), of_action(&set, &actions, &action)?)));
    let of = of.collect::<Result<_, GateError>>()?;
    Ok(Rules { schema, actions, of, reasons })
}

/// The policies that say something of an action.
fn of_action(set: &PolicySet, actions: &Entities, action: &EntityUid) -> Result<PolicySet, GateError> {
    let within = |group: &EntityUid| group == action || actions.is_ancestor_of(group, action);
    let says = |policy: &&Policy| match policy.action_constraint() {
        ActionConstraint::Any => true,
        ActionConstraint::Eq(named) => named == *action,
        ActionConstraint::In(groups) => groups.iter().any(within),
    };
    let mut of = PolicySet::new();
    for policy in set.policies().filter(says) {
        of.add(policy.clone()).map_err(|_| GateError::Twice(policy.id().to_string()))?;
    }
    Ok(of)
}

fn add_file(
    file: &PolicyFile,
    set: &mut PolicySet,
    reasons: &mut HashMap<PolicyId, (usize, Reason)>,
) -> Result<(), GateError> {
    let room = file.room;
    let read: PolicySet = file
        .text
        .parse()
        .map_err(|e: cedar_policy::ParseErrors| GateError::Unreadable { room, why: e.to_string() })?;
    if read.num_of_templates() > 0 {
        return Err(GateError::Template(room));
    }
    let mut policies: Vec<_> = read.policies().collect();
    // The parser numbers them `policy0`, `policy1`…; the order of the file decides which reason is named first.
    policies.sort_by_key(|p| {
        let id = p.id().to_string();
        id.trim_start_matches("policy").parse::<usize>().unwrap_or(usize::MAX)
    });
    for policy in policies {
        let needed = |annotation: &'static str| {
            policy
                .annotation(annotation)
                .filter(|text| !text.trim().is_empty())
                .ok_or_else(|| GateError::Unannotated { room, annotation, policy: policy.to_string() })
        };
        let (name, article) = (needed("id")?, needed("article")?);
        let reason = Reason {
            policy: name.into(),
            article: article.into(),
            code: policy.annotation("code").filter(|code| !code.is_empty()).map(Arc::from),
        };
        let id = PolicyId::new(name);
        set.add(policy.new_id(id.clone())).map_err(|_| GateError::Twice(name.to_owned()))?;
        let place = reasons.len();
        reasons.insert(id, (place, reason));
    }
    Ok(())
}
