//! WARC files (ISO 28500), packed or not: what a crawler or a browser kept of pages, record by record. A record is read as it
//! streams by; only what can hold words is held. The digest that the file has of each block is held against it.
//!
//! It refuses records that do not follow one another, heads beyond their limit, and content that unpacks beyond measure.

use crate::capture::{CapturedPart, Hashing, Kind, Reading};
use crate::item::{Control, Item, Options, Out, Place, ReadError, Reason, Summary};
use crate::nest::{HELD_BYTES_MAX, Nest, shown};
use flate2::bufread::{MultiGzDecoder, ZlibDecoder};
use sha1::Sha1;
use sha2::Digest as _;
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

/// Longest head of a record, and of what a server answered.
const HEAD_BYTES_MAX: usize = 64 * 1024;
/// Most records of a file.
const RECORDS_MAX: u64 = 500_000;
/// What is packed may unpack to so many times its length, beyond the first [`FREE_BYTES`].
const RATIO_MAX: u64 = 250;
/// What anything may unpack to.
const FREE_BYTES: u64 = 32 * 1024 * 1024;
/// Bytes read ahead.
const BUFFER_BYTES: usize = 64 * 1024;
/// The kind of error of what unpacks beyond measure.
const BEYOND_MEASURE: io::ErrorKind = io::ErrorKind::FileTooLarge;
const GZIP: [u8; 2] = [0x1F, 0x8B];

/// Whether these bytes begin as a WARC file does; a packed one goes by its name, since nothing is unpacked to find out.
pub(crate) fn looks_like(start: &[u8], name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    start.starts_with(b"WARC/") || (start.starts_with(&GZIP) && name.contains(".warc"))
}

/// Reads the records of a file.
pub(crate) fn read(
    (name, input): (&str, &mut dyn Read),
    options: &Options,
    nest: &Nest,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let taken = Rc::new(Cell::new(0));
    let counted = Counted { inner: input, bytes: Rc::clone(&taken) };
    let mut packed = BufReader::with_capacity(BUFFER_BYTES, counted);
    let mut input: Box<dyn BufRead + '_> = if packed.fill_buf()?.starts_with(&GZIP) {
        let unpacked = Unpacked { inner: MultiGzDecoder::new(packed), given: 0, taken };
        Box::new(BufReader::with_capacity(BUFFER_BYTES, unpacked))
    } else {
        Box::new(packed)
    };
    let mut out = Out::new(sink);
    let mut crawl =
        Crawl { reading: Reading::new(name, nest, options), nest, options, main: false, others: 0 };
    let mut index = 0_u64;
    loop {
        let place = || Place { index: index.saturating_add(1), ..Place::default() };
        let head = match head_of(&mut *input) {
            Ok(Some(head)) => head,
            Ok(None) => break,
            Err(error) if index == 0 => {
                return Err(ReadError::NotTheFormat { format: "warc", why: error.to_string() });
            }
            Err(error) => {
                out.broken(place(), &error.to_string());
                break;
            }
        };
        if index >= RECORDS_MAX {
            out.not_taken(place(), Reason::TooMany, &format!("more than {RECORDS_MAX} records"));
            break;
        }
        if let Err(error) = crawl.record(&head, &mut *input, &mut out) {
            out.broken(place(), &error.to_string());
            break;
        }
        index = index.saturating_add(1);
        if out.stopped {
            break;
        }
    }
    if index == 0 && out.summary.broken.is_none() {
        return Err(ReadError::NotTheFormat { format: "warc", why: "there is no record in it".into() });
    }
    if crawl.others > 0 {
        let why = format!("{} records of how it was fetched: requests, repeats, remarks", crawl.others);
        out.not_taken(Place::default(), Reason::NoPlace, &why);
    }
    crawl.reading.finish(&mut out);
    Ok(out.summary)
}

fn wrong(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why.to_owned())
}

/// The lines of a head with their names in small letters.
struct Head(Vec<(String, String)>);

impl Head {
    fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }
}

