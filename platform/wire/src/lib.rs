//! Bytes between nodes, and between a node and its readers' browsers: one port, one certificate, one way out.
//!
//! A node is known by the public key of its certificate, whose digest stands in its card. Both sides pin that key
//! and nothing else: no name, no date, no authority above. TLS 1.3 only, from ring, with no session resumption, so
//! that every connection proves the key again and withdrawn trust ends at once.
//!
//! This crate knows no envelope and no room. It refuses: a client certificate that no trusted card names; plain
//! HTTP from elsewhere than this machine; whoever is slow, large or many beyond the limits named beside
//! [`Options`] and [`Limits`]; redirects, proxies and content codings on the way out.
//!
//! Beside that, and apart from peers, it wakes browsers through the push services that the operator names (`push`): by the
//! public web's certificates, at public addresses, with an empty message.
//!
//! Times here are spans measured by the runtime's timer, never a date: no clock of the machine is read.

mod certificate;
mod client;
mod connection;
mod pace;
mod push;
mod serve;
mod tls;

pub use certificate::{Certificate, NAMES_MAX};
pub use client::{ADDRESSES_MAX, Client, ClientError, Limits};
pub use push::{ENDPOINT_BYTES_MAX, PushClient, PushError, PushKey, PushServices};
pub use serve::{Door, OnPeer, Options, serve};

use kernel::Digest;
use kernel::id::NodeId;

/// Who is trusted at the door. Asked at each handshake and again at each request, so it must answer from memory.
pub trait Peers: Send + Sync {
    /// The trusted peer whose card names this digest of a public key ([`Certificate::spki_digest`]).
    fn node_of(&self, spki: Digest) -> Option<NodeId>;
}

/// What can go wrong before a byte is moved.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WireError {
    /// A name cannot stand in a certificate.
    #[error("`{0}` cannot stand in a certificate: give a DNS name or an IP address")]
    Name(String),
    /// The certificate could not be made.
    #[error("the certificate could not be made")]
    Make(#[source] rcgen::Error),
    /// The stored certificate or key cannot be used, or they do not belong together.
    #[error("the stored certificate and key cannot be used: restore them or make new ones")]
    Certificate(#[source] rustls::Error),
    /// TLS could not be set up.
    #[error("tls could not be set up")]
    Tls(#[source] rustls::Error),
    /// The way out could not be set up.
    #[error("the client could not be set up")]
    Client(#[source] reqwest::Error),
    /// The key that signs notices to browsers could not be made, or is no such key.
    #[error("the key for notices to browsers could not be made or read")]
    PushKey,
    /// Who speaks for the node to push services is no address.
    #[error("`{0}` is no contact for push services: give `mailto:…` or `https://…`")]
    PushContact(String),
    /// A push service is no host.
    #[error("`{0}` is no push service: give a host name, or `*.` and what all its names end in")]
    PushService(String),
    /// The listening socket failed.
    #[error("the listening socket failed")]
    Listen(#[source] std::io::Error),
}
