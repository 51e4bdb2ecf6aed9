//! A bundle: exhibits with their custody and digests in one ZIP file, signed, with how to verify it in three languages, so
//! that a court, a defence or another State checks it with OpenSSL and `sha256sum` and without this program.
//!
//! Who makes one takes copies of the exhibits out of the node: the gate is asked for each under `save`, and each exhibit's
//! custody gets the event before the first byte goes out. The bytes are verified as they go; what is not what came in
//! breaks the bundle off, so that no half one passes for a whole one.

use crate::evidence::{Custody, CustodyKind, Exhibit, MadeOf, NewCustody};
use crate::evidence_take::ReadExhibit;
use crate::keys::Keys;
use crate::store_evidence::{add_custody, custody_of};
use crate::types::{Case, CaseError};
use access::Node;
use gate::{Ask, action};
use kernel::{Actor, Digest, Lang, Purpose, Timestamp};
use serde::Serialize;
use std::io::Write;
use std::sync::Arc;
use store::files::{FileFault, Files};
use store::{StoreError, Tx};
use uuid::Uuid;
use web::{T, Words};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Most exhibits of one bundle.
pub const BUNDLE_MAX: usize = 1_000;
/// What begins the list of a bundle; the version of its form.
const FORM: &str = "liaison evidence bundle v1";
/// What verifies the signature.
pub const VERIFY_SIGNATURE: &str =
    "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig";
/// What verifies the files.
pub const VERIFY_FILES: &str = "sha256sum -c SHA256SUMS";

/// Why a bundle broke off.
#[derive(Debug, thiserror::Error)]
pub enum BundleFault {
    /// An exhibit's file.
    #[error(transparent)]
    File(#[from] FileFault),
    /// An exhibit is not what came in.
    #[error("the bytes of {0} are not those that came in; nothing was made of them")]
    Altered(String),
    /// Where it is written to.
    #[error("the bundle could not be written: {0}")]
    Write(#[from] std::io::Error),
}

impl From<zip::result::ZipError> for BundleFault {
    fn from(error: zip::result::ZipError) -> Self {
        Self::Write(std::io::Error::other(error))
    }
}

/// What is said of an exhibit in the bundle's list.
#[derive(Serialize)]
struct Listed<'a> {
    id: Uuid,
    number: String,
    file: String,
    name: &'a str,
    #[serde(rename = "type")]
    media: &'a str,
    bytes: u64,
    sha256: Digest,
    what: &'a str,
    made_of: &'a Option<MadeOf>,
    captured: &'a Option<crate::capture::Captured>,
    custody_events: u64,
    custody_head: Option<Digest>,
}

/// The bundle's list, `manifest.json`.
#[derive(Serialize)]
struct Manifest<'a> {
    form: &'static str,
    case: &'a str,
    authority: &'a str,
    made: String,
    by: &'a str,
    to: &'a str,
    why: &'a str,
    exhibits: Vec<Listed<'a>>,
}

/// What goes into a bundle: small files as they are, and the exhibits they speak of.
pub struct Bundle {
    small: Vec<(String, Vec<u8>)>,
    exhibits: Vec<Exhibit>,
    files: Arc<Files>,
    made: Timestamp,
}

/// Whom a bundle is for, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleFor {
    /// To whom.
    pub to: String,
    /// Why.
    pub why: String,
}

/// Makes a bundle ready: the gate opens each exhibit, its custody records the copy, the list is signed.
///
/// # Errors
/// A refusal of the gate, [`CaseError::CustodyLacks`] without a recipient, [`CaseError::CustodyBroken`] for an exhibit whose
/// chain does not hold, or what the database says.
pub async fn prepare_bundle(
    tx: &Tx,
    node: &Node,
    (actor, purpose): (&Actor, Purpose),
    (case, authority): (&Case, &str),
    ids: &[Uuid],
    of: &BundleFor,
) -> Result<Bundle, CaseError> {
    if ids.is_empty() || ids.len() > BUNDLE_MAX {
        return Err(CaseError::NotHere);
    }
    let keys = Keys::of(&node.vault);
    let mut copied = NewCustody::new(CustodyKind::Copied, tx.at());
    (copied.to, copied.how) = (of.to.clone(), of.why.clone());
    let mut exhibits = Vec::with_capacity(ids.len());
    let mut small = Vec::new();
    for id in ids {
        let by = (actor, purpose, action::SAVE);
        let exhibit = add_custody(tx, &keys, &node.gate, by, *id, &copied).await?;
        if exhibit.case != case.id {
            return Err(CaseError::NotHere);
        }
        let ask = Ask::new(actor, action::SAVE, purpose, tx.at());
        let held = custody_of(tx, &keys, &exhibit).await?;
        let ask = ask.on(held.object());
        let custody: Custody = node.gate.open(held, &ask, &mut tx.log())?;
        if custody.broken.is_some() {
            return Err(CaseError::CustodyBroken(exhibit.called()));
        }
        for (event, document) in custody.events {
            let name = format!("custody/{}/{:04}.json", exhibit.called(), event.number);
            small.push((name, document.into_bytes()));
        }
        exhibits.push(exhibit);
    }
    let manifest = Manifest {
        form: FORM,
        case: &case.reference,
        authority,
        made: tx.at().rfc3339(),
        by: &actor.name,
        to: &of.to,
        why: &of.why,
        exhibits: exhibits.iter().map(listed).collect(),
    };
    let manifest = serde_json::to_vec_pretty(&manifest).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    small.insert(0, ("manifest.json".to_owned(), manifest));
    let signs = directory::signing_keys(tx, node).await?;
    let public = signs.newest().public();
    let verify = instructions(&node.words, &seal::fingerprint_words(&public));
    small.insert(0, ("VERIFY.txt".to_owned(), verify.into_bytes()));
    let sums = sums(&small, &exhibits);
    let signature = signs.newest().sign_sums(sums.as_bytes());
    let signature = signature.ok_or_else(|| StoreError::Corrupt("a list of digests".into()))?;
    small.push(("SHA256SUMS".to_owned(), sums.into_bytes()));
    small.push(("SHA256SUMS.sig".to_owned(), signature.to_vec()));
    small.push(("key.pem".to_owned(), seal::identity::public_pem(&public).into_bytes()));
    Ok(Bundle { small, exhibits, files: Arc::clone(&node.files), made: tx.at() })
}

