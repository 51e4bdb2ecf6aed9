//! How long one record is kept: its end date and rule, a review that sets another date, the legal holds on it.

use crate::erase::{self, Decided, stops};
use crate::node::Node;
use crate::officer::{Officer, broken};
use crate::panel_retention::{end_tag, kind_word, need_word};
use crate::retention::{
    HOLD_REVIEW_DAYS_MAX, LINE_CHARS_MAX, NewHold, Period, RetentionError, WHY_CHARS_MAX, last_date,
};
use crate::store_holds as holding;
use crate::store_retention as kept;
use ::store::Tx;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::{Ask, action};
use kernel::time::DAY_MS;
use kernel::{Actor, Purpose, Role, Timestamp};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{FieldError, Head, Problem, T, Tag};

/// What the forms send.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct KeptForm {
    #[serde(default)]
    act: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    ground: String,
    #[serde(default)]
    reference: String,
    #[serde(default)]
    review: String,
    #[serde(default)]
    hold: String,
    #[serde(default)]
    why: String,
}

struct HoldShown {
    id: String,
    ground: String,
    reference: String,
    placed: String,
    review: String,
    review_left: Tag,
}

#[derive(askama::Template)]
#[template(path = "show_kept.html")]
struct ShowKept<'a> {
    t: &'a T,
    action: String,
    until: String,
    left: Tag,
    rule: String,
    from: String,
    source: String,
    reviewed: Option<(String, String)>,
    holds: Vec<HoldShown>,
    needs: Vec<String>,
    may_review: bool,
    may_hold: bool,
    last: String,
    sent: KeptForm,
    errors: Vec<FieldError>,
}

/// What a person works on end dates for.
pub(crate) fn purpose_of(actor: &Actor) -> Purpose {
    if actor.is(Role::Investigator) || actor.is(Role::DutyOfficer) {
        Purpose::Investigation
    } else if actor.is(Role::Prosecutor) {
        Purpose::Prosecution
    } else if actor.is(Role::ProtectionOfficer) {
        Purpose::Protection
    } else {
        Purpose::Oversight
    }
}

impl From<RetentionError> for Problem {
    fn from(error: RetentionError) -> Self {
        match error {
            RetentionError::Store(error) => broken(&error),
            RetentionError::NotHere => Self::not_available(),
            RetentionError::Held { .. } => Self::conflict(),
            RetentionError::Date(_) | RetentionError::NoReason => Self::bad_request(),
        }
    }
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    page(&node, &officer, id, KeptForm::default(), Vec::new()).await
}

pub(crate) async fn act(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<KeptForm>,
) -> Result<Response, Problem> {
    let done = node.store.run::<_, RetentionError, _, _>("end date", |tx| {
        let (node, officer, sent) = (&node, &officer, &sent);
        async move { change(&tx, node, &officer.actor, id, sent).await }
    });
    let errors = match done.await {
        Ok(()) => return Ok(Redirect::to(&format!("/kept/{id}")).into_response()),
        Err(RetentionError::Date(last)) => vec![date_error(&officer.t, &sent, last)],
        Err(RetentionError::NoReason) => lacking(&officer.t, &sent),
        Err(error) => return Err(error.into()),
    };
    page(&node, &officer, id, sent, errors).await
}

async fn change(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: Uuid,
    sent: &KeptForm,
) -> Result<(), RetentionError> {
    let by = (actor, purpose_of(actor));
    match sent.act.as_str() {
        "hold" => {
            let new = NewHold {
                ground: sent.ground.clone(),
                reference: sent.reference.clone(),
                review_at: day(&sent.review).unwrap_or_default(),
            };
            erase::place_hold(tx, node, by, id, &new).await.map(|_| ())
        }
        "lift" => {
            let hold = Uuid::try_parse(&sent.hold).map_err(|_| RetentionError::NotHere)?;
            erase::lift_hold(tx, node, by, (id, hold), &sent.why).await
        }
        _ => erase::review(tx, node, by, id, (day(&sent.until).unwrap_or_default(), &sent.reason)).await,
    }
}

/// The end of a day as a form gives it.
fn day(text: &str) -> Option<Timestamp> {
    Timestamp::parse(&format!("{}T00:00:00Z", text.trim()))
}

fn date_error(t: &T, sent: &KeptForm, last: Timestamp) -> FieldError {
    let field = if sent.act == "hold" { "review" } else { "until" };
    FieldError::new(field, t.say("access-kept-date-needed").with("last", t.day(last)).to_string())
}

