//! `liaison init`: the folder, the keys, the authorities with their first administrators' links.

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
    /// Of each authority; the first is the one above.
    administrators: Vec<Administrator>,
}

/// The first administrator of an authority.
#[derive(Serialize)]
pub(crate) struct Administrator {
    authority: String,
    pub(crate) administrator: String,
    pub(crate) link: String,
}

/// An authority that a new node is made with.
pub(crate) struct Hosted {
    pub(crate) name: String,
    pub(crate) functions: BTreeSet<Function>,
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
    let hosted = hosted(&args.authority, functions)?;
    let (opened, administrators) = make(dir, &config, party, &hosted, &sign_in).await?;
    if args.hub {
        let made = opened
            .node
            .store
            .run::<_, StoreError, _, _>("hub", |tx| async move { hub::become_hub(&tx).await });
        made.await?;
    }
    let link = administrators.first().map(|a| a.link.clone()).unwrap_or_default();
    let made = Made {
        node: opened.node.keys.id.to_string(),
        folder: dir.display().to_string(),
        address: config.address.clone(),
        pages: config.pages.clone(),
        administrator: sign_in,
        link: link.clone(),
        authorities: hosted.into_iter().map(|h| h.name).collect(),
        administrators,
    };
    out.print(&made, || {
        let links: String =
            made.administrators.iter().map(|a| format!("  {}: {}\n", a.authority, a.link)).collect();
        format!(
            "Node {} in {}\n\nSign in once, within ten minutes, to set a passphrase and a second factor:\n{links}\n\
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

/// The authorities as named on the command line. The functions of `--function` are the first one's; a further one that
/// names none is an investigation unit.
fn hosted(names: &[String], first: BTreeSet<Function>) -> Result<Vec<Hosted>> {
    let mut first = Some(first);
    let mut hosted = Vec::new();
    for text in names {
        let given = first.take();
        // A name may hold `=` too; only what comes after the last one and names functions is taken as such.
        let after = text.rsplit_once('=').and_then(|(name, list)| {
            let named: Option<BTreeSet<Function>> =
                list.split(',').map(|f| Function::parse(f.trim())).collect();
            Some((name.trim().to_owned(), named?))
        });
        hosted.push(match (after, given) {
            (Some((name, functions)), _) => Hosted { name, functions },
            (None, given) => {
                let functions = given.unwrap_or_else(|| BTreeSet::from([Function::InvestigationUnit]));
                Hosted { name: text.trim().to_owned(), functions }
            }
        });
    }
    Ok(hosted)
}

/// Makes a node in an empty folder; returns it with the link of each authority's administrator.
///
/// # Errors
/// When the folder holds a node or cannot be written.
pub(crate) async fn make(
    dir: &Path,
    config: &Config,
    party: Party,
    authorities: &[Hosted],
    administrator: &str,
) -> Result<(Opened, Vec<Administrator>)> {
    for (place, one) in authorities.iter().enumerate() {
        if !directory::is_authority_name(&one.name) {
            bail!(
                "an authority needs a name in one line of at most {} bytes",
                directory::card::NAME_BYTES_MAX
            );
        }
        if authorities.iter().take(place).any(|other| other.name == one.name) {
            bail!("`{}` is named twice; each authority needs a name of its own", one.name);
        }
    }
    folder::make(dir)?;
    folder::write_key(dir, config, &MasterKey::generate(&SystemRng as &dyn Rng))?;
    config.write(dir)?;
    let opened = compose::open_with(dir, config.clone()).await?;
    let node = &opened.node;
    let tokens = node
        .store
        .run::<_, StoreError, _, _>("init", |tx| async move {
            let mut tokens = Vec::new();
            for (place, one) in (1_u32..).zip(authorities) {
                let own = access::store::add_authority(&tx, party, &one.name, &one.functions).await?;
                let sign_in =
                    if place == 1 { administrator.to_owned() } else { format!("{administrator}-{place}") };
                let new = NewPerson {
                    authority: own.id,
                    sign_in: sign_in.clone(),
                    name: sign_in.clone(),
                    lang: Lang::En,
                    roles: [Role::Administrator].into(),
                };
                let id: PersonId = access::store::add_person(&tx, &new).await?;
                let token = access::store::make_link(&tx, &node.vault, id, LinkKind::Enrol).await?;
                tokens.push((one.name.clone(), sign_in, token));
            }
            Ok(tokens)
        })
        .await?;
    let draft = directory::ContactDraft {
        posted_by: None,
        more: directory::Particulars::default(),
        name: "Duty desk".into(),
        languages: vec!["en".into()],
        hours: "24/7".into(),
        channels: Vec::new(),
    };
    let draft = &draft;
    node.store.run("contacts", |tx| async move { directory::ensure_contacts(&tx, draft).await }).await?;
    let administrators = tokens.into_iter().map(|(authority, administrator, token)| Administrator {
        authority,
        administrator,
        link: format!("{}/welcome/{token}", config.pages),
    });
    Ok((compose::open(dir).await?, administrators.collect()))
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
