//! What a report says of itself before its text: symbol, body, session, place, dates, language.

use super::documents::symbol;
use super::lines::Source;
use super::text::{Words, begins_large, squeezed};
use super::{Report, Role, when};

/// Lines from the top that may be of the masthead.
const LINES_MAX: usize = 80;

/// Reads the masthead into the report.
pub(super) fn read(source: &Source, report: &mut Report) {
    let cells = cells(source, report);
    symbols(source, &cells, report);
    for cell in &cells {
        labelled(cell, report);
    }
    report.title = title(&cells);
    let named = body_of_title(&report.title);
    report.body = named.or_else(|| cells.iter().find(|c| names_body(c)).cloned()).unwrap_or_default();
    let other = |cell: &&String| {
        names_body(cell) && !same(cell, &report.body) && !report.title.contains(cell.as_str())
    };
    report.parent_body = cells.iter().find(other).cloned().unwrap_or_default();
    place_and_dates(&cells, report);
    report.session = session(&cells, report);
}

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// The lines of the masthead, those in columns divided; lines that go on are joined.
fn cells(source: &Source, report: &Report) -> Vec<String> {
    let first = report.sections.first().map_or(u32::MAX, |s| s.place.from_line);
    let numbered = report.paragraphs.iter().find(|p| !p.number.is_empty());
    let paragraph = numbered.map_or(u32::MAX, |p| p.place.from_line);
    let act = report.recommendations.first().map_or(u32::MAX, |r| r.place.from_line);
    let until = first.min(paragraph).min(act);
    let mut cells: Vec<String> = Vec::new();
    let mut joinable = false;
    for line in source.lines.iter().take(LINES_MAX).take_while(|l| l.number < until) {
        if matches!(line.role, Role::Contents | Role::Footnote) {
            joinable = false;
            continue;
        }
        let parts: Vec<String> = divided(&line.text);
        let open = cells.last().is_some_and(|c| open_end(c));
        let goes_on = parts.len() == 1 && (joinable && !line.apart && source.wrapped || open);
        let after_report = cells.last().is_some_and(|c| begins_report(c));
        let fits = |part: &String| open || !stands_apart(part) && (after_report || !begins_body(part));
        let goes_on = goes_on && parts.first().is_some_and(fits);
        match parts.first().filter(|_| goes_on) {
            Some(part) if cells.last().is_some_and(|c| c.len() < 300) => {
                if let Some(last) = cells.last_mut() {
                    last.push(' ');
                    last.push_str(part);
                }
            }
            _ => cells.extend(parts.iter().cloned()),
        }
        joinable = line.role == Role::Text && parts.len() == 1;
    }
    cells
}

/// Whether a line of the masthead cannot end there.
fn open_end(cell: &str) -> bool {
    let last = cell.rsplit(' ').next().unwrap_or_default().to_lowercase();
    cell.ends_with(',')
        || super::text::among(
            "of the on its in and for to de du des la le les sur del los las y et from at",
            &last,
        )
}

/// Whether a line begins as the name of a body does.
fn begins_body(part: &str) -> bool {
    let first = part.split_whitespace().next().unwrap_or_default().to_lowercase();
    super::text::among(
        "working subsidiary committee commission open-ended expert groupe comité commission grupo comisión conference council",
        &first,
    )
}

fn begins_report(cell: &str) -> bool {
    let words = Words::of(cell);
    words.all.iter().take(3).any(|w| super::text::among("report rapport informe", &w.lower))
}

