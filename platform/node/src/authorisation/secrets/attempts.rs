//! One round of attempts on a copy of the scene: first what moves nothing to anybody else, then anything.

mod doors;

use super::dice::Dice;
use super::forms::{Field, Form, Kind, body, coded, forms};
use super::plants::PEERS;
use super::sow::{Sown, operator_of, sealed};
use super::world::World;
use crate::authorisation::scene::{ASKERS, kind_of};
use crate::cli::{Export, Search, Show};
use crate::cmd::{self, Who};
use crate::output::Output;
use access::PeerIdentity;
use axum::body::Body;
use axum::http::{Method, Request, header};
use exchange::{ExchangeError, MoveBody, NewMove, NewRequest};
use http_body_util::BodyExt;
use kernel::Purpose;
use kernel::id::DossierId;
use std::collections::{BTreeMap, BTreeSet};
use tower::ServiceExt;
use web::Route;

/// Attempts of a round after which anything may be sent or opened.
const STILL_PERCENT: u64 = 65;
const OFFICERS: &str =
    "investigator duty-officer prosecutor in-circle neighbour neighbour-protection protection-officer";
const ADMINISTRATORS: &str = "administrator neighbour-admin";
const OTHERS: &str = "auditor data-protection-officer coordinator neighbour-coordinator secretariat";

/// Acts by which somebody may lawfully let others see more, and who may. In the first part of a round only those try
/// them who may not.
#[rustfmt::skip]
const MOVES: &[(&str, &[&str])] = &[
    ("/cases/{id}/circle", &[OFFICERS]),
    ("/cases/{id}/corrections", &[OFFICERS]),
    ("/cases/{id}/import/{upload}", &[OFFICERS]),
    ("/protection/new", &[OFFICERS]),
    ("/protection/{id}", &[OFFICERS]),
    ("/protection/{id}/open", &[OFFICERS]),
    ("/second-person/{id}", &[OFFICERS, ADMINISTRATORS]),
    ("/dossiers/new", &[OFFICERS]),
    ("/dossiers/{id}/attach", &[OFFICERS]),
    ("/dossiers/{id}/attachments/{file}", &[OFFICERS]),
    ("/dossiers/{id}/{code}", &[OFFICERS]),
    ("/dossiers/{id}/take/{number}", &[OFFICERS]),
    ("/people", &[ADMINISTRATORS]),
    ("/people/{id}", &[ADMINISTRATORS]),
    ("/shifts", &[OFFICERS, ADMINISTRATORS, OTHERS]),
    ("/shifts/{id}/end", &[OFFICERS, ADMINISTRATORS, OTHERS]),
];
/// What stands on desks.
const WORK_KINDS: &[&str] = &[
    "dossier",
    "dossier-news",
    "dossier-overdue",
    "offered-files",
    "second-act",
    "protection-claim",
    "near-miss",
    "hit",
    "contact",
    "child-duty",
    "correction",
];
const MOVE_CODES: &[&str] = &[
    "open",
    "acknowledge",
    "ask-back",
    "supplement",
    "answer",
    "refuse",
    "withdraw",
    "close",
    "correct",
    "applied",
    "disclose",
    "grant",
    "withdraw-consent",
    "attach",
];
const QUERIES: &[&str] = &[
    "q",
    "page",
    "kind",
    "case",
    "peer",
    "hit",
    "about",
    "from_case",
    "find",
    "ask",
    "action",
    "object",
    "person",
    "to",
    "from",
    "until",
    "refused",
    "move",
    "back",
    "entity",
    "state",
    "side",
    "lang",
    "party",
    "function",
    "period",
];
const ENVELOPES: &[&str] = &[
    "move",
    "hit-notice",
    "hit-claim",
    "hit-proof",
    "checkpoint",
    "counter-signature",
    "attachment",
    "receipt",
    "no-such-kind",
];

/// A secret where it must not be.
pub(super) struct Fault {
    pub(super) attempt: String,
    pub(super) asker: String,
    pub(super) asked: String,
    pub(super) field: String,
    pub(super) why: &'static str,
    pub(super) around: String,
}

