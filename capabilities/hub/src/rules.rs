//! What the room decides, pure: how old what is known of a log is, who is in a network, what is shown as a swapped key.

use crate::statement::{Says, Statement};
use directory::VerifiedCard;
use kernel::Timestamp;
use kernel::id::{AuthorityId, NodeId};
use kernel::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How often a node asks a hub for its head.
pub const FOLLOW_EVERY_MS: i64 = 10 * MINUTE_MS;
/// After this without a newer head, what is known is overdue.
pub const OVERDUE_MS: i64 = 2 * HOUR_MS;
/// After this it is stale.
pub const STALE_MS: i64 = DAY_MS;
/// How long nodes that know each other work without a hub at least.
pub const WITHOUT_HUB_DAYS: i64 = 7;
/// How often a head is told to one peer at most.
pub const TELL_EVERY_MS: i64 = HOUR_MS;
/// How often it is told though nothing is new.
pub const TELL_AGAIN_MS: i64 = DAY_MS;
/// How long a message that lies in a mailbox is not left there again.
pub const DEPOSIT_AGAIN_MS: i64 = DAY_MS;
/// How many trusted nodes must have compared a node's words to stand for a call of one's own.
pub const WITNESSES_MIN: usize = 2;

/// What is known of a hub's log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Leaves kept here.
    pub size: u64,
    /// When the hub signed the newest head that was verified.
    pub head_at: Option<Timestamp>,
    /// The longest log that another node has a head of, and when this node learned of it, if it is longer.
    pub longer: Option<(u64, Timestamp)>,
}

/// How fresh it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// Nothing was seen yet.
    Nothing,
    /// Known as of this moment.
    Fresh(Timestamp),
    /// The hub should have shown more by now.
    Overdue(Timestamp),
    /// For a day or more.
    Stale(Timestamp),
}

impl Freshness {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Fresh(_) => "fresh",
            Self::Overdue(_) => "overdue",
            Self::Stale(_) => "stale",
        }
    }

    /// As of when.
    #[must_use]
    pub fn as_of(self) -> Option<Timestamp> {
        match self {
            Self::Nothing => None,
            Self::Fresh(at) | Self::Overdue(at) | Self::Stale(at) => Some(at),
        }
    }
}

/// How fresh what is known is now. A hub that signs new heads and shows less than it showed to others withholds: what
/// is known is as old as the moment this was learned.
#[must_use]
pub fn freshness(known: &Known, now: Timestamp) -> Freshness {
    let Some(head_at) = known.head_at else { return Freshness::Nothing };
    let withheld = known.longer.filter(|(size, _)| *size > known.size).map(|(_, since)| since);
    // A clock ahead of ours makes nothing fresher than now.
    let as_of = withheld.map_or(head_at, |since| since.min(head_at)).min(now);
    match now.since(as_of) {
        age if age >= STALE_MS => Freshness::Stale(as_of),
        age if age >= OVERDUE_MS => Freshness::Overdue(as_of),
        _ => Freshness::Fresh(as_of),
    }
}

/// Whether a head of this size is to be told to a peer that was told `last` (size and when).
#[must_use]
pub fn tell_is_due(last: Option<(u64, Timestamp)>, size: u64, now: Timestamp) -> bool {
    match last {
        _ if size == 0 => false,
        None => true,
        Some((told, at)) => now.since(at) >= if size > told { TELL_EVERY_MS } else { TELL_AGAIN_MS },
    }
}

/// Why a card in a log is not to be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swapped {
    /// It bears this node's id and is not a card this node made.
    OwnCard,
    /// It bears the name of an authority of this node under another key.
    OwnName,
    /// It bears the number of the card that the peer itself showed, and says something else.
    OtherCard,
    /// It bears the name of an authority of a trusted peer under another key.
    OtherKey,
}

impl Swapped {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::OwnCard => "own-card",
            Self::OwnName => "own-name",
            Self::OtherCard => "other-card",
            Self::OtherKey => "other-key",
        }
    }
}

/// Compares a card of the log with the own one or with one that its node itself showed.
#[must_use]
pub fn swapped(logged: &VerifiedCard, held: &VerifiedCard, own: bool) -> Option<Swapped> {
    if logged.node() == held.node() {
        let (there, here) = (logged.card().sequence, held.card().sequence);
        return match own {
            true => (there > here || (there == here && logged != held)).then_some(Swapped::OwnCard),
            false => (there == here && logged != held).then_some(Swapped::OtherCard),
        };
    }
    let same = logged.card().authorities.iter().any(|theirs| {
        held.card().authorities.iter().any(|ours| {
            theirs.id == ours.id || (theirs.party == ours.party && same_name(&theirs.name, &ours.name))
        })
    });
    same.then_some(if own { Swapped::OwnName } else { Swapped::OtherKey })
}

fn same_name(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(one) == plain(other)
}

/// Where a node stands in a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its keeper.
    Keeper,
    /// A member.
    Member,
    /// Invited, and has not answered.
    Invited,
}

/// A network, as the statements of a log make it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Which authority keeps it.
    pub authority: AuthorityId,
    /// Who is in it or invited, and since when by their own clocks.
    pub nodes: BTreeMap<NodeId, (Standing, Timestamp)>,
}

impl Network {
    /// Where a node stands.
    #[must_use]
    pub fn standing(&self, node: NodeId) -> Option<Standing> {
        self.nodes.get(&node).map(|(standing, _)| *standing)
    }

    /// Those who are in it.
    pub fn members(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.nodes.iter().filter(|(_, (standing, _))| *standing != Standing::Invited).map(|(node, _)| *node)
    }
}

