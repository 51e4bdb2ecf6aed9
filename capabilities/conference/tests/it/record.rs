//! Reports put in, found, compared, changed by later ones.

use crate::{House, report};
use kernel::Role;

#[tokio::test]
async fn a_report_put_in_stands_as_sections_paragraphs_session_and_recommendations() {
    for house in House::both().await {
        let coordinator = house.coordinator().await;
        let (status, empty) = house.get(&coordinator, "/conference").await;
        assert!(status == 200 && empty.contains("No report yet"), "{}: {empty}", house.kind);
        let at = house.puts_in(&coordinator, &report()).await;
        let (_, page) = house.get(&coordinator, &at).await;
        for told in [
            "adopted by the meeting",
            "summary by the Chair",
            "id=\"p7\"",
            "Speakers described desks",
            "INV/WG.1/2023/4",
            "1 place was not understood",
            "lines 12–14",
        ] {
            assert!(page.contains(told), "{}: {told}\n{page}", house.kind);
        }
        let session = page.split("/conference/sessions/").nth(1).unwrap().split('"').next().unwrap();
        let (_, session) = house.get(&coordinator, &format!("/conference/sessions/{session}")).await;
        for told in ["third meeting", "1(a)", "Opening", "INV/WG.1/2023/1", "Annotated agenda"] {
            assert!(session.contains(told), "{}: {told}\n{session}", house.kind);
        }
        assert_eq!(house.puts_in(&coordinator, &report()).await, at, "{}: the same file once", house.kind);
        let (_, list) = house.get(&coordinator, "/conference").await;
        assert!(list.contains("2 found"), "{}: {list}", house.kind);
    }
}

#[tokio::test]
async fn recommendations_are_found_by_whom_they_ask_how_strongly_by_subject_article_and_words() {
    for house in House::both().await {
        let coordinator = house.coordinator().await;
        house.puts_in(&coordinator, &report()).await;
        let reader = house.someone(&house.other, Role::Investigator).await;
        for (query, found) in [
            ("addressee=states-parties", 1),
            ("addressee=states-parties&strength=requested", 0),
            ("strength=requested", 1),
            ("theme=contact-points", 1),
            ("article=18", 1),
            ("article=UNTOC+18", 1),
            ("article=16", 0),
            ("article=SOMP+18", 0),
            ("q=partnerships", 1),
            ("q=artnerships", 0),
            ("q=INV+contact", 1),
            ("q=%25", 2),
            ("q=every+hour", 1),
        ] {
            let (status, page) = house.get(&reader, &format!("/conference?{query}")).await;
            let told =
                if found == 0 { "No recommendation like that".into() } else { format!("{found} found") };
            assert!(status == 200 && page.contains(&told), "{}: {query}\n{page}", house.kind);
        }
    }
}

#[tokio::test]
async fn twenty_six_reports_are_read_by_page_and_a_search_goes_on_over_its_pages() {
    for house in House::both().await {
        let coordinator = house.coordinator().await;
        for n in 1..=26_u32 {
            let mut one = report();
            one.symbols = vec![format!("INV/WG.{n}/2023/4")];
            one.body = if n % 2 == 0 { "Working Group on Desks".into() } else { format!("Body {n}") };
            one.dates.from = Some(format!("2023-06-{n:02}"));
            one.recommendations.push(reading::report::Recommendation {
                number: "3".into(),
                text: format!("States parties may wish to count to {n}."),
                ..Default::default()
            });
            house.puts_in(&coordinator, &one).await;
        }
        let rows = |page: &str| page.matches("href=\"/conference/recommendations/").count();
        for (address, shown, told) in [
            ("/conference", 50, "78 found"),
            ("/conference?page=2", 28, "78 found"),
            ("/conference?strength=should&page=1", 26, "26 found"),
            ("/conference?q=count+to+1&page=1", 11, "11 found"),
        ] {
            let (_, page) = house.get(&coordinator, address).await;
            assert_eq!(rows(&page), shown, "{}: {address}\n{page}", house.kind);
            assert!(page.contains(told), "{}: {address}\n{page}", house.kind);
        }
        let (_, page) = house.get(&coordinator, "/conference").await;
        assert!(
            page.contains("count to 26") && !page.contains("count to 2."),
            "{}: newest first",
            house.kind
        );
        let (_, page) = house.get(&coordinator, "/conference/sessions?body=Working+Group+on+Desks").await;
        assert!(page.contains("13 sessions") && !page.contains("<strong>Body 3"), "{}: {page}", house.kind);
    }
}

