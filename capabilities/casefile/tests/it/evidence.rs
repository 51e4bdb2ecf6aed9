//! Exhibits, custody, bundles; on both databases.

use crate::pages::Desk;
use crate::people::{PURPOSE, stores_with_keys};
use crate::store_tamper::past_the_program;
use access::Node;
use access::testing::{node, person};
use casefile::{
    BundleFor, Captured, Case, CaseError, CustodyKind, Exhibit, Keys, MadeOf, NewCase, NewCustody,
    NewExhibit, Taken, Taking,
};
use gate::{Ask, action};
use kernel::{Actor, Compartment, Digest, Role};
use reading::{Control, Format, Options};
use std::collections::BTreeMap;
use std::io::Read;
use store::StoreError;
use store::testing::TestStore;
use uuid::Uuid;

/// A node with an investigator and a case; the database stands as long as the scene.
struct Scene {
    node: Node,
    moussa: Actor,
    case: Case,
    _store: TestStore,
}

impl Scene {
    async fn on(store: TestStore, compartment: Compartment) -> Self {
        let (node, own) =
            node(store.store.clone(), 1, "NE", "National Investigation Unit", &[casefile::WORDS]).await;
        let role = match compartment {
            Compartment::Protection => Role::ProtectionOfficer,
            _ => Role::Investigator,
        };
        let moussa = person(&node, &own, "moussa", &[role, Role::Investigator]).await.0;
        let (at, by) = (&node, &moussa);
        let case = node.store.run::<_, CaseError, _, _>("case", |tx| async move {
            let new = NewCase {
                reference: "AG-114".into(),
                title: "Truck".into(),
                summary: String::new(),
                compartment,
                demonstration: true,
            };
            casefile::create_case(&tx, &Keys::of(&at.vault), &at.gate, (by, PURPOSE), &new).await
        });
        let case = case.await.unwrap();
        Self { node, moussa, case, _store: store }
    }

    async fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for store in stores_with_keys().await {
            all.push(Self::on(store, Compartment::Operational).await);
        }
        all
    }

    async fn take(&self, name: &str, bytes: &[u8]) -> Taken {
        let mut taking = Taking::begin(&self.node, name);
        for piece in bytes.chunks(70_001) {
            assert!(taking.push(piece).await.unwrap());
        }
        taking.finish().await.unwrap().unwrap()
    }

    async fn keep(&self, new: &NewExhibit) -> Result<Exhibit, CaseError> {
        let kept = self.node.store.run("keep", |tx| async move {
            let (node, keys) = (&self.node, Keys::of(&self.node.vault));
            casefile::keep_exhibit(&tx, &keys, &node.gate, (&self.moussa, PURPOSE), &self.case, new).await
        });
        kept.await
    }

    async fn phone(&self, bytes: &[u8]) -> Exhibit {
        let taken = self.take("téléphone du chauffeur.bin", bytes).await;
        self.keep(&received(taken, "Gendarmerie, Agadez")).await.unwrap()
    }

    async fn happens(&self, id: Uuid, kind: CustodyKind, how: &str) -> Result<Exhibit, CaseError> {
        let recorded = self.node.store.run("custody", |tx| async move {
            let mut new = NewCustody::new(kind, tx.at());
            (new.how, new.to) = (how.to_owned(), "Forensic laboratory".into());
            let by = (&self.moussa, PURPOSE, action::IMPORT);
            let keys = Keys::of(&self.node.vault);
            casefile::add_custody(&tx, &keys, &self.node.gate, by, id, &new).await
        });
        recorded.await
    }

    async fn custody(&self, id: Uuid) -> casefile::Custody {
        let looked = self.node.store.run::<_, CaseError, _, _>("custody", |tx| async move {
            let keys = Keys::of(&self.node.vault);
            let ask = Ask::new(&self.moussa, action::READ, PURPOSE, tx.at());
            let held = casefile::exhibit(&tx, &keys, id).await?.unwrap();
            let exhibit = self.node.gate.open(held, &ask, &mut tx.log())?;
            let held = casefile::custody_of(&tx, &keys, &exhibit).await?;
            Ok(self.node.gate.open(held, &ask, &mut tx.log())?)
        });
        looked.await.unwrap()
    }

    async fn bundle(&self, ids: &[Uuid], to: &str) -> Result<Result<Vec<u8>, String>, CaseError> {
        let of = &BundleFor { to: to.into(), why: "trial".into() };
        let made = self.node.store.run("bundle", |tx| async move {
            let by = (&self.moussa, PURPOSE);
            let bundle = casefile::prepare_bundle(&tx, &self.node, by, (&self.case, "Unit"), ids, of).await?;
            let mut out = Vec::new();
            Ok::<_, CaseError>(bundle.write(&mut out).map(|()| out).map_err(|e| e.to_string()))
        });
        made.await
    }

    /// The sealed file of an exhibit, as somebody with the disk finds it.
    fn sealed_file(&self) -> std::path::PathBuf {
        let folder = self.node.files.folder();
        let mut files = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path());
        files.next().unwrap()
    }
}

