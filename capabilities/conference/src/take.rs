//! A report on its way into the record: read elsewhere, in a child process with limits, and kept here as structure
//! with its session, documents and recommendations.

use crate::store;
use crate::types::{ConferenceError, Document, Item, KeptReport, LINE_CHARS_MAX, REPORT_BYTES_MAX, Session};
use ::store::Tx;
use access::Node;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::{Actor, Digest, Label, Purpose};
use reading::report::{AgendaItem, Report, SubItem};
use std::sync::Arc;
use uuid::Uuid;

/// Why a file did not become a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadFault {
    /// There is no text in it.
    #[error("the file has no text; a scan has to be put through text recognition first")]
    NoText,
    /// Nobody can tell what it is.
    #[error("this is no format that a report is read from")]
    Format,
    /// It took too much room or time.
    #[error("the file needs more room or time than a report may take")]
    TooLarge,
    /// It breaks off or is damaged.
    #[error("the file is damaged, or the reading broke off")]
    Broken,
}

impl ReadFault {
    /// The end of the word that says so.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoText => "no-text",
            Self::Format => "format",
            Self::TooLarge => "too-large",
            Self::Broken => "broken",
        }
    }
}

type Reads = dyn Fn(String, Vec<u8>) -> Result<Report, ReadFault> + Send + Sync;

/// How a file becomes a report; the program has one, which starts itself as the reading process.
#[derive(Clone)]
pub struct ReportReader(Arc<Reads>);

impl ReportReader {
    /// Reads with this.
    pub fn new(read: impl Fn(String, Vec<u8>) -> Result<Report, ReadFault> + Send + Sync + 'static) -> Self {
        Self(Arc::new(read))
    }

    /// Reads a file. Blocks until the reading has ended; call it off the async threads.
    ///
    /// # Errors
    /// [`ReadFault`].
    pub fn read(&self, name: String, bytes: Vec<u8>) -> Result<Report, ReadFault> {
        (self.0)(name, bytes)
    }
}

/// What taking a report in came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenReport {
    /// The report.
    pub report: Uuid,
    /// Its session.
    pub session: Uuid,
    /// How many recommendations it has.
    pub recommendations: usize,
    /// The same file was put in before; nothing was added.
    pub before: bool,
}

/// Keeps a report that was read from the file of this name and digest. The session is the one it reports on; where the
/// text names none, one under the name of its symbol.
///
/// # Errors
/// The gate's refusal; [`ConferenceError::Full`].
pub async fn take_report(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    (file, digest): (&str, Digest),
    structure: &Report,
) -> Result<TakenReport, ConferenceError> {
    let object = ObjectRef { kind: "report", id: Uuid::nil() };
    let ask = Ask::new(actor, action::KEEP_CONFERENCE, Purpose::Administration, tx.at()).on(object);
    node.gate.open(Guarded::new(object, Label::own(actor.authority), ()), &ask, &mut tx.log())?;
    let digest = digest.to_string();
    if let Some(there) = store::report_of_file(tx, &digest).await? {
        let report = store::report(tx, there).await?.ok_or(ConferenceError::NotHere)?;
        let ask = Ask::new(actor, action::READ_CONFERENCE, Purpose::Administration, tx.at());
        let (kept, structure) = node.gate.open(report, &ask, &mut tx.log())?;
        let recommendations = structure.recommendations.len();
        return Ok(TakenReport { report: there, session: kept.session, recommendations, before: true });
    }
    if store::put(structure)?.len() > REPORT_BYTES_MAX {
        return Err(ConferenceError::Full);
    }
    let symbol = &called(structure, file);
    let session = session_of(structure, symbol);
    let session_id = store::add_session(tx, actor, &session).await?;
    let report = KeptReport {
        id: kernel::id::new(tx.clock(), tx.rng()),
        session: session_id,
        symbol: line(symbol),
        language: structure.language.clone(),
        file: line(file),
        digest,
        at: tx.at(),
        by: actor.name.clone(),
    };
    store::add_report(tx, actor, &report, (&session.body, &session.from), structure).await?;
    let own =
        Document { symbol: report.symbol.clone(), title: line(&structure.title), report: Some(report.id) };
    store::add_document(tx, &actor.name, session_id, &own).await?;
    for named in structure.documents.iter().filter(|d| d.symbol != report.symbol) {
        let document = Document { symbol: line(&named.symbol), title: line(&named.title), report: None };
        store::add_document(tx, &actor.name, session_id, &document).await?;
    }
    let recommendations = structure.recommendations.len();
    Ok(TakenReport { report: report.id, session: session_id, recommendations, before: false })
}

