//! Take files into a case: look at what was recognised, correct what a table's columns mean, take it. Nothing stands in
//! the case before the last step; the upload waits an hour, encrypted.

use crate::evidence_import::{discard_others, keep_of_import, take_files};
use crate::files::{FileError, ReadFiles, Reader};
use crate::import::{Prepared, prepare};
use crate::issue::Changes;
use crate::pages::card::kind_word;
use crate::pages::first_cards::{FirstCard, first_cards};
use crate::pages::keep_columns::{self, GUESS};
use crate::pages::show_import::{format_word, reason_word};
use crate::pages::{
    acting, grade_choices, handling_choices, open_case, pap_choices, purpose_of, tlp_choices,
};
use crate::store_columns::{KeptColumns, NAME_CHARS_MAX};
use crate::store_imports::TakenFile;
use crate::store_issues::foresee_issue;
use crate::table::{Columns, MARKS, PROPERTIES};
use crate::types::{Case, CaseError, ImportOptions, NotTaken};
use crate::{Keys, drop_upload, import_of_file, take_import, upload};
use access::{Node, Officer};
use axum::extract::{Extension, Form, Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use gate::{Ask, action};
use http::StatusCode;
use kernel::id::{CaseId, ImportId};
use kernel::{Digest, EntityKind, Grade, Handling, Pap, Tlp};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, FieldError, Problem, T};

/// Lines shown of what was not recognised; the rest is on the import's own page.
const LINES_SHOWN_MAX: usize = 50;
/// Longest name of a source, in characters.
const SOURCE_CHARS_MAX: usize = 200;

#[derive(askama::Template)]
#[template(path = "import_file.html")]
struct ImportFile<'a> {
    t: &'a T,
    path: String,
    format: String,
    taken: Vec<(String, u64)>,
    statements: u64,
    first: Vec<FirstCard>,
    entities: u64,
    passages: u64,
    proposed: u64,
    lines: Vec<(NotTaken, String)>,
    lines_total: u64,
    columns: Option<Columns>,
    /// Meanings of columns that the authority keeps.
    kept: Vec<KeptColumns>,
    before: Option<ImportId>,
    /// What it would change as a later issue of a list.
    foreseen: Option<Changes>,
    handlings: Vec<Choice>,
    tlps: Vec<Choice>,
    paps: Vec<Choice>,
    grades: Vec<Choice>,
    source: String,
    sent: Sent,
    errors: Vec<FieldError>,
}

/// What the preview's forms send. Columns come as `c0`, `c1`…: the header's columns in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent {
    source: String,
    handling: String,
    tlp: String,
    pap: String,
    grade: String,
    pub(crate) kind: Option<EntityKind>,
    pub(crate) columns: HashMap<usize, String>,
    /// Which kept meaning of the columns was asked for.
    saved: String,
    /// Whether the files stay as evidence.
    keep: bool,
}

impl Sent {
    pub(crate) fn read(pairs: Vec<(String, String)>) -> Self {
        let mut sent = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "source" => sent.source = value.trim().chars().take(SOURCE_CHARS_MAX).collect(),
                "handling" => sent.handling = value,
                "tlp" => sent.tlp = value,
                "pap" => sent.pap = value,
                "grade" => sent.grade = value,
                "saved" => sent.saved = value,
                "keep" => sent.keep = value == "yes",
                "kind" => sent.kind = EntityKind::parse(&value),
                _ => {
                    if let Some(place) = name.strip_prefix('c').and_then(|n| n.parse().ok())
                        && place < reading::item::COLUMNS_MAX
                    {
                        sent.columns.insert(place, value);
                    }
                }
            }
        }
        sent
    }

    fn options(&self, officer: &Officer, file: &TakenFile, format: &str) -> ImportOptions {
        ImportOptions {
            source: if self.source.is_empty() { file.name.clone() } else { self.source.clone() },
            format: format.to_owned(),
            region: officer.actor.party,
            handling: Handling::parse(&self.handling).unwrap_or(Handling::H0),
            restrictions: std::collections::BTreeSet::new(),
            tlp: Tlp::parse(&self.tlp),
            pap: Pap::parse(&self.pap),
            grade: Grade::parse(&self.grade),
            compartment: None,
        }
    }
}

pub(crate) async fn preview(
    State(node): State<Arc<Node>>,
    officer: Officer,
    reader: Option<Extension<Reader>>,
    Path((id, waiting)): Path<(Uuid, Uuid)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let at = At { case: CaseId(id), upload: waiting };
    preview_page(&node, &officer, &reader_of(reader), at, Sent::read(pairs), Vec::new()).await
}