fn received(taken: Taken, from: &str) -> NewExhibit {
    let mut came = NewCustody::new(CustodyKind::Received, kernel::Timestamp(1_795_000_000_000));
    (came.from, came.place) = (from.into(), "Agadez".into());
    let what = "phone of the driver".into();
    NewExhibit { taken, what, came, made: None, captured: None, import: None }
}

fn content(bytes: usize) -> Vec<u8> {
    (0..bytes).map(|n| u8::try_from(n % 251).unwrap()).collect()
}

#[tokio::test]
async fn an_exhibit_is_kept_as_it_came_and_an_altered_byte_shows() {
    for scene in Scene::all().await {
        let bytes = content(200_000);
        let phone = scene.phone(&bytes).await;
        assert_eq!((phone.called().as_str(), phone.whole.sha256), ("E-1", Digest::of_bytes(&bytes)));
        let mut read = casefile::ReadExhibit::begin(&scene.node.files, &phone);
        let mut again = Vec::new();
        while let Some(chunk) = read.next_chunk().unwrap() {
            again.extend(chunk);
        }
        assert_eq!(again, bytes);
        assert!(casefile::is_unaltered(&scene.node.files, &phone).await.unwrap());
        let file = scene.sealed_file();
        let mut sealed = std::fs::read(&file).unwrap();
        assert!(!sealed.windows(64).any(|w| w == &bytes[..64]), "nothing stands on the disk in clear");
        sealed[150_000] ^= 1;
        std::fs::write(&file, &sealed).unwrap();
        assert!(!casefile::is_unaltered(&scene.node.files, &phone).await.unwrap());
        let broken = scene.bundle(&[phone.id], "Court of Agadez").await.unwrap();
        assert!(broken.unwrap_err().contains("E-1"), "no bundle is made of altered bytes");
        std::fs::remove_file(&file).unwrap();
        assert!(!casefile::is_unaltered(&scene.node.files, &phone).await.unwrap(), "gone is altered too");
    }
}

#[tokio::test]
async fn custody_is_appended_and_an_event_that_is_removed_in_the_database_shows() {
    for scene in Scene::all().await {
        let phone = scene.phone(b"extraction").await;
        scene.happens(phone.id, CustodyKind::Sealed, "bag 4711").await.unwrap();
        let stands = scene.happens(phone.id, CustodyKind::Transferred, "by car").await.unwrap();
        let custody = scene.custody(phone.id).await;
        assert_eq!((custody.broken, custody.events.len(), stands.events), (None, 3, 3));
        let kinds: Vec<CustodyKind> = custody.events.iter().map(|(e, _)| e.what).collect();
        assert_eq!(kinds, [CustodyKind::Received, CustodyKind::Sealed, CustodyKind::Transferred]);
        assert_eq!(custody.events[0].0.by, "moussa");
        let nothing = scene.happens(phone.id, CustodyKind::Sealed, "  ").await.unwrap_err();
        assert!(matches!(nothing, CaseError::CustodyLacks("how")), "{nothing}");
        let sql = "DELETE FROM custody WHERE number = 3";
        assert_eq!(past_the_program(&scene.node.store, sql).await, 1);
        assert_eq!(scene.custody(phone.id).await.broken, Some(3), "the last one");
        let sql = "DELETE FROM custody WHERE number = 2";
        assert_eq!(past_the_program(&scene.node.store, sql).await, 1);
        assert_eq!(scene.custody(phone.id).await.broken, Some(2));
        let refused = scene.bundle(&[phone.id], "Court").await.unwrap_err();
        assert!(matches!(refused, CaseError::CustodyBroken(ref which) if which == "E-1"), "{refused}");
    }
}

