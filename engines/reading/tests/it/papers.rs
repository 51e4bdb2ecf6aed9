//! Files that people have: mail, pages, documents, workbooks, archives, call records, zones and tracks, through the readers
//! and through the child.

use crate::child::read_in_child;
use crate::{Taken, shared, taken, text};
use kernel::{EntityKind, Property};
use reading::child::Limits;
use reading::{Format, Input, Options, Part, ReadError, Value, detect};
use std::io::{Cursor, Write};

/// An archive of these members.
pub(crate) fn zipped(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        // What says of the whole what it is stands open, as its format asks.
        let look = zip::write::SimpleFileOptions::default();
        let open = look.compression_method(zip::CompressionMethod::Stored);
        zip.start_file(*name, if *name == "mimetype" { open } else { look }).expect("a member");
        zip.write_all(bytes).expect("it writes");
    }
    zip.finish().expect("an archive").into_inner()
}

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// A text document with this body.
pub(crate) fn document(body: &str, others: &[(&str, String)]) -> Vec<u8> {
    let main = format!("<?xml version=\"1.0\"?><w:document {W}><w:body>{body}</w:body></w:document>");
    let mut members =
        vec![("[Content_Types].xml", b"<Types/>".to_vec()), ("word/document.xml", main.into_bytes())];
    members.extend(others.iter().map(|(name, xml)| (*name, xml.clone().into_bytes())));
    zipped(&members)
}

/// A workbook of OpenDocument with these sheets.
pub(crate) fn workbook(tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("content.xml", content.into_bytes()),
    ])
}

/// A file of pages, each with the operators that draw it, and one font whose letters are what `letters` says.
pub(crate) fn pages(contents: &[&str], letters: &str) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!(
            "<</Type/Pages/Count {}/Kids[{}]>>",
            contents.len(),
            (0..contents.len()).map(|n| format!("{} 0 R", 6 + n * 2)).collect::<Vec<_>>().join(" ")
        ),
        format!(
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 0/LastChar 255/Widths[{}]/ToUnicode 4 0 R>>",
            "500 ".repeat(256)
        ),
        stream(letters),
        "<</Title(Weekly report)/Author(A. Writer)/CreationDate(D:20260512080000Z)>>".to_owned(),
    ];
    for (nth, content) in contents.iter().enumerate() {
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>/Contents {} 0 R/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 1 1]/A<</S/URI/URI(https://t.me/boats{nth})>>>>]>>",
            7 + nth * 2
        ));
        objects.push(stream(content));
    }
    file_of(&objects, "/Root 1 0 R/Info 5 0 R")
}

fn stream(content: &str) -> String {
    format!("<</Length {}>>stream\n{content}\nendstream", content.len())
}

/// The objects of a file of pages, with the table that says where each begins.
pub(crate) fn file_of(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut starts = Vec::new();
    for (nth, object) in objects.iter().enumerate() {
        starts.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", nth + 1).into_bytes());
    }
    let at = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for start in starts {
        out.extend(format!("{start:010} 00000 n \n").into_bytes());
    }
    out.extend(
        format!("trailer\n<</Size {}{trailer}>>\nstartxref\n{at}\n%%EOF\n", objects.len() + 1).into_bytes(),
    );
    out
}

/// What each code of a font means.
fn meanings(pairs: &[(u8, char)]) -> String {
    let lines: Vec<String> =
        pairs.iter().map(|(code, c)| format!("<{code:02X}> <{:04X}>", u32::from(*c))).collect();
    format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n\
         1 begincodespacerange <00> <FF> endcodespacerange\n{} beginbfchar\n{}\nendbfchar\nendcmap end end",
        pairs.len(),
        lines.join("\n")
    )
}

pub(crate) fn latin() -> String {
    let pairs: Vec<(u8, char)> = (0x20..0x7F_u8).map(|code| (code, char::from(code))).collect();
    meanings(&pairs)
}

fn read(format: Format, bytes: &[u8]) -> Taken {
    taken(format, bytes, &Options::default()).expect("it reads")
}

fn passages(taken: &Taken) -> Vec<(Part, &str)> {
    taken.passages.iter().map(|passage| (passage.part, passage.text.as_str())).collect()
}

fn said(taken: &Taken, property: Property) -> Vec<&str> {
    taken.statements().filter(|(_, draft)| draft.property == property).map(|(_, draft)| text(draft)).collect()
}

