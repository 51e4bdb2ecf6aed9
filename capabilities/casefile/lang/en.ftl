# Case files.
casefile-room = Cases
casefile-cases = Cases
casefile-cases-what = The case files of your authority.
casefile-count-cases = { $n ->
    [one] { $n } case
   *[other] { $n } cases
}
casefile-find-case = Find a case by reference or title
casefile-new-case = New case
casefile-new-case-what = A case file holds what you know, statement by statement, each with its source.
casefile-no-case = No case yet
casefile-no-case-next = Open the first one, then add material to it.
casefile-no-case-yours = No case of your authority is open to you. Ask the investigator who leads it.
casefile-no-case-found = No case like that
casefile-no-case-found-next = Try a part of the reference or of the title.
casefile-all-cases = Show all cases
casefile-col-case = Case
casefile-col-opened = Opened
casefile-col-records = Records
casefile-reference = Reference
casefile-reference-hint = Your authority’s own number for the case, for example AG-114.
casefile-reference-wrong = A reference has 1 to 64 characters and no slash.
casefile-reference-taken = This reference stands for another case. Choose another one, or open that case.
casefile-title = Title
casefile-title-hint = What the case is about, in a few words.
casefile-summary = Summary
casefile-summary-hint = The facts so far. Provisional numbers stay provisional.
casefile-too-long = This is too long. Shorten it.
casefile-compartment = Compartment
casefile-compartment-operational = Case work
casefile-compartment-operational-what = Investigators and prosecutors of your authority.
casefile-compartment-protection = Protection
casefile-compartment-protection-what = People who are protected or assisted. Only protection officers see it, and nothing of it leaves.
casefile-compartment-integrity = Integrity
casefile-compartment-integrity-what = Cases that implicate officials. Only those named for it see it.
casefile-open-it = Open the case
casefile-cancel = Cancel
casefile-then = What comes next
casefile-then-what = Add material: a phone extraction, a list, a table. You see what was recognised before anything is taken.

casefile-over = Case { $reference } · opened { $day }
casefile-purpose-investigation = investigation
casefile-purpose-prosecution = prosecution
casefile-purpose-protection = protection
casefile-add-material = Add material
casefile-check = Check
casefile-new-request = New request
casefile-find-in-case = Find in this case
casefile-kinds = Kinds of record
casefile-all-kinds = All
casefile-records = Records
casefile-empty = Nothing in this case yet
casefile-empty-next = Add a phone extraction, a list or a table. You see what was recognised before anything is taken.
casefile-empty-yours = Whoever leads the case adds material to it.
casefile-nothing-found = Nothing like that in this case
casefile-nothing-found-next = Try another spelling, a number, or all kinds of record.
casefile-show-all = Show all
casefile-beside = Beside the case
casefile-values = Values
casefile-look-through = Look through
casefile-values-waiting = wait for you
casefile-values-cleared = cleared for checks
casefile-values-held = not for matching
casefile-values-why = A number or document takes part in checks only after an officer has tied it to a role in an offence and recorded the basis.
casefile-material = Material
casefile-open = Open
casefile-open-named = Open { $name }
casefile-nothing-to-see = Nothing here is open to you.
casefile-more-statements = { $n ->
    [one] { $n } more statement
   *[other] { $n } more statements
}
casefile-count-statements = { $n ->
    [one] { $n } statement
   *[other] { $n } statements
}
casefile-count-sources = { $n ->
    [one] { $n } source
   *[other] { $n } sources
}
casefile-count-not-taken = { $n } not taken
casefile-count-values = { $n ->
    [one] { $n } value
   *[other] { $n } values
}
casefile-count-lines = { $n ->
    [one] { $n } line
   *[other] { $n } lines
}
casefile-count-hits = { $n ->
    [one] { $n } record
   *[other] { $n } records
}

casefile-col-what = What
casefile-col-says = Says
casefile-col-source = Source
casefile-col-grade = Grade
casefile-col-handling = Handling
casefile-unnamed = not open to you
casefile-unnamed-kind = { $kind } without a name
casefile-source-move = received, move { $n }
casefile-state-held = not for matching
casefile-state-cleared = cleared
casefile-state-waiting = waits
casefile-state-retracted = taken back

