//! What a file is, by its first bytes and never by its name, and a name that can be shown and saved.

use std::fmt::Write;

/// Longest name of a file, in characters.
pub const NAME_CHARS_MAX: usize = 120;
/// Bytes looked at to say what a file is.
pub const START_BYTES: usize = 4096;

/// First bytes, where they stand, and what they say.
const MAGIC: &[(usize, &[u8], &str)] = &[
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"fLaC", "audio/flac"),
    (8, b"WAVE", "audio/wav"),
    (8, b"AVI ", "video/x-msvideo"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"SQLite format 3\0", "application/vnd.sqlite3"),
    (0, b"MZ", "application/x-msdownload"),
    (0, b"\x7fELF", "application/x-executable"),
];

/// What the parts of a ZIP archive are called where it is an office document.
const ARCHIVES: &[(&[u8], &str)] = &[
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet"),
];

/// What a file is whose content begins so; `text` if all of it is text.
#[must_use]
pub fn media(start: &[u8], text: bool) -> &'static str {
    if text {
        return "text/plain";
    }
    if start.starts_with(b"PK\x03\x04") {
        let holds = |part: &[u8]| start.windows(part.len()).any(|w| w == part);
        return ARCHIVES.iter().find(|(part, _)| holds(part)).map_or("application/zip", |(_, media)| media);
    }
    let is = |at: &usize, magic: &[u8]| start.get(*at..).is_some_and(|rest| rest.starts_with(magic));
    MAGIC.iter().find(|(at, magic, _)| is(at, magic)).map_or("application/octet-stream", |(.., media)| media)
}

/// A name without a path, without what cannot be seen or turns the line around, and not too long; its ending stays.
#[must_use]
pub fn clean_name(name: &str) -> String {
    let own = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let turns = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let shown: String = own.chars().filter(|c| !c.is_control() && !turns(*c)).collect();
    let shown = shown.trim().trim_start_matches('.');
    let (stem, ending) = match shown.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= 10 => (stem, format!(".{ending}")),
        _ => (shown, String::new()),
    };
    let room = NAME_CHARS_MAX.saturating_sub(ending.chars().count());
    let name: String = stem.chars().take(room).chain(ending.chars()).collect();
    if name.is_empty() { "file".into() } else { name }
}

/// Saves, never shows; the name in a form that every browser reads (RFC 6266, RFC 8187).
#[must_use]
pub fn disposition(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ');
    let ascii: String = name.chars().map(|c| if plain(c) { c } else { '_' }).collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _never = write!(encoded, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_first_bytes_say_whatever_it_is_called() {
        for (start, is) in [
            (b"%PDF-1.7".as_slice(), "application/pdf"),
            (b"\x89PNG\r\n\x1a\n....", "image/png"),
            (b"RIFF\0\0\0\0WAVE", "audio/wav"),
            (b"RIFF\0\0\0\0WEBP", "image/webp"),
            (b"\0\0\0\x18ftypmp42", "video/mp4"),
            (b"PK\x03\x04....[Content_Types].xml..word/document.xml", ARCHIVES[0].1),
            (b"PK\x03\x04....photos/1.jpg", "application/zip"),
            (b"\0\x01\x02", "application/octet-stream"),
            (b"", "application/octet-stream"),
        ] {
            assert_eq!(media(start, false), is);
        }
        assert_eq!(media(b"%PDF- is how such files begin", true), "text/plain");
    }

    #[test]
    fn a_name_can_be_shown_and_saved() {
        for (given, shown) in [
            ("report.pdf", "report.pdf"),
            ("C:\\Users\\a\\statement.docx", "statement.docx"),
            ("../../etc/passwd", "passwd"),
            ("\u{202e}gpj.exe\n", "gpj.exe"),
            (".bashrc", "bashrc"),
            ("صورة.jpg", "صورة.jpg"),
            ("/", "file"),
            ("", "file"),
        ] {
            assert_eq!(clean_name(given), shown, "{given:?}");
        }
        let long = clean_name(&format!("{}.jpeg", "é".repeat(500)));
        assert_eq!(long.chars().count(), NAME_CHARS_MAX);
        assert!(long.ends_with(".jpeg"));
    }

    #[test]
    fn a_name_is_saved_as_it_is_and_ends_no_header() {
        assert_eq!(
            disposition("rapport \"final\".pdf"),
            "attachment; filename=\"rapport _final_.pdf\"; filename*=UTF-8''rapport%20%22final%22.pdf"
        );
        assert!(disposition("صورة.jpg").ends_with("filename*=UTF-8''%D8%B5%D9%88%D8%B1%D8%A9.jpg"));
        assert!(!disposition("a\r\nSet-Cookie: x").contains(['\r', '\n']));
    }
}
