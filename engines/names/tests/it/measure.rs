//! How well names are told apart, on public files read in place; none of their entries stands in a table of the engine.
//! One threshold for everything, fixed beforehand.

use crate::shared;
use names::{Description, Prepared, compare};

/// At and above it two descriptions are said to be of one.
const THRESHOLD: f64 = 0.5;

#[derive(Default, Debug)]
struct Tally {
    both: f64,
    wrong: f64,
    missed: f64,
}

impl Tally {
    fn add(&mut self, said: bool, is: bool) {
        match (said, is) {
            (true, true) => self.both += 1.0,
            (true, false) => self.wrong += 1.0,
            (false, true) => self.missed += 1.0,
            (false, false) => {}
        }
    }

    fn f1(&self) -> f64 {
        2.0 * self.both / (2.0 * self.both + self.wrong + self.missed)
    }
}

fn named(kind: &str, names: &[&str]) -> Description {
    Description {
        kind: kind.into(),
        names: names.iter().map(|n| (*n).to_owned()).collect(),
        ..Description::default()
    }
}

/// A line of a file whose cells may stand in quotes.
fn cells(line: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut quoted = false;
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => {
                rest.next();
                out.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => out.push(String::new()),
            c => out.last_mut().unwrap().push(c),
        }
    }
    out
}

#[test]
fn labelled_pairs_of_people_and_companies() {
    let Some(text) = shared("data/names/name-bench-pairs.csv") else { return };
    let mut all = Tally::default();
    let mut wrong = Vec::new();
    for line in text.lines().skip(1) {
        let row = cells(line);
        let kind = if row[1] == "Person" || row[1] == "LegalEntity" { "person" } else { "organisation" };
        let kind = if row[1] == "LegalEntity" { "" } else { kind };
        let is = row[4] == "true";
        let found = compare(&named(kind, &[&row[2]]), &named(kind, &[&row[3]]));
        let said = found.probability >= THRESHOLD;
        all.add(said, is);
        if said != is {
            let why: Vec<String> = found.why.iter().map(|r| format!("{:.1} {}", r.weight, r.text)).collect();
            wrong.push(format!(
                "{:.3} {} | {} | {} | {}\n      {}",
                found.probability,
                row[4],
                row[1],
                row[2],
                row[3],
                why.join("; ")
            ));
        }
    }
    println!("{}\n{all:?} F1 {:.3}", wrong.join("\n"), all.f1());
    assert!(all.f1() >= 0.85, "{:.3}", all.f1());
}

fn inner<'t>(block: &'t str, tag: &str) -> Option<&'t str> {
    let from = block.find(&format!("<{tag}>"))? + tag.len() + 2;
    let to = block.get(from..)?.find(&format!("</{tag}>"))?;
    block.get(from..from + to).map(str::trim).filter(|t| !t.is_empty())
}

/// People of a consolidated list: their name in Latin letters, and in their own script where the list has it.
fn people(text: &str) -> Vec<(String, Option<String>)> {
    let blocks = text.split("<INDIVIDUAL>").skip(1).map(|b| b.split("</INDIVIDUAL>").next().unwrap());
    let one = |block: &str| {
        let names = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"];
        let latin: Vec<&str> = names.iter().filter_map(|tag| inner(block, tag)).collect();
        (latin.join(" "), inner(block, "NAME_ORIGINAL_SCRIPT").map(str::to_owned))
    };
    blocks.map(one).filter(|(latin, _)| !latin.is_empty()).collect()
}

fn is_arabic(text: &str) -> bool {
    text.chars().any(|c| matches!(u32::from(c), 0x600..=0x6FF))
}

