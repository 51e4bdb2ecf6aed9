//! Networks that this node is in, keeps, or is invited to; and a form to begin one.

use super::{named, names};
use crate::follow::{follow, say_due};
use crate::rules::{Network, Standing};
use crate::say::{self, HubError};
use access::{Node, Officer};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use kernel::id::NodeId;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use web::{FieldError, Head, Problem, T, Tag, Tone};

/// A network to begin.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct NetworkForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    purpose: String,
}

struct Row {
    id: String,
    name: String,
    purpose: String,
    keeper: String,
    members: usize,
    standing: Tag,
}

#[derive(askama::Template)]
#[template(path = "list_networks.html")]
struct ListNetworks<'a> {
    t: &'a T,
    rows: Vec<Row>,
    waits: u64,
    refused: u64,
    sent: NetworkForm,
    errors: Vec<FieldError>,
}

pub(crate) async fn list(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    page(&node, &officer, NetworkForm::default(), Vec::new()).await
}

pub(crate) async fn begin(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<NetworkForm>,
) -> Result<Response, Problem> {
    let (name, purpose) = (sent.name.trim().to_owned(), sent.purpose.trim().to_owned());
    let begun = node.store.run::<_, HubError, _, _>("begin a network", |tx| {
        let (node, officer, name, purpose) = (&node, &officer, &name, &purpose);
        async move {
            say::begin_network(&tx, node, &officer.actor, name, purpose).await?;
            say::hub_in_use(&tx).await
        }
    });
    match begun.await {
        Ok(hub) => {
            say_due(&node).await.map_err(HubError::from)?;
            follow(&node, hub).await.map_err(HubError::from)?;
            Ok(Redirect::to("/hub/networks").into_response())
        }
        Err(HubError::Text(field)) => {
            let errors = vec![FieldError::new(field, officer.t.get("hub-one-line"))];
            page(&node, &officer, sent, errors).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    sent: NetworkForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let read = node.store.run::<_, HubError, _, _>("networks", |tx| async move {
        let networks = match say::own_networks(&tx, node, &officer.actor).await {
            Err(HubError::NoHub) => return Err(HubError::NotHere),
            other => other?,
        };
        let hub = say::hub_in_use(&tx).await?;
        let said = crate::store::said(&tx, hub, false).await?;
        Ok((networks, said, names(&tx, node, Some(hub)).await?))
    });
    let (networks, said, names) = read.await?;
    let refused = said.iter().filter(|one| one.refused.is_some()).count() as u64;
    let waits = said.iter().filter(|one| one.refused.is_none() && !one.taken).count() as u64;
    let rows = networks.iter().map(|network| row(t, node.keys.id, network, &names)).collect();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = Head::new("hub", t.get("hub-networks"))
        .over(t.get("hub-title"))
        .under(t.get("hub-networks-what"))
        .status(status);
    Ok(web::page(&officer.viewer, head, ListNetworks { t, rows, waits, refused, sent, errors }))
}

/// The word for where a node stands in a network.
pub(crate) fn standing_tag(t: &T, standing: Option<Standing>) -> Tag {
    match standing {
        Some(Standing::Keeper) => web::tag(t.get("hub-keeps"), Tone::Good),
        Some(Standing::Member) => web::tag(t.get("hub-is-member"), Tone::Good),
        Some(Standing::Invited) => web::tag(t.get("hub-is-invited"), Tone::Warn),
        None => web::tag(t.get("hub-is-outside"), Tone::Plain),
    }
}

fn row(t: &T, own: NodeId, network: &Network, names: &BTreeMap<NodeId, String>) -> Row {
    let keeper = network.nodes.iter().find(|(_, (standing, _))| *standing == Standing::Keeper);
    Row {
        id: network.id.to_string(),
        name: network.name.clone(),
        purpose: network.purpose.clone(),
        keeper: keeper.map(|(node, _)| named(names, *node)).unwrap_or_default(),
        members: network.members().count(),
        standing: standing_tag(t, network.standing(own)),
    }
}
