//! One entity: everything that is said of it; say more, record a role, take something back.

// long: one page and the forms that stand on it

use crate::pages::card::{Card, Names, Opened, Row, Says, captions, is_code, kind_word};
use crate::pages::compare_entities::{self, joined_among, references};
use crate::pages::see_to_child::{self, ChildForm, permit_names};
use crate::pages::{
    contacts, grade_choices, handling_choices, open_entity, pap_choices, purpose_of, tlp_choices,
};
use crate::role_act::{self, Decision};
use crate::rules;
use crate::types::{BASIS_CHARS_MAX, Case, CaseError, Entity, NewStatement, NewValue, Source};
use crate::{Keys, add_to_entity, retract, statement};
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::{Ask, action};
use http::StatusCode;
use kernel::id::{EntityId, StatementId};
use kernel::{EntityKind, Grade, Handling, Pap, PersonRole, Property, Purpose, Tlp};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Tx;
use uuid::Uuid;
use web::{Choice, FieldError, Problem, T};

/// What the form for a new statement sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct SayForm {
    #[serde(default)]
    property: String,
    #[serde(default)]
    value: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    grade: String,
    #[serde(default)]
    handling: String,
    #[serde(default)]
    tlp: String,
    #[serde(default)]
    pap: String,
    /// The last day on which it is kept, here and by whoever receives it.
    #[serde(default)]
    until: String,
}

/// What the form for a role sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct RoleForm {
    #[serde(default)]
    role: String,
    #[serde(default)]
    why: String,
    #[serde(default)]
    offence: String,
    #[serde(default)]
    basis: String,
}

/// What the form for taking back sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct RetractForm {
    #[serde(default)]
    why: String,
}

#[derive(askama::Template)]
#[template(path = "show_entity.html")]
struct ShowEntity<'a> {
    t: &'a T,
    entity: &'a Entity,
    card: &'a Card,
    past: Vec<Row>,
    may_add: bool,
    properties: Vec<Choice>,
    roles: Vec<Choice>,
    handlings: Vec<Choice>,
    tlps: Vec<Choice>,
    paps: Vec<Choice>,
    grades: Vec<Choice>,
    sent: SayForm,
    errors: Vec<FieldError>,
    panels: Vec<String>,
    child: String,
    contacts: String,
    same: String,
    distress: bool,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    page(&node, &officer, EntityId(id), SayForm::default(), Vec::new()).await
}

/// The page once more, with what is wrong.
pub(crate) async fn again(
    node: &Arc<Node>,
    officer: &Officer,
    id: EntityId,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    page(node, officer, id, SayForm::default(), errors).await
}

/// The page with what a child is called, this once, for a purpose that the log keeps.
pub(crate) async fn show_names(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<ChildForm>,
) -> Result<Response, Problem> {
    let id = EntityId(id);
    match sent.asks_name(&officer.t) {
        Ok(asked) => page_with(&node, &officer, id, SayForm::default(), Vec::new(), Some(asked)).await,
        Err(errors) => again(&node, &officer, id, errors).await,
    }
}

pub(crate) async fn say(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<SayForm>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let errors = check(t, &sent);
    let property = Property::parse(&sent.property)
        .filter(|p| !p.is_link() && !matches!(p, Property::Role | Property::AgeAssessed));
    let Some(property) = property.filter(|_| errors.is_empty()) else {
        return page(&node, &officer, EntityId(id), sent, errors).await;
    };
    let new = NewStatement {
        grade: Grade::parse(&sent.grade),
        handling: Handling::parse(&sent.handling).unwrap_or(Handling::H0),
        tlp: Tlp::parse(&sent.tlp),
        pap: Pap::parse(&sent.pap),
        restrictions: kernel::Restriction::until(sent.until.trim()).into_iter().collect(),
        ..NewStatement::own(
            property,
            NewValue::Text(sent.value.trim().to_owned()),
            Source {
                name: sent.source.trim().to_owned(),
                place: sent.place.trim().to_owned(),
                ..Source::default()
            },
        )
    };
    add(&node, &officer, EntityId(id), new).await
}

