//! What the room counts for the figures of the authority: dossiers by how they ended, corrections by
//! whether they were signed for. Each dossier is in one table, in the period in which it ended.
//!
//! Not told: requests by State or by region. A State and a kind together are a handful, and a table of who answers how
//! would rank States.

use crate::store_figures::{self, Ended, Which};
use ::store::{StoreError, Tx};
use access::{Figures, Node};
use futures_core::future::BoxFuture;
use kernel::Role;
use kernel::figures::{Counts, Fixed, Grain, Period, Unit};
use kernel::id::AuthorityId;
use kernel::time::DAY_MS;
use procedure::{Kind, Outcome, Side};
use std::sync::Arc;

/// Answers within this many days are one class, and those within the other the next.
const WEEK_DAYS: i64 = 7;
const MONTH_DAYS: i64 = 30;

/// Every table of the room.
#[must_use]
pub fn figures() -> Vec<Arc<dyn Figures>> {
    vec![
        Arc::new(Dossiers {
            table: &RECEIVED,
            of: ("information-request", Side::Answerer),
            cell: received,
            list: "/dossiers?state=ended&side=answerer",
        }),
        Arc::new(Dossiers {
            table: &SENT,
            of: ("information-request", Side::Asker),
            cell: sent,
            list: "/dossiers?state=ended&side=asker",
        }),
        Arc::new(Dossiers {
            table: &PERMISSIONS,
            of: ("permission-to-pass-on", Side::Answerer),
            cell: permission,
            list: "/dossiers?state=ended&side=answerer",
        }),
        Arc::new(Corrections),
        Arc::new(Assistance),
    ]
}

/// The article of mutual legal assistance, and its paragraph on what is sent unasked, which is no request.
const ASSISTANCE_LAW: (&str, &str) = ("UNTOC-18", "UNTOC-18-4");

/// Whether a kind is a request for mutual legal assistance: its definition names the article as the law it rests on. A kind
/// that another table counts is not counted again.
fn asks_assistance(kind: &Kind) -> bool {
    let (article, unasked) = ASSISTANCE_LAW;
    let of_article = |code: &String| {
        let rest = code.strip_prefix(article);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-')) && code != unasked
    };
    let counted = [procedure::shipped::REQUEST, procedure::shipped::PERMISSION].contains(&kind.id.as_str());
    !counted && kind.law.iter().any(of_article)
}

/// Whether this program opens dossiers of a kind that asks for mutual legal assistance. While it does not, there are none,
/// and nobody has to wait for a quarter to end to be told so.
#[must_use]
pub fn assists() -> bool {
    procedure::shipped::shipped_kinds().iter().any(asks_assistance)
}

const RECEIVED: Fixed = Fixed {
    room: "exchange",
    code: "requests-received",
    grain: Grain::Quarter,
    unit: Unit::Acts,
    cells: &[
        "answered-week",
        "answered-month",
        "answered-later",
        "refused-unclear",
        "refused-other-way",
        "refused-interests",
        "ended-otherwise",
    ],
};

const SENT: Fixed = Fixed {
    room: "exchange",
    code: "requests-sent",
    grain: Grain::Quarter,
    unit: Unit::Acts,
    cells: &["answered", "nothing-held", "refused", "ended-otherwise"],
};

const PERMISSIONS: Fixed = Fixed {
    room: "exchange",
    code: "permissions-asked",
    grain: Grain::Quarter,
    unit: Unit::Acts,
    cells: &["granted", "granted-part", "refused", "ended-otherwise"],
};

const CORRECTIONS: Fixed = Fixed {
    room: "exchange",
    code: "corrections-sent",
    grain: Grain::Quarter,
    unit: Unit::Acts,
    cells: &["signed-for", "open"],
};

const ASSISTANCE: Fixed = Fixed {
    room: "exchange",
    code: "assistance-requests",
    grain: Grain::Quarter,
    unit: Unit::Acts,
    cells: &["received", "sent"],
};

/// The time of our own answers, and why we refused. Grounds are told in three groups: one alone (the safety of a person)
/// would point at somebody.
fn received(end: &Ended) -> &'static str {
    match (end.code.as_str(), end.facts.ground.as_deref()) {
        ("answer", _) if end.took_ms <= WEEK_DAYS.saturating_mul(DAY_MS) => "answered-week",
        ("answer", _) if end.took_ms <= MONTH_DAYS.saturating_mul(DAY_MS) => "answered-month",
        ("answer", _) => "answered-later",
        ("refuse", Some("not-available" | "not-precise-enough")) => "refused-unclear",
        ("refuse", Some("needs-judicial-authorisation" | "other-proceedings-needed")) => "refused-other-way",
        ("refuse", _) => "refused-interests",
        _ => "ended-otherwise",
    }
}

/// What became of our requests.
fn sent(end: &Ended) -> &'static str {
    match (end.code.as_str(), end.facts.outcome) {
        ("answer", Some(Outcome::None)) => "nothing-held",
        ("answer", _) => "answered",
        ("refuse", _) => "refused",
        _ => "ended-otherwise",
    }
}

/// Whether we let others pass on what they have from us.
fn permission(end: &Ended) -> &'static str {
    match (end.code.as_str(), end.facts.outcome) {
        ("grant", Some(Outcome::Part)) => "granted-part",
        ("grant", _) => "granted",
        ("refuse", _) => "refused",
        _ => "ended-otherwise",
    }
}

