//! The directory as a table, out and in: one row for each contact point, columns by name. Pure but for the reading and
//! taking of entries.
//!
//! What is taken is unconfirmed until somebody called back, and stands among the entries that the taker's own
//! authority keeps. Refused: a row that speaks of an authority with a node, because only its own signed card does; a
//! row that does not read. A cell that a spreadsheet would compute goes out as text and comes back as it was.

use crate::card::{CardAuthority, Channel, ContactPoint};
use crate::hours::Hours;
use crate::store::{self, ContactDraft};
use crate::store_kept::{self, Kept, KeptDraft, change_kept, keep_authority, same_name};
use crate::store_peers::peers;
use crate::types::{DirectoryError, Peer};
use ::store::{StoreError, Tx};
use access::Node;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::AuthorityId;
use kernel::{Actor, Function, Label, Party, Purpose};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The columns, in order. `kind` is `authority` or `company`; lists are divided by `;`.
pub const COLUMNS: [&str; 13] = [
    "state",
    "name",
    "kind",
    "functions",
    "contact",
    "languages",
    "accepted_languages",
    "hours",
    "phone",
    "email",
    "other",
    "confirmed",
    "kept_by",
];
/// Most rows of one file.
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
    let dialled = crate::pages::show_contact::is_phone(first);
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
    Changed,
    /// It stands so already.
    Same,
    /// It is not taken.
    Refused {
        /// Why: a code.
        why: &'static str,
    },
}

/// A row of an import.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Judged {
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

/// Looks at rows of a file, the header first, and takes what can be taken if `take` says so. `named` gives the file's own
/// name of a column where it has another.
///
/// # Errors
/// [`DirectoryError::Text`] for a header without State and name; [`DirectoryError::Full`]; the gate's refusal.
pub async fn import_table(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    (rows, named): (&[Row], &BTreeMap<String, String>),
    take: bool,
) -> Result<Vec<Judged>, DirectoryError> {
    may_read(tx, node, actor, "directory-import")?;
    let Some(((_, header), rows)) = rows.split_first() else { return Err(DirectoryError::Text("header")) };
    if rows.len() > ROWS_MAX {
        return Err(DirectoryError::Full("rows of a table"));
    }
    let places = Places::of(header, named);
    if !(places.of.contains_key("state") && places.of.contains_key("name")) {
        return Err(DirectoryError::Text("header"));
    }
    let signed = signed(tx).await?;
    let mut judged = Vec::with_capacity(rows.len());
    let mut known: Vec<Kept> = store_kept::kept(tx, actor.authority).await?;
    let mut seen: Vec<(Party, String)> = Vec::new();
    for (row, cells) in rows {
        let becomes = match draft(&places, cells) {
            Err(why) => Becomes::Refused { why },
            Ok(draft) => {
                let key = (draft.party, draft.name.to_lowercase());
                let twice = seen.contains(&key);
                seen.push(key.clone());
                if signed.contains(&key) {
                    Becomes::Refused { why: "has-a-node" }
                } else if twice {
                    Becomes::Refused { why: "named-twice" }
                } else {
                    one(tx, node, actor, &draft, &mut known, take).await?
                }
            }
        };
        judged.push(Judged {
            row: *row,
            state: places.cell(cells, "state").to_owned(),
            name: places.cell(cells, "name").to_owned(),
            becomes,
        });
    }
    Ok(judged)
}

async fn one(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    draft: &KeptDraft,
    known: &mut [Kept],
    take: bool,
) -> Result<Becomes, DirectoryError> {
    if store::check_draft(&draft.contact).is_err() {
        return Ok(Becomes::Refused { why: "too-long" });
    }
    let Some(held) = known.iter().find(|k| same_name(k, draft)) else {
        if take {
            keep_authority(tx, node, actor, draft).await?;
        }
        return Ok(Becomes::New);
    };
    if says_same(held, draft) {
        return Ok(Becomes::Same);
    }
    if take {
        change_kept(tx, node, actor, AuthorityId(held.authority.id.0), draft).await?;
    }
    Ok(Becomes::Changed)
}

fn says_same(held: &Kept, draft: &KeptDraft) -> bool {
    let point = held.point();
    let told = &draft.contact;
    held.is_company() == draft.company
        && held.authority.functions == draft.functions
        && held.authority.entry.accepted_languages == draft.accepted_languages
        && point.is_some_and(|p| {
            (&p.name, &p.languages, &p.hours, &p.channels)
                == (&told.name, &told.languages, &told.hours, &told.channels)
        })
}

/// Authorities of which a signed card speaks, own ones too.
async fn signed(tx: &Tx) -> Result<Vec<(Party, String)>, StoreError> {
    let own = access::authorities(tx).await?.into_iter().map(|a| (a.party, a.name.to_lowercase()));
    let mut all: Vec<_> = own.collect();
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

    fn cell<'a>(&self, cells: &'a [String], column: &str) -> &'a str {
        let cell = self.of.get(column).and_then(|place| cells.get(*place)).map_or("", |c| c.trim());
        cell.strip_prefix('\'').unwrap_or(cell)
    }

    fn list(&self, cells: &[String], column: &str) -> Vec<String> {
        let parts = self.cell(cells, column).split([';', '|']).map(|p| p.trim().to_owned());
        parts.filter(|p| !p.is_empty()).collect()
    }
}

fn draft(places: &Places, cells: &[String]) -> Result<KeptDraft, &'static str> {
    let party = Party::parse(&places.cell(cells, "state").to_uppercase()).ok_or("state")?;
    let name = places.cell(cells, "name");
    if name.is_empty() {
        return Err("name");
    }
    let company = match places.cell(cells, "kind") {
        "" | "authority" => false,
        "company" => true,
        _ => return Err("kind"),
    };
    let functions = places.list(cells, "functions");
    if functions.iter().any(|f| Function::parse(f).is_none()) {
        return Err("functions");
    }
    let hours = places.cell(cells, "hours");
    if !hours.is_empty() && Hours::read(hours).is_none() {
        return Err("hours");
    }
    let phones = places.list(cells, "phone");
    if !phones.iter().all(|p| crate::pages::show_contact::is_phone(p)) {
        return Err("phone");
    }
    let mut channels: Vec<Channel> = phones.iter().map(|p| Channel::new("phone", p)).collect();
    channels.extend(places.list(cells, "email").iter().map(|e| Channel::new("email", e)));
    channels
        .extend(Some(places.cell(cells, "other")).filter(|o| !o.is_empty()).map(|o| Channel::new("text", o)));
    if channels.is_empty() {
        return Err("channel");
    }
    let contact = places.cell(cells, "contact");
    Ok(KeptDraft {
        party,
        name: name.to_owned(),
        functions: if company { Vec::new() } else { functions },
        company,
        accepted_languages: places.list(cells, "accepted_languages"),
        contact: ContactDraft {
            name: if contact.is_empty() { name.to_owned() } else { contact.to_owned() },
            languages: places.list(cells, "languages"),
            hours: hours.to_owned(),
            channels,
            posted_by: None,
            more: crate::Particulars::default(),
        },
    })
}
