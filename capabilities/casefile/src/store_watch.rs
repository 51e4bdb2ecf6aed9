//! Holding a free text against what is held, exactly and for what is similar. A near miss is put aside in the
//! transaction that found it and is written with its refusal, since the change it came with is undone.

use crate::derive;
use crate::keys::Keys;
use crate::near::{HeldText, Leaving, NearSays, NearState, WRITERS_MAX, Writer};
use crate::rules;
use crate::store_held::holds_of_keys;
use crate::store_rows::{held_row, held_word_row, near_miss_row};
use crate::store_words::word_id;
use crate::types::{CaseError, Statement, Value};
use kernel::id::EntityId;
use kernel::{Blocked, Compartment, Label, Party, Selector, SelectorKind};
use names::{Near, NearName};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeSet;
use std::pin::Pin;
use std::sync::Arc;
use store::{Aside, StoreError, Tx};
use uuid::Uuid;

/// Most held words that texts are held against; of more, the oldest. The rest are still found by their digests.
const WORDS_MAX: u64 = 100_000;

/// What texts are held against, read once for many of them.
pub struct Watch {
    words: Vec<Word>,
    /// Nothing is held back on this node.
    nothing: bool,
}

struct Word {
    key: Vec<u8>,
    entity: EntityId,
    held: HeldText,
    as_what: AsWhat,
}

enum AsWhat {
    Name(NearName),
    Number(Selector),
}

/// A word that a text is near, and where.
struct Hit<'w> {
    word: &'w Word,
    near: Near,
}

impl Watch {
    /// Reads what is held back on this node.
    ///
    /// # Errors
    /// What the database says.
    pub async fn of(tx: &Tx, keys: &Keys<'_>) -> Result<Self, CaseError> {
        let any = held_row::Entity::find().limit(1).one(tx.db()).await.map_err(StoreError::from)?;
        if any.is_none() {
            return Ok(Self { words: Vec::new(), nothing: true });
        }
        let rows = held_word_row::Entity::find()
            .order_by_asc(held_word_row::Column::At)
            .limit(WORDS_MAX)
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        if rows.len() as u64 == WORDS_MAX {
            tracing::warn!("more is held back than texts are held against for similar names");
        }
        let mut words = Vec::with_capacity(rows.len());
        for row in rows {
            let held: HeldText =
                keys.unlock("held word", Compartment::Protection, word_id(&row.key), &row.sealed)?;
            let as_what = match SelectorKind::parse(&held.kind) {
                Some(kind) => Some(AsWhat::Number(Selector { kind, value: held.text.clone() })),
                None => NearName::read(&held.text).map(AsWhat::Name),
            };
            let Some(as_what) = as_what else { continue };
            words.push(Word { key: row.key, entity: EntityId(row.entity), held, as_what });
        }
        Ok(Self { words, nothing: false })
    }

    /// Whom a free text must not reach: the blocks of every held value, and of every name of a blocked person, that
    /// stands in it, in whatever script; and, for whom it would reach, of what it is near to, unless a protection
    /// officer decided that it is something else. The work is the same whatever of it stops the text, so that the
    /// time does not tell.
    ///
    /// # Errors
    /// What the database says.
    pub async fn text(
        &self,
        tx: &Tx,
        keys: &Keys<'_>,
        text: &str,
        leaving: &Leaving<'_>,
    ) -> Result<Blocked, CaseError> {
        if self.nothing {
            return Ok(Blocked::none());
        }
        let found = derive::values_in(text, leaving.region());
        let exact: BTreeSet<Vec<u8>> = crate::store_held::keys_in(keys, text, &found);
        let held = holds_of_keys(tx, &exact.iter().cloned().collect::<Vec<_>>()).await?.joined();
        let near = self.near(text, &found, &exact);
        let closed = closed(tx, keys, near, leaving).await?;
        if closed.is_none() {
            // Written and taken away again where the text is refused, as a near miss would be written.
            tx.put_aside(Arc::new(Blank(blank(tx, keys, leaving, text)?)));
        }
        Ok(rules::join(&held, &closed))
    }

