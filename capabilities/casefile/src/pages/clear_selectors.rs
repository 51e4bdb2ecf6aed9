//! Look through the values of a case and clear for matching those that an officer answers for.

use crate::pages::card::{captions, role_word};
use crate::pages::{open_case, opened, page_number, purpose_of, reads};
use crate::types::{Accepted, BASIS_CHARS_MAX, Case, CaseError, HeldSelector, Pick, Statement, Value};
use crate::{Keys, SelectorCount, Standing, accept, revoke, selector_counts, selectors, statements_naming};
use access::{Node, Officer};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::{Ask, action};
use http::StatusCode;
use kernel::id::{CaseId, EntityId};
use kernel::{PersonRole, Property, SelectorKind, Strength};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, FieldError, Problem, T};

/// What narrows the list.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Narrowed {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    standing: String,
    #[serde(default)]
    page: Option<String>,
    /// What the last act did: cleared and held back, or taken back.
    #[serde(default)]
    cleared: Option<u64>,
    #[serde(default)]
    held: Option<u64>,
    #[serde(default)]
    revoked: Option<u64>,
}

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct ClearForm {
    #[serde(default)]
    id: Vec<Uuid>,
    #[serde(default)]
    kinds: Vec<String>,
    #[serde(default)]
    which: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    basis: String,
    #[serde(default)]
    act: String,
}

struct ValueRow {
    held: HeldSelector,
    of: String,
    /// Who has it: the people and organisations that a record names it with.
    whose: Option<String>,
    kind: String,
    strength: Option<String>,
    role: Option<String>,
}

#[derive(askama::Template)]
#[template(path = "clear_selectors.html")]
struct ClearSelectors<'a> {
    t: &'a T,
    path: String,
    address: String,
    rows: Vec<ValueRow>,
    page: u64,
    total: u64,
    narrowing: Vec<(String, String, bool)>,
    kinds: Vec<Choice>,
    roles: Vec<Choice>,
    waiting: u64,
    done: Option<String>,
    sent: ClearForm,
    errors: Vec<FieldError>,
    any: bool,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Query(narrowed): Query<Narrowed>,
) -> Result<Response, Problem> {
    page(&node, &officer, CaseId(id), narrowed, ClearForm::default(), Vec::new()).await
}

pub(crate) async fn act(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<ClearForm>,
) -> Result<Response, Problem> {
    let (id, t) = (CaseId(id), &officer.t);
    let errors = check(t, &sent);
    if !errors.is_empty() {
        return page(&node, &officer, id, Narrowed::default(), sent, errors).await;
    }
    let ticked = sent.which != "kinds";
    let pick = Pick {
        ids: if ticked { sent.id.iter().copied().collect() } else { Default::default() },
        kinds: if ticked {
            Default::default()
        } else {
            sent.kinds.iter().filter_map(|k| SelectorKind::parse(k)).collect()
        },
        ..Pick::default()
    };
    let role = PersonRole::parse(&sent.role);
    let done = node.store.run::<_, CaseError, _, _>("clear selectors", |tx| {
        let (node, officer, pick, sent) = (&node, &officer, pick.clone(), sent.clone());
        async move {
            let case = open_case(node, &tx, officer, id, action::ACCEPT).await?;
            let by = (&officer.actor, purpose_of(&officer.actor));
            match role {
                Some(role) if sent.act != "revoke" => {
                    accept(&tx, &node.gate, by, &case, &pick, role, &sent.basis).await.map(Ok)
                }
                _ => revoke(&tx, &node.gate, by, &case, &pick).await.map(Err),
            }
        }
    });
    let done = match done.await? {
        Ok(Accepted { n, held_back }) => format!("cleared={n}&held={held_back}"),
        Err(n) => format!("revoked={n}"),
    };
    Ok(Redirect::to(&format!("/cases/{id}/clear?{done}")).into_response())
}

fn check(t: &T, sent: &ClearForm) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if sent.which == "kinds" && sent.kinds.iter().all(|k| SelectorKind::parse(k).is_none()) {
        errors.push(FieldError::new("kinds", t.get("casefile-kinds-needed")));
    }
    if sent.which != "kinds" && sent.id.is_empty() {
        errors.push(FieldError::new("which", t.get("casefile-ticks-needed")));
    }
    if sent.act == "revoke" {
        return errors;
    }
    if PersonRole::parse(&sent.role).is_none_or(|r| !r.is_offence_role()) {
        errors.push(FieldError::new("role", t.get("casefile-offence-role-needed")));
    }
    if crate::rules::basis(&sent.basis).is_err() {
        errors.push(FieldError::new("basis", t.get("casefile-basis-needed")));
    }
    errors
}

