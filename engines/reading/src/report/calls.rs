//! What a sentence asks, of whom and how strongly. The words are those of the text; a verb or an addressee that is not
//! known stays unclear.

use super::text::{Words, among, sentences};
use super::{Addressee, Call, Span, Strength};

/// Modal phrases in the order in which they are tried at a word: the longer before the shorter.
const MODALS: [(&str, Strength); 46] = [
    ("are|is|were|was also|therefore|further|again? strongly? urged", Strength::Urged),
    ("are|is|were|was also|further? strongly? called upon", Strength::CalledUpon),
    ("are|is|were|was also|further? requested", Strength::Requested),
    ("are|is|were|was also|further? strongly? encouraged", Strength::Encouraged),
    ("are|is|were|was also|further? invited", Strength::Invited),
    ("are|is|were|was also|further? strongly? recommended|advised", Strength::Recommended),
    ("shall|must", Strength::Shall),
    ("should , …", Strength::Should),
    ("should also? endeavour|endeavor|strive|seek", Strength::ShouldEndeavour),
    ("should make every|all effort|efforts", Strength::ShouldEndeavour),
    ("should also|further? consider", Strength::ShouldConsider),
    ("should", Strength::Should),
    ("may|might also? wish", Strength::MayWish),
    ("may|could|might also? consider", Strength::May),
    ("devraient|devrait s'efforcer|s'employer|veiller", Strength::ShouldEndeavour),
    ("devraient|devrait également? envisager|examiner", Strength::ShouldConsider),
    ("devraient|devrait", Strength::Should),
    ("doivent|doit", Strength::Shall),
    (
        "sont|est également? instamment priés|priées|prié|priée|invités|engagés|engagées|encouragés",
        Strength::Urged,
    ),
    ("sont|est exhortés|exhortées|exhorté|appelés|appelées", Strength::CalledUpon),
    ("sont|est également? priés|priées|prié|priée", Strength::Requested),
    ("sont|est également? vivement? encouragés|encouragées|encouragé|encouragée", Strength::Encouraged),
    ("sont|est également? invités|invitées|invité|invitée", Strength::Invited),
    ("souhaitera|souhaiteront|voudra|voudront|souhaiterait peut-être", Strength::MayWish),
    ("pourraient|pourrait également? envisager|souhaiter", Strength::MayWish),
    ("deberían|debería procurar|esforzarse|tratar", Strength::ShouldEndeavour),
    ("deberían|debería considerar|estudiar", Strength::ShouldConsider),
    ("deberían|debería", Strength::Should),
    ("deben|debe", Strength::Shall),
    ("tal vez desee|deseen|deseara", Strength::MayWish),
    ("quizás|quizá desee|deseen", Strength::MayWish),
    ("se insta encarecidamente? a|al", Strength::Urged),
    ("se exhorta a|al", Strength::CalledUpon),
    ("se alienta a|al", Strength::Encouraged),
    ("se invita a|al", Strength::Invited),
    ("se solicita|pide a|al", Strength::Requested),
    ("se recomienda a|al|que", Strength::Recommended),
    ("il est recommandé que|à|aux", Strength::Recommended),
    ("it is|was recommended that", Strength::Recommended),
    ("podrían|podría considerar", Strength::May),
    ("have|has been? urged", Strength::Urged),
    ("have|has been? invited", Strength::Invited),
    ("have|has been? requested", Strength::Requested),
    ("have|has been? encouraged", Strength::Encouraged),
    ("ought to", Strength::Should),
    ("are|is required|obliged to", Strength::Shall),
];

