//! A form made of the fields that the definition of a dossier names for a move, and the way back from what was sent
//! to the body of the move.

use crate::pages::shown::{self, word};
use crate::types::{ExchangeError, MoveBody, Pick};
use axum_extra::extract::Form;
use kernel::id::{EntityId, StatementId};
use kernel::time::MINUTE_MS;
use kernel::{Handling, Lang, Timestamp, legal_basis};
use procedure::kind::{Field as KindField, FieldKind, Need};
use procedure::{FieldProblem, Kind, MoveKind, Trouble};
use serde_json::{Value, json};
use web::{Choice, Field, FieldError, T};

/// Fields that the address of the form fills in.
const HIDDEN: [&str; 3] = ["hit", "about", "move"];
/// Most choices that stand side by side.
const RADIO_MAX: usize = 7;
/// A form with more fields than this puts what may be left alone apart.
const LONG: usize = 10;

/// What a form sent, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent(pub(crate) Vec<(String, String)>);

impl Sent {
    pub(crate) fn of(form: Form<Vec<(String, String)>>) -> Self {
        Self(form.0)
    }

    pub(crate) fn field(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
    }

    /// Whether the form had this field, whatever was chosen in it.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(n, _)| n == name)
    }

    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(n, _)| n != name);
        self.0.push((name.into(), value.into()));
    }

    /// The statements that were chosen.
    pub(crate) fn picks(&self) -> Vec<Pick> {
        let read = |text: &str| {
            let mut parts = text.split(':');
            let (entity, statement) = (EntityId::parse(parts.next()?)?, StatementId::parse(parts.next()?)?);
            Some(Pick { entity, statement, name: parts.next() == Some(NAME) })
        };
        let mut picks: Vec<Pick> = self.all("pick").filter_map(read).collect();
        picks.sort_unstable();
        picks.dedup();
        picks
    }
}

/// The value of a picked statement in a form.
pub(crate) fn pick_value(pick: &Pick) -> String {
    let name = if pick.name { format!(":{NAME}") } else { String::new() };
    format!("{}:{}{name}", pick.entity, pick.statement)
}

/// Marks in a form that what a child is called was released by choosing it.
const NAME: &str = "name";

/// The name of a field in a form. Names of the kind have underscores, ids of the page do not mind.
pub(crate) fn label(t: &T, kind: &Kind, made: &MoveKind, field: &KindField) -> String {
    if kind.word("field", &format!("{}.{}", made.code, field.name), t.lang).is_some() {
        return shown::field_word(t, kind, &made.code, &field.name);
    }
    // The same word asks for different things in different moves.
    match (made.code.as_str(), field.name.as_str()) {
        ("refuse", "reasons") => t.get("exchange-field-refuse-reasons"),
        ("withdraw", "reasons") => t.get("exchange-field-withdraw-reasons"),
        ("ask-back", "text") => t.get("exchange-field-ask-back-text"),
        ("supplement", "text") => t.get("exchange-field-supplement-text"),
        ("answer", "text") => t.get("exchange-field-answer-text"),
        ("close", "text") => t.get("exchange-field-close-text"),
        ("withdraw-consent", "reasons") => t.get("exchange-field-withdraw-consent-reasons"),
        ("grant", "references") => t.get("exchange-field-grant-references"),
        (code, name) => shown::field_word(t, kind, code, name),
    }
}

/// The fields of a move as pieces, in the order of the definition: those that are looked at every time, and those
/// that may be left alone. Statements are chosen by the picker beside them.
#[derive(Default)]
pub(crate) struct Pieces {
    pub(crate) asked: Vec<Field>,
    pub(crate) more: Vec<Field>,
    /// Something stands in one of the further fields, or is wrong with it.
    pub(crate) open: bool,
}

/// What the fields of a move can be chosen from, besides the lists of the kind.
#[derive(Default)]
pub(crate) struct Around {
    /// The points that were asked.
    pub(crate) points: Vec<String>,
    /// Statements that can be named by reference.
    pub(crate) references: Vec<Choice>,
    /// Whom something can be passed on to.
    pub(crate) recipients: Vec<Choice>,
}

