//! `liaison serve`: pages and peers on one port, and the jobs beside them.

use crate::carry::TrustedPeers;
use crate::cli::Serve;
use crate::compose::{self, Opened};
use crate::config::Config;
use crate::folder;
use access::{Node, PeerIdentity};
use anyhow::{Context, Result};
use axum::Router;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

/// How often the log is chained and signed: often enough that an entry is sealed within a second.
const SEAL_EVERY: Duration = Duration::from_millis(500);
/// How often it is looked whether a checkpoint is due to a witness; when it is, `oversight` says.
const WITNESS_EVERY: Duration = Duration::from_secs(60);
/// How often the list of trusted peers is read anew.
const PEERS_EVERY: Duration = Duration::from_secs(2);
/// How often cards go to peers that have an older one.
const CARDS_EVERY: Duration = Duration::from_secs(60);

/// How often it is looked what came to desks, whose shift ended and what nobody acknowledged.
const DESKS_EVERY: Duration = Duration::from_secs(30);
/// How often a hub writes its log, and mailboxes are emptied; how often a hub's log is followed, the room says.
const HUBS_EVERY: Duration = Duration::from_secs(60);
/// How often it is looked whether there are new records to compare with those that are there, and how long the program
/// leaves the database to others between a few and the next few.
const LIKENESS_EVERY: Duration = Duration::from_secs(3);
const LIKENESS_PAUSE: Duration = Duration::from_millis(50);

/// How often what is due is erased.
const END_EVERY: Duration = Duration::from_secs(60 * 60);

pub(crate) async fn run(dir: &Path, args: &Serve) -> Result<()> {
    let mut config = Config::read(dir)?;
    logging(&config.log);
    let _lock = folder::lock(dir)?;
    let configured = config.listen;
    if let Some(listen) = args.listen {
        if config.pages == Config::new(configured, None).pages {
            config.pages = format!("http://{listen}");
        }
        config.listen = listen;
    }
    let opened = compose::open_with(dir, config).await?;
    let mut listeners = vec![bind(opened.config.listen).await?];
    // Peers hold a card with the configured address: it goes on being served beside the one of this run.
    let carded = opened.config.address == Config::new(configured, None).address;
    if opened.config.listen != configured && carded {
        listeners.push(bind(configured).await?);
    }
    let address = opened.config.listen;
    eprintln!(
        "liaison: serving http://{address} (pages, this machine) and {} (peers)",
        opened.config.address
    );
    serve(&opened, listeners, shutdown()).await
}

async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}; is it in use?"))
}

/// Serves until `shutdown`; used by `serve` and by `demo`.
///
/// # Errors
/// When the socket fails.
pub(crate) async fn serve(
    opened: &Opened,
    listeners: Vec<TcpListener>,
    shutdown: impl Future<Output = ()> + Send,
) -> Result<()> {
    let node = &opened.node;
    let peers = Arc::new(TrustedPeers::default());
    peers.refresh(node).await?;
    let jobs = jobs(node, &peers);
    let door = wire::Door {
        peers,
        on_peer: Arc::new(|id, extensions| {
            extensions.insert(PeerIdentity(id));
        }),
    };
    let options =
        wire::Options { plain_from_anywhere: opened.config.behind_proxy, ..wire::Options::default() };
    let (stop, _) = tokio::sync::watch::channel(false);
    let mut doors = tokio::task::JoinSet::new();
    for listener in listeners {
        let (certificate, door, app, options) =
            (opened.certificate.clone(), door.clone(), app(node), options.clone());
        let mut stopped = stop.subscribe();
        doors.spawn(async move {
            let stopped = async move {
                // Ends when the sender says so or is gone.
                let _gone = stopped.wait_for(|stop| *stop).await;
            };
            wire::serve(listener, &certificate, door, app, options, stopped).await
        });
    }
    let mut ended = Ok(());
    tokio::select! {
        () = shutdown => {}
        one = doors.join_next() => ended = one.unwrap_or(Ok(Ok(()))).map_err(anyhow::Error::from).and_then(|r| Ok(r?)),
    }
    let _ = stop.send(true);
    while doors.join_next().await.is_some() {}
    for job in jobs {
        job.abort();
    }
    ended
}

/// The whole surface behind its guards.
pub(crate) fn app(node: &Arc<Node>) -> Router {
    let guarded = Arc::clone(node);
    let router =
        compose::routes().into_router(move |route, handler| access::enforce(&guarded, route, handler));
    let router = crate::paper::with_paper(router.with_state(Arc::clone(node)));
    let router = router.layer(axum::Extension(crate::told::figures()));
    web::protect(router.layer(axum::Extension(crate::reports::reader())))
}

