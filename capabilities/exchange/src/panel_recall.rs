//! What the room shows of corrections elsewhere: on the desk what was not told, not acknowledged, or came lately; on a
//! case the same of the case; beside a record to whom its statements went, where they came from, whether they may be
//! used in court.

use crate::consent;
use crate::pages::correct_sent::desk_of;
use crate::pages::make_move::permission_form;
use crate::pages::works_here;
use crate::recall::{self, Followed, Reached};
use crate::store_recall::{self, Of, Sent};
use crate::types::ExchangeError;
use ::store::{StoreError, Tx};
use access::{Node, Panel, Place};
use askama::Template;
use casefile::Keys;
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::id::{CaseId, DossierId, EntityId, StatementId};
use kernel::{Actor, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use web::{T, Tag, Tone, tag};

/// A line of a panel.
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) href: String,
    pub(crate) tag: Option<Tag>,
}

#[derive(Template)]
#[template(path = "recall_panel.html")]
struct RecallPanel {
    title: String,
    lines: Vec<Line>,
}

pub(crate) fn shown(t: &T, title: &str, lines: Vec<Line>) -> Result<Option<String>, StoreError> {
    if lines.is_empty() {
        return Ok(None);
    }
    let panel = RecallPanel { title: t.get(title), lines }.render();
    panel.map(Some).map_err(|e| StoreError::Corrupt(format!("the panel `{title}` cannot be written: {e}")))
}

pub(crate) fn stored(error: ExchangeError) -> StoreError {
    match error {
        ExchangeError::Store(error) => error,
        other => StoreError::Corrupt(other.to_string()),
    }
}

/// Who reads, in which transaction of which node.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) node: &'a Node,
    pub(crate) tx: &'a Tx,
    pub(crate) actor: &'a Actor,
}

impl Reader<'_> {
    fn ask(&self) -> Ask<'_> {
        Ask::new(self.actor, action::LIST, crate::pages::purpose_for(self.actor), self.tx.at())
    }

    /// Whether the case is there for the reader: what hangs on a case kept to others shows nowhere.
    async fn sees_case(&self, case: CaseId) -> Result<bool, StoreError> {
        let label = casefile::case_label(self.tx, case).await?;
        Ok(label.is_some_and(|label| self.node.gate.may(&label, &self.ask())))
    }

    /// Whether the dossier is.
    async fn sees_dossier(&self, id: DossierId) -> Result<bool, StoreError> {
        let dossier = crate::store::dossier(self.tx, id, self.actor.authority).await?;
        Ok(dossier.is_some_and(|dossier| self.node.gate.may(dossier.label(), &self.ask())))
    }
}

/// The desk on the other side of a dossier of the reader's authority.
pub(crate) async fn named(r: Reader<'_>, id: DossierId) -> Result<String, StoreError> {
    Ok(desk_of(r.tx, r.node, id, r.actor.authority).await.map_err(stored)?.unwrap_or_default())
}

/// Statements that went out, no longer stand, and of which nobody was told yet: a line for each case.
async fn untold(r: Reader<'_>, t: &T, sent: &[Sent]) -> Result<Vec<Line>, StoreError> {
    let mut cases: BTreeMap<CaseId, BTreeSet<StatementId>> = BTreeMap::new();
    for one in sent {
        cases.entry(one.case).or_default().insert(one.statement);
    }
    let mut lines = Vec::new();
    for (case, statements) in cases {
        if r.sees_case(case).await? {
            lines.push(Line {
                text: t.n("exchange-untold", statements.len()),
                href: format!("/cases/{case}/corrections"),
                tag: Some(tag(t.get("exchange-untold-tag"), Tone::Stop)),
            });
        }
    }
    Ok(lines)
}

/// How far a correction has come, in words.
pub(crate) fn reached(t: &T, followed: &Followed) -> Tag {
    let tone = if followed.overdue { Tone::Stop } else { Tone::Plain };
    match followed.reached {
        Reached::Sent => tag(t.get("exchange-correction-sent"), tone),
        Reached::Delivered => tag(t.get("exchange-correction-delivered"), tone),
        Reached::Confirmed { .. } => tag(t.get("exchange-correction-confirmed"), Tone::Good),
        Reached::NotTaken => tag(t.get("exchange-correction-not-taken"), Tone::Stop),
        Reached::Applied { copies, .. } => tag(t.n("exchange-correction-applied", copies), Tone::Good),
    }
}

