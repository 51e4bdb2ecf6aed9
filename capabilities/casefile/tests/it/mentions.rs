//! What a text may be speaking of, and an officer's judgement of it.

use crate::pages::Desk;
use crate::people::{PURPOSE, Room, links, party, says, someone, stores};
use casefile::{
    Candidate, CandidateState, Case, CaseError, Correction, ImportOptions, JoinTo, NewEntity, Question,
    TakenFile,
};
use gate::{Ask, action};
use http::StatusCode;
use kernel::id::ImportId;
use kernel::{Compartment, Digest, EntityKind, Handling, Property, Purpose};
use reading::recognise::MentionKind;
use reading::{Item, Part, Passage, Place};
use store::Tx;

const ARABIC: &str = "أفاد الشاهد أن المدعو سليمان أدوم، وهاتفه ٩٠٠٠٠١١٤، التقى السائق قرب البئر.";
const FRENCH: &str =
    "Le nommé Suleiman Adoum utilise le +227 90 00 01 14 et le numéro de son frère, +227 90 00 02 33.";

fn items() -> Vec<Item> {
    [ARABIC, FRENCH]
        .into_iter()
        .zip(1..)
        .flat_map(|(text, line)| {
            let place = Place { line, ..Place::default() };
            let passage = Passage { place, part: Part::Body, text: text.into() };
            let mentions = reading::recognise(text, Some(party("NE")));
            [Item::Passage(passage), Item::Mentions(mentions)]
        })
        .collect()
}

async fn takes(tx: &Tx, room: &Room, case: &Case) -> Result<Vec<Candidate>, CaseError> {
    takes_as(tx, room, case, (&room.moussa, PURPOSE)).await
}

async fn takes_as(
    tx: &Tx,
    room: &Room,
    case: &Case,
    by: (&kernel::Actor, Purpose),
) -> Result<Vec<Candidate>, CaseError> {
    let options = ImportOptions {
        source: "report 7".into(),
        format: "text".into(),
        region: party("NE"),
        handling: Handling::H2,
        restrictions: Default::default(),
        tlp: None,
        pap: None,
        grade: kernel::Grade::parse("4x4:B2"),
        compartment: None,
    };
    let prepared = casefile::prepare(items(), &options, ImportId::new(tx.clock(), tx.rng()));
    let file = TakenFile { name: "report.txt".into(), digest: Digest::of_bytes(b"report") };
    let keys = room.keys();
    casefile::take_import(tx, &keys, &room.gate, by, case, (&file, &prepared), &|_, _| {}).await?;
    waiting(tx, room, case, by).await
}

async fn waiting(
    tx: &Tx,
    room: &Room,
    case: &Case,
    (actor, purpose): (&kernel::Actor, Purpose),
) -> Result<Vec<Candidate>, CaseError> {
    let found = casefile::candidates(tx, &room.keys(), case.id, (CandidateState::Waiting, None)).await?;
    let ask = Ask::new(actor, action::READ, purpose, tx.at());
    Ok(room.gate.open_each(found, &ask, &mut tx.log()))
}

fn one(all: &[Candidate], kind: MentionKind, value: &str) -> Candidate {
    let found = all.iter().find(|c| c.kind == kind && c.value == value);
    found.cloned().unwrap_or_else(|| unreachable!("{kind} {value} in {all:?}"))
}

async fn found(tx: &Tx, room: &Room, text: &str) -> Result<usize, CaseError> {
    let question = Question::read(text, party("NE"));
    Ok(casefile::find_entities(tx, &room.keys(), &question, None).await?.len())
}

