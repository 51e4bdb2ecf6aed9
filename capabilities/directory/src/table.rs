//! The directory as a table, out and in: one row for each contact point, columns by name. Pure but for the reading and
//! taking of entries.
//!
//! What is taken is unconfirmed until somebody called back, and stands among the entries that the taker's own
//! authority keeps. Refused: a row that speaks of an authority with a node, because only its own signed card does; a
//! row that does not read. Of a known entry a file changes what it has a column for, and nothing else. A cell that a
//! spreadsheet would compute goes out as text and comes back as it was.

use crate::card::{CardAuthority, CardError, Channel, ContactPoint};
use crate::hours::Hours;
use crate::pages::contact_form::is_phone;
use crate::store::{self, ContactDraft};
use crate::store_kept::{self, KEPT_MAX, Kept, KeptDraft, change_held, check_kept, keep_new};
use crate::store_peers::peers;
use crate::types::{DirectoryError, Peer};
use ::store::{StoreError, Tx};
use access::Node;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::{Actor, Function, Label, Party, Purpose};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The columns, in order. `kind` is `authority` or `company`; lists are divided by `;`.
pub const COLUMNS: [&str; 14] = [
    "state",
    "name",
    "kind",
    "functions",
    "contact",
    "languages",
    "accepted_languages",
    "hours",
    "phone",
    "urgent_line",
    "email",
    "other",
    "confirmed",
    "kept_by",
];
/// Columns of ways to be reached, with the kind of each.
const CHANNELS: [(&str, &str); 3] = [("phone", "phone"), ("email", "email"), ("other", "text")];
/// Most rows of one file, headers aside.
pub const ROWS_MAX: usize = 5_000;
/// What the last column says of an entry: it stands in the signed card of its node, it is this node's own, or it is kept by
/// the reader's authority for one without a node.
const KEPT: [&str; 3] = ["card", "own", "us"];

/// The gate's word that this person may read the directory, and its entry in the log.
fn may_read(tx: &Tx, node: &Node, actor: &Actor, kind: &'static str) -> Result<(), DirectoryError> {
    let object = ObjectRef { kind, id: Uuid::nil() };
    let purpose = match actor.is(kernel::Role::Administrator) {
        true => Purpose::Administration,
        false => Purpose::Investigation,
    };
    let ask = Ask::new(actor, action::READ_DIRECTORY, purpose, tx.at()).on(object);
    node.gate.open(Guarded::new(object, Label::own(actor.authority), ()), &ask, &mut tx.log())?;
    Ok(())
}

/// The directory as this person's authority sees it, the header first.
///
/// # Errors
/// The gate's refusal; what the database says.
pub async fn export_table(tx: &Tx, node: &Node, actor: &Actor) -> Result<Vec<Vec<String>>, DirectoryError> {
    may_read(tx, node, actor, "directory-export")?;
    let mut rows = vec![COLUMNS.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>()];
    let mut entries = crate::store_detail::own_entries(tx).await?;
    let points = store::own_contacts(tx).await?;
    for authority in access::authorities(tx).await? {
        let said = CardAuthority {
            id: authority.id,
            party: authority.party,
            name: authority.name,
            functions: authority.functions.iter().map(|f| f.code().to_owned()).collect(),
            contacts: points
                .iter()
                .filter(|c| c.authority == authority.id)
                .map(|c| c.point.clone())
                .collect(),
            entry: entries.remove(&authority.id).unwrap_or_default(),
            rest: serde_json::Map::new(),
        };
        rows_of(&said, (false, KEPT[1]), &mut rows);
    }
    for peer in peers(tx).await?.iter().filter(|p| Peer::is_trusted(p)) {
        for authority in &peer.card.card().authorities {
            rows_of(authority, (false, KEPT[0]), &mut rows);
        }
    }
    for kept in store_kept::kept(tx, actor.authority).await? {
        rows_of(&kept.authority, (kept.is_company(), KEPT[2]), &mut rows);
    }
    Ok(rows)
}

