//! The door: one port for readers' browsers and for peers.

use crate::connection::{Shared, attend};
use crate::{Certificate, Peers, WireError, tls};
use axum::Router;
use http::Extensions;
use kernel::id::NodeId;
use std::collections::HashMap;
use std::fmt;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;

/// How long we rest when the system cannot give us a connection (out of file handles), so as not to spin.
const ACCEPT_REST: Duration = Duration::from_millis(100);

/// Marks a peer's request, in words of the room that reads them.
pub type OnPeer = Arc<dyn Fn(NodeId, &mut Extensions) + Send + Sync>;

/// Who may come in as a peer, and what a peer's requests carry.
#[derive(Clone)]
pub struct Door {
    /// The trusted peers.
    pub peers: Arc<dyn Peers>,
    /// Called for each request of a peer, and for no other.
    pub on_peer: OnPeer,
}

impl fmt::Debug for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Door")
    }
}

/// The limits at the door.
#[derive(Clone, Debug)]
pub struct Options {
    /// Plain HTTP from every address, not only from this machine: for a node behind a proxy that ends TLS. Peers
    /// cannot be known over it.
    pub plain_from_anywhere: bool,
    /// From connection to the end of the TLS handshake. As long as for a head: where a line drops what it has no room for,
    /// the first bytes of somebody who waits are sent three and four times before they come.
    pub handshake_timeout: Duration,
    /// For the head of a request, and between two requests of one connection.
    pub header_timeout: Duration,
    /// For each window of a body: at least 4 KiB must move in it, both ways, while the node waits.
    pub stall_timeout: Duration,
    /// For requests under way when the node stops.
    pub shutdown_timeout: Duration,
    /// Connections at one time; more wait in the system's queue.
    pub connections_max: usize,
    /// Connections at one time from one address (IPv6: one /64 network); more are closed. An office behind one
    /// address shares it, and so does all that comes through a proxy.
    pub connections_per_address_max: usize,
    /// Bytes in the head of a request.
    pub header_bytes_max: usize,
    /// Fields in the head of a request.
    pub headers_max: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            plain_from_anywhere: false,
            handshake_timeout: Duration::from_secs(30),
            header_timeout: Duration::from_secs(30),
            stall_timeout: Duration::from_secs(30),
            shutdown_timeout: Duration::from_secs(20),
            connections_max: 1024,
            connections_per_address_max: 128,
            header_bytes_max: 32 * 1024,
            headers_max: 64,
        }
    }
}

/// Serves `app` on `listener` until `shutdown` is ready, then finishes what is under way.
///
/// The first byte of a connection tells TLS from plain HTTP. Every request carries the extensions
/// `axum::extract::ConnectInfo<SocketAddr>` (the remote address) and `http::uri::Scheme` (how it came); those of a
/// trusted peer carry what [`Door::on_peer`] puts there, and no others do.
///
/// # Errors
/// [`WireError::Tls`] when TLS cannot be set up.
pub async fn serve(
    listener: TcpListener,
    certificate: &Certificate,
    door: Door,
    app: Router,
    options: Options,
    shutdown: impl Future<Output = ()> + Send,
) -> Result<(), WireError> {
    let config = tls::server(certificate, door.peers.clone()).map_err(WireError::Tls)?;
    let slots = Arc::new(Semaphore::new(options.connections_max.clamp(1, Semaphore::MAX_PERMITS)));
    let (stop, stopping) = watch::channel(false);
    let shared = Arc::new(Shared { acceptor: Arc::new(config).into(), door, app, options });
    let counts = Arc::new(Counts::default());
    let mut running = JoinSet::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let arrived = tokio::select! {
            () = &mut shutdown => break,
            arrived = arrive(&listener, &slots) => arrived,
        };
        while running.try_join_next().is_some() {}
        let Some((stream, remote, permit)) = arrived else { continue };
        let Some(place) = counts.enter(remote.ip(), shared.options.connections_per_address_max) else {
            tracing::info!(%remote, "closed a connection: too many from its address");
            continue;
        };
        let (shared, stopping) = (shared.clone(), stopping.clone());
        running.spawn(async move {
            attend(stream, remote, shared, stopping).await;
            drop((place, permit));
        });
    }
    drop(listener);
    // No receiver is left only when no connection is: nothing to tell.
    let _ = stop.send(true);
    let all = async { while running.join_next().await.is_some() {} };
    if tokio::time::timeout(shared.options.shutdown_timeout, all).await.is_err() {
        tracing::warn!("stopped with requests unfinished");
    }
    Ok(())
}

/// The next connection, once there is a slot for it.
async fn arrive(
    listener: &TcpListener,
    slots: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let permit = slots.clone().acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, remote)) => Some((stream, remote, permit)),
        Err(error) => {
            tracing::warn!(%error, "could not accept a connection");
            tokio::time::sleep(ACCEPT_REST).await;
            None
        }
    }
}

/// How many connections each address has. Never more entries than connections.
#[derive(Default)]
struct Counts(Mutex<HashMap<IpAddr, usize>>);

impl Counts {
    /// A place for one more from this address, if there is one; given back when dropped.
    fn enter(self: &Arc<Self>, address: IpAddr, max: usize) -> Option<Place> {
        let network = network_of(address);
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(network).or_insert(0);
        if *count >= max {
            if *count == 0 {
                counts.remove(&network);
            }
            return None;
        }
        *count = count.saturating_add(1);
        Some(Place { counts: self.clone(), network })
    }
}

/// One connection's place among those of its address.
struct Place {
    counts: Arc<Counts>,
    network: IpAddr,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self.counts.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.network) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                counts.remove(&self.network);
            }
        }
    }
}

/// What counts as one address: an IPv6 subscriber holds a whole /64.
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(four) => IpAddr::V4(four),
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & (u128::MAX << 64))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gets_its_places_and_gives_them_back() {
        let counts = Arc::new(Counts::default());
        let one: IpAddr = "2001:db8::1".parse().unwrap();
        let neighbour: IpAddr = "2001:db8::2".parse().unwrap();
        let other: IpAddr = "2001:db8:0:1::1".parse().unwrap();
        let first = counts.enter(one, 2).unwrap();
        let _second = counts.enter(neighbour, 2).unwrap();
        assert!(counts.enter(one, 2).is_none(), "one /64 is one address");
        assert!(counts.enter(other, 2).is_some());
        drop(first);
        assert!(counts.enter(neighbour, 2).is_some());
        assert_eq!(counts.0.lock().unwrap().len(), 1, "who left is forgotten");
    }

    #[test]
    fn an_ipv4_address_written_as_ipv6_counts_as_itself() {
        assert_eq!(network_of("::ffff:192.0.2.1".parse().unwrap()), "192.0.2.1".parse::<IpAddr>().unwrap());
    }
}
