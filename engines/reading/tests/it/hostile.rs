//! Files made to harm, and files that are merely broken.

use super::*;
use kernel::Property;
use reading::Mapping;

const OPEN: &str = "<CONSOLIDATED_LIST><INDIVIDUALS>";

fn person(nth: usize) -> String {
    format!(
        "<INDIVIDUAL><FIRST_NAME>Person{nth}</FIRST_NAME><REFERENCE_NUMBER>R{nth}</REFERENCE_NUMBER></INDIVIDUAL>"
    )
}

fn un(xml: &str) -> Result<Taken, ReadError> {
    taken(Format::UnScList, xml.as_bytes(), &Options::default())
}

fn table(bytes: &[u8]) -> Result<Taken, ReadError> {
    taken(Format::Csv, bytes, &Options::default())
}

#[test]
fn entity_expansion_is_refused_with_a_word_about_it() {
    let bomb = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>{OPEN}{}",
        person(1)
    );
    assert!(matches!(un(&bomb), Err(ReadError::Doctype)));
}

#[test]
fn an_unknown_entity_is_never_looked_up() {
    let read = un(&format!(
        "{OPEN}<INDIVIDUAL><FIRST_NAME>A &xxe; B &amp; &#67;</FIRST_NAME></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>"
    ));
    let read = read.expect("a list");
    assert!(read.reasons().contains(&"entity-reference"));
    assert_eq!(read.statements().map(|(_, s)| text(s)).next(), Some("A B & C"));
}

#[test]
fn a_truncated_list_keeps_what_stood_and_says_where_it_broke() {
    let whole = format!("{OPEN}{}{}{}", person(1), person(2), &person(3)[..40]);
    let read = un(&whole).expect("a list");
    assert_eq!(read.summary.records, 2);
    let broken = read.summary.broken.clone().expect("broken");
    assert!(broken.place.reference.contains("R2"), "{broken:?}");
    assert!(read.reasons().contains(&"broken-off"));
}

#[test]
fn nesting_without_end_is_cut_off() {
    let read = un(&format!("{OPEN}{}{}", person(1), "<INDIVIDUAL>".repeat(100_000))).expect("a list");
    assert_eq!(read.summary.records, 1);
    assert!(read.summary.broken.is_some());
}

#[test]
fn a_text_beyond_the_limit_is_cut_off_and_not_held_in_memory() {
    let big = std::io::Read::chain(
        std::io::Cursor::new(format!("{OPEN}{}<INDIVIDUAL><FIRST_NAME>", person(1))),
        std::io::Read::take(std::io::repeat(b'x'), 1 << 30),
    );
    let read = taken_from(Format::UnScList, Box::new(big), &Options::default()).expect("a list");
    assert_eq!(read.summary.records, 1);
    assert!(read.summary.broken.is_some());
}

#[test]
fn another_kind_of_xml_is_refused() {
    assert!(matches!(un("<html><body/></html>"), Err(ReadError::NotTheFormat { .. })));
    assert!(matches!(un("not xml"), Err(ReadError::NotTheFormat { .. })));
    assert!(matches!(un(""), Err(ReadError::NotTheFormat { .. })));
}

#[test]
fn bytes_that_are_no_letters_break_a_list_off_there() {
    let mut bytes = format!("{OPEN}{}<INDIVIDUAL><FIRST_NAME>", person(1)).into_bytes();
    bytes.extend_from_slice(b"\xFF\xFE</FIRST_NAME></INDIVIDUAL>");
    let read = taken(Format::UnScList, &bytes, &Options::default()).expect("a list");
    assert_eq!(read.summary.records, 1);
    assert!(read.summary.broken.is_some());
}

#[test]
fn unknown_elements_are_named_once_with_their_count() {
    let strange = "<INDIVIDUAL><FIRST_NAME>A B</FIRST_NAME><SURPRISE>1</SURPRISE></INDIVIDUAL>";
    let read = un(&format!("{OPEN}{}</INDIVIDUALS></CONSOLIDATED_LIST>", strange.repeat(3))).expect("a list");
    let named: Vec<&str> = read
        .not_taken
        .iter()
        .filter(|n| n.reason.code() == "unknown-element")
        .map(|n| n.detail.as_str())
        .collect();
    assert_eq!(named, ["3 times"]);
}