pub(crate) async fn record_role(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<RoleForm>,
) -> Result<Response, Problem> {
    let (id, t) = (EntityId(id), &officer.t);
    let role = PersonRole::parse(&sent.role).ok_or_else(Problem::bad_request)?;
    let source =
        Source { name: sent.why.trim().chars().take(BASIS_CHARS_MAX).collect(), ..Source::default() };
    let source =
        if source.name.is_empty() { Source { name: officer.actor.name.clone(), ..source } } else { source };
    let new = NewStatement::own(Property::Role, NewValue::Text(role.code().into()), source);
    match added(&node, &officer, id, new).await {
        Ok(()) => Ok(Redirect::to(&format!("/entities/{id}")).into_response()),
        Err(CaseError::NoOffence) => {
            again(&node, &officer, id, vec![FieldError::new("role", t.get("casefile-no-offence"))]).await
        }
        Err(CaseError::NeedsSecondPerson) => {
            let decision = Decision { offence: sent.offence, basis: sent.basis, why: sent.why };
            if !decision.is_whole() {
                let errors = vec![FieldError::new("offence", t.get("casefile-offence-needed"))];
                return page(&node, &officer, id, SayForm::default(), errors).await;
            }
            ask_second(&node, &officer, id, role, &decision).await?;
            Ok(Redirect::to("/second-person").into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Asks for a second person's word on a role in an offence.
async fn ask_second(
    node: &Arc<Node>,
    officer: &Officer,
    id: EntityId,
    role: PersonRole,
    decision: &Decision,
) -> Result<(), CaseError> {
    let done = node.store.run::<_, CaseError, _, _>("ask for a role", |tx| async move {
        let label = crate::entity(&tx, id).await?.ok_or(CaseError::NotHere)?.label().clone();
        let (case, _) = open_entity(node, &tx, officer, id, action::IMPORT).await?;
        let called = captions(node, &tx, officer, &[id]).await?.remove(&id).unwrap_or_default();
        let new = role_act::asked(id, (label, &called, &case.reference), role, decision);
        let _waits = access::ask_second(&tx, node, &officer.actor, &new).await?;
        Ok(())
    });
    done.await
}

pub(crate) async fn take_back(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<RetractForm>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let why = sent.why.trim().to_owned();
    let done = node.store.run::<_, CaseError, _, _>("retract statement", |tx| {
        let (node, officer, why) = (&node, &officer, why.clone());
        async move {
            let keys = Keys::of(&node.vault);
            let said = statement(&tx, &keys, StatementId(id)).await?.ok_or(CaseError::NotHere)?;
            let ask = Ask::new(&officer.actor, action::JUDGE, purpose_of(&officer.actor), tx.at());
            let said = node.gate.open(said, &ask, &mut tx.log())?;
            let (_, entity) = open_entity(node, &tx, officer, said.entity, action::READ).await?;
            if !why.is_empty() {
                retract(&tx, &keys, &officer.actor, (&said, entity.kind), &why, officer.actor.party).await?;
            }
            Ok(said.entity)
        }
    });
    let entity = done.await?;
    if why.is_empty() {
        let errors = vec![FieldError::new("why", t.get("casefile-why-needed"))];
        return page(&node, &officer, entity, SayForm::default(), errors).await;
    }
    Ok(Redirect::to(&format!("/entities/{entity}")).into_response())
}

async fn add(
    node: &Arc<Node>,
    officer: &Officer,
    id: EntityId,
    new: NewStatement,
) -> Result<Response, Problem> {
    added(node, officer, id, new).await?;
    Ok(Redirect::to(&format!("/entities/{id}")).into_response())
}

async fn added(
    node: &Arc<Node>,
    officer: &Officer,
    id: EntityId,
    new: NewStatement,
) -> Result<(), CaseError> {
    let added = node.store.run::<_, CaseError, _, _>("add statement", |tx| {
        let new = new.clone();
        async move {
            let (case, entity) = open_entity(node, &tx, officer, id, action::IMPORT).await?;
            let keys = Keys::of(&node.vault);
            let region = officer.actor.party;
            add_to_entity(&tx, &keys, &officer.actor, (&case, &entity), region, vec![new]).await
        }
    });
    added.await.map(|_| ())
}

fn check(t: &T, sent: &SayForm) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if sent.value.trim().is_empty() {
        errors.push(FieldError::new("value", t.get("casefile-value-needed")));
    }
    if sent.value.len() > kernel::limit::VALUE_BYTES_MAX {
        errors.push(FieldError::new("value", t.get("casefile-too-long")));
    }
    if sent.source.trim().is_empty() {
        errors.push(FieldError::new("source", t.get("casefile-source-needed")));
    }
    if Property::parse(&sent.property).is_none() {
        errors.push(FieldError::new("property", t.get("casefile-property-needed")));
    }
    errors
}

struct Looked {
    same: String,
    case: Case,
    entity: Entity,
    card: Card,
    past: Vec<Row>,
    panels: Vec<String>,
    child: String,
    contacts: String,
    may_add: bool,
    distress: bool,
}

async fn look(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    id: EntityId,
    (errors, asked): (&[FieldError], Option<&(Purpose, String)>),
) -> Result<Looked, CaseError> {
    let (case, entity) = open_entity(node, tx, officer, id, action::READ).await?;
    let names = match asked {
        None => Names::Hidden,
        Some((purpose, why)) => {
            permit_names(node, tx, officer, id, (*purpose, why)).await?;
            Names::Shown(*purpose)
        }
    };
    let others = joined_among(node, tx, officer, &[id]).await?.remove(&id).unwrap_or_default();
    let all: Vec<Entity> = std::iter::once(entity.clone()).chain(others.iter().cloned()).collect();
    let opened = Opened::with(node, tx, officer, &all, names).await?;
    let marks = if others.is_empty() { BTreeMap::new() } else { references(node, tx, officer, &all).await? };
    let ask = Ask::new(&officer.actor, action::IMPORT, purpose_of(&officer.actor), tx.at());
    let may_add = node.gate.may(&case.label(), &ask);
    let child = see_to_child::panel(node, tx, officer, (id, entity.kind), (may_add, errors)).await?;
    let t = &officer.t;
    let past =
        opened.said_of(id).iter().filter(|s| s.retracted.is_some()).map(|s| opened.row(t, s)).collect();
    let panels = node.panels_at(access::Place::EntityAside, tx, &officer.actor, id.0, t).await?;
    let card = opened.card_as_one(t, (&entity, &others), &marks, usize::MAX);
    let same = compare_entities::panel(node, tx, officer, &entity).await?;
    let contacts = contacts::panel(node, tx, officer, id, opened.said_of(id)).await?;
    let distress = !crate::in_distress(tx, &Keys::of(&node.vault), Some(&[id])).await?.is_empty();
    Ok(Looked { same, card, past, panels, child, contacts, may_add, distress, case, entity })
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    id: EntityId,
    sent: SayForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    page_with(node, officer, id, sent, errors, None).await
}

async fn page_with(
    node: &Arc<Node>,
    officer: &Officer,
    id: EntityId,
    sent: SayForm,
    errors: Vec<FieldError>,
    asked: Option<(Purpose, String)>,
) -> Result<Response, Problem> {
    let with = (errors.as_slice(), asked.as_ref());
    let looked = node.store.run("show entity", |tx| async move { look(node, &tx, officer, id, with).await });
    let Looked { same, case, entity, card, past, panels, child, contacts, may_add, distress } =
        looked.await?;
    let t = &officer.t;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = web::Head::new("casefile", &card.title)
        .over(
            t.say("casefile-entity-over")
                .with("kind", kind_word(t, entity.kind))
                .with("reference", &case.reference),
        )
        .action(web::Action::link(t.get("casefile-history"), format!("/entities/{id}/history")))
        .action(web::Action::link(t.get("casefile-to-case"), format!("/cases/{}", case.id)))
        .status(status);
    let body = ShowEntity {
        t,
        entity: &entity,
        card: &card,
        past,
        may_add,
        properties: properties_of(entity.kind)
            .into_iter()
            .map(|p| Choice::new(p, t.get(&format!("casefile-property-{p}"))))
            .collect(),
        roles: rules::roles_of(entity.kind)
            .map(|r| Choice::new(r, t.get(&format!("casefile-role-{r}"))))
            .collect(),
        handlings: handling_choices(t),
        tlps: tlp_choices(t),
        paps: pap_choices(t),
        grades: grade_choices(t),
        sent,
        errors,
        panels,
        child,
        contacts,
        same,
        distress,
    };
    let purpose = t.get(&format!("casefile-purpose-{}", purpose_of(&officer.actor)));
    let viewer = officer.viewer.clone().acting_in(&case.reference, format!("/cases/{}", case.id), purpose);
    Ok(web::page(&viewer, head, body))
}

/// Properties that an officer may state of this kind; links are made by imports and judgements.
fn properties_of(kind: EntityKind) -> Vec<Property> {
    let fits = |p: &Property| match kind {
        EntityKind::Person => !matches!(
            p,
            Property::Imo
                | Property::Mmsi
                | Property::CallSign
                | Property::Flag
                | Property::Plate
                | Property::CraftType
                // What an assessment found stands there when two people decided on it.
                | Property::AgeAssessed
        ),
        EntityKind::Organisation => {
            !matches!(p, Property::BirthDate | Property::BirthPlace | Property::Gender) && !is_age(*p)
        }
        _ => !is_age(*p),
    };
    let mut all: Vec<Property> =
        Property::ALL.iter().copied().filter(|p| !p.is_link() && *p != Property::Role).filter(fits).collect();
    // Numbers of things come first for things.
    all.sort_by_key(|p| kind != EntityKind::Person && !is_code(*p));
    all
}

fn is_age(property: Property) -> bool {
    matches!(property, Property::AgeClaimed | Property::AgeDoubted | Property::AgeAssessed)
}

impl ShowEntity<'_> {
    fn path(&self, act: &str) -> String {
        format!("/entities/{}/{act}", self.entity.id)
    }

    fn property(&self) -> web::Field {
        web::select("property", self.t.get("casefile-col-what"), &self.properties)
            .value(&self.sent.property)
            .errors(&self.errors)
    }

    fn value(&self) -> web::Field {
        let field = web::text("value", self.t.get("casefile-col-says")).value(&self.sent.value);
        field.hint(self.t.get("casefile-value-hint")).required().errors(&self.errors)
    }

    fn source(&self) -> web::Field {
        let field = web::text("source", self.t.get("casefile-col-source")).value(&self.sent.source);
        field.hint(self.t.get("casefile-source-hint")).required().errors(&self.errors)
    }

    fn place(&self) -> web::Field {
        web::text("place", self.t.get("casefile-place")).value(&self.sent.place).optional(self.t)
    }

    fn grade(&self) -> web::Field {
        let field = web::select("grade", self.t.get("casefile-col-grade"), &self.grades);
        field.hint(self.t.get("casefile-grade-hint")).value(&self.sent.grade)
    }

    fn handling(&self) -> web::Field {
        web::select("handling", self.t.get("casefile-col-handling"), &self.handlings)
            .value(&self.sent.handling)
    }

    fn until(&self) -> web::Field {
        web::date("until", self.t.get("casefile-until"))
            .hint(self.t.get("casefile-until-hint"))
            .value(&self.sent.until)
    }

    fn tlp(&self) -> web::Field {
        web::select("tlp", self.t.get("casefile-tlp"), &self.tlps)
            .hint(self.t.get("casefile-tlp-hint"))
            .value(&self.sent.tlp)
    }

    fn pap(&self) -> web::Field {
        web::select("pap", self.t.get("casefile-pap"), &self.paps)
            .hint(self.t.get("casefile-pap-hint"))
            .value(&self.sent.pap)
    }

    fn role(&self) -> web::Field {
        web::select("role", self.t.get("casefile-property-role"), &self.roles)
            .hint(self.t.get("casefile-role-hint"))
            .errors(&self.errors)
    }

    fn why(&self) -> web::Field {
        web::text("why", self.t.get("casefile-why"))
            .required()
            .length_max(u32::try_from(BASIS_CHARS_MAX).unwrap_or(u32::MAX))
    }

    fn offence(&self) -> web::Field {
        let field = web::text("offence", self.t.get("casefile-offence")).optional(self.t);
        field.hint(self.t.get("casefile-offence-hint")).errors(&self.errors)
    }

    fn legal_basis(&self) -> web::Field {
        web::text("basis", self.t.get("casefile-legal-basis")).optional(self.t)
    }

    fn rows_to_take_back(&self) -> Vec<Choice> {
        let words = |row: &Row| match &row.says {
            Says::Words(text) | Says::Code(text) => text.clone(),
            Says::Link(_, name) => name.clone(),
            Says::Hidden => self.t.get("casefile-child-hidden"),
        };
        self.card.rows.iter().map(|r| Choice::new(r.id, format!("{}: {}", r.what, words(r)))).collect()
    }
}