const MAIL: &str = "Received: from relay.example.org by mx.example.net; Tue, 12 May 2026 08:00:00 +0200\r\n\
    From: =?UTF-8?B?2LPZhdmK2LE=?= <samir@example.org>\r\nTo: \"Hadj Ali\" <ali@example.net>, b@example.net\r\n\
    Date: Tue, 12 May 2026 07:59:00 +0200\r\nMessage-ID: <1@example.org>\r\nSubject: =?ISO-8859-1?Q?D=E9part?=\r\n\
    X-Spam: no\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b1\r\n\r\n\
    --b1\r\nContent-Type: multipart/alternative; boundary=b2\r\n\r\n\
    --b2\r\nContent-Type: text/plain; charset=windows-1256\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
    =E3=D1=CD=C8=C7\r\n--b2\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>hello <a href=\"https://t.me/boats\">here</a>\r\n--b2--\r\n\
    --b1\r\nContent-Type: text/csv; name=list.csv\r\nContent-Disposition: attachment; filename*=UTF-8''phones%20list.csv\r\n\r\n\
    name;phone\r\nIssa Garba;+227 96 00 00 09\r\n\
    --b1\r\nContent-Type: image/jpeg; name=photo.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/4AAQSkZJRg==\r\n\
    --b1\r\nContent-Type: message/rfc822\r\n\r\nFrom: c@example.org\r\nTo: samir@example.org\r\nSubject: inner\r\n\r\nThe boat leaves at nine.\r\n--b1--\r\n";

#[test]
fn a_mail_gives_its_head_its_words_and_each_attachment_under_its_name() {
    assert_eq!(detect(MAIL.as_bytes(), "x"), Some(Format::Mail));
    let read = read(Format::Mail, MAIL.as_bytes());
    let places: Vec<(String, &str)> = read
        .passages
        .iter()
        .map(|p| (format!("{}|{}", p.place.file, p.place.element), p.text.as_str()))
        .collect();
    for expected in [
        ("|subject", "Départ"),
        ("|from", "سمير <samir@example.org>"),
        ("|to", "Hadj Ali <ali@example.net>, b@example.net"),
        ("|", "مرحبا"),
        ("|link", "https://t.me/boats"),
        ("attachment 3.eml|subject", "inner"),
        ("attachment 3.eml|", "The boat leaves at nine."),
    ] {
        assert!(
            places.iter().any(|(place, text)| (place.as_str(), *text) == expected),
            "{expected:?} in {places:?}"
        );
    }
    let phones: Vec<(&str, &str)> = read
        .statements()
        .filter(|(_, draft)| draft.property == Property::Phone)
        .map(|(entity, draft)| (entity.key.as_str(), text(draft)))
        .collect();
    assert_eq!(phones.len(), 1, "{phones:?}");
    assert!(phones[0].0.contains("/row/"), "{phones:?}");
    let not: Vec<(&str, &str)> =
        read.not_taken.iter().map(|n| (n.place.file.as_str(), n.reason.code())).collect();
    assert!(not.contains(&("photo.jpg", "unknown-format")), "{not:?}");
    assert!(not.contains(&("", "no-place")), "what carried the mail is named: {not:?}");
}

#[test]
fn a_mail_is_an_event_with_those_who_took_part_and_an_address_is_one_in_every_mail() {
    let read = read(Format::Mail, MAIL.as_bytes());
    let events: Vec<_> = read.entities.iter().filter(|e| e.kind == EntityKind::Event).collect();
    assert_eq!(events.len(), 2);
    assert!(said(&read, Property::Date).contains(&"2026-05-12T07:59:00+02:00"));
    let accounts: Vec<&str> = read
        .entities
        .iter()
        .filter(|e| e.kind == EntityKind::OnlineAccount)
        .map(|e| e.key.as_str())
        .collect();
    assert_eq!(accounts.iter().filter(|key| key.ends_with("email/samir@example.org")).count(), 2);
    assert!(accounts.iter().all(|key| key.starts_with("=email/")), "{accounts:?}");
    assert!(read.entities.iter().flat_map(|e| &e.statements).any(|draft| {
        draft.property == Property::PresentAt
            && matches!(&draft.value, Value::Link(to) if to == "=mail/1@example.org")
    }));
}

