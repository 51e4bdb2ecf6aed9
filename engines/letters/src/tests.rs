use super::*;
use procedure::paper::{Form, KEY_MOVE, Note, Part, Question, Row};

fn sample(lang: &str) -> Letter {
    let (title, label, text) = match lang {
        "ar" => ("طلب حفظ بيانات", "الوقائع", "عُثر على الشاحنة شمال أغاديز، والرقم ‎+227 96 00 11 22‎ فيها."),
        _ => (
            "Preservation request",
            "Facts",
            "The truck was found north of Agadez; +227 96 00 11 22 was in it.",
        ),
    };
    let row =
        |label: &str, text: &str| Row { label: label.into(), lines: vec![text.into()], mark: String::new() };
    Letter {
        lang: lang.into(),
        from: vec!["Unité d’enquête".into(), "Niger · +227 20 00 00 00".into()],
        to: vec!["Sahel Messenger SA".into(), "XB".into()],
        over: "UNTOC 27".into(),
        title: title.into(),
        facts: vec![("Reference".into(), "0197-AB".into()), ("Date".into(), "2026-11-26".into())],
        parts: vec![Part {
            heading: label.into(),
            rows: vec![row(label, text), row(label, "#evil(\"x\") *not bold*")],
        }],
        notes: vec![Note { heading: "Answer".into(), text: text.into() }],
        code: "ABCD-EFGH-JKMN".into(),
        code_label: "Code".into(),
        square: "LIAISON LETTER 1 ABCD-EFGH-JKMN".into(),
        square_alt: "The code as a square".into(),
        page: "Page".into(),
    }
}

#[test]
fn a_letter_is_the_same_bytes_each_time_and_passes_as_accessible_in_each_direction() {
    for lang in ["en", "fr", "ar"] {
        let pdf = set(&sample(lang)).unwrap();
        assert!(pdf.starts_with(b"%PDF-1.7"), "{lang}");
        assert_eq!(pdf, set(&sample(lang)).unwrap(), "{lang}");
        let holds = |text: &[u8]| pdf.windows(text.len()).any(|w| w == text);
        assert!(holds(b"pdfuaid") && !holds(b"CreationDate"), "{lang}");
        if let Ok(folder) = std::env::var("LETTERS_LOOK") {
            std::fs::write(format!("{folder}/{lang}.pdf"), &pdf).unwrap();
        }
    }
    assert_ne!(set(&sample("en")).unwrap(), set(&Letter { code: "X".into(), ..sample("en") }).unwrap());
}

#[test]
fn numbers_keep_their_order_in_a_line_from_right_to_left() {
    assert_eq!(isolated("الرقم +227 96 00 11 22 فيها"), "الرقم \u{2066}+227 96 00 11 22\u{2069} فيها");
    assert_eq!(isolated("0197-AB"), "\u{2066}0197-AB\u{2069}");
    assert_eq!(isolated("نعم."), "نعم.");
    // A colon belongs to the line and not to what stands beside it.
    assert_eq!(isolated("بريد: a@b.example"), "بريد: \u{2066}a@b.example\u{2069}");
    assert_eq!(isolated("الاتفاقية 27: التعاون"), "الاتفاقية \u{2066}27\u{2069}: التعاون");
    assert_eq!(isolated("H0: لمنع"), "\u{2066}H0\u{2069}: لمنع");
    assert_eq!(isolated("املؤوا reply.xlsx."), "املؤوا \u{2066}reply.xlsx\u{2069}.");
    assert_eq!(isolated("Harmattan Fret Co."), "\u{2066}Harmattan Fret Co.\u{2069}");
}

#[test]
fn what_is_written_in_a_letter_is_never_run() {
    // Markup in a value would fail to compile, or change the page count, if it were read as such.
    let evil = Letter { title: "#panic(\"run\") #pagebreak()".into(), ..sample("en") };
    assert!(set(&evil).is_ok());
}

#[test]
fn a_7_a_letter_has_a_limit() {
    let long = Letter { over: "x".repeat(LETTER_BYTES_MAX), ..sample("en") };
    assert!(matches!(set(&long), Err(LetterError::TooLong)));
    let files: Vec<_> = (0..=PACKAGE_FILES_MAX).map(|n| (n.to_string(), Vec::new())).collect();
    assert!(matches!(pack(&files), Err(LetterError::TooLong)));
}

#[test]
fn a_form_and_a_package_are_the_same_bytes_each_time_and_compute_nothing() {
    let choices =
        (0..40).map(|n| (format!("c{n}"), format!("=HYPERLINK(\"http://x\",{n}) a long word"))).collect();
    let asked = Form {
        lang: "ar".into(),
        title: "=1+1".into(),
        intro: "+cmd".into(),
        labels: ["Reference".into(), "Code".into()],
        reference: "R".into(),
        code: "C".into(),
        day: (2026, 11, 26),
        questions: vec![
            Question { key: KEY_MOVE.into(), label: "@SUM(A1)".into(), hint: String::new(), choices },
            Question::heading("-2"),
        ],
    };
    let bytes = form(&asked).unwrap();
    assert_eq!(bytes, form(&asked).unwrap());
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let mut sheet = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut sheet).unwrap();
    assert!(sheet.contains("sheetProtection") && sheet.contains("dataValidation"));
    assert!(!sheet.contains("<f>"), "a cell computes");
    let packed = pack(&[("reply.xlsx".into(), bytes.clone())]).unwrap();
    assert_eq!(packed, pack(&[("reply.xlsx".into(), bytes)]).unwrap());
}
