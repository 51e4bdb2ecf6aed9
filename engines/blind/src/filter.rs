//! A filter over tags: a peer can ask it "is this tag in?" and read nothing else from it.
//!
//! Binary fuse, 32-bit fingerprints (`xorf`), in our own framing. `xorf` trusts its lengths and panics on wrong
//! ones, so every length is checked against every other before it sees them. The number of entries is padded with
//! random tags to a power of two: the size tells only its order of magnitude, and an empty filter looks like any.

use crate::{Error, Result, Tag};
use kernel::Rng;
use kernel::limit::FILTER_BYTES_MAX;
use sha2::{Digest, Sha256};
use std::fmt;
use xorf::{BinaryFuse32, Descriptor, Filter as _};

/// Fewest entries of a filter, padding included.
pub const FILTER_ENTRIES_MIN: usize = 1 << 10;
/// Most entries of a filter, padding included; about 75 MB.
pub const FILTER_ENTRIES_MAX: usize = 1 << 24;

const MAGIC: &[u8; 8] = b"LIABF32\x01";
/// Magic, entries, segment length, length of all segments but the last two, fingerprints, seed, SHA-256 of all else.
const HEADER_BYTES: usize = 8 + 4 + 4 + 4 + 4 + 8 + 32;
/// Longest segment `xorf` makes.
const SEGMENT_MAX: u32 = 1 << 18;

/// A padded filter over tags.
#[derive(Clone)]
pub struct Filter {
    entries: u32,
    fuse: BinaryFuse32,
}

impl Filter {
    /// Builds the filter over `tags`, padded with random entries to a power of two of at least 1,024. Order and
    /// repetition of tags do not matter; the same tags and the same randomness give the same bytes.
    pub fn build(tags: &[Tag], rng: &dyn Rng) -> Result<Self> {
        if tags.len() > FILTER_ENTRIES_MAX {
            return Err(Error::FilterSize(tags.len()));
        }
        let mut keys: Vec<u64> = tags.iter().map(short).collect();
        keys.sort_unstable();
        keys.dedup();
        let entries = keys.len().next_power_of_two().max(FILTER_ENTRIES_MIN);
        while keys.len() < entries {
            let mut padding = vec![[0u8; 8]; entries.saturating_sub(keys.len())];
            rng.fill(padding.as_flattened_mut());
            keys.extend(padding.into_iter().map(u64::from_be_bytes));
            keys.sort_unstable();
            keys.dedup();
        }
        let fuse = BinaryFuse32::try_from(&keys).map_err(|_| Error::FilterBuild)?;
        let filter = Self { entries: u32::try_from(entries).map_err(|_| Error::FilterSize(entries))?, fuse };
        let bytes = filter.size_bytes();
        if bytes > FILTER_BYTES_MAX { Err(Error::FilterSize(bytes)) } else { Ok(filter) }
    }

    /// Whether the tag is in. Never wrong about one that is; wrong about one that is not with [`false_positive_rate`].
    #[must_use]
    pub fn contains(&self, tag: &Tag) -> bool {
        self.fuse.contains(&short(tag))
    }

    /// Entries, padding included: all that its size tells.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.entries as usize
    }

    /// Header, then the fingerprints; integers big-endian.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let d = &self.fuse.descriptor;
        let count = u32::try_from(self.fuse.fingerprints.len()).unwrap_or(u32::MAX);
        let mut bytes = Vec::with_capacity(self.size_bytes());
        bytes.extend(MAGIC);
        for word in [self.entries, d.segment_length, d.segment_count_length, count] {
            bytes.extend(word.to_be_bytes());
        }
        bytes.extend(d.seed.to_be_bytes());
        let head = bytes.clone();
        bytes.extend([0; 32]);
        for fingerprint in &self.fuse.fingerprints {
            bytes.extend(fingerprint.to_be_bytes());
        }
        let sum = bytes.get(HEADER_BYTES..).map(|body| checksum(&head, body)).unwrap_or_default();
        bytes.iter_mut().skip(head.len()).zip(sum).for_each(|(to, from)| *to = from);
        bytes
    }

    /// Reads what [`Filter::to_bytes`] wrote; refuses all else, whatever the bytes. The checksum catches accidents
    /// only: who sent the filter is for the envelope's signature to say.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        if bytes.len() > FILTER_BYTES_MAX {
            return Err(Error::FilterSize(bytes.len()));
        }
        Self::read(bytes).ok_or(Error::Malformed("filter"))
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (head, body) = bytes.split_at_checked(HEADER_BYTES)?;
        let (head, sum) = head.split_last_chunk::<32>()?;
        if checksum(head, body) != *sum {
            return None;
        }
        let (magic, words) = head.split_first_chunk::<8>()?;
        let (words, seed) = words.split_last_chunk::<8>()?;
        let &[entries, segment_length, segment_count_length, count] = words.as_chunks::<4>().0 else {
            return None;
        };
        let [entries, segment_length, segment_count_length, count] =
            [entries, segment_length, segment_count_length, count].map(u32::from_be_bytes);
        let (fingerprints, rest) = body.as_chunks::<4>();
        let whole = magic == MAGIC
            && rest.is_empty()
            && u32::try_from(fingerprints.len()) == Ok(count)
            && lengths_agree(entries, segment_length, segment_count_length, count);
        whole.then(|| Self {
            entries,
            fuse: BinaryFuse32 {
                descriptor: Descriptor {
                    seed: u64::from_be_bytes(*seed),
                    segment_length,
                    segment_length_mask: segment_length.saturating_sub(1),
                    segment_count_length,
                },
                fingerprints: fingerprints.iter().map(|f| u32::from_be_bytes(*f)).collect(),
            },
        })
    }

    fn size_bytes(&self) -> usize {
        self.fuse.fingerprints.len().saturating_mul(4).saturating_add(HEADER_BYTES)
    }
}

impl fmt::Debug for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Filter({} entries)", self.entries)
    }
}

/// The chance that at least one of `queries` tags that are in no filter is found all the same, when the filters hold
/// `entries` each. Count each lookup once: tokens × peers × filters. One lookup errs with 2^-32 (fingerprint) plus
/// `entries`·2^-64 (two tags of which the first eight bytes agree).
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a probability shown to a person needs no 53 bits")]
pub fn false_positive_rate(queries: u64, entries: u64) -> f64 {
    let once = (-32f64).exp2() + entries as f64 * (-64f64).exp2();
    -f64::exp_m1(queries as f64 * f64::ln_1p(-once.min(1.0)))
}

/// Whether `xorf` can look anything up in these lengths: three segments in a row always lie inside the
/// fingerprints, and there are as many fingerprints as so many entries need (which bounds what can be stuffed in).
fn lengths_agree(entries: u32, segment_length: u32, segment_count_length: u32, count: u32) -> bool {
    let both_ends = segment_length.checked_mul(2).and_then(|two| two.checked_add(segment_count_length));
    (FILTER_ENTRIES_MIN..=FILTER_ENTRIES_MAX).contains(&(entries as usize))
        && entries.is_power_of_two()
        && segment_length.is_power_of_two()
        && segment_length <= SEGMENT_MAX
        && segment_count_length >= segment_length
        && segment_count_length.is_multiple_of(segment_length)
        && both_ends == Some(count)
        && (entries..=entries.saturating_mul(2)).contains(&count)
}

/// What the filter keeps of a tag: its first eight bytes, uniformly random as any of HMAC's.
fn short(tag: &Tag) -> u64 {
    tag.0.first_chunk().copied().map_or(0, u64::from_be_bytes)
}

fn checksum(head: &[u8], body: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(head).chain_update(body).finalize().into()
}
