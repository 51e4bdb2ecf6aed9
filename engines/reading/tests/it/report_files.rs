//! Reports as files: the same report as a PDF, and files that are cut, empty, endless or made to harm. Each gives a clear
//! answer, and none takes more than its time.

use crate::papers::{latin, pages, zipped};
use reading::report::{Report, What, read, read_bytes};
use std::time::{Duration, Instant};

const PANEL: &str = include_str!("invented/numbers-anew.txt");
const BRACKETED: &str = include_str!("invented/bracketed-numbers.txt");
/// Lines of a page.
const LINES: usize = 44;

/// A text as a PDF whose font knows plain letters alone.
fn as_pdf(text: &str) -> Vec<u8> {
    let plain = text.replace(['\u{2013}', '\u{2014}'], "-").replace('\u{2019}', "'");
    let lines: Vec<&str> = plain.lines().collect();
    let drawn: Vec<String> = lines.chunks(LINES).map(|page| draws(page, 50)).collect();
    pages(&drawn.iter().map(String::as_str).collect::<Vec<_>>(), &latin())
}

/// What draws these lines below each other, from this column on.
fn draws(lines: &[&str], from: usize) -> String {
    let mut out = String::new();
    for (nth, line) in lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let escaped = line.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        out.push_str(&format!("BT /F1 10 Tf 1 0 0 1 {from} {} Tm ({escaped}) Tj ET\n", 750 - nth * 15));
    }
    out
}

fn paragraphs(report: &Report) -> Vec<(String, String)> {
    report.paragraphs.iter().map(|p| (p.number.clone(), p.text.clone())).collect()
}

fn acts(report: &Report) -> Vec<(String, usize, usize)> {
    report.recommendations.iter().map(|r| (r.number.clone(), r.items.len(), r.calls.len())).collect()
}

#[test]
fn a_report_as_a_pdf_is_read_as_its_text() {
    for text in [PANEL, BRACKETED] {
        let plain = text.replace(['\u{2013}', '\u{2014}'], "-").replace('\u{2019}', "'");
        let (written, printed) = (read(&plain), read_bytes(as_pdf(text), "report.pdf").unwrap());
        assert_eq!(paragraphs(&printed), paragraphs(&written));
        assert_eq!(acts(&printed), acts(&written));
        assert_eq!(printed.sections.len(), written.sections.len());
        assert_eq!((&printed.body, &printed.place), (&written.body, &written.place));
    }
}

#[test]
fn pages_without_letters_are_told_as_a_scan() {
    let scan = pages(&["0 0 600 800 re f", "q 10 0 0 10 0 0 cm Q"], &latin());
    match read_bytes(scan, "scan.pdf") {
        Ok(report) => {
            assert!(report.findings.iter().any(|f| f.what == What::NoText), "{:?}", report.findings);
            assert!(report.recommendations.is_empty());
        }
        Err(error) => panic!("a scan is no broken file: {error}"),
    }
}

#[test]
fn a_file_that_is_cut_anywhere_gives_what_stands_or_a_reason() {
    let whole = as_pdf(PANEL);
    for percent in [1, 10, 35, 60, 85, 99] {
        let cut = whole[..whole.len() * percent / 100].to_vec();
        match read_bytes(cut, "report.pdf") {
            Ok(report) => assert!(report.paragraphs.len() <= read(PANEL).paragraphs.len(), "{percent} %"),
            Err(error) => assert!(!error.to_string().is_empty(), "{percent} %"),
        }
    }
}

/// A word processor's file with this body.
fn docx(body: &str) -> Vec<u8> {
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    zipped(&[("[Content_Types].xml", b"<Types/>".to_vec()), ("word/document.xml", document.into_bytes())])
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the time that a reading takes is what is tested")]
fn word_processor_files_made_to_harm_give_an_answer_in_time() {
    let start = Instant::now();
    let deep = format!("{}text{}", "<w:p><w:r>".repeat(20_000), "</w:r></w:p>".repeat(20_000));
    let counted = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"4294967295\"/><w:numId w:val=\"-1\"/></w:numPr></w:pPr>\
                   <w:r><w:t>1. The Board met.</w:t></w:r></w:p>";
    let entity = "<w:p><w:r><w:t>&a;&b; The Board met.</w:t></w:r></w:p>";
    let long = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "1. (a) I. ".repeat(50_000));
    for (name, body) in [("deep", deep.as_str()), ("counted", counted), ("entity", entity), ("long", &long)] {
        match read_bytes(docx(body), "report.docx") {
            Ok(report) => assert!(report.recommendations.is_empty(), "{name}: nothing is invented"),
            Err(error) => assert!(!error.to_string().is_empty(), "{name}"),
        }
    }
    let whole = docx("<w:p><w:r><w:t>1. The Board met.</w:t></w:r></w:p>");
    for cut in [4, whole.len() / 2, whole.len() - 3] {
        let answer = read_bytes(whole[..cut].to_vec(), "report.docx");
        assert!(answer.as_ref().map_or(true, |r| r.recommendations.is_empty()), "cut at {cut}");
    }
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the time that a reading takes is what is tested")]
fn six_hundred_pages_of_a_pdf_are_read_whole_and_in_time() {
    let mut text = "Report of the Panel on Doors\n\nI. Work of the Panel\n\n".to_owned();
    for number in 1..=600 {
        text.push_str(&format!("{number}. The Panel considered door {number} and noted that it was open."));
        text.push_str(&"\n".repeat(LINES));
    }
    let file = as_pdf(&text);
    let start = Instant::now();
    let report = read_bytes(file, "report.pdf").unwrap();
    assert_eq!(report.paragraphs.len(), 600);
    assert!(start.elapsed() < Duration::from_secs(120), "{:?}", start.elapsed());
}