    /// Whom a statement must not reach because of what it says in free words beside its own value: a remark, the name
    /// of its source, the place in it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn statement(
        &self,
        tx: &Tx,
        keys: &Keys<'_>,
        said: &Statement,
        leaving: &Leaving<'_>,
    ) -> Result<Blocked, CaseError> {
        let text = match &said.value {
            Value::Text(text) => text.as_str(),
            Value::Entity(_) => "",
        };
        let restrictions = said.restrictions.iter().map(|r| r.0.as_str());
        let parts: Vec<&str> = [text, said.source.name.as_str(), said.source.place.as_str()]
            .into_iter()
            .chain(restrictions)
            .collect();
        self.text(tx, keys, &parts.join("\n"), leaving).await
    }

    /// What a text is near, once for each person and passage. What stands in it exactly is no near miss.
    fn near(&self, text: &str, found: &[Selector], exact: &BTreeSet<Vec<u8>>) -> Vec<Hit<'_>> {
        let read = names::NearText::read(text);
        // Who stands in it by one spelling is not put before anybody for another one.
        let named: BTreeSet<EntityId> =
            self.words.iter().filter(|w| exact.contains(&w.key)).map(|w| w.entity).collect();
        let mut seen = BTreeSet::new();
        let mut hits = Vec::new();
        for word in &self.words {
            let near = match &word.as_what {
                AsWhat::Name(name) => read.near_name(name),
                AsWhat::Number(selector) => read.near_value(found, selector),
            };
            // Looked for even so, that the work be the same.
            if named.contains(&word.entity) {
                continue;
            }
            for near in near {
                if seen.insert((word.entity, names::fold(&near.passage))) {
                    hits.push(Hit { word, near });
                }
            }
        }
        hits
    }
}

/// As [`Watch::text`], for one text.
///
/// # Errors
/// What the database says.
pub async fn blocked_in_text(
    tx: &Tx,
    keys: &Keys<'_>,
    text: &str,
    leaving: &Leaving<'_>,
) -> Result<Blocked, CaseError> {
    Watch::of(tx, keys).await?.text(tx, keys, text, leaving).await
}

/// From which of the States it would reach a text is kept because of what it is near to. What nobody looked at yet, and
/// what was found to be the same, is put aside for the protection officers.
async fn closed(
    tx: &Tx,
    keys: &Keys<'_>,
    hits: Vec<Hit<'_>>,
    leaving: &Leaving<'_>,
) -> Result<Blocked, CaseError> {
    let mut closed = Blocked::none();
    for hit in hits {
        let blocked = holds_of_keys(tx, std::slice::from_ref(&hit.word.key)).await?.joined();
        for party in leaving.stopped_by(&blocked) {
            let scope = scope(keys, leaving, party, &hit);
            let before = near_miss_row::Entity::find()
                .filter(near_miss_row::Column::Scope.eq(scope.as_str()))
                .one(tx.db())
                .await
                .map_err(StoreError::from)?;
            if before.as_ref().is_some_and(|row| row.state == NearState::Other.code()) {
                continue;
            }
            closed.parties.insert(party);
            if let Some(row) = row_of(tx, keys, (leaving, party, scope), &hit, before).await? {
                tx.put_aside(Arc::new(Keep(row)));
            }
        }
    }
    Ok(closed)
}

/// What a decision counts for, and nothing else: this case (outside any, what this authority writes outside any), this
/// State, these words, this held value.
fn scope(keys: &Keys<'_>, leaving: &Leaving<'_>, party: Party, hit: &Hit<'_>) -> String {
    let case = leaving.case.map(|c| c.to_string()).unwrap_or_default();
    let parts = [
        leaving.actor.authority.to_string(),
        case,
        party.code().to_owned(),
        names::fold(&hit.near.passage),
        word_id(&hit.word.key).to_string(),
        // Two people may be called the same: what is decided of one says nothing of the other.
        hit.word.entity.to_string(),
    ];
    keys.reference(&parts.join("\u{1f}"))
}

