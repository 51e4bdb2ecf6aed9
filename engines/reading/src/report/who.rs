//! Who spoke, who led the discussions.

use super::sittings::items_of;
use super::states::{members, name, party, split_outside, without_article};
use super::text::{Words, bare, begins_large, sentences, squeezed};
use super::{Name, Panellist, Paragraph, Report, Statement, Status};
use std::collections::HashMap;

/// Names of one list, at most.
const NAMES_MAX: usize = 2_000;

/// Gathers panellists and statements.
pub(super) fn gather(report: &mut Report) {
    let (mut panel, mut at): (Vec<Panellist>, HashMap<String, usize>) = (Vec::new(), HashMap::new());
    let mut statements: Vec<Statement> = Vec::new();
    let mut last: (Option<u32>, Vec<String>) = (None, Vec::new());
    for paragraph in &report.paragraphs {
        for sentence in sentences(&paragraph.text) {
            let words = Words::of(sentence);
            for one in panellists(&words) {
                let items = led_items(report, paragraph, sentence);
                merge(&mut panel, &mut at, one, items, paragraph);
            }
            for (status, speakers) in spoke(&words) {
                let under = [
                    items_of(report, paragraph, sentence),
                    items_of(report, paragraph, &paragraph.text),
                    super::sittings::of_section(report, paragraph),
                ];
                let under = under.into_iter().find(|items| !items.is_empty()).unwrap_or_default();
                let follows = under.is_empty() && last.0 == paragraph.section && words.has("also");
                let items = if follows { last.1.clone() } else { under };
                last = (paragraph.section, items.clone());
                statements.push(Statement {
                    items,
                    follows,
                    status,
                    speakers,
                    paragraph: paragraph.number.clone(),
                    place: paragraph.place,
                });
            }
        }
    }
    report.panellists = panel;
    report.statements = statements;
}

/// The items of a discussion: named, the section's, or those that the section was said to take.
fn led_items(report: &Report, paragraph: &Paragraph, sentence: &str) -> Vec<String> {
    let named = [items_of(report, paragraph, sentence), super::sittings::of_section(report, paragraph)];
    named.into_iter().find(|items| !items.is_empty()).unwrap_or_else(|| {
        let within = |s: &&super::Sitting| s.place < paragraph.place;
        let before = report.meetings.iter().rev().find(within);
        let same = |s: &&super::Sitting| {
            report.paragraphs.iter().any(|p| p.number == s.paragraph && p.section == paragraph.section)
        };
        before.filter(same).map_or_else(Vec::new, |s| s.items.clone())
    })
}

fn merge(
    all: &mut Vec<Panellist>,
    at: &mut HashMap<String, usize>,
    one: Panellist,
    items: Vec<String>,
    paragraph: &Paragraph,
) {
    let next = all.len();
    let place = *at.entry(bare(&one.name)).or_insert(next);
    if place == next {
        all.push(Panellist { place: paragraph.place, ..one.clone() });
    }
    let Some(known) = all.get_mut(place) else { return };
    if known.state.is_empty() {
        (known.state, known.party) = (one.state, one.party);
    }
    for item in items {
        if !known.items.contains(&item) {
            known.items.push(item);
        }
    }
    if !known.paragraphs.contains(&paragraph.number) {
        known.paragraphs.push(paragraph.number.clone());
    }
}

/// `the discussion was facilitated by the following panellists: …`.
fn panellists(words: &Words<'_>) -> Vec<Panellist> {
    let led = words.find_any(
        0,
        &[
            "was|were facilitated|led|moderated|introduced by",
            "following panellists|panelists|speakers|experts :",
            "presentations|presentation were|was also? made|delivered|given by",
            "animé|animée|facilité|modéré|dirigé par",
            "moderado|moderada|facilitado|facilitada|dirigido|dirigida por",
            "panellists|panelists were|included|was",
        ],
    );
    let Some((_, end)) = led else { return Vec::new() };
    let colon = (end.saturating_sub(1)..end.saturating_add(12)).find(|at| words.lower(*at) == ":");
    let from = colon.map_or(end, |at| at.saturating_add(1));
    let list = words.slice(from, words.all.len()).trim_end_matches('.');
    let list =
        ["a sole panellist, ", "one panellist, ", "a panellist, ", "the panellist, ", "the panellist "]
            .iter()
            .fold(list, |l, intro| l.strip_prefix(intro).unwrap_or(l));
    let entries: Vec<String> = if split_outside(list, ';').len() > 1 {
        split_outside(list, ';').into_iter().map(str::to_owned).collect()
    } else {
        by_brackets(list)
    };
    entries.iter().filter_map(|entry| panellist(entry)).take(NAMES_MAX).collect()
}