pub(crate) async fn take(
    State(node): State<Arc<Node>>,
    officer: Officer,
    reader: Option<Extension<Reader>>,
    Path((id, waiting)): Path<(Uuid, Uuid)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let (at, sent, reader) = (At { case: CaseId(id), upload: waiting }, Sent::read(pairs), reader_of(reader));
    let (case, files) = waiting_files(&node, &officer, at).await?;
    let file = TakenFile::of(&files);
    let originals = if sent.keep { files.clone() } else { Vec::new() };
    let read = match read(&node, &officer, &reader, files, &sent).await? {
        Ok((read, _)) => read,
        Err(_) => return preview_page(&node, &officer, &reader, at, sent, Vec::new()).await,
    };
    let captures = read.captures.clone();
    let prepared = prepared(&node, &officer, read, &sent, &file).await?;
    if prepared.entities() == 0 && prepared.passages() == 0 {
        let errors = vec![FieldError::new("take", officer.t.get("casefile-nothing-to-take"))];
        return preview_page(&node, &officer, &reader, at, sent, errors).await;
    }
    let originals = match take_files(&node, &originals).await {
        Ok(originals) => originals,
        Err(fault) => {
            tracing::error!(%fault, "a file was not kept as evidence");
            let errors = vec![FieldError::new("keep", officer.t.get("casefile-import-not-kept"))];
            return preview_page(&node, &officer, &reader, at, sent, errors).await;
        }
    };
    let from = sent.options(&officer, &file, "").source;
    let (file, prepared, from, originals, captures) = (&file, &prepared, &from, &originals, &captures);
    let taken = node.store.run::<_, CaseError, _, _>("import", |tx| {
        let (node, officer, case) = (&node, &officer, &case);
        async move {
            let by = (&officer.actor, purpose_of(&officer.actor));
            let keys = Keys::of(&node.vault);
            let taken = take_import(&tx, &keys, &node.gate, by, case, (file, prepared), &|_, _| {}).await?;
            drop_upload(&tx, at.upload, officer.actor.person).await?;
            let files = (taken.import, from.as_str(), originals.as_slice(), captures.as_slice());
            Ok((taken.import, keep_of_import(&tx, &keys, &node.gate, by, case, files).await?))
        }
    });
    let taken = taken.await;
    discard_others(&node, originals, taken.as_ref().map_or(&BTreeSet::new(), |(_, kept)| kept));
    match taken {
        // Of a text everything is still to be judged: the next step is the page that asks.
        Ok(_) if prepared.entities() == 0 && prepared.proposed() > 0 => {
            Ok(Redirect::to(&format!("/cases/{}/review", at.case)).into_response())
        }
        Ok((import, _)) => Ok(Redirect::to(&format!("/imports/{import}")).into_response()),
        Err(CaseError::AlreadyTaken { .. }) => {
            preview_page(&node, &officer, &reader, at, sent, Vec::new()).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn discard(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((id, waiting)): Path<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    let person = officer.actor.person;
    let dropped = node.store.run::<_, CaseError, _, _>("drop upload", |tx| async move {
        drop_upload(&tx, waiting, person).await
    });
    dropped.await?;
    Ok(Redirect::to(&format!("/cases/{id}/import")).into_response())
}

/// Where a preview stands.
#[derive(Clone, Copy)]
pub(crate) struct At {
    pub(crate) case: CaseId,
    pub(crate) upload: Uuid,
}

pub(crate) fn reader_of(reader: Option<Extension<Reader>>) -> Reader {
    reader.map_or_else(Reader::default, |Extension(reader)| reader)
}

pub(crate) async fn case_for_import(node: &Node, officer: &Officer, id: CaseId) -> Result<Case, CaseError> {
    node.store
        .run("case for import", |tx| async move { open_case(node, &tx, officer, id, action::IMPORT).await })
        .await
}

/// The case and the files that wait for it.
pub(crate) async fn waiting_files(
    node: &Node,
    officer: &Officer,
    at: At,
) -> Result<(Case, Vec<(String, Vec<u8>)>), CaseError> {
    node.store
        .run::<_, CaseError, _, _>("waiting files", |tx| async move {
            let case = open_case(node, &tx, officer, at.case, action::IMPORT).await?;
            let found = upload(&tx, &Keys::of(&node.vault), at.upload, officer.actor.person).await?;
            let found = found.filter(|u| u.case == at.case).ok_or(CaseError::NotHere)?;
            Ok((case, found.files))
        })
        .await
}

type Read = Result<(ReadFiles, Option<Columns>), FileError>;

/// Reads the files in the reading process, off the threads that serve pages.
async fn read(
    node: &Node,
    officer: &Officer,
    reader: &Reader,
    files: Vec<(String, Vec<u8>)>,
    sent: &Sent,
) -> Result<Read, Problem> {
    let (reader, region, sent) = (reader.clone(), officer.actor.party, sent.clone());
    let kept = keep_columns::kept(node, officer).await?;
    let headings = Keys::of(&node.vault).headings();
    let work = move || {
        let first = reader.read(files.clone(), None, region)?;
        if first.header.is_empty() {
            return Ok((first, None));
        }
        let said = !sent.columns.is_empty() || sent.kind.is_some();
        let kept = keep_columns::chosen(&kept, (&first.header, &headings), &sent.saved).filter(|_| !said);
        let columns = match kept {
            Some(kept) => Columns::kept(&first.header, &kept.meaning, &headings),
            None => Columns::new(&first.header, sent.kind, &sent.columns),
        };
        if kept.is_none() && !said {
            return Ok((first, Some(columns)));
        }
        match columns.mapping() {
            Some(mapping) => Ok((reader.read(files, Some(mapping.to_toml()), region)?, Some(columns))),
            None => Ok((first.without_records(), Some(columns))),
        }
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "the reading was cut off");
        Problem::broken()
    })
}

async fn prepared(
    node: &Node,
    officer: &Officer,
    read: ReadFiles,
    sent: &Sent,
    file: &TakenFile,
) -> Result<Prepared, Problem> {
    let options = sent.options(officer, file, read.format.code());
    let import = ImportId::new(node.store.clock(), node.store.rng());
    let work = move || Prepared { dated: read.dated, ..prepare(read.items, &options, import) };
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "the preparing was cut off");
        Problem::broken()
    })
}

