//! `liaison demo`: the invented authorities of the sealed truck on this machine, ready to click through.
//!
//! The people are invented and have no credentials: on a demonstration node a one-time link lets them in.

use super::init::Hosted;
use super::serve::serve;
use crate::cli::Demo;
use crate::compose::{self, Opened};
use crate::config::Config;
use crate::output::Output;
use crate::story::{self, Scene};
use access::LinkKind;
use anyhow::{Context, Result};
use serde_json::json;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use store::StoreError;
use tokio::net::TcpListener;

pub(crate) async fn run(args: &Demo, out: Output) -> Result<()> {
    let scenes = story::read()?;
    let mut nodes = Vec::new();
    let mut fresh = false;
    for (number, scene) in (0_u16..).zip(&scenes) {
        let folder = args.folder.join(&scene.key);
        let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port + number));
        if folder.join(crate::config::FILE).exists() {
            nodes.push(compose::open(&folder).await?);
            continue;
        }
        fresh = true;
        eprintln!("liaison: making {} …", scene.names());
        nodes.push(make(&folder, listen, scene).await?);
    }
    if fresh {
        introduce(&nodes).await?;
        for (opened, scene) in nodes.iter().zip(&scenes) {
            story::tell(&opened.node, scene).await.with_context(|| format!("the story of {}", scene.key))?;
        }
    }
    announce(&nodes, &scenes, &args.folder, out).await?;
    if args.prepare {
        return Ok(());
    }
    run_all(nodes).await
}

/// A node of the demonstration, with its people.
pub(crate) async fn make(folder: &Path, listen: SocketAddr, scene: &Scene) -> Result<Opened> {
    let mut config = Config::new(listen, None);
    config.demonstration = true;
    let hosted: Vec<_> = scene
        .authorities
        .iter()
        .map(|a| Hosted { name: a.name.clone(), functions: a.functions.iter().copied().collect() })
        .collect();
    let (opened, _) = super::init::make(folder, &config, scene.party, &hosted, "admin").await?;
    story::people(&opened.node, scene).await?;
    Ok(opened)
}

/// Every node trusts every other, as if their administrators had compared the words.
async fn introduce(nodes: &[Opened]) -> Result<()> {
    for one in nodes {
        for other in nodes.iter().filter(|o| o.folder != one.folder) {
            let theirs = &other.node;
            let card =
                theirs.store.run("card", |tx| async move { directory::own_card(&tx, theirs).await }).await?;
            let how = directory::Trust {
                words_compared: true,
                terms: directory::Terms::default(),
                assessment: Some(directory::NewAssessment::favourable("invented for the demonstration")),
            };
            let (node, card, how) = (&one.node, &card, &how);
            node.store
                .run("trust", |tx| async move {
                    let actor = access::operator(&tx).await?;
                    directory::trust(&tx, node, &actor, card.bytes(), how).await
                })
                .await?;
        }
    }
    Ok(())
}

async fn announce(nodes: &[Opened], scenes: &[Scene], folder: &Path, out: Output) -> Result<()> {
    let mut documents = Vec::new();
    let mut text = String::from("Everything here is invented, and every page says so.\n");
    for (opened, scene) in nodes.iter().zip(scenes) {
        let node = &opened.node;
        text.push_str(&format!("\n{}   {}\n", scene.names(), node.facts.pages));
        let mut links = serde_json::Map::new();
        for sign_in in scene.sign_ins() {
            let sign_in = sign_in.as_str();
            let made = node.store.run::<_, StoreError, _, _>("link", |tx| async move {
                let Some(person) = access::store::person_named(&tx, sign_in).await? else { return Ok(None) };
                let token = access::store::make_link(&tx, &node.vault, person.id, LinkKind::Visit).await?;
                Ok(Some((person, token)))
            });
            let Some((person, token)) = made.await? else { continue };
            let link = format!("{}/welcome/{token}", node.facts.pages);
            let roles: Vec<_> = person.roles.iter().map(|r| r.code()).collect();
            text.push_str(&format!("  {:<14} {:<38} {link}\n", person.name, roles.join(", ")));
            links.insert(sign_in.to_owned(), json!(link));
        }
        documents.push(json!({ "key": scene.key, "folder": opened.folder.display().to_string(), "pages": node.facts.pages, "links": links }));
    }
    let first = scenes.get(1).map(|s| s.key.clone()).unwrap_or_default();
    text.push_str(&format!(
        "\nBegin as H. Ibrahim in Niamey: case AG-114 waits to be checked with Accra and Palermo.\n\
         Links work once, for ten minutes. A new one: liaison --node {} link h.ibrahim\n",
        folder.join(first).display()
    ));
    out.print(&documents, || text);
    Ok(())
}

async fn run_all(nodes: Vec<Opened>) -> Result<()> {
    let mut listeners = Vec::new();
    for opened in &nodes {
        let address = opened.config.listen;
        let listener = TcpListener::bind(address).await;
        listeners.push(listener.with_context(|| {
            format!("cannot listen on {address}; is a demonstration running? give --port")
        })?);
    }
    let (stop, _) = tokio::sync::watch::channel(false);
    let mut running = tokio::task::JoinSet::new();
    for (opened, listener) in nodes.into_iter().zip(listeners) {
        let mut stopped = stop.subscribe();
        running.spawn(async move {
            let stopped = async move {
                // Ends when the sender says so or is gone.
                let _gone = stopped.wait_for(|stop| *stop).await;
            };
            serve(&opened, vec![listener], stopped).await
        });
    }
    eprintln!("liaison: running; end with Ctrl-C");
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        ended = running.join_next() => if let Some(Ok(Err(error))) = ended { return Err(error) },
    }
    let _ = stop.send(true);
    while running.join_next().await.is_some() {}
    Ok(())
}
