//! Who is out there, for what, and whether they answer now: contact points of this node and of the nodes it trusts.

use super::shown::{self, PointShown};
use super::shown_desk;
use crate::authorities::may_run;
use crate::card::ContactPoint;
use crate::desks::{desks, kept_desks};
use crate::finder::{self, Desk, Question};
use crate::store;
use crate::store_kept;
use crate::store_peers;
use crate::types::{DirectoryError, Peer};
use ::store::Tx;
use access::{Node, Officer};
use axum::extract::{Query, State};
use axum::response::Response;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::{AuthorityId, ContactId, NodeId};
use kernel::limit::PAGE_ROWS;
use kernel::{Label, Party, Purpose, Role, Timestamp};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;
use web::{Action, Choice, Head, Problem, T};

/// Longest text searched for, in characters; the rest is ignored.
const FIND_CHARS_MAX: usize = 120;

/// What to look for.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Find {
    #[serde(default)]
    q: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    function: String,
    #[serde(default)]
    page: u64,
}

impl Find {
    fn asks(&self) -> bool {
        !(self.q.trim().is_empty() && self.state.is_empty() && self.function.is_empty())
    }

    /// Whether State, function and every word fit.
    fn fits(&self, entry: &Entry, t: &T) -> bool {
        let state = self.state.is_empty() || Party::parse(&self.state) == Some(entry.party);
        let function = self.function.is_empty() || entry.functions.contains(&self.function);
        let functions = entry.functions.iter().map(|f| shown::function(t, f)).collect::<Vec<_>>().join(" ");
        let point = entry.point.as_ref().map_or("", |p| p.name.as_str());
        let text = format!("{} {} {functions} {point}", entry.party, entry.authority).to_lowercase();
        let sought: String = self.q.chars().take(FIND_CHARS_MAX).collect();
        state && function && sought.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }

    fn address(&self) -> String {
        let coded = |text: &str| text.bytes().map(percent).collect::<String>();
        format!(
            "/directory?q={}&state={}&function={}",
            coded(&self.q),
            coded(&self.state),
            coded(&self.function)
        )
    }
}

fn percent(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }
}

/// A contact point with whose it is; an authority without any is an entry too.
struct Entry {
    party: Party,
    authority: String,
    functions: Vec<String>,
    own: Option<ContactId>,
    peer: Option<NodeId>,
    /// Its page, where its entry is kept here because it has no node.
    kept: Option<AuthorityId>,
    point: Option<ContactPoint>,
}

struct Row {
    party: Party,
    authority: String,
    functions: String,
    own: Option<ContactId>,
    ours: bool,
    kept_href: Option<String>,
    /// The peer's page, for administrators.
    peer_href: Option<String>,
    point: Option<PointShown>,
}

#[derive(askama::Template)]
#[template(path = "list_directory.html")]
struct ListDirectory<'a> {
    t: &'a T,
    find: &'a Find,
    rows: Vec<Row>,
    states: Vec<Choice>,
    functions: Vec<Choice>,
    /// Whom to reach now, of whom, and why.
    reach: Option<(PointShown, String, String)>,
    page: u64,
    total: u64,
    /// Whether this person keeps the entry of their authority.
    keeps: bool,
}

pub(crate) async fn list(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(find): Query<Find>,
) -> Result<Response, Problem> {
    let read = node.store.run::<_, DirectoryError, _, _>("directory", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            look_up(node, &tx, officer)?;
            let languages = store::own_languages(&tx, officer.authority.id).await?;
            let known = [desks(&tx).await?, kept_desks(&tx, officer.authority.id).await?].concat();
            Ok((entries(&tx, officer.authority.id).await?, languages, access::authorities(&tx).await?, known))
        }
    });
    let (entries, mut languages, own, known) = read.await?;
    let (t, now) = (&officer.t, node.store.clock().now());
    languages.insert(0, t.lang.code().to_owned());
    let administers = officer.actor.is(Role::Administrator);
    let states: BTreeSet<Party> = entries.iter().map(|e| e.party).collect();
    let found: Vec<Entry> = entries.into_iter().filter(|e| find.fits(e, t)).collect();
    let (page, total) = (find.page.max(1), u64::try_from(found.len()).unwrap_or(u64::MAX));
    let reach =
        Party::parse(&find.state).and_then(|party| reach(t, (party, &known), &found, now, &languages));
    let skipped = usize::try_from(page.saturating_sub(1).saturating_mul(PAGE_ROWS)).unwrap_or(usize::MAX);
    let most = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
    let rows = found.into_iter().skip(skipped).take(most).map(|e| Row {
        functions: shown::row(t, e.functions.iter().map(|f| shown::function(t, f))),
        point: e.point.as_ref().map(|p| PointShown::new(t, p, now)),
        party: e.party,
        authority: e.authority,
        own: e.own,
        ours: e.peer.is_none() && e.kept.is_none(),
        kept_href: e.kept.map(|id| format!("/directory/kept/{id}")),
        peer_href: e.peer.filter(|_| administers).map(|peer| format!("/peers/{peer}")),
    });
    let any = |label: &str| std::iter::once(Choice::new("", t.get(label)));
    let body = ListDirectory {
        t,
        find: &find,
        rows: rows.collect(),
        states: any("directory-any-state").chain(states.iter().map(|s| Choice::new(s, s))).collect(),
        functions: any("directory-any-function").chain(shown::function_choices(t)).collect(),
        reach,
        page,
        total,
        keeps: super::show_contact::may_confirm(&node, &officer),
    };
    let mut head = Head::new("directory", t.get("directory-title"))
        .under(t.get("directory-what"))
        .action(Action::link(t.get("directory-whom"), "/directory/find").primary());
    if super::show_contact::may_confirm(&node, &officer) {
        head = head.action(Action::link(t.get("directory-keep"), "/directory/kept/new"));
    }
    if administers && own.first().is_some_and(|lead| may_run(&node, &officer.actor, lead.id)) {
        head = head.action(Action::link(t.get("directory-authorities"), "/authorities"));
    }
    Ok(web::page(&officer.viewer, head, body))
}

