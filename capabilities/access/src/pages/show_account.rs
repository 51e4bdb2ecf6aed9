//! Who I am here: name, roles, what the roles allow, shifts handed over, and the way out.

use crate::node::Node;
use crate::officer::{Officer, broken};
use crate::pages::hand_over::{HOURS, HandOverForm, ShiftShown, of_person};
use crate::rules;
use ::store::StoreError;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use std::sync::Arc;
use web::{Choice, FieldError, Problem, T};

#[derive(askama::Template)]
#[template(path = "show_account.html")]
struct ShowAccount<'a> {
    t: &'a T,
    officer: &'a Officer,
    roles: Vec<(String, String)>,
    shifts: Vec<ShiftShown>,
    colleagues: Vec<Choice>,
    own: Vec<Choice>,
    sent: HandOverForm,
    errors: Vec<FieldError>,
}

pub(crate) async fn show(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    page(&node, &officer, HandOverForm::default(), Vec::new()).await
}

pub(crate) async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    sent: HandOverForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let person = &officer.person;
    let found =
        node.store.run::<_, StoreError, _, _>("shifts", |tx| async move { of_person(&tx, person).await });
    let (shifts, colleagues) = found.await.map_err(|e| broken(&e))?;
    let roles = officer.actor.roles.iter();
    let roles =
        roles.map(|r| (t.get(&format!("access-role-{r}")), t.get(&format!("access-role-{r}-may")))).collect();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let own = rules::may_hand_over(&person.roles);
    let body = ShowAccount {
        t,
        officer,
        roles,
        shifts,
        colleagues: colleagues.iter().map(|p| Choice::new(p.id, &p.name)).collect(),
        own: own.iter().map(|r| Choice::new(r, t.get(&format!("access-role-{r}")))).collect(),
        sent,
        errors,
    };
    let head = web::Head::new("", t.get("access-account")).status(status);
    Ok(web::page(&officer.viewer, head, body))
}

impl ShowAccount<'_> {
    fn to_field(&self) -> web::Field {
        let field = web::select("to", self.t.get("access-shift-to"), &self.colleagues);
        field.value(&self.sent.to).required().errors(&self.errors)
    }

    fn roles_field(&self) -> web::Field {
        let field = web::checks("shift", self.t.get("access-shift-roles"), &self.own).errors(&self.errors);
        self.sent.shift.iter().fold(field, |field, role| field.value(role))
    }

    fn hours_field(&self) -> web::Field {
        let choices: Vec<Choice> =
            HOURS.iter().map(|h| Choice::new(h, self.t.n("access-shift-hours", *h))).collect();
        let chosen = if self.sent.hours.is_empty() { "8" } else { self.sent.hours.as_str() };
        web::select("hours", self.t.get("access-shift-length"), &choices).value(chosen).errors(&self.errors)
    }

    fn reason_field(&self) -> web::Field {
        let field = web::text("reason", self.t.get("access-shift-reason")).value(&self.sent.reason);
        field.required().errors(&self.errors)
    }

    fn line(&self, shown: &ShiftShown) -> String {
        let roles = shown.shift.roles.iter().map(|r| self.t.get(&format!("access-role-{r}")));
        let key = if shown.given { "access-shift-given" } else { "access-shift-taken" };
        self.t
            .say(key)
            .with("who", &shown.other)
            .with("roles", self.t.list(roles))
            .with("until", self.t.when(shown.shift.until))
            .to_string()
    }
}