#[tokio::test]
async fn the_same_bytes_are_one_exhibit_of_a_case_and_a_working_copy_is_another() {
    for scene in Scene::all().await {
        let phone = scene.phone(b"extraction").await;
        let again = scene.take("other name.bin", b"extraction").await;
        let refused = scene.keep(&received(again, "somebody")).await.unwrap_err();
        assert!(matches!(refused, CaseError::ExhibitThere(1)), "{refused}");
        let nobody = received(scene.take("a", b"a").await, " ");
        assert!(matches!(scene.keep(&nobody).await.unwrap_err(), CaseError::CustodyLacks("from")));
        let taken = scene.take("enhanced.png", b"brighter").await;
        let mut copy = received(taken, "");
        copy.came = NewCustody::new(CustodyKind::Derived, kernel::Timestamp(1_795_000_000_000));
        copy.came.how = "ImageMagick 7, levels".into();
        copy.made = Some(MadeOf { exhibit: phone.id, how: copy.came.how.clone() });
        let copy = scene.keep(&copy).await.unwrap();
        assert_eq!((copy.called().as_str(), copy.whole.sha256), ("E-2", Digest::of_bytes(b"brighter")));
        assert_eq!(scene.custody(copy.id).await.events[0].0.what, CustodyKind::Derived);
    }
}

/// Names and bytes of everything in a ZIP file.
fn unpacked(bundle: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bundle)).unwrap();
    let mut files = BTreeMap::new();
    for n in 0..zip.len() {
        let mut file = zip.by_index(n).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let name = file.name().unwrap().into_owned();
        files.insert(name, bytes);
    }
    files
}

#[tokio::test]
async fn a_bundle_verifies_with_its_own_lists_and_records_the_copy() {
    for scene in Scene::all().await {
        let bytes = content(150_000);
        let phone = scene.phone(&bytes).await;
        scene.happens(phone.id, CustodyKind::Sealed, "bag 4711").await.unwrap();
        let nobody = scene.bundle(&[phone.id], "").await.unwrap_err();
        assert!(matches!(nobody, CaseError::CustodyLacks("to")), "{nobody}");
        let bundle = scene.bundle(&[phone.id], "Court of Agadez").await.unwrap().unwrap();
        let files = unpacked(&bundle);
        assert_eq!(files["exhibits/E-1.bin"], bytes);
        let sums = String::from_utf8(files["SHA256SUMS"].clone()).unwrap();
        let listed: BTreeMap<&str, &str> =
            sums.lines().map(|l| l.split_once("  ").unwrap()).map(|(digest, name)| (name, digest)).collect();
        let unlisted = ["SHA256SUMS", "SHA256SUMS.sig", "key.pem"];
        for (name, bytes) in files.iter().filter(|(name, _)| !unlisted.contains(&name.as_str())) {
            assert_eq!(listed[name.as_str()], Digest::of_bytes(bytes).to_string(), "{name}");
        }
        assert_eq!(listed.len() + unlisted.len(), files.len());
        let at = &scene.node;
        let keys = at.store.run::<_, StoreError, _, _>("keys", |tx| async move {
            Ok(directory::signing_keys(&tx, at).await?.newest().public())
        });
        let public = keys.await.unwrap();
        let signature = &files["SHA256SUMS.sig"];
        assert_eq!(seal::identity::verify_sums(&public, sums.as_bytes(), signature), Ok(()));
        let other = sums.replacen('0', "1", 1);
        assert!(seal::identity::verify_sums(&public, other.as_bytes(), signature).is_err());
        // Each event names the digest of the one before it, as the signed list has it.
        for n in [2, 3] {
            let event: serde_json::Value =
                serde_json::from_slice(&files[&format!("custody/E-1/000{n}.json")]).unwrap();
            assert_eq!(event["previous"], listed[format!("custody/E-1/000{}.json", n - 1).as_str()]);
            assert_eq!(event["sha256"], Digest::of_bytes(&bytes).to_string());
        }
        let copied = scene.custody(phone.id).await.events.pop().unwrap().0;
        assert_eq!((copied.what, copied.to.as_str()), (CustodyKind::Copied, "Court of Agadez"));
        let words = String::from_utf8(files["VERIFY.txt"].clone()).unwrap();
        assert!(words.contains(casefile::VERIFY_SIGNATURE) && words.contains(casefile::VERIFY_FILES));
    }
}

