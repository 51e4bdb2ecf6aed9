//! A pasted card: who it is, the words to read to each other, then trust. For administrators.

use super::list_peers::{self, administer};
use super::shown;
use crate::card::{VerifiedCard, read_card};
use crate::rules;
use crate::store_peers;
use crate::trust_act;
use crate::types::{DirectoryError, NewAssessment, Peer, REASON_BYTES_MAX, Terms, Trust};
use access::{Asking, Node, Officer};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use kernel::Timestamp;
use serde::Deserialize;
use std::sync::Arc;
use web::{Choice, FieldError, Head, Problem, T};

/// What the field for a card sends.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct CardSent {
    #[serde(default)]
    pub(crate) card: String,
}

/// What is agreed and recorded with a peer, as forms send it.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct TermsSent {
    #[serde(default)]
    pub(crate) terms: Vec<String>,
    #[serde(default)]
    pub(crate) budget: String,
}

/// An assessment as forms send it.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct AssessmentSent {
    #[serde(default)]
    pub(crate) assessment: String,
    #[serde(default)]
    pub(crate) reference: String,
    #[serde(default)]
    pub(crate) assurances: String,
    #[serde(default)]
    pub(crate) valid_until: String,
}

/// What the form of the preview sends.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct TrustSent {
    #[serde(default)]
    card: String,
    #[serde(default)]
    compared: Option<String>,
    #[serde(default)]
    terms: Vec<String>,
    #[serde(default)]
    budget: String,
    #[serde(default)]
    assessment: String,
    #[serde(default)]
    reference: String,
    #[serde(default)]
    assurances: String,
    #[serde(default)]
    valid_until: String,
}

/// The three forms on one page.
struct Typed {
    card: CardSent,
    compared: bool,
    terms: TermsSent,
    assessment: AssessmentSent,
}

impl From<TrustSent> for Typed {
    fn from(sent: TrustSent) -> Self {
        let TrustSent { card, compared, terms, budget, assessment, reference, assurances, valid_until } =
            sent;
        Self {
            card: CardSent { card },
            compared: compared.is_some(),
            terms: TermsSent { terms, budget },
            assessment: AssessmentSent { assessment, reference, assurances, valid_until },
        }
    }
}

/// An authority as the preview and the peer's page show it.
pub(crate) struct AuthorityShown {
    pub(crate) name: String,
    pub(crate) functions: String,
    pub(crate) contacts: usize,
}

pub(crate) fn authorities(t: &T, card: &VerifiedCard) -> Vec<AuthorityShown> {
    let shown = |a: &crate::CardAuthority| AuthorityShown {
        name: a.name.clone(),
        functions: shown::row(t, a.functions.iter().map(|f| shown::function(t, f))),
        contacts: a.contacts.len(),
    };
    card.card().authorities.iter().map(shown).collect()
}

#[derive(askama::Template)]
#[template(path = "preview_card.html")]
struct PreviewCard<'a> {
    t: &'a T,
    card: &'a VerifiedCard,
    words: Vec<&'static str>,
    own_words: Vec<&'static str>,
    authorities: Vec<AuthorityShown>,
    /// What is known of this node already, in words.
    known: Option<String>,
    sent: Typed,
    terms: Vec<Choice>,
    assessments: Vec<Choice>,
    errors: Vec<FieldError>,
}

impl PreviewCard<'_> {
    fn compared_field(&self) -> web::Field {
        let field = web::check("compared", self.t.get("directory-compared")).required().errors(&self.errors);
        if self.sent.compared { field.value("yes") } else { field }
    }

    fn terms_field(&self) -> web::Field {
        terms_field(self.t, &self.terms, &self.sent.terms)
    }
}

/// The choices of what is agreed.
pub(crate) fn term_choices(t: &T) -> Vec<Choice> {
    vec![
        Choice::new("may-ask", t.get("directory-may-ask")).hint(t.get("directory-may-ask-hint")),
        Choice::new("may-answer", t.get("directory-may-answer")).hint(t.get("directory-may-answer-hint")),
    ]
}

