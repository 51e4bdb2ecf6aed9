//! One decision: a question in Cedar's words, and its answer with every reason. Pure; the same question always has
//! the same answer, which is why answers may be remembered.

use crate::policies::Rules;
use crate::refusal::{ROLE, Reason};
use crate::{Ask, Assessment, Consent, ObjectRef, Opening, Recipient};
use cedar_policy::{
    Authorizer, Context, Decision as Effect, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request,
    RestrictedExpression as Value,
};
use kernel::id::AuthorityId;
use kernel::{Actor, ActorKind, Compartment, Excluded, Label, Party, Purpose, Restriction, Role};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::str::FromStr;
use std::sync::Arc;

/// Everything a decision depends on, and nothing else: no name of a person, no id of an object or circle, no time. Asked
/// with what the caller holds, so that a remembered answer costs no copy of it; kept with copies of its own.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Question<'a> {
    asker: ActorKind,
    authority: AuthorityId,
    party: Party,
    roles: Cow<'a, BTreeSet<Role>>,
    compartments: Cow<'a, BTreeSet<Compartment>>,
    action: &'static str,
    purpose: Purpose,
    eligible: bool,
    assessment: Assessment,
    opening: Option<Opening>,
    consent: Consent,
    names_released: bool,
    kind: &'static str,
    right_object: bool,
    label: Cow<'a, Label>,
    restricted: bool,
    in_circle: bool,
    excluded: bool,
    to: Option<Recipient>,
}

impl<'a> Question<'a> {
    /// `object` is what the caller holds; `None` when only a label is asked about.
    pub(crate) fn new(
        label: &'a Label,
        object: Option<ObjectRef>,
        ask: &Ask<'a>,
        to: Option<&Recipient>,
    ) -> Self {
        let named = ask.object;
        Self {
            asker: ask.actor.kind,
            authority: ask.actor.authority,
            party: ask.actor.party,
            roles: Cow::Borrowed(&ask.actor.roles),
            compartments: Cow::Borrowed(&ask.actor.compartments),
            action: ask.action,
            purpose: ask.purpose,
            eligible: ask.eligible,
            assessment: ask.assessment,
            opening: ask.opening,
            consent: ask.consent,
            names_released: ask.names_released,
            kind: object.or(named).map_or("", |o| o.kind),
            right_object: match (object, named) {
                (Some(held), Some(named)) => held == named,
                _ => true,
            },
            label: unnamed(label),
            restricted: label.circle.is_some(),
            in_circle: label.circle.is_none_or(|circle| ask.actor.circles.contains(&circle)),
            excluded: excludes(&label.excluded, ask.actor, to),
            to: to.copied(),
        }
    }

    /// The same question, to be remembered.
    pub(crate) fn kept(self) -> Question<'static> {
        Question {
            roles: Cow::Owned(self.roles.into_owned()),
            compartments: Cow::Owned(self.compartments.into_owned()),
            label: Cow::Owned(self.label.into_owned()),
            asker: self.asker,
            authority: self.authority,
            party: self.party,
            action: self.action,
            purpose: self.purpose,
            eligible: self.eligible,
            assessment: self.assessment,
            opening: self.opening,
            consent: self.consent,
            names_released: self.names_released,
            kind: self.kind,
            right_object: self.right_object,
            restricted: self.restricted,
            in_circle: self.in_circle,
            excluded: self.excluded,
            to: self.to,
        }
    }
}

/// The label without the names in it. Whose circle it is and who is excluded matter only as far as they concern who
/// asks: a thousand restricted cases are two questions, not a thousand. Most records name nobody, and cost no copy.
fn unnamed(label: &Label) -> Cow<'_, Label> {
    if label.circle.is_none() && label.excluded == Excluded::default() {
        return Cow::Borrowed(label);
    }
    Cow::Owned(Label { circle: None, excluded: Excluded::default(), ..label.clone() })
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

/// The answer. `refused` is `None` for yes; then `by` names the policies that permitted it.
#[derive(Clone)]
pub(crate) struct Decision {
    pub(crate) refused: Option<Arc<[Reason]>>,
    pub(crate) by: Arc<[Arc<str>]>,
}

/// With less of the stack than this, policies are asked on a new piece of it. Cedar itself gives up below 100 KiB, and its
/// evaluation takes some hundred KiB where it is not optimised.
const STACK_LEFT_MIN: usize = 1024 * 1024;
/// The new piece.
const STACK_MORE: usize = 4 * 1024 * 1024;

/// Asks every policy that says something of the action; none is skipped, whatever another says, so that refusals differ
/// neither in path nor in time.
pub(crate) fn decide(rules: &Rules, question: &Question<'_>) -> Decision {
    // Cedar gives a policy up where little of the stack is left, and how much is left must not decide anything.
    stacker::maybe_grow(STACK_LEFT_MIN, STACK_MORE, || ask_all(rules, question))
}

