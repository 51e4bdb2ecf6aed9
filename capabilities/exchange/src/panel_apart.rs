//! On the page of a peer: what it sent and is kept apart here, by reason.

use crate::pages::shown::{REASONS, word};
use crate::panel_recall::{Line, shown};
use crate::store_inbox;
use ::store::{StoreError, Tx};
use access::{Node, Panel, Place};
use futures_core::future::BoxFuture;
use kernel::Actor;
use kernel::id::NodeId;
use uuid::Uuid;
use web::{T, Tone, tag};

/// How much of what a peer sent is kept apart, and why.
#[derive(Debug, Default)]
pub(crate) struct KeptApart;

impl Panel for KeptApart {
    fn place(&self) -> Place {
        Place::Peer
    }

    fn order(&self) -> u8 {
        20
    }

    fn show<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        _: &'a Actor,
        subject: Uuid,
        t: &'a T,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        Box::pin(async move {
            let mut lines = Vec::new();
            for (reason, count, newest) in store_inbox::kept_apart(tx, NodeId(subject.into_bytes())).await? {
                let why = word(t, "reason", &REASONS, &reason);
                let newest = t.say("exchange-kept-apart-newest").with("day", t.day(newest)).to_string();
                lines.push(Line {
                    text: t.say("exchange-kept-apart-row").with("n", count).with("why", why).to_string(),
                    href: String::new(),
                    tag: Some(tag(newest, Tone::Warn)),
                });
            }
            if !lines.is_empty() {
                let text = t.get("exchange-kept-apart-what");
                lines.push(Line { text, href: String::new(), tag: None });
            }
            shown(t, "exchange-kept-apart", lines)
        })
    }
}
