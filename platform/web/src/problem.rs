//! What went wrong, as a page: what happened, what was kept, and the way out.
//!
//! A handler returns `Result<Response, Problem>`. The problem is written in the reader's language by
//! [`crate::protect`], in their frame if `access` left a [`Viewer`] on the response. [`Problem::not_available`] is
//! the one answer for everything that the caller may not learn: it takes no detail at all, so that it cannot
//! differ.

use crate::form::{Field, FieldError, hidden, textarea};
use crate::frame::{Head, Viewer, page, plain_page};
use crate::preferences::Preferences;
use crate::words::T;
use askama::Template;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use std::sync::Arc;

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    status: StatusCode,
    kind: &'static str,
    retry_after_s: Option<u32>,
    told: Box<Told>,
}

/// What a handler tells beyond the general sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Told {
    what: Option<String>,
    kept: Option<String>,
    way_out: Option<(String, String)>,
    fields: Vec<FieldError>,
    /// What was written and not taken: what it is called, and the text.
    typed: Vec<(String, String)>,
    /// Where a form goes again, and what it holds.
    again: Option<(String, Vec<(String, String)>)>,
}

impl Problem {
    /// Nothing is here, or nothing that you may know of. Always the same page.
    #[must_use]
    pub fn not_available() -> Self {
        Self::of(StatusCode::NOT_FOUND, "not-available")
    }

    /// What was sent cannot be read.
    #[must_use]
    pub fn bad_request() -> Self {
        Self::of(StatusCode::BAD_REQUEST, "bad-request")
    }

    /// Fields are wrong. A page with a form shows the form again instead, see `pieces::error_summary`.
    #[must_use]
    pub fn fields(fields: Vec<FieldError>) -> Self {
        let told = Box::new(Told { fields, ..Told::default() });
        Self { told, ..Self::of(StatusCode::UNPROCESSABLE_ENTITY, "bad-request") }
    }

    /// What was sent is larger than the page takes.
    #[must_use]
    pub fn too_large() -> Self {
        Self::of(StatusCode::PAYLOAD_TOO_LARGE, "too-large")
    }

    /// Too many requests; try again after `retry_after_s` seconds.
    #[must_use]
    pub fn rate_limited(retry_after_s: u32) -> Self {
        Self { retry_after_s: Some(retry_after_s), ..Self::of(StatusCode::TOO_MANY_REQUESTS, "rate-limited") }
    }

    /// Somebody else was faster.
    #[must_use]
    pub fn conflict() -> Self {
        Self::of(StatusCode::CONFLICT, "conflict")
    }

    /// The session is over.
    #[must_use]
    pub fn signed_out() -> Self {
        Self::of(StatusCode::UNAUTHORIZED, "signed-out")
    }

    /// The request came from a page that is not ours.
    #[must_use]
    pub fn foreign_origin() -> Self {
        Self::of(StatusCode::FORBIDDEN, "foreign-origin")
    }

    /// Our fault. The reason goes to the log, never to the page.
    #[must_use]
    pub fn broken() -> Self {
        Self::of(StatusCode::INTERNAL_SERVER_ERROR, "broken")
    }

    /// The node cannot do it now: its store or a peer does not answer.
    #[must_use]
    pub fn unavailable_now() -> Self {
        Self::of(StatusCode::SERVICE_UNAVAILABLE, "unavailable-now")
    }

    /// What happened, in the reader's language, instead of the general sentence.
    #[must_use]
    pub fn what(mut self, text: impl ToString) -> Self {
        self.told.what = self.may_tell().then(|| text.to_string());
        self
    }

    /// What was kept of the reader's work.
    #[must_use]
    pub fn kept(mut self, text: impl ToString) -> Self {
        self.told.kept = self.may_tell().then(|| text.to_string());
        self
    }

    /// The way out: a link.
    #[must_use]
    pub fn way_out(mut self, label: impl ToString, href: impl ToString) -> Self {
        self.told.way_out = self.may_tell().then(|| (label.to_string(), href.to_string()));
        self
    }

