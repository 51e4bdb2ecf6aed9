//! Two nodes: topics that States propose to a secretariat elsewhere, what they take back, and the receipt as a file.

use crate::House;
use crate::nodes::{STATEMENT, Two, after, both};
use kernel::{Digest, Role};

const TOPIC: &str = "title=Places+of+safety&reason=ships+wait+for+days";

impl Two {
    /// Niamey's secretariat publishes its list of topics; its address in Accra.
    async fn list_published(&self) -> String {
        let kind = self.pair.kind;
        let path = "/conference/topics/publish";
        assert_eq!(self.niamey.post(&self.other, path, "act=publish").await.0, 404, "{kind}: no secretariat");
        assert_eq!(self.niamey.post(&self.secretary, path, "act=publish").await.0, 303, "{kind}");
        self.deliver().await;
        let (_, page) = self.accra.get(&self.coordinator, "/conference/topics").await;
        after(&page, "/conference/received/")
    }

    /// Accra's coordinator proposes a topic there, and it arrives.
    async fn proposed(&self) -> String {
        let at = self.list_published().await;
        let to = format!("{at}/topics");
        assert_eq!(self.accra.post(&self.coordinator, &to, TOPIC).await.0, 303, "{}", self.pair.kind);
        self.deliver().await;
        at
    }

    /// Accra's statement to a session of Niamey's secretariat: the session here and there.
    async fn stated(&self) -> (String, String) {
        let put = "body=Working+Group&title=tenth+meeting&from=2026-06-01";
        let (_, session) = self.niamey.post(&self.secretary, "/conference/sessions", put).await;
        self.niamey.post(&self.secretary, &format!("{session}/publish"), "act=publish").await;
        self.deliver().await;
        let (_, list) = self.accra.get(&self.coordinator, "/conference/sessions").await;
        let at = after(&list, "/conference/received/");
        let sent = [("submitter", "Ghana"), ("language", "en")];
        let to = format!("{at}/statements");
        assert_eq!(self.accra.upload(&self.coordinator, &to, &sent, STATEMENT).await.0, 303);
        self.deliver().await;
        (session, at)
    }

