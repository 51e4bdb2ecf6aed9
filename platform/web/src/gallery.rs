//! Every piece on one page, and two whole screens made of them, for those who build and judge the pages.
//! Development builds only; all content is invented.

use crate::form::{Choice, FieldError};
use crate::frame::{Action, Head, RoomLink, Shift, Viewer, page, plain_page};
use crate::pieces::{Step, StepState};
use crate::preferences::Preferences;
use crate::problem::Problem;
use crate::routes::{Guard, Routes};
use crate::time::Zone;
use crate::words::{RoomWords, T, Words};
use askama::Template;
use axum::response::Response;
use kernel::time::{HOUR_MS, MINUTE_MS};
use kernel::{Lang, Party, Timestamp};
use std::sync::{Arc, LazyLock};

const GALLERY: RoomWords = RoomWords {
    room: "gallery",
    en: include_str!("../lang/gallery/en.ftl"),
    fr: include_str!("../lang/gallery/fr.ftl"),
    ar: include_str!("../lang/gallery/ar.ftl"),
    proper: &["gallery-name-written", "gallery-name-mixed", "gallery-name-others"],
};

/// 2026-11-24T02:12:00Z, a night in Niamey.
const NOW: Timestamp = Timestamp(1_795_486_320_000);

static GALLERY_WORDS: LazyLock<Option<Arc<Words>>> = LazyLock::new(|| match Words::new(&[GALLERY]) {
    Ok(words) => Some(Arc::new(words)),
    Err(error) => {
        tracing::error!(%error, "the gallery has no words");
        None
    }
});

/// `/gallery`, and under it `desk`, `dossier`, `sign-in`, `broken`.
#[must_use]
pub fn gallery_routes<S: Clone + Send + Sync + 'static>() -> Routes<S> {
    Routes::new("gallery")
        .guard(Guard::Public)
        .get("/gallery", "show_gallery", show_gallery)
        .get("/gallery/desk", "show_gallery_desk", show_desk)
        .get("/gallery/dossier", "show_gallery_dossier", show_dossier)
        .get("/gallery/sign-in", "show_gallery_sign_in", show_sign_in)
        .get("/gallery/broken", "show_gallery_problem", async || Problem::conflict())
}

fn viewer(preferences: &Preferences) -> Result<Viewer, Problem> {
    let words = GALLERY_WORDS.clone().ok_or_else(Problem::broken)?;
    let t = T::new(words, preferences.lang).in_zone(Zone::new("Niamey", 60));
    let party = Party::parse("NE").ok_or_else(Problem::broken)?;
    let room = |room, key, waiting, apart| RoomLink {
        room,
        label: t.get(key),
        href: "/gallery/desk",
        waiting,
        apart,
    };
    let rooms = vec![
        room("desk", "gallery-desk", 7, false),
        room("casefile", "gallery-cases", 0, false),
        room("deconfliction", "gallery-checks", 0, false),
        room("exchange", "gallery-dossiers", 0, false),
        room("directory", "gallery-directory", 0, false),
        room("oversight", "gallery-oversight", 0, true),
        room("access", "gallery-settings", 0, true),
    ];
    Ok(Viewer {
        rooms,
        place: Some(t.get("gallery-place")),
        search: Some("/gallery"),
        sign_out: Some("/gallery"),
        demonstration: true,
        ..Viewer::new("A. Moussa", &t.get("gallery-role"), &t.get("gallery-authority"), party, t, preferences)
    })
}

#[derive(Template)]
#[template(path = "gallery/all.html")]
struct ShowGallery<'a> {
    t: &'a T,
    now: Timestamp,
    errors: Vec<FieldError>,
    bases: Vec<Choice>,
    purposes: Vec<Choice>,
    langs: Vec<Choice>,
}

