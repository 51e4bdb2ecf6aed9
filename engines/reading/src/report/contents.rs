//! The table of contents: found, set aside, its titles kept to tell where it ends and whether the text holds what it
//! announces.

use super::Role;
use super::lines::{Line, Source};
use super::marks::begins;
use super::text::{bare, ended};

const NAMES: [&str; 8] = [
    "contents",
    "tableofcontents",
    "tabledesmatières",
    "sommaire",
    "índice",
    "indice",
    "contenido",
    "índicegeneral",
];
/// Lines that a table of contents may have.
const LINES_MAX: usize = 1_500;

/// Gives the lines of the table of contents their role; what it announces, as bare text.
pub(super) fn set_aside(source: &mut Source) -> Vec<String> {
    let live: Vec<usize> =
        source.lines.iter().enumerate().filter(|(_, l)| l.role == Role::Text).map(|(at, _)| at).collect();
    let is_name =
        |at: &&usize| source.lines.get(**at).is_some_and(|l| NAMES.contains(&bare(&l.text).as_str()));
    let mut titles = Vec::new();
    let found = live.iter().position(|at| is_name(&at));
    let mut within: Vec<usize> = Vec::new();
    if let Some(first) = found {
        let rest: Vec<usize> = live.iter().copied().skip(first).take(LINES_MAX).collect();
        let (count, announced) = extent(source, &rest);
        titles = announced;
        within.extend(rest.into_iter().take(count));
    }
    for (at, line) in source.lines.iter_mut().enumerate() {
        let listed = within.binary_search(&at).is_ok() || line.role == Role::Text && leaders(&line.text);
        if listed {
            line.role = Role::Contents;
        }
    }
    titles
}

fn leaders(text: &str) -> bool {
    text.contains(". . . .") || text.contains("......")
}

/// An entry with its page or paragraphs at the end.
fn entry(line: &Line) -> bool {
    let text = line.text.trim_end();
    if leaders(text) {
        return true;
    }
    let Some(cut) = text.rfind(['\t', ' ']) else { return false };
    let (title, last) = text.split_at_checked(cut).unwrap_or((text, ""));
    let last = last.trim();
    let page = !last.is_empty()
        && last.len() <= 9
        && last.chars().all(|c| c.is_ascii_digit() || matches!(c, '\u{2013}' | '-'));
    page && (text.contains('\t') && text.get(cut..).is_some_and(|t| t.starts_with('\t'))
        || title.ends_with("  "))
}

fn title_of(text: &str) -> String {
    let rest = begins(text).into_iter().next().map_or(0, |b| b.rest);
    let title = text.get(rest..).unwrap_or_default();
    let title = title.split(". . .").next().unwrap_or_default().split("....").next().unwrap_or_default();
    bare(title.trim_end_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '\u{2013}' | '*' | '.')
    }))
}

/// How many of these lines are of the table, and what it announces.
fn extent(source: &Source, lines: &[usize]) -> (usize, Vec<String>) {
    let mut complete: Vec<String> = Vec::new();
    let line = |at: usize| lines.get(at).and_then(|at| source.lines.get(*at));
    let mut titles: Vec<String> = Vec::new();
    let mut last_entry = 0usize;
    // An entry over several lines has its page at the end of the last.
    let mut open = String::new();
    for at in 1..lines.len() {
        let Some(here) = line(at) else { break };
        if entry(here) {
            last_entry = at;
            let title = title_of(&here.text);
            complete.push(format!("{open}{title}"));
            open.clear();
            titles.push(title);
            continue;
        }
        let ahead = |most: usize| (at..at.saturating_add(most)).filter_map(line).any(entry);
        let title = title_of(&here.text);
        let known = title.len() >= 8
            && titles.iter().any(|t| {
                t.len() >= 8
                    && (t.starts_with(&title) || t.ends_with(&title) || title.starts_with(t.as_str()))
            });
        let sentence = here.text.len() > 150 && ended(&here.text);
        let new_page = here.tops_page && !page_has_entry(source, here.page);
        let act = matches!(begins(&here.text).first().map(|b| &b.mark), Some(super::marks::Mark::Act(..)));
        if (known || sentence || new_page || act) && !ahead(8) || at.saturating_sub(last_entry) > 40 {
            let count = if at.saturating_sub(last_entry) > 40 { last_entry.saturating_add(1) } else { at };
            return (count, complete);
        }
        if begins(&here.text).is_empty() {
            open.push_str(&title);
        } else {
            title.clone_into(&mut open);
        }
        titles.push(title);
    }
    (last_entry.saturating_add(1), complete)
}

fn page_has_entry(source: &Source, page: u32) -> bool {
    source
        .lines
        .iter()
        .skip_while(|l| l.page < page)
        .take_while(|l| l.page == page)
        .any(|l| l.role == Role::Text && entry(l))
}
