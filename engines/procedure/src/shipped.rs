//! The kinds this program opens dossiers of: files beside the code, named by their codes; and kinds it does not understand.

use crate::kind::{Kind, KindError};
use crate::moves::KindRef;
use kernel::Digest;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The definition file of the information request, byte for byte what its digest is taken of.
pub const INFORMATION_REQUEST: &str = include_str!("../kinds/information-request.toml");
/// The definition file of the request for permission to pass on.
pub const PERMISSION_TO_PASS_ON: &str = include_str!("../kinds/permission-to-pass-on.toml");
/// The code of the information request.
pub const REQUEST: &str = "information-request";
/// The code of the request for permission to pass on.
pub const PERMISSION: &str = "permission-to-pass-on";
/// The code of the verification of a document with its issuer.
pub const VERIFICATION: &str = "document-verification";
/// The code of the request to preserve data.
pub const PRESERVATION: &str = "preservation-request";
/// The code of information sent unasked.
pub const SPONTANEOUS: &str = "spontaneous-information";
/// The code of an alert to a border post.
pub const ALERT: &str = "border-alert";
/// The kinds this program opens dossiers of, by code.
pub const SHIPPED: &[(&str, &str)] = &[
    (REQUEST, INFORMATION_REQUEST),
    (VERIFICATION, include_str!("../kinds/document-verification.toml")),
    (PRESERVATION, include_str!("../kinds/preservation-request.toml")),
    (SPONTANEOUS, include_str!("../kinds/spontaneous-information.toml")),
    (ALERT, include_str!("../kinds/border-alert.toml")),
    (PERMISSION, PERMISSION_TO_PASS_ON),
];

/// The definition file of a kind this program opens dossiers of.
#[must_use]
pub fn shipped(code: &str) -> Option<&'static str> {
    SHIPPED.iter().find(|(known, _)| *known == code).map(|(_, file)| *file)
}

/// The kinds this program opens dossiers of, read once.
pub fn shipped_kinds() -> &'static [Kind] {
    static KINDS: OnceLock<Vec<Kind>> = OnceLock::new();
    // Each reads, as a test shows.
    KINDS.get_or_init(|| SHIPPED.iter().filter_map(|(_, file)| Kind::read(file).ok()).collect())
}

/// A definition file as [`Kind::read`] reads it. Most are, byte for byte, shipped ones, which are not read again.
///
/// # Errors
/// As [`Kind::read`].
pub fn read(file: &str) -> Result<Kind, KindError> {
    let known = SHIPPED.iter().find(|(_, shipped)| *shipped == file).map(|(code, _)| *code);
    let kind = known.and_then(|code| shipped_kinds().iter().find(|kind| kind.id == code));
    kind.map_or_else(|| Kind::read(file), |kind| Ok(kind.clone()))
}

/// The information request.
///
/// # Errors
/// Never, as a test shows; the type says so to callers that read other files too.
pub fn information_request() -> Result<Kind, KindError> {
    Kind::read(INFORMATION_REQUEST)
}

impl Kind {
    /// A kind whose definition this program does not understand: a newer program's, or a wrong one. Its moves are kept and
    /// shown with all their fields, none of them changes a state that only the definition could name, and none can be
    /// made.
    #[must_use]
    pub fn unknown(named: &KindRef) -> Self {
        Self {
            id: named.id.clone(),
            version: named.version,
            digest: named.digest,
            law: Vec::new(),
            asker_functions: Vec::new(),
            answerer_functions: Vec::new(),
            states: Vec::new(),
            steps: Vec::new(),
            asker_turn: Vec::new(),
            ended: Vec::new(),
            grounds: Vec::new(),
            moves: Vec::new(),
            clocks: Vec::new(),
            words: BTreeMap::new(),
        }
    }

    /// Whether this is, byte for byte, a definition that this program ships: only then do its words stand before the
    /// program's own, so that no peer gives a handling or a ground another name.
    #[must_use]
    pub fn is_shipped(&self) -> bool {
        shipped(&self.id).is_some_and(|file| Digest::of_bytes(file.as_bytes()) == self.digest)
    }
}