/// The gate's word that this person may look up contact points, with its entry in the log.
pub(crate) fn look_up(node: &Node, tx: &Tx, officer: &Officer) -> Result<(), DirectoryError> {
    let object = ObjectRef { kind: "directory", id: Uuid::nil() };
    let purpose =
        if officer.actor.is(Role::Administrator) { Purpose::Administration } else { Purpose::Investigation };
    let ask = Ask::new(&officer.actor, action::READ_DIRECTORY, purpose, tx.at()).on(object);
    node.gate.open(Guarded::new(object, Label::own(officer.authority.id), ()), &ask, &mut tx.log())?;
    Ok(())
}

async fn entries(tx: &Tx, keeper: AuthorityId) -> Result<Vec<Entry>, DirectoryError> {
    let own = store::own_contacts(tx).await?;
    let mut entries = Vec::new();
    for authority in access::authorities(tx).await? {
        let points: Vec<_> =
            own.iter().filter(|c| c.authority == authority.id).map(|c| c.point.clone()).collect();
        let functions: Vec<String> = authority.functions.iter().map(|f| f.code().to_owned()).collect();
        let entry = |point: Option<ContactPoint>| Entry {
            party: authority.party,
            authority: authority.name.clone(),
            functions: functions.clone(),
            own: point.as_ref().map(|p| p.id),
            peer: None,
            kept: None,
            point,
        };
        add(&mut entries, points, entry);
    }
    for peer in store_peers::peers(tx).await?.iter().filter(|p| p.is_trusted()) {
        add_peer(&mut entries, peer);
    }
    for kept in store_kept::kept(tx, keeper).await? {
        let entry = |point: Option<ContactPoint>| Entry {
            party: kept.authority.party,
            authority: kept.authority.name.clone(),
            functions: kept.authority.functions.clone(),
            own: None,
            peer: None,
            kept: Some(kept.authority.id),
            point,
        };
        add(&mut entries, kept.authority.contacts.clone(), entry);
    }
    entries.sort_by_cached_key(|e| (e.party, e.authority.to_lowercase()));
    Ok(entries)
}

fn add_peer(entries: &mut Vec<Entry>, peer: &Peer) {
    for authority in &peer.card.card().authorities {
        let entry = |point: Option<ContactPoint>| Entry {
            party: authority.party,
            authority: authority.name.clone(),
            functions: authority.functions.clone(),
            own: None,
            peer: Some(peer.node),
            kept: None,
            point,
        };
        add(entries, authority.contacts.clone(), entry);
    }
}

fn add(entries: &mut Vec<Entry>, points: Vec<ContactPoint>, entry: impl Fn(Option<ContactPoint>) -> Entry) {
    if points.is_empty() {
        entries.push(entry(None));
    }
    entries.extend(points.into_iter().map(|point| entry(Some(point))));
}

/// Whom to reach now in a State among those found, and why, in words.
fn reach(
    t: &T,
    (party, known): (Party, &[Desk]),
    found: &[Entry],
    now: Timestamp,
    languages: &[String],
) -> Option<(PointShown, String, String)> {
    let shown = |d: &&Desk| found.iter().any(|e| e.point.as_ref().is_some_and(|p| p.id == d.point.id));
    let known: Vec<Desk> = known.iter().filter(shown).cloned().collect();
    let answer = finder::find(&Question::any(party, now, languages), &known);
    let best = answer.proposals.first()?;
    let mut why: Vec<String> = best.reasons.iter().map(|r| shown_desk::reason(t, r)).collect();
    why.extend(answer.left_out.iter().map(|(desk, why)| shown_desk::left_out(t, &desk.point.name, why)));
    Some((PointShown::new(t, &best.desk.point, now), best.desk.name.clone(), why.join(" ")))
}
