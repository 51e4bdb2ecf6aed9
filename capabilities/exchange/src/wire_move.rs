//! A move on its way: header and signature as they were signed, salt and body beside them. The opening move brings
//! the definition file its header names by digest.

use crate::attachments::OF_MOVE_MAX;
use crate::types::StoredMove;
use data_encoding::{BASE64, HEXLOWER};
use kernel::{Digest, Salted, limit};
use procedure::{MoveBody, MoveHeader};
use seal::identity;
use seal::stream::FileKey;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The context of a move's signature.
pub const MOVE_CONTEXT: &str = "move";

/// The fields of an envelope's body of the kind `move`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveWire {
    /// The header's bytes, base64.
    pub header: String,
    /// The signature over them, base64.
    pub signature: String,
    /// The key that made it, in hexadecimal; whose it is the directory says.
    pub signer: String,
    /// The salt of the commitment to the body.
    pub salt: Digest,
    /// The body's bytes, base64.
    pub body: String,
    /// The definition file; with the opening move only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind_file: Option<String>,
    /// What opens each attachment that the body names, base64. It stands beside the body, so that nothing that shows
    /// or searches a body comes across it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attachment_keys: BTreeMap<Uuid, String>,
}

/// A move of the wire whose signature, commitment and facts were found to fit.
#[derive(Clone)]
pub struct ReadMove {
    /// The header.
    pub header: MoveHeader,
    /// Its bytes.
    pub header_bytes: Vec<u8>,
    /// What the next move names.
    pub digest: Digest,
    /// The signature.
    pub signature: Vec<u8>,
    /// The key that made it.
    pub signer: [u8; 32],
    /// The salt.
    pub salt: Digest,
    /// The body's bytes.
    pub body: Vec<u8>,
    /// The definition file.
    pub kind_file: Option<String>,
    /// What opens the attachments that the body names.
    pub keys: BTreeMap<Uuid, FileKey>,
}

impl MoveWire {
    /// A move ready for the wire.
    #[must_use]
    pub fn of(made: &StoredMove, salt: Digest, body: &[u8], kind_file: Option<String>) -> Self {
        Self {
            header: BASE64.encode(&made.header),
            signature: BASE64.encode(&made.signature),
            signer: HEXLOWER.encode(&made.signer),
            salt,
            body: BASE64.encode(body),
            kind_file,
            attachment_keys: BTreeMap::new(),
        }
    }

    /// The same with what opens its attachments.
    #[must_use]
    pub fn with_keys(self, attachment_keys: BTreeMap<Uuid, String>) -> Self {
        Self { attachment_keys, ..self }
    }

    /// Its bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }
}

/// Reads a move and checks everything that can be checked without the database: the signature, the commitment to the
/// body, that the header repeats the body's facts, that the definition file is the one the header names.
///
/// # Errors
/// A code, for the receipt.
pub fn read_move(bytes: &[u8]) -> Result<ReadMove, &'static str> {
    let wire: MoveWire = serde_json::from_slice(bytes).map_err(|_| "move-unreadable")?;
    let from_base64 = |text: &str| BASE64.decode(text.as_bytes()).map_err(|_| "move-unreadable");
    let (header_bytes, signature, body) =
        (from_base64(&wire.header)?, from_base64(&wire.signature)?, from_base64(&wire.body)?);
    let signer = HEXLOWER.decode(wire.signer.as_bytes()).map_err(|_| "move-unreadable")?;
    let signer: [u8; 32] = signer.try_into().map_err(|_| "move-unreadable")?;
    identity::verify(&signer, MOVE_CONTEXT, &header_bytes, &signature).map_err(|_| "signature")?;
    let header = MoveHeader::parse(&header_bytes).map_err(|_| "header-unreadable")?;
    if body.len() > limit::ENVELOPE_BYTES_MAX || Salted::digest(&wire.salt, &body) != header.body {
        return Err("body-differs");
    }
    let read = MoveBody::parse(&body).ok_or("body-unreadable")?;
    if read.facts() != header.facts {
        return Err("facts-differ");
    }
    if wire.kind_file.as_ref().is_some_and(|file| Digest::of_bytes(file.as_bytes()) != header.kind.digest) {
        return Err("kind-differs");
    }
    let digest = MoveHeader::digest(&header_bytes);
    let key =
        |(id, text): (Uuid, String)| Some((id, FileKey::from_bytes(&BASE64.decode(text.as_bytes()).ok()?)?));
    let keys = wire.attachment_keys.into_iter().take(OF_MOVE_MAX).filter_map(key).collect();
    Ok(ReadMove {
        header,
        header_bytes,
        digest,
        signature,
        signer,
        salt: wire.salt,
        body,
        kind_file: wire.kind_file,
        keys,
    })
}
