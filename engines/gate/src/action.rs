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
    /// See what a child is called, by an act of its own.
    SHOW_NAME = "show-name",
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
    /// Open a protection record to an officer or a case, by consent or court order, or take that back.
    OPEN_PROTECTION = "open-protection",
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
    /// Confirm or refuse, as the second person, what somebody else asked for. What it would do decides who may.
    CONFIRM_ACT = "confirm-act",
    /// Print content.
    PRINT = "print",
    /// Take an attachment out of the program, as a file on one's own machine.
    SAVE = "save",
    /// The node sends on what a person released: the chunks of an attachment (what may have closed since is judged again), a
    /// message under another key (object kind `envelope`).
    SEND_PARTS = "send-parts",
    /// A signed receipt (object kind `receipt`).
    SEND_RECEIPT = "send-receipt",
    /// The node's own card (object kind `card`).
    SEND_CARD = "send-card",
    /// The head of a chain (object kind `head`).
    SEND_HEAD = "send-head",
    /// A signed checkpoint of the log, for a witness (object kind `checkpoint`).
    SEND_CHECKPOINT = "send-checkpoint",
    /// The answer of a witness to a checkpoint (object kind `counter-signature`).
    COUNTER_SIGN = "counter-sign",
    /// One-time keys for those who write to this node (object kind `prekeys`).
    SEND_PREKEYS = "send-prekeys",
    /// A sign of life (object kind `ping`).
    PING = "ping",
    /// That a correction was applied, and to how many copies (object kind `acknowledgement`).
    SEND_ACKNOWLEDGEMENT = "send-acknowledgement",
    /// The node takes back and replaces copies that their originator corrected.
    APPLY_CORRECTION = "apply-correction",
    /// The node sends a correction on to those whom a copy went to.
    PASS_CORRECTION = "pass-correction",
    /// Run the node: people, roles, settings, backup.
    ADMINISTER = "administer",
    /// Hand roles of one's own to a colleague for a shift, or end that.
    HAND_OVER = "hand-over",
    /// Write what waits for a peer to a file for a courier, or read one (object kind `courier-file`). What it carries
    /// passed the gate before.
    COURIER = "courier",
    /// Trust, change or drop a peer.
    TRUST_PEER = "trust-peer",
    /// Record the assessment of a counterpart State's safeguards.
    ASSESS_COUNTERPART = "assess-counterpart",
    /// Confirm that a contact point still answers.
    CONFIRM_CONTACT = "confirm-contact",
    /// Look up contact points.
    READ_DIRECTORY = "read-directory",
    /// Read the log.
    READ_LOG = "read-log",
    /// Write a part of the log to a file.
    EXPORT_LOG = "export-log",
    /// Look at the figures of periods that are over.
    READ_FIGURES = "read-figures",
    /// Make the figures of a period public, or write them to a file once they are.
    RELEASE_FIGURES = "release-figures",
    /// Keep the register of what data subjects ask.
    KEEP_REQUESTS = "keep-requests",
    /// Set another end date for a record, with a reason.
    REVIEW_RETENTION = "review-retention",
    /// Place or lift a legal hold.
    HOLD_RECORD = "hold-record",
    /// Erase a record whose time is over, or at its data subject's request.
    ERASE_RECORD = "erase-record",
    /// Oversee end dates: the rules, what is due, what is held, what was erased.
    KEEP_RETENTION = "keep-retention",
    /// Look at the record of a conference, and at what authorities published in it.
    READ_CONFERENCE = "read-conference",
    /// Put reports, sessions, documents and the status of treaties into that record.
    KEEP_CONFERENCE = "keep-conference",
    /// Serve a conference as its secretariat: publish statements, call for input, curate a digest.
    SERVE_CONFERENCE = "serve-conference",
    /// Hand something to a secretariat for the own authority: a statement, an answer, a topic.
    SUBMIT = "submit",
    /// Follow what was recommended, for the own State.
    FOLLOW_UP = "follow-up",
    /// Write a draft report, or what was published, to a file.
    EXPORT_CONFERENCE = "export-conference",
    /// Send to other nodes what a State or a secretariat publishes, and to a secretariat what is handed to it.
    SEND_CONFERENCE = "send-conference",
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
