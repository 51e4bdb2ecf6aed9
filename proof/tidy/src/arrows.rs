//! Who may know whom (ARCHITECTURE.md, "Arrows"), and where the `testing` feature may be turned on.

use crate::Finding;
use cargo_metadata::{DependencyKind, Metadata};

/// Rooms that stand in line; every other room may know all of these and no room else.
const LINE: [&str; 4] = ["access", "directory", "casefile", "exchange"];

/// Arrows beyond the rule, each with its reason.
const ALSO: [(&str, &str, &str); 2] = [
    ("reading", "names", "what is read is normalised by the one normaliser"),
    ("letters", "procedure", "what is put on paper is what a dossier says"),
];

/// Outside crates that would make an engine impure.
const NOT_IN_ENGINES: [&str; 12] = [
    "axum",
    "getrandom",
    "hyper",
    "rand",
    "reqwest",
    "rustls",
    "sea-orm",
    "sqlx",
    "tokio",
    "tokio-rustls",
    "tower-http",
    "tracing-subscriber",
];

/// A crate of the workspace as the rules see it.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// The top folder it stands in: `engines`, `capabilities`, `platform` or `proof`.
    pub shelf: String,
    /// What it depends on.
    pub needs: Vec<Need>,
    /// Its features that turn on a feature `testing` of another crate, other than `testing` itself.
    pub leaks: Vec<String>,
}

/// One dependency.
#[derive(Clone, Debug)]
pub struct Need {
    /// The crate.
    pub name: String,
    /// Only its tests need it.
    pub dev: bool,
    /// It asks for the feature `testing`.
    pub testing: bool,
}

/// The workspace's crates.
#[must_use]
pub fn members(metadata: &Metadata) -> Vec<Member> {
    let packages = metadata.workspace_packages();
    packages
        .iter()
        .map(|package| Member {
            name: package.name.to_string(),
            shelf: shelf(package.manifest_path.as_str(), metadata.workspace_root.as_str()),
            needs: package
                .dependencies
                .iter()
                .map(|need| Need {
                    name: need.name.clone(),
                    dev: need.kind == DependencyKind::Development,
                    testing: need.features.iter().any(|feature| feature == "testing"),
                })
                .collect(),
            leaks: package
                .features
                .iter()
                .filter(|(name, turns_on)| {
                    *name != "testing"
                        && turns_on.iter().any(|on| on.ends_with("/testing") || on == "testing")
                })
                .map(|(name, _)| name.clone())
                .collect(),
        })
        .collect()
}

fn shelf(manifest: &str, root: &str) -> String {
    manifest.trim_start_matches(root).trim_start_matches('/').split('/').next().unwrap_or_default().to_owned()
}

/// Arrows that are not drawn, outside crates that engines may not know, and `testing` outside tests.
#[must_use]
pub fn undrawn(members: &[Member]) -> Vec<Finding> {
    let mut found = Vec::new();
    for from in members {
        let manifest = format!("{}/{}/Cargo.toml", from.shelf, from.name);
        for need in &from.needs {
            if let Some(to) = members.iter().find(|m| m.name == need.name) {
                if !drawn(from, to) {
                    let why =
                        format!("`{}` ({}) may not know `{}` ({})", from.name, from.shelf, to.name, to.shelf);
                    found.push(Finding::at(
                        &manifest,
                        0,
                        why,
                        "move what both need down to `kernel`, or compose it in `node`",
                    ));
                }
            } else if from.shelf == "engines" && !need.dev && NOT_IN_ENGINES.contains(&need.name.as_str()) {
                let why = format!("the engine `{}` depends on `{}`", from.name, need.name);
                found.push(Finding::at(
                    &manifest,
                    0,
                    why,
                    "engines are pure: pass values, a Clock and an Rng in",
                ));
            }
            if need.testing && !need.dev && from.shelf != "proof" {
                let why =
                    format!("`{}` turns on `{}/testing` outside its tests (A-10)", from.name, need.name);
                found.push(Finding::at(
                    &manifest,
                    0,
                    why,
                    "move it to [dev-dependencies] or behind a feature `testing`",
                ));
            }
        }
        for leak in &from.leaks {
            let why = format!("the feature `{leak}` of `{}` turns on `testing` (A-10)", from.name);
            found.push(Finding::at(&manifest, 0, why, "only a feature named `testing` may"));
        }
    }
    found
}

