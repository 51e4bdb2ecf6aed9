//! How parts of a dossier are shown: states, clocks, moves with their receipts, statements. A code that this version
//! does not know is shown as it is.

use crate::carry::{STATEMENTS, carried};
use crate::pages::around::{Around, court};
pub(crate) use crate::pages::statement_shown::StatementShown;
pub(crate) use crate::pages::worded::*;
use crate::recall::CORRECT;
use crate::thread::ReceiptView;
use crate::transcribe::{Came, transcribed};
use crate::types::{Dossier, StoredMove, Thread, WaitsFor};
use directory::Peer;
use kernel::time::{DAY_MS, HOUR_MS};
use kernel::{Handling, Timestamp};
use procedure::kind::FieldKind;
use procedure::offence::{self, Element};
use procedure::{ClockView, DossierState, Kind, MoveBody, MoveHeader, Standing};
use serde_json::Value;
use web::{Clock, Receipt, T, Tag, Tone, clock, tag};

/// What state a dossier is in, seen from here.
pub(crate) fn state_tag(t: &T, kind: &Kind, dossier: &Dossier) -> Tag {
    if dossier.frozen.is_some() {
        return tag(t.get("exchange-frozen"), Tone::Stop);
    }
    if !kind.is_known() {
        return tag(t.get("exchange-kind-not-known"), Tone::Warn);
    }
    match (dossier.state.as_str(), dossier.waits_for) {
        ("opened", WaitsFor::Us) => tag(t.get("exchange-not-acknowledged"), Tone::Warn),
        ("asked-back", WaitsFor::Us) => tag(t.get("exchange-they-ask-back"), Tone::Warn),
        (state, WaitsFor::Us) => tag(said(t, kind, "state", &STATES, state), Tone::Accent),
        (_, WaitsFor::Them) => tag(t.get("exchange-waiting-for-them"), Tone::Plain),
        (state, WaitsFor::Nobody) => tag(said(t, kind, "state", &STATES, state), Tone::Good),
    }
}

/// A moment by its day of the week while that says which week, by its date otherwise.
pub(crate) fn when(t: &T, at: Timestamp, now: Timestamp) -> String {
    if at.since(now).abs() < 6 * DAY_MS { t.near(at) } else { t.day(at) }
}

/// What is left of the clock that binds most, and why that clock.
pub(crate) fn clock_piece(t: &T, kind: &Kind, due: Option<&ClockView>, now: Timestamp) -> Clock {
    let Some(due) = due else { return clock("–", t.get("exchange-clock-none"), Tone::Plain) };
    let why = |at: Timestamp| {
        let when = when(t, at, now);
        match kind.word("clock", &due.code, t.lang) {
            _ if CLOCKS.contains(&due.code.as_str()) => {
                t.say(&format!("exchange-clock-{}", due.code)).with("when", when).to_string()
            }
            Some(own) => own.replace("{when}", &isolated(&when)),
            None => format!("{} {when}", due.code),
        }
    };
    if let Some(left) = due.paused {
        let key = if left < 0 { "exchange-clock-late" } else { "exchange-clock-left" };
        let left = t.say(key).with("span", t.duration(left)).to_string();
        return clock(left, t.get("exchange-clock-stands-still"), Tone::Plain);
    }
    let Some(until) = due.until else {
        let open = t.say("exchange-clock-open").with("span", t.duration(now.since(due.since))).to_string();
        return clock(open, t.get("exchange-clock-no-date"), Tone::Plain);
    };
    let left = until.since(now);
    if left < 0 {
        let late = t.say("exchange-clock-late").with("span", t.duration(left)).to_string();
        return clock(late, why(until), Tone::Stop);
    }
    let tone = match left {
        l if l < HOUR_MS => Tone::Stop,
        l if l < 12 * HOUR_MS => Tone::Warn,
        _ => Tone::Plain,
    };
    clock(t.duration(left), why(until), tone)
}

/// A name or date inside a sentence that may run the other way.
fn isolated(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}

/// The name of the authority on the other side, with its State.
pub(crate) fn other_side(peer: Option<&Peer>, dossier: &Dossier) -> (String, String) {
    match peer {
        Some(peer) => {
            let named = peer
                .card
                .authority(dossier.theirs)
                .map_or_else(|| peer.name().to_owned(), |a| a.name.clone());
            (named, peer.party().to_string())
        }
        None => (dossier.peer.to_string(), String::new()),
    }
}

