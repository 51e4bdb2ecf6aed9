//! Mail: who wrote to whom and when, as its head says; what it says; and each file attached to it, read as a file of its
//! own. A box of mails is divided at its `From ` lines and read one mail at a time.
//!
//! The head of a mail is what its sender wrote and is believed no more than its text. Nothing that it points to is fetched.

use crate::item::{Control, DraftEntity, Item, Options, Out, Part, Place, ReadError, Reason, Summary};
use crate::nest::{Nest, WORLD, shown, under, whole};
use crate::{html, text};
use kernel::{EntityKind, Property};
use mail_parser::{
    Address, Encoding, Header, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType,
};
use std::io::{BufRead, BufReader, Read};

/// Largest mail of a box.
const MAIL_BYTES_MAX: usize = 48 * 1024 * 1024;
/// Most mails within mails, and parts within parts.
pub(crate) const PARTS_MAX: usize = 2_000;
/// Most people in one line of the head that are taken.
const PEOPLE_MAX: usize = 500;
/// Bytes read ahead.
const BUFFER_BYTES: usize = 64 * 1024;

/// Lines of a head that say something of the matter; the rest is how the mail was carried.
const TELLING: [&str; 20] = [
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "bcc",
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "received",
    "return-path",
    "delivered-to",
    "x-originating-ip",
    "x-mailer",
    "user-agent",
    "organization",
    "resent-from",
    "resent-to",
    "comments",
];
/// Lines of a head by which a mail is known.
const KNOWN: [&str; 11] = [
    "from",
    "to",
    "subject",
    "date",
    "received",
    "message-id",
    "return-path",
    "delivered-to",
    "mime-version",
    "content-type",
    "reply-to",
];