fn drawn(from: &Member, to: &Member) -> bool {
    if from.name == to.name || from.shelf == "proof" {
        return true; // a crate's own tests may turn on its own `testing`
    }
    if ALSO.iter().any(|(a, b, _)| *a == from.name && *b == to.name) {
        return true;
    }
    match (from.shelf.as_str(), to.shelf.as_str()) {
        (_, "proof") => false,
        ("engines", _) => to.name == "kernel" || (to.name == "gate" && from.name != "kernel"),
        ("platform", _) if from.name == "node" => true,
        ("platform" | "capabilities", "engines") => true,
        ("capabilities", "platform") => to.name == "store" || to.name == "web",
        ("capabilities", "capabilities") => {
            place(&to.name).is_some_and(|to| to < place(&from.name).unwrap_or(LINE.len()))
        }
        _ => false,
    }
}

fn place(room: &str) -> Option<usize> {
    LINE.iter().position(|name| *name == room)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(shelf: &str, name: &str, needs: &[(&str, bool, bool)]) -> Member {
        let needs = needs.iter().map(|(name, dev, testing)| Need {
            name: (*name).into(),
            dev: *dev,
            testing: *testing,
        });
        Member { name: name.into(), shelf: shelf.into(), needs: needs.collect(), leaks: vec![] }
    }

    fn house(extra: Member) -> Vec<Member> {
        let mut all: Vec<_> = [
            ("engines", "kernel"),
            ("engines", "gate"),
            ("engines", "names"),
            ("platform", "store"),
            ("platform", "web"),
            ("platform", "wire"),
            ("capabilities", "access"),
            ("capabilities", "casefile"),
            ("capabilities", "exchange"),
            ("capabilities", "oversight"),
            ("proof", "bench"),
        ]
        .iter()
        .filter(|(_, name)| *name != extra.name)
        .map(|(shelf, name)| member(shelf, name, &[]))
        .collect();
        all.push(extra);
        all
    }

    #[test]
    fn each_undrawn_arrow_is_found() {
        for (shelf, name, to) in [
            ("engines", "kernel", "gate"),
            ("engines", "seal", "names"),
            ("engines", "seal", "store"),
            ("platform", "wire", "store"),
            ("platform", "store", "access"),
            ("capabilities", "access", "casefile"),
            ("capabilities", "protection", "oversight"),
            ("capabilities", "exchange", "wire"),
            ("capabilities", "exchange", "oversight"),
            ("platform", "web", "bench"),
        ] {
            let found = undrawn(&house(member(shelf, name, &[(to, false, false)])));
            assert_eq!(found.len(), 1, "{name} -> {to}: {found:?}");
        }
    }

    #[test]
    fn drawn_arrows_are_left_alone() {
        for (shelf, name, to) in [
            ("engines", "seal", "gate"),
            ("engines", "reading", "names"),
            ("engines", "letters", "procedure"),
            ("platform", "node", "exchange"),
            ("platform", "node", "wire"),
            ("capabilities", "exchange", "casefile"),
            ("capabilities", "protection", "exchange"),
            ("capabilities", "access", "web"),
            ("proof", "simulation", "exchange"),
        ] {
            assert_eq!(undrawn(&house(member(shelf, name, &[(to, false, false)]))), vec![], "{name} -> {to}");
        }
    }

    #[test]
    fn a_10_testing_is_turned_on_only_for_tests() {
        assert_eq!(undrawn(&house(member("capabilities", "access", &[("kernel", false, true)]))).len(), 1);
        assert_eq!(undrawn(&house(member("capabilities", "access", &[("kernel", true, true)]))), vec![]);
        let mut leaky = member("capabilities", "access", &[]);
        leaky.leaks.push("default".into());
        assert_eq!(undrawn(&house(leaky)).len(), 1);
    }

    #[test]
    fn an_engine_with_a_network_is_found() {
        assert_eq!(undrawn(&house(member("engines", "seal", &[("tokio", false, false)]))).len(), 1);
        assert_eq!(undrawn(&house(member("engines", "seal", &[("tokio", true, false)]))), vec![]);
    }
}
