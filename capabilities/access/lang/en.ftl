# People and sign-in.
access-sign-in = Sign in
access-name = Name
access-passphrase = Passphrase
access-code = Code
access-code-hint = Six digits from your authenticator app.
access-wrong = Name, passphrase or code is not right. Check all three and try again.
access-no-account = No access yet? Your administrator gives you a one-time link.
access-welcome = Welcome
access-welcome-you = This link is for { $name }.
access-visit = This is a demonstration. Its people are invented, so you can come in without a passphrase.
access-come-in = Come in
access-sign-in-as = Sign-in name
access-passphrase-new = Choose a passphrase
access-passphrase-hint = At least 12 characters. A few unrelated words are easy to remember and hard to guess.
access-passphrase-short = The passphrase is too short: at least 12 characters.
access-passphrase-long = The passphrase is too long.
access-passphrase-obvious = The passphrase is too easy to guess. Choose different words.
access-again = The passphrase once more
access-again-differs = The two passphrases differ.
access-second = Second factor
access-second-how = Scan the picture with an authenticator app, then enter the code it shows.
access-second-alt = Picture that an authenticator app reads
access-second-typed = Or type this key into the app:
access-code-wrong = The code does not fit. Wait for the next one and try again; check that the clock of your telephone is right.
access-enrol = Save and come in
access-link-left = The link works once, for another { $left }.
access-link-expired = This link has expired or was already used.
access-link-kept = Nothing was changed. Ask your administrator for a new link.
access-account = Your account
access-authority = Authority
access-roles = Roles
access-people = People
access-people-what = Who works on this node for your authority. Administrators run the node and read no content.
access-people-count = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
access-state = State
access-shut-out = shut out
access-enrolled = can sign in
access-not-enrolled = waits for first sign-in
access-change = Change
access-own-kept = You stay administrator and can sign in: somebody else must change that.
access-may-sign-in = May sign in
access-save = Save
access-new-link = Make a one-time link
access-link-made = One-time link for { $name }:
access-link-once = It is shown once and works for ten minutes. Hand it over by a way you trust.
access-add = Add a person
access-sign-in-shape = 2 to 64 lower-case letters, digits, dots or hyphens.
access-sign-in-taken = This sign-in name is taken. Choose another.
access-name-needed = Enter a name of at most 120 characters.
access-roles-needed = Choose at least one role.
access-role-administrator = administrator
access-role-administrator-may = Runs the node, adds people, trusts other nodes. Reads no content.
access-role-investigator = investigator
access-role-investigator-may = Works on cases, clears values, checks with other authorities, asks.
access-role-duty-officer = duty officer
access-role-duty-officer-may = Keeps the desk: acknowledges, answers, refuses, confirms contact points.
access-role-prosecutor = prosecutor
access-role-prosecutor-may = Works on cases and asks other authorities.
access-role-protection-officer = protection officer
access-role-protection-officer-may = Records and decides protection; sees what others must not.
access-role-auditor = auditor
access-role-auditor-may = Reads the log. Reads no content.
access-role-data-protection-officer = data protection officer
access-role-data-protection-officer-may = Reads the log and samples checks.
access-role-national-coordinator = national coordinator
access-role-national-coordinator-may = Follows for the State what the Conference recommended.
access-role-secretariat = secretariat
access-role-secretariat-may = Keeps the record of the Conference, calls for input, publishes what was submitted.

