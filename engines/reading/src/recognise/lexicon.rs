//! The words that say what follows them, in the languages that case files are written in. Folded: one case, digits in
//! ASCII. Hand-written; no names of people.

// long: lists of words, one after another, with nothing to decide

use std::collections::HashMap;
use std::sync::LazyLock;

/// Phrases by their first word, so that a text of any length is looked through in one go.
pub(super) struct Phrases(HashMap<&'static str, Vec<&'static str>>);

impl Phrases {
    pub(super) fn of(phrases: &[&'static str]) -> Self {
        let mut by_first: HashMap<&str, Vec<&str>> = HashMap::new();
        for phrase in phrases {
            by_first.entry(phrase.split(' ').next().unwrap_or_default()).or_default().push(phrase);
        }
        Self(by_first)
    }

    /// Those that begin with a word.
    pub(super) fn begun(&self, first: &str) -> &[&'static str] {
        self.0.get(first).map_or(&[], Vec::as_slice)
    }

    /// Whether a word by itself is one.
    pub(super) fn has(&self, word: &str) -> bool {
        self.begun(word).contains(&word)
    }
}

/// Names of things by their first word, each with what it names.
pub(super) struct Named<T: 'static>(HashMap<&'static str, Vec<(&'static str, T)>>);

impl<T: Copy> Named<T> {
    pub(super) fn of(named: &[(&'static str, T)]) -> Self {
        let mut by_first: HashMap<&str, Vec<(&str, T)>> = HashMap::new();
        for (names, what) in named {
            for name in names.split('|') {
                by_first.entry(name.split(' ').next().unwrap_or_default()).or_default().push((name, *what));
            }
        }
        Self(by_first)
    }

    /// Those that begin with a word.
    pub(super) fn begun(&self, first: &str) -> &[(&'static str, T)] {
        self.0.get(first).map_or(&[], Vec::as_slice)
    }
}

/// A telephone number follows.
pub(super) static PHONE_WORDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "tel", "telephone", "phone", "phones", "mobile", "mob", "cell", "cellphone", "call", "called", "calls", "dial",
    "dialled", "whatsapp", "sms", "fax", "viber", "msisdn", "line", "number", "numbers", "téléphone", "tél", "portable", "numéro",
    "numéros", "appel", "appelle", "appelé", "joignable", "contact", "contacter", "teléfono", "telefono", "móvil",
    "celular", "llamar", "número", "numero", "cellulare", "тел", "телефон", "телефона", "номер", "номеру", "мобильный",
    "звонить", "هاتف", "الهاتف", "جوال", "موبايل", "محمول", "تلفون", "رقم", "الرقم", "بالرقم", "واتساب", "اتصل",
    "يتصل", "电话", "手机", "手机号", "联系电话", "号码", "ስልክ", "ስልኩ", "ስልኳ", "ቁጥር", "ስ.ቁ",
]));

/// Those of them that speak of any number.
pub(super) static GENERIC: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "number", "numbers", "numéro", "numéros", "número", "numero", "номер", "номеру", "رقم", "الرقم", "بالرقم", "号码", "ቁጥር", "line", "contact",
]));

/// Words that join two numbers behind one label.
pub(super) static JOINING: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&["and", "et", "y", "e", "و", "or", "ou", "и", "和", "እና"]));

/// A number of another kind follows, whatever stood before.
pub(super) static OTHER_NUMBER_WORDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "passport", "passeport", "pasaporte", "invoice", "facture", "factura", "order", "commande", "pedido", "account",
    "compte", "cuenta", "reference", "référence", "ref", "réf", "case", "dossier", "file", "article", "page", "room", "box",
    "plate", "plaque", "imo", "mmsi", "ticket", "tracking", "law", "loi", "decree", "item", "serial", "série", "seat",
    "resolution", "résolution", "tax", "registration", "permit", "visa", "document", "policy", "bl", "consignment",
    "паспорт", "счет", "счёт", "заказ", "дело", "статья", "جواز", "الجواز", "فاتورة", "الفاتورة", "طلب", "الطلب",
    "قضية", "القضية", "محضر", "المحضر", "حساب", "الحساب", "لوحة", "اللوحة", "مادة", "المادة", "غرفة", "护照", "发票",
    "订单", "ፓስፖርት", "ታርጋ", "መዝገብ",
]));

