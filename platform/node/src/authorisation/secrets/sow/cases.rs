//! Sowing cases, what is said in them, claims and what is opened of them.

use super::*;

impl Sower {
    // ---- Cases -----------------------------------------------------------------------------------------------------

    /// Something said of everything that can be said of one kind of thing.
    pub(super) fn says(&mut self, place: &'static str, out: Send) -> Vec<NewStatement> {
        let plain = |p: &Property| !p.is_link() && *p != Property::Role;
        let all: Vec<Property> = Property::ALL.iter().copied().filter(plain).collect();
        all.into_iter().map(|property| self.said(property, place, out)).collect()
    }

    pub(super) fn said(&mut self, property: Property, place: &'static str, out: Send) -> NewStatement {
        // What is kept in a closed compartment stands encrypted.
        let closed = matches!(place, "integrity" | "protection" | "their-protection" | "nobody");
        let (of_value, of_source, of_place) = match closed {
            true => ("statement.sealed: value", "statement_source.sealed: name", "statement.sealed: place"),
            false => ("statement.value", "statement_source.name", "statement.place"),
        };
        let field = format!("{of_value}: {property}");
        let value = match property {
            Property::Phone => self.sown.plants.phone(&mut self.dice, &field, place, out),
            Property::Email => format!("{}@example.org", self.word(&field, place, out)),
            Property::Website => format!("https://{}.example", self.word(&field, place, out)),
            // A number has a digit in it; in a text, letters alone are a word.
            Property::DocumentNumber | Property::Plate => {
                format!("{}47", self.word(&field, place, out)).to_uppercase()
            }
            // An age without a number would be a child's.
            Property::AgeClaimed => format!("41 {}", self.word(&field, place, out)),
            Property::Name => {
                let place = match place {
                    "own" => "own-name",
                    "shut" => "shut-name",
                    "kept" => "kept-name",
                    "integrity" => "integrity-name",
                    other => other,
                };
                format!("Aissa {} Garba", self.word(&field, place, out))
            }
            _ => self.word(&field, place, out),
        };
        let name = self.word(of_source, place, out);
        let hidden = if out.0 == Out::Never { out } else { PLACE };
        let within = self.word(of_place, place, hidden);
        let source = Source { name: format!("record {name}"), place: within, ..Source::default() };
        NewStatement::own(property, NewValue::Text(value), source)
    }

    /// Something that another node says.
    pub(super) fn told(&mut self, out: Send) -> NewStatement {
        let value = self.word("statement.value: received", "own", out);
        let name = self.word("statement_source.name: received", "own", out);
        let source = Source { name: format!("record {name}"), ..Source::default() };
        NewStatement::own(Property::Remark, NewValue::Text(value), source)
    }

    pub(super) async fn case(
        &mut self,
        of: &'static str,
        sign_in: &str,
        compartment: Compartment,
        out: Send,
    ) -> Filed {
        let never = if out.0 == Out::Never { out } else { NEVER };
        // The cover of a case that is kept or in a closed compartment is encrypted.
        let field = |what: &str| match of {
            "own" | "shut" | "theirs" => format!("case_file.{what}"),
            _ => format!("case_file.sealed: {what}"),
        };
        let named = if of == "own" { "own-reference" } else { of };
        let new = NewCase {
            reference: self.word(&field("reference"), named, never).to_uppercase(),
            title: format!("Operation {}", self.word(&field("title"), of, never)),
            summary: format!("About {}.", self.word(&field("summary"), of, never)),
            compartment,
            demonstration: false,
        };
        // Somebody who may be a child takes no part in matching: the doubt stands with another person.
        let (doubt, says): (Vec<_>, Vec<_>) =
            self.says(of, out).into_iter().partition(|s| s.property == Property::AgeDoubted);
        let by = self.actor(sign_in).await;
        let purpose =
            if compartment == Compartment::Protection { Purpose::Protection } else { Purpose::Investigation };
        let (by, new, says, doubt) = (&by, &new, &says, &doubt);
        let node = self.world.node("niamey").clone();
        let node = &node;
        let made = node.store.run::<_, CaseError, _, _>("case", |tx| async move {
            let keys = Keys::of(&node.vault);
            let case = casefile::create_case(&tx, &keys, &node.gate, (by, purpose), new).await?;
            let one = |key: &str, said: &Vec<NewStatement>| NewEntity {
                key: key.into(),
                kind: EntityKind::Person,
                statements: said.clone(),
            };
            let people = vec![one("p", says), one("c", doubt)];
            Ok((case.clone(), casefile::add_statements(&tx, &keys, by, &case, by.party, people).await?))
        });
        let (case, mut added) = made.await.unwrap();
        let person = added.ids[0].1;
        self.is("case", of, case.id);
        let of_child = added.said.split_off(says.len());
        self.stand(of, person, added.said);
        self.stand(of, added.ids[1].1, of_child);
        Filed { case, person }
    }

