//! The log, newest first, and the questions asked of it: who saw this record, what did this person look at, what left
//! the node, to whom and under which rule, what was refused.

use super::{LogError, oversee, overseen, recipient_name, word};
use crate::rules;
use access::{Node, Officer, Person};
use axum::extract::{Query, State};
use axum::response::Response;
use directory::Peer;
use gate::action;
use kernel::id::NodeId;
use kernel::limit::PAGE_ROWS;
use kernel::time::DAY_MS;
use kernel::{Outcome, Timestamp};
use serde::Deserialize;
use std::sync::Arc;
use store::audit::{self, LogQuery, LogRow, Tally, TallyBy};
use uuid::Uuid;
use web::{Action, Choice, Head, Problem, T, Tag, Tone};

/// Actions that are logged without a decision of the gate.
pub(crate) const BESIDE_THE_GATE: &[&str] = &["sign-in", "use-link", audit::ERASE];
/// Highest page that is looked up.
const PAGE_MAX: u64 = 1_000_000;

/// The questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// Everything, narrowed by hand.
    All,
    /// Who saw this record?
    Record,
    /// What did this person look at?
    Person,
    /// What left the node, to whom, under which rule?
    Left,
    /// What was refused?
    Refused,
}

impl Question {
    pub(crate) const ALL: &[Self] = &[Self::All, Self::Record, Self::Person, Self::Left, Self::Refused];

    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Record => "record",
            Self::Person => "person",
            Self::Left => "left",
            Self::Refused => "refused",
        }
    }

    fn tally(self) -> Option<TallyBy> {
        match self {
            Self::All => None,
            Self::Record => Some(TallyBy::Person),
            Self::Person | Self::Refused => Some(TallyBy::What),
            Self::Left => Some(TallyBy::Recipient),
        }
    }
}

/// What to look for.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Find {
    #[serde(default)]
    ask: String,
    #[serde(default)]
    action: String,
    #[serde(default)]
    object: String,
    #[serde(default)]
    person: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    refused: String,
    #[serde(default)]
    page: String,
}

impl Find {
    pub(crate) fn question(&self) -> Question {
        let asked = Question::ALL.iter().find(|q| q.code() == self.ask);
        asked.copied().unwrap_or(if self.refused == "yes" { Question::Refused } else { Question::All })
    }

    /// The action, if it is one that the log can hold.
    fn action(&self) -> Option<String> {
        let code = self.action.trim();
        actions().any(|known| known == code).then(|| code.to_owned())
    }

    pub(crate) fn object(&self) -> Option<Uuid> {
        rules::record_in(&self.object)
    }

    pub(crate) fn person(&self) -> Option<Uuid> {
        Uuid::try_parse(self.person.trim()).ok()
    }

    fn to(&self) -> Option<NodeId> {
        NodeId::parse(self.to.trim())
    }

    fn day(text: &str) -> Option<Timestamp> {
        Timestamp::parse(&format!("{}T00:00:00Z", text.trim()))
    }

    fn page(&self) -> u64 {
        self.page.parse().unwrap_or(1).clamp(1, PAGE_MAX)
    }

    /// What is missing for the question to have an answer.
    fn lacks(&self) -> bool {
        match self.question() {
            Question::Record => self.object().is_none(),
            Question::Person => self.person().is_none(),
            _ => false,
        }
    }

    fn asks(&self) -> bool {
        self.question() != Question::All || self.address("/log") != "/log"
    }

    /// The same question at another address.
    pub(crate) fn address(&self, at: &str) -> String {
        let mut parts = Vec::new();
        let question = self.question();
        parts.extend((question != Question::All).then(|| format!("ask={}", question.code())));
        parts.extend(self.action().map(|code| format!("action={code}")));
        parts.extend(self.object().map(|id| format!("object={id}")));
        parts.extend(self.person().map(|id| format!("person={id}")));
        parts.extend(self.to().map(|id| format!("to={id}")));
        for (name, day) in [("from", &self.from), ("until", &self.until)] {
            parts.extend(Self::day(day).map(|_| format!("{name}={}", day.trim())));
        }
        if parts.is_empty() { at.to_owned() } else { format!("{at}?{}", parts.join("&")) }
    }

    /// The question as the store takes it.
    pub(crate) fn query(&self, authorities: Vec<Uuid>) -> LogQuery {
        let question = self.question();
        LogQuery {
            object: self.object(),
            action: self.action(),
            person: self.person(),
            refused: question == Question::Refused,
            // Who was refused saw nothing.
            granted: question == Question::Record,
            left: question == Question::Left,
            to: self.to().map(|id| id.to_string()),
            from: Self::day(&self.from),
            until: Self::day(&self.until).map(|day| day.plus_ms(DAY_MS)),
            // Reading the log about a record is not seeing the record.
            without: if question == Question::Record { vec![action::READ_LOG] } else { Vec::new() },
            authorities,
            page: self.page().saturating_sub(1),
            rows: PAGE_ROWS,
        }
    }
}

struct Row {
    when: String,
    moment: String,
    who: String,
    kind: String,
    what: String,
    object_kind: String,
    object: Option<String>,
    listed: usize,
    why: String,
    outcome: Tag,
    to: String,
    policies: Vec<(String, String)>,
    note: String,
    place: Option<i64>,
}

/// One line of the answer.
struct Counted {
    what: String,
    count: i64,
    first: String,
    last: String,
}

#[derive(askama::Template)]
#[template(path = "read_log.html")]
struct ReadLog<'a> {
    t: &'a T,
    question: String,
    answer: Vec<Counted>,
    counted_by: String,
    lacks: bool,
    rows: Vec<Row>,
    total: u64,
    page: u64,
    find: Find,
    questions: Vec<Choice>,
    actions: Vec<Choice>,
    people: Vec<Choice>,
    peers: Vec<Choice>,
}

