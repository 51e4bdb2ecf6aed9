//! Machine-readable zones of travel documents (ICAO 9303: TD1, TD2, TD3, MRV-A, MRV-B; and the French identity card of
//! 1988): what stands in each field, and whether its check digit fits.
//!
//! A zone that was read from a picture often has an `O` for a `0`. It is taken as it stands, said to be wrong where a check
//! digit is, and the reading that would be right is offered beside it: nothing is mended in silence.

mod items;

pub(crate) use items::{read, records};

/// Most lines of a file of zones that have to be looked at to know it.
const LOOKED_AT: usize = 3;
/// Letters that are taken for digits, each with the digit.
const CONFUSED: [(char, char); 9] = [
    ('O', '0'),
    ('Q', '0'),
    ('D', '0'),
    ('I', '1'),
    ('L', '1'),
    ('Z', '2'),
    ('S', '5'),
    ('G', '6'),
    ('B', '8'),
];

/// How a zone is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Three lines of 30: cards.
    Td1,
    /// Two lines of 36: larger cards.
    Td2,
    /// Two lines of 44: passports.
    Td3,
    /// Two lines of 44: visas.
    MrvA,
    /// Two lines of 36: smaller visas.
    MrvB,
    /// Two lines of 36: the French identity card of 1988.
    FrenchCard,
}

/// What a zone says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// How it is laid out.
    pub layout: Layout,
    /// Kind of document: `P`, `ID`.
    pub code: String,
    /// Who issued it.
    pub issuer: String,
    /// Its number.
    pub number: String,
    /// Family name.
    pub surname: String,
    /// Given names.
    pub given: String,
    /// Nationality; empty where the zone has none.
    pub nationality: String,
    /// Six digits as they stand.
    pub birth: String,
    /// `M`, `F` or nothing.
    pub sex: String,
    /// Six digits as they stand; empty where the zone has none.
    pub expiry: String,
    /// Year and month of issue, where the zone has them.
    pub issued: String,
    /// What the State adds: a personal number, a place.
    pub optional: String,
    /// Fields whose check digit does not fit.
    pub wrong: Vec<Field>,
    /// What would stand in a field if letters that are easily misread were others.
    pub offered: Vec<(Field, String)>,
}

/// A field of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Number of the document.
    Number,
    /// Date of birth.
    Birth,
    /// Date of expiry.
    Expiry,
    /// What the State adds.
    Optional,
    /// All of it together.
    Whole,
    /// The family name and the given names.
    Name,
    /// Who issued it.
    Issuer,
    /// Nationality.
    Nationality,
}

impl Field {
    fn word(self) -> &'static str {
        match self {
            Self::Number => "document number",
            Self::Birth => "date of birth",
            Self::Expiry => "date of expiry",
            Self::Optional => "personal number",
            Self::Whole => "whole zone",
            Self::Name => "name",
            Self::Issuer => "issuer",
            Self::Nationality => "nationality",
        }
    }
}

/// The zones that stand in a text, each with the line on which it begins, from 0.
#[must_use]
pub fn zones(text: &str) -> Vec<(usize, Zone)> {
    let lines: Vec<Option<String>> = text.lines().map(zone_line).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let here = |nth: usize| lines.get(at.saturating_add(nth)).and_then(Option::as_deref);
        let zone = match (here(0), here(1), here(2)) {
            (Some(first), Some(second), Some(third)) => three(first, second, third)
                .map(|zone| (zone, 3))
                .or_else(|| two(first, second).map(|zone| (zone, 2))),
            (Some(first), Some(second), None) => two(first, second).map(|zone| (zone, 2)),
            _ => None,
        };
        match zone {
            Some((zone, used)) => {
                out.push((at, zone));
                at = at.saturating_add(used);
            }
            None => at = at.saturating_add(1),
        }
    }
    out
}

/// A line with nothing in it but what a zone has, its fillers as they were meant.
fn zone_line(line: &str) -> Option<String> {
    let plain: String =
        line.replace('«', "<<").replace('‹', "<").chars().filter(|c| !c.is_whitespace()).collect();
    let of_zone = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '<';
    ((28..=46).contains(&plain.len()) && plain.chars().all(of_zone)).then_some(plain)
}

/// Fillers at the end of a line of names are easily lost.
fn filled(line: &str, length: usize) -> Option<String> {
    let short = length.checked_sub(line.len())?;
    (short == 0 || (short <= 2 && line.ends_with('<'))).then(|| format!("{line}{}", "<".repeat(short)))
}

