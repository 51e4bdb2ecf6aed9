//! Who I am here: name, roles, what the roles allow, and the way out.

use crate::officer::Officer;
use axum::response::Response;
use web::T;

#[derive(askama::Template)]
#[template(path = "show_account.html")]
struct ShowAccount<'a> {
    t: &'a T,
    officer: &'a Officer,
    roles: Vec<(String, String)>,
}

pub(crate) async fn show(officer: Officer) -> Response {
    let t = &officer.t;
    let roles = officer.actor.roles.iter();
    let roles =
        roles.map(|r| (t.get(&format!("access-role-{r}")), t.get(&format!("access-role-{r}-may")))).collect();
    let head = web::Head::new("", t.get("access-account"));
    web::page(&officer.viewer, head, ShowAccount { t, officer: &officer, roles })
}
