# The log.
oversight-log = Log
oversight-law = Oversight · who saw and sent what, and why
oversight-what = Entries of your authority, of the node itself and of its peers. Reading them is logged too.
oversight-entries = Entries
oversight-none = Nothing is logged yet
oversight-none-next = Every look at a record, every act and every refusal stands here.
oversight-none-found = No entry like that
oversight-none-found-next = Leave out a condition, or look at everything.
oversight-show-all = Show everything
oversight-find = Show
oversight-any-action = Any action
oversight-object-id = Id of a record
oversight-object-hint = As it stands in the column of records, or the address of its page.
oversight-col-when = When
oversight-col-who = Who
oversight-col-what = What
oversight-col-object = Record
oversight-col-why = Purpose
oversight-col-outcome = Outcome
oversight-col-note = Note
oversight-col-place = Place in the chain
oversight-done = done
oversight-refused = refused
oversight-not-sealed = not yet sealed
oversight-foot = An entry is sealed into the chain within a second or so. Names are those that people had then.
oversight-verify = Verify
oversight-verify-title = Does the log hold?
oversight-back = Back to the log
oversight-again = Verify again
oversight-holds = The log holds.
oversight-holds-what = Every entry continues the one before it, every text that still stands is the one that was written, and every signature is this node’s.
oversight-chain = Chain
oversight-chained = Sealed
oversight-waiting = Waiting to be sealed
oversight-erased = Text erased, proof kept
oversight-head = Last head
oversight-no-head = none yet
oversight-what-now = What to do now
oversight-what-now-stop = Change nothing on the machine and tell the administrator and the data protection officer. The entries before this one still stand.
oversight-what-now-backup = Compare with a backup or with a copy of the last head that was noted elsewhere.
oversight-beside = What this proves
oversight-proves = What this proves
oversight-proves-what = Nobody changed, removed or put in an entry since it was sealed. Note the last head elsewhere to prove it later.
oversight-proves-not = It does not prove what happened in the second before sealing, nor, beyond the last counter-signature, that somebody who holds the node’s key did not make a new chain.
oversight-actor-person = person
oversight-actor-operator = local operator
oversight-actor-node = the node itself
oversight-actor-peer = peer
oversight-purpose-investigation = investigation
oversight-purpose-prosecution = prosecution
oversight-purpose-prevention = prevention
oversight-purpose-protection = protection
oversight-purpose-administration = administration
oversight-purpose-oversight = oversight
oversight-action-read = looked at
oversight-action-search = searched
oversight-action-show-name = looked at what a child is called
oversight-action-list = listed
oversight-action-import = added to the case
oversight-action-accept = cleared for matching
oversight-action-judge = recorded a judgement
oversight-action-record-protection = recorded a protection claim
oversight-action-screen-protection = decided a protection claim
oversight-action-open-protection = opened part of a protection record
oversight-action-assess-counterpart = assessed a State
oversight-action-hand-over = handed over a shift
oversight-action-confirm-act = decided as second person
oversight-action-apply-correction = applied a sender’s correction
oversight-action-pass-correction = passed a correction on
oversight-action-send-acknowledgement = acknowledged a correction
oversight-action-restrict = decided who may see a case
oversight-action-open-integrity = opened an integrity case
oversight-action-check = checked with another node
oversight-action-match = took part in matching
oversight-action-publish-filter = published a filter
oversight-action-answer-check = answered a check
oversight-action-notify-hit = told of a hit
oversight-action-open-dossier = opened a dossier
oversight-action-move = made a move in a dossier
oversight-action-send = sent
oversight-action-answer = answered
oversight-action-export = exported
oversight-action-print = printed
oversight-action-send-receipt = sent a receipt
oversight-action-send-card = sent the node’s card
oversight-action-send-head = sent the head of a chain
oversight-action-send-prekeys = sent one-time keys
oversight-action-ping = gave a sign of life
oversight-action-administer = administered the node
oversight-action-trust-peer = changed the trust in a peer
oversight-action-confirm-contact = confirmed a contact point
oversight-action-read-directory = looked into the directory
oversight-action-read-log = read the log
oversight-action-peer-deliver = delivered an envelope
oversight-action-peer-card = exchanged cards
oversight-action-peer-check = asked for a check
oversight-action-peer-filter = fetched a filter
oversight-action-peer-notice = sent a notice of a hit
oversight-action-sign-in = signed in
oversight-action-use-link = used a one-time link
oversight-object-case = case
oversight-object-entity = entity
oversight-object-statement = statement
oversight-object-selector = selector
oversight-object-import = import
oversight-object-check = check
oversight-object-notice = notice
oversight-object-filter = filter
oversight-object-dossier = dossier
oversight-object-dossier-news = what the other side did in a dossier
oversight-object-dossier-overdue = an overdue dossier
oversight-object-offered-files = files that are offered
oversight-object-move = move
oversight-object-envelope = envelope
oversight-object-receipt = receipt
oversight-object-card = card
oversight-object-contact = contact point
oversight-object-directory = directory
oversight-object-peer = peer
oversight-object-peers = peers
oversight-object-person = person on the node
oversight-object-protection-claim = protection claim
oversight-object-log = log
oversight-object-node = node
oversight-object-preview = preview
oversight-object-list = list
oversight-count = { $n ->
    [one] { $n } entry
   *[other] { $n } entries
}
oversight-question = Question
oversight-ask-all = Everything
oversight-ask-record = Who saw this record?
oversight-ask-person = What did this person look at?
oversight-ask-left = What left the node, to whom, under which rule?
oversight-ask-refused = What was refused?
oversight-counted-all = What
oversight-counted-record = Who
oversight-counted-person = What
oversight-counted-left = To whom
oversight-counted-refused = What
oversight-lacks = Name the record or the person above to have an answer.
oversight-person = Person
oversight-anybody = Anybody
oversight-to = Let out to
oversight-any-peer = Any node
oversight-from = From
oversight-until = Until
oversight-days-utc = Days begin and end at midnight UTC. Both days are included.
oversight-export = Table (CSV)
oversight-col-times = How often
oversight-col-first = First
oversight-col-last = Last
oversight-col-rule = Rule
oversight-times = { $n ->
    [one] once
   *[other] { $n } times
}
oversight-listed = { $n ->
    [one] names { $n } record
   *[other] names { $n } records
}
oversight-left = left
oversight-breaks = The log does not hold.
oversight-breaks-where = What does not fit
oversight-more-breaks = { $n ->
    [one] { $n } more is not shown.
   *[other] { $n } more are not shown.
}
oversight-col-entry = Entry
oversight-col-break = What does not fit
oversight-why-missing-entry = An entry is missing from the chain.
oversight-why-digest = It does not continue the entry before it: it was changed, put in or put elsewhere.
oversight-why-missing-text = Its text is gone, and no entry says that it was erased.
oversight-why-text = Its text was changed.
oversight-why-columns = What it is found by was changed.
oversight-why-no-place = Its text stands without a place in the chain: it was removed from it, or put in.
oversight-why-signature = The checkpoint over it is not this node’s signature over this head.
oversight-why-unsigned = The end of the chain is not signed.
oversight-why-cut-off = A checkpoint was signed over more entries than there are: the end was cut off.
oversight-why-not-ours = It waits to be sealed, and this node did not write it.
oversight-why-held-back = It waits although later entries are sealed.
oversight-no-place = none
oversight-witness-rewritten = This witness counter-signed another head here: the chain was made anew.
oversight-witness-cut-off = This witness counter-signed more entries than there are: the end was cut off.
oversight-witness-contradicted = This witness shows a checkpoint of this node that is not in its log.
oversight-witness-refused = This witness does not counter-sign although its last checkpoint is in the log. Ask why.
oversight-witness-forged = This witness did not sign an answer that is stored here as its own.
oversight-counter-signed = Counter-signed
oversight-no-peer = No other node is trusted, so nobody counter-signs.
oversight-no-peer-next = The log is proved by this node’s own key alone. Note its last head elsewhere, by hand and regularly.
oversight-not-yet-signed = not counter-signed yet
oversight-old = more than seven days old
oversight-proves-witness = Each trusted node counter-signs the head once an hour. It learns how many entries there are and a digest, nothing of what they say. A chain made anew no longer fits what it signed.
oversight-witnesses = Witnesses
oversight-witnesses-what = Nodes that counter-sign this log, and whose log this node counter-signs.
oversight-witnesses-foot = A node counter-signs only what continues what it counter-signed before.
oversight-witness-count = { $n ->
    [one] { $n } node
   *[other] { $n } nodes
}
oversight-witness-agrees = agrees
oversight-witness-refuses = refuses
oversight-nothing-yet = nothing yet
oversight-col-node = Node
oversight-col-ours = Our log, counter-signed by it
oversight-col-theirs = Its log, counter-signed by us
oversight-alarms = Contradictions
oversight-alarm-count = { $n ->
    [one] { $n } contradiction
   *[other] { $n } contradictions
}
oversight-alarm-open = open
oversight-alarm-settled = settled
oversight-alarm-other-head = Its log has as many entries as before and another head: something in it was changed.
oversight-alarm-shorter = Its log has fewer entries than before: the end was cut off, or the node was restored from a backup.
oversight-alarm-rewritten = Its log has another head at the place we counter-signed: it was made anew.
oversight-alarm-not-continued = Its log does not name the head we counter-signed last.
oversight-alarm-held = { $n ->
    [one] We had counter-signed { $n } entry.
   *[other] We had counter-signed { $n } entries.
}
oversight-alarm-again = { $n ->
    [one] It came once more.
   *[other] It came { $n } times more.
}
oversight-alarms-foot = Both checkpoints are kept as the other node signed them. Call its administrator and its auditor before an alarm is settled.
oversight-settle-reason = What was found
oversight-settle-hint = With whom you spoke, and what they say. After this, its next checkpoint begins anew.
oversight-settle = Settle and begin anew
oversight-reason-needed = Say what was found, in at most 1,000 characters.
oversight-data-protection = Data protection
oversight-data-protection-law = Rights of data subjects · access, correction, deletion, objection
oversight-data-protection-what = What is due in the rooms, and what data subjects ask.
oversight-requests = Requests of data subjects
oversight-request-count = { $n ->
    [one] { $n } request
   *[other] { $n } requests
}
oversight-no-request = Nobody has asked yet
oversight-no-request-next = Record a request on the day it comes, in whatever form it comes.
oversight-requests-foot = Names, contacts and words are encrypted by the program. That somebody asks is itself confidential.
oversight-record-request = Record a request
oversight-col-reference = Reference
oversight-col-subject = Who asks
oversight-col-asks = Asks for
oversight-col-received = Received
oversight-col-due = Due
oversight-col-state = State
oversight-contact = How to reach them
oversight-words = What they ask, in their words
oversight-request-access = access
oversight-request-correction = correction
oversight-request-deletion = deletion
oversight-request-objection = objection
oversight-open = open
oversight-decided = decided
oversight-late = late by { $by }
oversight-time = Time to answer
oversight-time-unset = No time is set, so nothing is due. Set it as your law has it.
oversight-time-set = Requests recorded from now on are due after this time. Earlier ones keep theirs.
oversight-days = Days
oversight-days-needed = Give a whole number of days from 1 to { $n }.
oversight-source = Where it stands
oversight-source-hint = Law, article and version.
oversight-set-time = Set
oversight-field-needed = Fill this in.
oversight-field-long = { $n ->
    [one] At most { $n } character.
   *[other] At most { $n } characters.
}
oversight-received-needed = Give the day it came; it cannot be later than today.
oversight-recorded = Recorded
oversight-steps = What was done
oversight-step-count = { $n ->
    [one] { $n } step
   *[other] { $n } steps
}
oversight-no-step = Nothing yet
oversight-no-step-next = Begin by establishing who asks.
oversight-next-step = Next step
oversight-add-step = Record
oversight-step-what = In words
oversight-step-hint = How identity was checked, what was done, or the decision with its ground.
oversight-identity-first = First record that it was established who asks.
oversight-step-identity-confirmed = identity established
oversight-step-identity-failed = identity not established
oversight-step-done = something was done
oversight-step-granted = decided: granted
oversight-step-granted-in-part = decided: granted in part
oversight-step-refused = decided: refused
oversight-step-withdrawn = withdrawn by who asked
oversight-action-send-checkpoint = sent a checkpoint of the log
oversight-action-counter-sign = answered a checkpoint
oversight-action-export-log = exported the log
oversight-action-keep-requests = worked on requests of data subjects
oversight-action-erase-log-text = erased the text of an entry
oversight-object-log-entry = entry of the log
oversight-object-checkpoint = checkpoint
oversight-object-counter-signature = counter-signature
oversight-object-witness-alarm = contradiction of a witness
oversight-object-subject-request = request of a data subject
oversight-action-review-retention = reviewed an end date
oversight-action-hold-record = placed or lifted a legal hold
oversight-action-erase-record = erased a record
oversight-action-keep-retention = oversaw end dates
oversight-object-retention = rules of retention
oversight-object-second-act = act of two people
oversight-erase = Erase a record for this request
oversight-erase-what = One entity with all that is said of it, or a whole record. It cannot be brought back. Copies that were sent are not recalled by it: have an officer withdraw them first.
oversight-erase-why = What was decided, and why
oversight-erase-held = It is not erased. It is held: { $why }.
oversight-erase-not-here = There is no such record that you could erase.
oversight-rules = Rules of retention
oversight-rules-what = Each rule gives every record under it its end date.
oversight-rules-foot = A change gives every record under the rule its new date at once, but those whose date somebody set. Messages kept apart, acts and digests belong to the node and follow its first authority.
oversight-rule-set = Set a rule
oversight-rule-long = How long
oversight-rule-from = From
oversight-rule-unset = not set
oversight-end-now = Erase what is over now
oversight-end-now-what = It is done by itself once an hour. What is held stays.
oversight-rule-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
# Figures.
oversight-figures = Figures
oversight-figures-law = Statistics · what this authority did, without a person in it
oversight-figures-what = Each quarter and each year is counted once, when it is over. The times are UTC.
oversight-figures-none = No figures yet
oversight-figures-none-next = The node counts a quarter within the hour after its end. Come back then.
oversight-figures-open = Open the list
oversight-figures-col-cell = What
oversight-figures-col-count = How many
oversight-figures-persons = people
oversight-figures-acts = acts
oversight-figures-below = fewer than { $n }, or none
oversight-figures-band = { $from } to { $to }
oversight-figures-quarter = Quarter { $quarter } of { $year }
oversight-figures-year = The year { $year }
oversight-figures-beside = Release, periods, and what the figures tell
oversight-figures-counted = Counted
oversight-figures-digest = Digest
oversight-figures-release = Ask to release these figures
oversight-figures-release-what = They become public and stay as they are. A data protection officer confirms it as the second person.
oversight-figures-waits = Somebody asked for this. It waits for a data protection officer.
oversight-figures-released-before = These figures were released before.
oversight-figures-released = released
oversight-figures-unreleased = not released
oversight-figures-csv = Table (CSV)
oversight-figures-json = Document (JSON)
oversight-figures-periods = Periods
oversight-figures-period-count = { $n ->
    [one] { $n } period
   *[other] { $n } periods
}
oversight-figures-promise = What these figures tell
oversight-figures-promise-bands = Each number stands alone, as a band of five. A small one is told like none. There is no total: from a total a small number could be computed.
oversight-figures-promise-once = Each act is counted in one table of one period. A period is never counted again, so that nothing can be subtracted.
oversight-figures-promise-kept = Integrity cases, protection cases, cases kept to named people and cases kept from somebody are not counted, nor what hangs on them.
oversight-figures-promise-not = Who knows every act of a number but one can tell whether there was one more, where it lifts the number into the next band. Other authorities may publish the same acts from their side.
oversight-figures-subject-requests = Requests of data subjects
oversight-figures-subject-requests-what = Requests that were recorded in the year, by what was asked.
oversight-figures-subject-requests-access = what is held about them
oversight-figures-subject-requests-correction = correction
oversight-figures-subject-requests-deletion = deletion
oversight-figures-subject-requests-objection = objection
oversight-act-release = Release the figures: { $period }
oversight-act-release-effect = The tables become public as they stand on the page of the figures. They are not changed afterwards.
oversight-action-read-figures = looked at figures
oversight-action-release-figures = released figures
oversight-object-figures = figures

