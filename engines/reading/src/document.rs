//! Documents as lists write them: a number wrapped in words, brackets and dates; and numbers that stand in sentences.

use crate::item::{Draft, DraftEntity, Flag, Value};
use kernel::{EntityKind, Property};
use names::{Interval, document_number, party_of};

/// Most documents and numbers drawn out of one text.
const DRAWN_MAX: usize = 64;

/// A document as far as it is described.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Described {
    pub(crate) kind: String,
    pub(crate) number: String,
    pub(crate) issuer: String,
    pub(crate) issued: String,
    pub(crate) expires: String,
    pub(crate) note: String,
    pub(crate) drawn: bool,
}

/// The documents of one holder. Those with one normalised number are one document, told several times.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    entities: Vec<DraftEntity>,
}

impl Documents {
    /// Adds a document of `holder` and the link to it.
    pub(crate) fn add(&mut self, holder: &mut DraftEntity, described: &Described, place: &str) {
        let number = document_number(&described.number).ok();
        let nth = self.entities.len().saturating_add(1);
        let key = match &number {
            Some(number) => format!("{}/document/{number}", holder.key),
            None => format!("{}/document/-{nth}", holder.key),
        };
        let known = self.entities.iter().position(|entity| entity.key == key);
        let at = known.unwrap_or_else(|| {
            holder.links(Property::HoldsDocument, &key, place);
            self.entities.push(DraftEntity::new(key, EntityKind::TravelDocument));
            self.entities.len().saturating_sub(1)
        });
        let Some(entity) = self.entities.get_mut(at) else { return };
        let flag = described.drawn.then_some(Flag::FromProse);
        let kind = if described.kind.is_empty() { "Document" } else { &described.kind };
        for (property, text) in [
            (Property::DocumentKind, kind),
            (Property::DocumentNumber, described.number.as_str()),
            (Property::DocumentIssuer, described.issuer.as_str()),
            (Property::IssuedOn, described.issued.as_str()),
            (Property::ExpiresOn, described.expires.as_str()),
            (Property::Remark, described.note.as_str()),
        ] {
            // A number is said once; the other words are kept as often as the list says them differently.
            let said = entity.statements.iter().any(|s| s.property == property && says(s, text));
            if (!said || property == Property::DocumentKind)
                && let Some(draft) = entity.says(property, text, place)
            {
                draft.flag = flag;
            }
        }
    }

    pub(crate) fn into_entities(self) -> Vec<DraftEntity> {
        self.entities
    }
}

fn says(statement: &Draft, text: &str) -> bool {
    matches!(&statement.value, Value::Text(said) if said == text.trim())
}

/// Reads a number field: `Afghan passport number SE 012820`, `No. H0044232 (Iraqi)`, `381110042 (Expired 25 Jan. 2016)`.
/// Several numbers in one field give several documents.
pub(crate) fn of_field(text: &str) -> Vec<Described> {
    let mut out = Vec::new();
    for part in text.split([';', '\n']).flat_map(|part| split_list(part)) {
        let mut described = Described::default();
        let plain = without_brackets(part, &mut described);
        let (words, number) = number_in(&plain);
        if described.issuer.is_empty() {
            described.issuer = words.split_whitespace().find_map(country).unwrap_or_default();
        }
        described.number = number;
        if !described.number.is_empty() && out.len() < DRAWN_MAX {
            out.push(described);
        }
    }
    out
}

/// Divides at commas and `and` where each side has a number of its own.
fn split_list(part: &str) -> Vec<&str> {
    let numbered = |side: &str| side.chars().filter(char::is_ascii_digit).count() >= 4;
    for separator in [", ", " and ", " & "] {
        let sides: Vec<&str> = part.split(separator).collect();
        if sides.len() > 1
            && sides.iter().all(|side| numbered(side) && names::Interval::parse(side).is_none())
        {
            return sides;
        }
    }
    vec![part]
}

