//! Receipts: the receiver signs that a message is durable there at its head, kept apart, or not taken. A receipt
//! means neither read nor agreed.
//!
//! A receipt is a signed document of JSON. Refused: a receipt for another message, document, sender or receiver, and
//! one that a key signed which the directory does not have for the receiver (A-4). What a newer program adds is kept,
//! a newer state included (A-14); only `durable` means delivered.

use crate::identity::{self, KeyError, SigningKey};
use kernel::id::{MessageId, NodeId};
use kernel::{Digest, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The context of its signature.
const CONTEXT: &str = "receipt";
/// Largest receipt, in bytes.
pub const RECEIPT_BYTES_MAX: usize = 8 * 1024;
/// Longest code of a state or a reason, in bytes.
pub const CODE_BYTES_MAX: usize = 64;

/// What became of the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stands in the receiver's database and survives a crash.
    Durable {
        /// Head of the receiver's copy of the sender's chain, where the message belongs to a dossier.
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
    /// A state of a newer program; what goes with it stands in [`Receipt::rest`]. It does not mean delivered.
    Unknown {
        /// Its code.
        state: String,
    },
}

/// A receipt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Wire", into = "Wire")]
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
    pub fate: Fate,
    /// When, by the receiver's clock.
    pub at: Timestamp,
    /// What a newer program added; kept, never dropped (A-14).
    pub rest: Map<String, Value>,
}

/// The JSON of a receipt: `head` and `reason` stand beside `state`.
#[derive(Serialize, Deserialize)]
struct Wire {
    message: MessageId,
    digest: Digest,
    sender: NodeId,
    by: NodeId,
    state: String,
    at: Timestamp,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl TryFrom<Wire> for Receipt {
    type Error = String;

    fn try_from(wire: Wire) -> Result<Self, String> {
        let Wire { message, digest, sender, by, state, at, mut rest } = wire;
        let fate = match state.as_str() {
            "durable" => Fate::Durable { head: head(rest.remove("head"))? },
            "quarantined" => Fate::Quarantined { reason: reason(rest.remove("reason"))? },
            "rejected" => Fate::Rejected { reason: reason(rest.remove("reason"))? },
            _ => Fate::Unknown { state: code(state)? },
        };
        Ok(Self { message, digest, sender, by, fate, at, rest })
    }
}

impl From<Receipt> for Wire {
    fn from(receipt: Receipt) -> Self {
        let Receipt { message, digest, sender, by, fate, at, mut rest } = receipt;
        let state = match fate {
            Fate::Durable { head } => {
                if let Some(head) = head {
                    rest.insert("head".into(), head.to_string().into());
                }
                "durable".into()
            }
            Fate::Quarantined { reason } => {
                rest.insert("reason".into(), reason.into());
                "quarantined".into()
            }
            Fate::Rejected { reason } => {
                rest.insert("reason".into(), reason.into());
                "rejected".into()
            }
            Fate::Unknown { state } => state,
        };
        Self { message, digest, sender, by, state, at, rest }
    }
}

/// What can be wrong with a receipt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// The signature is not one of the receiver's.
    #[error("the receipt is not signed by the receiver: {0}")]
    Signature(#[from] KeyError),
    /// It does not read.
    #[error("the receipt does not read; the message stays queued until one does")]
    Unreadable,
    /// It is for another message, document, sender or receiver.
    #[error("the receipt is for another message, document, sender or receiver")]
    SomethingElse,
}

/// Signs a receipt. What this node would refuse from others it does not sign either.
///
/// # Errors
/// [`ReceiptError::Unreadable`] when it is too large, or a code is empty or too long.
pub fn sign_receipt(receipt: &Receipt, key: &SigningKey) -> Result<Vec<u8>, ReceiptError> {
    let json = serde_json::to_vec(receipt).map_err(|_| ReceiptError::Unreadable)?;
    let signed = key.sign_document(CONTEXT, &json);
    let same = serde_json::from_slice::<Receipt>(&json).is_ok_and(|read| read == *receipt);
    if same && signed.len() <= RECEIPT_BYTES_MAX { Ok(signed) } else { Err(ReceiptError::Unreadable) }
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
    let receipt = said(&signed)?;
    let fits = receipt.message == expected.message
        && receipt.digest == expected.digest
        && receipt.sender == expected.sender
        && receipt.by == expected.by;
    if fits { Ok(receipt) } else { Err(ReceiptError::SomethingElse) }
}

fn said(signed: &identity::SignedDocument<'_>) -> Result<Receipt, ReceiptError> {
    Ok(signed.read().map_err(|_| ReceiptError::Unreadable)?.into_value())
}

/// What a receipt says that this node itself signed and kept; the key may be gone since.
///
/// # Errors
/// [`ReceiptError`] if it is none.
pub fn own_receipt(bytes: &[u8]) -> Result<Receipt, ReceiptError> {
    said(&identity::open_signed(bytes, CONTEXT, None)?)
}

fn head(value: Option<Value>) -> Result<Option<Digest>, String> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => {
            Digest::parse(&text).map(Some).ok_or_else(|| "a head is a digest".into())
        }
        Some(_) => Err("a head is a digest".into()),
    }
}