async fn show_gallery(preferences: Preferences) -> Result<Response, Problem> {
    let viewer = viewer(&preferences)?;
    let t = &viewer.t;
    let body = ShowGallery {
        t,
        now: NOW,
        errors: vec![
            FieldError::new("title", t.get("gallery-form-title-error")),
            FieldError::new("phone", t.get("gallery-form-phone-error")),
        ],
        bases: vec![Choice::new("untoc-27", "UNTOC 27"), Choice::new("protocol-10", "Protocol 10(1)(b)")],
        purposes: vec![
            Choice::new("investigation", t.get("gallery-form-p1")).hint(t.get("gallery-form-p1-hint")),
            Choice::new("identification", t.get("gallery-form-p2")),
        ],
        langs: Lang::ALL
            .iter()
            .map(|l| Choice::new(l.code(), t.get(crate::preferences::lang_key(l))))
            .collect(),
    };
    let head = Head::new("access", t.get("gallery-title"))
        .over(t.get("gallery-over"))
        .action(Action::link(t.get("gallery-problem"), "/gallery/broken"))
        .action(Action::link(t.get("gallery-desk"), "/gallery/desk").primary());
    Ok(page(&viewer, head, body))
}

#[derive(Template)]
#[template(path = "gallery/desk.html")]
struct ShowDesk<'a> {
    t: &'a T,
}

async fn show_desk(preferences: Preferences) -> Result<Response, Problem> {
    let mut viewer = viewer(&preferences)?;
    viewer.shift = Some(Shift { label: viewer.t.get("gallery-shift"), href: "/gallery".to_owned() });
    let t = &viewer.t;
    let utc = t.clone().in_zone(Zone::utc());
    let under = t
        .say("gallery-desk-under")
        .with("day", t.day_long(NOW))
        .with("hour", t.hour(NOW))
        .with("utc", utc.hour(NOW));
    let head = Head::new("desk", t.get("gallery-desk"))
        .under(under)
        .action(Action::link(t.get("gallery-new-alert"), "/gallery"))
        .action(Action::link(t.get("gallery-new-request"), "/gallery").primary());
    Ok(page(&viewer, head, ShowDesk { t }))
}

#[derive(Template)]
#[template(path = "gallery/dossier.html")]
struct ShowDossier<'a> {
    t: &'a T,
    now: Timestamp,
    steps: Vec<Step>,
}

async fn show_dossier(preferences: Preferences) -> Result<Response, Problem> {
    let viewer = viewer(&preferences)?;
    let purpose = viewer.t.get("gallery-form-p1");
    let viewer = viewer.acting_in("AG-114", "/gallery", purpose);
    let t = &viewer.t;
    let at = |ms: i64| t.near(NOW.plus_ms(-ms));
    let step = |key: &str, when: String, state| Step { label: t.get(key), when, state };
    let opened = at(6 * HOUR_MS + 8 * MINUTE_MS);
    let steps = vec![
        step("gallery-step1", opened.clone(), StepState::Done),
        step("gallery-step2", t.say("gallery-step2-when").with("at", opened).to_string(), StepState::Done),
        step("gallery-step3", at(5 * HOUR_MS + 41 * MINUTE_MS), StepState::Done),
        step("gallery-step4", t.get("gallery-step4-when"), StepState::Now),
        step("gallery-step5", String::new(), StepState::Ahead),
        step("gallery-step6", String::new(), StepState::Ahead),
    ];
    let head = Head::new("exchange", t.get("gallery-q2"))
        .over(t.get("gallery-d-over"))
        .action(Action::link(t.get("gallery-ask-back"), "/gallery"))
        .action(Action::link(t.get("gallery-refuse"), "/gallery"))
        .action(Action::link(t.get("gallery-answer"), "/gallery").primary());
    Ok(page(&viewer, head, ShowDossier { t, now: NOW, steps }))
}

#[derive(Template)]
#[template(path = "gallery/sign_in.html")]
struct ShowSignIn<'a> {
    t: &'a T,
}

async fn show_sign_in(preferences: Preferences) -> Result<Response, Problem> {
    let viewer = viewer(&preferences)?;
    let t = &viewer.t;
    Ok(plain_page(t, &preferences, http::StatusCode::OK, &t.get("gallery-sign-in"), ShowSignIn { t }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gallery_speaks_every_language() {
        assert_eq!(Words::new(&[GALLERY]).map(|_| ()), Ok(()));
        assert!(crate::bare_text(include_str!("../templates/gallery/all.html")).is_empty());
    }
}