/// A document number follows.
pub(super) static DOCUMENT_WORDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "passport", "passports", "travel document", "identity card", "id card", "national id", "residence permit",
    "laissez passer", "laissez-passer", "visa", "driving licence", "driver s license", "seaman s book", "passeport",
    "passeports", "carte d identité", "carte d'identité", "carte nationale d'identité", "titre de séjour",
    "titre de voyage", "permis de conduire", "pasaporte", "documento de identidad", "cédula", "permiso de residencia",
    "passaporto", "carta d'identità", "паспорт", "паспорта", "паспортом", "загранпаспорт", "удостоверение личности",
    "вид на жительство", "جواز", "جوازه", "جوازها", "الجواز", "بجواز", "بطاقة الهوية", "بطاقة هوية", "وثيقة سفر", "تصريح إقامة",
    "رخصة قيادة", "护照", "护照号", "护照号码", "身份证", "身份证号", "ፓስፖርት", "የይለፍ ወረቀት", "መታወቂያ",
]));

/// Words that mean "number".
pub(super) static NUMBER_WORDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "no", "nr", "n", "nº", "n°", "№", "num", "number", "numero", "numéro", "número", "номер", "رقم", "رقمه", "رقمها",
    "برقم", "号", "号码", "ቁጥር",
]));

/// A plate follows.
pub(super) static PLATE_WORDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "plate", "plates", "number plate", "licence plate", "license plate", "registration plate", "registered as", "reg",
    "plaque", "immatriculé", "immatriculée", "immatriculation", "matrícula", "placa", "placas", "targa", "targato",
    "госномер", "номерной знак", "لوحة", "لوحته", "لوحتها", "اللوحة", "لوحة رقم", "لوحات", "车牌", "车牌号", "ታርጋ",
]));

/// A title or rank: a person's name follows.
pub(super) static TITLES: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "madam", "captain", "capt", "col", "colonel", "lt", "lieutenant", "sgt",
    "sergeant", "gen", "general", "major", "inspector", "commander", "judge", "sheikh", "sheik", "hajj", "haji", "hadji", "alhaji", "imam",
    "ustaz", "m", "mme", "mlle", "monsieur", "madame", "docteur", "maître", "me", "capitaine", "lieutenant-colonel", "commandant", "adjudant", "brigadier",
    "el hadj", "elhadj", "cheikh", "sr", "sra", "señor", "señora", "don", "doña", "capitán", "teniente", "signor", "signora", "sig", "dott", "г-н",
    "г-жа", "господин", "госпожа", "гражданин", "гражданина", "гражданка", "капитан", "полковник", "майор", "доктор", "السيد",
    "السيدة", "الدكتور", "الشيخ", "الحاج", "الحاجة", "القبطان", "النقيب", "العقيد", "الرائد", "الملازم", "الأستاذ", "المهندس", "الآنسة",
    "አቶ", "ወይዘሮ", "ወ ሮ", "ወይዘሪት", "ዶክተር", "ዶ ር", "ሻምበል", "ኮሎኔል", "ሼክ",
]));

/// "Named", "called", "alias": a person's name follows.
pub(super) static CALLED: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "named", "called", "known as", "nicknamed", "alias", "a k a", "aka", "identified as", "goes by", "name is", "name of", "name", "full name",
    "surname", "given name", "nommé", "nommée", "nommés", "prénommé", "dénommé", "dénommée", "le nommé", "dit", "dite", "surnommé", "surnommée", "s'appelle", "appelle",
    "identifié comme", "du nom de", "nom", "nom et prénom", "llamado", "llamada", "conocido como", "de nombre", "nombre", "apodado", "chiamato", "detto", "nome", "по имени", "известный как",
    "имя", "фио", "по кличке", "по прозвищу", "المدعو", "المدعوة", "للمدعو", "والمدعو", "المسمى", "المسماة", "يدعى", "تدعى", "ويدعى", "يسمى", "اسمه", "واسمه", "اسمها", "الاسم", "الملقب ب",
    "المعروف باسم", "المعروف ب", "المعروفة باسم", "الشهير ب", "名叫", "姓名", "名为", "又名", "ስሙ", "ስሟ", "ስም",
]));

