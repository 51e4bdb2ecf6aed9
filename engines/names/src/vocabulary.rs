//! Words around names: titles, particles, forms of companies, words that many names share, short forms. Language, not
//! names of anybody: no entry of a list and no test pair stands here.

/// Said before or after a person's name, and not part of it.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "lord", "lady", "dame", "sheikh", "shaikh",
    "shaykh", "sheik", "cheikh", "mullah", "mulla", "molla", "maulavi", "maulawi", "mawlawi", "maulana", "mawlana", "moulvi",
    "haji", "hajji", "hadji", "hajj", "alhaji", "hadj", "sayyid", "sayed", "syed", "sayyed", "seyed", "seyyed", "sayid", "saiyid", "ustad", "ustaz",
    "qari", "hafiz", "general", "gen", "lieutenant", "lt", "colonel", "col", "major", "maj", "captain", "capt", "brigadier",
    "sergeant", "sgt", "admiral", "commander", "commandant", "president", "minister", "king", "prince", "princess", "queen",
    "father", "fr", "rev", "reverend", "bishop", "imam", "ayatollah", "hojatoleslam", "eng", "engineer", "ing", "herr",
    "frau", "monsieur", "madame", "mme", "mlle", "senor", "senora", "don", "dona", "sig", "signor", "dott", "avv", "jr", "sr",
    "junior", "senior", "phd", "md", "esq", "alias", "aka", "gospodin", "hazrat", "emir", "chief",
    // Arabic and Persian ones, as their letters are brought to Latin.
    "syd", "shykh", "mla", "mwlwy", "hajy", "haj", "qary", "hafz", "astad", "dktwr", "mhnds", "aqay",
];

/// How a name hangs together: dropped, since one language writes them where another does not.
const PARTICLES: &[&str] = &[
    "al", "el", "ul", "il", "bin", "ibn", "ben", "bn", "bint", "bnt", "binti", "binte", "b", "von", "van", "der", "den", "de",
    "del", "della", "da", "di", "do", "dos", "das", "du", "des", "la", "le", "ould", "wuld", "wld", "walad", "oulad", "and", "y",
    "zu", "af", "av", "ap", "ter", "ten", "the", "na",
];

/// Forms of companies, each with the form it is a way of writing. Longer ways first.
const FORMS: &[(&str, &str)] = &[
    ("open joint stock company", "jsc"), ("public joint stock company", "jsc"), ("closed joint stock company", "jsc"),
    ("joint stock company", "jsc"), ("limited liability partnership", "llp"), ("limited liability company", "llc"),
    ("public limited company", "plc"), ("private limited", "ltd"), ("pvt ltd", "ltd"), ("pvt limited", "ltd"), ("pte ltd", "ltd"), ("pty ltd", "ltd"), ("sdn bhd", "ltd"),
    ("limited partnership", "lp"), ("sa de cv", "sa"), ("s a de c v", "sa"), ("sociedad anonima", "sa"), ("societe anonyme", "sa"),
    ("aktiengesellschaft", "ag"), ("gesellschaft mit beschrankter haftung", "gmbh"), ("gmbh co kg", "kg"),
    ("obshchestvo s ogranichennoy otvetstvennostyu", "llc"), ("obshchestvo s ogranichennoi otvetstvennostiu", "llc"),
    ("aktsionernoe obshchestvo", "jsc"), ("otkrytoe aktsionernoe obshchestvo", "jsc"), ("publichnoe aktsionernoe obshchestvo", "jsc"),
    ("zakrytoe aktsionernoe obshchestvo", "jsc"), ("tovarystvo z obmezhenoyu vidpovidalnistyu", "llc"),
    ("sp z oo", "llc"), ("sp zoo", "llc"), ("societatea cu raspundere limitata", "srl"), ("sociedad limitada", "sl"), ("sociedad de responsabilidad limitada", "srl"), ("besloten vennootschap", "bv"), ("naamloze vennootschap", "nv"), ("aktiebolag", "ab"), ("limited company", "ltd"), ("co ltd", "ltd"), ("co limited", "ltd"), ("and co", "co"), ("sp z o o", "llc"), ("spolka z ograniczona odpowiedzialnoscia", "llc"), ("spolka akcyjna", "sa"),
    ("a s", "as"), ("s a", "sa"), ("s p a", "spa"), ("s r l", "srl"), ("s a r l", "sarl"), ("n v", "nv"), ("b v", "bv"), ("a g", "ag"), ("l l c", "llc"), ("l p", "lp"),
    ("p l c", "plc"), ("g m b h", "gmbh"), ("n a", "na"), ("s l", "sl"), ("incorporated", "inc"), ("corporation", "corp"), ("company", "co"),
    ("limited", "ltd"), ("inc", "inc"), ("corp", "corp"), ("co", "co"), ("ltd", "ltd"), ("llc", "llc"), ("llp", "llp"), ("lp", "lp"), ("plc", "plc"), ("ag", "ag"),
    ("gmbh", "gmbh"), ("kg", "kg"), ("ohg", "ohg"), ("se", "se"), ("sa", "sa"), ("sas", "sas"), ("sarl", "sarl"), ("srl", "srl"), ("spa", "spa"), ("nv", "nv"), ("bv", "bv"),
    ("ab", "ab"), ("as", "as"), ("asa", "asa"), ("oy", "oy"), ("oyj", "oy"), ("aps", "aps"), ("kft", "kft"), ("zrt", "zrt"), ("doo", "doo"), ("ood", "llc"), ("eood", "llc"),
    ("ooo", "llc"), ("oao", "jsc"), ("ojsc", "jsc"), ("pao", "jsc"), ("pjsc", "jsc"), ("zao", "jsc"), ("cjsc", "jsc"), ("ao", "jsc"), ("jsc", "jsc"), ("tov", "llc"), ("too", "llc"),
    ("pte", "ltd"), ("pty", "ltd"), ("pvt", "ltd"), ("bhd", "ltd"), ("fze", "fze"), ("fzco", "fze"), ("fzc", "fze"), ("fz", "fze"), ("est", "est"), ("kk", "kk"), ("gk", "gk"),
    ("sl", "sl"), ("sv", "sv"), ("cv", "cv"), ("aktsiya", "jsc"),
];