    /// Accra takes back what its page offers to.
    async fn taken_back(&self, at: &str) -> u16 {
        let (_, page) = self.accra.get(&self.coordinator, at).await;
        let handed = page.split("name=\"handed\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let form = format!("handed={handed}");
        let (status, _) = self.accra.post(&self.coordinator, &format!("{at}/take-back"), &form).await;
        self.deliver().await;
        status
    }
}

#[tokio::test]
async fn a_topic_is_proposed_from_another_node_signed_for_listed_and_supported_from_both() {
    for two in both().await {
        let kind = two.pair.kind;
        let at = two.list_published().await;
        let to = format!("{at}/topics");
        let (status, page) = two.accra.post(&two.coordinator, &to, "title=Rescue&reason=").await;
        assert!(status == 422 && page.contains("value=\"Rescue\""), "{kind}: {page}");
        let secret = two.accra.someone(&two.accra.own, Role::Investigator).await;
        assert_eq!(two.accra.post(&secret, &to, TOPIC).await.0, 404, "{kind}: a coordinator's alone");
        assert_eq!(two.accra.post(&two.coordinator, &to, TOPIC).await.0, 303, "{kind}");
        let (_, page) = two.accra.get(&two.coordinator, &at).await;
        assert!(page.contains("on its way") && !page.contains("ships wait"), "{kind}: {page}");
        two.deliver().await;
        let (_, page) = two.accra.get(&two.coordinator, &at).await;
        let digest = Digest::of_bytes(br#"["Places of safety","ships wait for days"]"#).to_string();
        for told in ["taken and signed for", "Receipt TP-", &digest] {
            assert!(page.contains(told), "{kind}: {told}\n{page}");
        }
        // It stands in the list there, and comes back once the secretariat publishes it.
        let (_, list) = two.niamey.get(&two.secretary, "/conference/topics").await;
        for told in ["ships wait for days", "Document Fraud Expertise Centre (GH)", "Things have changed"] {
            assert!(list.contains(told), "{kind}: {told}\n{list}");
        }
        let (_, list) = two.niamey.get(&two.other, "/conference/topics").await;
        let topic = after(&list, "action=\"/conference/topics/").replace("action=\"", "");
        assert_eq!(two.niamey.post(&two.other, &topic, "note=we+wait+too").await.0, 303, "{kind}");
        two.niamey.post(&two.secretary, "/conference/topics/publish", "act=publish").await;
        two.deliver().await;
        let (_, page) = two.accra.get(&secret, &at).await;
        for told in ["ships wait for days", "Document Fraud Expertise Centre (GH)", "we wait too"] {
            assert!(page.contains(told), "{kind}: everybody reads {told}\n{page}");
        }
        assert!(
            !page.contains("<form class=\"form\" method=\"post\" action=\"/conference"),
            "{kind}: {page}"
        );
        // Its own topic nobody supports; somebody else's is, from here.
        let (_, page) = two.accra.get(&two.coordinator, &at).await;
        assert!(!page.contains("name=\"topic\""), "{kind}: {page}");
        let other = "title=Fees&reason=of+recruiters";
        assert_eq!(two.niamey.post(&two.other, "/conference/topics", other).await.0, 303, "{kind}");
        two.niamey.post(&two.secretary, "/conference/topics/publish", "act=publish").await;
        two.deliver().await;
        let (_, page) = two.accra.get(&two.coordinator, &at).await;
        let reference = page.split("name=\"topic\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let form = format!("topic={reference}&note=here+as+well");
        let to = format!("{at}/support");
        assert_eq!(two.accra.post(&two.coordinator, &to, &form).await.0, 303, "{kind}");
        two.deliver().await;
        two.niamey.post(&two.secretary, "/conference/topics/publish", "act=publish").await;
        two.deliver().await;
        let (_, page) = two.accra.get(&two.coordinator, &at).await;
        for told in ["Receipt SU-", "Supported by Document Fraud Expertise Centre (GH)", "here as well"] {
            assert!(page.contains(told), "{kind}: {told}\n{page}");
        }
        assert!(!page.contains("name=\"topic\""), "{kind}: once");
    }
}

#[tokio::test]
async fn a_topic_taken_back_leaves_the_list_everywhere_and_publishes_nothing_else() {
    for two in both().await {
        let kind = two.pair.kind;
        let at = two.proposed().await;
        two.niamey.post(&two.secretary, "/conference/topics/publish", "act=publish").await;
        two.niamey.post(&two.other, "/conference/topics", "title=Fees&reason=of+recruiters").await;
        two.deliver().await;
        assert_eq!(two.taken_back(&at).await, 303, "{kind}");
        let (_, page) = two.accra.get(&two.coordinator, &at).await;
        assert!(page.contains("Taking it back: taken and signed for"), "{kind}: {page}");
        assert!(!page.contains("ships wait") && page.contains("No topic is proposed"), "{kind}: {page}");
        assert!(!page.contains("Fees"), "{kind}: what came since is not published by it");
        let (_, list) = two.niamey.get(&two.secretary, "/conference/topics").await;
        assert!(!list.contains("ships wait") && list.contains("Fees"), "{kind}: {list}");
    }
}

#[tokio::test]
async fn a_statement_taken_back_before_it_is_published_is_gone() {
    for two in both().await {
        let kind = two.pair.kind;
        let (session, at) = two.stated().await;
        let (_, page) = two.niamey.get(&two.secretary, &session).await;
        let statement = after(&page, "/conference/statements/");
        assert_eq!(two.taken_back(&at).await, 303, "{kind}");
        let (_, page) = two.accra.get(&two.coordinator, &at).await;
        assert!(page.contains("Taking it back: taken and signed for"), "{kind}: {page}");
        assert!(!page.contains("Take it back"), "{kind}: once: {page}");
        let (_, page) = two.niamey.get(&two.secretary, &session).await;
        assert!(!page.contains("/conference/statements/") && !page.contains("Ghana"), "{kind}: {page}");
        assert_eq!(two.niamey.get(&two.secretary, &format!("{statement}/file")).await.0, 404, "{kind}");
        assert_eq!(two.niamey.post(&two.secretary, &statement, "").await.0, 404, "{kind}");
    }
}

#[tokio::test]
async fn a_published_statement_taken_back_stands_as_withdrawn_without_its_file_at_both_nodes() {
    for two in both().await {
        let kind = two.pair.kind;
        let (session, at) = two.stated().await;
        let (_, page) = two.niamey.get(&two.secretary, &session).await;
        let statement = after(&page, "/conference/statements/");
        assert_eq!(two.niamey.post(&two.secretary, &statement, "").await.0, 303, "{kind}");
        two.deliver().await;
        assert_eq!(two.taken_back(&at).await, 303, "{kind}");
        let (_, page) = two.niamey.get(&two.other, &session).await;
        assert!(page.contains("Ghana") && page.contains("taken back by its State"), "{kind}: {page}");
        assert_eq!(two.niamey.get(&two.other, &format!("{statement}/file")).await.0, 404, "{kind}");
        for act in ["", "act=withdraw"] {
            assert_eq!(two.niamey.post(&two.secretary, &statement, act).await.0, 409, "{kind}: {act}");
        }
        // Published again with its session it stays withdrawn.
        two.niamey.post(&two.secretary, &format!("{session}/publish"), "act=publish").await;
        two.deliver().await;
        let (_, page) = two.accra.get(&two.coordinator, &at).await;
        assert!(page.contains("taken back by its State"), "{kind}: {page}");
        let link = page.split("class=\"strong\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        let (_, page) = two.accra.get(&two.coordinator, link).await;
        assert!(
            page.contains("took this statement back") && !page.contains("Save the file"),
            "{kind}: {page}"
        );
        assert_eq!(two.accra.get(&two.coordinator, &format!("{link}/file")).await.0, 404, "{kind}");
    }
}

#[tokio::test]
async fn a_8_nobody_takes_back_what_another_handed_in() {
    for two in both().await {
        let kind = two.pair.kind;
        let (session, at) = two.stated().await;
        let (_, page) = two.niamey.get(&two.secretary, &session).await;
        let statement = after(&page, "/conference/statements/");
        for token in [&two.other, &two.secretary] {
            let path = format!("{statement}/take-back");
            assert_eq!(two.niamey.post(token, &path, "").await.0, 404, "{kind}");
        }
        let (_, page) = two.accra.get(&two.coordinator, &at).await;
        let handed = page.split("name=\"handed\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let neighbour = two.accra.someone(&two.accra.other, Role::NationalCoordinator).await;
        let form = format!("handed={handed}");
        let path = format!("{at}/take-back");
        assert_eq!(two.accra.post(&neighbour, &path, &form).await.0, 404, "{kind}: another authority");
        let receipt = format!("{at}/receipts/{handed}");
        assert_eq!(two.accra.get(&neighbour, &receipt).await.0, 404, "{kind}: another authority");
        let (_, page) = two.niamey.get(&two.secretary, &session).await;
        assert!(page.contains(&statement), "{kind}: {page}");
    }
}

#[tokio::test]
async fn a_receipt_is_saved_with_all_that_checks_it_without_this_program() {
    for two in both().await {
        let kind = two.pair.kind;
        let (_, at) = two.stated().await;
        let (_, page) = two.accra.get(&two.coordinator, &at).await;
        let link = after(&page, &format!("{at}/receipts/"));
        let link = link.trim_end_matches('"');
        let (status, file) = two.accra.get(&two.coordinator, link).await;
        assert_eq!(status, 200, "{kind}");
        for told in ["HOW TO CHECK", "COMMENT VÉRIFIER", "كيف", "sha256sum handed-in.txt", "BEGIN PUBLIC KEY"]
        {
            assert!(file.contains(told), "{kind}: {told}\n{file}");
        }
        let digest = Digest::of_bytes(STATEMENT).to_string();
        assert!(file.contains(&format!("\"digest\":\"{digest}\"")), "{kind}: {file}");
        assert!(file.contains("Ghana thanks the Chair."), "{kind}: what was handed in lies beside it");
    }
}

#[tokio::test]
async fn a_statement_of_this_node_is_taken_back_by_its_own_authority_alone() {
    for house in House::both().await {
        let coordinator = house.coordinator().await;
        let secretary = house.someone(&house.secretariat, Role::Secretariat).await;
        let put = "body=B&title=t&from=2026-06-01";
        let (_, session) = house.post(&secretary, "/conference/sessions", put).await;
        let fields = [("submitter", "Niger"), ("language", "fr")];
        let path = format!("{session}/statements");
        for _ in 0..2 {
            assert_eq!(house.upload(&coordinator, &path, &fields, STATEMENT).await.0, 303, "{}", house.kind);
        }
        let (_, page) = house.get(&secretary, &session).await;
        let published = after(&page, "/conference/statements/");
        assert_eq!(house.post(&secretary, &published, "").await.0, 303, "{}", house.kind);
        let (_, page) = house.get(&coordinator, &session).await;
        let all: Vec<&str> = page.split("action=\"/conference/statements/").skip(1).collect();
        assert_eq!(all.len(), 2, "{}: {page}", house.kind);
        for one in all {
            let at = format!("/conference/statements/{}", one.split('"').next().unwrap());
            assert_eq!(house.post(&coordinator, &at, "").await.0, 303, "{}", house.kind);
            assert_eq!(house.post(&coordinator, &at, "").await.0, 404, "{}: once", house.kind);
        }
        let (_, page) = house.get(&secretary, &session).await;
        assert!(page.matches("taken back by its State").count() == 1, "{}: {page}", house.kind);
        assert!(!page.contains("ST-"), "{}: the one nobody had read is gone: {page}", house.kind);
    }
}
