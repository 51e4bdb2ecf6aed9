//! Whom to reach, in which State, for what, now: an ordered list of desks, each with its reasons, and the desks that were
//! left out, each with why. Pure: the same question has the same answer on every node.
//!
//! Refused: a desk whose functions do not answer for the matter; one whose term has not come or is over; one whose node is
//! suspended. Routed around, as long as there is another: one that nobody confirmed in time, one that did not answer
//! its last test call within the term of it, and one without a node. A liaison officer helps, and is never the other one.

use crate::card::{CardAuthority, ContactPoint};
use crate::hours::{Open, open_at};
use crate::matter::{Matter, Urgency, article_of};
use crate::particulars::AuthorityEntry;
use crate::rules::is_confirmed;
use kernel::id::{AuthorityId, ContactId, NodeId};
use kernel::{Function, Party, Timestamp};
use std::cmp::Reverse;

/// What is known here of how a desk answers test calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answering {
    /// Half of the answers came faster; none if nobody answered yet.
    pub median_ms: Option<i64>,
    /// How many were answered.
    pub answered: u32,
    /// When somebody answered last.
    pub answered_at: Option<Timestamp>,
    /// The term of the last test call, if it passed without an answer.
    pub silent_since: Option<Timestamp>,
}

/// A desk the finder may propose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// The node it is on; `None` for this one.
    pub node: Option<NodeId>,
    /// Its State.
    pub party: Party,
    /// Whose desk it is.
    pub authority: AuthorityId,
    /// The authority's name.
    pub name: String,
    /// Codes of its functions.
    pub functions: Vec<String>,
    /// What the authority says of itself.
    pub entry: AuthorityEntry,
    /// The contact point.
    pub point: ContactPoint,
    /// How it answers.
    pub answering: Answering,
    /// It has no node: what is said to it goes as a letter.
    pub without_node: bool,
    /// Trust in its node stands still here: nothing goes there.
    pub suspended: bool,
}

impl Desk {
    /// A contact point of an authority as a card says it, of this node, nothing known of how it answers.
    #[must_use]
    pub fn of(authority: &CardAuthority, point: &ContactPoint) -> Self {
        Self {
            node: None,
            party: authority.party,
            authority: authority.id,
            name: authority.name.clone(),
            functions: authority.functions.clone(),
            entry: authority.entry.clone(),
            point: point.clone(),
            answering: Answering::default(),
            without_node: false,
            suspended: false,
        }
    }
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The State in which somebody is needed.
    pub party: Party,
    /// For what; `None` for any desk, whatever it answers for.
    pub matter: Option<Matter>,
    /// When.
    pub at: Timestamp,
    /// Languages of who asks, the best first.
    pub languages: Vec<String>,
    /// The State of who asks, whose liaison officers may help.
    pub asker: Party,
    /// Posts that the asker's own are paired with, each with its call sign (Recommendation 8(c)).
    pub paired: Vec<(ContactId, String)>,
}

impl Question {
    /// A question for any desk of a State.
    #[must_use]
    pub fn any(party: Party, at: Timestamp, languages: &[String]) -> Self {
        Self { party, matter: None, at, languages: languages.to_vec(), asker: party, paired: Vec::new() }
    }

    fn urgency(&self) -> Urgency {
        self.matter.map_or(Urgency::Ordinary, Matter::urgency)
    }
}

/// One reason for a proposal, or something to know about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It answers for the matter under this function.
    Function(Function, &'static str),
    /// It is the post that one of the asker's is paired with, under this call sign.
    Paired(String),
    /// It is the liaison officer that the first State posted to the second.
    Liaison(Party, Party),
    /// It is open.
    OpenNow,
    /// Its hours are over, and its line for danger to life is answered.
    UrgentLine,
    /// It opens then.
    OpensAt(Timestamp),
    /// Its hours do not read.
    HoursUnclear,
    /// It speaks this language of the asker.
    Language(String),
    /// It speaks none of the asker's languages.
    Translation,
    /// It was confirmed then.
    Confirmed(Timestamp),
    /// It was not confirmed in time, and nobody else was.
    Unconfirmed(Option<Timestamp>),
    /// Half of so many test calls were answered faster than this.
    Answers(i64, u32),
    /// It did not answer its last test call by then, and nobody else did better.
    Silent(Timestamp),
    /// It stands in for this one.
    DeputyOf(String),
    /// Another State's liaison officer sits there: what is said reaches that State too.
    ReachesToo(Party),
    /// Its term ends then.
    EndsOn(Timestamp),
    /// It has no node: it is called, or a letter goes there.
    WithoutNode,
}