fn listed(exhibit: &Exhibit) -> Listed<'_> {
    Listed {
        id: exhibit.id,
        number: exhibit.called(),
        file: place(exhibit),
        name: &exhibit.name,
        media: &exhibit.media,
        bytes: exhibit.whole.bytes,
        sha256: exhibit.whole.sha256,
        what: &exhibit.what,
        made_of: &exhibit.made,
        captured: &exhibit.captured,
        custody_events: exhibit.events,
        custody_head: exhibit.head,
    }
}

/// Where an exhibit stands in the bundle. Its own name, in whatever script, stands in the list; a name of plain letters
/// is unpacked the same everywhere.
fn place(exhibit: &Exhibit) -> String {
    let ending = exhibit.name.rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default();
    let plain = (1..=10).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric());
    match plain {
        true => format!("exhibits/{}.{}", exhibit.called(), ending.to_ascii_lowercase()),
        false => format!("exhibits/{}", exhibit.called()),
    }
}

/// The digests of everything, as `sha256sum` reads them.
fn sums(small: &[(String, Vec<u8>)], exhibits: &[Exhibit]) -> String {
    let files = small.iter().map(|(name, bytes)| (name.clone(), Digest::of_bytes(bytes)));
    let files = files.chain(exhibits.iter().map(|e| (place(e), e.whole.sha256)));
    files.map(|(name, digest)| format!("{digest}  {name}\n")).collect()
}

/// How to verify the bundle, in every language, for people without this program.
fn instructions(words: &Arc<Words>, key: &[&str]) -> String {
    let mut text = String::new();
    for lang in Lang::ALL {
        let t = T::new(Arc::clone(words), *lang);
        for part in ["title", "what", "files", "signature", "key", "custody", "limits"] {
            let said = t.get(&format!("casefile-verify-{part}"));
            // Marks of direction are for pages; a plain file is read by tools as well.
            text.extend(said.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')));
            text.push_str("\n\n");
            let below: Vec<String> = match part {
                "files" => vec![VERIFY_FILES.to_owned()],
                "signature" => vec![VERIFY_SIGNATURE.to_owned()],
                "key" => key.chunks(6).map(|line| line.join(" ")).collect(),
                _ => Vec::new(),
            };
            for line in &below {
                text.push_str(&format!("    {line}\n"));
            }
            if !below.is_empty() {
                text.push('\n');
            }
        }
        text.push_str("----------------------------------------------------------------\n\n");
    }
    text
}

impl Bundle {
    /// Writes the bundle. Blocks; call it off the async threads. In memory stands one chunk at a time.
    ///
    /// # Errors
    /// [`BundleFault`]; what was written is of no use then.
    pub fn write(&self, out: impl Write) -> Result<(), BundleFault> {
        let mut zip = ZipWriter::new_stream(out);
        // Stored as they are: exhibits are mostly pictures and recordings, which do not get smaller.
        let plain = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(zip_time(self.made));
        for (name, bytes) in &self.small {
            zip.start_file(name.as_str(), plain)?;
            zip.write_all(bytes)?;
        }
        for exhibit in &self.exhibits {
            zip.start_file(place(exhibit), plain.large_file(true))?;
            let altered = || BundleFault::Altered(exhibit.called());
            let mut read = ReadExhibit::begin(&self.files, exhibit);
            while let Some(content) = read.next_chunk().map_err(|_| altered())? {
                zip.write_all(&content)?;
            }
            if read.finish() != Some(exhibit.whole) {
                return Err(altered());
            }
        }
        zip.finish()?.into_inner().flush()?;
        Ok(())
    }
}

/// The moment as a ZIP file knows it, to two seconds; its beginning of time where it does not.
fn zip_time(at: Timestamp) -> DateTime {
    let text = at.rfc3339();
    let part = |from: usize, to: usize| text.get(from..to).and_then(|digits| digits.parse::<u16>().ok());
    let small = |from: usize, to: usize| part(from, to).and_then(|n| u8::try_from(n).ok());
    let made = || {
        let day = (part(0, 4)?, small(5, 7)?, small(8, 10)?);
        let hour = (small(11, 13)?, small(14, 16)?, small(17, 19)?);
        DateTime::from_date_and_time(day.0, day.1, day.2, hour.0, hour.1, hour.2).ok()
    };
    made().unwrap_or_default()
}