async fn preview_page(
    node: &Node,
    officer: &Officer,
    reader: &Reader,
    at: At,
    sent: Sent,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let (case, files) = waiting_files(node, officer, at).await?;
    let file = TakenFile::of(&files);
    let before = taken_before(node, at.case, file.digest).await?;
    let (read, columns) = match read(node, officer, reader, files, &sent).await? {
        Ok(read) => read,
        Err(error) => return Err(unreadable_file(&officer.t, at, &error)),
    };
    let format = read.format.code().to_owned();
    let prepared = prepared(node, officer, read, &sent, &file).await?;
    let foreseen = foreseen(node, officer, &case, (&file, &prepared)).await?;
    let t = &officer.t;
    let path = format!("/cases/{}/import/{}", at.case, at.upload);
    let status =
        if errors.is_empty() && before.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = web::Head::new("casefile", &file.name)
        .over(t.say("casefile-clear-over").with("reference", &case.reference))
        .under(t.get("casefile-preview-what"))
        .action(web::Action::post(t.get("casefile-discard"), format!("{path}/discard")))
        .status(status);
    let lines = prepared.not_taken.iter().take(LINES_SHOWN_MAX);
    let body = ImportFile {
        t,
        path,
        taken: prepared.taken.iter().map(|(kind, n)| (kind_word(t, *kind), *n)).collect(),
        statements: prepared.statements(),
        first: first_cards(t, &prepared),
        entities: prepared.entities(),
        passages: prepared.passages(),
        proposed: prepared.proposed(),
        lines: lines.map(|l| (l.clone(), reason_word(t, &l.reason))).collect(),
        lines_total: prepared.not_taken_total,
        columns,
        kept: keep_columns::kept(node, officer).await?,
        before,
        foreseen,
        handlings: handling_choices(t),
        tlps: tlp_choices(t),
        paps: pap_choices(t),
        grades: grade_choices(t),
        source: if sent.source.is_empty() { file.name.clone() } else { sent.source.clone() },
        format: format_word(t, &format),
        sent,
        errors,
    };
    Ok(web::page(&acting(officer, &case), head, body))
}

/// What the file would change as a later issue of a list that was taken, as far as the officer may see it. That it was
/// looked at stands in the log since the case was opened for it.
async fn foreseen(
    node: &Node,
    officer: &Officer,
    case: &Case,
    of: (&TakenFile, &Prepared),
) -> Result<Option<Changes>, CaseError> {
    let look = node.store.look("foresee issue", |tx| async move {
        let ask = Ask::new(&officer.actor, action::IMPORT, purpose_of(&officer.actor), tx.at());
        foresee_issue(&tx, &Keys::of(&node.vault), (&node.gate, &ask), case, of).await
    });
    look.await
}

