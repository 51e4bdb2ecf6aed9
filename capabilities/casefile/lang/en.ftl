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
casefile-search-what = Names in any script, numbers in any form, words of what is said, over every case open to you.
casefile-search-for = Name, number, document…
casefile-search-empty = What are you looking for?
casefile-search-empty-next = A name in whatever script or spelling, a phone number, a document, a plate, an account, or words of what somebody said.
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
casefile-selector-device = device (IMEI)

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
casefile-columns-kept = Kept meanings of columns
casefile-columns-called = Name
casefile-columns-by-kept = Read as kept under “{ $name }”
casefile-columns-guess = Guess from the header instead
casefile-columns-name = Keep this meaning as
casefile-columns-name-hint = The next table with this header is read so at once, by everybody of your authority. A name that is there already gets this meaning.
casefile-columns-keep = Keep
casefile-columns-forget = Forget
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

# Files that people have.
casefile-format-text = Text
casefile-format-html = Web page
casefile-format-mail = Mail
casefile-format-mbox = Box of mails
casefile-format-pdf = Pages (PDF)
casefile-format-docx = Text document (DOCX)
casefile-format-ods = Workbook (ODS)
casefile-format-zip = Archive (ZIP)
casefile-format-calls = Call records
casefile-format-mrz = Machine-readable zones
casefile-format-ais = Tracks of vessels (AIS)
casefile-format-papers = Mail, pages, documents, archives
casefile-format-papers-what = Mails with what is attached, PDF, DOCX, web pages (also saved whole, MHTML, or captured, WARC), plain text, and ZIP of any of these.
casefile-format-calls-what = Who called whom, when and from which antenna, as an operator exports it (CSV).
casefile-reason-unknown-format = None of the formats that are read here.
casefile-reason-locked = Closed with a password. Open it and hand it in again.
casefile-reason-no-text = There are no letters in it: a picture or a drawing.
casefile-reason-text-order = The order of the letters is not sure. Compare it with the page.
casefile-reason-deleted = Somebody struck this text out.
casefile-reason-check-digit = The check digit does not fit.
casefile-reason-thinned = Left out because its neighbours say the same.
casefile-reason-malformed = Not well formed.

