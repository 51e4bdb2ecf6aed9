//! A million invented records with eight million statements, taken in through the program as files are, in sixteen
//! cases; then what it weighs and how long searching and looking take, on SQLite and, where a database is named, on
//! PostgreSQL.
//!
//! `LIAISON_BENCH_ENTITIES` says how many records, `LIAISON_BENCH_POSTGRES` names an empty database.

use crate::Report;
use crate::node::Node;
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;

/// Records, unless the environment says otherwise.
const ENTITIES: u64 = 1_000_000;
/// Cases that they stand in.
const CASES: u64 = 16;
/// Statements of each.
const SAID: u64 = 8;
/// The promises: statements taken in within a second, milliseconds for a search, for the first page of a case, mebibytes of memory.
const IMPORT_A_SECOND: f64 = 20_000.0;
const SEARCH_MS: f64 = 150.0;
const CASE_MS: f64 = 300.0;
const MEMORY_MIB: f64 = 400.0;

/// Invented populations: given names and family names in the script that their people write, commonest first.
const PEOPLES: [(&str, &[&str], &[&str]); 5] = [
    (
        "Niger",
        &["محمد", "أحمد", "علي", "حسن", "إبراهيم", "فاطمة", "خالد", "يوسف", "عمر", "مريم", "سليمان", "أدم"],
        &["العلوي", "الشريف", "حسين", "عثمان", "سالم", "الطاهر", "بكر", "القاسم", "نور", "صالح", "موسى"],
    ),
    (
        "Eritrea",
        &["ኤርሚያስ", "ተስፋይ", "ሰላም", "ዮናስ", "ኪዳነ", "ሃይለ", "ሚካኤል", "ሳምራዊት"],
        &["ግርማይ", "ሃብቶም", "ወልደ", "ተክለ", "ገብረ", "መሓሪ", "ኣስመላሽ"],
    ),
    (
        "Ukraine",
        &["Олександр", "Сергій", "Іван", "Наталія", "Юрій", "Дмитро", "Олена", "Микола"],
        &["Шевченко", "Коваленко", "Бондаренко", "Ткаченко", "Кравчук", "Мельник"],
    ),
    (
        "Italy",
        &["Giuseppe", "Maria", "Antonio", "Rosa", "Salvatore", "Giovanna", "Luca", "Chiara", "Nicolò"],
        &["Russo", "Ferrari", "Esposito", "Bianchi", "Greco", "Conti", "Galli", "Marino"],
    ),
    (
        "Ghana",
        &["Kwame", "Ama", "Mohammed", "Kofi", "Abena", "Ibrahim", "Yaw", "Fatima", "Suleiman", "Haji"],
        &["Mensah", "Owusu", "Ahmed", "Boateng", "Sule", "Abdulai", "Osei", "Adoum", "Asante"],
    ),
];
/// What witnesses said, in words.
const REMARKS: [&str; 8] = [
    "Seen near the harbour with two boats",
    "Les passeurs attendaient près des bateaux gonflables",
    "Conducía un camión refrigerado hacia el norte",
    "Перевозчик ждал в аэропорту",
    "شوهد مع المهربين قرب الميناء",
    "在港口被扣留的走私船",
    "Collects the money after each crossing",
    "Rents rooms to people who travel on",
];
const SYLLABLES: [&str; 24] = [
    "ba", "de", "fi", "go", "ha", "ka", "lo", "mu", "na", "or", "pe", "qa", "ri", "so", "ta", "vu", "wa",
    "xe", "yo", "za", "dal", "mar", "ben", "tor",
];

/// A number that looks drawn and is the same in every run.
fn drawn(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 30)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// One of a list in which the first are the commonest.
fn skewed<'l>(list: &[&'l str], seed: u64) -> &'l str {
    let most = list.len().max(1) as u64;
    let (x, y) = (drawn(seed) % most, drawn(seed ^ 0x5555) % most);
    list.get(usize::try_from(x.min(y)).unwrap_or(0)).copied().unwrap_or_default()
}

/// A family name that few bear, in Latin letters.
fn rare(seed: u64) -> String {
    let part = |n: u64| skewed(&SYLLABLES, drawn(seed.wrapping_mul(7).wrapping_add(n)));
    let mut name: String = (0..3).map(part).collect();
    if let Some(first) = name.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    name
}

