//! Rules over page templates: every visible string comes from the language files, and nothing is inline that
//! the content security policy would refuse.
//!
//! A word that is the same in all languages (the product's name, a language's own name) stands in an element with
//! `translate="no"`.

use crate::Finding;
use crate::tree::File;

/// Attributes whose value a person reads or hears.
const SPOKEN: [&str; 9] = [
    "alt",
    "aria-description",
    "aria-label",
    "aria-placeholder",
    "aria-roledescription",
    "aria-valuetext",
    "label",
    "placeholder",
    "title",
];
const SAY_IT_BY_KEY: &str = "put it into the language files and write its key";
const INLINE: &str = "the content security policy refuses it; put it into a file of its own";

/// Visible words and inline script or style of one template.
#[must_use]
pub fn hard_coded(file: &File) -> Vec<Finding> {
    let is_template = file.path.contains("/templates/") && matches!(file.ending(), "html" | "svg");
    if !is_template || file.path.starts_with("proof/") {
        return vec![];
    }
    let mut found = quoted_in_expressions(file);
    let text = without_expressions(&file.text);
    let mut rest = text.as_str();
    let (mut tag, mut untranslated) = (String::new(), false);
    let mut line = 1;
    while !rest.is_empty() {
        let (words, after) = rest.split_once('<').unwrap_or((rest, ""));
        judge_words(file, line, words, &tag, untranslated, &mut found);
        line += breaks(words);
        if let Some(comment) = after.strip_prefix("!--") {
            let (inside, after) = comment.split_once("-->").unwrap_or((comment, ""));
            line += breaks(inside);
            rest = after;
            continue;
        }
        let end = end_of_tag(after);
        let inside = after.get(..end).unwrap_or(after);
        judge_tag(file, line, inside, &mut found);
        tag = inside
            .split(|c: char| c.is_whitespace() || c == '>')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        untranslated = attributes(inside).iter().any(|(name, value)| name == "translate" && value == "no");
        line += breaks(inside);
        rest = after.get(end + 1..).unwrap_or_default();
    }
    found
}

fn breaks(text: &str) -> usize {
    text.matches('\n').count()
}

fn judge_words(
    file: &File,
    line: usize,
    words: &str,
    tag: &str,
    untranslated: bool,
    found: &mut Vec<Finding>,
) {
    let spoken = without_entities(words);
    if spoken.trim().is_empty() {
        return;
    }
    let line = line + breaks(words.get(..words.len() - words.trim_start().len()).unwrap_or_default());
    if tag == "script" || tag == "style" {
        found.push(Finding::at(&file.path, line, format!("has an inline {tag}"), INLINE));
    } else if !untranslated && spoken.chars().any(char::is_alphabetic) {
        let why = format!(
            "says `{}` in one language only (A-12)",
            spoken.trim().chars().take(40).collect::<String>()
        );
        found.push(Finding::at(&file.path, line, why, SAY_IT_BY_KEY));
    }
}

fn judge_tag(file: &File, line: usize, inside: &str, found: &mut Vec<Finding>) {
    let is_button = inside.starts_with("input")
        && ["submit", "button", "reset"].iter().any(|kind| inside.contains(&format!("type=\"{kind}\"")));
    let is_description = inside.starts_with("meta") && inside.contains("name=\"description\"");
    for (name, value) in attributes(inside) {
        if name == "style"
            || (name.starts_with("on") && name.len() > 2)
            || value.trim_start().starts_with("javascript:")
        {
            found.push(Finding::at(&file.path, line, format!("has an inline `{name}`"), INLINE));
        }
        let spoken = SPOKEN.contains(&name.as_str())
            || (is_button && name == "value")
            || (is_description && name == "content");
        if spoken && without_entities(&value).chars().any(char::is_alphabetic) {
            found.push(Finding::at(
                &file.path,
                line,
                format!("says `{value}` in `{name}`, in one language only (A-12)"),
                SAY_IT_BY_KEY,
            ));
        }
    }
}

/// Where the tag that begins `text` ends: at the first `>` outside quotes.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// Names, in lower case, and values of a tag's attributes.
fn attributes(inside: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut rest = inside.trim_start_matches(|c: char| !c.is_whitespace()).trim_start();
    while !rest.is_empty() {
        let name_end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let (name, after) = rest.split_at(name_end);
        let mut value = String::new();
        rest = after.trim_start();
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| *c == '"' || *c == '\'');
            let (taken, left) = match quote {
                Some(quote) => after.get(1..).unwrap_or_default().split_once(quote).unwrap_or((after, "")),
                None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
            };
            taken.clone_into(&mut value);
            rest = left.trim_start();
        }
        if name.is_empty() {
            break;
        }
        all.push((name.to_ascii_lowercase(), value));
    }
    all
}

