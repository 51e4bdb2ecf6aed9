//! Web pages as text: headings, paragraphs, rows of tables, links. Nothing is fetched, run or styled; what a page hides by
//! script or style is read like the rest.

use crate::item::{Control, Item, Out, Part, Place, ReadError, Reason, Summary};
use crate::{nest, text};
use mail_parser::decoders::html::add_html_token;
use std::collections::BTreeSet;
use std::io::Read;

/// Longest tag that is looked through.
const TAG_BYTES_MAX: usize = 64 * 1024;
/// Most links that are told of one page.
const LINKS_MAX: usize = 2_000;
/// Longest name of a character: `&CounterClockwiseContourIntegral;`.
const ENTITY_BYTES_MAX: usize = 40;

/// Reads a saved page.
pub(crate) fn read(
    input: &mut dyn Read,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let bytes = nest::whole(input)?;
    // What is Unicode by its bytes is so whatever it says: a page out of a mail was already decoded.
    let told = if std::str::from_utf8(&bytes).is_ok() { None } else { charset(&bytes) };
    let decoded = text::decoded(bytes, told.as_deref());
    let mut out = Out::new(sink);
    text::say_how(&decoded, &mut out);
    page(&decoded.text, &mut out);
    Ok(out.summary)
}

/// The encoding that a page says of itself in its first bytes.
fn charset(bytes: &[u8]) -> Option<String> {
    let start = bytes.get(..bytes.len().min(2_048))?;
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let (_, after) = start.split_once("charset=")?;
    let name: String = after
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c))
        .collect();
    // Two bytes a letter cannot be said in one byte a letter.
    (!name.is_empty() && !name.starts_with("utf-16")).then_some(name)
}

/// Hands on what stands in a page.
pub(crate) fn page(html: &str, out: &mut Out<'_>) {
    Page::new(html).walk(out);
}

struct Page<'h> {
    html: &'h str,
    at: usize,
    line: u64,
    /// Whether quotes in tags are heeded: not any more once one did not close.
    quotes: bool,
    block: String,
    block_line: u64,
    part: Part,
    in_row: bool,
    plain: bool,
    index: u64,
    links: BTreeSet<String>,
}

impl<'h> Page<'h> {
    fn new(html: &'h str) -> Self {
        Self {
            html,
            at: 0,
            line: 1,
            quotes: true,
            block: String::new(),
            block_line: 1,
            part: Part::Body,
            in_row: false,
            plain: false,
            index: 0,
            links: BTreeSet::new(),
        }
    }

