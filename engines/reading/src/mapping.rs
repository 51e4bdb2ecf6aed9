//! How the columns of a table become statements. Written by an officer as TOML, or guessed from the header in English,
//! French or Arabic and shown before anything is taken.

// long: the names of columns in three languages, one after another

use crate::delimited::Encoding;
use crate::item::{COLUMNS_MAX, ReadError};
use kernel::{EntityKind, Party, Property};
use serde::{Deserialize, Serialize};

/// Largest mapping, in bytes.
pub const MAPPING_BYTES_MAX: usize = 256 * 1024;

/// A mapping.
///
/// ```toml
/// delimiter = ";"
/// encoding = "latin1"          # utf-8, utf-16le, utf-16be, latin1
/// region = "GH"                # where numbers without a country are from
/// [[entities]]
/// key = "person"
/// kind = "person"
/// [[columns]]
/// column = "Nom"
/// entity = "person"
/// property = "name"
/// [[markings]]
/// column = "TLP"
/// marking = "tlp"              # handling, tlp, pap; a row with another word in it is not taken
/// [[links]]
/// from = "person"
/// property = "holds-document"
/// to = "document"
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// One character; without it the one that the header uses most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// Without it by byte order mark, else UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<Encoding>,
    /// The State that values without a country belong to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Party>,
    /// What each row speaks of.
    pub entities: Vec<MappedEntity>,
    /// Which column says what.
    pub columns: Vec<MappedColumn>,
    /// How the entities of a row hang together.
    #[serde(default)]
    pub links: Vec<MappedLink>,
    /// Columns that mark what stands in their row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub markings: Vec<MappedMarking>,
}

/// A column that marks its row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappedMarking {
    /// Its name in the header.
    pub column: String,
    /// What it marks.
    pub marking: Marking,
}

/// What a column may mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Marking {
    /// Handling code: `H0` to `H3`.
    Handling,
    /// Traffic Light Protocol: `RED`, `TLP:AMBER+STRICT`…
    Tlp,
    /// Permissible Actions Protocol: `RED`, `PAP:AMBER`…
    Pap,
}

impl Marking {
    /// What a header names, if it names a marking.
    fn known(plain_header: &str) -> Option<Self> {
        const NAMES: [(&str, Marking); 3] = [
            ("handling|handling code|code de traitement|traitement|رمز المعاملة|المعاملة", Marking::Handling),
            ("tlp|traffic light protocol|marquage tlp|وسم tlp", Marking::Tlp),
            ("pap|permissible actions protocol|marquage pap|وسم pap", Marking::Pap),
        ];
        let found = NAMES.iter().find(|(names, _)| names.split('|').any(|name| plain(name) == plain_header));
        found.map(|(_, marking)| *marking)
    }
}

/// An entity of each row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappedEntity {
    /// How columns and links name it.
    pub key: String,
    /// What it is.
    pub kind: EntityKind,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappedColumn {
    /// Its name in the header; case, accents and punctuation do not matter.
    pub column: String,
    /// The entity that it speaks of.
    pub entity: String,
    /// What it says.
    pub property: Property,
    /// Set before the value: `telegram:` for a column of handles.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// Divides several values in one cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<char>,
    /// Joined with the other columns of the same entity and property into one value, in the order of the mapping:
    /// given name, family name.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub join: bool,
}

/// A link between entities of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappedLink {
    /// From this entity.
    pub from: String,
    /// A property that is a link.
    pub property: Property,
    /// To this one.
    pub to: String,
}