/// Words that tell nothing.
const STOPS: &[&str] = &[
    "of", "the", "and", "for", "in", "et", "und", "y", "e", "de", "du", "des", "la", "le", "les", "der", "die", "das", "da", "do", "di", "del", "al", "el", "fur", "na", "i", "a", "an",
    "mv", "ms", "mt", "ss", "fv", "mts", "mfv", "cu", "po", "dlya", "v", "s", "with", "on", "by",
];

/// Numbers as words; ordinals of one count are it.
const NUMBERS: &[(&str, &str)] = &[
    ("one", "1"), ("two", "2"), ("three", "3"), ("four", "4"), ("five", "5"), ("six", "6"), ("seven", "7"), ("eight", "8"), ("nine", "9"), ("ten", "10"),
    ("first", "1"), ("second", "2"), ("third", "3"), ("fourth", "4"), ("fifth", "5"), ("1st", "1"), ("2nd", "2"), ("3rd", "3"), ("4th", "4"), ("5th", "5"),
    ("i", "1"), ("ii", "2"), ("iii", "3"), ("iv", "4"), ("v", "5"), ("vi", "6"), ("vii", "7"), ("viii", "8"), ("ix", "9"), ("x", "10"), ("xi", "11"), ("xii", "12"), ("xiii", "13"), ("xiv", "14"), ("xv", "15"), ("xvi", "16"), ("xx", "20"),
];

/// Words that so many organisations and ships bear that they tell little.
const GENERAL: &[&str] = &[
    "bank", "banco", "banque", "banca", "bancorp", "banking", "group", "holding", "holdings", "international", "intl", "trading", "trade", "trust", "fund", "capital", "industries",
    "industry", "industrial", "services", "service", "solutions", "enterprise", "enterprises", "general", "global", "national", "business",
    "import", "export", "transport", "transports", "shipping", "marine", "maritime", "lines", "line", "travel", "tours",
    "foundation", "association", "organization", "organisation", "institute", "center", "centre", "company", "corporation", "agency", "office", "department", "ministry", "establishment",
    "vessel", "ship", "motor", "systems", "technologies", "technology", "investment", "investments", "development", "management", "partners", "bros", "brothers", "sons", "son",
    "petroleum", "oil", "gas", "energy", "construction", "contracting", "telecom", "communications", "exchange", "finance", "financial", "insurance", "university", "college", "school",
];

/// Given and family names that so many people bear that they tell little; by their sounds, so that spellings are one.
/// From common knowledge of the regions concerned.
const COMMON: &[&str] = &[
    "muhammad", "mohamed", "ahmad", "ali", "hassan", "hussein", "husayn", "ibrahim", "abdallah", "abdullah", "abdulrahman", "abdelrahman", "umar", "omar", "uthman", "osman", "khan", "mahmud", "mahmoud",
    "said", "saeed", "saleh", "salih", "khalid", "yusuf", "youssef", "ismail", "mustafa", "hamid", "abdul", "aziz", "karim", "rashid", "hasan", "musa", "isa", "yahya", "fatima", "aisha", "maryam", "mariam",
    "john", "james", "michael", "david", "robert", "william", "maria", "anna", "jose", "juan", "carlos", "antonio", "ivan", "sergei", "sergey", "aleksandr", "alexander", "vladimir", "andrei", "dmitri",
    "mikhail", "nikolai", "olga", "elena", "kim", "li", "wang", "zhang", "chen", "liu", "lee", "park", "choi", "nguyen", "tran", "le", "pham", "singh", "kumar", "devi", "silva", "santos", "garcia",
    "tesfay", "tesfaye", "haile", "gebre", "tekle", "kidane", "berhane", "diallo", "traore", "toure", "keita", "ba", "sow", "issa", "moussa", "amadou", "mamadou", "oumar", "ousmane",
];

