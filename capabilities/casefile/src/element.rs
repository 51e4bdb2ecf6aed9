//! The elements of the offences of Protocol article 6, so that a case says which are shown, by what, and which are not.
//!
//! Kept: an element is judged by a person, with reasons and with the statements and exhibits that it rests on; nothing
//! concludes by itself, and nothing here says that anybody did anything. Refused: an element judged on nothing, an
//! aggravation of a bare 6(1)(b)(ii). Without a benefit there is no such offence, and it is said.

use kernel::Timestamp;
use kernel::id::{PersonId, StatementId};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Longest description of a conduct, in characters.
pub const CONDUCT_CHARS_MAX: usize = 500;
/// Longest reasons of a judgement, in characters.
pub const REASONS_CHARS_MAX: usize = 4_000;
/// Most statements and exhibits that one judgement rests on.
pub const RESTS_MAX: usize = 100;

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$what:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$what])* $variant),* }

        impl $name {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable code.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// Reads the code.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

coded! {
    /// An offence of Protocol article 6(1).
    Offence {
        /// 6(1)(a): smuggling of migrants.
        Smuggling = "6.1.a",
        /// 6(1)(b)(i): producing a fraudulent document.
        Producing = "6.1.b.i",
        /// 6(1)(b)(ii): procuring, providing or possessing one.
        Providing = "6.1.b.ii",
        /// 6(1)(c): enabling somebody to stay illegally.
        Staying = "6.1.c",
    }
}

coded! {
    /// How somebody took part, Protocol 6(1) and 6(2).
    Participation {
        /// As who did it.
        Principal = "principal",
        /// 6(2)(a): attempting, subject to the basic concepts of the legal system.
        Attempt = "attempt",
        /// 6(2)(b): as an accomplice; of 6(1)(b)(ii) subject to the basic concepts of the legal system.
        Accomplice = "accomplice",
        /// 6(2)(c): organizing or directing others.
        Organising = "organise-direct",
    }
}

coded! {
    /// What has to be shown.
    Element {
        /// It was done intentionally: 6(1).
        Intent = "intent",
        /// For a financial or other material benefit: 3(a), 6(1).
        Benefit = "benefit",
        /// Somebody's entry was procured: 3(a).
        Procuring = "procuring",
        /// A border was crossed without what the receiving State requires: 3(b).
        IllegalEntry = "illegal-entry",
        /// The person is neither a national nor a permanent resident there: 3(a), 6(1)(c).
        NotNational = "not-national",
        /// In order to enable smuggling: 6(1)(b).
        ToEnable = "to-enable",
        /// A document that is fraudulent in one of three ways: 3(c).
        Document = "fraudulent-document",
        /// It was produced: 6(1)(b)(i).
        Produced = "produced",
        /// It was procured, provided or possessed: 6(1)(b)(ii).
        Provided = "provided",
        /// Somebody stays without what the State requires: 6(1)(c).
        IllegalStay = "illegal-stay",
        /// By the means of 6(1)(b) or any other illegal means: 6(1)(c).
        IllegalMeans = "illegal-means",
        /// Doing it was begun: 6(2)(a).
        Begun = "begun",
        /// Somebody helped: 6(2)(b).
        Helped = "helped",
        /// Others were organized or directed: 6(2)(c).
        Directed = "directed",
        /// It is transnational: 4; what cooperation needs, and no element at home (UNTOC 34(2)).
        Transnational = "transnational",
        /// An organized criminal group is involved: 4; the same.
        Group = "organised-group",
        /// The lives or safety of those smuggled were endangered: 6(3)(a).
        EndangersLife = "endangers-life",
        /// Inhuman or degrading treatment, exploitation too: 6(3)(b).
        Inhuman = "inhuman-treatment",
    }
}

coded! {
    /// What a person judged of an element.
    Shown {
        /// It is proven, to the standard of whoever judges.
        Proven = "proven",
        /// Something points to it, and does not prove it.
        Indicated = "indicated",
        /// Something speaks against it.
        Contradicted = "contradicted",
        /// Nothing shows it, or nothing does any more.
        NotShown = "not-shown",
    }
}

coded! {
    /// In which way a document is fraudulent, Protocol 3(c); what kind of benefit there was. Chosen with the judgement.
    Detail {
        /// 3(c)(i): falsely made or altered.
        Counterfeit = "counterfeit-or-altered",
        /// 3(c)(ii): improperly issued or obtained; the document itself is genuine.
        Improper = "improperly-issued-or-obtained",
        /// 3(c)(iii): used by somebody else.
        Impostor = "impostor-use",
        /// A benefit in money.
        Money = "money",
        /// In goods.
        Goods = "goods",
        /// In labour.
        Labour = "labour",
        /// A sexual one.
        Sexual = "sexual",
        /// Another material one.
        Other = "other",
    }
}

impl Detail {
    /// What can be chosen for an element; empty for most.
    #[must_use]
    pub fn of(element: Element) -> &'static [Self] {
        match element {
            Element::Document => &[Self::Counterfeit, Self::Improper, Self::Impostor],
            Element::Benefit => &[Self::Money, Self::Goods, Self::Labour, Self::Sexual, Self::Other],
            _ => &[],
        }
    }
}

