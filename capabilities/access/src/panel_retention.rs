//! End dates where people work: beside a record, on the desk what ends soon, and on the data protection officer's page
//! what is due, what is held and by which hold, and what was erased.

use crate::erase::{behind, stops};
use crate::node::{Node, Panel, Place};
use crate::retention::{KeptRecord, Need, SHOWN_MAX, SOON_MS, Standing, Tombstone};
use crate::store_holds as holding;
use crate::store_retention as kept;
use ::store::{StoreError, Tx};
use askama::Template;
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::id::AuthorityId;
use kernel::{Actor, Purpose, Timestamp};
use std::sync::Arc;
use uuid::Uuid;
use web::{T, Tag, Tone, tag};

/// Records that the desk shows of those that end soon.
const DESK_ROWS: usize = 10;
/// Records looked at for them.
const DESK_LOOKED_AT: u64 = 50;

/// The room's panels.
#[must_use]
pub fn panels() -> Vec<Arc<dyn Panel>> {
    vec![
        Arc::new(KeptUntil { place: Place::CaseAside, kind: "case" }),
        Arc::new(KeptUntil { place: Place::DossierAside, kind: "dossier" }),
        Arc::new(EndsSoon),
        Arc::new(RetentionDue),
    ]
}

/// A kind of record in words.
pub(crate) fn kind_word(t: &T, kind: &str) -> String {
    t.get(&format!("access-kept-{kind}"))
}

/// What something open needs a record for, in words.
pub(crate) fn need_word(t: &T, need: &Need) -> String {
    t.n(&format!("access-need-{}", need.code), need.n)
}

/// How far the end is, as a tag.
pub(crate) fn end_tag(t: &T, now: Timestamp, ends_at: Timestamp) -> Tag {
    match ends_at.since(now) {
        left if left <= 0 => tag(t.get("access-kept-over"), Tone::Stop),
        left if left <= SOON_MS => tag(t.duration(left), Tone::Warn),
        left => tag(t.duration(left), Tone::Plain),
    }
}

fn rendered(panel: &impl Template) -> Result<Option<String>, StoreError> {
    let text = panel.render();
    text.map(Some).map_err(|e| StoreError::Corrupt(format!("the panel of end dates cannot be written: {e}")))
}

/// Beside a record: until when it is kept, under which rule, and whether it is held.
pub struct KeptUntil {
    /// Where.
    pub place: Place,
    /// Beside which kind of record.
    pub kind: &'static str,
}

#[derive(Template)]
#[template(path = "kept_panel.html")]
struct KeptPanel<'a> {
    t: &'a T,
    href: String,
    until: String,
    rule: String,
    left: Tag,
    reviewed: bool,
    holds: usize,
}

/// The panel of a record that a page opened; `None` where it has no end date.
///
/// # Errors
/// What the database says.
pub async fn kept_panel(
    node: &Node,
    tx: &Tx,
    (kind, object): (&str, Uuid),
    authority: AuthorityId,
    t: &T,
) -> Result<Option<String>, StoreError> {
    let Some(record) = kept::kept_of(tx, &node.vault, kind, object, authority).await? else {
        return Ok(None);
    };
    let holds = holding::holds_on(tx, &node.vault, &[record.id]).await?.len();
    rendered(&KeptPanel {
        t,
        href: format!("/kept/{}", record.id),
        until: t.day(record.ends_at),
        rule: t.get(&format!("access-rule-{}", record.rule.word())),
        left: end_tag(t, tx.at(), record.ends_at),
        reviewed: record.decided.is_some(),
        holds,
    })
}

impl Panel for KeptUntil {
    fn place(&self) -> Place {
        self.place
    }

    fn order(&self) -> u8 {
        90
    }

    fn show<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        subject: Uuid,
        t: &'a T,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        Box::pin(async move { kept_panel(node, tx, (self.kind, subject), actor.authority, t).await })
    }
}

/// On the desk: records that end soon and that this officer may decide about. Who does nothing lets them end.
pub struct EndsSoon;

struct Line {
    text: String,
    href: String,
    left: Tag,
}

#[derive(Template)]
#[template(path = "ends_soon.html")]
struct EndsSoonPanel<'a> {
    t: &'a T,
    lines: Vec<Line>,
}

impl Panel for EndsSoon {
    fn place(&self) -> Place {
        Place::Desk
    }

