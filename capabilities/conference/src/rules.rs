//! What the room decides, pure: what a search finds, which recommendations use the same words, what a pasted status of a
//! treaty says, and where a report's attendance differs from it.

use crate::types::{PARTIES_MAX, Recommended, Standing, TreatyStatus};
use kernel::Party;
use reading::report::{Addressee, Attendance, Status, Strength, Theme};
use std::collections::{BTreeMap, BTreeSet};

/// Least share of words that two recommendations have in common to be proposed as one that repeats the other. Somebody
/// decides; below it most proposals are of no use.
const SAME_WORDS_MIN_PERCENT: usize = 40;
/// Words shorter than this say nothing of what a recommendation is about.
const WORD_CHARS_MIN: usize = 4;
/// Most recommendations proposed as the earlier one.
pub const PROPOSED_MAX: usize = 5;

/// What is looked for. Empty parts narrow nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that all stand in it, or begin a word there.
    pub words: String,
    /// Who is asked.
    pub addressee: Option<Addressee>,
    /// How strongly.
    pub strength: Option<Strength>,
    /// What it is about.
    pub theme: Option<Theme>,
    /// An article it names: `18`, `UNTOC 18`.
    pub article: String,
}

impl Filter {
    /// Whether nothing narrows it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether this recommendation is found. Addressee and strength must be those of one and the same call.
    #[must_use]
    pub fn finds(&self, one: &Recommended) -> bool {
        let says = &one.says;
        let call = |c: &reading::report::Call| {
            self.addressee.is_none_or(|a| c.addressed == a) && self.strength.is_none_or(|s| c.strength == s)
        };
        let asked = self.addressee.is_none() && self.strength.is_none();
        (asked || says.calls.iter().any(call))
            && self.theme.is_none_or(|theme| says.themes.contains(&theme))
            && self.finds_article(one)
            && self.finds_words(one)
    }

    fn finds_article(&self, one: &Recommended) -> bool {
        let wanted = words(&self.article);
        let named = |a: &reading::report::Article| {
            let has = words(&format!("{} {}", a.treaty, a.article));
            wanted.iter().all(|w| has.contains(w))
        };
        wanted.is_empty() || one.says.articles.iter().any(named)
    }

    fn finds_words(&self, one: &Recommended) -> bool {
        let wanted = words(&self.words);
        if wanted.is_empty() {
            return true;
        }
        let has = words(&format!("{} {}", one.name(), full_text(&one.says)));
        wanted.iter().all(|w| has.iter().any(|other| other.starts_with(w.as_str())))
    }
}

/// The words of a text, in small letters, each once.
pub(crate) fn words(text: &str) -> BTreeSet<String> {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// A recommendation with its heading and sub-items as one text.
#[must_use]
pub fn full_text(says: &reading::report::Recommendation) -> String {
    fn items(list: &[reading::report::SubItem], out: &mut String, deep: u8) {
        for item in list {
            out.push(' ');
            out.push_str(&item.text);
            if deep > 0 {
                items(&item.items, out, deep.saturating_sub(1));
            }
        }
    }
    let mut out = format!("{} {} {}", says.title, says.heading, says.text);
    items(&says.items, &mut out, 4);
    out
}

/// Earlier recommendations of other reports that use the same words, those that share most first. Nothing is decided by it.
#[must_use]
pub fn same_words<'a>(one: &Recommended, others: &'a [Recommended]) -> Vec<(&'a Recommended, usize)> {
    let telling = |r: &Recommended| -> BTreeSet<String> {
        words(&full_text(&r.says)).into_iter().filter(|w| w.chars().count() >= WORD_CHARS_MIN).collect()
    };
    let own = telling(one);
    let mut found: Vec<_> = others
        .iter()
        .filter(|other| other.report != one.report && other.day < one.day)
        .filter_map(|other| {
            let has = telling(other);
            let common = own.intersection(&has).count().saturating_mul(100);
            let percent = common.checked_div(own.union(&has).count())?;
            (percent >= SAME_WORDS_MIN_PERCENT).then_some((other, percent))
        })
        .collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| b.0.day.cmp(&a.0.day)));
    found.truncate(PROPOSED_MAX);
    found
}

/// A pasted status of a treaty: what was understood, and the lines that were not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastedStatus {
    /// State by State.
    pub rows: Vec<TreatyStatus>,
    /// Number and text of each line that was not understood.
    pub not_understood: Vec<(usize, String)>,
}