/// Verbs of a body that asks or decides, as it says them now and as a report tells them.
const VERBS: [(&str, Strength); 15] = [
    ("urges urged prie-instamment insta instó", Strength::Urged),
    ("calls called exhorta exhortó exhorte", Strength::CalledUpon),
    ("requests requested asks asked solicita solicitó pide pidió prie demande demandé", Strength::Requested),
    ("encourages encouraged alienta alentó encourage encouragé", Strength::Encouraged),
    ("invites invited invita invitó invite invité", Strength::Invited),
    ("recommends recommended recomienda recomendó recommande recommandé", Strength::Recommended),
    ("decides decided decide decidió décide décidé resolves resolved", Strength::Decided),
    ("agrees agreed convenu acordó acuerda convient", Strength::Decided),
    (
        "adopts adopted approves approved adopte adopté adopta adoptó aprueba aprobó approuve approuvé",
        Strength::Decided,
    ),
    (
        "authorizes authorized endorses endorsed establishes established mandates mandated declares",
        Strength::Decided,
    ),
    ("concludes concluded", Strength::Decided),
    (
        "welcomes welcomed notes noted takes took recalls recalled reaffirms reaffirmed stresses stressed",
        Strength::Noted,
    ),
    (
        "emphasizes emphasized recognizes recognized expresses expressed acknowledges acknowledged",
        Strength::Noted,
    ),
    (
        "underlines underlined reiterates reiterated appreciates commends commended looks highlights highlighted",
        Strength::Noted,
    ),
    (
        "affirms affirmed considered heard discussed examined considers thanks thanked initiated continued advanced",
        Strength::Noted,
    ),
];

const ASKING: [Strength; 6] = [
    Strength::Urged,
    Strength::CalledUpon,
    Strength::Requested,
    Strength::Encouraged,
    Strength::Invited,
    Strength::Recommended,
];

const SOFT: [&str; 17] = [
    "as|where|when|if appropriate",
    "where|when possible",
    "as feasible",
    "where|when|as applicable",
    "as|where|if|when necessary",
    "to the extent possible",
    "within|subject … available resources",
    "subject to the availability of … resources",
    "on a voluntary basis",
    "in accordance with their|its national|domestic legal system|systems|framework|frameworks",
    "in accordance with their|its respective? domestic|national law|laws|legislation",
    "consistent with … domestic|national law",
    "in a position to do so",
    "le cas échéant",
    "s'il y a lieu",
    "según proceda",
    "cuando proceda",
];

/// What softens a text.
fn softened(words: &Words<'_>) -> Vec<String> {
    SOFT.iter()
        .filter_map(|soft| words.find(0, soft))
        .map(|(from, to)| words.slice(from, to).to_owned())
        .collect()
}

/// What a text asks, sentence by sentence. `body` whether it is what a body decided, told or in force.
pub(super) fn of_text(text: &str, item: &str, place: Span) -> Vec<Call> {
    let mut calls = Vec::new();
    for block in text.split('\n') {
        for sentence in sentences(block) {
            let words = Words::of(sentence);
            let found =
                operative(&words).or_else(|| told(&words)).or_else(|| modal(&words).map(|call| vec![call]));
            let soft = softened(&words);
            for call in found.unwrap_or_default() {
                let softened = if calls.len() > 60 { Vec::new() } else { soft.clone() };
                calls.push(Call { item: item.to_owned(), place, softened, ..call });
            }
        }
    }
    calls
}

/// `States parties are encouraged, as appropriate, to …`.
fn modal(words: &Words<'_>) -> Option<Call> {
    let (start, end, strength) = (0..words.all.len()).find_map(|at| {
        MODALS.iter().find_map(|(pattern, strength)| words.at(at, pattern).map(|end| (at, end, *strength)))
    })?;
    let after = words.lower(start) == "se" || words.lower(start) == "it" || words.lower(start) == "il";
    let (addressee, addressed) = if after { object(words, end) } else { subject(words, start) };
    let mut until = end;
    // `are encouraged, as appropriate, to`: the words reach to the verb.
    let to = (end..end.saturating_add(12).min(words.all.len())).find(|at| words.lower(*at) == "to");
    if let Some(to) = to.filter(|to| *to == end || words.lower(end) == ",") {
        until = to.saturating_add(1);
    }
    let words_of = words.slice(start, until).trim_end_matches(',').to_owned();
    Some(Call { addressee, addressed, strength, words: words_of, ..Call::default() })
}