fn row(table: &mut String, n: u64) {
    let which = usize::try_from(drawn(n) % 5).unwrap_or(0);
    let Some((country, given, family)) = PEOPLES.get(which) else { return };
    let (first, father) = (skewed(given, n ^ 0x11), skewed(given, n ^ 0x22));
    let last = skewed(family, n ^ 0x33);
    let (year, month, day) =
        (1950 + drawn(n ^ 0x44) % 55, 1 + drawn(n ^ 0x55) % 12, 1 + drawn(n ^ 0x66) % 28);
    let phone = 90_000_000 + drawn(n ^ 0x77) % 9_999_999;
    let number = drawn(n ^ 0x88) % 90_000_000 + 10_000_000;
    let alias = rare(n);
    let remark = REMARKS.get(usize::try_from(drawn(n ^ 0x99) % 8).unwrap_or(0)).unwrap_or(&"");
    let street = rare(n ^ 0xAAAA);
    // Writing into a text cannot fail.
    let _ = writeln!(
        table,
        "{first} {father} {last},{alias} {last},{year}-{month:02}-{day:02},{country},+227{phone},R{number},{street} street {},{remark}",
        number % 200,
    );
}

/// Heads of the columns that [`row`] fills.
const HEADS: &str = "name,alias,birth date,nationality,phone,reference,address,remarks\n";

/// Takes the records in and measures on SQLite.
///
/// # Panics
/// When the program refuses.
pub fn on_sqlite(report: &mut Report<'_>) {
    measure("SQLite", None, entities(), report);
}

/// The same on PostgreSQL, where a database is named.
///
/// # Panics
/// When the program refuses.
pub fn on_postgres(report: &mut Report<'_>) {
    match std::env::var("LIAISON_BENCH_POSTGRES") {
        Ok(url) => measure("PostgreSQL", Some(&url), entities(), report),
        Err(_) => eprintln!("bench: LIAISON_BENCH_POSTGRES names no database; PostgreSQL is skipped"),
    }
}

fn entities() -> u64 {
    std::env::var("LIAISON_BENCH_ENTITIES").ok().and_then(|n| n.parse().ok()).unwrap_or(ENTITIES)
}

#[expect(clippy::cast_precision_loss, reason = "counts of records")]
fn measure(on: &str, database: Option<&str>, entities: u64, report: &mut Report<'_>) {
    let mut node = Node::new_on("NE", database);
    let (mut seconds, mut statements, mut selectors) = (0.0, 0.0, 0.0);
    let before = crate::node::processor_of_commands();
    let each = entities.div_ceil(CASES);
    for case in 0..CASES {
        let mut table = String::from(HEADS);
        (case * each..((case + 1) * each).min(entities)).for_each(|n| row(&mut table, n));
        let file = node.file("people.csv", table.as_bytes());
        let (took, done) = node.seconds(&["import", &file, "--case", &format!("BENCH-{case}")]);
        seconds += took;
        statements += number(&done, "statements");
        selectors += number(&done, "selectors");
    }
    let told = |what: &str| format!("{on}, {entities} records: {what}");
    assert!(statements >= (entities * SAID) as f64, "{statements} statements");
    report(&told("statements"), statements, "statements", None);
    report(&told("selectors"), selectors, "selectors", None);
    let rate = statements / seconds;
    let promise = Some(("the promise of 20,000", rate / IMPORT_A_SECOND));
    report(&told("import, statements a second"), rate, "statements/s", promise);
    // What others on the machine do not slow down; on PostgreSQL what its server does is not in it.
    let used = crate::node::processor_of_commands() - before;
    report(&told("import, statements a second of processor time"), statements / used, "statements/s", None);
    let size = match database {
        None => size_of(&node.folder().join("liaison.db")),
        Some(url) => mebibytes(url),
    };
    report(&told("database"), size, "MiB", None);
    report(&told("database, bytes a statement"), size * 1_048_576.0 / statements, "bytes", None);
    node.serve();
    pages(&node, on, entities, report);
    let peak = node.peak();
    report(&told("memory at most"), peak, "MiB", Some(("the promise of 400 MiB", MEMORY_MIB / peak)));
}

