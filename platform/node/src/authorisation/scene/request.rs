//! One request of somebody to a route, on one thing.

use super::*;
use access::PeerIdentity;
use axum::http::Method;
use casefile::{FileError, ReadFiles, Reader};
use http_body_util::BodyExt;
use std::sync::atomic::Ordering;
use web::Route;

/// What an address names, by the beginning of the path; longer ones first.
pub(in super::super) const KINDS: &[(&str, &str)] = &[
    ("link", "/welcome/{token}"),
    ("shift", "/shifts/{id}"),
    ("act", "/second-person/{id}"),
    ("act", "/desk/{kind}/{id}"),
    ("handover", "/duty/hand-over/{id}"),
    ("person", "/people/{id}"),
    ("case", "/cases/{id}"),
    ("entity", "/entities/{id}"),
    ("child", "/child-duties/{id}"),
    ("pair", "/same/{id}"),
    ("entity", "/protection/new"),
    ("entity", "/protection/recorded"),
    ("statement", "/statements/{id}"),
    ("import", "/imports/{id}"),
    ("exhibit", "/exhibits/{id}"),
    ("offence", "/offences/{id}"),
    ("check", "/checks/{id}"),
    ("contact", "/directory/contacts/{id}"),
    ("entry", "/directory/kept/{id}"),
    ("party", "/assessments/{party}"),
    ("peer", "/peers/{node}"),
    ("peer", "/courier/{node}"),
    ("on paper", "/dossiers/{id}/letters"),
    ("on paper", "/dossiers/{id}/received"),
    ("dossier", "/dossiers/{id}"),
    ("alarm", "/witnesses/{id}"),
    ("call", "/test-calls/{node}/{id}"),
    ("request", "/data-protection/requests/{id}"),
    ("figures", "/figures/{id}"),
    ("kept", "/kept/{id}"),
    ("opening", "/protection/openings/{id}"),
    ("claim", "/protection/{id}"),
    ("near miss", "/near-misses/{id}"),
    ("party", "/log/relied-on/{party}"),
    ("network", "/hub/networks/{id}"),
    ("recommendation", "/conference/recommendations/{id}"),
    ("recommendation", "/conference/following/{id}"),
    ("published", "/conference/published/{id}"),
    ("publication", "/conference/received/{id}"),
    ("session", "/conference/sessions/{id}"),
    ("report", "/conference/reports/{id}"),
    ("submission", "/conference/statements/{id}"),
    ("topic", "/conference/topics/{id}"),
    ("call for input", "/conference/calls/{id}"),
    ("treaty", "/conference/status/{instrument}"),
    ("draft", "/conference/draft/{form}"),
    ("peer", "/hub/v1/mailbox/{recipient}"),
];
const FORM: &str = "application/x-www-form-urlencoded";
const FILES: &str = "multipart/form-data; boundary=x";

/// Reads a table in this process: a test cannot start itself as the reading one.
pub(in super::super) fn reader() -> Reader {
    Reader::new(|files, mapping, region| {
        let (name, bytes) = files.first().cloned().unwrap();
        let format = reading::detect(&bytes, &name).ok_or(FileError::Unknown(name.clone()))?;
        let mapping = mapping.map(reading::Mapping::from_toml).transpose()?;
        let options = reading::Options { mapping, region: Some(region), ..reading::Options::default() };
        let inputs = vec![(name, Box::new(std::io::Cursor::new(bytes)) as Box<dyn std::io::Read>)];
        let mut items = Vec::new();
        let summary = reading::read(format, inputs, &options, &mut |item| {
            items.push(item);
            reading::Control::Go
        })?;
        let (header, dated, captures) = (summary.header, summary.dated, summary.captures);
        Ok(ReadFiles { format, items, broken: None, header, dated, captures })
    })
}

/// What the address of a route names, if anything.
pub(in super::super) fn kind_of(path: &str) -> Option<&'static str> {
    KINDS.iter().find(|(_, start)| path.starts_with(start)).map(|(kind, _)| *kind)
}

/// An answer as the table writes it: its status, or that it sends to the sign-in.
pub(in super::super) type Answer = String;

