//! The stable codes of the actions. Policies, the log and the pages name them; `schema.cedarschema` lists the same
//! ones, and a test compares the two.

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $code:literal),* $(,)?) => {
        $($(#[$doc])* pub const $name: &str = $code;)*
        /// Every action.
        pub const ALL: &[&str] = &[$($code),*];
    };
}

actions! {
    /// Look at a record.
    READ = "read",
    /// Find records by what they say.
    SEARCH = "search",
    /// See records in a list.
    LIST = "list",
    /// Take a file into a case.
    IMPORT = "import",
    /// Make statements part of the case and their selectors eligible for matching.
    ACCEPT = "accept",
    /// Record a human judgement, such as "same person".
    JUDGE = "judge",
    /// Record that a person claims or may claim protection. It only ever closes doors, so every officer may.
    RECORD_PROTECTION = "record-protection",
    /// Decide a protection claim.
    SCREEN_PROTECTION = "screen-protection",
    /// Decide who may see a case: restrict it to a circle, change the circle, open it again.
    RESTRICT = "restrict",
    /// Open a case of the integrity compartment.
    OPEN_INTEGRITY = "open-integrity",
    /// Ask another node which selectors of a case it holds. Released under this code, a selector must be eligible.
    CHECK = "check",
    /// Own selectors take part in a blinded batch. They must be eligible.
    MATCH = "match",
    /// Own selectors take part in a filter for a peer. They must be eligible.
    PUBLISH_FILTER = "publish-filter",
    /// The node answers a peer's blinded batch.
    ANSWER_CHECK = "answer-check",
    /// Tell the other side of a hit.
    NOTIFY_HIT = "notify-hit",
    /// Open a dossier with another authority.
    OPEN_DOSSIER = "open-dossier",
    /// Add a signed move to a dossier.
    MOVE = "move",
    /// Send content to another authority.
    SEND = "send",
    /// Answer a request with content.
    ANSWER = "answer",
    /// Write content to a file.
    EXPORT = "export",
    /// Print content.
    PRINT = "print",
    /// A signed receipt (object kind `receipt`).
    SEND_RECEIPT = "send-receipt",
    /// The node's own card (object kind `card`).
    SEND_CARD = "send-card",
    /// The head of a chain (object kind `head`).
    SEND_HEAD = "send-head",
    /// One-time keys for those who write to this node (object kind `prekeys`).
    SEND_PREKEYS = "send-prekeys",
    /// A sign of life (object kind `ping`).
    PING = "ping",
    /// Run the node: people, roles, settings, backup.
    ADMINISTER = "administer",
    /// Trust, change or drop a peer.
    TRUST_PEER = "trust-peer",
    /// Confirm that a contact point still answers.
    CONFIRM_CONTACT = "confirm-contact",
    /// Look up contact points.
    READ_DIRECTORY = "read-directory",
    /// Read the log.
    READ_LOG = "read-log",
    /// A peer delivers an envelope.
    PEER_DELIVER = "peer-deliver",
    /// A peer fetches or sends a card.
    PEER_CARD = "peer-card",
    /// A peer asks for the evaluation of a blinded batch.
    PEER_CHECK = "peer-check",
    /// A peer fetches its filter.
    PEER_FILTER = "peer-filter",
    /// A peer tells of a hit.
    PEER_NOTICE = "peer-notice",
}