#[tokio::test]
async fn a_taking_that_was_cut_off_goes_on_and_another_file_does_not_pass_for_it() {
    for scene in Scene::all().await {
        let bytes = content(1_000_000);
        let scene = &scene;
        let comes = |afresh: bool| {
            scene.node.store.run("coming", move |tx| async move {
                let keys = Keys::of(&scene.node.vault);
                let by = (&scene.moussa, PURPOSE);
                let told = ("a.bin 1000000", afresh);
                casefile::coming(&tx, &keys, &scene.node.gate, by, scene.case.id, told).await
            })
        };
        let (coming, before) = comes(false).await.unwrap();
        assert!(!before);
        let mut taking = Taking::resume(&scene.node, "a.bin", coming).unwrap();
        assert!(taking.push(&bytes[..700_000]).await.unwrap());
        drop(taking);
        let (coming, before) = comes(false).await.unwrap();
        assert!(before && coming.there(&scene.node).unwrap() > 500_000);
        // Another file of the same name and length: not one byte of it is sealed under the same key.
        let mut other = bytes.clone();
        other[10] ^= 1;
        let mut taking = Taking::resume(&scene.node, "a.bin", coming.clone()).unwrap();
        assert!(!taking.push(&other).await.unwrap());
        drop(taking);
        let (coming, before) = comes(true).await.unwrap();
        assert!(!before, "afresh, under a new key");
        let mut taking = Taking::resume(&scene.node, "a.bin", coming).unwrap();
        assert!(taking.push(&bytes[..400_000]).await.unwrap());
        drop(taking);
        let mut taking = Taking::resume(&scene.node, "a.bin", comes(false).await.unwrap().0).unwrap();
        assert!(taking.push(&bytes).await.unwrap());
        let taken = taking.finish().await.unwrap().unwrap();
        let kept = scene.keep(&received(taken, "laboratory")).await.unwrap();
        assert_eq!(kept.whole.sha256, Digest::of_bytes(&bytes));
        assert!(casefile::is_unaltered(&scene.node.files, &kept).await.unwrap());
        // A shorter file than what stands there is another one too.
        let (coming, _) = comes(false).await.unwrap();
        let mut taking = Taking::resume(&scene.node, "a.bin", coming).unwrap();
        assert!(taking.push(&bytes).await.unwrap());
        drop(taking);
        let mut taking = Taking::resume(&scene.node, "a.bin", comes(false).await.unwrap().0).unwrap();
        if taking.push(&bytes[..300_000]).await.unwrap() {
            assert!(taking.finish().await.unwrap().is_none());
        }
    }
}

#[tokio::test]
async fn r_19_with_its_case_an_exhibit_goes_and_its_file_opens_no_more() {
    for scene in Scene::all().await {
        let phone = scene.phone(b"extraction of a phone").await;
        let (node, id) = (&scene.node, scene.case.id.0);
        let named = || async {
            let kept = casefile::kept();
            let all = node.store.run::<_, StoreError, _, _>("named", |tx| {
                let kept = &kept;
                async move { kept[0].files(&tx).await }
            });
            all.await.unwrap().len()
        };
        assert_eq!(named().await, 1, "the sweep leaves it alone");
        let erased = node.store.run::<_, StoreError, _, _>("erase", |tx| async move {
            casefile::kept()[0].erase(node, &tx, id, scene.case.authority).await
        });
        erased.await.unwrap();
        assert_eq!(named().await, 0, "nothing names the file: it is swept");
        let gone = node.store.run::<_, CaseError, _, _>("gone", |tx| async move {
            Ok(casefile::exhibit(&tx, &Keys::of(&node.vault), phone.id).await?.is_none())
        });
        assert!(gone.await.unwrap());
        assert_eq!(past_the_program(&node.store, "DELETE FROM custody").await, 0);
    }
}