impl Reason {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Function(..) => "function",
            Self::Paired(_) => "paired",
            Self::Liaison(..) => "liaison",
            Self::OpenNow => "open-now",
            Self::UrgentLine => "urgent-line",
            Self::OpensAt(_) => "opens-at",
            Self::HoursUnclear => "hours-unclear",
            Self::Language(_) => "language",
            Self::Translation => "translation",
            Self::Confirmed(_) => "confirmed",
            Self::Unconfirmed(_) => "unconfirmed",
            Self::Answers(..) => "answers",
            Self::Silent(_) => "silent",
            Self::DeputyOf(_) => "deputy",
            Self::ReachesToo(_) => "reaches-too",
            Self::EndsOn(_) => "ends-on",
            Self::WithoutNode => "without-node",
        }
    }
}

/// Why a desk is not proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// Its functions do not answer for the matter.
    OtherFunction,
    /// Its term begins then.
    NotYet(Timestamp),
    /// Its term ended then.
    Over(Timestamp),
    /// It was not confirmed in time: never, or overdue since then.
    Unconfirmed(Option<Timestamp>),
    /// It did not answer its last test call, whose term ended then.
    Silent(Timestamp),
    /// It has no node, and somebody who has one answers for the same as well and as soon.
    WithoutNode,
    /// Its node is suspended here: it can be telephoned, and nothing goes there otherwise.
    Suspended,
}

impl LeftOut {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherFunction => "other-function",
            Self::NotYet(_) => "not-yet",
            Self::Over(_) => "over",
            Self::Unconfirmed(_) => "unconfirmed",
            Self::Silent(_) => "silent",
            Self::WithoutNode => "without-node",
            Self::Suspended => "suspended",
        }
    }
}

/// A desk that is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Whom to reach.
    pub desk: Desk,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
    /// Whether it is confirmed.
    pub confirmed: bool,
    /// Whether it can be reached.
    pub open: Open,
    /// When to go to the next one if it has not answered.
    pub next_at: Option<Timestamp>,
}

/// The answer: who is proposed, the best first, and who is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Whom to reach, in this order.
    pub proposals: Vec<Proposal>,
    /// Who was left out, and why.
    pub left_out: Vec<(Desk, LeftOut)>,
}

/// A term that ends within this is mentioned.
const ENDS_SOON_MS: i64 = 14 * kernel::time::DAY_MS;

/// Finds the desks for a question.
#[must_use]
pub fn find(question: &Question, desks: &[Desk]) -> Found {
    let mut found = Found::default();
    let mut fit: Vec<Fit<'_>> = Vec::new();
    for desk in desks.iter().filter(|d| concerns(question, d)) {
        match (role(question, desk), term(desk, question.at)) {
            (None, _) => found.left_out.push((desk.clone(), LeftOut::OtherFunction)),
            (_, Some(why)) => found.left_out.push((desk.clone(), why)),
            _ if desk.suspended => found.left_out.push((desk.clone(), LeftOut::Suspended)),
            (Some(role), None) => fit.push(Fit { role, desk, open: reachable(question, desk) }),
        }
    }
    // R-25 before everything else: who has a node, or answers test calls, says nothing of an entry that nobody confirmed.
    let stale = |d: &Desk| {
        let at = d.point.confirmed_at;
        let stale = !is_confirmed(at, question.at);
        stale.then(|| LeftOut::Unconfirmed(at.map(|at| at.plus_ms(crate::rules::CONFIRM_WITHIN_MS))))
    };
    fit = route_around(fit, &mut found, stale, |_, _| true);
    // In danger to life a desk that is shut is no other for one that stayed silent.
    let life = question.urgency() == Urgency::Life;
    let silent = |d: &Desk| d.answering.silent_since.map(LeftOut::Silent);
    fit = route_around(fit, &mut found, silent, |_, other| !life || other.open == Open::Now);
    // A letter goes where nobody with a node answers for the same. In danger to life nobody who can be called is left out.
    let paper = |d: &Desk| (d.without_node && !life).then_some(LeftOut::WithoutNode);
    let waits = question.urgency() == Urgency::Soon;
    fit = route_around(fit, &mut found, paper, |of, other| {
        other.role.rank() <= of.role.rank() && (!waits || wait(other.open) <= wait(of.open))
    });
    fit.sort_by_cached_key(|fit| order(question, fit, desks));
    let last = fit.len().saturating_sub(1);
    // Each is given its time after the one before it had its own.
    let mut from = question.at;
    for (place, Fit { role, desk, open }) in fit.into_iter().enumerate() {
        let begins = if let Open::Until(at) = open { at.max(from) } else { from };
        from = begins.plus_ms(question.urgency().patience_ms());
        found.proposals.push(Proposal {
            reasons: reasons(question, role, desk, desks),
            confirmed: is_confirmed(desk.point.confirmed_at, question.at),
            open,
            next_at: (place < last).then_some(from),
            desk: desk.clone(),
        });
    }
    found
}

