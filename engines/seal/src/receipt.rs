//! Receipts: the receiver signs that a message is durable there at its head, kept apart, or not taken. A receipt
//! means neither read nor agreed.

use crate::identity::{self, KeyError, SigningKey};
use kernel::id::{MessageId, NodeId};
use kernel::{Digest, Timestamp};
use serde::{Deserialize, Serialize};

/// The context of its signature.
const CONTEXT: &str = "receipt";
/// Largest receipt, in bytes.
pub const RECEIPT_BYTES_MAX: usize = 8 * 1024;

/// What became of the message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum Fate {
    /// It stands in the receiver's database and survives a crash.
    Durable {
        /// Head of the receiver's copy of the sender's chain, where the message belongs to a dossier.
        #[serde(default)]
        head: Option<Digest>,
    },
    /// It is kept apart for a person to look at.
    Quarantined {
        /// A code.
        reason: String,
    },
    /// It was not taken and will not be.
    Rejected {
        /// A code.
        reason: String,
    },
}

/// A receipt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// The message.
    pub message: MessageId,
    /// Digest of the signed document the receiver took.
    pub digest: Digest,
    /// Who sent the message.
    pub sender: NodeId,
    /// Who receipts it.
    pub by: NodeId,
    /// What became of it.
    #[serde(flatten)]
    pub fate: Fate,
    /// When, by the receiver's clock.
    pub at: Timestamp,
}

/// What can be wrong with a receipt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// The signature is not one of the receiver's.
    #[error("the receipt is not signed by the receiver: {0}")]
    Signature(#[from] KeyError),
    /// It does not read.
    #[error("the receipt does not read")]
    Unreadable,
    /// It is for another message, document, sender or receiver.
    #[error("the receipt is for something else")]
    SomethingElse,
}

/// Signs a receipt.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn sign_receipt(receipt: &Receipt, key: &SigningKey) -> Result<Vec<u8>, ReceiptError> {
    let json = serde_json::to_vec(receipt).map_err(|_| ReceiptError::Unreadable)?;
    Ok(key.sign_document(CONTEXT, &json))
}

/// What a receipt must be about.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    /// The message that was sent.
    pub message: MessageId,
    /// The digest of its signed document.
    pub digest: Digest,
    /// This node.
    pub sender: NodeId,
    /// The node it was sent to.
    pub by: NodeId,
}

/// Verifies a receipt against what was sent and the receiver's keys.
///
/// # Errors
/// [`ReceiptError`].
pub fn verify_receipt(
    bytes: &[u8],
    expected: &Expected,
    signers: &[[u8; 32]],
) -> Result<Receipt, ReceiptError> {
    if bytes.len() > RECEIPT_BYTES_MAX {
        return Err(ReceiptError::Unreadable);
    }
    let signed = identity::open_signed(bytes, CONTEXT, None)?;
    if !signers.contains(&signed.signer) {
        return Err(ReceiptError::Signature(KeyError::OtherKey));
    }
    let receipt: Receipt = serde_json::from_slice(signed.bytes).map_err(|_| ReceiptError::Unreadable)?;
    let fits = receipt.message == expected.message
        && receipt.digest == expected.digest
        && receipt.sender == expected.sender
        && receipt.by == expected.by;
    if fits { Ok(receipt) } else { Err(ReceiptError::SomethingElse) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::testing::SeededRng;

    #[test]
    fn a_receipt_is_true_of_one_message_between_two_nodes() {
        let key = SigningKey::generate(&SeededRng::new(1));
        let message = MessageId::new(&SeededRng::new(2));
        let expected =
            Expected { message, digest: Digest([3; 32]), sender: NodeId([1; 16]), by: NodeId([2; 16]) };
        let receipt = Receipt {
            message,
            digest: expected.digest,
            sender: expected.sender,
            by: expected.by,
            fate: Fate::Durable { head: Some(Digest([4; 32])) },
            at: Timestamp(5),
        };
        let bytes = sign_receipt(&receipt, &key).unwrap();
        assert_eq!(verify_receipt(&bytes, &expected, &[key.public()]), Ok(receipt));
        let others = [
            Expected { message: MessageId::new(&SeededRng::new(3)), ..expected },
            Expected { digest: Digest([9; 32]), ..expected },
            Expected { sender: NodeId([9; 16]), ..expected },
            Expected { by: NodeId([9; 16]), ..expected },
        ];
        for other in others {
            assert_eq!(verify_receipt(&bytes, &other, &[key.public()]), Err(ReceiptError::SomethingElse));
        }
        let forger = SigningKey::generate(&SeededRng::new(8));
        assert!(verify_receipt(&bytes, &expected, &[forger.public()]).is_err());
        let forged =
            sign_receipt(&verify_receipt(&bytes, &expected, &[key.public()]).unwrap(), &forger).unwrap();
        assert!(verify_receipt(&forged, &expected, &[key.public()]).is_err());
    }
}
