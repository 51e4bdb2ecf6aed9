//! Several files as one, with no time of making in it, so that the same files give the same package.

use crate::LetterError;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Most files of one package.
pub const PACKAGE_FILES_MAX: usize = 16;

/// Packs files under their names.
///
/// # Errors
/// [`LetterError`].
pub fn pack(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, LetterError> {
    if files.len() > PACKAGE_FILES_MAX {
        return Err(LetterError::TooLong);
    }
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
