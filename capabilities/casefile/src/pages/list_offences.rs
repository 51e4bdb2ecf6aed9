//! The offences that a case looks at, each with its elements: shown by what, by whom judged, and what is missing. Nothing
//! concludes by itself, and nobody is named as a suspect here.

use crate::element::{
    CONDUCT_CHARS_MAX, Element, Judgement, Offence, Participation, Shown, Stands, Weight, elements_of, stands,
};
use crate::pages::case_tabs::{CasePage, Tab, tabs};
use crate::pages::{acting, open_case, purpose_of, reads};
use crate::store_elements::{Looked, judgements_of, look_at_offence, offences_of};
use crate::types::{Case, CaseError, Statement, Value};
use crate::{Exhibit, Keys, exhibit, statements_by_id};
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::{Ask, action};
use http::StatusCode;
use kernel::Timestamp;
use kernel::id::{CaseId, PersonId, StatementId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::Tx;
use uuid::Uuid;
use web::{Choice, FieldError, Head, Problem, T, Tag, Tone};

/// What the form of an offence sends.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(crate) struct OffenceForm {
    #[serde(default)]
    offence: String,
    #[serde(default)]
    participation: String,
    #[serde(default)]
    conduct: String,
}

/// Something that a judgement rests on, as a link.
pub(crate) struct Ground {
    pub(crate) href: String,
    pub(crate) words: String,
    /// It was taken back since.
    pub(crate) taken_back: bool,
}

struct Row {
    word: String,
    article: String,
    tag: Tag,
    detail: String,
    why: String,
    grounds: Vec<Ground>,
    judged: String,
    earlier: usize,
    href: String,
}

struct Section {
    conduct: String,
    over: String,
    stands: String,
    /// `note` kind of what it says.
    note: &'static str,
    missing: String,
    parts: Vec<(String, Vec<Row>)>,
}

#[derive(askama::Template)]
#[template(path = "list_offences.html")]
struct ListOffences<'a> {
    t: &'a T,
    tabs: Vec<Tab>,
    sections: Vec<Section>,
    path: String,
    may_judge: bool,
    sent: OffenceForm,
    errors: Vec<FieldError>,
}

/// Everything that is shown, opened.
struct Opened {
    case: Case,
    offences: Vec<(Looked, Vec<Judgement>)>,
    grounds: Grounds,
    names: BTreeMap<PersonId, String>,
    now: Timestamp,
}

/// What judgements rest on, as far as it is open to the reader.
#[derive(Default)]
pub(crate) struct Grounds {
    pub(crate) statements: BTreeMap<StatementId, Statement>,
    pub(crate) exhibits: BTreeMap<Uuid, Exhibit>,
}

impl Grounds {
    /// Opens what these judgements rest on.
    pub(crate) async fn of(
        node: &Node,
        tx: &Tx,
        officer: &Officer,
        judged: &[Judgement],
    ) -> Result<Self, CaseError> {
        let keys = Keys::of(&node.vault);
        let ids: BTreeSet<StatementId> = judged.iter().flat_map(|j| j.statements.iter().copied()).collect();
        let ids: Vec<StatementId> = ids.into_iter().collect();
        let mut grounds = Self::default();
        if !ids.is_empty() {
            let held = statements_by_id(tx, &keys, &ids).await?;
            let open = node.gate.open_each(held, &reads(officer, tx), &mut tx.log());
            grounds.statements = open.into_iter().map(|s| (s.id, s)).collect();
        }
        let mut held = Vec::new();
        for id in judged.iter().flat_map(|j| j.exhibits.iter()).collect::<BTreeSet<_>>() {
            held.extend(exhibit(tx, &keys, *id).await?);
        }
        if !held.is_empty() {
            let open = node.gate.open_each(held, &reads(officer, tx), &mut tx.log());
            grounds.exhibits = open.into_iter().map(|e| (e.id, e)).collect();
        }
        Ok(grounds)
    }

    /// What a judgement rests on, each with its page; what is not open to the reader says so.
    fn shown(&self, t: &T, judgement: &Judgement) -> Vec<Ground> {
        let exhibits = judgement.exhibits.iter().map(|id| match self.exhibits.get(id) {
            Some(e) => Ground {
                href: format!("/exhibits/{id}"),
                words: format!("{} {}", e.called(), e.name),
                taken_back: false,
            },
            None => closed(t),
        });
        let statements = judgement.statements.iter().map(|id| match self.statements.get(id) {
            Some(s) => Ground {
                href: format!("/entities/{}", s.entity),
                words: said(t, s),
                taken_back: s.retracted.is_some(),
            },
            None => closed(t),
        });
        exhibits.chain(statements).collect()
    }
}

fn closed(t: &T) -> Ground {
    Ground { href: String::new(), words: t.get("casefile-unnamed"), taken_back: false }
}