    fn rest(&self) -> &'h str {
        self.html.get(self.at..).unwrap_or_default()
    }

    /// Goes on by so many bytes and counts the lines.
    fn pass(&mut self, bytes: usize) -> &'h str {
        let passed = self.rest().get(..bytes).unwrap_or_else(|| self.rest());
        self.at = self.at.saturating_add(passed.len());
        self.line = self.line.saturating_add(passed.bytes().filter(|b| *b == b'\n').count() as u64);
        passed
    }

    fn walk(&mut self, out: &mut Out<'_>) {
        while !self.rest().is_empty() && !out.stopped {
            let rest = self.rest();
            let before = rest.find('<').unwrap_or(rest.len());
            if before > 0 {
                self.begin_block();
                let words = self.pass(before);
                self.words(words);
                continue;
            }
            if rest.starts_with("<!--") {
                self.skip_past("-->", out);
            } else if rest.starts_with("<!") || rest.starts_with("<?") {
                self.skip_past(">", out);
            } else if rest
                .get(1..)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
            {
                self.tag(out);
            } else {
                self.begin_block();
                let sign = self.pass(1);
                self.block.push_str(sign);
            }
        }
        self.end_block(out);
        for link in std::mem::take(&mut self.links) {
            self.about("link", &link, out);
        }
    }

    fn begin_block(&mut self) {
        if self.block.is_empty() {
            self.block_line = self.line;
        }
    }

    fn end_block(&mut self, out: &mut Out<'_>) {
        let text = std::mem::take(&mut self.block);
        let text = text.trim_matches([' ', '\n', '\t', '|']);
        if text.is_empty() {
            return;
        }
        self.index = self.index.saturating_add(1);
        let place = Place { line: self.block_line, index: self.index, ..Place::default() };
        crate::mrz::records(text, &place, out);
        text::passage(out, place, self.part, text);
    }

    fn about(&mut self, what: &str, text: &str, out: &mut Out<'_>) {
        let place = Place { line: self.line, element: what.to_owned(), ..Place::default() };
        text::passage(out, place, Part::About, text);
    }

    fn skip_past(&mut self, end: &str, out: &mut Out<'_>) {
        let found = self.rest().find(end).map(|at| at.saturating_add(end.len()));
        if found.is_none() {
            let place = Place { line: self.line, ..Place::default() };
            out.not_taken(
                place,
                Reason::Malformed,
                &format!("nothing ends what begins here: `{end}` is missing"),
            );
        }
        self.pass(found.unwrap_or(usize::MAX).min(self.rest().len()));
    }

    /// Words with their spaces as one space, and their characters by name or number as characters.
    fn words(&mut self, words: &str) {
        let mut rest = words;
        while let Some(at) = rest.find('&') {
            self.plain_words(rest.get(..at).unwrap_or_default());
            rest = rest.get(at..).unwrap_or_default();
            let near = rest.char_indices().nth(ENTITY_BYTES_MAX).map_or(rest.len(), |(at, _)| at);
            let end = rest.get(..near).and_then(|near| near.find(';')).map_or(1, |end| end.saturating_add(1));
            let token = rest.get(..end).unwrap_or_default();
            if end > 1 && !token.contains(char::is_whitespace) {
                add_html_token(&mut self.block, token.as_bytes(), false);
            } else {
                self.block.push('&');
                self.plain_words(token.get(1..).unwrap_or_default());
            }
            rest = rest.get(end..).unwrap_or_default();
        }
        self.plain_words(rest);
    }

    fn plain_words(&mut self, words: &str) {
        if self.plain {
            return self.block.push_str(words);
        }
        for c in words.chars() {
            if !c.is_whitespace() || c == '\u{A0}' {
                self.block.push(c);
            } else if !self.block.ends_with([' ', '\n']) && !self.block.is_empty() {
                self.block.push(' ');
            }
        }
    }

    fn tag(&mut self, out: &mut Out<'_>) {
        let length = self.tag_length();
        let tag = self.pass(length);
        let inner = tag.trim_start_matches('<').trim_end_matches('>');
        let (closing, inner) = match inner.strip_prefix('/') {
            Some(inner) => (true, inner),
            None => (false, inner),
        };
        let name: String = inner
            .chars()
            .take_while(|c| !c.is_whitespace() && *c != '/')
            .take(16)
            .collect::<String>()
            .to_ascii_lowercase();
        let attributes = inner.get(name.len()..).unwrap_or_default();
        match name.as_str() {
            "script" | "style" if !closing => self.skip_element(&name, out),
            "meta" => self.meta(attributes, out),
            "a" if !closing => self.link(attributes),
            "img" | "area" => {
                if let Some(words) = attribute(attributes, "alt") {
                    self.begin_block();
                    self.words(&words);
                }
            }
            "br" => self.block.push('\n'),
            "td" | "th" => {
                if closing {
                    self.block.truncate(self.block.trim_end().len());
                    self.block.push_str(" | ");
                } else if !self.in_row {
                    self.turn(Part::Table, out);
                    self.in_row = true;
                }
            }
            "tr" => {
                self.turn(if closing { Part::Body } else { Part::Table }, out);
                self.in_row = !closing;
            }
            // What stands in a cell belongs to its row.
            _ if self.in_row && name != "table" => {}
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "title" => {
                self.turn(if closing { Part::Body } else { Part::Heading }, out);
            }
            "pre" | "textarea" => {
                self.turn(Part::Body, out);
                self.plain = !closing;
            }
            "p" | "div" | "li" | "ul" | "ol" | "table" | "section" | "article" | "header" | "footer"
            | "main" | "nav" | "blockquote" | "hr" | "address" | "dt" | "dd" | "dl" | "form" | "option"
            | "body" | "head" | "html" | "figure" | "figcaption" | "aside" | "caption" | "tbody"
            | "thead" | "button" | "label" => {
                self.in_row = false;
                self.turn(Part::Body, out);
            }
            _ => {}
        }
    }

    fn turn(&mut self, part: Part, out: &mut Out<'_>) {
        self.end_block(out);
        self.part = part;
    }

    /// Bytes of the tag that begins here. A quotation that does not close is taken for none, here and further on.
    fn tag_length(&mut self) -> usize {
        let rest = self.rest();
        let mut quote = None;
        if self.quotes {
            for (at, byte) in rest.bytes().enumerate().take(TAG_BYTES_MAX) {
                match (quote, byte) {
                    (None, b'>') => return at.saturating_add(1),
                    (None, b'"' | b'\'') => quote = Some(byte),
                    (Some(open), byte) if open == byte => quote = None,
                    _ => {}
                }
            }
            self.quotes = false;
        }
        rest.find('>').map_or(rest.len(), |at| at.saturating_add(1))
    }

    fn skip_element(&mut self, name: &str, out: &mut Out<'_>) {
        let end = format!("</{name}");
        let rest = self.rest();
        let found = rest.match_indices("</").map(|(at, _)| at).find(|at| {
            rest.get(*at..at.saturating_add(end.len())).is_some_and(|here| here.eq_ignore_ascii_case(&end))
        });
        if found.is_none() {
            let place = Place { line: self.line, ..Place::default() };
            out.not_taken(place, Reason::Malformed, &format!("nothing ends the `{name}` that begins here"));
        }
        self.pass(found.unwrap_or(rest.len()));
    }

    fn meta(&mut self, attributes: &str, out: &mut Out<'_>) {
        let name = attribute(attributes, "name").or_else(|| attribute(attributes, "property"));
        let (Some(name), Some(content)) = (name, attribute(attributes, "content")) else { return };
        let name = name.to_ascii_lowercase();
        let telling = [
            "author",
            "date",
            "description",
            "title",
            "site_name",
            "published",
            "modified",
            "url",
            "creator",
        ];
        if telling.iter().any(|word| name.contains(word)) {
            let mut text = String::new();
            std::mem::swap(&mut text, &mut self.block);
            self.words(&content);
            std::mem::swap(&mut text, &mut self.block);
            self.about(&name.chars().take(64).collect::<String>(), &text, out);
        }
    }

    fn link(&mut self, attributes: &str) {
        let Some(link) = attribute(attributes, "href") else { return };
        let link = link.trim().replace("&amp;", "&");
        let telling = ["http:", "https:", "mailto:", "tel:", "tg:", "whatsapp:", "viber:", "sms:", "geo:"];
        let known = link.split_once(':').is_some_and(|(scheme, _)| {
            telling.iter().any(|known| known.trim_end_matches(':').eq_ignore_ascii_case(scheme))
        });
        if known && self.links.len() < LINKS_MAX {
            self.links.insert(link);
        }
    }
}