/// "Named", between a word for a craft and its name.
pub(super) static NAMED: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "named", "called", "nommé", "nommée", "dénommé", "baptisé", "llamado", "под названием", "المسماة", "المسمى", "تدعى", "يدعى",
]));

/// A word of kinship: a relative's name follows.
pub(super) static KINSHIP: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "brother", "sister", "father", "mother", "wife", "husband", "son", "daughter", "cousin", "uncle", "aunt", "nephew", "niece", "fiancée", "brother-in-law",
    "frère", "sœur", "père", "mère", "épouse", "époux", "mari", "femme", "fils", "fille", "cousin", "oncle", "tante", "neveu", "beau-frère", "hermano", "hermana",
    "padre", "madre", "esposa", "esposo", "hijo", "hija", "primo", "tío", "fratello", "sorella", "брат", "брата", "братом", "сестра", "отец", "мать", "жена", "муж", "сын", "дочь", "дядя",
    "أخوه", "أخيه", "أخاه", "شقيقه", "شقيقته", "شقيقها", "والده", "والدته", "والد", "زوجته", "زوجها", "ابنه", "ابنته", "عمه", "خاله", "ابن عمه", "قريبه",
    "哥哥", "弟弟", "妻子", "丈夫", "父亲", "母亲", "ወንድሙ", "ወንድሟ", "እህቱ", "እህቷ", "አባቱ", "እናቱ", "ሚስቱ", "ባሏ", "ልጁ",
]));

/// What somebody is in the story: their name follows.
pub(super) static PARTS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "driver", "suspect", "witness", "lawyer", "organiser", "organizer", "smuggler", "skipper", "facilitator", "accused", "defendant", "survivor", "owner", "interpreter", "recruiter", "broker", "hawaladar", "agent",
    "chauffeur", "suspect", "témoin", "avocat", "avocate", "organisateur", "passeur", "prévenu", "survivant", "rescapé", "propriétaire", "intermédiaire", "victime", "conductor", "sospechoso", "testigo", "abogado", "abogada", "traficante", "acusado",
    "водитель", "водителя", "подозреваемый", "свидетель", "адвокат", "адвокатом", "организатор", "обвиняемый", "السائق", "سائق", "المشتبه به", "المشتبه فيه", "المتهم", "المتهمة", "الشاهد", "الشاهدة", "المحامي", "المحامية", "المهرب", "الناجي", "الناجية", "صاحب",
    "司机", "嫌疑人", "证人", "律师", "组织者", "蛇头", "ሹፌሩ", "ሹፌር", "ተጠርጣሪ", "ተጠርጣሪው", "ጠበቃ", "ጠበቃው", "ምስክር",
]));

/// After a name: born, alias, aged.
pub(super) static BORN_AS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "born", "né", "née", "alias", "a k a", "aka", "dit", "dite", "nacido", "nacida", "nato", "nata", "родился", "родилась", "род", "г р", "ተብሎ", "የተባለ", "የተባለው", "የተባለች",
]));

/// Words that stand inside names without a capital.
pub(super) static PARTICLES: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "al", "el", "bin", "ben", "ibn", "bint", "ould", "abu", "abou", "de", "da", "do", "dos", "das", "di", "del", "della", "la", "van", "von", "der", "den", "ter", "y", "ag", "ur", "e", "du", "des", "ul", "ud", "as", "ash", "оглы", "бен", "ибн",
]));