casefile-entity-over = { $kind } · case { $reference }
casefile-to-case = To the case
casefile-said = What is said
casefile-taken-back = Taken back
casefile-take-back = Take a statement back
casefile-take-back-what = A statement is never deleted. It stays with who took it back, when and why, and no longer counts.
casefile-take-it-back = Take it back
casefile-why = Why
casefile-why-needed = Say why.
casefile-say-more = Add a statement
casefile-value-hint = As the source has it, in its own script.
casefile-value-needed = Say what the source says.
casefile-source-hint = Who or what says so, for example “witness W-2”.
casefile-source-needed = Every statement has a source. Name it.
casefile-property-needed = Choose what the statement is about.
casefile-place = Place in the source
casefile-grade-hint = Reliability of the source and of the information, as it was graded.
casefile-grade-none = Not graded
casefile-add = Add
casefile-record-role = Record a role
casefile-role-hint = The values of a migrant, witness, victim, relative, lawyer, rescuer or missing person are held back from every check at once, wherever they stand.
casefile-record = Record
casefile-handling-H0 = H0: only to prevent and combat crime
casefile-handling-H1 = H1: not in court without permission
casefile-handling-H2 = H2: not passed on without permission
casefile-handling-H3 = H3: other restrictions, read first
casefile-restriction-not-in-court-without-consent = not in court without consent
casefile-restriction-named-recipients-only = named recipients only

casefile-clear = Clear values for checks
casefile-clear-over = Case { $reference }
casefile-clear-what = Nothing takes part in a check before an officer has looked at it.
casefile-clear-learn = They will learn
casefile-clear-learn-text = Another authority learns of a cleared value only if it holds the same one: the kind of value, how strong it is, and whom to call. Nothing else.
casefile-cleared-now = { $n ->
    [one] { $n } value is cleared for checks.
   *[other] { $n } values are cleared for checks.
} { $held ->
    [0] None stayed out.
    [one] { $held } stayed out: it is not for matching.
   *[other] { $held } stayed out: they are not for matching.
}
casefile-revoked-now = { $n ->
    [one] { $n } value no longer takes part in checks.
   *[other] { $n } values no longer take part in checks.
}
casefile-narrow = Which values are shown
casefile-no-values-here = None of these
casefile-no-values-here-next = Look at the others above.
casefile-no-values = No values in this case yet
casefile-no-values-next = Phones, documents, vessels, accounts and handles are recognised when material is added.
casefile-col-tick = Tick
casefile-col-value = Value
casefile-col-of = Of
casefile-col-cleared = Role and basis
casefile-weak = weak: may be chance
casefile-values-foot = Values that are not for matching stay out of every check. The reason is not shown here.
casefile-which = Which values
casefile-which-ticked = The ticked ones
casefile-which-kinds = { $n ->
    [one] All that wait, of these kinds ({ $n } in all)
   *[other] All that wait, of these kinds ({ $n } in all)
}
casefile-which-of = Kinds
casefile-choose = Choose…
casefile-offence-role = Role in the offence
casefile-offence-role-hint = What ties these values to a recorded offence. Values of anyone else stay out.
casefile-offence-role-needed = Choose the role that ties these values to the offence.
casefile-basis = Lawful basis of the collection
casefile-basis-hint = For example: seizure order 12/26 of the court of Agadez; or the published list and its date.
casefile-basis-needed = Record the lawful basis, in at most 500 characters.
casefile-kinds-needed = Choose at least one kind.
casefile-ticks-needed = Tick at least one value, or choose kinds.
casefile-clear-them = Clear them
casefile-revoke-them = Take clearance back

casefile-search = Search
casefile-search-what = Names in any script, numbers in any form, over every case open to you.
casefile-search-for = Name, number, document…
casefile-search-empty = What are you looking for?
casefile-search-empty-next = A name in whatever script or spelling, a phone number, a document, a plate, an account.
casefile-search-none = Nothing found
casefile-search-none-next = That is not proof of absence: other authorities may hold it. A check asks them without showing your file.
casefile-col-record = Record
casefile-col-because = Because

