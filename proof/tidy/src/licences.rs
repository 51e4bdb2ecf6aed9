//! What we stand on comes from one registry and under licences that a ministry can accept (also in `deny.toml`).

use crate::Finding;
use cargo_metadata::Metadata;

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Licences that may be linked in. Keep `deny.toml` alike; a test compares them.
pub const ACCEPTED: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "EUPL-1.2",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Crates under another licence or from another place.
#[must_use]
pub fn unaccepted(metadata: &Metadata) -> Vec<Finding> {
    let mut found = Vec::new();
    for package in &metadata.packages {
        let licence = package.license.as_deref().unwrap_or("none named");
        if !accepted(licence) {
            let why = format!("`{} {}` is under `{licence}`", package.name, package.version);
            found.push(Finding::at(
                "Cargo.lock",
                0,
                why,
                "choose another crate, or add the licence to proof/tidy and deny.toml with its reason",
            ));
        }
        if let Some(source) = package.source.as_ref().filter(|source| source.repr != REGISTRY) {
            let why = format!("`{} {}` comes from `{}`", package.name, package.version, source.repr);
            found.push(Finding::at("Cargo.lock", 0, why, "depend on what crates.io holds"));
        }
    }
    found
}

/// Whether an SPDX expression can be met from the accepted list. Old crates write `/` for OR.
#[must_use]
pub fn accepted(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    either(&mut rest) && rest.is_empty()
}

fn either(words: &mut &[&str]) -> bool {
    let mut holds = both(words);
    while let Some((&"OR", rest)) = words.split_first() {
        *words = rest;
        holds |= both(words);
    }
    holds
}

fn both(words: &mut &[&str]) -> bool {
    let mut holds = one(words);
    while let Some((&"AND", rest)) = words.split_first() {
        *words = rest;
        holds &= one(words);
    }
    holds
}

fn one(words: &mut &[&str]) -> bool {
    let Some((first, rest)) = words.split_first() else { return false };
    *words = rest;
    if *first == "(" {
        let holds = either(words);
        let closed = words.first() == Some(&")");
        *words = words.get(1..).unwrap_or_default();
        return holds && closed;
    }
    if let [with, exception, rest @ ..] = words
        && *with == "WITH"
    {
        let name = format!("{first} WITH {exception}");
        *words = rest;
        return ACCEPTED.contains(&name.as_str());
    }
    ACCEPTED.contains(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_judged_by_their_words() {
        for yes in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-2.0-only OR MIT",
            "(Apache-2.0 OR GPL-3.0) AND ISC",
            "Apache-2.0 WITH LLVM-exception",
        ] {
            assert!(accepted(yes), "{yes}");
        }
        for no in [
            "GPL-3.0-only",
            "MIT AND GPL-3.0",
            "SSPL-1.0",
            "",
            "(MIT",
            "MIT MIT",
            "Apache-2.0 WITH Something",
        ] {
            assert!(!accepted(no), "{no}");
        }
    }

    #[test]
    fn deny_toml_names_the_same_licences() {
        let text = std::fs::read_to_string(crate::tree::root().join("deny.toml")).unwrap();
        let allow = text.split("\nallow = [").nth(1).unwrap().split(']').next().unwrap();
        let there: Vec<&str> = allow.split('"').skip(1).step_by(2).collect();
        assert_eq!(there, ACCEPTED);
    }
}
