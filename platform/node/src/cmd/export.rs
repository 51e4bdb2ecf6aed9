//! `liaison export`: what may leave a case for another authority, on standard output: as JSON Lines with source and grade
//! of every statement, or in a format that others read. A second person allows it on the pages: the first run asks, the run after they confirmed writes.

use super::{Who, find_case, purpose_of};
use crate::cli::Export;
use access::{ActError, Asking, Node};
use anyhow::{Context, Result, bail};
use casefile::{CaseError, Door, EntityFilter, Keys, Leaving, Statement, Value, Watch};
use directory::Peer;
use gate::{Ask, Released, action};
use kernel::id::{EntityId, NodeId};
use kernel::{Actor, EntityKind, Purpose};
use reading::item::Marked;
use reading::write::{Aside, Outgoing, Target, Writer};
use reading::{Draft, DraftEntity};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use store::Tx;

/// Entities read in one go.
const ENTITIES: u64 = 500;

pub(crate) async fn run(who: &Who<'_>, args: &Export) -> Result<bool> {
    write(who, args, |line| who.out.line(line)).await?;
    Ok(true)
}

/// Gives each line to `line`; says on standard error how many, and how many were withheld.
pub(crate) async fn write(who: &Who<'_>, args: &Export, mut line: impl FnMut(&str)) -> Result<()> {
    let (node, actor) = (who.node(), who.actor().await?);
    let actor = &actor;
    let target = target_of(&args.format)?;
    let (purpose, _) = purpose_of(&args.purpose);
    let peer =
        node.store.run("peer", |tx| async move { directory::peer_by_name(&tx, &args.to).await }).await?;
    let peer = &peer;
    match node
        .store
        .run("may export", |tx| async move {
            may(&tx, node, actor, &args.case, ((peer.node, peer.name()), purpose)).await
        })
        .await?
    {
        May::Export => {}
        May::Alone => {
            eprintln!("liaison: nobody else could confirm this export; made alone, as the log says")
        }
        May::Wait => bail!(
            "this export waits for a second person, who confirms it on the page `Second person`; then run it again"
        ),
    }
    let (mut page, mut written, mut withheld) = (1, 0_u64, 0_u64);
    let (mut leaving, mut lines) = (Leavers::default(), Lines::default());
    loop {
        let part = node.store.run("export", |tx| async move {
            part(&tx, node, actor, (&args.case, purpose), (peer, page)).await
        });
        let (entities, released, kept) =
            part.await?.with_context(|| format!("there is no case `{}`", args.case))?;
        withheld += kept as u64;
        if target.is_some() {
            written += leaving.add(&entities, &released);
        }
        if target.is_none() {
            let stands = |s: &&Statement| s.retracted.is_none();
            let leaving: Vec<&Statement> = released.iter().map(Released::value).filter(stands).collect();
            lines.add(&entities, &leaving, &mut line);
        }
        if (entities.len() as u64) < ENTITIES {
            break;
        }
        page += 1;
    }
    written += lines.end(&mut line);
    if let Some(target) = target {
        let stamp = node.store.clock().now().rfc3339();
        let salt = kernel::id::random(node.store.rng()).simple().to_string();
        for (what, count) in leaving.write(target, (stamp.as_str(), salt.as_str()), &mut line)? {
            eprintln!("liaison: not as {} itself has it: {what} ({count})", args.format);
        }
    }
    eprintln!(
        "liaison: {written} statements written for {}; {withheld} are not available for this export",
        peer.name()
    );
    Ok(())
}

/// The format of others; `None` for the lines of our own.
fn target_of(format: &str) -> Result<Option<Target>> {
    let target = Target::parse(format);
    if target.is_none() && format != "jsonl" {
        bail!("`{format}` is no format of an export; one of jsonl, ftm, stix, anx");
    }
    Ok(target)
}

/// What leaves as lines of our own. Entities bear a number of this file, never their id here, and a link names only what
/// is in it. Numbers are given as entities leave, and a link to what does not leave is no line: neither a gap nor an
/// empty end tells that something was withheld.
#[derive(Default)]
struct Lines {
    places: HashMap<EntityId, usize>,
    /// Links to what may still come: from whom, to whom, and the line without its ends.
    waiting: Vec<(EntityId, EntityId, serde_json::Map<String, serde_json::Value>)>,
    written: u64,
}

