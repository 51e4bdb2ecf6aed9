//! Who was there, in which status.

use super::states::{members, name, party, without_article};
use super::text::{Words, begins_large, begins_small, sentences, squeezed};
use super::{Attendance, Finding, Name, Paragraph, Report, Status, What};

/// Lines of a list that are looked at.
const LINES_MAX: usize = 5_000;

/// Gathers the attendance. `unnumbered` is the text without numbers.
pub(super) fn gather(report: &mut Report, unnumbered: &[Paragraph]) {
    let mut all = Vec::new();
    for paragraph in report.paragraphs.iter().chain(&report.annex_paragraphs) {
        let within = under(report, paragraph.section);
        let listed = paragraph.text.split('\n').next().is_some_and(|first| first.trim_end().ends_with(':'))
            && paragraph.text.contains('\n');
        if listed && says(&paragraph.text, within) {
            all.extend(of_lines(report, paragraph));
            continue;
        }
        for sentence in sentences(&paragraph.text) {
            if says(sentence, within) {
                all.extend(of_sentence(sentence, paragraph));
            }
        }
    }
    for paragraph in unnumbered.iter().filter(|p| under(report, p.section)) {
        all.extend(of_group(report, paragraph));
    }
    for attendance in &all {
        let states = matches!(
            attendance.status,
            Status::Party | Status::Signatory | Status::Neither | Status::Member | Status::Observer
        );
        for name in attendance.names.iter().filter(|n| states && n.party.is_none()) {
            report.findings.push(Finding {
                what: What::NameNotKnown,
                text: name.written.clone(),
                place: attendance.place,
            });
        }
    }
    report.attendance = all;
}

/// Whether a section is about attendance.
fn under(report: &Report, section: Option<u32>) -> bool {
    let mut here = section.and_then(|id| report.section(id));
    while let Some(section) = here {
        let words = Words::of(&section.title);
        if words.all.iter().take(8).any(|w| super::text::among("attendance participants participation participants* asistencia participantes participación présence attendance*", &w.lower)) {
            return true;
        }
        here = section.parent.and_then(|id| report.section(id));
    }
    false
}

fn says(text: &str, within: bool) -> bool {
    let words = Words::of(text);
    let plain = words.find_any(
        0,
        &[
            "were|was also? represented",
            "took part in",
            "was|were also? attended by",
            "attended the|as",
            "participated in|as",
            "étaient|était représentés|représenté|représentées|représentée",
            "ont|a participé",
            "estuvieron|estuvo representados|representado|representada|representadas",
            "asistieron|asistió|participaron",
        ],
    );
    let strict = words.find_any(
        0,
        &[
            "were represented … at the session|meeting",
            "were represented by … observers|observer",
            "was|were attended by representatives of the following",
            "was|were attended by delegations|delegates of|from the following",
            "following … attended the session|meeting",
            "were represented :",
        ],
    );
    if within { plain.is_some() } else { strict.is_some() && text.contains(':') }
}

/// The status that words give.
pub(super) fn status_of(said: &str) -> Status {
    let words = Words::of(said);
    let has = |patterns: &[&str]| words.find_any(0, patterns).is_some();
    if has(&[
        "not parties|party",
        "neither parties|party",
        "non-parties",
        "non-signatories",
        "ni parties",
        "no son partes|signatarios",
        "ne sont pas|ni parties",
    ]) {
        Status::Neither
    } else if has(&["signatories", "signatory", "signataires", "signatarios"]) {
        Status::Signatory
    } else if has(&[
        "non-member observer? state|states",
        "entity|entities maintaining",
        "observer mission|missions|office",
        "having received a standing invitation … participate … as observers and maintaining permanent observer",
        "état non membre",
        "estado no miembro",
    ]) {
        Status::ObserverEntity
    } else if has(&[
        "parties to",
        "states|state parties|party",
        "états parties",
        "estados partes",
        "parties :",
        "partes en",
    ]) {
        Status::Party
    } else if has(&[
        "organization|organizations|organisation|organisations|entities|agencies|programmes|funds|mechanisms|institutes|institutions|organs|secretariats|secretariat|network|networks|units|offices|companies",
        "civil society",
        "united nations bodies|system",
        "organismes|organismos|organizaciones",
        "intergovernmental bodies",
    ]) {
        Status::Organisation
    } else if has(&[
        "states|state members of",
        "member states",
        "members of the",
        "états membres",
        "estados miembros",
    ]) {
        Status::Member
    } else if has(&["observers", "observer", "observateurs", "observadores"]) {
        Status::Observer
    } else {
        Status::NotSaid
    }
}

fn of_sentence(sentence: &str, paragraph: &Paragraph) -> Option<Attendance> {
    let (said, names) = match sentence.split_once(':') {
        Some((said, list)) => (said.to_owned(), members(list)),
        None => before_verb(sentence)?,
    };
    let status = status_of(&said);
    let known =
        names.iter().any(|n| n.party.is_some()) || sentence.contains(':') || status == Status::ObserverEntity;
    (known && !names.is_empty()).then(|| Attendance {
        status,
        words: squeezed(&said),
        names,
        paragraph: paragraph.number.clone(),
        place: paragraph.place,
    })
}

