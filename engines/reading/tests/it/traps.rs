//! Files made to harm whoever opens them, each made here and read by the real child within its limits: a clear word or a
//! part of the file comes of it, and the parent goes on.

use crate::Taken;
use crate::child::read_in_child;
use crate::papers::{document, file_of, pages, workbook, zipped};
use reading::child::Limits;
use reading::{Format, Input, ReadError, Summary, detect};
use rstest::rstest;
use std::io::{Cursor, Read};

/// What a reading of papers may cost here: a tenth of the time that the node gives.
fn limits() -> Limits {
    Limits { cpu_seconds: 30, wall_seconds: 60, ..Limits::default() }
}

fn read_file(format: Format, bytes: impl Read + Send) -> (Taken, Result<Summary, ReadError>) {
    let file = Input { name: "trap".into(), bytes: Box::new(bytes) };
    read_in_child(format, vec![file], &limits())
}

fn read(format: Format, bytes: Vec<u8>) -> (Taken, Result<Summary, ReadError>) {
    read_file(format, Cursor::new(bytes))
}

fn reasons(taken: &Taken) -> Vec<(&str, &str)> {
    taken.not_taken.iter().map(|n| (n.place.file.as_str(), n.reason.code())).collect()
}

const NOTE: &[u8] = b"a note that is sound\n";

#[test]
fn a_7_a_member_that_swells_is_not_unpacked_and_its_neighbour_is_read() {
    let bytes = zipped(&[("bomb.txt", vec![b' '; 48 * 1024 * 1024]), ("note.txt", NOTE.to_vec())]);
    assert!(bytes.len() < 200 * 1024, "it is small as it comes: {}", bytes.len());
    let (taken, told) = read(Format::Zip, bytes);
    told.expect("an archive");
    assert_eq!(reasons(&taken), [("bomb.txt", "too-long")]);
    assert_eq!(taken.passages.len(), 1);
}

#[test]
fn a_7_archives_within_archives_share_one_limit() {
    let inner = zipped(&[("a.bin", vec![0; 3 * 1024 * 1024])]);
    let names: Vec<String> = (0..10).map(|n| format!("{n}.zip")).collect();
    let middle = zipped(&names.iter().map(|name| (name.as_str(), inner.clone())).collect::<Vec<_>>());
    let outer = zipped(&names.iter().map(|name| (name.as_str(), middle.clone())).collect::<Vec<_>>());
    let (taken, told) = read(Format::Zip, outer);
    told.expect("an archive");
    let refused =
        taken.not_taken.iter().filter(|n| matches!(n.reason.code(), "too-many" | "too-long")).count();
    assert!(refused > 0, "300 megabytes were unpacked: {:?}", taken.not_taken.len());
}

#[test]
fn a_7_an_archive_of_ever_more_members_ends_at_the_limit() {
    let names: Vec<String> = (0..6_000).map(|n| format!("{n}.txt")).collect();
    let bytes = zipped(&names.iter().map(|name| (name.as_str(), b"x y\n".to_vec())).collect::<Vec<_>>());
    let (taken, told) = read(Format::Zip, bytes);
    told.expect("an archive");
    assert_eq!(taken.passages.len(), 5_000);
    assert!(taken.reasons().iter().all(|reason| *reason == "too-many"));
}

#[test]
fn an_archive_that_breaks_off_or_lies_is_refused_without_a_crash() {
    let whole = zipped(&[("note.txt", NOTE.to_vec()), ("again.txt", NOTE.to_vec())]);
    let (_, told) = read(Format::Zip, whole[..whole.len() / 2].to_vec());
    assert!(matches!(told, Err(ReadError::NotTheFormat { format: "zip", .. })), "{told:?}");
    // The index says that the first member is of four gigabytes.
    let mut lies = whole.clone();
    let at = (0..lies.len()).find(|at| lies[*at..].starts_with(b"PK\x01\x02")).expect("the index");
    lies[at + 20..at + 28].fill(0xFE);
    let (taken, told) = read(Format::Zip, lies);
    assert!(told.is_err() || taken.passages.len() <= 2, "{told:?}");
}

const LAUGHS: &str =
    "<!DOCTYPE x [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>";

