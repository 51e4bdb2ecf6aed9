//! Formats of cases and networks: what the real files give, and that what is written reads back whole.

use super::*;
use kernel::{EntityKind, Property};
use proptest::prelude::*;
use reading::item::Marked;
use reading::write::{Outgoing, Target, Writer};
use reading::{Record, detect};
use std::collections::{BTreeMap, BTreeSet};

/// The records of a file, whole.
fn records(format: Format, bytes: &[u8]) -> Vec<Record> {
    let mut records = Vec::new();
    let inputs: Vec<(String, Box<dyn std::io::Read>)> =
        vec![("file".to_owned(), Box::new(std::io::Cursor::new(bytes.to_vec())))];
    read(format, inputs, &Options::default(), &mut |item| {
        if let Item::Record(record) = item {
            records.push(record);
        }
        Control::Go
    })
    .expect("a file of the format");
    records
}

type Said = BTreeMap<String, (EntityKind, BTreeMap<(Property, String), usize>)>;

/// What is said of each entity, by what it is called: keys are of a file, and change from one to the next.
fn said(records: &[Record]) -> Said {
    let mut kinds = BTreeMap::new();
    let mut of: BTreeMap<String, Vec<(Property, Value)>> = BTreeMap::new();
    for entity in records.iter().flat_map(|r| &r.entities) {
        kinds.entry(entity.key.clone()).or_insert(entity.kind);
        let all = entity.statements.iter().map(|d| (d.property, d.value.clone()));
        of.entry(entity.key.clone()).or_default().extend(all);
    }
    let caption = |key: &str| {
        let texts: BTreeSet<String> = of[key]
            .iter()
            .filter_map(|(p, v)| if let Value::Text(t) = v { Some(format!("{p}={t}")) } else { None })
            .collect();
        texts.into_iter().collect::<Vec<_>>().join("|")
    };
    let mut out = Said::new();
    for (key, statements) in &of {
        let entry = out.entry(caption(key)).or_insert_with(|| (kinds[key], BTreeMap::new()));
        for (property, value) in statements {
            let text = match value {
                Value::Text(text) => text.clone(),
                Value::Link(to) if of.contains_key(to) => caption(to),
                Value::Link(_) => continue,
            };
            entry.1.entry((*property, text)).or_insert(1);
        }
    }
    out
}

/// The entities of records, each once and whole, as an export hands them over.
fn outgoing(records: &[Record]) -> Vec<Outgoing> {
    let mut all: Vec<Outgoing> = Vec::new();
    for (entity, marked) in records.iter().flat_map(|r| r.entities.iter().map(|e| (e, r.marked))) {
        match all.iter_mut().find(|o| o.entity.key == entity.key) {
            Some(before) => before.entity.statements.extend(entity.statements.clone()),
            None => all.push(Outgoing { entity: entity.clone(), marked, restrictions: Vec::new() }),
        }
    }
    all.retain(|o| !o.entity.statements.is_empty());
    all
}

fn written(target: Target, all: &[Outgoing]) -> (Vec<u8>, BTreeMap<String, u64>) {
    written_with(target, all, "a")
}

fn written_with(target: Target, all: &[Outgoing], salt: &str) -> (Vec<u8>, BTreeMap<String, u64>) {
    let kinds: BTreeMap<&str, EntityKind> =
        all.iter().map(|o| (o.entity.key.as_str(), o.entity.kind)).collect();
    let mut bytes = Vec::new();
    let mut writer = Writer::new(&mut bytes, target, "2026-11-01T00:00:00Z", salt).expect("written");
    for one in all {
        writer.entity(one, &|key| kinds.get(key).copied()).expect("written");
    }
    let aside = writer.end().expect("written");
    (bytes, aside)
}

const TARGETS: [Target; 3] = [Target::Ftm, Target::Stix, Target::Anx];

fn folder(path: &str) -> Vec<(String, Vec<u8>)> {
    let Some(folder) = shared(path) else { return Vec::new() };
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|f| f.expect("a file").path()).collect();
    files.sort();
    let json = files.into_iter().filter(|f| f.extension().is_some_and(|e| e == "json"));
    json.map(|f| {
        let name = f.file_name().expect("named").to_string_lossy().into_owned();
        (name, std::fs::read(&f).expect("readable"))
    })
    .collect()
}