/// `The Holy See, a non-member State maintaining …, was represented`, `was attended by representatives of the European Union`.
fn before_verb(sentence: &str) -> Option<(String, Vec<Name>)> {
    let words = Words::of(sentence);
    if let Some((_, from)) = words.find_any(
        0,
        &[
            "attended by representatives|observers of|for|from",
            "attended by a|the representative|observer of|for",
        ],
    ) {
        let list = words.slice(from, words.all.len());
        let names = members(list);
        return names.iter().all(|n| n.party.is_some()).then(|| (words.slice(0, from).to_owned(), names));
    }
    let (verb, _) = words.find_any(
        0,
        &[
            "was|were also? represented",
            "attended the|as",
            "participated in|as",
            "étaient|était représentés|représenté",
            "estuvo|estuvieron representado|representada|representados",
        ],
    )?;
    let subject = words.slice(0, verb);
    let cut = [", a ", ", an ", ", as ", ", which", ", un ", ", una ", ", une "]
        .iter()
        .filter_map(|c| subject.find(c))
        .min();
    let list = cut.map_or(subject, |at| subject.get(..at).unwrap_or_default());
    let list =
        without_article(list.trim_start_matches("Observers for ").trim_start_matches("Representatives of "));
    let list = ["representatives of ", "representative of ", "observers for ", "observer for "]
        .iter()
        .fold(list, |l, p| l.strip_prefix(p).unwrap_or(l));
    let names = members(without_article(list));
    let short = names.iter().all(|n| n.written.split_whitespace().count() <= 9 && begins_large(&n.written))
        && !list.to_lowercase().contains("following");
    short.then(|| (sentence.to_owned(), names))
}

/// The lines of a paragraph as they stand in the source.
fn raw(report: &Report, paragraph: &Paragraph) -> Vec<String> {
    let blocks = paragraph.blocks.iter().filter_map(|id| report.blocks.get(usize::try_from(*id).ok()?));
    blocks.flat_map(|b| b.text.lines()).take(LINES_MAX).map(str::to_owned).collect()
}

/// A list of one name to a line, in one column or several, below a sentence with a colon.
fn of_lines(report: &Report, paragraph: &Paragraph) -> Option<Attendance> {
    let lines = raw(report, paragraph);
    let after = lines.iter().position(|l| l.trim_end().ends_with(':'))?.saturating_add(1);
    let said = paragraph.text.split('\n').next().unwrap_or_default();
    let names = names_of(lines.get(after..)?);
    (!names.is_empty()).then(|| Attendance {
        status: status_of(said),
        words: squeezed(said),
        names,
        paragraph: paragraph.number.clone(),
        place: paragraph.place,
    })
}

/// Names from lines: a list with commas over lines, or a name to a line and column.
fn names_of(lines: &[String]) -> Vec<Name> {
    let commas = lines.iter().filter(|l| l.contains(',')).count();
    if commas.saturating_mul(2) > lines.len() {
        return members(&lines.join(" "));
    }
    let mut cells: Vec<String> = Vec::new();
    for line in lines {
        let parts: Vec<String> = line.split("   ").map(squeezed).filter(|c| !c.is_empty()).collect();
        let open = cells.last().is_some_and(|c| open_end(c));
        match parts.first().filter(|p| parts.len() == 1 && !cells.is_empty() && (open || begins_small(p))) {
            Some(part) => {
                if let Some(last) = cells.last_mut() {
                    last.push(' ');
                    last.push_str(part);
                }
            }
            None => cells.extend(parts),
        }
    }
    cells.iter().filter_map(|cell| name(cell)).collect()
}

fn open_end(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default().to_lowercase();
    text.ends_with(',')
        || super::text::among("of the on its in and for to de du des la le les del los las y et or a", &last)
}

/// A group of lines under a list of participants: what they are, then who.
fn of_group(report: &Report, paragraph: &Paragraph) -> Option<Attendance> {
    let lines = raw(report, paragraph);
    let mut head = 1usize;
    while let (Some(before), Some(line)) = (lines.get(head.saturating_sub(1)), lines.get(head)) {
        if !(begins_small(line) || open_end(before)) {
            break;
        }
        head = head.saturating_add(1);
    }
    let said = squeezed(&lines.get(..head)?.join(" "));
    let people = Words::of(&said).has("individuals|speakers|panellists|officers");
    let named =
        lines.first().is_some_and(|l| party(l).is_some() || members(l).iter().any(|n| n.party.is_some()));
    let names = names_of(lines.get(head..)?);
    (!people && !named && !names.is_empty() && said.len() < 300).then(|| {
        let mut status = status_of(&said);
        if status == Status::NotSaid && names.iter().all(|n| n.party.is_none()) {
            status = Status::Organisation;
        }
        Attendance { status, words: said, names, paragraph: String::new(), place: paragraph.place }
    })
}
