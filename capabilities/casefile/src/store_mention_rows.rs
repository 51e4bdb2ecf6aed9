//! The tables of passages, mentions and candidates. They bear no label of their own: whoever may read the import may
//! read its text, so that a circle drawn around the case holds for them in the same moment.

use crate::store_rows::rows;
use store::Column::{Bytes, Int, Text, Uuid as Id};
use store::{Migration, table};

rows! {
    reading_row = "import_reading" {
        #[primary_key] import: Uuid, case_id: Uuid, compartment: String, terms: String, sealed: Option<Vec<u8>>,
    }
    passage_row = "passage" {
        #[primary_key] id: Uuid, import: Uuid, case_id: Uuid, seq: i64, part: String, place: String, text: String,
        sealed: Option<Vec<u8>>,
    }
    mention_row = "mention" {
        #[primary_key] passage: Uuid, #[primary_key] start: i64, length: i64, case_id: Uuid, candidate: Option<Uuid>,
        kind: String, rule: String, sure: String,
    }
    candidate_row = "candidate" {
        #[primary_key] id: Uuid, import: Uuid, case_id: Uuid, seq: i64, kind: String, value: String, party: String,
        sealed: Option<Vec<u8>>, key: Option<Vec<u8>>, state: String, mentions: i64, rule: String, sure: String,
        worth: i64, entity: Option<Uuid>, joined: Option<Uuid>, said: String, by: Option<Uuid>, at: Option<i64>,
    }
}

/// The tables.
pub(crate) fn migration() -> Migration {
    Migration::tables(
        "casefile-6-mentions",
        vec![
            // Under which terms a file with running text was taken: source, handling, grade.
            table("import_reading")
                .col("import", Id)
                .col("case_id", Id)
                .col("compartment", Text)
                .col("terms", Text)
                .opt("sealed", Bytes)
                .key(&["import"])
                .index(&["case_id"]),
            table("passage")
                .col("id", Id)
                .col("import", Id)
                .col("case_id", Id)
                .col("seq", Int)
                .col("part", Text)
                .col("place", Text)
                .col("text", Text)
                .opt("sealed", Bytes)
                .key(&["id"])
                .index(&["import", "seq"])
                .index(&["case_id"]),
            table("mention")
                .col("passage", Id)
                .col("start", Int)
                .col("length", Int)
                .col("case_id", Id)
                .opt("candidate", Id)
                .col("kind", Text)
                .col("rule", Text)
                .col("sure", Text)
                .key(&["passage", "start"])
                .index(&["candidate"])
                .index(&["case_id"]),
            // `key` as in `selector`, where the kind has a value that can be matched.
            table("candidate")
                .col("id", Id)
                .col("import", Id)
                .col("case_id", Id)
                .col("seq", Int)
                .col("kind", Text)
                .col("value", Text)
                .col("party", Text)
                .opt("sealed", Bytes)
                .opt("key", Bytes)
                .col("state", Text)
                .col("mentions", Int)
                .col("rule", Text)
                .col("sure", Text)
                .col("worth", Int)
                .opt("entity", Id)
                .opt("joined", Id)
                .col("said", Text)
                .opt("by", Id)
                .opt("at", Int)
                .key(&["id"])
                .index(&["case_id", "state", "worth"])
                .index(&["import"])
                .index(&["entity"])
                .index(&["joined"]),
        ],
    )
}
