//! JSON of others: line by line or whole, within limits, with short ways to what stands in it.

use crate::item::{Out, Place, RECORD_BYTES_MAX, ReadError, Reason, VALUE_BYTES_MAX};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};

/// Largest document that is held whole, because its parts name each other in any order.
pub(crate) const WHOLE_BYTES_MAX: usize = 48 * 1024 * 1024;
/// Most kinds of unread fields that are named; the rest are counted together.
const UNREAD_MAX: usize = 500;

/// A line of the file.
pub(crate) enum Line {
    /// An object on it.
    Object(Map<String, Value>),
    /// Something else: why, and how it begins.
    Not(Reason, String),
}

/// Lines of a file, each a document of its own. A line beyond the limit costs itself and nothing else.
pub(crate) struct Lines<R> {
    inner: BufReader<R>,
    /// The number of the line that was read last.
    pub(crate) number: u64,
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(input: R) -> Self {
        Self { inner: BufReader::new(input), number: 0 }
    }

    /// The next line that is neither empty nor a remark; `None` at the end.
    ///
    /// # Errors
    /// The bytes could not be had.
    pub(crate) fn take_line(&mut self) -> std::io::Result<Option<Line>> {
        loop {
            let mut bytes = Vec::new();
            let most = (RECORD_BYTES_MAX as u64).saturating_add(1);
            if (&mut self.inner).take(most).read_until(b'\n', &mut bytes)? == 0 {
                return Ok(None);
            }
            self.number = self.number.saturating_add(1);
            if bytes.len() > RECORD_BYTES_MAX && bytes.last() != Some(&b'\n') {
                self.skip_line()?;
                let why = format!("more than {RECORD_BYTES_MAX} bytes");
                return Ok(Some(Line::Not(Reason::TooLong, why)));
            }
            let text = String::from_utf8_lossy(&bytes);
            let text = text.trim_start_matches('\u{FEFF}').trim();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            return Ok(Some(match serde_json::from_str(text) {
                Ok(Value::Object(object)) => Line::Object(object),
                _ => Line::Not(Reason::NotJson, text.chars().take(80).collect()),
            }));
        }
    }

    fn skip_line(&mut self) -> std::io::Result<()> {
        loop {
            let ready = self.inner.fill_buf()?;
            if ready.is_empty() {
                return Ok(());
            }
            let end = ready.iter().position(|b| *b == b'\n');
            let used = end.map_or(ready.len(), |at| at.saturating_add(1));
            self.inner.consume(used);
            if end.is_some() {
                return Ok(());
            }
        }
    }
}

/// A document whose parts name each other, held whole within [`WHOLE_BYTES_MAX`].
///
/// # Errors
/// Too large, or no JSON.
pub(crate) fn whole(input: &mut dyn Read, format: &'static str) -> Result<Value, ReadError> {
    let mut bytes = Vec::new();
    input.take((WHOLE_BYTES_MAX as u64).saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() > WHOLE_BYTES_MAX {
        return Err(ReadError::TooLarge { limit: WHOLE_BYTES_MAX as u64 });
    }
    let start = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(&bytes);
    serde_json::from_slice(start).map_err(|error| ReadError::NotTheFormat { format, why: error.to_string() })
}

/// A text, number or truth as text; empty for everything else.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        // A value with its type, as JSON-LD writes it.
        Value::Object(object) => object.get("@value").map(text).unwrap_or_default(),
        Value::Null | Value::Array(_) => String::new(),
    }
}

/// The texts of a field that holds one value or several.
pub(crate) fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(all)) => all.iter().map(text).filter(|t| !t.is_empty()).collect(),
        Some(one) => Some(text(one)).filter(|t| !t.is_empty()).into_iter().collect(),
        None => Vec::new(),
    }
}

/// The first text of a field.
pub(crate) fn first(object: &Map<String, Value>, field: &str) -> String {
    texts(object.get(field)).into_iter().next().unwrap_or_default()
}

/// Whether a text may be a value.
pub(crate) fn fits(text: &str) -> bool {
    text.len() <= VALUE_BYTES_MAX && !text.contains('\0')
}

/// Fields that gave nothing, each named once with its count.
#[derive(Default)]
pub(crate) struct Unread {
    counts: BTreeMap<String, u64>,
}

impl Unread {
    pub(crate) fn add(&mut self, field: &str) {
        let name = match self.counts.len() < UNREAD_MAX || self.counts.contains_key(field) {
            true => field.chars().take(120).collect(),
            false => "others".to_owned(),
        };
        let count = self.counts.entry(name).or_default();
        *count = count.saturating_add(1);
    }

    pub(crate) fn tell(self, out: &mut Out<'_>) {
        for (element, count) in self.counts {
            let place = Place { element, ..Place::default() };
            out.not_taken(place, Reason::NoPlace, &format!("{count} times"));
        }
    }
}
