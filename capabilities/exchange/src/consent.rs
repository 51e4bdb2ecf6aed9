//! Consent of originators: what a signed grant covers, and whether one stands for what is about to leave.
//!
//! Kept here: a consent counts for exactly the statements, the recipient and the purpose that were asked for and
//! granted, and for what corrects those statements; it is given by the originator's node in a dossier this authority
//! opened; once taken back it counts for nothing that leaves later. Refused: a grant that covers more than was asked.

use crate::store_consent::{self, Consented};
use crate::store_recall::{self, Copy};
use crate::types::{ExchangeError, Thread};
use ::store::{StoreError, Tx};
use gate::{Consent, Recipient};
use kernel::id::{DossierId, Reference, StatementId};
use kernel::{Party, Purpose};
use procedure::{DossierState, MoveBody, Outcome, Side, Standing};
use std::collections::{BTreeMap, BTreeSet};

/// The move that grants.
pub const GRANT: &str = "grant";
const GRANTED: [&str; 2] = ["granted", "granted-part"];

/// What an originator consented to for one statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted {
    /// As the gate is asked.
    pub consent: Consent,
    /// What the originator asks for in return.
    pub conditions: String,
}

/// What was consented to for these statements, this recipient and this purpose. Statements without are left out.
///
/// # Errors
/// What the database says.
pub async fn granted(
    tx: &Tx,
    statements: &[StatementId],
    to: &Recipient,
    purpose: Purpose,
) -> Result<BTreeMap<StatementId, Granted>, StoreError> {
    let copies = store_recall::copies_among(tx, statements).await?;
    let consents = consents_of(tx, &copies).await?;
    let mut granted = BTreeMap::new();
    for copy in &copies {
        let fits = |c: &&Consented| {
            covers(c, copy) && c.purpose == purpose && c.to.means(to.party, to.node, to.authority)
        };
        for consent in consents.iter().filter(fits) {
            let one = granted
                .entry(copy.statement)
                .or_insert_with(|| Granted { consent: Consent::default(), conditions: String::new() });
            one.consent.onward |= consent.onward;
            one.consent.judicial |= consent.judicial;
            if !consent.conditions.is_empty() {
                one.conditions.clone_from(&consent.conditions);
            }
        }
    }
    Ok(granted)
}

/// Whether a consent that stands is for what this is a copy of.
fn covers(consent: &Consented, copy: &Copy) -> bool {
    !consent.withdrawn
        && consent.peer == copy.peer
        && consent.about == copy.dossier
        && (consent.reference == copy.reference || consent.reference == copy.first)
}

async fn consents_of(tx: &Tx, copies: &[Copy]) -> Result<Vec<Consented>, StoreError> {
    let references: BTreeSet<Reference> = copies.iter().flat_map(|c| [c.reference, c.first]).collect();
    store_consent::consents_to(tx, &references).await
}

/// In which dossier the originator consented that this State uses a copy in court, if one did and it stands.
///
/// # Errors
/// What the database says.
pub async fn judicial_use(
    tx: &Tx,
    copies: &[Copy],
    party: Party,
) -> Result<BTreeMap<StatementId, DossierId>, StoreError> {
    let consents = consents_of(tx, copies).await?;
    let for_court = |copy: &Copy| {
        let found = consents.iter().find(|c| covers(c, copy) && c.judicial && c.to.party == party)?;
        Some((copy.statement, found.permission))
    };
    Ok(copies.iter().filter_map(for_court).collect())
}

/// Brings the kept consents to what both chains say. Only what this side asked for counts.
pub(crate) async fn refresh(tx: &Tx, thread: &Thread, state: &DossierState) -> Result<(), StoreError> {
    let dossier = &thread.dossier;
    if dossier.kind.id != procedure::shipped::PERMISSION || dossier.side != Side::Asker {
        return Ok(());
    }
    let known = store_consent::is_known(tx, dossier.id).await?;
    if !GRANTED.contains(&state.state.as_str()) {
        return if known { store_consent::withdraw(tx, dossier.id).await } else { Ok(()) };
    }
    if known {
        return Ok(());
    }
    let grant = state
        .moves
        .iter()
        .rfind(|m| m.code == GRANT && m.standing == Standing::Valid && m.side == Side::Answerer);
    let grant = grant.and_then(|m| thread.find(m.side, u64::from(m.number)));
    let Some(grant) = grant.and_then(|m| m.read_body()) else { return Ok(()) };
    store_consent::keep(tx, &covered(tx, thread, &grant)).await
}

/// What a grant covers: of what was asked, all, or what it names.
fn covered(tx: &Tx, thread: &Thread, grant: &MoveBody) -> Vec<Consented> {
    let (dossier, asked) = (&thread.dossier, thread.opening());
    let Some(about) = DossierId::parse(asked.text("about")) else { return Vec::new() };
    let Some(to) = asked.passed_to("recipient") else { return Vec::new() };
    let Some(purpose) = Purpose::parse(asked.text("for_purpose")) else { return Vec::new() };
    let mut references = asked.references("references");
    if Outcome::parse(grant.text("outcome")) != Some(Outcome::Whole) {
        let named = grant.references("references");
        references.retain(|r| named.contains(r));
    }
    let used = asked.text("use");
    let one = |reference| Consented {
        permission: dossier.id,
        reference,
        authority: dossier.authority,
        peer: dossier.peer,
        about,
        to,
        purpose,
        onward: matches!(used, "onward" | "onward-judicial"),
        judicial: matches!(used, "judicial" | "onward-judicial"),
        conditions: grant.text("conditions").trim().to_owned(),
        withdrawn: false,
        at: tx.at(),
    };
    references.into_iter().map(one).collect()
}

/// The consents given for the copies that say something of an entity, with those taken back.
///
/// # Errors
/// What the database says.
pub async fn consents_among(tx: &Tx, copies: &[Copy]) -> Result<Vec<Consented>, ExchangeError> {
    let all = consents_of(tx, copies).await?;
    let about = |c: &Consented| copies.iter().any(|copy| copy.dossier == c.about && copy.peer == c.peer);
    Ok(all.into_iter().filter(about).collect())
}