#[test]
fn every_real_file_is_known_for_what_it_is() {
    for (path, format) in [
        ("data/formats/ftm", Format::Ftm),
        ("data/formats/stix", Format::Stix),
        ("data/formats/case-uco", Format::CaseUco),
        ("data/formats/bods", Format::Bods),
        ("data/networks/calls", Format::Graph),
    ] {
        for (name, bytes) in folder(path) {
            let start = &bytes[..bytes.len().min(16 * 1024)];
            assert_eq!(detect(start, &name), Some(format), "{name}");
            assert_eq!(detect(start, "unnamed"), Some(format), "{name} under another name");
        }
    }
    for (name, bytes) in folder("data/formats/misp-taxonomies") {
        assert_eq!(detect(&bytes, &name), None, "{name}: JSON that is not read is no table");
    }
}

#[test]
fn what_is_written_of_the_real_files_reads_back_whole() {
    for (path, format) in [
        ("data/formats/ftm", Format::Ftm),
        ("data/formats/stix", Format::Stix),
        ("data/formats/case-uco", Format::CaseUco),
        ("data/networks/calls", Format::Graph),
    ] {
        for (name, bytes) in folder(path).into_iter().filter(|(name, _)| name != "nist_c1.json") {
            let all = outgoing(&records(format, &bytes));
            let whole: Vec<Record> = all
                .iter()
                .map(|o| Record {
                    place: Default::default(),
                    entities: vec![o.entity.clone()],
                    marked: o.marked,
                })
                .collect();
            for target in TARGETS {
                let (file, _) = written(target, &all);
                let back = records(target.format(), &file);
                similar_asserts_eq(&said(&back), &said(&whole), &format!("{name} as {target:?}"));
            }
        }
    }
}

fn similar_asserts_eq(found: &Said, wanted: &Said, what: &str) {
    for (caption, said) in wanted {
        assert_eq!(found.get(caption), Some(said), "{what}: {caption}");
    }
    assert_eq!(found.len(), wanted.len(), "{what}");
}

