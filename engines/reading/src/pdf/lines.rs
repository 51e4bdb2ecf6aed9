//! From letters where they stand to lines, columns and paragraphs. A page holds Arabic and Hebrew as the eye meets them, from
//! the left; the order in which a line is read is [`super::order`]'s.

use super::order::{Way, is_right_to_left, numbers_whole, read_column, way};
use kurbo::Affine;
use unicode_bidi::{BidiClass, bidi_class};

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

/// A line as it is read, and whether that is sure, on a page of which so much runs to the left. Columns are read each
/// for itself, from the side on which the line begins.
fn read_line(cells: &[Cell], share: f64) -> (String, bool) {
    let seen = as_seen(cells);
    let mut columns: Vec<(String, bool)> =
        seen.split(|text| text == "\t").map(|column| read_column(numbers_whole(column), share)).collect();
    if seen.iter().any(|text| is_right_to_left(text)) && share >= 0.5 {
        columns.reverse();
    }
    let sure = columns.iter().all(|(_, sure)| *sure);
    let texts: Vec<&str> =
        columns.iter().map(|(text, _)| text.trim()).filter(|text| !text.is_empty()).collect();
    (texts.join("\t"), sure)
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
    // Where spaces are written, room without one is the font's; where none are, room is all that divides words.
    let written = letters.iter().any(|cell| cell.text == " ");
    let (space, column) = if written { (0.5, 1.2) } else { (0.2, 2.0) };
    let mut seen: Vec<String> = Vec::with_capacity(letters.len());
    let mut end: Option<f64> = None;
    for cell in letters {
        if let Some(end) = end {
            let room = cell.from - end;
            let spaced = seen.last().is_some_and(|last| last.ends_with(char::is_whitespace));
            if room > cell.size * column {
                if spaced {
                    seen.pop();
                }
                seen.push("\t".to_owned());
            } else if room > cell.size * space && !spaced && !cell.text.starts_with(char::is_whitespace) {
                seen.push(" ".to_owned());
            }
        }
        end = Some(end.map_or(cell.to, |end| end.max(cell.to)));
        seen.push(cell.text);
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::super::order::{display, laid_out, mirrored};
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;
    use unicode_bidi::{BidiInfo, Level};

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
    #[case("رقم IMO 9134270 للمركب", true)]
    #[case("الهاتف +218 91 234 5678 قبل السفر", true)]
    #[case("שלום עולם 12", true)]
    #[case("He said: اسمي سمير and left", false)]
    #[case("Name: سمير العربي (1985)", false)]
    #[case("plain words, 12 of them", false)]
    fn a_line_is_read_in_its_order(#[case] text: &str, #[case] to_the_left: bool) {
        // A number after Arabic words in a line of the other kind could as well stand before them.
        let both_ways = text.contains("(1985)") || text.contains("IMO");
        let (read, sure) = read_line(&shown(text, to_the_left), f64::from(u8::from(to_the_left)));
        assert_eq!(read, text);
        assert_eq!(sure, !both_ways);
    }

    #[test]
    fn a_number_in_a_column_of_its_own_is_not_turned() {
        let cells = |from: f64| {
            shown("عيسى غربا", true).into_iter().map(move |cell| Cell {
                from: cell.from + from,
                to: cell.to + from,
                ..cell
            })
        };
        let number = shown("+227 96 00 00 09", false);
        let apart: Vec<Cell> = number.iter().cloned().chain(cells(120.0)).collect();
        assert_eq!(read_line(&apart, 1.0), ("عيسى غربا\t+227 96 00 00 09".to_owned(), true));
        let near: Vec<Cell> = number.iter().cloned().chain(cells(76.5)).collect();
        assert_eq!(read_line(&near, 1.0).0, "عيسى غربا +227 96 00 00 09");
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
        fn an_order_that_is_sure_is_one_that_unicode_lays_out_so(text in "[ ابتثسلم]{0,6}[ a-c0-9.,:/-]{0,6}[ ابت0-9]{0,6}[a-c ]{0,4}", left in any::<bool>()) {
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