/// The subject before a verb: the nearest part between commas that names someone.
fn subject(words: &Words<'_>, verb: usize) -> (String, Addressee) {
    let mut to = verb;
    let mut nearest = None;
    for _ in 0..12 {
        let from = (0..to)
            .rev()
            .find(|at| matches!(words.lower(*at), "," | ";" | ":"))
            .map_or(0, |at| at.saturating_add(1));
        let part = words.slice(from, to);
        let kind = kind_of(part);
        if nearest.is_none() {
            nearest = Some((trimmed(part), kind));
        }
        if kind != Addressee::Unclear && starts_with_it(part) {
            return (trimmed(part), kind);
        }
        if from == 0 {
            break;
        }
        to = from.saturating_sub(1);
    }
    nearest.unwrap_or_default()
}

/// Whether a part is a subject and no phrase that only mentions one: `in accordance with the Convention`.
fn starts_with_it(part: &str) -> bool {
    let first = part.split_whitespace().next().unwrap_or_default().to_lowercase();
    !among(
        "in with bearing to for by on of from under through recalling noting considering pursuant including taking as where and dans conformément en con de",
        &first,
    ) || first == "and" && part.split_whitespace().count() <= 6
}

fn trimmed(part: &str) -> String {
    let part = part.trim().trim_end_matches([',', ':']);
    let part = part.strip_prefix("and ").unwrap_or(part);
    let part = [" a", " à", " de", " d'"].iter().fold(part, |p, end| p.strip_suffix(end).unwrap_or(p));
    super::states::without_article(part).to_owned()
}

/// Whom a verb is followed by: up to the infinitive, `that`, or a comma.
fn object(words: &Words<'_>, from: usize) -> (String, Addressee) {
    let told = words.at(from, "that").is_some();
    let to_the = words.at(from, "to the|its").map(|end| end.saturating_sub(1));
    let from = words
        .at(from, "that|que|upon|on|a|à|aux|al")
        .or_else(|| words.at(from, ", … that"))
        .or(to_the)
        .unwrap_or(from);
    let most = from.saturating_add(60).min(words.all.len());
    let infinitive = |at: usize| {
        let next = words.lower(at.saturating_add(1));
        words.lower(at) == "to" && !among("the a an their its this that these those all each any date", next)
    };
    const STOPS: &str = ", : ; that should shall may be de d' à que . consider continue";
    let end = (from..most).find(|at| infinitive(*at) || *at > from && among(STOPS, words.lower(*at)));
    let named = end.is_some_and(|at| !among(", : ; .", words.lower(at)) || infinitive(at));
    let end = end.unwrap_or(most);
    let end = if among("de à d'", words.lower(end)) { spanned(words, from, end, most) } else { end };
    let part = words.slice(from, end);
    // `recommended that States oil …`: no word divides who is asked from what they are to do.
    let part = if told && !named || to_the.is_some() { up_to_named(part) } else { part };
    let kind = kind_of(part);
    // `urged further contributions`, `in order to`: what is asked for, not who is asked.
    let later = (end..most).any(|at| infinitive(at) && words.lower(at.saturating_sub(1)) == ",");
    let nobody = part.ends_with(" so as")
        || part.ends_with("in order")
        || kind == Addressee::Unclear && !named && !later;
    if nobody { (String::new(), Addressee::Unclear) } else { (trimmed(part), kind) }
}

/// French and Spanish names hold a `de`; the infinitive's is the one after a name that is known.
fn spanned(words: &Words<'_>, from: usize, end: usize, most: usize) -> usize {
    if kind_of(words.slice(from, end)) != Addressee::Unclear {
        return end;
    }
    (end.saturating_add(1)..most)
        .find(|at| matches!(words.lower(*at), "de" | "à" | "," | "d'"))
        .unwrap_or(most)
}

