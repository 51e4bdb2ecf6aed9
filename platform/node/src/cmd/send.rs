//! `liaison send`: opens a dossier, an information request unless another kind is named, from a hit or from the case.

use super::{Who, attachment, find_case, purpose_of};
use crate::cli::Send;
use anyhow::{Context, Result, bail};
use casefile::CaseError;
use exchange::{MoveBody, NewRequest};
use kernel::Handling;
use serde_json::{Value, json};
use std::io::Read;
use std::path::Path;

pub(crate) async fn run(who: &Who<'_>, args: &Send) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let actor = &actor;
    let case = node
        .store
        .run::<_, CaseError, _, _>("case", |tx| async move { find_case(&tx, node, actor, &args.case).await });
    let case = case.await?.with_context(|| format!("there is no case `{}`", args.case))?;
    let hit = match &args.hit {
        None => None,
        Some(reference) => {
            let found = node.store.run::<_, store::StoreError, _, _>("hit", |tx| async move {
                let ask = gate::Ask::new(actor, gate::action::READ, kernel::Purpose::Investigation, tx.at());
                let closed = casefile::cases_closed_to(&tx, &node.gate, &ask).await?;
                deconfliction::store::hit_by_reference(&tx, actor.authority, reference, &closed).await
            });
            Some(found.await?.with_context(|| format!("there is no hit `{reference}` here"))?)
        }
    };
    let (peer, authority) = match (&hit, &args.to) {
        (Some(hit), _) => (hit.hit.peer, hit.hit.authority),
        (None, Some(name)) => {
            let found = node.store.run("addressee", |tx| async move {
                directory::addressee_by_name(&tx, node, actor.authority, name).await
            });
            let (peer, authority) = found.await?;
            (peer, Some(authority))
        }
        (None, None) => bail!("to whom? give --to PEER or --hit REFERENCE"),
    };
    let (purpose, _) = purpose_of(&args.purpose);
    let new = NewRequest {
        peer,
        authority,
        case: Some(case.id),
        hit: hit.as_ref().map(|h| h.hit.reference.clone()),
        purpose,
        body: body(args, hit.as_ref().map(|h| h.hit.reference.as_str()))?,
        statements: Vec::new(),
    };
    let drafts = attachment::take_in(who, &args.attach).await?;
    let (new, files) = (&new, (drafts.as_slice(), Handling::H0));
    let sent = node.store.run("send", |tx| async move {
        let made = exchange::open_dossier(&tx, node, actor, &args.kind, new.clone()).await?;
        let attached = attachment::attach_all(&tx, node, actor, made.dossier, files).await?;
        Ok::<_, exchange::ExchangeError>((made, attached))
    });
    let sent = sent.await.inspect_err(|_| attachment::discard(who, &drafts));
    let (made, attached) = sent?;
    let files = match &args.letter {
        Some(folder) => super::letter::write(who, actor, (made.dossier, made.number), folder).await?,
        None => Vec::new(),
    };
    let document = json!({
        "dossier": made.dossier, "move": made.number, "message": made.message, "withheld": made.withheld,
        "attachments": attachment::became(&attached), "letter": files,
    });
    who.out.print(&document, || format!("Sent as dossier {}.{}", made.dossier, attachment::lines(&attached)));
    Ok(true)
}

fn body(args: &Send, hit: Option<&str>) -> Result<MoveBody> {
    let mut body = match &args.body {
        Some(path) => read_body(path)?,
        None => MoveBody::default(),
    };
    let set = |body: MoveBody, name: &str, text: Option<&str>| match text {
        Some(text) if body.text(name).is_empty() => body.with(name, text),
        _ => body,
    };
    body = set(body, "subject", args.subject.as_deref());
    body = set(body, "facts", args.facts.as_deref());
    body = set(body, "basis", Some(&args.basis));
    body = set(body, "language", Some("en"));
    if args.kind == procedure::shipped::REQUEST {
        body = set(body, "urgency", Some("normal"));
        body = set(body, "handling", Some("H0"));
    }
    body = set(body, "hit", hit);
    if !args.point.is_empty() {
        body.0.insert("points".into(), json!(args.point));
    }
    Ok(body)
}

/// A body as JSON from a file, or from standard input for `-`.
pub(crate) fn read_body(path: &Path) -> Result<MoveBody> {
    let mut text = String::new();
    let most = kernel::limit::ENVELOPE_BYTES_MAX as u64;
    if path == Path::new("-") {
        std::io::stdin().take(most).read_to_string(&mut text)?;
    } else {
        let file = std::fs::File::open(path).with_context(|| format!("cannot read `{}`", path.display()))?;
        file.take(most).read_to_string(&mut text)?;
    }
    match serde_json::from_str(&text) {
        Ok(Value::Object(map)) => Ok(MoveBody(map)),
        Ok(_) => bail!("`{}` holds no JSON object", path.display()),
        Err(error) => bail!("`{}` does not read as JSON: {error}", path.display()),
    }
}
