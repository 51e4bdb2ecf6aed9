//! The words of i2's charts for what a case file knows, in both directions.

use kernel::{EntityKind, Property};

/// Icons that are written, one for each kind; they read back as that kind.
const WRITTEN: [(EntityKind, &str); 12] = [
    (EntityKind::Person, "Person"),
    (EntityKind::Organisation, "Organization"),
    (EntityKind::Phone, "Phone"),
    (EntityKind::OnlineAccount, "Internet Account"),
    (EntityKind::TravelDocument, "Passport"),
    (EntityKind::Vessel, "Ship"),
    (EntityKind::Vehicle, "Vehicle"),
    (EntityKind::BankAccount, "Bank Account"),
    (EntityKind::Place, "Place"),
    (EntityKind::Event, "Event"),
    (EntityKind::Device, "Device"),
    (EntityKind::SimCard, "SIM Card"),
];

/// Other icons of the palette.
const READ: [(EntityKind, &str); 12] = [
    (
        EntityKind::Person,
        "man|woman|male|female|adult|child|anonymous|suspect|victim|witness|person (shaded)",
    ),
    (EntityKind::Organisation, "organisation|company|business|gang|office|government|bank|shop"),
    (EntityKind::Phone, "telephone|mobile phone|mobile|cell phone|fax|phone number|cellphone"),
    (
        EntityKind::OnlineAccount,
        "e-mail|email|website|web site|internet|social media|facebook|account (internet)",
    ),
    (EntityKind::TravelDocument, "document|identity card|id card|visa|driving licence|driving license"),
    (EntityKind::Vessel, "vessel|boat|cargo ship|yacht|dinghy|ferry"),
    (EntityKind::Vehicle, "car|van|truck|lorry|bus|motorcycle|motorbike|aircraft|airplane|container"),
    (EntityKind::BankAccount, "account|credit card|debit card|wallet|bank card"),
    (EntityKind::Place, "location|house|address|country|city|airport|port|hotel|building|cell site|flat"),
    (EntityKind::Event, "meeting|phone call|call|message|transaction|payment|incident|crime|arrest|journey"),
    (EntityKind::Device, "computer|laptop|tablet|handset|hard disk"),
    (EntityKind::SimCard, "sim|simcard"),
];

/// What an icon says that an item is.
pub(crate) fn kind_of(icon: &str) -> Option<EntityKind> {
    let icon = icon.trim().to_lowercase();
    let written = WRITTEN.iter().find(|(_, own)| own.to_lowercase() == icon);
    let read = || READ.iter().find(|(_, all)| all.split('|').any(|one| one == icon));
    written.or_else(read).map(|(kind, _)| *kind)
}

/// The icon of a kind.
pub(crate) fn icon_of(kind: EntityKind) -> &'static str {
    WRITTEN.iter().find(|(own, _)| *own == kind).map_or("Person", |(_, icon)| icon)
}

/// What a class of attributes says: our own code in words, else what the same words say over a column.
pub(crate) fn property_of(class: &str) -> Option<Property> {
    let code = class.trim().to_lowercase().replace(' ', "-");
    let own = Property::parse(&code).filter(|p| !p.is_link());
    own.or_else(|| crate::mapping::property_named(class))
}

/// The class of a property.
pub(crate) fn class_of(property: Property) -> String {
    property.code().replace('-', " ")
}
