//! Sowing what goes between nodes: dossiers, moves, checks, hits and corrections.

use super::*;

impl Sower {
    // ---- Between nodes ---------------------------------------------------------------------------------------------

    /// Words in every field of a move that takes words.
    pub(super) fn move_body(&mut self, place: &'static str, fields: &[&str], out: Send) -> MoveBody {
        let mut made = MoveBody::default();
        for field in fields {
            let word = self.word(&format!("dossier_move.body: {field}"), place, out);
            made = match *field {
                "points" => {
                    made.0.insert("points".into(), serde_json::json!([word]));
                    made
                }
                _ => made.with(field, word),
            };
        }
        made
    }

    /// A request of somebody in Niamey, with words in every field.
    pub(super) async fn request(
        &mut self,
        place: &'static str,
        sign_in: &str,
        peer: &'static str,
        case: Option<CaseId>,
        statements: &[Pick],
    ) -> DossierId {
        let fields =
            ["subject", "points", "facts", "reasons", "link", "urgency_reason", "requested_by_reason"];
        let made = self.move_body(place, &fields, BACK);
        let made = made
            .with("urgency", "urgent")
            .with("basis", "UNTOC-27")
            .with("handling", "H1")
            .with("language", "en")
            .with("requested_by", "2027-01-02T03:04:00Z");
        let new = &NewRequest {
            peer: self.world.id(peer),
            authority: None,
            case,
            hit: None,
            purpose: Purpose::Investigation,
            body: made,
            statements: statements.to_vec(),
        };
        let (by, node) = (&self.actor(sign_in).await, self.world.node("niamey").clone());
        let node = &node;
        let made = node.store.run::<_, ExchangeError, _, _>("ask", |tx| async move {
            exchange::open_request(&tx, node, by, new.clone()).await
        });
        let made = made.await.unwrap();
        self.is("dossier", place, made.dossier);
        self.attaches(place, by, made.dossier).await;
        self.world.deliver().await;
        made.dossier
    }

    /// A list that goes with a request: words in its name, in what is said of it, and in it.
    async fn attaches(&mut self, place: &'static str, by: &Actor, dossier: DossierId) {
        use exchange::attachments::{Attached, NewAttachment, Taking, attach};
        let node = self.world.node("niamey").clone();
        let name = self.word("attachment.sealed: name", place, BACK);
        let content = self.word("attachment.sealed: content", place, BACK);
        let said = |text| NewAttachment { handling: Handling::H1, conditions: String::new(), text };
        let new = &said(self.word("attachment.sealed: text", place, BACK));
        let mut taking = Taking::begin(&node, &format!("{name}.csv"));
        taking.push(content.as_bytes()).await.unwrap();
        let draft = &taking.finish().await.unwrap();
        let node = &node;
        let attached = node.store.run::<_, ExchangeError, _, _>("attach", |tx| async move {
            attach(&tx, node, by, dossier, (draft, new)).await
        });
        let (Attached::Waits(id) | Attached::Offered(id, _)) = attached.await.unwrap();
        self.is("attachment", place, id);
    }

    /// What a peer makes in a dossier.
    pub(super) async fn moves(&self, peer: &str, by: &Actor, id: DossierId, moves: &[NewMove]) {
        let node = self.world.node(peer);
        for new in moves {
            let made = node.store.run::<_, ExchangeError, _, _>("move", |tx| async move {
                exchange::make_move(&tx, node, by, id, new.clone()).await
            });
            made.await.unwrap();
        }
        self.world.deliver().await;
    }