#[test]
fn ever_new_elements_do_not_fill_memory() {
    let strange: String = (0..2_000).map(|n| format!("<S{n}/>")).collect();
    let list = format!(
        "{OPEN}<INDIVIDUAL><FIRST_NAME>A B</FIRST_NAME>{strange}</INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>"
    );
    let read = un(&list).expect("a list");
    assert_eq!(read.not_taken.len(), 501);
    assert!(read.not_taken.iter().any(|n| n.place.element == "others" && n.detail == "1500 times"));
}

#[test]
fn every_line_of_a_table_ends_as_taken_or_with_its_reason() {
    let mut bytes =
        b"Name,Phone\nA One,+233241234567\nB\0Two,1\nC Three\nD Four,=HYPERLINK(1)\n,\nE\xFFFive,2\n\"F Six,"
            .to_vec();
    bytes.extend_from_slice(b"3\n");
    let read = table(&bytes).expect("a table");
    assert_eq!(read.reasons(), ["nul", "columns", "empty", "encoding", "quotes"]);
    assert_eq!(read.summary.records, 2);
    let flags: Vec<_> =
        read.statements().filter(|(_, s)| s.property == Property::Phone).map(|(_, s)| s.flag).collect();
    assert_eq!(flags, [None, Some(reading::Flag::Formula)]);
    assert_eq!(read.not_taken.iter().map(|n| n.place.line).collect::<Vec<_>>(), [3, 4, 6, 7, 8]);
}

#[test]
fn a_line_of_64_megabytes_costs_itself_only() {
    let big = std::io::Read::chain(
        std::io::Read::chain(
            std::io::Cursor::new("Name,Phone\nA One,1\n"),
            std::io::Read::take(std::io::repeat(b'x'), 64 << 20),
        ),
        std::io::Cursor::new("\nB Two,2\n"),
    );
    let read = taken_from(Format::Csv, Box::new(big), &Options::default()).expect("a table");
    assert_eq!(read.summary.records, 2);
    assert_eq!(read.reasons(), ["too-long"]);
}

#[test]
fn a_mapping_of_ones_own_is_followed_and_a_missing_column_named() {
    let mapping = |column: &str| {
        Mapping::from_toml(&format!(
            "region='GH'\ndelimiter=';'\nencoding='latin1'\n[[entities]]\nkey='p'\nkind='person'\n\
             [[entities]]\nkey='d'\nkind='travel-document'\n\
             [[columns]]\ncolumn='Pr\u{e9}nom'\nentity='p'\nproperty='name'\njoin=true\n\
             [[columns]]\ncolumn='Nom'\nentity='p'\nproperty='name'\njoin=true\n\
             [[columns]]\ncolumn='{column}'\nentity='d'\nproperty='document-number'\n\
             [[links]]\nfrom='p'\nproperty='holds-document'\nto='d'\n"
        ))
        .expect("a mapping")
    };
    let bytes = b"Nom;Pr\xE9nom;Pi\xE8ce;Autre\nKon\xE9;Awa;G1234567;x\n";
    let options = Options { mapping: Some(mapping("piece")), ..Options::default() };
    let read = taken(Format::Csv, bytes, &options).expect("a table");
    let says: Vec<(Property, &str)> = read.statements().map(|(_, s)| (s.property, text(s))).collect();
    assert_eq!(
        says,
        [
            (Property::Name, "Awa Koné"),
            (Property::HoldsDocument, "row/2/d"),
            (Property::DocumentNumber, "G1234567")
        ]
    );
    assert_eq!(read.reasons(), ["no-place"]);
    let options = Options { mapping: Some(mapping("absent")), ..Options::default() };
    let refused = taken(Format::Csv, bytes, &options).expect_err("no such column");
    assert!(refused.to_string().contains("`absent`"), "{refused}");
}

#[test]
fn an_alias_of_an_entry_that_is_not_there_is_named() {
    let file = |name: &str, bytes: &'static [u8]| Input { name: name.into(), bytes: Box::new(bytes) };
    let sdn = b"40,\"SOME COMPANY\",-0- ,CUBA,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n";
    let files = vec![file("alt.csv", b"36,12,aka,\"AERO\",-0- \n"), file("sdn.csv", sdn)];
    let mut out = Taken::default();
    let summary = reading::read_ofac(files, &mut |item| out.take(item)).expect("a list");
    assert_eq!((summary.records, out.reasons()), (1, vec!["no-entry"]));
    let alone = vec![file("alt.csv", b"36,12,aka,\"AERO\",-0- \n")];
    let refused = reading::read_ofac(alone, &mut |_| Control::Go).expect_err("no entries");
    assert!(refused.to_string().contains("sdn.csv"), "{refused}");
}