#[test]
fn real_mails_are_read_whole() {
    let (Some(one), Some(many)) =
        (shared("data/formats/mail/attached.eml"), shared("data/formats/mail/plan.mbox"))
    else {
        return;
    };
    let bytes = std::fs::read(one).expect("readable");
    assert_eq!(detect(&bytes, "attached.eml"), Some(Format::Mail));
    let mail = read(Format::Mail, &bytes);
    let texts: Vec<&str> = mail.passages.iter().map(|p| p.text.as_str()).collect();
    for part in
        ["body of the email", "first part (plaintext)", "second part (HTML)", "third part", "fourth part"]
    {
        assert!(texts.iter().any(|text| text.contains(part)), "{part} in {texts:?}");
    }
    let bytes = std::fs::read(many).expect("readable");
    assert_eq!(detect(&bytes, "plan.mbox"), Some(Format::Mbox));
    let mails = read(Format::Mbox, &bytes);
    let begins = bytes.split(|b| *b == b'\n').filter(|line| line.starts_with(b"From - ")).count();
    let events = mails.entities.iter().filter(|e| e.kind == EntityKind::Event).count();
    assert!(begins > 0);
    assert_eq!(events, begins);
    assert!(
        mails
            .passages
            .iter()
            .any(|p| p.text.contains("I will have to go to police then.") && p.place.file == "mail 1")
    );
}

#[test]
fn pages_give_their_text_with_page_and_line_and_what_the_file_says_of_itself() {
    let one = "BT /F1 20 Tf 50 700 Td (Boats of May) Tj ET BT /F1 10 Tf 50 650 Td (Samir paid 2,500) Tj 0 -12 Td (to Hadj Ali.) Tj 0 -60 Td (Nothing else.) Tj ET";
    let bytes = pages(&[one, "BT /F1 10 Tf 50 700 Td (Second page) Tj ET", "0 0 m 10 10 l S"], &latin());
    assert_eq!(detect(&bytes, "report"), Some(Format::Pdf));
    let read = read(Format::Pdf, &bytes);
    let texts: Vec<(u64, Part, &str)> =
        read.passages.iter().map(|p| (p.place.page, p.part, p.text.as_str())).collect();
    for expected in [
        (0, Part::About, "Weekly report"),
        (0, Part::About, "A. Writer"),
        (0, Part::About, "2026-05-12T08:00:00"),
        (1, Part::Heading, "Boats of May"),
        (1, Part::Body, "Samir paid 2,500\nto Hadj Ali."),
        (1, Part::Body, "Nothing else."),
        (1, Part::About, "https://t.me/boats0"),
        (2, Part::Body, "Second page"),
    ] {
        assert!(texts.contains(&expected), "{expected:?} in {texts:?}");
    }
    let not: Vec<(u64, &str)> = read.not_taken.iter().map(|n| (n.place.page, n.reason.code())).collect();
    assert_eq!(not, [(3, "empty")]);
}

#[test]
fn arabic_pages_are_read_in_their_order_and_not_in_that_of_the_eye() {
    // "سمير 27" as a page holds it: from the left, in the forms that letters take.
    let letters = meanings(&[(1, 'ﺳ'), (2, 'ﻤ'), (3, 'ﻴ'), (4, 'ﺮ'), (5, '2'), (6, '7'), (7, ' ')]);
    let bytes = pages(&["BT /F1 10 Tf 50 700 Td <05060704030201> Tj ET"], &letters);
    let read = read(Format::Pdf, &bytes);
    assert!(read.passages.iter().any(|p| p.text == "سمير 27"), "{:?}", read.passages);
    assert!(read.not_taken.is_empty(), "{:?}", read.not_taken);
}

#[test]
fn a_scanned_page_is_said_to_be_a_picture_and_nothing_is_invented_for_it() {
    let picture = "q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{1} EI Q";
    let bytes = pages(&[picture, "BT /F1 10 Tf 50 700 Td (Words) Tj ET"], &latin());
    let read = read(Format::Pdf, &bytes);
    let not: Vec<(u64, &str, &str)> =
        read.not_taken.iter().map(|n| (n.place.page, n.reason.code(), n.detail.as_str())).collect();
    assert_eq!(not, [(1, "no-text", "a picture without a text layer")]);
    assert!(read.passages.iter().any(|p| p.text == "Words" && p.place.page == 2));
}

