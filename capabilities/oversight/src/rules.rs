//! The room's decisions, pure: whose entries an overseer reads.

use kernel::id::AuthorityId;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Whose entries someone who oversees `own` reads: of their authority, of the node where it acted for none, and of
/// peers. On a node of one authority that is everything, which an empty list says.
#[must_use]
pub fn overseen(own: AuthorityId, here: &[AuthorityId], peers: &BTreeSet<AuthorityId>) -> Vec<Uuid> {
    if here.iter().all(|authority| *authority == own) {
        return Vec::new();
    }
    let outside = peers.iter().filter(|peer| !here.contains(peer)).map(|peer| peer.0);
    [own.0, Uuid::nil()].into_iter().chain(outside).collect()
}

/// The code behind a reason that [`store::audit::verify`] gives, for the words of it; `other` for one not known here.
#[must_use]
pub fn why_code(why: &str) -> &'static str {
    WHYS.iter().find(|(text, _)| *text == why).map_or("other", |(_, code)| *code)
}

const WHYS: &[(&str, &str)] = &[
    ("an entry is missing from the chain", "missing-entry"),
    ("its leaf is missing", "missing-leaf"),
    ("its digest does not continue the chain", "digest"),
    ("its text was changed", "text"),
    ("the signature over its head is not this node's", "signature"),
    ("the end of the chain is not signed", "unsigned"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn authority(n: u128) -> AuthorityId {
        AuthorityId(Uuid::from_u128(n))
    }

    #[test]
    fn an_overseer_reads_their_own_authority_the_node_and_its_peers() {
        let peers = [authority(8), authority(2)].into();
        assert_eq!(overseen(authority(1), &[authority(1)], &peers), Vec::<Uuid>::new());
        let seen = overseen(authority(1), &[authority(1), authority(2)], &peers);
        assert_eq!(seen, [authority(1).0, Uuid::nil(), authority(8).0], "not the neighbour on the same node");
    }

    #[test]
    fn every_reason_of_a_broken_chain_has_its_words() {
        let source = include_str!("../../../platform/store/src/audit.rs");
        let said = source.split("broken(\"").skip(1).chain(source.split("why: \"").skip(1));
        let said: Vec<&str> = said.filter_map(|rest| rest.split('"').next()).collect();
        assert!(said.len() >= WHYS.len(), "{said:?}");
        for why in said {
            assert_ne!(why_code(why), "other", "{why}");
        }
    }
}