#[test]
fn entities_that_multiply_are_refused_in_documents_and_workbooks() {
    let body =
        format!("{LAUGHS}<w:document><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>");
    let bytes = zipped(&[("word/document.xml", body.into_bytes())]);
    let (_, told) = read(Format::Docx, bytes);
    assert!(matches!(told, Err(ReadError::Doctype)), "{told:?}");
    let sheet = format!("{LAUGHS}<office:document-content><table:table/></office:document-content>");
    let (_, told) = read(Format::Ods, zipped(&[("content.xml", sheet.into_bytes())]));
    assert!(matches!(told, Err(ReadError::Doctype)), "{told:?}");
    // What another crate makes of it: nothing multiplies.
    let strings = format!("<?xml version=\"1.0\"?>{LAUGHS}<sst><si><t>&c;</t></si></sst>");
    let bytes = zipped(&[
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        ("xl/workbook.xml", b"<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>".to_vec()),
        ("xl/_rels/workbook.xml.rels", b"<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>".to_vec()),
        ("xl/sharedStrings.xml", strings.into_bytes()),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>".to_vec()),
    ]);
    let (taken, told) = read(Format::Xlsx, bytes);
    assert!(taken.entities.is_empty() && !format!("{told:?}{taken:?}").contains("hahahaha"), "{told:?}");
}

#[test]
fn a_7_a_workbook_that_says_it_is_endless_costs_what_stands_in_it() {
    let cell = "<table:table-cell table:number-columns-repeated=\"4294967296\"><text:p>x</text:p></table:table-cell>";
    let tables = format!(
        "<table:table table:name=\"a\"><table:table-row table:number-rows-repeated=\"4294967295\">{cell}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"18446744073709551615\"><table:table-cell><text:p>y</text:p></table:table-cell></table:table-row></table:table>"
    );
    let (taken, told) = read(Format::Ods, workbook(&tables));
    assert!(told.is_err() || taken.not_taken.len() <= 300, "{told:?} {}", taken.not_taken.len());
}

#[test]
fn nesting_without_end_in_a_document_is_read_flat() {
    let deep = format!("{}<w:p><w:r><w:t>core</w:t></w:r></w:p>", "<w:tbl><w:tr><w:tc>".repeat(100_000));
    let (taken, told) = read(Format::Docx, document(&deep, &[]));
    told.expect("a document");
    assert!(taken.passages.iter().any(|p| p.text == "core"));
}

/// Pages that lead back to themselves, in every way that such a file can point.
#[rstest]
#[case::tree("<</Type/Pages/Count 1/Kids[2 0 R]>>")]
#[case::tree_of_two("<</Type/Pages/Count 1/Kids[3 0 R]>>")]
#[case::kids("2 0 R")]
#[case::deep("<</Type/Pages/Count 1/Kids[[[[[[2 0 R]]]]]]>>")]
fn pages_that_lead_back_to_themselves_end(#[case] tree: &str) {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        tree.to_owned(),
        "<</Type/Pages/Count 1/Kids[2 0 R 2 0 R]>>".to_owned(),
    ];
    let (taken, told) = read(Format::Pdf, file_of(&objects, "/Root 1 0 R"));
    let error = told.expect_err("no page").to_string();
    assert!(error.contains("pdf") || error.contains("reading broke off"), "{error}");
    assert!(taken.passages.is_empty());
}

#[test]
fn a_7_a_page_that_draws_itself_ends() {
    let form = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 4 0 R/B 4 0 R>>>>/Length 11>>stream\n/A Do /B Do\nendstream";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 1/Kids[3 0 R]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</A 4 0 R/B 4 0 R>>>>/Contents 5 0 R>>".to_owned(),
        form.to_owned(),
        "<</Length 11>>stream\n/A Do /B Do\nendstream".to_owned(),
    ];
    let (taken, told) = read(Format::Pdf, file_of(&objects, "/Root 1 0 R"));
    told.expect("a page that was cut off");
    assert!(taken.reasons().contains(&"too-many"), "{:?}", taken.not_taken);
}

#[rstest]
#[case::length("<</Length 5 0 R>>stream\nBT ET\nendstream", "5 0 R")]
#[case::filters("<</Length 3/Filter[/FlateDecode/FlateDecode/FlateDecode]>>stream\nabc\nendstream", "1")]
#[case::arrays(&"[".repeat(500_000), "1")]
#[case::dictionaries(&"<</A ".repeat(200_000), "1")]
#[case::objects(
    "<</Type/ObjStm/N 2/First 8/Extends 5 0 R/Length 5 0 R>>stream\n5 0 4 0 1\nendstream",
    "4 0 R"
)]
fn objects_that_lead_back_to_themselves_or_never_close_end(#[case] contents: &str, #[case] other: &str) {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 1/Kids[3 0 R]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>".to_owned(),
        contents.to_owned(),
        other.to_owned(),
    ];
    let (taken, told) = read(Format::Pdf, file_of(&objects, "/Root 1 0 R/Prev 9"));
    let says =
        told.map_or_else(|error| error.to_string(), |summary| format!("{} not taken", summary.not_taken));
    assert!(!says.contains("took longer"), "{says}");
    assert!(taken.passages.is_empty());
}

