//! The pages, as a browser without script sees them.

use crate::people::{party, says, someone};
use access::testing::{node, person};
use access::{Node, OwnAuthority};
use axum::Router;
use axum::body::Body;
use casefile::{CaseError, FileError, Keys, NewCase, ReadFiles, Reader};
use http::{Request, StatusCode};
use kernel::{Actor, Compartment, Property, Purpose, Role};
use std::sync::Arc;
use store::testing::{TestStore, sqlite};
use tower::ServiceExt;

/// The test program cannot start itself as the reading process, so it reads within; the reading engine's own tests
/// show the process.
fn in_process() -> Reader {
    Reader::new(|files, mapping, region| {
        let (name, bytes) = files.first().cloned().unwrap();
        let format = reading::detect(&bytes, &name).ok_or(FileError::Unknown(name.clone()))?;
        let mapping = mapping.map(reading::Mapping::from_toml).transpose()?;
        let options = reading::Options { mapping, region: Some(region), ..reading::Options::default() };
        let inputs = vec![(name, Box::new(std::io::Cursor::new(bytes)) as Box<dyn std::io::Read>)];
        let mut items = Vec::new();
        let summary = reading::read(format, inputs, &options, &mut |item| {
            items.push(item);
            reading::Control::Go
        })?;
        let (header, dated, captures) = (summary.header, summary.dated, summary.captures);
        Ok(ReadFiles { format, items, broken: None, header, dated, captures })
    })
    .streaming(|name, format, bytes, options, sink| {
        let inputs = vec![(name.to_owned(), bytes as Box<dyn std::io::Read>)];
        Ok(reading::read(format, inputs, options, sink)?)
    })
}

pub struct Desk {
    app: Router,
    pub node: Arc<Node>,
    pub own: OwnAuthority,
    pub moussa: (Actor, String),
    second: Actor,
    protector: String,
    auditor: String,
    store: TestStore,
}

pub struct Page {
    pub status: StatusCode,
    pub to: String,
    pub text: String,
}

impl Page {
    #[track_caller]
    pub fn shows(&self, words: &[&str]) {
        for word in words {
            assert!(
                self.text.contains(word),
                "{word:?} is not on the page ({}):\n{}",
                self.status,
                self.text
            );
        }
    }

    #[track_caller]
    pub fn hides(&self, words: &[&str]) {
        for word in words {
            assert!(!self.text.contains(word), "{word:?} is on the page:\n{}", self.text);
        }
    }
}

impl Desk {
    pub async fn new() -> Self {
        let steps = [access::migrations(), directory::migrations(), casefile::migrations()].concat();
        Self::on(sqlite(&steps).await).await
    }

    /// One on each database.
    pub async fn both() -> Vec<Self> {
        let mut all = Vec::new();
        for store in crate::people::stores_with_keys().await {
            all.push(Self::on(store).await);
        }
        all
    }

    async fn on(store: TestStore) -> Self {
        let (mut node, own) =
            node(store.store.clone(), 1, "NE", "National Investigation Unit", &[casefile::WORDS]).await;
        let moussa = person(&node, &own, "moussa", &[Role::Investigator]).await;
        let protector = person(&node, &own, "protector", &[Role::ProtectionOfficer]).await.1;
        let auditor = person(&node, &own, "auditor", &[Role::Auditor]).await.1;
        let second = person(&node, &own, "greco", &[Role::Prosecutor]).await.0;
        node.acts.extend(casefile::acts());
        let node = Arc::new(node);
        let for_guards = node.clone();
        let pages = casefile::routes()
            .into_router(move |route, handler| access::enforce(&for_guards, route, handler))
            .with_state(node.clone())
            .layer(axum::Extension(in_process()));
        Self { app: web::protect(pages), node, own, moussa, second, protector, auditor, store }
    }

    /// A second goes by: what comes then is later.
    pub fn later(&self) {
        self.store.clock.advance_ms(1_000);
    }