/// A statement in a line: what it says, and who says so.
pub(crate) fn said(t: &T, statement: &Statement) -> String {
    let property = t.get(&format!("casefile-property-{}", statement.property));
    let value = match &statement.value {
        Value::Text(text) if statement.property == kernel::Property::Role => {
            crate::pages::card::role_word(t, text)
        }
        Value::Text(text) => text.clone(),
        Value::Entity(_) => t.get("casefile-element-link"),
    };
    let source = [statement.source.name.as_str(), statement.source.place.as_str()];
    let source: Vec<&str> = source.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{property}: {value} ({})", source.join(", "))
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    list(&node, &officer, CaseId(id), OffenceForm::default(), Vec::new()).await
}

/// Begins to look at an offence.
pub(crate) async fn begin(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<OffenceForm>,
) -> Result<Response, Problem> {
    let (id, t) = (CaseId(id), &officer.t);
    let form = Offence::parse(&sent.offence).zip(Participation::parse(&sent.participation));
    let Some((offence, participation)) = form else {
        let errors = vec![FieldError::new("offence", t.get("casefile-article-6-needed"))];
        return list(&node, &officer, id, sent, errors).await;
    };
    let begun = node.store.run::<_, CaseError, _, _>("look at offence", |tx| {
        let (node, officer, sent) = (&node, &officer, &sent);
        async move {
            let case = open_case(node, &tx, officer, id, action::READ).await?;
            let by = (&officer.actor, purpose_of(&officer.actor));
            let what = (offence, participation, sent.conduct.as_str());
            look_at_offence(&tx, &Keys::of(&node.vault), &node.gate, by, &case, what).await.map(|_| ())
        }
    });
    let word = match begun.await {
        Ok(()) => return Ok(Redirect::to(&format!("/cases/{id}/elements")).into_response()),
        Err(CaseError::Empty) => "casefile-conduct-needed",
        Err(CaseError::TooLong) => "casefile-too-long",
        Err(error) => return Err(error.into()),
    };
    list(&node, &officer, id, sent, vec![FieldError::new("conduct", t.get(word))]).await
}

async fn open(node: &Node, tx: &Tx, officer: &Officer, id: CaseId) -> Result<Opened, CaseError> {
    let case = open_case(node, tx, officer, id, action::READ).await?;
    let (keys, ask) = (Keys::of(&node.vault), reads(officer, tx));
    let held = offences_of(tx, &keys, id).await?;
    let looked = match held.is_empty() {
        true => Vec::new(),
        false => node.gate.open_each(held, &ask, &mut tx.log()),
    };
    let (mut offences, mut all) = (Vec::with_capacity(looked.len()), Vec::new());
    for looked in looked {
        let held = judgements_of(tx, &keys, &looked).await?;
        let ask = ask.on(held.object());
        let judged = node.gate.open(held, &ask, &mut tx.log())?;
        all.extend(judged.iter().cloned());
        offences.push((looked, judged));
    }
    let grounds = Grounds::of(node, tx, officer, &all).await?;
    let people = access::store::people(tx).await?;
    let names = people.into_iter().map(|p| (p.id, p.name)).collect();
    Ok(Opened { case, offences, grounds, names, now: tx.at() })
}

async fn list(
    node: &Arc<Node>,
    officer: &Officer,
    id: CaseId,
    sent: OffenceForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let opened = node.store.run("elements", |tx| async move { open(node, &tx, officer, id).await });
    let opened: Opened = opened.await?;
    let t = &officer.t;
    let ask = Ask::new(&officer.actor, action::JUDGE, purpose_of(&officer.actor), opened.now);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = Head::new("casefile", t.get("casefile-tab-elements"))
        .over(t.say("casefile-clear-over").with("reference", &opened.case.reference))
        .under(t.get("casefile-elements-what"))
        .status(status);
    let body = ListOffences {
        t,
        tabs: tabs(t, id, CasePage::Elements),
        sections: opened
            .offences
            .iter()
            .map(|(looked, judged)| section(t, looked, judged, &opened))
            .collect(),
        path: format!("/cases/{id}/elements"),
        may_judge: node.gate.may(&opened.case.label(), &ask),
        sent,
        errors,
    };
    Ok(web::page(&acting(officer, &opened.case), head, body))
}

/// The word of an offence in its form.
pub(crate) fn offence_words(t: &T, looked: &Looked) -> String {
    let offence = t.get(&format!("casefile-offence-{}", looked.offence.code().replace('.', "-")));
    let part = t.get(&format!("casefile-participation-{}", looked.participation.code()));
    format!("{offence} · {part}")
}

pub(crate) fn element_word(t: &T, element: Element) -> String {
    t.get(&format!("casefile-element-{}", element.code()))
}

fn article(element: Element, looked: &Looked) -> String {
    use Element as E;
    let fixed = match element {
        E::Procuring => "3(a)",
        E::IllegalEntry => "3(b)",
        E::Benefit => "3(a), 6(1)",
        E::Document => "3(c)",
        E::Begun => "6(2)(a)",
        E::Helped => "6(2)(b)",
        E::Directed => "6(2)(c)",
        E::Transnational | E::Group => "4",
        E::EndangersLife => "6(3)(a)",
        E::Inhuman => "6(3)(b)",
        E::ToEnable => "6(1)(b)",
        E::Produced => "6(1)(b)(i)",
        E::Provided => "6(1)(b)(ii)",
        E::IllegalStay | E::IllegalMeans => "6(1)(c)",
        E::Intent => "6(1)",
        E::NotNational if looked.offence == Offence::Staying => "6(1)(c)",
        E::NotNational => "3(a)",
    };
    fixed.to_owned()
}