# Shifts handed over, and acts that need a second person.
access-on-duty = On duty for { $who } until { $until }
access-shifts = Shifts handed over
access-shift-given = { $who } holds your roles ({ $roles }) until { $until }
access-shift-taken = You hold roles for { $who } ({ $roles }) until { $until }
access-shift-end = End it now
access-shift-hand-over = Hand over a shift
access-shift-what = Your colleague holds these roles until the time is over. It ends by itself; each of you can end it earlier. The log names both of you.
access-shift-nobody = There is no colleague in your authority to hand over to.
access-shift-to = To
access-shift-to-needed = Choose a colleague.
access-shift-roles = Roles of yours
access-shift-length = For how long
access-shift-hours-needed = Choose how long: 24 hours at most.
access-shift-reason = Reason
access-shift-reason-needed = Give a reason of at most { $n } characters.
access-waits-second = It waits for a second administrator.
access-made-alone = Made alone.
access-made-alone-what = Nobody else here could confirm it; the log says so.
access-second-person = Second person
access-second-person-what = What one person asked for and another must confirm.
access-act-waits-for-you = Waits for you
access-act-nothing = Nothing waits for you. When a colleague asks for an act that needs a second person and you may confirm it, it stands here.
access-act-asked = asked by { $who }, { $when }
access-act-left = left to decide
access-act-time-left = Time left
access-act-reason = Reason given
access-act-look = Look at what it is about
access-act-if-you-confirm = If you confirm:
access-act-why = Your reason (needed to refuse)
access-act-confirm = Confirm
access-act-refuse = Refuse
access-act-withdraw = Take back
access-act-yours = Asked or decided by you
access-act-what = Act
access-act-asked-by = Asked
access-act-decision = Decision
access-act-decided-by = { $who }, { $when }
access-act-until = until
access-act-how = How it works
access-act-how-what = You never confirm what you asked for yourself, nor with roles that the person who asked handed to you. What nobody decides within seven days runs out and nothing happens. Both names stand in the log.
access-act-not-done = Nothing was done.
access-act-own = You asked for this yourself. Somebody else must confirm it.
access-act-not-yours = This is for somebody else to confirm.
access-act-decided = This was decided before.
access-act-ran-out = The time to decide is over. It must be asked for again.
access-act-changed = What it is about has changed since, so it can no longer be done as it was asked for. Refuse it and ask for it again.
access-act-no-reason = To refuse, give a reason of at most { $n } characters.
access-act-state-waits = waits
access-act-state-permitted = confirmed, not used yet
access-act-state-done = done
access-act-state-refused = refused
access-act-state-withdrawn = taken back
access-act-state-alone = made alone
access-act-state-ran-out = ran out
access-act-give-roles = Roles for { $name }
access-act-give-roles-effect = The person holds these roles from their next page on.
access-act-renew = New one-time link for { $name }
access-act-renew-effect = Whoever asked may make one link. With it a new passphrase and second factor are set, and whoever holds it comes in as this person.
access-shift-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
access-rule-case-operational = Case file
access-rule-case-operational-from = its last new statement
access-rule-case-protection = Case of the protection compartment
access-rule-case-protection-from = its last new statement
access-rule-case-integrity = Case of the integrity compartment
access-rule-case-integrity-from = its last new statement
access-rule-protection-claim = Protection claim
access-rule-protection-claim-from = what last happened to it
access-rule-dossier = Exchange with another authority
access-rule-dossier-from = its last move
access-rule-check = Check and its hits
access-rule-check-from = the day it was made
access-rule-subject-request = Request of a data subject
access-rule-subject-request-from = its last step
access-rule-second-act = Act decided by a second person
access-rule-second-act-from = the day it ran out
access-rule-quarantine = Message kept apart
access-rule-quarantine-from = the day it came
access-rule-held-value = Keyed digest of a held value
access-rule-held-value-from = the day it was held back
access-rule-default = This program’s default; no law was named yet
access-rule-source = Where it stands in law
access-kept = How long it is kept
access-kept-look = Look or decide
access-kept-until = Kept until
access-kept-rule = Rule
access-kept-record = Record
access-kept-over = its time is over
access-kept-reviewed = Reviewed
access-kept-reviewed-by = { $by }, { $when }
access-kept-held = Held
access-kept-stays = Stays because of
access-kept-needed = It stays for now, although its time may be over:
access-kept-from = { $days } days from { $from }: { $since }
access-kept-law = R-19 · every record about a person ends
access-kept-what = When the day comes, the record is erased. What stays says that there was one, and nothing of it.
access-kept-back = The record
access-kept-decide = Decide
access-kept-review = Set another date
access-kept-reason = Why
access-kept-set = Set the date
access-kept-last = An end date reaches to { $date } at most, so that somebody looks again. A hold is looked at again by { $hold } at most.
access-kept-date-needed = Choose a day from tomorrow to { $last }.
access-kept-not-yours = You see the date; others decide it.
access-ends-soon = Ends soon
access-ends-soon-foot = Look through what is still needed and give a reason. What nobody decides is erased on its day.
access-holds = Legal holds
access-holds-none = None stands on this record.
access-hold = Legal hold
access-hold-line = { $reference }, { $by }; to be looked at again { $review }
access-hold-place = Place a legal hold
access-hold-what = A record under a hold is not erased, whatever its date. It stands until somebody lifts it.
access-hold-reference = Reference of the court or request
access-hold-ground = Ground
access-hold-review = To be looked at again
access-hold-lift = Lift the hold
access-hold-lift-why = Why it is lifted
access-retention-due = Retention due
access-retention-rules = Rules
access-retention-nothing = Nothing ends within 30 days.
access-retention-foot = What ends within 30 days or is over. Records kept to named people do not show here; they end all the same.
access-retention-held = Held
access-retention-gone = Erased
access-erased-when = When
access-erased-why = Under which rule
access-erased-for = request { $request }
access-erased-rows = Rows
access-erased-by = By
access-kept-case = Case
access-kept-entity = Entity
access-kept-dossier = Exchange
access-kept-check = Check
access-kept-protection-claim = Protection claim
access-kept-subject-request = Request
access-kept-second-act = Act
access-kept-count = { $n ->
    [one] { $n } record
   *[other] { $n } records
}
access-kept-holds = { $n ->
    [one] { $n } legal hold
   *[other] { $n } legal holds
}
access-kept-text-needed = { $n ->
    [one] Write something, at most one character.
   *[other] Write something, at most { $n } characters.
}
access-need-open-dossier = { $n ->
    [one] { $n } open request
   *[other] { $n } open requests
}
access-need-untold-correction = { $n ->
    [one] { $n } correction that its recipient was not told of
   *[other] { $n } corrections that recipients were not told of
}
access-need-open-claim = { $n ->
    [one] { $n } claim that has not ended
   *[other] { $n } claims that have not ended
}
access-need-open-request = { $n ->
    [one] { $n } request that is not decided
   *[other] { $n } requests that are not decided
}
access-need-held-check = { $n ->
    [one] { $n } check under a legal hold
   *[other] { $n } checks under a legal hold
}
access-need-held-dossier = { $n ->
    [one] { $n } exchange under a legal hold
   *[other] { $n } exchanges under a legal hold
}

