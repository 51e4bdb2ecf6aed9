//! The pages of a case, as links above each of them.

use kernel::id::CaseId;
use web::T;

/// One of the pages of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CasePage {
    Records,
    Statements,
    Timeline,
    Evidence,
    Elements,
    Tasks,
    Notes,
    History,
}

/// A link above a page of a case.
pub(crate) struct Tab {
    pub(crate) label: String,
    pub(crate) href: String,
    pub(crate) here: bool,
}

/// The links, with the page that is shown marked.
pub(crate) fn tabs(t: &T, case: CaseId, here: CasePage) -> Vec<Tab> {
    let tab = |page: CasePage, key: &str, path: &str| Tab {
        label: t.get(key),
        href: format!("/cases/{case}{path}"),
        here: page == here,
    };
    vec![
        tab(CasePage::Records, "casefile-tab-records", ""),
        tab(CasePage::Statements, "casefile-tab-statements", "/statements"),
        tab(CasePage::Timeline, "casefile-tab-timeline", "/timeline"),
        tab(CasePage::Evidence, "casefile-tab-evidence", "/evidence"),
        tab(CasePage::Elements, "casefile-tab-elements", "/elements"),
        tab(CasePage::Tasks, "casefile-tab-tasks", "/tasks"),
        tab(CasePage::Notes, "casefile-tab-notes", "/notes"),
        tab(CasePage::History, "casefile-tab-history", "/history"),
    ]
}
