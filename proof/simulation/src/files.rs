//! Attachments of a place: named, decided, moved; and whether both sides hold the same in the morning.

use crate::dice::Dice;
use crate::world::Place;
use exchange::attachments::{
    Attached, Attachment, NewAttachment, State, TakeFault, Taking, Way, attach, decide_attachment, parts_of,
    save_attachment,
};
use exchange::{ExchangeError, store_attachments as kept};
use gate::{Ask, action};
use kernel::id::DossierId;
use kernel::{Digest, Handling, Purpose};
use std::sync::Arc;
use store::files::FileFault;
use uuid::Uuid;

/// The text of a file; some of them have several chunks, and some of those are longer than what is searched for protected
/// values: they wait for a second person, who is not on duty here.
pub fn drawn(dice: &mut Dice) -> Vec<u8> {
    const LINE: &[u8] = b"a call of the second night, as the phone has it\n";
    let lines = if dice.below(5) == 0 { 1_400 + dice.below(1_500) } else { 1 + dice.below(40) };
    // No two are alike.
    let first = format!("list {}\n", dice.below(usize::MAX));
    [first.as_bytes(), &LINE.repeat(lines)].concat()
}

impl Place {
    /// Attaches a file to a dossier, if that can be done now; says whether a move names it.
    pub async fn attaches(&self, dossier: DossierId, content: &[u8]) -> bool {
        let mut taking = Taking::begin(&self.node, "list of calls.txt");
        let taken = async {
            taking.push(content).await?;
            taking.finish().await
        };
        let draft = match taken.await {
            Ok(draft) => draft,
            Err(TakeFault::File(FileFault::Full { .. })) => return false,
            Err(error) => panic!("{}: {error}", self.party()),
        };
        let new =
            NewAttachment { handling: Handling::H1, conditions: String::new(), text: "as agreed".into() };
        let (kept, what) = (&draft, &new);
        let attached = self.node.store.run("attach", |tx| async move {
            attach(&tx, &self.node, &self.officer, dossier, (kept, what)).await
        });
        let attached = match attached.await {
            Err(ExchangeError::NotNow { .. } | ExchangeError::TooManyAttachments) => None,
            other => self.unless_full(other),
        };
        if attached.is_none() {
            draft.discard(&self.node);
        }
        matches!(attached, Some(Attached::Offered(..)))
    }

    /// The attachments of a dossier; none where their being read cannot be written in the log.
    pub async fn attachments(&self, dossier: DossierId) -> Vec<Attachment> {
        let read = self.node.store.run::<_, ExchangeError, _, _>("attachments", |tx| async move {
            let own = self.officer.authority;
            let closed = kept::attachments_of(&tx, &self.node.vault, dossier, own).await?;
            let ask = Ask::new(&self.officer, action::READ, Purpose::Investigation, tx.at());
            Ok(self.node.gate.open_each(closed, &ask, &mut tx.log()))
        });
        self.unless_full(read.await).unwrap_or_default()
    }

    /// Accepts or refuses what is offered in a dossier; says whether anything was decided.
    pub async fn decides(&self, dossier: DossierId, accept: bool) -> bool {
        let all = self.attachments(dossier).await;
        let offered = all.iter().find(|one| one.way == Way::In && one.state == State::Offered);
        let Some(id) = offered.map(Attachment::id) else { return false };
        let decided = self.node.store.run("decide", |tx| async move {
            decide_attachment(&tx, &self.node, &self.officer, (Some(dossier), id), accept).await
        });
        match decided.await {
            // It can be accepted once there is room.
            Err(ExchangeError::NoRoom { .. }) => false,
            other => self.unless_full(other).is_some(),
        }
    }

    /// Moves what was accepted, the files of so many peers beside each other; `false` where the disk was full.
    pub async fn moves(&self, peers: usize) -> bool {
        self.unless_full(parts_of(&self.node, peers).await.map_err(Into::into)).is_some()
    }

    /// Moves everything that is due, the files of so many peers at a time; `false` where the disk was full.
    pub async fn moves_all(&self, peers: usize) -> bool {
        loop {
            match self.unless_full(parts_of(&self.node, peers).await.map_err(Into::into)) {
                None => return false,
                Some(moved) if moved.requests + moved.failed + moved.finished == 0 => return true,
                Some(_) => {}
            }
        }
    }

    /// The SHA-256 of an attachment as it can be saved.
    async fn saved(&self, id: Uuid) -> Digest {
        let save = self.node.store.run::<_, ExchangeError, _, _>("save", |tx| async move {
            save_attachment(&tx, &self.node, &self.officer, (None, id)).await.map(Arc::new)
        });
        let mut save = Arc::into_inner(save.await.unwrap()).unwrap();
        let mut content = Vec::new();
        while let Some(piece) = save.next().await.unwrap() {
            content.extend(piece);
        }
        Digest::of_bytes(&content)
    }
}

/// Both sides of a dossier hold the same attachments in the same state; what is complete is what was attached, and its
/// sender has the receiver's signature on that. Returns how many are complete, and which are still on their way.
pub async fn agree(seed: u64, id: DossierId, [one, other]: [&Place; 2]) -> (u64, Vec<Uuid>) {
    let (mut complete, mut on_their_way) = (0, Vec::new());
    for (from, to) in [(one, other), (other, one)] {
        let theirs = to.attachments(id).await;
        let keys = to.signers().await;
        for sent in from.attachments(id).await.into_iter().filter(|one| one.way == Way::Out) {
            let came = theirs.iter().find(|other| other.id() == sent.id() && other.way == Way::In);
            if sent.state == State::Waits {
                assert!(came.is_none(), "seed {seed}: {id}: {sent:?} left without its second person");
                continue;
            }
            let came = came.unwrap_or_else(|| {
                panic!("seed {seed}: {id}: nobody was offered {sent:?}, number {:?}", sent.number)
            });
            if came.state != sent.state || sent.state == State::Accepted {
                on_their_way.push(sent.id());
                continue;
            }
            if sent.state != State::Complete {
                assert!(
                    matches!(sent.state, State::Offered | State::Refused),
                    "seed {seed}: {:?}",
                    sent.state
                );
                continue;
            }
            complete += 1;
            assert_eq!(to.saved(sent.id()).await, sent.announced.sha256, "seed {seed}: {id}");
            let receipt = sent.receipt.as_deref().unwrap();
            let who = (to.node.keys.id, from.node.keys.id);
            let said = seal::attachment::open_said(receipt, who, &keys).unwrap();
            assert_eq!((said.state.code(), said.sha256), ("complete", sent.announced.sha256), "seed {seed}");
        }
    }
    (complete, on_their_way)
}