fn rows_of(of: &CardAuthority, (company, kept): (bool, &str), rows: &mut Vec<Vec<String>>) {
    let row = |point: Option<&ContactPoint>| {
        let channel = |kind: &str| {
            let all = point.into_iter().flat_map(|p| &p.channels).filter(|c| c.kind == kind);
            all.map(|c| c.value.clone()).collect::<Vec<_>>().join("; ")
        };
        let of_point = |value: fn(&ContactPoint) -> String| point.map(value).unwrap_or_default();
        let cells = [
            of.party.to_string(),
            of.name.clone(),
            if company { "company" } else { "authority" }.to_owned(),
            of.functions.join("; "),
            of_point(|p| p.name.clone()),
            of_point(|p| p.languages.join("; ")),
            of.entry.accepted_languages.join("; "),
            of_point(|p| p.hours.clone()),
            channel("phone"),
            of_point(|p| p.more.urgent_line.clone().unwrap_or_default()),
            channel("email"),
            channel("text"),
            of_point(|p| {
                p.confirmed_at.map(|at| at.rfc3339().chars().take(10).collect()).unwrap_or_default()
            }),
            kept.to_owned(),
        ];
        cells.into_iter().map(|c| inert(&c)).collect::<Vec<_>>()
    };
    match of.contacts.as_slice() {
        [] => rows.push(row(None)),
        points => rows.extend(points.iter().map(|p| row(Some(p)))),
    }
}

/// A cell that no spreadsheet computes: what would begin a formula begins with an apostrophe. A number that is dialled
/// is none.
fn inert(cell: &str) -> String {
    let first = cell.split(';').next().unwrap_or_default().trim();
    let dialled = is_phone(first);
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !dialled {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// Rows as a delimited file, quoted where they must be.
#[must_use]
pub fn as_csv(rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .map(|c| {
                let plain = !c.contains([',', '"', '\n', '\r']);
                if plain { c.clone() } else { format!("\"{}\"", c.replace('"', "\"\"")) }
            })
            .collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// What became of a row, or would.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "becomes", rename_all = "kebab-case")]
pub enum Becomes {
    /// A new entry, unconfirmed.
    New,
    /// An entry that is kept already says something else now; unconfirmed where the ways to reach it changed.
    Changed {
        /// In which columns.
        columns: Vec<&'static str>,
    },
    /// It stands so already.
    Same,
    /// It is not taken.
    Refused {
        /// Why: a code, or the part of the entry that breaks a limit.
        why: &'static str,
    },
}

/// A row of an import.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Judged {
    /// Its sheet; empty where the file has none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    /// Its number in the file.
    pub row: u64,
    /// Its State, as written.
    pub state: String,
    /// Its name, as written.
    pub name: String,
    /// What becomes of it.
    #[serde(flatten)]
    pub becomes: Becomes,
}

/// A row of a table: its line, and its cells.
pub type Row = (u64, Vec<String>);

/// A sheet of a file: its name, empty where the file has none, and its rows, the header first.
pub type Sheet = (String, Vec<Row>);

/// A sheet of which nothing was taken, because its first row names no State and no name.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Skipped {
    /// Its name.
    pub sheet: String,
    /// How many rows it has.
    pub rows: usize,
}

/// What an import makes of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Import {
    /// The rows, in their order.
    pub rows: Vec<Judged>,
    /// Sheets that hold no table of the directory.
    pub skipped: Vec<Skipped>,
}

/// Looks at the sheets of a file, each with its own header, and takes what can be taken if `take` says so. `named` gives
/// the file's own name of a column where it has another.
///
/// # Errors
/// [`DirectoryError::Text`] if no sheet has a header with State and name; [`DirectoryError::Full`]; the gate's refusal.
pub async fn import_table(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    (sheets, named): (&[Sheet], &BTreeMap<String, String>),
    take: bool,
) -> Result<Import, DirectoryError> {
    may_read(tx, node, actor, "directory-import")?;
    if sheets.iter().map(|(_, rows)| rows.len()).fold(0, usize::saturating_add) > ROWS_MAX.saturating_add(1) {
        return Err(DirectoryError::Full("rows of a table"));
    }
    let known = store_kept::kept(tx, actor.authority).await?;
    let known: BTreeMap<Named, Kept> = known.into_iter().map(|k| (name_of(&k), k)).collect();
    let mut taking = Taking {
        kept: known.len() as u64,
        known,
        signed: signed(tx).await?,
        seen: BTreeSet::new(),
        by: (tx, node, actor),
        take,
    };
    let (mut import, mut read) = (Import::default(), false);
    for (sheet, rows) in sheets {
        let Some(((_, header), rows)) = rows.split_first() else { continue };
        let places = Places::of(header, named);
        if !(places.has("state") && places.has("name")) {
            let rows = rows.len().saturating_add(1);
            import.skipped.push(Skipped { sheet: sheet.clone(), rows });
            continue;
        }
        read = true;
        for (row, cells) in rows {
            import.rows.push(Judged {
                sheet: sheet.clone(),
                row: *row,
                state: places.cell(cells, "state").to_owned(),
                name: places.cell(cells, "name").to_owned(),
                becomes: taking.judge(&places, cells).await?,
            });
        }
    }
    if read { Ok(import) } else { Err(DirectoryError::Text("header")) }
}