    pub(super) async fn circle(&self, sign_in: &str, case: CaseId, act: CircleAct) {
        let (by, node, act) = (&self.actor(sign_in).await, self.world.node("niamey"), &act);
        let done = node.store.run::<_, CaseError, _, _>("circle", |tx| async move {
            let by = (by, Purpose::Investigation);
            casefile::change_circle(&tx, &Keys::of(&node.vault), &node.gate, by, case, act).await
        });
        done.await.unwrap();
    }

    /// Clears what a case knows, for matching.
    pub(super) async fn clear(&mut self, place: &'static str, sign_in: &str, case: CaseId) {
        let basis = &format!("order {}", self.word("acceptance.basis", place, NEVER));
        let (by, node) = (&self.actor(sign_in).await, self.world.node("niamey"));
        let cleared = node.store.run::<_, CaseError, _, _>("clear", |tx| async move {
            let keys = Keys::of(&node.vault);
            let ask = Ask::new(by, action::READ, Purpose::Investigation, tx.at());
            let case = casefile::case(&tx, &keys, case).await?.unwrap();
            let case = node.gate.open(case, &ask, &mut tx.log())?;
            let (by, all) = ((by, Purpose::Investigation), casefile::Pick::default());
            casefile::accept(&tx, &node.gate, by, &case, &all, PersonRole::Suspect, basis).await
        });
        assert!(cleared.await.unwrap().n > 0);
    }

    pub(super) async fn cases(&mut self) -> (Filed, Filed) {
        let own = self.case("own", "h.ibrahim", Compartment::Operational, OWN).await;
        self.clear("own", "h.ibrahim", own.case.id).await;

        const NOT_THERE: Send = (
            Out::To(&["accra", "feared"]),
            "who is excluded by name never sees the case, nor does their node",
        );
        let shut = self.case("shut", "h.ibrahim", Compartment::Operational, NOT_THERE).await;
        self.clear("shut", "h.ibrahim", shut.case.id).await;
        let moussa = self.actor("a.moussa").await.person;
        for who in [Outsider::Person(moussa), Outsider::Node(self.world.id("palermo"))] {
            self.circle("h.ibrahim", shut.case.id, CircleAct::Exclude(who)).await;
        }

        let kept = self.case("kept", "in.circle", Compartment::Operational, OWN).await;
        self.clear("kept", "in.circle", kept.case.id).await;
        self.request("kept", "in.circle", "accra", Some(kept.case.id), &[]).await;
        self.circle("in.circle", kept.case.id, CircleAct::Restrict(BTreeSet::new())).await;

        self.case("integrity", "in.circle", Compartment::Integrity, SEALED).await;
        let protection = self.case("protection", "r.issoufou", Compartment::Protection, SEALED).await;
        let theirs = self.case("theirs", "d.salifou", Compartment::Operational, OWN).await;
        self.clear("theirs", "d.salifou", theirs.case.id).await;
        self.request("theirs", "d.salifou", "accra", Some(theirs.case.id), &[]).await;
        let person =
            self.case("their-protection", "z.mahamane", Compartment::Protection, SEALED).await.person;
        self.claim("their-claim", ("z.mahamane", "z.mahamane"), person, &["XA"], None).await;
        (own, protection)
    }

