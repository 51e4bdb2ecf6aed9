//! The keys that this node signs with, as it keeps them: turned every quarter, named in the card while what they signed
//! may be on the way, then erased; their public halves stay for proof ([`SigningRing`] says when).
//!
//! Refused: signing for a peer with a key that the card it holds does not name.

use crate::store::own_card;
use crate::types::DirectoryError;
use ::store::{StoreError, Tx, setting};
use access::Node;
use data_encoding::HEXLOWER;
use gate::action;
use kernel::{Actor, AuditEntry, Outcome, Purpose, Timestamp};
use seal::identity::SigningKey;
use seal::signers::{SignersTurned, SigningRing, Standing};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Where it stands which keys there are.
const KEYS: &str = "signing-keys";

/// Which keys there are; the secrets of those that stand are kept apart.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The newest first.
    standing: Vec<KeptKey>,
    /// Public halves of those whose secrets are erased.
    past: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct KeptKey {
    public: String,
    made: i64,
    since: u64,
}

fn secret_name(public: &[u8; 32]) -> String {
    format!("signing-{}", HEXLOWER.encode(public))
}

/// The keys that this node signs with; the first time, one is made.
///
/// # Errors
/// What the database says.
pub async fn signing_keys(tx: &Tx, node: &Node) -> Result<SigningRing, StoreError> {
    let Some(text) = setting::get(tx, KEYS).await? else {
        let ring = SigningRing::first(tx.at(), tx.rng());
        let made = Some(ring.newest().public());
        keep(tx, node, &ring, &SignersTurned { made, erased: Vec::new() }).await?;
        return Ok(ring);
    };
    let kept: Kept = serde_json::from_str(&text).map_err(|e| corrupt(&e))?;
    let mut standing = Vec::with_capacity(kept.standing.len());
    for key in kept.standing {
        let public = public(&key.public)?;
        let secret = setting::secret(tx, &node.vault, &secret_name(&public)).await?;
        let secret = secret.ok_or_else(|| corrupt(&"a secret is missing"))?;
        let signing = SigningKey::from_secret(&secret).map_err(|e| corrupt(&e))?;
        standing.push(Standing { key: signing, made: Timestamp(key.made), since: key.since });
    }
    let past = kept.past.iter().map(|key| public(key)).collect::<Result<_, _>>()?;
    let mut standing = standing.into_iter();
    let newest = standing.next().ok_or_else(|| corrupt(&"there is none"))?;
    Ok(SigningRing::new(newest, standing.collect(), past))
}

/// The public half of every key that this node ever signed with: what its own signatures are proved by.
///
/// # Errors
/// What the database says.
pub async fn signed_with(tx: &Tx) -> Result<Vec<[u8; 32]>, StoreError> {
    let Some(text) = setting::get(tx, KEYS).await? else { return Ok(Vec::new()) };
    let kept: Kept = serde_json::from_str(&text).map_err(|e| corrupt(&e))?;
    kept.standing.iter().map(|key| &key.public).chain(&kept.past).map(|key| public(key)).collect()
}

/// Turns the key if its quarter is over, and erases the secrets of those whose messages have run out; `true` if it
/// turned. The next run of [`send_cards_due`](crate::send_cards_due) tells the peers.
///
/// # Errors
/// What the database says, or a node whose own facts make no card.
pub async fn turn_signing_when_due(node: &Node) -> Result<bool, DirectoryError> {
    let turned = node.store.run::<_, DirectoryError, _, _>("turn signing key", |tx| async move {
        let Some(lead) = access::authorities(&tx).await?.into_iter().next() else { return Ok(false) };
        let mut ring = signing_keys(&tx, node).await?;
        let turned = ring.turn(tx.at(), tx.rng());
        if turned == SignersTurned::default() {
            return Ok(false);
        }
        let made = turned.made.is_some();
        name_and_keep(&tx, node, &node.as_actor(lead.id), ring, &turned).await?;
        Ok(made)
    });
    turned.await
}

/// Turns the key at once. Who asks for it has the gate's word already.
pub(crate) async fn turn_now(tx: &Tx, node: &Node, by: &Actor) -> Result<(), DirectoryError> {
    let mut ring = signing_keys(tx, node).await?;
    let turned = ring.turn_now(tx.at(), tx.rng());
    name_and_keep(tx, node, by, ring, &turned).await
}

/// Keeps the ring, makes the card that names its newest key, and keeps since when it does.
async fn name_and_keep(
    tx: &Tx,
    node: &Node,
    by: &Actor,
    mut ring: SigningRing,
    turned: &SignersTurned,
) -> Result<(), DirectoryError> {
    keep(tx, node, &ring, turned).await?;
    let sequence = own_card(tx, node).await?.card().sequence;
    if turned.made.is_some() {
        ring.named_since(sequence);
        put(tx, &ring).await?;
    }
    let hex = |keys: &[[u8; 32]]| keys.iter().map(|k| HEXLOWER.encode(k)).collect::<Vec<_>>().join(" ");
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: by.clone(),
        action: action::TRUST_PEER,
        object_kind: "node-keys",
        object: Uuid::from_bytes(node.keys.id.0),
        purpose: Purpose::Administration,
        outcome: Outcome::Done,
        note: format!("signing made {}; erased {}", hex(turned.made.as_slice()), hex(&turned.erased)),
    });
    Ok(())
}

/// Keeps what turning changed: the new secret, the list, and no more of what was erased.
async fn keep(tx: &Tx, node: &Node, ring: &SigningRing, turned: &SignersTurned) -> Result<(), StoreError> {
    if let Some(made) = &turned.made {
        setting::put_secret(tx, &node.vault, &secret_name(made), &ring.newest().to_secret()).await?;
    }
    for key in &turned.erased {
        setting::erase_secret(tx, &secret_name(key)).await?;
    }
    put(tx, ring).await
}

async fn put(tx: &Tx, ring: &SigningRing) -> Result<(), StoreError> {
    let standing = ring.standing().map(|s| KeptKey {
        public: HEXLOWER.encode(&s.key.public()),
        made: s.made.0,
        since: s.since,
    });
    let past = ring.past().iter().map(|key| HEXLOWER.encode(key));
    let kept = Kept { standing: standing.collect(), past: past.collect() };
    setting::put(tx, KEYS, &serde_json::to_string(&kept).map_err(|e| corrupt(&e))?).await
}

fn public(hex: &str) -> Result<[u8; 32], StoreError> {
    let bytes = HEXLOWER.decode(hex.as_bytes()).map_err(|e| corrupt(&e))?;
    bytes.try_into().map_err(|_| corrupt(&"a key has another length"))
}

fn corrupt(what: &dyn std::fmt::Display) -> StoreError {
    StoreError::Corrupt(format!("signing keys: {what}"))
}
