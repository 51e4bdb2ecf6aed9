# Dossiers and the desk.
exchange-desk = Desk
exchange-desk-under = { $day }, { $hour } in { $place } · { $utc } UTC
exchange-desk-under-utc = { $day }, { $hour } UTC
exchange-all-dossiers = All dossiers
exchange-beside-desk = Beside the desk
exchange-dossiers = Dossiers
exchange-dossiers-what = Requests you sent and requests that reached you. Both sides keep the same signed history.
exchange-count = { $n ->
    [one] { $n } dossier
   *[other] { $n } dossiers
}
exchange-none = No dossier yet
exchange-none-next = Ask another authority, or wait until one asks you.
exchange-none-found = No dossier like that
exchange-none-found-next = Choose another state or side.
exchange-show-all = Show all
exchange-case-none = No request was sent or received for this case yet.
exchange-filter = Show
exchange-filter-go = Show
exchange-filter-state = State
exchange-filter-side = Side
exchange-filter-all = All
exchange-filter-us = Waiting for you
exchange-filter-them = Waiting for the other side
exchange-filter-open = Open
exchange-filter-ended = Ended
exchange-filter-both = Both sides
exchange-filter-asked = You asked
exchange-filter-answering = You were asked
exchange-col-answer-in = Answer in
exchange-col-asked = What is asked
exchange-col-other = Other side
exchange-col-state = State
exchange-col-record = Record
exchange-col-says = Says
exchange-col-source = Source and grade
exchange-col-handling = Handling
exchange-you-asked = you asked
exchange-they-ask = they ask
exchange-in-case = case { $case }
exchange-points-answered = { $n } of { $of } points answered
exchange-subject-erased = Text erased

exchange-clock-none = nothing is due
exchange-clock-no-date = no date in the treaty
exchange-clock-open = open for { $span }
exchange-clock-late = { $span } late
exchange-clock-left = { $span } left
exchange-clock-stands-still = stands still until what was asked back is answered
exchange-clock-promised = promised for { $when }
exchange-clock-requested-by = asked for by { $when }
exchange-clock-eu-urgent-direct = within 8 hours if directly accessible, by { $when }
exchange-clock-eu-urgent-indirect = within 3 days, by { $when }
exchange-clock-eu-other = within 7 days, by { $when }
exchange-field-profile = Agreed time limits
exchange-profile-none = None agreed
exchange-profile-eu-2023-977 = Directive (EU) 2023/977, where both sides are bound
exchange-clock-elapsed = since { $when }

exchange-frozen = Stands still
exchange-frozen-next = Nothing can be added. Talk to the other desk, then open a new dossier.
exchange-not-acknowledged = not acknowledged
exchange-they-ask-back = they ask back
exchange-waiting-for-them = waiting for them
exchange-state-opened = Opened
exchange-state-acknowledged = Acknowledged
exchange-state-asked-back = Asked back
exchange-state-answered-part = Answered in part
exchange-state-answered = Answered
exchange-state-refused = Refused
exchange-state-withdrawn = Withdrawn
exchange-state-closed = Closed
exchange-step-delivered = Delivered
exchange-step-promised = promised for { $when }

exchange-moved-open = { $desk } asked
exchange-moved-open-us = You asked
exchange-moved-acknowledge = { $desk } acknowledged
exchange-moved-acknowledge-us = You acknowledged
exchange-moved-ask-back = { $desk } asked back
exchange-moved-ask-back-us = You asked back
exchange-moved-supplement = { $desk } supplemented the request
exchange-moved-supplement-us = You supplemented the request
exchange-moved-answer = { $desk } answered
exchange-moved-answer-us = You answered
exchange-moved-answer-part = { $desk } answered in part
exchange-moved-answer-part-us = You answered in part
exchange-moved-answer-none = { $desk } answered: nothing found
exchange-moved-answer-none-us = You answered: nothing found
exchange-moved-refuse = { $desk } refused
exchange-moved-refuse-us = You refused
exchange-moved-withdraw = { $desk } withdrew the request
exchange-moved-withdraw-us = You withdrew the request
exchange-moved-close = { $desk } closed the dossier
exchange-moved-close-us = You closed the dossier
exchange-moved-unknown = { $desk }: { $code }
exchange-void = Does not count
exchange-void-state = It came when the dossier no longer allowed it, for example because the other side had withdrawn.
exchange-void-side = It was not this side’s to make.
exchange-void-condition = A condition of this step was not met.
exchange-void-unknown = A newer program made it. It is shown as it is and changes nothing.
exchange-kind-not-known = kind not known here
exchange-void-waits = It answers something that has not arrived here yet.
exchange-erased = The text was erased. The signed record that it existed is kept.
exchange-receipt-durable = durable at { $desk } { $when } · signature and digest verified
exchange-receipt-waiting = not yet received by the other side
exchange-receipt-again = not yet received: the other side does not answer; sending goes on
exchange-receipt-expired = never received: given up after 30 days, or when its node was trusted no longer
exchange-receipt-refused = not taken by the other side: { $why }
exchange-receipt-false = the receipt does not verify
exchange-reason-peer-not-trusted = this node is not trusted there any more
exchange-reason-key-not-current = signed with a key that is not in the newest card
exchange-reason-expired = it came too late
exchange-reason-unknown-kind = their program does not know this kind
exchange-reason-number-used-twice = two different moves bear the same number
exchange-reason-chain-broken = a move does not continue the history
exchange-reason-seen-unknown = the other side has seen a move that is not here; this node may have been restored from a backup
exchange-reason-dossier-frozen = the dossier stands still there
exchange-reason-not-agreed = it is not agreed that you ask this node
exchange-reason-designation = this kind is not for their authority, or not from yours
exchange-reason-forged = forged, damaged, or signed with a key that is not known
exchange-reason-unknown-key = sealed to a key that is not there any more
exchange-reason-key-revoked = signed with a key that its owner revoked
exchange-reason-kind-unreadable = their program cannot read this kind of request

