//! What was read from a file, made ready for the store: merged by key, judged, with everything derived. Pure and
//! slow work, done before the transaction so that nobody waits for the database meanwhile.

use crate::mention::{self, PASSAGES_MAX, ReadPassage};
use crate::rules;
use crate::store_statements::Draft;
use crate::types::{ImportOptions, NOT_TAKEN_MAX, NewEntity, NewStatement, NewValue, NotTaken, Source};
use kernel::id::ImportId;
use kernel::{EntityKind, Property};
use reading::item::Marked;
use reading::{Item, Record};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A file ready to be taken.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The import it will be.
    pub import: ImportId,
    /// The format it was read as.
    pub format: String,
    /// Entities, by kind.
    pub taken: BTreeMap<EntityKind, u64>,
    /// What is not taken; at most [`NOT_TAKEN_MAX`] lines.
    pub not_taken: Vec<NotTaken>,
    /// How many lines are not taken.
    pub not_taken_total: u64,
    /// The day that the file says it is of; empty where it says none.
    pub dated: String,
    /// The source, as an officer calls it.
    pub(crate) source: String,
    pub(crate) region: kernel::Party,
    pub(crate) drafts: Vec<Draft>,
    pub(crate) passages: Vec<ReadPassage>,
    /// How the file is taken: what an officer accepts out of its text later is said under the same terms.
    pub(crate) options: ImportOptions,
}

impl Prepared {
    /// How many entities it holds.
    #[must_use]
    pub fn entities(&self) -> u64 {
        self.drafts.len() as u64
    }

    /// How many statements it holds.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.drafts.iter().map(|d| d.new.statements.len() as u64).sum()
    }

    /// How many passages of running text it holds.
    #[must_use]
    pub fn passages(&self) -> u64 {
        self.passages.len() as u64
    }

    /// How many things its text may be speaking of.
    #[must_use]
    pub fn proposed(&self) -> u64 {
        mention::grouped(&self.passages).len() as u64
    }

    /// The entities with these keys.
    pub(crate) fn entities_named<'p>(
        &'p self,
        keys: &'p HashSet<&str>,
    ) -> impl Iterator<Item = &'p NewEntity> {
        self.drafts.iter().map(|d| &d.new).filter(|e| keys.contains(e.key.as_str()))
    }

    /// The first entities, for a preview.
    #[must_use]
    pub fn first(&self, most: usize) -> Vec<&NewEntity> {
        self.drafts.iter().take(most).map(|d| &d.new).collect()
    }
}

/// Makes what was read ready. Links to nothing, values that cannot stand and entities of which nothing is left are
/// named among what is not taken; nothing is dropped in silence.
#[must_use]
pub fn prepare(items: impl IntoIterator<Item = Item>, options: &ImportOptions, import: ImportId) -> Prepared {
    let mut lines = Lines::default();
    let (merged, passages) = merge(items, &mut lines);
    let keys: HashSet<String> = merged.iter().map(|r| r.key.clone()).collect();
    let mut taken: BTreeMap<EntityKind, u64> = BTreeMap::new();
    let mut drafts = Vec::with_capacity(merged.len());
    for recognised in merged {
        let mut statements = Vec::with_capacity(recognised.says.len());
        for (property, value, place, marked) in recognised.says {
            let new = statement(options, import, property, value, place, marked);
            match judge(&new, &keys) {
                Ok(()) => statements.push(new),
                Err((reason, detail)) => lines.add(new.source.place, reason, detail),
            }
        }
        if statements.is_empty() {
            lines.add(recognised.key, "nothing-said", recognised.kind.code().to_owned());
            continue;
        }
        let count = taken.entry(recognised.kind).or_default();
        *count = count.saturating_add(1);
        let new = NewEntity { key: recognised.key, kind: recognised.kind, statements };
        drafts.push(Draft::new(new, options.region));
    }
    // An entity of which nothing was left may have been the end of a link.
    let kept: HashSet<String> = drafts.iter().map(|d| d.new.key.clone()).collect();
    for draft in &mut drafts {
        let whole = draft.new.statements.len();
        draft.new.statements.retain(|s| match &s.value {
            NewValue::Link(key) if !kept.contains(key) => {
                lines.add(s.source.place.clone(), "unknown-link", key.clone());
                false
            }
            _ => true,
        });
        if draft.new.statements.len() != whole {
            *draft = Draft::new(draft.new.clone(), options.region);
        }
    }
    Prepared {
        import,
        format: options.format.clone(),
        taken,
        not_taken: lines.kept,
        not_taken_total: lines.total,
        dated: String::new(),
        source: options.source.clone(),
        region: options.region,
        drafts,
        passages,
        options: options.clone(),
    }
}

