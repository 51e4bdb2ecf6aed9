//! Enforces the guards of the routes: no session, no page; no role, no sign that there is one.

use crate::node::Node;
use crate::officer::Officer;
use axum::extract::{FromRequest, Request};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::MethodRouter;
use axum::{Form, RequestExt};
use http::Method;
use kernel::id::NodeId;
use std::sync::Arc;
use web::{Guard, Problem, Route, way_back};

/// Most text of a form that stands ready to be sent again after signing in.
const AGAIN_BYTES_MAX: usize = 256 * 1024;

/// The trusted node at the other end of a TLS connection, by its certificate. Only the program's listener puts it on
/// a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerIdentity(pub NodeId);

/// Wraps a handler with what its guard demands; handed to [`web::Routes::into_router`].
pub fn enforce(node: &Arc<Node>, route: &Route, handler: MethodRouter<Arc<Node>>) -> MethodRouter<Arc<Node>> {
    let (node, guard) = (Arc::clone(node), route.guard);
    if guard == Guard::Public {
        return handler;
    }
    handler.layer(from_fn(move |request: Request, next: Next| {
        let node = Arc::clone(&node);
        async move { pass(&node, guard, request, next).await }
    }))
}

async fn pass(node: &Arc<Node>, guard: Guard, mut request: Request, next: Next) -> Response {
    if guard == Guard::Peer {
        let known = request.extensions().get::<PeerIdentity>().is_some();
        return if known { next.run(request).await } else { Problem::not_available().into_response() };
    }
    let asked = way_back(request.uri().path_and_query().map_or("/", |p| p.as_str()));
    let reads = request.method() == Method::GET;
    let officer = match request.extract_parts_with_state::<Officer, _>(node).await {
        Ok(officer) => officer,
        Err(problem) if problem.status() == http::StatusCode::UNAUTHORIZED && reads => {
            let back: String = asked.bytes().map(percent).collect();
            return Redirect::to(&format!("/sign-in?back={back}")).into_response();
        }
        Err(problem) if problem.status() == http::StatusCode::UNAUTHORIZED => {
            return ready_again(problem, &asked, request).await.into_response();
        }
        Err(problem) => return problem.into_response(),
    };
    if let Guard::Role(roles) = guard
        && !roles.iter().any(|role| officer.actor.is(*role))
    {
        let mut response = Problem::not_available().into_response();
        response.extensions_mut().insert(Arc::new(officer.viewer));
        return response;
    }
    let viewer = officer.viewer.clone();
    request.extensions_mut().insert(officer);
    let mut response = next.run(request).await;
    // Errors are written in the person's own frame.
    response.extensions_mut().insert(Arc::new(viewer));
    response
}

/// A form that came after its session was over: what was written in it stands ready to be sent again. Files are not,
/// nor what is too much. Nobody learns anything by it: it holds what the sender sent, and foreign posts never come here.
async fn ready_again(problem: Problem, path: &str, request: Request) -> Problem {
    let form = Form::<Vec<(String, String)>>::from_request(request, &()).await;
    let Ok(Form(fields)) = form else { return problem };
    let bytes = fields.iter().map(|(name, value)| name.len().saturating_add(value.len())).sum::<usize>();
    if fields.is_empty() || bytes > AGAIN_BYTES_MAX { problem } else { problem.again(path, fields) }
}

fn percent(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.') {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}