exchange-history = History
exchange-history-equal = equal on both sides
exchange-history-provisional = not yet confirmed by the other side
exchange-moves = { $n ->
    [one] { $n } move
   *[other] { $n } moves
}
exchange-verify = Verify
exchange-before = Before you act
exchange-before-ask = Before you ask
exchange-before-send = Before you send
exchange-can-nothing = Nothing to do here for you now.
exchange-act-acknowledge = Acknowledge
exchange-act-ask-back = Ask back
exchange-act-supplement = Supplement
exchange-act-answer = Answer
exchange-act-refuse = Refuse…
exchange-act-withdraw = Withdraw…
exchange-act-close = Close
exchange-do-acknowledge = Acknowledge the request
exchange-do-ask-back = Ask back
exchange-do-supplement = Supplement the request
exchange-do-answer = Answer
exchange-do-refuse = Refuse
exchange-do-withdraw = Withdraw the request
exchange-do-close = Close the dossier
exchange-other-desk = The other desk
exchange-desk-name = Desk
exchange-desk-contact = Contact
exchange-desk-hours = Open
exchange-desk-open = open now
exchange-desk-opens = opens { $when }
exchange-desk-confirmed = Confirmed
exchange-desk-unconfirmed = not confirmed
exchange-desk-none = no contact point in its card
exchange-own-case = Your case
exchange-learn = They will learn
exchange-learn-acknowledge = that the request arrived, and when you promise an answer.
exchange-learn-ask-back = what you need to know before you can answer.
exchange-learn-supplement = what you add to your request.
exchange-learn-answer = what you write here. No statement of a case goes along.
exchange-learn-refuse = that you refuse, on which ground and why.
exchange-learn-withdraw = that you no longer need an answer, and why.
exchange-learn-close = that the matter is closed for you.
exchange-learn-statements = { $n ->
    [one] what you write here and { $n } statement with its source, grade and handling.
   *[other] what you write here and { $n } statements with their source, grade and handling.
}
exchange-see = They see in any case
exchange-see-text = your authority, your State, and when you write.
exchange-withheld = { $n ->
    [one] One statement. You can answer without it.
   *[other] { $n } statements. You can answer without them.
}
exchange-assessment = Assessment
exchange-assessment-of = Assessment of { $party }:
exchange-assessment-conditional = valid with conditions until { $day } ({ $reference }). Conditions: { $conditions }
exchange-assessment-minimal = valid until { $day }, by reference alone ({ $reference }): nobody has answered its questions yet.
exchange-assessment-valid = valid until { $day } ({ $reference }).
exchange-assessment-none = nobody has recorded one. Nothing can be sent until a prosecutor or a data protection officer does.
exchange-assessment-own = not needed: an authority of the same State, on this node.
exchange-assessment-not-valid = unfavourable or no longer valid. Nothing can be sent until a prosecutor or a data protection officer records a new one.

