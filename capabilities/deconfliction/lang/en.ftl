# Private checks.
deconfliction-checks = Checks
deconfliction-checks-what = What was asked of other authorities, why, and what was shared.
deconfliction-no-checks = No check yet
deconfliction-no-checks-next = Open a case, clear its values for matching, then check with other authorities.
deconfliction-to-cases = To the cases
deconfliction-to-case = To the case
deconfliction-case = Case { $reference } · { $title }
deconfliction-case-column = Case
deconfliction-check-title = Check with other authorities
deconfliction-result-title = Result of the check
deconfliction-again = Check again
deconfliction-make = Check now
deconfliction-what = What is checked
deconfliction-cleared = { $n } of { $of } values are cleared for matching
deconfliction-clear-more = Clear more…
deconfliction-clear = Clear values
deconfliction-nothing-cleared = No value of this case is cleared yet
deconfliction-nothing-cleared-why = Nothing is matched that nobody has looked at. Tie values to a role in the offence and record the lawful basis of their collection.
deconfliction-include = Include
deconfliction-value = Value
deconfliction-role = Role in the offence
deconfliction-lawful = Lawful basis
deconfliction-not-cleared-foot = Values that nobody cleared do not take part: a brother, a lawyer, a rescuer are not suspects.
deconfliction-whom = With whom
deconfliction-no-peers = No other node is trusted yet
deconfliction-no-peers-why = Your administrator trusts another authority’s card under Peers.
deconfliction-asks = Ask
deconfliction-authority = Authority
deconfliction-contact = Desk
deconfliction-unconfirmed = not confirmed lately
deconfliction-assessment = Assessment of the State
deconfliction-assessed = valid until { $until }
deconfliction-not-assessed = none that allows it
deconfliction-why = Purpose and law
deconfliction-purpose = Purpose
deconfliction-words = In words
deconfliction-words-hint = The other side reads this. No names, no numbers.
deconfliction-words-long = The purpose is too long. Shorten it.
deconfliction-basis = Legal basis
deconfliction-peer-needed = Choose at least one authority to ask.
deconfliction-purpose-needed = Choose a purpose.
deconfliction-basis-needed = Choose a legal basis.
deconfliction-value-needed = Choose at least one value.
deconfliction-before = Before you check
deconfliction-learn = They will learn
deconfliction-learn-what = only when something is shared: its kind, your desk, a random reference. Never the value, unless they hold it too.
deconfliction-see = They will see in any case:
deconfliction-see-what = that your authority asked, when, for this purpose, and a padded size of { $padded }.
deconfliction-hit-is = A hit is a reason to talk,
deconfliction-hit-is-what = never an identification. It changes no record and triggers nothing.
deconfliction-hits = Hits
deconfliction-shared = Shared
deconfliction-with = With
deconfliction-chance = By chance
deconfliction-strong = strong
deconfliction-weak = weak
deconfliction-reference = reference
deconfliction-ask = Ask
deconfliction-next = Next step
deconfliction-no-hits = Nothing is shared with the authorities that were asked
deconfliction-no-proof = That is not proof of absence: others were not asked, and what is not cleared there does not take part.
deconfliction-asked = Who was asked
deconfliction-became = What became of it
deconfliction-values = Values
deconfliction-budget = Budget of the day
deconfliction-budget-used = { $used } of { $budget }
deconfliction-state-done = answered
deconfliction-state-refused = not answered
deconfliction-state-unreached = not reached
deconfliction-state-held = held for a look
deconfliction-unreached-next = Their node cannot be reached now. Nothing was lost; check again later.
deconfliction-reason-budget = The day’s budget there is used up. Ask again tomorrow.
deconfliction-reason-direction = It was agreed that this node does not ask there.
deconfliction-reason-basis = They do not accept this legal basis.
deconfliction-reason-purpose = They do not accept this purpose.
deconfliction-reason-normaliser = Their program writes values by other rules. One of you needs the newer version.
deconfliction-reason-batch = They could not read the question.
deconfliction-reason-questions = They could not read the question.
deconfliction-reason-unreadable = They could not read the question.
deconfliction-not-looked-at = not looked at there. Their program is older.
deconfliction-reason-not-available = Not available for this check.
deconfliction-reason-answer-not-valid = The answer did not prove itself and was thrown away. Tell your administrator.
deconfliction-reason-too-many-hits = Far too much is shared to be true. Nothing is shown and nobody was told; call their desk.
deconfliction-when = When
deconfliction-by = By
deconfliction-hit-asked = Shared with { $peer }.
deconfliction-hit-noticed = { $peer } asked about it.
deconfliction-reason-to-talk = a reason to talk, not an identification
deconfliction-case-unchecked = This case was not checked with other authorities yet.
deconfliction-more-values = Only the first values are listed; all { $n } take part.
deconfliction-waiting = Waiting to be checked
deconfliction-waiting-foot = Values were cleared in these cases after they were last checked with other authorities.
deconfliction-waiting-count = { $n ->
    [one] { $n } case
   *[other] { $n } cases
}
deconfliction-waiting-values = { $n ->
    [one] { $n } value cleared
   *[other] { $n } values cleared
}
deconfliction-peers-count = { $n ->
    [one] { $n } authority
   *[other] { $n } authorities
}
deconfliction-checks-count = { $n ->
    [one] { $n } check
   *[other] { $n } checks
}
deconfliction-hits-count = { $n ->
    [one] { $n } hit
   *[other] { $n } hits
}
deconfliction-asked-peers = { $n ->
    [one] { $n } authority asked
   *[other] { $n } authorities asked
}
deconfliction-one-in = 1 in { $n }
deconfliction-missed = { $n ->
    [one] { $n } value: no shared record.
   *[other] { $n } values: no shared record.
}
deconfliction-values-asked = { $n ->
    [one] { $n } value asked
   *[other] { $n } values asked
}
deconfliction-values-padded = seen there as { $n }
deconfliction-values-withheld = { $n ->
    [one] { $n } value not available for this check
   *[other] { $n } values not available for this check
}
deconfliction-kind-phone = Phone
deconfliction-kind-document = Document
deconfliction-kind-document-number = Document number, issuer unknown
deconfliction-kind-vessel = Vessel
deconfliction-kind-vehicle = Vehicle
deconfliction-kind-account = Account
deconfliction-kind-handle = Online account
deconfliction-kind-email = E-mail
deconfliction-kind-person-birth = Person: name and birth year
deconfliction-kind-person-nationality = Person: name, nationality and decade
deconfliction-kind-registration = Registration number
deconfliction-kind-device = Device (IMEI)
deconfliction-role-organiser = suspected organiser
deconfliction-role-suspect = suspect
deconfliction-role-accused = accused
deconfliction-role-convicted = convicted
deconfliction-role-listed = on a published list
deconfliction-role-means-of-offence = means of the offence
deconfliction-basis-UNTOC-27 = UNTOC 27: law enforcement cooperation
deconfliction-basis-UNTOC-27-1-b = UNTOC 27(1)(b): inquiries
deconfliction-basis-UNTOC-18-4 = UNTOC 18(4): spontaneous information
deconfliction-basis-UNTOC-15-5 = UNTOC 15(5): parallel investigations
deconfliction-basis-SOMP-10 = Protocol 10: information
deconfliction-basis-SOMP-10-1-a = Protocol 10(1)(a): routes and carriers
deconfliction-basis-SOMP-10-1-b = Protocol 10(1)(b): groups and their methods
deconfliction-basis-SOMP-10-1-c = Protocol 10(1)(c): travel documents
deconfliction-basis-SOMP-10-1-d = Protocol 10(1)(d): concealment and misuse
deconfliction-basis-SOMP-11-6 = Protocol 11(6): direct channels at the border
deconfliction-basis-SOMP-13 = Protocol 13: legitimacy of documents
deconfliction-purpose-investigation = investigation
deconfliction-purpose-prosecution = prosecution
deconfliction-purpose-prevention = prevention, or danger to life
deconfliction-purpose-protection = protection of a person
# Figures.
deconfliction-figures-checks-made = Checks made
deconfliction-figures-checks-made-what = Each check counts once, in the quarter in which it was made. A hit is no identification.
deconfliction-figures-checks-made-found = found something
deconfliction-figures-checks-made-nothing = found nothing
deconfliction-figures-questions-answered = Questions of other nodes that were answered
deconfliction-figures-questions-answered-what = Each question for one kind of value counts once, by the purpose the other side named. The node answers for all its authorities at once; each of them tells the same number.
deconfliction-figures-questions-answered-investigation = investigation
deconfliction-figures-questions-answered-prosecution = prosecution
deconfliction-figures-questions-answered-prevention = prevention
deconfliction-figures-questions-answered-protection = protection of people

# At the desk.
deconfliction-work-seen = Seen…