#[tokio::test]
async fn only_coordinators_and_secretariats_put_in_and_what_has_no_text_is_said() {
    for house in House::both().await {
        let file = serde_json::to_vec(&report()).unwrap();
        for role in [Role::Investigator, Role::Administrator, Role::Auditor] {
            let token = house.someone(&house.own, role).await;
            let (status, _) = house.upload(&token, "/conference/put-in", &[], &file).await;
            assert_eq!(status, 404, "{}: {role}", house.kind);
        }
        let coordinator = house.coordinator().await;
        let (status, page) = house.upload(&coordinator, "/conference/put-in", &[], b"scan").await;
        assert!(status == 422 && page.contains("This file has no text"), "{}: {page}", house.kind);
        let (status, page) = house.upload(&coordinator, "/conference/put-in", &[], b"{").await;
        assert!(status == 422 && page.contains("This is no text, PDF or DOCX"), "{}: {page}", house.kind);
        let (_, list) = house.get(&coordinator, "/conference").await;
        assert!(list.contains("No report yet"), "{}: nothing was kept", house.kind);
    }
}

#[tokio::test]
async fn attendance_is_compared_with_a_status_that_somebody_put_in_and_both_sources_are_shown() {
    for house in House::both().await {
        let coordinator = house.coordinator().await;
        let at = format!("{}/attendance", house.puts_in(&coordinator, &report()).await);
        let (_, page) = house.get(&coordinator, &at).await;
        assert!(page.contains("No treaty status yet"), "{}: nothing is shipped: {page}", house.kind);
        let table = "/conference/status/smuggling";
        let wrong = "source=UN+Treaty+Collection&as_of=2015-01-01&lines=Niger,2000-08-21,tomorrow";
        let (status, page) = house.post(&coordinator, table, wrong).await;
        assert!(status == 422 && page.contains("1 line is not understood"), "{}: {page}", house.kind);
        let lines = "Niger,2000-08-21,18+Mar+2009%0ASudan,,2018-10-09%0AIR,2000-12-12,";
        let sent = format!("source=UN+Treaty+Collection&as_of=2015-01-01&lines={lines}");
        assert_eq!(house.post(&coordinator, table, &sent).await.0, 303, "{}", house.kind);
        let (_, page) = house.get(&coordinator, &at).await;
        for told in
            ["3 names are the same in both", "Report and table say the same", "older than the session"]
        {
            assert!(page.contains(told), "{}: {told}\n{page}", house.kind);
        }
        // A table without Sudan: the two differ, and both stand there.
        let sent =
            "source=UN+Treaty+Collection&as_of=2024-05-04&lines=NE,2000-08-21,2009-03-18%0AIR,2000-12-12,";
        assert_eq!(house.post(&coordinator, table, sent).await.0, 303, "{}", house.kind);
        let (_, page) = house.get(&coordinator, &at).await;
        for told in ["Sudan (SD)", "neither signatory nor party", "INV/WG.1/2023/4", "UN Treaty Collection"] {
            assert!(page.contains(told), "{}: {told}\n{page}", house.kind);
        }
        assert!(!page.contains("older than the session"), "{}", house.kind);
    }
}

#[tokio::test]
async fn a_later_recommendation_is_proposed_by_its_words_and_recorded_by_a_person() {
    for house in House::both().await {
        let coordinator = house.coordinator().await;
        house.puts_in(&coordinator, &report()).await;
        let first = house.recommendation(&coordinator, "designate confirm").await;
        let mut later = report();
        later.symbols = vec!["INV/WG.1/2025/9".into()];
        later.dates.from = Some("2025-06-05".into());
        later.recommendations.truncate(1);
        house.puts_in(&coordinator, &later).await;
        let second = house.recommendation(&coordinator, "designate 2025").await;
        let path = format!("/conference/recommendations/{second}");
        let (_, page) = house.get(&coordinator, &path).await;
        assert!(page.contains("Perhaps earlier") && page.contains("100 % of the words"), "{page}");
        assert!(page.contains("Nobody recorded"), "{}: a proposal changes nothing", house.kind);
        // Nothing changes what came after it.
        let back = format!("/conference/recommendations/{first}");
        let wrong = format!("earlier={second}&change=replaces");
        assert_eq!(house.post(&coordinator, &back, &wrong).await.0, 409, "{}", house.kind);
        let sent = format!("earlier={first}&change=extends&note=adds+the+hour");
        assert_eq!(house.post(&coordinator, &path, &sent).await.0, 303, "{}", house.kind);
        assert_eq!(house.post(&coordinator, &path, &sent).await.0, 409, "{}: said before", house.kind);
        let (_, page) = house.get(&coordinator, &path).await;
        assert!(page.contains("goes further than") && !page.contains("Perhaps earlier"), "{page}");
        let (_, page) = house.get(&coordinator, &back).await;
        assert!(page.contains("is taken further by") && page.contains("adds the hour"), "{page}");
    }
}
