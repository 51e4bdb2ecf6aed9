//! The words of the pages: Fluent files in English, French and Arabic, checked as a whole before a page is served.
//!
//! Refused at the start of the program: a key that a language lacks or has twice, a variable that one language
//! uses and another does not, an English sentence standing in the Arabic file. There is no falling back to another
//! language: a page is whole in its language or the program does not start.

use crate::given::Given;
use crate::time::{Moment, Zone};
use crate::wholeness::{faults_of, messages};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use kernel::{Lang, Timestamp};
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

/// The words of one room in every language.
#[derive(Clone, Copy, Debug)]
pub struct RoomWords {
    /// The room; its keys begin with `room-`.
    pub room: &'static str,
    /// `lang/en.ftl`.
    pub en: &'static str,
    /// `lang/fr.ftl`.
    pub fr: &'static str,
    /// `lang/ar.ftl`.
    pub ar: &'static str,
    /// Keys whose English text may stand in Arabic: proper names, codes.
    pub proper: &'static [&'static str],
}

/// The words of the frame, the pieces and the error pages.
pub const WORDS: RoomWords = RoomWords {
    room: "web",
    en: include_str!("../lang/en.ftl"),
    fr: include_str!("../lang/fr.ftl"),
    ar: include_str!("../lang/ar.ftl"),
    proper: &["web-product", "web-lang-en", "web-lang-fr", "web-lang-ar"],
};

/// Why the words of the program are not whole. Every fault is listed, so that they can be mended at once.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("the language files are not whole; mend each of these: {}", .faults.join("; "))]
pub struct WordsError {
    /// One line per fault, with the room, the language and the key.
    pub faults: Vec<String>,
}

/// Every word of every room, in every language.
pub struct Words {
    bundles: Vec<(Lang, FluentBundle<FluentResource>)>,
    keys: BTreeSet<String>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Words({} keys)", self.keys.len())
    }
}

impl Words {
    /// Reads the rooms' words; those of `web` itself are always in.
    ///
    /// # Errors
    /// Everything that is not whole, see the module.
    pub fn new(rooms: &[RoomWords]) -> Result<Self, WordsError> {
        let mut faults = Vec::new();
        let mut bundles: Vec<_> = Lang::ALL.iter().map(|&lang| (lang, empty_bundle(lang))).collect();
        let mut keys = BTreeSet::new();
        for room in std::iter::once(&WORDS).chain(rooms.iter().filter(|r| r.room != WORDS.room)) {
            faults.extend(faults_of(room));
            for (lang, bundle) in &mut bundles {
                add(bundle, room, *lang, &mut faults);
            }
            keys.extend(messages(room.en).into_keys());
        }
        if faults.is_empty() { Ok(Self { bundles, keys }) } else { Err(WordsError { faults }) }
    }

    /// The text of a key.
    #[must_use]
    pub fn t(&self, lang: Lang, key: &str) -> String {
        self.t_with(lang, key, &[])
    }

    /// The text of a key with its variables. A key nobody knows shows as itself in brackets; the tests of each
    /// room (`unknown_keys`) keep that from happening.
    #[must_use]
    pub fn t_with(&self, lang: Lang, key: &str, args: &[(&str, Arg)]) -> String {
        let message =
            self.bundles.iter().find(|(l, _)| *l == lang).and_then(|(_, b)| Some((b, b.get_message(key)?)));
        let Some((bundle, Some(pattern))) = message.map(|(b, m)| (b, m.value())) else {
            tracing::error!(key, lang = lang.code(), "a page names a word that no language file has");
            return format!("[{key}]");
        };
        let mut fluent = FluentArgs::new();
        for (name, value) in args {
            match value {
                Arg::Text(text) => fluent.set((*name).to_owned(), text.clone()),
                Arg::Number(n) => fluent.set((*name).to_owned(), *n),
            }
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&fluent), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::error!(key, lang = lang.code(), ?errors, "a word lacks a variable");
        }
        without_needless_isolation(lang, text)
    }

    /// Whether the key exists.
    #[must_use]
    pub fn knows(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    /// Keys that a template or source names through `.get("…")`, `.n("…"` or `.say("…")` and that no language file
    /// has. Every room tests that this is empty for each of its templates and pages.
    #[must_use]
    pub fn unknown_keys(&self, source: &str) -> Vec<String> {
        let mut unknown = Vec::new();
        for call in ["t.get(\"", "t.n(\"", "t.say(\""] {
            for rest in source.split(call).skip(1) {
                let key = rest.split('"').next().unwrap_or_default();
                if !key.is_empty() && !self.knows(key) {
                    unknown.push(key.to_owned());
                }
            }
        }
        unknown
    }
}