/// Takes what stands in brackets apart: a country, a date of expiry or issue, or a note.
fn without_brackets(text: &str, described: &mut Described) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(') {
        plain.push_str(before);
        let (inside, after) = after.split_once(')').unwrap_or((after, ""));
        if let Some(country) = country(inside) {
            described.issuer = country;
        } else {
            dates(inside, described);
            if described.expires.is_empty() && described.issued.is_empty() {
                described.note = inside.trim().to_owned();
            }
        }
        plain.push(' ');
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// The number with its own short prefix of letters, and the words before it.
pub(crate) fn number_in(text: &str) -> (String, String) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let Some(first) = words.iter().position(|word| word.chars().any(|c| c.is_ascii_digit())) else {
        return (text.to_owned(), String::new());
    };
    let is_prefix = |word: &&&str| {
        let capitals = word.chars().count() <= 3 && word.chars().all(|c| c.is_ascii_uppercase());
        capitals && !["NO", "ID", "NO."].contains(*word)
    };
    let start = match first.checked_sub(1).and_then(|before| words.get(before)).filter(is_prefix) {
        Some(_) => first.saturating_sub(1),
        None => first,
    };
    let mut number: Vec<&str> = Vec::new();
    for word in words.iter().skip(start) {
        let digits = word.chars().any(|c| c.is_ascii_digit());
        if !number.is_empty() && !digits && number.len() > first.saturating_sub(start) {
            break;
        }
        number.push(word.trim_end_matches([',', ';', '.', ':', ')']));
        if digits && word.ends_with([',', ';', '.', ':', ')']) {
            break;
        }
    }
    let words = words.iter().take(start).copied().collect::<Vec<_>>().join(" ");
    (words, number.join(" "))
}

/// Finds `expires on 11 Aug. 2013`, `issued on May 2001`, `Date of expiration: 24 Nov 2026`.
pub(crate) fn dates(text: &str, described: &mut Described) {
    let lower = text.to_lowercase();
    for (marks, issued) in [
        (["expiration date", "date of expiration", "expiry", "expires", "expired"].as_slice(), false),
        (["date of issue", "issued on", "issued in", "issued"].as_slice(), true),
    ] {
        let Some(date) = marks.iter().find_map(|mark| date_after(&lower, mark)) else { continue };
        let slot = if issued { &mut described.issued } else { &mut described.expires };
        if slot.is_empty() {
            *slot = date;
        }
    }
}

fn date_after(lower: &str, mark: &str) -> Option<String> {
    let (_, rest) = lower.split_once(mark)?;
    let rest = rest.trim_start_matches([' ', ':', ',']).trim_start_matches("on ").trim_start_matches("in ");
    let words: Vec<&str> = rest.split_whitespace().take(3).collect();
    (1..=3).rev().find_map(|count| {
        let text = words.iter().take(count).copied().collect::<Vec<_>>().join(" ");
        Some(Interval::parse(text.trim_end_matches([',', ';', '.', ')']))?.to_text())
    })
}

/// A country by name or by the adjective that lists put before `passport`.
pub(crate) fn country(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches(['.', ',']);
    let party = party_of(text).or_else(|| adjective(&text.to_lowercase()).and_then(party_of));
    // Two letters in running text are a prefix of a number far more often than a code.
    party.filter(|_| text.len() > 2).map(|party| party.to_string())
}

fn adjective(text: &str) -> Option<&'static str> {
    Some(match text {
        "afghan" => "AF",
        "algerian" => "DZ",
        "congolese" => "CD",
        "egyptian" => "EG",
        "eritrean" => "ER",
        "ethiopian" => "ET",
        "iranian" => "IR",
        "iraqi" => "IQ",
        "jordanian" => "JO",
        "lebanese" => "LB",
        "libyan" => "LY",
        "malian" => "ML",
        "moroccan" => "MA",
        "nigerian" => "NG",
        "omani" => "OM",
        "pakistani" => "PK",
        // The French and Spanish entries of the list keep their own short form.
        "rpdc" => "KP",
        "saudi" => "SA",
        "somali" => "SO",
        "sudanese" => "SD",
        "swiss" => "CH",
        "syrian" => "SY",
        "tunisian" => "TN",
        "turkish" => "TR",
        "yemeni" => "YE",
        _ => return None,
    })
}

