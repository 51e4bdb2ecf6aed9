//! What vessels say of themselves by radio (AIS, NMEA 0183 `!AIVDM`): who they are, and where they were. Messages 1, 2, 3, 5,
//! 18, 19 and 24 are read; the others are counted by their number.
//!
//! A vessel says where it is every few seconds. Of each vessel the first position is kept, the last, and each that lies
//! [`MOVED_MILES`] or [`LATER_SECONDS`] from the one kept before; how many were left out is said.

use crate::item::{Control, DraftEntity, Item, Out, Place, ReadError, Reason, Summary};
use crate::nest::WORLD;
use kernel::{EntityKind, Property, Timestamp};
use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Read};

/// A position so many nautical miles from the last one kept is kept.
pub(crate) const MOVED_MILES: f64 = 1.0;
/// A position so many seconds after the last one kept is kept.
pub(crate) const LATER_SECONDS: i64 = 600;
/// Longest line; a sentence has 82 letters, and a receiver may put its own words before it.
const LINE_BYTES_MAX: usize = 4 * 1024;
/// Most vessels of a file.
const VESSELS_MAX: usize = 50_000;
/// Most messages that wait for their other halves.
const WAITING_MAX: usize = 64;
/// Most sentences of one message.
const SENTENCES_MAX: usize = 9;
/// Words that a file says badly so often are counted and no longer shown one by one.
const SHOWN_MAX: u64 = 100;

/// Whether a text begins as such a file does.
pub(crate) fn looks_like(text: &str) -> bool {
    text.lines().filter(|line| !line.trim().is_empty()).take(3).any(|line| sentence(line).is_some())
}

/// The sentence of a line, without what a receiver put before it.
fn sentence(line: &str) -> Option<(&str, &str)> {
    let at = line.find('!')?;
    let (before, sentence) = line.split_at_checked(at)?;
    let kind = sentence.get(3..6)?;
    (matches!(kind, "VDM" | "VDO")).then_some((before, sentence))
}

/// Reads such a file.
pub(crate) fn read(
    input: &mut dyn Read,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let mut input = BufReader::new(input);
    let mut radio = Radio {
        out: Out::new(sink),
        vessels: BTreeMap::new(),
        waiting: VecDeque::new(),
        others: BTreeMap::new(),
        bad: BTreeMap::new(),
        seen: 0,
        kept: 0,
    };
    let mut line = Vec::new();
    let mut number = 0_u64;
    let mut any = false;
    loop {
        line.clear();
        let read = match input.by_ref().take(LINE_BYTES_MAX as u64).read_until(b'\n', &mut line) {
            Ok(read) => read,
            Err(error) => {
                radio.out.broken(Place { line: number, ..Place::default() }, &error.to_string());
                break;
            }
        };
        if read == 0 || radio.out.stopped {
            break;
        }
        number = number.saturating_add(1);
        if !line.ends_with(b"\n") && read == LINE_BYTES_MAX {
            radio.bad(number, Reason::TooLong, "a line longer than a message can be");
            skip_line(&mut input)?;
            continue;
        }
        let text = String::from_utf8_lossy(&line);
        if text.trim().is_empty() {
            continue;
        }
        match sentence(&text) {
            Some((before, sentence)) => {
                any = true;
                radio.sentence(before, sentence.trim_end(), number);
            }
            None => radio.bad(number, Reason::NoPlace, text.trim()),
        }
    }
    if !any {
        return Err(ReadError::NotTheFormat { format: "ais", why: "no line in it is a message".into() });
    }
    radio.end(number);
    Ok(radio.out.summary)
}

fn skip_line(input: &mut dyn BufRead) -> std::io::Result<()> {
    loop {
        let held = input.fill_buf()?;
        let end = held.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(held.len(), |at| at.saturating_add(1));
        input.consume(used);
        if end.is_some() || used == 0 {
            return Ok(());
        }
    }
}

struct Radio<'o> {
    out: Out<'o>,
    vessels: BTreeMap<u32, Vessel>,
    waiting: VecDeque<Waiting>,
    others: BTreeMap<u64, u64>,
    bad: BTreeMap<&'static str, u64>,
    seen: u64,
    kept: u64,
}

/// A message of several sentences, of which not all have come.
struct Waiting {
    key: String,
    total: usize,
    parts: Vec<String>,
    line: u64,
}

#[derive(Default)]
struct Vessel {
    said: Vec<(Property, String)>,
    kept: Option<Fix>,
    last: Option<Fix>,
}