/// Which values are shown: the chosen ones, else those that wait, else, when none waits, those that are cleared.
fn standing(code: &str, waiting: u64) -> Standing {
    match code {
        "all" => Standing::All,
        "cleared" => Standing::Cleared,
        "held" => Standing::HeldBack,
        "waiting" => Standing::Waiting,
        _ if waiting == 0 => Standing::Cleared,
        _ => Standing::Waiting,
    }
}

struct Looked {
    case: Case,
    found: Vec<HeldSelector>,
    total: u64,
    counts: Vec<(SelectorKind, SelectorCount)>,
    names: HashMap<EntityId, String>,
    holders: HashMap<EntityId, Vec<EntityId>>,
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    id: CaseId,
    narrowed: Narrowed,
    sent: ClearForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let number = page_number(narrowed.page.as_deref());
    let (kind, chosen) = (SelectorKind::parse(&narrowed.kind), narrowed.standing.clone());
    let chosen = &chosen;
    let looked = node.store.run::<_, CaseError, _, _>("list selectors", |tx| async move {
        let case = open_case(node, &tx, officer, id, action::READ).await?;
        let keys = Keys::of(&node.vault);
        let ask = reads(officer, &tx);
        let counts = selector_counts(&tx, (&node.gate, &ask), id).await?;
        let waiting = counts.values().fold(0_u64, |n, c| n.saturating_add(c.waiting));
        let wanted = (kind, standing(chosen, waiting));
        let (found, total) = selectors(&tx, &keys, (&node.gate, &ask), id, wanted, number).await?;
        let found = node.gate.open_each(found, &ask, &mut tx.log());
        let mut of: Vec<EntityId> = found.iter().map(|s| s.entity).collect();
        of.dedup();
        let holders = holders(opened(node, &tx, officer, statements_naming(&tx, &keys, &of).await?));
        of.extend(holders.values().flatten().copied());
        let names = captions(node, &tx, officer, &of).await?;
        Ok(Looked { case, found, total, counts: counts.into_iter().collect(), names, holders })
    });
    let looked = looked.await?;
    let t = &officer.t;
    let may = Ask::new(&officer.actor, action::ACCEPT, purpose_of(&officer.actor), node.store.clock().now());
    if !node.gate.may(&looked.case.label(), &may) {
        return Err(Problem::not_available());
    }
    let path = format!("/cases/{id}/clear");
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = web::Head::new("casefile", t.get("casefile-clear"))
        .over(t.say("casefile-clear-over").with("reference", &looked.case.reference))
        .under(t.get("casefile-clear-what"))
        .action(web::Action::link(t.get("casefile-to-case"), format!("/cases/{id}")))
        .action(web::Action::link(t.get("casefile-check"), format!("/cases/{id}/check")))
        .status(status);
    let waiting = looked.counts.iter().fold(0_u64, |n, (_, c)| n.saturating_add(c.waiting));
    let body = ClearSelectors {
        t,
        address: address(&path, &narrowed),
        narrowing: narrowing(t, &path, &narrowed, &looked.counts),
        kinds: looked
            .counts
            .iter()
            .filter(|(_, c)| c.waiting > 0)
            .map(|(kind, c)| kind_choice(t, *kind, c))
            .collect(),
        roles: offence_roles(t),
        done: done(t, &narrowed),
        any: !looked.counts.is_empty(),
        rows: looked.found.into_iter().map(|s| value_row(t, s, (&looked.names, &looked.holders))).collect(),
        page: number,
        total: looked.total,
        path,
        waiting,
        sent,
        errors,
    };
    let purpose = t.get(&format!("casefile-purpose-{}", purpose_of(&officer.actor)));
    let viewer = officer.viewer.clone().acting_in(&looked.case.reference, format!("/cases/{id}"), purpose);
    Ok(web::page(&viewer, head, body))
}

/// Who has which thing, by what is said of it.
fn holders(naming: Vec<Statement>) -> HashMap<EntityId, Vec<EntityId>> {
    let mut holders: HashMap<EntityId, Vec<EntityId>> = HashMap::new();
    for statement in naming.into_iter().filter(|s| s.retracted.is_none() && has(s.property)) {
        if let Value::Entity(held) = statement.value {
            holders.entry(held).or_default().push(statement.entity);
        }
    }
    holders
}

/// Whether who says so has the thing it names.
fn has(property: Property) -> bool {
    matches!(property, Property::Uses | Property::Owns | Property::HoldsDocument)
}

