//! The rules that give records their end dates: how long, from when, and where that stands in law.

use super::LogError;
use crate::types::LINE_CHARS_MAX;
use access::retention::{PERIOD_DAYS_MAX, Period};
use access::{Node, Officer, RetentionError, Rule, store_retention};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use serde::Deserialize;
use std::sync::Arc;
use web::{Action, Choice, FieldError, Head, Problem, T};

/// A rule as it shall be.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct RuleForm {
    #[serde(default)]
    rule: String,
    #[serde(default)]
    days: String,
    #[serde(default)]
    source: String,
}

struct Row {
    name: String,
    from: String,
    days: String,
    source: String,
    is_set: bool,
}

#[derive(askama::Template)]
#[template(path = "list_rules.html")]
struct ListRules<'a> {
    t: &'a T,
    rows: Vec<Row>,
    choices: Vec<Choice>,
    sent: RuleForm,
    errors: Vec<FieldError>,
}

pub(crate) async fn list(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    page(&node, &officer, RuleForm::default(), Vec::new()).await
}

pub(crate) async fn set(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<RuleForm>,
) -> Result<Response, Problem> {
    let (rule, days) = match read(&officer.t, &sent) {
        Ok(read) => read,
        Err(errors) => return page(&node, &officer, sent, errors).await,
    };
    let set = node.store.run::<_, RetentionError, _, _>("set retention rule", |tx| {
        let (node, actor, source) = (&node, &officer.actor, sent.source.as_str());
        async move { access::erase::set_rule(&tx, node, actor, rule, (days, source)).await }
    });
    set.await?;
    Ok(Redirect::to("/data-protection/retention").into_response())
}

/// Ends what is due now, instead of within the hour.
pub(crate) async fn end_now(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    let asked = node.store.run::<_, LogError, _, _>("end what is due", |tx| {
        let (node, actor) = (&node, &officer.actor);
        async move { Ok(access::erase::keeps(&tx, node, actor)?) }
    });
    asked.await?;
    access::erase::end_what_is_due(&node).await.map_err(|error| access::broken(&error))?;
    Ok(Redirect::to("/data-protection").into_response())
}

fn read(t: &T, sent: &RuleForm) -> Result<(Rule, i64), Vec<FieldError>> {
    let mut errors = Vec::new();
    let rule = Rule::parse(&sent.rule);
    if rule.is_none() {
        errors.push(FieldError::new("rule", t.get("oversight-field-needed")));
    }
    let days = sent.days.trim().parse::<i64>().ok().filter(|days| (1..=PERIOD_DAYS_MAX).contains(days));
    if days.is_none() {
        errors.push(FieldError::new("days", t.n("oversight-days-needed", PERIOD_DAYS_MAX)));
    }
    let source = sent.source.trim();
    if source.is_empty() {
        errors.push(FieldError::new("source", t.get("oversight-field-needed")));
    } else if source.chars().count() > LINE_CHARS_MAX {
        errors.push(FieldError::new("source", t.n("oversight-field-long", LINE_CHARS_MAX)));
    }
    match (rule, days) {
        (Some(rule), Some(days)) if errors.is_empty() => Ok((rule, days)),
        _ => Err(errors),
    }
}

// How many records a rule has is not shown: the number would tell of cases kept to named people.
fn row(t: &T, period: &Period) -> Row {
    let word = period.rule.word();
    Row {
        name: t.get(&format!("access-rule-{word}")),
        from: t.get(&format!("access-rule-{word}-from")),
        days: t.n("oversight-rule-days", period.days),
        source: period.source.clone().unwrap_or_else(|| t.get("access-rule-default")),
        is_set: period.source.is_some(),
    }
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    sent: RuleForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let read = node.store.run::<_, LogError, _, _>("retention rules", |tx| async move {
        access::erase::keeps(&tx, node, &officer.actor)?;
        let authority = officer.actor.authority;
        let mut periods = Vec::with_capacity(Rule::ALL.len());
        for rule in Rule::ALL {
            periods.push(store_retention::period(&tx, authority, *rule).await?);
        }
        Ok(periods)
    });
    let periods = read.await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = Head::new("data-protection", t.get("oversight-rules"))
        .over(t.get("access-kept-law"))
        .under(t.get("oversight-rules-what"))
        .action(Action::link(t.get("oversight-data-protection"), "/data-protection"))
        .status(status);
    let body = ListRules {
        t,
        rows: periods.iter().map(|period| row(t, period)).collect(),
        choices: Rule::ALL
            .iter()
            .map(|rule| Choice::new(rule.code(), t.get(&format!("access-rule-{}", rule.word()))))
            .collect(),
        sent,
        errors,
    };
    Ok(web::page(&officer.viewer, head, body))
}
