//! Who may see a case: the circle it is kept to, and who is excluded from it. Whoever may see the case may see its
//! circle; only who decides sees who is excluded, because to be excluded is to be suspected.

use crate::circle::{self, CircleAct, CircleFault, Outsider, Reach};
use crate::pages::{open_case, purpose_of};
use crate::types::{Case, CaseError};
use crate::{Keys, change_circle, reach_of};
use access::{Node, Officer, OwnAuthority, Person};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::action;
use http::StatusCode;
use kernel::Compartment;
use kernel::id::{AuthorityId, CaseId, NodeId, PersonId};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, FieldError, Problem, T};

/// What the forms send.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct CircleForm {
    #[serde(default)]
    act: String,
    #[serde(default)]
    people: Vec<Uuid>,
    #[serde(default)]
    who: String,
}

/// One person or body of a list, and how a form names it.
struct Named {
    who: String,
    name: String,
}

#[derive(askama::Template)]
#[template(path = "show_circle.html")]
struct ShowCircle<'a> {
    t: &'a T,
    path: String,
    authority: String,
    /// The people of the circle; `None` if the case is open to the authority.
    circle: Option<Vec<Named>>,
    excluded: Vec<Named>,
    nameable: Vec<Choice>,
    excludable: Vec<Choice>,
    decides: bool,
    integrity: bool,
    sent: CircleForm,
    errors: Vec<FieldError>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    page(&node, &officer, CaseId(id), CircleForm::default(), Vec::new()).await
}

pub(crate) async fn act(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<CircleForm>,
) -> Result<Response, Problem> {
    let (id, t) = (CaseId(id), &officer.t);
    let Some(act) = act_of(&sent) else {
        let errors = vec![FieldError::new("people", t.get("casefile-circle-nobody-chosen"))];
        return page(&node, &officer, id, sent, errors).await;
    };
    let act = &act;
    let done = node.store.run::<_, CaseError, _, _>("change circle", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let by = (&officer.actor, purpose_of(&officer.actor));
            change_circle(&tx, &Keys::of(&node.vault), &node.gate, by, id, act).await
        }
    });
    let wrong = |name: &str, key: &str| vec![FieldError::new(name, t.get(key))];
    let errors = match done.await {
        Ok(()) => {
            let gone = matches!(act, CircleAct::Remove(who) | CircleAct::Exclude(Outsider::Person(who))
                if *who == officer.actor.person);
            let to = if gone { "/cases".to_owned() } else { format!("/cases/{id}/circle") };
            return Ok(Redirect::to(&to).into_response());
        }
        Err(CaseError::Circle(fault)) => wrong("people", words_of(fault)),
        Err(CaseError::ReferenceTaken(_)) => wrong("people", "casefile-circle-reference-taken"),
        Err(error) => return Err(error.into()),
    };
    page(&node, &officer, id, sent, errors).await
}

fn act_of(sent: &CircleForm) -> Option<CircleAct> {
    let named = || -> BTreeSet<PersonId> { sent.people.iter().copied().map(PersonId).collect() };
    match sent.act.as_str() {
        "restrict" => Some(CircleAct::Restrict(named())),
        "open" => Some(CircleAct::Open),
        "add" => Some(CircleAct::Add(named())).filter(|_| !sent.people.is_empty()),
        "remove" => sent.people.first().map(|p| CircleAct::Remove(PersonId(*p))),
        "exclude" => outsider(&sent.who).map(CircleAct::Exclude),
        "readmit" => outsider(&sent.who).map(CircleAct::Readmit),
        _ => None,
    }
}

fn outsider(text: &str) -> Option<Outsider> {
    let (kind, id) = text.split_once(':')?;
    match kind {
        "person" => PersonId::parse(id).map(Outsider::Person),
        "authority" => AuthorityId::parse(id).map(Outsider::Authority),
        "node" => NodeId::parse(id).map(Outsider::Node),
        _ => None,
    }
}

fn words_of(fault: CircleFault) -> &'static str {
    match fault {
        CircleFault::NotYours => "casefile-circle-not-yours",
        CircleFault::Emptied => "casefile-circle-emptied",
        CircleFault::Excluded => "casefile-circle-is-excluded",
        CircleFault::Nobody => "casefile-circle-nobody",
        CircleFault::AlwaysKept => "casefile-circle-always",
        CircleFault::Changed => "casefile-circle-changed",
        CircleFault::TooMany => "casefile-circle-too-many",
    }
}