# The desk: what waits, who has it, shifts, notices, keys.
access-work-nobody = Nobody has it
access-work-yours = You have it
access-work-yours-until = You have it, until your shift ends { $when }
access-work-theirs = { $who } has it
access-work-returned = Back at the desk: { $who } went off shift { $when }
access-work-given-back = Back at the desk: { $who } gave it back { $when }
access-work-escalated = Passed up to { $who } { $when }: nobody had acknowledged it
access-work-waits = it has waited
access-work-due = due { $when }
access-work-late = { $span } late
access-work-take = I take it
access-work-take-over = Take it over
access-work-over = At the desk
access-work-itself = What waits
access-work-history = What happened to it
access-work-no-history = Nobody has taken it yet.
access-work-whose = Who has it
access-work-to = Give it to
access-work-to-needed = Choose whom it goes to.
access-work-not-to = It cannot go to this person. Choose somebody else.
access-work-nobody-above = Nobody above can take it now. Your administrator names the deputy and the head of the desk.
access-work-note = A word to it
access-work-note-hint = Read by those alone who may see what it is about, and erased with it.
access-work-note-needed = Write something, { $n } characters at most.
access-work-assign = Give it to them
access-work-back = Give it back to the desk
access-work-up = Pass it up
access-work-seen = I have seen it
access-work-only-note = Only write the note
access-work-by-node = The node
access-work-did-taken = { $who } took it
access-work-did-assigned = { $by } gave it to { $who }
access-work-did-handed-over = { $who } took it over with the shift
access-work-did-escalated = Nobody acknowledged it in time: it went up to { $who }
access-work-did-escalated-to-nobody = Nobody acknowledged it in time, and nobody stood above the desk
access-work-did-passed-up = { $by } passed it up to { $who }
access-work-did-given-back = { $by } gave it back to the desk
access-work-did-returned = The shift was over: it came back to the desk
access-work-did-seen = { $by } has seen it
access-work-did-noted = { $by } wrote
access-desk-due = Due, in order
access-desk-meta = { $n } wait · { $mine } with you
access-desk-hand-over = Hand the desk over
access-desk-whose = Whose work is shown
access-desk-all = Everything
access-desk-mine = Mine
access-desk-free = Nobody’s
access-desk-nothing = Nothing waits here
access-desk-nothing-next = What comes in stands here by itself, the most pressing first.
access-desk-until = Your shift ends { $when }.
access-duty = Shifts
access-duty-what = Who is at the desk, and who comes next
access-duty-now = On shift now
access-duty-nobody-now = Nobody is on shift by the roster. Notices go to everyone who keeps no shifts.
access-duty-coming = To come
access-duty-none-coming = No shift is planned.
access-duty-from-until = { $since } – { $until }
access-duty-add = Add a shift
access-duty-person = Who
access-duty-person-needed = Choose who.
access-duty-since = From
access-duty-since-hint = { $zone }; now, if left empty
access-duty-since-needed = Give a day and hour within the next 60 days.
access-duty-taken = This person is on shift then already, or the roster is full.
access-duty-take-out = Take it out
access-duty-heads = Above the desk
access-duty-heads-what = An alert that nobody acknowledges goes to the deputy after 15 minutes where a life is in danger, after an hour otherwise; after the same time again to the head. Both write the roster.
access-duty-deputy = Deputy
access-duty-head = Head of the desk
access-duty-nobody = Nobody
access-duty-heads-save = Save
access-handover-what = The next person sees everything that is open and accepts it. Until then it stays yours; if nobody accepts, it is the desk’s again when your shift ends.
access-handover-for-you = { $who } hands the desk over to you
access-handover-offered = You offered the desk to { $who }
access-handover-look = Look and accept
access-handover-until-then = Nothing changes hands before it is accepted.
access-handover-yours = What you have
access-handover-nothing-yours = You have nothing at the moment.
access-handover-open = What nobody has: it stays at the desk
access-handover-next = Who comes next
access-handover-to = The next person
access-handover-to-needed = Choose who comes next.
access-handover-offer = Offer the desk
access-handover-pieces = What comes to you with it
access-handover-empty = Nothing comes over: what is open stands at the desk.
access-handover-notes = Notes
access-handover-decide = The handover
access-handover-accept = Accept the desk
access-handover-decline = Not now
access-handover-take-back = Take the offer back
access-notices = Notices
access-notices-what = A notice says that something waits at your desk and nothing else, whatever it is. Ordinary ones come at most every quarter of an hour; danger to life comes at once, also at night.
access-notices-off = This node sends no notices. Your administrator can turn them on.
access-notice-text = Liaison: something waits at your desk.
access-notice-address = Mail address
access-notice-address-needed = Give one mail address, { $n } characters at most.
access-notice-quiet-from = Quiet from
access-notice-quiet-until = Quiet until
access-notice-no-quiet = No quiet hours
access-notice-quiet-what = In quiet hours only danger to life is told.
access-notice-save = Save
access-notice-none = No notices: forget the address and the browsers
access-notice-failed = The last letter could not be sent. Check the address.
access-browsers = Notices in a browser
access-browsers-what = A browser that you add here shows the same sentence, also while Liaison is closed. A click opens your desk.
access-browsers-learn = The notice itself is empty. The maker of the browser learns that this node woke it, when, and whether it was urgent. Add only browsers where others may see that sentence on the screen.
access-browser-script = To add a browser, scripts must be allowed for this page: the browser itself has to ask you.
access-browser-unable = This browser takes no notices.
access-browser-unable-what = It cannot, or this page did not come over a safe connection. Other browsers can; notices by mail need none.
access-browser-denied = This browser refuses notices from this page.
access-browser-denied-what = Allow them in the settings of the browser for this page, then try again.
access-browser-unreachable = The push service of this browser cannot be reached.
access-browser-unreachable-what = Nothing was added. The network may not let it through, or the browser may have it turned off, as in a private window. Try again, or ask your administrator.
access-browser-asking = Asking the browser and its push service…
access-browser-here = This browser is in the list.
access-browser-this = This browser
access-browser-added = Added on { $n }
access-browser-failed = The last notice did not arrive: { $n }
access-browser-name = What you call this browser
access-browser-name-what = By it you know it again in the list: duty room, own telephone.
access-browser-name-needed = Give the browser a name, { $n } characters at most.
access-browser-not-allowed = The push service of this browser is not one that this node allows. Your administrator can add it.
access-browser-too-many = You have { $n } browsers, as many as there may be. Remove one first.
access-browser-add = Add this browser
access-browser-remove = Remove
access-keys = Quick keys
access-keys-what = Each goes somewhere and changes nothing. Pages where keys judge list their own
access-key-search = Search
access-key-next = Next row
access-key-previous = Row before
access-key-open = Open the row
access-key-desk = The desk
access-key-finder = Whom to reach
access-key-shift = Shifts
access-key-help = This page
access-work-count = { $n ->
    [one] 1 thing
   *[other] { $n } things
}
access-desk-more = { $n ->
    [one] 1 more stands further down: deal with what is above first.
   *[other] { $n } more stand further down: deal with what is above first.
}
access-handover-stay = { $n ->
    [one] 1 thing is not available for you, or was dealt with; it stays at the desk.
   *[other] { $n } things are not available for you, or were dealt with; they stay at the desk.
}

# The second person at the desk.
access-work-act-needed = Choose what to do with it.
access-work-second = { $who } asked for it and cannot confirm it alone
access-work-decide = Decide