/// Words written with a capital that are no part of a person's name: institutions, days, months, peoples, duties.
pub(super) static NOT_NAMES: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "the", "a", "an", "this", "that", "he", "she", "they", "we", "i", "it", "in", "on", "at", "by", "from", "to", "of", "and", "or", "but", "when", "after", "before", "while", "his", "her", "their", "our", "as", "for", "with", "no", "not", "yes", "ref", "re", "subject", "date", "note", "annex", "page", "table", "figure",
    "le", "la", "les", "un", "une", "des", "du", "il", "elle", "ils", "elles", "ce", "cette", "dans", "sur", "par", "pour", "avec", "et", "ou", "mais", "selon", "lors", "après", "avant", "son", "sa", "leur", "en", "au", "aux", "objet", "annexe", "el", "los", "las", "una", "él", "ella", "según", "tras", "в", "на", "по", "он", "она", "они", "и", "из", "при", "согласно", "после", "этот",
    "ministry", "minister", "ministère", "ministre", "ministerio", "police", "gendarmerie", "national", "nationale", "nacional", "international", "unit", "unité", "court", "cour", "tribunal", "tribunale", "procura", "prosecutor", "procureur", "procuratore", "border", "frontière", "coast", "guard", "guardia", "navy", "army", "armée", "force", "forces", "convention", "protocol", "protocole", "article", "section", "chapter", "security", "sécurité", "council", "conseil", "state", "états", "states", "république", "republic", "république", "federal", "government", "gouvernement", "department", "office", "bureau", "agency", "agence", "service", "services", "direction", "division", "brigade", "commission", "committee", "comité", "group", "groupe", "union", "nations", "united", "unies", "organisation", "organization", "centre", "center", "university", "hospital", "hôpital", "red", "cross", "croix-rouge", "crescent", "embassy", "consulate", "ambassade", "consulat", "airport", "aéroport", "port", "station", "street", "rue", "avenue", "road", "route", "boulevard", "market", "marché", "hotel", "hôtel", "bank", "banque", "post", "poste", "district", "region", "région", "province", "north", "south", "east", "west", "nord", "sud", "est", "ouest", "northern", "southern", "sea", "mer", "ocean", "mediterranean", "méditerranée", "sahara", "desert", "river", "lake", "working", "report", "rapport", "case", "dossier", "statement", "declaration", "general", "special", "joint", "operation", "opération", "team",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre", "ramadan", "mr", "mrs", "ms", "dr", "mme", "m", "captain", "colonel", "president", "président", "director", "directeur", "officer", "agent", "inspector",
    "african", "european", "libyan", "nigerien", "nigerian", "ghanaian", "italian", "french", "english", "arabic", "tigrinya", "hausa", "toyota", "mercedes", "hilux", "man", "daf", "volvo", "iveco", "nokia", "samsung", "iphone", "sim", "imo", "iban", "gps", "phone", "passport", "visa", "whatsapp", "telegram", "facebook", "instagram", "signal", "western", "moneygram", "euro", "cfa", "министерство", "полиция", "республика", "суд", "управление", "служба", "федерации", "федерация", "российской",
]));

/// A company form that stands before the name.
pub(super) static COMPANY_BEFORE: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "société", "sociedad", "società", "entreprise", "ets", "établissements", "compagnie", "compañía", "empresa", "association", "asociación", "associazione", "fondation", "fundación", "ong", "ngo", "ооо", "оао", "зао", "пао", "ао", "общество", "фонд", "شركة", "لشركة", "بشركة", "وشركة", "مؤسسة", "منظمة", "جمعية", "مصرف", "بنك", "مكتب", "ድርጅት",
]));

/// A company form that stands after the name.
pub(super) static COMPANY_AFTER: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "ltd", "limited", "llc", "inc", "incorporated", "corp", "corporation", "gmbh", "plc", "sarl", "s a r l", "s a", "srl", "s r l", "spa", "s p a", "bv", "b v", "nv", "n v", "oy", "ab", "a s", "pty ltd", "co ltd", "sp z o o", "company", "bank", "airlines", "shipping", "logistics", "transport", "transports", "foundation", "trading", "freight", "holding", "holdings", "exchange", "enterprises",
]));

/// A prefix of ships.
pub(super) static VESSEL_PREFIXES: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&["m v", "mv", "m t", "mt", "f v", "fv", "s v", "m s", "ms", "m y", "my", "s s", "fpv", "rhib", "motor vessel", "fishing vessel"]));

/// A word for a craft: its name follows, in capitals or quotation marks.
pub(super) static VESSEL_WORDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "vessel", "ship", "boat", "trawler", "tanker", "navire", "bateau", "chalutier", "embarcation", "cargo", "buque", "barco", "pesquero", "nave", "peschereccio", "судно", "судна", "корабль", "траулер", "السفينة", "سفينة", "القارب", "قارب", "المركب", "مركب", "مركب الصيد", "货轮", "渔船", "ጀልባ", "መርከብ",
]));

