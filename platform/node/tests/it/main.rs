//! The real program as processes: nodes made, trusted, served, killed; what an operator types and what a script reads.
#![cfg(test)]

mod attachments;
mod bad_input;
mod bad_peers;
mod courier;
mod full_disk;
mod kills;
mod letters;
mod neighbours;
mod node;
mod request;
mod shared_documents;
mod weak_line;
