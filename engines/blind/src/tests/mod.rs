//! Tests that need the inside: the RFC's vectors, another implementation, attacks, laws, our own vectors.

mod attacks;
mod laws;
mod oracle;
mod vectors;

use crate::{SecretKey, ViewId};
use data_encoding::HEXLOWER;
use kernel::SelectorKind;
use kernel::selector::NORMALISER_VERSION;
use serde_json::Value;
use std::path::PathBuf;

/// The key that answers for phones in most tests.
fn holder() -> SecretKey {
    SecretKey::derive(&[7; 32], &ViewId([9; 16]), SelectorKind::Phone, NORMALISER_VERSION).unwrap()
}

/// `count` invented phone numbers.
fn phones(count: usize) -> Vec<String> {
    (0..count).map(|i| format!("+22790{i:06}")).collect()
}

fn refs(values: &[String]) -> Vec<&str> {
    values.iter().map(String::as_str).collect()
}

fn vector_path(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "..", "..", "docs", "vectors", "blind", name].iter().collect()
}

fn vector_file(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(vector_path(name)).unwrap()).unwrap()
}

fn hex(value: &Value) -> Vec<u8> {
    HEXLOWER.decode(value.as_str().unwrap().as_bytes()).unwrap()
}

fn hexes<const N: usize>(value: &Value) -> Vec<[u8; N]> {
    value.as_array().unwrap().iter().map(|v| hex(v).try_into().unwrap()).collect()
}