/// A guess, for an officer to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// What the header seems to say.
    pub mapping: Mapping,
    /// Columns that it says nothing about.
    pub unknown: Vec<String>,
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// What cannot be used, with the way out.
    pub fn from_toml(text: &str) -> Result<Self, ReadError> {
        if text.len() > MAPPING_BYTES_MAX {
            return Err(ReadError::Mapping(format!("longer than {MAPPING_BYTES_MAX} bytes")));
        }
        let mapping: Self = toml::from_str(text).map_err(|e| ReadError::Mapping(e.message().to_owned()))?;
        mapping.check()?;
        Ok(mapping)
    }

    /// Writes a mapping, as a start for an officer's own.
    #[must_use]
    pub fn to_toml(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }

    /// Whether every name in it stands for something.
    ///
    /// # Errors
    /// The first that does not.
    pub fn check(&self) -> Result<(), ReadError> {
        let wrong = |why: String| Err(ReadError::Mapping(why));
        if self.columns.is_empty() || self.entities.is_empty() {
            return wrong("it names no column or no entity".into());
        }
        if self.columns.len() > COLUMNS_MAX
            || self.entities.len() > COLUMNS_MAX
            || self.links.len() > COLUMNS_MAX
            || self.markings.len() > COLUMNS_MAX
        {
            return wrong(format!("more than {COLUMNS_MAX} columns, entities or links"));
        }
        if self.delimiter.is_some_and(|c| !c.is_ascii() || matches!(c, '"' | '\n' | '\r')) {
            return wrong("the delimiter must be one ASCII character, and no quote or line break".into());
        }
        let known = |key: &str| self.entities.iter().any(|entity| entity.key == key);
        for column in &self.columns {
            if !known(&column.entity) {
                return wrong(format!(
                    "column `{}` speaks of `{}`, which is no entity",
                    column.column, column.entity
                ));
            }
            if column.property.is_link() {
                return wrong(format!("`{}` is a link; name it under links", column.property));
            }
        }
        for link in &self.links {
            if !known(&link.from) || !known(&link.to) || !link.property.is_link() {
                return wrong(format!(
                    "the link from `{}` to `{}` has no such end or no such link",
                    link.from, link.to
                ));
            }
        }
        Ok(())
    }

    /// What a header seems to say. Only names that are surely understood are mapped.
    #[must_use]
    pub fn guess(header: &[String]) -> Guess {
        let mut guess = Guess { mapping: Self::default(), unknown: Vec::new() };
        let known: Vec<Option<Known>> = header.iter().map(|name| known(&plain(name))).collect();
        let holder = holder(known.iter().flatten());
        for (name, known) in header.iter().zip(known) {
            if let Some(marking) = Marking::known(&plain(name)) {
                guess.mapping.markings.push(MappedMarking { column: name.clone(), marking });
                continue;
            }
            let Some(known) = known else {
                guess.unknown.push(name.clone());
                continue;
            };
            let (entity, kind) = known.entity.unwrap_or(holder);
            if !guess.mapping.entities.iter().any(|e| e.key == entity) {
                guess.mapping.entities.push(MappedEntity { key: entity.into(), kind });
            }
            guess.mapping.columns.push(MappedColumn {
                column: name.clone(),
                entity: entity.into(),
                property: known.property,
                prefix: known.prefix.into(),
                split: matches!(known.property, Property::Phone | Property::Alias).then_some(';'),
                join: known.join,
            });
        }
        let subject = guess.mapping.entities.iter().find(|e| e.key == holder.0).map(|e| e.key.clone());
        if let Some(subject) = subject {
            let others: Vec<MappedEntity> =
                guess.mapping.entities.iter().filter(|e| e.key != subject).cloned().collect();
            for other in others {
                let property = match other.kind {
                    EntityKind::TravelDocument => Property::HoldsDocument,
                    EntityKind::Organisation | EntityKind::Person => Property::AssociatedWith,
                    _ => Property::Uses,
                };
                guess.mapping.links.push(MappedLink { from: subject.clone(), property, to: other.key });
            }
        }
        guess
    }
}

/// How headers are compared.
pub(crate) fn plain(name: &str) -> String {
    names::search_tokens(name).join(" ")
}