/// A line without its end; `None` at the end of the file. Counted against `left`.
fn line(input: &mut dyn BufRead, left: &mut usize) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    let most = *left as u64;
    if input.take(most).read_until(b'\n', &mut line)? == 0 {
        return if *left == 0 { Err(wrong("a head beyond its limit")) } else { Ok(None) };
    }
    *left = left.saturating_sub(line.len());
    if line.last() != Some(&b'\n') {
        return Err(wrong("a head that does not end"));
    }
    Ok(Some(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']).to_owned()))
}

/// The named lines that follow, to the empty one.
fn named(input: &mut dyn BufRead, left: &mut usize) -> io::Result<Head> {
    let mut lines: Vec<(String, String)> = Vec::new();
    loop {
        let line = line(input, left)?.ok_or_else(|| wrong("a head that does not end"))?;
        if line.is_empty() {
            return Ok(Head(lines));
        }
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = lines.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            lines.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
}

/// The head of the next record; `None` at the end of the file.
fn head_of(input: &mut dyn BufRead) -> io::Result<Option<Head>> {
    let mut left = HEAD_BYTES_MAX;
    loop {
        let Some(line) = line(input, &mut left)? else { return Ok(None) };
        if line.starts_with("WARC/") {
            return named(input, &mut left).map(Some);
        }
        if !line.is_empty() {
            return Err(wrong("no record begins where one should"));
        }
    }
}

/// The records of a file as they come.
struct Crawl<'a> {
    reading: Reading<'a>,
    nest: &'a Nest,
    options: &'a Options,
    /// Whether the page itself was met; the address and time of the capture are its.
    main: bool,
    /// Records that hold no part of a page.
    others: u64,
}

/// What came of a record's block.
struct Body {
    media: String,
    status: u16,
    bytes: u64,
    sha256: kernel::Digest,
    held: Option<Vec<u8>>,
    /// Why it was not held though it could hold words, or is not all of it.
    over: Option<(Reason, String)>,
}

impl Body {
    /// Marks what is not whole: as its crawler says, or because the file ends.
    fn breaks_off(&mut self, truncated: &str, ends: Option<&io::Error>) {
        let why = match (truncated, ends) {
            ("", None) => return,
            ("", Some(error)) => error.to_string(),
            (truncated, _) => {
                format!("its crawler cut it off: {}", truncated.chars().take(60).collect::<String>())
            }
        };
        if self.over.as_ref().is_none_or(|(reason, _)| *reason == Reason::BrokenOff) {
            self.over = Some((Reason::BrokenOff, why));
        }
    }
}

impl Crawl<'_> {
    fn record(&mut self, head: &Head, input: &mut dyn BufRead, out: &mut Out<'_>) -> io::Result<()> {
        let length: u64 =
            head.get("content-length").parse().map_err(|_| wrong("a record does not say how long it is"))?;
        let mut block = Block { inner: input.take(length), told: Told::of(head.get("warc-block-digest")) };
        let kind = head.get("warc-type").to_ascii_lowercase();
        let http = head.get("content-type").to_ascii_lowercase().starts_with("application/http");
        let (taken, drained) = {
            let mut buffered = BufReader::with_capacity(BUFFER_BYTES, &mut block);
            let taken = match kind.as_str() {
                "warcinfo" => self.info(&mut buffered).map(|()| None),
                "response" if http => self.answer(&mut buffered, length, out).map(Some),
                "resource" => self.body((head.get("content-type"), 0), &mut buffered, out).map(Some),
                _ => {
                    self.others = self.others.saturating_add(1);
                    Ok(None)
                }
            };
            (taken, io::copy(&mut buffered, &mut io::sink()))
        };
        let ends = if block.inner.limit() > 0 { Err(wrong("the file ends within a record")) } else { Ok(()) };
        let whole = drained.map(|_| ()).and(ends);
        let fits = block.told.fits();
        let url = head.get("warc-target-uri").trim_matches(['<', '>']).to_owned();
        let place = || Place { file: shown(&url), ..Place::default() };
        match taken {
            Ok(Some(mut body)) if whole.is_ok() || body.bytes > 0 => {
                body.breaks_off(head.get("warc-truncated"), whole.as_ref().err());
                if let Some((reason, why)) = &body.over {
                    out.not_taken(place(), *reason, why);
                }
                self.part(url, head.get("warc-date"), (body, fits), out);
            }
            // What a server packed badly costs itself only.
            Err(error) if whole.is_ok() => out.not_taken(place(), Reason::Malformed, &error.to_string()),
            Ok(_) | Err(_) => {}
        }
        whole
    }

    fn part(&mut self, url: String, at: &str, (body, fits): (Body, Option<bool>), out: &mut Out<'_>) {
        let capture = &mut self.reading.capture;
        let page = Kind::of(&body.media) == Kind::Page && (body.status == 0 || body.status / 100 == 2);
        let of_web = url.starts_with("http:") || url.starts_with("https:");
        if of_web && !self.main && (page || capture.url.is_empty()) {
            (capture.url, capture.at, self.main) = (url.clone(), at.to_owned(), page);
        }
        let Body { media, status, bytes, sha256, held, .. } = body;
        // What a crawler wrote of its own work is no page: it is told with its digest, and its words are nobody's.
        let own = ["urn:", "metadata:", "dns:"].iter().any(|scheme| url.starts_with(scheme));
        let held = held.filter(|_| !own);
        let part = CapturedPart { url, at: at.to_owned(), media, status, bytes, sha256, fits };
        self.reading.part(part, held, self.options, out);
    }

    /// What the file says of the crawl.
    fn info(&mut self, block: &mut dyn BufRead) -> io::Result<()> {
        let mut text = Vec::new();
        block.take(HEAD_BYTES_MAX as u64).read_to_end(&mut text)?;
        let text = String::from_utf8_lossy(&text).into_owned();
        for (name, value) in text.lines().filter_map(|line| line.split_once(':')) {
            let capture = &mut self.reading.capture;
            let slot = match name.trim().to_ascii_lowercase().as_str() {
                "software" => &mut capture.tool,
                "operator" => &mut capture.by,
                _ => continue,
            };
            if slot.is_empty() {
                value.trim().clone_into(slot);
            }
        }
        Ok(())
    }

    /// What a server answered: its head, and its content freed of how it was carried.
    fn answer(&mut self, block: &mut dyn BufRead, length: u64, out: &mut Out<'_>) -> io::Result<Body> {
        let mut left = HEAD_BYTES_MAX;
        let first = line(block, &mut left)?.unwrap_or_default();
        let status = first.split_whitespace().nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        let head = named(block, &mut left)?;
        // Programs that freed the content of its frame leave the lines that speak of it.
        let in_pieces = head.get("transfer-encoding").eq_ignore_ascii_case("chunked") && begins_piece(block)?;
        let media = head.get("content-type");
        let mut carried: Box<dyn BufRead + '_> = match in_pieces {
            true => Box::new(BufReader::new(Pieces { inner: block, left: 0, begun: false, ended: false })),
            false => Box::new(block),
        };
        let packed = head.get("content-encoding").to_ascii_lowercase();
        let taken = Rc::new(Cell::new(length));
        let start = carried.fill_buf()?;
        match packed.as_str() {
            "gzip" | "x-gzip" if start.starts_with(&GZIP) => {
                let inner = MultiGzDecoder::new(carried);
                self.body((media, status), &mut Unpacked { inner, given: 0, taken }, out)
            }
            // The first byte of the frame; what begins otherwise was unpacked before.
            "deflate" if start.first().is_some_and(|byte| byte & 0x0F == 8) => {
                let inner = ZlibDecoder::new(carried);
                self.body((media, status), &mut Unpacked { inner, given: 0, taken }, out)
            }
            // A letter that the buffer cuts in two is still a letter.
            "br" | "zstd"
                if Kind::of(media).is_read()
                    && std::str::from_utf8(start).is_err_and(|error| error.error_len().is_some()) =>
            {
                let mut body = self.body(("application/octet-stream", status), &mut *carried, out)?;
                body.held = None;
                body.over =
                    Some((Reason::UnknownFormat, format!("packed with `{packed}`: not unpacked here")));
                media.clone_into(&mut body.media);
                Ok(body)
            }
            _ => self.body((media, status), &mut *carried, out),
        }
    }

    /// Content to its end, or to where it breaks off: its digest, and its bytes if they can hold words.
    fn body(
        &mut self,
        (media, status): (&str, u16),
        content: &mut dyn Read,
        out: &mut Out<'_>,
    ) -> io::Result<Body> {
        let kind = Kind::of(media);
        let most = HELD_BYTES_MAX.min(self.nest.bytes_left());
        let mut held = kind.is_read().then(Vec::new);
        let mut over = None;
        let mut hashing = Hashing::default();
        let mut piece = vec![0; BUFFER_BYTES];
        self.reading.hand_out(&[], out);
        loop {
            let n = match content.read(&mut piece) {
                Ok(n) => n,
                // What came before the break is as it was; what swells without measure is nothing.
                Err(error) if hashing.bytes > 0 && error.kind() != BEYOND_MEASURE => {
                    over = over.or_else(|| Some((Reason::BrokenOff, error.to_string())));
                    break;
                }
                Err(error) => return Err(error),
            };
            let Some(bytes) = piece.get(..n).filter(|bytes| !bytes.is_empty()) else { break };
            hashing.push(bytes);
            self.reading.hand_out(bytes, out);
            if let Some(all) = &mut held {
                if hashing.bytes > most {
                    let reason = if most < HELD_BYTES_MAX { Reason::TooMany } else { Reason::TooLong };
                    over = Some((reason, format!("more than {most} bytes; only its digest was taken")));
                    held = None;
                } else {
                    all.extend_from_slice(bytes);
                }
            }
        }
        let (bytes, sha256) = hashing.finish();
        // Of what is empty there is nothing to read, and nothing to say: redirections are.
        let held = held.filter(|all| !all.is_empty());
        Ok(Body { media: media.to_owned(), status, bytes, sha256, held, over })
    }
}

