//! Sign in with name, passphrase and code; sign out.

use crate::node::Node;
use crate::officer::{COOKIE, broken, session_cookie};
use crate::{credential, rules, store};
use ::store::{Fault, StoreError};
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use http::StatusCode;
use kernel::{AuditEntry, Outcome, Purpose};
use serde::Deserialize;
use std::sync::Arc;
use web::{FieldError, Preferences, Problem, T};

/// Longest field taken, in bytes.
const FIELD_BYTES_MAX: usize = 512;

/// Where to go afterwards.
#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    back: String,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct SignIn {
    name: String,
    passphrase: String,
    code: String,
    #[serde(default)]
    back: String,
}

enum SignInError {
    /// Name, passphrase or code is wrong; never which.
    Wrong,
    /// Too many failures; wait so many seconds.
    Wait(u32),
    Store(StoreError),
}

impl From<StoreError> for SignInError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Fault for SignInError {
    fn store(&self) -> Option<&StoreError> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

#[derive(askama::Template)]
#[template(path = "sign_in.html")]
struct SignInPage<'a> {
    t: &'a T,
    name: &'a str,
    back: &'a str,
    errors: Vec<FieldError>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    preferences: Preferences,
    Query(wanted): Query<Wanted>,
) -> Response {
    let t = preferences.words(&node.words);
    form(&t, &preferences, StatusCode::OK, "", &wanted.back, Vec::new())
}

pub(crate) async fn sign_in(
    State(node): State<Arc<Node>>,
    preferences: Preferences,
    jar: CookieJar,
    Form(sent): Form<SignIn>,
) -> Result<Response, Problem> {
    let t = preferences.words(&node.words);
    if [&sent.name, &sent.passphrase, &sent.code].iter().any(|f| f.len() > FIELD_BYTES_MAX) {
        return Err(Problem::bad_request());
    }
    match attempt(&node, &sent).await {
        Ok(token) => {
            let secure = node.facts.pages.starts_with("https:");
            Ok((jar.add(session_cookie(token, secure)), Redirect::to(&web::way_back(&sent.back)))
                .into_response())
        }
        Err(SignInError::Wrong) => {
            let errors = vec![FieldError::new("name", t.get("access-wrong"))];
            Ok(form(&t, &preferences, StatusCode::UNPROCESSABLE_ENTITY, &sent.name, &sent.back, errors))
        }
        Err(SignInError::Wait(seconds)) => Err(Problem::rate_limited(seconds)),
        Err(SignInError::Store(error)) => Err(broken(&error)),
    }
}

pub(crate) async fn sign_out(State(node): State<Arc<Node>>, jar: CookieJar) -> Result<Response, Problem> {
    let token = jar.get(COOKIE).map(|c| c.value().to_owned()).unwrap_or_default();
    let done = node.store.run("sign out", |tx| {
        let token = token.clone();
        async move { store::end_session(&tx, &token).await }
    });
    done.await.map_err(|e| broken(&e))?;
    Ok((jar.remove(session_cookie(String::new(), false)), Redirect::to("/sign-in")).into_response())
}

async fn attempt(node: &Arc<Node>, sent: &SignIn) -> Result<String, SignInError> {
    let name = rules::sign_in_name(&sent.name).unwrap_or_else(|| "?".into());
    let found: Option<store::Credentials> = node
        .store
        .run("sign in: look", |tx| {
            let name = name.clone();
            async move {
                let until = store::attempts(&tx, &name, false).await?;
                let left = until.since(tx.at());
                if left > 0 {
                    return Err(SignInError::Wait(u32::try_from(left / 1000 + 1).unwrap_or(u32::MAX)));
                }
                Ok(store::credentials(&tx, &node.vault, &name).await?)
            }
        })
        .await?;
    // Argon2 takes tens of milliseconds: off the threads that serve others.
    let (passphrase, hash) = (sent.passphrase.clone(), found.as_ref().and_then(|c| c.hash.clone()));
    let fits =
        tokio::task::spawn_blocking(move || credential::verify_passphrase(&passphrase, hash.as_deref()));
    let fits = fits.await.unwrap_or(false);
    let now = node.store.clock().now();
    let step = found.as_ref().and_then(|c| credential::check_code(c.totp.as_deref()?, &sent.code, now));
    let good =
        found.as_ref().zip(step).filter(|(c, step)| fits && *step > c.step).map(|(c, step)| (c.person, step));
    let token = node
        .store
        .run::<_, StoreError, _, _>("sign in: decide", |tx| {
            let name = name.clone();
            async move {
                let Some((id, step)) = good else {
                    store::attempts(&tx, &name, true).await?;
                    return Ok(None);
                };
                if !store::use_step(&tx, id, step).await? {
                    return Ok(None);
                }
                store::clear_attempts(&tx, &name).await?;
                if let Some(person) = store::person(&tx, id).await? {
                    let (actor, _) = store::actor(&tx, &person).await?;
                    tx.audit(AuditEntry {
                        at: tx.at(),
                        actor,
                        action: "sign-in",
                        object_kind: "person",
                        object: id.0,
                        purpose: Purpose::Administration,
                        outcome: Outcome::Done,
                        note: String::new(),
                    });
                }
                store::start_session(&tx, id).await.map(Some)
            }
        })
        .await?;
    token.ok_or(SignInError::Wrong)
}

fn form(
    t: &T,
    preferences: &Preferences,
    status: StatusCode,
    name: &str,
    back: &str,
    errors: Vec<FieldError>,
) -> Response {
    let title = t.get("access-sign-in");
    web::plain_page(t, preferences, status, &title, SignInPage { t, name, back, errors })
}
