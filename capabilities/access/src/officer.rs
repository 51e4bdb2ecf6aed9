//! Who is at the other end of a request: the session behind the cookie, as an actor and as a viewer.

use crate::node::Node;
use crate::store;
use crate::types::{OwnAuthority, Person};
use ::store::StoreError;
use axum::extract::FromRequestParts;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use http::request::Parts;
use kernel::{Actor, Role};
use std::sync::Arc;
use web::{Preferences, Problem, RoomLink, T, Viewer};

/// The session's cookie.
pub const COOKIE: &str = "session";

/// A signed-in person. Extracting it is what makes a page private; what the person may do to a thing is the gate's.
#[derive(Clone)]
pub struct Officer {
    /// Who acts.
    pub actor: Actor,
    /// The person.
    pub person: Person,
    /// Their authority.
    pub authority: OwnAuthority,
    /// What the frame shows.
    pub viewer: Viewer,
    /// The words in their language.
    pub t: T,
}

impl FromRequestParts<Arc<Node>> for Officer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, node: &Arc<Node>) -> Result<Self, Problem> {
        if let Some(officer) = parts.extensions.get::<Self>() {
            return Ok(officer.clone());
        }
        let jar = CookieJar::from_headers(&parts.headers);
        let token = jar.get(COOKIE).map(|c| c.value().to_owned()).ok_or_else(Problem::signed_out)?;
        let preferences = Preferences::of(&parts.headers, &parts.uri);
        let chosen = jar.get("lang").is_some();
        let officer = load(node, &token, preferences, chosen).await.map_err(|error| broken(&error))?;
        let officer = officer.ok_or_else(Problem::signed_out)?;
        parts.extensions.insert(officer.clone());
        Ok(officer)
    }
}

async fn load(
    node: &Arc<Node>,
    token: &str,
    preferences: Preferences,
    chosen: bool,
) -> Result<Option<Officer>, StoreError> {
    node.store
        .run("session", |tx| {
            let (token, preferences) = (token.to_owned(), preferences.clone());
            async move {
                let Some(person) = store::session(&tx, &token).await? else { return Ok(None) };
                let (actor, authority) = store::actor(&tx, &person).await?;
                let mut preferences = preferences;
                if !chosen {
                    preferences.lang = person.lang;
                }
                let t = preferences.words(&node.words);
                let mut viewer = Viewer::new(
                    &person.name,
                    &role_line(&person, &t),
                    &authority.name,
                    authority.party,
                    t.clone(),
                    &preferences,
                );
                viewer.shift = shift_line(&tx, &person, &t).await?;
                viewer.rooms = rooms(node, &tx, &actor, &t).await?;
                viewer.search = searches(&actor).then_some("/search");
                viewer.sign_out = Some("/sign-out");
                viewer.account = Some("/account");
                viewer.demonstration = node.facts.demonstration;
                Ok(Some(Officer { actor, person, authority, viewer, t }))
            }
        })
        .await
}

/// For whom somebody is on duty, and until when.
async fn shift_line(tx: &::store::Tx, person: &Person, t: &T) -> Result<Option<web::Shift>, StoreError> {
    let held = crate::store_shifts::running_for(tx, person).await?;
    let line = |(shift, giver): &(crate::types::HandedShift, Person)| {
        t.say("access-on-duty").with("who", &giver.name).with("until", t.near(shift.until)).to_string()
    };
    let label = held.iter().map(line).collect::<Vec<_>>().join(" · ");
    Ok((!held.is_empty()).then(|| web::Shift { label, href: "/account".into() }))
}

/// People who read content have something to search.
fn searches(actor: &Actor) -> bool {
    [Role::Investigator, Role::DutyOfficer, Role::Prosecutor, Role::ProtectionOfficer]
        .iter()
        .any(|r| actor.is(*r))
}

fn role_line(person: &Person, t: &T) -> String {
    t.list(person.roles.iter().map(|r| t.get(&format!("access-role-{r}"))))
}

async fn rooms(node: &Node, tx: &::store::Tx, actor: &Actor, t: &T) -> Result<Vec<RoomLink>, StoreError> {
    let mut rooms = Vec::new();
    for entry in node.rooms.iter().filter(|e| (e.shown)(actor)) {
        let waiting = match &entry.count {
            Some(count) => count.waiting(node, tx, actor).await?,
            None => 0,
        };
        rooms.push(RoomLink {
            room: entry.room,
            label: t.get(entry.label),
            href: entry.href,
            waiting,
            apart: entry.apart,
        });
    }
    Ok(rooms)
}

/// The cookie that carries a session.
#[must_use]
pub fn session_cookie(token: String, secure: bool) -> Cookie<'static> {
    Cookie::build((COOKIE, token))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(secure)
        .build()
}

/// Logs what failed and answers that the node failed; the reader learns no detail of it.
#[must_use]
pub fn broken(error: &StoreError) -> Problem {
    if error.is_disk_full() {
        tracing::error!(%error, "the disk is full");
        return Problem::unavailable_now();
    }
    tracing::error!(%error, "a page failed");
    Problem::broken()
}