/// A vessel at a place.
#[derive(Clone)]
struct Fix {
    latitude: f64,
    longitude: f64,
    at: Option<Timestamp>,
    how: String,
    line: u64,
}

impl Radio<'_> {
    fn bad(&mut self, line: u64, reason: Reason, detail: &str) {
        let count = self.bad.entry(reason.code()).or_default();
        *count = count.saturating_add(1);
        if *count <= SHOWN_MAX {
            self.out.not_taken(Place { line, ..Place::default() }, reason, detail);
        }
    }

    fn sentence(&mut self, before: &str, sentence: &str, line: u64) {
        let Some((body, check)) = sentence.split_once('*') else {
            return self.bad(line, Reason::Malformed, sentence);
        };
        let sum = body.bytes().skip(1).fold(0_u8, |sum, byte| sum ^ byte);
        if u8::from_str_radix(check.get(..2).unwrap_or_default(), 16) != Ok(sum) {
            return self.bad(line, Reason::CheckDigit, sentence);
        }
        let fields: Vec<&str> = body.split(',').collect();
        let [_, total, nth, id, channel, payload, _] = fields.as_slice() else {
            return self.bad(line, Reason::Malformed, sentence);
        };
        if payload.is_empty() {
            return self.bad(line, Reason::Empty, sentence);
        }
        let at = heard(before, check.get(2..).unwrap_or_default());
        let (Ok(total), Ok(nth)) = (total.parse::<usize>(), nth.parse::<usize>()) else {
            return self.bad(line, Reason::Malformed, sentence);
        };
        if total == 1 {
            return self.message(payload, at, line);
        }
        if total > SENTENCES_MAX || nth == 0 || nth > total {
            return self.bad(line, Reason::Malformed, sentence);
        }
        let key = format!("{total}/{id}/{channel}");
        let place = self.waiting.iter().position(|waiting| waiting.key == key);
        match (place, nth) {
            (Some(place), nth)
                if self.waiting.get(place).is_some_and(|w| w.parts.len().saturating_add(1) == nth) =>
            {
                let Some(waiting) = self.waiting.get_mut(place) else { return };
                waiting.parts.push((*payload).to_owned());
                if waiting.parts.len() == waiting.total
                    && let Some(whole) = self.waiting.remove(place)
                {
                    self.message(&whole.parts.concat(), at, whole.line);
                }
            }
            (old, 1) => {
                if let Some(old) = old.and_then(|old| self.waiting.remove(old)) {
                    self.bad(old.line, Reason::BrokenOff, "the rest of this message did not come");
                }
                if self.waiting.len() >= WAITING_MAX
                    && let Some(old) = self.waiting.pop_front()
                {
                    self.bad(old.line, Reason::BrokenOff, "the rest of this message did not come");
                }
                self.waiting.push_back(Waiting { key, total, parts: vec![(*payload).to_owned()], line });
            }
            _ => self.bad(line, Reason::BrokenOff, "what this message begins with did not come"),
        }
    }

    fn message(&mut self, payload: &str, at: Option<Timestamp>, line: u64) {
        let bits = Bits::of(payload);
        let (Some(kind), Some(mmsi)) = (bits.number(0, 6), bits.number(8, 30)) else {
            return self.bad(line, Reason::Malformed, payload);
        };
        let mmsi = u32::try_from(mmsi).unwrap_or(0);
        if mmsi > 999_999_999 || mmsi == 0 {
            return self.bad(line, Reason::Malformed, "a number that no vessel has");
        }
        match kind {
            1..=3 => self.position(mmsi, &bits, [50, 61, 89, 116], at, line),
            18 => self.position(mmsi, &bits, [46, 57, 85, 112], at, line),
            19 => {
                self.says(
                    mmsi,
                    &[
                        (Property::Name, bits.text(143, 20)),
                        (Property::CraftType, craft(bits.number(263, 8))),
                    ],
                    line,
                );
                self.position(mmsi, &bits, [46, 57, 85, 112], at, line);
            }
            5 => {
                let imo = bits.number(40, 30).filter(|imo| *imo > 0).map(|imo| imo.to_string());
                let bound = bits.text(302, 20);
                let bound = if bound.is_empty() { bound } else { format!("destination {bound}") };
                let said = [
                    (Property::Imo, imo.unwrap_or_default()),
                    (Property::CallSign, bits.text(70, 7)),
                    (Property::Name, bits.text(112, 20)),
                    (Property::CraftType, craft(bits.number(232, 8))),
                    (Property::Remark, bound),
                ];
                self.says(mmsi, &said, line);
            }
            24 if bits.number(38, 2) == Some(0) => {
                self.says(mmsi, &[(Property::Name, bits.text(40, 20))], line)
            }
            24 if bits.number(38, 2) == Some(1) => {
                let said = [
                    (Property::CallSign, bits.text(90, 7)),
                    (Property::CraftType, craft(bits.number(40, 8))),
                ];
                self.says(mmsi, &said, line);
            }
            _ => {
                let count = self.others.entry(kind).or_default();
                *count = count.saturating_add(1);
            }
        }
    }

    fn vessel(&mut self, mmsi: u32, line: u64) -> Option<&mut Vessel> {
        if self.vessels.len() >= VESSELS_MAX && !self.vessels.contains_key(&mmsi) {
            self.bad(line, Reason::TooMany, &format!("more than {VESSELS_MAX} vessels"));
            return None;
        }
        Some(self.vessels.entry(mmsi).or_default())
    }

    /// Hands on what a vessel had not said before.
    fn says(&mut self, mmsi: u32, said: &[(Property, String)], line: u64) {
        let Some(vessel) = self.vessel(mmsi, line) else { return };
        let mut entity = DraftEntity::new(format!("{WORLD}mmsi/{mmsi:09}"), EntityKind::Vessel);
        let number = (Property::Mmsi, format!("{mmsi:09}"));
        let mut wrong = None;
        for (property, text) in std::iter::once(&number).chain(said) {
            let new =
                !text.is_empty() && !vessel.said.iter().any(|known| known.0 == *property && known.1 == *text);
            if !new || vessel.said.len() > 200 {
                continue;
            }
            vessel.said.push((*property, text.clone()));
            if let Some(draft) = entity.says(*property, text, property.code())
                && *property == Property::Imo
                && names::imo(text).is_err()
            {
                draft.flag = Some(crate::Flag::CheckDigit);
                wrong = Some(text.clone());
            }
        }
        if let Some(imo) = wrong {
            self.bad(line, Reason::CheckDigit, &format!("IMO {imo} of {mmsi:09}"));
        }
        if !entity.statements.is_empty() {
            let place = Place { line, reference: format!("{mmsi:09}"), ..Place::default() };
            self.out.record(place, vec![entity]);
        }
    }

    /// Where a vessel is: speed, longitude, latitude and course begin at these bits.
    fn position(&mut self, mmsi: u32, bits: &Bits, at_bits: [usize; 4], at: Option<Timestamp>, line: u64) {
        self.says(mmsi, &[], line);
        let [speed, longitude, latitude, course] = at_bits;
        let degrees = |value: Option<i64>| value.map(|value| value as f64 / 600_000.0);
        let (Some(longitude), Some(latitude)) =
            (degrees(bits.signed(longitude, 28)), degrees(bits.signed(latitude, 27)))
        else {
            return self.bad(line, Reason::Malformed, "a position that breaks off");
        };
        if longitude.abs() > 180.0 || latitude.abs() > 90.0 {
            return self.bad(line, Reason::Empty, "the vessel does not know its position");
        }
        let tenths = |value: Option<u64>, none: u64| value.filter(|value| *value < none);
        let speed = tenths(bits.number(speed, 10), 1_023);
        let course = tenths(bits.number(course, 12), 3_600);
        let mut how = Vec::new();
        if let Some(speed) = speed {
            how.push(format!("{}.{} knots", speed / 10, speed % 10));
        }
        if let Some(course) = course {
            how.push(format!("course {}.{}", course / 10, course % 10));
        }
        let fix = Fix { latitude, longitude, at, how: how.join(", "), line };
        self.seen = self.seen.saturating_add(1);
        let Some(vessel) = self.vessel(mmsi, line) else { return };
        let far = vessel.kept.as_ref().is_none_or(|kept| is_far(kept, &fix));
        if far {
            vessel.kept = Some(fix.clone());
            vessel.last = None;
            self.keep(mmsi, &fix);
        } else {
            vessel.last = Some(fix);
        }
    }

    fn keep(&mut self, mmsi: u32, fix: &Fix) {
        self.kept = self.kept.saturating_add(1);
        let mut vessel = DraftEntity::new(format!("{WORLD}mmsi/{mmsi:09}"), EntityKind::Vessel);
        let mut event = DraftEntity::new(format!("ais/{mmsi:09}/{}", fix.line), EntityKind::Event);
        vessel.links(Property::PresentAt, &event.key, "position");
        if let Some(at) = fix.at {
            event.says(Property::Date, &at.rfc3339(), "time of reception");
        }
        event.says(Property::Address, &format!("{:.5}, {:.5}", fix.latitude, fix.longitude), "position");
        event.says(Property::Remark, &fix.how, "speed and course");
        let place = Place { line: fix.line, reference: format!("{mmsi:09}"), ..Place::default() };
        self.out.record(place, vec![event, vessel]);
    }

    fn end(&mut self, line: u64) {
        let last: Vec<(u32, Fix)> =
            self.vessels.iter_mut().filter_map(|(mmsi, vessel)| Some((*mmsi, vessel.last.take()?))).collect();
        for (mmsi, fix) in last {
            self.keep(mmsi, &fix);
        }
        while let Some(old) = self.waiting.pop_front() {
            self.bad(old.line, Reason::BrokenOff, "the rest of this message did not come");
        }
        let place = || Place { line, ..Place::default() };
        for (kind, count) in std::mem::take(&mut self.others) {
            self.out.not_taken(place(), Reason::NoPlace, &format!("{count} messages of type {kind}"));
        }
        for (reason, count) in std::mem::take(&mut self.bad) {
            if count > SHOWN_MAX {
                let more = count.saturating_sub(SHOWN_MAX);
                self.out.not_taken(place(), Reason::TooMany, &format!("{more} more of the kind `{reason}`"));
            }
        }
        let left = self.seen.saturating_sub(self.kept);
        if left > 0 {
            let why = format!(
                "{left} of {} positions: of each vessel the first and last are kept, and each {MOVED_MILES} mile or {} minutes from the one before",
                self.seen,
                LATER_SECONDS / 60
            );
            self.out.not_taken(place(), Reason::Thinned, &why);
        }
    }
}

