//! The only router. Each route has a method, a path, the name of its action and a guard, so that the whole surface
//! can be listed and tested; and no router comes out without somebody saying who enforces the guards.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::routing::{self, MethodRouter};
use http::Method;
use kernel::Role;

/// Who may call a route at all. What they may do to a thing is the gate's decision, later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Anybody: sign-in, first link, health.
    Public,
    /// Anybody with a session. The guard of a route that names none.
    SignedIn,
    /// A session whose person holds one of these roles; others see that nothing is there.
    Role(&'static [Role]),
    /// A trusted node, by its certificate.
    Peer,
}

/// One line of the surface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The room it belongs to.
    pub room: &'static str,
    /// The method.
    pub method: Method,
    /// The path, with axum's `{names}`.
    pub path: String,
    /// Verb and noun, as the file under `pages/` and the template are called.
    pub action: &'static str,
    /// Who may call it.
    pub guard: Guard,
}

/// The routes of a room, or of all rooms after [`Routes::merge`].
pub struct Routes<S = ()> {
    room: &'static str,
    guard: Guard,
    routes: Vec<(Route, MethodRouter<S>)>,
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    /// An empty surface; routes added now need a session.
    #[must_use]
    pub fn new(room: &'static str) -> Self {
        Self { room, guard: Guard::SignedIn, routes: Vec::new() }
    }

    /// The guard of the routes that follow.
    #[must_use]
    pub fn guard(mut self, guard: Guard) -> Self {
        self.guard = guard;
        self
    }

    /// Adds a page.
    #[must_use]
    pub fn get<H: Handler<A, S>, A: 'static>(self, path: &str, action: &'static str, handler: H) -> Self {
        self.add(Method::GET, path, action, routing::get(handler))
    }

    /// Adds an act.
    #[must_use]
    pub fn post<H: Handler<A, S>, A: 'static>(self, path: &str, action: &'static str, handler: H) -> Self {
        self.add(Method::POST, path, action, routing::post(handler))
    }

    /// Adds an act that takes a file of at most `bytes_max`; every other act takes [`crate::FORM_BYTES_MAX`].
    #[must_use]
    pub fn upload<H: Handler<A, S>, A: 'static>(
        self,
        path: &str,
        action: &'static str,
        bytes_max: usize,
        handler: H,
    ) -> Self {
        self.add(Method::POST, path, action, routing::post(handler).layer(DefaultBodyLimit::max(bytes_max)))
    }

    fn add(mut self, method: Method, path: &str, action: &'static str, handler: MethodRouter<S>) -> Self {
        let route = Route { room: self.room, method, path: path.to_owned(), action, guard: self.guard };
        self.routes.push((route, handler));
        self
    }

    /// Takes in the routes of another room.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.routes.extend(other.routes);
        self
    }

    /// The whole surface.
    #[must_use]
    pub fn list(&self) -> Vec<Route> {
        self.routes.iter().map(|(route, _)| route.clone()).collect()
    }

    /// The router. `enforce` wraps each handler with what its guard demands.
    pub fn into_router(self, enforce: impl Fn(&Route, MethodRouter<S>) -> MethodRouter<S>) -> Router<S> {
        self.routes.into_iter().fold(Router::new(), |router, (route, handler)| {
            let guarded = enforce(&route, handler);
            router.route(&route.path, guarded)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surface() -> Routes {
        Routes::new("x")
            .get("/x", "list_x", async || "list")
            .guard(Guard::Role(&[Role::Auditor]))
            .post("/x", "open_x", async || "open")
            .guard(Guard::Public)
            .get("/y/{id}", "show_y", async || "show")
    }

    #[test]
    fn the_surface_is_one_list() {
        let lines: Vec<_> = surface()
            .list()
            .iter()
            .map(|r| format!("{} {} {} {:?}", r.method, r.path, r.action, r.guard))
            .collect();
        assert_eq!(
            lines,
            ["GET /x list_x SignedIn", "POST /x open_x Role([Auditor])", "GET /y/{id} show_y Public"]
        );
    }

    #[tokio::test]
    async fn each_route_passes_through_the_enforcer() {
        use axum::extract::Request;
        use axum::middleware::{Next, from_fn};
        use axum::response::IntoResponse;
        use tower::ServiceExt;
        let shut = surface().into_router(|route, handler| match route.guard {
            Guard::Public => handler,
            _ => handler
                .layer(from_fn(async |_: Request, _: Next| http::StatusCode::NOT_FOUND.into_response())),
        });
        for (method, path, status) in [("GET", "/x", 404), ("POST", "/x", 404), ("GET", "/y/3", 200)] {
            let request =
                http::Request::builder().method(method).uri(path).body(axum::body::Body::empty()).unwrap();
            assert_eq!(shut.clone().oneshot(request).await.unwrap().status(), status, "{method} {path}");
        }
    }
}
