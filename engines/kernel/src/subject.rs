//! What a case file is about: kinds of entity, their properties, and the roles people have in a case.

use crate::party::codes;

codes! {
    /// Kinds of entity.
    EntityKind {
        /// A human being.
        Person = "person",
        /// A company, group or body.
        Organisation = "organisation",
        /// A telephone line.
        Phone = "phone",
        /// An account with an online service.
        OnlineAccount = "online-account",
        /// A passport, permit, identity card or visa.
        TravelDocument = "travel-document",
        /// Any water craft.
        Vessel = "vessel",
        /// A car, truck, container or aircraft.
        Vehicle = "vehicle",
        /// A bank account or wallet.
        BankAccount = "bank-account",
        /// A place.
        Place = "place",
        /// Something that happened: a call, a message, a payment, a crossing.
        Event = "event",
        /// A telephone, tablet, computer or other apparatus.
        Device = "device",
        /// A SIM card.
        SimCard = "sim-card",
    }
}

codes! {
    /// Properties of entities. Links are statements too: their value is another entity of the case.
    Property {
        /// A name, in its own script.
        Name = "name",
        /// Another name the subject is known by.
        Alias = "alias",
        /// A weak or low-quality alias, as its source says.
        WeakAlias = "weak-alias",
        /// Date or interval of birth: `1985`, `1985-03`, `1985-03-12`, `1980/1985`, `~1985`.
        BirthDate = "birth-date",
        /// Place of birth.
        BirthPlace = "birth-place",
        /// The age that the person gives, in years.
        AgeClaimed = "age-claimed",
        /// Why somebody takes the person for a child, or for younger than they say.
        AgeDoubted = "age-doubted",
        /// What an age assessment found.
        AgeAssessed = "age-assessed",
        /// Sex as the source gives it.
        Gender = "gender",
        /// Nationality, as the source writes it.
        Nationality = "nationality",
        /// Father's, mother's or other relative's name.
        ParentName = "parent-name",
        /// Title or function.
        Title = "title",
        /// Telephone number as written.
        Phone = "phone",
        /// E-mail address.
        Email = "email",
        /// Online handle, `service:handle`.
        Handle = "handle",
        /// Website.
        Website = "website",
        /// Kind of document.
        DocumentKind = "document-kind",
        /// Number of a document as written.
        DocumentNumber = "document-number",
        /// Who issued the document, as the source writes it.
        DocumentIssuer = "document-issuer",
        /// Date of issue.
        IssuedOn = "issued-on",
        /// Date of expiry.
        ExpiresOn = "expires-on",
        /// Registration or tax number of an organisation.
        RegistrationNumber = "registration-number",
        /// IMO number.
        Imo = "imo",
        /// MMSI.
        Mmsi = "mmsi",
        /// Call sign.
        CallSign = "call-sign",
        /// Flag of a vessel.
        Flag = "flag",
        /// Type of vessel or vehicle.
        CraftType = "craft-type",
        /// Registration plate.
        Plate = "plate",
        /// IBAN or account number.
        AccountNumber = "account-number",
        /// Bank's name or BIC.
        Bank = "bank",
        /// Address.
        Address = "address",
        /// Country.
        Country = "country",
        /// Date or time of an event.
        Date = "date",
        /// Reference number in the source.
        Reference = "reference",
        /// Programme or list it stands on.
        Programme = "programme",
        /// When it was put on the list.
        ListedOn = "listed-on",
        /// Since when it no longer stands on the list, as far as the list that was taken says.
        NoLongerListed = "no-longer-listed",
        /// What kind of event: `call`, `message`, `payment`, or the source's own word.
        EventKind = "event-kind",
        /// When an event ended.
        Until = "until",
        /// How long an event took, in seconds.
        Duration = "duration",
        /// What a message says.
        Content = "content",
        /// A sum of money with its currency, as the source writes it.
        Amount = "amount",
        /// Latitude and longitude in degrees: `13.5137, 2.1098`.
        Coordinates = "coordinates",
        /// Number of a device, IMEI.
        Imei = "imei",
        /// Number of a subscriber, IMSI.
        Imsi = "imsi",
        /// Number of a SIM card, ICCID.
        Iccid = "iccid",
        /// Maker and model.
        Model = "model",
        /// Remark in words.
        Remark = "remark",
        /// Link: holds this document.
        HoldsDocument = "holds-document",
        /// Link: uses this phone, account, vehicle or vessel.
        Uses = "uses",
        /// Link: owns it.
        Owns = "owns",
        /// Link: associated with, in the source's words.
        AssociatedWith = "associated-with",
        /// Link: was present at this event.
        PresentAt = "present-at",
        /// Link: the call, message or payment came from this line, account or person.
        From = "from",
        /// Link: it went to this one.
        To = "to",
        /// Link: happened, or stands, at this place.
        Located = "located-at",
        /// Judgement: the same as another entity of the case. Reversible.
        SameAs = "same-as",
        /// Recorded role in the case.
        Role = "role",
    }
}

