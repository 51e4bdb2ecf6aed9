//! Call records: who called or wrote to whom, when, for how long, from which antenna and with which device. The columns are
//! known by their names in the layouts that operators use, or told by a mapping whose entities are named as the
//! [roles](Role): `caller`, `called`, `own`, `other`, `date`, `time`, `seconds`, `kind`, `direction`, `device`, `sim`,
//! `antenna`, `latitude`, `longitude`.
//!
//! A file of antennas alone, with their places, is read too; an antenna of one file is the antenna of the other.

use crate::delimited::{Row, Rows};
use crate::item::{
    Control, DraftEntity, Item, Options, Out, Place, ReadError, Reason, Summary, VALUE_BYTES_MAX,
};
use crate::mapping::{Mapping, plain};
use crate::nest::WORLD;
use kernel::{EntityKind, Party, Property};
use std::collections::BTreeSet;
use std::io::Read;

/// Most lines, devices and antennas that are remembered as already said.
const KNOWN_MAX: usize = 500_000;

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Caller,
    Called,
    Own,
    Other,
    Date,
    Time,
    Seconds,
    Kind,
    Direction,
    Device,
    Sim,
    Antenna,
    Latitude,
    Longitude,
}

/// Names of columns, as [`plain`] writes them.
const HEADERS: [(Role, &str, &str); 14] = [
    (
        Role::Caller,
        "caller",
        "caller|calling|calling number|a number|anumber|msisdn a|number a|from number|originating number|appelant|numero appelant|numero a|المتصل|رقم المتصل",
    ),
    (
        Role::Called,
        "called",
        "called|callee|called number|b number|bnumber|msisdn b|number b|to number|terminating number|dialled number|dialed number|appele|numero appele|numero b|المتصل به|رقم المتصل به",
    ),
    (
        Role::Own,
        "own",
        "msisdn|user msisdn|subscriber|subscriber number|served msisdn|own number|abonne|numero abonne",
    ),
    (
        Role::Other,
        "other",
        "correspondent id|correspondent|other party|other number|call partner identity|partner|counterpart|contact number|numero correspondant|correspondant",
    ),
    (
        Role::Date,
        "date",
        "datetime|date time|date|start|start time|start date|call start|call time|call date|timestamp|date heure|date appel|debut|تاريخ المكالمة",
    ),
    (Role::Time, "time", "time|hour|heure|heure appel|الوقت"),
    (
        Role::Seconds,
        "seconds",
        "duration|call duration|duration s|duration sec|duration seconds|seconds|duree|duree s|duree secondes|المدة",
    ),
    (
        Role::Kind,
        "kind",
        "interaction|call type|type|service|basic service|event type|type appel|nature|نوع المكالمة",
    ),
    (Role::Direction, "direction", "direction|call direction|call record type|sens|الاتجاه"),
    (Role::Device, "device", "imei|imei a|own imei|device|handset"),
    (Role::Sim, "sim", "imsi|imsi a|own imsi|sim|iccid"),
    (
        Role::Antenna,
        "antenna",
        "antenna id|antenna|cell|cell id|cellid|first cell|cgi|site|site id|bts|tower|cellule|id cellule|antenne|الخلية",
    ),
    (Role::Latitude, "latitude", "latitude|lat|antenna latitude|cell latitude"),
    (Role::Longitude, "longitude", "longitude|lon|lng|long|antenna longitude|cell longitude"),
];

/// A layout without a header that is known: the export of an operator by number of the record type.
const HEADLESS: [Role; 8] = [
    Role::Direction,
    Role::Kind,
    Role::Own,
    Role::Other,
    Role::Date,
    Role::Seconds,
    Role::Latitude,
    Role::Longitude,
];

fn role_of(name: &str) -> Option<Role> {
    let name = plain(&name.replace(['_', '.', '-'], " "));
    HEADERS.iter().find(|(_, _, names)| names.split('|').any(|known| known == name)).map(|(role, _, _)| *role)
}

/// The columns of a header, where it is that of call records or antennas.
fn columns(header: &[String]) -> Option<Vec<(usize, Role)>> {
    let mut found: Vec<(usize, Role)> = Vec::new();
    for (at, name) in header.iter().enumerate() {
        if let Some(role) = role_of(name).filter(|role| !found.iter().any(|(_, known)| known == role)) {
            found.push((at, role));
        }
    }
    let has = |role| found.iter().any(|(_, known)| *known == role);
    let two = has(Role::Caller) && has(Role::Called);
    let one = has(Role::Other) && (has(Role::Direction) || has(Role::Own) || has(Role::Kind));
    let calls = (two || one) && has(Role::Date);
    let antennas = has(Role::Antenna) && has(Role::Latitude) && has(Role::Longitude);
    (calls || antennas).then_some(found)
}