fn value_row(
    t: &T,
    held: HeldSelector,
    (names, holders): (&HashMap<EntityId, String>, &HashMap<EntityId, Vec<EntityId>>),
) -> ValueRow {
    let with = holders.get(&held.entity).into_iter().flatten().filter_map(|id| names.get(id).cloned());
    let with: BTreeSet<String> = with.collect();
    let weak = held.selector.kind.strength() == Strength::Weak;
    ValueRow {
        whose: (!with.is_empty()).then(|| t.list(with)),
        of: names.get(&held.entity).cloned().unwrap_or_else(|| t.get("casefile-unnamed")),
        kind: t.get(&format!("casefile-selector-{}", held.selector.kind)),
        strength: weak.then(|| t.get("casefile-weak")),
        role: held.eligibility.as_ref().map(|e| role_word(t, e.role.code())),
        held,
    }
}

fn kind_choice(t: &T, kind: SelectorKind, count: &SelectorCount) -> Choice {
    let label = t.get(&format!("casefile-selector-{kind}"));
    Choice::new(kind, format!("{label} ({})", t.number(count.waiting)))
}

fn offence_roles(t: &T) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", t.get("casefile-choose"))];
    choices.extend(
        PersonRole::ALL
            .iter()
            .filter(|r| r.is_offence_role())
            .map(|r| Choice::new(r, t.get(&format!("casefile-role-{r}")))),
    );
    choices
}

fn done(t: &T, narrowed: &Narrowed) -> Option<String> {
    let cleared = narrowed.cleared.map(|n| {
        t.say("casefile-cleared-now").with("n", n).with("held", narrowed.held.unwrap_or(0)).to_string()
    });
    cleared.or_else(|| narrowed.revoked.map(|n| t.n("casefile-revoked-now", n)))
}

fn address(path: &str, narrowed: &Narrowed) -> String {
    let kind = SelectorKind::parse(&narrowed.kind).map(|k| format!("kind={k}"));
    let standing = ["all", "waiting", "cleared", "held"]
        .iter()
        .find(|s| **s == narrowed.standing)
        .map(|s| format!("standing={s}"));
    let parts: Vec<String> = kind.into_iter().chain(standing).collect();
    if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
}

/// Links that narrow the list: words, address, whether it is the chosen one.
fn narrowing(
    t: &T,
    path: &str,
    narrowed: &Narrowed,
    counts: &[(SelectorKind, SelectorCount)],
) -> Vec<(String, String, bool)> {
    let sum = |of: fn(&SelectorCount) -> u64| counts.iter().fold(0_u64, |n, (_, c)| n.saturating_add(of(c)));
    let waiting = sum(|c| c.waiting);
    let link = |code: &str, key: &str, n: u64| {
        let to = address(path, &Narrowed { standing: code.into(), ..narrowed.clone() });
        let chosen = standing(code, waiting) == standing(&narrowed.standing, waiting);
        (format!("{} {}", t.get(key), t.number(n)), to, chosen)
    };
    vec![
        link("waiting", "casefile-values-waiting", waiting),
        link("cleared", "casefile-values-cleared", sum(|c| c.cleared)),
        link("held", "casefile-values-held", sum(|c| c.held_back)),
    ]
}

impl ClearSelectors<'_> {
    fn which(&self) -> web::Field {
        let t = self.t;
        let choices = [
            Choice::new("ticked", t.get("casefile-which-ticked")),
            Choice::new("kinds", t.n("casefile-which-kinds", self.waiting)),
        ];
        let chosen = if self.sent.which.is_empty() { "ticked" } else { self.sent.which.as_str() };
        web::radio("which", t.get("casefile-which"), &choices).value(chosen).errors(&self.errors)
    }

    fn kinds_field(&self) -> web::Field {
        let field = web::checks("kinds", self.t.get("casefile-which-of"), &self.kinds).errors(&self.errors);
        self.sent.kinds.iter().fold(field, |field, kind| field.value(kind))
    }

    fn role(&self) -> web::Field {
        web::select("role", self.t.get("casefile-offence-role"), &self.roles)
            .hint(self.t.get("casefile-offence-role-hint"))
            .value(&self.sent.role)
            .errors(&self.errors)
    }

    fn basis(&self) -> web::Field {
        web::textarea("basis", self.t.get("casefile-basis"), 3)
            .hint(self.t.get("casefile-basis-hint"))
            .value(&self.sent.basis)
            .length_max(u32::try_from(BASIS_CHARS_MAX).unwrap_or(u32::MAX))
            .errors(&self.errors)
    }

    fn is_ticked(&self, row: &ValueRow) -> bool {
        self.sent.id.contains(&row.held.id)
    }
}