#[test]
fn arabic_originals_find_their_latin_names_among_all() {
    {
        let file = "un-sc-2020-11-30.xml";
        let Some(text) = shared(&format!("data/lists/{file}")) else { return };
        let people = people(&text);
        let latin: Vec<Prepared> =
            people.iter().map(|(latin, _)| Prepared::of(&named("person", &[latin]))).collect();
        let mut all = Tally::default();
        let (mut first, mut asked) = (0.0, 0.0);
        let mut told = Vec::new();
        for (own, (_, original)) in people.iter().enumerate() {
            let Some(original) = original.as_ref().filter(|o| is_arabic(o)) else { continue };
            let asker = Prepared::of(&named("person", &[original]));
            let mut scores: Vec<(f64, usize)> =
                latin.iter().enumerate().map(|(at, other)| (asker.probability(other), at)).collect();
            asked += 1.0;
            for (p, at) in &scores {
                // Two entries of one name are both right.
                let is = *at == own || people[*at].0 == people[own].0;
                all.add(*p >= THRESHOLD, is);
                if (*p >= THRESHOLD) != is {
                    told.push(format!("{p:.3} {is} {original} | {} ({})", people[*at].0, people[own].0));
                }
            }
            scores.sort_by(|x, y| y.0.total_cmp(&x.0));
            let best = scores[0].0;
            let right = scores.iter().find(|(_, at)| *at == own).unwrap().0;
            if right >= best {
                first += 1.0;
            } else {
                told.push(format!(
                    "not first: {original} | {} {right:.3} | {} {best:.3}",
                    people[own].0, people[scores[0].1].0
                ));
            }
        }
        println!(
            "{}\n{file}: {} people, {asked} originals, right first {:.3}, F1 {:.3} {all:?}",
            told.join("\n"),
            people.len(),
            first / asked,
            all.f1()
        );
        assert!(first / asked >= 0.99 && all.f1() >= 0.93, "{:.3} {:.3}", first / asked, all.f1());
    }
}

/// Candidates share a number, a day of birth, a street with its number, or a name with its postcode.
fn blocks(row: &[String]) -> Vec<String> {
    let mut out = vec![format!("n{}", row[10]), format!("b{}", row[9]), format!("p{}{}", row[7], row[2])];
    out.push(format!("s{}{}", row[3], row[4]));
    out.push(format!("g{}{}", row[1], row[2]));
    out.push(format!("c{}{}", row[7], row[1]));
    out.push(format!("u{}{}", row[6], row[1]));
    out.push(format!("v{}{}", row[6], row[2]));
    out.push(format!("w{}{}", row[6], row[4]));
    out.push(format!("x{}{}", row[5], row[4]));
    out.push(format!("y{}{}", row[5], row[3]));
    out.retain(|b| b.len() > 4);
    out
}

#[test]
fn doubled_records_of_a_register_are_found() {
    use std::collections::{BTreeMap, BTreeSet};
    let mut least: f64 = 1.0;
    for file in ["febrl1.csv", "febrl2.csv", "febrl3.csv"] {
        let Some(text) = shared(&format!("data/names/{file}")) else { return };
        let rows: Vec<Vec<String>> = text
            .lines()
            .skip(1)
            .map(|l| cells(l).into_iter().map(|c| c.trim().to_owned()).collect())
            .collect();
        let described = |row: &Vec<String>| Description {
            kind: "person".into(),
            names: vec![format!("{} {}", row[1], row[2])],
            births: vec![row[9].clone()],
            countries: Vec::new(),
            identifiers: vec![names::Identifier::Typed {
                kind: "national-number".into(),
                value: row[10].clone(),
                issuer: Some("AU".into()),
            }],
            addresses: vec![row[3..9].join(" ")],
        };
        let prepared: Vec<Prepared> = rows.iter().map(|r| Prepared::of(&described(r))).collect();
        let whose = |row: &Vec<String>| row[0].split('-').nth(1).unwrap().to_owned();
        let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            for block in blocks(row) {
                index.entry(block).or_default().push(at);
            }
        }
        let mut pairs = BTreeSet::new();
        for list in index.values().filter(|l| l.len() < 200) {
            for (nth, x) in list.iter().enumerate() {
                pairs.extend(list[nth + 1..].iter().map(|y| (*x, *y)));
            }
        }
        let mut all = Tally::default();
        let mut told = Vec::new();
        for (x, y) in &pairs {
            let p = prepared[*x].probability(&prepared[*y]);
            let is = whose(&rows[*x]) == whose(&rows[*y]);
            all.add(p >= THRESHOLD, is);
            if (p >= THRESHOLD) != is {
                let why: Vec<String> = prepared[*x]
                    .compare(&prepared[*y])
                    .why
                    .iter()
                    .map(|r| format!("{:.1} {}", r.weight, r.text))
                    .collect();
                told.push(format!("{p:.3} {is} {:?} {:?}\n     {}", rows[*x], rows[*y], why.join("; ")));
            }
        }
        let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
        rows.iter().for_each(|r| *sizes.entry(whose(r)).or_default() += 1);
        let true_pairs: usize = sizes.values().map(|n| n * (n - 1) / 2).sum();
        let found = all.both + all.missed;
        all.missed += true_pairs as f64 - found;
        told.truncate(30);
        println!(
            "{}\n{file}: {} candidates of {true_pairs} pairs, {found} among them; F1 {:.4} {all:?}",
            told.join("\n"),
            pairs.len(),
            all.f1()
        );
        least = least.min(all.f1());
    }
    assert!(least >= 0.995, "{least:.4}");
}

