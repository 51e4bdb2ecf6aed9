//! The files of the tree, without what is built, installed or made by running it.

use std::path::{Path, PathBuf};
use std::{fs, io};

const FOLDERS_LEFT_OUT: [&str; 5] = ["target", "node_modules", ".git", "demo", "shots"];
/// Larger files are data, not something a person wrote by hand.
const BYTES_MAX: u64 = 2 << 20;

/// A text file.
#[derive(Clone, Debug)]
pub struct File {
    /// From the root, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl File {
    /// A file made up for a test.
    #[must_use]
    pub fn sample(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// What follows the last dot of its name.
    #[must_use]
    pub fn ending(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, ending)| ending)
    }
}

/// Where the workspace stands.
#[must_use]
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Every text file below `root`, by path.
///
/// # Errors
/// When a folder cannot be read.
pub fn files(root: &Path) -> io::Result<Vec<File>> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let (path, kind) = (entry.path(), entry.file_type()?);
            if kind.is_dir() {
                if !FOLDERS_LEFT_OUT.iter().any(|left_out| entry.file_name() == *left_out) {
                    folders.push(path);
                }
            } else if kind.is_file() && entry.metadata()?.len() <= BYTES_MAX {
                let Ok(text) = fs::read_to_string(&path) else { continue };
                let relative = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                found.push(File { path: relative, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}