#[tokio::test]
async fn a_case_of_a_closed_compartment_keeps_its_evidence_from_whoever_may_not_see_it() {
    for store in stores_with_keys().await {
        let scene = Scene::on(store, Compartment::Protection).await;
        let phone = scene.phone(b"statement of a minor").await;
        let other = Actor { compartments: [Compartment::Operational].into(), ..scene.moussa.clone() };
        let (node, other) = (&scene.node, &other);
        let refused = node.store.run::<_, CaseError, _, _>("refused", |tx| async move {
            let ask = Ask::new(other, action::READ, PURPOSE, tx.at());
            let held = casefile::exhibit(&tx, &Keys::of(&node.vault), phone.id).await?.unwrap();
            Ok(node.gate.open(held, &ask, &mut tx.log()).is_err())
        });
        assert!(refused.await.unwrap());
    }
}

/// A file for the form of evidence, with what is said of it.
pub fn form(fields: &[(&str, &str)], name: &str, content: &str) -> String {
    let mut body = String::new();
    for (field, text) in fields {
        body.push_str(&format!("--x\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{text}\r\n"));
    }
    let head = format!("content-disposition: form-data; name=\"file\"; filename=\"{name}\"");
    body.push_str(&format!("--x\r\n{head}\r\n\r\n{content}\r\n--x--\r\n"));
    body
}

#[tokio::test]
async fn an_officer_adds_verifies_records_copies_and_bundles_on_the_pages() {
    let desk = Desk::new().await;
    let (case, _) = desk.case_with_sule().await;
    desk.get(&format!("{case}/evidence")).await.shows(&["No evidence yet", "Add evidence"]);
    let add = format!("{case}/evidence/add");
    desk.get(&add).await.shows(&["From whom", "name=\"file\""]);
    let nobody = desk.sends_form(&add, form(&[("what", "phone")], "a.bin", "bytes")).await;
    assert_eq!(nobody.status, 422);
    nobody.shows(&["Say from whom it came."]);
    let empty = desk.sends_form(&add, form(&[("from", "Gendarmerie")], "a.bin", "")).await;
    empty.shows(&["The file is empty."]);
    let fields = [("what", "phone of the driver"), ("from", "Gendarmerie <Agadez>"), ("place", "Agadez")];
    let kept = desk.sends_form(&add, form(&fields, "a.bin", "bytes of a phone")).await;
    assert_eq!(kept.status, 303, "{}", kept.text);
    let page = desk.get(&kept.to).await;
    page.shows(&["phone of the driver", "Gendarmerie &#60;Agadez&#62;", "Received", "1 event"]);
    let again = desk.sends_form(&add, form(&fields, "b.bin", "bytes of a phone")).await;
    again.shows(&["The case keeps these bytes already, as"]);
    desk.post(&format!("{}/verify", kept.to), "").await.shows(&["As it came in."]);
    let custody = format!("{}/custody", kept.to);
    desk.post(&custody, "kind=received&from=x").await.shows(&["Choose what happened."]);
    desk.post(&custody, "kind=sealed").await.shows(&["Say how"]);
    desk.post(&custody, "kind=sealed&how=bag+1&happened=2999-01-01T00:00")
        .await
        .shows(&["not in the future"]);
    assert_eq!(desk.post(&custody, "kind=sealed&how=bag+4711").await.status, 303);
    let saved = desk.post(&format!("{}/save", kept.to), "to=laboratory").await;
    assert_eq!(saved.text, "bytes of a phone");
    desk.get(&kept.to).await.shows(&["bag 4711", "Copy went out", "laboratory", "3 events"]);
    let bundle = format!("{case}/evidence/bundle");
    desk.post(&bundle, "to=court").await.shows(&["Mark at least one exhibit."]);
    let id = kept.to.trim_start_matches("/exhibits/");
    desk.post(&bundle, &format!("exhibit={id}")).await.shows(&["Say for whom the bundle is."]);
    assert_eq!(desk.post(&bundle, &format!("exhibit={id}&to=court")).await.status, 200);
    desk.get(&format!("{case}/evidence")).await.shows(&["a.bin", "4 events", "1 exhibit"]);
}