/// Of single names in two scripts, how often the own one scores best among all; ties count for half.
fn right_first(pairs: &[(String, String)]) -> f64 {
    let other: Vec<Prepared> = pairs.iter().map(|(a, _)| Prepared::of(&named("person", &[a]))).collect();
    let latin: Vec<Prepared> = pairs.iter().map(|(_, b)| Prepared::of(&named("person", &[b]))).collect();
    let mut right = 0.0;
    for (own, asker) in other.iter().enumerate() {
        let p = asker.probability(&latin[own]);
        let scores: Vec<f64> = latin.iter().map(|l| asker.probability(l)).collect();
        let better = scores.iter().filter(|q| **q > p).count();
        let ties = scores.iter().filter(|q| **q == p).count();
        if better == 0 {
            right += 1.0 / ties as f64;
        } else if pairs.len() < 400 {
            let best = scores.iter().enumerate().max_by(|x, y| x.1.total_cmp(y.1)).unwrap();
            println!("{} | {} {p:.3} | {} {:.3}", pairs[own].0, pairs[own].1, pairs[best.0].1, best.1);
        }
    }
    right / pairs.len() as f64
}

#[test]
fn full_names_of_two_single_ones_find_their_own_in_other_scripts() {
    // The last three hold pairs that are not of one name at all, as their makers say.
    for (file, script, latin, first_min, f1_min) in [
        ("geez-single-names.txt", 0, 1, 0.99, 0.95),
        ("arabic-english-tokens.txt", 0, 1, 0.97, 0.92),
        ("wikidata-arabic-latin-80.tsv", 1, 0, 0.95, 0.88),
        ("wikidata-hebrew-latin-80.tsv", 1, 0, 0.95, 0.87),
        ("wikidata-korean-latin-80.tsv", 1, 0, 0.5, 0.3),
    ] {
        let Some(text) = shared(&format!("data/names/{file}")) else { return };
        let all = crate::pairs(&text, script, latin);
        // Names of two words, as they would be borne, one from each half of the file.
        let step = (all.len() / 600).max(1);
        let halves = all.iter().step_by(step).zip(all.iter().skip(all.len() / 2).step_by(step));
        let full: Vec<(String, String)> =
            halves.map(|((a, b), (c, d))| (format!("{a} {c}"), format!("{b} {d}"))).take(300).collect();
        let first = right_first(&full);
        let mut tally = Tally::default();
        let other: Vec<Prepared> = full.iter().map(|(a, _)| Prepared::of(&named("person", &[a]))).collect();
        let latin: Vec<Prepared> = full.iter().map(|(_, b)| Prepared::of(&named("person", &[b]))).collect();
        for (x, a) in other.iter().enumerate() {
            for (y, b) in latin.iter().enumerate() {
                tally.add(a.probability(b) >= THRESHOLD, x == y);
            }
        }
        println!("{file}: {} names, right first {first:.3}, F1 {:.3} {tally:?}", full.len(), tally.f1());
        assert!(first >= first_min && tally.f1() >= f1_min, "{file}: {first:.3} {:.3}", tally.f1());
    }
}