#[test]
fn a_document_gives_headings_paragraphs_rows_notes_and_its_pages() {
    let body = "<w:p><w:pPr><w:pStyle w:val=\"Titre1\"/></w:pPr><w:r><w:t>Rapport</w:t></w:r></w:p>\
        <w:p><w:r><w:t xml:space=\"preserve\">Samir </w:t></w:r><w:del w:author=\"B\" w:date=\"2026-05-12T08:00:00Z\"><w:r><w:delText>lied</w:delText></w:r></w:del>\
        <w:ins w:author=\"B\"><w:r><w:t>said &amp; wrote</w:t></w:r></w:ins><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>\
        <w:p><w:r><w:br w:type=\"page\"/></w:r><w:r><w:t>After the break</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Name</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Phone</w:t></w:r></w:p></w:tc></w:tr>\
        <w:tr><w:tc><w:p><w:r><w:t>Issa</w:t></w:r></w:p><w:p><w:r><w:t>Garba</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>+227 96 00 00 09</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
        <mc:AlternateContent><mc:Choice><w:p><w:r><w:t>Box</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>Box again</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>";
    let others = [
        ("word/styles.xml", format!("<w:styles {W}><w:style w:styleId=\"Titre1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>")),
        ("word/footnotes.xml", format!("<w:footnotes {W}><w:footnote w:id=\"2\"><w:p><w:r><w:t>See page 4.</w:t></w:r></w:p></w:footnote></w:footnotes>")),
        ("word/header1.xml", format!("<w:hdr {W}><w:p><w:r><w:t>SECRET</w:t></w:r></w:p></w:hdr>")),
        ("word/comments.xml", format!("<w:comments {W}><w:comment w:id=\"0\" w:author=\"C\"><w:p><w:r><w:t>Really?</w:t></w:r></w:p></w:comment></w:comments>")),
        ("word/_rels/document.xml.rels", "<Relationships><Relationship Id=\"r1\" Target=\"https://t.me/boats?a=1&amp;b\" TargetMode=\"External\"/></Relationships>".to_owned()),
        ("docProps/core.xml", "<cp:coreProperties><dc:creator>A. Writer</dc:creator><cp:revision>3</cp:revision></cp:coreProperties>".to_owned()),
    ];
    let bytes = document(body, &others);
    assert_eq!(detect(&bytes, "x.docx"), Some(Format::Docx));
    let read = read(Format::Docx, &bytes);
    let expected = [
        (Part::About, "A. Writer"),
        (Part::Heading, "Rapport"),
        (Part::Body, "Samir said & wrote[2]"),
        (Part::Body, "After the break"),
        (Part::Table, "Name | Phone"),
        (Part::Table, "Issa\nGarba | +227 96 00 00 09"),
        (Part::Body, "Box"),
        (Part::Note, "See page 4."),
        (Part::About, "SECRET"),
        (Part::Note, "Really?"),
        (Part::About, "https://t.me/boats?a=1&b"),
    ];
    let found = passages(&read);
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for one in expected {
        assert!(found.contains(&one), "{one:?} in {found:?}");
    }
    let page = |text: &str| read.passages.iter().find(|p| p.text == text).map(|p| p.place.page);
    assert_eq!((page("Rapport"), page("After the break")), (Some(1), Some(2)));
    let comment = read.passages.iter().find(|p| p.text == "Really?").expect("a comment");
    assert_eq!(comment.place.element, "comments 0 C");
    let struck: Vec<&str> = read.not_taken.iter().map(|n| n.detail.as_str()).collect();
    assert_eq!(struck, ["4 letters struck out by B 2026-05-12T08:00:00Z"]);
    assert!(!found.iter().any(|(_, text)| text.contains("lied")));
}

