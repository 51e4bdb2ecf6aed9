//! Language and theme: chosen in the top bar by a form, else as the browser asks.

use crate::given::Given;
use crate::words::{T, Words};
use axum::extract::{Form, FromRequestParts};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use http::request::Parts;
use http::{HeaderMap, Uri, header};
use kernel::Lang;
use std::convert::Infallible;
use std::sync::Arc;

/// Most entries of `Accept-Language` that are looked at.
const ACCEPTED_MAX: usize = 16;
/// Longest path kept as the way back.
const BACK_BYTES_MAX: usize = 2048;

/// Light, dark, or as the browser says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the browser says.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// Every theme.
    pub const ALL: &'static [Self] = &[Self::Auto, Self::Light, Self::Dark];

    /// The key of its name.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Auto => "web-theme-auto",
            Self::Light => "web-theme-light",
            Self::Dark => "web-theme-dark",
        }
    }

    /// The value of the cookie, the form and the page's `data-theme`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|t| t.code() == text)
    }
}

/// How this reader reads. An extractor; it never fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preferences {
    /// Language of the page.
    pub lang: Lang,
    /// Theme of the page.
    pub theme: Theme,
    /// Path and query of this page, so that a change of language returns to it.
    pub here: String,
}

impl Preferences {
    /// Reads headers and address.
    #[must_use]
    pub fn of(headers: &HeaderMap, uri: &Uri) -> Self {
        let jar = CookieJar::from_headers(headers);
        let lang = jar.get("lang").and_then(|c| Lang::parse(c.value())).unwrap_or_else(|| accepted(headers));
        let theme = jar.get("theme").and_then(|c| Theme::parse(c.value())).unwrap_or_default();
        let here = uri.path_and_query().map_or("/", |p| p.as_str());
        Self { lang, theme, here: way_back(here) }
    }

    /// The words for this reader.
    #[must_use]
    pub fn words(&self, words: &Arc<Words>) -> T {
        T::new(words.clone(), self.lang)
    }
}

impl<S: Sync> FromRequestParts<S> for Preferences {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers, &parts.uri))
    }
}

/// What the form in the top bar sends.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Choice {
    lang: Option<String>,
    theme: Option<String>,
    #[serde(default)]
    back: String,
}

/// Keeps the choice for a year and goes back. The cookies hold a language and a theme and nothing else.
pub(crate) async fn choose_preferences(jar: CookieJar, Form(choice): Form<Choice>) -> Response {
    let keep = |name: &'static str, value: &'static str| {
        Cookie::build((name, value)).path("/").http_only(true).same_site(SameSite::Lax).permanent().build()
    };
    let mut jar = jar;
    if let Some(lang) = choice.lang.as_deref().and_then(Lang::parse) {
        jar = jar.add(keep("lang", lang.code()));
    }
    if let Some(theme) = choice.theme.as_deref().and_then(Theme::parse) {
        jar = jar.add(keep("theme", theme.code()));
    }
    (jar, Redirect::to(&way_back(&choice.back))).into_response()
}

/// A path on this node and nowhere else, or the front page.
#[must_use]
pub fn way_back(path: &str) -> String {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && path.len() <= BACK_BYTES_MAX
        && path.chars().all(|c| c.is_ascii_graphic());
    if own { path.to_owned() } else { "/".to_owned() }
}

/// The key of a language's own name.
pub(crate) fn lang_key(lang: impl Given<Lang>) -> &'static str {
    match lang.it() {
        Lang::En => "web-lang-en",
        Lang::Fr => "web-lang-fr",
        Lang::Ar => "web-lang-ar",
    }
}

fn accepted(headers: &HeaderMap) -> Lang {
    let Some(list) = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()) else {
        return Lang::En;
    };
    let mut best = (0.0_f32, Lang::En);
    for entry in list.split(',').take(ACCEPTED_MAX) {
        let mut parts = entry.trim().split(';');
        let tag = parts.next().unwrap_or_default();
        let weight =
            parts.find_map(|p| p.trim().strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
        let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        if let Some(lang) = Lang::parse(&primary)
            && weight > best.0
        {
            best = (weight, lang);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prefs(header: &'static str, value: &'static str) -> Preferences {
        let mut headers = HeaderMap::new();
        headers.insert(header, value.parse().unwrap());
        Preferences::of(&headers, &"/cases?page=2".parse().unwrap())
    }

    #[test]
    fn the_browser_is_heard_and_the_choice_is_stronger() {
        assert_eq!(prefs("accept-language", "de, fr-CH;q=0.8, en;q=0.7").lang, Lang::Fr);
        assert_eq!(prefs("accept-language", "zh").lang, Lang::En);
        assert_eq!(prefs("cookie", "lang=ar; theme=dark").lang, Lang::Ar);
        assert_eq!(prefs("cookie", "lang=ar; theme=dark").theme, Theme::Dark);
        assert_eq!(prefs("cookie", "lang=xx").here, "/cases?page=2");
    }

    #[test]
    fn the_way_back_stays_on_the_node() {
        for foreign in
            ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x", ""]
        {
            assert_eq!(way_back(foreign), "/", "{foreign:?}");
        }
        assert_eq!(way_back("/cases/3?tab=log"), "/cases/3?tab=log");
    }
}
