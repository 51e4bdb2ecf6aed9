//! `liaison card`: prints the node's card.

use super::Who;
use crate::cli::Card;
use anyhow::{Result, bail};
use serde_json::json;

pub(crate) async fn run(who: &Who<'_>, args: &Card) -> Result<bool> {
    let mut opened = None;
    if let Some(address) = &args.address {
        if !address.starts_with("https://") {
            bail!("`{address}` is no address for peers: https://host:port");
        }
        let mut config = who.opened.config.clone();
        config.address.clone_from(address);
        config.write(&who.opened.folder)?;
        opened = Some(crate::compose::open(&who.opened.folder).await?);
    }
    let node = opened.as_ref().map_or(who.node(), |o| &o.node);
    let card = node.store.run("card", |tx| async move { directory::own_card(&tx, node).await }).await?;
    let text = directory::armor(card.bytes());
    let document = json!({
        "node": card.node().to_string(),
        "address": node.facts.address,
        "words": card.words(),
        "card": text,
    });
    if !who.out.is_json() {
        eprintln!("The words of this card, to be read out by telephone:\n  {}\n", card.words().join(" "));
    }
    who.out.print(&document, || text.clone());
    Ok(true)
}
