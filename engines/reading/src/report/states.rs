//! From the name of a State, as a report writes it in English, French or Spanish, to the party; and the members of a
//! list of names. It refuses to guess: what is no name of a State that is known stays a name.

use super::Name;
use super::state_names::STATE_NAMES;
use kernel::Party;
use std::collections::HashMap;
use std::sync::LazyLock;

static BY_NAME: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    STATE_NAMES.iter().flat_map(|(code, names)| names.split('|').map(move |name| (name, *code))).collect()
});

/// Short forms that reports use as names.
const SHORT: [&str; 5] = ["UK", "USA", "EU", "UAE", "DRC"];
/// Longest name that is looked at, in bytes.
const NAME_BYTES_MAX: usize = 160;

/// The party that a name stands for.
pub(super) fn party(name: &str) -> Option<Party> {
    let name = name.trim().trim_end_matches(['.', ',', ';', '*']).trim();
    if name.is_empty() || name.len() > NAME_BYTES_MAX {
        return None;
    }
    // Codes of two or three letters are no names here: they are as often those of organisations.
    if name.chars().count() <= 3 && !SHORT.contains(&name) {
        return None;
    }
    let bare = without_article(name);
    named(name).or_else(|| named(bare)).or_else(|| named(bare.strip_prefix("former ")?)).or_else(|| {
        // `Netherlands (Kingdom of the)`, `Netherlands, Kingdom of the`.
        let (head, rest) = bare.split_once(" (")?;
        let inside = rest.strip_suffix(')').filter(|inside| !inside.contains(')'))?;
        named(&format!("{inside} {head}")).or_else(|| formal(inside).then(|| named(head)).flatten())
    })
}

fn named(name: &str) -> Option<Party> {
    names::party_of(name).or_else(|| {
        let plain: String = name.to_lowercase().chars().map(unmarked).collect();
        let folded = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        BY_NAME.get(folded.as_str()).and_then(|code| Party::parse(code))
    })
}

/// A small letter without its mark; a blank for what is no letter or digit.
fn unmarked(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        _ if c.is_alphanumeric() => c,
        _ => ' ',
    }
}

fn formal(inside: &str) -> bool {
    let inside = inside.to_lowercase();
    ["republic", "kingdom", "state", "république", "royaume", "état", "república", "reino", "estado", "fed"]
        .iter()
        .any(|word| inside.contains(word))
}

/// A name without the article before it.
pub(super) fn without_article(name: &str) -> &str {
    let name = name.trim();
    for article in [
        "the ", "The ", "la ", "La ", "le ", "Le ", "les ", "Les ", "los ", "Los ", "Las ", "el ", "El ",
        "las ",
    ] {
        if let Some(rest) = name.strip_prefix(article) {
            return rest.trim_start();
        }
    }
    for article in ["l'", "l\u{2019}", "L\u{2019}", "L'"] {
        if let Some(rest) = name.strip_prefix(article) {
            return rest;
        }
    }
    name
}

/// The members of a list `A, B (C, D) and E`.
pub(super) fn members(list: &str) -> Vec<Name> {
    let list = list.trim().trim_end_matches(['.', ';', ':']).trim();
    let mut parts: Vec<&str> =
        split_outside(list, if split_outside(list, ';').len() > 1 { ';' } else { ',' });
    let Some(last) = parts.pop() else { return Vec::new() };
    let mut names: Vec<Name> = parts.into_iter().filter_map(name).collect();
    let last = last.trim();
    let last = ["and ", "et ", "y ", "e "].iter().find_map(|and| last.strip_prefix(and)).unwrap_or(last);
    match in_two(last) {
        Some((left, right)) => names.extend([left, right].into_iter().filter_map(name)),
        None => names.extend(name(last)),
    }
    names
}

/// How a bracket after a name begins that says for whom it speaks.
const BEHALF: [&str; 7] = [
    " (on behalf of ",
    " (also on behalf of ",
    " (speaking on behalf of ",
    " (au nom du ",
    " (au nom de ",
    " (en nombre del ",
    " (en nombre de ",
];

/// A name with the party that it is.
pub(super) fn name(written: &str) -> Option<Name> {
    let written = written.trim().trim_end_matches(['*', ',', ';']).trim();
    let written = without_small_article(written);
    let letters = written.chars().any(char::is_alphabetic);
    if let Some((head, behalf)) = BEHALF.iter().find_map(|words| written.split_once(words)) {
        let behalf = without_article(behalf.trim_end_matches(')')).to_owned();
        return name(head).map(|one| Name { on_behalf_of: behalf, ..one });
    }
    letters.then(|| Name {
        written: written.to_owned(),
        party: party(written).or_else(|| torn(written)),
        on_behalf_of: String::new(),
    })
}

/// A name that the making of a PDF tore: `Serbi a`.
fn torn(name: &str) -> Option<Party> {
    let mut spaces = name.match_indices(' ').take(4).filter(|_| name.len() < 40);
    spaces.find_map(|(at, _)| {
        let (one, two) = name.split_at_checked(at)?;
        let two = two.trim_start();
        if two.starts_with(char::is_lowercase) { party(&format!("{one}{two}")) } else { None }
    })
}

fn without_small_article(name: &str) -> &str {
    if !name.starts_with(char::is_lowercase) {
        return name;
    }
    // `du Kenya`, `de l’Ouganda`, `de la Argentina`.
    let of = ["de ", "du ", "des ", "del ", "d'", "d\u{2019}"];
    without_article(of.iter().find_map(|of| name.strip_prefix(of)).unwrap_or(name))
}

