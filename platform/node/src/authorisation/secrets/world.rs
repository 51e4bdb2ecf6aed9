//! Four nodes on one machine, with a wire between them on which everything is opened with the recipient's keys and
//! kept, so that what was sent can be searched.

use crate::cmd;
use crate::compose::{self, Opened};
use access::{Carrier, CarryError, Node, PeerIdentity};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use kernel::id::NodeId;
use kernel::{Digest, Purpose, Timestamp};
use seal::envelope::open_envelope;
use std::collections::BTreeMap;
use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use store::StoreError;
use tower::ServiceExt;

/// Names of the nodes, as their folders are called.
pub(super) const NODES: [&str; 4] = ["niamey", "accra", "palermo", "feared"];

/// What went over the wire.
pub(super) struct Passed {
    pub(super) from: NodeId,
    pub(super) to: NodeId,
    pub(super) path: String,
    pub(super) body: Vec<u8>,
    pub(super) answer: Vec<u8>,
}

/// The wire.
#[derive(Default)]
pub(super) struct Tap {
    ends: RwLock<BTreeMap<NodeId, Router>>,
    passed: Mutex<Vec<Passed>>,
}

impl Tap {
    /// What went over the wire since it was last asked.
    pub(super) fn taken(&self) -> Vec<Passed> {
        std::mem::take(&mut *self.passed.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Hands a node something as a peer of it.
    pub(super) async fn hand(
        &self,
        (from, to): (NodeId, NodeId),
        path: &str,
        body: Vec<u8>,
    ) -> Option<(StatusCode, Vec<u8>)> {
        let app = self.ends.read().unwrap_or_else(PoisonError::into_inner).get(&to).cloned()?;
        let mut request = Request::post(path).body(Body::from(body.clone())).unwrap();
        request.extensions_mut().insert(PeerIdentity(from));
        let response = app.oneshot(request).await.unwrap();
        let status = response.status();
        let answer = response.into_body().collect().await.unwrap().to_bytes().to_vec();
        let passed = Passed { from, to, path: path.to_owned(), body, answer: answer.clone() };
        self.passed.lock().unwrap_or_else(PoisonError::into_inner).push(passed);
        Some((status, answer))
    }
}

/// The end of the wire at one node.
struct End {
    from: NodeId,
    tap: Arc<Tap>,
}

impl Carrier for End {
    fn carry<'a>(
        &'a self,
        to: NodeId,
        _: &'a [String],
        _: Digest,
        path: &'a str,
        body: Vec<u8>,
    ) -> Pin<Box<dyn Future<Output = Result<Vec<u8>, CarryError>> + Send + 'a>> {
        Box::pin(async move {
            let handed = self.tap.hand((self.from, to), path, body).await;
            match handed.ok_or_else(|| CarryError::Unreachable("it is down".into()))? {
                (status, answer) if status.is_success() => Ok(answer),
                (status, _) => Err(CarryError::Status(status.as_u16())),
            }
        })
    }
}

/// The four nodes, running.
pub(super) struct World {
    pub(super) nodes: BTreeMap<&'static str, Opened>,
    pub(super) tap: Arc<Tap>,
    pub(super) app: Router,
}

impl World {
    /// Opens the nodes whose folders stand in `home`.
    pub(super) async fn open(home: &Path) -> Self {
        let tap = Arc::new(Tap::default());
        let mut nodes = BTreeMap::new();
        let mut app = None;
        for name in NODES {
            let mut opened = compose::open(&home.join(name)).await.unwrap();
            let node = Arc::get_mut(&mut opened.node).unwrap();
            node.carrier = Arc::new(End { from: node.keys.id, tap: Arc::clone(&tap) });
            let router = cmd::serve::app(&opened.node).layer(axum::Extension(super::super::scene::reader()));
            tap.ends.write().unwrap().insert(opened.node.keys.id, router.clone());
            app = app.or(Some(router));
            nodes.insert(name, opened);
        }
        Self { nodes, tap, app: app.unwrap() }
    }

