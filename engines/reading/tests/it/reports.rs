//! The reader of reports on the six real ones, read in place: what the Working Group's says, the counts of the others, and
//! that nothing is lost whatever happens to a file on its way.

use crate::shared;
use proptest::prelude::*;
use reading::report::{
    Addressee, Kind, Name, Paragraph, Report, Role, Standing, Status, Strength, SubItem, What, read,
};
use reading::{Part, Passage, Place};
use serde_json::Value;
use std::collections::HashSet;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

const REPORTS: [&str; 6] =
    ["a-80-15-part-1", "a-80-39", "e-2025-37", "fccc-sbi-2019-9", "fccc-sbsta-2022-6", "wg-som-2022"];

fn text(name: &str) -> Option<String> {
    shared(&format!("data/reports/{name}.txt")).map(|path| std::fs::read_to_string(path).expect("a text"))
}

fn working_group() -> Option<Report> {
    text("wg-som-2022").map(|text| read(&text))
}

/// A text without its white space.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn codes(names: &[Name]) -> Vec<String> {
    names.iter().filter_map(|n| n.party.map(|p| p.to_string())).collect()
}

fn written(names: &[Name]) -> Vec<&str> {
    names.iter().map(|n| n.written.as_str()).collect()
}

#[test]
fn the_working_groups_report_says_what_it_is() {
    let Some(report) = working_group() else { return };
    assert_eq!(report.body, "Working Group on the Smuggling of Migrants");
    assert!(report.parent_body.starts_with("Conference of the Parties to the United Nations Convention"));
    assert_eq!((report.place.as_str(), report.session.as_str()), ("Vienna", "ninth meeting"));
    assert_eq!(report.dates.from.as_deref(), Some("2022-06-27"));
    assert_eq!(report.dates.to.as_deref(), Some("2022-06-28"));
    assert_eq!(report.distributed.as_deref(), Some("2022-07-15"));
    assert_eq!((report.distribution.as_str(), report.original_language.as_str()), ("Limited", "English"));
    assert_eq!(report.language, "en");
    // The text gives no symbol of its own, and none is invented.
    assert!(report.symbols.is_empty());
}

#[test]
fn fifty_six_paragraphs_stand_in_their_sections_and_cuts_by_pages_are_healed() {
    let Some(report) = working_group() else { return };
    let numbers: Vec<String> = (1..=56).map(|n| n.to_string()).collect();
    assert_eq!(report.paragraphs.iter().map(|p| p.number.clone()).collect::<Vec<_>>(), numbers);
    let ten = &report.paragraphs[9].text;
    assert!(
        ten.contains("pathways for regular migration was mentioned as an effective means of preventing"),
        "{ten}"
    );
    let seventeen = &report.paragraphs[16].text;
    assert!(seventeen.contains("sharing information to identify smugglers"), "{seventeen}");
    let twenty_four = &report.paragraphs[23].text;
    assert!(twenty_four.contains("elaborated on the different platforms"), "{twenty_four}");
    assert!(report.findings.is_empty(), "{:?}", report.findings);
}

#[test]
fn the_sections_that_were_adopted_are_told_from_the_chairs_summary_with_the_words_that_say_so() {
    let Some(report) = working_group() else { return };
    let outer: Vec<_> =
        report.sections.iter().filter(|s| s.level == 1).map(|s| (s.number.as_str(), s.standing)).collect();
    use Standing::{Adopted, Summary};
    assert_eq!(outer, [("I", Adopted), ("II", Adopted), ("III", Summary), ("IV", Adopted), ("V", Adopted)]);
    let said =
        |number: &str| &report.sections.iter().find(|s| s.level == 1 && s.number == number).unwrap().said[0];
    assert_eq!(said("II").paragraph, "56");
    assert!(said("II").text.contains("adopted sections I, II, IV and V of the present report"));
    assert_eq!(said("III").paragraph, "4");
    assert!(report.sections.iter().filter(|s| s.parent.is_some()).count() == 13);
}

