//! The files of the design system, inside the program, under addresses that change with their content.

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::{HeaderValue, StatusCode, header};
use std::sync::LazyLock;

struct Asset {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

const FONTS: &[Asset] = &[
    Asset {
        name: "noto-sans-latin.woff2",
        kind: "font/woff2",
        bytes: include_bytes!("../static/fonts/noto-sans-latin.woff2"),
    },
    Asset {
        name: "noto-sans-latin-ext.woff2",
        kind: "font/woff2",
        bytes: include_bytes!("../static/fonts/noto-sans-latin-ext.woff2"),
    },
    Asset {
        name: "noto-sans-arabic.woff2",
        kind: "font/woff2",
        bytes: include_bytes!("../static/fonts/noto-sans-arabic.woff2"),
    },
];
const CSS: &str = include_str!("../static/liaison.css");
const JS: &[u8] = include_bytes!("../static/liaison.js");
const ICON: &[u8] = include_bytes!("../static/liaison.svg");

/// A file as it is served.
struct Served {
    path: String,
    kind: &'static str,
    bytes: Vec<u8>,
}

struct Statics {
    css: String,
    js: String,
    icon: String,
    files: Vec<Served>,
}

static STATICS: LazyLock<Statics> = LazyLock::new(|| {
    let mut files: Vec<Served> = Vec::new();
    let mut css = CSS.to_owned();
    for font in FONTS {
        let path = address(font.name, font.bytes);
        css = css.replace(&format!("fonts/{}", font.name), &path);
        files.push(Served { path, kind: font.kind, bytes: font.bytes.to_vec() });
    }
    let mut serve = |name: &str, kind, bytes: Vec<u8>| {
        let path = address(name, &bytes);
        files.push(Served { path: path.clone(), kind, bytes });
        path
    };
    let css = serve("liaison.css", "text/css; charset=utf-8", css.into_bytes());
    let js = serve("liaison.js", "text/javascript; charset=utf-8", JS.to_vec());
    let icon = serve("liaison.svg", "image/svg+xml", ICON.to_vec());
    Statics { css, js, icon, files }
});

/// Address of the style sheet.
pub(crate) fn css() -> &'static str {
    &STATICS.css
}

/// Address of the script.
pub(crate) fn js() -> &'static str {
    &STATICS.js
}

/// Address of the icon.
pub(crate) fn icon() -> &'static str {
    &STATICS.icon
}

/// The routes of the files. The address holds the digest of the content, so browsers keep them for ever.
pub(crate) fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    STATICS
        .files
        .iter()
        .fold(Router::new(), |router, file| router.route(&file.path, get(async move || serve(file))))
}

fn serve(file: &'static Served) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(file.kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (StatusCode::OK, headers, file.bytes.as_slice()).into_response()
}

fn address(name: &str, bytes: &[u8]) -> String {
    let digest = kernel::Digest::of(&[b"liaison static v1", bytes]);
    let short = digest.0.first_chunk::<8>().map(|d| data_encoding::HEXLOWER.encode(d)).unwrap_or_default();
    format!("/static/{short}/{name}")
}
