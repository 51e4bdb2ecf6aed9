//! Claims.
use ::store::Column::{Bytes, Int, Text, Uuid as Id};
use ::store::{Migration, table};

/// The room's schema.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![Migration::tables(
        "protection-1-base",
        vec![
            // `person` is a keyed digest: who reads the table does not learn whose claim it is. The rest is sealed.
            table("protection_claim")
                .col("id", Id)
                .col("person", Text)
                .col("authority", Id)
                .col("sealed", Bytes)
                .col("recorded_at", Int)
                .key(&["id"])
                .index(&["person"]),
            // What was recorded and decided, in order; only ever added to.
            table("protection_event")
                .col("claim", Id)
                .col("number", Int)
                .col("sealed", Bytes)
                .col("at", Int)
                .key(&["claim", "number"]),
        ],
    )]
}
