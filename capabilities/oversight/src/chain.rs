//! The chain over the log: the job that continues it and the walk that proves it, beside what witnesses signed.

use crate::store;
use ::store::audit::{self, Head, LogReport};
use ::store::{StoreError, Tx};
use access::Node;
use kernel::id::NodeId;
use kernel::{Digest, Timestamp};
use seal::checkpoint::{At, Checkpoint, Verdict, open_answer, open_checkpoint, sign_checkpoint};
use seal::identity::{SigningKey, verify};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What heads were signed under before there were checkpoints.
const BARE: &str = "log";
/// The job that one process at a time does.
const JOB: &str = "seal log";
/// Answers of witnesses read at once.
const ANSWERS: u64 = 500;
/// Counter-signatures that a proof names, the newest of all witnesses.
const NAMED_MAX: usize = 1_000;

/// Chains the entries that wait and signs the new head; returns how many there were. The program runs it twice a
/// second; what is younger than that is written, but not yet proved. Of several processes one does it.
///
/// # Errors
/// What the database says.
pub async fn seal_log(node: &Node) -> Result<usize, StoreError> {
    let mut sealed: usize = 0;
    let mut after = None;
    while audit::waits(&node.store).await? {
        let round = node.store.claimed(JOB, |tx| async move {
            let signs = directory::signing_keys(&tx, node).await?;
            audit::seal(&tx, after, &|head: &Head| signed(node, signs.newest(), head)).await
        });
        let Some(batch) = round.await? else { break };
        sealed = sealed.saturating_add(batch.chained);
        if batch.not_ours > 0 && batch.chained > 0 {
            tracing::error!(
                entries = batch.not_ours,
                "entries wait that this node did not write; verify the log"
            );
        }
        after = batch.next;
        if after.is_none() {
            break;
        }
    }
    Ok(sealed)
}

fn signed(node: &Node, signer: &SigningKey, head: &Head) -> Vec<u8> {
    let end = At { seq: head.seq, head: head.head };
    let checkpoint = Checkpoint::new(node.keys.id, end, head.at, None);
    // Only an empty log has no checkpoint; an empty document would not verify.
    sign_checkpoint(&checkpoint, signer).unwrap_or_default()
}

/// What a witness signed about this node's log.
#[derive(Clone, Debug, Serialize)]
pub struct CounterSignature {
    /// The witness.
    pub witness: NodeId,
    /// How many entries.
    pub seq: i64,
    /// The head after them.
    pub head: Digest,
    /// When it came to the witness, by its clock.
    pub at: Timestamp,
    /// The signed document, base64.
    pub document: String,
}

/// What does not fit between the log and what witnesses signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WitnessWhy {
    /// A witness counter-signed another head here: the chain was made anew.
    Rewritten,
    /// A witness counter-signed more entries than there are.
    CutOff,
    /// A witness shows a checkpoint of this node that the chain does not hold.
    Contradicted,
    /// A witness refuses to counter-sign, and what it shows is in the chain: a person has to ask why.
    Refused,
    /// A stored answer is not what the witness signed.
    Forged,
}

impl WitnessWhy {
    /// Every one.
    pub const ALL: &[Self] =
        &[Self::Rewritten, Self::CutOff, Self::Contradicted, Self::Refused, Self::Forged];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Rewritten => "rewritten",
            Self::CutOff => "cut-off",
            Self::Contradicted => "contradicted",
            Self::Refused => "refused",
            Self::Forged => "forged",
        }
    }

    /// In words, for the command line.
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            Self::Rewritten => "counter-signed another head here: the chain was made anew",
            Self::CutOff => "counter-signed more entries than there are: the end was cut off",
            Self::Contradicted => "shows a checkpoint of this node that is not in its log",
            Self::Refused => "does not counter-sign although its last checkpoint is in the log; ask why",
            Self::Forged => "did not sign an answer that is stored here as its own",
        }
    }
}

/// One thing that does not fit.
#[derive(Clone, Debug, Serialize)]
pub struct WitnessFault {
    /// The witness.
    pub witness: NodeId,
    /// The place.
    pub seq: i64,
    /// What does not fit.
    pub why: WitnessWhy,
}

/// The log and what witnesses signed about it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Proof {
    /// The walk over the log.
    #[serde(flatten)]
    pub log: LogReport,
    /// How many counter-signatures are kept.
    pub counter_signed: u64,
    /// The newest of them.
    pub counter_signatures: Vec<CounterSignature>,
    /// What does not fit.
    pub witness_faults: Vec<WitnessFault>,
    /// Nodes that would counter-sign.
    pub witnesses: u64,
    /// When this was looked at.
    pub walked_at: Timestamp,
}

impl Proof {
    /// Whether the log holds, and every witness agrees.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.log.holds() && self.witness_faults.is_empty()
    }

    /// The newest counter-signature of all, if there is one.
    #[must_use]
    pub fn newest(&self) -> Option<&CounterSignature> {
        self.counter_signatures.iter().max_by_key(|c| c.at)
    }

    /// In one line, for the command line (A-5: without a peer there is no witness, and it says so).
    #[must_use]
    pub fn witness_line(&self) -> String {
        match self.newest() {
            Some(newest) => {
                let hours = self.walked_at.since(newest.at) / kernel::time::HOUR_MS;
                let witness = newest.witness;
                format!("counter-signed up to entry {} by {witness}, {hours} h ago", newest.seq)
            }
            None if self.witnesses == 0 => {
                "no trusted peer, so nobody counter-signs; note the head elsewhere".into()
            }
            None => "not counter-signed yet by any of its peers; note the head elsewhere".into(),
        }
    }
}

