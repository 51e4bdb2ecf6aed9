//! The remarks of an OFAC entry: items divided by semicolons, each a label with a value. The whole remark is kept as it
//! stands; what has a place of its own is said there too.

use crate::document::{self, Described, Documents};
use crate::item::{DraftEntity, Out, Place, Reason};
use kernel::{EntityKind, Property};
use names::Interval;

const AT: &str = "remarks";
/// Most items of one remark that are read.
const ITEMS_MAX: usize = 400;

/// Labels of documents that are issued to a person.
const DOCUMENTS: [&str; 27] = [
    "Diplomatic Passport",
    "British National Overseas Passport",
    "Stateless Person Passport",
    "Passport",
    "National ID No.",
    "National Foreign ID Number",
    "Identification Number",
    "Identification Card",
    "Identity Card",
    "Personal ID Card",
    "Personal Identification Number",
    "Cedula No.",
    "C.U.I.P.",
    "D.N.I.",
    "Driver's License No.",
    "SSN",
    "Citizen's Card Number",
    "Stateless Person ID Card",
    "Travel Document Number",
    "Residency Number",
    "Refugee ID Card",
    "Numero de Identidad",
    "Birth Certificate Number",
    "Electoral Registry No.",
    "C.U.R.P.",
    "Tazkira National ID Card",
    "Visa Number",
];
/// Labels of numbers in a register of companies or taxpayers.
const REGISTERS: [&str; 31] = [
    "Tax ID No.",
    "NIT #",
    "RUC #",
    "Registration Number",
    "Registration ID",
    "UK Company Number",
    "Company Number",
    "Business Registration Number",
    "Business Registration Document #",
    "Commercial Registry Number",
    "Folio Mercantil No.",
    "Matricula Mercantil No",
    "C.R. No.",
    "Trade License No.",
    "V.A.T. Number",
    "D-U-N-S Number",
    "Public Registration Number",
    "Chamber of Commerce Number",
    "Government Gazette Number",
    "US FEIN",
    "RIF #",
    "License",
    "Enterprise Number",
    "Legal Entity Number",
    "Economic Register Number (CBLS)",
    "R.F.C.",
    "Numero Unico de Identificacion Tributaria (NUIT)",
    "Registered Charity No.",
    "Certificate of Incorporation Number",
    "Unified Social Credit Code (USCC)",
    "Fiscal Code",
];
/// Labels whose value is one text of one property.
const TEXTS: [(&str, Property); 16] = [
    ("POB ", Property::BirthPlace),
    ("nationality ", Property::Nationality),
    ("citizen ", Property::Nationality),
    ("MMSI ", Property::Mmsi),
    ("Telephone No. ", Property::Phone),
    ("Telephone ", Property::Phone),
    ("Phone Number ", Property::Phone),
    ("Phone No. ", Property::Phone),
    ("PHONE ", Property::Phone),
    ("Fax No. ", Property::Phone),
    ("Fax ", Property::Phone),
    ("Email Address ", Property::Email),
    ("Website ", Property::Website),
    ("SWIFT/BIC ", Property::Bank),
    ("Aircraft Tail Number ", Property::Plate),
    ("Aircraft Model ", Property::CraftType),
];

/// Reads the remarks of an entry into `subject`, and documents and wallets into `others`.
pub(crate) fn read(
    remarks: &str,
    subject: &mut DraftEntity,
    others: &mut Vec<DraftEntity>,
    place: &Place,
    out: &mut Out<'_>,
) {
    if subject.says(Property::Remark, remarks, AT).is_none() {
        return;
    }
    let mut documents = Documents::default();
    for item in remarks.split(';').take(ITEMS_MAX) {
        let item = item.trim();
        let item = item.strip_prefix("alt. ").unwrap_or(item);
        let item = if item.ends_with(".)") { item } else { item.trim_end_matches('.') };
        if !item.is_empty() {
            one(item, subject, &mut documents, others, place, out);
        }
    }
    others.extend(documents.into_entities());
}

