//! Consent of the originator, disclosure to the defence, information or evidence.

use crate::story::*;
use exchange::testing::{Desk, Pair, steps, third};
use exchange::{ExchangeError, Foreseen, Made, MoveBody, NewMove, NewRequest, Pick};
use kernel::id::{DossierId, Reference};
use kernel::{Handling, Purpose};
use procedure::shipped::PERMISSION;
use serde_json::json;
use std::collections::BTreeSet;

const PHONE: &str = "+227 90 00 01 14";

/// Niamey's answer under H2, taken in Accra, and Palermo that would like to have it.
struct Scene {
    pair: Pair,
    palermo: Desk,
    at: Answered,
    copies: Vec<Pick>,
    references: BTreeSet<Reference>,
}

async fn scenes() -> Vec<Scene> {
    let thirds = store::testing::both(&steps()).await;
    let mut all = Vec::new();
    for (pair, store) in both_databases().await.into_iter().zip(thirds) {
        let palermo = third(&pair, store, &[], |_| {}).await;
        let shape = |mut s: casefile::NewStatement| {
            s.handling = Handling::H2;
            s
        };
        let at = answered(&pair, PHONE, true, shape).await;
        let said = everything_of(&pair.accra, at.own).await;
        let copies = said.iter().map(|s| Pick { entity: s.entity, statement: s.id, name: false }).collect();
        let body = reads(&pair.accra, at.dossier).await;
        let body = body.find(exchange::Side::Answerer, 1).unwrap().read_body().unwrap();
        let references = exchange::carry::carried(&body).0.iter().filter_map(|s| s.reference).collect();
        all.push(Scene { pair, palermo, at, copies, references });
    }
    all
}

impl Scene {
    fn request(&self, purpose: Purpose) -> NewRequest {
        NewRequest {
            peer: self.palermo.node.keys.id,
            authority: None,
            case: Some(self.at.own),
            hit: None,
            purpose,
            body: request(),
            statements: self.copies.clone(),
        }
    }

    /// What would go to Palermo now.
    async fn foresees(&self, purpose: Purpose) -> Foreseen {
        let (desk, new) = (&self.pair.accra, &self.request(purpose));
        let seen = desk.node.store.run("foresee", |tx| async move {
            exchange::foresee_request(&tx, &desk.node, &desk.officer, new).await
        });
        seen.await.unwrap()
    }

    /// Asks Niamey for permission; returns the dossier once it is there.
    async fn asks(&self, used: &str, to: serde_json::Value, purpose: Purpose) -> DossierId {
        let desk = &self.pair.accra;
        let mut body = MoveBody::default()
            .with("subject", "Suleiman Adoum for Palermo")
            .with("about", self.at.dossier.to_string())
            .with("use", used)
            .with("for_purpose", purpose.code())
            .with("reasons", "Palermo tries the organiser")
            .with("basis", "UNTOC-27")
            .with("language", "en")
            .with_references("references", &self.references);
        body.0.insert("recipient".into(), to);
        let new = NewRequest {
            peer: self.pair.niamey.node.keys.id,
            authority: None,
            case: None,
            hit: None,
            purpose: Purpose::Investigation,
            body,
            statements: Vec::new(),
        };
        let made = desk.node.store.run("ask", |tx| {
            let new = new.clone();
            async move { exchange::open_dossier(&tx, &desk.node, &desk.officer, PERMISSION, new).await }
        });
        let dossier = made.await.unwrap().dossier;
        settle(&self.pair).await;
        dossier
    }

    async fn answers(&self, dossier: DossierId, code: &str, body: MoveBody) {
        moves(&self.pair.niamey, dossier, NewMove::of(code, body)).await.unwrap();
        settle(&self.pair).await;
    }

    fn to_palermo(&self) -> serde_json::Value {
        json!({ "party": "IT", "node": self.palermo.node.keys.id, "authority": self.palermo.authority.id,
                "name": "Procura di Palermo" })
    }
}

fn whole() -> MoveBody {
    MoveBody::default().with("outcome", "whole")
}

#[tokio::test]
async fn r_10_received_h2_goes_on_only_with_its_originators_signed_consent() {
    for scene in scenes().await {
        let seen = scene.foresees(Purpose::Investigation).await;
        assert_eq!((seen.carried, seen.withheld), (0, 2), "{}", scene.pair.kind);
        assert_eq!(seen.to_ask.get(&scene.at.dossier), Some(&2), "whom to ask is said");

        let dossier = scene.asks("onward", scene.to_palermo(), Purpose::Investigation).await;
        assert_eq!(scene.foresees(Purpose::Investigation).await.carried, 0, "to ask is not to have");
        scene.answers(dossier, "grant", whole().with("conditions", "not to the press")).await;
        let seen = scene.foresees(Purpose::Investigation).await;
        assert_eq!((seen.carried, seen.withheld, seen.to_ask.len()), (2, 0, 0));
        let (carried, _) = exchange::carry::carried(&seen.body);
        assert!(carried.iter().all(|s| s.restrictions.iter().any(|r| r.0 == "not to the press")));
        // To pass it on for enquiries is not to pass it on for a trial.
        assert_eq!(scene.foresees(Purpose::Prosecution).await.carried, 0);

        let accra = &scene.pair.accra;
        let new = scene.request(Purpose::Investigation);
        let made: Result<Made, ExchangeError> = accra
            .node
            .store
            .run("send on", |tx| {
                let new = new.clone();
                async move { exchange::open_request(&tx, &accra.node, &accra.officer, new).await }
            })
            .await;
        assert_eq!(made.unwrap().carried, 2);

        let no_longer = MoveBody::default().with("reasons", "the source is in danger");
        scene.answers(dossier, "withdraw-consent", no_longer).await;
        let seen = scene.foresees(Purpose::Investigation).await;
        assert_eq!((seen.carried, seen.withheld), (0, 2), "withdrawn is blocked again");
    }
}

