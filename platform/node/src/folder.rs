//! The node's folder: configuration, master key, database, lock.

use crate::config::Config;
use anyhow::{Context, Result, bail};
use rustix::fs::{FlockOperation, flock};
use seal::vault::MasterKey;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// The lock that one `serve` at a time holds.
const LOCK: &str = "serve.lock";

/// Makes an empty folder that only its owner may enter.
///
/// # Errors
/// When it holds a node already or cannot be made.
pub fn make(folder: &Path) -> Result<()> {
    if folder.join(crate::config::FILE).exists() {
        bail!("`{}` holds a node already; choose an empty folder", folder.display());
    }
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
        .with_context(|| format!("cannot close `{}` to others", folder.display()))
}

fn key_path(folder: &Path, config: &Config) -> PathBuf {
    folder.join(&config.key_file)
}

/// Writes the master key, readable to its owner only; never over an older one.
///
/// # Errors
/// When it exists or cannot be written.
pub fn write_key(folder: &Path, config: &Config, key: &MasterKey) -> Result<()> {
    let path = key_path(folder, config);
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
        .with_context(|| format!("cannot write the key file `{}`", path.display()))?;
    file.write_all(key.to_text().as_bytes())?;
    file.sync_all()?;
    Ok(())
}

/// Reads the master key; refuses a file that others may read.
///
/// # Errors
/// When it is missing, open to others, or not a key.
pub fn read_key(folder: &Path, config: &Config) -> Result<MasterKey> {
    let path = key_path(folder, config);
    let file = File::open(&path).with_context(|| format!("cannot open the key file `{}`", path.display()))?;
    let mode = file.metadata()?.permissions().mode();
    if mode & 0o077 != 0 {
        bail!("others may read the key file `{}`; run `chmod 600` on it", path.display());
    }
    let mut text = String::new();
    file.take(1024).read_to_string(&mut text)?;
    MasterKey::from_text(text.trim())
        .map_err(|e| anyhow::anyhow!("`{}` is not a master key: {e}", path.display()))
}

/// Takes the folder for serving; held until dropped.
///
/// # Errors
/// When another process serves it.
pub fn lock(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK);
    let file = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&path)?;
    if flock(&file, FlockOperation::NonBlockingLockExclusive).is_err() {
        bail!("another process serves `{}`; stop it first", folder.display());
    }
    Ok(file)
}