    /// An answer of Accra with statements under every mark, taken into a case here.
    // long: one exchange, read from top to bottom
    pub(super) async fn received(&mut self, own: &Filed) {
        const FREE: Send = (ALL, "H0: goes where an officer sends it");
        const COURT: Send = (
            Out::NotInCourt(super::super::plants::PEERS),
            "received H1: not in court without consent (R-10)",
        );
        const ORIGINATOR: Send = (
            Out::To(&["accra"]),
            "received H2, H3, TLP AMBER and up, or for named recipients: only back (R-10)",
        );
        const ORIGINATOR_COURT: Send =
            (Out::NotInCourt(&["accra"]), "received H2, H3: only back, and not in court (R-10)");
        let asked = self.request("own", "h.ibrahim", "accra", Some(own.case.id), &[]).await;
        let mut says = Vec::new();
        for (handling, out) in Handling::ALL.iter().zip([FREE, COURT, ORIGINATOR_COURT, ORIGINATOR_COURT]) {
            says.push(NewStatement { handling: *handling, ..self.told(out) });
        }
        for tlp in Tlp::ALL {
            let narrow = matches!(tlp, Tlp::Red | Tlp::AmberStrict | Tlp::Amber);
            let out = if narrow { ORIGINATOR } else { FREE };
            says.push(NewStatement { tlp: Some(*tlp), ..self.told(out) });
        }
        let out = ORIGINATOR;
        let restrictions = [Restriction("named-recipients-only".into())].into();
        says.push(NewStatement { restrictions, ..self.told(out) });
        let node = self.world.node("accra").clone();
        let by = &actor(&node, "k.mensah").await;
        let (node, says) = (&node, &says);
        let carried = node.store.run::<_, CaseError, _, _>("accra's case", |tx| async move {
            let keys = Keys::of(&node.vault);
            let new = NewCase {
                reference: "GH-10".into(),
                title: String::new(),
                summary: String::new(),
                compartment: Compartment::Operational,
                demonstration: false,
            };
            let case =
                casefile::create_case(&tx, &keys, &node.gate, (by, Purpose::Investigation), &new).await?;
            let one = NewEntity { key: "o".into(), kind: EntityKind::Person, statements: says.clone() };
            let added = casefile::add_statements(&tx, &keys, by, &case, by.party, vec![one]).await?;
            let entity = added.ids[0].1;
            Ok(added
                .said
                .into_iter()
                .map(|statement| Pick { entity, statement, name: false })
                .collect::<Vec<_>>())
        });
        let carried = carried.await.unwrap();
        let seen = self.move_body("own", &["text"], BACK);
        let answer = self.move_body("own", &["text"], BACK).with("outcome", "whole").with("handling", "H0");
        let moves = [
            NewMove::of("acknowledge", seen),
            NewMove { code: "answer".into(), body: answer, statements: carried },
        ];
        self.moves("accra", by, asked, &moves).await;
        let (by, node) = (&self.actor("h.ibrahim").await, self.world.node("niamey").clone());
        let (node, case) = (&node, own.case.id);
        let taken = node.store.run::<_, ExchangeError, _, _>("take", |tx| async move {
            exchange::take_answer(&tx, node, by, asked, 2, case).await
        });
        assert_eq!(taken.await.unwrap().statements as usize, says.len());
        let said = node.store.run::<_, CaseError, _, _>("received", |tx| async move {
            let keys = Keys::of(&node.vault);
            let ask = Ask::new(by, action::READ, Purpose::Investigation, tx.at());
            let filter = casefile::EntityFilter { kind: None, ids: None };
            let (all, _) = casefile::entities(&tx, (&node.gate, &ask), case, &filter, (1, 100)).await?;
            let newest = all.iter().map(|e| EntityId(e.object().id)).max().unwrap();
            let said = casefile::statements_of(&tx, &keys, newest).await?;
            Ok((newest, said.iter().map(|s| s.object().id).collect::<Vec<_>>()))
        });
        let (entity, said) = said.await.unwrap();
        self.stand("own", entity, said.into_iter().map(StatementId).collect());
    }

