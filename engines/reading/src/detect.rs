//! What a file is, from its first bytes and its name: first by the marks that formats put at their beginning, then, for
//! text, by what its first lines say.

use crate::delimited::guess_delimiter;
use crate::item::Format;
use crate::{ais, calls, mail, mhtml, mrz, text, warc};

/// Lines looked at.
const LINES: usize = 12;

/// By the mark at its beginning.
pub(crate) fn by_mark(start: &[u8], name: &str) -> Option<Format> {
    let early = start.get(..start.len().min(1024)).unwrap_or_default();
    if has(early, b"%PDF-") {
        return Some(Format::Pdf);
    }
    if warc::looks_like(start, name) {
        return Some(Format::Warc);
    }
    if !start.starts_with(b"PK\x03\x04") && !start.starts_with(b"PK\x05\x06") {
        return None;
    }
    let name = name.to_ascii_lowercase();
    if has(start, b"opendocument.spreadsheet") || name.ends_with(".ods") {
        Some(Format::Ods)
    } else if has(start, b"word/") || name.ends_with(".docx") || name.ends_with(".docm") {
        Some(Format::Docx)
    } else if has(start, b"xl/work") || name.ends_with(".xlsm") {
        Some(Format::Xlsx)
    } else {
        Some(Format::Zip)
    }
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// By what stands in it, where it is text. Tables of whatever else are left to the caller.
pub(crate) fn by_words(start: &[u8], name: &str) -> Option<Format> {
    let name = name.to_ascii_lowercase();
    let named = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    if mail::is_box(start) {
        return Some(Format::Mbox);
    }
    if mhtml::looks_like(start, &name) {
        return Some(Format::Mhtml);
    }
    if mail::is_mail(start) || (named(&[".eml"]) && !start.contains(&0)) {
        return Some(Format::Mail);
    }
    let text = text::decoded(start.to_vec(), None).text;
    let text = text.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']);
    if text.contains('\0') {
        return None;
    }
    let lower: String = text.chars().take(2_048).collect::<String>().to_ascii_lowercase();
    let page =
        lower.starts_with("<!doctype html") || lower.contains("<html") || named(&[".html", ".htm", ".xhtml"]);
    if lower.starts_with('<') && page {
        return Some(Format::Html);
    }
    if lower.starts_with(['<', '{', '[']) && !named(&[".txt", ".md", ".log"]) {
        return None;
    }
    if ais::looks_like(text) {
        return Some(Format::Ais);
    }
    if mrz::looks_like(text) {
        return Some(Format::Mrz);
    }
    if named(&[".csv", ".tsv", ".tab"]) || is_table(text) {
        return calls::looks_like(text).then_some(Format::Calls);
    }
    let readable =
        text.chars().filter(|c| *c == '\u{FFFD}' || (c.is_control() && !c.is_whitespace())).count();
    (!text.is_empty() && readable.saturating_mul(50) < text.chars().count().max(50)).then_some(Format::Text)
}

/// Whether the first lines divide alike, as those of a table do and those of a letter do not.
fn is_table(text: &str) -> bool {
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(LINES).collect();
    // The last line looked at may be cut off.
    if lines.len() > 2 {
        lines.pop();
    }
    let Some(first) = lines.first() else { return false };
    let delimiter = guess_delimiter(first);
    let count = |line: &str| {
        let mut quoted = false;
        line.bytes()
            .filter(|byte| {
                quoted ^= *byte == b'"';
                *byte == delimiter && !quoted
            })
            .count()
    };
    let divisions = count(first);
    divisions > 0 && lines.len() > 1 && lines.iter().all(|line| count(line) == divisions)
}

#[cfg(test)]
mod tests {
    use crate::item::Format;
    use rstest::rstest;

    #[rstest]
    #[case(b"%PDF-1.7\n", "x", Some(Format::Pdf))]
    #[case(
        b"From a@example.org Tue Feb 21 10:04:06 2017\nReceived: x\nFrom: b\n\nHello",
        "x",
        Some(Format::Mbox)
    )]
    #[case(
        b"Received: from x\r\n\tby y\r\nFrom: a@example.org\r\nTo: b\r\n\r\nHello",
        "x",
        Some(Format::Mail)
    )]
    #[case(
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/\r\nMIME-Version: 1.0\r\n\
          Content-Type: multipart/related;\r\n\tboundary=\"b\"\r\n\r\n--b",
        "x",
        Some(Format::Mhtml)
    )]
    #[case(
        b"From: a@example.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n",
        "x",
        Some(Format::Mail)
    )]
    #[case(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n", "x", Some(Format::Warc))]
    #[case(b"\x1F\x8B\x08\0\0\0\0\0\0\x03", "page.warc.gz", Some(Format::Warc))]
    #[case(b"\x1F\x8B\x08\0\0\0\0\0\0\x03", "page.gz", None)]
    #[case(b"<!DOCTYPE html><html><p>x", "page", Some(Format::Html))]
    #[case(b"!AIVDM,1,1,,A,13RlIW?04F1beOVEFLB9bRvH0L0L,0*6C\n", "x", Some(Format::Ais))]
    #[case(
        b"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n",
        "x.txt",
        Some(Format::Mrz)
    )]
    #[case(b"name;phone\nIssa;1\n", "list.csv", Some(Format::Csv))]
    #[case(b"name\tphone\nIssa\t1\nAmi\t2\n", "list.txt", Some(Format::Csv))]
    #[case(b"Dear colleague, I write to you today.\nIt rains.\n", "note.txt", Some(Format::Text))]
    #[case(b"Dear colleague, I write to you, today.\nIt rains.\n", "note", Some(Format::Text))]
    #[case(b"caller,called,date,duration\n1,2,2026-01-01 00:00:00,3\n", "x.csv", Some(Format::Calls))]
    #[case(b"PK\x03\x04xxxxxxx", "many.zip", Some(Format::Zip))]
    #[case(b"PK\x03\x04xxxxxxxword/document.xml", "many.zip", Some(Format::Docx))]
    #[case(b"\x89PNG\r\n\x1a\n\0\0\0\x0d", "a.txt", None)]
    #[case(b"\0\x01\x02\x03\0\xFF\xFE\x07", "a", None)]
    fn a_file_is_what_stands_in_it(#[case] start: &[u8], #[case] name: &str, #[case] format: Option<Format>) {
        assert_eq!(crate::detect(start, name), format);
    }
}