# Where an assessment was relied on.
oversight-relied = Where an assessment was relied on
oversight-relied-title = What went to { $state } under its assessment
oversight-relied-what = Every dossier, check and message that the gate let go to this State relies on an assessment of it, and the log names which.
oversight-relied-assessment = The assessment
oversight-relied-count = { $n ->
    [one] { $n } release
   *[other] { $n } releases
}
oversight-relied-none = Nothing went there under an assessment
oversight-relied-none-next = When something is sent to a node of this State it stands here, with the assessment that it relied on.
oversight-relied-when = When
oversight-relied-who = Who
oversight-relied-kind = What
oversight-relied-record = Record
oversight-relied-to = To
oversight-relied-under = Assessment
oversight-relied-version = { $reference }, recorded { $day }
oversight-relied-foot = The newest { $n } are shown; the file has all that the log holds of the newest entries of each kind.
oversight-object-child-name = name of a child
oversight-object-child-duty = what is due for a child
oversight-object-node-keys = keys of the node
oversight-object-near-miss = words similar to a held value
oversight-object-freed-text = words that can be sent
oversight-object-check-words = words of a check
oversight-object-authority = authority
oversight-object-assessment = assessment of a State
oversight-object-shift = shift
oversight-object-protection-opening = opening of a protection record
oversight-object-acknowledgement = acknowledgement
oversight-action-courier = carried files by courier
oversight-object-courier-file = courier file
oversight-object-test-call = test call
oversight-object-authority-entry = entry of an authority

