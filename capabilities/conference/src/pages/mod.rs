//! The pages of the room, and what they share.

pub(crate) mod compare_attendance;
pub(crate) mod hand_in;
pub(crate) mod list_calls;
pub(crate) mod list_following;
pub(crate) mod list_recommendations;
pub(crate) mod list_sessions;
pub(crate) mod list_topics;
pub(crate) mod list_trainings;
pub(crate) mod put_report;
pub(crate) mod save_receipt;
pub(crate) mod show_call;
pub(crate) mod show_following;
pub(crate) mod show_published;
pub(crate) mod show_received;
pub(crate) mod show_recommendation;
pub(crate) mod show_report;
pub(crate) mod show_session;
pub(crate) mod statements;
pub(crate) mod treaty_status;
pub(crate) mod write_draft;

use crate::types::{ConferenceError, LINE_CHARS_MAX, Recommended};
use ::store::Tx;
use access::{Node, Officer, broken};
use gate::{Ask, Guarded, ObjectRef, Recipient, action};
use kernel::id::AuthorityId;
use kernel::{Actor, Function, Label, Party, Purpose, Role};
use reading::report::{Addressee, Call, Strength};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use uuid::Uuid;
use web::{Choice, FieldError, Head, Problem, T, Tag, Tone};

/// The instruments whose status is kept, by the codes that stand in addresses.
pub(crate) const INSTRUMENTS: [&str; 2] = ["untoc", "smuggling"];

impl From<ConferenceError> for Problem {
    fn from(error: ConferenceError) -> Self {
        match error {
            ConferenceError::Store(error) => broken(&error),
            ConferenceError::Refused(_) | ConferenceError::NotHere => Self::not_available(),
            ConferenceError::Closed | ConferenceError::Full => Self::conflict(),
            ConferenceError::Paper(why) => {
                tracing::error!(%why, "a document of the room could not be written");
                Self::broken()
            }
        }
    }
}

/// The address of a follow-up.
pub(crate) fn at(recommendation: Uuid) -> String {
    format!("/conference/following/{recommendation}")
}

/// The question that the gate is asked.
pub(crate) fn ask<'a>(actor: &'a Actor, tx: &Tx, code: &'static str) -> Ask<'a> {
    Ask::new(actor, code, Purpose::Administration, tx.at())
}

