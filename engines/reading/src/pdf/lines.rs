//! From letters where they stand to lines and paragraphs in the order of reading.
//!
//! A page holds Arabic and Hebrew as the eye meets them, from the left. The order in which they are read is found by trying:
//! an order is taken for sure when the rules of Unicode (UAX 9) lay it out just as the page does.

use kurbo::Affine;
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};
use unicode_normalization::UnicodeNormalization;

/// Longest line whose order is looked for.
const LINE_CELLS_MAX: usize = 4_000;
/// A paragraph is handed on after so many bytes.
const PARAGRAPH_BYTES: usize = 4_000;
/// Text so many times larger than most of its page is a heading.
const HEADING: f64 = 1.25;

/// A letter, or several that one sign stands for, on its line.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) text: String,
    /// Along its line.
    from: f64,
    to: f64,
    /// Across it; more is further up.
    base: f64,
    size: f64,
    /// The direction of its line, in degrees.
    turned: i32,
}

impl Cell {
    /// None where its place is none.
    pub(crate) fn of(text: String, matrix: Affine, width: f64) -> Option<Self> {
        let [a, b, c, d, x, y] = matrix.as_coeffs();
        let along = a.hypot(b);
        let size = c.hypot(d) * 1_000.0;
        if ![along, size, x, y, width].iter().all(|n| n.is_finite()) || size <= 0.0 || along <= 0.0 {
            return None;
        }
        let turned = b.atan2(a).to_degrees().round();
        let (sin, cos) = turned.to_radians().sin_cos();
        let (from, base) = (x * cos + y * sin, y * cos - x * sin);
        // `turned` lies between -180 and 180.
        Some(Self { text, from, to: from + along * width.max(0.0), base, size, turned: turned as i32 })
    }

    pub(crate) fn is_again(&self, other: &Self) -> bool {
        self.text == other.text
            && (self.from - other.from).abs() < 0.01
            && (self.base - other.base).abs() < 0.01
            && self.turned == other.turned
    }

    fn is_mark(&self) -> bool {
        !self.text.is_empty() && self.text.chars().all(|c| bidi_class(c) == BidiClass::NSM)
    }

    fn middle(&self) -> f64 {
        f64::midpoint(self.from, self.to)
    }
}

/// Lines that belong together.
#[derive(Debug)]
pub(crate) struct Paragraph {
    /// Line of the page, from 1.
    pub(crate) line: u64,
    pub(crate) text: String,
    pub(crate) heading: bool,
    /// Whether the order of its letters is sure.
    pub(crate) sure: bool,
}

struct Line {
    cells: Vec<Cell>,
    from: f64,
    to: f64,
    base: f64,
    size: f64,
    turned: i32,
}

impl Line {
    fn new(cell: Cell) -> Self {
        let Cell { from, to, base, size, turned, .. } = cell;
        Self { cells: vec![cell], from, to, base, size, turned }
    }

    /// Whether a letter stands on this line: near its base, and not further off than a column is.
    fn has(&self, cell: &Cell) -> bool {
        let size = self.size.max(cell.size);
        self.turned == cell.turned
            && (self.base - cell.base).abs() <= size * 0.35
            && cell.from <= self.to + size * 12.0
            && cell.to >= self.from - size * 12.0
    }

    fn add(&mut self, cell: Cell) {
        self.from = self.from.min(cell.from);
        self.to = self.to.max(cell.to);
        // The largest letter gives the line its base; a small one above it is a mark to a note.
        if cell.size > self.size {
            (self.size, self.base) = (cell.size, cell.base);
        }
        self.cells.push(cell);
    }

    fn follows(&self, before: &Self) -> bool {
        let drop = before.base - self.base;
        let alike = self.size / before.size;
        self.turned == before.turned
            && (0.8..=1.25).contains(&alike)
            && drop > 0.0
            && drop < before.size.max(self.size) * 1.9
            && self.from < before.to
            && self.to > before.from
    }
}