    /// What the reader wrote, each text with what it is called: it stands on the page to be copied, since nothing of
    /// it was saved.
    #[must_use]
    pub fn typed(mut self, texts: Vec<(String, String)>) -> Self {
        self.told.typed = if self.may_tell() { texts } else { Vec::new() };
        self
    }

    /// A form that came without a session: it stands ready on the page, and goes again to this path of the node once
    /// the reader has signed in beside it.
    #[must_use]
    pub fn again(mut self, path: impl ToString, fields: Vec<(String, String)>) -> Self {
        self.told.again = self.may_tell().then(|| (path.to_string(), fields));
        self
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    fn of(status: StatusCode, kind: &'static str) -> Self {
        Self { status, kind, retry_after_s: None, told: Box::default() }
    }

    fn may_tell(&self) -> bool {
        self.status != StatusCode::NOT_FOUND
    }

    /// The page.
    pub(crate) fn render(&self, preferences: &Preferences, viewer: Option<&Viewer>) -> Response {
        let own = T::own(preferences.lang);
        let t = viewer.map_or(&own, |v| &v.t);
        let title = t.get(&format!("web-problem-{}", self.kind));
        let body = ProblemPage { t, problem: self, title: &title, framed: viewer.is_some() };
        let mut response = match viewer {
            Some(viewer) => {
                let viewer = Viewer { here: "/".to_owned(), ..viewer.clone() };
                page(&viewer, Head::new("", &title).status(self.status), body)
            }
            None => {
                let preferences = Preferences { here: "/".to_owned(), ..preferences.clone() };
                plain_page(t, &preferences, self.status, &title, body)
            }
        };
        if let Some(s) = self.retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(s));
        }
        response
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'a> {
    t: &'a T,
    problem: &'a Problem,
    title: &'a str,
    framed: bool,
}

impl ProblemPage<'_> {
    fn what(&self) -> String {
        let general = || self.t.get(&format!("web-problem-{}-what", self.problem.kind));
        self.problem.told.what.clone().unwrap_or_else(general)
    }

    fn kept(&self) -> String {
        let told = &self.problem.told;
        let general = || match (&told.again, told.typed.is_empty()) {
            (Some(_), _) => self.t.get("web-again-kept"),
            (None, false) => self.t.get("web-typed-kept"),
            (None, true) => self.t.get(&format!("web-problem-{}-kept", self.problem.kind)),
        };
        told.kept.clone().unwrap_or_else(general)
    }

    fn typed(&self) -> Vec<Field> {
        let typed = self.problem.told.typed.iter().zip(1_usize..);
        typed.map(|((label, text), n)| textarea(format!("typed-{n}"), label, 8).value(text)).collect()
    }

    fn again(&self) -> Option<(&str, Vec<Field>)> {
        let (path, fields) = self.problem.told.again.as_ref()?;
        Some((path.as_str(), fields.iter().map(|(name, value)| hidden(name, value)).collect()))
    }
}

impl IntoResponse for Problem {
    /// A bare status with the problem aboard; [`crate::protect`] writes the page, since only it knows the language.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// The problem a bare answer of the framework stands for; none if the answer is a page or not an error.
pub(crate) fn problem_of(response: &Response) -> Option<Arc<Problem>> {
    if let Some(problem) = response.extensions().get::<Arc<Problem>>() {
        return Some(problem.clone());
    }
    let bare = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| kind.to_str().is_ok_and(|k| k.starts_with("text/plain")));
    let status = response.status();
    if !bare || !(status.is_client_error() || status.is_server_error()) {
        return None;
    }
    Some(Arc::new(match status {
        // No page says so; what a room says to another node stays as it is.
        StatusCode::FORBIDDEN => return None,
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Problem::not_available(),
        StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large(),
        StatusCode::UNAUTHORIZED => Problem::signed_out(),
        StatusCode::CONFLICT => Problem::conflict(),
        StatusCode::TOO_MANY_REQUESTS => Problem::rate_limited(60),
        s if s.is_client_error() => Problem::bad_request(),
        _ => Problem::broken(),
    }))
}