exchange-what-you-ask = What you ask
exchange-what-you-say = What you say
exchange-they-asked = What was asked
exchange-goes-to = goes to { $desk }
exchange-to-preview = See what would be sent
exchange-preview = This would be sent
exchange-preview-what = What they will read
exchange-preview-first = Nothing is sent before you have seen it as they will see it.
exchange-send = Send
exchange-send-once = What is sent can be corrected and never unsent. It is signed in the name of your authority.
exchange-change = Change it
exchange-cancel = Cancel
exchange-new-request = New request
exchange-choose-desk = Choose an authority
exchange-no-peer = There is nobody to ask yet.
exchange-no-peer-next = An administrator compares and trusts the card of another node first.
exchange-case-stays = Your case { $case } is noted here only; the other side does not see it.
exchange-more-fields = More: dates, restrictions, details
exchange-promised-for = Answer promised for
exchange-not-said = Not said
exchange-yes = yes
exchange-no = no
exchange-unnamed = without a name
exchange-field-peer = Whom you ask
exchange-field-purpose = Purpose
exchange-field-subject = The question, in one line
exchange-field-points = Points
exchange-field-facts = Facts and offence
exchange-field-offence = Offence, Protocol article 6
exchange-field-reasons = Why you believe they have it
exchange-field-link = How the purpose and the persons are linked
exchange-field-urgency = Urgency
exchange-field-urgency-reason = Why it is urgent
exchange-field-requested-by = Answer needed by
exchange-field-requested-by-reason = Why by then
exchange-field-basis = Legal basis
exchange-field-category = Kind of information, Protocol 10(1)
exchange-field-handling = Handling
exchange-field-restrictions = Further restrictions
exchange-field-language = Language of the request
exchange-field-hit = Hit
exchange-field-statements = Statements
exchange-field-promised = Answer promised by
exchange-field-text = Text
exchange-field-outcome = Outcome
exchange-field-answers = Answers by point
exchange-field-conditions = Conditions
exchange-field-evidence = May be used as evidence in court
exchange-field-ground = Ground
exchange-field-refuse-reasons = Reasons
exchange-field-withdraw-reasons = Why it is no longer needed
exchange-field-ask-back-text = What you need to know
exchange-field-supplement-text = What you add
exchange-field-answer-text = Answer
exchange-field-close-text = Was it useful? For the other desk
exchange-field-missing = { $field }: fill this in.
exchange-field-too-long = { $field }: shorten this.
exchange-field-wrong = { $field }: choose from the list, or correct the form.
exchange-hint-peer = The node of this authority receives it; its desk sees it at once.
exchange-hint-points = One question a line, as precise as you can. They are answered one by one.
exchange-hint-facts = What happened and which offence you investigate. Do not name people who are protected.
exchange-hint-reasons = A hit, a place, a name: what makes you ask them and not others.
exchange-hit-reasons = A private check between our nodes showed that you hold a value that stands in our case (hit { $reference }).
exchange-hint-restrictions = In your own words. The receiver’s program keeps them with the information.
exchange-hint-promised = The treaty sets no number of days. The other desk sees the time you promise.
exchange-hint-conditions = For example: not in court without our consent. It stays with every statement.
exchange-hint-requested-by = A wish with a reason, not a deadline of the treaty.
exchange-hint-evidence = Information may otherwise be used for enquiries only.
exchange-hint-urgency-reason = Only if it is not normal.
exchange-point = { $n }. { $point }
exchange-point-n = Point { $n }
exchange-point-text = Answer to point { $n }
exchange-point-not-now = Not answered now
exchange-outcome-whole = In full
exchange-outcome-part = In part
exchange-outcome-none = Nothing found
exchange-urgency-normal = Normal
exchange-urgency-urgent = Urgent
exchange-urgency-imminent-threat-to-life = Danger to life
exchange-ground-not-available = The information is not available here
exchange-ground-needs-judicial-authorisation = A court has to authorise it
exchange-ground-essential-interests = It would harm essential interests of the State
exchange-ground-ongoing-investigation = It would harm an ongoing investigation
exchange-ground-safety-of-a-person = It would endanger a person
exchange-ground-other-proceedings-needed = It needs mutual legal assistance
exchange-ground-not-precise-enough = The request is not precise enough
exchange-offence-6-1-a = 6(1)(a) smuggling of migrants
exchange-offence-6-1-b-i = 6(1)(b)(i) producing a fraudulent document
exchange-offence-6-1-b-ii = 6(1)(b)(ii) procuring or holding a fraudulent document
exchange-offence-6-1-c = 6(1)(c) enabling illegal stay
exchange-category-a = (a) routes, carriers, means of transport
exchange-category-b = (b) identity and methods of groups
exchange-category-c = (c) travel documents and blanks
exchange-category-d = (d) concealment and misuse of documents
exchange-category-e = (e) legislation and practice
exchange-category-f = (f) technical information
exchange-purpose-investigation = investigation
exchange-purpose-prosecution = prosecution
exchange-purpose-prevention = prevention
exchange-purpose-protection = protection
exchange-purpose-administration = administration
exchange-purpose-oversight = oversight
exchange-basis-UNTOC-27 = UNTOC 27: law enforcement cooperation
exchange-basis-UNTOC-27-1-b = UNTOC 27(1)(b): enquiries on persons, proceeds, property
exchange-basis-UNTOC-18-4 = UNTOC 18(4): spontaneous information
exchange-basis-UNTOC-15-5 = UNTOC 15(5): parallel investigations
exchange-basis-SOMP-10 = Protocol 10: information
exchange-basis-SOMP-10-1-a = Protocol 10(1)(a): routes, carriers, means of transport
exchange-basis-SOMP-10-1-b = Protocol 10(1)(b): identity and methods of groups
exchange-basis-SOMP-10-1-c = Protocol 10(1)(c): travel documents and blanks
exchange-basis-SOMP-10-1-d = Protocol 10(1)(d): concealment, misuse of documents
exchange-basis-SOMP-11-6 = Protocol 11(6): direct channels at the border
exchange-basis-SOMP-13 = Protocol 13: legitimacy of documents
exchange-refused = This cannot be sent to this authority. You can change it and try again.
exchange-refused-assessment = There is no valid assessment of this State. Ask an administrator to record one.
exchange-refused-handling = What was received under this handling does not go on to this authority.
exchange-refused-marking = Its TLP or PAP marking does not allow it to go there in this way. Remove that part or choose another recipient.
exchange-refused-restriction = A restriction that this program does not know stands on it. Remove that part.
exchange-refused-role = Your role does not allow this.
exchange-peer-unknown = Choose an authority from the list.
exchange-authority-unknown = This authority is not in the newest card of its node. Choose again.
exchange-not-agreed = It is not agreed that you ask this node. Ask an administrator to set the terms.
exchange-not-designated = This kind is for authorities with another function. Choose one that has it.
exchange-too-many-statements = Choose at most 200 statements. Send the rest with another move.
exchange-mixed-origin = These statements come from different senders. Answer with each sender’s in a move of its own.
exchange-nothing-to-take = There is nothing in this move to take into a case.
exchange-no-such-case = There is no such case here for you. Check the reference.
exchange-pick = Statements from your cases
exchange-pick-hint = Choose what goes along, one by one. Each is checked on its own before anything leaves.
exchange-pick-case = Case
exchange-pick-find = Find in the case
exchange-pick-go = Find
exchange-pick-statements = Choose
exchange-pick-more = There is more. Search for a name or a number.
exchange-statements = Statements
exchange-statements-n = { $n ->
    [one] { $n } statement
   *[other] { $n } statements
}
exchange-unread = { $n ->
    [one] One more statement was made by a newer program and cannot be read here. It stays in the dossier.
   *[other] { $n } more statements were made by a newer program and cannot be read here. They stay in the dossier.
}
exchange-take = Take into a case
exchange-take-what = What will be taken
exchange-take-case = Your case
exchange-take-case-hint = Its reference, for example AG-114.
exchange-take-keeps = What stays with it
exchange-take-keeps-text = Source, grade, handling and restrictions stay as the sender set them, and the sender stays the owner. Taking it twice does nothing the second time.
exchange-verification = Verification
exchange-verified = It all holds.
exchange-verified-text = Both chains are unbroken, every signature is by a key the directory knows, every text fits what was signed.
exchange-not-verified = This does not hold:
exchange-fault = { $chain }, move { $n }: { $what }
exchange-chain-asker = asking side
exchange-chain-answerer = answering side
exchange-v-moves = Moves
exchange-v-signatures = Signatures that verify
exchange-v-bodies = Texts that fit what was signed
exchange-v-erased = Texts erased
exchange-v-receipts = Receipts that verify
exchange-v-not-received = Without a receipt yet
exchange-v-history = Digest of the history
exchange-v-foot = Once every move is received, the other side has the same digest. Read it to each other to be sure.
exchange-to-dossier = To the dossier
exchange-download = Download the history

