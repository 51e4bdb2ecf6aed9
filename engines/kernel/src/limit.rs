//! Limits that more than one crate must agree on. Limits of one crate stand beside their type.

/// Largest envelope accepted from a peer, in bytes.
pub const ENVELOPE_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Largest filter accepted from a peer, in bytes (about 16 million selectors).
pub const FILTER_BYTES_MAX: usize = 96 * 1024 * 1024;
/// Most selectors in one check; larger questions are asked in several.
pub const CHECK_SELECTORS_MAX: usize = 16_384;
/// Longest single value of a statement, in bytes.
pub const VALUE_BYTES_MAX: usize = 16 * 1024;
/// Longest text of a move, in bytes.
pub const TEXT_BYTES_MAX: usize = 64 * 1024;
/// Largest file taken by an import, in bytes.
pub const IMPORT_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// Largest attachment of a move, in bytes.
pub const ATTACHMENT_BYTES_MAX: u64 = 8 * 1024 * 1024 * 1024;
/// Rows on one page of a list.
pub const PAGE_ROWS: u64 = 50;
