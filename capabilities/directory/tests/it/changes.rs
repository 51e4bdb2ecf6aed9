//! Two people at one entry: what is confirmed or saved is what they saw, and what a form has no field for stays.

use super::pages::{House, Page};
use super::{act, own};
use axum::http::StatusCode;
use directory::{
    BorderPair, Channel, Confirmation, ContactDraft, DirectoryError, Kept, KeptDraft, Particulars,
};
use kernel::Role;
use kernel::id::{ContactId, NodeId};
use uuid::Uuid;

const CALLED: [(&str, &str); 3] =
    [("how", "call-back"), ("called", "+227 20 00 00 01"), ("spoken_to", "B. Adamou")];

/// What a form of the page says that it was filled in from.
fn seen(page: &Page, action: &str) -> String {
    let form = page.text.split(&format!("action=\"{action}\"")).nth(1).unwrap();
    form.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

fn with<'a>(fields: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [fields, more].concat()
}

/// A colleague gives the desk another number.
async fn colleague_changes(house: &House, phone: &str) {
    let node = &house.niamey;
    let draft = &ContactDraft { channels: vec![Channel::new("phone", phone)], ..directory::testing::desk() };
    act(node, |tx, actor| async move {
        let id = directory::own_contacts(&tx).await?.remove(0).point.id;
        directory::change_contact(&tx, node, &actor, id, draft).await
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn r_25_a_number_that_nobody_called_is_not_confirmed() {
    let house = House::new().await;
    let (duty, desk) = (house.of(Role::DutyOfficer), house.desk().await);
    let confirm = format!("{desk}/confirm");
    let seen_first = seen(&duty.get(&desk).await, &confirm);
    colleague_changes(&house, "+227 20 00 00 77").await;
    let late = duty.post(&confirm, &with(&CALLED, &[("seen", &seen_first)])).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    for said in ["Somebody changed this while you were at it", "+227 20 00 00 77", "B. Adamou"] {
        assert!(late.text.contains(said), "{said}");
    }
    assert_eq!(own(&house.niamey).await.lead().contacts[0].confirmed_at, None);
    // What it shows now was seen now.
    let again = duty.post(&confirm, &with(&CALLED, &[("seen", &seen(&late, &confirm))])).await;
    assert_eq!(again.to, desk);
    assert!(own(&house.niamey).await.lead().contacts[0].confirmed_at.is_some());
}

#[tokio::test]
async fn a_correction_of_a_colleague_is_not_written_over() {
    let house = House::new().await;
    let (duty, desk) = (house.of(Role::DutyOfficer), house.desk().await);
    let seen_first = seen(&duty.get(&desk).await, &desk);
    colleague_changes(&house, "+227 20 00 00 77").await;
    let typed =
        [("name", "Night desk"), ("languages", "fr"), ("hours", "24/7"), ("phones", "+227 20 00 00 01")];
    // A fault of the form does not make it newer.
    let faulty = duty.post(&desk, &with(&typed[..3], &[("phones", "20"), ("seen", &seen_first)])).await;
    assert_eq!((faulty.status, seen(&faulty, &desk)), (StatusCode::UNPROCESSABLE_ENTITY, seen_first.clone()));
    let late = duty.post(&desk, &with(&typed, &[("seen", &seen_first)])).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("Night desk") && late.text.contains("+227 20 00 00 77"));
    assert_eq!(own(&house.niamey).await.lead().contacts[0].channels[0].value, "+227 20 00 00 77");
    assert_eq!(duty.post(&desk, &with(&typed, &[("seen", &seen(&late, &desk))])).await.to, desk);
    assert_eq!(own(&house.niamey).await.lead().contacts[0].name, "Night desk");
}

#[tokio::test]
async fn what_an_authority_says_of_itself_is_not_written_over_either() {
    let house = House::new().await;
    let (duty, path) = (house.of(Role::DutyOfficer), "/directory/entry");
    let first = seen(&duty.get(path).await, path);
    let own_entry = [("territory", "Agadez region"), ("seen", first.as_str())];
    assert_eq!(duty.post(path, &own_entry).await.status, StatusCode::SEE_OTHER);
    let late = duty.post(path, &[("territory", "Zinder region"), ("seen", &first)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("Agadez region") && late.text.contains("Zinder region"));
    assert_eq!(own(&house.niamey).await.lead().entry.territory, "Agadez region");
}

/// The hospital as a table brought it, confirmed.
async fn hospital(house: &House) -> String {
    let draft = &KeptDraft {
        party: kernel::Party::parse("XB").unwrap(),
        name: "Central hospital".into(),
        functions: vec!["protection-service".into()],
        company: false,
        accepted_languages: vec!["es".into(), "fr".into()],
        contact: ContactDraft {
            name: "Emergency ward".into(),
            languages: vec!["es".into(), "so".into()],
            hours: "Mo-Fr 08:00-16:00 UTC".into(),
            channels: vec![
                Channel::new("phone", "+1 202 555 0100"),
                Channel::new("phone", "+1 202 555 0101"),
                Channel::new("email", "ward@hospital.example"),
                Channel::new("email", "night@hospital.example"),
            ],
            posted_by: None,
            more: Particulars { urgent_line: Some("+1 202 555 0199".into()), ..Particulars::default() },
        },
    };
    let node = &house.niamey;
    let kept = act(node, |tx, actor| async move {
        let id = directory::keep_authority(&tx, node, &actor, draft).await?;
        let how = Confirmation::call_back("+1 202 555 0100", "ward sister");
        directory::confirm_kept(&tx, node, &actor, id, &how).await?;
        Ok(id)
    });
    format!("/directory/kept/{}", kept.await.unwrap())
}

async fn kept(house: &House) -> Kept {
    let node = &house.niamey;
    let all = act(node, |tx, actor| async move { Ok(directory::kept(&tx, actor.authority).await?) });
    all.await.unwrap().remove(0)
}

/// The form of the hospital as its page shows it.
const HOSPITAL: [(&str, &str); 13] = [
    ("name", "Central hospital"),
    ("party", "XB"),
    ("kind", "authority"),
    ("functions", "protection-service"),
    ("letters_in", "es"),
    ("letters_in", "fr"),
    ("languages", "es"),
    ("contact", "Emergency ward"),
    ("phones", "+1 202 555 0100\r\n+1 202 555 0101"),
    ("urgent_line", "+1 202 555 0199"),
    ("email", "ward@hospital.example"),
    ("other", ""),
    ("hours", "Mo-Fr 08:00-16:00 UTC"),
];

#[tokio::test]
async fn what_the_form_of_an_entry_without_a_node_has_no_field_for_stays() {
    let house = House::new().await;
    let (duty, path) = (house.of(Role::DutyOfficer), hospital(&house).await);
    let before = kept(&house).await;
    assert_eq!(duty.post(&path, &HOSPITAL).await.to, path);
    let same = kept(&house).await;
    assert_eq!(same.authority, before.authority, "nothing was changed, nothing is unconfirmed");
    let mut corrected = HOSPITAL;
    corrected[12] = ("hours", "24/7");
    assert_eq!(duty.post(&path, &corrected).await.to, path);
    let after = kept(&house).await.authority;
    let (now, then) = (&after.contacts[0], &before.authority.contacts[0]);
    assert_eq!((&now.channels, &now.languages, &now.more), (&then.channels, &then.languages, &then.more));
    assert_eq!(after.entry.accepted_languages, ["es", "fr"]);
    assert_eq!((now.hours.as_str(), now.confirmed_at), ("24/7", None), "other hours are to be tried");
}

#[tokio::test]
async fn r_25_an_entry_without_a_node_is_confirmed_and_changed_as_it_was_seen() {
    let house = House::new().await;
    let (duty, path) = (house.of(Role::DutyOfficer), hospital(&house).await);
    let confirm = format!("{path}/confirm");
    let first = duty.get(&path).await;
    let mut moved = HOSPITAL;
    moved[8] = ("phones", "+1 202 555 0177");
    assert_eq!(duty.post(&path, &with(&moved, &[("seen", &seen(&first, &path))])).await.to, path);
    let late = duty.post(&confirm, &with(&CALLED, &[("seen", &seen(&first, &confirm))])).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("+1 202 555 0177"), "{}", late.text);
    assert_eq!(kept(&house).await.authority.contacts[0].confirmed_at, None);
    let over = duty.post(&path, &with(&HOSPITAL, &[("seen", &seen(&first, &path))])).await;
    assert_eq!(over.status, StatusCode::CONFLICT);
    assert_eq!(kept(&house).await.authority.contacts[0].channels[0].value, "+1 202 555 0177");
}

#[tokio::test]
async fn a_paired_post_whose_node_is_not_trusted_today_stays_paired() {
    let house = House::new().await;
    let (duty, desk) = (house.of(Role::DutyOfficer), house.desk().await);
    let pair = BorderPair {
        node: NodeId::of_key(&[7; 32]),
        desk: ContactId(Uuid::from_u128(7)),
        call_sign: "Lion 2".into(),
        their_call_sign: "Gazelle 1".into(),
        test_every_hours: 24,
    };
    let draft = &ContactDraft {
        more: Particulars { pairs: vec![pair.clone()], ..Particulars::default() },
        ..directory::testing::desk()
    };
    let node = &house.niamey;
    act(node, |tx, actor| async move {
        let id = directory::own_contacts(&tx).await?.remove(0).point.id;
        directory::change_contact(&tx, node, &actor, id, draft).await
    })
    .await
    .unwrap();
    let code = format!("{}:{}", pair.node, pair.desk);
    let shown = duty.get(&desk).await.text;
    assert!(shown.contains(&format!("value=\"{code}\" selected")), "{shown}");
    let fields = [
        ("name", "Post, renamed"),
        ("languages", "en"),
        ("languages", "fr"),
        ("hours", "24/7"),
        ("phones", "+227 20 00 00 01"),
        ("call_sign", "Lion 2"),
        ("call_sign", ""),
        ("their_call_sign", "Gazelle 1"),
        ("their_call_sign", ""),
        ("test_every", "24"),
        ("test_every", ""),
    ];
    assert_eq!(duty.post(&desk, &with(&fields, &[("pair", &code), ("pair", "")])).await.to, desk);
    assert_eq!(own(node).await.lead().contacts[0].more.pairs, [pair]);
    // Call signs of no post are not dropped without a word.
    let nowhere = duty.post(&desk, &with(&fields, &[("pair", ""), ("pair", "")])).await;
    assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nowhere.text.contains("Choose the post these call signs belong to"));
}

#[tokio::test]
async fn a_node_does_not_outgrow_its_own_card() {
    let pair = super::one_pair(&[]).await;
    let node = &pair.niamey;
    let channel = |n: usize| Channel::new("text", &format!("{n:02} {}", "x".repeat(300)));
    let large = &ContactDraft {
        channels: (0..16).map(channel).collect(),
        more: Particulars { mandate: "m".repeat(2_000), ..Particulars::default() },
        ..directory::testing::desk()
    };
    let add = || act(node, |tx, actor| async move { directory::add_contact(&tx, node, &actor, large).await });
    let mut held: usize = 0;
    let refused = loop {
        match add().await {
            Ok(_) => held += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(refused, DirectoryError::Full(_)), "{refused}");
    assert!(held > 10, "{held}");
    assert_eq!(own(node).await.lead().contacts.len(), held, "what is held can still be said");
}