#[test]
fn a_7_ten_gigabytes_of_nothing_are_refused_by_their_length() {
    let sparse = tempfile::tempfile().expect("a file");
    sparse.set_len(10 << 30).expect("a sparse file");
    for format in [Format::Pdf, Format::Mbox] {
        let file = sparse.try_clone().expect("the same file");
        let (_, told) = read_file(format, file);
        assert!(
            matches!(told, Err(ReadError::TooLarge { .. } | ReadError::NotTheFormat { .. })),
            "{format:?}: {told:?}"
        );
    }
}

#[test]
fn a_file_under_a_false_name_is_read_as_what_it_is_or_refused() {
    let pdf = pages(&["BT ET"], "");
    assert_eq!(detect(&pdf, "photo.jpg"), Some(Format::Pdf));
    assert_eq!(detect(b"\xFF\xD8\xFF\xE0\0\x10JFIF", "report.pdf"), None);
    assert_eq!(detect(b"MZ\x90\0\x03\0\0\0", "invoice.docx"), None);
    for format in [Format::Pdf, Format::Docx, Format::Xlsx, Format::Ods, Format::Zip] {
        let (_, told) = read(format, b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01".repeat(100));
        assert!(matches!(told, Err(ReadError::NotTheFormat { .. })), "{format:?}: {told:?}");
    }
}

#[test]
fn a_7_a_box_of_one_line_costs_that_mail_only() {
    let begin = Cursor::new(
        "From a Mon\nFrom: a@example.org\nSubject: first\n\nHello\n\nFrom b Tue\nFrom: b@example.org\n\n",
    );
    let endless = std::io::repeat(b'x').take(60 << 20);
    let end = Cursor::new("\n\nFrom c Wed\nFrom: c@example.org\nSubject: third\n\nBye\n");
    let (taken, told) = read_file(Format::Mbox, begin.chain(endless).chain(end));
    told.expect("a box");
    assert_eq!(reasons(&taken), [("mail 2", "too-long")]);
    let texts: Vec<&str> = taken.passages.iter().map(|p| p.text.as_str()).collect();
    assert!(texts.contains(&"Hello") && texts.contains(&"Bye"), "{texts:?}");
}

#[rstest]
#[case::parts(1_000, "Content-Type: multipart/mixed; boundary=")]
#[case::many_parts(100_000, "Content-Type: multipart/mixed; boundary=")]
#[case::mails(1_000, "")]
#[case::many_mails(200_000, "")]
fn a_7_parts_within_parts_without_end_are_read_or_refused(#[case] deep: usize, #[case] part: &str) {
    let mut mail = String::from("From: a@example.org\r\nSubject: deep\r\n");
    for level in 0..deep {
        if part.is_empty() {
            mail.push_str("Content-Type: message/rfc822\r\n\r\n");
        } else {
            mail.push_str(&format!("{part}b{level}\r\n\r\n--b{level}\r\n"));
        }
    }
    mail.push_str("Content-Type: text/plain\r\n\r\nthe core\r\n");
    let (taken, told) = read(Format::Mail, mail.into_bytes());
    match told {
        Ok(_) => assert!(taken.passages.iter().any(|p| p.text == "deep")),
        Err(error) => assert!(matches!(error, ReadError::NotTheFormat { format: "mail", .. }), "{error}"),
    }
}

#[test]
fn a_7_heads_and_lines_without_end_take_their_length() {
    let people = "a <a@example.org>, ".repeat(100_000);
    let lines = "X-Line: value\r\n".repeat(200_000);
    for mail in [
        format!("From: a@example.org\r\nTo: {people}\r\n\r\nx"),
        format!("From: a@example.org\r\n{lines}\r\nx"),
        format!("From: a@example.org\r\nSubject: {}\r\n\r\nx", "=?UTF-8?Q?=41?= ".repeat(100_000)),
        format!("From: a@example.org\r\nReceived: {}\r\n\r\nx", "from a by b; ".repeat(100_000)),
        format!("From: a@example.org\r\nTo: {}\r\n\r\nx", "(".repeat(500_000)),
    ] {
        let (taken, told) = read(Format::Mail, mail.into_bytes());
        told.expect("a mail");
        assert!(taken.passages.iter().any(|p| p.text == "x"), "{}", taken.passages.len());
    }
    let (taken, told) = read_file(Format::Ais, std::io::repeat(b'!').take(20 << 20));
    assert!(told.is_err() && taken.entities.is_empty());
}

#[test]
fn a_broken_page_within_an_archive_costs_itself_only() {
    let mut broken = pages(&["BT ET"], "");
    broken.truncate(60);
    let bytes = zipped(&[("broken.pdf", broken), ("note.txt", NOTE.to_vec())]);
    let (taken, told) = read(Format::Zip, bytes);
    told.expect("an archive");
    assert_eq!(reasons(&taken), [("broken.pdf", "malformed")]);
    assert_eq!(taken.passages.len(), 1);
}
