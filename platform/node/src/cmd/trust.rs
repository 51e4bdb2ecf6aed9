//! `liaison trust`: trusts a card after its words were compared.

use super::Who;
use crate::cli::Trust;
use anyhow::{Context, Result, bail};
use directory::{NewAssessment, Terms};
use serde_json::json;
use std::io::{BufRead, IsTerminal, Write};

pub(crate) async fn run(who: &Who<'_>, args: &Trust) -> Result<bool> {
    let bytes =
        std::fs::read(&args.file).with_context(|| format!("cannot read `{}`", args.file.display()))?;
    let bytes = card_in(&bytes);
    let card = directory::read_card(&bytes)
        .with_context(|| format!("`{}` is not a card to be trusted", args.file.display()))?;
    let lead = card.lead();
    eprintln!("{} ({}), node {}", lead.name, lead.party, card.node());
    eprintln!("Its words, to be compared by telephone:\n  {}", card.words().join(" "));
    if !args.yes && !agreed()? {
        bail!("nothing was trusted");
    }
    let reference = args.assessment.clone().unwrap_or_else(|| "recorded when the card was trusted".into());
    let how = directory::Trust {
        words_compared: true,
        terms: Terms::default(),
        assessment: Some(NewAssessment::favourable(&reference)),
    };
    let (node, actor) = (who.node(), who.actor().await?);
    let (actor, bytes, how) = (&actor, &bytes, &how);
    let peer = node
        .store
        .run("trust", |tx| async move { directory::trust(&tx, node, actor, bytes, how).await })
        .await?;
    let document = json!({ "node": peer.node.to_string(), "name": peer.name(), "party": peer.party(), "state": "trusted" });
    who.out.print(&document, || format!("{} is trusted.", peer.name()));
    Ok(true)
}

/// The card itself, where the file is what `card --json` printed.
pub(super) fn card_in(bytes: &[u8]) -> Vec<u8> {
    let document = serde_json::from_slice::<serde_json::Value>(bytes).ok();
    let inside = document.and_then(|d| d.get("card").and_then(|c| c.as_str().map(|c| c.as_bytes().to_vec())));
    inside.unwrap_or_else(|| bytes.to_vec())
}

pub(super) fn agreed() -> Result<bool> {
    if !std::io::stdin().is_terminal() {
        bail!("compare the words by telephone, then give --yes");
    }
    eprint!("Did the other administrator read the same words? Type yes: ");
    std::io::stderr().flush()?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim().eq_ignore_ascii_case("yes"))
}
