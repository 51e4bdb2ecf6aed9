//! The invented case of the demonstration, as a file, and how it is told to a node: through the same functions as
//! pages and commands use, by the people it names.

use access::{NewPerson, Node};
use anyhow::{Context, Result, bail};
use casefile::{Case, CaseError, Keys, NewCase, NewEntity, NewStatement, NewValue, Pick, Source};
use kernel::id::EntityId;
use kernel::{
    Actor, Compartment, EntityKind, Function, Grade, Handling, Lang, Party, PersonRole, Property, Purpose,
    Role,
};
use protection::{NewClaim, ProtectionError};
use serde::Deserialize;
use std::collections::BTreeMap;
use store::StoreError;

/// The story, as a file that anyone can read.
const STORY: &str = include_str!("../demo/story.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    node: Vec<Scene>,
}

/// A node of the story.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scene {
    /// Its folder.
    pub key: String,
    /// Its State.
    pub party: Party,
    /// Its authorities, the leading one first.
    #[serde(rename = "authority")]
    pub authorities: Vec<Staffed>,
    case: Vec<Told>,
}

impl Scene {
    /// The names of its authorities.
    #[must_use]
    pub fn names(&self) -> String {
        self.authorities.iter().map(|a| a.name.as_str()).collect::<Vec<_>>().join(" · ")
    }

    /// Everybody who signs in there: of each authority its people, then its administrator.
    #[must_use]
    pub fn sign_ins(&self) -> Vec<String> {
        let mut all = Vec::new();
        for (place, authority) in (1_u32..).zip(&self.authorities) {
            all.extend(authority.people.iter().map(|p| p.sign_in.clone()));
            all.push(administrator(place));
        }
        all
    }
}

/// The administrator that a new node gives its authority at this place.
fn administrator(place: u32) -> String {
    if place == 1 { "admin".into() } else { format!("admin-{place}") }
}

/// An authority of the story, with its people.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staffed {
    /// Its name.
    pub name: String,
    /// What it is designated for.
    pub functions: Vec<Function>,
    desk: Desk,
    /// Its other desks, and its liaison officers abroad; each is confirmed.
    #[serde(default)]
    further: Vec<Further>,
    /// Its people.
    pub people: Vec<Someone>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Desk {
    name: String,
    languages: Vec<String>,
    hours: String,
    confirmed: bool,
    /// Kind and value; addresses below `.example` are reserved for what is invented (RFC 2606).
    channels: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Further {
    name: String,
    languages: Vec<String>,
    hours: String,
    channels: Vec<(String, String)>,
    /// Stands in for the first desk.
    #[serde(default)]
    deputy: bool,
    posted_to: Option<Party>,
    #[serde(default)]
    host_unit: String,
    #[serde(default)]
    mandate: String,
}

/// Somebody of the story.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Someone {
    /// Sign-in name.
    pub sign_in: String,
    name: String,
    lang: Lang,
    roles: Vec<Role>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    reference: String,
    title: String,
    summary: String,
    by: String,
    accept: Vec<Clearing>,
    entity: Vec<Thing>,
    /// Reports as they came, which wait for an officer's judgement.
    #[serde(default)]
    text: Vec<Report>,
}

