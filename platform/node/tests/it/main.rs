//! The real program as processes: nodes made, trusted, served, killed; what an operator types and what a script reads.
#![cfg(test)]

mod node;
mod shared_documents;
