//! The closed lists of words that a report's structure uses. They are written as they stand in the JSON document.

use serde::{Deserialize, Serialize};

/// Whether a meeting stands behind a section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The text does not say.
    #[default]
    NotSaid,
    /// The meeting adopted it.
    Adopted,
    /// A summary by whoever presided, not negotiated.
    Summary,
}

/// What kind of act a recommendation is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A recommendation.
    #[default]
    Recommendation,
    /// A decision.
    Decision,
    /// A resolution.
    Resolution,
    /// A conclusion of the meeting that asks something of someone.
    Conclusion,
}

/// Of whom something is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Addressee {
    /// States parties, Parties to a treaty.
    StatesParties,
    /// States, Member States, Governments, countries.
    States,
    /// A conference of the parties.
    Conference,
    /// A secretariat or an executive secretary.
    Secretariat,
    /// The Secretary-General.
    SecretaryGeneral,
    /// The United Nations Office on Drugs and Crime.
    Unodc,
    /// Another body of the United Nations, or several.
    UnitedNations,
    /// A committee, working group, commission or other organ, the meeting itself included.
    Organ,
    /// Organisations, the private sector, civil society, all who are concerned.
    Others,
    /// The text names nobody that is known here.
    #[default]
    Unclear,
}

/// How strongly something is asked, the strongest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// `shall`, `must`.
    Shall,
    /// `decided`, `decides`.
    Decided,
    /// `are urged`.
    Urged,
    /// `are called upon`.
    CalledUpon,
    /// `are requested`.
    Requested,
    /// `should`.
    Should,
    /// `should endeavour`.
    ShouldEndeavour,
    /// `should consider`.
    ShouldConsider,
    /// `recommended that`.
    Recommended,
    /// `are encouraged`.
    Encouraged,
    /// `are invited`.
    Invited,
    /// `may wish to`.
    MayWish,
    /// `may`, `could`.
    May,
    /// The text says something of it and asks nothing: welcomes, notes, recalls.
    Noted,
    /// No verb that is known here.
    #[default]
    Unclear,
}

/// What a recommendation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// Training, technical assistance, equipment.
    CapacityBuilding,
    /// Technology, the Internet, social media.
    Technology,
    /// The sea: vessels, rescue.
    Sea,
    /// Companies and partnerships with them.
    PrivateSector,
    /// Civil society, academia.
    CivilSociety,
    /// National plans, strategies, committees.
    NationalStrategies,
    /// Cooperation between States in criminal matters.
    InternationalCooperation,
    /// Mutual legal assistance and extradition.
    MutualLegalAssistance,
    /// Joint and parallel investigations and operations.
    JointInvestigations,
    /// Contact points, liaison officers, channels.
    ContactPoints,
    /// Sharing of information and data.
    InformationSharing,
    /// Borders and travel documents.
    BordersDocuments,
    /// The rights and protection of people, victims and witnesses.
    Protection,
    /// Children.
    Children,
    /// Women and gender.
    Gender,
    /// Deaths and injuries.
    DeathsInjuries,
    /// Money: financial investigation, laundering, assets.
    Money,
    /// Corruption.
    Corruption,
    /// Trafficking in persons.
    Trafficking,
    /// Prevention and awareness.
    Prevention,
    /// Law and its reform, criminalisation.
    Legislation,
    /// The review of how a treaty is carried out.
    Review,
    /// Future meetings and their topics.
    FutureWork,
}

/// The status in which someone attended or spoke.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// A party to the treaty.
    Party,
    /// A signatory that is not a party.
    Signatory,
    /// A State that is neither.
    Neither,
    /// A member of the body.
    Member,
    /// An observer State, or one whose observer spoke; the text does not say whether party.
    Observer,
    /// An entity that keeps an observer mission or office: the Holy See, the Order of Malta.
    ObserverEntity,
    /// An organisation, a programme or body of the United Nations, a company, a group.
    Organisation,
    /// The text gives no status.
    #[default]
    NotSaid,
}

/// What a piece of the source was taken for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// What stands before the text: symbol, distribution, title.
    Masthead,
    /// The table of contents.
    Contents,
    /// A heading.
    Heading,
    /// The number and first text of a paragraph, or more of it.
    Paragraph,
    /// The heading or text of a recommendation or decision.
    Recommendation,
    /// An item of the agenda.
    Agenda,
    /// A footnote.
    Footnote,
    /// What runs at the head or foot of pages: symbols, page numbers, job numbers.
    Running,
    /// A row of a table.
    Table,
    /// Text that belongs to none of these.
    #[default]
    Text,
}

/// What a finding says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The file has no text: a scan, an empty page.
    NoText,
    /// The text ends within a sentence, or before what it announces.
    BreaksOff,
    /// Two columns ran side by side; they were read one after the other.
    TwoColumns,
    /// The layout is none that is known; the text is given as it stands.
    NoLayout,
    /// Numbers are missing between two paragraphs.
    NumberMissing,
    /// A number that is there already.
    NumberTwice,
    /// A name that is no State that is known here.
    NameNotKnown,
    /// A footnote that nothing refers to, or a reference without its footnote.
    FootnoteAlone,
    /// A list that announces another count than it has.
    CountDiffers,
    /// Text that was taken for nothing in particular.
    #[default]
    NotTaken,
}
