//! The authorities of this node, and a further one with its first administrator. For administrators of the leading
//! authority.

use super::shown;
use crate::authorities::{self, NewAuthority};
use crate::store::ContactDraft;
use crate::types::DirectoryError;
use access::{Node, Officer, OwnAuthority};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::Form;
use kernel::{Function, Lang};
use serde::Deserialize;
use std::sync::Arc;
use web::{Choice, FieldError, Head, Problem, T};

/// Longest name of a person, in characters.
const PERSON_CHARS_MAX: usize = 120;

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct AuthoritySent {
    #[serde(default)]
    name: String,
    #[serde(default)]
    functions: Vec<String>,
    #[serde(default)]
    person: String,
    #[serde(default)]
    sign_in: String,
    #[serde(default)]
    lang: String,
}

struct Row {
    name: String,
    functions: String,
    leads: bool,
}

#[derive(askama::Template)]
#[template(path = "add_authority.html")]
struct AddAuthority<'a> {
    t: &'a T,
    rows: Vec<Row>,
    functions: Vec<Choice>,
    langs: Vec<Choice>,
    sent: AuthoritySent,
    errors: Vec<FieldError>,
    /// Name and address of the link that was just made.
    link: Option<(String, String)>,
}

impl AddAuthority<'_> {
    fn function_field(&self) -> web::Field {
        let field = web::checks("functions", self.t.get("directory-authority-functions"), &self.functions);
        self.sent.functions.iter().fold(field.errors(&self.errors), |field, f| field.value(f))
    }
}

pub(crate) async fn list(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    show(&node, &officer, AuthoritySent::default(), Vec::new(), None).await
}

pub(crate) async fn add(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<AuthoritySent>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let new = match read(t, &sent) {
        Ok(new) => new,
        Err(errors) => return show(&node, &officer, sent, errors, None).await,
    };
    let added = node.store.run::<_, DirectoryError, _, _>("add authority", |tx| {
        let (node, officer, new) = (&node, &officer, &new);
        async move { authorities::add_authority(&tx, node, &officer.actor, new).await }
    });
    match added.await {
        Ok(token) => {
            node.wake.notify_one();
            let link = (new.person, format!("{}/welcome/{token}", node.facts.pages));
            show(&node, &officer, AuthoritySent::default(), Vec::new(), Some(link)).await
        }
        Err(DirectoryError::Taken(field)) => {
            let key = if field == "name" { "directory-authority-taken" } else { "directory-sign-in-taken" };
            show(&node, &officer, sent, vec![FieldError::new(field, t.get(key))], None).await
        }
        Err(error @ DirectoryError::Full(_)) => {
            let why = shown::fault(t, &error).unwrap_or_default();
            show(&node, &officer, sent, vec![FieldError::new("name", why)], None).await
        }
        Err(error) => Err(error.into()),
    }
}

fn read(t: &T, sent: &AuthoritySent) -> Result<NewAuthority, Vec<FieldError>> {
    let mut errors = Vec::new();
    let (name, person) = (sent.name.trim(), sent.person.trim());
    if !authorities::is_authority_name(name) {
        errors.push(FieldError::new("name", t.get("directory-authority-name-needed")));
    }
    let functions =
        sent.functions.iter().filter_map(|f| Function::parse(f)).collect::<std::collections::BTreeSet<_>>();
    if functions.is_empty() {
        errors.push(FieldError::new("functions", t.get("directory-functions-needed")));
    }
    if person.is_empty() || person.chars().count() > PERSON_CHARS_MAX {
        errors.push(FieldError::new("person", t.get("directory-person-needed")));
    }
    let Some(sign_in) = access::rules::sign_in_name(&sent.sign_in) else {
        errors.push(FieldError::new("sign_in", t.get("directory-sign-in-shape")));
        return Err(errors);
    };
    if !errors.is_empty() {
        return Err(errors);
    }
    let lang = Lang::parse(&sent.lang).unwrap_or(t.lang);
    let desk = ContactDraft {
        name: t.get("directory-duty-desk"),
        languages: vec![lang.code().to_owned()],
        hours: "24/7".into(),
        channels: Vec::new(),
        posted_by: None,
        more: crate::Particulars::default(),
    };
    Ok(NewAuthority { name: name.to_owned(), functions, sign_in, person: person.to_owned(), lang, desk })
}

async fn show(
    node: &Arc<Node>,
    officer: &Officer,
    sent: AuthoritySent,
    errors: Vec<FieldError>,
    link: Option<(String, String)>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let all = node.store.run::<_, DirectoryError, _, _>("authorities", |tx| async move {
        authorities::run_by(&tx, node, &officer.actor).await
    });
    let row = |(place, authority): (usize, OwnAuthority)| Row {
        functions: shown::row(t, authority.functions.iter().map(|f| shown::function(t, f.code()))),
        name: authority.name,
        leads: place == 0,
    };
    let mut head =
        Head::new("directory", t.get("directory-authorities")).under(t.get("directory-authorities-what"));
    if !errors.is_empty() {
        head = head.status(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let body = AddAuthority {
        t,
        rows: all.await?.into_iter().enumerate().map(row).collect(),
        functions: shown::function_choices(t),
        langs: Lang::ALL.iter().map(|l| Choice::new(l.code(), t.get(&format!("web-lang-{l}")))).collect(),
        sent,
        errors,
        link,
    };
    Ok(web::page(&officer.viewer, head, body))
}