fn part(line: &str, from: usize, to: usize) -> &str {
    line.get(from..to).unwrap_or_default()
}

fn value(text: &str) -> String {
    text.trim_matches('<').replace('<', " ")
}

fn three(first: &str, second: &str, third: &str) -> Option<Zone> {
    let third = filled(third, 30)?;
    if first.len() != 30 || second.len() != 30 || !first.starts_with(['I', 'A', 'C', 'P', 'R']) {
        return None;
    }
    let mut zone = Zone::new(Layout::Td1, first, &third);
    zone.number_of(part(first, 5, 14), part(first, 14, 15), part(first, 15, 30));
    zone.dates(part(second, 0, 7), part(second, 8, 15));
    zone.sex = value(part(second, 7, 8));
    zone.nationality = value(part(second, 15, 18));
    let more = value(part(second, 18, 29));
    zone.optional = format!("{} {more}", zone.optional).trim().to_owned();
    let all = [part(first, 5, 30), part(second, 0, 7), part(second, 8, 15), part(second, 18, 29)].concat();
    zone.checks(Field::Whole, &all, part(second, 29, 30));
    zone.likely(&[part(second, 0, 6), part(second, 8, 14)])
}

fn two(first: &str, second: &str) -> Option<Zone> {
    let length = second.len();
    let first = filled(first, length)?;
    let visa = first.starts_with('V');
    let layout = match length {
        44 if visa => Layout::MrvA,
        44 => Layout::Td3,
        36 if visa => Layout::MrvB,
        36 if first.starts_with("IDFRA") => Layout::FrenchCard,
        36 => Layout::Td2,
        _ => return None,
    };
    if !first.starts_with(['P', 'V', 'I', 'A', 'C']) {
        return None;
    }
    if layout == Layout::FrenchCard {
        return french(&first, second);
    }
    let mut zone = Zone::new(layout, &first, part(&first, 5, length));
    let optional = part(second, 28, if visa { length } else { length.saturating_sub(1) });
    if layout == Layout::Td2 {
        zone.number_of(part(second, 0, 9), part(second, 9, 10), optional);
    } else {
        zone.number = value(part(second, 0, 9));
        zone.checks(Field::Number, part(second, 0, 9), part(second, 9, 10));
        zone.optional = value(optional);
    }
    zone.nationality = value(part(second, 10, 13));
    zone.dates(part(second, 13, 20), part(second, 21, 28));
    zone.sex = value(part(second, 20, 21));
    if layout == Layout::Td3 {
        // The check of a personal number that is not there may be a filler.
        let (personal, check) = (part(second, 28, 42), part(second, 42, 43));
        zone.optional = value(personal);
        if !(value(personal).is_empty() && check == "<") {
            zone.checks(Field::Optional, personal, check);
        }
    }
    if !visa {
        let all =
            [part(second, 0, 10), part(second, 13, 20), part(second, 21, length.saturating_sub(1))].concat();
        zone.checks(Field::Whole, &all, part(second, length.saturating_sub(1), length));
    }
    zone.likely(&[part(second, 13, 19), part(second, 21, 27)])
}

fn french(first: &str, second: &str) -> Option<Zone> {
    let mut zone = Zone::new(Layout::FrenchCard, first, "");
    zone.surname = value(part(first, 5, 30));
    zone.given = value(&part(second, 13, 27).replace("<<", "<"));
    zone.issued = part(second, 0, 4).to_owned();
    zone.number = value(part(second, 0, 12));
    zone.checks(Field::Number, part(second, 0, 12), part(second, 12, 13));
    zone.birth = part(second, 27, 33).to_owned();
    zone.checks(Field::Birth, part(second, 27, 33), part(second, 33, 34));
    zone.sex = value(part(second, 34, 35));
    zone.optional = value(part(first, 30, 36));
    let all = format!("{first}{}", part(second, 0, 35));
    zone.checks(Field::Whole, &all, part(second, 35, 36));
    zone.likely(&[part(second, 27, 33)])
}

impl Zone {
    fn new(layout: Layout, first: &str, names: &str) -> Self {
        let (surname, given) = names.split_once("<<").unwrap_or((names, ""));
        let mut zone = Self {
            layout,
            code: value(part(first, 0, 2)),
            issuer: value(part(first, 2, 5)),
            number: String::new(),
            surname: value(surname),
            given: value(given),
            nationality: String::new(),
            birth: String::new(),
            sex: String::new(),
            expiry: String::new(),
            issued: String::new(),
            optional: String::new(),
            wrong: Vec::new(),
            offered: Vec::new(),
        };
        let name = format!("{} {}", zone.given, zone.surname).trim().to_owned();
        zone.offer(Field::Name, &name, lettered(&name));
        zone.offer(Field::Issuer, &zone.issuer.clone(), lettered(&zone.issuer));
        zone
    }

