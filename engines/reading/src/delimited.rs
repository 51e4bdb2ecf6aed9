//! Delimited text, record by record, with memory that does not grow with the file: a record beyond its limit is skipped to
//! its end and named, a quotation that never closes costs one record and not the rest of the file.

use crate::item::{COLUMNS_MAX, RECORD_BYTES_MAX, Reason};
use serde::{Deserialize, Serialize};
use std::io::{BufRead, BufReader, Read};

/// Bytes read ahead.
const BUFFER_BYTES: usize = 64 * 1024;

/// How a file's bytes are letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, low byte first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, high byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Windows-1252, which contains Latin-1.
    #[serde(rename = "latin1", alias = "windows-1252")]
    Latin1,
}

impl Encoding {
    /// The encoding by byte order mark, else as told, else UTF-8; with the start of the text in it.
    #[must_use]
    pub fn of_start(start: &[u8], told: Option<Self>) -> (Self, String) {
        let encoding = match start {
            [0xEF, 0xBB, 0xBF, ..] => Self::Utf8,
            [0xFF, 0xFE, ..] => Self::Utf16Le,
            [0xFE, 0xFF, ..] => Self::Utf16Be,
            _ => told.unwrap_or(Self::Utf8),
        };
        let text = match encoding {
            Self::Utf8 => {
                String::from_utf8_lossy(start.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(start)).into_owned()
            }
            Self::Latin1 => start.iter().map(|b| latin1(*b)).collect(),
            Self::Utf16Le | Self::Utf16Be => {
                let units = start.chunks_exact(2).map(|pair| match (encoding, pair) {
                    (Self::Utf16Le, [low, high]) => u16::from_le_bytes([*low, *high]),
                    (_, [high, low]) => u16::from_be_bytes([*high, *low]),
                    _ => 0,
                });
                char::decode_utf16(units)
                    .map(|c| c.unwrap_or('\u{FFFD}'))
                    .filter(|c| *c != '\u{FEFF}')
                    .collect()
            }
        };
        (encoding, text)
    }
}

fn latin1(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH.get(usize::from(byte.saturating_sub(0x80))).copied().unwrap_or('\u{FFFD}'),
        _ => char::from(byte),
    }
}

/// UTF-16 as UTF-8, streaming. A lone half becomes U+FFFD, which the record's reader then names.
struct Utf16<R> {
    inner: R,
    big: bool,
    high: Option<u16>,
    ready: Vec<u8>,
    given: usize,
}

impl<R: BufRead> Utf16<R> {
    fn fill(&mut self) -> std::io::Result<()> {
        self.ready.clear();
        self.given = 0;
        let mut pair = [0; 2];
        while self.ready.len() < 4096 {
            let mut got = 0;
            while let Some(rest) = pair.get_mut(got..).filter(|rest| !rest.is_empty()) {
                match self.inner.read(rest)? {
                    0 => break,
                    n => got = got.saturating_add(n),
                }
            }
            if got < 2 {
                // Half a unit or half a pair at the end: broken text, shown as such.
                if got == 1 || self.high.take().is_some() {
                    self.push('\u{FFFD}');
                }
                return Ok(());
            }
            let unit = if self.big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) };
            self.unit(unit);
        }
        Ok(())
    }

    fn unit(&mut self, unit: u16) {
        let high = self.high.take();
        match (high, unit) {
            (None, 0xD800..=0xDBFF) => self.high = Some(unit),
            (None, 0xFEFF) => {}
            (None, _) => self.push(char::from_u32(u32::from(unit)).unwrap_or('\u{FFFD}')),
            (Some(high), _) => match char::decode_utf16([high, unit]).next() {
                Some(Ok(c)) => self.push(c),
                _ => {
                    self.push('\u{FFFD}');
                    self.unit(unit);
                }
            },
        }
    }

    fn push(&mut self, c: char) {
        self.ready.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

impl<R: BufRead> Read for Utf16<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if self.given >= self.ready.len() {
            self.fill()?;
        }
        let ready = self.ready.get(self.given..).unwrap_or_default();
        let count = ready.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..count), ready.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given = self.given.saturating_add(count);
        Ok(count)
    }
}

/// A record, or why there is none at its place.
#[derive(Debug, PartialEq, Eq)]
pub enum Row {
    /// Its fields.
    Fields(Vec<String>),
    /// Nothing usable, for this reason.
    Not(Reason, String),
}

/// The records of a delimited file.
pub struct Rows<'a> {
    input: Box<dyn BufRead + 'a>,
    delimiter: u8,
    encoding: Encoding,
    /// Line on which the last record began, from 1.
    pub line: u64,
    next_line: u64,
    record: Vec<u8>,
    peeked: Option<(u64, Row)>,
}

