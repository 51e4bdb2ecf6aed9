//! On the desk: what waits for a peer that does not answer, and the way to the courier.

use crate::courier;
use crate::panel_recall::{Line, shown};
use ::store::{StoreError, Tx};
use access::{Node, Panel, Place};
use futures_core::future::BoxFuture;
use kernel::Actor;
use kernel::time::MINUTE_MS;
use uuid::Uuid;
use web::{T, Tone, tag};

/// How long something waits before the courier is offered, where the peer did not say that it is away.
const OFFERED_AFTER_MS: i64 = 60 * MINUTE_MS;

/// Messages that wait for peers that do not answer.
#[derive(Debug, Default)]
pub struct WaitsForCourier;

impl Panel for WaitsForCourier {
    fn place(&self) -> Place {
        Place::DeskAside
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
            if !courier::may(node, actor) {
                return Ok(None);
            }
            let mut lines = Vec::new();
            for one in courier::waiting(tx).await? {
                let late = one.since.is_some_and(|since| tx.at().since(since) >= OFFERED_AFTER_MS);
                if one.messages == 0 || !(late || one.peer.last_error.is_some()) {
                    continue;
                }
                let text =
                    t.say("exchange-courier-waits").with("n", one.messages).with("peer", one.peer.name());
                lines.push(Line {
                    text: text.to_string(),
                    href: "/courier".into(),
                    tag: Some(match &one.given {
                        Some(file) if one.since.is_some_and(|since| file.at >= since) => {
                            let given = t.say("exchange-courier-given").with("when", t.day(file.at));
                            tag(given.to_string(), Tone::Plain)
                        }
                        _ => tag(t.get("exchange-courier-offered"), Tone::Warn),
                    }),
                });
            }
            shown(t, "exchange-courier-unreached", lines)
        })
    }
}