oversight-action-save = saved a file
oversight-action-send-parts = sent parts of a file, or a message under a new key
oversight-object-attachment = attachment
oversight-object-hub = hub
oversight-object-hub-alarm = alarm about a hub
oversight-object-hub-statement = statement in a hub’s log
oversight-object-kept-authority = entry of an authority without a node
oversight-object-letter = letter
oversight-object-mailbox = mailbox
oversight-object-network = network
oversight-object-prekeys = one-time keys
oversight-object-transcribed-move = move entered from a letter
oversight-action-read-conference = looked at the record of the Conference
oversight-action-keep-conference = kept the record of the Conference
oversight-action-serve-conference = served the Conference as its secretariat
oversight-action-submit = handed something to the secretariat
oversight-action-follow-up = followed a recommendation for the State
oversight-action-export-conference = wrote a report to a file
oversight-action-send-conference = sent to other nodes what is published of the Conference
oversight-object-conference = record of the Conference
oversight-object-report = report of a meeting
oversight-object-recommendation = recommendation
oversight-object-session = session
oversight-object-submission = statement submitted
oversight-object-call = call for input
oversight-object-topic = proposed topic
oversight-object-follow-up-action = action that follows a recommendation
oversight-object-exhibit = exhibit
oversight-object-case-note = note in a case
oversight-object-case-task = task in a case
oversight-object-case-offence = offence that a case looks at
