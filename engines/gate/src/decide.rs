//! One decision: a question in Cedar's words, and its answer with every reason. Pure; the same question always has
//! the same answer, which is why answers may be remembered.

use crate::policies::Rules;
use crate::refusal::{ROLE, Reason};
use crate::{Ask, Assessment, ObjectRef, Recipient};
use cedar_policy::{
    Authorizer, Context, Decision as Effect, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request,
    RestrictedExpression as Value,
};
use kernel::id::{AuthorityId, NodeId};
use kernel::{Actor, ActorKind, Compartment, Excluded, Label, Party, Purpose, Restriction, Role};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::str::FromStr;
use std::sync::Arc;

/// Everything a decision depends on, and nothing else: no name of a person, no id of an object or circle, no time.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Question {
    asker: Asker,
    action: &'static str,
    purpose: Purpose,
    eligible: bool,
    assessment: Assessment,
    kind: &'static str,
    right_object: bool,
    label: Label,
    restricted: bool,
    in_circle: bool,
    excluded: bool,
    to: Option<(NodeId, Party, Option<AuthorityId>)>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Asker {
    kind: ActorKind,
    authority: AuthorityId,
    party: Party,
    roles: BTreeSet<Role>,
    compartments: BTreeSet<Compartment>,
}

impl Asker {
    fn of(actor: &Actor) -> Self {
        Self {
            kind: actor.kind,
            authority: actor.authority,
            party: actor.party,
            roles: actor.roles.clone(),
            compartments: actor.compartments.clone(),
        }
    }
}

impl Question {
    /// `object` is what the caller holds; `None` when only a label is asked about.
    pub(crate) fn new(
        label: &Label,
        object: Option<ObjectRef>,
        ask: &Ask<'_>,
        to: Option<&Recipient>,
    ) -> Self {
        let named = ask.object;
        Self {
            asker: Asker::of(ask.actor),
            action: ask.action,
            purpose: ask.purpose,
            eligible: ask.eligible,
            assessment: ask.assessment,
            kind: object.or(named).map_or("", |o| o.kind),
            right_object: match (object, named) {
                (Some(held), Some(named)) => held == named,
                _ => true,
            },
            // Whose circle it is and who is excluded matter only as far as they concern who asks: a thousand
            // restricted cases are two questions, not a thousand.
            label: Label { circle: None, excluded: Excluded::default(), ..label.clone() },
            restricted: label.circle.is_some(),
            in_circle: label.circle.is_none_or(|circle| ask.actor.circles.contains(&circle)),
            excluded: excludes(&label.excluded, ask.actor, to),
            to: to.map(|r| (r.node, r.party, r.authority)),
        }
    }
}

/// Whether who asks or who would receive is excluded by name, by authority or by node. The node itself, at its work
/// for everyone, is excluded as no person is.
fn excludes(excluded: &Excluded, actor: &Actor, to: Option<&Recipient>) -> bool {
    let asks = match actor.kind {
        ActorKind::Node => false,
        ActorKind::Peer(node) => {
            excluded.nodes.contains(&node) || excluded.authorities.contains(&actor.authority)
        }
        ActorKind::Person | ActorKind::Operator => {
            excluded.people.contains(&actor.person) || excluded.authorities.contains(&actor.authority)
        }
    };
    let receives = to.is_some_and(|to| {
        excluded.nodes.contains(&to.node) || to.authority.is_some_and(|a| excluded.authorities.contains(&a))
    });
    asks || receives
}

/// The answer. `refused` is `None` for yes.
#[derive(Clone)]
pub(crate) struct Decision {
    pub(crate) refused: Option<Arc<[Reason]>>,
}

/// Asks every policy; none is skipped, whatever another says, so that refusals differ neither in path nor in time.
pub(crate) fn decide(rules: &Rules, question: &Question) -> Decision {
    let Some((request, entities)) = in_cedar(rules, question) else {
        // Only an action that the schema does not know, or a fault of the gate itself, ends here.
        return no(vec![unforeseen("not-in-the-schema")]);
    };
    let answer = Authorizer::new().is_authorized(&request, &rules.set, &entities);
    let diagnostics = answer.diagnostics();
    // Cedar skips a policy that fails to evaluate. A skipped `forbid` would be an open door.
    if diagnostics.errors().next().is_some() {
        return no(vec![unforeseen("policy-failed")]);
    }
    if answer.decision() == Effect::Allow {
        return Decision { refused: None };
    }
    let mut found: Vec<&(usize, Reason)> =
        diagnostics.reason().filter_map(|id| rules.reasons.get(id)).collect();
    found.sort_by_key(|(place, _)| *place);
    if found.is_empty() {
        return no(vec![Reason {
            policy: "default-deny".into(),
            article: "A-1".into(),
            code: Some(ROLE.into()),
        }]);
    }
    no(found.into_iter().map(|(_, reason)| reason.clone()).collect())
}