# Corrections, consent, disclosure.
exchange-state-granted = Granted
exchange-state-granted-part = Granted in part
exchange-state-consent-withdrawn = Consent withdrawn
exchange-moved-grant = { $desk } consented
exchange-moved-grant-us = You consented
exchange-moved-grant-part = { $desk } consented in part
exchange-moved-grant-part-us = You consented in part
exchange-moved-withdraw-consent = { $desk } withdrew its consent
exchange-moved-withdraw-consent-us = You withdrew your consent
exchange-moved-correct = { $desk } corrected what it had sent
exchange-moved-correct-us = You corrected what you had sent
exchange-moved-correct-none = { $desk } withdrew statements it had sent
exchange-moved-correct-none-us = You withdrew statements you had sent
exchange-moved-applied = { $desk } applied the correction
exchange-moved-applied-us = Your node applied the correction
exchange-moved-disclose = { $desk } discloses to the defence
exchange-moved-disclose-us = You disclose to the defence
exchange-act-grant = Consent
exchange-act-withdraw-consent = Withdraw consent…
exchange-act-correct = Correct what was sent
exchange-act-applied = Applied
exchange-act-disclose = Disclose to the defence
exchange-do-grant = Consent to passing on
exchange-do-withdraw-consent = Withdraw the consent
exchange-do-correct = Correct what was sent
exchange-do-applied = Correction applied
exchange-do-disclose = Disclose to the defence
exchange-learn-grant = that you consent, to which statements and under which conditions.
exchange-learn-withdraw-consent = that you consent no longer, and why. What was passed on before stays there until you correct it.
exchange-learn-correct = which of your statements no longer stand, why, and what stands instead. Their copies are changed at once and their node says so.
exchange-learn-applied = that the correction was applied, and to how many copies.
exchange-learn-disclose = what you disclose to the defence, why, and when.
exchange-field-references = Statements
exchange-field-grant-references = Statements you consent to, where only in part
exchange-field-reasons-correct = Why it is corrected
exchange-field-withdraw-consent-reasons = Why you consent no longer
exchange-field-cause = Cause
exchange-field-correction = Correction
exchange-field-copies = Copies changed
exchange-field-move = Move
exchange-field-what = What is disclosed
exchange-field-why = Why it exculpates an accused person
exchange-field-notice = Notice
exchange-field-disclosed = When it is disclosed
exchange-field-not-before = Why you could not tell them before
exchange-field-use = What you ask for
exchange-field-recipient = Who shall receive it
exchange-field-for-purpose = What it will be used for
exchange-field-about = About the dossier
exchange-hint-use = Consent to pass on is not consent to use in court.
exchange-hint-recipient = Consent counts for this recipient only.
exchange-hint-references = Consent counts for exactly these.
exchange-hint-notice = The law asks for prior notice. Afterwards only where it was not possible, and at once.
exchange-hint-not-before = Only if you tell them afterwards.
exchange-hint-reasons-correct = The other side reads it, and it stays beside each copy taken back.
exchange-use-onward = to pass it on
exchange-use-judicial = to use it in court
exchange-use-onward-judicial = to pass it on and use it in court
exchange-notice-before = before it is disclosed
exchange-notice-after = after it was disclosed, without delay
exchange-cause-originator = corrected by whoever sent it to them
exchange-ground-recipient-not-assessed = The recipient is not assessed by us
exchange-own-courts = { $party } · your own courts
exchange-later-replaced = corrected since
exchange-later-withdrawn = withdrawn since
exchange-court-not = information, not evidence
exchange-court-consent = may be used in court by consent
exchange-court-part = { $n } of { $of } may be used in court by consent
exchange-consent-needed = Consent of the sender
exchange-consent-needed-n = { $n ->
    [one] One statement was received under a handling that forbids this. Its sender can consent.
   *[other] { $n } statements were received under a handling that forbids this. Their sender can consent.
}
exchange-ask-permission = Ask for permission to pass on
exchange-consent-withdrawn = Consent to passing on to { $party } was withdrawn: it is blocked again
exchange-corrections = Corrections
exchange-corrections-sent = Corrections sent, and what came back
exchange-record-exchanged = Sent and received
exchange-correct-what = Sent, and no longer true here
exchange-correct-none = Nothing that was sent from this case was taken back without telling the other side.
exchange-correct-outside = Copies outside the program cannot be called back. Tell the other desk if you know of any.
exchange-instead-nothing = nothing: it is withdrawn
exchange-instead-hint = Went to { $desks }. Taken back here: { $why } Choose what stands instead.
exchange-instead-withheld = { $n ->
    [one] One replacement may not go to this desk. The statement is withdrawn there.
   *[other] { $n } replacements may not go to this desk. The statements are withdrawn there.
}
exchange-taken-back-n = { $n ->
    [one] { $n } statement taken back
   *[other] { $n } statements taken back
}
exchange-untold = { $n ->
    [one] { $n } statement that was sent no longer stands here
   *[other] { $n } statements that were sent no longer stand here
}
exchange-untold-tag = send the correction
exchange-told-tag = corrected there
exchange-correction-sent = sent, not received yet
exchange-correction-delivered = received, not applied yet
exchange-correction-not-taken = not taken: call the other desk
exchange-correction-confirmed = sent by letter; they said that they have it
exchange-correction-applied = { $n ->
    [0] applied: no copy was held
    [one] applied to { $n } copy
   *[other] applied to { $n } copies
}
exchange-correction-to = { $desk }, { $when }: { $n ->
    [one] { $n } statement corrected
   *[other] { $n } statements corrected
}
exchange-correction-from = { $desk } corrected on { $when }: replaced { $replaced }, withdrawn { $withdrawn }
exchange-passed-on = { $n ->
    [one] passed on to { $n } desk
   *[other] passed on to { $n } desks
}
exchange-left-to-you = { $n ->
    [one] { $n } is left to you: read the correction and decide in the case
   *[other] { $n } are left to you: read the correction and decide in the case
}
exchange-went-to = { $what }: sent to { $desk } on { $when }
exchange-came-from = { $what }: from { $desk }
exchange-corrected-since = Corrected since
exchange-corrected-since-n = { $n ->
    [one] The sender corrected or withdrew one statement. What you see is what stands now.
   *[other] The sender corrected or withdrew { $n } statements. What you see is what stands now.
}
exchange-correct-cannot = Cannot be sent to this desk now
exchange-correct-cannot-next = It stays on your desk. See the dossier: it stands still, or their node is not trusted or not assessed.

# What children are called (R-26).
exchange-pick-names = List what children are called, too (the log keeps it)
exchange-pick-name = a child’s name: choosing it releases it
exchange-refused-child = This says what a child is called. Choose it as such, or leave it out.

