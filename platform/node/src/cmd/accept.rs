//! `liaison accept`: an officer's decision that makes values eligible for matching.

use super::{Who, find_case};
use crate::cli::Accept;
use anyhow::{Context, Result};
use casefile::{CaseError, Pick};
use kernel::{PersonRole, Purpose, SelectorKind};
use serde_json::json;

pub(crate) async fn run(who: &Who<'_>, args: &Accept) -> Result<bool> {
    let mut pick = Pick::default();
    for kind in &args.kind {
        let known = || SelectorKind::ALL.iter().map(|k| k.code()).collect::<Vec<_>>().join(", ");
        pick.kinds.insert(
            SelectorKind::parse(kind).with_context(|| format!("`{kind}` is no kind; one of {}", known()))?,
        );
    }
    let roles = || {
        PersonRole::ALL
            .iter()
            .filter(|r| r.is_offence_role())
            .map(|r| r.code())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let role = PersonRole::parse(&args.role)
        .with_context(|| format!("`{}` is no role; one of {}", args.role, roles()))?;
    let (node, actor) = (who.node(), who.actor().await?);
    let (actor, pick) = (&actor, &pick);
    let done = node.store.run("accept", |tx| async move {
        let Some(case) = find_case(&tx, node, actor, &args.case).await? else { return Ok(None) };
        let done = casefile::accept(
            &tx,
            &node.gate,
            (actor, Purpose::Investigation),
            &case,
            pick,
            role,
            &args.basis,
        );
        Ok::<_, CaseError>(Some(done.await?))
    });
    let done = done.await?.with_context(|| format!("there is no case `{}`", args.case))?;
    let document =
        json!({ "accepted": done.n, "held_back": done.held_back, "role": role, "basis": args.basis });
    who.out.print(&document, || {
        format!("{} values may now take part in matching; {} are held back.", done.n, done.held_back)
    });
    Ok(true)
}