fn texts() -> impl Strategy<Value = String> {
    "[A-Zء-ي一-龥а-я][A-Za-zء-يא-ת0-9 &<>\"',;:(){}\\[\\]/=.+-]{1,20}[A-Z0-9ء-ي]"
        .prop_map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn entities() -> impl Strategy<Value = Vec<Outgoing>> {
    let plain: Vec<Property> = Property::ALL.iter().copied().filter(|p| !p.is_link()).collect();
    let links: Vec<Property> = Property::ALL.iter().copied().filter(|p| p.is_link()).collect();
    let one = (
        prop::sample::select(EntityKind::ALL),
        prop::collection::btree_set((prop::sample::select(plain), texts()), 1..8),
        prop::collection::btree_set((prop::sample::select(links), 0..6_usize), 0..4),
        prop::option::of(prop::sample::select(kernel::Tlp::ALL)),
        prop::option::of(prop::sample::select(kernel::Handling::ALL)),
    );
    prop::collection::vec(one, 1..6).prop_map(|all| {
        let kinds: Vec<EntityKind> = all.iter().map(|one| one.0).collect();
        let count = all.len();
        let own = all.into_iter().enumerate().map(|(n, (kind, said, links, tlp, handling))| {
            let draft =
                |property, value| Draft { property, value, place: String::new(), script: None, flag: None };
            let mut statements: Vec<Draft> =
                said.into_iter().map(|(p, text)| draft(p, Value::Text(format!("{text}{n}")))).collect();
            let fits = |p: Property, to: usize| {
                (p != Property::HoldsDocument || kinds[to] == EntityKind::TravelDocument) && to != n
            };
            let ends = links.into_iter().map(|(p, to)| (p, to % count)).filter(|(p, to)| fits(*p, *to));
            statements.extend(ends.map(|(p, to)| draft(p, Value::Link(format!("1-{to}")))));
            let marked = Marked { tlp, handling, pap: None };
            let entity = DraftEntity { key: format!("1-{n}"), kind, statements };
            Outgoing { entity, marked, restrictions: Vec::new() }
        });
        own.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn every_property_link_and_marking_survives_each_format(all in entities()) {
        let whole: Vec<Record> = all
            .iter()
            .map(|o| Record { place: Default::default(), entities: vec![o.entity.clone()], marked: o.marked })
            .collect();
        for target in TARGETS {
            let (file, _) = written(target, &all);
            let back = records(target.format(), &file);
            similar_asserts_eq(&said(&back), &said(&whole), &format!("{target:?}\n{}", String::from_utf8_lossy(&file)));
            let marks: BTreeSet<String> =
                back.iter().filter(|r| !r.entities.is_empty()).map(|r| format!("{:?}", r.marked)).collect();
            let wanted: BTreeSet<String> = all.iter().map(|o| format!("{:?}", o.marked)).collect();
            prop_assert_eq!(marks, wanted);
        }
    }
}

/// Counts of each file against those of an independent script (`proof/expected/count_networks.py`).
#[test]
fn the_real_files_are_taken_whole_and_what_is_not_is_named() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../proof/expected/networks.json");
    let expected: serde_json::Value =
        serde_json::from_slice(&std::fs::read(path).expect("checked in")).expect("JSON");
    for (group, path, format) in [
        ("ftm", "data/formats/ftm", Format::Ftm),
        ("stix", "data/formats/stix", Format::Stix),
        ("case-uco", "data/formats/case-uco", Format::CaseUco),
        ("graph", "data/networks/calls", Format::Graph),
    ] {
        for (name, bytes) in folder(path) {
            let read = taken(format, &bytes, &Options::default()).expect("a file of the format");
            assert_eq!(read.summary.broken, None, "{name}");
            let found = match format {
                Format::Ftm => of_ftm(&read),
                Format::Stix => of_stix(&read),
                Format::CaseUco => of_case(&read),
                _ => of_graph(&read),
            };
            let counts = &expected[group][&name];
            assert!(counts.is_object(), "{name} is counted");
            for (what, found) in found {
                assert_eq!(counts[what].as_u64(), Some(found as u64), "{what} of {name}");
            }
        }
    }
}

fn keys(read: &Taken, kind: EntityKind) -> usize {
    let own = read.entities.iter().filter(|e| e.kind == kind);
    own.map(|e| e.key.as_str()).collect::<BTreeSet<_>>().len()
}

fn count(read: &Taken, property: Property, place: &str) -> usize {
    read.statements()
        .filter(|(_, s)| s.property == property && (place.is_empty() || s.place == place))
        .count()
}

fn links(read: &Taken) -> usize {
    read.statements().filter(|(_, s)| matches!(s.value, Value::Link(_))).count()
}

fn of_ftm(read: &Taken) -> Vec<(&'static str, usize)> {
    vec![
        ("persons", keys(read, EntityKind::Person)),
        ("organisations", keys(read, EntityKind::Organisation)),
        ("places", keys(read, EntityKind::Place)),
        ("names", count(read, Property::Name, "name")),
        ("aliases", count(read, Property::Alias, "alias")),
        ("births", count(read, Property::BirthDate, "birthDate")),
        ("links", links(read)),
    ]
}

fn of_stix(read: &Taken) -> Vec<(&'static str, usize)> {
    let of_software = ["malware", "tool", "attack-pattern", "vulnerability", "course-of-action"];
    let named = read.not_taken.iter().filter(|n| of_software.contains(&n.place.element.as_str()));
    let software: usize =
        named.map(|n| n.detail.trim_end_matches(" times").parse::<usize>().expect("a count")).sum();
    let entities: BTreeSet<&str> = read.entities.iter().map(|e| e.key.as_str()).collect();
    let joined = read.statements().filter(|(_, s)| s.place == "relationship_type").count();
    let relationships = joined + read.not_taken.iter().filter(|n| n.place.element == "relationship").count();
    vec![
        ("entities", entities.len()),
        ("relationships", relationships),
        ("links", joined),
        ("software", software),
    ]
}

fn of_case(read: &Taken) -> Vec<(&'static str, usize)> {
    let kind = |wanted: &str| {
        read.statements().filter(|(_, s)| s.property == Property::EventKind && text(s) == wanted).count()
    };
    // An end that is nothing of a case file is named.
    let ends = |property: Property, field: &str| {
        let element = format!(" {field}: what it names has no place");
        let named = read.not_taken.iter().filter(|n| n.place.element.ends_with(&element));
        let named: usize =
            named.map(|n| n.detail.trim_end_matches(" times").parse::<usize>().expect("a count")).sum();
        count(read, property, field) + named
    };
    // A device of which the file says nothing but that it is one is named, not taken.
    let bare = |n: &&NotTaken| n.reason.code() == "no-subject" && n.place.element.ends_with("Device");
    let bare = read.not_taken.iter().filter(bare).count();
    let cells = read.statements().filter(|(_, s)| s.property == Property::Reference && s.place == "cellSite");
    vec![
        ("calls", kind("call")),
        ("messages", kind("message")),
        ("from", ends(Property::From, "from")),
        ("to", ends(Property::To, "to")),
        ("numbers", count(read, Property::Phone, "phoneNumber") + count(read, Property::Phone, "MSISDN")),
        ("devices", keys(read, EntityKind::Device) + bare),
        ("imei", count(read, Property::Imei, "")),
        ("sim_cards", keys(read, EntityKind::SimCard)),
        ("iccid", count(read, Property::Iccid, "")),
        ("cell_sites", cells.count()),
    ]
}

fn of_graph(read: &Taken) -> Vec<(&'static str, usize)> {
    let calls = read.statements().filter(|(_, s)| s.property == Property::EventKind && text(s) == "call");
    let unknown = read.not_taken.iter().filter(|n| n.reason.code() == "empty");
    vec![
        ("nodes", keys(read, EntityKind::Person)),
        ("edges", keys(read, EntityKind::Event)),
        ("calls", calls.count()),
        ("numbers", keys(read, EntityKind::Phone)),
        ("uses", count(read, Property::Uses, "")),
        ("numbers_unknown", unknown.count()),
    ]
}

#[test]
fn a_table_of_synthetic_persons_is_understood_from_its_header_alone() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../proof/expected/networks.json");
    let expected: serde_json::Value =
        serde_json::from_slice(&std::fs::read(path).expect("checked in")).expect("JSON");
    for nth in 1..=3 {
        let name = format!("febrl{nth}.csv");
        let Some(file) = shared(&format!("data/names/{name}")) else { return };
        let bytes = std::fs::read(file).expect("readable");
        assert_eq!(detect(&bytes[..16 * 1024], &name), Some(Format::Csv));
        let read = taken(Format::Csv, &bytes, &Options::default()).expect("a table");
        let dates = read.not_taken.iter().filter(|n| n.reason.code() == "not-a-date").count();
        for (what, found) in [
            ("rows", count(&read, Property::Reference, "")),
            ("named", count(&read, Property::Name, "")),
            ("born", count(&read, Property::BirthDate, "") + dates),
            ("addresses", count(&read, Property::Address, "")),
            ("numbers", count(&read, Property::DocumentNumber, "")),
        ] {
            assert_eq!(expected["febrl"][&name][what].as_u64(), Some(found as u64), "{what} of {name}");
        }
        let others: BTreeSet<&str> =
            read.reasons().into_iter().filter(|reason| *reason != "not-a-date").collect();
        assert!(others.is_empty(), "{others:?}");
    }
}

const NAMED: &str = r#"{"id":"p1","schema":"Person","properties":{"name":["Ayele Worku"]}}"#;

#[test]
fn a_line_without_end_or_sense_costs_itself_and_nothing_else() {
    let long = "x".repeat(3 * 1024 * 1024);
    let deep = "[".repeat(200_000);
    let file = format!("{NAMED}\n{{\"id\":\"{long}\"}}\n{deep}\nnot json\n{}", NAMED.replace("p1", "p2"));
    let read = taken(Format::Ftm, file.as_bytes(), &Options::default()).expect("a file");
    assert_eq!(keys(&read, EntityKind::Person), 2);
    assert_eq!(read.reasons(), ["too-long", "not-json", "not-json"]);
}

#[test]
fn documents_that_are_none_of_theirs_are_refused_whole() {
    for format in [Format::Ftm, Format::Stix, Format::CaseUco, Format::Graph, Format::Anx] {
        for bytes in [
            b"".as_slice(),
            b"{}",
            b"[]",
            b"{\"objects\":1}",
            b"\x00\xff\xfe",
            b"<Chart><!DOCTYPE x>",
            "[".repeat(100_000).as_bytes(),
        ] {
            // Refused, or nothing in it: never a record, never a panic.
            let read = taken(format, bytes, &Options::default());
            assert!(read.is_err() || read.is_ok_and(|r| r.entities.is_empty()), "{format:?}");
        }
    }
    let bomb = "<!DOCTYPE Chart [<!ENTITY a \"aaaa\">]><Chart><ChartItemCollection>";
    assert!(matches!(taken(Format::Anx, bomb.as_bytes(), &Options::default()), Err(ReadError::Doctype)));
}

#[test]
fn a_marking_is_kept_and_one_that_nobody_knows_keeps_its_object_out() {
    let bundle = |refs: &str| {
        format!(
            r#"{{"type":"bundle","id":"bundle--1","objects":[{{"type":"identity","id":"identity--1","name":"Haji","identity_class":"individual",
               "object_marking_refs":["{refs}"]}},{{"type":"marking-definition","id":"marking-definition--w","definition_type":"statement",
               "definition":{{"statement":"ask Accra first"}}}}]}}"#
        )
    };
    let of = |refs: &str| records(Format::Stix, bundle(refs).as_bytes());
    let red = of("marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1");
    assert_eq!(red[0].marked.tlp, Some(kernel::Tlp::Red));
    let words = of("marking-definition--w");
    assert_eq!(
        words[0].marked.handling,
        Some(kernel::Handling::H3),
        "nothing leaves until somebody has read it"
    );
    assert!(said(&words).keys().any(|said| said.contains("ask Accra first")));
    assert!(of("marking-definition--unknown").is_empty());
}

