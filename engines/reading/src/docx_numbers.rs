//! Numbers that a text document does not write but counts: a paragraph of a list stands there without its number, and
//! `numbering.xml` says how it is counted (ECMA-376, 17.9). Without them a report comes as paragraphs that nobody can cite.
//!
//! Refused: levels below the ninth, as in the format; numbers beyond what a list may hold.

use crate::docx::{attribute, events};
use crate::item::ReadError;
use quick_xml::events::Event;
use std::collections::{BTreeMap, BTreeSet};

/// Levels of a list.
const LEVELS: usize = 9;
/// Most lists of a document that are counted.
const LISTS_MAX: usize = 20_000;

/// Most styles that one is based on, one on the other.
const BASED_MAX: usize = 16;

/// How one level is counted.
#[derive(Clone, Debug, Default)]
struct Level {
    start: u32,
    format: String,
    text: String,
    /// The level, from 1, whose next number begins this one anew; the one above where it does not say, 0 for none.
    restart: Option<usize>,
    /// Every number in it is written in digits.
    legal: bool,
    /// The style whose paragraphs stand on it.
    style: String,
}

impl Level {
    /// Takes what an element of the level says.
    fn takes(&mut self, name: &str, value: Option<String>) {
        match name {
            "start" => self.start = number(value).unwrap_or(1),
            "numFmt" => self.format = value.unwrap_or_default(),
            "lvlText" => self.text = value.unwrap_or_default(),
            "lvlRestart" => self.restart = number(value).map(|n| n as usize),
            "isLgl" => self.legal = !value.is_some_and(|v| matches!(v.as_str(), "0" | "false" | "off")),
            "pStyle" => self.style = value.unwrap_or_default(),
            _ => {}
        }
    }
}

/// What belongs to a paragraph: its list, and its level there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Belongs {
    pub(crate) list: Option<u32>,
    pub(crate) level: Option<usize>,
}

/// A list: its definition, and where it differs from it.
#[derive(Clone, Debug, Default)]
struct List {
    definition: u32,
    /// Levels at which it begins anew.
    anew: BTreeMap<usize, u32>,
    /// Levels that it counts in its own way.
    own: BTreeMap<usize, Level>,
}

/// What a style belongs to, and the style that it is based on.
#[derive(Clone, Debug, Default)]
struct Style {
    belongs: Belongs,
    based: String,
}

/// The lists of a document, and how far each is counted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Numbers {
    /// How lists are counted, by the number of their definition.
    defined: BTreeMap<u32, Vec<Level>>,
    /// Definitions that stand for that of a style.
    linked: BTreeMap<u32, String>,
    lists: BTreeMap<u32, List>,
    styles: BTreeMap<String, Style>,
    /// How far a definition is counted, level by level.
    counted: BTreeMap<u32, [Option<u32>; LEVELS]>,
    /// Lists that began anew already.
    begun: BTreeSet<(u32, usize)>,
    /// Ways of writing a number that were met and are not known: such a number is written in digits.
    pub(crate) unknown: BTreeSet<String>,
}

fn number(text: Option<String>) -> Option<u32> {
    text.and_then(|text| text.trim().parse().ok())
}