#[test]
fn paragraphs_are_counted_as_the_word_processor_shows_them() {
    let number = |list: u32| format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr>");
    let one = |settings: &str, text: &str| {
        let run = if text.is_empty() { String::new() } else { format!("<w:r><w:t>{text}</w:t></w:r>") };
        format!("<w:p><w:pPr>{settings}</w:pPr>{run}</w:p>")
    };
    let changed = format!(
        "{}<w:pPrChange><w:pPr><w:pStyle w:val=\"Heading1\"/>{}</w:pPr></w:pPrChange>",
        number(1),
        number(2)
    );
    let boxed = format!(
        "<w:p><w:pPr>{}</w:pPr><w:r><w:txbxContent>{}</w:txbxContent></w:r><w:r><w:t>around</w:t></w:r></w:p>",
        number(1),
        one("", "in a box")
    );
    let struck = format!("{}<w:rPr><w:del w:author=\"B\"/></w:rPr>", number(1));
    let body = [
        one(&number(1), "first"),
        one(&number(1), ""),
        one(&changed, "third"),
        // Struck out whole: it is there no more.
        one(&struck, ""),
        boxed,
        one(&number(2), "other"),
        one(&number(1), "last"),
    ]
    .concat();
    let level = |format: &str| {
        format!(
            "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"%1.\"/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:numbering {W}><w:abstractNum w:abstractNumId=\"1\">{}</w:abstractNum><w:abstractNum w:abstractNumId=\"2\">{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"2\"/></w:num></w:numbering>",
        level("decimal"),
        level("hebrew1")
    );
    let read = read(Format::Docx, &document(&body, &[("word/numbering.xml", numbering)]));
    let found: Vec<&str> = read.passages.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(found, ["1.\tfirst", "3.\tthird", "in a box", "4.\taround", "1.\tother", "5.\tlast"]);
    assert!(read.passages.iter().all(|p| p.part == Part::Body));
    let not: Vec<&str> = read.not_taken.iter().map(|n| n.detail.as_str()).collect();
    assert_eq!(not, ["numbers written as `hebrew1` are told in digits"]);
}

#[test]
fn an_opendocument_workbook_is_its_tables_and_repetition_costs_nothing() {
    let cell = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let tables = format!(
        "<table:table table:name=\"mai\"><table:table-row>{}{}{}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
         <table:table-row>{}{}<table:table-cell office:value-type=\"date\" office:date-value=\"1985-03-12T00:00:00\"><text:p>12/03/85</text:p></table:table-cell></table:table-row></table:table>",
        cell("name"),
        cell("phone"),
        cell("birth date"),
        cell("Issa &amp; Garba<office:annotation><text:p>a note</text:p></office:annotation>"),
        cell("+227 96 00 00 09")
    );
    let bytes = workbook(&tables);
    assert_eq!(detect(&bytes, "x"), Some(Format::Ods));
    let taken_in = read(Format::Ods, &bytes);
    assert_eq!(said(&taken_in, Property::Name), ["Issa & Garba"]);
    assert_eq!(said(&taken_in, Property::BirthDate), ["1985-03-12"]);
    let rows =
        taken(Format::Ods, &bytes, &Options { as_they_stand: true, ..Options::default() }).expect("rows");
    assert_eq!(rows.lines.iter().map(|line| line.row).collect::<Vec<_>>(), [1, 1_000_002]);
}

#[test]
fn an_archive_is_its_members_three_deep_and_its_names_are_no_paths() {
    let note = |text: &str| text.as_bytes().to_vec();
    let deep = zipped(&[("deepest.txt", note("too deep\n"))]);
    let third = zipped(&[("third.txt", note("at the third\n")), ("fourth.zip", deep)]);
    let second = zipped(&[("third.zip", third)]);
    let bytes = zipped(&[
        ("../../etc/passwd", note("root is here\n")),
        ("/abs/name.txt", note("absolute\n")),
        ("C:\\windows\\x.txt", note("drive\n")),
        ("second.zip", second),
        ("mail.eml", MAIL.as_bytes().to_vec()),
        ("photo.png", b"\x89PNG\r\n\x1a\n0000".to_vec()),
        ("empty", Vec::new()),
    ]);
    assert_eq!(detect(&bytes, "all.zip"), Some(Format::Zip));
    let read = read(Format::Zip, &bytes);
    let files: Vec<(&str, &str)> =
        read.passages.iter().map(|p| (p.place.file.as_str(), p.text.as_str())).collect();
    for expected in [
        ("../../etc/passwd", "root is here"),
        ("/abs/name.txt", "absolute"),
        ("C:\\windows\\x.txt", "drive"),
        ("second.zip > third.zip > third.txt", "at the third"),
        ("mail.eml > attachment 3.eml", "The boat leaves at nine."),
    ] {
        assert!(files.contains(&expected), "{expected:?} in {files:?}");
    }
    let not: Vec<(&str, &str)> =
        read.not_taken.iter().map(|n| (n.place.file.as_str(), n.reason.code())).collect();
    for expected in [
        ("second.zip > third.zip > fourth.zip > deepest.txt", "too-many"),
        ("photo.png", "unknown-format"),
        ("empty", "empty"),
        ("mail.eml > photo.jpg", "unknown-format"),
    ] {
        assert!(not.contains(&expected), "{expected:?} in {not:?}");
    }
}

#[test]
fn a_locked_member_is_said_and_the_others_stand() {
    let mut bytes = zipped(&[("open.txt", b"open words here\n".to_vec()), ("shut.txt", b"shut\n".to_vec())]);
    // The mark of a locked member, in its own head and in the index.
    for mark in [b"PK\x03\x04".as_slice(), b"PK\x01\x02"] {
        let at = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(mark)).nth(1).expect("the second");
        bytes[at + if mark[2] == 3 { 6 } else { 8 }] |= 1;
    }
    let read = read(Format::Zip, &bytes);
    assert_eq!(read.passages.len(), 1);
    let not: Vec<(&str, &str)> =
        read.not_taken.iter().map(|n| (n.place.file.as_str(), n.reason.code())).collect();
    assert_eq!(not, [("shut.txt", "locked")]);
}

