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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// Text on ground: 4.5 to 1 (WCAG 1.4.3). Edges of controls on ground: 3 to 1 (1.4.11).
    const TEXT: &[(&str, &[&str])] = &[
        (
            "ink",
            &[
                "ground",
                "paper",
                "sunk",
                "due",
                "accent-ground",
                "warn-ground",
                "good-ground",
                "stop-ground",
                "quiet-ground",
            ],
        ),
        ("second", &["ground", "paper", "sunk", "due", "quiet-ground"]),
        ("accent", &["ground", "paper", "due", "accent-ground", "quiet-ground", "warn-ground"]),
        ("on-accent", &["accent"]),
        ("warn", &["paper", "due", "warn-ground"]),
        ("stop", &["paper", "due", "stop-ground"]),
        ("good", &["paper", "due", "good-ground"]),
        ("protection", &["paper", "due", "protection-ground"]),
        ("side-ink", &["side", "side-here"]),
        ("side-second", &["side"]),
        ("invented", &["invented-ground"]),
        ("paper", &["stop"]),
    ];
    const EDGES: &[(&str, &[&str])] = &[
        ("edge", &["paper", "sunk"]),
        ("third", &["paper", "quiet-ground"]),
        ("side-mark", &["side", "side-here"]),
        ("accent", &["line"]),
    ];

    /// The colours of the style sheet: name to (light, dark).
    fn tokens() -> BTreeMap<&'static str, (&'static str, &'static str)> {
        let sheet = CSS.split("@supports").next().unwrap();
        sheet
            .lines()
            .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": "))
            .filter_map(|(name, rest)| {
                let value = rest.split(';').next()?;
                let both = match value.strip_prefix("light-dark(") {
                    Some(pair) => pair.strip_suffix(')')?.split_once(", ")?,
                    None => (value, value),
                };
                both.0.starts_with('#').then_some((name, both))
            })
            .collect()
    }

    fn luminance(hex: &str) -> f64 {
        let part = |at: usize| {
            let c = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_can_be_read_in_both_themes() {
        let tokens = tokens();
        for (pairs, least) in [(TEXT, 4.5), (EDGES, 3.0)] {
            for (front, grounds) in pairs {
                for ground in *grounds {
                    let (f, g) = (tokens[front], tokens[ground]);
                    for (theme, ratio) in [("light", contrast(f.0, g.0)), ("dark", contrast(f.1, g.1))] {
                        assert!(ratio >= least, "{front} on {ground}, {theme}: {ratio:.2} < {least}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_design_gives_the_light_colours() {
        let tokens = tokens();
        for (name, value) in [
            ("ink", "#17212b"),
            ("second", "#4a5663"),
            ("third", "#75808c"),
            ("ground", "#f4f5f3"),
            ("paper", "#ffffff"),
            ("line", "#dfe2e0"),
            ("accent", "#0a5a6a"),
            ("accent-ground", "#e3eff1"),
            ("warn", "#8a5a00"),
            ("warn-ground", "#fbf0d9"),
            ("stop", "#a02020"),
            ("stop-ground", "#fae6e4"),
            ("good", "#1e6b3a"),
            ("good-ground", "#e3f1e7"),
            ("protection", "#5b3b8c"),
            ("protection-ground", "#eee8f7"),
            ("side", "#10303a"),
        ] {
            assert_eq!(tokens[name].0, value, "{name}");
        }
    }

    #[test]
    fn old_browsers_get_the_same_light_colours() {
        let old = CSS.split("@supports").nth(1).unwrap().split("/* Ground rules").next().unwrap();
        let mut seen = 0;
        for (name, (light, dark)) in tokens() {
            if light != dark {
                assert!(old.contains(&format!("--{name}: {light};")), "{name}");
                seen += 1;
            }
        }
        assert!(seen > 20);
    }

    #[test]
    fn the_sheet_knows_no_left_and_no_right() {
        for line in CSS.lines().filter(|l| !l.contains("/*") && !l.trim_start().starts_with('*')) {
            for physical in [
                "margin-left",
                "margin-right",
                "padding-left",
                "padding-right",
                "border-left",
                "border-right",
                "text-align: left",
                "text-align: right",
                " left:",
                " right:",
                "float:",
            ] {
                assert!(!line.contains(physical), "{line}");
            }
        }
    }

    #[test]
    fn a_first_page_weighs_less_than_150_kb_even_uncompressed() {
        let all: usize = STATICS.files.iter().map(|f| f.bytes.len()).sum();
        assert!(all < 150_000 - 12_000, "{all} bytes of files leave too little for the page itself");
    }

    #[test]
    fn the_sheet_names_every_font_by_its_lasting_address() {
        let sheet = STATICS.files.iter().find(|f| f.path == STATICS.css).unwrap();
        let sheet = String::from_utf8(sheet.bytes.clone()).unwrap();
        assert_eq!(sheet.matches("url(\"/static/").count(), FONTS.len());
        assert!(!sheet.contains("url(\"fonts/"));
    }
}