/// What an element is to its offence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Without it there is none.
    Needed,
    /// It opens cooperation under the Protocol; national law may not require it.
    Scope,
    /// It makes the offence a graver one.
    Aggravates,
}

/// Everything that has to be looked at for an offence in this form, in the order of the articles.
#[must_use]
pub fn elements_of(offence: Offence, participation: Participation) -> Vec<(Element, Weight)> {
    use Element as E;
    let own: &[Element] = match offence {
        Offence::Smuggling => &[E::Procuring, E::IllegalEntry, E::NotNational],
        Offence::Producing => &[E::Produced, E::Document, E::ToEnable],
        Offence::Providing => &[E::Provided, E::Document, E::ToEnable],
        Offence::Staying => &[E::IllegalStay, E::NotNational, E::IllegalMeans],
    };
    let part: &[Element] = match participation {
        Participation::Principal => &[],
        Participation::Attempt => &[E::Begun],
        Participation::Accomplice => &[E::Helped],
        Participation::Organising => &[E::Directed],
    };
    // 6(3) names 6(1)(a), (b)(i) and (c), and not (b)(ii).
    let graver: &[Element] =
        if offence == Offence::Providing { &[] } else { &[E::EndangersLife, E::Inhuman] };
    let all = [
        (&[E::Intent, E::Benefit][..], Weight::Needed),
        (own, Weight::Needed),
        (part, Weight::Needed),
        (&[E::Transnational, E::Group], Weight::Scope),
        (graver, Weight::Aggravates),
    ];
    all.into_iter().flat_map(|(elements, weight)| elements.iter().map(move |e| (*e, weight))).collect()
}

/// What a person judged of an element, and on what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Which element.
    pub element: Element,
    /// What they judged.
    pub shown: Shown,
    /// In which way, where there is a choice.
    pub detail: Option<Detail>,
    /// Why.
    pub why: String,
    /// The statements that it rests on.
    pub statements: Vec<StatementId>,
    /// The exhibits that it rests on.
    pub exhibits: Vec<Uuid>,
    /// Who judged.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// A judgement to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJudgement {
    /// Which element.
    pub element: Element,
    /// What is judged.
    pub shown: Shown,
    /// In which way.
    pub detail: Option<Detail>,
    /// Why.
    pub why: String,
    /// The statements that it rests on.
    pub statements: BTreeSet<StatementId>,
    /// The exhibits that it rests on.
    pub exhibits: BTreeSet<Uuid>,
}

/// What a judgement lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JudgementLacks {
    /// It says no reasons.
    Why,
    /// It rests on no statement and no exhibit.
    Ground,
    /// It rests on too many, or says too much.
    Short,
    /// It is no element of this offence.
    Element,
    /// The way it was chosen is none of this element.
    Detail,
}

/// What is missing in a judgement on an offence. Whatever is not "not shown" rests on something.
#[must_use]
pub fn lacks(new: &NewJudgement, offence: Offence, participation: Participation) -> Option<JudgementLacks> {
    let rests = new.statements.len().saturating_add(new.exhibits.len());
    if !elements_of(offence, participation).iter().any(|(element, _)| *element == new.element) {
        return Some(JudgementLacks::Element);
    }
    if new.detail.is_some_and(|detail| !Detail::of(new.element).contains(&detail)) {
        return Some(JudgementLacks::Detail);
    }
    match () {
        () if new.why.trim().is_empty() => Some(JudgementLacks::Why),
        () if rests > RESTS_MAX || new.why.chars().count() > REASONS_CHARS_MAX => Some(JudgementLacks::Short),
        () if rests == 0 && new.shown != Shown::NotShown => Some(JudgementLacks::Ground),
        () => None,
    }
}

/// Where an offence stands by what was judged. Never that somebody is guilty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stands {
    /// The benefit is contradicted: no offence of article 6 stands.
    NoBenefit,
    /// These elements that it needs are not proven.
    Lacks(Vec<Element>),
    /// Every element that it needs was judged proven; a court decides.
    AllJudged,
}

