//! Every reader under libFuzzer. Which one says the variable `READER`, by the code of its format. What comes in a packed form
//! is packed here, so that changes reach the reader and not the checksums of the archive.
//!
//! A reader may refuse whatever it likes; it may not crash, not hand over a passage beyond its limit, not give a place that
//! names nothing, and not hand out a part of a capture that is other than it was told.
#![no_main]

use kernel::Digest;
use libfuzzer_sys::fuzz_target;
use reading::capture::Capture;
use reading::{Control, Format, Item, Options};
use std::io::{Cursor, Read, Write};
use std::sync::OnceLock;

/// Parts of a capture that are asked for.
const PARTS_MAX: usize = 4;

fn format() -> Format {
    static FORMAT: OnceLock<Format> = OnceLock::new();
    *FORMAT.get_or_init(|| {
        let code = std::env::var("READER").unwrap_or_default();
        Format::parse(&code).unwrap_or_else(|| panic!("READER names no format: `{code}`"))
    })
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let look = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in members {
        if zip.start_file(*name, look).is_err() || zip.write_all(bytes).is_err() {
            return Vec::new();
        }
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// What the reader gets: the bytes, or a package with them in it.
fn packed(format: Format, data: &[u8]) -> Vec<u8> {
    match format {
        Format::Docx => zipped(&[
            ("word/document.xml", data),
            ("word/styles.xml", data),
            ("word/footnotes.xml", data),
            ("word/_rels/document.xml.rels", data),
            ("docProps/core.xml", data),
        ]),
        Format::Ods => zipped(&[("content.xml", data)]),
        Format::Xlsx => zipped(&[
            ("xl/workbook.xml", b"<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", b"<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
            ("xl/worksheets/sheet1.xml", data),
            ("xl/sharedStrings.xml", data),
        ]),
        // The first byte says whether it is an archive as it stands or the one member of one.
        Format::Zip => match data.split_first() {
            Some((first, rest)) if first % 2 == 0 => {
                let names = ["a.txt", "a.eml", "a.zip", "a.pdf", "a.csv", "a.html", "../a", "a.ods"];
                zipped(&[(names[usize::from(first / 2) % names.len()], rest)])
            }
            Some((_, rest)) => rest.to_vec(),
            None => Vec::new(),
        },
        _ => data.to_vec(),
    }
}

fuzz_target!(|data: &[u8]| {
    let format = format();
    let _ = reading::detect(data, "file.txt");
    let bytes = packed(format, data);
    let mut most = 200_000_u32;
    let mut last = String::new();
    for as_they_stand in [false, true] {
        let options = Options { as_they_stand, ..Options::default() };
        let input: Box<dyn Read> = Box::new(Cursor::new(bytes.clone()));
        let read = reading::read(format, vec![("file".to_owned(), input)], &options, &mut |item| {
            match &item {
                Item::Passage(passage) => {
                    assert!(passage.text.len() <= 16 * 1024, "a passage beyond its limit");
                    assert!(!passage.text.trim().is_empty(), "a passage with nothing in it");
                }
                Item::NotTaken(not) => {
                    assert!(not.detail.chars().count() <= 160, "a detail beyond its limit")
                }
                Item::Record(record) => assert!(!record.entities.is_empty(), "a record of nothing"),
                Item::Mentions(mentions) => {
                    for mention in mentions {
                        let place = last.get(mention.from as usize..mention.to as usize);
                        assert!(place.is_some_and(|said| !said.is_empty()), "a mention that stands nowhere");
                        assert!(!mention.value.is_empty(), "a mention of nothing");
                    }
                }
                Item::Line(_) => {}
                Item::Bytes(_) => panic!("bytes that nobody asked for"),
            }
            if let Item::Passage(passage) = &item {
                last.clone_from(&passage.text);
            }
            most -= 1;
            if most == 0 { Control::Stop } else { Control::Go }
        });
        if let Some([capture]) = read.ok().as_ref().map(|summary| summary.captures.as_slice()) {
            parts(format, &bytes, capture);
        }
        if !matches!(format, Format::Csv | Format::Xlsx | Format::Ods) {
            break;
        }
    }
});

/// A part that is asked for has the digest that is told of it.
fn parts(format: Format, bytes: &[u8], capture: &Capture) {
    for (part, number) in capture.parts.iter().zip(0..).take(PARTS_MAX) {
        let options = Options { part: Some(number), ..Options::default() };
        let input: Box<dyn Read> = Box::new(Cursor::new(bytes.to_vec()));
        let mut out = Vec::new();
        let _ = reading::read(format, vec![("file".to_owned(), input)], &options, &mut |item| {
            match item {
                Item::Bytes(bytes) if bytes.is_empty() => out.clear(),
                Item::Bytes(bytes) => out.extend(bytes),
                _ => {}
            }
            Control::Go
        });
        assert!(Digest::of_bytes(&out) == part.sha256, "a part that is not what was told of it");
    }
}