async fn taken_before(node: &Node, case: CaseId, digest: Digest) -> Result<Option<ImportId>, CaseError> {
    node.store
        .run(
            "taken before",
            |tx| async move { import_of_file(&tx, &Keys::of(&node.vault), case, digest).await },
        )
        .await
}

/// What is wrong with a file, and the way out. The reader's own words are for the log: they quote the file.
fn unreadable_file(t: &T, at: At, error: &FileError) -> Problem {
    tracing::info!(%error, "an uploaded file could not be read");
    Problem::bad_request()
        .what(t.get(error.word()))
        .kept(t.get("casefile-upload-kept"))
        .way_out(t.get("casefile-other-file"), format!("/cases/{}/import", at.case))
}

impl ImportFile<'_> {
    fn source_field(&self) -> web::Field {
        web::text("source", self.t.get("casefile-col-source"))
            .hint(self.t.get("casefile-import-source-hint"))
            .value(&self.source)
            .required()
    }

    fn keep(&self) -> web::Field {
        let field = web::check("keep", self.t.get("casefile-import-keep")).value("yes");
        field.hint(self.t.get("casefile-import-keep-hint")).errors(&self.errors)
    }

    fn handling(&self) -> web::Field {
        web::select("handling", self.t.get("casefile-col-handling"), &self.handlings)
            .value(&self.sent.handling)
    }

    fn tlp(&self) -> web::Field {
        web::select("tlp", self.t.get("casefile-tlp"), &self.tlps)
            .hint(self.t.get("casefile-tlp-hint"))
            .value(&self.sent.tlp)
    }

    fn pap(&self) -> web::Field {
        web::select("pap", self.t.get("casefile-pap"), &self.paps)
            .hint(self.t.get("casefile-pap-hint"))
            .value(&self.sent.pap)
    }

    fn grade(&self) -> web::Field {
        web::select("grade", self.t.get("casefile-col-grade"), &self.grades)
            .hint(self.t.get("casefile-grade-hint"))
            .value(&self.sent.grade)
    }

    /// What the columns were said to mean, sent along when the file is taken.
    fn said_columns(&self) -> Vec<(String, String)> {
        let Some(columns) = self
            .columns
            .as_ref()
            .filter(|c| !self.sent.columns.is_empty() || self.sent.kind.is_some() || c.kept_as.is_some())
        else {
            // What was shown with the guess is taken with the guess, whatever somebody keeps meanwhile.
            return vec![("saved".to_owned(), GUESS.to_owned())];
        };
        self.all_columns(columns)
    }

    /// What every column means, as a form sends it.
    fn all_columns(&self, columns: &Columns) -> Vec<(String, String)> {
        let mut said = vec![("kind".to_owned(), columns.kind.code().to_owned())];
        said.extend(
            columns.chosen.iter().enumerate().map(|(n, _)| (format!("c{n}"), columns.code(n).to_owned())),
        );
        said
    }

    fn keep_as(&self, columns: &Columns) -> web::Field {
        let field = web::text("name", self.t.get("casefile-columns-name")).required();
        field
            .value(columns.kept_as.as_deref().unwrap_or_default())
            .hint(self.t.get("casefile-columns-name-hint"))
            .length_max(u32::try_from(NAME_CHARS_MAX).unwrap_or(u32::MAX))
    }

    fn guess_path(&self) -> String {
        format!("{}?saved={GUESS}", self.path)
    }

    fn by_kept(&self, name: &str) -> String {
        self.t.say("casefile-columns-by-kept").with("name", name).to_string()
    }

    fn kind(&self, columns: &Columns) -> web::Field {
        let kinds: Vec<Choice> =
            EntityKind::ALL.iter().map(|k| Choice::new(k, kind_word(self.t, *k))).collect();
        web::select("kind", self.t.get("casefile-row-kind"), &kinds).value(columns.kind)
    }

    fn column(&self, columns: &Columns, place: &usize) -> web::Field {
        let mut choices = vec![Choice::new("", self.t.get("casefile-leave-out"))];
        choices
            .extend(PROPERTIES.iter().map(|p| Choice::new(p, self.t.get(&format!("casefile-property-{p}")))));
        if columns.can_mark(*place) {
            choices.insert(1, Choice::new(MARKS, self.t.get("casefile-column-marks")));
        }
        let name = columns.header.get(*place).map_or("", String::as_str);
        web::select(format!("c{place}"), name, &choices).value(columns.code(*place))
    }

    fn more_lines(&self) -> u64 {
        self.lines_total.saturating_sub(self.lines.len() as u64)
    }

    fn before_page(&self) -> String {
        self.before.map_or_else(String::new, |id| format!("/imports/{id}"))
    }
}