#[tokio::test]
async fn a_captured_page_says_what_the_berkeley_protocol_misses_in_it() {
    let desk = Desk::new().await;
    let (case, _) = desk.case_with_sule().await;
    let add = format!("{case}/evidence/add");
    desk.get(&format!("{add}?captured=true")).await.shows(&["Full address", "Berkeley Protocol", "As whom"]);
    let fields = [
        ("captured", "yes"),
        ("url", "https://example.test/post/9"),
        ("tool", "Firefox 140"),
        ("happened", "2020-02-01T10:00"),
    ];
    let kept = desk.sends_form(&add, form(&fields, "post.html", "<p>Zuwara to Lampedusa</p>")).await;
    let page = desk.get(&kept.to).await;
    page.shows(&["https://example.test/post/9", "2020-02-01T", "Missing for the Berkeley Protocol:"]);
    page.shows(&["Captured by", "As whom", "Context"]);
    assert!(Captured::default().lacks().len() == 6);
}

/// A crawl of one page with a picture in it.
const CRAWL: &str = "WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 25\r\n\r\nsoftware: browsertrix 1.4\r\n\r\n\
    WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: https://ads.example.test/9\r\nWARC-Date: 2020-02-01T10:00:00Z\r\n\
    Content-Type: text/html\r\nContent-Length: 30\r\n\r\n<p>Zuwara, +218 91 234 5678<p>\r\n\r\n\
    WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: https://ads.example.test/boat.png\r\nWARC-Date: 2020-02-01T10:00:01Z\r\n\
    WARC-Block-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\nContent-Type: image/png\r\nContent-Length: 4\r\n\r\nboat\r\n\r\n";

#[tokio::test]
async fn a_capture_says_itself_what_it_is_of_and_each_part_has_its_digest() {
    let desk = Desk::new().await;
    let (case, _) = desk.case_with_sule().await;
    let fields = [("captured", "yes"), ("by", "Moussa")];
    let kept = desk.sends_form(&format!("{case}/evidence/add"), form(&fields, "ad.warc", CRAWL)).await;
    let page = desk.get(&kept.to).await;
    page.shows(&[
        "https://ads.example.test/9",
        "2020-02-01T10:00:00",
        "browsertrix 1.4",
        "Moussa",
        "2 parts",
    ]);
    page.shows(&[
        "https://ads.example.test/boat.png",
        "not what the capture",
        "Missing for the Berkeley Protocol:",
    ]);
    let digest = kernel::Digest::of_bytes(b"boat").to_string();
    page.shows(&[&digest[..8], &digest[56..]]);
    // What the officer says goes before what the file says.
    let fields = [("captured", "yes"), ("url", "https://other.test/"), ("happened", "2019-01-01T10:00")];
    let other = CRAWL.replace("Zuwara", "Zawiya");
    let kept = desk.sends_form(&format!("{case}/evidence/add"), form(&fields, "ad2.warc", &other)).await;
    desk.get(&kept.to).await.shows(&["https://other.test/", "2019-01-01T"]);
    // A file that is no capture is kept as it is, and one that only looks like one too.
    for name in ["page.html", "broken.warc"] {
        let kept = desk
            .sends_form(&format!("{case}/evidence/add"), form(&fields, name, &format!("WARC/x {name}")))
            .await;
        desk.get(&kept.to).await.shows(&["https://other.test/"]);
    }
    // Taken in to be read, the same file stays as evidence with what it says of itself.
    let upload = desk.uploads(&case, "again.warc", &CRAWL.replace("Zuwara", "Tajura")).await;
    let taken = desk.post(&upload.to, "source=advert&keep=yes").await;
    assert_eq!(taken.status, 303, "{}", taken.text);
    let list = desk.get(&format!("{case}/evidence")).await;
    list.shows(&["again.warc"]);
    let id = list.text.split("again.warc").next().and_then(|t| t.rsplit("/exhibits/").next()).unwrap();
    let id = id.split('"').next().unwrap();
    desk.get(&format!("/exhibits/{id}")).await.shows(&["browsertrix 1.4", "2 parts"]);
}

