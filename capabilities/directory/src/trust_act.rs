//! Trusting a card on the pages takes two administrators: one reads the words with the other side, the second
//! confirms. On the command line the local operator trusts alone, as logged.

use crate::card::read_card;
use crate::store_peers;
use crate::types::{DirectoryError, NewAssessment, Terms, Trust};
use ::store::Tx;
use access::{Act, ActError, ActSays, AskedAct, NewAct, Node};
use futures_core::future::BoxFuture;
use kernel::{Actor, Label, Purpose, Role, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::T;

/// The act's kind.
pub(crate) const TRUST: &str = "trust-peer";

/// Trusts a card.
#[derive(Debug, Default)]
pub(crate) struct TrustAct;

/// What is trusted and how, until somebody confirms.
#[derive(Serialize, Deserialize)]
struct Asked {
    card: String,
    name: String,
    may_ask: bool,
    may_answer: bool,
    budget: u32,
    assessment: Option<Assessed>,
}

#[derive(Serialize, Deserialize)]
struct Assessed {
    favourable: bool,
    reference: String,
    assurances: String,
    valid_until: Option<i64>,
}

impl Asked {
    fn how(&self) -> Trust {
        Trust {
            words_compared: true,
            terms: Terms { may_ask: self.may_ask, may_answer: self.may_answer, budget_per_day: self.budget },
            assessment: self.assessment.as_ref().map(|a| NewAssessment {
                favourable: a.favourable,
                reference: a.reference.clone(),
                assurances: a.assurances.clone(),
                valid_until: a.valid_until.map(Timestamp),
            }),
        }
    }
}

/// The act of trusting this card so, whose words whoever asks has compared.
pub(crate) fn asked(asker: &Actor, card: &str, how: &Trust) -> Result<NewAct, DirectoryError> {
    let read = read_card(card.as_bytes())?;
    if !how.words_compared {
        return Err(DirectoryError::NotCompared);
    }
    let asked = Asked {
        card: card.to_owned(),
        name: read.lead().name.clone(),
        may_ask: how.terms.may_ask,
        may_answer: how.terms.may_answer,
        budget: how.terms.budget_per_day,
        assessment: how.assessment.as_ref().map(|a| Assessed {
            favourable: a.favourable,
            reference: a.reference.clone(),
            assurances: a.assurances.clone(),
            valid_until: a.valid_until.map(|at| at.0),
        }),
    };
    Ok(NewAct {
        kind: TRUST,
        object: Uuid::from_bytes(read.node().0),
        label: Label::own(asker.authority),
        parameters: serde_json::to_value(asked).map_err(|_| DirectoryError::Text("card"))?,
        reason: String::new(),
    })
}

fn read(act: &AskedAct) -> Option<Asked> {
    serde_json::from_value(act.parameters.clone()).ok()
}

impl Act for TrustAct {
    fn kind(&self) -> &'static str {
        TRUST
    }

    fn object_kind(&self) -> &'static str {
        "peer"
    }

    fn purpose(&self) -> Purpose {
        Purpose::Administration
    }

    fn roles(&self) -> &'static [Role] {
        &[Role::Administrator]
    }

    fn alone(&self) -> bool {
        true
    }

    fn says(&self, act: &AskedAct, t: &T) -> ActSays {
        let title = t.say("directory-act-trust").with("name", act.text("name")).to_string();
        let effect = t.get("directory-act-trust-effect");
        let Some((asked, card)) = read(act).and_then(|a| read_card(a.card.as_bytes()).ok().map(|c| (a, c)))
        else {
            return ActSays { title, effect, ..ActSays::default() };
        };
        let terms = [(asked.may_ask, "directory-may-ask"), (asked.may_answer, "directory-may-answer")];
        let terms: Vec<String> = terms.iter().filter(|(is, _)| *is).map(|(_, key)| t.get(key)).collect();
        let assessment = match &asked.assessment {
            None => t.get("directory-assess-later"),
            Some(a) => {
                let key = if a.favourable {
                    "directory-assess-favourable"
                } else {
                    "directory-assess-unfavourable"
                };
                format!("{} · {}", t.get(key), a.reference)
            }
        };
        let facts = vec![
            (t.get("directory-state"), card.party().to_string()),
            (t.get("directory-node-id"), card.node().to_string()),
            (t.get("directory-words"), card.words().join(" ")),
            (t.get("directory-terms"), t.list(&terms)),
            (t.get("directory-assessment"), assessment),
        ];
        ActSays { title, effect, facts, href: None }
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
            // Both names stand on the peer's page.
            let both = Actor { name: format!("{}, {}", asker.name, second.name), ..asker.clone() };
            let trusted = store_peers::trust(tx, node, &both, asked.card.as_bytes(), &asked.how()).await;
            trusted.map(|_| ()).map_err(|error| match error {
                DirectoryError::Store(error) => ActError::Store(error),
                DirectoryError::Refused(_) => ActError::NotHere,
                _ => ActError::Changed,
            })
        })
    }
}
