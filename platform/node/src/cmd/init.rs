//! `liaison init`: the folder, the keys, the first administrator's link.

use crate::cli::Init;
use crate::compose::{self, Opened};
use crate::config::Config;
use crate::folder;
use crate::output::Output;
use access::{LinkKind, NewPerson};
use anyhow::{Context, Result, bail};
use kernel::id::PersonId;
use kernel::{Function, Lang, Party, Rng, Role};
use seal::vault::MasterKey;
use serde::Serialize;
use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use store::StoreError;
use store::ambient::SystemRng;

/// The first port that a node without `--listen` may get.
const PORT_FIRST: u16 = 17_420;
/// How many ports there are to choose from.
const PORTS: u16 = 2_000;

/// What `init` made.
#[derive(Serialize)]
struct Made {
    node: String,
    folder: String,
    address: String,
    pages: String,
    administrator: String,
    /// Works once, for ten minutes.
    link: String,
    authorities: Vec<String>,
}

pub(crate) async fn run(dir: &Path, args: &Init, out: Output) -> Result<()> {
    let party = Party::parse(&args.party)
        .with_context(|| format!("`{}` is no State: two letters, such as GH", args.party))?;
    let functions = functions(&args.function)?;
    let sign_in = access::rules::sign_in_name(&args.administrator).with_context(|| {
        format!(
            "`{}` cannot be a sign-in name: 2 to 64 lower-case letters, digits, dots, hyphens",
            args.administrator
        )
    })?;
    let listen = args.listen.map_or_else(free_address, Ok)?;
    let config = Config::new(listen, args.database.clone());
    let (opened, link) = make(dir, &config, party, &args.authority, &functions, &sign_in).await?;
    let made = Made {
        node: opened.node.keys.id.to_string(),
        folder: dir.display().to_string(),
        address: config.address.clone(),
        pages: config.pages.clone(),
        administrator: sign_in,
        link: link.clone(),
        authorities: args.authority.clone(),
    };
    out.print(&made, || {
        format!(
            "Node {} in {}\n\nSign in once, within ten minutes, to set a passphrase and a second factor:\n  {link}\n\n\
             Run it:     liaison --node {} serve\nIts card:   liaison --node {} card\n\
             Keep a copy of {} apart from the backups: without it nothing opens.",
            made.node,
            made.folder,
            made.folder,
            made.folder,
            dir.join(&config.key_file).display(),
        )
    });
    Ok(())
}

/// Makes a node in an empty folder; returns it with the administrator's link.
///
/// # Errors
/// When the folder holds a node or cannot be written.
pub(crate) async fn make(
    dir: &Path,
    config: &Config,
    party: Party,
    authorities: &[String],
    functions: &BTreeSet<Function>,
    administrator: &str,
) -> Result<(Opened, String)> {
    if authorities.iter().any(|name| name.trim().is_empty() || name.len() > 300) {
        bail!("an authority needs a name of at most 300 bytes");
    }
    folder::make(dir)?;
    folder::write_key(dir, config, &MasterKey::generate(&SystemRng as &dyn Rng))?;
    config.write(dir)?;
    let opened = compose::open_with(dir, config.clone()).await?;
    let node = &opened.node;
    let token = node
        .store
        .run::<_, StoreError, _, _>("init", |tx| async move {
            let mut first = None;
            for name in authorities {
                // The functions named are the first authority's; the others are investigation units until changed.
                let held = if first.is_none() {
                    functions.clone()
                } else {
                    BTreeSet::from([Function::InvestigationUnit])
                };
                let made = access::store::add_authority(&tx, party, name.trim(), &held).await?;
                first.get_or_insert(made.id);
            }
            let authority = first.ok_or_else(|| StoreError::Corrupt("no authority".into()))?;
            let new = NewPerson {
                authority,
                sign_in: administrator.to_owned(),
                name: administrator.to_owned(),
                lang: Lang::En,
                roles: [Role::Administrator].into(),
            };
            let id: PersonId = access::store::add_person(&tx, &new).await?;
            access::store::make_link(&tx, &node.vault, id, LinkKind::Enrol).await
        })
        .await?;
    let draft = directory::ContactDraft {
        posted_by: None,
        name: "Duty desk".into(),
        languages: vec!["en".into()],
        hours: "24/7".into(),
        channels: Vec::new(),
    };
    let draft = &draft;
    node.store.run("contacts", |tx| async move { directory::ensure_contacts(&tx, draft).await }).await?;
    let link = format!("{}/welcome/{token}", config.pages);
    Ok((compose::open(dir).await?, link))
}

fn functions(names: &[String]) -> Result<BTreeSet<Function>> {
    let mut functions = BTreeSet::new();
    for name in names {
        let known = || Function::ALL.iter().map(|f| f.code()).collect::<Vec<_>>().join(", ");
        functions.insert(
            Function::parse(name).with_context(|| format!("`{name}` is no function; one of {}", known()))?,
        );
    }
    if functions.is_empty() {
        functions.insert(Function::InvestigationUnit);
    }
    Ok(functions)
}

/// An address on this machine that nobody uses now: the first ports are tried in a random order, so that two nodes
/// made before either runs do not get the same one.
fn free_address() -> Result<SocketAddr> {
    let start = u16::from_be_bytes((&SystemRng as &dyn Rng).array::<2>()) % PORTS;
    let candidates =
        (0..PORTS).map(|n| SocketAddr::from((Ipv4Addr::LOCALHOST, PORT_FIRST + (start + n) % PORTS)));
    let free = candidates.into_iter().find(|address| TcpListener::bind(address).is_ok());
    free.context("no free port on this machine; give --listen ADDR")
}
