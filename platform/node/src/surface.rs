//! What an administrator sees of the whole surface: no content of any case, by any page.

use crate::cmd;
use crate::compose::Opened;
use crate::story;
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use kernel::{Lang, Role};
use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};
use store::StoreError;
use tower::ServiceExt;

/// Content of the story's case in Niamey: of persons, things, a claim, and the case itself.
const MARKED: &[&str] = &[
    "Suleiman Adoum",
    "Haji Sule",
    "90 00 01 14",
    "AG 4471 RN",
    "Harmattan Fret",
    "Saley",
    "survivor S-4",
    "XA7719034",
    "asked for asylum",
    "Refrigerated truck",
    "witness W-2",
    "Export of AG-114",
];
/// Pages walked at most.
const PAGES_MAX: usize = 600;

/// Niamey with its story.
pub(crate) async fn niamey(folder: &std::path::Path) -> Opened {
    let scene = story::read().unwrap().into_iter().find(|s| s.key == "niamey").unwrap();
    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 1));
    let opened = cmd::demo::make(folder, listen, &scene).await.unwrap();
    story::tell(&opened.node, &scene).await.unwrap();
    opened
}

/// An act on content that waits for a second person.
async fn asks_to_export(opened: &Opened) {
    let node = &opened.node;
    let asked = node.store.run::<_, casefile::CaseError, _, _>("ask", |tx| async move {
        let person = access::store::person_named(&tx, "h.ibrahim").await?.unwrap();
        let (actor, _) = access::store::actor(&tx, &person).await?;
        let case = cmd::find_case(&tx, node, &actor, "AG-114").await?.unwrap();
        let to = (kernel::id::NodeId([7; 16]), "Accra");
        let new = casefile::export_asked(&case, to, kernel::Purpose::Investigation);
        Ok(access::ask_second(&tx, node, &actor, &new).await?)
    });
    assert!(matches!(asked.await.unwrap(), access::Asking::Waits(_)));
}

/// Somebody with these roles and an open session.
async fn session(opened: &Opened, sign_in: &str, roles: &[Role]) -> String {
    let node = &opened.node;
    let made = node.store.run::<_, StoreError, _, _>("session", |tx| async move {
        let person = match access::store::person_named(&tx, sign_in).await? {
            Some(person) => person.id,
            None => {
                let authority = access::authorities(&tx).await?.first().unwrap().id;
                let new = access::NewPerson {
                    authority,
                    sign_in: sign_in.into(),
                    name: sign_in.into(),
                    lang: Lang::En,
                    roles: roles.iter().copied().collect(),
                };
                access::store::add_person(&tx, &new).await?
            }
        };
        access::store::start_session(&tx, person).await
    });
    made.await.unwrap()
}

async fn get(app: &Router, token: &str, path: &str) -> (StatusCode, String) {
    let request = Request::get(path).header(header::COOKIE, format!("session={token}"));
    let response = app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let status = response.status();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

/// Where a page leads within the node.
fn links(text: &str) -> BTreeSet<String> {
    let found = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let inside = found.filter(|href| href.starts_with('/') && !href.starts_with("/static"));
    inside.map(|href| href.replace("&amp;", "&").replace("&#38;", "&")).collect()
}

/// Everything that somebody who may read all of it comes across, page by page.
async fn walk(app: &Router, token: &str) -> (BTreeSet<String>, String) {
    let (mut seen, mut all) = (BTreeSet::new(), String::new());
    let mut next: BTreeSet<String> = ["/".to_owned()].into();
    while let Some(path) = next.pop_first() {
        if seen.len() >= PAGES_MAX || !seen.insert(path.clone()) {
            continue;
        }
        let (status, text) = get(app, token, &path).await;
        if status == StatusCode::OK {
            next.extend(links(&text).difference(&seen).cloned());
            all.push_str(&text);
        }
    }
    (seen, all)
}

#[tokio::test]
async fn r_17_an_administrator_comes_across_no_content_on_any_page() {
    let folder = tempfile::tempdir().unwrap();
    let opened = niamey(&folder.path().join("node")).await;
    let app = cmd::serve::app(&opened.node);
    let every = [
        Role::Investigator,
        Role::DutyOfficer,
        Role::Prosecutor,
        Role::ProtectionOfficer,
        Role::Auditor,
        Role::DataProtectionOfficer,
    ];
    let reader = session(&opened, "reads.all", &every).await;
    asks_to_export(&opened).await;
    let (mut paths, content) = walk(&app, &reader).await;
    for mark in MARKED {
        assert!(content.contains(mark), "`{mark}` is nowhere: this walk would find nothing");
    }
    // Every page there is, also those that the walk did not lead to.
    let nobody = uuid::Uuid::nil().to_string();
    let mut reads = 0;
    for route in crate::compose::routes().list().iter().filter(|r| r.method == Method::GET) {
        let parts = route.path.split('/');
        let filled: Vec<&str> = parts.map(|p| if p.starts_with('{') { nobody.as_str() } else { p }).collect();
        paths.insert(filled.join("/"));
        reads += 1;
    }
    paths.insert("/search?q=Haji+Sule".into());
    assert!(reads > 30 && paths.len() > reads, "{reads} routes, {} pages", paths.len());
    let admin = session(&opened, "admin", &[]).await;
    let mut shown = 0;
    for path in &paths {
        let (status, text) = get(&app, &admin, path).await;
        shown += usize::from(status == StatusCode::OK);
        for mark in MARKED {
            assert!(!text.contains(mark) || asked_for(path, mark), "`{mark}` on {path} ({status})");
        }
    }
    assert!(shown > 5, "an administrator has pages of their own: {shown}");
}

/// The frame shows a reader their own address in a field and in links; that tells them nothing.
fn asked_for(path: &str, mark: &str) -> bool {
    path.replace('+', " ").contains(mark)
}