/// Whether these bytes begin as a mail does.
pub(crate) fn is_mail(start: &[u8]) -> bool {
    let mut known = 0_usize;
    let mut sent = false;
    for (nth, line) in start.split(|byte| *byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() || nth > 100 {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else {
            // The last line may be cut off; any other has its name.
            return known > 2 && sent;
        };
        let name = line.get(..colon).unwrap_or_default();
        if name.is_empty() || !name.iter().all(|byte| byte.is_ascii_graphic()) {
            return false;
        }
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        known = known.saturating_add(usize::from(KNOWN.contains(&name.as_str())));
        sent |= !matches!(name.as_str(), "to" | "subject" | "date") && KNOWN.contains(&name.as_str());
    }
    known >= 2 && sent
}

/// Whether these bytes begin as a box of mails does.
pub(crate) fn is_box(start: &[u8]) -> bool {
    let Some(end) = start.iter().position(|byte| *byte == b'\n') else { return false };
    start.starts_with(b"From ") && start.get(end.saturating_add(1)..).is_some_and(is_mail)
}

/// Reads one mail.
pub(crate) fn read(
    input: &mut dyn Read,
    options: &Options,
    nest: &Nest,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let bytes = whole(input)?;
    let mut out = Out::new(sink);
    message(&bytes, options, nest, &mut out)?;
    Ok(out.summary)
}

/// Reads a box of mails.
pub(crate) fn read_box(
    input: &mut dyn Read,
    options: &Options,
    nest: &Nest,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let mut out = Out::new(sink);
    let mut mails = Mails { input: BufReader::with_capacity(BUFFER_BYTES, input), line: 0, pending: false };
    let mut index = 0_u64;
    loop {
        let mail = match mails.next_mail() {
            Ok(Some(mail)) => mail,
            Ok(None) => break,
            Err(error) => {
                let place = Place { line: mails.line, index, ..Place::default() };
                out.broken(place, &error.to_string());
                break;
            }
        };
        index = index.saturating_add(1);
        let name = format!("mail {index}");
        let place = Place { line: mail.line, file: name.clone(), ..Place::default() };
        if mail.over {
            out.not_taken(place, Reason::TooLong, &format!("a mail of more than {MAIL_BYTES_MAX} bytes"));
            continue;
        }
        let read = under((&name, &name), &mut out, |sink| {
            let mut out = Out::new(sink);
            message(&mail.bytes, options, nest, &mut out)
        });
        if let Err(error) = read {
            out.not_taken(place, Reason::Malformed, &error.to_string());
        }
        if out.stopped {
            break;
        }
    }
    if index == 0 {
        return Err(ReadError::NotTheFormat {
            format: "mbox",
            why: "no line in it begins with `From `".into(),
        });
    }
    Ok(out.summary)
}

struct Mail {
    line: u64,
    bytes: Vec<u8>,
    over: bool,
}

/// The mails of a box, one after the other.
struct Mails<R> {
    input: R,
    line: u64,
    /// The line that begins the next mail was read.
    pending: bool,
}

impl<R: BufRead> Mails<R> {
    fn next_mail(&mut self) -> std::io::Result<Option<Mail>> {
        let mut mail = Mail { line: self.line, bytes: Vec::new(), over: false };
        let mut begun = std::mem::take(&mut self.pending);
        let mut piece = Vec::new();
        let mut at_start = true;
        let mut after_empty = true;
        loop {
            piece.clear();
            let most = BUFFER_BYTES as u64;
            if self.input.by_ref().take(most).read_until(b'\n', &mut piece)? == 0 {
                return Ok(begun.then_some(mail));
            }
            let starts = std::mem::replace(&mut at_start, piece.ends_with(b"\n"));
            self.line = self.line.saturating_add(u64::from(starts));
            if starts && after_empty && piece.starts_with(b"From ") {
                if begun {
                    self.pending = true;
                    return Ok(Some(mail));
                }
                begun = true;
                mail.line = self.line;
                continue;
            }
            after_empty = starts && matches!(piece.as_slice(), b"\n" | b"\r\n");
            if !begun || mail.over {
                continue;
            }
            // A line of the mail that would have divided the box was marked when it was put in.
            let quoted = piece.iter().take_while(|byte| **byte == b'>').count();
            let marked =
                starts && quoted > 0 && piece.get(quoted..).is_some_and(|rest| rest.starts_with(b"From "));
            mail.bytes.extend_from_slice(piece.get(usize::from(marked)..).unwrap_or_default());
            if mail.bytes.len() > MAIL_BYTES_MAX {
                mail.over = true;
                mail.bytes = Vec::new();
            }
        }
    }
}

/// Reads a mail: its head, its words, what is attached.
fn message(bytes: &[u8], options: &Options, nest: &Nest, out: &mut Out<'_>) -> Result<(), ReadError> {
    let not_one = |why: &str| ReadError::NotTheFormat { format: "mail", why: why.to_owned() };
    if nested(bytes) > PARTS_MAX {
        return Err(not_one("mails within mails without end"));
    }
    let mail = MessageParser::default().parse(bytes).ok_or_else(|| not_one("it has no head"))?;
    head(&mail, out);
    if let Some(subject) = mail.subject() {
        let place = Place { element: "subject".into(), ..Place::default() };
        text::passage(out, place, Part::Heading, subject);
    }
    let mut shown_words = String::new();
    for id in &mail.text_body {
        if let Some(part) = mail.part(*id) {
            words(part, bytes, &mut shown_words, out);
        }
    }
    // Of a mail that says the same in two ways the plain one was read; what only the other points to is told.
    for id in mail.html_body.iter().filter(|id| !mail.text_body.contains(id)) {
        if let Some(PartType::Html(page)) = mail.part(*id).map(|part| &part.body) {
            links_of(page, &shown_words, out);
        }
    }
    for (nth, id) in mail.attachments.iter().enumerate() {
        if out.stopped {
            break;
        }
        if let Some(part) = mail.part(*id) {
            attachment(part, nth.saturating_add(1), bytes, options, nest, out);
        }
    }
    Ok(())
}

/// How often a part begins within a part, at most: looked for before the mail is taken apart.
pub(crate) fn nested(bytes: &[u8]) -> usize {
    let has =
        |line: &[u8], word: &[u8]| line.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word));
    bytes
        .split(|byte| *byte == b'\n')
        .map(|line| line.get(..line.len().min(1_000)).unwrap_or_default())
        .filter(|line| has(line, b"message/") || has(line, b"boundary="))
        .count()
}

