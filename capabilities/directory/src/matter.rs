//! What somebody looks for a desk for: a closed list. Each matter names the functions that answer for it, the best
//! first, the article behind it, and how long it can wait.
//!
//! Refused: anything that is not in the list. A desk is found for a matter, never for a free text.

use kernel::Function;
use kernel::time::MINUTE_MS;

/// How long a matter can wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// A life is in danger: whoever is awake and understands comes first.
    Life,
    /// Somebody or something waits at a counter, a quay or a server: whoever is open comes first.
    Soon,
    /// The right authority comes first, also if it opens in the morning.
    Ordinary,
}

impl Urgency {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Life => "life",
            Self::Soon => "soon",
            Self::Ordinary => "ordinary",
        }
    }

    /// How long to wait for an open desk before going to the next. Our own practice; no article sets it.
    #[must_use]
    pub fn patience_ms(self) -> i64 {
        match self {
            Self::Life => 5 * MINUTE_MS,
            Self::Soon => 15 * MINUTE_MS,
            Self::Ordinary => 120 * MINUTE_MS,
        }
    }
}

/// What a desk is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    /// People at sea, on a river or a lake are in danger.
    BoatInDistress,
    /// A witness, or somebody close to one, is threatened.
    WitnessInDanger,
    /// Smuggled people are in danger on land: a closed truck, a desert, a house where they are held.
    PeopleInDanger,
    /// A child is alone or in danger.
    ChildAlone,
    /// Whether a vessel is registered, and what may be done with it.
    VesselAtSea,
    /// Whether a travel or identity document is genuine.
    DocumentCheck,
    /// What the post across the border has to know now.
    BorderAlert,
    /// Data at a provider that is about to be erased.
    Preservation,
    /// Inquiries between authorities, without coercion.
    InformationRequest,
    /// Mutual legal assistance.
    MlaRequest,
    /// Extradition.
    Extradition,
    /// A joint or parallel investigation.
    JointInvestigation,
    /// A controlled delivery or surveillance across the border.
    ControlledDelivery,
    /// Accounts, hawala, freezing.
    MoneyTrail,
    /// Whether somebody is a national, and a travel document for them.
    NationalityCheck,
    /// Who the dead and the missing are.
    DeadAndMissing,
    /// Reviews, recommendations, needs.
    Mechanism,
}