/// A State, and a name as it is compared.
type Named = (Party, String);

fn name_of(kept: &Kept) -> Named {
    (kept.authority.party, kept.authority.name.trim().to_lowercase())
}

/// What an import goes by.
struct Taking<'a> {
    by: (&'a Tx, &'a Node, &'a Actor),
    /// The entries that are kept.
    known: BTreeMap<Named, Kept>,
    /// How many there are, with those that came in.
    kept: u64,
    /// Authorities of which a signed card speaks.
    signed: BTreeSet<Named>,
    /// Of which the file spoke already.
    seen: BTreeSet<Named>,
    take: bool,
}

impl Taking<'_> {
    /// What becomes of a row, also where nothing is taken yet: an entry that cannot be kept is refused by its line.
    async fn judge(&mut self, places: &Places, cells: &[String]) -> Result<Becomes, DirectoryError> {
        let refused = |why| Ok(Becomes::Refused { why });
        let (party, name) = match places.named(cells) {
            Ok(named) => named,
            Err(why) => return refused(why),
        };
        let key = (party, name.to_lowercase());
        let held = self.known.get(&key);
        let draft = match draft(places, cells, (party, name), held) {
            Ok(draft) => draft,
            Err(why) => return refused(why),
        };
        if self.signed.contains(&key) {
            return refused("has-a-node");
        }
        if !self.seen.insert(key) {
            return refused("named-twice");
        }
        match check_kept(&draft, held) {
            Ok(()) => {}
            Err(DirectoryError::Card(CardError::Limit(what))) => return refused(what),
            Err(DirectoryError::Card(_)) => return refused("entry"),
            Err(error) => return Err(error),
        }
        let (tx, node, actor) = self.by;
        if let Some(held) = held {
            let columns = changed(held, &draft);
            if columns.is_empty() {
                return Ok(Becomes::Same);
            }
            if self.take {
                change_held(tx, node, actor, held, &draft).await?;
            }
            return Ok(Becomes::Changed { columns });
        }
        if self.kept >= KEPT_MAX {
            return refused("full");
        }
        self.kept = self.kept.saturating_add(1);
        if self.take {
            keep_new(tx, node, actor, &draft).await?;
        }
        Ok(Becomes::New)
    }
}

/// The columns in which a draft says something else than the entry that is held.
fn changed(held: &Kept, draft: &KeptDraft) -> Vec<&'static str> {
    let (point, told) = (held.point(), &draft.contact);
    let of = |channels: &[Channel], kind: &str| {
        channels.iter().filter(|c| c.kind == kind).map(|c| c.value.clone()).collect::<Vec<_>>()
    };
    let held_channels = point.map(|p| p.channels.as_slice()).unwrap_or_default();
    let differs = [
        ("kind", held.is_company() != draft.company),
        ("functions", held.authority.functions != draft.functions),
        ("contact", point.is_none_or(|p| p.name != told.name)),
        ("languages", point.is_none_or(|p| p.languages != told.languages)),
        ("accepted_languages", held.authority.entry.accepted_languages != draft.accepted_languages),
        ("hours", point.is_none_or(|p| p.hours != told.hours)),
        ("urgent_line", point.is_none_or(|p| p.more.urgent_line != told.more.urgent_line)),
    ];
    let reached =
        CHANNELS.map(|(column, kind)| (column, of(held_channels, kind) != of(&told.channels, kind)));
    differs.into_iter().chain(reached).filter(|(_, differs)| *differs).map(|(column, _)| column).collect()
}

/// Authorities of which a signed card speaks, own ones too.
async fn signed(tx: &Tx) -> Result<BTreeSet<Named>, StoreError> {
    let own = access::authorities(tx).await?.into_iter().map(|a| (a.party, a.name.to_lowercase()));
    let mut all: BTreeSet<_> = own.collect();
    for peer in peers(tx).await?.iter().filter(|p| Peer::is_trusted(p)) {
        all.extend(peer.card.card().authorities.iter().map(|a| (a.party, a.name.to_lowercase())));
    }
    Ok(all)
}

/// Where each column stands in a file.
struct Places {
    of: BTreeMap<&'static str, usize>,
}

