//! One round of attempts on a copy of the scene: first what moves nothing to anybody else, then anything.

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
    ("/dossiers/{id}/{code}", &[OFFICERS]),
    ("/dossiers/{id}/take/{number}", &[OFFICERS]),
    ("/people", &[ADMINISTRATORS]),
    ("/people/{id}", &[ADMINISTRATORS]),
    ("/shifts", &[OFFICERS, ADMINISTRATORS, "auditor data-protection-officer"]),
    ("/shifts/{id}/end", &[OFFICERS, ADMINISTRATORS, "auditor data-protection-officer"]),
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
];
const ENVELOPES: &[&str] = &[
    "move",
    "hit-notice",
    "hit-claim",
    "hit-proof",
    "checkpoint",
    "counter-signature",
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

    // ---- Attempts --------------------------------------------------------------------------------------------------

    async fn page(&mut self) {
        let gets: Vec<&Route> = self.routes.iter().filter(|r| r.method == Method::GET).collect();
        let route = *self.dice.of(&gets);
        let path = format!("{}{}", self.path(&route.path), self.query(&route.path));
        let asker = self.asker();
        let answer = self.asks((asker.0, asker.1), Method::GET, &path, None).await;
        self.tally("pages", answer.status == 200);
    }

    /// A search for a secret tells no more than a search for a word that nobody ever wrote.
    async fn search(&mut self) {
        self.twins = true;
        self.search_twice().await;
        self.twins = false;
    }

    async fn search_twice(&mut self) {
        let word = self.asked_for();
        let asker = self.asker();
        let address = match self.dice.below(4) {
            0 => format!("/cases/{}?q=", self.thing(Some("case"))),
            _ => "/search?q=".to_owned(),
        };
        let answer = self.asks(asker.clone(), Method::GET, &format!("{address}{}", coded(&word)), None).await;
        self.tally("searches", answer.status == 200);
        let begins = self.sown.plants.all.iter().filter(|p| p.token.starts_with(&word));
        let mut begins = begins.peekable();
        let planted = begins.peek().is_some();
        if !planted || !begins.all(|p| p.hidden_from(asker.0, true).is_some()) || answer.status != 200 {
            return;
        }
        let letters = word.bytes().all(|b| b.is_ascii_lowercase());
        let twin =
            if letters { self.dice.word(word.len()) } else { format!("9674{}", &word[4.min(word.len())..]) };
        // Once more for the word itself: what a clock changes on a page is no answer.
        let mut answers = vec![answer.text.replace(&word, "WORD")];
        for asked in [&twin, &word] {
            let address = format!("{address}{}", coded(asked));
            answers.push(
                self.asks(asker.clone(), Method::GET, &address, None).await.text.replace(asked, "WORD"),
            );
        }
        let [one, two, again] = [0, 1, 2].map(|n| counts(&answers[n]));
        if one == again && one != two {
            let plant = self.sown.plants.all.iter().position(|p| p.token.starts_with(&word)).unwrap();
            let asked = format!("{address}{word} answers otherwise than {address}{twin}");
            let why = "searching tells no more than reading (A-8)";
            let around = format!("{one:?} and {two:?}");
            self.fault(asker.0, &asked, plant, why, b"");
            self.done.faults.last_mut().unwrap().around = around.chars().take(1_500).collect();
        }
        self.tally("twin searches", true);
    }

    /// A form that some page offered to somebody, filled in by anybody for anything.
    async fn form(&mut self, anything: bool) {
        if self.pool.is_empty() {
            return self.page().await;
        }
        let keys: Vec<String> = self.pool.keys().cloned().collect();
        let key = self.dice.of(&keys).clone();
        let form = self.dice.of(&self.pool[&key]).clone();
        let asker = self.asker();
        self.send(asker, &form, anything, 2).await;
    }

    /// Whether this is tried now.
    fn may_try(&mut self, route: &Route, asker: &str, anything: bool) -> bool {
        if route.action == "sign_out" {
            return false;
        }
        let moves = MOVES.iter().any(|(path, who)| *path == route.path && names(who, asker));
        self.moved |= moves && anything;
        !moves || anything
    }

    async fn send(&mut self, asker: (&'static str, Option<String>), form: &Form, anything: bool, deep: u8) {
        let Some(route) = self.route(&form.action) else { return };
        if !self.may_try(route, asker.0, anything) {
            return;
        }
        let same = self.dice.percent(40);
        let mut path = if same { form.action.clone() } else { self.path(&route.path) };
        if route.path.starts_with("/people/{id}") {
            path = self.path(&route.path);
        }
        if route.path == "/protection/new" {
            path.push_str(&self.query(&route.path));
        }
        let mut sent = Vec::new();
        for field in &form.fields {
            let values = self.value(route, field);
            sent.extend(values.into_iter().map(|v| (field.name.clone(), v)));
        }
        if route.path.starts_with("/dossiers") && self.dice.percent(40) {
            sent.push(("pick".to_owned(), self.thing(Some("pick"))));
        }
        let (kind, text) = match form.files {
            true => ("multipart/form-data; boundary=x", self.file()),
            false => ("application/x-www-form-urlencoded", body(&sent)),
        };
        let answer = self.asks(asker.clone(), Method::POST, &path, Some((kind, &text))).await;
        self.tally("forms", matches!(answer.status, 200 | 303));
        if deep == 0 || self.dice.percent(30) {
            return;
        }
        match answer.status {
            303 if answer.to.starts_with('/') => {
                let to = answer.to.clone();
                let page = self.asks(asker.clone(), Method::GET, &to, None).await;
                self.tally("pages led to", page.status == 200);
                self.follow(asker, &page, route, anything, deep).await;
            }
            200 => self.follow(asker, &answer, route, anything, deep).await,
            _ => {}
        }
    }

    /// What a page offers after a form: its next step.
    async fn follow(
        &mut self,
        asker: (&'static str, Option<String>),
        page: &Answer,
        before: &Route,
        anything: bool,
        deep: u8,
    ) {
        let next: Vec<Form> = forms(&page.text)
            .into_iter()
            .filter(|f| {
                self.route(&f.action).is_some_and(|r| r.room == before.room && r.action != "sign_out")
            })
            .collect();
        if next.is_empty() {
            return;
        }
        let form = self.dice.of(&next).clone();
        let Some(route) = self.route(&form.action) else { return };
        if !self.may_try(route, asker.0, anything) || route.path.starts_with("/people/{id}") {
            return;
        }
        // As it stands: the step that a person takes after having looked.
        let text = body(&form.filled(&[]));
        let sent = Some(("application/x-www-form-urlencoded", text.as_str()));
        let answer = Box::pin(self.asks(asker, Method::POST, &form.action, sent)).await;
        self.tally("next steps", matches!(answer.status, 200 | 303));
        let _ = deep;
    }

    fn value(&mut self, route: &Route, field: &Field) -> Vec<String> {
        if route.path == "/shifts" && field.name == "to" {
            return vec![self.thing_of("person", "colleague")];
        }
        match field.kind {
            Kind::Hidden if self.dice.percent(80) => field.set.clone(),
            Kind::Hidden => vec![self.thing(None)],
            Kind::Choice | Kind::Button => vec![self.dice.of(&field.values).clone()],
            Kind::Checks => field.values.iter().filter(|_| self.dice.percent(40)).cloned().collect(),
            Kind::Text if self.dice.percent(8) => Vec::new(),
            Kind::Text => vec![self.typed(route, &field.name)],
        }
    }

    fn thing_of(&self, kind: &str, of: &str) -> String {
        self.sown.things.iter().find(|t| (t.0, t.1) == (kind, of)).unwrap().2.clone()
    }

    /// What somebody types into a field. In a text for a peer it may be what must not leave.
    fn typed(&mut self, route: &Route, name: &str) -> String {
        let to_peer = route.path.starts_with("/dossiers") || route.path == "/cases/{id}/check";
        if to_peer && self.dice.percent(12) {
            return format!("ask {} today", self.dice.of(&self.sown.held).clone());
        }
        match name {
            "on" | "until" | "dated" | "given" | "received" | "valid_until" => "2026-11-30".to_owned(),
            "who" => {
                self.dice.of(&["h.ibrahim", "a.moussa", "prosecutor", "in.circle", "d.salifou"]).to_string()
            }
            "hours" => "8".to_owned(),
            "days" => "30".to_owned(),
            "nationality" | "feared" | "state" => self.dice.of(&["XA", "GH", "IT", ""]).to_string(),
            "phones" => "+227 20 00 00 01".to_owned(),
            "from_case" => self.dice.of(&["AG-114", "NE-1", "NE-22", "NE-333", "NE-55555"]).to_string(),
            "find" => "aissa".to_owned(),
            _ => format!("{} {}", self.dice.word(6), self.dice.word(4)),
        }
    }

    /// Somebody sends a peer a request or an answer, with anything picked for it and perhaps a name that must not leave.
    async fn officer_sends(&mut self) {
        let officers: Vec<&str> = OFFICERS.split_ascii_whitespace().collect();
        let officer = *self.dice.of(&officers);
        let asker = self.sown.sessions.iter().find(|s| s.0 == officer).unwrap().clone();
        // Nobody writes what is not theirs to know.
        let knows = !officer.starts_with("neighbour");
        let text = |dice: &mut Dice, held: &[String]| match knows && dice.percent(12) {
            true => format!("ask {} today", dice.of(held)),
            false => format!("{} {}", dice.word(6), dice.word(4)),
        };
        let (purposes, handlings) =
            (["investigation", "prosecution", "prevention"], ["H0", "H1", "H2", "H3"]);
        let mut sent = vec![("act", if self.dice.percent(85) { "send" } else { "preview" }.to_owned())];
        for field in ["subject", "points", "facts", "reasons", "text", "conditions"] {
            sent.push((field, text(&mut self.dice, &self.sown.held)));
        }
        sent.push(("purpose", self.dice.of(&purposes).to_string()));
        sent.push(("handling", self.dice.of(&handlings).to_string()));
        sent.push(("outcome", self.dice.of(&["whole", "part"]).to_string()));
        for (field, value) in
            [("urgency", "normal"), ("basis", "UNTOC-27"), ("language", "en"), ("ground", "not-available")]
        {
            sent.push((field, value.to_owned()));
        }
        for _ in 0..self.dice.below(5) {
            sent.push(("pick", self.thing(Some("pick"))));
        }
        let path = match self.dice.percent(60) {
            true => {
                sent.push(("peer", self.thing(Some("desk"))));
                if self.dice.percent(40) {
                    sent.push(("case", self.thing(Some("case"))));
                }
                "/dossiers/new".to_owned()
            }
            false => {
                let code = *self.dice.of(&["acknowledge", "answer", "answer", "ask-back", "supplement"]);
                format!("/dossiers/{}/{code}", coded_part(&self.thing(Some("dossier"))))
            }
        };
        let sent: Vec<(String, String)> = sent.into_iter().map(|(n, v)| (n.to_owned(), v)).collect();
        let text = body(&sent);
        let sent = Some(("application/x-www-form-urlencoded", text.as_str()));
        let answer = self.asks(asker, Method::POST, &path, sent).await;
        self.tally("messages of officers", answer.status == 303);
        if self.dice.percent(30) {
            self.world.deliver().await;
        }
        self.overhear(&format!("{officer} {path} {text}")).await;
    }

    fn file(&mut self) -> String {
        let name = self.dice.word(5);
        let rows = format!("name,phone\n{},+227 96 00 {:02} 01\n", self.dice.word(6), self.dice.below(100));
        format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}.csv\"\r\n\
             Content-Type: text/csv\r\n\r\n{rows}\r\n--x--\r\n"
        )
    }

    /// An act that no page offered, with fields that somebody made up.
    async fn bare_post(&mut self, anything: bool) {
        let posts: Vec<&Route> = self.routes.iter().filter(|r| r.method == Method::POST).collect();
        let route = *self.dice.of(&posts);
        let asker = self.asker();
        if !self.may_try(route, asker.0, anything) {
            return;
        }
        let path = format!("{}{}", self.path(&route.path), self.query(&route.path));
        let mut sent = Vec::new();
        for _ in 0..self.dice.below(5) {
            let name = *self.dice.of(&[
                "act", "why", "decision", "text", "q", "who", "people", "pick", "case", "back", "card",
            ]);
            let value = match name {
                "act" => self.dice.of(&["send", "preview", "find", "restrict", "add", "open"]).to_string(),
                "decision" => self.dice.of(&["confirm", "refuse", "withdraw"]).to_string(),
                "back" => "/cases".to_owned(),
                "why" | "text" => self.dice.word(8),
                _ => self.thing(None),
            };
            sent.push((name.to_owned(), value));
        }
        let text = body(&sent);
        let sent = Some(("application/x-www-form-urlencoded", text.as_str()));
        let answer = self.asks(asker, Method::POST, &path, sent).await;
        self.tally("bare posts", matches!(answer.status, 200 | 303));
    }

    // ---- The command line ------------------------------------------------------------------------------------------

    async fn command_line(&mut self) {
        self.done.attempts += 1;
        let people: Vec<(&str, Option<&str>)> =
            ASKERS.iter().filter(|a| a.1.is_some()).copied().chain([("operator", None)]).collect();
        let (asker, name) = *self.dice.of(&people);
        let references: Vec<String> = self
            .sown
            .plants
            .all
            .iter()
            .filter(|p| p.field == "case_file.reference")
            .map(|p| p.token.to_uppercase())
            .collect();
        let named = match self.dice.below(4) {
            0 => self.thing(Some("case")),
            1 => self.thing(Some("entity")),
            2 => self.thing(Some("dossier")),
            _ => self.dice.of(&references).clone(),
        };
        let what = self.dice.below(3);
        let text = self.asked_for();
        let peer = *self.dice.of(PEERS);
        let purpose = *self.dice.of(&["investigation", "prosecution"]);
        let mut lines = Vec::new();
        let asked = {
            let who = Who {
                opened: &self.world.nodes["niamey"],
                name: name.map(str::to_owned),
                out: Output::new(true),
            };
            match what {
                0 => {
                    let args = Show { reference: named.clone() };
                    lines
                        .extend(cmd::show::document(&who, &args).await.ok().flatten().map(|d| d.to_string()));
                    format!("show {named}")
                }
                1 => {
                    let args = Search { text: text.clone() };
                    let found = cmd::search::found(&who, &args).await.unwrap_or_default();
                    lines.extend(cmd::search::documents(&found).iter().map(ToString::to_string));
                    format!("search {text}")
                }
                _ => {
                    let case =
                        if named.len() > 30 { self.dice.of(&references).clone() } else { named.clone() };
                    let args = Export {
                        case: case.clone(),
                        to: self.world.id(peer).to_string(),
                        purpose: purpose.to_owned(),
                    };
                    let first = cmd::export::write(&who, &args, |line| lines.push(line.to_owned())).await;
                    if first.is_err() && confirm_export(&self.world).await {
                        let _refused =
                            cmd::export::write(&who, &args, |line| lines.push(line.to_owned())).await;
                    }
                    format!("export {case} to {peer} for {purpose}")
                }
            }
        };
        self.tally(["show", "search on the command line", "export"][what], !lines.is_empty());
        let all = lines.join("\n");
        self.judge(asker, &asked, all.as_bytes());
        if what == 2 {
            self.leaves(peer, (true, purpose == "prosecution", true), &asked, all.as_bytes());
        }
    }

    // ---- Peers -----------------------------------------------------------------------------------------------------

    /// A peer where it has no business, and at the doors for peers with anything at all.
    async fn stranger(&mut self) {
        let peer = *self.dice.of(PEERS);
        let route = self.dice.of(self.routes);
        let path = format!("{}{}", self.path(&route.path), self.query(&route.path));
        let text = self.dice.word(40);
        let sent = Some(("application/octet-stream", text.as_str()));
        let method = route.method.clone();
        let answer = self.asks((peer, None), method, &path, sent).await;
        self.tally("peers at pages", answer.status == 200);
    }

    async fn envelope(&mut self) {
        self.done.attempts += 1;
        let peer = *self.dice.of(PEERS);
        let door =
            *self.dice.of(&["/peer/v1/envelopes", "/peer/v1/check", "/peer/v1/filter", "/peer/v1/card"]);
        let replayed = !self.overheard.is_empty() && self.dice.percent(40);
        let mut bytes = if replayed {
            self.dice.of(&self.overheard).clone()
        } else {
            let kind = *self.dice.of(ENVELOPES);
            let reference = self.thing(None);
            let inside = serde_json::json!({
                "references": [reference], "proofs": [], "hits": [], "epoch": self.dice.word(16),
                "authority": self.thing(None), "digest": self.dice.word(64),
            });
            sealed(&self.world, peer, kind, inside.to_string().into_bytes()).await
        };
        if self.dice.percent(20) && !bytes.is_empty() {
            let at = self.dice.below(bytes.len());
            bytes[at] ^= 1 << self.dice.below(8);
        }
        let ends = (self.world.id(peer), self.world.id("niamey"));
        let answer = self.world.tap.hand(ends, door, bytes).await.unwrap();
        self.tally("envelopes", answer.0.is_success());
        self.overhear(door).await;
    }

    /// A desk of a peer opens a request or goes on with one.
    async fn colleague_abroad(&mut self) {
        self.done.attempts += 1;
        let peer = *self.dice.of(PEERS);
        let node = self.world.node(peer).clone();
        let by = &operator_of(&node).await;
        let word = self.dice.word(6);
        let mut made = MoveBody::default()
            .with("subject", &word)
            .with("facts", &word)
            .with("text", &word)
            .with("reasons", &word)
            .with("urgency", "normal")
            .with("basis", "UNTOC-27")
            .with("handling", "H0")
            .with("outcome", "none")
            .with("ground", "not-available")
            .with("language", "en");
        made.0.insert("points".into(), serde_json::json!([word]));
        let (peer_of, id) = (self.world.id("niamey"), self.thing(Some("dossier")));
        let code = *self.dice.of(MOVE_CODES);
        let opens = self.dice.percent(40);
        let (node, made) = (&node, &made);
        let done = node.store.run::<_, ExchangeError, _, _>("abroad", |tx| {
            let (id, new) = (DossierId::parse(&id), NewMove::of(code, made.clone()));
            async move {
                match id {
                    Some(id) if !opens => exchange::make_move(&tx, node, by, id, new).await.map(|_| ()),
                    _ => {
                        let new = NewRequest {
                            peer: peer_of,
                            authority: None,
                            case: None,
                            hit: None,
                            purpose: Purpose::Investigation,
                            body: made.clone(),
                            statements: Vec::new(),
                        };
                        exchange::open_request(&tx, node, by, new).await.map(|_| ())
                    }
                }
            }
        });
        let inside = done.await.is_ok();
        self.tally("moves of peers", inside);
        self.world.deliver().await;
        self.overhear("after a move of a peer").await;
    }

    /// What the node does by itself.
    async fn jobs(&mut self) {
        self.done.attempts += 1;
        let node = self.world.node("niamey").clone();
        self.world.deliver().await;
        let _unreached = directory::send_cards_due(&node).await;
        let _unwitnessed = oversight::offer_checkpoints(&node).await;
        oversight::seal_log(&node).await.unwrap();
        self.overhear("what the node sends by itself").await;
        self.tally("jobs", true);
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