#[derive(Default)]
struct Lines {
    kept: Vec<NotTaken>,
    total: u64,
}

impl Lines {
    fn add(&mut self, place: String, reason: &str, detail: String) {
        self.total = self.total.saturating_add(1);
        if self.kept.len() < NOT_TAKEN_MAX {
            self.kept.push(NotTaken { place, reason: reason.to_owned(), detail });
        }
    }
}

/// An entity as all the records of the file together describe it.
struct Recognised {
    key: String,
    kind: EntityKind,
    says: Vec<(Property, NewValue, String, Marked)>,
}

/// Records that name the same key are one entity: lists tell the rest of it in a later file or line.
fn merge(items: impl IntoIterator<Item = Item>, lines: &mut Lines) -> (Vec<Recognised>, Vec<ReadPassage>) {
    let mut merged: Vec<Recognised> = Vec::new();
    let mut passages: Vec<ReadPassage> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for item in items {
        match item {
            Item::NotTaken(line) => lines.add(line.place.to_string(), line.reason.code(), line.detail),
            Item::Record(record) => add(record, &mut merged, &mut places),
            Item::Passage(passage) if passages.len() < PASSAGES_MAX => {
                passages.push(ReadPassage { passage, mentions: Vec::new() });
            }
            Item::Passage(passage) => lines.add(passage.place.to_string(), "too-many", String::new()),
            Item::Mentions(mentions) => {
                if let Some(last) = passages.last_mut() {
                    last.mentions = mentions;
                }
            }
            // Nobody asked for rows as they stand, or for bytes.
            Item::Line(_) | Item::Bytes(_) => {}
        }
    }
    (merged, passages)
}

fn add(record: Record, merged: &mut Vec<Recognised>, places: &mut HashMap<String, usize>) {
    let (at, marked) = (record.place.to_string(), record.marked);
    for entity in record.entities {
        let says = entity.statements.into_iter().map(|draft| {
            let value = match draft.value {
                reading::Value::Text(text) => NewValue::Text(text),
                reading::Value::Link(key) => NewValue::Link(key),
            };
            let place = if draft.place.is_empty() { at.clone() } else { format!("{at}, {}", draft.place) };
            (draft.property, value, place, marked)
        });
        match places.get(&entity.key).and_then(|place| merged.get_mut(*place)) {
            Some(before) => before.says.extend(says),
            None => {
                places.insert(entity.key.clone(), merged.len());
                merged.push(Recognised { key: entity.key, kind: entity.kind, says: says.collect() });
            }
        }
    }
}

fn statement(
    options: &ImportOptions,
    import: ImportId,
    property: Property,
    value: NewValue,
    place: String,
    marked: Marked,
) -> NewStatement {
    NewStatement {
        property,
        value,
        source: Source { name: options.source.clone(), place, import: Some(import), received: None },
        grade: options.grade.clone(),
        // What the officer says of the whole file and what the file says of a row: the narrower one holds.
        handling: marked.handling.map_or(options.handling, |own| own.max(options.handling)),
        restrictions: options.restrictions.clone(),
        tlp: options.tlp.max(marked.tlp),
        pap: options.pap.max(marked.pap),
        compartment: options.compartment,
        originator: None,
    }
}

fn judge(new: &NewStatement, keys: &HashSet<String>) -> Result<(), (&'static str, String)> {
    match &new.value {
        NewValue::Link(key) if !keys.contains(key) => return Err(("unknown-link", key.clone())),
        NewValue::Text(text) if text.trim().is_empty() => {
            return Err(("empty", new.property.code().to_owned()));
        }
        _ => {}
    }
    rules::statement(new).map_err(|error| ("cannot-stand", error.to_string()))
}