/// The paragraphs of a page, in the order in which they were put on it.
pub(crate) fn paragraphs(cells: Vec<Cell>) -> Vec<Paragraph> {
    let mut lines: Vec<Line> = Vec::new();
    for cell in cells {
        match lines.last_mut() {
            Some(line) if line.has(&cell) => line.add(cell),
            _ => lines.push(Line::new(cell)),
        }
    }
    let usual = usual_size(&lines);
    let share = share_to_the_left(&lines);
    let mut out: Vec<Paragraph> = Vec::new();
    let mut before: Option<Line> = None;
    for (nth, line) in lines.into_iter().enumerate() {
        let (text, sure) = read_line(&line.cells, share);
        let text = text.trim_end();
        if text.trim().is_empty() {
            continue;
        }
        let heading = line.size > usual * HEADING;
        match out.last_mut() {
            Some(open)
                if before.as_ref().is_some_and(|b| line.follows(b)) && open.text.len() < PARAGRAPH_BYTES =>
            {
                open.text.push('\n');
                open.text.push_str(text);
                open.sure &= sure;
            }
            _ => out.push(Paragraph {
                line: (nth as u64).saturating_add(1),
                text: text.to_owned(),
                heading,
                sure,
            }),
        }
        before = Some(line);
    }
    out
}

/// The size that most letters of the page have.
fn usual_size(lines: &[Line]) -> f64 {
    let mut sizes: Vec<(f64, usize)> = lines.iter().map(|line| (line.size, line.cells.len())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, count)| count).sum::<usize>() / 2;
    let mut passed = 0_usize;
    for (size, count) in &sizes {
        passed = passed.saturating_add(*count);
        if passed > half {
            return *size;
        }
    }
    f64::MAX
}

/// How much of the page's letters runs to the left.
fn share_to_the_left(lines: &[Line]) -> f64 {
    let (mut left, mut right) = (0_u32, 0_u32);
    for cell in lines.iter().flat_map(|line| &line.cells) {
        match way(&cell.text) {
            Way::Right => left = left.saturating_add(1),
            Way::Left => right = right.saturating_add(1),
            Way::Digit | Way::Joint | Way::None => {}
        }
    }
    f64::from(left) / f64::from(left.saturating_add(right).max(1))
}

/// A line as it is read, and whether that is sure, on a page of which so much runs to the left.
fn read_line(cells: &[Cell], share: f64) -> (String, bool) {
    let seen = as_seen(cells);
    if !seen.iter().any(|text| is_right_to_left(text)) {
        return (plain(&seen.concat()), true);
    }
    if seen.len() > LINE_CELLS_MAX {
        return (plain(&seen.concat()), false);
    }
    // A line that begins and ends with the same kind of letters runs as they do; of any other the page decides.
    let strong = || seen.iter().map(|text| way(text)).filter(|way| matches!(way, Way::Right | Way::Left));
    let (first_seen, last_seen) = (strong().next(), strong().next_back());
    let (mostly, clear) = if first_seen == last_seen {
        (last_seen == Some(Way::Right), true)
    } else {
        (share >= 0.5, !(0.3..0.7).contains(&share))
    };
    let shown = display(&seen);
    let mut first = None;
    let mut readings: Vec<String> = Vec::new();
    for base in [mostly, !mostly] {
        for choice in 0..16_u8 {
            let order = ordered(&seen, base, choice);
            for turned in [true, false] {
                let read = in_order(&seen, &order, turned);
                if laid_out(&read, base) == shown {
                    take(&mut readings, read);
                }
            }
            first.get_or_insert(order);
        }
        // Where two orders look the same, neither is sure.
        let clear = clear && base == mostly && readings.len() == 1;
        if let Some(read) = readings.first() {
            return (plain(read), clear);
        }
    }
    let read = first.map_or_else(|| seen.concat(), |order| in_order(&seen, &order, true));
    (plain(&read), false)
}

/// Keeps a reading, unless it is known; of two that differ in their brackets only, the one that closes them.
fn take(readings: &mut Vec<String>, read: String) {
    let key = comparable(&read);
    match readings.iter_mut().find(|known| comparable(known) == key) {
        Some(known) if balanced(&read) && !balanced(known) => *known = read,
        Some(_) => {}
        None => readings.push(read),
    }
}