/// A value for a variable of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// Text as it is.
    Text(String),
    /// A number: chooses the plural form and is grouped as the language does.
    Number(i64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<&&str> for Arg {
    fn from(text: &&str) -> Self {
        Self::Text((*text).to_owned())
    }
}
impl From<&&String> for Arg {
    fn from(text: &&String) -> Self {
        Self::Text((*text).clone())
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}
macro_rules! number_args {
    ($($int:ty),*) => {$(
        impl From<$int> for Arg {
            fn from(n: $int) -> Self { Self::Number(i64::try_from(n).unwrap_or(i64::MAX)) }
        }
        impl From<&$int> for Arg {
            fn from(n: &$int) -> Self { Self::from(*n) }
        }
        impl From<&&$int> for Arg {
            fn from(n: &&$int) -> Self { Self::from(**n) }
        }
    )*};
}
number_args!(u8, u16, u32, u64, usize, i32, i64);

/// The words of one language, with the reader's zone: what a template gets as `t`.
#[derive(Clone, Debug)]
pub struct T {
    words: Arc<Words>,
    /// The language.
    pub lang: Lang,
    /// The zone in which times are shown.
    pub zone: Zone,
}

impl T {
    /// The words of this language, times in UTC.
    #[must_use]
    pub fn new(words: Arc<Words>, lang: Lang) -> Self {
        Self { words, lang, zone: Zone::utc() }
    }

    /// Times in this zone.
    #[must_use]
    pub fn in_zone(mut self, zone: Zone) -> Self {
        self.zone = zone;
        self
    }

    /// The frame's own words only; for error pages and tests.
    #[must_use]
    pub fn own(lang: Lang) -> Self {
        Self::new(own_words(), lang)
    }

    /// The text of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.words.t(self.lang, key)
    }

    /// The text of a key with its number `$n`.
    #[must_use]
    pub fn n(&self, key: &str, n: impl Into<Arg>) -> String {
        self.words.t_with(self.lang, key, &[("n", n.into())])
    }

    /// The text of a key with several variables: `t.say("key").with("name", x).with("n", 3)`.
    #[must_use]
    pub fn say<'a>(&'a self, key: &'a str) -> Say<'a> {
        Say { t: self, key, args: Vec::new() }
    }

    /// Several words as one: with the comma of the language between them.
    #[must_use]
    pub fn list<S: AsRef<str>>(&self, words: impl IntoIterator<Item = S>) -> String {
        let words: Vec<S> = words.into_iter().collect();
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        words.join(&format!("{} ", self.get("web-list-comma")))
    }

    /// Date and time: `24 Nov 2026, 03:12`.
    #[must_use]
    pub fn when(&self, at: impl Given<Timestamp>) -> String {
        Moment::of(at.it(), &self.zone).when(self.lang)
    }

    /// The day: `24 Nov 2026`.
    #[must_use]
    pub fn day(&self, at: impl Given<Timestamp>) -> String {
        Moment::of(at.it(), &self.zone).day(self.lang)
    }

    /// The day with its weekday, in full: `Tuesday 24 November 2026`.
    #[must_use]
    pub fn day_long(&self, at: impl Given<Timestamp>) -> String {
        Moment::of(at.it(), &self.zone).day_long(self.lang)
    }

    /// Day of the week and time, for what is near: `Tue 03:12`.
    #[must_use]
    pub fn near(&self, at: impl Given<Timestamp>) -> String {
        Moment::of(at.it(), &self.zone).near(self.lang)
    }

    /// The time of day: `03:12`.
    #[must_use]
    pub fn hour(&self, at: impl Given<Timestamp>) -> String {
        Moment::of(at.it(), &self.zone).hour(self.lang)
    }

    /// How long ago: `3 days ago`; what lies ahead reads `in 3 days`.
    #[must_use]
    pub fn ago(&self, now: impl Given<Timestamp>, then: impl Given<Timestamp>) -> String {
        crate::time::ago(self, now.it(), then.it())
    }

    /// A length of time in two units at most: `48 min`, `5 h 20`, `4 days`.
    #[must_use]
    pub fn duration(&self, ms: impl Given<i64>) -> String {
        crate::time::duration(self, ms.it())
    }

    /// A number, grouped as the language does, always in Western digits.
    #[must_use]
    pub fn number(&self, n: impl Into<Arg>) -> String {
        match n.into() {
            Arg::Number(n) => crate::time::number(self.lang, n),
            Arg::Text(text) => text,
        }
    }
}

/// A sentence with variables; prints itself.
#[derive(Clone, Debug)]
pub struct Say<'a> {
    t: &'a T,
    key: &'a str,
    args: Vec<(&'a str, Arg)>,
}

impl<'a> Say<'a> {
    /// Gives a variable its value.
    #[must_use]
    pub fn with(mut self, name: &'a str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

impl std::fmt::Display for Say<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.t.words.t_with(self.t.lang, self.key, &self.args))
    }
}

