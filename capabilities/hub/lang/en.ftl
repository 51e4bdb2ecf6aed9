# The hub: its log, what it introduces, mailboxes, networks.
hub-title = Hub
hub-law = Node · who vouches for whom
hub-what = A hub hosts a log of cards and keeps envelopes for nodes that cannot be reached. It is believed in nothing that this node cannot verify.
hub-beside = About the hub
hub-back = Back to the hub
hub-none = No hub
hub-none-yet = This node uses no hub
hub-none-next = First compare the words of the hub’s card by telephone and trust it, like any node. Then choose it here.
hub-use = Use this node as a hub
hub-use-text = Its administrator must have trusted your card too. It will see who writes to whom through it, when and how much, and nothing of what is written.
hub-use-which = Which trusted node
hub-stop = Stop using this hub
hub-stop-text = What was exchanged stays, and so do contradictions. The copy of its log is erased here.
hub-follow = Ask the hub now
hub-fresh = up to date
hub-overdue = overdue
hub-stale = stale
hub-nothing = nothing known
hub-nothing-yet = nothing yet
hub-as-of = as of { $ago } ({ $when })
hub-not-believed = not believed for keys
hub-open-title = What this hub showed cannot be true.
hub-open-text = No key and no new node is taken from it until two administrators settle that. Exchange with the nodes you know goes on.
hub-entries = Entries
hub-entry-count = { $n ->
    [one] { $n } entry
   *[other] { $n } entries
}
hub-root = Root
hub-own-card = Own card
hub-own-card-there = in the log, the newest one
hub-own-card-older = in the log, an older one; if that lasts for more than a day, ask the hub’s administrator
hub-own-card-missing = not in the log; if that lasts for more than a day, ask the hub’s administrator
hub-used = In use
hub-used-since = since { $when }, begun by { $who }
hub-error = Last attempt
hub-log-open = Open the log
hub-compared-with = Compared with
hub-col-node = Node
hub-col-says = Says
hub-col-entries = Entries
hub-col-when = When
hub-col-place = Place
hub-col-what = What
hub-col-came = Came here
hub-col-verified = Verified
hub-agrees = same log
hub-agrees-not = not the same length, or a contradiction
hub-no-answers = No other node was compared with yet. Within an hour, each trusted node that uses this hub is told its newest head.
hub-answers-foot = Nodes tell each other the newest head, a number and a digest, once an hour at most. A hub that shows two logs is exposed by the first two nodes that compare.
hub-without = Without the hub
hub-without-text = { $n ->
    [one] Nodes that know each other go on without a hub: for at least { $n } day nothing is missing but news of cards.
   *[other] Nodes that know each other go on without a hub: for at least { $n } days nothing is missing but news of cards.
}
hub-learns = The hub learns which nodes use it, what stands on their cards, and of each envelope left with it the sender, the recipient, the padded size and the time. It holds no key that opens one.
hub-vouch = Say that words were compared
hub-vouch-text = Your people compared this node’s words by voice. Said in the log, it helps others who trust you; it shows every member that you know this node.
hub-introduced = Introduced by the hub
hub-introduced-count = { $n ->
    [one] { $n } node
   *[other] { $n } nodes
}
hub-introduced-tag = not trusted
hub-introduced-foot = The hub says that these nodes are there. A call decides, or two nodes that you trust; then two administrators.
hub-words = Words:
hub-no-witness = Nobody whom you trust says that they compared these words.
hub-compared-by = Compared by voice by
hub-compare-words = Compare words and trust
hub-trust-witnessed = Trust on the word of these
hub-alarms = What cannot be true
hub-alarm-count = { $n ->
    [one] { $n } contradiction
   *[other] { $n } contradictions
}
hub-alarm-again = { $n ->
    [one] Seen { $n } more time.
   *[other] Seen { $n } more times.
}
hub-alarm-open = open
hub-alarm-settled = settled
hub-alarms-foot = Both signed documents are kept. Speak with the hub’s administrator and with the nodes concerned before anything is settled.
hub-shown-by = Shown by { $peer }.
hub-settle = Settle
hub-settle-reason = Why it is settled
hub-settle-hint = With whom you spoke, and what was found. A second administrator confirms; the log is then fetched anew if two heads contradicted each other.
hub-reason-needed = Say why, in at most 1,000 characters.
hub-alarm-other-root = another log of the same length
hub-alarm-other-root-says = { $hub } signed two logs of the same length that are not the same.
hub-alarm-not-continued = a log that does not continue
hub-alarm-not-continued-says = { $hub } signed a longer log that does not begin with the one it had signed before: an entry was changed, moved or left out.
hub-alarm-shorter = a log that got shorter
hub-alarm-shorter-says = { $hub } signed a shorter log than before: its end was cut off, or the hub was restored from a backup.
hub-alarm-forged-card = a card that its node did not sign
hub-alarm-forged-card-says = The log of { $hub } holds a card in the name of { $subject } that this node did not sign.
hub-alarm-card-went-back = an older card after a newer one
hub-alarm-card-went-back-says = The log of { $hub } goes back to an older card of { $subject }.
hub-alarm-forged-statement = a statement that nobody made
hub-alarm-forged-statement-says = The log of { $hub } holds a statement in the name of { $subject } that this node did not make, or made only once.
hub-alarm-own-card = another card of this node
hub-alarm-own-card-says = The log of { $hub } holds a card of this node, { $subject }, that was not made here: somebody else has its identity key, or it was restored from a backup.
hub-alarm-own-name = another key under our name
hub-alarm-own-name-says = The log of { $hub } shows another key under our own name: { $subject } is not this node.
hub-alarm-other-card = a card that differs from the one the node shows
hub-alarm-other-card-says = The log of { $hub } holds another card of { $subject } than that node itself showed under the same number.
hub-alarm-other-key = another key under a known name
hub-alarm-other-key-says = The log of { $hub } shows another key under the name of a trusted node: { $subject }. Call the node you know before you believe it.
hub-log = Log of the hub
hub-log-what = Every card and statement, as it was signed. Each was verified when it came, and the whole is verified again for this page.
hub-log-holds = The log holds.
hub-log-holds-text = Every entry has its digest, and every root is that of the entries before it.
hub-log-broken = The copy kept here was changed.
hub-log-broken-text = Change nothing on the machine and tell the auditor. Stop using the hub and use it again to fetch the log anew.
hub-log-empty-next = Ask the hub, and come back.
hub-holds = holds
hub-holds-not = does not hold
hub-unread = kept, not believed
hub-says-card = { $n ->
    [one] card, number { $n }
   *[other] card, number { $n }
}
hub-says-revoked = does not use one of its signing keys any more: { $reason }
hub-says-compared = compared the words of { $node } by voice
hub-says-network = begins a network
hub-says-invite = invites a node to a network
hub-says-accept = joins a network
hub-says-leave = leaves a network
hub-says-remove = takes a node out of a network
hub-says-unknown = something this program does not know, or does not believe
hub-members = Members
hub-members-what = Nodes whose cards this hub holds. Nobody here sees what lies in a mailbox.
hub-member-count = { $n ->
    [one] { $n } node
   *[other] { $n } nodes
}
hub-no-members = No members yet
hub-no-members-next = Trust the card of a node under “Trusted nodes”: it is a member from then on.
hub-col-seen = Last seen
hub-col-waits = Waits
hub-col-oldest = Oldest
hub-never-seen = never
hub-envelope-count = { $n ->
    [one] { $n } envelope
   *[other] { $n } envelopes
}
hub-kilobytes = { $n ->
    [one] { $n } KiB
   *[other] { $n } KiB
}
hub-members-foot = A mailbox takes 1,000 envelopes and 64 MiB, of one sender 250 and 16 MiB; after 30 days an envelope goes.
hub-networks = Networks
hub-networks-what = Networks that this node is in, keeps, or is invited to.
hub-network-count = { $n ->
    [one] { $n } network
   *[other] { $n } networks
}
hub-networks-foot = Who keeps a network invites; whoever is invited joins. Both sign it, and it stands in the log of the hub, where each member’s node reads it.
hub-no-networks = No network yet
hub-no-networks-next = Begin one, or ask a keeper for an invitation.
hub-col-network = Network
hub-col-standing = We
hub-col-keeper = Keeper
hub-col-members = Members
hub-keeps = keeper
hub-is-member = member
hub-is-invited = invited
hub-is-outside = not in it
hub-waits-title = Not in the log yet.
hub-waits-text = { $n ->
    [one] { $n } statement waits for the hub. It is sent again by itself.
   *[other] { $n } statements wait for the hub. They are sent again by themselves.
}
hub-refused-title = Not taken by the hub.
hub-refused-text = { $n ->
    [one] { $n } statement was refused. Ask the hub’s administrator why.
   *[other] { $n } statements were refused. Ask the hub’s administrator why.
}
hub-begin = Begin a network
hub-begin-text = This node keeps it. Name and purpose stand in the log for every member of the hub to read.
hub-network-name = Name
hub-network-purpose = What it is for
hub-one-line = One line, please; not empty and not too long.
hub-network-members = Who is in it
hub-network-foot = How they are reached is what their own cards say. To be in a network together is no trust: compare the words before you exchange anything.
hub-since = since { $when }
hub-invited-title = This node is invited.
hub-invited-text = If you join, every member of the network sees this node and its contact points among the members.
hub-join = Join
hub-decline = Decline
hub-leave = Leave the network
hub-leave-text = You come back by a new invitation alone.
hub-invite = Invite
hub-remove = Take out
hub-nobody-to-invite = Every node in the log is in it or invited.
hub-back-networks = Back to the networks
hub-act-settle = Settle what { $name } showed
hub-act-settle-effect = The contradiction counts as settled. If two heads contradicted each other, the log is fetched anew. The hub is believed again if nothing else is open.
hub-act-what = What was shown
hub-act-trust = Trust { $name } on the word of two nodes
hub-act-trust-effect = The node becomes a trusted one. Nothing is agreed with it and its State is not assessed by that.
