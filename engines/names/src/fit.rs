//! How two names fit, part by part. Parts find each other in any order, each once; a part that only one side has is an
//! omission and speaks softly against, two parts that stand where they should be one and sound different are a
//! contradiction and speak loudly. Weights are natural log-odds.

use crate::name::{Bearer, Name, Word, is_east_asian};
use crate::sounds::{Sounds, Vowels, alike};
use crate::vocabulary;

/// Below this two parts are not one name spelled in two ways.
const ALIKE_MIN: f32 = 0.76;
/// The same from one script to another, which writes less.
const ALIKE_ACROSS: f32 = 0.7;
/// From here on a word is a spelling of a name that has other forms.
const FORM_ALIKE: f32 = 0.9;
/// Of what a word tells, as much is left if one letter of it is another.
const SLIP: f32 = 0.35;
/// Two parts that neither agree nor are left out; and always more than everything that agrees says for it, since
/// brothers, fathers and namesakes agree in all parts but one.
const CONTRADICTION: f32 = -5.5;
/// A further one says little that the first did not.
const CONTRADICTION_MORE: f32 = -0.9;
const CONTRADICTION_OVER: f32 = -1.5;
/// The given name is left out and the father's stands first: the name of a father, or of a child.
const FIRST_OMITTED: f32 = -2.5;
/// Parts of the shorter name from which on that counts: shorter ones leave a first name out for other reasons.
const CHAIN_MIN: usize = 3;
/// From here on two names that are cut into words in different ways are one.
const WHOLE_ALIKE: f32 = 0.92;
/// A name is the first letters of the other's words.
const LETTERS: f32 = 4.2;
/// Who is the son on one side is the father on the other.
const LINEAGE: f32 = -6.0;
/// Both sides say something that the other does not: another branch, another business.
const THING_CONTRADICTS: f32 = -2.5;
/// Nothing is left over on either side: a name of one part, of several, and of a thing.
const WHOLE_ONE: f32 = 0.6;
const WHOLE: f32 = 1.2;
const WHOLE_THING: f32 = 2.6;
/// The first part of a person's name that one side leaves out, and each further one.
const OMITTED: f32 = -0.3;
const OMITTED_MORE: f32 = -0.9;
/// A word of an organisation or ship that one side leaves out, for each unit of what it tells.
const THING_OMITTED: f32 = -1.1;
/// Numbers that differ, or stand on one side only: another ship, another fund.
const NUMBER_OTHER: f32 = -6.5;
const FORM_OTHER: f32 = -3.0;
const INITIAL: f32 = 0.5;

/// How a part of one name fits into the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Heard alike.
    Agrees,
    /// Written in other ways, or with a slip.
    Similar,
    /// One letter is another, or two changed places.
    Slip,
    /// A letter that stands for the other.
    Initial,
    /// A short form.
    Short,
    /// One side leaves it out.
    Omitted,
    /// Something else stands there.
    Contradicts,
    /// The first name is left out where the next one stands: a father or a child.
    FirstOmitted,
    /// Nothing is left over on either side.
    Whole,
    /// Father and son have changed places.
    Lineage,
    /// The letters with which the words of the other begin.
    Letters,
    /// The form of the company.
    Form,
}

impl How {
    /// Stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Agrees => "name-part-agrees",
            Self::Similar => "name-part-similar",
            Self::Slip => "name-part-slip",
            Self::Initial => "name-part-initial",
            Self::Short => "name-part-short-form",
            Self::Omitted => "name-part-omitted",
            Self::Contradicts => "name-part-contradicts",
            Self::FirstOmitted => "name-first-omitted",
            Self::Whole => "name-whole",
            Self::Lineage => "name-lineage",
            Self::Letters => "name-letters",
            Self::Form => "name-form-different",
        }
    }
}

/// One part of a fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// How it fits.
    pub how: How,
    /// As written on the left; empty if it is not there.
    pub left: String,
    /// As written on the right; empty if it is not there.
    pub right: String,
    /// Log-odds that it adds.
    pub weight: f32,
    /// Whether it tells much by itself.
    pub rare: bool,
}

impl Part {
    /// Code, what it speaks of, and the same in English.
    #[must_use]
    pub fn said(&self) -> (&'static str, Vec<String>, String) {
        let values = [&self.left, &self.right].into_iter().filter(|v| !v.is_empty()).cloned().collect();
        (self.how.code(), values, self.text())
    }

