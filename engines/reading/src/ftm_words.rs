//! The words of FollowTheMoney for what a case file knows, in both directions.

use kernel::{EntityKind, Property};

/// What a schema is here.
pub(crate) enum Schema {
    /// An entity of this kind.
    Entity(EntityKind),
    /// A link between two ends, named by these fields.
    Edge {
        /// Where it starts.
        from: &'static str,
        /// Where it ends.
        to: &'static str,
        /// What it is here.
        link: Property,
    },
    /// That somebody stands on a list.
    Sanction,
}

/// What a schema is here; `None` if it is not known.
pub(crate) fn schema(name: &str) -> Option<Schema> {
    use EntityKind as K;
    let edge = |from, to, link| Schema::Edge { from, to, link };
    Some(match name {
        "Person" => Schema::Entity(K::Person),
        "Organization" | "Company" | "PublicBody" | "LegalEntity" => Schema::Entity(K::Organisation),
        "Vessel" => Schema::Entity(K::Vessel),
        "Vehicle" | "Airplane" => Schema::Entity(K::Vehicle),
        "Passport" | "Identification" => Schema::Entity(K::TravelDocument),
        "BankAccount" | "CryptoWallet" => Schema::Entity(K::BankAccount),
        "UserAccount" => Schema::Entity(K::OnlineAccount),
        "Address" | "RealEstate" => Schema::Entity(K::Place),
        "Event" | "Call" | "Message" | "Email" | "Payment" | "Trip" => Schema::Entity(K::Event),
        "Asset" => Schema::Entity(K::Device),
        "Sanction" => Schema::Sanction,
        "Ownership" => edge("owner", "asset", Property::Owns),
        "Directorship" => edge("director", "organization", Property::AssociatedWith),
        "Membership" => edge("member", "organization", Property::AssociatedWith),
        "Employment" => edge("employee", "employer", Property::AssociatedWith),
        "Representation" => edge("agent", "client", Property::AssociatedWith),
        "Associate" => edge("person", "associate", Property::AssociatedWith),
        "Family" => edge("person", "relative", Property::AssociatedWith),
        "Succession" => edge("predecessor", "successor", Property::AssociatedWith),
        "UnknownLink" => edge("subject", "object", Property::AssociatedWith),
        _ => return None,
    })
}

/// Fields whose values are texts of a property, the first of a property being the one that is written.
const FIELDS: [(&str, Property); 64] = [
    ("name", Property::Name),
    ("alias", Property::Alias),
    ("previousName", Property::Alias),
    ("abbreviation", Property::Alias),
    ("weakAlias", Property::WeakAlias),
    ("birthDate", Property::BirthDate),
    ("birthPlace", Property::BirthPlace),
    ("gender", Property::Gender),
    ("nationality", Property::Nationality),
    ("citizenship", Property::Nationality),
    ("fatherName", Property::ParentName),
    ("motherName", Property::ParentName),
    ("position", Property::Title),
    ("title", Property::Title),
    ("phone", Property::Phone),
    ("callerNumber", Property::Phone),
    ("receiverNumber", Property::Phone),
    ("email", Property::Email),
    ("website", Property::Website),
    ("registrationNumber", Property::RegistrationNumber),
    ("idNumber", Property::RegistrationNumber),
    ("taxNumber", Property::RegistrationNumber),
    ("vatCode", Property::RegistrationNumber),
    ("innCode", Property::RegistrationNumber),
    ("ogrnCode", Property::RegistrationNumber),
    ("okpoCode", Property::RegistrationNumber),
    ("leiCode", Property::RegistrationNumber),
    ("dunsCode", Property::RegistrationNumber),
    ("uscCode", Property::RegistrationNumber),
    ("cikCode", Property::RegistrationNumber),
    ("uniqueEntityId", Property::RegistrationNumber),
    ("socialSecurityNumber", Property::RegistrationNumber),
    ("imoNumber", Property::Imo),
    ("mmsi", Property::Mmsi),
    ("callSign", Property::CallSign),
    ("flag", Property::Flag),
    ("model", Property::Model),
    ("accountNumber", Property::AccountNumber),
    ("iban", Property::AccountNumber),
    ("publicKey", Property::AccountNumber),
    ("bankName", Property::Bank),
    ("bic", Property::Bank),
    ("swiftBic", Property::Bank),
    ("full", Property::Address),
    ("address", Property::Address),
    ("country", Property::Country),
    ("jurisdiction", Property::Country),
    ("mainCountry", Property::Country),
    ("date", Property::Date),
    ("startDate", Property::Date),
    ("endDate", Property::Until),
    ("duration", Property::Duration),
    ("bodyText", Property::Content),
    ("amount", Property::Amount),
    ("program", Property::Programme),
    ("notes", Property::Remark),
    ("summary", Property::Remark),
    ("description", Property::Remark),
    ("legalForm", Property::Remark),
    ("sector", Property::Remark),
    ("classification", Property::Remark),
    ("status", Property::Remark),
    ("remarks", Property::Remark),
    ("subject", Property::Remark),
];

