//! What a file that was taken in as evidence says of the capture that it holds, read by the reading process as the bytes
//! stream by; and how it joins what the officer says of it.

use crate::capture::Captured;
use crate::evidence_take::{ReadExhibit, Taken, blocking};
use crate::files::{Reader, START_BYTES};
use access::Node;
use reading::Format;
use reading::capture::Capture;
use std::io::{Cursor, Read};

/// What a file says of its capture; `None` for a file that is none, and for one that cannot be read as what it looks like:
/// it is kept all the same, and the exhibit says what is missing.
pub async fn told_by(node: &Node, reader: &Reader, taken: &Taken) -> Option<Capture> {
    let (mut read, name, reader) =
        (ReadExhibit::of_taken(&node.files, taken), taken.name.clone(), reader.clone());
    let told = blocking(move || {
        let Some(start) = read.next_chunk()? else { return Ok(None) };
        let looked_at = start.get(..start.len().min(START_BYTES)).unwrap_or_default();
        let format = reading::detect(looked_at, &name);
        let packed = name.to_ascii_lowercase().ends_with(".wacz");
        let format = format.filter(|format| {
            matches!(format, Format::Warc | Format::Mhtml) || (packed && *format == Format::Zip)
        });
        let Some(format) = format else { return Ok(None) };
        let bytes = Cursor::new(start).chain(Rest { read, chunk: Cursor::new(Vec::new()) });
        match reader.captures(&name, format, Box::new(bytes)) {
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
