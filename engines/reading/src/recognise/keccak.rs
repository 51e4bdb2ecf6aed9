//! Keccak-256 as Ethereum's addresses use it (before the padding of SHA-3 was changed), for one short block.

const ROUNDS: [u64; 24] = [
    0x0000_0000_0000_0001,
    0x0000_0000_0000_8082,
    0x8000_0000_0000_808A,
    0x8000_0000_8000_8000,
    0x0000_0000_0000_808B,
    0x0000_0000_8000_0001,
    0x8000_0000_8000_8081,
    0x8000_0000_0000_8009,
    0x0000_0000_0000_008A,
    0x0000_0000_0000_0088,
    0x0000_0000_8000_8009,
    0x0000_0000_8000_000A,
    0x0000_0000_8000_808B,
    0x8000_0000_0000_008B,
    0x8000_0000_0000_8089,
    0x8000_0000_0000_8003,
    0x8000_0000_0000_8002,
    0x8000_0000_0000_0080,
    0x0000_0000_0000_800A,
    0x8000_0000_8000_000A,
    0x8000_0000_8000_8081,
    0x8000_0000_0000_8080,
    0x0000_0000_8000_0001,
    0x8000_0000_8000_8008,
];
const TURNS: [u32; 25] =
    [0, 1, 62, 28, 27, 36, 44, 6, 55, 20, 3, 10, 43, 25, 39, 41, 45, 15, 21, 8, 18, 2, 61, 56, 14];
/// Bytes of one block.
const BLOCK_BYTES: usize = 136;

/// The digest of at most [`BLOCK_BYTES`] - 1 bytes; `None` for more.
pub(super) fn keccak_256(bytes: &[u8]) -> Option<[u8; 32]> {
    let mut block = [0_u8; BLOCK_BYTES];
    block.get_mut(..bytes.len())?.copy_from_slice(bytes);
    *block.get_mut(bytes.len())? ^= 0x01;
    *block.last_mut()? ^= 0x80;
    let mut state = [0_u64; 25];
    for (lane, chunk) in state.iter_mut().zip(block.chunks_exact(8)) {
        *lane = u64::from_le_bytes(chunk.try_into().ok()?);
    }
    for round in ROUNDS {
        state = turned(&state, round);
    }
    let mut digest = [0_u8; 32];
    for (to, lane) in digest.chunks_exact_mut(8).zip(state) {
        to.copy_from_slice(&lane.to_le_bytes());
    }
    Some(digest)
}

fn turned(state: &[u64; 25], round: u64) -> [u64; 25] {
    let at = |lanes: &[u64], n: usize| lanes.get(n).copied().unwrap_or_default();
    let columns: [u64; 5] = std::array::from_fn(|x| (0..5).fold(0, |sum, y| sum ^ at(state, x + 5 * y)));
    let mixed: [u64; 25] = std::array::from_fn(|n| {
        let x = n % 5;
        at(state, n) ^ at(&columns, (x + 4) % 5) ^ at(&columns, (x + 1) % 5).rotate_left(1)
    });
    let moved: [u64; 25] = std::array::from_fn(|n| {
        let (x, y) = (n % 5, n / 5);
        let from = (x + 3 * y) % 5 + 5 * x;
        at(&mixed, from).rotate_left(TURNS.get(from).copied().unwrap_or_default())
    });
    let mut next: [u64; 25] = std::array::from_fn(|n| {
        let (x, row) = (n % 5, n - n % 5);
        at(&moved, n) ^ (!at(&moved, row + (x + 1) % 5) & at(&moved, row + (x + 2) % 5))
    });
    next[0] ^= round;
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_of_nothing_is_the_known_one() {
        let digest = keccak_256(b"").unwrap();
        assert_eq!(digest[..8], [0xC5, 0xD2, 0x46, 0x01, 0x86, 0xF7, 0x23, 0x3C]);
        assert_eq!(keccak_256(&[0; BLOCK_BYTES]), None);
    }
}
