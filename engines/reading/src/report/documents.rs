//! Symbols of documents: found in the text, each once.

use super::{Document, Paragraph, Report};
use std::collections::HashMap;

/// The symbol at the start of a word: `CTOC/COP/WG.7/2022/1`, `A/RES/79/1`, `TD/B(S-XXXIII)/1`.
pub(super) fn symbol(word: &str) -> Option<&str> {
    let end = word
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '(' | ')')))
        .unwrap_or(word.len());
    let mut symbol = word.get(..end)?.trim_end_matches(['.', '-', '/']);
    while symbol.ends_with(')') && symbol.matches('(').count() < symbol.matches(')').count() {
        symbol = symbol.strip_suffix(')')?.trim_end_matches('.');
    }
    if symbol.matches('(').count() != symbol.matches(')').count() {
        symbol = symbol.split('(').next()?.trim_end_matches(['.', '-', '/']);
    }
    let mut parts = symbol.split('/');
    let first = parts.next()?;
    let series = !first.is_empty()
        && first.len() <= 12
        && first.bytes().all(|b| b.is_ascii_uppercase() || matches!(b, b'.' | b'-' | b'(' | b')'))
        && first.matches('(').count() == first.matches(')').count()
        && first.starts_with(|c: char| c.is_ascii_uppercase());
    let rest: Vec<&str> = parts.collect();
    let counted = rest.iter().any(|p| p.bytes().any(|b| b.is_ascii_digit()));
    let plain = rest
        .iter()
        .all(|p| (1..=24).contains(&p.len()) && (p.len() <= 4 || !p.bytes().all(|b| b.is_ascii_lowercase())));
    let known = first.len() > 1 || matches!(first, "A" | "E" | "S" | "T");
    (series && counted && plain && known && !rest.is_empty()).then_some(symbol)
}

/// Every symbol in a text with where it begins.
pub(super) fn symbols(text: &str) -> Vec<(usize, &str)> {
    let mut all = Vec::new();
    let mut word_start = true;
    for (at, c) in text.char_indices() {
        if word_start
            && c.is_ascii_uppercase()
            && let Some(found) = text.get(at..).and_then(symbol)
        {
            all.push((at, found));
        }
        word_start = !(c.is_alphanumeric() || matches!(c, '/' | '.' | '-'));
    }
    all
}

/// What the text says of a document beside its symbol: `Annotated provisional agenda (SYMBOL)`.
fn title_before(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or_default().trim_end();
    let Some(before) = before.strip_suffix('(').or_else(|| before.strip_suffix("([")) else {
        return String::new();
    };
    let start = before.rfind([';', ':', '.', '\n']).map_or(0, |p| p.saturating_add(1));
    let mut title = before.get(start..).unwrap_or_default().trim();
    for verb in [
        " considered ",
        " had before it ",
        " introduced ",
        " adopted its ",
        " adopted the ",
        " contained in document",
        " contained in ",
    ] {
        title = title
            .rfind(verb)
            .and_then(|at| title.get(at.saturating_add(verb.len())..))
            .unwrap_or(title)
            .trim();
    }
    // `a note by … (ONE) and a paper on … (TWO)`: what is said of the second.
    for cut in [") and ", "), "] {
        title =
            title.rfind(cut).and_then(|at| title.get(at.saturating_add(cut.len())..)).unwrap_or(title).trim();
    }
    if title.len() > 600 { String::new() } else { title.to_owned() }
}

/// Gathers the documents of the report.
pub(super) fn gather(report: &mut Report) {
    let mut found = Found::default();
    for paragraph in report.paragraphs.iter().chain(&report.annex_paragraphs) {
        found.paragraph(report, paragraph);
    }
    for block in report
        .blocks
        .iter()
        .filter(|b| matches!(b.role, super::Role::Text | super::Role::Recommendation | super::Role::Footnote))
    {
        let listed =
            block.section.and_then(|id| report.section(id)).is_some_and(|s| lists_documents(&s.title));
        if listed {
            // `SYMBOL      Title`, one to a line.
            for line in block.text.lines() {
                let Some((first, title)) = line.trim().split_once(char::is_whitespace) else { continue };
                let whole = symbol(first).filter(|found| found.len() == first.len());
                if let Some(symbol) = whole.filter(|_| super::text::begins_large(title.trim())) {
                    found.add(symbol, || super::text::squeezed(title), "", block.place, true);
                }
            }
        }
        let text = super::text::squeezed(&block.text);
        for (at, symbol) in symbols(&text) {
            found.add(symbol, || title_before(&text, at), "", block.place, listed);
        }
    }
    for own in &report.symbols {
        found.own(own);
    }
    for (document, before) in found.all {
        if before { report.documents.push(document) } else { report.references.push(document) }
    }
}

