//! A one-time link: set a passphrase and a second factor, or, on a demonstration, simply come in.

use crate::node::Node;
use crate::officer::{broken, session_cookie};
use crate::rules::{self, WeakPassphrase};
use crate::types::{Link, LinkKind, Person};
use crate::{credential, store};
use ::store::StoreError;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use http::StatusCode;
use serde::Deserialize;
use std::sync::Arc;
use web::{FieldError, Preferences, Problem, T};

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct Enrol {
    #[serde(default)]
    passphrase: String,
    #[serde(default)]
    again: String,
    #[serde(default)]
    code: String,
}

#[derive(askama::Template)]
#[template(path = "open_link.html")]
struct OpenLink<'a> {
    t: &'a T,
    token: &'a str,
    person: &'a Person,
    visit: bool,
    picture: String,
    secret: String,
    left: String,
    errors: Vec<FieldError>,
}

struct Found {
    link: Link,
    secret: Vec<u8>,
    person: Person,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    preferences: Preferences,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let t = preferences.words(&node.words);
    let found = find(&node, &token).await?.ok_or_else(|| expired(&t))?;
    form(&node, &t, &preferences, StatusCode::OK, &token, &found, Vec::new())
}

pub(crate) async fn enrol(
    State(node): State<Arc<Node>>,
    preferences: Preferences,
    Path(token): Path<String>,
    jar: CookieJar,
    Form(sent): Form<Enrol>,
) -> Result<Response, Problem> {
    let t = preferences.words(&node.words);
    let found = find(&node, &token).await?.ok_or_else(|| expired(&t))?;
    let credentials = match found.link.kind {
        LinkKind::Visit if node.facts.demonstration => None,
        LinkKind::Visit => return Err(expired(&t)),
        LinkKind::Enrol => {
            let now = node.store.clock().now();
            let (step, errors) = check(&t, &found, &sent, now);
            let Some(step) = step.filter(|_| errors.is_empty()) else {
                return form(
                    &node,
                    &t,
                    &preferences,
                    StatusCode::UNPROCESSABLE_ENTITY,
                    &token,
                    &found,
                    errors,
                );
            };
            let (passphrase, task) = (sent.passphrase.clone(), Arc::clone(&node));
            let hash = tokio::task::spawn_blocking(move || {
                credential::hash_passphrase(&passphrase, task.store.rng())
            });
            let hash = hash.await.ok().and_then(Result::ok).ok_or_else(Problem::broken)?;
            Some((hash, step))
        }
    };
    let session = finish(&node, &token, found, credentials).await.map_err(|e| broken(&e))?;
    let session = session.ok_or_else(|| expired(&t))?;
    let secure = node.facts.pages.starts_with("https:");
    Ok((jar.add(session_cookie(session, secure)), Redirect::to("/")).into_response())
}

async fn find(node: &Arc<Node>, token: &str) -> Result<Option<Found>, Problem> {
    let found = node.store.run::<_, StoreError, _, _>("open link", |tx| {
        let token = token.to_owned();
        async move {
            let Some((link, secret)) = store::find_link(&tx, &node.vault, &token).await? else {
                return Ok(None);
            };
            let person = store::person(&tx, link.person).await?.filter(|p| p.active);
            Ok(person.map(|person| Found { link, secret, person }))
        }
    });
    found.await.map_err(|e| broken(&e))
}

fn check(t: &T, found: &Found, sent: &Enrol, now: kernel::Timestamp) -> (Option<i64>, Vec<FieldError>) {
    let mut errors = Vec::new();
    if let Err(weak) = rules::check_passphrase(&sent.passphrase, &found.person.sign_in) {
        let key = match weak {
            WeakPassphrase::TooShort => "access-passphrase-short",
            WeakPassphrase::TooLong => "access-passphrase-long",
            WeakPassphrase::Obvious => "access-passphrase-obvious",
        };
        errors.push(FieldError::new("passphrase", t.get(key)));
    }
    if sent.passphrase != sent.again {
        errors.push(FieldError::new("again", t.get("access-again-differs")));
    }
    let step = credential::check_code(&found.secret, &sent.code, now);
    if step.is_none() {
        errors.push(FieldError::new("code", t.get("access-code-wrong")));
    }
    (step, errors)
}

/// Spends the link and opens the session in one transaction; `None` if somebody else spent it meanwhile.
async fn finish(
    node: &Arc<Node>,
    token: &str,
    found: Found,
    credentials: Option<(String, i64)>,
) -> Result<Option<String>, StoreError> {
    let found = &found;
    node.store
        .run("use link", |tx| {
            let (token, credentials) = (token.to_owned(), credentials.clone());
            async move {
                if store::find_link(&tx, &node.vault, &token).await?.is_none() {
                    return Ok(None);
                }
                store::spend_link(&tx, &token).await?;
                let id = found.person.id;
                if let Some((hash, step)) = credentials {
                    store::enrol(&tx, &node.vault, id, &hash, &found.secret, step).await?;
                }
                let (actor, _) = store::actor(&tx, &found.person).await?;
                tx.audit(kernel::AuditEntry {
                    at: tx.at(),
                    actor,
                    action: "use-link",
                    object_kind: "person",
                    object: id.0,
                    purpose: kernel::Purpose::Administration,
                    outcome: kernel::Outcome::Done,
                    note: String::new(),
                });
                store::start_session(&tx, id).await.map(Some)
            }
        })
        .await
}

fn expired(t: &T) -> Problem {
    Problem::conflict()
        .what(t.get("access-link-expired"))
        .kept(t.get("access-link-kept"))
        .way_out(t.get("access-sign-in"), "/sign-in")
}

fn form(
    node: &Node,
    t: &T,
    preferences: &Preferences,
    status: StatusCode,
    token: &str,
    found: &Found,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let address =
        credential::totp_address(&found.secret, &found.person.sign_in).map_err(|_| Problem::broken())?;
    let picture = credential::totp_picture(&address).map_err(|_| Problem::broken())?;
    // The picture stands in the page as an address of its own data: the node draws it, nobody else sees it.
    let picture = format!("data:image/svg+xml;base64,{}", data_encoding::BASE64.encode(picture.as_bytes()));
    let title = t.get("access-welcome");
    let page = OpenLink {
        t,
        token,
        person: &found.person,
        visit: found.link.kind == LinkKind::Visit,
        picture,
        secret: credential::totp_text(&found.secret),
        left: t.duration(found.link.expires_at.since(node.store.clock().now())),
        errors,
    };
    Ok(web::plain_page(t, preferences, status, &title, page))
}
