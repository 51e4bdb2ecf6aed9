//! Workbooks: read as tables and as they stand, and hostile ones.

use crate::{Taken, taken, text};
use reading::{Format, Options, ReadError};
use rust_xlsxwriter::{ExcelDateTime, Format as Look, Workbook};
use std::io::{Cursor, Read, Write};

fn book(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().expect("a workbook")
}

fn as_they_stand(bytes: &[u8]) -> Result<Taken, ReadError> {
    taken(Format::Xlsx, bytes, &Options { as_they_stand: true, ..Options::default() })
}

/// The same workbook with one part changed.
fn with_part(bytes: &[u8], part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..old.len() {
        let mut one = old.by_index(place).expect("a part");
        let (name, mut bytes) = (one.name().expect("a name").into_owned(), Vec::new());
        one.read_to_end(&mut bytes).expect("it reads");
        if name == part {
            bytes = change(String::from_utf8(bytes).expect("text")).into_bytes();
        }
        new.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        new.write_all(&bytes).expect("it writes");
    }
    new.finish().expect("a workbook").into_inner()
}

#[test]
fn every_sheet_of_a_workbook_is_a_table_and_its_places_name_the_sheet() {
    let bytes = book(|book| {
        for (sheet, name, phone) in
            [("mai", "Issa Garba", "+227 96 00 00 09"), ("juin", "Ama", "+233 24 123 45 67")]
        {
            let sheet = book.add_worksheet().set_name(sheet).expect("a name");
            for (column, cell) in [(0, "name"), (1, "phone"), (2, "birth date")] {
                sheet.write(0, column, cell).expect("a cell");
            }
            sheet.write(1, 0, name).expect("a cell");
            sheet.write(1, 1, phone).expect("a cell");
        }
        book.add_worksheet().set_name("empty").expect("a name");
    });
    assert_eq!(reading::detect(&bytes, "list.xlsx"), Some(Format::Xlsx));
    let read = taken(Format::Xlsx, &bytes, &Options::default()).expect("a workbook");
    let said: Vec<&str> = read.statements().map(|(_, draft)| text(draft)).collect();
    for word in ["Issa Garba", "+227 96 00 00 09", "Ama", "+233 24 123 45 67"] {
        assert!(said.contains(&word), "{word}: {said:?}");
    }
    let keys: std::collections::BTreeSet<&str> = read.entities.iter().map(|e| e.key.as_str()).collect();
    assert_eq!(keys.len(), read.entities.len(), "rows of two sheets are not one: {keys:?}");
}

#[test]
fn cells_come_as_they_stand_with_their_rows_and_nothing_is_computed() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        let day = ExcelDateTime::from_ymd(2027, 2, 24).expect("a day");
        sheet.write_with_format(2, 2, &day, &Look::new().set_num_format("yyyy-mm-dd")).expect("a cell");
        sheet.write(6, 0, "=1+1 as text").expect("a cell");
        sheet.write(6, 3, 42.5).expect("a cell");
        sheet.write(7, 0, rust_xlsxwriter::Formula::new("=1+1").set_result("kept")).expect("a cell");
    });
    let read = as_they_stand(&bytes).expect("a workbook");
    let rows: Vec<(u64, Vec<&str>)> =
        read.lines.iter().map(|l| (l.row, l.cells.iter().map(String::as_str).collect())).collect();
    assert_eq!(
        rows,
        [(3, vec!["", "", "2027-02-24"]), (7, vec!["=1+1 as text", "", "", "42.5"]), (8, vec!["kept"]),]
    );
}

#[test]
fn a_7_a_cell_in_the_far_corner_costs_what_one_cell_costs() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "first").expect("a cell");
        sheet.write(1_048_575, 16_383, "corner").expect("a cell");
    });
    let read = as_they_stand(&bytes).expect("a workbook");
    assert_eq!(read.lines.len(), 1);
    assert_eq!(read.reasons(), ["too-many"]);
}

#[test]
fn a_7_what_would_unpack_beyond_the_limit_is_not_unpacked() {
    let bytes = book(|book| drop(book.add_worksheet().write(0, 0, "x").map(|_| ())));
    let huge = with_part(&bytes, "xl/worksheets/sheet1.xml", |_| " ".repeat(193 * 1024 * 1024));
    assert!(huge.len() < 1024 * 1024, "it is small as it comes: {}", huge.len());
    let read = as_they_stand(&huge);
    assert!(matches!(read, Err(ReadError::TooLarge { .. })), "{read:?}");
}

#[test]
fn what_is_no_workbook_or_a_broken_one_is_refused_without_a_crash() {
    let bytes = book(|book| drop(book.add_worksheet().write(0, 0, "x").map(|_| ())));
    let broken = with_part(&bytes, "xl/worksheets/sheet1.xml", |text| {
        text.replace("</sheetData>", "<c r=\"ZZZZZZ99999999999\">")
    });
    for bad in
        [b"PK\x03\x04".to_vec(), b"name;phone\n".to_vec(), bytes[..bytes.len() / 2].to_vec(), Vec::new()]
    {
        let read = as_they_stand(&bad);
        assert!(matches!(read, Err(ReadError::NotTheFormat { format: "xlsx", .. })), "{read:?}");
    }
    // What the reader of a foreign crate makes of it stays in the child: it may die there, the node may not.
    let mut all = vec![broken];
    all.extend((0..bytes.len()).step_by(997).map(|place| {
        let mut flipped = bytes.clone();
        flipped[place] ^= 0x55;
        flipped
    }));
    for bad in all {
        let (_, told) = crate::child::read_in_child(
            Format::Xlsx,
            vec![reading::Input { name: "x.xlsx".into(), bytes: Box::new(Cursor::new(bad)) }],
            &reading::child::Limits::default(),
        );
        drop(told);
    }
    let (read, told) = crate::child::read_in_child(
        Format::Xlsx,
        vec![reading::Input { name: "x.xlsx".into(), bytes: Box::new(Cursor::new(bytes)) }],
        &reading::child::Limits::default(),
    );
    told.expect("a whole one reads there");
    assert_eq!(read.summary.entities, 0);
}