#[tokio::test]
async fn r_10_consent_for_one_recipient_is_none_for_another() {
    for scene in scenes().await {
        let elsewhere = json!({ "party": "IT", "node": scene.pair.niamey.node.keys.id });
        for to in [elsewhere, json!({ "party": "FR" })] {
            let dossier = scene.asks("onward-judicial", to, Purpose::Investigation).await;
            scene.answers(dossier, "grant", whole()).await;
            assert_eq!(scene.foresees(Purpose::Investigation).await.carried, 0, "{}", scene.pair.kind);
        }
        // Named by its State alone, every authority of it is meant.
        let dossier = scene.asks("onward", json!({ "party": "IT" }), Purpose::Investigation).await;
        scene.answers(dossier, "grant", whole()).await;
        assert_eq!(scene.foresees(Purpose::Investigation).await.carried, 2);
    }
}

#[tokio::test]
async fn r_10_consent_in_part_is_for_exactly_what_it_names() {
    for scene in scenes().await {
        let dossier = scene.asks("onward", scene.to_palermo(), Purpose::Investigation).await;
        let one: BTreeSet<Reference> = scene.references.iter().copied().take(1).collect();
        let part = MoveBody::default().with("outcome", "part").with_references("references", &one);
        scene.answers(dossier, "grant", part).await;
        let counted =
            [counts(&scene.pair.niamey, "permissions-asked"), counts(&scene.pair.accra, "permissions-asked")];
        let [asked, asking] = counted;
        assert_eq!(asked.await, [("granted-part", 1)], "{}", scene.pair.kind);
        assert_eq!(asking.await, [], "{}: it is who asked", scene.pair.kind);
        let seen = scene.foresees(Purpose::Investigation).await;
        assert_eq!((seen.carried, seen.withheld), (1, 1), "{}", scene.pair.kind);
        assert_eq!(seen.to_ask.get(&scene.at.dossier), Some(&1));
    }
}

#[tokio::test]
async fn r_10_a_grant_of_more_than_was_asked_covers_what_was_asked() {
    for scene in scenes().await {
        let mut scene = scene;
        let asked: BTreeSet<Reference> = scene.references.iter().copied().take(1).collect();
        let all = std::mem::replace(&mut scene.references, asked);
        let dossier = scene.asks("onward", scene.to_palermo(), Purpose::Investigation).await;
        let more = MoveBody::default().with("outcome", "part").with_references("references", &all);
        scene.answers(dossier, "grant", more).await;
        assert_eq!(scene.foresees(Purpose::Investigation).await.carried, 1, "{}", scene.pair.kind);
    }
}

#[tokio::test]
async fn r_18_consent_to_a_statement_covers_its_correction_and_the_correction_goes_on() {
    for scene in scenes().await {
        let (pair, palermo, at) = (&scene.pair, &scene.palermo, &scene.at);
        let dossier = scene.asks("onward", scene.to_palermo(), Purpose::Investigation).await;
        scene.answers(dossier, "grant", whole()).await;
        let copies = scene.copies.clone();
        let on =
            opens_with(&pair.accra, palermo.node.keys.id, request(), copies, Some(at.own)).await.unwrap();
        assert_eq!(on.carried, 2);
        settle(pair).await;
        let third = opens_case(palermo, "PA-7").await;
        takes(palermo, on.dossier, 1, third).await.unwrap();
        takes_back(&pair.niamey, at.phone, "another subscriber").await;
        let right = says_of(
            &pair.niamey,
            (at.theirs, at.phone.entity),
            kernel::Property::Phone,
            "+227 90 00 02 25",
            |mut s| {
                s.handling = Handling::H2;
                s
            },
        )
        .await;
        corrects(&pair.niamey, at.dossier, at.phone, Some(right), "mixed up").await.unwrap();
        settle(pair).await;
        assert_eq!(phones(palermo, third).await.0, ["+227 90 00 02 25"], "{}", pair.kind);
    }
}

#[tokio::test]
async fn r_10_a_disclosure_is_recorded_only_as_the_notice_of_it() {
    for scene in scenes().await {
        let (accra, niamey, id) = (&scene.pair.accra, &scene.pair.niamey, scene.at.dossier);
        let mut body = MoveBody::default()
            .with("what", "that the number belonged to another subscriber")
            .with("why", "the accused was arrested because of this number")
            .with("notice", "after")
            .with("disclosed", "2026-11-24T08:30:00Z");
        body.0.insert("move".into(), json!(1));
        let silent = moves(accra, id, NewMove::of("disclose", body.clone())).await;
        let Err(ExchangeError::Fields(problems)) = silent else { panic!("recorded without a reason") };
        assert_eq!(problems.iter().map(|p| p.field.as_str()).collect::<Vec<_>>(), ["not_before"]);
        assert_eq!(reads(accra, id).await.moves.len(), 2, "nothing is recorded");

        let told = body.with("not_before", "the hearing was on the same day");
        let made = moves(accra, id, NewMove::of("disclose", told)).await.unwrap();
        assert_eq!(
            message_of(accra, &made).await.peer,
            niamey.node.keys.id,
            "the notice waits with the record"
        );
        settle(&scene.pair).await;
        let thread = reads(niamey, id).await;
        let notice = thread.find(exchange::Side::Asker, 2).unwrap().read_body().unwrap();
        assert!(notice.text("why").contains("arrested"), "{}", scene.pair.kind);
        assert_eq!(verifies(niamey, id).await.faults.len(), 0);
    }
}
