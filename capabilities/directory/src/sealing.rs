//! The keys that peers seal to, as the node keeps them: turned every week, kept while what was sealed to them may still
//! arrive, then erased ([`KemRing`] says when). What was recorded on the wire before can then be opened by nobody, who
//! takes the node's disk included.
//!
//! Who may turn one before its week is over, and the signing key with it: an administrator of the leading authority and a
//! second one.

use crate::authorities::permit_for_node;
use crate::signing;
use crate::types::DirectoryError;
use ::store::{StoreError, Tx, setting};
use access::{Act, ActError, ActSays, AskedAct, NewAct, Node};
use futures_core::future::BoxFuture;
use gate::{ObjectRef, action};
use kernel::{Actor, AuditEntry, Label, Outcome, Purpose, Role, Timestamp};
use seal::identity::KemKey;
use seal::prekeys::{KemRing, Turned};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::T;

/// The act's kind.
pub(crate) const TURN: &str = "turn-keys";
/// Where it stands which keys there are.
const KEYS: &str = "sealing-keys";

/// A key that stands: its id, under which its secret is kept, and when it was made.
#[derive(Serialize, Deserialize)]
struct Standing {
    id: String,
    made: i64,
}

fn secret_name(id: &str) -> String {
    format!("kem-{id}")
}

/// The keys that open what peers sealed, the newest first; the first time, one is made.
///
/// # Errors
/// What the database says.
pub async fn sealing_keys(tx: &Tx, node: &Node) -> Result<KemRing, StoreError> {
    let mut ring = load(tx, node).await?;
    if ring.newest().is_none() {
        let turned = ring.turn(tx.at(), tx.rng());
        keep(tx, node, &ring, &turned).await?;
    }
    Ok(ring)
}

/// Turns the key if its week is over, and erases those whose messages have run out; `true` if it turned. The next run
/// of [`send_cards_due`](crate::send_cards_due) tells the peers.
///
/// # Errors
/// What the database says.
pub async fn turn_when_due(node: &Node) -> Result<bool, StoreError> {
    let turned = node.store.run("turn sealing key", |tx| async move {
        let Some(lead) = access::authorities(&tx).await?.into_iter().next() else { return Ok(false) };
        let mut ring = load(&tx, node).await?;
        let turned = ring.turn(tx.at(), tx.rng());
        if turned == Turned::default() {
            return Ok(false);
        }
        keep(&tx, node, &ring, &turned).await?;
        log(&tx, node, &node.as_actor(lead.id), &turned);
        Ok(turned.made.is_some())
    });
    turned.await
}

async fn load(tx: &Tx, node: &Node) -> Result<KemRing, StoreError> {
    let standing: Vec<Standing> = match setting::get(tx, KEYS).await? {
        Some(text) => {
            serde_json::from_str(&text).map_err(|e| StoreError::Corrupt(format!("sealing keys: {e}")))?
        }
        None => Vec::new(),
    };
    let mut stored = Vec::with_capacity(standing.len());
    for Standing { id, made } in standing {
        let name = secret_name(&id);
        let secret = setting::secret(tx, &node.vault, &name).await?;
        let secret = secret.ok_or_else(|| StoreError::Corrupt(format!("secret `{name}` is missing")))?;
        let key = KemKey::from_secret(&secret).map_err(|e| StoreError::Corrupt(format!("`{name}`: {e}")))?;
        stored.push((Timestamp(made), key));
    }
    Ok(KemRing::new(stored))
}

/// Keeps what turning changed: the new secret, the list, and no more of what was erased.
async fn keep(tx: &Tx, node: &Node, ring: &KemRing, turned: &Turned) -> Result<(), StoreError> {
    if let Some(key) = ring.newest().filter(|key| Some(key.id()) == turned.made) {
        let name = secret_name(&key.id().to_text());
        setting::put_secret(tx, &node.vault, &name, &key.to_secret()).await?;
    }
    for id in &turned.erased {
        setting::erase_secret(tx, &secret_name(&id.to_text())).await?;
    }
    let standing: Vec<Standing> =
        ring.stored().map(|(made, key)| Standing { id: key.id().to_text(), made: made.0 }).collect();
    let text = serde_json::to_string(&standing).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    setting::put(tx, KEYS, &text).await
}

fn log(tx: &Tx, node: &Node, by: &Actor, turned: &Turned) {
    let made = turned.made.map_or_else(|| "none".to_owned(), |id| id.to_text());
    let erased: Vec<String> = turned.erased.iter().map(|id| id.to_text()).collect();
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: by.clone(),
        action: action::TRUST_PEER,
        object_kind: "node-keys",
        object: Uuid::from_bytes(node.keys.id.0),
        purpose: Purpose::Administration,
        outcome: Outcome::Done,
        note: format!("made {made}; erased {}", erased.join(" ")),
    });
}

/// Turning the keys before their time, as after a break-in: the one that others seal to and the one that signs. The older
/// ones stay for what is on its way.
#[derive(Debug, Default)]
pub(crate) struct TurnAct;

/// The act of turning the keys, for this reason.
pub(crate) fn asked(asker: &Actor, node: &Node, why: &str) -> NewAct {
    NewAct {
        kind: TURN,
        object: Uuid::from_bytes(node.keys.id.0),
        label: Label::own(asker.authority),
        parameters: serde_json::Value::Null,
        reason: why.to_owned(),
    }
}

/// Turns both keys at once, after the gate's word: who copied one may have copied the other.
///
/// # Errors
/// The gate's refusal, or what the database says.
pub(crate) async fn turn_now(tx: &Tx, node: &Node, actor: &Actor) -> Result<(), DirectoryError> {
    let object = ObjectRef { kind: "node-keys", id: Uuid::from_bytes(node.keys.id.0) };
    permit_for_node(tx, node, actor, action::TRUST_PEER, object).await?;
    let mut ring = load(tx, node).await?;
    let turned = ring.turn_now(tx.at(), tx.rng());
    keep(tx, node, &ring, &turned).await?;
    log(tx, node, actor, &turned);
    signing::turn_now(tx, node, actor).await
}

impl Act for TurnAct {
    fn kind(&self) -> &'static str {
        TURN
    }

    fn object_kind(&self) -> &'static str {
        "node-keys"
    }

    fn purpose(&self) -> Purpose {
        Purpose::Administration
    }

    fn roles(&self) -> &'static [Role] {
        &[Role::Administrator]
    }

    fn alone(&self) -> bool {
        true
    }

    fn says(&self, _act: &AskedAct, t: &T) -> ActSays {
        ActSays {
            title: t.get("directory-act-turn"),
            effect: t.get("directory-act-turn-effect"),
            facts: Vec::new(),
            href: Some("/peers".into()),
        }
    }

    fn carry_out<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        asker: &'a Actor,
        second: &'a Actor,
        _act: &'a AskedAct,
    ) -> BoxFuture<'a, Result<(), ActError>> {
        Box::pin(async move {
            let both = Actor { name: format!("{}, {}", asker.name, second.name), ..asker.clone() };
            turn_now(tx, node, &both).await.map_err(|error| match error {
                DirectoryError::Store(error) => ActError::Store(error),
                _ => ActError::NotHere,
            })
        })
    }
}
