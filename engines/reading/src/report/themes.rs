//! What a recommendation is about, and the articles of treaties that it names: by its own words.

use super::text::{Words, begins_large};
use super::{Article, Theme};

/// Words or beginnings of words (`train*`) that stand for a theme, in English, French and Spanish.
const THEMES: [(Theme, &str); 23] = [
    (
        Theme::CapacityBuilding,
        "training|technical assistance|equipment|capacity|capacity-building|formation|assistance technique|capacitación|asistencia técnica|renforcement des capacités",
    ),
    (
        Theme::Technology,
        "technolog*|internet|online|social media|digital|cyber*|platforms|en ligne|numérique*|en línea|digital*",
    ),
    (Theme::Sea, "sea|vessel*|maritime|search and rescue|disembark*|mer|navire*|buque*|marítim*"),
    (
        Theme::PrivateSector,
        "private sector|private companies|public-private|compan*|business*|secteur privé|sector privado|empresa*",
    ),
    (Theme::CivilSociety, "civil society|academia|non-governmental|société civile|sociedad civil"),
    (
        Theme::NationalStrategies,
        "national action plans|action plan*|strateg*|national committee|plans d'action|stratégie*|planes de acción|estrategia*",
    ),
    (
        Theme::InternationalCooperation,
        "international cooperation|cooperate|regional cooperation|coopération internationale|cooperación internacional|cooperar|coopérer",
    ),
    (
        Theme::MutualLegalAssistance,
        "mutual legal assistance|extradit*|entraide judiciaire|asistencia judicial",
    ),
    (
        Theme::JointInvestigations,
        "joint or parallel|joint investigat*|parallel investigat*|joint operation*|enquêtes conjointes|investigaciones conjuntas",
    ),
    (
        Theme::ContactPoints,
        "points of contact|contact points|focal points|liaison|channels of communication|points de contact|puntos de contacto|magistrats de liaison",
    ),
    (
        Theme::InformationSharing,
        "share information|sharing information|exchange of information|information-sharing|data-sharing|data|échange d'informations|intercambio de información|share",
    ),
    (
        Theme::BordersDocuments,
        "border*|travel documents|document fraud|fraudulent documents|frontière*|frontera*|frontier*",
    ),
    (
        Theme::Protection,
        "protect*|human rights|victims|witnesses|non-refoulement|droits humains|victimes|protección|derechos humanos|víctimas",
    ),
    (Theme::Children, "child*|unaccompanied|minors|enfant*|niños|menores"),
    (Theme::Gender, "gender|women|femmes|mujeres|género"),
    (Theme::DeathsInjuries, "deaths|injuries|missing migrants|décès|muertes|lesiones"),
    (
        Theme::Money,
        "financial investigat*|money-laundering|proceeds of crime|asset*|financial institution*|blanchiment|blanqueo|financial flows",
    ),
    (Theme::Corruption, "corruption|corrupción"),
    (Theme::Trafficking, "trafficking in persons|traite des personnes|trata de personas"),
    (
        Theme::Prevention,
        "prevent*|awareness*|root causes|sensibilisation|prévention|prevención|sensibilización",
    ),
    (
        Theme::Legislation,
        "legislation|criminalize|criminalization|domestic law|laws|liability of legal persons|législation|legislación",
    ),
    (
        Theme::Review,
        "review mechanism|review process|mechanism for the review|country reviews|mécanisme d'examen|mecanismo de examen",
    ),
    (
        Theme::FutureWork,
        "future meetings|agenda of|next session|provisional agenda|follow-up to the meeting|prochaine session|próximo período de sesiones",
    ),
];

/// The themes of a text.
pub(super) fn themes(text: &str) -> Vec<Theme> {
    let words = Words::of(text);
    THEMES
        .iter()
        .filter(|(_, list)| list.split('|').any(|term| speaks_of(&words, term)))
        .map(|(theme, _)| *theme)
        .collect()
}

fn speaks_of(words: &Words<'_>, term: &str) -> bool {
    let parts: Vec<&str> = term.split(' ').collect();
    (0..words.all.len()).any(|at| {
        parts.iter().enumerate().all(|(more, part)| {
            let word = words.lower(at.saturating_add(more));
            part.strip_suffix('*').map_or(word == *part, |head| word.starts_with(head))
        })
    })
}

const TREATIES: &str = "convention protocol agreement covenant treaty charter protocole accord pacte traité charte convenio protocolo acuerdo pacto tratado carta convención";
const INNER: &str =
    "on of the for against and in to sur contre des de la les du relative sobre contra los las del el to";