/// What the head says: as text, line by line, and as an event with those who took part.
fn head(mail: &Message<'_>, out: &mut Out<'_>) {
    let mut carried = Vec::new();
    for header in mail.headers() {
        let name = header.name();
        if name.eq_ignore_ascii_case("subject") || name.to_ascii_lowercase().starts_with("content-") {
            continue;
        }
        if !TELLING.iter().any(|telling| name.eq_ignore_ascii_case(telling)) {
            if !carried.contains(&name) && carried.len() < 64 {
                carried.push(name);
            }
            continue;
        }
        let place = Place { element: name.to_ascii_lowercase(), ..Place::default() };
        text::passage(out, place, Part::About, &value_of(mail, header));
    }
    if !carried.is_empty() {
        let place = Place { element: "head".into(), ..Place::default() };
        out.not_taken(place, Reason::NoPlace, &carried.join(", "));
    }
    let mut event = DraftEntity::new("mail", EntityKind::Event);
    if let Some(id) = mail.message_id() {
        event.key = format!("{WORLD}mail/{id}");
        event.says(Property::Reference, id, "message-id");
    }
    if let Some(date) = mail.date().filter(|date| date.is_valid()) {
        event.says(Property::Date, &date.to_rfc3339(), "date");
    }
    event.says(Property::Remark, mail.subject().unwrap_or_default(), "subject");
    let mut people: Vec<DraftEntity> = Vec::new();
    let lines = [
        ("from", mail.from()),
        ("sender", mail.sender()),
        ("to", mail.to()),
        ("cc", mail.cc()),
        ("bcc", mail.bcc()),
    ];
    for (line, addresses) in lines {
        for person in addresses.iter().flat_map(|list| list.iter()).take(PEOPLE_MAX) {
            let Some(email) = person.address().filter(|address| address.contains('@')) else { continue };
            let known = names::email(email).unwrap_or_else(|_| email.to_lowercase());
            let key = format!("{WORLD}email/{known}");
            let at = people.iter().position(|person| person.key == key).unwrap_or_else(|| {
                let mut account = DraftEntity::new(key, EntityKind::OnlineAccount);
                account.says(Property::Email, email, line);
                people.push(account);
                people.len().saturating_sub(1)
            });
            let Some(account) = people.get_mut(at) else { continue };
            if let Some(name) = person.name().filter(|name| *name != email) {
                account.says(Property::Alias, name, line);
            }
            account.links(Property::PresentAt, &event.key, line);
        }
    }
    if !people.is_empty() {
        let place = Place { element: "head".into(), ..Place::default() };
        people.insert(0, event);
        out.record(place, people);
    }
}

/// A line of the head as one reads it, its encodings undone.
fn value_of(mail: &Message<'_>, header: &Header<'_>) -> String {
    match &header.value {
        HeaderValue::Text(text) => text.to_string(),
        HeaderValue::TextList(texts) => texts.join(" "),
        HeaderValue::Address(list) => people_of(list),
        HeaderValue::DateTime(date) if date.is_valid() => date.to_rfc3339(),
        _ => {
            let range = header.offset_start() as usize..header.offset_end() as usize;
            let raw = mail.raw_message.get(range).unwrap_or_default();
            String::from_utf8_lossy(raw).split_whitespace().collect::<Vec<_>>().join(" ")
        }
    }
}

fn people_of(list: &Address<'_>) -> String {
    let one = |name: Option<&str>, address: Option<&str>| match (name, address) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    };
    list.iter().map(|person| one(person.name(), person.address())).collect::<Vec<_>>().join(", ")
}