/// Parts of a text at a mark that stands outside of brackets and quotes.
pub(super) fn split_outside(text: &str, mark: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0u32, 0usize);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '\u{201c}' => depth = depth.saturating_add(1),
            ')' | ']' | '\u{201d}' => depth = depth.saturating_sub(1),
            _ if c == mark && depth == 0 => {
                parts.push(text.get(start..at).unwrap_or_default());
                start = at.saturating_add(c.len_utf8());
            }
            _ => {}
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

/// The last two members of a list, where this text is two and not one name with an `and` in it.
fn in_two(text: &str) -> Option<(&str, &str)> {
    if party(text).is_some() {
        return None;
    }
    let mut cuts = Vec::new();
    for and in [" and ", " et ", " y ", " e "] {
        cuts.extend(text.match_indices(and).filter_map(|(at, _)| {
            let (left, right) = (text.get(..at)?, text.get(at.saturating_add(and.len())..)?);
            let balanced = left.matches('(').count() == left.matches(')').count();
            let large = super::text::begins_large(without_small_article(without_article(right)));
            (balanced && large && !one_name(left, right)).then_some((left, right))
        }));
    }
    let is_party = |text: &str| name(text).is_some_and(|one| one.party.is_some());
    let known = |cut: &&(&str, &str)| is_party(cut.0) || is_party(cut.1);
    let two = |cut: &&(&str, &str)| stands_alone(cut.0) && stands_alone(cut.1);
    // The last cut between two bodies: what stands before it may hold an `and` of its own.
    cuts.iter().find(known).or_else(|| cuts.iter().rfind(two)).copied()
}

/// Whether an `and` between these two is of the names that bodies have: `Food and Agriculture`.
fn one_name(left: &str, right: &str) -> bool {
    const PAIRS: &str = "food/agriculture trade/development drugs/crime security/co-operation security/cooperation \
         co-operation/development cooperation/development america/caribbean asia/pacific training/research \
         research/training equality/empowerment reconstruction/development children/youth water/sanitation \
         peace/security cross/red economic/social science/technology environment/development migration/asylum \
         rule/law border/coast legal/consultative reconciliation/peace education/training";
    let last = left.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let first = without_article(right).split(' ').next().unwrap_or_default().to_lowercase();
    super::text::among(PAIRS, &format!("{last}/{first}"))
}

/// Whether this can be the whole name of a body: it names a kind of body, or is an acronym.
fn stands_alone(name: &str) -> bool {
    const KINDS: &str = "organization organisation programme program fund office union bank commission committee agency \
     conference council institute centre center league assembly secretariat community university association \
     group network interpol forum court order mission initiative foundation federation commonwealth states \
     authority bureau department entity conseil organización organizaciones unión union banque banco fonds fondo comité \
     communauté comunidad ligue liga institut instituto agence agencia consejo programa commission comisión";
    let bare = without_article(name);
    let acronym =
        bare.chars().count() > 1 && bare.chars().all(|c| c.is_uppercase() || c == '-' || c.is_numeric());
    let words: Vec<String> =
        bare.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    acronym || words.len() > 1 && words.iter().any(|w| super::text::among(KINDS, w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Türkiye", "TR")]
    #[case("Turkey", "TR")]
    #[case("the former Yugoslav Republic of Macedonia", "MK")]
    #[case("North Macedonia", "MK")]
    #[case("Swaziland", "SZ")]
    #[case("Cape Verde", "CV")]
    #[case("Netherlands (Kingdom of the)", "NL")]
    #[case("Kingdom of the Netherlands", "NL")]
    #[case("Venezuela (Bolivarian Republic of)", "VE")]
    #[case("Bolivarian Republic of Venezuela", "VE")]
    #[case("the Niger", "NE")]
    #[case("Côte d\u{2019}Ivoire", "CI")]
    #[case("République démocratique du Congo", "CD")]
    #[case("Congo (République démocratique du)", "CD")]
    #[case("Pays-Bas (Royaume des)", "NL")]
    #[case("Estados Unidos de América", "US")]
    #[case("l\u{2019}Iran (République islamique d\u{2019})", "IR")]
    #[case("European Union", "EU")]
    #[case("Holy See", "VA")]
    #[case("State of Palestine", "PS")]
    fn a_state_is_found_under_old_and_new_names(#[case] written: &str, #[case] code: &str) {
        assert_eq!(party(written).map(|p| p.to_string()).as_deref(), Some(code), "{written}");
    }

    #[rstest]
    #[case("INTERPOL")]
    #[case("GEF")]
    #[case("Asia")]
    #[case("Sovereign Order of Malta")]
    #[case("Group of 77")]
    fn what_is_no_state_is_none(#[case] written: &str) {
        assert_eq!(party(written), None);
    }

    #[test]
    fn a_list_keeps_names_that_hold_an_and() {
        let written = |list: &str| members(list).into_iter().map(|n| n.written).collect::<Vec<_>>();
        assert_eq!(
            written("Chad, Bosnia and Herzegovina, Iran (Islamic Republic of) and the Niger."),
            ["Chad", "Bosnia and Herzegovina", "Iran (Islamic Republic of)", "Niger"]
        );
        assert_eq!(written("Peru and United Kingdom of Great Britain and Northern Ireland").len(), 2);
        assert_eq!(written("Trinidad and Tobago and Togo").len(), 2);
        assert_eq!(
            written("INTERPOL, United Nations Development Programme and World Health Organization"),
            ["INTERPOL", "United Nations Development Programme", "World Health Organization"]
        );
        assert_eq!(written("Food and Agriculture Organization of the United Nations").len(), 1);
        assert_eq!(
            written("World Food Programme and Food and Agriculture Organization of the United Nations"),
            ["World Food Programme", "Food and Agriculture Organization of the United Nations"]
        );
    }
}