struct Answer {
    status: u16,
    to: String,
    text: String,
}

#[derive(Default)]
pub(super) struct Done {
    pub(super) attempts: u64,
    pub(super) faults: Vec<Fault>,
    /// Plants that somebody saw who may.
    pub(super) seen: BTreeSet<usize>,
    /// How often each kind of attempt was made, and got in.
    pub(super) tally: BTreeMap<&'static str, (u64, u64)>,
    /// Messages to peers that were opened.
    pub(super) opened: u64,
}

impl Done {
    pub(super) fn add(&mut self, other: Self) {
        self.attempts += other.attempts;
        self.opened += other.opened;
        self.seen.extend(other.seen);
        self.faults.extend(other.faults);
        for (what, (tried, inside)) in other.tally {
            let counted = self.tally.entry(what).or_default();
            counted.0 += tried;
            counted.1 += inside;
        }
    }
}

pub(super) struct Round<'a> {
    pub(super) world: World,
    pub(super) sown: &'a Sown,
    pub(super) routes: &'a [Route],
    pub(super) name: String,
    pub(super) done: Done,
    dice: Dice,
    moved: bool,
    /// Two answers are compared: in one language.
    twins: bool,
    pool: BTreeMap<String, Vec<Form>>,
    overheard: Vec<Vec<u8>>,
}

fn names(list: &[&str], asker: &str) -> bool {
    list.iter().any(|line| line.split_ascii_whitespace().any(|name| name == asker))
}

/// Whether a path may be one of a route.
fn fits(route: &str, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let (mut of_route, mut of_path) = (route.split('/'), path.split('/'));
    loop {
        match (of_route.next(), of_path.next()) {
            (None, None) => return true,
            (Some(r), Some(p)) if r.starts_with('{') || r == p => {}
            _ => return false,
        }
    }
}

impl<'a> Round<'a> {
    pub(super) fn new(world: World, sown: &'a Sown, routes: &'a [Route], seed: u64, round: u64) -> Self {
        let (name, dice) = (format!("seed {seed} round {round}"), Dice::new(seed, round));
        let (done, pool, overheard) = (Done::default(), BTreeMap::new(), Vec::new());
        Self { world, sown, routes, name, done, dice, moved: false, twins: false, pool, overheard }
    }

    pub(super) async fn run(&mut self, attempts: u64) {
        while self.done.attempts < attempts {
            let anything = self.done.attempts * 100 >= attempts * STILL_PERCENT;
            let before = self.done.attempts;
            match self.dice.below(1000) {
                0..380 => self.page().await,
                380..560 => self.search().await,
                560..800 => self.form(anything).await,
                800..860 => self.bare_post(anything).await,
                860..885 => self.command_line().await,
                885..920 => self.officer_sends().await,
                920..970 => self.stranger().await,
                970..990 => self.envelope().await,
                990..997 => self.colleague_abroad().await,
                _ => self.jobs().await,
            }
            self.done.attempts = self.done.attempts.max(before + 1);
            self.overhear("on the wire").await;
        }
        self.jobs().await;
        self.overhear("on the wire at the end").await;
    }

    // ---- Judging ---------------------------------------------------------------------------------------------------

    fn fault(&mut self, asker: &str, asked: &str, plant: usize, why: &'static str, bytes: &[u8]) {
        let plant = &self.sown.plants.all[plant];
        let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
        let around = match text.find(&plant.token) {
            Some(at) => text
                .get(at.saturating_sub(120)..(at + 60).min(text.len()))
                .unwrap_or("(in it)")
                .replace('\n', " "),
            None => "in another form".to_owned(),
        };
        let attempt = format!(
            "{} attempt {}{}",
            self.name,
            self.done.attempts,
            if self.moved { " (moved)" } else { "" }
        );
        self.done.faults.push(Fault {
            attempt,
            asker: asker.to_owned(),
            asked: asked.to_owned(),
            field: format!("{} of `{}`", plant.field, plant.place),
            why,
            around,
        });
    }

