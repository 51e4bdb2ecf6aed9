//! Acts that need a second person: asked for by one, confirmed by another, carried out in the transaction of the
//! confirmation with both names in the log.
//!
//! Rooms bring their acts as [`Act`], registered in the program. Kept here: nobody confirms their own act, nor with a
//! role that the asker handed to them; what ran out is never carried out; what is asked for is encrypted; the gate
//! judges on the label of what it is about who sees it. Where the node has nobody else who could confirm, some kinds
//! are made alone, and the log says so; others wait for ever rather than that.

use crate::node::Node;
use crate::rules;
use crate::store;
use crate::store_acts as kept;
use ::store::{Fault, StoreError, Tx};
use futures_core::future::BoxFuture;
use gate::{Ask, Guarded, action};
use kernel::id::{AuthorityId, PersonId};
use kernel::{Actor, ActorKind, AuditEntry, Label, Outcome, Purpose, Role, Timestamp};
use serde_json::Value;
use std::sync::Arc;
use uuid::Uuid;
use web::T;

/// Longest reason, in characters.
pub const REASON_CHARS_MAX: usize = 2_000;
/// Most acts of an authority that wait at a time.
pub const WAITING_MAX: u64 = 500;
/// Most acts that a page shows, newest first.
pub const SHOWN_MAX: u64 = 200;

/// An act that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActId(pub Uuid);

impl std::fmt::Display for ActId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Where an act stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActState {
    /// It waits for a second person.
    Waits,
    /// Confirmed; whoever asked may do it once, until it runs out.
    Permitted,
    /// Done.
    Done,
    /// Refused by the second person.
    Refused,
    /// Taken back by whoever asked.
    Withdrawn,
    /// Done by one person, since nobody else could confirm it.
    Alone,
    /// Nobody decided, or nobody used it, in time.
    RanOut,
}

impl ActState {
    /// The stored code; running out is not stored, the clock says it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Waits => "waits",
            Self::Permitted => "permitted",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Alone => "alone",
            Self::RanOut => "ran-out",
        }
    }

    pub(crate) fn parse(code: &str) -> Option<Self> {
        let all = [Self::Waits, Self::Permitted, Self::Done, Self::Refused, Self::Withdrawn, Self::Alone];
        all.into_iter().find(|state| state.code() == code)
    }

    /// The same at a moment: what is open runs out.
    #[must_use]
    pub fn at(self, now: Timestamp, expires_at: Timestamp) -> Self {
        let open = matches!(self, Self::Waits | Self::Permitted);
        if open && now >= expires_at { Self::RanOut } else { self }
    }
}

/// An act to be asked for.
#[derive(Clone, Debug)]
pub struct NewAct {
    /// The kind of an [`Act`].
    pub kind: &'static str,
    /// What it is about.
    pub object: Uuid,
    /// The label of what it is about: the gate decides on it who may see and confirm the act.
    pub label: Label,
    /// What carries it out later. Encrypted under the vault.
    pub parameters: Value,
    /// Why.
    pub reason: String,
}

/// Who decided, when, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Their name then.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: String,
}

/// An act that somebody asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedAct {
    /// Its id.
    pub id: ActId,
    /// Its kind.
    pub kind: String,
    /// The authority in which it was asked for.
    pub authority: AuthorityId,
    /// What it is about.
    pub object: Uuid,
    /// What carries it out.
    pub parameters: Value,
    /// Why it was asked for.
    pub reason: String,
    /// Who asked.
    pub asked_by: PersonId,
    /// Their name then.
    pub asked_name: String,
    /// When.
    pub asked_at: Timestamp,
    /// Until when it may be decided or used.
    pub expires_at: Timestamp,
    /// Where it stands at the moment of reading.
    pub state: ActState,
    /// Who decided.
    pub decided: Option<Decided>,
}

impl AskedAct {
    /// A text among the parameters; empty if it is none.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.parameters.get(name).and_then(Value::as_str).unwrap_or_default()
    }
}