/// A desk that comes into question.
struct Fit<'a> {
    role: Role,
    desk: &'a Desk,
    open: Open,
}

/// How a desk comes into question.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// By this function, the so-manieth for the matter.
    Function(usize, Option<Function>),
    /// As the liaison officer of the asker's State over there, or of that State in the asker's.
    Liaison(Party, Party),
}

impl Role {
    fn is_liaison(self) -> bool {
        matches!(self, Self::Liaison(..))
    }

    fn rank(self) -> usize {
        if let Self::Function(rank, _) = self { rank } else { usize::MAX }
    }
}

/// The State's own desks, and the liaison officers between it and the asker's State.
fn concerns(question: &Question, desk: &Desk) -> bool {
    desk.party == question.party || liaison(question, desk).is_some()
}

fn liaison(question: &Question, desk: &Desk) -> Option<(Party, Party)> {
    let to = desk.point.more.posted_to?;
    let between = [(question.asker, question.party), (question.party, question.asker)];
    (between.contains(&(desk.party, to)) && desk.party != to).then_some((desk.party, to))
}

fn role(question: &Question, desk: &Desk) -> Option<Role> {
    if let Some((by, to)) = liaison(question, desk) {
        return Some(Role::Liaison(by, to));
    }
    // A liaison officer to a third State answers for nothing here.
    if desk.point.more.posted_to.is_some() {
        return None;
    }
    let Some(matter) = question.matter else { return Some(Role::Function(0, None)) };
    let has = |f: &Function| desk.functions.iter().any(|code| code == f.code());
    let wanted = matter.functions().iter().enumerate();
    wanted.filter(|(_, f)| has(f)).map(|(rank, f)| Role::Function(rank, Some(*f))).next()
}

/// What of its terms speaks against a desk.
fn term(desk: &Desk, at: Timestamp) -> Option<LeftOut> {
    let more = &desk.point.more;
    let begins = [more.valid_from, desk.entry.competent_from].into_iter().flatten().max();
    let ends = [more.valid_until, desk.entry.competent_until].into_iter().flatten().min();
    begins.filter(|b| at < *b).map(LeftOut::NotYet).or(ends.filter(|e| *e <= at).map(LeftOut::Over))
}

/// Leaves out those of whom `wrong` says why, each only while there is another that `serves` in its place.
fn route_around<'a>(
    fit: Vec<Fit<'a>>,
    found: &mut Found,
    wrong: impl Fn(&Desk) -> Option<LeftOut>,
    serves: impl Fn(&Fit<'a>, &Fit<'a>) -> bool,
) -> Vec<Fit<'a>> {
    let (of_wrong, others): (Vec<_>, Vec<_>) =
        fit.into_iter().map(|fit| (wrong(fit.desk), fit)).partition(|(why, _)| why.is_some());
    let mut kept: Vec<Fit<'a>> = others.into_iter().map(|(_, fit)| fit).collect();
    let mut needed = Vec::new();
    for (why, fit) in of_wrong {
        // A liaison officer answers for nothing of the State's own: another one only for a liaison officer.
        let other = |o: &&Fit<'a>| (!o.role.is_liaison() || fit.role.is_liaison()) && serves(&fit, o);
        match why.filter(|_| kept.iter().any(|o| other(&o))) {
            Some(why) => found.left_out.push((fit.desk.clone(), why)),
            None => needed.push(fit),
        }
    }
    kept.append(&mut needed);
    kept
}

/// Whether somebody answers there: by its hours, or by the line for danger to life where the matter cannot wait.
fn reachable(question: &Question, desk: &Desk) -> Open {
    let open = open_at(&desk.point.hours, question.at);
    let line = desk.point.more.urgent_line.is_some() && question.urgency() < Urgency::Ordinary;
    if line { Open::Now } else { open }
}

/// What orders proposals. In danger to life: who answers, then who understands, then whose task it is. Where something
/// waits: who answers, then whose task it is, then who understands. Otherwise the right authority comes first, also if it
/// opens in the morning. Then those with a node, deputies after those they stand in for, the quicker ones, those confirmed
/// last. A desk that stayed silent, and for which there is no other, comes after the liaison officer; where it cannot
/// wait only after one who answers.
type Order = ([i64; 5], bool, usize, [i64; 2], Reverse<Option<Timestamp>>, ContactId);

/// How soon somebody answers: now, perhaps now, from then on.
fn wait(open: Open) -> (i64, i64) {
    match open {
        Open::Now => (0, 0),
        Open::Unknown => (1, 0),
        Open::Until(at) => (2, at.0),
    }
}

