//! A letter as a word processor's document, so that those who draft can go on with it. Office Open XML (ECMA-376), its
//! four parts written out; whoever packs them makes the file. Text is escaped here and is never taken for markup.

use procedure::paper::Letter;
use std::fmt::Write;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Noto Sans" w:hAnsi="Noto Sans" w:cs="Noto Sans Arabic"/><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr><w:b/><w:bCs/><w:sz w:val="34"/><w:szCs w:val="34"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="280" w:after="100"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="120" w:after="40"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr></w:style></w:styles>"#;
const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#;
const END: &str = r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1247" w:bottom="1247" w:left="1247" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>"#;

/// The parts of the document with their names, as they are packed.
pub(crate) fn parts(letter: &Letter) -> Vec<(String, Vec<u8>)> {
    let file = |name: &str, text: String| (name.to_owned(), text.into_bytes());
    vec![
        file("[Content_Types].xml", TYPES.into()),
        file("_rels/.rels", RELATIONS.into()),
        file("word/_rels/document.xml.rels", DOCUMENT_RELATIONS.into()),
        file("word/styles.xml", STYLES.into()),
        file("word/document.xml", document(letter)),
    ]
}

fn document(letter: &Letter) -> String {
    let mut body = Body { xml: HEAD.to_owned(), leftwards: letter.lang == "ar" };
    for row in &letter.from {
        body.paragraph("", row);
    }
    body.paragraph("", &letter.over);
    body.paragraph("Title", &letter.title);
    for (label, value) in &letter.facts {
        body.paragraph("", &format!("{label}: {value}"));
    }
    for part in &letter.parts {
        body.paragraph("Heading1", &part.heading);
        for row in &part.rows {
            body.paragraph("Heading2", &row.label);
            for line in &row.lines {
                body.paragraph("", line);
            }
            body.paragraph("", &row.mark);
        }
    }
    for note in &letter.notes {
        body.paragraph("Heading1", &note.heading);
        body.paragraph("", &note.text);
    }
    body.paragraph("", &format!("{} {}", letter.code_label, letter.code));
    body.xml + END
}

struct Body {
    xml: String,
    leftwards: bool,
}

impl Body {
    /// A paragraph; an empty one is left out.
    fn paragraph(&mut self, style: &str, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let mut layout = String::new();
        if !style.is_empty() {
            layout = format!("<w:pStyle w:val=\"{style}\"/>");
        }
        let (bidi, run) = if self.leftwards { ("<w:bidi/>", "<w:rPr><w:rtl/></w:rPr>") } else { ("", "") };
        // Writing to a text does not fail.
        let _ = write!(
            self.xml,
            "<w:p><w:pPr>{layout}{bidi}</w:pPr><w:r>{run}<w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
            escaped(text)
        );
    }
}

/// A text as XML takes it: marks escaped, and what XML 1.0 does not know left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\t' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use procedure::paper::{Part, Row};

    fn letter(lang: &str, text: &str) -> Letter {
        let row = Row { label: "Reason".into(), lines: vec![text.into()], mark: String::new() };
        Letter {
            lang: lang.into(),
            from: vec!["Unit".into()],
            to: Vec::new(),
            over: String::new(),
            title: "Draft".into(),
            facts: Vec::new(),
            parts: vec![Part { heading: "8".into(), rows: vec![row] }],
            notes: Vec::new(),
            code: "AAAA".into(),
            code_label: "Code".into(),
            square: String::new(),
            square_alt: String::new(),
            page: String::new(),
        }
    }

    #[test]
    fn what_is_written_is_text_and_never_markup_and_arabic_runs_from_right_to_left() {
        let xml = document(&letter("en", "</w:t><w:p> & \u{1} <b>"));
        assert!(xml.contains("&lt;/w:t&gt;&lt;w:p&gt; &amp;  &lt;b&gt;"), "{xml}");
        assert_eq!(xml.matches("<w:p>").count(), xml.matches("</w:p>").count());
        assert!(!xml.contains("<w:bidi/>"));
        let arabic = document(&letter("ar", "نقاط الاتصال"));
        assert!(
            arabic.contains("<w:bidi/>") && arabic.contains("<w:rtl/>") && arabic.contains("نقاط الاتصال")
        );
        let names: Vec<_> = parts(&letter("en", "x")).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names.first().map(String::as_str), Some("[Content_Types].xml"));
    }
}