fn verb(word: &str) -> Option<Strength> {
    VERBS.iter().find(|(list, _)| among(list, word)).map(|(_, strength)| *strength)
}

const ADVERBS: &str = "also further again strongly once reiterates reiterated invites again then accordingly jointly unanimously \
     warmly furthermore additionally subsequently également aussi en outre también además asimismo nuevamente";

/// `Requests the Secretary-General to …`, with what is joined to it by `and`.
fn operative(words: &Words<'_>) -> Option<Vec<Call>> {
    let first = words.all.first()?;
    if !words.text.get(first.start..)?.starts_with(char::is_uppercase) {
        return None;
    }
    let at = (0..3).find(|at| {
        verb(words.lower(*at)).is_some() && (*at == 0 || (0..*at).all(|b| among(ADVERBS, words.lower(b))))
    })?;
    let present = |word: &str| {
        word.ends_with('s')
            || among(
                "décide prie invite encourage engage demande recommande insta alienta decide exhorta solicita pide invita recomienda aprueba",
                word,
            )
    };
    if !present(words.lower(at)) {
        return None;
    }
    Some(chain(words, at)).filter(|calls| !calls.is_empty())
}

/// `The SBI requested the secretariat to …`: a body is the subject.
fn told(words: &Words<'_>) -> Option<Vec<Call>> {
    let mut intro = 0usize;
    // `At its 3rd meeting, the Board decided …`: the clause before the subject.
    if words.at(0, "at|on|in|following|recalling|having|to|by|à|en|a|lors").is_some() {
        intro = (0..words.all.len().min(60))
            .filter(|at| words.lower(*at) == ",")
            .find(|at| words.at(at.saturating_add(1), "the|le|la|el").is_some())?
            .saturating_add(1);
    }
    // What another resolution said before is no act of this meeting.
    if intro > 0
        && words
            .find(0, "resolution|decision|résolution|décision|resolución")
            .is_some_and(|(at, _)| at < intro)
    {
        return None;
    }
    let start = words.at(intro, "the|le|la|el")?;
    let at = (start..start.saturating_add(26).min(words.all.len())).find(|at| {
        verb(words.lower(*at)).is_some()
            && !matches!(
                words.lower(at.saturating_sub(1)),
                "was" | "were" | "be" | "been" | "as" | "are" | "is"
            )
    })?;
    let part = words.slice(start, at);
    let organ = matches!(kind_of(part), Addressee::Organ | Addressee::Conference) || acronym(part);
    let person = among(
        "chair president representative delegate delegation speaker panellist observer rapporteur secretary director",
        &part.split(' ').next().unwrap_or_default().to_lowercase(),
    );
    if !organ || person || part.contains(',') || part.contains(" of the secretariat") {
        return None;
    }
    Some(chain(words, at)).filter(|calls| !calls.is_empty())
}

fn acronym(part: &str) -> bool {
    let first = part.split([' ', '/']).next().unwrap_or_default();
    first.len() > 1 && first.chars().all(|c| c.is_uppercase() || c.is_numeric())
}

