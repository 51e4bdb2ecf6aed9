//! From what each line begins to the parts of a report: sections, paragraphs with their items, acts, agenda, and the
//! whole text in blocks. Every line goes into exactly one block.

use super::cues::{agenda_note, names_agenda};
use super::lines::{Line, Source};
use super::outline::{Outline, Start};
use super::pieces::{Pieces, Vocabulary};
use super::text::{begins_small, ended, squeezed};
use super::{AgendaItem, Block, Kind, Paragraph, Recommendation, Report, Role, Section};

/// Where a line went.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Went {
    role: Role,
    element: u32,
    section: Option<u32>,
}

/// What is being gathered.
enum Open {
    /// Nothing: the next line without a mark begins text of its own.
    Nothing,
    Masthead,
    Text(Pieces),
    Paragraph(String, Pieces),
    Act(Box<Act>),
    Agenda,
}

/// A heading without a note in square brackets before it: `[English only]`.
fn noteless(title: &str) -> &str {
    let inner = title.strip_prefix('[').and_then(|t| t.split_once(']'));
    inner.map_or(title, |(_, after)| after.trim_start())
}

pub(super) struct Act {
    kind: Kind,
    number: String,
    draft: bool,
    title: String,
    pieces: Pieces,
}

pub(super) struct Builder<'a> {
    source: &'a Source,
    outline: &'a Outline,
    words: Vocabulary,
    report: Report,
    went: Vec<Went>,
    open: Open,
    element: u32,
    /// The sections that the current line stands in, the outermost first, with their depth.
    stack: Vec<(u32, u32)>,
    annex: bool,
    agenda_open: bool,
    /// Text without a number, for a report that numbers nothing.
    unnumbered: Vec<Paragraph>,
    element_blocks: Vec<(Target, u32)>,
}

/// What an element became, to be given its blocks.
#[derive(Clone, Copy)]
enum Target {
    Paragraph(usize),
    Annex(usize),
    Act(usize),
    Unnumbered(usize),
}

/// The parts of a report, and the text without numbers.
pub(super) fn build(source: &Source, outline: &Outline) -> (Report, Vec<Paragraph>) {
    let nowhere = Went { role: Role::Text, element: 0, section: None };
    let mut builder = Builder {
        source,
        outline,
        words: Vocabulary::of(source),
        report: Report::default(),
        went: vec![nowhere; source.lines.len()],
        open: Open::Nothing,
        element: 0,
        stack: Vec::new(),
        annex: false,
        agenda_open: false,
        unnumbered: Vec::new(),
        element_blocks: Vec::new(),
    };
    builder.lines();
    builder.close();
    builder.blocks();
    builder.nest();
    if builder.report.paragraphs.is_empty() && builder.report.annex_paragraphs.is_empty() {
        builder.report.paragraphs.clone_from(&builder.unnumbered);
    }
    (builder.report, builder.unnumbered)
}