/// Reads lines of a depositary's table: State, signature, deposit, divided by commas, semicolons or tabs. A State is its
/// code or a name that `party` knows. A first line without any day is its heads.
#[must_use]
pub fn pasted_status(text: &str, party: impl Fn(&str) -> Option<Party>) -> PastedStatus {
    let mut pasted = PastedStatus::default();
    let mut seen = BTreeSet::new();
    for (number, line) in (1_usize..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let cells = cells(line);
        let mut days = cells.iter().skip(1).map(|cell| day(cell));
        let (signed, deposited) = (days.next().unwrap_or(Some(String::new())), days.next());
        let deposited = deposited.unwrap_or(Some(String::new()));
        let whose = cells.first().and_then(|name| Party::parse(name).or_else(|| party(name)));
        let heads = number == 1 && whose.is_none() && signed.is_none();
        match (whose, signed, deposited) {
            (Some(party), Some(signed), Some(deposited))
                if pasted.rows.len() < PARTIES_MAX && seen.insert(party) =>
            {
                pasted.rows.push(TreatyStatus { party, signed, deposited });
            }
            _ if heads => {}
            _ => pasted.not_understood.push((number, line.trim().chars().take(120).collect())),
        }
    }
    pasted
}

/// The cells of a line; quotation marks keep a comma within a name.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' | ';' | '\t' if !quoted => cells.push(std::mem::take(&mut cell).trim().to_owned()),
            _ => cell.push(c),
        }
    }
    cells.push(cell.trim().to_owned());
    cells
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A day as `2002-08-21`, from that or from `21 Aug 2002 a`; empty for an empty cell, nothing for what is no day.
fn day(cell: &str) -> Option<String> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Some(String::new());
    }
    if kernel::Timestamp::parse(&format!("{cell}T00:00:00Z")).is_some() {
        return Some(cell.to_owned());
    }
    let mut parts = cell.split_whitespace();
    let of_month: u8 = parts.next()?.parse().ok()?;
    let name = parts.next()?.to_lowercase();
    let month = MONTHS.iter().position(|m| name.starts_with(m))?.checked_add(1)?;
    let year: u16 = parts.next()?.parse().ok()?;
    let made = format!("{year:04}-{month:02}-{of_month:02}");
    kernel::Timestamp::parse(&format!("{made}T00:00:00Z")).map(|_| made)
}

/// What a State was to the treaty on a day, by the days of signature and deposit; a State that the table does not have is
/// neither.
#[must_use]
pub fn standing_on(status: Option<&TreatyStatus>, on: &str) -> Standing {
    let by = |day: &str| !day.is_empty() && day <= on;
    match status {
        Some(status) if by(&status.deposited) => Standing::Party,
        Some(status) if by(&status.signed) => Standing::Signatory,
        _ => Standing::Neither,
    }
}

/// Where a report and the status of a treaty say different things of one State.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differs {
    /// The name as the report has it.
    pub written: String,
    /// The State.
    pub party: Party,
    /// The paragraph of the report.
    pub paragraph: String,
    /// What the report says.
    pub report: Standing,
    /// What the table says for that day.
    pub table: Standing,
}

/// What a comparison of attendance came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// How many States both say the same of.
    pub same: usize,
    /// Where they differ.
    pub differ: Vec<Differs>,
    /// Names that are no State that is known here.
    pub unknown: Vec<String>,
}

/// Compares who attended as what with the status of a treaty on a day. Both stand beside each other; neither is corrected.
#[must_use]
pub fn compare_attendance(attended: &[Attendance], table: &[TreatyStatus], on: &str) -> Compared {
    let of: BTreeMap<Party, &TreatyStatus> = table.iter().map(|one| (one.party, one)).collect();
    let mut compared = Compared::default();
    for list in attended {
        let report = match list.status {
            Status::Party => Standing::Party,
            Status::Signatory => Standing::Signatory,
            Status::Neither => Standing::Neither,
            _ => continue,
        };
        for name in &list.names {
            let Some(party) = name.party else {
                compared.unknown.push(name.written.clone());
                continue;
            };
            let table = standing_on(of.get(&party).copied(), on);
            if table == report {
                compared.same = compared.same.saturating_add(1);
            } else {
                let (written, paragraph) = (name.written.clone(), list.paragraph.clone());
                compared.differ.push(Differs { written, party, paragraph, report, table });
            }
        }
    }
    compared
}

#[cfg(test)]
mod tests {
    use super::*;
    use reading::report::{Article, Call, Name, Recommendation};
    use uuid::Uuid;

    fn recommended(n: u128, day: &str, text: &str, call: (Addressee, Strength)) -> Recommended {
        Recommended {
            id: Uuid::from_u128(n),
            report: Uuid::from_u128(n.saturating_add(100)),
            session: Uuid::nil(),
            symbol: format!("X/{n}"),
            body: "Working Group".into(),
            day: day.into(),
            says: Recommendation {
                number: n.to_string(),
                text: text.into(),
                themes: vec![Theme::ContactPoints],
                articles: vec![Article { treaty: "UNTOC".into(), article: "18".into() }],
                calls: vec![
                    Call { addressed: call.0, strength: call.1, ..Call::default() },
                    Call { addressed: Addressee::Unodc, strength: Strength::Requested, ..Call::default() },
                ],
                ..Recommendation::default()
            },
        }
    }