/// Short forms in use, each with what it is short for; both in plain letters.
const SHORT: &[(&str, &str)] = &[
    ("bill", "william"), ("will", "william"), ("bob", "robert"), ("rob", "robert"), ("dick", "richard"), ("rick", "richard"), ("jim", "james"), ("jack", "john"), ("johnny", "john"),
    ("mike", "michael"), ("mick", "michael"), ("tony", "anthony"), ("tom", "thomas"), ("dave", "david"), ("dan", "daniel"), ("ben", "benjamin"), ("joe", "joseph"), ("sam", "samuel"), ("ed", "edward"), ("ted", "edward"), ("ned", "edward"),
    ("chuck", "charles"), ("charlie", "charles"), ("hank", "henry"), ("harry", "henry"), ("liz", "elizabeth"), ("beth", "elizabeth"), ("betty", "elizabeth"), ("kate", "katherine"), ("katie", "katherine"), ("peggy", "margaret"), ("meg", "margaret"), ("maggie", "margaret"),
    ("sasha", "aleksandr"), ("sasha", "alexander"), ("sanya", "aleksandr"), ("alyosha", "aleksei"), ("lyosha", "aleksei"), ("dima", "dmitri"), ("mitya", "dmitri"), ("misha", "mikhail"), ("kolya", "nikolai"), ("vanya", "ivan"),
    ("volodya", "vladimir"), ("vova", "vladimir"), ("zhenya", "evgeni"), ("gena", "gennadi"), ("seryozha", "sergei"), ("kostya", "konstantin"), ("tolya", "anatoli"), ("borya", "boris"), ("petya", "pyotr"), ("pasha", "pavel"), ("grisha", "grigori"),
    ("yura", "yuri"), ("tanya", "tatyana"), ("natasha", "natalya"), ("katya", "ekaterina"), ("masha", "maria"), ("lena", "elena"), ("sveta", "svetlana"), ("pepe", "jose"), ("paco", "francisco"), ("pancho", "francisco"), ("nacho", "ignacio"), ("lupe", "guadalupe"),
    ("beppe", "giuseppe"), ("pippo", "filippo"), ("gigi", "luigi"), ("hansi", "johannes"), ("hans", "johannes"), ("fritz", "friedrich"), ("sepp", "josef"), ("uli", "ulrich"), ("klaus", "nikolaus"), ("memo", "mehmet"), ("hamo", "muhammad"),
];

pub(crate) fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
}

pub(crate) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

pub(crate) fn is_stop(word: &str) -> bool {
    STOPS.contains(&word)
}

/// The number that a word writes.
pub(crate) fn number(word: &str) -> Option<&str> {
    if !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()) {
        return Some(word);
    }
    NUMBERS.iter().find(|(written, _)| *written == word).map(|(_, number)| *number)
}

pub(crate) fn is_general(word: &str) -> bool {
    GENERAL.contains(&word)
}

/// The names that many people bear.
pub(crate) fn common() -> impl Iterator<Item = &'static str> {
    COMMON.iter().copied()
}

/// Whether one of two words is a short form of the other.
pub(crate) fn is_short_for(a: &str, b: &str) -> bool {
    SHORT.iter().any(|(short, long)| (*short == a && *long == b) || (*short == b && *long == a))
}

/// The form of a company that a long word misspells.
pub(crate) fn form_like(sounds: &crate::sounds::Sounds) -> Option<&'static str> {
    let long = FORMS.iter().filter(|(written, _)| written.len() >= 7 && !written.contains(' '));
    let like = |written: &str| crate::sounds::alike(&crate::sounds::Sounds::of(written, sounds.vowels), sounds) >= 0.88;
    long.filter(|(written, _)| like(written)).map(|(_, form)| *form).next()
}

/// The form of a company that begins at the first of these words, and how many of them write it.
pub(crate) fn form_at(words: &[&str]) -> Option<(&'static str, usize)> {
    FORMS.iter().find_map(|(written, form)| {
        let count = written.split(' ').count();
        let here = words.get(..count)?;
        written.split(' ').eq(here.iter().copied()).then_some((*form, count))
    })
}