    /// Statements under every mark.
    pub(super) async fn marked(&mut self, own: &Filed) {
        const NAMED: Send = (Out::Named, "only where an authority is named as the recipient");
        const LOUD: Send =
            (Out::Answer, "PAP: takes no part in what can be noticed, or names it to no third party");
        const UNKNOWN: Send = (Out::Never, "nothing goes on under a restriction that is not known (A-14)");
        let mut says = Vec::new();
        for handling in Handling::ALL {
            says.push(NewStatement { handling: *handling, ..self.said(Property::Remark, "own", OWN) });
        }
        for tlp in Tlp::ALL {
            let out = if *tlp == Tlp::Red { NAMED } else { OWN };
            says.push(NewStatement { tlp: Some(*tlp), ..self.said(Property::Remark, "own", out) });
        }
        for pap in Pap::ALL {
            let out = if matches!(pap, Pap::Red | Pap::Amber) { LOUD } else { OWN };
            says.push(NewStatement { pap: Some(*pap), ..self.said(Property::Remark, "own", out) });
        }
        for known in Restriction::KNOWN {
            let out = if *known == "named-recipients-only" { NAMED } else { OWN };
            let restrictions = [Restriction((*known).to_owned())].into();
            says.push(NewStatement { restrictions, ..self.said(Property::Remark, "own", out) });
        }
        let unknown = self.word("label.json: restriction", "own", UNKNOWN);
        let restrictions = [Restriction(unknown)].into();
        says.push(NewStatement { restrictions, ..self.said(Property::Remark, "own", UNKNOWN) });
        self.say(own, "h.ibrahim", "own", says).await;
        for (place, compartment) in
            [("protection", Compartment::Protection), ("nobody", Compartment::Integrity)]
        {
            for beside in [false, true] {
                // By itself, and of somebody of whom something else may be read.
                let mut says: Vec<NewStatement> =
                    beside.then(|| self.said(Property::Alias, "own", OWN)).into_iter().collect();
                says.push(NewStatement {
                    compartment: Some(compartment),
                    ..self.said(Property::Remark, place, SEALED)
                });
                self.say(own, "h.ibrahim", place, says).await;
            }
        }
    }

    pub(super) async fn say(
        &mut self,
        filed: &Filed,
        sign_in: &str,
        place: &'static str,
        says: Vec<NewStatement>,
    ) {
        let (by, node) = (&self.actor(sign_in).await, self.world.node("niamey").clone());
        let (node, says, filed) = (&node, &says, filed);
        let said = node.store.run::<_, CaseError, _, _>("say", |tx| async move {
            let keys = Keys::of(&node.vault);
            let person = NewEntity { key: "m".into(), kind: EntityKind::Person, statements: says.clone() };
            casefile::add_statements(&tx, &keys, by, &filed.case, by.party, vec![person]).await
        });
        let added = said.await.unwrap();
        self.stand(place, added.ids[0].1, added.said);
    }

    /// What is written about a case beside what is said in it: a reason, a second person's word, an import.
    pub(super) async fn texts_of(&mut self, own: &Filed, protection: &Filed) {
        for (place, asker, filed, send) in
            [("own", "investigator", own, NEVER), ("protection", "protection-officer", protection, SEALED)]
        {
            self.taken_back(place, asker, filed, send).await;
            self.second_person(place, asker, filed, send).await;
        }
    }

