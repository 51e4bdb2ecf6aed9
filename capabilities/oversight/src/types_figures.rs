//! Figures of a period as they are kept and published.

use kernel::figures::{Band, Period, Table};
use kernel::{Digest, Party, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The name and version of the published form.
pub const FORMAT: &str = "liaison figures v1";

/// What is published of a period: tables, and whose they are. No time but the period's, no id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// [`FORMAT`].
    pub format: String,
    /// The State.
    pub party: Party,
    /// The authority.
    pub authority: String,
    /// The period.
    pub period: Period,
    /// The tables.
    pub tables: Vec<Table>,
}

/// The columns of the published table.
const COLUMNS: [&str; 9] = ["period", "party", "authority", "room", "table", "cell", "from", "to", "below"];

impl Document {
    /// The cells as lines of a table for other programs, the heads first.
    #[must_use]
    pub fn lines(&self) -> Vec<Vec<String>> {
        let mut lines = vec![COLUMNS.map(str::to_owned).to_vec()];
        for table in &self.tables {
            for cell in &table.cells {
                let count = match cell.count {
                    Band::Within { from, to } => [from.to_string(), to.to_string(), String::new()],
                    Band::Below { below } => [String::new(), String::new(), below.to_string()],
                };
                let of = [
                    self.period.to_string(),
                    self.party.to_string(),
                    self.authority.clone(),
                    table.room.clone(),
                    table.table.clone(),
                    cell.cell.clone(),
                ];
                lines.push(of.into_iter().chain(count).collect());
            }
        }
        lines
    }
}

/// The figures of a period as they were counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figured {
    /// Their id.
    pub id: Uuid,
    /// The period.
    pub period: Period,
    /// What was counted.
    pub document: Document,
    /// The same, byte for byte as the digest names it.
    pub bytes: String,
    /// SHA-256 of the bytes.
    pub digest: Digest,
    /// When they were counted.
    pub counted_at: Timestamp,
    /// When they were released; `None` while they are not.
    pub released_at: Option<Timestamp>,
}