    /// A number that is longer than its field goes on in the next, up to its check digit.
    fn number_of(&mut self, field: &str, check: &str, optional: &str) {
        let rest = optional.split('<').next().unwrap_or_default();
        match (check, rest.char_indices().next_back()) {
            ("<", Some((end, _))) => {
                let (more, last) = rest.split_at(end);
                let number = format!("{field}{more}");
                self.number = value(&number);
                self.checks(Field::Number, &format!("{field}<{more}"), last);
                // Some States leave the filler out of the sum.
                if self.wrong.contains(&Field::Number) && digit_of(&number) == last.chars().next() {
                    self.wrong.retain(|field| *field != Field::Number);
                    self.offered.retain(|(field, _)| *field != Field::Number);
                }
                self.optional = value(optional.get(rest.len()..).unwrap_or_default());
            }
            _ => {
                self.number = value(field);
                self.checks(Field::Number, field, check);
                self.optional = value(optional);
            }
        }
    }

    /// Both dates, each with its check digit behind it.
    fn dates(&mut self, birth: &str, expiry: &str) {
        for (field, text) in [(Field::Birth, birth), (Field::Expiry, expiry)] {
            let (date, check) = (part(text, 0, 6), part(text, 6, 7));
            match field {
                Field::Birth => self.birth = date.to_owned(),
                _ => self.expiry = date.to_owned(),
            }
            self.checks(field, date, check);
            if date.chars().any(|c| c.is_ascii_uppercase()) {
                let digits: String = date.chars().map(digited).collect();
                self.offer(field, date, Some(digits));
            }
        }
    }

    fn checks(&mut self, field: Field, text: &str, check: &str) {
        let told = check.chars().next().unwrap_or('<');
        let fits = |text: &str, told: char| {
            digit_of(text) == Some(told) || (told == '<' && text.chars().all(|c| c == '<'))
        };
        if fits(text, told) {
            return;
        }
        self.wrong.push(field);
        if field == Field::Number {
            let others = one_letter_other(text, |other| fits(other, digited(told)));
            if let [only] = others.as_slice() {
                self.offer(field, &value(text), Some(value(only)));
            }
        }
    }

    fn offer(&mut self, field: Field, stands: &str, other: Option<String>) {
        if let Some(other) = other.filter(|other| other != stands && !other.is_empty()) {
            self.offered.retain(|(known, _)| *known != field);
            self.offered.push((field, other));
        }
    }

    /// A zone, unless its dates are none and no check digit of it fits: then it is something else in capitals.
    fn likely(mut self, dates: &[&str]) -> Option<Self> {
        let nationality = self.nationality.clone();
        self.offer(Field::Nationality, &nationality, lettered(&nationality));
        let dated =
            dates.iter().all(|date| date.chars().map(digited).all(|c| c.is_ascii_digit() || c == '<'));
        let fits = self.wrong.len() < 4;
        (dated && (fits || self.issuer.len() == 3)).then_some(self)
    }

    /// The date of birth, of the century in which it lies before the expiry.
    #[must_use]
    pub fn born(&self) -> Option<String> {
        let year: u16 = part(&self.birth, 0, 2).parse().ok()?;
        // A zone has two digits of the year. Nobody holds a document that expired before they were born.
        let two = |text: &str| part(text, 0, 2).parse::<u16>().ok();
        let until = two(&self.issued)
            .map(|year| if year < 70 { year.saturating_add(2000) } else { year.saturating_add(1900) })
            .or_else(|| two(&self.expiry).map(century))
            .unwrap_or(2030);
        let near = year.saturating_add(2000);
        let year = if near <= until { near } else { year.saturating_add(1900) };
        dated(year, &self.birth)
    }

    /// The date of expiry.
    #[must_use]
    pub fn expires(&self) -> Option<String> {
        let year: u16 = part(&self.expiry, 0, 2).parse().ok()?;
        dated(century(year), &self.expiry)
    }
}

/// The year of an expiry: documents of this kind exist since the eighties.
fn century(year: u16) -> u16 {
    if year < 80 { year.saturating_add(2000) } else { year.saturating_add(1900) }
}