fn no(reasons: Vec<Reason>) -> Decision {
    Decision { refused: Some(reasons.into()) }
}

fn unforeseen(policy: &str) -> Reason {
    Reason { policy: policy.into(), article: "A-1".into(), code: None }
}

fn in_cedar(rules: &Rules, q: &Question) -> Option<(Request, Entities)> {
    let (principal, resource) = (uid("Actor", "asker")?, uid("Record", "held")?);
    let schema = Some(&rules.schema);
    let entities = Entities::from_entities(
        [
            Entity::new(principal.clone(), actor_attributes(&q.asker)?, HashSet::new()).ok()?,
            Entity::new(resource.clone(), record_attributes(q)?, HashSet::new()).ok()?,
        ],
        schema,
    )
    .ok()?;
    let context = Context::from_pairs(circumstances(q)?).ok()?;
    let request = Request::new(principal, uid("Action", q.action)?, resource, context, schema).ok()?;
    Some((request, entities))
}

fn actor_attributes(asker: &Asker) -> Option<HashMap<String, Value>> {
    let kind = match asker.kind {
        ActorKind::Person => "person",
        ActorKind::Operator => "operator",
        ActorKind::Node => "node",
        ActorKind::Peer(_) => "peer",
    };
    let mut attributes = HashMap::from([
        ("kind".to_owned(), term("Kind", kind)?),
        ("authority".to_owned(), text(asker.authority)),
        ("party".to_owned(), text(asker.party)),
        ("roles".to_owned(), terms("Role", asker.roles.iter().map(|r| r.code()))?),
        ("compartments".to_owned(), terms("Compartment", asker.compartments.iter().map(|c| c.code()))?),
    ]);
    if let ActorKind::Peer(node) = asker.kind {
        attributes.insert("node".to_owned(), text(node));
    }
    Some(attributes)
}

fn record_attributes(q: &Question) -> Option<HashMap<String, Value>> {
    let label = &q.label;
    let mut attributes = HashMap::from([
        ("kind".to_owned(), text(q.kind)),
        ("restricted".to_owned(), truth(q.restricted)),
        ("authority".to_owned(), text(label.authority)),
        ("compartment".to_owned(), term("Compartment", label.compartment.code())?),
        ("handling".to_owned(), term("Handling", label.handling.code())?),
        ("restrictions".to_owned(), Value::new_set(label.restrictions.iter().map(|r| text(&r.0)))),
        ("unknownRestriction".to_owned(), truth(!label.restrictions.iter().all(Restriction::is_known))),
        ("blockedEveryone".to_owned(), truth(label.blocked.everyone)),
        ("blocked".to_owned(), Value::new_set(label.blocked.parties.iter().map(text))),
    ]);
    if let Some(node) = label.originator {
        attributes.insert("originator".to_owned(), text(node));
    }
    if let Some(tlp) = label.tlp {
        attributes.insert("tlp".to_owned(), term("Tlp", tlp.code())?);
    }
    if let Some(pap) = label.pap {
        attributes.insert("pap".to_owned(), term("Pap", pap.code())?);
    }
    Some(attributes)
}

fn circumstances(q: &Question) -> Option<Vec<(String, Value)>> {
    let mut pairs = vec![
        ("purpose".to_owned(), term("Purpose", q.purpose.code())?),
        ("eligible".to_owned(), truth(q.eligible)),
        ("assessment".to_owned(), term("Assessment", q.assessment.code())?),
        ("rightObject".to_owned(), truth(q.right_object)),
        ("inCircle".to_owned(), truth(q.in_circle)),
        ("excluded".to_owned(), truth(q.excluded)),
    ];
    if let Some((node, party, authority)) = q.to {
        let mut fields = vec![("node".to_owned(), text(node)), ("party".to_owned(), text(party))];
        fields.extend(authority.map(|a| ("authority".to_owned(), text(a))));
        pairs.push(("recipient".to_owned(), Value::new_record(fields).ok()?));
    }
    Some(pairs)
}

fn uid(kind: &str, id: &str) -> Option<EntityUid> {
    Some(EntityUid::from_type_name_and_id(EntityTypeName::from_str(kind).ok()?, EntityId::new(id)))
}

fn term(kind: &str, id: &str) -> Option<Value> {
    uid(kind, id).map(Value::new_entity_uid)
}

fn terms<'a>(kind: &str, ids: impl Iterator<Item = &'a str>) -> Option<Value> {
    Some(Value::new_set(ids.map(|id| term(kind, id)).collect::<Option<Vec<_>>>()?))
}

fn text(value: impl ToString) -> Value {
    Value::new_string(value.to_string())
}

fn truth(value: bool) -> Value {
    Value::new_bool(value)
}