fn order(question: &Question, fit: &Fit<'_>, desks: &[Desk]) -> Order {
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let Fit { role, desk, open } = *fit;
    let (state, opens) = wait(open);
    let spoken = shared_language(question, desk).map_or(i64::MAX, |(place, _)| number(place));
    // Between paired posts there is a channel of their own.
    let task = if paired(question, desk).is_some() { -1 } else { number(role.rank()) };
    let silent = i64::from(desk.answering.silent_since.is_some());
    let first = match question.urgency() {
        // Whether they understand at all comes before the task; how well after it.
        Urgency::Life => [state, silent, opens, i64::from(spoken == i64::MAX), task],
        Urgency::Soon => [state, silent, opens, task, spoken],
        Urgency::Ordinary if question.matter.is_some() => [silent, task, state, opens, spoken],
        Urgency::Ordinary => [silent, state, opens, spoken, task],
    };
    let deputy = deputy_of(desk, desks).map_or(0, |(place, _)| place.saturating_add(1));
    let quick = desk.answering.median_ms.unwrap_or(i64::MAX);
    (first, desk.without_node, deputy, [spoken, quick], Reverse(desk.point.confirmed_at), desk.point.id)
}

/// The call sign of a desk that is paired with one of the asker's, where the matter is the border's.
fn paired<'a>(question: &'a Question, desk: &Desk) -> Option<&'a str> {
    let matter = question.matter == Some(Matter::BorderAlert);
    let pair = question.paired.iter().find(|(id, _)| matter && *id == desk.point.id);
    pair.map(|(_, call_sign)| call_sign.as_str())
}

/// Whom a desk stands in for, and as the so-manieth.
fn deputy_of<'a>(desk: &Desk, desks: &'a [Desk]) -> Option<(usize, &'a Desk)> {
    let of = desks.iter().filter(|d| d.authority == desk.authority && d.point.id != desk.point.id);
    of.filter_map(|d| Some((d.point.more.deputies.iter().position(|id| *id == desk.point.id)?, d)))
        .min_by_key(|(n, _)| *n)
}

fn reasons(question: &Question, role: Role, desk: &Desk, desks: &[Desk]) -> Vec<Reason> {
    let (point, more, at) = (&desk.point, &desk.point.more, question.at);
    let mut why = Vec::new();
    why.extend(desk.without_node.then_some(Reason::WithoutNode));
    match role {
        Role::Liaison(by, to) => why.push(Reason::Liaison(by, to)),
        Role::Function(_, Some(function)) => why.push(Reason::Function(function, article_of(function))),
        Role::Function(_, None) => {}
    }
    why.extend(paired(question, desk).map(|sign| Reason::Paired(sign.to_owned())));
    if let Some((_, of)) = deputy_of(desk, desks) {
        why.push(Reason::DeputyOf(of.point.name.clone()));
    }
    why.push(match (open_at(&point.hours, at), reachable(question, desk)) {
        (Open::Now, _) => Reason::OpenNow,
        (_, Open::Now) => Reason::UrgentLine,
        (Open::Until(at), _) => Reason::OpensAt(at),
        (Open::Unknown, _) => Reason::HoursUnclear,
    });
    why.push(match shared_language(question, desk) {
        Some((_, language)) => Reason::Language(language),
        None => Reason::Translation,
    });
    why.push(match point.confirmed_at.filter(|_| is_confirmed(point.confirmed_at, at)) {
        Some(at) => Reason::Confirmed(at),
        None => Reason::Unconfirmed(point.confirmed_at),
    });
    why.extend(desk.answering.silent_since.map(Reason::Silent));
    why.extend(desk.answering.median_ms.map(|ms| Reason::Answers(ms, desk.answering.answered)));
    why.extend(point.posted_by.filter(|by| *by != desk.party).map(Reason::ReachesToo));
    let ends = [more.valid_until, desk.entry.competent_until].into_iter().flatten().min();
    why.extend(ends.filter(|end| end.since(at) <= ENDS_SOON_MS).map(Reason::EndsOn));
    why
}

/// The first of the asker's languages that the desk can be written to in, and its place. For a request of a treaty it is
/// what the authority notified that counts (UNTOC 18(14)). `fr-CH` is understood by who speaks `fr`.
fn shared_language(question: &Question, desk: &Desk) -> Option<(usize, String)> {
    let base = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let notified = &desk.entry.accepted_languages;
    let treaty = matches!(question.matter, Some(Matter::MlaRequest | Matter::Extradition));
    let spoken = if treaty && !notified.is_empty() { notified } else { &desk.point.languages };
    question
        .languages
        .iter()
        .enumerate()
        .find(|(_, wanted)| spoken.iter().any(|spoken| base(spoken) == base(wanted)))
        .map(|(place, wanted)| (place, wanted.clone()))
}