/// Six digits as a date; a month or day that is not known is left out.
fn dated(year: u16, six: &str) -> Option<String> {
    let two = |from: usize| part(six, from, from.saturating_add(2)).parse::<u8>().ok();
    let text = match (two(2), two(4)) {
        (Some(month), Some(day)) if month > 0 && day > 0 => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), _) if month > 0 => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    };
    Some(names::Interval::parse(&text)?.to_text())
}

/// The check digit over a text; none where something stands in it that no zone has.
fn digit_of(text: &str) -> Option<char> {
    let mut sum = 0_u32;
    for (c, weight) in text.chars().zip([7_u32, 3, 1].into_iter().cycle()) {
        let worth = match c {
            '<' => 0,
            c => c.to_digit(36)?,
        };
        sum = sum.saturating_add(worth.saturating_mul(weight));
    }
    char::from_digit(sum % 10, 10)
}

fn digited(c: char) -> char {
    CONFUSED.iter().find(|(letter, _)| *letter == c).map_or(c, |(_, digit)| *digit)
}

/// The text with its digits as the letters they are taken for; none where there is no digit.
fn lettered(text: &str) -> Option<String> {
    let other = |c: char| match c {
        '0' => 'O',
        '1' => 'I',
        '2' => 'Z',
        '5' => 'S',
        '6' => 'G',
        '8' => 'B',
        c => c,
    };
    text.chars().any(|c| c.is_ascii_digit()).then(|| text.chars().map(other).collect())
}

/// Texts that fit with one letter taken for another.
fn one_letter_other(text: &str, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    if fits(text) {
        out.push(text.to_owned());
    }
    for (at, c) in text.char_indices() {
        let others = CONFUSED.iter().filter_map(|(letter, digit)| match c {
            c if c == *letter => Some(*digit),
            c if c == *digit => Some(*letter),
            _ => None,
        });
        for other in others {
            let changed: String =
                text.char_indices().map(|(i, old)| if i == at { other } else { old }).collect();
            if fits(&changed) && !out.contains(&changed) {
                out.push(changed);
            }
        }
    }
    out
}

/// Whether a text is zones and nothing else at its beginning.
pub(crate) fn looks_like(text: &str) -> bool {
    let start: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT).collect();
    matches!(zones(&start.join("\n")).first(), Some((0, _)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passport_is_read_and_its_checks_hold() {
        let text = "seen at the border\nP<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
            L898902C36UTO7408122F1204159ZE184226B<<<<<10\n";
        let zones = zones(text);
        let [(1, zone)] = zones.as_slice() else { panic!("{zones:?}") };
        assert_eq!((zone.surname.as_str(), zone.given.as_str()), ("ERIKSSON", "ANNA MARIA"));
        assert_eq!((zone.number.as_str(), zone.issuer.as_str()), ("L898902C3", "UTO"));
        assert_eq!(
            (zone.born().as_deref(), zone.expires().as_deref()),
            (Some("1974-08-12"), Some("2012-04-15"))
        );
        assert!(zone.wrong.is_empty() && zone.offered.is_empty(), "{zone:?}");
    }

    #[test]
    fn a_misread_letter_is_said_and_the_right_one_offered_and_what_stands_there_stays() {
        // A `0` of the number and a `1` of the birth were read as letters.
        let text =
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8989O2C36UTO74O8122F1204159ZE184226B<<<<<10";
        let zones = zones(text);
        let [(_, zone)] = zones.as_slice() else { panic!("{zones:?}") };
        assert_eq!(zone.number, "L8989O2C3");
        assert_eq!(zone.birth, "74O812");
        assert_eq!(zone.wrong, [Field::Number, Field::Birth, Field::Whole]);
        assert_eq!(
            zone.offered,
            [(Field::Number, "L898902C3".to_owned()), (Field::Birth, "740812".to_owned())]
        );
    }

    #[test]
    fn a_birth_lies_before_the_expiry() {
        let text =
            "P<UTOOLD<<MAN<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\nL898902C36UTO3508122F2704159<<<<<<<<<<<<<<02";
        let read = zones(text);
        assert_eq!(read.first().and_then(|(_, zone)| zone.born()).as_deref(), Some("1935-08-12"));
    }

    #[test]
    fn capitals_are_no_zone() {
        assert!(
            zones("THIS IS A LINE OF CAPITALS AND NOTHING MORE\nAND HERE IS ANOTHER ONE OF THE SAME KIND OK")
                .is_empty()
        );
        assert!(zones("<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\n<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\n<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<").is_empty());
    }
}