#[tokio::test]
async fn a_8_evidence_of_a_case_that_is_not_for_a_person_is_not_there() {
    let desk = Desk::new().await;
    let (case, _) = desk.case_with_sule().await;
    let fields = [("from", "Gendarmerie")];
    let kept = desk.sends_form(&format!("{case}/evidence/add"), form(&fields, "a.bin", "x")).await;
    desk.post(&format!("{case}/circle"), &format!("act=restrict&person={}", desk.moussa.0.person)).await;
    let (_, outside) = desk.joins("adamou", &[Role::Investigator]).await;
    let nothing = desk.get_as(&outside, "/exhibits/00000000-0000-4000-8000-000000000000").await;
    for path in [kept.to.clone(), format!("{case}/evidence"), format!("{case}/evidence/add")] {
        let page = desk.get_as(&outside, &path).await;
        assert_eq!((page.status, page.text.len()), (nothing.status, nothing.text.len()), "{path}");
    }
    for path in [format!("{}/save", kept.to), format!("{}/verify", kept.to)] {
        assert_eq!(desk.post_as(&outside, &path, "to=me").await.status, 404, "{path}");
    }
    assert_eq!(desk.get(&kept.to).await.status, 200);
}

#[tokio::test]
async fn a_picture_of_a_captured_advert_becomes_an_exhibit_with_the_same_digest_and_where_it_is_from() {
    for desk in Desk::both().await {
        let (case, _) = desk.case_with_sule().await;
        let add = format!("{case}/evidence/add");
        let fields = [("captured", "yes"), ("by", "Moussa"), ("identity", "no account")];
        let whole = desk.sends_form(&add, form(&fields, "ad.warc", CRAWL)).await.to;
        desk.get(&whole).await.shows(&["Take out", "As an exhibit of its own"]);
        let part = format!("{whole}/part");
        let picture = desk.post(&part, "part=1").await;
        assert_eq!(picture.status, 303, "{}", picture.text);
        let page = desk.get(&picture.to).await;
        let digest = kernel::Digest::of_bytes(b"boat").to_string();
        page.shows(&["boat.png", "4 bytes", &digest[..8], &digest[56..], "Working copy of", "E-1"]);
        page.shows(&["https://ads.example.test/boat.png", "2020-02-01T10:00:01", "Moussa", "no account"]);
        page.shows(&["as part 2", "browsertrix 1.4"]);
        assert_eq!(desk.post(&format!("{}/save", picture.to), "to=court").await.text, "boat");
        // It is there once: the capture leads to it, and does not take it out again.
        desk.get(&whole).await.shows(&[&format!("href=\"{}\"", picture.to)]);
        assert_eq!(desk.post(&part, "part=1").await.to, picture.to);
        assert_eq!(desk.post(&part, "part=2").await.status, 404, "there is no third");
        assert_eq!(
            desk.post(&format!("{}/part", picture.to), "part=0").await.status,
            404,
            "no capture of parts"
        );
        desk.get(&format!("{case}/evidence")).await.shows(&["2 exhibits"]);
        // The same picture in another capture of the case is the same exhibit, and the page says so before anyone asks.
        let later = CRAWL.replace("Zuwara", "Zawiya");
        let later = desk.sends_form(&add, form(&[("captured", "yes")], "later.warc", &later)).await.to;
        desk.get(&later).await.shows(&[&format!("href=\"{}\"", picture.to)]);
        assert_eq!(desk.post(&format!("{later}/part"), "part=1").await.to, picture.to);
        // Another case has nothing of it.
        let elsewhere = desk.post("/cases/new", "reference=AG-115&title=Truck").await.to;
        let add = format!("{elsewhere}/evidence/add");
        let whole = desk.sends_form(&add, form(&[("captured", "yes")], "ad.warc", CRAWL)).await.to;
        desk.get(&whole).await.hides(&[&picture.to]);
        assert_ne!(desk.post(&format!("{whole}/part"), "part=1").await.to, picture.to);
    }
}