    fn text(&self) -> String {
        let (x, y) = (&self.left, &self.right);
        let one = if x.is_empty() { y } else { x };
        let rare = if self.rare { ", rare" } else { "" };
        match self.how {
            How::Agrees => format!("a part of the name agrees: {x} ~ {y}{rare}"),
            How::Similar => format!("a part of the name is similar: {x} ~ {y}"),
            How::Slip => format!("a part of the name differs by what may be a slip: {x} ~ {y}"),
            How::Initial => format!("an initial agrees: {x} ~ {y}"),
            How::Short => format!("one is short for the other: {x} ~ {y}"),
            How::Omitted => format!("one side leaves out: {one}"),
            How::Contradicts => format!("a part of the name differs: {x}, {y}"),
            How::FirstOmitted => {
                format!("one side begins with the next name, as a father's or child's would: {one}")
            }
            How::Whole => "nothing is left over on either side".to_owned(),
            How::Lineage => format!("son and father change places: {x}, {y}"),
            How::Letters => format!("one is the first letters of the other: {x} ~ {y}"),
            How::Form => "the forms of the company differ".to_owned(),
        }
    }
}

/// Two words, or neighbours written in one, that may be one part.
#[derive(Clone, Copy)]
struct Edge {
    left: (usize, usize),
    right: (usize, usize),
    alike: f32,
    weight: f32,
    how: How,
}

/// What two names say for or against one bearer, without the parts.
#[must_use]
pub fn weight(a: &Name, b: &Name, bearer: Bearer) -> f32 {
    let mut sum = 0.0;
    fit(a, b, bearer, &mut |_, weight, _, _| sum += weight);
    sum
}

/// The parts of a fit.
#[must_use]
pub fn parts(a: &Name, b: &Name, bearer: Bearer) -> Vec<Part> {
    let mut out = Vec::new();
    let told = |words: &[Word]| words.iter().map(|w| w.written.as_str()).collect::<Vec<_>>().join(" ");
    fit(a, b, bearer, &mut |how, weight, left, right| {
        let rare = left.iter().chain(right).map(|w| w.telling).fold(0.0, f32::max) >= 3.4;
        out.push(Part { how, left: told(left), right: told(right), weight, rare });
    });
    out
}

type Tell<'t> = &'t mut dyn FnMut(How, f32, &[Word], &[Word]);

fn fit(a: &Name, b: &Name, bearer: Bearer, tell: Tell<'_>) {
    if bearer == Bearer::Thing && (letters_of(a, b) || letters_of(b, a)) {
        return tell(How::Letters, LETTERS, &a.words, &b.words);
    }
    if bearer == Bearer::Person && a.words.len() != b.words.len() && alike(&a.whole, &b.whole) >= WHOLE_ALIKE
    {
        let telling = |n: &Name| n.words.iter().map(|w| w.telling).sum::<f32>();
        tell(How::Agrees, telling(a).min(telling(b)) * 0.9, &a.words, &b.words);
        return tell(How::Whole, WHOLE, &[], &[]);
    }
    let (mut left, mut right) = (0_u32, 0_u32);
    let (mut agreed, mut sure) = (0.0_f32, true);
    let mut taken: Vec<Edge> = Vec::with_capacity(a.words.len());
    for edge in edges(a, b) {
        let (l, r) = (mask(edge.left), mask(edge.right));
        if left & l != 0 || right & r != 0 {
            continue;
        }
        left |= l;
        right |= r;
        agreed += edge.weight.max(0.0);
        sure &= matches!(edge.how, How::Agrees | How::Slip) || edge.alike >= 0.8;
        tell(edge.how, edge.weight, span(&a.words, edge.left), span(&b.words, edge.right));
        taken.push(edge);
    }
    left |= titles(&a.words, left, &b.titles);
    right |= titles(&b.words, right, &a.titles);
    let open = |words: &[Word], taken: u32| -> Vec<usize> {
        (0..words.len()).filter(|at| mask((*at, 1)) & taken == 0).collect()
    };
    let rest = Rest { a, b, left: open(&a.words, left), right: open(&b.words, right) };
    let nothing = |name: &Name, open: &[usize]| {
        let words = open.iter().flat_map(|at| span(&name.words, (*at, 1)));
        bearer == Bearer::Thing && words.clone().all(|w| vocabulary::is_stop(&w.plain)) || open.is_empty()
    };
    if nothing(a, &rest.left) && nothing(b, &rest.right) && sure {
        tell(How::Whole, whole(a, b, bearer), &[], &[]);
    }
    match bearer {
        Bearer::Person => {
            lineage(a, b, agreed, &taken, tell);
            person_rest(&rest, agreed, &taken, tell);
        }
        Bearer::Thing => thing_rest(&rest, tell),
    }
}

