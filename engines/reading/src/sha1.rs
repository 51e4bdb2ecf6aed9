//! SHA-1, to hold what a capture says of its own records against them. Nothing here rests on it: our digests are SHA-256.

/// Bytes of one block.
const BLOCK: usize = 64;

/// A digest in the making.
pub(crate) struct Sha1 {
    state: [u32; 5],
    pending: Vec<u8>,
    bytes: u64,
}

impl Default for Sha1 {
    fn default() -> Self {
        let state = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0];
        Self { state, pending: Vec::with_capacity(BLOCK), bytes: 0 }
    }
}

impl Sha1 {
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.bytes = self.bytes.wrapping_add(bytes.len() as u64);
        let mut rest = bytes;
        if !self.pending.is_empty() {
            let (fill, after) = rest.split_at((BLOCK - self.pending.len()).min(rest.len()));
            self.pending.extend_from_slice(fill);
            rest = after;
            if self.pending.len() < BLOCK {
                return;
            }
            let block = std::mem::take(&mut self.pending);
            self.turn(&block);
        }
        let mut blocks = rest.chunks_exact(BLOCK);
        for block in &mut blocks {
            self.turn(block);
        }
        self.pending.extend_from_slice(blocks.remainder());
    }

    pub(crate) fn finish(mut self) -> [u8; 20] {
        let bits = self.bytes.wrapping_mul(8);
        let mut end = std::mem::take(&mut self.pending);
        end.push(0x80);
        while end.len() % BLOCK != BLOCK - 8 {
            end.push(0);
        }
        end.extend_from_slice(&bits.to_be_bytes());
        for block in end.chunks_exact(BLOCK) {
            self.turn(block);
        }
        let mut digest = [0; 20];
        for (to, word) in digest.chunks_exact_mut(4).zip(self.state) {
            to.copy_from_slice(&word.to_be_bytes());
        }
        digest
    }

    fn turn(&mut self, block: &[u8]) {
        let mut words = [0_u32; 16];
        for (word, bytes) in words.iter_mut().zip(block.chunks_exact(4)) {
            *word = bytes.iter().fold(0, |word, byte| (word << 8) | u32::from(*byte));
        }
        let [mut a, mut b, mut c, mut d, mut e] = self.state;
        for round in 0..80_usize {
            let word = words.first().copied().unwrap_or_default();
            let (mixed, constant) = match round {
                0..20 => ((b & c) | (!b & d), 0x5A82_7999),
                20..40 => (b ^ c ^ d, 0x6ED9_EBA1),
                40..60 => ((b & c) | (b & d) | (c & d), 0x8F1B_BCDC),
                _ => (b ^ c ^ d, 0xCA62_C1D6_u32),
            };
            let next = a
                .rotate_left(5)
                .wrapping_add(mixed)
                .wrapping_add(e)
                .wrapping_add(constant)
                .wrapping_add(word);
            (a, b, c, d, e) = (next, a, b.rotate_left(30), c, d);
            // The words of later rounds come of those before, sixteen at a time.
            let [w0, _, w2, _, _, _, _, _, w8, _, _, _, _, w13, _, _] = words;
            words.rotate_left(1);
            if let Some(last) = words.last_mut() {
                *last = (w13 ^ w8 ^ w2 ^ w0).rotate_left(1);
            }
        }
        for (state, add) in self.state.iter_mut().zip([a, b, c, d, e]) {
            *state = state.wrapping_add(add);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(pieces: &[&[u8]]) -> String {
        let mut hash = Sha1::default();
        pieces.iter().for_each(|piece| hash.update(piece));
        hash.finish().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn the_known_digests_come_out_however_the_bytes_come_in() {
        assert_eq!(hex(&[]), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
        assert_eq!(hex(&[b"abc"]), "a9993e364706816aba3e25717850c26c9cd0d89d");
        let long = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        assert_eq!(hex(&[long]), "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
        let million = [b'a'; 1_000];
        let pieces: Vec<&[u8]> = (0..1_000).map(|_| million.as_slice()).collect();
        assert_eq!(hex(&pieces), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
    }
}