    pub(super) async fn taken_back(&mut self, place: &'static str, asker: &str, filed: &Filed, send: Send) {
        let gone = self.said(Property::Alias, place, send);
        let value = match &gone.value {
            NewValue::Text(text) => text.clone(),
            _ => unreachable!(),
        };
        let page = format!("/entities/{}", filed.person);
        let given = [
            ("property", "alias"),
            ("value", value.as_str()),
            ("source", gone.source.name.as_str()),
            ("place", gone.source.place.as_str()),
        ];
        self.fill(asker, &page, "/statements", &given).await;
        let (_, _, text) = self.ask(asker, &page, None).await;
        // The choice to take back names what it takes back.
        let after = text.split(value.as_str()).last().unwrap_or_default().to_owned();
        let mut taken = forms(&text).into_iter().map(|f| f.action).filter(|a| a.ends_with("/retract"));
        let action = taken.find(|a| after.contains(a.as_str())).unwrap_or_default();
        let why = self.word(if place == "own" { "retraction.why" } else { "retraction.sealed" }, place, send);
        let (status, ..) = self.post(asker, &action, &[("why", why.as_str())]).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{action}");
    }

    /// Two roles that need a second person: one waits, one was refused.
    pub(super) async fn second_person(
        &mut self,
        place: &'static str,
        asker: &str,
        filed: &Filed,
        send: Send,
    ) {
        for refused in [true, false] {
            // Somebody else: a witness's values take part in nothing.
            let says = vec![self.said(Property::Remark, place, if place == "own" { OWN } else { send })];
            let sign_in = if place == "own" { "h.ibrahim" } else { "r.issoufou" };
            let page = format!("/entities/{}", self.somebody(filed, sign_in, place, says).await);
            self.fill(asker, &page, "/role", &[("role", "witness"), ("why", "hearing")]).await;
            let unread = (Out::Never, "nothing but moves, checks and cards leaves (A-1, A-17)");
            // What is confirmed becomes the source of what is said of a role.
            let source = if refused || place != "own" { unread } else { OWN };
            let words = [
                ("why", self.word("second_act.sealed: why", place, unread)),
                ("offence", self.word("second_act.sealed: offence", place, source)),
                ("basis", self.word("second_act.sealed: basis", place, source)),
            ];
            let mut given = vec![("role", "suspect")];
            given.extend(words.iter().map(|(n, w)| (*n, w.as_str())));
            let to = self.fill(asker, &page, "/role", &given).await;
            assert_eq!(to, "/second-person");
            if !refused {
                continue;
            }
            let second = if place == "protection" { "second-protector" } else { "prosecutor" };
            let (_, _, text) = self.ask(second, "/second-person", None).await;
            let after =
                text.split(words[1].1.as_str()).nth(1).unwrap_or_else(|| panic!("{second} decides nothing"));
            let action =
                forms(after).into_iter().find(|f| f.action.starts_with("/second-person/")).unwrap().action;
            let why = self.word("second_act.why", place, unread);
            let (status, ..) =
                self.post(second, &action, &[("decision", "refuse"), ("why", why.as_str())]).await;
            assert_eq!(status, StatusCode::SEE_OTHER, "{action}");
        }
    }

    // ---- Protection ------------------------------------------------------------------------------------------------

