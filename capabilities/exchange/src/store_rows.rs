//! The room's tables.

use store::Column::{Bytes, Flag, Int, Text, Uuid as Id};
use store::{Migration, table};

macro_rules! rows {
    ($($module:ident = $table:literal { $($(#[$key:ident])? $field:ident : $kind:ty),* $(,)? })*) => {$(
        pub(crate) mod $module {
            use sea_orm::entity::prelude::*;
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                $($(#[sea_orm($key, auto_increment = false)])? pub $field: $kind),*
            }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}
            impl ActiveModelBehavior for ActiveModel {}
        }
    )*};
}

rows! {
    inbox_row = "inbox" {
        #[primary_key] peer: String, #[primary_key] message: Uuid, digest: String, kind: String, dossier: Option<Uuid>,
        state: String, why: Option<String>, receipt: Vec<u8>, kept: Option<Vec<u8>>, at: i64, envelope: Option<String>,
        content: Option<String>,
    }
    dossier_row = "dossier" {
        #[primary_key] id: Uuid, #[primary_key] authority: Uuid, kind: String, kind_version: i64, kind_digest: String,
        kind_file: Vec<u8>, side: String, peer: String, theirs: Uuid, case_id: Option<Uuid>, hit: Option<String>, key: Option<Vec<u8>>,
        state: String, waits_for: String, urgent: bool, due_at: Option<i64>, due_why: String, frozen: Option<String>,
        opened_at: i64, changed_at: i64, news_at: Option<i64>,
    }
    move_row = "dossier_move" {
        #[primary_key] dossier: Uuid, #[primary_key] authority: Uuid, #[primary_key] side: String,
        #[primary_key] number: i64, header: Vec<u8>, digest: String, signature: Vec<u8>, signer: Vec<u8>,
        salt: Option<String>, body: Option<Vec<u8>>, at: i64, person: Option<Uuid>, message: Uuid,
    }
    limit_row = "dossier_move_limit" {
        #[primary_key] dossier: Uuid, #[primary_key] authority: Uuid, #[primary_key] side: String,
        #[primary_key] number: i64, until: i64,
    }
    fork_row = "dossier_fork" {
        #[primary_key] dossier: Uuid, #[primary_key] authority: Uuid, #[primary_key] digest: String, side: String,
        number: i64, header: Vec<u8>, signature: Vec<u8>, signer: Vec<u8>, message: Uuid, at: i64,
    }
    pending_row = "dossier_pending" {
        #[primary_key] peer: String, #[primary_key] dossier: Uuid, #[primary_key] side: String, #[primary_key] number: i64,
        #[primary_key] message: Uuid, sealed: Vec<u8>, at: i64,
    }
    taken_row = "dossier_taken" {
        #[primary_key] dossier: Uuid, #[primary_key] side: String, #[primary_key] number: i64, #[primary_key] case_id: Uuid,
        statements: i64, by: Uuid, at: i64,
    }
    sent_row = "sent_statement" {
        #[primary_key] reference: Uuid, statement: Uuid, entity: Uuid, case_id: Uuid, authority: Uuid, peer: String,
        dossier: Uuid, side: String, number: i64, at: i64, corrected: Option<i64>,
    }
    copy_row = "statement_copy" {
        #[primary_key] statement: Uuid, reference: Uuid, first: Uuid, peer: String, dossier: Uuid, side: String,
        number: i64, case_id: Uuid, entity: Uuid, at: i64,
    }
    correction_row = "correction_sent" {
        #[primary_key] dossier: Uuid, #[primary_key] side: String, #[primary_key] number: i64, digest: String,
        message: Uuid, authority: Uuid, peer: String, statements: i64, by_node: bool, at: i64,
        applied_at: Option<i64>, copies: Option<i64>,
    }
    corrected_row = "correction_applied" {
        #[primary_key] dossier: Uuid, #[primary_key] side: String, #[primary_key] number: i64,
        #[primary_key] case_id: Uuid, authority: Uuid, peer: String, withdrawn: i64, replaced: i64, passed_on: i64,
        at: i64, unfinished: i64, unseen: bool,
    }
    consent_row = "consent" {
        #[primary_key] permission: Uuid, #[primary_key] reference: Uuid, authority: Uuid, peer: String, about: Uuid,
        party: String, node: Option<String>, to_authority: Option<Uuid>, purpose: String, onward: bool, judicial: bool,
        conditions: String, withdrawn: bool, at: i64,
    }
    file_row = "courier_file" {
        #[primary_key] peer: String, #[primary_key] way: String, #[primary_key] number: i64, file: String,
        seq: Option<i64>, head: Option<String>, messages: i64, receipts: i64, whole: bool, at: i64,
        settled: Option<String>, settled_by: Option<String>,
    }
    given_row = "courier_given" { #[primary_key] message: Uuid, peer: String, number: i64, at: i64 }
    owed_row = "courier_owed" { #[primary_key] peer: String, #[primary_key] message: Uuid, file: String, at: i64 }
    letter_row = "dossier_letter" {
        #[primary_key] message: Uuid, dossier: Uuid, authority: Uuid, number: i64, sent_at: Option<i64>, way: Option<String>,
        by: Option<Uuid>, confirmed_at: Option<i64>, spoken_to: Option<String>,
    }
    attachment_row = "attachment" {
        #[primary_key] id: Uuid, #[primary_key] way: String, authority: Uuid, dossier: Uuid, peer: String, side: String,
        number: Option<i64>, state: String, bytes: i64, file: Uuid, sealed: Vec<u8>, mark: String, by: Option<Uuid>,
        sent: i64, given: i64, attempts: i64, next_at: i64, why: Option<String>, receipt: Option<Vec<u8>>, at: i64,
        changed_at: i64, danger: bool,
    }
    line_row = "peer_line" { #[primary_key] peer: String, state: String, at: i64 }
}

// long: one line a column of the room's schema
/// The room's schema.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    let tables = vec![
        // Every envelope a peer sent, with the receipt it was answered with: the same message has one receipt for ever.
        table("inbox")
            .col("peer", Text)
            .col("message", Id)
            .col("digest", Text)
            .col("kind", Text)
            .opt("dossier", Id)
            .col("state", Text)
            .opt("why", Text)
            .col("receipt", Bytes)
            .opt("kept", Bytes)
            .col("at", Int)
            .key(&["peer", "message"])
            .index(&["state", "at"]),
        // `key` is the wrapped data key of all bodies of the dossier; empty once they are erased. State, waits_for and
        // due are a copy of what the two chains say, for lists.
        table("dossier")
            .col("id", Id)
            .col("kind", Text)
            .col("kind_version", Int)
            .col("kind_digest", Text)
            .col("kind_file", Bytes)
            .col("side", Text)
            .col("peer", Text)
            .col("authority", Id)
            .col("theirs", Id)
            .opt("case_id", Id)
            .opt("hit", Text)
            .opt("key", Bytes)
            .col("state", Text)
            .col("waits_for", Text)
            .col("urgent", Flag)
            .opt("due_at", Int)
            .col("due_why", Text)
            .opt("frozen", Text)
            .col("opened_at", Int)
            .col("changed_at", Int)
            .key(&["id"])
            .index(&["authority", "state"])
            .index(&["case_id"]),
        table("dossier_move")
            .col("dossier", Id)
            .col("side", Text)
            .col("number", Int)
            .col("header", Bytes)
            .col("digest", Text)
            .col("signature", Bytes)
            .col("signer", Bytes)
            .opt("salt", Text)
            .opt("body", Bytes)
            .col("at", Int)
            .opt("person", Id)
            .col("message", Id)
            .key(&["dossier", "side", "number"])
            .unique(&["digest"]),
        // A second move with a number that was used: the evidence why the dossier stands still.
        table("dossier_fork")
            .col("dossier", Id)
            .col("digest", Text)
            .col("side", Text)
            .col("number", Int)
            .col("header", Bytes)
            .col("signature", Bytes)
            .col("signer", Bytes)
            .col("message", Id)
            .col("at", Int)
            .key(&["dossier", "digest"]),
        // Moves that came before the one they follow.
        table("dossier_pending")
            .col("peer", Text)
            .col("dossier", Id)
            .col("number", Int)
            .col("message", Id)
            .col("sealed", Bytes)
            .col("at", Int)
            .key(&["peer", "dossier", "number", "message"]),
        table("dossier_taken")
            .col("dossier", Id)
            .col("side", Text)
            .col("number", Int)
            .col("case_id", Id)
            .col("statements", Int)
            .col("by", Id)
            .col("at", Int)
            .key(&["dossier", "side", "number", "case_id"]),
        table("peer_line").col("peer", Text).col("state", Text).col("at", Int).key(&["peer"]),
    ];
    vec![
        Migration::tables("exchange-1-base", tables),
        copies(),
        Migration::tables("exchange-3-recall", recall()),
        Migration::tables("exchange-4-limits", vec![limits()]),
        Migration::tables("exchange-5-courier", courier()),
        Migration::tables("exchange-6-letters", vec![letters()]),
        envelopes(),
        Migration::tables("exchange-8-attachments", vec![attachments()]),
        urgent_attachments(),
        crate::store_recall::unfinished_corrections(),
        crate::store_desk::migration(),
        crate::store_inbox::migration(),
    ]
}

/// Files of a dossier that was opened for imminent danger to life go first.
fn urgent_attachments() -> Migration {
    const ADD: &str = "ALTER TABLE attachment ADD COLUMN danger BOOLEAN NOT NULL DEFAULT FALSE";
    Migration { name: "exchange-9-urgent-attachments", tables: Vec::new(), raw: vec![(ADD, ADD)] }
}

/// The digest of each envelope as it came: it is known again when the key that it was sealed to is erased.
fn envelopes() -> Migration {
    const ADD: &str = "ALTER TABLE inbox ADD COLUMN envelope TEXT";
    const FIND: &str = "CREATE INDEX inbox_envelope ON inbox (peer, envelope)";
    Migration { name: "exchange-7-envelopes", tables: Vec::new(), raw: vec![(ADD, ADD), (FIND, FIND)] }
}

/// Own moves that went as letters, and what an officer recorded of each: `way` by which it was sent, by whom; who confirmed it
/// on the telephone.
fn letters() -> store::TableDraft {
    table("dossier_letter")
        .col("message", Id)
        .col("dossier", Id)
        .col("authority", Id)
        .col("number", Int)
        .opt("sent_at", Int)
        .opt("way", Text)
        .opt("by", Id)
        .opt("confirmed_at", Int)
        .opt("spoken_to", Text)
        .key(&["message"])
        .index(&["dossier"])
}

/// Courier files: those written and read, which message was given to a courier, and whose receipts go in the next one.
fn courier() -> Vec<store::TableDraft> {
    vec![
        // `way`: out or in. `whole`: written to its end, or read to its end. `seq`, `head`: how far its writer's log went.
        // `settled`: why its writer began anew there.
        table("courier_file")
            .col("peer", Text)
            .col("way", Text)
            .col("number", Int)
            .col("file", Text)
            .opt("seq", Int)
            .opt("head", Text)
            .col("messages", Int)
            .col("receipts", Int)
            .col("whole", Flag)
            .col("at", Int)
            .opt("settled", Text)
            .opt("settled_by", Text)
            .key(&["peer", "way", "number"]),
        table("courier_given")
            .col("message", Id)
            .col("peer", Text)
            .col("number", Int)
            .col("at", Int)
            .key(&["message"])
            .index(&["peer"]),
        // `file`: the last one that carried the message, so that its receipt is still owed.
        table("courier_owed")
            .col("peer", Text)
            .col("message", Id)
            .col("file", Text)
            .col("at", Int)
            .key(&["peer", "message"]),
    ]
}

/// Files that belong to moves. `sealed`: what is said of one, and its key, wrapped. `mark`: a keyed digest of its content.
/// `sent`: chunks the other side has; `given`: up to which chunk a courier was given it. `receipt`: what the receiver signed.
fn attachments() -> store::TableDraft {
    table("attachment")
        .col("id", Id)
        .col("way", Text)
        .col("authority", Id)
        .col("dossier", Id)
        .col("peer", Text)
        .col("side", Text)
        .opt("number", Int)
        .col("state", Text)
        .col("bytes", Int)
        .col("file", Id)
        .col("sealed", Bytes)
        .col("mark", Text)
        .opt("by", Id)
        .col("sent", Int)
        .col("given", Int)
        .col("attempts", Int)
        .col("next_at", Int)
        .opt("why", Text)
        .opt("receipt", Bytes)
        .col("at", Int)
        .col("changed_at", Int)
        .key(&["id", "way"])
        .index(&["dossier", "authority"])
        .index(&["state", "next_at"])
        .index(&["mark"])
}

/// Until when the text of a received move may be kept, where its sender set a last day.
fn limits() -> store::TableDraft {
    table("dossier_move_limit")
        .col("dossier", Id)
        .col("authority", Id)
        .col("side", Text)
        .col("number", Int)
        .col("until", Int)
        .key(&["dossier", "authority", "side", "number"])
        .index(&["until"])
}

// long: one line a column of the tables that are made anew
/// Each authority keeps its own copy of a dossier, also where both sides are on one node: the authority becomes part
/// of the key of a dossier, its moves and its forks, and what waits says of which chain it is.
fn copies() -> Migration {
    let tables = vec![
        table("dossier_copy")
            .col("id", Id)
            .col("authority", Id)
            .col("kind", Text)
            .col("kind_version", Int)
            .col("kind_digest", Text)
            .col("kind_file", Bytes)
            .col("side", Text)
            .col("peer", Text)
            .col("theirs", Id)
            .opt("case_id", Id)
            .opt("hit", Text)
            .opt("key", Bytes)
            .col("state", Text)
            .col("waits_for", Text)
            .col("urgent", Flag)
            .opt("due_at", Int)
            .col("due_why", Text)
            .opt("frozen", Text)
            .col("opened_at", Int)
            .col("changed_at", Int)
            .key(&["id", "authority"])
            .index(&["authority", "state"])
            .index(&["case_id"]),
        table("dossier_move_copy")
            .col("dossier", Id)
            .col("authority", Id)
            .col("side", Text)
            .col("number", Int)
            .col("header", Bytes)
            .col("digest", Text)
            .col("signature", Bytes)
            .col("signer", Bytes)
            .opt("salt", Text)
            .opt("body", Bytes)
            .col("at", Int)
            .opt("person", Id)
            .col("message", Id)
            .key(&["dossier", "authority", "side", "number"])
            .unique(&["digest", "authority"]),
        table("dossier_fork_copy")
            .col("dossier", Id)
            .col("authority", Id)
            .col("digest", Text)
            .col("side", Text)
            .col("number", Int)
            .col("header", Bytes)
            .col("signature", Bytes)
            .col("signer", Bytes)
            .col("message", Id)
            .col("at", Int)
            .key(&["dossier", "authority", "digest"]),
        table("dossier_pending_copy")
            .col("peer", Text)
            .col("dossier", Id)
            .col("side", Text)
            .col("number", Int)
            .col("message", Id)
            .col("sealed", Bytes)
            .col("at", Int)
            .key(&["peer", "dossier", "side", "number", "message"]),
    ];
    // Until now a dossier stood once on a node, so that what belongs to it belongs to that one authority. What waits
    // is of the other side's chain; where the dossier itself is not here yet, of the asker's.
    let steps = [
        "INSERT INTO dossier_copy (id, authority, kind, kind_version, kind_digest, kind_file, side, peer, theirs, \
         case_id, hit, key, state, waits_for, urgent, due_at, due_why, frozen, opened_at, changed_at) \
         SELECT id, authority, kind, kind_version, kind_digest, kind_file, side, peer, theirs, case_id, hit, key, \
         state, waits_for, urgent, due_at, due_why, frozen, opened_at, changed_at FROM dossier",
        "INSERT INTO dossier_move_copy (dossier, authority, side, number, header, digest, signature, signer, salt, \
         body, at, person, message) \
         SELECT m.dossier, d.authority, m.side, m.number, m.header, m.digest, m.signature, m.signer, m.salt, m.body, \
         m.at, m.person, m.message FROM dossier_move m JOIN dossier d ON d.id = m.dossier",
        "INSERT INTO dossier_fork_copy (dossier, authority, digest, side, number, header, signature, signer, message, \
         at) SELECT f.dossier, d.authority, f.digest, f.side, f.number, f.header, f.signature, f.signer, f.message, \
         f.at FROM dossier_fork f JOIN dossier d ON d.id = f.dossier",
        "INSERT INTO dossier_pending_copy (peer, dossier, side, number, message, sealed, at) \
         SELECT p.peer, p.dossier, CASE WHEN d.side = 'asker' THEN 'answerer' ELSE 'asker' END, p.number, p.message, \
         p.sealed, p.at FROM dossier_pending p LEFT JOIN dossier d ON d.id = p.dossier",
        "DROP TABLE dossier_pending",
        "DROP TABLE dossier_fork",
        "DROP TABLE dossier_move",
        "DROP TABLE dossier",
        "ALTER TABLE dossier_copy RENAME TO dossier",
        "ALTER TABLE dossier_move_copy RENAME TO dossier_move",
        "ALTER TABLE dossier_fork_copy RENAME TO dossier_fork",
        "ALTER TABLE dossier_pending_copy RENAME TO dossier_pending",
    ];
    let raw = steps.into_iter().map(|sql| (sql, sql)).collect();
    Migration { name: "exchange-2-copies", tables, raw }
}

// long: one line a column of the room's schema
/// What was sent and received under which reference, what became of corrections, and what originators consented to.
fn recall() -> Vec<store::TableDraft> {
    vec![
        // A statement that went out, each time under another reference. `corrected`: the own move that took it back.
        table("sent_statement")
            .col("reference", Id)
            .col("statement", Id)
            .col("entity", Id)
            .col("case_id", Id)
            .col("authority", Id)
            .col("peer", Text)
            .col("dossier", Id)
            .col("side", Text)
            .col("number", Int)
            .col("at", Int)
            .opt("corrected", Int)
            .key(&["reference"])
            .index(&["statement"])
            .index(&["case_id"])
            .index(&["authority", "at"]),
        // A received statement that was taken into a case: the copy, the sender's reference to it, and the reference of
        // what it corrects, so that a consent to the one covers the other.
        table("statement_copy")
            .col("statement", Id)
            .col("reference", Id)
            .col("first", Id)
            .col("peer", Text)
            .col("dossier", Id)
            .col("side", Text)
            .col("number", Int)
            .col("case_id", Id)
            .col("entity", Id)
            .col("at", Int)
            .key(&["statement"])
            .index(&["dossier", "reference"])
            .index(&["entity"]),
        // A correction that was sent, and what the other side signed about it.
        table("correction_sent")
            .col("dossier", Id)
            .col("side", Text)
            .col("number", Int)
            .col("digest", Text)
            .col("message", Id)
            .col("authority", Id)
            .col("peer", Text)
            .col("statements", Int)
            .col("by_node", Flag)
            .col("at", Int)
            .opt("applied_at", Int)
            .opt("copies", Int)
            .key(&["dossier", "side", "number"])
            .index(&["authority", "at"]),
        // A correction that came, with what it changed in each case; the nil case where nothing had been taken.
        table("correction_applied")
            .col("dossier", Id)
            .col("side", Text)
            .col("number", Int)
            .col("case_id", Id)
            .col("authority", Id)
            .col("peer", Text)
            .col("withdrawn", Int)
            .col("replaced", Int)
            .col("passed_on", Int)
            .col("at", Int)
            .key(&["dossier", "side", "number", "case_id"])
            .index(&["authority", "at"])
            .index(&["case_id"]),
        // What an originator's signed grant covers, statement by statement; a copy of what the chains say.
        table("consent")
            .col("permission", Id)
            .col("reference", Id)
            .col("authority", Id)
            .col("peer", Text)
            .col("about", Id)
            .col("party", Text)
            .opt("node", Text)
            .opt("to_authority", Id)
            .col("purpose", Text)
            .col("onward", Flag)
            .col("judicial", Flag)
            .col("conditions", Text)
            .col("withdrawn", Flag)
            .col("at", Int)
            .key(&["permission", "reference"])
            .index(&["about", "reference"]),
    ]
}