/// A file kept as a capture that somebody told of; where its page is.
async fn keeps_capture(
    desk: &Desk,
    case: &str,
    (name, content): (&str, &str),
    captured: &Captured,
) -> String {
    let id = kernel::id::CaseId::parse(case.trim_start_matches("/cases/")).unwrap();
    let files = [(name.to_owned(), content.as_bytes().to_vec())];
    let taken = &casefile::take_files(&desk.node, &files).await.unwrap()[0];
    let (node, actor) = (&desk.node, &desk.moussa.0);
    let kept = node.store.run::<_, CaseError, _, _>("keep", |tx| async move {
        let keys = Keys::of(&node.vault);
        let held = casefile::case(&tx, &keys, id).await?.unwrap();
        let case = node.gate.open(held, &Ask::new(actor, action::READ, PURPOSE, tx.at()), &mut tx.log())?;
        let new = NewExhibit { captured: Some(captured.clone()), ..received(taken.clone(), "press") };
        casefile::keep_exhibit(&tx, &keys, &node.gate, (actor, PURPOSE), &case, &new).await
    });
    format!("/exhibits/{}", kept.await.unwrap().id)
}

/// A page saved whole that its head gives out as a mail.
const AS_MAIL: &str = "From: a@ads.example.test\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n\
    --b\r\nContent-Type: text/html\r\nContent-Location: https://ads.example.test/9\r\n\r\n<p>Zuwara, +218 91 234 5678</p>\r\n\
    --b\r\nContent-Type: image/png\r\nContent-Location: https://ads.example.test/boat.png\r\n\r\nboat\r\n--b--\r\n";

#[tokio::test]
async fn a_part_comes_out_of_a_capture_that_only_its_officer_knew_for_one() {
    let desk = Desk::new().await;
    let (case, _) = desk.case_with_sule().await;
    assert_eq!(reading::detect(AS_MAIL.as_bytes(), "saved.txt"), Some(Format::Mail));
    let inputs: Vec<(String, Box<dyn Read>)> = vec![("saved.txt".to_owned(), Box::new(AS_MAIL.as_bytes()))];
    let read = reading::read(Format::Mhtml, inputs, &Options::default(), &mut |_| Control::Go);
    let captured = Captured::default().filled_by(&read.unwrap().captures[0]);
    let whole = keeps_capture(&desk, &case, ("saved.txt", AS_MAIL), &captured).await;
    desk.get(&whole).await.shows(&["https://ads.example.test/boat.png", "Take out"]);
    let picture = desk.post(&format!("{whole}/part"), "part=1").await;
    assert_eq!(picture.status, 303, "{}", picture.text);
    desk.get(&picture.to).await.shows(&["boat.png", "4 bytes"]);
}

#[tokio::test]
async fn of_a_capture_that_was_altered_on_the_disk_no_part_is_kept() {
    let desk = Desk::new().await;
    let (case, _) = desk.case_with_sule().await;
    let add = format!("{case}/evidence/add");
    let whole = desk.sends_form(&add, form(&[("captured", "yes")], "ad.warc", CRAWL)).await.to;
    let mut files = std::fs::read_dir(desk.node.files.folder()).unwrap().map(|f| f.unwrap().path());
    let file = files.next().unwrap();
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[100] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let refused = desk.post(&format!("{whole}/part"), "part=1").await;
    assert_eq!(refused.status, 422);
    refused.shows(&[
        "Nothing was kept: the capture could not be read",
        "href=\"#f-part-1\"",
        "id=\"f-part-1\"",
    ]);
    desk.get(&format!("{case}/evidence")).await.shows(&["1 exhibit"]);
}

#[tokio::test]
async fn of_a_capture_that_gives_other_bytes_than_were_told_of_no_part_is_kept() {
    let desk = Desk::new().await;
    let (case, _) = desk.case_with_sule().await;
    let part = reading::capture::CapturedPart {
        url: "https://ads.example.test/9".into(),
        at: String::new(),
        media: "text/html".into(),
        status: 0,
        bytes: 30,
        sha256: Digest::of_bytes(b"<p>Zuwara, +218 91 234 5679<p>"),
        fits: None,
    };
    let captured = &Captured { parts: vec![part], parts_total: 1, ..Captured::default() };
    let whole = keeps_capture(&desk, &case, ("ad.warc", CRAWL), captured).await;
    let refused = desk.post(&format!("{whole}/part"), "part=0").await;
    assert_eq!(refused.status, 422);
    refused.shows(&["Nothing was kept: the capture does not give the bytes"]);
    desk.get(&format!("{case}/evidence")).await.shows(&["1 exhibit"]);
}