impl Matter {
    /// Every matter, those that cannot wait first.
    pub const ALL: &'static [Self] = &[
        Self::BoatInDistress,
        Self::WitnessInDanger,
        Self::PeopleInDanger,
        Self::ChildAlone,
        Self::VesselAtSea,
        Self::DocumentCheck,
        Self::BorderAlert,
        Self::Preservation,
        Self::InformationRequest,
        Self::MlaRequest,
        Self::Extradition,
        Self::JointInvestigation,
        Self::ControlledDelivery,
        Self::MoneyTrail,
        Self::NationalityCheck,
        Self::DeadAndMissing,
        Self::Mechanism,
    ];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::BoatInDistress => "boat-in-distress",
            Self::WitnessInDanger => "witness-in-danger",
            Self::PeopleInDanger => "people-in-danger",
            Self::ChildAlone => "child-alone",
            Self::VesselAtSea => "vessel-at-sea",
            Self::DocumentCheck => "document-check",
            Self::BorderAlert => "border-alert",
            Self::Preservation => "preservation",
            Self::InformationRequest => "information-request",
            Self::MlaRequest => "mla-request",
            Self::Extradition => "extradition",
            Self::JointInvestigation => "joint-investigation",
            Self::ControlledDelivery => "controlled-delivery",
            Self::MoneyTrail => "money-trail",
            Self::NationalityCheck => "nationality-check",
            Self::DeadAndMissing => "dead-and-missing",
            Self::Mechanism => "mechanism",
        }
    }

    /// The matter of a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|m| m.code() == code)
    }

    /// The functions that answer for it, the best first.
    #[must_use]
    pub fn functions(self) -> &'static [Function] {
        use Function as F;
        match self {
            Self::BoatInDistress => &[F::SeaAuthority, F::BorderPost, F::InvestigationUnit],
            Self::WitnessInDanger => &[F::ProtectionService, F::Prosecutor, F::InvestigationUnit],
            Self::PeopleInDanger => &[F::ProtectionService, F::BorderPost, F::InvestigationUnit],
            Self::ChildAlone => &[F::ProtectionService, F::BorderPost],
            // Registry and authorisation are the designated authority's alone: Protocol 8(6).
            Self::VesselAtSea => &[F::SeaAuthority],
            Self::DocumentCheck => &[F::DocumentCentre, F::BorderPost, F::InvestigationUnit],
            Self::BorderAlert => &[F::BorderPost, F::InvestigationUnit],
            Self::Preservation => &[F::InvestigationUnit, F::Prosecutor],
            Self::InformationRequest => &[F::InvestigationUnit, F::Prosecutor, F::BorderPost],
            // A request is received and executed by the designated authority alone: UNTOC 18(13).
            Self::MlaRequest => &[F::CentralAuthority],
            Self::Extradition => &[F::CentralAuthority, F::Prosecutor],
            Self::JointInvestigation => &[F::Prosecutor, F::InvestigationUnit, F::CentralAuthority],
            Self::ControlledDelivery => &[F::Prosecutor, F::InvestigationUnit],
            Self::MoneyTrail => &[F::Fiu, F::Prosecutor, F::InvestigationUnit],
            Self::NationalityCheck => &[F::DocumentCentre, F::CentralAuthority],
            Self::DeadAndMissing => &[F::ProtectionService, F::InvestigationUnit],
            Self::Mechanism => &[F::Secretariat, F::CentralAuthority],
        }
    }

    /// The law behind it, as officers cite it.
    #[must_use]
    pub fn article(self) -> &'static str {
        match self {
            Self::BoatInDistress => "SOMP 8, 9",
            Self::WitnessInDanger => "UNTOC 24",
            Self::PeopleInDanger | Self::ChildAlone => "SOMP 16",
            Self::VesselAtSea => "SOMP 8(6)",
            Self::DocumentCheck => "SOMP 12, 13",
            Self::BorderAlert => "SOMP 11(6)",
            Self::Preservation | Self::InformationRequest => "UNTOC 27; SOMP 10",
            Self::MlaRequest => "UNTOC 18(13)",
            Self::Extradition => "UNTOC 16",
            Self::JointInvestigation => "UNTOC 19",
            Self::ControlledDelivery => "UNTOC 20",
            Self::MoneyTrail => "UNTOC 7, 12-14",
            Self::NationalityCheck => "SOMP 18",
            Self::DeadAndMissing => "SOMP 16, 18(5)",
            Self::Mechanism => "UNTOC 32",
        }
    }

    /// How long it can wait.
    #[must_use]
    pub fn urgency(self) -> Urgency {
        match self {
            Self::BoatInDistress | Self::WitnessInDanger | Self::PeopleInDanger | Self::ChildAlone => {
                Urgency::Life
            }
            Self::VesselAtSea | Self::DocumentCheck | Self::BorderAlert | Self::Preservation => Urgency::Soon,
            _ => Urgency::Ordinary,
        }
    }
}

/// The article under which an authority has a function.
#[must_use]
pub fn article_of(function: Function) -> &'static str {
    match function {
        Function::CentralAuthority => "UNTOC 18(13)",
        Function::SeaAuthority => "SOMP 8(6)",
        Function::InvestigationUnit => "UNTOC 27",
        Function::Prosecutor => "UNTOC 19, 27",
        Function::BorderPost => "SOMP 11(6)",
        Function::DocumentCentre => "SOMP 12, 13",
        Function::Fiu => "UNTOC 7(1)(b)",
        Function::ProtectionService => "SOMP 16; UNTOC 24, 25",
        Function::Partner => "UNTOC 31(2)(a)",
        Function::Secretariat => "UNTOC 33",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_matter_has_its_own_code_and_somebody_who_answers_for_it() {
        for matter in Matter::ALL {
            assert_eq!(Matter::parse(matter.code()), Some(*matter));
            assert!(!matter.functions().is_empty(), "{}", matter.code());
        }
        assert_eq!(Matter::parse("anything"), None);
    }

    #[test]
    fn a_request_for_assistance_goes_to_the_designated_authority_alone() {
        assert_eq!(Matter::MlaRequest.functions(), [Function::CentralAuthority]);
        assert_eq!(Matter::VesselAtSea.functions(), [Function::SeaAuthority]);
    }
}
