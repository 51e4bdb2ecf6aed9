//! The hash tree of a log (RFC 6962, section 2.1), its signed heads, and what others answer to them.
//!
//! A head says how many leaves a log has and what their root is. Two heads of one log agree or they do not, and
//! whoever holds the leaves can show it: [`prove`] makes a proof from which anybody computes both roots
//! ([`roots_of`]), so that two signed heads and a proof are evidence without the log. Refused: a proof of another
//! length, a head of another hub or key. Nothing here knows what a leaf says.

mod fork;
mod head;

pub use fork::{Shown, TWO_HEADS_BYTES_MAX, TwoHeads};
pub use head::{
    ANSWER_BYTES_MAX, Contradiction, HEAD_BYTES_MAX, Head, HeadAnswer, HeadError, HeadVerdict, PROOF_MAX,
    VERSION, open_answer, open_head, sign_answer, sign_head,
};

use kernel::Digest;

/// Goes before a leaf when it is hashed, so that no leaf is taken for an inner node.
const LEAF: u8 = 0;
/// Goes before two digests when they are joined.
const NODE: u8 = 1;

/// The digest of a leaf.
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> Digest {
    let mut bytes = Vec::with_capacity(leaf.len().saturating_add(1));
    bytes.push(LEAF);
    bytes.extend_from_slice(leaf);
    Digest::of_bytes(&bytes)
}

fn join(left: Digest, right: Digest) -> Digest {
    let mut bytes = [NODE; 65];
    let (_, both) = bytes.split_at_mut(1);
    both.iter_mut().zip(left.0.into_iter().chain(right.0)).for_each(|(to, from)| *to = from);
    Digest::of_bytes(&bytes)
}

/// A tree that grows: the roots of its whole parts, the largest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    size: u64,
    parts: Vec<(u32, Digest)>,
}

impl Tree {
    /// A tree over the digests of leaves.
    #[must_use]
    pub fn of(leaves: impl IntoIterator<Item = Digest>) -> Self {
        let mut tree = Self::default();
        leaves.into_iter().for_each(|leaf| tree.push(leaf));
        tree
    }

    /// How many leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds the digest of a leaf.
    pub fn push(&mut self, leaf: Digest) {
        self.size = self.size.saturating_add(1);
        let (mut height, mut digest) = (0, leaf);
        while let Some((left_height, left)) = self.parts.last().copied()
            && left_height == height
        {
            self.parts.pop();
            digest = join(left, digest);
            height = height.saturating_add(1);
        }
        self.parts.push((height, digest));
    }

    /// The root; of an empty tree the digest of nothing.
    #[must_use]
    pub fn root(&self) -> Digest {
        let mut parts = self.parts.iter().rev().map(|(_, digest)| *digest);
        let Some(last) = parts.next() else { return Digest::of_bytes(&[]) };
        parts.fold(last, |right, left| join(left, right))
    }
}

/// The largest power of two below `size`, which is at least 2.
fn split(size: u64) -> u64 {
    1 << size.saturating_sub(1).ilog2()
}

/// What shows which root the first `first` leaves have inside the tree over all of them: SUBPROOF of RFC 6962 with
/// the older root always named, because here it is what is in question. Nothing if there are not so many leaves.
#[must_use]
pub fn prove(leaves: &[Digest], first: u64) -> Option<Vec<Digest>> {
    let size = leaves.len() as u64;
    if first == 0 || first > size {
        return None;
    }
    let mut proof = Vec::new();
    let (mut rest, mut first) = (leaves, first);
    while first < rest.len() as u64 {
        let k = split(rest.len() as u64);
        let (left, right) = rest.split_at_checked(usize::try_from(k).ok()?)?;
        if first <= k {
            proof.push(root_of(right));
            rest = left;
        } else {
            proof.push(root_of(left));
            rest = right;
            first = first.saturating_sub(k);
        }
    }
    proof.push(root_of(rest));
    proof.reverse();
    Some(proof)
}

fn root_of(leaves: &[Digest]) -> Digest {
    Tree::of(leaves.iter().copied()).root()
}

/// Both roots that a proof shows: of the first `first` leaves, and of all `size`. Nothing if it is not of that form.
#[must_use]
pub fn roots_of(first: u64, size: u64, proof: &[Digest]) -> Option<(Digest, Digest)> {
    if first == 0 || first > size || proof.len() > PROOF_MAX {
        return None;
    }
    // The turns from the top down; the proof goes from the bottom up.
    let mut turns = Vec::new();
    let (mut first, mut size) = (first, size);
    while first < size {
        let k = split(size);
        let on_the_left = first <= k;
        turns.push(on_the_left);
        (first, size) =
            if on_the_left { (first, k) } else { (first.saturating_sub(k), size.saturating_sub(k)) };
    }
    let (bottom, beside) = proof.split_first()?;
    if beside.len() != turns.len() {
        return None;
    }
    let both = (*bottom, *bottom);
    Some(turns.into_iter().rev().zip(beside).fold(both, |(old, new), (on_the_left, other)| {
        if on_the_left { (old, join(new, *other)) } else { (join(*other, old), join(*other, new)) }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn leaves(count: u8) -> Vec<Digest> {
        (0..count).map(|n| leaf_hash(&[n])).collect()
    }

    /// The definition, written as RFC 6962 writes it.
    fn mth(leaves: &[Digest]) -> Digest {
        match leaves {
            [] => Digest::of_bytes(&[]),
            [one] => *one,
            more => {
                let k = usize::try_from(split(more.len() as u64)).unwrap();
                join(mth(&more[..k]), mth(&more[k..]))
            }
        }
    }

    #[test]
    fn a_growing_tree_has_the_roots_of_the_definition() {
        for count in 0..=70 {
            assert_eq!(Tree::of(leaves(count)).root(), mth(&leaves(count)), "{count} leaves");
        }
    }

    #[test]
    fn a_proof_shows_both_roots_for_every_pair_of_sizes() {
        for size in 1..=40 {
            for first in 1..=size {
                let all = leaves(size);
                let proof = prove(&all, first.into()).unwrap();
                let (old, new) = roots_of(first.into(), size.into(), &proof).unwrap();
                assert_eq!((old, new), (mth(&leaves(first)), mth(&all)), "{first} of {size}");
            }
        }
        assert!(prove(&leaves(4), 5).is_none() && prove(&leaves(4), 0).is_none());
    }

    proptest! {
        #[test]
        fn another_leaf_another_order_or_another_proof_is_another_root(
            size in 2_u8..60, at in 0_usize..60, other in 0_usize..60, bit in 0_usize..256,
        ) {
            let all = leaves(size);
            let (at, other) = (at % all.len(), other % all.len());
            let root = Tree::of(all.iter().copied()).root();
            let mut changed = all.clone();
            changed[at] = leaf_hash(b"another");
            prop_assert_ne!(Tree::of(changed).root(), root);
            if at != other {
                let mut swapped = all.clone();
                swapped.swap(at, other);
                prop_assert_ne!(Tree::of(swapped).root(), root);
            }
            let first = (at + 1) as u64;
            let mut proof = prove(&all, first).unwrap();
            let step = other % proof.len();
            proof[step].0[bit / 8] ^= 1 << (bit % 8);
            let wrong = roots_of(first, u64::from(size), &proof);
            prop_assert!(wrong.is_none_or(|(_, new)| new != root));
            proof.push(root);
            prop_assert!(roots_of(first, u64::from(size), &proof).is_none());
        }
    }
}