#[test]
fn call_records_give_lines_moments_antennas_and_devices() {
    let table = "A-Number;B-Number;Start time;Duration;IMEI;Cell ID;Latitude;Longitude;Charge\n\
        +227 96 00 00 09;+218 91 234 5678;2026-05-12 07:30:30;126;356938035643809;C17;16.97;7.99;3\n\
        +218 91 234 5678;+227 96 00 00 09;2026-05-12 07:40:00;0;;C18;116.97;7.99;3\n\
        +227 96 00 00 09;+218 91 234 5678;not a day;1;356938035643809;C17;16.97;7.99;3\n";
    assert_eq!(detect(table.as_bytes(), "calls.csv"), Some(Format::Calls));
    let read = read(Format::Calls, table.as_bytes());
    assert_eq!(read.summary.records, 3);
    assert_eq!(said(&read, Property::Phone), ["+227 96 00 00 09", "+218 91 234 5678"]);
    assert_eq!(said(&read, Property::Date), ["2026-05-12T07:30:30", "2026-05-12T07:40:00"]);
    assert_eq!(said(&read, Property::Remark), ["call, 126 s", "call", "call, 1 s"]);
    assert_eq!(said(&read, Property::Imei), ["356938035643809"]);
    assert_eq!(said(&read, Property::Address), ["16.97, 7.99"]);
    assert_eq!(read.reasons(), ["no-place", "malformed", "not-a-date"]);
}

#[test]
fn real_call_records_are_taken_whole() {
    for (file, texts) in [("u_test.csv", false), ("u_test_antennas.csv", true)] {
        let Some(path) = shared(&format!("data/formats/cdr/{file}")) else { return };
        let bytes = std::fs::read(path).expect("readable");
        assert_eq!(detect(&bytes, file), Some(Format::Calls), "{file}");
        let read = read(Format::Calls, &bytes);
        let lines = bytes.split(|b| *b == b'\n').filter(|line| !line.is_empty()).count() as u64;
        assert_eq!(read.summary.records, lines - u64::from(texts), "{file}");
        assert_eq!(read.reasons(), Vec::<&str>::new(), "{file}");
        assert!(read.entities.iter().any(|e| e.kind == EntityKind::Place), "{file}");
    }
}

#[test]
fn real_tracks_are_taken_and_every_line_is_accounted_for() {
    let Some(path) = shared("data/formats/ais/nmea.txt") else { return };
    let bytes = std::fs::read(path).expect("readable");
    assert_eq!(detect(&bytes, "nmea.txt"), Some(Format::Ais));
    let read = read(Format::Ais, &bytes);
    let vessels: std::collections::BTreeSet<&str> =
        read.entities.iter().filter(|e| e.kind == EntityKind::Vessel).map(|e| e.key.as_str()).collect();
    assert_eq!(said(&read, Property::Mmsi).len(), vessels.len());
    assert!(vessels.len() > 100, "{}", vessels.len());
    assert!(
        !said(&read, Property::CallSign).is_empty(),
        "{:?}",
        read.not_taken.iter().rev().take(20).map(|n| &n.detail).collect::<Vec<_>>()
    );
    let empty = bytes
        .split(|b| *b == b'\n')
        .filter(|line| {
            line.windows(2).any(|two| two == b",,") && line.ends_with(b",,0*25") || line.ends_with(b",,0*26")
        })
        .count() as u64;
    let said_empty =
        read.not_taken.iter().filter(|n| n.reason.code() == "empty" && n.detail.starts_with('!')).count()
            as u64;
    let more: u64 = read
        .not_taken
        .iter()
        .filter_map(|n| {
            n.detail.strip_suffix(" more of the kind `empty`").and_then(|n| n.parse::<u64>().ok())
        })
        .sum();
    assert!(said_empty + more >= empty, "{said_empty} and {more} of {empty}");
}

