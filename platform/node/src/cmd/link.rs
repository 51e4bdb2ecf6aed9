//! `liaison link`: a new one-time sign-in link for a person. For whoever administers the machine; logged.

use super::Who;
use crate::cli::Link;
use access::LinkKind;
use anyhow::{Context, Result};
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::{Label, Purpose};
use serde_json::json;
use store::StoreError;

pub(crate) async fn run(who: &Who<'_>, args: &Link) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let actor = &actor;
    let made = node.store.run::<_, StoreError, _, _>("link", |tx| async move {
        let Some(person) = access::store::person_named(&tx, &args.person).await? else { return Ok(None) };
        let object = ObjectRef { kind: "person", id: person.id.0 };
        let ask = Ask::new(actor, action::ADMINISTER, Purpose::Administration, tx.at()).on(object);
        let guarded = Guarded::new(object, Label::own(person.authority), ());
        if node.gate.open(guarded, &ask, &mut tx.log()).is_err() {
            return Ok(None);
        }
        // Invented people have no credentials: they come in by visiting.
        let kind =
            if node.facts.demonstration && !person.enrolled { LinkKind::Visit } else { LinkKind::Enrol };
        access::store::make_link(&tx, &node.vault, person.id, kind).await.map(Some)
    });
    let token = made
        .await?
        .with_context(|| format!("nobody signs in as `{}` here, or you may not do this", args.person))?;
    let link = format!("{}/welcome/{token}", node.facts.pages);
    who.out.print(&json!({ "person": args.person, "link": link }), || link.clone());
    Ok(true)
}
