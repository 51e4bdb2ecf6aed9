//! Mentions in running text: what a sentence may be speaking of, where exactly, and why it is taken for that.
//!
//! A mention is what the text says, not what is true. It is no record, it is searched and matched by nobody, and it
//! becomes a proposal only in a case file, where an officer judges it. So precision comes first: a number without a
//! word that says what it is, a price, a date, an order number is no telephone number here. (What must not *leave* a
//! node is held against [`names::values_in`], which would rather find too much.)
//!
//! Every finder goes once over the words of the text with windows of a fixed size, so that the time is linear in the
//! text. The finders come in order of how sure they are; what one took, no later one takes again.
//!
//! Refused: a list of anybody's names. People are found by what stands around them and by how names are written.

mod addresses;
mod calendars;
mod dates;
mod devices;
mod keccak;
mod lexicon;
mod money;
mod numbers;
mod papers;
mod people;
mod places;
mod things;
mod wallets;
mod words;

use kernel::Party;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use words::Words;

/// Longest text that is looked at, in bytes; of a longer one the beginning is.
pub const TEXT_BYTES_MAX: usize = 64 * 1024;
/// Most mentions of one text.
pub const MENTIONS_MAX: usize = 1_000;

macro_rules! codes {
    ($(#[$outer:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $code)] $variant),* }
        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The stable code.
            #[must_use]
            pub fn code(self) -> &'static str { match self { $(Self::$variant => $code),* } }
            /// Reads the code.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.code()) }
        }
    };
}

codes! {
    /// What a mention is of.
    MentionKind {
        /// Telephone number; the value is E.164.
        Phone = "phone",
        /// Number of a travel or identity document.
        Document = "document",
        /// IMO number of a ship.
        Imo = "imo",
        /// MMSI of a ship's radio.
        Mmsi = "mmsi",
        /// IMEI of a telephone.
        Imei = "imei",
        /// Plate of a vehicle.
        Plate = "plate",
        /// IBAN.
        Account = "account",
        /// Address of a cryptocurrency; the value is `CURRENCY:address`.
        Wallet = "wallet",
        /// Account with an online service, or the invitation to a group of one; `service:handle`.
        Handle = "handle",
        /// E-mail address.
        Email = "email",
        /// Address of a page.
        Website = "website",
        /// A point on the earth: degrees north and east, `16.97420, 7.99190`.
        Coordinates = "coordinates",
        /// A day or month of any calendar; the value is an interval of the Gregorian one.
        Date = "date",
        /// An amount: `EUR 5000`.
        Money = "money",
        /// A human being, by name.
        Person = "person",
        /// A company, group or body, by name.
        Organisation = "organisation",
        /// A vessel, by name.
        Vessel = "vessel",
        /// A country, town or place, by name.
        Place = "place",
    }
}

codes! {
    /// Why something is taken for what it is taken for.
    Rule {
        /// Its own check digits agree.
        CheckDigits = "check-digits",
        /// Two lines of a machine-readable zone with right check digits.
        MachineZone = "machine-zone",
        /// Written with `+` or `00` and the code of a country.
        Dialled = "dialled",
        /// A word before it says what it is.
        Labelled = "labelled",
        /// Written in groups as telephone numbers are, nothing more.
        Grouped = "grouped",
        /// It has the form that only such a value has.
        Form = "form",
        /// The address of a service that is known.
        ServiceAddress = "service-address",
        /// The month is a word, or the date is written year first.
        WrittenDate = "written-date",
        /// Three numbers that are a date.
        NumericDate = "numeric-date",
        /// A date of another calendar, turned into ours.
        OtherCalendar = "other-calendar",
        /// A currency stands beside it.
        Currency = "currency",
        /// A title or rank before it.
        Title = "title",
        /// A word such as "named", "called", "alias" before it.
        Called = "called",
        /// A word such as "born" or "alias" after it.
        BornAs = "born-as",
        /// A word of kinship before it: brother, wife, son.
        Kinship = "kinship",
        /// What the person does or is said to have done: driver, suspect, lawyer.
        Part = "part",
        /// Built as names are: patronymic, `بن`, name with a family name in capitals.
        NameForm = "name-form",
        /// Several words in capitals within a sentence, and nothing more.
        Capitals = "capitals",
        /// A company form or a word such as bank, association.
        CompanyForm = "company-form",
        /// A prefix or word for a craft before it.
        VesselWord = "vessel-word",
        /// The name of a country.
        Country = "country",
        /// A word such as city, village, port before it.
        PlaceWord = "place-word",
    }
}

