//! Exact normalisers behind every `kernel::Selector`. Two nodes that read the same number in two spellings must arrive
//! at the same bytes; what is not clearly such a value is refused rather than half-normalised, because a wrong
//! selector is a false hit about somebody.

use crate::text::{bare, fold};
use kernel::Party;
use std::str::FromStr;

/// Longest value that is looked at, in bytes; longer ones are no identifier.
pub const IDENTIFIER_BYTES_MAX: usize = 512;
/// Fewest letters and digits of a document number. Shorter ones are shared by chance all the time; the shortest real
/// numbers on the lists seen have four.
pub const DOCUMENT_CHARS_MIN: usize = 4;
/// Most letters and digits of a document or registration number.
pub const DOCUMENT_CHARS_MAX: usize = 32;

/// Why a text is no selector of the kind asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotASelector {
    /// Fewer letters or digits than any value of the kind has.
    #[error("too short to be told apart from others; give the whole number")]
    TooShort,
    /// More than any value of the kind has, or several values in one field.
    #[error("too long, or several values in one field; give them one by one")]
    TooLong,
    /// Does not have the form of the kind.
    #[error("not written like a value of this kind")]
    NotOfThisKind,
    /// Its check digit is wrong: misread or mistyped.
    #[error("the check digit does not agree; look at the original again")]
    WrongCheckDigit,
    /// Cannot be placed without a country, bank or service that the text does not name.
    #[error("needs the country, bank or service that it belongs to")]
    NeedsContext,
    /// A filler such as `0000000`.
    #[error("a placeholder, not a value")]
    Placeholder,
}

/// A telephone number in E.164 (`+233241234567`). `region` is where a number without a country code is dialled from.
///
/// Written forms taken: `00…` and `+…`, spaces, brackets, `(0)`, dots, dashes, `tel:`, digits of other scripts, an
/// extension after `ext` or `x` (left out).
///
/// # Errors
/// `NeedsContext` for a national number without a region; `TooLong` for several numbers in one field; otherwise why it
/// is no number.
pub fn phone(text: &str, region: Option<Party>) -> Result<String, NotASelector> {
    let dialled = dialled(text)?;
    let digits = dialled.trim_start_matches('+').len();
    match digits {
        0..=4 => return Err(NotASelector::TooShort),
        20.. => return Err(NotASelector::TooLong),
        _ => {}
    }
    let (international, dialled) = match dialled.strip_prefix("00") {
        Some(rest) => (true, format!("+{rest}")),
        None => (dialled.starts_with('+'), dialled),
    };
    let region = region.and_then(|party| phonenumber::country::Id::from_str(party.code()).ok());
    if !international && region.is_none() {
        return Err(NotASelector::NeedsContext);
    }
    let parsed = phonenumber::parse(if international { None } else { region }, &dialled);
    let Ok(parsed) = parsed else { return Err(NotASelector::NotOfThisKind) };
    let e164 = parsed.format().mode(phonenumber::Mode::E164).to_string();
    let digits: String = e164.chars().filter(char::is_ascii_digit).collect();
    match digits.len() {
        0..=6 => Err(NotASelector::TooShort),
        16.. => Err(NotASelector::TooLong),
        // E.164 has no country code that begins with 0; one digit over and over is a filler.
        _ if digits.starts_with('0') || is_filler(digits.get(3..).unwrap_or_default()) => {
            Err(NotASelector::Placeholder)
        }
        _ => Ok(format!("+{digits}")),
    }
}

/// The digits as dialled, with a leading `+` where there is one.
fn dialled(text: &str) -> Result<String, NotASelector> {
    if text.len() > IDENTIFIER_BYTES_MAX {
        return Err(NotASelector::TooLong);
    }
    let folded = fold(text).replace("(0)", " ");
    let start = folded.find(|c: char| c == '+' || c.is_ascii_digit()).ok_or(NotASelector::NotOfThisKind)?;
    let (label, rest) = folded.split_at(start);
    // What precedes the digits may only name them: `tel:`, `Mob.`, an opening bracket.
    if label.chars().count() > 20 || label.chars().any(|c| !c.is_alphabetic() && !" .:(#'-/".contains(c)) {
        return Err(NotASelector::NotOfThisKind);
    }
    let rest = ["ext", " x", ";ext", "poste"].iter().fold(rest, |r, cut| r.split(cut).next().unwrap_or(r));
    for separator in ['/', ';', ','] {
        let long = rest
            .split(separator)
            .filter(|part| part.chars().filter(char::is_ascii_digit).count() >= 6)
            .count();
        if long >= 2 {
            return Err(NotASelector::TooLong);
        }
    }
    let mut out = String::with_capacity(rest.len());
    for c in rest.chars() {
        match c {
            '0'..='9' => out.push(c),
            '+' if out.is_empty() => out.push(c),
            ' ' | '-' | '.' | '(' | ')' | '/' | '\'' | ',' | ';' | '_' | '~' => {}
            _ => return Err(NotASelector::NotOfThisKind),
        }
    }
    Ok(out)
}