/// What a field of an entity says here; `None` if a case file has no place for it.
pub(crate) fn read_as(kind: EntityKind, field: &str) -> Option<Property> {
    let own = match (kind, field) {
        (EntityKind::TravelDocument, "number" | "passportNumber") => Some(Property::DocumentNumber),
        (EntityKind::TravelDocument, "type") => Some(Property::DocumentKind),
        (EntityKind::TravelDocument, "country" | "authority") => Some(Property::DocumentIssuer),
        (EntityKind::TravelDocument, "startDate") => Some(Property::IssuedOn),
        (EntityKind::TravelDocument, "endDate") => Some(Property::ExpiresOn),
        (EntityKind::Vessel | EntityKind::Vehicle, "type") => Some(Property::CraftType),
        (EntityKind::Vehicle, "registrationNumber") => Some(Property::Plate),
        (EntityKind::Vessel, "registrationNumber") => Some(Property::RegistrationNumber),
        (EntityKind::Event, "type" | "purpose") => Some(Property::EventKind),
        (EntityKind::OnlineAccount, "username") => Some(Property::Handle),
        (EntityKind::OnlineAccount | EntityKind::Phone, "number") => Some(Property::Phone),
        // Written by no one of this format; only what this program wrote itself reads back so.
        (EntityKind::Person | EntityKind::Organisation, "full") => None,
        _ => FIELDS.iter().find(|(name, _)| *name == field).map(|(_, property)| *property),
    };
    own.filter(|_| has(kind, field))
}

/// The field that a property of an entity is written as; `None` if the format has none.
pub(crate) fn written_as(kind: EntityKind, property: Property) -> Option<&'static str> {
    let own = match (kind, property) {
        (EntityKind::TravelDocument, Property::DocumentNumber) => Some("number"),
        (EntityKind::TravelDocument, Property::DocumentKind) => Some("type"),
        (EntityKind::TravelDocument, Property::DocumentIssuer) => Some("country"),
        (EntityKind::TravelDocument, Property::IssuedOn) => Some("startDate"),
        (EntityKind::TravelDocument, Property::ExpiresOn) => Some("endDate"),
        (EntityKind::Vessel | EntityKind::Vehicle, Property::CraftType) => Some("type"),
        (EntityKind::Vehicle, Property::Plate) => Some("registrationNumber"),
        (EntityKind::Phone, Property::Phone) => Some("number"),
        (EntityKind::OnlineAccount, Property::Handle) => Some("username"),
        (EntityKind::Event, Property::EventKind) => Some("type"),
        (EntityKind::Place, Property::Address) => Some("full"),
        (_, Property::Address) => Some("address"),
        _ => FIELDS.iter().find(|(_, p)| *p == property).map(|(field, _)| *field),
    };
    own.filter(|field| has(kind, field) && read_as(kind, field) == Some(property))
}

/// The schema that an entity is written as.
pub(crate) fn written_schema(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "Person",
        EntityKind::Organisation => "Organization",
        EntityKind::Phone | EntityKind::OnlineAccount => "UserAccount",
        EntityKind::TravelDocument => "Identification",
        EntityKind::Vessel => "Vessel",
        EntityKind::Vehicle => "Vehicle",
        EntityKind::BankAccount => "BankAccount",
        EntityKind::Place => "Address",
        EntityKind::Event => "Event",
        EntityKind::Device | EntityKind::SimCard => "Asset",
    }
}

/// Whether the format has the field for that kind, as far as another field of the same name means something else.
fn has(kind: EntityKind, field: &str) -> bool {
    match field {
        "birthDate"
        | "birthPlace"
        | "gender"
        | "nationality"
        | "citizenship"
        | "fatherName"
        | "motherName"
        | "position"
        | "title"
        | "socialSecurityNumber" => kind == EntityKind::Person,
        "duration" | "bodyText" | "amount" | "callerNumber" | "receiverNumber" => kind == EntityKind::Event,
        "date" => matches!(kind, EntityKind::Event),
        "startDate" | "endDate" => matches!(kind, EntityKind::Event | EntityKind::TravelDocument),
        "imoNumber" | "mmsi" | "callSign" | "flag" => kind == EntityKind::Vessel,
        "accountNumber" | "iban" | "publicKey" | "bankName" | "bic" => kind == EntityKind::BankAccount,
        "model" => matches!(kind, EntityKind::Vehicle | EntityKind::Vessel),
        "full" => kind == EntityKind::Place,
        _ => true,
    }
}

/// Fields that name another entity, with the link they make: to it, or from it where `back`.
pub(crate) fn names_entity(field: &str) -> Option<(Property, bool)> {
    Some(match field {
        "addressEntity" | "locationMentioned" => (Property::Located, false),
        "holder" => (Property::HoldsDocument, true),
        "caller" | "sender" | "payer" | "emitters" | "payerAccount" => (Property::From, false),
        "receiver" | "recipients" | "beneficiary" | "beneficiaryAccount" => (Property::To, false),
        "involved" | "organizer" => (Property::PresentAt, true),
        "owner" | "holders" => (Property::Uses, true),
        "parent" => (Property::AssociatedWith, false),
        _ => return None,
    })
}
