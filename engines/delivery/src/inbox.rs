//! The receiving side: a message is known by its id and by the digest of what was signed.

use kernel::Digest;

/// What the receiver remembers of a message it answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known<R> {
    /// Digest of what was signed.
    pub digest: Digest,
    /// The receipt it was answered with.
    pub receipt: R,
}

/// What an arriving message is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival<R> {
    /// Never seen: judge it, store it and sign a receipt, in one transaction.
    New,
    /// The same again: answer with the same receipt and change nothing.
    Duplicate(R),
    /// Another message under an id that was used: change nothing, reject it, and keep the first receipt.
    Conflict,
}

/// Judges an arrival by what the same peer's id is known for; `known` is what the store found under peer and id.
#[must_use]
pub fn receive<R>(known: Option<Known<R>>, digest: &Digest) -> Arrival<R> {
    match known {
        None => Arrival::New,
        Some(known) if known.digest == *digest => Arrival::Duplicate(known.receipt),
        Some(_) => Arrival::Conflict,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_message_has_the_same_receipt_and_another_under_its_id_is_a_conflict() {
        let (one, two) = (Digest([1; 32]), Digest([2; 32]));
        assert_eq!(receive::<&str>(None, &one), Arrival::New);
        assert_eq!(receive(Some(Known { digest: one, receipt: "first" }), &one), Arrival::Duplicate("first"));
        assert_eq!(receive(Some(Known { digest: one, receipt: "first" }), &two), Arrival::Conflict);
    }
}