/// The template's expressions and comments replaced by nothing but their line breaks. A macro that holds attributes
/// (`{% macro m() %} id="…"{% endmacro %}`) becomes a tag, so that they are judged as attributes.
fn without_expressions(text: &str) -> String {
    let parts = parts(text);
    let mut kept = String::new();
    let mut in_tag = false;
    for (index, (outside, inside)) in parts.iter().enumerate() {
        kept.push_str(outside);
        let word =
            inside.trim_start_matches(['{', '%', '-', '~', '+', ' ']).split(' ').next().unwrap_or_default();
        let next = parts.get(index + 1).map_or("", |(outside, _)| outside);
        if word == "macro" && begins_with_attribute(next) {
            in_tag = true;
            kept.push_str("<attributes");
        } else if word == "endmacro" && in_tag {
            in_tag = false;
            kept.push('>');
        }
        kept.push_str(&"\n".repeat(breaks(inside)));
    }
    kept
}

fn begins_with_attribute(text: &str) -> bool {
    let name = text.trim_start().split_once("=\"").map_or("", |(name, _)| name);
    !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-')
}

/// A sentence written inside `{{ … }}` or `{% … %}`: quoted words with a space between letters. Keys have none.
fn quoted_in_expressions(file: &File) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut line = 1;
    for (outside, inside) in parts(&file.text) {
        line += breaks(outside);
        let comment = inside.starts_with("{#");
        for quoted in inside.split('"').skip(1).step_by(2).filter(|_| !comment) {
            let words =
                quoted.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
            if words > 1 {
                found.push(Finding::at(
                    &file.path,
                    line,
                    format!("says `{quoted}` in one language only (A-12)"),
                    SAY_IT_BY_KEY,
                ));
            }
        }
        line += breaks(inside);
    }
    found
}

/// The text cut into (outside, expression) pairs, in order, losing nothing.
fn parts(text: &str) -> Vec<(&str, &str)> {
    let mut pairs = Vec::new();
    let mut rest = text;
    loop {
        let opening = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")]
            .into_iter()
            .filter_map(|(open, close)| Some((rest.find(open)?, close)))
            .min();
        let Some((at, close)) = opening else {
            pairs.push((rest, ""));
            return pairs;
        };
        let (outside, expression) = rest.split_at(at);
        let end = expression.find(close).map_or(expression.len(), |end| end + close.len());
        let (inside, after) = expression.split_at(end);
        pairs.push((outside, inside));
        rest = after;
    }
}

/// `&nbsp;`, `&#8230;` and the like taken out.
fn without_entities(text: &str) -> String {
    let mut kept = String::new();
    for (index, part) in text.split('&').enumerate() {
        let named = part
            .split_once(';')
            .filter(|(name, _)| index > 0 && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#'));
        kept.push_str(named.map_or(part, |(_, after)| after));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        hard_coded(&File::sample("capabilities/access/templates/sign_in.html", text))
            .iter()
            .map(|f| f.line)
            .collect()
    }

    #[test]
    fn a_12_a_hard_coded_word_is_found() {
        for bad in [
            "<p>\nSign in</p>",
            "<p>{{ t(\"a\") }}\n: من</p>",
            "<!-- ok -->\n<input placeholder=\"Name\">",
            "{# a\n#}<a aria-label='Close' href=x></a>",
            "<p>\n{{ \"Sign in\" }}</p>",
            "<img src=a\n alt=\"A > map\">".replace("\n ", " ").replacen("<img", "\n<img", 1).as_str(),
            "\n<input type=\"submit\" value=\"Go\">",
            "<b>1 &lt; 2</b>\nwords",
            "{% macro a() %} id=\"x\"\n title=\"Go\"{% endmacro %}"
                .replace("\n", "")
                .replacen("{%", "\n{%", 1)
                .as_str(),
        ] {
            assert_eq!(lines(bad), [2], "{bad}");
        }
    }

    #[test]
    fn words_by_key_and_names_are_left_alone() {
        let good = "{% extends \"base.html\" %}<!doctype html><html lang=\"{{ lang }}\"><p class=\"a b\">{{ t(\"sign-in\") }} &middot; 12:30 – {{ n }}</p>\n\
            <a title=\"{{ t(\"x\") }}\" href=\"/a?b=c\">{{ t.get(\"y\") }}</a><b translate=\"no\">Liaison</b><script src=\"/a.js\" defer></script>\n\
            {% if a < b && c > d %}<hr>{% endif %}{# any words here #}\
            {%- macro a() %} id=\"f-{{ name }}\"{% if b %} required{% endif %} aria-describedby=\"{{ c }}\"{% endmacro -%}";
        assert_eq!(hard_coded(&File::sample("capabilities/access/templates/a.html", good)), vec![]);
    }

    #[test]
    fn inline_script_and_style_are_found() {
        for bad in [
            "<script>go()</script>",
            "<style>a{b:c}</style>",
            "<p style=\"color:red\"></p>",
            "<a onclick=\"go()\"></a>",
            "<a href=\"javascript:go()\"></a>",
        ] {
            assert_eq!(lines(bad), [1], "{bad}");
        }
    }
}