fn lists_documents(title: &str) -> bool {
    let title = title.to_lowercase();
    title.starts_with("documentation")
        || title.contains("list of documents")
        || title.contains("liste des documents")
        || title.contains("lista de documentos")
        || title.starts_with("documentación")
        || title.contains("documents before the")
}

fn texts_of<'a>(items: &'a [super::SubItem], listed: bool, texts: &mut Vec<(&'a str, bool)>) {
    for item in items {
        texts.push((item.text.as_str(), listed));
        texts_of(&item.items, listed, texts);
    }
}

#[derive(Default)]
struct Found {
    all: Vec<(Document, bool)>,
    place: HashMap<String, usize>,
}

impl Found {
    fn paragraph(&mut self, report: &Report, paragraph: &Paragraph) {
        let listed =
            paragraph.section.and_then(|id| report.section(id)).is_some_and(|s| lists_documents(&s.title));
        let announced = had_before(&paragraph.text);
        let all_items = announced && paragraph.text.trim_end().ends_with(':');
        let mut texts = vec![(paragraph.text.as_str(), false)];
        texts_of(&paragraph.items, all_items, &mut texts);
        for (text, of_list) in texts {
            for sentence in super::text::sentences(text) {
                let before = of_list || had_before(sentence) || listed && announced;
                for (at, symbol) in symbols(sentence) {
                    self.add(
                        symbol,
                        || title_before(sentence, at),
                        &paragraph.number,
                        paragraph.place,
                        before,
                    );
                }
            }
        }
    }

    fn add(
        &mut self,
        symbol: &str,
        title: impl Fn() -> String,
        paragraph: &str,
        place: super::Span,
        before: bool,
    ) {
        let next = self.all.len();
        let at = *self.place.entry(symbol.to_owned()).or_insert(next);
        if at == next {
            self.all.push((Document { symbol: symbol.to_owned(), place, ..Document::default() }, false));
        }
        let Some((document, was_before)) = self.all.get_mut(at) else { return };
        *was_before |= before;
        if document.title.is_empty() {
            document.title = title();
        }
        if !paragraph.is_empty() && document.paragraphs.last().is_none_or(|last| last != paragraph) {
            document.paragraphs.push(paragraph.to_owned());
        }
    }

    fn own(&mut self, symbol: &str) {
        self.all.retain(|(document, _)| document.symbol != symbol);
    }
}

/// Whether a text says that the meeting had documents before it.
fn had_before(text: &str) -> bool {
    let words = super::text::Words::of(text);
    words
        .find_any(
            0,
            &[
                "had before it|them",
                "introduced the following documents",
                "était|étaient saisi|saisie|saisis",
                "tuvo|tenía ante sí",
                "documents before the",
                "it considered the following documents",
            ],
        )
        .is_some()
        || words.has("considered a|the note|notes|report|reports|document|documents by|of|prepared")
            && text.contains('(')
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("CTOC/COP/WG.7/2022/1);", Some("CTOC/COP/WG.7/2022/1"))]
    #[case("CTOC/COP/WG.6/2022/CRP.1/Rev.1", Some("CTOC/COP/WG.6/2022/CRP.1/Rev.1"))]
    #[case("TD/B(S-XXXIII)/INF.1.", Some("TD/B(S-XXXIII)/INF.1"))]
    #[case("A/80/39", Some("A/80/39"))]
    #[case("FCCC/SBI/2019/9/Add.1", Some("FCCC/SBI/2019/9/Add.1"))]
    #[case("1/CP.21", None)]
    #[case("AND/OR", None)]
    #[case("COVID-19", None)]
    #[case("US$/2", None)]
    fn a_symbol_is_found(#[case] word: &str, #[case] expected: Option<&str>) {
        assert_eq!(symbol(word), expected);
    }
}