#[test]
fn a_restriction_in_words_goes_along_and_holds_what_it_stands_on() {
    let statements = vec![Draft {
        property: Property::Name,
        value: Value::Text("Haji Sule".into()),
        place: String::new(),
        script: None,
        flag: None,
    }];
    let entity = DraftEntity { key: "1".into(), kind: EntityKind::Person, statements };
    let all = [Outgoing { entity, marked: Marked::default(), restrictions: vec!["ask Accra first".into()] }];
    for target in TARGETS {
        let back = records(target.format(), &written(target, &all).0);
        assert!(back.iter().all(|r| r.marked.handling == Some(kernel::Handling::H3)), "{target:?}");
        assert!(said(&back).keys().any(|said| said.contains("ask Accra first")), "{target:?}");
    }
}

#[test]
fn a_17_what_stands_first_in_two_files_never_bears_one_id() {
    let named = |text: &str| {
        let value = Value::Text(text.into());
        let draft = Draft { property: Property::Name, value, place: String::new(), script: None, flag: None };
        let entity = DraftEntity { key: "1".into(), kind: EntityKind::Person, statements: vec![draft] };
        [Outgoing { entity, marked: Marked::default(), restrictions: Vec::new() }]
    };
    for target in [Target::Ftm, Target::Stix] {
        let key = |file: &[u8]| records(target.format(), file)[0].entities[0].key.clone();
        let (first, _) = written_with(target, &named("Haji Sule"), "a");
        let (second, _) = written_with(target, &named("Ayele Worku"), "b");
        assert_ne!(key(&first), key(&second), "{target:?}: a later import would take the one for the other");
    }
}