#[tokio::test]
async fn a_15_nothing_of_a_mention_is_a_record_searched_or_matched_before_an_officer_accepts_it() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("mentions", |tx| {
            let room = room.clone();
            async move {
                let (keys, by) = (room.keys(), (&room.moussa, PURPOSE));
                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                let all = takes(&tx, &room, &case).await?;
                let (phone, person) = (
                    one(&all, MentionKind::Phone, "+22790000114"),
                    one(&all, MentionKind::Person, "سليمان أدوم"),
                );
                assert_eq!((phone.mentions, person.mentions), (2, 2), "one number, one name in two scripts");
                let ask = room.asks(&room.moussa, &tx);
                for text in ["Suleiman Adoum", "سليمان أدوم", "+227 90 00 01 14"] {
                    assert_eq!(found(&tx, &room, text).await?, 0, "{text}");
                }
                assert!(casefile::selector_counts(&tx, (&room.gate, &ask), case.id).await?.is_empty());
                let everything = casefile::Pick::default();
                let role = kernel::PersonRole::Suspect;
                casefile::accept(&tx, &room.gate, by, &case, &everything, role, "order 12/26").await?;
                assert!(
                    casefile::eligible_on_node(&tx).await?.is_empty(),
                    "a clearance finds nothing to clear"
                );

                let entity =
                    casefile::accept_candidate(&tx, &keys, &room.gate, by, &case, phone.id, None).await?;
                casefile::accept_candidate(&tx, &keys, &room.gate, by, &case, person.id, None).await?;
                assert_eq!(found(&tx, &room, "Suleiman Adoum").await?, 1);
                assert_eq!(found(&tx, &room, "90 00 01 14").await?, 1);
                assert!(casefile::eligible_on_node(&tx).await?.is_empty(), "accepted is not yet cleared");
                casefile::accept(&tx, &room.gate, by, &case, &everything, role, "order 12/26").await?;
                assert_eq!(casefile::eligible_on_node(&tx).await?.len(), 1);

                let said = casefile::statements_of(&tx, &keys, entity).await?.remove(0);
                let said = room.gate.open(said, &ask, &mut tx.log())?;
                assert_eq!((said.source.name.as_str(), said.source.place.as_str()), ("report 7", "line 1"));
                assert_eq!((said.source.import, said.handling), (Some(phone.import), Handling::H2));
                assert_eq!(said.grade, kernel::Grade::parse("4x4:B2"));
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn a_name_that_is_accepted_keeps_its_other_spellings_each_where_it_stands() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("spellings", |tx| {
            let room = room.clone();
            async move {
                let (keys, by) = (room.keys(), (&room.moussa, PURPOSE));
                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                let all = takes(&tx, &room, &case).await?;
                let person = one(&all, MentionKind::Person, "سليمان أدوم");
                let entity =
                    casefile::accept_candidate(&tx, &keys, &room.gate, by, &case, person.id, None).await?;
                let said = casefile::statements_of(&tx, &keys, entity).await?;
                let said = room.gate.open_each(said, &room.asks(&room.moussa, &tx), &mut tx.log());
                let rows: Vec<_> = said
                    .iter()
                    .map(|s| (s.property, format!("{:?}", s.value), s.source.place.as_str()))
                    .collect();
                assert_eq!(
                    rows,
                    [
                        (Property::Name, "Text(\"سليمان أدوم\")".to_owned(), "line 1"),
                        (Property::Alias, "Text(\"Suleiman Adoum\")".to_owned(), "line 2"),
                    ]
                );
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn a_15_the_number_of_a_brother_that_is_held_back_is_held_back_out_of_a_text_too() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("held", |tx| {
            let room = room.clone();
            async move {
                let (keys, by) = (room.keys(), (&room.moussa, PURPOSE));
                let other = room.opens(&tx, &room.moussa, "AG-113", Compartment::Operational).await?;
                let brother = vec![says(Property::Role, "family-member"), links(Property::Uses, "p")];
                let phone = NewEntity {
                    key: "p".into(),
                    kind: EntityKind::Phone,
                    statements: vec![says(Property::Phone, "90 00 02 33")],
                };
                let new = vec![someone("b", brother), phone];
                casefile::add_statements(&tx, &keys, &room.moussa, &other, party("NE"), new).await?;

                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                let all = takes(&tx, &room, &case).await?;
                let number = one(&all, MentionKind::Phone, "+22790000233");
                let ask = room.asks(&room.moussa, &tx);
                let known = casefile::proposals(&tx, (&room.gate, &ask), &all).await?;
                assert_eq!(known.held, [number.id].into(), "the page says so before anything is accepted");
                assert_eq!(known.known[&number.id].len(), 1, "and that it is known here");
                casefile::accept_candidate(&tx, &keys, &room.gate, by, &case, number.id, None).await?;
                let all = casefile::Pick::default();
                let role = kernel::PersonRole::Suspect;
                let done = casefile::accept(&tx, &room.gate, by, &case, &all, role, "order 12/26").await?;
                assert_eq!((done.n, done.held_back), (0, 1));
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn a_proposal_is_corrected_joined_rejected_and_each_judgement_is_taken_back() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("judged", |tx| {
            let room = room.clone();
            async move {
                let (keys, by) = (room.keys(), (&room.moussa, PURPOSE));
                let (gate, ask) = (&room.gate, room.asks(&room.moussa, &tx));
                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                let all = takes(&tx, &room, &case).await?;
                let person = one(&all, MentionKind::Person, "سليمان أدوم");
                let phone = one(&all, MentionKind::Phone, "+22790000114");
                let other = one(&all, MentionKind::Phone, "+22790000233");

                // A number cannot be corrected to what is none.
                let wrong = Correction { kind: MentionKind::Phone, value: "tomorrow".into() };
                let refused =
                    casefile::accept_candidate(&tx, &keys, gate, by, &case, other.id, Some(&wrong)).await;
                assert!(matches!(refused, Err(CaseError::NotOfKind)));
                let right = Correction { kind: MentionKind::Phone, value: "90 00 02 34".into() };
                let fixed =
                    casefile::accept_candidate(&tx, &keys, gate, by, &case, other.id, Some(&right)).await?;
                assert_eq!(found(&tx, &room, "+227 90 00 02 34").await?, 1);
                let said = casefile::statements_of(&tx, &keys, fixed).await?.remove(0);
                let place = gate.open(said, &ask, &mut tx.log())?.source.place;
                assert!(place.contains("+227 90 00 02 33"), "what the text says stands beside it: {place}");
                casefile::undo_candidate(&tx, &keys, gate, by, &case, other.id, "by mistake").await?;
                assert_eq!(
                    found(&tx, &room, "+227 90 00 02 34").await?,
                    0,
                    "nothing of it is found any more"
                );
                // Accepted again it is the same record, filled anew.
                let again = casefile::accept_candidate(&tx, &keys, gate, by, &case, other.id, None).await?;
                assert_eq!(again, fixed);

                // The number goes to the person before either is accepted, and with them into the case.
                let to = JoinTo::Candidate(person.id);
                casefile::join_candidate(&tx, &keys, gate, by, &case, phone.id, to).await?;
                let entity = casefile::accept_candidate(&tx, &keys, gate, by, &case, person.id, None).await?;
                let said = casefile::statements_of(&tx, &keys, entity).await?;
                let said = gate.open_each(said, &ask, &mut tx.log());
                let told: Vec<Property> = said.iter().map(|s| s.property).collect();
                assert_eq!(told, [Property::Name, Property::Alias, Property::Phone]);

                // A name is not a number's, and what was judged is not judged twice.
                let to = JoinTo::Entity(again);
                casefile::undo_candidate(&tx, &keys, gate, by, &case, person.id, "by mistake").await?;
                let refused = casefile::join_candidate(&tx, &keys, gate, by, &case, person.id, to).await;
                assert!(matches!(refused, Err(CaseError::CannotJoin)));
                casefile::reject_candidate(&tx, &keys, gate, by, &case, person.id).await?;
                let refused = casefile::reject_candidate(&tx, &keys, gate, by, &case, person.id).await;
                assert!(matches!(refused, Err(CaseError::NotHere)));
                casefile::undo_candidate(&tx, &keys, gate, by, &case, person.id, "by mistake").await?;
                let left = waiting(&tx, &room, &case, by).await?;
                assert!(left.iter().any(|c| c.id == person.id));
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn a_8_a_text_is_as_closed_as_its_case_and_another_authority_judges_nothing() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("closed", |tx| {
            let room = room.clone();
            async move {
                let (keys, gate) = (room.keys(), &room.gate);
                let case = room.opens(&tx, &room.protector, "P-1", Compartment::Protection).await?;
                let by = (&room.protector, Purpose::Protection);
                let all = takes_as(&tx, &room, &case, by).await?;
                let person = one(&all, MentionKind::Person, "سليمان أدوم");
                assert!(waiting(&tx, &room, &case, (&room.moussa, PURPOSE)).await?.is_empty());
                let passages = casefile::passages_of(&tx, &keys, person.id).await?;
                let ask = room.asks(&room.moussa, &tx);
                assert!(gate.open_each(passages, &ask, &mut tx.log()).is_empty());
                let refused = (&room.moussa, PURPOSE);
                let done =
                    casefile::accept_candidate(&tx, &keys, gate, refused, &case, person.id, None).await;
                assert!(matches!(done, Err(CaseError::Refused(_) | CaseError::NotHere)));
                let refused = (&room.stranger, PURPOSE);
                let done = casefile::reject_candidate(&tx, &keys, gate, refused, &case, person.id).await;
                assert!(matches!(done, Err(CaseError::Refused(_) | CaseError::NotHere)));
                // Nor is it judged from another case.
                let other = room.opens(&tx, &room.protector, "P-2", Compartment::Protection).await?;
                let done = casefile::reject_candidate(&tx, &keys, gate, by, &other, person.id).await;
                assert!(matches!(done, Err(CaseError::NotHere)));
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn an_officer_judges_a_report_from_the_screens_alone() {
    let desk = Desk::new().await;
    let (case, sule) = desk.case_with_sule().await;
    let uploaded = desk.uploads(&case, "report.txt", &format!("{ARABIC}\n\n{FRENCH}\n")).await;
    let preview = desk.get(&uploaded.to).await;
    preview.shows(&["Running text", "Proposals"]);
    let taken = desk.post(&uploaded.to, "source=report+7&handling=H0").await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    assert_eq!(taken.to, format!("{case}/review"));
    let page = desk.get(&taken.to).await;
    // What the node knows comes first, with the record it is known from.
    page.shows(&[
        "<mark>٩٠٠٠٠١١٤</mark>",
        "Known here already",
        sule.as_str(),
        "passage=2",
        "value=\"accept\"",
    ]);
    let id = |page: &str, name: &str| {
        let at = page.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("{name}"));
        page[at..].split('"').nth(3).unwrap().to_owned()
    };
    let first = id(&page.text, "candidate");
    let wrong = format!("candidate={first}&act=accept&kind=phone&value=tomorrow");
    let refused = desk.post(&taken.to, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows(&["no value of that kind", "tomorrow"]);
    let next = id(&page.text, "next");
    let right = format!("candidate={first}&next={next}&act=accept&kind=phone&value=%2B22790000114");
    let done = desk.post(&taken.to, &right).await;
    assert!(
        done.to.contains(&format!("at={next}")) && done.to.contains(&format!("done={first}")),
        "{}",
        done.to
    );
    let page = desk.get(&done.to).await;
    page.shows(&["Accepted.", "value=\"undo\""]);
    assert_eq!(id(page.text.split("judging").nth(1).unwrap(), "candidate"), next);
    let undone = desk.post(&taken.to, &format!("candidate={first}&act=undo")).await;
    desk.get(&undone.to).await.shows(&["<mark>٩٠٠٠٠١١٤</mark>"]);
    // Several numbers at once, each looked at.
    let together = desk.get(&format!("{case}/review/together?kind=phone")).await;
    together.shows(&["+22790000114", "+22790000233", "<mark>+227 90 00 02 33</mark>"]);
    assert_eq!(desk.get(&format!("{case}/review/together?kind=person")).await.status, StatusCode::NOT_FOUND);
    let none = desk.post(&format!("{case}/review/together"), "kind=phone").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sent = format!("kind=phone&id={first}&id={}", uuid::Uuid::nil());
    assert_eq!(desk.post(&format!("{case}/review/together"), &sent).await.status, StatusCode::SEE_OTHER);
    desk.get(&format!("{case}/review/together?kind=phone")).await.hides(&["+22790000114"]);
    desk.get(&case).await.shows(&["Proposals waiting"]);
}

#[tokio::test]
async fn a_number_that_stands_in_the_case_is_offered_to_its_own_record_first_and_a_name_is_not() {
    let desk = Desk::new().await;
    let (case, _) = desk.case_with_sule().await;
    let phone = casefile::NewEntity {
        key: "p".into(),
        kind: kernel::EntityKind::Phone,
        statements: vec![crate::people::says(kernel::Property::Phone, "+218 91 234 5678")],
    };
    desk.adds(&case, vec![phone]).await;
    let text = "Le nommé Haji Sule attend.\n\nIl appelle le +218 91 234 5678 hier.\n";
    let to = desk.uploads(&case, "r.txt", text).await.to;
    assert_eq!(desk.post(&to, "source=r&handling=H0").await.status, StatusCode::SEE_OTHER);
    let review = format!("{case}/review");
    let mut primary = std::collections::BTreeMap::new();
    for _ in 0..2 {
        let page = desk.get(&review).await;
        let act = page.text.split("class=\"button primary\" name=\"act\" value=\"").nth(1).unwrap();
        let act = act.split('"').next().unwrap().to_owned();
        let what = if page.text.contains("<mark>+218 91 234 5678</mark>") { "number" } else { "name" };
        let id = page.text.split("name=\"candidate\" value=\"").nth(1).unwrap().get(..36).unwrap().to_owned();
        let chosen = page
            .text
            .split("value=\"record-")
            .find(|part| part.get(36..).is_some_and(|r| r.starts_with("\" selected")));
        let to = chosen.map(|part| format!("record-{}", part.get(..36).unwrap())).unwrap_or_default();
        assert_eq!(to.is_empty(), act == "accept", "{what}: {act}");
        let sent = format!("candidate={id}&act={act}&to={to}");
        assert_eq!(desk.post(&review, &sent).await.status, StatusCode::SEE_OTHER);
        primary.insert(what, act);
    }
    let wanted = [("name", "accept".to_owned()), ("number", "join".to_owned())];
    assert_eq!(primary, wanted.into(), "a_11: who is who is not decided beforehand");
    desk.get(&format!("{case}?kind=phone")).await.shows(&["2 statements", "1 to 1 of 1"]);
    desk.get(&review).await.shows(&["Nothing waits for your judgement", &format!("{case}/clear")]);
    // The phone's row says who has it, once somebody does.
    desk.get(&format!("{case}/clear")).await.shows(&["+218912345678"]);
}