impl Builder<'_> {
    fn section(&self) -> Option<u32> {
        self.stack.last().map(|(id, _)| *id)
    }

    fn lines(&mut self) {
        let first =
            self.outline.starts.iter().position(|s| {
                matches!(s, Start::Heading { .. } | Start::Paragraph { .. } | Start::Act { .. })
            });
        let masthead = first.filter(|first| *first <= 120).unwrap_or(0);
        // A cover has no sentences: where they begin, text begins, whatever its layout.
        let masthead = (0..masthead).find(|at| self.outline.tells(self.source, *at)).unwrap_or(masthead);
        if masthead > 0 {
            self.begin(Open::Masthead);
        }
        for (at, line_at) in self.outline.live.iter().copied().enumerate() {
            let Some(line) = self.source.lines.get(line_at) else { continue };
            let start = self.outline.starts.get(at).unwrap_or(&Start::None);
            let role = if at < masthead { Role::Masthead } else { self.take(line, start) };
            let went = Went { role, element: self.element, section: self.section() };
            if let Some(slot) = self.went.get_mut(line_at) {
                *slot = went;
            }
        }
    }

    fn begin(&mut self, open: Open) {
        self.close();
        self.element = self.element.saturating_add(1);
        self.open = open;
    }

    fn take(&mut self, line: &Line, start: &Start) -> Role {
        match start {
            Start::Heading { rank, number, rest } => self.heading(line, *rank, number, *rest),
            Start::More => self.more_heading(line),
            Start::Act { kind, number, draft, rest } => {
                let title =
                    line.text.get(*rest..).unwrap_or_default().trim().trim_end_matches(['*', '_']).to_owned();
                let mut pieces = Pieces::default();
                pieces.place(line);
                let (title, text) = if title.len() > 200 || ended(&title) {
                    (String::new(), title)
                } else {
                    (title, String::new())
                };
                pieces.text(&text, line, &self.words);
                self.begin(Open::Act(Box::new(Act {
                    kind: *kind,
                    number: number.clone(),
                    draft: *draft,
                    title,
                    pieces,
                })));
                self.agenda_open = false;
                Role::Recommendation
            }
            Start::ActTitle => {
                if let Open::Act(act) = &mut self.open {
                    act.title = squeezed(&format!("{} {}", act.title, line.text));
                    act.pieces.place(line);
                }
                Role::Recommendation
            }
            Start::Paragraph { number, rest } => {
                let mut pieces = Pieces::default();
                pieces.text(line.text.get(*rest..).unwrap_or_default(), line, &self.words);
                self.begin(Open::Paragraph(number.clone(), pieces));
                self.agenda_open = false;
                Role::Paragraph
            }
            Start::Number { number, rest } => self.number(line, *number, *rest),
            Start::Label { label, rest } => self.item(line, label, *rest),
            Start::Bullet { rest } => self.item(line, "", *rest),
            Start::None => self.more(line),
        }
    }

    fn heading(&mut self, line: &Line, rank: u32, number: &str, rest: usize) -> Role {
        self.begin(Open::Nothing);
        self.agenda_open = false;
        while self.stack.last().is_some_and(|(_, above)| *above >= rank) {
            self.stack.pop();
        }
        if rank <= super::outline::CHAPTER {
            self.annex = rank == super::outline::ANNEX;
        }
        let id = u32::try_from(self.report.sections.len()).unwrap_or(u32::MAX);
        let level = u32::try_from(self.stack.len()).unwrap_or(0).saturating_add(1);
        self.report.sections.push(Section {
            id,
            parent: self.section(),
            level,
            number: number.to_owned(),
            title: squeezed(noteless(line.text.get(rest..).unwrap_or_default())),
            place: line.span(),
            ..Section::default()
        });
        self.stack.push((id, rank));
        self.note_item();
        Role::Heading
    }

    fn more_heading(&mut self, line: &Line) -> Role {
        if let Some(section) = self.report.sections.last_mut() {
            section.place.to_line = line.number;
            if !agenda_note(&line.text) || section.title.is_empty() {
                section.title = squeezed(&format!("{} {}", section.title, line.text));
            } else if section.agenda_item.is_empty() {
                section.agenda_item =
                    super::sittings::items_in(&line.text).into_iter().next().unwrap_or_default();
            }
        }
        self.note_item();
        Role::Heading
    }

    /// The agenda item that a heading names in brackets at its end.
    fn note_item(&mut self) {
        let Some(section) = self.report.sections.last_mut() else { return };
        let Some(at) = section.title.rfind('(') else { return };
        let (title, note) = section.title.split_at_checked(at).unwrap_or((section.title.as_str(), ""));
        if agenda_note(note) && section.agenda_item.is_empty() {
            section.agenda_item = super::sittings::items_in(note).into_iter().next().unwrap_or_default();
            section.title = title.trim().to_owned();
        }
    }

    fn number(&mut self, line: &Line, number: u32, rest: usize) -> Role {
        let text = line.text.get(rest..).unwrap_or_default();
        if let Open::Act(act) = &mut self.open {
            act.pieces.item(1, &number.to_string(), text, line);
            return Role::Recommendation;
        }
        let said = match &self.open {
            Open::Paragraph(_, pieces) => names_agenda(pieces.head()),
            Open::Nothing | Open::Text(_) => self.under_agenda(),
            _ => false,
        };
        if self.agenda_open || said && number == 1 {
            if !self.agenda_open {
                self.begin(Open::Agenda);
                self.agenda_open = true;
            }
            self.report.agenda.push(AgendaItem {
                number: number.to_string(),
                title: text.to_owned(),
                place: line.span(),
                ..AgendaItem::default()
            });
            return Role::Agenda;
        }
        match &mut self.open {
            Open::Paragraph(_, pieces) => {
                pieces.item(1, &number.to_string(), text, line);
                Role::Paragraph
            }
            _ => self.own_text(line),
        }
    }

    /// Whether the section is one that gives an agenda.
    fn under_agenda(&self) -> bool {
        let title = self
            .section()
            .and_then(|id| self.report.section(id))
            .map_or("", |s| s.title.as_str())
            .to_lowercase();
        ["agenda", "ordre du jour", "programa", "temario"].iter().any(|word| title.starts_with(word))
    }

    fn item(&mut self, line: &Line, label: &str, rest: usize) -> Role {
        let text = line.text.get(rest..).unwrap_or_default();
        match &mut self.open {
            Open::Agenda => {
                if let Some(item) = self.report.agenda.last_mut() {
                    item.items.push(super::SubItem {
                        label: label.to_owned(),
                        text: text.to_owned(),
                        place: line.span(),
                        ..super::SubItem::default()
                    });
                }
                Role::Agenda
            }
            Open::Paragraph(_, pieces) => {
                pieces.labelled(label, text, line);
                Role::Paragraph
            }
            Open::Act(act) => {
                act.pieces.labelled(label, text, line);
                Role::Recommendation
            }
            Open::Text(pieces) if pieces.head().trim_end().ends_with(':') => {
                pieces.labelled(label, text, line);
                Role::Text
            }
            Open::Text(_) | Open::Nothing | Open::Masthead => {
                let text = if label.is_empty() { text } else { line.text.as_str() };
                self.text_of(text, line)
            }
        }
    }

    fn more(&mut self, line: &Line) -> Role {
        let wrapped = self.source.wrapped;
        match &mut self.open {
            Open::Agenda => {
                if let Some(item) =
                    self.report.agenda.last_mut().filter(|_| wrapped || begins_small(&line.text))
                {
                    let text = item.items.last_mut().map_or(&mut item.title, |sub| &mut sub.text);
                    self.words.join(text, &line.text);
                }
                Role::Agenda
            }
            Open::Paragraph(_, pieces) => {
                pieces.more(line, wrapped, &self.words);
                Role::Paragraph
            }
            Open::Act(act) => {
                act.pieces.more(line, wrapped, &self.words);
                Role::Recommendation
            }
            Open::Text(pieces) if pieces.goes_on(line, wrapped) => {
                pieces.more(line, wrapped, &self.words);
                Role::Text
            }
            _ => self.own_text(line),
        }
    }

    fn own_text(&mut self, line: &Line) -> Role {
        self.text_of(&line.text, line)
    }

    fn text_of(&mut self, text: &str, line: &Line) -> Role {
        let mut pieces = Pieces::default();
        pieces.text(text, line, &self.words);
        self.begin(Open::Text(pieces));
        Role::Text
    }

    /// Puts what is being gathered where it belongs.
    fn close(&mut self) {
        let section = self.section();
        let target = match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Nothing | Open::Masthead | Open::Agenda => return,
            Open::Paragraph(number, pieces) => {
                let paragraph = pieces.paragraph(number, section);
                let list =
                    if self.annex { &mut self.report.annex_paragraphs } else { &mut self.report.paragraphs };
                list.push(paragraph);
                let at = list.len().saturating_sub(1);
                if self.annex { Target::Annex(at) } else { Target::Paragraph(at) }
            }
            Open::Text(pieces) => {
                self.unnumbered.push(pieces.paragraph(String::new(), section));
                Target::Unnumbered(self.unnumbered.len().saturating_sub(1))
            }
            Open::Act(act) => {
                let heading = section
                    .and_then(|id| self.report.section(id))
                    .map_or("", |s| s.title.as_str())
                    .to_owned();
                let body = act.pieces.paragraph(String::new(), section);
                let untitled = section
                    .and_then(|id| self.report.sections.get_mut(usize::try_from(id).unwrap_or(usize::MAX)));
                if let Some(section) = untitled.filter(|s| s.title.is_empty() && act.draft) {
                    act.title.clone_into(&mut section.title);
                }
                self.report.recommendations.push(Recommendation {
                    kind: act.kind,
                    numbered: !act.number.is_empty(),
                    number: act.number,
                    draft: act.draft,
                    title: squeezed(&act.title),
                    heading,
                    section,
                    text: body.text,
                    items: body.items,
                    footnotes: body.footnotes,
                    place: body.place,
                    ..Recommendation::default()
                });
                Target::Act(self.report.recommendations.len().saturating_sub(1))
            }
        };
        self.element_blocks.push((target, self.element));
    }

    /// Headings without number or item below one that names its item are within it.
    fn nest(&mut self) {
        let mut over: Option<(u32, Option<u32>)> = None;
        for section in &mut self.report.sections {
            if !section.number.is_empty() {
                over = None;
            } else if !section.agenda_item.is_empty() {
                over = Some((section.id, section.parent));
            } else if let Some((id, _)) = over.filter(|(_, parent)| *parent == section.parent) {
                section.parent = Some(id);
                section.level = section.level.saturating_add(1);
            }
        }
    }

    /// The whole text, in the order of the source.
    fn blocks(&mut self) {
        let lines = &self.source.lines;
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by_key(|at| lines.get(*at).map(|l| (l.number, l.part)));
        let mut blocks: Vec<Block> = Vec::new();
        let mut of: Vec<Vec<u32>> =
            vec![Vec::new(); usize::try_from(self.element).unwrap_or(0).saturating_add(1)];
        let mut last: Option<Went> = None;
        let mut section = None;
        for at in order {
            let (Some(line), Some(went)) = (lines.get(at), self.went.get(at)) else { continue };
            let went = if line.role == Role::Text {
                section = went.section;
                *went
            } else {
                Went { role: line.role, element: 0, section }
            };
            match blocks.last_mut().filter(|_| last == Some(went)) {
                Some(block) => {
                    block.text.push('\n');
                    block.text.push_str(&line.text);
                    block.place.to_line = line.number;
                }
                None => {
                    let id = u32::try_from(blocks.len()).unwrap_or(u32::MAX);
                    blocks.push(Block {
                        id,
                        role: went.role,
                        text: line.text.clone(),
                        place: line.span(),
                        section: went.section,
                    });
                    if let Some(list) = usize::try_from(went.element)
                        .ok()
                        .and_then(|e| of.get_mut(e))
                        .filter(|_| line.role == Role::Text)
                    {
                        list.push(id);
                    }
                }
            }
            last = Some(went);
        }
        self.report.blocks = blocks;
        for (target, element) in std::mem::take(&mut self.element_blocks) {
            let ids = usize::try_from(element).ok().and_then(|e| of.get(e)).cloned().unwrap_or_default();
            let slot = match target {
                Target::Paragraph(at) => self.report.paragraphs.get_mut(at).map(|p| &mut p.blocks),
                Target::Annex(at) => self.report.annex_paragraphs.get_mut(at).map(|p| &mut p.blocks),
                Target::Unnumbered(at) => self.unnumbered.get_mut(at).map(|p| &mut p.blocks),
                Target::Act(at) => self.report.recommendations.get_mut(at).map(|p| &mut p.blocks),
            };
            if let Some(slot) = slot {
                *slot = ids;
            }
        }
    }
}