    /// Opens a copy of them, so that what is done there is done to nobody else.
    pub(super) async fn copy(home: &Path, to: &Path) -> Self {
        for name in NODES {
            let (from, to) = (home.join(name), to.join(name));
            copy_folder(&from, &to);
        }
        Self::open(to).await
    }

    pub(super) fn node(&self, name: &str) -> &Arc<Node> {
        &self.nodes[name].node
    }

    pub(super) fn id(&self, name: &str) -> NodeId {
        self.node(name).keys.id
    }

    pub(super) fn name_of(&self, id: NodeId) -> &'static str {
        NODES.into_iter().find(|name| self.id(name) == id).unwrap_or("nobody")
    }

    /// Brings every message that waits to its recipient, and what is sent in return.
    pub(super) async fn deliver(&self) {
        for _ in 0..4 {
            let mut carried = 0;
            for name in NODES {
                carried += exchange::deliver_due(self.node(name), 100).await.unwrap().carried;
            }
            if carried == 0 {
                break;
            }
        }
    }

    /// What a peer reads in something that came to it from Niamey: the thing itself and, opened with the peer's keys, all
    /// that is sealed in it.
    pub(super) async fn read(&self, bytes: &[u8], by: &str) -> Read {
        let node = self.node(by);
        let sender = signs_with(self.node("niamey")).await.newest().public();
        let keys = opens_with(node).await;
        let opened = open_envelope(bytes, node.keys.id, keys.keys(), &|_| vec![sender], Timestamp(i64::MIN));
        let mut read = Read { parts: vec![bytes.to_vec()], answers: false, court: false, sealed: false };
        if let Ok(opened) = opened {
            read.sealed = true;
            read.court = opened.head.purpose == Purpose::Prosecution;
            read.parts.push(serde_json::to_vec(&opened.head).unwrap());
            read.parts.push(opened.body.clone());
            let json = serde_json::from_slice(&opened.body).unwrap_or_default();
            unpacked(&json, &mut read.parts);
            read.answers = read.parts.iter().any(|part| {
                let json: serde_json::Value = serde_json::from_slice(part).unwrap_or_default();
                json.get("code").is_some_and(|code| code == "answer")
            });
        }
        read
    }
}

/// The keys that a node signs with.
pub(super) async fn signs_with(node: &Arc<Node>) -> seal::signers::SigningRing {
    let keys = node
        .store
        .run::<_, StoreError, _, _>("keys", |tx| async move { directory::signing_keys(&tx, node).await });
    keys.await.unwrap()
}

/// The keys that open what others sealed to a node.
pub(super) async fn opens_with(node: &Arc<Node>) -> seal::prekeys::KemRing {
    let keys = node
        .store
        .run::<_, StoreError, _, _>("keys", |tx| async move { directory::sealing_keys(&tx, node).await });
    keys.await.unwrap()
}

/// Something a peer got, in all its parts.
pub(super) struct Read {
    pub(super) parts: Vec<Vec<u8>>,
    pub(super) answers: bool,
    pub(super) court: bool,
    pub(super) sealed: bool,
}

/// What is packed in the texts of a document.
fn unpacked(json: &serde_json::Value, parts: &mut Vec<Vec<u8>>) {
    match json {
        serde_json::Value::String(text) => {
            if let Ok(bytes) = data_encoding::BASE64.decode(text.as_bytes()) {
                let inside: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
                unpacked(&inside, parts);
                parts.push(bytes);
            }
        }
        serde_json::Value::Array(all) => all.iter().for_each(|one| unpacked(one, parts)),
        serde_json::Value::Object(all) => all.values().for_each(|one| unpacked(one, parts)),
        _ => {}
    }
}

/// A folder with everything in it.
fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        let to = to.join(file.file_name());
        match file.file_type().unwrap().is_dir() {
            true => copy_folder(&file.path(), &to),
            false => drop(std::fs::copy(file.path(), to).unwrap()),
        }
    }
}