pub(crate) fn terms_field(t: &T, choices: &[Choice], sent: &TermsSent) -> web::Field {
    let field = web::checks("terms", t.get("directory-terms"), choices);
    sent.terms.iter().fold(field, |field, term| field.value(term))
}

/// The choices of an assessment; `none` only where it may be left for later.
pub(crate) fn assessment_choices(t: &T, later: bool) -> Vec<Choice> {
    let later = later.then(|| Choice::new("", t.get("directory-assess-later")));
    let others = [
        Choice::new("favourable", t.get("directory-assess-favourable")),
        Choice::new("unfavourable", t.get("directory-assess-unfavourable")),
    ];
    later.into_iter().chain(others).collect()
}

/// What the fields for terms show before anybody changed them.
pub(crate) fn sent_terms(terms: Terms) -> TermsSent {
    let given = [(terms.may_ask, "may-ask"), (terms.may_answer, "may-answer")];
    TermsSent {
        terms: given.iter().filter(|(is, _)| *is).map(|(_, code)| (*code).to_owned()).collect(),
        budget: terms.budget_per_day.to_string(),
    }
}

/// What the fields for an assessment show before anybody changed them.
pub(crate) fn sent_assessment(now: Timestamp) -> AssessmentSent {
    let until = now.plus_ms(rules::ASSESSMENT_LIFE_MS).rfc3339();
    AssessmentSent {
        valid_until: until.split('T').next().unwrap_or_default().to_owned(),
        ..AssessmentSent::default()
    }
}

/// The terms, or what is wrong with them.
pub(crate) fn read_terms(t: &T, sent: &TermsSent, errors: &mut Vec<FieldError>) -> Terms {
    let budget = sent.budget.trim().parse::<u32>().ok().filter(|n| *n <= rules::BUDGET_PER_DAY_MAX);
    if budget.is_none() {
        let message = t.n("directory-budget-shape", rules::BUDGET_PER_DAY_MAX);
        errors.push(FieldError::new("budget", message));
    }
    let has = |code: &str| sent.terms.iter().any(|term| term == code);
    Terms {
        may_ask: has("may-ask"),
        may_answer: has("may-answer"),
        budget_per_day: budget.unwrap_or(rules::BUDGET_PER_DAY),
    }
}

/// The assessment, `None` if it is left for later, or what is wrong with it.
pub(crate) fn read_assessment(
    t: &T,
    sent: &AssessmentSent,
    now: Timestamp,
    errors: &mut Vec<FieldError>,
) -> Option<NewAssessment> {
    let favourable = match sent.assessment.as_str() {
        "favourable" => true,
        "unfavourable" => false,
        _ => return None,
    };
    let reference = sent.reference.trim();
    if reference.is_empty() || reference.len() > REASON_BYTES_MAX || !crate::text::is_text(reference) {
        errors.push(FieldError::new("reference", t.get("directory-reference-needed")));
    }
    if sent.assurances.len() > REASON_BYTES_MAX || !crate::text::is_text(&sent.assurances) {
        errors.push(FieldError::new("assurances", t.get("directory-text-needed")));
    }
    // It stands to the end of the day that is named.
    let valid_until = Timestamp::parse(&format!("{}T23:59:59Z", sent.valid_until)).filter(|at| *at > now);
    if valid_until.is_none() {
        errors.push(FieldError::new("valid_until", t.get("directory-until-needed")));
    }
    let assurances = sent.assurances.trim().to_owned();
    Some(NewAssessment { favourable, reference: reference.into(), assurances, valid_until })
}

pub(crate) async fn preview(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<CardSent>,
) -> Result<Response, Problem> {
    let card = match read_card(sent.card.as_bytes()) {
        Ok(card) if card.node() == node.keys.id => Err(DirectoryError::OwnCard),
        other => other.map_err(DirectoryError::from),
    };
    let card = match card {
        Ok(card) => card,
        Err(error) => return back(&node, &officer, sent, error).await,
    };
    let now = node.store.clock().now();
    let sent = Typed {
        card: sent,
        compared: false,
        terms: sent_terms(Terms::default()),
        assessment: sent_assessment(now),
    };
    show(&node, &officer, &card, sent, Vec::new()).await
}