/// Where an offence stands; `newest` is what was judged last of each element.
#[must_use]
pub fn stands(offence: Offence, participation: Participation, newest: &BTreeMap<Element, Shown>) -> Stands {
    if newest.get(&Element::Benefit) == Some(&Shown::Contradicted) {
        return Stands::NoBenefit;
    }
    let needed = elements_of(offence, participation).into_iter().filter(|(_, w)| *w == Weight::Needed);
    let missing: Vec<Element> =
        needed.map(|(e, _)| e).filter(|e| newest.get(e) != Some(&Shown::Proven)).collect();
    if missing.is_empty() { Stands::AllJudged } else { Stands::Lacks(missing) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(element: Element, shown: Shown) -> NewJudgement {
        let exhibits = BTreeSet::from([Uuid::from_u128(1)]);
        let why = "the driver's phone".into();
        NewJudgement { element, shown, detail: None, why, statements: BTreeSet::new(), exhibits }
    }

    #[test]
    fn an_element_is_not_proven_by_nothing() {
        let of = |new: &NewJudgement| lacks(new, Offence::Smuggling, Participation::Principal);
        let whole = judged(Element::Benefit, Shown::Proven);
        assert_eq!(of(&whole), None);
        for shown in [Shown::Proven, Shown::Indicated, Shown::Contradicted] {
            let bare = NewJudgement { exhibits: BTreeSet::new(), shown, ..whole.clone() };
            assert_eq!(of(&bare), Some(JudgementLacks::Ground), "{shown:?}");
        }
        let nothing = NewJudgement { exhibits: BTreeSet::new(), shown: Shown::NotShown, ..whole.clone() };
        assert_eq!(of(&nothing), None, "that nothing shows it rests on nothing");
        let silent = NewJudgement { why: "  ".into(), ..whole.clone() };
        assert_eq!(of(&silent), Some(JudgementLacks::Why));
        let many = (0..=RESTS_MAX).map(|n| Uuid::from_u128(n as u128)).collect();
        assert_eq!(of(&NewJudgement { exhibits: many, ..whole }), Some(JudgementLacks::Short));
    }

    #[test]
    fn r_02_without_a_benefit_no_offence_of_article_6_stands_whatever_else_is_proven() {
        for offence in Offence::ALL {
            let all = elements_of(*offence, Participation::Principal);
            assert!(
                all.contains(&(Element::Benefit, Weight::Needed))
                    && all.contains(&(Element::Intent, Weight::Needed))
            );
            let mut newest: BTreeMap<Element, Shown> = all.iter().map(|(e, _)| (*e, Shown::Proven)).collect();
            assert_eq!(stands(*offence, Participation::Principal, &newest), Stands::AllJudged);
            newest.insert(Element::Benefit, Shown::Contradicted);
            assert_eq!(stands(*offence, Participation::Principal, &newest), Stands::NoBenefit);
            newest.insert(Element::Benefit, Shown::Indicated);
            let lacking = Stands::Lacks(vec![Element::Benefit]);
            assert_eq!(stands(*offence, Participation::Principal, &newest), lacking);
        }
    }

    #[test]
    fn r_03_a_bare_document_offence_knows_no_aggravation() {
        for element in [Element::EndangersLife, Element::Inhuman] {
            let new = judged(element, Shown::Proven);
            let of = |offence| lacks(&new, offence, Participation::Principal);
            assert_eq!(of(Offence::Providing), Some(JudgementLacks::Element));
            for graver in [Offence::Smuggling, Offence::Producing, Offence::Staying] {
                assert_eq!(of(graver), None);
            }
        }
    }

    #[test]
    fn what_is_not_judged_is_missing_and_said_and_scope_is_no_element_at_home() {
        let newest = BTreeMap::from([(Element::Intent, Shown::Proven)]);
        let Stands::Lacks(missing) = stands(Offence::Smuggling, Participation::Attempt, &newest) else {
            panic!("elements are missing");
        };
        use Element::{Begun, Benefit, IllegalEntry, NotNational, Procuring};
        assert_eq!(missing, [Benefit, Procuring, IllegalEntry, NotNational, Begun]);
    }

    #[test]
    fn a_document_is_fraudulent_in_one_of_three_ways_and_nothing_else_is() {
        let mut new = judged(Element::Document, Shown::Proven);
        new.detail = Some(Detail::Improper);
        assert_eq!(lacks(&new, Offence::Producing, Participation::Principal), None);
        new.detail = Some(Detail::Money);
        assert_eq!(lacks(&new, Offence::Producing, Participation::Principal), Some(JudgementLacks::Detail));
        for code in Element::ALL.iter().map(|e| e.code()) {
            assert_eq!(Element::parse(code).map(Element::code), Some(code));
        }
    }
}
