//! Numbers that a text document does not write but counts: a paragraph of a list stands there without its number, and
//! `numbering.xml` says how it is counted (ECMA-376, 17.9). Without them a report comes as paragraphs that nobody can cite.
//!
//! Refused: levels below the ninth, as in the format; numbers beyond what a list may hold.

use crate::docx::{attribute, events};
use crate::item::ReadError;
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// Levels of a list.
const LEVELS: usize = 9;
/// Most lists of a document that are counted.
const LISTS_MAX: usize = 20_000;

/// How one level is counted.
#[derive(Clone, Debug, Default)]
struct Level {
    start: u32,
    format: String,
    text: String,
}

/// What belongs to a paragraph: its list, and its level there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Belongs {
    pub(crate) list: Option<u32>,
    pub(crate) level: Option<usize>,
}

/// The lists of a document, and how far each is counted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Numbers {
    /// How lists are counted, by the number of their definition.
    defined: BTreeMap<u32, Vec<Level>>,
    /// The definition of each list, and levels at which it begins anew.
    lists: BTreeMap<u32, (u32, BTreeMap<usize, u32>)>,
    /// What the paragraphs of a style belong to.
    styles: BTreeMap<String, Belongs>,
    /// How far a definition is counted, level by level.
    counted: BTreeMap<u32, [Option<u32>; LEVELS]>,
    /// Lists that began anew already.
    begun: std::collections::BTreeSet<(u32, usize)>,
}

fn number(text: Option<String>) -> Option<u32> {
    text.and_then(|text| text.trim().parse().ok())
}

impl Numbers {
    /// Reads `numbering.xml`.
    pub(crate) fn read(&mut self, xml: &str) -> Result<(), ReadError> {
        let (mut definition, mut list, mut level) = (None, None, None);
        events(xml, &mut |event, _| {
            let start = match event {
                Event::Start(start) | Event::Empty(start) => start,
                Event::End(end) => {
                    match end.local_name().as_ref() {
                        "abstractNum" => definition = None,
                        "num" => list = None,
                        _ => {}
                    }
                    return true;
                }
                _ => return true,
            };
            let value = || attribute(start, "val");
            match start.local_name().as_ref() {
                "abstractNum" if self.defined.len() < LISTS_MAX => {
                    definition = number(attribute(start, "abstractNumId"));
                    if let Some(id) = definition {
                        self.defined.insert(id, vec![Level::default(); LEVELS]);
                    }
                }
                "num" if self.lists.len() < LISTS_MAX => list = number(attribute(start, "numId")),
                "abstractNumId" => {
                    if let (Some(list), Some(of)) = (list, number(value())) {
                        self.lists.insert(list, (of, BTreeMap::new()));
                    }
                }
                "lvl" | "lvlOverride" => level = number(attribute(start, "ilvl")).map(|n| n as usize),
                "startOverride" => {
                    if let (Some(level), Some(from)) = (level, number(value()))
                        && let Some((_, anew)) = list.and_then(|list| self.lists.get_mut(&list))
                    {
                        anew.insert(level, from);
                    }
                }
                name @ ("start" | "numFmt" | "lvlText") => {
                    let one = definition
                        .and_then(|id| self.defined.get_mut(&id))
                        .and_then(|levels| levels.get_mut(level?));
                    if let Some(one) = one {
                        match name {
                            "start" => one.start = number(value()).unwrap_or(1),
                            "numFmt" => one.format = value().unwrap_or_default(),
                            _ => one.text = value().unwrap_or_default(),
                        }
                    }
                }
                _ => {}
            }
            true
        })?;
        Ok(())
    }

    /// Reads of `styles.xml` which styles belong to a list.
    pub(crate) fn read_styles(&mut self, xml: &str) -> Result<(), ReadError> {
        let mut style = String::new();
        events(xml, &mut |event, _| {
            if let Event::Start(start) | Event::Empty(start) = event {
                let value = || number(attribute(start, "val"));
                match start.local_name().as_ref() {
                    "style" => style = attribute(start, "styleId").unwrap_or_default(),
                    name @ ("numId" | "ilvl") if !style.is_empty() && self.styles.len() < LISTS_MAX => {
                        let one = self.styles.entry(style.clone()).or_default();
                        match name {
                            "numId" => one.list = value(),
                            _ => one.level = value().map(|n| n as usize),
                        }
                    }
                    _ => {}
                }
            }
            true
        })?;
        Ok(())
    }