fn is_far(kept: &Fix, fix: &Fix) -> bool {
    let later = match (kept.at, fix.at) {
        (Some(before), Some(after)) => after.since(before) >= LATER_SECONDS.saturating_mul(1_000),
        _ => false,
    };
    later || miles(kept, fix) >= MOVED_MILES
}

/// Nautical miles along a great circle.
fn miles(a: &Fix, b: &Fix) -> f64 {
    let (first, second) = (a.latitude.to_radians(), b.latitude.to_radians());
    let north = (second - first) / 2.0;
    let east = (b.longitude - a.longitude).to_radians() / 2.0;
    let part = north.sin().powi(2) + first.cos() * second.cos() * east.sin().powi(2);
    2.0 * 3_440.065 * part.sqrt().min(1.0).asin()
}

/// When a receiver says that it heard the sentence: a tag block `\c:1417456789*hh\`, a time before the sentence, or
/// seconds behind it.
fn heard(before: &str, behind: &str) -> Option<Timestamp> {
    let seconds = |text: &str| {
        let seconds: i64 = text.parse().ok().filter(|n| (100_000_000..20_000_000_000_000).contains(n))?;
        let ms = if seconds > 20_000_000_000 { seconds } else { seconds.saturating_mul(1_000) };
        Some(Timestamp::default().plus_ms(ms))
    };
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>();
    if before.starts_with('\\') {
        let tag = before.trim_matches('\\').split('*').next().unwrap_or_default();
        let clock = tag.split(',').find_map(|field| field.strip_prefix("c:"))?;
        return seconds(&digits(clock));
    }
    let words = before.trim().trim_matches(['[', ']', ',', ';', '"']);
    if !words.is_empty() {
        let written = words.replacen(' ', "T", 1);
        return Timestamp::parse(&written)
            .or_else(|| Timestamp::parse(&format!("{written}Z")))
            .or_else(|| seconds(&digits(words)));
    }
    seconds(&digits(behind.trim_start_matches(',')))
}