/// Walks the whole log with the node's own keys, those turned since included, and compares it with every counter-signature
/// that is kept. It looks at one moment and holds up nobody.
///
/// # Errors
/// What the database says. What does not fit is in the proof.
pub async fn verify_log(node: &Node) -> Result<Proof, StoreError> {
    let proved = node.store.look("verify log", |tx| async move {
        let own = directory::signed_with(&tx).await?;
        let open = |document: &[u8]| {
            let checkpoint = open_checkpoint(document, node.keys.id, &own).ok()?;
            Some(Head { seq: checkpoint.seq, head: checkpoint.head, at: checkpoint.at })
        };
        let bare =
            |head: &[u8], signature: &[u8]| own.iter().any(|key| verify(key, BARE, head, signature).is_ok());
        let log = audit::verify(&tx, &open, &bare).await?;
        let mut proof = Proof { log, walked_at: tx.at(), ..Proof::default() };
        let peers = directory::peers(&tx).await?;
        proof.witnesses = peers.iter().filter(|p| p.is_trusted()).count() as u64;
        compare(&tx, node, &own, &mut proof).await?;
        Ok::<_, StoreError>(proof)
    });
    proved.await
}

/// Holds every answer of every witness against the chain.
async fn compare(tx: &Tx, node: &Node, own: &[[u8; 32]], proof: &mut Proof) -> Result<(), StoreError> {
    let mut after = Uuid::nil();
    let mut keys: BTreeMap<NodeId, Vec<[u8; 32]>> = BTreeMap::new();
    // A refusal stands until the same witness agrees again.
    let mut refusals: BTreeMap<NodeId, WitnessFault> = BTreeMap::new();
    let mut found = BTreeSet::new();
    loop {
        let answers = store::answers(tx, after, ANSWERS).await?;
        let Some((last, _)) = answers.last() else { break };
        after = *last;
        let mut read = Vec::new();
        for (_, stored) in &answers {
            if let std::collections::btree_map::Entry::Vacant(place) = keys.entry(stored.peer) {
                place.insert(keys_of(tx, stored.peer).await?);
            }
            let keys = keys.get(&stored.peer).map_or(&[][..], Vec::as_slice);
            match open_answer(&stored.document, (node.keys.id, stored.peer), keys) {
                Ok(a) if a.seq == stored.seq && (a.verdict == Verdict::Agrees) == stored.agrees => {
                    read.push(a)
                }
                _ => {
                    found.insert((stored.peer, stored.seq, WitnessWhy::Forged));
                }
            }
        }
        let held: Vec<Option<Checkpoint>> = read.iter().map(|a| held_of(node, own, &a.verdict)).collect();
        let mut seqs: Vec<i64> = read.iter().map(|a| a.seq).collect();
        seqs.extend(held.iter().flatten().map(|c| c.seq));
        let heads = audit::head_at(tx, &seqs).await?;
        for (answer, held) in read.into_iter().zip(held) {
            let witness = answer.witness;
            match &answer.verdict {
                Verdict::Agrees => {
                    refusals.remove(&witness);
                    if let Some(why) = misfit(&heads, At { seq: answer.seq, head: answer.head }) {
                        found.insert((witness, answer.seq, why));
                    }
                    note(proof, &answer, &answers);
                }
                Verdict::Contradicts { .. } => {
                    let why = match held.map(|c| c.end()) {
                        Some(end) if misfit(&heads, end).is_some() => WitnessWhy::Contradicted,
                        _ => WitnessWhy::Refused,
                    };
                    refusals.insert(witness, WitnessFault { witness, seq: answer.seq, why });
                }
                Verdict::Unknown { .. } => {}
            }
        }
    }
    proof.witness_faults =
        found.into_iter().map(|(witness, seq, why)| WitnessFault { witness, seq, why }).collect();
    proof.witness_faults.truncate(audit::FAULTS_MAX);
    proof.witness_faults.extend(refusals.into_values());
    Ok(())
}

/// The checkpoint a witness shows, if this node signed it.
fn held_of(node: &Node, own: &[[u8; 32]], verdict: &Verdict) -> Option<Checkpoint> {
    let Verdict::Contradicts { held, .. } = verdict else { return None };
    open_checkpoint(held, node.keys.id, own).ok()
}

fn misfit(heads: &BTreeMap<i64, Digest>, signed: At) -> Option<WitnessWhy> {
    match heads.get(&signed.seq) {
        Some(head) if *head == signed.head => None,
        Some(_) => Some(WitnessWhy::Rewritten),
        None => Some(WitnessWhy::CutOff),
    }
}

fn note(proof: &mut Proof, answer: &seal::checkpoint::Answer, stored: &[(Uuid, store::StoredAnswer)]) {
    proof.counter_signed = proof.counter_signed.saturating_add(1);
    let document = stored.iter().find(|(_, s)| s.peer == answer.witness && s.seq == answer.seq && s.agrees);
    if proof.counter_signatures.len() >= NAMED_MAX {
        proof.counter_signatures.remove(0);
    }
    proof.counter_signatures.push(CounterSignature {
        witness: answer.witness,
        seq: answer.seq,
        head: answer.head,
        at: answer.at,
        document: document.map(|(_, s)| data_encoding::BASE64.encode(&s.document)).unwrap_or_default(),
    });
}

/// Every key the directory ever had for a peer: what it signed under an older one still stands.
async fn keys_of(tx: &Tx, peer: NodeId) -> Result<Vec<[u8; 32]>, StoreError> {
    let mut keys = BTreeSet::new();
    if let Some(peer) = directory::peer(tx, peer).await? {
        keys.extend(exchange::envelope::signers(&peer));
    }
    for (_, card) in directory::cards_of(tx, peer).await? {
        keys.extend(card.card().signing.iter().map(|k| k.0));
    }
    Ok(keys.into_iter().collect())
}
