//! Reports of bodies that nobody has, each in a layout of its own, and what each must come to. None of the rules knows them.

use reading::report::{Addressee, Kind, Report, Standing, Status, Strength, SubItem, What, read};
use rstest::rstest;
use std::collections::BTreeSet;

macro_rules! texts {
    ($($name:ident = $file:literal;)*) => {
        $(const $name: &str = include_str!(concat!("invented/", $file, ".txt"));)*
        /// Every one of them.
        const ALL: &[(&str, &str)] = &[$(($file, $name)),*];
    };
}

texts! {
    CONFERENCE = "conference-of-parties";
    COMMISSION = "commission-chapters";
    EXPERTS = "expert-group-lettered";
    REGIONAL = "regional-decimal";
    TABLES = "annexes-tables";
    FRENCH = "conference-francais";
    SPANISH_COMMISSION = "comision-espanol";
    SPANISH_CONFERENCE = "conferencia-espanol";
    BRACKETED = "bracketed-numbers";
    ANEW = "numbers-anew";
    NOTES = "digits-footnotes";
    GROUPS = "groups-speaking";
    CAPITALS = "capitals-unnumbered";
    REVIEW = "review-group";
    LAMPS = "executive-board-decisions";
    UNION = "union-decisions-capitals";
    INLINE = "recommendation-inline";
    FERRIES = "marks-apart-crlf";
    BUOYS = "maritime-dotted";
    VOTES = "votes";
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn numbers(report: &Report) -> Vec<&str> {
    report.paragraphs.iter().map(|p| p.number.as_str()).collect()
}

fn up_to(last: usize) -> Vec<String> {
    (1..=last).map(|n| n.to_string()).collect()
}

fn sections(report: &Report) -> Vec<(&str, &str)> {
    report.sections.iter().map(|s| (s.number.as_str(), s.title.as_str())).collect()
}

fn acts(report: &Report) -> Vec<(Kind, &str, &str)> {
    report.recommendations.iter().map(|r| (r.kind, r.number.as_str(), r.title.as_str())).collect()
}

/// What is asked: by which item, of whom, how strongly.
fn asked(report: &Report, act: usize) -> Vec<(&str, &str, Strength)> {
    let calls = &report.recommendations[act].calls;
    calls.iter().map(|c| (c.item.as_str(), c.addressee.as_str(), c.strength)).collect()
}

fn speakers(report: &Report) -> Vec<Vec<(String, &str)>> {
    let name =
        |n: &'_ reading::report::Name| n.party.map_or_else(|| n.written.clone(), |party| party.to_string());
    let list = |s: &'_ reading::report::Statement| s.speakers.iter().map(name).collect::<Vec<_>>();
    let said = |s: &'_ reading::report::Statement| list(s);
    report
        .statements
        .iter()
        .map(|s| said(s).into_iter().zip(s.speakers.iter().map(|n| n.on_behalf_of.as_str())).collect())
        .collect()
}

fn attending(report: &Report) -> Vec<(Status, usize)> {
    report.attendance.iter().map(|a| (a.status, a.names.len())).collect()
}

#[test]
fn nothing_of_any_of_them_is_lost_or_doubled() {
    for (name, text) in ALL {
        let report = read(text);
        assert_eq!(bare(&report.rebuild()), bare(text), "{name}");
        // No line stands in two elements.
        let mut taken = BTreeSet::new();
        let lists = report.paragraphs.iter().chain(&report.annex_paragraphs).map(|p| &p.blocks);
        for block in lists.flatten() {
            assert!(taken.insert(*block), "{name}: block {block} stands twice");
        }
        let states = [Status::Party, Status::Signatory, Status::Member];
        for list in report.attendance.iter().filter(|a| states.contains(&a.status)) {
            let unknown: Vec<_> = list.names.iter().filter(|n| n.party.is_none()).collect();
            assert!(unknown.is_empty(), "{name}: {unknown:?}");
        }
        assert!(report.findings.iter().all(|f| f.what != What::NumberTwice), "{name}: {:?}", report.findings);
    }
}

#[test]
fn no_number_within_a_text_is_taken_for_an_item() {
    fn labels(items: &[SubItem], all: &mut Vec<String>) {
        for item in items {
            all.push(item.label.clone());
            labels(&item.items, all);
        }
    }
    for (name, text) in ALL {
        let mut all = Vec::new();
        for paragraph in &read(text).paragraphs {
            labels(&paragraph.items, &mut all);
        }
        assert!(all.iter().all(|label| label.len() < 4), "{name}: {all:?}");
    }
}

#[test]
fn a_conference_of_parties_with_resolutions_decisions_and_annexes() {
    let report = read(CONFERENCE);
    assert_eq!(report.symbols, ["CTOX/COP/2034/11"]);
    assert_eq!(report.body, "Conference of the Parties to the Convention on Invented Weights");
    assert_eq!((report.session.as_str(), report.place.as_str()), ("eleventh session", "Nairobi"));
    assert_eq!(numbers(&report), up_to(17));
    assert_eq!(report.annex_paragraphs.len(), 2);
    assert_eq!(
        acts(&report),
        [
            (Kind::Resolution, "11/1", "Strengthening the review of scales"),
            (Kind::Resolution, "11/2", "Technical assistance for small scales"),
            (Kind::Decision, "11/1", "Extension of the mandate of the Working Group on Pebbles"),
        ]
    );
    assert_eq!(
        asked(&report, 0),
        [
            ("1", "", Strength::Decided),
            ("2", "States parties", Strength::Urged),
            ("3", "secretariat", Strength::Requested),
            ("4", "States parties and other donors", Strength::Invited),
        ]
    );
    assert_eq!(report.agenda.len(), 4);
    assert_eq!(report.agenda[0].items.len(), 3);
    assert_eq!(
        attending(&report),
        [
            (Status::Party, 9),
            (Status::Organisation, 1),
            (Status::Signatory, 2),
            (Status::ObserverEntity, 1),
            (Status::Organisation, 2)
        ]
    );
    let documents: Vec<_> = report.documents.iter().map(|d| (d.symbol.as_str(), d.title.as_str())).collect();
    assert!(documents.contains(&("CTOX/COP/2034/1", "Provisional agenda and annotations")), "{documents:?}");
    assert!(documents.contains(&("CTOX/COP/2034/CRP.2", "a conference room paper on pebbles")));
    assert_eq!(report.sections[12].standing, Standing::Summary, "of the President");
}

#[test]
fn a_commission_in_chapters_with_drafts_for_other_bodies() {
    let report = read(COMMISSION);
    assert_eq!(report.symbols, ["E/2041/31", "E/CN.99/2041/14"]);
    assert_eq!(report.body, "Commission on Lanterns");
    assert_eq!(
        (report.dates.from.as_deref(), report.dates.to.as_deref()),
        (Some("2040-12-05"), Some("2041-05-20"))
    );
    assert_eq!(numbers(&report), up_to(14));
    let chapters = report.sections.iter().filter(|s| s.level == 1).count();
    assert_eq!(chapters, 7);
    let drafts: Vec<_> =
        report.recommendations.iter().filter(|r| r.draft).map(|r| (r.kind, r.title.as_str())).collect();
    assert_eq!(
        drafts,
        [
            (Kind::Resolution, "Follow-up to the Fifteenth Congress on Lanterns"),
            (
                Kind::Decision,
                "Report of the Commission on Lanterns on its thirty-first session and provisional agenda for its \
                 thirty-second session"
            ),
        ]
    );
    assert_eq!(report.agenda.len(), 5);
    assert_eq!(report.panellists.len(), 3);
}

#[test]
fn groups_are_told_from_who_speaks_for_them() {
    let report = read(GROUPS);
    let said = speakers(&report);
    assert_eq!(
        said[0],
        [
            ("EG".into(), "Group of 77 and China"),
            ("SI".into(), "European Union"),
            ("BB".into(), "Alliance of Small Island States"),
            ("MX".into(), ""),
        ]
    );
    assert_eq!(said[1], [("RU".into(), "a group of like-minded States")]);
    assert_eq!(said[3], [("CI".into(), "African States")]);
    assert_eq!(said[4], [("LA".into(), ""), ("NL".into(), ""), ("CD".into(), "")]);
    assert_eq!(
        asked(&report, 1),
        [("", "all riparian States", Strength::Urged), ("", "its secretariat", Strength::Requested)]
    );
}

#[test]
fn a_review_group_laid_out_on_pages_with_furniture() {
    let report = read(REVIEW);
    assert_eq!(report.body, "Implementation Review Group");
    assert_eq!(numbers(&report), up_to(15));
    assert_eq!(report.paragraphs[10].footnotes, ["1"], "a mark that lost its raised form");
    assert_eq!(
        speakers(&report)[0],
        [
            ("IQ".into(), "Group of 77 and China"),
            ("ZW".into(), "Group of African States"),
            ("EU".into(), "European Union and its member States"),
        ]
    );
    assert_eq!(
        attending(&report),
        [
            (Status::Party, 14),
            (Status::Organisation, 1),
            (Status::Signatory, 1),
            (Status::ObserverEntity, 1),
            (Status::Organisation, 5)
        ]
    );
    assert_eq!(report.panellists.len(), 3);
    assert_eq!(acts(&report).len(), 1, "what a speaker recommended is no act: {:?}", acts(&report));
}

#[test]
fn french_and_spanish_reports_give_acts_speakers_and_attendance() {
    let report = read(FRENCH);
    assert_eq!(report.body, "Conférence des Parties à la Convention sur les poids inventés");
    assert_eq!((report.session.as_str(), report.place.as_str()), ("onzième session", "Dakar"));
    assert_eq!(numbers(&report), up_to(8));
    assert_eq!(
        asked(&report, 0)[1..3],
        [("2", "États parties", Strength::Urged), ("3", "secrétariat", Strength::Requested)]
    );
    assert_eq!(
        speakers(&report),
        [
            vec![("KE".into(), ""), ("UG".into(), "Groupe des États d’Afrique"), ("BR".into(), "")],
            vec![("EU".into(), "")]
        ]
    );
    assert_eq!(attending(&report), [(Status::Party, 7), (Status::Organisation, 2)]);

    let report = read(SPANISH_CONFERENCE);
    assert_eq!((report.session.as_str(), report.place.as_str()), ("11º período de sesiones", "Lima"));
    assert_eq!(numbers(&report), up_to(6));
    assert_eq!(asked(&report, 0)[1], ("2", "Estados partes", Strength::Urged));
    assert_eq!(speakers(&report)[0][1], ("UG".into(), "Grupo de los Estados de África"));

    let report = read(SPANISH_COMMISSION);
    assert_eq!((report.body.as_str(), report.place.as_str()), ("Comisión de Faros", "Montevideo"));
    assert_eq!(numbers(&report), up_to(9));
    assert_eq!(
        report.recommendations.iter().map(|r| r.calls[0].strength).collect::<Vec<_>>(),
        [Strength::Should, Strength::Invited, Strength::Requested]
    );
    assert_eq!(attending(&report), [(Status::Member, 6), (Status::Organisation, 2)]);
}

#[rstest]
#[case::in_brackets(BRACKETED, &["1", "2", "3", "4", "5", "6"])]
#[case::anew_in_each_part(ANEW, &["1", "2", "3", "1", "2", "1", "2", "3"])]
#[case::chapter_before_it(REGIONAL, &["1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2", "5.1"])]
#[case::chapter_before_it_without_dots(BUOYS, &["1.1", "1.2", "2.1", "2.2", "3.1"])]
#[case::on_a_line_of_its_own(FERRIES, &["1", "2", "3"])]
#[case::over_pages_with_notes(NOTES, &["1", "2", "3", "4"])]
#[case::beside_tables(TABLES, &["1", "2", "3", "4"])]
fn paragraphs_have_their_numbers_however_they_are_written(#[case] text: &str, #[case] expected: &[&str]) {
    assert_eq!(numbers(&read(text)), expected);
}

#[test]
fn a_body_of_a_region_numbers_its_chapters_and_paragraphs() {
    let report = read(REGIONAL);
    assert_eq!((report.body.as_str(), report.place.as_str()), ("AFRICAN FORUM ON BRIDGES", "Lusaka, Zambia"));
    let titles = ["INTRODUCTION", "OPENING CEREMONY", "DISCUSSIONS", "RECOMMENDATIONS", "CLOSING"];
    assert_eq!(sections(&report), ["1", "2", "3", "4", "5"].into_iter().zip(titles).collect::<Vec<_>>());
    let numbers: Vec<_> = acts(&report).into_iter().map(|(_, number, _)| number).collect();
    assert_eq!(numbers, ["4.1", "4.2"]);
    let report = read(BUOYS);
    assert_eq!(report.paragraphs[2].items.len(), 2);
    assert_eq!(attending(&report), [(Status::Member, 6)]);
}

#[test]
fn what_a_body_does_in_the_items_below_its_name_is_its_own() {
    for (text, number) in [(TABLES, "4"), (FERRIES, "3")] {
        let report = read(text);
        let act = report.recommendations.iter().find(|r| r.number == number).unwrap();
        assert_eq!(act.kind, Kind::Conclusion);
        assert!(act.calls.iter().all(|c| !c.item.is_empty()), "{:?}", act.calls);
        assert!(act.calls.iter().any(|c| c.strength == Strength::Invited), "{:?}", act.calls);
    }
    let report = read(TABLES);
    assert_eq!(report.annex_paragraphs.len(), 4);
    assert_eq!(report.recommendations[0].calls[2].addressed, Addressee::Conference);
}

#[test]
fn marks_of_notes_that_lost_their_raised_form_are_found_by_their_order() {
    let report = read(NOTES);
    let marks: Vec<_> = report.paragraphs.iter().map(|p| p.footnotes.join(" ")).collect();
    assert_eq!(marks, ["1 2", "", "3", ""]);
    assert_eq!(report.footnotes.len(), 3);
    assert!(report.paragraphs[0].text.ends_with("useful to those who tie."), "over the page");
}

#[test]
fn decisions_in_capitals_and_resolutions_under_their_number_are_acts() {
    let report = read(UNION);
    assert_eq!(report.body, "EXECUTIVE COUNCIL");
    assert_eq!(
        acts(&report),
        [
            (Kind::Decision, "1", "DECISION ON THE FREE MOVEMENT OF GOATS"),
            (Kind::Decision, "2", "DECISION ON SALT")
        ]
    );
    assert_eq!(asked(&report, 0)[1], ("2", "Member States", Strength::Urged));
    let report = read(VOTES);
    assert_eq!(
        acts(&report),
        [(Kind::Resolution, "60/1", "Gates in walls"), (Kind::Resolution, "60/2", "Gates in fences")]
    );
    assert_eq!(numbers(&report), up_to(2));
}

#[test]
fn a_report_without_numbers_has_its_text_in_its_sections() {
    let report = read(INLINE);
    assert_eq!(sections(&report), [("1", "Introduction"), ("2", "Findings"), ("3", "Recommendations")]);
    assert_eq!(report.paragraphs.len(), 2);
    assert_eq!(report.recommendations.len(), 3);
    assert_eq!(report.recommendations[2].items.len(), 2);
    let report = read(CAPITALS);
    assert_eq!(report.body, "JOINT COMMITTEE ON TOLLS");
    assert_eq!(report.sections.len(), 3);
    assert!(report.recommendations.is_empty(), "what members agreed in passing: {:?}", acts(&report));
}

#[test]
fn a_layout_that_nobody_knows_comes_as_paragraphs() {
    let report = read(LAMPS);
    assert!(report.findings.iter().any(|f| f.what == What::NoLayout));
    assert!(report.paragraphs.len() > 6 && report.paragraphs.iter().all(|p| p.number.is_empty()));
    let report = read(EXPERTS);
    assert_eq!(numbers(&report), up_to(7));
    assert_eq!(attending(&report), [(Status::Member, 6), (Status::Organisation, 2)]);
}