/// A document number by itself: letters and digits, upper case. The weaker selector.
///
/// # Errors
/// Fewer than [`DOCUMENT_CHARS_MIN`] letters and digits, no digit at all, a filler, or too long.
pub fn document_number(number: &str) -> Result<String, NotASelector> {
    if number.len() > IDENTIFIER_BYTES_MAX {
        return Err(NotASelector::TooLong);
    }
    let bare = bare(number);
    match bare.chars().count() {
        0..DOCUMENT_CHARS_MIN => return Err(NotASelector::TooShort),
        n if n > DOCUMENT_CHARS_MAX => return Err(NotASelector::TooLong),
        _ => {}
    }
    if !bare.chars().any(|c| c.is_ascii_digit()) {
        return Err(NotASelector::NotOfThisKind);
    }
    if is_filler(&bare) { Err(NotASelector::Placeholder) } else { Ok(bare) }
}

/// A document by issuer and number: `GH:G1234567`.
///
/// # Errors
/// As [`document_number`].
pub fn document(issuer: Party, number: &str) -> Result<String, NotASelector> {
    Ok(format!("{issuer}:{}", document_number(number)?))
}

/// A vessel by its seven-digit IMO number, check digit right (IMO Resolution A.1117(30)).
///
/// # Errors
/// Not seven digits, or a wrong check digit.
pub fn imo(text: &str) -> Result<String, NotASelector> {
    let folded = fold(text);
    let digits = folded.trim_start_matches("imo").trim_start_matches([' ', ':', '.', '-', '#']);
    let digits = digits.strip_prefix("no").unwrap_or(digits).trim_start_matches([' ', ':', '.']);
    if !digits.chars().all(|c| c.is_ascii_digit()) {
        return Err(NotASelector::NotOfThisKind);
    }
    match digits.len() {
        7 => {}
        0..7 => return Err(NotASelector::TooShort),
        _ => return Err(NotASelector::TooLong),
    }
    let values: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 = values.iter().take(6).zip((2..=7).rev()).map(|(d, w)| d.saturating_mul(w)).sum();
    if is_filler(digits) {
        Err(NotASelector::Placeholder)
    } else if values.last().copied() == Some(sum % 10) {
        Ok(digits.to_owned())
    } else {
        Err(NotASelector::WrongCheckDigit)
    }
}

/// A device by its IMEI: fifteen digits, the last one reckoned by the others (Luhn, 3GPP TS 23.003). Fourteen are one
/// without its check digit, sixteen one with the version of its software instead, and networks write a zero in its place.
/// The label may stand before it, with which of the slots it is of: `IMEI 2: …`.
///
/// # Errors
/// Not so many digits, a wrong check digit, a filler or a number that many devices bear.
pub fn imei(text: &str) -> Result<String, NotASelector> {
    if text.len() > IDENTIFIER_BYTES_MAX {
        return Err(NotASelector::TooLong);
    }
    let folded = fold(text);
    let label = ["imeisv", "imei"].iter().find_map(|label| folded.strip_prefix(label));
    let digits = label.map_or(folded.as_str(), without_slot);
    let digits: String = digits.chars().filter(|c| !" -./:#".contains(*c)).collect();
    if !digits.chars().all(|c| c.is_ascii_digit()) {
        return Err(NotASelector::NotOfThisKind);
    }
    let own = match digits.len() {
        0..14 => return Err(NotASelector::TooShort),
        14..=16 => digits.get(..14).unwrap_or_default(),
        _ => return Err(NotASelector::TooLong),
    };
    if is_filler(own) || SHARED_DEVICES.contains(&own) {
        return Err(NotASelector::Placeholder);
    }
    let sum: u32 = own
        .chars()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(place, digit)| {
            let counted = if place % 2 == 1 { digit * 2 } else { digit };
            counted / 10 + counted % 10
        })
        .sum();
    let check = char::from_digit((10 - sum % 10) % 10, 10).unwrap_or('0');
    let written = digits.chars().nth(14).filter(|_| digits.len() == 15);
    match written {
        Some(digit) if digit != check && digit != '0' => Err(NotASelector::WrongCheckDigit),
        _ => Ok(format!("{own}{check}")),
    }
}