casefile-import-over = Case { $reference } · taken { $when }
casefile-not-taken = Not taken
casefile-taken = Taken
casefile-all-taken = Everything was taken
casefile-all-taken-next = No line of this file was left out.
casefile-col-place = Place
casefile-col-reason = Reason
casefile-col-stood = What stood there
casefile-statements = Statements
casefile-format = Format
casefile-digest = SHA-256
casefile-reason-unknown-link = It points to something that is not in the file.
casefile-reason-empty = Nothing stands there.
casefile-reason-cannot-stand = It cannot stand as it is.
casefile-reason-nothing-said = Nothing was left of this record.
casefile-reason-other = Not recognised.

casefile-kind-person = person
casefile-kind-organisation = organisation
casefile-kind-phone = phone
casefile-kind-online-account = online account
casefile-kind-travel-document = document
casefile-kind-vessel = vessel
casefile-kind-vehicle = vehicle
casefile-kind-bank-account = bank account
casefile-kind-place = place
casefile-kind-event = event
casefile-kind-device = device
casefile-kind-sim-card = SIM card

casefile-property-name = name
casefile-property-alias = also called
casefile-property-weak-alias = also called (weak)
casefile-property-birth-date = born
casefile-property-birth-place = born in
casefile-property-gender = sex
casefile-property-nationality = nationality
casefile-property-parent-name = parent’s name
casefile-property-title = title
casefile-property-phone = phone
casefile-property-email = e-mail
casefile-property-handle = handle
casefile-property-website = website
casefile-property-document-kind = kind of document
casefile-property-document-number = document number
casefile-property-document-issuer = issued by
casefile-property-issued-on = issued on
casefile-property-expires-on = expires on
casefile-property-registration-number = registration number
casefile-property-imo = IMO number
casefile-property-mmsi = MMSI
casefile-property-call-sign = call sign
casefile-property-flag = flag
casefile-property-craft-type = type
casefile-property-plate = plate
casefile-property-account-number = account number
casefile-property-bank = bank
casefile-property-address = address
casefile-property-country = country
casefile-property-date = date
casefile-property-reference = reference
casefile-property-programme = list
casefile-property-listed-on = listed on
casefile-property-remark = remark
casefile-property-holds-document = holds
casefile-property-uses = uses
casefile-property-owns = owns
casefile-property-associated-with = associated with
casefile-property-present-at = was present at
casefile-property-no-longer-listed = no longer listed
casefile-property-event-kind = kind of event
casefile-property-until = until
casefile-property-duration = duration in seconds
casefile-property-content = message
casefile-property-amount = amount
casefile-property-coordinates = coordinates
casefile-property-imei = IMEI
casefile-property-imsi = IMSI
casefile-property-iccid = SIM card number (ICCID)
casefile-property-model = maker and model
casefile-property-from = from
casefile-property-to = to
casefile-property-located-at = at the place
casefile-property-same-as = the same as
casefile-property-role = role

casefile-role-organiser = organiser, Protocol 6(2)(c)
casefile-role-suspect = suspect
casefile-role-accused = accused
casefile-role-convicted = convicted
casefile-role-listed = named on a published list
casefile-role-means-of-offence = used in the offence
casefile-role-smuggled-migrant = smuggled migrant
casefile-role-witness = witness
casefile-role-victim = victim
casefile-role-family-member = family member
casefile-role-lawyer = lawyer
casefile-role-rescuer = rescuer or humanitarian
casefile-role-carrier-staff = carrier’s staff
casefile-role-deceased = dead
casefile-role-missing = missing

casefile-selector-phone = phone
casefile-selector-document = document with issuer
casefile-selector-document-number = document number alone
casefile-selector-vessel = vessel
casefile-selector-vehicle = vehicle
casefile-selector-account = bank account
casefile-selector-handle = online handle
casefile-selector-email = e-mail
casefile-selector-person-birth = person: name and year of birth
casefile-selector-person-nationality = person: name, nationality and decade of birth
casefile-selector-registration = registration number