impl<'a> Rows<'a> {
    /// The records of `input`. Without a delimiter the one that the first line uses most is taken.
    ///
    /// # Errors
    /// What the input says.
    pub fn new(
        input: impl Read + 'a,
        delimiter: Option<u8>,
        told: Option<Encoding>,
    ) -> std::io::Result<Self> {
        let mut input = BufReader::with_capacity(BUFFER_BYTES, input);
        let start = input.fill_buf()?;
        let (encoding, text) = Encoding::of_start(start, told);
        let delimiter = delimiter.unwrap_or_else(|| guess_delimiter(text.lines().next().unwrap_or_default()));
        if start.starts_with(&[0xEF, 0xBB, 0xBF]) {
            input.consume(3);
        }
        let input: Box<dyn BufRead + 'a> = match encoding {
            Encoding::Utf8 | Encoding::Latin1 => Box::new(input),
            Encoding::Utf16Le | Encoding::Utf16Be => {
                let big = encoding == Encoding::Utf16Be;
                Box::new(BufReader::new(Utf16 { inner: input, big, high: None, ready: Vec::new(), given: 0 }))
            }
        };
        Ok(Self { input, delimiter, encoding, line: 0, next_line: 1, record: Vec::new(), peeked: None })
    }

    /// The next record without taking it.
    ///
    /// # Errors
    /// What the input says.
    pub fn peek(&mut self) -> std::io::Result<Option<&Row>> {
        if self.peeked.is_none() {
            self.peeked = self.read()?.map(|row| (self.line, row));
        }
        Ok(self.peeked.as_ref().map(|(_, row)| row))
    }

    /// The next record; lines with nothing in them are passed over.
    ///
    /// # Errors
    /// What the input says.
    pub fn take_row(&mut self) -> std::io::Result<Option<Row>> {
        if let Some((line, row)) = self.peeked.take() {
            self.line = line;
            return Ok(Some(row));
        }
        self.read()
    }

    fn read(&mut self) -> std::io::Result<Option<Row>> {
        loop {
            self.line = self.next_line;
            let Some(shape) = self.gather()? else { return Ok(None) };
            if shape == Shape::Whole && self.record.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            return Ok(Some(self.row(shape)));
        }
    }

    /// Gathers the bytes of one record, quotations and line breaks in them included.
    fn gather(&mut self) -> std::io::Result<Option<Shape>> {
        self.record.clear();
        let mut quoted = false;
        let mut field_start = true;
        let mut closed = false;
        let mut over = false;
        let mut any = false;
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return Ok(match (any, quoted, over) {
                    (false, ..) => None,
                    (_, _, true) => Some(Shape::TooLong),
                    (_, true, _) => Some(Shape::OpenQuote),
                    _ => Some(Shape::Whole),
                });
            }
            any = true;
            let mut used = 0;
            let mut done = false;
            for byte in chunk {
                used += 1;
                if *byte == b'\n' {
                    self.next_line = self.next_line.saturating_add(1);
                    // Beyond the limit a quotation is taken for one that never closes: the record ends with the line.
                    if !quoted || over {
                        done = true;
                        break;
                    }
                }
                // A quote within an unquoted field is a letter; right after a closing one it is a doubled quote.
                let opens = !quoted && *byte == b'"' && (field_start || closed);
                closed = quoted && *byte == b'"';
                quoted = opens || (quoted && !closed);
                field_start = *byte == self.delimiter;
                if self.record.len() < RECORD_BYTES_MAX {
                    self.record.push(*byte);
                } else {
                    over = true;
                    self.record.clear();
                    self.record.push(b' ');
                }
            }
            self.input.consume(used);
            if over {
                self.record.clear();
            }
            if done {
                return Ok(Some(if over { Shape::TooLong } else { Shape::Whole }));
            }
        }
    }

    fn row(&self, shape: Shape) -> Row {
        match shape {
            Shape::TooLong => {
                return Row::Not(Reason::TooLong, format!("more than {RECORD_BYTES_MAX} bytes"));
            }
            Shape::OpenQuote => return Row::Not(Reason::Quotes, "a quotation is not closed".into()),
            Shape::Whole => {}
        }
        let record = self.record.strip_suffix(b"\r").unwrap_or(&self.record);
        if record.contains(&0) {
            return Row::Not(Reason::Nul, "a NUL byte in the line".into());
        }
        let text = match self.encoding {
            Encoding::Latin1 => record.iter().map(|b| latin1(*b)).collect(),
            _ => match String::from_utf8(record.to_vec()) {
                Ok(text) if !text.contains('\u{FFFD}') => text,
                _ => return Row::Not(Reason::Encoding, "bytes that are no letters in this encoding".into()),
            },
        };
        match split(&text, char::from(self.delimiter)) {
            fields if fields.len() > COLUMNS_MAX => {
                Row::Not(Reason::TooMany, format!("{} columns", fields.len()))
            }
            fields => Row::Fields(fields),
        }
    }
}

