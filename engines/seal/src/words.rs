//! Fingerprints as words that two administrators read to each other.

use kernel::Digest;

/// Words in a fingerprint: 12 of 2048, 132 bits. A forger would need 2^132 keys to match all of them, and 2^66 to
/// make two own keys that agree, which helps nobody.
pub const WORDS: usize = 12;

/// The words of an identity key: the first 132 bits of SHA-256 over `liaison words v1` and the key, eleven bits a
/// word, in the English word list of BIP 39 (distinct in their first four letters).
#[must_use]
pub fn fingerprint_words(identity: &[u8; 32]) -> Vec<&'static str> {
    let digest = Digest::of(&[b"liaison words v1", identity]).0;
    let list = bip39::Language::English.word_list();
    let mut words = Vec::with_capacity(WORDS);
    let (mut buffer, mut bits) = (0_u32, 0_u32);
    for byte in digest {
        buffer = (buffer << 8 | u32::from(byte)) & 0x00ff_ffff;
        bits += 8;
        if bits >= 11 && words.len() < WORDS {
            bits -= 11;
            let index = (buffer >> bits) & 0x7ff;
            words.extend(usize::try_from(index).ok().and_then(|i| list.get(i)).copied());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_stable_and_differ_between_keys() {
        let one = fingerprint_words(&[1; 32]);
        assert_eq!(one.len(), WORDS);
        assert_eq!(one, fingerprint_words(&[1; 32]));
        let mut other = [1; 32];
        other[31] = 2;
        assert_ne!(one, fingerprint_words(&other));
    }
}