/// The articles of treaties that a text names, and treaties without an article.
pub(super) fn articles(text: &str) -> Vec<Article> {
    let words = Words::of(text);
    let mut found: Vec<Article> = Vec::new();
    let mut named_to = 0usize;
    let mut at = 0usize;
    while at < words.all.len() {
        if words.at(at, "article|articles|art|artículo|artículos").is_some() {
            let (numbers, end) = numbers(&words, at.saturating_add(1));
            let of = words.at(end, "of|de|du|del|to").or_else(|| words.at(end, ", of|de|du|del"));
            let treaty = of.and_then(|next| {
                let next = words.at(next, "the|la|le|l'").unwrap_or(next);
                treaty(&words, next)
            });
            let (name, end) = treaty.map_or((String::new(), end), |(name, end)| (name, end));
            for article in numbers {
                add(&mut found, Article { treaty: name.clone(), article });
            }
            named_to = end.max(at.saturating_add(1));
            at = named_to;
            continue;
        }
        if at >= named_to
            && let Some((name, end)) = treaty(&words, at)
        {
            if !found.iter().any(|a| a.treaty == name) {
                add(&mut found, Article { treaty: name, article: String::new() });
            }
            at = end;
            continue;
        }
        at = at.saturating_add(1);
    }
    found
}

fn add(found: &mut Vec<Article>, article: Article) {
    if !found.contains(&article) && found.len() < 60 {
        found.push(article);
    }
}

/// `18`, `16 and 18`, `6, paragraph 4,`, `18 (13)`.
fn numbers(words: &Words<'_>, from: usize) -> (Vec<String>, usize) {
    let mut all = Vec::new();
    let mut at = from;
    while let Ok(number) = words.lower(at).parse::<u32>() {
        let mut text = number.to_string();
        at = at.saturating_add(1);
        if let Some(next) = words.at(at, ", paragraph|paragraphs|para") {
            text = format!("{text}({})", words.lower(next));
            at = words.at(next.saturating_add(1), ",").unwrap_or(next.saturating_add(1));
        } else if words.at(at, "(").is_some() && words.lower(at.saturating_add(2)) == ")" {
            text = format!("{text}({})", words.lower(at.saturating_add(1)));
            at = at.saturating_add(3);
        }
        all.push(text);
        match words.at(at, ",? and|et|y|to|\u{2013}|,?") {
            Some(next) if words.lower(next).parse::<u32>().is_ok() => at = next,
            _ => break,
        }
    }
    (all, at)
}

/// A name that begins with a capital and holds the word for a treaty: `Smuggling of Migrants Protocol`, `Paris Agreement`,
/// `United Nations Convention against Corruption`.
fn treaty(words: &Words<'_>, at: usize) -> Option<(String, usize)> {
    let capital = |at: usize| {
        words.all.get(at).is_some_and(|w| words.text.get(w.start..).is_some_and(begins_large))
            && words.lower(at).chars().all(|c| c.is_alphabetic() || c == '-')
    };
    let before_capital = at.checked_sub(1).is_some_and(capital);
    if !capital(at) || before_capital {
        return None;
    }
    let mut end = at;
    let mut kind = None;
    while end < words.all.len().min(at.saturating_add(24)) {
        if capital(end) {
            if among_treaties(words.lower(end)) {
                kind = Some(end);
            }
            end = end.saturating_add(1);
        } else if super::text::among(INNER, words.lower(end))
            && (capital(end.saturating_add(1))
                || super::text::among(INNER, words.lower(end.saturating_add(1))))
        {
            // `the Convention and the Protocol` are two.
            let the = words.lower(end.saturating_add(1)) == "the";
            let joins = matches!(words.lower(end), "and" | "et" | "y")
                && (the || kind.is_some() && kind == end.checked_sub(1));
            if joins || kind.is_some() && matches!(words.lower(end), "in" | "to") {
                break;
            }
            end = end.saturating_add(1);
        } else {
            break;
        }
    }
    let kind = kind?;
    while end > kind.saturating_add(1) && !capital(end.saturating_sub(1)) {
        end = end.saturating_sub(1);
    }
    // `the Implementation of the United Nations Convention`: the treaty is what follows the last `of the`.
    let begin = (at..kind)
        .rev()
        .find(|b| words.lower(*b) == "the" && words.lower(b.saturating_sub(1)) == "of" && *b > at)
        .map_or(at, |b| b.saturating_add(1));
    let name = words.slice(begin, end);
    (name.split(' ').count() > 1).then(|| (super::states::without_article(name).to_owned(), end))
}

fn among_treaties(word: &str) -> bool {
    super::text::among(TREATIES, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_read_with_their_treaty() {
        let article =
            |treaty: &str, article: &str| Article { treaty: treaty.into(), article: article.into() };
        assert_eq!(
            articles("under article 18 (13) of the Organized Crime Convention"),
            [article("Organized Crime Convention", "18(13)")]
        );
        assert_eq!(
            articles("by Article 6, paragraph 4, of the Paris Agreement and"),
            [article("Paris Agreement", "6(4)")]
        );
        assert_eq!(
            articles(
                "In accordance with the Organized Crime Convention and the Smuggling of Migrants Protocol, States"
            ),
            [article("Organized Crime Convention", ""), article("Smuggling of Migrants Protocol", "")]
        );
        assert_eq!(articles("articles 16 and 18 of the Convention"), [article("", "16"), article("", "18")]);
    }

    #[test]
    fn a_theme_is_what_the_words_say() {
        let found = themes("States parties should provide training and equipment to border guards");
        assert_eq!(found, [Theme::CapacityBuilding, Theme::BordersDocuments]);
    }
}
