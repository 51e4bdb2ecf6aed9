//! Mentions in running text, in many languages, and what only looks like one.

use crate::taken;
use proptest::prelude::*;
use reading::recognise::{MENTIONS_MAX, Mention, MentionKind, Rule, Sure, TEXT_BYTES_MAX};
use reading::{Format, Options, recognise};
use std::collections::BTreeSet;

fn niger() -> Option<kernel::Party> {
    kernel::Party::parse("NE")
}

fn of(text: &str) -> Vec<Mention> {
    recognise(text, niger())
}

const SENTENCES: &str = include_str!("mentions/sentences.tsv");

#[test]
fn every_sentence_gives_what_stands_in_it_and_nothing_else() {
    let (mut lines, mut nothing, mut wrong) = (0, 0, Vec::new());
    for line in SENTENCES.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let (expected, rest) = line.split_once('\t').expect("a tab");
        let (sentence, ignored) = rest.split_once(" ~").unwrap_or((rest, ""));
        lines += 1;
        nothing += usize::from(expected == "-");
        let wanted: BTreeSet<String> =
            expected.split(" ; ").filter(|e| *e != "-").map(str::to_owned).collect();
        let found = of(sentence);
        let seen: BTreeSet<String> = found
            .iter()
            .filter(|m| !ignored.split(' ').any(|kind| kind == m.kind.code()))
            .map(|m| format!("{}={}", m.kind, m.value))
            .collect();
        if seen != wanted {
            wrong.push(format!("{sentence}\n    wanted {wanted:?}\n    found  {seen:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {lines}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(lines >= 120 && nothing >= 35, "{lines} lines, {nothing} without a mention");
}

#[test]
fn a_mention_says_why_and_how_surely() {
    let one = |text: &str| of(text).remove(0);
    let checked = one("IMO 9074729");
    assert_eq!((checked.rule, checked.sure), (Rule::CheckDigits, Sure::Checked));
    let named = one("a man named Ibrahim Saleh");
    assert_eq!((named.rule, named.sure), (Rule::Called, Sure::Likely));
    let capitals = one("we met Ibrahim Saleh there");
    assert_eq!((capitals.rule, capitals.sure), (Rule::Capitals, Sure::Weak));
    let country = one("they came from Niger");
    assert_eq!(country.party, niger());
}

#[test]
fn a_device_is_taken_behind_its_own_label_and_no_other_number_is() {
    let (one, two) = ("356938035643809", "490154203237518");
    let devices = |text: &str| -> Vec<(String, Sure)> {
        of(text).into_iter().filter(|m| m.kind == MentionKind::Imei).map(|m| (m.value, m.sure)).collect()
    };
    let checked = |value: &str| (value.to_owned(), Sure::Checked);
    for text in [
        "IMEI 1 356938035643809",
        "IMEI 1: 356938035643809",
        "IMEI1: 356938035643809",
        "IMEI (slot 1): 35-693803-564380-9",
        "IMEI 01 356938 03 564380 9",
        "IMEI number of the phone: 356938035643809",
        "IMEI356938035643809",
        "IMEI | 356938035643809",
    ] {
        assert_eq!(devices(text), [checked(one)], "{text}");
    }
    for text in [
        "IMEI 356938035643809 / 490154203237518",
        "IMEI 356938035643809/490154203237518",
        "IMEI 1: 356938035643809, 2: 490154203237518",
        "IMEI1: 356938035643809 IMEI2: 490154203237518",
        "IMEI 356938035643809 et 490154203237518",
        "IMEI: 1) 356938035643809 2) 490154203237518",
        "IMEI 1: 356938035643809 (SIM 2: 490154203237518), seen 2026 11 20 08 15 00",
    ] {
        assert_eq!(devices(text), [checked(one), checked(two)], "{text}");
    }
    // Without its own check digit, or with the version of the software or a zero in its place, it is no proof.
    for text in [
        "IMEI 35693803564380",
        "IMEI 356938 03 564380",
        "IMEI 35693803 564380 0",
        "IMEI 356938035643800",
        "IMEISV 35-693803-564380-12",
    ] {
        assert_eq!(devices(text), [(one.to_owned(), Sure::Likely)], "{text}");
    }
    for text in [
        "IMEI | Tel | 00218912345678",
        "IMEI, tel. 00218912345678",
        "IMEI/IMSI 606010123456789",
        "IMEI IMSI: 606010123456789",
        "IMEI | Name | 35693803564380",
        "IMEI 1 35693803564380 8",
        "IMEI 12345678901234",
        "IMEI 1234567890123456",
        "IMEI 004999010640000",
        "IMEI 356938035643808",
        "IMEI, 2026 11 20 08 15 00",
        "IMEI 20 11 2026 08 15 00",
    ] {
        assert_eq!(devices(text), [], "{text}");
    }
}

#[test]
fn a_text_without_a_region_gives_no_number_of_nowhere() {
    assert!(recognise("his phone: 90 00 01 14", None).is_empty());
    assert_eq!(recognise("his phone: +227 90 00 01 14", None).len(), 1);
}

#[test]
fn a_text_file_is_read_paragraph_by_paragraph_with_its_mentions_behind_it() {
    let file = "Rapport\n\nLe nommé Ibrahim Saleh\nappelle le +227 90 00 01 14.\n\nRien ici.\n";
    let got = taken(Format::Text, file.as_bytes(), &Options { region: niger(), ..Options::default() })
        .expect("text");
    let texts: Vec<(u64, &str)> = got.passages.iter().map(|p| (p.place.line, p.text.as_str())).collect();
    assert_eq!(
        texts,
        [(1, "Rapport"), (3, "Le nommé Ibrahim Saleh\nappelle le +227 90 00 01 14."), (6, "Rien ici.")]
    );
    let [(2, mentions)] = got.mentions.as_slice() else { panic!("{:?}", got.mentions) };
    let kinds: Vec<MentionKind> = mentions.iter().map(|m| m.kind).collect();
    assert_eq!(kinds, [MentionKind::Person, MentionKind::Phone]);
    assert_eq!(got.summary.records, 3);
}

#[test]
fn a_text_is_told_from_a_table_that_is_named_like_one() {
    assert_eq!(
        reading::detect("Un rapport, en prose.\nIl continue ici.".as_bytes(), "r.txt"),
        Some(Format::Text)
    );
    assert_eq!(reading::detect("name,phone\nIbrahim,90000114".as_bytes(), "r.txt"), Some(Format::Csv));
    assert_eq!(reading::detect("name;phone\n".as_bytes(), "r.csv"), Some(Format::Csv));
}

#[test]
fn a_7_a_long_text_gives_a_bounded_number_of_mentions_in_linear_time() {
    let numbers: String = (0..3_000).map(|n| format!("IMO 9074729 t.me/boat{n} ")).collect();
    let found = of(&numbers);
    assert!(found.len() <= MENTIONS_MAX && found.last().is_some_and(|m| m.to <= TEXT_BYTES_MAX));
    for hostile in [
        "+", "1 ", "1.", "A", "IMO ", "بن ", "م", "「", "«", "1°", "0x", "GB82", "名叫", "é", "-", "t.me/",
        "11/",
    ] {
        let text = hostile.repeat(TEXT_BYTES_MAX / 4 / hostile.len());
        assert!(of(&text).len() <= MENTIONS_MAX, "{hostile}");
    }
}

#[test]
fn ranges_are_where_the_text_is() {
    for line in SENTENCES.lines().filter_map(|l| l.split_once('\t')) {
        let mut end = 0;
        for mention in of(line.1) {
            assert!(mention.from >= end && mention.to > mention.from, "{mention:?}");
            assert!(line.1.get(mention.from..mention.to).is_some(), "{mention:?}");
            end = mention.to;
        }
    }
}

/// What was found is found again when its normal form stands in its place; but `2024-03` alone could be any reference.
#[test]
fn the_normal_form_of_what_was_found_is_found_again() {
    for (_, sentence) in SENTENCES.lines().filter_map(|l| l.split_once('\t')) {
        for mention in
            of(sentence).into_iter().filter(|m| !(m.kind == MentionKind::Date && m.value.len() == 7))
        {
            let (before, after) = (&sentence[..mention.from], &sentence[mention.to..]);
            let again = of(&format!("{before}{}{after}", mention.value));
            let same = again.iter().find(|m| m.kind == mention.kind && m.value == mention.value);
            assert!(same.is_some(), "{mention:?} in {sentence:?}: {again:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn any_text_is_looked_through(text in "\\PC{0,120}") {
        let mut end = 0;
        for mention in of(&text) {
            prop_assert!(mention.from >= end && text.get(mention.from..mention.to).is_some());
            end = mention.to;
        }
    }

    #[test]
    fn words_that_introduce_may_stand_anywhere(words in prop::collection::vec("(Mr|named|tel|IMO|المدعو|بن|名叫|\\+227|90 00|1/9/1445 هـ|[A-Z][a-zé]{0,6}|[0-9]{1,9}|[«»\"(),.:/°'-]|王|አቶ|\n| )", 0..40)) {
        let text = words.join(" ");
        for mention in of(&text) {
            prop_assert!(text.get(mention.from..mention.to).is_some_and(|t| !t.is_empty()));
            prop_assert!(!mention.value.is_empty());
        }
    }
}