pub(crate) async fn trust(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<TrustSent>,
) -> Result<Response, Problem> {
    let (t, now, sent) = (&officer.t, node.store.clock().now(), Typed::from(sent));
    let card = match read_card(sent.card.card.as_bytes()) {
        Ok(card) => card,
        Err(error) => return back(&node, &officer, sent.card, error.into()).await,
    };
    let mut errors = Vec::new();
    if !sent.compared {
        errors.push(FieldError::new("compared", t.get("directory-not-compared")));
    }
    let terms = read_terms(t, &sent.terms, &mut errors);
    let assessment = read_assessment(t, &sent.assessment, now, &mut errors);
    if !errors.is_empty() {
        return show(&node, &officer, &card, sent, errors).await;
    }
    let how = Trust { words_compared: sent.compared, terms, assessment };
    let pasted = sent.card.card.as_str();
    let trusted = node.store.run::<_, DirectoryError, _, _>("trust", |tx| {
        let (node, officer, card, how) = (&node, &officer, &card, &how);
        async move {
            administer(node, &tx, officer).await?;
            if card.node() == node.keys.id {
                return Err(DirectoryError::OwnCard);
            }
            let new = trust_act::asked(&officer.actor, pasted, how)?;
            match access::ask_second(&tx, node, &officer.actor, &new).await? {
                Asking::Waits(_) => Ok(None),
                Asking::Alone => {
                    store_peers::trust(&tx, node, &officer.actor, card.bytes(), how).await.map(Some)
                }
            }
        }
    });
    match trusted.await {
        Ok(None) => Ok(Redirect::to("/second-person").into_response()),
        Ok(Some(peer)) => {
            // The other side has this node's card only once it trusts it too; the job tries.
            node.wake.notify_one();
            Ok(Redirect::to(&format!("/peers/{}", peer.node)).into_response())
        }
        Err(error) => back(&node, &officer, sent.card, error).await,
    }
}

/// Back to the list with what is wrong, or the general answer.
async fn back(
    node: &Arc<Node>,
    officer: &Officer,
    sent: CardSent,
    error: DirectoryError,
) -> Result<Response, Problem> {
    match shown::fault(&officer.t, &error) {
        Some(message) => list_peers::show(node, officer, &sent, &[FieldError::new("card", message)]).await,
        None => Err(error.into()),
    }
}

async fn show(
    node: &Arc<Node>,
    officer: &Officer,
    card: &VerifiedCard,
    sent: Typed,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let held = node.store.run::<_, DirectoryError, _, _>("peer", |tx| async move {
        administer(node, &tx, officer).await?;
        Ok(store_peers::peer(&tx, card.node()).await?)
    });
    let held = held.await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head =
        Head::new("peers", card.lead().name.clone()).over(t.get("directory-preview-over")).status(status);
    let body = PreviewCard {
        t,
        card,
        words: card.words(),
        own_words: seal::fingerprint_words(&node.keys.identity.public()),
        authorities: authorities(t, card),
        known: held.map(|peer| known(t, &peer, card)),
        sent,
        terms: term_choices(t),
        assessments: assessment_choices(t, true),
        errors,
    };
    Ok(web::page(&officer.viewer, head, body))
}

fn known(t: &T, held: &Peer, card: &VerifiedCard) -> String {
    let since = t.day(held.trusted_at);
    let key = match (held.is_trusted(), held.card.keys_break(card)) {
        (false, _) if held.is_suspended() => "directory-known-suspended",
        (false, _) => "directory-known-revoked",
        (true, true) => "directory-known-keys",
        (true, false) => "directory-known",
    };
    t.say(key).with("day", since).to_string()
}