/// The columns of a record without a header.
fn headless(fields: &[String]) -> Option<Vec<(usize, Role)>> {
    let [direction, kind, own, other, date, seconds, latitude, longitude] = fields else { return None };
    let digits = |text: &str, most: usize| {
        !text.is_empty() && text.len() <= most && text.chars().all(|c| c.is_ascii_digit())
    };
    let fits = digits(direction, 1)
        && digits(kind, 2)
        && digits(own.trim_start_matches('+'), 15)
        && digits(other.trim_start_matches('+'), 15)
        && moment(date, "").is_some()
        && (seconds.is_empty() || digits(seconds, 9))
        && latitude.parse::<f64>().is_ok()
        && longitude.parse::<f64>().is_ok();
    fits.then(|| HEADLESS.into_iter().enumerate().collect())
}

/// Whether a text begins as call records do.
pub(crate) fn looks_like(text: &str) -> bool {
    let mut rows = match Rows::new(text.as_bytes(), None, None) {
        Ok(rows) => rows,
        Err(_) => return false,
    };
    matches!(rows.take_row(), Ok(Some(Row::Fields(fields))) if columns(&fields).or_else(|| headless(&fields)).is_some())
}

/// The columns that a mapping names.
fn told(mapping: &Mapping, header: &[String]) -> Result<Vec<(usize, Role)>, ReadError> {
    let mut found = Vec::new();
    for column in &mapping.columns {
        let role = HEADERS.iter().find(|(_, word, _)| *word == column.entity).map(|(role, _, _)| *role);
        let role = role.ok_or_else(|| {
            let words: Vec<&str> = HEADERS.iter().map(|(_, word, _)| *word).collect();
            ReadError::Mapping(format!(
                "`{}` is no part of a call; one of {}",
                column.entity,
                words.join(", ")
            ))
        })?;
        let at = header.iter().position(|name| plain(name) == plain(&column.column)).ok_or_else(|| {
            ReadError::Mapping(format!(
                "the file has no column `{}`; its columns are {}",
                column.column,
                header.join(", ")
            ))
        })?;
        found.push((at, role));
    }
    Ok(found)
}

/// Reads call records.
pub(crate) fn read(
    input: &mut dyn Read,
    options: &Options,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let mapping = options.mapping.as_ref();
    let delimiter = mapping.and_then(|m| m.delimiter).and_then(|c| u8::try_from(c).ok());
    let mut rows = Rows::new(input, delimiter, mapping.and_then(|m| m.encoding))?;
    let not_one = |why: &str| ReadError::NotTheFormat { format: "calls", why: why.to_owned() };
    let header = match rows.peek()? {
        Some(Row::Fields(fields)) => fields.clone(),
        _ => return Err(not_one("its header cannot be read")),
    };
    let mut out = Out::new(sink);
    let columns = match mapping {
        Some(mapping) => {
            rows.take_row()?;
            told(mapping, &header)?
        }
        None => match (columns(&header), headless(&header)) {
            (Some(columns), _) => {
                rows.take_row()?;
                columns
            }
            (None, Some(columns)) => columns,
            (None, None) => {
                return Err(not_one(
                    "its columns are not those of call records; say with a mapping what they are",
                ));
            }
        },
    };
    if headless(&header).is_none() {
        out.summary.header.clone_from(&header);
        for (at, name) in
            header.iter().enumerate().filter(|(at, _)| !columns.iter().any(|(used, _)| used == at))
        {
            let element = format!("column {}", at.saturating_add(1));
            out.not_taken(Place { line: 1, element, ..Place::default() }, Reason::NoPlace, name);
        }
    }
    let region = mapping.and_then(|m| m.region).or(options.region);
    let mut calls = Calls { columns, width: header.len(), region, known: BTreeSet::new(), out };
    let mut index = 0_u64;
    while !calls.out.stopped {
        let row = match rows.take_row() {
            Ok(Some(row)) => row,
            Ok(None) => break,
            Err(error) => {
                calls.out.broken(Place { line: rows.line, index, ..Place::default() }, &error.to_string());
                break;
            }
        };
        index = index.saturating_add(1);
        let place = Place { line: rows.line, index, ..Place::default() };
        match row {
            Row::Fields(fields) => calls.row(&fields, place),
            Row::Not(reason, detail) => calls.out.not_taken(place, reason, &detail),
        }
    }
    Ok(calls.out.summary)
}

struct Calls<'o> {
    columns: Vec<(usize, Role)>,
    width: usize,
    region: Option<Party>,
    known: BTreeSet<String>,
    out: Out<'o>,
}