impl Numbers {
    /// Reads `numbering.xml`.
    pub(crate) fn read(&mut self, xml: &str) -> Result<(), ReadError> {
        let (mut definition, mut list, mut level, mut of_list) = (None, None, None, false);
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
                "numStyleLink" => {
                    self.linked.extend(definition.zip(value()));
                }
                "num" if self.lists.len() < LISTS_MAX => list = number(attribute(start, "numId")),
                "abstractNumId" => {
                    if let (Some(list), Some(definition)) = (list, number(value())) {
                        self.lists.insert(list, List { definition, ..List::default() });
                    }
                }
                name @ ("lvl" | "lvlOverride") => {
                    level = number(attribute(start, "ilvl")).map(|n| n as usize).filter(|n| *n < LEVELS);
                    of_list = name == "lvl" && list.is_some();
                    if let (true, Some(level)) = (of_list, level)
                        && let Some(one) = list.and_then(|list| self.lists.get_mut(&list))
                    {
                        one.own.insert(level, Level::default());
                    }
                }
                "startOverride" => {
                    if let (Some(level), Some(from)) = (level, number(value()))
                        && let Some(one) = list.and_then(|list| self.lists.get_mut(&list))
                    {
                        one.anew.insert(level, from);
                    }
                }
                name => {
                    if let Some(one) = self.level_mut((definition, list.filter(|_| of_list)), level) {
                        one.takes(name, value());
                    }
                }
            }
            true
        })?;
        Ok(())
    }

    /// The level of a definition, or of a list that counts it in its own way.
    fn level_mut(
        &mut self,
        (definition, list): (Option<u32>, Option<u32>),
        level: Option<usize>,
    ) -> Option<&mut Level> {
        match (definition, list) {
            (Some(definition), _) => self.defined.get_mut(&definition)?.get_mut(level?),
            (None, list) => self.lists.get_mut(&list?)?.own.get_mut(&level?),
        }
    }

    /// Reads of `styles.xml` which styles belong to a list, and which are based on one that does.
    pub(crate) fn read_styles(&mut self, xml: &str) -> Result<(), ReadError> {
        let mut style = String::new();
        let mut was = false;
        events(xml, &mut |event, _| {
            let (start, closed) = match event {
                Event::Start(start) => (start, false),
                Event::Empty(start) => (start, true),
                Event::End(end) => {
                    was &= end.local_name().as_ref() != "pPrChange";
                    return true;
                }
                _ => return true,
            };
            let value = || number(attribute(start, "val"));
            match start.local_name().as_ref() {
                // What a style was before it was changed.
                "pPrChange" => was |= !closed,
                "style" => style = attribute(start, "styleId").unwrap_or_default(),
                name @ ("numId" | "ilvl" | "basedOn")
                    if !was && !style.is_empty() && self.styles.len() < LISTS_MAX =>
                {
                    let one = self.styles.entry(style.clone()).or_default();
                    match name {
                        "numId" => one.belongs.list = value(),
                        "ilvl" => one.belongs.level = value().map(|n| n as usize),
                        _ => one.based = attribute(start, "val").unwrap_or_default(),
                    }
                }
                _ => {}
            }
            true
        })?;
        Ok(())
    }

    /// What a style belongs to, itself or by the styles that it is based on.
    fn of_style(&self, style: &str) -> Belongs {
        let mut belongs = Belongs::default();
        let mut name = style;
        for _ in 0..BASED_MAX {
            let Some(one) = self.styles.get(name) else { break };
            belongs.list = belongs.list.or(one.belongs.list);
            belongs.level = belongs.level.or(one.belongs.level);
            name = &one.based;
        }
        belongs
    }

    /// The definition by which a list is counted: its own, or the one of the style that stands for it.
    fn definition(&self, list: &List) -> u32 {
        let style = self.linked.get(&list.definition);
        let of_style = style.and_then(|style| self.lists.get(&self.of_style(style).list?));
        of_style.unwrap_or(list).definition
    }

    /// The number of the next paragraph that belongs to this, as it is shown; nothing where it has none.
    pub(crate) fn next(&mut self, own: Belongs, style: &str) -> Option<String> {
        let of_style = self.of_style(style);
        // A paragraph that names list 0 is taken out of the list of its style.
        let number = own.list.or(of_style.list).filter(|list| *list != 0)?;
        let list = self.lists.get(&number)?;
        let definition = self.definition(list);
        let mut levels = self.defined.get(&definition)?.clone();
        for (at, level) in &list.own {
            *levels.get_mut(*at)? = level.clone();
        }
        let by_style = || levels.iter().position(|level| !style.is_empty() && level.style == style);
        let level = own.level.or(of_style.level).or_else(by_style).unwrap_or(0);
        let here = levels.get(level)?;
        let counted = self.counted.entry(definition).or_default();
        if let Some(from) = list.anew.get(&level)
            && self.begun.insert((number, level))
        {
            *counted.get_mut(level)? = from.checked_sub(1);
        }
        let now = counted.get(level).copied().flatten().map_or(here.start, |n| n.saturating_add(1));
        *counted.get_mut(level)? = Some(now);
        for (at, (deeper, count)) in levels.iter().zip(counted.iter_mut()).enumerate() {
            if at > level && deeper.restart.unwrap_or(at) > level {
                *count = None;
            }
        }
        if matches!(here.format.as_str(), "bullet" | "none") {
            return (here.format == "bullet").then(|| "•".to_owned());
        }
        let mut text = here.text.clone();
        for (n, (one, count)) in levels.iter().zip(counted.iter()).enumerate() {
            let mark = format!("%{}", n.saturating_add(1));
            if text.contains(&mark) {
                let format = if here.legal { "decimal" } else { one.format.as_str() };
                if !KNOWN.contains(&format) && self.unknown.len() < LEVELS {
                    self.unknown.insert(format.chars().take(60).collect());
                }
                text = text.replace(&mark, &written(count.unwrap_or(one.start), format));
            }
        }
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }
}

