//! What makes the words whole: the same keys and variables in every language, no English in Arabic, no text outside
//! the language files.

use crate::words::RoomWords;
use kernel::Lang;
use std::collections::{BTreeMap, BTreeSet};

/// Words that stand in a template as they are, outside tags and outside askama's braces: there must be none.
/// Rooms test their templates with it.
#[must_use]
pub fn bare_text(template: &str) -> Vec<String> {
    let mut visible = String::new();
    let mut rest = template;
    while let Some(c) = rest.chars().next() {
        let end = match c {
            '{' if rest.starts_with("{{") => "}}",
            '{' if rest.starts_with("{%") => "%}",
            '{' if rest.starts_with("{#") => "#}",
            '<' => ">",
            _ => {
                visible.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
                continue;
            }
        };
        visible.push('\n');
        // An attribute may hold braces that hold a `>`: within a tag, braces are stepped over first.
        rest = if end == ">" { after_tag(rest) } else { rest.split_once(end).map_or("", |(_, after)| after) };
    }
    visible.lines().map(str::trim).filter(|l| l.chars().any(char::is_alphabetic)).map(str::to_owned).collect()
}

/// What follows the tag that `text` begins with.
fn after_tag(text: &str) -> &str {
    let mut rest = text;
    loop {
        let close = rest.find('>');
        let brace = ["{{", "{%"]
            .iter()
            .filter_map(|b| Some((rest.find(b)?, if *b == "{{" { "}}" } else { "%}" })))
            .min();
        match (brace, close) {
            (Some((at, end)), Some(close)) if at < close => {
                rest = rest.get(at..).and_then(|r| r.split_once(end)).map_or("", |(_, after)| after);
            }
            (_, Some(close)) => return rest.get(close.saturating_add(1)..).unwrap_or_default(),
            (_, None) => return "",
        }
    }
}

/// What is not whole within one room's files.
pub(crate) fn faults_of(room: &RoomWords) -> Vec<String> {
    let mut faults = Vec::new();
    let prefix = format!("{}-", room.room);
    let english = messages(room.en);
    // Each file is read once, not once for every key: every command waits for this.
    let others = Lang::ALL.iter().filter(|lang| **lang != Lang::En);
    let others: Vec<_> = others.map(|&lang| (lang, messages(room.of(lang)))).collect();
    for (key, text) in &english {
        if !key.starts_with(&prefix) {
            faults.push(format!("{} en: key `{key}` must begin with `{prefix}`", room.room));
        }
        for &(lang, ref texts) in &others {
            match texts.get(key) {
                None => faults.push(format!("{} {}: key `{key}` is missing", room.room, lang.code())),
                Some(other) => {
                    if variables(other) != variables(text) {
                        faults.push(format!("{} {}: `{key}` uses other variables", room.room, lang.code()));
                    }
                    if lang == Lang::Ar
                        && other == text
                        && has_words(text)
                        && !room.proper.contains(&key.as_str())
                    {
                        faults.push(format!("{} ar: `{key}` stands in English", room.room));
                    }
                }
            }
        }
    }
    for (lang, texts) in &others {
        for key in texts.keys().filter(|k| !english.contains_key(*k)) {
            faults.push(format!("{} {}: key `{key}` is not in English", room.room, lang.code()));
        }
    }
    faults
}

/// The messages of a file: key to source text. Reads only the shape of lines; Fluent's own parser judges syntax.
pub(crate) fn messages(file: &str) -> BTreeMap<String, String> {
    let mut out: BTreeMap<String, String> = BTreeMap::new();
    let mut current: Option<String> = None;
    for line in file.lines() {
        let starts = line.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
        if starts && let Some((key, text)) = line.split_once('=') {
            let key = key.trim().to_owned();
            out.insert(key.clone(), text.trim().to_owned());
            current = Some(key);
        } else if line.starts_with([' ', '\t', '}'])
            && let Some(text) = current.as_ref().and_then(|key| out.get_mut(key))
        {
            text.push('\n');
            text.push_str(line.trim());
        }
    }
    out
}

/// The variables a text uses.
fn variables(text: &str) -> BTreeSet<&str> {
    text.split('$')
        .skip(1)
        .map(|rest| {
            rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
                .next()
                .unwrap_or_default()
        })
        .collect()
}

/// Whether anything but variables and signs is in the text.
fn has_words(text: &str) -> bool {
    let mut depth = 0_u32;
    text.chars().any(|c| {
        match c {
            '{' => depth = depth.saturating_add(1),
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && c.is_alphabetic()
    })
}