/// Makes the pieces of a move's fields. A long form puts what may be left alone apart.
pub(crate) fn pieces(
    t: &T,
    kind: &Kind,
    made: &MoveKind,
    sent: &Sent,
    around: &Around,
    errors: &[FieldError],
) -> Pieces {
    let mut pieces = Pieces::default();
    let long = made.fields.len() > LONG;
    for field in made.fields.iter().filter(|f| !HIDDEN.contains(&f.name.as_str())) {
        if field.kind == FieldKind::Answers {
            pieces.asked.extend(answer_pieces(t, sent, &around.points));
            continue;
        }
        let Some(piece) = piece(t, kind, field, label(t, kind, made, field), around) else { continue };
        let mut piece = sent.all(&field.name).fold(piece, |piece, value| piece.value(value)).errors(errors);
        piece = match field.need {
            Need::Required => piece.required(),
            Need::Optional => piece.optional(t),
            _ => piece,
        };
        if let Some(hint) = hint(t, kind, &field.name) {
            piece = piece.hint(hint);
        }
        if long && matches!(field.need, Need::Optional | Need::IfRequestedBy) {
            pieces.open |= !sent.field(&field.name).is_empty() || errors.iter().any(|e| e.name == field.name);
            pieces.more.push(piece);
        } else {
            pieces.asked.push(piece);
        }
    }
    pieces
}

fn piece(t: &T, kind: &Kind, field: &KindField, label: String, around: &Around) -> Option<Field> {
    let name = field.name.as_str();
    let length = u32::try_from(field.bytes_max).unwrap_or(u32::MAX);
    Some(match field.kind {
        FieldKind::Line => web::text(name, label).length_max(length),
        FieldKind::Text => {
            web::textarea(name, label, if field.bytes_max > 4_000 { 5 } else { 2 }).length_max(length)
        }
        FieldKind::Points => web::textarea(name, label, 5).length_max(length),
        FieldKind::Moment => web::moment(name, label),
        FieldKind::Flag => web::check(name, label),
        FieldKind::Basis => {
            let choices: Vec<Choice> =
                legal_basis::ALL.iter().map(|(code, _)| Choice::new(code, shown::basis(t, code))).collect();
            web::select(name, label, &choices)
        }
        FieldKind::Ground => {
            let choice = |g: &String| Choice::new(g, shown::said(t, kind, "ground", &shown::GROUNDS, g));
            web::radio(name, label, &kind.grounds.iter().map(choice).collect::<Vec<_>>())
        }
        FieldKind::Code => code_piece(t, kind, field, label),
        FieldKind::References => web::checks(name, label, &around.references),
        FieldKind::Recipient => web::select(name, label, &around.recipients),
        FieldKind::Count => web::text(name, label).narrow(),
        FieldKind::Statements | FieldKind::Answers | FieldKind::Digest | FieldKind::Attachments => {
            return None;
        }
    })
}

fn code_piece(t: &T, kind: &Kind, field: &KindField, label: String) -> Field {
    let name = field.name.as_str();
    let list = |group: &str, known: &[&str], codes: &[&str]| -> Vec<Choice> {
        codes.iter().map(|c| Choice::new(c, word(t, group, known, c))).collect()
    };
    let none = || Choice::new("", t.get("exchange-not-said"));
    match name {
        "urgency" => web::select(name, label, &list("urgency", &shown::URGENCIES, &shown::URGENCIES)),
        "outcome" => {
            let codes: Vec<&str> = field.choices.iter().map(String::as_str).collect();
            web::radio(name, label, &list("outcome", &shown::OUTCOMES, &codes))
        }
        "use" => web::radio(name, label, &list("use", &shown::USES, &shown::USES)),
        "notice" => web::radio(name, label, &list("notice", &shown::NOTICES, &shown::NOTICES)),
        "for_purpose" => {
            let codes: Vec<&str> = field.choices.iter().map(String::as_str).collect();
            web::select(name, label, &list("purpose", &shown::PURPOSES, &codes))
        }
        "handling" => {
            let choices: Vec<Choice> = Handling::ALL
                .iter()
                .map(|h| Choice::new(h, t.get(&format!("casefile-handling-{h}"))))
                .collect();
            web::select(name, label, &choices)
        }
        "category" => {
            let mut choices = vec![none()];
            choices.extend(list("category", &shown::CATEGORIES, &shown::CATEGORIES));
            web::select(name, label, &choices)
        }
        "offence" => {
            let mut choices = vec![none()];
            choices.extend(list("offence", &shown::OFFENCES, &shown::OFFENCES));
            web::select(name, label, &choices)
        }
        "benefit" => {
            let mut choices = vec![none()];
            choices.extend(list("benefit", &shown::BENEFITS, &shown::BENEFITS));
            web::select(name, label, &choices)
        }
        "profile" => {
            let mut choices = vec![Choice::new("", t.get("exchange-profile-none"))];
            choices.extend(list("profile", &shown::PROFILES, &shown::PROFILES));
            web::select(name, label, &choices)
        }
        "language" => {
            let choices: Vec<Choice> =
                Lang::ALL.iter().map(|l| Choice::new(l, t.get(&format!("web-lang-{l}")))).collect();
            web::select(name, label, &choices)
        }
        _ => {
            let said = |c: &String| {
                let own = kind.word("choice", &format!("{name}.{c}"), t.lang).unwrap_or(c);
                Choice::new(c, own.to_owned())
            };
            let choices: Vec<Choice> = field.choices.iter().map(said).collect();
            if field.need == Need::Required && choices.len() <= RADIO_MAX {
                return web::radio(name, label, &choices);
            }
            let unsaid = Choice::new("", t.get("exchange-not-said"));
            web::select(name, label, &std::iter::once(unsaid).chain(choices).collect::<Vec<_>>())
        }
    }
}

