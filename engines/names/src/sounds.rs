//! How alike two words sound. A word is brought to sounds, one code each, and two words are compared by what it costs to
//! turn one into the other: exchanging what clerks and scripts exchange (`b` and `p`, `k` and `q`, one vowel and another)
//! costs little, another consonant costs one. Where a script writes no short vowels, a vowel costs next to nothing; it is
//! still compared where both sides write it.
//!
//! Tables are by letter, never by name. Refuses words of more than [`SOUNDS_MAX`] sounds: what follows is not looked at.

use std::sync::LazyLock;

/// Most sounds of a word that are compared.
pub const SOUNDS_MAX: usize = 28;

/// Which short vowels a script writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Vowels {
    /// All of them, as Latin, Cyrillic and Greek.
    #[default]
    Written,
    /// None: Arabic and Hebrew.
    Unwritten,
    /// Some that are not heard stand there: Ethiopic's sixth order.
    Unheard,
}

/// A word as it is heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sounds {
    /// One code for each sound: vowels `aeiou`, half vowels `yw`, consonants, digits.
    pub codes: Vec<u8>,
    /// What its script writes.
    pub vowels: Vowels,
    /// Vowels, half vowels, `h`, other consonants: how many of each.
    counts: [u8; 4],
    /// Which consonants stand in it that can neither be lost nor exchanged for little, a bit each.
    firm: u64,
    /// For which sounds any of its own can stand.
    reach: u64,
}

/// Ways of writing a sound in Latin letters, longer ones before those that begin them.
const GROUPS: &[(&str, &str)] = &[
    ("shch", "Sc"),
    ("tsch", "c"),
    ("dzh", "j"),
    ("sch", "S"),
    ("tch", "c"),
    ("tsh", "c"),
    ("chr", "kr"),
    ("chl", "kl"),
    ("ch", "c"),
    ("cz", "c"),
    ("sh", "S"),
    ("sz", "S"),
    ("kh", "x"),
    ("gh", "G"),
    ("dj", "j"),
    ("dh", "D"),
    ("th", "T"),
    ("ts", "C"),
    ("tz", "C"),
    ("zh", "Z"),
    ("ph", "f"),
    ("ck", "k"),
    ("qu", "kw"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "sy"),
];

impl Sounds {
    /// The sounds of a romanised word: ASCII letters and digits, anything else is passed over.
    #[must_use]
    pub fn of(word: &str, vowels: Vowels) -> Self {
        let mut codes: Vec<u8> = Vec::with_capacity(word.len());
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            if codes.len() >= SOUNDS_MAX {
                break;
            }
            let group = GROUPS.iter().find(|(letters, _)| rest.starts_with(letters));
            let taken = match group {
                Some((letters, sounds)) => {
                    sounds.bytes().for_each(|s| push(&mut codes, s));
                    letters.len()
                }
                None => {
                    match first {
                        // As pinyin writes it where a word begins, as everybody else does elsewhere.
                        'x' if codes.is_empty() => push(&mut codes, b'S'),
                        'x' => b"ks".iter().for_each(|s| push(&mut codes, *s)),
                        'c' => push(&mut codes, b'k'),
                        'a'..='z' | '0'..='9' => push(&mut codes, first as u8),
                        _ => {}
                    }
                    first.len_utf8()
                }
            };
            rest = rest.get(taken..).unwrap_or_default();
        }
        Self::heard(codes, vowels)
    }

    fn heard(mut codes: Vec<u8>, vowels: Vowels) -> Self {
        codes.truncate(SOUNDS_MAX);
        let count = |is: &dyn Fn(u8) -> bool| {
            u8::try_from(codes.iter().filter(|s| is(**s)).count()).unwrap_or(u8::MAX)
        };
        let counts = [
            count(&is_vowel),
            count(&is_half),
            count(&|s| s == b'h'),
            count(&|s| is_consonant(s) && s != b'h'),
        ];
        let mut firm = 0;
        let mut reach = 0;
        for sound in &codes {
            if is_consonant(*sound) && !matches!(*sound, b'h' | b's') {
                firm |= bit(*sound);
            }
            reach |= REACH.get(usize::from(*sound)).copied().unwrap_or(u64::MAX);
        }
        Self { codes, vowels, counts, firm, reach }
    }

    /// How much a word can say, beside one of a script: what its sounds would cost, vowels for little, and for next to
    /// nothing where the other side does not write them.
    fn worth(&self, other: Vowels) -> f32 {
        let bare = self.vowels == Vowels::Unwritten || other == Vowels::Unwritten;
        let (vowel, half) = if bare { (0.04, 0.2) } else { (0.25, 0.3) };
        let [vowels, halves, breaths, consonants] = self.counts.map(f32::from);
        vowels * vowel + halves * half + breaths * 0.6 + consonants
    }

    /// Consonants, `h` not counted: it is a vowel's breath as often as a sound.
    #[must_use]
    pub fn consonants(&self) -> u8 {
        let [_, _, _, consonants] = self.counts;
        consonants
    }

    /// Both words together, as one that is written in one.
    #[must_use]
    pub fn joined(&self, next: &Self) -> Self {
        let mut codes = self.codes.clone();
        next.codes.iter().for_each(|s| push(&mut codes, *s));
        let vowels = if self.vowels == Vowels::Written { next.vowels } else { self.vowels };
        Self::heard(codes, vowels)
    }
}

