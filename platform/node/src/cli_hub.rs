//! The command line of the hub and of networks.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `hub`.
#[derive(Debug, Subcommand)]
pub enum Hub {
    /// Make this node a hub, for good: it serves a log and mailboxes to the nodes whose cards it trusts.
    Start,
    /// At a hub: admit a node by its card, after both administrators compared the words. Nothing is agreed with it.
    Admit(CardFile),
    /// Use a node as a hub, after both administrators compared the words of its card.
    Use(CardFile),
    /// What is known of the hub: how fresh, who agrees, what cannot be true.
    State,
    /// Ask the hub now, hand over what waits, and fetch what lies in the mailbox.
    Follow,
    /// At a hub: its members and how full their mailboxes are.
    Members,
    /// Nodes that the hub introduces and nobody here trusts.
    Introduced,
    /// Say in the log that people of this node compared a trusted node's words by voice.
    Compared(Peer),
    /// Say in the log that a signing key of this node is not to be believed any more.
    Revoke(Revoke),
    /// Stop using the hub.
    Stop,
}

/// A card, as `liaison card` prints it.
#[derive(Debug, Args)]
pub struct CardFile {
    /// The card.
    pub file: PathBuf,
    /// The words were compared by telephone.
    #[arg(long)]
    pub yes: bool,
}

/// A trusted node.
#[derive(Debug, Args)]
pub struct Peer {
    /// An authority's name or the beginning of a node's id.
    pub peer: String,
}

/// `hub revoke`.
#[derive(Debug, Args)]
pub struct Revoke {
    /// The key, as the card names it.
    pub key: String,
    /// Why.
    #[arg(long)]
    pub reason: String,
}

/// `network`.
#[derive(Debug, Subcommand)]
pub enum Network {
    /// Networks that this node is in, keeps, or is invited to.
    List,
    /// Begin a network that this node keeps.
    Begin(Begin),
    /// As its keeper, invite a node of the hub's log.
    Invite(OfNode),
    /// Join a network this node is invited to.
    Join(Named),
    /// Leave a network, or decline.
    Leave(Named),
    /// As its keeper, take a node out.
    Remove(OfNode),
}

/// `network begin`.
#[derive(Debug, Args)]
pub struct Begin {
    /// Its name.
    pub name: String,
    /// What it is for.
    #[arg(long)]
    pub purpose: String,
}

/// A network.
#[derive(Debug, Args)]
pub struct Named {
    /// Its name or id.
    pub network: String,
}

/// A network and a node.
#[derive(Debug, Args)]
pub struct OfNode {
    /// Its name or id.
    pub network: String,
    /// The beginning of the node's id, or an authority's name as its card in the log says.
    pub member: String,
}