fn hint(t: &T, kind: &Kind, name: &str) -> Option<String> {
    const HINTS: [&str; 16] = [
        "points",
        "facts",
        "benefit",
        "benefit_facts",
        "reasons",
        "restrictions",
        "promised",
        "conditions",
        "requested_by",
        "evidence",
        "urgency_reason",
        "use",
        "recipient",
        "references",
        "notice",
        "not_before",
    ];
    if let Some(own) = kind.word("hint", name, t.lang).filter(|_| kind.is_shipped()) {
        return Some(own.to_owned());
    }
    HINTS.contains(&name).then(|| t.get(&format!("exchange-hint-{}", name.replace('_', "-"))))
}

/// For each point that was asked: how it is answered, and what.
fn answer_pieces(t: &T, sent: &Sent, points: &[String]) -> Vec<Field> {
    let mut choices = vec![Choice::new("", t.get("exchange-point-not-now"))];
    choices.extend(shown::OUTCOMES.iter().map(|o| Choice::new(o, word(t, "outcome", &shown::OUTCOMES, o))));
    let mut pieces = Vec::new();
    for (place, point) in points.iter().enumerate() {
        let number = place.saturating_add(1);
        let (outcome, text) = (format!("answer_{number}"), format!("answer_{number}_text"));
        let asked = t.say("exchange-point").with("n", number).with("point", point).to_string();
        pieces.push(web::select(&outcome, asked, &choices).value(sent.field(&outcome)));
        let said = t.say("exchange-point-text").with("n", number).to_string();
        pieces.push(web::text(&text, said).value(sent.field(&text)).optional(t).length_max(2_000));
    }
    pieces
}

/// What was written into the form of a move, each text with what it is called, for whom it cannot be sent any more.
pub(crate) fn written(t: &T, kind: &Kind, code: &str, sent: &Sent) -> Vec<(String, String)> {
    let Some(made) = kind.find(code) else { return Vec::new() };
    let mut texts = Vec::new();
    for field in &made.fields {
        match field.kind {
            FieldKind::Line | FieldKind::Text | FieldKind::Points => {
                texts.push((label(t, kind, made, field), sent.field(&field.name).to_owned()));
            }
            FieldKind::Answers => {
                let number =
                    |name: &str| name.strip_prefix("answer_")?.strip_suffix("_text")?.parse::<u64>().ok();
                let said = sent.0.iter().filter_map(|(name, text)| Some((number(name)?, text)));
                texts.extend(
                    said.map(|(n, text)| {
                        (t.say("exchange-point-text").with("n", n).to_string(), text.clone())
                    }),
                );
            }
            _ => {}
        }
    }
    texts.retain(|(_, text)| !text.trim().is_empty());
    texts
}

/// The body that a form means.
pub(crate) fn body(t: &T, made: &MoveKind, sent: &Sent, points: usize) -> MoveBody {
    let mut body = MoveBody::default();
    for field in &made.fields {
        let text = sent.field(&field.name).trim().replace("\r\n", "\n");
        match field.kind {
            FieldKind::Statements | FieldKind::Attachments => {}
            FieldKind::Points => {
                let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
                if !lines.is_empty() {
                    body.0.insert(field.name.clone(), json!(lines));
                }
            }
            FieldKind::Answers => {
                let answers = answers(sent, points);
                if !answers.is_empty() {
                    body.0.insert(field.name.clone(), Value::Array(answers));
                }
            }
            FieldKind::References => {
                let chosen: Vec<&str> = sent.all(&field.name).filter(|r| !r.is_empty()).collect();
                if !chosen.is_empty() {
                    body.0.insert(field.name.clone(), json!(chosen));
                }
            }
            FieldKind::Recipient if !text.is_empty() => {
                body.0.insert(field.name.clone(), recipient(&text));
            }
            FieldKind::Count if !text.is_empty() => {
                let number = text.parse::<u64>().map_or_else(|_| Value::String(text.clone()), Value::from);
                body.0.insert(field.name.clone(), number);
            }
            FieldKind::Flag if !text.is_empty() => {
                body.0.insert(field.name.clone(), Value::Bool(text == "yes"));
            }
            FieldKind::Moment if !text.is_empty() => {
                // What does not read stays as it was written, so that the check of the fields names it.
                body = body.with(&field.name, moment(t, &text).map_or(text, Timestamp::rfc3339));
            }
            _ => body = body.with(&field.name, text),
        }
    }
    body
}

