//! Puts into the scene what the routes are tried on.

use super::*;

/// The two nodes while they run, so that checks, requests and answers go over the wire.
async fn running(one: Arc<Opened>, other: Arc<Opened>, stop: tokio::sync::watch::Receiver<bool>) {
    let mut both = tokio::task::JoinSet::new();
    for opened in [one, other] {
        let listener = tokio::net::TcpListener::bind(opened.config.listen).await.unwrap();
        let mut stop = stop.clone();
        both.spawn(async move {
            let stopped = async move {
                let _gone = stop.wait_for(|stop| *stop).await;
            };
            cmd::serve::serve(&opened, vec![listener], stopped).await
        });
    }
    while let Some(ended) = both.join_next().await {
        ended.unwrap().unwrap();
    }
}

/// How many moves the other side of a dossier has made, as this side sees it.
async fn moves_of_other(node: &Node, by: &Actor, id: kernel::id::DossierId) -> Option<usize> {
    let seen = node.store.run::<_, ExchangeError, _, _>("seen", |tx| async move {
        let Some(closed) = exchange::thread(&tx, node, id, by.authority).await? else { return Ok(None) };
        let ask = Ask::new(by, action::READ, Purpose::Investigation, tx.at()).on(closed.object());
        let thread = node.gate.open(closed, &ask, &mut tx.log())?;
        Ok(Some(thread.chain(thread.dossier.side.other()).count()))
    });
    seen.await.unwrap()
}