casefile-upload-what = You see what was recognised before anything is taken. The file waits an hour, encrypted.
casefile-file = Files
casefile-file-hint = Up to { $n } MiB together. Larger files are imported on the node itself.
casefile-file-needed = Choose a file that is not empty.
casefile-too-many-files = At most { $n } files at a time.
casefile-look-at-it = Look at it
casefile-read-here = What is read here
casefile-format-csv = Table
casefile-format-csv-what = Any table with a header row: a phone extraction, a list of names (CSV).
casefile-format-un-sc-list = Security Council list
casefile-format-un-sc-list-what = The consolidated list of the United Nations Security Council (XML).
casefile-format-ofac-sdn = OFAC SDN list
casefile-format-ofac-sdn-what = Its three tables, sdn, add and alt, chosen together (CSV).
casefile-format-case-uco = Phone extraction (CASE)
casefile-format-case-uco-what = What a tool read from a telephone, in CASE/UCO: calls, messages, contacts, SIM cards (JSON).
casefile-format-ftm = FollowTheMoney
casefile-format-ftm-what = Lines of FollowTheMoney entities, as Aleph and OpenSanctions give them (JSON).
casefile-format-stix = STIX bundle
casefile-format-stix-what = A STIX 2.1 bundle with its traffic lights (JSON).
casefile-format-anx = i2 chart
casefile-format-anx-what = An Analyst’s Notebook chart saved as XML (ANX).
casefile-format-graph = Network of calls
casefile-format-graph-what = Nodes and edges, one on each line: who called or wrote to whom (JSON).
casefile-format-xlsx = Workbook
casefile-preview-what = Nothing of this stands in the case yet.
casefile-discard = Discard
casefile-nothing-to-take = Nothing in this file was recognised. Say what its columns mean, or choose another file.
casefile-upload-kept = Nothing was taken. The file waits an hour, encrypted, then it is gone.
casefile-other-file = Choose another file
casefile-taken-before = This file was taken into this case before.
casefile-open-that-import = Open that import
casefile-columns = What the columns mean
casefile-columns-what = Guessed from the header. Correct what is wrong and read again.
casefile-row-kind = Each row is about
casefile-leave-out = leave out
casefile-read-again = Read again
casefile-first = The first that were recognised
casefile-nothing-recognised = Nothing was recognised
casefile-nothing-recognised-next = Say what the columns mean, or choose another file.
casefile-all-recognised = Everything was recognised
casefile-more-lines = { $n ->
    [one] { $n } more line, all on the page of the import.
   *[other] { $n } more lines, all on the page of the import.
}
casefile-will-be-taken = What will be taken
casefile-import-source-hint = How the case names this source.
casefile-take = Take into the case
casefile-unreadable-format = This is none of the files that are read here.
casefile-unreadable-doctype = The file has a document type definition, which can hide instructions. Save it without one.
casefile-unreadable-columns = What was said of the columns does not fit this file.
casefile-unreadable-large = The file takes more than reading allows. Divide it.
casefile-unreadable-broken = The file could not be read to its end.
casefile-reason-broken-off = The file breaks off here. What stood before counts.
casefile-reason-no-place = A case file has no place for this.
casefile-reason-unknown-element = This format does not have it.
casefile-reason-too-long = Longer than the limit.
casefile-reason-too-many = More of it than the limit.
casefile-reason-nul = Holds a byte that no text has.
casefile-reason-encoding = Not in the encoding of the file.
casefile-reason-columns = More or fewer columns than the header.
casefile-reason-quotes = A quotation that does not close.
casefile-reason-no-subject = No name or number says whom it is about.
casefile-reason-no-entry = It speaks of an entry that the file does not have.
casefile-reason-not-a-date = Not a date.
casefile-reason-entity-reference = A reference that is never followed.
casefile-reason-unknown-country = A country that is not known.
casefile-search-cut = There are more. Add a word or a number to narrow the search.

