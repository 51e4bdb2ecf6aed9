//! Archives: each member is read as a file of its own, one after the other, and never written anywhere. The sizes that an
//! archive tells of itself are not believed; what comes out is counted as it comes.

use crate::item::{Control, Item, Options, Out, Place, ReadError, Reason, Summary};
use crate::nest::{self, Nest, shown};
use crate::text;
use std::io::{Cursor, Read};

/// Most entries of an archive that are looked at.
const ENTRIES_MAX: usize = 20_000;
/// A member may unpack to so many times what it takes packed, beyond the first [`FREE_BYTES`].
const RATIO_MAX: u64 = 250;
/// What any member may unpack to.
const FREE_BYTES: u64 = 4 * 1024 * 1024;

pub(crate) type Packed = zip::ZipArchive<Cursor<Vec<u8>>>;

/// Opens an archive; `format` is what it was taken for.
pub(crate) fn open(bytes: Vec<u8>, format: &'static str) -> Result<Packed, ReadError> {
    let wrong = |why: String| ReadError::NotTheFormat { format, why };
    let packed = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| wrong(e.to_string()))?;
    if packed.len() > ENTRIES_MAX {
        return Err(wrong(format!("it has {} entries, more than {ENTRIES_MAX}", packed.len())));
    }
    Ok(packed)
}

/// Why a member was not unpacked.
pub(crate) enum Refused {
    /// There is none of that name.
    Absent,
    /// For this reason.
    Not(Reason, String),
}

/// Unpacks a part by its name.
pub(crate) fn part(packed: &mut Packed, name: &str, nest: &Nest) -> Result<Vec<u8>, Refused> {
    let at = packed.index_for_name(name).ok_or(Refused::Absent)?;
    unpacked(packed, at, nest).map(|(_, bytes)| bytes)
}

/// Unpacks an entry, counted against what may be taken out of the whole file. Gives its name and bytes.
fn unpacked(packed: &mut Packed, at: usize, nest: &Nest) -> Result<(String, Vec<u8>), Refused> {
    let no = |reason, why: String| Refused::Not(reason, why);
    let (locked, size) = {
        let raw = packed.by_index_raw(at).map_err(|e| no(Reason::Malformed, e.to_string()))?;
        (raw.encrypted(), raw.compressed_size())
    };
    if locked {
        return Err(no(Reason::Locked, "closed with a password; open it and hand it in again".into()));
    }
    let most =
        nest::HELD_BYTES_MAX.min(size.saturating_mul(RATIO_MAX).max(FREE_BYTES)).min(nest.bytes_left());
    let mut entry = packed.by_index(at).map_err(|e| no(Reason::Malformed, e.to_string()))?;
    let name = name_of(entry.name_raw());
    let mut bytes = Vec::new();
    let read = entry.by_ref().take(most.saturating_add(1)).read_to_end(&mut bytes);
    nest.spend(bytes.len() as u64);
    if bytes.len() as u64 > most {
        let why = format!("it unpacks to more than {most} bytes from {size}");
        return Err(no(Reason::TooLong, why));
    }
    read.map_err(|e| no(Reason::BrokenOff, e.to_string()))?;
    Ok((name, bytes))
}

/// A name as it was meant: Unicode, or the encoding that fits its letters.
fn name_of(raw: &[u8]) -> String {
    text::decoded(raw.to_vec(), None).text
}

/// Reads every member of an archive.
pub(crate) fn read(
    input: &mut dyn Read,
    options: &Options,
    nest: &Nest,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let mut packed = open(nest::whole(input)?, "zip")?;
    let mut out = Out::new(sink);
    for at in 0..packed.len() {
        if out.stopped {
            break;
        }
        let (name, passed_over) = match packed.by_index_raw(at) {
            Ok(entry) => (name_of(entry.name_raw()), entry.is_dir()),
            Err(error) => {
                let place = Place { index: (at as u64).saturating_add(1), ..Place::default() };
                out.not_taken(place, Reason::Malformed, &error.to_string());
                continue;
            }
        };
        // What a system puts beside a file is about the file as that system kept it, and nothing of the matter.
        if passed_over
            || name.starts_with("__MACOSX/")
            || name.ends_with(".DS_Store")
            || name.ends_with("Thumbs.db")
        {
            continue;
        }
        let place = Place { file: shown(&name), ..Place::default() };
        if nest.bytes_left() == 0 {
            out.not_taken(place, Reason::TooMany, "no more is taken out of this file");
            continue;
        }
        match unpacked(&mut packed, at, nest) {
            Ok((name, bytes)) => nest.member(&name, bytes, options, &mut out),
            Err(Refused::Absent) => out.not_taken(place, Reason::Malformed, "it is not there"),
            Err(Refused::Not(reason, why)) => out.not_taken(place, reason, &why),
        }
    }
    Ok(out.summary)
}