/// The networks that these statements, in the order of the log, make. What somebody says who may not has no effect.
#[must_use]
pub fn networks<'a>(statements: impl IntoIterator<Item = &'a Statement>) -> BTreeMap<Uuid, Network> {
    let mut all: BTreeMap<Uuid, Network> = BTreeMap::new();
    for said in statements {
        let (who, at) = (said.node, said.at);
        let kept = |network: &Network| network.standing(who) == Some(Standing::Keeper);
        match &said.says {
            Says::Network { network, name, purpose, authority } => {
                // The first who names an id keeps it.
                all.entry(*network).or_insert_with(|| Network {
                    id: *network,
                    name: name.clone(),
                    purpose: purpose.clone(),
                    authority: *authority,
                    nodes: [(who, (Standing::Keeper, at))].into(),
                });
            }
            Says::Invite { network, invited } => {
                if let Some(network) = all.get_mut(network).filter(|n| kept(n)) {
                    network.nodes.entry(*invited).or_insert((Standing::Invited, at));
                }
            }
            Says::Accept { network } => {
                if let Some(network) = all.get_mut(network)
                    && network.standing(who) == Some(Standing::Invited)
                {
                    network.nodes.insert(who, (Standing::Member, at));
                }
            }
            Says::Leave { network } => {
                if let Some(network) = all.get_mut(network).filter(|n| !kept(n)) {
                    network.nodes.remove(&who);
                }
            }
            Says::Remove { network, member } => {
                if let Some(network) = all.get_mut(network).filter(|n| kept(n))
                    && *member != who
                {
                    network.nodes.remove(member);
                }
            }
            Says::Revoked { .. } | Says::Compared { .. } | Says::Other(_) => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEEPER: NodeId = NodeId([1; 16]);
    const NIAMEY: NodeId = NodeId([2; 16]);
    const STRANGER: NodeId = NodeId([3; 16]);

    fn says(node: NodeId, says: Says) -> Statement {
        Statement { version: 1, node, number: 1, at: Timestamp(5), says }
    }

    #[test]
    fn a_hub_that_is_silent_or_shows_less_than_to_others_gets_stale_with_its_age() {
        let now = Timestamp(100 * DAY_MS);
        let at = |age: i64| Timestamp(now.0 - age);
        let known = |age, longer| Known { size: 10, head_at: Some(at(age)), longer };
        assert_eq!(freshness(&Known::default(), now), Freshness::Nothing);
        assert_eq!(freshness(&known(MINUTE_MS, None), now), Freshness::Fresh(at(MINUTE_MS)));
        assert_eq!(freshness(&known(3 * HOUR_MS, None), now), Freshness::Overdue(at(3 * HOUR_MS)));
        assert_eq!(freshness(&known(26 * HOUR_MS, None), now), Freshness::Stale(at(26 * HOUR_MS)));
        // Heads are fresh; only the log is short.
        let withheld = known(0, Some((12, at(25 * HOUR_MS))));
        assert_eq!(freshness(&withheld, now), Freshness::Stale(at(25 * HOUR_MS)));
        assert_eq!(
            freshness(&known(0, Some((10, at(25 * HOUR_MS)))), now),
            Freshness::Fresh(now),
            "caught up"
        );
        assert_eq!(freshness(&known(-HOUR_MS, None), now), Freshness::Fresh(now), "a clock that runs ahead");
    }

    #[test]
    fn a_head_is_told_once_an_hour_at_most_and_once_a_day_at_least() {
        let now = Timestamp(100 * DAY_MS);
        let told = |size, ago: i64| Some((size, Timestamp(now.0 - ago)));
        for (last, size, due) in [
            (None, 0, false),
            (None, 3, true),
            (told(3, HOUR_MS), 4, true),
            (told(3, MINUTE_MS), 4, false),
            (told(3, HOUR_MS), 3, false),
            (told(3, DAY_MS), 3, true),
        ] {
            assert_eq!(tell_is_due(last, size, now), due, "{last:?} {size}");
        }
    }

    #[test]
    fn only_the_keeper_invites_and_removes_and_only_the_invited_join() {
        let network = Uuid::from_u128(7);
        let authority = AuthorityId(Uuid::from_u128(9));
        let begin = |by| {
            says(
                by,
                Says::Network { network, name: "RedTRAM".into(), purpose: "prosecution".into(), authority },
            )
        };
        let invite = |by, invited| says(by, Says::Invite { network, invited });
        let accept = |by| says(by, Says::Accept { network });
        let of = |said: &[Statement]| networks(said).remove(&network).unwrap();
        let joined = [
            begin(KEEPER),
            accept(NIAMEY),
            invite(STRANGER, STRANGER),
            accept(STRANGER),
            invite(KEEPER, NIAMEY),
            accept(NIAMEY),
            begin(STRANGER),
        ];
        let members: Vec<NodeId> = of(&joined).members().collect();
        assert_eq!(members, [KEEPER, NIAMEY]);
        assert_eq!(of(&joined[..5]).standing(NIAMEY), Some(Standing::Invited), "to accept before is nothing");
        let removed =
            [joined.to_vec(), vec![says(STRANGER, Says::Remove { network, member: NIAMEY })]].concat();
        assert_eq!(of(&removed).members().count(), 2, "a stranger removes nobody");
        let removed =
            [joined.to_vec(), vec![says(KEEPER, Says::Remove { network, member: NIAMEY })]].concat();
        assert_eq!(of(&removed).standing(NIAMEY), None);
        let left = [joined.to_vec(), vec![says(NIAMEY, Says::Leave { network }), accept(NIAMEY)]].concat();
        assert_eq!(of(&left).standing(NIAMEY), None, "who left comes back by a new invitation alone");
        let keeper_left = [joined.to_vec(), vec![says(KEEPER, Says::Leave { network })]].concat();
        assert_eq!(of(&keeper_left).standing(KEEPER), Some(Standing::Keeper));
    }
}