#[test]
fn a_call_keeps_who_called_and_one_without_direction_only_who_was_called() {
    let call = |from: &str| {
        format!(
            r#"{{"@context":{{}},"@graph":[{{"@id":"k:a","@type":"o:PhoneAccount","c:hasFacet":[{{"@type":"o:PhoneAccountFacet","o:phoneNumber":"+22790000114"}}]}},
            {{"@id":"k:b","@type":"o:PhoneAccount","c:hasFacet":{{"@type":"o:PhoneAccountFacet","o:phoneNumber":"+22790000115"}}}},
            {{"@id":"k:c","@type":["o:Call"],"c:hasFacet":[{{"@type":"o:CallFacet",{from}"o:to":{{"@id":"k:b"}},"o:startTime":{{"@value":"2026-05-01T10:00:00Z"}},"o:duration":61}}]}}]}}"#
        )
    };
    let ends = |file: String| {
        let read = taken(Format::CaseUco, file.as_bytes(), &Options::default()).expect("a file");
        let links = read.statements().filter(|(_, s)| matches!(s.value, Value::Link(_)));
        links.map(|(_, s)| format!("{} {}", s.property, text(s))).collect::<Vec<_>>()
    };
    assert_eq!(ends(call(r#""o:from":{"@id":"k:a"},"#)), ["from case/k:a", "to case/k:b"]);
    assert_eq!(ends(call("")), ["to case/k:b"]);
}

/// A chart in the form in which i2 itself writes one: types, classes and zones in lists that items refer to by id, links
/// between the places of their ends, cards behind the items.
const CHART: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Chart IdReferenceLinking="true" Rigorous="true">
  <TimeZoneCollection><TimeZone Id="TZ1" UniqueID="20" Name="(UTC+01:00) West Africa"/></TimeZoneCollection>
  <EntityTypeCollection>
    <EntityType Id="ENT1" Name="Person" IconFile="person"/><EntityType Id="ENT2" Name="Mobile Phone"/><EntityType Id="ENT3" Name="Meeting"/>
  </EntityTypeCollection>
  <LinkTypeCollection><LinkType Id="LNK1" Name="Subscriber"/></LinkTypeCollection>
  <AttributeClassCollection><AttributeClass Id="ATT1" Name="Birth Date" Type="AttText"/></AttributeClassCollection>
  <ChartItemCollection>
    <ChartItem Id="ID3" Label="calls" DateSet="false"><Link End1Reference="ID1" End2Reference="ID2"><LinkStyle LinkTypeReference="LNK1"/></Link></ChartItem>
    <ChartItem Id="ID1" Label="Samir" DateSet="true" TimeSet="false" DateTime="2026-10-02T00:00:00" SourceType="Witness" SourceReference="W-2">
      <AttributeCollection><Attribute AttributeClassReference="ATT1" Value="1984"/></AttributeCollection>
      <CardCollection><Card Summary="seen in Zuwara" Text="with two boats" DateSet="true" TimeSet="true" DateTime="2026-10-03T04:00:00" TimeZoneReference="TZ1" SourceReference="R-9"/></CardCollection>
      <End X="1"><Entity Identity="Samir" LabelIsIdentity="true"><Icon><IconStyle EntityTypeReference="ENT1"/></Icon></Entity></End>
    </ChartItem>
    <ChartItem Id="ID2" Label="+218912345678"><End X="2"><Entity EntityId="E2" Identity="+218912345678"><Box><BoxStyle EntityTypeReference="ENT2"/></Box></Entity></End></ChartItem>
    <ChartItem Id="ID4" Label="Handover" DateSet="true" TimeSet="true" DateTime="2026-10-04T21:30:00">
      <TimeZone Name="(UTC+01:00) West Africa" UniqueID="20"/>
      <End X="3"><Entity Identity="Handover"><Event><EventStyle Type="Meeting"/></Event></Entity></End>
    </ChartItem>
    <ChartItem Id="ID5" Label="by name"><Link End1Id="Samir" End2Id="+218912345678"><LinkStyle Type="Associate"/></Link></ChartItem>
    <ChartItem Id="ID6" Label="to nobody"><Link End1Reference="ID1" End2Reference="ID99"><LinkStyle Type="Associate"/></Link></ChartItem>
  </ChartItemCollection>
</Chart>"#;

#[test]
fn a_chart_is_read_as_i2_itself_writes_it() {
    let read = taken(Format::Anx, CHART.as_bytes(), &Options::default()).expect("a chart");
    let of = |kind: EntityKind| keys(&read, kind);
    assert_eq!((of(EntityKind::Person), of(EntityKind::Phone), of(EntityKind::Event)), (1, 1, 1));
    let says = |property: Property, wanted: &str| {
        read.statements().filter(|(_, s)| s.property == property && text(s) == wanted).count()
    };
    for (property, wanted) in [
        (Property::Name, "Samir"),
        (Property::BirthDate, "1984"),
        (Property::Phone, "+218912345678"),
        // No hour was set: the midnight of the file is none.
        (Property::Remark, "2026-10-02"),
        (Property::Remark, "Witness: W-2"),
        (Property::Remark, "seen in Zuwara"),
        (Property::Remark, "with two boats"),
        (Property::Remark, "2026-10-03T04:00:00 (UTC+01:00) West Africa"),
        (Property::Remark, "R-9"),
        (Property::Date, "2026-10-04T21:30:00"),
        (Property::Remark, "(UTC+01:00) West Africa"),
    ] {
        assert_eq!(says(property, wanted), 1, "{property} {wanted}");
    }
    let links = |property: Property| read.statements().filter(|(_, s)| s.property == property).count();
    assert_eq!(links(Property::Uses), 1, "by the places of its ends, drawn before them");
    assert_eq!(links(Property::AssociatedWith), 1, "by what its ends are known as");
    assert_eq!(read.reasons(), ["no-entry"], "an end that is nowhere is named");
}