fn ask_all(rules: &Rules, question: &Question<'_>) -> Decision {
    let Some((request, entities)) = in_cedar(rules, question) else {
        // Only an action that the schema does not know, or a fault of the gate itself, ends here.
        return no(vec![unforeseen("not-in-the-schema")]);
    };
    let Some(policies) = request.action().and_then(|action| rules.of.get(action)) else {
        return no(vec![unforeseen("not-in-the-schema")]);
    };
    let answer = Authorizer::new().is_authorized(&request, policies, &entities);
    let diagnostics = answer.diagnostics();
    // Cedar skips a policy that fails to evaluate. A skipped `forbid` would be an open door.
    if diagnostics.errors().next().is_some() {
        return no(vec![unforeseen("policy-failed")]);
    }
    let mut found: Vec<&(usize, Reason)> =
        diagnostics.reason().filter_map(|id| rules.reasons.get(id)).collect();
    found.sort_by_key(|(place, _)| *place);
    if answer.decision() == Effect::Allow {
        let by = found.iter().map(|(_, reason)| Arc::clone(&reason.policy)).collect();
        return Decision { refused: None, by };
    }
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
    Decision { refused: Some(reasons.into()), by: Arc::default() }
}

fn unforeseen(policy: &str) -> Reason {
    Reason { policy: policy.into(), article: "A-1".into(), code: None }
}

fn in_cedar(rules: &Rules, q: &Question<'_>) -> Option<(Request, Entities)> {
    let (principal, resource) = (uid("Actor", "asker")?, uid("Record", "held")?);
    let schema = Some(&rules.schema);
    let action = uid("Action", q.action)?;
    // Of the schema's actions only the one that is asked about, with the groups it stands in: policies name no other
    // as something that is in a group.
    let stands_in = rules.actions.get(&action)?.clone();
    let entities = Entities::empty()
        .add_entities(
            [
                Entity::new(principal.clone(), actor_attributes(q)?, HashSet::new()).ok()?,
                Entity::new(resource.clone(), record_attributes(q)?, HashSet::new()).ok()?,
                stands_in,
            ],
            schema,
        )
        .ok()?;
    let context = Context::from_pairs(circumstances(q)?).ok()?;
    let request = Request::new(principal, action, resource, context, schema).ok()?;
    Some((request, entities))
}

fn actor_attributes(q: &Question<'_>) -> Option<HashMap<String, Value>> {
    let kind = match q.asker {
        ActorKind::Person => "person",
        ActorKind::Operator => "operator",
        ActorKind::Node => "node",
        ActorKind::Peer(_) => "peer",
    };
    let mut attributes = HashMap::from([
        ("kind".to_owned(), term("Kind", kind)?),
        ("authority".to_owned(), text(q.authority)),
        ("party".to_owned(), text(q.party)),
        ("roles".to_owned(), terms("Role", q.roles.iter().map(|r| r.code()))?),
        ("compartments".to_owned(), terms("Compartment", q.compartments.iter().map(|c| c.code()))?),
    ]);
    if let ActorKind::Peer(node) = q.asker {
        attributes.insert("node".to_owned(), text(node));
    }
    Some(attributes)
}

fn record_attributes(q: &Question<'_>) -> Option<HashMap<String, Value>> {
    let label = &q.label;
    let mut attributes = HashMap::from([
        ("kind".to_owned(), text(q.kind)),
        ("restricted".to_owned(), truth(q.restricted)),
        ("authority".to_owned(), text(label.authority)),
        ("compartment".to_owned(), term("Compartment", label.compartment.code())?),
        ("handling".to_owned(), term("Handling", label.handling.code())?),
        ("restrictions".to_owned(), Value::new_set(label.restrictions.iter().map(|r| text(&r.0)))),
        ("unknownRestriction".to_owned(), truth(!label.restrictions.iter().all(Restriction::is_known))),
        ("namesChild".to_owned(), truth(label.names_child)),
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

fn circumstances(q: &Question<'_>) -> Option<Vec<(String, Value)>> {
    let mut pairs = vec![
        ("purpose".to_owned(), term("Purpose", q.purpose.code())?),
        ("eligible".to_owned(), truth(q.eligible)),
        ("assessment".to_owned(), term("Assessment", q.assessment.code())?),
        ("consentOnward".to_owned(), truth(q.consent.onward)),
        ("consentJudicial".to_owned(), truth(q.consent.judicial)),
        ("namesReleased".to_owned(), truth(q.names_released)),
        ("rightObject".to_owned(), truth(q.right_object)),
        ("inCircle".to_owned(), truth(q.in_circle)),
        ("excluded".to_owned(), truth(q.excluded)),
    ];
    if let Some(opening) = q.opening {
        let fields = vec![
            ("basis".to_owned(), term("Basis", opening.basis.code())?),
            ("named".to_owned(), truth(opening.named)),
            ("standing".to_owned(), truth(opening.standing)),
        ];
        pairs.push(("opening".to_owned(), Value::new_record(fields).ok()?));
    }
    if let Some(to) = q.to {
        let parties = std::iter::once(to.party).chain(to.also.parties()).map(text);
        let mut fields = vec![
            ("node".to_owned(), text(to.node)),
            ("party".to_owned(), text(to.party)),
            ("parties".to_owned(), Value::new_set(parties)),
        ];
        fields.extend(to.authority.map(|a| ("authority".to_owned(), text(a))));
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