impl Lines {
    /// Writes what may leave of a page.
    fn add(&mut self, entities: &[casefile::Entity], leaving: &[&Statement], line: &mut impl FnMut(&str)) {
        let kinds: HashMap<EntityId, EntityKind> = entities.iter().map(|e| (e.id, e.kind)).collect();
        for statement in leaving {
            let said = json!({
                "kind": kinds.get(&statement.entity), "property": statement.property,
                "source": statement.source.name, "grade": statement.grade.as_ref().map(ToString::to_string),
                "handling": statement.handling, "tlp": statement.tlp, "pap": statement.pap, "restrictions": statement.restrictions,
            });
            let serde_json::Value::Object(said) = said else { continue };
            match &statement.value {
                Value::Text(text) => self.line(statement.entity, said, json!({ "text": text }), line),
                Value::Entity(to) => match self.places.get(to).copied() {
                    Some(place) => self.line(statement.entity, said, json!({ "link": place }), line),
                    None => self.waiting.push((statement.entity, *to, said)),
                },
            }
        }
    }

    fn place(&mut self, entity: EntityId) -> usize {
        let next = self.places.len().saturating_add(1);
        *self.places.entry(entity).or_insert(next)
    }

    fn line(
        &mut self,
        entity: EntityId,
        mut said: serde_json::Map<String, serde_json::Value>,
        value: serde_json::Value,
        line: &mut impl FnMut(&str),
    ) {
        said.insert("entity".to_owned(), json!(self.place(entity)));
        said.insert("value".to_owned(), value);
        line(&serde_json::Value::Object(said).to_string());
        self.written = self.written.saturating_add(1);
    }

    /// Writes what waited and can be written; returns how many lines there are. Whoever is known by links alone, and by
    /// none to what is in the file, is not in it either.
    fn end(mut self, line: &mut impl FnMut(&str)) -> u64 {
        let mut waiting = std::mem::take(&mut self.waiting);
        loop {
            let before = waiting.len();
            let by_links: HashSet<EntityId> = waiting.iter().map(|(from, ..)| *from).collect();
            waiting.retain(|(_, to, _)| self.places.contains_key(to) || by_links.contains(to));
            if waiting.len() == before {
                break;
            }
        }
        for (from, ..) in &waiting {
            self.place(*from);
        }
        for (from, to, said) in waiting {
            let place = self.place(to);
            self.line(from, said, json!({ "link": place }), line);
        }
        self.written
    }
}

/// What leaves in a format of others: entities with what may go of each, and their places in the file.
#[derive(Default)]
struct Leavers {
    all: Vec<(EntityId, Outgoing)>,
    sourced: u64,
}

impl Leavers {
    /// Adds what may leave of a page; returns how many statements.
    fn add(&mut self, entities: &[casefile::Entity], released: &[Released<Statement>]) -> u64 {
        let mut count = 0_u64;
        for entity in entities {
            let own: Vec<&Statement> = released
                .iter()
                .map(Released::value)
                .filter(|s| s.entity == entity.id && s.retracted.is_none())
                .collect();
            if own.is_empty() {
                continue;
            }
            count += own.len() as u64;
            let statements = own.iter().map(|s| draft(s)).collect();
            let key = (self.all.len() + 1).to_string();
            let mut restrictions: Vec<String> =
                own.iter().flat_map(|s| s.restrictions.iter().map(|r| r.0.clone())).collect();
            restrictions.sort();
            restrictions.dedup();
            let marked = Marked {
                handling: own.iter().map(|s| s.handling).max(),
                tlp: own.iter().filter_map(|s| s.tlp).max(),
                pap: own.iter().filter_map(|s| s.pap).max(),
            };
            let entity_out = DraftEntity { key, kind: entity.kind, statements };
            self.all.push((entity.id, Outgoing { entity: entity_out, marked, restrictions }));
        }
        self.sourced += count;
        count
    }

    /// Writes them. Links name places in this file, and only what is in it.
    fn write(
        self,
        target: Target,
        (stamp, salt): (&str, &str),
        line: &mut impl FnMut(&str),
    ) -> Result<Aside> {
        let places: HashMap<String, (String, EntityKind)> =
            self.all.iter().map(|(id, o)| (id.to_string(), (o.entity.key.clone(), o.entity.kind))).collect();
        let kinds: HashMap<&str, EntityKind> =
            places.values().map(|(key, kind)| (key.as_str(), *kind)).collect();
        let mut text = Vec::new();
        let mut writer = Writer::new(&mut text, target, stamp, salt)?;
        for (_, mut outgoing) in self.all {
            for said in &mut outgoing.entity.statements {
                if let reading::Value::Link(to) = &said.value {
                    let place = places.get(to).map_or_else(String::new, |(key, _)| key.clone());
                    said.value = reading::Value::Link(place);
                }
            }
            writer.entity(&outgoing, &|key| kinds.get(key).copied())?;
        }
        let mut aside = writer.end()?;
        aside.insert("source and grade of each statement".to_owned(), self.sourced);
        line(String::from_utf8_lossy(&text).trim_end());
        Ok(aside)
    }
}