/// What an act says to the second person, in their language.
#[derive(Clone, Debug, Default)]
pub struct ActSays {
    /// What it is.
    pub title: String,
    /// What happens on confirming.
    pub effect: String,
    /// Name and value of what they must know to decide.
    pub facts: Vec<(String, String)>,
    /// The page of what it is about.
    pub href: Option<String>,
}

/// A kind of act that needs a second person. Rooms bring them, the program registers them.
pub trait Act: Send + Sync {
    /// Its stable code.
    fn kind(&self) -> &'static str;
    /// The kind of object it is about, as policies and the log name it.
    fn object_kind(&self) -> &'static str;
    /// What it is done for.
    fn purpose(&self) -> Purpose;
    /// The second person holds one of these roles.
    fn roles(&self) -> &'static [Role];
    /// Whether it is made alone where nobody else could confirm it.
    fn alone(&self) -> bool {
        false
    }
    /// Whether confirming permits whoever asked to do it once, see [`spend`], instead of carrying it out.
    fn permits(&self) -> bool {
        false
    }
    /// Whether this person must not confirm this act, whatever their roles: it would be to their own gain.
    fn bars(&self, _: &AskedAct, _: PersonId) -> bool {
        false
    }
    /// What it says to the second person.
    fn says(&self, act: &AskedAct, t: &T) -> ActSays;
    /// Does it, in the transaction of the confirmation. `asker` is whoever asked, with what they may do now.
    fn carry_out<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        asker: &'a Actor,
        second: &'a Actor,
        act: &'a AskedAct,
    ) -> BoxFuture<'a, Result<(), ActError>>;
}

/// Why an act is not asked for, confirmed or refused.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The gate refused, or there is no such act: the same answer.
    #[error("there is no such act here")]
    NotHere,
    /// It is this person's own.
    #[error("you asked for this yourself; somebody else must confirm it")]
    Own,
    /// This person may see it and must not decide it.
    #[error("this act is for somebody else to confirm")]
    NotYours,
    /// It was decided before.
    #[error("this was decided before")]
    Decided,
    /// It ran out.
    #[error("the time to decide is over; it must be asked for again")]
    RanOut,
    /// What it is about has changed since.
    #[error("this can no longer be done as it was asked for; ask again")]
    Changed,
    /// The same was asked for and waits.
    #[error("this was asked for and waits for a second person")]
    Waits,
    /// A reason is missing or too long.
    #[error("give a reason of at most {REASON_CHARS_MAX} characters")]
    NoReason,
    /// Too much waits.
    #[error("{WAITING_MAX} acts wait for a second person; decide some first")]
    Full,
}

impl From<gate::Refusal> for ActError {
    fn from(_: gate::Refusal) -> Self {
        Self::NotHere
    }
}