impl Places {
    fn of(header: &[String], named: &BTreeMap<String, String>) -> Self {
        let plain = |text: &str| text.trim().trim_start_matches('\u{feff}').to_lowercase();
        let place = |column: &'static str| {
            let wanted = named.get(column).map_or_else(|| column.to_owned(), |name| plain(name));
            Some((column, header.iter().position(|h| plain(h) == wanted)?))
        };
        Self { of: COLUMNS.into_iter().filter_map(place).collect() }
    }

    fn has(&self, column: &str) -> bool {
        self.of.contains_key(column)
    }

    /// Of whom a row speaks.
    fn named<'a>(&self, cells: &'a [String]) -> Result<(Party, &'a str), &'static str> {
        let party = Party::parse(&self.cell(cells, "state").to_uppercase()).ok_or("state")?;
        let name = self.cell(cells, "name");
        if name.is_empty() { Err("name") } else { Ok((party, name)) }
    }

    fn cell<'a>(&self, cells: &'a [String], column: &str) -> &'a str {
        let cell = self.of.get(column).and_then(|place| cells.get(*place)).map_or("", |c| c.trim());
        cell.strip_prefix('\'').unwrap_or(cell)
    }

    fn list(&self, cells: &[String], column: &str) -> Vec<String> {
        let parts = self.cell(cells, column).split([';', '|']).map(|p| p.trim().to_owned());
        parts.filter(|p| !p.is_empty()).collect()
    }
}

/// What a row says of an entry. Where the file has no column, a known entry says what it said.
fn draft(
    places: &Places,
    cells: &[String],
    (party, name): (Party, &str),
    held: Option<&Kept>,
) -> Result<KeptDraft, &'static str> {
    let point = held.and_then(Kept::point);
    let list = |column: &str, stands: Option<&Vec<String>>| match places.has(column) {
        true => places.list(cells, column),
        false => stands.cloned().unwrap_or_default(),
    };
    let company = match places.cell(cells, "kind") {
        "" if places.has("kind") => false,
        "" => held.is_some_and(Kept::is_company),
        "authority" => false,
        "company" => true,
        _ => return Err("kind"),
    };
    let functions = list("functions", held.map(|h| &h.authority.functions));
    if functions.iter().any(|f| Function::parse(f).is_none()) {
        return Err("functions");
    }
    let hours = match places.has("hours") {
        true => places.cell(cells, "hours").to_owned(),
        false => point.map(|p| p.hours.clone()).unwrap_or_default(),
    };
    if places.has("hours") && !hours.is_empty() && Hours::read(&hours).is_none() {
        return Err("hours");
    }
    let line = Some(places.cell(cells, "urgent_line")).filter(|line| !line.is_empty());
    if line.is_some_and(|line| !is_phone(line)) {
        return Err("urgent-line");
    }
    let mut more = point.map(|p| p.more.clone()).unwrap_or_default();
    if places.has("urgent_line") {
        more.urgent_line = line.map(str::to_owned);
    }
    let contact = match places.cell(cells, "contact") {
        "" if !places.has("contact") => point.map_or(name, |p| p.name.as_str()),
        "" => name,
        contact => contact,
    };
    Ok(KeptDraft {
        party,
        name: name.to_owned(),
        functions: if company { Vec::new() } else { functions },
        company,
        accepted_languages: list("accepted_languages", held.map(|h| &h.authority.entry.accepted_languages)),
        contact: ContactDraft {
            name: contact.to_owned(),
            languages: list("languages", point.map(|p| &p.languages)),
            hours,
            channels: channels(places, cells, point)?,
            posted_by: point.and_then(|p| p.posted_by),
            more,
        },
    })
}

/// The ways to be reached, those that the file has no column for as they are held.
fn channels(
    places: &Places,
    cells: &[String],
    held: Option<&ContactPoint>,
) -> Result<Vec<Channel>, &'static str> {
    let held = held.map(|p| p.channels.as_slice()).unwrap_or_default();
    let mut channels = Vec::new();
    for (column, kind) in CHANNELS {
        if !places.has(column) {
            channels.extend(held.iter().filter(|c| c.kind == kind).cloned());
            continue;
        }
        let told: Vec<String> = match kind {
            "text" => {
                Some(places.cell(cells, column).to_owned()).filter(|t| !t.is_empty()).into_iter().collect()
            }
            _ => places.list(cells, column),
        };
        if kind == "phone" && !told.iter().all(|p| is_phone(p)) {
            return Err("phone");
        }
        channels.extend(told.iter().map(|value| Channel::new(kind, value)));
    }
    let named = |c: &&Channel| CHANNELS.iter().all(|(_, kind)| c.kind != *kind);
    channels.extend(held.iter().filter(named).cloned());
    if channels.is_empty() { Err("channel") } else { Ok(channels) }
}
