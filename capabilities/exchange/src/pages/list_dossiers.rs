//! All dossiers of an authority.

use crate::pages::show_desk::{DossierRow, row};
use crate::pages::works_here;
use crate::store;
use crate::types::{DossierFilter, ExchangeError, Side, WaitsFor};
use access::{Node, Officer};
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use std::sync::Arc;
use web::{Action, Choice, Head, Problem, T};

/// What to list.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    state: String,
    #[serde(default)]
    side: String,
    #[serde(default)]
    page: String,
}

impl Asked {
    fn filter(&self) -> DossierFilter {
        DossierFilter {
            waits_for: match self.state.as_str() {
                "us" => Some(WaitsFor::Us),
                "them" => Some(WaitsFor::Them),
                _ => None,
            },
            open: self.state == "open",
            closed: self.state == "ended",
            side: Side::parse(&self.side),
            ..DossierFilter::default()
        }
    }

    fn asks(&self) -> bool {
        !(self.state.is_empty() && self.side.is_empty())
    }

    fn address(&self) -> String {
        let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        format!("/dossiers?state={}&side={}", plain(&self.state), plain(&self.side))
    }
}

#[derive(askama::Template)]
#[template(path = "list_dossiers.html")]
struct ListDossiers<'a> {
    t: &'a T,
    asked: &'a Asked,
    rows: Vec<DossierRow>,
    states: Vec<Choice>,
    sides: Vec<Choice>,
    page: u64,
    total: u64,
}

pub(crate) async fn list(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    if !works_here(&officer.actor) {
        return Err(Problem::not_available());
    }
    let t = &officer.t;
    let page = asked.page.parse().unwrap_or(1_u64).clamp(1, 1_000_000);
    let read = node.store.run::<_, ExchangeError, _, _>("dossiers", |tx| {
        let (node, officer, filter) = (&node, &officer, asked.filter());
        async move {
            let ask = super::lists(&officer.actor, &tx);
            let (closed, total) = store::dossiers(&tx, (&node.gate, &ask), &filter, page).await?;
            Ok((super::subjects(&tx, node, &officer.actor, closed).await?, total))
        }
    });
    let (subjects, total) = read.await?;
    let now = node.store.clock().now();
    let choice = |value: &str, key: &str| Choice::new(value, t.get(key));
    let body = ListDossiers {
        t,
        asked: &asked,
        rows: subjects.iter().map(|s| row(t, s, now)).collect(),
        states: vec![
            choice("", "exchange-filter-all"),
            choice("us", "exchange-filter-us"),
            choice("them", "exchange-filter-them"),
            choice("open", "exchange-filter-open"),
            choice("ended", "exchange-filter-ended"),
        ],
        sides: vec![
            choice("", "exchange-filter-both"),
            choice("asker", "exchange-filter-asked"),
            choice("answerer", "exchange-filter-answering"),
        ],
        page,
        total,
    };
    let head = Head::new("dossiers", t.get("exchange-dossiers"))
        .under(t.get("exchange-dossiers-what"))
        .action(Action::link(t.get("exchange-new-request"), "/dossiers/new").primary());
    Ok(web::page(&officer.viewer, head, body))
}