fn draft(statement: &Statement) -> Draft {
    let value = match &statement.value {
        Value::Text(text) => reading::Value::Text(text.clone()),
        Value::Entity(id) => reading::Value::Link(id.to_string()),
    };
    Draft { property: statement.property, value, place: String::new(), script: None, flag: None }
}

/// Entities of a page of the case, and what of them may leave for the peer; how many statements may not. `None` if there
/// is no such case.
type Part = Option<(Vec<casefile::Entity>, Vec<Released<Statement>>, usize)>;

/// Reads a page of the case and lets through what may go. Each statement passes the gate for this recipient, and once
/// more for whoever it only mentions, in a remark or a source; nothing else is written.
async fn part(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    (case, purpose): (&str, Purpose),
    (peer, page): (&Peer, u64),
) -> Result<Part, CaseError> {
    let Some(case) = find_case(tx, node, actor, case).await? else { return Ok(None) };
    let read = Ask::new(actor, action::READ, purpose, tx.at());
    let filter = EntityFilter { kind: None, ids: None };
    let (guarded, _) =
        casefile::entities(tx, (&node.gate, &read), case.id, &filter, (page, ENTITIES)).await?;
    let entities = node.gate.open_each(guarded, &read, &mut tx.log());
    let ids: Vec<_> = entities.iter().map(|e| e.id).collect();
    let keys = Keys::of(&node.vault);
    let statements = casefile::statements_of_all(tx, &keys, &ids).await?;
    let out = peer.assessed(Ask::new(actor, action::EXPORT, purpose, tx.at()));
    let to = peer.recipient();
    let (released, mut withheld) = node.gate.release_each(statements, &out, &to, &mut tx.log());
    let watch = Watch::of(tx, &keys).await?;
    let leaving = Leaving::by(actor, &to, Door::Export).of(Some(case.id));
    let mut free = Vec::with_capacity(released.len());
    for statement in released {
        let blocked = watch.statement(tx, &keys, statement.value(), &leaving).await?;
        let label = kernel::Label { blocked, ..kernel::Label::own(actor.authority) };
        if node.gate.may_release(&gate::Guarded::new(statement.object(), label, ()), &out, &to) {
            free.push(statement);
        } else {
            withheld = withheld.saturating_add(1);
        }
    }
    Ok(Some((entities, free, withheld)))
}

/// Whether the export may run now.
#[derive(Debug, PartialEq, Eq)]
enum May {
    /// A second person allowed it; the permission is used up.
    Export,
    /// There is nobody else who could allow it.
    Alone,
    /// Somebody must allow it first.
    Wait,
}