    #[test]
    fn a_recommendation_is_found_by_whom_it_asks_how_strongly_about_what_and_by_its_words() {
        let one = recommended(
            8,
            "2022-06-27",
            "States parties should designate contact points for direct communication.",
            (Addressee::StatesParties, Strength::Should),
        );
        let states = Filter { addressee: Some(Addressee::StatesParties), ..Filter::default() };
        assert!(states.finds(&one));
        let asked = Filter { strength: Some(Strength::Requested), ..states.clone() };
        assert!(!asked.finds(&one), "UNODC is requested, States parties are not");
        assert!(Filter { strength: Some(Strength::Should), ..states }.finds(&one));
        for (text, found) in [("contact desig", true), ("POINTS", true), ("vessel", false), ("X/8", true)] {
            assert_eq!(Filter { words: text.into(), ..Filter::default() }.finds(&one), found, "{text}");
        }
        for (article, found) in
            [("18", true), ("untoc 18", true), ("UNTOC", true), ("1", false), ("16", false)]
        {
            assert_eq!(
                Filter { article: article.into(), ..Filter::default() }.finds(&one),
                found,
                "{article}"
            );
        }
        assert!(!Filter { theme: Some(Theme::Sea), ..Filter::default() }.finds(&one));
    }

    #[test]
    fn only_an_earlier_recommendation_of_another_report_with_the_same_words_is_proposed() {
        let text =
            "States parties should designate contact points for the direct communication of authorities";
        let asked = (Addressee::StatesParties, Strength::Should);
        let later = recommended(1, "2024-07-01", &format!("{text} and keep them"), asked);
        let earlier = recommended(2, "2022-06-27", text, asked);
        let other = recommended(3, "2021-06-27", "Vessels suspected of smuggling should be searched", asked);
        let newer = recommended(4, "2025-01-01", text, asked);
        let mut own = recommended(5, "2022-01-01", text, asked);
        own.report = later.report;
        let all = [later.clone(), earlier.clone(), other, newer, own];
        let found: Vec<_> = same_words(&later, &all).into_iter().map(|(one, _)| one.id).collect();
        assert_eq!(found, [earlier.id]);
    }

    #[test]
    fn a_pasted_status_is_read_line_by_line_and_what_is_not_understood_is_said() {
        let text = "Participant,Signature,\"Ratification, Acceptance(A)\"\nAlbania,12 Dec 2000,21 Aug 2002\n\
                    NE;2000-08-21;2009-03-18\n\"Holy, See\",,\nMali,6 Jun 2001,2002-02-30\nNE,,\n\nGH\t\t21 Aug 2012 a\n";
        let named = |name: &str| match name {
            "Albania" => Party::parse("AL"),
            "Mali" => Party::parse("ML"),
            _ => None,
        };
        let pasted = pasted_status(text, named);
        let rows: Vec<_> = pasted.rows.iter().map(|r| (r.party.code(), &*r.signed, &*r.deposited)).collect();
        let expected = [
            ("AL", "2000-12-12", "2002-08-21"),
            ("NE", "2000-08-21", "2009-03-18"),
            ("GH", "", "2012-08-21"),
        ];
        assert_eq!(rows, expected);
        let lines: Vec<_> = pasted.not_understood.iter().map(|(n, _)| *n).collect();
        assert_eq!(lines, [4, 5, 6], "an unknown name, a day that is none, a State twice");
    }

    #[test]
    fn attendance_is_compared_with_the_status_on_that_day_and_both_are_shown() {
        let party = |code: &str| Party::parse(code).unwrap();
        let status = |code: &str, signed: &str, deposited: &str| TreatyStatus {
            party: party(code),
            signed: signed.into(),
            deposited: deposited.into(),
        };
        let table = [
            status("NE", "2000-08-21", "2009-03-18"),
            status("SD", "", "2018-10-09"),
            status("IR", "2000-12-12", ""),
        ];
        let name = |written: &str, code: Option<&str>| Name {
            written: written.into(),
            party: code.and_then(Party::parse),
            on_behalf_of: String::new(),
        };
        let list =
            |status, names| Attendance { status, names, paragraph: "48".into(), ..Attendance::default() };
        let attended = [
            list(
                Status::Party,
                vec![name("Niger", Some("NE")), name("Sudan", Some("SD")), name("Atlantis", None)],
            ),
            list(Status::Signatory, vec![name("Iran (Islamic Republic of)", Some("IR"))]),
            list(Status::Neither, vec![name("Pakistan", Some("PK"))]),
            list(Status::Organisation, vec![name("INTERPOL", None)]),
        ];
        let now = compare_attendance(&attended, &table, "2022-06-27");
        assert_eq!(
            (now.same, now.differ.len(), now.unknown.as_slice()),
            (4, 0, &["Atlantis".to_owned()][..])
        );
        let then = compare_attendance(&attended, &table, "2014-06-27");
        assert_eq!(then.differ.len(), 1);
        let sudan = &then.differ[0];
        assert_eq!(
            (sudan.party.code(), sudan.report, sudan.table),
            ("SD", Standing::Party, Standing::Neither)
        );
    }
}
