//! Reports in layouts of their own, all invented: other bodies, other marks, other languages, and a letter that is none.

use reading::report::{Addressee, Kind, Report, Standing, Status, Strength, What, read};

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn report(text: &str) -> Report {
    let report = read(text);
    assert_eq!(bare(&report.rebuild()), bare(text));
    report
}

fn asked(report: &Report) -> Vec<(&str, &str, Strength)> {
    report
        .recommendations
        .iter()
        .map(|r| (r.number.as_str(), r.calls[0].addressee.as_str(), r.calls[0].strength))
        .collect()
}

#[test]
fn lettered_recommendations_of_one_paragraph_are_each_one() {
    let report = report(include_str!("invented/working-group-lettered.txt"));
    assert_eq!(report.symbols, ["CTOC/COP/WG.99/2031/4"]);
    assert_eq!(report.body, "Working Group on Ladders");
    assert_eq!(
        asked(&report),
        [
            ("2(a)", "States parties", Strength::Should),
            ("2(b)", "States parties", Strength::Invited),
            ("2(c)", "secretariat", Strength::Requested),
            ("2(d)", "States", Strength::MayWish),
        ]
    );
    assert_eq!(report.recommendations[1].items.len(), 2);
    assert_eq!(report.recommendations[1].articles[0].article, "14(2)");
    assert_eq!(report.panellists.len(), 3);
    assert_eq!(report.panellists[2].items, ["2"]);
    let attending: Vec<_> = report.attendance.iter().map(|a| (a.status, a.names.len())).collect();
    assert_eq!(attending, [(Status::Party, 9), (Status::Signatory, 2), (Status::Organisation, 2)]);
    assert_eq!(report.paragraphs.len(), 12);
    assert_eq!(report.agenda.len(), 3);
}

#[test]
fn what_a_committee_recommended_is_found_in_its_text_and_what_speakers_said_is_not() {
    let report = report(include_str!("invented/committee-recommended.txt"));
    assert_eq!(report.paragraphs.len(), 8);
    assert_eq!(
        asked(&report),
        [("4", "States parties", Strength::Recommended), ("5", "Executive Secretary", Strength::Requested)]
    );
    assert_eq!(report.recommendations[0].calls[1].strength, Strength::Urged);
    assert!(report.paragraphs[4].text.contains("to convene an expert"), "{}", report.paragraphs[4].text);
    assert!(report.sections.iter().all(|s| s.standing == Standing::Adopted));
}

#[test]
fn a_report_that_numbers_nothing_keeps_sections_and_bullets() {
    let report = report(include_str!("invented/unnumbered-bullets.txt"));
    let titles: Vec<_> = report.sections.iter().map(|s| s.title.as_str()).collect();
    assert_eq!(titles, ["Background", "Recommendations", "Closing"]);
    assert_eq!(
        asked(&report),
        [
            ("1", "States", Strength::Should),
            ("2", "Governments", Strength::Encouraged),
            ("3", "UNODC", Strength::Should)
        ]
    );
    assert!(report.recommendations.iter().all(|r| !r.numbered));
}

#[test]
fn resolutions_and_decisions_by_number_alone_hold_their_operative_paragraphs() {
    let report = report(include_str!("invented/resolutions.txt"));
    let acts: Vec<_> = report
        .recommendations
        .iter()
        .map(|r| (r.kind, r.number.as_str(), r.title.as_str(), r.items.len()))
        .collect();
    assert_eq!(
        acts,
        [
            (Kind::Resolution, "53/1", "Safe bridges", 3),
            (Kind::Resolution, "53/2", "Clean fords", 2),
            (Kind::Decision, "53/101", "Outcome of the review", 0),
        ]
    );
    let calls: Vec<_> =
        report.recommendations[0].calls.iter().map(|c| (c.item.as_str(), c.strength)).collect();
    assert_eq!(calls, [("1", Strength::CalledUpon), ("2", Strength::Requested), ("3", Strength::Decided)]);
    assert_eq!(report.recommendations[1].calls[1].addressed, Addressee::Unodc);
    assert_eq!(report.paragraphs.len(), 5, "operative paragraphs are none of the report's");
    assert_eq!(report.statements[0].speakers[0].on_behalf_of, "a group of States");
}

#[test]
fn decisions_of_a_conference_are_read_below_a_table_of_contents() {
    let report = report(include_str!("invented/conference-decisions.txt"));
    assert_eq!(report.symbols, ["FCCC/XY/2040/3/Add.1"]);
    assert_eq!(report.body, "Conference of the Parties");
    let acts: Vec<_> = report.recommendations.iter().map(|r| (r.number.as_str(), r.title.as_str())).collect();
    assert_eq!(acts, [("1/CP.40", "Lima kite plan"), ("2/CP.40", "Strings")]);
    let calls: Vec<_> =
        report.recommendations[0].calls.iter().map(|c| (c.item.as_str(), c.strength)).collect();
    assert_eq!(calls, [("1", Strength::Decided), ("2", Strength::Requested), ("3", Strength::Invited)]);
    assert_eq!(report.recommendations[0].items[2].items.len(), 2);
}

#[test]
fn a_report_in_french_is_read() {
    let report = report(include_str!("invented/francais.txt"));
    assert_eq!((report.language.as_str(), report.place.as_str()), ("fr", "Vienne"));
    assert_eq!(report.body, "Groupe de travail sur les échelles");
    assert_eq!(report.paragraphs.len(), 4);
    assert_eq!(
        asked(&report),
        [("1", "États parties", Strength::Encouraged), ("2", "États", Strength::ShouldConsider)]
    );
    assert_eq!(report.recommendations[1].items.len(), 2);
    let codes: Vec<_> =
        report.attendance[0].names.iter().filter_map(|n| n.party).map(|p| p.to_string()).collect();
    assert_eq!(codes, ["DZ", "BO", "CI", "US", "NL", "CD"]);
    assert_eq!(report.sections[1].standing, Standing::Adopted);
}