    /// Looks for what must not show to an asker. What they wrote themselves is no secret to them.
    fn judge(&mut self, asker: &str, asked: &str, bytes: &[u8]) {
        let wrote = self.sown.plants.marks.found(asked.as_bytes());
        for plant in self.sown.plants.marks.found(bytes) {
            match self.sown.plants.all[plant].hidden_from(asker, self.moved) {
                Some(why) if !wrote.contains(&plant) => self.fault(asker, asked, plant, why, bytes),
                Some(_) => {}
                None => {
                    self.done.seen.insert(plant);
                }
            }
        }
    }

    /// Looks through what went to peers since.
    async fn overhear(&mut self, asked: &str) {
        let niamey = self.world.id("niamey");
        for passed in self.world.tap.taken() {
            let (peer, bytes) = match (passed.from == niamey, passed.to == niamey) {
                (true, _) => (self.world.name_of(passed.to), &passed.body),
                (_, true) => (self.world.name_of(passed.from), &passed.answer),
                _ => continue,
            };
            let read = self.world.read(bytes, peer).await;
            self.done.opened += u64::from(read.sealed);
            let asked = format!("{asked} {}", passed.path);
            for part in &read.parts {
                self.leaves(peer, (read.answers, read.court, false), &asked, part);
            }
            if self.overheard.len() < 200 {
                self.overheard.push(passed.body);
            }
        }
    }

    fn leaves(&mut self, peer: &str, how: (bool, bool, bool), asked: &str, bytes: &[u8]) {
        for plant in self.sown.plants.marks.found_or_digested(bytes) {
            match self.sown.plants.all[plant].kept_from(peer, how) {
                Some(why) => self.fault(peer, asked, plant, why, bytes),
                None => {
                    self.done.seen.insert(plant);
                }
            }
        }
    }