/// Entity of a row, with its kind.
type Of = (&'static str, EntityKind);

struct Known {
    /// None: of the row's holder.
    entity: Option<Of>,
    property: Property,
    prefix: &'static str,
    join: bool,
}

const PERSON: Of = ("person", EntityKind::Person);
const DOCUMENT: Of = ("document", EntityKind::TravelDocument);
const VESSEL: Of = ("vessel", EntityKind::Vessel);
const DEVICE: Of = ("device", EntityKind::Device);
const VEHICLE: Of = ("vehicle", EntityKind::Vehicle);
const ACCOUNT: Of = ("account", EntityKind::BankAccount);
const ORGANISATION: Of = ("organisation", EntityKind::Organisation);
const ONLINE: Of = ("online", EntityKind::OnlineAccount);
const PHONE: Of = ("phone", EntityKind::Phone);

/// Who the columns that name nobody speak of: the person of the row, else the next best.
fn holder<'k>(known: impl Iterator<Item = &'k Known>) -> Of {
    let entities: Vec<(Option<Of>, Property)> = known.map(|k| (k.entity, k.property)).collect();
    for of in [PERSON, ORGANISATION, VESSEL, VEHICLE, DOCUMENT, ACCOUNT, ONLINE, DEVICE] {
        if entities.iter().any(|(entity, _)| *entity == Some(of)) {
            return of;
        }
    }
    let named =
        entities.iter().any(|(_, property)| *property != Property::Phone && *property != Property::Remark);
    if named { PERSON } else { PHONE }
}