/// Ways of writing a number that are known; one that says nothing is written in digits.
const KNOWN: [&str; 7] =
    ["", "decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "decimalZero"];

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
    fn a_level_begins_anew_only_where_its_definition_says_so() {
        let xml = r#"<w:numbering xmlns:w="w">
          <w:abstractNum w:abstractNumId="1">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:lvlText w:val="%2."/></w:lvl>
            <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%3"/></w:lvl>
            <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="1"/><w:lvlText w:val="%4)"/></w:lvl>
          </w:abstractNum>
          <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
        </w:numbering>"#;
        let mut numbers = Numbers::default();
        numbers.read(xml).unwrap();
        let shown: Vec<String> = [0, 1, 1, 2, 3, 1, 3, 0, 1, 2, 3]
            .map(|level| numbers.next(at(1, level), "").unwrap_or_default())
            .into();
        assert_eq!(shown, ["I", "1.", "2.", "1.1", "1)", "3.", "2)", "II", "4.", "2.1", "1)"]);
    }

    #[test]
    fn a_style_counts_as_the_one_it_is_based_on_and_a_list_in_its_own_way() {
        let styles = r#"<w:styles xmlns:w="w">
          <w:style w:styleId="Para"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>
            <w:pPrChange><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:pPrChange></w:pPr></w:style>
          <w:style w:styleId="Sub"><w:basedOn w:val="Para"/></w:style>
          <w:style w:styleId="Round"><w:basedOn w:val="Round"/></w:style>
          <w:style w:styleId="Listed"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        </w:styles>"#;
        let xml = r#"<w:numbering xmlns:w="w">
          <w:abstractNum w:abstractNumId="1">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="ordinalText"/><w:pStyle w:val="Sub"/><w:lvlText w:val="(%2)"/></w:lvl>
          </w:abstractNum>
          <w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Listed"/></w:abstractNum>
          <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
          <w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
          <w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="Annex %1"/></w:lvl></w:lvlOverride></w:num>
        </w:numbering>"#;
        let mut numbers = Numbers::default();
        numbers.read_styles(styles).unwrap();
        numbers.read(xml).unwrap();
        let none = Belongs::default();
        let shown: Vec<String> =
            [(none, "Para"), (none, "Sub"), (at(2, 0), ""), (at(3, 0), ""), (none, "Round"), (none, "Para")]
                .map(|(own, style)| numbers.next(own, style).unwrap_or_default())
                .into();
        assert_eq!(shown, ["1.", "(1)", "2.", "Annex C", "", "4."]);
        assert_eq!(numbers.unknown.iter().collect::<Vec<_>>(), ["ordinalText"]);
    }

    #[test]
    fn numbers_are_written_in_letters_and_in_roman_ones() {
        assert_eq!([1, 26, 27, 53].map(letters), ["a", "z", "aa", "aaa"]);
        assert_eq!([1, 4, 9, 14, 1994, 0].map(roman), ["i", "iv", "ix", "xiv", "mcmxciv", "0"]);
        assert!(letters(u32::MAX).len() <= 20, "bounded");
    }
}