fn jobs(node: &Arc<Node>, peers: &Arc<TrustedPeers>) -> Vec<tokio::task::JoinHandle<()>> {
    // long: one job after the other, each read by itself
    let deliver = tokio::spawn(exchange::deliver_always(Arc::clone(node)));
    let parts = tokio::spawn(exchange::attachments::parts_always(Arc::clone(node)));
    let sealer = {
        let node = Arc::clone(node);
        tokio::spawn(async move {
            loop {
                if let Err(error) = oversight::seal_log(&node).await {
                    tracing::error!(%error, "the log could not be sealed");
                }
                tokio::time::sleep(SEAL_EVERY).await;
            }
        })
    };
    let refresher = {
        let (node, peers) = (Arc::clone(node), Arc::clone(peers));
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(PEERS_EVERY).await;
                if let Err(error) = peers.refresh(&node).await {
                    tracing::error!(%error, "the list of peers could not be read");
                }
            }
        })
    };
    let cards = {
        let node = Arc::clone(node);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(CARDS_EVERY).await;
                if let Err(error) = directory::turn_when_due(&node).await {
                    tracing::error!(%error, "the key that peers seal to could not be turned");
                }
                if let Err(error) = directory::turn_signing_when_due(&node).await {
                    tracing::error!(%error, "the signing key could not be turned");
                }
                if let Err(error) = directory::send_cards_due(&node).await {
                    tracing::warn!(%error, "cards could not be sent");
                }
                if let Err(error) = directory::ask_prekeys_due(&node).await {
                    tracing::warn!(%error, "peers could not be asked for one-time keys");
                }
                if let Err(error) = conference::send_publications_due(&node).await {
                    tracing::warn!(%error, "publications could not be sent");
                }
                if let Err(error) = exchange::test_call::place_due(&node).await {
                    tracing::warn!(%error, "paired posts could not be called");
                }
            }
        })
    };
    let witnesses = {
        let node = Arc::clone(node);
        tokio::spawn(async move {
            loop {
                if let Err(error) = oversight::offer_checkpoints(&node).await {
                    tracing::warn!(%error, "checkpoints could not be offered to witnesses");
                }
                tokio::time::sleep(WITNESS_EVERY).await;
            }
        })
    };
    let ends = {
        let node = Arc::clone(node);
        tokio::spawn(async move {
            loop {
                match access::erase::end_what_is_due(&node).await {
                    Ok(done) => tracing::info!(?done, "end dates were kept"),
                    Err(error) => tracing::error!(%error, "what is due could not be erased"),
                }
                tokio::time::sleep(END_EVERY).await;
            }
        })
    };
    let others = [figures(node), desks(node), hubs(node), likeness(node)];
    [deliver, parts, sealer, refresher, cards, witnesses, ends].into_iter().chain(others).collect()
}

/// What the clock does at desks, and notices of what came.
fn desks(node: &Arc<Node>) -> tokio::task::JoinHandle<()> {
    let node = Arc::clone(node);
    tokio::spawn(async move {
        loop {
            if let Err(error) = access::keep_desks(&node).await {
                tracing::error!(%error, "the desks could not be kept");
            }
            if let Err(error) = access::send_due(&node).await {
                tracing::warn!(%error, "notices could not be sent");
            }
            tokio::time::sleep(DESKS_EVERY).await;
        }
    })
}

/// Compares what is new in case files with what is there, some at a time.
fn likeness(node: &Arc<Node>) -> tokio::task::JoinHandle<()> {
    let node = Arc::clone(node);
    tokio::spawn(async move {
        loop {
            let began = node.store.clock().now();
            let more = casefile::look_for_same(&node).await.unwrap_or_else(|error| {
                tracing::error!(%error, "records could not be compared");
                false
            });
            // Half the time is left to whoever works with the node.
            let took = node.store.clock().now().0.saturating_sub(began.0);
            let took = Duration::from_millis(u64::try_from(took).unwrap_or_default());
            let rest = took.clamp(LIKENESS_PAUSE, LIKENESS_EVERY);
            tokio::time::sleep(if more { rest } else { LIKENESS_EVERY }).await;
        }
    })
}

/// What a hub does, and what a node does that uses one.
fn hubs(node: &Arc<Node>) -> tokio::task::JoinHandle<()> {
    let node = Arc::clone(node);
    tokio::spawn(async move {
        loop {
            if let Err(error) = hub::work(&node).await {
                tracing::warn!(%error, "the hub was not served, or not asked");
            }
            if let Err(error) = hub::end_old(&node).await {
                tracing::warn!(%error, "old envelopes in mailboxes could not be dropped");
            }
            tokio::time::sleep(HUBS_EVERY).await;
        }
    })
}

/// Counts what is over within the hour, before anything of it can be erased.
fn figures(node: &Arc<Node>) -> tokio::task::JoinHandle<()> {
    let node = Arc::clone(node);
    tokio::spawn(async move {
        loop {
            if let Err(error) = oversight::count_figures(&node).await {
                tracing::error!(%error, "figures could not be counted");
            }
            tokio::time::sleep(END_EVERY).await;
        }
    })
}

fn logging(level: &str) {
    let filter = EnvFilter::try_new(format!("{level},sqlx=warn,hyper=warn,rustls=warn")).unwrap_or_default();
    let set =
        tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).try_init();
    if set.is_err() {
        eprintln!("liaison: the log was set up before");
    }
}

/// Ends on interrupt or termination.
async fn shutdown() {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}