/// The value of an attribute.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        if rest.is_empty() {
            return None;
        }
        let key = rest.get(..end)?;
        rest = rest.get(end..)?.trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| *c == '"' || *c == '\'');
            (value, rest) = match quote {
                Some(quote) => {
                    let inner = after.get(1..)?;
                    inner.split_once(quote).unwrap_or((inner, ""))
                }
                None => after.split_at(after.find(char::is_whitespace).unwrap_or(after.len())),
            };
        } else if end == 0 {
            rest = rest.get(rest.chars().next()?.len_utf8()..)?;
        }
        if key.eq_ignore_ascii_case(name) {
            return Some(value.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(html: &str) -> Vec<(Part, String)> {
        let mut said = Vec::new();
        read(&mut html.as_bytes(), &mut |item| {
            if let Item::Passage(passage) = item {
                said.push((passage.part, passage.text));
            }
            Control::Go
        })
        .expect("a page");
        said
    }

    #[test]
    fn a_page_is_its_headings_paragraphs_rows_and_links() {
        let html = "<!DOCTYPE html><html><head><title>Trips &amp; more</title><style>p{}</style>\
            <script>if (a<b) document.write('<p>never')</script><meta name=author content='A. Writer'></head>\
            <body><!-- <p>hidden --><h1>Boat to <b>Europe</b></h1><p>Call&nbsp;us&#58;\n  now <br>or\n never</p>\
            <table><tr><th>From</th><th>Price</th></tr><tr><td><p>Zuwara</p></td><td>2 &lt; 3</td></tr></table>\
            <a href=\"https://t.me/boats?a=1&amp;b=2\" title='a > b'>write</a> <img alt=\"a boat\"></body></html>";
        let expected = [
            (Part::Heading, "Trips & more"),
            (Part::About, "A. Writer"),
            (Part::Heading, "Boat to Europe"),
            (Part::Body, "Call\u{A0}us: now \nor never"),
            (Part::Table, "From | Price"),
            (Part::Table, "Zuwara | 2 < 3"),
            (Part::Body, "write a boat"),
            (Part::About, "https://t.me/boats?a=1&b=2"),
        ];
        let said = said(html);
        let said: Vec<(Part, &str)> = said.iter().map(|(part, text)| (*part, text.as_str())).collect();
        assert_eq!(said, expected);
    }

    #[test]
    fn a_page_says_its_encoding_or_it_is_found() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode("<html><meta charset=windows-1256><p>سمير");
        let mut texts = Vec::new();
        read(&mut bytes.as_ref(), &mut |item| {
            if let Item::Passage(passage) = item {
                texts.push(passage.text);
            }
            Control::Go
        })
        .expect("a page");
        assert_eq!(texts, ["سمير"]);
    }

    #[test]
    fn a_page_made_to_take_long_takes_its_length() {
        for piece in ["<a \"", "<", "&", "<!--", "<p", "<td>", "</", "<script>", "<a href='"] {
            let html = format!("<html>{}", piece.repeat(200_000 / piece.len()));
            said(&html);
        }
    }
}