/// The cells from the left, marks with the letter that they stand on, spaces where there is room for one.
fn as_seen(cells: &[Cell]) -> Vec<String> {
    let (marks, mut letters): (Vec<Cell>, Vec<Cell>) = cells.iter().cloned().partition(Cell::is_mark);
    for mark in marks {
        let near = letters
            .iter_mut()
            .filter(|cell| !cell.text.trim().is_empty())
            .min_by(|a, b| (a.middle() - mark.middle()).abs().total_cmp(&(b.middle() - mark.middle()).abs()));
        if let Some(letter) = near {
            letter.text.push_str(&mark.text);
        }
    }
    letters.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut seen: Vec<String> = Vec::with_capacity(letters.len());
    let mut end: Option<f64> = None;
    for cell in letters {
        if let Some(end) = end {
            let room = cell.from - end;
            let spaced = seen.last().is_some_and(|last| last.ends_with(char::is_whitespace));
            if room > cell.size * 2.0 {
                if spaced {
                    seen.pop();
                }
                seen.push("\t".to_owned());
            } else if room > cell.size * 0.18 && !spaced && !cell.text.starts_with(char::is_whitespace) {
                seen.push(" ".to_owned());
            }
        }
        end = Some(end.map_or(cell.to, |end| end.max(cell.to)));
        seen.push(cell.text);
    }
    seen
}

fn is_right_to_left(text: &str) -> bool {
    text.chars().any(|c| matches!(bidi_class(c), BidiClass::R | BidiClass::AL))
}

/// Which way a cell runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Right,
    Left,
    Digit,
    /// Stands between the digits of one number: `.`, `:`, `/`, `-`, `+`.
    Joint,
    None,
}

fn way(text: &str) -> Way {
    for c in text.chars() {
        match bidi_class(c) {
            BidiClass::R | BidiClass::AL => return Way::Right,
            BidiClass::L => return Way::Left,
            BidiClass::EN | BidiClass::AN => return Way::Digit,
            BidiClass::ES | BidiClass::CS | BidiClass::ET => return Way::Joint,
            _ => {}
        }
    }
    Way::None
}

/// One way in which cells seen from the left may be read: their order, and whether each runs to the left. `choice` says
/// what holds together where the eye cannot tell: numbers at their joints, a sign before a number, numbers with words,
/// and numbers at the edge of words that run to the left.
fn ordered(seen: &[String], to_the_left: bool, choice: u8) -> Vec<(usize, bool)> {
    if to_the_left {
        return turned(seen, 0, seen.len(), choice);
    }
    // Runs to the left within a line to the right: from one such letter to the last before words of the other way.
    let mut out = Vec::with_capacity(seen.len());
    let mut at = 0;
    while at < seen.len() {
        if !seen.get(at).is_some_and(|text| is_right_to_left(text)) {
            out.push((at, false));
            at = at.saturating_add(1);
            continue;
        }
        let mut end = at.saturating_add(1);
        for (next, text) in seen.iter().enumerate().skip(end) {
            match way(text) {
                Way::Right => end = next.saturating_add(1),
                Way::Left => break,
                _ => {}
            }
        }
        let mut start = at;
        if choice & 8 == 0 {
            // A number that is seen before them is most likely read after them.
            while let Some((before, false)) = out.last().copied() {
                if seen.get(before).is_some_and(|text| way(text) == Way::Left) {
                    break;
                }
                out.pop();
                start = before;
            }
            // What divides them from the words before stays with those.
            while start < at
                && let Some(text) = seen.get(start)
                && (text.trim().is_empty() || way(text) == Way::Joint)
            {
                out.push((start, false));
                start = start.saturating_add(1);
            }
        }
        out.extend(turned(seen, start, end, choice));
        at = end;
    }
    out
}