/// What was read.
struct Found {
    rows: Vec<LogRow>,
    total: u64,
    tallies: Vec<Tally>,
    people: Vec<Person>,
    peers: Vec<Peer>,
}

pub(crate) async fn read(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(find): Query<Find>,
) -> Result<Response, Problem> {
    let found = look(&node, &officer, &find).await?;
    let t = &officer.t;
    let question = find.question();
    let rows = found.rows.into_iter().map(|entry| row(&node, t, &found.peers, entry)).collect();
    let answer = found.tallies.iter().map(|tally| counted(&node, t, &found.peers, tally)).collect();
    let mut head = Head::new("oversight", t.get("oversight-log"))
        .over(t.get("oversight-law"))
        .under(t.get("oversight-what"))
        .action(Action::link(t.get("oversight-verify"), "/log/verify").primary());
    head = head.action(Action::link(t.get("oversight-relied"), "/assessments"));
    if found.total > 0 {
        head = head.action(Action::link(t.get("oversight-export"), find.address("/log/export")));
    }
    let any = |key: &str, choices: Vec<Choice>| {
        let mut all = vec![Choice::new("", t.get(key))];
        all.extend(choices);
        all
    };
    let asked = |q: &Question| Choice::new(q.code(), t.get(&format!("oversight-ask-{}", q.code())));
    let of_action = |code| Choice::new(code, word(&node, t, "action", code));
    let of_person = |p: Person| Choice::new(p.id, format!("{} · {}", p.name, p.sign_in));
    let of_peer = |p: Peer| Choice::new(p.node, format!("{} ({})", p.name(), p.party()));
    let body = ReadLog {
        t,
        question: t.get(&format!("oversight-ask-{}", question.code())),
        counted_by: t.get(&format!("oversight-counted-{}", question.code())),
        answer,
        lacks: find.lacks(),
        rows,
        total: found.total,
        page: find.page(),
        questions: Question::ALL.iter().map(asked).collect(),
        actions: any("oversight-any-action", actions().map(of_action).collect()),
        people: any("oversight-anybody", found.people.into_iter().map(of_person).collect()),
        peers: any("oversight-any-peer", found.peers.into_iter().map(of_peer).collect()),
        find,
    };
    Ok(web::page(&officer.viewer, head, body))
}

/// The gate's word and its entry first; then the log as it stands after it, which holds up nobody who writes.
async fn look(node: &Node, officer: &Officer, find: &Find) -> Result<Found, LogError> {
    let about = find.object().or(find.person()).unwrap_or_default();
    let may = node
        .store
        .run::<_, LogError, _, _>("may read log", |tx| async move { oversee(node, &tx, officer, about) });
    may.await?;
    let found = node.store.look::<_, LogError, _, _>("read log", |tx| async move {
        let peers = directory::peers(&tx).await?;
        let mut people = access::store::people(&tx).await?;
        people.retain(|p| p.authority == officer.authority.id);
        let query = find.query(overseen(&tx, officer, &peers).await?);
        if find.lacks() {
            return Ok(Found { rows: Vec::new(), total: 0, tallies: Vec::new(), people, peers });
        }
        let (rows, total) = audit::read(&tx, &query).await?;
        let tallies = match find.question().tally() {
            Some(by) => audit::tally(&tx, &query, by).await?,
            None => Vec::new(),
        };
        Ok(Found { rows, total, tallies, people, peers })
    });
    found.await
}

fn actions() -> impl Iterator<Item = &'static str> {
    action::ALL.iter().chain(BESIDE_THE_GATE).copied()
}

fn counted(node: &Node, t: &T, peers: &[Peer], tally: &Tally) -> Counted {
    let what = match (tally.name.is_empty(), tally.recipient.is_empty()) {
        (false, _) => tally.name.clone(),
        (_, false) => recipient_name(peers, &tally.recipient),
        _ => {
            let (action, kind) =
                (word(node, t, "action", &tally.action), word(node, t, "object", &tally.object_kind));
            format!("{action}: {kind}")
        }
    };
    Counted { what, count: tally.count, first: t.when(tally.first), last: t.when(tally.last) }
}

fn row(node: &Node, t: &T, peers: &[Peer], LogRow { seq, entry, .. }: LogRow) -> Row {
    let (kind, peer) = match entry.actor_kind.split_once(' ') {
        Some((kind, id)) => (kind, Some(id)),
        None => (entry.actor_kind.as_str(), None),
    };
    let at = Timestamp(entry.at);
    let outcome = match &entry.outcome {
        Outcome::Done | Outcome::Permitted { .. } => web::tag(t.get("oversight-done"), Tone::Good),
        Outcome::Released { .. } => web::tag(t.get("oversight-left"), Tone::Accent),
        Outcome::Refused(_) => web::tag(t.get("oversight-refused"), Tone::Stop),
    };
    let policy = |id: &String| (id.clone(), node.gate.article(id).unwrap_or_default().to_owned());
    let kind = word(node, t, "actor", kind);
    Row {
        when: t.when(at),
        moment: at.rfc3339(),
        kind: peer.map_or_else(|| kind.clone(), |id| format!("{kind} {id}")),
        what: word(node, t, "action", &entry.action),
        object_kind: word(node, t, "object", &entry.object_kind),
        object: (!entry.object.is_nil()).then(|| entry.object.to_string()),
        listed: entry.outcome.listed().len(),
        why: word(node, t, "purpose", &entry.purpose),
        to: entry.outcome.recipient().map(|to| recipient_name(peers, to)).unwrap_or_default(),
        policies: entry.outcome.policies().iter().map(policy).collect(),
        outcome,
        who: entry.name,
        note: entry.note,
        place: seq,
    }
}