casefile-circle = Who may see this case
casefile-circle-what = A case is open to the officers of your authority, or kept to people you name. For everyone else a kept case does not exist: not in lists, counts or searches.
casefile-circle-look = Who may see it
casefile-circle-open = Open to the authority
casefile-circle-open-what = Every officer of { $authority } may see this case.
casefile-circle-kept = Kept to these people
casefile-circle-kept-what = Nobody else learns that the case exists. Its cleared values still take part in matching; a hit shows to these people only.
casefile-circle-always = A case of the integrity compartment is always kept to its circle.
casefile-circle-change = Change who may see it
casefile-circle-whom = People
casefile-circle-restrict = Keep it to these people and me
casefile-circle-add = Add these people
casefile-circle-reopen = Open it to the authority
casefile-circle-take-out = Take { $name } out
casefile-circle-all-named = Everyone who could be named is in the circle.
casefile-circle-exclude = Exclude
casefile-circle-exclude-whom = Person, authority or node
casefile-circle-exclude-hint = Who is excluded never sees anything of the case, whatever role or circle they come to have.
casefile-circle-excluded = Excluded
casefile-circle-excluded-foot = Only those who decide about the circle see this list.
casefile-circle-readmit = No longer exclude { $name }
casefile-circle-not-yours = Only who opened the case, or a prosecutor who may see it, decides who else may.
casefile-circle-emptied = One person who opened the case, or a prosecutor, has to stay. Add another one first.
casefile-circle-is-excluded = This person is excluded from the case and cannot be added.
casefile-circle-nobody = Choose people of this authority who work on cases.
casefile-circle-nobody-chosen = Choose somebody first.
casefile-circle-changed = The case changed meanwhile. Look at it again.
casefile-circle-too-many = A circle has at most 200 people, and at most 200 may be excluded.
casefile-circle-reference-taken = Another case has taken this reference meanwhile. The case cannot be opened to the authority under it.
casefile-circle-tag = Kept to a circle
casefile-count-people = { $n ->
    [one] { $n } person
   *[other] { $n } people
}

casefile-tlp = TLP
casefile-tlp-hint = How widely the source wants it told. Apart from handling, which binds.
casefile-tlp-red = TLP:RED, named recipients only
casefile-tlp-amber-strict = TLP:AMBER+STRICT, own organisation only
casefile-tlp-amber = TLP:AMBER, organisation and those it serves
casefile-tlp-green = TLP:GREEN, the community
casefile-tlp-clear = TLP:CLEAR, no limit
casefile-pap = PAP
casefile-pap-hint = What may be done so that those it is about do not notice.
casefile-pap-red = PAP:RED, nothing that can be noticed
casefile-pap-amber = PAP:AMBER, passive checks only
casefile-pap-green = PAP:GREEN, active steps allowed
casefile-pap-clear = PAP:CLEAR, no limit
casefile-marking-none = Not marked
casefile-reason-unknown-marking = A marking (handling, TLP, PAP) that is not known. It is not taken without one.
casefile-reason-not-json = Not a document of JSON.
casefile-reason-removed = The file says that it no longer holds.
casefile-no-longer-said = The list no longer says so: { $day }
casefile-issue = Against the list taken before
casefile-issue-added = New
casefile-issue-changed = Changed
casefile-issue-removed = No longer on the list
casefile-issue-unchanged = As before
casefile-issue-retracted = Statements taken back
casefile-contacts = Calls and messages
casefile-count-contacts = { $n ->
    [one] { $n } contact
   *[other] { $n } contacts
}
casefile-contacts-newest = The newest are shown; the others stand among the events of the case.
casefile-col-when = When
casefile-col-kind = Kind
casefile-col-from = From
casefile-col-to = To
casefile-no-date = no date
casefile-event-call = call
casefile-event-message = message
casefile-event-payment = payment
casefile-seconds = { $n } s
casefile-column-marks = Marks its row (handling, TLP, PAP)