# What a text may be speaking of.
casefile-review-n = { $n ->
    [one] Judge one proposal
   *[other] Judge { $n } proposals
}
casefile-review-mentions = { $n ->
    [one] one mention
   *[other] { $n } mentions
}
casefile-format-text-what = A report or a note as plain text (TXT): what it may be speaking of is proposed for your judgement.
casefile-text-only = Running text
casefile-text-only-next = Nothing in it becomes a record by itself. Take it, and judge one by one what it may be speaking of.
casefile-passages = Passages
casefile-proposals = Proposals
casefile-proposals-waiting = Proposals waiting
casefile-review-go = Judge them
casefile-review = Judge what the text says
casefile-review-what = A proposal is searched and matched by nobody until you accept it, and matched only after you clear it as well.
casefile-review-now = The proposal in question
casefile-review-source = What the text says
casefile-review-known = Known here already:
casefile-review-known-short = known here
casefile-review-kind = What it is
casefile-review-value = Value or name
casefile-review-to = Belongs to
casefile-review-a-record = { $name } (in the case)
casefile-review-a-proposal = { $name }, { $kind } (proposal)
casefile-review-accept = Accept
casefile-review-reject = It is nothing
casefile-review-join = Join
casefile-review-undo = Undo
casefile-review-undone-why = Judgement of a proposal taken back
casefile-review-before = Previous
casefile-review-after = Next
casefile-review-passage = passage { $n } of { $of }
casefile-review-none = Nothing waits for your judgement
casefile-review-none-next = What you accepted stands in the case. Its values wait to be cleared for matching.
casefile-review-several = Several at once
casefile-review-past = Judged last
casefile-review-keys = Keys
casefile-review-keys-what = While the focus is in the proposal and not in a field: A accepts, R says it is nothing, J joins, E goes to the value, N and P show the next and previous passage, U undoes the last judgement.
casefile-review-choose = Choose a proposal and what it is.
casefile-review-not-of-kind = This is no value of that kind. Correct it, or choose another kind.
casefile-review-cannot-join = These two cannot be one. Choose what it belongs to, or accept it by itself.
casefile-review-together = Accept several: { $kind }
casefile-review-together-what = Look at each where it stands. What proves itself by its check digits is ticked already; untick what does not belong here.
casefile-review-one-by-one = One by one
casefile-review-accept-ticked = Accept the ticked ones
casefile-proposal-waiting = Waits.
casefile-proposal-accepted = Accepted.
casefile-proposal-joined = Joined.
casefile-proposal-rejected = Nothing.
casefile-sure-weak = guess
casefile-sure-likely = likely
casefile-sure-checked = proves itself
casefile-mention-phone = telephone number
casefile-mention-document = document number
casefile-mention-imo = IMO number
casefile-mention-mmsi = MMSI
casefile-mention-imei = number of a device (IMEI)
casefile-mention-plate = plate
casefile-mention-account = bank account
casefile-mention-wallet = cryptocurrency address
casefile-mention-handle = online account
casefile-mention-email = e-mail address
casefile-mention-website = page on the web
casefile-mention-coordinates = coordinates
casefile-mention-date = date
casefile-mention-money = amount
casefile-mention-person = person
casefile-mention-organisation = organisation
casefile-mention-vessel = vessel
casefile-mention-place = place
casefile-rule-check-digits = Its check digits agree.
casefile-rule-machine-zone = It stands in a machine-readable zone with right check digits.
casefile-rule-dialled = It is written with the code of a country.
casefile-rule-labelled = A word before it says what it is.
casefile-rule-grouped = It is written in groups, as telephone numbers are; nothing more says so.
casefile-rule-form = It has the form that only such a value has.
casefile-rule-service-address = It is an address of a service that is known.
casefile-rule-written-date = The month is a word, or the year stands first.
casefile-rule-numeric-date = Three numbers that are a date.
casefile-rule-other-calendar = A date of another calendar, turned into ours.
casefile-rule-currency = A currency stands beside it.
casefile-rule-title = A title or rank stands before it.
casefile-rule-called = A word such as “named” or “alias” stands before it.
casefile-rule-born-as = A word such as “born” or “alias” follows it.
casefile-rule-kinship = A word of kinship stands before it.
casefile-rule-part = A word for what somebody does stands before it: driver, witness, lawyer.
casefile-rule-name-form = It is built as names are.
casefile-rule-capitals = Several words with capitals within a sentence; nothing more says so.
casefile-rule-company-form = A form of company stands with it.
casefile-rule-vessel-word = A word for a craft stands before it.
casefile-rule-country = It is the name of a country.
casefile-rule-place-word = A word such as city or port stands before it.