/// Words left over that the other side takes for a title.
fn titles(words: &[Word], taken: u32, titles: &[Word]) -> u32 {
    let is_one = |word: &Word| titles.iter().any(|t| alike(&t.sounds, &word.sounds) >= ALIKE_MIN);
    let open = words.iter().enumerate().filter(|(at, word)| mask((*at, 1)) & taken == 0 && is_one(word));
    open.fold(0, |all, (at, _)| all | mask((at, 1)))
}

/// `Salman bin Muhammad` is not `Muhammad bin Salman`.
fn lineage(a: &Name, b: &Name, agreed: f32, taken: &[Edge], tell: Tell<'_>) {
    let father = |name: &Name, (at, _): (usize, usize)| span(&name.words, (at, 1)).iter().any(|w| w.father);
    let son_left = taken.iter().find(|e| !father(a, e.left) && father(b, e.right));
    let son_right = taken.iter().find(|e| father(a, e.left) && !father(b, e.right));
    if let (Some(x), Some(y)) = (son_left, son_right) {
        let weight = (CONTRADICTION_OVER - agreed).min(LINEAGE);
        tell(How::Lineage, weight, span(&a.words, x.left), span(&b.words, y.right));
    }
}

fn whole(a: &Name, b: &Name, bearer: Bearer) -> f32 {
    match bearer {
        Bearer::Thing => WHOLE_THING,
        Bearer::Person if a.words.len().min(b.words.len()) < 2 => WHOLE_ONE,
        Bearer::Person => WHOLE,
    }
}

/// Whether the first name is one word of the first letters of three or more words of the second.
fn letters_of(a: &Name, b: &Name) -> bool {
    let [word] = a.words.as_slice() else { return false };
    let full: Vec<&Word> = b.words.iter().filter(|w| !vocabulary::is_stop(&w.plain)).collect();
    let first = |w: &&Word| w.plain.chars().next();
    full.len() >= 3 && word.plain.chars().eq(full.iter().filter_map(first))
}

/// What found no other.
struct Rest<'n> {
    a: &'n Name,
    b: &'n Name,
    left: Vec<usize>,
    right: Vec<usize>,
}

fn mask((from, count): (usize, usize)) -> u32 {
    let one = |at: usize| 1_u32.checked_shl(u32::try_from(at).unwrap_or(31)).unwrap_or(0);
    (from..from.saturating_add(count)).map(one).fold(0, |all, bit| all | bit)
}

fn span(words: &[Word], (from, count): (usize, usize)) -> &[Word] {
    words.get(from..from.saturating_add(count)).unwrap_or_default()
}

/// Every way in which a word, or two neighbours, of one side may be a word of the other; the best first.
fn edges(a: &Name, b: &Name) -> Vec<Edge> {
    let mut out: Vec<Edge> = Vec::with_capacity(a.words.len().saturating_mul(2));
    for (i, x) in a.words.iter().enumerate() {
        for (j, y) in b.words.iter().enumerate() {
            out.extend(single(x, y, a.words.len() == b.words.len()).map(|(how, alike, weight)| Edge {
                left: (i, 1),
                right: (j, 1),
                alike,
                weight,
                how,
            }));
        }
    }
    if a.words.len() != b.words.len() {
        joined(&a.words, &b.words, &mut |from, at, alike, weight| {
            out.push(Edge { left: (from, 2), right: (at, 1), alike, weight, how: How::Agrees });
        });
        joined(&b.words, &a.words, &mut |from, at, alike, weight| {
            out.push(Edge { left: (at, 1), right: (from, 2), alike, weight, how: How::Agrees });
        });
    }
    // The surer first; of equally sure ones those that stand in the same place.
    let place = |e: &Edge| e.left.0.abs_diff(e.right.0);
    out.sort_by(|x, y| y.alike.total_cmp(&x.alike).then_with(|| place(x).cmp(&place(y))));
    out
}