/// The verb at a word, and every further asking verb that `and` or a comma joins to it.
fn chain(words: &Words<'_>, at: usize) -> Vec<Call> {
    let mut calls = Vec::new();
    let present = words.lower(at).ends_with('s');
    let mut next = Some(at);
    while let Some(at) = next {
        let Some(mut strength) = verb(words.lower(at)) else { break };
        let mut end = at.saturating_add(1);
        if let Some(after) = words.at(end, "instamment|encarecidamente|vivement") {
            (strength, end) = (if words.lower(at) == "prie" { Strength::Urged } else { strength }, after);
        }
        end = words.at(end, "upon|on").unwrap_or(end);
        let (addressee, addressed) =
            if ASKING.contains(&strength) { object(words, end) } else { (String::new(), Addressee::Organ) };
        let said = words.at(end, "that|to").unwrap_or(end);
        // `adopted the following decisions` points at acts that stand elsewhere.
        let acts = "decision decisions resolution resolutions recommendation recommendations report agenda";
        if words.lower(at).starts_with("adopt")
            && (end..end.saturating_add(5)).any(|w| among(acts, words.lower(w)))
        {
            return calls;
        }
        calls.push(Call {
            addressee,
            addressed,
            strength,
            words: words.slice(at, said).to_owned(),
            ..Call::default()
        });
        next = (end..words.all.len()).find(|more| {
            let joined = matches!(
                words.lower(more.saturating_sub(1)),
                "and" | "," | "also" | "further" | "regard" | "context"
            );
            let same = words.lower(*more).ends_with('s') == present;
            joined
                && same
                && verb(words.lower(*more)).is_some_and(|s| ASKING.contains(&s) || s == Strength::Decided)
                && words
                    .at(more.saturating_add(1), "to|of|by|in|for|with")
                    .is_none_or(|_| words.lower(*more) == "decided")
        });
        if calls.len() > 12 {
            break;
        }
    }
    calls
}

/// A part up to the end of the first addressee that it names; the whole of it where it names none.
fn up_to_named(part: &str) -> &str {
    let words = Words::of(part);
    named(&words).map_or(part, |(end, _)| words.slice(0, end))
}

/// Which kind of addressee a part of a sentence names: the first that it names.
pub(super) fn kind_of(part: &str) -> Addressee {
    named(&Words::of(part)).map_or(Addressee::Unclear, |(_, kind)| kind)
}

/// The first addressee of a text, and the word after it.
fn named(words: &Words<'_>) -> Option<(usize, Addressee)> {
    const KINDS: [(&str, Addressee); 18] = [
        ("states|state parties|party", Addressee::StatesParties),
        ("états|etats|état parties|partie", Addressee::StatesParties),
        ("estados|estado partes|parte", Addressee::StatesParties),
        ("parties|party", Addressee::StatesParties),
        ("conference of the parties|states", Addressee::Conference),
        ("conférence des parties|états", Addressee::Conference),
        ("conferencia de las|los partes|estados", Addressee::Conference),
        ("conference|conférence|conferencia", Addressee::Conference),
        ("unodc|onudc", Addressee::Unodc),
        ("united? nations? office on drugs and crime", Addressee::Unodc),
        ("secretary-general", Addressee::SecretaryGeneral),
        ("secrétaire|secretario|secretaria général|générale|general", Addressee::SecretaryGeneral),
        ("executive? secretary|secretariat|secrétariat|secretaría", Addressee::Secretariat),
        (
            "states|governments|countries|country|états|gouvernements|pays|estados|gobiernos|países",
            Addressee::States,
        ),
        ("states|state members|membres|miembros", Addressee::States),
        (
            "committee|committees|commission|commissions|group|board|council|bureau|body|bodies|subsidiary|forum|panel|assembly|comité|groupe|conseil|comisión|grupo|consejo|task|chair|president|co-chairs|presidency|meeting",
            Addressee::Organ,
        ),
        ("united|nations nations|unies|unidas", Addressee::UnitedNations),
        (
            "organizations|organisations|organization|sector|stakeholders|institutions|society|partners|entities|companies|agencies|academia|funds|banks|donors|providers|authorities|practitioners|organismes|organizaciones|experts",
            Addressee::Others,
        ),
    ];
    KINDS
        .iter()
        .enumerate()
        .filter_map(|(order, (pattern, kind))| {
            words.find(0, pattern).map(|(at, end)| (at, usize::MAX.saturating_sub(end), order, *kind))
        })
        .min_by_key(|(at, longest, order, _)| (*at, *longest, *order))
        .map(|(_, longest, _, kind)| (usize::MAX.saturating_sub(longest), kind))
}