struct Looked {
    case: Case,
    reach: Reach,
    people: Vec<Person>,
    authorities: Vec<OwnAuthority>,
    peers: Vec<(NodeId, String)>,
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    id: CaseId,
    sent: CircleForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let looked = node.store.run::<_, CaseError, _, _>("show circle", |tx| async move {
        let case = open_case(node, &tx, officer, id, action::READ).await?;
        let peers = directory::peers(&tx).await?.into_iter();
        Ok(Looked {
            reach: reach_of(&tx, &case).await?,
            people: access::store::people(&tx).await?,
            authorities: access::authorities(&tx).await?,
            peers: peers.map(|p| (p.node, p.name().to_owned())).collect(),
            case,
        })
    });
    let looked = looked.await?;
    let (t, case) = (&officer.t, &looked.case);
    let ask = gate::Ask::new(
        &officer.actor,
        action::RESTRICT,
        purpose_of(&officer.actor),
        node.store.clock().now(),
    );
    let decides = circle::decides(officer.actor.person, &officer.actor.roles, case)
        && node.gate.may(&case.label(), &ask);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = web::Head::new("casefile", t.get("casefile-circle"))
        .over(t.say("casefile-clear-over").with("reference", &case.reference))
        .under(t.get("casefile-circle-what"))
        .action(web::Action::link(t.get("casefile-to-case"), format!("/cases/{id}")))
        .status(status);
    let body = ShowCircle {
        t,
        path: format!("/cases/{id}/circle"),
        authority: officer.authority.name.clone(),
        circle: looked.circle(),
        excluded: if decides { looked.excluded(t) } else { Vec::new() },
        nameable: if decides { looked.nameable(officer.actor.person) } else { Vec::new() },
        excludable: if decides { looked.excludable(t, officer) } else { Vec::new() },
        decides,
        integrity: case.compartment == Compartment::Integrity,
        sent,
        errors,
    };
    Ok(web::page(&super::acting(officer, case), head, body))
}

impl Looked {
    fn name(&self, id: PersonId) -> String {
        self.people.iter().find(|p| p.id == id).map(|p| p.name.clone()).unwrap_or_default()
    }

    fn circle(&self) -> Option<Vec<Named>> {
        let named = |id: &PersonId| Named { who: id.to_string(), name: self.name(*id) };
        let mut circle: Vec<Named> = self.reach.circle.as_ref()?.iter().map(named).collect();
        circle.sort_by(|a, b| a.name.cmp(&b.name));
        Some(circle)
    }

    fn excluded(&self, t: &T) -> Vec<Named> {
        let excluded = &self.reach.excluded;
        let people =
            excluded.people.iter().map(|id| Named { who: format!("person:{id}"), name: self.name(*id) });
        let authorities = excluded.authorities.iter().map(|id| Named {
            who: format!("authority:{id}"),
            name: self.authorities.iter().find(|a| a.id == *id).map(|a| a.name.clone()).unwrap_or_default(),
        });
        let nodes = excluded.nodes.iter().map(|id| {
            let known = self.peers.iter().find(|(node, _)| node == id).map(|(_, name)| name.clone());
            Named { who: format!("node:{id}"), name: known.unwrap_or_else(|| id.to_string()) }
        });
        let mut all: Vec<Named> = people.chain(authorities).chain(nodes).collect();
        for named in all.iter_mut().filter(|n| n.name.is_empty()) {
            named.name = t.get("casefile-unnamed");
        }
        all
    }

    fn nameable(&self, own: PersonId) -> Vec<Choice> {
        let inside = |id: &PersonId| self.reach.circle.as_ref().is_some_and(|c| c.contains(id));
        let open = self.reach.circle.is_none();
        let free = self.people.iter().filter(|p| {
            circle::can_be_named(p, &self.case, &self.reach.excluded)
                && !inside(&p.id)
                && !(open && p.id == own)
        });
        free.map(|p| Choice::new(p.id, &p.name)).collect()
    }

    fn excludable(&self, t: &T, officer: &Officer) -> Vec<Choice> {
        let excluded = &self.reach.excluded;
        let mut all = vec![Choice::new("", t.get("casefile-choose"))];
        let people = self.people.iter().filter(|p| {
            p.authority == self.case.authority
                && p.id != officer.actor.person
                && !excluded.people.contains(&p.id)
        });
        all.extend(people.map(|p| Choice::new(format!("person:{}", p.id), &p.name)));
        let others = self
            .authorities
            .iter()
            .filter(|a| a.id != self.case.authority && !excluded.authorities.contains(&a.id));
        all.extend(others.map(|a| Choice::new(format!("authority:{}", a.id), &a.name)));
        let nodes = self.peers.iter().filter(|(id, _)| !excluded.nodes.contains(id));
        all.extend(nodes.map(|(id, name)| Choice::new(format!("node:{id}"), name)));
        all
    }
}

impl ShowCircle<'_> {
    fn people(&self) -> web::Field {
        let field =
            web::checks("people", self.t.get("casefile-circle-whom"), &self.nameable).errors(&self.errors);
        self.sent.people.iter().fold(field, |field, id| field.value(id))
    }

    fn who(&self) -> web::Field {
        web::select("who", self.t.get("casefile-circle-exclude-whom"), &self.excludable)
            .hint(self.t.get("casefile-circle-exclude-hint"))
            .value(&self.sent.who)
    }
}