fn reason(value: Option<Value>) -> Result<String, String> {
    match value {
        Some(Value::String(text)) => code(text),
        _ => Err("a reason is a code".into()),
    }
}

fn code(text: String) -> Result<String, String> {
    if (1..=CODE_BYTES_MAX).contains(&text.len()) { Ok(text) } else { Err("a code has 1 to 64 bytes".into()) }
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
            rest: Map::new(),
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

    fn read(json: &str) -> Result<Receipt, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn a_14_a_newer_state_is_kept_and_is_not_taken_for_delivered() {
        let (id, digest, node) = ("5e1c0a9c-6f0e-4f7b-9d0b-0a1b2c3d4e5f", "0".repeat(64), "0".repeat(32));
        let with = |state: &str| {
            format!(
                r#"{{"message":"{id}","digest":"{digest}","sender":"{node}","by":"{node}","at":5,{state}}}"#
            )
        };
        let newer = read(&with(r#""state":"held","until":7,"reason":"night""#)).unwrap();
        assert_eq!(newer.fate, Fate::Unknown { state: "held".into() });
        assert_eq!(newer.rest["until"], 7);
        assert_eq!(read(&serde_json::to_string(&newer).unwrap()).unwrap(), newer);
        let known = read(&with(r#""state":"rejected","reason":"expired","note":"x""#)).unwrap();
        assert_eq!((known.fate, known.rest.len()), (Fate::Rejected { reason: "expired".into() }, 1));
        let long = "x".repeat(CODE_BYTES_MAX + 1);
        for refused in [
            String::from(r#""reason":"x""#),
            r#""state":"rejected""#.into(),
            r#""state":"rejected","reason":"""#.into(),
            format!(r#""state":"rejected","reason":"{long}""#),
            format!(r#""state":"{long}""#),
            r#""state":"durable","head":7"#.into(),
            r#""state":"durable","head":"00""#.into(),
            r#""state":"durable","state":"rejected""#.into(),
        ] {
            assert!(read(&with(&refused)).is_err(), "{refused}");
        }
    }

    #[test]
    fn a_receipt_that_others_would_refuse_is_not_signed() {
        let key = SigningKey::generate(&SeededRng::new(1));
        let mut receipt = Receipt {
            message: MessageId::new(&SeededRng::new(2)),
            digest: Digest([3; 32]),
            sender: NodeId([1; 16]),
            by: NodeId([2; 16]),
            fate: Fate::Rejected { reason: String::new() },
            at: Timestamp(5),
            rest: Map::new(),
        };
        assert_eq!(sign_receipt(&receipt, &key), Err(ReceiptError::Unreadable));
        receipt.fate = Fate::Unknown { state: "durable".into() };
        assert_eq!(sign_receipt(&receipt, &key), Err(ReceiptError::Unreadable));
        receipt.fate = Fate::Rejected { reason: "expired".into() };
        assert!(sign_receipt(&receipt, &key).is_ok());
        receipt.rest.insert("x".into(), "y".repeat(RECEIPT_BYTES_MAX).into());
        assert_eq!(sign_receipt(&receipt, &key), Err(ReceiptError::Unreadable));
    }
}