/// How two words agree, how surely, and what it weighs.
fn single(x: &Word, y: &Word, servants: bool) -> Option<(How, f32, f32)> {
    if x.number || y.number {
        return (x.plain == y.plain).then_some((How::Agrees, 1.0, 1.0));
    }
    if x.initial || y.initial {
        let same = x.sounds.codes.first() == y.sounds.codes.first() || x.plain.get(..1) == y.plain.get(..1);
        return same.then_some((How::Initial, 0.6, INITIAL));
    }
    // Han and Hangul say which word it is.
    if x.written.chars().all(is_east_asian) && y.written.chars().all(is_east_asian) {
        return (x.plain == y.plain).then_some((How::Agrees, 1.0, x.telling));
    }
    // Two names that many people bear each are two names, however alike they sound.
    if x.sounds.vowels == y.sounds.vowels && x.common.is_some() && y.common.is_some() && x.common != y.common
    {
        return (is_form_of(x, y) || is_form_of(y, x)).then_some((How::Short, 0.65, 0.9));
    }
    let one = !x.bare.is_empty() && x.bare == y.bare;
    let alike = if one { 1.0 } else { alike(&x.sounds, &y.sounds) };
    let telling = x.telling.min(y.telling);
    let least = if x.sounds.vowels == y.sounds.vowels { ALIKE_MIN } else { ALIKE_ACROSS };
    if alike >= least {
        let how = if alike >= 0.9 { How::Agrees } else { How::Similar };
        return Some((how, alike, telling * worth(alike)));
    }
    if let Some(alike) = without_servant(x, y).filter(|_| servants) {
        return Some((How::Similar, alike - 0.25, telling * 0.3));
    }
    if is_form_of(x, y) || is_form_of(y, x) || is_beginning(&x.plain, &y.plain) {
        return Some((How::Short, 0.65, 0.9));
    }
    is_slip(x, y).then_some((How::Slip, 0.7, telling * SLIP))
}

/// `Mamadou` and `Mohamed`, however that is spelled; `Mehmet` and `Mamadou`, forms of one.
fn is_form_of(x: &Word, y: &Word) -> bool {
    let is_it = |long: &&'static str| {
        y.short_of.contains(long) || alike(&Sounds::of(long, Vowels::Written), &y.sounds) >= FORM_ALIKE
    };
    x.short_of.iter().any(is_it)
}

/// `Abdul Karim` and `Karim`: half of a name left out.
fn without_servant(x: &Word, y: &Word) -> Option<f32> {
    let (rest, other) = match (&x.without_servant, &y.without_servant) {
        (Some(rest), None) => (rest, &y.sounds),
        (None, Some(rest)) => (rest, &x.sounds),
        _ => return None,
    };
    let alike = alike(rest, other);
    (alike >= 0.9).then_some(alike)
}

/// One letter of four or more is another, is missing or stands too much, or two neighbours changed places; two of eight.
fn is_slip(x: &Word, y: &Word) -> bool {
    if x.sounds.vowels != Vowels::Written || y.sounds.vowels != Vowels::Written {
        return false;
    }
    let short = x.bare.len().min(y.bare.len());
    let most = if short >= 8 { 2 } else { 1 };
    short >= 4 && letters_apart(&x.bare, &y.bare, most)
}

/// Whether at most `most` letters keep two words apart.
fn letters_apart(a: &str, b: &str, most: usize) -> bool {
    if a.len().abs_diff(b.len()) > most {
        return false;
    }
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(same..).unwrap_or_default(), b.get(same..).unwrap_or_default());
    let same = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(..a.len() - same).unwrap_or_default(), b.get(..b.len() - same).unwrap_or_default());
    match (a, b) {
        ([p, q], [r, s]) if p == s && q == r => true,
        _ => a.len().max(b.len()) <= most,
    }
}

/// `Alex` of `Alexander`: at least three letters, and no more than half.
fn is_beginning(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.len() >= 3 && long.len() >= short.len().saturating_add(3) && long.starts_with(short)
}

/// What a likeness is worth, of what the word tells: all of it near 1, nothing at two thirds.
fn worth(alike: f32) -> f32 {
    if alike >= 0.95 { 1.0 } else { ((alike - 0.66) / 0.29).clamp(0.0, 1.0) }
}