/// Whether a line of the masthead says something of its own: a day, a session, a report, a series.
fn stands_apart(part: &str) -> bool {
    let first =
        part.split(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or_default().to_lowercase();
    let dated =
        when::find(part).is_some_and(|(_, end, _)| part.len().saturating_sub(end) < 3 && part.len() < 60);
    let begins = part.split_whitespace().next().unwrap_or_default();
    part.starts_with(['(', '['])
        || dated && !super::text::begins_small(part)
        || symbol(begins).is_some_and(|found| found.len() == part.len())
        || ordinal(&first).is_some()
        || super::text::among(
            "report biennial annual rapport informe official supplement distr original item documents",
            &first,
        )
}

fn divided(text: &str) -> Vec<String> {
    let text = text.replace(['|', '\t'], "   ");
    text.split("   ").map(squeezed).filter(|c| !c.is_empty()).collect()
}

fn symbols(source: &Source, cells: &[String], report: &mut Report) {
    let heads =
        source.lines.iter().take(LINES_MAX).filter(|l| l.role == Role::Running).map(|l| l.text.clone());
    for cell in cells.iter().cloned().chain(heads) {
        for part in divided(&cell) {
            let first = part.split_whitespace().next().unwrap_or_default();
            let alone =
                part.split_whitespace().count() <= 3 && (part.len() == first.len() || part.contains("(Part"));
            if let Some(found) = symbol(first).filter(|found| alone && found.len() == first.len())
                && !report.symbols.iter().any(|s| s == found)
            {
                report.symbols.push(found.to_owned());
            }
        }
    }
}

/// `Distr.: Limited`, `Original: English`, and the day of distribution.
fn labelled(cell: &str, report: &mut Report) {
    let after = |labels: &[&str]| {
        labels.iter().find_map(|label| {
            let at = cell.find(label)?;
            let rest =
                cell.get(at.saturating_add(label.len())..)?.trim_start_matches([':', ' ', '.', '\u{a0}']);
            rest.split_whitespace().next().map(|w| w.trim_matches([',', ';', '.']).to_owned())
        })
    };
    if let Some(how) = after(&["Distr."]) {
        report.distribution = how;
    }
    if let Some(original) = after(&["Original:", "Original :", "Original\u{a0}:"]) {
        report.original_language = original;
    }
    let short = cell.len() < 40 || cell.contains("Distr.");
    if let Some((start, _, dates)) = when::find(cell).filter(|_| short && report.distributed.is_none()) {
        let before = cell.get(..start).unwrap_or_default();
        let alone =
            dates.from == dates.to && (before.trim_matches(['[', ' ']).is_empty() || cell.contains("Distr."));
        if alone {
            report.distributed = dates.from;
        }
    }
}

fn title(cells: &[String]) -> String {
    let says = |cell: &&String| {
        let words = Words::of(cell);
        words.at(0, "biennial|annual|final|draft|interim|summary report").is_some()
            || words.at(0, "report|minutes|rapport|informe … of|on|de|du|sur|sobre|del").is_some()
            || words.at(0, "biennial|annual? report").is_some()
            || words.at(0, "decisions|resolutions of the").is_some()
    };
    // The longest: covers repeat a title, broken in other places.
    let titles: Vec<&String> = cells.iter().filter(says).collect();
    let first = titles.first().map_or("", |t| t.as_str());
    let longer = titles.iter().find(|t| t.starts_with(first) && t.len() > first.len());
    longer.map_or(first, |t| t.as_str()).to_owned()
}

/// `Report of the BODY on its …`, `Report on the meeting of the BODY held in …`.
fn body_of_title(title: &str) -> Option<String> {
    let words = Words::of(title);
    let (_, start) = words.find_any(
        0,
        &[
            "meeting|session|sessions|meetings of the",
            "report|minutes|decisions|resolutions of the",
            "rapport du|de la?",
            "réunion|session du|de la?",
            "informe del|de la?",
            "reunión del|de la?",
        ],
    )?;
    // `Report of the fourth session of the Forum`: whose session it is.
    let of_session = ordinal(words.lower(start)).and_then(|_| words.at(start, "… session|meeting of the"));
    let start = of_session.unwrap_or(start);
    let stops = [
        "on its|the|his",
        "held",
        "for the|its",
        ", held",
        "sur sa|ses",
        "sur les travaux",
        "tenue|tenu",
        "sobre su|el|la",
        "celebrada",
        "in|at … from",
        "covering",
        "acerca",
    ];
    let until = words.find_any(start, &stops).map(|(at, _)| at);
    // `Commission on the Status of Women`: a body has its own `on the`.
    let until = until.filter(|at| {
        let rest = words.slice(*at, words.all.len()).to_lowercase();
        !rest.starts_with("on the")
            || ["session", "meeting", "work"].iter().any(|w| rest.contains(w)) && !next_held(&words, *at)
    });
    let held = words
        .find_any(
            start,
            &[
                "held",
                ", held",
                "on its",
                "sur sa",
                "celebrada",
                "tenue",
                "sobre su",
                "on the work of its",
                "( ",
            ],
        )
        .map(|(at, _)| at);
    let ordinal = (start..words.all.len()).find(|at| ordinal(words.lower(*at)).is_some() && *at > start);
    let end = [until, held, ordinal].into_iter().flatten().min().unwrap_or(words.all.len());
    let body = words.slice(start, end).trim_end_matches([',', '(']).trim();
    let body = [" on the", " on its", " at its", " at the"]
        .iter()
        .fold(body, |b, end| b.strip_suffix(end).unwrap_or(b));
    (names_body(body) && body.len() > 5).then(|| body.to_owned())
}

fn next_held(words: &Words<'_>, at: usize) -> bool {
    words.find_any(at, &["held", "on its"]).is_some()
}

/// Whether a line is the name of a body.
fn names_body(cell: &str) -> bool {
    const KINDS: [&str; 29] = [
        "Review Group",
        "Task Force",
        "Union",
        "Committee",
        "Commission",
        "Working Group",
        "Council",
        "Conference of the",
        "Board",
        "Subsidiary Body",
        "General Assembly",
        "Meeting of the Parties",
        "Assembly",
        "Forum",
        "Expert Group",
        "Group of Experts",
        "Ad Hoc",
        "Panel",
        "Comité",
        "Conseil",
        "Groupe de travail",
        "Conférence des",
        "Comisión",
        "Grupo de Trabajo",
        "Consejo",
        "Conferencia de",
        "Assemblée générale",
        "Asamblea General",
        "Mechanism",
    ];
    let plain = !cell.contains([':', ';']) && !cell.ends_with(['.', ',']) && cell.len() < 240;
    let report = [
        "report",
        "rapport",
        "informe",
        "minutes",
        "decisions",
        "resolutions",
        "note by",
        "official records",
    ]
    .iter()
    .any(|w| cell.to_lowercase().starts_with(w));
    // `FORUM ON BRIDGES`: a cover in capitals.
    let capitals = !cell.chars().any(char::is_lowercase);
    let has = |kind: &&str| cell.contains(*kind) || capitals && cell.contains(&kind.to_uppercase());
    plain && begins_large(cell) && !report && KINDS.iter().any(has)
}

fn place_and_dates(cells: &[String], report: &mut Report) {
    let texts = || {
        cells.iter().map(String::as_str).chain(report.paragraphs.iter().take(120).map(|p| p.text.as_str()))
    };
    let mut found = None;
    for cell in cells {
        // `Vienna, 27 and 28 June 2022`.
        let Some((start, end, dates)) = when::find(cell) else { continue };
        let before = cell.get(..start).unwrap_or_default().trim();
        let rest = cell.get(end..).unwrap_or_default().trim().trim_matches([')', ']', '.']);
        let place = before
            .trim_end_matches(" on")
            .trim_end_matches(" from")
            .trim_end_matches(" les")
            .trim_end_matches(" du")
            .trim_end_matches(',')
            .trim_start_matches(['(', '['])
            .trim();
        // `Second meeting, Bern, 4 November`.
        let of_session = Words::of(place).has("meeting|session|réunion|reunión|sesión");
        let place = place.rsplit(", ").next().filter(|_| of_session).unwrap_or(place);
        let session_dates = before.ends_with('(') && dates.from != dates.to;
        if rest.is_empty()
            && before.ends_with(',')
            && place.len() < 60
            && begins_large(place)
            && !place.contains(':')
        {
            found = Some((place.to_owned(), dates));
            break;
        }
        if session_dates && found.is_none() {
            found = Some((String::new(), dates));
        }
    }
    let held = texts().find_map(|text| held_in(text).filter(|(place, _)| !place.is_empty()));
    let (place, dates) = match (found, held) {
        (Some((place, dates)), Some((held, _))) if place.is_empty() => (held, dates),
        (Some(found), _) => found,
        (None, Some(held)) => held,
        (None, None) => return,
    };
    (report.place, report.dates) = (place, dates);
}

/// `held in PLACE on DATES`, `held its session at PLACE from DATES`.
fn held_in(text: &str) -> Option<(String, super::Dates)> {
    let words = Words::of(text);
    let (_, mut start) = words.find_any(
        0,
        &[
            "held in|at",
            "held … session|meeting in|at",
            "held … in|at",
            "tenue|tenu|réuni|réunie à|au",
            "celebró|celebrada|celebrado … en",
        ],
    )?;
    start = words.at(start, "the").unwrap_or(start);
    let tail = words.slice(start, words.all.len());
    let (at, _, dates) = when::find(tail)?;
    let before = tail.get(..at)?.trim();
    let place =
        ["on", "from", "les", "le", "du", "del", "el", "los días", ","].iter().fold(before, |b, w| {
            let whole = |rest: &&str| rest.ends_with(char::is_whitespace) || *w == ",";
            b.strip_suffix(w).filter(whole).map_or(b, str::trim_end)
        });
    let place = place.trim_end_matches(',').trim();
    (place.len() < 80 && begins_large(place) && !place.contains('.') && dates.from.is_some())
        .then(|| (place.to_owned(), dates))
}

const UNITS: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
const TENS: [(&str, &str, u32); 9] = [
    ("twenty", "twentieth", 20),
    ("thirty", "thirtieth", 30),
    ("forty", "fortieth", 40),
    ("fifty", "fiftieth", 50),
    ("sixty", "sixtieth", 60),
    ("seventy", "seventieth", 70),
    ("eighty", "eightieth", 80),
    ("ninety", "ninetieth", 90),
    ("hundred", "hundredth", 100),
];
const OTHERS: [(&str, u32); 42] = [
    ("dixième", 10),
    ("onzième", 11),
    ("douzième", 12),
    ("treizième", 13),
    ("quatorzième", 14),
    ("quinzième", 15),
    ("seizième", 16),
    ("vingtième", 20),
    ("trentième", 30),
    ("primer", 1),
    ("primero", 1),
    ("segundo", 2),
    ("tercer", 3),
    ("tercero", 3),
    ("cuarto", 4),
    ("quinto", 5),
    ("sexto", 6),
    ("séptimo", 7),
    ("octavo", 8),
    ("noveno", 9),
    ("décimo", 10),
    ("décima", 10),
    ("undécimo", 11),
    ("duodécimo", 12),
    ("première", 1),
    ("deuxième", 2),
    ("troisième", 3),
    ("quatrième", 4),
    ("cinquième", 5),
    ("sixième", 6),
    ("septième", 7),
    ("huitième", 8),
    ("neuvième", 9),
    ("primera", 1),
    ("segunda", 2),
    ("tercera", 3),
    ("cuarta", 4),
    ("quinta", 5),
    ("sexta", 6),
    ("séptima", 7),
    ("octava", 8),
    ("novena", 9),
];

/// Whether a word is an ordinal, and which, as far as it is known.
pub(super) fn ordinal(word: &str) -> Option<u32> {
    let unit = |w: &str| UNITS.iter().position(|u| *u == w).and_then(|at| u32::try_from(at).ok());
    if let Some(value) = unit(word).or_else(|| OTHERS.iter().find(|(w, _)| *w == word).map(|(_, v)| *v)) {
        return Some(value);
    }
    for (tens, whole, value) in TENS {
        if word == whole {
            return Some(value);
        }
        if let Some(rest) = word.strip_prefix(tens).and_then(|r| r.strip_prefix('-')) {
            return unit(rest).map(|u| value.saturating_add(u));
        }
    }
    let digits = word.find(|c: char| !c.is_ascii_digit()).filter(|at| *at > 0 && *at <= 3)?;
    let (number, suffix) = word.split_at_checked(digits)?;
    matches!(suffix, "st" | "nd" | "rd" | "th" | "re" | "er" | "e" | "ème" | "ª" | "º" | "a")
        .then(|| number.parse().ok())
        .flatten()
}

/// `ninth meeting`, `thirty-third special session`.
fn session(cells: &[String], report: &Report) -> String {
    let named = |text: &str, strict: bool| {
        let words = Words::of(text);
        (0..words.all.len()).find_map(|at| {
            ordinal(words.lower(at))?;
            let next = at.saturating_add(1);
            let end = words
                .at(next, "special|resumed|extraordinary|ordinary|regular|emergency|organizational? session|meeting|réunion|reunión|sesión|extraordinaire")
                .or_else(|| words.at(next, "período|periodo extraordinario? de sesiones"))?;
            let of_body = words.at(end, "of|de|du|del the|la?").is_some_and(|body| !report.body.is_empty() && words.slice(body, words.all.len()).starts_with(&report.body));
            let before = at.checked_sub(1).map_or("", |b| words.lower(b));
            (!strict || of_body || matches!(before, "its") && words.find(at, "was|were held|opened").is_some_and(|(w, _)| w < at.saturating_add(14))).then(|| words.slice(at, end).to_owned())
        })
    };
    std::iter::once(&report.title)
        .chain(cells)
        .find_map(|cell| {
            named(cell, false).filter(|_| !cell.starts_with("Official") && !is_parent_session(cell, report))
        })
        .or_else(|| report.paragraphs.iter().take(120).find_map(|p| named(&p.text, true)))
        .unwrap_or_default()
}

/// `Eightieth session` below `General Assembly` is the session that the report goes to.
fn is_parent_session(cell: &str, report: &Report) -> bool {
    cell.split_whitespace().count() <= 2
        && !report.parent_body.is_empty()
        && report.title.len() > cell.len()
        && Words::of(&report.title).has("session|meeting")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_is_read_from_the_title() {
        for (title, body) in [
            ("Report of the Committee on Widgets on its third session", "Committee on Widgets"),
            (
                "Report on the meeting of the Working Group on Ladders held in Vienna on 2 May 2020",
                "Working Group on Ladders",
            ),
            (
                "Report of the Subsidiary Body for Advice on its fifty-sixth session, held in Bonn",
                "Subsidiary Body for Advice",
            ),
        ] {
            assert_eq!(body_of_title(title).as_deref(), Some(body));
        }
    }

    #[test]
    fn ordinals_are_read() {
        assert_eq!(ordinal("thirty-third"), Some(33));
        assert_eq!(ordinal("3rd"), Some(3));
        assert_eq!(ordinal("fiftieth"), Some(50));
        assert_eq!(ordinal("north"), None);
        assert_eq!(ordinal("2022"), None);
    }
}
