//! What an authority takes back of what it handed to a secretariat here: a statement, a topic, its support of one. What
//! nobody else had read is gone. What was published stands as withdrawn, or leaves the list, at every node at once; nothing
//! that came in since is published by it.
//!
//! Refused: whatever somebody else handed in.

use crate::public::{Content, StatementOut, TopicsOut};
use crate::send;
use crate::store::names;
use crate::store_given::{self, TakenBack};
use crate::store_public;
use crate::store_topics;
use crate::types::{ConferenceError, Topic};
use ::store::Tx;
use access::Node;
use gate::{Ask, action};
use kernel::id::AuthorityId;
use kernel::{Actor, Party, Purpose};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Takes a statement back; `false` where it is not this authority's, or it was taken back before.
pub(crate) async fn statement(
    tx: &Tx,
    node: &Node,
    id: Uuid,
    by: AuthorityId,
) -> Result<bool, ConferenceError> {
    match store_given::take_back(tx, id, by).await? {
        None => return Ok(false),
        Some(TakenBack::Gone) => return Ok(true),
        Some(TakenBack::Withdrawn) => {}
    }
    for one in store_public::publications(tx, "submission", Some(id)).await? {
        let Some(Content::Statement(out)) = one.content else { continue };
        let out = StatementOut::taken_back(out, tx.at());
        let secretariat = node.as_actor(one.authority);
        send::publish(tx, node, &secretariat, ("submission", id), Some(Content::Statement(out))).await?;
    }
    Ok(true)
}

/// Takes a topic back, with what was said in support of it; `false` where it is not this authority's.
pub(crate) async fn topic(tx: &Tx, node: &Node, id: Uuid, by: AuthorityId) -> Result<bool, ConferenceError> {
    let done = store_topics::take_back_topic(tx, id, by).await?;
    if done {
        lists_without(tx, node).await?;
    }
    Ok(done)
}

/// Takes back what an authority said in support of a topic; `false` where it did not.
pub(crate) async fn support(
    tx: &Tx,
    node: &Node,
    topic: Uuid,
    by: AuthorityId,
) -> Result<bool, ConferenceError> {
    let done = store_topics::take_back_support(tx, topic, by).await?;
    if done {
        lists_without(tx, node).await?;
    }
    Ok(done)
}

/// Publishes the lists of topics anew where something in them is no longer there.
async fn lists_without(tx: &Tx, node: &Node) -> Result<(), ConferenceError> {
    let names = names(tx).await?;
    for one in store_public::publications(tx, "topic", None).await? {
        let Some(Content::Topics(before)) = one.content else { continue };
        let secretariat = node.as_actor(one.authority);
        let now = list(tx, node, &secretariat, action::SEND_CONFERENCE, &names).await?;
        let left = before.clone().as_far_as(&now);
        if left != before {
            let content = Some(Content::Topics(left));
            send::publish(tx, node, &secretariat, ("topic", one.subject), content).await?;
        }
    }
    Ok(())
}

/// The topics of a secretariat as they would go out now.
pub(crate) async fn list(
    tx: &Tx,
    node: &Node,
    secretariat: &Actor,
    code: &'static str,
    names: &BTreeMap<AuthorityId, (String, Party)>,
) -> Result<TopicsOut, ConferenceError> {
    let ask = Ask::new(secretariat, code, Purpose::Administration, tx.at());
    let closed = store_topics::topics_of(tx, secretariat.authority).await?;
    let mut all: Vec<(Uuid, Topic)> = Vec::new();
    for one in node.gate.open_each(closed, &ask, &mut tx.log()) {
        all.push((store_topics::mark(tx, one.id, None).await?, one));
    }
    Ok(TopicsOut::of(&all, |who| crate::pages::named(names, who)))
}