fn joined(two: &[Word], one: &[Word], found: &mut dyn FnMut(usize, usize, f32, f32)) {
    for (from, pair) in two.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        if first.initial || second.initial || first.number || second.number {
            continue;
        }
        let sounds: Sounds = first.sounds.joined(&second.sounds);
        for (at, word) in one.iter().enumerate() {
            if word.sounds.codes.len() + 2 < sounds.codes.len() {
                continue;
            }
            let alike = alike(&sounds, &word.sounds);
            if alike >= 0.8 {
                // A little less sure than a word that is found as it is.
                found(from, at, alike - 0.02, word.telling.max(first.telling) * worth(alike) + 0.5);
            }
        }
    }
}

fn person_rest(rest: &Rest<'_>, agreed: f32, taken: &[Edge], tell: Tell<'_>) {
    let word = |name: &'_ Name, at: usize| -> Vec<Word> { span(&name.words, (at, 1)).to_vec() };
    let both = rest.left.len().min(rest.right.len());
    for (nth, (i, j)) in rest.left.iter().zip(&rest.right).enumerate() {
        let weight =
            if nth == 0 { (CONTRADICTION_OVER - agreed).min(CONTRADICTION) } else { CONTRADICTION_MORE };
        tell(How::Contradicts, weight, &word(rest.a, *i), &word(rest.b, *j));
    }
    let chain = rest.a.chain && rest.b.chain || rest.a.words.len().min(rest.b.words.len()) >= CHAIN_MIN;
    let shifted = chain && taken.len() >= 2 && in_order(taken);
    // A chain of three names and more that lacks its first is the father's or the child's.
    let long = taken.len() >= CHAIN_MIN && (rest.a.chain || rest.b.chain);
    let first = if long { (CONTRADICTION_OVER - agreed).min(FIRST_OMITTED) } else { FIRST_OMITTED };
    let alone = rest.left.iter().skip(both).map(|i| (*i, true));
    let alone = alone.chain(rest.right.iter().skip(both).map(|j| (*j, false)));
    let mut nth = 0_usize;
    for (at, is_left) in alone {
        let (how, weight) = match at {
            0 if shifted && both == 0 => (How::FirstOmitted, first),
            _ if nth == 0 => (How::Omitted, OMITTED),
            _ => (How::Omitted, OMITTED_MORE),
        };
        nth = nth.saturating_add(1);
        let words = word(if is_left { rest.a } else { rest.b }, at);
        if is_left { tell(how, weight, &words, &[]) } else { tell(how, weight, &[], &words) }
    }
}

/// Whether the parts that found each other stand in the same order on both sides.
fn in_order(taken: &[Edge]) -> bool {
    let mut all: Vec<(usize, usize)> = taken.iter().map(|e| (e.left.0, e.right.0)).collect();
    all.sort_unstable();
    all.iter().zip(all.iter().skip(1)).all(|(x, y)| x.1 < y.1)
}

fn thing_rest(rest: &Rest<'_>, tell: Tell<'_>) {
    let told = |name: &Name, open: &[usize]| -> f32 {
        open.iter().flat_map(|at| span(&name.words, (*at, 1))).map(|w| w.telling).fold(0.0, f32::max)
    };
    let both = told(rest.a, &rest.left).min(told(rest.b, &rest.right)) > 0.5;
    let left = rest.left.iter().map(|i| (span(&rest.a.words, (*i, 1)), true));
    let right = rest.right.iter().map(|j| (span(&rest.b.words, (*j, 1)), false));
    for (words, is_left) in left.chain(right) {
        let weight =
            words.iter().map(|w| if w.number { NUMBER_OTHER } else { THING_OMITTED * w.telling }).sum();
        let (x, y): (&[Word], &[Word]) = if is_left { (words, &[]) } else { (&[], words) };
        tell(How::Omitted, weight, x, y);
    }
    if both {
        tell(How::Contradicts, THING_CONTRADICTS, &all(rest.a, &rest.left), &all(rest.b, &rest.right));
    }
    if let (Some(x), Some(y)) = (rest.a.form, rest.b.form)
        && x != y
        && x != "co"
        && y != "co"
    {
        tell(How::Form, FORM_OTHER, &[], &[]);
    }
}

fn all(name: &Name, open: &[usize]) -> Vec<Word> {
    open.iter().flat_map(|at| span(&name.words, (*at, 1))).cloned().collect()
}