impl Calls<'_> {
    fn row(&mut self, fields: &[String], place: Place) {
        if fields.len() != self.width {
            let detail = format!("{} columns, the header has {}", fields.len(), self.width);
            return self.out.not_taken(place, Reason::Columns, &detail);
        }
        if let Some(long) = fields.iter().find(|field| field.len() > VALUE_BYTES_MAX) {
            return self.out.not_taken(place, Reason::TooLong, &format!("a cell of {} bytes", long.len()));
        }
        let cell = |role: Role| {
            let at = self.columns.iter().find(|(_, known)| *known == role).map(|(at, _)| *at);
            at.and_then(|at| fields.get(at)).map_or("", |cell| cell.trim())
        };
        let [kind, direction, seconds] =
            [Role::Kind, Role::Direction, Role::Seconds].map(|role| cell(role).to_owned());
        let out_going = !matches!(
            direction.to_lowercase().as_str(),
            "in" | "incoming" | "2" | "entrant" | "mt" | "received"
        );
        let mut people = vec![
            (cell(Role::Caller).to_owned(), "caller"),
            (cell(Role::Called).to_owned(), "called"),
            (cell(Role::Own).to_owned(), if out_going { "caller" } else { "called" }),
            (cell(Role::Other).to_owned(), if out_going { "called" } else { "caller" }),
        ];
        people.retain(|(number, _)| !number.is_empty());
        let at = (cell(Role::Date).to_owned(), cell(Role::Time).to_owned());
        let (device, sim) = (cell(Role::Device).to_owned(), cell(Role::Sim).to_owned());
        let own = if cell(Role::Own).is_empty() { cell(Role::Caller) } else { cell(Role::Own) }.to_owned();
        let antenna = [Role::Antenna, Role::Latitude, Role::Longitude].map(|role| cell(role).to_owned());
        let mut entities = Vec::new();
        let antenna = self.antenna(antenna, &place, &mut entities);
        if people.is_empty() {
            if entities.is_empty() {
                return self.out.not_taken(place, Reason::NoSubject, "no number and no antenna that is new");
            }
            return self.out.record(place, entities);
        }
        let mut event = DraftEntity::new(format!("call/{}", place.line), EntityKind::Event);
        match moment(&at.0, &at.1) {
            Some(moment) => {
                event.says(Property::Date, &moment, "date");
            }
            None => {
                self.out.not_taken(place.clone(), Reason::NotADate, format!("{} {}", at.0, at.1).trim());
            }
        }
        event.says(Property::Remark, &described(&kind, &direction, &seconds), "kind");
        if let Some(antenna) = antenna {
            event.links(Property::AssociatedWith, &antenna, "antenna");
        }
        let mut lines = Vec::new();
        for (number, role) in people {
            let mut line = self.line(&number, role);
            line.links(Property::PresentAt, &event.key, role);
            if number == own {
                for (word, value) in [("IMEI", &device), ("IMSI", &sim)] {
                    if let Some(device) = self.device(word, value) {
                        line.links(Property::Uses, &device.key, word);
                        entities.push(device);
                    }
                }
            }
            lines.push(line);
        }
        entities.insert(0, event);
        entities.extend(lines);
        self.out.record(place, entities);
    }

    /// Whether something is said for the first time.
    fn is_new(&mut self, key: &str) -> bool {
        self.known.len() >= KNOWN_MAX || self.known.insert(key.to_owned())
    }

    fn line(&mut self, number: &str, role: &str) -> DraftEntity {
        let written = names::phone(number, self.region).unwrap_or_else(|_| plain(number).replace(' ', ""));
        let key = format!("{WORLD}phone/{written}");
        let new = self.is_new(&key);
        let mut line = DraftEntity::new(key, EntityKind::Phone);
        if new {
            line.says(Property::Phone, number, role);
        }
        line
    }

    fn device(&mut self, word: &str, value: &str) -> Option<DraftEntity> {
        if value.is_empty() {
            return None;
        }
        // One device, whether its check digit, a zero or the version of its software ends it.
        let known = names::imei(value).ok().filter(|_| word == "IMEI");
        let known = known.unwrap_or_else(|| plain(value).replace(' ', ""));
        let key = format!("{WORLD}{}/{known}", word.to_lowercase());
        let new = self.is_new(&key);
        let (kind, property) = match word {
            "IMEI" => (EntityKind::Device, Property::Imei),
            _ => (EntityKind::SimCard, Property::Imsi),
        };
        let mut device = DraftEntity::new(key, kind);
        if new {
            device.says(property, value, word);
        }
        Some(device)
    }

    /// The antenna of a row, by its number or its place.
    fn antenna(
        &mut self,
        [id, latitude, longitude]: [String; 3],
        place: &Place,
        entities: &mut Vec<DraftEntity>,
    ) -> Option<String> {
        let read = |text: &str| text.replace(',', ".").parse::<f64>().ok();
        let at = match (read(&latitude), read(&longitude)) {
            (Some(north), Some(east)) if north.abs() <= 90.0 && east.abs() <= 180.0 => {
                format!("{north}, {east}")
            }
            _ => {
                if !latitude.is_empty() || !longitude.is_empty() {
                    let why = format!("no place on earth: {latitude}, {longitude}");
                    self.out.not_taken(place.clone(), Reason::Malformed, &why);
                }
                String::new()
            }
        };
        let key = match (id.is_empty(), at.is_empty()) {
            (true, true) => return None,
            (true, false) => format!("{WORLD}antenna/at {at}"),
            (false, _) => format!("{WORLD}antenna/{id}"),
        };
        if self.is_new(&format!("{key} {at}")) {
            let mut antenna = DraftEntity::new(key.clone(), EntityKind::Place);
            let name = if id.is_empty() { "antenna".to_owned() } else { format!("antenna {id}") };
            antenna.says(Property::Name, &name, "antenna");
            antenna.says(Property::Address, &at, "latitude and longitude");
            entities.push(antenna);
        }
        Some(key)
    }
}