impl Fault for ActError {
    fn store(&self) -> Option<&StoreError> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

/// What became of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "what is made alone is carried out by whoever asked"]
pub enum Asking {
    /// It waits for a second person.
    Waits(ActId),
    /// Nobody else could confirm it: the caller does it now, in this transaction.
    Alone,
}

fn act_of(node: &Node, kind: &str) -> Option<Arc<dyn Act>> {
    node.acts.iter().find(|act| act.kind() == kind).cloned()
}

/// Asks for an act. Where it may be made alone and nobody else could confirm it, says so and writes it to the log.
///
/// # Errors
/// [`ActError::Waits`] if the same waits, [`ActError::NoReason`], [`ActError::Full`].
pub async fn ask_second(tx: &Tx, node: &Node, asker: &Actor, new: &NewAct) -> Result<Asking, ActError> {
    let act = act_of(node, new.kind).ok_or(ActError::NotHere)?;
    if new.reason.chars().count() > REASON_CHARS_MAX {
        return Err(ActError::NoReason);
    }
    if kept::waiting(tx, new.kind, new.object).await? {
        return Err(ActError::Waits);
    }
    if kept::waiting_count(tx, asker.authority).await? >= WAITING_MAX {
        return Err(ActError::Full);
    }
    let alone = act.alone() && !kept::others_could(tx, asker, act.roles()).await?;
    let state = if alone { ActState::Alone } else { ActState::Waits };
    let id = kept::keep(tx, &node.vault, asker, new, state).await?;
    let note = if alone { "made alone: nobody else could confirm it" } else { "waits for a second person" };
    log(tx, asker, act.as_ref(), new.object, format!("{}, act {id}: {note}", new.kind));
    Ok(if alone { Asking::Alone } else { Asking::Waits(id) })
}

/// Confirms an act as its second person, and carries it out.
///
/// # Errors
/// [`ActError`]; nothing is changed then.
pub async fn confirm(tx: &Tx, node: &Node, second: &Actor, id: ActId, why: &str) -> Result<(), ActError> {
    let (act, asked) = decide(tx, node, second, id).await?;
    let state = if act.permits() { ActState::Permitted } else { ActState::Done };
    settle(tx, node, (&asked, state), second, why).await?;
    let note = format!("{}, act {id}: confirmed what {} asked for", asked.kind, asked.asked_name);
    log(tx, second, act.as_ref(), asked.object, note);
    if act.permits() {
        return Ok(());
    }
    let asker = asker_of(tx, node, &asked).await?;
    act.carry_out(node, tx, &asker, second, &asked).await
}

/// Refuses an act as its second person, with a reason.
///
/// # Errors
/// [`ActError`].
pub async fn refuse(tx: &Tx, node: &Node, second: &Actor, id: ActId, why: &str) -> Result<(), ActError> {
    if why.trim().is_empty() {
        return Err(ActError::NoReason);
    }
    let (act, asked) = decide(tx, node, second, id).await?;
    settle(tx, node, (&asked, ActState::Refused), second, why).await?;
    let note = format!("{}, act {id}: refused what {} asked for", asked.kind, asked.asked_name);
    log(tx, second, act.as_ref(), asked.object, note);
    Ok(())
}

/// Takes back an act of one's own that waits.
///
/// # Errors
/// [`ActError`].
pub async fn withdraw(tx: &Tx, node: &Node, asker: &Actor, id: ActId) -> Result<(), ActError> {
    let found = kept::find(tx, node, id).await?.ok_or(ActError::NotHere)?;
    if found.2 != asker.person {
        return Err(ActError::NotHere);
    }
    let act = act_of(node, kind_of(&found)).ok_or(ActError::NotHere)?;
    let asked = node.gate.open(found.0, &reads(asker, act.as_ref(), tx.at()), &mut tx.log())?;
    open_now(&asked)?;
    settle(tx, node, (&asked, ActState::Withdrawn), asker, "").await?;
    log(tx, asker, act.as_ref(), asked.object, format!("{}, act {id}: taken back", asked.kind));
    Ok(())
}

/// Uses up what a second person permitted this asker to do once with this object, if it `fits` what they do now.
/// `None` if nothing is permitted now.
///
/// # Errors
/// What the database says, or the gate's refusal.
pub async fn spend(
    tx: &Tx,
    node: &Node,
    asker: &Actor,
    (kind, object): (&'static str, Uuid),
    fits: &(dyn Fn(&AskedAct) -> bool + Send + Sync),
) -> Result<Option<AskedAct>, ActError> {
    let act = act_of(node, kind).ok_or(ActError::NotHere)?;
    for guarded in kept::permitted(tx, node, asker, (kind, object)).await? {
        let asked = node.gate.open(guarded.0, &reads(asker, act.as_ref(), tx.at()), &mut tx.log())?;
        if asked.state == ActState::Permitted && fits(&asked) && kept::used(tx, asked.id).await? {
            log(tx, asker, act.as_ref(), object, format!("{kind}, act {}: used", asked.id));
            return Ok(Some(asked));
        }
    }
    Ok(None)
}

/// Acts that this person may decide now, the oldest first.
///
/// # Errors
/// What the database says.
pub async fn to_decide(tx: &Tx, node: &Node, second: &Actor) -> Result<Vec<AskedAct>, StoreError> {
    let mut found = Vec::new();
    for guarded in kept::open_acts(tx, node, second.authority).await? {
        let Some(act) = act_of(node, kind_of(&guarded)) else { continue };
        let reduced = without(tx, second, guarded.2).await?;
        let ask = confirms(&reduced, act.as_ref(), tx.at()).on(guarded.0.object());
        if guarded.2 == second.person || !holds(&reduced, act.as_ref()) {
            continue;
        }
        if node.gate.may(guarded.0.label(), &ask) {
            found.extend(node.gate.open_each(vec![guarded.0], &ask, &mut tx.log()));
        }
    }
    Ok(found)
}

/// How many acts wait for this person; for the side bar, so that nothing is opened.
///
/// # Errors
/// What the database says.
pub async fn to_decide_count(tx: &Tx, node: &Node, second: &Actor) -> Result<u64, StoreError> {
    let mut count = 0_u64;
    for guarded in kept::open_acts(tx, node, second.authority).await? {
        let Some(act) = act_of(node, kind_of(&guarded)) else { continue };
        let reduced = without(tx, second, guarded.2).await?;
        let ask = confirms(&reduced, act.as_ref(), tx.at()).on(guarded.0.object());
        let may = guarded.2 != second.person
            && holds(&reduced, act.as_ref())
            && node.gate.may(guarded.0.label(), &ask);
        count = count.saturating_add(u64::from(may));
    }
    Ok(count)
}

/// Acts that this person asked for or decided, as far as they may still see them, newest first.
///
/// # Errors
/// What the database says.
pub async fn own_acts(tx: &Tx, node: &Node, person: &Actor) -> Result<Vec<AskedAct>, StoreError> {
    let mut found = Vec::new();
    for guarded in kept::acts_of(tx, node, person).await? {
        let Some(act) = act_of(node, kind_of(&guarded)) else { continue };
        let ask = reads(person, act.as_ref(), tx.at()).on(guarded.0.object());
        if node.gate.may(guarded.0.label(), &ask) {
            found.extend(node.gate.open_each(vec![guarded.0], &ask, &mut tx.log()));
        }
    }
    Ok(found)
}

/// What an act says in this reader's language.
#[must_use]
pub fn says(node: &Node, asked: &AskedAct, t: &T) -> ActSays {
    act_of(node, &asked.kind).map(|act| act.says(asked, t)).unwrap_or_default()
}

fn kind_of(guarded: &kept::Kept) -> &str {
    &guarded.1
}

/// The gate's word that this person may decide, and everything the gate does not know.
async fn decide(
    tx: &Tx,
    node: &Node,
    second: &Actor,
    id: ActId,
) -> Result<(Arc<dyn Act>, AskedAct), ActError> {
    let found = kept::find(tx, node, id).await?.ok_or(ActError::NotHere)?;
    let act = act_of(node, kind_of(&found)).ok_or(ActError::NotHere)?;
    let asker = found.2;
    let reduced = without(tx, second, asker).await?;
    let asked = node.gate.open(found.0, &confirms(&reduced, act.as_ref(), tx.at()), &mut tx.log())?;
    let fault = if asker == second.person {
        Some(ActError::Own)
    } else if !holds(&reduced, act.as_ref()) || act.bars(&asked, second.person) {
        Some(ActError::NotYours)
    } else {
        open_now(&asked).err()
    };
    let Some(fault) = fault else { return Ok((act, asked)) };
    let mut entry =
        entry(tx, second, act.as_ref(), asked.object, format!("{}, act {id}: {fault}", asked.kind));
    entry.outcome = Outcome::Refused(vec!["second-person".into()]);
    tx.audit(entry);
    Err(fault)
}

fn open_now(asked: &AskedAct) -> Result<(), ActError> {
    match asked.state {
        ActState::Waits => Ok(()),
        ActState::RanOut => Err(ActError::RanOut),
        _ => Err(ActError::Decided),
    }
}

async fn settle(
    tx: &Tx,
    node: &Node,
    (asked, state): (&AskedAct, ActState),
    by: &Actor,
    why: &str,
) -> Result<(), ActError> {
    if why.chars().count() > REASON_CHARS_MAX {
        return Err(ActError::NoReason);
    }
    let settled = kept::settle(tx, &node.vault, asked.id, state, by, why.trim()).await?;
    if settled { Ok(()) } else { Err(ActError::Decided) }
}

/// The second person with what they hold by themselves or from others than the asker.
async fn without(tx: &Tx, second: &Actor, asker: PersonId) -> Result<Actor, StoreError> {
    if second.kind != ActorKind::Person {
        return Ok(second.clone());
    }
    let Some(person) = store::person(tx, second.person).await? else { return Ok(second.clone()) };
    Ok(store::actor_without(tx, &person, Some(asker)).await?.0)
}

/// Whoever asked, with what they may do now.
async fn asker_of(tx: &Tx, node: &Node, asked: &AskedAct) -> Result<Actor, ActError> {
    let operator = store::operator(tx).await?;
    if node.facts.operator && operator.person == asked.asked_by {
        return Ok(operator);
    }
    let person = store::person(tx, asked.asked_by).await?.filter(|p| p.active);
    let person = person.ok_or(ActError::Changed)?;
    Ok(store::actor(tx, &person).await?.0)
}

fn holds(second: &Actor, act: &dyn Act) -> bool {
    second.kind == ActorKind::Person && act.roles().iter().any(|role| second.is(*role))
}

fn confirms<'a>(second: &'a Actor, act: &dyn Act, at: Timestamp) -> Ask<'a> {
    Ask::new(second, action::CONFIRM_ACT, act.purpose(), at)
}