# Search, and the question whether two records are one.
casefile-search-cases = Cases
casefile-search-records = Records
casefile-search-any = any
casefile-search-kind = Kind
casefile-search-place = Place
casefile-search-from = From year
casefile-search-to = To year
casefile-search-grade = Grade
casefile-search-grade-at-least = { $grade } or better
casefile-search-case = Reference of a case
casefile-search-narrow = Narrow
casefile-search-narrow-go = Narrow the search
casefile-why-value = the same number
casefile-why-value-otherwise = the same number, written otherwise
casefile-why-written = written so
casefile-why-sounds = the name sounds alike
casefile-why-sounds-alike = the name sounds alike: { $parts }
casefile-why-words = words of the text
casefile-why-partly = part of the name
casefile-why-partly-alike = part of the name: { $parts }
casefile-why-narrowed = what you narrowed the search to
casefile-same = The same?
casefile-same-list = The same?
casefile-same-what = Records that may be of one person, organisation, vessel or document, the likeliest first. Nothing joins by itself.
casefile-same-lists = Which
casefile-same-list-open = To answer
casefile-same-list-later = Put off
casefile-same-list-joined = Joined
casefile-same-list-apart = Kept apart
casefile-same-none = Nothing here
casefile-same-none-next = When something new is added to a case, it is compared within seconds with what you may see.
casefile-same-foot = Only what you may read is compared. At most the 200 likeliest are looked through.
casefile-same-col-chance = How likely
casefile-same-col-one = Record
casefile-same-col-other = Other record
casefile-same-col-why = Why
casefile-same-col-says = What it tells
casefile-same-chance-very = { $n } of 100, very likely
casefile-same-chance-likely = { $n } of 100, likely
casefile-same-chance-perhaps = { $n } of 100, perhaps
casefile-same-chance-hardly = { $n } of 100, hardly
casefile-same-beside = Side by side
casefile-same-answer = Your answer
casefile-same-join = Join: they are one
casefile-same-apart = Keep apart: they are two
casefile-same-later = Later
casefile-same-undo = Undo the answer
casefile-same-undo-what = The question then stands again. What was held back because of a join stays held back.
casefile-same-why = Why
casefile-same-why-hint = For example: same passport, and the witness knows him by both names.
casefile-same-why-needed = Say why, in at most 500 characters. Only “Later” needs no reason.
casefile-same-did-join = Joined by { $name }, { $day }
casefile-same-did-apart = Kept apart by { $name }, { $day }
casefile-same-did-later = Put off by { $name }, { $day }
casefile-same-did-undo = Undone by { $name }, { $day }
casefile-same-state-open = waits for an answer
casefile-same-state-later = put off
casefile-same-state-joined = joined
casefile-same-state-apart = kept apart
casefile-same-title-person = The same person?
casefile-same-title-organisation = The same organisation?
casefile-same-title-vessel = The same vessel?
casefile-same-title-vehicle = The same vehicle?
casefile-same-title-travel-document = The same document?
casefile-same-under = What agrees and what contradicts, item by item, from what you may read.
casefile-same-to-list = To the list
casefile-same-topic-names = Names
casefile-same-topic-births = Birth
casefile-same-topic-countries = Nationality, country
casefile-same-topic-numbers = Numbers, documents, contacts
casefile-same-topic-addresses = Addresses
casefile-same-topic-rest = What else is said
casefile-same-for = for
casefile-same-against = against
casefile-same-says-nothing = not weighed
casefile-same-calculated = How likely it is was calculated from names, births, countries, numbers and addresses alone. It is no finding: you decide.
casefile-same-does = What an answer does
casefile-same-does-what = Joined records are shown as one, each statement with its own source. What is held back of one is held back of both. Records kept apart are not proposed again. Every answer can be undone.
casefile-same-one = One with
casefile-same-one-what = An officer judged that they are one. Their statements stand together on this page, each with its source.
casefile-same-look = why
casefile-same-perhaps = Perhaps the same
casefile-reason-name-part-agrees = { $x } agrees with { $y }
casefile-reason-name-part-similar = { $x } is like { $y }
casefile-reason-name-part-slip = { $x } and { $y } differ by what may be a slip
casefile-reason-name-part-initial = the initial agrees: { $x }, { $y }
casefile-reason-name-part-short-form = one is short for the other: { $x }, { $y }
casefile-reason-name-part-omitted = one side leaves out { $x }
casefile-reason-name-part-contradicts = the names differ: { $x }, { $y }
casefile-reason-name-first-omitted = one side begins with the next name, as a father’s or child’s would: { $x }
casefile-reason-name-whole = no part of the names is left over
casefile-reason-name-lineage = son and father change places: { $x }, { $y }
casefile-reason-name-letters = one is the first letters of the other: { $x }, { $y }
casefile-reason-name-form-different = the forms of the company differ
casefile-reason-birth-agrees = the births agree: { $x }, { $y }
casefile-reason-birth-slip = the births differ by what looks like a slip: { $x }, { $y }
casefile-reason-birth-conflict = the births cannot both be true: { $x }, { $y }
casefile-reason-country-same = both name { $x }
casefile-reason-country-different = the countries differ: { $x }; { $y }
casefile-reason-address-alike = the addresses are alike
casefile-reason-address-different = the addresses differ
casefile-reason-kind-different = the kinds differ
casefile-reason-document-same = the document is the same: { $x }
casefile-reason-number-same = the document number is the same, its issuer not known on both sides: { $x }
casefile-reason-number-other-issuer = the document number is the same, from another issuer: { $x }
casefile-reason-number-slip = the numbers differ by what looks like a slip: { $x }, { $y }
casefile-reason-number-different = numbers of one issuer differ: { $x }, { $y }
casefile-reason-imo-same = the IMO number is the same: { $x }
casefile-reason-imo-different = the IMO numbers differ: { $x }, { $y }
casefile-reason-registration-same = the registration number is the same: { $x }
casefile-reason-account-same = the account is the same: { $x }
casefile-reason-plate-same = the plate is the same: { $x }
casefile-reason-contact-link = reached the same way, which links them and may be no more: { $x }
casefile-same-count = { $n ->
    [one] { $n } pair
   *[other] { $n } pairs
}