/// Names of columns: English, French, Arabic, divided by `|`.
const HEADERS: [(&str, Option<Of>, Property, &str); 50] = [
    (
        "name|full name|nom complet|nom et prenom|nom et prenoms|الاسم|الاسم الكامل|person|personne",
        Some(PERSON),
        Property::Name,
        "",
    ),
    (
        "alias|aliases|aka|also known as|nickname|surnom|dit|الاسم المستعار|اللقب المستعار|الكنية",
        Some(PERSON),
        Property::Alias,
        "",
    ),
    (
        "birth date|birthdate|date of birth|dob|born|date de naissance|ne le|تاريخ الميلاد|تاريخ الولادة",
        Some(PERSON),
        Property::BirthDate,
        "",
    ),
    (
        "birth place|place of birth|pob|lieu de naissance|مكان الميلاد|مكان الولادة|محل الميلاد",
        Some(PERSON),
        Property::BirthPlace,
        "",
    ),
    ("nationality|citizenship|nationalite|الجنسية", Some(PERSON), Property::Nationality, ""),
    ("gender|sex|sexe|genre|الجنس|النوع", Some(PERSON), Property::Gender, ""),
    (
        "father|father s name|fathers name|father name|pere|nom du pere|اسم الاب",
        Some(PERSON),
        Property::ParentName,
        "",
    ),
    ("title|function|occupation|titre|fonction|الصفة|الوظيفة", Some(PERSON), Property::Title, ""),
    (
        "phone|phone number|telephone|telephone number|tel|mobile|mobile number|msisdn|cell|numero de telephone|portable|numero|gsm|هاتف|الهاتف|رقم الهاتف|الجوال|رقم الجوال",
        None,
        Property::Phone,
        "",
    ),
    (
        "email|e mail|email address|mail|courriel|adresse e mail|البريد الالكتروني|البريد",
        None,
        Property::Email,
        "",
    ),
    (
        "passport|passport number|passport no|passport nr|passeport|numero de passeport|n passeport|no passeport|جواز السفر|رقم الجواز|رقم جواز السفر",
        Some(DOCUMENT),
        Property::DocumentNumber,
        "",
    ),
    (
        "document number|document no|document|id number|id no|id card|identity card|national id|numero de document|carte d identite|numero d identite|cni|رقم الوثيقة|رقم الهوية|بطاقة الهوية",
        Some(DOCUMENT),
        Property::DocumentNumber,
        "",
    ),
    (
        "document type|type of document|document kind|type de document|nature du document|نوع الوثيقة",
        Some(DOCUMENT),
        Property::DocumentKind,
        "",
    ),
    (
        "issuer|issued by|issuing country|country of issue|issuing state|issuing authority|pays de delivrance|delivre par|pays emetteur|بلد الاصدار|جهة الاصدار|الدولة المصدرة",
        Some(DOCUMENT),
        Property::DocumentIssuer,
        "",
    ),
    (
        "date of issue|issued|issued on|issue date|date de delivrance|delivre le|تاريخ الاصدار",
        Some(DOCUMENT),
        Property::IssuedOn,
        "",
    ),
    (
        "date of expiry|expires|expires on|expiry|expiry date|date d expiration|expire le|تاريخ الانتهاء",
        Some(DOCUMENT),
        Property::ExpiresOn,
        "",
    ),
    (
        "vessel|vessel name|ship|ship name|boat|navire|nom du navire|bateau|السفينة|اسم السفينة|المركب",
        Some(VESSEL),
        Property::Name,
        "",
    ),
    ("imo|imo number|imo no|numero imo|numero omi|omi|رقم المنظمة البحرية", Some(VESSEL), Property::Imo, ""),
    ("mmsi|mmsi number|numero mmsi", Some(VESSEL), Property::Mmsi, ""),
    ("imei|imei number|numero imei|رقم الجهاز|imei رقم", Some(DEVICE), Property::Imei, ""),
    ("call sign|callsign|indicatif|indicatif d appel|رمز النداء", Some(VESSEL), Property::CallSign, ""),
    ("flag|flag state|pavillon|etat du pavillon|العلم|دولة العلم", Some(VESSEL), Property::Flag, ""),
    (
        "plate|licence plate|license plate|registration plate|number plate|vehicle registration|plaque|immatriculation|plaque d immatriculation|لوحة|رقم اللوحة|لوحة السيارة",
        Some(VEHICLE),
        Property::Plate,
        "",
    ),
    (
        "vehicle|vehicle type|car|vehicule|type de vehicule|المركبة|السيارة",
        Some(VEHICLE),
        Property::CraftType,
        "",
    ),
    (
        "iban|account|account number|account no|bank account|compte|numero de compte|compte bancaire|رقم الحساب|الحساب|حساب بنكي",
        Some(ACCOUNT),
        Property::AccountNumber,
        "",
    ),
    (
        "bank|bank name|bic|swift|banque|nom de la banque|البنك|المصرف|اسم البنك",
        Some(ACCOUNT),
        Property::Bank,
        "",
    ),
    (
        "organisation|organization|company|company name|entity|societe|entreprise|organisme|الشركة|المنظمة|اسم الشركة",
        Some(ORGANISATION),
        Property::Name,
        "",
    ),
    (
        "registration number|company number|tax number|tax id|rccm|numero d enregistrement|registre de commerce|numero fiscal|رقم السجل|رقم السجل التجاري",
        Some(ORGANISATION),
        Property::RegistrationNumber,
        "",
    ),
    (
        "handle|username|user name|account name|pseudo|pseudonyme|identifiant|اسم المستخدم|معرف",
        Some(ONLINE),
        Property::Handle,
        "",
    ),
    ("facebook|facebook account|compte facebook|فيسبوك", Some(ONLINE), Property::Handle, "facebook:"),
    ("telegram|telegram account|تيليجرام|تلغرام", Some(ONLINE), Property::Handle, "telegram:"),
    ("instagram|انستغرام", Some(ONLINE), Property::Handle, "instagram:"),
    ("tiktok|تيك توك", Some(ONLINE), Property::Handle, "tiktok:"),
    ("whatsapp|واتساب|واتس اب", Some(ONLINE), Property::Handle, "whatsapp:"),
    ("website|site|site web|url|الموقع", None, Property::Website, ""),
    ("address|home address|adresse|domicile|residence|العنوان|السكن", None, Property::Address, ""),
    ("country|pays|البلد|الدولة", None, Property::Country, ""),
    (
        "reference|ref|reference number|case number|dossier|numero de reference|المرجع|الرقم المرجعي|رقم القضية",
        None,
        Property::Reference,
        "",
    ),
    (
        "remark|remarks|note|notes|comment|comments|remarque|remarques|observation|observations|commentaire|ملاحظات|ملاحظة",
        None,
        Property::Remark,
        "",
    ),
    ("date|event date|date de l evenement|التاريخ", None, Property::Date, ""),
    ("programme|program|list|liste|القائمة", None, Property::Programme, ""),
    ("listed on|date listed|date d inscription|تاريخ الادراج", None, Property::ListedOn, ""),
    (
        "rec id|record id|record number|numero d enregistrement interne|رقم السجل الداخلي",
        None,
        Property::Reference,
        "",
    ),
    (
        "soc sec id|social security number|social security|national insurance number|numero de securite sociale|رقم الضمان الاجتماعي",
        Some(DOCUMENT),
        Property::DocumentNumber,
        "",
    ),
    ("street number|house number|numero de rue|numero|رقم المبنى|رقم المنزل", None, Property::Address, "+"),
    (
        "address 1|address 2|address line 1|address line 2|street|street name|rue|adresse 1|adresse 2|complement d adresse|الشارع|العنوان 1|العنوان 2",
        None,
        Property::Address,
        "+",
    ),
    ("suburb|city|town|ville|commune|quartier|المدينة|الحي", None, Property::Address, "+"),
    (
        "postcode|post code|postal code|zip|zip code|code postal|state|province|region|الرمز البريدي|الولاية|المحافظة",
        None,
        Property::Address,
        "+",
    ),
    (
        "first name|given name|given names|forename|prenom|prenoms|الاسم الاول|الاسم الشخصي",
        Some(PERSON),
        Property::Name,
        "+",
    ),
    (
        "last name|surname|family name|nom|nom de famille|اسم العائلة|اللقب|النسب",
        Some(PERSON),
        Property::Name,
        "+",
    ),
];