/// The frame's own words. They are whole, or the test below is red; at run time the keys would show.
pub(crate) fn own_words() -> Arc<Words> {
    static OWN: LazyLock<Arc<Words>> = LazyLock::new(|| {
        Arc::new(Words::new(&[]).unwrap_or_else(|error| {
            tracing::error!(%error, "the frame's own words are not whole");
            Words { bundles: Vec::new(), keys: BTreeSet::new() }
        }))
    });
    OWN.clone()
}

fn empty_bundle(lang: Lang) -> FluentBundle<FluentResource> {
    let id = lang.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    bundle.set_formatter(Some(match lang {
        Lang::En => |value, _| localised_number(Lang::En, value),
        Lang::Fr => |value, _| localised_number(Lang::Fr, value),
        Lang::Ar => |value, _| localised_number(Lang::Ar, value),
    }));
    bundle
}

/// Fluent itself prints bare digits.
#[expect(
    clippy::cast_possible_truncation,
    reason = "numbers come from Arg::Number, an i64; fractions are refused first"
)]
fn localised_number(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(n) if n.value.fract() == 0.0 => Some(crate::time::number(lang, n.value as i64)),
        _ => None,
    }
}

fn add(bundle: &mut FluentBundle<FluentResource>, room: &RoomWords, lang: Lang, faults: &mut Vec<String>) {
    let resource = FluentResource::try_new(room.of(lang).to_owned()).unwrap_or_else(|(partial, errors)| {
        for error in errors {
            faults.push(format!("{} {}: {error}", room.room, lang.code()));
        }
        partial
    });
    if let Err(errors) = bundle.add_resource(resource) {
        for error in errors {
            faults.push(format!("{} {}: {error}", room.room, lang.code()));
        }
    }
}

impl RoomWords {
    /// The file of one language.
    #[must_use]
    pub fn of(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Fr => self.fr,
            Lang::Ar => self.ar,
        }
    }
}

/// Fluent wraps each variable in U+2068 and U+2069 so that directions do not mix. Where nothing on the line runs
/// from right to left the marks do nothing but hinder search and copying.
fn without_needless_isolation(lang: Lang, text: String) -> String {
    let marked = text.contains('\u{2068}');
    if !marked || lang.dir() == "rtl" || text.chars().any(runs_right_to_left) {
        return text;
    }
    text.chars().filter(|c| !matches!(c, '\u{2068}' | '\u{2069}')).collect()
}

/// Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
fn runs_right_to_left(c: char) -> bool {
    matches!(u32::from(c), 0x0590..=0x08ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_efff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bare_text;

    const fn room(en: &'static str, fr: &'static str, ar: &'static str) -> RoomWords {
        RoomWords { room: "x", en, fr, ar, proper: &["x-name"] }
    }

    #[test]
    fn a_list_has_the_comma_of_its_language() {
        let list = |lang| T::own(lang).list(["GH", "NE", "IT"]);
        assert_eq!(list(Lang::Ar), "GH، NE، IT");
        assert_eq!((list(Lang::En), list(Lang::Fr)), ("GH, NE, IT".into(), "GH, NE, IT".into()));
        assert_eq!(T::own(Lang::Ar).list(["GH"]), "GH");
    }

    fn faults(room: RoomWords) -> String {
        Words::new(&[room]).map(|_| String::new()).unwrap_or_else(|e| e.to_string())
    }

    #[test]
    fn the_frame_has_every_word_in_every_language() {
        assert_eq!(Words::new(&[]).map(|_| ()), Ok(()));
    }

    #[test]
    fn a_12_a_missing_key_stops_the_start() {
        assert!(faults(room("x-a = One", "", "x-a = واحد")).contains("x fr: key `x-a` is missing"));
        assert!(faults(room("", "x-a = Un", "")).contains("`x-a` is not in English"));
    }

    #[test]
    fn a_12_english_in_the_arabic_file_stops_the_start() {
        assert!(faults(room("x-a = Answer", "x-a = Réponse", "x-a = Answer")).contains("stands in English"));
        assert_eq!(faults(room("x-name = Liaison", "x-name = Liaison", "x-name = Liaison")), "");
        assert_eq!(
            faults(room("x-a = { $a } · { $b }", "x-a = { $a } · { $b }", "x-a = { $a } · { $b }")),
            ""
        );
    }

    #[test]
    fn languages_use_the_same_variables() {
        assert!(
            faults(room("x-a = To { $who }", "x-a = À { $qui }", "x-a = إلى { $who }"))
                .contains("other variables")
        );
    }

    #[test]
    fn bad_syntax_and_foreign_keys_are_faults() {
        assert!(!faults(room("x-a = { $", "x-a = {", "x-a = {")).is_empty());
        assert!(faults(room("y = One", "y = Un", "y = واحد")).contains("must begin with `x-`"));
    }

    #[test]
    fn numbers_choose_the_form_and_are_grouped() {
        let src = "x-n = { $n ->\n    [one] one case\n   *[other] { $n } cases\n}";
        let ar = "x-n = { $n ->\n    [zero] لا قضايا\n    [one] قضية\n    [two] قضيتان\n    [few] { $n } قضايا\n   *[other] { $n } قضية\n}";
        let words = Arc::new(Words::new(&[room(src, src, ar)]).unwrap());
        assert_eq!(T::new(words.clone(), Lang::En).n("x-n", 1), "one case");
        assert_eq!(T::new(words.clone(), Lang::En).n("x-n", 12_345), "12,345 cases");
        assert_eq!(T::new(words.clone(), Lang::Ar).n("x-n", 2), "قضيتان");
        assert_eq!(T::new(words, Lang::Ar).n("x-n", 4), "\u{2068}4\u{2069} قضايا");
    }

    #[test]
    fn directions_do_not_mix() {
        let words = Arc::new(
            Words::new(&[room("x-a = By { $who }", "x-a = Par { $who }", "x-a = من { $who }")]).unwrap(),
        );
        let say = |lang, who: &str| T::new(words.clone(), lang).say("x-a").with("who", who).to_string();
        assert_eq!(say(Lang::En, "Moussa"), "By Moussa");
        assert_eq!(say(Lang::En, "موسى"), "By \u{2068}موسى\u{2069}");
        assert_eq!(say(Lang::Ar, "Moussa"), "من \u{2068}Moussa\u{2069}");
    }

    #[test]
    fn a_key_that_no_file_has_is_found_in_a_template() {
        let words = Words::new(&[]).unwrap();
        assert_eq!(words.unknown_keys("{{ t.get(\"web-search\") }} {{ t.n(\"nope\", 3) }}"), ["nope"]);
    }

    /// Every template and source of this crate, with the words it may use.
    #[test]
    fn a_12_the_templates_use_no_word_that_is_missing_and_hold_no_text_of_their_own() {
        let words = Words::new(&[]).unwrap();
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let mut files = vec![];
        for folder in [root.clone(), root.join("piece")] {
            files.extend(
                std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).filter(|p| p.is_file()),
            );
        }
        assert!(files.len() > 10);
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            assert_eq!(words.unknown_keys(&text), Vec::<String>::new(), "{}", file.display());
            // The attributes of a field stand in a macro of their own, between no angle brackets.
            let (before, rest) = text.split_once("{%- macro attrs()").unwrap_or((&text, ""));
            let after = rest.split_once("{% endmacro -%}").map_or("", |(_, after)| after);
            let bare: Vec<_> = [before, after].into_iter().flat_map(bare_text).collect();
            assert_eq!(bare, Vec::<String>::new(), "{}", file.display());
        }
    }

    #[test]
    fn a_12_text_outside_the_language_files_is_found() {
        assert_eq!(
            bare_text("<p title=\"{% if a > b %}x{% endif %}\">{{ t.get(\"k\") }} · Answer now</p>"),
            ["· Answer now"]
        );
        assert_eq!(bare_text("{# a note #}<br>{% call ui::x(\"y\") %} · {{ a }}"), Vec::<String>::new());
    }
}