/// What clones, test sets and examples bear instead of a number of their own: nothing that tells two devices apart.
const SHARED_DEVICES: [&str; 9] = [
    "12345678901234",
    "01234567890123",
    "98765432109876",
    "12345612345612",
    "00499901064000",
    "13579024681122",
    "86000000000000",
    "35000000000000",
    "01000000000000",
];

/// Without the slot that a label names before the number: `1 `, `(2)`, `02:`. No number begins with a group of one digit;
/// of two only where a whole one follows.
fn without_slot(labelled: &str) -> &str {
    let own = labelled.trim_start_matches([' ', '(', '#', '-']);
    let end = own.find(|c: char| !c.is_ascii_digit()).unwrap_or(own.len());
    let (slot, rest) = own.split_at(end);
    let left = rest.chars().filter(char::is_ascii_digit).count();
    let is_slot = match slot.len() {
        1 => left >= 14,
        2 => left >= 15,
        _ => false,
    };
    if is_slot { rest.trim_start_matches(')') } else { labelled }
}

/// An IBAN without spaces, its remainder by 97 being 1 (ISO 13616).
///
/// # Errors
/// Not of the form, or the check digits disagree.
pub fn iban(text: &str) -> Result<String, NotASelector> {
    if text.len() > IDENTIFIER_BYTES_MAX {
        return Err(NotASelector::TooLong);
    }
    let bare = bare(text);
    let bare = bare.strip_prefix("IBAN").unwrap_or(&bare);
    let sound = bare.is_ascii()
        && bare.chars().take(2).all(|c| c.is_ascii_uppercase())
        && bare.chars().skip(2).take(2).all(|c| c.is_ascii_digit());
    match bare.len() {
        _ if !sound => return Err(NotASelector::NotOfThisKind),
        0..15 => return Err(NotASelector::TooShort),
        35.. => return Err(NotASelector::TooLong),
        _ => {}
    }
    let (head, tail) = bare.split_at_checked(4).ok_or(NotASelector::TooShort)?;
    let remainder =
        tail.chars().chain(head.chars()).filter_map(|c| c.to_digit(36)).fold(0u32, |sum, value| {
            let shift = if value > 9 { 100 } else { 10 };
            sum.saturating_mul(shift).saturating_add(value) % 97
        });
    if remainder == 1 { Ok(bare.to_owned()) } else { Err(NotASelector::WrongCheckDigit) }
}

/// A bank account or wallet: the IBAN where it is one, else `BANK:NUMBER` with the bank's name or BIC (a wallet's
/// currency code).
///
/// # Errors
/// `NeedsContext` for a number that is no IBAN and has no bank.
pub fn account(bank: &str, number: &str) -> Result<String, NotASelector> {
    match iban(number) {
        Ok(iban) => return Ok(iban),
        Err(NotASelector::WrongCheckDigit) if bank.trim().is_empty() => {
            return Err(NotASelector::WrongCheckDigit);
        }
        Err(_) => {}
    }
    if number.len() > IDENTIFIER_BYTES_MAX {
        return Err(NotASelector::TooLong);
    }
    let number = bare(number);
    match number.chars().count() {
        0..4 => return Err(NotASelector::TooShort),
        129.. => return Err(NotASelector::TooLong),
        _ if is_filler(&number) => return Err(NotASelector::Placeholder),
        _ => {}
    }
    if !number.chars().any(|c| c.is_ascii_digit()) {
        return Err(NotASelector::NotOfThisKind);
    }
    let bank = bare(bank);
    if bank.is_empty() { Err(NotASelector::NeedsContext) } else { Ok(format!("{bank}:{number}")) }
}

