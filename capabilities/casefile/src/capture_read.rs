//! What a file that was taken in as evidence says of the capture that it holds, read by the reading process as the bytes
//! stream by; how it joins what the officer says of it; and how a part of it becomes a file of its own.

use crate::capture::Captured;
use crate::evidence::Exhibit;
use crate::evidence_take::{ReadExhibit, TakeFault, Taken, Taking, blocking};
use crate::files::{Bytes, Reader, START_BYTES};
use access::Node;
use reading::capture::{Capture, CapturedPart};
use reading::{Control, Format};
use std::io::{Cursor, Read};
use store::files::FileFault;
use tokio::sync::mpsc::channel;

/// Pieces of a part that wait to be written.
const PIECES_WAITING: usize = 8;

/// What a file says of its capture; `None` for a file that is none, and for one that cannot be read as what it looks like:
/// it is kept all the same, and the exhibit says what is missing.
pub async fn told_by(node: &Node, reader: &Reader, taken: &Taken) -> Option<Capture> {
    let (read, name, reader) =
        (ReadExhibit::of_taken(&node.files, taken), taken.name.clone(), reader.clone());
    let told = blocking(move || {
        let Some((format, bytes)) =
            opened(read, &name, None)?.filter(|(format, _)| is_capture(*format, &name))
        else {
            return Ok(None);
        };
        match reader.captures(&name, format, bytes) {
            Ok(captures) => Ok(captures.into_iter().next()),
            Err(error) => {
                tracing::info!(%error, "a capture does not say what it is of");
                Ok(None)
            }
        }
    });
    told.await.unwrap_or_else(|error| {
        tracing::error!(%error, "a file that was taken in could not be read again");
        None
    })
}

/// What the officer says of the files of one form, joined with what each says of itself.
pub async fn captured_each(
    node: &Node,
    reader: &Reader,
    taken: &[Taken],
    said: Option<&Captured>,
) -> Vec<Option<Captured>> {
    let mut all = Vec::with_capacity(taken.len());
    for one in taken {
        all.push(match said {
            None => None,
            Some(said) => match told_by(node, reader, one).await {
                Some(told) => Some(said.filled_by(&told)),
                None => Some(said.clone()),
            },
        });
    }
    all
}

/// Why a part of a capture did not become a file of its own.
#[derive(Debug, thiserror::Error)]
pub enum NotOut {
    /// The capture gives other bytes than those whose digest was taken when it came in, or none.
    #[error("the capture does not give the bytes that were told of")]
    OtherBytes,
    /// It cannot be read, or not to the part's end: the reading process came to a limit, the disk failed.
    #[error("the capture could not be read as far: {0}")]
    Unreadable(String),
    /// The file could not be written.
    #[error(transparent)]
    Take(#[from] TakeFault),
}

/// Takes a part of a captured page out into a file of its own, sealed to the disk as it comes.
///
/// # Errors
/// [`NotOut`]; nothing is left of what was written.
pub async fn take_out(
    node: &Node,
    reader: &Reader,
    exhibit: &Exhibit,
    (number, part): (u64, &CapturedPart),
) -> Result<Taken, NotOut> {
    let (send, mut come) = channel::<Vec<u8>>(PIECES_WAITING);
    let (read, name, reader) =
        (ReadExhibit::begin(&node.files, exhibit), exhibit.name.clone(), reader.clone());
    let read_as = exhibit.captured.as_ref().and_then(|captured| captured.read_as);
    let handed = tokio::spawn(blocking(move || {
        let Some((format, bytes)) = opened(read, &name, read_as)? else { return Ok(()) };
        // Whoever takes no more has said why.
        let mut take = |bytes| if send.blocking_send(bytes).is_ok() { Control::Go } else { Control::Stop };
        reader
            .part((&name, format, number), bytes, &mut take)
            .map_err(|error| std::io::Error::other(error).into())
    }));
    let mut taking = Taking::begin(node, &file_name(&part.url));
    let mut bytes = 0_u64;
    while let Some(piece) = come.recv().await {
        if piece.is_empty() {
            (taking, bytes) = (Taking::begin(node, &file_name(&part.url)), 0);
            continue;
        }
        bytes = bytes.saturating_add(piece.len() as u64);
        if bytes > part.bytes {
            return Err(NotOut::OtherBytes);
        }
        taking.push(&piece).await?;
    }
    let unreadable = |error: &dyn std::fmt::Display| NotOut::Unreadable(error.to_string());
    handed.await.map_err(|error| unreadable(&error))?.map_err(|error| unreadable(&error))?;
    if bytes != part.bytes {
        return Err(NotOut::OtherBytes);
    }
    match taking.finish().await? {
        Some(taken) if taken.whole.sha256 == part.sha256 => Ok(taken),
        taken => {
            taken.iter().for_each(|taken| taken.discard(node));
            Err(NotOut::OtherBytes)
        }
    }
}

/// What the file behind an address is called: the last of its path, without what is asked of it.
fn file_name(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned()
}

/// Whether a file of this format is a capture rather than one that may hold some.
fn is_capture(format: Format, name: &str) -> bool {
    let packed = name.to_ascii_lowercase().ends_with(".wacz");
    matches!(format, Format::Warc | Format::Mhtml) || (packed && format == Format::Zip)
}

/// A file as what it was read as before, or else what it looks like; `None` for one that looks like nothing that is read.
fn opened(
    mut read: ReadExhibit,
    name: &str,
    read_as: Option<Format>,
) -> Result<Option<(Format, Bytes)>, FileFault> {
    let Some(start) = read.next_chunk()? else { return Ok(None) };
    let looked_at = start.get(..start.len().min(START_BYTES)).unwrap_or_default();
    let format = read_as.or_else(|| reading::detect(looked_at, name));
    let bytes = Cursor::new(start).chain(Rest { read, chunk: Cursor::new(Vec::new()) });
    Ok(format.map(|format| (format, Box::new(bytes) as Bytes)))
}

/// The rest of a file, chunk by chunk.
struct Rest {
    read: ReadExhibit,
    chunk: Cursor<Vec<u8>>,
}

impl Read for Rest {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let n = self.chunk.read(out)?;
            if n > 0 || out.is_empty() {
                return Ok(n);
            }
            match self.read.next_chunk().map_err(std::io::Error::other)? {
                Some(chunk) => self.chunk = Cursor::new(chunk),
                None => return Ok(0),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_file_is_called_as_the_last_of_its_address() {
        for (url, name) in [
            ("https://ads.example.test/img/boat.png?w=600#x", "boat.png"),
            ("https://ads.example.test/profiles/9/", "9"),
            ("https://ads.example.test", "ads.example.test"),
            ("cid:4711", "cid:4711"),
            ("", ""),
        ] {
            assert_eq!(file_name(url), name, "{url}");
        }
    }
}