fn section(t: &T, looked: &Looked, judged: &[Judgement], opened: &Opened) -> Section {
    let newest: BTreeMap<Element, &Judgement> = judged.iter().map(|j| (j.element, j)).collect();
    let shown: BTreeMap<Element, Shown> = newest.iter().map(|(e, j)| (*e, j.shown)).collect();
    let (word, note, missing) = match stands(looked.offence, looked.participation, &shown) {
        Stands::NoBenefit => ("casefile-stands-no-benefit", "warning", String::new()),
        Stands::AllJudged => ("casefile-stands-all", "see", String::new()),
        Stands::Lacks(missing) => {
            let words: Vec<String> = missing.iter().map(|e| element_word(t, *e)).collect();
            ("casefile-stands-lacks", "learn", t.list(words))
        }
    };
    let all = elements_of(looked.offence, looked.participation);
    let part = |weight: Weight, key: &str| {
        let rows: Vec<Row> = all
            .iter()
            .filter(|(_, w)| *w == weight)
            .map(|(e, _)| row(t, (*e, looked), (newest.get(e).copied(), judged), opened))
            .collect();
        (t.get(key), rows)
    };
    let parts = [
        part(Weight::Needed, "casefile-elements-needed"),
        part(Weight::Scope, "casefile-elements-scope"),
        part(Weight::Aggravates, "casefile-elements-graver"),
    ];
    Section {
        conduct: looked.conduct.clone(),
        over: offence_words(t, looked),
        stands: t.get(word),
        note,
        missing,
        parts: parts.into_iter().filter(|(_, rows)| !rows.is_empty()).collect(),
    }
}

/// What was judged, as a tag.
pub(crate) fn shown_tag(t: &T, shown: Option<Shown>) -> Tag {
    let (key, tone) = match shown {
        None => ("casefile-shown-open", Tone::Plain),
        Some(Shown::Proven) => ("casefile-shown-proven", Tone::Good),
        Some(Shown::Indicated) => ("casefile-shown-indicated", Tone::Warn),
        Some(Shown::Contradicted) => ("casefile-shown-contradicted", Tone::Stop),
        Some(Shown::NotShown) => ("casefile-shown-not-shown", Tone::Plain),
    };
    web::tag(t.get(key), tone)
}

fn row(
    t: &T,
    (element, looked): (Element, &Looked),
    (newest, judged): (Option<&Judgement>, &[Judgement]),
    opened: &Opened,
) -> Row {
    let by = |j: &Judgement| opened.names.get(&j.by).cloned().unwrap_or_default();
    let all = judged.iter().filter(|j| j.element == element).count();
    Row {
        word: element_word(t, element),
        article: article(element, looked),
        tag: shown_tag(t, newest.map(|j| j.shown)),
        detail: newest
            .and_then(|j| j.detail)
            .map(|d| t.get(&format!("casefile-detail-{}", d.code())))
            .unwrap_or_default(),
        why: newest.map(|j| j.why.clone()).unwrap_or_default(),
        grounds: newest.map(|j| opened.grounds.shown(t, j)).unwrap_or_default(),
        judged: newest
            .map(|j| t.say("casefile-judged-by").with("name", by(j)).with("day", t.day(j.at)).to_string())
            .unwrap_or_default(),
        earlier: all.saturating_sub(1),
        href: format!("/offences/{}/{}", looked.id, element.code()),
    }
}

impl ListOffences<'_> {
    fn offences(&self) -> web::Field {
        let word = |o: &Offence| {
            Choice::new(o.code(), self.t.get(&format!("casefile-offence-{}", o.code().replace('.', "-"))))
        };
        let choices: Vec<Choice> = Offence::ALL.iter().map(word).collect();
        let field = web::select("offence", self.t.get("casefile-article-6"), &choices);
        field.value(&self.sent.offence).errors(&self.errors)
    }

    fn participations(&self) -> web::Field {
        let word = |p: &Participation| {
            Choice::new(p.code(), self.t.get(&format!("casefile-participation-{}", p.code())))
        };
        let choices: Vec<Choice> = Participation::ALL.iter().map(word).collect();
        web::select("participation", self.t.get("casefile-participation"), &choices)
            .value(&self.sent.participation)
    }

    fn conduct(&self) -> web::Field {
        let most = u32::try_from(CONDUCT_CHARS_MAX).unwrap_or(u32::MAX);
        let field = web::textarea("conduct", self.t.get("casefile-conduct"), 2).value(&self.sent.conduct);
        let field = field.hint(self.t.get("casefile-conduct-hint")).length_max(most);
        field.required().errors(&self.errors)
    }
}