async fn followed(r: Reader<'_>, t: &T, all: &[Followed]) -> Result<Vec<Line>, StoreError> {
    let mut lines = Vec::new();
    for one in all {
        if !r.sees_dossier(one.correction.dossier).await? {
            continue;
        }
        let href = format!("/dossiers/{}", one.correction.dossier);
        lines.push(Line { text: sentence(r, t, one).await?, href, tag: Some(reached(t, one)) });
    }
    Ok(lines)
}

/// Corrections that came.
async fn came(r: Reader<'_>, t: &T, case: Option<CaseId>, since: Timestamp) -> Result<Vec<Line>, StoreError> {
    let mut lines = Vec::new();
    for one in store_recall::applied_of(r.tx, r.actor.authority, case, since).await? {
        let hidden = match one.case {
            Some(case) => !r.sees_case(case).await?,
            None => !r.sees_dossier(one.dossier).await?,
        };
        if hidden {
            continue;
        }
        let text = t
            .say("exchange-correction-from")
            .with("desk", named(r, one.dossier).await?)
            .with("when", t.day(one.at))
            .with("replaced", one.replaced)
            .with("withdrawn", one.withdrawn);
        let href = match (case, one.case) {
            (None, Some(case)) => format!("/cases/{case}"),
            _ => format!("/dossiers/{}", one.dossier),
        };
        let passed = (one.passed_on > 0).then(|| tag(t.n("exchange-passed-on", one.passed_on), Tone::Plain));
        let left = (one.unfinished > 0).then(|| tag(t.n("exchange-left-to-you", one.unfinished), Tone::Stop));
        lines.push(Line { text: text.to_string(), href, tag: left.or(passed) });
    }
    Ok(lines)
}

/// Corrections on the data protection officer's page: to whom, when, of how much, and how far each has come. No
/// content and no way into the dossiers, which are not theirs to read; those of cases kept to named people stay out.
#[derive(Debug, Default)]
pub struct CorrectionsSent;

impl Panel for CorrectionsSent {
    fn place(&self) -> Place {
        Place::DataProtection
    }

    fn order(&self) -> u8 {
        20
    }

    fn show<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        _: Uuid,
        t: &'a T,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        Box::pin(async move {
            let mut sent = recall::corrections_sent(tx, actor.authority).await?;
            let mut open = Vec::with_capacity(sent.len());
            for one in sent.drain(..) {
                let dossier = crate::store::dossier(tx, one.correction.dossier, actor.authority).await?;
                if dossier.is_some_and(|d| d.label().circle.is_none() && d.label().excluded.is_none()) {
                    open.push(one);
                }
            }
            let lines = overseen(Reader { node, tx, actor }, t, &open).await?;
            shown(t, "exchange-corrections-sent", lines)
        })
    }
}

/// A line for each correction, without a way in.
async fn overseen(r: Reader<'_>, t: &T, all: &[Followed]) -> Result<Vec<Line>, StoreError> {
    let mut lines = Vec::with_capacity(all.len());
    for one in all {
        lines.push(Line {
            text: sentence(r, t, one).await?,
            href: String::new(),
            tag: Some(reached(t, one)),
        });
    }
    Ok(lines)
}

pub(crate) async fn sentence(r: Reader<'_>, t: &T, one: &Followed) -> Result<String, StoreError> {
    let desk = named(r, one.correction.dossier).await?;
    let text = t
        .say("exchange-correction-to")
        .with("desk", desk)
        .with("when", t.day(one.correction.at))
        .with("n", one.correction.statements);
    Ok(text.to_string())
}

/// Corrections of a case: not told, sent with how far each has come, and what came.
#[derive(Debug, Default)]
pub struct CaseCorrections;

impl Panel for CaseCorrections {
    fn place(&self) -> Place {
        Place::Case
    }

    fn order(&self) -> u8 {
        55
    }

    fn show<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        subject: Uuid,
        t: &'a T,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        Box::pin(async move {
            if !works_here(actor) {
                return Ok(None);
            }
            let r = Reader { node, tx, actor };
            let case = CaseId(subject);
            let mut lines = untold(r, t, &recall::taken_back(tx, Of::Case(case)).await?).await?;
            let sent = store_recall::sent_of(tx, Of::Case(case)).await?;
            let moves: BTreeSet<(DossierId, u64)> =
                sent.iter().filter_map(|s| Some((s.dossier, s.corrected?))).collect();
            let mut all = recall::corrections_sent(tx, actor.authority).await?;
            all.retain(|f| moves.contains(&(f.correction.dossier, f.correction.number)));
            lines.extend(followed(r, t, &all).await?);
            lines.extend(came(r, t, Some(case), Timestamp(0)).await?);
            shown(t, "exchange-corrections", lines)
        })
    }
}

