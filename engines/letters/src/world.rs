//! All that the typesetter can see: one template, four fonts, and the data of the letter.

use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, Str, Value};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

const TEMPLATE: &str = include_str!("../templates/letter.typ");
/// Subsets of Noto Sans and Noto Sans Arabic, under the licence beside them.
const FONTS: [&[u8]; 4] = [
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("../fonts/NotoSansArabic-Bold.ttf"),
];

static KNOWN: LazyLock<(LazyHash<FontBook>, Vec<Font>)> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS.iter().flat_map(|f| Font::iter(Bytes::new(*f))).collect();
    (LazyHash::new(FontBook::from_fonts(&fonts)), fonts)
});

pub(crate) struct Paper {
    library: LazyHash<Library>,
    source: Source,
}

impl Paper {
    pub(crate) fn new(letter: &str) -> Self {
        let mut inputs = Dict::new();
        inputs.insert(Str::from("letter"), Value::Str(Str::from(letter)));
        let path = VirtualPath::new("letter.typ").map(|p| RootedPath::new(VirtualRoot::Project, p).intern());
        let source = match path {
            Ok(id) => Source::new(id, TEMPLATE.to_owned()),
            Err(_) => Source::detached(TEMPLATE),
        };
        Self { library: LazyHash::new(Library::builder().with_inputs(inputs).build()), source }
    }
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &KNOWN.0
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        KNOWN.1.get(index).cloned()
    }

    /// A letter says its day itself.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
