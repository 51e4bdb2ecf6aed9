//! What a browser runs when it is woken: shows the one sentence, in the language it was added in, and opens the desk when it
//! is clicked. It asks the node nothing and reads nothing that came with the notice.

use crate::node::Node;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use http::header;
use kernel::Lang;
use serde::Deserialize;
use std::sync::Arc;
use web::Problem;

/// The script, after the line that says the sentence.
const WORKER: &str = include_str!("../../islands/notices/worker.js");

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    lang: String,
}

/// Where it is served, for a page in this language. The same folder for all, so that one replaces the other.
pub(crate) fn address(lang: Lang) -> String {
    format!("/notices/worker.js?lang={lang}")
}

pub(crate) async fn serve(
    State(node): State<Arc<Node>>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let lang = Lang::ALL.iter().find(|lang| lang.to_string() == asked.lang).copied().unwrap_or(Lang::En);
    let says = serde_json::json!({
        "lang": lang.to_string(),
        "dir": lang.dir(),
        "text": node.words.t(lang, "access-notice-text"),
    });
    let script = format!("\"use strict\";\nconst says = {says};\n{WORKER}");
    Ok(([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], script).into_response())
}
