//! Addresses of cryptocurrencies, by their own checksums: Bitcoin (Base58Check and Bech32), TRON, Ethereum (EIP-55
//! where capitals say so).

use super::keccak::keccak_256;
use super::words::Words;
use super::{Found, MentionKind, Rule, Sure};
use kernel::Digest;

/// Characters of the shortest and of the longest address.
const ADDRESS_CHARS: std::ops::RangeInclusive<usize> = 26..=90;

pub(super) fn find(words: &Words<'_>, found: &mut Found<'_>) {
    for word in words.from(0) {
        let text = found.text(word.from, word.to).to_owned();
        if !text.is_ascii() || !ADDRESS_CHARS.contains(&text.len()) {
            continue;
        }
        if let Some((currency, address, sure)) = wallet(&text) {
            let rule = if sure == Sure::Checked { Rule::CheckDigits } else { Rule::Form };
            let value = format!("{currency}:{address}");
            found.add(MentionKind::Wallet, (word.from, word.to), value, (rule, sure));
        }
    }
}

fn wallet(text: &str) -> Option<(&'static str, String, Sure)> {
    if let Some(hex) = text.strip_prefix("0x") {
        return ethereum(hex).map(|(address, sure)| ("ETH", address, sure));
    }
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("bc1") && (text == lower || text == text.to_ascii_uppercase()) {
        return bech32(&lower).then_some(("BTC", lower, Sure::Checked));
    }
    let version = base58_check(text)?;
    let currency = match version {
        0 | 5 => "BTC",
        0x41 => "TRX",
        _ => return None,
    };
    Some((currency, text.to_owned(), Sure::Checked))
}

/// An address without capitals has no checksum; one with them must have the right one.
fn ethereum(hex: &str) -> Option<(String, Sure)> {
    if hex.len() != 40 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let lower = hex.to_ascii_lowercase();
    let mixed = hex != lower && hex != hex.to_ascii_uppercase();
    if mixed {
        let digest = keccak_256(lower.as_bytes())?;
        let halves = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        let right = hex
            .chars()
            .zip(halves)
            .all(|(c, half)| c.is_ascii_digit() || c.is_ascii_uppercase() == (half > 7));
        return right.then(|| (format!("0x{lower}"), Sure::Checked));
    }
    // Forty zeros or the like stand for nobody.
    let filler = lower.chars().collect::<std::collections::BTreeSet<_>>().len() < 6;
    (!filler).then(|| (format!("0x{lower}"), Sure::Likely))
}

/// The version byte of a Base58Check text of 25 bytes, its checksum being right.
fn base58_check(text: &str) -> Option<u8> {
    const LETTERS: &str = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    if text.len() > 35 {
        return None;
    }
    let mut bytes = [0_u8; 25];
    for c in text.chars() {
        let mut carry = u32::try_from(LETTERS.find(c)?).ok()?;
        for byte in bytes.iter_mut().rev() {
            carry = carry.saturating_add(u32::from(*byte).saturating_mul(58));
            *byte = u8::try_from(carry & 0xFF).ok()?;
            carry >>= 8;
        }
        if carry != 0 {
            return None;
        }
    }
    let (body, check) = bytes.split_at_checked(21)?;
    let digest = Digest::of_bytes(&Digest::of_bytes(body).0).0;
    let zeros = text.chars().take_while(|c| *c == '1').count();
    let leading = bytes.iter().take_while(|b| **b == 0).count();
    (digest.get(..4)? == check && zeros == leading && body.iter().skip(1).any(|b| *b != 0))
        .then(|| body.first().copied())
        .flatten()
}

/// Whether a text of lower-case letters has the checksum of BIP 173 or BIP 350.
fn bech32(text: &str) -> bool {
    const LETTERS: &str = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    const TURN: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    let Some((human, data)) = text.rsplit_once('1').filter(|(human, _)| *human == "bc") else { return false };
    let mut values: Vec<u32> = human.bytes().map(|b| u32::from(b >> 5)).collect();
    values.push(0);
    values.extend(human.bytes().map(|b| u32::from(b & 31)));
    for c in data.chars() {
        match LETTERS.find(c).and_then(|n| u32::try_from(n).ok()) {
            Some(value) => values.push(value),
            None => return false,
        }
    }
    let sum = values.into_iter().fold(1_u32, |sum, value| {
        let top = sum >> 25;
        let next = ((sum & 0x01ff_ffff) << 5) ^ value;
        TURN.iter()
            .enumerate()
            .fold(next, |next, (n, turn)| if (top >> n) & 1 == 1 { next ^ turn } else { next })
    });
    matches!(sum, 1 | 0x2bc8_30a3)
}
