//! The reply form: one sheet, questions locked, answers open, lists to choose from. Everything is written as text, so
//! that nothing in it is ever computed.

use crate::LetterError;
use procedure::paper::{FORM_MARK, Form, KEY_CODE, KEY_FORM, KEY_REFERENCE, Question};
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook,
    Worksheet,
};

const KEY: u16 = 0;
const LABEL: u16 = 1;
const ANSWER: u16 = 2;
const HINT: u16 = 3;
/// Where the words of lists stand, out of sight.
const LISTS: u16 = 5;
/// Longest answer, as the cells of a spreadsheet hold it.
const ANSWER_CHARS_MAX: u32 = 32_000;

struct Looks {
    title: Format,
    plain: Format,
    heading: Format,
    label: Format,
    fixed: Format,
    answer: Format,
    hint: Format,
}

impl Looks {
    fn new() -> Self {
        let base = || Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@");
        Self {
            title: base().set_bold().set_font_size(14),
            plain: base(),
            heading: base().set_bold().set_background_color("E3EFF1"),
            label: base(),
            fixed: base().set_bold(),
            answer: base().set_unlocked().set_border(FormatBorder::Thin).set_background_color("FFFBE6"),
            hint: base().set_font_color("4A5663").set_font_size(9),
        }
    }
}

/// The form as a spreadsheet.
///
/// # Errors
/// [`LetterError`].
pub fn form(form: &Form) -> Result<Vec<u8>, LetterError> {
    let mut book = Workbook::new();
    let (year, month, day) = form.day;
    let made = ExcelDateTime::from_ymd(year, month, day)?;
    book.set_properties(
        &DocProperties::new()
            .set_title(form.title.as_str())
            .set_author("Liaison")
            .set_creation_datetime(&made),
    );
    let looks = Looks::new();
    let sheet = book.add_worksheet();
    sheet.set_name("reply")?;
    sheet.set_right_to_left(form.lang == "ar");
    sheet.set_column_width(LABEL, 44)?;
    sheet.set_column_width(ANSWER, 56)?;
    sheet.set_column_width(HINT, 44)?;
    sheet.set_column_hidden(KEY)?;
    let mut row = head(sheet, form, &looks)?;
    let mut list = 0_u32;
    for question in &form.questions {
        ask(sheet, row, question, &looks, &mut list)?;
        row = row.saturating_add(1);
    }
    sheet.set_column_hidden(LISTS)?;
    sheet.protect();
    sheet.set_freeze_panes(6, 0)?;
    sheet.set_print_fit_to_pages(1, 0);
    Ok(book.save_to_buffer()?)
}

fn head(sheet: &mut Worksheet, form: &Form, looks: &Looks) -> Result<u32, LetterError> {
    sheet.write_string_with_format(0, LABEL, &form.title, &looks.title)?;
    sheet.merge_range(1, LABEL, 1, HINT, &form.intro, &looks.plain)?;
    sheet.set_row_height(1, 60)?;
    let [reference, code] = &form.labels;
    let rows = [
        (KEY_FORM, "", FORM_MARK),
        (KEY_REFERENCE, reference.as_str(), form.reference.as_str()),
        (KEY_CODE, code.as_str(), form.code.as_str()),
    ];
    let mut row = 2_u32;
    for (key, label, value) in rows {
        sheet.write_string_with_format(row, KEY, key, &looks.plain)?;
        sheet.write_string_with_format(row, LABEL, label, &looks.label)?;
        let look = if key == KEY_FORM { &looks.hint } else { &looks.fixed };
        sheet.write_string_with_format(row, ANSWER, value, look)?;
        row = row.saturating_add(1);
    }
    Ok(row.saturating_add(1))
}

fn ask(
    sheet: &mut Worksheet,
    row: u32,
    question: &Question,
    looks: &Looks,
    list: &mut u32,
) -> Result<(), LetterError> {
    if question.key.is_empty() {
        for (column, text) in [(LABEL, question.label.as_str()), (ANSWER, ""), (HINT, "")] {
            sheet.write_string_with_format(row, column, text, &looks.heading)?;
        }
        return Ok(());
    }
    sheet.write_string_with_format(row, KEY, &question.key, &looks.plain)?;
    sheet.write_string_with_format(row, LABEL, &question.label, &looks.label)?;
    sheet.write_blank(row, ANSWER, &looks.answer)?;
    sheet.write_string_with_format(row, HINT, &question.hint, &looks.hint)?;
    let first = *list;
    for (_, word) in &question.choices {
        sheet.write_string_with_format(*list, LISTS, word, &looks.plain)?;
        *list = list.saturating_add(1);
    }
    let rule = if question.choices.is_empty() {
        DataValidation::new()
            .allow_text_length(rust_xlsxwriter::DataValidationRule::LessThanOrEqualTo(ANSWER_CHARS_MAX))
    } else {
        let cells = format!("=$F${}:$F${}", first.saturating_add(1), *list);
        DataValidation::new().allow_list_formula(Formula::new(cells))
    };
    sheet.add_data_validation(row, ANSWER, row, ANSWER, &rule)?;
    Ok(())
}

/// Rows as a spreadsheet of one sheet, every cell as text.
///
/// # Errors
/// [`LetterError`].
pub fn table(name: &str, rows: &[Vec<String>]) -> Result<Vec<u8>, LetterError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_author("Liaison").set_creation_datetime(&made));
    let (plain, head) = (Format::new().set_num_format("@"), Format::new().set_bold().set_num_format("@"));
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    for (row, cells) in (0_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            sheet.write_string_with_format(row, column, cell, if row == 0 { &head } else { &plain })?;
        }
    }
    Ok(book.save_to_buffer()?)
}