/// A place's name follows.
pub(super) static PLACE_WORDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "city of", "town of", "village of", "port of", "harbour of", "camp of", "district of", "province of", "region of", "outskirts of", "north of", "south of", "east of", "west of", "coast of", "near", "village", "ville de", "ville d", "village de", "village d", "port de", "région de", "région d", "quartier", "camp de", "près de", "près d", "au nord de", "au nord d", "au sud de", "au large de", "gare de", "commune de", "ciudad de", "pueblo de", "puerto de", "cerca de", "provincia de", "città di", "porto di", "в городе", "город", "города", "в деревне", "порт", "порту", "близ",
    "مدينة", "بمدينة", "لمدينة", "قرية", "بقرية", "ميناء", "بميناء", "منطقة", "بمنطقة", "ولاية", "محافظة", "قرب", "بالقرب من", "شمال", "جنوب", "شرق", "غرب", "بلدة", "مخيم", "حي", "ከተማ", "መንደር",
]));

/// Where an Arabic or Ge'ez name ends at the latest: words of the sentence.
pub(super) static SENTENCE_WORDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[
    "في", "من", "على", "إلى", "الى", "عن", "مع", "الذي", "التي", "الذين", "كان", "كانت", "وكان", "قال", "وقال", "قالت", "أن", "إن", "ان", "هو", "هي", "وهو", "وهي", "قد", "لم", "لا", "ثم", "بعد", "قبل", "عند", "حيث", "بين", "أو", "او", "و", "أيضا", "هذا", "هذه", "ذلك", "لدى", "منذ", "حتى", "خلال", "ضد", "رقم", "هاتف", "هاتفه", "ورقم", "وهاتفه", "برقم", "جوال", "مواليد", "المولود", "جنسيته", "جنسية", "عمره", "البالغ", "ويبلغ", "يحمل", "حامل", "وبحوزته", "صاحب", "المقيم", "يقيم", "ويقيم", "يسكن", "يعمل", "ويعمل", "سافر", "وصل", "ذهب", "أكد", "اتصل", "واتصل", "يتصل", "يملك", "يقود", "كان", "قام", "دفع", "استلم", "تسلم", "حول", "أرسل", "نقل", "غادر", "دخل", "اعتقل", "أوقف", "صرح", "أفاد", "ذكر", "طلب", "شاهد", "رأى", "التقى", "فر", "هرب", "توفي", "لقي", "المدعو", "السيد", "الملقب", "المعروف", "الشهير", "شقيقه", "شقيق", "والمدعو", "والسيد", "يوم", "بتاريخ", "عام", "سنة", "بمبلغ", "مبلغ", "واسمه", "أنه", "أنها", "بأن", "إنه", "لأن", "كما", "عبر", "نحو", "سائق", "السائق", "مالك", "مدير", "المدير", "محامي", "محام", "رئيس", "شركة", "بشركة", "شاحنة", "الشاحنة",
    "ነው", "ነበር", "ናት", "ላይ", "ውስጥ", "እና", "ከ", "ወደ", "ስልክ", "ስልኩ", "ቁጥር", "የተባለ", "የተባለው", "የተባለች", "ተብሎ", "ያለው", "ሰው", "ሲሆን", "ደውሎ", "ደወለ", "አለ", "ብሏል", "ሄደ", "ገንዘብ", "ከተማ", "ዓመት", "በ", "ጋር", "ሰጠ", "ተቀበለ", "ይባላል",
]));

/// The signs of a Chinese sentence at which a name ends.
pub(super) const HAN_ENDS: &str = "的是在于和与及从到向说称有被把将为男女，电护手生住驾用持因曾已于";
/// The hundred or so most common Chinese family names.
pub(super) const HAN_FAMILY: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";