/// How somebody sees an act they took part in: as they see what it is about.
fn reads<'a>(actor: &'a Actor, act: &dyn Act, at: Timestamp) -> Ask<'a> {
    let code = if act.purpose() == Purpose::Administration { action::ADMINISTER } else { action::READ };
    Ask::new(actor, code, act.purpose(), at)
}

fn entry(tx: &Tx, actor: &Actor, act: &dyn Act, object: Uuid, note: String) -> AuditEntry {
    AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::CONFIRM_ACT,
        object_kind: act.object_kind(),
        object,
        purpose: act.purpose(),
        outcome: Outcome::Done,
        note,
    }
}

fn log(tx: &Tx, actor: &Actor, act: &dyn Act, object: Uuid, note: String) {
    tx.audit(entry(tx, actor, act, object, note));
}

/// How many acts wait for this person, beside the name of the page.
#[derive(Debug, Default)]
pub struct SecondPersonCount;

impl crate::node::Count for SecondPersonCount {
    fn waiting<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
    ) -> BoxFuture<'a, Result<u64, StoreError>> {
        Box::pin(to_decide_count(tx, node, actor))
    }
}

/// An act closed until the gate opens it. The label is that of what it is about.
pub(crate) fn closed(
    node: &Node,
    asked: AskedAct,
    label: Label,
) -> Option<(Guarded<AskedAct>, String, PersonId)> {
    let object_kind = act_of(node, &asked.kind)?.object_kind();
    let (kind, by) = (asked.kind.clone(), asked.asked_by);
    let object = gate::ObjectRef { kind: object_kind, id: asked.object };
    Some((Guarded::new(object, label, asked), kind, by))
}

/// The age at which an act runs out.
pub(crate) fn expiry(now: Timestamp) -> Timestamp {
    now.plus_ms(rules::ACT_LIFE_MS)
}