/// A record's block, held against the digest that its head has of it.
struct Block<R> {
    inner: io::Take<R>,
    told: Told,
}

impl<R: Read> Read for Block<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.told.update(out.get(..n).unwrap_or_default());
        Ok(n)
    }
}

enum Told {
    Nothing,
    Sha1(Sha1, Vec<u8>),
    Sha256(sha2::Sha256, Vec<u8>),
}

impl Told {
    /// `sha1:` or `sha256:` and the digest, in 32 letters or 16.
    fn of(text: &str) -> Self {
        let Some((name, value)) = text.split_once(':') else { return Self::Nothing };
        let read = |length: usize| {
            let of =
                |all: Result<Vec<u8>, data_encoding::DecodeError>| all.ok().filter(|b| b.len() == length);
            let value = value.trim().trim_end_matches('=');
            of(data_encoding::HEXLOWER_PERMISSIVE.decode(value.as_bytes()))
                .or_else(|| of(data_encoding::BASE32_NOPAD.decode(value.to_ascii_uppercase().as_bytes())))
        };
        match name.trim().to_ascii_lowercase().as_str() {
            "sha1" => read(20).map_or(Self::Nothing, |digest| Self::Sha1(Sha1::default(), digest)),
            "sha256" | "sha-256" => {
                read(32).map_or(Self::Nothing, |digest| Self::Sha256(sha2::Sha256::new(), digest))
            }
            _ => Self::Nothing,
        }
    }

    fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Nothing => {}
            Self::Sha1(hash, _) => hash.update(bytes),
            Self::Sha256(hash, _) => hash.update(bytes),
        }
    }

    fn fits(self) -> Option<bool> {
        match self {
            Self::Nothing => None,
            Self::Sha1(hash, told) => Some(hash.finalize().as_slice() == told),
            Self::Sha256(hash, told) => Some(hash.finalize().as_slice() == told),
        }
    }
}

/// Counts what goes in.
struct Counted<R> {
    inner: R,
    bytes: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.bytes.set(self.bytes.get().saturating_add(n as u64));
        Ok(n)
    }
}

/// What comes out of something packed, within measure of what went in.
struct Unpacked<R> {
    inner: R,
    given: u64,
    taken: Rc<Cell<u64>>,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.given = self.given.saturating_add(n as u64);
        if self.given > FREE_BYTES.max(self.taken.get().saturating_mul(RATIO_MAX)) {
            return Err(io::Error::new(BEYOND_MEASURE, "it unpacks beyond measure"));
        }
        Ok(n)
    }
}

/// Whether the length of a piece stands here.
fn begins_piece(input: &mut dyn BufRead) -> io::Result<bool> {
    let start = input.fill_buf()?;
    let digits = start.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    let end = start.get(digits);
    Ok((1..=8).contains(&digits) && matches!(end, Some(b'\r' | b'\n' | b';' | b' ')))
}

/// Content that was carried in pieces, each after its length.
struct Pieces<'b> {
    inner: &'b mut dyn BufRead,
    left: u64,
    begun: bool,
    ended: bool,
}

impl Read for Pieces<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.ended || out.is_empty() {
            return Ok(0);
        }
        if self.left == 0 {
            let mut room = HEAD_BYTES_MAX;
            if self.begun {
                line(self.inner, &mut room)?;
            }
            self.begun = true;
            let length = line(self.inner, &mut room)?.ok_or_else(|| wrong("a piece is missing"))?;
            let length = length.split(';').next().unwrap_or_default().trim();
            self.left = u64::from_str_radix(length, 16).map_err(|_| wrong("a piece has no length"))?;
            self.ended = self.left == 0;
            if self.ended {
                return Ok(0);
            }
        }
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(out.len());
        let n = self.inner.read(out.get_mut(..most).unwrap_or_default())?;
        if n == 0 {
            return Err(wrong("the content ends within a piece"));
        }
        self.left = self.left.saturating_sub(n as u64);
        Ok(n)
    }
}
