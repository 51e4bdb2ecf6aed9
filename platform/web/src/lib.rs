//! What every page of every room stands in: frame, routes, languages, errors, content security, design system.
//!
//! Knows no room and no store. Refuses: inline script or style, a visible string outside the language files, a
//! route without a guard, an error that tells what it protects (A-8).
//!
//! # A room page
//!
//! The room's `askama.toml` lets its templates import the pieces:
//!
//! ```toml
//! [general]
//! dirs = ["templates", "../../platform/web/templates"]
//! ```
//!
//! Its words are `lang/{en,fr,ar}.ftl`, keys prefixed with the room's name, and a constant that `node` collects:
//!
//! ```ignore
//! pub const WORDS: web::RoomWords = web::RoomWords {
//!     room: "casefile",
//!     en: include_str!("../lang/en.ftl"),
//!     fr: include_str!("../lang/fr.ftl"),
//!     ar: include_str!("../lang/ar.ftl"),
//!     proper: &[],
//! };
//! ```
//!
//! A page, in `pages/list_cases.rs`. Pieces that are values are functions of `web` (`web::tag`, `web::clock`,
//! `web::code`, `web::text`, …); pieces that hold content are macros of `pieces.html`:
//!
//! ```ignore
//! #[derive(askama::Template)]
//! #[template(path = "list_cases.html")]
//! struct ListCases<'a> {
//!     t: &'a web::T,
//!     now: kernel::Timestamp,
//!     rows: Vec<CaseRow>,
//!     page: u64,
//!     total: u64,
//! }
//!
//! pub async fn list_cases(/* the viewer and store as `access` gives them */) -> Result<Response, web::Problem> {
//!     let t = &viewer.t;
//!     let head = web::Head::new("casefile", t.get("casefile-title"))
//!         .over(t.get("casefile-law"))
//!         .action(web::Action::link(t.get("casefile-new"), "/cases/new").primary());
//!     Ok(web::page(&viewer, head, ListCases { t, now, rows, page, total }))
//! }
//! ```
//!
//! ```html
//! {% import "pieces.html" as ui %}
//! {% call ui::main() %}
//!   {% call ui::panel(t.get("casefile-open"), t.n("casefile-count", total), t.get("casefile-all"), "/cases?all=1") %}
//!     {% if rows.is_empty() %}
//!       {% call ui::empty(t.get("casefile-none"), t.get("casefile-new"), "/cases/new") %}{{ t.get("casefile-none-next") }}{% endcall %}
//!     {% else %}
//!       {% call ui::table(t.get("casefile-open"), [t.get("casefile-col-changed"), t.get("casefile-col-case")], "descending") %}
//!         {% for row in rows %}<tr>
//!           <td>{{ t.ago(now, row.changed_at) }}</td>
//!           <td><a class="strong" href="/cases/{{ row.id }}">{{ web::written(row.title) }}</a> {{ web::tag(t.get("casefile-open-tag"), web::Tone::Accent) }}
//!             <small>{{ web::code(row.reference) }}</small></td>
//!         </tr>{% endfor %}
//!       {% endcall %}
//!       {{ web::pager(t, "/cases", page, total) }}
//!     {% endif %}
//!   {% endcall %}
//! {% endcall %}
//! {% call ui::aside(t.get("casefile-help")) %}…panels…{% endcall %}
//! ```
//!
//! askama gives fields to functions by reference and results of calls by value; the functions here take both.
//!
//! Each room tests its words: `Words::new(&[WORDS])` is whole, and for every template `unknown_keys(source)` and
//! `bare_text(source)` are empty. A room's template must not be called `pieces.html`: askama would take it instead.
#![warn(missing_docs)]
extern crate self as web;

mod form;
mod frame;
#[cfg(debug_assertions)]
mod gallery;
mod given;
mod html;
mod pieces;
mod preferences;
mod problem;
mod protect;
mod routes;
mod statics;
mod time;
mod wholeness;
mod words;

pub use form::{
    Choice, ErrorSummary, Field, FieldError, check, checks, date, error_summary, file, hidden, moment,
    password, radio, select, text, textarea,
};
pub use frame::{
    ACTIONS_MAX, ActingIn, Action, Head, ROOMS_MAX, RoomLink, Shift, Viewer, fragment, page, plain_page,
};
#[cfg(debug_assertions)]
pub use gallery::gallery_routes;
pub use given::Given;
pub use html::Html;
pub use pieces::{
    Button, Clock, Pager, Progress, Receipt, SearchBox, Step, StepState, Steps, Tag, Tone, Value, button,
    clock, code, link_button, no_receipt, pager, progress, receipt, refused_receipt, search_box, steps, tag,
    written,
};
pub use preferences::{Preferences, Theme, way_back};
pub use problem::Problem;
pub use protect::{CONTENT_SECURITY, FORM_BYTES_MAX, protect};
pub use routes::{Guard, Route, Routes};
pub use time::{Zone, number};
pub use wholeness::bare_text;
pub use words::{Arg, RoomWords, Say, T, WORDS, Words, WordsError};