/// Entries that each end in a bracket: `A, judge (Niger), B, officer (Italy) and C, prosecutor (Peru)`.
fn by_brackets(list: &str) -> Vec<String> {
    let mut entries = Vec::new();
    let mut open = String::new();
    for part in split_outside(list, ',') {
        let part = part.trim();
        // Two entries may stand in one part: `(Italy) and C`.
        let mut rest = part;
        while let Some(at) = [") and ", ") et ", ") y "].iter().filter_map(|and| rest.find(and)).min() {
            let (one, two) = rest.split_at_checked(at.saturating_add(1)).unwrap_or((rest, ""));
            entries.push(format!("{open}{}{one}", if open.is_empty() { "" } else { ", " }));
            open.clear();
            rest = two.trim_start().split_once(' ').map_or("", |(_, two)| two);
        }
        if rest.is_empty() {
            continue;
        }
        if !open.is_empty() {
            open.push_str(", ");
        }
        open.push_str(rest.strip_prefix("and ").filter(|_| open.is_empty()).unwrap_or(rest));
        if rest.ends_with(')') {
            entries.push(std::mem::take(&mut open));
        }
    }
    if !open.is_empty() {
        entries.push(open);
    }
    entries
}

fn panellist(entry: &str) -> Option<Panellist> {
    let entry = entry.trim().trim_end_matches(['.', ';', ',']);
    let entry = entry.strip_prefix("and ").unwrap_or(entry);
    let (body, state) = match entry.strip_suffix(')').and_then(|e| e.rsplit_once('(')) {
        Some((body, state)) => (body.trim(), state.trim()),
        None => (entry, ""),
    };
    let (name, function) = body.split_once(',').unwrap_or((body, ""));
    let name = ["Mr. ", "Ms. ", "Mrs. ", "Mme ", "M. ", "Sr. ", "Sra. ", "Dr. ", "H.E. "]
        .iter()
        .fold(name.trim(), |n, title| n.strip_prefix(title).unwrap_or(n));
    let count = name.split_whitespace().count();
    let person = begins_large(name)
        && (2..=7).contains(&count)
        && !name.chars().any(|c| c.is_ascii_digit() || c == ':')
        && !(state.is_empty() && function.is_empty())
        && name.split_whitespace().all(|w| begins_large(w) || w.chars().count() <= 3)
        && !name.split_whitespace().any(|w| super::text::among("the of representative representatives chair office committee united nations secretariat unit branch president", &w.to_lowercase()));
    person.then(|| Panellist {
        name: squeezed(name),
        function: squeezed(without_article(function.trim())),
        state: state.to_owned(),
        party: party(state),
        ..Panellist::default()
    })
}

/// What stands before those who spoke.
const ANCHOR: &str = "representative|representatives|observer|observers|représentant|représentante|représentants|observateur|observateurs|l'observateur|l'observatrice|representante|representantes|observador|observadores of|for|de|du|des|del";

/// The lists of speakers of a sentence, each with the status it gives them.
fn spoke(words: &Words<'_>) -> Vec<(Status, Vec<Name>)> {
    let says = words
        .find_any(
            0,
            &[
                "statements|statement … made|heard|delivered",
                "made|heard|delivered … statement|statements",
                "déclarations|déclaration … faites|faite|prononcées",
                "formularon|hicieron|formuló|hizo declaraciones|una",
                "fait|fait une|des déclaration|déclarations",
                "took the floor",
            ],
        )
        .is_some();
    if !says {
        return Vec::new();
    }
    if let Some((_, colon)) = words.find(0, "following speakers|delegations|representatives … statements :")
    {
        return listed(words.slice(colon, words.all.len()));
    }
    let mut anchors: Vec<(usize, usize)> = Vec::new();
    for at in 0..words.all.len() {
        if let Some(end) = words.at(at, ANCHOR) {
            anchors.push((at, end));
        }
    }
    let mut all = Vec::new();
    for (order, (start, from)) in anchors.iter().enumerate() {
        let until = anchors.get(order.saturating_add(1)).map_or(words.all.len(), |(next, _)| *next);
        let (words_of, list) = list(words, *from, until);
        let segment = words.slice(*from, until);
        let speakers =
            match segment.contains(", on behalf of ") || segment.contains(", speaking on behalf of ") {
                true => for_others(segment),
                false => members(list),
            };
        let speakers: Vec<Name> = speakers
            .into_iter()
            .filter(|n| !n.written.chars().any(|c| c.is_ascii_digit()) && begins_large(&n.written))
            .take(NAMES_MAX)
            .collect();
        if speakers.is_empty() {
            continue;
        }
        let observing = words.lower(*start).starts_with("obs");
        all.push((status(&words_of, observing, &speakers), speakers));
    }
    all
}

