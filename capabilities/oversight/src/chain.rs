//! The chain over the log: the job that continues it and the walk that proves it.

use access::Node;
use seal::identity::verify;
use store::StoreError;
use store::audit::{self, LogReport};

/// What the node signs heads of the log under, so that such a signature stands for nothing else.
const CONTEXT: &str = "log";

/// Chains the entries that wait and signs the new head; returns how many there were. The program runs it every
/// second; what is younger than that is written, but not yet proved.
///
/// # Errors
/// What the database says.
pub async fn seal_log(node: &Node) -> Result<usize, StoreError> {
    let sealed = node.store.run("seal log", |tx| async move {
        audit::seal(&tx, &|head: &[u8]| node.keys.signing.sign(CONTEXT, head).to_vec()).await
    });
    sealed.await
}

/// Walks the whole chain with the node's own key.
///
/// # Errors
/// [`StoreError::BrokenLog`] at the first entry that does not fit, or what the database says.
pub async fn verify_log(node: &Node) -> Result<LogReport, StoreError> {
    let public = node.keys.signing.public();
    let walked = node.store.run("verify log", |tx| async move {
        audit::verify(&tx, &|head: &[u8], signature: &[u8]| verify(&public, CONTEXT, head, signature).is_ok())
            .await
    });
    walked.await
}