/// What a report is called: by its symbol; where its text has none, by what other nodes know it by as well, and by the name
/// of its file only where it says nothing of itself.
fn called(structure: &Report, file: &str) -> String {
    if let Some(symbol) = structure.symbols.first() {
        return symbol.clone();
    }
    let said = [&structure.body, &structure.session, &structure.dates.text];
    let said: Vec<&str> = said.into_iter().map(|one| one.trim()).filter(|one| !one.is_empty()).collect();
    match (said.as_slice(), structure.title.trim()) {
        ([_, _, ..], _) => said.join(", "),
        (_, title) if !title.is_empty() => title.to_owned(),
        ([one], _) => (*one).to_owned(),
        _ => file.to_owned(),
    }
}

/// A text as one line that the record takes.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LINE_CHARS_MAX).collect()
}

fn session_of(structure: &Report, symbol: &str) -> Session {
    let day = |day: &Option<String>| day.clone().unwrap_or_default();
    let body = if structure.body.is_empty() { symbol } else { &structure.body };
    Session {
        id: Uuid::nil(),
        body: line(body),
        title: line(&structure.session),
        place: line(&structure.place),
        from: day(&structure.dates.from),
        to: day(&structure.dates.to),
        agenda: agenda_of(structure),
        by: String::new(),
    }
}

/// The agenda with its sub-items, each with the meetings that took it.
fn agenda_of(structure: &Report) -> Vec<Item> {
    fn add(list: &mut Vec<Item>, structure: &Report, number: String, title: &str) {
        let plain = |text: &str| text.replace([' ', '(', ')'], "");
        let took = structure.meetings.iter().filter(|m| m.items.iter().any(|i| plain(i) == plain(&number)));
        let when: Vec<&str> = took.map(|m| m.dates.as_str()).filter(|d| !d.is_empty()).collect();
        list.push(Item { when: line(&when.join("; ")), title: line(title), number });
    }
    fn within(list: &mut Vec<Item>, structure: &Report, (of, items): (&str, &[SubItem])) {
        for item in items {
            let number = if item.label.is_empty() { String::new() } else { format!("{of}({})", item.label) };
            add(list, structure, number, &item.text);
        }
    }
    let mut list = Vec::new();
    for AgendaItem { number, title, items, .. } in &structure.agenda {
        add(&mut list, structure, number.clone(), title);
        within(&mut list, structure, (number, items));
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use reading::report::Sitting;

    #[test]
    fn a_report_without_a_symbol_is_called_by_what_it_says_of_itself() {
        let mut report = Report { title: "Report on the meeting".into(), ..Report::default() };
        assert_eq!(called(&report, "x.txt"), "Report on the meeting");
        report.body = "Working Group on Desks".into();
        report.dates.text = "5 and 6 June 2023".into();
        assert_eq!(called(&report, "x.txt"), "Working Group on Desks, 5 and 6 June 2023");
        report.symbols = vec!["INV/1".into()];
        assert_eq!(called(&report, "x.txt"), "INV/1");
        assert_eq!(called(&Report::default(), "x.txt"), "x.txt");
    }

    #[test]
    fn the_agenda_has_sub_items_under_their_item_and_the_meetings_that_took_them() {
        let sub = |label: &str, text: &str| SubItem {
            label: label.into(),
            text: text.into(),
            ..SubItem::default()
        };
        let structure = Report {
            agenda: vec![
                AgendaItem {
                    number: "1".into(),
                    title: "Organizational matters".into(),
                    items: vec![sub("a", "Opening"), sub("b", "Adoption of the agenda")],
                    ..AgendaItem::default()
                },
                AgendaItem { number: "2".into(), title: "Good practices".into(), ..AgendaItem::default() },
            ],
            meetings: vec![Sitting {
                items: vec!["2".into()],
                dates: "27 June".into(),
                ..Sitting::default()
            }],
            ..Report::default()
        };
        let agenda = agenda_of(&structure);
        let seen: Vec<_> = agenda.iter().map(|i| (&*i.number, &*i.title, &*i.when)).collect();
        let expected = [
            ("1", "Organizational matters", ""),
            ("1(a)", "Opening", ""),
            ("1(b)", "Adoption of the agenda", ""),
            ("2", "Good practices", "27 June"),
        ];
        assert_eq!(seen, expected);
    }
}
