//! Who I am here: name, roles, what the roles allow, shifts handed over, and the way out.

use crate::node::Node;
use crate::officer::{Officer, broken};
use crate::pages::choose_notices::{NoticeForm, hours};
use crate::pages::hand_over::{HOURS, HandOverForm, ShiftShown, of_person};
use crate::pages::keep_browsers::BrowserForm;
use crate::pages::serve_worker;
use crate::rules;
use crate::store_browsers::{self, Browser, NAME_CHARS_MAX};
use crate::store_notices;
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
    /// Whether the node sends notices at all.
    mails: bool,
    /// Whether this person gets them, and when the last one was given up.
    notified: bool,
    failed: Option<kernel::Timestamp>,
    notice: NoticeForm,
    notice_errors: Vec<FieldError>,
    /// The key that a browser is told when it is added, if the node notifies any.
    push_key: Option<String>,
    browsers: Vec<Browser>,
    browser: String,
    browser_errors: Vec<FieldError>,
}

/// What somebody sent, with what is wrong about it.
#[derive(Default)]
struct Sent {
    shift: (HandOverForm, Vec<FieldError>),
    notice: Option<(NoticeForm, Vec<FieldError>)>,
    browser: (BrowserForm, Vec<FieldError>),
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
    whole(node, officer, Sent { shift: (sent, errors), ..Sent::default() }).await
}

/// The page after a choice of notices that does not hold.
pub(crate) async fn with_notices(
    node: &Arc<Node>,
    officer: &Officer,
    sent: NoticeForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    whole(node, officer, Sent { notice: Some((sent, errors)), ..Sent::default() }).await
}

/// The page after a browser that is not added.
pub(crate) async fn with_browser(
    node: &Arc<Node>,
    officer: &Officer,
    sent: BrowserForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    whole(node, officer, Sent { browser: (sent, errors), ..Sent::default() }).await
}

async fn whole(node: &Arc<Node>, officer: &Officer, sent: Sent) -> Result<Response, Problem> {
    let Sent { shift: (sent, errors), notice, browser: (browser, browser_errors) } = sent;
    let t = &officer.t;
    let person = &officer.person;
    let found = node.store.run::<_, StoreError, _, _>("shifts", |tx| async move {
        let choices = store_notices::choices(&tx, &node.vault).await?;
        let choice = choices.into_iter().find(|c| c.person == person.id);
        let browsers = store_browsers::shown(&tx, &node.vault, person.id).await?;
        Ok((of_person(&tx, person).await?, choice, browsers))
    });
    let ((shifts, colleagues), choice, browsers) = found.await.map_err(|e| broken(&e))?;
    let roles = officer.actor.roles.iter();
    let roles =
        roles.map(|r| (t.get(&format!("access-role-{r}")), t.get(&format!("access-role-{r}-may")))).collect();
    let wrong = !errors.is_empty() || !browser_errors.is_empty() || notice.is_some();
    let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let own = rules::may_hand_over(&person.roles);
    let (notified, failed) = (choice.is_some(), choice.as_ref().and_then(|c| c.failed_at));
    let (notice, notice_errors) = notice.unwrap_or_else(|| (NoticeForm::of(choice), Vec::new()));
    let body = ShowAccount {
        t,
        officer,
        roles,
        shifts,
        colleagues: colleagues.iter().map(|p| Choice::new(p.id, &p.name)).collect(),
        own: own.iter().map(|r| Choice::new(r, t.get(&format!("access-role-{r}")))).collect(),
        sent,
        errors,
        mails: node.mailer.is_some(),
        notified,
        failed,
        notice,
        notice_errors,
        push_key: node.pusher.as_ref().map(|p| p.key().to_owned()),
        browsers,
        browser: browser.browser,
        browser_errors,
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

    fn address_field(&self) -> web::Field {
        let field = web::text("address", self.t.get("access-notice-address")).ltr();
        let field = field.value(&self.notice.address).autocomplete("email").errors(&self.notice_errors);
        if self.push_key.is_some() { field.optional(self.t) } else { field.required() }
    }

    fn browser_field(&self) -> web::Field {
        let field = web::text("browser", self.t.get("access-browser-name"));
        let field = field.hint(self.t.get("access-browser-name-what")).value(&self.browser).required();
        field.length_max(u32::try_from(NAME_CHARS_MAX).unwrap_or(u32::MAX)).errors(&self.browser_errors)
    }

    fn worker(&self) -> String {
        serve_worker::address(self.t.lang)
    }

    fn quiet_field(&self, name: &str) -> web::Field {
        let (key, now) = match name {
            "quiet_from" => ("access-notice-quiet-from", &self.notice.quiet_from),
            _ => ("access-notice-quiet-until", &self.notice.quiet_until),
        };
        web::select(name, self.t.get(key), &hours(self.t)).value(now)
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