    async fn asks(
        &mut self,
        (asker, token): (&str, Option<String>),
        method: Method,
        path: &str,
        sent: Option<(&str, &str)>,
    ) -> Answer {
        self.done.attempts += 1;
        let mut request = Request::builder().method(method.clone()).uri(path);
        let mut cookies = token.map(|t| format!("session={t}")).into_iter().collect::<Vec<_>>();
        if !self.twins && self.dice.percent(30) {
            cookies.push(format!("lang={}", self.dice.of(&["en", "fr", "ar"])));
        }
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let (kind, text) = sent.unwrap_or_default();
        let request = request.header(header::CONTENT_TYPE, kind).body(Body::from(text.to_owned()));
        let mut request = request.unwrap_or_else(|e| panic!("{path}: {e}"));
        if PEERS.contains(&asker) {
            request.extensions_mut().insert(PeerIdentity(self.world.id(asker)));
        }
        let response = self.world.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let asked = format!("{method} {path} {text}");
        let mut headers = String::new();
        for (name, value) in &parts.headers {
            headers.push_str(&format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes())));
        }
        self.judge(asker, &asked, headers.as_bytes());
        self.judge(asker, &asked, &bytes);
        let to = parts.headers.get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let answer = Answer { status: parts.status.as_u16(), to: to.unwrap_or_default(), text };
        assert!(
            answer.status != 500,
            "{} attempt {}: {asker} {asked} answers 500",
            self.name,
            self.done.attempts
        );
        if answer.status == 200 && self.dice.percent(30) {
            self.learn(&answer.text);
        }
        answer
    }

    /// Keeps the forms of a page, to be tried by anybody on anything.
    fn learn(&mut self, page: &str) {
        for form in forms(page) {
            let Some(route) = self.route(&form.action) else { continue };
            let fields: Vec<&str> = form.fields.iter().map(|f| f.name.as_str()).collect();
            let key = format!("{} {}", route.path, fields.join(" "));
            let pool = self.pool.entry(key).or_default();
            if pool.len() < 4 {
                pool.push(form);
            }
        }
    }

    fn tally(&mut self, what: &'static str, inside: bool) {
        let counted = self.done.tally.entry(what).or_default();
        counted.0 += 1;
        counted.1 += u64::from(inside);
    }

    // ---- Choosing --------------------------------------------------------------------------------------------------

    fn asker(&mut self) -> (&'static str, Option<String>) {
        self.dice.of(&self.sown.sessions).clone()
    }

    fn route(&self, path: &str) -> Option<&'a Route> {
        self.routes.iter().find(|r| r.method == Method::POST && fits(&r.path, path))
    }

    fn thing(&mut self, kind: Option<&str>) -> String {
        let fitting: Vec<&String> =
            self.sown.things.iter().filter(|t| Some(t.0) == kind).map(|t| &t.2).collect();
        if !fitting.is_empty() && self.dice.percent(88) {
            return (*self.dice.of(&fitting)).clone();
        }
        self.dice.of(&self.sown.things).2.clone()
    }

    /// A path of a route, with ids of anything in it.
    fn path(&mut self, route: &str) -> String {
        let kind = kind_of(route);
        let mut path = Vec::new();
        for part in route.split('/') {
            path.push(match part {
                "{number}" => self.dice.of(&["1", "2", "3", "0", "x"]).to_string(),
                "{code}" => self.dice.of(MOVE_CODES).to_string(),
                "{kind}" => self.dice.of(WORK_KINDS).to_string(),
                "{form}" => self.dice.of(&["csv", "json"]).to_string(),
                "{file}" => self.thing(Some("attachment")),
                "{upload}" => self.thing(Some("upload")),
                part if part.starts_with('{') => coded_part(&self.thing(kind)),
                part => part.to_owned(),
            });
        }
        path.join("/")
    }

    /// Part of something planted, or something like it, or a common word.
    fn asked_for(&mut self) -> String {
        let token = self.dice.of(&self.sown.plants.all).token.clone();
        match self.dice.below(10) {
            0..5 => token,
            5..8 => token[..5 + self.dice.below(token.len() - 4)].to_owned(),
            8 => "garba".to_owned(),
            _ => self.dice.word(7),
        }
    }

    fn query(&mut self, route: &str) -> String {
        let mut parts = Vec::new();
        if route == "/protection/new" || route == "/protection/recorded" {
            parts.push(format!("entity={}", self.thing(Some("entity"))));
        }
        while self.dice.percent(35) {
            let name = *self.dice.of(QUERIES);
            let value = match name {
                "page" => self.dice.below(4).to_string(),
                "q" | "find" | "from_case" => self.asked_for(),
                "kind" => self.dice.of(&["person", "permission-to-pass-on", "phone"]).to_string(),
                "ask" => self.dice.of(&["record", "person", "left", "refused"]).to_string(),
                "until" | "from" => "2026-11-26".to_owned(),
                "lang" => self.dice.of(&["fr", "ar", "en"]).to_string(),
                "case" => self.thing(Some("case")),
                "about" => self.thing(Some("dossier")),
                "entity" => self.thing(Some("entity")),
                _ => self.thing(None),
            };
            parts.push(format!("{name}={}", coded(&value)));
        }
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }
}

fn coded_part(text: &str) -> String {
    text.replace([' ', '?', '#', '%'], "-")
}

/// What a page counts and lists: all its digits and addresses, in order.
fn counts(text: &str) -> (Vec<&str>, Vec<&str>) {
    let body = text.split("<main").nth(1).unwrap_or(text);
    let numbers = body.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).collect();
    let addresses = body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    (numbers, addresses)
}

/// A prosecutor lets the exports go that wait for a second person.
async fn confirm_export(world: &World) -> bool {
    let node = world.node("niamey");
    let mut any = false;
    for sign_in in ["prosecutor", "second.prosecutor", "h.ibrahim"] {
        let done = node.store.run::<_, access::ActError, _, _>("confirm", |tx| async move {
            let person = access::store::person_named(&tx, sign_in).await?.unwrap();
            let second = &access::store::actor(&tx, &person).await?.0;
            let mut n = 0;
            for act in access::acts::to_decide(&tx, node, second).await? {
                if act.kind == casefile::EXPORT_CASE {
                    access::acts::confirm(&tx, node, second, act.id, "").await?;
                    n += 1;
                }
            }
            Ok(n)
        });
        any |= done.await.unwrap_or(0) > 0;
    }
    any
}