fn lacking(t: &T, sent: &KeptForm) -> Vec<FieldError> {
    let unfit = |text: &str, most: usize| {
        let text = text.trim();
        text.is_empty() || text.chars().count() > most
    };
    let fields: &[(&str, &str, usize)] = match sent.act.as_str() {
        "hold" => &[("ground", &sent.ground, WHY_CHARS_MAX), ("reference", &sent.reference, LINE_CHARS_MAX)],
        "lift" => &[("why", &sent.why, WHY_CHARS_MAX)],
        _ => &[("reason", &sent.reason, WHY_CHARS_MAX)],
    };
    let unfit = fields.iter().filter(|(_, text, most)| unfit(text, *most));
    unfit.map(|(name, _, most)| FieldError::new(name, t.n("access-kept-text-needed", *most))).collect()
}

/// Opens the entry as this person may: as a reader of the record, or as who oversees end dates.
async fn opened(tx: &Tx, node: &Node, actor: &Actor, id: Uuid) -> Result<Decided, RetentionError> {
    let purpose = purpose_of(actor);
    let action = if purpose == Purpose::Oversight { action::KEEP_RETENTION } else { action::READ };
    erase::open(tx, node, (actor, purpose), action, id).await
}

struct Looked {
    decided: Decided,
    period: Period,
    holds: Vec<crate::retention::Hold>,
    needs: Vec<crate::retention::Need>,
}

async fn look(tx: &Tx, node: &Node, actor: &Actor, id: Uuid) -> Result<Looked, RetentionError> {
    let decided = opened(tx, node, actor, id).await?;
    let record = &decided.record;
    let (_, needs) = stops(tx, node, (&record.kind, record.object), &decided.standing).await?;
    let period = kept::period(tx, record.authority, record.rule).await?;
    let holds = holding::holds_on(tx, &node.vault, &[id]).await?;
    Ok(Looked { decided, period, holds, needs })
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    id: Uuid,
    sent: KeptForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let looked = node.store.run::<_, RetentionError, _, _>("show end date", |tx| async move {
        look(&tx, node, &officer.actor, id).await
    });
    let Looked { decided: Decided { record, standing, object }, period, holds, needs } = looked.await?;
    let (t, now) = (&officer.t, node.store.clock().now());
    let may = |action| {
        let ask = Ask::new(&officer.actor, action, purpose_of(&officer.actor), now).on(object);
        node.gate.may(&standing.label, &ask)
    };
    let hold_last = now.plus_ms(HOLD_REVIEW_DAYS_MAX.saturating_mul(DAY_MS));
    let body = ShowKept {
        t,
        action: format!("/kept/{id}"),
        until: t.day_long(record.ends_at),
        left: end_tag(t, now, record.ends_at),
        rule: t.get(&format!("access-rule-{}", record.rule.word())),
        from: from(t, &period, record.since),
        source: period.source.clone().unwrap_or_else(|| t.get("access-rule-default")),
        reviewed: record.decided.as_ref().map(|d| {
            let by = t.say("access-kept-reviewed-by").with("by", &d.by).with("when", t.day(d.at));
            (by.to_string(), d.why.clone())
        }),
        holds: holds.iter().map(|h| hold_shown(t, now, h)).collect(),
        needs: needs.iter().map(|need| need_word(t, need)).collect(),
        may_review: may(action::REVIEW_RETENTION),
        may_hold: may(action::HOLD_RECORD),
        last: t
            .say("access-kept-last")
            .with("date", t.day(last_date(&period, now)))
            .with("hold", t.day(hold_last))
            .to_string(),
        sent,
        errors,
    };
    let status = if body.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let room = if purpose_of(&officer.actor) == Purpose::Oversight { "data-protection" } else { "casefile" };
    let title = match standing.name.is_empty() {
        true => kind_word(t, &record.kind),
        false => format!("{} {}", kind_word(t, &record.kind), standing.name),
    };
    let mut head =
        Head::new(room, title).over(t.get("access-kept-law")).under(t.get("access-kept-what")).status(status);
    if let Some(href) = standing.href.filter(|_| purpose_of(&officer.actor) != Purpose::Oversight) {
        head = head.action(web::Action::link(t.get("access-kept-back"), href));
    }
    Ok(web::page(&officer.viewer, head, body))
}

fn from(t: &T, period: &Period, since: Timestamp) -> String {
    let from = t.get(&format!("access-rule-{}-from", period.rule.word()));
    t.say("access-kept-from")
        .with("days", period.days)
        .with("from", from)
        .with("since", t.day(since))
        .to_string()
}

fn hold_shown(t: &T, now: Timestamp, hold: &crate::retention::Hold) -> HoldShown {
    let placed =
        t.say("access-kept-reviewed-by").with("by", &hold.placed_by).with("when", t.day(hold.placed_at));
    HoldShown {
        id: hold.id.to_string(),
        ground: hold.ground.clone(),
        reference: hold.reference.clone(),
        placed: placed.to_string(),
        review: t.day(hold.review_at),
        review_left: end_tag(t, now, hold.review_at),
    }
}
