//! What stands around every page: content security, no foreign posts, limits on bodies, panics and bare errors
//! turned into pages.

use crate::frame::Viewer;
use crate::preferences::{Preferences, choose_preferences};
use crate::problem::{Problem, problem_of};
use crate::statics;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue};
use std::any::Any;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;

/// Largest form; a route that takes files says how much with [`crate::Routes::upload`].
pub const FORM_BYTES_MAX: usize = 1024 * 1024;

/// No script, style, font, frame or connection but our own; nobody frames us; text becomes script nowhere.
pub const CONTENT_SECURITY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default";

/// `same-origin` for referrers, not `no-referrer`: with that a browser sends `Origin: null` with our own forms, and
/// the check against foreign posts would refuse them where `Sec-Fetch-Site` is not sent (plain HTTP).
const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// The pages with everything that stands around them, and the files of the design system.
///
/// A handler or an inner layer puts the `Arc<Viewer>` into the response's extensions to have errors shown in the
/// viewer's own frame.
pub fn protect(pages: Router) -> Router {
    let files = statics::router().layer(CompressionLayer::new());
    // Pages are not compressed: what a person searches for stands beside what they may not know, and the length of
    // a compressed page tells one from the other (BREACH).
    pages
        .route("/preferences", axum::routing::post(choose_preferences))
        .fallback(async || Problem::not_available())
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .layer(CsrfLayer::new().with_rejection_response(|error| {
            tracing::warn!(?error, "refused a post from a foreign page");
            Problem::foreign_origin().into_response()
        }))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(from_fn(write_problems))
        .merge(files)
        .layer(from_fn(set_headers))
}

/// Turns problems and bare errors of the framework into pages.
async fn write_problems(request: Request, next: Next) -> Response {
    let preferences = Preferences::of(request.headers(), request.uri());
    let response = next.run(request).await;
    let Some(problem) = problem_of(&response) else { return response };
    let viewer = response.extensions().get::<Arc<Viewer>>().cloned();
    let mut page = problem.render(&preferences, viewer.as_deref());
    keep_cookies(response.headers(), page.headers_mut());
    page
}

/// A problem may still end a session or keep a choice.
fn keep_cookies(from: &HeaderMap, to: &mut HeaderMap) {
    for cookie in from.get_all(header::SET_COOKIE) {
        to.append(header::SET_COOKIE, cookie.clone());
    }
}

async fn set_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

fn after_panic(panic: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let text =
        panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    tracing::error!(panic = text.unwrap_or("without text"), "a handler panicked");
    Problem::broken().into_response()
}
