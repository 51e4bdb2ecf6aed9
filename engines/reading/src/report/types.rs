//! What a report of a meeting says, as structure. The names of the fields are the names of the JSON document
//! (`docs/reading-reports.md`) and stay as they are; whoever adds one gives it a default.

use super::codes::{Addressee, Kind, Role, Standing, Status, Strength, Theme, What};
use kernel::Party;
use serde::{Deserialize, Serialize};

/// The version of this document.
pub const VERSION: u32 = 1;

/// A report, read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// The version of this document, [`VERSION`].
    pub version: u32,
    /// The symbols that the masthead gives, the first is the report's own: `CTOC/COP/WG.7/2022/5`. None where it gives none.
    pub symbols: Vec<String>,
    /// The title.
    pub title: String,
    /// The body that met: `Working Group on the Smuggling of Migrants`.
    pub body: String,
    /// The body that it belongs or reports to, where the masthead names one.
    pub parent_body: String,
    /// Which session or meeting it was, in the words of the text: `ninth meeting`.
    pub session: String,
    /// Where it met.
    pub place: String,
    /// When it met.
    pub dates: Dates,
    /// When the document was distributed, `YYYY-MM-DD`.
    pub distributed: Option<String>,
    /// How it is distributed: `Limited`, `General`.
    pub distribution: String,
    /// The language of this text, ISO 639-1; empty where it is none that is read.
    pub language: String,
    /// The language of the original, as the masthead says it.
    pub original_language: String,
    /// The sections in the order of the text; `parent` makes the tree.
    pub sections: Vec<Section>,
    /// The numbered paragraphs in the order of the text, without those of the annexes.
    pub paragraphs: Vec<Paragraph>,
    /// The numbered paragraphs of the annexes, whose numbers begin anew.
    pub annex_paragraphs: Vec<Paragraph>,
    /// The notes at the foot of pages or at the end.
    pub footnotes: Vec<Footnote>,
    /// What the meeting recommended, decided or resolved.
    pub recommendations: Vec<Recommendation>,
    /// The agenda.
    pub agenda: Vec<AgendaItem>,
    /// Which meeting took which item.
    pub meetings: Vec<Sitting>,
    /// Who led the discussions.
    pub panellists: Vec<Panellist>,
    /// Who spoke, by item.
    pub statements: Vec<Statement>,
    /// Who was there, by status.
    pub attendance: Vec<Attendance>,
    /// The documents that the meeting had before it, each once, by symbol.
    pub documents: Vec<Document>,
    /// The other documents that the text names.
    pub references: Vec<Document>,
    /// The whole text in order, every piece with what it was taken for. Nothing of the source stands outside.
    pub blocks: Vec<Block>,
    /// What was not understood, and what is wrong with the file.
    pub findings: Vec<Finding>,
}

/// From when to when a meeting lasted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dates {
    /// As written: `27 and 28 June 2022`.
    pub text: String,
    /// The first day, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
}

/// Where in the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Span {
    /// First line, from 1; of a PDF or DOCX the line of its running text.
    pub from_line: u32,
    /// Last line.
    pub to_line: u32,
    /// Page, from 1; 0 where the source has no pages.
    pub page: u32,
}

/// A section: a heading and what stands under it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Section {
    /// Its place in `sections`, from 0; others refer to it by this.
    pub id: u32,
    /// The section that it stands in.
    pub parent: Option<u32>,
    /// How deep: 1 for the outermost.
    pub level: u32,
    /// Its number as written, without its dot: `III`, `A`, `Annex I`; empty where it has none.
    pub number: String,
    /// Its heading.
    pub title: String,
    /// Where the heading stands.
    pub place: Span,
    /// Whether the meeting adopted it.
    pub standing: Standing,
    /// The words that say so: sentences of the text, with their paragraph.
    pub said: Vec<Quote>,
    /// The agenda item that the heading names, `3(a)`; empty where none.
    pub agenda_item: String,
}

/// Words of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Quote {
    /// The number of the paragraph; empty outside of one.
    pub paragraph: String,
    /// The words.
    pub text: String,
    /// Where they stand.
    pub place: Span,
}

/// A numbered paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Paragraph {
    /// Its number as written, without its dot.
    pub number: String,
    /// The section that it stands in.
    pub section: Option<u32>,
    /// Its text without number and sub-items, healed of page breaks and hyphens.
    pub text: String,
    /// Its sub-items.
    pub items: Vec<SubItem>,
    /// The marks of the footnotes that it refers to.
    pub footnotes: Vec<String>,
    /// Where it stands, from its first line to its last.
    pub place: Span,
    /// The blocks that it is made of.
    pub blocks: Vec<u32>,
}

/// A sub-item of a paragraph or recommendation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SubItem {
    /// Its label as written, without brackets and dots: `a`, `iv`, `1`; empty for a bullet.
    pub label: String,
    /// Its text.
    pub text: String,
    /// Items within it.
    pub items: Vec<SubItem>,
    /// Where it stands.
    pub place: Span,
}

/// A note.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Footnote {
    /// Its mark: `1`, `*`.
    pub mark: String,
    /// Its text.
    pub text: String,
    /// Where it stands.
    pub place: Span,
}