async fn may(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    case: &str,
    ((peer, name), purpose): ((NodeId, &str), Purpose),
) -> Result<May, CaseError> {
    // A case that is not there is said so by the export itself, which writes nothing then.
    let Some(case) = find_case(tx, node, actor, case).await? else { return Ok(May::Export) };
    let to = peer.to_string();
    let fits = |act: &access::AskedAct| act.text("to") == to && act.text("purpose") == purpose.code();
    if access::spend(tx, node, actor, (casefile::EXPORT_CASE, case.id.0), &fits).await?.is_some() {
        return Ok(May::Export);
    }
    let new = casefile::export_asked(&case, (peer, name), purpose);
    match access::ask_second(tx, node, actor, &new).await {
        Ok(Asking::Alone) => Ok(May::Alone),
        Ok(Asking::Waits(_)) | Err(ActError::Waits) => Ok(May::Wait),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCRA: (NodeId, &str) = (NodeId([7; 16]), "Accra");
    const PALERMO: (NodeId, &str) = (NodeId([8; 16]), "Palermo");

    async fn tries(node: &Node, actor: &Actor, to: (NodeId, &str)) -> May {
        let run = node.store.run("may export", |tx| async move {
            may(&tx, node, actor, "AG-114", (to, Purpose::Investigation)).await
        });
        run.await.unwrap()
    }

    /// A record of a case, and a statement about it.
    fn said(entity: u128, value: Value) -> (casefile::Entity, Statement) {
        let case = kernel::id::CaseId(uuid::Uuid::from_u128(1));
        let entity =
            casefile::Entity { id: EntityId(uuid::Uuid::from_u128(entity)), case, kind: EntityKind::Person };
        let statement = Statement {
            id: kernel::id::StatementId(uuid::Uuid::from_u128(9)),
            case,
            entity: entity.id,
            property: kernel::Property::Remark,
            value,
            source: casefile::Source::default(),
            grade: None,
            handling: kernel::Handling::H0,
            restrictions: Default::default(),
            tlp: None,
            pap: None,
            originator: None,
            author: kernel::id::PersonId(uuid::Uuid::nil()),
            at: kernel::Timestamp(0),
            retracted: None,
        };
        (entity, statement)
    }

    /// A link between two records of a case.
    fn link(from: u128, to: u128) -> (casefile::Entity, Statement) {
        said(from, Value::Entity(EntityId(uuid::Uuid::from_u128(to))))
    }

    /// The records of a page of a case, and what of it may leave.
    type Page<'p> = (&'p [u128], Vec<(casefile::Entity, Statement)>);

    /// The lines of a case of these pages.
    fn lines_of(pages: &[Page<'_>]) -> Vec<serde_json::Value> {
        let (mut lines, mut file) = (Lines::default(), Vec::new());
        let mut line = |text: &str| file.push(serde_json::from_str::<serde_json::Value>(text).unwrap());
        for (records, leaving) in pages {
            let record = |id: &u128| said(*id, Value::Text(String::new())).0;
            let entities: Vec<casefile::Entity> = records.iter().map(record).collect();
            let leaving: Vec<&Statement> = leaving.iter().map(|(_, s)| s).collect();
            lines.add(&entities, &leaving, &mut line);
        }
        let written = lines.end(&mut line);
        assert_eq!(written, file.len() as u64, "what is counted is what is written");
        file
    }

    #[test]
    fn a_17_a_link_names_what_left_before_or_after_it_and_nothing_that_did_not() {
        let drives = said(2, Value::Text("drives".into()));
        let first = vec![said(1, Value::Text("owns".into())), link(1, 2), link(1, 3)];
        // The third record is read and nothing of it leaves.
        let file = lines_of(&[(&[1, 3], first), (&[2], vec![drives, link(2, 1)])]);
        let links: Vec<(u64, u64)> = (file.iter())
            .filter(|l| l["value"].get("link").is_some())
            .map(|l| (l["entity"].as_u64().unwrap(), l["value"]["link"].as_u64().unwrap()))
            .collect();
        assert_eq!(links, [(2, 1), (1, 2)]);
        assert_eq!(file.len(), 4);
    }

    #[test]
    fn a_8_a_file_says_nothing_of_what_was_withheld() {
        let text = |id| said(id, Value::Text("drives".into()));
        // Before and between what leaves stand records of which nothing does, and one known by a link to them alone.
        let file =
            lines_of(&[(&[9, 1, 8, 2, 3], vec![text(1), link(1, 8), link(3, 9), text(2), link(2, 3)])]);
        // The very same file as that of a case that never held them.
        assert_eq!(file, lines_of(&[(&[1, 2], vec![text(1), text(2)])]));
        // Two that are known by their links to each other are in it.
        assert_eq!(lines_of(&[(&[1, 2], vec![link(1, 2), link(2, 1)])]).len(), 2);
    }

    #[tokio::test]
    async fn an_export_runs_once_after_a_second_person_allowed_it_for_this_recipient() {
        let folder = tempfile::tempdir().unwrap();
        let opened = crate::surface::niamey(&folder.path().join("node")).await;
        let node: &Node = &opened.node;
        let people = node.store.run::<_, store::StoreError, _, _>("people", |tx| async move {
            let person = access::store::person_named(&tx, "h.ibrahim").await?.unwrap();
            Ok((access::operator(&tx).await?, access::store::actor(&tx, &person).await?.0))
        });
        let (operator, ibrahim) = people.await.unwrap();
        assert_eq!(tries(node, &operator, ACCRA).await, May::Wait);
        assert_eq!(tries(node, &operator, ACCRA).await, May::Wait, "asking twice changes nothing");
        let (confirm, second) = (node, &ibrahim);
        let done = node.store.run::<_, ActError, _, _>("confirm", |tx| async move {
            let acts = access::acts::to_decide(&tx, confirm, second).await?;
            access::acts::confirm(&tx, confirm, second, acts[0].id, "").await?;
            Ok(acts.len())
        });
        assert_eq!(done.await.unwrap(), 1);
        assert_eq!(tries(node, &operator, PALERMO).await, May::Wait, "allowed for another recipient");
        assert_eq!(tries(node, &operator, ACCRA).await, May::Export);
        assert_eq!(tries(node, &operator, ACCRA).await, May::Wait, "once");
    }
}