/// The row that a near miss becomes: a new one, or the one that waits with one more writer. `None` where nothing
/// changes.
async fn row_of(
    tx: &Tx,
    keys: &Keys<'_>,
    (leaving, party, scope): (&Leaving<'_>, Party, String),
    hit: &Hit<'_>,
    before: Option<near_miss_row::Model>,
) -> Result<Option<near_miss_row::Model>, CaseError> {
    let entity = crate::entity(tx, hit.word.entity).await?;
    let Some(of) = entity.map(|e| e.label().clone()) else { return Ok(None) };
    let told = is_told(tx, &of, leaving).await?;
    let name = if told { leaving.actor.name.clone() } else { String::new() };
    let writer = Writer { person: leaving.actor.person, name, at: tx.at() };
    if let Some(row) = before {
        let mut says: NearSays = keys.unlock("near miss", Compartment::Protection, row.id, &row.sealed)?;
        if says.writers.iter().any(|w| w.person == writer.person) || says.writers.len() >= WRITERS_MAX {
            return Ok(Some(row));
        }
        says.writers.push(writer);
        let sealed = keys.lock("near miss", Compartment::Protection, row.id, &says, tx.rng())?;
        return Ok(Some(near_miss_row::Model { sealed, ..row }));
    }
    let says = NearSays {
        party,
        node: leaving.to.node,
        authority: leaving.to.authority,
        door: leaving.door,
        case: leaving.case.filter(|_| told),
        dossier: leaving.dossier.filter(|_| told),
        passage: if told { hit.near.passage.clone() } else { hit.near.bare.clone() },
        around: if told { hit.near.around.clone() } else { String::new() },
        held: hit.word.held.clone(),
        why: hit.near.why.iter().map(|why| why_for(why, told)).collect(),
        writers: vec![writer],
        told,
        decision: None,
    };
    let id = kernel::id::new(tx.clock(), tx.rng());
    Ok(Some(near_miss_row::Model {
        id,
        authority: of.authority.0,
        entity: hit.word.entity.0,
        case_key: leaving.case.map(|c| keys.reference(&c.to_string())).unwrap_or_default(),
        scope,
        state: NearState::Open.code().into(),
        sealed: keys.lock("near miss", Compartment::Protection, id, &says, tx.rng())?,
        at: tx.at().0,
        changed_at: tx.at().0,
    }))
}

/// Whether those who protect a person may know whence the words come. What another authority of the node writes, and
/// what is written in a case kept to others, is not theirs to read: they see the words that are near and no more.
async fn is_told(tx: &Tx, of: &Label, leaving: &Leaving<'_>) -> Result<bool, CaseError> {
    if of.authority != leaving.actor.authority {
        return Ok(false);
    }
    let case = match leaving.case {
        Some(case) => crate::case_label(tx, case).await?,
        None => None,
    };
    let kept = |label: &Label| label.compartment == Compartment::Integrity || !label.excluded.is_none();
    Ok(case.is_none_or(|case| (case.circle.is_none() || case.circle == of.circle) && !kept(&case)))
}

/// A reason as it may be told: the word in between is no part of the held name.
fn why_for(why: &names::Reason, told: bool) -> names::Reason {
    match why.code.as_str() {
        names::near::BETWEEN if !told => {
            let left_away = names::near::LEFT_AWAY.to_owned();
            names::Reason { values: vec![left_away.clone()], text: left_away, ..why.clone() }
        }
        _ => why.clone(),
    }
}

/// A row of the size of a near miss that stands for none.
fn blank(
    tx: &Tx,
    keys: &Keys<'_>,
    leaving: &Leaving<'_>,
    text: &str,
) -> Result<near_miss_row::Model, CaseError> {
    let id = kernel::id::new(tx.clock(), tx.rng());
    let short: String = text.chars().take(400).collect();
    let sealed = keys.lock("near miss", Compartment::Protection, id, &short, tx.rng())?;
    let at = tx.at().0;
    Ok(near_miss_row::Model {
        id,
        authority: leaving.actor.authority.0,
        entity: Uuid::nil(),
        case_key: String::new(),
        scope: keys.reference(&id.to_string()),
        state: NearState::Same.code().into(),
        sealed,
        at,
        changed_at: at,
    })
}

/// A near miss that is written whatever becomes of the change that it was found in.
struct Keep(near_miss_row::Model);

/// What is written and taken away again.
struct Blank(near_miss_row::Model);

async fn write(tx: &Tx, row: &near_miss_row::Model) -> Result<(), StoreError> {
    let row = row.clone();
    let fresh = near_miss_row::ActiveModel {
        id: Set(row.id),
        authority: Set(row.authority),
        entity: Set(row.entity),
        case_key: Set(row.case_key),
        scope: Set(row.scope),
        state: Set(row.state),
        sealed: Set(row.sealed),
        at: Set(row.at),
        changed_at: Set(row.changed_at),
    };
    let again =
        OnConflict::column(near_miss_row::Column::Id).update_column(near_miss_row::Column::Sealed).to_owned();
    near_miss_row::Entity::insert(fresh).on_conflict(again).exec_without_returning(tx.db()).await?;
    Ok(())
}

impl Aside for Keep {
    fn write<'a>(&'a self, tx: &'a Tx) -> Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send + 'a>> {
        Box::pin(async move {
            // Somebody else may have written the same words at the same moment, or decided them.
            let same = near_miss_row::Entity::find()
                .filter(near_miss_row::Column::Scope.eq(self.0.scope.as_str()))
                .one(tx.db())
                .await?;
            match same {
                Some(row) if row.id != self.0.id || row.state != self.0.state => Ok(()),
                _ => write(tx, &self.0).await,
            }
        })
    }
}

impl Aside for Blank {
    fn write<'a>(&'a self, tx: &'a Tx) -> Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send + 'a>> {
        Box::pin(async move {
            let same = near_miss_row::Entity::find()
                .filter(near_miss_row::Column::Scope.eq(self.0.scope.as_str()))
                .one(tx.db())
                .await?;
            if same.is_none() {
                write(tx, &self.0).await?;
                near_miss_row::Entity::delete_by_id(self.0.id).exec(tx.db()).await?;
            }
            Ok(())
        })
    }

    fn only_when_undone(&self) -> bool {
        true
    }
}