# The elements of an offence of article 6 (R-02, R-03).
exchange-field-benefit = Financial or other material benefit
exchange-field-benefit-facts = The benefit: how much, who to whom, by what way
exchange-field-endangers-life = Lives or safety were endangered, 6(3)(a)
exchange-field-inhuman-treatment = Inhuman or degrading treatment, 6(3)(b)
exchange-hint-benefit = Without a benefit there is no offence of article 6: help to family, or for reasons of humanity, is none.
exchange-hint-benefit-facts = What is known of it, and what is not.
exchange-benefit-money = money
exchange-benefit-goods = goods
exchange-benefit-labour = labour
exchange-benefit-sexual = sexual
exchange-benefit-other = another material benefit
exchange-benefit-none = none
exchange-benefit-unknown = not known
exchange-benefit-absent = No benefit: no offence of article 6
exchange-benefit-unproven = Element unproven: benefit
exchange-aggravation-misplaced = 6(3) does not aggravate 6(1)(b)(ii)
exchange-field-no-offence = Without a benefit this is no offence of Protocol article 6. Ask without naming one, or say what the benefit was.
exchange-field-not-aggravated = { $field }: 6(1)(b)(ii) alone is not aggravated. Name the offence that was, or leave this out.
exchange-distress-first = What you send is in distress. Ask as an imminent threat to life, so that rescue comes first.
exchange-kind-choice = Kind of dossier
# Figures.
exchange-figures-requests-received = Requests received that ended
exchange-figures-requests-received-what = Each request counts in the quarter in which it ended, once. An answer that there is nothing is an answer. Neither States nor regions are told.
exchange-figures-requests-received-answered-week = answered within 7 days
exchange-figures-requests-received-answered-month = answered within 30 days
exchange-figures-requests-received-answered-later = answered later
exchange-figures-requests-received-refused-unclear = refused: not held, or not precise enough
exchange-figures-requests-received-refused-other-way = refused: needs a court or another procedure
exchange-figures-requests-received-refused-interests = refused: to protect an interest, an investigation or a person
exchange-figures-requests-received-ended-otherwise = ended otherwise
exchange-figures-requests-sent = Requests sent that ended
exchange-figures-requests-sent-what = Each request counts in the quarter in which it ended, once.
exchange-figures-requests-sent-answered = answered
exchange-figures-requests-sent-nothing-held = answered: nothing held
exchange-figures-requests-sent-refused = refused
exchange-figures-requests-sent-ended-otherwise = ended otherwise
exchange-figures-permissions-asked = Permissions to pass on that were asked of us
exchange-figures-permissions-asked-what = Each counts in the quarter in which it was decided, once. What was taken back later stays as it was counted.
exchange-figures-permissions-asked-granted = granted
exchange-figures-permissions-asked-granted-part = granted in part
exchange-figures-permissions-asked-refused = refused
exchange-figures-permissions-asked-ended-otherwise = ended otherwise
exchange-figures-corrections-sent = Corrections sent
exchange-figures-corrections-sent-what = Corrections and withdrawals of what was sent, by whether the other side’s node signed for them by the end of the quarter.
exchange-figures-corrections-sent-signed-for = signed for
exchange-figures-corrections-sent-open = not signed for
exchange-figures-assistance-requests = Requests for mutual legal assistance that ended
exchange-figures-assistance-requests-what = Dossiers of every kind whose definition rests on UNTOC article 18; 18(4) is not meant, which is information that nobody asked for. Each counts in the quarter in which it ended, once.
exchange-figures-assistance-requests-received = received
exchange-figures-assistance-requests-sent = sent

exchange-receipt-courier = not yet received: given to the courier { $when }
exchange-courier = Courier
exchange-courier-what = What waits for a node that cannot be reached goes into a file. Anybody may carry it by any means: it is sealed, and names neither who wrote it nor for whom.
exchange-courier-outgoing = For couriers
exchange-courier-incoming = A courier file came
exchange-courier-incoming-what = It is read as if its messages had come over the wire. The receipts go back in your next file for that node.
exchange-courier-col-peer = For
exchange-courier-col-waits = Waits
exchange-courier-col-given = Given last
exchange-courier-col-file = File
exchange-courier-col-place = Place
exchange-courier-col-what = What
exchange-courier-col-became = What became of it
exchange-courier-col-why = Why
exchange-courier-no-peer = No node to write to
exchange-courier-no-peer-next = An administrator exchanges cards with the other node first.
exchange-courier-messages = { $n ->
    [0] no message
    [one] { $n } message
   *[other] { $n } messages
}
exchange-courier-receipts = { $n ->
    [0] no receipt owed
    [one] { $n } receipt owed
   *[other] { $n } receipts owed
}
exchange-courier-since = since { $since }; the oldest is given up on { $until }
exchange-courier-never = never
exchange-courier-last = file { $n }, { $when }
exchange-courier-write = Write for courier
exchange-courier-foot = A file always carries your card too, so that even one without messages is of use. Messages wait here until their receipts come: a file that is lost is written again, and one that is read twice changes nothing.
exchange-courier-file = Courier file
exchange-courier-file-hint = One file, as the courier brought it.
exchange-courier-file-needed = Choose the file that the courier brought.
exchange-courier-settle = Why the other node begins anew
exchange-courier-settle-hint = Only after a file was stopped as older or gone back, and you spoke with the other administrator.
exchange-courier-read = Read a courier file
exchange-courier-back = To the courier
exchange-courier-waits = { $n ->
    [one] { $n } message waits for { $peer }
   *[other] { $n } messages wait for { $peer }
}
exchange-courier-given = given to the courier on { $when }
exchange-courier-offered = send it by courier
exchange-courier-unreached = Cannot be reached
exchange-courier-stopped = Not read to its end.
exchange-courier-whole = Read to its end.
exchange-courier-whole-text = What became of each line stands below; receipts go back in your next file for that node.
exchange-courier-more = The other node had more than went into this file: ask for its next one.
exchange-courier-brought = What it brought
exchange-courier-from = Written by
exchange-courier-number = File number
exchange-courier-hidden = { $n ->
    [one] { $n } more line was taken and is not shown.
   *[other] { $n } more lines were taken and are not shown.
}
exchange-courier-card = card
exchange-courier-receipt = receipt
exchange-courier-unknown = record of a newer program
exchange-courier-shut = message that does not open
exchange-courier-kind-move = move of a dossier
exchange-courier-kind-hit-notice = notice of a hit
exchange-courier-kind-hit-claim = claim of a hit
exchange-courier-kind-hit-proof = proof of a hit
exchange-courier-kind-checkpoint = checkpoint of the log
exchange-courier-kind-counter-signature = counter-signature
exchange-courier-taken = taken
exchange-courier-known-before = here before
exchange-courier-kept-apart = kept apart
exchange-courier-not-taken = not taken
exchange-courier-not-yet = comes again: what it follows is not here
exchange-courier-reason-unknown-record = this program does not know it; update, and read the file again
exchange-courier-reason-card = the card was not taken; an administrator compares it
exchange-courier-reason-not-sent-here = no such message was sent from here
exchange-courier-reason-receipt = the receipt does not verify
exchange-courier-reason-quarantined = the other side keeps the message apart
exchange-courier-reason-rejected = the other side does not take the message
exchange-courier-reason-truncated = it is cut short
exchange-courier-reason-unknown-key = sealed to a key that was erased; your next file brings your new card
exchange-courier-reason-forged = forged or damaged
exchange-courier-reason-message-id-used = another message came under its id before
exchange-courier-reason-not-available = not available
exchange-courier-stop-no-courier-file = This is no courier file. Nothing was taken.
exchange-courier-stop-version = It was written by a newer program. Nothing was taken; update this node, then read it again.
exchange-courier-stop-not-for-us = No key of this node opens it. It is for another node, was sealed to a key that was erased since, or is damaged where it begins. Nothing was taken; if it is for you, ask for it again.
exchange-courier-stop-damaged = It is damaged, or put together from several files. What stands below was read before that place; the rest stays queued at the other node: ask for its next file.
exchange-courier-stop-truncated = It is cut short. What stands below was read; the rest stays queued at the other node: copy the file again, or ask for its next one.
exchange-courier-stop-forged = Its head is not signed by the node that it names. Nothing was taken.
exchange-courier-stop-unknown-sender = It was written by a node that is not known here. Nothing was taken; compare and trust its card first, then read it again.
exchange-courier-stop-peer-not-trusted = It was written by a node that is not trusted here. Nothing was taken.
exchange-courier-stop-key-not-current = It is signed by a key that its writer does not use any more. Nothing was taken; ask for a new file.
exchange-courier-stop-stale = A later file of that node was read already; what had no receipt then stands in that one too. Nothing of this one was taken.
exchange-courier-stop-gone-back = Its writer has gone back to before what it wrote earlier, as after a restore from a backup. Nothing was taken. An administrator calls the other one and then reads it with the reason.
exchange-courier-stop-content = Its content does not follow the format. What stands below was read before that place.