/// What a vessel says it is.
fn craft(kind: Option<u64>) -> String {
    let word = match kind.unwrap_or(0) {
        20..=29 => "wing in ground",
        30 => "fishing",
        31 | 32 => "towing",
        33 => "dredging",
        34 => "diving",
        35 => "military",
        36 => "sailing",
        37 => "pleasure craft",
        40..=49 => "high-speed craft",
        50 => "pilot vessel",
        51 => "search and rescue",
        52 => "tug",
        53 => "port tender",
        55 => "law enforcement",
        58 => "medical transport",
        60..=69 => "passenger",
        70..=79 => "cargo",
        80..=89 => "tanker",
        _ => "",
    };
    word.to_owned()
}

/// The bits of a message, six to a letter.
struct Bits(Vec<u8>);

impl Bits {
    fn of(payload: &str) -> Self {
        let six = payload.bytes().map(|byte| {
            let value = byte.wrapping_sub(48);
            (if value > 40 { value.wrapping_sub(8) } else { value }) & 0x3F
        });
        Self(six.collect())
    }

    fn bit(&self, at: usize) -> Option<u64> {
        let six = self.0.get(at / 6)?;
        Some(u64::from(six >> (5 - at % 6) & 1))
    }

    fn number(&self, from: usize, bits: usize) -> Option<u64> {
        (from..from.saturating_add(bits)).try_fold(0_u64, |sum, at| Some(sum << 1 | self.bit(at)?))
    }

