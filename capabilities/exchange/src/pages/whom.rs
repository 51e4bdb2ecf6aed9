//! Whom to ask: the authorities a dossier of a kind can go to, in the order of the finder, each with its reasons and who is
//! next. The officer chooses; the order is advice.

use access::Node;
use directory::desks::{desks_at, paired_with};
use directory::{Matter, Peer, Question, find, reason_word};
use kernel::id::{AuthorityId, NodeId};
use kernel::{Actor, Party};
use procedure::{Kind, Side};
use std::collections::BTreeSet;
use store::{StoreError, Tx};
use web::{Choice, T};

/// Authorities whose reasons are shown beside the form, at most.
const SHOWN_MAX: usize = 8;

/// An authority that can be asked.
#[derive(Clone, Debug)]
pub(crate) struct Whom {
    pub(crate) party: Party,
    pub(crate) node: NodeId,
    pub(crate) authority: AuthorityId,
    pub(crate) name: String,
    /// Its place among those of its State; none where the finder proposes no desk of it.
    pub(crate) place: Option<usize>,
    /// Why it stands there, in words.
    pub(crate) reasons: Vec<String>,
    /// When to go to the next, if it has not answered.
    pub(crate) next: Option<String>,
    /// The call sign of its post that one of the asker's is paired with.
    pub(crate) call_sign: Option<String>,
    /// It has no node: a letter goes there.
    pub(crate) by_letter: bool,
}

/// What a desk is looked for when a dossier of this kind is opened.
fn matter(kind: &str) -> Option<Matter> {
    match kind {
        "document-verification" => Some(Matter::DocumentCheck),
        "border-alert" => Some(Matter::BorderAlert),
        "preservation-request" => Some(Matter::Preservation),
        "information-request" | "spontaneous-information" => Some(Matter::InformationRequest),
        other => Matter::parse(other),
    }
}

/// Everybody a dossier of the kind can go to, State by State, within a State in the order of the finder.
pub(crate) async fn whom(
    tx: &Tx,
    node: &Node,
    (actor, t): (&Actor, &T),
    (kind, peers): (&Kind, &[Peer]),
) -> Result<Vec<Whom>, StoreError> {
    let matter = matter(&kind.id);
    let mut all = Vec::new();
    for peer in peers {
        let may = peer.authorities_but(actor.authority);
        let may = may.filter(|a| kind.may_take_side(Side::Answerer, &a.functions));
        all.extend(may.map(|a| Whom {
            party: a.party,
            node: peer.node,
            authority: a.id,
            name: a.name.clone(),
            place: None,
            reasons: Vec::new(),
            next: None,
            call_sign: None,
            by_letter: peer.is_without_node(),
        }));
    }
    let paired = paired_with(tx, actor.authority).await?;
    let mut languages = vec![t.lang.code().to_owned()];
    languages.extend(directory::own_languages(tx, actor.authority).await?);
    let known = desks_at(tx, actor.authority, tx.at()).await?;
    for party in all.iter().map(|w| w.party).collect::<BTreeSet<_>>() {
        let (languages, paired) = (languages.clone(), paired.clone());
        let question = Question { party, matter, at: tx.at(), languages, asker: actor.party, paired };
        for (place, proposal) in find(&question, &known).proposals.into_iter().enumerate() {
            let desk = proposal.desk;
            let here = (desk.node.unwrap_or(node.keys.id), desk.authority);
            let Some(whom) = all.iter_mut().find(|w| (w.node, w.authority) == here) else { continue };
            let pair =
                question.paired.iter().find(|(id, _)| *id == desk.point.id && kind.id == "border-alert");
            whom.call_sign = whom.call_sign.take().or(pair.map(|(_, sign)| sign.clone()));
            if whom.place.is_none() {
                whom.place = Some(place);
                whom.reasons = proposal.reasons.iter().map(|r| reason_word(t, r)).collect();
                whom.next = proposal.next_at.map(|at| t.near(at));
            }
        }
    }
    all.sort_by_key(|w| (w.party, w.place.unwrap_or(usize::MAX), w.name.clone()));
    Ok(all)
}

/// The value of the choice.
pub(crate) fn value(node: NodeId, authority: AuthorityId) -> String {
    format!("{node}:{authority}")
}

/// The choices of the form, the first of each State marked.
pub(crate) fn choices(t: &T, all: &[Whom]) -> Vec<Choice> {
    let mut first_of = None;
    let choice = |w: &Whom| {
        let first = first_of.replace(w.party) != Some(w.party) && w.place.is_some();
        // The State's code is the first letter of the option whatever the language: an isolate before it (as a message
        // with an argument has it in Arabic) and who types the code finds nothing.
        let mut label = format!("{} · {}", w.party, w.name);
        if w.by_letter {
            label = format!("{label} ({})", t.get("exchange-by-letter"));
        }
        if let Some(sign) = &w.call_sign {
            label = format!("{label} · {}", t.say("exchange-whom-sign").with("sign", sign.as_str()));
        }
        if first {
            label = format!("{label} · {}", t.get("exchange-whom-first"));
        }
        Choice::new(value(w.node, w.authority), label)
    };
    let none = std::iter::once(Choice::new("", t.get("exchange-choose-desk")));
    none.chain(all.iter().map(choice).collect::<Vec<_>>()).collect()
}

/// Those whose reasons stand beside the form: of the State that is chosen, or of every State its first.
pub(crate) fn beside<'a>(all: &'a [Whom], chosen: &str) -> Vec<&'a Whom> {
    let party = all.iter().find(|w| value(w.node, w.authority) == chosen).map(|w| w.party);
    let mut seen = BTreeSet::new();
    let shown = all.iter().filter(|w| w.place.is_some());
    match party {
        Some(party) => shown.filter(|w| w.party == party).take(SHOWN_MAX).collect(),
        None => shown.filter(|w| seen.insert(w.party)).take(SHOWN_MAX).collect(),
    }
}