# Test calls between desks.
exchange-calls = Test calls
exchange-calls-what = Whether a person answers at a desk, and how fast. The finder goes by it.
exchange-calls-here = Calls to our desks
exchange-calls-none-here = Nobody has called our desks
exchange-calls-none-here-next = A call of another node waits here and on the desk until somebody answers it.
exchange-calls-person = Only a person answers: the program does not do it by itself.
exchange-calls-placed = Calls from here
exchange-calls-none-placed = No desk was called from here
exchange-calls-none-placed-next = Find the desk for a matter and place a test call there.
exchange-calls-find = Whom to reach
exchange-call-from = From
exchange-call-to = To
exchange-call-desk = Desk
exchange-call-came = Came in
exchange-call-placed = Placed
exchange-call-due = Answer by
exchange-call-state = Answer
exchange-call-answer = I am here: answer
exchange-call-answered = answered after { $time }
exchange-call-late = not answered in time
exchange-call-waits = waits for an answer
exchange-call-silent = no answer: routed around
exchange-call-under-way = under way
exchange-call-not-delivered = not delivered yet

# Letters: a counterpart without a node
exchange-unverified = Not verified by the system
exchange-letter = Letter
exchange-letter-files = The letter and its files
exchange-letter-files-what = One package for { $desk }: the letter as PDF, its signature and key, how to verify it, and a form to answer on. Send it by post, by e-mail or by hand.
exchange-letter-download = Download the package
exchange-letter-record = What became of it
exchange-letter-not-sent = not recorded as sent yet
exchange-letter-sent = sent by { $way } on { $day }; nobody signed for it
exchange-letter-sent-confirmed = sent by { $way } on { $day }; they said on the telephone that they have it
exchange-letter-confirmed = { $name } said on the telephone that they have it, { $when }
exchange-letter-way = How it was sent
exchange-letter-day = Day it was sent
exchange-letter-day-needed = Give the day. It cannot lie ahead.
exchange-letter-way-needed = Choose the way.
exchange-entered-before = The same answer was entered before and stands in the dossier. Nothing was entered now.
exchange-entered-meanwhile = Something was entered for them since you opened this form. Look at the dossier; if this is something else, send it again.
exchange-letter-name-needed = Give the name of who said so. Record the sending first.
exchange-letter-record-sent = Record as sent
exchange-letter-spoken-to = Who said on the telephone that it came
exchange-letter-record-confirmed = Record the call
exchange-letter-nobody-signs = A letter is never shown as delivered: what you record here is what an officer says.
exchange-letter-call = Call them on a number that does not come from this letter, read the code to each other, and the words of the key if they ask.
exchange-letter-code = Code
exchange-letter-square = The code of this letter as a square for cameras
exchange-letter-page = Page
exchange-letter-reference = Reference
exchange-letter-date = Date
exchange-letter-answer-by = Answer requested by
exchange-letter-urgency = Urgency
exchange-letter-handling = What you may do with it
exchange-letter-text = The matter
exchange-letter-points = What is asked
exchange-letter-answer-title = How to answer
exchange-letter-answer = Fill in the file reply.xlsx and send it back to the address above, by the way you trust most. Keep reference and code as they are. You may answer by letter too; then name both.
exchange-letter-genuine-title = How to know that this letter is genuine
exchange-letter-genuine = Call the authority on a number you already have, not on one from this letter, and compare the code. The file VERIFY.txt says how to check the signature with a tool that most computers have.
exchange-way-post = post
exchange-way-email = e-mail
exchange-way-hand = hand
exchange-way-stick = memory stick
exchange-way-telephone = telephone
exchange-way-unknown = a way not known here
exchange-came = came by { $way } on { $day }, entered by { $name }
exchange-history-on-paper = one side by letter: entered by hand, not verified by the system
exchange-received = Enter an answer…
exchange-received-what = Nobody verified what comes by letter. Whatever you enter is shown as not verified by the system, with your name and how it came.
exchange-received-form = The form that { $desk } sent back. It is read, shown to you, and taken only when you say so.
exchange-received-by-hand = Enter it by hand
exchange-received-by-hand-what = What did they say?
exchange-received-from = What { $desk } said
exchange-received-way = How it came
exchange-received-day = Day it came
exchange-received-take = Take as not verified
exchange-asked-by-us = What was asked
exchange-form-title = Reply form
exchange-form-intro = Fill in the yellow cells only. Choose first what you answer, then fill in the part under that heading; leave the others empty. Send the file back as it is, with reference and code unchanged.
exchange-form-what = What do you answer?
exchange-form-what-hint = Choose one from the list.
exchange-form-day = Year, month, day: 2026-11-26
exchange-form-lines = One a line.
exchange-form-file = Reply form (XLSX)
exchange-form-file-needed = Choose the file that came back.
exchange-form-read = Read the form
exchange-form-unreadable = This file does not read as a spreadsheet (XLSX), or is beyond the limits. Enter the answer by hand.
exchange-form-foreign = This is not a reply form of this program. Ask for the file reply.xlsx as it went with the letter.
exchange-form-newer = This form was made by a newer program. Enter the answer by hand.
exchange-form-other-letter = Reference and code of this form are not those of a letter of this dossier. Nothing was read.
exchange-form-changed = The questions of this form were changed since it was sent. Nothing was read; enter the answer by hand and ask them about it.
exchange-form-nothing-chosen = The form does not say what is answered: the first question is empty. Ask them, or enter it by hand.
exchange-form-not-now = What the form answers does not fit where the dossier stands now. Look at it and enter it by hand.
exchange-form-older = An older form
exchange-form-older-what = A newer letter went out since the one this form answers. See whether it still fits.
exchange-form-was-read = What was read
exchange-form-question = Question
exchange-form-stands = What stands there
exchange-form-cell = Cell
exchange-verify-letter-title = HOW TO VERIFY THIS LETTER ({ $code })
exchange-verify-letter-what = Keep letter.pdf, letter.sig and key.pem in one folder. Open a terminal there. You need OpenSSL 1.1.1 or newer, which Linux and macOS have and which can be had for Windows; no other program and no network.
exchange-verify-letter-run = Run:
exchange-verify-letter-expect = The answer must be: Signature Verified Successfully. Anything else means that the letter was changed or is not theirs.
exchange-verify-letter-words = That shows that whoever has this key signed the letter. To know whose key it is, these are its words:
exchange-verify-letter-call = Call the authority on a number that you already have, not on one from the letter. Let them read the words to you, or read them to them. They must be the same, every one. Compare the code of the letter too.
exchange-verify-letter-form = To answer, fill in reply.xlsx if it is there and send it back. Keep reference and code as they are.
exchange-by-letter = no node: by letter
# What waits at the desk.
exchange-work-why-opened = They ask, and nobody has acknowledged it yet
exchange-work-why-asked-back = They asked you back and wait for your answer
exchange-work-why-open = The next step is yours
exchange-work-why-frozen = It stands still: the two histories differ
exchange-work-why-overdue = Their time is over: call them
exchange-work-acknowledge = Acknowledge
exchange-work-supplement = Answer them
exchange-work-look = Open
exchange-work-seen = Seen…
exchange-work-call = Test call to { $desk }
exchange-work-call-what = Test call
exchange-work-call-why = A desk that does not answer in time is routed around
exchange-work-for-post = for the post { $post }
exchange-work-correction-why = Your copies were changed by their sender; say that you have seen it
exchange-work-untold-why = It was sent to others, who do not know yet that it no longer stands
exchange-work-late-why = Their node has not said that it changed the copies
exchange-work-files = { $n ->
    [one] one file offered
   *[other] { $n } files offered
 }