    fn order(&self) -> u8 {
        70
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
            if actor.roles.is_empty() {
                return Ok(None);
            }
            let before = tx.at().plus_ms(SOON_MS);
            let ending =
                kept::ending(tx, &node.vault, Some(actor.authority), before, None, DESK_LOOKED_AT).await?;
            let ask = Ask::new(
                actor,
                action::REVIEW_RETENTION,
                crate::pages::show_kept::purpose_of(actor),
                tx.at(),
            );
            let mut lines = Vec::new();
            for record in &ending {
                let Some((standing, object)) = behind(tx, node, record).await? else { continue };
                if lines.len() < DESK_ROWS && node.gate.may(&standing.label, &ask.on(object)) {
                    lines.push(Line {
                        text: titled(t, record, &standing),
                        href: format!("/kept/{}", record.id),
                        left: end_tag(t, tx.at(), record.ends_at),
                    });
                }
            }
            if lines.is_empty() { Ok(None) } else { rendered(&EndsSoonPanel { t, lines }) }
        })
    }
}

/// A record by its kind and the name that those may read who read no content, else by the beginning of its id.
pub(crate) fn titled(t: &T, record: &KeptRecord, standing: &Standing) -> String {
    let short: String = record.object.simple().to_string().chars().take(8).collect();
    let name = if standing.name.is_empty() { short } else { standing.name.clone() };
    format!("{} {name}", kind_word(t, &record.kind))
}

/// On the data protection officer's page. No content, no way into the records; those kept to named people stay out.
pub struct RetentionDue;

struct Due {
    title: String,
    href: String,
    rule: String,
    until: String,
    left: Tag,
    held: Vec<String>,
}

struct Gone {
    title: String,
    rule: String,
    when: String,
    by: String,
    rows: u64,
}

#[derive(Template)]
#[template(path = "retention_panel.html")]
struct RetentionPanel<'a> {
    t: &'a T,
    due: Vec<Due>,
    held: Vec<Due>,
    gone: Vec<Gone>,
}

/// Whether the data protection officer may see it, and the record as its room sees it.
async fn overseen(
    node: &Node,
    tx: &Tx,
    actor: &Actor,
    record: &KeptRecord,
) -> Result<Option<Standing>, StoreError> {
    let Some((standing, object)) = behind(tx, node, record).await? else { return Ok(None) };
    let ask = Ask::new(actor, action::KEEP_RETENTION, Purpose::Oversight, tx.at()).on(object);
    let label = &standing.label;
    let seen = label.circle.is_none() && label.excluded.is_none() && node.gate.may(label, &ask);
    Ok(seen.then_some(standing))
}

async fn line(
    node: &Node,
    tx: &Tx,
    t: &T,
    record: &KeptRecord,
    standing: &Standing,
) -> Result<Due, StoreError> {
    let (holds, needs) = stops(tx, node, (&record.kind, record.object), standing).await?;
    let mut held: Vec<String> = needs.iter().map(|need| need_word(t, need)).collect();
    if holds > 0 {
        held.push(t.n("access-kept-holds", holds));
    }
    Ok(Due {
        title: titled(t, record, standing),
        href: format!("/kept/{}", record.id),
        rule: t.get(&format!("access-rule-{}", record.rule.word())),
        until: t.day(record.ends_at),
        left: end_tag(t, tx.at(), record.ends_at),
        held,
    })
}

fn gone(t: &T, stone: &Tombstone) -> Gone {
    let rule = match (stone.request.is_empty(), stone.rule) {
        (false, _) => t.say("access-erased-for").with("request", &stone.request).to_string(),
        (true, Some(rule)) => t.get(&format!("access-rule-{}", rule.word())),
        (true, None) => String::new(),
    };
    let short: String = stone.object.simple().to_string().chars().take(8).collect();
    Gone {
        title: format!("{} {short}", kind_word(t, &stone.kind)),
        rule,
        when: t.when(stone.at),
        by: stone.by.clone(),
        rows: stone.rows,
    }
}

impl Panel for RetentionDue {
    fn place(&self) -> Place {
        Place::DataProtection
    }

    fn order(&self) -> u8 {
        10
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
            let before = tx.at().plus_ms(SOON_MS);
            let ending =
                kept::ending(tx, &node.vault, Some(actor.authority), before, None, SHOWN_MAX).await?;
            let mut due = Vec::with_capacity(ending.len());
            for record in &ending {
                if let Some(standing) = overseen(node, tx, actor, record).await? {
                    due.push(line(node, tx, t, record, &standing).await?);
                }
            }
            let mut held = Vec::new();
            for (record, holds) in holding::held_of(tx, &node.vault, actor.authority).await? {
                let Some(standing) = overseen(node, tx, actor, &record).await? else { continue };
                let mut row = line(node, tx, t, &record, &standing).await?;
                row.held = holds
                    .iter()
                    .map(|h| {
                        let line = t.say("access-hold-line").with("reference", &h.reference);
                        line.with("by", &h.placed_by).with("review", t.day(h.review_at)).to_string()
                    })
                    .collect();
                held.push(row);
            }
            let stones = holding::tombstones(tx, actor.authority).await?;
            let gone = stones.iter().map(|stone| gone(t, stone)).collect();
            rendered(&RetentionPanel { t, due, held, gone })
        })
    }
}