/// A sound written twice is heard once; digits stand as they are.
fn push(codes: &mut Vec<u8>, sound: u8) {
    if codes.last() != Some(&sound) || sound.is_ascii_digit() {
        codes.push(sound);
    }
}

fn is_vowel(s: u8) -> bool {
    matches!(s, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn is_half(s: u8) -> bool {
    matches!(s, b'y' | b'w')
}

fn is_consonant(s: u8) -> bool {
    !is_vowel(s) && !is_half(s)
}

/// Below this likeness is not told: it is no likeness for any use.
pub const ALIKE_LEAST: f32 = 0.7;

/// How alike two words sound, from [`ALIKE_LEAST`] to 1, or 0: one less what it costs to turn one into the other, as a
/// share of what they could say.
#[must_use]
pub fn alike(a: &Sounds, b: &Sounds) -> f32 {
    if a.codes == b.codes {
        return if a.codes.is_empty() { 0.0 } else { 1.0 };
    }
    let (worth_a, worth_b) = (a.worth(b.vowels), b.worth(a.vowels));
    // A word far longer than the other is another word; most pairs end here.
    if worth_a > 2.5 * worth_b + 1.0 || worth_b > 2.5 * worth_a + 1.0 {
        return 0.0;
    }
    let most = ((worth_a + worth_b) / 2.0).max(1.5);
    let limit = most * (1.0 - ALIKE_LEAST);
    if f32::from(a.consonants().abs_diff(b.consonants())) * LONE_LEAST > limit {
        return 0.0;
    }
    let costs = Costs::between(a.vowels, b.vowels);
    if costs.least(a, b) > limit {
        return 0.0;
    }
    distance(a, b, &costs, limit).map_or(0.0, |cost| (1.0 - cost / most).clamp(0.0, 1.0))
}

/// What a consonant that has no other costs at least.
const LONE_LEAST: f32 = 0.3;

/// The place of a code among those that there are; digits are one, and stand for each other here alone.
fn bit(sound: u8) -> u64 {
    match sound {
        b'a'..=b'z' => 1 << (sound - b'a'),
        b'A'..=b'Z' => 1 << (26 + sound - b'A'),
        _ => 1 << 52,
    }
}

/// For each code all codes that it may stand for at less than another consonant costs, alone or as one of two.
static REACH: LazyLock<[u64; CODES]> = LazyLock::new(|| {
    let of = |at: usize| u8::try_from(at).unwrap_or_default();
    let stands_for = |x: u8, y: u8| {
        exchange(x, y, 1.0, 1.0) < 1.0
            || (0..CODES).map(of).any(|z| {
                [(x, y), (y, x)]
                    .iter()
                    .any(|(one, part)| pair_of(*part, z) == Some(*one) || pair_of(z, *part) == Some(*one))
            })
    };
    std::array::from_fn(|x| {
        (0..CODES)
            .map(of)
            .filter(|y| y.is_ascii_alphanumeric() && stands_for(of(x), *y))
            .fold(0, |all, y| all | bit(y))
    })
});

type Row = [f32; SOUNDS_MAX + 1];

/// The least cost of turning one word into the other; none if it is more than `limit`.
fn distance(a: &Sounds, b: &Sounds, costs: &Costs, limit: f32) -> Option<f32> {
    let mut added = [0.0_f32; SOUNDS_MAX];
    let mut pairs = [None; SOUNDS_MAX];
    let mut before = 0;
    for ((cost, pair), (at, y)) in added.iter_mut().zip(&mut pairs).zip(b.codes.iter().enumerate()) {
        *cost = costs.alone(*y, at == 0, at + 1 == b.codes.len(), true);
        *pair = pair_of(before, *y);
        before = *y;
    }
    let mut rows: [Row; 3] = [[0.0; SOUNDS_MAX + 1]; 3];
    let [older, last, now] = &mut rows;
    let (mut older, mut last, mut now) = (older, last, now);
    let mut least_before = 0.0_f32;
    let mut sum = 0.0;
    for (cell, cost) in last.iter_mut().skip(1).zip(&added).take(b.codes.len()) {
        sum += cost;
        *cell = sum;
    }
    let mut before_x = 0_u8;
    let mut end = sum;
    for (row, x) in a.codes.iter().enumerate() {
        let gone = costs.alone(*x, row == 0, row + 1 == a.codes.len(), false);
        let pair = pair_of(before_x, *x);
        let mut left = last.first().copied().unwrap_or_default() + gone;
        if let Some(first) = now.first_mut() {
            *first = left;
        }
        let mut before_y = 0_u8;
        let mut least = left;
        let above = last.iter().zip(last.iter().skip(1));
        // Two rows up and two cells left, for sounds that changed places.
        let far = std::iter::once(&f32::INFINITY).chain(older.iter()).zip(older.iter());
        let far = far.zip(std::iter::once(&f32::INFINITY).chain(last.iter()));
        let said = b.codes.iter().zip(added.iter().zip(&pairs));
        for (at, ((((y, (lone, pair_y)), (diagonal, up)), ((far, two_up), two_left)), cell)) in
            said.zip(above).zip(far).zip(now.iter_mut().skip(1)).enumerate()
        {
            let first = row == 0 && at == 0;
            let exchanged = diagonal + costs.exchanged(*x, *y) * if first { 1.3 } else { 1.0 };
            let removed = up + gone;
            let added = left + lone;
            let mut best = exchanged.min(removed).min(added);
            if row > 0 && at > 0 && *x == before_y && *y == before_x && x != y {
                best = best.min(far + 0.5);
            }
            // Two letters here are one sound there, or were never one: `ts`, `sh`.
            if *pair_y == Some(*x) {
                best = best.min(two_left + 0.1);
            }
            if pair == Some(*y) {
                best = best.min(two_up + 0.1);
            }
            *cell = best;
            least = least.min(best);
            left = best;
            before_y = *y;
        }
        // Every way on leads through this row or, for sounds that change places, the one before.
        if least > limit && least_before > limit {
            return None;
        }
        least_before = least;
        end = left;
        before_x = *x;
        std::mem::swap(&mut older, &mut last);
        std::mem::swap(&mut last, &mut now);
    }
    (end <= limit).then_some(end)
}

/// The one sound that two, one after the other, are another way of writing.
fn pair_of(first: u8, second: u8) -> Option<u8> {
    Some(match (first, second) {
        (b's', b'h') => b'S',
        (b't', b'h') => b'T',
        (b'd', b'h') => b'D',
        (b'k', b'h') => b'x',
        (b'g', b'h') => b'G',
        (b'z', b'h') => b'Z',
        (b't', b's') => b'C',
        (b't', b'S') => b'c',
        (b'd', b'Z' | b'j') => b'j',
        (b'p', b'h') => b'f',
        _ => return None,
    })
}

/// What a difference costs between words of two scripts.
struct Costs {
    /// A vowel that only the left, and only the right side has.
    vowel: (f32, f32),
    half: (f32, f32),
    /// What it costs at least where a consonant stands for one that it has nothing to do with, a shade less: sums of
    /// such numbers are not exact.
    stranger: f32,
    /// What every exchange costs, made once.
    table: &'static Exchanges,
}

/// From sound to sound, by their codes.
struct Exchanges(Vec<f32>);

/// As many as there are ASCII signs.
const CODES: usize = 128;

/// Near consonants are exchanged more often from script to script, and vowels too where one letter carries any: of one
/// script; of two; of one that writes no vowels and another; of two such.
static EXCHANGES: LazyLock<[Exchanges; 4]> = LazyLock::new(|| {
    let table = |near: f32, vowels: f32| {
        let of = |at: usize| u8::try_from(at).unwrap_or_default();
        Exchanges(
            (0..CODES * CODES).map(|at| exchange(of(at / CODES), of(at % CODES), near, vowels)).collect(),
        )
    };
    [table(1.0, 1.0), table(0.6, 1.0), table(0.6, 0.3), table(1.0, 0.3)]
});

impl Costs {
    fn between(a: Vowels, b: Vowels) -> Self {
        let lone = |own: Vowels, other: Vowels| match (own, other) {
            (_, Vowels::Unwritten) => (0.03, 0.18),
            (Vowels::Unheard, _) => (0.08, 0.3),
            (Vowels::Unwritten, _) => (0.12, 0.2),
            _ => (0.25, 0.35),
        };
        let (left, right) = (lone(a, b), lone(b, a));
        let [one, two, bare, both] = &*EXCHANGES;
        let table = match (a == b, a == Vowels::Unwritten || b == Vowels::Unwritten) {
            (true, false) => one,
            (false, false) => two,
            (false, true) => bare,
            (true, true) => both,
        };
        let stranger = if a == b { 0.999 } else { 0.599 };
        Self { vowel: (left.0, right.0), half: (left.1, right.1), stranger, table }
    }

    fn alone(&self, s: u8, first: bool, last: bool, right: bool) -> f32 {
        let of = |pair: (f32, f32)| if right { pair.1 } else { pair.0 };
        match s {
            _ if is_vowel(s) => of(self.vowel) * if last { 0.7 } else { 1.0 },
            _ if is_half(s) => of(self.half) * if first { 2.0 } else { 1.0 },
            // As Baltic and Greek end a name.
            b's' if last && !first => 0.5,
            b'h' if first => 0.5,
            b'h' => 0.3,
            _ => 1.0,
        }
    }

    /// What turning one word into the other costs at least, without looking at the order: each firm consonant that no
    /// sound of the other can stand for is lost, or exchanged for one that it has nothing to do with.
    fn least(&self, a: &Sounds, b: &Sounds) -> f32 {
        let (left, right) = (a.firm & !b.reach, b.firm & !a.reach);
        let strangers = u8::try_from(left.count_ones().max(right.count_ones())).unwrap_or(u8::MAX);
        f32::from(strangers) * self.stranger
    }

    fn exchanged(&self, x: u8, y: u8) -> f32 {
        self.table.0.get(usize::from(x) * CODES + usize::from(y)).copied().unwrap_or(1.0)
    }
}

fn exchange(x: u8, y: u8, near_factor: f32, vowels: f32) -> f32 {
    if x == y {
        return 0.0;
    }
    let (x, y) = if x < y { (x, y) } else { (y, x) };
    match (is_vowel(x), is_vowel(y)) {
        (true, true) => match (x, y) {
            (b'a', b'e') | (b'e', b'i') | (b'o', b'u') => 0.12 * vowels,
            _ => 0.25 * vowels,
        },
        (true, false) | (false, true) => match (x, y) {
            (b'e' | b'i', b'y') | (b'o' | b'u', b'w') => 0.05,
            (b'a', b'y' | b'w') => 0.3,
            (b'u', b'v') => 0.4,
            _ => 1.3,
        },
        (false, false) => near(x, y) * near_factor,
    }
}

/// Consonants that are written for each other, `x` before `y` in the alphabet of codes; 1 for all others.
fn near(x: u8, y: u8) -> f32 {
    match (x, y) {
        // Capitals sort before small letters: C is ts, D is dh, G is gh, S is sh, T is th, Z is zh.
        (b'C', b's' | b'z' | b'c') => 0.25,
        (b'C', b't') => 0.5,
        (b'D', b'd') | (b'D', b'z') | (b'T', b't') => 0.15,
        (b'D', b'T') => 0.4,
        (b'G', b'g') | (b'k', b'q') | (b'v', b'w') => 0.12,
        (b'G', b'q') | (b'G', b'r') | (b'G', b'h') | (b'G', b'x') | (b'G', b'k') => 0.45,
        (b'S', b'c') | (b'S', b's') | (b'S', b'Z') | (b'Z', b'z') => 0.35,
        (b'S', b'x') => 0.6,
        (b'T', b's') => 0.3,
        (b'Z', b'j') => 0.15,
        (b'Z', b's') => 0.6,
        (b'b', b'p') | (b'f', b'v') | (b's', b'z') | (b'g', b'q') => 0.25,
        (b'b', b'v') => 0.3,
        (b'f', b'p') | (b'g', b'j') | (b'c', b'j') | (b'c', b'k') | (b'j', b'y') => 0.35,
        (b'c', b's') | (b'c', b'x') => 0.5,
        (b'd', b't') | (b'g', b'k') => 0.4,
        (b'd', b'z') => 0.4,
        (b'h', b'x') | (b'k', b'x') | (b'h', b'j') => 0.3,
        (b'j', b'z') | (b'g', b'h') => 0.5,
        (b'm', b'n') => 0.6,
        (b'l', b'r') => 0.7,
        // Read by a machine, or written so on purpose.
        (b'0', b'o') | (b'1', b'i' | b'l') | (b'5', b's') | (b'8', b'b') | (b'3', b'e') | (b'9', b'g') => 0.3,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn of(word: &str) -> Sounds {
        Sounds::of(word, Vowels::Written)
    }

    fn bare(word: &str) -> Sounds {
        Sounds::of(word, Vowels::Unwritten)
    }

    #[rstest]
    #[case("muhammad", "mohamed")]
    #[case("youssef", "yusuf")]
    #[case("sergei", "sergey")]
    #[case("qaddafi", "gadhafi")]
    #[case("husayn", "hussein")]
    #[case("scholz", "scholze")]
    #[case("tchaikovsky", "chaykovskiy")]
    fn spellings_of_one_word_sound_alike(#[case] a: &str, #[case] b: &str) {
        let alike = alike(&of(a), &of(b));
        assert!(alike > 0.8, "{a} {b}: {alike}");
    }

    #[rstest]
    #[case("karim", "khalid")]
    #[case("omar", "amin")]
    #[case("lindemann", "buchenberg")]
    #[case("angelo", "octavian")]
    fn other_words_do_not(#[case] a: &str, #[case] b: &str) {
        let alike = alike(&of(a), &of(b));
        assert!(alike < 0.75, "{a} {b}: {alike}");
    }

    #[test]
    fn vowels_that_a_script_does_not_write_cost_next_to_nothing_and_written_ones_count() {
        assert!(alike(&bare("mhmd"), &of("muhammad")) > 0.95);
        assert!(alike(&bare("khald"), &of("khalid")) > 0.95);
        assert!(alike(&of("karim"), &of("karam")) < 1.0);
    }

    proptest! {
        #[test]
        fn nothing_is_cheaper_than_the_least_that_is_foreseen(
            a in "[a-z0-9]{1,12}", b in "[a-z0-9]{1,12}", scripts in 0_usize..9,
        ) {
            let script = |n: usize| [Vowels::Written, Vowels::Unwritten, Vowels::Unheard][n % 3];
            let (x, y) = (Sounds::of(&a, script(scripts)), Sounds::of(&b, script(scripts / 3)));
            let costs = Costs::between(x.vowels, y.vowels);
            let cost = distance(&x, &y, &costs, f32::INFINITY).unwrap();
            prop_assert!(costs.least(&x, &y) <= cost, "{a} {b}: {} foreseen, {cost}", costs.least(&x, &y));
        }

        #[test]
        fn likeness_is_mutual_and_of_a_word_with_itself_is_one(a in "[a-z]{1,12}", b in "[a-z]{1,12}") {
            let (x, y) = (of(&a), of(&b));
            prop_assert!((alike(&x, &y) - alike(&y, &x)).abs() < 1e-5);
            prop_assert!((alike(&x, &x) - 1.0).abs() < 1e-6);
        }
    }
}