/// An online account: `service:handle`, lower case. The service may be given or be empty when the text names it: as
/// `service:handle` or as a profile's address (`https://t.me/handle`). A handle that is a telephone number (WhatsApp, Signal, Viber) is written in E.164.
///
/// # Errors
/// `NeedsContext` without a service.
pub fn handle(service: &str, text: &str) -> Result<String, NotASelector> {
    if text.len() > IDENTIFIER_BYTES_MAX {
        return Err(NotASelector::TooLong);
    }
    let folded = fold(text);
    let (service, handle) =
        match (profile_address(&folded), Some(service_name(service)).filter(|s| !s.is_empty())) {
            (Some((host, handle)), _) => (host, handle),
            (None, Some(service)) => {
                let own = folded.split_once(':').filter(|(name, _)| service_name(name) == service);
                (service, own.map_or(folded.as_str(), |(_, rest)| rest).to_owned())
            }
            (None, None) => {
                let (name, rest) = folded.split_once(':').ok_or(NotASelector::NeedsContext)?;
                (service_name(name), rest.to_owned())
            }
        };
    let handle = handle.trim().trim_start_matches('@').trim_end_matches('/').trim();
    let sound = |c: char| c.is_alphanumeric() || "._-+#@'|".contains(c);
    if service.is_empty() {
        return Err(NotASelector::NeedsContext);
    }
    if let Ok(number) = phone(handle, None) {
        return Ok(format!("{service}:{number}"));
    }
    match handle.chars().count() {
        0..2 => Err(NotASelector::TooShort),
        101.. => Err(NotASelector::TooLong),
        _ if !handle.chars().all(sound) => Err(NotASelector::NotOfThisKind),
        _ => Ok(format!("{service}:{handle}")),
    }
}

/// An e-mail address, lower case. The local part is kept as it is otherwise: which dots and tags a provider ignores is
/// the provider's affair.
///
/// # Errors
/// Not of the form `local@domain.tld`.
pub fn email(text: &str) -> Result<String, NotASelector> {
    if text.len() > IDENTIFIER_BYTES_MAX {
        return Err(NotASelector::TooLong);
    }
    let folded = fold(text);
    let address = folded.trim_start_matches("mailto:").trim_matches(|c: char| "<>()[]\"',;. ".contains(c));
    let (local, domain) = address.split_once('@').ok_or(NotASelector::NotOfThisKind)?;
    let local_ok = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let label_ok =
        |l: &str| !l.is_empty() && !l.starts_with('-') && l.chars().all(|c| c.is_alphanumeric() || c == '-');
    let sound = !local.is_empty()
        && local.len() <= 64
        && local.chars().all(local_ok)
        && domain.contains('.')
        && domain.split('.').all(label_ok);
    if sound { Ok(address.to_owned()) } else { Err(NotASelector::NotOfThisKind) }
}

/// A vehicle by country and plate: `IT:AB123CD`.
///
/// # Errors
/// Fewer than two or more than twelve letters and digits.
pub fn plate(country: Party, text: &str) -> Result<String, NotASelector> {
    if text.len() > IDENTIFIER_BYTES_MAX {
        return Err(NotASelector::TooLong);
    }
    let bare = bare(text);
    match bare.chars().count() {
        0..2 => Err(NotASelector::TooShort),
        13.. => Err(NotASelector::TooLong),
        _ if !bare.chars().any(|c| c.is_ascii_digit()) => Err(NotASelector::NotOfThisKind),
        _ => Ok(format!("{country}:{bare}")),
    }
}

/// An organisation by its registration or tax number with the country of the register: `GB:02696754`. An IMO company
/// number is issued once in the world, and so `IMO:5055293` whatever the country.
///
/// # Errors
/// As [`document_number`].
pub fn registration(country: Party, number: &str) -> Result<String, NotASelector> {
    let value = document_number(number)?;
    let imo = value.strip_prefix("IMO").filter(|n| n.len() == 7 && n.chars().all(|c| c.is_ascii_digit()));
    Ok(imo.map_or_else(|| format!("{country}:{value}"), |imo| format!("IMO:{imo}")))
}

fn is_filler(value: &str) -> bool {
    let mut chars = value.chars();
    chars.next().is_some_and(|first| chars.all(|c| c == first))
        || matches!(value, "123456789" | "1234567890" | "0123456789")
        || value.trim_matches('0').is_empty()
}

/// Host and handle of a profile's address.
fn profile_address(folded: &str) -> Option<(String, String)> {
    let rest = folded.strip_prefix("https://").or_else(|| folded.strip_prefix("http://")).unwrap_or(folded);
    let (host, path) = rest.split_once('/')?;
    let host = host.trim_start_matches("www.").trim_start_matches("m.");
    let service = service_of_host(host)?;
    let path = path.split(['?', '#']).next()?.trim_matches('/');
    let handle = path.rsplit('/').next()?;
    (!handle.is_empty()).then(|| (service.to_owned(), handle.to_owned()))
}