impl Property {
    /// Whether the value says what a person is called, or whose child they are. Of a child it is hidden.
    #[must_use]
    pub fn is_naming(self) -> bool {
        matches!(self, Self::Name | Self::Alias | Self::WeakAlias | Self::ParentName)
    }

    /// Whether the value is another entity.
    #[must_use]
    pub fn is_link(self) -> bool {
        matches!(
            self,
            Self::HoldsDocument
                | Self::Uses
                | Self::Owns
                | Self::AssociatedWith
                | Self::PresentAt
                | Self::From
                | Self::To
                | Self::Located
                | Self::SameAs
        )
    }
}

codes! {
    /// What someone is in a case (domain §3.2). Only offence roles make a selector eligible.
    PersonRole {
        /// Organises or directs, Protocol 6(2)(c).
        Organiser = "organiser",
        /// Suspected of an offence of article 6.
        Suspect = "suspect",
        /// Accused.
        Accused = "accused",
        /// Convicted.
        Convicted = "convicted",
        /// Named on a published list of the Security Council or a State.
        Listed = "listed",
        /// A thing used in the offence.
        Means = "means-of-offence",
        /// Was smuggled: the object of the offence, never its author (Protocol 5).
        SmuggledMigrant = "smuggled-migrant",
        /// Witness.
        Witness = "witness",
        /// Victim of another offence.
        Victim = "victim",
        /// Family member of someone in the case.
        Family = "family-member",
        /// Lawyer.
        Lawyer = "lawyer",
        /// Rescuer or humanitarian.
        Rescuer = "rescuer",
        /// A vessel or vehicle in distress, and who runs it: rescue comes first.
        InDistress = "in-distress",
        /// A carrier, or what it carried with, whose passengers sought asylum.
        AsylumCarriage = "asylum-carriage",
        /// Staff of a carrier.
        CarrierStaff = "carrier-staff",
        /// Dead.
        Deceased = "deceased",
        /// Missing.
        Missing = "missing",
    }
}

impl PersonRole {
    /// Whether the role ties a value to a recorded offence, so that it may take part in matching.
    #[must_use]
    pub fn is_offence_role(self) -> bool {
        matches!(
            self,
            Self::Organiser | Self::Suspect | Self::Accused | Self::Convicted | Self::Listed | Self::Means
        )
    }

    /// Whether values of this person are held back by value, wherever else they stand.
    #[must_use]
    pub fn is_held_back(self) -> bool {
        matches!(
            self,
            Self::SmuggledMigrant
                | Self::Witness
                | Self::Victim
                | Self::Family
                | Self::Lawyer
                | Self::Rescuer
                | Self::InDistress
                | Self::AsylumCarriage
                | Self::Missing
        )
    }

    /// Whether it is rescue, distress or the carriage of people who sought asylum, which is no offence of whoever did
    /// it or of what it was done with, whatever somebody decides (R-07; Protocol 11(2), 19(1)).
    #[must_use]
    pub fn is_no_offence(self) -> bool {
        matches!(self, Self::Rescuer | Self::InDistress | Self::AsylumCarriage)
    }
}