# Evidence.
casefile-tabs = Pages of this case
casefile-tab-records = Records
casefile-tab-evidence = Evidence
casefile-evidence-what = Files kept as they came, with who had them, and when.
casefile-evidence-add = Add evidence
casefile-evidence-add-what = The bytes are hashed and encrypted as they come, and never changed.
casefile-exhibits = Exhibits
casefile-exhibit = Exhibit
casefile-evidence-none = No evidence yet
casefile-evidence-none-next = Add the first file: a phone extraction, a photograph, a document, a captured page.
casefile-evidence-none-yours = Those who work on the case add it.
casefile-count-exhibits = { $n ->
    [one] 1 exhibit
   *[other] { $n } exhibits
}
casefile-count-events = { $n ->
    [one] 1 event
   *[other] { $n } events
}
casefile-col-exhibit = Number
casefile-col-file = File
casefile-col-came = Came in
casefile-col-custody = Custody
casefile-exhibit-copy = working copy
casefile-exhibit-captured = captured on the network
casefile-size-b = { $n } bytes
casefile-size-kb = { $n } kB
casefile-size-mb = { $n } MB
casefile-bundle = Bundle
casefile-bundle-what = The marked exhibits with their custody in one signed file that anybody can verify without this program. Each copy is recorded in its custody.
casefile-bundle-to = For whom
casefile-bundle-to-hint = The court, office or person that gets it.
casefile-bundle-why = Why
casefile-bundle-make = Make the bundle
casefile-bundle-none = Mark at least one exhibit.
casefile-bundle-to-needed = Say for whom the bundle is.
casefile-bundle-broken = The custody of { $exhibit } does not hold. Look at the exhibit first.
casefile-evidence-how = How evidence is kept
casefile-evidence-how-what = What came in stays as it is, to the last byte. Work on a copy and add it as a working copy. Every event names who recorded it and when, and is bound to the one before it, so that one that is missing shows.
casefile-evidence-keep = Keep as evidence
casefile-exhibit-described = What it is
casefile-exhibit-described-hint = As you would name it in a report: phone of the driver, photograph of the boat.
casefile-exhibit-files = File
casefile-exhibit-files-hint = Any kind, up to { $n } GiB each. Larger files and weak lines: use the command line, which goes on where it was cut off.
casefile-exhibit-empty = The file is empty.
casefile-exhibit-too-large = A file has at most { $n } GiB.
casefile-exhibit-no-room = There is no room for it on this node. Ask the administrator.
casefile-exhibit-there = The case keeps these bytes already, as { $number }.
casefile-exhibit-over = { $number } in { $reference }
casefile-exhibit-verify = Verify the bytes
casefile-exhibit-verified = Verified now
casefile-exhibit-unaltered = As it came in.
casefile-exhibit-unaltered-what = Every byte was read now; length, SHA-256 and seal are those of the day it came.
casefile-exhibit-altered = Not as it came in.
casefile-exhibit-altered-what = The stored bytes were changed or damaged. Do not use this exhibit; restore it from a backup or ask whoever gave it, and tell the administrator.
casefile-exhibit-make-copy = Add a working copy
casefile-exhibit-make-copy-what = A file that was made of this exhibit. It has its own digest and custody; the original stays as it is.
casefile-exhibit-copies = Working copies
casefile-exhibit-copy-of = Working copy of
casefile-exhibit-made = How it was made
casefile-exhibit-made-hint = The tool with its version, and what was done.
casefile-to-evidence = To the evidence
casefile-exhibit-size = Size
casefile-exhibit-type = Type, by its first bytes
casefile-exhibit-statements = Statements taken from it
casefile-exhibit-import = the import
casefile-exhibit-save = Save a copy
casefile-exhibit-save-what = The copy leaves this program. Its custody records who took it.
casefile-custody = Custody
casefile-custody-what = Times are those the officers gave; what was recorded later says so. The events are a chain of SHA-256 digests and stand in the log too.
casefile-custody-recorded = recorded { $when }
casefile-custody-broken = The custody does not hold.
casefile-custody-broken-at = Event { $n } is missing, was changed or moved outside the program. What follows it is not shown. Tell the auditor: the log keeps the digest of every event.
casefile-custody-record = Record what happened to it
casefile-custody-record-it = Record
casefile-custody-kind = What happened
casefile-custody-kind-needed = Choose what happened.
casefile-custody-received = Received
casefile-custody-captured = Captured
casefile-custody-derived = Working copy made
casefile-custody-sealed = Sealed
casefile-custody-opened = Seal opened
casefile-custody-copied = Copy went out
casefile-custody-transferred = Transferred
casefile-custody-returned = Returned
casefile-custody-from = From whom
casefile-custody-from-hint = The person or authority, with their function.
casefile-custody-to = To whom
casefile-custody-place = Where
casefile-custody-how = How, and in what state
casefile-custody-how-hint = The number of a seal or receipt, the carrier, damage.
casefile-custody-needs-from = Say from whom it came.
casefile-custody-needs-to = Say to whom it went.
casefile-custody-needs-how = Say how: the number of the seal, or how the copy was made.
casefile-happened = When it happened
casefile-happened-hint = Empty means now.
casefile-happened-wrong = Give a day and time that is not in the future.
casefile-capture = Capture from the network
casefile-capture-add = Add a captured page
casefile-capture-add-what = An advert, profile or post as it was saved: a page, an archive of it, or a WARC file.
casefile-capture-protocol = These are what the Berkeley Protocol on Digital Open Source Investigations wants to be known. Leave empty what you do not know: the exhibit then says that it is missing.
casefile-capture-url = Full address
casefile-capture-url-hint = As the browser showed it, beginning with https://
casefile-capture-at = Captured at
casefile-capture-at-hint = In your own time zone; it is kept in UTC.
casefile-capture-by = Captured by
casefile-capture-by-hint = Who saved the page.
casefile-capture-tool = Tool and version
casefile-capture-tool-hint = The browser or program that saved it.
casefile-capture-identity = As whom
casefile-capture-identity-hint = The account and the network address that were used, or that none was.
casefile-capture-context = Context
casefile-capture-context-hint = How it was found, and what it has to do with the case.
casefile-capture-whole = Nothing that the Berkeley Protocol asks for is missing.
casefile-capture-missing = Missing for the Berkeley Protocol:
casefile-capture-missing-what = Say so in court before others do.
casefile-capture-from-file = What a page saved whole (MHTML), a WARC file or a WACZ archive says of itself is read from it: address, time, tool, who. What you write here goes before it.
casefile-capture-parts = What it is made of
casefile-capture-part = Address of the part
casefile-capture-part-misfit = not what the capture's own digest says
casefile-capture-more-parts = { $n ->
    [one] One more part is not shown.
   *[other] { $n } more parts are not shown.
}
casefile-count-parts = { $n ->
    [one] { $n } part
   *[other] { $n } parts
}
casefile-issue-foreseen = Against the issue taken before
casefile-format-mhtml = Web page saved whole (MHTML)
casefile-format-warc = Captured pages (WARC)
casefile-format-bods = Beneficial ownership (BODS)
# The file VERIFY.txt of a bundle.
casefile-verify-title = HOW TO VERIFY THIS EVIDENCE
casefile-verify-what = Unpack everything into one folder and open a terminal there. You need OpenSSL 1.1.1 or newer and sha256sum, which Linux has and which can be had for macOS and Windows; no other program and no network.
casefile-verify-files = 1. The files. Every line must end with OK; anything else means that a file was changed or is missing. Run:
casefile-verify-signature = 2. The signature. The answer must be: Signature Verified Successfully. Run:
casefile-verify-key = 3. The key. Call the authority on a number that you already have, not on one from this bundle, and let them read the words of their key to you. They must be the same, every one:
casefile-verify-custody = 4. The custody. The folder custody has one file for each event of each exhibit, in order. "previous" in each is the SHA-256 of the event before it, as SHA256SUMS has it; "sha256" is that of the exhibit. manifest.json says how many events there are and the digest of the last one.
casefile-verify-limits = This shows that the bytes are those that came to the authority and that it says this of them. It does not show that what they say is true.
# Tasks, notes, timeline.
casefile-tab-timeline = Timeline
casefile-tab-elements = Elements of the offence
casefile-tab-tasks = Tasks
casefile-tab-notes = Notes
casefile-task = Task in a case
casefile-tasks-what = What is to be done, by whom, until when. It stands on their desk.
casefile-tasks-open = To be done
casefile-tasks-done = Done
casefile-tasks-none = Nothing to be done
casefile-tasks-none-next = Set a task for yourself or a colleague.
casefile-count-tasks = { $n ->
    [one] 1 task
   *[other] { $n } tasks
}
casefile-task-new = New task
casefile-task-what = What
casefile-task-what-needed = Say what is to be done.
casefile-task-who = Who
casefile-task-due = Until
casefile-task-due-wrong = Give a day and time.
casefile-task-no-end = no end
casefile-task-set = Set the task
casefile-task-record-done = Record that it is done
casefile-task-done = Done
casefile-task-how = What came of it
casefile-notes-what = What the officers of this case noted, newest first.
casefile-notes-none = No notes yet
casefile-notes-none-next = Write down what you saw, thought or decided, and why.
casefile-notes-how = How notes are kept
casefile-notes-how-what = A note bears your name and the time and is never changed. To correct one, write a new one that says so; both stay.
casefile-count-notes = { $n ->
    [one] 1 note
   *[other] { $n } notes
}
casefile-note = Note
casefile-note-new = New note
casefile-note-needed = Write something.
casefile-note-write = Write it
casefile-note-corrected = corrected by a newer note
casefile-note-corrects = Corrects the note of { $when }
casefile-note-correct = Correct it
casefile-note-right = What is right
casefile-timeline-what = What has a date in this case, the earliest first.
casefile-timeline-none = Nothing has a date yet
casefile-timeline-none-next = Add an event and say when it was.
casefile-timeline-how = How dates are read
casefile-timeline-how-what = A date is as exact as its source has it: a day, a month, a year, from one day to another, or about. What cannot be read as a date stands at the end as it was written. Statements that were taken back are left out.
casefile-timeline-more = There are more dates than are shown here; the records have them all.
casefile-timeline-between = { $from } to { $to }
casefile-timeline-about = about { $when }
casefile-timeline-unread = “{ $text }”
casefile-count-dates = { $n ->
    [one] 1 date
   *[other] { $n } dates
}
casefile-col-event = Event or record
# Elements of the offence.
casefile-elements-what = Which elements of Protocol article 6 are shown, by what, and which are not.
casefile-elements-how = How elements are judged
casefile-elements-how-what = A person judges each element and says why and on which statements and exhibits. Nothing concludes by itself, and no record becomes a suspect here. Earlier judgements stay. National law may ask for more or less than the Protocol does.
casefile-elements-none = No offence is looked at yet
casefile-elements-none-next = Choose an offence and say which conduct it is about.
casefile-elements-needed = Elements
casefile-elements-scope = For cooperation (article 4); no element at home
casefile-elements-graver = What makes it graver (6(3))
casefile-offence-new = Look at an offence
casefile-offence-begin = Look at it
casefile-offence-6-1-a = Smuggling of migrants, 6(1)(a)
casefile-offence-6-1-b-i = Producing a fraudulent document, 6(1)(b)(i)
casefile-offence-6-1-b-ii = Procuring, providing or possessing one, 6(1)(b)(ii)
casefile-offence-6-1-c = Enabling illegal stay, 6(1)(c)
casefile-participation = Form
casefile-participation-principal = as who did it
casefile-participation-attempt = attempt, 6(2)(a)
casefile-participation-accomplice = accomplice, 6(2)(b)
casefile-participation-organise-direct = organizing or directing, 6(2)(c)
casefile-conduct = Which conduct
casefile-conduct-hint = What was done, where and when, without calling anybody guilty: the crossing of 3 March; the passports of the flat.
casefile-conduct-needed = Say which conduct it is about.
casefile-stands-no-benefit = No benefit: no offence of article 6 stands.
casefile-stands-lacks = Not proven so far:
casefile-stands-all = Every element was judged proven. A court decides.
casefile-col-shown = Judged
casefile-col-rests = Why, and on what
casefile-shown-open = not judged
casefile-shown-proven = proven
casefile-shown-proven-what = To the standard that you would defend in court.
casefile-shown-indicated = indicated
casefile-shown-indicated-what = Something points to it and does not prove it.
casefile-shown-contradicted = contradicted
casefile-shown-contradicted-what = Something speaks against it.
casefile-shown-not-shown = not shown
casefile-shown-not-shown-what = Nothing shows it, or nothing does any more.
casefile-shown-needed = Choose what you judge.
casefile-element-intent = Intent
casefile-element-benefit = Financial or other material benefit
casefile-element-procuring = Entry was procured
casefile-element-illegal-entry = The entry was illegal
casefile-element-not-national = The person is neither a national nor a permanent resident
casefile-element-to-enable = In order to enable smuggling
casefile-element-fraudulent-document = The document is fraudulent
casefile-element-produced = It was produced
casefile-element-provided = It was procured, provided or possessed
casefile-element-illegal-stay = Somebody stays without what the State requires
casefile-element-illegal-means = By illegal means
casefile-element-begun = Its execution was begun
casefile-element-helped = Help was given
casefile-element-directed = Others were organized or directed
casefile-element-transnational = Transnational
casefile-element-organised-group = An organized criminal group is involved
casefile-element-endangers-life = Lives or safety of those smuggled were endangered
casefile-element-inhuman-treatment = Inhuman or degrading treatment, exploitation too
casefile-element-link = another record
casefile-detail-none = not said
casefile-detail-fraud = In which way, 3(c)
casefile-detail-benefit = Which benefit
casefile-detail-counterfeit-or-altered = falsely made or altered
casefile-detail-improperly-issued-or-obtained = improperly issued or obtained; the document is genuine
casefile-detail-impostor-use = used by somebody else
casefile-detail-money = money
casefile-detail-goods = goods
casefile-detail-labour = labour
casefile-detail-sexual = sexual
casefile-detail-other = other material benefit
casefile-judge = Judge
casefile-judge-search = Find statements in the case
casefile-judge-exhibits = Exhibits it rests on
casefile-judge-statements = Statements it rests on
casefile-judge-no-exhibits = The case has no exhibits yet.
casefile-judge-no-statements = No statements were found; search for others.
casefile-judge-why = Why
casefile-judge-why-hint = What shows it, and what speaks against it.
casefile-judge-why-needed = Say why.
casefile-judge-ground-needed = Mark at least one exhibit or statement: nothing is shown by nothing.
casefile-judge-record = Record the judgement
casefile-judged-by = { $name }, { $day }
casefile-judged-before = Judged before
casefile-judged-earlier = { $n ->
    [one] 1 earlier judgement
   *[other] { $n } earlier judgements
}
casefile-judged-rests = rests on { $n }
casefile-ground-taken-back = taken back since
casefile-import-keep = Keep the file as evidence
casefile-import-keep-hint = Unchanged and encrypted, so that every statement leads back to it.
casefile-import-not-kept = The file could not be kept as evidence, and nothing was taken. There may be no room on this node; ask the administrator, or take it without keeping it.
casefile-import-exhibit = Kept as evidence
casefile-article-6 = Offence of Protocol article 6
casefile-article-6-needed = Choose an offence and a form.
casefile-tab-statements = Statements
casefile-statements-what = What is said in this case, the newest source first. Each statement has its source and grade.
casefile-statements-source-hint = Part of the name is enough.
casefile-statements-narrow = Narrow
casefile-statements-none-yet = Nothing to show so far
casefile-statements-none-yet-next = The list goes on; look at the next page.
casefile-statements-none-narrowed = Choose another source or grade.
casefile-statements-first = First page
casefile-statements-narrow-go = Narrow the list
casefile-history = History
casefile-history-what = What stood on two days, side by side: what was added, what was taken back, by whom and when.
casefile-history-back = Back to the record
casefile-history-days = Two days
casefile-history-from = The earlier day
casefile-history-to = The later day
casefile-history-show = Compare
casefile-history-property = What
casefile-history-added = added
casefile-history-gone = taken back
casefile-history-passing = added and taken back
casefile-history-added-by = Added by { $who }, { $when }
casefile-history-gone-by = Taken back by { $who }, { $when }
casefile-history-same = { $n ->
    [0] nothing stood on both days
    [one] { $n } statement stood on both days
   *[other] { $n } statements stood on both days
}
casefile-history-none = Nothing changed between the two days.
casefile-history-none-next = Choose days further apart.