/// Cells read from the right, with what runs to the right in them turned back.
fn turned(seen: &[String], from: usize, to: usize, choice: u8) -> Vec<(usize, bool)> {
    let mut out: Vec<(usize, bool)> = (from..to).rev().map(|at| (at, true)).collect();
    let ways: Vec<Way> =
        out.iter().map(|(at, _)| seen.get(*at).map_or(Way::None, |text| way(text))).collect();
    let way_at = |at: usize| ways.get(at).copied().unwrap_or(Way::Right);
    let mut at = 0;
    while at < out.len() {
        let begins = matches!(way_at(at), Way::Left | Way::Digit)
            || (choice & 2 != 0 && way_at(at) == Way::Joint && way_at(at.saturating_add(1)) == Way::Digit);
        if !begins {
            at = at.saturating_add(1);
            continue;
        }
        let mut end = at.saturating_add(1);
        let mut words = way_at(at) == Way::Left;
        for next in end..out.len() {
            let joined = next.saturating_sub(end);
            let fits = match way_at(next) {
                Way::Left => joined == 0 || words || choice & 4 != 0,
                Way::Digit => {
                    let joint = way_at(next.saturating_sub(1)) == Way::Joint;
                    joined == 0 || (joined == 1 && joint && choice & 1 == 0) || (words && choice & 4 == 0)
                }
                Way::Joint if choice & 2 != 0 && joined == 0 && !words => {
                    // A sign that is seen behind a number and belongs to it.
                    way_at(next.saturating_add(1)) != Way::Digit
                }
                Way::Joint | Way::None => false,
                Way::Right => break,
            };
            if fits {
                words |= way_at(next) == Way::Left;
                end = next.saturating_add(1);
            }
        }
        if let Some(run) = out.get_mut(at..end) {
            run.reverse();
            for (_, left) in run {
                *left = false;
            }
        }
        at = end;
    }
    out
}

/// The page as the eye meets it, letter by letter: of a sign that stands for several letters the last is seen first.
fn display(seen: &[String]) -> String {
    let mut out = String::new();
    for text in seen {
        if is_right_to_left(text) { out.extend(text.chars().rev()) } else { out.push_str(text) }
    }
    comparable(&out)
}

/// How Unicode lays a text out.
fn laid_out(read: &str, to_the_left: bool) -> String {
    let base = if to_the_left { Level::rtl() } else { Level::ltr() };
    // A tab ends a line's order in Unicode and not on a page; a space stands for it.
    let read = read.replace('\t', " ");
    let info = BidiInfo::new(&read, Some(base));
    let mut out = String::new();
    for paragraph in &info.paragraphs {
        out.push_str(&info.reorder_line(paragraph, paragraph.range.clone()));
    }
    comparable(&out)
}

/// Brackets are drawn turned, and a file may hold them either way.
fn comparable(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            ')' => '(',
            ']' => '[',
            '}' => '{',
            '>' => '<',
            '»' => '«',
            '\t' => ' ',
            c => c,
        })
        .collect()
}

/// The cells in their order. A bracket that is read from the right is drawn turned; `turned` turns it back.
fn in_order(seen: &[String], order: &[(usize, bool)], turned: bool) -> String {
    order
        .iter()
        .filter_map(|(at, left)| Some((seen.get(*at)?, *left)))
        .flat_map(|(text, left)| text.chars().map(move |c| if turned && left { mirrored(c) } else { c }))
        .collect()
}

fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        c => c,
    }
}

fn balanced(text: &str) -> bool {
    let mut open = 0_i32;
    for c in text.chars() {
        match c {
            '(' | '[' | '«' => open = open.saturating_add(1),
            ')' | ']' | '»' => open = open.saturating_sub(1),
            _ => {}
        }
        if open < 0 {
            return false;
        }
    }
    open == 0
}