    /// Requests and checks of the peers, and of the other authority of the node.
    pub(super) async fn asked(&mut self, own: &Filed) {
        for peer in ["accra", "palermo", "feared"] {
            let to: &'static [&'static str] = match peer {
                "accra" => &["accra"],
                "palermo" => &["palermo"],
                _ => &["feared"],
            };
            let out: Send = (Out::To(to), "what a peer wrote is that peer's");
            let fields = ["subject", "points", "facts", "reasons", "link"];
            let made = self.move_body("own", &fields, out);
            let made = made
                .with("urgency", "normal")
                .with("basis", "UNTOC-27")
                .with("handling", "H1")
                .with("language", "en");
            let node = self.world.node(peer).clone();
            let by = operator_of(&node).await;
            let new = &NewRequest {
                peer: self.world.id("niamey"),
                authority: None,
                case: None,
                hit: None,
                purpose: Purpose::Investigation,
                body: made,
                statements: Vec::new(),
            };
            let (node, by) = (&node, &by);
            let opened = node.store.run::<_, ExchangeError, _, _>("ask", |tx| async move {
                exchange::open_request(&tx, node, by, new.clone()).await
            });
            let opened = opened.await.unwrap().dossier;
            self.world.deliver().await;
            self.is("dossier", "own", opened);
            self.check_of(peer, by).await;
        }
        let words = self.word("match_check.words", "own", BACK);
        let node = self.world.node("niamey").clone();
        let by = self.actor("named").await;
        let new = deconfliction::NewCheck {
            case: own.case.id,
            peers: vec![self.world.id("accra")],
            purpose: Purpose::Investigation,
            words: format!("smuggling {words}"),
            basis: "UNTOC-27".into(),
            only: BTreeSet::new(),
        };
        let (check, _) = deconfliction::run_check(&node, &by, &new).await.unwrap();
        self.is("check", "own", check.id);
        self.world.deliver().await;
        self.permission(own).await;
    }

    /// A check by a peer that guesses the numbers of those who claim protection.
    pub(super) async fn check_of(&mut self, peer: &str, by: &Actor) {
        let to: &'static [&'static str] = match peer {
            "accra" => &["accra"],
            "palermo" => &["palermo"],
            _ => &["feared"],
        };
        let words =
            self.word("match_asked.words", "received", (Out::To(to), "what a peer wrote is that peer's"));
        let node = self.world.node(peer).clone();
        let mut guesses: Vec<String> =
            self.sown.held.iter().filter(|h| h.starts_with("+227")).cloned().collect();
        assert_eq!(guesses.len(), 2);
        guesses.push("+227 96 00 00 77".into());
        let (node, guesses) = (&node, &guesses);
        let case = node.store.run::<_, CaseError, _, _>("guess", |tx| async move {
            let keys = Keys::of(&node.vault);
            let new = NewCase {
                reference: "GUESS".into(),
                title: String::new(),
                summary: String::new(),
                compartment: Compartment::Operational,
                demonstration: false,
            };
            let ask = (by, Purpose::Investigation);
            let case = casefile::create_case(&tx, &keys, &node.gate, ask, &new).await?;
            let entity = |(n, phone): (usize, &String)| NewEntity {
                key: format!("{n}"),
                kind: EntityKind::Phone,
                statements: vec![NewStatement::own(
                    Property::Phone,
                    NewValue::Text(phone.clone()),
                    Source { name: "list".into(), ..Source::default() },
                )],
            };
            let all = guesses.iter().enumerate().map(entity).collect();
            casefile::add_statements(&tx, &keys, by, &case, by.party, all).await?;
            let all = casefile::Pick::default();
            casefile::accept(&tx, &node.gate, ask, &case, &all, PersonRole::Suspect, "order 1").await?;
            Ok(case.id)
        });
        let new = deconfliction::NewCheck {
            case: case.await.unwrap(),
            peers: vec![self.world.id("niamey")],
            purpose: Purpose::Investigation,
            words: format!("inquiry {words}"),
            basis: "UNTOC-27".into(),
            only: BTreeSet::new(),
        };
        let (_, results) = deconfliction::run_check(node, by, &new).await.unwrap();
        assert_eq!(results[0].state, "done", "{peer}: {results:?}");
        assert_eq!(results[0].hits, 0, "{peer} finds a number of somebody who claims protection (R-05)");
        self.world.deliver().await;
    }

    /// Accra lets one received statement go on to Palermo, on a condition.
    pub(super) async fn permission(&mut self, _: &Filed) {}
}
