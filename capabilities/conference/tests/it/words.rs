//! Every word of the room in three languages.

use conference::follow::{Answer, PartnerKind, Status, Viewpoint};
use conference::types::{Change, Standing};

#[test]
fn a_12_every_word_of_the_room_is_in_three_languages() {
    let words = web::Words::new(&[conference::WORDS, exchange::WORDS]).unwrap();
    let templates = [
        include_str!("../../templates/compare_attendance.html"),
        include_str!("../../templates/from_nodes.html"),
        include_str!("../../templates/links.html"),
        include_str!("../../templates/list_calls.html"),
        include_str!("../../templates/list_following.html"),
        include_str!("../../templates/list_recommendations.html"),
        include_str!("../../templates/list_sessions.html"),
        include_str!("../../templates/list_topics.html"),
        include_str!("../../templates/list_trainings.html"),
        include_str!("../../templates/put_report.html"),
        include_str!("../../templates/show_call.html"),
        include_str!("../../templates/show_following.html"),
        include_str!("../../templates/show_published.html"),
        include_str!("../../templates/show_received.html"),
        include_str!("../../templates/show_recommendation.html"),
        include_str!("../../templates/show_report.html"),
        include_str!("../../templates/show_session.html"),
        include_str!("../../templates/text_of.html"),
        include_str!("../../templates/treaty_status.html"),
    ];
    let pages = [
        include_str!("../../src/draft.rs"),
        include_str!("../../src/figures.rs"),
        include_str!("../../src/work.rs"),
        include_str!("../../src/pages/compare_attendance.rs"),
        include_str!("../../src/pages/hand_in.rs"),
        include_str!("../../src/pages/list_calls.rs"),
        include_str!("../../src/pages/list_following.rs"),
        include_str!("../../src/pages/list_recommendations.rs"),
        include_str!("../../src/pages/list_sessions.rs"),
        include_str!("../../src/pages/list_topics.rs"),
        include_str!("../../src/pages/list_trainings.rs"),
        include_str!("../../src/pages/mod.rs"),
        include_str!("../../src/pages/put_report.rs"),
        include_str!("../../src/pages/save_receipt.rs"),
        include_str!("../../src/pages/show_call.rs"),
        include_str!("../../src/pages/show_following.rs"),
        include_str!("../../src/pages/show_published.rs"),
        include_str!("../../src/pages/show_received.rs"),
        include_str!("../../src/pages/show_recommendation.rs"),
        include_str!("../../src/pages/show_report.rs"),
        include_str!("../../src/pages/show_session.rs"),
        include_str!("../../src/pages/statements.rs"),
        include_str!("../../src/pages/treaty_status.rs"),
        include_str!("../../src/pages/write_draft.rs"),
    ];
    for source in templates.iter().chain(&pages) {
        assert_eq!(words.unknown_keys(source), Vec::<String>::new());
    }
    for template in templates {
        assert_eq!(web::bare_text(template), Vec::<String>::new());
    }
}

/// The codes of a list of the reader, as they stand in files.
fn codes<T: serde::Serialize>(of: &'static str, list: &[T]) -> Vec<String> {
    let code = |one: &T| serde_json::to_value(one).unwrap().as_str().unwrap().to_owned();
    list.iter().map(|one| format!("conference-{of}-{}", code(one))).collect()
}

#[test]
fn a_12_every_code_of_a_list_has_its_word() {
    use reading::report::{Addressee, Kind, Status as Attended, Strength, Theme, What};
    let words = web::Words::new(&[conference::WORDS, exchange::WORDS]).unwrap();
    let own = |of: &str, codes: Vec<&'static str>| {
        codes.into_iter().map(|code| format!("conference-{of}-{code}")).collect::<Vec<_>>()
    };
    let all = [
        own("answer", Answer::ALL.iter().map(|a| a.code()).collect()),
        own("status", Status::ALL.iter().map(|a| a.code()).collect()),
        own("view", Viewpoint::ALL.iter().map(|a| a.code()).collect()),
        own("partner", PartnerKind::ALL.iter().map(|a| a.code()).collect()),
        own("change-does", Change::ALL.iter().map(|a| a.code()).collect()),
        own("change-done", Change::ALL.iter().map(|a| a.code()).collect()),
        own(
            "standing",
            [Standing::Party, Standing::Signatory, Standing::Neither].iter().map(|a| a.code()).collect(),
        ),
        own("language", vec!["en", "fr", "ar", "es", "ru", "zh", "other"]),
        own("instrument", vec!["untoc", "smuggling"]),
        own("handed", vec!["statement", "answer", "topic", "support"]),
        own("verify", vec!["title", "what", "file", "signature", "key", "limits"]),
        own("unread", vec!["no-text", "format", "too-large", "broken"]),
        own(
            "figure",
            vec![
                "contacts-confirmed",
                "liaison-officers",
                "border-pairs",
                "test-calls-answered",
                "released-query",
                "assistance-requests",
                "assistance-requests-query",
            ],
        ),
        codes("addressee", &[Addressee::StatesParties, Addressee::UnitedNations, Addressee::Unclear]),
        codes("strength", &[Strength::Shall, Strength::ShouldEndeavour, Strength::MayWish, Strength::Noted]),
        codes("theme", &[Theme::MutualLegalAssistance, Theme::FutureWork, Theme::DeathsInjuries]),
        codes("kind", &[Kind::Recommendation, Kind::Decision, Kind::Resolution, Kind::Conclusion]),
        codes("attended", &[Attended::ObserverEntity, Attended::NotSaid, Attended::Organisation]),
        codes("finding", &[What::NoText, What::NameNotKnown, What::NotTaken, What::TwoColumns]),
    ]
    .concat();
    for key in all {
        assert!(words.knows(&key), "{key}");
    }
}