/// Months of our calendar.
pub(super) static GREGORIAN_MONTHS: LazyLock<Named<u8>> = LazyLock::new(|| Named::of(&[
    ("january|jan|janvier|janv|enero|gennaio|января|январь|يناير|كانون الثاني|جانفي", 1),
    ("february|feb|février|févr|febrero|febbraio|февраля|февраль|فبراير|شباط|فيفري", 2),
    ("march|mar|mars|marzo|марта|март|مارس|آذار", 3),
    ("april|apr|avril|avr|abril|aprile|апреля|апрель|أبريل|ابريل|إبريل|نيسان|أفريل", 4),
    ("may|mai|mayo|maggio|мая|май|مايو|أيار|ماي", 5),
    ("june|jun|juin|junio|giugno|июня|июнь|يونيو|حزيران|جوان", 6),
    ("july|jul|juillet|juil|julio|luglio|июля|июль|يوليو|تموز|جويلية", 7),
    ("august|aug|août|aout|agosto|августа|август|أغسطس|اغسطس|آب|أوت", 8),
    ("september|sep|sept|septembre|septiembre|settembre|сентября|сентябрь|سبتمبر|أيلول", 9),
    ("october|oct|octobre|octubre|ottobre|октября|октябрь|أكتوبر|اكتوبر|تشرين الأول", 10),
    ("november|nov|novembre|noviembre|ноября|ноябрь|نوفمبر|تشرين الثاني", 11),
    ("december|dec|décembre|déc|diciembre|dicembre|декабря|декабрь|ديسمبر|كانون الأول", 12),
]));

/// Months of the Islamic calendar.
pub(super) static HIJRI_MONTHS: LazyLock<Named<u8>> = LazyLock::new(|| Named::of(&[
    ("محرم|المحرم|muharram", 1),
    ("صفر|safar", 2),
    ("ربيع الأول|ربيع الاول|rabi al-awwal", 3),
    ("ربيع الآخر|ربيع الثاني|rabi al-thani", 4),
    ("جمادى الأولى|جمادى الاولى|jumada al-ula", 5),
    ("جمادى الآخرة|جمادى الثانية|jumada al-thani", 6),
    ("رجب|rajab", 7),
    ("شعبان|shaban|sha'ban", 8),
    ("رمضان|ramadan", 9),
    ("شوال|shawwal", 10),
    ("ذو القعدة|ذي القعدة|dhu al-qadah", 11),
    ("ذو الحجة|ذي الحجة|dhu al-hijjah", 12),
]));

/// Months of the Ethiopian calendar.
pub(super) static ETHIOPIAN_MONTHS: LazyLock<Named<u8>> = LazyLock::new(|| Named::of(&[
    ("መስከረም|meskerem", 1),
    ("ጥቅምት|tikimt", 2),
    ("ኅዳር|ህዳር|hidar", 3),
    ("ታኅሣሥ|ታህሳስ|tahsas", 4),
    ("ጥር|tir", 5),
    ("የካቲት|yekatit", 6),
    ("መጋቢት|megabit", 7),
    ("ሚያዝያ|miyazya", 8),
    ("ግንቦት|ginbot", 9),
    ("ሰኔ|sene", 10),
    ("ሐምሌ|ሀምሌ|hamle", 11),
    ("ነሐሴ|ነሀሴ|nehase", 12),
    ("ጳጉሜ|ጳጉሜን|pagume", 13),
]));