/// The words of a part. Where it does not say its encoding and is not Unicode, it is found by its letters.
fn words(part: &MessagePart<'_>, bytes: &[u8], shown_words: &mut String, out: &mut Out<'_>) {
    match &part.body {
        PartType::Html(page) => html::page(page, out),
        PartType::Text(words) => {
            let raw = bytes.get(part.offset_body as usize..part.offset_end as usize);
            let unsure = words.contains('\u{FFFD}') && part.encoding == Encoding::None;
            let told = part.content_type().and_then(|kind| kind.attribute("charset"));
            match raw.filter(|_| unsure && told.is_none()) {
                Some(raw) => {
                    let decoded = text::decoded(raw.to_vec(), None);
                    text::say_how(&decoded, out);
                    text::paragraphs(&decoded.text, out);
                }
                None => text::paragraphs(words, out),
            }
            shown_words.push_str(words);
        }
        _ => {}
    }
}

/// Tells the links of a page that the plain words do not have.
fn links_of(page: &str, known: &str, out: &mut Out<'_>) {
    let mut links = Vec::new();
    let mut sink = |item: Item| {
        if let Item::Passage(passage) = item
            && passage.place.element == "link"
        {
            links.push(passage);
        }
        Control::Go
    };
    html::page(page, &mut Out::new(&mut sink));
    for link in links.into_iter().filter(|link| !known.contains(link.text.trim_start_matches("mailto:"))) {
        out.item(Item::Passage(link));
    }
}

fn attachment(
    part: &MessagePart<'_>,
    nth: usize,
    bytes: &[u8],
    options: &Options,
    nest: &Nest,
    out: &mut Out<'_>,
) {
    let end = match &part.body {
        PartType::Message(_) => ".eml",
        PartType::Html(_) => ".html",
        PartType::Text(_) => ".txt",
        _ => "",
    };
    let name = part.attachment_name().map_or_else(|| format!("attachment {nth}{end}"), str::to_owned);
    let taken: Vec<u8> = match &part.body {
        PartType::Message(inner) if part.encoding != Encoding::None => inner.raw_message.to_vec(),
        PartType::Message(_) => {
            bytes.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default().to_vec()
        }
        PartType::Text(text) | PartType::Html(text) => text.as_bytes().to_vec(),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => bytes.to_vec(),
        PartType::Multipart(_) => return,
    };
    if taken.len() as u64 > nest.bytes_left() {
        let place = Place { file: shown(&name), ..Place::default() };
        return out.not_taken(place, Reason::TooMany, "too much in one file");
    }
    nest.spend(taken.len() as u64);
    // A mail within a mail is one whatever it is called.
    let name = if end == ".eml" && !name.to_ascii_lowercase().ends_with(end) {
        format!("{name}{end}")
    } else {
        name
    };
    nest.member(&name, taken, options, out);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn box_of(bytes: &[u8]) -> Vec<(u64, Vec<u8>)> {
        let mut mails = Mails { input: bytes, line: 0, pending: false };
        let mut out = Vec::new();
        while let Some(mail) = mails.next_mail().expect("bytes") {
            out.push((mail.line, mail.bytes));
        }
        out
    }

    #[test]
    fn a_box_is_divided_at_its_from_lines_and_nowhere_else() {
        let mails = box_of(
            b"From a Mon\nSubject: 1\n\nHello\nFrom here on\n>From there\n>>From far\n\nFrom b Tue\nSubject: 2\n\nx\n",
        );
        assert_eq!(
            mails,
            [
                (1, b"Subject: 1\n\nHello\nFrom here on\nFrom there\n>From far\n\n".to_vec()),
                (9, b"Subject: 2\n\nx\n".to_vec())
            ]
        );
    }

    #[test]
    fn a_letter_that_speaks_of_mails_is_none() {
        assert!(!is_mail(b"Dear all,\n\nFrom: now on\n"));
        assert!(!is_mail(b"Note: to self\nDate: today\n\nx"));
        assert!(is_mail(b"From: a@example.org\nSubject: x\n\nx"));
    }
}