/// The names after `representatives of`, and what is said of them before a colon.
fn list<'a>(words: &Words<'a>, from: usize, until: usize) -> (String, &'a str) {
    let colon = (from..until).find(|at| words.lower(*at) == ":");
    let before = words.slice(from, colon.unwrap_or(from));
    let begin = colon.map_or(from, |at| at.saturating_add(1));
    let stops = [
        "also made|delivered",
        "made|delivered|took",
        "under agenda",
        "at the|its",
        "on the|item",
        "in the|his|her|exercise",
        "who|which|that",
        ", a|an",
        ", on|speaking",
        "and by",
        "as well",
        "ont|a également? fait|déclaré|prononcé",
        "hizo|formularon|formuló",
    ];
    let end = words.find_any(begin, &stops).map_or(until, |(at, _)| at.min(until));
    // What stands in a comma after a name says what it is: `the Holy See, a non-member State …`.
    let note = words.slice(end, until);
    let note = if words.at(end, ", a|an").is_some() { note } else { "" };
    (
        format!("{before} {note}"),
        words
            .slice(begin, end)
            .trim_end_matches([',', ';'])
            .trim_end_matches(" the")
            .trim_end_matches(" and"),
    )
}

/// `Egypt, on behalf of the Group of 77 and China; Slovenia, on behalf of the European Union; and Mexico`.
fn for_others(segment: &str) -> Vec<Name> {
    // What follows the names says what they did.
    let cut = |text: &str| {
        let verbs = [" made ", " took the floor", " also ", " delivered ", " expressed ", " said "];
        let end = verbs.iter().filter_map(|verb| text.find(verb)).min().unwrap_or(text.len());
        text.get(..end).unwrap_or_default().trim().trim_end_matches(['.', ',']).to_owned()
    };
    let mut names: Vec<Name> = Vec::new();
    for part in split_outside(segment, ';').into_iter().flat_map(|entry| split_outside(entry, ',')) {
        let part = part.trim();
        let part = part.strip_prefix("and ").unwrap_or(part);
        let behalf = part.strip_prefix("speaking ").unwrap_or(part).strip_prefix("on behalf of ");
        match (behalf, names.last_mut()) {
            (Some(behalf), Some(last)) => last.on_behalf_of = without_article(&cut(behalf)).to_owned(),
            _ => names.extend(members(&cut(part)).into_iter().filter(|n| begins_large(&n.written))),
        }
    }
    names
}

/// `the representative of Cambodia, speaking on behalf of the Group of 77 and China; …`.
fn listed(list: &str) -> Vec<(Status, Vec<Name>)> {
    let mut names = Vec::new();
    for entry in split_outside(list, ';') {
        let entry = entry.trim().trim_end_matches('.');
        let entry = entry.strip_prefix("and ").unwrap_or(entry);
        let (head, behalf) = entry.split_once("on behalf of").map_or((entry, ""), |(h, b)| (h, b));
        let head = head.trim_end().trim_end_matches("speaking").trim_end().trim_end_matches(',');
        let who = ["representative of ", "representatives of ", "observer for ", "observer of "]
            .iter()
            .find_map(|p| head.find(p).and_then(|at| head.get(at.saturating_add(p.len())..)))
            .unwrap_or(head);
        if let Some(one) = name(without_article(who)) {
            names.push(Name { on_behalf_of: without_article(behalf.trim()).to_owned(), ..one });
        }
    }
    if names.is_empty() { Vec::new() } else { vec![(Status::NotSaid, names)] }
}

fn status(said: &str, observing: bool, names: &[Name]) -> Status {
    let by_words = super::attendance::status_of(said);
    let states = names.iter().any(|n| n.party.is_some());
    match by_words {
        Status::ObserverEntity | Status::Party | Status::Signatory | Status::Neither | Status::Member => {
            by_words
        }
        _ if !states => Status::Organisation,
        _ if observing => Status::Observer,
        _ => Status::NotSaid,
    }
}