#[test]
fn a_report_in_spanish_is_read() {
    let report = report(include_str!("invented/espanol.txt"));
    assert_eq!((report.language.as_str(), report.place.as_str()), ("es", "Viena"));
    assert_eq!(report.paragraphs.iter().map(|p| p.number.as_str()).collect::<Vec<_>>(), ["1", "2", "3"]);
    assert_eq!(
        asked(&report),
        [("1", "Estados partes", Strength::Should), ("2", "Estados partes", Strength::Urged)]
    );
    let codes: Vec<_> =
        report.attendance[0].names.iter().filter_map(|n| n.party).map(|p| p.to_string()).collect();
    assert_eq!(codes, ["DZ", "BO", "ES", "US", "CD"]);
}

#[test]
fn a_letter_is_no_report_and_gives_no_nonsense() {
    let report = report(include_str!("invented/plain-letter.txt"));
    assert!(report.recommendations.is_empty() && report.attendance.is_empty() && report.sections.is_empty());
    assert!(report.symbols.is_empty() && report.body.is_empty());
}

#[test]
fn paragraphs_glued_to_the_one_before_are_parted_where_their_number_is_missing() {
    let text = "I. Opening\n\n1. The Chair opened the meeting. 2. The Board took note of the report. \
                3. It was noted that 4. is a number.\n4. The Board decided to meet again.\n5. The meeting closed, and it was late.\n";
    let report = report(text);
    let numbers: Vec<_> = report.paragraphs.iter().map(|p| p.number.as_str()).collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "5"]);
    assert_eq!(report.paragraphs[0].text, "The Chair opened the meeting.");
    assert!(report.findings.iter().all(|f| f.what != What::NumberMissing));
}

#[test]
fn a_number_that_is_lost_is_told() {
    let report = report(
        "1. The Chair opened the meeting.\n2. It was noted.\n5. The meeting was closed by the Chair.\n",
    );
    let missing: Vec<_> =
        report.findings.iter().filter(|f| f.what == What::NumberMissing).map(|f| f.text.as_str()).collect();
    assert_eq!(missing, ["3, 4"]);
}

/// A report as a word processor keeps it: no number is written, each list is counted.
fn counted(text: &str) -> Vec<u8> {
    let level = |format: &str, mark: &str, n: usize| {
        format!(
            "<w:lvl w:ilvl=\"{n}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{mark}\"/></w:lvl>"
        )
    };
    let sections = level("upperRoman", "%1.", 0) + &level("upperLetter", "%2.", 1);
    let numbers =
        level("decimal", "%1.", 0) + &level("lowerLetter", "(%2)", 1) + &level("lowerRoman", "(%3)", 2);
    let numbering = format!(
        "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"1\">{sections}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"2\">{numbers}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"3\">{numbers}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"2\"/></w:num>\
         <w:num w:numId=\"3\"><w:abstractNumId w:val=\"3\"/></w:num></w:numbering>"
    );
    let mut body = String::new();
    let mut agenda = false;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        agenda |= line.ends_with("following agenda:");
        let (mark, words) = line.split_once(' ').unwrap_or(("", line));
        let inner = mark.trim_matches(['(', ')', '.']);
        let digits = !inner.is_empty() && inner.chars().all(|c| c.is_ascii_digit());
        let at = match mark.chars().last() {
            Some('.') if digits && inner.len() > 1 => Some((2, 0)),
            Some('.') if digits => Some((if agenda { 3 } else { 2 }, 0)),
            Some('.') if inner.chars().all(|c| "IVX".contains(c)) => Some((1, 0)),
            Some('.') if inner.len() == 1 => Some((1, 1)),
            Some(')') if inner.chars().all(|c| "ivx".contains(c)) => Some((2, 2)),
            Some(')') if inner.len() == 1 => Some((2, 1)),
            _ => None,
        };
        let (settings, words) = match at {
            Some((list, level)) => (
                format!(
                    "<w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>"
                ),
                words,
            ),
            None => (String::new(), line),
        };
        let words = words.replace('&', "&amp;").replace('<', "&lt;");
        body.push_str(&format!("<w:p>{settings}<w:r><w:t>{words}</w:t></w:r></w:p>"));
    }
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    crate::papers::zipped(&[
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        ("word/document.xml", document.into_bytes()),
        ("word/numbering.xml", numbering.into_bytes()),
    ])
}

#[test]
fn a_report_that_counts_its_lists_is_read_as_the_one_that_writes_them() {
    let text = include_str!("invented/working-group-lettered.txt");
    let (written, counted) = (read(text), reading::report::read_bytes(counted(text), "report.docx").unwrap());
    let paragraphs = |r: &Report| -> Vec<(String, String)> {
        r.paragraphs.iter().map(|p| (p.number.clone(), p.text.clone())).collect()
    };
    assert_eq!(paragraphs(&counted), paragraphs(&written));
    let sections = |r: &Report| -> Vec<(String, String)> {
        r.sections.iter().map(|s| (s.number.clone(), s.title.clone())).collect()
    };
    assert_eq!(sections(&counted), sections(&written));
    assert_eq!(asked(&counted), asked(&written));
    assert_eq!(counted.agenda.len(), written.agenda.len());
    assert_eq!(counted.panellists.len(), written.panellists.len());
}