/// The specimens with the readings that another reader expects of them.
#[test]
fn specimens_of_zones_are_read_as_expected() {
    let mut count = 0;
    for file in ["td1", "td2", "td3", "frenchNationalId"] {
        let Some(path) = shared(&format!("data/formats/mrz/{file}.test.ts")) else { return };
        let source = std::fs::read_to_string(path).expect("readable");
        for case in source.split("const MRZ = [").skip(1) {
            let Some((zone, rest)) = case.split_once("];") else { continue };
            let zone: Vec<&str> = zone.split('\'').skip(1).step_by(2).collect();
            let Some((_, fields)) = rest.split_once("toStrictEqual({") else { continue };
            let (fields, _) = fields.split_once("});").expect("fields");
            let field = |name: &str| {
                let line = fields.lines().find_map(|line| line.trim().strip_prefix(&format!("{name}: ")))?;
                Some(line.trim_end_matches(',').trim_matches('\'').to_owned()).filter(|value| value != "null")
            };
            // A case that is about mending what was misread, or about what is no zone, is not about reading.
            let (Some(number), Some(surname)) = (field("documentNumber"), field("lastName")) else {
                continue;
            };
            if zone.iter().any(|line| line.contains('?')) {
                continue;
            }
            let read = reading::mrz::zones(&zone.join("\n"));
            let [(0, read)] = read.as_slice() else { panic!("{zone:?}: {read:?}") };
            let number = if file == "frenchNationalId" {
                format!(
                    "{}{}{number}",
                    field("issueDate").unwrap_or_default(),
                    field("administrativeCode2").unwrap_or_default()
                )
            } else {
                number
            };
            assert_eq!(
                (read.number.as_str(), read.surname.as_str()),
                (number.as_str(), surname.as_str()),
                "{zone:?}"
            );
            if let Some(given) = field("firstName") {
                assert_eq!(read.given, given, "{zone:?}");
            }
            for (name, value) in
                [("birthDate", &read.birth), ("expirationDate", &read.expiry), ("issuingState", &read.issuer)]
            {
                if let Some(expected) = field(name) {
                    assert_eq!(value, &expected, "{name} of {zone:?}");
                }
            }
            if rest.split("toStrictEqual").next().is_some_and(|before| before.contains("valid: true")) {
                assert!(read.wrong.is_empty(), "{zone:?}: {:?}", read.wrong);
            }
            count += 1;
        }
    }
    assert!(count >= 10, "{count} specimens");
}

#[test]
fn a_6_papers_are_read_by_the_child_as_by_the_reader() {
    let files = [
        (Format::Mail, MAIL.as_bytes().to_vec()),
        (Format::Pdf, pages(&["BT /F1 10 Tf 50 700 Td (Words) Tj ET"], &latin())),
        (Format::Docx, document("<w:p><w:r><w:t>Words</w:t></w:r></w:p>", &[])),
        (Format::Text, "سمير\n\nAli\n".as_bytes().to_vec()),
        (Format::Zip, zipped(&[("a.txt", b"Words are here\n".to_vec())])),
    ];
    for (format, bytes) in files {
        let here = read(format, &bytes);
        let file = Input { name: "x".into(), bytes: Box::new(Cursor::new(bytes)) };
        let (there, told) = read_in_child(format, vec![file], &Limits::default());
        assert_eq!(told.expect("it reads").records, here.summary.records, "{format:?}");
        assert_eq!(there.passages, here.passages);
        assert_eq!(there.entities, here.entities);
        assert_eq!(there.not_taken, here.not_taken);
        assert!(!there.passages.is_empty());
    }
}

#[test]
fn what_is_not_what_it_is_called_is_refused_in_words() {
    for format in
        [Format::Pdf, Format::Docx, Format::Ods, Format::Zip, Format::Mbox, Format::Ais, Format::Calls]
    {
        let read = taken(format, b"just some words;and more\n", &Options::default());
        assert!(
            matches!(&read, Err(ReadError::NotTheFormat { format: told, .. }) if *told == format.code()),
            "{format:?}: {read:?}"
        );
    }
}
