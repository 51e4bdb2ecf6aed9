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
    let pages = pages
        .route("/preferences", axum::routing::post(choose_preferences))
        .fallback(async || Problem::not_available())
        .merge(files);
    // Wrapped as a whole and not route by route: axum adds `Allow` outside the layers of a route, and that header
    // would tell a path that exists from one that does not.
    Router::new()
        .fallback_service(pages)
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .layer(CsrfLayer::new().with_rejection_response(|error| {
            tracing::warn!(?error, "refused a post from a foreign page");
            Problem::foreign_origin().into_response()
        }))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(from_fn(write_problems))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::T;
    use axum::extract::Form;
    use axum::routing::{get, post};
    use http::StatusCode;
    use http_body_util::BodyExt;
    use kernel::{Lang, Party};
    use std::collections::BTreeMap;
    use tower::ServiceExt;

    fn pages() -> Router {
        async fn fail() -> Response {
            panic!("a secret in a panic")
        }
        protect(
            Router::new()
                .route("/open", get(async || axum::response::Html("open")))
                .route("/secret", get(async || Problem::not_available()))
                .route(
                    "/secret-told",
                    get(async || {
                        Problem::not_available().what("a claim is open").kept("x").way_out("y", "/z")
                    }),
                )
                .route("/busy", get(async || Problem::rate_limited(7)))
                .route("/fail", get(fail))
                .route("/framed", get(framed))
                .merge(uploads())
                .route("/save", post(async |Form(_): Form<BTreeMap<String, String>>| "saved")),
        )
    }

    fn uploads() -> Router {
        crate::Routes::new("x")
            .upload("/import", "import_x", 2 * FORM_BYTES_MAX, async |body: String| body.len().to_string())
            .into_router(|_, handler| handler)
    }

    async fn framed() -> Response {
        let preferences =
            Preferences { lang: Lang::Fr, theme: crate::Theme::Auto, here: "/framed".to_owned() };
        let viewer = Viewer::new(
            "H. Ibrahim",
            "x",
            "Unité",
            Party::parse("NE").unwrap(),
            T::own(Lang::Fr),
            &preferences,
        );
        let mut response = Problem::conflict().into_response();
        response.extensions_mut().insert(Arc::new(viewer));
        response
    }

    async fn ask(
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> (StatusCode, HeaderMap, String) {
        let mut request = http::Request::builder().method(method).uri(path).header("host", "node.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = pages().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let text = String::from_utf8_lossy(&body.collect().await.unwrap().to_bytes()).into_owned();
        (parts.status, parts.headers, text)
    }

    async fn look(path: &str) -> (StatusCode, HeaderMap, String) {
        ask("GET", path, &[], String::new()).await
    }

    #[tokio::test]
    async fn every_answer_carries_the_content_security() {
        for path in ["/open", "/secret", "/fail", "/nothing", statics::css()] {
            let (_, headers, _) = look(path).await;
            for (name, value) in HEADERS {
                assert_eq!(headers.get(&name).unwrap(), value, "{name} of {path}");
            }
        }
        for must in [
            "default-src 'none'",
            "script-src 'self';",
            "require-trusted-types-for 'script'",
            "frame-ancestors 'none'",
        ] {
            assert!(CONTENT_SECURITY.contains(must) && !CONTENT_SECURITY.contains("unsafe"));
        }
    }

    #[tokio::test]
    async fn pages_are_never_stored_and_files_for_ever() {
        assert_eq!(look("/open").await.1[header::CACHE_CONTROL], "no-store");
        assert_eq!(look("/secret").await.1[header::CACHE_CONTROL], "no-store");
        assert!(look(statics::js()).await.1[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    }

    #[tokio::test]
    async fn a_8_what_is_not_there_and_what_may_not_be_told_are_the_same_page() {
        let nothing = look("/nothing").await;
        assert_eq!(nothing.0, StatusCode::NOT_FOUND);
        for path in ["/secret", "/secret-told", "/save", "/cases/3?name=x"] {
            assert_eq!(look(path).await, nothing, "{path}");
        }
    }

    #[tokio::test]
    async fn errors_speak_the_readers_language() {
        let (_, _, page) = ask("GET", "/nothing", &[("accept-language", "ar")], String::new()).await;
        assert!(
            page.contains("dir=\"rtl\"")
                && page.contains(&T::own(Lang::Ar).get("web-problem-not-available-what"))
        );
        let (_, _, page) = ask("GET", "/busy", &[("cookie", "lang=fr")], String::new()).await;
        assert!(page.contains("Trop d’essais"));
        assert_eq!(look("/busy").await.1[header::RETRY_AFTER], "7");
    }

    #[tokio::test]
    async fn a_signed_in_reader_keeps_their_frame_when_something_fails() {
        let (status, _, page) = look("/framed").await;
        assert_eq!(status, StatusCode::CONFLICT);
        assert!(page.contains("H. Ibrahim") && page.contains("Quelqu’un vous a devancé"));
    }

    #[tokio::test]
    async fn a_panic_becomes_a_page_that_tells_nothing() {
        let (status, _, page) = look("/fail").await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(page.contains("failed on our side") && !page.contains("secret"));
    }

    #[tokio::test]
    async fn a_foreign_page_cannot_post_here() {
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let from = |who: &'static [(&'static str, &'static str)]| ask_with(form, who);
        assert_eq!(from(&[("sec-fetch-site", "same-origin")]).await, StatusCode::OK);
        assert_eq!(from(&[("origin", "https://node.example")]).await, StatusCode::OK);
        for foreign in [
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("origin", "https://evil.example")],
            &[("origin", "null")],
        ] {
            assert_eq!(from(foreign).await, StatusCode::FORBIDDEN, "{foreign:?}");
        }
    }

    async fn ask_with(form: [(&str, &str); 1], who: &[(&str, &str)]) -> StatusCode {
        let headers: Vec<_> = form.iter().chain(who).copied().collect();
        ask("POST", "/save", &headers, "a=b".to_owned()).await.0
    }

    #[tokio::test]
    async fn a_7_a_form_larger_than_its_limit_is_refused_with_a_page() {
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let (status, _, page) =
            ask("POST", "/save", &form, format!("a={}", "b".repeat(FORM_BYTES_MAX))).await;
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(page.contains("Too large"));
        let large = "b".repeat(FORM_BYTES_MAX + 1);
        assert_eq!(ask("POST", "/import", &[], large.clone()).await.2, large.len().to_string());
        assert_eq!(ask("POST", "/import", &[], large.repeat(2)).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    }

    #[tokio::test]
    async fn the_choice_of_a_language_is_kept_and_returns_to_the_page() {
        let form = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        let (status, headers, _) =
            ask("POST", "/preferences", &form, "lang=ar&back=%2Fcases".to_owned()).await;
        assert_eq!((status, headers[header::LOCATION].to_str().unwrap()), (StatusCode::SEE_OTHER, "/cases"));
        let cookie = headers[header::SET_COOKIE].to_str().unwrap();
        assert!(
            cookie.starts_with("lang=ar") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax")
        );
    }
}