/// Dossiers of one kind and side that ended.
struct Dossiers {
    table: &'static Fixed,
    of: (&'static str, Side),
    cell: fn(&Ended) -> &'static str,
    list: &'static str,
}

impl Figures for Dossiers {
    fn table(&self) -> &'static Fixed {
        self.table
    }

    fn list(&self) -> Option<(&'static str, &'static [Role])> {
        Some((self.list, crate::pages::ROLES))
    }

    fn count<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        authority: AuthorityId,
        period: Period,
    ) -> BoxFuture<'a, Result<Counts, StoreError>> {
        Box::pin(async move {
            let mut counts = Counts::none();
            let (kind, side) = self.of;
            for end in store_figures::ended_in(tx, authority, (Which::Kind(kind), side), period).await? {
                counts.add((self.cell)(&end));
            }
            Ok(counts)
        })
    }
}

/// Corrections of what was sent.
struct Corrections;

impl Figures for Corrections {
    fn table(&self) -> &'static Fixed {
        &CORRECTIONS
    }

    fn count<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        authority: AuthorityId,
        period: Period,
    ) -> BoxFuture<'a, Result<Counts, StoreError>> {
        Box::pin(async move {
            let (signed, open) = store_figures::corrections_in(tx, authority, period).await?;
            let mut counts = Counts::none();
            counts.add_all("signed-for", signed);
            counts.add_all("open", open);
            Ok(counts)
        })
    }
}

/// Requests for mutual legal assistance, of whatever kind.
struct Assistance;

impl Figures for Assistance {
    fn table(&self) -> &'static Fixed {
        &ASSISTANCE
    }

    fn list(&self) -> Option<(&'static str, &'static [Role])> {
        Some(("/dossiers?state=ended", crate::pages::ROLES))
    }

    fn count<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        authority: AuthorityId,
        period: Period,
    ) -> BoxFuture<'a, Result<Counts, StoreError>> {
        Box::pin(async move {
            let mut counts = Counts::none();
            for (cell, side) in [("received", Side::Answerer), ("sent", Side::Asker)] {
                let of = (Which::Such(asks_assistance), side);
                let ended = store_figures::ended_in(tx, authority, of, period).await?;
                counts.add_all(cell, ended.len() as u64);
            }
            Ok(counts)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use procedure::MoveFacts;

    #[test]
    fn a_kind_asks_for_assistance_by_the_law_of_its_definition_and_not_by_its_name() {
        let text = procedure::shipped::shipped("document-verification").unwrap();
        let resting = |law: &str| {
            let text = text.replace("law = [\"SOMP-13\", \"SOMP-10-1-c\"]", &format!("law = [\"{law}\"]"));
            asks_assistance(&Kind::read(&text).unwrap())
        };
        assert!(resting("UNTOC-18") && resting("UNTOC-18-3"));
        assert!(!resting("UNTOC-18-4"), "information that nobody asked for");
        assert!(!resting("UNTOC-180") && !resting("SOMP-18"));
        assert!(!assists(), "none that is shipped");
    }

    fn end(code: &str, ground: Option<&str>, outcome: Option<Outcome>, days: i64) -> Ended {
        let facts = MoveFacts { ground: ground.map(str::to_owned), outcome, ..MoveFacts::default() };
        Ended { code: code.into(), facts, state: String::new(), took_ms: days * DAY_MS }
    }

    #[test]
    fn every_end_that_a_kind_allows_has_one_cell_of_its_table() {
        for (kind, tables) in [
            ("information-request", [(&RECEIVED, received as fn(&Ended) -> _), (&SENT, sent)].as_slice()),
            ("permission-to-pass-on", &[(&PERMISSIONS, permission)]),
        ] {
            let kind =
                crate::thread::read_kind(procedure::shipped::shipped(kind).unwrap().as_bytes()).unwrap();
            let grounds = kind.grounds.iter().map(|g| Some(g.as_str())).chain([None, Some("a newer ground")]);
            for ground in grounds {
                for code in kind.moves.iter().map(|m| m.code.as_str()) {
                    for outcome in [None, Some(Outcome::Whole), Some(Outcome::Part), Some(Outcome::None)] {
                        for (table, cell) in tables {
                            let cell = cell(&end(code, ground, outcome, 3));
                            assert!(table.cells.contains(&cell), "{code} {ground:?}: {cell}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn answers_fall_into_classes_of_days_and_grounds_into_three_groups() {
        let answered = |days| received(&end("answer", None, Some(Outcome::Whole), days));
        assert_eq!(
            [0, 7, 8, 30, 31].map(answered),
            ["answered-week", "answered-week", "answered-month", "answered-month", "answered-later"]
        );
        let refused = |ground| received(&end("refuse", Some(ground), None, 1));
        assert_eq!(refused("not-available"), "refused-unclear");
        assert_eq!(
            refused("safety-of-a-person"),
            refused("ongoing-investigation"),
            "none points at a person"
        );
        assert_eq!(sent(&end("answer", None, Some(Outcome::None), 1)), "nothing-held");
        assert_eq!(sent(&end("withdraw", None, None, 1)), "ended-otherwise");
        assert_eq!(permission(&end("grant", None, Some(Outcome::Part), 1)), "granted-part");
    }
}