/// Who speaks in a text that only leads to its items: `At its 3rd meeting, the Committee:`.
pub(super) fn leads(text: &str) -> Option<&str> {
    let head = sentences(text).pop()?.strip_suffix(':')?.trim();
    let clause = [", the ", ", la ", ", le "].iter().filter_map(|the| head.rfind(the)).max();
    let who = clause.map_or(head, |at| head.get(at.saturating_add(2)..).unwrap_or_default());
    let begins = ["the ", "The ", "la ", "La ", "le ", "Le "].iter().any(|the| who.starts_with(the));
    let short = who.split_whitespace().count() <= 8 && !who.contains(",");
    let organ = matches!(kind_of(who), Addressee::Organ | Addressee::Conference) || acronym(who.get(4..)?);
    let silent = Words::of(who).all.iter().all(|w| verb(&w.lower).is_none());
    (begins && short && organ && silent).then_some(who)
}

/// What an item of such a text asks: `Requested the secretariat to count again`.
pub(super) fn of_led(who: &str, text: &str, item: &str, place: Span) -> Vec<Call> {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    let said: String = first.chain(letters).collect();
    let words = said.split_whitespace().next().unwrap_or_default();
    match verb(words) {
        Some(_) => of_text(&format!("The {} {said}", super::states::without_article(who)), item, place),
        None => of_text(text, item, place),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(
        "States parties should endeavour to provide training.",
        "States parties",
        Strength::ShouldEndeavour
    )]
    #[case(
        "In accordance with the Convention, and bearing in mind the efforts, States parties are urged to act.",
        "States parties",
        Strength::Urged
    )]
    #[case(
        "The Conference of the Parties may wish to request the secretariat to assist.",
        "Conference of the Parties",
        Strength::MayWish
    )]
    #[case("States should consider making use of mechanisms.", "States", Strength::ShouldConsider)]
    #[case("States parties, in line with their law, should act.", "States parties", Strength::Should)]
    #[case("Requests the Secretary-General to report;", "Secretary-General", Strength::Requested)]
    #[case(
        "Invites the Director, in consultation with Member States, to take measures;",
        "Director",
        Strength::Invited
    )]
    #[case(
        "Further invites these subsidiary bodies, as appropriate, to consider;",
        "these subsidiary bodies",
        Strength::Invited
    )]
    #[case("Calls upon Member States to designate focal points;", "Member States", Strength::CalledUpon)]
    #[case(
        "The SBI also requested the secretariat to prepare a synthesis.",
        "secretariat",
        Strength::Requested
    )]
    #[case("The SBSTA and the SBI invited Parties to submit views.", "Parties", Strength::Invited)]
    #[case(
        "The Committee recommended that States parties should adopt laws.",
        "States parties",
        Strength::Recommended
    )]
    #[case("The Working Group decided to meet again.", "", Strength::Decided)]
    #[case(
        "Les États parties sont encouragés à échanger des informations.",
        "États parties",
        Strength::Encouraged
    )]
    #[case("Les États devraient envisager de former leurs agents.", "États", Strength::ShouldConsider)]
    #[case(
        "Se insta a los Estados partes a que designen puntos de contacto.",
        "Estados partes",
        Strength::Urged
    )]
    #[case("Los Estados partes deberían cooperar.", "Estados partes", Strength::Should)]
    fn whom_a_sentence_asks_and_how_strongly(
        #[case] text: &str,
        #[case] whom: &str,
        #[case] strength: Strength,
    ) {
        let calls = of_text(text, "", Span::default());
        let call = calls.first().unwrap();
        assert_eq!((call.addressee.as_str(), call.strength), (whom, strength), "{calls:?}");
    }

    #[rstest]
    #[case("Some speakers highlighted the importance of data.")]
    #[case("The representative of Chad urged action.")]
    fn what_asks_nothing_is_no_call(#[case] text: &str) {
        assert!(of_text(text, "", Span::default()).is_empty());
    }
}