/// What kind of call it was, in words where the number of the layout is known.
fn described(kind: &str, direction: &str, seconds: &str) -> String {
    let kind = match kind {
        "11" | "12" => "call",
        "21" | "22" => "message",
        "" => "call",
        other => other,
    };
    let seconds = seconds.trim_end_matches(".0");
    let lasted = if seconds.is_empty() || seconds == "0" { String::new() } else { format!(", {seconds} s") };
    let direction = match direction {
        "1" => "out",
        "2" => "in",
        other => other,
    };
    if direction.is_empty() { format!("{kind}{lasted}") } else { format!("{kind} {direction}{lasted}") }
}

/// A day and a time as one; the zone is what the operator's clock had, which the file does not say.
fn moment(date: &str, time: &str) -> Option<String> {
    let (day, rest) = date.split_once([' ', 'T']).unwrap_or((date, time));
    let time = if rest.trim().is_empty() { time } else { rest };
    let day = names::Interval::parse(day)?;
    let day = day.to_text();
    let time = time.trim();
    if time.is_empty() {
        return Some(day);
    }
    let clock = time.trim_end_matches('Z').split('.').next().unwrap_or_default();
    let parts: Vec<u8> = clock.split(':').map(str::parse).collect::<Result<_, _>>().ok()?;
    match parts.as_slice() {
        [hour, minute] if *hour < 24 && *minute < 60 => Some(format!("{day}T{hour:02}:{minute:02}:00")),
        [hour, minute, second] if *hour < 24 && *minute < 60 && *second < 61 => {
            Some(format!("{day}T{hour:02}:{minute:02}:{second:02}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("2013-12-16 07:30:30", "", Some("2013-12-16T07:30:30"))]
    #[case("2013-12-16", "7:30", Some("2013-12-16T07:30:00"))]
    #[case("2013-12-16T07:30:30.5Z", "", Some("2013-12-16T07:30:30"))]
    #[case("2013-12-16", "", Some("2013-12-16"))]
    #[case("2013-12-16 25:00", "", None)]
    #[case("yesterday", "", None)]
    fn a_moment_is_a_day_and_a_time(#[case] date: &str, #[case] time: &str, #[case] read: Option<&str>) {
        assert_eq!(moment(date, time).as_deref(), read);
    }

    #[rstest]
    #[case("caller,called,start_time,duration")]
    #[case("A-Number;B-Number;Date;Time;IMEI;Cell ID")]
    #[case("Numéro appelant;Numéro appelé;Date;Heure;Durée;Cellule")]
    #[case("interaction,direction,correspondent_id,datetime,call_duration,antenna_id")]
    #[case("antenna_id,latitude,longitude")]
    #[case("1;22;770000000;770000005;2013-12-16 07:30:30;0;42.3987;-71.5750")]
    fn the_layouts_of_operators_are_known(#[case] first: &str) {
        assert!(looks_like(&format!("{first}\n")), "{first}");
    }

    #[rstest]
    #[case("name;phone;date")]
    #[case("date;type;amount")]
    fn other_tables_are_none(#[case] first: &str) {
        assert!(!looks_like(&format!("{first}\n")), "{first}");
    }
}