    pub(super) async fn claim(
        &mut self,
        place: &'static str,
        (by, officer): (&str, &str),
        person: EntityId,
        feared: &[&str],
        opened_to: Option<&str>,
    ) {
        let parties: BTreeSet<Party> = feared.iter().map(|p| Party::parse(p).unwrap()).collect();
        let note_place = if opened_to.is_some() { "opened" } else { place };
        let new = NewClaim {
            nationality: parties.clone(),
            feared: parties.clone(),
            known_as: self.word("protection_claim.sealed: known as", place, SEALED),
            note: self.word("protection_claim.sealed: note", note_place, SEALED),
        };
        let (by, officer) = (self.actor(by).await, self.actor(officer).await);
        let node = self.world.node("niamey").clone();
        let (node, new, by, officer) = (&node, &new, &by, &officer);
        let made = node.store.run::<_, ProtectionError, _, _>("claim", |tx| async move {
            protection::record_claim(&tx, node, by, person, new).await?;
            let claims = protection::claims(&tx, node, by.authority).await?;
            Ok(protection::ClaimId(claims[0].object().id))
        });
        let claim = made.await.unwrap();
        self.is("claim", place, claim);
        let screening = &protection::Screening {
            to: protection::ClaimState::Open,
            nationality: parties.clone(),
            feared: parties,
            reason: self.word("protection_event.sealed: reason", place, SEALED),
        };
        let screened = node.store.run::<_, ProtectionError, _, _>("screen", |tx| async move {
            protection::screen(&tx, node, officer, claim, screening).await
        });
        screened.await.unwrap();
        let page = format!("/protection/{claim}/consular");
        let asker = if place == "their-claim" { "neighbour-protection" } else { "protection-officer" };
        let language = self.word("protection_consular.sealed: language", place, SEALED);
        let told = self.word("protection_consular.sealed: by", place, SEALED);
        let step = [
            ("step", "informed"),
            ("on", "2026-01-02"),
            ("language", language.as_str()),
            ("by", told.as_str()),
        ];
        let (status, ..) = self.post(asker, &page, &step).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let Some(to) = opened_to else { return };
        let mut of_ground =
            |what: &str| self.word(&format!("protection_opening.sealed: {what}"), "opened", SEALED);
        let ground = Ground::CourtOrder {
            number: of_ground("number"),
            court: of_ground("court"),
            document: of_ground("document"),
            dated: node.store.clock().now(),
        };
        let opening = &NewOpening {
            to: NewOpenedTo::Officer(to.into()),
            fields: [OpenedField::Note].into(),
            ground,
            until: node.store.clock().now().plus_ms(86_400_000),
        };
        let opened = node.store.run::<_, ProtectionError, _, _>("open", |tx| async move {
            protection::open_claim(&tx, node, officer, claim, opening).await
        });
        let opening = opened.await.unwrap();
        self.is("opening", place, opening.0);
    }

    /// People who fear a State, and what is known of them where it is not known that they do.
    pub(super) async fn claims(&mut self, own: &Filed) {
        const FEARS: Send =
            (Out::To(&["accra", "palermo"]), "a value of somebody who fears a State never reaches it (R-05)");
        const UNSCREENED: Send =
            (Out::Never, "as long as nationality is not known, a claimant's values reach nobody (R-05)");
        for (out, feared, opened_to) in [(FEARS, &["XA"][..], Some("h.ibrahim")), (UNSCREENED, &[][..], None)]
        {
            let mut says = vec![
                self.said(Property::Phone, "own", out),
                self.said(Property::Name, "own", out),
                self.said(Property::DocumentNumber, "own", out),
                self.said(Property::Remark, "own", out),
            ];
            let text = |s: &NewStatement| match &s.value {
                NewValue::Text(text) => text.clone(),
                _ => unreachable!(),
            };
            self.sown.held.extend(says.iter().take(3).map(text));
            let person = self.people(own, says.clone()).await;
            self.claim("claim", ("a.moussa", "r.issoufou"), person, feared, opened_to).await;
            // The same values elsewhere, said of somebody else.
            says.truncate(1);
            says.push(self.said(Property::Alias, "own", OWN));
            self.people(own, says).await;
        }
    }

    pub(super) async fn people(&mut self, own: &Filed, says: Vec<NewStatement>) -> EntityId {
        self.somebody(own, "h.ibrahim", "own", says).await
    }

    pub(super) async fn somebody(
        &mut self,
        filed: &Filed,
        sign_in: &str,
        place: &'static str,
        says: Vec<NewStatement>,
    ) -> EntityId {
        self.say(filed, sign_in, place, says).await;
        let entity = self.sown.things.iter().rfind(|t| t.0 == "entity").unwrap().2.clone();
        EntityId::parse(&entity).unwrap()
    }
}