exchange-work-files-why = They offer it; nothing of it moves until you accept it
exchange-desk-theirs = The other side has the next step
exchange-whom-to-reach = Whom to reach
exchange-desk-theirs-count = { $n ->
    [one] 1 dossier
   *[other] { $n } dossiers
}
exchange-whom = Whom to ask
exchange-whom-first = first
exchange-whom-sign = paired post, call sign { $sign }
exchange-whom-next = If nobody answers by { $when }, go to the next.
# Attachments.
exchange-moved-attach = { $desk } attached a file
exchange-moved-attach-us = You attached a file
exchange-act-attach = Attach files
exchange-do-attach = Attach files
exchange-learn-attach = the name, type, length and SHA-256 of the file, and what you say of it. Its content goes once they accept it.
exchange-field-attachments = Files
exchange-attachment = File
exchange-attachments = Attachments
exchange-attachments-none = No files are attached to this dossier.
exchange-attachment-type = Type
exchange-attachment-size = Length
exchange-attachment-sha256 = SHA-256
exchange-attachment-received = Received
exchange-attachment-sent = Sent
exchange-attachment-waits = waits for a second person
exchange-attachment-withheld = not released
exchange-attachment-to-decide = accept or refuse
exchange-attachment-offered = offered, not accepted yet
exchange-attachment-refused = refused by them
exchange-attachment-refused-us = you refused it
exchange-attachment-coming = coming in
exchange-attachment-going = being sent
exchange-attachment-complete = complete and verified
exchange-attachment-delivered = delivered and verified
exchange-attachment-differs = not what was announced
exchange-attachment-damaged = damaged on the disk here
exchange-attachment-so-far = { $n } of { $of }
exchange-attachment-no-room-there = they have no room for it now; it goes on by itself
exchange-attachment-not-available = not available now
exchange-attachment-unreachable = they cannot be reached now; it goes on by itself
exchange-attachment-again = interrupted; it goes on by itself
exchange-attachment-being-verified = all is there; they verify it
exchange-attachment-no-room = There is no room for this file here: it needs { $n }. Ask an administrator to free some or to give files more room, then accept it.
exchange-attachment-accept = Accept
exchange-attachment-refuse = Refuse
exchange-attachment-give-up = Give it up
exchange-attachment-save = Save
exchange-act-release = Release the file { $name } to { $desk }
exchange-act-release-effect = The file is offered to them under what its sender here set. Look at it first: nothing searched it for people who are protected.
exchange-act-release-to = To
exchange-size-b = { $n } bytes
exchange-size-kb = { $n } kB
exchange-size-mb = { $n } MB
exchange-media-pdf = PDF document
exchange-media-text = text
exchange-media-archive = archive
exchange-media-unknown = unknown type
exchange-media-program = program, do not run it
exchange-media-image = image
exchange-media-video = video
exchange-media-audio = sound
exchange-media-office = office document
exchange-attach-text = What it is
exchange-attach-files = Files
exchange-attach-files-hint = At most { $n } GiB each, ten at a time. Nothing large leaves before the other side accepts it.
exchange-attach-send = Attach
exchange-attach-see = name, type, length and SHA-256 of each file, and what you write here. Names of files are read like any other text: leave out what must not leave.
exchange-attach-second = To another State a second person looks at every file that cannot be searched, such as a photograph or a PDF, and releases it. Short plain text goes at once.
exchange-attach-needed = Choose a file or an exhibit.
exchange-attach-empty = This file is empty. Choose another one.
exchange-attach-too-large = A file may have at most { $n } GiB.
exchange-attach-no-room = There is no room for files on this node. Ask an administrator to free some or to give files more room.
exchange-attach-too-many = No more files can be attached now. Decide what waits, or open another dossier.
exchange-courier-kind-attachment = what became of an attachment
exchange-courier-reason-no-room = there is no room for it here
exchange-attach-exhibits = Exhibits of the case
exchange-attach-exhibits-hint = A copy goes out; the exhibit stays as it came. They learn its number, its SHA-256 and where its custody ends, and its custody records that they got it.
exchange-attachment-exhibit = exhibit { $number } of its sender
exchange-attachment-custody = SHA-256 of the last event of its custody before it was sent, as its sender says

