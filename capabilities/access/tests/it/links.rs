//! The one-time link as a browser without script uses it, on both databases, by a clock that is moved.

use access::rules::LINK_LIFE_MS;
use access::testing::{node, person};
use access::{LinkKind, Node};
use axum::Router;
use axum::body::Body;
use http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use kernel::id::PersonId;
use kernel::{Actor, Role};
use std::sync::Arc;
use store::StoreError;
use store::testing::{TestStore, both};
use tower::ServiceExt;

const PASSPHRASE: &str = "four sealed trucks";

/// Niamey's node, and somebody who has no passphrase yet.
struct House {
    node: Arc<Node>,
    moussa: Actor,
    app: Router,
    at: TestStore,
}

struct Page {
    status: StatusCode,
    session: Option<String>,
    text: String,
}

impl House {
    async fn both() -> Vec<Self> {
        let mut houses = Vec::new();
        for at in both(&access::migrations()).await {
            let (node, own) = node(at.store.clone(), 1, "NE", "Investigation Unit", &[]).await;
            let (moussa, _) = person(&node, &own, "a.moussa", &[Role::Investigator]).await;
            let node = Arc::new(node);
            let router = access::routes().into_router(|r, h| access::enforce(&node, r, h));
            let app = web::protect(router.with_state(Arc::clone(&node)));
            houses.push(Self { node, moussa, app, at });
        }
        houses
    }

    /// A new link, and the secret of the second factor that its page shows.
    async fn link(&self) -> (String, Vec<u8>) {
        let made = self.node.store.run::<_, StoreError, _, _>("link", |tx| async move {
            let (vault, id): (_, PersonId) = (&self.node.vault, self.moussa.person);
            let token = access::store::make_link(&tx, vault, id, LinkKind::Enrol).await?;
            let (_, secret) = access::store::find_link(&tx, vault, &token).await?.unwrap();
            Ok((token, secret))
        });
        made.await.unwrap()
    }

    async fn send(&self, request: Request<Body>) -> Page {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let cookies = response.headers().get_all(header::SET_COOKIE).iter();
        let session = cookies.map(|c| c.to_str().unwrap().to_owned()).find(|c| c.starts_with("session="));
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Page { status, session, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    async fn opens(&self, token: &str) -> Page {
        self.send(Request::get(format!("/welcome/{token}")).body(Body::empty()).unwrap()).await
    }

    async fn posts(&self, path: &str, form: String) -> Page {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(form)).unwrap()).await
    }

    /// The code that an authenticator shows now.
    fn code(&self, secret: &[u8]) -> String {
        let seconds = u64::try_from(self.node.store.clock().now().0 / 1000).unwrap();
        let totp = totp_rs::Builder::new().with_secret(secret.to_vec()).with_account_name("x");
        totp.with_issuer(Some("Liaison")).build().unwrap().generate(seconds).to_string()
    }

    async fn enrols(&self, token: &str, secret: &[u8]) -> Page {
        let passphrase = PASSPHRASE.replace(' ', "+");
        let form = format!("passphrase={passphrase}&again={passphrase}&code={}", self.code(secret));
        self.posts(&format!("/welcome/{token}"), form).await
    }

    async fn signs_in(&self, secret: &[u8]) -> Page {
        let passphrase = PASSPHRASE.replace(' ', "+");
        let form = format!("name=a.moussa&passphrase={passphrase}&code={}", self.code(secret));
        self.posts("/sign-in", form).await
    }
}

#[track_caller]
fn lets_nobody_in(page: &Page, about: &str) {
    assert_eq!((page.status, page.session.as_deref()), (StatusCode::CONFLICT, None), "{about}");
    assert!(!page.text.contains("moussa") && !page.text.contains("otpauth"), "{about}: {}", page.text);
}

#[tokio::test]
async fn a_9_a_link_that_has_expired_lets_nobody_in_and_sets_nothing() {
    for house in House::both().await {
        let kind = house.at.kind;
        let (token, secret) = house.link().await;
        house.at.clock.advance_ms(LINK_LIFE_MS - 1);
        let page = house.opens(&token).await;
        assert_eq!(page.status, StatusCode::OK, "{kind}: its last moment");
        assert!(page.text.contains("a.moussa"), "{kind}");
        house.at.clock.advance_ms(1);
        let page = house.opens(&token).await;
        lets_nobody_in(&page, kind);
        assert!(page.text.contains("/sign-in"), "{kind}: and says the way out: {}", page.text);
        // The form was open when it ran out, and everything in it is right.
        lets_nobody_in(&house.enrols(&token, &secret).await, kind);
        let tried = house.signs_in(&secret).await;
        assert_eq!((tried.status, tried.session), (StatusCode::UNPROCESSABLE_ENTITY, None), "{kind}");
    }
}

#[tokio::test]
async fn a_9_a_link_works_once_and_a_newer_one_ends_it() {
    for house in House::both().await {
        let kind = house.at.kind;
        let (older, of_older) = house.link().await;
        let (token, secret) = house.link().await;
        lets_nobody_in(&house.enrols(&older, &of_older).await, kind);
        let page = house.enrols(&token, &secret).await;
        assert_eq!((page.status, page.session.is_some()), (StatusCode::SEE_OTHER, true), "{kind}");
        lets_nobody_in(&house.opens(&token).await, kind);
        lets_nobody_in(&house.enrols(&token, &secret).await, kind);
        // What was set with it is what counts from now on; the code was used, the next one is good.
        house.at.clock.advance_ms(60_000);
        let page = house.signs_in(&secret).await;
        assert_eq!((page.status, page.session.is_some()), (StatusCode::SEE_OTHER, true), "{kind}");
    }
}
