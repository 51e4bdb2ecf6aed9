//! Documents and sources that tell of one machine, and links that lead nowhere.

use crate::Finding;
use crate::tree::File;
use std::path::Path;

/// Beginnings of paths that exist on one machine only. Written apart so that this file does not find itself.
const MACHINE_PATHS: [&str; 4] =
    [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/fa", "rm/"), concat!("/ho", "me/")];
const ENDINGS: [&str; 14] =
    ["md", "rs", "html", "sh", "toml", "mjs", "ts", "css", "yml", "json", "ftl", "cedar", "txt", "patch"];

/// Paths of the machine somebody happened to sit at.
#[must_use]
pub fn machine_paths(file: &File) -> Vec<Finding> {
    if !ENDINGS.contains(&file.ending()) && !file.path.ends_with("Makefile") && !file.path.ends_with("/run") {
        return vec![];
    }
    let mut found = Vec::new();
    for (number, line) in lines(&file.text) {
        for path in MACHINE_PATHS {
            // `/work/` inside a longer path or an address is another folder.
            let stands_first = |at: usize| {
                !line
                    .get(..at)
                    .unwrap_or_default()
                    .ends_with(|c: char| c.is_alphanumeric() || "._-~}".contains(c))
            };
            let names_more = |at: usize| {
                line.get(at + path.len()..)
                    .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '.'))
            };
            if line.match_indices(path).any(|(at, _)| stands_first(at) && names_more(at)) {
                found.push(Finding::at(
                    &file.path,
                    number,
                    format!("names a path of one machine, `{path}…`"),
                    "write it from the root of the tree",
                ));
            }
        }
    }
    found
}

/// Links of a document to files of the tree that are not there.
#[must_use]
pub fn dangling_links(file: &File, root: &Path) -> Vec<Finding> {
    if file.ending() != "md" {
        return vec![];
    }
    let folder = Path::new(&file.path).parent().unwrap_or(Path::new(""));
    let mut found = Vec::new();
    for (number, line) in lines(&file.text) {
        for target in links(line) {
            let target = target.split('#').next().unwrap_or_default();
            let foreign = target.contains("://") || target.starts_with("mailto:");
            if target.is_empty() || foreign || root.join(folder).join(target).exists() {
                continue;
            }
            found.push(Finding::at(
                &file.path,
                number,
                format!("the link to `{target}` leads nowhere"),
                "mend the path, or write the document",
            ));
        }
    }
    found
}

/// The targets of `[words](target)` and `src="target"` in a line, outside `code`.
fn links(line: &str) -> Vec<&str> {
    let mut targets = Vec::new();
    for (index, prose) in line.split('`').enumerate() {
        if index % 2 == 0 {
            targets.extend(prose.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next()));
            targets.extend(prose.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next()));
        }
    }
    targets
}

/// Lines with their numbers, from 1.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| (index + 1, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_one_machine_is_found() {
        let bad = format!("see {}notes.md and `{}x`", MACHINE_PATHS[0], MACHINE_PATHS[1]);
        assert_eq!(machine_paths(&File::sample("docs/a.md", &bad)).len(), 2);
        assert_eq!(
            machine_paths(&File::sample(
                "docs/a.md",
                "https://example.org/work/x, target/work/x, /work/ hours"
            )),
            vec![]
        );
    }

    #[test]
    fn a_dangling_link_is_found() {
        let root = crate::tree::root();
        let text =
            "[rules](deny.toml) [gone](gone.md#part) [far](https://example.org) `[code](no.md)` ![p](no.png)";
        let found = dangling_links(&File::sample("README.md", text), &root);
        assert_eq!(found.len(), 2, "{found:?}");
    }
}
