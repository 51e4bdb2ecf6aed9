//! The list that a desk is: what waits for its reader, in order, each with its clock, why it is there, who has it and the
//! next step; above it desks that are handed over to them.

use crate::desk::{self, DESK_ROWS_MAX, Piece};
use crate::node::Node;
use crate::officer::Officer;
use crate::store_duty::{self, Staff};
use crate::work::{How, Says};
use ::store::{StoreError, Tx};
use askama::Template;
use kernel::Timestamp;
use kernel::id::PersonId;
use kernel::time::HOUR_MS;
use std::collections::BTreeMap;
use uuid::Uuid;
use web::{Clock, T, Tone};

/// Whose work is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// Everything.
    #[default]
    All,
    /// What the reader has.
    Mine,
    /// What nobody has.
    Nobodys,
}

impl Whose {
    /// As addresses say it.
    #[must_use]
    pub fn parse(code: &str) -> Self {
        match code {
            "mine" => Self::Mine,
            "free" => Self::Nobodys,
            _ => Self::All,
        }
    }

    fn takes(self, piece: &Piece, reader: PersonId) -> bool {
        match self {
            Self::All => true,
            Self::Mine => piece.holder() == Some(reader),
            Self::Nobodys => piece.holder().is_none(),
        }
    }
}

/// A piece of work as a list shows it.
pub(crate) struct WorkRow {
    pub(crate) says: Says,
    pub(crate) clock: Clock,
    pub(crate) pressing: bool,
    pub(crate) danger: bool,
    /// Who has it, in words.
    pub(crate) holder: String,
    /// The page of the piece of work itself.
    pub(crate) page: String,
    /// Nobody has it, so that one press takes it.
    pub(crate) free: bool,
}

/// A desk that is handed over to its reader.
struct Offered {
    from: String,
    pieces: String,
    href: String,
}

/// The list of a desk.
pub struct DeskList {
    /// As HTML.
    pub html: String,
    /// How many pieces of work there are for the reader.
    pub total: usize,
}

#[derive(Template)]
#[template(path = "desk_list.html")]
struct ListShown<'a> {
    t: &'a T,
    rows: Vec<WorkRow>,
    offered: Vec<Offered>,
    whose: Whose,
    meta: String,
    more: usize,
    empty: bool,
    /// When the shift of the reader ends.
    until: Option<Timestamp>,
}

/// The list for this reader.
///
/// # Errors
/// What the database says.
pub async fn desk_list(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    whose: Whose,
) -> Result<DeskList, StoreError> {
    let (t, actor) = (&officer.t, &officer.actor);
    let staff = Staff::of(tx, actor.authority).await?;
    let all = desk::pieces(tx, node, actor, &staff).await?;
    let (total, mine) = (all.len(), all.iter().filter(|p| p.holder() == Some(actor.person)).count());
    let mut chosen: Vec<Piece> = all.into_iter().filter(|p| whose.takes(p, actor.person)).collect();
    let more = chosen.len().saturating_sub(DESK_ROWS_MAX);
    chosen.truncate(DESK_ROWS_MAX);
    let said = desk::says(tx, node, actor, t, &chosen).await?;
    let rows = rows(t, (&chosen, said), &staff, actor.person, tx.at());
    let offers = store_duty::offered(tx, actor.authority).await?.into_iter();
    let offered = offers.filter(|h| h.taker == actor.person).map(|h| Offered {
        from: staff.name(h.giver).to_owned(),
        pieces: t.n("access-work-count", h.pieces.len()),
        href: format!("/duty/hand-over/{}", h.id),
    });
    let meta = t.say("access-desk-meta").with("n", total).with("mine", mine).to_string();
    let shown = ListShown {
        t,
        empty: rows.is_empty(),
        rows,
        offered: offered.collect(),
        whose,
        meta,
        more,
        until: staff.until(actor.person),
    };
    let html = shown.render().map_err(|e| StoreError::Corrupt(format!("the desk cannot be written: {e}")))?;
    Ok(DeskList { html, total })
}

/// Pieces of work with what they say, as rows; one that the gate did not open has none.
pub(crate) fn rows(
    t: &T,
    (pieces, mut said): (&[Piece], BTreeMap<(&'static str, Uuid), Says>),
    staff: &Staff,
    reader: PersonId,
    now: Timestamp,
) -> Vec<WorkRow> {
    let mut rows = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let Some(says) = said.remove(&(piece.work.kind(), piece.waiting.object)) else { continue };
        let late = piece.waiting.due.is_some_and(|due| due < now);
        rows.push(WorkRow {
            clock: says.clock.clone().unwrap_or_else(|| clock_of(t, piece, now)),
            pressing: piece.waiting.danger || late,
            danger: piece.waiting.danger,
            holder: holder(t, piece, staff, reader),
            page: page(piece),
            free: piece.holder().is_none(),
            says,
        });
    }
    rows
}

/// The address of a piece of work.
pub(crate) fn page(piece: &Piece) -> String {
    format!("/desk/{}/{}", piece.work.kind(), piece.waiting.object)
}

/// What is left of its time, or how long it has waited.
fn clock_of(t: &T, piece: &Piece, now: Timestamp) -> Clock {
    let Some(due) = piece.waiting.due else {
        let waits = t.duration(now.since(piece.waiting.since).max(0));
        return web::clock(waits, t.get("access-work-waits"), Tone::Plain);
    };
    let (left, why) = (due.since(now), t.say("access-work-due").with("when", t.near(due)).to_string());
    if left < 0 {
        let late = t.say("access-work-late").with("span", t.duration(left)).to_string();
        return web::clock(late, why, Tone::Stop);
    }
    let tone = if left < 12 * HOUR_MS { Tone::Warn } else { Tone::Plain };
    web::clock(t.duration(left), why, tone)
}

/// Who has it, or why nobody has.
pub(crate) fn holder(t: &T, piece: &Piece, staff: &Staff, reader: PersonId) -> String {
    let Some(held) = &piece.held else { return t.get("access-work-nobody") };
    let (who, until) = (held.holder.or(held.last), held.until);
    let name = who.map_or("", |p| staff.name(p));
    let key = match (held.holder, held.how) {
        (Some(_), How::Escalated) => "access-work-escalated",
        (Some(holder), _) if holder == reader && until.is_some() => "access-work-yours-until",
        (Some(holder), _) if holder == reader => "access-work-yours",
        (Some(_), _) => "access-work-theirs",
        (None, How::Returned) => "access-work-returned",
        (None, How::GivenBack) if !name.is_empty() => "access-work-given-back",
        (None, _) => "access-work-nobody",
    };
    let when = if key == "access-work-yours-until" { until.unwrap_or(held.since) } else { held.since };
    t.say(key).with("who", name).with("when", t.near(when)).to_string()
}