/// The gate's word on an act in the own authority's name, with its entry in the log.
pub(crate) fn permit(
    node: &Node,
    tx: &Tx,
    actor: &Actor,
    code: &'static str,
    (kind, id): (&'static str, Uuid),
) -> Result<(), ConferenceError> {
    let object = ObjectRef { kind, id };
    let closed = Guarded::new(object, Label::own(actor.authority), ());
    node.gate.open(closed, &ask(actor, tx, code).on(object), &mut tx.log())?;
    Ok(())
}

/// The same for what a secretariat does: the authority must be one.
pub(crate) fn serve(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    of: (&'static str, Uuid),
) -> Result<(), ConferenceError> {
    if !is_secretariat(officer) {
        return Err(ConferenceError::NotHere);
    }
    permit(node, tx, &officer.actor, action::SERVE_CONFERENCE, of)
}

/// Whether this person serves a conference: by role, in an authority with that function.
pub(crate) fn is_secretariat(officer: &Officer) -> bool {
    officer.actor.is(Role::Secretariat) && officer.authority.functions.contains(&Function::Secretariat)
}

/// Opens what the record holds, for whoever reads it.
pub(crate) fn read<T>(node: &Node, tx: &Tx, actor: &Actor, closed: Guarded<T>) -> Result<T, ConferenceError> {
    let ask = ask(actor, tx, action::READ_CONFERENCE).on(closed.object());
    Ok(node.gate.open(closed, &ask, &mut tx.log())?)
}

/// The same for a list.
pub(crate) fn read_each<T>(node: &Node, tx: &Tx, actor: &Actor, closed: Vec<Guarded<T>>) -> Vec<T> {
    node.gate.open_each(closed, &ask(actor, tx, action::READ_CONFERENCE), &mut tx.log())
}

/// What another node publishes, as lists name it.
pub(crate) struct Elsewhere {
    pub(crate) id: Uuid,
    pub(crate) title: String,
    pub(crate) who: String,
}

/// What other nodes publish of a kind.
pub(crate) async fn elsewhere(
    node: &Node,
    tx: &Tx,
    actor: &Actor,
    kind: &str,
) -> Result<Vec<Elsewhere>, ConferenceError> {
    let closed = crate::store_public::received_each(tx, kind, None).await?;
    let named = |one: crate::store_public::Received| {
        let who = one.who();
        // A list of topics has no name but its secretariat's.
        match one.title.is_empty() {
            true => Elsewhere { id: one.id, title: who, who: String::new() },
            false => Elsewhere { id: one.id, title: one.title, who },
        }
    };
    Ok(read_each(node, tx, actor, closed).into_iter().map(named).collect())
}

/// How many nodes get what is published here.
pub(crate) async fn nodes(node: &Node) -> Result<usize, ConferenceError> {
    let count = node.store.look::<_, ConferenceError, _, _>("nodes", |tx| async move {
        Ok(directory::peers(&tx).await?.iter().filter(|peer| peer.is_trusted()).count())
    });
    count.await
}

/// Whoever writes a file takes it for their own authority.
pub(crate) fn to_ourselves(node: &Node, actor: &Actor) -> Recipient {
    Recipient {
        node: node.keys.id,
        party: actor.party,
        also: gate::Reach::none(),
        authority: Some(actor.authority),
    }
}

/// What a form sends, by the names of its fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Sent(pub(crate) BTreeMap<String, String>);

impl Sent {
    /// What stands in a field, without the space around it.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |text| text.trim())
    }

    /// One line that has to be there.
    pub(crate) fn line(&self, t: &T, name: &str, errors: &mut Vec<FieldError>) -> String {
        self.text(t, name, LINE_CHARS_MAX, errors)
    }

    /// A text that has to be there.
    pub(crate) fn text(&self, t: &T, name: &str, most: usize, errors: &mut Vec<FieldError>) -> String {
        if self.field(name).is_empty() {
            errors.push(FieldError::new(name, t.get("conference-needed")));
        }
        self.maybe(t, name, most, errors)
    }

    /// A text that may be missing.
    pub(crate) fn maybe(&self, t: &T, name: &str, most: usize, errors: &mut Vec<FieldError>) -> String {
        let text = self.field(name);
        if text.chars().count() > most {
            errors.push(FieldError::new(name, t.n("conference-too-long", most)));
        }
        text.to_owned()
    }

    /// A day, `2026-12-31`, that may be missing unless it is `needed`.
    pub(crate) fn day(&self, t: &T, name: &str, needed: bool, errors: &mut Vec<FieldError>) -> String {
        let text = self.field(name);
        let reads = kernel::Timestamp::parse(&format!("{text}T00:00:00Z")).is_some();
        if (text.is_empty() && needed) || (!text.is_empty() && !reads) {
            errors.push(FieldError::new(name, t.get("conference-day-needed")));
        }
        text.to_owned()
    }
}

/// A value of a closed list by its code, as it stands in files: the reader's lists know no other form.
pub(crate) fn coded<T: DeserializeOwned>(code: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(code.to_owned())).ok()
}