/// Letters as they are written, without the forms that a font gives them: `ﻋ` is `ع`, `ﬁ` is `fi`.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => out.extend(c.nfkc()),
            '\u{AD}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    /// A line as a page shows it: laid out by Unicode, one cell for each letter.
    fn shown(text: &str, to_the_left: bool) -> Vec<Cell> {
        let base = if to_the_left { Level::rtl() } else { Level::ltr() };
        let info = BidiInfo::new(text, Some(base));
        let paragraph = info.paragraphs.first().expect("a paragraph");
        let levels = info.reordered_levels_per_char(paragraph, paragraph.range.clone());
        let order = BidiInfo::reorder_visual(&levels);
        let letters: Vec<char> = text.chars().collect();
        let mut cells = Vec::new();
        let mut at = 0.0;
        for place in order {
            let c = letters[place];
            let drawn = if levels[place].is_rtl() { mirrored(c) } else { c };
            let width = if c == ' ' { 250.0 } else { 500.0 };
            cells.push(
                Cell::of(drawn.to_string(), Affine::new([0.01, 0.0, 0.0, 0.01, at, 0.0]), width)
                    .expect("a cell"),
            );
            at += width * 0.01;
        }
        cells
    }

    #[rstest]
    #[case("اسمي سمير وعمري 27 سنة", true)]
    #[case("رقمي هو 0911234567 (واتساب)", true)]
    #[case("الرحلة من Zuwara إلى Lampedusa يوم 12/05/2026", true)]
    #[case("دفع 2500.50 دينار إلى Hadj Ali", true)]
    #[case("سنة ١٩٨٥ في طرابلس", true)]
    #[case("שלום עולם 12", true)]
    #[case("He said: اسمي سمير and left", false)]
    #[case("Name: سمير العربي (1985)", false)]
    #[case("plain words, 12 of them", false)]
    fn a_line_is_read_in_its_order(#[case] text: &str, #[case] to_the_left: bool) {
        // A number after Arabic words in a line of the other kind could as well stand before them.
        let both_ways = text.contains("(1985)");
        let (read, sure) = read_line(&shown(text, to_the_left), f64::from(u8::from(to_the_left)));
        assert_eq!(read, text);
        assert_eq!(sure, !both_ways);
    }

    #[test]
    fn forms_of_letters_and_signs_for_two_become_the_letters() {
        let cell =
            |text: &str, at: f64| Cell::of(text.into(), Affine::new([0.01, 0.0, 0.0, 0.01, at, 0.0]), 500.0);
        // "السلام" as a font draws it: the sign for lam and alef is one.
        let cells: Vec<Cell> = ["ﻡ", "ﻼ", "ﺴ", "ﻟ", "ﺍ"]
            .iter()
            .zip(0..)
            .filter_map(|(text, n)| cell(text, f64::from(n) * 5.0))
            .collect();
        assert_eq!(read_line(&cells, 1.0), ("السلام".to_owned(), true));
    }

    #[test]
    fn a_mark_stays_with_its_letter() {
        let cell = |text: &str, at: f64, width: f64| {
            Cell::of(text.into(), Affine::new([0.01, 0.0, 0.0, 0.01, at, 0.0]), width)
        };
        // "مُر" with the vowel drawn first, above the first letter read.
        let cells: Vec<Cell> = [cell("\u{64F}", 7.0, 0.0), cell("ر", 0.0, 500.0), cell("م", 5.0, 500.0)]
            .into_iter()
            .flatten()
            .collect();
        assert_eq!(read_line(&cells, 1.0).0, "م\u{64F}ر");
    }

    #[test]
    fn lines_below_one_another_are_a_paragraph_and_a_large_one_is_a_heading() {
        let line = |text: &str, y: f64, size: f64| -> Vec<Cell> {
            text.chars()
                .zip(0..)
                .filter_map(|(c, n)| {
                    let scale = size / 1_000.0;
                    Cell::of(
                        c.to_string(),
                        Affine::new([scale, 0.0, 0.0, scale, 10.0 + f64::from(n) * size / 2.0, y]),
                        500.0,
                    )
                })
                .collect()
        };
        let cells = [
            line("Report", 700.0, 20.0),
            line("The first line", 660.0, 10.0),
            line("and the second", 648.0, 10.0),
            line("Another", 600.0, 10.0),
        ]
        .concat();
        let read: Vec<(bool, String)> = paragraphs(cells).into_iter().map(|p| (p.heading, p.text)).collect();
        assert_eq!(
            read,
            [
                (true, "Report".to_owned()),
                (false, "The first line\nand the second".to_owned()),
                (false, "Another".to_owned())
            ]
        );
    }

    proptest! {
        /// What is taken for sure is laid out as the page is.
        #[test]
        fn an_order_that_is_sure_is_one_that_unicode_lays_out_so(text in "[ ابتثسلم]{0,6}[ a-c0-9.,:/+-]{0,6}[ ابت0-9]{0,6}[a-c ]{0,4}", left in any::<bool>()) {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assume!(!text.is_empty());
            let cells = shown(&text, left);
            let (read, sure) = read_line(&cells, f64::from(u8::from(left)));
            if sure && text.chars().any(|c| is_right_to_left(c.encode_utf8(&mut [0; 4]))) {
                let again = [true, false].map(|way| laid_out(&read, way));
                prop_assert!(again.contains(&display(&as_seen(&cells))), "{text} {read}");
            }
            let mut letters: Vec<char> = read.chars().filter(|c| !c.is_whitespace()).collect();
            let mut stood: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
            letters.sort_unstable();
            stood.sort_unstable();
            prop_assert_eq!(letters, stood);
        }
    }
}