# Acts that need a second person.
casefile-role-said = { $role } (said, not decided)
casefile-offence = Domestic offence
casefile-offence-hint = For a role in an offence of somebody whom another role protects: nobody is a suspect for having been smuggled (Protocol 5). A second officer confirms it.
casefile-offence-needed = This needs a second person: name the domestic offence and its legal basis, each in at most 500 characters.
casefile-legal-basis = Legal basis
casefile-act-role = { $name }: record as { $role }
casefile-act-role-effect = The role stands in the case with both names, offence and basis. The person’s values stay out of every check.
casefile-act-case = Case
casefile-act-export = Export of { $reference } for { $name }
casefile-act-export-effect = Whoever asked may export the case once for this recipient. Each statement still passes every rule when it goes.
casefile-act-to = For
casefile-act-purpose = Purpose
casefile-purpose-prevention = prevention
casefile-restriction-erase-by = kept until { $day } only
casefile-until = Kept until
casefile-until-hint = Leave it empty unless its source set a last day. Then it is erased after that day, here and with whoever receives it.

# Children (R-26).
casefile-property-age-claimed = age as given
casefile-property-age-doubted = taken for a child
casefile-property-age-assessed = age assessment
casefile-child-called = Child { $number }
casefile-child-hidden = Hidden: a child’s name
casefile-child-tag = Child
casefile-child-taken-for = Taken for a child
casefile-child-what = What the person is called is hidden on lists, pages, prints and exports, and leaves only where an officer releases it. Their values stay out of every check, and a role in an offence needs two officers.
casefile-child-why = Because
casefile-child-since = Since
casefile-child-ground-birth-date = the date of birth leaves it open
casefile-child-ground-age-claimed = the age that the person gives
casefile-child-ground-age-doubted = an officer’s doubt
casefile-child-ground-received = another authority sent the name as a child’s
casefile-child-ground-same-person = a record of the same person is a child’s
casefile-child-duty-guardian = Appoint a guardian
casefile-child-duty-best-interests = Assess what is best for the child
casefile-child-duty-what = Say who did it and with what result. Your name and the day stand beside it.
casefile-child-law = Protocol, article 16(4); Convention on the Rights of the Child, articles 3 and 20
casefile-child-due-rule = this node’s own rule
casefile-child-late = { $by } late
casefile-child-done = done
casefile-child-done-by = { $name }, { $day }
casefile-child-record-done = Record as done
casefile-child-how = Who did it, and the result
casefile-child-how-hint = For example: the guardian’s office and its reference; or the panel that assessed, the day, and what it found.
casefile-child-how-needed = Say who did it and the result, in at most 1,000 characters.
casefile-child-name = Name
casefile-child-show-name = Show the name
casefile-child-show-name-what = It is shown once, on the next page. The log keeps that you saw it, for what and why.
casefile-child-purpose = For
casefile-child-why-needed = Say for what and why you need the name, in at most 500 characters.
casefile-child-perhaps = Perhaps a child?
casefile-child-perhaps-what = Where the age is in doubt, the person is treated as a child until two people decide otherwise.
casefile-child-take = Treat as a child
casefile-child-doubt = Why you think so
casefile-child-doubt-hint = For example: says so; school card; looks about fifteen.
casefile-child-end = No child, after an age assessment
casefile-child-end-what = A second person confirms it. What the assessment found stands in the case.
casefile-child-found = What the assessment found
casefile-child-found-hint = The age, and how it was found.
casefile-child-found-needed = Say what the assessment found and who made it, each in at most 500 characters.
casefile-child-assessed-by = Who made it, and its reference
casefile-child-ask = Ask a second person
casefile-act-no-child = { $name }: no child, after an age assessment
casefile-act-no-child-effect = The name is no longer hidden, and values may be cleared again. What the assessment found stands in the case with both names.
casefile-children = Due for children
casefile-child-col-due = Due
casefile-child-col-what = What
casefile-child-col-who = For

# Rescue is no offence (R-07).
casefile-role-in-distress = in distress
casefile-role-asylum-carriage = carried people who sought asylum
casefile-no-offence = This is recorded as rescue, distress or asylum carriage, which is no offence (Protocol 11(2), 19(1)). If the record is wrong, take it back first, with the reason.
casefile-distress = In distress.
casefile-distress-first = Rescue comes before any other step: tell the rescue coordination centre. Nothing of it takes part in a check, and a request that carries it goes as an imminent threat to life.
# Figures.
casefile-figures-cases-opened = Cases opened
casefile-figures-cases-opened-what = Operational cases by the quarter in which they were opened.
casefile-figures-cases-opened-opened = cases