/// Names of countries on the routes, in languages other than English; the English ones are known to `names`.
pub(super) static COUNTRY_NAMES: LazyLock<Named<&str>> = LazyLock::new(|| Named::of(&[
    ("النيجر|нигер|нигере|нигера|尼日尔|ኒጀር", "NE"),
    ("نيجيريا|нигерия|нигерии|尼日利亚|ናይጄሪያ", "NG"),
    ("ليبيا|libye|libia|ливия|ливии|ливию|利比亚|ሊቢያ", "LY"),
    ("إيطاليا|ايطاليا|italie|италия|италии|италию|意大利|ጣሊያን", "IT"),
    ("غانا|гана|гане|ганы|加纳|ጋና", "GH"),
    ("السودان|soudan|судан|судане|судана|苏丹|ሱዳን", "SD"),
    ("جنوب السودان|soudan du sud|南苏丹|ደቡብ ሱዳን", "SS"),
    ("تشاد|tchad|чад|чаде|乍得|ቻድ", "TD"),
    ("الجزائر|algérie|argelia|алжир|алжире|阿尔及利亚|አልጄሪያ", "DZ"),
    ("تونس|tunisie|túnez|тунис|тунисе|突尼斯|ቱኒዚያ", "TN"),
    ("مصر|égypte|egypte|egipto|египет|египте|埃及|ግብፅ|ግብጽ", "EG"),
    ("المغرب|maroc|marruecos|марокко|摩洛哥|ሞሮኮ", "MA"),
    ("إثيوبيا|اثيوبيا|éthiopie|etiopía|эфиопия|эфиопии|埃塞俄比亚|ኢትዮጵያ", "ET"),
    ("إريتريا|اريتريا|érythrée|эритрея|эритреи|厄立特里亚|ኤርትራ", "ER"),
    ("الصومال|somalie|сомали|索马里|ሶማሊያ", "SO"),
    ("تركيا|turquie|turquía|turchia|турция|турции|турцию|土耳其|ቱርክ", "TR"),
    ("سوريا|سورية|syrie|siria|сирия|сирии|叙利亚|ሶርያ", "SY"),
    ("العراق|irak|ирак|ираке|伊拉克|ኢራቅ", "IQ"),
    ("إيران|ايران|иран|иране|伊朗|ኢራን", "IR"),
    ("أفغانستان|افغانستان|афганистан|афганистане|阿富汗|አፍጋኒስታን", "AF"),
    ("باكستان|пакистан|пакистане|巴基斯坦|ፓኪስታን", "PK"),
    ("اليونان|grèce|grecia|греция|греции|希腊|ግሪክ", "GR"),
    ("مالطا|malte|мальта|мальте|马耳他|ማልታ", "MT"),
    ("إسبانيا|اسبانيا|espagne|spagna|испания|испании|西班牙|ስፔን", "ES"),
    ("فرنسا|francia|франция|франции|法国|ፈረንሳይ", "FR"),
    ("ألمانيا|المانيا|allemagne|alemania|германия|германии|德国|ጀርመን", "DE"),
    ("بلجيكا|belgique|bélgica|бельгия|бельгии|比利时|ቤልጅየም", "BE"),
    ("بريطانيا|المملكة المتحدة|royaume-uni|reino unido|великобритания|великобритании|英国|እንግሊዝ", "GB"),
    ("روسيا|russie|rusia|россия|россии|россию|俄罗斯|ሩሲያ", "RU"),
    ("الصين|chine|китай|китае|китая|中国|ቻይና", "CN"),
    ("مالي|малии|马里|ማሊ", "ML"),
    ("بوركينا فاسو|буркина-фасо|布基纳法索", "BF"),
    ("السنغال|sénégal|сенегал|сенегале|塞内加尔", "SN"),
    ("موريتانيا|mauritanie|мавритания|мавритании|毛里塔尼亚", "MR"),
    ("الكاميرون|камерун|喀麦隆", "CM"),
    ("بنين|бенин|贝宁", "BJ"),
    ("توغو|多哥", "TG"),
    ("ساحل العاج|كوت ديفوار|кот-д'ивуар|科特迪瓦", "CI"),
    ("كينيا|кения|кении|肯尼亚|ኬንያ", "KE"),
    ("أوغندا|ouganda|уганда|уганде|乌干达|ኡጋንዳ", "UG"),
    ("لبنان|liban|líbano|ливан|ливане|黎巴嫩|ሊባኖስ", "LB"),
    ("الأردن|jordanie|jordania|иордания|约旦", "JO"),
    ("السعودية|المملكة العربية السعودية|arabie saoudite|саудовская аравия|沙特阿拉伯|ሳውዲ አረቢያ", "SA"),
    ("الإمارات|émirats arabes unis|оаэ|阿联酋", "AE"),
    ("اليمن|yémen|йемен|йемене|也门|የመን", "YE"),
    ("جيبوتي|джибути|吉布提|ጅቡቲ", "DJ"),
    ("النمسا|autriche|австрия|австрии|奥地利", "AT"),
    ("صربيا|serbie|сербия|сербии|塞尔维亚", "RS"),
    ("أوكرانيا|украина|украине|украины|乌克兰", "UA"),
    ("بولندا|pologne|polonia|польша|польше|波兰", "PL"),
    ("états-unis|estados unidos|الولايات المتحدة|сша|美国|አሜሪካ", "US"),
]));