impl Scene {
    /// What a route can be tried on; one with no id in its path on nothing in particular. Nothing, if the path names
    /// what this scene knows nothing of.
    pub(in super::super) fn subjects(&self, path: &str) -> Vec<&'static str> {
        match (kind_of(path), path.contains('{')) {
            (None, false) => vec!["-"],
            (None, true) => Vec::new(),
            (Some(kind), _) => self.things.iter().filter(|t| t.0 == kind).map(|t| t.1).collect(),
        }
    }

    /// The path of a route for one thing. The upload in it is one of the asker's own into that very case.
    async fn path(&self, route: &Route, of: &str, sign_in: Option<&str>) -> String {
        let mut path = route.path.clone();
        let Some(kind) = kind_of(&route.path) else { return path };
        let thing = self.things.iter().find(|t| (t.0, t.1) == (kind, of));
        let mut id = thing.unwrap_or_else(|| panic!("no {kind} is {of}")).2.clone();
        if route.action == "withdraw_contact" && of != NO_SUCH {
            id = self.contact(of).await;
        }
        if route.action == "withdraw_kept" && of != NO_SUCH {
            id = self.entry(of).await.to_string();
        }
        if route.action == "answer_test_call" && of != NO_SUCH {
            id = self.another_call(of).await;
        }
        if route.action == "decide_act" && of != NO_SUCH {
            id = self.another_act(of).await;
        }
        if route.action == "take_back_statement" && of != NO_SUCH {
            id = self.another_statement(of).await;
        }
        let start = KINDS.iter().find(|k| path.starts_with(k.1)).unwrap().1;
        if !path.contains('{') {
            return format!("{path}?{kind}={id}");
        }
        path = path.replacen(start.rsplit('/').find(|part| part.starts_with('{')).unwrap(), &id, 1);
        if path.contains("{upload}") {
            path = path.replace("{upload}", &self.upload(&id, sign_in).await);
        }
        let (number, code) = if kind == "on paper" { ("1", "answer") } else { (ANSWER, MOVE) };
        if path.contains("{file}") {
            path = path.replace("{file}", &self.attachment(&id, of, route.method == Method::GET).await);
        }
        if path.contains("{handed}") {
            let handed = self.things.iter().find(|t| t.0 == "handed in").map(|t| t.2.clone());
            path = path.replace("{handed}", &handed.unwrap_or_default());
        }
        let form = if path.starts_with("/conference/") { "docx" } else { "csv" };
        path.replace("{node}", &self.accra.to_string())
            .replace("{number}", number)
            .replace("{code}", code)
            .replace("{element}", "benefit")
            .replace("{kind}", "second-act")
            .replace("{form}", form)
    }

    /// An act on a case of its own, so that what one asker decides is not decided for the next.
    async fn another_act(&self, of: &str) -> String {
        let node = &self.niamey.node;
        let by = &actor(node, if of == "own" { "h.ibrahim" } else { "d.salifou" }).await;
        let reference = format!("ACT-{}", self.acts.fetch_add(1, Ordering::Relaxed));
        let (case, _) = case(node, by, &reference, Compartment::Operational).await;
        self.asks_to_export(by, &case).await.to_string()
    }

    /// A received file of its own in a dossier: one to be saved, or one to be decided on.
    async fn attachment(&self, dossier: &str, of: &str, complete: bool) -> String {
        if of == NO_SUCH {
            return uuid::Uuid::from_u128(7).to_string();
        }
        let node = &self.niamey.node;
        let at = actor(node, if of == "neighbour's" { "d.salifou" } else { "h.ibrahim" }).await.authority;
        let of = (kernel::id::DossierId::parse(dossier).unwrap(), at);
        exchange::testing::received_file(node, of, b"name;phone\n", complete).await.to_string()
    }

    async fn upload(&self, case: &str, sign_in: Option<&str>) -> String {
        let case = CaseId::parse(case).unwrap();
        let node = &self.niamey.node;
        let person = actor(node, sign_in.unwrap_or("h.ibrahim")).await.person;
        let files = &[("list.csv".to_owned(), b"name,phone\nAma,+227 96 00 00 09\n".to_vec())];
        let kept = node.store.run::<_, CaseError, _, _>("upload", |tx| async move {
            casefile::keep_upload(&tx, &Keys::of(&node.vault), (case, person), files).await
        });
        kept.await.unwrap().to_string()
    }

    /// A contact point more, so that withdrawing one leaves the next asker one to withdraw.
    async fn contact(&self, of: &str) -> String {
        let node = &self.niamey.node;
        let by = &actor(node, if of == "own" { "a.moussa" } else { "d.salifou" }).await;
        let draft = &directory::ContactDraft {
            name: "Desk".into(),
            languages: vec!["fr".into()],
            hours: "24/7".into(),
            channels: Vec::new(),
            posted_by: None,
            more: directory::Particulars::default(),
        };
        let added = node.store.run::<_, DirectoryError, _, _>("contact", |tx| async move {
            directory::add_contact(&tx, node, by, draft).await
        });
        added.await.unwrap().to_string()
    }

    /// An entry of an authority without a node, and more of them, so that taking one out leaves the next.
    pub(super) async fn entry(&self, of: &str) -> kernel::id::AuthorityId {
        let node = &self.niamey.node;
        let by = &actor(node, if of == "own" { "a.moussa" } else { "d.salifou" }).await;
        let draft = &directory::KeptDraft {
            party: Party::parse("XB").unwrap(),
            name: format!("Provider {}", self.acts.fetch_add(1, Ordering::Relaxed)),
            functions: vec!["investigation-unit".into()],
            company: false,
            accepted_languages: vec!["fr".into()],
            contact: directory::ContactDraft {
                name: "Desk".into(),
                languages: vec!["fr".into()],
                hours: String::new(),
                channels: vec![directory::Channel::new("text", "post")],
                posted_by: None,
                more: directory::Particulars::default(),
            },
        };
        let kept = node.store.run::<_, DirectoryError, _, _>("entry", |tx| async move {
            directory::keep_authority(&tx, node, by, draft).await
        });
        kept.await.unwrap()
    }

    /// A test call of its own at a desk, so that what one asker answers is not answered for the next.
    async fn another_call(&self, of: &str) -> String {
        let node = &self.niamey.node;
        let at = actor(node, if of == "own" { "h.ibrahim" } else { "d.salifou" }).await.authority;
        let peer = self.accra;
        let made = node.store.run::<_, store::StoreError, _, _>("call", |tx| async move {
            let desks = directory::own_contacts(&tx).await?;
            let desk = desks.iter().find(|c| c.authority == at).unwrap();
            let call = directory::calls::ReceivedCall {
                id: kernel::id::random(tx.rng()),
                peer,
                contact: desk.point.id,
                authority: at,
                at: tx.at(),
                due: tx.at(),
                answered: None,
            };
            directory::calls::keep_received(&tx, &call).await?;
            Ok(call.id)
        });
        made.await.unwrap().to_string()
    }

    /// What the asker of a column is answered. Acts are tried with an empty form, but those that read the form before
    /// they look at what it is for.
    pub(in super::super) async fn answer(
        &self,
        (asker, token): (&str, Option<&str>),
        route: &Route,
        of: &str,
    ) -> Answer {
        self.said(asker, token, route, of).await.0
    }

    /// The answer with its text, in which whatever the address names is `ID`.
    pub(in super::super) async fn said(
        &self,
        asker: &str,
        token: Option<&str>,
        route: &Route,
        of: &str,
    ) -> (Answer, String) {
        let sign_in = ASKERS.iter().find(|a| a.0 == asker).unwrap().1;
        let path = self.path(route, of, sign_in).await;
        let mut request = Request::builder().method(route.method.clone()).uri(&path);
        if let Some(token) = token {
            request = request.header(header::COOKIE, format!("session={token}"));
        }
        let (kind, body) = match (route.method == Method::GET, route.action) {
            (true, _) => (FORM, ""),
            (
                _,
                "upload_file" | "add_exhibit" | "read_courier" | "read_form" | "attach_file" | "put_report"
                | "submit_statement" | "hand_in_statement",
            ) => (FILES, "--x--\r\n"),
            (_, "decide_attachment") => (FORM, "decision=refuse"),
            (_, "decide_act") => (FORM, "decision=refuse&why=no"),
            (_, "show_names") => (FORM, "purpose=protection&why=hearing"),
            (_, "see_to_child") => (FORM, "act=names&purpose=protection&why=hearing"),
            (_, "take_part") => (FORM, "part=0"),
            (_, "judge_same") => (FORM, "answer=later"),
            (_, "record_role") => (FORM, "role=witness&why=hearing"),
            (_, "confirm_contact") => (FORM, "how=call-back&called=post&spoken_to=the+desk"),
            (_, "confirm_kept") => (FORM, "how=call-back&called=post&spoken_to=the+desk"),
            (_, "change_contact") => (FORM, "name=Desk&languages=fr&hours=24/7&other=post"),
            _ => (FORM, ""),
        };
        let mut request = request.header(header::CONTENT_TYPE, kind).body(Body::from(body)).unwrap();
        if asker == "peer" {
            request.extensions_mut().insert(PeerIdentity(self.accra));
        }
        let response = self.app.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let to = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let answer = match to {
            Some(to) if to.starts_with("/sign-in?back=") => "sign-in".into(),
            _ => status.to_string(),
        };
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let mut text = String::from_utf8_lossy(&bytes).into_owned();
        for part in path.split(['/', '=']).filter(|part| part.len() > 30) {
            text = text.replace(part, "ID");
        }
        (answer, text)
    }

    pub(super) async fn page(&self, sign_in: &str, path: &str) -> String {
        let token = self.session(sign_in).await;
        let request = Request::get(path).header(header::COOKIE, format!("session={token}"));
        let response = self.app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}