/// A recipient as the form names it: `IT`, or `IT:node:authority:what it is called`.
fn recipient(text: &str) -> Value {
    let mut parts = text.splitn(4, ':');
    let mut named = serde_json::Map::new();
    for name in ["party", "node", "authority", "name"] {
        if let Some(part) = parts.next() {
            named.insert(name.into(), part.into());
        }
    }
    Value::Object(named)
}

fn answers(sent: &Sent, points: usize) -> Vec<Value> {
    let one = |number: usize| {
        let outcome = sent.field(&format!("answer_{number}")).to_owned();
        let text = sent.field(&format!("answer_{number}_text")).trim().to_owned();
        (!outcome.is_empty()).then(|| json!({"point": number, "outcome": outcome, "text": text}))
    };
    (1..=points).filter_map(one).collect()
}

/// A day and time as a browser sends it, in the reader's zone.
fn moment(t: &T, text: &str) -> Option<Timestamp> {
    let with_seconds = if text.len() == 16 { format!("{text}:00Z") } else { format!("{text}Z") };
    let local = Timestamp::parse(&with_seconds)?;
    Some(local.plus_ms(i64::from(t.zone.offset_min).saturating_mul(-MINUTE_MS)))
}

/// What is wrong with a form, beside its fields; `None` where the error is not about fields.
pub(crate) fn errors(t: &T, kind: Option<&Kind>, error: &ExchangeError) -> Option<Vec<FieldError>> {
    let one = |name: &str, key: &str| Some(vec![FieldError::new(name, t.get(key))]);
    match error {
        ExchangeError::Fields(problems) => Some(problems.iter().map(|p| problem(t, kind, p)).collect()),
        ExchangeError::Refused(refusal) => {
            // The neutral text is the same for every reason that is a secret.
            let key = match refusal.public().code() {
                "assessment" => "exchange-refused-assessment",
                "handling" => "exchange-refused-handling",
                "restriction" => "exchange-refused-restriction",
                "tlp" | "pap" => "exchange-refused-marking",
                "child" => "exchange-refused-child",
                "role" | "purpose" => "exchange-refused-role",
                _ => "exchange-refused",
            };
            one("act", key)
        }
        ExchangeError::UnknownPeer(_) => one("peer", "exchange-peer-unknown"),
        ExchangeError::UnknownAuthority => one("peer", "exchange-authority-unknown"),
        ExchangeError::NotAgreed => one("peer", "exchange-not-agreed"),
        ExchangeError::NotDesignated => one("peer", "exchange-not-designated"),
        ExchangeError::DistressFirst => one("urgency", "exchange-distress-first"),
        ExchangeError::TooManyStatements => one("pick", "exchange-too-many-statements"),
        ExchangeError::MixedOrigin => one("pick", "exchange-mixed-origin"),
        ExchangeError::EnteredBefore => one("act", "exchange-entered-before"),
        ExchangeError::EnteredMeanwhile => one("act", "exchange-entered-meanwhile"),
        ExchangeError::NothingToTake => one("case", "exchange-nothing-to-take"),
        _ => None,
    }
}

fn problem(t: &T, kind: Option<&Kind>, problem: &FieldProblem) -> FieldError {
    let field = match kind {
        Some(kind) => shown::said(t, kind, "field", &shown::FIELDS, &problem.field),
        None => word(t, "field", &shown::FIELDS, &problem.field),
    };
    let key = match problem.trouble {
        Trouble::Missing => "exchange-field-missing",
        Trouble::TooLong => "exchange-field-too-long",
        Trouble::NotAChoice => "exchange-field-wrong",
        Trouble::NoOffence => "exchange-field-no-offence",
        Trouble::NotAggravated => "exchange-field-not-aggravated",
    };
    FieldError::new(&problem.field, t.say(key).with("field", field))
}