/// Beside a record: to whom its statements went, and where received ones came from with what may be done with them.
#[derive(Debug, Default)]
pub struct RecordExchanged;

impl Panel for RecordExchanged {
    fn place(&self) -> Place {
        Place::EntityAside
    }

    fn order(&self) -> u8 {
        40
    }

    fn show<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        subject: Uuid,
        t: &'a T,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        Box::pin(async move {
            if !works_here(actor) {
                return Ok(None);
            }
            let r = Reader { node, tx, actor };
            let keys = Keys::of(&node.vault);
            let said = casefile::statements_of(tx, &keys, EntityId(subject)).await;
            let said = said.map_err(|e| stored(ExchangeError::from(e)))?;
            let ask = Ask::new(actor, action::READ, crate::pages::purpose_for(actor), tx.at());
            let said = node.gate.open_each(said, &ask, &mut tx.log());
            let names: BTreeMap<StatementId, String> =
                said.iter().map(|s| (s.id, t.get(&format!("casefile-property-{}", s.property)))).collect();
            let gone: BTreeSet<StatementId> =
                said.iter().filter(|s| s.retracted.is_some()).map(|s| s.id).collect();
            let ids: Vec<StatementId> = names.keys().copied().collect();
            let mut lines = went(r, t, &ids, (&names, &gone)).await?;
            lines.extend(came_from(r, t, &ids, (&names, &gone)).await?);
            shown(t, "exchange-record-exchanged", lines)
        })
    }
}

type Known<'a> = (&'a BTreeMap<StatementId, String>, &'a BTreeSet<StatementId>);

async fn went(
    r: Reader<'_>,
    t: &T,
    ids: &[StatementId],
    (names, gone): Known<'_>,
) -> Result<Vec<Line>, StoreError> {
    let mut lines = Vec::new();
    for sent in store_recall::sent_of(r.tx, Of::Statements(ids)).await? {
        let text = t
            .say("exchange-went-to")
            .with("what", names.get(&sent.statement).cloned().unwrap_or_default())
            .with("desk", named(r, sent.dossier).await?)
            .with("when", t.day(sent.at));
        let untold = gone.contains(&sent.statement) && sent.corrected.is_none();
        let (href, note) = if untold {
            let note = tag(t.get("exchange-untold-tag"), Tone::Stop);
            (format!("/cases/{}/corrections", sent.case), Some(note))
        } else {
            let told = sent.corrected.map(|_| tag(t.get("exchange-told-tag"), Tone::Plain));
            (format!("/dossiers/{}", sent.dossier), told)
        };
        lines.push(Line { text: text.to_string(), href, tag: note });
    }
    Ok(lines)
}

async fn came_from(
    r: Reader<'_>,
    t: &T,
    ids: &[StatementId],
    (names, gone): Known<'_>,
) -> Result<Vec<Line>, StoreError> {
    let mut copies = store_recall::copies_among(r.tx, ids).await?;
    copies.retain(|c| !gone.contains(&c.statement));
    let court = consent::judicial_use(r.tx, &copies, r.actor.party).await?;
    let mut lines = Vec::new();
    for copy in &copies {
        let text = t
            .say("exchange-came-from")
            .with("what", names.get(&copy.statement).cloned().unwrap_or_default())
            .with("desk", named(r, copy.dossier).await?);
        let (href, note) = match court.get(&copy.statement) {
            Some(permission) => {
                (format!("/dossiers/{permission}"), tag(t.get("exchange-court-consent"), Tone::Good))
            }
            None => (format!("/dossiers/{}", copy.dossier), tag(t.get("exchange-court-not"), Tone::Plain)),
        };
        lines.push(Line { text: text.to_string(), href, tag: Some(note) });
    }
    for dossier in copies.iter().map(|c| c.dossier).collect::<BTreeSet<_>>() {
        let text = t.get("exchange-ask-permission");
        lines.push(Line { text, href: permission_form(dossier), tag: None });
    }
    for consent in consent::consents_among(r.tx, &copies).await.map_err(stored)? {
        if consent.withdrawn {
            let text = t.say("exchange-consent-withdrawn").with("party", consent.to.party.to_string());
            let href = format!("/dossiers/{}", consent.permission);
            let note = Some(tag(t.get("exchange-state-consent-withdrawn"), Tone::Stop));
            lines.push(Line { text: text.to_string(), href, tag: note });
        }
    }
    Ok(lines)
}