/// The code of such a value.
pub(crate) fn code_of<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A value as it stands in an address.
pub(crate) fn escaped(value: &str) -> String {
    let mut out = String::new();
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The page that an address asks for, from 1.
pub(crate) fn page_of(text: &str) -> u64 {
    text.parse::<u64>().unwrap_or(1).max(1)
}

/// What a report is called: its symbol as a code, a name as one.
pub(crate) fn symbol(called: &str) -> web::Value {
    if called.contains(' ') { web::written(called) } else { web::code(called) }
}

/// Everyone who can be asked, in the order of the choice.
pub(crate) const ADDRESSEES: [Addressee; 10] = [
    Addressee::StatesParties,
    Addressee::States,
    Addressee::Conference,
    Addressee::Secretariat,
    Addressee::SecretaryGeneral,
    Addressee::Unodc,
    Addressee::UnitedNations,
    Addressee::Organ,
    Addressee::Others,
    Addressee::Unclear,
];
/// How strongly something can be asked, the strongest first.
pub(crate) const STRENGTHS: [Strength; 15] = [
    Strength::Shall,
    Strength::Decided,
    Strength::Urged,
    Strength::CalledUpon,
    Strength::Requested,
    Strength::Should,
    Strength::ShouldEndeavour,
    Strength::ShouldConsider,
    Strength::Recommended,
    Strength::Encouraged,
    Strength::Invited,
    Strength::MayWish,
    Strength::May,
    Strength::Noted,
    Strength::Unclear,
];

/// The word of a code of the reader's lists.
pub(crate) fn word<V: serde::Serialize>(t: &T, of: &str, value: &V) -> String {
    t.get(&format!("conference-{of}-{}", code_of(value)))
}

/// Who is asked how strongly: a tag for each call that differs.
pub(crate) fn calls(t: &T, calls: &[Call]) -> Vec<Tag> {
    let mut seen = Vec::new();
    for call in calls {
        let strong = call.strength <= Strength::Requested;
        let tone = if strong { Tone::Accent } else { Tone::Plain };
        let says =
            format!("{} · {}", word(t, "addressee", &call.addressed), word(t, "strength", &call.strength));
        if !seen.contains(&(says.clone(), tone)) {
            seen.push((says, tone));
        }
    }
    seen.into_iter().map(|(says, tone)| web::tag(says, tone)).collect()
}

/// The choices of a list with an empty one before them.
pub(crate) fn any(t: &T, list: impl IntoIterator<Item = Choice>) -> Vec<Choice> {
    std::iter::once(Choice::new("", t.get("conference-any"))).chain(list).collect()
}

/// What an authority is called, with its State.
pub(crate) fn named(names: &BTreeMap<AuthorityId, (String, Party)>, id: AuthorityId) -> String {
    names.get(&id).map_or_else(String::new, |(name, party)| format!("{name} ({party})"))
}

/// The other pages of the room that this person has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Links {
    pub(crate) keeps: bool,
    pub(crate) follows: bool,
    pub(crate) serves: bool,
}

impl Links {
    pub(crate) fn of(officer: &Officer) -> Self {
        let follows = officer.actor.is(Role::NationalCoordinator);
        Self {
            keeps: follows || officer.actor.is(Role::Secretariat),
            follows,
            serves: is_secretariat(officer),
        }
    }
}

/// A head of this room's pages.
pub(crate) fn head(t: &T, title: impl ToString, errors: &[FieldError]) -> Head {
    let status = match errors.is_empty() {
        true => axum::http::StatusCode::OK,
        false => axum::http::StatusCode::UNPROCESSABLE_ENTITY,
    };
    Head::new("conference", title).over(t.get("conference-over")).status(status)
}

/// What an act is called, with its number or its whole name: `Recommendation 8`, `Decision 12/1`.
pub(crate) fn called(t: &T, says: &reading::report::Recommendation, name: &str) -> String {
    t.say(&format!("conference-kind-{}", code_of(&says.kind))).with("name", name).to_string()
}

/// The first words of a text.
pub(crate) fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head))
}

/// The days of a session in the reader's words.
pub(crate) fn days(t: &T, from: &str, to: &str) -> String {
    let day = |text: &str| {
        kernel::Timestamp::parse(&format!("{text}T00:00:00Z"))
            .map(|at| t.clone().in_zone(web::Zone::utc()).day(at))
    };
    match (day(from), day(to)) {
        (Some(one), Some(other)) if one != other => {
            t.say("conference-days").with("from", one).with("to", other).to_string()
        }
        (Some(one), _) | (None, Some(one)) => one,
        (None, None) => String::new(),
    }
}

/// What a recommendation asks, as one page after another shows it.
pub(crate) struct Shown {
    /// What it is called, with its number.
    pub(crate) called: String,
    /// It waits to be adopted by another body.
    pub(crate) draft: bool,
    pub(crate) name: String,
    pub(crate) heading: String,
    pub(crate) text: String,
    pub(crate) items: Vec<String>,
    pub(crate) calls: Vec<Tag>,
}

impl Shown {
    pub(crate) fn of(t: &T, one: &Recommended) -> Self {
        let mut items = Vec::new();
        crate::draft::items(&one.says.items, &mut items, 3);
        Self {
            called: called(t, &one.says, &one.name()),
            draft: one.says.draft,
            name: one.name(),
            heading: one.says.heading.clone(),
            text: one.says.text.clone(),
            items,
            calls: calls(t, &one.says.calls),
        }
    }
}