fn known(plain_header: &str) -> Option<Known> {
    HEADERS.iter().find_map(|(names, entity, property, prefix)| {
        let found = names.split('|').any(|name| plain(name) == plain_header);
        found.then(|| Known {
            entity: *entity,
            property: *property,
            prefix: if *prefix == "+" { "" } else { prefix },
            join: *prefix == "+",
        })
    })
}

/// What a name means over a column or on a chart, whatever it is about.
pub(crate) fn property_named(name: &str) -> Option<Property> {
    known(&plain(name)).filter(|known| !known.join).map(|known| known.property)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|n| (*n).to_owned()).collect()
    }

    #[rstest]
    #[case(&["Full name", "Date of birth", "Phone number", "Passport No."])]
    #[case(&["Nom complet", "Date de naissance", "Numéro de téléphone", "N° passeport"])]
    #[case(&["الاسم الكامل", "تاريخ الميلاد", "رقم الهاتف", "رقم جواز السفر"])]
    fn a_header_is_understood_in_three_languages(#[case] names: &[&str]) {
        let guess = Mapping::guess(&header(names));
        assert_eq!(guess.unknown, Vec::<String>::new());
        let says: Vec<(&str, Property)> =
            guess.mapping.columns.iter().map(|c| (c.entity.as_str(), c.property)).collect();
        assert_eq!(
            says,
            [
                ("person", Property::Name),
                ("person", Property::BirthDate),
                ("person", Property::Phone),
                ("document", Property::DocumentNumber)
            ]
        );
        assert_eq!(guess.mapping.links.len(), 1);
        assert!(guess.mapping.check().is_ok());
    }

    #[test]
    fn a_column_that_is_not_understood_is_named_and_not_guessed() {
        let guess = Mapping::guess(&header(&["Name", "Zodiac"]));
        assert_eq!(guess.unknown, ["Zodiac"]);
    }

    #[test]
    fn a_mapping_survives_toml() {
        let guess = Mapping::guess(&header(&["First name", "Last name", "Telegram", "IBAN", "Bank"]));
        let written = guess.mapping.to_toml();
        assert_eq!(Mapping::from_toml(&written).ok(), Some(guess.mapping), "{written}");
    }

    #[rstest]
    #[case("entities = []\ncolumns = []")]
    #[case("[[entities]]\nkey='a'\nkind='person'\n[[columns]]\ncolumn='x'\nentity='b'\nproperty='name'")]
    #[case("[[entities]]\nkey='a'\nkind='person'\n[[columns]]\ncolumn='x'\nentity='a'\nproperty='owns'")]
    #[case("surprise = 1")]
    fn a_mapping_that_names_nothing_is_refused(#[case] toml: &str) {
        assert!(matches!(Mapping::from_toml(toml), Err(ReadError::Mapping(_))));
    }
}
