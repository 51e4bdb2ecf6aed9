//! Where something went: own moves that say any of some values, for a protection record whose claim came after the
//! sharing. What is found tells to whom, when and in which dossier, never what else stood in it, and is closed
//! under the label of who asked, and to whomever the dossier's case is not there for.

use crate::store;
use crate::thread;
use crate::types::ExchangeError;
use ::store::Tx;
use access::Node;
use casefile::{Keys, keys_in_text};
use gate::Guarded;
use kernel::id::{AuthorityId, DossierId, NodeId};
use kernel::{Label, Party, Timestamp};
use std::collections::BTreeSet;

/// Most dossiers that are looked through, newest first; the answer says when there are more.
pub const SENT_SCAN_MAX: usize = 1_000;

/// An own move that said one of the values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The dossier.
    pub dossier: DossierId,
    /// The number of the move on the own side.
    pub number: u64,
    /// To which node.
    pub peer: NodeId,
    /// To which authority of it.
    pub theirs: AuthorityId,
    /// When the move was made.
    pub at: Timestamp,
}

/// Own moves of an authority in which one of these keys stands, newest first, closed under `label`; and whether there
/// are dossiers that were not looked through.
///
/// # Errors
/// What the database says.
pub async fn sent_with(
    tx: &Tx,
    node: &Node,
    label: &Label,
    wanted: &BTreeSet<Vec<u8>>,
    region: Party,
) -> Result<(Vec<Guarded<Sent>>, bool), ExchangeError> {
    let keys = Keys::of(&node.vault);
    let mut ids = store::all_copies(tx).await?;
    ids.retain(|(_, authority)| *authority == label.authority);
    ids.reverse();
    let more = ids.len() > SENT_SCAN_MAX;
    let mut found = Vec::new();
    for (id, authority) in ids.into_iter().take(SENT_SCAN_MAX) {
        let Some(dossier) = store::meant(tx, id, authority).await? else { continue };
        let of_case = store::label(tx, &dossier).await?;
        let thread = thread::load(tx, node, dossier).await?;
        for made in thread.chain(thread.dossier.side) {
            let Some(body) = made.read_body() else { continue };
            if keys_in_text(&keys, &body.all_text(), region).is_disjoint(wanted) {
                continue;
            }
            let sent = Sent {
                dossier: id,
                number: made.number,
                peer: thread.dossier.peer,
                theirs: thread.dossier.theirs,
                at: made.at,
            };
            let label = Label { circle: of_case.circle, excluded: of_case.excluded.clone(), ..label.clone() };
            found.push(Guarded::new(store::object(id), label, sent));
        }
    }
    Ok((found, more))
}