impl std::fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows").field("line", &self.line).finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Whole,
    TooLong,
    OpenQuote,
}

/// The delimiter that a header uses most; a comma where it uses none.
#[must_use]
pub fn guess_delimiter(header: &str) -> u8 {
    let count = |c: u8| header.bytes().filter(|b| *b == c).count();
    [b',', b';', b'\t', b'|']
        .into_iter()
        .rev()
        .max_by_key(|c| count(*c))
        .filter(|c| count(*c) > 0)
        .unwrap_or(b',')
}

/// Fields of one record by RFC 4180; a quote within an unquoted field is a letter.
fn split(record: &str, delimiter: char) -> Vec<String> {
    let mut fields = Vec::new();
    let mut field = String::new();
    let mut chars = record.chars().peekable();
    let mut quoted = false;
    let mut start = true;
    while let Some(c) = chars.next() {
        if quoted {
            match (c, chars.peek()) {
                ('"', Some('"')) => {
                    chars.next();
                    field.push('"');
                }
                ('"', _) => quoted = false,
                _ => field.push(c),
            }
        } else if c == delimiter {
            fields.push(std::mem::take(&mut field));
            start = true;
            continue;
        } else if c == '"' && start {
            quoted = true;
        } else {
            field.push(c);
        }
        start = false;
        if fields.len() > COLUMNS_MAX {
            break;
        }
    }
    fields.push(field);
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(bytes: &[u8]) -> Vec<Row> {
        let mut rows = Rows::new(bytes, Some(b','), None).expect("bytes");
        let mut out = Vec::new();
        while let Some(row) = rows.take_row().expect("bytes") {
            out.push(row);
        }
        out
    }

    fn fields(row: &[&str]) -> Row {
        Row::Fields(row.iter().map(|f| (*f).to_owned()).collect())
    }

    #[test]
    fn a_line_break_in_a_quotation_does_not_end_the_record() {
        assert_eq!(rows(b"a,\"b\nc\",d\ne,f,g\n"), [fields(&["a", "b\nc", "d"]), fields(&["e", "f", "g"])]);
    }

    #[test]
    fn a_record_beyond_the_limit_is_named_and_the_next_one_stands() {
        let mut bytes = vec![b'x'; RECORD_BYTES_MAX * 3];
        bytes.extend_from_slice(b"\na,b\n\"");
        bytes.extend(vec![b'y'; RECORD_BYTES_MAX * 2]);
        bytes.extend_from_slice(b"\nc,d\n");
        let read = rows(&bytes);
        assert_eq!(read.len(), 4);
        assert!(matches!(read.first(), Some(Row::Not(Reason::TooLong, _))));
        assert_eq!(read.get(1), Some(&fields(&["a", "b"])));
        assert!(matches!(read.get(2), Some(Row::Not(Reason::TooLong, _))));
        assert_eq!(read.get(3), Some(&fields(&["c", "d"])));
    }

    #[test]
    fn nul_and_broken_letters_cost_their_line_only() {
        let read = rows(b"a\0b,c\nd\xFFe,f\ng,h\n");
        assert!(matches!(read.first(), Some(Row::Not(Reason::Nul, _))));
        assert!(matches!(read.get(1), Some(Row::Not(Reason::Encoding, _))));
        assert_eq!(read.get(2), Some(&fields(&["g", "h"])));
    }

    #[test]
    fn utf_16_is_read_by_its_mark_in_both_orders() {
        for big in [false, true] {
            let mut bytes = vec![];
            for unit in "\u{FEFF}a,سمير 😀\n".encode_utf16() {
                bytes.extend(if big { unit.to_be_bytes() } else { unit.to_le_bytes() });
            }
            assert_eq!(rows(&bytes), [fields(&["a", "سمير 😀"])]);
        }
    }

    #[test]
    fn latin_1_is_read_when_told() {
        let mut rows = Rows::new(&b"caf\xE9;\x80\n"[..], Some(b';'), Some(Encoding::Latin1)).expect("bytes");
        assert_eq!(rows.take_row().expect("bytes"), Some(fields(&["café", "€"])));
    }

    proptest! {
        /// The crate `csv` as another reader of the same bytes.
        #[test]
        fn sound_files_read_as_another_reader_reads_them(
            table in prop::collection::vec(prop::collection::vec("[a-z\"\n, é]{0,6}", 2..4), 1..5)
        ) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).expect("memory");
            }
            let bytes = writer.into_inner().expect("memory");
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes.as_slice());
            let expected: Vec<Row> = reader
                .records()
                .map(|r| Row::Fields(r.expect("sound").iter().map(str::to_owned).collect()))
                .collect();
            prop_assert_eq!(rows(&bytes), expected);
        }

        #[test]
        fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = rows(&bytes);
        }
    }
}
