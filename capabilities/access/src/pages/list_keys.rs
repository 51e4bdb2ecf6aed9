//! The keys that are quicker than the mouse. None of them does anything that stays: each goes somewhere.

use crate::officer::Officer;
use axum::response::Response;
use web::{Head, T};

/// Each key with the word for where it goes. `liaison.js` knows the same ones.
pub(crate) const KEYS: [(&str, &str); 8] = [
    ("/", "search"),
    ("j", "next"),
    ("k", "previous"),
    ("Enter", "open"),
    ("g d", "desk"),
    ("g f", "finder"),
    ("g s", "shift"),
    ("?", "help"),
];

#[derive(askama::Template)]
#[template(path = "list_keys.html")]
struct ListKeys<'a> {
    t: &'a T,
    keys: Vec<(&'static str, String)>,
}

pub(crate) async fn show(officer: Officer) -> Response {
    let t = &officer.t;
    let keys = KEYS.iter().map(|(key, does)| (*key, t.get(&format!("access-key-{does}")))).collect();
    let head = Head::new("", t.get("access-keys")).under(t.get("access-keys-what"));
    web::page(&officer.viewer, head, ListKeys { t, keys })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_names_every_key_that_the_script_knows_and_no_other() {
        let script = include_str!("../../../../platform/web/static/liaison.js");
        for (key, _) in super::KEYS {
            let last = key.rsplit(' ').next().unwrap();
            let known = last == "Enter"
                || script.contains(&format!("\"{last}\""))
                || script.contains(&format!("{last}: "));
            assert!(known, "{key}");
        }
        let bound = script.matches("press(\"").count();
        assert_eq!(bound, 4, "`/`, `j`, `k` and `?`");
    }
}