/// What a move says, in the reader's words.
pub(crate) struct Said {
    pub(crate) tags: Vec<Tag>,
    pub(crate) points: Vec<String>,
    pub(crate) answers: Vec<(u64, String, String)>,
    /// Running text without a label: the matter itself.
    pub(crate) text: Vec<String>,
    /// Everything else, by the name of its field.
    pub(crate) facts: Vec<(String, String)>,
    pub(crate) statements: Vec<StatementShown>,
    /// Statements that this program cannot read.
    pub(crate) unread: usize,
    /// Some statement says what a child is called, and it is not shown.
    pub(crate) hides: bool,
}

impl Said {
    /// What a move of this kind says.
    pub(crate) fn new(t: &T, kind: &Kind, code: &str, body: &MoveBody, names: bool) -> Self {
        let (statements, unread) = carried(body);
        let mut shown = Self {
            tags: tags(t, kind, body),
            points: body.points(),
            answers: answers(t, body),
            text: Vec::new(),
            facts: Vec::new(),
            statements: statements.iter().map(|s| StatementShown::new(t, s, names)).collect(),
            unread,
            hides: !names && statements.iter().any(|s| s.names_child),
        };
        // What stands in another place, and what only programs read.
        let elsewhere = [
            "subject",
            "points",
            "answers",
            STATEMENTS,
            "outcome",
            "handling",
            "urgency",
            "ground",
            "about",
            "move",
            "correction",
            procedure::ATTACHMENTS,
        ];
        for (name, value) in body.0.iter().filter(|(name, _)| !elsewhere.contains(&name.as_str())) {
            let text = value_text(t, kind, name, value);
            if text.is_empty() {
                continue;
            }
            if matches!(name.as_str(), "facts" | "text") {
                shown.text.push(text);
            } else {
                let label = match name.as_str() {
                    // The form speaks to who promises; the history is read by both sides.
                    "promised" if kind.word("field", "promised", t.lang).is_none() => {
                        t.get("exchange-promised-for")
                    }
                    // A question of the form is a fact of the history.
                    other => field_word(t, kind, code, other).trim_end_matches([' ', '?', '؟']).to_owned(),
                };
                shown.facts.push((label, text));
            }
        }
        for one in crate::attachments::announced(body) {
            let size = crate::pages::attachments::size(t, one.bytes);
            shown.facts.push((t.get("exchange-attachment"), format!("{} · {size}", isolated(&one.name))));
        }
        shown
    }
}

fn tags(t: &T, kind: &Kind, body: &MoveBody) -> Vec<Tag> {
    let mut tags = Vec::new();
    if body.is_urgent() {
        tags.push(tag(word(t, "urgency", &URGENCIES, body.urgency()), Tone::Stop));
    }
    // What an offence of article 6 lacks is said on both sides, whoever sent it.
    match offence::benefit(body) {
        Some(Element::Absent) => tags.push(tag(t.get("exchange-benefit-absent"), Tone::Stop)),
        Some(Element::Unproven) => tags.push(tag(t.get("exchange-benefit-unproven"), Tone::Warn)),
        Some(Element::Stated) | None => {}
    }
    if !offence::misplaced_aggravation(body).is_empty() {
        tags.push(tag(t.get("exchange-aggravation-misplaced"), Tone::Warn));
    }
    if !body.text("ground").is_empty() {
        tags.push(tag(said(t, kind, "ground", &GROUNDS, body.text("ground")), Tone::Warn));
    }
    if let Some(handling) = Handling::parse(body.text("handling")) {
        tags.push(tag(t.get(&format!("casefile-handling-{handling}")), Tone::Plain));
    }
    tags
}

fn answers(t: &T, body: &MoveBody) -> Vec<(u64, String, String)> {
    let list = body.0.get("answers").and_then(Value::as_array);
    let one = |answer: &Value| {
        let text = |name: &str| answer.get(name).and_then(Value::as_str).unwrap_or_default();
        let outcome = word(t, "outcome", &OUTCOMES, text("outcome"));
        Some((answer.get("point")?.as_u64()?, outcome, text("text").to_owned()))
    };
    list.into_iter().flatten().filter_map(one).collect()
}