/// What a sentence says in numbers.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Drawn {
    pub(crate) documents: Vec<Described>,
    pub(crate) registrations: Vec<String>,
    pub(crate) phones: Vec<String>,
    pub(crate) emails: Vec<String>,
}

/// Marks after which a number stands, with what it is. The longer marks come first.
const MARKS: [(&str, Mark); 17] = [
    ("passport number", Mark::Passport),
    ("passport no", Mark::Passport),
    ("passport #", Mark::Passport),
    ("national identification number", Mark::Identity),
    ("identification card number", Mark::Identity),
    ("id number", Mark::Identity),
    ("id no", Mark::Identity),
    ("tazkira) number", Mark::Identity),
    ("tax number", Mark::Register),
    ("registration number", Mark::Register),
    ("company number", Mark::Register),
    ("federal no", Mark::Register),
    ("(imo) number", Mark::Imo),
    ("imo number", Mark::Imo),
    ("telephone number", Mark::Phone),
    ("facsimile number", Mark::Phone),
    ("e-mail", Mark::Email),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Passport,
    Identity,
    Register,
    Imo,
    Phone,
    Email,
}

/// Draws numbers out of sentences, by the words before them.
pub(crate) fn drawn_from(text: &str) -> Drawn {
    let mut drawn = Drawn::default();
    // Lower-casing ASCII only keeps every place the same.
    let lower = text.to_ascii_lowercase();
    let mut from = 0;
    while let Some((at, length, mark)) = next_mark(&lower, from) {
        from = at.saturating_add(length);
        let rest = text.get(from..).unwrap_or_default();
        let rest = rest.trim_start_matches(['s', '.', ':', ' ', '\n', '\r']);
        let until = next_mark(&lower, from).map_or(rest.len(), |(next, ..)| {
            next.saturating_sub(text.len().saturating_sub(rest.len())).min(rest.len())
        });
        let rest = rest.get(..until).unwrap_or(rest);
        take(mark, text.get(..at).unwrap_or_default(), rest, &mut drawn);
        let count = drawn
            .documents
            .len()
            .saturating_add(drawn.registrations.len())
            .saturating_add(drawn.phones.len());
        if count >= DRAWN_MAX {
            break;
        }
    }
    drawn
}

fn next_mark(lower: &str, from: usize) -> Option<(usize, usize, Mark)> {
    let rest = lower.get(from..)?;
    MARKS
        .iter()
        .filter_map(|(word, mark)| Some((rest.find(word)?.saturating_add(from), word.len(), *mark)))
        .min_by_key(|(at, length, _)| (*at, std::cmp::Reverse(*length)))
}