codes! {
    /// How sure it is that the text speaks of such a thing; the weakest first.
    Sure {
        /// Could as well be something else.
        Weak = "weak",
        /// The words around it say so.
        Likely = "likely",
        /// It carries its own proof: check digits that agree, or an address that can be nothing else.
        Checked = "checked",
    }
}

/// A mention: the text says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// What it is of.
    #[serde(rename = "k")]
    pub kind: MentionKind,
    /// Its first byte in the passage.
    #[serde(rename = "a")]
    pub from: usize,
    /// The byte after its last.
    #[serde(rename = "b")]
    pub to: usize,
    /// Its normal form; of names the name as it is written.
    #[serde(rename = "v")]
    pub value: String,
    /// Why.
    #[serde(rename = "r")]
    pub rule: Rule,
    /// How surely.
    #[serde(rename = "s")]
    pub sure: Sure,
    /// The State that the text itself names with it: the issuer of a machine-readable document, a country.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Party>,
}

/// The mentions in a text, in order, no two of them overlapping. `region` is where telephone numbers without a country
/// code are dialled from.
#[must_use]
pub fn recognise(text: &str, region: Option<Party>) -> Vec<Mention> {
    let mut end = text.len().min(TEXT_BYTES_MAX);
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    let text = text.get(..end).unwrap_or_default();
    let words = Words::of(text);
    let mut found = Found { text, region, taken: BTreeMap::new() };
    papers::machine_zones(&mut found);
    addresses::find(&mut found);
    wallets::find(&words, &mut found);
    numbers::accounts_and_ships(&words, &mut found);
    devices::find(&words, &mut found);
    places::coordinates(&mut found);
    money::find(&words, &mut found);
    dates::find(&words, &mut found);
    papers::documents_and_plates(&words, &mut found);
    addresses::handles_by_service(&words, &mut found);
    numbers::phones(&words, &mut found);
    things::organisations(&words, &mut found);
    things::vessels(&words, &mut found);
    people::by_context(&words, &mut found);
    places::by_name(&words, &mut found);
    people::by_capitals(&words, &mut found);
    found.taken.into_values().take(MENTIONS_MAX).collect()
}

/// What was found so far, by its first byte.
struct Found<'t> {
    text: &'t str,
    region: Option<Party>,
    taken: BTreeMap<usize, Mention>,
}

impl Found<'_> {
    /// Whether something was taken between these bytes.
    fn is_taken(&self, from: usize, to: usize) -> bool {
        self.taken.range(..to).next_back().is_some_and(|(_, before)| before.to > from)
    }

    /// Takes a mention, unless an earlier finder took what stands there.
    fn add(
        &mut self,
        kind: MentionKind,
        (from, to): (usize, usize),
        value: String,
        (rule, sure): (Rule, Sure),
    ) {
        self.add_of(kind, (from, to), value, (rule, sure), None);
    }

    fn add_of(
        &mut self,
        kind: MentionKind,
        (from, to): (usize, usize),
        value: String,
        (rule, sure): (Rule, Sure),
        party: Option<Party>,
    ) {
        let sound = from < to && self.text.is_char_boundary(from) && self.text.is_char_boundary(to);
        if !sound || value.is_empty() || self.taken.len() >= MENTIONS_MAX || self.is_taken(from, to) {
            return;
        }
        self.taken.insert(from, Mention { kind, from, to, value, rule, sure, party });
    }

    /// The text between two bytes.
    fn text(&self, from: usize, to: usize) -> &str {
        self.text.get(from..to).unwrap_or_default()
    }
}