fn service_of_host(host: &str) -> Option<&'static str> {
    Some(match host {
        "t.me" | "telegram.me" => "telegram",
        "wa.me" | "api.whatsapp.com" => "whatsapp",
        "facebook.com" | "fb.com" | "fb.me" => "facebook",
        "instagram.com" => "instagram",
        "tiktok.com" => "tiktok",
        "twitter.com" | "x.com" => "x",
        "vk.com" => "vk",
        "youtube.com" => "youtube",
        "snapchat.com" => "snapchat",
        "linkedin.com" => "linkedin",
        _ => return None,
    })
}

/// One name for one service.
pub(crate) fn service_name(text: &str) -> String {
    let name: String = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
    let known = match name.as_str() {
        "fb" | "facebookcom" | "meta" => "facebook",
        "ig" | "insta" | "instagramcom" => "instagram",
        "tg" | "tme" | "telegramme" => "telegram",
        "wa" | "wame" => "whatsapp",
        "twitter" | "xcom" | "twittercom" => "x",
        "snap" => "snapchat",
        _ => return name,
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn party(code: &str) -> Party {
        Party::parse(code).expect("a code")
    }

    #[rstest]
    #[case("+233 24 123 4567")]
    #[case("00233 (24) 123-4567")]
    #[case("tel: +233.24.123.4567")]
    #[case("٠٠٢٣٣ ٢٤ ١٢٣ ٤٥٦٧")]
    #[case("+233 (0) 24 123 4567")]
    #[case("024 123 4567")]
    fn one_line_has_one_number_however_it_is_written(#[case] text: &str) {
        assert_eq!(phone(text, Some(party("GH"))).as_deref(), Ok("+233241234567"));
    }

    #[rstest]
    #[case("024 123 4567", NotASelector::NeedsContext)]
    #[case("12", NotASelector::TooShort)]
    #[case("+233 24 123 4567 / +233 24 765 4321", NotASelector::TooLong)]
    #[case("see file", NotASelector::NotOfThisKind)]
    fn what_is_no_phone_number_is_refused(#[case] text: &str, #[case] why: NotASelector) {
        assert_eq!(phone(text, None), Err(why));
    }

    #[rstest]
    #[case("G 123-4567", Ok("G1234567"))]
    #[case("g1234567", Ok("G1234567"))]
    #[case("№ ١٢٣٤", Ok("NO1234"))]
    #[case("A12", Err(NotASelector::TooShort))]
    #[case("PASSPORT", Err(NotASelector::NotOfThisKind))]
    #[case("0000000", Err(NotASelector::Placeholder))]
    #[case("123456789012345678901234567890123", Err(NotASelector::TooLong))]
    fn a_document_number_is_its_letters_and_digits(
        #[case] text: &str,
        #[case] value: Result<&str, NotASelector>,
    ) {
        assert_eq!(document_number(text).as_deref().map_err(|e| *e), value);
    }

    #[test]
    fn a_document_names_its_issuer() {
        assert_eq!(document(party("gh"), "g-1234567").as_deref(), Ok("GH:G1234567"));
    }

    #[rstest]
    #[case("IMO 9074729", Ok("9074729"))]
    #[case("imo no. 9074729", Ok("9074729"))]
    #[case("9074728", Err(NotASelector::WrongCheckDigit))]
    #[case("907472", Err(NotASelector::TooShort))]
    fn a_vessel_needs_its_check_digit(#[case] text: &str, #[case] value: Result<&str, NotASelector>) {
        assert_eq!(imo(text).as_deref().map_err(|e| *e), value);
    }

    #[rstest]
    #[case("356938035643809", Ok("356938035643809"))]
    #[case("IMEI: 35-693803-564380-9", Ok("356938035643809"))]
    #[case("35693803564380", Ok("356938035643809"))]
    #[case("356938035643800", Ok("356938035643809"))]
    #[case("3569380356438012", Ok("356938035643809"))]
    #[case("٣٥٦٩٣٨٠٣٥٦٤٣٨٠٩", Ok("356938035643809"))]
    #[case("356938035643808", Err(NotASelector::WrongCheckDigit))]
    #[case("3569380356438", Err(NotASelector::TooShort))]
    #[case("35693803564380912", Err(NotASelector::TooLong))]
    #[case("IMEI 1 356938035643809", Ok("356938035643809"))]
    #[case("IMEI2: 356938035643809", Ok("356938035643809"))]
    #[case("IMEI (2) 35-693803-564380-9", Ok("356938035643809"))]
    #[case("IMEI 01: 356938035643809", Ok("356938035643809"))]
    #[case("IMEISV 35-693803-564380-12", Ok("356938035643809"))]
    #[case("00000000000000", Err(NotASelector::Placeholder))]
    #[case("12345678901234", Err(NotASelector::Placeholder))]
    #[case("123456789012347", Err(NotASelector::Placeholder))]
    #[case("1234567890123456", Err(NotASelector::Placeholder))]
    #[case("004999010640000", Err(NotASelector::Placeholder))]
    #[case("35693803564380A", Err(NotASelector::NotOfThisKind))]
    fn a_device_is_known_by_fourteen_digits_and_the_one_they_give(
        #[case] text: &str,
        #[case] value: Result<&str, NotASelector>,
    ) {
        assert_eq!(imei(text), value.map(str::to_owned));
    }

    #[rstest]
    #[case("GB82 WEST 1234 5698 7654 32", Ok("GB82WEST12345698765432"))]
    #[case("IBAN: de89370400440532013000", Ok("DE89370400440532013000"))]
    #[case("GB82 WEST 1234 5698 7654 33", Err(NotASelector::WrongCheckDigit))]
    #[case("1234", Err(NotASelector::NotOfThisKind))]
    fn an_iban_needs_its_check_digits(#[case] text: &str, #[case] value: Result<&str, NotASelector>) {
        assert_eq!(iban(text).as_deref().map_err(|e| *e), value);
    }

    #[test]
    fn an_account_is_an_iban_or_has_its_bank() {
        assert_eq!(account("", "GB82 WEST 1234 5698 7654 32").as_deref(), Ok("GB82WEST12345698765432"));
        assert_eq!(account("Bank of X", "12-34 56").as_deref(), Ok("BANKOFX:123456"));
        assert_eq!(account(" ", "123456"), Err(NotASelector::NeedsContext));
    }

    #[rstest]
    #[case("telegram", "@Boats_24", "telegram:boats_24")]
    #[case("", "Telegram: boats_24", "telegram:boats_24")]
    #[case("tg", "https://t.me/boats_24", "telegram:boats_24")]
    #[case("WhatsApp", "+233 24 123 4567", "whatsapp:+233241234567")]
    fn a_handle_names_its_service(#[case] service: &str, #[case] text: &str, #[case] value: &str) {
        assert_eq!(handle(service, text).as_deref(), Ok(value));
    }

    #[test]
    fn a_handle_of_no_service_is_refused() {
        assert_eq!(handle("", "@boats_24"), Err(NotASelector::NeedsContext));
    }

    #[test]
    fn addresses_plates_and_registrations_have_one_form() {
        assert_eq!(email(" <Captain@Example.ORG> ").as_deref(), Ok("captain@example.org"));
        assert_eq!(email("captain at example"), Err(NotASelector::NotOfThisKind));
        assert_eq!(plate(party("IT"), "ab-123 cd").as_deref(), Ok("IT:AB123CD"));
        assert_eq!(registration(party("GB"), "0269 6754").as_deref(), Ok("GB:02696754"));
        assert_eq!(registration(party("IR"), "IMO 5055293").as_deref(), Ok("IMO:5055293"));
    }

    proptest! {
        #[test]
        fn spelling_does_not_change_a_number(digits in "[A-Z][0-9]{6,9}", at in 0usize..6, mark in "[ ./-]") {
            let mut spelt = digits.to_lowercase();
            spelt.insert_str(at, &mark);
            prop_assert_eq!(document_number(&spelt), document_number(&digits));
        }

        #[test]
        fn a_normal_form_is_its_own_normal_form(text in "\\PC{0,30}") {
            if let Ok(value) = document_number(&text) { prop_assert_eq!(document_number(&value), Ok(value)); }
            if let Ok(value) = email(&text) { prop_assert_eq!(email(&value), Ok(value)); }
            if let Ok(value) = handle("x", &text) { prop_assert_eq!(handle("", &value), Ok(value)); }
            if let Ok(value) = phone(&text, Some(party("GH"))) { prop_assert_eq!(phone(&value, None), Ok(value)); }
        }

        #[test]
        fn a_number_plan_normalises_to_itself(digits in "[2-9][0-9]{8}") {
            if let Ok(value) = phone(&format!("+233{digits}"), None) {
                prop_assert_eq!(phone(&value, None), Ok(value.clone()));
                prop_assert_eq!(phone(&value.replace('+', "00"), None), Ok(value));
            }
        }
    }
}