pub(crate) fn value_text(t: &T, kind: &Kind, name: &str, value: &Value) -> String {
    match value {
        Value::Bool(true) => t.get("exchange-yes"),
        Value::Bool(false) => t.get("exchange-no"),
        Value::String(text) => match name {
            "basis" => kernel::legal_basis::article(text).map_or_else(|| text.clone(), |_| basis(t, text)),
            "offence" => word(t, "offence", &OFFENCES, text),
            "benefit" => word(t, "benefit", &BENEFITS, text),
            "category" => word(t, "category", &CATEGORIES, text),
            "profile" => word(t, "profile", &PROFILES, text),
            "purpose" => match kernel::Purpose::parse(text) {
                Some(purpose) => t.get(&format!("exchange-purpose-{purpose}")),
                None => text.clone(),
            },
            "language" => match kernel::Lang::parse(text) {
                Some(lang) => t.get(&format!("web-lang-{lang}")),
                None => text.clone(),
            },
            "use" => word(t, "use", &USES, text),
            "notice" => word(t, "notice", &NOTICES, text),
            "for_purpose" => word(t, "purpose", &PURPOSES, text),
            "cause" => word(t, "cause", &["originator"], text),
            _ => match (kind.word("choice", &format!("{name}.{text}"), t.lang), field_kind(kind, name)) {
                (Some(own), _) => own.to_owned(),
                (None, Some(FieldKind::Moment)) => {
                    Timestamp::parse(text).map_or_else(|| text.clone(), |at| t.when(at))
                }
                (None, _) => text.clone(),
            },
        },
        Value::Null => String::new(),
        Value::Array(list) if name == "references" => t.n("exchange-statements-n", list.len()),
        Value::Array(list) => t.list(list.iter().map(|one| value_text(t, kind, name, one))),
        Value::Object(to) if name == "recipient" => {
            let part = |name: &str| to.get(name).and_then(Value::as_str).unwrap_or_default();
            [part("party"), part("name")].join(" · ").trim_matches([' ', '·']).to_owned()
        }
        Value::Number(n) => n.as_u64().map_or_else(|| n.to_string(), |n| t.number(n)),
        other => other.to_string(),
    }
}

/// What a field of this name holds in the kind's moves.
fn field_kind(kind: &Kind, name: &str) -> Option<FieldKind> {
    kind.moves.iter().flat_map(|m| &m.fields).find(|f| f.name == name).map(|f| f.kind)
}

/// A legal basis as officers write it: `UNTOC 27`.
pub(crate) fn basis(t: &T, code: &str) -> String {
    let key = format!("exchange-basis-{code}");
    t.get(&key)
}

/// A move in the history.
pub(crate) struct MoveShown {
    pub(crate) when: String,
    pub(crate) desk: String,
    pub(crate) title: String,
    pub(crate) said: Option<Said>,
    pub(crate) receipt: Option<Receipt>,
    pub(crate) void: Option<String>,
    /// Where its statements are taken into a case.
    pub(crate) take: Option<String>,
    /// Whether what was received may be used in court.
    pub(crate) court: Option<Tag>,
    /// Where it is disclosed to the defence in spite of a restriction.
    pub(crate) disclose: Option<String>,
    /// The page of its letter, where it went as one.
    pub(crate) letter: Option<String>,
    /// How it came, where no system verified it.
    pub(crate) came: Option<String>,
}

impl MoveShown {
    pub(crate) fn new(
        t: &T,
        thread: &Thread,
        state: &DossierState,
        (made, header): (&StoredMove, &MoveHeader),
        receipt: &ReceiptView,
        (other, around): (&str, &Around),
    ) -> Self {
        let own = made.side == thread.dossier.side;
        let body = made.read_body();
        let mut said = body.as_ref().map(|body| Said::new(t, &thread.kind, &header.code, body, around.names));
        if let Some(said) = &mut said {
            around.mark(t, made.side, &mut said.statements);
        }
        let carries = said.as_ref().is_some_and(|s| !s.statements.is_empty());
        let number = header.number;
        let standing =
            state.moves.iter().find(|m| m.side == header.side && m.number == number).map(|m| m.standing);
        Self {
            when: t.when(made.at),
            desk: header.desk.clone(),
            title: title(t, &thread.kind, header, body.as_ref(), own),
            said,
            receipt: receipt_piece(t, receipt, other),
            void: void(t, standing),
            take: (!own && carries && header.code != CORRECT)
                .then(|| format!("/dossiers/{}/take/{}", thread.dossier.id, made.number)),
            court: body
                .as_ref()
                .filter(|_| !own && (carries || header.code == "answer"))
                .map(|body| court(t, body, &around.judicial)),
            disclose: (!own
                && (carries || header.code == "answer")
                && thread.kind.find("disclose").is_some())
            .then(|| format!("/dossiers/{}/disclose?move={}", thread.dossier.id, made.number)),
            letter: matches!(receipt, ReceiptView::Letter { .. })
                .then(|| format!("/dossiers/{}/letters/{}", thread.dossier.id, made.number)),
            came: transcribed(header).map(|came| came_text(t, &came)),
        }
    }
}

