//! A decision that opens a door again waits for a second protection officer. It is never made alone: where an
//! authority has one protection officer, the doors stay shut until another is named. A prosecutor does not stand in:
//! claims are not for prosecutors to read.

use crate::pages::{codes, kept_from};
use crate::store;
use crate::types::{Claim, ClaimId, ProtectionError, Screening};
use ::store::Tx;
use access::{Act, ActError, ActSays, AskedAct, NewAct, Node};
use futures_core::future::BoxFuture;
use kernel::{Actor, Blocked, Label, Purpose, Role};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use web::T;

/// Opens doors that a claim had shut.
#[derive(Debug, Default)]
pub(crate) struct Release;

/// What was decided, and how the claim stood then. Encrypted with the act.
#[derive(Serialize, Deserialize)]
struct Asked {
    known_as: String,
    screening: Screening,
    before: Blocked,
    after: Blocked,
    seen: Value,
}

/// How a claim stands, as far as a decision on it depends on that.
pub(crate) fn seen(claim: &Claim) -> Value {
    json!({
        "state": claim.state, "nationality": claim.nationality, "feared": claim.feared, "blocked": claim.blocked,
        "changed_at": claim.changed_at.0,
    })
}

/// The act of deciding so.
pub(crate) fn asked(
    before: &Claim,
    after: &Claim,
    screening: &Screening,
    label: Label,
) -> Result<NewAct, ProtectionError> {
    let asked = Asked {
        known_as: before.known_as.clone(),
        screening: screening.clone(),
        before: before.blocked.clone(),
        after: after.blocked.clone(),
        seen: seen(before),
    };
    Ok(NewAct {
        kind: "protection-release",
        object: before.id.0,
        label,
        parameters: serde_json::to_value(asked).map_err(|_| ProtectionError::TooLong)?,
        reason: String::new(),
    })
}

fn read(act: &AskedAct) -> Option<Asked> {
    serde_json::from_value(act.parameters.clone()).ok()
}

impl Act for Release {
    fn kind(&self) -> &'static str {
        "protection-release"
    }

    fn object_kind(&self) -> &'static str {
        "protection-claim"
    }

    fn purpose(&self) -> Purpose {
        Purpose::Protection
    }

    fn roles(&self) -> &'static [Role] {
        &[Role::ProtectionOfficer]
    }

    fn says(&self, act: &AskedAct, t: &T) -> ActSays {
        let (title, effect) = (t.get("protection-act-release"), t.get("protection-act-release-effect"));
        let Some(asked) = read(act) else { return ActSays { title, effect, ..ActSays::default() } };
        let known_as = match asked.known_as.as_str() {
            "" => t.get("protection-no-name"),
            name => name.to_owned(),
        };
        let facts = vec![
            (t.get("protection-col-person"), known_as),
            (t.get("protection-decision"), t.get(&format!("protection-state-{}", asked.screening.to))),
            (t.get("protection-nationality"), codes(&asked.screening.nationality)),
            (t.get("protection-feared"), codes(&asked.screening.feared)),
            (t.get("protection-act-before"), kept_from(t, &asked.before)),
            (t.get("protection-act-after"), kept_from(t, &asked.after)),
            (t.get("protection-reason"), asked.screening.reason),
        ];
        ActSays { title, effect, facts, href: Some(format!("/protection/{}", act.object)) }
    }

    fn carry_out<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        asker: &'a Actor,
        second: &'a Actor,
        act: &'a AskedAct,
    ) -> BoxFuture<'a, Result<(), ActError>> {
        Box::pin(async move {
            let asked = read(act).ok_or(ActError::Changed)?;
            let how = (&asked.screening, &asked.seen);
            let done = store::release(tx, node, (asker, second), ClaimId(act.object), how).await;
            done.map_err(|error| match error {
                ProtectionError::Store(error) => ActError::Store(error),
                ProtectionError::Refused(_) | ProtectionError::NotHere => ActError::NotHere,
                _ => ActError::Changed,
            })
        })
    }
}
