//! The attempts themselves: pages, searches, forms, the command line, peers.

use super::*;

impl Round<'_> {
    // ---- Attempts --------------------------------------------------------------------------------------------------

    pub(super) async fn page(&mut self) {
        let gets: Vec<&Route> = self.routes.iter().filter(|r| r.method == Method::GET).collect();
        let route = *self.dice.of(&gets);
        let path = format!("{}{}", self.path(&route.path), self.query(&route.path));
        let asker = self.asker();
        let answer = self.asks((asker.0, asker.1), Method::GET, &path, None).await;
        self.tally("pages", answer.status == 200);
    }

    /// A search for a secret tells no more than a search for a word that nobody ever wrote.
    pub(super) async fn search(&mut self) {
        self.twins = true;
        self.search_twice().await;
        self.twins = false;
    }

    pub(super) async fn search_twice(&mut self) {
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
        // All planted words begin alike, so that one may sound like another by chance: a name on the page that this
        // asker may read, and not the word itself.
        let key = names::name_words(&word);
        let sounds_like = |p: &crate::authorisation::secrets::plants::Plant| {
            let other = !p.token.starts_with(&word) && answers[0].contains(&p.token);
            other && names::name_words(&p.token) == key && p.hidden_from(asker.0, true).is_none()
        };
        if one == again && one != two && !self.sown.plants.all.iter().any(sounds_like) {
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
    pub(super) async fn form(&mut self, anything: bool) {
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
    pub(super) fn may_try(&mut self, route: &Route, asker: &str, anything: bool) -> bool {
        if route.action == "sign_out" {
            return false;
        }
        let moves = MOVES.iter().any(|(path, who)| *path == route.path && names(who, asker));
        self.moved |= moves && anything;
        !moves || anything
    }

    pub(super) async fn send(
        &mut self,
        asker: (&'static str, Option<String>),
        form: &Form,
        anything: bool,
        deep: u8,
    ) {
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
    pub(super) async fn follow(
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

    pub(super) fn value(&mut self, route: &Route, field: &Field) -> Vec<String> {
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

    pub(super) fn thing_of(&self, kind: &str, of: &str) -> String {
        self.sown.things.iter().find(|t| (t.0, t.1) == (kind, of)).unwrap().2.clone()
    }

    /// What somebody types into a field. In a text for a peer it may be what must not leave.
    pub(super) fn typed(&mut self, route: &Route, name: &str) -> String {
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
    pub(super) async fn officer_sends(&mut self) {
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

    pub(super) fn file(&mut self) -> String {
        let name = self.dice.word(5);
        let rows = format!("name,phone\n{},+227 96 00 {:02} 01\n", self.dice.word(6), self.dice.below(100));
        format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}.csv\"\r\n\
             Content-Type: text/csv\r\n\r\n{rows}\r\n--x--\r\n"
        )
    }

    /// An act that no page offered, with fields that somebody made up.
    pub(super) async fn bare_post(&mut self, anything: bool) {
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

    pub(super) async fn command_line(&mut self) {
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
                        format: "jsonl".into(),
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
    pub(super) async fn stranger(&mut self) {
        let peer = *self.dice.of(PEERS);
        let route = self.dice.of(self.routes);
        let path = format!("{}{}", self.path(&route.path), self.query(&route.path));
        let text = self.dice.word(40);
        let sent = Some(("application/octet-stream", text.as_str()));
        let method = route.method.clone();
        let answer = self.asks((peer, None), method, &path, sent).await;
        self.tally("peers at pages", answer.status == 200);
    }

    pub(super) async fn envelope(&mut self) {
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
    pub(super) async fn colleague_abroad(&mut self) {
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
    pub(super) async fn jobs(&mut self) {
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