/// What was done by a move, in words.
pub(crate) fn title(t: &T, kind: &Kind, header: &MoveHeader, body: Option<&MoveBody>, own: bool) -> String {
    if let Some(title) = own_title(t, kind, header, body, own) {
        return title;
    }
    let code = match (header.code.as_str(), body.map(|b| b.text("outcome"))) {
        ("answer", Some("part")) => "answer-part",
        ("answer", Some("none")) => "answer-none",
        ("grant", Some("part")) => "grant-part",
        ("correct", _) if body.is_some_and(|b| carried(b).0.is_empty()) => "correct-none",
        (code, _) => code,
    };
    if !MOVES.contains(&header.code.as_str()) {
        return t
            .say("exchange-moved-unknown")
            .with("desk", &header.desk)
            .with("code", &header.code)
            .to_string();
    }
    if own {
        t.get(&format!("exchange-moved-{code}-us"))
    } else {
        t.say(&format!("exchange-moved-{code}")).with("desk", &header.desk).to_string()
    }
}

/// The kind's own words for what was done, where the program has none or the kind is its own.
fn own_title(t: &T, kind: &Kind, header: &MoveHeader, body: Option<&MoveBody>, own: bool) -> Option<String> {
    if MOVES.contains(&header.code.as_str()) && !kind.is_shipped() {
        return None;
    }
    let group = if own { "moved-us" } else { "moved" };
    let outcome = body.map(|b| format!("{}-{}", header.code, b.text("outcome")));
    let words = outcome.and_then(|code| kind.word(group, &code, t.lang));
    let words = words.or_else(|| kind.word(group, &header.code, t.lang))?;
    Some(words.replace("{desk}", &isolated(&header.desk)))
}

/// What a move of ours is called in a list.
pub(crate) fn title_of(t: &T, kind: &Kind, header: &MoveHeader, body: Option<&MoveBody>) -> String {
    title(t, kind, header, body, true)
}

/// How a transcribed move came, in words.
fn came_text(t: &T, came: &Came) -> String {
    t.say("exchange-came")
        .with("way", t.get(&format!("exchange-way-{}", crate::pages::letter::known(&came.how))))
        .with("day", t.day(came.received))
        .with("name", came.by.as_str())
        .to_string()
}

fn void(t: &T, standing: Option<Standing>) -> Option<String> {
    Some(match standing {
        Some(Standing::Valid) => return None,
        None => t.get("exchange-void-waits"),
        Some(Standing::VoidState) => t.get("exchange-void-state"),
        Some(Standing::VoidSide) => t.get("exchange-void-side"),
        Some(Standing::VoidCondition) => t.get("exchange-void-condition"),
        Some(Standing::VoidUnknown) => t.get("exchange-void-unknown"),
    })
}

/// The receipt of an own move, in words.
pub(crate) fn receipt_piece(t: &T, receipt: &ReceiptView, other: &str) -> Option<Receipt> {
    Some(match receipt {
        ReceiptView::Theirs => return None,
        ReceiptView::Durable { at, .. } => {
            let at = Timestamp(*at);
            web::receipt(t.say("exchange-receipt-durable").with("desk", other).with("when", t.when(at)))
        }
        ReceiptView::Waiting { courier: Some(at), .. } => {
            let when = t.when(Timestamp(*at));
            web::no_receipt(t.say("exchange-receipt-courier").with("when", when))
        }
        ReceiptView::Waiting { why: None, .. } => web::no_receipt(t.get("exchange-receipt-waiting")),
        ReceiptView::Waiting { why: Some(_), .. } => web::no_receipt(t.get("exchange-receipt-again")),
        ReceiptView::Expired => web::refused_receipt(t.get("exchange-receipt-expired")),
        ReceiptView::Refused { reason } => {
            let why = word(t, "reason", &REASONS, reason);
            web::refused_receipt(t.say("exchange-receipt-refused").with("why", why))
        }
        ReceiptView::Letter { sent: None, .. } => web::no_receipt(t.get("exchange-letter-not-sent")),
        ReceiptView::Letter { sent: Some((at, way)), confirmed } => {
            let way = t.get(&format!("exchange-way-{}", crate::pages::letter::known(way)));
            let day = t.day(Timestamp(*at));
            let key =
                if confirmed.is_some() { "exchange-letter-sent-confirmed" } else { "exchange-letter-sent" };
            web::no_receipt(t.say(key).with("way", way).with("day", day))
        }
        ReceiptView::False => web::refused_receipt(t.get("exchange-receipt-false")),
    })
}
