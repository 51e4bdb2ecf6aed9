//! A node over a test database, for the tests of every room.

use crate::node::{Carrier, CarryError, Facts, Node, NodeKeys};
use crate::store;
use crate::types::{NewPerson, OwnAuthority};
use ::store::files::Files;
use ::store::{Store, StoreError};
use futures_core::future::BoxFuture;
use kernel::id::NodeId;
use kernel::testing::SeededRng;
use kernel::{Actor, Digest, Lang, Party, Role};
use seal::identity::Identity;
use seal::vault::{MasterKey, Vault};
use std::sync::Arc;

/// The room for files in a test.
const FILES_ROOM: u64 = 64 * 1024 * 1024;

/// Nobody on the other side.
#[derive(Debug, Default)]
pub struct NoCarrier;

impl Carrier for NoCarrier {
    fn carry<'a>(
        &'a self,
        _: NodeId,
        _: &'a [String],
        _: Digest,
        _: &'a str,
        _: Vec<u8>,
    ) -> BoxFuture<'a, Result<Vec<u8>, CarryError>> {
        Box::pin(async { Err(CarryError::Unreachable("nobody listens in this test".into())) })
    }
}

/// A node on this store, with keys from `seed`, one authority of `party`, and the words of these rooms. Panels,
/// inbound kinds and rooms are added by the test before it is shared.
///
/// # Panics
/// When the store does not take the authority.
#[expect(clippy::expect_used, reason = "test support")]
pub async fn node(
    store: Store,
    seed: u64,
    party: &str,
    authority: &str,
    words: &[web::RoomWords],
) -> (Node, OwnAuthority) {
    let rng = SeededRng::new(seed);
    let identity = Identity::generate(&rng);
    let party = Party::parse(party).expect("two letters");
    let own = store
        .run::<_, StoreError, _, _>("authority", |tx| async move {
            if let Some(first) = store::authorities(&tx).await?.into_iter().next() {
                return Ok(first);
            }
            let functions = [kernel::Function::InvestigationUnit].into();
            store::add_authority(&tx, party, authority, &functions).await
        })
        .await
        .expect("an authority");
    let keys = NodeKeys {
        id: NodeId::of_key(&identity.public()),
        identity,
        tls: Digest::of(&[b"test tls", &seed.to_be_bytes()]),
    };
    let mut all = vec![crate::WORDS];
    all.extend(words.iter().filter(|w| w.room != crate::WORDS.room));
    let node = Node {
        store,
        gate: gate::testing::gate(),
        words: Arc::new(web::Words::new(&all).expect("the words are whole")),
        vault: Vault::new(MasterKey::generate(&rng)),
        keys,
        facts: Facts {
            party,
            address: format!("https://node-{seed}.test"),
            pages: "http://127.0.0.1:1".into(),
            demonstration: false,
            operator: true,
        },
        carrier: Arc::new(NoCarrier),
        panels: Vec::new(),
        inbound: Vec::new(),
        acts: crate::acts(),
        kept: crate::kept(),
        figures: Vec::new(),
        works: Vec::new(),
        histories: Vec::new(),
        mailer: None,
        pusher: None,
        rooms: Vec::new(),
        wake: tokio::sync::Notify::new(),
        files: Arc::new(Files::for_test(FILES_ROOM)),
        moving: tokio::sync::Notify::new(),
    };
    (node, own)
}

/// Adds a person with these roles to the authority; returns them as an actor and the secret of an open session.
///
/// # Panics
/// When the store does not take the person.
#[expect(clippy::expect_used, reason = "test support")]
pub async fn person(node: &Node, authority: &OwnAuthority, sign_in: &str, roles: &[Role]) -> (Actor, String) {
    let new = NewPerson {
        authority: authority.id,
        sign_in: sign_in.into(),
        name: sign_in.into(),
        lang: Lang::En,
        roles: roles.iter().copied().collect(),
    };
    node.store
        .run::<_, StoreError, _, _>("person", |tx| {
            let new = new.clone();
            async move {
                let id = store::add_person(&tx, &new).await?;
                let person =
                    store::person(&tx, id).await?.ok_or_else(|| StoreError::Corrupt("person".into()))?;
                let (actor, _) = store::actor(&tx, &person).await?;
                Ok((actor, store::start_session(&tx, id).await?))
            }
        })
        .await
        .expect("a person")
}
