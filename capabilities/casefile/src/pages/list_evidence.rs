//! The exhibits of a case, and the bundle that is made of them.

use crate::bundle::{Bundle, BundleFor, prepare_bundle};
use crate::evidence::{Exhibit, WHAT_CHARS_MAX, WHO_CHARS_MAX};
use crate::pages::case_tabs::{CasePage, Tab, tabs};
use crate::pages::download::download;
use crate::pages::{PageNumber, acting, case_head, may_do, open_case, opened, purpose_of};
use crate::types::CaseError;
use crate::{Keys, exhibits_of};
use access::{Node, Officer};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum_extra::extract::Form;
use gate::action;
use kernel::id::CaseId;
use std::sync::Arc;
use uuid::Uuid;
use web::{FieldError, Problem, T};

/// What the form of a bundle sends.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(crate) struct BundleForm {
    #[serde(default)]
    exhibit: Vec<Uuid>,
    #[serde(default)]
    to: String,
    #[serde(default)]
    why: String,
}

struct Row {
    exhibit: Exhibit,
    size: String,
    note: String,
    marked: bool,
}

#[derive(askama::Template)]
#[template(path = "list_evidence.html")]
struct ListEvidence<'a> {
    t: &'a T,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    path: String,
    page: u64,
    total: u64,
    may_add: bool,
    may_save: bool,
    sent: BundleForm,
    errors: Vec<FieldError>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Query(page): Query<PageNumber>,
) -> Result<Response, Problem> {
    list(&node, &officer, (CaseId(id), page.get()), BundleForm::default(), Vec::new()).await
}

/// Makes a bundle of the exhibits that are marked and sends it.
pub(crate) async fn bundle(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<BundleForm>,
) -> Result<Response, Problem> {
    let (id, t) = (CaseId(id), &officer.t);
    let mut errors = Vec::new();
    if sent.exhibit.is_empty() {
        errors.push(FieldError::new("exhibit", t.get("casefile-bundle-none")));
    }
    if sent.to.trim().is_empty() {
        errors.push(FieldError::new("to", t.get("casefile-bundle-to-needed")));
    }
    if !errors.is_empty() {
        return list(&node, &officer, (id, 1), sent, errors).await;
    }
    let made = node.store.run::<_, CaseError, _, _>("make bundle", |tx| {
        let (node, officer, sent) = (&node, &officer, &sent);
        async move {
            let case = open_case(node, &tx, officer, id, action::READ).await?;
            let by = (&officer.actor, purpose_of(&officer.actor));
            let of = BundleFor { to: sent.to.clone(), why: sent.why.clone() };
            let authority = officer.authority.name.as_str();
            let bundle = prepare_bundle(&tx, node, by, (&case, authority), &sent.exhibit, &of).await?;
            Ok(Arc::new((case.reference, bundle)))
        }
    });
    let made: Arc<(String, Bundle)> = match made.await {
        Ok(made) => made,
        Err(CaseError::CustodyBroken(which)) => {
            let words = t.say("casefile-bundle-broken").with("exhibit", &which).to_string();
            return list(&node, &officer, (id, 1), sent, vec![FieldError::new("exhibit", words)]).await;
        }
        Err(error) => return Err(error.into()),
    };
    let name = format!("{}-evidence.zip", made.0.replace('/', "-"));
    Ok(download(&name, None, move |out| made.1.write(out).map_err(std::io::Error::other)))
}

async fn list(
    node: &Arc<Node>,
    officer: &Officer,
    (id, page): (CaseId, u64),
    sent: BundleForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let looked = node.store.run::<_, CaseError, _, _>("list evidence", |tx| async move {
        let case = open_case(node, &tx, officer, id, action::READ).await?;
        let (held, total) = exhibits_of(&tx, &Keys::of(&node.vault), id, page).await?;
        Ok((case, opened(node, &tx, officer, held), total, tx.at()))
    });
    let (case, exhibits, total, now) = looked.await?;
    let t = &officer.t;
    let may = |action| may_do(node, officer, &case, action, now);
    let path = format!("/cases/{id}/evidence");
    let may_add = may(action::IMPORT);
    let mut head = case_head(t, &case, ("casefile-tab-evidence", "casefile-evidence-what"), &errors);
    if may_add {
        head =
            head.action(web::Action::link(t.get("casefile-evidence-add"), format!("{path}/add")).primary());
    }
    let body = ListEvidence {
        t,
        tabs: tabs(t, id, CasePage::Evidence),
        rows: exhibits.into_iter().map(|e| row(t, e, &sent)).collect(),
        path,
        page,
        total,
        may_add,
        may_save: may(action::SAVE),
        sent,
        errors,
    };
    Ok(web::page(&acting(officer, &case), head, body))
}

fn row(t: &T, exhibit: Exhibit, sent: &BundleForm) -> Row {
    let note = match (&exhibit.made, &exhibit.captured) {
        (Some(_), _) => t.get("casefile-exhibit-copy"),
        (None, Some(_)) => t.get("casefile-exhibit-captured"),
        (None, None) => String::new(),
    };
    Row {
        size: size(t, exhibit.whole.bytes),
        marked: sent.exhibit.is_empty() || sent.exhibit.contains(&exhibit.id),
        note,
        exhibit,
    }
}

/// A length as people say it.
pub(crate) fn size(t: &T, bytes: u64) -> String {
    const STEP: u64 = 1_000;
    let (key, n) = match bytes {
        n if n < 10 * STEP => ("casefile-size-b", n),
        n if n < 10 * STEP * STEP => ("casefile-size-kb", n.div_ceil(STEP)),
        n => ("casefile-size-mb", n.div_ceil(STEP * STEP)),
    };
    t.say(key).with("n", t.number(n)).to_string()
}

impl ListEvidence<'_> {
    fn bundle_path(&self) -> String {
        format!("{}/bundle", self.path)
    }

    fn add_path(&self) -> String {
        format!("{}/add", self.path)
    }

    fn to(&self) -> web::Field {
        web::text("to", self.t.get("casefile-bundle-to"))
            .hint(self.t.get("casefile-bundle-to-hint"))
            .value(&self.sent.to)
            .length_max(u32::try_from(WHO_CHARS_MAX).unwrap_or(u32::MAX))
            .required()
            .errors(&self.errors)
    }

    fn why(&self) -> web::Field {
        web::text("why", self.t.get("casefile-bundle-why"))
            .value(&self.sent.why)
            .length_max(u32::try_from(WHAT_CHARS_MAX).unwrap_or(u32::MAX))
            .optional(self.t)
    }
}