/// Checked by hand against the text: number, heading, addressee, strength.
const RECOMMENDED: [(&str, &str, &str, Addressee, Strength); 13] = [
    ("1", "General", "States parties", Addressee::StatesParties, Strength::ShouldEndeavour),
    ("2", "General", "Conference of the Parties", Addressee::Conference, Strength::MayWish),
    ("3", "Recommendations on good practices", "States parties", Addressee::StatesParties, Strength::Urged),
    (
        "4",
        "Recommendations on good practices",
        "States parties",
        Addressee::StatesParties,
        Strength::Encouraged,
    ),
    (
        "5",
        "Recommendations on good practices",
        "Conference of the Parties",
        Addressee::Conference,
        Strength::MayWish,
    ),
    ("6", "Recommendations on good practices", "States parties", Addressee::StatesParties, Strength::Should),
    (
        "7",
        "Recommendations on good practices",
        "States parties",
        Addressee::StatesParties,
        Strength::Encouraged,
    ),
    ("8", "Recommendations on sharing", "States parties", Addressee::StatesParties, Strength::Encouraged),
    ("9", "Recommendations on sharing", "States", Addressee::States, Strength::ShouldConsider),
    ("10", "Recommendations on sharing", "States parties", Addressee::StatesParties, Strength::Encouraged),
    ("11", "Recommendations on sharing", "States parties", Addressee::StatesParties, Strength::Encouraged),
    ("12", "Recommendations on sharing", "States parties", Addressee::StatesParties, Strength::Encouraged),
    ("13", "Recommendations on matters", "States parties", Addressee::StatesParties, Strength::Urged),
];

#[test]
fn thirteen_recommendations_ask_what_they_ask_of_whom_they_ask_it() {
    let Some(report) = working_group() else { return };
    assert_eq!(report.recommendations.len(), RECOMMENDED.len());
    for (act, (number, heading, whom, addressee, strength)) in report.recommendations.iter().zip(RECOMMENDED)
    {
        assert_eq!((act.number.as_str(), act.kind, act.numbered), (number, Kind::Recommendation, true));
        assert!(act.heading.starts_with(heading), "{number}: {}", act.heading);
        let call = &act.calls[0];
        assert_eq!(
            (call.addressee.as_str(), call.addressed, call.strength),
            (whom, addressee, strength),
            "{number}"
        );
    }
    let headings: HashSet<_> = report.recommendations.iter().map(|r| r.section).collect();
    assert_eq!(headings.len(), 4);
}

