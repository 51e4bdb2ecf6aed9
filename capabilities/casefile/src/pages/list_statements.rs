//! The statements of a case one after the other, narrowed by source and grade: what one witness said, what one file
//! holds, what is well graded. The list goes on after the last statement it showed, so that its thousandth page costs
//! what its first does.

use crate::pages::card::{Names, Opened, Row, Says, captions, readable};
use crate::pages::case_tabs::{CasePage, Tab, tabs};
use crate::pages::{acting, grade_asked, grade_field, in_address, open_case};
use crate::types::{Case, CaseError, Statement};
use crate::{Keys, Listed, QUESTION_CHARS_MAX, statements_listed};
use access::{Node, Officer};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use gate::action;
use kernel::id::{CaseId, EntityId, StatementId};
use kernel::limit::PAGE_ROWS;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::Tx;
use uuid::Uuid;
use web::{Field, Head, Problem, T};

/// Statements read and opened at once.
const AT_ONCE: u64 = 200;
/// Times that more are read for one page. Whoever may read little of a case goes on from where that ends.
const ROUNDS_MAX: usize = 25;

/// What the address narrows the list to, and where it goes on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    source: String,
    grade: String,
    after: String,
}

impl Asked {
    fn listed(&self) -> Listed {
        let source: String = self.source.trim().chars().take(QUESTION_CHARS_MAX).collect();
        Listed { source, grade: grade_asked(&self.grade) }
    }

    fn after(&self) -> Option<StatementId> {
        StatementId::parse(&self.after)
    }

    /// The address of the same list from its beginning, or after a statement.
    fn address(&self, path: &str, after: Option<StatementId>) -> String {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        let parts = [("source", self.source.trim()), ("grade", &self.grade), ("after", &after)];
        let told = parts.into_iter().filter(|(_, value)| !value.is_empty());
        let told: Vec<String> = told.map(|(name, value)| format!("{name}={}", in_address(value))).collect();
        if told.is_empty() { path.to_owned() } else { format!("{path}?{}", told.join("&")) }
    }
}

/// A statement with the record it is about.
struct Line {
    about: EntityId,
    called: String,
    row: Row,
    /// The list of what the same source says.
    source: String,
}

#[derive(askama::Template)]
#[template(path = "list_statements.html")]
struct ListStatements<'a> {
    t: &'a T,
    tabs: Vec<Tab>,
    path: String,
    asked: Asked,
    lines: Vec<Line>,
    /// Where the list begins, unless this is there.
    first: Option<String>,
    next: Option<String>,
}

impl ListStatements<'_> {
    fn source(&self) -> Field {
        web::text("source", self.t.get("casefile-col-source"))
            .value(&self.asked.source)
            .hint(self.t.get("casefile-statements-source-hint"))
            .length_max(200)
    }

    fn grade(&self) -> Field {
        grade_field(self.t, &self.asked.grade)
    }

    fn is_narrowed(&self) -> bool {
        self.asked.listed() != Listed::default()
    }
}

pub(crate) async fn list(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let id = CaseId(id);
    let path = format!("/cases/{id}/statements");
    let looked = node.store.run::<_, CaseError, _, _>("list statements", |tx| {
        let (node, officer, asked, path) = (&node, &officer, &asked, path.as_str());
        async move { look(node, &tx, officer, id, (asked, path)).await }
    });
    let (case, lines, next) = looked.await?;
    let t = &officer.t;
    let head = Head::new("casefile", t.get("casefile-statements"))
        .over(t.say("casefile-clear-over").with("reference", &case.reference))
        .under(t.get("casefile-statements-what"));
    let body = ListStatements {
        t,
        tabs: tabs(t, id, CasePage::Statements),
        first: asked.after().map(|_| asked.address(&path, None)),
        next: next.map(|last| asked.address(&path, Some(last))),
        path,
        asked,
        lines,
    };
    Ok(web::page(&acting(&officer, &case), head, body))
}

async fn look(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    id: CaseId,
    (asked, path): (&Asked, &str),
) -> Result<(Case, Vec<Line>, Option<StatementId>), CaseError> {
    let case = open_case(node, tx, officer, id, action::READ).await?;
    let (said, next) = one_page(node, tx, officer, id, asked).await?;
    let about: BTreeSet<EntityId> = said.iter().map(|s| s.entity).collect();
    let about: Vec<EntityId> = about.into_iter().collect();
    let called = captions(node, tx, officer, &about).await?;
    let opened = Opened::around(node, tx, officer, (&about, said.clone())).await?;
    let t = &officer.t;
    let line = |s: &Statement| Line {
        about: s.entity,
        called: called.get(&s.entity).cloned().unwrap_or_else(|| t.get("casefile-unnamed")),
        row: opened.row(t, s),
        source: Asked { source: s.source.name.clone(), ..asked.clone() }.address(path, None),
    };
    Ok((case, said.iter().map(line).collect(), next))
}

/// One page of what the person may read and the list is narrowed to, and the statement after which the next one begins.
/// What children are called is shown on their own pages only.
async fn one_page(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    id: CaseId,
    asked: &Asked,
) -> Result<(Vec<Statement>, Option<StatementId>), CaseError> {
    let (keys, listed) = (Keys::of(&node.vault), asked.listed());
    let most = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
    let (mut after, mut shown) = (asked.after(), Vec::new());
    for _ in 0..ROUNDS_MAX {
        let held = statements_listed(tx, &keys, id, &listed, after, AT_ONCE).await?;
        let last = (held.len() as u64) < AT_ONCE;
        after = held.last().map(|closed| StatementId(closed.object().id)).or(after);
        if !held.is_empty() {
            let (said, _) = readable(node, tx, officer, held, Names::Hidden);
            shown.extend(said.into_iter().filter(|s| listed.fits(s)));
        }
        if shown.len() > most {
            shown.truncate(most);
            let next = shown.last().map(|s: &Statement| s.id);
            return Ok((shown, next));
        }
        if last {
            return Ok((shown, None));
        }
    }
    Ok((shown, after))
}