    fn signed(&self, from: usize, bits: u32) -> Option<i64> {
        let value = i64::try_from(self.number(from, bits as usize)?).ok()?;
        let half = 1_i64 << (bits.saturating_sub(1));
        Some(if value >= half { value - half * 2 } else { value })
    }

    /// Letters of six bits, without the fillers at the end.
    fn text(&self, from: usize, letters: usize) -> String {
        let mut text = String::new();
        for nth in 0..letters {
            let Some(six) = self.number(from.saturating_add(nth * 6), 6) else { break };
            let byte = u8::try_from(if six < 32 { six.saturating_add(64) } else { six }).unwrap_or(b' ');
            if byte == b'@' {
                break;
            }
            text.push(char::from(byte));
        }
        text.trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<Item> {
        let mut items = Vec::new();
        read(&mut text.as_bytes(), &mut |item| {
            items.push(item);
            Control::Go
        })
        .expect("messages");
        items
    }

    fn said(items: &[Item]) -> Vec<(Property, String)> {
        items
            .iter()
            .filter_map(|item| if let Item::Record(record) = item { Some(&record.entities) } else { None })
            .flatten()
            .flat_map(|entity| &entity.statements)
            .filter_map(|draft| match &draft.value {
                crate::Value::Text(text) => Some((draft.property, text.clone())),
                crate::Value::Link(_) => None,
            })
            .collect()
    }

    fn framed(body: &str) -> String {
        let sum = body.bytes().skip(1).fold(0_u8, |sum, byte| sum ^ byte);
        format!("{body}*{sum:02X}\n")
    }

    /// The sentences that the standard's own descriptions are usually shown with.
    #[test]
    fn a_vessel_says_who_and_where_it_is() {
        let text = "!AIVDM,2,1,1,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0*1C\n\
            !AIVDM,2,2,1,A,88888888880,2*25\n\
            \\s:r1,c:1417456789*00\\!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\n";
        let said = said(&items(text));
        for expected in [
            (Property::Mmsi, "351759000"),
            (Property::Imo, "9134270"),
            (Property::CallSign, "3FOF8"),
            (Property::Name, "EVER DIADEM"),
            (Property::CraftType, "cargo"),
            (Property::Remark, "destination NEW YORK"),
            (Property::Mmsi, "477553000"),
            (Property::Address, "47.58283, -122.34583"),
            (Property::Remark, "0.0 knots, course 51.0"),
            (Property::Date, "2014-12-01T17:59:49Z"),
        ] {
            assert!(said.iter().any(|(p, text)| (*p, text.as_str()) == expected), "{expected:?} in {said:?}");
        }
    }

    #[test]
    fn a_vessel_at_rest_gives_its_first_and_last_position_and_the_others_are_counted() {
        let one = "!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\n";
        let items = items(&one.repeat(50));
        let fixes = said(&items).iter().filter(|(property, _)| *property == Property::Address).count();
        assert_eq!(fixes, 2);
        let thinned = items.iter().find_map(|item| match item {
            Item::NotTaken(not) if not.reason == Reason::Thinned => Some(not.detail.clone()),
            _ => None,
        });
        assert!(thinned.as_deref().is_some_and(|said| said.starts_with("48 of 50")), "{thinned:?}");
    }

    #[test]
    fn a_wrong_sum_an_empty_message_and_a_lost_half_are_said() {
        let text = format!(
            "!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5D\n{}{}{}!AIVDM,2,1,3,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0*1E\n",
            framed("!AIVDM,1,1,,B,,0"),
            framed("!AIVDM,2,2,5,A,88888888880,2"),
            framed("!AIVDM,1,1,,B,4>O7m7Iu@<9qUfbtm`vSnwvH20S8,0"),
        );
        let reasons: Vec<&str> = items(&text)
            .iter()
            .filter_map(|item| if let Item::NotTaken(not) = item { Some(not.reason.code()) } else { None })
            .collect();
        assert_eq!(reasons, ["check-digit", "empty", "broken-off", "broken-off", "no-place"]);
    }
}