#[test]
fn recommendations_keep_their_sub_items_footnote_and_articles() {
    let Some(report) = working_group() else { return };
    let act = |number: &str| report.recommendations.iter().find(|r| r.number == number).unwrap();
    for number in ["8", "9"] {
        assert_eq!(act(number).items.iter().map(|i| i.label.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
    }
    assert!(act("8").items[0].text.ends_with("in migrant smuggling cases;"), "the footnote stands apart");
    assert_eq!(act("3").footnotes, ["1"]);
    assert_eq!(report.footnotes.len(), 1);
    assert_eq!(
        report.footnotes[0].text,
        "Such as the Global Compact for Safe, Orderly and Regular Migration."
    );
    let treaties: Vec<_> = act("3").articles.iter().map(|a| a.treaty.as_str()).collect();
    assert_eq!(treaties, ["Organized Crime Convention", "Smuggling of Migrants Protocol"]);
    assert_eq!(act("4").calls[0].softened, ["as appropriate"]);
}

#[test]
fn the_agenda_and_who_took_which_item_when() {
    let Some(report) = working_group() else { return };
    assert_eq!(
        report.agenda.iter().map(|a| a.number.as_str()).collect::<Vec<_>>(),
        ["1", "2", "3", "4", "5", "6"]
    );
    assert_eq!(report.agenda[0].items.iter().map(|i| i.label.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    let took: Vec<_> = report.meetings.iter().map(|m| (m.items.join(","), m.meetings.clone())).collect();
    let expected = [("2", vec![1, 2]), ("3", vec![1, 2, 3]), ("4", vec![3]), ("5", vec![3])];
    assert_eq!(took, expected.map(|(item, meetings)| (item.to_owned(), meetings)));
}

#[test]
fn six_panellists_have_their_function_and_state() {
    let Some(report) = working_group() else { return };
    let panel: Vec<_> = report
        .panellists
        .iter()
        .map(|p| (p.name.as_str(), p.party.map(|p| p.to_string()).unwrap_or_default(), p.items.join(",")))
        .collect();
    let expected = [
        ("Gogé Maimouna Gazibo", "NE", "2"),
        ("Frank Ofori Apronti", "GH", "3"),
        ("Rami S. Badawy", "US", "3"),
        ("Yoanna Bejarán Álvarez", "DO", "3"),
        ("Calogero Ferrara", "IT", "3"),
        ("Salvador Granados", "SV", "3"),
    ];
    assert_eq!(panel, expected.map(|(name, code, item)| (name, code.to_owned(), item.to_owned())));
    assert_eq!(
        report.panellists[4].function,
        "Public Prosecutor and European Delegated Prosecutor in Palermo"
    );
}

#[test]
fn eighty_four_parties_four_signatories_thirteen_others_two_entities_and_thirteen_organisations_attend() {
    let Some(report) = working_group() else { return };
    let counts: Vec<_> =
        report.attendance.iter().map(|a| (a.paragraph.as_str(), a.status, a.names.len())).collect();
    assert_eq!(
        counts,
        [
            ("48", Status::Party, 84),
            ("49", Status::Signatory, 4),
            ("50", Status::Neither, 13),
            ("51", Status::ObserverEntity, 1),
            ("52", Status::ObserverEntity, 1),
            ("53", Status::Organisation, 13),
        ]
    );
    for list in &report.attendance[..3] {
        let known: HashSet<String> = codes(&list.names).into_iter().collect();
        assert_eq!(known.len(), list.names.len(), "every State is one party");
    }
    assert_eq!(codes(&report.attendance[3].names), ["VA"]);
    assert_eq!(written(&report.attendance[4].names), ["Sovereign Order of Malta"]);
}

#[test]
fn statements_are_told_by_item_and_by_the_status_of_who_spoke() {
    let Some(report) = working_group() else { return };
    let told: Vec<_> = report
        .statements
        .iter()
        .map(|s| (s.paragraph.as_str(), s.items.join(","), s.status, s.speakers.len()))
        .collect();
    let expected = [
        ("37", "2,3", Status::Party, 19),
        ("38", "2,3", Status::Observer, 4),
        ("39", "2,3", Status::ObserverEntity, 1),
        ("40", "2,3", Status::Organisation, 2),
        ("41", "4", Status::Party, 5),
        ("42", "4", Status::Observer, 1),
        ("43", "5", Status::Party, 2),
        ("44", "5", Status::Observer, 1),
    ];
    assert_eq!(told, expected.map(|(p, items, status, count)| (p, items.to_owned(), status, count)));
}

#[test]
fn four_documents_were_before_the_meeting_each_with_its_title() {
    let Some(report) = working_group() else { return };
    let symbols: Vec<_> = report.documents.iter().map(|d| d.symbol.as_str()).collect();
    assert_eq!(
        symbols,
        [
            "CTOC/COP/WG.7/2022/1",
            "CTOC/COP/WG.7/2022/2",
            "CTOC/COP/WG.7/2022/3",
            "CTOC/COP/WG.6/2022/CRP.1/Rev.1"
        ]
    );
    assert_eq!(report.documents[0].title, "Annotated provisional agenda");
    assert_eq!(
        report.references.len(),
        1,
        "the list of participants is named, and was not before the meeting"
    );
}

static COUNTS: LazyLock<Value> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../proof/expected/reports/counts.json");
    serde_json::from_str(&std::fs::read_to_string(path).expect("counts are checked in")).expect("JSON")
});

#[test]
fn paragraphs_and_sections_of_six_reports_begin_where_an_independent_count_finds_them() {
    for name in REPORTS {
        let Some(text) = text(name) else { return };
        let report = read(&text);
        let lines =
            |list: &[Paragraph]| list.iter().map(|p| Value::from(p.place.from_line)).collect::<Vec<_>>();
        assert_eq!(Value::from(lines(&report.paragraphs)), COUNTS[name]["paragraphs"], "{name}");
        assert_eq!(Value::from(lines(&report.annex_paragraphs)), COUNTS[name]["annex_paragraphs"], "{name}");
        let numbered = report.sections.iter().filter(|s| !s.number.is_empty());
        let sections: Vec<_> = numbered
            .map(|s| Value::from(vec![Value::from(s.place.from_line), s.number.clone().into()]))
            .collect();
        assert_eq!(Value::from(sections), COUNTS[name]["sections"], "{name}");
    }
}

#[test]
fn every_listed_state_of_six_reports_is_resolved() {
    for name in REPORTS {
        let Some(text) = text(name) else { return };
        let report = read(&text);
        let states = |s: Status| !matches!(s, Status::ObserverEntity | Status::Organisation);
        let lists: Vec<usize> = report
            .attendance
            .iter()
            .filter(|a| states(a.status) && a.names.len() > 1)
            .map(|a| a.names.len())
            .collect();
        assert_eq!(serde_json::json!(lists), COUNTS[name]["states"], "{name}");
        for list in report.attendance.iter().filter(|a| states(a.status)) {
            let unknown: Vec<_> = list.names.iter().filter(|n| n.party.is_none()).collect();
            assert!(unknown.is_empty(), "{name}: {unknown:?}");
        }
    }
}

fn whole(paragraph: &Paragraph) -> String {
    fn items(list: &[SubItem], out: &mut String) {
        for item in list {
            out.push_str(&item.label);
            out.push_str(&item.text);
            items(&item.items, out);
        }
    }
    let mut text = format!("{}{}", paragraph.number, paragraph.text);
    items(&paragraph.items, &mut text);
    letters(&text)
}

#[test]
fn no_text_of_a_paragraph_is_lost_or_doubled() {
    for name in REPORTS {
        let Some(text) = text(name) else { return };
        let report = read(&text);
        let mut seen = HashSet::new();
        for paragraph in report.paragraphs.iter().chain(&report.annex_paragraphs) {
            let blocks: String =
                paragraph.blocks.iter().map(|id| report.blocks[*id as usize].text.as_str()).collect();
            assert!(paragraph.blocks.iter().all(|id| seen.insert(*id)), "{name} {}", paragraph.number);
            assert_eq!(whole(paragraph), letters(&blocks), "{name} {}", paragraph.number);
        }
        let of_paragraphs = report.blocks.iter().filter(|b| b.role == Role::Paragraph).map(|b| b.id);
        assert!(of_paragraphs.into_iter().all(|id| seen.contains(&id)), "{name}");
    }
}

#[test]
fn the_text_of_six_reports_is_rebuilt_but_for_white_space() {
    for name in REPORTS {
        let Some(text) = text(name) else { return };
        assert_eq!(bare(&read(&text).rebuild()), bare(&text), "{name}");
    }
}

fn cut(text: &str, at: usize) -> &str {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    &text[..at]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    /// Cut anywhere, with page breaks and running heads thrown in, lines joined, lines doubled: nothing is lost.
    #[test]
    fn nothing_is_lost_whatever_happens_to_a_report(
        which in 0usize..6,
        end in 0.0f64..1.0,
        breaks in prop::collection::vec((0.0f64..1.0, 0usize..6), 0..12),
    ) {
        let Some(text) = text(REPORTS[which]) else { return Ok(()) };
        let text = cut(&text, (text.len() as f64 * end) as usize);
        let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        for (place, what) in breaks {
            let at = (lines.len() as f64 * place) as usize;
            match what {
                0 => lines.insert(at, "\u{c}".into()),
                1 => lines.insert(at, "A/99/12  3/40".into()),
                2 if at + 1 < lines.len() => {
                    let next = lines.remove(at + 1);
                    lines[at].push(' ');
                    lines[at].push_str(&next);
                }
                3 => lines.insert(at, String::new()),
                4 if at < lines.len() => { let line = lines[at].clone(); lines.insert(at, line); }
                _ => lines.insert(at, "IV. 12. (a) *Recommendation 3* ¹ | x |".into()),
            }
        }
        let text = lines.join("\n");
        let report = read(&text);
        prop_assert_eq!(bare(&report.rebuild()), bare(&text));
    }

    /// Whatever the bytes say, an answer comes and nothing is lost.
    #[test]
    fn nothing_is_lost_of_any_text(text in "(?s)[ a-zA-Z0-9().,;:*\\-\n\t\u{c}IVX¹éÀ|]{0,600}") {
        prop_assert_eq!(bare(&read(&text).rebuild()), bare(&text));
    }
}

#[test]
fn a_report_that_breaks_off_says_so_and_keeps_what_stands() {
    let Some(text) = text("wg-som-2022") else { return };
    let report = read(cut(&text, text.find("21. In the discussion").expect("it is there") + 200));
    assert_eq!(report.paragraphs.len(), 21);
    assert_eq!(report.recommendations.len(), 13);
    assert!(report.findings.iter().any(|f| f.what == What::BreaksOff), "{:?}", report.findings);
    let outer = report.sections.iter().find(|s| s.number == "II").unwrap();
    assert_eq!(outer.standing, Standing::NotSaid, "the words that say it was adopted are not there");
}

#[test]
fn a_scan_without_text_is_told_as_such() {
    for empty in ["", " \n\n\u{c}\n \u{c}", "\u{feff}"] {
        let report = read(empty);
        assert_eq!(report.findings.iter().map(|f| f.what).collect::<Vec<_>>(), [What::NoText]);
        assert!(report.paragraphs.is_empty() && report.recommendations.is_empty());
    }
    assert_eq!(reading::report::from_passages(&[]).findings[0].what, What::NoText);
}

/// The paragraphs of a text set in two columns, as a converter leaves them side by side.
fn in_columns(paragraphs: &[String]) -> String {
    const WIDTH: usize = 44;
    let mut lines: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            if line.chars().count() + word.chars().count() + 1 > WIDTH {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    let half = lines.len().div_ceil(2);
    let side = |at: usize| lines.get(at).cloned().unwrap_or_default();
    (0..half).map(|at| format!("{:<50}{}\n", side(at), side(at + half))).collect()
}

#[test]
fn two_columns_are_read_one_after_the_other_and_it_is_said() {
    let paragraphs: Vec<String> = (1..=14)
        .map(|n| format!("{n}. The Committee considered matter number {n} at length and it was noted that widgets were found in all the regions that had been visited during the year."))
        .collect();
    let text = in_columns(&paragraphs);
    let report = read(&text);
    assert!(report.findings.iter().any(|f| f.what == What::TwoColumns), "{:?}", report.findings);
    let read_back: Vec<String> =
        report.paragraphs.iter().map(|p| format!("{}. {}", p.number, p.text)).collect();
    assert_eq!(read_back, paragraphs);
    assert_eq!(bare(&report.rebuild()), bare(&text));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the time that a reading takes is what is tested")]
fn six_hundred_pages_take_time_in_proportion() {
    let pages = |count: usize| {
        let mut text =
            String::from("Report of the Committee on Rain on its third session\n\nI. Introduction\n\n");
        for page in 1..=count {
            for line in 1..=3 {
                let n = (page - 1) * 3 + line;
                text.push_str(&format!("     {n}.    The Committee considered agenda item {line} at its 2nd meeting, on\n     3 May 2031, and requested the secretariat to report on matter {n} (A/99/{n}).\n     States parties were urged to measure the rain of every region and to share it.\n\n"));
            }
            text.push_str(&format!(
                "\n\n31-00001                                       {page}/{count}\n\u{c}A/99/1\n\n"
            ));
        }
        text
    };
    let time = |count: usize| {
        let text = pages(count);
        let start = Instant::now();
        let report = read(&text);
        assert_eq!(report.paragraphs.len(), count * 3);
        start.elapsed()
    };
    let (small, large) = (time(100), time(600));
    assert!(large < Duration::from_secs(60), "{large:?}");
    assert!(large < small * 20 + Duration::from_secs(3), "{small:?} for 100 pages, {large:?} for 600");
}

#[test]
fn passages_of_another_reader_give_the_same_structure() {
    let Some(text) = text("wg-som-2022") else { return };
    let passages: Vec<Passage> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .enumerate()
        .map(|(at, line)| Passage {
            place: Place { page: (at / 20 + 1) as u64, ..Place::default() },
            part: if line.starts_with('¹') { Part::Note } else { Part::Body },
            text: line.to_owned(),
        })
        .collect();
    let (of_passages, of_text) = (reading::report::from_passages(&passages), read(&text));
    let numbers =
        |r: &Report| r.paragraphs.iter().map(|p| (p.number.clone(), p.text.clone())).collect::<Vec<_>>();
    assert_eq!(numbers(&of_passages), numbers(&of_text));
    assert_eq!(of_passages.recommendations.len(), 13);
    assert_eq!(of_passages.footnotes.len(), 1);
    assert!(of_passages.paragraphs.last().unwrap().place.page > 1);
}

/// The Working Group's report as a converter of pages leaves it: broken into lines, headings and recommendations close to
/// their text, heads and feet of pages, the note at the foot of its page.
fn laid_out(text: &str, page_break: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut wrap = |text: &str, indent: usize| {
        let mut line = " ".repeat(indent);
        for word in text.split_whitespace() {
            if line.trim().len() + word.len() > 84 {
                lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            }
            if !line.trim().is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    };
    for line in text.replace("*Recommendation", "\nRecommendation").lines() {
        let line = line.trim().trim_end_matches('*').trim_start_matches("- ");
        let headed = line
            .split_once(". ")
            .is_some_and(|(mark, _)| mark.len() < 4 && mark.chars().all(|c| c.is_ascii_uppercase()));
        if line.starts_with('¹') || line.is_empty() {
            continue;
        }
        if headed {
            wrap("", 0);
        }
        wrap(line, if headed { 4 } else { 10 });
        if headed {
            wrap("", 0);
        }
    }
    let count = lines.len().div_ceil(46);
    let mut out = String::new();
    for (at, page) in lines.chunks(46).enumerate() {
        let note =
            if at == 2 { "\n    __________________\n    1\n    Such as the Global Compact.\n" } else { "" };
        let head = if at > 0 { "CTOC/COP/WG.7/2022/4\n\n" } else { "" };
        out.push_str(&format!(
            "{head}{}\n{note}\nV.22-10000          {}/{count}\n{page_break}",
            page.join("\n"),
            at + 1
        ));
    }
    out
}

#[test]
fn the_same_report_laid_out_on_pages_gives_the_same_structure() {
    let Some(text) = text("wg-som-2022") else { return };
    let plain = read(&text);
    for page_break in ["\u{c}", "\n"] {
        let laid = laid_out(&text, page_break);
        let report = read(&laid);
        assert_eq!(bare(&report.rebuild()), bare(&laid));
        assert_eq!(report.symbols, ["CTOC/COP/WG.7/2022/4"]);
        let texts = |r: &Report| r.paragraphs.iter().map(|p| bare(&whole(p))).collect::<Vec<_>>();
        assert_eq!(texts(&report), texts(&plain));
        let acts = |r: &Report| {
            r.recommendations
                .iter()
                .map(|a| (a.number.clone(), bare(&a.text), a.items.len()))
                .collect::<Vec<_>>()
        };
        assert_eq!(acts(&report), acts(&plain));
        let titles = |r: &Report| {
            r.sections.iter().map(|s| (s.number.clone(), bare(&s.title), s.standing)).collect::<Vec<_>>()
        };
        assert_eq!(titles(&report), titles(&plain));
        assert_eq!(report.footnotes.len(), 1);
        assert_eq!(report.attendance.iter().map(|a| a.names.len()).sum::<usize>(), 116);
        assert_eq!(report.panellists.len(), 6);
    }
}

#[test]
fn the_document_reads_back_as_it_was_written() {
    let Some(report) = working_group() else { return };
    let document = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&document).unwrap(), report);
}