/// Something that a meeting recommended, decided or resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recommendation {
    /// What it is.
    pub kind: Kind,
    /// Its number: that of the recommendation (`8`), decision (`22/1`) or paragraph; `1` and on where it has none of its own.
    pub number: String,
    /// Whether the number stands in the text.
    pub numbered: bool,
    /// Whether it is a draft that another body shall adopt.
    pub draft: bool,
    /// Its own title, where it has one.
    pub title: String,
    /// The heading that it stands under.
    pub heading: String,
    /// The section of that heading.
    pub section: Option<u32>,
    /// Its text without number, heading and sub-items.
    pub text: String,
    /// Its sub-items; the operative paragraphs of a decision.
    pub items: Vec<SubItem>,
    /// The marks of the footnotes that it refers to.
    pub footnotes: Vec<String>,
    /// What it asks, of whom and how strongly. The first is its own; the others are further sentences and operative paragraphs.
    pub calls: Vec<Call>,
    /// What it is about, from [`Theme`].
    pub themes: Vec<Theme>,
    /// Articles of treaties that it names.
    pub articles: Vec<Article>,
    /// Where it stands.
    pub place: Span,
    /// The blocks that it is made of.
    pub blocks: Vec<u32>,
}

/// One thing asked of someone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Call {
    /// The label of the sub-item that asks; empty for the text itself.
    pub item: String,
    /// Of whom, in the words of the text: `States parties`.
    pub addressee: String,
    /// Which kind of addressee that is.
    pub addressed: Addressee,
    /// How strongly.
    pub strength: Strength,
    /// The words that say how strongly: `are encouraged, as appropriate, to`.
    pub words: String,
    /// What softens it: `as appropriate`, `where possible`.
    pub softened: Vec<String>,
    /// Where.
    pub place: Span,
}

/// An article of a treaty.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Article {
    /// The treaty as the text names it; empty where it does not.
    pub treaty: String,
    /// The article: `18`, `18(13)`; empty where the treaty alone is named.
    pub article: String,
}

/// An item of the agenda.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgendaItem {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its sub-items.
    pub items: Vec<SubItem>,
    /// Where it stands.
    pub place: Span,
}

/// A meeting of the session that took an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sitting {
    /// The items: `2`, `3(a)`.
    pub items: Vec<String>,
    /// The meetings, by their number: 1, 2.
    pub meetings: Vec<u32>,
    /// The days, as written: `27 and 28 June 2022`.
    pub dates: String,
    /// The paragraph that says so.
    pub paragraph: String,
    /// Where.
    pub place: Span,
}

/// Someone who led a discussion.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Panellist {
    /// The name.
    pub name: String,
    /// The function as the text gives it.
    pub function: String,
    /// The State as written; empty where the text gives none.
    pub state: String,
    /// The party that it is.
    pub party: Option<Party>,
    /// The items of the agenda.
    pub items: Vec<String>,
    /// The paragraphs that name them.
    pub paragraphs: Vec<String>,
    /// Where they are named first.
    pub place: Span,
}

/// A sentence that lists speakers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Statement {
    /// The items of the agenda; empty where the text ties it to none.
    pub items: Vec<String>,
    /// Whether the items are those of the sentence or paragraph before, on which this one follows (`also`).
    pub follows: bool,
    /// In which status they spoke.
    pub status: Status,
    /// Who.
    pub speakers: Vec<Name>,
    /// The paragraph.
    pub paragraph: String,
    /// Where.
    pub place: Span,
}

/// A sentence that lists who was there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Attendance {
    /// In which status.
    pub status: Status,
    /// The words that give the status.
    pub words: String,
    /// Who.
    pub names: Vec<Name>,
    /// The paragraph; empty where the list stands outside of one.
    pub paragraph: String,
    /// Where.
    pub place: Span,
}

/// A name as written and the party that it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Name {
    /// As written.
    pub written: String,
    /// The party; none for organisations and for names that are not known.
    pub party: Option<Party>,
    /// On whose behalf they spoke, as written.
    pub on_behalf_of: String,
}

/// A document that the text names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Document {
    /// Its symbol.
    pub symbol: String,
    /// Its title, where the text gives one beside it.
    pub title: String,
    /// The paragraphs that name it.
    pub paragraphs: Vec<String>,
    /// Where it is named first.
    pub place: Span,
}

/// A piece of the source, as it stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Block {
    /// Its place in `blocks`, from 0.
    pub id: u32,
    /// What it was taken for.
    pub role: Role,
    /// Its text as it stands, its lines divided by line feeds.
    pub text: String,
    /// Where.
    pub place: Span,
    /// The section that it stands in.
    pub section: Option<u32>,
}

/// Something not understood, or wrong with the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Finding {
    /// What.
    pub what: What,
    /// The words that it is about.
    pub text: String,
    /// Where.
    pub place: Span,
}

impl Report {
    /// The text of the source, equal to it but for white space.
    #[must_use]
    pub fn rebuild(&self) -> String {
        let mut text = String::new();
        for block in &self.blocks {
            text.push_str(&block.text);
            text.push('\n');
        }
        text
    }

    /// The section with this id.
    #[must_use]
    pub fn section(&self, id: u32) -> Option<&Section> {
        self.sections.get(usize::try_from(id).ok()?)
    }

    /// The outermost section that a section stands in; itself where it stands in none.
    #[must_use]
    pub fn outermost(&self, id: u32) -> Option<&Section> {
        let mut section = self.section(id)?;
        for _ in 0..self.sections.len() {
            match section.parent.and_then(|parent| self.section(parent)) {
                Some(parent) => section = parent,
                None => break,
            }
        }
        Some(section)
    }
}