/// A report in running text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Report {
    file: String,
    source: String,
    grade: String,
    body: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Clearing {
    entities: Vec<String>,
    role: PersonRole,
    basis: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Thing {
    key: String,
    kind: EntityKind,
    /// Property, value, source, place, grade, handling.
    says: Vec<(Property, String, String, String, String, Handling)>,
    /// Property, entity, source, place.
    #[serde(default)]
    links: Vec<(Property, String, String, String)>,
    claim: Option<Claimed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Claimed {
    nationality: Vec<Party>,
    feared: Vec<Party>,
    note: String,
}

/// Reads the story.
///
/// # Errors
/// When the file contradicts itself.
pub fn read() -> Result<Vec<Scene>> {
    let story: Story = toml::from_str(STORY).context("the story does not read")?;
    Ok(story.node)
}

/// Adds the people of a scene and the desks of its authorities.
///
/// # Errors
/// What the database says.
pub async fn people(node: &Node, scene: &Scene) -> Result<()> {
    for (place, authority) in (1_u32..).zip(&scene.authorities) {
        staff(node, authority, &actor(node, &administrator(place)).await?).await?;
    }
    Ok(())
}

/// Adds the people of an authority and says how its desk is reached, as its administrator.
async fn staff(node: &Node, authority: &Staffed, by: &Actor) -> Result<()> {
    node.store
        .run::<_, StoreError, _, _>("people", |tx| async move {
            for person in &authority.people {
                let new = NewPerson {
                    authority: by.authority,
                    sign_in: person.sign_in.clone(),
                    name: person.name.clone(),
                    lang: person.lang,
                    roles: person.roles.iter().copied().collect(),
                };
                access::store::add_person(&tx, &new).await?;
            }
            Ok(())
        })
        .await?;
    let desk = &authority.desk;
    node.store
        .run::<_, directory::DirectoryError, _, _>("desk", |tx| async move {
            let mut more = directory::Particulars::default();
            let held = directory::own_contacts(&tx).await?;
            for told in &authority.further {
                let id = add_desk(&tx, node, by, told).await?;
                more.deputies.extend(told.deputy.then_some(id));
            }
            let draft = directory::ContactDraft {
                posted_by: None,
                more,
                name: desk.name.clone(),
                languages: desk.languages.clone(),
                hours: desk.hours.clone(),
                channels: desk.channels.iter().map(|(kind, to)| directory::Channel::new(kind, to)).collect(),
            };
            for contact in held.into_iter().filter(|c| c.authority == by.authority) {
                directory::change_contact(&tx, node, by, contact.point.id, &draft).await?;
                if desk.confirmed {
                    let called = desk.channels.first().map(|(_, to)| to.as_str()).unwrap_or_default();
                    let how = directory::Confirmation::call_back(called, "duty officer");
                    directory::confirm_contact(&tx, node, by, contact.point.id, &how).await?;
                }
            }
            Ok(())
        })
        .await?;
    Ok(())
}

/// Adds a further desk of an authority and confirms it.
async fn add_desk(
    tx: &store::Tx,
    node: &Node,
    by: &Actor,
    told: &Further,
) -> Result<kernel::id::ContactId, directory::DirectoryError> {
    let draft = directory::ContactDraft {
        name: told.name.clone(),
        languages: told.languages.clone(),
        hours: told.hours.clone(),
        channels: told.channels.iter().map(|(kind, to)| directory::Channel::new(kind, to)).collect(),
        posted_by: None,
        more: directory::Particulars {
            posted_to: told.posted_to,
            host_unit: told.host_unit.clone(),
            mandate: told.mandate.clone(),
            ..directory::Particulars::default()
        },
    };
    let id = directory::add_contact(tx, node, by, &draft).await?;
    let called = told.channels.first().map(|(_, to)| to.as_str()).unwrap_or_default();
    directory::confirm_contact(tx, node, by, id, &directory::Confirmation::call_back(called, "duty officer"))
        .await?;
    Ok(id)
}

/// Tells a scene's cases to its node.
///
/// # Errors
/// When something of the story is refused.
pub async fn tell(node: &Node, scene: &Scene) -> Result<()> {
    for told in &scene.case {
        let actor = actor(node, &told.by).await?;
        let (actor, told) = (&actor, told);
        let (case, ids) =
            node.store.run("tell", |tx| async move { open(&tx, node, actor, told).await }).await?;
        let (case, ids) = (&case, &ids);
        for report in &told.text {
            node.store.run("report", |tx| async move { take(&tx, node, actor, case, report).await }).await?;
        }
        for thing in &told.entity {
            let (Some(claim), Some(entity)) = (&thing.claim, ids.get(&thing.key)) else { continue };
            let new = NewClaim {
                nationality: claim.nationality.iter().copied().collect(),
                feared: claim.feared.iter().copied().collect(),
                known_as: String::new(),
                note: claim.note.clone(),
            };
            let (new, entity) = (&new, *entity);
            node.store
                .run::<_, ProtectionError, _, _>("claim", |tx| async move {
                    protection::record_claim(&tx, node, actor, entity, new).await
                })
                .await?;
        }
        for clearing in &told.accept {
            let mut pick = Pick::default();
            for key in &clearing.entities {
                pick.entities.insert(
                    *ids.get(key).with_context(|| format!("`{key}` is nobody in {}", told.reference))?,
                );
            }
            let pick = &pick;
            let done = node.store.run::<_, CaseError, _, _>("clear", |tx| async move {
                let by = (actor, Purpose::Investigation);
                casefile::accept(&tx, &node.gate, by, case, pick, clearing.role, &clearing.basis).await
            });
            if done.await?.n == 0 {
                bail!("nothing was cleared of {:?} in {}", clearing.entities, told.reference);
            }
        }
    }
    Ok(())
}

async fn open(
    tx: &store::Tx,
    node: &Node,
    actor: &Actor,
    told: &Told,
) -> Result<(Case, BTreeMap<String, EntityId>), CaseError> {
    let keys = Keys::of(&node.vault);
    let new = NewCase {
        reference: told.reference.clone(),
        title: told.title.clone(),
        summary: told.summary.clone(),
        compartment: Compartment::Operational,
        demonstration: true,
    };
    let case = casefile::create_case(tx, &keys, &node.gate, (actor, Purpose::Investigation), &new).await?;
    let entities = told.entity.iter().map(entity).collect();
    let added = casefile::add_statements(tx, &keys, actor, &case, actor.party, entities).await?;
    Ok((case, added.ids.into_iter().collect()))
}

/// Takes a report as an officer would; nobody has judged what it may be speaking of.
async fn take(
    tx: &store::Tx,
    node: &Node,
    actor: &Actor,
    case: &Case,
    report: &Report,
) -> Result<(), CaseError> {
    let options = casefile::ImportOptions {
        source: report.source.clone(),
        format: reading::Format::Text.code().into(),
        region: actor.party,
        handling: Handling::H0,
        restrictions: std::collections::BTreeSet::new(),
        tlp: None,
        pap: None,
        grade: Grade::parse(&report.grade),
        compartment: None,
    };
    let read = reading::Options { region: Some(actor.party), ..reading::Options::default() };
    let body: Box<dyn std::io::Read> = Box::new(std::io::Cursor::new(report.body.clone().into_bytes()));
    let mut items = Vec::new();
    // The text is the program's own: a foreign one is read in the limited process.
    let _summary =
        reading::read(reading::Format::Text, vec![(report.file.clone(), body)], &read, &mut |item| {
            items.push(item);
            reading::Control::Go
        })
        .map_err(|error| StoreError::Corrupt(error.to_string()))?;
    let id = kernel::id::ImportId::new(tx.clock(), tx.rng());
    let prepared = casefile::prepare(items, &options, id);
    let file = casefile::TakenFile {
        name: report.file.clone(),
        digest: kernel::Digest::of_bytes(report.body.as_bytes()),
    };
    let (keys, by) = (Keys::of(&node.vault), (actor, Purpose::Investigation));
    casefile::take_import(tx, &keys, &node.gate, by, case, (&file, &prepared), &|_, _| {}).await?;
    Ok(())
}

fn entity(thing: &Thing) -> NewEntity {
    let source =
        |name: &str, place: &str| Source { name: name.into(), place: place.into(), ..Source::default() };
    let mut statements: Vec<NewStatement> = thing
        .says
        .iter()
        .map(|(property, value, from, place, grade, handling)| NewStatement {
            grade: Grade::parse(grade),
            handling: *handling,
            ..NewStatement::own(*property, NewValue::Text(value.clone()), source(from, place))
        })
        .collect();
    statements.extend(thing.links.iter().map(|(property, key, from, place)| {
        NewStatement::own(*property, NewValue::Link(key.clone()), source(from, place))
    }));
    NewEntity { key: thing.key.clone(), kind: thing.kind, statements }
}

async fn actor(node: &Node, sign_in: &str) -> Result<Actor> {
    let found = node.store.run::<_, StoreError, _, _>("actor", |tx| async move {
        match access::store::person_named(&tx, sign_in).await? {
            Some(person) => Ok(Some(access::store::actor(&tx, &person).await?.0)),
            None => Ok(None),
        }
    });
    found.await?.with_context(|| format!("`{sign_in}` is nobody in the story"))
}

#[cfg(test)]
mod tests {
    use super::*;

    use access::testing::{node as a_node, person};
    use directory::{DirectoryError, Found, LeftOut, Matter, Question, Reason};
    use kernel::Timestamp;
    use kernel::id::NodeId;
    use kernel::time::MINUTE_MS;
    use store::outbox::{self, OutState};
    use store::testing::{TestStore, sqlite};

    /// A scene on a node of its own, at this moment, before anybody is told a case.
    async fn played(scene: &Scene, seed: u64, at: Timestamp) -> (Node, TestStore) {
        let kept = sqlite(&exchange::testing::steps()).await;
        kept.clock.advance_ms(at.since(kept.store.clock().now()));
        let own = kept.store.run::<_, StoreError, _, _>("authorities", |tx| async move {
            let mut own = Vec::new();
            for told in &scene.authorities {
                let functions = told.functions.iter().copied().collect();
                own.push(access::store::add_authority(&tx, scene.party, &told.name, &functions).await?);
            }
            Ok(own)
        });
        let own = own.await.unwrap();
        let (node, _) = a_node(kept.store.clone(), seed, scene.party.code(), "", &[]).await;
        for (place, authority) in (1_u32..).zip(&own) {
            person(&node, authority, &administrator(place), &[Role::Administrator]).await;
        }
        let desks = node.store.run::<_, DirectoryError, _, _>("desks", |tx| async move {
            directory::ensure_contacts(&tx, &directory::testing::desk()).await
        });
        desks.await.unwrap();
        people(&node, scene).await.unwrap();
        (node, kept)
    }

    async fn whom(node: &Node, asker: &Actor) -> Found {
        let found = node.store.run::<_, StoreError, _, _>("whom", |tx| async move {
            let question = Question {
                party: Party::parse("IT").unwrap(),
                matter: Some(Matter::JointInvestigation),
                at: tx.at(),
                languages: vec!["fr".into()],
                asker: asker.party,
                paired: Vec::new(),
            };
            directory::desks::find_desks(&tx, asker.authority, &question).await
        });
        found.await.unwrap()
    }

    /// What waits on the line is at the peer now: it said so.
    async fn arrived(node: &Node) {
        let told = node.store.run::<_, StoreError, _, _>("arrived", |tx| async move {
            for row in outbox::waiting(&tx, 10).await? {
                outbox::finish(&tx, row.message, OutState::Delivered, Some(b"receipt")).await?;
            }
            Ok(())
        });
        told.await.unwrap();
    }

    fn order(found: &Found) -> Vec<&str> {
        found.proposals.iter().map(|p| p.desk.point.name.as_str()).collect()
    }

    fn why(found: &Found, desk: &str) -> LeftOut {
        let left = found.left_out.iter().find(|(left, _)| left.point.name == desk);
        left.unwrap_or_else(|| panic!("{desk} was not left out")).1.clone()
    }

    const OFFICE: &str = "Ufficio turno, Procura di Palermo";
    const DEPUTY: &str = "Sostituto di turno, Procura di Palermo";
    const MAGISTRATE: &str = "Liaison magistrate in Italy";

    /// Step 4 of the story: at 03:00 Palermo's own office is overdue; its deputy is proposed, then the liaison magistrate
    /// of Niger, each with why. A test call that the deputy does not answer moves it on.
    #[tokio::test]
    async fn r_25_at_three_in_the_morning_the_deputy_then_the_magistrate_and_silence_moves_it_on() {
        let at = Timestamp::parse("2026-11-24T02:00:00Z").unwrap();
        let scenes = read().unwrap();
        let (niamey, kept) = played(&scenes[1], 2, at).await;
        let (palermo, there) = played(&scenes[2], 3, at).await;
        let card = palermo.store.run::<_, DirectoryError, _, _>("card", |tx| {
            let palermo = &palermo;
            async move { Ok(directory::own_card(&tx, palermo).await?.bytes().to_vec()) }
        });
        directory::testing::trust_card(&niamey, &card.await.unwrap()).await;
        let officer = actor(&niamey, "a.moussa").await.unwrap();

        let found = whom(&niamey, &officer).await;
        assert_eq!(order(&found), [DEPUTY, MAGISTRATE]);
        assert_eq!(why(&found, OFFICE), LeftOut::Unconfirmed(None), "nobody ever called it back");
        assert!(found.proposals[0].reasons.contains(&Reason::DeputyOf(OFFICE.into())));
        assert!(found.proposals[0].reasons.contains(&Reason::OpenNow));
        let italy = Party::parse("IT").unwrap();
        assert!(found.proposals[1].reasons.contains(&Reason::Liaison(officer.party, italy)));

        let (desk, peer): (_, NodeId) = (found.proposals[0].desk.point.id, palermo.keys.id);
        let called = niamey.store.run("call", |tx| {
            let (niamey, officer) = (&niamey, &officer);
            async move { exchange::test_call::place(&tx, niamey, officer, (peer, desk)).await }
        });
        called.await.unwrap();
        arrived(&niamey).await;
        for (minutes, first) in [(29, DEPUTY), (2, MAGISTRATE)] {
            kept.clock.advance_ms(minutes * MINUTE_MS);
            there.clock.advance_ms(minutes * MINUTE_MS);
            assert_eq!(order(&whom(&niamey, &officer).await)[0], first, "after {minutes} minutes more");
        }
        // The magistrate is no other for Palermo's own office: its deputy stands behind him, with that it stayed silent.
        let found = whom(&niamey, &officer).await;
        assert_eq!(order(&found), [MAGISTRATE, DEPUTY]);
        assert!(found.proposals[1].reasons.contains(&Reason::Silent(at.plus_ms(30 * MINUTE_MS))));
    }

    #[test]
    fn the_story_reads_and_everybody_in_it_is_somebody() {
        let scenes = read().unwrap();
        assert_eq!(scenes.iter().map(|s| s.key.as_str()).collect::<Vec<_>>(), ["accra", "niamey", "palermo"]);
        for scene in &scenes {
            for case in &scene.case {
                let mut people = scene.authorities.iter().flat_map(|a| &a.people);
                assert!(people.any(|p| p.sign_in == case.by), "{}", case.by);
                for thing in &case.entity {
                    assert!(thing.says.iter().all(|s| Grade::parse(&s.4).is_some()), "{}", thing.key);
                    assert!(thing.links.iter().all(|l| l.0.is_link()), "{}", thing.key);
                }
            }
        }
    }
}