    async fn send(&self, session: &str, request: http::request::Builder, body: Body) -> Page {
        let request =
            request.header("cookie", format!("session={session}")).header("sec-fetch-site", "same-origin");
        let response = self.app.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let status = response.status();
        let to =
            response.headers().get("location").map(|l| l.to_str().unwrap().to_owned()).unwrap_or_default();
        let bytes = axum::body::to_bytes(response.into_body(), 4 << 20).await.unwrap();
        Page { status, to, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    pub async fn get_as(&self, session: &str, path: &str) -> Page {
        self.send(session, Request::get(path), Body::empty()).await
    }

    pub async fn get(&self, path: &str) -> Page {
        self.get_as(&self.moussa.1, path).await
    }

    pub async fn post(&self, path: &str, form: &str) -> Page {
        self.post_as(&self.moussa.1, path, form).await
    }

    pub async fn post_as(&self, session: &str, path: &str, form: &str) -> Page {
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        self.send(session, request, Body::from(form.to_owned())).await
    }

    /// Somebody else of the authority.
    pub async fn joins(&self, name: &str, roles: &[Role]) -> (Actor, String) {
        person(&self.node, &self.own, name, roles).await
    }

    pub async fn uploads(&self, case: &str, name: &str, content: &str) -> Page {
        let body = format!(
            "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{content}\r\n--x--\r\n"
        );
        let request =
            Request::post(format!("{case}/import")).header("content-type", "multipart/form-data; boundary=x");
        self.send(&self.moussa.1, request, Body::from(body)).await
    }

    /// Sends a form with a file in it.
    pub async fn sends_form(&self, path: &str, body: String) -> Page {
        let request = Request::post(path).header("content-type", "multipart/form-data; boundary=x");
        self.send(&self.moussa.1, request, Body::from(body)).await
    }

    /// The second officer confirms what waits; what the act said to them.
    pub async fn confirms(&self) -> access::ActSays {
        let (node, second) = (&self.node, &self.second);
        let done = node.store.run::<_, access::ActError, _, _>("confirm", |tx| async move {
            let act = access::acts::to_decide(&tx, node, second).await?.remove(0);
            let said = access::acts::says(node, &act, &web::T::new(node.words.clone(), kernel::Lang::En));
            access::acts::confirm(&tx, node, second, act.id, "").await?;
            Ok(said)
        });
        done.await.unwrap()
    }

    /// What the log keeps of an action, newest first: the notes.
    pub async fn log(&self, action: &str) -> Vec<String> {
        let query = store::audit::LogQuery { action: Some(action.into()), rows: 100, ..Default::default() };
        let query = &query;
        let read = self.node.store.run::<_, store::StoreError, _, _>("log", |tx| async move {
            Ok(store::audit::read(&tx, query).await?.0)
        });
        read.await.unwrap().into_iter().map(|row| row.entry.note).collect()
    }

    /// A case with a person of whom this is said; the paths of both.
    pub async fn case_with(&self, said: Vec<casefile::NewStatement>) -> (String, String) {
        let (node, actor, said) = (&self.node, &self.moussa.0, &said);
        let made = node.store.run::<_, CaseError, _, _>("made", |tx| async move {
            let keys = Keys::of(&node.vault);
            let new = NewCase {
                reference: "AG-115".into(),
                title: "Truck".into(),
                summary: String::new(),
                compartment: Compartment::Operational,
                demonstration: false,
            };
            let by = (actor, Purpose::Investigation);
            let case = casefile::create_case(&tx, &keys, &node.gate, by, &new).await?;
            let new = vec![someone("1", said.clone())];
            let added = casefile::add_statements(&tx, &keys, actor, &case, party("NE"), new).await?;
            Ok((format!("/cases/{}", case.id), format!("/entities/{}", added.ids[0].1)))
        });
        made.await.unwrap()
    }

    /// A case with one person in it; the paths of both.
    pub async fn case_with_sule(&self) -> (String, String) {
        let (node, actor) = (&self.node, &self.moussa.0);
        let made = node.store.run::<_, CaseError, _, _>("made", |tx| async move {
            let keys = Keys::of(&node.vault);
            let new = NewCase {
                reference: "AG-114".into(),
                title: "Refrigerated truck".into(),
                summary: String::new(),
                compartment: Compartment::Operational,
                demonstration: false,
            };
            let by = (actor, Purpose::Investigation);
            let case = casefile::create_case(&tx, &keys, &node.gate, by, &new).await?;
            let said = vec![
                says(Property::Name, "سليمان أدوم"),
                says(Property::Alias, "Haji Sule"),
                says(Property::Phone, "+227 90 00 01 14"),
            ];
            let added =
                casefile::add_statements(&tx, &keys, actor, &case, party("NE"), vec![someone("1", said)])
                    .await?;
            Ok((format!("/cases/{}", case.id), format!("/entities/{}", added.ids[0].1)))
        });
        made.await.unwrap()
    }
}

#[tokio::test]
async fn an_officer_opens_a_case_and_finds_it_in_the_list() {
    let desk = Desk::new().await;
    desk.get("/cases").await.shows(&["No case yet", "/cases/new"]);
    let wrong = desk.post("/cases/new", "reference=a%5Cb&title=Truck").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.shows(&["1 to 64 characters", "Truck"]);
    let opened = desk.post("/cases/new", "reference=AG-114&title=Truck+north+of+Agadez").await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER);
    desk.get(&opened.to).await.shows(&[
        "Truck north of Agadez",
        "Nothing in this case yet",
        "/check",
        "/dossiers/new?case=",
    ]);
    let again = desk.post("/cases/new", "reference=AG-114").await;
    again.shows(&["stands for another case"]);
    desk.get("/cases?q=agadez").await.shows(&["AG-114"]);
    desk.get("/cases?q=palermo").await.shows(&["No case like that"]);
}

#[tokio::test]
async fn a_case_shows_each_fact_with_its_source_grade_and_handling() {
    let desk = Desk::new().await;
    let (case, entity) = desk.case_with_sule().await;
    let page = desk.get(&case).await;
    page.shows(&["سليمان أدوم", "Haji Sule", "+227 90 00 01 14", "witness W-2", "line 14", "H0", &entity]);
    desk.get(&format!("{case}?kind=vessel")).await.shows(&["Nothing like that in this case"]);
    desk.get(&format!("{case}?q=haji")).await.shows(&["Haji Sule"]);
    let form = "property=birth-date&value=about+1984&source=permit&place=page+1&grade=4x4%3AC-3&handling=H1";
    assert_eq!(desk.post(&format!("{entity}/statements"), form).await.to, entity);
    desk.get(&entity).await.shows(&["about 1984", "permit", "page 1", "C 3", "H1"]);
    let wrong = desk.post(&format!("{entity}/statements"), "property=name&value=&source=").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.shows(&["Every statement has a source"]);
}

#[tokio::test]
async fn a_statement_taken_back_stays_to_be_seen_and_no_longer_counts() {
    let desk = Desk::new().await;
    let (_, entity) = desk.case_with_sule().await;
    let page = desk.get(&entity).await;
    let number = page
        .text
        .split("<summary>")
        .find(|s| s.split("</summary>").next().unwrap().contains("90 00 01 14") && s.contains("/retract"))
        .unwrap();
    let path = number.split("action=\"").nth(1).unwrap().split('"').next().unwrap();
    let without_reason = desk.post(path, "why=").await;
    assert_eq!(without_reason.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(desk.post(path, "why=misread").await.to, entity);
    desk.get(&entity).await.shows(&["Taken back", "misread"]);
    desk.get("/search?q=%2B22790000114").await.shows(&["Nothing found"]);
    // Held against a day before anything was said, all of it came, and this went again.
    let history = format!("{entity}/history?from=2000-01-01");
    desk.get(&history).await.shows(&[
        "added and taken back",
        "90 00 01 14",
        "Taken back by",
        "misread",
        "nothing stood",
    ]);
    desk.get(&format!("{history}&to=2000-01-02")).await.shows(&["Nothing changed between the two days."]);
    desk.get(&format!("{entity}/history?from=nonsense"))
        .await
        .shows(&["Nothing changed", "stood on both days"]);
    assert_eq!(desk.post(path, "why=again").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_15_values_are_cleared_with_a_role_and_a_basis_and_taken_back() {
    let desk = Desk::new().await;
    let (case, entity) = desk.case_with_sule().await;
    let clear = format!("{case}/clear");
    desk.get(&clear).await.shows(&["+22790000114", "waits", "They will learn"]);
    let wrong = desk.post(&clear, "which=kinds&kinds=phone&act=accept").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.shows(&["Choose the role", "Record the lawful basis"]);
    let witness = desk.post(&clear, "which=kinds&kinds=phone&role=witness&basis=x&act=accept").await;
    assert_eq!(witness.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = "which=kinds&kinds=phone&role=organiser&basis=order+12%2F26&act=accept";
    let done = desk.post(&clear, form).await;
    desk.get(&done.to).await.shows(&["1 value is cleared"]);
    desk.get(&format!("{clear}?standing=cleared")).await.shows(&["organiser", "order 12/26"]);
    let page = desk.get(&format!("{clear}?standing=cleared")).await;
    let id = page.text.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let done = desk.post(&clear, &format!("which=ticked&id={id}&act=revoke")).await;
    desk.get(&done.to).await.shows(&["no longer takes part"]);
    // A role that is held back closes the value for good.
    desk.post(&format!("{entity}/role"), "role=lawyer&why=bar+register").await;
    let done = desk.post(&clear, form).await;
    desk.get(&done.to).await.shows(&["0 values are cleared", "1 stayed out"]);
    desk.get(&entity).await.shows(&["not for matching", "lawyer"]);
}

#[tokio::test]
async fn search_says_why_and_finds_across_scripts_and_forms() {
    let desk = Desk::new().await;
    desk.case_with_sule().await;
    for (question, because) in [
        ("haji+sule", "Haji Sule"),
        ("Suleiman+Adoum", "سليمان أدوم"),
        ("0022790000114", "+227 90 00 01 14"),
        ("90+00+01+14", "+227 90 00 01 14"),
    ] {
        desk.get(&format!("/search?q={question}")).await.shows(&[because, "AG-114"]);
    }
    desk.get("/search?q=nobody").await.shows(&["not proof of absence"]);
    desk.get("/search").await.shows(&["What are you looking for?"]);
}

#[tokio::test]
async fn a_8_what_is_not_for_a_person_does_not_exist_for_them() {
    let desk = Desk::new().await;
    let (case, entity) = desk.case_with_sule().await;
    for session in [&desk.protector, &desk.auditor] {
        for path in [case.as_str(), &entity, &format!("{case}/clear")] {
            let page = desk.get_as(session, path).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
            page.hides(&["AG-114", "Haji", "Refrigerated"]);
        }
    }
    let nothing = desk.get("/cases/0190b5a0-0000-7000-8000-000000000000").await;
    let closed = desk.get_as(&desk.protector, &case).await;
    assert_eq!(nothing.status, closed.status);
    desk.get_as(&desk.protector, "/cases").await.hides(&["AG-114"]);
    desk.get_as(&desk.protector, "/search?q=haji").await.hides(&["Haji Sule"]);
    assert_eq!(desk.get_as(&desk.auditor, "/search?q=haji").await.status, StatusCode::NOT_FOUND);
}

const CONTACTS: &str = "Name,Mobile,Passport,Perso\n\
    Suleiman Adoum,+227 90 00 01 14,A0112358,+227 90 00 01 15\n\
    Ermias Ghermay,,B7654321,\n\
    one cell only\n";

#[tokio::test]
async fn material_is_looked_at_before_anything_is_taken() {
    let desk = Desk::new().await;
    let (case, _) = desk.case_with_sule().await;
    desk.get(&format!("{case}/import")).await.shows(&["Look at it", "64 MiB", "Security Council list"]);
    let kept = desk.uploads(&case, "contacts.csv", CONTACTS).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let preview = desk.get(&kept.to).await;
    preview.shows(&[
        "Ermias Ghermay",
        "A0112358",
        "What the columns mean",
        "Perso",
        "More or fewer columns",
        "Take into the case",
    ]);
    desk.get(&case).await.hides(&["Ermias Ghermay"]);
    // The column nobody understood is said to be a phone.
    let corrected =
        desk.get(&format!("{}?kind=person&c0=name&c1=phone&c2=document-number&c3=phone", kept.to)).await;
    corrected.shows(&["+227 90 00 01 15", "name=\"c3\" value=\"phone\""]);
    let form =
        "kind=person&c0=name&c1=phone&c2=document-number&c3=phone&source=phone+1&handling=H1&grade=4x4%3AA-1";
    let taken = desk.post(&kept.to, form).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
    desk.get(&taken.to).await.shows(&["contacts.csv", "line 4", "the header has 4", "Not taken"]);
    desk.get(&case).await.shows(&[
        "Ermias Ghermay",
        "phone 1",
        "H1",
        "A 1",
        "+227 90 00 01 15",
        "contacts.csv",
    ]);
    assert_eq!(desk.get(&kept.to).await.status, StatusCode::NOT_FOUND, "the upload is gone");
    let again = desk.uploads(&case, "renamed.csv", CONTACTS).await;
    let preview = desk.get(&again.to).await;
    preview.shows(&["was taken into this case before", &taken.to]);
    preview.hides(&["Take into the case"]);
    assert_eq!(desk.post(&again.to, "source=x").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let discarded = desk.post(&format!("{}/discard", again.to), "").await;
    assert_eq!(discarded.to, format!("{case}/import"));
}

#[tokio::test]
async fn what_columns_mean_is_kept_under_a_name_used_for_the_next_table_and_forgotten() {
    let desk = Desk::new().await;
    let (case, _) = desk.case_with_sule().await;
    let upload = desk.uploads(&case, "contacts.csv", CONTACTS).await;
    let act = format!("{}/columns", upload.to);
    let said = "header=Name&header=Mobile&header=Passport&header=Perso&kind=person&c0=name&c1=phone&c2=document-number&c3=phone";
    let kept = desk.post(&act, &format!("act=keep&name=Operator+A&{said}")).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    desk.get(&kept.to).await.shows(&["Read as kept under", "Operator A", "+227 90 00 01 15"]);
    // Another table with the same header is read so at once, unless the officer wants the guess.
    let next = desk.uploads(&case, "next.csv", &CONTACTS.replace("Ermias", "Yonas")).await;
    desk.get(&next.to).await.shows(&[
        "Read as kept under",
        "name=\"c3\" value=\"phone\"",
        "+227 90 00 01 15",
    ]);
    let guess = desk.get(&format!("{}?saved=none", next.to)).await;
    guess.hides(&["Read as kept under", "+227 90 00 01 15"]);
    guess.shows(&["Operator A", "name=\"saved\" value=\"none\""]);
    // What was shown with the guess before anything was kept is taken with it, whatever is kept meanwhile.
    let shown = desk.uploads(&case, "shown.csv", &CONTACTS.replace("Name", "Nom")).await;
    desk.get(&shown.to).await.shows(&["name=\"saved\" value=\"none\""]);
    // Without a name nothing is kept; a name that is there gets the new meaning.
    assert_eq!(desk.post(&act, &format!("act=keep&name=+&{said}")).await.to, upload.to);
    desk.post(&act, &format!("act=keep&name=Operator+A&{}", said.replace("c3=phone", "c3=remark"))).await;
    let page = desk.get(&next.to).await;
    page.shows(&["name=\"c3\" value=\"remark\""]);
    assert_eq!(page.text.matches(">Operator A<").count(), 1, "{}", page.text);
    let id =
        page.text.split("name=\"saved\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    desk.post(&act, &format!("act=forget&saved={id}")).await;
    desk.get(&next.to).await.hides(&["Operator A"]);
    assert_eq!(desk.post(&act, &format!("act=forget&saved={id}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_file_that_cannot_be_read_says_so_and_leaves_nothing() {
    let desk = Desk::new().await;
    let (case, _) = desk.case_with_sule().await;
    let empty = desk.uploads(&case, "", "").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    empty.shows(&["Choose a file that is not empty"]);
    let bomb =
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]><CONSOLIDATED_LIST>&a;</CONSOLIDATED_LIST>";
    for (name, content, words) in
        [("photo.jpg", "\u{1}\u{2}nothing", "none of the files"), ("list.xml", bomb, "document type")]
    {
        let kept = desk.uploads(&case, name, content).await;
        let page = desk.get(&kept.to).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{name}");
        page.shows(&[words, "Choose another file"]);
    }
    let unknown = desk.uploads(&case, "odd.csv", "aaa,bbb\n1,2\n").await;
    desk.get(&unknown.to).await.shows(&["Nothing was recognised", "aaa", "bbb"]);
    assert_eq!(desk.post(&unknown.to, "source=x").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let other = desk.get_as(&desk.protector, &unknown.to).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND, "the upload is the officer's own");
}

#[tokio::test]
async fn r_01_a_migrant_becomes_a_suspect_by_two_people_with_offence_and_basis_only() {
    let desk = Desk::new().await;
    let (case, entity) = desk.case_with_sule().await;
    let role = format!("{entity}/role");
    assert_eq!(desk.post(&role, "role=smuggled-migrant&why=interview").await.to, entity);
    let bare = desk.post(&role, "role=suspect&why=he+steered").await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    bare.shows(&["name the domestic offence"]);
    let whole = "role=suspect&why=he+steered&offence=Penal+code+236&basis=Act+2015-36+article+10";
    assert_eq!(desk.post(&role, whole).await.to, "/second-person");
    desk.get(&entity).await.hides(&[" · suspect", "Penal code 236"]);
    let said = desk.confirms().await;
    assert!(said.title.contains("سليمان أدوم") && said.title.contains("suspect"), "{said:?}");
    assert!(said.facts.iter().any(|f| f.1 == "Act 2015-36 article 10"), "{said:?}");
    desk.get(&entity).await.shows(&["suspect", "Penal code 236; Act 2015-36 article 10; moussa, greco"]);
    desk.get(&entity).await.hides(&["said, not decided"]);
    let form = "which=kinds&kinds=phone&role=suspect&basis=order+12%2F26&act=accept";
    let clear = desk.post(&format!("{case}/clear"), form).await;
    assert!(clear.to.contains("cleared=0"), "the number stays out of every check");
}