    /// The number of the next paragraph that belongs to this, as it is shown; nothing where it has none.
    pub(crate) fn next(&mut self, own: Belongs, style: &str) -> Option<String> {
        let of_style = self.styles.get(style).copied().unwrap_or_default();
        // A paragraph that names list 0 is taken out of the list of its style.
        let list = own.list.or(of_style.list).filter(|list| *list != 0)?;
        let level = own.level.or(of_style.level).unwrap_or(0);
        let (of, anew) = self.lists.get(&list)?;
        let levels = self.defined.get(of)?;
        let here = levels.get(level)?;
        let counted = self.counted.entry(*of).or_default();
        if let Some(from) = anew.get(&level)
            && self.begun.insert((list, level))
        {
            *counted.get_mut(level)? = from.checked_sub(1);
        }
        let now = counted.get(level).copied().flatten().map_or(here.start, |n| n.saturating_add(1));
        *counted.get_mut(level)? = Some(now);
        counted.iter_mut().skip(level.saturating_add(1)).for_each(|deeper| *deeper = None);
        if matches!(here.format.as_str(), "bullet" | "none") {
            return (here.format == "bullet").then(|| "•".to_owned());
        }
        let mut text = here.text.clone();
        for (n, (one, count)) in levels.iter().zip(counted.iter()).enumerate() {
            let mark = format!("%{}", n.saturating_add(1));
            if text.contains(&mark) {
                let count = count.unwrap_or(one.start);
                text = text.replace(&mark, &written(count, &one.format));
            }
        }
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }
}

/// A number as a format writes it; one that is not known is written in digits.
fn written(n: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(n),
        "upperLetter" => letters(n).to_uppercase(),
        "lowerRoman" => roman(n),
        "upperRoman" => roman(n).to_uppercase(),
        "decimalZero" => format!("{n:02}"),
        _ => n.to_string(),
    }
}

/// `a` to `z`, then `aa` to `zz`, as word processors count.
fn letters(n: u32) -> String {
    let from = n.saturating_sub(1);
    let letter = char::from_u32(u32::from('a').saturating_add(from % 26)).unwrap_or('a');
    let times = (from / 26).saturating_add(1).min(20);
    (0..times).map(|_| letter).collect()
}

fn roman(n: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if n == 0 || n > 3_999 {
        return n.to_string();
    }
    let (mut left, mut text) = (n, String::new());
    for (value, sign) in SIGNS {
        while left >= value {
            text.push_str(sign);
            left = left.saturating_sub(value);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = r#"<w:numbering xmlns:w="w">
      <w:abstractNum w:abstractNumId="7">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
        <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
      </w:abstractNum>
      <w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
      <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
      <w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>
    </w:numbering>"#;

    fn at(list: u32, level: usize) -> Belongs {
        Belongs { list: Some(list), level: Some(level) }
    }

    #[test]
    fn a_list_is_counted_as_a_word_processor_counts_it() {
        let mut numbers = Numbers::default();
        numbers.read(XML).unwrap();
        let styles = r#"<w:styles xmlns:w="w"><w:style w:styleId="Para"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>"#;
        numbers.read_styles(styles).unwrap();
        let mut shown = Vec::new();
        for (own, style) in [
            (at(1, 0), ""),
            (at(1, 1), ""),
            (at(1, 1), ""),
            (at(1, 2), ""),
            (Belongs::default(), "Para"),
            (at(1, 1), ""),
            (at(3, 0), ""),
            (Belongs { list: Some(0), level: None }, "Para"),
            (at(2, 0), ""),
            (at(2, 0), ""),
            (at(9, 0), ""),
            (at(1, 30), ""),
        ] {
            shown.push(numbers.next(own, style).unwrap_or_default());
        }
        assert_eq!(shown, ["1.", "(a)", "(b)", "1.b.i", "2.", "(a)", "•", "", "1.", "2.", "", ""]);
    }

    #[test]
    fn numbers_are_written_in_letters_and_in_roman_ones() {
        assert_eq!([1, 26, 27, 53].map(letters), ["a", "z", "aa", "aaa"]);
        assert_eq!([1, 4, 9, 14, 1994, 0].map(roman), ["i", "iv", "ix", "xiv", "mcmxciv", "0"]);
        assert!(letters(u32::MAX).len() <= 20, "bounded");
    }
}