fn one(
    item: &str,
    subject: &mut DraftEntity,
    documents: &mut Documents,
    others: &mut Vec<DraftEntity>,
    place: &Place,
    out: &mut Out<'_>,
) {
    if let Some(date) = item.strip_prefix("DOB ") {
        match Interval::parse(date) {
            Some(interval) => {
                subject.says(Property::BirthDate, &interval.to_text(), AT);
            }
            None => {
                out.not_taken(Place { element: "sdn DOB".into(), ..place.clone() }, Reason::NotADate, date)
            }
        }
    } else if let Some(gender) = item.strip_prefix("Gender ") {
        subject.says(Property::Gender, &gender.to_lowercase(), AT);
    } else if let Some(number) = item.strip_prefix("Vessel Registration Identification ") {
        subject.says(Property::Imo, number, AT);
    } else if let Some((known, property)) = TEXTS.iter().find_map(|(l, p)| Some((item.strip_prefix(l)?, *p)))
    {
        subject.says(property, known, AT);
    } else if let Some(wallet) = item.strip_prefix("Digital Currency Address - ") {
        account(wallet, subject, others);
    } else if let Some(name) = quoted_alias(item) {
        // OFAC puts its weak aliases into the remarks and the others into a file of their own.
        subject.says(Property::WeakAlias, name, AT);
    } else if let Some((label, rest)) = labelled(item, &DOCUMENTS) {
        numbered(label, rest, subject, documents);
    } else if let Some((label, rest)) = labelled(item, &REGISTERS) {
        if subject.kind == EntityKind::Person {
            numbered(label, rest, subject, documents);
        } else {
            subject.says(Property::RegistrationNumber, &number_of(rest).number, AT);
        }
    }
}

fn labelled<'i>(item: &'i str, labels: &[&'static str]) -> Option<(&'static str, &'i str)> {
    labels.iter().find_map(|label| Some((*label, item.strip_prefix(label)?.strip_prefix(' ')?.trim())))
}

fn quoted_alias(item: &str) -> Option<&str> {
    let rest = item.strip_prefix("a.k.a. '").or_else(|| item.strip_prefix("f.k.a. '"))?;
    rest.strip_suffix('\'').or(Some(rest))
}

/// A number with its country and dates: `A1234567 (Egypt) issued 12 Aug 2000 expires 19 Jun 2005`.
fn number_of(rest: &str) -> Described {
    let mut described = Described::default();
    let cut = [" (", ", ", " issued ", " expires "].iter().filter_map(|mark| rest.find(mark)).min();
    let (number, after) = rest.split_at_checked(cut.unwrap_or(rest.len())).unwrap_or((rest, ""));
    described.number = number.trim().trim_end_matches('.').to_owned();
    if let Some((_, inside)) = after.split_once('(') {
        let inside = inside.split_once(')').map_or(inside, |(inside, _)| inside);
        described.issuer =
            names::party_of(inside).map_or_else(|| inside.to_owned(), |party| party.to_string());
    }
    document::dates(after, &mut described);
    if let Some(kind) = after.strip_prefix(", ") {
        described.note = kind.split([' ', '(']).next().unwrap_or_default().to_owned();
    }
    described
}

fn numbered(label: &str, rest: &str, subject: &mut DraftEntity, documents: &mut Documents) {
    // A company's number in the register of the International Maritime Organization.
    if rest.starts_with("IMO ") || subject.kind != EntityKind::Person {
        subject.says(Property::RegistrationNumber, &number_of(rest).number, AT);
        return;
    }
    let mut described = number_of(rest);
    described.kind = label.trim_end_matches([' ', '#']).to_owned();
    documents.add(subject, &described, AT);
}

fn account(wallet: &str, subject: &mut DraftEntity, others: &mut Vec<DraftEntity>) {
    let Some((currency, address)) = wallet.split_once(' ') else { return };
    let key = format!("{}/wallet/{}", subject.key, others.len());
    let mut entity = DraftEntity::new(&key, EntityKind::BankAccount);
    entity.says(Property::Bank, currency, AT);
    entity.says(Property::AccountNumber, address, AT);
    subject.links(Property::Uses, &key, AT);
    others.push(entity);
}