async fn wait_for(node: &Node, by: &Actor, id: kernel::id::DossierId, moves: usize) {
    let seen = async {
        while moves_of_other(node, by, id).await.is_none_or(|n| n < moves) {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(WITHIN, seen).await.unwrap();
}

/// The other side acknowledges a request and answers it with something to take over.
async fn answers(accra: &Node, id: kernel::id::DossierId) {
    let by = &actor(accra, "k.mensah").await;
    wait_for(accra, by, id, 1).await;
    let (_, entity) = case(accra, by, "GH-9", Compartment::Operational).await;
    let said = accra.store.run::<_, CaseError, _, _>("said", |tx| async move {
        casefile::statements_of(&tx, &Keys::of(&accra.vault), entity).await
    });
    let said = said.await.unwrap();
    let carried = said
        .iter()
        .map(|s| exchange::Pick { entity, statement: kernel::id::StatementId(s.object().id), name: false })
        .collect();
    let answer = MoveBody::default().with("text", "t").with("outcome", "whole").with("handling", "H0");
    let moves = [
        NewMove { code: "acknowledge".into(), body: MoveBody::default(), statements: Vec::new() },
        NewMove { code: "answer".into(), body: answer, statements: carried },
    ];
    for new in &moves {
        let made = accra.store.run::<_, ExchangeError, _, _>("move", |tx| async move {
            exchange::make_move(&tx, accra, by, id, new.clone()).await
        });
        made.await.unwrap();
    }
    accra.wake.notify_one();
}

impl Scene {
    pub(in super::super) async fn make(home: &Path) -> Self {
        let (niamey, accra) = (Arc::new(make(home, "niamey").await), Arc::new(make(home, "accra").await));
        // Accra's card names the secretariat of a conference from the beginning.
        let elsewhere = super::conferences::secretariat(&accra.node, "GH").await;
        trust(&niamey, &accra).await;
        trust(&accra, &niamey).await;
        let app = cmd::serve::app(&niamey.node).layer(axum::Extension(super::request::reader()));
        let mut scene =
            Self { app, niamey, accra: accra.node.keys.id, acts: AtomicU32::new(0), things: Vec::new() };
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let both = tokio::spawn(running(Arc::clone(&scene.niamey), Arc::clone(&accra), stopped));
        scene.people().await;
        scene.hubs(&accra).await;
        scene.cases(&accra).await;
        scene.published_elsewhere(&accra.node, &elsewhere).await;
        let _ = stop.send(true);
        both.await.unwrap();
        scene.around().await;
        let kinds: std::collections::BTreeSet<_> = super::request::KINDS.iter().map(|k| k.0).collect();
        for kind in kinds {
            let id = match kind {
                "party" => "ZZ".to_owned(),
                "draft" | "treaty" => "nothing".to_owned(),
                "peer" => kernel::id::NodeId([9; 16]).to_string(),
                "link" => "nothing".to_owned(),
                _ => uuid::Uuid::from_u128(7).to_string(),
            };
            scene.is(kind, NO_SUCH, id);
        }
        // What was made at the same instant comes in no order of its own.
        scene.things.sort_by_key(|(kind, of, _)| (*kind, *of == NO_SUCH, *of));
        scene
    }

    /// People for the roles that the story gives to nobody alone, and colleagues to be tried on.
    async fn people(&mut self) {
        let niamey = Arc::clone(&self.niamey);
        let node = &niamey.node;
        for (sign_in, role) in [
            ("prosecutor", Role::Prosecutor),
            ("auditor", Role::Auditor),
            ("data.protection", Role::DataProtectionOfficer),
            ("in.circle", Role::Investigator),
        ] {
            add(node, "h.ibrahim", sign_in, &[role]).await;
        }
        let colleague = add(node, "h.ibrahim", "colleague", &[Role::Investigator]).await;
        let neighbour = add(node, "d.salifou", "neighbour", &[Role::Investigator]).await;
        self.is("person", "colleague", colleague.person);
        self.is("person", "neighbour's", neighbour.person);
        // Whoever may confirm acts of the neighbours.
        add(node, "d.salifou", "second.prosecutor", &[Role::Prosecutor]).await;
    }

    async fn cases(&mut self, accra: &Opened) {
        let niamey = Arc::clone(&self.niamey);
        let node = &niamey.node;
        let ibrahim = &actor(node, "h.ibrahim").await;
        let protector = &actor(node, "r.issoufou").await;
        let salifou = &actor(node, "d.salifou").await;
        let inside = &actor(node, "in.circle").await;

        let (own, person) = case(node, ibrahim, "NE-1", Compartment::Operational).await;
        self.holds("own", ibrahim, &own, person).await;
        let asked = self.asks("own", ibrahim, own.id).await;
        let act = self.asks_to_export(ibrahim, &own).await;
        self.is("act", "own", act);

        let (kept, person) = case(node, inside, "NE-22", Compartment::Operational).await;
        self.holds("kept", inside, &kept, person).await;
        self.asks("kept", inside, kept.id).await;
        let restrict = &casefile::CircleAct::Restrict(std::collections::BTreeSet::new());
        let done = node.store.run::<_, CaseError, _, _>("keep", |tx| async move {
            let by = (inside, Purpose::Investigation);
            casefile::change_circle(&tx, &Keys::of(&node.vault), &node.gate, by, kept.id, restrict).await
        });
        done.await.unwrap();

        let (integrity, person) = case(node, inside, "NE-333", Compartment::Integrity).await;
        let inside = &actor(node, "in.circle").await;
        self.holds("integrity", inside, &integrity, person).await;

        let (closed, person) = case(node, protector, "NE-4444", Compartment::Protection).await;
        self.holds("protection", protector, &closed, person).await;

        let (theirs, person) = case(node, salifou, "NE-55555", Compartment::Operational).await;
        self.holds("neighbour's", salifou, &theirs, person).await;
        self.asks("neighbour's", salifou, theirs.id).await;
        let act = self.asks_to_export(salifou, &theirs).await;
        self.is("act", "neighbour's", act);

        answers(&accra.node, asked).await;
        wait_for(node, ibrahim, asked, 2).await;

        let (claimed, person) = case(node, ibrahim, "NE-666666", Compartment::Operational).await;
        drop(claimed);
        self.claim("own", (ibrahim, protector), person, "h.ibrahim").await;
        let mahamane = &actor(node, "z.mahamane").await;
        let (claimed, person) = case(node, mahamane, "NE-7777777", Compartment::Protection).await;
        drop(claimed);
        self.claim("neighbour's", (mahamane, mahamane), person, "z.mahamane").await;
    }

    /// What belongs to no case.
    async fn around(&mut self) {
        let niamey = Arc::clone(&self.niamey);
        let node = &niamey.node;
        let (own, theirs) = (actor(node, "h.ibrahim").await, actor(node, "d.salifou").await);
        let contacts = node
            .store
            .run::<_, StoreError, _, _>("contacts", |tx| async move { directory::own_contacts(&tx).await });
        // A liaison officer abroad is a desk like the others; one of each authority is tried.
        for contact in contacts.await.unwrap().into_iter().filter(|c| c.point.more.posted_to.is_none()) {
            let of = match contact.authority {
                authority if authority == own.authority => "own",
                authority if authority == theirs.authority => "neighbour's",
                _ => continue,
            };
            self.is("contact", of, contact.point.id);
        }
        self.on_paper().await;
        self.is("peer", "trusted", self.accra);
        for of in ["own", "neighbour's"] {
            self.is("call", of, uuid::Uuid::nil());
        }
        self.is("party", "known", "GH");
        let colleague = actor(node, "colleague").await.person;
        let shift = format!("to={colleague}&shift=investigator&hours=8&reason=leave");
        self.leads("h.ibrahim", "/shifts", &shift).await;
        let account = self.page("h.ibrahim", "/account").await;
        let shift = account.split("action=\"/shifts/").nth(1).and_then(|rest| rest.split('/').next());
        self.is("shift", "investigator's", shift.unwrap());
        let to = format!("to={}", actor(node, "in.circle").await.person);
        let handover = self.leads("a.moussa", "/duty/hand-over", &to).await;
        self.is("handover", "duty-officer's", handover);
        let form = "kind=access&received=2025-01-02&name=Issa&contact=post&words=w";
        let request = self.leads("data.protection", "/data-protection/requests", form).await;
        self.is("request", "own", request);
        let link = node.store.run::<_, StoreError, _, _>("link", |tx| async move {
            access::store::make_link(&tx, &node.vault, colleague, access::LinkKind::Enrol).await
        });
        self.is("link", "open", link.await.unwrap());
        self.figures().await;
        self.conferences().await;
    }

    /// Counterparts without a node, and a request to each.
    async fn on_paper(&mut self) {
        let niamey = Arc::clone(&self.niamey);
        let node = &niamey.node;
        let admin = &actor(node, "admin").await;
        for (of, by) in [("own", "h.ibrahim"), ("neighbour's", "d.salifou")] {
            let (entry, by) = (self.entry(of).await, &actor(node, by).await);
            let peer = kernel::id::NodeId(entry.0.into_bytes());
            let mut body = MoveBody::default()
                .with("subject", "s")
                .with("facts", "f")
                .with("urgency", "normal")
                .with("basis", "UNTOC-27")
                .with("handling", "H0")
                .with("language", "fr");
            body.0.insert("points".into(), serde_json::json!(["p"]));
            let new = &NewRequest {
                peer,
                authority: Some(entry),
                case: None,
                hit: None,
                purpose: Purpose::Investigation,
                body,
                statements: Vec::new(),
            };
            let assessed = node.store.run::<_, DirectoryError, _, _>("assess", |tx| async move {
                directory::assess(&tx, node, admin, peer, &NewAssessment::favourable("MoJ 2026/9")).await
            });
            assessed.await.unwrap();
            let opened = node.store.run::<_, ExchangeError, _, _>("by letter", |tx| async move {
                exchange::open_request(&tx, node, by, new.clone()).await
            });
            self.is("on paper", of, opened.await.unwrap().dossier);
            self.is("entry", of, entry);
        }
    }

    /// The last quarter, released, and the last year, not released.
    async fn figures(&mut self) {
        let niamey = Arc::clone(&self.niamey);
        let node = &niamey.node;
        oversight::count_figures(node).await.unwrap();
        let (auditor, second) = (&actor(node, "auditor").await, &actor(node, "data.protection").await);
        let salifou = actor(node, "d.salifou").await;
        let neighbour = &Actor { roles: [Role::Auditor].into(), ..salifou };
        let ids = node.store.run::<_, access::ActError, _, _>("release", |tx| async move {
            let own = oversight::figures_of(&tx, node, auditor).await?;
            let theirs = oversight::figures_of(&tx, node, neighbour).await?;
            let [released, unreleased] = own.as_slice() else { panic!("a quarter and a year") };
            let access::Asking::Waits(act) = oversight::ask_release(&tx, node, auditor, released.id).await?
            else {
                panic!("nobody releases alone")
            };
            access::acts::confirm(&tx, node, second, act, "").await?;
            Ok([("own", released.id), ("unreleased", unreleased.id), ("neighbour's", theirs[0].id)])
        });
        for (of, id) in ids.await.unwrap() {
            self.is("figures", of, id);
        }
    }
}
