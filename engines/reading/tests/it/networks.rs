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
    let kinds: BTreeMap<&str, EntityKind> =
        all.iter().map(|o| (o.entity.key.as_str(), o.entity.kind)).collect();
    let mut bytes = Vec::new();
    let mut writer = Writer::new(&mut bytes, target, "2026-11-01T00:00:00.000Z").expect("written");
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
        ("data/networks/calls", Format::Graph),
    ] {
        for (name, bytes) in folder(path) {
            let start = &bytes[..bytes.len().min(16 * 1024)];
            assert_eq!(detect(start, &name), Some(format), "{name}");
            assert_eq!(detect(start, "unnamed"), Some(format), "{name} under another name");
        }
    }
    for (name, bytes) in folder("data/formats/bods") {
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
