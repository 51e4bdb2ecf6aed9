//! Attachments on the pages, as a browser without script sees them.

use crate::attachments::{all_moves, confirms, desks, document, sees, somebody, state};
use crate::pages::{Page, app, get, post, send};
use crate::story::*;
use axum::body::Body;
use exchange::attachments::State;
use exchange::testing::{Desk, Pair};
use http::{Request, StatusCode};
use kernel::Role;
use kernel::id::DossierId;
use tower::ServiceExt;

/// One pair is enough: what the pages ask of the database is asked on both elsewhere.
async fn pair() -> Pair {
    desks().await.remove(0)
}

/// A form as browsers send files: its fields in order, then the files.
pub(crate) async fn uploads(
    desk: &Desk,
    dossier: DossierId,
    fields: &[(&str, &str)],
    files: &[(&str, &[u8])],
) -> Page {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    for (name, content) in files {
        let head = "Content-Disposition: form-data; name=\"file\"; filename=";
        body.extend(format!("--b\r\n{head}\"{name}\"\r\nContent-Type: image/png\r\n\r\n").bytes());
        body.extend(*content);
        body.extend(b"\r\n");
    }
    body.extend(b"--b--\r\n");
    let request = Request::post(format!("/dossiers/{dossier}/attach"));
    let request = request.header("content-type", "multipart/form-data; boundary=b");
    send(desk, &desk.session, "en", request, Body::from(body)).await
}

const SAID: &[(&str, &str)] =
    &[("text", "the scan of page 3"), ("handling", "H1"), ("conditions", "ask us first")];

#[tokio::test]
async fn a_file_is_attached_released_accepted_and_saved_on_the_pages_without_script() {
    let pair = pair().await;
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let dossier = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
    settle(&pair).await;
    let page = get(accra, &format!("/dossiers/{dossier}")).await;
    page.shows(&["No files are attached", &format!("/dossiers/{dossier}/attach")]);
    get(accra, &format!("/dossiers/{dossier}/attach")).await.shows(&[
        "multipart/form-data",
        "type=\"file\"",
        "H2: not passed on",
        "second person",
        "8 GiB",
    ]);

    let content = document(70_000);
    let page = uploads(accra, dossier, SAID, &[("../page 3.pdf", &content)]).await;
    assert_eq!(
        (page.status, page.to.as_str()),
        (StatusCode::SEE_OTHER, format!("/dossiers/{dossier}#attachments").as_str())
    );
    let page = get(accra, &format!("/dossiers/{dossier}")).await;
    page.shows(&["page 3.pdf", "waits for a second person", "PDF document · 70 kB", "the scan of page 3"]);
    get(niamey, &format!("/dossiers/{dossier}")).await.hides(&["page"]);

    let second = somebody(accra, "second", &[Role::DutyOfficer]).await;
    assert_eq!(confirms(accra, &second).await.unwrap(), 1);
    settle(&pair).await;
    let sha256 = kernel::Digest::of_bytes(&content).to_string();
    let page = get(niamey, &format!("/dossiers/{dossier}")).await;
    page.shows(&["attached a file", "accept or refuse", "PDF document · 70 kB", &sha256, "H1: not in court"]);
    page.shows(&["ask us first", "value=\"accept\"", "value=\"refuse\""]).hides(&["download"]);

    let id = sees(niamey, dossier).await[0].id();
    let path = format!("/dossiers/{dossier}/attachments/{id}");
    assert_eq!(get(niamey, &path).await.status, StatusCode::NOT_FOUND, "it is not here yet");
    assert_eq!(post(niamey, &path, &[("decision", "perhaps")]).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(post(niamey, &path, &[("decision", "accept")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(post(niamey, &path, &[("decision", "accept")]).await.status, StatusCode::CONFLICT);
    let page = get(niamey, &format!("/dossiers/{dossier}")).await;
    page.shows(&["coming in", "0 bytes of 70 kB", "Give it up"]);
    all_moves(&pair).await;
    get(niamey, &format!("/dossiers/{dossier}")).await.shows(&["complete and verified", &path]);
    get(accra, &format!("/dossiers/{dossier}")).await.shows(&["delivered and verified"]);

    let request = Request::get(&path).header("cookie", format!("session={}", niamey.session));
    let response = app(niamey).oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let headers = response.headers().clone();
    let header = |name: &str| headers.get(name).unwrap().to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/octet-stream", "never what it says it is");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-disposition").starts_with("attachment; filename=\"page 3.pdf\""));
    assert_eq!(axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap(), content);
}

#[tokio::test]
async fn what_cannot_be_attached_says_why_and_leaves_nothing_on_the_disk() {
    let pair = pair().await;
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let dossier = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
    let left = || std::fs::read_dir(accra.node.files.folder()).map_or(0, Iterator::count);
    uploads(accra, dossier, SAID, &[]).await.shows(&["Choose a file"]);
    uploads(accra, dossier, SAID, &[("a.pdf", b"")]).await.shows(&["This file is empty"]);
    uploads(accra, dossier, SAID, &[("a.pdf", &document(900_000)), ("b.pdf", b"")])
        .await
        .shows(&["This file is empty"]);
    let wrong = uploads(accra, dossier, &[("handling", "H9")], &[("a.pdf", b"x")]).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    holds_back(accra, "+227 90 00 01 14", "NE").await;
    let refused = uploads(accra, dossier, SAID, &[("a.txt", b"his number is +227 90 00 01 14")]).await;
    refused.shows(&["This cannot be sent to this authority"]).hides(&["protected", "90 00 01 14"]);
    // The file is chosen again; what was chosen for it stands.
    let strict = &[("text", "a witness speaks"), ("handling", "H3"), ("conditions", "only for your eyes")];
    for files in [&[][..], &[("a.pdf", &b""[..])], &[("a.txt", &b"his number is +227 90 00 01 14"[..])]] {
        let again = uploads(accra, dossier, strict, files).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        again.shows(&[
            "value=\"H3\" selected",
            "value=\"only for your eyes\"",
            "a witness speaks</textarea>",
        ]);
    }
    assert_eq!(left(), 0);
    assert!(state(accra, dossier).await.is_empty());
    let elsewhere = uploads(accra, DossierId::new(accra.node.store.rng()), SAID, &[("a.pdf", b"x")]).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_12_attachments_are_read_in_arabic() {
    let pair = pair().await;
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let dossier = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
    uploads(accra, dossier, SAID, &[("قائمة.csv", "اسم;رقم\n".as_bytes())]).await;
    settle(&pair).await;
    assert_eq!(state(niamey, dossier).await, [State::Offered], "plain text goes at once");
    let path = format!("/dossiers/{dossier}");
    let page = send(niamey, &niamey.session, "ar", Request::get(&path), Body::empty()).await;
    page.shows(&["المرفقات", "للقبول أو الرفض", "قائمة.csv", "قبول", "dir=\"rtl\""]);
}