exchange-not-taken = not with the other side
exchange-not-taken-n = { $n ->
    [one] { $n } move is not with the other side
   *[other] { $n } moves are not with the other side
}
exchange-not-taken-next = Until these are sent again and received, no later move of this dossier goes. If the reason still stands, call the other desk first. What is sent again is the same signed move.
exchange-not-taken-look = see why, and send again
exchange-send-again = Send again
exchange-kept-apart = Kept apart from this node
exchange-kept-apart-row = { $n ->
    [one] { $n } message: { $why }
   *[other] { $n } messages: { $why }
}
exchange-kept-apart-newest = the newest on { $day }
exchange-kept-apart-what = Nothing of it is shown or acted on. Its sender was told and can send it again once the reason is gone.

exchange-keys-revoked = Keys that this node revoked
exchange-key-revoked = { $peer } revoked a signing key
exchange-key-revoked-why = { $key }: { $why }
exchange-key-revoked-next = What comes signed with it is kept apart. Call them if you wait for something that they sent.

exchange-suspension = Suspension
exchange-suspend = Suspend
exchange-suspend-what = Nothing goes to it and nothing is taken from it until you end the suspension. What waits on either side waits on, and it is not told. Its one-time keys are dropped.
exchange-suspend-reason = What seems wrong
exchange-suspend-reason-hint = For your colleagues and the auditor; it does not leave this node.
exchange-suspend-reason-needed = Say what seems wrong.
exchange-suspend-holds = What it holds of ours
exchange-suspend-holds-nothing = It holds nothing of ours
exchange-suspend-holds-nothing-next = No authority of this node shares a dossier with it.
exchange-suspend-holds-what = The desks of each authority see which; what they take back reaches it once the suspension ends.
exchange-suspend-authority = Authority
exchange-suspend-dossiers = Dossiers shared
exchange-suspend-statements = Statements sent
exchange-suspend-files = Files it has
exchange-suspend-size = Size
exchange-suspend-compared = We read the words to each other by voice and they are the same
exchange-suspend-withdrawn = Trust was withdrawn. To trust it again, paste its newest card under Trusted nodes.
exchange-suspend-over = The suspension is over
exchange-suspend-waiting = { $n ->
    [0] nothing waits for it
    [one] { $n } message waits for it
   *[other] { $n } messages wait for it
}
exchange-suspend-go = { $n ->
    [0] Nothing had waited.
    [one] { $n } message goes now.
   *[other] { $n } messages go now.
}
exchange-suspend-ended = { $n ->
    [one] { $n } could not be sealed to its new keys; its desk can send it again.
   *[other] { $n } could not be sealed to its new keys; their desks can send them again.
}
exchange-suspended-since = Suspended since { $when }
exchange-suspended-tag = suspended
exchange-suspend-way = Something seems wrong: suspend it
exchange-lift-way = End the suspension
exchange-lift = End the suspension
exchange-lift-what = Ask what happened first, by telephone. If its keys may be in other hands, it must turn them first. What waits for it is sealed to the new ones before it goes, and what comes signed with the old ones is kept apart from then on.
exchange-lift-words = Words
exchange-lift-card = Its new card
exchange-lift-card-hint = From the administrators there, after they turned their keys.
exchange-lift-why = Or why its keys of before are sound
exchange-lift-why-hint = What happened, and how you know.
exchange-held-dossiers = { $n ->
    [one] { $n } dossier is shared with it
   *[other] { $n } dossiers are shared with it
}
exchange-held-statements = { $n ->
    [one] { $n } statement was sent to it
   *[other] { $n } statements were sent to it
}
exchange-held-files = { $n ->
    [one] { $n } file is there whole
   *[other] { $n } files are there whole
}
exchange-peer-stopped = Nothing goes to the other side now
exchange-peer-suspended = Its node is suspended since { $when }. What waits goes once an administrator ends the suspension; until then nothing can be written here and nothing comes. Speak to them by other means.
exchange-peer-withdrawn = Trust in its node was withdrawn on { $when }. Nothing can be written here; what was exchanged stays and stays provable.