fn take(mark: Mark, before: &str, rest: &str, drawn: &mut Drawn) {
    let sentence = rest.split_once(". ").map_or(rest, |(first, _)| first);
    match mark {
        Mark::Passport | Mark::Identity => {
            let (words, number) = number_in(sentence);
            if number.is_empty() || !words.is_empty() {
                return;
            }
            let kind = if mark == Mark::Passport { "Passport" } else { "National Identification Number" };
            let mut described = Described { kind: kind.into(), number, drawn: true, ..Described::default() };
            dates(rest, &mut described);
            let inside = rest.split_once('(').and_then(|(_, inside)| inside.split_once(')'));
            described.issuer = before
                .split_whitespace()
                .next_back()
                .and_then(country)
                .or_else(|| inside.and_then(|(inside, _)| country(inside)))
                .unwrap_or_default();
            drawn.documents.push(described);
        }
        Mark::Register | Mark::Imo => {
            let is_imo = mark == Mark::Imo || sentence.trim_start().starts_with("IMO ");
            let sentence = sentence.trim_start().trim_start_matches("IMO ");
            let (words, number) = number_in(sentence.split_once(" (").map_or(sentence, |(number, _)| number));
            if words.is_empty() && !number.is_empty() {
                drawn.registrations.push(if is_imo { format!("IMO {number}") } else { number });
            }
        }
        Mark::Phone => {
            for part in sentence.split([',', ';', '(']).flat_map(|part| part.split(" and ")) {
                let number = part.trim().trim_end_matches('.');
                let sound = |c: char| c.is_ascii_digit() || " +-/".contains(c);
                if number.chars().filter(char::is_ascii_digit).count() >= 6 && number.chars().all(sound) {
                    drawn.phones.push(number.to_owned());
                }
            }
        }
        Mark::Email => {
            let first = rest.split_whitespace().next().unwrap_or_default();
            if let Ok(email) = names::email(first) {
                drawn.emails.push(email);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("D 0001234", "D 0001234", "")]
    #[case("Afghan passport number SE 0123456", "SE 0123456", "AF")]
    #[case("No. H0012345 (Iraqi)", "H0012345", "IQ")]
    #[case("Libya B/001234", "B/001234", "LY")]
    #[case("Libyan passport No. 512345", "512345", "LY")]
    #[case("NO12345/678", "NO12345/678", "")]
    #[case("12345-678901-2", "12345-678901-2", "")]
    fn a_number_is_freed_of_the_words_around_it(
        #[case] field: &str,
        #[case] number: &str,
        #[case] issuer: &str,
    ) {
        let read = of_field(field);
        assert_eq!(read.len(), 1, "{field}");
        assert_eq!(
            read.first().map(|d| (d.number.as_str(), d.issuer.as_str())),
            Some((number, issuer)),
            "{field}"
        );
    }

    #[test]
    fn a_date_in_brackets_is_a_date_and_not_a_number() {
        let read = of_field("381112345 (Expired 25 Jan. 2016)");
        assert_eq!(
            read.first().map(|d| (d.number.as_str(), d.expires.as_str())),
            Some(("381112345", "2016-01-25"))
        );
    }

    #[test]
    fn several_numbers_in_one_field_are_several_documents() {
        let numbers: Vec<String> =
            of_field("A1234567; B7654321 and C1112223").into_iter().map(|d| d.number).collect();
        assert_eq!(numbers, ["A1234567", "B7654321", "C1112223"]);
    }

    #[test]
    fn numbers_are_drawn_from_sentences() {
        let drawn = drawn_from(
            "New AKA with diplomatic passport number 836112345, which expires on 1 January 2020. Afghan passport number \
             OR 1961234 issued on 4 Feb. 2003. Company Number IMO 5412345. Pakistan National Tax Number: 1771234; \
             Telephone number: +850-2-12345 and +850-2-3812345. Mali ID Number 073/ABCDE; e-mail: a.b@example.org",
        );
        let numbers: Vec<&str> = drawn.documents.iter().map(|d| d.number.as_str()).collect();
        assert_eq!(numbers, ["836112345", "OR 1961234", "073/ABCDE"]);
        assert_eq!(drawn.documents.first().map(|d| d.expires.as_str()), Some("2020-01-01"));
        assert_eq!(
            drawn.documents.get(1).map(|d| (d.issuer.as_str(), d.issued.as_str())),
            Some(("AF", "2003-02-04"))
        );
        assert_eq!(drawn.registrations, ["IMO 5412345", "1771234"]);
        assert_eq!(drawn.phones, ["+850-2-12345", "+850-2-3812345"]);
        assert_eq!(drawn.emails, ["a.b@example.org"]);
    }
}
