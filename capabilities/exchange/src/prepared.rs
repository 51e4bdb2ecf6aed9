//! A move that the gate let out and that is not signed yet.

use crate::carry::SentAs;
use gate::{Recipient, Released};
use kernel::{Digest, Purpose};
use procedure::MoveBody;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What opens the files that a move names, and the root over them; the keys go inside the seal, beside the body.
#[derive(Default)]
pub(crate) struct Files {
    pub(crate) root: Option<Digest>,
    pub(crate) keys: BTreeMap<Uuid, String>,
}

/// A body that the gate let out, and what it carries.
pub(crate) struct Prepared {
    pub(crate) to: Recipient,
    pub(crate) purpose: Purpose,
    pub(crate) released: Released<MoveBody>,
    pub(crate) carried: usize,
    pub(crate) withheld: usize,
    pub(crate) sent: Vec<SentAs>,
    /// The circle that something in it is kept to.
    pub(crate) circle: Option<Uuid>,
    pub(crate) files: Files,
}

impl Prepared {
    /// A body that names files and carries nothing else.
    pub(crate) fn of_files(
        (to, purpose): (Recipient, Purpose),
        released: Released<MoveBody>,
        circle: Option<Uuid>,
        files: Files,
    ) -> Self {
        Self { to, purpose, released, carried: 0, withheld: 0, sent: Vec::new(), circle, files }
    }
}