fn pages(node: &Node, on: &str, entities: u64, report: &mut Report<'_>) {
    let officer = node.sign_in("investigator.bench", "investigator");
    let told = |what: &str| format!("{on}, {entities} records: {what}");
    // A name that half the records share a part of, one that few bear, another script, one word alone, a number, words
    // of what was said in three languages, narrowed ones, and what nobody is called.
    let asked = [
        ("a common name", "/search?q=Mohammed+Ahmed"),
        ("one common word", "/search?q=Mohammed"),
        ("a name in another script", "/search?q=%D9%85%D8%AD%D9%85%D8%AF+%D8%A3%D8%AD%D9%85%D8%AF"),
        ("a name in Latin, written in Amharic", "/search?q=Ermias+Ghermay"),
        ("a rare name", "/search?q=Badefi+Mensah"),
        ("the beginning of a name", "/search?q=Moh"),
        ("a number, written otherwise", "/search?q=00227+90+00+01+14"),
        ("words of what was said", "/search?q=money+crossing"),
        ("common words of what was said", "/search?q=harbour"),
        ("Arabic words", "/search?q=%D9%85%D9%87%D8%B1%D8%A8+%D9%85%D9%8A%D9%86%D8%A7%D8%A1"),
        ("narrowed by kind, place and time", "/search?q=Mohammed&kind=person&place=Ghana&from=1980&to=1982"),
        ("narrowed to a case", "/search?q=Mohammed&case=BENCH-3"),
        ("what nobody is called", "/search?q=xyzzyx+plugh"),
    ];
    let mut all = Vec::new();
    for (name, path) in asked {
        let (took, each) = node.p95(&officer, &[path.to_owned()]);
        report(
            &told(&format!("search for {name}, p95")),
            took,
            "ms",
            Some(("the promise of 150 ms", SEARCH_MS / took)),
        );
        report(&told(&format!("search for {name}, processor time")), each, "ms", None);
        all.push(path.to_owned());
    }
    let (took, each) = node.p95(&officer, &all);
    report(&told("every search in turn, p95"), took, "ms", Some(("the promise of 150 ms", SEARCH_MS / took)));
    report(&told("every search in turn, processor time"), each, "ms", None);
    case_pages(node, &officer, &told, report);
}

/// The pages of a case that holds a sixteenth of all: of a million records, half a million statements.
fn case_pages(node: &Node, officer: &str, told: &impl Fn(&str) -> String, report: &mut Report<'_>) {
    let list = node.page(officer, "/cases");
    let after = |text: &str, mark: &str| -> Vec<String> {
        let ids = text.split(mark).skip(1);
        let ids = ids.map(|rest| rest.chars().take_while(|c| c.is_ascii_hexdigit() || *c == '-').collect());
        ids.filter(|id: &String| id.len() == 36).collect()
    };
    let Some(case) = after(&list, "href=\"/cases/").into_iter().next() else { return };
    let case = format!("/cases/{case}");
    let first = node.page(officer, &case);
    let mut pages = vec![
        ("first page of a case", case.clone()),
        ("a case, only its persons", format!("{case}?kind=person")),
        ("a case, its hundredth page", format!("{case}?page=100")),
        ("a case, searched", format!("{case}?q=Mohammed+Ahmed")),
        ("statements of a case", format!("{case}/statements")),
        ("statements of a case by source", format!("{case}/statements?source=people")),
        ("statements of a case by grade that none has", format!("{case}/statements?grade=A1")),
        ("timeline of a case", format!("{case}/timeline")),
        ("last of the timeline of a case", format!("{case}/timeline?page=40")),
    ];
    let entity = after(&first, "href=\"/entities/").into_iter().next();
    pages.extend(entity.map(|id| ("a record", format!("/entities/{id}"))));
    let said = node.page(officer, &format!("{case}/statements"));
    let next = after(&said, "statements?after=").into_iter().next();
    pages.extend(next.map(|id| ("second page of statements", format!("{case}/statements?after={id}"))));
    for (name, path) in pages {
        let (took, each) = node.p95(officer, &[path]);
        report(&told(&format!("{name}, p95")), took, "ms", Some(("the promise of 300 ms", CASE_MS / took)));
        report(&told(&format!("{name}, processor time")), each, "ms", None);
    }
}

/// Mebibytes of a database of PostgreSQL.
#[expect(
    clippy::cast_precision_loss,
    clippy::expect_used,
    reason = "a benchmark that fails has nothing to report"
)]
fn mebibytes(url: &str) -> f64 {
    let bytes = crate::store_plain::numbers(url, "SELECT pg_database_size(current_database())");
    bytes.expect("a size").first().copied().unwrap_or(0) as f64 / 1_048_576.0
}

fn number(document: &Value, name: &str) -> f64 {
    document.get(name).and_then(Value::as_f64).unwrap_or(0.0)
}

/// Mebibytes of a database with what is not yet written into it.
#[expect(clippy::cast_precision_loss, reason = "a size in bytes")]
fn size_of(file: &Path) -> f64 {
    let of = |path: &Path| std::fs::metadata(path).map_or(0, |m| m.len());
    (of(file) + of(&file.with_extension("db-wal"))) as f64 / 1_048_576.0
}
